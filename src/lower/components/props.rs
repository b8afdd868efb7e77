//! Props that no component has which a value may be.
//!
//! ```text
//! View = Card if big else Row
//! View(titel="x")            neither has a prop `titel`
//! ```

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, DictEntry, Expr, ExprKind, ParamKind, Py};
use crate::lower::components::classes::ClassId;
use crate::lower::components::flow::Flow;

/// What React takes, and what stands between the tags. A `ref` is a prop like any other: a component that does not
/// take it loses it.
const OF_ANY: [&str; 2] = ["key", "children"];

/// What is wrong with the props of an element whose component is a value of this class.
pub(super) fn unknown_props(flow: &Flow, class: ClassId, element: &Py) -> Vec<Diagnostic> {
    let Some(taken) = taken(flow, class) else { return Vec::new() };
    let unknown = named(element)
        .into_iter()
        .filter(|(name, _)| !OF_ANY.contains(&&***name) && !taken.contains(name));
    let list: Vec<_> = taken.iter().map(|name| format!("`{name}`")).collect();
    let help = match list.is_empty() {
        true => "they take none".to_owned(),
        false => format!("what they take is {}", list.join(", ")),
    };
    unknown
        .map(|(name, at)| {
            let message = format!("no component that this may be has a prop `{name}`");
            Diagnostic::new(Code::PSC401, at, message).help(help.clone())
        })
        .collect()
}

/// The props of all components in a class, if all are known and none takes any prop.
fn taken<'m>(flow: &Flow<'m, '_>, class: ClassId) -> Option<Vec<&'m Name>> {
    let mut taken = Vec::new();
    for source in &flow.classes.get(class).sources {
        let func = flow.module.func(*flow.own.get(source)?)?;
        for param in &func.params {
            if param.kind == ParamKind::Keywords {
                return None;
            }
            let name = &flow.module.var(param.var)?.name;
            if param.kind != ParamKind::Rest && !taken.contains(&name) {
                taken.push(name);
            }
        }
    }
    (!flow.classes.get(class).sources.is_empty()).then_some(taken)
}

/// The arguments by keyword of a call.
fn named(call: &Py) -> Vec<(&Name, Span)> {
    match call {
        Py::Method { keywords, .. } => {
            keywords.iter().map(|keyword| (&keyword.name, keyword.span)).collect()
        }
        Py::Call { args, .. } => args.iter().skip(1).flat_map(of_display).collect(),
        _other => Vec::new(),
    }
}

fn of_display(arg: &Arg) -> Vec<(&Name, Span)> {
    let Arg::Pos(Expr { kind: ExprKind::Py(Py::Dict { entries, .. }), .. }) = arg else {
        return Vec::new();
    };
    let named = entries.iter().filter_map(|entry| match entry {
        DictEntry::Pair(Expr { kind: ExprKind::Str(name), span, .. }, _) => Some((name, *span)),
        DictEntry::Pair(..) | DictEntry::Spread(_) => None,
    });
    named.collect()
}
