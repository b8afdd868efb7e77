//! `pulsec verify`: with the real CPython.

use std::path::Path;

use serde_json::Value;

use crate::binary::{Run, command, finish, project, pulsec, tree};
use crate::tools;

fn verify(dir: &Path, args: &[&str]) -> Option<Run> {
    let python = tools::python_3_12()?;
    let python = ["verify", "--python", python.to_str().expect("UTF-8")];
    Some(pulsec(dir, &[&python[..], args].concat()))
}

fn found(dir: &Path, args: &[&str], code: i32) -> Option<Vec<Value>> {
    let run = verify(dir, &[&["--output-format", "json"], args].concat())?.expect(code);
    serde_json::from_str(&run.out).expect("JSON")
}

/// By function: its state, with the reason or the difference.
fn states(found: &[Value]) -> Vec<String> {
    let state = |it: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let more = match it["difference"]["call"].as_str() {
            Some(call) => {
                let (ours, theirs) = (&it["difference"]["python"], &it["difference"]["compiled"]);
                format!("{call}: {} | {}", text(ours), text(theirs))
            }
            None => text(&it["reason"]),
        };
        let told = format!("{} {} {more}", text(&it["function"]), text(&it["state"]));
        told.trim_end().to_owned()
    };
    found.iter().map(state).collect()
}

const HEAD: &str = "import pulse as ps\n";

/// What annotations may be: each gives inputs, on which both sides agree.
const KINDS: &str = r#"
import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal, NewType, TypedDict


class Color(Enum):
    RED = "r"
    BLUE = "b"


@dataclass
class Point:
    x: float
    y: float = 0.0


class Row(TypedDict):
    name: str
    price: float


Id = NewType("Id", int)
type Names = list[str]


@ps.javascript
def plain(a: int, b: float, c: str, d: bool, e: None) -> str:
    return f"{a} {b} {c!r} {d} {e}"


@ps.javascript
def boxes(a: list[int], b: tuple[int, str], c: tuple[float, ...], d: dict[str, int], e: set[int]):
    return a[::-1], b[1], c, sorted(d.items()), sorted(e), frozenset(e) == e


@ps.javascript
def unions(a: int | None, b: str | list[str], c: Literal["x", "y"], d: Annotated[int, "note"], e: Id) -> list[str]:
    return [str(a), str(len(b)), c.upper(), str(d + e)]


@ps.javascript
def named(color: Color, point: Point, row: Row, names: Names) -> str:
    return f"{color} {color.value} {point} {row['name']} {row['price']} {'-'.join(names)}"


@ps.javascript
def walked(a: Sequence[str], b: Mapping[str, int], c: Iterable[int]) -> list[str]:
    return [*a, *b, *[str(item) for item in c]]


@ps.javascript
def called(a: int, /, b: int = 2, *args: int, c: int, **rest: int) -> list[int]:
    return [a, b, *args, c, len(rest)]


@ps.javascript
def raises(a: list[int], at: int) -> int:
    print("at", at)
    return a[at] // at


@ps.javascript
async def awaited(a: int) -> int:
    await asyncio.sleep(0)
    return a * 2


@ps.javascript
def walks(a: str):
    for c in a:
        yield c.upper()


@ps.javascript
async def comes(a: list[int]):
    for item in a:
        yield item + 1


@ps.javascript
def bytes_(a: bytes) -> str:
    return a.hex()


@ps.javascript
def without() -> int:
    return 42


def helper(n):
    return n


@ps.javascript
def other(a: int) -> int:
    return plain_sum([helper(a), whole(a)])


@ps.javascript
def plain_sum(a: list[int]) -> int:
    return sum(a)


@ps.javascript
def whole(a: int) -> int:
    return abs(a)
"#;

#[test]
fn every_kind_of_annotation_gives_inputs() {
    let dir = project(&[("app/kinds.py", &format!("{HEAD}{KINDS}"))]);
    let Some(found) = found(dir.path(), &[], 0) else { return };
    assert_eq!(found.len(), KINDS.matches("@ps.javascript").count());
    for function in &found {
        let inputs = function["inputs"].as_u64().expect("a number");
        let least = if function["function"] == "without" { 1 } else { 4 };
        assert_eq!(function["late"], 0, "{function}");
        assert!(function["state"] == "agrees" && inputs >= least, "{function}");
    }
    // Nothing is left behind in the project.
    assert_eq!(tree(dir.path()), ["app/kinds.py"]);
}

#[test]
fn a_difference_is_shown_on_its_smallest_input() {
    let text = format!(
        "{HEAD}\n\n@ps.javascript\ndef order(a: list[int], b: str) -> list[int]:\n    return list(set(a))\n\n\n\
         @ps.javascript\ndef same(a: int) -> int:\n    return a\n\n\n\
         @ps.javascript\ndef exampled(a):\n    \"\"\"Twice.\n\n    >>> xs = {{3, 1}}\n    >>> exampled(xs)\n    [1, 3]\n    \"\"\"\n    return list(a)\n"
    );
    let dir = project(&[("a.py", &text)]);
    let Some(all) = found(dir.path(), &[], 1) else { return };
    let wanted = [
        "order differs order([1, 0], ''): [0, 1] | [1, 0]",
        "same agrees",
        "exampled differs xs = {3, 1}\nexampled(xs): [1, 3] | [3, 1]",
    ];
    assert_eq!(states(&all), wanted);
    // One seed, one report.
    assert_eq!(found(dir.path(), &[], 1), Some(all.clone()));
    assert!(found(dir.path(), &["--seed", "7"], 1).is_some_and(|it| it[0]["state"] == "differs"));
    verify(dir.path(), &["--exit-zero"]).map(|run| run.expect(0));
    let quiet = verify(dir.path(), &["-q"]).expect("Python").expect(1).out;
    assert!(quiet.contains("order") && !quiet.contains("same"), "{quiet}");
}

#[test]
fn what_cannot_be_compared_is_named_with_the_reason() {
    let text = format!(
        "{HEAD}import random\nfrom typing import Literal\nfrom pulse.js import Math, document\n\n\n\
         @ps.javascript(jsx=True)\ndef Card():\n    return ps.p()\n\n\n\
         @ps.javascript\ndef title() -> str:\n    return document.title\n\n\n\
         @ps.javascript\ndef floor(x: float) -> float:\n    return Math.floor(x)\n\n\n\
         @ps.javascript\ndef open_(x):\n    return x\n\n\n\
         @ps.javascript\ndef unknown(x: object) -> int:\n    return 1\n\n\n\
         @ps.javascript\ndef lucky() -> float:\n    return random.random()\n\n\n\
         @ps.javascript\ndef forever(n: int) -> int:\n    while n > 2:\n        n += 1\n    return n\n\n\n\
         @ps.javascript\ndef chatty(n: int) -> None:\n    while True:\n        print(\"x\" * 1000)\n\n\n\
         @ps.javascript\ndef huge(n: Literal[100000000000]) -> int:\n    return len(list(range(n)))\n\n\n\
         @ps.javascript\ndef named(n: int):\n    return [lambda: n]\n\n\n\
         @ps.javascript\ndef last(n: int) -> int:\n    return n\n\n\n\
         @ps.javascript\ndef float_(x: list[object]) -> str:\n    \"\"\"\n    >>> float_([1.0])\n    '[1.0]'\n    \"\"\"\n    return str(x)\n"
    );
    let dir = project(&[("a.py", &text)]);
    let Some(found) = found(dir.path(), &["--timeout", "2"], 0) else { return };
    let wanted = [
        "title skipped it needs `document.title` of JavaScript, which CPython has not (a.py:14)",
        "floor skipped it needs `Math.floor` of JavaScript, which CPython has not (a.py:19)",
        "open_ uncovered the parameter `x` has no annotation",
        "unknown uncovered no values are made of `object`",
        "lucky skipped it gives something else each time",
        "forever agrees",
        "chatty stopped `chatty(0)` does not end in CPython",
        "huge stopped `huge(100000000000)` does not end in CPython",
        "named skipped what it gives is shown by its address",
        "last agrees",
        "float_ agrees",
        "Card skipped it is a component, which only a page shows",
    ];
    assert_eq!(states(&found), wanted);
    assert!(
        found[5]["late"].as_u64() > Some(2) && found[5]["inputs"].as_u64() > Some(2),
        "{}",
        found[5]
    );
    assert_eq!(found[10]["known"], serde_json::json!(["integral-float"]));
}

/// A file is the module that its place makes it, also beside a folder of its name; siblings are found, too.
#[test]
fn modules_have_their_names_from_the_root() {
    let text = |import: &str| {
        format!("{HEAD}{import}\n\n\n@ps.javascript\ndef f(n: int) -> int:\n    return twice(n)\n")
    };
    let twice = "def twice(n):\n    return n * 2\n";
    let dir = project(&[
        ("pulsec.toml", ""),
        ("a/a.py", &text("from a.b import twice")),
        ("a/b.py", twice),
        ("c/__init__.py", ""),
        ("c/d.py", &text("from .e import twice")),
        ("c/e.py", twice),
        ("odd-name/g.py", &text("from c.e import twice")),
        (
            "src/top/__init__.py",
            &format!("{HEAD}\n\n@ps.javascript\ndef f(n: int) -> int:\n    return n\n"),
        ),
        ("src/top/mid/__init__.py", ""),
        ("src/top/mid/i.py", &text("from top.mid.j import twice")),
        ("src/top/mid/j.py", twice),
        ("scripts/h.py", &text("from beside import twice")),
        ("scripts/beside.py", twice),
    ]);
    let Some(found) = found(dir.path(), &[], 0) else { return };
    assert_eq!(states(&found), ["f agrees"; 6]);
}

/// What ends in CPython and not where it is compiled is stopped too, and what CPython cannot load is said.
#[test]
fn each_side_is_limited() {
    let text = format!(
        "{HEAD}\n\ntry:\n    import no_such_module_\n    HERE = True\nexcept ImportError:\n    HERE = False\n\n\n\
         @ps.javascript\ndef fine(n: int) -> int:\n    return n\n"
    );
    let dir = project(&[
        ("a.py", &text),
        ("b.py", &format!("{text}\n\nraise ValueError(\"at once\")\n")),
    ]);
    let Some(found) = found(dir.path(), &[], 0) else { return };
    let wanted = ["fine agrees", "fine skipped CPython cannot load the file: ValueError: at once"];
    assert_eq!(states(&found), wanted);
}

#[test]
fn tests_of_the_project_run_on_both_sides() {
    let text = format!(
        "{HEAD}\n\n@ps.javascript\ndef order(a: list[int]):\n    return list(set(a))\n\n\n@ps.javascript\ndef twice(n: int) -> int:\n    return n * 2\n"
    );
    let tests = "from shop import order, twice\n\n\ndef test_twice():\n    assert twice(2) == 4\n\n\n\
                 def test_order():\n    assert order([1, 0]) == [0, 1]\n\n\n\
                 def test_wrong():\n    assert twice(2) == 5\n\n\n\
                 def test_fixture(tmp_path):\n    assert twice(2) == 4\n\n\n\
                 def test_server():\n    assert len(open(__file__).read()) > twice(1)\n\n\n\
                 def test_other():\n    assert True\n\n\n\
                 async def test_later():\n    assert twice(1) == 2\n";
    let dir = project(&[("shop.py", &text), ("test_shop.py", tests)]);
    let Some(found) = found(dir.path(), &["test_shop.py", "shop.py"], 1) else { return };
    let all = states(&found);
    let tests: Vec<&String> =
        std::iter::zip(&all, &found).filter(|it| it.1["test"] == true).map(|it| it.0).collect();
    assert_eq!(tests[0], "test_twice agrees");
    assert_eq!(tests[1], "test_order differs test_order(): passes | raises AssertionError");
    assert_eq!(
        tests[2],
        "test_wrong skipped it does not pass in CPython, where it raises AssertionError"
    );
    assert_eq!(tests[3], "test_fixture skipped it takes fixtures or parameters");
    assert!(tests[4].starts_with("test_server skipped it is not compiled: "), "{}", tests[4]);
    assert_eq!(tests[5], "test_later agrees");
    assert_eq!(tests.len(), 6);
}

#[test]
fn what_cannot_be_done_is_two() {
    let dir = project(&[(
        "a.py",
        &format!("{HEAD}\n\n@ps.javascript\ndef f(n: int):\n    return nope\n"),
    )]);
    let said = |args: &[&str]| pulsec(dir.path(), &[&["verify"], args].concat()).expect(2).err;
    assert!(said(&["--python", "/none"]).contains("/none cannot be used as Python"));
    assert!(said(&["--output-format", "sarif"]).contains("text, concise or json"));
    let mut none = command(dir.path(), &["verify"]);
    let none = finish(none.env("PATH", "")).expect(2).err;
    assert_eq!(
        none,
        "error: no Python was found: activate an environment, or name one with `--python`\n"
    );
    let Some(broken) = verify(dir.path(), &[]) else { return };
    assert!(broken.expect(1).out.contains("PSC201"));
}

/// Of what a call prints both sides keep as much, to the character.
#[test]
fn what_prints_without_end_is_compared_as_far_as_it_is_kept() {
    let text = format!(
        "{HEAD}\n\n@ps.javascript\ndef loud(n: int) -> int:\n    for i in range(700):\n        \
         print(\"é\" * 17, n)\n    return n\n"
    );
    let dir = project(&[("a.py", &text)]);
    let Some(found) = found(dir.path(), &["--examples", "3"], 0) else { return };
    assert_eq!(states(&found), ["loud agrees"]);
}

/// The transcript of `docs/cli.md`.
#[test]
fn the_docs_show_a_report() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let page = std::fs::read_to_string(page).expect("a page");
    let block = |start: &str| {
        let rest = page.split(start).nth(1).unwrap_or_else(|| panic!("no block {start}"));
        rest.split("```").next().expect("an end").to_owned()
    };
    let files = ["prices.py", "tags.py"];
    let texts = files.map(|name| block(&format!("```python {name}\n")));
    let dir = project(&[(files[0], &texts[0]), (files[1], &texts[1])]);
    let Some(run) = verify(dir.path(), &files) else { return };
    let shown = block("```text verify\n$ pulsec verify prices.py tags.py\n");
    let said = run.expect(1).out;
    assert!(said == shown, "docs/cli.md shows something else than this:\n{said}");
}
