//! `pulsec explain PSC203`: the page of a diagnostic.
//!
//! The pages are the files of `docs/errors/`, built into the table of codes.

use crate::base::closest;
use crate::cli::args::ExplainArgs;
use crate::cli::terminal::{Stop, Terminal};
use crate::diag::{ALL, Severity};

pub fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let Some(asked) = &args.code else {
        for code in ALL {
            let severity = match code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            writeln!(terminal.out(), "{}  {severity:<7}  {}", code.id, code.name)?;
        }
        return Ok(0);
    };
    let is_asked = |id: &str| id.eq_ignore_ascii_case(asked);
    let code = ALL.iter().find(|code| is_asked(code.id) || is_asked(code.name));
    if let Some(code) = code {
        terminal.out().write_all(code.page.as_bytes())?;
        return Ok(0);
    }
    let near = closest(asked, ALL.iter().flat_map(|code| [code.id, code.name]));
    Err(Stop::Failed(match near {
        Some(near) => format!("unknown code `{asked}`; did you mean `{near}`?"),
        None => format!("unknown code `{asked}`; `pulsec explain` lists them all"),
    }))
}
