//! Event handlers of tags take what Pulse's own take: as many arguments as they have positional
//! parameters without a default (`pulse.renderer.register_callback`). React calls them with the event,
//! so what has a default is kept out of its way.
//!
//! ```text
//! [ps.button(s, onClick=lambda s=s: choose(s)) for s in names]
//! names.map((s) => <button onClick={() => choose(s)}>{s}</button>)
//!
//! def save(force=False): ...
//! ps.form(onSubmit=save)            <form onSubmit={() => save()}>
//! ```
//!
//! `s=s` is there because a Python closure sees the variable, which the loop goes on changing. The
//! variable of a comprehension is a new one in each turn of the JavaScript, so the parameter can go; of
//! any other the value is kept by a function around the handler.

use crate::base::{Name, Span};
use crate::ir::{
    self, Arg, Body, Expr, ExprKind, FuncId, Param, ParamKind, Py, Role, VarId, VarKind,
};
use crate::lower::context::Lowering;
use crate::lower::family::without_receiver;
use crate::resolve::scope::{Lookup, ScopeId};
use crate::resolve::{Binding, ItemKind};
use crate::syntax::ast;

/// Parameters that are not there: the variable around the function stands for each.
pub(super) type Around = Vec<(Name, VarId)>;

impl Lowering<'_> {
    /// The value of a prop of a tag.
    pub fn prop_of_tag(&mut self, name: &str, value: &ast::Expr) -> Expr {
        let starts_upper =
            |event: &str| event.starts_with(|first: char| first.is_ascii_uppercase());
        if name.strip_prefix("on").is_some_and(starts_upper) {
            self.mark_handlers(value);
        }
        self.lower(value)
    }

    /// Marks what the value may be: a handler that is lowered as such, or none.
    fn mark_handlers(&mut self, value: &ast::Expr) {
        match &value.kind {
            ast::ExprKind::IfElse { body, orelse, .. } => {
                self.mark_handlers(body);
                self.mark_handlers(orelse);
            }
            ast::ExprKind::Bool { values, .. } => {
                values.iter().for_each(|value| self.mark_handlers(value));
            }
            ast::ExprKind::Lambda { params, .. } if has_defaults(params) => {
                self.handlers.insert(value.span);
            }
            ast::ExprKind::Name(_) => {
                self.handlers.insert(value.span);
            }
            ast::ExprKind::Attribute { attr, .. } if self.sight.has_method(&attr.name) => {
                self.handlers.insert(value.span);
            }
            _other => {}
        }
    }

    /// A lambda or name that is marked.
    pub fn event_handler(&mut self, value: &ast::Expr) -> Expr {
        match &value.kind {
            ast::ExprKind::Lambda { params, body } => self.handler_lambda(value.span, params, body),
            ast::ExprKind::Name(name) => {
                let params = self.params_of(name, value.span);
                let function = self.lower(value);
                match params {
                    Some(params) if has_defaults(&params) => self.taking(function, &params),
                    Some(_) | None => function,
                }
            }
            ast::ExprKind::Attribute { attr, .. } => self.handler_method(value, attr),
            _other => self.lower(value),
        }
    }

    /// `onClick=editor.save`: the method takes the event where it has a parameter for it.
    fn handler_method(&mut self, value: &ast::Expr, attr: &ast::Ident) -> Expr {
        let params = self.sight.method(&attr.name).map(without_receiver);
        let span = value.span;
        let method = self.lower(value);
        let Some(params) = params.filter(has_defaults) else { return method };
        let id = self.reserve_function();
        let var = self.param_of(id, &attr.name, span);
        let function = self.var_expr(span, var);
        let inner = self.taking(function, &params);
        let outer = self.arrow(id, span, vec![var], inner);
        self.py(span, Py::Call { callee: Box::new(outer), args: vec![Arg::Pos(method)] })
    }

    /// The parameters of a function that is known by the name.
    fn params_of(&self, name: &Name, span: Span) -> Option<ast::Params> {
        if let Some(var) = self.local_var(name) {
            let row = self.builder.module.var(var)?;
            let is_function = matches!(row.kind, VarKind::Function(_));
            return is_function.then(|| self.signatures.get(&var).cloned()).flatten();
        }
        let Some(Binding::Item(id)) = self.binding(span) else { return None };
        match &self.program.items.get(id.index())?.kind {
            ItemKind::Function { def, marker, decorators }
                if decorators.is_empty() && !marker.is_some_and(|marker| marker.is_jsx) =>
            {
                Some(def.params.clone())
            }
            ItemKind::Function { .. }
            | ItemKind::Constant { .. }
            | ItemKind::Class(_)
            | ItemKind::TypeClass(_)
            | ItemKind::TypeAlias(_) => None,
        }
    }

    /// `(event) => function(event)`, with as many parameters as are required.
    fn taking(&mut self, function: Expr, params: &ast::Params) -> Expr {
        let span = function.span;
        let id = self.reserve_function();
        let required = params.posonly.iter().chain(&params.args);
        let required = required.filter(|param| param.default.is_none());
        let vars: Vec<VarId> =
            required.map(|param| self.param_of(id, &param.name.name, span)).collect();
        let args = vars.iter().map(|var| Arg::Pos(self.var_expr(span, *var))).collect();
        let body = self.py(span, Py::Call { callee: Box::new(function), args });
        self.arrow(id, span, vars, body)
    }

    /// The parameters that have defaults become variables around the function.
    fn handler_lambda(&mut self, span: Span, params: &ast::Params, body: &ast::Expr) -> Expr {
        let is_default = |param: &&ast::Param| param.default.is_some();
        let mut left = params.clone();
        left.posonly.retain(|param| param.default.is_none());
        left.args.retain(|param| param.default.is_none());
        let mut around = Around::new();
        let mut kept = Vec::new();
        for param in params.posonly.iter().chain(&params.args).filter(is_default) {
            match self.steady(param) {
                Some(var) => around.push((param.name.name.clone(), var)),
                None => kept.push(param),
            }
        }
        if kept.is_empty() {
            return self.lambda(span, &left, body, Role::Plain, around);
        }
        let values = kept.iter().filter_map(|param| param.default.as_ref());
        let values: Vec<Expr> = values.map(|value| self.lower(value)).collect();
        let id = self.reserve_function();
        let mut vars = Vec::new();
        for param in kept {
            let var = self.param_of(id, &param.name.name, param.name.span);
            around.push((param.name.name.clone(), var));
            vars.push(var);
        }
        let inner = self.lambda(span, &left, body, Role::Plain, around);
        let outer = self.arrow(id, span, vars, inner);
        let args = values.into_iter().map(Arg::Pos).collect();
        self.py(span, Py::Call { callee: Box::new(outer), args })
    }

    /// The variable that a parameter `s=s` stands for, if nothing changes it.
    fn steady(&self, param: &ast::Param) -> Option<VarId> {
        let name = &param.name.name;
        match param.default.as_ref().map(|value| &value.kind) {
            Some(ast::ExprKind::Name(outer)) if outer == name => {}
            _other => return None,
        }
        let var = self.local_var(name)?;
        let row = self.builder.module.var(var)?;
        let is_steady = match row.kind {
            VarKind::Param => row.writes == 1,
            // One that another function sees is the same variable in all turns.
            VarKind::Comp | VarKind::Rebound => row.writes == 1 && !row.is_captured,
            VarKind::Local | VarKind::Temp | VarKind::Function(_) => false,
        };
        is_steady.then_some(var)
    }

    fn param_of(&mut self, owner: FuncId, name: &Name, span: Span) -> VarId {
        self.new_var(ir::Var {
            name: name.clone(),
            span,
            owner,
            kind: VarKind::Param,
            is_captured: false,
            is_shared: false,
            writes: 1,
            reads: 1,
            annotation: None,
        })
    }

    /// An arrow function of the compiler's own, in the place of the reserved one.
    fn arrow(&mut self, id: FuncId, span: Span, params: Vec<VarId>, body: Expr) -> Expr {
        let params = params.into_iter();
        let params =
            params.map(|var| Param { var, kind: ParamKind::Positional, default: None }).collect();
        if let Some(function) = self.builder.module.funcs.get_mut(id.index()) {
            function.span = span;
            function.name_span = span;
            function.params = params;
            function.body = Body::Expr(Box::new(body));
        }
        self.expr(span, ExprKind::Func(id))
    }

    /// From here on the names mean the variables around the function.
    pub fn stand_for(&mut self, scope: ScopeId, around: Around) {
        for (name, var) in around {
            let Lookup::Local(owner, index) = self.scopes.lookup(scope, &name) else { continue };
            self.vars.insert((owner, index), var);
            if let Some(row) = self.builder.module.vars.get_mut(var.index())
                && row.kind == VarKind::Param
            {
                row.is_captured = true;
            }
        }
    }
}

/// Whether a positional parameter has a default that an event would take the place of. A rest takes all.
fn has_defaults(params: &ast::Params) -> bool {
    let mut all = params.posonly.iter().chain(&params.args);
    params.vararg.is_none() && all.any(|param| param.default.is_some())
}
