"""Programs that look at zones around the changes of their clocks: what they print under CPython, a line of JSON for each.

    python3.12 tests/zone_transitions.py SEED COUNT

Each takes a zone and some changes of its clocks between 1880 and 2037, and asks for instants and wall times before, within
and after the gap or the fold, with `fold` 0 and 1, there and back. Names of zones and `dst` are asked from 2020 on.
"""

import random
import signal
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from random_programs import record, too_long

ZONES = """Europe/Paris Europe/London Europe/Dublin Europe/Moscow Europe/Istanbul Europe/Lisbon America/New_York America/Chicago
America/Los_Angeles America/Sao_Paulo America/St_Johns America/Havana America/Caracas America/Santiago America/Godthab Asia/Tokyo
Asia/Kolkata Asia/Kathmandu Asia/Tehran Asia/Shanghai Asia/Gaza Asia/Pyongyang Asia/Singapore Australia/Sydney Australia/Lord_Howe
Australia/Adelaide Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kwajalein Africa/Cairo Africa/Casablanca
Africa/Johannesburg Africa/Nairobi Antarctica/Troll Atlantic/Azores UTC Etc/GMT+5 Etc/GMT-14""".split()

HEAD = '''import pulse as ps
from datetime import datetime, timedelta, UTC
from zoneinfo import ZoneInfo

def look(key: str, moments: list[int], named: bool):
    zone = ZoneInfo(key)
    for moment in moments:
        for by in (-90000, -3601, -1, 0, 1, 1800, 3599, 3600, 7201, 90000):
            at = datetime.fromtimestamp(moment + by, UTC)
            local = at.astimezone(zone)
            print(f"{key} {at:%Y-%m-%d %H:%M:%S} {local} {local.fold} {local.astimezone(UTC) == at}")
            for fold in (0, 1):
                wall = local.replace(fold=fold)
                print(f"  {fold} {wall.utcoffset()} {wall.astimezone(UTC)} {wall == at} {wall - at} {wall.isoformat()}")
                if named:
                    print(f"  {wall.tzname()} {wall.dst()} {wall:%z %Z}")

'''


def transitions(key, first, last):
    zone = ZoneInfo(key)
    offset = lambda t: t.astimezone(zone).utcoffset()
    found = []
    t, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC)
    while t < end:
        a, b = t, t + timedelta(days=3)
        t = b
        if offset(a) == offset(b):
            continue
        while b - a > timedelta(seconds=1):
            middle = (a + (b - a) // 2).replace(microsecond=0)
            a, b = (middle, b) if offset(middle) == offset(a) else (a, middle)
        found.append(b)
    return found or [datetime(first, 7, 1, tzinfo=UTC)]


def module(seed):
    chosen = random.Random(seed)
    key = ZONES[seed % len(ZONES)]
    lines = ["@ps.javascript", "def program(any_):"]
    for first in [*chosen.sample(range(1880, 2020), 6), 2022]:
        moments = [int(t.timestamp()) for t in transitions(key, first, first + 3)[:4]]
        lines.append(f"    look({key!r}, {moments}, {first >= 2020})")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, too_long)
    record(module, int(sys.argv[1]), int(sys.argv[2]))
