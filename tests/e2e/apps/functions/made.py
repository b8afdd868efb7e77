"""Marked functions wherever Python allows them: each call of a factory hands over a function of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulse as ps
from pulse.js.react import useState

from helpers import clamp

mark = ps.javascript()
MARKED: list[str] = []


def client(fn: Callable[..., Any]) -> Any:
    """A marker of one's own."""
    MARKED.append(fn.__name__)
    return ps.javascript(fn)


def scale(factor: float) -> Any:
    @ps.javascript
    def scaled(n: float) -> float:
        return n * factor

    return scaled


def labelled(names: dict[str, str], order: tuple[str, ...]) -> Any:
    @client
    def label(key: str) -> str:
        return f"{order.index(key) + 1}. {names.get(key, key)}"

    return label


def pricing(currency: str, *, discount: float = 0) -> tuple[Any, Any]:
    def reduced(amount: float) -> float:
        return amount * (1 - discount)

    @mark
    def price(amount: float) -> str:
        return f"{reduced(amount):,.2f} {currency}"

    def total(amounts: list[float]) -> str:
        return f"{sum(reduced(amount) for amount in amounts):,.2f} {currency}"

    return price, ps.javascript(total)


class Shop:
    def __init__(self, name: str, taxes: dict[str, float]) -> None:
        self.name = name
        self.taxes = taxes

    def receipt(self) -> Any:
        name, taxes = self.name, self.taxes

        @ps.javascript
        def receipt(kind: str, amount: float) -> str:
            return f"{name}: {amount + amount * taxes[kind]:.2f}"

        return receipt

    @staticmethod
    @ps.javascript
    def percent(part: float, whole: float) -> str:
        return f"{clamp(part / whole, 0, 1):.0%}"


def panel(title: str, tone: str) -> Any:
    """A component of its own for each call; what is inside may come from the server."""

    @ps.javascript(jsx=True)
    def Panel(*children: ps.Node, is_open: bool = True):
        shown, set_shown = useState(is_open)
        return ps.section(
            ps.button(f"{title}: {'hide' if shown else 'show'}", onClick=lambda: set_shown(not shown)),
            ps.div(*children, style={"display": "block" if shown else "none"}),
            className=f"panel {tone}",
        )

    return Panel


SCALES = {name: scale(factor) for name, factor in [("half", 0.5), ("ten", 10)]}
PRICE, TOTAL = pricing("EUR", discount=0.25)
LIST_PRICE, _ = pricing("USD")
