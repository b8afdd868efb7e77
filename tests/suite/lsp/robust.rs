//! A client that talks nonsense, changes its mind, dies, or stays for days.

use serde_json::{Value, json};

use super::{APP, CLIENT, Client, PARTS, error, uri};
use crate::binary::project;

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;
const CONTENT_MODIFIED: i64 = -32801;

#[test]
fn a_session_has_an_order() {
    let mut client = Client::raw();
    assert_eq!(client.refused("textDocument/hover", json!({})).0, NOT_INITIALIZED);
    // Without a meaning yet.
    client.notify("textDocument/didOpen", json!({ "textDocument": 1 }));
    let result = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(result["serverInfo"]["name"], "pulsec");
    assert_eq!(client.refused("initialize", json!({ "capabilities": {} })).0, INVALID_REQUEST);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.refused("textDocument/hover", json!({})).0, INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert_eq!(client.child.wait().unwrap().code(), Some(0));
}

#[test]
fn how_it_ends_tells_whether_it_was_asked_to() {
    let dir = project(APP);
    let start = || Client::new(&[dir.path()]);
    let mut client = start();
    client.notify("exit", Value::Null);
    assert_eq!(client.child.wait().unwrap().code(), Some(1));
    assert_eq!(start().ended(), 1);
    let mut client = start();
    client.ask("shutdown", Value::Null);
    assert_eq!(client.ended(), 0);
    assert_eq!(Client::raw().ended(), 1);
    // The editor dies while there is work.
    let mut client = start();
    client.open(&uri(&dir.path().join("client.py")), CLIENT);
    client.request("textDocument/codeLens", json!({ "textDocument": { "uri": "file:///x" } }));
    assert_eq!(client.ended(), 1);
}

#[test]
fn nonsense_is_refused_and_the_server_goes_on() {
    let dir = project(APP);
    let file = uri(&dir.path().join("client.py"));
    let mut client = Client::new(&[dir.path()]);
    client.open(&file, CLIENT);
    let frames: [(&[u8], i64); 7] = [
        (b"Content-Length: 5\r\n\r\nhello", PARSE_ERROR),
        (b"Content-Length: 2\r\n\r\n[]", INVALID_REQUEST),
        (b"Content-Length: 2\r\n\r\n42", INVALID_REQUEST),
        (b"Content-Length: 2\r\n\r\n{}", INVALID_REQUEST),
        (b"Content-Length: 31\r\n\r\n{\"id\":{},\"method\":\"a\",\"b\":null}", INVALID_REQUEST),
        (b"Content-Length: x\r\n\r\n", PARSE_ERROR),
        (b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc", PARSE_ERROR),
    ];
    for (frame, code) in frames {
        client.bytes(frame);
        assert_eq!(error(&client.message()).0, code, "{}", String::from_utf8_lossy(frame));
        assert_eq!(client.codes(&file), [""; 0]);
    }
    assert_eq!(client.refused("textDocument/nothing", json!({})).0, METHOD_NOT_FOUND);
    assert_eq!(
        client.refused("nothing", json!({ "textDocument": { "uri": file } })).0,
        METHOD_NOT_FOUND
    );
    for params in [json!(null), json!([]), json!({ "textDocument": { "uri": 1 } }), json!("x")] {
        for method in ["hover", "rename", "codeAction", "completion", "references", "diagnostic"] {
            let method = format!("textDocument/{method}");
            assert_eq!(client.refused(&method, params.clone()).0, INVALID_PARAMS, "{method}");
        }
    }
    let far = json!({ "line": 4_000_000_000u32, "character": 4_000_000_000u32 });
    let at = json!({ "textDocument": { "uri": file }, "position": far });
    for method in ["hover", "definition", "completion"] {
        client.ask(&format!("textDocument/{method}"), at.clone());
    }
    assert_eq!(
        client.refused("workspace/executeCommand", json!({ "command": "rm" })).0,
        INVALID_PARAMS
    );
    for method in ["$/setTrace", "$/nothing", "nothing", "workspace/didChangeConfiguration"] {
        client.notify(method, json!({ "settings": null }));
    }
    for method in ["didOpen", "didChange", "didClose", "didSave"] {
        client.notify(&format!("textDocument/{method}"), json!({ "nothing": 1 }));
    }
    // Edits of what is not open, that begin behind their end, and that are nowhere.
    let other = uri(&dir.path().join("parts.py"));
    let backwards =
        json!({ "start": { "line": 3, "character": 1 }, "end": { "line": 0, "character": 7 } });
    let changes = json!([{ "range": backwards, "text": "" }]);
    let document = json!({ "uri": other, "version": 9 });
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": changes }),
    );
    client.changed(
        &file,
        String::new(),
        json!([{ "range": backwards, "text": "" }, { "text": CLIENT }]),
    );
    client.buffers.get_mut(&file).unwrap().1 = CLIENT.to_owned();
    assert_eq!(client.codes(&file), [""; 0]);
    client.send(&json!({ "jsonrpc": "2.0", "id": "unasked", "result": null }));
    assert_eq!(client.codes(&file), [""; 0]);
}

fn message(id: Option<&str>, method: &str, params: Value) -> Vec<u8> {
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
    if let Some(id) = id {
        message["id"] = id.into();
    }
    Client::framed(&message)
}

#[test]
fn what_is_cancelled_is_not_done() {
    let dir = project(APP);
    let file = uri(&dir.path().join("client.py"));
    let mut client = Client::new(&[dir.path()]);
    // The project is compiled first, which takes longer than to read two more messages.
    let document = json!({ "uri": file, "languageId": "python", "version": 1, "text": CLIENT });
    let lens = json!({ "textDocument": { "uri": file } });
    let all = [
        message(None, "textDocument/didOpen", json!({ "textDocument": document })),
        message(Some("a"), "textDocument/codeLens", lens.clone()),
        message(Some("b"), "textDocument/codeLens", lens),
        message(None, "$/cancelRequest", json!({ "id": "b" })),
        message(None, "$/cancelRequest", json!({ "id": "never" })),
    ];
    client.bytes(&all.concat());
    let (first, second) = (client.message(), client.message());
    assert_eq!((&first["id"], error(&first).0), (&json!("b"), CANCELLED));
    assert_eq!((&second["id"], second["result"].as_array().unwrap().len()), (&json!("a"), 1));
    client.buffers.insert(file.clone(), (1, CLIENT.to_owned()));
    assert_eq!(client.codes(&file), [""; 0]);
}

#[test]
fn an_answer_is_about_the_text_that_was_asked_about() {
    let dir = project(APP);
    let file = uri(&dir.path().join("client.py"));
    let mut client = Client::new(&[dir.path()]);
    let document = json!({ "uri": file, "languageId": "python", "version": 1, "text": CLIENT });
    client.buffers.insert(file.clone(), (2, String::new()));
    let place =
        json!({ "textDocument": { "uri": file }, "position": { "line": 0, "character": 0 } });
    let changed = json!({ "uri": file, "version": 2 });
    let change = json!({ "textDocument": changed, "contentChanges": [{ "text": "" }] });
    // While the project is compiled for the first question, the text becomes another one.
    let all = [
        (None, "textDocument/didOpen", json!({ "textDocument": document })),
        (Some("a"), "textDocument/codeLens", place.clone()),
        (Some("b"), "textDocument/hover", place),
        (None, "textDocument/didChange", change),
    ];
    client.bytes(&all.map(|(id, method, params)| message(id, method, params)).concat());
    let _first = client.message();
    let answer = client.message();
    assert_eq!((&answer["id"], error(&answer).0), (&json!("b"), CONTENT_MODIFIED));
    assert_eq!(client.codes(&file), [""; 0]);
}

/// Resident kilobytes, and open descriptors.
fn held(client: &Client) -> Option<(i64, usize)> {
    let proc = format!("/proc/{}", client.child.id());
    let status = std::fs::read_to_string(format!("{proc}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes = line.split_whitespace().next()?.parse().ok()?;
    Some((kilobytes, std::fs::read_dir(format!("{proc}/fd")).ok()?.count()))
}

#[test]
fn a_thousand_edits_cost_no_memory() {
    let dir = project(APP);
    let [file, parts] = ["client.py", "parts.py"].map(|name| uri(&dir.path().join(name)));
    let mut client = Client::new(&[dir.path()]);
    client.open(&file, CLIENT);
    client.open(&parts, PARTS);
    let round = |client: &mut Client, at: usize| {
        let (uri, text) = if at.is_multiple_of(3) { (&parts, PARTS) } else { (&file, CLIENT) };
        let broken =
            text.replace("return", if at.is_multiple_of(2) { "return (" } else { "pass; return" });
        client.replace(uri, if at.is_multiple_of(5) { &broken } else { text });
        let number = format!("# {at}\n");
        client.edit(uri, 0..0, &number);
        client.found(uri);
    };
    (0..200).for_each(|at| round(&mut client, at));
    let before = held(&client);
    (200..1000).for_each(|at| round(&mut client, at));
    let after = held(&client);
    if let (Some((memory, files)), Some((memory_after, files_after))) = (before, after) {
        assert_eq!(files_after, files);
        assert!(memory_after - memory < 24 << 10, "{memory} KiB → {memory_after} KiB");
    }
    for uri in [&file, &parts] {
        client.replace(uri, if *uri == file { CLIENT } else { PARTS });
        assert_eq!(client.codes(uri), [""; 0]);
    }
}
