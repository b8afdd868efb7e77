//! What is told of names, types, JavaScript and events.

use serde_json::{Value, json};

use super::{APP, CLIENT, Client, PARTS, SERVER, uri};
use crate::binary::project;

pub struct App {
    pub client: Client,
    folder: String,
    _dir: tempfile::TempDir,
}

/// The app, with its files open.
fn app() -> App {
    App::of(APP)
}

impl App {
    pub fn of(files: &[(&str, &str)]) -> App {
        let dir = project(files);
        let mut client = Client::new(&[dir.path()]);
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".py")) {
            client.open(&uri(&dir.path().join(name)), text);
        }
        App { client, folder: uri(dir.path()), _dir: dir }
    }

    pub fn uri(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    fn ask(&mut self, method: &str, file: &str, needle: &str, further: usize) -> Value {
        let mut params = self.client.place(&self.uri(file), needle, further);
        if method == "references" {
            params["context"] = json!({ "includeDeclaration": true });
        }
        self.client.ask(&format!("textDocument/{method}"), params)
    }

    /// Locations as `file:line text`.
    pub fn places(
        &mut self,
        method: &str,
        file: &str,
        needle: &str,
        further: usize,
    ) -> Vec<String> {
        let found = self.ask(method, file, needle, further);
        let found = found.as_array().into_iter().flatten();
        let shown = found.map(|it| {
            let uri = it["uri"].as_str().unwrap();
            let text = self.client.text(uri);
            let under = &text[self.client.range(text, &it["range"])];
            let name = uri.rsplit_once('/').unwrap().1;
            format!("{name}:{} {under}", it["range"]["start"]["line"].as_u64().unwrap() + 1)
        });
        shown.collect()
    }

    pub fn hover(&mut self, file: &str, needle: &str, further: usize) -> String {
        let found = self.ask("hover", file, needle, further);
        found["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    fn labels(&mut self, file: &str, needle: &str, further: usize) -> Vec<String> {
        let found = self.ask("completion", file, needle, further);
        let items = found.as_array().into_iter().flatten();
        items.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    /// Completes what is typed in place of `needle`.
    fn typed(&mut self, file: &str, needle: &str, typed: &str) -> Vec<Value> {
        let uri = self.uri(file);
        let before = self.client.text(&uri).to_owned();
        self.client.replace(&uri, &before.replacen(needle, typed, 1));
        let found = self.ask("completion", file, typed, typed.len());
        self.client.replace(&uri, &before);
        found.as_array().cloned().unwrap_or_default()
    }
}

fn names(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn names_lead_to_their_definitions() {
    let mut app = app();
    let cases = [
        ("client.py", "Avatar(name", 2, "parts.py:5 Avatar"),
        ("client.py", "import Avatar", 9, "parts.py:5 Avatar"),
        ("client.py", "size=2", 1, "parts.py:5 size"),
        ("client.py", "name=name", 1, "parts.py:5 name"),
        ("client.py", "name=name", 6, "client.py:9 name"),
        ("client.py", "count + 1", 1, "client.py:11 count"),
        ("client.py", "onClick=send", 9, "client.py:18 send"),
        // Of server code, which is not compiled.
        ("server.py", "Chat(id", 1, "client.py:9 Chat"),
        ("server.py", "Chat(id", 5, "client.py:9 id"),
        ("server.py", "channel.on", 1, "server.py:7 channel"),
        // From one end of a channel to the other, and back.
        ("client.py", "\"send\"", 2, "server.py:8 \"send\""),
        ("server.py", "\"send\"", 2, "client.py:20 \"send\""),
        ("client.py", "\"news\"", 2, "server.py:9 \"news\""),
        ("server.py", "\"news\"", 2, "client.py:14 \"news\""),
    ];
    for (file, needle, further, wanted) in cases {
        assert_eq!(app.places("definition", file, needle, further), [wanted], "{needle}");
    }
    assert_eq!(app.places("definition", "client.py", "from parts", 6), ["parts.py:1 "]);
    assert_eq!(app.places("definition", "client.py", "\"chat\"", 2), [""; 0]);
}

#[test]
fn references_are_all_there_are() {
    let mut app = app();
    let avatar = ["client.py:5 Avatar", "client.py:22 Avatar", "parts.py:5 Avatar"];
    assert_eq!(app.places("references", "parts.py", "Avatar", 1), avatar);
    assert_eq!(app.places("references", "client.py", "Avatar(name", 1), avatar);
    let chat = ["client.py:9 Chat", "server.py:3 Chat", "server.py:10 Chat"];
    assert_eq!(app.places("references", "server.py", "Chat(id", 1), chat);
    let size = ["client.py:22 size", "parts.py:5 size", "parts.py:7 size"];
    assert_eq!(app.places("references", "parts.py", "size *", 1), size);
    let send = ["client.py:20 \"send\"", "server.py:8 \"send\""];
    assert_eq!(app.places("references", "server.py", "\"send\"", 3), send);
    assert_eq!(app.places("references", "client.py", "count + 1", 1).len(), 3);
}

/// What no mistake of its own breaks is answered while something else is half written.
#[test]
fn half_written_code_does_not_hide_the_rest() {
    let mut app = app();
    let uri = app.uri("client.py");
    app.client.replace(&uri, &CLIENT.replace("count + 1", "count + ").replace("\"Send\"", "\"Se"));
    assert_eq!(app.places("definition", "client.py", "import Avatar", 9), ["parts.py:5 Avatar"]);
    let avatar = ["client.py:5 Avatar", "parts.py:5 Avatar"];
    assert_eq!(app.places("references", "parts.py", "Avatar", 1), avatar);
    assert!(app.hover("parts.py", "wide =", 1).contains("wide: int"));
    assert_eq!(app.client.found(&uri).len(), 1, "{:?}", app.client.codes(&uri));
}

#[test]
fn hover_tells_the_type_and_the_javascript() {
    let mut app = app();
    let hover = app.hover("client.py", "count + 1", 1);
    assert!(hover.contains("count: int") && hover.contains("```js"), "{hover}");
    let hover = app.hover("client.py", "bridge:\n", 1);
    assert!(hover.contains("bridge: Bridge | None") && hover.contains("if (bridge"), "{hover}");
    let hover = app.hover("parts.py", "wide =", 1);
    assert!(hover.contains("wide: int") && hover.contains("const wide ="), "{hover}");
    let hover = app.hover("client.py", "useState(0)", 1);
    assert!(hover.contains("import { useState } from \"react\";"), "{hover}");
    assert!(app.hover("client.py", "ps.div", 4).contains("<div>"));
    let hover = app.hover("parts.py", "Avatar", 2);
    assert!(hover.contains("export function Avatar({ name, size = 1 }) {"), "{hover}");
    assert!(hover.trim_end().ends_with("}\n```") && hover.contains("return jsx("), "{hover}");
    let hover = app.hover("server.py", "\"news\"", 2);
    let wanted = "event `news`: server → browser\n- the browser handles it: client.py:14\n\
                  - the server sends it: server.py:9";
    assert_eq!(hover, wanted);
    assert_eq!(app.hover("server.py", "channel =", 1), "");
    let uri = app.uri("parts.py");
    app.client.replace(&uri, &PARTS.replace("size * 8", "sise * 8"));
    let hover = app.hover("parts.py", "Avatar", 2);
    assert_eq!(hover, "component `Avatar`: there is no JavaScript while there are errors");
}

#[test]
fn the_javascript_can_be_asked_for() {
    let mut app = app();
    let uri = app.uri("client.py");
    let document = json!({ "uri": uri });
    let lenses = app.client.ask("textDocument/codeLens", json!({ "textDocument": document }));
    assert_eq!(lenses.as_array().unwrap().len(), 1);
    let command = &lenses[0]["command"];
    assert_eq!(command["title"], "JavaScript");
    let shown = app.client.ask("workspace/executeCommand", command.clone());
    let code = shown["code"].as_str().unwrap().to_owned();
    assert_eq!((&shown["name"], &shown["languageId"]), (&json!("Chat"), &json!("javascript")));
    let [start, end] =
        [0, 1].map(|at| shown["functions"][0]["lines"][at].as_u64().unwrap() as usize);
    let lines: Vec<&str> = code.lines().collect();
    assert!(lines[start].starts_with("export function Chat("), "{code}");
    assert_eq!((lines[end - 1], end), ("}", lines.len()), "{code}");
    assert_eq!(shown["map"]["version"], 3);
    // Of unsaved text, too, and with a place instead of a name.
    app.client.replace(&uri, &CLIENT.replace("count + 1", "count + 17"));
    let place = app.client.place(&uri, "count + 17", 0);
    let shown = app.client.ask("pulsec/javascript", place);
    assert_eq!(shown["name"], "Chat");
    assert!(shown["code"].as_str().unwrap().contains("count + 17"));
    app.client.replace(&uri, "x = 1\n");
    let shown = app.client.ask("pulsec/javascript", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(
        (&shown["code"], &shown["message"]),
        (&Value::Null, &json!("nothing in this file is compiled"))
    );
}

#[test]
fn an_event_is_renamed_at_both_ends() {
    let mut app = app();
    let (uri, server) = (app.uri("client.py"), app.uri("server.py"));
    let place = app.client.place(&server, "\"send\"", 2);
    let prepared = app.client.ask("textDocument/prepareRename", place.clone());
    assert_eq!(prepared["placeholder"], "send");
    assert_eq!(&SERVER[app.client.range(SERVER, &prepared["range"])], "send");
    let renamed = |name: &str| {
        let mut params = place.clone();
        params["newName"] = name.into();
        params
    };
    let edit = app.client.ask("textDocument/rename", renamed("chat:send"));
    app.client.apply(&edit);
    assert_eq!(app.client.text(&uri), CLIENT.replace("\"send\"", "\"chat:send\""));
    assert_eq!(app.client.text(&server), SERVER.replace("\"send\"", "\"chat:send\""));
    assert_eq!(app.client.codes(&uri), [""; 0]);
    for name in ["", "a\"b", "a\\", "a\nb"] {
        app.client.refused("textDocument/rename", renamed(name));
    }
    // A name that is taken, in the same direction; that of the way back is free.
    app.client.replace(&server, &SERVER.replace("print)", "print); channel.on(\"other\", print)"));
    let (_, message) = app.client.refused("textDocument/rename", renamed("other"));
    assert_eq!(message, "there is an event `other` already");
    app.client.replace(&server, SERVER);
    app.client.replace(&uri, CLIENT);
    let edit = app.client.ask("textDocument/rename", renamed("news"));
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 2);
    // What is computed may be this one.
    app.client.replace(&server, &SERVER.replace("print)", "print); channel.on(name, print)"));
    let (_, message) = app.client.refused("textDocument/prepareRename", place.clone());
    assert!(message.starts_with("server.py:8 names an event by `name`"), "{message}");
    let (_, again) = app.client.refused("textDocument/rename", renamed("x"));
    assert_eq!(again, message);
    let elsewhere = app.client.place(&uri, "count + 1", 1);
    let (_, message) = app.client.refused("textDocument/prepareRename", elsewhere);
    assert_eq!(message, "only the events of channels can be renamed here");
}

#[test]
fn what_may_be_written_is_offered() {
    let mut app = app();
    let emit = "bridge.emit(\"send\", {\"text\": \"😀\", \"who\": name})";
    assert_eq!(names(&app.typed("client.py", emit, "bridge.emit(\"")), ["send"]);
    assert_eq!(names(&app.typed("client.py", emit, "bridge.on('")), ["news"]);
    assert_eq!(names(&app.typed("client.py", emit, "bridge.request(\"se")), ["send"]);
    assert_eq!(names(&app.typed("client.py", emit, "bridge.")), ["emit", "id", "on", "request"]);
    assert_eq!(
        names(&app.typed("server.py", "channel.on(\"send\", print)", "channel.on(\"")),
        ["send"]
    );
    assert_eq!(
        names(&app.typed("server.py", "channel.on(\"send\", print)", "channel.emit(\"")),
        ["news"]
    );
    assert_eq!(names(&app.typed("client.py", emit, "bridge.emit(\"send\", \"")), [""; 0]);
    assert_eq!(names(&app.typed("client.py", emit, "# bridge.emit(\"")), [""; 0]);
    // Props: of a component, and of a tag, without what is there already.
    assert_eq!(
        names(&app.typed("client.py", "Avatar(name=name, size=2)", "Avatar(")),
        ["name", "size", "key"]
    );
    assert_eq!(
        names(&app.typed("client.py", "Avatar(name=name, size=2)", "Avatar(name=name, ")),
        ["size", "key"]
    );
    let props = app.typed(
        "client.py",
        "ps.button(\"Send\", onClick=send)",
        "ps.button(\"Send\", onClick=send, ",
    );
    assert!(names(&props).contains(&"className") && names(&props).contains(&"onFocus"));
    assert!(!names(&props).contains(&"onClick"));
    assert_eq!(props[0]["insertText"], "key=");
    assert_eq!(
        names(&app.typed("server.py", "Chat(id=channel.id, name=name)", "Chat(")),
        ["id", "name", "key"]
    );
    assert!(names(&app.typed("client.py", "ps.div", "ps.")).contains(&"textarea"));
    let react = "from pulse.js.react import useEffect, useState";
    assert!(
        names(&app.typed("client.py", react, "from pulse.js.react import useEffect, "))
            .contains(&"useMemo")
    );
    assert!(names(&app.typed("client.py", react, "from pulse.js.")).contains(&"react"));
    assert!(names(&app.typed("client.py", react, "from pulse.js import ")).contains(&"console"));
    assert!(app.labels("client.py", "import pulse", 7).contains(&"pulse.js".to_owned()));
    // A hook brings its import.
    let hooks = app.typed("client.py", emit, "useMe");
    let memo = hooks.iter().find(|it| it["label"] == "useMemo").unwrap();
    let edit = &memo["additionalTextEdits"][0];
    assert_eq!(edit["newText"], ", useMemo");
    let at = app.client.byte(CLIENT, &edit["range"]["start"]);
    assert!(CLIENT[..at].ends_with("import useEffect, useState"));
    let effect = hooks.iter().find(|it| it["label"] == "useEffect").unwrap();
    assert!(effect["additionalTextEdits"].is_null());
    let hooks = app.typed("parts.py", "wide = size", "wide = useSt");
    let state = hooks.iter().find(|it| it["label"] == "useState").unwrap();
    assert_eq!(state["additionalTextEdits"][0]["newText"], "\nfrom pulse.js.react import useState");
}
