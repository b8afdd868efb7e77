//! The thread that works: it answers requests and, when nothing was typed for a moment, says what is found.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Request};
use lsp_types::Diagnostic;
use serde_json::{Value, json};

use super::client::Client;
use super::documents::Documents;
use super::shared::{Answer, Refused, Shared};
use super::workspace::{Early, Workspace};
use super::{diagnostics, dispatch, uri};

/// For so long nothing must be typed before what is found is told.
const QUIET: Duration = Duration::from_millis(15);
/// But nobody who types on waits longer than this.
const LONGEST: Duration = Duration::from_millis(200);

pub enum Job {
    /// The world is another one.
    Changed,
    Asked(Box<Asked>),
}

pub struct Asked {
    pub request: Request,
    /// The document it is about, and the version that was on the screen.
    pub seen: Option<(PathBuf, i32)>,
}

/// Works until nobody can ask any more.
pub fn work(shared: &Shared, jobs: &Receiver<Job>) {
    let mut worker = Worker { shared, workspace: Workspace::default(), told: BTreeMap::new() };
    let mut changed: Option<Instant> = None;
    loop {
        let job = match changed {
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(since) => jobs.recv_timeout(QUIET.min(LONGEST.saturating_sub(since.elapsed()))),
        };
        match job {
            Ok(Job::Changed) => drop(changed.get_or_insert_with(Instant::now)),
            Ok(Job::Asked(asked)) => worker.asked(*asked),
            Err(RecvTimeoutError::Timeout) => {
                changed = None;
                worker.tell();
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

struct Worker<'s> {
    shared: &'s Shared,
    workspace: Workspace,
    /// What was told last, by file.
    told: BTreeMap<PathBuf, Vec<Diagnostic>>,
}

impl Worker<'_> {
    /// A panic is the answer to one request. What was compiled until then may be half of something.
    fn safely<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Result<T, Refused> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self)));
        done.map_err(|_| {
            self.workspace = Workspace::default();
            let message = "this is a defect of pulsec; its standard error tells where";
            Refused::new(ErrorCode::InternalError, message)
        })
    }

    fn asked(&mut self, asked: Asked) {
        let Asked { request, seen } = asked;
        let id = request.id.clone();
        if !self.shared.is_waiting(&id) {
            return;
        }
        let answer = self.safely(|worker| worker.answer(request, seen));
        self.shared.answer(&id, answer.and_then(|answer| answer));
    }

    fn answer(&mut self, request: Request, seen: Option<(PathBuf, i32)>) -> Answer {
        let Some(client) = self.shared.client() else { return Ok(Value::Null) };
        self.sync(&|_| {});
        if let Some((path, version)) = seen {
            let now = self.workspace.documents().get(&path).map(|document| document.version);
            if now != Some(version) {
                let message = "the text is another one by now";
                return Err(Refused::new(ErrorCode::ContentModified, message));
            }
        }
        if request.method == "textDocument/diagnostic" {
            return self.pulled(request.params, client);
        }
        dispatch::answer(&mut self.workspace, client, &request.method, request.params)
    }

    fn sync(&mut self, early: Early<'_>) {
        let world = {
            let mut world = self.shared.world();
            let now = world.clone();
            world.touched.clear();
            now
        };
        self.workspace.sync(world, early);
    }

    /// Tells what is found, of the files of which that is something else than was told last.
    fn tell(&mut self) {
        let early = Mutex::new(BTreeMap::new());
        let found = self.safely(|worker| {
            let client = worker.shared.client()?;
            let (shared, told) = (worker.shared, worker.told.clone());
            worker.sync(&|now| {
                let (path, found) =
                    (now.kept.project.path(now.file), diagnostics::early(now, client));
                if let Some(path) = path.filter(|_| !client.pulls) {
                    if told.get(&path).map_or(&[][..], Vec::as_slice) != found {
                        publish(shared, now.documents, &path, &found);
                    }
                    early.lock().unwrap_or_else(PoisonError::into_inner).insert(path, found);
                }
            });
            Some((diagnostics::all(&worker.workspace, client), client))
        });
        self.told.extend(early.into_inner().unwrap_or_else(PoisonError::into_inner));
        self.told.retain(|_, found| !found.is_empty());
        let Ok(Some((found, client))) = found else { return };
        if client.pulls {
            let is_other = found != self.told;
            self.told = found;
            if is_other && client.refreshes_diagnostics {
                let method = "workspace/diagnostic/refresh";
                self.shared.ask("pulsec-diagnostics", method, Value::Null);
            }
            return;
        }
        for path in self.told.keys().filter(|path| !found.contains_key(*path)) {
            self.publish(path, &[]);
        }
        for (path, now) in &found {
            if self.told.get(path) != Some(now) {
                self.publish(path, now);
            }
        }
        self.told = found;
    }

    fn publish(&self, path: &Path, found: &[Diagnostic]) {
        publish(self.shared, self.workspace.documents(), path, found);
    }

    fn pulled(&mut self, params: Value, client: &Client) -> Answer {
        let uri = params.pointer("/textDocument/uri").cloned().unwrap_or_default();
        let uri = serde_json::from_value(uri)
            .map_err(|error| Refused::new(ErrorCode::InvalidParams, error.to_string()))?;
        let found = diagnostics::all(&self.workspace, client);
        let items = uri::to_path(&uri).and_then(|path| found.get(&path).cloned());
        Ok(json!({ "kind": "full", "items": items.unwrap_or_default() }))
    }
}

fn publish(shared: &Shared, documents: &Documents, path: &Path, found: &[Diagnostic]) {
    let document = documents.get(path);
    let uri = document.map(|document| document.uri.clone()).or_else(|| uri::of_path(path));
    let mut params = json!({ "uri": uri, "diagnostics": found });
    if let (Some(document), Value::Object(params)) = (document, &mut params) {
        params.insert("version".into(), document.version.into());
    }
    shared.notify("textDocument/publishDiagnostics", params);
}
