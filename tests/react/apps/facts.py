"""What React makes of components: memo, refs, render props; and iterators among children."""

import pulse as ps
from pulse.js.react import forwardRef, memo, useRef, useState

Give = ps.Jsx(ps.Import("Give", "./widgets.js"))
Ask = ps.Jsx(ps.Import("Ask", "./widgets.js"))


@memo
@ps.javascript(jsx=True)
def Total(*, values: list[int], label: str = "total"):
    return ps.p(f"{label} {sum(values)}", className="total")


@memo
def Quiet(*children, tone: str = "gray"):
    """Not marked: `memo` says that it is a component."""
    n, set_n = useState(0)
    return ps.button(*children, n, className=tone, onClick=lambda: set_n(n + 1))


@forwardRef
@ps.javascript(jsx=True)
def Field(*, label: str, ref=None):
    return ps.label(label, ps.input(ref=ref, className="field"))


@forwardRef
def Raw(props, ref):
    return ps.input(ref=ref, className=props.className)


@ps.javascript(jsx=True)
def Plain(*, ref=None):
    """React hands a ref to any component as a prop."""
    return ps.input(ref=ref, className="plain")


@ps.javascript(jsx=True)
def Made():
    field, raw, plain = useRef(None), useRef(None), useRef(None)
    found, set_found = useState("")

    def look():
        refs = [field, raw, plain]
        set_found(" ".join(ref.current.className for ref in refs))

    return ps.div(
        Total(values=[1, 2]),
        Total(values=[3], label="other"),
        Quiet("clicks ", tone="red"),
        Field(label="name", ref=field),
        Raw(className="raw", ref=raw),
        Plain(ref=plain),
        ps.button("look", id="look", onClick=look),
        ps.output(found),
    )


@ps.javascript(jsx=True)
def Label(state):
    n, set_n = useState(0)
    return ps.button(f"{state.name} {n}", className="label", onClick=lambda: set_n(n + 1))


@ps.javascript(jsx=True)
def Row(item, index):
    return ps.li(f"{index + 1}. {item}")


@ps.javascript(jsx=True)
def Given(*, name: str):
    return Give(Label, name=name, items=["a", "b"], renderItem=Row)


def evens(numbers):
    for n in numbers:
        if n % 2 == 0:
            yield ps.li(n, key=n)


@ps.javascript(jsx=True)
def Walked(*, numbers: list[int], names: dict[str, str]):
    n, set_n = useState(0)
    odd = filter(lambda n: n % 2, numbers)
    return ps.div(
        ps.button(n, onClick=lambda: set_n(n + 1)),
        ps.ul(map(lambda n: ps.li(n, key=n), numbers), className="map"),
        ps.ul(map(lambda n: ps.li(n, key=n), odd), className="odd"),
        ps.ul(evens(numbers), className="evens"),
        ps.ul(evens(numbers) if n else None, className="later"),
        ps.ul(*map(lambda n: ps.li(n, key=n), numbers), className="spread"),
        ps.p(reversed(numbers), className="reversed"),
        ps.p(names.values(), className="values"),
        ps.p(numbers and map(str, numbers), className="either"),
        ps.ul((ps.li(k, key=k) for k in names), className="keys"),
    )


@ps.javascript(jsx=True)
def Asks(*, names: list[str], onDone, **rest):
    """Gives what it has to functions that anybody may have given it."""
    values = {}
    for name in names:
        values[name] = len(name)
    by_number = {1: "one"}
    pair = ("p", {name: name for name in names})

    def send():
        onDone(values, [values], {"of": values}, pair, by_number, {1, 2})
        rest["onMore"]({name: 0 for name in names})

    return ps.button("send", onClick=send)


@ps.javascript(jsx=True)
def Answers(*, names: list[str]):
    """The same functions in Python: dicts are dicts, tuples are tuples."""
    text, set_text = useState("")
    more, set_more = useState("")

    def done(values, items, holder, pair, by_number, numbers):
        name, names_of = pair
        parts = [
            values["ana"],
            sorted(values.items()),
            [len(item) for item in items],
            holder["of"].get("bo"),
            isinstance(pair, tuple),
            list(names_of),
            by_number[1],
            2 in numbers,
        ]
        set_text(str(parts))

    return ps.div(
        Asks(names=names, onDone=done, onMore=lambda values: set_more(str(values))),
        ps.p(text, className="done"),
        ps.p(more, className="more"),
    )


@ps.javascript(jsx=True)
def Rows(*, names: list[str]):
    """What a lambda gives to a component of JavaScript is an object too."""
    kept = {name: len(name) for name in names}
    return ps.ul(
        Ask(ask="bo", give=lambda name: {name: 1}),
        Ask(ask="ana", give=lambda name: kept),
        Ask(ask="ana", give=lambda name: [kept, (name, 1)]),
    )


def frame(*, big: bool = False):
    return ps.ul(className="frame big") if big else ps.ul(className="frame")


@ps.javascript(jsx=True)
def Boxed(*children, title: str):
    return ps.section(ps.h2(title), *children)


@ps.javascript(jsx=True)
def Held(*, names: list[str], big: bool = False):
    """Elements that get their children later."""
    box = ps.div(className="held", key="box")
    boxes = {"p": ps.p(className="kept"), "i": ps.i()}
    boxed = Boxed(title="names")
    either = ps.b(className="either") if big else ps.em(className="either")
    rows = [ps.li(name, key=name) for name in names]
    return ps.main(
        box["a", ps.b("b"), *names],
        boxes["p"]["text"],
        boxed[ps.i("first"), [ps.i(name, key=name) for name in names]],
        either[map(str.upper, names)],
        frame(big=big)[rows],
        [made[name] for made, name in zip([ps.s(key="0"), ps.s(key="1")], names)],
    )
