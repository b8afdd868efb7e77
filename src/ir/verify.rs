//! Checks the invariants that [`crate::ir`] promises; every line found is a mistake of the compiler.

use rustc_hash::FxHashSet;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Default, Expr, ExprKind, FuncId, Function, Item, Module, Place, PlaceKind, Py, Stmt, StmtKind,
    VarId,
};

/// One line for each invariant that is broken.
pub fn verify(module: &Module) -> Vec<String> {
    let mut check = Check {
        module,
        found: Vec::new(),
        exprs: FxHashSet::default(),
        defined: FxHashSet::default(),
        funcs: Vec::new(),
        loops: 0,
    };
    for item in &module.items {
        match item {
            Item::Function { func, .. } => check.define(*func),
            Item::Const { .. } => {}
        }
    }
    walk::walk_module(&mut check);
    check.found
}

struct Check<'m> {
    module: &'m Module,
    found: Vec<String>,
    exprs: FxHashSet<u32>,
    defined: FxHashSet<FuncId>,
    /// The functions around.
    funcs: Vec<FuncId>,
    loops: u32,
}

impl<'m> Check<'m> {
    fn report(&mut self, problem: String) {
        self.found.push(problem);
    }

    fn define(&mut self, func: FuncId) {
        if self.module.func(func).is_none() {
            self.report(format!("fn#{} does not exist", func.0));
        } else if !self.defined.insert(func) {
            self.report(format!("fn#{} is defined twice", func.0));
        }
    }

    fn use_var(&mut self, var: VarId) {
        let Some(row) = self.module.var(var) else {
            return self.report(format!("v{} does not exist", var.0));
        };
        // What belongs to no function is a comprehension's in a module-level constant.
        let is_module_level = self.module.func(row.owner).is_none();
        if !is_module_level && !self.funcs.contains(&row.owner) {
            let text = format!("`{}` (v{}) is used outside fn#{}", row.name, var.0, row.owner.0);
            self.report(text);
        }
    }

    fn block_in_loop(&mut self, body: &'m [Stmt]) {
        self.loops += 1;
        walk::walk_block(self, body);
        self.loops -= 1;
    }

    fn atoms(&mut self, place: &Place) {
        let atom = |expr: &Expr| expr.is_atom();
        let holds = match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {
                true
            }
            PlaceKind::Attr { object, .. } => atom(object),
            PlaceKind::Index { object, index } => atom(object) && atom(index),
            PlaceKind::Slice { object, lower, upper, step } => {
                atom(object) && [lower, upper, step].into_iter().flatten().all(|bound| atom(bound))
            }
            PlaceKind::Unpack { .. } => false,
        };
        if !holds {
            let at = place.span.start;
            self.report(format!("the place updated at byte {at} is not made of atoms"));
        }
    }
}

impl<'m> Visitor<'m> for Check<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.block_in_loop(body);
                walk::walk_block(self, orelse);
            }
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                self.place(place);
                self.block_in_loop(body);
                walk::walk_block(self, orelse);
            }
            StmtKind::Break | StmtKind::Continue if self.loops == 0 => {
                let at = stmt.span.start;
                self.report(format!("`break` or `continue` outside a loop at byte {at}"));
            }
            StmtKind::AugAssign { place, .. } => {
                self.atoms(place);
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Def { var, func } => {
                self.use_var(*var);
                self.define(*func);
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.var).for_each(|var| self.use_var(var));
                walk::walk_stmt(self, stmt);
            }
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        if expr.id.0 >= self.module.expr_count {
            self.report(format!("e{} is beyond the count of expressions", expr.id.0));
        }
        if !self.exprs.insert(expr.id.0) {
            self.report(format!("e{} stands twice", expr.id.0));
        }
        match &expr.kind {
            ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) => self.use_var(*var),
            ExprKind::Func(func) => self.define(*func),
            ExprKind::Class(class) => class.funcs().for_each(|func| self.define(func)),
            ExprKind::Symbol(symbol) if self.module.symbol(*symbol).is_none() => {
                self.report(format!("symbol {} does not exist", symbol.0));
            }
            ExprKind::Py(Py::And(values) | Py::Or(values)) if values.len() < 2 => {
                self.report(format!("e{} joins fewer than two operands", expr.id.0));
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        match &place.kind {
            PlaceKind::Var(var) => self.use_var(*var),
            PlaceKind::Symbol(symbol) if self.module.symbol(*symbol).is_none() => {
                self.report(format!("symbol {} does not exist", symbol.0));
            }
            _other => {}
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        for param in &func.params {
            if let Some(Default::Once { temp, .. }) = &param.default {
                self.use_var(*temp);
            }
        }
        walk::walk_defaults(self, func);
        let loops = std::mem::take(&mut self.loops);
        self.funcs.push(func.id);
        func.receiver.iter().for_each(|var| self.use_var(*var));
        func.params.iter().for_each(|param| self.use_var(param.var));
        walk::walk_body(self, func);
        self.funcs.pop();
        self.loops = loops;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{FileId, Span};
    use crate::ir::{Arg, BinaryOp, Body, ExprId, ModuleId, Role, Symbol, SymbolId, SymbolKind};
    use crate::ir::{Var, VarKind};

    fn span() -> Span {
        Span::new(FileId(0), 0, 0)
    }

    fn expr(id: u32, kind: ExprKind) -> Expr {
        Expr { id: ExprId(id), span: span(), kind }
    }

    fn stmt(kind: StmtKind) -> Stmt {
        Stmt { span: span(), kind }
    }

    fn function(id: u32, body: Vec<Stmt>) -> Function {
        Function {
            id: FuncId(id),
            name: None,
            span: span(),
            name_span: span(),
            docstring: None,
            is_async: false,
            qualname: "f".into(),
            is_generator: false,
            takes_ref: false,
            receiver: None,
            role: Role::Plain,
            params: Vec::new(),
            locals: Vec::new(),
            body: Body::Block(body),
            returns: None,
        }
    }

    fn var(owner: u32) -> Var {
        Var {
            name: "x".into(),
            span: span(),
            owner: FuncId(owner),
            kind: VarKind::Local,
            is_captured: false,
            is_shared: false,
            writes: 1,
            reads: 1,
            annotation: None,
        }
    }

    /// A module of functions without names; `v0` belongs to the first, `v1` to the second.
    fn found(bodies: Vec<Vec<Stmt>>) -> Vec<String> {
        let symbols = vec![Symbol {
            name: "f".into(),
            span: span(),
            exported: true,
            kind: SymbolKind::Function(FuncId(0)),
            is_component: false,
            annotation: None,
        }];
        let funcs: Vec<Function> =
            bodies.into_iter().enumerate().map(|(id, body)| function(id as u32, body)).collect();
        let item = |func: &Function| Item::Function { symbol: SymbolId(0), func: func.id };
        let items = funcs.iter().map(item).collect();
        verify(&Module {
            id: ModuleId(0),
            file: FileId(0),
            path: "m".into(),
            symbols,
            definitions: rustc_hash::FxHashMap::default(),
            vars: vec![var(0), var(1)],
            funcs,
            items,
            expr_count: 10,
            classes: rustc_hash::FxHashMap::default(),
            known_receivers: rustc_hash::FxHashSet::default(),
            special: rustc_hash::FxHashMap::default(),
            is_hidden: false,
            sight: crate::ir::Sight::default(),
        })
    }

    fn place(kind: PlaceKind) -> Place {
        Place { span: span(), kind }
    }

    #[test]
    fn what_holds_is_not_reported() {
        let body = vec![
            stmt(StmtKind::Assign {
                place: place(PlaceKind::Var(VarId(0))),
                value: expr(0, ExprKind::None),
            }),
            stmt(StmtKind::While {
                test: expr(1, ExprKind::Var(VarId(0))),
                body: vec![stmt(StmtKind::Break)],
                orelse: Vec::new(),
            }),
        ];
        assert_eq!(found(vec![body]), Vec::<String>::new());
    }

    #[test]
    fn an_expression_stands_once() {
        let twice = || stmt(StmtKind::Expr(expr(3, ExprKind::None)));
        assert_eq!(found(vec![vec![twice(), twice()]]), ["e3 stands twice"]);
        let beyond = stmt(StmtKind::Expr(expr(10, ExprKind::None)));
        assert_eq!(found(vec![vec![beyond]]), ["e10 is beyond the count of expressions"]);
    }

    #[test]
    fn variables_stay_in_their_function() {
        let read = |id| stmt(StmtKind::Expr(expr(id, ExprKind::Var(VarId(0)))));
        assert_eq!(found(vec![vec![read(0)], vec![read(1)]]), ["`x` (v0) is used outside fn#0"]);
    }

    #[test]
    fn updated_places_are_atoms() {
        let list = expr(0, ExprKind::Py(Py::List(Vec::<Arg>::new())));
        let update = stmt(StmtKind::AugAssign {
            place: place(PlaceKind::Attr { object: Box::new(list), name: "a".into() }),
            op: BinaryOp::Add,
            value: expr(1, ExprKind::None),
        });
        assert_eq!(found(vec![vec![update]]), ["the place updated at byte 0 is not made of atoms"]);
    }

    #[test]
    fn breaks_stay_in_loops() {
        let wrong = ["`break` or `continue` outside a loop at byte 0"];
        assert_eq!(found(vec![vec![stmt(StmtKind::Break)]]), wrong);
        let after = StmtKind::While {
            test: expr(0, ExprKind::None),
            body: Vec::new(),
            orelse: vec![stmt(StmtKind::Continue)],
        };
        assert_eq!(found(vec![vec![stmt(after)]]), wrong);
    }
}
