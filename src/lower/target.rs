//! Targets: what assignments, loops, `with` and the clauses of comprehensions bind.
//!
//! ```text
//! name, _, _ = row               name, the last `_`: nothing can see what the first one got
//! [w for w in text for w in w.split()]
//!                                two variables: the second clause reads the first and binds the second
//! ```

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, ExprKind, Js, Place, PlaceKind, VarId, VarKind};
use crate::lower::context::Lowering;
use crate::lower::instances::raw;
use crate::resolve::scope::{Lookup, ScopeId};
use crate::resolve::{Binding, JsRef};
use crate::syntax::ast;
use crate::tables::js_members::Holder;

impl Lowering<'_> {
    /// The place a target means.
    pub fn place(&mut self, target: &ast::Expr) -> Place {
        let mut place = self.target(target);
        self.ignore_rebound(&mut place);
        place
    }

    fn target(&mut self, target: &ast::Expr) -> Place {
        let span = target.span;
        let kind = match &target.kind {
            ast::ExprKind::Name(name) => self.name_place(span, name),
            ast::ExprKind::Attribute { value, attr } => self.attribute_place(span, value, attr),
            ast::ExprKind::Subscript { value, index } => self.subscript_place(value, index),
            ast::ExprKind::Tuple(items) | ast::ExprKind::List(items) => self.unpack_place(items),
            // Reported by the parser.
            _no_target => PlaceKind::Error,
        };
        Place { span, kind }
    }

    pub fn name_place(&mut self, span: Span, name: &Name) -> PlaceKind {
        if let Some(var) = self.local_var(name) {
            return PlaceKind::Var(var);
        }
        if let Some(place) = self.body_place(span, name) {
            return place;
        }
        match self.name(span, name).kind {
            ExprKind::Symbol(symbol) => PlaceKind::Symbol(symbol),
            _error => PlaceKind::Error,
        }
    }

    fn attribute_place(&mut self, span: Span, value: &ast::Expr, attr: &ast::Ident) -> PlaceKind {
        match self.binding(span) {
            // `document.title = …`: the chain has a meaning as a whole; the place is its last link.
            Some(Binding::Js(JsRef::Global { path, .. })) => {
                let head = path.rsplit_once('.').map_or(&**path, |(head, _)| head);
                let object = Box::new(self.js(value.span, Js::Global(head.into())));
                PlaceKind::Attr { object, name: attr.name.clone() }
            }
            Some(Binding::Error) => PlaceKind::Error,
            Some(_definition) => {
                self.report(
                    Diagnostic::new(
                        Code::PSC302,
                        span,
                        "a name of another module cannot be assigned",
                    )
                    .help("assign it in a function of that module, through `global`"),
                );
                PlaceKind::Error
            }
            None => {
                let object = self.lower(value);
                let object = Box::new(raw(object));
                if self.receiver_kind(value).is_some()
                    && !self.is_free_name(&attr.name, attr.span, Holder::Own)
                {
                    return PlaceKind::Error;
                }
                self.builder.held.stores(&attr.name);
                PlaceKind::Attr { object, name: self.mangled(&attr.name) }
            }
        }
    }

    fn subscript_place(&mut self, value: &ast::Expr, index: &ast::Expr) -> PlaceKind {
        let object = Box::new(self.lower(value));
        if let Some(special) = self.builder.special_places.remove(&value.span) {
            self.builder.module.special.insert(object.id, special);
        }
        if let ast::ExprKind::Slice { lower, upper, step } = &index.kind {
            let mut bound = |bound: &Option<Box<ast::Expr>>| {
                bound.as_ref().map(|bound| Box::new(self.lower(bound)))
            };
            let (lower, upper, step) = (bound(lower), bound(upper), bound(step));
            return PlaceKind::Slice { object, lower, upper, step };
        }
        PlaceKind::Index { object, index: Box::new(self.lower(index)) }
    }

    fn unpack_place(&mut self, items: &[ast::Expr]) -> PlaceKind {
        let is_star = |item: &ast::Expr| matches!(item.kind, ast::ExprKind::Starred(_));
        let star_at = items.iter().position(is_star);
        let split = star_at.unwrap_or(items.len());
        let (head, tail) = items.split_at_checked(split).unwrap_or((items, &[]));
        let before = head.iter().map(|item| self.target(item)).collect();
        let mut tail = tail.iter();
        let star = tail.next().and_then(|star| match &star.kind {
            ast::ExprKind::Starred(inner) => Some(Box::new(self.target(inner))),
            _plain => None,
        });
        let after = tail.map(|item| self.target(item)).collect();
        PlaceKind::Unpack { before, star, after }
    }
}

impl Lowering<'_> {
    /// Takes out the parts that a later part of the same target overwrites, and all parts of a repeated
    /// name that nothing reads. Operands could see them: `i, xs[i], i = …` stays as it is; and so could
    /// a handler where the values within do not fit: `name, (_, name) = row`.
    fn ignore_rebound(&mut self, place: &mut Place) {
        let mut counts = FxHashMap::default();
        if !count_names(place, &mut counts) {
            return;
        }
        counts.retain(|_, count| *count > 1);
        if counts.is_empty() {
            return;
        }
        let vars = &mut self.builder.module.vars;
        let (mut unseen, mut clauses) = (FxHashSet::default(), FxHashSet::default());
        for (var, count) in counts {
            let Some(row) = vars.get(var.index()) else { continue };
            if row.reads == 0 && row.writes == count {
                unseen.insert(var);
            }
            if matches!(row.kind, VarKind::Comp | VarKind::Rebound) {
                clauses.insert(var);
            }
        }
        let mut rebound = Rebound { later: unseen.clone(), unseen, clauses, ignored: Vec::new() };
        if let PlaceKind::Unpack { before, star, after } = &mut place.kind {
            rebound.parts(before, star, after);
        }
        for var in rebound.ignored {
            if let Some(row) = vars.get_mut(var.index()) {
                row.writes = row.writes.saturating_sub(1);
            }
        }
    }

    /// Makes the names that a clause binds variables of their own where an earlier clause has bound them
    /// too. Python has one variable; each read stands below the last clause that bound it, so nothing can
    /// tell, but for a function that runs later.
    /// `bound` are the names of the clauses before, then of this one too.
    pub fn rebind(&mut self, scope: ScopeId, target: &ast::Expr, bound: &mut FxHashSet<Name>) {
        let mut counts: BTreeMap<&Name, u32> = BTreeMap::new();
        count_targets(target, &mut counts);
        for (name, writes) in counts {
            let Lookup::Local(owner, index) = self.scopes.lookup(scope, name) else { continue };
            let Some(var) = self.vars.get(&(owner, index)).copied() else { continue };
            let Some(row) = self.builder.module.vars.get_mut(var.index()) else { continue };
            if owner != scope || row.is_captured {
                continue;
            }
            if bound.insert(name.clone()) {
                row.writes = writes;
                continue;
            }
            let again = ir::Var { kind: VarKind::Rebound, writes, ..row.clone() };
            let again = self.new_var(again);
            self.vars.insert((owner, index), again);
        }
    }
}

/// Counts how often the target binds each variable. False when it evaluates an operand on the way.
fn count_names(place: &Place, counts: &mut FxHashMap<VarId, u32>) -> bool {
    match &place.kind {
        PlaceKind::Var(var) => {
            *counts.entry(*var).or_default() += 1;
            true
        }
        PlaceKind::Unpack { before, star, after } => {
            let mut parts = before.iter().chain(star.as_deref()).chain(after);
            parts.all(|part| count_names(part, counts))
        }
        PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Symbol(_) => true,
        PlaceKind::Attr { .. } | PlaceKind::Index { .. } | PlaceKind::Slice { .. } => false,
    }
}

/// A walk over the parts of a target from the last to the first.
struct Rebound {
    /// The variables that are bound later, before anything can be seen of them.
    later: FxHashSet<VarId>,
    /// Those that nothing reads.
    unseen: FxHashSet<VarId>,
    /// Those of comprehensions, which are gone when an exception leaves them.
    clauses: FxHashSet<VarId>,
    ignored: Vec<VarId>,
}

impl Rebound {
    fn parts(&mut self, before: &mut [Place], star: &mut Option<Box<Place>>, after: &mut [Place]) {
        for part in before.iter_mut().chain(star.as_deref_mut()).chain(after).rev() {
            self.part(part);
        }
    }

    fn part(&mut self, place: &mut Place) {
        match &mut place.kind {
            PlaceKind::Var(var) => {
                if !self.later.insert(*var) {
                    self.ignored.push(*var);
                    place.kind = PlaceKind::Ignored;
                }
            }
            PlaceKind::Unpack { before, star, after } => {
                self.parts(before, star, after);
                // here it may raise
                self.later.retain(|var| self.unseen.contains(var) || self.clauses.contains(var));
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => {}
        }
    }
}

/// Counts how often the target binds each name.
fn count_targets<'t>(target: &'t ast::Expr, counts: &mut BTreeMap<&'t Name, u32>) {
    match &target.kind {
        ast::ExprKind::Name(name) => *counts.entry(name).or_default() += 1,
        ast::ExprKind::Tuple(items) | ast::ExprKind::List(items) => {
            items.iter().for_each(|item| count_targets(item, counts));
        }
        ast::ExprKind::Starred(inner) => count_targets(inner, counts),
        _operand => {}
    }
}
