//! `pulsec serve`, driven through the real binary.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::loading;

/// A server and both ends of its talk.
pub struct Server {
    pub child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: u64,
}

impl Server {
    /// Not yet initialized.
    fn raw() -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pulsec"));
        command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped());
        command.env_remove("VIRTUAL_ENV").env_remove("CONDA_PREFIX");
        let mut child = command.spawn().expect("started");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Server { child, input, output, next: 1 }
    }

    pub fn new() -> Server {
        let mut server = Server::raw();
        let result = server.ask("initialize", json!({ "protocol": 1 }));
        assert_eq!(result["server"]["name"], "pulsec");
        server
    }

    fn send(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).and_then(|()| input.flush()).expect("it reads");
    }

    fn request(&mut self, method: &str, params: Value) -> u64 {
        let id = self.next;
        self.next += 1;
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.send(format!("{message}\n").as_bytes());
        id
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("UTF-8");
        let answer = serde_json::from_str(&line);
        let answer: Value = answer.unwrap_or_else(|error| panic!("{error}: {line:?}"));
        loads(&answer["result"]);
        answer
    }

    /// The answer to one request, when nothing else is under way.
    fn full(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    #[track_caller]
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.full(method, params);
        assert_eq!(answer["error"], Value::Null, "{answer}");
        answer["result"].take()
    }

    pub fn error(&mut self, bytes: &[u8]) -> (i64, String) {
        self.send(bytes);
        let answer = self.answer();
        let error = &answer["error"];
        (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
    }

    pub fn file(&mut self, app: &App, name: &str) -> Value {
        let (root, file) = (app.path(""), app.path(name));
        self.ask("compileFile", json!({ "root": root, "file": file, "runtime": "virtual:r" }))
    }

    pub fn end(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().expect("ended").code().expect("by itself")
    }
}

/// Loads the modules in an answer.
fn loads(result: &Value) {
    let mut modules = BTreeMap::new();
    if let Some(code) = result["code"].as_str() {
        modules.insert("answer.js".to_owned(), code.to_owned());
    }
    for file in result["files"].as_array().into_iter().flatten() {
        let path = file["path"].as_str().unwrap_or_default();
        if let (true, Some(text)) = (path.ends_with(".js"), file["contents"].as_str()) {
            modules.insert(path.to_owned(), text.to_owned());
        }
    }
    loading::loads(&modules);
}

/// A project on disk.
pub struct App {
    dir: tempfile::TempDir,
}

impl App {
    pub fn new(files: &[(&str, &str)]) -> App {
        let app = App { dir: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(name, text)| app.write(name, text));
        app
    }

    pub fn path(&self, name: &str) -> PathBuf {
        let root = self.dir.path().canonicalize().unwrap();
        if name.is_empty() { root } else { root.join(name) }
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn mark(name: &str, body: &str) -> String {
        format!("import pulse as ps\n\n@ps.javascript\ndef {name}(a):\n    return {body}\n")
    }
}

const CHAT: &str = "\
import pulse as ps
from app.format import initials
from lib.money import show

Chart = ps.Import(\"Chart\", \"./chart.js\")


@ps.javascript(jsx=True)
def Chat(*, name: str):
    return ps.div(Chart, initials(name), show(1))
";

fn chat() -> App {
    App::new(&[
        ("app/chat.py", CHAT),
        ("app/chart.js", "export const Chart = 1;\n"),
        ("app/format.py", "def initials(n: str):\n    return n[:2]\n"),
        ("lib/money.py", "def show(n: int):\n    return f\"{n} €\"\n"),
        ("app/server.py", "import os\nSECRET = os.environ\n"),
    ])
}

#[track_caller]
fn has(text: &Value, wanted: &[&str]) {
    let text = text.as_str().expect("a text");
    wanted.iter().for_each(|part| assert!(text.contains(part), "no {part} in\n{text}"));
}

fn codes(result: &Value) -> Vec<&str> {
    let found = result["diagnostics"].as_array().unwrap();
    found.iter().map(|found| found["code"].as_str().unwrap()).collect()
}

#[test]
fn a_file_comes_as_a_bundler_wants_it() {
    let (app, mut server) = (chat(), Server::new());
    let chat = server.file(&app, "app/chat.py");
    assert_eq!((&chat["ok"], &chat["isEmpty"]), (&json!(true), &json!(false)), "{chat}");
    has(
        &chat["code"],
        &["\"./format.py\"", "\"../lib/money.py\"", "\"./chart.js\"", "export function Chat"],
    );
    has(&chat["dts"], &["name: string"]);
    assert_eq!(chat["exports"], json!(["Chat"]));
    assert_eq!(chat["components"], json!(["Chat"]));
    assert_eq!(chat["map"]["sources"], json!([app.path("app/chat.py")]));
    assert_eq!(chat["map"]["sourcesContent"], json!([CHAT]));
    let watched = ["app/chat.py", "app/format.py", "lib/money.py"].map(|name| app.path(name));
    assert_eq!(chat["watch"], json!(watched));
    let format = server.file(&app, "app/format.py");
    has(&format["code"], &["export function initials", "from \"virtual:r\""]);
    let empty = server.file(&app, "app/server.py");
    assert_eq!((&empty["ok"], &empty["isEmpty"]), (&json!(true), &json!(true)), "{empty}");
    let missing = server.file(&app, "app/none.py");
    assert_eq!((&missing["ok"], codes(&missing)), (&json!(false), vec!["PSC001"]), "{missing}");
    has(&server.ask("runtime", json!({}))["code"], &["export function truthy"]);
    assert_eq!(server.end(), 0);
}

#[test]
fn an_error_keeps_back_only_those_who_need_the_file() {
    let (app, mut server) = (chat(), Server::new());
    app.write("app/other.py", &App::mark("other", "nope"));
    app.write("app/user.py", "import pulse as ps\nfrom app.other import other\n\n@ps.javascript\ndef user():\n    return other(1)\n");
    assert_eq!(server.file(&app, "app/chat.py")["ok"], true);
    let other = server.file(&app, "app/other.py");
    assert_eq!((&other["ok"], codes(&other)), (&json!(false), vec!["PSC201"]));
    let found = &other["diagnostics"][0];
    assert_eq!(found["file"], json!(app.path("app/other.py")));
    assert_eq!(found["path"], "app/other.py");
    assert_eq!(found["start"], json!({ "line": 5, "column": 12 }));
    let frame =
        "3 | @ps.javascript\n4 | def other(a):\n5 |     return nope\n  |            ^^^^\n6 |\n";
    assert_eq!(found["frame"], frame);
    let user = server.file(&app, "app/user.py");
    assert_eq!((&user["ok"], codes(&user)), (&json!(false), vec!["PSC201"]), "{user}");
}

#[test]
fn what_changed_is_told() {
    let (app, mut server) = (chat(), Server::new());
    for name in ["app/chat.py", "app/format.py", "lib/money.py"] {
        assert_eq!(server.file(&app, name)["ok"], true);
    }
    let invalidate = |server: &mut Server, names: &[&str]| {
        let files: Vec<_> = names.iter().map(|name| app.path(name)).collect();
        server.ask("invalidate", json!({ "files": files }))["changed"].take()
    };
    let paths = |names: &[&str]| json!(names.iter().map(|it| app.path(it)).collect::<Vec<_>>());
    assert_eq!(invalidate(&mut server, &["app/chat.py"]), json!([]), "nothing is different");
    app.write("app/format.py", "def initials(n: str):\n    return n[:3]\n");
    assert_eq!(invalidate(&mut server, &["app/format.py"]), paths(&["app/format.py"]));
    has(&server.file(&app, "app/format.py")["code"], &["3"]);
    // A helper that somebody new needs is exported; one that nobody needs is gone.
    app.write("app/chat.py", &App::mark("chat", "a"));
    let changed = paths(&["app/chat.py", "app/format.py", "lib/money.py"]);
    assert_eq!(invalidate(&mut server, &["app/chat.py"]), changed);
    assert_eq!(server.file(&app, "lib/money.py")["isEmpty"], true);
    // A file that is new, one that nobody asked for yet, and those not asked for since they changed.
    app.write("app/new.py", &App::mark("new", "a"));
    let changed = paths(&["app/chat.py", "app/format.py", "app/new.py"]);
    assert_eq!(invalidate(&mut server, &["app/new.py"]), changed);
    assert_eq!(server.file(&app, "app/new.py")["exports"], json!(["new"]));
    assert!(server.ask("invalidate", json!({ "files": null }))["changed"].is_array());
}

/// Whoever names too few files, or none that matters, is told the truth all the same.
#[test]
fn what_nobody_names_is_noticed() {
    let caller = "import pulse as ps\nfrom b import f\n\n\n@ps.javascript\ndef g(n: int):\n    return f(n)\n";
    let shown = "import pulse as ps\nx = ps.Import(\"x\", \"./x.js\")\n\n\n@ps.javascript\ndef h():\n    return x\n";
    let texts = [("a.py", caller), ("b.py", "def f(n):\n    return n\n"), ("c.py", shown)];
    let (app, mut server) = (App::new(&texts), Server::new());
    app.write("x.js", "export const x = 1;\n");
    for name in ["a.py", "b.py", "c.py"] {
        assert_eq!(server.file(&app, name)["ok"], true);
    }
    let invalidate = |server: &mut Server, names: &[&str]| {
        let files: Vec<_> = names.iter().map(|name| app.path(name)).collect();
        server.ask("invalidate", json!({ "files": files }))["changed"].take()
    };
    let paths = |names: &[&str]| json!(names.iter().map(|it| app.path(it)).collect::<Vec<_>>());
    app.write("b.py", "def f(n):\n    return n + 10\n");
    assert_eq!(invalidate(&mut server, &["c.py"]), paths(&["b.py"]));
    has(&server.file(&app, "b.py")["code"], &["10"]);
    app.write("x.js", "export const x = 2;\n");
    assert_eq!(invalidate(&mut server, &["x.js"]), json!([]));
    // A file that comes and one that goes.
    app.write("b/__init__.py", "def f(n):\n    return str(n)\n");
    assert_eq!(invalidate(&mut server, &[]), paths(&["a.py", "b.py"]));
    std::fs::remove_dir_all(app.path("b")).unwrap();
    assert_eq!(invalidate(&mut server, &[]), json!([]), "as it was served");
}

#[test]
fn texts_stand_in_for_files() {
    let (app, mut server) = (chat(), Server::new());
    let overlay = json!({ app.path("app/format.py").to_str().unwrap():
        "def initials(n: str):\n    return n[:7]\n" });
    let (root, file) = (app.path(""), app.path("app/format.py"));
    let params = json!({ "root": root, "file": file, "runtime": "r", "overlay": overlay });
    has(&server.ask("compileFile", params)["code"], &["7"]);
    has(&server.file(&app, "app/format.py")["code"], &["2"]);
}

#[test]
fn a_project_is_compiled_into_memory_or_a_folder() {
    let (app, mut server) = (chat(), Server::new());
    let (root, out) = (app.path(""), app.path("out"));
    let made = server.ask("compile", json!({ "root": root, "outDir": out, "color": false }));
    assert_eq!((&made["ok"], &made["written"]), (&json!(true), &Value::Null), "{made}");
    let kinds: Vec<_> =
        made["files"].as_array().unwrap().iter().map(|file| &file["kind"]).collect();
    for kind in ["module", "map", "dts", "runtime", "asset", "manifest"] {
        assert!(kinds.contains(&&json!(kind)), "{kind}: {kinds:?}");
    }
    assert!(!out.exists());
    let params = json!({ "root": root, "outDir": out, "write": true });
    let written = server.ask("compile", params.clone());
    assert_eq!(written["files"][0].get("contents"), None);
    assert!(written["written"]["new"].as_u64().unwrap() > 4, "{written}");
    assert!(out.join("app/chat.js").exists() && out.join("pulsec.manifest.json").exists());
    assert_eq!(server.ask("compile", params.clone())["written"]["new"], 0);
    app.write("out/app/chat.js", "mine");
    app.write("out/pulsec.manifest.json", "{}");
    let refused = server.ask("compile", params);
    assert_eq!(refused["ok"], false);
    assert!(codes(&refused).contains(&"PSC005"), "{refused}");
    has(&refused["rendered"], &["PSC005 foreign-output"]);
}

#[test]
fn live_values_settle_what_the_source_does_not() {
    let source = "\
import os
import pulse as ps

LIMIT = int(os.environ.get('LIMIT', '25'))
PLAIN = 1
if LIMIT > 3:
    MODE = 'a'
else:
    MODE = 'b'
NAMES = []
NAMES.append('x')
TWICE = LIMIT * 2


@ps.javascript
def f():
    return [LIMIT, PLAIN, MODE, NAMES, TWICE, helper('x')]


def unmarked():
    return 1
";
    let app =
        App::new(&[("app/a.py", source), ("app/b.py", "def initials(n: str):\n    return n\n")]);
    let mut server = Server::new();
    let file = app.path("app/a.py");
    let key = file.to_str().unwrap();
    let text = "import pulse as _pulse\nLIMIT = 7\nPLAIN = 99\nMODE = 'live'\nNAMES = ['x', 'y']\n\
                from app.b import initials as helper\n";
    let params = |text: &str| json!({ "root": app.path(""), "bindings": { key: text }, "exports": { key: ["unmarked"] } });
    let made = server.ask("compile", params(text));
    assert_eq!((&made["ok"], &made["rendered"]), (&json!(true), &json!("")), "{made}");
    let files = made["files"].as_array().unwrap();
    let code = &files.iter().find(|file| file["path"] == "app/a.js").unwrap()["contents"];
    has(code, &["LIMIT = 7", "PLAIN = 1;", "MODE = \"live\"", "[\"x\", \"y\"]", "./b.js"]);
    has(code, &["export function unmarked"]);
    assert!(!made["watch"].to_string().contains("live values"), "{made}");
    let bad = server.ask("compile", params("MODE = 'live'\nLIMIT = 1j\n"));
    assert_eq!(bad["ok"], false);
    has(&bad["rendered"], &["<live values of app/a.py>:2:9"]);
    let without = server.ask("compile", json!({ "root": app.path("") }));
    assert!(codes(&without).contains(&"PSC207"), "{without}");
}

#[test]
fn imports_are_looked_up_where_the_host_says() {
    let marked = "import pulse as ps\nfrom shared import half\n\n\n@ps.javascript\ndef f(n: int):\n    return half(n)\n";
    let app =
        App::new(&[("app/a.py", marked), ("libs/shared.py", "def half(n):\n    return n / 2\n")]);
    let mut server = Server::new();
    let params = |search: Value| json!({ "root": app.path("app"), "search": search });
    let found = server.ask("compile", params(json!([app.path("libs")])));
    assert_eq!(found["ok"], true, "{found}");
    assert_eq!(codes(&server.ask("compile", params(json!([])))), ["PSC203"]);
}

#[test]
fn the_standard_library_is_where_the_host_says() {
    let marked = "import pulse as ps\nfrom colorsys import half\n\n\n@ps.javascript\ndef f(n: int):\n    return half(n)\n";
    let library = "def half(n):\n    return n / 2\n";
    let app = App::new(&[("app/a.py", marked), ("lib/python3.12/colorsys.py", library)]);
    let mut server = Server::new();
    let params =
        json!({ "root": app.path("app"), "search": [], "library": app.path("lib/python3.12") });
    let found = server.ask("compile", params);
    assert_eq!(found["ok"], true, "{found}");
    let source = &found["manifest"]["modules"][1]["source"];
    assert_eq!(source, "python3.12/colorsys.py", "{found}");
}

/// A module that the library's source is compiled for is served, and so is the source; an edit of the
/// library shows.
#[test]
fn a_kept_project_has_the_standard_library_of_its_environment() {
    let marked = "import pulse as ps\nfrom colorsys import half\n\n\n@ps.javascript\ndef f(n: int):\n    return half(n)\n";
    let app = App::new(&[
        ("app/a.py", marked),
        ("app/.venv/lib/python3.12/site-packages/x.py", ""),
        ("python/lib/python3.12/os.py", ""),
        ("python/lib/python3.12/colorsys.py", "def half(n):\n    return n / 2\n"),
        ("python/bin/python3.12", ""),
    ]);
    let home = format!("home = {}\nversion = 3.12.1\n", app.path("python/bin").display());
    std::fs::write(app.path("app/.venv/pyvenv.cfg"), home).unwrap();
    let mut server = Server::new();
    let mut compiled = |file: &str| {
        let params =
            json!({ "root": app.path("app"), "file": app.path(file), "runtime": "runtime.js" });
        server.ask("compileFile", params)
    };
    let found = compiled("app/a.py");
    assert_eq!(found["ok"], true, "{found}");
    has(&found["code"], &["../python/lib/python3.12/colorsys.py"]);
    let library = "python/lib/python3.12/colorsys.py";
    has(&compiled(library)["code"], &["export function half", "div(n, 2)"]);
    std::fs::write(app.path(library), "def half(n):\n    return n / 3\n").unwrap();
    let changed = server.ask("invalidate", json!({ "files": [app.path(library)] }));
    has(&changed["changed"].to_string().into(), &["colorsys.py"]);
    let params =
        json!({ "root": app.path("app"), "file": app.path(library), "runtime": "runtime.js" });
    has(&server.ask("compileFile", params)["code"], &["div(n, 3)"]);
}

#[test]
fn requests_are_in_flight_together() {
    let (app, mut server) = (chat(), Server::new());
    let params = json!({ "root": app.path(""), "file": app.path("app/chat.py"), "runtime": "r" });
    let mut wanted: Vec<u64> =
        (0..40).map(|_| server.request("compileFile", params.clone())).collect();
    let mut got: Vec<u64> = (0..40).map(|_| server.answer()["id"].as_u64().unwrap()).collect();
    got.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(got, wanted);
    // What was asked for before the end is answered.
    server.request("compileFile", params);
    drop(server.input.take());
    assert_eq!(server.answer()["result"]["ok"], true);
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn bad_messages_are_answered() {
    let mut server = Server::raw();
    let early = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"runtime\"}\n";
    assert_eq!(server.error(early).0, -32002);
    let unknown = br#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":9}}"#;
    server.send(&[&unknown[..], b"\n"].concat());
    let answer = server.answer();
    assert_eq!(answer["error"]["code"], -32001);
    assert_eq!(answer["error"]["data"], json!({ "supported": [1] }));
    server.ask("initialize", json!({ "protocol": 1, "client": { "name": "test" } }));
    let cases: [(&[u8], i64); 9] = [
        (b"{\"id\":\n", -32700),
        (b"\xff\xfe{}\n", -32700),
        (b"[]\n", -32600),
        (b"1\n", -32600),
        (b"{\"id\":1,\"method\":\"runtime\"}\n", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"runtime\"}\n", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":2}\n", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"}\n", -32601),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"runtime\",\"params\":[1]}\n", -32602),
    ];
    for (bytes, code) in cases {
        assert_eq!(server.error(bytes).0, code, "{}", String::from_utf8_lossy(bytes));
    }
    let base = json!({ "root": "/x", "file": "/x/a.py", "runtime": "r" });
    for (key, value) in [
        ("root", json!("relative")),
        ("root", json!(null)),
        ("file", json!(3)),
        ("runtime", json!({})),
        ("jsx", json!("classic")),
        ("overlay", json!({ "/x/a.py": 1 })),
        ("clientPackage", json!("")),
    ] {
        let mut params = base.clone();
        params[key] = value;
        let answer = server.full("compileFile", params);
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
        has(&answer["error"]["message"], &[&format!("`{key}`")]);
    }
    server.send(b"{\"jsonrpc\":\"2.0\",\"method\":\"runtime\"}\n\n  \n");
    assert_eq!(server.ask("shutdown", json!({})), Value::Null);
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn headers_are_spoken_too() {
    let mut server = Server::raw();
    let frame = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len());
    let read = |server: &mut Server, sent: &str| -> Value {
        server.send(sent.as_bytes());
        let mut line = String::new();
        server.output.read_line(&mut line).unwrap();
        let length = line.trim().strip_prefix("Content-Length: ").expect(&line).parse().unwrap();
        server.output.read_line(&mut line).unwrap();
        let mut body = vec![0; length];
        server.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    };
    let start = r#"{"jsonrpc":"2.0","id":"é","method":"initialize","params":{"protocol":1}}"#;
    let answer = read(&mut server, &frame(start));
    assert_eq!((&answer["id"], &answer["result"]["protocol"]), (&json!("é"), &json!(1)));
    assert_eq!(read(&mut server, "Content-Length: 0\r\n\r\n")["error"]["code"], -32700);
    let huge = "Content-Length: 99999999999999\r\n\r\n";
    assert_eq!(read(&mut server, huge)["error"]["code"], -32600);
    assert_eq!(read(&mut server, "Content-Length: x\r\n\r\n")["error"]["code"], -32700);
    let ask = frame(r#"{"jsonrpc":"2.0","id":2,"method":"runtime"}"#);
    assert!(read(&mut server, &ask)["result"]["code"].is_string());
    assert_eq!(server.end(), 0);
}

#[test]
fn random_lines_do_not_end_it() {
    let mut server = Server::new();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let seed = br#"{"jsonrpc":"2.0","id":7,"method":"compileFile","params":{"root":"/x","file":"/x/a.py","runtime":"r","overlay":{"/x/a.py":"f"}}}"#;
    let mut wanted = 0;
    for round in 0..300 {
        let mut line: Vec<u8> = match round % 2 {
            0 => (0..random(80)).map(|_| random(256) as u8).collect(),
            _ => seed.to_vec(),
        };
        for _ in 0..random(4) {
            if !line.is_empty() {
                let at = random(line.len() as u64) as usize;
                line[at] = random(256) as u8;
            }
        }
        line.retain(|byte| *byte != b'\n');
        line.push(b'\n');
        // A request without an id gets no answer.
        let parsed: Option<Value> = serde_json::from_slice(&line).ok();
        let is_note = parsed.is_some_and(|it| {
            it.get("id").is_none() && it["jsonrpc"] == "2.0" && it["method"].is_string()
        });
        wanted += usize::from(!line.trim_ascii().is_empty() && !is_note);
        server.send(&line);
    }
    for _ in 0..wanted {
        assert_eq!(server.answer()["jsonrpc"], "2.0");
    }
    has(&server.ask("runtime", json!({}))["code"], &["export"]);
    assert_eq!(server.end(), 0);
}

/// `→` and `←` lines of the reference are said and answered as they stand there.
#[test]
fn the_dialogue_of_the_reference_is_true() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/serve.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, after) = page.split_once("```jsonc\n").expect("a dialogue");
    let (dialogue, _) = after.split_once("```").unwrap();
    let app = App::new(&[]);
    let place = |line: &str| line.replace("/app", app.path("").to_str().unwrap());
    let mut server = Server::raw();
    let mut count = 0;
    for line in dialogue.lines() {
        if let Some(sent) = line.strip_prefix("→ ") {
            server.send(format!("{}\n", place(sent)).as_bytes());
        } else if let Some(wanted) = line.strip_prefix("← ") {
            let wanted: Value = serde_json::from_str(&place(wanted)).expect(wanted);
            assert_eq!(server.answer(), wanted);
            count += 1;
        }
    }
    assert!(count >= 4, "{dialogue}");
    assert_eq!(server.end(), 0);
}

#[test]
fn it_ends_when_nobody_takes_its_answers() {
    let mut server = Server::new();
    // Its output is closed, its input stays open.
    let (gone, _) = std::io::pipe().unwrap();
    server.output = BufReader::new(ChildStdout::from(std::os::fd::OwnedFd::from(gone)));
    server.request("runtime", json!({}));
    let status = server.child.wait().expect("ended");
    assert_eq!(status.code(), Some(0));
    assert!(server.input.is_some());
}

#[test]
fn half_a_character_is_answered_to_who_sent_it() {
    let mut server = Server::new();
    let overlay = json!({ "root": "/x", "file": "/x/a.py", "runtime": "r", "overlay": { "/x/a.py": "HALF" } });
    let ask = |id: &str, half: &str| {
        let params = overlay.to_string().replace("HALF", half);
        format!(
            "{{\"jsonrpc\":\"2.0\",\"method\":\"compileFile\",\"id\":{id},\"params\":{params}}}\n"
        )
    };
    for (at, half) in
        ["\\ud800", "\\udc00x", "\\ud83d\\ud83d\\ude00", "\\\\\\ud800"].iter().enumerate()
    {
        server.send(ask(&format!("\"q{at}\""), half).as_bytes());
        let answer = server.answer();
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&json!(format!("q{at}")), &json!(-32700)),
            "{half}"
        );
    }
    server.send(ask("\"\\ud800\"", "x").as_bytes());
    assert_eq!(server.answer()["id"], "\u{fffd}");
    for whole in ["\\ud83d\\ude00", "\\\\ud800", "\\\\\\\\ud800"] {
        server.send(ask("5", whole).as_bytes());
        let answer = server.answer();
        assert!(answer["error"].is_null() && answer["id"] == 5, "{whole}: {answer}");
    }
    assert_eq!(server.end(), 0);
}

#[test]
fn what_is_cancelled_is_answered_once() {
    let (app, mut server) = (chat(), Server::new());
    let params = json!({ "root": app.path(""), "file": app.path("app/chat.py"), "runtime": "r" });
    let mut wanted = Vec::new();
    for _ in 0..20 {
        let id = server.request("compileFile", params.clone());
        for id in [json!(id), json!("never"), json!(null)] {
            let cancel =
                json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id } });
            server.send(format!("{cancel}\n").as_bytes());
        }
        wanted.push(id);
    }
    let mut got: Vec<u64> =
        wanted.iter().map(|_| server.answer()["id"].as_u64().unwrap()).collect();
    got.sort_unstable();
    assert_eq!(got, wanted);
    // And nothing else comes.
    assert_eq!(server.file(&app, "app/chat.py")["ok"], true);
    assert_eq!(server.end(), 0);
}

#[test]
fn two_servers_write_one_project() {
    let (app, mut one, mut other) = (chat(), Server::new(), Server::new());
    let out = app.path("out");
    let params = json!({ "root": app.path(""), "outDir": out, "write": true });
    for at in 0..8 {
        app.write(
            "app/more.py",
            &format!("import pulse as ps\n\n@ps.javascript\ndef more():\n    return {at}\n"),
        );
        let told = json!({ "files": [app.path("app/more.py")] });
        for server in [&mut one, &mut other] {
            server.ask("invalidate", told.clone());
            server.request("compile", params.clone());
        }
        for server in [&mut one, &mut other] {
            let answer = server.answer();
            assert_eq!(answer["result"]["ok"], true, "{answer}");
        }
        let text = std::fs::read_to_string(out.join("app/more.js")).unwrap();
        has(&json!(text), &[&format!("return {at};")]);
    }
    loading::folder(&out);
    let left: Vec<_> =
        std::fs::read_dir(&out).unwrap().flatten().map(|it| it.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".pulsec-")), "{left:?}");
    assert_eq!((one.end(), other.end()), (0, 0));
}
