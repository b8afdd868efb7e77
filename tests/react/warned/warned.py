"""Components at which React warns or throws when they run: one mistake in each, found when it is compiled."""

import pulse as ps
from pulse.js import URL
from pulse.js.react import useEffect, useState


@ps.javascript(jsx=True)
def NoKey(*, names: list[str]):
    return ps.ul([ps.li(name) for name in names])


@ps.javascript(jsx=True)
def SameKey(*, names: list[str]):
    return ps.ul([ps.li(name, key="row") for name in names])


@ps.javascript(jsx=True)
def SmallCase():
    return ps.button("save", onclick=lambda: None)


@ps.javascript(jsx=True)
def SnakeCase():
    return ps.div("x", tab_index=0)


@ps.javascript(jsx=True)
def UnknownEvent():
    return ps.div("x", onKeyPressed=lambda: None)


@ps.javascript(jsx=True)
def UnknownAria():
    return ps.button("x", aria_labell="close")


@ps.javascript(jsx=True)
def StyleKey():
    return ps.p("x", style={"background-color": "red"})


@ps.javascript(jsx=True)
def TextHandler():
    return ps.button("save", onClick="save()")


@ps.javascript(jsx=True)
def FalseHandler(*, ready: bool = False, save=None):
    return ps.button("save", onClick=ready and save)


@ps.javascript(jsx=True)
def Address():
    return ps.a("go", href="javascript:go()")


@ps.javascript(jsx=True)
def Nested():
    return ps.p(ps.p("inner"))


@ps.javascript(jsx=True)
def Row():
    return ps.div(ps.tr(ps.td("x")))


@ps.javascript(jsx=True)
def NoChange(*, name: str = "a"):
    return ps.input(value=name)


@ps.javascript(jsx=True)
def TwoValues(*, name: str = "a"):
    return ps.input(value=name, defaultValue="x", onChange=lambda event: None)


@ps.javascript(jsx=True)
def FunctionChild():
    def label():
        return "x"

    return ps.p(label)


@ps.javascript(jsx=True)
def ObjectChild():
    home = URL("http://localhost/")
    return ps.p(home)


@ps.javascript(jsx=True)
def SetInRender(*, n: int = 1):
    m, set_m = useState(0)
    set_m(n)
    return ps.p(m)


@ps.javascript(jsx=True)
def ForEver():
    n, set_n = useState(0)
    useEffect(lambda: set_n(n + 1))
    return ps.p(n)


@ps.javascript(jsx=True)
def OtherLength(*, names: list[str]):
    useEffect(lambda: print(names), [*names])
    return ps.p(len(names))


@ps.javascript(jsx=True)
def LengthChild(*, names: list[str]):
    return ps.div(len(names) and ps.p("some"))
