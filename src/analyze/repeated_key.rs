//! PSC529: a key that two elements of a list have. PSC530: one that is the position in the list.
//!
//! ```text
//! [ps.li(name, key="row") for name in names]                    each has the same
//! [ps.li("a", key="x"), ps.li("b", key="x")]
//! [ps.li(name, key=i) for i, name in enumerate(names)]          PSC530: another one has it when the order changes
//! ```

use rustc_hash::FxHashMap;

use crate::analyze::facts::{Bound, Facts};
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Child, Comp, CompKind, Expr, ExprKind, Js, Module, Part, Place, PlaceKind, Py, VarId,
    comp_vars,
};
use crate::tables::effects::Gives;
use crate::tables::returns::Returns;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    if facts.elements.is_empty() {
        return;
    }
    let mut look = Look { facts, found: Vec::new() };
    walk::walk_module(&mut look);
    look.found.into_iter().for_each(|found| sink.push(found));
}

struct Look<'f, 'm> {
    facts: &'f Facts<'m>,
    found: Vec<Diagnostic>,
}

impl<'m> Visitor<'m> for Look<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.facts.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(Py::List(items) | Py::Tuple(items)) => {
                self.siblings(items.iter().filter_map(|item| match item {
                    Arg::Pos(item) => Some(item),
                    Arg::Spread(_) | Arg::Omitted => None,
                }));
            }
            ExprKind::Jsx(element) => {
                self.siblings(element.children.iter().filter_map(|child| match child {
                    Child::One(child) => Some(child),
                    Child::Spread(_) => None,
                }));
            }
            ExprKind::Py(Py::Comp(comp)) => self.comp(comp),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

impl<'m> Look<'_, 'm> {
    /// Elements that stand beside each other, with keys that are written out.
    fn siblings(&mut self, items: impl Iterator<Item = &'m Expr>) {
        let mut seen: FxHashMap<Name, &Expr> = FxHashMap::default();
        for item in items {
            let ExprKind::Jsx(element) = &item.kind else { continue };
            let Some(key) = &element.key else { continue };
            let Some(text) = written(key) else { continue };
            match seen.get(&text) {
                Some(first) => {
                    let message = format!("two elements of this list have the key `{text}`");
                    let found = Diagnostic::new(Code::PSC529, key.span, message);
                    self.found.push(
                        found.label(first.span, "the first").help("give each a key of its own"),
                    );
                }
                None => {
                    seen.insert(text, key);
                }
            }
        }
    }

    fn comp(&mut self, comp: &'m Comp) {
        let (CompKind::List(item) | CompKind::Generator(item)) = &comp.kind else { return };
        let ExprKind::Jsx(element) = &item.kind else { return };
        let Some(key) = &element.key else { return };
        let bound = comp_vars(&comp.clauses);
        let mut parts = Parts::default();
        if !parts.add(key) {
            return;
        }
        let is_fixed = |var: &VarId| !bound.contains(var) && self.is_bound_before(*var, key.span);
        if parts.vars.iter().all(is_fixed) {
            let message = "every element of the list has this key";
            let help = "make it of what the item is: `key=item[\"id\"]`";
            self.found.push(Diagnostic::new(Code::PSC529, key.span, message).help(help));
        } else if parts.vars.iter().all(|var| is_fixed(var) || is_position(comp, *var)) {
            let message =
                "the key is the position, which another item has when the list changes its order";
            let help = "take what belongs to the item and stays: `key=item[\"id\"]`";
            self.found.push(Diagnostic::new(Code::PSC530, key.span, message).help(help));
        }
    }

    /// Whether the variable has its value before the key is made: `(at := at + 1)` in the list gives it another.
    fn is_bound_before(&self, var: VarId, key: Span) -> bool {
        match self.facts.bound.get(&var) {
            Some(Bound::Value(value) | Bound::Part(value, _)) => value.span.end < key.start,
            Some(Bound::Item(_) | Bound::Function(_)) => false,
            None => self.facts.writes.get(&var) == Some(&1),
        }
    }
}

/// The variables of a key that is made of texts, numbers and variables alone.
#[derive(Default)]
struct Parts {
    vars: Vec<VarId>,
}

impl Parts {
    fn add(&mut self, key: &Expr) -> bool {
        match &key.kind {
            ExprKind::Str(_) | ExprKind::Int(_) => true,
            ExprKind::Var(var) => {
                self.vars.push(*var);
                true
            }
            ExprKind::Py(Py::FString(parts)) => parts.iter().all(|part| match part {
                Part::Literal(_) => true,
                Part::Field { value, .. } => self.add(value),
            }),
            ExprKind::Js(Js::ToJs(inner)) => self.add(inner),
            // `str(i)`: what is made of one value alone.
            ExprKind::Py(Py::Builtin { row, args, .. })
                if !row.effects.acts && row.effects.gives == Gives::Scalar =>
            {
                args.iter().all(|arg| match arg {
                    Arg::Pos(value) => self.add(value),
                    Arg::Spread(_) | Arg::Omitted => false,
                })
            }
            ExprKind::Py(Py::Binary(_, left, right)) => self.add(left) && self.add(right),
            _other => false,
        }
    }
}

/// A key that is written out.
fn written(key: &Expr) -> Option<Name> {
    match &key.kind {
        ExprKind::Str(text) => Some(text.clone()),
        ExprKind::Int(number) => Some(Name::from(number.to_string().as_str())),
        ExprKind::Js(Js::ToJs(inner)) => written(inner),
        _other => None,
    }
}

/// `i` of `for i, x in enumerate(xs)` and of `for i in range(len(xs))`.
fn is_position(comp: &Comp, var: VarId) -> bool {
    comp.clauses.iter().any(|clause| {
        let ExprKind::Py(Py::Builtin { row, args, .. }) = &clause.iter.kind else { return false };
        let is_var = |place: &Place| matches!(place.kind, PlaceKind::Var(it) if it == var);
        match (row.returns, &clause.place.kind) {
            (Returns::Numbered, PlaceKind::Unpack { before, .. }) => {
                before.first().is_some_and(is_var)
            }
            (Returns::Range, PlaceKind::Var(_)) => {
                let is_length = |arg: &Arg| {
                    matches!(arg, Arg::Pos(Expr { kind: ExprKind::Py(Py::Builtin { row, .. }), .. })
                        if row.returns == Returns::Length)
                };
                is_var(&clause.place) && args.iter().any(is_length)
            }
            _other => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn the_same_key() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, names: list[str], prefix: str):
                return ps.div(
                    [ps.li('a', key='x'), ps.li('b', key='y'), ps.li('c', key='x')],  # PSC529 'x'
                    [ps.li(name, key='row') for name in names],  # PSC529 'row'
                    [ps.li(name, key=f'{prefix}-row') for name in names],  # PSC529 f'{prefix}-row'
                    ps.p('a', key=1),
                    ps.p('b', key=1),  # PSC529 1
                )
            ",
        );
    }

    #[test]
    fn positions() {
        finds(
            "
            # all rules
            @ps.javascript(jsx=True)
            def Page(*, names: list[str], prefix: str):
                return ps.div(
                    [ps.li(name, key=i) for i, name in enumerate(names)],  # PSC530 i
                    [ps.li(name, key=f'{prefix}{i}') for i, name in enumerate(names)],  # PSC530 f'{prefix}{i}'
                    [ps.li(names[i], key=str(i)) for i in range(len(names))],  # PSC530 str(i)
                )
            ",
        );
    }

    #[test]
    fn keys_of_their_own() {
        clean(
            "
            # all rules
            @ps.javascript(jsx=True)
            def Page(*, names: list[str], prefix: str, key_of: Any):
                at = 0
                return ps.div(
                    [ps.li(name, key=f'{prefix}-{name}') for name in names],
                    [ps.li(name, key=key_of(prefix)) for name in names],
                    [ps.li(name, key=f'{i}{name}') for i, name in enumerate(names)],
                    [ps.li('', key=i) for i in range(5)],
                    [ps.li(name, key=(at := at + 1)) for name in names],
                    [ps.li(name, key=str(at := at + 1)) for name in names],
                    [ps.li('a', key='x'), ps.li('b', key='y')],
                )
            ",
        );
    }
}
