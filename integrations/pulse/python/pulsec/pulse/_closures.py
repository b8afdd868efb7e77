"""The variables around a function that the browser has to know: those it closes over, and those that the
helpers close over which stand beside it.

    def pricing(discount):
        def reduced(amount): return amount * (1 - discount)
        @ps.javascript
        def price(amount): return f"{reduced(amount):.2f}"      of `price`: `reduced`, and `discount`
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable
from types import CellType, FunctionType
from typing import Any


def own(fn: Callable[..., Any]) -> dict[str, CellType]:
    """The variables that a function closes over."""
    code, closure = getattr(fn, "__code__", None), getattr(fn, "__closure__", None)
    return dict(zip(code.co_freevars if code else (), closure or (), strict=False))


def reached(fn: Callable[..., Any]) -> dict[str, list[CellType]]:
    """Several cells for a name where one variable hides another from a part of the functions."""
    found: dict[str, list[CellType]] = {}
    for function in with_helpers(fn):
        for name, cell in own(function).items():
            if not any(cell is known for known in found.setdefault(name, [])):
                found[name].append(cell)
    return found


def with_helpers(fn: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The function, then what it calls of those that stand beside it."""
    found = [fn]
    for function in found:
        for cell in own(function).values():
            with contextlib.suppress(ValueError):  # not bound yet, or no longer
                value = cell.cell_contents
                helper = inspect.unwrap(value) if callable(value) else None
                if inspect.isfunction(helper) and helper not in found and _stands_beside(helper, fn):
                    found.append(helper)
    return found


def _stands_beside(helper: FunctionType, fn: Callable[..., Any]) -> bool:
    """Whether the source around `fn` shows it: a helper of another factory is that factory's."""
    around = helper.__qualname__.rpartition("<locals>.")[0]
    if helper.__code__.co_filename != fn.__code__.co_filename:
        return False
    return bool(around) and fn.__qualname__.startswith(around)
