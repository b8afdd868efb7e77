//! Functions: parameters, defaults, bodies, nested functions and lambdas.
//!
//! Python evaluates a default once, where the function is defined. A literal may as well stand in
//! JavaScript's parameter list; anything else goes into a temporary made at the definition:
//! `def f(xs=[])` keeps one list.

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{
    self, Body, Default, Expr, ExprKind, FuncId, Param, ParamKind, Py, Role, Stmt, StmtKind, VarId,
    VarKind,
};
use crate::lower::annotation::is_special;
use crate::lower::context::{FuncContext, Lowering};
use crate::lower::family::{receiver, without_receiver};
use crate::lower::handler::Around;
use crate::resolve::Binding;
use crate::resolve::scope::{LocalKind, ScopeId};
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn top_level_function(
        &mut self,
        def: &ast::FunctionDef,
        span: Span,
        is_component: bool,
    ) -> FuncId {
        if is_component && def.is_async {
            self.report(
                Diagnostic::new(Code::PSC306, def.name.span, "a component cannot be `async`")
                    .help("load data in an effect (`useEffect`) and keep it in `useState`"),
            );
        }
        self.scope = Some(self.scopes.root());
        let scope = self.scopes.scope_at(def.name.span).unwrap_or(self.scopes.root());
        let role = if is_component { Role::Component } else { Role::Plain };
        let id = self.reserve_function();
        let header = Header {
            id,
            scope,
            span,
            role,
            params: &def.params,
            around: Vec::new(),
            receiver: None,
        };
        self.function(header, FunctionSource::Def(def))
    }

    /// A nested `def`: a variable of the enclosing function.
    pub fn nested_def(&mut self, def: &ast::FunctionDef, span: Span, out: &mut Vec<Stmt>) {
        let decorators: Vec<_> =
            def.decorators.iter().filter(|it| !self.is_marker(it)).cloned().collect();
        // Also one that is bound to a `global` name, or to one of the body of a class.
        let var = self.local_var(&def.name.name).filter(|_| decorators.is_empty());
        let Some(var) = var else {
            return self.decorated_def(def, &decorators, span, out);
        };
        let Some(scope) = self.scopes.scope_at(def.name.span) else {
            out.push(Stmt { span, kind: StmtKind::Error });
            return;
        };
        let id = self.reserve_function();
        if let Some(row) = self.builder.module.vars.get_mut(var.index())
            && row.writes == 1
        {
            row.kind = VarKind::Function(id);
            self.signatures.insert(var, def.params.clone());
        }
        let role = match self.effect_callbacks.get(&var) {
            Some(waits_for) => Role::Effect { waits_for: waits_for.clone() },
            None => Role::Plain,
        };
        let header = Header {
            id,
            scope,
            span,
            role,
            params: &def.params,
            around: Vec::new(),
            receiver: None,
        };
        let func = self.function(header, FunctionSource::Def(def));
        out.append(&mut self.before);
        out.push(Stmt { span, kind: StmtKind::Def { var, func } });
    }

    /// `@outer @inner def f` is `f = outer(inner(f))`: the decorators are evaluated from top to bottom,
    /// then the function's defaults, then the decorators are called from bottom to top.
    fn decorated_def(
        &mut self,
        def: &ast::FunctionDef,
        decorators: &[ast::Expr],
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let Some(value) = self.decorated(def, span, decorators, Role::Plain) else {
            out.push(Stmt { span, kind: StmtKind::Error });
            return;
        };
        let place = self.name_place(def.name.span, &def.name.name);
        let place = ir::Place { span: def.name.span, kind: place };
        out.append(&mut self.before);
        out.push(Stmt { span, kind: StmtKind::Assign { place, value } });
    }

    /// A marker leaves a function as it is.
    fn is_marker(&self, decorator: &ast::Expr) -> bool {
        let at = match &decorator.kind {
            ast::ExprKind::Call { func, .. } => func.span,
            _plain => decorator.span,
        };
        matches!(self.binding(at), Some(Binding::Marker(_)))
    }

    /// What the decorators make of the function.
    pub fn decorated(
        &mut self,
        def: &ast::FunctionDef,
        span: Span,
        decorators: &[ast::Expr],
        role: Role,
    ) -> Option<Expr> {
        let decorators: Vec<Expr> = decorators.iter().map(|expr| self.lower(expr)).collect();
        let scope = self.scopes.scope_at(def.name.span)?;
        let id = self.reserve_function();
        let header = Header {
            id,
            scope,
            span,
            role,
            params: &def.params,
            around: Vec::new(),
            receiver: None,
        };
        let func = self.function(header, FunctionSource::Def(def));
        let takes_ref = decorators.iter().any(|it| is_forward_ref(&self.builder.module, it));
        if let Some(row) = self.builder.module.funcs.get_mut(func.index()) {
            row.takes_ref = takes_ref;
        }
        let mut value = self.expr(def.name.span, ExprKind::Func(func));
        for decorator in decorators.into_iter().rev() {
            let at = decorator.span;
            let callee = Box::new(decorator);
            let args = vec![ir::Arg::Pos(value)];
            value = match self.is_javascript(&callee) {
                true => self.js(at, ir::Js::Call { callee, args }),
                false => self.py(at, Py::Call { callee, args }),
            };
        }
        Some(value)
    }

    /// A function of a class: its first parameter is the receiver, unless it has none.
    pub fn method_function(&mut self, def: &ast::FunctionDef, span: Span) -> Option<FuncId> {
        let scope = self.scopes.scope_at(def.name.span)?;
        let id = self.reserve_function();
        let params = without_receiver(def);
        let receiver = receiver(def).map(|param| param.name.name.clone());
        let (role, around) = (Role::Plain, Vec::new());
        let header = Header { id, scope, span, role, params: &params, around, receiver };
        Some(self.function(header, FunctionSource::Def(def)))
    }

    pub fn lambda(
        &mut self,
        span: Span,
        params: &ast::Params,
        body: &ast::Expr,
        role: Role,
        around: Around,
    ) -> Expr {
        let Some(scope) = self.scopes.scope_at(span) else { return self.error(span) };
        let id = self.reserve_function();
        let header = Header { id, scope, span, role, params, around, receiver: None };
        let func = self.function(header, FunctionSource::Lambda(body));
        self.expr(span, ExprKind::Func(func))
    }

    /// Takes the next function id, so that an outer function comes before its inner ones.
    pub fn reserve_function(&mut self) -> FuncId {
        let id = FuncId(self.builder.module.funcs.len() as u32);
        let span = self.item.span;
        self.builder.module.funcs.push(ir::Function {
            id,
            name: None,
            span,
            name_span: span,
            docstring: None,
            is_async: false,
            qualname: "".into(),
            is_generator: false,
            takes_ref: false,
            role: Role::Plain,
            receiver: None,
            params: Vec::new(),
            locals: Vec::new(),
            body: Body::Block(Vec::new()),
            returns: None,
        });
        id
    }

    fn function(&mut self, header: Header, source: FunctionSource) -> FuncId {
        let Header { id, scope, span, mut role, params, around, receiver } = header;
        let is_async = source.is_async();
        if role == Role::Component {
            self.refuse_key(params);
        }
        // Defaults belong to the scope around the function.
        let defaults = self.defaults(params);
        let outer_scope = self.scope.replace(scope);
        let outer_before = std::mem::take(&mut self.before);
        let qualname = self.qualname(None, source.name().as_deref().unwrap_or("<lambda>"));
        let context = FuncContext::new(id, is_async);
        self.funcs.push(FuncContext { inner: format!("{qualname}.<locals>."), ..context });
        self.declare_locals(scope, id);
        self.stand_for(scope, around);
        let receiver = receiver.and_then(|name| self.local_var(&name));
        if receiver.is_some() {
            self.receiver = receiver;
        }
        let params = self.params(params, defaults, &role);
        let (body, returns) = match &source {
            FunctionSource::Def(def) => {
                self.find_effect_callbacks(&def.body);
                self.find_signatures(&def.body);
                let body = self.block(&def.body);
                (Body::Block(body), def.returns.as_ref().map(|returns| self.annotation(returns)))
            }
            FunctionSource::Lambda(body) => {
                let value = self.lower(body);
                (self.lambda_body(value), None)
            }
        };
        self.before = outer_before;
        self.scope = outer_scope;
        let context = self.funcs.pop().unwrap_or_else(|| FuncContext::new(id, is_async));
        let name_span = source.name_span(span);
        let is_lambda = matches!(source, FunctionSource::Lambda(_));
        let is_generator = self.is_generator(&context, name_span, is_lambda, &mut role);
        let function = ir::Function {
            id,
            name: source.name(),
            qualname: qualname.into(),
            span,
            name_span,
            docstring: source.docstring(),
            is_async,
            is_generator,
            takes_ref: false,
            role,
            receiver,
            params,
            locals: context.locals,
            body,
            returns,
        };
        if let Some(slot) = self.builder.module.funcs.get_mut(id.index()) {
            *slot = function;
        }
        id
    }

    /// React takes `key` off the props.
    fn refuse_key(&mut self, params: &ast::Params) {
        let key = all_params(params).find(|(param, _)| &*param.name.name == "key");
        if let Some((param, _)) = key {
            let message = "React keeps `key` for itself: the component never gets it";
            let help = "name the prop otherwise, such as `item_key`, and pass it beside `key=`";
            self.report(Diagnostic::new(Code::PSC501, param.name.span, message).help(help));
        }
    }

    /// The functions that names of this scope stand for, wherever they are defined in it: what calls one
    /// may stand above it.
    fn find_signatures(&mut self, stmts: &[ast::Stmt]) {
        for stmt in stmts {
            match &stmt.kind {
                ast::StmtKind::Function(def) if def.decorators.is_empty() => {
                    self.signature(&def.name.name, &def.params);
                }
                ast::StmtKind::Assign { targets, value } => {
                    if let ([target], ast::ExprKind::Lambda { params, .. }) =
                        (targets.as_slice(), &value.kind)
                        && let ast::ExprKind::Name(name) = &target.kind
                    {
                        self.signature(name, params);
                        self.lambdas.extend(self.local_var(name));
                    }
                }
                _other => {}
            }
            crate::resolve::scope::for_each_block(stmt, &mut |block| self.find_signatures(block));
        }
    }

    fn signature(&mut self, name: &str, params: &ast::Params) {
        if let Some(var) = self.local_var(name)
            && let Some(row) = self.builder.module.vars.get(var.index())
            && row.writes == 1
            && self.func().is_some_and(|func| func.id == row.owner)
        {
            self.signatures.insert(var, params.clone());
        }
    }

    /// A lambda whose expression needed statements before it becomes a block.
    fn lambda_body(&mut self, value: Expr) -> Body {
        if self.before.is_empty() {
            return Body::Expr(Box::new(value));
        }
        let mut block = std::mem::take(&mut self.before);
        block.push(Stmt { span: value.span, kind: StmtKind::Return(Some(value)) });
        Body::Block(block)
    }

    /// Makes variables of the locals of a scope.
    pub fn declare_locals(&mut self, scope: ScopeId, owner: FuncId) {
        let Some(locals) = self.scopes.get(scope).map(|scope| scope.locals.clone()) else { return };
        for (index, local) in locals.into_iter().enumerate() {
            // An import binds no variable of JavaScript: the resolver has followed it.
            let imports = self.scopes.imports();
            if imports.iter().any(|import| import.scope == scope && import.name == local.name) {
                continue;
            }
            let kind = match local.kind {
                LocalKind::Param => VarKind::Param,
                LocalKind::Comp => VarKind::Comp,
                LocalKind::Assigned
                | LocalKind::Function
                | LocalKind::Class
                | LocalKind::Import
                | LocalKind::Except
                | LocalKind::Match => VarKind::Local,
            };
            let var = self.new_var(ir::Var {
                name: local.name.clone(),
                span: local.span,
                owner,
                kind,
                is_captured: local.is_captured,
                is_shared: local.is_shared,
                writes: local.writes,
                reads: local.reads,
                annotation: None,
            });
            self.vars.insert((scope, index), var);
            if local.kind == LocalKind::Class && local.writes == 1 && !local.is_shared {
                self.note_class_var(local.span, var);
            }
            if kind == VarKind::Local
                && let Some(func) = self.funcs.last_mut()
            {
                func.locals.push(var);
            }
        }
    }

    fn defaults(&mut self, params: &ast::Params) -> Vec<Option<Default>> {
        let all = all_params(params);
        all.map(|(param, _)| param.default.as_ref().map(|value| self.default(value, param)))
            .collect()
    }

    fn default(&mut self, value: &ast::Expr, param: &ast::Param) -> Default {
        self.default_of(value, &param.name.name)
    }

    pub fn default_of(&mut self, value: &ast::Expr, name: &str) -> Default {
        let is_in_body = self.depth() == 0;
        let mark = |this: &mut Self, is: bool| match &mut this.class {
            Some(class) if is_in_body => std::mem::replace(&mut class.is_in_default, is),
            _other => false,
        };
        let outer = mark(self, true);
        let lowered = self.lower(value);
        mark(self, outer);
        if self.is_immutable(&lowered) {
            return Default::Inline(lowered);
        }
        let hint = format!("{name}_default");
        let temp = self.temp(value.span, &hint);
        Default::Once { temp, value: lowered }
    }

    fn params(
        &mut self,
        params: &ast::Params,
        defaults: Vec<Option<Default>>,
        role: &Role,
    ) -> Vec<Param> {
        let mut lowered = Vec::new();
        for ((param, kind), default) in all_params(params).zip(defaults) {
            let Some(var) = self.local_var(&param.name.name) else { continue };
            if let Some(annotation) = &param.annotation {
                // `**options: Unpack[Options]` tells of all of them, `**options: str` of each.
                let is_of_all = is_special(self.item, annotation, "Unpack");
                if !matches!(kind, ParamKind::Rest | ParamKind::Keywords) {
                    self.holds_instance(&param.name.name, annotation);
                }
                let annotation = self.annotation(annotation);
                let annotation = match kind {
                    ParamKind::Rest | ParamKind::Keywords if is_of_all => annotation,
                    ParamKind::Rest => ir::Type::TupleOf(Box::new(annotation)),
                    ParamKind::Keywords => {
                        ir::Type::Dict(Box::new(ir::Type::Str), Box::new(annotation))
                    }
                    ParamKind::Positional | ParamKind::PositionalOnly | ParamKind::KeywordOnly => {
                        annotation
                    }
                };
                self.annotate(var, annotation);
            }
            if kind == ParamKind::Keywords
                && *role == Role::Component
                && let Some(func) = self.funcs.last_mut()
            {
                func.rest_of_props = Some(var);
            }
            lowered.push(Param { var, kind, default });
        }
        lowered
    }

    pub fn annotate(&mut self, var: VarId, annotation: ir::Type) {
        if let Some(row) = self.builder.module.vars.get_mut(var.index()) {
            row.annotation.get_or_insert(annotation);
        }
    }
}

struct Header<'p> {
    id: FuncId,
    scope: ScopeId,
    span: Span,
    role: Role,
    params: &'p ast::Params,
    around: Around,
    receiver: Option<Name>,
}

enum FunctionSource<'s> {
    Def(&'s ast::FunctionDef),
    Lambda(&'s ast::Expr),
}

impl FunctionSource<'_> {
    fn is_async(&self) -> bool {
        match self {
            FunctionSource::Def(def) => def.is_async,
            FunctionSource::Lambda(_) => false,
        }
    }

    fn name(&self) -> Option<crate::base::Name> {
        match self {
            FunctionSource::Def(def) => Some(def.name.name.clone()),
            FunctionSource::Lambda(_) => None,
        }
    }

    fn name_span(&self, whole: Span) -> Span {
        match self {
            FunctionSource::Def(def) => def.name.span,
            FunctionSource::Lambda(_) => whole,
        }
    }

    fn docstring(&self) -> Option<crate::base::Name> {
        match self {
            FunctionSource::Def(def) => def.docstring.as_ref().map(|doc| doc.text.clone()),
            FunctionSource::Lambda(_) => None,
        }
    }
}

/// Whether a decorator is React's `forwardRef`.
fn is_forward_ref(module: &ir::Module, decorator: &Expr) -> bool {
    let ExprKind::Symbol(symbol) = decorator.kind else { return false };
    match module.symbol(symbol).map(|symbol| &symbol.kind) {
        Some(ir::SymbolKind::Import(import)) => {
            &*import.source == "react"
                && matches!(&import.name, ir::ImportName::Named(name) if &**name == "forwardRef")
        }
        _other => false,
    }
}

/// The parameters in the order they are written in, which is also that in which JavaScript takes them;
/// keyword-only ones after a rest come in one object behind what the rest takes.
pub(super) fn all_params(
    params: &ast::Params,
) -> impl Iterator<Item = (&ast::Param, ParamKind)> + Clone {
    let positional_only = params.posonly.iter().map(|param| (param, ParamKind::PositionalOnly));
    let positional = params.args.iter().map(|param| (param, ParamKind::Positional));
    let keyword_only = params.kwonly.iter().map(|param| (param, ParamKind::KeywordOnly));
    let rest = params.vararg.iter().map(|param| (param, ParamKind::Rest));
    let keywords = params.kwarg.iter().map(|param| (param, ParamKind::Keywords));
    positional_only.chain(positional).chain(rest).chain(keyword_only).chain(keywords)
}

impl Lowering<'_> {
    /// Whether evaluating the expression anew for each call cannot be told from evaluating it once.
    fn is_immutable(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => true,
            ExprKind::Py(Py::Unary(_, operand)) => self.is_immutable(operand),
            ExprKind::Js(ir::Js::Undefined | ir::Js::Tag(_)) => true,
            // A module-level name that nothing assigns again.
            ExprKind::Symbol(symbol) => {
                match self.builder.module.symbol(*symbol).map(|symbol| &symbol.kind) {
                    Some(ir::SymbolKind::Function(_) | ir::SymbolKind::Import(_)) => true,
                    Some(ir::SymbolKind::Const { is_reassigned }) => !is_reassigned,
                    Some(ir::SymbolKind::Foreign { module, name }) => {
                        !self.is_reassigned(*module, name)
                    }
                    None => false,
                }
            }
            ExprKind::Var(_)
            | ExprKind::Func(_)
            | ExprKind::Class(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Py(_)
            | ExprKind::Jsx(_)
            | ExprKind::Hook(_)
            | ExprKind::Channel(_)
            | ExprKind::Js(_) => false,
        }
    }

    fn is_reassigned(&self, module: ir::ModuleId, name: &str) -> bool {
        let mut items = self.program.items.iter();
        items.any(|item| {
            item.module == module
                && *item.name == *name
                && matches!(
                    item.kind,
                    crate::resolve::ItemKind::Constant { is_reassigned: true, .. }
                )
        })
    }
}
