//! The JavaScript of a file, of a function and of a statement.
//!
//! ```text
//! total += price      →  total += price;      the lines that the source map leads from there to
//! ```

use lsp_types::{CodeLens, CodeLensParams, Command, Position, Range, TextDocumentIdentifier, Uri};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::client::SHOW;
use super::view::View;
use crate::base::{FileId, Span};
use crate::driver::{Bundled, Emission, Jsx, Marked, Origins};
use crate::emit::RUNTIME_FILE;

/// What `pulsec/javascript` is asked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    text_document: TextDocumentIdentifier,
    /// Shows the function there.
    position: Option<Position>,
    /// Shows the function of this name.
    name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// The whole module; none where there is no right one.
    code: Option<String>,
    /// Why there is none.
    message: Option<String>,
    language_id: &'static str,
    map: serde_json::Value,
    functions: Vec<Function>,
    /// The function that was asked for.
    name: Option<String>,
}

/// A marked function, there and here.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Function {
    name: String,
    range: Range,
    /// The lines of its JavaScript: from the first, to the one behind the last.
    lines: Option<[usize; 2]>,
}

pub fn asked(view: &View<'_>, asked: &Asked) -> Shown {
    let uri = &asked.text_document.uri;
    of_file(view, uri, asked.name.as_deref(), asked.position)
}

pub fn of_file(
    view: &View<'_>,
    uri: &Uri,
    name: Option<&str>,
    position: Option<Position>,
) -> Shown {
    let is_jsx = view.project().config.jsx == Jsx::Preserve;
    let mut shown = Shown {
        code: None,
        message: None,
        language_id: if is_jsx { "javascriptreact" } else { "javascript" },
        map: serde_json::Value::Null,
        functions: Vec::new(),
        name: name.map(str::to_owned),
    };
    let Some(file) = view.file(uri) else {
        shown.message = Some("the file is in no project of pulsec".to_owned());
        return shown;
    };
    let marked = view.project().marked(file);
    if let Some(at) = position.map(|position| view.lines(file).offset(position)) {
        let around = marked.iter().find(|it| (it.span.start..=it.span.end).contains(&at));
        shown.name = shown.name.or(around.map(|marked| marked.name.to_string()));
    }
    let emitted = Emitted::of(view, file);
    shown.functions = marked
        .iter()
        .map(|marked| Function {
            name: marked.name.to_string(),
            range: view.range(marked.span),
            lines: emitted.as_ref().ok().and_then(|it| it.function(view, marked)),
        })
        .collect();
    match emitted {
        Ok(emitted) => {
            shown.map = serde_json::from_str(&emitted.bundled.map).unwrap_or_default();
            shown.code = Some(emitted.bundled.code);
        }
        Err(reason) => shown.message = Some(reason.to_owned()),
    }
    shown
}

/// The JavaScript of a file.
pub struct Emitted {
    bundled: Bundled,
    origins: Option<Origins>,
}

impl Emitted {
    pub fn of(view: &View<'_>, file: FileId) -> Result<Emitted, &'static str> {
        match view.project().emit(file, &format!("./{}", RUNTIME_FILE)) {
            Emission::Module(bundled) => {
                let origins = Origins::read(&bundled.map);
                Ok(Emitted { bundled, origins })
            }
            Emission::Empty => Err("nothing in this file is compiled"),
            Emission::Broken => Err("there is no JavaScript while there are errors"),
        }
    }

    fn lines(&self) -> Vec<&str> {
        self.bundled.code.lines().collect()
    }

    /// The lines of the JavaScript that come from a place in the source: the first, and the one behind the last.
    fn mapped(&self, view: &View<'_>, span: Span) -> Option<[usize; 2]> {
        let text = view.text(span.file);
        let index = crate::base::LineIndex::new(text);
        let [start, end] = [span.start, span.end].map(|at| {
            let place = index.utf16(text, at);
            (place.line, place.column)
        });
        let all = self.origins.iter().flat_map(Origins::all);
        let here = all.filter(|[_, source]| (start..end).contains(source));
        let lines = here.map(|[(line, _), _]| line as usize);
        let (first, last) =
            lines.fold((usize::MAX, 0), |(first, last), line| (first.min(line), last.max(line)));
        (first <= last).then_some([first, last + 1])
    }

    /// The lines of a marked function: what is laid out from its declaration to the next.
    fn function(&self, view: &View<'_>, marked: &Marked) -> Option<[usize; 2]> {
        let lines = self.lines();
        let first = lines.iter().position(|line| declares(line, &marked.name))?;
        let reach = self.mapped(view, marked.span).map_or(0, |[_, end]| end);
        let rest = lines.iter().enumerate().skip(first + 1);
        let goes_on = |(at, line): &(usize, &&str)| {
            let is_inner = line.is_empty() || line.starts_with([' ', '}', ')', ']']);
            is_inner || (*at < reach && !declares_something(line))
        };
        let mut end = first + 1 + rest.take_while(goes_on).count();
        while end > first + 1 && lines.get(end - 1).is_some_and(|line| line.is_empty()) {
            end -= 1;
        }
        Some([first, end])
    }

    /// The JavaScript of a marked function.
    pub fn of_function(&self, view: &View<'_>, marked: &Marked) -> Option<String> {
        let [start, end] = self.function(view, marked)?;
        Some(self.lines().get(start..end)?.join("\n"))
    }

    /// The JavaScript of a statement of a marked function, without what is around it.
    pub fn of_statement(&self, view: &View<'_>, span: Span) -> Option<String> {
        let [start, end] = self.mapped(view, span)?;
        let lines = self.lines();
        let lines = lines.get(start..end)?;
        let widths = lines.iter().filter(|line| !line.is_empty());
        let margin = widths.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let shown: Vec<&str> =
            lines.iter().map(|it| it.get(margin..).unwrap_or_default()).collect();
        Some(shown.join("\n"))
    }
}

const WORDS: [&str; 8] =
    ["export", "default", "async", "function", "function*", "const", "let", "class"];

fn declares(line: &str, name: &str) -> bool {
    let end = line.find(['(', '=', '{', ';']).unwrap_or(line.len());
    let mut words = line.get(..end).unwrap_or_default().split_whitespace().rev().peekable();
    words.next() == Some(name) && words.peek().is_some() && words.all(|word| WORDS.contains(&word))
}

fn declares_something(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|word| WORDS.contains(&word))
}

/// A lens on each marked function.
pub fn lenses(view: &View<'_>, params: &CodeLensParams) -> Vec<CodeLens> {
    let uri = &params.text_document.uri;
    let Some(file) = view.file(uri) else { return Vec::new() };
    let marked = view.project().marked(file).into_iter();
    let lenses = marked.map(|marked| CodeLens {
        range: view.range(marked.name_span),
        command: Some(Command {
            title: "JavaScript".to_owned(),
            command: SHOW.to_owned(),
            arguments: Some(vec![json!(uri), json!(&*marked.name)]),
        }),
        data: None,
    });
    lenses.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_told_by_their_first_words() {
        for line in ["export function f(a) {", "const f = memo(", "export async function* f() {"] {
            assert!(declares(line, "f"), "{line}");
        }
        for line in ["f(a);", "return f(", "const g = f(a);", "export function ff() {"] {
            assert!(!declares(line, "f"), "{line}");
        }
    }
}
