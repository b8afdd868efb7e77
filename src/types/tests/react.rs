//! Components, hooks, channels.

use super::check;

#[test]
fn states() {
    check(
        r#"
        @ps.javascript(jsx=True)
        def Counter(step: int, *children):
            count, setCount = useState(0)
            text, setText = useState("")
            more, setMore = useState(None)
            lazy, setLazy = useState(lambda: [1.5])
            gone, setGone = useState(0)
            count  # type: int
            text  # type: str
            more  # type: None | str
            lazy  # type: list[float]
            gone  # type: Any
            children  # type: Any
            def click():
                setCount(count + step)
                setCount(lambda old: old + 1)  # var old: int
                setMore("x")
            useCallback(lambda: setText("b"), [setText])
            return ps.button(onClick=click, ref=setGone)[text]  # type: Element
        "#,
    );
}

#[test]
fn hooks() {
    check(
        r#"
        @ps.javascript(jsx=True)
        def Box(a: int):
            ref = useRef(None)
            ref.current  # type: None
            total = useMemo(lambda: f"{a}", [a])
            total  # type: str
            go = useCallback(lambda: 1, [])
            go()  # type: int1
        "#,
    );
}

#[test]
fn bridges() {
    check(
        r#"
        @ps.javascript(jsx=True)
        def Chat(channelId: str):
            bridge = usePulseChannel(channelId)
            bridge  # type: Bridge | None
            def listen():
                bridge.id  # type: str
                return bridge.on("message", lambda m: m)  # var m: Any
            useEffect(listen, [bridge])
            useEffect(lambda: bridge.on("other", print), [bridge])
            def send():
                bridge  # type: Bridge | None
                if bridge:
                    bridge.id  # type: str
            return ps.button(onClick=send)
        "#,
    );
}

#[test]
fn refs() {
    check(
        r#"
        @ps.javascript(jsx=True)
        def Box(a: int):
            start = useRef(None)
            given = useRef(None)
            count = useRef(0)
            given.current  # type: Any
            start.current  # type: None | {x: float}
            def down():
                start.current = {"x": 1.5}
                count.current += 1
            def move():
                if start.current is None:
                    return
                start.current["x"]  # type: float
                down()
                start.current  # type: None | {x: float}
            count.current  # type: int
            return ps.div(ref=given, onClick=down, onMouseMove=move)
        "#,
    );
}

#[test]
fn events() {
    check(
        r#"
        @ps.javascript(jsx=True)
        def Box(onPick):
            def keydown(event):
                event.key  # type: str
                event.target.value  # type: str
            def moved(event):
                event.clientX  # type: int | float
                event.shiftKey  # type: bool
            def called(event):
                event.key  # type: Any
            called(1)
            def given(event):
                event.key  # type: Any
            onPick(given)
            def twice(event):
                event.type  # type: str
                event.key  # type: Any
            return ps.div(onPointerMove=moved, onKeyUp=called, onKeyDown=given, onClick=twice)[
                ps.input(onKeyDown=keydown),
                ps.p(onKeyDown=twice),
            ]
        "#,
    );
}
