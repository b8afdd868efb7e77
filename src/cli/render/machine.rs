//! The forms other programs read: one line each, JSON, and GitHub's workflow commands.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Place, Places, severity};
use crate::base::Span;
use crate::cli::terminal::printable;
use crate::driver::Output;

/// `app/chat.py:12:5: error[PSC203] message`
pub fn concise(output: &Output, to: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(output);
    for found in &output.diagnostics {
        let path = output.path_of(found);
        if !path.is_empty() {
            write!(to, "{}:", printable(&path))?;
        }
        if let Some(place) = found.span.and_then(|span| places.of(span)) {
            write!(to, "{}:{}:", place.start.0, place.start.1)?;
        }
        let space = if path.is_empty() { "" } else { " " };
        let (severity, code) = (severity(found.severity), found.code.id);
        let message = printable(&found.message).replace(['\n', '\r'], " ");
        writeln!(to, "{space}{severity}[{code}] {message}")?;
    }
    Ok(())
}

/// An array with one object for each finding.
pub fn json(output: &Output, to: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, &objects(output)).map_err(io::Error::from)?;
    writeln!(to)
}

/// The objects of [`json`].
pub fn objects(output: &Output) -> Vec<Value> {
    let mut places = Places::new(output);
    let mut all = Vec::new();
    for found in &output.diagnostics {
        let place = found.span.and_then(|span| places.of(span));
        let labels: Vec<_> = found
            .labels
            .iter()
            .map(|label| located(output, &mut places, label.span, "message", &label.text))
            .collect();
        let fix = found.fix.as_ref().map(|fix| {
            let mut object =
                located(output, &mut places, fix.span, "replacement", &fix.replacement);
            if let Value::Object(object) = &mut object {
                object.insert("title".into(), fix.title.clone().into());
                object.insert("sure".into(), fix.is_sure.into());
            }
            object
        });
        all.push(json!({
            "code": found.code.id,
            "name": found.code.name,
            "severity": severity(found.severity),
            "path": output.path_of(found),
            "start": place.as_ref().map(|place| position(place.start)),
            "end": place.as_ref().map(|place| position(place.end)),
            "message": found.message,
            "caption": found.caption,
            "help": found.help,
            "labels": labels,
            "fix": fix,
        }));
    }
    all
}

fn located(output: &Output, places: &mut Places<'_>, span: Span, key: &str, text: &str) -> Value {
    let place = places.of(span);
    json!({
        key: text,
        "path": output.sources.get(span.file).map(|source| source.shown()),
        "start": place.as_ref().map(|place| position(place.start)),
        "end": place.as_ref().map(|place| position(place.end)),
    })
}

fn position((line, column): (u32, u32)) -> Value {
    json!({ "line": line, "column": column })
}

/// `::error file=app/chat.py,line=12,col=5,endLine=12,endColumn=9,title=PSC203 …::message`
pub fn github(output: &Output, to: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(output);
    for found in &output.diagnostics {
        let mut properties = Vec::new();
        let path = output.path_of(found);
        if !path.is_empty() {
            properties.push(format!("file={}", property(&path)));
        }
        if let Some(Place { start, end }) = found.span.and_then(|span| places.of(span)) {
            properties.push(format!("line={},endLine={}", start.0, end.0));
            // GitHub refuses columns on an annotation of several lines.
            if start.0 == end.0 {
                properties.push(format!("col={},endColumn={}", start.1, end.1));
            }
        }
        properties.push(format!("title={} {}", found.code.id, found.code.name));
        let help = found.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", found.message));
        writeln!(to, "::{} {}::{message}", severity(found.severity), properties.join(","))?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
