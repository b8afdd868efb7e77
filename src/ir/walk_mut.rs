//! Rewriting the IR: every expression of a module, the parts before the whole.
//!
//! ```text
//! walk_mut::rewrite(module, &mut |module, expr| { ... })    f(View())  →  View, View(), f, f(...)
//! ```

use crate::base::Span;
use crate::ir::{
    Arg, Body, ChannelOp, Child, CompKind, Default, DictEntry, Expr, ExprKind, FuncId, Item, Js,
    JsProp, MemberKind, Module, Part, PatternOp, Place, PlaceKind, Prop, Py, Stmt, StmtKind, Tag,
    VarId,
};

/// What is done with each expression of a function; one that is in none has no such function. The body is
/// out of the module meanwhile.
pub type Rewrite<'f> = dyn FnMut(&mut Module, FuncId, &mut Expr) + 'f;

/// Every expression of the module; functions that the rewriting adds are not visited.
pub fn rewrite(module: &mut Module, f: &mut Rewrite) {
    for at in 0..module.funcs.len() {
        let id = FuncId(at as u32);
        let Some(func) = module.funcs.get_mut(at) else { continue };
        let mut params = std::mem::take(&mut func.params);
        let mut body = std::mem::replace(&mut func.body, Body::Block(Vec::new()));
        for param in &mut params {
            match &mut param.default {
                Some(Default::Inline(value) | Default::Once { value, .. }) => {
                    expr(module, id, value, f);
                }
                None => {}
            }
        }
        match &mut body {
            Body::Block(stmts) => block(module, id, stmts, f),
            Body::Expr(value) => expr(module, id, value, f),
        }
        if let Some(func) = module.funcs.get_mut(at) {
            func.params = params;
            func.body = body;
        }
    }
    let mut items = std::mem::take(&mut module.items);
    for item in &mut items {
        match item {
            Item::Function { .. } => {}
            Item::Const { value, .. } => expr(module, FuncId(u32::MAX), value, f),
        }
    }
    module.items = items;
}

fn expr(module: &mut Module, id: FuncId, it: &mut Expr, f: &mut Rewrite) {
    each_part(it, &mut |part| expr(module, id, part, f));
    f(module, id, it);
}

fn block(module: &mut Module, id: FuncId, stmts: &mut [Stmt], f: &mut Rewrite) {
    for stmt in stmts {
        each_expr(stmt, &mut |value| expr(module, id, value, f));
        for inner in crate::ir::stmt::blocks_mut(stmt) {
            block(module, id, inner, f);
        }
    }
}

/// The expressions that stand in a statement, not those of the statements within it.
fn each_expr(stmt: &mut Stmt, f: &mut dyn FnMut(&mut Expr)) {
    match &mut stmt.kind {
        StmtKind::Error
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Pass
        | StmtKind::Def { .. } => {}
        StmtKind::Expr(value) => f(value),
        StmtKind::Assign { place, value } | StmtKind::AugAssign { place, op: _, value } => {
            f(value);
            each_of_place(place, f);
        }
        StmtKind::Delete(place) => each_of_place(place, f),
        StmtKind::Return(value) => value.iter_mut().for_each(f),
        StmtKind::If { test, .. } | StmtKind::While { test, .. } => f(test),
        StmtKind::For { place, iter, .. } => {
            f(iter);
            each_of_place(place, f);
        }
        StmtKind::Try { handlers, .. } => {
            handlers.iter_mut().flat_map(|handler| &mut handler.classes).for_each(f);
        }
        StmtKind::With { context, place, .. } => {
            f(context);
            place.iter_mut().for_each(|place| each_of_place(place, f));
        }
        StmtKind::Raise { exc, cause } => exc.iter_mut().chain(cause).for_each(f),
        StmtKind::Assert { test, msg } => {
            f(test);
            msg.iter_mut().for_each(f);
        }
    }
}

fn each_of_place(place: &mut Place, f: &mut dyn FnMut(&mut Expr)) {
    match &mut place.kind {
        PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {}
        PlaceKind::Attr { object, name: _ } => f(object),
        PlaceKind::Index { object, index } => {
            f(object);
            f(index);
        }
        PlaceKind::Slice { object, lower, upper, step } => {
            f(object);
            for bound in [lower, upper, step].into_iter().flatten() {
                f(bound);
            }
        }
        PlaceKind::Unpack { before, star, after } => {
            for part in before.iter_mut().chain(star.as_deref_mut()).chain(after) {
                each_of_place(part, f);
            }
        }
    }
}

/// Every variable that a statement mentions, whether it is bound there, and where; nested functions apart.
pub fn each_var(stmt: &mut Stmt, f: &mut dyn FnMut(&mut VarId, bool, Span)) {
    let span = stmt.span;
    match &mut stmt.kind {
        StmtKind::Assign { place, .. }
        | StmtKind::AugAssign { place, .. }
        | StmtKind::Delete(place)
        | StmtKind::For { place, .. }
        | StmtKind::With { place: Some(place), .. } => each_var_of_place(place, f),
        StmtKind::Try { handlers, .. } => {
            handlers.iter_mut().filter_map(|it| it.var.as_mut()).for_each(|var| f(var, true, span));
        }
        StmtKind::Def { var, .. } => f(var, true, span),
        StmtKind::With { place: None, .. }
        | StmtKind::Error
        | StmtKind::Expr(_)
        | StmtKind::Return(_)
        | StmtKind::If { .. }
        | StmtKind::While { .. }
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Pass => {}
    }
    each_expr(stmt, &mut |expr| each_var_of_expr(expr, f));
    for inner in crate::ir::stmt::blocks_mut(stmt) {
        inner.iter_mut().for_each(|stmt| each_var(stmt, f));
    }
}

/// The same of a place, but for the expressions in it.
pub fn each_var_of_place(place: &mut Place, f: &mut dyn FnMut(&mut VarId, bool, Span)) {
    match &mut place.kind {
        PlaceKind::Var(var) => f(var, true, place.span),
        PlaceKind::Unpack { before, star, after } => {
            let parts = before.iter_mut().chain(star.as_deref_mut()).chain(after);
            parts.for_each(|part| each_var_of_place(part, f));
        }
        // Their operands are expressions.
        PlaceKind::Error
        | PlaceKind::Ignored
        | PlaceKind::Symbol(_)
        | PlaceKind::Attr { .. }
        | PlaceKind::Index { .. }
        | PlaceKind::Slice { .. } => {}
    }
}

fn each_var_of_expr(expr: &mut Expr, f: &mut dyn FnMut(&mut VarId, bool, Span)) {
    let span = expr.span;
    match &mut expr.kind {
        ExprKind::Var(var) => f(var, false, span),
        ExprKind::Py(Py::Assign(var, _)) => f(var, true, span),
        ExprKind::Py(Py::Comp(comp)) => {
            comp.clauses.iter_mut().for_each(|clause| each_var_of_place(&mut clause.place, f));
        }
        _other => {}
    }
    each_part(expr, &mut |part| each_var_of_expr(part, f));
}

/// The expressions an expression is made of.
fn each_part(expr: &mut Expr, f: &mut dyn FnMut(&mut Expr)) {
    match &mut expr.kind {
        ExprKind::Error
        | ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Var(_)
        | ExprKind::Symbol(_)
        | ExprKind::Super
        | ExprKind::OwnClass
        | ExprKind::Func(_) => {}
        ExprKind::Class(class) => {
            class.base.iter_mut().for_each(&mut *f);
            for member in &mut class.members {
                match &mut member.kind {
                    MemberKind::Attribute(value)
                    | MemberKind::EnumMember(value)
                    | MemberKind::Effect(value) => f(value),
                    MemberKind::Init(_)
                    | MemberKind::Method(_)
                    | MemberKind::Static(_)
                    | MemberKind::OfClass(_)
                    | MemberKind::Getter(_)
                    | MemberKind::Cached(_)
                    | MemberKind::Setter(_)
                    | MemberKind::Alias(_)
                    | MemberKind::Run { .. } => {}
                }
            }
        }
        ExprKind::Py(py) => each_of_py(py, f),
        ExprKind::Jsx(element) => {
            match &mut element.tag {
                Tag::Intrinsic(_) | Tag::Fragment => {}
                Tag::Component(component) => f(component),
            }
            for prop in &mut element.props {
                match prop {
                    Prop::Named { value, .. } | Prop::Spread(value) => f(value),
                }
            }
            element.key.iter_mut().for_each(&mut *f);
            for child in &mut element.children {
                match child {
                    Child::One(value) | Child::Spread(value) => f(value),
                }
            }
        }
        ExprKind::Hook(hook) => {
            f(&mut hook.callee);
            each_arg(&mut hook.args, f);
        }
        ExprKind::Channel(channel) => match &mut channel.op {
            ChannelOp::Open { callee, id } => {
                f(callee);
                f(id);
            }
            ChannelOp::On { bridge, event, handler } => {
                f(bridge);
                f(event);
                f(handler);
            }
            ChannelOp::Emit { bridge, event, payload }
            | ChannelOp::Request { bridge, event, payload } => {
                f(bridge);
                f(event);
                payload.iter_mut().for_each(f);
            }
        },
        ExprKind::Js(js) => each_of_js(js, f),
    }
}

fn each_arg(args: &mut [Arg], f: &mut dyn FnMut(&mut Expr)) {
    for arg in args {
        match arg {
            Arg::Pos(value) | Arg::Spread(value) => f(value),
            Arg::Omitted => {}
        }
    }
}

fn each_of_py(py: &mut Py, f: &mut dyn FnMut(&mut Expr)) {
    match py {
        Py::New { class, args } => {
            f(class);
            each_arg(args, f);
        }
        Py::List(items) | Py::Tuple(items) | Py::Set(items) => each_arg(items, f),
        Py::Dict { entries, is_record: _ } => {
            for entry in entries {
                match entry {
                    DictEntry::Pair(key, value) => {
                        f(key);
                        f(value);
                    }
                    DictEntry::Spread(value) => f(value),
                }
            }
        }
        Py::FString(parts) => each_of_parts(parts, f),
        Py::Unary(_, value)
        | Py::Attr(value, _)
        | Py::Assign(_, value)
        | Py::Await(value)
        | Py::YieldFrom(value) => f(value),
        Py::Binary(_, left, right) | Py::Compare(_, left, right) | Py::Index(left, right) => {
            f(left);
            f(right);
        }
        Py::And(values) | Py::Or(values) => values.iter_mut().for_each(f),
        Py::Cond { test, then, orelse } => {
            f(test);
            f(then);
            f(orelse);
        }
        Py::Slice { object, lower, upper, step } => {
            f(object);
            for bound in [lower, upper, step].into_iter().flatten() {
                f(bound);
            }
        }
        Py::Call { callee, args } => {
            f(callee);
            each_arg(args, f);
        }
        Py::Method { object, args, keywords, .. } => {
            f(object);
            each_arg(args, f);
            keywords.iter_mut().for_each(|keyword| f(&mut keyword.value));
        }
        Py::Builtin { row: _, args, keywords } => {
            each_arg(args, f);
            keywords.iter_mut().for_each(|keyword| f(&mut keyword.value));
        }
        Py::BuiltinRef(_) | Py::Helper(_) => {}
        Py::Seq { first, value } => {
            first.iter_mut().for_each(&mut *f);
            f(value);
        }
        Py::ForEach { items, function } => {
            f(items);
            f(function);
        }
        Py::Pattern(op, subject) => {
            f(subject);
            match op {
                PatternOp::Rest(keys) => keys.iter_mut().for_each(f),
                PatternOp::Sequence { .. } | PatternOp::Mapping => {}
            }
        }
        Py::Comp(comp) => {
            for clause in &mut comp.clauses {
                f(&mut clause.iter);
                each_of_place(&mut clause.place, f);
                clause.conditions.iter_mut().for_each(&mut *f);
            }
            match &mut comp.kind {
                CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => f(elt),
                CompKind::Dict(key, value) => {
                    f(key);
                    f(value);
                }
            }
        }
        Py::Yield(value) => value.iter_mut().for_each(|value| f(value)),
    }
}

fn each_of_parts(parts: &mut [Part], f: &mut dyn FnMut(&mut Expr)) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Field { value, conversion: _, spec } => {
                f(value);
                each_of_parts(spec, f);
            }
        }
    }
}

fn each_of_js(js: &mut Js, f: &mut dyn FnMut(&mut Expr)) {
    match js {
        Js::Undefined
        | Js::Tag(_)
        | Js::Global(_)
        | Js::DynamicImport(_)
        | Js::ImportFactory(_) => {}
        Js::New { callee, args } | Js::Make { callee, args } | Js::Call { callee, args } => {
            f(callee);
            each_arg(args, f);
        }
        Js::Member(object, _) | Js::Throw(object) | Js::ToJs(object) => f(object),
        Js::Object(props) => {
            for prop in props {
                match prop {
                    JsProp::Named(_, value) | JsProp::Spread(value) => f(value),
                    JsProp::Computed(key, value) => {
                        f(key);
                        f(value);
                    }
                }
            }
        }
    }
}
