"""A page that hands marked functions to components of JavaScript, and says beside each what Python answers."""

from __future__ import annotations

import json
from typing import Any

import pulse as ps

import made
import plain


@ps.react_component(ps.Import("Tester", "~/components/tester"))
def Tester(fn: Any, args: list[Any], expected: str, label: str, sign: str = "=", note: str | None = None): ...


class Counter(ps.State):
    count: int = 0
    ran: str = "nothing"

    def increment(self) -> None:
        self.count += 1

    async def run(self) -> None:
        self.ran = str(await ps.run_js(made.SCALES["ten"](4.25), result=True))


# A marked function called on the server is an expression for the browser; what is wrapped answers as Python does.
PLAIN = [
    (plain.double, [2.5]),
    (plain.sign, [-3]),
    (plain.fibonacci, [60]),
    (plain.hypotenuse, [3, 4]),
    (plain.limited, [12]),
    (plain.limited, [900]),
    (plain.choices, [10]),
    (plain.spread, [[1, 5, 3, 9, 2]]),
    (plain.squares, [[1, 2, 3, 4, 5]]),
    (plain.numbered, [["a", "b"]]),
    (plain.kinds, [[1, 1.0, "1", True, None]]),
    (plain.shout, ["  hello wide world "]),
    (plain.sides, ["ab"]),
    (made.SCALES["half"], [7]),
    (made.SCALES["ten"], [7]),
    (made.labelled({"b": "Berlin"}, ("a", "b")), ["b"]),
    (made.labelled({}, ("x", "y", "z")), ["z"]),
    (made.PRICE, [1234.5]),
    (made.LIST_PRICE, [1234.5]),
    (made.TOTAL, [[1, 2.5, 1000]]),
    (made.Shop("Corner", {"food": 0.07}).receipt(), ["food", 3]),
    (made.Shop("Centre", {"food": 0.07, "fun": 0.19}).receipt(), ["fun", 10]),
    (made.Shop.percent, [2, 3]),
]
# What calls JavaScript, or another marked function, cannot run on the server; nor `05d` of a float, which the
# browser is given as the int it was.
OF_THE_BROWSER = [
    (plain.of_the_browser, [2.5], 5),
    (plain.classes, [True, False], "button on"),
    (plain.twice_doubled, [3], 12),
    (plain.formats, [42], "42.00     42.0 00042"),
]

Kept = made.panel("Kept", "calm")
Closed = made.panel("Closed", "loud")


def tester(fn: Any, args: list[Any], expected: Any, index: int) -> ps.Element:
    return Tester(fn=fn, args=args, expected=json.dumps(expected), label=fn.fn.__name__, key=str(index))


@ps.component
def Page():
    with ps.init():
        counter = Counter()
    rows = [(fn, args, fn.fn(*args)) for fn, args in PLAIN] + OF_THE_BROWSER
    return ps.main(
        ps.ul(*[tester(*row, index) for index, row in enumerate(rows)]),
        Kept()[ps.p(f"count {counter.count}", className="count"), ps.button("+1", onClick=counter.increment)],
        Closed(is_open=False)[ps.p("secret", className="secret")],
        ps.button("Run", onClick=counter.run),
        ps.output(counter.ran, id="ran"),
    )


app = ps.App(routes=[ps.Route("/", Page)])
