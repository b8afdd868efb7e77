//! `pulsec watch`: builds, and builds again what changes.
//!
//! On a terminal the screen shows the state of the project and nothing older. With `--output-format json` each build is one
//! line of JSON, and the end of standard input ends the watch: so whoever started it cannot leave it behind.

use std::io::Read;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cli::args::{BuildArgs, Format, OutputArgs};
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::cli::{build, render};
use crate::host::{Host, OsHost};
use crate::watch::{self, Events, Job, Report, Stopper, Turn};

pub fn run(args: &BuildArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let is_json = match output.output_format {
        Format::Text | Format::Concise => false,
        Format::Json => true,
        Format::Github | Format::Sarif => {
            let message = "`pulsec watch` reports as text, concise or json";
            return Err(Stop::Failed(message.to_string()));
        }
    };
    let setup = || -> Result<Job<OsHost>, Stop> {
        let out_dir = args.out_dir.as_deref();
        let job = job(
            &Input { paths: &args.paths, out_dir, write: Some(&args.write), ..Input::default() },
            &args.compile,
        )?;
        Ok(Job { host: job.host, config: job.config })
    };
    let first = setup()?;
    // What is named once and is not there will hardly come; a typing error would be waited for in vain.
    for path in &args.paths {
        let there = first.config.absolute(path);
        if !first.host.is_file(&there) && !first.host.is_dir(&there) {
            return Err(Stop::Failed(format!("{}: no such file or folder", path.display())));
        }
    }
    let events = Events::new().map_err(Stop::Failed)?;
    listen(&events.stopper(), is_json)?;
    let again = || {
        setup().map_err(|stop| match stop {
            Stop::Failed(message) => message,
            Stop::Closed => String::new(),
        })
    };
    watch::watch(events, again, first, |report| -> Result<(), Stop> {
        match is_json {
            true => writeln!(terminal.out(), "{}", line(&report))?,
            false => show(&report, output, terminal)?,
        }
        Ok(terminal.out().flush()?)
    })?;
    Ok(0)
}

/// Ends the watch by a signal and, for a tool, when its end of the input is closed.
fn listen(stopper: &Stopper, is_json: bool) -> Result<(), Stop> {
    let by_signal = stopper.clone();
    ctrlc::set_handler(move || by_signal.stop())
        .map_err(|error| Stop::Failed(format!("cannot listen to signals: {error}")))?;
    if is_json {
        let by_input = stopper.clone();
        let read = move || {
            let mut buffer = [0; 256];
            while std::io::stdin().read(&mut buffer).is_ok_and(|count| count > 0) {}
            by_input.stop();
        };
        let started = std::thread::Builder::new().spawn(read);
        started.map_err(|error| Stop::Failed(format!("cannot start a thread: {error}")))?;
    }
    Ok(())
}

/// For people.
fn show(report: &Report<'_>, output: &OutputArgs, terminal: &mut Terminal) -> Result<(), Stop> {
    terminal.clear()?;
    let turn = match report {
        Report::Turn(turn) => turn,
        Report::Settings(reason) => {
            terminal.complain(reason);
            return render::summary("Waiting for the settings to be mended", output, terminal);
        }
    };
    render::report(&turn.output, output, terminal)?;
    if let Some(reason) = &turn.failed {
        terminal.complain(reason);
    }
    let found = render::tally(&turn.output).replacen("found", "Found", 1);
    let told = match &turn.done {
        Some(_) if turn.output.diagnostics.is_empty() => made(turn),
        Some(_) => format!("{found}\n{}", made(turn)),
        None if turn.output.diagnostics.is_empty() => "Nothing was written".to_string(),
        None => format!("{found}; nothing was written"),
    };
    let files = render::count(turn.output.sources.len(), "file");
    let told = format!("{told}\nWatching {files}; Ctrl+C ends it");
    render::summary(&told, output, terminal)
}

/// `Wrote 2 files and removed 1 of dist/ in 4 ms`
fn made(turn: &Turn) -> String {
    let config = &turn.config;
    let Some(done) = turn.done.as_ref().filter(|_| !turn.is_first) else {
        return build::made(&turn.output, config, turn.took);
    };
    let dir = build::shown_dir(config);
    let took = turn.took.as_millis();
    let files = |count| render::count(count, "file");
    match (done.count.written, done.count.removed) {
        (0, 0) => format!("Nothing changes in {dir}/, found in {took} ms"),
        (written, 0) => format!("Wrote {} to {dir}/ in {took} ms", files(written)),
        (0, removed) => format!("Removed {} from {dir}/ in {took} ms", files(removed)),
        (written, removed) => {
            format!("Wrote {} to {dir}/ and removed {removed} in {took} ms", files(written))
        }
    }
}

/// For tools: one object.
fn line(report: &Report<'_>) -> Value {
    let turn = match report {
        Report::Turn(turn) => turn,
        Report::Settings(reason) => return json!({ "event": "failed", "message": reason }),
    };
    let failures = turn.output.failures.iter();
    let failures = failures.map(|it| format!("{}: {}", it.path.display(), it.reason));
    let message = failures.chain(turn.failed.clone()).next();
    let paths = |all: &[PathBuf]| {
        let paths = all.iter().map(|path| path.to_string_lossy().replace('\\', "/"));
        paths.collect::<Vec<_>>()
    };
    json!({
        "event": if message.is_some() { "failed" } else { "built" },
        "message": message,
        "ok": turn.done.is_some(),
        "written": turn.done.as_ref().map(|done| paths(&done.written)).unwrap_or_default(),
        "removed": turn.done.as_ref().map(|done| paths(&done.removed)).unwrap_or_default(),
        "files": turn.output.sources.len(),
        "compiled": turn.compiled,
        "diagnostics": render::objects(&turn.output),
        "milliseconds": turn.took.as_secs_f64() * 1000.0,
    })
}
