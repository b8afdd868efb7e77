//! What JavaScript and the browser give.
//!
//! ```text
//! await fetch(url)        Response
//! JSON.stringify(x)       str
//! ```

use crate::ir::{Expr, ExprKind, Js, Type};
use crate::tables::host_types::{self, HostValue, Member};

/// The type of a property; of a method that is not called nothing is known.
pub(super) fn property(member: Option<&Member>) -> Type {
    match member {
        Some(Member::Property(value)) => value_type(value),
        Some(Member::Method(_)) | None => Type::Any,
    }
}

/// `object.name(...)`.
pub(super) fn method(object: &Type, name: &str) -> Type {
    match object {
        Type::Host(row) => result(row.member(name)),
        _unknown => Type::Any,
    }
}

/// The result of a JavaScript function; `object` is what it is a member of, or itself.
pub(super) fn call(callee: &Expr, object: &Type) -> Type {
    let known = match &callee.kind {
        ExprKind::Js(Js::Global(path)) => result(host_types::global(path)),
        ExprKind::Js(Js::Member(_, name)) => method(object, name),
        _other => Type::Any,
    };
    match known {
        Type::Any => by_path(callee),
        known => known,
    }
}

fn result(member: Option<&Member>) -> Type {
    match member {
        Some(Member::Method(value)) => value_type(value),
        Some(Member::Property(_)) | None => Type::Any,
    }
}

fn value_type(value: &HostValue) -> Type {
    match value {
        HostValue::Nothing => Type::None,
        HostValue::Bool => Type::Bool,
        HostValue::Count => Type::LENGTH,
        HostValue::Number => Type::INT.join(Type::Float),
        HostValue::Text => Type::Str,
        HostValue::TextOrNone => Type::Str.or_none(),
        HostValue::Object(row) => Type::Host(row),
        HostValue::Later(value) => Type::Awaitable(Box::new(value_type(value))),
        HostValue::Unknown => Type::Any,
    }
}

/// What is known of a function by its path alone.
fn by_path(callee: &Expr) -> Type {
    let (root, member) = match &callee.kind {
        ExprKind::Js(Js::Global(path)) => match path.rsplit_once('.') {
            Some((root, member)) => (root, member),
            None => ("", &**path),
        },
        ExprKind::Js(Js::Member(object, name)) => match &object.kind {
            ExprKind::Js(Js::Global(path)) => (&**path, &**name),
            _other => return Type::Any,
        },
        _other => return Type::Any,
    };
    let root = root.strip_prefix("window").unwrap_or(root);
    let root = root.strip_prefix('.').unwrap_or(root);
    match (root, member) {
        ("Date", "now") => Type::INT,
        ("JSON", "stringify") => Type::Str,
        ("Math", "random") | ("performance", "now") => Type::Float,
        ("Number", "isInteger" | "isFinite" | "isNaN" | "isSafeInteger")
        | ("Array", "isArray")
        | ("", "isNaN" | "isFinite") => Type::Bool,
        ("", "String" | "encodeURIComponent" | "decodeURIComponent") => Type::Str,
        ("console", _) => Type::None,
        ("document", "createElement" | "createTextNode") => Type::Js,
        _unknown => Type::Any,
    }
}
