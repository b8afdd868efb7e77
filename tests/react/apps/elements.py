"""Elements: lists, keys, conditions, children, spreads, defaults, styles."""

import pulse as ps
from pulse.js.react import createElement

LABELS = {"todo": "To do", "done": "Done"}
BASE = {"padding": 4, "lineHeight": 1.5}


@ps.javascript(jsx=True)
def Todo(*, items: list[dict], empty: str = "Nothing to do"):
    if not items:
        return ps.p(empty, className="empty")
    done = [item for item in items if item["done"]]
    return ps.fragment(
        ps.ul(className="all")[
            [ps.li(item["text"], key=item["id"], className="done" if item["done"] else None) for item in items]
        ],
        ps.ol(className="numbered")[
            ps.For(items, lambda item, i: ps.li(f"{i + 1}. {item['text']}", key=str(item["id"])))
        ],
        ps.p(f"{len(done)}/{len(items)}", className="count"),
        ps.dl()[[ps.fragment(ps.dt(k), ps.dd(v), key=k) for k, v in LABELS.items()]],
    )


@ps.javascript(jsx=True)
def Card(*children, title: str, tone: str = "plain", wide: bool = False, footer=None, **rest):
    return ps.section(
        className=" ".join(["card", tone, *(["wide"] if wide else [])]),
        style={**BASE, "borderTopWidth": 2, "--card-tone": tone},
        **rest,
    )[
        ps.h2(title),
        ps.div(className="content")[children],
        footer if footer is not None else ps.small("no footer"),
    ]


@ps.javascript(jsx=True)
def Cards():
    extra = {"data-kind": "extra", "aria-live": "polite"}
    return ps.main(
        Card(title="Empty"),
        Card(ps.p("one"), ps.p("two"), title="Two", tone="warm", wide=True, id="two"),
        Card(title="Rest", footer=ps.em("end"), data_testid="rest", **extra)["text", 3, ps.b("bold")],
    )


@ps.javascript(jsx=True)
def Conditions(*, n: int, name: str | None = None, tags: list[str] | None = None):
    """What React shows of the values that Python's `and`, `or` and `if` give."""
    return ps.div(
        ps.span("many" if n > 1 else "one" if n == 1 else "none", className="if"),
        n > 1 and ps.span("and", className="and"),
        ps.span(name or "anonymous", className="or"),
        None,
        True,
        False,
        ps.span(n, className="number"),
        ps.span("", className="blank"),
        tags and ps.span(", ".join(tags), className="tags"),
        ps.If(n > 2, then=ps.span("then", className="then"), else_=ps.span("else", className="else")),
    )


@ps.javascript(jsx=True)
def Nothing():
    """Returns nothing, which shows nothing."""


@ps.javascript(jsx=True)
def Attributes(*, url: str):
    return ps.div(
        ps.label("Name", htmlFor="name", className="label"),
        ps.input(
            id="name", type="text", tabIndex=2, readOnly=True, defaultValue="x", maxLength=5, aria_describedby="help"
        ),
        ps.a("link", href=url, target="_blank", rel="noreferrer", data_track="yes"),
        ps.img(src=url, alt=""),
        ps.hr(),
        ps.div(dangerouslySetInnerHTML={"__html": "<i>raw</i>"}, id="raw"),
        ps.svg(viewBox="0 0 10 10")[ps.path(d="M0 0h10", strokeWidth=2)],
        ps.del_("gone"),
        ps.p("a", " ", "b", "é", " <&> \"q\" {x}"),
        style={"display": "flex", "gap": 8, "marginTop": "-1px"},
        hidden=False,
    )


@ps.javascript(jsx=True)
def Stateful(*, items: list[str]):
    """Inputs keep what was typed when the list is turned around, because of their keys."""
    return ps.div()[[ps.input(key=item, defaultValue=item, className="item") for item in items]]


@ps.javascript(jsx=True)
def pill(*children, tone: str = "gray"):
    """A component whose name begins as a tag's does."""
    return ps.i(className=tone)[children]


@ps.javascript(jsx=True)
def Texts(*, Inner=None):
    """Texts that mean something in JSX, HTML or JavaScript, and keep to what they are."""
    own = Inner or pill
    return ps.div(
        ps.p("&amp; &nbsp; <b> {x} 'q' \"d\" \\n `${y}` //", title="a \"q\" 'r' & &lt; {x} \\ <b>"),
        ps.p("  two  spaces  "),
        ps.p("line\nbreak\ttab", title="line\nbreak"),
        ps.p("👩‍👩‍👧‍👦 é e\u0301 \u200b\u00a0\u2028|"),
        ps.p("a", "b", " ", "c"),
        ps.p("n = ", 1, ", ", 2.5, "."),
        ps.p(f"{1 + 1}", f"{'x' * 3}"),
        pill("plain"),
        pill(tone="red")["red"],
        createElement(own, {"tone": "own"}, "own"),
        hidden=True,
    )
