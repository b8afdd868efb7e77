//! The page of a report: one file that needs no other and no network.
//!
//! `page.html` draws what stands in it as JSON. The data is the report itself, so page and `.json` say the same.

use crate::report::Report;

const TEMPLATE: &str = include_str!("page.html");

/// How every page begins.
pub(super) const START: &str = "<!doctype html>\n<!-- a report of pulsec -->\n";

/// The report as HTML.
pub fn page(report: &Report) -> String {
    // A script ends at `</script`, whatever quotes it stands in.
    let data = serde_json::to_string(report).unwrap_or_default().replace('<', "\\u003c");
    let page = TEMPLATE.replacen("{{data}}", &data, 1);
    format!("{START}{page}")
}
