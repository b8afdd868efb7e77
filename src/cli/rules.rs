//! `pulsec rules`: what can be turned off, or made an error, and what each rule does in this project.
//!
//! ```text
//! hooks
//!   PSC508  missing-dependency     warn   fix
//!   PSC519  missing-cleanup        off    set in pyproject.toml
//! ```

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::args::{Format, OutputArgs, RulesArgs};
use crate::cli::setup::{Input, Job, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::diag::Code;
use crate::diag::rules::{self, Group, RULES};

pub fn run(args: &RulesArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let job = job(&Input::default(), &args.compile)?;
    match output.output_format {
        Format::Json => return objects(&job, terminal),
        Format::Text | Format::Concise => {}
        Format::Github | Format::Sarif => {
            let message = "`pulsec rules` lists as text, concise or json";
            return Err(Stop::Failed(message.to_string()));
        }
    }
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

/// For tools, in the same order.
fn objects(job: &Job, terminal: &mut Terminal) -> Result<u8, Stop> {
    let of_group = |group: Group| RULES.iter().filter(move |(_, of)| *of == group);
    let object = |code: &Code, group: Group| {
        let level = job.config.rules.level(&job.config, code, Path::new(""));
        let default = rules::default_level(code).name();
        json!({ "code": code.id, "name": code.name, "group": group.name(), "level": level.name(), "default": default })
    };
    let all = Group::ALL.into_iter().flat_map(of_group);
    let all = Value::Array(all.map(|(code, group)| object(code, *group)).collect());
    writeln!(terminal.out(), "{all:#}")?;
    Ok(0)
}
