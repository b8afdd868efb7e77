//! `pulsec check`: diagnostics only; writes nothing but, with `--fix`, what is repaired.

use crate::cli::args::{CheckArgs, OutputArgs};
use crate::cli::setup::{Input, Job, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::cli::{contract, render};
use crate::driver::{self, Fixes, Goal, Output, Repaired};

pub fn run(args: &CheckArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let stdin_filename = args.stdin_filename.as_deref();
    let input = Input { paths: &args.paths, stdin_filename, ..Input::default() };
    let mut job = job(&input, &args.compile)?;
    job.config.goal = Goal::Check;
    if args.contract {
        job.config.goal = Goal::Build;
        return contract::print(&driver::compile(&job.host, &job.config), output, terminal);
    }
    let fixes = if args.unsafe_fixes { Fixes::All } else { Fixes::Sure };
    if args.diff {
        return diff(&job, fixes, output, terminal);
    }
    if args.unsafe_fixes && !args.fix {
        let message =
            "`--unsafe-fixes` says which fixes `--fix` makes, or `--diff` shows: give one of them";
        return Err(Stop::Failed(message.to_string()));
    }
    if !args.fix {
        return report(&driver::compile(&job.host, &job.config), output, terminal);
    }
    if job.config.stdin.is_some() {
        let message = "`--fix` cannot write to standard input; `--diff` shows what it would do";
        return Err(Stop::Failed(message.to_string()));
    }
    let repaired = driver::repair(&job.host, &job.config, fixes);
    let mut failed = false;
    for change in &repaired.changes {
        if let Err(error) = change.write(&job.host) {
            terminal.complain(&format!("{}: {error}", change.path.display()));
            failed = true;
        }
    }
    if failed {
        return Ok(2);
    }
    if repaired.count > 0 {
        render::summary(&format!("Fixed {}", told(&repaired)), output, terminal)?;
    }
    report(&repaired.output, output, terminal)
}

fn report(compiled: &Output, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let code = render::report(compiled, output, terminal)?;
    if code != 2 {
        let checked = render::count(compiled.sources.len(), "file");
        let tally = render::tally(compiled);
        render::summary(&format!("Checked {checked}: {tally}"), output, terminal)?;
    }
    Ok(code)
}

/// Standard output carries nothing but the diff, so that `patch` and `git apply` take it.
fn diff(job: &Job, fixes: Fixes, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let repaired = driver::repair(&job.host, &job.config, fixes);
    for change in &repaired.changes {
        let source = repaired.output.sources.find(&change.path);
        let source = source.and_then(|id| repaired.output.sources.get(id));
        let path = source.map_or_else(|| change.path.display().to_string(), |it| it.shown());
        terminal.out().write_all(change.diff(&path).as_bytes())?;
    }
    let code = render::failures(&repaired.output, terminal);
    if !output.quiet {
        let left = render::tally(&repaired.output);
        let message = match repaired.count {
            0 => format!("Nothing to fix: {left}"),
            _some => format!("Would fix {}; without that: {left}", told(&repaired)),
        };
        writeln!(terminal.err(), "{message}")?;
    }
    let changes = !repaired.changes.is_empty() || repaired.output.has_errors();
    Ok(code.max(u8::from(changes && !output.exit_zero)))
}

/// `3 problems in 2 files`
fn told(repaired: &Repaired) -> String {
    let problems = render::count(repaired.count, "problem");
    format!("{problems} in {}", render::count(repaired.changes.len(), "file"))
}
