//! What the rows of the tables say of a call, in the terms of the graph.

use crate::ir::effects::changed_by;
use crate::ir::{Arg, Expr, ExprKind};
use crate::tables::effects::{Change, JS_ACTING, JS_CHANGING, JS_COMPUTING, Put};
use crate::tables::methods::MethodType;
use crate::tables::signature::{ParamKind, fits};
use crate::types::acts::global_of;
use crate::types::alias::kinds::{ALL, Kinds, LIST, MAP, SET};

/// How a method changes its receiver.
pub(super) enum Effect {
    /// A container of one of the kinds changes like this.
    Changes(Kinds, Change),
    /// One of JavaScript's: anything.
    Anything,
}

/// The effects of a method, by its name: nothing is known of the receiver yet.
pub(super) fn of_method(name: &str, args: &[Arg]) -> Vec<Effect> {
    if JS_CHANGING.contains(&name) {
        return vec![Effect::Anything];
    }
    // The index of a list is no string.
    let has_key = matches!(args, [Arg::Pos(Expr { kind: ExprKind::Str(_), .. }), ..]);
    let is_spread = args.iter().any(|arg| matches!(arg, Arg::Spread(_)));
    let rows = changed_by(name).filter(|row| {
        let is_index = name == "pop" && row.ty == MethodType::List;
        (is_spread || fits(row.signature, args.len())) && !(is_index && has_key)
    });
    let effects = rows.map(|row| match row.effects.receiver.change() {
        Some(change) => Effect::Changes(kind(row.ty), change),
        None => Effect::Anything,
    });
    effects.collect()
}

/// The containers into which a method of the name puts its keywords.
pub(super) fn stores_keywords(name: &str) -> Option<Kinds> {
    let mut rows = changed_by(name).filter(|row| {
        let takes_all = row.signature.iter().any(|param| param.kind == ParamKind::Kwargs);
        takes_all && row.effects.receiver.change() == Some(Change::Grows(Put::Items))
    });
    rows.next().map(|row| kind(row.ty))
}

fn kind(ty: MethodType) -> Kinds {
    match ty {
        MethodType::List => LIST,
        MethodType::Dict => MAP,
        MethodType::Set => SET,
        MethodType::Str
        | MethodType::Frozenset
        | MethodType::Tuple
        | MethodType::Range
        | MethodType::Int
        | MethodType::Float
        | MethodType::Bytes
        | MethodType::ByteArray => ALL,
    }
}

/// JavaScript that never changes its arguments.
pub(super) fn only_reads(callee: &Expr) -> bool {
    global_of(callee).is_some_and(|root| JS_COMPUTING.contains(&root) || JS_ACTING.contains(&root))
}
