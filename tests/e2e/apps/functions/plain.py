"""Functions that are handed to components of JavaScript: arithmetic, the library, formats, helpers."""

from __future__ import annotations

import math
from typing import Any

import pulse as ps
from pulse.js import Math, Number
from pulse.js.math import floor

from helpers import LIMIT, clamp, factorial, square

RATIO = 1.618033988749895


@ps.Import("clsx").as_
def clsx(*classes: str) -> str: ...


@ps.javascript
def double(n: float) -> float:
    """Twice as much."""
    return n * 2


@ps.javascript
def sign(n: float) -> str:
    return "positive" if n > 0 else "negative" if n < 0 else "zero"


@ps.javascript
def fibonacci(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


@ps.javascript
def hypotenuse(a: float, b: float) -> float:
    return math.sqrt(a**2 + b**2)


@ps.javascript
def of_the_browser(n: float) -> float:
    return Math.ceil(n) + floor(n) if Number.isFinite(n) else 0


@ps.javascript
def limited(n: float) -> float:
    return clamp(square(n) * RATIO, 0, LIMIT)


@ps.javascript
def choices(n: int) -> int:
    return factorial(n)


@ps.javascript
def spread(items: list[float]) -> float:
    return max(items) - min(items)


@ps.javascript
def squares(items: list[int]) -> int:
    return sum(n * n for n in items if n % 2 == 1)


@ps.javascript
def numbered(items: list[str]) -> list[str]:
    return [f"{i}: {item}" for i, item in enumerate(items, 1)]


@ps.javascript
def kinds(items: list[Any]) -> int:
    return len(set(items))


@ps.javascript
def shout(text: str) -> str:
    return "-".join(text.strip().upper().replace("HELLO", "HI").split(" "))


@ps.javascript
def formats(n: float) -> str:
    return f"{n:.2f} {n:>8.1f} {n:05d}"


@ps.javascript
def sides(text: str) -> str:
    return f"|{text:<6}|{text:>6}|{text:^6}|"


@ps.javascript
def classes(is_on: bool, is_off: bool) -> str:
    return clsx("button", "on" if is_on else "", "off" if is_off else "")


@ps.javascript
def twice_doubled(n: float) -> float:
    return double(double(n))
