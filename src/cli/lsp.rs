//! `pulsec lsp`: answers an editor over standard input and output.

use crate::cli::terminal::Stop;
use crate::lsp;

pub fn run() -> Result<u8, Stop> {
    lsp::run(std::io::stdin(), std::io::stdout())
        .map_err(|error| Stop::Failed(format!("cannot start a thread: {error}")))
}
