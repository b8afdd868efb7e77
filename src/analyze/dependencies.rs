//! Dependency lists: where one stands, and what its items speak for.
//!
//! ```text
//! useEffect(show, [user["id"], total])      `total`; of `user` only `user["id"]`, wherever `show` writes it so
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyze::facts::{At, Bound, Facts, mentioned, mentioned_in};
use crate::analyze::props::plain;
use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Arg, Expr, ExprKind, FuncId, Hook, Js, Module, Py, VarId};

/// The dependency list of a hook, as it is written.
pub(super) enum Deps<'m> {
    Missing,
    List(&'m Expr, &'m [Arg]),
    Unknown,
}

impl<'m> At<'m, Hook> {
    /// The dependency list, also by a name that is used for nothing else.
    pub fn deps(&self, facts: &Facts<'m>) -> Deps<'m> {
        let Some(position) = self.node.row.deps else { return Deps::Unknown };
        match self.node.args.get(position) {
            None | Some(Arg::Omitted) => Deps::Missing,
            Some(Arg::Pos(given)) => {
                let list = match &given.kind {
                    ExprKind::Var(var) if facts.reads(*var) == 1 => match facts.bound.get(var) {
                        Some(Bound::Value(value)) => value,
                        Some(Bound::Part(..) | Bound::Item(_) | Bound::Function(_)) | None => given,
                    },
                    _other => given,
                };
                match &list.kind {
                    ExprKind::Py(Py::List(items) | Py::Tuple(items)) => Deps::List(list, items),
                    ExprKind::None => Deps::Missing,
                    _other => Deps::Unknown,
                }
            }
            Some(Arg::Spread(_)) => Deps::Unknown,
        }
    }
}

/// The variables of a list, and its other items.
pub(super) fn listed<'m>(facts: &Facts<'m>, items: &'m [Arg]) -> (FxHashSet<VarId>, Vec<&'m Expr>) {
    let mut vars = FxHashSet::default();
    let mut parts = Vec::new();
    for item in items {
        match item {
            Arg::Pos(Expr { kind: ExprKind::Var(var), .. }) => {
                vars.insert(*var);
            }
            // `[{"n": n}]`, `[*items]`: other rules speak of them.
            Arg::Pos(Expr {
                kind:
                    ExprKind::Py(Py::Dict { .. } | Py::List(_) | Py::Tuple(_) | Py::Set(_))
                    | ExprKind::Js(Js::Object(_)),
                ..
            })
            | Arg::Spread(_) => vars.extend(mentioned(facts.module, std::slice::from_ref(item))),
            Arg::Pos(value) => parts.push(plain(value)),
            Arg::Omitted => {}
        }
    }
    (vars, parts)
}

/// Where functions have an expression that is listed, by its variables.
pub(super) fn spoken_for(
    facts: &Facts,
    parts: &[&Expr],
    funcs: &FxHashSet<FuncId>,
) -> FxHashMap<VarId, Vec<Span>> {
    let mut found: FxHashMap<VarId, Vec<Span>> = FxHashMap::default();
    if parts.is_empty() {
        return found;
    }
    for part in parts {
        let vars = mentioned_in(facts.module, part);
        vars.into_iter().for_each(|var| found.entry(var).or_default().push(part.span));
    }
    for func in funcs.iter().filter_map(|func| facts.module.func(*func)) {
        let mut same = Same { module: facts.module, parts, found: Vec::new() };
        walk::walk_body(&mut same, func);
        for (part, span) in same.found {
            for var in mentioned_in(facts.module, part) {
                found.entry(var).or_default().push(span);
            }
        }
    }
    found
}

/// Whether each use of the variable in the functions stands in such an expression.
pub(super) fn is_covered(
    facts: &Facts,
    var: VarId,
    spoken_for: &FxHashMap<VarId, Vec<Span>>,
    funcs: &FxHashSet<FuncId>,
) -> bool {
    let Some(spans) = spoken_for.get(&var) else { return false };
    let mut uses = facts.uses_of(var).filter(|(func, _)| funcs.contains(func));
    uses.all(|(_, it)| spans.iter().any(|span| span.contains(it.span)))
}

/// Looks for expressions that are the same as one that is listed.
struct Same<'p, 'm> {
    module: &'m Module,
    parts: &'p [&'p Expr],
    found: Vec<(&'p Expr, Span)>,
}

impl<'m> Visitor<'m> for Same<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        match self.parts.iter().find(|part| is_same(part, expr)) {
            Some(part) => self.found.push((part, expr.span)),
            None => walk::walk_expr(self, expr),
        }
    }
}

/// Whether two expressions are written alike, of what stands in dependency lists.
pub(super) fn is_same(left: &Expr, right: &Expr) -> bool {
    match (&left.kind, &right.kind) {
        (ExprKind::Var(left), ExprKind::Var(right)) => left == right,
        (ExprKind::Symbol(left), ExprKind::Symbol(right)) => left == right,
        (ExprKind::Str(left), ExprKind::Str(right)) => left == right,
        (ExprKind::Int(left), ExprKind::Int(right)) => left == right,
        (ExprKind::Bool(left), ExprKind::Bool(right)) => left == right,
        (ExprKind::None, ExprKind::None) => true,
        (ExprKind::Js(Js::Member(left, name)), ExprKind::Js(Js::Member(right, other)))
        | (ExprKind::Py(Py::Attr(left, name)), ExprKind::Py(Py::Attr(right, other))) => {
            name == other && is_same(left, right)
        }
        (ExprKind::Py(Py::Index(left, at)), ExprKind::Py(Py::Index(right, other))) => {
            is_same(left, right) && is_same(at, other)
        }
        (
            ExprKind::Py(Py::Builtin { row, args, keywords }),
            ExprKind::Py(Py::Builtin { row: other, args: others, keywords: more }),
        ) => {
            std::ptr::eq(*row, *other)
                && keywords.is_empty()
                && more.is_empty()
                && are_same(args, others)
        }
        (
            ExprKind::Py(Py::Method { object, name, args, keywords, .. }),
            ExprKind::Py(Py::Method {
                object: other,
                name: named,
                args: others,
                keywords: more,
                ..
            }),
        ) => {
            name == named
                && keywords.is_empty()
                && more.is_empty()
                && is_same(object, other)
                && are_same(args, others)
        }
        (ExprKind::Py(Py::Unary(op, left)), ExprKind::Py(Py::Unary(other, right))) => {
            op == other && is_same(left, right)
        }
        (ExprKind::Py(Py::Binary(op, a, b)), ExprKind::Py(Py::Binary(other, c, d))) => {
            op == other && is_same(a, c) && is_same(b, d)
        }
        (ExprKind::Py(Py::Compare(op, a, b)), ExprKind::Py(Py::Compare(other, c, d))) => {
            op == other && is_same(a, c) && is_same(b, d)
        }
        _other => false,
    }
}

fn are_same(left: &[Arg], right: &[Arg]) -> bool {
    left.len() == right.len()
        && std::iter::zip(left, right).all(|pair| match pair {
            (Arg::Pos(left), Arg::Pos(right)) => is_same(left, right),
            _other => false,
        })
}
