"""Random programs on bytes: what they print under CPython, a line of JSON for each.

    python3.12 tests/random_bytes.py SEED COUNT

`bytes` and `bytearray` are made in every way, meet each other, texts, ints and lists in every operator and method, with
annotations and without, are encoded and decoded, packed, hashed, changed in place and kept as keys.
"""

import random
import signal
import sys

from random_programs import record, too_long

CHARS = ["a", "b", "c", "A", "Z", "1", " ", "\t", "\n", "\r", ",", "-", "=", "\0", "\x0b", "\x1c", "\x7f", "\x80", "\xc3", "\xa9", "\xe9", "\xff", "'", '"', "\\", "%"]
TEXTS = ["", "a", "abc", "h\xe9", "\u20ac", "\U0001f600x", "A,b", "12", " 7 ", "ff", "YWI=", "4142"]
ENCODINGS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-8-sig", "UTF8", "nope"]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "xmlcharrefreplace", "wrong"]
CODES = "xcbB?hHiIlLqQefdsp"

HEAD = '''import base64
import binascii
import hashlib
import pulse as ps
import struct
import zlib

def attempt(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, e)

HELD = {}

def loose(x):
    HELD[0] = x
    return HELD[0]

def shown(x):
    return f"{x:.9g}" if isinstance(x, float) or isinstance(x, int) else repr(x)

def kind(x):
    match x:
        case b"":
            return "empty"
        case b"a" | b"abc":
            return "known"
        case bytes(inner) if len(inner) > 3:
            return "long"
        case bytes() | bytearray():
            return "short"
        case str():
            return "text"
    return "other"

'''


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 1
        self.vars = {}

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def emit(self, line):
        self.lines.append("    " * self.indent + line)

    def literal(self):
        if self.chance(15):
            return self.pick('b""', 'b"a"', 'b"abc"', 'b"a,b,,c"', 'b" a  b "', 'b"a\\nb\\r\\nc"')
        text = "".join(self.pick(*CHARS) for _ in range(self.random.randint(0, 8)))
        return repr(text.encode("latin-1"))

    def int(self):
        return str(self.pick(0, 1, 2, 3, -1, -2, 5, 97, 65, 255, 256, -129, 1000, 65536))

    def byte(self):
        return str(self.pick(0, 10, 32, 44, 97, 98, 255, self.random.randrange(256), *([256, -1] if self.chance(20) else [])))

    def text(self):
        return ascii(self.pick(*TEXTS))

    def bytes(self, depth):
        """Of one of the two types."""
        known = [name for name, of in self.vars.items() if of in ("bytes", "bytearray")]
        if known and self.chance(55):
            return self.pick(*known)
        if depth == 0:
            return self.literal()
        a = lambda: self.bytes(depth - 1)
        match self.random.randrange(14):
            case 0:
                return f"bytearray({a()})"
            case 1:
                return f"bytes({a()})"
            case 2:
                return f"bytes([{', '.join(self.byte() for _ in range(self.random.randint(0, 4)))}])"
            case 3:
                return f"{self.text()}.encode({self.coding()})"
            case 4:
                return f"{a()}[{self.slice()}]"
            case 5:
                return f"({a()} + {a()})"
            case 6:
                return f"({a()} * {self.pick(0, 1, 2, 3, -1)})"
            case 7:
                return f"bytes({self.pick(0, 1, 3)})"
            case 8:
                return f"{a()}.{self.changed(depth)}"
            case 9:
                return f"bytes.fromhex({ascii(self.pick('', '00', 'ff 0a', 'abc', 'zz', '41 42'))})"
            case 10:
                return f"({self.int()}).to_bytes({self.pick(0, 1, 2, 4)}, {self.order()}{self.pick('', ', signed=True')})"
            case 11:
                return f"base64.{self.pick('b64encode', 'b32encode', 'b16encode', 'b85encode', 'urlsafe_b64encode', 'encodebytes')}({a()})"
            case 12:
                return f"bytes(x ^ {self.pick(1, 255)} for x in {a()})"
            case _:
                return self.literal()

    def order(self):
        return self.pick("'big'", "'little'")

    def coding(self):
        encoding, errors = self.pick(*ENCODINGS), self.pick(*ERRORS)
        return self.pick("", f"{encoding!r}", f"{encoding!r}, {errors!r}", f"errors={errors!r}", f"{encoding!r}, errors={errors!r}")

    def slice(self):
        bound = lambda: self.pick("", "", str(self.random.randint(-4, 8)))
        return f"{bound()}:{bound()}" + (f":{self.pick(1, 2, 3, -1, -2)}" if self.chance(30) else "")

    def changed(self, depth):
        """A method that gives one of the same type."""
        a = lambda: self.bytes(max(depth - 1, 0))
        fill = lambda: self.pick("", f", {repr(self.pick(b'*', b'0', b'xy'))}")
        match self.random.randrange(14):
            case 0:
                return self.pick("upper()", "lower()", "title()", "capitalize()", "swapcase()")
            case 1:
                return f"{self.pick('strip', 'lstrip', 'rstrip')}({self.pick('', a(), 'None')})"
            case 2:
                return f"replace({a()}, {a()}{self.pick('', f', {self.pick(0, 1, 2, -1)}')})"
            case 3:
                return f"{self.pick('center', 'ljust', 'rjust')}({self.pick(0, 3, 6, 9)}{fill()})"
            case 4:
                return f"zfill({self.pick(0, 4, 9)})"
            case 5:
                return f"expandtabs({self.pick('', 0, 1, 4)})"
            case 6:
                return f"{self.pick('removeprefix', 'removesuffix')}({a()})"
            case 7:
                return f"translate({self.pick('None', 'bytes.maketrans(b' + chr(39) + 'ab' + chr(39) + ', b' + chr(39) + 'xy' + chr(39) + ')')}, {a()})"
            case 8:
                return f"join([{', '.join(a() for _ in range(self.random.randint(0, 3)))}])"
            case 9:
                return f"join({a()}.split())"
            case _:
                return self.pick("upper()", "strip()", f"replace({a()}, {a()})")

    def asked(self, depth):
        """Anything that is said of bytes."""
        a = self.bytes(depth)
        b = lambda: self.bytes(max(depth - 1, 0))
        where = self.pick("", "", f", {self.random.randint(-3, 6)}", f", {self.random.randint(-3, 6)}, {self.random.randint(-3, 9)}")
        other = self.pick(b(), b(), b(), self.text(), self.int(), "None", f"[{self.byte()}]", f"({b()}, {b()})")
        # What a type checker would reject is refused.
        other = f"loose({other})"
        match self.random.randrange(34):
            case 0:
                return f"{a} {self.pick('==', '!=', '<', '<=', '>', '>=')} {self.pick(b(), b(), other)}"
            case 1:
                return f"{self.pick(b(), self.byte(), other)} {self.pick('in', 'not in')} {a}"
            case 2:
                return f"{a}.{self.pick('find', 'rfind', 'index', 'rindex', 'count')}({self.pick(b(), b(), self.byte(), other)}{where})"
            case 3:
                return f"{a}.{self.pick('startswith', 'endswith')}({self.pick(b(), f'({b()}, {b()})', other)}{where})"
            case 4:
                return f"{a}.{self.pick('isalpha', 'isalnum', 'isdigit', 'isspace', 'isupper', 'islower', 'istitle', 'isascii')}()"
            case 5:
                return f"{a}.{self.pick('split', 'rsplit')}({self.pick('', b(), f'{b()}, {self.pick(0, 1, 2)}', f'None, {self.pick(0, 1, 2)}', f'maxsplit={self.pick(0, 1)}')})"
            case 6:
                return f"{a}.splitlines({self.pick('', 'True', 'keepends=True')})"
            case 7:
                return f"{a}.{self.pick('partition', 'rpartition')}({b()})"
            case 8:
                return f"{a}.hex({self.pick('', repr(':'), repr('-') + ', 2', 'sep=' + repr('_') + ', bytes_per_sep=-3')})"
            case 9:
                return f"{a}.decode({self.coding()})"
            case 10:
                return f"str({a}, {self.pick(*ENCODINGS)!r}, {self.pick(*ERRORS)!r})"
            case 11:
                return f"{self.pick('len', 'list', 'tuple', 'sorted', 'sum', 'bool', 'repr', 'str', 'hash_of', 'any', 'all', 'max', 'min')}({a})".replace("hash_of(", "kind(")
            case 12:
                return f"{a}[{self.pick(0, -1, 1, 3, -4)}]"
            case 13:
                return f"int.from_bytes({a}, {self.order()}{self.pick('', ', signed=True')})"
            case 14:
                return f"{self.pick('int', 'float', 'ord')}({a})"
            case 15:
                return f"f'{{a}}|{{b!r:>9}}' + str({a})" if "a" in self.vars else f"str({a})"
            case 16:
                return f"{{{self.hashable(a)}: 1, {self.hashable(b())}: 2}}"
            case 17:
                return f"sorted([{a}, {b()}, {b()}])"
            case 18:
                return f"b'%s|%b|%d|%c' % ({a}, {b()}, {self.int()}, {self.byte()})"
            case 19:
                return f"b'%5s|%-4d|%x|%a' % ({a}, {self.int()}, {self.pick(0, 255, 4096)}, {self.text()})"
            case 20:
                return f"{a} + {other}"
            case 21:
                return f"{a} * {self.pick(self.pick(0, 1, 2), other)}"
            case 22:
                return f"base64.{self.pick('b64decode', 'b32decode', 'b16decode', 'b85decode', 'urlsafe_b64decode')}({self.pick(a, self.text())})"
            case 23:
                return f"binascii.{self.pick('hexlify', 'unhexlify', 'b2a_base64', 'crc32')}({a})"
            case 24:
                return f"zlib.{self.pick('crc32', 'adler32')}({a})"
            case 25:
                return f"hashlib.{self.pick('md5', 'sha1', 'sha256', 'sha512')}({a}).hexdigest()"
            case 26:
                return self.packed(b)
            case 27:
                return f"[shown(x) for x in struct.unpack({self.format()!r}, {a})]"
            case 28:
                return f"list(zip({a}, {b()}))"
            case 29:
                return f"[x + i for i, x in enumerate({a})]"
            case 30:
                return f"kind({self.pick(a, other)})"
            case 31:
                return f"(isinstance({a}, bytes), isinstance({other}, (bytes, bytearray)), type({a}).__name__)"
            case 32:
                return f"list(map({self.pick('chr', 'hex', 'str')}, {a}))"
            case _:
                return f"bytes(reversed({a}))"

    def hashable(self, text):
        return f"bytes({text})" if self.chance(80) else text

    def format(self):
        codes = "".join(self.pick("", "", "2", "3") + self.pick(*CODES) for _ in range(self.random.randint(1, 3)))
        return self.pick("<", ">", "=", "!", "") + codes

    def packed(self, b):
        order = self.pick("<", ">", "=", "!", "")
        codes = [self.pick(*CODES) for _ in range(self.random.randint(1, 3))]
        values = [b() if code in "csp" else self.pick("1.5", "-0.25", "2", "True") if code in "efd" else self.int() for code in codes if code != "x"]
        width = lambda code: self.pick("", "4") if code in "sp" else ""
        text = order + "".join(width(code) + code for code in codes)
        return f"struct.pack({text!r}{''.join(', ' + value for value in values)})"

    def change(self):
        """A statement on a bytearray."""
        known = [name for name, of in self.vars.items() if of == "bytearray"]
        if not known:
            return
        x = self.pick(*known)
        match self.random.randrange(13):
            case 0:
                self.tried(f"{x}[{self.pick(0, -1, 1, 5)}] = {self.byte()}")
            case 1:
                self.tried(f"{x}[{self.slice()}] = {self.pick(self.bytes(1), f'[{self.byte()}, {self.byte()}]', self.text(), x)}")
            case 2:
                self.tried(f"del {x}[{self.pick(self.slice(), '0', '-1', '4')}]")
            case 3:
                self.tried(f"{x}.append({self.byte()})")
            case 4:
                self.tried(f"{x}.extend({self.pick(self.bytes(1), f'[{self.byte()}]', 'range(3)', self.text())})")
            case 5:
                self.tried(f"{x}.insert({self.pick(0, 1, -1, 9)}, {self.byte()})")
            case 6:
                self.tried(f"print({x}.pop({self.pick('', '0', '-2', '7')}))")
            case 7:
                self.tried(f"{x}.remove({self.byte()})")
            case 8:
                self.tried(self.pick(f"{x}.reverse()", f"{x}.clear()", f"print({x}.copy())"))
            case 9:
                self.tried(f"{x} += {self.bytes(1)}")
            case 10:
                self.tried(f"{x} *= {self.pick(0, 1, 2)}")
            case 11:
                self.tried(f"{x}[{self.pick(0, -1)}] {self.pick('+=', '^=', '|=')} {self.pick(1, 7, 200)}")
            case _:
                self.emit(f"for byte in {x}:")
                self.emit(f"    if byte == {self.byte()} and len({x}) < 20:")
                self.emit(f"        {x}.append({self.pick(0, 97, 255)})")
        self.emit(f"print({x})")

    def tried(self, line):
        self.emit("try:")
        self.emit(f"    {line}")
        self.emit("except Exception as e:")
        self.emit("    print(type(e).__name__, e)")

    def statement(self):
        if self.chance(30):
            name, of = f"x{len(self.vars)}", self.pick("bytes", "bytearray")
            self.emit(f"{name} = {self.literal()}" if of == "bytes" else f"{name} = bytearray({self.literal()})")
            self.vars[name] = of
        elif self.chance(40):
            self.change()
        elif self.chance(10):
            self.emit(f"if {self.bytes(1)}:" if self.chance(50) and self.vars else f"if {self.literal()}:")
            self.emit("    print('some')")
        elif self.chance(12) and "a" in self.vars:
            self.emit("n = 0")
            self.emit("for i in range(len(a)):")
            self.emit(f"    n = (n * 31 + a[i]) % {self.pick(97, 1009)}")
            self.emit("print(n)")
        else:
            self.emit(f"attempt(lambda: {self.asked(self.random.randint(0, 2))})")

    def function(self, at):
        kinds = [self.pick("bytes", "bytes", "bytearray") for _ in range(2)]
        self.vars = dict(zip("ab", kinds))
        is_annotated = self.chance(60)
        params = [f"{name}: {kind}" if is_annotated else name for name, kind in self.vars.items()]
        self.lines.append(f"def f{at}({', '.join(params)}):")
        for _ in range(self.random.randint(5, 9)):
            self.statement()
        self.emit("return a, b")
        self.lines.append("")
        return kinds

    def module(self):
        kinds = [self.function(at) for at in range(3)]
        self.lines.append("@ps.javascript\ndef program(any_):")
        self.vars = {}
        for at in range(3):
            for _ in range(2):
                args = [self.literal() if kind == "bytes" else f"bytearray({self.literal()})" for kind in kinds[at]]
                self.emit(f"attempt(lambda: f{at}({', '.join(args)}))")
        return HEAD + "\n".join(self.lines) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
