//! Runs emitted JavaScript in an embedded QuickJS: for `pulsec run`, `pulsec verify` and the tests.
//!
//! ```text
//! Engine::new([("main.js", "console.log(1 + 1)")]).run("main.js")  →  Run { printed: "2\n", result: Ok(()) }
//! ```
//!
//! Modules live in memory. Each run has an engine of its own on a thread of its own, so nothing leaks
//! from one to the next; time, memory and stack are bounded. Timers run on a clock that jumps.

mod modules;

use modules::Modules;
use rquickjs::{Context, Ctx, Error, Exception, Function, Module, Object, Promise, Runtime, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Modules by specifier, and how much they may use when they run.
#[derive(Debug, Clone)]
pub struct Engine {
    modules: Arc<HashMap<String, String>>,
    limits: Limits,
}

/// Where a run is stopped.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub time: Duration,
    pub memory: usize,
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), memory: 256 << 20, stack: 8 << 20 }
    }
}

/// No run prints more than this many bytes.
const MAX_OUTPUT: usize = 16 << 20;

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<T> {
    /// All that `console` was given, a line for each call.
    pub printed: String,
    /// The value, or what was thrown.
    pub result: Result<T, EngineError>,
}

/// Something thrown and not caught, or a limit reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    /// The class: `ValueError`, `TypeError`; `Timeout` when time ran out.
    pub name: String,
    pub message: String,
    /// The stack as QuickJS prints it; may be empty.
    pub stack: String,
}

impl EngineError {
    fn internal(error: &dyn std::fmt::Display) -> Self {
        Self { name: "EngineError".into(), message: error.to_string(), stack: String::new() }
    }
}

impl std::fmt::Display for EngineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}

impl std::error::Error for EngineError {}

/// What is done once the entry module is loaded.
#[derive(Debug, Clone, Copy)]
enum Task<'a> {
    /// Nothing but to wait for the timers.
    Load,
    /// Call an export with arguments given as a JSON array.
    Call { export: &'a str, arguments: &'a str },
}

impl Engine {
    /// An engine over these modules: `(specifier, source)`.
    #[must_use]
    pub fn new(modules: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { modules: Arc::new(modules.into_iter().collect()), limits: Limits::default() }
    }

    /// The same modules within other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Imports a module and waits until everything it started is done.
    #[must_use]
    pub fn run(&self, entry: &str) -> Run<()> {
        let run = self.execute(entry, Task::Load);
        Run { printed: run.printed, result: run.result.map(|_| ()) }
    }

    /// Imports a module and calls one of its exports. `arguments` is a JSON array; a promise is
    /// awaited; the value comes back as JSON (`null` for nothing).
    #[must_use]
    pub fn call(&self, entry: &str, export: &str, arguments: &str) -> Run<String> {
        self.execute(entry, Task::Call { export, arguments })
    }

    /// QuickJS measures its stack from where it starts, so it gets a thread with one of known size.
    fn execute(&self, entry: &str, task: Task<'_>) -> Run<String> {
        let printed = Arc::new(Mutex::new(String::new()));
        let result = std::thread::scope(|scope| {
            let out = Arc::clone(&printed);
            let builder = std::thread::Builder::new().stack_size(self.limits.stack * 2 + (1 << 20));
            let thread = builder.spawn_scoped(scope, move || self.on_thread(entry, task, &out));
            let thread = thread.map_err(|error| EngineError::internal(&error))?;
            thread.join().unwrap_or_else(|_| Err(EngineError::internal(&"the engine stopped")))
        });
        let printed = printed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Run { printed, result }
    }

    fn on_thread(
        &self,
        entry: &str,
        task: Task<'_>,
        out: &Arc<Mutex<String>>,
    ) -> Result<String, EngineError> {
        let internal = |error: Error| EngineError::internal(&error);
        let runtime = Runtime::new().map_err(internal)?;
        runtime.set_memory_limit(self.limits.memory);
        runtime.set_max_stack_size(self.limits.stack);
        let deadline = Instant::now() + self.limits.time;
        runtime.set_interrupt_handler(Some(Box::new(move || Instant::now() > deadline)));
        let modules = Modules(Arc::clone(&self.modules));
        runtime.set_loader(modules.clone(), modules);
        let context = Context::full(&runtime).map_err(internal)?;
        context.with(|ctx| {
            evaluate(&ctx, entry, task, out).map_err(|error| match error {
                _ if Instant::now() > deadline => EngineError {
                    name: "Timeout".into(),
                    message: format!("stopped after {:?}", self.limits.time),
                    stack: String::new(),
                },
                Error::Exception => thrown(&ctx.catch()),
                other => EngineError::internal(&other),
            })
        })
    }
}

fn evaluate(
    ctx: &Ctx<'_>,
    entry: &str,
    task: Task<'_>,
    out: &Arc<Mutex<String>>,
) -> rquickjs::Result<String> {
    let out = Arc::clone(out);
    let write = Function::new(ctx.clone(), move |ctx: Ctx<'_>, line: String| {
        let mut out = out.lock().unwrap_or_else(PoisonError::into_inner);
        if out.len() + line.len() > MAX_OUTPUT {
            return Err(Exception::throw_range(&ctx, "too much was printed"));
        }
        out.push_str(&line);
        out.push('\n');
        Ok(())
    })?;
    let setup: Function<'_> = ctx.eval(include_str!("prelude.js"))?;
    let host: Object<'_> = setup.call((write,))?;
    let step: Function<'_> = host.get("step")?;
    let loaded = Module::import(ctx, entry)?;
    let namespace: Object<'_> = settle(ctx, &loaded, &step)?;
    match task {
        Task::Load => {
            while pump(ctx, &step)? {}
            Ok(String::from("null"))
        }
        Task::Call { export, arguments } => {
            let arguments: Value<'_> = ctx.json_parse(arguments)?;
            let call: Function<'_> = host.get("call")?;
            let promise: Promise<'_> = call.call((namespace, export, arguments))?;
            settle(ctx, &promise, &step)
        }
    }
}

/// Runs all jobs, then the next timer. False when there is nothing left to do.
fn pump(ctx: &Ctx<'_>, step: &Function<'_>) -> rquickjs::Result<bool> {
    while ctx.execute_pending_job() {}
    let ran: bool = step.call(())?;
    while ctx.execute_pending_job() {}
    Ok(ran)
}

fn settle<'js, T: rquickjs::FromJs<'js>>(
    ctx: &Ctx<'js>,
    promise: &Promise<'js>,
    step: &Function<'js>,
) -> rquickjs::Result<T> {
    while ctx.execute_pending_job() {}
    loop {
        if let Some(result) = promise.result() {
            return result;
        }
        if !pump(ctx, step)? && promise.result::<Value<'_>>().is_none() {
            return Err(Error::new_loading_message(
                "promise",
                "it waits for something that never comes",
            ));
        }
    }
}

fn thrown(value: &Value<'_>) -> EngineError {
    let Some(object) = value.as_object() else {
        let message = value.as_string().and_then(|text| text.to_string().ok());
        let message = message.unwrap_or_else(|| format!("{value:?}"));
        return EngineError { name: "Error".into(), message, stack: String::new() };
    };
    let read =
        |name: &str| object.get::<_, Option<String>>(name).ok().flatten().unwrap_or_default();
    EngineError { name: read("name"), message: read("message"), stack: read("stack") }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
