"""Every name that JavaScript gives objects, functions, arrays, errors and promises, as every kind of member of every kind
of class, and asked of classes that have no such member. It is as in CPython, or it is refused.
"""

import re

import product

OBJECTS = "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf".split()
FUNCTIONS = "apply arguments bind call caller length name prototype".split()
ARRAYS = (
    "at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join "
    "keys lastIndexOf length map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced unshift values"
).split()
# of errors, promises, members of enums, maps and the runtime
OTHERS = "cause clear count default delete from_ get has index message new pyName set size stack super then this toJSON value".split()

NAMES = sorted({*OBJECTS, *FUNCTIONS, *ARRAYS, *OTHERS})

# asked of a tuple by whoever walks, joins or slices it
WALKED = {
    *"at concat entries every filter find findIndex flat flatMap forEach includes indexOf join lastIndexOf length map".split(),
    *"reduce slice some".split(),
}

OWN = {"constructor"}
METHODS = {"constructor", "then"}
STATIC = {*METHODS, "arguments", "caller", "length", "name", "prototype", "pyName"}

TUPLE = [
    "o = N(7)", "q = N(7)", "print(o.NAME, getattr(o, 'NAME'), q.other)", "print(o._replace(NAME=3), o._replace(NAME=3).NAME)",
    "print(o._asdict(), o, repr(o), f'{o}')", "a, b = o", "print(a, b, o == q, o == (7, 'o'), hash(o) == hash(q), {o: 1}[q])",
    "match o:", "    case N(NAME=z):", "        print('match', z)", "print(len(o), o[0], o[-1], o[0:1], o + (1,), o * 2, 7 in o, bool(o))",
    "print(list(o), [*o], [x for x in o], tuple(o), list(reversed(o)), list(enumerate(o)), list(zip(o, o)), list(map(str, o)))",
    "print(o < N(8), sorted([N(8), o]), N._make([1, 2]).NAME, N._fields, isinstance(o, tuple), '%s-%s' % o)",
    "print(sum(x.NAME for x in [o, q]), max([o, N(9)]).NAME)",
]
SEARCHED = ["print(o.index('o'), o.count(7))"]
PLAIN = [
    "print(total(o), last(o), [x + 1 for x in o], o.index(7), 7 in o)", "a, *rest = o", "print(a, rest, sum(o), sorted(o))",
    "for i, x in enumerate(o):", "    print(i, x)", "print(joined(['a', 'b']), any(x > 6 for x in o), all(x > 6 for x in o))",
]

# what it is: (what stands before, the lines, the names that are refused)
KINDS = {
    "item of a NamedTuple": (
        "class N(NamedTuple):\n    NAME: int\n    other: str = 'o'\n", TUPLE, WALKED | OWN,
    ),
    "item of a namedtuple": ("N = namedtuple('N', ['NAME', 'other'], defaults=['o'])\n", TUPLE, WALKED | OWN),
    "item among numbers": (
        "class N(NamedTuple):\n    NAME: int\n    other: int = 7\n", ["o = N(7)", *[line for line in PLAIN if "o.index" not in line]],
        WALKED | OWN,
    ),
    "method of a NamedTuple": (
        "class N(NamedTuple):\n    x: int\n    def NAME(self, n=1):\n        return self.x + n\n",
        ["o = N(7)", "print(o.NAME(2), o, len(o), list(o), [x for x in o], o[0:1], N.NAME(o))"], WALKED | METHODS,
    ),
    "property of a NamedTuple": (
        "class N(NamedTuple):\n    x: int\n    @property\n    def NAME(self):\n        return self.x * 2\n",
        ["o = N(7)", "print(o.NAME, o, len(o), list(o), [x for x in o], o[0:1])"], WALKED | METHODS,
    ),
    "attribute": (
        "class N:\n    def __init__(self, v):\n        self.NAME = v\n    def grow(self):\n        self.NAME += 1\n        return self.NAME\n",
        ["o = N(4)", "print(o.NAME, o.grow(), getattr(o, 'NAME'), hasattr(o, 'NAME'), vars(o), o == o, {o: 1}[o])", "o.NAME = 9", "print(o.NAME)"],
        OWN,
    ),
    "attribute of a callable": (
        "class N:\n    def __init__(self, v):\n        self.NAME = v\n    def __call__(self, x):\n        return self.NAME + x\n",
        ["o = N(4)", "o.NAME += 1", "print(o.NAME, o(3), list(map(o, [1, 2])))"], OWN,
    ),
    "attribute of an exception": (
        "class N(Exception):\n    def __init__(self, v):\n        super().__init__('text', v)\n        self.NAME = v\n",
        ["try:", "    raise N(3)", "except N as e:", "    print(str(e), repr(e), e.NAME, e.args, type(e).__name__)"], OWN | {"stack"},
    ),
    "no attribute": (
        "class N:\n    def __init__(self, v):\n        self.other = v\n",
        ["o = N(4)", "print(hasattr(o, 'NAME'), getattr(o, 'NAME', None), hasattr(N, 'NAME'), getattr(N, 'NAME', 5))", "setattr(o, 'NAME', 3)", "print(getattr(o, 'NAME'), vars(o))"],
        set(),
    ),
    "asked of __getattr__": (
        "class N:\n    def __getattr__(self, name):\n        return 'asked ' + name\n",
        ["o = N()", "print(o.NAME, getattr(o, 'NAME'), hasattr(o, 'NAME'))"], set(),
    ),
    "method": (
        "class N:\n    def __init__(self, v):\n        self.v = v\n    def NAME(self, x=1):\n        return self.v + x\n"
        "class D(N):\n    def NAME(self, x=1):\n        return super().NAME(x) * 2\n",
        ["o = N(4)", "d = D(3)", "m = o.NAME", "print(o.NAME(), d.NAME(2), m(3), [x.NAME() for x in [o, d]], N.NAME(o), hasattr(o, 'NAME'))", "print(o == o, o == d, {o: 1}[o], type(d).__name__)"],
        METHODS,
    ),
    "property": (
        "class N:\n    def __init__(self, v):\n        self.v = v\n    @property\n    def NAME(self):\n        return self.v\n"
        "    @NAME.setter\n    def NAME(self, x):\n        self.v = x\n",
        ["o = N(4)", "o.NAME = 6", "print(o.NAME, o == o, type(o).__name__)"], METHODS,
    ),
    "method of a callable": (
        "class N:\n    def __call__(self, x):\n        return self.NAME(x)\n    def NAME(self, x=1):\n        return x * 2\n",
        ["o = N()", "print(o.NAME(4), o(3), list(map(o, [1, 2])))"], METHODS,
    ),
    "method of an exception": (
        "class N(Exception):\n    def NAME(self):\n        return 'm'\n",
        ["try:", "    raise N(3)", "except N as e:", "    print(str(e), repr(e), e.args, type(e).__name__, e.NAME())"], METHODS,
    ),
    "property of an exception": (
        "class N(Exception):\n    def __init__(self, v):\n        n = v + 1\n        super().__init__('text', n)\n"
        "    @property\n    def NAME(self):\n        return self.args[1]\n",
        ["try:", "    raise N(3)", "except N as e:", "    print(str(e), repr(e), e.args, e.NAME)"], METHODS,
    ),
    "class attribute of an exception": (
        "class N(Exception):\n    NAME = 'shared'\nclass D(N):\n    pass\n",
        ["try:", "    raise D(3)", "except N as e:", "    print(str(e), repr(e), e.args, e.NAME, N.NAME)"], STATIC,
    ),
    "method of an enum": (
        "class N(Enum):\n    A = 1\n    B = 2\n    def NAME(self):\n        return self.name + '!'\n",
        ["print(N.A.NAME(), N.B.NAME(), repr(N.A), [m.name for m in N])"], METHODS | {"name", "value"},
    ),
    "class attribute": (
        "class N:\n    NAME = 3\n    def get_(self):\n        return self.NAME\nclass D(N):\n    NAME = 4\n",
        ["o = N()", "print(o.NAME, N.NAME, D().get_(), D.NAME, N.__name__)", "o.NAME = 9", "print(o.get_(), N.NAME)"], STATIC,
    ),
    "static method": (
        "class N:\n    @staticmethod\n    def NAME(x):\n        return x + 1\n    @classmethod\n    def made(cls):\n        return cls.NAME(5)\n",
        ["print(N.NAME(1), N().NAME(2), N.made(), N.__name__)"], STATIC,
    ),
    "class method": (
        "class N:\n    k = 2\n    @classmethod\n    def NAME(cls, x):\n        return cls.k + x\nclass D(N):\n    k = 3\n",
        ["print(N.NAME(1), D.NAME(2), N().NAME(2), N.__name__)"], STATIC,
    ),
    "field": (
        "@dataclass(order=True)\nclass N:\n    NAME: int\n    b: int = 2\n",
        ["o = N(4)", "print(o, o == N(4), o == N(5), o < N(5), replace(o, NAME=1), asdict(o), o.NAME)", "match o:", "    case N(NAME=z):", "        print(z)"], OWN,
    ),
    "field with a default": (
        "@dataclass(frozen=True)\nclass N:\n    b: int = 2\n    NAME: int = 7\n",
        ["print(N(), N(1, 2), N(NAME=3), {N(): 1}[N(2, 7)], N.__name__)"], OWN,
    ),
    "key of a TypedDict": (
        "class N(TypedDict):\n    NAME: int\n    b: int\n",
        ["o: N = {'NAME': 4, 'b': 1}", "o['NAME'] += 1", "print(o['NAME'], o, N(NAME=1, b=2), 'NAME' in o, o.get('NAME'), sorted(o), o == {'b': 1, 'NAME': 5})"], set(),
    ),
    "key": (
        "",
        ["o = {'b': 1}", "print('NAME' in o, o.get('NAME'), o.get('NAME', 5), dict(NAME=3), list({'NAME': 4}))", "o['NAME'] = 3", "print(o, o.pop('NAME'), o.setdefault('NAME', 9))"], set(),
    ),
    "keyword": (
        "def taken(**more):\n    return [more, more.get('NAME'), 'NAME' in more]\ndef named(b, NAME=2):\n    return [b, NAME]\n",
        ["print(taken(NAME=3), taken(), named(1, NAME=4), named(1), named(**{'b': 1, 'NAME': 5}))"], set(),
    ),
}

# JavaScript asks every object for these: `await` for the one, `JSON.stringify` for the other
ASKED_BY_JAVASCRIPT = {"then", "toJSON"}

for kind, value in {"Enum": "1", "IntEnum": "1", "StrEnum": "'a'"}.items():
    lines = ["print(str(N.NAME), repr(N.NAME), N.NAME.name, N.NAME.value, [m.name for m in N], N(VALUE), N['NAME'], N.NAME == N.OTHER)"]
    before = f"class N({kind}):\n    NAME = {value}\n    OTHER = {value} * 2\n"
    KINDS[f"member of a {kind}"] = (before, [lines[0].replace("VALUE", value)], STATIC)


PRELUDE = """from collections import namedtuple
from dataclasses import asdict, dataclass, replace
from enum import Enum, IntEnum, StrEnum
from typing import NamedTuple, TypedDict
"""

HELPERS = """

def joined(items: list[str]) -> str:
    return ", ".join(items)


def total(items: tuple[int, ...]) -> int:
    return sum([x * 2 for x in items])


def last(items: tuple[int, ...]) -> int:
    return items[-1]
"""


def module(number, kind):
    """Each kind in a module of its own: what classes of a module have says what its other names may be."""
    before, lines, refused = KINDS[kind]

    def cases():
        for at, name in enumerate(NAMES):
            if kind.startswith("member of") and name == "name":
                continue  # `N.name.name` is of the str that `N.name` is taken for
            if kind == "asked of __getattr__" and name in ASKED_BY_JAVASCRIPT:
                continue
            own = f"N_{at}"

            def filled(text):

                text = re.sub(r"\bN\b", own, text)
                text = re.sub(r"\bD\b", "D" + own, text)
                text = re.sub(r"\b(taken|named)\b(?=\()", lambda it: it[1] + own, text)
                return text.replace("NAME", name)

            more = SEARCHED if lines is TUPLE and name not in ("index", "count") else []
            code = "PSC303" if name in refused else None
            yield f"{kind}: {name}", "", [filled(line) for line in [*lines, *more]], code, filled(before)


    helpers = HELPERS if kind == "item among numbers" else ""
    return product.module(f"members_{number}", PRELUDE + helpers, list(cases()))


product.write([module(number, kind) for number, kind in enumerate(KINDS)])
