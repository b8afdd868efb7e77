"""Buttons that use a channel: events, requests, and what happens before it is there."""

import pulse as ps
from pulse.js.pulse import usePulseChannel
from pulse.js.react import useEffect, useState


@ps.javascript(jsx=True)
def Panel(*, channelId: str):
    bridge = usePulseChannel(channelId)
    history, set_history = useState(None)
    problem, set_problem = useState("")

    def send():
        bridge.emit(
            "send_message",
            {"text": "hé", "tags": {"web", "é"}, "where": {"room": "a-b", "path": [1, [2, None]]}, "reply": None},
        )

    def knock():
        bridge.emit("knock")

    async def load():
        set_history(await bridge.request("get_history", {"limit": 2, "before": None}))

    async def load_carefully():
        try:
            page = await bridge.request("get_history")
        except Exception as error:
            set_problem(f"failed: {error}")
        else:
            set_history(page)
            set_problem("")

    def send_if_connected():
        if bridge is None:
            set_problem("not yet")
            return
        bridge.emit("send_message", {"text": bridge.id})

    return ps.div(className="connected" if bridge else "waiting")[
        ps.button("Send", id="send", onClick=send),
        ps.button("Knock", id="knock", onClick=lambda: bridge.emit("knock", 1)),
        ps.button("Knock twice", id="twice", onClick=lambda: [knock(), knock()]),
        ps.button("Load", id="load", onClick=load),
        ps.button("Load carefully", id="carefully", onClick=load_carefully),
        ps.button("Send if connected", id="maybe", onClick=send_if_connected),
        ps.p(problem, id="problem"),
        ps.ul()[[ps.li(line["text"], key=line["id"]) for line in history["lines"]]] if history else None,
    ]


@ps.javascript(jsx=True)
def Pinger(*, channelId: str, log):
    """Subscribes in each of the ways that people write."""
    bridge = usePulseChannel(channelId)

    useEffect(lambda: bridge.on("plain", lambda payload: log("plain", payload)), [bridge])
    useEffect(lambda: bridge and bridge.on("guarded", lambda payload: log("guarded", payload)), [bridge])
    useEffect(
        lambda: bridge.on("conditional", lambda payload: log("conditional", payload)) if bridge else None,
        [bridge],
    )

    def subscribe():
        if not bridge:
            return
        return bridge.on("early", lambda payload: log("early", payload))

    useEffect(subscribe, [bridge])

    def subscribe_without_check():
        off = bridge.on("nested", lambda payload: log("nested", payload["a"]["b"]))

        def stop():
            log("stop", None)
            off()

        return stop

    useEffect(subscribe_without_check, [bridge])

    def answer(payload):
        if payload["n"] < 0:
            return None
        return {"double": payload["n"] * 2, "seen": {payload["n"]}}

    useEffect(lambda: bridge.on("double", answer), [bridge])

    def fail(_):
        raise ValueError("no such thing")

    useEffect(lambda: bridge.on("fail", fail), [bridge])


@ps.javascript(jsx=True)
def Host(*, channelId: str, log):
    """Shows and hides what uses the channel."""
    shown, set_shown = useState(True)
    return ps.div()[
        ps.button("Toggle", id="toggle", onClick=lambda: set_shown(not shown)),
        shown and Pinger(channelId=channelId, log=log),
    ]


@ps.javascript(jsx=True)
def Status(*, channelId: str, log):
    """Effects that ask for the bridge themselves run without it too."""
    bridge = usePulseChannel(channelId)
    status, set_status = useState("")

    def report():
        set_status("connected" if bridge else "waiting")

    useEffect(report, [bridge])
    useEffect(lambda: log("ready" if bridge is not None else "not ready"), [bridge])

    def subscribe():
        log("always")
        if bridge:
            return bridge.on("x", log)

    useEffect(subscribe, [bridge])

    def subscribe_and_ask_later():
        off = bridge.on("y", log)

        def stop():
            log("gone" if bridge else "never there")
            off()

        return stop

    useEffect(subscribe_and_ask_later, [bridge])
    return ps.p(status)
