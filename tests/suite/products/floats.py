"""Every way to make a float whose type is known, times every way to see that it is one."""

import product

# what comes before, and the expression whose value is the float 2.0
SOURCES = {
    "a literal": ((), "2.0"),
    "a variable": (("v = 2.0",), "v"),
    "a division": (("a = 6",), "(a / 3)"),
    "an annotated parameter": ((), "p"),
    "an optional parameter": ((), "q"),
    "an item": (("xs: list[float] = [2.0, 3.5]",), "xs[0]"),
    "a value of a dict": (("d: dict[str, float] = {'k': 2.0}",), "d['k']"),
    "math": ((), "math.sqrt(4)"),
    "float()": ((), "float('2')"),
    "a function": (("def f():", "    return 4 / 2"), "f()"),
    "unpacked": (("a, b = 1.5, 2.0",), "b"),
    "a conditional": (("c = True",), "(2.0 if c else 0.5)"),
    "a quotient of unknown operands": (("k = unknown",), "(k(4) / k(2))"),
    "a total from 0": (("t = 0", "for z in [0.5, 1.5]:", "    t += z"), "t"),
    "a product from 1": (("t = 1", "for z in [0.5, 4.0]:", "    t *= z"), "t"),
    "rounded": ((), "round(2.04, 1)"),
    "of divmod": ((), "divmod(7.5, 3)[0]"),
    "abs": ((), "abs(-2.0)"),
    "a maximum with 0": ((), "max(2.0, 0)"),
    "a sum": (("h: list[float] = [0.5, 1.5]",), "sum(h)"),
    "a loop variable": (("for w in [1.5, 2.0]:", "    pass"), "w"),
    "real": ((), "(2.0).real"),
    "a mean": ((), "statistics.mean(r)"),
    "a constant": ((), "RATE"),
    "negated": ((), "(-(-2.0))"),
    "a floor": ((), "(5.0 // 2)"),
    "popped": (("st = [1.5, 2.0]",), "st.pop()"),
    "a default of get": (("m: dict[str, float] = {'a': 1.5}",), "m.get('b', 2.0)"),
    "of or": ((), "(0.0 or 2.0)"),
    "of a closure": (("v = 2.0", "def g():", "    return v"), "g()"),
    "a field": (("row = {'n': 1, 'price': 2.0}",), "row['price']"),
    "statistics": ((), "statistics.fmean([1.0, 3.0])"),
}

# X is the expression
SHOWN = """
str(X) | repr(X) | f'{X}' | f'{X!r}' | f'{X!s}' | f'{X:>6}' | f'{X:,}' | f'{X:.2f}' | f'{X:g}' | format(X)
format(X, '') | format(X, '>6') | '{}'.format(X) | '{:>6}'.format(X) | '{x} {x!r}'.format(x=X) | '{:.1f}'.format(X)
'%s' % X | '%r' % (X,) | '%s-%s' % (X, 1) | '%(a)s' % {'a': X} | '%d' % X | '%.1f %s' % (X, 'a') | ascii([X])
str([X]) | str((X,)) | str((X, 1, 'a')) | str({X}) | str({'a': X}) | str({X: 1}) | str([[X], []]) | str([('a', X)])
repr([X, None]) | f'{[X]}' | f'{[X]!r:>8}' | str({'a': [X], 'n': 1}) | str(frozenset([X])) | str([X, 1])
str(list(map(str, [X]))) | ', '.join(map(str, [X, 1.5])) | ', '.join(str(i) for i in [X, 1.5])
str(sorted([X, 1.5], key=str)) | str(list(map(repr, [X]))) | str([str(i) for i in [X]]) | str(X).split('.')
str(dict(a=X)) | str(list((X,))) | str(tuple([X])) | str(sorted([X])) | str([X] * 2) | str([X] + [1.5])
str([X for _ in range(2)]) | str(list(zip(['a'], [X]))) | str(list(enumerate([X]))) | str(dict(zip('a', [X])))
str([*[X]]) | str({**{'a': X}}) | str(divmod(X, 1)) | str(ValueError(X)) | repr(ValueError(X)) | str(X // 1)
str(X % 2) | str(-X) | str(X + 1) | str(1 + X) | str(X * 2) | str(X - 1) | str(X ** 2) | str(X / 1)
str(max(X, 0.5)) | str(min(X, 10.0)) | str(sum([X])) | str(sum([X], 0.0)) | str(round(X, 1)) | str(round(X))
str([X][0]) | str([X].pop()) | str({'a': X}['a']) | str({'a': X}.get('a')) | str(pow(X, 2))
str(int(X)) | str([i for i in [X]]) | str({i for i in [X]}) | str({i: X for i in 'a'}) | str(X or 1.5) | str(X and 1.0)
str((lambda: X)()) | str([X][::-1]) | str([a for a, b in [(X, 1)]]) | str(abs(X)) | str(+X)
str(list(filter(None, [X]))) | str(min([X, 3.0])) | str([X].copy())
str([[i, X] for i in 'a']) | str(list(reversed([X]))) | str((X, X) + (X,)) | str({'a': (X, 'b')})
str(X if X > 1 else None) | json.dumps(X) | json.dumps((X, 1))
isinstance(X, float) | isinstance(X, int) | isinstance(X, (int, float)) | isinstance(X, (int, str))
isinstance(X, (str, float)) | isinstance(X, bool) | isinstance(X, object) | [isinstance(X, t) for t in (int, float, str)]
type(X) | type(X) is float | type(X) == float | type(X) is int | type(X).__name__ | type(X) in (int, float)
{int: 'i', float: 'f'}[type(X)] | issubclass(type(X), float) | str(type(X)) | hasattr(X, 'hex')
hasattr(X, 'bit_length') | hasattr(X, 'real') | X.is_integer() | str(X.real) | str(X.imag) | str(X.conjugate())
X.hex() | X.as_integer_ratio() | getattr(X, 'nope', 'no')
"""

STATEMENTS = {
    "print": ["print(X)", "print([X], (X, 1), sep='/')", "print('a', X, {'k': X})", "print(*[X, 1.5])", "print(*(X, 'a'))"],
    "match on a class": [
        "match X:",
        "    case int():",
        "        print('int')",
        "    case float(z):",
        "        print('float', z)",
    ],
    "match on a union": ["match X:", "    case str() | float():", "        print('yes')", "    case _:", "        print('no')"],
    "match in a sequence": ["match [X, 'a']:", "    case [int(), _]:", "        print('int')", "    case [float(n), _]:", "        print(n)"],
    "if isinstance": [
        "if isinstance(X, int):",
        "    print('int')",
        "elif isinstance(X, float):",
        "    print('float')",
    ],
    "in a dict": [
        "y: dict[str, float] = {'a': X}",
        "print(y, y.values(), y.items(), list(y.values()), json.dumps(y), json.dumps(y, indent=1))",
    ],
    "as a key": ["y: dict[float, str] = {X: 'a', 1.5: 'b'}", "print(y, y.keys(), json.dumps(y, sort_keys=True))"],
    "in a list of pairs": ["y: list[tuple[int, float]] = [(1, X)]", "print(y, json.dumps(y), y[0])", "for _, z in y:", "    print(z)"],
    "next": ["y: list[float] = [X]", "print(next(iter(y)))"],
    "raised": ["try:", "    raise ValueError(X)", "except ValueError as e:", "    print(e, e.args[0] + 0.5)"],
}

PRELUDE = "import json, math, statistics\n\nRATE = 2.0\n\n\n@ps.javascript\ndef unknown(x):\n    return x\n"
PARAMS = "p: float = 2.0, q: float | None = 2.0, r: list[float] = [1.0, 3.0]"

# an int until something is added to it: a float unless it is below 1 or 2, so what is computed of it may be either
TOTALS = ("a total from 0", "a product from 1", "a maximum with 0")
COMPUTED = ("divmod(X, 1)", "X % 2", "X + 1", "1 + X", "X - 1", "X * 2", "X ** 2", "pow(X, 2)", "sum([X])", "X.imag")


def cases():
    forms = {form.strip(): [f"print({form.strip()})"] for line in SHOWN.splitlines() if line for form in line.split(" | ")}
    for source, (before, value) in SOURCES.items():
        for label, lines in {**forms, **STATEMENTS}.items():
            if source in TOTALS and label in (f"str({form})" for form in COMPUTED):
                continue
            body = [*before, *(line.replace("X", value) for line in lines)]
            yield f"{source}: {label}", PARAMS, body


product.write([product.module("floats", PRELUDE, list(cases()))])
