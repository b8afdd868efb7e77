//! `pulsec explain PSC203`: the page of a diagnostic.
//!
//! The pages are the files of `docs/errors/`, built into the binary. A test holds this list, the table
//! of codes and the folder together.

use crate::base::closest;
use crate::cli::args::ExplainArgs;
use crate::cli::terminal::{Stop, Terminal};
use crate::diag::{ALL, Severity};

macro_rules! pages {
    ($($id:ident)*) => {
        const PAGES: &[(&str, &str)] = &[
            $((
                stringify!($id),
                include_str!(concat!("../../docs/errors/", stringify!($id), ".md")),
            )),*
        ];
    };
}

pages! {
    PSC001 PSC002 PSC003 PSC004 PSC005 PSC006 PSC007 PSC011
    PSC101 PSC102 PSC103 PSC104
    PSC201 PSC202 PSC203 PSC204 PSC205 PSC206 PSC207 PSC208 PSC209 PSC210
    PSC301 PSC302 PSC303 PSC304 PSC305 PSC306 PSC307 PSC308 PSC309
    PSC401 PSC402 PSC403 PSC404 PSC405 PSC406
    PSC501 PSC502 PSC503 PSC504 PSC505 PSC506 PSC507 PSC508
    PSC601 PSC602 PSC603
}

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
    let page = code.and_then(|code| PAGES.iter().find(|(id, _)| *id == code.id));
    if let Some((_, page)) = page {
        terminal.out().write_all(page.as_bytes())?;
        return Ok(0);
    }
    let near = closest(asked, ALL.iter().flat_map(|code| [code.id, code.name]));
    Err(Stop::Failed(match near {
        Some(near) => format!("unknown code `{asked}`; did you mean `{near}`?"),
        None => format!("unknown code `{asked}`; `pulsec explain` lists them all"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_page_built_in() {
        let listed: Vec<_> = PAGES.iter().map(|(id, _)| *id).collect();
        let wanted: Vec<_> = ALL.iter().map(|code| code.id).collect();
        assert_eq!(listed, wanted, "the list in src/cli/explain.rs and the table of codes");
    }
}
