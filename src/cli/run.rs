//! `pulsec run FILE::NAME [ARGS]`: calls one function in the embedded engine.
//!
//! Standard output carries what the function prints, and its result behind that; findings, tracebacks and reasons go
//! to standard error.

use std::path::PathBuf;
use std::time::Duration;

use crate::cli::args::{OutputArgs, RunArgs};
use crate::cli::render;
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal, outlet, printable};
use crate::engine::Limits;
use crate::run::{self, Call, Form, Outcome, Refused};

pub fn run(args: &RunArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let Some((file, name)) = args.target.rsplit_once("::").filter(|it| !it.0.is_empty()) else {
        let message = format!("`{}` names no function; write FILE::NAME", args.target);
        return Err(Stop::Failed(message));
    };
    let paths = [PathBuf::from(file)];
    let [file] = &paths;
    let job = job(&Input { paths: &paths, ..Input::default() }, &args.compile)?;
    let form = if args.json { Form::Json } else { Form::Repr };
    let call = Call { file, name, arguments: &args.arguments, form };
    let prepared = match run::prepare(&job.host, &job.config, &call) {
        Ok(prepared) => prepared,
        Err(Refused::Usage(message)) => return Err(Stop::Failed(message)),
        Err(Refused::Lacks(lack)) => return Err(Stop::Failed(lack.to_string())),
        Err(Refused::Findings(found)) => return render::report_aside(&found, output, terminal),
    };
    render::report_aside(&prepared.output, output, terminal)?;
    let limits = Limits {
        time: Duration::try_from_secs_f64(args.timeout).unwrap_or(Duration::MAX),
        memory: args.memory.saturating_mul(1 << 20),
        ..Limits::default()
    };
    match prepared.run(limits, outlet()) {
        Outcome::Value(value) => {
            // As at CPython's prompt, nothing is shown of what gives nothing.
            if args.json || value != "None" {
                writeln!(terminal.out(), "{value}")?;
            }
            Ok(0)
        }
        // The only code that has no place in the file is the call itself.
        Outcome::Raised(raised) if args.json && !raised.has_frames => {
            Err(Stop::Failed(format!("the result of `{name}` is no JSON: {}", raised.message)))
        }
        Outcome::Raised(raised) if raised.name == "SystemExit" => exit(&raised.message, terminal),
        Outcome::Raised(raised) => {
            write!(terminal.err(), "{}", printable(&raised.text))?;
            Ok(1)
        }
        Outcome::Stopped(message) => Err(Stop::Failed(format!("`{name}` {message}"))),
        Outcome::Closed => Err(Stop::Closed),
    }
}

/// `sys.exit(…)`, as CPython ends by it: a number is the exit code, a text is shown.
fn exit(message: &str, terminal: &mut Terminal) -> Result<u8, Stop> {
    match message.parse::<i64>() {
        // A system keeps the last eight bits.
        Ok(code) => Ok((code & 0xff) as u8),
        Err(_) if message.is_empty() || message == "None" => Ok(0),
        Err(_) => {
            writeln!(terminal.err(), "{}", printable(message))?;
            Ok(1)
        }
    }
}
