//! `pulsec completions bash`: a script that lets the shell complete commands, flags and their values.

use clap::CommandFactory;

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::terminal::{Stop, Terminal};

pub fn run(args: &CompletionsArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    // `generate` panics where it cannot write, such as to a pipe that closed: memory takes everything.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "pulsec", &mut script);
    terminal.out().write_all(&script)?;
    Ok(0)
}
