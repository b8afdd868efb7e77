"""Prints random nests of control flow and what CPython makes of them: `python3.12 tests/random_control.py SEED COUNT`.

Each program has functions of loops, `try`, `with`, `match` and `if` in one another, left by `break`, `continue`,
`return`, `raise` and `yield`. Every part changes something that the compiler might know: the type of `v`, whether
`u` is bound, the length of `xs`, what `i` and `d` are. Between the parts stand tests of these, and uses that are
right only where the tests still hold. The lines are those of `random_programs.py`.
"""

import random
import signal
import sys

from random_programs import record, too_long

HEAD = """import contextlib

import pulse as ps


@ps.javascript
def program(any_):
    @contextlib.contextmanager
    def swallow(box):
        try:
            yield box
        except (ValueError, LookupError):
            box.clear()
        finally:
            box.append(7)

"""

TAIL = """
    def run(f, n):
        try:
            print(f.__name__, n, f(n))
        except UnboundLocalError:
            print("unbound")
        except Exception as error:
            print(type(error).__name__, error)

    def walk(f, n):
        try:
            for item in f(n):
                print("got", item)
        except UnboundLocalError:
            print("unbound")
        except Exception as error:
            print(type(error).__name__, error)

"""

CHANGES = [
    "v = 1", 'v = "a"', "u = 2", 'u = "b"', "del u", "xs.pop()", "xs.append(n)", "xs = [1, 2, 3]", "xs = []",
    "ys = xs", "ys.pop()", "ys = [4, 5]", "i = 0", "i = 2", "i += 1", "i -= 1", "d = 0", "d = n", "d -= 1",
    "xs[cut] = []", "del xs[:1]", "xs.clear()", "v, i = i, 1", "v = any_(None)", "xs += [n]",
]
TESTS = [
    "len(xs) > 2", "xs", "i < len(xs)", "0 <= i < len(xs)", "d", "d != 0", "d > 0", "v is not None", "isinstance(v, int)",
    'v == "a"', "n > 1", "n % 2", "not xs", "len(ys) > 1 and d", "xs is ys", "n",
]
USES = [
    "print(v)", "print(v * 2 if v else v)", "print(u)", "print(xs[0])", "print(xs[2])", "print(xs[i])", "print(xs[-1])", "print(ys[1])", "print(6 // d)",
    "print(6 % d)", "print(len(xs), i, d)", "print(v is None, isinstance(v, str))", "print([x // d for x in xs])", "xs[i] = n",
    "print([xs[k] for k in range(len(xs))])", "print(f'{v}{n}')", "print(u, n)",
]
SAFE = [
    "print(xs[0] if xs else 0)", "print(xs[2] if len(xs) > 2 else 0)", "print(xs[i] if 0 <= i < len(xs) else 0)",
    "print(xs[-1] if xs else 0)", "print(ys[1] if len(ys) > 1 else 0)", "print(6 // d if d else 0)", "print(6 % d if d > 0 else 0)",
    "print(v)", "print(len(xs), i, d)", "print([xs[k] for k in range(len(xs))])", "print(v * 2 if v is not None else 0)",
    "print(f'{v}{n}', v is None, isinstance(v, str))",
]
ERRORS = ["ValueError('x')", "KeyError('k')", "IndexError('i')"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 2
        self.loops = 0
        self.count = 0
        self.is_generator = False

    def emit(self, text):
        self.lines.append("    " * self.indent + text)

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def block(self, depth, jumps=True):
        self.indent += 1
        for _ in range(self.random.randint(1, 3)):
            self.step(depth)
        if jumps and self.chance(45):
            self.jump()
        self.indent -= 1

    def jump(self):
        forms = ["return", "raise"] + ["break", "continue"] * 3 * bool(self.loops) + ["yield"] * 2 * self.is_generator
        form = self.pick(forms)
        if self.chance(50):
            self.emit(f"if {self.pick(TESTS)}:")
            self.indent += 1
            self.leave(form)
            self.indent -= 1
        else:
            self.leave(form)

    def leave(self, form):
        if form == "return":
            self.emit("return" if self.is_generator else f"return {self.pick(['v', 'len(xs)', 'i', 'xs[0]'])}")
        elif form == "raise":
            self.emit(f"raise {self.pick(ERRORS)}")
        elif form == "yield":
            self.emit(f"yield {self.pick(['v', 'i', 'len(xs)'])}")
        else:
            self.emit(form)

    def use(self):
        return self.pick(USES) if self.chance(30) else self.pick(SAFE)

    def step(self, depth):
        if depth <= 0 or self.chance(50):
            self.emit(self.pick(CHANGES) if self.chance(60) else self.use())
            return
        getattr(self, self.pick(["if_", "for_", "while_", "try_", "try_", "try_", "with_", "match_", "forever"]))(depth - 1)

    def if_(self, depth):
        self.emit(f"if {self.pick(TESTS)}:")
        self.block(depth)
        if self.chance(40):
            self.emit("else:")
            self.block(depth)

    def loop(self, depth):
        self.loops += 1
        self.block(depth)
        self.loops -= 1
        if self.chance(30):
            self.emit("else:")
            self.block(depth)

    def for_(self, depth):
        self.emit(f"for {self.pick(['i', '_', 'd'])} in {self.pick(['range(n)', 'range(len(xs))', '[0, 1]', 'range(1, n)'])}:")
        self.loop(depth)

    def while_(self, depth):
        self.count += 1
        name = f"c{self.count}"
        self.emit(f"{name} = 0")
        self.emit(f"while {name} < 3 and {self.pick(TESTS)}:" if self.chance(50) else f"while {name} < 2:")
        self.indent += 1
        self.emit(f"{name} += 1")
        self.indent -= 1
        self.loop(depth)

    def forever(self, depth):
        self.count += 1
        name = f"c{self.count}"
        self.emit(f"{name} = 0")
        self.emit("while True:")
        self.indent += 1
        self.emit(f"{name} += 1")
        self.emit(f"if {name} > 2: break")
        self.indent -= 1
        self.loop(depth)

    def try_(self, depth):
        self.emit("try:")
        self.block(depth)
        form = self.random.randrange(5)
        if form != 0:
            for kind in self.random.sample(["ValueError", "LookupError as u", "KeyError as e", "(IndexError, TypeError)"], self.random.randint(1, 2)):
                self.emit(f"except {kind}:")
                self.block(depth)
            if self.chance(30):
                self.emit("except UnboundLocalError:")
                self.block(depth)
            if self.chance(30):
                self.emit("else:")
                self.block(depth)
        if form <= 2:
            self.emit("finally:")
            self.block(depth, jumps=self.chance(25))

    def with_(self, depth):
        self.emit(f"with {self.pick(['swallow(xs)', 'swallow(ys) as xs', 'contextlib.suppress(ValueError)', 'contextlib.nullcontext(n) as i'])}:")
        self.block(depth)

    def match_(self, depth):
        self.emit(f"match {self.pick(['v', 'n', 'xs', 'i'])}:")
        self.indent += 1
        for case in self.random.sample(["0", "1", "2", "[first, *_]", "[_, _, d]", "str()", "int() if d", "None"], self.random.randint(1, 3)):
            self.emit(f"case {case}:")
            self.block(depth)
        if self.chance(40):
            self.emit(f"case {self.pick(['_', 'v'])}:")
            self.block(depth)
        self.indent -= 1

    def function(self, name):
        self.is_generator = self.chance(20)
        self.indent = 1
        self.emit(f"def {name}(n: int):")
        self.indent = 2
        if self.is_generator:
            self.emit("yield 0")
        self.emit("cut = slice(0, 2)")
        self.emit("xs: list[int] = [3, 4, 5]")
        self.emit("ys = xs" if self.chance(50) else "ys = [8, 9]")
        self.emit(f"v: int | str | None = {self.pick(['0', chr(39) + 's' + chr(39), 'None'])}")
        if self.chance(50):
            self.emit("u: int | str = 5")
        self.emit("if n > 9: u = 1")
        self.emit("i = 1")
        self.emit(f"d = {self.pick(['n', '2', '0'])}")
        for _ in range(self.random.randint(2, 4)):
            self.step(3)
            if self.chance(40):
                self.emit(f"if {self.pick(TESTS)}:")
                self.indent += 1
                self.step(1)
                self.emit(self.use())
                self.indent -= 1
            self.emit(self.use())
        if not self.is_generator:
            self.emit("return v, xs, i, d")
        self.lines.append("")

    def module(self):
        names = [f"f{at}" for at in range(3)]
        kinds = []
        for name in names:
            self.function(name)
            kinds.append("walk" if self.is_generator else "run")
        body = "\n".join(self.lines)
        calls = "".join(
            f"    for n in range(4):\n        {kind}({name}, n)\n" for name, kind in zip(names, kinds)
        )
        return HEAD + body + TAIL + calls


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
