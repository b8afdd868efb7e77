//! Walking the IR: every child of a node, in the order in which Python evaluates them.
//!
//! ```text
//! impl<'m> Visitor<'m> for Reads<'m> {
//!     fn module(&self) -> &'m Module { self.module }
//!     fn expr(&mut self, expr: &'m Expr) {
//!         if let ExprKind::Var(var) = expr.kind { self.seen.push(var) }
//!         walk_expr(self, expr);
//!     }
//! }
//! ```

use crate::ir::{
    Arg, Body, ChannelOp, Child, Class, Comp, CompKind, Default, DictEntry, Element, Expr,
    ExprKind, FuncId, Function, Item, Js, JsProp, MemberKind, Module, Part, PatternOp, Place,
    PlaceKind, Prop, Py, Stmt, StmtKind, Tag,
};

/// What a pass does at each node. Every method walks on by default; one that is overridden calls the
/// `walk_` function of its name to go on to the children.
pub trait Visitor<'m> {
    fn module(&self) -> &'m Module;

    fn stmt(&mut self, stmt: &'m Stmt) {
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        walk_expr(self, expr);
    }

    /// A place that is stored to, read and stored to, or deleted.
    fn place(&mut self, place: &'m Place) {
        walk_place(self, place);
    }

    /// A nested function or lambda, where it is defined: its defaults, then its body.
    fn func(&mut self, func: &'m Function) {
        walk_defaults(self, func);
        walk_body(self, func);
    }
}

/// Every top-level definition.
pub fn walk_module<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V) {
    for item in &visitor.module().items {
        walk_item(visitor, item);
    }
}

pub fn walk_item<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, item: &'m Item) {
    match item {
        Item::Function { func, .. } => walk_func_id(visitor, *func),
        Item::Const { value, .. } => visitor.expr(value),
    }
}

fn walk_func_id<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, id: FuncId) {
    if let Some(func) = visitor.module().func(id) {
        visitor.func(func);
    }
}

/// The defaults of the parameters: they belong to the function around.
pub fn walk_defaults<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, func: &'m Function) {
    for param in &func.params {
        match &param.default {
            Some(Default::Inline(value) | Default::Once { value, .. }) => visitor.expr(value),
            None => {}
        }
    }
}

pub fn walk_body<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, func: &'m Function) {
    match &func.body {
        Body::Block(stmts) => walk_block(visitor, stmts),
        Body::Expr(value) => visitor.expr(value),
    }
}

pub fn walk_block<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, stmts: &'m [Stmt]) {
    for stmt in stmts {
        visitor.stmt(stmt);
    }
}

fn walk_option<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, expr: Option<&'m Expr>) {
    if let Some(expr) = expr {
        visitor.expr(expr);
    }
}

pub fn walk_stmt<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, stmt: &'m Stmt) {
    match &stmt.kind {
        StmtKind::Error | StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
        StmtKind::Expr(expr) => visitor.expr(expr),
        StmtKind::Assign { place, value } => {
            visitor.expr(value);
            visitor.place(place);
        }
        StmtKind::AugAssign { place, op: _, value } => {
            visitor.place(place);
            visitor.expr(value);
        }
        StmtKind::Delete(place) => visitor.place(place),
        StmtKind::Return(value) => walk_option(visitor, value.as_ref()),
        StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
            visitor.expr(test);
            walk_block(visitor, body);
            walk_block(visitor, orelse);
        }
        StmtKind::For { is_async: _, place, iter, body, orelse } => {
            visitor.expr(iter);
            visitor.place(place);
            walk_block(visitor, body);
            walk_block(visitor, orelse);
        }
        StmtKind::Try { body, handlers, orelse, finally } => {
            walk_block(visitor, body);
            for handler in handlers {
                handler.classes.iter().for_each(|class| visitor.expr(class));
                walk_block(visitor, &handler.body);
            }
            walk_block(visitor, orelse);
            walk_block(visitor, finally);
        }
        StmtKind::With { is_async: _, context, place, body } => {
            visitor.expr(context);
            if let Some(place) = place {
                visitor.place(place);
            }
            walk_block(visitor, body);
        }
        StmtKind::Raise { exc, cause } => {
            walk_option(visitor, exc.as_ref());
            walk_option(visitor, cause.as_ref());
        }
        StmtKind::Assert { test, msg } => {
            visitor.expr(test);
            walk_option(visitor, msg.as_ref());
        }
        StmtKind::Def { var: _, func } => walk_func_id(visitor, *func),
    }
}

pub fn walk_place<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, place: &'m Place) {
    match &place.kind {
        PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {}
        PlaceKind::Attr { object, name: _ } => visitor.expr(object),
        PlaceKind::Index { object, index } => {
            visitor.expr(object);
            visitor.expr(index);
        }
        PlaceKind::Slice { object, lower, upper, step } => {
            visitor.expr(object);
            for bound in [lower, upper, step] {
                walk_option(visitor, bound.as_deref());
            }
        }
        PlaceKind::Unpack { before, star, after } => {
            before.iter().for_each(|place| visitor.place(place));
            if let Some(star) = star {
                visitor.place(star);
            }
            after.iter().for_each(|place| visitor.place(place));
        }
    }
}

/// The base, then the members in the order in which they are defined.
pub fn walk_class<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, class: &'m Class) {
    walk_option(visitor, class.base.as_ref());
    for member in &class.members {
        match &member.kind {
            MemberKind::Attribute(value)
            | MemberKind::EnumMember(value)
            | MemberKind::Effect(value) => visitor.expr(value),
            MemberKind::Init(func)
            | MemberKind::Method(func)
            | MemberKind::Static(func)
            | MemberKind::OfClass(func)
            | MemberKind::Getter(func)
            | MemberKind::Cached(func)
            | MemberKind::Setter(func)
            | MemberKind::Run { func, .. } => walk_func_id(visitor, *func),
            MemberKind::Alias(_) => {}
        }
    }
}

pub fn walk_expr<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, expr: &'m Expr) {
    match &expr.kind {
        ExprKind::Error
        | ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Var(_)
        | ExprKind::Super
        | ExprKind::OwnClass
        | ExprKind::Symbol(_) => {}
        ExprKind::Func(func) => walk_func_id(visitor, *func),
        ExprKind::Class(class) => walk_class(visitor, class),
        ExprKind::Py(py) => walk_py(visitor, py),
        ExprKind::Jsx(element) => walk_element(visitor, element),
        ExprKind::Hook(hook) => {
            visitor.expr(&hook.callee);
            walk_args(visitor, &hook.args);
        }
        ExprKind::Channel(channel) => match &channel.op {
            ChannelOp::Open { callee, id } => {
                visitor.expr(callee);
                visitor.expr(id);
            }
            ChannelOp::On { bridge, event, handler } => {
                visitor.expr(bridge);
                visitor.expr(event);
                visitor.expr(handler);
            }
            ChannelOp::Emit { bridge, event, payload }
            | ChannelOp::Request { bridge, event, payload } => {
                visitor.expr(bridge);
                visitor.expr(event);
                walk_option(visitor, payload.as_ref());
            }
        },
        ExprKind::Js(js) => walk_js(visitor, js),
    }
}

pub fn walk_args<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, args: &'m [Arg]) {
    for arg in args {
        match arg {
            Arg::Pos(value) | Arg::Spread(value) => visitor.expr(value),
            Arg::Omitted => {}
        }
    }
}

fn walk_py<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, py: &'m Py) {
    match py {
        Py::New { class, args } => {
            visitor.expr(class);
            walk_args(visitor, args);
        }
        Py::List(items) | Py::Tuple(items) | Py::Set(items) => walk_args(visitor, items),
        Py::Dict { entries, is_record: _ } => {
            for entry in entries {
                match entry {
                    DictEntry::Pair(key, value) => {
                        visitor.expr(key);
                        visitor.expr(value);
                    }
                    DictEntry::Spread(value) => visitor.expr(value),
                }
            }
        }
        Py::FString(parts) => walk_parts(visitor, parts),
        Py::Unary(_, value)
        | Py::Attr(value, _)
        | Py::Assign(_, value)
        | Py::Await(value)
        | Py::YieldFrom(value) => visitor.expr(value),
        Py::Binary(_, left, right) | Py::Compare(_, left, right) | Py::Index(left, right) => {
            visitor.expr(left);
            visitor.expr(right);
        }
        Py::And(values) | Py::Or(values) => values.iter().for_each(|value| visitor.expr(value)),
        Py::Cond { test, then, orelse } => {
            visitor.expr(test);
            visitor.expr(then);
            visitor.expr(orelse);
        }
        Py::Slice { object, lower, upper, step } => {
            visitor.expr(object);
            for bound in [lower, upper, step] {
                walk_option(visitor, bound.as_deref());
            }
        }
        Py::Call { callee, args } => {
            visitor.expr(callee);
            walk_args(visitor, args);
        }
        Py::Method { object, args, keywords, .. } => {
            visitor.expr(object);
            walk_args(visitor, args);
            keywords.iter().for_each(|keyword| visitor.expr(&keyword.value));
        }
        Py::Builtin { row: _, args, keywords } => {
            walk_args(visitor, args);
            keywords.iter().for_each(|keyword| visitor.expr(&keyword.value));
        }
        Py::BuiltinRef(_) | Py::Helper(_) => {}
        Py::Seq { first, value } => {
            first.iter().for_each(|expr| visitor.expr(expr));
            visitor.expr(value);
        }
        Py::ForEach { items, function } => {
            visitor.expr(items);
            visitor.expr(function);
        }
        Py::Pattern(op, subject) => {
            visitor.expr(subject);
            match op {
                PatternOp::Rest(keys) => keys.iter().for_each(|key| visitor.expr(key)),
                PatternOp::Sequence { .. } | PatternOp::Mapping => {}
            }
        }
        Py::Comp(comp) => walk_comp(visitor, comp),
        Py::Yield(value) => walk_option(visitor, value.as_deref()),
    }
}

fn walk_parts<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, parts: &'m [Part]) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Field { value, conversion: _, spec } => {
                visitor.expr(value);
                walk_parts(visitor, spec);
            }
        }
    }
}

pub fn walk_comp<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, comp: &'m Comp) {
    for clause in &comp.clauses {
        visitor.expr(&clause.iter);
        visitor.place(&clause.place);
        clause.conditions.iter().for_each(|test| visitor.expr(test));
    }
    match &comp.kind {
        CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => visitor.expr(elt),
        CompKind::Dict(key, value) => {
            visitor.expr(key);
            visitor.expr(value);
        }
    }
}

/// What a comprehension evaluates for each item: all but the first iterable. Places are left out.
pub fn walk_repeated<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, comp: &'m Comp) {
    for (at, clause) in comp.clauses.iter().enumerate() {
        if at > 0 {
            visitor.expr(&clause.iter);
        }
        clause.conditions.iter().for_each(|test| visitor.expr(test));
    }
    match &comp.kind {
        CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => visitor.expr(elt),
        CompKind::Dict(key, value) => {
            visitor.expr(key);
            visitor.expr(value);
        }
    }
}

pub fn walk_element<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, element: &'m Element) {
    match &element.tag {
        Tag::Intrinsic(_) | Tag::Fragment => {}
        Tag::Component(component) => visitor.expr(component),
    }
    for prop in &element.props {
        match prop {
            Prop::Named { value, .. } | Prop::Spread(value) => visitor.expr(value),
        }
    }
    walk_option(visitor, element.key.as_ref());
    for child in &element.children {
        match child {
            Child::One(value) | Child::Spread(value) => visitor.expr(value),
        }
    }
}

fn walk_js<'m, V: Visitor<'m> + ?Sized>(visitor: &mut V, js: &'m Js) {
    match js {
        Js::Undefined
        | Js::Tag(_)
        | Js::Global(_)
        | Js::DynamicImport(_)
        | Js::ImportFactory(_) => {}
        Js::New { callee, args } | Js::Make { callee, args } | Js::Call { callee, args } => {
            visitor.expr(callee);
            walk_args(visitor, args);
        }
        Js::Member(object, _) | Js::Throw(object) | Js::ToJs(object) => visitor.expr(object),
        Js::Object(props) => {
            for prop in props {
                match prop {
                    JsProp::Named(_, value) | JsProp::Spread(value) => visitor.expr(value),
                    JsProp::Computed(key, value) => {
                        visitor.expr(key);
                        visitor.expr(value);
                    }
                }
            }
        }
    }
}
