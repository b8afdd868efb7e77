//! Runs emitted JavaScript in an embedded QuickJS: for `pulsec run`, `pulsec verify` and the tests.
//!
//! ```text
//! Engine::new([("main.js", "console.log(1 + 1)")]).run("main.js")  →  Run { printed: "2\n", result: Ok(()) }
//! ```
//!
//! What is printed is collected, or handed to a console as it comes. Modules live in memory. Each run has an engine of its own on a thread of its own, so nothing leaks
//! from one to the next; time, memory and stack are bounded. Timers run on a clock that jumps, unless the real one
//! is asked for.

mod modules;

use modules::Modules;
use rquickjs::{Context, Ctx, Error, Exception, Function, Module, Object, Promise, Runtime, Value};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Modules by specifier, and how much they may use when they run.
#[derive(Clone)]
pub struct Engine {
    modules: Arc<HashMap<String, String>>,
    limits: Limits,
    clock: Clock,
    console: Option<Console>,
}

/// What `setTimeout` and its like wait by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It jumps to the timer that is due next: nothing takes time.
    Jumping,
    Real,
}

/// Where a line of the console goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    Out,
    /// `console.error` and `console.warn`.
    Err,
}

/// Takes each line as it is printed; false when nobody reads any more, which ends the run.
pub type Console = Arc<dyn Fn(Stream, &str) -> bool + Send + Sync>;

/// Where a run is stopped.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub time: Duration,
    pub memory: usize,
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(120), memory: 256 << 20, stack: 8 << 20 }
    }
}

/// No run prints more than this many bytes.
const MAX_OUTPUT: usize = 16 << 20;

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<T> {
    /// All that the console was given, a line for each call; empty where a [`Console`] took it.
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
        Self {
            modules: Arc::new(modules.into_iter().collect()),
            limits: Limits::default(),
            clock: Clock::Jumping,
            console: None,
        }
    }

    /// The same modules by another clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The same modules, printing to a console.
    #[must_use]
    pub fn with_console(self, console: Console) -> Self {
        Self { console: Some(console), ..self }
    }

    /// The names of all globals that a module finds.
    #[must_use]
    pub fn globals() -> Vec<String> {
        let text = "export const names = () => Object.getOwnPropertyNames(globalThis);";
        let run = Self::new([("globals.js".into(), text.into())]).call("globals.js", "names", "[]");
        run.result.ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
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
        // Code may catch what printing throws, but not that it is over.
        let is_closed = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&is_closed);
        let is_over = move || ends.load(Ordering::Relaxed) || Instant::now() > deadline;
        runtime.set_interrupt_handler(Some(Box::new(is_over)));
        let modules = Modules(Arc::clone(&self.modules));
        runtime.set_loader(modules.clone(), modules);
        let context = Context::full(&runtime).map_err(internal)?;
        let result = context.with(|ctx| {
            let write = self.console(&ctx, out, &is_closed);
            let done = write.and_then(|write| self.evaluate(&ctx, entry, task, write, deadline));
            done.map_err(|error| match error {
                _ if Instant::now() >= deadline => EngineError {
                    name: "Timeout".into(),
                    message: format!("stopped after {:?}", self.limits.time),
                    stack: String::new(),
                },
                Error::Exception => thrown(&ctx.catch()),
                other => EngineError::internal(&other),
            })
        });
        match is_closed.load(Ordering::Relaxed) {
            true => Err(EngineError::internal(&CLOSED)),
            false => result,
        }
    }
}

impl Engine {
    fn evaluate<'js>(
        &self,
        ctx: &Ctx<'js>,
        entry: &str,
        task: Task<'_>,
        write: Function<'js>,
        deadline: Instant,
    ) -> rquickjs::Result<String> {
        let setup: Function<'_> = ctx.eval(include_str!("prelude.js"))?;
        let started = Instant::now();
        let clock = match self.clock {
            Clock::Jumping => None,
            Clock::Real => {
                Some(Function::new(ctx.clone(), move || started.elapsed().as_secs_f64() * 1000.0)?)
            }
        };
        let host: Object<'_> = setup.call((write, clock))?;
        let turns = Turns { ctx, step: host.get("step")?, deadline };
        let loaded = Module::import(ctx, entry)?;
        let namespace: Object<'_> = turns.settle(&loaded)?;
        match task {
            Task::Load => {
                while turns.pump()? {}
                Ok(String::from("null"))
            }
            Task::Call { export, arguments } => {
                let arguments: Value<'_> = ctx.json_parse(arguments)?;
                let call: Function<'_> = host.get("call")?;
                let promise: Promise<'_> = call.call((namespace, export, arguments))?;
                turns.settle(&promise)
            }
        }
    }

    /// The function that a line is printed with.
    fn console<'js>(
        &self,
        ctx: &Ctx<'js>,
        out: &Arc<Mutex<String>>,
        is_closed: &Arc<AtomicBool>,
    ) -> rquickjs::Result<Function<'js>> {
        let (out, console) = (Arc::clone(out), self.console.clone());
        let is_closed = Arc::clone(is_closed);
        Function::new(ctx.clone(), move |ctx: Ctx<'_>, is_error: bool, line: String| {
            if let Some(console) = &console {
                let stream = if is_error { Stream::Err } else { Stream::Out };
                if console(stream, &line) {
                    return Ok(());
                }
                is_closed.store(true, Ordering::Relaxed);
                return Err(Exception::throw_range(&ctx, CLOSED));
            }
            let mut out = out.lock().unwrap_or_else(PoisonError::into_inner);
            if out.len() + line.len() > MAX_OUTPUT {
                return Err(Exception::throw_range(&ctx, "too much was printed"));
            }
            out.push_str(&line);
            out.push('\n');
            Ok(())
        })
    }
}

/// What a run ends with when its console takes nothing any more.
pub const CLOSED: &str = "nobody reads what is printed";

/// The event loop of a run.
struct Turns<'c, 'js> {
    ctx: &'c Ctx<'js>,
    step: Function<'js>,
    deadline: Instant,
}

impl<'js> Turns<'_, 'js> {
    /// Runs all jobs, then the next timer. False when there is nothing left to do.
    fn pump(&self) -> rquickjs::Result<bool> {
        while self.ctx.execute_pending_job() {}
        let wait: f64 = self.step.call(())?;
        if wait < 0.0 {
            return Ok(false);
        }
        if wait > 0.0 {
            let left = self.deadline.saturating_duration_since(Instant::now());
            std::thread::sleep(left.min(Duration::from_secs_f64(wait / 1000.0)));
            if Instant::now() >= self.deadline {
                return Err(Error::Exception);
            }
        }
        while self.ctx.execute_pending_job() {}
        Ok(true)
    }

    fn settle<T: rquickjs::FromJs<'js>>(&self, promise: &Promise<'js>) -> rquickjs::Result<T> {
        while self.ctx.execute_pending_job() {}
        loop {
            if let Some(result) = promise.result() {
                return result;
            }
            if !self.pump()? && promise.result::<Value<'_>>().is_none() {
                return Err(Error::new_loading_message("promise", STUCK));
            }
        }
    }
}

/// What is said of a promise that nothing is left to keep.
pub const STUCK: &str = "waits for something that never comes";

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
