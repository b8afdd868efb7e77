//! Calls of values that are, or may be, classes of JavaScript.
//!
//! ```text
//! KINDS = {"socket": WebSocket, "chart": Chart}     (`Chart` of a package: a class, as far as its name tells)
//! KINDS["socket"](url)         new KINDS.socket(url)
//! KINDS[kind](url)             make(KINDS[kind], url): the engine tells a class from a function
//! run(WebSocket)               run(withoutNew(WebSocket)), where `run` is not seen
//! ```
//!
//! A function that only the program says to be a class (`.as_(type[Chart])`) is told from no other function
//! when the code runs. Where one may be called among other values, it is `withoutNew(Chart, true)` there.

use rustc_hash::FxHashMap;

use crate::diag::Diagnostic;
use crate::ir::{Arg, Expr, ExprId, ExprKind, ImportName, Js, Module, Py, SymbolKind};
use crate::lower::call::keyword_refused;
use crate::lower::components::classes::ClassId;
use crate::lower::components::flow::Flow;
use crate::lower::js::crosses_as_it_is;
use crate::tables::js_classes::{self, Calls};
use crate::tables::returns::Returns;

/// What is to be rewritten.
#[derive(Default)]
pub(super) struct Constructors {
    /// Calls, with what each is.
    calls: FxHashMap<ExprId, Calls>,
    /// Classes that become callable, and whether only the program says that they are classes.
    callable: FxHashMap<ExprId, bool>,
    refused: Vec<Diagnostic>,
}

impl Constructors {
    pub fn of(flow: &Flow) -> Constructors {
        let mut callable = FxHashMap::default();
        for class in flow.classes.wanting_callable_classes() {
            let sources = class.sources.iter();
            let known = sources.filter_map(|id| Some((*id, *flow.js_classes.get(id)?)));
            callable.extend(known.filter(|(_, declared)| *declared || class.escapes));
        }
        Constructors { callable, ..Constructors::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.callable.is_empty()
    }

    pub fn take_refused(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.refused)
    }

    /// Looks at a call of a value.
    pub fn look(&mut self, flow: &Flow, expr: &Expr, py: &Py) {
        let called = match py {
            Py::Call { callee, args } => match (&callee.kind, args.as_slice()) {
                (ExprKind::Py(Py::Helper("callWith")), [Arg::Pos(callee), _, rest @ ..]) => {
                    return self.look_by_keyword(flow, callee, rest);
                }
                (ExprKind::Py(Py::Helper(_)), _) => return,
                _value => flow.class_of(callee),
            },
            Py::Method { keywords, .. } => {
                let calls = calls(flow, flow.methods.get(&expr.id).copied());
                if let (Some(Calls::Constructor), Some(keyword)) = (calls, keywords.first()) {
                    self.refused.push(keyword_refused(&keyword.name, keyword.span));
                }
                if !keywords.is_empty() {
                    return;
                }
                flow.methods.get(&expr.id).copied()
            }
            Py::Builtin { row, args, .. } => match (row.returns, args.as_slice()) {
                (Returns::Mapped, [Arg::Pos(function), Arg::Pos(_)]) if function.is_atom() => {
                    flow.class_of(function)
                }
                _other => return,
            },
            _other => return,
        };
        if let Some(calls) = calls(flow, called) {
            self.calls.insert(expr.id, calls);
        }
    }

    /// What is a class for certain takes no arguments by keyword.
    fn look_by_keyword(&mut self, flow: &Flow, callee: &Expr, rest: &[Arg]) {
        if calls(flow, flow.class_of(callee)) != Some(Calls::Constructor) {
            return;
        }
        for part in rest {
            if let Arg::Pos(Expr { kind: ExprKind::Py(Py::Dict { entries, .. }), .. }) = part {
                let first = entries.iter().find_map(|entry| match entry {
                    crate::ir::DictEntry::Pair(key, _) => match &key.kind {
                        ExprKind::Str(name) => Some((name, key.span)),
                        _computed => None,
                    },
                    crate::ir::DictEntry::Spread(_) => None,
                });
                self.refused.extend(first.map(|(name, at)| keyword_refused(name, at)));
            }
        }
    }

    /// What a `map` of classes is, which becomes a comprehension.
    pub fn mapped(&self, expr: &Expr) -> Option<Calls> {
        let is_map = matches!(&expr.kind, ExprKind::Py(Py::Builtin { row, .. }) if row.returns == Returns::Mapped);
        self.calls.get(&expr.id).copied().filter(|_| is_map)
    }

    pub fn rewrite(&self, module: &mut Module, expr: &mut Expr) {
        if let Some(calls) = self.calls.get(&expr.id) {
            call(module, expr, *calls);
        }
        if let Some(declared) = self.callable.get(&expr.id) {
            without_new(module, expr, *declared);
        }
    }
}

/// What a call of a value is, if it may be a class.
fn calls(flow: &Flow, class: Option<ClassId>) -> Option<Calls> {
    let holds = flow.classes.get(class?).holds;
    match (holds.only_classes(), holds.has_class()) {
        (true, _) => Some(Calls::Constructor),
        (false, true) => Some(Calls::Ask),
        (false, false) => None,
    }
}

fn call(module: &mut Module, expr: &mut Expr, calls: Calls) {
    let kind = std::mem::replace(&mut expr.kind, ExprKind::Error);
    let (callee, args) = match kind {
        ExprKind::Py(Py::Call { callee, args }) => (callee, args),
        ExprKind::Py(Py::Method { object, name, args, .. }) => {
            let member = ExprKind::Js(Js::Member(object, name));
            (Box::new(new_expr(module, expr, member)), args)
        }
        other => {
            expr.kind = other;
            return;
        }
    };
    expr.kind = made(module, callee, args, calls);
}

/// The call itself.
pub(super) fn made(
    module: &mut Module,
    callee: Box<Expr>,
    args: Vec<Arg>,
    calls: Calls,
) -> ExprKind {
    let args = args.into_iter().map(|arg| match arg {
        Arg::Pos(value) => Arg::Pos(crossing(module, value)),
        Arg::Spread(value) => Arg::Spread(crossing(module, value)),
        Arg::Omitted => Arg::Omitted,
    });
    let args = args.collect();
    ExprKind::Js(match calls {
        Calls::Constructor => Js::New { callee, args },
        Calls::Ask => Js::Make { callee, args },
        Calls::Function => Js::Call { callee, args },
    })
}

fn crossing(module: &mut Module, value: Expr) -> Expr {
    if crosses_as_it_is(&value) {
        return value;
    }
    let like = Expr { id: value.id, span: value.span, kind: ExprKind::Error };
    new_expr(module, &like, ExprKind::Js(Js::ToJs(Box::new(value))))
}

/// `Chart` becomes `withoutNew(Chart)`.
fn without_new(module: &mut Module, expr: &mut Expr, declared: bool) {
    let kind = std::mem::replace(&mut expr.kind, ExprKind::Error);
    let old = new_expr(module, expr, kind);
    let mut args = vec![Arg::Pos(old)];
    if declared {
        args.push(Arg::Pos(new_expr(module, expr, ExprKind::Bool(true))));
    }
    let callee = Box::new(new_expr(module, expr, ExprKind::Py(Py::Helper("withoutNew"))));
    expr.kind = ExprKind::Py(Py::Call { callee, args });
}

fn new_expr(module: &mut Module, like: &Expr, kind: ExprKind) -> Expr {
    let id = ExprId(module.expr_count);
    module.expr_count += 1;
    Expr { id, span: like.span, kind }
}

/// Whether its properties may well be classes.
pub(super) fn is_namespace(module: &Module, object: &Expr) -> bool {
    match &object.kind {
        ExprKind::Js(Js::Global(path)) => js_classes::is_namespace(path),
        ExprKind::Symbol(symbol) => match module.symbol(*symbol).map(|row| &row.kind) {
            Some(SymbolKind::Import(import)) => import.name == ImportName::Namespace,
            _other => false,
        },
        _other => false,
    }
}

/// What a property found by a computed name belongs to: `window[name]`, `charts[kind]`.
pub(super) fn is_host(module: &Module, object: &Expr) -> bool {
    match &object.kind {
        ExprKind::Js(Js::Global(_) | Js::Member(..) | Js::DynamicImport(_)) => true,
        ExprKind::Symbol(symbol) => {
            let row = module.symbol(*symbol);
            row.is_some_and(|row| matches!(row.kind, SymbolKind::Import(_)) && !row.is_component)
        }
        _other => false,
    }
}
