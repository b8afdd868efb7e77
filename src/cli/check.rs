//! `pulsec check`: diagnostics only; writes nothing.

use crate::cli::args::{CheckArgs, OutputArgs};
use crate::cli::render;
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::driver;

pub fn run(args: &CheckArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let stdin_filename = args.stdin_filename.as_deref();
    let input = Input { paths: &args.paths, stdin_filename, ..Input::default() };
    let job = job(&input, &args.compile)?;
    let compiled = driver::compile(&job.host, &job.config);
    let code = render::report(&compiled, output, terminal)?;
    if code != 2 {
        let checked = render::count(compiled.sources.len(), "file");
        let tally = render::tally(&compiled);
        render::summary(&format!("Checked {checked}: {tally}"), output, terminal)?;
    }
    Ok(code)
}
