"""Random patterns of `re` that are known only at run time: what they print under CPython, a line of JSON for each program.

    python3.12 tests/random_patterns.py SEED COUNT
    python3.12 tests/random_patterns.py SEED COUNT patterns    only the patterns, as a list of JSON

Patterns are put together of all that there is, now and then broken; each meets texts of the same letters in every function
of `re`. What JavaScript has no counterpart of may be refused, by a
NotImplementedError: that line begins with `not compiled`.
"""

import ast
import json
import random
import signal
import sys

from random_programs import record, too_long

HEAD = '''import re
import pulse as ps


def tried(pattern, flags, texts):
    out = []
    try:
        found = re.compile(pattern, flags)
        out.append((found.groups, dict(found.groupindex), found.flags))
        for text in texts:
            for match in found.finditer(text):
                out.append((match.span(), match.groups(), match.groupdict()))
            out.append((re.findall(found, text), found.split(text), found.split(text, 2)))
            out.append((found.sub("<\\\\g<0>>", text), found.subn("", text, 2)))
            out.append((bool(found.match(text)), bool(found.fullmatch(text)), bool(found.search(text, 1, 3))))
    except re.error as e:
        out.append((str(e), e.msg, e.pos, e.lineno, e.colno, e.pattern == pattern))
    except (ValueError, OverflowError) as e:
        out.append(str(e))
    except NotImplementedError as e:
        print("not compiled:", e)
        return
    print(repr(pattern), out)


'''

LETTERS = ["a", "b", "c", "A", "1", "2", "_", " ", "-", "\\n", "é", "😀", "."]
ESCAPES = ["\\\\d", "\\\\D", "\\\\w", "\\\\W", "\\\\s", "\\\\S", "\\\\.", "\\\\-", "\\\\n", "\\\\x61", "\\\\u00e9", "\\\\101", "\\\\\\\\", "\\\\/"]
PLACES = ["^", "$", "\\\\b", "\\\\B", "\\\\A", "\\\\Z"]
COUNTS = ["*", "+", "?", "{2}", "{1,}", "{,2}", "{0,2}", "{1,3}", "{,}", "{0}"]
BROKEN = ["(", ")", "[", "*", "?", "{3,2}", "\\\\", "\\\\q", "\\\\9", "(?P<a>", "(?P=z)", "(?", "[z-a]", "\\\\x1", "(?z)", "a(?i)", "\\\\777", "(?P<1>a)", "(?<=a*)"]
FLAGS = ["0", "re.I", "re.M", "re.S", "re.A", "re.I | re.M", "re.X", "re.M | re.S", "re.A | re.I"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.groups = 0
        self.names = []

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def member(self):
        if self.chance(25):
            return self.pick(*ESCAPES[:6])
        if self.chance(30):
            return self.pick("a-c", "0-9", "A-Z", "--a", "a-é", " -~", "\\\\x61-\\\\x63")
        return self.pick("a", "b", "1", ".", "*", "[", "^", "-", "\\\\b", "\\\\]", "é", "_", " ")

    def set(self):
        first = self.pick("", "", "^", "]", "^]")
        return "[" + first + "".join(self.member() for _ in range(self.random.randint(0 if "]" in first else 1, 3))) + "]"

    def atom(self, depth):
        kind = self.random.randrange(100)
        if kind < 35 or depth > 3:
            return self.pick(*LETTERS)
        if kind < 45:
            return "."
        if kind < 55:
            return self.pick(*ESCAPES)
        if kind < 65:
            return self.set()
        if kind < 72:
            return self.pick(*PLACES)
        if kind < 80:
            return f"(?:{self.alternatives(depth + 1)})"
        if kind < 86:
            self.groups += 1
            return f"({self.alternatives(depth + 1)})"
        if kind < 90:
            self.groups += 1
            name = f"n{self.groups}"
            inner = self.alternatives(depth + 1)
            self.names.append(name)
            return f"(?P<{name}>{inner})"
        if kind < 94:
            return f"({self.pick('?=', '?!', '?<=', '?<!')}{self.alternatives(depth + 1)})"
        if kind < 97 and self.groups:
            return f"\\\\{self.random.randint(1, self.groups)}" if not self.names or self.chance(50) else f"(?P={self.pick(*self.names)})"
        return self.pick("(?#a comment)", "{", "}", "]", "#", "{x}")

    def sequence(self, depth):
        parts = []
        for _ in range(self.random.randint(0, 4)):
            parts.append(self.atom(depth))
            if self.chance(30):
                parts.append(self.pick(*COUNTS) + self.pick("", "", "", "?"))
        return "".join(parts)

    def alternatives(self, depth=0):
        return "|".join(self.sequence(depth) for _ in range(self.pick(1, 1, 1, 2, 3)))

    def pattern(self):
        self.groups, self.names = 0, []
        text = self.pick("", "", "", "", "(?i)", "(?ms)", "(?x)", "(?a)") + self.alternatives()
        if self.chance(12):
            at = self.random.randint(0, len(text))
            text = text[:at] + self.pick(*BROKEN) + text[at:]
        return text

    def text(self):
        return "".join(self.pick(*LETTERS) for _ in range(self.random.randint(0, 7)))

    def module(self):
        lines = ["@ps.javascript", "def program(any_):"]
        texts = ", ".join(f'"{self.text()}"' for _ in range(4))
        lines.append(f'    texts = ["", {texts}]')
        for _ in range(6):
            pattern = self.pattern().replace('"', "'")
            lines.append(f'    tried("{pattern}" + any_(""), {self.pick(*FLAGS)}, texts)')
        return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[3:] == ["patterns"]:
        generator = Generator(int(sys.argv[1]))
        # as the literals of the programs are read
        read = lambda text: ast.literal_eval(f'"{text}"')
        print(json.dumps([read(generator.pattern().replace('"', "'")) for _ in range(int(sys.argv[2]))]))
        sys.exit()
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
