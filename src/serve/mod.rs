//! The compiler as a server for the plugins of Vite and Pulse: JSON-RPC 2.0 over a pair of streams.
//!
//! ```text
//! → {"jsonrpc":"2.0","id":1,"method":"compileFile","params":{"root":"/app","file":"/app/chat.py",…}}
//! ← {"jsonrpc":"2.0","id":1,"result":{"ok":true,"code":"import { jsx } from …
//! ```
//!
//! One thread reads; a few work, so that a long compilation does not hold up short questions. What is
//! wrong in the source is part of a result. What is wrong with a message is an error answer, and so is
//! a defect of ours: whatever comes, the server goes on. It ends with its input, since that is how the
//! death of whoever started it shows. `docs/serve.md` is the reference.

mod compile;
mod frame;
pub(crate) mod framing;
mod messages;
mod session;

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::driver::Output;
use framing::{Framing, Incoming, Reader};
use messages::{INTERNAL_ERROR, Refused, Request, answer};
use session::Session;

/// How findings are shown; the command line's own forms.
pub trait Render: Sync {
    /// One object for each finding, in their order, as `--output-format json` prints them.
    fn objects(&self, output: &Output) -> Vec<Value>;
    /// All findings as text for people.
    fn text(&self, output: &Output, color: bool) -> String;
}

/// The stack of the threads that answer: trees as deep as the parser makes them are dropped there.
const STACK: usize = 64 << 20;

/// Serves until the input ends or `shutdown` is asked for.
pub fn run(
    input: impl Read,
    output: impl Write + Send,
    render: &dyn Render,
) -> std::io::Result<()> {
    let workers = std::thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 4));
    let session = Session::new(render);
    let out = Mutex::new(output);
    let mut reader = Reader::new(input);
    let mut shutdown = None;
    let (send, queue) = channel();
    let queue = Mutex::new(queue);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let work = || work(&queue, &session, &out);
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        }
        shutdown = read(&mut reader, &session, &out, |job| send.send(job).is_ok());
        // The workers end when the queue is empty and nobody can fill it.
        drop(send);
        Ok::<_, std::io::Error>(())
    })?;
    if let Some(id) = shutdown {
        write(&out, reader.framing(), &answer(id, Ok(Value::Null)));
    }
    Ok(())
}

/// A request for a worker, and the form of its answer.
struct Job {
    request: Request,
    framing: Framing,
}

/// Reads until the end; the id of the `shutdown` that was asked for, if any.
fn read<W: Write>(
    reader: &mut Reader<impl Read>,
    session: &Session<'_>,
    out: &Mutex<W>,
    mut queue: impl FnMut(Job) -> bool,
) -> Option<Value> {
    loop {
        let bytes = match reader.next() {
            Incoming::Message(bytes) => bytes,
            Incoming::Bad(refused) => {
                write(out, reader.framing(), &answer(Value::Null, Err(refused)));
                continue;
            }
            Incoming::End => return None,
        };
        let framing = reader.framing();
        let request = match Request::read(&bytes) {
            Ok(request) => request,
            Err(refusal) => {
                let (id, refused) = *refusal;
                write(out, framing, &answer(id, Err(refused)));
                continue;
            }
        };
        if request.method == "shutdown" && session.is_initialized() {
            return request.id;
        }
        // What changes the state is seen here, in the order in which it was asked for.
        if let Some(outcome) = session.at_once(&request) {
            if let Some(id) = request.id {
                write(out, framing, &answer(id, outcome));
            }
            continue;
        }
        if !queue(Job { request, framing }) {
            return None;
        }
    }
}

fn work<W: Write>(queue: &Mutex<Receiver<Job>>, session: &Session<'_>, out: &Mutex<W>) {
    loop {
        let Ok(Job { request, framing }) = lock(queue).recv() else { return };
        let outcome = catch_unwind(AssertUnwindSafe(|| session.answer(&request)));
        let outcome = outcome.unwrap_or_else(|_| {
            let message = "this is a defect of pulsec; its standard error tells where";
            Err(Refused::new(INTERNAL_ERROR, message))
        });
        if let Some(id) = request.id {
            write(out, framing, &answer(id, outcome));
        }
    }
}

/// Nobody is left to tell when it fails; the input will end, too.
fn write<W: Write>(out: &Mutex<W>, framing: Framing, message: &Value) {
    let _ = framing::write(&mut *lock(out), framing, message);
}

/// The lock, also after a panic: what it guards is replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A renderer that fails where there are findings.
    struct Panics;

    impl Render for Panics {
        fn objects(&self, output: &Output) -> Vec<Value> {
            assert!(output.diagnostics.is_empty(), "asked for");
            Vec::new()
        }

        fn text(&self, _: &Output, _: bool) -> String {
            String::new()
        }
    }

    #[test]
    fn a_panic_is_an_answer_and_the_server_goes_on() {
        let compile = |id: u32, text: &str| {
            let params = serde_json::json!({
                "root": "/no-such-folder/x", "overlay": {"/no-such-folder/x/a.py": text},
                "file": "/no-such-folder/x/a.py", "runtime": "r",
            });
            let (method, version) = ("compileFile", "2.0");
            let message = serde_json::json!({
                "jsonrpc": version, "id": id, "method": method, "params": params,
            });
            format!("{message}\n")
        };
        let start = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":1}}"#;
        let bad = compile(2, "import pulse as ps\n@ps.javascript\ndef f(): return nope\n");
        let good = compile(3, "import pulse as ps\n@ps.javascript\ndef f(): return 1\n");
        let mut out = Vec::new();
        run(format!("{start}\n{bad}{good}").as_bytes(), &mut out, &Panics).unwrap();
        let text = String::from_utf8(out).unwrap();
        let mut answers: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        answers.sort_by_key(|answer| answer["id"].as_u64());
        assert_eq!(answers[1]["error"]["code"], INTERNAL_ERROR, "{text}");
        assert_eq!(answers[2]["result"]["ok"], true, "{text}");
    }
}
