//! `# pulsec: ignore[PSC202]`: a warning that its author has read and accepted.
//!
//! ```text
//! console.log(text)  # pulsec: ignore[PSC202]      the warnings of this line
//! # pulsec: ignore[PSC202, PSC307]                 on a line of its own: those of the next line
//! ```
//!
//! Only what a rule finds can be ignored. Any other error means that there is no right output, and no comment changes
//! that. A comment that ignores nothing is itself a warning, so none outlives its reason; one for a rule that is off in
//! the file may stay, and so may any while the file has mistakes: rules are not asked of those.

use crate::base::{FileId, LineIndex, Span};
use crate::diag::rules::{self, Level};
use crate::diag::{ALL, Code, Diagnostic, Severity, Sink};
use crate::driver::{Config, Sources, cascades};
use crate::outline;

const WORDS: &str = "pulsec: ignore";

/// One code in one comment.
struct Ignored<'a> {
    code: &'a str,
    span: Span,
    /// The lines whose findings it is about, from 0.
    line: u32,
    /// What to remove from the text with the code, where no words of the author are lost.
    removal: Option<Span>,
    used: bool,
}

/// Takes out the findings that a comment ignores, and reports the comments that ignore nothing.
/// Only comments in the files that `is_asked` takes part.
pub(super) fn apply(
    sources: &Sources,
    config: &Config,
    is_asked: impl Fn(FileId) -> bool,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let levels = config.rules.for_files(config);
    let found = levels.apply(sources, cascades::without(sources, found));
    let mut kept = found;
    for (file, source) in sources.iter() {
        if !is_asked(file) || !source.text.contains(WORDS) {
            continue;
        }
        let lines = LineIndex::new(&source.text);
        let mut ignored = Vec::new();
        let mut wrong = Vec::new();
        read(file, &source.text, &lines, &mut ignored, &mut wrong);
        kept.retain(|found| !is_ignored(found, file, &lines, &mut ignored));
        // Comments in somebody else's code are not ours to tidy.
        if source.path.iter().any(|part| part == "site-packages") {
            continue;
        }
        kept.append(&mut wrong);
        // Rules are not asked of what has mistakes.
        let is_mistaken = kept.iter().any(|it| is_mistake(it, file));
        // Whether a comment for a rule of the whole project is of use, one file does not tell.
        let may_stay = |ignored: &&Ignored<'_>| {
            let rule = ALL.iter().find(|code| code.id == ignored.code);
            rule.is_some_and(|code| {
                rules::OF_PROJECT.contains(code)
                    || levels.level(code, &source.path) == Level::Off
                    || (is_mistaken && rules::group_of(code).is_some())
            })
        };
        let unused = ignored.iter().filter(|ignored| !ignored.used && !may_stay(ignored));
        kept.extend(unused.map(useless));
    }
    kept
}

/// Whether there is no right output of a file because of it.
fn is_mistake(found: &Diagnostic, file: FileId) -> bool {
    found.severity == Severity::Error
        && rules::group_of(found.code).is_none()
        && found.span.is_some_and(|span| span.file == file)
}

/// The findings of rules of the whole project as they count, without those that a comment ignores.
pub(super) fn of_project(
    sources: &Sources,
    config: &Config,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut kept = config.rules.for_files(config).apply(sources, found);
    kept.retain(|found| {
        let source = found.span.and_then(|span| Some((span.file, sources.get(span.file)?)));
        let Some((file, source)) = source.filter(|(_, source)| source.text.contains(WORDS)) else {
            return true;
        };
        let lines = LineIndex::new(&source.text);
        let mut ignored = Vec::new();
        read(file, &source.text, &lines, &mut ignored, &mut Vec::new());
        !is_ignored(found, file, &lines, &mut ignored)
    });
    kept
}

/// Whether an error is left when the rules have their levels and comments have their say.
pub(super) fn leaves_errors(sources: &Sources, config: &Config, sink: &Sink) -> bool {
    let found = sink.as_slice().to_vec();
    let left = apply(sources, config, |_| true, found);
    left.iter().any(|found| found.severity == Severity::Error)
}

fn is_ignored(
    found: &Diagnostic,
    file: FileId,
    lines: &LineIndex,
    ignored: &mut [Ignored<'_>],
) -> bool {
    let Some(span) = found.span.filter(|span| span.file == file) else { return false };
    if found.severity == Severity::Error && rules::group_of(found.code).is_none() {
        return false;
    }
    let (first, last) = (lines.line(span.start), lines.line(span.end.max(span.start)));
    let mut any = false;
    for ignored in ignored.iter_mut().filter(|ignored| ignored.code == found.code.id) {
        if ignored.line == first || ignored.line == last {
            ignored.used = true;
            any = true;
        }
    }
    any
}

fn read<'a>(
    file: FileId,
    text: &'a str,
    lines: &LineIndex,
    ignored: &mut Vec<Ignored<'a>>,
    wrong: &mut Vec<Diagnostic>,
) {
    let places: Vec<usize> = text.match_indices(WORDS).map(|(at, _)| at).collect();
    let offsets: Vec<u32> = places.iter().map(|at| *at as u32).collect();
    let comments = outline::in_comment(text, &offsets);
    for (at, _) in std::iter::zip(places, comments).filter(|(_, is_comment)| *is_comment) {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let line_start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let Some(code) =
            before.get(line_start..).and_then(|line| line.trim_end().strip_suffix('#'))
        else {
            continue;
        };
        let line = lines.line(at as u32) + u32::from(code.trim().is_empty());
        let list_at = at + WORDS.len();
        let list = after.get(WORDS.len()..).unwrap_or("").lines().next().unwrap_or("");
        let codes = list.strip_prefix('[').and_then(|list| list.split_once(']')).map(|(it, _)| it);
        let Some(codes) = codes.filter(|codes| !codes.trim().is_empty()) else {
            let span = Span::new(file, at as u32, list_at as u32);
            wrong.push(
                Diagnostic::new(
                    Code::PSC210,
                    span,
                    "the comment names no code, so it ignores nothing",
                )
                .help("write `# pulsec: ignore[PSC202]` with the codes in brackets"),
            );
            continue;
        };
        let mut start = list_at + 1;
        let mut spans = Vec::new();
        for part in codes.split(',') {
            let code = part.trim();
            let from = start + (part.len() - part.trim_start().len());
            spans.push((code, Span::new(file, from as u32, (from + code.len()) as u32)));
            start += part.len() + 1;
        }
        for (position, (code, span)) in spans.iter().enumerate() {
            let removal = match (
                position.checked_sub(1).and_then(|at| spans.get(at)),
                spans.get(position + 1),
            ) {
                (None, None) => {
                    whole_comment(text, file, before.trim_end().len().saturating_sub(1), start)
                }
                (_, Some((_, next))) => Some(Span { end: next.start, ..*span }),
                (Some((_, previous)), None) => Some(Span { start: previous.end, ..*span }),
            };
            ignored.push(Ignored { code, span: *span, line, removal, used: false });
        }
    }
}

/// The comment from its `#` to the bracket that ends it, with the white space before it, or with its
/// line; none where the author has said more in it.
fn whole_comment(text: &str, file: FileId, hash: usize, bracket: usize) -> Option<Span> {
    let rest = text.get(bracket..)?;
    let line_end = rest.find(['\n', '\r']).map_or(text.len(), |end| bracket + end);
    if !text.get(bracket..line_end)?.trim().is_empty() {
        return None;
    }
    let before = text.get(..hash)?;
    let line_start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let code = text.get(line_start..hash)?;
    let (start, end) = match code.trim_end().len() {
        0 => {
            let after = text.get(line_end..)?;
            let line_break =
                if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
            (line_start, line_end + line_break)
        }
        code => (line_start + code, line_end),
    };
    Some(Span::new(file, start as u32, end as u32))
}

fn useless(ignored: &Ignored<'_>) -> Diagnostic {
    let Ignored { code, span, removal, .. } = ignored;
    let known = ALL.iter().find(|known| known.id == *code);
    let is_rule = known.map(|known| rules::group_of(known).is_some());
    let message = match is_rule {
        None => format!("there is no code `{code}`"),
        Some(false) => format!("`{code}` is an error, and errors cannot be ignored"),
        Some(true) => format!("there is no `{code}` here to ignore"),
    };
    let help = match is_rule {
        None | Some(false) => "remove it from the comment",
        Some(true) => "remove the comment, or move it to the line of the warning",
    };
    let found = Diagnostic::new(Code::PSC210, *span, message).help(help);
    match removal {
        Some(removal) => found.fix("remove it", *removal, ""),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings left, as code and line, for warnings and errors given as code and word.
    fn left(text: &str, found: &[(&'static Code, &str)]) -> Vec<(&'static str, u32)> {
        let mut sources = Sources::default();
        let file = sources.push("a.py".into(), text);
        let found = found.iter().map(|(code, word)| {
            let at = text.find(word).expect("word") as u32;
            Diagnostic::new(code, Span::new(file, at, at + word.len() as u32), "found")
        });
        let lines = LineIndex::new(text);
        let line = |found: &Diagnostic| lines.line(found.span.expect("span").start) + 1;
        apply(&sources, &Config::default(), |_| true, found.collect())
            .iter()
            .map(|found| (found.code.id, line(found)))
            .collect()
    }

    #[test]
    fn a_warning_is_ignored_on_its_line_or_from_the_line_above() {
        let found = [(Code::PSC202, "log")];
        assert_eq!(left("log()  # pulsec: ignore[PSC202]\n", &found), []);
        assert_eq!(
            left("if x:\n    # pulsec: ignore[PSC307, PSC202]\r\n    log()", &found),
            [("PSC210", 2)]
        );
        assert_eq!(
            left("log()\n\nx  # pulsec: ignore[PSC202]\n", &found),
            [("PSC202", 1), ("PSC210", 3)]
        );
        assert_eq!(left("log()  # pulsec: ignore[PSC307]", &found), [("PSC202", 1), ("PSC210", 1)]);
    }

    #[test]
    fn while_there_is_a_mistake_a_comment_may_stay() {
        let text = "log()  # pulsec: ignore[PSC307]\nname";
        assert_eq!(left(text, &[(Code::PSC201, "name")]), [("PSC201", 2)]);
    }

    #[test]
    fn an_error_is_never_ignored() {
        let text = "name  # pulsec: ignore[PSC201]";
        assert_eq!(left(text, &[(Code::PSC201, "name")]), [("PSC201", 1), ("PSC210", 1)]);
    }

    #[test]
    fn a_comment_without_codes_or_with_unknown_ones_is_reported() {
        for text in ["x  # pulsec: ignore", "x  # pulsec: ignore[]", "x  # pulsec: ignore[PSC999]"]
        {
            assert_eq!(left(text, &[]), [("PSC210", 1)], "{text}");
        }
        assert_eq!(left("x = 'pulsec: ignore'", &[]), []);
    }
}
