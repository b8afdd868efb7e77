//! Assignment: chains of targets, augmented assignment, `del`.
//!
//! Python evaluates the value first, then the operands of each place, left to right (Language
//! Reference 7.2). JavaScript evaluates the place's operands first, so a value that has an effect, or
//! that an operand's effect could change, goes through a temporary.

use crate::base::Span;
use crate::ir::{
    Arg, DictEntry, Expr, ExprKind, Place, PlaceKind, Py, Stmt, StmtKind, SymbolKind, UnaryOp,
    VarId,
};
use crate::lower::context::Lowering;
use crate::lower::regex::is_compiled;
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn assign(
        &mut self,
        span: Span,
        targets: &[ast::Expr],
        value: &ast::Expr,
        out: &mut Vec<Stmt>,
    ) {
        if let [target] = targets
            && let Some(stmt) = self.frozen_store(span, target, value)
        {
            out.append(&mut self.before);
            out.push(stmt);
            return;
        }
        if targets.iter().any(|target| self.refuses_enum_store(target)) {
            return;
        }
        let lowered = self.lower(value);
        if let [target] = targets {
            self.holds_made(target, value);
        }
        out.append(&mut self.before);
        if let [ast::Expr { kind: ast::ExprKind::Name(name), .. }] = targets
            && let Some(var) = self.local_var(name)
            && self.builder.module.var(var).is_some_and(|row| row.writes == 1)
        {
            match self.constant_text(&lowered) {
                Some(text) => drop(self.texts.insert(var, text)),
                None if is_compiled(&lowered) => drop(self.patterns.insert(var)),
                None => {}
            }
        }
        let [target] = targets else {
            return self.assign_chain(span, targets, lowered, out);
        };
        let place = self.place(target);
        self.note_module(&place, &lowered);
        let value = match self.place_has_effects(&place) && !self.is_quiet(&lowered) {
            true => self.atom_before(lowered, "value"),
            false => lowered,
        };
        out.append(&mut self.before);
        out.push(Stmt { span, kind: StmtKind::Assign { place, value } });
    }

    /// `a = b = value`: the value once, then the targets from left to right.
    fn assign_chain(
        &mut self,
        span: Span,
        targets: &[ast::Expr],
        value: Expr,
        out: &mut Vec<Stmt>,
    ) {
        let is_constant = !matches!(value.kind, ExprKind::Var(_)) && value.is_atom();
        let value = match is_constant {
            true => value,
            false => {
                let at = value.span;
                let (at, var) = match self.chain_holder(targets) {
                    Some(holder) => holder,
                    None => (at, self.temp(at, "value")),
                };
                let place = Place { span: at, kind: PlaceKind::Var(var) };
                out.push(Stmt { span, kind: StmtKind::Assign { place, value } });
                self.var_expr(at, var)
            }
        };
        for target in targets {
            if let ast::ExprKind::Name(name) = &target.kind
                && matches!(value.kind, ExprKind::Var(var) if self.local_var(name) == Some(var))
            {
                continue;
            }
            let place = self.place(target);
            let value = self.copy_atom(&value);
            out.append(&mut self.before);
            out.push(Stmt { span, kind: StmtKind::Assign { place, value } });
        }
    }

    /// The target that may hold the value for the others: a variable that is bound nowhere else. It is the
    /// first, or all are variables, so that nobody sees the order.
    fn chain_holder(&self, targets: &[ast::Expr]) -> Option<(Span, VarId)> {
        let holder = |target: &ast::Expr| {
            let ast::ExprKind::Name(name) = &target.kind else { return None };
            let var = self.local_var(name)?;
            let row = self.builder.module.var(var)?;
            let is_only = row.writes == 1 && row.annotation.is_none();
            is_only.then_some((target.span, var))
        };
        let is_variable = |target: &ast::Expr| match &target.kind {
            ast::ExprKind::Name(name) => self.local_var(name).is_some(),
            _other => false,
        };
        targets.first().and_then(holder).or_else(|| match targets.iter().all(is_variable) {
            true => targets.iter().find_map(holder),
            false => None,
        })
    }

    pub fn annotated_assign(
        &mut self,
        span: Span,
        target: &ast::Expr,
        annotation: &ast::Expr,
        value: Option<&ast::Expr>,
        out: &mut Vec<Stmt>,
    ) {
        if let ast::ExprKind::Name(name) = &target.kind
            && let Some(var) = self.local_var(name)
        {
            let annotation = self.annotation(annotation);
            self.annotate(var, annotation);
        }
        if let Some(value) = value {
            self.assign(span, std::slice::from_ref(target), value, out);
        }
    }

    pub fn aug_assign(
        &mut self,
        span: Span,
        target: &ast::Expr,
        op: ast::BinaryOp,
        value: &ast::Expr,
        out: &mut Vec<Stmt>,
    ) {
        if op == ast::BinaryOp::MatMul && !self.has_matmul() {
            self.refuse_matmul(span);
            out.push(Stmt { span, kind: StmtKind::Error });
            return;
        }
        if self.may_be_frozen(target) {
            let (left, right) = (Box::new(target.clone()), Box::new(value.clone()));
            let kind = ast::ExprKind::Binary { left, op, right };
            let value = ast::Expr { span, kind };
            return self.assign(span, std::slice::from_ref(target), &value, out);
        }
        let place = self.place(target);
        let place = self.atomic_place(place);
        let value = self.lower(value);
        out.append(&mut self.before);
        out.push(Stmt { span, kind: StmtKind::AugAssign { place, op, value } });
    }

    /// Makes the operands of a place atoms, so that it may be read and written.
    fn atomic_place(&mut self, place: Place) -> Place {
        let Place { span, kind } = place;
        let mut atom = |expr: Box<Expr>, hint: &str| Box::new(self.atom_before(*expr, hint));
        let kind = match kind {
            PlaceKind::Attr { object, name } => {
                PlaceKind::Attr { object: atom(object, "object"), name }
            }
            PlaceKind::Index { object, index } => {
                PlaceKind::Index { object: atom(object, "object"), index: atom(index, "index") }
            }
            PlaceKind::Slice { object, lower, upper, step } => PlaceKind::Slice {
                object: atom(object, "object"),
                lower: lower.map(|bound| atom(bound, "lower")),
                upper: upper.map(|bound| atom(bound, "upper")),
                step: step.map(|bound| atom(bound, "step")),
            },
            // Reported by the parser.
            PlaceKind::Unpack { .. } => PlaceKind::Error,
            kind @ (PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Var(_)
            | PlaceKind::Symbol(_)) => kind,
        };
        Place { span, kind }
    }

    pub fn delete(&mut self, span: Span, targets: &[ast::Expr], out: &mut Vec<Stmt>) {
        for target in targets {
            if let ast::ExprKind::Tuple(items) | ast::ExprKind::List(items) = &target.kind {
                self.delete(span, items, out);
                continue;
            }
            let place = self.place(target);
            out.append(&mut self.before);
            out.push(Stmt { span, kind: StmtKind::Delete(place) });
        }
    }
}

impl Lowering<'_> {
    /// Whether an operand of the place must be evaluated after the value: it is neither a literal nor
    /// a variable that only this function writes.
    fn place_has_effects(&self, place: &Place) -> bool {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {
                false
            }
            PlaceKind::Attr { object, .. } => !self.is_settled(object),
            PlaceKind::Index { object, index } => {
                !self.is_settled(object) || !self.is_settled(index)
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                let bounds = [lower, upper, step];
                !self.is_settled(object)
                    || bounds.into_iter().flatten().any(|bound| !self.is_settled(bound))
            }
            // The emitter evaluates the value into a temporary before it stores the parts.
            PlaceKind::Unpack { .. } => false,
        }
    }

    fn is_settled(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Var(var) => self.builder.module.var(*var).is_some_and(|var| !var.is_shared),
            ExprKind::Py(Py::Unary(UnaryOp::Neg, operand)) => {
                matches!(operand.kind, ExprKind::Int(_) | ExprKind::Float(_))
            }
            _other => expr.is_atom(),
        }
    }

    /// Whether evaluating the expression has no effect, cannot fail, and gives the same earlier or
    /// later: it may change places with others.
    pub fn is_quiet(&self, expr: &Expr) -> bool {
        let quiet_arg = |arg: &Arg| match arg {
            Arg::Pos(value) => self.is_quiet(value),
            Arg::Spread(_) => false,
            Arg::Omitted => true,
        };
        match &expr.kind {
            ExprKind::Func(_) => true,
            ExprKind::Var(var) => {
                let row = self.builder.module.var(*var);
                row.is_some_and(|row| !row.is_shared && row.writes <= 1)
            }
            ExprKind::Symbol(symbol) => {
                let row = self.builder.module.symbols.get(symbol.index());
                row.is_some_and(|row| {
                    !matches!(row.kind, SymbolKind::Const { is_reassigned: true })
                })
            }
            ExprKind::Py(Py::List(items) | Py::Tuple(items)) => items.iter().all(quiet_arg),
            ExprKind::Py(Py::Dict { entries, .. }) => entries.iter().all(|entry| match entry {
                DictEntry::Pair(key, value) => self.is_quiet(key) && self.is_quiet(value),
                DictEntry::Spread(_) => false,
            }),
            _other => expr.is_atom(),
        }
    }
}
