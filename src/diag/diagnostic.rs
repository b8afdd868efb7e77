//! One finding: a code, a span, a sentence, the replacement.

use crate::base::Span;
use crate::diag::{Code, Severity};

/// A second place that explains the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// A mechanical repair: replace the text under `span` by `replacement`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    pub title: String,
    pub span: Span,
    pub replacement: String,
    /// Whether it is what the author meant, beyond doubt; a guess is only offered.
    pub is_sure: bool,
}

/// One finding about the user's source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub severity: Severity,
    /// The exact text at fault. `None` only for findings about a whole file or the project.
    pub span: Option<Span>,
    /// The path of the file at fault where there is no span.
    pub path: Option<String>,
    /// One plain sentence, without a full stop.
    pub message: String,
    /// What stands under the span in the rendered frame; short.
    pub caption: Option<String>,
    pub labels: Vec<Label>,
    /// One sentence that names what to write instead.
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            span: Some(span),
            path: None,
            message: message.into(),
            caption: None,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// A finding about a file as a whole, or (with an empty path) about the project.
    pub fn about_path(
        code: &'static Code,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            span: None,
            path: Some(path.into()),
            message: message.into(),
            caption: None,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    pub fn caption(mut self, text: impl Into<String>) -> Diagnostic {
        self.caption = Some(text.into());
        self
    }

    /// A second place; the place at fault marked once more would say nothing.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        if self.span != Some(span) {
            self.labels.push(Label { span, text: text.into() });
        }
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    pub fn fix(
        self,
        title: impl Into<String>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Diagnostic {
        self.with_fix(title.into(), span, replacement.into(), true)
    }

    /// A fix that is a guess: `did you mean ...`. Editors offer it; nobody makes it unasked.
    pub fn suggest(
        self,
        title: impl Into<String>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Diagnostic {
        self.with_fix(title.into(), span, replacement.into(), false)
    }

    fn with_fix(
        mut self,
        title: String,
        span: Span,
        replacement: String,
        is_sure: bool,
    ) -> Diagnostic {
        self.fix = Some(Fix { title, span, replacement, is_sure });
        self
    }
}

/// Collects the findings of a pass.
#[derive(Default, Debug)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    pub fn new() -> Sink {
        Sink::default()
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub fn extend(&mut self, other: Sink) {
        self.found.extend(other.found);
    }

    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The findings sorted by place, each once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        let mut seen = Vec::new();
        self.found.sort_by(|a, b| {
            (&a.path, a.span, a.code.id, &a.message).cmp(&(&b.path, b.span, b.code.id, &b.message))
        });
        for diagnostic in self.found {
            if seen.last() != Some(&diagnostic) {
                seen.push(diagnostic);
            }
        }
        seen
    }
}
