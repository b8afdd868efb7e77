//! `pulsec verify`: marked functions in the project's CPython, and compiled, on the same inputs.

use std::time::Duration;

use serde_json::{Value, json};

use crate::around;
use crate::cli::args::{Format, OutputArgs, VerifyArgs};
use crate::cli::render;
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal, printable};
use crate::verify::{self, Function, Options, State};

pub fn run(args: &VerifyArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let is_json = match output.output_format {
        Format::Text | Format::Concise => false,
        Format::Json => true,
        Format::Github | Format::Sarif => {
            let message = "`pulsec verify` reports as text, concise or json";
            return Err(Stop::Failed(message.to_string()));
        }
    };
    let job = job(&Input { paths: &args.paths, ..Input::default() }, &args.compile)?;
    let root = job.config.absolute(&job.config.root);
    let python = around::interpreter(args.python.as_deref(), &root).map_err(Stop::Failed)?;
    if (python.version.0, python.version.1) < (3, 12) {
        let (path, version) = (python.path.display(), python.shown_version());
        let message = format!(
            "Python 3.12 or newer is needed; {path} is {version}\nhelp: name one with `--python`"
        );
        return Err(Stop::Failed(message));
    }
    let options = Options {
        python: python.path,
        seed: args.seed,
        examples: args.examples,
        time: Duration::try_from_secs_f64(args.timeout).unwrap_or(Duration::MAX),
    };
    let mut written = Ok(());
    let found = verify::verify(&job.host, &job.config, &options, |functions| {
        if !is_json && written.is_ok() {
            written = show(functions, output, terminal);
        }
    });
    written?;
    let all = match found {
        Ok(all) => all,
        Err(found) => return render::report(&found, output, terminal),
    };
    let differs = all.iter().any(|it| matches!(it.state, State::Differs(_)));
    if is_json {
        let objects: Vec<Value> = all.iter().map(object).collect();
        writeln!(terminal.out(), "{:#}", Value::Array(objects))?;
    } else {
        let gap = if all.is_empty() || output.quiet { "" } else { "\n" };
        render::summary(&format!("{gap}{}", tally(&all)), output, terminal)?;
    }
    Ok(u8::from(differs && !output.exit_zero))
}

/// The functions of one file.
fn show(functions: &[Function], output: &OutputArgs, terminal: &mut Terminal) -> Result<(), Stop> {
    let differs = |it: &&Function| matches!(it.state, State::Differs(_));
    let shown: Vec<&Function> =
        functions.iter().filter(|it| !output.quiet || differs(it)).collect();
    let Some(first) = shown.first() else { return Ok(()) };
    writeln!(terminal.out(), "{}", printable(&first.file))?;
    let width = shown.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    for function in &shown {
        let name = &function.name;
        let told = told(function);
        writeln!(terminal.out(), "  {name:<width$}  {}", printable(&told))?;
        if let State::Differs(found) = &function.state {
            for line in found.call.lines() {
                writeln!(terminal.out(), "    {}", printable(line))?;
            }
            writeln!(terminal.out(), "      CPython:   {}", printable(&found.python))?;
            writeln!(terminal.out(), "      compiled:  {}", printable(&found.compiled))?;
        }
    }
    Ok(terminal.out().flush()?)
}

fn told(function: &Function) -> String {
    let inputs = render::count(function.inputs, "input");
    let known: Vec<String> = function.known.iter().map(|name| format!("`{name}`")).collect();
    let known = match known.is_empty() {
        true => String::new(),
        false => format!(", but for {} of docs/differences.md", known.join(" and ")),
    };
    let late = match function.late {
        0 => String::new(),
        1 => "; 1 more is left out, as CPython takes too long".to_string(),
        count => format!("; {count} more are left out, as CPython takes too long"),
    };
    match &function.state {
        State::Agrees if function.is_test => "passes on both sides".to_string(),
        State::Agrees => format!("agrees on {inputs}{known}{late}"),
        State::Differs(_) => "differs".to_string(),
        State::Skipped(reason) => format!("skipped: {reason}"),
        State::Uncovered(reason) => format!("not covered: {reason}"),
        State::Stopped(reason) => format!("stopped: {reason}"),
    }
}

/// `3 functions agree, 1 differs, 2 are skipped`
fn tally(all: &[Function]) -> String {
    let count = |is: fn(&State) -> bool| all.iter().filter(|it| is(&it.state)).count();
    let agree = all.iter().filter(|it| it.state == State::Agrees);
    let (tests, functions): (Vec<_>, Vec<_>) = agree.partition(|it| it.is_test);
    let verb = if functions.len() == 1 { "agrees" } else { "agree" };
    let mut told = format!("{} {verb}", render::count(functions.len(), "function"));
    match tests.len() {
        0 => {}
        1 => told.push_str(", 1 test passes"),
        count => told.push_str(&format!(", {count} tests pass")),
    }
    let mut add = |count: usize, one: &str, more: &str| match count {
        0 => {}
        1 => told.push_str(&format!(", 1 {one}")),
        count => told.push_str(&format!(", {count} {more}")),
    };
    add(count(|it| matches!(it, State::Differs(_))), "differs", "differ");
    add(count(|it| matches!(it, State::Stopped(_))), "is stopped", "are stopped");
    add(count(|it| matches!(it, State::Uncovered(_))), "is not covered", "are not covered");
    add(count(|it| matches!(it, State::Skipped(_))), "is skipped", "are skipped");
    told
}

fn object(function: &Function) -> Value {
    let (state, reason) = match &function.state {
        State::Agrees => ("agrees", None),
        State::Differs(_) => ("differs", None),
        State::Skipped(reason) => ("skipped", Some(reason)),
        State::Uncovered(reason) => ("uncovered", Some(reason)),
        State::Stopped(reason) => ("stopped", Some(reason)),
    };
    let difference = match &function.state {
        State::Differs(found) => {
            json!({ "call": found.call, "python": found.python, "compiled": found.compiled })
        }
        State::Agrees | State::Skipped(_) | State::Uncovered(_) | State::Stopped(_) => Value::Null,
    };
    json!({
        "path": function.file,
        "function": function.name,
        "test": function.is_test,
        "state": state,
        "inputs": function.inputs,
        "late": function.late,
        "known": function.known,
        "reason": reason,
        "difference": difference,
    })
}
