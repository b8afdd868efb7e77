"""Prints random well-typed programs and what CPython makes of them: `python3.12 tests/random_programs.py SEED COUNT`.

Each line is a JSON object. `source` is a module with a function `program(any_)`, whose parameter is a
function that gives back what it gets, so that the compiler does not know the type. `expected` is what
the program printed, and last `! Error: message` if it raised.

The programs keep clear of the differences in `docs/differences.md`: sets are printed sorted, keys of
dicts do not look like numbers, and ints stay small. Statements of more kinds are in `random_library.py`,
`random_flow.py`, `random_values.py` and `random_loops.py`.
"""

import asyncio
import contextlib
import io
import json
import random
import signal
import sys

from random_library import IMPORTS, Library
from random_loops import Loops
from random_values import Values

WORDS = ["a", "b", "key", "Zoë", "x y", "", "é😀", "Hello", "abc", "aXbX", " pad ", "a-b-c", "tab\tq", "it's", 'q"q', "ß"]
KEYS = ["a", "b", "c", "name", "k"]
TYPES = ["int", "float", "str", "bool", "key", "ints", "strs", "floats", "pair", "counts", "names", "set", "opt", "nested"]
ANNOTATION = {
    "int": "int", "float": "float", "str": "str", "bool": "bool", "key": "str", "ints": "list[int]",
    "strs": "list[str]", "floats": "list[float]", "pair": "tuple[int, str]", "counts": "dict[str, int]",
    "names": "dict[int, str]", "set": "set[int]", "opt": "int | None", "nested": "list[list[int]]",
}
ITEMS = {"ints": "int", "strs": "str", "floats": "float", "nested": "ints", "str": "str"}
FOREIGN = [
    "String", "Symbol", "undefined", "NaN", "Infinity", "arguments", "let", "static", "enum", "implements", "Number", "Array", "Map",
    "Set", "Object", "Promise", "Error", "JSON", "Math", "BigInt", "globalThis", "window", "document", "console", "React", "jsx",
    "Fragment", "value", "items", "item", "subject", "error", "found", "entries", "parts", "part", "end", "step", "search", "source",
    "unpack", "getItem", "setItem", "add", "eq", "truthy", "bound", "unbound", "Dict", "mulInt", "delete", "new", "this", "typeof", "void",
    "function", "constructor", "prototype", "length", "name", "require", "exports", "__proto__", "i2", "value2", "items2", "item2",
]
CHANGED = {"ints", "strs", "floats", "counts", "names", "set", "nested"}


class Generator(Library, Values, Loops):
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 1
        self.scopes = [{}]
        self.functions = []  # name, parameter types, required, result type
        self.count = 0
        self.names = self.random.sample(FOREIGN, len(FOREIGN))
        self.walked = []  # types that must not change now
        self.in_loop = 0
        self.result = None
        self.captured = set()
        self.hidden = self.random.choice([0, 5, 15, 40])
        self.knows_any = False
        self.is_async = self.random.randrange(3) == 0

    # helpers of choice

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def fresh(self, prefix):
        """A name that the program does not use yet, now and then one that JavaScript or the compiler uses."""
        self.count += 1
        if self.names and self.chance(8):
            return self.names.pop()
        return f"{prefix}{self.count}"

    def variables(self, kind, own=False):
        scope = self.scopes[-1:] if own else self.scopes
        return [name for names in scope for name, held in names.items() if held == kind]

    def hide(self, text):
        return f"any_({text})" if self.chance(self.hidden) else text

    def emit(self, text):
        self.lines.append("    " * self.indent + text)

    # expressions

    def expr(self, kind, depth=2):
        known = self.variables(kind)
        if known and self.chance(45 if depth else 70):
            return self.hide(self.random.choice(known))
        calls = [row for row in self.functions if row[3] == kind]
        if calls and depth and self.chance(20):
            return self.call(self.random.choice(calls), depth - 1)
        text = getattr(self, kind + "_leaf" if depth <= 0 else kind + "_expr")(depth - 1)
        return self.hide(text)

    def call(self, row, depth):
        name, params, required, _ = row
        args = []
        given = self.random.randint(required, len(params))
        by_name = False
        for at, (param, kind) in enumerate(params[:given]):
            by_name = by_name or self.chance(25)
            value = self.expr(kind, depth)
            args.append(f"{param}={value}" if by_name else value)
        if by_name and len(args) > 1 and self.chance(30) and all("=" in arg.split("(")[0] and arg.split("=")[0].isidentifier() for arg in args[-2:]):
            args[-2:] = reversed(args[-2:])
        return f"{name}({', '.join(args)})"

    def int_leaf(self, depth):
        return str(self.pick(0, 1, 2, 3, 5, 7, 10, -1, -2, -7, 100))

    def int_expr(self, depth):
        e = self.expr
        match self.random.randrange(27):
            case 0 | 1: return f"({e('int', depth)} {self.pick('+', '-')} {e('int', depth)})"
            case 2: return f"({e('int', depth)} * {self.int_leaf(0)})"
            case 3: return f"({e('int', depth)} {self.pick('//', '%')} {self.int_leaf(0) if self.chance(80) else e('int', depth)})"
            case 4: return f"({e('int', depth)} {self.pick('&', '|', '^')} {e('int', depth)})"
            case 5: return f"({e('int', depth)} {self.pick('<<', '>>')} {self.pick(0, 1, 3)})"
            case 6: return f"len({e(self.pick('ints', 'strs', 'str', 'counts', 'names', 'set', 'pair', 'nested'), depth)})"
            case 7: return f"{e('ints', depth)}[{self.pick(0, -1, 1, 2, -2)}]"
            case 8: return f"{self.pick('sum', 'min', 'max')}({e('ints', depth)})"
            case 9: return f"{self.pick('min', 'max')}({e('int', depth)}, {e('int', depth)})"
            case 10: return f"({e('int', depth)} if {e('bool', depth)} else {e('int', depth)})"
            case 11: return f"{e('counts', depth)}.get({e('key', 0)}, {e('int', depth)})"
            case 12: return f"{e('counts', depth)}[{e('key', 0)}]"
            case 13: return f"{e('str', depth)}.{self.pick('find', 'rfind', 'count', 'index')}({e('key', 0)})"
            case 14: return f"{e('pair', depth)}[0]"
            case 15: return f"sum({self.comp('int', depth, '')})"
            case 16: return f"{self.pick('-', '~', 'abs')}({e('int', depth)})"
            case 17: return f"int({self.pick(repr('12'), repr(' -7 '), repr('x'), e('float', depth), e('bool', depth))})"
            case 18: return f"round({e('float', depth)})"
            case 19: return f"sum({e('ints', depth)}, {self.pick('', 'start=')}{e('int', depth)})"
            case 20: return f"{self.pick('min', 'max')}({e('ints', depth)}, default={e('int', depth)}{self.pick('', ', key=lambda q: -q')})"
            case 21: return f"(lambda q, w={e('int', 0)}: q {self.pick('+', '-', '*')} w)({e('int', depth)})"
            case 22: return f"pow({self.int_leaf(0)}, {self.pick(0, 1, 2, 3)}{self.pick('', ', 7', ', -5')})"
            case 23: return f"{e('strs', depth)}.{self.pick('count', 'index')}({e('str', 0)})"
            case 24: return f"ord({e('str', depth)}[:1] or 'z')"
            case 25: return f"int(str({e('int', depth)}){self.pick('', ', 8', ', 16')})"
            case _: return f"({e('opt', depth)} or {e('int', depth)})"

    def float_leaf(self, depth):
        return self.pick("0.5", "1.25", "-2.75", "3.1", "10.7", "0.1", "1e-7", "123456.789")

    def float_expr(self, depth):
        e = self.expr
        match self.random.randrange(9):
            case 0 | 1: return f"({e('float', depth)} {self.pick('+', '-', '*')} {e(self.pick('float', 'int'), depth)})"
            case 2: return f"({e('int', depth)} / {self.pick(2, 3, 4, 7)})"
            case 3: return f"({e('float', depth)} {self.pick('%', '//', '/')} {self.float_leaf(0)})"
            case 4: return f"round({e('float', depth)}, {self.pick(1, 2, 3)})"
            case 5: return f"abs({e('float', depth)})"
            case 6: return f"{e('floats', depth)}[{self.pick(0, -1)}]"
            case 7: return f"{self.pick('min', 'max')}({e('floats', depth)})"
            case _: return f"float({e(self.pick('int', 'float'), depth)})"

    def str_leaf(self, depth):
        return repr(self.random.choice(WORDS))

    def key_leaf(self, depth):
        return repr(self.random.choice(KEYS))

    def key_expr(self, depth):
        return self.key_leaf(0)

    def str_expr(self, depth):
        e = self.expr
        match self.random.randrange(28):
            case 0: return f"({e('str', depth)} + {e('str', depth)})"
            case 1: return f"({e('str', depth)} * {self.pick(0, 1, 2, 3, -1)})"
            case 2: return f"{e('str', depth)}.{self.pick('upper', 'lower', 'strip', 'title', 'swapcase', 'capitalize', 'lstrip', 'rstrip', 'casefold')}()"
            case 3: return f"{e('str', depth)}.replace({e('key', 0)}, {e('str', depth)})"
            case 4: return f"{e('str', depth)}[{self.slice(depth)}]"
            case 5: return f"{e('str', depth)}[{self.pick(0, -1, 1)}]"
            case 6: return f"{e('str', 0)}.join({e('strs', depth)})"
            case 7 | 8 | 27: return self.fstring(depth)
            case 9: return f"{self.pick('str', 'repr')}({e(self.pick('int', 'str', 'ints', 'strs', 'pair', 'counts', 'names', 'bool', 'opt', 'nested'), depth)})"
            case 10: return f"{e('str', depth)}.{self.pick('center', 'ljust', 'rjust')}({self.pick(3, 8)}{self.pick('', ', ' + repr('*'))})"
            case 11: return f"{e('str', depth)}.zfill({self.pick(3, 6)})"
            case 12: return f"{e('names', depth)}.get({e('int', 0)}, {e('str', depth)})"
            case 13: return f"({e('str', depth)} if {e('bool', depth)} else {e('str', depth)})"
            case 14: return f"{e('pair', depth)}[1]"
            case 15: return f"{e('strs', depth)}[{self.pick(0, -1, 1)}]"
            case 16: return f"'{self.pick('{} {}', '{0!r:>6}|{1}', '{1}{0:<4}', '{:>4}-{:^7}')}'.format({e('int', depth)}, {e('str', depth)})"
            case 17: return f"{e('str', depth)}.{self.pick('removeprefix', 'removesuffix', 'strip', 'lstrip', 'rstrip')}({e('str', 0)})"
            case 18: return f"{e('str', 0)}.join({self.comp('str', depth, '')})"
            case 19: return f"{e('str', depth)}.translate(str.maketrans({repr('abc')}, {repr('xyz')}{self.pick('', ', ' + repr('X'))}))"
            case 20: return f"format({e('int', depth)}, {self.pick(repr('>6'), repr('b'), repr('+,d'), repr('_^8'))})"
            case 21: return f"{self.pick('hex', 'bin', 'oct')}({e('int', depth)})"
            case 22: return f"chr({e('int', depth)} % 26 + 97)"
            case 23: return f"{self.pick('min', 'max')}({e('str', depth)}, {e('str', depth)})"
            case 24: return f"{self.pick('min', 'max')}({e('strs', depth)}, key=len, default='none')"
            case 25: return f"ascii({e('str', depth)})"
            case 26: return f"{e('str', depth)}.expandtabs({self.pick('', 4)})"
            case _: return f"{self.pick(repr('%d and %s'), repr('%5d|%-6s|'), repr('%03d%r'))} % ({e('int', depth)}, {e('str', depth)})".join("()")

    def fstring(self, depth):
        parts = []
        for _ in range(self.random.randint(1, 3)):
            value, spec = self.pick(
                ("int", ""), ("int", ":>6"), ("int", ":05d"), ("int", ":x"), ("int", ":,"), ("int", ":+"), ("str", ""), ("str", ":<7"),
                ("str", "!r"), ("str", ":^9.3"), ("float", ":.2f"), ("float", ":8.3f"), ("float", ":.1%"), ("float", ":.3e"), ("float", ":.4g"),
                ("bool", ""), ("ints", ""), ("strs", "!r:>20"), ("counts", ""), ("pair", ""), ("opt", ""), ("int", ":#b"), ("int", ":^+8"))
            inner = self.expr(value, min(depth, 1))
            inner = f" {inner}" if inner.startswith("{") else inner
            parts.append(self.pick("", "v=", "{{", "é") + "{" + inner + spec + "}")
        return 'f"' + "".join(parts) + '"'

    def bool_leaf(self, depth):
        return self.pick("True", "False")

    def bool_expr(self, depth):
        e = self.expr
        match self.random.randrange(16):
            case 0 | 1: return f"({e('int', depth)} {self.pick('<', '<=', '>', '>=', '==', '!=')} {e('int', depth)})"
            case 2: return f"({e('int', depth)} < {e('int', depth)} {self.pick('<', '<=', '!=')} {e('int', depth)})"
            case 3: return f"({e('str', depth)} {self.pick('<', '==', '!=', 'in', 'not in')} {e('str', depth)})"
            case 4: return f"(not {e(self.pick('bool', 'int', 'str', 'ints', 'counts', 'opt', 'set', 'names', 'float'), depth)})"
            case 5: return f"({e('bool', depth)} {self.pick('and', 'or')} {e('bool', depth)})"
            case 6: return f"({e('int', depth)} {self.pick('in', 'not in')} {e(self.pick('ints', 'set', 'names'), depth)})"
            case 7: return f"({e('key', depth)} in {e(self.pick('counts', 'strs'), depth)})"
            case 8:
                kind = self.pick("ints", "strs", "pair", "counts", "names", "set", "nested", "opt")
                return f"({e(kind, depth)} {self.pick('==', '!=')} {e(kind, depth)})"
            case 9: return f"({e('opt', depth)} is {self.pick('', 'not ')}None)"
            case 10: return f"bool({e(self.pick('int', 'str', 'ints', 'counts', 'opt', 'set', 'pair'), depth)})"
            case 11: return f"{self.pick('any', 'all')}({self.comp('bool', depth, '')})"
            case 12: return f"{e('str', depth)}.{self.pick('startswith', 'endswith')}({e('key', 0)})"
            case 13: return f"{e('str', depth)}.{self.pick('isdigit', 'isalpha', 'isupper', 'islower', 'isspace', 'isalnum')}()"
            case 14:
                kind = self.pick("ints", "strs", "pair", "nested")
                return f"({e(kind, depth)} {self.pick('<', '<=', '>')} {e(kind, depth)})"
            case _: return f"({e('set', depth)} {self.pick('<', '<=', '>=')} {e('set', depth)})"

    def opt_leaf(self, depth):
        return self.pick("None", "0", "5")

    def opt_expr(self, depth):
        return self.pick("None", self.expr("int", depth), f"{self.expr('counts', depth)}.get({self.expr('key', 0)})",
                         f"next(({self.comp('int', depth, '')}), None)")

    def slice(self, depth):
        part = lambda: self.pick("", "", "1", "2", "-1", "-2", "0", "5")
        step = self.pick("", "", "", ":2", ":-1", ":-2")
        return f"{part()}:{part()}{step}"

    def comp(self, kind, depth, brackets="[]"):
        """A comprehension whose element is of the kind."""
        outer = self.scopes
        source, item = self.pick(("ints", "int"), ("strs", "str"), ("range", "int"), ("str", "str"), ("counts", "items"), ("enumerate", "pair"), ("zip", "zip"))
        self.scopes = [*outer, {}]
        name, other = self.fresh("v"), self.fresh("w")
        walk = f"range({self.pick(0, 3, 4)})" if source == "range" else None
        match item:
            case "items": target, walk = f"{name}, {other}", f"{self.expr('counts', depth)}.items()"
            case "pair": target, walk = f"{name}, {other}", f"enumerate({self.expr('strs', depth)}{self.pick('', ', 1', ', start=2')})"
            case "zip": target, walk = f"{name}, {other}", f"zip({self.expr('ints', depth)}, {self.expr('strs', depth)})"
            case _: target, walk = name, walk or self.expr(source, depth)
        if item == "items":
            self.scopes[-1] = {name: "key", other: "int"}
        elif item in ("pair", "zip"):
            self.scopes[-1] = {name: "int", other: "str"}
        else:
            self.scopes[-1] = {name: item}
        conditions = "".join(f" if {self.expr('bool', 1)}" for _ in range(self.random.choice([0, 0, 1, 1, 2])))
        more = ""
        if self.chance(15):
            inner = self.fresh("u")
            more = f" for {inner} in {self.expr('ints', 0)}"
            self.scopes[-1][inner] = "int"
        element = self.expr(kind, 1)
        if brackets == "{:}":
            element = f"{self.expr('key' if kind == 'int' else 'int', 0)}: {element}"
        self.scopes = outer
        text = f"{element} for {target} in {walk}{conditions}{more}"
        return f"{brackets[0]}{text}{brackets[-1]}" if brackets else text

    def items_leaf(self, kind):
        return "[" + ", ".join(self.expr(kind, 0) for _ in range(self.random.choice([0, 1, 2, 3, 3]))) + "]"

    def sequence(self, kind, item, depth):
        e = self.expr
        match self.random.randrange(12):
            case 0: return self.items_leaf(item)
            case 1 | 2: return self.comp(item, depth)
            case 3: return f"({e(kind, depth)} + {e(kind, depth)})"
            case 4: return f"({e(kind, depth)} * {self.pick(0, 1, 2)})"
            case 5: return f"{e(kind, depth)}[{self.slice(depth)}]"
            case 6: return f"sorted({e(kind, depth)}{self.pick('', ', reverse=True', ', key=lambda q: (len(str(q)), q)')})"
            case 7: return f"list(reversed({e(kind, depth)}))"
            case 8: return f"[*{e(kind, depth)}, {e(item, depth)}, *{e(kind, depth)}]"
            case 9: return f"list(filter(lambda q: q{self.pick('', f' != {e(item, 0)}')}, {e(kind, depth)}))"
            case 10: return f"list({self.pick('', 'tuple')}({e(kind, depth)}))"
            case _: return f"{e(kind, depth)}.copy()"

    def ints_leaf(self, depth):
        return self.items_leaf("int")

    def ints_expr(self, depth):
        e = self.expr
        if self.chance(35):
            return self.pick(
                f"list(range({self.pick(3, 5)}))", f"list(range({self.pick('5, 0, -2', '1, 6', '0, 9, 3')}))", f"sorted({e('set', depth)})",
                f"list({e('counts', depth)}.values())", f"sorted({e('names', depth)})", f"list(map(lambda q: q + {e('int', 0)}, {e('ints', depth)}))",
                f"[len(q) for q in {e('strs', depth)}]", f"list(map(len, {e('strs', depth)}))", f"list(divmod({e('int', depth)}, {self.pick(2, -3, 7)}))")
        return self.sequence("ints", "int", depth)

    def strs_leaf(self, depth):
        return self.items_leaf("str")

    def strs_expr(self, depth):
        e = self.expr
        if self.chance(35):
            return self.pick(
                f"{e('str', depth)}.split({self.pick('', repr('-'), repr('a'), repr('-') + ', 1')})", f"list({e('str', depth)})",
                f"list({e('counts', depth)})", f"list({e('names', depth)}.values())", f"list(map(str, {e('ints', depth)}))",
                f"list({e('str', depth)}.partition({e('key', 0)}))", f"{e('str', depth)}.splitlines({self.pick('', 'True')})",
                f"{e('str', depth)}.rsplit({repr('-')}, 1)", f"list({e('str', depth)}.rpartition('a'))", f"sorted({e('strs', depth)}, key=str.lower)",
                f"[f'{{q}}{{w!r}}' for q, w in {e('counts', depth)}.items()]", f"[q.upper() for q in {e('strs', depth)} if q]")
        return self.sequence("strs", "str", depth)

    def floats_leaf(self, depth):
        return "[" + ", ".join(self.float_leaf(0) for _ in range(self.random.choice([1, 2, 3]))) + "]"

    def floats_expr(self, depth):
        return self.pick(self.floats_leaf(0), f"[{self.expr('float', depth)}, {self.expr('float', depth)}]",
                         f"[q * 1.5 for q in {self.expr('ints', depth)}]", f"sorted({self.expr('floats', depth)})")

    def nested_leaf(self, depth):
        return self.pick("[]", "[[1, 2], [3]]", "[[]]", "[[0] * 2 for _ in range(2)]")

    def nested_expr(self, depth):
        return self.pick(f"[{self.expr('ints', depth)}, {self.expr('ints', depth)}]", self.comp("ints", depth),
                         f"[list(q) for q in zip({self.expr('ints', depth)}, {self.expr('ints', depth)})]", f"{self.expr('nested', depth)}[{self.slice(depth)}]")

    def pair_leaf(self, depth):
        return f"({self.int_leaf(0)}, {self.str_leaf(0)})"

    def pair_expr(self, depth):
        return self.pick(f"({self.expr('int', depth)}, {self.expr('str', depth)})",
                         f"max(enumerate({self.expr('strs', depth)}), default=(0, {self.expr('str', 0)}))",
                         f"min([{self.expr('pair', depth)}, {self.expr('pair', depth)}])")

    def counts_leaf(self, depth):
        keys = self.random.sample(KEYS, self.random.randrange(4))
        if not keys:
            return self.pick("{}", "dict()")
        return "{" + ", ".join(f"{key!r}: {self.expr('int', 0)}" for key in keys) + "}"

    def counts_expr(self, depth):
        e = self.expr
        return self.pick(self.counts_leaf(0), f"{{**{e('counts', depth)}, {e('key', 0)}: {e('int', depth)}}}", f"({e('counts', depth)} | {e('counts', depth)})",
                         self.comp("int", depth, "{:}"), f"dict({e('counts', depth)}, k={e('int', depth)})", f"{{{e('key', 0)}: {e('int', depth)}}}",
                         f"dict(zip(['a', 'b'], {e('ints', depth)}))", f"{e('counts', depth)}.copy()", f"dict.fromkeys(['k', 'b'], {e('int', depth)})",
                         f"{{q: w for q, w in sorted({e('counts', depth)}.items())}}")

    def names_leaf(self, depth):
        return self.pick("{}", "{1: 'one', 2: 'two'}", "{0: '', -1: 'minus'}", "{7: 'seven'}")

    def names_expr(self, depth):
        e = self.expr
        return self.pick(self.names_leaf(0), f"{{{e('int', depth)}: {e('str', depth)}}}", self.comp("str", depth, "{:}"),
                         f"dict(enumerate({e('strs', depth)}))", f"({e('names', depth)} | {e('names', depth)})", f"{{**{e('names', depth)}, 3: {e('str', depth)}}}")

    def set_leaf(self, depth):
        return self.pick("set()", "{1, 2, 3}", "{0}", "{5, -1}")

    def set_expr(self, depth):
        e = self.expr
        return self.pick(self.set_leaf(0), f"set({e('ints', depth)})", f"({e('set', depth)} {self.pick('|', '&', '-', '^')} {e('set', depth)})", self.comp("int", depth, "{}"),
                         f"{e('set', depth)}.{self.pick('union', 'intersection', 'difference', 'symmetric_difference')}({e(self.pick('set', 'ints'), depth)})")

    # statements

    def shown(self, kind, text):
        return f"sorted({text})" if kind == "set" else text

    def print_(self):
        kinds = self.random.choices(TYPES, k=self.random.randint(1, 3))
        end = self.pick("", "", "", ", sep='|'", ", end=';\\n'")
        self.emit("print(" + ", ".join(self.shown(kind, self.expr(kind, 2)) for kind in kinds) + end + ")")

    def block(self, size):
        self.indent += 1
        before, functions = dict(self.scopes[-1]), self.functions
        start = len(self.lines)
        for _ in range(size):
            self.statement()
        if len(self.lines) == start:
            self.emit("pass")
        self.indent -= 1
        self.scopes[-1], self.functions = before, functions

    def statement(self):
        deep = self.indent > 4
        choices = [self.library] * 8 + [self.flow] * 5 + [self.values] * 5 + [self.loops] * 6 + [self.other] * 3 + [self.assign] * 5 + [self.print_] * 5 + [self.change] * 5 + [self.unpack] * 2 + [self.augment] * 3 + [self.rebind] * 3
        if not deep:
            choices += [self.if_] * 3 + [self.for_] * 3 + [self.while_, self.try_, self.try_, self.match_]
            if len(self.scopes) < 4 and not self.in_loop:
                choices += [self.nested] * 2
        if self.in_loop:
            choices += [lambda: self.emit(f"if {self.expr('bool', 1)}: {self.pick('break', 'continue')}")]
        self.random.choice(choices)()

    def other(self):
        e = lambda kind: self.expr(kind, 1)
        name, more = self.fresh("z"), self.fresh("z")
        match self.random.randrange(18):
            case 0:
                self.emit(f"assert {e('bool')}, {e('str')}")
            case 1:
                self.emit(f"if {e('bool')}: raise {self.pick('ValueError', 'KeyError', 'IndexError')}({e(self.pick('str', 'int', 'pair'))})")
            case 2:
                self.emit(f"if ({name} := {e(self.pick('int'))}) > 1: print({name})")
            case 3:
                self.emit(f"print([{name} for {more} in {e('ints')} if ({name} := {more} * 2) > 2])")
            case 4:
                self.emit(f"{name} = [lambda: {more} for {more} in {e('ints')}]")
                self.emit(f"print([q() for q in {name}])")
            case 5:
                self.emit(f"def {name}(q, *args): return repr(q) + '-'.join(map(repr, args))")
                self.emit(f"print({name}({e('str')}, *{e('ints')}))")
            case 6:
                self.emit(f"print({self.pick('list', 'sorted', 'sum')}(q * 2 for q in {e('ints')} if q))")
            case 7:
                self.emit(f"for {name} in {e('strs')}: pass")
                self.emit(f"print({name})")
            case 8:
                self.emit(f"print(*{e(self.pick('ints', 'str', 'strs', 'counts', 'pair'))}, sep={e('str')})")
            case 9:
                self.emit(f"def {name}(q, w=[]): w.append(q); return w")
                self.emit(f"print({name}({e('int')}), {name}({e('str')}))")
            case 10:
                self.emit(f"print(sorted({e('counts')}.items(), key=lambda q: (-q[1], q[0])), {e('pair')} + ({e('int')},), {e('pair')} * 2)")
            case 11:
                self.emit(f"def {name}(q):")
                self.emit(f"    for w in q: yield w; {self.pick('yield len(q)', 'pass', 'print(w)')}")
                self.emit(f"print({self.pick('list', 'sorted', 'sum')}({name}({e('ints')})))")
            case 12:
                self.emit(f"{name} = iter({e(self.pick('ints', 'strs', 'counts', 'str'))})")
                self.emit(f"print(next({name}, 'none'), list({name}), next({name}, None))")
            case 13:
                self.emit(f"{name}, ({more}, *_) = {e('str')}, {e('ints')}")
                self.emit(f"print({name}, {more}, _)")
            case 14:
                self.emit(f"{name}: {self.pick('dict', 'dict[str, list[int]]')} = {self.pick('{}', '{' + repr('a') + ': [0]}', 'dict(k=[1])')}")
                self.emit(f"for {more} in {e('strs')}: {name}.setdefault({more}[:1] or 'k', []).append({e('int')})")
                self.emit(f"print({name}, sum(map(sum, {name}.values())))")
            case 15:
                self.emit(f"{name} = [[0] * 2 for {more} in range(3)]")
                self.emit(f"{name}[{self.pick(0, -1, 2)}][{self.pick(0, 1)}] {self.pick('=', '+=', '-=')} {e('int')}")
                self.emit(f"print({name}, [w for q in {name} for w in q if w], list(zip(*{name})), {name}[1:] == {name}[:-1])")
            case 16:
                self.emit(f"{name} = {e('ints')}")
                self.emit(f"{name}[{self.pick('::2', '1::2', '::-1')}] = {e('ints')}")
                self.emit(f"print({name})")
            case _:
                self.emit(f"print(isinstance({e(self.pick('int', 'str', 'ints', 'bool', 'opt'))}, {self.pick('int', 'str', '(list, bool)')}), dict(sorted({e('names')}.items())))")

    def assign(self):
        kind = self.random.choice(TYPES)
        own = self.variables(kind, own=True)
        value = self.expr(kind, 2)
        if own and self.chance(50):
            name = self.random.choice(own)
            self.emit(f"{name} = {value}")
        else:
            name = self.fresh("x")
            note = f": {ANNOTATION[kind]}" if self.chance(20) else ""
            self.emit(f"{name}{note} = {value}")
        self.scopes[-1][name] = kind

    def augment(self):
        kind = self.pick("int", "int", "str", "float", "ints", "strs", "set", "counts")
        own = self.variables(kind, own=True)
        if not own or kind in self.walked:
            return self.assign()
        name = self.random.choice(own)
        if self.in_loop and kind in ("str", "ints", "strs"):
            value = self.str_leaf(0) if kind == "str" else f"[{self.expr(ITEMS[kind], 0)}]"
            return self.emit(f"{name} += {value}")
        op = {"int": self.pick("+=", "-=", "+="), "str": "+=", "float": self.pick("+=", "-="), "ints": "+=", "strs": "+=",
              "set": self.pick("|=", "&=", "-=", "^="), "counts": "|="}[kind]
        value = self.int_leaf(0) if kind == "int" and self.in_loop else self.expr(kind, 1)
        self.emit(f"{name} {op} {value}")

    def unpack(self):
        a, b = self.fresh("p"), self.fresh("p")
        match self.random.randrange(6):
            case 0:
                self.emit(f"{a}, {b} = {self.expr('pair', 2)}")
                self.scopes[-1] |= {a: "int", b: "str"}
            case 1:
                self.emit(f"{a}, *{b} = {self.expr('ints', 2)}")
                self.scopes[-1] |= {a: "int", b: "ints"}
            case 2:
                self.emit(f"*{a}, {b} = {self.expr('strs', 2)}")
                self.scopes[-1] |= {a: "strs", b: "str"}
            case 3:
                self.emit(f"{a}, {b} = {self.expr('int', 1)}, {self.expr('str', 1)}")
                self.scopes[-1] |= {a: "int", b: "str"}
            case 4:
                own = self.variables("int", own=True)
                if len(own) > 1:
                    left, right = self.random.sample(own, 2)
                    self.emit(f"{left}, {right} = {right}, {left}")
            case _:
                self.emit(f"{a} = {b} = {self.expr('ints', 2)}")
                self.scopes[-1] |= {a: "ints", b: "ints"}

    def rebind(self):
        """A name bound twice: in a target, in a chain of targets, by two clauses."""
        e = lambda kind: self.expr(kind, 1)
        a, b, _ = self.fresh("r"), self.fresh("r"), self.pick("_", self.fresh("r"))
        rows = f"[({e('int')}, {e('str')}, {e('ints')}), ({e('int')}, {e('str')}, {e('ints')})]"
        at = f"[{self.pick(0, 1, -1)}]"
        match self.random.randrange(20):
            case 0: self.emit(f"print([{a} for {a}, {_}, {_} in {rows}], [{a} for {_}, {a}, {_} in {rows} if {a}])")
            case 1: self.emit(f"print({{{a}: {_} for {_}, {a}, {_} in {rows}}}, sorted(({a}, {b}) for {b}, {a}, {b} in {rows}))")
            case 2: self.emit(f"for {_}, {a}, {_} in {rows}: print({a}, {self.pick(_, 0)})")
            case 3: self.emit(f"{a} = {a} = {e(self.pick('int', 'ints', 'str'))}")
            case 4: self.emit(f"{a}, {b} = {b}, {a} = {e('pair')}")
            case 5: self.emit(f"{a} = {a}, = [{e('int')}]")
            case 6: self.emit(f"({a}, {b}), {a} = {e('pair')}, {e('str')}")
            case 7: self.emit(f"{self.pick(f'*{a}, {a}', f'{a}, *{a}', f'{a}, {a}, *{_}')} = {e('ints')}")
            case 8: self.emit(f"{_}, {_}, {a} = {rows}[0]")
            case 9: self.emit(f"{a} = {b} = {a}, *{_} = {e('strs')}")
            case 10: self.emit(f"print([{a} for {a} in {e('nested')} for {a} in {a}{self.pick('', f' if {a}', f' if {a} > 1')}])")
            case 11: self.emit(f"print({self.pick('sum', 'list', 'sorted', 'max')}({a} for {a} in {e('nested')} if {a} for {a} in {a}))")
            case 12: self.emit(f"print({{{a}: {b} for {a}, {b} in enumerate({e('nested')}) for {b} in {b}}})")
            case 13: self.emit(f"print([{b}() for {a} in {e('ints')} for {b} in [lambda: {a}] for {a} in [{a}, {e('int')}]])")
            case 14: self.emit(f"print([{a} for {a} in {e('ints')} if {self.pick('any', 'all')}({b} {self.pick('==', '<', '!=')} {a} for {b} in {e('ints')})])")
            case 15: self.emit(f"print([list({a} + {b} for {b} in range(2)) for {a} in {e('ints')}], [{a} for {a} in {e('ints')} for {a} in ({a} + {b} for {b} in range(2))])")
            case 16: self.emit(f"print(next(({a} for {a} in {e('ints')} if {a} > {e('int')}), {self.pick('None', '-1')}), sum(1 for {a} in {e('strs')} if {e('bool')}))")
            case 17:
                self.emit(f"{a}, {b} = [0] * 5, {self.pick(0, 1, 2)}")
                self.emit(f"{b}, {a}[{b}], {b} = {self.pick(0, 1, 2)}, {e('int')}, {e('int')}")
                self.emit(f"print({a}, {b})")
            case 18:
                self.emit(f"{a} = [lambda: {b} for {b}, {b} in [({e('int')}, {e('str')})]]")
                self.emit(f"print({a}[0]())")
            case _:
                self.emit(f"{a} = [({b} for {_} in range(2)) for {b} in {e('ints')}]")
                self.emit(f"print([list({b}) for {b} in {a}])")
        if self.lines[-1].strip().startswith((a, b, _, "(", "*")):
            self.emit(f"print({a}, {self.pick(a, a + at) if '*' in self.lines[-1] else a})")

    def change(self):
        kind = self.pick("ints", "strs", "counts", "names", "set", "nested")
        known = self.variables(kind)
        if not known or kind in self.walked:
            return self.print_()
        if any(name in self.scopes[-1] for name in known):
            known = [name for name in known if name in self.scopes[-1]]
        x = self.random.choice(known)
        e = lambda kind: self.expr(kind, 1)
        if kind in ITEMS:
            item = ITEMS[kind]
            if kind == "nested":
                self.emit(self.pick(f"{x}.append({self.ints_leaf(0)})", f"{x}[0] = {e('ints')}", f"{x}.reverse()", f"{x}.pop()" ))
                return
            several = f"[{e(item)}, {e(item)}]" if self.in_loop else e(kind)
            self.emit(self.pick(
                f"{x}.append({e(item)})", f"{x}.append({e(item)})", f"{x}.extend({several})", f"{x}.insert({self.pick(0, 1, -1, 9)}, {e(item)})", f"print({x}.pop({self.pick('', '0', '-1')}))",
                f"{x}[{self.pick(0, -1, 1)}] = {e(item)}", f"{x}[{self.pick(':1', '1:', '1:2', ':', '-1:')}] = {several}", f"del {x}[{self.pick(0, -1, '1:', '::2')}]",
                f"{x}.sort({self.pick('', 'reverse=True', 'key=lambda q: str(q)')})", f"{x}.reverse()", f"{x}.remove({e(item)})", f"{x}.clear()", f"print({x}.index({e(item)}), {x}.count({e(item)}))",
                f"{x}[0] {'+=' if item != 'int' else self.pick('+=', '-=')} {e(item) if not self.in_loop else self.expr(item + '', 0) if item == 'key' else getattr(self, item + '_leaf')(0)}"))
        elif kind == "set":
            self.emit(self.pick(f"{x}.add({e('int')})", f"{x}.discard({e('int')})", f"{x}.remove({e('int')})", f"{x}.update({e('ints')})", f"{x}.difference_update({e('set')})", f"{x}.clear()"))
        else:
            key, value = ("key", "int") if kind == "counts" else ("int", "str")
            leaf = getattr(self, value + "_leaf")(0)
            self.emit(self.pick(
                f"{x}[{e(key)}] = {e(value)}", f"{x}[{e(key)}] = {e(value)}", f"{x}[{e(key)}] += {leaf}", f"del {x}[{e(key)}]", f"print({x}.pop({e(key)}{self.pick('', ', ' + leaf, ', None')}))",
                f"print({x}.setdefault({e(key)}, {e(value)}))", f"{x}.update({e(kind)})", f"print(list({x}.items()))", f"print({x}.popitem())", f"{x}.clear()", f"print(list({x}.{self.pick('keys', 'values')}()))",
                f"{x}[{e(key)}] = {x}.get({e(key)}, {leaf}) + {leaf}"))

    def if_(self):
        test = self.expr(self.pick("bool", "bool", "int", "str", "ints", "counts", "opt", "names"), 2)
        self.emit(f"if {test}:")
        self.block(self.random.randint(1, 2))
        if self.chance(30):
            self.emit(f"elif {self.expr('bool', 1)}:")
            self.block(1)
        if self.chance(50):
            self.emit("else:")
            self.block(self.random.randint(1, 2))

    def for_(self):
        kind = self.pick("ints", "strs", "str", "counts", "names", "range", "enumerate", "items", "set", "zip", "nested")
        a, b = self.fresh("i"), self.fresh("j")
        walked = []
        match kind:
            case "range": target, walk, names = a, f"range({self.pick('3', '1, 4', '5, 0, -2', self.expr('int', 1) + ' % 4')})", {a: "int"}
            case "enumerate": target, walk, names, walked = f"{a}, {b}", f"enumerate({self.expr('strs', 1)})", {a: "int", b: "str"}, ["strs"]
            case "items": target, walk, names, walked = f"{a}, {b}", f"{self.expr('counts', 1)}.items()", {a: "key", b: "int"}, ["counts"]
            case "zip": target, walk, names, walked = f"{a}, {b}", f"zip({self.expr('ints', 1)}, {self.expr('strs', 1)})", {a: "int", b: "str"}, ["ints", "strs"]
            case "set": target, walk, names = a, f"sorted({self.expr('set', 1)})", {a: "int"}
            case "counts": target, walk, names, walked = a, self.expr("counts", 1), {a: "key"}, ["counts"]
            case "names": target, walk, names, walked = a, self.expr("names", 1), {a: "int"}, ["names"]
            case "nested": target, walk, names, walked = a, self.expr("nested", 1), {a: "ints"}, ["nested"]
            case _: target, walk, names, walked = a, self.expr(kind, 1), {a: ITEMS[kind]}, [kind]
        self.emit(f"for {target} in {walk}:")
        self.loop(names, walked)

    def loop(self, names, walked):
        outer = dict(self.scopes[-1])
        self.scopes[-1] |= names
        self.walked += walked
        self.in_loop += 1
        functions = self.functions
        if walked:
            self.functions = [row for row in functions if row[0] not in self.captured]
        self.block(self.random.randint(1, 3))
        self.functions = functions
        self.in_loop -= 1
        del self.walked[len(self.walked) - len(walked):]
        self.scopes[-1] = outer
        if self.chance(15):
            self.emit("else:")
            self.block(1)

    def while_(self):
        name = self.fresh("n")
        self.emit(f"{name} = {self.pick(0, 2, 3)}")
        self.emit(f"while {name} > 0{self.pick('', '', f' and {self.expr('bool', 1)}')}:")
        self.indent += 1
        self.emit(f"{name} -= 1")
        self.indent -= 1
        self.loop({}, [])

    def try_(self):
        self.emit("try:")
        self.block(self.random.randint(1, 2))
        clause = self.pick("IndexError", "KeyError", "(ValueError, IndexError)", "Exception", "ZeroDivisionError", "LookupError")
        name = self.fresh("err")
        self.emit(f"except {clause} as {name}:")
        self.indent += 1
        self.emit(f"print(repr({name}), str({name}))")
        self.indent -= 1
        if self.chance(25):
            self.emit("else:")
            self.block(1)
        if self.chance(25):
            self.emit("finally:")
            self.emit("    print('finally')")

    def match_(self):
        kind = self.pick("int", "str", "pair", "ints", "opt")
        self.emit(f"match {self.expr(kind, 2)}:")
        a, b = self.fresh("m"), self.fresh("m")
        cases = {
            "int": [("0 | 1", {}), (f"{a} if {a} > 2", {a: "int"}), ("_", {})],
            "str": [("'a' | ''", {}), (f"str({a})", {a: "str"})],
            "pair": [(f"(0, {a})", {a: "str"}), (f"({a}, {b}) if {a} > 1", {a: "int", b: "str"}), ("_", {})],
            "ints": [("[]", {}), (f"[{a}]", {a: "int"}), (f"[{a}, *{b}]", {a: "int", b: "ints"})],
            "opt": [("None", {}), (f"{a}", {a: "int"})],
        }[kind]
        self.indent += 1
        for pattern, names in cases:
            self.emit(f"case {pattern}:")
            outer = dict(self.scopes[-1])
            self.scopes[-1] |= names
            self.block(1)
            self.scopes[-1] = outer
        self.indent -= 1

    def nested(self):
        """A function inside the program: it sees the variables around it."""
        self.function(self.indent)

    def function(self, indent):
        name = self.fresh("f")
        kinds = [self.random.choice(TYPES) for _ in range(self.random.randint(0, 3))]
        params = [(self.fresh("a"), kind) for kind in kinds]
        required = self.random.randint(0, len(params))
        typed = self.chance(50)
        shown = []
        for at, (param, kind) in enumerate(params):
            text = param + (f": {ANNOTATION[kind]}" if typed else "")
            shown.append(text if at < required else f"{text} = {getattr(self, kind + '_leaf')(0) if kind not in CHANGED else self.plain(kind)}")
        result = self.random.choice(TYPES)
        arrow = f" -> {ANNOTATION[result]}" if typed else ""
        self.emit(f"def {name}({', '.join(shown)}){arrow}:")
        walked, loops, functions = self.walked, self.in_loop, self.functions
        self.walked, self.in_loop = [], 0
        self.scopes.append(dict(params))
        self.indent += 1
        if self.counters and indent == 0 and self.chance(50):
            counter = self.random.choice(self.counters)
            self.emit(f"global {counter}")
            self.emit(f"{counter} {self.pick('+=', '-=', '=')} {self.int_leaf(0)}")
        shared = [v for scope in self.scopes[:-1] for v, held in scope.items() if held == "int" and v.startswith("x")] if indent > 0 else []
        if shared and self.chance(40):
            var = self.random.choice(shared)
            self.emit(f"nonlocal {var}")
            self.emit(f"{var} += 1")
        for _ in range(self.random.randint(0, 3)):
            self.statement()
        self.emit(f"return {self.expr(result, 2)}")
        self.indent -= 1
        self.scopes.pop()
        self.walked, self.in_loop, self.functions = walked, loops, functions
        self.captured.add(name)
        self.functions = [*self.functions, (name, params, required, result)]

    def plain(self, kind):
        return {"ints": "[1, 2]", "strs": "['a']", "floats": "[0.5]", "counts": "{'a': 1}", "names": "{1: 'one'}", "set": "{1}", "nested": "[[1]]"}[kind]

    def module(self):
        self.indent, self.scopes = 0, [{}]
        hide, self.hide = self.hide, lambda text: text
        constants = {}
        for kind in self.random.sample(TYPES, self.random.choice([0, 0, 1, 3])):
            constants[self.fresh("C")] = kind
        for name, kind in constants.items():
            note = f": {ANNOTATION[kind]}" if self.chance(30) else ""
            self.emit(f"{name}{note} = {getattr(self, kind + '_leaf')(0)}")
        self.lines.append("")
        self.counters = [name for name, kind in constants.items() if kind == "int"]
        self.scopes = [constants]
        for _ in range(self.random.randint(0, 2)):
            self.emit("@ps.javascript")
            self.function(0)
            self.lines.append("")
        self.hide, self.knows_any = hide, True
        self.scopes = [constants, {}]
        self.emit("@ps.javascript")
        self.emit("async def program(any_):" if self.is_async else "def program(any_):")
        self.indent = 1
        for kind in self.random.sample(TYPES, 7):
            name = self.fresh("x")
            self.emit(f"{name} = {self.hide(getattr(self, kind + '_leaf')(0))}")
            self.scopes[-1][name] = kind
        for _ in range(self.random.randint(2, 5)):
            self.try_() if self.chance(60) else self.statement()
        for names in self.scopes:
            for name, kind in names.items():
                self.emit(f"print({name!r}, {self.shown(kind, name)})")
        used = [line + "\n" for line in IMPORTS.splitlines() if any(line.split()[1] + "." in text for text in self.lines)]
        return "import pulse as ps\n" + "".join(used) + "\n" + "\n".join(self.lines) + "\n"


class Budget(BaseException):
    """Not an `Exception`, which the program might catch."""


def too_long(*_):
    raise Budget


def outcome(source):
    """The lines that the program prints, or None if it takes too long.

    Steps are counted, so that the answer is the same on every machine; the clock is for one step that
    never ends, such as a comprehension over the list that it makes longer.
    """
    steps = 0

    def trace(frame, event, arg):
        nonlocal steps
        steps += frame.f_code.co_filename == "<program>"
        if steps > 20_000:
            raise Budget
        return trace

    printed = io.StringIO()
    error = None
    scope = {}
    try:
        code = compile(source.replace("import pulse as ps\n", "").replace("@ps.javascript\n", ""), "<program>", "exec")
        exec(code, scope)
        with contextlib.redirect_stdout(printed):
            sys.settrace(trace)
            signal.setitimer(signal.ITIMER_VIRTUAL, 5, 1)
            try:
                if asyncio.iscoroutine(running := scope["program"](lambda x: x)):
                    asyncio.run(running)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                sys.settrace(None)
    except (Budget, RecursionError, MemoryError, SyntaxError):
        return None
    except Exception as raised:
        error = f"! {type(raised).__name__}: {raised}"
    text = printed.getvalue()
    if len(text) > 20_000:
        return None
    return [*text.split("\n")[:-1], *([error] if error else [])]


def record(generate, seed, count):
    """Prints so many programs that `generate` makes from seeds."""
    done = 0
    while done < count:
        source = generate(seed)
        expected = outcome(source)
        if expected is not None:
            print(json.dumps({"seed": seed, "source": source, "expected": expected}))
            done += 1
        seed += 1


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
