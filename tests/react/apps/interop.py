"""Components, hooks and functions that come from JavaScript."""

from typing import Any

import pulse as ps
from pulse.js import Math, Promise, console, document, obj
from pulse.js.react import Suspense, lazy, useEffect, useRef, useState, useTransition

Chart = ps.Jsx(ps.Import("./widgets.js"))
Menu = ps.Jsx(ps.Import("Menu", "./widgets.js"))
useCount = ps.Import("useCount", "./widgets.js")
clsx = ps.Import("clsx", "clsx")
LazyChart = lazy(ps.Import("./widgets.js", lazy=True))


@ps.react_component(ps.Import("Player", "./widgets.js"))
def Player(*, title: str, ref: Any = None, key: str | None = None): ...


@ps.javascript(jsx=True)
def Library(*, onPick):
    counter = useCount(2)

    def show(total, options):
        return f"{total:.{options.digits}f} {Math.max(1, total)}"

    return ps.div()[
        Chart(data=[1, 2, 3.5], format=show, id="chart"),
        Menu(
            items=[{"id": n, "label": name} for n, name in enumerate(["a", "b"], start=1)],
            options=dict(tone="calm"),
            onPick=lambda item: onPick(item["id"], item.label),
        )[
            Menu.Item("first", isOn=True),
            Menu.Item()["second"],
        ],
        ps.output(f"{counter.count}"),
        ps.button("more", id="more", onClick=counter.increase),
        ps.p(className=clsx("a", ["b", None], {"c": counter.count > 2}, obj(d=True)), id="classes"),
    ]


@ps.javascript(jsx=True)
def Late():
    return Suspense(fallback=ps.p("loading"))[LazyChart(data=[1], format=lambda total, _: str(total))]


@ps.javascript(jsx=True)
def Remote():
    """An imperative handle, used in a handler and in an effect."""
    player = useRef(None)
    said, say = useState("")

    def greet():
        console.info(player.current.play())

    useEffect(greet, [])
    return ps.div()[
        Player(title="song", ref=player),
        ps.button("play", onClick=lambda: say(player.current.play())),
        ps.output(said),
    ]


@ps.javascript(jsx=True)
def Slow(*, fetch_page):
    """Promises in plain handlers, several at once, and transitions."""
    pages, set_pages = useState([])
    pending, start = useTransition()

    async def load():
        first, second = await Promise.all([fetch_page(1), fetch_page(2)])
        set_pages([first, second])

    def load_then():
        fetch_page(3).then(lambda page: set_pages(lambda old: [*old, page]))

    return ps.div()[
        ps.button("both", id="both", onClick=load),
        ps.button("then", id="then", onClick=load_then),
        ps.button("clear", id="clear", onClick=lambda: start(lambda: set_pages([]))),
        ps.output(", ".join(pages) + ("…" if pending else "")),
    ]


@ps.javascript(jsx=True)
def Titled(*, title: str):
    """Writes to the browser's own objects."""

    def apply():
        before = document.title
        document.title = title
        document.title += "!"
        document.documentElement.dataset.theme = "dark"
        document.body.className = f"page {title}"

        def restore():
            document.title = before
            del document.documentElement.dataset.theme

        return restore

    useEffect(apply, [title])


@ps.javascript(jsx=True)
def Slot(*children, tone: str = "plain", **rest):
    """Hands on what it is given, to a tag and to a component of JavaScript."""
    return ps.div(className=tone)[ps.u(**rest), ShowProps(**rest), children]


ShowProps = ps.Jsx(ps.Import("ShowProps", "./widgets.js"))


@ps.javascript(jsx=True)
def Slots(*, seen):
    """A ref, an element, a list and dicts through `**rest`."""
    own = useRef(None)
    notes = useRef({1: "one"})
    icon = ps.i("icon")
    numbers, _ = useState([1, 2])
    text, say = useState("")

    def look():
        seen(numbers)
        say(own.current.tagName)

    useEffect(look, [])
    return ps.div()[
        Slot(ref=own, title="t", tone="loud", style={"color": "red"}),
        ShowProps(icon=icon, numbers=numbers, notes=notes, table={1: {"a": (1, 2)}}, seen=seen),
        ps.output(text),
    ]


@ps.javascript(jsx=True)
def Spreads(*, names: list[str], more: bool = False):
    """Children behind a star: elements written out need no keys, and what follows a list stays."""
    extra = [ps.b(letter, key=letter) for letter in names]
    return ps.p()[
        ps.i("first"),
        *[ps.u(name, key=name) for name in names],
        *extra,
        ps.input(defaultValue="typed"),
        *([ps.s("more"), ps.s("and more")] if more else []),
    ]
