//! The command line: one file per command.
//!
//! `run_command` takes arguments, streams and the working folder, and gives back an exit code, so that a
//! whole command can be run in a test. Exit codes: 0 clean, 1 findings, 2 the work could not be done.

mod args;
mod build;
mod check;
mod completions;
mod config;
mod contract;
mod doctor;
mod explain;
mod init;
mod lsp;
mod render;
mod rules;
mod run;
mod serve;
mod setup;
mod show;
mod terminal;
mod verify;
mod waiting;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
pub use serve::Forms;
use terminal::{Stop, Terminal};

/// The stack of the thread that runs a command; it may not depend on what the platform gives a main
/// thread (8 MiB on Linux, 1 MiB on Windows). The compiler has threads of its own.
const STACK: usize = 64 << 20;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut terminal = Terminal::of_process();
        let code = run_command(std::env::args_os().collect(), &mut terminal);
        terminal.finish(code)
    });
    match work.map(|thread| thread.join()) {
        Ok(Ok(code)) => ExitCode::from(code),
        // The panic has said what happened; it is a defect of pulsec all the same.
        Ok(Err(_)) => complain("this is a defect of pulsec; please report it with the text above"),
        Err(error) => complain(&format!("cannot start a thread: {error}")),
    }
}

fn complain(message: &str) -> ExitCode {
    Terminal::of_process().complain(message);
    ExitCode::from(2)
}

fn run_command(args: Vec<OsString>, terminal: &mut Terminal) -> u8 {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version come as errors too; only those go to standard output.
            let code = if error.use_stderr() { 2 } else { 0 };
            return if error.print().is_ok() { code } else { 2 };
        }
    };
    terminal.set_color(args.output.color);
    let done = match &args.command {
        Command::Build(command) => build::run(command, &args.output, terminal),
        Command::Watch(command) => watch::run(command, &args.output, terminal),
        Command::Check(command) => check::run(command, &args.output, terminal),
        Command::Show(command) => show::run(command, &args.output, terminal),
        Command::Run(command) => run::run(command, &args.output, terminal),
        Command::Init => init::run(&args.output, terminal),
        Command::Config(command) => config::run(command, &args.output, terminal),
        Command::Doctor(command) => doctor::run(command, &args.output, terminal),
        Command::Verify(command) => verify::run(command, &args.output, terminal),
        Command::Explain(command) => explain::run(command, terminal),
        Command::Rules(command) => rules::run(command, &args.output, terminal),
        Command::Completions(command) => completions::run(command, terminal),
        Command::Lsp(_) => lsp::run(terminal),
        Command::Serve => serve::run(),
    };
    match done {
        Ok(code) => code,
        Err(Stop::Closed) => 0,
        Err(Stop::Failed(message)) => {
            terminal.complain(&message);
            2
        }
    }
}
