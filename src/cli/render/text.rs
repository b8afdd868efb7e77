//! Frames of source for people, drawn by miette.
//!
//! ```text
//! PSC203 unresolved-import
//!   × there is no module `app.shared`
//!    ╭─[app/chat.py:3:6]
//!  3 │ from app.shared import title
//!    ·      ─────┬────
//!    ·           ╰── not found
//!    ╰────
//!   help: …
//! ```
//!
//! A label near the place at fault is drawn in the same frame; one further away, or in another file,
//! gets a frame of its own below, headed by its text.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    Severity as Grade, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use rustc_hash::FxHashMap;

use super::Places;
use super::narrow::narrow;
use crate::base::{FileId, Span};
use crate::cli::terminal::{Look, printable};
use crate::diag::{Diagnostic, Severity};
use crate::driver::Output;

/// How many lines from the place at fault a label may lie to share its frame.
const NEAR: u32 = 6;

/// A span of more lines than this is drawn as its first line.
const TALL: u32 = 6;

/// Draws all findings, with an empty line after each.
pub fn write(output: &Output, look: Look, to: &mut dyn Write) -> io::Result<()> {
    let theme = GraphicalTheme {
        characters: if look.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        },
        styles: if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_links(false)
        .without_primary_span_start()
        .tab_width(4);
    let mut drawer = Drawer { output, places: Places::new(output), texts: FxHashMap::default() };
    for found in &output.diagnostics {
        let mut text = String::new();
        for mut frame in drawer.frames(found) {
            frame.narrow();
            handler.render_report(&mut text, &frame).map_err(io::Error::other)?;
        }
        // miette pads lines; nothing after the last sign is worth printing.
        for line in text.lines() {
            writeln!(to, "{}", line.trim_end())?;
        }
        writeln!(to)?;
    }
    Ok(())
}

/// One block of the report, in miette's terms.
#[derive(Debug)]
struct Frame {
    code: Option<String>,
    grade: Grade,
    message: String,
    source: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
    help: Option<String>,
}

/// The lines of a file that are drawn, and one more on each side. miette looks for a span from the start of
/// the text; a file with many findings would be read again for each.
#[derive(Debug)]
struct Excerpt {
    name: String,
    text: Arc<str>,
    /// How many lines of the file come before; while it is the whole text, those before its primary label.
    before: usize,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            found.data(),
            *found.span(),
            found.line() + self.before,
            found.column(),
            // miette counts from the start of the text, and joins what is less far apart.
            found.line_count() + self.before,
        )))
    }
}

struct Drawer<'a> {
    output: &'a Output,
    places: Places<'a>,
    /// The texts as they may be printed.
    texts: FxHashMap<FileId, Arc<str>>,
}

impl Drawer<'_> {
    fn frames(&mut self, found: &Diagnostic) -> Vec<Frame> {
        let mut first = Frame {
            code: Some(format!("{} {}", found.code.id, found.code.name)),
            grade: match found.severity {
                Severity::Error => Grade::Error,
                Severity::Warning => Grade::Warning,
            },
            message: printable(&found.message).into_owned(),
            source: None,
            labels: Vec::new(),
            help: help(found),
        };
        let Some(span) = found.span else {
            let path = self.output.path_of(found);
            if !path.is_empty() {
                first.message = format!("{}: {}", printable(&path), first.message);
            }
            return vec![first];
        };
        self.point(&mut first, span, found.caption.as_deref());
        let mut more = Vec::new();
        for label in &found.labels {
            if self.is_near(span, label.span) {
                let (text, clipped) = (printable(&label.text).into_owned(), self.clip(label.span));
                first.labels.push(LabeledSpan::new_with_span(Some(text), clipped));
            } else {
                let mut frame = Frame {
                    code: None,
                    grade: Grade::Advice,
                    message: printable(&label.text).into_owned(),
                    source: None,
                    labels: Vec::new(),
                    help: None,
                };
                self.point(&mut frame, label.span, None);
                more.push(frame);
            }
        }
        // The help closes the report, below the last frame.
        if let Some(last) = more.last_mut() {
            last.help = first.help.take();
        }
        more.insert(0, first);
        more.iter_mut().for_each(Frame::cut);
        more
    }

    fn point(&mut self, frame: &mut Frame, span: Span, caption: Option<&str>) {
        let Some(source) = self.output.sources.get(span.file) else { return };
        let name = match self.places.of(span) {
            Some(place) => format!("{}:{}:{}", source.shown(), place.start.0, place.start.1),
            None => source.shown(),
        };
        let text = self.text(span.file);
        let name = printable(&name).into_owned();
        let before = self.places.of(span).map_or(0, |place| place.start.0 as usize - 1);
        frame.source = Some(Excerpt { name, text, before });
        let caption = caption.map(|caption| printable(caption).into_owned());
        frame.labels.push(LabeledSpan::new_primary_with_span(caption, self.clip(span)));
    }

    /// The text with every control character replaced by one of the same length.
    fn text(&mut self, file: FileId) -> Arc<str> {
        let output = self.output;
        let known = self.texts.entry(file).or_insert_with(|| {
            let text = output.sources.get(file).map(|source| source.text.clone());
            let text = text.unwrap_or_else(|| Arc::from(""));
            // C1 controls take two bytes: two signs keep the offsets.
            let drives = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
            if !text.contains(drives) {
                return text;
            }
            let plain = |c: char| if drives(c) { "?".repeat(c.len_utf8()) } else { c.to_string() };
            text.chars().map(plain).collect::<String>().into()
        });
        known.clone()
    }

    fn is_near(&mut self, span: Span, label: Span) -> bool {
        if span.file != label.file {
            return false;
        }
        let (Some(a), Some(b)) = (self.places.of(span), self.places.of(label)) else {
            return false;
        };
        a.start.0.abs_diff(b.start.0) <= NEAR
    }

    /// The range to underline: inside the text, on the bounds of its characters, and not tall.
    fn clip(&mut self, span: Span) -> std::ops::Range<usize> {
        let text = self.text(span.file);
        let bound = |offset: u32| {
            let mut at = (offset as usize).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, mut end) = (bound(span.start), bound(span.end.max(span.start)));
        let tall = self.places.of(span).is_some_and(|place| place.end.0 - place.start.0 > TALL);
        if tall {
            let rest = text.get(start..end).unwrap_or("");
            end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        }
        start..end
    }
}

/// The sentence of help, and the repair where there is one.
fn help(found: &Diagnostic) -> Option<String> {
    let fix = found.fix.as_ref().map(|fix| {
        let replacement = fix.replacement.trim();
        match replacement.is_empty() || replacement.contains('\n') {
            true => format!("fix: {}", fix.title),
            false => format!("fix: {}: `{replacement}`", fix.title),
        }
    });
    let parts: Vec<_> = found.help.iter().cloned().chain(fix).collect();
    (!parts.is_empty()).then(|| printable(&parts.join("\n")).into_owned())
}

impl Frame {
    /// Long lines are cut to what stands around the labels.
    fn narrow(&mut self) {
        let Some(source) = &self.source else { return };
        let ranges: Vec<_> = (self.labels.iter())
            .map(|label| label.offset()..label.offset() + label.len())
            .collect();
        let Some((text, moved)) = narrow(&source.text, &ranges) else { return };
        self.show(text.into(), source.before, moved);
    }

    /// Leaves only the lines around the labels of the source.
    fn cut(&mut self) {
        let Some(source) = &self.source else { return };
        let ranges: Vec<_> = (self.labels.iter())
            .map(|label| label.offset()..label.offset() + label.len())
            .collect();
        let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
        let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
        let head = source.text.get(..first).unwrap_or("");
        let tail = source.text.get(last..).unwrap_or("");
        // The line of the label, one that is drawn with it, and one more.
        let start = head.rmatch_indices('\n').nth(2).map_or(0, |(at, _)| at + 1);
        let end =
            tail.match_indices('\n').nth(2).map_or(source.text.len(), |(at, _)| last + at + 1);
        let text = source.text.get(start..end).unwrap_or("").into();
        let to_primary = self.labels.iter().find(|label| label.primary()).map(LabeledSpan::offset);
        let to_primary = source.text.get(start..to_primary.unwrap_or(start)).unwrap_or("");
        let before = source.before.saturating_sub(to_primary.matches('\n').count());
        let moved = ranges.into_iter().map(|range| range.start - start..range.end - start);
        let moved = moved.collect();
        self.show(text, before, moved);
    }

    /// Shows another text, in which the labels stand elsewhere.
    fn show(&mut self, text: Arc<str>, before: usize, ranges: Vec<std::ops::Range<usize>>) {
        let relabel = |(label, range): (&LabeledSpan, std::ops::Range<usize>)| {
            let text = label.label().map(str::to_string);
            match label.primary() {
                true => LabeledSpan::new_primary_with_span(text, range),
                false => LabeledSpan::new_with_span(text, range),
            }
        };
        self.labels = std::iter::zip(&self.labels, ranges).map(relabel).collect();
        if let Some(source) = &mut self.source {
            source.text = text;
            source.before = before;
        }
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Frame {}

impl miette::Diagnostic for Frame {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Grade> {
        Some(self.grade)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.source.as_ref().map(|source| source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.labels.is_empty() { None } else { Some(Box::new(self.labels.iter().cloned())) }
    }
}
