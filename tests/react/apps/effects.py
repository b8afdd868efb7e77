"""Effects in every shape: with clean-up and without, as `def` and as `lambda`, with timers."""

import pulse as ps
from pulse.js import window
from pulse.js.react import useEffect, useInsertionEffect, useLayoutEffect, useRef, useState


@ps.javascript(jsx=True)
def Steps(*, step: int, log):
    def run():
        log("start", step)
        return lambda: log("stop", step)

    useEffect(run, [step])
    return ps.p(f"step {step}")


@ps.javascript(jsx=True)
def Returns(*, log, n: int = 0):
    """Effects that return what React would take for a clean-up function, and does not like."""
    seen = useRef([])

    useEffect(lambda: log("number"))
    useEffect(lambda: None, [])
    useEffect(lambda: seen.current.append(n), [n])
    useEffect(lambda: n > 100 and log, [n])
    useEffect(lambda: [log("list")], [])

    def early():
        if n == 0:
            return
        log("early", n)
        return lambda: log("early stop", n)

    useEffect(early, [n])

    def returns_text():
        return "text"

    useEffect(returns_text, [n])
    useLayoutEffect(returns_text)
    useInsertionEffect(lambda: 1, [])

    def shared():
        return n

    useEffect(shared, [])
    return ps.p(f"{shared()} {len(seen.current)}")


@ps.javascript(jsx=True)
def Order(*, log):
    """Layout effects before effects, children before parents."""
    useEffect(lambda: log("parent effect"), [])
    useLayoutEffect(lambda: log("parent layout"), [])
    return ps.div()[OrderChild(log=log)]


@ps.javascript(jsx=True)
def OrderChild(*, log):
    useEffect(lambda: log("child effect"), [])
    useLayoutEffect(lambda: log("child layout"), [])


@ps.javascript(jsx=True)
def Clock(*, every: int):
    ticks, set_ticks = useState(0)

    def start():
        timer = window.setInterval(lambda: set_ticks(lambda n: n + 1), every)

        def stop():
            window.clearInterval(timer)

        return stop

    useEffect(start, [every])
    return ps.output(f"{ticks:03d}")


@ps.javascript(jsx=True)
def Loader(*, load):
    """Loads in an effect with a nested `async def`, and forgets a late answer."""
    value, set_value = useState(None)

    def run():
        active = True

        async def fetch_it():
            result = await load()
            if active:
                set_value(result)

        def cancel():
            nonlocal active
            active = False

        fetch_it()
        return cancel

    useEffect(run, [load])
    return ps.p("loading" if value is None else f"got {value}")
