//! Whether every constant has a value by the time another one needs it.
//!
//! ```text
//! X = Y + 1      a.py: from b import Y; X = Y + 1
//! Y = 2          b.py: from a import Z; W = Z
//! ```
//!
//! Constants run when their module loads. A constant that needs itself, one below it, or one of a
//! module that is loading because of it, has none: `NameError` or `ImportError` in Python, and in
//! JavaScript an error that takes the whole module down. What stands in a lambda runs later. A decorated
//! function is such a constant: its decorators run when the module loads.

use super::{Item, ItemKind, Program};
use crate::base::{Reach, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::resolve::Binding;
use crate::resolve::scope::ScopeKind;

pub(super) fn check(program: &Program, sink: &mut Sink) {
    let loads = program.reach();
    for item in &program.items {
        for (span, other) in at_once(program, item) {
            let of_one = item.module == other.module;
            let is_live = item.name_span.file != other.name_span.file;
            let is_above = of_one && !is_live && other.name_span.start >= item.name_span.start;
            if !is_above && (of_one || !loads.are_one(item.module.index(), other.module.index())) {
                continue;
            }
            let message = match is_above {
                true => format!("`{}` has no value yet where this runs", other.name),
                false => format!(
                    "`{}` may have no value yet: its module and this one import each other",
                    other.name
                ),
            };
            let help = match is_above {
                true => format!("define `{}` above `{}`", other.name, item.name),
                false => "move the constants that both need to a third module".to_owned(),
            };
            let found = Diagnostic::new(Code::PSC201, span, message);
            sink.push(found.label(other.name_span, "defined here").help(help));
        }
    }
}

/// What runs when the module loads.
fn runs_at_once(item: &Item) -> Vec<Span> {
    match &item.kind {
        ItemKind::Constant { value, .. } => vec![value.span],
        ItemKind::Function { decorators, .. } => decorators.iter().map(|it| it.span).collect(),
        ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) | ItemKind::Class(_) => Vec::new(),
    }
}

/// The constants whose values an item needs while its module loads, and where.
fn at_once<'p>(program: &'p Program, item: &'p Item) -> Vec<(Span, &'p Item)> {
    let running = runs_at_once(item);
    if running.is_empty() {
        return Vec::new();
    }
    // A generator's body may run later too.
    let is_later = |kind| matches!(kind, ScopeKind::Lambda | ScopeKind::Generator);
    let scopes = item.scopes.iter().filter(|scope| is_later(scope.kind));
    let later: Vec<Span> = scopes.map(|scope| scope.span).collect();
    let mut found = Vec::new();
    for (span, binding) in item.refs.iter() {
        let Binding::Item(id) = binding else { continue };
        let runs = running.iter().any(|it| it.contains(*span))
            && !later.iter().any(|it| it.contains(*span));
        let other = program.items.get(id.index());
        found.extend(other.filter(|it| runs && !runs_at_once(it).is_empty()).map(|it| (*span, it)));
    }
    found.sort_by_key(|(span, _)| *span);
    found
}

impl Program {
    /// Which modules need which, over any number of others.
    pub fn reach(&self) -> Reach {
        let mut direct = vec![Vec::new(); self.modules.len()];
        for item in &self.items {
            for binding in item.refs.values() {
                let Binding::Item(id) = binding else { continue };
                let other = self.items.get(id.index()).map(|it| it.module);
                if let (Some(other), Some(list)) = (other, direct.get_mut(item.module.index())) {
                    list.push(other.index());
                }
            }
        }
        Reach::of(direct)
    }
}
