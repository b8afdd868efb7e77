"""The kernels as annotated Python; `untyped.py` has the same without annotations."""

from typing import TypedDict

import pulse as ps


class Point(TypedDict):
    x: float
    y: float


class Body(TypedDict):
    name: str
    mass: float
    position: Point


@ps.javascript
def fib(n: int) -> int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


@ps.javascript
def sieve(n: int) -> int:
    flags: list[bool] = [True] * (n + 1)
    count = 0
    for i in range(2, n + 1):
        if flags[i]:
            count += 1
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return count


@ps.javascript
def matmul(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    n = len(a)
    m = len(b[0])
    inner = len(b)
    out: list[list[float]] = []
    for i in range(n):
        row: list[float] = []
        for j in range(m):
            total = 0.0
            for k in range(inner):
                total += a[i][k] * b[k][j]
            row.append(total)
        out.append(row)
    return out


@ps.javascript
def word_count(words: list[str]) -> int:
    counts: dict[str, int] = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    best = 0
    for word, count in counts.items():
        best = max(best, count)
    return best


@ps.javascript
def sort_key(bodies: list[Body]) -> str:
    ordered = sorted(bodies, key=lambda body: body["mass"])
    return ordered[0]["name"]


@ps.javascript
def pipeline(numbers: list[int]) -> int:
    squares = [n * n for n in numbers if n % 3 != 0]
    pairs = [(i, square) for i, square in enumerate(squares)]
    return sum(i + square for i, square in pairs if square % 2 == 0)


@ps.javascript
def build_text(n: int) -> str:
    parts: list[str] = []
    text = ""
    for i in range(n):
        parts.append(f"{i}:{i * 2}")
        if i % 10 == 0:
            text += "x"
    return ",".join(parts) + text


@ps.javascript
def records(bodies: list[Body]) -> float:
    total = 0.0
    weight = 0.0
    for body in bodies:
        position = body["position"]
        total += (position["x"] + position["y"]) * body["mass"]
        weight += body["mass"]
    return total / weight
