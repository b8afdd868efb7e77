"""Plain functions and constants that marked functions of other modules use."""

from __future__ import annotations

LIMIT = 1000


def square(n: float) -> float:
    return n * n


def clamp(n: float, low: float, high: float) -> float:
    return min(max(n, low), high)


def factorial(n: int) -> int:
    return 1 if n <= 1 else n * factorial(n - 1)
