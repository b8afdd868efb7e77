//! An editor: it drives the real binary, keeps the texts of its buffers and makes the edits it is given.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing takes so long; a test that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(600);

pub struct Client {
    pub child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next: i64,
    pub is_utf8: bool,
    /// By URI.
    pub buffers: BTreeMap<String, (i64, String)>,
    /// What was published last, by URI.
    pub published: BTreeMap<String, Value>,
    /// Of which files something was published, in order.
    pub order: Vec<String>,
    /// What else the server has sent.
    pub told: Vec<Value>,
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// All that is tried here, in UTF-16.
pub fn capabilities() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "tagSupport": { "valueSet": [1] } },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                "resolveSupport": { "properties": ["edit"] },
            },
            "diagnostic": {},
        },
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "diagnostics": { "refreshSupport": true },
        },
    })
}

impl Client {
    /// Not yet initialized.
    pub fn raw() -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pulsec"));
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped());
        command.env_remove("VIRTUAL_ENV").env_remove("CONDA_PREFIX");
        let mut child = command.spawn().expect("started");
        let (send, messages) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || read(output, |message| send.send(message).is_ok()));
        Client {
            input: child.stdin.take(),
            child,
            messages,
            next: 1,
            is_utf8: false,
            buffers: BTreeMap::new(),
            published: BTreeMap::new(),
            order: Vec::new(),
            told: Vec::new(),
        }
    }

    pub fn with(folders: &[&Path], capabilities: &Value, options: Value) -> Client {
        let mut client = Client::raw();
        let folder = |path: &&Path| json!({ "uri": uri(path), "name": "folder" });
        let folders: Vec<_> = folders.iter().map(folder).collect();
        let result = client.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "workspaceFolders": folders,
                "capabilities": capabilities,
                "initializationOptions": options,
            }),
        );
        client.is_utf8 = result["capabilities"]["positionEncoding"] == "utf-8";
        client.notify("initialized", json!({}));
        client
    }

    pub fn new(folders: &[&Path]) -> Client {
        Client::with(folders, &capabilities(), Value::Null)
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("it is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("it reads");
    }

    pub fn framed(message: &Value) -> Vec<u8> {
        let text = message.to_string();
        format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
    }

    pub fn send(&mut self, message: &Value) {
        self.bytes(&Client::framed(message));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The next message that is no notification of diagnostics and no request to us.
    pub fn message(&mut self) -> Value {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("an answer");
            if message.get("method").is_none() {
                return message;
            }
            self.take(message);
        }
    }

    fn take(&mut self, message: Value) {
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let params = &message["params"];
                let uri = params["uri"].as_str().unwrap().to_owned();
                self.order.push(uri.clone());
                self.published.insert(uri, params.clone());
            }
            _other => self.told.push(message),
        }
    }

    /// The answer to one request, when nothing else is under way.
    pub fn full(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.message();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    #[track_caller]
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.full(method, params);
        assert_eq!(answer["error"], Value::Null, "{answer}");
        answer["result"].take()
    }

    /// The code and the message of the error that a request has.
    #[track_caller]
    pub fn refused(&mut self, method: &str, params: Value) -> (i64, String) {
        error(&self.full(method, params))
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.buffers.insert(uri.to_owned(), (1, text.to_owned()));
        let document = json!({ "uri": uri, "languageId": "python", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn close(&mut self, uri: &str) {
        self.buffers.remove(uri);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    pub fn text(&self, uri: &str) -> &str {
        &self.buffers[uri].1
    }

    /// Replaces bytes of a buffer, and tells it as a range.
    pub fn edit(&mut self, uri: &str, bytes: std::ops::Range<usize>, with: &str) {
        let text = self.text(uri).to_owned();
        let range = json!({
            "start": self.position(&text, bytes.start),
            "end": self.position(&text, bytes.end),
        });
        let mut now = text;
        now.replace_range(bytes, with);
        self.changed(uri, now, json!([{ "range": range, "text": with }]));
    }

    /// Gives a buffer another text, and tells all of it.
    pub fn replace(&mut self, uri: &str, text: &str) {
        self.changed(uri, text.to_owned(), json!([{ "text": text }]));
    }

    pub fn changed(&mut self, uri: &str, text: String, changes: Value) {
        let buffer = self.buffers.get_mut(uri).unwrap();
        *buffer = (buffer.0 + 1, text);
        let document = json!({ "uri": uri, "version": buffer.0 });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// The findings of a buffer as it is now.
    pub fn found(&mut self, uri: &str) -> Vec<Value> {
        let result = self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        result["items"].as_array().expect("items").clone()
    }

    /// Its codes, each with the text that is underlined.
    pub fn codes(&mut self, uri: &str) -> Vec<String> {
        let found = self.found(uri);
        let text = self.text(uri);
        let told = found.iter().map(|it| {
            let under = &text[self.range(text, &it["range"])];
            format!("{} {under}", it["code"].as_str().unwrap())
        });
        told.collect()
    }

    /// Waits until what was sent unasked is what is found.
    pub fn settle(&mut self, uri: &str) {
        let found = Value::from(self.found(uri));
        let is_there = |client: &Client| match client.published.get(uri) {
            Some(published) => published["diagnostics"] == found,
            None => found == json!([]),
        };
        while !is_there(self) {
            let message = self.messages.recv_timeout(PATIENCE).expect("diagnostics");
            self.take(message);
        }
    }

    /// Waits for the next message.
    pub fn next_published(&mut self) {
        let message = self.messages.recv_timeout(PATIENCE).expect("diagnostics");
        self.take(message);
    }

    /// Waits for something that the server says unasked.
    pub fn wait_for(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.told.iter().position(|message| message["method"] == method) {
                return self.told.remove(at);
            }
            let message = self.messages.recv_timeout(PATIENCE).expect(method);
            self.take(message);
        }
    }

    pub fn position(&self, text: &str, byte: usize) -> Value {
        let before = &text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = match self.is_utf8 {
            true => byte - start,
            false => before[start..].encode_utf16().count(),
        };
        json!({ "line": before.matches('\n').count(), "character": column })
    }

    pub fn byte(&self, text: &str, position: &Value) -> usize {
        let line = position["line"].as_u64().unwrap() as usize;
        let mut column = position["character"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut at = start;
        for c in text[start..].chars() {
            let width = if self.is_utf8 { c.len_utf8() } else { c.len_utf16() };
            if column < width {
                break;
            }
            column -= width;
            at += c.len_utf8();
        }
        at
    }

    pub fn range(&self, text: &str, range: &Value) -> std::ops::Range<usize> {
        self.byte(text, &range["start"])..self.byte(text, &range["end"])
    }

    /// The parameters of a request about the place where `needle` starts, and so many bytes further.
    pub fn place(&self, uri: &str, needle: &str, further: usize) -> Value {
        let text = self.text(uri);
        let byte = text.find(needle).unwrap_or_else(|| panic!("{needle} in {text}")) + further;
        json!({ "textDocument": { "uri": uri }, "position": self.position(text, byte) })
    }

    /// Makes the edits of a workspace edit in the buffers, and tells the server; of files that are not open, on disk.
    pub fn apply(&mut self, edit: &Value) {
        let changes = edit["documentChanges"].as_array().unwrap_or_else(|| panic!("{edit}"));
        for change in changes {
            let uri = change["textDocument"]["uri"].as_str().unwrap().to_owned();
            let path = uri.strip_prefix("file://").unwrap().to_owned();
            let is_open = self.buffers.contains_key(&uri);
            let mut text = match self.buffers.get(&uri) {
                Some((version, text)) => {
                    assert_eq!(change["textDocument"]["version"], *version);
                    text.clone()
                }
                None => std::fs::read_to_string(&path).unwrap(),
            };
            let before = text.clone();
            let edits = change["edits"].as_array().unwrap().iter();
            let mut edits: Vec<_> = edits
                .map(|edit| {
                    (self.range(&before, &edit["range"]), edit["newText"].as_str().unwrap())
                })
                .collect();
            edits.sort_by_key(|(range, _)| range.start);
            for (range, with) in edits.into_iter().rev() {
                text.replace_range(range, with);
            }
            match is_open {
                true => self.replace(&uri, &text),
                false => std::fs::write(&path, text).unwrap(),
            }
        }
    }

    /// Closes the input, and gives what the process ends with.
    pub fn ended(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().expect("it ends").code().expect("by itself")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
pub fn error(answer: &Value) -> (i64, String) {
    let error = &answer["error"];
    let code = error["code"].as_i64().unwrap_or_else(|| panic!("{answer}"));
    (code, error["message"].as_str().unwrap().to_owned())
}

fn read(mut output: impl BufRead, mut send: impl FnMut(Value) -> bool) {
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if output.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            match line.trim().split_once(": ") {
                Some((_, value)) => length = value.parse().expect("a length"),
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        if output.by_ref().read_exact(&mut bytes).is_err() {
            return;
        }
        if !send(serde_json::from_slice(&bytes).expect("JSON")) {
            return;
        }
    }
}
