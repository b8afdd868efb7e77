//! `collections.namedtuple` as the class that it makes.
//!
//! ```text
//! Pair = namedtuple("Pair", "left right")      class Pair(NamedTuple):
//!                                                  left: ...
//!                                                  right: ...
//! ```

use crate::base::{Name, Span};
use crate::syntax::ast::{Arg, ArgKind, ClassDef, Constant, Expr, ExprKind, Ident, Stmt, StmtKind};

/// `None` where what it is called with is not written out.
pub(super) fn class_of(name: &str, name_span: Span, func: &Expr, args: &[Arg]) -> Option<ClassDef> {
    let (first, fields, defaults) = match args {
        [first, fields] => (first, fields, None),
        [first, fields, defaults] => (first, fields, Some(defaults)),
        _other => return None,
    };
    let plain = |arg: &Arg| arg.kind == ArgKind::Positional;
    if !plain(first) || !plain(fields) || text(&first.value)? != name {
        return None;
    }
    let names = names(&fields.value)?;
    let defaults = match defaults {
        Some(arg) => {
            matches!(&arg.kind, ArgKind::Keyword(key) if &*key.name == "defaults").then_some(())?;
            items(&arg.value)?
        }
        None => &[],
    };
    let without = names.len().checked_sub(defaults.len())?;
    let body = names.into_iter().enumerate().map(|(at, (name, span))| {
        let target = Expr { span, kind: ExprKind::Name(name) };
        let annotation = Expr { span, kind: ExprKind::Constant(Constant::Ellipsis) };
        let value = at.checked_sub(without).and_then(|at| defaults.get(at)).cloned();
        Stmt { span, kind: StmtKind::AnnAssign { target, annotation, value } }
    });
    Some(ClassDef {
        is_generic: false,
        name: Ident { name: name.into(), span: name_span },
        decorators: Vec::new(),
        bases: vec![Arg { span: func.span, kind: ArgKind::Positional, value: func.clone() }],
        docstring: None,
        body: body.collect(),
    })
}

/// The names of the items, each with a place of its own within the text or the list that has it.
fn names(fields: &Expr) -> Option<Vec<(Name, Span)>> {
    let named: Vec<(Name, Span)> = match text(fields) {
        Some(all) => {
            let words = all.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty());
            let place = |at: usize| {
                let start = fields.span.start + at as u32;
                Span { start, end: start + 1, ..fields.span }
            };
            words.enumerate().map(|(at, word)| (word.into(), place(at))).collect()
        }
        None => {
            let one = |item: &Expr| Some((text(item)?.into(), item.span));
            items(fields)?.iter().map(one).collect::<Option<_>>()?
        }
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic())
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    named.iter().all(|(name, _)| is_name(name)).then_some(named)
}

fn items(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => Some(items),
        _other => None,
    }
}

fn text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Constant(Constant::Str(text)) => Some(text),
        _other => None,
    }
}
