//! `pulsec lsp`: answers an editor over standard input and output.

use std::io::IsTerminal;

use crate::cli::terminal::Stop;
use crate::lsp;

pub fn run() -> Result<u8, Stop> {
    if std::io::stdin().is_terminal() {
        // Whoever waits for an answer here waits in vain; nobody is left to tell when it cannot be said.
        eprintln!("help: an editor starts this and talks to it (docs/editors.md); Ctrl+C ends it");
    }
    lsp::run(std::io::stdin(), std::io::stdout())
        .map_err(|error| Stop::Failed(format!("cannot start a thread: {error}")))
}
