//! The dump of the IR, with types.

use super::snippet;

#[test]
fn a_component() {
    let snippet = snippet(
        r#"
        LABELS = {"a": 1}

        @ps.javascript(jsx=True)
        def Chat(channelId: str, *, size=1):
            bridge = usePulseChannel(channelId)
            xs, setXs = useState([])
            useEffect(lambda: bridge.on("m", print), [bridge])
            try:
                n = len(xs) + size
            except ValueError as e:
                n = 0
            return ps.div(className="a")[[ps.p(x, key=x) for x in xs], f"{n:>3}", LABELS["a"]]
        "#,
    );
    let dump = crate::ir::print::print(
        &snippet.program.modules[0],
        Some(snippet.types.module(crate::ir::ModuleId(0))),
    );
    let expected = r#"module app
import usePulseChannel from "pulse-ui-client" as usePulseChannel
import useState from "react" as useState
import useEffect from "react" as useEffect

const LABELS: {a: int1} = record {"a": 1}

export component Chat fn#0(channelId.0: str, kw size.1: Any = 1) -> Element
  bridge.2: Bridge | None = channel.open channelId.0
  (xs.3: list[Any], setXs.4: (...) -> None) = hook useState []
  hook useEffect fn#1, [bridge.2]
    effect fn#1() -> (...) -> None waits [bridge.2]
      => channel.on bridge.2 "m" builtin print
  try
    n.5: Any = (builtin len(xs.3) + size.1)
  except builtin ValueError as e.6
    n.5: Any = 0
  return <div className={"a"}>{list(<p key={x.7}>{x.7}</p> for x.7: Any in xs.3)}{f"{n.5:>3}"}{LABELS["a"]}</div>
"#;
    assert_eq!(dump, expected);
}
