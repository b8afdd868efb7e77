"""Every way for a tuple to get where an annotation says list, times every way to change a list: whatever is raised, the tuple
stays as it was."""

import product

# how `t`, a tuple of anything, comes to be `xs`; the change stands where CHANGE does
WAYS = {
    "a variable": ["xs: list[int] = t", "CHANGE"],
    "a cast": ["xs = cast('list[int]', t)", "CHANGE"],
    "a parameter": ["def go(xs: list[int]):", "    CHANGE", "go(t)"],
    "a parameter that is handed on": ["def to(xs: list[int]):", "    CHANGE", "def go(ys: list[int]):", "    to(ys)", "go(t)"],
    "a parameter of a helper": ["def go():", "    HELPER", "go()"],
    "a function that anyone calls": ["call(CALLED, t)"],
    "a default": ["def go(xs: list[int] = t):", "    CHANGE", "go()"],
    "a result": ["def go() -> list[int]:", "    return t", "xs = go()", "CHANGE"],
    "an item": ["rows: list[list[int]] = [t]", "xs = rows[0]", "CHANGE"],
    "an item that was appended": ["rows: list[list[int]] = []", "rows.append(t)", "xs = rows[0]", "CHANGE"],
    "an item in its place": ["rows: list[list[int]] = [[0], t]", "for xs in rows[1:]:", "    CHANGE"],
    "items of anything": ["rows: list[list[int]] = anything([t])", "xs = rows[0]", "CHANGE"],
    "a value": ["d: dict[str, list[int]] = {}", "d['k'] = t", "xs = d['k']", "CHANGE"],
    "a default of a value": ["d: dict[str, list[int]] = {}", "xs = d.setdefault('k', t)", "CHANGE"],
    "an attribute": ["held = Held(t)", "xs = held.xs", "CHANGE"],
    "an attribute that is stored": ["held = Held([])", "held.xs = t", "xs = held.xs", "CHANGE"],
    "a field": ["held = Kept(t)", "xs = held.xs", "CHANGE"],
    "one of a pair": ["pair: tuple[list[int], int] = (t, 1)", "xs, n = pair", "CHANGE"],
    "one of two": ["xs: list[int] = t if t else []", "CHANGE"],
    "one of two variables": ["xs: list[int] = [3, 1, 2]", "if t:", "    xs = t", "CHANGE"],
    "a loop": ["xs: list[int] = []", "for xs in [t]:", "    CHANGE"],
    "a closure": ["xs: list[int] = t", "def go():", "    CHANGE", "go()"],
    "a lambda": ["same = lambda ys: ys", "xs: list[int] = same(t)", "CHANGE"],
    "a comprehension": ["rows: list[list[int]] = [x for x in [t]]", "for xs in rows:", "    CHANGE"],
    "a generator": ["def go():", "    yield t", "for xs in go():", "    CHANGE"],
    "a deque": ["queue: deque[list[int]] = deque([t])", "xs = queue.popleft()", "CHANGE"],
    "a constant": ["xs: list[int] = CONSTANT", "t = CONSTANT", "CHANGE"],
    "a tuple that a builtin makes": ["xs: list[int] = anything(tuple([3, 1, 2]))", "t = xs", "CHANGE"],
    "a slice": ["xs: list[int] = t[:]", "t = xs", "CHANGE"],
}

CHANGES = [
    "xs.append(9)", "print(xs.append(9))", "xs.extend([9])", "xs.insert(0, 9)", "xs.pop()", "xs.pop(0)", "xs.remove(1)", "xs.clear()", "xs.reverse()",
    "xs.sort()", "xs.sort(key=lambda x: -x)", "xs[0] = 9", "xs[-1] = 9", "xs[0] += 9", "xs[0], xs[1] = xs[1], xs[0]", "for i in range(len(xs)): xs[i] = 9",
    "for i in range(len(xs)): xs[i] += 9", "for i in range(len(xs) - 1): xs[i], xs[i + 1] = xs[i + 1], xs[i]", "for xs[0] in [9]: pass",
    "xs[1:] = [9]", "xs[:] = []", "del xs[0]", "del xs[:]", "while xs: xs.pop()", "xs += [9]", "add = xs.append; add(9)", "heapq.heappush(xs, 0)",
    "heapq.heappop(xs)", "heapq.heapify(xs)", "random.shuffle(xs)", "bisect.insort(xs, 2)", "(lambda ys: ys.append(9))(xs)", "xs[len(xs) - 1] = 9",
    "if len(xs) > 1: xs[1] = 9", "n = xs[0]; xs[0] = n + 9",
]

PRELUDE = """
import bisect, heapq, random
from collections import deque
from dataclasses import dataclass
from typing import Any, cast

CONSTANT: Any = (3, 1, 2)


class Held:
    def __init__(self, xs: list[int]):
        self.xs: list[int] = xs


@dataclass
class Kept:
    xs: list[int]


def anything(x: Any) -> Any:
    return x


def call(f: Any, *args: Any):
    f(*args)


"""


def modules():
    for way, lines in WAYS.items():
        prelude, cases = PRELUDE, []
        for at, change in enumerate(CHANGES):
            prelude += f"def change_{at}(xs: list[int]):\n    {change}\n\n\n"
            put = {"CHANGE": change, "HELPER": f"change_{at}(t)", "CALLED": f"change_{at}"}
            body = lines
            for name, text in put.items():
                body = [line.replace(name, text) if name in line else line for line in body]
            # the tuple is known only at run time
            tried = ["try:", *(f"    {line}" for line in body), "except (AttributeError, TypeError):", "    pass"]
            cases.append((f"{way}, {change}", "", ["t: Any = (3, 1, 2)", *tried, "print(t)"], "may"))
        yield product.module(f"annotated_{len(way)}_{way.replace(' ', '_')}", prelude, cases)


product.write(list(modules()))
