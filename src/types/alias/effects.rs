//! What methods, builtins and functions of JavaScript do to their receiver and arguments.

use crate::ir::{Arg, Expr, ExprKind, Js};
use crate::types::alias::kinds::{ALL, Kinds, LIST, MAP, SET};

/// How a method changes its receiver.
pub(super) enum Effect {
    /// The argument at the position becomes an item.
    Adds(Kinds, usize),
    /// Every argument gives items, or keys and values.
    AddsAll(Kinds),
    /// A key and its value.
    Sets(Kinds),
    /// Items go or change places; a dict loses keys.
    Removes(Kinds),
    /// One of JavaScript's: anything.
    Anything,
}

/// The effect of a method, by its name.
pub(super) fn of_method(name: &str, args: &[Arg]) -> Option<Effect> {
    Some(match name {
        "append" => Effect::Adds(LIST, 0),
        "insert" => Effect::Adds(LIST, 1),
        "add" => Effect::Adds(SET, 0),
        "extend" => Effect::AddsAll(LIST),
        "update" => Effect::AddsAll(MAP | SET),
        "symmetric_difference_update" => Effect::AddsAll(SET),
        "setdefault" => Effect::Sets(MAP),
        "sort" | "reverse" => Effect::Removes(LIST),
        "remove" => Effect::Removes(LIST | SET),
        "discard" | "difference_update" | "intersection_update" => Effect::Removes(SET),
        "popitem" => Effect::Removes(MAP),
        "pop" => Effect::Removes(match args {
            [] => LIST | SET,
            [Arg::Pos(Expr { kind: ExprKind::Str(_), .. })] | [_, _] => MAP,
            _unknown => ALL,
        }),
        "clear" => Effect::Removes(ALL),
        // Those of `Array`, `Map` and `Set` that change their receiver; an object with other methods is
        // none of ours.
        "push" | "shift" | "unshift" | "splice" | "fill" | "copyWithin" | "set" | "delete" => {
            Effect::Anything
        }
        _only_reads => return None,
    })
}

/// Builtins whose result holds nothing of their arguments.
pub(super) fn gives_scalar(builtin: &str) -> bool {
    matches!(
        builtin,
        "all"
            | "any"
            | "ascii"
            | "bin"
            | "bool"
            | "callable"
            | "chr"
            | "float"
            | "format"
            | "hasattr"
            | "hash"
            | "hex"
            | "id"
            | "int"
            | "isinstance"
            | "issubclass"
            | "len"
            | "oct"
            | "ord"
            | "print"
            | "range"
            | "repr"
            | "str"
    )
}

/// Builtins whose result is new, and holds parts of what their arguments hold.
pub(super) fn gives_parts(builtin: &str) -> bool {
    matches!(
        builtin,
        "dict"
            | "enumerate"
            | "filter"
            | "frozenset"
            | "list"
            | "map"
            | "reversed"
            | "set"
            | "sorted"
            | "tuple"
            | "zip"
    )
}

/// JavaScript that never changes its arguments.
pub(super) fn only_reads(callee: &Expr) -> bool {
    let path = match &callee.kind {
        ExprKind::Js(Js::Global(path)) => path,
        ExprKind::Js(Js::Member(object, _)) => match &object.kind {
            ExprKind::Js(Js::Global(path)) => path,
            _other => return false,
        },
        _other => return false,
    };
    let path = path.strip_prefix("window.").unwrap_or(path);
    let root = path.split('.').next().unwrap_or(path);
    matches!(
        root,
        "console"
            | "JSON"
            | "Math"
            | "Number"
            | "String"
            | "fetch"
            | "structuredClone"
            | "Intl"
            | "localStorage"
            | "sessionStorage"
            | "Promise"
            | "setTimeout"
            | "setInterval"
            | "alert"
            | "encodeURIComponent"
    )
}
