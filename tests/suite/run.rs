//! `pulsec run`: results, prints, tracebacks and refusals; where CPython can say it too, it is asked.

use std::path::Path;
use std::process::Command;

use crate::binary::{Run, command, finish, project, pulsec};
use crate::tools;

/// A module of which every way to call a function has something.
const MODULE: &str = r#"import asyncio
import json
from dataclasses import dataclass
from enum import Enum

import pulse as ps

RATE = 0.5


class Color(Enum):
    RED = 1


class Broken(ValueError):
    pass


@dataclass
class Point:
    x: float
    y: float = 0.0


def scaled(x: float) -> float:
    return x * RATE


@ps.javascript
def whole(n: int) -> int:
    return n + 1


@ps.javascript
def half(x: float) -> float:
    return scaled(x)


@ps.javascript
def many(a, b=2, /, c: str = "c", *, d: bool = False):
    print(a, b, c, d)
    return (a, b, c, d)


@ps.javascript
def rest(*args: int, **named: str):
    return [list(args), dict(named)]


@ps.javascript
def point(x: float) -> Point:
    return Point(x)


@ps.javascript
def color():
    return Color.RED


@ps.javascript
def nothing(text: str):
    print("said", text)


@ps.javascript
async def later(n: int) -> list[int]:
    await asyncio.sleep(0.01)
    first, second = await asyncio.gather(slow(n), slow(2 * n))
    return [first, second]


async def slow(n: int) -> int:
    await asyncio.sleep(0.01)
    if n < 0:
        raise Broken("below 0")
    return n


@ps.javascript
def numbers(end: int):
    for n in range(end):
        yield n / 2


@ps.javascript
async def ticks(end: int):
    for n in range(end):
        await asyncio.sleep(0)
        yield n


@ps.javascript
def divided(rows: list[list[int]]) -> list[float]:
    return [inner(row) for row in rows]


def inner(row: list[int]) -> float:
    total = 0.0
    for item in row:
        total += (lambda n: 10 / n)(item)
    return total


@ps.javascript
def caused(key: str):
    try:
        return {"a": 1}[key]
    except KeyError as error:
        raise Broken(f"no {key}") from error


@ps.javascript
def deep(n: int) -> int:
    if n == 0:
        raise RuntimeError("bottom")
    return deep(n - 1)


@ps.javascript
def noted():
    error = ValueError("a", 1)
    error.add_note("by the way")
    raise error


@ps.javascript
def encoded(text: str):
    return json.loads(text)


KEPT = {}


def keep(name):
    def add(function):
        KEPT[name] = function
        return function

    return add


class App:
    all = []

    def __init__(self):
        self.commands = {}

    def __init_subclass__(cls):
        App.all.append(cls.__name__)

    def command(self, function):
        self.commands[function.__name__] = function
        return function


app = App()


@keep("one")
def first():
    return 1


@app.command
def second():
    return 2


class Sub(App):
    pass


@ps.javascript
def kept():
    return KEPT["one"](), app.commands["second"](), App.all
"#;

/// The `pulse` of CPython.
const PULSE: &str = "def javascript(function):\n    return function\n";

/// Calls on both sides: the function, the arguments as CPython writes them.
const CALLS: &[(&str, &[&str])] = &[
    ("kept", &[]),
    ("whole", &["41"]),
    ("whole", &["-1"]),
    ("whole", &["n=41"]),
    ("half", &["3.0"]),
    ("half", &["x=4.0"]),
    ("many", &["[1, (2,), {3}, None, True]"]),
    ("many", &["'it\\'s'", "b'x'", "c=\"\\u00e9\\n\"", "d=True"]),
    ("rest", &[]),
    ("rest", &["1", "2", "x='a'", "y='b'"]),
    ("point", &["2.0"]),
    ("color", &[]),
    ("nothing", &["'a'"]),
    ("later", &["3"]),
    ("later", &["-3"]),
    ("numbers", &["3"]),
    ("ticks", &["3"]),
    ("divided", &["[[1, 2], [4]]"]),
    ("divided", &["[[1], [2, 0]]"]),
    ("caused", &["'a'"]),
    ("caused", &["'b'"]),
    ("deep", &["1"]),
    ("deep", &["12"]),
    ("noted", &[]),
    ("encoded", &["'[1, 2.5, null]'"]),
    ("scaled", &["1.0"]),
];

/// Calls that fit no function: CPython's words are ours.
const MISFITS: &[(&str, &[&str])] = &[
    ("whole", &[]),
    ("whole", &["1", "2"]),
    ("whole", &["m=1"]),
    ("whole", &["1", "n=1"]),
    ("many", &[]),
    ("many", &["1", "b=2"]),
    ("many", &["1", "2", "3", "4"]),
    ("many", &["1", "2", "3", "4", "5"]),
    ("caused", &["1", "2"]),
    ("nothing", &[]),
];

/// What CPython says of a call: the last line has no caret, since the engine knows no ends of expressions.
const DRIVER: &str = r#"
import asyncio, inspect, sys, traceback
sys.path[:0] = ["stub", "."]
import prices
name, text = sys.argv[1:]
try:
    value = eval(f"prices.{name}({text})")
    if inspect.isasyncgen(value):
        async def items(value=value):
            return [item async for item in value]
        value = items()
    if inspect.isgenerator(value):
        value = list(value)
    if inspect.iscoroutine(value):
        value = asyncio.run(value)
    if value is not None:
        print(repr(value))
except BaseException as error:
    told = []
    while error is not None:
        told.insert(0, error)
        error = error.__cause__
    between = "\nThe above exception was the direct cause of the following exception:\n\n"
    def one(error):
        lines = traceback.format_exception(type(error), error, error.__traceback__, chain=False)
        frames = [line for line in lines if "prices.py" in line or "[Previous line" in line]
        tail = [line for line in lines[1:] if not line.startswith("  ")]
        carets = lambda line: set(line.strip()) <= set("~^")
        frames = ["".join(part for part in line.splitlines(True) if not carets(part)) for line in frames]
        head = lines[:1] if frames else []
        return "".join(head + frames + tail)
    sys.stderr.write(between.join(map(one, told)))
    sys.exit(1)
"#;

fn python(dir: &Path, name: &str, arguments: &[&str]) -> Option<Run> {
    let mut command = Command::new(tools::python_3_12()?);
    command.args(["-X", "no_debug_ranges", "-c", DRIVER, name, &arguments.join(", ")]);
    Some(finish(command.current_dir(dir)))
}

fn shop() -> tempfile::TempDir {
    project(&[("prices.py", MODULE), ("stub/pulse.py", PULSE)])
}

fn run(dir: &Path, name: &str, arguments: &[&str]) -> Run {
    let target = format!("prices.py::{name}");
    pulsec(dir, &[&["run", &target], arguments].concat())
}

/// The frames of an exception that crosses an `await` are those since it; a class of the file has no module before it.
fn as_ours(text: &str, dir: &Path) -> String {
    let path = format!("File \"{}/", dir.display());
    let text = text.replace(&path, "File \"").replace("File \"./", "File \"");
    text.replace("prices.Broken", "Broken")
}

#[test]
fn calls_do_what_cpython_does() {
    let shop = shop();
    for (name, arguments) in CALLS {
        let Some(python) = python(shop.path(), name, arguments) else { return };
        let ours = run(shop.path(), name, arguments);
        let wanted = as_ours(&python.err, &shop.path().canonicalize().expect("a folder"));
        assert_eq!((&ours.out, ours.code), (&python.out, python.code), "{name}: {}", ours.err);
        // Ours begins where it was awaited last, or where it was made.
        if ["later", "noted"].contains(name) {
            let last =
                |text: &str| text.lines().rev().take(2).map(str::to_owned).collect::<Vec<_>>();
            let count = if *name == "later" { 1 } else { 2 };
            assert!(
                last(&ours.err).iter().take(count).eq(last(&wanted).iter().take(count)),
                "{}",
                ours.err
            );
            continue;
        }
        assert_eq!(ours.err, wanted, "{name} {arguments:?}");
    }
}

#[test]
fn calls_that_do_not_fit_are_two_in_the_words_of_cpython() {
    let shop = shop();
    for (name, arguments) in MISFITS {
        let Some(python) = python(shop.path(), name, arguments) else { return };
        let ours = run(shop.path(), name, arguments).expect(2);
        let wanted =
            python.err.trim_end().rsplit_once("TypeError: ").expect("a TypeError").1.to_owned();
        let (first, help) = ours.err.split_once('\n').expect("two lines");
        assert_eq!(first, format!("error: {wanted}"), "{name} {arguments:?}");
        assert!(help.starts_with(&format!("help: it is `{name}(")), "{help}");
    }
}

#[test]
fn json_goes_in_and_out() {
    let shop = shop();
    let json =
        |name: &str, arguments: &[&str]| run(shop.path(), name, &[arguments, &["--json"]].concat());
    let out = json("many", &["{\"a\": [true, null, 1.5]}", "d=false"]).expect(0).out;
    let (_, value) = out.split_once('\n').expect("what it printed, then the value");
    assert_eq!(value, "[{\"a\": [true, null, 1.5]}, 2, \"c\", false]\n");
    assert_eq!(json("nothing", &["\"a\""]).expect(0).out, "said a\nnull\n");
    assert_eq!(json("half", &["4.0"]).expect(0).out, "2.0\n");
    let none = json("many", &["{1}"]).expect(2);
    let wanted =
        "error: the result of `many` is no JSON: Object of type set is not JSON serializable\n";
    assert_eq!(none.err, wanted);
    assert!(json("divided", &["[[0]]"]).expect(1).err.contains("ZeroDivisionError"));
}

#[test]
fn what_cannot_be_called_is_two() {
    let files = [("prices.py", MODULE), ("broken.py", "def f(:\n"), ("notes.py", "X = 1\n")];
    let dir = project(&files);
    let said = |arguments: &[&str]| {
        let run = pulsec(dir.path(), &[&["run"], arguments].concat()).expect(2);
        assert!(run.out.is_empty(), "{}", run.out);
        run.err
    };
    assert_eq!(said(&["prices.py"]), "error: `prices.py` names no function; write FILE::NAME\n");
    assert!(said(&["none.py::f"]).contains("none.py: no such file or folder"));
    assert!(said(&[".::f"]).contains("is a folder"));
    assert!(said(&["prices.py::wholes"]).contains("did you mean `whole`?"));
    assert!(said(&["prices.py::nope"]).contains("it has `scaled`, `whole`,"));
    assert!(said(&["notes.py::f"]).ends_with("no function `f` in `notes.py`\n"));
    assert!(said(&["prices.py::Point"]).contains("`Point` is a class"));
    assert!(said(&["prices.py::whole", "x"]).contains("a text has quotes of its own: '\"x\"'"));
    assert!(said(&["prices.py::whole", "1 + 1"]).contains("no literal of Python or JSON"));
    assert!(said(&["prices.py::whole", "n=1", "2"]).contains("follows a keyword argument"));
    for flag in ["--timeout=0", "--timeout=x", "--timeout=inf", "--memory=1", "--memory=-1"] {
        said(&["prices.py::whole", "1", flag]);
    }
    let broken = pulsec(dir.path(), &["run", "broken.py::f"]).expect(1);
    assert!(broken.err.contains("PSC101") && broken.out.is_empty(), "{}", broken.err);
}

/// What is good for a page is refused with its place, also where it is far behind the function; what only stands beside
/// it is no matter.
#[test]
fn what_needs_a_page_is_refused() {
    let app = "import pulse as ps\nfrom pulse.js import document, window\n\
               from pulse.js.pulse import usePulseChannel\nfrom pulse.js.react import useState, createContext\n\
               from deep import far, near\n\nTheme = createContext(None)\nroot = document.body\n\
               lodash = ps.Import(\"chunk\", \"lodash\")\n\n\n\
               @ps.javascript(jsx=True)\ndef Counter():\n    n, set_n = useState(0)\n    return n\n\n\n\
               @ps.javascript\ndef element():\n    return ps.p(\"a\")\n\n\n\
               @ps.javascript\ndef title():\n    return document.title\n\n\n\
               @ps.javascript\ndef constant():\n    return root\n\n\n\
               @ps.javascript\ndef packed():\n    return lodash([1], 1)\n\n\n\
               @ps.javascript(jsx=True)\ndef Live(*, channelId: str):\n    return str(usePulseChannel(channelId))\n\n\n\
               @ps.javascript\ndef behind():\n    return far()\n\n\n\
               @ps.javascript\ndef plain(n: int):\n    return near(n)\n";
    let deep = "from pulse.js import Math\nfrom pulse.js.window import localStorage\n\n\ndef far():\n    return [inner()]\n\n\n\
                def inner():\n    return localStorage.getItem(\"a\")\n\n\n\
                def near(n: int):\n    return Math.max(n, 2)\n";
    let dir = project(&[("app.py", app), ("deep.py", deep)]);
    let said = |name: &str| {
        let arguments: &[&str] = if name == "Live" { &["channelId='c'"] } else { &[] };
        let target = format!("app.py::{name}");
        let run = pulsec(dir.path(), &[&["run", &target], arguments].concat()).expect(2);
        let way_out = "\nhelp: open it in a page, through the plugin of Vite or of Pulse";
        assert!(run.err.contains(way_out), "{}", run.err);
        run.err.lines().next().expect("a line").to_owned()
    };
    assert_eq!(
        said("Counter"),
        "error: `Counter` needs the hook `useState` of React, which only a page has (app.py:14)"
    );
    assert!(said("element").contains("needs an element, which only a page has (app.py:20)"));
    assert!(
        said("title")
            .contains("needs `document.title` of the browser, which only a page has (app.py:25)")
    );
    assert!(
        said("constant")
            .contains("needs `document.body` of the browser, which only a page has (app.py:30)")
    );
    assert!(
        said("packed")
            .contains("needs the npm package `lodash`, which is not loaded here (app.py:35)")
    );
    assert!(
        said("Live").contains("needs the channel to the server, which only a page has (app.py:40)")
    );
    assert_eq!(
        said("behind"),
        "error: `behind` needs `window.localStorage` of the browser, which only a page has (deep.py:10)"
    );
    assert_eq!(pulsec(dir.path(), &["run", "app.py::plain", "1"]).expect(0).out, "2\n");
}

#[test]
fn limits_end_what_does_not_end() {
    let text = "import asyncio\n\nimport pulse as ps\nfrom pulse.js import Promise, console\n\n\n\
                @ps.javascript\ndef forever():\n    while True:\n        pass\n\n\n\
                @ps.javascript\nasync def sleeping():\n    await asyncio.sleep(3600)\n\n\n\
                @ps.javascript\ndef growing():\n    rows = []\n    while True:\n        rows.append([0] * 1000)\n\n\n\
                @ps.javascript\ndef falling(n: int):\n    return falling(n + 1)\n\n\n\
                @ps.javascript\nasync def stuck():\n    await Promise(lambda resolve, reject: None)\n\n\n\
                @ps.javascript\ndef chatty():\n    for n in range(3):\n        print(n)\n    console.error(\"aside\")\n    while True:\n        pass\n";
    let dir = project(&[("a.py", text)]);
    let run = |name: &str, flags: &[&str]| {
        pulsec(dir.path(), &[&["run", &format!("a.py::{name}")], flags].concat())
    };
    for name in ["forever", "sleeping"] {
        let stopped = run(name, &["--timeout", "0.3"]).expect(2);
        let wanted = format!("error: `{name}` stopped after 0.3 s; `--timeout` gives it more\n");
        assert_eq!(stopped.err, wanted);
    }
    let grown = run("growing", &["--memory", "16", "--timeout", "600"]).expect(2);
    let wanted =
        "error: `growing` stopped, as it needs more than 16 MB; `--memory` gives it more\n";
    assert_eq!(grown.err, wanted);
    let fallen = run("falling", &["0", "--timeout", "600"]).expect(1);
    assert!(fallen.err.contains("RecursionError"), "{}", fallen.err);
    assert!(fallen.err.contains("  [earlier calls are left out]\n"), "{}", fallen.err);
    let stuck = run("stuck", &[]).expect(2);
    assert_eq!(stuck.err, "error: `stuck` waits for something that never comes\n");
    // What was printed until then is there.
    let chatty = run("chatty", &["--timeout", "3"]).expect(2);
    assert_eq!(chatty.out, "0\n1\n2\n");
    assert!(chatty.err.starts_with("aside\nerror: `chatty` stopped"), "{}", chatty.err);
}

/// `pulsec run app.py::forever | head -1` ends.
#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_the_run() {
    let text = "import pulse as ps\n\n\n@ps.javascript\ndef forever():\n    while True:\n        print(\"more\")\n";
    let dir = project(&[("a.py", text)]);
    let program = env!("CARGO_BIN_EXE_pulsec");
    let script = format!("\"{program}\" run a.py::forever --timeout 600 | head -1");
    let run = finish(Command::new("sh").args(["-c", &script]).current_dir(dir.path())).expect(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("more\n", ""));
}

/// What a run leaves behind is nothing.
#[test]
fn nothing_is_written() {
    let shop = shop();
    run(shop.path(), "whole", &["1"]).expect(0);
    assert_eq!(crate::binary::tree(shop.path()), ["prices.py", "stub/pulse.py"]);
    let other =
        finish(command(shop.path(), &["run", "prices.py::many", "1"]).env("FORCE_COLOR", "1"));
    assert_eq!(other.expect(0).out, "1 2 c False\n(1, 2, 'c', False)\n");
}

/// What a module raises while it is loaded has its place.
#[test]
fn loading_may_raise() {
    let text = "import pulse as ps\n\n\ndef first(rows: list[int]) -> int:\n    return rows[0]\n\n\n\
                FIRST = first([])\n\n\n@ps.javascript\ndef f() -> int:\n    return FIRST\n";
    let dir = project(&[("a.py", text)]);
    let wanted = "Traceback (most recent call last):\n  File \"a.py\", line 8, in <module>\n    FIRST = first([])\n  \
                  File \"a.py\", line 5, in first\n    return rows[0]\nIndexError: list index out of range\n";
    assert_eq!(pulsec(dir.path(), &["run", "a.py::f"]).expect(1).err, wanted);
}

/// The call names nothing that a file may have another of.
#[test]
fn names_of_the_file_do_not_get_in_the_way() {
    let text = "import pulse as ps\n\n\ndef repr(x):\n    return \"mine\"\n\n\ndef list(x):\n    return \"mine\"\n\n\n\
                class json:\n    dumps = repr\n\n\n@ps.javascript\ndef f(n: float):\n    return {\"a\": [n]}\n\n\n\
                @ps.javascript\ndef g(n: int):\n    yield n\n";
    let dir = project(&[("a.py", text)]);
    let out = |args: &[&str]| pulsec(dir.path(), &[&["run"], args].concat()).expect(0).out;
    assert_eq!(out(&["a.py::f", "1.0"]), "{'a': [1.0]}\n");
    assert_eq!(out(&["a.py::f", "1.0", "--json"]), "{\"a\": [1.0]}\n");
    assert_eq!(out(&["a.py::g", "1"]), "[1]\n");
}

#[test]
fn sys_exit_ends_with_its_code() {
    let text = "import sys\n\nimport pulse as ps\n\n\n@ps.javascript\ndef f(code: int | str | None):\n    \
                print(\"so far\")\n    sys.exit(code)\n";
    let dir = project(&[("a.py", text)]);
    for (code, wanted, said) in
        [("3", 3, ""), ("0", 0, ""), ("None", 0, ""), ("'bye'", 1, "bye\n"), ("256", 0, "")]
    {
        let run = pulsec(dir.path(), &["run", "a.py::f", code]).expect(wanted);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("so far\n", said), "{code}");
    }
}
