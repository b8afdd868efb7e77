//! Comments of the generated module: a header of line comments, and JSDoc above statements.

use swc_common::comments::{Comment, CommentKind, Comments as _, SingleThreadedComments};
use swc_common::{BytePos, DUMMY_SP, Span};

use crate::base::{in_jsdoc, in_line};

use super::sources::{ANCHOR_STEP, ANCHORS};

#[derive(Default)]
pub struct Comments {
    /// Lines at the top of the file, without `//`.
    pub header: Vec<String>,
    inner: SingleThreadedComments,
    anchors: Vec<u32>,
}

impl Comments {
    pub fn new() -> Comments {
        Comments::default()
    }

    /// A span for the statement that shall carry the documentation; it still maps to `place`.
    pub fn jsdoc(&mut self, place: Span, text: &str) -> Span {
        let lines: Vec<String> = in_jsdoc(text).map(jsdoc_line).collect();
        let body = match lines.as_slice() {
            [] => return place,
            [only] => format!("*{only} "),
            lines => format!(
                "*\n{}\n ",
                lines.iter().map(|l| format!(" *{l}")).collect::<Vec<_>>().join("\n")
            ),
        };
        self.attach(place, CommentKind::Block, body)
    }

    /// A span for the statement that shall stand below `// text`.
    pub fn line(&mut self, place: Span, text: &str) -> Span {
        let text = in_line(&text.trim().replace('\n', " "));
        self.attach(place, CommentKind::Line, format!(" {text}"))
    }

    pub fn as_swc(&self) -> &dyn swc_common::comments::Comments {
        &self.inner
    }

    pub fn anchors(&self) -> &[u32] {
        &self.anchors
    }

    fn attach(&mut self, place: Span, kind: CommentKind, text: String) -> Span {
        let at = BytePos(ANCHORS + self.anchors.len() as u32 * ANCHOR_STEP);
        self.anchors.push(place.lo.0);
        self.inner.add_leading(at, Comment { kind, span: DUMMY_SP, text: text.into() });
        Span::new(at, at)
    }
}

fn jsdoc_line(line: String) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
