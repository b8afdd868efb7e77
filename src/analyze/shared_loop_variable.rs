//! PSC307: a function made in a loop uses a variable that the loop binds anew.
//!
//! ```text
//! [ps.button(onClick=lambda: remove(item)) for item in items]      every button removes the last item
//! ```
//!
//! Python's functions close over the variable, not over its value of the moment, and so does the
//! output. That only shows when the function outlives the turn it was made in. What is called at once
//! is left alone (`sorted(xs, key=lambda ...)`, `xs.map(...)`, a helper that only calls its argument, a
//! call that is awaited), and so is a function that is returned, since the loop ends there.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyze::facts::{Facts, Use};
use crate::analyze::project::Project;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Clause, Comp, Expr, ExprKind, FuncId, Function, Js, Module, Place, PlaceKind, Prop, Py,
    Stmt, StmtKind, VarId, VarKind,
};
use crate::tables::hooks::HookKind;

pub(super) fn check(project: &Project, facts: &Facts, sink: &mut Sink) {
    let mut find = Find {
        project,
        facts,
        loops: Vec::new(),
        now: FxHashSet::default(),
        spared: FxHashSet::default(),
        is_in_turn: false,
        props: FxHashSet::default(),
        kept: FxHashMap::default(),
        escaped: FxHashSet::default(),
        found: Vec::new(),
    };
    walk::walk_module(&mut find);
    let Find { kept, escaped, mut found, .. } = find;
    for (var, suspects) in kept {
        if escaped.contains(&var) {
            found.extend(suspects);
        }
    }
    found.iter().for_each(|suspect| sink.push(complain(facts, suspect)));
}

/// Methods, of arrays and of Python's lists, that call what they are given before they return.
const CALLERS: &[&str] = &[
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flatMap",
    "forEach",
    "map",
    "reduce",
    "reduceRight",
    "replace",
    "replaceAll",
    "some",
    "sort",
    "toSorted",
];

/// A function that sees a variable of a loop.
struct Suspect {
    captured: Use,
    bound_at: Span,
    is_prop: bool,
}

struct Loop {
    /// The variables it binds anew, with the place.
    vars: FxHashMap<VarId, Span>,
}

struct Find<'p, 'f> {
    project: &'f Project<'p>,
    facts: &'f Facts<'p>,
    loops: Vec<Loop>,
    /// Expressions that are called in the turn itself, so that their bodies belong to it.
    now: FxHashSet<u32>,
    /// Expressions that are judged elsewhere, or end the loop.
    spared: FxHashSet<u32>,
    /// The next function is called in the turn.
    is_in_turn: bool,
    /// Values of props.
    props: FxHashSet<u32>,
    /// Functions bound to a variable: found only if the variable is handed on.
    kept: FxHashMap<VarId, Vec<Suspect>>,
    escaped: FxHashSet<VarId>,
    found: Vec<Suspect>,
}

fn complain(facts: &Facts, suspect: &Suspect) -> Diagnostic {
    let Suspect { captured, bound_at, is_prop } = suspect;
    let name = facts.name(captured.var);
    let help = match is_prop {
        true => format!(
            "bind it in the function: `lambda _event, {name}={name}: ...`; for elements, `ps.For(items, lambda {name}: ...)` gives each its own"
        ),
        false => format!("bind it in the function with a default: `lambda {name}={name}: ...`"),
    };
    Diagnostic::new(
        Code::PSC307,
        captured.span,
        format!("when this function is called, `{name}` is what the loop left in it last"),
    )
    .label(*bound_at, "bound anew in each turn")
    .help(help)
}

impl<'p> Find<'p, '_> {
    fn suspect(&self, func: FuncId) -> Option<Suspect> {
        let captured = self.facts.captured(func);
        let is_written = |var: VarId| captured.iter().any(|it| it.var == var && it.is_write);
        // An event handler with `s=s` sees a variable that each turn has for itself.
        let is_own = |var: VarId| {
            let row = self.facts.module.var(var);
            row.is_some_and(|row| {
                matches!(row.kind, VarKind::Comp | VarKind::Rebound) && !row.is_captured
            })
        };
        captured.iter().filter(|it| !is_written(it.var) && !is_own(it.var)).find_map(|it| {
            let bound_at = self.loops.iter().rev().find_map(|one| one.vars.get(&it.var))?;
            Some(Suspect { captured: *it, bound_at: *bound_at, is_prop: false })
        })
    }

    /// The expression is used up in the turn: so is whatever it may be.
    fn now(&mut self, expr: &Expr) {
        self.now.insert(expr.id.0);
        each_value(expr, &mut |value| {
            self.now.insert(value.id.0);
        });
    }

    fn args_now(&mut self, args: &[Arg]) {
        for arg in args {
            match arg {
                Arg::Pos(value) | Arg::Spread(value) => self.now(value),
                Arg::Omitted => {}
            }
        }
    }

    /// Arguments for parameters that the function only calls.
    fn called_params(&mut self, callee: &Expr, args: &[Arg]) {
        let (facts, func) = match &callee.kind {
            ExprKind::Symbol(symbol) => match self.project.function(self.facts.module, *symbol) {
                Some((module, func)) => (self.project.facts(module), func),
                None => return,
            },
            _other => match self.facts.function(callee) {
                Some(func) => (Some(self.facts), func),
                None => return,
            },
        };
        let Some(facts) = facts else { return };
        let Some(row) = facts.module.func(func).filter(|row| !row.is_async && !row.is_generator)
        else {
            return;
        };
        for (param, arg) in std::iter::zip(&row.params, args) {
            if let Arg::Pos(value) = arg
                && !facts.handed_on.contains(&param.var)
            {
                self.now(value);
            }
        }
    }

    fn in_loop(&mut self, vars: FxHashMap<VarId, Span>, walk: impl FnOnce(&mut Self)) {
        self.loops.push(Loop { vars });
        walk(self);
        self.loops.pop();
    }

    /// What the body binds, if nothing outside of it does: a sum that the loop adds to is meant to be
    /// shared.
    fn bound_in(&self, body: &'p [Stmt]) -> FxHashMap<VarId, Span> {
        let mut bound = Bindings { module: self.facts.module, places: Vec::new() };
        walk::walk_block(&mut bound, body);
        let count = |var: VarId| bound.places.iter().filter(|(it, _)| *it == var).count() as u32;
        let is_own = |var: &VarId| {
            let is_temp = self.facts.module.var(*var).is_none_or(|row| row.kind == VarKind::Temp);
            !is_temp && self.facts.writes.get(var) == Some(&count(*var))
        };
        bound.places.iter().filter(|(var, _)| is_own(var)).copied().collect()
    }

    fn comp(&mut self, comp: &'p Comp) {
        let Some(first) = comp.clauses.first() else { return };
        self.expr(&first.iter);
        let mut bound = Bindings { module: self.facts.module, places: Vec::new() };
        comp.clauses.iter().for_each(|clause: &Clause| bound.place(&clause.place));
        self.in_loop(bound.places.into_iter().collect(), |this| {
            walk::walk_repeated(this, comp);
        });
    }

    fn py(&mut self, expr: &'p Expr, py: &'p Py) {
        match py {
            Py::Call { callee, args } => {
                self.now(callee);
                self.called_params(callee, args);
            }
            Py::Builtin { row: _, args, keywords } => {
                self.args_now(args);
                keywords.iter().for_each(|keyword| self.now(&keyword.value));
            }
            Py::Method { name, args, keywords, .. } if CALLERS.contains(&&**name) => {
                self.args_now(args);
                keywords.iter().for_each(|keyword| self.now(&keyword.value));
            }
            Py::ForEach { items: _, function } => self.now(function),
            Py::Await(value) => match &value.kind {
                ExprKind::Py(Py::Call { args, .. } | Py::Method { args, .. })
                | ExprKind::Js(
                    Js::Call { args, .. } | Js::Make { args, .. } | Js::New { args, .. },
                ) => self.args_now(args),
                _other => {}
            },
            Py::Assign(var, value) => self.keep(*var, value),
            Py::Comp(comp) => return self.comp(comp),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    /// A function gets a name: whether it outlives the turn depends on what is done with that.
    fn keep(&mut self, var: VarId, value: &Expr) {
        if let ExprKind::Func(func) = value.kind {
            self.spared.insert(value.id.0);
            if let Some(suspect) = self.suspect(func) {
                self.kept.entry(var).or_default().push(suspect);
            }
        }
    }
}

/// The expressions whose value this one may be.
fn each_value(expr: &Expr, found: &mut impl FnMut(&Expr)) {
    match &expr.kind {
        ExprKind::Js(Js::ToJs(inner)) => {
            found(inner);
            each_value(inner, found);
        }
        ExprKind::Py(Py::Cond { test: _, then, orelse }) => {
            for branch in [then, orelse] {
                found(branch);
                each_value(branch, found);
            }
        }
        ExprKind::Py(Py::And(values) | Py::Or(values)) => {
            for value in values {
                found(value);
                each_value(value, found);
            }
        }
        _other => {}
    }
}

impl<'p> Visitor<'p> for Find<'p, '_> {
    fn module(&self) -> &'p Module {
        self.facts.module
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                let mut vars = self.bound_in(body);
                let mut targets = Bindings { module: self.facts.module, places: Vec::new() };
                targets.place(place);
                vars.extend(targets.places);
                self.in_loop(vars, |this| {
                    this.place(place);
                    walk::walk_block(this, body);
                });
                return walk::walk_block(self, orelse);
            }
            StmtKind::While { test, body, orelse } => {
                let vars = self.bound_in(body);
                self.in_loop(vars, |this| {
                    this.expr(test);
                    walk::walk_block(this, body);
                });
                return walk::walk_block(self, orelse);
            }
            StmtKind::Return(Some(value)) => {
                self.spared.insert(value.id.0);
                each_value(value, &mut |value| {
                    self.spared.insert(value.id.0);
                });
            }
            StmtKind::Assign { place: Place { kind: PlaceKind::Var(var), .. }, value } => {
                self.keep(*var, value);
            }
            StmtKind::Def { var, func } => {
                if let Some(suspect) = self.suspect(*func) {
                    self.kept.entry(*var).or_default().push(suspect);
                }
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'p Expr) {
        let is_now = self.now.contains(&expr.id.0);
        match &expr.kind {
            ExprKind::Func(_) if is_now => self.is_in_turn = true,
            ExprKind::Func(func) if !self.spared.contains(&expr.id.0) => {
                if let Some(mut suspect) = self.suspect(*func) {
                    suspect.is_prop = self.props.contains(&expr.id.0);
                    self.found.push(suspect);
                }
            }
            ExprKind::Var(var)
                if !is_now && !self.spared.contains(&expr.id.0) && !self.loops.is_empty() =>
            {
                self.escaped.insert(*var);
            }
            ExprKind::Py(py) => return self.py(expr, py),
            // The executor of a promise is called at once.
            ExprKind::Js(Js::New { callee, args }) => {
                if matches!(&callee.kind, ExprKind::Js(Js::Global(name)) if &**name == "Promise") {
                    self.args_now(args);
                }
            }
            ExprKind::Js(Js::Call { callee, args }) => {
                self.now(callee);
                if let ExprKind::Js(Js::Member(_, name)) = &callee.kind
                    && CALLERS.contains(&&**name)
                {
                    self.args_now(args);
                }
            }
            // Those of effects and handlers run later.
            ExprKind::Hook(hook) if matches!(hook.row.kind, HookKind::Memo | HookKind::State) => {
                self.args_now(&hook.args);
            }
            ExprKind::Jsx(element) => {
                for prop in &element.props {
                    if let Prop::Named { value, .. } = prop {
                        self.props.insert(value.id.0);
                        each_value(value, &mut |value| {
                            self.props.insert(value.id.0);
                        });
                    }
                }
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'p Function) {
        let is_in_turn = std::mem::take(&mut self.is_in_turn);
        walk::walk_defaults(self, func);
        if is_in_turn {
            return walk::walk_body(self, func);
        }
        let outer = std::mem::take(&mut self.loops);
        walk::walk_body(self, func);
        self.loops = outer;
    }
}

/// The variables that a body binds, those of nested functions left out.
struct Bindings<'p> {
    module: &'p Module,
    places: Vec<(VarId, Span)>,
}

impl<'p> Visitor<'p> for Bindings<'p> {
    fn module(&self) -> &'p Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Def { var, func } => {
                let name = self.module.func(*func).map_or(stmt.span, |func| func.name_span);
                self.places.push((*var, name));
            }
            StmtKind::Try { handlers, .. } => {
                let vars = handlers.iter().filter_map(|it| Some((it.var?, it.span)));
                self.places.extend(vars);
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'p Expr) {
        if let ExprKind::Py(Py::Assign(var, _)) = &expr.kind {
            self.places.push((*var, expr.span));
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'p Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.places.push((var, place.span));
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'p Function) {
        walk::walk_defaults(self, func);
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds, help};

    #[test]
    fn functions_that_outlive_the_turn() {
        finds(
            "
            @ps.javascript(jsx=True)
            def List(items: list[str], onPick: Any):
                made = []
                for item in items:
                    made.append(lambda: item)  # PSC307 item
                    upper = item.upper()
                    def tell():
                        print(upper)  # PSC307 upper
                    made.append(tell)
                    document.querySelectorAll(item).forEach(lambda v: made.append(lambda: (v, item)))  # PSC307 item
                    by = lambda: onPick(item)  # PSC307 item
                    window.setTimeout(by if upper else None, 10)
                n = 3
                while n > 0:
                    n -= 1
                    at = n
                    made.append(lambda: (n, at))  # PSC307 at
                return ps.ul(
                    [ps.li(i, key=i, onClick=lambda: onPick(i)) for i in items],  # PSC307 i
                    [
                        ps.li(y, key=y, onClick=(lambda e: onPick(y)) if x else None)  # PSC307 y
                        for x, y in enumerate(items)
                    ],
                )
            ",
        );
    }

    #[test]
    fn what_is_used_up_in_the_turn() {
        clean(
            "
            def apply(function, value):
                return function(value)

            @ps.javascript
            async def load(keys: list[str], get: Any):
                for k in keys:
                    await get(lambda done: print(k, done))
                return [Promise(lambda resolve, _: get(k, resolve)) for k in keys]

            @ps.javascript
            def main(rows: list[list[int]], keys: list[str], onPick: Any):
                out = []
                for k in keys:
                    out.append(sorted(rows, key=lambda row: row[len(k)]))
                    out.extend(list(map(lambda row: (k, row), rows)))
                    out.append((lambda: k)())
                    out.append(apply(lambda v: (v, k), 1))
                    rows.sort(key=lambda row: len(k))
                    document.querySelectorAll('a').forEach(lambda node: node.append(k))
                    def local(v):
                        return v + k
                    out.append(local('x'))
                    out.append(lambda k=k: k)
                    if k == 'a':
                        return lambda: k
                total = 0
                for k in keys:
                    total += 1
                    onPick(lambda: total)
                pairs = [[(a, b) for b in keys] for a in keys]
                return ps.ul([ps.li(x, key=x, onClick=lambda _e, x=x: onPick(x)) for x in keys],
                    ps.For(keys, lambda x: ps.li(x, key=x, onClick=lambda: onPick(x))))
            ",
        );
    }

    #[test]
    fn the_help_fits_the_place() {
        let found = help(
            "
            @ps.javascript(jsx=True)
            def List(items: list[str], onPick: Any):
                return ps.ul([ps.li(i, key=i, onClick=lambda: onPick(i)) for i in items])
            ",
        );
        assert!(found.contains("`lambda _event, i=i: ...`"), "{found}");
        let found = help(
            "
            @ps.javascript
            def fill(items: list[str], made: list[Any]):
                for i in items:
                    made.append(lambda: i)
            ",
        );
        assert!(found.contains("`lambda i=i: ...`"), "{found}");
    }
}
