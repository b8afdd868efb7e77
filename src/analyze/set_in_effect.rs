//! PSC525: a state that an effect sets, where that never ends, or where the state is not needed.
//!
//! ```text
//! useEffect(lambda: set_n(n + 1))                  runs after each render, and renders again: for ever
//! useEffect(lambda: set_n(n + 1), [n])             the same
//!
//! useEffect(lambda: set_full(first + last), [first, last])
//! full = first + last                              one render less, and never out of date
//! ```
//!
//! A state follows from others where the effect does nothing but set it, nothing else sets it, and what it is set
//! to is made of variables alone.

use crate::analyze::dependencies::Deps;
use crate::analyze::facts::{At, Facts, mentioned};
use crate::analyze::props::plain;
use crate::analyze::render::{Node, runs};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::effects;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, BinaryOp, Body, Expr, ExprKind, Function, Hook, Js, Module, Py, StmtKind, Type, VarId,
};
use crate::tables::effects::{Effects, Use};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for hook in facts.hooks.iter().filter(|hook| hook.node.row.kind.is_effect()) {
        let func = hook.callback().and_then(|callback| facts.function(callback));
        let Some(func) = func.and_then(|func| facts.module.func(func)) else { continue };
        if func.is_async || func.is_generator {
            continue;
        }
        if !endless(facts, hook, func, sink) {
            derived(facts, hook, func, sink);
        }
    }
}

/// A call of a setter with one value.
fn set<'m>(facts: &Facts, expr: &'m Expr) -> Option<(VarId, VarId, &'m Expr)> {
    let ExprKind::Py(Py::Call { callee, args }) = &expr.kind else { return None };
    let (ExprKind::Var(setter), [Arg::Pos(value)]) = (&callee.kind, args.as_slice()) else {
        return None;
    };
    facts.is_setter(*setter).then_some((*setter, facts.state_of(*setter)?, plain(value)))
}

/// Reports what makes the effect run again each time it ran.
fn endless(facts: &Facts, hook: &At<Hook>, func: &Function, sink: &mut Sink) -> bool {
    let listed = match hook.deps(facts) {
        Deps::Missing => None,
        Deps::List(_, items) => Some(items),
        Deps::Unknown => return false,
    };
    let mut is_found = false;
    runs(facts, func, &mut |it| {
        let Node::Expr(expr) = it.node else { return };
        let Some((setter, state, value)) = set(facts, expr) else { return };
        let is_listed = |item: &Arg| matches!(item, Arg::Pos(Expr { kind: ExprKind::Var(var), .. }) if *var == state);
        let runs_again = listed.is_none_or(|items| items.iter().any(is_listed));
        if !it.is_sure || !runs_again || !is_another(facts, state, value) {
            return;
        }
        is_found = true;
        let (setter, state) = (facts.name(setter), facts.name(state));
        let message = format!(
            "the effect runs again when `{setter}` has set `{state}`, and sets it again: for ever"
        );
        let help = match listed {
            None => "give the effect a dependency list, or set it on a condition".to_owned(),
            Some(_) => format!(
                "take `{state}` out of the list and set it from its old value, `{setter}(lambda old: ...)`; or set it on a condition"
            ),
        };
        sink.push(Diagnostic::new(Code::PSC525, expr.span, message).help(help));
    });
    is_found
}

/// Whether a state is another one each time it is set to this.
fn is_another(facts: &Facts, state: VarId, value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Py(Py::List(_) | Py::Dict { .. } | Py::Set(_) | Py::Tuple(_) | Py::Comp(_))
        | ExprKind::Js(Js::Object(_))
        | ExprKind::Jsx(_) => true,
        // `n % 10`, `n // 2` and `n & 7` come to rest.
        ExprKind::Py(Py::Binary(BinaryOp::Add | BinaryOp::Sub, left, right)) => {
            let is_state = |side: &Expr| matches!(side.kind, ExprKind::Var(var) if var == state);
            is_state(left) != is_state(right)
        }
        ExprKind::Py(Py::Unary(_, inner)) => {
            matches!(inner.kind, ExprKind::Var(var) if var == state)
        }
        ExprKind::Func(func) => {
            let Some(func) = facts.module.func(*func) else { return false };
            let (Some(old), Body::Expr(value)) = (func.params.first(), &func.body) else {
                return false;
            };
            is_another(facts, old.var, value)
        }
        _other => false,
    }
}

fn derived(facts: &Facts, hook: &At<Hook>, func: &Function, sink: &mut Sink) {
    let Deps::List(_, listed) = hook.deps(facts) else { return };
    let values: Option<Vec<&Expr>> = match &func.body {
        Body::Expr(value) => Some(vec![value]),
        Body::Block(stmts) => stmts
            .iter()
            .map(|stmt| match &stmt.kind {
                StmtKind::Expr(value) => Some(value),
                _other => None,
            })
            .collect(),
    };
    let listed = mentioned(facts.module, listed);
    for expr in values.into_iter().flatten() {
        let Some((setter, state, value)) = set(facts, expr) else { return };
        let mut made = MadeOf { facts, vars: Vec::new(), is_pure: true, inner: func.id };
        made.expr(value);
        let follows = made.is_pure
            && !made.vars.is_empty()
            && !made.vars.contains(&state)
            && made.vars.iter().all(|var| listed.contains(var))
            && facts.reads(setter) == 1;
        if follows {
            let state = facts.name(state);
            let message = format!(
                "`{state}` follows from other values, and is set after each time it was shown without"
            );
            let help = format!(
                "compute it while rendering, without a state: `{state} = ...`, or `useMemo` where that is slow"
            );
            sink.push(Diagnostic::new(Code::PSC525, expr.span, message).help(help));
        }
    }
}

/// The variables that a value is made of, and whether it is made of nothing else.
struct MadeOf<'f, 'm> {
    facts: &'f Facts<'m>,
    vars: Vec<VarId>,
    is_pure: bool,
    /// The effect itself, which owns the variables of comprehensions.
    inner: crate::ir::FuncId,
}

/// Whether a call only looks at what it is given.
fn looks(effects: &Effects) -> bool {
    let named = effects.named.iter().map(|(_, use_)| *use_);
    !effects.acts && named.chain([effects.receiver, effects.others]).all(|use_| use_ <= Use::Walks)
}

impl<'m> Visitor<'m> for MadeOf<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.facts.module
    }

    fn func(&mut self, _func: &'m Function) {
        self.is_pure = false;
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Var(var) => {
                let ty = self.facts.types.expr(expr.id);
                let is_plain = !ty.any(|ty| matches!(ty, Type::Ref(_) | Type::Host(_) | Type::Js));
                self.is_pure &= is_plain;
                if self.facts.owner(*var) != Some(self.inner) {
                    self.vars.push(*var);
                }
            }
            ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => {}
            ExprKind::Py(
                Py::List(_)
                | Py::Tuple(_)
                | Py::Set(_)
                | Py::Dict { .. }
                | Py::FString(_)
                | Py::Unary(..)
                | Py::Binary(..)
                | Py::Compare(..)
                | Py::And(_)
                | Py::Or(_)
                | Py::Cond { .. }
                | Py::Index(..)
                | Py::Slice { .. }
                | Py::Comp(_),
            )
            | ExprKind::Js(Js::ToJs(_)) => walk::walk_expr(self, expr),
            ExprKind::Py(Py::Builtin { row, .. }) if looks(&row.effects) => {
                walk::walk_expr(self, expr);
            }
            ExprKind::Py(Py::Method { object, name, .. }) => {
                // Of a type that is not known nothing is known of the method.
                match looks(&effects::of_method(self.facts.types.expr(object.id), name).0) {
                    true => walk::walk_expr(self, expr),
                    false => self.is_pure = false,
                }
            }
            _other => self.is_pure = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn for_ever() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, size: int):
                n, set_n = useState(0)
                m, set_m = useState([])
                on, set_on = useState(False)
                def both():
                    print('a')
                    set_n(n + 1)  # PSC525 set_n(n + 1)
                useEffect(both)
                useEffect(lambda: set_n(n + size), [n, size])  # PSC525 set_n(n + size)
                useEffect(lambda: set_n(lambda old: old + 1))  # PSC525 set_n(lambda old: old + 1)
                useEffect(lambda: set_m([size]))  # PSC525 set_m([size])
                useEffect(lambda: set_m([*m, size]), [m, size])  # PSC525 set_m([*m, size])
                useEffect(lambda: set_on(not on), [on])  # PSC525 set_on(not on)
                return ps.p(n, len(m), on)
            ",
        );
    }

    #[test]
    fn what_follows_from_other_values() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, first: str, last: str, names: list[str]):
                full, set_full = useState('')
                shown, set_shown = useState([])
                count, set_count = useState(0)
                useEffect(lambda: set_full(f'{first} {last}'.strip()), [first, last])  # PSC525 set_full(f'{first} {last}'.strip())
                def search():
                    set_shown([name for name in names if name.startswith(first)])  # PSC525 set_shown([name for name in names if name.startswith(first)])
                    set_count(len(names) if first else 0)  # PSC525 set_count(len(names) if first else 0)
                useEffect(search, [names, first])
                return ps.p(full, len(shown), count)
            ",
        );
    }

    #[test]
    fn what_ends_and_what_comes_from_elsewhere() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, name: str, start: int, load: Any):
                n, set_n = useState(0)
                wide, set_wide = useState(False)
                draft, set_draft = useState('')
                is_there, set_there = useState(False)
                box = useRef(None)
                height, set_height = useState(0)
                previous, set_previous = useState('')
                data, set_data = useState(None)
                useEffect(lambda: set_there(True), [])
                useEffect(lambda: set_n(lambda old: old + 1), [start])
                useEffect(lambda: set_n(n % 10))
                useEffect(lambda: set_n(n // 2), [n])
                useEffect(lambda: set_n(lambda old: old & 7))
                useEffect(lambda: set_wide(window.innerWidth > 600))
                useEffect(lambda: set_draft(name), [name])
                useEffect(lambda: set_height(box.current.offsetHeight), [])
                useEffect(lambda: set_data(load(name)), [load, name])
                def limit():
                    if n > 10:
                        set_n(n - 1)
                useEffect(limit, [n])
                def note():
                    timer = window.setTimeout(lambda: set_previous(name), 10)
                    return lambda: window.clearTimeout(timer)
                useEffect(note, [name])
                return ps.p(
                    n, wide, is_there, height, previous, data,
                    ps.input(value=draft, onChange=lambda event: set_draft(event.target.value)),
                    ref=box,
                )
            ",
        );
    }
}
