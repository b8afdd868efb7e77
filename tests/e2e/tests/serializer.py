"""The server's own serializer, for serializer.test.js.

    python serializer.py decode < envelopes.json    # what the server makes of them, described
    python serializer.py encode                     # envelopes of the server, each with its description
"""

import datetime as dt
import json
import sys
from dataclasses import dataclass
from typing import Any

from pulse.serializer import deserialize, serialize


@dataclass
class Point:
    x: int
    label: str | None


def describe(value: Any, seen: dict[int, int] | None = None) -> str:
    """The same text as `describe` in serializer.test.js gives for the same value there."""
    seen = {} if seen is None else seen
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return f"{value:g}"
    if isinstance(value, dt.datetime):
        return f"@{round(value.timestamp() * 1000)}"
    if isinstance(value, dt.date):
        return f"@{round(dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC).timestamp() * 1000)}"
    if id(value) in seen:
        return f"#{seen[id(value)]}"
    seen[id(value)] = len(seen)
    if isinstance(value, set):
        return "{" + ", ".join(sorted(describe(item, seen) for item in value)) + "}"
    if isinstance(value, Point):
        value = {"x": value.x, "label": value.label}
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key}={describe(item, seen)}" for key, item in value.items()) + ")"
    return "[" + ", ".join(describe(item, seen) for item in value) + "]"


def values() -> list[Any]:
    shared = {"n": 1}
    day = dt.datetime(2024, 2, 29, 23, 59, 59, 123000, tzinfo=dt.UTC)
    loop: dict[str, Any] = {"name": "loop"}
    loop["self"] = loop
    deep: Any = "core"
    for _ in range(50):
        deep = [deep]
    return [
        None,
        True,
        0,
        -7,
        2**53 - 1,
        0.5,
        1.0,
        "",
        "été 日本語 👩‍👩‍👧‍👦 \u2028 \x00 \"\\",
        [],
        {},
        (1, "zwei", None),
        {"a": None, "b": [None, {"c": None}]},
        {"tags": {"web", "été", 3}, "none": set()},
        {"at": day, "again": day, "date": dt.date(2024, 2, 29)},
        dt.datetime(2024, 7, 1, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        [shared, shared, {"deep": [shared]}],
        loop,
        Point(3, None),
        {"points": [Point(1, "a"), Point(2, "b")]},
        # JSON.parse puts keys that look like integers first, so they stand first here.
        {"1": 3, "": 1, "with space": 2, "é": 4},
        deep,
        list(range(200)),
        {"type": "channel_message", "channel": "c", "event": "e", "payload": {"x": {1, 2}}, "requestId": "r"},
    ]


if sys.argv[1] == "decode":
    print(json.dumps([describe(deserialize(envelope)) for envelope in json.load(sys.stdin)]))
else:
    print(json.dumps([[serialize(value), describe(value)] for value in values()]))
