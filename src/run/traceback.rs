//! What was raised, as CPython tells it: the calls that led there, in the Python.
//!
//! ```text
//!     at total (prices.js:5:9)          Traceback (most recent call last):
//!     at pulsec_run__ (prices.js:9:3)     File "prices.py", line 7, in total
//!                                           return add(xs)
//!                                       ValueError: no prices
//! ```
//!
//! Calls of the runtime have no frame, as those of CPython written in C have none.

use std::fmt::Write;

use serde_json::Value;

use crate::base::{FileId, LineIndex, Span};
use crate::driver::{LAMBDA, Origins, Output, PythonFunction};

/// The engine keeps no more calls of a stack than these.
const MOST: usize = 64;

/// An exception that was not caught.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raised {
    /// The class, as a traceback names it.
    pub name: String,
    pub message: String,
    /// The whole traceback.
    pub text: String,
    /// Whether it was raised within the Python of the file.
    pub has_frames: bool,
}

impl Raised {
    /// From what `main.js` tells: the exception, then what it was raised from.
    pub fn read(chain: &Value, places: &Places<'_>) -> Raised {
        let links = chain.as_array().map(Vec::as_slice).unwrap_or_default();
        let told: Vec<String> = links.iter().rev().map(|link| one(link, places)).collect();
        let between = "\nThe above exception was the direct cause of the following exception:\n\n";
        let text_of = |key: &str| {
            let first = links.first().and_then(|link| link.get(key)).and_then(Value::as_str);
            first.unwrap_or_default().to_owned()
        };
        Raised {
            name: text_of("name"),
            message: text_of("message"),
            text: told.join(between),
            has_frames: text_of("stack").lines().any(|line| places.frame(line).is_some()),
        }
    }
}

fn one(link: &Value, places: &Places<'_>) -> String {
    let text = |key: &str| link.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut out = String::new();
    let stack = text("stack");
    let mut frames: Vec<Frame> = Vec::new();
    for frame in stack.lines().filter_map(|line| places.frame(line)) {
        // The function of a comprehension runs within the one that holds it.
        let is_around = |inner: &Frame| inner.is_part && inner.place == frame.place;
        match frames.last_mut() {
            Some(inner) if is_around(inner) => inner.is_part = frame.is_part,
            Some(_) | None => frames.push(frame),
        }
    }
    frames.reverse();
    if !frames.is_empty() {
        out.push_str("Traceback (most recent call last):\n");
    }
    if stack.lines().count() >= MOST {
        out.push_str("  [earlier calls are left out]\n");
    }
    let mut at = 0;
    while let Some(frame) = frames.get(at) {
        let same = frames.iter().skip(at).take_while(|other| *other == frame).count();
        // CPython shows three.
        (0..same.min(3)).for_each(|_| frame.write(&mut out));
        if same > 3 {
            let left = same - 3;
            let s = if left == 1 { "" } else { "s" };
            let _ = writeln!(out, "  [Previous line repeated {left} more time{s}]");
        }
        at += same;
    }
    let message = text("message");
    out.push_str(text("name"));
    if !message.is_empty() {
        let _ = write!(out, ": {message}");
    }
    out.push('\n');
    let notes = link.get("notes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    notes.iter().filter_map(Value::as_str).for_each(|note| out.push_str(&format!("{note}\n")));
    out
}

#[derive(PartialEq, Eq)]
struct Frame {
    path: String,
    line: u32,
    name: String,
    source: String,
    /// The function of the Python.
    place: Option<Span>,
    /// Whether it is a part of that function, to JavaScript one without a name.
    is_part: bool,
}

impl Frame {
    fn write(&self, out: &mut String) {
        let Frame { path, line, name, source, .. } = self;
        let _ = writeln!(out, "  File \"{path}\", line {line}, in {name}");
        if !source.is_empty() {
            let _ = writeln!(out, "    {source}");
        }
    }
}

/// The ways from the JavaScript of a program back to its Python.
pub struct Places<'o> {
    output: &'o Output,
    /// The file that the call stands in, and where its own text ends.
    file: FileId,
    end: u32,
    modules: Vec<(String, FileId, Origins)>,
}

impl<'o> Places<'o> {
    pub fn new(output: &'o Output, file: FileId, end: u32) -> Places<'o> {
        let maps = output.files.iter().filter_map(|file| {
            let path = file.path.to_string_lossy().replace('\\', "/");
            let module = path.strip_suffix(".map")?.to_owned();
            Some((module, file.source?, Origins::read(&file.contents)?))
        });
        Places { output, file, end, modules: maps.collect() }
    }

    /// The Python of one line of a stack: `    at total (app/prices.js:5:9)`.
    fn frame(&self, line: &str) -> Option<Frame> {
        let place = line.trim().trim_end_matches(')');
        let (before, column) = place.rsplit_once(':')?;
        let (before, row) = before.rsplit_once(':')?;
        let module = before.rsplit_once('(').map_or(before, |(_, module)| module);
        let module = module.trim_start_matches("at ");
        let (_, file, origins) = self.modules.iter().find(|(name, ..)| name == module)?;
        let (row, column): (u32, u32) = (row.parse().ok()?, column.parse().ok()?);
        let (line, column) = origins.of(row.checked_sub(1)?, column.saturating_sub(1))?;
        let source = self.output.sources.get(*file)?;
        let index = LineIndex::new(&source.text);
        let start = index.line_start(line)?;
        let text = source.text.get(start as usize..)?;
        let text = text.split(['\n', '\r']).next().unwrap_or("");
        let before = text.char_indices().scan(0, |units, (at, c)| {
            let here = *units;
            *units += c.len_utf16() as u32;
            Some((at, here))
        });
        let offset = before.take_while(|(_, units)| *units <= column).last();
        let offset = start + offset.map_or(0, |(at, _)| at as u32);
        if *file == self.file && offset >= self.end {
            return None;
        }
        let is_unnamed = before_place(place).ends_with("<anonymous>");
        let function = self.function(*file, offset);
        // What JavaScript does to make an instance of a class is no call of Python.
        if function.is_none() && !is_unnamed {
            return None;
        }
        let name = function.map_or("<module>".to_owned(), |it| it.name.to_string());
        Some(Frame {
            path: source.shown(),
            line: line + 1,
            is_part: is_unnamed && name != LAMBDA,
            name,
            source: text.trim().to_owned(),
            place: function.map(|it| it.span),
        })
    }

    /// The innermost function around a place.
    fn function(&self, file: FileId, offset: u32) -> Option<&PythonFunction> {
        let around = self.output.functions.iter().filter(|function| {
            let span = function.span;
            span.file == file && span.start <= offset && offset < span.end
        });
        around.min_by_key(|function| function.span.end - function.span.start)
    }
}

/// `at total (app/prices.js:5:9` → `at total`
fn before_place(line: &str) -> &str {
    line.rsplit_once(" (").map_or("", |(name, _)| name)
}
