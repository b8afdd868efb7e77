//! `collections.namedtuple`, and an enum that is called with its members, as the classes that they make.
//!
//! ```text
//! Pair = namedtuple("Pair", "left right")      class Pair(NamedTuple):
//!                                                  left: ...
//!                                                  right: ...
//! Color = Enum("Color", "RED GREEN")           class Color(Enum):
//!                                                  RED = 1
//!                                                  GREEN = 2
//! ```

use crate::base::{Name, Span};
use crate::syntax::ast::{
    Arg, ArgKind, ClassDef, Constant, DictItem, Expr, ExprKind, Ident, Stmt, StmtKind,
};

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
        type_params: Vec::new(),
        name: Ident { name: name.into(), span: name_span },
        decorators: Vec::new(),
        bases: vec![Arg { span: func.span, kind: ArgKind::Positional, value: func.clone() }],
        docstring: None,
        body: body.collect(),
    })
}

/// `Enum("Color", "RED GREEN")`, and the same with a list, with pairs or a dict; `None` of what is not written out.
pub(super) fn enum_of(
    kind: &str,
    (name, name_span): (&str, Span),
    func: &Expr,
    args: &[Arg],
) -> Option<ClassDef> {
    let [first, members] = args else { return None };
    let plain = |arg: &Arg| arg.kind == ArgKind::Positional;
    if !plain(first) || !plain(members) || text(&first.value)? != name {
        return None;
    }
    let members = match pairs(&members.value) {
        Some(pairs) => pairs,
        None => {
            let names = names(&members.value)?.into_iter().enumerate();
            names
                .map(|(at, (name, span))| Some((value_of(kind, at, &name, span)?, name, span)))
                .map(|made| made.map(|(value, name, span)| (name, span, value)))
                .collect::<Option<_>>()?
        }
    };
    let body = members.into_iter().map(|(name, span, value)| {
        let targets = vec![Expr { span, kind: ExprKind::Name(name) }];
        Stmt { span, kind: StmtKind::Assign { targets, value } }
    });
    Some(ClassDef {
        type_params: Vec::new(),
        name: Ident { name: name.into(), span: name_span },
        decorators: Vec::new(),
        bases: vec![Arg { span: func.span, kind: ArgKind::Positional, value: func.clone() }],
        docstring: None,
        body: body.collect(),
    })
}

/// The value that the member at that place gets.
fn value_of(kind: &str, at: usize, name: &str, span: Span) -> Option<Expr> {
    let constant = match kind {
        "Enum" | "IntEnum" => Constant::Int((at + 1).into()),
        "Flag" => Constant::Int(num_bigint::BigInt::from(1) << at),
        "StrEnum" => Constant::Str(name.to_lowercase().into()),
        _other => return None,
    };
    Some(Expr { span, kind: ExprKind::Constant(constant) })
}

/// `[("RED", 1), ("GREEN", 2)]`, `{"RED": 1}`.
fn pairs(members: &Expr) -> Option<Vec<(Name, Span, Expr)>> {
    if let ExprKind::Dict(entries) = &members.kind {
        let pair = |entry: &DictItem| match entry {
            DictItem::Pair { key, value } => Some((text(key)?.into(), key.span, value.clone())),
            DictItem::Spread(_) => None,
        };
        return entries.iter().map(pair).collect();
    }
    let pair = |item: &Expr| match items(item)? {
        [name, value] => Some((text(name)?.into(), name.span, value.clone())),
        _other => None,
    };
    items(members)?.iter().map(pair).collect()
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
