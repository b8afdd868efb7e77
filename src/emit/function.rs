//! Functions: parameters, what comes before the body, the body.

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Child, Default, Element, Expr, ExprKind, Function, Module, Param, ParamKind, Role, Stmt,
    StmtKind, VarId,
};

use super::declare;
use super::emitter::{Emitter, FuncState};
use super::js::ast::{AssignOp, VarDeclKind};
use super::js::{E, Global, P, Params, S};

impl Emitter<'_> {
    /// The function as a declaration; `name` is its JavaScript name.
    pub fn function_declaration(&mut self, func: &Function, name: &str) -> S {
        let (params, body) = self.in_function(|this| this.function_parts(func));
        self.at(func.name_span).function_declaration(name, params, body)
    }

    /// Without a name of its own, which would hide the variable the function is stored in.
    pub fn function_expression(&mut self, func: &Function) -> E {
        let (params, body) = self.in_function(|this| this.function_parts(func));
        self.at(func.name_span).function_expression(None, params, body)
    }

    pub fn function_parts(&mut self, func: &Function) -> (Params, Vec<S>) {
        self.enter(func);
        let params = self.params(func);
        let body = match &func.body {
            crate::ir::Body::Block(stmts) => self.function_block(func, stmts),
            crate::ir::Body::Expr(value) => {
                let mut block = self.prologue(func);
                block.extend(self.expression_temps(func));
                let value = self.expr(value);
                block.push(self.js.return_(Some(value)));
                block
            }
        };
        self.funcs.pop();
        (params, body)
    }

    pub fn enter(&mut self, func: &Function) {
        let unbound = self.types.vars_that_may_be_unbound();
        let declarations = declare::declarations(self.module, func, unbound, &self.turns.outlived);
        self.funcs.push(FuncState {
            id: func.id,
            declarations,
            next_block: 0,
            role: func.role.clone(),
            loops: Vec::new(),
            handling: Vec::new(),
            outer_handling: None,
            made: self.names.made_in(func.id),
            texts: super::texts::read_by_position(self.module, self.types, func),
        });
    }

    /// The defaults that are evaluated where the function is defined, with their temporaries.
    pub fn once_defaults(&mut self, func: &Function) -> Vec<(VarId, E)> {
        let mut defaults = Vec::new();
        for param in &func.params {
            if let Some(Default::Once { temp, value }) = &param.default {
                defaults.push((*temp, self.expr(value)));
            }
        }
        defaults
    }

    /// `const f_xs_default = [];` before a function.
    pub fn default_constants(&mut self, func: &Function) -> Vec<S> {
        let defaults = self.once_defaults(func);
        let js = self.js;
        defaults
            .into_iter()
            .map(|(temp, value)| js.const_(js.bind(&self.names.var(temp)), value))
            .collect()
    }

    pub fn params(&mut self, func: &Function) -> Params {
        let patterns = match func.role {
            Role::Component => self.props_pattern(func),
            Role::Plain | Role::Body | Role::Effect { .. } => {
                let marked = marks_keywords(func);
                let params = func.params.iter().filter(|param| !marked || !is_by_name(param));
                params.map(|param| self.param(param)).collect()
            }
        };
        Params::new(patterns).asynchronous(func.is_async).generator(func.is_generator)
    }

    fn param(&mut self, param: &Param) -> P {
        let at = self.module.var(param.var).map_or(self.js, |row| self.at(row.span));
        let pattern = at.bind(&self.names.var(param.var));
        match param.kind {
            ParamKind::Rest => at.rest(pattern),
            ParamKind::Keywords => at.with_default(pattern, at.object(Vec::new())),
            ParamKind::PositionalOnly | ParamKind::Positional | ParamKind::KeywordOnly => {
                match self.default_value(param) {
                    Some(value) => at.with_default(pattern, value),
                    None => pattern,
                }
            }
        }
    }

    fn default_value(&mut self, param: &Param) -> Option<E> {
        match &param.default {
            Some(Default::Inline(value)) => Some(self.expr(value)),
            Some(Default::Once { temp, .. }) => Some(self.js.ident(&self.names.var(*temp))),
            None => None,
        }
    }

    /// `{ name, size = 24, children, ...rest }`, and a `ref` behind it where `forwardRef` gives one.
    fn props_pattern(&mut self, func: &Function) -> Vec<P> {
        if func.params.is_empty() {
            return Vec::new();
        }
        let mut props = Vec::new();
        let mut children = None;
        let mut rest = None;
        let mut reference = None;
        for param in &func.params {
            let Some(row) = self.module.var(param.var) else { continue };
            let at = self.at(row.span);
            let pattern = at.bind(&self.names.var(param.var));
            match param.kind {
                ParamKind::Keywords => rest = Some(at.rest_property(pattern)),
                ParamKind::Rest => children = Some(at.pattern_property("children", pattern)),
                ParamKind::PositionalOnly | ParamKind::Positional | ParamKind::KeywordOnly => {
                    let pattern = match self.default_value(param) {
                        Some(value) => at.with_default(pattern, value),
                        None => pattern,
                    };
                    match func.takes_ref && &*row.name == "ref" {
                        true => reference = Some(pattern),
                        false => props.push(at.pattern_property(&row.name, pattern)),
                    }
                }
            }
        }
        props.extend(children);
        props.extend(rest);
        let mut params = vec![self.js.object_pattern(props)];
        params.extend(reference);
        params
    }

    /// The statements of a function, with what must come before and after them.
    pub fn function_block(&mut self, func: &Function, stmts: &[Stmt]) -> Vec<S> {
        let mut block = self.prologue(func);
        block.extend(self.given_texts(func));
        if let Role::Effect { waits_for } = &func.role {
            block.extend(self.wait_guards(waits_for));
        }
        let body = self.block(stmts);
        let kind = match (func.is_async, func.is_generator) {
            (true, true) => Some("async generator"),
            (true, false) => Some("coroutine"),
            (false, true) => Some("generator"),
            (false, false) => None,
        };
        let kind = kind.filter(|_| self.stops.leaves(self.module, func));
        block.extend(self.generator_body(func.name_span, body, kind));
        if func.role == Role::Component && may_fall_off(stmts) {
            block.push(self.js.return_(Some(self.js.null())));
        }
        block
    }

    /// `*args` is a tuple, and so is `*children` where it is more than a child.
    pub fn prologue(&mut self, func: &Function) -> Vec<S> {
        let js = self.js;
        let mut block = self.conversions(func);
        let rest = func.params.iter().find(|param| param.kind == ParamKind::Rest);
        let Some(rest) = rest else { return block };
        let name = self.names.var(rest.var);
        match func.role {
            Role::Component => {
                if is_more_than_child(self.module, func, rest.var) {
                    let empty = js.array(Vec::<E>::new());
                    let or_empty = js.binary(
                        super::js::ast::BinaryOp::NullishCoalescing,
                        js.ident(&name),
                        empty,
                    );
                    let flat =
                        js.call(js.member(js.array(vec![or_empty]), "flat"), Vec::<E>::new());
                    let items = vec![js.spread(flat)];
                    let value = self.help(func.name_span, "tuple", items);
                    let value = js.assign(AssignOp::Assign, js.bind(&name), value);
                    block.push(js.expression(value));
                }
            }
            Role::Plain | Role::Body | Role::Effect { .. } => {
                if marks_keywords(func) {
                    block.push(self.marked_keywords(func, &name));
                }
                let freeze = js.member(js.global(Global::Object), "freeze");
                block.push(js.expression(js.call(freeze, vec![js.ident(&name)])));
            }
        }
        block
    }

    /// `due = asDatetime(due);` where a parameter that JavaScript may have made is read more than once.
    fn conversions(&mut self, func: &Function) -> Vec<S> {
        let js = self.js;
        let mut block = Vec::new();
        for param in &func.params {
            let ty = self.types.var(param.var);
            let is_kept = self.module.var(param.var).is_some_and(|row| row.writes <= 1);
            if !ty.is_given() || !is_kept || reads_of(self.module, func, param.var) < 2 {
                continue;
            }
            let name = self.names.var(param.var);
            let ty = ty.clone();
            let value = self.converted(func.name_span, &ty, js.ident(&name));
            block.push(js.expression(js.assign(AssignOp::Assign, js.bind(&name), value)));
            self.converted.insert(param.var);
        }
        block
    }

    /// `const { sep = ", ", ...options } = takeKeywords(args);`
    fn marked_keywords(&mut self, func: &Function, rest: &str) -> S {
        let mut props = Vec::new();
        let mut is_const = true;
        for param in func.params.iter().filter(|param| is_by_name(param)) {
            let Some(row) = self.module.var(param.var) else { continue };
            is_const &= row.writes <= 1 && !row.is_shared;
            let at = self.at(row.span);
            let pattern = at.bind(&self.names.var(param.var));
            props.push(match (param.kind, self.default_value(param)) {
                (ParamKind::Keywords, _) => at.rest_property(pattern),
                (_, Some(value)) => at.pattern_property(&row.name, at.with_default(pattern, value)),
                (_, None) => at.pattern_property(&row.name, pattern),
            });
        }
        let js = self.js;
        let taken = self.help(func.name_span, "takeKeywords", vec![js.ident(rest)]);
        let kind = if is_const { VarDeclKind::Const } else { VarDeclKind::Let };
        js.declare(kind, js.object_pattern(props), Some(taken))
    }

    /// `let` for the temporaries of a lambda.
    pub fn expression_temps(&mut self, func: &Function) -> Vec<S> {
        if func.locals.is_empty() {
            return Vec::new();
        }
        let js = self.js;
        let names = func.locals.iter().map(|var| (js.bind(&self.names.var(*var)), None));
        let names = names.collect();
        vec![js.declare_all(VarDeclKind::Let, names)]
    }
}

/// Whether control may reach the end of the statements.
pub(super) fn may_fall_off(stmts: &[Stmt]) -> bool {
    match stmts.last().map(|stmt| &stmt.kind) {
        Some(StmtKind::Return(_) | StmtKind::Raise { .. }) => false,
        Some(StmtKind::If { body, orelse, .. }) => {
            orelse.is_empty() || may_fall_off(body) || may_fall_off(orelse)
        }
        Some(StmtKind::Try { body, handlers, orelse, finally }) => {
            let end = if orelse.is_empty() { body } else { orelse };
            may_fall_off(finally)
                && (may_fall_off(end) || handlers.iter().any(|handler| may_fall_off(&handler.body)))
        }
        Some(_other) => true,
        None => true,
    }
}

/// Whether `*children` is used other than as a child of an element.
fn is_more_than_child(module: &Module, func: &Function, var: VarId) -> bool {
    struct Uses<'m> {
        module: &'m Module,
        var: VarId,
        total: u32,
        as_child: u32,
    }
    impl<'m> Uses<'m> {
        fn count_children(&mut self, element: &Element) {
            for child in &element.children {
                let (Child::One(value) | Child::Spread(value)) = child;
                if matches!(value.kind, ExprKind::Var(var) if var == self.var) {
                    self.as_child += 1;
                }
            }
        }
    }
    impl<'m> Visitor<'m> for Uses<'m> {
        fn module(&self) -> &'m Module {
            self.module
        }

        fn expr(&mut self, expr: &'m Expr) {
            match &expr.kind {
                ExprKind::Var(var) if *var == self.var => self.total += 1,
                ExprKind::Jsx(element) => self.count_children(element),
                _other => {}
            }
            walk::walk_expr(self, expr);
        }
    }
    let mut uses = Uses { module, var, total: 0, as_child: 0 };
    walk::walk_body(&mut uses, func);
    uses.total > uses.as_child
}

/// How often a variable is read in the function and those in it.
fn reads_of(module: &Module, func: &Function, var: VarId) -> u32 {
    struct Reads<'m> {
        module: &'m Module,
        var: VarId,
        total: u32,
    }
    impl<'m> Visitor<'m> for Reads<'m> {
        fn module(&self) -> &'m Module {
            self.module
        }

        fn expr(&mut self, expr: &'m Expr) {
            self.total += u32::from(matches!(expr.kind, ExprKind::Var(var) if var == self.var));
            walk::walk_expr(self, expr);
        }
    }
    let mut reads = Reads { module, var, total: 0 };
    walk::walk_body(&mut reads, func);
    reads.total
}

/// Whether keywords come in one marked object behind what the rest takes.
fn marks_keywords(func: &Function) -> bool {
    func.role != Role::Component
        && func.params.iter().any(|param| param.kind == ParamKind::Rest)
        && func.params.iter().any(is_by_name)
}

fn is_by_name(param: &Param) -> bool {
    matches!(param.kind, ParamKind::KeywordOnly | ParamKind::Keywords)
}
