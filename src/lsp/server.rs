//! The thread that reads: the life of a session, the open texts, and what is cancelled. All else is for the worker.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use lsp_server::{ErrorCode, Notification, Request};
use lsp_types::{
    CancelParams, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    ExecuteCommandOptions, HoverProviderCapability, InitializeParams, NumberOrString, OneOf,
    RenameOptions, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::FIX_ALL;
use super::client::{Client, EXPLAIN, SHOW};
use super::documents::Document;
use super::shared::{Refused, Shared};
use super::uri;
use super::worker::{self, Asked, Job};
use crate::serve::framing::{Incoming, Reader};

/// What is deep is compiled, and dropped, on stacks of this size.
const STACK: usize = 64 << 20;

/// Serves until `exit` or the end of the input; gives what the process is to end with: 0 after a `shutdown`, else 1.
pub fn run(input: impl Read, output: impl Write + Send + 'static) -> std::io::Result<u8> {
    let shared = Arc::new(Shared::new(Box::new(output)));
    let (send, jobs) = channel();
    let of_worker = shared.clone();
    // It is not waited for: what it does for an editor that has gone is of no use.
    std::thread::Builder::new().stack_size(STACK).spawn(move || worker::work(&of_worker, &jobs))?;
    let mut server = Server { shared, send, is_shut_down: false };
    let mut reader = Reader::new(input);
    loop {
        let next = match reader.next() {
            Incoming::Message(bytes) => server.message(&bytes),
            Incoming::Bad(refused) => {
                let refused = Refused::new(ErrorCode::ParseError, refused.message);
                server.shared.refuse(Value::Null, refused);
                Next::Read
            }
            Incoming::End => Next::End,
        };
        if let Next::End = next {
            return Ok(u8::from(!server.is_shut_down));
        }
    }
}

enum Next {
    Read,
    End,
}

struct Server {
    shared: Arc<Shared>,
    send: Sender<Job>,
    is_shut_down: bool,
}

impl Server {
    fn message(&mut self, bytes: &[u8]) -> Next {
        let mut message: Value = match serde_json::from_slice(bytes) {
            Ok(message) => message,
            Err(error) => {
                let refused = Refused::new(ErrorCode::ParseError, format!("no JSON: {error}"));
                self.shared.refuse(Value::Null, refused);
                return Next::Read;
            }
        };
        uri::mend(&mut message);
        let Some(members) = message.as_object().filter(|it| it.contains_key("method")) else {
            // Answers to what was asked of the client tell nothing.
            let is_answer = message.get("result").is_some() || message.get("error").is_some();
            if !is_answer {
                self.invalid(Value::Null, "a request has a `method`");
            }
            return Next::Read;
        };
        let id = members.get("id").cloned();
        match id {
            None => match serde_json::from_value(message) {
                Ok(notification) => return self.notification(notification),
                Err(error) => self.invalid(Value::Null, &error.to_string()),
            },
            Some(id) => match serde_json::from_value(message) {
                Ok(request) => self.request(request),
                Err(error) => self.invalid(id, &error.to_string()),
            },
        }
        Next::Read
    }

    fn invalid(&self, id: Value, message: &str) {
        // An id of another kind than the protocol has is answered all the same.
        let id = if id.is_string() || id.is_number() { id } else { Value::Null };
        self.shared.refuse(id, Refused::new(ErrorCode::InvalidRequest, message));
    }

    fn request(&mut self, request: Request) {
        let refuse = |code, message: &str| {
            self.shared.refuse(json!(request.id), Refused::new(code, message));
        };
        if self.is_shut_down {
            return refuse(ErrorCode::InvalidRequest, "the server was shut down");
        }
        if request.method != "initialize" && self.shared.client().is_none() {
            let message = "the first request must be `initialize`";
            return refuse(ErrorCode::ServerNotInitialized, message);
        }
        if !self.shared.await_answer(&request.id) {
            return refuse(ErrorCode::InvalidRequest, "a request with this id is under way");
        }
        match request.method.as_str() {
            "initialize" => {
                let answer = self.initialize(request.params);
                self.shared.answer(&request.id, answer);
            }
            "shutdown" => {
                self.is_shut_down = true;
                self.shared.answer(&request.id, Ok(Value::Null));
            }
            _other => {
                let seen = self.seen(&request.params);
                self.send(Job::Asked(Box::new(Asked { request, seen })));
            }
        }
    }

    /// The document that a request is about, and its version.
    fn seen(&self, params: &Value) -> Option<(PathBuf, i32)> {
        let uri = params.pointer("/textDocument/uri")?;
        let path = uri::to_path(&serde_json::from_value(uri.clone()).ok()?)?;
        let version = self.shared.world().documents.get(&path)?.version;
        Some((path, version))
    }

    fn send(&self, job: Job) {
        // It ends with us.
        let _ = self.send.send(job);
    }

    fn initialize(&self, params: Value) -> Result<Value, Refused> {
        let raw = params.clone();
        let params: InitializeParams = serde_json::from_value(params)
            .map_err(|error| Refused::new(ErrorCode::InvalidParams, error.to_string()))?;
        let client = Client::new(&params, &raw);
        let capabilities = capabilities(&client);
        self.shared.world().folders = client.folders.iter().filter_map(uri::to_path).collect();
        if !self.shared.begin(client) {
            return Err(Refused::new(ErrorCode::InvalidRequest, "`initialize` comes only once"));
        }
        let server = json!({ "name": "pulsec", "version": env!("CARGO_PKG_VERSION") });
        Ok(json!({ "capabilities": capabilities, "serverInfo": server }))
    }

    fn notification(&mut self, notification: Notification) -> Next {
        let Notification { method, params } = notification;
        if method == "exit" {
            return Next::End;
        }
        let Some(client) = self.shared.client().filter(|_| !self.is_shut_down) else {
            return Next::Read;
        };
        match method.as_str() {
            "initialized" => self.watch(client),
            "$/cancelRequest" => self.cancel(params),
            "textDocument/didOpen" => self.open(params),
            "textDocument/didChange" => self.change(params, client),
            "textDocument/didClose" => {
                self.change_world(params, |params: DidCloseTextDocumentParams, world| {
                    if let Some(path) = uri::to_path(&params.text_document.uri) {
                        world.documents.close(&path);
                    }
                });
            }
            "textDocument/didSave" => {
                self.change_world(params, |params: DidSaveTextDocumentParams, world| {
                    world.touched.extend(uri::to_path(&params.text_document.uri));
                });
            }
            "workspace/didChangeWatchedFiles" => {
                self.change_world(params, |params: DidChangeWatchedFilesParams, world| {
                    let paths = params.changes.iter().filter_map(|it| uri::to_path(&it.uri));
                    world.touched.extend(paths);
                });
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.change_world(params, |params: DidChangeWorkspaceFoldersParams, world| {
                    let event = params.event;
                    let gone: Vec<_> =
                        event.removed.iter().filter_map(|it| uri::to_path(&it.uri)).collect();
                    world.folders.retain(|folder| !gone.contains(folder));
                    world.folders.extend(event.added.iter().filter_map(|it| uri::to_path(&it.uri)));
                });
            }
            // Nothing depends on them, and what is not known may be ignored.
            _other => {}
        }
        Next::Read
    }

    fn open(&self, params: Value) {
        self.change_world(params, |params: DidOpenTextDocumentParams, world| {
            let document = params.text_document;
            if let Some(path) = uri::to_path(&document.uri) {
                let (uri, version, text) = (document.uri, document.version, document.text.into());
                world.documents.open(path, Document { uri, version, text });
            }
        });
    }

    fn change(&self, params: Value, client: &Client) {
        self.change_world(params, |params: DidChangeTextDocumentParams, world| {
            let document = params.text_document;
            if let Some(path) = uri::to_path(&document.uri) {
                let changes = params.content_changes;
                world.documents.change(&path, document.version, changes, client.encoding);
            }
        });
    }

    fn change_world<P: DeserializeOwned>(
        &self,
        params: Value,
        change: impl FnOnce(P, &mut super::shared::World),
    ) {
        match serde_json::from_value(params) {
            Ok(params) => {
                change(params, &mut self.shared.world());
                self.send(Job::Changed);
            }
            Err(error) => {
                let message = format!("this notification cannot be read: {error}");
                self.shared.notify("window/logMessage", json!({ "type": 2, "message": message }));
            }
        }
    }

    fn cancel(&self, params: Value) {
        let Ok(CancelParams { id }) = serde_json::from_value(params) else { return };
        let id = match id {
            NumberOrString::Number(id) => id.into(),
            NumberOrString::String(id) => id.into(),
        };
        let refused = Refused::new(ErrorCode::RequestCanceled, "cancelled");
        self.shared.answer(&id, Err(refused));
    }

    /// Asks to be told of files that change. Who cannot be asked for that, has them looked at with every edit.
    fn watch(&self, client: &Client) {
        if !client.watches {
            return;
        }
        let patterns = ["**/*.py", "**/pyproject.toml", "**/pulsec.toml", "**/.gitignore"];
        let scripts = "**/*.{js,jsx,mjs,ts,tsx,css,json}";
        let watchers: Vec<_> =
            patterns.iter().chain([&scripts]).map(|it| json!({ "globPattern": it })).collect();
        let registration = json!({
            "id": "pulsec-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        let params = json!({ "registrations": [registration] });
        self.shared.ask("pulsec-files", "client/registerCapability", params);
    }
}

fn capabilities(client: &Client) -> ServerCapabilities {
    let commands = [SHOW, EXPLAIN].map(str::to_owned);
    let is_ours = |command: &String| !client.own_commands.contains(command);
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    let triggers = [".", "\"", "'", "(", ",", " "].map(str::to_owned);
    let pulled = DiagnosticOptions {
        identifier: Some("pulsec".to_owned()),
        inter_file_dependencies: true,
        ..DiagnosticOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions::default())),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.to_vec()),
            ..CompletionOptions::default()
        }),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        code_action_provider: client.takes_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
                resolve_provider: Some(true),
                work_done_progress_options: Default::default(),
            })
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands.into_iter().filter(is_ours).collect(),
            work_done_progress_options: Default::default(),
        }),
        diagnostic_provider: client.pulls.then_some(DiagnosticServerCapabilities::Options(pulled)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
