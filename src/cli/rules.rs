//! `pulsec rules`: what can be turned off, or made an error, and what each rule does in this project.
//!
//! ```text
//! hooks
//!   PSC508  missing-dependency     warn   fix
//!   PSC519  missing-cleanup        off    set in pyproject.toml
//! ```

use std::path::Path;

use crate::cli::args::RulesArgs;
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::diag::rules::{self, Group, RULES};

pub fn run(args: &RulesArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let job = job(&Input::default(), &args.compile)?;
    let width = RULES.iter().map(|(code, _)| code.name.len()).max().unwrap_or(0);
    for group in Group::ALL {
        writeln!(terminal.out(), "{}", group.name())?;
        for (code, _) in RULES.iter().filter(|(_, of)| *of == group) {
            let level = job.config.rules.level(&job.config, code, Path::new(""));
            let changed = match level == rules::default_level(code) {
                true => "",
                false => "  (changed)",
            };
            let line = format!("  {}  {:width$}  {}{changed}", code.id, code.name, level.name());
            writeln!(terminal.out(), "{}", line.trim_end())?;
        }
    }
    Ok(0)
}
