//! Runs one function of a Python file in the embedded engine: for `pulsec run` and `pulsec verify`.
//!
//! ```text
//! prices.py::total [1, 2] rate=0.5
//!     prices.py, and below it    def pulsec_run__(): value = total([1, 2], rate=0.5); return f"{value!r}"
//!     → compiled as a build would → the engine → "1.5"
//! ```
//!
//! The call is Python, compiled with the file it stands in: so arguments are bound, floats are shown and tuples are made
//! by the same rules as everywhere. Only what the call leads to is loaded, and it is asked first what of that a page
//! alone has.

mod arguments;
mod literal;
mod needs;
mod signature;
mod traceback;

pub use needs::{Lack, foreign};
pub use traceback::Raised;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::base::{FileId, Span, closest};
use crate::diag::{Severity, Sink};
use crate::driver::{self, Config, Goal, Jsx, Maps, Output, PythonFunction, Sources};
use crate::engine::{self, Clock, Console, Engine, EngineError, Limits};
use crate::host::{Host, Overlay};
use crate::outline::{self, ChunkKind};
use signature::Signature;

/// The function to run, and what it is called with.
pub struct Call<'a> {
    pub file: &'a Path,
    pub name: &'a str,
    /// Literals of Python or JSON; `name=literal` for a keyword.
    pub arguments: &'a [String],
    pub form: Form,
}

/// How the result is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// As `repr` does.
    Repr,
    /// As `json.dumps` does.
    Json,
}

/// Why a call is not run.
pub enum Refused {
    /// What was asked for does not fit.
    Usage(String),
    /// The file does not compile.
    Findings(Box<Output>),
    /// It is good for a page only.
    Lacks(Lack),
}

/// What came of a call.
pub enum Outcome {
    Value(String),
    Raised(Raised),
    /// It was stopped by a limit, or by itself for good.
    Stopped(String),
    /// Nobody reads what it prints.
    Closed,
}

/// A call that is ready to run.
pub struct Prepared {
    /// With the call below the text of its file.
    pub output: Output,
    file: FileId,
    /// Where the text of the file itself ends.
    end: u32,
    module: PathBuf,
}

/// The name of the function that makes the call.
const ENTRY: &str = "pulsec_run__";

/// Compiles the file and the call.
pub fn prepare(host: &dyn Host, config: &Config, call: &Call<'_>) -> Result<Prepared, Refused> {
    let text = text(host, config, call.file)?;
    let signature = signature_of(&text, call)?;
    let arguments = arguments::spelled(call.arguments).map_err(Refused::Usage)?;
    if let Some(signature) = &signature {
        signature.accepts(&arguments).map_err(|reason| {
            Refused::Usage(format!("{reason}\nhelp: it is `{}`", signature.shown))
        })?;
    }
    let is_async = signature.as_ref().is_some_and(|it| it.is_async);
    let called = format!("{}({})", call.name, arguments::joined(&arguments));
    let plain = if is_async { format!("await {called}") } else { called.clone() };
    let first = compile(host, config, call, &text, &entry(call.form, is_async, &plain))?;
    // Only the compiler knows whether it is a generator; then its items are the result.
    let is_generator = signature.is_some_and(|it| {
        let own = |function: &&PythonFunction| {
            function.span.file == first.file && function.span.contains(it.place)
        };
        let functions = first.output.functions.iter().filter(own);
        functions
            .max_by_key(|function| function.span.end - function.span.start)
            .is_some_and(|it| it.is_generator)
    });
    match (is_generator, is_async) {
        (false, _) => Ok(first),
        (true, false) => {
            let items = format!("[*{called}]");
            compile(host, config, call, &text, &entry(call.form, false, &items))
        }
        (true, true) => {
            let items = format!("[item async for item in {called}]");
            compile(host, config, call, &text, &entry(call.form, true, &items))
        }
    }
}

/// The text of the file, where it can be compiled.
fn text(host: &dyn Host, config: &Config, file: &Path) -> Result<String, Refused> {
    if host.is_dir(file) {
        return Err(Refused::Usage(format!("`{}` is a folder; name one file", file.display())));
    }
    if !host.is_file(file) {
        let reason = format!("{}: no such file or folder", file.display());
        return Err(Refused::Usage(reason));
    }
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let read = driver::load(host, &mut sources, config.shown(file), &mut sink);
    if let Some(id) = read.filter(|_| !sink.has_errors()) {
        return Ok(sources.text(id).to_owned());
    }
    let diagnostics = sink.into_sorted();
    Err(Refused::Findings(Box::new(Output { sources, diagnostics, ..Output::default() })))
}

/// What the file says of the function; none where it is no `def` of this file.
fn signature_of(text: &str, call: &Call<'_>) -> Result<Option<Signature>, Refused> {
    let Call { file, name, .. } = call;
    let outline = outline::scan(FileId(0), text);
    let binds =
        |name: &str| outline.chunks.iter().rfind(|it| it.binds.iter().any(|it| **it == *name));
    let refuse = |message: String| Err(Refused::Usage(message));
    let Some(chunk) = binds(name) else {
        let message = format!("there is no function `{name}` in `{}`", file.display());
        let is_function = |kind| matches!(kind, ChunkKind::Function | ChunkKind::AsyncFunction);
        let functions = outline.chunks.iter().filter(|it| is_function(it.kind));
        let names: Vec<&str> = functions.flat_map(|it| &it.binds).map(|it| &**it).collect();
        return refuse(match (closest(name, names.iter().copied()), names.is_empty()) {
            (Some(near), _) => format!("{message}; did you mean `{near}`?"),
            (None, true) => message,
            (None, false) => format!("{message}; it has `{}`", names.join("`, `")),
        });
    };
    match chunk.kind {
        ChunkKind::Function | ChunkKind::AsyncFunction => Ok(Signature::read(text, chunk.span)),
        ChunkKind::Class => refuse(format!("`{name}` is a class; name a function that uses it")),
        ChunkKind::Import
        | ChunkKind::FromImport
        | ChunkKind::Assign
        | ChunkKind::TypeAlias
        | ChunkKind::If
        | ChunkKind::Try
        | ChunkKind::For
        | ChunkKind::While
        | ChunkKind::With
        | ChunkKind::Match
        | ChunkKind::Expr
        | ChunkKind::Other
        | ChunkKind::Broken => Ok(None),
    }
}

/// The function that makes the call. It names nothing that the file may have another of: no `repr`, no `list`.
fn entry(form: Form, is_async: bool, called: &str) -> String {
    let keyword = if is_async { "async def" } else { "def" };
    let (import, shown) = match form {
        Form::Repr => ("", "f\"{pulsec_value__!r}\""),
        Form::Json => ("import json as pulsec_json__\n\n\n", "pulsec_json__.dumps(pulsec_value__)"),
    };
    format!("{import}{keyword} {ENTRY}():\n    pulsec_value__ = {called}\n    return {shown}\n")
}

/// Compiles what stands in the file and, below it, what is added.
pub fn compile_with(
    host: &dyn Host,
    config: &Config,
    file: &Path,
    text: &str,
    added: &str,
    names: Vec<String>,
) -> Output {
    let absolute = config.absolute(file);
    let whole = format!("{text}\n\n\n{added}");
    let texts = BTreeMap::from([(absolute.clone(), whole)]);
    let host = Overlay::new(host, config.cwd.clone(), texts);
    let config = Config {
        paths: vec![file.to_path_buf()],
        exports: BTreeMap::from([(absolute, names)]),
        jsx: Jsx::Automatic { dev: false },
        maps: Maps::File,
        goal: Goal::Run,
        ..config.clone()
    };
    driver::compile(&host, &config)
}

fn compile(
    host: &dyn Host,
    config: &Config,
    call: &Call<'_>,
    text: &str,
    added: &str,
) -> Result<Prepared, Refused> {
    let mut output = compile_with(host, config, call.file, text, added, vec![ENTRY.to_owned()]);
    let end = text.len() as u32;
    let file = output.sources.find(&config.shown(call.file));
    let is_added = |span: Span| Some(span.file) == file && span.start >= end;
    let of_call = output.diagnostics.iter().position(|it| it.span.is_some_and(is_added));
    let in_file = output.diagnostics.iter().any(|it| !it.span.is_some_and(is_added));
    if let Some(at) = of_call {
        let found = output.diagnostics.remove(at);
        if !in_file && found.severity == Severity::Error {
            let help = found.help.map(|help| format!("\nhelp: {help}")).unwrap_or_default();
            let message = format!("`{}` cannot be called so: {}{help}", call.name, found.message);
            return Err(Refused::Usage(message));
        }
        output.diagnostics.retain(|it| !it.span.is_some_and(is_added));
    }
    if output.has_errors() || !output.failures.is_empty() {
        return Err(Refused::Findings(Box::new(output)));
    }
    let (Some(file), Some(entry)) = (file, output.entries.first()) else {
        let message = format!("`{}` in `{}` cannot be run", call.name, call.file.display());
        return Err(Refused::Usage(message));
    };
    if let Some(lack) = needs::lack(&entry.needs, &output, call.name, is_added) {
        return Err(Refused::Lacks(lack));
    }
    let module = entry.module.clone();
    Ok(Prepared { output, file, end, module })
}

impl Prepared {
    /// Calls it.
    pub fn run(&self, limits: Limits, console: Console) -> Outcome {
        let engine = Engine::new(modules(&self.output, &self.module))
            .with_limits(limits)
            .with_clock(Clock::Real)
            .with_console(console);
        match engine.call(MAIN, "run", &format!("[\"{ENTRY}\"]")).result {
            Ok(text) => self.outcome(&text),
            Err(error) => stopped(&error, limits),
        }
    }

    fn outcome(&self, text: &str) -> Outcome {
        let answer: Value = serde_json::from_str(text).unwrap_or_default();
        match (answer.get("value").and_then(Value::as_str), answer.get("raised")) {
            (Some(value), _) => Outcome::Value(value.to_owned()),
            (None, Some(chain)) => {
                let places = traceback::Places::new(&self.output, self.file, self.end);
                Outcome::Raised(Raised::read(chain, &places))
            }
            (None, None) => Outcome::Stopped(format!("it gave {text}")),
        }
    }
}

/// What came of one of several calls.
pub struct Ran {
    /// What it gave, or the class of what it raised.
    pub result: Result<String, String>,
    pub printed: String,
}

/// Calls several functions of a program, one after the other, by the jumping clock. Where the engine ends one, those
/// behind it are not called, and the reason comes along.
pub fn run_all(
    output: &Output,
    module: &Path,
    names: &[String],
    limits: Limits,
    most_printed: usize,
) -> (Vec<Ran>, Option<String>) {
    // With how many characters that is: no more than so many are kept.
    let printed: Arc<Mutex<Vec<(String, usize)>>> = Arc::default();
    let told = Arc::clone(&printed);
    let console: Console = Arc::new(move |_, line| {
        let mut printed = told.lock().unwrap_or_else(PoisonError::into_inner);
        if line.starts_with('\0') {
            printed.push((String::new(), 0));
        } else if let Some((last, count)) = printed.last_mut() {
            let rest = line.chars().chain(['\n']).take(most_printed - *count);
            let before = last.len();
            last.extend(rest);
            *count += last.get(before..).unwrap_or_default().chars().count();
        }
        true
    });
    let engine = Engine::new(modules(output, module)).with_limits(limits).with_console(console);
    let asked = serde_json::json!([names]).to_string();
    let result = engine.call(MAIN, "runAll", &asked).result;
    let printed = std::mem::take(&mut *printed.lock().unwrap_or_else(PoisonError::into_inner));
    let error = match result {
        Ok(text) => {
            let told: Vec<Value> = serde_json::from_str(&text).unwrap_or_default();
            let ran = std::iter::zip(told, printed).map(|(one, (printed, _))| {
                let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
                let raised = one.get("raised").and_then(|chain| chain.get(0));
                let raised = text(raised.and_then(|link| link.get("name")));
                let result = text(one.get("value")).ok_or(raised.unwrap_or_default());
                Ran { result, printed }
            });
            return (ran.collect(), None);
        }
        Err(error) => error,
    };
    // What came before the one that did not end is called again, without it.
    let Outcome::Stopped(reason) = stopped(&error, limits) else { return (Vec::new(), None) };
    let before = printed.len().saturating_sub(1);
    match names.get(..before) {
        Some(names) if !names.is_empty() => {
            let (ran, _) = run_all(output, module, names, limits, most_printed);
            (ran, Some(reason))
        }
        Some(_) | None => (Vec::new(), Some(reason)),
    }
}

/// Why the engine ended it.
fn stopped(error: &EngineError, limits: Limits) -> Outcome {
    let message = match error.name.as_str() {
        "Timeout" => {
            let seconds = limits.time.as_secs_f64();
            format!("stopped after {seconds} s; `--timeout` gives it more")
        }
        _ if error.message.contains(engine::CLOSED) => return Outcome::Closed,
        _ if error.message.contains("out of memory") => {
            let megabytes = limits.memory >> 20;
            format!("stopped, as it needs more than {megabytes} MB; `--memory` gives it more")
        }
        _ if error.message.contains(engine::STUCK) => engine::STUCK.to_owned(),
        _other => error.to_string(),
    };
    Outcome::Stopped(message)
}

const MAIN: &str = "pulsec-main.js";

/// The modules of a program that is run, with the one that calls it.
fn modules(output: &Output, module: &Path) -> Vec<(String, String)> {
    let spelled = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let is_code = |path: &Path| path.extension().is_some_and(|it| it == "js" || it == "mjs");
    let files = output.files.iter().filter(|file| is_code(&file.path));
    let mut all: Vec<(String, String)> =
        files.map(|file| (spelled(&file.path), file.contents.clone())).collect();
    all.push((MAIN.to_owned(), include_str!("main.js").replace("MODULE", &spelled(module))));
    all
}
