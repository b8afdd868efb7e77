//! Parameters without an annotation that are only ever called: callbacks, typed from how they are called.
//!
//! ```text
//! on_close(todo["id"], draft)         on_close: (id: number, draft: string) => void
//! ps.li(render(todo))                 render: (todo: Todo) => ReactNode
//! ps.button("x", onClick=on_close)    on_close: (event: any) => any
//! ```
//!
//! One that is also kept, handed on or changed may be anything.

use rustc_hash::FxHashMap;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    self, Arg, Child, CmpOp, Expr, ExprKind, Function, Hook, Js, Module, Place, PlaceKind, Prop,
    Py, Stmt, StmtKind, Tag, UnaryOp, VarId,
};
use crate::types::TypeMap;

use super::inferred::inferred;
use super::names::value_name;
use super::ts::{Param, ParamKind, Signature, Ts};

/// The types of the parameters of a function that its body tells.
pub(super) struct Callbacks<'a> {
    module: &'a Module,
    types: &'a TypeMap,
    names: FxHashMap<&'a str, VarId>,
    uses: FxHashMap<VarId, Uses<'a>>,
    /// Parameters with their types, as annotations tell them.
    known: FxHashMap<VarId, Ts>,
}

/// What is done with a parameter.
#[derive(Default)]
struct Uses<'a> {
    calls: Vec<Call<'a>>,
    /// It handles an event of an element.
    is_handler: bool,
    is_anything: bool,
}

struct Call<'a> {
    args: &'a [Arg],
    result: Result,
}

/// What becomes of the result.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Result {
    Dropped,
    Shown,
    Used,
}

impl<'a> Callbacks<'a> {
    /// Of what has no body.
    pub fn none(module: &'a Module, types: &'a TypeMap) -> Callbacks<'a> {
        let (names, uses, known) = Default::default();
        Callbacks { module, types, names, uses, known }
    }

    /// `annotated` are the types of the parameters that have annotations.
    pub fn of(
        module: &'a Module,
        types: &'a TypeMap,
        func: &'a Function,
        annotated: &FxHashMap<&str, Ts>,
    ) -> Callbacks<'a> {
        let (names, uses, known) = Default::default();
        let mut found = Callbacks { module, types, names, uses, known };
        for param in &func.params {
            if matches!(param.kind, ir::ParamKind::Rest | ir::ParamKind::Keywords) {
                continue;
            }
            let Some(var) = module.var(param.var) else { continue };
            match annotated.get(&*var.name) {
                Some(ty) if var.writes <= 1 => {
                    found.known.insert(param.var, ty.clone());
                }
                Some(_stored_again) => {}
                None => {
                    found.names.insert(&var.name, param.var);
                    found.uses.insert(param.var, Uses::default());
                }
            }
        }
        if !found.uses.is_empty() {
            walk::walk_body(&mut found, func);
        }
        found
    }

    /// The type of the parameter of that name, where its uses tell it.
    pub fn ts(&self, name: &str) -> Option<Ts> {
        let uses = self.uses.get(self.names.get(name)?)?;
        if uses.is_anything || (uses.calls.is_empty() && !uses.is_handler) {
            return None;
        }
        let is_plain = |arg: &Arg| matches!(arg, Arg::Pos(_));
        if uses.calls.iter().any(|call| !call.args.iter().all(is_plain)) {
            return Some(Ts::any_function(Ts::ANY));
        }
        if uses.is_handler && !uses.calls.is_empty() {
            return Some(Ts::any_function(Ts::ANY));
        }
        if uses.is_handler {
            let event = Param { name: "event".to_owned(), ty: Ts::ANY, kind: ParamKind::Required };
            return Some(Ts::Function(Box::new(Signature {
                params: vec![event],
                result: Ts::ANY,
            })));
        }
        Some(self.signature(&uses.calls))
    }

    fn signature(&self, calls: &[Call<'_>]) -> Ts {
        let longest = calls.iter().map(|call| call.args.len()).max().unwrap_or(0);
        let shortest = calls.iter().map(|call| call.args.len()).min().unwrap_or(0);
        let mut params: Vec<Param> = Vec::new();
        for at in 0..longest {
            let args = calls.iter().filter_map(|call| match call.args.get(at) {
                Some(Arg::Pos(value)) => Some(value),
                _none => None,
            });
            let args: Vec<&Expr> = args.collect();
            let mut names = args.iter().map(|arg| self.name(arg));
            let first = names.next().flatten();
            let name = first.filter(|first| names.all(|name| name.as_ref() == Some(first)));
            let name = name.filter(|name| params.iter().all(|param| param.name != *name));
            params.push(Param {
                name: name.unwrap_or_else(|| format!("arg{}", at + 1)),
                ty: Ts::union(args.iter().map(|arg| self.type_of(arg))),
                kind: if at < shortest { ParamKind::Required } else { ParamKind::Optional },
            });
        }
        let is = |result: Result| calls.iter().all(|call| call.result == result);
        let result = match () {
            () if is(Result::Dropped) => Ts::VOID,
            () if is(Result::Shown) => Ts::NODE,
            () => Ts::ANY,
        };
        Ts::Function(Box::new(Signature { params, result }))
    }

    fn type_of(&self, arg: &Expr) -> Ts {
        match &arg.kind {
            ExprKind::Var(var) if self.known.contains_key(var) => {
                self.known.get(var).cloned().unwrap_or(Ts::ANY)
            }
            _other => inferred(self.types.expr(arg.id)),
        }
    }

    /// What the argument is called where it comes from.
    fn name(&self, arg: &Expr) -> Option<String> {
        let name = match &arg.kind {
            ExprKind::Var(var) => &self.module.var(*var)?.name,
            ExprKind::Py(Py::Attr(_, name)) => name,
            ExprKind::Py(Py::Index(_, key)) => match &key.kind {
                ExprKind::Str(key) => key,
                _other => return None,
            },
            _other => return None,
        };
        let is_plain = crate::emit::js::is_identifier_name(name) && !name.starts_with('_');
        is_plain.then(|| value_name(name))
    }

    fn param(&mut self, expr: &Expr) -> Option<&mut Uses<'a>> {
        match &expr.kind {
            ExprKind::Var(var) => self.uses.get_mut(var),
            _other => None,
        }
    }

    /// A call of a parameter.
    fn call(&mut self, expr: &'a Expr, result: Result) -> bool {
        let ExprKind::Py(Py::Call { callee, args }) = &expr.kind else { return false };
        let Some(uses) = self.param(callee) else { return false };
        uses.calls.push(Call { args, result });
        args.iter().filter_map(value).for_each(|value| self.expr(value));
        true
    }

    /// Where only its truth is asked, a parameter may stand by itself.
    fn test(&mut self, test: &'a Expr) {
        match &test.kind {
            ExprKind::Py(Py::And(operands) | Py::Or(operands)) => {
                operands.iter().for_each(|operand| self.test(operand));
            }
            _one if self.param(test).is_some() => {}
            _one => self.expr(test),
        }
    }

    /// A list of dependencies.
    fn hook(&mut self, hook: &'a Hook) {
        let mut args = hook.args.iter().filter_map(value);
        args.next().into_iter().for_each(|first| self.expr(first));
        for other in args {
            match &other.kind {
                ExprKind::Py(Py::List(items)) => {
                    items.iter().filter_map(value).for_each(|item| self.test(item));
                }
                _no_list => self.expr(other),
            }
        }
    }
}

fn value(arg: &Arg) -> Option<&Expr> {
    match arg {
        Arg::Pos(value) | Arg::Spread(value) => Some(value),
        Arg::Omitted => None,
    }
}

/// The value that is handed to JavaScript.
fn bare(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Js(Js::ToJs(inner)) => inner,
        _plain => value,
    }
}

/// `onClick`, `onPointerMove`.
fn is_event(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

impl<'a> Visitor<'a> for Callbacks<'a> {
    fn module(&self) -> &'a Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Expr(expr) if self.call(expr, Result::Dropped) => {}
            // `on_close and on_close()`
            StmtKind::Expr(Expr { kind: ExprKind::Py(Py::And(operands)), .. })
                if matches!(operands.as_slice(), [test, last]
                    if self.param(test).is_some() && self.call(last, Result::Dropped)) => {}
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                self.test(test);
                walk::walk_block(self, body);
                walk::walk_block(self, orelse);
            }
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn place(&mut self, place: &'a Place) {
        if let PlaceKind::Var(var) = place.kind
            && let Some(uses) = self.uses.get_mut(&var)
        {
            uses.is_anything = true;
        }
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'a Expr) {
        if self.call(expr, Result::Used) {
            return;
        }
        match &expr.kind {
            ExprKind::Var(_) => {
                if let Some(uses) = self.param(expr) {
                    uses.is_anything = true;
                }
            }
            ExprKind::Py(Py::Compare(CmpOp::Is | CmpOp::IsNot, left, right))
                if matches!(right.kind, ExprKind::None) =>
            {
                self.test(left);
            }
            ExprKind::Py(Py::Unary(UnaryOp::Not, operand)) => self.test(operand),
            // Where `on_close and on_close()` is `on_close`, it is None.
            ExprKind::Py(Py::And(operands)) => {
                let (last, tests) = match operands.split_last() {
                    Some((last, tests)) => (Some(last), tests),
                    None => (None, [].as_slice()),
                };
                tests.iter().for_each(|operand| self.test(operand));
                last.into_iter().for_each(|last| self.expr(last));
            }
            ExprKind::Py(Py::Cond { test, then, orelse }) => {
                self.test(test);
                self.expr(then);
                self.expr(orelse);
            }
            ExprKind::Hook(hook) => self.hook(hook),
            ExprKind::Jsx(element) => {
                let is_tag = matches!(element.tag, Tag::Intrinsic(_));
                if let Tag::Component(component) = &element.tag {
                    self.expr(component);
                }
                for prop in &element.props {
                    match prop {
                        Prop::Named { name, value, .. } if is_tag && is_event(name) => {
                            match self.param(bare(value)) {
                                Some(uses) => uses.is_handler = true,
                                None => self.expr(value),
                            }
                        }
                        Prop::Named { value, .. } | Prop::Spread(value) => self.expr(value),
                    }
                }
                element.key.iter().for_each(|key| self.expr(key));
                for child in &element.children {
                    match child {
                        Child::One(value) if self.call(value, Result::Shown) => {}
                        Child::One(value) | Child::Spread(value) => self.expr(value),
                    }
                }
            }
            _other => walk::walk_expr(self, expr),
        }
    }
}
