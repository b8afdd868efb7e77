"""Prints every way to bind a name with every kind of target, and what CPython makes of each.

    python3.12 tests/bindings.py

Each line is a JSON object. `form` and `target` say what is bound and how. The text of `function` is that of a
function `case(any_)` that does it (`any_` gives back what it gets, so that the compiler does not know the type), with
the text of `module` before it in a module of its own if there is one, and always with that of the first line.
`expected` is what the function gives and prints; it is null where CPython refuses the program.

A target is a text, a value that fits it, and an expression that reads what it binds.
"""

import asyncio
import contextlib
import io
import json

# Names that mean something to JavaScript, to React, or to what the compiler itself writes.
NAMES = """
    Array Map Math Number Object Set String Symbol BigInt Boolean Date Error Function JSON Promise Proxy Reflect RegExp
    Infinity NaN undefined arguments await_ eval globalThis window document console require module exports process
    async_ const debugger default delete do enum export extends function implements instanceof interface let
    match new null of package private protected public static super switch this throw type typeof var void yield_
    constructor prototype hasOwnProperty toString valueOf length name caller apply bind call __proto__
    React Fragment jsx jsxs jsxDEV memo lazy useState createElement children key ref props
    item items list_ found entries parts part value subject error context search end step completed args source container index
    object target result element event_ generator kwargs args_default value2 item2 list2 parts2 x2 a2 a_
    Dict Tuple bound unbound unpack unpackStar setItem getItem pyPrint pyStr strFloat reprFloat truthy eq add callWith tuple_ enter
    """.split()

NAME_TARGETS = {"Array", "String", "Object", "Math", "undefined", "NaN", "arguments", "eval", "let", "static", "item", "value", "error", "unpack", "Dict", "jsx", "__proto__"}

# target: (value, reading, more lines before)
HOLDER = ("def holder(): pass", "holder.a = 5")
TARGETS = {
    "a": ("1", "a", ()),
    "a, b": ("(1, 2)", "(a, b)", ()),
    "a,": ("(1,)", "a", ()),
    "a, a": ("(1, 2)", "a", ()),
    "a, b, a": ("(1, 2, 3)", "(a, b)", ()),
    "a, _, _": ("('a', 2, 3)", "a", ()),
    "_, a, _": ("(1, 2, 3)", "(_, a)", ()),
    "_, _": ("(1, 2)", "0", ()),
    "[a, b]": ("[1, 2]", "(a, b)", ()),
    "[a, a]": ("'xy'", "a", ()),
    "(a, b), c": ("((1, 2), 3)", "(a, b, c)", ()),
    "(a, b), a": ("((1, 2), 3)", "(a, b)", ()),
    "a, (a, b)": ("(1, (2, 3))", "(a, b)", ()),
    "(_, _), (_, a)": ("((1, 2), (3, 4))", "a", ()),
    "a, *b": ("(1, 2, 3)", "(a, b)", ()),
    "*a, b": ("[1, 2, 3]", "(a, b)", ()),
    "a, *a": ("(1, 2, 3)", "a", ()),
    "*_, a": ("(1, 2, 3)", "a", ()),
    "*_, _": ("(1, 2, 3)", "_", ()),
    "_, *_, a": ("(1, 2, 3)", "a", ()),
    "a, (b, *c)": ("(1, (2, 3, 4))", "(a, b, c)", ()),
    "a, (b, *_), *_": ("(1, (2, 3, 4), 5)", "(a, b)", ()),
    "*(a, b), c": ("(1, 2, 3)", "(a, b, c)", ()),
    "*(a, *a), a": ("(1, 2, 3)", "a", ()),
    "holder.a": ("1", "holder.a", HOLDER),
    "holder.a, b": ("(1, 2)", "(holder.a, b)", HOLDER),
    "holder.a, holder.a": ("(1, 2)", "holder.a", HOLDER),
    "d['k']": ("1", "d['k']", ("d = {'k': 0}",)),
    "d['k'], d['j']": ("(1, 2)", "(d['k'], d['j'])", ("d = {'k': 0, 'j': 0}",)),
    "xs[0]": ("1", "xs", ("xs = [0, 0, 0]",)),
    "xs[0], xs[0]": ("(1, 2)", "xs", ("xs = [0, 0, 0]",)),
    "a, xs[a]": ("(1, 2)", "(a, xs)", ("xs = [0, 0, 0]",)),
    "a, xs[a], a": ("(1, 2, 0)", "(a, xs)", ("xs = [0, 0, 0]",)),
    "a, (xs[a], *a)": ("(1, (2, 0))", "(a, xs)", ("xs = [0, 0, 0]",)),
    "xs[1:]": ("[7, 8]", "xs", ("xs = [0, 0, 0]",)),
    "a, xs[a:]": ("(1, [7, 8])", "(a, xs)", ("xs = [0, 0, 0]",)),
    **{name: ("1", name, ()) for name in NAMES},
    **{f"{name}, {name}": ("(1, 2)", name, ()) for name in NAME_TARGETS},
    **{f"{name}, *_, b": ("(1, 2, 3)", f"({name}, b)", ()) for name in NAME_TARGETS},
}

PRELUDE = """\
import contextlib

import pulse as ps


@contextlib.contextmanager
def holding(value):
    yield value


@contextlib.asynccontextmanager
async def holding_later(value):
    yield value


async def each(values):
    for value in values:
        yield value


"""

# What the compiler writes of its own accord is used in each function, so that a name may hide it.
USES = "str(1.5), [*range(2)], abs(-len([0])), max(1, 2), float('inf'), f'{2.5}{[1]}', {1: 2}"

# Each gives the lines of the function. T: the target, V: a value, R: what is read of it.

def comp(text):
    return lambda T, V, R: [f"out.append({text.format(T=T, V=V, R=R)})"]


FORMS = {
    "list comprehension": comp("[{R} for {T} in [{V}, {V}]]"),
    "set comprehension": comp("sorted({{repr({R}) for {T} in [{V}, {V}]}})"),
    "dict comprehension": comp("{{repr({R}): {R} for {T} in [{V}, {V}]}}"),
    "generator expression": comp("list(({R}) for {T} in [{V}, {V}])"),
    "condition": comp("[1 for {T} in [{V}, {V}] if {R}]"),
    "any": comp("any(({R}) == 5 for {T} in [{V}])"),
    "all": comp("all({R} for {T} in [{V}] if {R})"),
    "sum": comp("sum(len(repr({R})) for {T} in [{V}])"),
    "join": comp("''.join(str({R}) for {T} in [{V}, {V}])"),
    "sorted": comp("sorted(repr({R}) for {T} in [{V}])"),
    "next": comp("next((repr({R}) for {T} in [{V}]), None)"),
    "unpacked": comp("[*({R} for {T} in [{V}])]"),
    "second clause": comp("[({R}) for q in [1, 2] for {T} in [{V}]]"),
    "rebinding clause": comp("[({R}) for {T} in [{V}] for {T} in [{V}, {V}]]"),
    "rebinding clause of itself": comp("[({R}) for {T} in [{V}] if {R} or True for {T} in [{V} if {R} or True else 0]]"),
    "rebinding generator": comp("list(({R}) for {T} in [{V}] for {T} in [{V} if {R} or True else 0])"),
    "rebinding dict": comp("{{repr({R}): {R} for {T} in [{V}] for {T} in [{V} if {R} or True else 0]}}"),
    "closures": comp("[f() for f in [lambda: {R} for {T} in [{V}, {V}]]]"),
    "closures used at once": comp("[sorted([1], key=lambda k: repr({R})) for {T} in [{V}, {V}]]"),
    "generators": comp("[list(g) for g in [({R} for k in [1, 2]) for {T} in [{V}, {V}]]]"),
    "generators used at once": comp("[list({R} for k in [1, 2]) for {T} in [{V}, {V}]]"),
    "closure and rebinding": comp("[f() for {T} in [{V}] for f in [lambda: {R}] for {T} in [{V}]]"),
    "map": comp("list(map(lambda q: [{R} for {T} in [q]], [{V}]))"),
    "lambda in comprehension": comp("(lambda: [{R} for {T} in [{V}]])()"),
    "enumerate": lambda T, V, R: [f"out.append([(n, {R}) for n, ({T}) in enumerate([{V}, {V}])])"],
    "enumerate condition": lambda T, V, R: [f"out.append([{R} for n, ({T}) in enumerate([{V}, {V}]) if n])"],
    "items": lambda T, V, R: [f"out.append([(k, {R}) for k, ({T}) in {{'z': {V}}}.items()])"],
    "zip": lambda T, V, R: [f"out.append([(k, {R}) for k, ({T}) in zip([1], [{V}])])"],
    "async comprehension": lambda T, V, R: ["await_ = 0", f"out.append([{R} async for {T} in each([{V}, {V}])])"],
    "async generator expression": lambda T, V, R: [f"out.append([x async for x in (({R}) async for {T} in each([{V}]))])"],
    "for": lambda T, V, R: [f"for {T} in [{V}, {V}]:", f"    out.append({R})", f"out.append({R})"],
    "for inside": lambda T, V, R: ["for q in [1, 2]:", f"    for {T} in [{V}]:", f"        out.append({R})"],
    "for else": lambda T, V, R: [f"for {T} in [{V}, {V}]:", f"    out.append({R})", "    if len(out) > 5: break", "else:", f"    out.append({R})"],
    "for captured": lambda T, V, R: ["fs = []", f"for {T} in [{V}, {V}]:", f"    fs.append(lambda: {R})", "out.append([f() for f in fs])"],
    "for used at once": lambda T, V, R: [f"for {T} in [{V}, {V}]:", f"    out.append(any(({R}) == k for k in [1, {V}]))"],
    "for over generator": lambda T, V, R: [f"for {T} in ({V} for k in [1, 2]):", f"    out.append({R})"],
    "for twice": lambda T, V, R: [f"for {T} in [{V}]:", f"    for {T} in [{V} if {R} or True else 0]:", f"        out.append({R})"],
    "async for": lambda T, V, R: [f"async for {T} in each([{V}, {V}]):", f"    out.append({R})"],
    "with": lambda T, V, R: [f"with holding({V}) as ({T}):", f"    out.append({R})", f"out.append({R})"],
    "with twice": lambda T, V, R: [f"with holding({V}) as ({T}), holding({V}) as ({T}):", f"    out.append({R})"],
    "with captured": lambda T, V, R: ["fs = []", "for q in [1, 2]:", f"    with holding({V}) as ({T}):", f"        fs.append(lambda: {R})", "out.append([f() for f in fs])"],
    "async with": lambda T, V, R: [f"async with holding_later({V}) as ({T}):", f"    out.append({R})"],
    "assignment": lambda T, V, R: [f"{T} = {V}", f"out.append({R})"],
    "assignment captured": lambda T, V, R: [f"{T} = {V}", f"f = lambda: {R}", f"{T} = {V}", "out.append(f())"],
    "assignment in a loop": lambda T, V, R: ["fs = []", "for q in [1, 2]:", f"    {T} = {V}", f"    fs.append(lambda: {R})", "out.append([f() for f in fs])"],
    "assignment in a branch": lambda T, V, R: ["if out == []:", f"    {T} = {V}", "else:", f"    {T} = {V}", f"out.append({R})"],
    "assignment in try": lambda T, V, R: ["try:", f"    {T} = {V}", "finally:", "    out.append(1)", f"out.append({R})"],
    "chain": lambda T, V, R: [f"{T} = {T} = {V}", f"out.append({R})"],
    "chain with a name": lambda T, V, R: [f"w = {T} = {V}", f"out.append((w, {R}))"],
    "chain before a name": lambda T, V, R: [f"{T} = w = {V}", f"out.append((w, {R}))"],
    "chain with itself whole": lambda T, V, R: [f"a = {T} = {V}", f"out.append({R})"],
    "chain captured": lambda T, V, R: ["fs = []", "for q in [1, 2]:", f"    {T} = {T} = {V}", f"    fs.append(lambda: {R})", "out.append([f() for f in fs])"],
    "chain of a call": lambda T, V, R: [f"{T} = {T} = (lambda: {V})()", f"out.append({R})"],
    "annotated": lambda T, V, R: [f"{T}: int = {V}", f"out.append({R})"],
    "augmented": lambda T, V, R: [f"{T} = {V}", f"{T} += {V}", f"out.append({R})"],
    "augmented captured": lambda T, V, R: [f"{T} = {V}", f"f = lambda: {R}", f"{T} += {V}", "out.append(f())"],
    "walrus": lambda T, V, R: [f"out.append(({T} := {V}))", f"out.append({R})"],
    "walrus in comprehension": lambda T, V, R: [f"out.append([({T} := {V}) for q in [1, 2] if q])", f"out.append({R})"],
    "walrus in condition": lambda T, V, R: [f"while len(out) < 2 and ({T} := {V}):", f"    out.append({R})"],
    "walrus captured": lambda T, V, R: [f"f = lambda: {R}", f"if {T} := {V}:", "    out.append(f())"],
    "except": lambda T, V, R: ["try:", f"    raise ValueError({V})", f"except ValueError as {T}:", f"    out.append(repr({R}))"],
    "except captured": lambda T, V, R: ["try:", f"    raise ValueError({V})", f"except ValueError as {T}:", f"    out.append(repr((lambda: {R})()))"],
    "except over a value": lambda T, V, R: [f"{T} = 5", "try:", f"    raise ValueError({V})", f"except ValueError as {T}:", f"    out.append(repr({R}))", "try:", f"    out.append({R})", "except UnboundLocalError as e:", "    out.append('unbound')"],
    "match capture": lambda T, V, R: [f"match {V}:", f"    case {T}:", f"        out.append({R})"],
    "match in a list": lambda T, V, R: [f"match [{V}, 0]:", f"    case [{T}, 0]:", f"        out.append({R})"],
    "match star": lambda T, V, R: [f"match [1, {V}, 3]:", f"    case [1, *{T}]:", f"        out.append({R})"],
    "match as": lambda T, V, R: [f"match {V}:", f"    case int() | tuple() as {T}:", f"        out.append({R})"],
    "match class": lambda T, V, R: [f"match {V}:", f"    case int({T}):", f"        out.append({R})"],
    "match rest": lambda T, V, R: [f"match {{'k': 1, 'j': {V}}}:", f"    case {{'k': 1, **{T}}}:", f"        out.append({R})"],
    "match value of a key": lambda T, V, R: [f"match {{'k': {V}}}:", f"    case {{'k': {T}}}:", f"        out.append({R})"],
    "match guard": lambda T, V, R: [f"match {V}:", f"    case {T} if (lambda: {R})():", f"        out.append({R})"],
    "parameter": lambda T, V, R: [f"def f({T}):", f"    return {R}", f"out.append(f({V}))"],
    "parameter by name": lambda T, V, R: [f"def f({T}):", f"    return {R}", f"out.append(f({T}={V}))"],
    "parameter assigned": lambda T, V, R: [f"def f({T}):", f"    {T} = [{R}]", f"    return {R}", f"out.append(f({V}))"],
    "parameter captured": lambda T, V, R: [f"def f({T}):", f"    return [lambda: {R}, lambda: ({R}, q)]", "q = 1", f"out.append([g() for g in f({V})])"],
    "parameter positional": lambda T, V, R: [f"def f({T}, /, k=1):", f"    return {R}", f"out.append(f({V}))"],
    "parameter keyword": lambda T, V, R: [f"def f(*, {T}):", f"    return {R}", f"out.append(f({T}={V}))"],
    "parameter default": lambda T, V, R: [f"def f({T}={V}):", f"    return {R}", "out.append(f())"],
    "parameter list default": lambda T, V, R: [f"def f({T}=[{V}]):", f"    {T}.append(2)", f"    return list({R})", "out.append([f(), f()])"],
    "parameter rest": lambda T, V, R: [f"def f(*{T}):", f"    return {R}", f"out.append(f({V}, 2))"],
    "parameter keywords": lambda T, V, R: [f"def f(**{T}):", f"    return sorted({R})", "out.append(f(k=1, j=2))"],
    "lambda": lambda T, V, R: [f"out.append((lambda {T}: {R})({V}))"],
    "lambda default": lambda T, V, R: [f"out.append((lambda {T}={V}: {R})())"],
    "lambda rest": lambda T, V, R: [f"out.append((lambda *{T}: {R})({V}))"],
    "lambda keywords": lambda T, V, R: [f"out.append((lambda **{T}: {R})(k={V}))"],
    "import": lambda T, V, R: [f"import math as {T}", f"out.append({R}.floor(2.5))"],
    "from import": lambda T, V, R: [f"from math import floor as {T}", f"out.append({R}(2.5))"],
    "def": lambda T, V, R: [f"def {T}(n):", f"    return 1 if n == 0 else {T}(n - 1)", f"out.append({R}(2))"],
    "def in a loop": lambda T, V, R: ["fs = []", "for q in [1, 2]:", f"    def {T}():", "        return q", f"    fs.append({R})", "out.append([f() for f in fs])"],
    "nonlocal": lambda T, V, R: [f"{T} = {V}", "def f():", f"    nonlocal {T}", f"    {T} = [{R}]", "f()", f"out.append({R})"],
    "del": lambda T, V, R: [f"{T} = {V}", f"out.append({R})", f"del {T}", "try:", f"    out.append({R})", "except UnboundLocalError:", "    out.append('unbound')"],
    "del and bind again": lambda T, V, R: [f"{T} = {V}", f"del {T}", f"{T} = {V}", f"out.append({R})"],
}

# Of these the target is the name of something in the module. NAME stands for it.
MODULE_FORMS = {
    "module constant": ("{N} = 1\n", "{N}"),
    "module constant captured": ("{N} = 1\n", "(lambda: {N})()"),
    "module list": ("{N} = [1, 2]\n", "[*{N}]"),
    "module comprehension": ("values = [{N} for {N} in [1, 2]]\n", "values"),
    "module annotated": ("{N}: int = 1\n", "{N}"),
    "module global": ("{N} = 1\n\n\ndef change():\n    global {N}\n    {N} = {N} + 1\n    return {N}\n", "(change(), {N})"),
    "module global in a loop": ("{N} = 1\n\n\ndef change():\n    global {N}\n    for {N} in [5, 6]:\n        pass\n    return {N}\n", "(change(), {N})"),
    "module global unpacked": ("{N} = 1\n\n\ndef change():\n    global {N}\n    {N}, {N} = 5, 6\n    return {N}\n", "(change(), {N})"),
    "module global deleted": ("{N} = 1\n\n\ndef change():\n    global {N}\n    {N} = {N} = 7\n    return {N}\n", "(change(), {N})"),
    "module def": ("def {N}(n=2):\n    return n + len([*range(2)])\n", "({N}(), {N}(n=5), [*map({N}, [1])])"),
    "module async def": ("async def {N}(n=2):\n    return n\n", "await {N}()"),
    "module generator": ("def {N}(n=2):\n    yield n\n", "[*{N}()]"),
    "module import": ("import math as {N}\n", "{N}.floor(2.5)"),
    "module from import": ("from math import floor as {N}\n", "{N}(2.5)"),
    "module constant and local": ("{N} = 1\n", "(lambda {N}: {N})({N})"),
}


# Forms whose target is a name; they get some that are none, for the error.
OF_NAMES = ("parameter", "lambda", "walrus", "import", "from import", "def", "nonlocal", "except", "match", "annotated", "augmented")
# These are tried with a third of all names, the others with a few.
WITH_NAMES = {
    "list comprehension", "closures", "rebinding clause", "for captured", "assignment", "chain", "except", "match capture",
    "parameter", "lambda", "from import", "def", "nonlocal", "walrus", "augmented captured",
}


def targets(form, at):
    """The targets of a form; `at` is its number, so that each has names of its own."""
    for number, (target, row) in enumerate(TARGETS.items()):
        if target.split(",")[0] in NAMES and (number + at) % (3 if form in WITH_NAMES else 13):
            continue
        others = ("holder.a", "xs[0]", "a, *a") if "import" in form else ("a, a", "holder.a", "xs[0]", "a, *a")
        if form.startswith(OF_NAMES) and not target.isidentifier() and target not in others:
            continue
        # An attribute that is gone is `undefined`, which is None.
        if form == "del" and "holder" in target:
            continue
        yield target, row


def cases():
    for at, (name, make) in enumerate(FORMS.items()):
        for target, (value, reading, before) in targets(name, at):
            for knows in (True, False):
                if not knows and (target.split(",")[0] in NAMES or before):
                    continue
                shown = value if knows else f"any_({value})"
                lines = [*before, "out = []", *make(target, shown, reading), f"return repr((out, {USES}))"]
                head = "async def" if any("async " in line for line in lines) else "def"
                body = "".join(f"    {line}\n" for line in lines)
                label = target if knows else f"{target} (of unknown type)"
                yield name, label, "", f"@ps.javascript\n{head} case(any_):\n{body}"
    for at, (name, (definitions, reading)) in enumerate(MODULE_FORMS.items()):
        for target in NAMES[at % 4 :: 4]:
            read = reading.replace("{N}", target)
            head = "async def" if "await" in read else "def"
            text = definitions.replace("{N}", target)
            yield name, target, text, f"@ps.javascript\n{head} case(any_):\n    return repr(({read}, {USES}))\n"


def outcome(source):
    """What the case gives and prints, or None where CPython refuses it."""
    try:
        code = compile(source.replace("import pulse as ps\n", "").replace("@ps.javascript\n", ""), "<case>", "exec")
    except SyntaxError:
        return None
    scope = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(code, scope)
            result = scope["case"](lambda value: value)
            if asyncio.iscoroutine(result):
                result = asyncio.run(result)
            print(result)
        except Exception as error:
            print(f"! {type(error).__name__}: {error}")
    return printed.getvalue()


if __name__ == "__main__":
    print(json.dumps(PRELUDE))
    for name, target, module, function in cases():
        expected = outcome(PRELUDE + module + function)
        print(json.dumps({"form": name, "target": target, "module": module, "function": function, "expected": expected}))
