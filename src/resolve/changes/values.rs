//! What the value of an expression may be, or hold, while the statements of modules run in the mind.

use std::rc::Rc;

use super::calls::Callee;
use super::held::{Held, Root};
use super::loading::{Frame, Loading};
use super::may_change;
use crate::base::Name;
use crate::resolve::ItemKind;
use crate::resolve::meaning::{Def, Meaning, ModId};
use crate::syntax::ast::{self, DictItem, ExprKind, FStringPart};
use crate::tables::builtins::builtin;
use crate::tables::effects::Gives;
use crate::tables::library_types::COLLECTIONS;
use crate::tables::methods;

impl Loading<'_, '_> {
    fn values<'e>(
        &mut self,
        frame: &mut Frame,
        exprs: impl IntoIterator<Item = &'e ast::Expr>,
    ) -> Held {
        let mut all = Held::default();
        exprs.into_iter().for_each(|expr| all.add(self.value(frame, expr)));
        all
    }

    /// Evaluates the expression: what its value may be, or hold.
    pub(super) fn value(&mut self, frame: &mut Frame, expr: &ast::Expr) -> Held {
        match &expr.kind {
            ExprKind::Missing | ExprKind::Constant(_) | ExprKind::Lambda { .. } => Held::default(),
            ExprKind::Name(name) => self.name(frame, name),
            ExprKind::FString(parts) => {
                self.fields(frame, parts);
                Held::default()
            }
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                let mut all = Held::default();
                for item in items {
                    all.add(match &item.kind {
                        ExprKind::Starred(value) => self.walked(frame, value).copied(),
                        _item => self.value(frame, item).held(),
                    });
                }
                all
            }
            ExprKind::Dict(items) => {
                let mut all = Held::default();
                for item in items {
                    match item {
                        DictItem::Pair { key, value } => {
                            drop(self.value(frame, key));
                            all.add(self.value(frame, value).held());
                        }
                        DictItem::Spread(value) => all.add(self.value(frame, value).copied()),
                    }
                }
                all
            }
            ExprKind::Starred(value) => self.walked(frame, value).item(),
            ExprKind::Unary { operand, .. } => {
                drop(self.value(frame, operand));
                Held::default()
            }
            ExprKind::Binary { left, right, .. } => {
                self.values(frame, [&**left, &**right]).copied()
            }
            ExprKind::Bool { values, .. } => self.values(frame, values),
            ExprKind::Compare { left, rest } => {
                drop(self.value(frame, left));
                rest.iter().for_each(|(_, value)| drop(self.walked(frame, value)));
                Held::default()
            }
            ExprKind::IfElse { test, body, orelse } => {
                drop(self.value(frame, test));
                self.values(frame, [&**body, &**orelse])
            }
            ExprKind::Call { func, args } => self.call(frame, expr, func, args),
            ExprKind::Attribute { value, attr } => match self.meaning(frame, expr) {
                Some(Meaning::Def(def)) => self.held_by(&def),
                _other => {
                    let held = self.value(frame, value);
                    let bound = match is_changing(&attr.name) {
                        true => held.whole.clone(),
                        false => Default::default(),
                    };
                    Held { bound, ..held.item() }
                }
            },
            ExprKind::Subscript { value, index } => {
                drop(self.value(frame, index));
                let held = self.value(frame, value);
                match &index.kind {
                    ExprKind::Slice { .. } => held.copied(),
                    _item => held.item(),
                }
            }
            ExprKind::Slice { lower, upper, step } => {
                let bounds = [lower, upper, step].into_iter().flatten().map(|bound| &**bound);
                self.values(frame, bounds);
                Held::default()
            }
            ExprKind::Named { target, value } => {
                let held = self.value(frame, value);
                frame.bind(&target.name, held.clone());
                held
            }
            ExprKind::Await(value) | ExprKind::YieldFrom(value) => self.walked(frame, value),
            ExprKind::Yield(value) => {
                let held = self.values(frame, value.as_deref());
                frame.gives.add(held.held());
                Held::default()
            }
            ExprKind::ListComp { elt, clauses }
            | ExprKind::SetComp { elt, clauses }
            | ExprKind::Generator { elt, clauses } => {
                self.clauses(frame, clauses);
                self.value(frame, elt).held()
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.clauses(frame, clauses);
                drop(self.value(frame, key));
                self.value(frame, value).held()
            }
        }
    }

    fn fields(&mut self, frame: &mut Frame, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Literal { .. } => {}
                FStringPart::Field(field) => {
                    drop(self.value(frame, &field.value));
                    self.fields(frame, field.spec.as_deref().unwrap_or_default());
                }
            }
        }
    }

    fn clauses(&mut self, frame: &mut Frame, clauses: &[ast::Clause]) {
        for clause in clauses {
            let held = self.walked(frame, &clause.iter);
            self.bind(frame, &clause.target, None, &held.item());
            self.values(frame, &clause.conditions);
        }
    }

    fn name(&mut self, frame: &mut Frame, name: &Name) -> Held {
        let mut held = frame.names.get(name).cloned().unwrap_or_default();
        if !frame.locals.contains(name)
            && let Some(Meaning::Def(def)) = self.known(frame.module, name)
        {
            held.add(self.held_by(&def));
        }
        held
    }

    /// What the module binds to a name. Other modules are not read for it.
    pub(super) fn known(&mut self, module: ModId, name: &str) -> Option<Meaning> {
        self.names.name(module, name)
    }

    /// What the value of a definition is, or holds.
    fn held_by(&mut self, def: &Rc<Def>) -> Held {
        let key = (def.module, def.name.clone());
        if let Some(held) = self.held.get(&key) {
            return held.clone();
        }
        self.held.insert(key.clone(), Held::default());
        let held = self.look_into(def);
        self.held.insert(key, held.clone());
        held
    }

    fn look_into(&mut self, def: &Rc<Def>) -> Held {
        let root = Root::Value(def.module, def.name.clone());
        let mut held = Held::default();
        let ItemKind::Constant { value, .. } = &def.kind else {
            if self.watched.contains_key(&(def.module, def.name.clone())) {
                if let ItemKind::Class(class) = &def.kind
                    && has_containers(class)
                {
                    held.inside.insert(root.clone());
                }
                held.whole.insert(root);
            }
            return held;
        };
        if self.watched.contains_key(&(def.module, def.name.clone())) {
            held.whole.insert(root.clone());
            if parts_may_change(value) {
                held.inside.insert(root);
            }
        }
        if let ExprKind::Call { func, .. } = &value.kind {
            held.is_pulse =
                matches!(self.callee(&Frame::new(def.module, true), func), Callee::Reads);
        }
        // `SECOND = FIRST`
        let is_alias = !matches!(value.kind, ExprKind::Call { .. } | ExprKind::Constant(_));
        if is_alias && may_change(value) {
            let mut frame = Frame::new(def.module, true);
            held.add(self.value(&mut frame, value));
        }
        held
    }
}

/// Whether a container of Python has a method of this name that changes it.
pub(super) fn is_changing(method: &str) -> bool {
    methods::named(method).any(|row| row.effects.receiver.may_change())
}

pub(super) fn is_starred(expr: &ast::Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}

/// Whether something in the value can be changed.
fn parts_may_change(value: &ast::Expr) -> bool {
    match &value.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            items.iter().any(may_change)
        }
        ExprKind::Dict(items) => items.iter().any(|item| match item {
            DictItem::Pair { value, .. } => may_change(value),
            DictItem::Spread(_) => true,
        }),
        ExprKind::Binary { left, right, .. } => parts_may_change(left) || parts_may_change(right),
        _ => may_change(value),
    }
}

/// Whether the class has attributes that may be changed without it.
pub(super) fn has_containers(class: &ast::ClassDef) -> bool {
    class.body.iter().any(holds_values)
}

/// `names = []` in the body of a class.
fn holds_values(stmt: &ast::Stmt) -> bool {
    match &stmt.kind {
        ast::StmtKind::Assign { value, .. }
        | ast::StmtKind::AnnAssign { value: Some(value), .. } => is_container(value),
        _other => false,
    }
}

fn is_container(value: &ast::Expr) -> bool {
    match &value.kind {
        ExprKind::List(_)
        | ExprKind::Dict(_)
        | ExprKind::Set(_)
        | ExprKind::ListComp { .. }
        | ExprKind::SetComp { .. }
        | ExprKind::DictComp { .. } => true,
        ExprKind::Call { func, .. } => {
            let name = match &func.kind {
                ExprKind::Name(name) => name,
                ExprKind::Attribute { attr, .. } => &attr.name,
                _other => return false,
            };
            builtin(name).is_some_and(|row| row.effects.gives != Gives::Scalar)
                || COLLECTIONS.contains(&&**name)
        }
        _other => false,
    }
}
