"""Every special method of every builtin type, called by its name with every kind of argument, of a value whose type is
known and of one that nothing is known of. It gives what CPython says, or is refused.
"""

import product

VALUES = {
    "int": "7",
    "bool": "True",
    "negative": "-3",
    "float": "2.0",
    "str": "'ab'",
    "list": "[2.0, 1.5]",
    "tuple": "(1, 2)",
    "range": "range(5)",
    "dict": "dict([(1, 'x')])",
    "record": "{'a': 1}",
    "set": "{1, 2}",
    "frozenset": "frozenset([1])",
    "None": "None",
    "list iterator": "iter([1, 2])",
    "generator": "(i for i in [1, 2])",
    "map": "map(str, [1])",
    "class": "Own(3)",
    "bare": "Bare()",
    "named tuple": "Pair(1, 2)",
    "enum": "Kind.A",
    "exception": "ValueError('why')",
}

NO_ARGUMENTS = (
    "abs bool float hash index int iter len neg pos invert next repr reversed str".split()
)
ONE_ARGUMENT = (
    "add and contains eq floordiv ge getitem gt le lshift lt mod mul ne or pow rshift sub truediv xor".split()
)
ARGUMENTS = {
    "int": "1", "float": "1.5", "str": "'a'", "list": "['c']", "tuple": "(1, 2)", "dict": "dict([(2, 'y')])", "set": "{1}",
    "slice": "slice(0, 1)",
}
# of which nothing is known: those that answer for what they are given are refused for all
LOOSE = {"contains", "getitem"}
STORED = {"list": "[1, 2]", "tuple": "(1, 2)", "dict": "dict([(0, 'x')])", "record": "{'a': 1}", "class": "Own(3)", "floats": "[1.0, 2.0]"}

PRELUDE = """from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    A = 1


class Pair(NamedTuple):
    a: int
    b: int


class Bare:
    def __repr__(self):
        return "Bare"


class Own:
    def __init__(self, n):
        self.n = n
        self.kept = {}

    def __len__(self):
        return self.n

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.kept[key] = value

    def __delitem__(self, key):
        del self.kept[key]

    def __iter__(self):
        return iter([self.n])

    def __str__(self):
        return "own"

    def __repr__(self):
        return f"Own({self.n}, {self.kept})"

    def __neg__(self):
        return -self.n

    def own(self):
        return self.__len__(), self.__getitem__(2), self.__str__(), self.__neg__()


def held(d: dict[str, int], key: str) -> bool:
    return d.__contains__(key)


def counted(x: list[int] | str) -> int:
    return x.__len__()


@ps.javascript
def unknown(x):
    return x
"""


def shown(name, call):
    # what hashes are, and where iterators stand, is not shown
    if name == "hash":
        return f"print(isinstance({call}, int))"
    return f"print(list({call}))" if name in ("iter", "reversed") else f"print({call})"


# 2.0 of unknown type is the int 2; a bool of unknown type is one
def is_told(label, name):
    return not (label == "float" or (label == "list" and name in ("getitem", "str", "repr", "iter", "reversed")))


def cases():
    for label, text in VALUES.items():
        for way in ("known", "unknown"):
            made = text if way == "known" else f"unknown({text})"
            for name in NO_ARGUMENTS:
                if name in ("repr", "str") and label in ("list iterator", "generator", "map"):
                    continue  # CPython says where they stand in memory
                if way == "known" or is_told(label, name):
                    lines = [f"o = {made}", shown(name, f"o.__{name}__()")]
                    yield f"{label}.{name}, {way}", "", lines, "may"
            for name in ONE_ARGUMENT:
                for kind, argument in ARGUMENTS.items():
                    if name == "contains" and "set" in label and kind in ("list", "dict", "set"):
                        continue  # a set is taken for a frozenset there
                    if label == "list" and (kind == "slice" or (kind == "list" and name in ("ge", "gt", "le", "lt"))):
                        continue  # what an item of unknown type is called
                    if way == "unknown" and (name not in LOOSE or not is_told(label, name)):
                        continue
                    lines = [f"o = {made}", f"print(o.__{name}__({argument}))"]
                    yield f"{label}.{name}({kind}), {way}", "", lines, "may"
    for label, text in STORED.items():
        for key in ("0", "-1", "5", "'a'", "'b'"):
            for way in ("known", "unknown"):
                if (label, way) == ("floats", "unknown"):
                    continue
                made = text if way == "known" else f"unknown({text})"
                for call in (f"__setitem__({key}, 'new')", f"__delitem__({key})"):
                    yield f"{label}.{call}, {way}", "", [f"o = {made}", f"o.{call}", "print(o)"], "may"
                yield f"{label} stored {key}, {way}", "", [f"o = {made}", f"o.__setitem__({key}, 'new')", f"print(o.__getitem__({key}), o)"], "may"
    yield "own", "", ["print(Own(2).own())"], "may"
    for lines in (
        ["print(held({'a': 1}, 'a'), held({'a': 1}, 'b'), held(dict([('b', 1)]), 'b'), counted([1]), counted('ab'))"],
        ["xs = [1, 2, 3]", "n = xs.__len__()", "print(n + 1, [0] * xs.__len__(), xs.__getitem__(n - 1))"],
        ["xs = [1.0, 2.0]", "print(xs.__getitem__(0), (2).__float__(), (2.0).__neg__(), (1.0).__add__(1))"],
        ["d = {'a': 1.0}", "print(d.__getitem__('a'), d.__contains__('b'), d.__len__())"],
        ["it = iter([1.0])", "print(it.__next__())", "print(it.__next__())"],
        ["print([x.__len__() for x in ['a', 'bc']], sorted(['bb', 'a'], key=lambda x: x.__len__()))"],
        ["xs = [1, 2]", "xs.__setitem__(0, 'a')", "print(xs[0] * 2)", "xs.__delitem__(0)", "print(xs, xs[0])"],
        ["d = {}", "d.__setitem__(1, 'a')", "d.__setitem__('1', 'b')", "print(d)"],
        ["s = 'abc'", "print(s.__getitem__(slice(0, 2)), s.__contains__('b'), s.__add__('d').__len__())"],
    ):
        yield "; ".join(lines), "", lines


ALL = list(cases())
product.write([product.module(f"special_{at}", PRELUDE, ALL[at::4]) for at in range(4)])
