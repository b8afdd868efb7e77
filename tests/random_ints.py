"""Random programs on ints of any size: what they print under CPython, a line of JSON for each.

    python3.12 tests/random_ints.py SEED COUNT

Ints grow beyond ±(2^53−1) and come back, in variables, lists, dicts, parameters with and without annotations, and meet
bools and floats on the way. Floats are printed by their digits, as one that is integral and of no known type is an int.
"""

import random
import signal
import sys

from random_programs import record, too_long

SMALL = [0, 1, 2, 3, 7, 10, -1, -3, 97, 255, 1000]
LARGE = [2**31, 2**53 - 1, 2**53, -(2**53) + 1, -(2**53), 2**53 + 1, 2**63, -(2**64), 10**18, 10**30, 3**50, 9007199254740993]

HEAD = '''import math
import pulse as ps

def shown(x):
    return f"{float(x):.9g}"

def bounded(n: int) -> int:
    return n % 1000000000000000000000000000057 if abs(n) > 10**40 else n

'''


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 1
        self.vars = []
        self.count = 0

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def emit(self, line):
        self.lines.append("    " * self.indent + line)

    def literal(self):
        return str(self.pick(*SMALL) if self.chance(60) else self.pick(*LARGE))

    def leaf(self):
        return self.pick(*self.vars) if self.vars and self.chance(70) else f"({self.literal()})"

    def divisor(self):
        return str(self.pick(1, 2, 3, 7, 10, -3, 97, 1000, 2**53 + 1, 10**20))

    def int(self, depth):
        if depth == 0:
            return self.leaf()
        a, b = lambda: self.int(depth - 1), lambda: self.int(depth - 1)
        match self.random.randrange(22):
            case 0 | 1 | 2: return f"({a()} {self.pick('+', '-')} {b()})"
            case 3 | 4: return f"({a()} * {b()})"
            case 5: return f"({a()} {self.pick('+', '-', '*')} {self.pick(*SMALL)})"
            case 6: return f"({a()} {self.pick('//', '%')} {self.divisor()})"
            case 7: return f"({a()} {self.pick('//', '%')} ({b()} or 7))"
            case 8: return f"({a()} {self.pick('&', '|', '^')} {b()})"
            case 9: return f"({a()} {self.pick('<<', '>>')} {self.pick(0, 1, 5, 31, 40, 64)})"
            case 10: return f"bounded({a()} ** {self.pick(0, 1, 2, 3)})"
            case 11: return f"{self.pick('-', '+', '~')}{a()}"
            case 12: return f"abs({a()})"
            case 13: return f"{self.pick('min', 'max')}({a()}, {b()})"
            case 14: return f"sum([{a()}, {b()}, {self.leaf()}])"
            case 15: return f"({a()} if {self.test(depth - 1)} else {b()})"
            case 16: return f"int(str({a()}))"
            case 17: return f"{self.pick('math.gcd', 'math.lcm')}({a()}, {b()})"
            case 18: return f"divmod({a()}, {self.divisor()})[{self.pick(0, 1)}]"
            case 19: return f"[{a()}, {b()}][{self.pick(0, 1, -1)}]"
            case 20: return f"pow({a()}, {self.pick(0, 1, 5, 30)}, {self.pick(7, 1000003, 2**61 - 1, 10**25)})"
            case _: return f"({a()}).bit_length()"

    def test(self, depth):
        a, b = self.int(depth), self.int(depth)
        return self.pick(f"{a} {self.pick('<', '<=', '>', '>=', '==', '!=')} {b}", f"{a} % {self.pick(2, 3, 10)} == 0", f"not {a}", f"bool({a})", f"{a} in [{b}, {self.leaf()}]", f"{a} in {{{b}, 5}}", f"isinstance({a}, int)")

    def text(self):
        a = self.int(1)
        return self.pick(f"str({a})", f"f'{{{a}:,}}'", f"f'{{{a}:>25}}|{{{self.leaf()}:x}}'", f"'%d %x' % ({a}, abs({self.leaf()}))", f"hex({a})", f"repr([{a}, ({self.leaf()},)])", f"shown({a} / {self.divisor()})", f"shown(({a}) * {self.pick('0.5', '2.5', '1e3')} + 0.25)", f"shown({a} / ({self.leaf()} or 3) + 0.125)", f"{{{a}: 'a', {self.leaf()}: 'b'}}", f"sorted([{a}, {self.leaf()}, {self.leaf()}])", f"[n % 10 for n in [{a}, {self.leaf()}]]", f"({a}, {self.test(1)}, {self.test(1)})", f"len({{{a}, {self.leaf()}, {self.leaf()}}})", f"[({a}) == float(q) or q for q in [1, 2**60]]", f"round({a}, {self.pick(0, -1, -3, -20)})", f"math.isqrt(abs({a}))")

    def statement(self, depth):
        match self.random.randrange(10):
            case 0 | 1 | 2:
                name = f"v{self.count}"
                self.count += 1
                value = self.int(2)
                self.emit(f"{name}{self.pick('', '', ': int')} = {value}")
                self.vars.append(name)
            case 3 | 4:
                self.emit(f"{self.pick(*self.vars)} {self.pick('+=', '-=', '*=', '&=', '|=', '^=')} {self.int(1)}")
            case 5: self.emit(f"{self.pick(*self.vars)} {self.pick('//=', '%=')} {self.divisor()}")
            case 6 if depth: self.loop(depth)
            case 7 if depth:
                self.emit(f"if {self.test(1)}:")
                self.block(depth - 1)
            case _: self.emit(f"print({self.text()})")

    def block(self, depth):
        self.indent += 1
        known = list(self.vars)
        for _ in range(self.random.randint(1, 3)):
            self.statement(depth)
        self.vars = known
        self.indent -= 1

    def loop(self, depth):
        x, by = self.pick(*self.vars), self.pick(2, 7, 10, 1000)
        match self.random.randrange(4):
            case 0:
                self.emit(f"for i in range({self.pick(3, 8, 20)}):")
                self.vars.append("i")
                self.block(depth - 1)
                self.indent += 1
                self.emit(f"{x} = bounded({x} {self.pick('+', '*')} {self.pick('i', x, '(i + 2)')})")
                self.indent -= 1
                self.vars.remove("i")
            case 1:
                self.emit(f"n = abs({x})")
                self.emit("total = 0")
                self.emit("while n > 0:")
                self.emit(f"    total += n % {by}")
                self.emit(f"    n //= {by}")
                self.emit("print(total)")
            case 2 if self.is_annotated:
                self.emit(f"for i in range({x}, {x} + {self.pick(3, 9)}{self.pick('', ', 2')}):")
                self.emit("    print(i % 100, i)")
            case _:
                self.emit("p, q = 0, 1")
                self.emit(f"for _ in range({self.pick(5, 80, 100)}):")
                self.emit("    p, q = q, p + q")
                self.emit(f"print(p, q % {by}, p // {by})")

    def function(self, at):
        self.vars = ["a", "b"]
        annotation = self.pick("", ": int")
        self.is_annotated = annotation != ""
        self.lines.append(f"def f{at}(a{annotation}, b{annotation}){self.pick('', ' -> int') if annotation else ''}:")
        for _ in range(self.random.randint(3, 7)):
            self.statement(2)
            for name in self.vars:
                if self.chance(25):
                    self.emit(f"{name} = bounded({name})")
        self.emit(f"return {self.int(1)}")
        self.lines.append("")

    def module(self):
        for at in range(3):
            self.function(at)
        self.lines.append("@ps.javascript\ndef program(any_):")
        self.vars = []
        for at in range(3):
            for _ in range(2):
                self.emit(f"print(f{at}({self.int(1)}, {self.literal()}))")
        return HEAD + "\n".join(self.lines) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
