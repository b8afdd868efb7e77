//! `pulsec explain PSC203`: the page of a diagnostic. `pulsec explain getItem`: what a helper of the runtime is for.
//!
//! The pages are the files of `docs/errors/`, built into the table of codes; of a helper it is said what
//! `runtime::helper` finds: its comment, an example that was recorded, and what comes along with it.

use crate::base::closest;
use crate::cli::args::ExplainArgs;
use crate::cli::render::bytes;
use crate::cli::terminal::{Stop, Terminal};
use crate::diag::{ALL, Severity};
use crate::runtime::{self, Helper};

pub fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let Some(asked) = &args.name else {
        match args.helpers {
            true => list_helpers(terminal)?,
            false => list_codes(terminal)?,
        }
        return Ok(0);
    };
    // `508` is PSC508.
    let is_number = |id: &str| id.strip_prefix("PSC") == Some(asked);
    let is_asked = |id: &str| id.eq_ignore_ascii_case(asked) || is_number(id);
    let code = ALL.iter().find(|code| is_asked(code.id) || is_asked(code.name));
    if let Some(code) = code {
        terminal.out().write_all(code.page.as_bytes())?;
        return Ok(0);
    }
    if let Some(helper) = runtime::helper(asked) {
        terminal.out().write_all(page(&helper).as_bytes())?;
        return Ok(0);
    }
    let known = ALL.iter().flat_map(|code| [code.id, code.name]).chain(runtime::names());
    Err(Stop::Failed(match closest(asked, known) {
        Some(near) => format!("there is no code or helper `{asked}`; did you mean `{near}`?"),
        None => {
            let lists = "`pulsec explain` lists the codes, `pulsec explain --helpers` the helpers";
            format!("there is no code or helper `{asked}`; {lists}")
        }
    }))
}

fn list_codes(terminal: &mut Terminal) -> Result<(), Stop> {
    for code in ALL {
        let severity = match code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(terminal.out(), "{}  {severity:<7}  {}", code.id, code.name)?;
    }
    Ok(())
}

fn list_helpers(terminal: &mut Terminal) -> Result<(), Stop> {
    let names = runtime::names();
    let width = names.iter().map(|name| name.len()).max().unwrap_or(0);
    for helper in names.into_iter().filter_map(runtime::helper) {
        let says = helper.says.lines().next().unwrap_or_default();
        writeln!(terminal.out(), "{:<width$}  {says}", helper.name)?;
    }
    Ok(())
}

/// The page of a helper.
fn page(helper: &Helper) -> String {
    let Helper { name, file, says, before, bytes: own, bundled, brings, users, example } = helper;
    let mut page = format!("# {name}\n\n");
    if let Some(before) = before {
        page.push_str(&format!("{before}\n\n"));
    }
    page.push_str(&format!("{says}\n\n"));
    if let Some(example) = example {
        page.push_str("Python that is compiled to a call of it:\n\n");
        example.definition.lines().for_each(|line| page.push_str(&format!("    {line}\n")));
        if !example.definition.is_empty() {
            page.push('\n');
        }
        page.push_str(&format!("    >>> {}\n    {}\n\n", example.expression, example.result));
        if example.expression.contains("any_(") {
            page.push_str("`any_(x)` is an `x` whose type the compiler cannot know; with a known one it writes plain JavaScript.\n\n");
        }
    }
    let file = format!("src/runtime/js/{file}.js");
    page.push_str(&format!("{} of JavaScript, in `{file}`", bytes(*own)));
    match brings.is_empty() {
        true => page.push_str(". It brings no other helper along.\n"),
        false => {
            let all = format!("; {} with what it calls:\n", bytes(*bundled));
            page.push_str(&(all + &wrapped(brings)));
        }
    }
    if !users.is_empty() {
        page.push_str(&format!("\nHelpers that call it:\n{}", wrapped(users)));
    }
    page
}

/// Names in lines of a readable length.
fn wrapped(names: &[&str]) -> String {
    let mut lines = vec![String::from("   ")];
    for name in names {
        match lines.last_mut() {
            Some(line) if line.len() + name.len() < 99 => {
                line.push(' ');
                line.push_str(name);
            }
            Some(_) | None => lines.push(format!("    {name}")),
        }
    }
    lines.join("\n") + "\n"
}
