"""Records what CPython says to every expression in fixtures/runtime/*.txt.

    python3.12 tests/record_runtime.py

Each line of a `.txt` file is a Python expression; after ` => ` may follow the JavaScript to compare it
with, where the translation below does not do. The `.expected` file gets one line for each:

    add(1, True) => 2
    add(1, "a") => TypeError: unsupported operand type(s) for +: 'int' and 'str'

`tests/suite/runtime.rs` runs the JavaScript side through the runtime and compares.
"""

import ast
import json
import operator
import pathlib
import sys

SAFE = 2**53 - 1


# What the expressions may call besides Python's builtins; the test defines the same in JavaScript.
def after(x, change):
    """What `change(x)` gives, and what `x` is then."""
    result = change(x)
    return (result, x)


def unpack(x, n):
    names = ", ".join(f"a{i}" for i in range(n))
    scope = {"x": x}
    exec(f"[{names}] = x\nout = [{names}]", scope)
    return scope["out"]


def unpackStar(x, before, after):
    names = [f"a{i}" for i in range(before)] + ["*r"] + [f"b{i}" for i in range(after)]
    scope = {"x": x}
    exec(f"[{', '.join(names)}] = x\nout = [{', '.join(names).replace('*r', 'r')}]", scope)
    return scope["out"]


def setSlice(o, lo, hi, step, values):
    o[lo:hi:step] = values


def delSlice(o, lo, hi, step):
    del o[lo:hi:step]


def catch(run, types):
    """The repr of the exception that `run` raises, if it is one of the types."""
    try:
        return run()
    except types as e:
        return repr(e)


def throw(e):
    raise e


class Point:
    """An instance with value equality, arithmetic and text of its own."""

    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x

    def __hash__(self):
        return self.x

    def __lt__(self, other):
        return self.x < other.x

    def __add__(self, other):
        return Point(self.x + other.x) if isinstance(other, Point) else NotImplemented

    def __radd__(self, other):
        return Point(other + self.x)

    def __neg__(self):
        return Point(-self.x)

    def __len__(self):
        return self.x

    def __getitem__(self, i):
        if i >= self.x:
            raise IndexError(i)
        return i * 10

    def __repr__(self):
        return f"P{self.x}"

    def __str__(self):
        return f"point {self.x}"

    def __format__(self, spec):
        return f"<{spec}>"


HELPERS = {
    name: value
    for name, value in globals().items()
    if name in "after unpack unpackStar setSlice delSlice catch throw Point".split()
}
HELPERS |= {name: getattr(operator, name) for name in "iadd imul ior iand isub ixor ipow imod".split()}
HELPERS |= {"setItem": operator.setitem, "delItem": operator.delitem}

BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floordiv",
    ast.Mod: "mod", ast.Pow: "pow", ast.MatMult: "matmul", ast.LShift: "lshift",
    ast.RShift: "rshift", ast.BitAnd: "bitand", ast.BitOr: "bitor", ast.BitXor: "bitxor",
}  # fmt: skip
COMPARE = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Is: "is"}
UNARY = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert"}
RENAMED = {"tuple": "tupleFrom", "iter": "iterator", "TypeError": "PyTypeError", "SyntaxError": "PySyntaxError"}
# keyword arguments become positions
PARAMETERS = {
    "sorted": ["", "key", "reverse"], "min": ["", "key", "default"], "max": ["", "key", "default"],
    "enumerate": ["", "start"], "sum": ["", "start"], "int": ["", "base"], "round": ["", "ndigits"],
    "pow": ["", "exp", "mod"], "split": ["sep", "maxsplit"], "rsplit": ["sep", "maxsplit"],
    "splitlines": ["keepends"], "sort": ["key", "reverse"], "expandtabs": ["tabsize"],
}  # fmt: skip


def place(name, args, keywords, skip=0):
    for keyword in keywords:
        at = PARAMETERS[name].index(keyword.arg)
        args += ["undefined"] * (at + 1 - len(args))
        args[at] = js(keyword.value)
    return ", ".join(args)


def constant(value):
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, float):
        return repr(value).replace("inf", "Infinity")
    return {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else repr(value)


def call(node):
    args = [f"...iter({js(a.value)})" if isinstance(a, ast.Starred) else js(a) for a in node.args]
    if isinstance(node.func, ast.Attribute):
        receiver, method = node.func.value, node.func.attr
        if isinstance(receiver, ast.Name) and receiver.id in ("str", "dict"):
            return f"{receiver.id}{method.capitalize()}({', '.join(args)})"
        name = "call" + "".join(part.capitalize() for part in method.split("_"))
        if method == "format":
            named = ", ".join(f"{k.arg}: {js(k.value)}" for k in node.keywords)
            return f"{name}({js(receiver)}, [{', '.join(args)}], {{{named}}})"
        if method == "update" and node.keywords:
            args = args or ["[]"]
            args.append("{" + ", ".join(f"{k.arg}: {js(k.value)}" for k in node.keywords) + "}")
            return f"{name}({js(receiver)}, {', '.join(args)})"
        return f"{name}({', '.join([js(receiver), *filter(None, [place(method, args, node.keywords)])])})"
    if not isinstance(node.func, ast.Name):
        return f"{js(node.func)}({', '.join(args)})"
    name = node.func.id
    if name == "isinstance":
        return f"isInstance({args[0]}, {types(node.args[1])})"
    if name == "catch":
        return f"catchError({args[0]}, {js(node.args[1])})"
    if name == "zip" and node.keywords:
        name = "zipStrict"
        node.keywords = []
    if name in ("min", "max") and len(args) > 1:
        args = [f"[{', '.join(args)}]"]
    if name == "dict" and node.keywords:
        args = args or ["[]"]
        args.append("{" + ", ".join(f"{k.arg}: {js(k.value)}" for k in node.keywords) + "}")
        return f"dict({', '.join(args)})"
    new = "new " if name[0].isupper() else ""
    return f"{new}{RENAMED.get(name, name)}({place(name, args, node.keywords)})"


def types(node):
    if isinstance(node, ast.Tuple):
        return f"[{', '.join(types(item) for item in node.elts)}]"
    return js(node) if node.id[0].isupper() else json.dumps(node.id)


def js(node):
    """The JavaScript that the compiler emits for an expression of which it knows no type."""
    match node:
        case ast.Constant(int() as value) if abs(value) > SAFE:
            return f"{value}n"
        case ast.Constant(value):
            return constant(value)
        case ast.Name(id):
            return RENAMED.get(id, id)
        case ast.List(items):
            return f"[{', '.join(map(js, items))}]"
        case ast.Tuple(items):
            return f"tuple({', '.join(map(js, items))})"
        case ast.Set(items):
            return f"set([{', '.join(map(js, items))}])"
        case ast.Dict(keys, values):
            if keys and all(isinstance(k, ast.Constant) and isinstance(k.value, str) and not k.value.isdigit() for k in keys):
                return "({" + ", ".join(f"{js(k)}: {js(v)}" for k, v in zip(keys, values)) + "})"
            return "dict([" + ", ".join(f"[{js(k)}, {js(v)}]" for k, v in zip(keys, values)) + "])"
        case ast.BinOp(left, op, right):
            return f"{BINARY[type(op)]}({js(left)}, {js(right)})"
        case ast.UnaryOp(ast.Not(), operand):
            return f"!truthy({js(operand)})"
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)) if value and value is not True or str(value) == "0.0":
            return f"-{value!r}{'n' if isinstance(value, int) and value > SAFE else ''}"
        case ast.UnaryOp(op, operand):
            return f"{UNARY[type(op)]}({js(operand)})"
        case ast.Compare(left, [ast.In() | ast.NotIn() as op], [right]):
            return f"{'!' if isinstance(op, ast.NotIn) else ''}contains({js(right)}, {js(left)})"
        case ast.Compare(left, [op], [right]):
            return f"{COMPARE[type(op)]}({js(left)}, {js(right)})"
        case ast.IfExp(test, body, orelse):
            return f"(truthy({js(test)}) ? {js(body)} : {js(orelse)})"
        case ast.Lambda(args, body):
            text = js(body)
            return f"(({', '.join(a.arg for a in args.args)}) => {text})"
        case ast.Call():
            return call(node)
        case ast.Attribute(ast.Call(ast.Name("type"), [x]), "__name__"):
            return f"typeName({js(x)})"
        case ast.Attribute(value, attr):
            return f"{js(value)}.{attr}"
        case ast.Subscript(value, ast.Slice(lower, upper, step)):
            bounds = ", ".join(js(b) if b else "null" for b in (lower, upper, step))
            return f"getSlice({js(value)}, {bounds})"
        case ast.Subscript(value, key):
            return f"getItem({js(value)}, {js(key)})"
        case ast.JoinedStr(parts):
            return " + ".join(['""', *map(js, parts)])
        case ast.FormattedValue(value, conversion, spec):
            text = js(value)
            if conversion != -1:
                text = {"r": "repr", "s": "str", "a": "ascii"}[chr(conversion)] + f"({text})"
            return f"format({text}, {js(spec) if spec else '""'})"
    raise SystemExit(f"no translation: {ast.dump(node)}")


def plain(x):
    """A float that is a whole number looks like an int in JavaScript."""
    if isinstance(x, float) and x.is_integer() and abs(x) <= SAFE and str(x) != "-0.0":
        return int(x)
    if type(x) in (list, tuple, set, frozenset):
        return type(x)(map(plain, x))
    if type(x) is dict:
        return {plain(k): plain(v) for k, v in x.items()}
    return x


def outcome(expression):
    try:
        value = eval(expression, dict(HELPERS))
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return repr(plain(value))


def record(path):
    lines = []
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        expression, _, javascript = line.partition(" => ")
        javascript = javascript or js(ast.parse(expression, mode="eval").body)
        said = outcome(expression).replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"{javascript} => {said}")
    path.with_suffix(".expected").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 12):
        raise SystemExit("record with Python 3.12")
    for path in sorted((pathlib.Path(__file__).parent.parent / "fixtures/runtime").glob("*.txt")):
        record(path)
