//! `pulsec init`: settings for the working folder. What is there stays as it is, so it may be run again.

use crate::around;
use crate::cli::args::OutputArgs;
use crate::cli::terminal::{Stop, Terminal};
use crate::host::OsHost;

pub fn run(output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let dir = std::env::current_dir()
        .map_err(|error| Stop::Failed(format!("cannot find the working folder: {error}")))?;
    let (steps, next) = around::begin(&OsHost::default(), &dir).map_err(Stop::Failed)?;
    if output.quiet {
        return Ok(0);
    }
    for step in steps {
        writeln!(terminal.out(), "{} {}", if step.is_new { "+" } else { "=" }, step.told)?;
    }
    writeln!(terminal.out(), "\nNext:")?;
    for step in next {
        writeln!(terminal.out(), "  {step}")?;
    }
    Ok(0)
}
