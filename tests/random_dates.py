"""Random programs on dates, times, durations and zones: what they print under CPython, a line of JSON for each.

    python3.12 tests/random_dates.py SEED COUNT

Values of `date`, `datetime`, `time`, `timedelta` and zones are made in every way, meet in every operator, with annotations
and without, are formatted and parsed, and leave the years 1 to 9999. Wall times lie near changes of the clocks.
"""

import random
import signal
import sys

from random_programs import record, too_long

ZONES = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo", "UTC"]
CHANGES = [
    "2024, 3, 31, 2", "2024, 10, 27, 2", "2024, 3, 10, 2", "2024, 11, 3, 1", "2024, 4, 7, 1", "2024, 10, 6, 2", "2018, 11, 4, 0",
    "2011, 12, 30, 12", "2023, 4, 28, 0",
]
DIRECTIVES = list("aAbBcCdDeFgGHIjklmMnpPrRStTuUVwWxXyYz%") + ["f", ":z", "-d", "_m", "05j", "^a", "-I"]
PARSED = ["%Y-%m-%d", "%d/%m/%y", "%Y %j", "%G-W%V-%u", "%A %d %B %Y", "%Y-%m-%d %H:%M:%S.%f", "%I:%M %p %d %b %Y", "%c", "%Y %U %w"]

HEAD = '''import pulse as ps
import datetime as dt
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

def shown(x):
    return f"{x:.9g}" if isinstance(x, float) or isinstance(x, int) else repr(x)

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

    def int(self):
        return self.pick(0, 1, -1, 2, 7, 30, 59, 60, 365, 1000, -86400, 86399, 10**6, self.random.randint(-5000, 5000))

    def year(self):
        return self.pick(1, 2, 1582, 1899, 1900, 1970, 2000, 2023, 2024, 2038, 9998, 9999, self.random.randint(1, 9999))

    def day(self):
        return f"{self.year()}, {self.random.randint(1, 12)}, {self.pick(1, 15, 28, self.random.randint(1, 28), 29, 31)}"

    def clock(self):
        parts = [self.random.randint(0, 23), self.random.randint(0, 59), self.pick(0, 59, self.random.randint(0, 59)), self.pick(0, 1, 999999, 500000, self.random.randint(0, 999999))]
        return ", ".join(map(str, parts[: self.random.randint(1, 4)]))

    def zone(self):
        return self.pick("UTC", "timezone.utc", f"timezone(timedelta(minutes={self.random.randint(-1439, 1439)}))", 'timezone(timedelta(hours=-3), "X")', f'ZoneInfo("{self.pick(*ZONES)}")', f'ZoneInfo("{self.pick(*ZONES)}")')

    def leaf(self, kind):
        known = [name for name, of in self.vars.items() if of == kind]
        if known and self.chance(60):
            return self.pick(*known)
        match kind:
            case "date":
                return self.pick(f"date({self.day()})", f"date.fromordinal({self.random.randint(1, 3652059)})", f'date.fromisoformat("{self.random.randint(1000, 9999)}-0{self.random.randint(1, 9)}-1{self.random.randint(0, 9)}")')
            case "datetime":
                fold = self.pick("", "", ", fold=1")
                zone = self.pick("", f", tzinfo={self.zone()}")
                if self.chance(30):
                    return f"datetime({self.pick(*CHANGES)}, {self.random.randint(0, 59)}{zone}{fold})"
                return self.pick(f"datetime({self.day()}, {self.clock()}{zone}{fold})", f"datetime.fromtimestamp({self.random.randint(-10**9, 3 * 10**9)} / {self.pick(1, 7, 1000)}, {self.zone()})", f"datetime.combine({self.leaf('date')}, {self.leaf('time')})")
            case "time":
                return f"time({self.clock()}{self.pick('', ', tzinfo=UTC', ', fold=1')})"
            case "delta":
                names = self.random.sample(["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"], self.random.randint(1, 3))
                return f"timedelta({', '.join(f'{name}={self.pick(self.int(), self.int(), self.random.randint(-999, 999) / 8)}' for name in names)})"

    def value(self, kind, depth):
        if depth == 0:
            return self.leaf(kind)
        of = lambda kind: self.value(kind, depth - 1)
        match kind, self.random.randrange(8):
            case "date", 0 | 1:
                return f"({of('date')} {self.pick('+', '-')} {of('delta')})"
            case "date", 2:
                return f"{of('datetime')}.date()"
            case "date", 3:
                return f"{of('date')}.replace({self.pick('year', 'month', 'day')}={self.random.randint(1, 12)})"
            case "datetime", 0 | 1 | 2:
                return f"({of('datetime')} {self.pick('+', '-')} {of('delta')})"
            case "datetime", 3:
                return f"{of('datetime')}.astimezone({self.zone()})"
            case "datetime", 4:
                name, value = self.pick(("tzinfo", self.zone()), ("tzinfo", "None"), ("hour", "1"), ("fold", "1"), ("microsecond", "5"))
                return f"{of('datetime')}.replace({name}={value})"
            case "time", 0:
                return f"{of('datetime')}.{self.pick('time', 'timetz')}()"
            case "time", 1:
                return f"{of('time')}.replace({self.pick('hour', 'minute')}={self.random.randint(0, 23)})"
            case "delta", 0:
                return f"({of('date')} - {of('date')})"
            case "delta", 1 | 2:
                return f"({of('datetime')} - {of('datetime')})"
            case "delta", 3:
                return f"({of('delta')} {self.pick('+', '-', '%')} {of('delta')})"
            case "delta", 4:
                return f"({of('delta')} {self.pick('*', '/', '//')} {self.pick(2, 3, -7, 1000)})"
            case "delta", 5:
                return self.pick(f"abs({of('delta')})", f"(-{of('delta')})")
            case _:
                return self.leaf(kind)

    def asked(self, depth):
        """An expression of any other type."""
        kind = self.pick("date", "datetime", "datetime", "time", "delta")
        a, b = self.value(kind, depth), self.value(kind, depth)
        spec = "".join(f"%{d} " for d in self.random.sample(DIRECTIVES, 4))
        match self.random.randrange(14):
            case 0 | 1:
                return f"{a} {self.pick('<', '<=', '>', '>=', '==', '!=')} {b}"
            case 2:
                return f"hash({a}) == hash({b}) or {a} != {b}"
            case 3 if kind == "delta":
                return f"shown({a} {self.pick('/', '//')} {b})"
            case 3 | 4 if kind != "delta":
                return f'f"{{{a}:{spec}}}"' if '"' not in a else f'{a}.strftime("{spec}")'
            case 5 if kind in ("datetime", "time"):
                return f"{a}.isoformat({self.pick('', 'timespec=' + repr(self.pick('minutes', 'hours', 'milliseconds', 'auto')))})"
            case 6 if kind == "datetime":
                return f"({a}.utcoffset(), {a}.fold, {a}.weekday(), {a}.isocalendar(), {a}.timetuple()[7])"
            case 7 if kind == "datetime":
                return f"shown({a}.timestamp())"
            case 8 if kind in ("date", "datetime"):
                form = self.pick(*PARSED)
                return f'datetime.strptime({a}.strftime("{form}"), "{form}")'
            case 9 if kind in ("date", "datetime", "time"):
                return f"{kind}.fromisoformat({a}.isoformat()) == {a}"
            case 10:
                other = self.value(self.pick("date", "datetime", "time", "delta"), 0)
                return f"{a} {self.pick('+', '-', '<', '==')} {self.pick(other, '1', 'None', repr('a'))}"
            case 11:
                return f"sorted([{a}, {b}, {self.value(kind, 0)}])"
            case 12:
                return f"len({{{a}, {b}, {a}}})"
            case _:
                return self.pick(f"repr({a})", f"str({a})", f"[{a}, {b}]", f"{a} in [{b}, {a}]")

    def statement(self):
        kind = self.pick("date", "datetime", "time", "delta")
        if self.chance(40):
            name = f"x{len(self.vars)}"
            self.emit(f"{name} = {self.value(kind, 1)}")
            self.vars[name] = kind
        elif self.chance(15) and self.vars:
            name = self.pick(*self.vars)
            if self.vars[name] != "time":
                self.emit(f"{name} {self.pick('+', '-')}= timedelta(hours={self.int()})")
        elif self.chance(15):
            self.emit(f"if {self.value('delta', 1)}:")
            self.emit("    print('some')")
        else:
            self.emit(f"attempt(lambda: {self.asked(self.random.randint(0, 2))})")

    def function(self, at):
        kinds = [self.pick("date", "datetime", "time", "delta") for _ in range(2)]
        self.vars = dict(zip("ab", kinds))
        written = {"delta": "timedelta"}
        is_annotated = self.chance(60)
        params = [f"{name}: {written.get(kind, kind)}" if is_annotated else name for name, kind in self.vars.items()]
        self.lines.append(f"def f{at}({', '.join(params)}):")
        for _ in range(self.random.randint(4, 8)):
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
                self.emit(f"attempt(lambda: f{at}({', '.join(self.value(kind, 1) for kind in kinds[at])}))")
        return HEAD + "\n".join(self.lines) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(lambda seed: Generator(seed).module(), int(sys.argv[1]), int(sys.argv[2]))
