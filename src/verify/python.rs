//! The side of CPython: a process of its own, that is asked in lines of JSON (`python.py`).

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::around::process;

/// A call that is made on both sides.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
pub struct Case {
    pub id: u64,
    pub kind: Kind,
    /// Statements that come first, of a doctest.
    pub before: String,
    /// The expression.
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Plain,
    Async,
    Generator,
    AsyncGen,
}

/// An app may take a while to import, however short its calls are.
const LOADING: Duration = Duration::from_secs(60);

/// What CPython knows of a function.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Known {
    pub name: String,
    /// Why no inputs are made.
    pub reason: Option<String>,
    pub cases: Vec<Case>,
}

/// What came of a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ran {
    /// As `repr` writes it, or the class that was raised.
    pub result: Result<String, String>,
    pub printed: String,
}

/// Why nothing more is to be had of it.
pub enum Lost {
    /// It said why not.
    Refused(String),
    /// It did not end in time.
    Late,
    /// It has ended by itself.
    Gone,
}

pub struct Session {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    time: Duration,
}

/// A session to be had of the interpreter.
pub struct Start<'a> {
    pub python: &'a Path,
    pub root: &'a Path,
    pub file: PathBuf,
    pub seed: u64,
    pub examples: usize,
    /// Whether the functions are tests, which are called as they are.
    pub are_tests: bool,
    pub time: Duration,
}

impl Start<'_> {
    /// Loads the module and makes the inputs of these functions.
    pub fn session(&self, functions: &[String]) -> Result<(Session, Vec<Known>), Lost> {
        let mut session = Session::new(self.python, self.root, self.time).map_err(Lost::Refused)?;
        session.ask(&json!({
            "op": "load",
            "root": self.root,
            "file": self.file,
            "functions": functions,
            "seed": self.seed,
            "examples": self.examples,
            "tests": self.are_tests,
        }))?;
        session.time = self.time.max(LOADING);
        let told = session.answer()?;
        session.time = self.time;
        let known = told.get("functions").cloned().unwrap_or_default();
        let known =
            serde_json::from_value(known).map_err(|error| Lost::Refused(error.to_string()))?;
        Ok((session, known))
    }
}

impl Session {
    fn new(python: &Path, root: &Path, time: Duration) -> Result<Session, String> {
        let mut command = Command::new(python);
        command.args(["-u", "-c", include_str!("python.py")]).current_dir(root);
        command.env("PYTHONHASHSEED", "0").env("PYTHONIOENCODING", "utf-8");
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("cannot start Python: {error}"))?;
        let (Some(input), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("cannot talk to Python".to_owned());
        };
        let (send, lines) = channel();
        let read = move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            lines.take_while(|line| send.send(line.clone()).is_ok()).for_each(drop);
        };
        std::thread::Builder::new().spawn(read).map_err(|error| error.to_string())?;
        Ok(Session { child, input, lines, time })
    }

    fn ask(&mut self, asked: &Value) -> Result<(), Lost> {
        writeln!(self.input, "{asked}").and_then(|()| self.input.flush()).map_err(|_| Lost::Gone)
    }

    fn answer(&mut self) -> Result<Value, Lost> {
        let line = self.lines.recv_timeout(self.time).map_err(|error| match error {
            RecvTimeoutError::Timeout => Lost::Late,
            RecvTimeoutError::Disconnected => Lost::Gone,
        })?;
        let told: Value = serde_json::from_str(&line).unwrap_or_default();
        match told.get("error").and_then(Value::as_str) {
            Some(error) => Err(Lost::Refused(error.to_owned())),
            None => Ok(told),
        }
    }

    /// Makes the calls; those that were made before it was lost come along. None for one that takes too long.
    pub fn run(&mut self, ids: &[u64]) -> (Vec<Option<Ran>>, Option<Lost>) {
        let mut ran = Vec::new();
        if let Err(lost) = self.ask(&json!({ "op": "run", "ids": ids })) {
            return (ran, Some(lost));
        }
        loop {
            let told = match self.answer() {
                Ok(told) => told,
                Err(lost) => return (ran, Some(lost)),
            };
            if told.get("done").is_some() {
                return (ran, None);
            }
            let text = |key: &str| told.get(key).and_then(Value::as_str).map(str::to_owned);
            if told.get("id").is_some() {
                let result = text("value").ok_or_else(|| text("raised").unwrap_or_default());
                let printed = text("printed").unwrap_or_default();
                ran.push(told.get("late").is_none().then_some(Ran { result, printed }));
            }
        }
    }

    /// Calls with smaller arguments.
    pub fn smaller(&mut self, id: u64) -> Vec<Case> {
        let asked = self.ask(&json!({ "op": "shrink", "id": id }));
        let told = asked.and_then(|()| self.answer()).ok();
        let cases = told.and_then(|told| told.get("cases").cloned()).unwrap_or_default();
        serde_json::from_value(cases).unwrap_or_default()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        process::end(&mut self.child);
    }
}
