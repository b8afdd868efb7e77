//! Children for an element that is there already.
//!
//! ```text
//! box = ps.div(className="box")
//! box["a", ps.b("b")]        cloneElement(box, undefined, "a", <b>b</b>)
//! ```
//!
//! Children that are neither texts nor elements stand in a fragment, which makes of them what an element would.

use crate::ir::{Arg, Child, Element, Expr, ExprId, ExprKind, Js, Module, Py, SymbolId, Tag};
use crate::lower::components::classes::Holds;
use crate::lower::components::flow::Flow;

/// Whether a subscript gives children to an element.
pub(super) fn is_held(flow: &Flow, object: &Expr) -> bool {
    let class = flow.class_of(object);
    let is_made_here = matches!(object.kind, ExprKind::Jsx(_));
    !is_made_here
        && class.is_some_and(|class| {
            flow.classes.get(class).holds == Holds::ELEMENT && !flow.classes.is_container(class)
        })
}

/// `clone` is React's `cloneElement`.
pub(super) fn give_children(module: &mut Module, expr: &mut Expr, clone: SymbolId) {
    let kind = std::mem::replace(&mut expr.kind, ExprKind::Error);
    let ExprKind::Py(Py::Index(object, index)) = kind else {
        expr.kind = kind;
        return;
    };
    let children = match index.kind {
        ExprKind::Py(Py::Tuple(items)) => items,
        kind => vec![Arg::Pos(Expr { kind, ..*index })],
    };
    let is_plain = |child: &Arg| match child {
        Arg::Pos(value) => matches!(value.kind, ExprKind::Str(_) | ExprKind::Jsx(_)),
        Arg::Spread(_) | Arg::Omitted => false,
    };
    let children = match children.iter().all(is_plain) {
        true => children,
        false => {
            let children = children.into_iter().filter_map(child_of).collect();
            let fragment = Element { tag: Tag::Fragment, props: Vec::new(), key: None, children };
            vec![Arg::Pos(new_expr(module, expr, ExprKind::Jsx(Box::new(fragment))))]
        }
    };
    let nothing = new_expr(module, expr, ExprKind::Js(Js::Undefined));
    let callee = Box::new(new_expr(module, expr, ExprKind::Symbol(clone)));
    let given = [*object, nothing].map(Arg::Pos).into_iter().chain(children);
    expr.kind = ExprKind::Js(Js::Call { callee, args: given.collect() });
}

fn child_of(arg: Arg) -> Option<Child> {
    match arg {
        Arg::Pos(value) => Some(Child::One(value)),
        Arg::Spread(value) => Some(Child::Spread(value)),
        Arg::Omitted => None,
    }
}

fn new_expr(module: &mut Module, like: &Expr, kind: ExprKind) -> Expr {
    let id = ExprId(module.expr_count);
    module.expr_count += 1;
    Expr { id, span: like.span, kind }
}
