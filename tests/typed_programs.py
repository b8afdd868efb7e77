"""Random programs that a type checker accepts: `python3.12 tests/typed_programs.py PYRIGHT SEED COUNT`.

Each line it writes is JSON: the seed, two modules, and what CPython prints. The functions of the first module are
annotated in full and use their parameters in every way their types allow; the second makes the arguments in every way
that the checker lets pass, `Any` and `cast` included, and calls them. What the checker rejects is dropped and counted.
The text of an int in a float is never printed: `docs/differences.md` names it.
"""

import contextlib
import io
import json
import random
import subprocess
import sys
import tempfile
import types
from pathlib import Path

import typed_forms
from typed_forms import Forms, printed

CONFIG = {
    "typeCheckingMode": "strict",
    **dict.fromkeys(
        ["reportUnnecessaryIsInstance", "reportUnnecessaryCast", "reportUnnecessaryComparison", "reportUnnecessaryContains",
         "reportUnusedVariable", "reportUnusedImport", "reportUnusedFunction", "reportMissingModuleSource"],
        False,
    ),
}
LIBRARY = """import json
from typing import Any, Callable, Collection, Iterable, Iterator, Literal, Mapping, NewType, NotRequired, Protocol, Required, Reversible, Sequence
from typing import TypedDict, TypeGuard, Unpack, cast, overload

from typing_extensions import ReadOnly, TypeIs


class Small(TypedDict):
    n: int
    text: str
    more: NotRequired[int]


class Big(Small):
    inner: Small
    items: list[Small]
    by: dict[str, int]


class Loose(TypedDict, total=False):
    n: int
    flag: bool


class Sized(Protocol):
    def __len__(self) -> int: ...


def head[T](xs: Sequence[T], other: T) -> T:
    return xs[0] if len(xs) > 0 else other


def twice[T](f: Callable[[T], T], x: T) -> T:
    return f(f(x))


def pick[T](test: bool, a: T, b: T) -> T:
    return a if test else b


def plus(x: int, y: int = 2) -> int:
    return x + y
""" + typed_forms.LIBRARY
PROGRAM = """import copy
import json
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any, Callable, Collection, Iterable, Iterator, Literal, Mapping, Reversible, Sequence, Unpack, cast

from {library} import Big, HasReal, Loose, Row, Small, Sized, head, pick, plus, twice{names}
from {library} import """ + typed_forms.NAMES + """

"""
FIELDS = {
    "Small": {"n": "int", "text": "str"},
    "Big": {"n": "int", "text": "str", "inner": "Small", "items": "list[Small]", "by": "dict[str, int]"},
    "Loose": {},
    **typed_forms.FIELDS,
}
OPTIONAL = {"Small": {"more": "int"}, "Big": {"more": "int"}, "Loose": {"n": "int", "flag": "bool"}, **typed_forms.OPTIONAL}
SCALARS = ["int", "str", "bool", "float"]
TYPES = [
    "int", "int", "str", "bool", "float", "Small", "Small", "Big", "Loose", "list[int]", "list[str]", "list[Small]", "list[Big]",
    "dict[str, int]", "dict[str, Small]", "dict[int, str]", "Sequence[int]", "Sequence[str]", "Sequence[Small]", "Sequence[float]",
    "Iterable[int]", "Iterable[str]", "Iterable[Small]", "Mapping[str, int]", "Mapping[str, Small]", "int | None", "Small | None",
    "int | str", "tuple[int, str]", "tuple[Small, int]", "tuple[int, ...]", "Callable[[int], int]", "Callable[[Small], int]",
    'Literal["a", "b"]', "Sized", "set[int]", "list[int | None]", "Any", "object",
    *typed_forms.TYPES,
]


def split(ty):
    """The head of a type and its arguments: `dict[str, int]` is `dict` with both."""
    name, _, rest = ty.partition("[")
    if not rest:
        return name, []
    args, depth, start = [], 0, 0
    rest = rest[:-1]
    for at, char in enumerate(rest + ","):
        depth += (char == "[") - (char == "]")
        if char == "," and depth == 0:
            args.append(rest[start:at].strip())
            start = at + 1
    return name, args


def stars(ty):
    return ty[: len(ty) - len(ty.lstrip("*"))]


def union(ty):
    """The members of a union."""
    members, depth = [""], 0
    for char in ty:
        depth += (char == "[") - (char == "]")
        if char == "|" and depth == 0:
            members.append("")
        else:
            members[-1] += char
    return [member.strip() for member in members]


class Generator(Forms):
    fields = FIELDS

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0
        self.lines = []
        self.indent = 1
        self.known = []

    def one(self, *of):
        return self.random.choice(of)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def name(self):
        self.names += 1
        return f"v{self.names}"

    def line(self, text):
        self.lines.append("    " * self.indent + text)

    # What is done with a value.

    def show(self, text):
        self.line(f"print({text})")

    def use(self, e, ty, depth=0):
        """Statements that do something with `e`, a variable of the type."""
        members = union(ty)
        if len(members) > 2 or "None" == members[0] or "real" in members and len(members) > 1:
            return self.use_members(e, members, depth)
        if len(members) == 2:
            return self.use_union(e, ty, depth)
        head, args = split(ty)
        for _ in range(self.random.randint(1, 3)):
            if head in FIELDS:
                self.use_record(e, head, depth)
            else:
                getattr(self, "use_" + head.lower())(e, args, depth)

    def use_union(self, e, ty, depth):
        first, second = ty.split(" | ", 1)
        test = {"None": f"{e} is not None", "str": f"not isinstance({e}, str)"}[second]
        if first == "int" and self.chance(30):
            self.show(self.one(f"{e}", f"str({e})", f"{e} == 1", f"f'{{{e}}}'", f"{e} in [1, 'a', None]"))
        self.line(f"if {test}:")
        self.indent += 1
        self.use(e, first, depth + 1)
        self.indent -= 1
        self.line("else:")
        self.line(f"    print('other', {e})")

    def of_int(self, e):
        return self.one(
            f"{e}", f"{e} + 1", f"{e} * 2", f"{e} == 1", f"{e} != 0", f"1 == {e}", f"{e} is True", f"f'{{{e}}}'", f"str({e})", f"repr([{e}])",
            f"f'{{{e}:>4}}'", f"f'{{{e}:d}}'", f"-{e}", f"+{e}", f"{e} & 1", f"{e} | {e}", f"{e} // 2", f"{e} % 2", f"{e} / 2 > 0.4", f"[10, 20, 30][{e} % 3]",
            f"isinstance({e}, bool)", f"isinstance({e}, int)", f"min({e}, 5)", f"max({e}, 0)", f"{{{e}: 'k'}}", f"({e},)", f"list(range({e} % 4))",
            f"[i for i in range({e} % 4, 5)]", f"'ab' * ({e} % 3)", f"{e} in (0, 1)", f"{e} in [1, 2]", f"json.dumps({e})", f"json.dumps([{e}])",
            f"{e} or 7", f"{e} and 7", f"'%d %s' % ({e}, {e})", f"not {e}", f"{{1: 'one', 2: 'two'}}.get({e}, 'none')", f"divmod({e}, 2)", f"abs({e})",
            f"sum([{e}, {e}])", f"sorted([{e}, 0])", f"int({e})", f"bool({e})", f"'abcdef'[{e} % 3:]", f"{e} < 2", f"0 <= {e} <= 1", f"chr(97 + {e} % 20)",
        )

    def use_int(self, e, args, depth):
        if self.chance(20) and depth < 3:
            v = self.name()
            self.line(f"{v}: int = {e}" if self.chance(50) else f"{v} = {e}")
            self.show(self.of_int(v))
            self.line(f"{v} += 1")
            return self.show(self.of_int(v))
        if self.chance(10):
            self.line(f"match {e}:")
            self.line("    case 1:")
            self.line("        print('one')")
            self.line("    case _:")
            return self.line(f"        print('many', {e})")
        self.show(self.of_int(e))

    def of_str(self, e):
        return self.one(f"{e}", f"{e}.upper()", f"len({e})", f"{e} == 'a'", f"{e}[:1]", f"f'{{{e}}}!'", f"{e} + 'z'", f"[{e}]", f"{e} in ['a', 'b']", f"'a' in {e}",
                        f"{e} * 2", f"list({e})", f"json.dumps({e})", f"{e} < 'b'", f"{e!s}.startswith('a')")

    def use_str(self, e, args, depth):
        self.show(self.of_str(e))

    def use_literal(self, e, args, depth):
        if args[0] == "1":
            return self.show(self.of_int(e))
        if "1" in args:
            return self.show(self.one(f"{e}", f"{e} == 1", f"{e} is None", f"f'{{{e}}}'", f"{e} in ['a', 1]", f"[{e}]", f"{e} or 'x'"))
        self.show(self.of_str(e))

    def of_bool(self, e):
        return self.one(f"{e}", f"not {e}", f"{e} + 1", f"f'{{{e}}}'", f"{e} == 1", f"{e} is True", f"{e} or 3", f"json.dumps({e})", f"[{e}]")

    def use_bool(self, e, args, depth):
        self.show(self.of_bool(e))

    def of_float(self, e):
        return self.one(f"{e} > 1", f"int({e} * 4)", f"{e} == 2", f"round({e})", f"{e} // 1 == 1", f"{e} % 2 < 1", f"{e} / 2 < 1", f"f'{{{e}:.2f}}'", f"bool({e})", f"-{e} < 0",
                        f"{e} in (1, 2.5)", f"max({e}, 0.5) > 1", f"'%.1f' % {e}", f"{e} ** 2 > 3", f"abs({e}) >= 1")

    def use_float(self, e, args, depth):
        self.show(self.of_float(e))

    def of(self, e, ty):
        """A printable expression of what `e` is."""
        head, args = split(ty)
        if head in ("int", "str", "bool", "float", "real") and len(union(ty)) == 1:
            return getattr(self, "of_" + head)(e)
        if head == "UserId":
            return self.of_int(e)
        if head in ("list", "dict", "tuple") and "real" in ty:
            return self.one(f"{e}", f"str({e})", f"f'{{{e}}}'", f"len({e})", f"[{e}]", f"json.dumps({e})", f"list({e})", f"{e} == {e}")
        if ty == "int | str":
            return self.one(f"{e}", f"{e} == 1", f"str({e})", f"isinstance({e}, int)", f"f'{{{e}}}'")
        if ty == "Small | None":
            return self.one(f"{e}", f"{e} is None", f"{e}['n'] if {e} else 0")
        if head == "Form":
            return self.one(f"{e}", f"{e}['kind']", f"len({e})", f"{e}['r'] if {e}['kind'] == 'circle' else {e}['w']")
        if head == "Literal":
            return self.of_str(e)
        if head in FIELDS:
            return self.of_record(e, head)
        if ty == "int | None":
            return self.one(f"{e}", f"{e} == 1", f"{e} or 4", f"str({e})", f"{e} is None")
        return f"len({e})"

    def of_record(self, e, name):
        known = list(FIELDS[name].items())
        ways = [f"len({e})", f"list({e})", f"{e}", f"{{**{e}}}", f"str({e})", f"json.dumps({e})", f"'more' in {e}", f"sorted({e}.items(), key=lambda p: p[0])[0:1]",
                f"{e}.get({self.one('n', 'text', 'more', 'flag')!r})", f"{e} == {e}.copy()", f"[k for k in {e}]", f"bool({e})", f"list({e}.values())[:1]", f"dict({e})"]
        if name == "Priced":
            # a `TypedDict` may hold more than it lists, so its values are of any type
            ways = [way for way in ways if ".items()" not in way and ".values()" not in way]
        if known:
            field, ty = self.one(*known)
            for _ in range(4):
                ways.append(self.of(f"{e}[{field!r}]", ty))
            ways.append(f"f'{{{e}[\"{field}\"]}} {{{e}}}'")
        if "n" in FIELDS[name]:
            ways.append(f"{{**{e}, 'n': 5}}")
            ways.append(f"({e} | {{'n': 6}})['n']")
            ways.append(f"{{**{e}, **{{'n': 7}}}}['n']")
        return self.one(*ways)

    def use_record(self, e, name, depth):
        way = self.random.randrange(12)
        has_n = "n" in FIELDS[name]
        field = self.one("more" if name in ("Small", "Big") else "", *(f for f, ty in [*FIELDS[name].items(), *OPTIONAL[name].items()] if ty == "int" and f != "fixed"))
        if way == 0 and has_n:
            self.line(f"{e}['n'] = {self.int_literal()}")
            self.line(f"{e}['n'] += {self.one('1', '2', 'True')}")
        elif way == 1 and field:
            self.line(f"{e}[{field!r}] = {self.one('3', 'True')}")
        elif way == 1 and name == "Priced":
            self.line(self.one(f"{e}['price'] = 3.0", f"{e}['parts'].append({self.make_real([], 0)})", f"{e}['by'] = {{'q': 2.0}}", f"{e}['price'] *= 2.0"))
        elif way == 2 and name in ("Small", "Big"):
            self.line(f"print({e}.pop('more', 0), {e}.setdefault('more', 8), {e}.get('more'))")
        elif way == 3 and name in ("Small", "Big"):
            v = self.name()
            self.line(f"match {e}:")
            self.line(f"    case {{'n': {self.one('1', 'int()', 'True')}, 'text': {v}}}:")
            self.line(f"        print('match', {v})")
            self.line("    case _:")
            self.line("        print('no match')")
        elif way == 4:
            v = self.name()
            self.line(f"{v}: {name} = {self.one(f'cast({name}, {{**{e}}})', f'{e}.copy()', e, f'cast({name}, {e} | {{}})')}")
            if depth < 2:
                self.use(v, name, depth + 1)
        elif way == 3 and name != "Priced":
            v = self.name()
            field = self.one(*FIELDS[name], *OPTIONAL[name])
            self.line(f"match {e}:")
            self.line(f"    case {{{field!r}: {v}, **rest_{v}}}:")
            self.line(f"        print('match', {v}, rest_{v})")
            self.line("    case _:")
            self.line("        print('no match')")
        elif way == 5 and FIELDS[name] and depth < 3:
            field, ty = self.one(*FIELDS[name].items())
            v = self.name()
            self.line(f"{v} = {e}[{field!r}]")
            self.use(v, ty, depth + 1)
        elif way == 6 and name == "Big":
            self.line(f"{e}['items'].append({e}['inner'])")
            self.line(f"{e}['by']['new'] = {e}['n']")
        elif way == 7 and name != "Priced":
            self.line(f"for key, value in {e}.items():")
            self.line("    print(key, value)")
        else:
            self.show(self.of_record(e, name))

    def use_list(self, e, args, depth):
        item = args[0]
        way = self.random.randrange(8)
        if way == 0 and item == "int":
            self.line(f"{e}.append({self.int_literal()})")
        elif way == 1 and item == "int":
            self.line(f"if {e}:")
            self.line(f"    {e}[0] = True")
            self.line(f"    {e}[-1] += 1")
        elif way == 2 and item in ("int", "str"):
            self.show(self.one(f"sorted({e})", f"{e}[::-1]", f"{e} == [1, 2]", f"{e}.count({e}[0]) if {e} else 0", f"{e} * 2", f"{e} + {e}"))
        elif way == 3 and item in FIELDS:
            self.line(f"if {e}:")
            self.line(f"    {e}.append({e}[0])")
        elif way == 4 and item == "Small":
            self.show(f"[{{**x, 'n': 9}} if x['n'] == 1 else x for x in {e}]")
        else:
            self.use_sequence(e, args, depth)

    def use_sequence(self, e, args, depth):
        item = args[0]
        way = self.random.randrange(6)
        if way == 0 and depth < 3:
            v = self.name()
            self.line(f"for {v} in {e}:")
            self.indent += 1
            if item in FIELDS:
                self.show(self.of_record(v, item))
            else:
                self.show(self.of(v, item))
            self.indent -= 1
        elif way == 1:
            v = self.name()
            self.line(f"for i, {v} in enumerate({e}):")
            self.line(f"    print(i, {self.of(v, item)})")
        elif way == 2:
            v = self.name()
            self.line(f"if len({e}) > 0:")
            self.line(f"    {v} = {e}[{self.one('0', '-1', f'len({e}) - 1')}]")
            self.line(f"    print({self.of(v, item)})")
        else:
            v = self.name()
            self.show(self.one(f"len({e})", f"[{self.of(v, item)} for {v} in {e}]", f"{e}[0:0] == {e}[1:1]", f"bool({e})", f"len({e}[1:])",
                               f"[{self.of(v, item)} for {v} in reversed({e})]", f"any({self.of(v, item)} for {v} in {e})"))

    def use_iterable(self, e, args, depth):
        v = self.name()
        self.show(self.one(f"[{self.of(v, args[0])} for {v} in {e}]", f"len(list({e}))", f"sum(1 for _ in {e})", f"[len(str(i)) for i, _ in enumerate({e})]"))

    def use_dict(self, e, args, depth):
        key, item = args
        if key == "str" and item == "int" and self.chance(40):
            self.line(self.one(f"{e}['k'] = True", f"{e}['a'] = {e}.get('a', 0) + 1", f"print({e}.pop('a', 5))", f"{e}.update({{'z': 1}})", f"print({e}.setdefault('b', True))"))
        elif key in ("int", "real"):
            self.show(self.one(f"{e}", f"{e}.get(1)", f"1 in {e}", f"sorted({e})", f"[f'{{k}}' for k in {e}]", f"len({e})", f"{{**{e}}}"))
        else:
            self.use_mapping(e, args, depth)

    def use_mapping(self, e, args, depth):
        _, item = args
        v = self.name()
        way = self.random.randrange(4)
        if way == 0:
            self.line(f"for k, {v} in {e}.items():")
            self.line(f"    print(k, {self.of(v, item)})")
        elif way == 1:
            self.line(f"if 'a' in {e}:")
            self.line(f"    {v} = {e}['a']")
            self.line(f"    print({self.of(v, item)})")
        else:
            self.show(self.one(f"len({e})", f"sorted({e})", f"'a' in {e}", f"[{self.of(v, item)} for {v} in {e}.values()]", f"bool({e})", f"{e}.get('nothing')",
                               f"{{**{e}}} == dict({e})", f"list({e}.keys())"))

    def use_tuple(self, e, args, depth):
        if args[-1] == "...":
            return self.use_sequence(e, args, depth)
        v, w = self.name(), self.name()
        self.line(f"{v}, {w} = {e}")
        self.show(f"{self.of(v, args[0])}, {self.of(w, args[1])}, {self.of(f'{e}[0]', args[0])}")

    def use_set(self, e, args, depth):
        self.show(self.one(f"len({e})", f"1 in {e}", f"sorted({e})", f"0 in {e}", f"[f'{{x}}' for x in sorted({e})]"))

    def use_callable(self, e, args, depth):
        v = self.name()
        argument = {"[int]": self.int_literal(), "[Small]": "{'n': 1, 'text': 'c'}", "[int, str]": "True, 'q'", "...": "1, 2"}[args[0]]
        self.line(f"{v} = {e}({argument})")
        if args[1] == "str":
            return self.show(self.of_str(v))
        self.show(self.of_int(v))

    def use_sized(self, e, args, depth):
        self.show(f"len({e})")

    def use_any(self, e, args, depth):
        v = self.name()
        self.line(f"{v}: Small = {e}")
        self.use_record(v, "Small", depth + 1)

    def use_object(self, e, args, depth):
        self.show(self.one(f"isinstance({e}, dict)", f"isinstance({e}, int)", f"{e} == 1", f"{e} is None", f"bool({e})", f"str({e})"))

    # Values.

    def int_literal(self):
        return self.one("0", "1", "2", "3", "True", "False", "-1")

    def make(self, ty, depth=0):
        """An expression of the type; statements may come before it."""
        reuse = [name for name, known in self.known if known == ty]
        if reuse and self.chance(20) and not ty.startswith("Iterable"):
            return self.one(*reuse)
        if ty == "None":
            return "None"
        if len(union(ty)) > 1:
            return self.make_union(union(ty), depth)
        head, args = split(ty)
        if head in FIELDS:
            return self.make_record(head, depth)
        return getattr(self, "make_" + head.lower())(args, depth)

    def make_int(self, args, depth):
        return self.one(self.int_literal(), self.int_literal(), "len('abc')", "head([True, 2], 0)", "pick(True, True, 2)", "twice(lambda x: x, True)", "cast(int, True)", "int('2')", "lower(True, 2)", "conv('ab')", "applied(plus, 1, y=True)", "plus(True)")

    def make_str(self, args, depth):
        return self.one("'a'", "'b'", "'abc'", "''", "str(True)", "head('xy', '')", "conv(True)", "lower('b', 'a')", "longest('ab', 'c')")

    def make_literal(self, args, depth):
        return self.one(*args)

    def make_bool(self, args, depth):
        return self.one("True", "False", "1 == 1")

    def make_float(self, args, depth):
        return self.one("1.5", "2.0", "2", "1", "0.25", "1 / 2")

    def record_parts(self, name, depth):
        parts = {field: self.make(ty, depth + 1) for field, ty in FIELDS[name].items()}
        for field, ty in OPTIONAL[name].items():
            if self.chance(40):
                parts[field] = self.make(ty, depth + 1)
        return parts

    def make_record(self, name, depth):
        parts = self.record_parts(name, depth)
        display = "{" + ", ".join(f"{key!r}: {value}" for key, value in parts.items()) + "}"
        way = self.random.randrange(22)
        if way < 4 or depth > 3:
            return display
        v = self.name()
        if way > 16:
            return self.other_record(v, name, display, depth)
        if way == 16:
            self.line(f"{v}: {name} = {display}")
            return self.one(f"longest({v}, {v})", f"pick(True, {v}, {v})", *([f"bumped({v})", f"either({v})", f"either(None, {v})"] if name == "Small" else []))
        if way == 4:
            return f"{name}({', '.join(f'{key}={value}' for key, value in parts.items())})"
        if way == 5 and parts:
            self.line(f"{v} = cast({name}, dict({', '.join(f'{key}={value}' for key, value in parts.items())}))")
        elif way == 6:
            self.line(f"{v}: Any = {{}}")
            for key, value in parts.items():
                self.line(f"{v}[{key!r}] = {value}")
        elif way == 7:
            pairs = ", ".join(f"({key!r}, {value})" for key, value in parts.items())
            self.line(f"pairs_{v}: list[tuple[str, Any]] = [{pairs}]")
            self.line(f"{v}: Any = {{key: value for key, value in pairs_{v}}}")
        elif way == 8:
            self.line(f"keys_{v}: list[Any] = {list(parts)!r}")
            self.line(f"values_{v}: list[Any] = [{', '.join(parts.values())}]")
            self.line(f"{v} = cast({name}, dict(zip(keys_{v}, values_{v})))")
        elif way == 9:
            text = {
                "Small": {"n": 1, "text": "j"}, "Loose": {"flag": True}, "Big": {"n": 2, "text": "j", "inner": {"n": 3, "text": "k"}, "items": [], "by": {"q": 1}},
                "Opts": {"n": True}, "Deep": {"head": {"n": 1, "text": "h"}, "rows": {}, "fixed": 4, "rest": {"n": 1}}, "Odd": {"items": 1, "size": 2, "total": 3},
                "Priced": {"price": 2.0, "parts": [1.0, True], "by": {"a": 3.0}}, "Circle": {"kind": "circle", "r": 1}, "Square": {"kind": "square", "w": True},
            }[name]
            self.line(f"{v}: {name} = json.loads({json.dumps(text)!r})")
        elif way == 10:
            self.line(f"base_{v}: {name} = {self.make(name, depth + 1)}")
            self.line(f"{v} = cast({name}, {{**base_{v}}})")
        elif way == 11:
            self.line(f"base_{v}: {name} = {self.make(name, depth + 1)}")
            self.line(f"{v} = {self.one(f'base_{v}.copy()', f'copy.copy(base_{v})', f'copy.deepcopy(base_{v})')}")
        elif way == 12 and "n" in FIELDS[name]:
            self.line(f"base_{v}: {name} = {self.make(name, depth + 1)}")
            self.line(f"{v} = cast({name}, base_{v} | {{'n': {self.int_literal()}}})")
        elif way == 13:
            self.line(f"{v}: dict[str, Any] = dict({display})")
            self.line(f"{v}.update({{}})")
            return f"cast({name}, {v})"
        elif way == 14:
            self.line(f"{v}: Any = [{display}][0]")
        else:
            self.line(f"{v}: {name} = {display}")
        return v

    def make_list(self, args, depth):
        count = self.random.randint(0, 3)
        items = ", ".join(self.make(args[0], depth + 1) for _ in range(count))
        if count and args[0] == "int" and self.chance(20):
            return f"[x for x in [{items}]]"
        v = self.name()
        self.line(f"{v}: list[{printed(args[0])}] = [{items}]")
        if args[0] in FIELDS and self.chance(30):
            self.line(f"{v}.append({self.make(args[0], depth + 1)})")
        return v

    def make_dict(self, args, depth):
        key, item = args
        v = self.name()
        names = self.random.sample({"str": ["a", "b", "c", "1"], "int": [1, 2, 3], "real": [1.0, True, 2.5]}[key], self.random.randint(0, 2))
        entries = ", ".join(f"{name!r}: {self.make(item, depth + 1)}" for name in names)
        self.line(f"{v}: dict[{printed(key)}, {printed(item)}] = {{{entries}}}")
        if self.chance(15):
            return self.one(f"dict({v})", f"{v}.copy()", f"{{k: x for k, x in {v}.items()}}", f"{{**{v}}}")
        if key == "str" and item == "int" and self.chance(40):
            return self.one(f"dict({v})", f"{{**{v}, 'a': 1}}", f"{{k: x for k, x in {v}.items()}}", f"{v} | {{'b': True}}", f"Counter({v})", f"defaultdict(int, {v})", f"OrderedDict({v})")
        return v

    def make_sequence(self, args, depth):
        items = [self.make(args[0], depth + 1) for _ in range(self.random.randint(1, 3))]
        kinds = [f"[{', '.join(items)}]", f"({', '.join(items)},)"]
        kinds += {"int": ["range(3)", "range(1, 2)"], "str": ["'xyz'"], "float": ["[1, 2]", "range(2)"]}.get(args[0], [])
        return self.typed(f"Sequence[{printed(args[0])}]", self.one(*kinds))

    def typed(self, ty, value):
        if self.chance(50):
            return value
        v = self.name()
        self.line(f"{v}: {ty} = {value}")
        return v

    def make_iterable(self, args, depth):
        items = [self.make(args[0], depth + 1) for _ in range(self.random.randint(1, 3))]
        listed = f"[{', '.join(items)}]"
        if args[0] in FIELDS:
            return f"iter({self.make_list(args, depth)})" if self.chance(50) else f"(x for x in {self.make_list(args, depth)})"
        kinds = [listed, f"({', '.join(items)},)", f"iter({listed})", f"(x for x in {listed})", f"map(lambda x: x, {listed})", f"reversed({listed})"]
        kinds += {"str": ["{'k': 1}", "{'k': 1}.keys()", "'pq'"], "int": ["{1, True}", "{1: 2}.values()", "range(2)"]}.get(args[0], [])
        return self.one(*kinds)

    def make_mapping(self, args, depth):
        return self.make_dict(["str", args[1]], depth) if self.chance(70) else f"{{'a': {self.make(args[1], depth + 1)}}}"

    def make_tuple(self, args, depth):
        if args[-1] == "...":
            return f"({', '.join(self.make(args[0], depth + 1) for _ in range(2))})"
        return f"({', '.join(self.make(ty, depth + 1) for ty in args)})"

    def make_set(self, args, depth):
        return f"{{{', '.join(self.make(args[0]) for _ in range(2))}}}"

    def make_callable(self, args, depth):
        if args[0] == "[int]":
            return self.one("lambda x: x", "lambda x: x + 1", "lambda x: x == 1", "lambda x, y=1: x * y", "abs", "lambda x: True")
        if args[0] == "[int, str]":
            return self.one("lambda i, s: s * i", "lambda i, s: f'{i}{s}'", "lambda i, s: s")
        if args[0] == "...":
            return self.one("plus", "max", "min", "pow")
        return self.one("lambda s: s['n']", "lambda s: len(s)", "lambda s: s['n'] == 1", "len")

    def make_sized(self, args, depth):
        return self.one("[1]", "'ab'", "{'a': 1}", "(1, 2)", "range(3)", "{1, 2}", self.make("Small", depth + 1))

    def make_any(self, args, depth):
        return self.make("Small", depth + 1)

    def make_object(self, args, depth):
        return self.one("1", "True", "None", "'a'", "[]", self.make("Small", depth + 1))

    # Modules.

    def function(self, name):
        params = [(f"p{at}", self.one(*TYPES)) for at in range(self.random.randint(1, 3))]
        # `*args` and `**kwargs` come last, one of each
        for prefix in ("*", "**"):
            named = [(param, ty) for param, ty in params if ty.startswith("*") and stars(ty) == prefix]
            params = [param for param in params if param not in named] + named[:1]
        self.lines = []
        self.names = 0
        for param, ty in params:
            self.use(param, ty[2:] if ty.startswith("**") else f"tuple[{ty[1:]}, ...]" if ty.startswith("*") else ty)
        returned = self.one("int", *[ty for _, ty in params if not ty.startswith(("Iterable", "Iterator", "Callable", "*", "Op"))])
        source = next((param for param, ty in params if ty == returned), None)
        if source is None:
            numbers = [f"len({param})" for param, ty in params if split(ty)[0] in ("list", "dict", "Small", "Big", "Sequence", "Sized")]
            source = self.one("1", "True", *numbers)
        self.line(f"return {source}")
        listed = ", ".join(f"{stars(ty)}{param}: {f'Unpack[{printed(ty)}]' if ty.startswith('**') else printed(ty)}" for param, ty in params)
        return params, returned, f"def {name}({listed}) -> {printed(returned)}:\n" + "\n".join(self.lines) + "\n"

    def modules(self, seed):
        functions = []
        library = LIBRARY
        for at in range(3):
            params, returned, text = self.function(f"f{at}")
            functions.append((f"f{at}", params, returned))
            library += "\n\n" + text
        own_params, own_returned, own = self.function("own")
        functions.append(("own", own_params, own_returned))
        program = PROGRAM.format(library=f"lib_{seed}", names="".join(f", f{at}" for at in range(3)))
        program += "\n" + own
        self.lines, self.names, self.known = [], 0, []
        for _ in range(5):
            name, params, returned = self.one(*functions)
            by_name = self.chance(20) and not any(stars(ty) == "*" for _, ty in params)
            arguments = []
            for param, ty in params:
                value = self.starred(param, ty, 1) if ty.startswith("*") else self.make(ty)
                if value:
                    arguments.append(f"{param}={value}" if by_name and not ty.startswith("*") else value)
            v = self.name()
            self.line(f"{v}: {printed(returned)} = {name}({', '.join(arguments)})")
            if self.chance(60):
                self.use(v, returned, 1)
            self.known.append((v, returned))
        return library, program + "\n\ndef program() -> None:\n" + "\n".join(self.lines) + "\n"


class Erased:
    """A form of `typing_extensions`, which need not be there: `ReadOnly[int]` is `int`."""

    def __class_getitem__(cls, ty):
        return ty


def run(seed, library, program):
    """What CPython prints."""
    extensions = types.ModuleType("typing_extensions")
    extensions.__dict__.update(ReadOnly=Erased, TypeIs=Erased)
    sys.modules.setdefault("typing_extensions", extensions)
    module = types.ModuleType(f"lib_{seed}")
    sys.modules[module.__name__] = module
    out = io.StringIO()
    scope = {"__name__": f"p_{seed}"}
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(library, f"lib_{seed}.py", "exec"), module.__dict__)
            exec(compile(program, f"p_{seed}.py", "exec"), scope)
            scope["program"]()
        except Exception as error:
            print(f"! {type(error).__name__}: {error}")
    return out.getvalue()


def main(pyright, first, count):
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for seed in range(first, first + count):
            made[seed] = Generator(seed).modules(seed)
            Path(folder, f"lib_{seed}.py").write_text(made[seed][0])
            Path(folder, f"p_{seed}.py").write_text(made[seed][1])
        Path(folder, "pyrightconfig.json").write_text(json.dumps(CONFIG))
        checked = subprocess.run([pyright, "--outputjson", "--pythonpath", sys.executable, "-p", folder], capture_output=True, text=True)
        rejected = {}
        for found in json.loads(checked.stdout)["generalDiagnostics"]:
            if found["severity"] == "error":
                rejected.setdefault(int(Path(found["file"]).stem.split("_")[1]), []).append((found.get("rule"), found["message"]))
    for seed, (library, program) in made.items():
        if seed in rejected:
            print(json.dumps({"seed": seed, "rejected": str(rejected[seed][:2])}))
        else:
            print(json.dumps({"seed": seed, "library": library, "program": program, "expected": run(seed, library, program)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
