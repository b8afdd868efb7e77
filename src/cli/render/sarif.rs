//! SARIF 2.1.0, the form that code-scanning services take.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Place, Places, severity};
use crate::base::Span;
use crate::diag::ALL;
use crate::driver::Output;

/// One log with one run.
pub fn write(output: &Output, to: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(output);
    let found = |code: &str| output.diagnostics.iter().any(|found| found.code.id == code);
    let rules: Vec<Value> = ALL
        .iter()
        .filter(|code| found(code.id))
        .map(|code| {
            json!({
                "id": code.id,
                "name": code.name,
                "defaultConfiguration": { "level": severity(code.severity) },
            })
        })
        .collect();
    let mut results = Vec::new();
    for found in &output.diagnostics {
        let path = output.path_of(found);
        let here = match found.span {
            Some(span) => located(output, &mut places, span, None),
            None if path.is_empty() => None,
            None => Some(json!({ "physicalLocation": { "artifactLocation": artifact(&path) } })),
        };
        let related: Vec<Value> = found
            .labels
            .iter()
            .filter_map(|label| located(output, &mut places, label.span, Some(&label.text)))
            .collect();
        let help = found.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        results.push(json!({
            "ruleId": found.code.id,
            "level": severity(found.severity),
            "message": { "text": format!("{}{help}", found.message) },
            "locations": here.into_iter().collect::<Vec<_>>(),
            "relatedLocations": related,
        }));
    }
    let driver = json!({ "name": "pulsec", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let log = json!({
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *to, &log).map_err(io::Error::from)?;
    writeln!(to)
}

fn located(
    output: &Output,
    places: &mut Places<'_>,
    span: Span,
    message: Option<&str>,
) -> Option<Value> {
    let Place { start, end } = places.of(span)?;
    let path = output.sources.get(span.file)?.shown();
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": artifact(&path),
            "region": {
                "startLine": start.0,
                "startColumn": start.1,
                "endLine": end.0,
                "endColumn": end.1,
            },
        },
    });
    if let (Some(message), Value::Object(location)) = (message, &mut location) {
        location.insert("message".into(), json!({ "text": message }));
    }
    Some(location)
}

/// A path as a URI reference.
fn artifact(path: &str) -> Value {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let uri: String = path
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    json!({ "uri": if path.starts_with('/') { format!("file://{uri}") } else { uri } })
}
