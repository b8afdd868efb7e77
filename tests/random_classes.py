"""Prints random programs with classes and what CPython makes of them: `python3.12 tests/random_classes.py SEED COUNT`.

Each program has a small hierarchy with attributes of many types, annotated and not, stored in `__init__`, in methods, in
branches and from outside; properties, static and class methods, special methods; dataclasses with every option, enums of
every kind, named tuples, exceptions of its own; mixins with `super()` along the order, properties that are kept, orders
made of one method, instances that are called and such that compute attributes, positional patterns, methods taken from
their class, `__init__`s that do something before that of the base; bodies with statements, and functions with other
names; parts of properties, own and of a class above, classes out of a dict that are called with keywords. Some of the classes stand in the program itself, in branches and loops. What the program does with them is chosen by what each has. The lines
are those of `random_programs.py`.
"""

import random
import signal
import sys

from random_programs import record, too_long

TYPES = ["int", "float", "str", "bool", "list[int]", "int | None", "dict[str, int]"]
VALUES = {
    "int": ["0", "1", "7", "-3", "len('abc')"],
    "float": ["0.5", "1.5", "-2.25", "3 / 4"],
    "str": ["''", "'a'", "'x y'", "'é'"],
    "bool": ["True", "False", "1 > 2"],
    "list[int]": ["[]", "[1]", "[3, 1, 2]"],
    "int | None": ["None", "5", "0"],
    "dict[str, int]": ["{}", "{'a': 1}", "{'k': 2, 'a': 0}"],
}
CHANGES = {
    "int": ["{o} += 1", "{o} = {o} * 2 - 1", "{o} -= n"],
    "float": ["{o} += 0.5", "{o} = {o} / 2", "{o} *= 1.5"],
    "str": ["{o} += 'z'", "{o} = {o}.upper()", "{o} = f'{{{o}}}!'"],
    "bool": ["{o} = not {o}", "{o} = n > 1"],
    "list[int]": ["{o}.append(n)", "{o} = [*{o}, 4]", "{o} += [n, 9]", "{o}.sort()"],
    "int | None": ["{o} = None", "{o} = n", "{o} = ({o} or 0) + 1"],
    "dict[str, int]": ["{o}['k'] = n", "{o} = {{**{o}, 'z': 1}}", "{o}.pop('a', None)"],
}
USES = {
    "int": ["{o} + 1", "{o} * {o}", "f'{{{o}}}'", "{o} == 2", "-{o}", "{o} // 2", "str({o})", "{o} < 3"],
    "float": ["f'{{{o}:.2f}}'", "{o} > 0.25", "round({o}, 1) < 9", "{o} == 0.5"],
    "str": ["{o} + '?'", "len({o})", "{o}[:1]", "{o} == 'a'", "{o} * 2", "'a' in {o}", "repr({o})"],
    "bool": ["not {o}", "str({o})", "{o} is True", "int({o}) + 1", "f'{{{o}}}'"],
    "list[int]": ["len({o})", "sum({o})", "[v + 1 for v in {o}]", "{o}[0] if {o} else None", "{o} == [1]", "sorted({o})", "bool({o})"],
    "int | None": ["{o} is None", "({o} or 9) + 1", "{o} + 1 if {o} is not None else 'no'", "str({o})", "{o} == 5"],
    "dict[str, int]": ["sorted({o}.items())", "{o}.get('a', 0) + 1", "'k' in {o}", "len({o})", "bool({o})"],
}
OPERATORS = ["add", "sub", "mul"]
SIGNS = {"add": "+", "sub": "-", "mul": "*"}


class Class:
    def __init__(self, name, base=None):
        self.name, self.base = name, base
        self.own = {}
        # Attributes without an annotation, which may hold anything.
        self.loose = set() if base is None else set(base.loose)
        self.methods = {} if base is None else dict(base.methods)
        self.properties = set() if base is None else set(base.properties)
        # Those that have parts of their own, by the class they are of.
        self.parts = {} if base is None else dict(base.parts)
        self.settable = set() if base is None else set(base.settable)
        self.special = set() if base is None else set(base.special)
        self.params = [] if base is None else list(base.params)
        self.lambdas = [] if base is None else base.lambdas

    def attributes(self):
        return {**(self.base.attributes() if self.base else {}), **self.own}


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = ["import dataclasses", "from dataclasses import dataclass, field", "from enum import Enum, Flag, IntEnum, StrEnum, auto",
                      "from functools import cached_property, total_ordering",
                      "from typing import NamedTuple, Optional", "", "import pulse as ps", "", ""]
        self.classes = []
        self.mixins = []
        self.is_value = {}
        self.at = 0

    def pick(self, *of):
        return self.random.choice(of)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def emit(self, line, indent=0):
        self.lines.append("    " * indent + line)

    def fresh(self, stem):
        self.at += 1
        return f"{stem}{self.at}"

    def value(self, ty):
        return self.pick(*VALUES[ty])

    def use(self, of, ty):
        return self.pick(*USES[ty]).format(o=of)

    def change(self, of, ty):
        return self.pick(*CHANGES[ty]).format(o=of)

    # Classes

    def plain_class(self, name, base):
        it = Class(name, base)
        annotated = self.chance(60)
        mixins = [self.pick(*self.mixins)] if self.mixins and self.chance(40) else []
        mixins = [it for it in mixins if base is None or it not in base.mixins]
        it.mixins = [*mixins, *(base.mixins if base else [])]
        it.has_match_args = self.chance(40)
        bases = [*mixins, *([base.name] if base else ["Rooted"])]
        if base and mixins and self.chance(30):
            bases.reverse()
        self.emit(f"class {name}({', '.join(bases)}):")
        if self.chance(40):
            shared, ty = self.fresh("shared"), self.pick("int", "str", "float")
            self.emit(f"{shared}{': ' + ty if self.chance(50) else ''} = {self.value(ty)}", 1)
            it.own[shared] = ty
        params = [(self.fresh("p"), self.pick(*TYPES)) for _ in range(self.random.randint(1, 2))]
        inherited = it.params
        it.params = [*inherited, *params]
        typed = {p for p, _ in it.params if annotated or self.chance(40)}
        written = ", ".join(f"{p}: {ty}" if p in typed else p for p, ty in it.params)
        self.emit(f"def __init__(self, {written}):", 1)
        early = None
        if base:
            if self.chance(20):
                early = self.fresh("a")
                it.own[early], _ = self.pick("int", "str"), it.loose.add(early)
                self.emit(f"self.{early} = {self.value(it.own[early])}", 2)
            above = ", ".join(p for p, _ in inherited)
            self.emit(self.pick(f"super().__init__({above})", f"{base.name}.__init__(self{', ' if above else ''}{above})") if not mixins else f"super().__init__({above})", 2)
        for p, ty in params:
            attr = p.replace("p", "a")
            it.own[attr] = ty
            says = self.chance(25)
            self.emit(f"self.{attr}{': ' + ty if says else ''} = {p}", 2)
            if not says and p not in typed:
                it.loose.add(attr)
        for _ in range(self.random.randint(0, 2)):
            attr, ty = self.fresh("a"), self.pick(*TYPES)
            says = self.chance(30)
            self.emit(f"self.{attr}{': ' + ty if says else ''} = {self.value(ty)}", 2)
            it.own[attr] = ty
            if not says:
                it.loose.add(attr)
        if self.chance(30):
            p, ty = self.pick(*params)
            self.emit(f"if {p}:", 2)
            self.emit(f"self.{self.fresh('maybe')} = {p}", 3)
        if self.chance(30):
            self.body(it)
        for _ in range(self.random.randint(1, 3)):
            self.method(it, annotated)
        if self.chance(20):
            # A function of the body under another name.
            of, other = self.own_method(it), self.fresh("m")
            self.emit(f"{other} = {of}", 1)
            it.methods[other] = None
        if self.chance(40):
            self.property(it)
        if base and base.parts and not it.mixins and self.chance(40):
            self.other_part(it)
        if it.has_match_args:
            # A tuple of attributes that every instance has.
            it.match_args = [p.replace("p", "a") for p, _ in it.params]
            self.emit(f"__match_args__ = ({', '.join(repr(a) for a in it.match_args)},)", 1)
        if self.chance(30):
            self.emit("def chain(self):", 1)
            self.emit(f"return ['{name}', *super().chain()]", 2)
        for kind in ("eq", "lt", "repr", "str", "bool", "len", "operator", "getitem", "iter", "call_static"):
            if self.chance(25):
                self.special(it, kind)
        self.emit("")
        self.emit("")
        self.classes.append(it)

    def own_method(self, it):
        own = [line.strip() for line in self.lines[self.start_of(it):] if line.startswith("    def m")]
        return self.pick(*own)[len("def "):].split("(")[0]

    def body(self, it):
        """Statements that run when the class is made."""
        k, other, ty = self.fresh("k"), self.fresh("k"), self.pick("int", "str", "float")
        what = self.random.randint(0, 5)
        if what == 0:
            self.emit(f"{k} = []", 1)
            self.emit(f"for {other} in range(3):", 1)
            self.emit(f"{k}.append({other} * {other})", 2)
            it.own[k] = "list[int]"
            it.own[other] = "int"
        elif what == 1:
            self.emit(f"{k}, {other} = {self.value(ty)}, {self.value('bool')}", 1)
            it.own[k], it.own[other] = ty, "bool"
        elif what == 2:
            self.emit(f"{k} = {self.value('int')}", 1)
            self.emit(f"{k} += 2", 1)
            it.own[k] = "int"
        elif what == 3:
            self.emit(f"if {self.value('bool')}:", 1)
            self.emit(f"{k} = {self.value(ty)}", 2)
            self.emit("else:", 1)
            self.emit(f"{k} = {self.value(ty)}", 2)
            it.own[k] = ty
        elif what == 4:
            self.emit("try:", 1)
            self.emit(f"{k} = [][0]", 2)
            self.emit("except IndexError as error:", 1)
            self.emit(f"{k} = str(error)", 2)
            it.own[k] = "str"
        else:
            self.emit(f"{k} = lambda self, n=1: (n, type(self).__name__)", 1)
            it.lambdas = [k]
        it.loose.update(name for name in (k, other) if name in it.own)

    def method(self, it, annotated):
        overridden = [name for name in it.methods if self.base_has(it, name)]
        if overridden and self.chance(40):
            name = self.pick(*overridden)
        else:
            name = self.fresh("m")
        if any(line.strip().startswith(f"def {name}(") for line in self.lines[self.start_of(it):]):
            name = self.fresh("m")
        attr, ty = self.pick(*it.attributes().items())
        self.emit(f"def {name}(self, n{': int' if annotated else ''} = 2):", 1)
        if self.chance(60):
            self.emit(self.change(f"self.{attr}", ty), 2)
        if self.base_has(it, name) and self.chance(50):
            self.emit(f"print('super', shown(super().{name}(n)))", 2)
        elif it.methods and self.chance(30):
            other = self.pick(*it.methods)
            if other != name and not self.base_has(it, name):
                self.emit("if n > 1:", 2)
                self.emit(f"print(shown(self.{other}(n - 1)) if n < 3 else n)", 3)
        if self.chance(30):
            self.emit(f"f = lambda: {self.use(f'self.{attr}', ty)}", 2)
            self.emit("print(f())", 2)
        self.emit(f"return {self.pick(self.use(f'self.{attr}', ty), f'self.{attr}', 'self', 'n + 1')}", 2)
        it.methods.setdefault(name, None)

    def base_has(self, it, name):
        return it.base is not None and name in it.base.methods

    def start_of(self, it):
        starts = [at for at, line in enumerate(self.lines) if line.startswith(f"class {it.name}")]
        return starts[-1] if starts else 0

    def property(self, it):
        name = self.fresh("prop")
        attr, ty = self.pick(*it.attributes().items())
        kind = self.pick("@property", "@property", "@cached_property")
        self.emit(kind, 1)
        self.emit(f"def {name}(self):", 1)
        self.emit(f"return {self.use(f'self.{attr}', ty)}", 2)
        it.properties.add(name)
        if kind == "@property":
            for part in ("setter", "deleter"):
                if self.chance(40):
                    self.part(name, name, part, it)
            it.parts[name] = it.name

    def part(self, of, name, part, it):
        if part == "setter":
            it.settable.add(name)
        self.emit(f"@{of}.{part}", 1)
        self.emit(f"def {name}(self{', value' if part == 'setter' else ''}):", 1)
        if part == "getter":
            self.emit(f"return ('{it.name}', type(self).__name__)", 2)
        else:
            self.emit(f"print('{part}', '{it.name}'{', value' if part == 'setter' else ''})", 2)

    def other_part(self, it):
        # A part of a property of the class above.
        name, owner = self.pick(*it.parts.items())
        part = self.pick("getter", "setter", "deleter")
        self.part(f"{owner}.{name}", name, part, it)
        it.parts[name] = it.name

    def special(self, it, kind):
        attr, ty = self.pick(*it.attributes().items())
        own = f"self.{attr}"
        if kind == "eq":
            self.emit("def __eq__(self, other):", 1)
            self.emit(f"return isinstance(other, {it.name}) and {own} == other.{attr}", 2)
            self.emit("def __hash__(self):", 1)
            self.emit("return 1", 2)
        elif kind == "lt" and ty in ("int", "float", "str"):
            self.emit("def __lt__(self, other):", 1)
            self.emit(f"return {own} < other.{attr}", 2)
        elif kind in ("repr", "str"):
            self.emit(f"def __{kind}__(self):", 1)
            self.emit(f"return f'{it.name}({{{self.use(own, ty)!s}}})'" if "'" not in attr and ty in ("int", "bool") and False else f"return '{it.name} ' + str({self.use(own, ty)})", 2)
        elif kind == "bool":
            self.emit("def __bool__(self):", 1)
            self.emit(f"return bool({own})", 2)
        elif kind == "len":
            self.emit("def __len__(self):", 1)
            self.emit(f"return {'len(' + own + ')' if ty in ('str', 'list[int]', 'dict[str, int]') else '2'}", 2)
        elif kind == "operator":
            op = self.pick(*OPERATORS)
            self.emit(f"def __{op}__(self, other):", 1)
            self.emit(f"return ({own}, '{op}', other)", 2)
            if self.chance(50):
                self.emit(f"def __r{op}__(self, other):", 1)
                self.emit(f"return (other, 'r{op}')", 2)
            it.special.add(op)
        elif kind == "getitem":
            self.emit("def __getitem__(self, at):", 1)
            self.emit("if at > 2: raise IndexError(at)", 2)
            self.emit(f"return (at, {own})", 2)
            it.special.add("getitem")
        elif kind == "iter":
            self.emit("def __iter__(self):", 1)
            self.emit(f"yield {own}", 2)
            self.emit("yield 1", 2)
            it.special.add("iter")
        elif kind == "call_static":
            name = self.fresh("make")
            args = ", ".join(self.value(ty) for _, ty in it.params)
            self.emit(self.pick("@staticmethod", "@classmethod"), 1)
            is_class = self.lines[-1].strip() == "@classmethod"
            self.emit(f"def {name}({'cls' if is_class else ''}):", 1)
            self.emit(f"return {it.name}({args})", 2)
            it.special.add(name)
            return
        it.special.add(kind)

    def mixin(self):
        name = self.fresh("Mixin")
        self.emit(f"class {name}:")
        self.emit(f"def chain(self):", 1)
        self.emit(f"return ['{name}', *super().chain()]", 2)
        what = self.random.randint(0, 3)
        if what == 0:
            self.emit("@property", 1)
            self.emit(f"def {name.lower()}(self):", 1)
            self.emit("return (type(self).__name__, self.chain()[-1])", 2)
        elif what == 1:
            self.emit(f"{name.lower()} = {self.value(self.pick('int', 'str'))}", 1)
        elif what == 2:
            self.emit("@classmethod", 1)
            self.emit(f"def {name.lower()}(cls):", 1)
            self.emit("return cls.__name__", 2)
        else:
            self.emit(f"def {name.lower()}(self, n=1):", 1)
            self.emit("return [n, self.root]", 2)
        self.emit("")
        self.emit("")
        self.mixins.append(name)
        self.is_value[name] = what < 2

    def rooted(self):
        self.emit("class Rooted:")
        self.emit("root = 'r'", 1)
        self.emit("def chain(self):", 1)
        self.emit("return ['Rooted']", 2)
        self.emit("")
        self.emit("")

    def ordered(self):
        name, ty = self.fresh("Ordered"), self.pick("int", "str", "float")
        typed = self.chance(50)
        self.emit("@total_ordering")
        self.emit(f"class {name}:")
        self.emit(f"def __init__(self, key{': ' + ty if typed else ''}):", 1)
        self.emit("self.key = key", 2)
        self.emit("def __eq__(self, other):", 1)
        self.emit("return self.key == other.key", 2)
        op, sign = self.pick(("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="))
        self.emit(f"def __{op}__(self, other):", 1)
        self.emit(f"return self.key {sign} other.key", 2)
        self.emit("")
        self.emit("")
        return name, ty

    def called(self):
        name = self.fresh("Called")
        self.emit(f"class {name}:")
        self.emit("def __init__(self, n, name='c'):", 1)
        self.emit("self.n = n", 2)
        self.emit("self.name = name", 2)
        self.emit("def __call__(self, x, k=1):", 1)
        self.emit("self.n += k", 2)
        self.emit("return (self.n, x, self.name)", 2)
        if self.chance(50):
            self.emit("def __repr__(self):", 1)
            self.emit(f"return '{name} ' + self.name", 2)
        self.emit("")
        self.emit("")
        return name

    def asking(self):
        name = self.fresh("Asking")
        self.emit(f"class {name}:")
        self.emit("def __init__(self, known):", 1)
        self.emit("self.known = known", 2)
        self.emit("def __getattr__(self, name):", 1)
        self.emit("if name.startswith('x'):", 2)
        self.emit("return (name, self.known)", 3)
        self.emit("raise AttributeError(f'no {name}')", 2)
        self.emit("")
        self.emit("")
        return name

    def data_class(self):
        name = self.fresh("Data")
        options = [f"{o}=True" for o in ("order", "frozen") if self.chance(30)]
        is_frozen = "frozen=True" in options
        self.emit(f"@dataclass({', '.join(options)})" if options else "@dataclass")
        self.emit(f"class {name}:")
        fields = []
        has_default = False
        for _ in range(self.random.randint(1, 3)):
            f, ty = self.fresh("f"), self.pick("int", "str", "bool", "list[int]", "float", "int | None")
            has_default |= self.chance(40)
            default = ""
            if has_default:
                default = " = field(default_factory=list)" if ty == "list[int]" else f" = {self.value(ty)}"
            self.emit(f"{f}: {ty}{default}", 1)
            fields.append((f, ty, has_default))
        f, ty, _ = self.pick(*fields)
        self.emit(f"def shown(self):", 1)
        self.emit(f"return {self.use(f'self.{f}', ty)}", 2)
        self.emit("")
        self.emit("")
        return name, fields, is_frozen, "order=True" in options

    def enum(self):
        name, kind = self.fresh("Enum"), self.pick("Enum", "Enum", "StrEnum", "IntEnum", "int, Enum", "str, Enum")
        self.emit(f"class {name}({kind}):")
        members = [self.fresh("M") for _ in range(3)]
        for at, member in enumerate(members):
            value = {"Enum": self.pick("auto()", str(at + 1)), "StrEnum": self.pick("auto()", f"'v{at}'"), "IntEnum": str(at * 2), "int, Enum": str(at * 2), "str, Enum": f"'v{at}'"}[kind]
            self.emit(f"{member} = {value}", 1)
        if self.chance(50):
            self.emit("def after(self):", 1)
            self.emit(f"return {name}.{members[0]} if self is {name}.{members[1]} else self.name", 2)
        else:
            self.emit("@property", 1)
            self.emit("def after(self):", 1)
            self.emit("return (self.name, self.value)", 2)
        self.emit("")
        self.emit("")
        return name, kind, members, "()" if "def after" in self.lines[-4] and "@property" not in self.lines[-5] else ""

    def named_tuple(self):
        name = self.fresh("Tuple")
        self.emit(f"class {name}(NamedTuple):")
        items = [(self.fresh("t"), self.pick("int", "str", "bool")) for _ in range(2)]
        for item, ty in items:
            self.emit(f"{item}: {ty}", 1)
        self.emit("")
        self.emit("")
        return name, items

    def exception(self):
        name = self.fresh("Failed")
        self.emit(f"class {name}({self.pick('Exception', 'ValueError', 'KeyError')}):")
        if self.chance(60):
            self.emit("def __init__(self, code: int, why='w'):", 1)
            self.emit("super().__init__(f'{why} {code}')", 2)
            self.emit("self.code = code", 2)
            args = "3, why='x'"
        else:
            self.emit("code = 4", 1)
            args = "'gone'"
        self.emit("")
        self.emit("")
        return name, args

    # What is done with them

    def guarded(self, line):
        self.emit("try:", 1)
        self.emit(line, 2)
        self.emit("except Exception as error:", 1)
        self.emit("print(type(error).__name__)", 2)

    def make(self, it):
        return f"{it.name}({', '.join(self.value(ty) for _, ty in it.params)})"

    def objects(self, it):
        o = self.fresh("o")
        made = self.make(it)
        self.emit(f"{o}{': ' + it.name if self.chance(30) else ''} = {self.pick(made, made, f'any_({made})')}", 1)
        for _ in range(self.random.randint(3, 6)):
            attr, ty = self.pick(*it.attributes().items())
            what = self.random.randint(0, 11)
            if what <= 2:
                self.guarded(f"print({self.use(f'{o}.{attr}', ty)})")
            elif what == 3:
                self.guarded(self.change(f"{o}.{attr}", ty) if ty == "float" else f"{o}.{attr} = {self.value(ty)}")
            elif what == 4 and it.methods:
                self.guarded(f"print(shown({o}.{self.pick(*it.methods)}({self.pick('', '1', '3')})))")
            elif what == 5 and it.properties:
                name = self.pick(*sorted(it.properties))
                self.guarded(f"print({o}.{name})")
                if name in it.parts and self.chance(60):
                    stores = [f"{o}.{name} = n", f"setattr(any_({o}), '{name}', 'x')"] if name in it.settable else []
                    self.guarded(self.pick(*stores, f"del {o}.{name}", f"delattr({o}, '{name}')"))
            elif what == 6 and self.chance(50):
                self.guarded(f"print({o}.chain(), {o}.root)")
                for mixin in it.mixins:
                    call = "" if self.is_value[mixin] else "()"
                    self.guarded(f"print({o}.{mixin.lower()}{call}, isinstance({o}, {mixin}))")
                    self.guarded(f"f = {o}.{mixin.lower()}")
                    self.guarded(f"print(f{call})")
            elif what == 6 and it.methods:
                method = self.pick(*it.methods)
                self.guarded(f"print(shown({it.name}.{method}({o})), [shown(v) for v in map({it.name}.{method}, [{o}])])")
            elif what == 6:
                self.guarded(f"print(bool({o}), isinstance({o}, {self.pick(*self.classes).name}), type({o}).__name__)")
            elif what == 7 and {"repr", "str"} & it.special:
                self.guarded(f"print({'str' if 'str' in it.special else 'repr'}({o}))")
            elif what == 8:
                other = self.make(it)
                self.guarded(f"print({o} == {other}, {o} != {o}, {o} in [{other}])")
            elif what == 9 and set(SIGNS) & it.special:
                sign = SIGNS[self.pick(*sorted(set(SIGNS) & it.special))]
                self.guarded(f"print(shown({o} {sign} 2), shown(2 {sign} {o}))")
            elif what == 10 and {"iter", "getitem"} & it.special:
                self.guarded(f"print([shown(v) for v in {o}], {'len(' + o + ')' if 'len' in it.special else '0'})")
            elif what == 11:
                # From outside, another type than before.
                ty = self.pick(*TYPES) if attr in it.loose else ty
                self.guarded(self.pick(f"any_({o}).{attr} = {self.value(ty)}", f"setattr({o}, '{attr}', {self.value(ty)})", f"del {o}.{attr}", f"delattr({o}, '{attr}')"))
                self.guarded(f"print({o}.{attr})")
        for name in it.lambdas:
            self.guarded(f"print({o}.{name}(), {o}.{name}(3), {it.name}.{name}({o}))")
        if self.chance(30):
            named = ", ".join(f"'{p}': {self.value(ty)}" for p, ty in it.params)
            self.guarded(f"print(type(kinds['{it.name}'](**{{{named}}})).__name__)")
            self.guarded(f"print(type(kinds['{it.name}'](**{{{named}, 'unknown': 1}})).__name__)")
        if self.chance(40):
            self.matched(it, o)

    def matched(self, it, o):
        attr, _ = self.pick(*it.attributes().items())
        self.emit(f"match {o}:", 1)
        other = self.pick(*self.classes)
        self.emit(f"case {other.name}({attr}=None):", 2)
        self.emit("print('none')", 3)
        if it.has_match_args:
            names = [f"p{at}" for at in range(len(it.match_args))]
            names[0] = self.pick(names[0], "None", "1 | 'a' | 0", "[first, *_]" if len(names) > 9 else "_")
            self.emit(f"case {it.name}({', '.join(names)}){self.pick('', ' if n > 1')}:", 2)
            self.emit(f"print('by position', {', '.join(p for p in names if p.isidentifier() and p not in ('None', '_')) or 0})", 3)
        self.emit(f"case {it.name}({attr}=found):", 2)
        self.emit("print('found', found)", 3)
        self.emit("case _:", 2)
        self.emit("print('other')", 3)

    def special_uses(self, ordered, called, asking):
        for name, ty in ordered:
            a, b = self.value(ty), self.value(ty)
            self.guarded(f"print([{', '.join(f'{name}({a}) {sign} {name}({b})' for sign in ('<', '<=', '>', '>=', '==', '!='))}])")
            self.guarded(f"print([v.key for v in sorted([{name}({a}), {name}({b}), {name}({self.value(ty)})])], max({name}({a}), {name}({b})).key)")
        for name in called:
            c = self.fresh("c")
            self.emit(f"{c} = {self.pick(f'{name}(3)', f'any_({name}(4))')}", 1)
            for use in (f"{c}(1)", f"{c}('x', 2)", f"[*map({c}, [1, 2])]", f"callable({c})", f"{c}.n, {c}.name", f"type({c}).__name__", f"isinstance({c}, {name})", f"{c} == {c}", f"bool({c})", f"{{{c}: 1}}[{c}]", f"sorted([3, 1], key={c})"):
                if self.chance(60):
                    self.guarded(f"print({use})")
        for name in asking:
            g = self.fresh("g")
            self.emit(f"{g} = {self.pick(f'{name}(3)', f'any_({name}(4))')}", 1)
            for use in (f"{g}.xa", f"{g}.known", f"{g}.ya", f"hasattr({g}, 'xb')", f"hasattr({g}, 'yb')", f"getattr({g}, 'yb', 7)", f"getattr({g}, 'xb', 7)", f"vars({g})"):
                if self.chance(60):
                    self.guarded(f"print({use})")

    def taken_local(self):
        """Takes the classes from one of them on, which are put into the program."""
        if self.chance(50):
            return None
        starts = [at for at, line in enumerate(self.lines) if line.startswith("class ")]
        starts = [at - 1 if self.lines[at - 1].startswith("@") else at for at in starts]
        first = self.pick(*starts)
        local = self.lines[first:]
        del self.lines[first:]
        return local

    def put_local(self, local):
        if local is None:
            return
        chunks, chunk = [], []
        for line in local:
            if line:
                chunk.append(line)
            elif chunk:
                chunks.append(chunk)
                chunk = []
        for chunk in chunks:
            around = self.pick("", "", "", "if any_(True):", "for turn in [1]:", "try:", "for turn in any_([1]):")
            depth = 2 if around else 1
            if around:
                self.emit(around, 1)
            for line in chunk:
                self.emit(line, depth)
            if around == "try:":
                self.emit("finally:", 1)
                self.emit("n = 2", 2)

    def module(self):
        self.rooted()
        for _ in range(self.random.randint(0, 2)):
            self.mixin()
        for at in range(self.random.randint(2, 4)):
            base = self.pick(*self.classes) if self.classes and self.chance(60) else None
            self.plain_class(f"{'ABCD'[at]}lass", base)
        data = [self.data_class() for _ in range(self.random.randint(0, 2))]
        enums = [self.enum() for _ in range(self.random.randint(0, 2))]
        tuples = [self.named_tuple() for _ in range(self.random.randint(0, 1))]
        errors = [self.exception() for _ in range(self.random.randint(0, 1))]
        ordered = [self.ordered() for _ in range(self.random.randint(0, 1))]
        called = [self.called() for _ in range(self.random.randint(0, 1))]
        asking = [self.asking() for _ in range(self.random.randint(0, 1))]
        local = self.taken_local()
        self.emit("def shown(x):")
        if local is None:
            self.emit(f"return type(x).__name__ if isinstance(x, ({', '.join(it.name for it in self.classes)},)) else x", 1)
        else:
            self.emit(f"return type(x).__name__ if type(x).__name__ in {[it.name for it in self.classes]!r} else x", 1)
        self.emit("")
        self.emit("")
        self.emit("@ps.javascript")
        self.emit("def program(any_):")
        self.emit("n = 2", 1)
        self.put_local(local)
        self.emit(f"kinds = {{{', '.join(f'{it.name!r}: {it.name}' for it in self.classes)}}}", 1)
        for it in self.classes:
            self.objects(it)
        self.special_uses(ordered, called, asking)
        for name, fields, is_frozen, is_ordered in data:
            self.data_uses(name, fields, is_frozen, is_ordered)
        for name, kind, members, call in enums:
            self.enum_uses(name, kind, members, call)
        for name, items in tuples:
            a = ", ".join(self.value(ty) for _, ty in items)
            t = self.fresh("t")
            self.emit(f"{t} = {name}({a})", 1)
            item, ty = self.pick(*items)
            for use in (t, f"{t}.{item}", f"{t}[1]", f"{t} == ({a})", f"{t}._replace({item}={self.value(ty)})", f"[*{t}]", f"({a}) in {{{t}}}", self.use(f"{t}.{item}", ty), f"{t}._asdict()"):
                if self.chance(60):
                    self.guarded(f"print({use})")
            self.emit(f"x, y = {t}", 1)
            self.emit("print(x, y)", 1)
        for name, args in errors:
            self.emit("try:", 1)
            self.emit(f"raise {name}({args})", 2)
            self.emit(f"except {self.pick(name, 'Exception', f'({name}, TypeError)')} as error:", 1)
            self.emit(f"print(error.code, str(error), repr(error), error.args, isinstance(error, ValueError))", 2)
        return "\n".join(self.lines) + "\n"

    def data_uses(self, name, fields, is_frozen, is_ordered):
        def made():
            return f"{name}({', '.join(self.value(ty) for _, ty, default in fields if not default or self.chance(70)) if not any(d for _, _, d in fields[:-1]) else ', '.join(self.value(ty) for _, ty, _ in fields)})"
        d = self.fresh("d")
        self.emit(f"{d} = {self.pick(made(), f'any_({made()})')}", 1)
        f, ty, _ = self.pick(*fields)
        uses = [d, f"{d} == {made()}", f"{d}.shown()", self.use(f"{d}.{f}", ty), f"dataclasses.replace({d}, {f}={self.value(ty)})", f"dataclasses.asdict({d})", f"dataclasses.astuple({d})", f"{{{d}: 1}}"]
        self.emit(f"match {d}:", 1)
        self.emit(f"case {name}({', '.join('_' if at else 'first' for at in range(len(fields)))}):", 2)
        self.emit("print('first', first)", 3)
        if is_ordered:
            uses += [f"{d} < {made()}", f"sorted([{made()}, {d}])"]
        for use in uses:
            if self.chance(60):
                self.guarded(f"print({use})")
        self.guarded(f"{d}.{f} = {self.value(ty)}")
        self.guarded(f"print({d})")

    def enum_uses(self, name, kind, members, call):
        m, other = self.pick(*members), self.pick(*members)
        e = self.fresh("e")
        self.emit(f"{e} = {self.pick(f'{name}.{m}', f'any_({name}.{m})', f'{name}({name}.{m}.value)')}", 1)
        uses = [e, repr, f"{e}.name", f"{e}.value", f"{e} is {name}.{other}", f"{e} == {name}.{other}", f"{e} == {name}.{other}.value", f"[v.name for v in {name}]", f"list({name})", f"{{{e}: 1}}.get({name}.{other}, 0)",
                f"{name}['{m}']", f"{e} in ({name}.{other},)", f"f'{{{e}}}'", f"{e}.after{call}", f"len({name})", f"{name}('none')", f"{e} < {name}.{other}", f"sorted({name}, key=lambda v: str(v.value))", f"isinstance({e}, {name})", f"{{v: v.name for v in {name}}}"]
        uses[1] = f"repr({e})"
        if kind in ("StrEnum", "str, Enum"):
            uses += [f"{e} + '!'", f"{e} in ['v0']", f"{{'v0': 1}}.get({e}, 0)", f"len({e})"]
        if kind in ("IntEnum", "int, Enum"):
            uses += [f"{e} + 1", f"{e} * 2", f"[4, 5, 6, 7, 8][{e}]", f"max({name})", f"{e} > 1", f"sum([{e}, 1])"]
        for use in uses:
            if self.chance(40):
                self.guarded(f"print({use})")
        self.emit(f"match {e}:", 1)
        self.emit(f"case {name}.{other}:", 2)
        self.emit("print('matched')", 3)
        self.emit("case _:", 2)
        self.emit("print('not')", 3)


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
