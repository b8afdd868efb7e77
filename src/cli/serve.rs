//! `pulsec serve`: answers the plugins of Vite and Pulse over standard input and output.

use serde_json::Value;

use crate::cli::render;
use crate::cli::terminal::{Look, Stop};
use crate::driver::Output;
use crate::serve;

pub fn run() -> Result<u8, Stop> {
    serve::run(std::io::stdin(), std::io::stdout(), &Forms)
        .map_err(|error| Stop::Failed(format!("cannot start a thread: {error}")))?;
    Ok(0)
}

/// The forms of the other commands.
pub struct Forms;

impl serve::Render for Forms {
    fn objects(&self, output: &Output) -> Vec<Value> {
        render::objects(output)
    }

    fn text(&self, output: &Output, color: bool) -> String {
        // As wide as a terminal commonly is; nobody knows where it will be shown.
        render::text(output, Look { color, unicode: false, width: 100 })
    }
}
