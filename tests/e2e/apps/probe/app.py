"""A page that tries a channel from the server's end, and writes down what happens."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pulse as ps

from client import Probe, headline, total


class Desk(ps.State):
    log: list[str] = []
    shown: bool = True
    channel_id: str = ""
    generation: int = 1
    label: str = "probe 1"

    def note(self, line: str) -> None:
        self.log = [*self.log, line]


def plain(value: Any) -> str:
    """`repr`, with the items of a set in order."""
    if isinstance(value, set):
        return "{" + ", ".join(sorted(plain(item) for item in value)) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {plain(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(plain(item) for item in value) + "]"
    if isinstance(value, datetime):
        return value.isoformat()
    return repr(value)


def in_order(numbers: list[int]) -> str:
    return f"{len(numbers)}, {'in order' if numbers == sorted(set(numbers)) else 'out of order'}"


def open_channel(desk: Desk) -> ps.Channel:
    channel = ps.channel()
    dropped: list[int] = []

    def on_note(payload: dict[str, Any]) -> None:
        desk.note(f"note {plain(payload)}")

    async def on_double(payload: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"twice": payload["n"] * 2, "text": f"für {'/'.join(sorted(payload['tags']))}", "none": None}

    def on_refuse(payload: dict[str, Any]) -> None:
        raise ValueError(f"refused {payload['why']}")

    channel.on("note", on_note)
    channel.on("double", on_double)
    channel.on("refuse", on_refuse)
    channel.on("wait", lambda _: asyncio.sleep(3600))
    channel.on("drop", lambda payload: dropped.append(payload["n"]))
    channel.on("flooded", lambda payload: desk.note(f"flooded with {in_order(dropped)}"))
    desk.channel_id = channel.id
    return channel


@ps.component
def Page():
    with ps.init():
        desk = Desk()
        channels = [open_channel(desk)]

    async def attempt(name: str, event: str, payload: Any = None, timeout: float = 120) -> Any:
        try:
            reply = await channels[-1].request(event, payload, timeout=timeout)
        except Exception as error:
            desk.note(f"{name} {type(error).__name__}: {error}")
            return None
        desk.note(f"{name} {plain(reply)}")
        return reply

    def greet() -> None:
        channels[-1].emit(
            "greet",
            {
                "text": "Grüße, 世界 👋",
                "none": None,
                "pair": (1, "zwei"),
                "deep": {"list": [1, [2, {"x": None}]]},
                "at": datetime(1970, 1, 2, tzinfo=UTC),
            },
        )

    def tick() -> None:
        try:
            channels[-1].emit("tick", {"n": 0})
            desk.note("ticked")
        except ps.ChannelClosed:
            desk.note("ChannelClosed")

    async def burst() -> None:
        for n in range(1_000):
            channels[-1].emit("tick", {"n": n})
        reply = await channels[-1].request("report", timeout=120)
        desk.note(f"burst of {in_order(reply['ticks'])}")

    async def report() -> None:
        reply = await channels[-1].request("report", timeout=120)
        desk.note(f"ticks {reply['ticks']}")

    async def run() -> None:
        desk.note(f"ran {await ps.run_js(total([1, 2, 39]), result=True)}")

    async def close_in_flight() -> None:
        asked = asyncio.ensure_future(attempt("closed", "slow"))
        await asyncio.sleep(0)
        channels[-1].close()
        await asked

    def fresh() -> None:
        channels.append(open_channel(desk))
        desk.generation += 1
        desk.label = f"probe {desk.generation}"
        desk.shown = True

    def rename() -> None:
        desk.label = "renamed"

    def toggle() -> None:
        desk.shown = not desk.shown

    async def listen_late() -> None:
        # The browser hears of it before anything there listens.
        fresh()
        channels[-1].emit("greet", {"text": "early", "pair": (1, 2), "deep": {"list": []}, "at": datetime(1970, 1, 2)})

    actions = {
        "Greet": greet,
        "Tick": tick,
        "Burst": burst,
        "Report": report,
        "Sum": lambda: attempt("sum", "sum", {"numbers": [1, 2, 39]}),
        "Slow": lambda: attempt("slow", "slow", timeout=0.3),
        "Fail": lambda: attempt("fail", "fail", {"what": "luck"}),
        "Nobody": lambda: attempt("nobody", "unheard_of"),
        "Run": run,
        "Close": close_in_flight,
        "Rename": rename,
        "Hide or show": toggle,
        "Fresh channel": fresh,
        "Fresh channel and greet": listen_late,
    }
    return ps.main(
        ps.h1("Probe"),
        ps.nav(*[ps.button(name, key=name, onClick=action) for name, action in actions.items()]),
        Probe(key=str(desk.generation), channelId=desk.channel_id, label=desk.label)
        if desk.shown
        else ps.p("hidden", key="hidden"),
        ps.small(headline(7)),
        ps.ol(*[ps.li(line, key=str(index)) for index, line in enumerate(desk.log)], id="log"),
    )


app = ps.App(routes=[ps.Route("/", Page)])
