"""The newer forms of annotations for `typed_programs.py`: what the checker knows of each, how it is made and used."""

# What every first module begins with.
LIBRARY = """

class Opts(TypedDict, total=False):
    n: Required[int]
    label: str


class Deep(TypedDict):
    head: Small
    rows: dict[str, Small]
    fixed: ReadOnly[int]
    rest: NotRequired[Loose]


class Odd(TypedDict):
    items: int
    size: int
    total: int
    get: NotRequired[str]


class Priced(TypedDict):
    price: float
    parts: list[float]
    by: NotRequired[dict[str, float]]


class Circle(TypedDict):
    kind: Literal["circle"]
    r: int


class Square(TypedDict):
    kind: Literal["square"]
    w: int
    h: NotRequired[int]


Form = Circle | Square
UserId = NewType("UserId", int)


class HasReal(Protocol):
    @property
    def real(self) -> int: ...


class Op(Protocol):
    def __call__(self, x: int, y: int = 2) -> int: ...


class Row(Protocol):
    def __len__(self) -> int: ...
    def __contains__(self, key: object, /) -> bool: ...


@overload
def conv(x: int) -> str: ...
@overload
def conv(x: str) -> int: ...
def conv(x: int | str) -> int | str:
    return str(x) if isinstance(x, int) else len(x)


@overload
def either(x: Small, other: None = None) -> Small: ...
@overload
def either(x: None, other: Small) -> Small: ...
def either(x: Small | None, other: Small | None = None) -> Small | None:
    return other if x is None else x


def is_text(x: object) -> TypeGuard[str]:
    return isinstance(x, str)


def is_number(x: object) -> TypeIs[int]:
    return isinstance(x, int)


def is_small(x: object) -> TypeGuard[Small]:
    return isinstance(x, dict) and "n" in x and "text" in x


def longest[T: Sized](a: T, b: T) -> T:
    return a if len(a) >= len(b) else b


def lower[T: (int, str)](a: T, b: T) -> T:
    return a if a < b else b


def bumped[T: Small](x: T) -> T:
    x["n"] += 1
    return x


def applied[**P, R](f: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return f(*args, **kwargs)
"""
NAMES = "Circle, Deep, Form, Odd, Op, Opts, Priced, Square, UserId, applied, bumped, conv, either, is_number, is_small, is_text, longest, lower"
FIELDS = {
    "Opts": {"n": "int"},
    "Deep": {"head": "Small", "rows": "dict[str, Small]", "fixed": "int"},
    "Odd": {"items": "int", "size": "int", "total": "int"},
    "Priced": {"price": "real", "parts": "list[real]"},
    "Circle": {"kind": 'Literal["circle"]', "r": "int"},
    "Square": {"kind": 'Literal["square"]', "w": "int"},
}
OPTIONAL = {"Opts": {"label": "str"}, "Deep": {"rest": "Loose"}, "Odd": {"get": "str"}, "Priced": {"by": "dict[str, real]"}, "Circle": {}, "Square": {"h": "int"}}
# `real` is a float that holds no int: all that is printed of it is as in CPython. A bool may stand for it.
TYPES = [
    "Opts", "Deep", "Deep", "Odd", "Odd", "Priced", "Priced", "Form", "Form", "Circle", "UserId", "HasReal", "Op", "Row", "real", "real", "real | None",
    "real | str", "list[real]", "list[real]", "dict[str, real]", "dict[str, real]", "tuple[real, str]", "tuple[real, ...]", "Mapping[str, real]", "list[tuple[str, real]]", "dict[str, list[real]]", "set[real]", "dict[real, str]", "int | str | None",
    "int | list[int] | Small", "str | int | Small | None", "list[int] | dict[str, int] | str", "None | Form", "Literal[1, 2, 3]", "Literal[1, True]",
    'Literal["a", 1, None]', "Iterator[int]", "Iterator[Small]", "Collection[int]", "Reversible[str]", "Sequence[tuple[int, str]]", "list[int | str]",
    "list[Form]", "dict[str, list[Small]]", "dict[int, Small]", "Mapping[str, list[int]]", "list[list[int]]", "dict[str, Small | None]",
    "Callable[[int, str], str]", "Callable[..., int]", "**Small", "**Opts", "**Small", "**Priced", "**Odd", "*int", "*Small", "*real",
]
# The class that tells a member of a union from the others.
CLASSES = {"int": "int", "str": "str", "list[int]": "list", "dict[str, int]": "dict", "real": "(float, int)"}


def printed(ty):
    """The annotation of a type."""
    return ty.lstrip("*").replace("real", "float")


class Forms:
    """How values of these types are made and used; mixed into the generator."""

    def use_members(self, e, members, depth):
        """Branches for each member of a union."""
        members = sorted(members, key=lambda ty: (ty != "None", ty in self.fields or ty == "Form"))
        if self.chance(40) and "real" not in members:
            self.show(self.one(f"{e}", f"{e} == 1", f"f'{{{e}}}'", f"[{e}]", f"{e} in [1, 'a', None]", f"{e} is None", f"isinstance({e}, (int, str))", f"bool({e})"))
        if self.chance(40):
            self.line(f"match {e}:")
            self.indent += 1
            for at, ty in enumerate(members):
                pattern = "_" if at == len(members) - 1 else {"None": "None", "real": "float() | int()"}.get(ty, f"{CLASSES.get(ty)}()")
                self.branch(f"case {pattern}:", e, ty, depth)
            self.indent -= 1
            return
        for at, ty in enumerate(members):
            test = f"{e} is None" if ty == "None" else f"isinstance({e}, {CLASSES.get(ty)})"
            test = {"int": self.one(test, f"is_number({e})")}.get(ty, test)
            self.branch("else:" if at == len(members) - 1 else f"{'el' if at else ''}if {test}:", e, ty, depth)

    def branch(self, head, e, ty, depth):
        self.line(head)
        self.indent += 1
        if ty == "None":
            self.line(f"print('none', {e})")
        else:
            self.use(e, ty, depth + 1)
        self.indent -= 1

    def make_union(self, members, depth):
        return self.make(self.one(*members), depth + 1)

    # Records.

    def use_form(self, e, args, depth):
        v = self.name()
        if self.chance(50):
            self.line(f"match {e}:")
            self.line(f"    case {{'kind': 'circle', 'r': {v}}}:")
            self.line(f"        print('circle', {self.of_int(v)})")
            self.line("    case {'kind': 'square', 'w': int(w), **others}:")
            self.line("        print('square', w, others)")
            self.line("    case _:")
            self.line("        print('neither')")
        else:
            self.line(f"if {e}['kind'] == 'circle':")
            self.line(f"    print({self.of_record(e, 'Circle')}, {e}['r'])")
            self.line("else:")
            self.line(f"    print({self.of_record(e, 'Square')}, {e}['w'] + {e}.get('h', 1))")

    def make_form(self, args, depth):
        return self.make_record(self.one("Circle", "Square"), depth)

    def use_row(self, e, args, depth):
        self.show(self.one(f"len({e})", f"'n' in {e}", f"1 in {e}", f"bool({e})"))

    def make_row(self, args, depth):
        return self.one("[1]", "{'n': 1}", "(1, 2)", "range(3)", "{1, 2}", self.make("Small", depth + 1), self.make("Odd", depth + 1))

    def other_record(self, v, name, display, depth):
        """More ways in which a dict comes to be a `TypedDict`: the expression that has it."""
        way = self.random.randrange(14)
        base = f"base_{v}"
        if way < 7:
            self.line(f"{base}: {name} = {self.make(name, depth + 1)}")
        else:
            self.line(f"{base}: Any = {display}")
        made = [
            f"{{k: x for k, x in {base}.items()}}", f"dict({base})", f"dict(**{base})", f"dict(list({base}.items()))", f"{{**{base}}}", f"{base} | {{}}",
            f"OrderedDict({base})", f"json.loads(json.dumps({base}))", f"{{k: {base}[k] for k in {base}}}", f"dict(zip({base}.keys(), {base}.values()))",
            f"defaultdict(int, {base})", f"{base}.copy()", f"copy.deepcopy({base})", f"dict(map(lambda pair: pair, {base}.items()))",
        ]
        if self.chance(40):
            self.line(f"{v}: Any = {{}}")
            if self.chance(30):
                self.line(f"for k_{v}, x_{v} in {base}.items():")
                self.line(f"    {self.one(f'{v}[k_{v}] = x_{v}', f'{v}.setdefault(k_{v}, x_{v})', f'{v} |= {{k_{v}: x_{v}}}')}")
            else:
                self.line(self.one(f"{v}.update({base})", f"{v} |= {base}", f"{v}.update(list({base}.items()))"))
        elif name == "Odd" and self.chance(30):
            self.line(f"{v}: Any = Counter({{'items': 2, 'size': 1, 'total': 3}})")
        else:
            self.line(f"{v}: Any = {made[way]}")
        return f"cast({name}, {v})" if self.chance(50) else v

    # Numbers.

    def of_real(self, e):
        return self.one(
            f"{e}", f"str({e})", f"repr({e})", f"f'{{{e}}}'", f"f'{{{e}!r:>7}}'", f"[{e}]", f"({e}, 1)", f"{{'k': {e}}}", f"{{{e}: 1}}", f"json.dumps({e})", f"json.dumps([{e}, 1.5])",
            f"{e} == 1", f"{e} != 0", f"1 == {e}", f"{e} is True", f"{e} + 1.5", f"{e} * 2.0", f"{e} / 4", f"[1, 2.5].count({e})", f"{e} in (1, 2.5)", f"{e} in {{1, 2.5}}",
            f"{{1: 'one', 2.5: 'x'}}.get({e}, 'none')", f"isinstance({e}, bool)", f"isinstance({e}, float)", f"isinstance({e}, (int, float))", f"type({e}).__name__", f"float({e})",
            f"int({e})", f"bool({e})", f"not {e}", f"round({e} + 0.25, 1)", f"max({e}, 0.5) > 0.5", f"min([{e}, 0.5]) < 0.5", f"sorted([{e}, 0.5])", f"'%s %.1f' % ({e}, {e})", f"'{{}}'.format({e})",
            f"str([{e}])", f"', '.join(map(str, [{e}, 1.5]))", f"{e} or 1.5", f"{e} if {e} else 'none'", f"sum([{e}, 0.5])", f"f'{{{e}:.2f}}'", f"{e} < 2", f"hash({e}) == hash(1)", f"[str(x) for x in [{e}]]",
        )

    def use_real(self, e, args, depth):
        if self.chance(15):
            self.line(f"match {e}:")
            self.line("    case 1:")
            self.line("        print('one')")
            self.line("    case bool():")
            self.line("        print('bool')")
            self.line("    case _:")
            return self.line(f"        print('many', {e})")
        self.show(self.of_real(e))

    def make_real(self, args, depth):
        return self.one("1.5", "2.0", "1.0", "0.0", "0.25", "1 / 2", "4 / 2", "True", "False", "float('2')", "-3.0", "1e15")

    def use_userid(self, e, args, depth):
        self.show(self.of_int(e))

    def make_userid(self, args, depth):
        return f"cast('UserId', {self.make('int', depth + 1)})"

    def use_hasreal(self, e, args, depth):
        self.show(self.one(f"{e}.real", f"{e}.real + 1", f"{e}.real == 1"))

    def make_hasreal(self, args, depth):
        return self.one("1", "True", "3")

    # Functions.

    def use_op(self, e, args, depth):
        v = self.name()
        self.line(f"{v} = {self.one(f'{e}(1)', f'{e}(True, 3)', f'{e}(2, y=True)', f'{e}(*[1, 2])')}")
        self.show(self.of_int(v))

    def make_op(self, args, depth):
        return self.one("lambda x, y=2: x + y", "lambda x, y=2: x == y", "plus", "lambda x, y=2: x")

    # Containers.

    def use_iterator(self, e, args, depth):
        v = self.name()
        if self.chance(50):
            self.line(f"{v} = next({e}, None)")
            self.line(f"print('ended' if {v} is None else {self.of(v, args[0])})")
        self.use_iterable(e, args, depth)

    def make_iterator(self, args, depth):
        listed = self.make_list(args, depth)
        return self.one(f"iter({listed})", f"(x for x in {listed})", f"map(lambda x: x, {listed})", f"filter(None, {listed})")

    def use_collection(self, e, args, depth):
        self.show(self.one(f"len({e})", f"1 in {e}", f"True in {e}", f"sorted({e})", f"sum({e})", f"[{self.of_int('x')} for x in {e}]", f"max({e}, default=0)", f"list({e})[:1]"))

    def make_collection(self, args, depth):
        return self.one("[1, True]", "(1, 2)", "range(3)", "{1: 'a', True: 'b'}", "{True, 2}", "{2: 1}.keys()", "{'a': True}.values()", "deque([1, 2])", "frozenset([1])")

    def use_reversible(self, e, args, depth):
        v = self.name()
        self.show(self.one(f"list(reversed({e}))", f"[{self.of_str(v)} for {v} in {e}]", f"[{v} for {v} in reversed({e})]", f"len(list({e}))", f"list(zip({e}, 'ab'))"))

    def make_reversible(self, args, depth):
        return self.one("['a', 'b']", "('a',)", "{'k': 1, 'j': 2}", "{'k': 1}.keys()", "{1: 'v'}.values()", "deque(['a', 'q'])")

    def starred(self, value, ty, depth):
        """Arguments for `*args` or `**kwargs`."""
        if ty.startswith("**"):
            name = ty[2:]
            if self.chance(50):
                return ", ".join(f"{field}={value}" for field, value in self.record_parts(name, depth).items())
            v = self.name()
            self.line(f"{v}: {name} = {self.make(name, depth)}")
            return f"**{v}"
        items = [self.make(ty[1:], depth) for _ in range(self.random.randint(0, 3))]
        if not items or self.chance(50):
            return ", ".join(items)
        v = self.name()
        self.line(f"{v}: {self.one('list', 'Iterable', 'Sequence')}[{printed(ty)}] = [{', '.join(items)}]")
        return f"*{v}"
