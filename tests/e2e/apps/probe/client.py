"""What runs in the browser: one end of a channel, tried in every way."""

from __future__ import annotations

from typing import Any

import pulse as ps
from pulse.js import Date, Error, Promise, window
from pulse.js.pulse import usePulseChannel
from pulse.js.react import useEffect, useRef, useState

GREETING = "Grüße"


@ps.javascript
def total(numbers: list[int]) -> int:
    result = 0
    for number in numbers:
        result = result + number
    return result


@ps.javascript
def headline(count: int) -> str:
    return f"{GREETING}: {count} ticks"


@ps.javascript(jsx=True)
def Probe(*, channelId: str, label: str):
    bridge = usePulseChannel(channelId)
    ticks, set_ticks = useState(0)
    heard, set_heard = useState("nothing")
    answer, set_answer = useState("none")
    seen = useRef([])
    runs = useRef(0)
    ends = useRef(0)

    def on_tick(payload: dict[str, Any]):
        seen.current.append(payload["n"])
        set_ticks(lambda count: count + 1)

    def on_greet(payload: dict[str, Any]):
        first, second = payload["pair"]
        inner = payload["deep"]["list"]
        set_heard(f"{payload['text']} / {first}, {second} / {len(inner)} / {payload['at'].getTime()}")

    def on_sum(payload: dict[str, Any]):
        return {"sum": total(payload["numbers"]), "by": label, "nothing": None}

    async def on_slow(_: Any):
        await Promise(lambda resolve, reject: window.setTimeout(resolve, 3_600_000))
        return "too late"

    def on_fail(payload: dict[str, Any]):
        raise Error(f"no {payload['what']} here, désolé")

    def on_report(_: Any):
        return {"ticks": seen.current}

    def listen():
        if bridge:
            stops = [
                bridge.on("tick", on_tick),
                bridge.on("greet", on_greet),
                bridge.on("sum", on_sum),
                bridge.on("slow", on_slow),
                bridge.on("fail", on_fail),
                bridge.on("report", on_report),
            ]

            def stop():
                for off in stops:
                    off()

            return stop

    def count_runs():
        runs.current = runs.current + 1

        def count_ends():
            ends.current = ends.current + 1

        return count_ends

    useEffect(listen, [bridge, label])
    useEffect(count_runs, [])

    def send():
        bridge.emit(
            "note",
            {
                "text": "été 日本語 👩‍👩‍👧‍👦 \"quoted\" \\ \n",
                "nothing": None,
                "pair": (1, "zwei"),
                "tags": {"web", "été"},
                "deep": {"list": [1, [2, {"x": None}]], "empty": {}},
                "counts": {label: 1, "fixed": 2},
                "at": Date(0),
                "fine": True,
                "ratio": 0.5,
            },
        )

    def flood():
        for n in range(1_000):
            bridge.emit("drop", {"n": n})
        bridge.emit("flooded", None)

    async def ask():
        reply = await bridge.request("double", {"n": 21, "tags": {"a"}})
        set_answer(f"{reply['twice']} {reply['text']}")

    async def ask_in_vain(event: str):
        try:
            await bridge.request(event, {"why": "because"})
        except Exception as problem:
            set_answer(f"{problem}")

    return ps.section(className="probe", title=label)[
        ps.h2(headline(ticks)),
        ps.p(heard, className="heard"),
        ps.p(answer, className="answer"),
        ps.p("connected" if bridge else "waiting", className="state"),
        ps.button("Send", onClick=send),
        ps.button("Flood", onClick=flood),
        ps.button("Ask", onClick=ask),
        ps.button("Count", onClick=lambda: set_answer(f"runs {runs.current}, ends {ends.current}")),
        ps.button("Ask in vain", onClick=lambda: ask_in_vain("refuse")),
        ps.button("Ask and wait", onClick=lambda: ask_in_vain("wait")),
    ]
