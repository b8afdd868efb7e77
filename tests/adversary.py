"""Puts each operation between a test and what the test proves, and prints what CPython makes of it:
`python3.12 tests/adversary.py SEED COUNT`.

Each function establishes something (`len(xs) > 2`, an index in range, a divisor that is not 0), runs one operation that
may undo it, in one of the places where code can run, and uses what was established. Other names of the same values,
closures, generators that run while somebody walks them, callbacks, factories, slice objects and augmented stores are
among the operations; an operation that the compiler takes for harmless and is not shows as another answer, or as a
proof that fails when it is asked again. Comprehensions are made of pairs of the same operations: what is walked,
tested and made must act in Python's order. The lines are those of `random_programs.py`; each seed gives the next few
of the products, so that so many seeds cover them all.
"""

import itertools
import random
import signal
import sys

from random_programs import record, too_long

HEAD = """import bisect
import collections
import contextlib
import copy
import functools
import heapq
import itertools
import json
import operator
import random
import re

import pulse as ps


@ps.javascript
def program(any_):
"""

# What stands in each function before the test.
SETUP = """        xs: list[int] = [5, 6, 7]
        ys = xs
        zs = [xs]
        box = {"xs": xs}
        st = {5, 6, 7}
        d: dict[str, int] = {"a": 1, "b": 2, "c": 3}
        n = 2
        i = 2
        cut = slice(0, 2)
        def shrink(*_):
            xs.pop()
            return 0
        def unset(*_):
            nonlocal n, i
            n = 0
            i = 5
            return 0
        def lazily():
            yield 0
            shrink()
            unset()
            yield 1
        g = lazily()
        fd = collections.defaultdict(shrink)
        def keep(x):
            return x
        @contextlib.contextmanager
        def within():
            shrink()
            yield 1
            unset()
"""

# Expressions that may change something, or only look as if.
EXPRESSIONS = [
    "xs.pop()", "ys.pop()", "zs[0].pop()", 'box["xs"].pop()', "xs.append(9)", "xs.clear()", "xs.remove(5)", "xs.insert(0, 1)", "xs.extend([1])",
    "xs.sort()", "xs.reverse()", "xs.index(5)", "xs.count(5)", "xs.copy()", "shrink()", "unset()", "keep(xs)", "any_(xs)", "any_(xs).pop()",
    "any_(shrink)()", "list(g)", "tuple(g)", "set(g)", "sum(g)", "any(g)", "all(g)", "min(g)", "max(g)", "sorted(g)", "next(g)", "0 in g", "7 in g",
    "[*g]", "{*g}", "dict(zip(g, g))", "list(zip(g, xs))", "list(map(shrink, [1]))", "list(filter(shrink, [1]))", "map(shrink, [1])", "zip(g)",
    "sorted([1, 2], key=shrink)", "min([1, 2], key=shrink)", "max([1, 2], key=unset)", "sorted([5], key=xs.remove)", "list(map(xs.remove, [5]))",
    "functools.reduce(shrink, [1, 2])", "functools.partial(shrink)()", 'fd["q"]', 'fd.get("q")', '"%(q)s" % fd', '"{0[q]}".format(fd)',
    '"{q}".format_map(fd)', '"".join(map(str, g))', 'f"{next(g)}"', 'f"{shrink()}"', "print(*g)", "print(list(g))", "heapq.heappop(xs)", "heapq.heappush(xs, 1)",
    "heapq.heapify(xs)", "heapq.heapreplace(xs, 1)", "heapq.nsmallest(1, g)", "bisect.insort(xs, 4)", "bisect.bisect(xs, 6)", "bisect.bisect(xs, 6, key=shrink)",
    "list(itertools.chain(g, xs))", "itertools.chain(g, xs)", "list(itertools.accumulate([1, 2], shrink))", "list(itertools.takewhile(shrink, [1]))",
    "list(itertools.islice(g, 2))", "list(itertools.product(g))", "operator.setitem(xs, 0, 1)", "operator.delitem(xs, 0)", "operator.iadd(xs, [1])",
    "collections.Counter(g)", "collections.deque(g)", "json.dumps(xs)", 're.sub("a", shrink, "b")', "random.Random(1).shuffle(xs)", "copy.copy(xs)",
    "st.pop()", "st.add(1)", "st.update(g)", "st | st", "st.intersection(g)", "st.isdisjoint(g)", "d.update(zip('ab', g))", 'd.pop("a")', "d.setdefault('z', shrink())",
    'd.get("a", shrink())', "list(d.items())", "enumerate(g)", "list(enumerate(g))", "reversed(xs)", "len(xs)", "xs == ys", "xs + ys", "xs * 2", "[x for x in g]",
    "[shrink() for _ in [1]]", "{k: shrink() for k in [1]}", "(shrink() for _ in [1])", "list(shrink() for _ in [1])", "sum(shrink() for _ in [1])",
    "(lambda: shrink())()", "(lambda: shrink)", "shrink() if n else unset()", "n and unset()", "not shrink()", "[unset() for _ in [0] if shrink() == 0]", "(n := 0)", "(i := 7)",
    "(xs := [])", "xs[:1]", "xs[cut]", "xs.__len__()" , "isinstance(xs, list)", "str(xs)", "repr(g)[:3]", "bool(xs)", "hash(n)", "abs(n)", "divmod(7, n)", "range(n)", "id(xs) == id(ys)",
    "callable(shrink)", "g.send(None)", "g.close()", "iter(g)", "list(iter(shrink, 0))", "contextlib.nullcontext(xs)", "xs.pop(0)", "ys.append(1)", "dict(a=shrink())", "print(n, i)",
]

# Statements, `E` being an expression.
PLACES = [
    "E", "r = E", "r, *q = [E]", "r = [E, 1]", "r = {'k': E}", "if E: pass", "while E:\n    break", "for _ in [E]: pass", "assert E or True", "with contextlib.nullcontext(E): pass",
    "try:\n    E\nfinally:\n    pass", "try:\n    pass\nfinally:\n    E", "try:\n    raise ValueError\nexcept ValueError:\n    E", "def h(a=E): return a", "lambda: E", "match [E]:\n    case [0]: pass",
    "match 1:\n    case 1 if E: pass", "d['k'] = E or 1", "xs[0] += 0 * len([E])", "n += 0 * len([E])", "del [[E]][0]", "print(len([E]))", "f = f'{[E]}'", "keep(E)", "keep(*[E])", "r = 1 if n else E", "r = [1 for _ in [1] if E]",
    "for _ in [1]:\n    E\n    break", "while True:\n    try:\n        break\n    finally:\n        E", "raise_ = None\nif n < 0: raise ValueError(E)", "global_ = (E, E)[0]",
]

STATEMENTS = [
    "xs = []", "ys = []", "del xs[0]", "del ys[:2]", "del xs[cut]", "xs[cut] = []", "xs[:] = []", "xs[:2] = []", "ys[any_(cut)] = []", "xs += [1]", "ys += [1]", "xs *= 0", "ys *= 0",
    "xs[0] = 1", "zs[0][:] = []", "zs[0] = []", "box['xs'] = []", "n = 0", "n -= 2", "n //= 5", "n %= 2", "i += 1", "i -= 3", "i = -1", "n, i = 0, 9", "for n in [0]: pass", "for i in [7]: pass", "for xs in [[]]: pass",
    "for xs[0] in [1]: pass", "for _ in g: pass", "for a, b in [(1, 2)]: pass", "for a, b in [g]: pass", "a, b = g", "a, *b = g", "[a, b] = lazily()", "with within(): pass", "with within() as n: pass", "with contextlib.nullcontext(0) as n: pass",
    "with contextlib.suppress(IndexError):\n    xs.pop()\n    xs.pop()", "try:\n    raise ValueError\nexcept ValueError as n: pass", "match []:\n    case xs: pass", "match {'a': 0}:\n    case {'a': n}: pass", "match [1, 9]:\n    case [_, i]: pass",
    "xs, n = [], 0", "xs = ys = []", "d |= {'z': 1}", "st &= set()", "xs.sort(key=shrink)", "del n\nn = 0", "import math", "def n(): pass\nn = 0", "lambda: xs.pop()", "fd['z'] += 1", "xs[shrink()] = 1", "xs[0], xs[1] = 1, 2", "ys[-1:] = []",
]

PROOFS = [
    ("if len(xs) > 2:", "print(xs[2])"), ("if len(xs) > 2:", "print(xs[0], xs[-3])"), ("if xs:", "print(xs[0], xs[-1])"), ("if i < len(xs):", "print(xs[i])"), ("if 0 <= i < len(xs):", "print(xs[i])"),
    ("if 0 <= i < len(xs):", "xs[i] = 1; print(xs)"), ("if 0 <= i < len(xs):", "xs[i] += 1; print(xs)"), ("for k in range(len(xs)):", "print(xs[k])"), ("for k, x in enumerate(xs):", "print(xs[k], x)"), ("if n:", "print(6 // n, 6 % n)"),
    ("if n > 0:", "print(6 / n, -6 // n)"), ("if n != 0:", "print(6 % n)"), ("if len(ys) == 3:", "print(ys[2], xs[2])"), ("m = len(xs)\n        if m > 2:", "print(xs[m - 1])"), ("for x in xs:", "print(xs[0], x)"),
    ("while len(xs) > 2:", "print(xs[2]); break"), ("if len(xs) >= 3 and n:", "print(xs[2 % n], xs[n])"), ("if isinstance(n, int):", "print(n + 1)"), ("if d and 'a' in d:", "print(d['a'])"),
]

PARTS = ["x", "any(g)", "list(g)", "0 in g", "xs.pop() if xs else 0", "len(xs)", "next(g, 9)", "fd[x]", "len(fd)", "shrink() if xs else 0", "sum(g)", "acc.append(x)", "acc[:]", "print(x)", "any_(keep)(x)", "sorted(g)", "f'{x}'", "x in acc",
         "tuple(zip(g, [1]))", "d.setdefault(str(x), x)", "len(d)", "max([x, 1], key=any_(keep))", "st.add(x)", "sorted(st)", "h.get(x)", "h.put(x)", "x.bit_length()", "copy.copy(acc)", "heapq.heappush(acc, x)", "(n := n + x)", "n", "[*map(keep, g)]"]


def indented(text, depth):
    return "\n".join("    " * depth + line for line in text.split("\n")) + "\n"


def between():
    """Every operation in one place, every place with one operation, all with every proof by turns."""
    operations = [*STATEMENTS, *EXPRESSIONS]
    operations += [place.replace("E", expr) for place in PLACES for expr in ["xs.pop()", "unset()", "list(g)", "any_(shrink)()", "ys.clear()", "(n := 0)"]]
    proofs = itertools.cycle(PROOFS)
    for operation in operations:
        for _ in range(3):
            yield operation, next(proofs)
        next(proofs)


def proved(name, operation, proof):
    test, use = proof
    body = f"    def {name}():\n" + SETUP + indented(test, 2)
    return body + indented(operation, 3) + indented(use, 3) + "        print(len(xs), n, i, d)\n"


def comprehended(name, test, part):
    body = f"    def {name}():\n" + SETUP
    body += "        acc: list[int] = []\n        g = iter([0, 3, 0, 5])\n        fd = collections.defaultdict(int)\n"
    body += "        class_ = collections.OrderedDict()\n        h = any_(class_)\n" if "h." in test + part else ""
    source = body.replace("h.put(x)", "h.update({x: x})")
    lines = f"        print([{part} for x in [1, 2, 3] if {test}])\n        print([{part} for x in xs if {test}])\n"
    lines += f"        print([[{part}, {test}] for x in [3, 4]], acc, n, sorted(d))\n"
    return source + lines.replace("h.put(x)", "h.update({x: x})")


CASES = [("proved", *case) for case in between()] + [("comprehended", *case) for case in itertools.product(PARTS, PARTS)]
EACH = 4
random.Random(1).shuffle(CASES)


def module(seed):
    start = seed * EACH % len(CASES)
    names, bodies = [], []
    for at, (kind, *case) in enumerate((CASES + CASES)[start:start + EACH]):
        names.append(f"f{at}")
        bodies.append(globals()[kind](f"f{at}", *case))
    calls = "".join(
        f"    try:\n        {name}()\n    except Exception as error:\n        print(type(error).__name__)\n" for name in names
    )
    return HEAD + "\n".join(bodies) + calls


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    if sys.argv[1:] == ["size"]:
        print(-(-len(CASES) // EACH))
    else:
        record(module, int(sys.argv[1]), int(sys.argv[2]))
