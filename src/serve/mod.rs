//! The compiler as a server for the plugins of Vite and Pulse: JSON-RPC 2.0 over a pair of streams.
//!
//! ```text
//! → {"jsonrpc":"2.0","id":1,"method":"compileFile","params":{"root":"/app","file":"/app/chat.py",…}}
//! ← {"jsonrpc":"2.0","id":1,"result":{"ok":true,"code":"import { jsx } from …
//! ```
//!
//! One thread reads; a few work, so that a long compilation does not hold up short questions. What is
//! wrong in the source is part of a result. What is wrong with a message is an error answer, and so is
//! a defect of ours: whatever comes, the server goes on. It ends with its input or its output, since that
//! is how the death of whoever started it shows. `docs/serve.md` is the reference.

mod compile;
mod frame;
pub(crate) mod framing;
mod messages;
mod session;

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
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

/// Serves until the input ends, `shutdown` is asked for, or nobody takes the answers any more.
pub fn run(
    input: impl Read + Send + 'static,
    output: impl Write + Send,
    render: &dyn Render,
) -> std::io::Result<()> {
    let workers = std::thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 4));
    let session = Session::new(render);
    let (say, heard) = sync_channel(1);
    let out = Out { to: Mutex::new(output), is_gone: AtomicBool::new(false), say: say.clone() };
    // It may wait for input for ever while the output has gone: nobody waits for it.
    std::thread::Builder::new().spawn(move || listen(Reader::new(input), &say))?;
    let mut shutdown = None;
    let (send, queue) = channel();
    let queue = Mutex::new(queue);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let work = || work(&queue, &session, &out);
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        }
        shutdown = read(&heard, &session, &out, |job| send.send(job).is_ok());
        // The workers end when the queue is empty and nobody can fill it.
        drop(send);
        Ok::<_, std::io::Error>(())
    })?;
    if let Some((id, framing)) = shutdown {
        out.write(framing, &answer(id, Ok(Value::Null)));
    }
    Ok(())
}

/// What the reading of messages waits for.
enum Heard {
    Incoming(Incoming, Framing),
    /// An answer could not be written.
    Gone,
}

fn listen(mut reader: Reader<impl Read>, say: &SyncSender<Heard>) {
    loop {
        let incoming = reader.next();
        let is_end = incoming == Incoming::End;
        if say.send(Heard::Incoming(incoming, reader.framing())).is_err() || is_end {
            return;
        }
    }
}

/// Where the answers go.
struct Out<W> {
    to: Mutex<W>,
    is_gone: AtomicBool,
    say: SyncSender<Heard>,
}

impl<W: Write> Out<W> {
    fn write(&self, framing: Framing, message: &Value) {
        if framing::write(&mut *lock(&self.to), framing, message).is_err() {
            self.is_gone.store(true, Ordering::SeqCst);
            // Where the queue is full, whoever takes what is in it sees the flag.
            let _ = self.say.try_send(Heard::Gone);
        }
    }

    fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::SeqCst)
    }
}

/// A request for a worker, and the form of its answer.
struct Job {
    request: Request,
    framing: Framing,
}

/// Reads until the end; the id of the `shutdown` that was asked for, if any.
fn read<W: Write>(
    heard: &Receiver<Heard>,
    session: &Session<'_>,
    out: &Out<W>,
    mut queue: impl FnMut(Job) -> bool,
) -> Option<(Value, Framing)> {
    while !out.is_gone() {
        let (bytes, framing) = match heard.recv() {
            Ok(Heard::Incoming(Incoming::Message(bytes), framing)) => (bytes, framing),
            Ok(Heard::Incoming(Incoming::Bad(refused), framing)) => {
                out.write(framing, &answer(Value::Null, Err(refused)));
                continue;
            }
            Ok(Heard::Incoming(Incoming::End, _) | Heard::Gone) | Err(_) => return None,
        };
        let request = match Request::read(&bytes) {
            Ok(request) => request,
            Err(refusal) => {
                let (id, refused) = *refusal;
                out.write(framing, &answer(id, Err(refused)));
                continue;
            }
        };
        if request.method == "shutdown" && session.is_initialized() {
            return request.id.map(|id| (id, framing));
        }
        // What changes the state is seen here, in the order in which it was asked for.
        if let Some(outcome) = session.at_once(&request) {
            if let Some(id) = request.id {
                out.write(framing, &answer(id, outcome));
            }
            continue;
        }
        if !queue(Job { request, framing }) {
            return None;
        }
    }
    None
}

fn work<W: Write>(queue: &Mutex<Receiver<Job>>, session: &Session<'_>, out: &Out<W>) {
    loop {
        let Ok(Job { request, framing }) = lock(queue).recv() else { return };
        if out.is_gone() {
            return;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| session.answer(&request)));
        let outcome = outcome.unwrap_or_else(|_| {
            let message = "this is a defect of pulsec; its standard error tells where";
            Err(Refused::new(INTERNAL_ERROR, message))
        });
        if let Some(id) = request.id {
            out.write(framing, &answer(id, outcome));
        }
    }
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
        let input = std::io::Cursor::new(format!("{start}\n{bad}{good}"));
        run(input, &mut out, &Panics).unwrap();
        let text = String::from_utf8(out).unwrap();
        let mut answers: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        answers.sort_by_key(|answer| answer["id"].as_u64());
        assert_eq!(answers[1]["error"]["code"], INTERNAL_ERROR, "{text}");
        assert_eq!(answers[2]["result"]["ok"], true, "{text}");
    }
}
