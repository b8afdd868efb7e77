//! From findings to what the user reads, in the form asked for; the only owner of miette.
//!
//! Lines and columns count from 1, columns in code points, in every form: the number in the frame is
//! the number in the JSON.

mod machine;
mod narrow;
mod sarif;
mod text;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::base::{LineIndex, Span};
pub use machine::objects;

use crate::cli::args::{Format, OutputArgs};
use crate::cli::terminal::{Look, Stop, Terminal};
use crate::diag::Severity;
use crate::driver::Output;

/// Writes all findings to standard output and failures to standard error; the exit code.
pub fn report(output: &Output, args: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let look = terminal.out_look();
    write(output, args, terminal.out(), look)?;
    Ok(exit_code(output, args, terminal))
}

/// The same to standard error, for a command whose output is code.
pub fn report_aside(
    output: &Output,
    args: &OutputArgs,
    terminal: &mut Terminal,
) -> Result<u8, Stop> {
    let look = terminal.err_look();
    // An empty JSON array beside code would be noise.
    if !output.diagnostics.is_empty() {
        write(output, args, terminal.err(), look)?;
    }
    Ok(exit_code(output, args, terminal))
}

/// The last line; beside the report when the report is for a machine.
pub fn summary(text: &str, args: &OutputArgs, terminal: &mut Terminal) -> Result<(), Stop> {
    if args.quiet {
        return Ok(());
    }
    match args.output_format {
        Format::Text | Format::Concise => writeln!(terminal.out(), "{text}")?,
        Format::Json | Format::Github | Format::Sarif => writeln!(terminal.err(), "{text}")?,
    }
    Ok(())
}

/// `Found 2 errors and 1 warning in 2 files (pulsec explain PSC203 tells more)`
pub fn tally(output: &Output) -> String {
    let of = |severity| output.diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let what = match (errors, warnings) {
        (0, 0) => return "no problems found".to_string(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => {
            format!("{} and {}", count(errors, "error"), count(warnings, "warning"))
        }
    };
    let mut paths: Vec<_> = output.diagnostics.iter().map(|d| output.path_of(d)).collect();
    paths.dedup();
    paths.retain(|path| !path.is_empty());
    let place = match paths.len() {
        0 => String::new(),
        files => format!(" in {}", count(files, "file")),
    };
    let first = output.diagnostics.first().map_or("", |found| found.code.id);
    format!("found {what}{place} (`pulsec explain {first}` tells more)")
}

/// `1 module`, `2 modules`
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// `812 bytes`, `12.4 kB`: of thousands, as browsers count.
pub fn bytes(number: usize) -> String {
    match number {
        0..1_000 => count(number, "byte"),
        1_000..1_000_000 => format!("{:.1} kB", number as f64 / 1e3),
        _ => format!("{:.1} MB", number as f64 / 1e6),
    }
}

/// The findings as text, the way [`report`] writes them.
pub fn text(output: &Output, look: Look) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = text::write(output, look, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Says what could not be done; the exit code for that.
pub fn failures(output: &Output, terminal: &mut Terminal) -> u8 {
    for failure in &output.failures {
        terminal.complain(&format!("{}: {}", failure.path.display(), failure.reason));
    }
    if output.failures.is_empty() { 0 } else { 2 }
}

fn exit_code(output: &Output, args: &OutputArgs, terminal: &mut Terminal) -> u8 {
    if failures(output, terminal) == 2 {
        return 2;
    }
    let found = output.has_errors() || (args.deny_warnings && !output.diagnostics.is_empty());
    u8::from(found && !args.exit_zero)
}

fn write(output: &Output, args: &OutputArgs, to: &mut dyn Write, look: Look) -> io::Result<()> {
    match args.output_format {
        Format::Text => text::write(output, look, to)?,
        Format::Concise => machine::concise(output, to)?,
        Format::Json => machine::json(output, to)?,
        Format::Github => machine::github(output, to)?,
        Format::Sarif => sarif::write(output, to)?,
    }
    if args.statistics && !matches!(args.output_format, Format::Json | Format::Sarif) {
        statistics(output, to)?;
    }
    Ok(())
}

fn statistics(output: &Output, to: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in &output.diagnostics {
        *counts.entry((found.code.id, found.code.name)).or_default() += 1;
    }
    for ((id, name), number) in counts {
        writeln!(to, "{number:>5}  {id}  {name}")?;
    }
    Ok(())
}

/// Line and column of a span's start and end, from 1, columns in code points. A byte order mark has
/// no column.
struct Place {
    start: (u32, u32),
    end: (u32, u32),
}

/// The line indexes of the files that have findings.
struct Places<'a> {
    output: &'a Output,
    lines: BTreeMap<u32, LineIndex>,
}

impl<'a> Places<'a> {
    fn new(output: &'a Output) -> Places<'a> {
        Places { output, lines: BTreeMap::new() }
    }

    fn of(&mut self, span: Span) -> Option<Place> {
        let text = self.output.sources.get(span.file)?.text.as_ref();
        let lines = self.lines.entry(span.file.0).or_insert_with(|| LineIndex::new(text));
        let at = |offset| {
            let place = lines.chars(text, offset);
            let mark = u32::from(place.line == 0 && text.starts_with('\u{feff}'));
            (place.line + 1, place.column.saturating_sub(mark) + 1)
        };
        Some(Place { start: at(span.start), end: at(span.end) })
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests;
