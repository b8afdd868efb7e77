//! What is found while somebody types, and what can be done about it.

use std::path::Path;

use serde_json::{Value, json};

use super::{APP, CLIENT, Client, PARTS, capabilities, uri};
use crate::binary::{project, pulsec};

/// What `pulsec check` says of a folder: of one file, code, lines and columns in characters, and message.
pub fn checked(dir: &Path, file: &str) -> Vec<(String, [u64; 4], String)> {
    let run = pulsec(dir, &["check", "--output-format", "json"]);
    let found: Vec<Value> = serde_json::from_str(&run.out).expect("JSON");
    let number = |value: &Value| value.as_u64().unwrap();
    let found = found.iter().filter(|it| it["path"] == file).map(|it| {
        let (start, end) = (&it["start"], &it["end"]);
        let place = [&start["line"], &start["column"], &end["line"], &end["column"]];
        let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let mut message = text("message");
        if it["help"].is_string() {
            message += &format!("\nhelp: {}", text("help"));
        }
        (text("code"), place.map(number), message)
    });
    found.collect()
}

/// The same of what the server says.
pub fn said(client: &Client, found: &[Value], text: &str) -> Vec<(String, [u64; 4], String)> {
    let place = |position: &Value| {
        let line = position["line"].as_u64().unwrap();
        let byte = client.byte(text, position);
        let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
        [line + 1, text[start..byte].chars().count() as u64 + 1]
    };
    let found = found.iter().map(|it| {
        let [line, column] = place(&it["range"]["start"]);
        let [end, to] = place(&it["range"]["end"]);
        let code = it["code"].as_str().unwrap().to_owned();
        (code, [line, column, end, to], it["message"].as_str().unwrap().to_owned())
    });
    found.collect()
}

#[test]
fn unsaved_texts_are_what_is_checked() {
    let dir = project(APP);
    let mut client = Client::new(&[dir.path()]);
    let file = uri(&dir.path().join("client.py"));
    client.open(&file, CLIENT);
    assert_eq!(client.codes(&file), [""; 0]);
    let at = CLIENT.find("count + 1").unwrap();
    client.edit(&file, at..at + 5, "cuont");
    assert_eq!(client.codes(&file), ["PSC201 cuont"]);
    client.settle(&file);
    assert_eq!(client.published[&file]["version"], 2);
    // In the middle of a word, of a string and of a bracket.
    let at = client.text(&file).find("return bridge.on(").unwrap();
    client.edit(&file, at + 17..at + 17, "\"ne");
    assert_eq!(client.found(&file).len(), 1, "{:?}", client.codes(&file));
    client.replace(&file, CLIENT);
    assert_eq!(client.codes(&file), [""; 0]);
    client.settle(&file);
    assert_eq!(client.published[&file]["diagnostics"], json!([]));
    // What the disk has counts again.
    client.replace(&file, &CLIENT.replace("name=name,", "nmae=name,"));
    assert_eq!(client.codes(&file), ["PSC401 nmae"]);
    client.close(&file);
    assert_eq!(client.found(&file), [Value::Null; 0]);
    assert_eq!(pulsec(dir.path(), &["check"]).code, 0);
}

#[test]
fn an_edit_in_one_file_shows_in_another() {
    let dir = project(APP);
    let mut client = Client::new(&[dir.path()]);
    let [parts, other] = ["parts.py", "client.py"].map(|name| uri(&dir.path().join(name)));
    client.open(&parts, PARTS);
    client.settle(&parts);
    client.replace(
        &parts,
        &PARTS.replace("size: int = 1", "width: int = 1").replace("size *", "width *"),
    );
    assert_eq!(client.codes(&parts), [""; 0]);
    // It is not open, and is told all the same.
    let found = client.found(&other);
    assert_eq!((found.len(), &found[0]["code"]), (1, &json!("PSC401")), "{found:?}");
    let related = &found[0]["relatedInformation"][0]["location"];
    assert_eq!(related["uri"], parts, "{found:?}");
    client.settle(&other);
}

#[test]
fn columns_count_in_the_unit_that_was_agreed_on() {
    let text =
        "import pulse as ps\n@ps.javascript\ndef f():\n    a = \"é😀\"; return a + nope + \"😀\"\n";
    for offered in [json!(null), json!(["utf-16"]), json!(["utf-8", "utf-16"])] {
        let dir = project(&[("pyproject.toml", ""), ("a.py", text)]);
        let file = uri(&dir.path().join("a.py"));
        let mut can = capabilities();
        can["general"] = json!({ "positionEncodings": offered });
        let mut client = Client::with(&[dir.path()], &can, Value::Null);
        assert_eq!(client.is_utf8, offered[0] == "utf-8");
        client.open(&file, text);
        assert_eq!(client.codes(&file), ["PSC201 nope"]);
        let column = if client.is_utf8 { 29 } else { 26 };
        assert_eq!(
            client.found(&file)[0]["range"]["start"],
            json!({"line": 3, "character": column})
        );
        // Behind characters outside of the BMP, over them, and over line ends.
        let end = text.rfind("\"😀\"").unwrap();
        client.edit(&file, end + 1..end + 5, "b😀");
        client.edit(&file, 0..0, "# 😀😀\r\n");
        let now = client.text(&file).to_owned();
        let at = now.find("nope").unwrap();
        client.edit(&file, at..at + 4, "a");
        assert_eq!(client.codes(&file), [""; 0], "{}", client.text(&file));
        let at = client.text(&file).find("def f").unwrap();
        client.edit(&file, at + 4..at + 5, "😀");
        assert!(!client.found(&file).is_empty());
        let now = client.text(&file).to_owned();
        std::fs::write(dir.path().join("a.py"), &now).unwrap();
        let found = client.found(&file);
        assert_eq!(said(&client, &found, &now), checked(dir.path(), "a.py"));
    }
}

/// A generator of numbers that is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// What people type, and what happens to keyboards.
const TYPED: &[&str] = &[
    "(",
    ")",
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    " ",
    "    ",
    "\n",
    "\n    ",
    "#",
    "\\",
    "def g():\n",
    "return ",
    "@ps.javascript\n",
    "if ",
    "lambda: ",
    "x",
    "nope",
    "1",
    "😀",
    "é",
    "f\"{",
    "ps.div(",
    "bridge.emit(",
    "useState(",
    "\t",
    "async ",
    "await ",
    "*",
    "**",
    "# pulsec: ignore[PSC508]",
    "import ",
    "from parts import ",
    "\r\n",
    "\0",
    ";",
    "class A:\n",
];

#[test]
fn after_random_edits_it_says_what_check_says() {
    let dir = project(APP);
    let seed = std::env::var("PULSEC_SEED").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let rounds = std::env::var("PULSEC_LSP").ok().and_then(|it| it.parse().ok()).unwrap_or(40);
    let mut random = Random(seed);
    let mut can = capabilities();
    can["general"] = json!({ "positionEncodings": ["utf-8"] });
    for (can, edited) in [(capabilities(), "client.py"), (can, "parts.py")] {
        let mut client = Client::with(&[dir.path()], &can, Value::Null);
        let original = std::fs::read_to_string(dir.path().join(edited)).unwrap();
        let file = uri(&dir.path().join(edited));
        client.open(&file, &original);
        for round in 0..rounds {
            if round % 8 == 0 {
                client.replace(&file, &original);
            }
            for _ in 0..1 + random.below(3) {
                let text = client.text(&file).to_owned();
                let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                // A client cannot name a place between `\r` and `\n`.
                let boundary = |at: usize| if text[..at].ends_with('\r') { at - 1 } else { at };
                let start = boundary(ends[random.below(ends.len())]);
                let last = text.len().min(start + random.below(12));
                let end = (start..=last).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                let end = boundary(if random.below(2) == 0 { start } else { end }).max(start);
                client.edit(&file, start..end, TYPED[random.below(TYPED.len())]);
            }
            let text = client.text(&file).to_owned();
            std::fs::write(dir.path().join(edited), &text).unwrap();
            for name in ["client.py", "server.py", "parts.py"] {
                let found = client.found(&uri(&dir.path().join(name)));
                let of_name = std::fs::read_to_string(dir.path().join(name)).unwrap();
                let said = said(&client, &found, &of_name);
                assert_eq!(said, checked(dir.path(), name), "{name} of seed {seed}\n{text}");
            }
        }
        client.settle(&file);
        std::fs::write(dir.path().join(edited), &original).unwrap();
    }
}

#[test]
fn settings_are_taken_in() {
    let loose = "import pulse as ps\n@ps.javascript(jsx=True)\ndef A(names: list[str]):\n    return ps.ul([ps.li(name) for name in names])\n";
    let dir = project(&[("pulsec.toml", ""), ("a.py", loose), ("b.py", loose)]);
    let mut client = Client::new(&[dir.path()]);
    let [file, other, settings] =
        ["a.py", "b.py", "pulsec.toml"].map(|it| uri(&dir.path().join(it)));
    client.open(&file, loose);
    assert_eq!(client.found(&file)[0]["severity"], 2);
    let set = |text: &str, client: &mut Client| {
        std::fs::write(dir.path().join("pulsec.toml"), text).unwrap();
        let change = json!({ "uri": settings, "type": 2 });
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    };
    set(
        "[rules]\nmissing-key = \"error\"\n[per-file-rules]\n\"b.py\" = { elements = \"off\" }\n",
        &mut client,
    );
    assert_eq!(client.found(&file)[0]["severity"], 1);
    assert_eq!(client.found(&other), [Value::Null; 0]);
    // Settings with a mistake: it is told where it is, and those before count on.
    set("[rules]\nmising-key = \"off\"\n", &mut client);
    assert_eq!(client.found(&file)[0]["severity"], 1);
    let wrong = client.found(&settings);
    assert!(wrong[0]["message"].as_str().unwrap().contains("missing-key"), "{wrong:?}");
    assert_eq!(wrong[0]["range"]["start"], json!({"line": 1, "character": 0}));
    set("exclude = [\"a.py\"]\n", &mut client);
    assert_eq!(client.found(&settings), [Value::Null; 0]);
    assert_eq!((client.found(&file).len(), client.found(&other).len()), (0, 1));
    // A comment of the author's ignores it.
    set("", &mut client);
    client.replace(&file, &loose.replace("names])\n", "names])  # pulsec: ignore[PSC506]\n"));
    assert_eq!(client.codes(&file), [""; 0]);
    client.replace(&file, &loose.replace("    return", "    # pulsec: ignore[PSC508]\n    return"));
    let found = client.found(&file);
    assert_eq!(
        (&found[0]["code"], &found[0]["tags"]),
        (&json!("PSC210"), &json!([1])),
        "{found:?}"
    );
}

#[test]
fn files_come_and_go() {
    let dir = project(APP);
    let mut client = Client::new(&[dir.path()]);
    let [file, parts, pieces] =
        ["client.py", "parts.py", "pieces.py"].map(|name| uri(&dir.path().join(name)));
    client.wait_for("client/registerCapability");
    client.open(&file, CLIENT);
    assert_eq!(client.codes(&file), [""; 0]);
    std::fs::rename(dir.path().join("parts.py"), dir.path().join("pieces.py")).unwrap();
    let changes = json!([{ "uri": parts, "type": 3 }, { "uri": pieces, "type": 1 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(client.codes(&file), ["PSC203 parts"]);
    client.replace(&file, &CLIENT.replace("from parts", "from pieces"));
    assert_eq!(client.codes(&file), [""; 0]);
    // A file that is nowhere but in the editor.
    let fresh = uri(&dir.path().join("fresh.py"));
    client.replace(&file, &CLIENT.replace("from parts", "from fresh"));
    assert_eq!(client.codes(&file), ["PSC203 fresh"]);
    client.open(&fresh, PARTS);
    assert_eq!(client.codes(&file), [""; 0]);
    client.replace(&fresh, &PARTS.replace("Avatar", "Portrait"));
    assert_eq!(client.codes(&file), ["PSC204 Avatar"]);
    client.close(&fresh);
    assert_eq!(client.codes(&file), ["PSC203 fresh"]);
    std::fs::remove_file(dir.path().join("pieces.py")).unwrap();
    let changes = json!([{ "uri": pieces, "type": 3 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(client.codes(&file), ["PSC203 fresh"]);
    client.settle(&file);
}

#[test]
fn each_file_belongs_to_a_project() {
    let bad = "import pulse as ps\n@ps.javascript\ndef f():\n    return nope\n";
    let web = project(&[
        ("pyproject.toml", "[tool.pulsec.rules]\nPSC202 = \"off\"\n"),
        ("a.py", "import pulse as ps\n@ps.javascript\ndef f():\n    console.log(1)\n"),
        ("inner/pulsec.toml", "[rules]\nPSC202 = \"error\"\n"),
        ("inner/b.py", "import pulse as ps\n@ps.javascript\ndef f():\n    console.log(1)\n"),
    ]);
    let api = project(&[("[id].py", bad)]);
    let alone = project(&[("tried/c.py", bad), ("tried/other.py", bad)]);
    let mut client = Client::new(&[web.path(), api.path()]);
    let [a, b] = ["a.py", "inner/b.py"].map(|name| uri(&web.path().join(name)));
    let route = uri(&api.path().join("[id].py"));
    let c = uri(&alone.path().join("tried/c.py"));
    for (file, wanted) in [(&a, None), (&b, Some(1)), (&route, Some(1)), (&c, Some(1))] {
        let path = Path::new(file.strip_prefix("file://").unwrap());
        client.open(file, &std::fs::read_to_string(path).unwrap());
        let severity = client.found(file).first().map(|it| it["severity"].as_i64().unwrap());
        assert_eq!(severity, wanted, "{file}");
    }
    // Nothing else of a folder that nobody has opened.
    assert_eq!(client.found(&uri(&alone.path().join("tried/other.py"))), [Value::Null; 0]);
    client.settle(&c);
    client.close(&c);
    assert_eq!(client.found(&c), [Value::Null; 0]);
    let removed = json!({ "added": [], "removed": [{ "uri": uri(api.path()), "name": "" }] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": removed }));
    // It is a file by itself now.
    assert_eq!(client.found(&route).len(), 1);
    client.open("untitled:Untitled-1", bad);
    assert_eq!(client.found("untitled:Untitled-1"), [Value::Null; 0]);
}

/// The actions at a place, by title.
fn actions(client: &mut Client, uri: &str, needle: &str, only: Option<&str>) -> Vec<Value> {
    let at = client.place(uri, needle, 1)["position"].clone();
    let range = json!({ "start": at, "end": at });
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    client.ask("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

#[test]
fn what_is_found_can_be_repaired() {
    let text = "import pulse as ps\n@ps.javascript\ndef f(a):\n    console.log(a)\n    document.title = lenn(a)\n    if a:\n        return a[0]\n";
    let dir = project(&[("pyproject.toml", ""), ("a.py", text)]);
    let file = uri(&dir.path().join("a.py"));
    let mut client = Client::new(&[dir.path()]);
    client.open(&file, text);
    let all = actions(&mut client, &file, "console", None);
    let wanted = [
        "Add the import",
        "Ignore PSC202 on this line",
        "Explain PSC202 (implicit-global)",
        "Fix all that is sure (pulsec)",
    ];
    assert_eq!(titles(&all), wanted);
    assert_eq!(all[0]["isPreferred"], true);
    client.apply(&all[1]["edit"]);
    assert!(client.text(&file).contains("log(a)  # pulsec: ignore[PSC202]\n"));
    client.replace(&file, text);
    let page = client.ask("workspace/executeCommand", all[2]["command"].clone());
    assert!(page.as_str().unwrap().contains("PSC202"));
    // An error cannot be ignored; a guess is offered and is not made unasked.
    let guess = actions(&mut client, &file, "lenn", None);
    assert_eq!(titles(&guess)[0], "Write `len`", "{guess:?}");
    assert!(guess[0]["isPreferred"].is_null());
    assert!(!titles(&guess).iter().any(|it| it.starts_with("Ignore PSC201")), "{guess:?}");
    let fix = actions(&mut client, &file, "console", Some("source.fixAll"));
    assert_eq!(titles(&fix), ["Fix all that is sure (pulsec)"]);
    let fix = client.ask("codeAction/resolve", fix[0].clone());
    client.apply(&fix["edit"]);
    pulsec(dir.path(), &["check", "--fix"]);
    let fixed = std::fs::read_to_string(dir.path().join("a.py")).unwrap();
    assert_eq!(client.text(&file), fixed);
    assert!(fixed.contains("lenn(a)") && fixed.contains("import console"), "{fixed}");
    assert_eq!(client.codes(&file), ["PSC201 lenn"]);
    let none = actions(&mut client, &file, "console", Some("source.fixAll.pulsec"));
    assert_eq!(titles(&none), [""; 0]);
    assert_eq!(titles(&actions(&mut client, &file, "lenn", Some("refactor"))), [""; 0]);
}

/// Wherever the comment goes, the finding is gone, and nothing else is found.
#[test]
fn a_finding_is_ignored_by_a_comment() {
    let body = [
        ("    console.log(1)", "log(1)  # pulsec: ignore[PSC202]"),
        ("    console.log(1)  # why", "  # why  # pulsec: ignore[PSC202]"),
        ("    console.log(\"\"\"\n    a\"\"\")", "    # pulsec: ignore[PSC202]\n    console"),
        ("    x = 1 + \\\n        console.log(1)", "log(1)  # pulsec: ignore[PSC202]"),
        ("    console. \\\n        log(1)", "    # pulsec: ignore[PSC202]\n    console"),
        ("    console.log(1)  # pulsec: ignore[PSC508]", "ignore[PSC508, PSC202]"),
    ];
    let dir = project(&[("pyproject.toml", "")]);
    let file = uri(&dir.path().join("a.py"));
    let mut client = Client::new(&[dir.path()]);
    client.open(&file, "");
    for (body, wanted) in body {
        for end in ["\n", "\r\n"] {
            let text = format!("import pulse as ps\n@ps.javascript\ndef f():\n{body}\n");
            client.replace(&file, &text.replace('\n', end));
            let all = actions(&mut client, &file, "console", Some("quickfix"));
            let ignore = all.iter().find(|it| it["title"] == "Ignore PSC202 on this line").unwrap();
            client.apply(&ignore["edit"]);
            let now = client.text(&file).to_owned();
            assert!(now.contains(&wanted.replace('\n', end)), "{now:?}");
            let codes = client.codes(&file);
            assert!(!codes.iter().any(|it| it.starts_with("PSC202")), "{codes:?} {now:?}");
        }
    }
}

#[test]
fn diagnostics_are_pulled_by_who_wants_that() {
    let dir = project(APP);
    let options = json!({ "diagnostics": "pull" });
    let mut client = Client::with(&[dir.path()], &capabilities(), options);
    let file = uri(&dir.path().join("client.py"));
    client.open(&file, &CLIENT.replace("count + 1", "nope"));
    assert_eq!(client.codes(&file), ["PSC201 nope"]);
    client.wait_for("workspace/diagnostic/refresh");
    client.replace(&file, CLIENT);
    client.wait_for("workspace/diagnostic/refresh");
    assert!(client.published.is_empty());
}
