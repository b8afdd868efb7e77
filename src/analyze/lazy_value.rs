//! PSC510: an iterator where React keeps a value and looks at it more than once.
//!
//! ```text
//! set_items(filter(keep, items))        the first render walks it, the next one finds nothing
//! set_items(list(filter(keep, items)))
//! ```
//!
//! `map`, `filter`, `zip`, generators and their like can be walked once. A state, a ref, a memo, a prop of a
//! component and the value of a context are read at every render, in development even twice in one. Children
//! need nothing: what stands among them becomes a list there.

use crate::analyze::facts::{Bound, Facts};
use crate::analyze::project::Project;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, CompKind, DictEntry, Element, Expr, ExprKind, Hook, Js, JsProp, Module, Prop, Py, Tag,
    VarId,
};
use crate::tables::hooks::HookKind;

pub(super) fn check<'p>(project: &Project<'p>, facts: &Facts<'p>, sink: &mut Sink) {
    let mut find = Find { project, facts, sink };
    walk::walk_module(&mut find);
}

struct Find<'f, 'p> {
    project: &'f Project<'p>,
    facts: &'f Facts<'p>,
    sink: &'f mut Sink,
}

impl<'p> Find<'_, 'p> {
    fn complain(&mut self, span: Span, what: &str) {
        let message = format!(
            "this can be walked only once, and {what} is read at every render: the second one finds nothing"
        );
        let help = "make a list of it: `list(...)`, or write a list comprehension";
        self.sink.push(Diagnostic::new(Code::PSC510, span, message).help(help));
    }

    /// A value that is kept, or the function that gives it.
    fn kept(&mut self, value: &'p Expr, what: &str) {
        if let Some(func) = self.facts.function(value) {
            let returned = self.facts.returns.get(&func);
            let is_generator = self.facts.module.func(func).is_some_and(|func| func.is_generator);
            for value in returned.into_iter().flatten().copied().collect::<Vec<_>>() {
                if !is_generator && self.is_lazy(value, 8) {
                    self.complain(value.span, what);
                }
            }
        } else if self.is_lazy(value, 8) {
            self.complain(value.span, what);
        }
    }

    fn is_lazy(&self, value: &Expr, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match &value.kind {
            ExprKind::Var(var) => match self.facts.bound.get(var) {
                Some(Bound::Value(value)) => self.is_lazy(value, depth),
                Some(Bound::Part(..) | Bound::Item(_) | Bound::Function(_)) | None => false,
            },
            ExprKind::Js(Js::ToJs(inner)) => self.is_lazy(inner, depth),
            ExprKind::Py(py) => match py {
                Py::Comp(comp) => matches!(comp.kind, CompKind::Generator(_)),
                Py::Cond { test: _, then, orelse } => {
                    self.is_lazy(then, depth) || self.is_lazy(orelse, depth)
                }
                Py::And(values) | Py::Or(values) => {
                    values.iter().any(|value| self.is_lazy(value, depth))
                }
                Py::Builtin { row, .. } => row.returns.is_lazy(),
                Py::Call { callee, .. } => self.is_generator(callee),
                // What holds one is kept with it: `{"rows": map(str, rows)}`.
                Py::List(items) | Py::Tuple(items) => items
                    .iter()
                    .any(|item| matches!(item, Arg::Pos(value) if self.is_lazy(value, depth))),
                Py::Dict { entries, .. } => entries.iter().any(|entry| match entry {
                    DictEntry::Pair(_, value) | DictEntry::Spread(value) => {
                        self.is_lazy(value, depth)
                    }
                }),
                _other => false,
            },
            ExprKind::Js(Js::Object(props)) => props.iter().any(|prop| match prop {
                JsProp::Named(_, value) | JsProp::Computed(_, value) | JsProp::Spread(value) => {
                    self.is_lazy(value, depth)
                }
            }),
            _other => false,
        }
    }

    /// Whether calling it makes a generator.
    fn is_generator(&self, callee: &Expr) -> bool {
        let here = self.facts.module.id;
        let func = match &callee.kind {
            ExprKind::Symbol(symbol) => self.project.function(self.facts.module, *symbol),
            _other => self.facts.function(callee).map(|func| (here, func)),
        };
        func.and_then(|(module, func)| self.project.facts(module)?.module.func(func))
            .is_some_and(|func| func.is_generator && !func.is_async)
    }

    fn hook(&mut self, hook: &'p Hook) {
        let what = match hook.row.kind {
            HookKind::State | HookKind::Reducer | HookKind::Optimistic => "a state",
            HookKind::Memo => "what `useMemo` keeps",
            HookKind::Ref => "what a ref holds",
            _other => return,
        };
        let at = if hook.row.kind == HookKind::Reducer { 1 } else { 0 };
        if let Some(Arg::Pos(value)) = hook.args.get(at) {
            self.kept(value, what);
        }
        // What the reducer returns is the next state.
        if let (HookKind::Reducer, Some(Arg::Pos(reducer))) = (hook.row.kind, hook.args.first()) {
            self.kept(reducer, what);
        }
    }

    /// `set_items(value)`.
    fn call(&mut self, callee: VarId, args: &'p [Arg]) {
        let Some(Bound::Part(value, 1)) = self.facts.bound.get(&callee) else { return };
        let ExprKind::Hook(hook) = &value.kind else { return };
        if let (HookKind::State, [Arg::Pos(value)]) = (hook.row.kind, args) {
            self.kept(value, "a state");
        }
    }

    fn element(&mut self, element: &'p Element) {
        if !matches!(element.tag, Tag::Component(_)) {
            return;
        }
        for prop in &element.props {
            let (Prop::Named { value, .. } | Prop::Spread(value)) = prop;
            if self.is_lazy(value, 8) {
                self.complain(value.span, "a prop");
            }
        }
    }
}

impl<'p> Visitor<'p> for Find<'_, 'p> {
    fn module(&self) -> &'p Module {
        self.facts.module
    }

    fn expr(&mut self, expr: &'p Expr) {
        match &expr.kind {
            ExprKind::Hook(hook) => self.hook(hook),
            ExprKind::Py(Py::Call { callee, args }) => {
                if let ExprKind::Var(var) = callee.kind {
                    self.call(var, args);
                }
            }
            ExprKind::Jsx(element) => self.element(element),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn what_is_kept_must_last() {
        finds(
            "
            def evens(xs):
                for x in xs:
                    if x % 2 == 0:
                        yield x

            @ps.javascript(jsx=True)
            def Row(*, items):
                return ps.p(*items)

            @ps.javascript(jsx=True)
            def List(*, start: list[int]):
                items, set_items = useState(filter(None, start))  # PSC510 filter(None, start)
                more, set_more = useState(lambda: map(str, start))  # PSC510 map(str, start)
                memo = useMemo(lambda: zip(start, start), [start])  # PSC510 zip(start, start)
                ref = useRef(reversed(start))  # PSC510 reversed(start)
                kept = (x for x in start)
                def click():
                    set_items(filter(lambda x: x > 1, start))  # PSC510 filter(lambda x: x > 1, start)
                    set_items(lambda old: map(str, old))  # PSC510 map(str, old)
                    set_items(evens(start))  # PSC510 evens(start)
                    set_items(enumerate(start) if start else [])  # PSC510 enumerate(start) if start else []
                    set_items([zip(start), 1])  # PSC510 [zip(start), 1]
                    set_items({'rows': evens(start)})  # PSC510 {'rows': evens(start)}
                props = {'items': kept}
                return ps.div(
                    Row(items=kept),  # PSC510 kept
                    Row(**props),  # PSC510 props
                    Row(items={'of': [kept]}),  # PSC510 {'of': [kept]}
                    onClick=click,
                )
            ",
        );
    }

    #[test]
    fn lists_and_children() {
        clean(
            "
            @ps.javascript(jsx=True)
            def List(*, start: list[str]):
                items, set_items = useState([])
                names = {'a': 1}
                def click():
                    set_items(list(map(str, start)))
                    set_items(sorted(start))
                    set_items(names.items())
                return ps.ul(map(lambda name: ps.li(name, key=name), start))
            ",
        );
    }
}
