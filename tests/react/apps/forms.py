"""Controlled inputs and event handlers, plain and async."""

import pulse as ps
from pulse.js.react import useState


@ps.javascript(jsx=True)
def Signup(*, onSubmit, taken: list[str] | None = None):
    name, set_name = useState("")
    color, set_color = useState("red")
    agreed, set_agreed = useState(False)
    status, set_status = useState("idle")

    error = None
    if name.strip() == "":
        error = "Name missing"
    elif name.casefold() in [other.casefold() for other in taken or []]:
        error = f"{name!r} is taken"

    async def submit(event):
        event.preventDefault()
        set_status("sending")
        try:
            answer = await onSubmit({"name": name.strip(), "color": color, "agreed": agreed})
            set_status(f"welcome {answer['name']}")
        except ValueError as problem:
            set_status(f"bad value: {problem}")
        except Exception as problem:
            set_status(f"failed: {problem}")
        finally:
            set_name("")

    return ps.form(onSubmit=submit)[
        ps.input(id="name", value=name, onChange=lambda e: set_name(e.target.value)),
        ps.input(
            id="agreed", type="checkbox", checked=agreed, onChange=lambda e: set_agreed(e.currentTarget.checked)
        ),
        ps.select(id="color", value=color, onChange=lambda e: set_color(e.target.value))[
            [ps.option(c.title(), key=c, value=c) for c in ["red", "green"]]
        ],
        ps.p(error, className="error") if error else None,
        ps.button("Sign up", type="submit", disabled=error is not None or not agreed),
        ps.output(status),
    ]


@ps.javascript(jsx=True)
def Bubbles(*, log):
    def inner(event):
        event.stopPropagation()
        log("inner")

    return ps.div(onClick=lambda: log("outer"), onKeyDown=lambda e: log(f"{e.key} {e.shiftKey}"))[
        ps.button("stops", id="stops", onClick=inner),
        ps.button("bubbles", id="bubbles", onClick=lambda _: log("bubbles")),
        ps.button("many", id="many", onClick=lambda *args: log(f"{len(args)}")),
        ps.button("raises", id="raises", onClick=lambda: log([1][3])),
    ]


def choose_first(log, word: str = "first"):
    log(word)


@ps.javascript(jsx=True)
def Choices(*, log, words: list[str], on: bool = True):
    """Handlers whose parameters have defaults, which no event takes the place of."""

    def save(force: bool = False):
        log(f"save {force}")

    def typed(event, times: int = 2):
        log(f"{event.type} {times}")

    looped = []
    for word in words:
        looped.append(ps.button(word, key=word, id=f"loop-{word}", onClick=lambda word=word: log(f"loop {word}")))
    return ps.div(
        looped,
        [ps.button(word, key=word, id=f"comp-{word}", onClick=lambda word=word: log(f"comp {word}")) for word in words],
        [
            ps.button(word, key=word, id=f"event-{word}", onClick=lambda e, word=word: log(f"{e.type} {word}"))
            for word in words
        ],
        ps.button(id="named", onClick=save),
        ps.button(id="event", onClick=typed),
        ps.button(id="literal", onClick=lambda n=5: log(f"literal {n}")),
        ps.button(id="either", onClick=save if on else None),
        ps.button(id="both", onClick=on and (lambda on=on: log(f"both {on}"))),
        ps.button(id="module", onClick=lambda: choose_first(log)),
        ps.button(id="rest", onClick=lambda *events, n=1: log(f"rest {len(events)} {n}")),
    )
