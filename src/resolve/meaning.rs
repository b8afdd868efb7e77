//! What a module-level name means while the graph grows: a [`Binding`] that can still be asked for
//! its attributes, or a reason to refuse it that waits for a use to be reported at.

use std::path::PathBuf;
use std::rc::Rc;

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::resolve::{Binding, ItemKind};
use crate::tables::pulse_js::JsModule;

crate::define_id!(
    /// A module in the order in which it was found.
    ModId
);

#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// A definition; an item once it is needed.
    Def(Rc<Def>),
    Module(ModId),
    /// A package without an `__init__.py`, by its dotted name and its folder.
    Package(Name, Rc<PathBuf>),
    /// A module of Pulse that is not `pulse.js`: `pulse` itself, `pulse.transpiler`.
    Pulse(Name),
    JsModule(&'static JsModule),
    PyModule(Name),
    /// Anything whose attributes are not the resolver's concern.
    Value(Binding),
    /// Bound only under `if TYPE_CHECKING`.
    TypeChecking(Rc<Meaning>, Span),
    /// Bound by a chunk that does not parse.
    Broken(ModId, usize),
    Refused(Rc<Refusal>),
}

/// A definition of a module.
#[derive(Debug)]
pub(super) struct Def {
    pub module: ModId,
    pub chunk: usize,
    pub name: Name,
    /// The whole statement, decorators included.
    pub span: Span,
    pub name_span: Span,
    pub kind: ItemKind,
}

impl Def {
    /// Whether it is marked as a component. The same function may be used as one and as a function.
    pub fn is_component(&self) -> bool {
        match &self.kind {
            ItemKind::Function { marker, .. } => marker.is_some_and(|marker| marker.is_jsx),
            ItemKind::Constant { .. }
            | ItemKind::TypeClass(_)
            | ItemKind::TypeAlias(_)
            | ItemKind::Class(_) => false,
        }
    }
}

/// Why a name cannot be used, reported when and where it is.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub code: &'static Code,
    pub message: String,
    /// The text at fault, where that is not the use itself.
    pub at: Option<Span>,
    pub labels: Vec<(Span, String)>,
    pub help: Option<String>,
}

impl Refusal {
    /// The use is at fault.
    pub fn of_use(code: &'static Code, message: String) -> Refusal {
        Refusal { code, message, at: None, labels: Vec::new(), help: None }
    }

    /// The text under `at` is at fault.
    pub fn at(code: &'static Code, at: Span, message: String) -> Refusal {
        Refusal { code, message, at: Some(at), labels: Vec::new(), help: None }
    }

    pub fn label(mut self, span: Span, text: impl Into<String>) -> Refusal {
        self.labels.push((span, text.into()));
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Refusal {
        self.help = Some(text.into());
        self
    }

    pub fn meaning(self) -> Meaning {
        Meaning::Refused(Rc::new(self))
    }

    /// Whether it says that a module is not there, which `except ImportError` would catch.
    pub fn is_missing_import(&self) -> bool {
        self.code == Code::PSC203 || self.code == Code::PSC204
    }

    /// The finding for a use at `used`.
    pub fn diagnostic(&self, used: Span) -> Diagnostic {
        let at = self.at.unwrap_or(used);
        let mut found = Diagnostic::new(self.code, at, self.message.clone());
        // Within the use, the part at fault says enough.
        if !used.contains(at) {
            found = found.label(used, "needed here");
        }
        for (span, text) in &self.labels {
            found = found.label(*span, text.clone());
        }
        found.help = self.help.clone();
        found
    }
}
