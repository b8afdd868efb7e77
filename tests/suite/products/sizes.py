"""Every builtin and method of the tables with 200,000 items: as what it is called on, as an argument, and spread into
the call where it takes any number. The rows come in on standard input; which arguments a row takes is tried in CPython.
"""

import itertools
import json
import sys

import product

N = 200_000

PRELUDE = f"""
N = {N}


@ps.javascript
def unknown(x):
    return x


@ps.javascript
def told(x):
    if isinstance(x, (int, float, bool)) or x is None:
        return x
    if isinstance(x, str):
        return (len(x), x[:9], x[-9:])
    if isinstance(x, (list, tuple, range)):
        return (len(x), list(x[:3]), list(x[-3:]))
    if isinstance(x, (set, frozenset, dict)):
        return len(x)
    if callable(x):
        return "callable"
    last = None
    count = 0
    for last in x:
        count += 1
    return (count, last)


@ps.javascript
def is_even(x, *more):
    return x % 2 == 0
"""

RECEIVERS = {
    "str": "'ab' * N",
    "list": "list(range(N))",
    "dict": "dict.fromkeys(range(N), 7)",
    "set": "set(range(N))",
    "frozenset": "frozenset(range(N))",
    "tuple": "tuple(range(N))",
    "range": "range(N)",
}

# a builtin of one of these makes it, or waits for somebody, or is about something else than what it is given
LEFT_OUT = {
    "breakpoint", "compile", "delattr", "dir", "eval", "exec", "exit", "globals", "help", "id", "input", "locals", "object",
    "open", "quit", "setattr", "super", "vars", "property", "classmethod", "staticmethod", "print", "copyright", "credits",
    "license", "encode", "memoryview", "bytearray", "bytes", "complex", "type", "aiter", "anext", "repr", "ascii", "hash",
}

BIG = ["list(range(N))", "'ab' * N", "dict.fromkeys(range(N), 7)", "set(range(N))", "[('k', 1)] * N", "['ab'] * N", "[[1]] * N"]

SMALL = ["'a'", "3", "is_even", "None", "1.5", "[3]", "{'a': 1}", "('a', 'b')", "str"]

SPREAD = ["*range(N)", "*(['ab'] * N)", "*([[1]] * N)", "is_even, *([[1]] * N)", "'a', *range(N)"]


def accepted(names, texts, call):
    """The text of the call with the first of the arguments that CPython takes."""
    for text in texts:
        try:
            exec(call.replace("ARGS", text), dict(names))
        except Exception:
            continue
        return text
    return None


def calls(row, names):
    """The calls of a row: with what it is called on, and its arguments."""
    positional = [param for param in row["params"] if param["kind"] not in ("Args", "Kwargs", "KeywordOnly")]
    few = range(min(len(positional), 3) + 1)
    smalls = [", ".join(args) for count in few for args in itertools.product(SMALL, repeat=count)]
    bigs = [", ".join((big, *args)) for big in BIG for count in few if count for args in itertools.product(SMALL[:4], repeat=count - 1)]
    bigs += [f"{small}, {big}" for small in SMALL for big in BIG if len(positional) > 1]
    takes_any = any(param["kind"] == "Args" for param in row["params"])
    if takes_any:
        smalls += SMALL
        bigs += BIG + [f"{small}, {big}" for small in SMALL for big in BIG]
    # what `map` calls is a function of the program
    takes_any = takes_any and row["name"] != "map"
    for texts in (smalls if row["owner"] else [], bigs, SPREAD if takes_any else []):
        # what is joined is long, not what joins it
        receiver = "','" if row["name"] == "join" else RECEIVERS.get(row["owner"], "")
        call = f"o = {receiver}\ntold(o.{row['name']}(ARGS))" if receiver else f"told({row['name']}(ARGS))"
        found = accepted(names, texts, call)
        if found is not None:
            yield receiver, found


def cases(rows):
    names = {"ps": product.pulse}
    # what takes few takes many
    exec("import pulse as ps" + PRELUDE.replace(f"N = {N}", "N = 20"), names)
    for row in rows:
        if row["owner"] not in ("", *RECEIVERS) or row["name"] in LEFT_OUT:
            continue
        for receiver, args in calls(row, names):
            if not receiver:
                yield f"{row['name']}({args})", "", [f"print(told({row['name']}({args})))"], "may"
                continue
            for way, text in {"known": receiver, "unknown": f"unknown({receiver})"}.items():
                if way == "unknown" and args in SPREAD:
                    continue  # a method of JavaScript's may be called: see `many-arguments`
                lines = [f"o = {text}", f"print(told(o.{row['name']}({args})))", "print(told(o))"]
                yield f"{row['owner']}.{row['name']}({args}), {way}", "", lines, "may"


every = list(cases(json.load(sys.stdin)))
product.write([product.module(f"sizes_{at}", PRELUDE, every[at : at + 100]) for at in range(0, len(every), 100)])
