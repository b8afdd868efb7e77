# What CPython makes of a function: its inputs, from annotations and doctests, and what comes of each. A line of JSON asks,
# lines of JSON answer; what the functions print goes nowhere else.
import ast, asyncio, collections.abc, dataclasses, doctest, enum, importlib, importlib.abc, importlib.machinery
import importlib.util, inspect, io, json, math, os, random, re, sys, types, typing

ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.dup2(1, 2)
sys.stdin.reconfigure(encoding="utf-8")
PRINTED = 10_000
# A call that takes longer than this is no input to compare, nor is one that takes more memory.
SECONDS = 0.5
# After so many of them the others are left out.
MOST_LATE = 4
MEMORY = 4 << 30
try:
    import resource, signal

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
except (ImportError, ValueError, OSError):
    signal = None


def answer(value):
    ANSWERS.write(json.dumps(value) + "\n")
    ANSWERS.flush()


class Limited(io.StringIO):
    def write(self, text):
        if self.tell() < PRINTED:
            super().write(text[: PRINTED - self.tell()])
        return len(text)


class Stub(types.ModuleType):
    # Stands for Pulse where that is not installed: whatever is named is there and may be called.
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Stub(name)

    def __call__(self, *args, **kwargs):
        return self


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name == "pulse" or name.startswith("pulse."):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Stub(spec.name)

    def exec_module(self, module):
        pass


def javascript(function=None, **options):
    return (lambda function: function) if function is None else function


def prepare_pulse():
    if importlib.util.find_spec("pulse") is None:
        sys.meta_path.insert(0, Finder())
    # Marked functions call each other: here they are what they are.
    importlib.import_module("pulse").javascript = javascript


class NotGenerated(Exception):
    pass


class Late(BaseException):
    pass


def limit(seconds):
    if signal is not None and hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def stop(*_):
    raise Late()


INTS = [0, 1, -1, 2, 3, 10, -7, 100, 255, 1000, 2**31, -(2**31)]
FLOATS = [0.0, 1.0, -1.0, 0.5, -2.5, 0.1, 1e-7, 1e16, 123456.75, -0.0, float("inf"), float("nan")]
TEXTS = ["", "a", "A b", " x ", "é", "ß", "İ", "😀", "0", "-12", "1.5", "a,b", "line\n", "aa"]


class Maker:
    # Values of an annotation: the first ones are its bounds.
    def __init__(self, seed, module):
        self.random = random.Random(seed)
        self.module = module

    def bounds(self, kind, depth=0):
        kind = self.plain(kind)
        origin, args = typing.get_origin(kind), typing.get_args(kind)
        if kind is bool:
            return [False, True]
        if kind is int:
            return INTS
        if kind is float:
            return FLOATS
        if kind is str:
            return TEXTS
        if kind is bytes:
            return [b"", b"a", b"\x00\xff", b"abc"]
        if kind is None or kind is type(None):
            return [None]
        if origin is typing.Literal:
            return list(args)
        if origin in (typing.Union, types.UnionType):
            return [value for arg in args for value in self.bounds(arg, depth)[:6]]
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            self.own(kind)
            return list(kind)
        if depth > 4:
            raise NotGenerated(f"{kind} is too deep")
        if typing.is_typeddict(kind):
            fields = typing.get_type_hints(kind)
            return self.records(fields, depth, dict)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            self.own(kind)
            hints = typing.get_type_hints(kind)
            fields = {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}
            return self.records(fields, depth, lambda values: kind(**values))
        made = self.container(kind, origin, args)
        if made is None:
            raise NotGenerated(f"no values are made of `{shown(kind)}`")
        build, items = made
        if items is None:
            return [build(())]
        if isinstance(items, tuple):
            each = [self.bounds(item, depth + 1) for item in items]
            return [build(tuple(one[at % len(one)] for one in each)) for at in range(max(map(len, each), default=1))]
        values = self.bounds(items, depth + 1)
        found = [(), tuple(values[:1]), tuple(values[:3]), tuple(values[1:2] * 2), tuple(reversed(values[:5]))]
        return [build(one) for one in found]

    def container(self, kind, origin, args):
        # How it is built, and of what: one kind, or one for each place.
        base = origin or kind
        item = args[0] if args else None
        if base in (list, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection) and item:
            return list, item
        if base is tuple and args:
            return tuple, (args[0] if len(args) == 2 and args[1] is Ellipsis else args)
        if base in (set, frozenset, collections.abc.Set) and item:
            return lambda items: (frozenset if base is frozenset else set)(items), item
        if base in (dict, collections.abc.Mapping) and len(args) == 2:
            return dict, tuple[args[0], args[1]]
        return None

    def records(self, fields, depth, build):
        each = {name: self.bounds(kind, depth + 1) for name, kind in fields.items()}
        count = max(map(len, each.values()), default=1)
        return [build({name: one[at % len(one)] for name, one in each.items()}) for at in range(min(count, 8))]

    def own(self, kind):
        if kind.__module__ != self.module.__name__ or getattr(self.module, kind.__name__, None) is not kind:
            raise NotGenerated(f"`{kind.__name__}` is not defined in the file")

    def plain(self, kind):
        while True:
            if hasattr(kind, "__supertype__"):
                kind = kind.__supertype__
            elif isinstance(kind, typing.TypeAliasType):
                kind = kind.__value__
            elif typing.get_origin(kind) in (typing.Annotated, typing.Final, typing.Required, typing.NotRequired, typing.ReadOnly if hasattr(typing, "ReadOnly") else typing.Final):
                kind = typing.get_args(kind)[0]
            else:
                return kind

    def any(self, kind, depth=0):
        # One at random, mostly not a bound.
        kind = self.plain(kind)
        origin, args = typing.get_origin(kind), typing.get_args(kind)
        pick = self.random
        if kind is int:
            return pick.choice([pick.randint(-9, 9), pick.randint(-1000, 1000), pick.randint(-(10**4), 10**4)])
        if kind is float:
            return pick.choice([float(pick.randint(-9, 9)), round(pick.uniform(-100, 100), 2), pick.uniform(-1e6, 1e6)])
        if kind is str:
            return "".join(pick.choice("abcXYZ 019.,-éß\n") for _ in range(pick.randint(0, 8)))
        if kind is bytes:
            return pick.randbytes(pick.randint(0, 6))
        if origin in (typing.Union, types.UnionType):
            return self.any(pick.choice(args), depth)
        if typing.is_typeddict(kind):
            return {name: self.any(one, depth + 1) for name, one in typing.get_type_hints(kind).items()}
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            return kind(**{one.name: self.any(hints[one.name], depth + 1) for one in dataclasses.fields(kind) if one.init})
        made = self.container(kind, origin, args)
        if made is None:
            return pick.choice(self.bounds(kind, depth))
        build, items = made
        if isinstance(items, tuple):
            return build(tuple(self.any(item, depth + 1) for item in items))
        return build(tuple(self.any(items, depth + 1) for _ in range(pick.randint(0, 5))))


def shown(kind):
    return getattr(kind, "__name__", None) if not typing.get_args(kind) and hasattr(kind, "__name__") else str(kind)


def spelled(value):
    # As the file itself would write it.
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, bool) or value is None or isinstance(value, (int, str, bytes)):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else f'float("{value}")'
    if isinstance(value, list):
        return "[" + ", ".join(map(spelled, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(spelled, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, frozenset):
        return f"frozenset([{', '.join(map(spelled, value))}])"
    if isinstance(value, set):
        return "{" + ", ".join(map(spelled, value)) + "}" if value else "set()"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spelled(key)}: {spelled(one)}" for key, one in value.items()) + "}"
    fields = [(one.name, getattr(value, one.name)) for one in dataclasses.fields(value) if one.init]
    return f"{type(value).__name__}({', '.join(f'{name}={spelled(one)}' for name, one in fields)})"


def smaller(value):
    # Simpler values of the same kind, the simplest first.
    if isinstance(value, bool):
        return [False] if value else []
    if isinstance(value, enum.Enum) or value is None:
        return []
    if isinstance(value, int):
        found = [0, 1, value // 10, value // 2, value - 1 if value > 0 else value + 1]
        return [one for one in dict.fromkeys(found) if abs(one) < abs(value)]
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return []
        found = [0.0, 1.0, float(int(value)), round(value, 1)] if abs(value) < 1e15 else [1e15, 1e16]
        return [one for one in dict.fromkeys(found) if len(repr(one)) < len(repr(value)) or abs(one) < abs(value)]
    if isinstance(value, (str, bytes)):
        cuts = [value[:0], value[: len(value) // 2], value[len(value) // 2 :]]
        cuts += [value[:at] + value[at + 1 :] for at in range(min(len(value), 8))]
        return [one for one in dict.fromkeys(cuts) if len(one) < len(value)]
    if isinstance(value, (list, tuple, set, frozenset)):
        build, items = type(value), list(value)
        found = [[], items[: len(items) // 2], items[len(items) // 2 :]] if not isinstance(value, tuple) else []
        found += [items[:at] + items[at + 1 :] for at in range(min(len(items), 8))] if not isinstance(value, tuple) else []
        found += [items[:at] + [one] + items[at + 1 :] for at in range(min(len(items), 8)) for one in smaller(items[at])[:3]]
        return [build(one) for one in found if one != items]
    if isinstance(value, dict):
        found = [{one: value[one] for one in value if one != key} for key in list(value)[:6]]
        found += [{**value, key: one} for key in list(value)[:6] for one in smaller(value[key])[:3]]
        return found
    found = []
    for field in dataclasses.fields(value):
        if field.init:
            found += [dataclasses.replace(value, **{field.name: one}) for one in smaller(getattr(value, field.name))[:3]]
    return found


class Case:
    def __init__(self, function, kind, arguments=None, before="", text=None):
        self.function, self.kind, self.arguments, self.before = function, kind, arguments, before
        self.text = text if text is not None else call(function, arguments)

    def told(self, number):
        return {"id": number, "function": self.function, "kind": self.kind, "before": self.before, "text": self.text}


def call(name, arguments):
    parts = [spelled(value) if key is None else f"{key}={spelled(value)}" for key, value in arguments]
    return f"{name}({', '.join(parts)})"


MODULE = None
CASES = []


def load(asked):
    global MODULE
    sys.path.insert(0, asked["root"])
    prepare_pulse()
    try:
        MODULE = imported(asked)
    except ModuleNotFoundError:
        # It may mean the files beside it, as when it is started by itself.
        sys.path.append(os.path.dirname(asked["file"]))
        MODULE = imported(asked)
    answer({"functions": [cases_of(name, asked) for name in asked["functions"]]})


def imported(asked):
    # As the project names it: from its top package on, or from the root.
    folder, name = os.path.split(asked["file"].removesuffix(".py"))
    parts = [name]
    if os.path.isfile(os.path.join(folder, "__init__.py")):
        while os.path.isfile(os.path.join(folder, "__init__.py")):
            folder, name = os.path.split(folder)
            parts.insert(0, name)
        sys.path.insert(0, folder)
    else:
        parts = os.path.relpath(asked["file"], asked["root"]).removesuffix(".py").split(os.sep)
    if parts[-1] == "__init__":
        parts.pop()
    if parts and all(part.isidentifier() for part in parts):
        return importlib.import_module(".".join(parts))
    spec = importlib.util.spec_from_file_location(name, asked["file"])
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def kind_of(function):
    if inspect.isasyncgenfunction(function):
        return "asyncgen"
    if inspect.isgeneratorfunction(function):
        return "generator"
    return "async" if inspect.iscoroutinefunction(function) else "plain"


def cases_of(name, asked):
    function = getattr(MODULE, name, None)
    if not inspect.isfunction(function):
        return {"name": name, "cases": [], "reason": "in CPython it is no function of the module"}
    kind, reason = kind_of(function), None
    if asked["tests"]:
        if inspect.signature(function).parameters:
            return {"name": name, "cases": [], "reason": "it takes fixtures or parameters"}
        CASES.append(Case(name, kind, text=f"{name}()"))
        return {"name": name, "reason": None, "cases": [CASES[-1].told(len(CASES) - 1)]}
    found = doctests(name, function, kind)
    try:
        found += generated(name, function, kind, asked)
    except NotGenerated as error:
        reason = str(error)
    except Exception as error:
        reason = f"its annotations cannot be read: {error}"
    first = len(CASES)
    CASES.extend(found)
    return {"name": name, "reason": reason, "cases": [case.told(first + at) for at, case in enumerate(found)]}


def generated(name, function, kind, asked):
    hints = typing.get_type_hints(function, include_extras=True)
    maker = Maker(f"{asked['seed']} {name}", MODULE)
    parameters = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in hints:
            parameters.append((parameter, hints[parameter.name]))
        elif parameter.default is inspect.Parameter.empty and parameter.kind not in (2, 4):
            raise NotGenerated(f"the parameter `{parameter.name}` has no annotation")
    each = [maker.bounds(kind_) for _, kind_ in parameters]
    rows = []
    if all(parameter.default is not inspect.Parameter.empty or parameter.kind in (2, 4) for parameter, _ in parameters):
        rows.append([])
    for at in range(max(map(len, each), default=0)):
        rows.append([(one[at % len(one)]) for one in each])
    for at, one in enumerate(each):
        for value in one:
            rows.append([maker.random.choice(other) if other is not one else value for other in each])
    while len(rows) < asked["examples"] and parameters:
        rows.append([maker.any(kind_) for _, kind_ in parameters])
    found, seen = [], set()
    for row in rows:
        arguments = []
        for (parameter, _), value in zip(parameters, row):
            if parameter.kind == parameter.VAR_POSITIONAL:
                arguments.append((None, value))
            elif parameter.kind == parameter.VAR_KEYWORD:
                arguments.append(("key", value))
            elif parameter.kind == parameter.KEYWORD_ONLY:
                arguments.append((parameter.name, value))
            else:
                arguments.append((None, value))
        case = Case(name, kind, arguments)
        if case.text not in seen and len(found) < asked["examples"]:
            seen.add(case.text)
            found.append(case)
    return found


def doctests(name, function, kind):
    found = []
    for test in doctest.DocTestFinder(recurse=False).find(function, name, module=MODULE):
        before = ""
        for example in test.examples:
            source = example.source.strip()
            try:
                ast.parse(source, mode="eval")
                found.append(Case(name, "plain", before=before, text=source))
            except SyntaxError:
                before += source + "\n"
    return found


def run(asked):
    late = 0
    for number in asked["ids"]:
        case = CASES[number]
        if late >= MOST_LATE:
            answer({"id": number, "late": True})
            continue
        sys.stdout = printed = Limited()
        told = {"id": number}
        answer({"starts": number})
        limit(SECONDS)
        try:
            space = dict(vars(MODULE))
            exec(case.before, space)
            value = eval(case.text, space)
            if inspect.isasyncgen(value):
                async def items(value=value):
                    return [item async for item in value]
                value = items()
            if inspect.iscoroutine(value):
                value = asyncio.run(value)
            if inspect.isgenerator(value):
                value = list(value)
            told["value"] = repr(value)
        except (Late, MemoryError):
            told["late"] = True
            late += 1
        except BaseException as error:
            told["raised"] = type(error).__qualname__
        limit(0)
        sys.stdout = sys.__stdout__
        told["printed"] = printed.getvalue()
        answer(told)
    answer({"done": True})


def shrink(asked):
    case = CASES[asked["id"]]
    # What has a default may be left out; where it has none, nobody takes the call.
    found = [Case(case.function, case.kind, case.arguments[:-1])] if case.arguments else []
    for at, (key, value) in enumerate(case.arguments or []):
        for one in smaller(value):
            arguments = case.arguments[:at] + [(key, one)] + case.arguments[at + 1 :]
            found.append(Case(case.function, case.kind, arguments))
    found = [one for one in {one.text: one for one in found}.values() if one.text != case.text][:60]
    first = len(CASES)
    CASES.extend(found)
    answer({"cases": [one.told(first + at) for at, one in enumerate(found)]})


if signal is not None and hasattr(signal, "SIGALRM"):
    signal.signal(signal.SIGALRM, stop)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        {"load": load, "run": run, "shrink": shrink}[asked["op"]](asked)
    except BaseException as error:
        answer({"error": f"{type(error).__name__}: {error}"})
