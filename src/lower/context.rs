//! What the lowering of one item carries along: the module being built, the scopes of the item, and
//! the function it is in.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{self, Expr, ExprId, ExprKind, FuncId, Py, Stmt, StmtKind, VarId, VarKind};
use crate::lower::class::ClassContext;
use crate::lower::components::Noted;
use crate::lower::held::Held;
use crate::lower::sight::Sight;
use crate::resolve::scope::{ScopeId, Scopes};
use crate::resolve::{self, Binding};

/// The module under construction; lives across its items.
pub(super) struct ModuleBuilder {
    pub module: ir::Module,
    /// Symbols made so far, by what they stand for.
    pub imports: FxHashMap<ir::JsImport, ir::SymbolId>,
    pub foreign: FxHashMap<resolve::ItemId, ir::SymbolId>,
    pub own: FxHashMap<resolve::ItemId, ir::SymbolId>,
    /// What the values that components and classes may be in need to be told of.
    pub noted: Noted,
    pub held: Held,
    /// Receivers of `__setitem__` and `__delitem__`, by where they stand.
    pub special_places: FxHashMap<Span, (crate::base::Name, Span)>,
}

/// The function being lowered.
pub(super) struct FuncContext {
    pub id: FuncId,
    /// What the names of functions in it begin with: `make.<locals>.`.
    pub inner: String,
    pub locals: Vec<VarId>,
    pub is_async: bool,
    /// The `**rest` of a component.
    pub rest_of_props: Option<VarId>,
    /// How many `yield`s were lowered so far: a function with one is a generator.
    pub yields: u32,
    /// Comprehensions around the expression being lowered.
    pub comps: u32,
    /// The first `return` with a value.
    pub value_return: Option<Span>,
    /// Loops around the statement being lowered.
    pub loops: u32,
}

impl FuncContext {
    pub fn new(id: FuncId, is_async: bool) -> FuncContext {
        FuncContext {
            id,
            inner: String::new(),
            locals: Vec::new(),
            is_async,
            rest_of_props: None,
            yields: 0,
            comps: 0,
            value_return: None,
            loops: 0,
        }
    }
}

/// The state of the lowering within one item.
pub(super) struct Lowering<'a> {
    pub program: &'a resolve::Program,
    pub item: &'a resolve::Item,
    /// The classes in sight.
    pub sight: &'a Sight<'a>,
    /// The class being lowered, and the first parameter of its method.
    pub class: Option<ClassContext<'a>>,
    pub receiver: Option<VarId>,
    pub builder: &'a mut ModuleBuilder,
    pub scopes: &'a Scopes,
    pub sink: &'a mut Sink,
    /// The scope that names are looked up from.
    pub scope: Option<ScopeId>,
    pub vars: FxHashMap<(ScopeId, usize), VarId>,
    /// Classes by the variables that hold them and nothing else.
    pub class_vars: FxHashMap<resolve::ItemId, VarId>,
    pub funcs: Vec<FuncContext>,
    /// Statements made before the one being lowered, for temporaries.
    pub before: Vec<Stmt>,
    /// Nested functions by their variable: the syntax their calls are bound against.
    pub signatures: FxHashMap<VarId, crate::syntax::ast::Params>,
    /// Those of them that hold a lambda.
    pub lambdas: FxHashSet<VarId>,
    /// Variables that are given one text and nothing else.
    pub texts: FxHashMap<VarId, String>,
    /// Variables that are given what `re.compile` makes and nothing else.
    pub patterns: FxHashSet<VarId>,
    /// Variables that hold modules of JavaScript: `mod = await import_("chart.js")`.
    pub js_modules: FxHashSet<VarId>,
    /// Nested functions that are only ever passed to one effect.
    pub effect_callbacks: FxHashMap<VarId, Vec<VarId>>,
    /// Expressions that are event handlers of tags.
    pub handlers: FxHashSet<Span>,
    /// Nesting depth of the expression being lowered.
    pub depth: u32,
}

impl<'a> Lowering<'a> {
    pub fn new(
        program: &'a resolve::Program,
        item: &'a resolve::Item,
        sight: &'a Sight<'a>,
        builder: &'a mut ModuleBuilder,
        sink: &'a mut Sink,
    ) -> Lowering<'a> {
        Lowering {
            program,
            item,
            sight,
            class: None,
            receiver: None,
            builder,
            scopes: &item.scopes,
            sink,
            scope: None,
            vars: FxHashMap::default(),
            class_vars: FxHashMap::default(),
            funcs: Vec::new(),
            before: Vec::new(),
            signatures: FxHashMap::default(),
            lambdas: FxHashSet::default(),
            texts: FxHashMap::default(),
            patterns: FxHashSet::default(),
            js_modules: FxHashSet::default(),
            effect_callbacks: FxHashMap::default(),
            handlers: FxHashSet::default(),
            depth: 0,
        }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// Reports, and yields the error node that takes the construct's place.
    pub fn refuse(&mut self, code: &'static Code, span: Span, message: &str, help: &str) -> Expr {
        self.report(Diagnostic::new(code, span, message).help(help));
        self.error(span)
    }

    pub fn error(&mut self, span: Span) -> Expr {
        self.expr(span, ExprKind::Error)
    }

    pub fn expr(&mut self, span: Span, kind: ExprKind) -> Expr {
        let id = ExprId(self.builder.module.expr_count);
        self.builder.module.expr_count += 1;
        Expr { id, span, kind }
    }

    pub fn py(&mut self, span: Span, py: Py) -> Expr {
        self.expr(span, ExprKind::Py(py))
    }

    pub fn js(&mut self, span: Span, js: ir::Js) -> Expr {
        self.expr(span, ExprKind::Js(js))
    }

    pub fn var_expr(&mut self, span: Span, var: VarId) -> Expr {
        self.expr(span, ExprKind::Var(var))
    }

    /// The meaning of a name or dotted chain, by its span; `None` for a local or a plain attribute.
    pub fn binding(&self, span: Span) -> Option<&'a Binding> {
        self.item.refs.get(&span)
    }

    /// How many functions of the class are around.
    pub fn depth(&self) -> usize {
        self.funcs.len() - self.class.as_ref().map_or(0, |class| class.depth)
    }

    /// The innermost function.
    pub fn func(&self) -> Option<&FuncContext> {
        self.funcs.last()
    }

    /// What CPython calls a function that is defined here, or that a variable of a function around holds.
    pub fn qualname(&self, var: Option<VarId>, name: &str) -> String {
        let owner = var.and_then(|var| self.builder.module.var(var)).map(|row| row.owner);
        if let Some(func) = self.funcs.iter().find(|func| Some(func.id) == owner) {
            return func.inner.clone() + name;
        }
        let is_in_body = |class: &&ClassContext| class.depth == self.funcs.len();
        if let Some(class) = self.class.as_ref().filter(is_in_body) {
            return format!("{}.{name}", class.qualname);
        }
        match self.funcs.last() {
            Some(func) => func.inner.clone() + name,
            None => name.to_owned(),
        }
    }

    /// A fresh temporary of the innermost function. `hint` becomes part of its name.
    pub fn temp(&mut self, span: Span, hint: &str) -> VarId {
        let owner = self.func().map_or(FuncId(u32::MAX), |func| func.id);
        let var = self.new_var(ir::Var {
            name: hint.into(),
            span,
            owner,
            kind: VarKind::Temp,
            is_captured: false,
            is_shared: false,
            writes: 1,
            reads: 1,
            annotation: None,
        });
        if let Some(func) = self.funcs.last_mut() {
            func.locals.push(var);
        }
        var
    }

    pub fn new_var(&mut self, var: ir::Var) -> VarId {
        let id = VarId(self.builder.module.vars.len() as u32);
        self.builder.module.vars.push(var);
        id
    }

    /// Makes the value usable twice: an atom as it is, anything else through a temporary that is
    /// assigned in a statement before the current one.
    pub fn atom_before(&mut self, value: Expr, hint: &str) -> Expr {
        if value.is_atom() {
            return value;
        }
        let span = value.span;
        let var = self.temp(span, hint);
        let place = ir::Place { span, kind: ir::PlaceKind::Var(var) };
        self.before.push(Stmt { span, kind: StmtKind::Assign { place, value } });
        self.var_expr(span, var)
    }

    /// A copy of an atom with an id of its own.
    pub fn copy_atom(&mut self, atom: &Expr) -> Expr {
        debug_assert!(atom.is_atom());
        self.expr(atom.span, atom.kind.clone())
    }
}
