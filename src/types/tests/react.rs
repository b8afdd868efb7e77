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
            ref.current  # type: Any
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
