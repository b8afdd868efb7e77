//! What the thread that reads and the one that works have in common: the way out, the requests that wait for an answer,
//! and the world as the client has told it.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use lsp_server::{ErrorCode, RequestId};
use serde::Serialize;
use serde_json::{Value, json};

use super::client::Client;
use super::documents::Documents;
use crate::serve::framing::{self, Framing};

/// Why a request has no result.
#[derive(Debug)]
pub struct Refused {
    pub code: ErrorCode,
    pub message: String,
}

impl Refused {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Refused {
        Refused { code, message: message.into() }
    }
}

pub type Answer = Result<Value, Refused>;

/// As the client has told it.
#[derive(Clone, Default)]
pub struct World {
    pub documents: Documents,
    /// Of the workspace; absolute.
    pub folders: Vec<PathBuf>,
    /// The files that somebody else has written, made or removed since this was asked last.
    pub touched: Vec<PathBuf>,
}

pub struct Shared {
    out: Mutex<Box<dyn Write + Send>>,
    waiting: Mutex<HashSet<RequestId>>,
    world: Mutex<World>,
    client: OnceLock<Client>,
}

impl Shared {
    pub fn new(out: Box<dyn Write + Send>) -> Shared {
        Shared {
            out: Mutex::new(out),
            waiting: Mutex::default(),
            world: Mutex::default(),
            client: OnceLock::new(),
        }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    /// None before it has begun.
    pub fn client(&self) -> Option<&Client> {
        self.client.get()
    }

    /// Whether this is the first that is told of the client.
    pub fn begin(&self, client: Client) -> bool {
        self.client.set(client).is_ok()
    }

    /// Notes a request that is to be answered; whether its id is free.
    pub fn await_answer(&self, id: &RequestId) -> bool {
        lock(&self.waiting).insert(id.clone())
    }

    pub fn is_waiting(&self, id: &RequestId) -> bool {
        lock(&self.waiting).contains(id)
    }

    /// Answers a request, unless it was answered before.
    pub fn answer(&self, id: &RequestId, answer: Answer) {
        if lock(&self.waiting).remove(id) {
            self.write(&answered(json!(id), answer));
        }
    }

    /// Answers what is no request that could be answered by its id.
    pub fn refuse(&self, id: Value, refused: Refused) {
        self.write(&answered(id, Err(refused)));
    }

    pub fn notify(&self, method: &str, params: impl Serialize) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks the client for something of which no answer is needed.
    pub fn ask(&self, id: &str, method: &str, params: impl Serialize) {
        let version = "2.0";
        let message = json!({ "jsonrpc": version, "id": id, "method": method, "params": params });
        self.write(&message);
    }

    /// Nobody is left to tell when it fails; the input will end, too.
    fn write(&self, message: &Value) {
        let _ = framing::write(&mut **lock(&self.out), Framing::Headers, message);
    }
}

fn answered(id: Value, answer: Answer) -> Value {
    match answer {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Refused { code, message }) => {
            let error = json!({ "code": code as i32, "message": message });
            json!({ "jsonrpc": "2.0", "id": id, "error": error })
        }
    }
}

/// The lock, also after a panic: what it guards is replaced as a whole.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
