//! What marks a function: Pulse's `javascript`, and whatever leads to it.
//!
//! ```text
//! @ps.javascript(jsx=True)                            the marker itself
//! jsx = ps.javascript(jsx=True)                       @jsx
//! jsx = partial(ps.javascript, jsx=True)              @jsx
//! def client(fn): return ps.javascript(fn)            @client
//! def client(*, jsx=False):                           @client(jsx=True)
//!     return ps.javascript(jsx=jsx)
//! area = ps.javascript(_area)                         a call
//! ```
//!
//! Functions of the project are followed as far as their bodies are plain: what they do besides
//! (`REGISTRY.append(fn)`) is the server's.

use std::rc::Rc;

use super::bodies::Owner;
use super::meaning::{Def, Meaning, ModId};
use super::namespace::Namespaces;
use crate::base::Name;
use crate::resolve::{Binding, ItemKind, Marker};
use crate::syntax::ast::{self, Arg, ArgKind, Constant, ExprKind, StmtKind};

/// How many functions are followed.
const MAX_CALLS: u32 = 20;

/// What an expression is, as far as marking goes.
#[derive(Clone)]
pub(super) enum Value {
    /// `ps.javascript`.
    Maker,
    /// `ps.javascript(jsx=True)`: it takes the function.
    Mark(Marker),
    /// A function that is to be marked; none stands for the one beneath a decorator.
    Target(Option<Rc<Def>>),
    Marked(Marker, Option<Rc<Def>>),
    Flag(bool),
    None,
    /// A lambda, or a function in a function: where its free names are looked up, what the functions
    /// around it bind, and its definition.
    Function(Rc<Code>, ModId, Rc<Env>, Option<Rc<Def>>),
    /// One of a module, which may mark, or be marked.
    Defined(Rc<Def>),
    /// `partial(...)`
    Partial(Rc<(Value, Vec<Given>)>),
    Unknown,
}

pub(super) struct Code {
    params: ast::Params,
    body: Body,
}

enum Body {
    Statements(Vec<ast::Stmt>),
    Value(ast::Expr),
}

/// An argument: by its name, or by position.
#[derive(Clone)]
pub(super) struct Given {
    name: Option<Name>,
    value: Value,
}

#[derive(Default)]
pub(super) struct Env {
    names: Vec<(Name, Value)>,
    outer: Option<Rc<Env>>,
}

impl Env {
    fn get(&self, name: &str) -> Option<&Value> {
        let own = self.names.iter().rev().find(|(known, _)| **known == *name);
        own.map(|(_, value)| value).or_else(|| self.outer.as_ref()?.get(name))
    }
}

impl Namespaces<'_> {
    /// How a decorator marks the function beneath it.
    pub(super) fn mark_of(&mut self, id: ModId, decorator: &ast::Expr) -> Option<Marker> {
        let value = self.marking(id, decorator);
        match self.apply(value, &[positional(Value::Target(None))], MAX_CALLS) {
            Value::Marked(marker, None) => Some(marker),
            _ => None,
        }
    }

    /// `jsx = ps.javascript(jsx=True)`, `area = client(_area)`: what the name then is.
    pub(super) fn marking_value(&mut self, id: ModId, value: &ast::Expr) -> Option<Meaning> {
        if !matches!(value.kind, ExprKind::Call { .. }) {
            return None;
        }
        Some(match self.marking(id, value) {
            Value::Maker => Meaning::Value(Binding::Marker(None)),
            Value::Mark(marker) => Meaning::Value(Binding::Marker(Some(marker))),
            Value::Marked(marker, Some(def)) => Meaning::Def(with_mark(&def, marker)),
            // `jsx = partial(ps.javascript, jsx=True)`
            value @ Value::Partial(_) => {
                match self.apply(value, &[positional(Value::Target(None))], MAX_CALLS) {
                    Value::Marked(marker, None) => Meaning::Value(Binding::Marker(Some(marker))),
                    _ => return None,
                }
            }
            Value::Target(_)
            | Value::Marked(_, None)
            | Value::Flag(_)
            | Value::None
            | Value::Function(..)
            | Value::Defined(_)
            | Value::Unknown => return None,
        })
    }

    /// What an expression is to a marker.
    pub(super) fn marking(&mut self, id: ModId, expr: &ast::Expr) -> Value {
        self.eval(id, &Rc::default(), expr, MAX_CALLS)
    }

    fn eval(&mut self, id: ModId, env: &Rc<Env>, expr: &ast::Expr, fuel: u32) -> Value {
        match &expr.kind {
            ExprKind::Constant(Constant::Bool(value)) => Value::Flag(*value),
            ExprKind::Constant(Constant::None) => Value::None,
            ExprKind::Name(name) if env.get(name).is_some() => {
                env.get(name).cloned().unwrap_or(Value::Unknown)
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } => match self.chain(id, expr) {
                Some(meaning) => self.meant(&meaning, fuel),
                None => Value::Unknown,
            },
            ExprKind::Lambda { params, body } => {
                let code = Code { params: (**params).clone(), body: Body::Value((**body).clone()) };
                Value::Function(Rc::new(code), id, env.clone(), None)
            }
            ExprKind::IfElse { test, body, orelse } => match self.truth(id, env, test, fuel) {
                Some(true) => self.eval(id, env, body, fuel),
                Some(false) => self.eval(id, env, orelse, fuel),
                None => Value::Unknown,
            },
            ExprKind::Call { func, args } => {
                let given = args.iter().map(|arg| self.given(id, env, arg, fuel));
                let Some(given) = given.collect::<Option<Vec<_>>>() else { return Value::Unknown };
                if self.is_partial(id, func)
                    && let [Given { name: None, value }, rest @ ..] = given.as_slice()
                {
                    return match value {
                        Value::Unknown => Value::Unknown,
                        _ => Value::Partial(Rc::new((value.clone(), rest.to_vec()))),
                    };
                }
                let callee = self.eval(id, env, func, fuel);
                self.apply(callee, &given, fuel)
            }
            _ => Value::Unknown,
        }
    }

    fn given(&mut self, id: ModId, env: &Rc<Env>, arg: &Arg, fuel: u32) -> Option<Given> {
        let name = match &arg.kind {
            ArgKind::Positional => None,
            ArgKind::Keyword(name) => Some(name.name.clone()),
            ArgKind::Star | ArgKind::DoubleStar => return None,
        };
        Some(Given { name, value: self.eval(id, env, &arg.value, fuel) })
    }

    fn is_partial(&mut self, id: ModId, func: &ast::Expr) -> bool {
        matches!(
            self.chain(id, func),
            Some(Meaning::Value(Binding::Builtin(row))) if row.name == "functools.partial"
        )
    }

    fn meant(&mut self, meaning: &Meaning, fuel: u32) -> Value {
        match meaning {
            Meaning::Value(Binding::Marker(None)) => Value::Maker,
            Meaning::Value(Binding::Marker(Some(marker))) => Value::Mark(*marker),
            Meaning::Def(def) => match &def.kind {
                ItemKind::Function { .. } => Value::Defined(def.clone()),
                // `wrap = lambda fn: ps.javascript(fn)`, `JSX = True`
                ItemKind::Constant { value, is_reassigned: false, .. } if fuel > 0 => {
                    self.eval(def.module, &Rc::default(), value, fuel - 1)
                }
                ItemKind::Constant { .. }
                | ItemKind::TypeClass(_)
                | ItemKind::TypeAlias(_)
                | ItemKind::Class(_) => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    fn apply(&mut self, callee: Value, given: &[Given], fuel: u32) -> Value {
        if fuel == 0 {
            return Value::Unknown;
        }
        match callee {
            Value::Maker => made(given),
            Value::Mark(marker) => match given {
                [Given { name: None, value }] => marked(marker, value),
                _ => Value::Unknown,
            },
            Value::Partial(partial) => {
                let (callee, first) = &*partial;
                let all: Vec<Given> = first.iter().chain(given).cloned().collect();
                self.apply(callee.clone(), &all, fuel - 1)
            }
            Value::Function(code, id, outer, _) => {
                let Some(env) = self.bound(id, outer, &code.params, given, fuel) else {
                    return Value::Unknown;
                };
                match &code.body {
                    Body::Value(value) => self.eval(id, &env, value, fuel - 1),
                    Body::Statements(body) => self.returned(id, env, body, fuel),
                }
            }
            Value::Defined(def) => match &def.kind {
                ItemKind::Function { def: function, marker: None, decorators }
                    if decorators.is_empty() =>
                {
                    let (id, params) = (def.module, &function.params);
                    let owner = Owner::Function(function);
                    let body = self.modules.body(id, owner).unwrap_or(id);
                    match self.bound(id, Rc::default(), params, given, fuel) {
                        Some(env) => self.returned(body, env, &function.body, fuel),
                        None => Value::Unknown,
                    }
                }
                _ => Value::Unknown,
            },
            Value::Target(_)
            | Value::Marked(..)
            | Value::Flag(_)
            | Value::None
            | Value::Unknown => Value::Unknown,
        }
    }

    /// Parameters with what they are called with, or their defaults.
    fn bound(
        &mut self,
        id: ModId,
        outer: Rc<Env>,
        params: &ast::Params,
        given: &[Given],
        fuel: u32,
    ) -> Option<Rc<Env>> {
        let mut by_position = given.iter().filter(|it| it.name.is_none());
        let mut names = Vec::new();
        let positional = params.posonly.iter().chain(&params.args).map(|it| (it, true));
        for (param, is_positional) in positional.chain(params.kwonly.iter().map(|it| (it, false))) {
            let at_place = if is_positional { by_position.next() } else { None };
            let by_name = || given.iter().find(|it| it.name.as_ref() == Some(&param.name.name));
            let value = match (at_place.or_else(by_name), &param.default) {
                (Some(given), _) => given.value.clone(),
                (None, Some(default)) => self.eval(id, &outer, default, fuel - 1),
                (None, None) => return None,
            };
            names.push((param.name.name.clone(), value));
        }
        let is_all = by_position.next().is_none();
        is_all.then(|| Rc::new(Env { names, outer: Some(outer) }))
    }

    fn returned(&mut self, id: ModId, mut env: Rc<Env>, body: &[ast::Stmt], fuel: u32) -> Value {
        self.run(id, &mut env, body, fuel - 1).unwrap_or(Value::None)
    }

    /// What the statements return; none when they go on.
    fn run(
        &mut self,
        id: ModId,
        env: &mut Rc<Env>,
        body: &[ast::Stmt],
        fuel: u32,
    ) -> Option<Value> {
        for stmt in body {
            let bound = match &stmt.kind {
                StmtKind::Return(value) => {
                    return Some(match value {
                        Some(value) => self.eval(id, env, value, fuel),
                        None => Value::None,
                    });
                }
                StmtKind::Function(def) => (def.name.name.clone(), self.inner(id, env, def)),
                StmtKind::Assign { targets, value } => match targets.as_slice() {
                    [ast::Expr { kind: ExprKind::Name(name), .. }] => {
                        (name.clone(), self.eval(id, env, value, fuel))
                    }
                    _ => continue,
                },
                StmtKind::If { test, body, orelse } => {
                    let branch = match self.truth(id, env, test, fuel) {
                        Some(true) => body,
                        Some(false) => orelse,
                        None => return Some(Value::Unknown),
                    };
                    match self.run(id, env, branch, fuel) {
                        Some(value) => return Some(value),
                        None => continue,
                    }
                }
                StmtKind::Expr(_)
                | StmtKind::AnnAssign { .. }
                | StmtKind::AugAssign { .. }
                | StmtKind::Import(_)
                | StmtKind::ImportFrom(_)
                | StmtKind::Assert { .. }
                | StmtKind::Global(_)
                | StmtKind::Nonlocal(_)
                | StmtKind::Delete(_)
                | StmtKind::TypeAlias { .. }
                | StmtKind::Class(_)
                | StmtKind::Pass => continue,
                StmtKind::Missing
                | StmtKind::For(_)
                | StmtKind::While { .. }
                | StmtKind::With { .. }
                | StmtKind::Match { .. }
                | StmtKind::Raise { .. }
                | StmtKind::Try(_)
                | StmtKind::Break
                | StmtKind::Continue => return Some(Value::Unknown),
            };
            *env = Rc::new(Env { names: vec![bound], outer: Some(env.clone()) });
        }
        None
    }

    /// What a `def` in a function binds.
    fn inner(&mut self, id: ModId, env: &Rc<Env>, def: &ast::FunctionDef) -> Value {
        let found = match self.name(id, &def.name.name) {
            Some(Meaning::Def(found)) if found.name_span == def.name.span => Some(found),
            _ => None,
        };
        match found.as_ref().map(|it| &it.kind) {
            Some(ItemKind::Function { marker: Some(marker), .. }) => Value::Marked(*marker, found),
            _ if def.decorators.is_empty() => {
                let body = Body::Statements(def.body.clone());
                let code = Code { params: def.params.clone(), body };
                Value::Function(Rc::new(code), id, env.clone(), found)
            }
            _ => Value::Unknown,
        }
    }

    /// Whether a test holds: a flag, `fn is None`.
    fn truth(&mut self, id: ModId, env: &Rc<Env>, test: &ast::Expr, fuel: u32) -> Option<bool> {
        match &test.kind {
            ExprKind::Unary { op: ast::UnaryOp::Not, operand } => {
                self.truth(id, env, operand, fuel).map(|it| !it)
            }
            ExprKind::Compare { left, rest } => {
                let [(op, right)] = rest.as_slice() else { return None };
                let left = self.eval(id, env, left, fuel);
                let right = self.eval(id, env, right, fuel);
                let is_none = matches!(right, Value::None);
                let is_known = !matches!(left, Value::Unknown) && is_none;
                let is_same = matches!(left, Value::None);
                match op {
                    ast::CmpOp::Is | ast::CmpOp::Eq => is_known.then_some(is_same),
                    ast::CmpOp::IsNot | ast::CmpOp::NotEq => is_known.then_some(!is_same),
                    ast::CmpOp::Lt
                    | ast::CmpOp::LtE
                    | ast::CmpOp::Gt
                    | ast::CmpOp::GtE
                    | ast::CmpOp::In
                    | ast::CmpOp::NotIn => None,
                }
            }
            ExprKind::Call { func, .. } if matches!(&func.kind, ExprKind::Name(name) if &**name == "callable") =>
            {
                let ExprKind::Call { args, .. } = &test.kind else { return None };
                let [arg] = args.as_slice() else { return None };
                match self.eval(id, env, &arg.value, fuel) {
                    Value::None | Value::Flag(_) => Some(false),
                    Value::Unknown => None,
                    Value::Maker
                    | Value::Mark(_)
                    | Value::Target(_)
                    | Value::Marked(..)
                    | Value::Function(..)
                    | Value::Defined(_)
                    | Value::Partial(_) => Some(true),
                }
            }
            _ => match self.eval(id, env, test, fuel) {
                Value::Flag(value) => Some(value),
                Value::None => Some(false),
                Value::Target(_) | Value::Function(..) | Value::Defined(_) => Some(true),
                Value::Maker
                | Value::Mark(_)
                | Value::Marked(..)
                | Value::Partial(_)
                | Value::Unknown => None,
            },
        }
    }
}

/// The definition, marked.
pub(super) fn with_mark(def: &Def, marker: Marker) -> Rc<Def> {
    let kind = match &def.kind {
        ItemKind::Function { def, decorators, .. } => ItemKind::Function {
            def: def.clone(),
            marker: Some(marker),
            decorators: decorators.clone(),
        },
        other => other.clone(),
    };
    Rc::new(Def { kind, name: def.name.clone(), ..*def })
}

fn positional(value: Value) -> Given {
    Given { name: None, value }
}

/// `ps.javascript(...)`.
fn made(given: &[Given]) -> Value {
    let mut is_jsx = false;
    let mut target = None;
    for Given { name, value } in given {
        match (name.as_deref(), value) {
            (Some("jsx"), Value::Flag(flag)) => is_jsx = *flag,
            (None | Some("fn"), Value::None) => {}
            (None | Some("fn"), value) if target.is_none() => target = Some(value),
            _ => return Value::Unknown,
        }
    }
    match target {
        Some(value) => marked(Marker { is_jsx }, value),
        None => Value::Mark(Marker { is_jsx }),
    }
}

fn marked(marker: Marker, value: &Value) -> Value {
    match value {
        Value::Target(def) => Value::Marked(marker, def.clone()),
        Value::Defined(def) | Value::Function(.., Some(def)) => {
            Value::Marked(marker, Some(def.clone()))
        }
        _ => Value::Unknown,
    }
}
