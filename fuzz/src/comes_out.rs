//! What every accepted program must give: modules that another parser reads, maps that lead to the source in
//! order, declarations that TypeScript's grammar knows.

use std::cell::RefCell;

use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;
use pulsec::driver::Output;
use rustc_hash::FxHashSet;
use serde_json::Value;

/// The first thing wrong with an output.
pub fn fault(output: &Output) -> Option<String> {
    output.files.iter().find_map(|file| {
        let path = file.path.to_string_lossy();
        if known(&file.contents) {
            return None;
        }
        let found = if path.ends_with(".d.ts") {
            parsed(&file.contents, SourceType::d_ts())
        } else if path.ends_with(".jsx") {
            parsed(&file.contents, SourceType::jsx().with_module(true))
        } else if path.ends_with(".js") {
            parsed(&file.contents, SourceType::mjs())
        } else if path.ends_with(".map") {
            let code = path.trim_end_matches(".map");
            let code = output.files.iter().find(|file| file.path.to_string_lossy() == code);
            map(&file.contents, code.map_or("", |file| &file.contents))
        } else {
            None
        };
        found.map(|what| format!("{path}: {what}"))
    })
}

/// Whether the same text was looked at before: the runtime is one of a few.
fn known(text: &str) -> bool {
    thread_local! { static SEEN: RefCell<FxHashSet<u64>> = RefCell::default(); }
    use std::hash::BuildHasher;
    let hash = rustc_hash::FxBuildHasher.hash_one(text);
    SEEN.with_borrow_mut(|seen| {
        if seen.len() > 1 << 16 {
            seen.clear();
        }
        !seen.insert(hash)
    })
}

/// What a parser that is not ours says of a module.
pub fn parsed(text: &str, kind: SourceType) -> Option<String> {
    let allocator = Allocator::default();
    let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
    let done = Parser::new(&allocator, text, kind).with_options(options).parse();
    let told = |found: &oxc_parser_diagnostic::Found| {
        let place = found.labels.first().map_or(0, |label| label.offset());
        let line = text.get(..place).unwrap_or("").matches('\n').count();
        format!("{} at `{}`", found.message, text.lines().nth(line).unwrap_or(""))
    };
    if let Some(found) = done.diagnostics.iter().next() {
        return Some(told(&found.into()));
    }
    let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&done.program);
    checked.diagnostics.iter().next().map(|found| told(&found.into()))
}

/// A diagnostic of oxc in the little that is asked of it.
mod oxc_parser_diagnostic {
    pub struct Found {
        pub message: String,
        pub labels: Vec<Label>,
    }
    pub struct Label(usize);
    impl Label {
        pub fn offset(&self) -> usize {
            self.0
        }
    }
    impl<T: std::fmt::Debug + std::fmt::Display> From<&T> for Found {
        fn from(found: &T) -> Found {
            let all = format!("{found:?}");
            let offset =
                all.split("offset: SourceOffset(").nth(1).or_else(|| all.split("offset: ").nth(1));
            let offset =
                offset.and_then(|it| it.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
            Found { message: found.to_string(), labels: offset.map(Label).into_iter().collect() }
        }
    }
}

/// What is wrong with a source map, decoded here: nothing is shared with who wrote it.
pub fn map(text: &str, code: &str) -> Option<String> {
    let map: Value = match serde_json::from_str(text) {
        Ok(map) => map,
        Err(error) => return Some(format!("no JSON: {error}")),
    };
    let list = |key: &str| map[key].as_array().map_or(&[][..], Vec::as_slice);
    if map["version"] != 3 || list("sources").len() != list("sourcesContent").len() {
        return Some("not of version 3, or sources without their texts".to_owned());
    }
    let widths = |text: &str| -> Vec<u32> {
        let lines = text.split('\n').map(|line| line.encode_utf16().count() as u32);
        lines.collect()
    };
    // Python ends lines with a carriage return, too.
    let plain =
        |text: &Value| text.as_str().unwrap_or("").replace("\r\n", "\n").replace('\r', "\n");
    let sources: Vec<Vec<u32>> =
        list("sourcesContent").iter().map(|text| widths(&plain(text))).collect();
    let lines = widths(code);
    let mut state = [0i64; 4];
    for (line, segments) in map["mappings"].as_str().unwrap_or("").split(';').enumerate() {
        let (mut column, mut last) = (0i64, -1i64);
        for segment in segments.split(',').filter(|it| !it.is_empty()) {
            let Some(fields) = decoded(segment) else { return Some(format!("no VLQ: {segment}")) };
            let wrong = |what: &str| Some(format!("{what}: line {line}, segment {segment}"));
            if !matches!(fields.len(), 1 | 4 | 5) {
                return wrong("a segment of a strange length");
            }
            column += fields[0];
            if column <= last {
                return wrong("columns out of order");
            }
            last = column;
            if lines.get(line).is_none_or(|width| column > i64::from(*width)) {
                return wrong("beyond the module");
            }
            for (at, delta) in fields.iter().skip(1).enumerate() {
                state[at] += delta;
            }
            let [source, to_line, to_column, name] = state;
            if fields.len() > 1 {
                let width = sources.get(source as usize).and_then(|it| it.get(to_line as usize));
                if width.is_none_or(|width| to_column < 0 || to_column > i64::from(*width)) {
                    return wrong("beyond the source");
                }
            }
            if fields.len() == 5 && list("names").get(name as usize).is_none() {
                return wrong("no such name");
            }
        }
    }
    None
}

fn decoded(segment: &str) -> Option<Vec<i64>> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut found, mut value, mut shift) = (Vec::new(), 0i64, 0);
    for byte in segment.chars() {
        let digit = DIGITS.find(byte)? as i64;
        value |= (digit & 31) << shift;
        shift += 5;
        if shift > 40 {
            return None;
        }
        if digit & 32 == 0 {
            found.push(if value & 1 == 1 { -(value >> 1) } else { value >> 1 });
            (value, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(found)
}

/// Every span lies inside its file, on the bounds of characters.
pub fn spans(output: &Output) -> Option<String> {
    for found in &output.diagnostics {
        let labels = found.labels.iter().map(|label| label.span);
        let fix = found.fix.iter().map(|fix| fix.span);
        for span in found.span.into_iter().chain(labels).chain(fix) {
            let source = output.sources.get(span.file);
            let text = source.and_then(|it| it.text.get(span.start as usize..span.end as usize));
            if text.is_none() {
                return Some(format!(
                    "{span:?} of {} ({}) is no place",
                    found.code.id, found.message
                ));
            }
        }
    }
    None
}
