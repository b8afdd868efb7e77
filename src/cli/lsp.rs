//! `pulsec lsp`: answers an editor over standard input and output.

use std::io::IsTerminal;

use crate::cli::terminal::{Stop, Terminal};
use crate::lsp;

pub fn run(terminal: &mut Terminal) -> Result<u8, Stop> {
    // Whoever waits for an answer there waits in vain.
    if std::io::stdin().is_terminal() {
        let help = "help: an editor starts this and talks to it (docs/editors.md); Ctrl+C ends it";
        terminal.complain(help);
    }
    lsp::run(std::io::stdin(), std::io::stdout())
        .map_err(|error| Stop::Failed(format!("cannot start a thread: {error}")))
}
