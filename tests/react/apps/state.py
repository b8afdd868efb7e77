"""State, reducers, refs, memo, callbacks, context and hooks of one's own."""

import pulse as ps
from pulse.js.react import (
    createContext,
    memo,
    useCallback,
    useContext,
    useId,
    useMemo,
    useReducer,
    useRef,
    useState,
)

Theme = createContext("light")

START = {"count": 0, "history": []}


@ps.javascript(jsx=True)
def Counter(*, start: int = 0, step: int = 1):
    count, set_count = useState(start)
    double, _ = useState(lambda: start * 2)

    def add_twice():
        set_count(lambda c: c + step)
        set_count(lambda c: c + step)

    return ps.div()[
        ps.output(f"{count} {double}"),
        ps.button("+", id="add", onClick=add_twice),
        ps.button("0", id="reset", onClick=lambda: set_count(0)),
    ]


@ps.javascript
def reducer(state, action):
    if action["type"] == "add":
        amount = action["amount"]
        return {**state, "count": state["count"] + amount, "history": [*state["history"], amount]}
    if action["type"] == "undo" and state["history"]:
        *rest, last = state["history"]
        return {**state, "count": state["count"] - last, "history": rest}
    return state


@ps.javascript(jsx=True)
def Tally():
    state, dispatch = useReducer(reducer, START)
    total = useMemo(lambda: sum(state["history"]), [state])
    return ps.div()[
        ps.output(f"{state['count']} of {total} after {len(state['history'])}"),
        ps.button("add", id="add", onClick=lambda: dispatch({"type": "add", "amount": 5})),
        ps.button("undo", id="undo", onClick=lambda: dispatch({"type": "undo"})),
        ps.button("?", id="other", onClick=lambda: dispatch({"type": "other"})),
    ]


@ps.javascript
def useToggle(start: bool = False):
    """A hook of one's own: a value and the function that flips it."""
    value, set_value = useState(start)
    flip = useCallback(lambda: set_value(lambda v: not v), [])
    return value, flip


@ps.javascript(jsx=True)
def Disclosure(*children, title: str):
    is_open, flip = useToggle()
    label = useId()
    return ps.section(aria_labelledby=label)[
        ps.button(title, id=label, aria_expanded=is_open, onClick=flip),
        is_open and ps.div(className="body")[children],
    ]


@ps.javascript(jsx=True)
def Row(*, name: str, onPick, log):
    log(name)
    return ps.li(name, onClick=lambda: onPick(name))


FastRow = memo(Row)


@ps.javascript(jsx=True)
def Picker(*, names: list[str], log):
    picked, set_picked = useState("")
    pick = useCallback(lambda name: set_picked(name), [])
    return ps.div()[
        ps.output(picked),
        ps.ul()[[FastRow(key=name, name=name, onPick=pick, log=log) for name in names]],
    ]


@ps.javascript(jsx=True)
def Themed():
    theme = useContext(Theme)
    return ps.span(theme, className=f"theme-{theme}")


@ps.javascript(jsx=True)
def Themes():
    return ps.fragment(
        Themed(),
        Theme.Provider(value="dark")[Themed(), Theme.Provider(value="blue")[Themed()]],
    )


@ps.javascript(jsx=True)
def Focus():
    """A ref on an element, and one that holds a value between renders."""
    field = useRef(None)
    clicks = useRef(0)
    shown, show = useState(0)

    def click():
        clicks.current += 1
        field.current.focus()
        if clicks.current % 2 == 0:
            show(clicks.current)

    return ps.div()[
        ps.input(ref=field, id="field"),
        ps.button("focus", id="focus", onClick=click),
        ps.output(str(shown)),
    ]


@ps.javascript(jsx=True)
def Cart():
    """State in Python's own collections: a set, a dict with numbers as keys, a tuple."""
    chosen, set_chosen = useState(set())
    prices, set_prices = useState({1: 2.5, 2: 4.0})
    corner, set_corner = useState((0, 0))

    def toggle(number):
        set_chosen(lambda old: old - {number} if number in old else old | {number})

    def dearer():
        set_prices(lambda old: {number: price * 2 for number, price in old.items()})

    total = sum(prices[number] for number in chosen)
    return ps.div()[
        ps.output(f"{sorted(chosen)} {total:.2f} {corner == (1, 1)}"),
        [ps.button(str(n), key=n, id=f"item-{n}", onClick=lambda _, n=n: toggle(n)) for n in prices],
        ps.button("dearer", id="dearer", onClick=dearer),
        ps.button("corner", id="corner", onClick=lambda: set_corner((1, 1))),
    ]
