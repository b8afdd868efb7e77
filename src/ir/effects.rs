//! What a call of a method or builtin does, by the rows of the tables and the type of the receiver.
//!
//! ```text
//! xs.append(1), xs: list      the row of `list.append`
//! x.strip(), x: str | None    that of `str.strip`: of `None` the call raises
//! x.get(k), x unknown         UNKNOWN: it may be anybody's `get`
//! ```

use crate::ir::{Arg, Expr, Keyword, Type};
use crate::tables::builtins::BuiltinRow;
use crate::tables::effects::{Effects, UNKNOWN, Use};
use crate::tables::methods::{self, MethodType};
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, param_at};

/// What the method does to a receiver of the type, and its signature.
pub fn of_method(ty: &Type, name: &str) -> (Effects, Signature) {
    const UNKNOWN_METHOD: (Effects, Signature) = (UNKNOWN, &[]);
    let row = |ty: &Type| {
        let row = methods::method(ty.method_type()?, name)?;
        Some((row.effects, row.signature))
    };
    match ty {
        Type::Union(members) => {
            let mut rows = members.iter().filter(|ty| !ty.is_none()).map(row);
            let first = rows.next().flatten().unwrap_or(UNKNOWN_METHOD);
            if rows.all(|row| row == Some(first)) { first } else { UNKNOWN_METHOD }
        }
        ty => row(ty).unwrap_or(UNKNOWN_METHOD),
    }
}

/// Whether some container of Python has a method of this name that changes it.
pub fn may_change_receiver(name: &str) -> bool {
    methods::named(name).any(|row| row.effects.receiver.may_change())
}

/// The builtin types whose methods of this name change their receiver.
pub fn changed_by(name: &str) -> impl Iterator<Item = &'static methods::MethodRow> {
    methods::named(name).filter(|row| {
        let holds_items = matches!(row.ty, MethodType::List | MethodType::Dict | MethodType::Set);
        holds_items && row.effects.receiver.may_change()
    })
}

/// An argument, and what becomes of it.
pub struct Given<'e> {
    pub value: &'e Expr,
    pub with: Use,
    /// `*value`: its items are the arguments.
    pub is_spread: bool,
}

/// What becomes of the arguments of a call.
pub fn given<'e>(
    effects: &Effects,
    signature: Signature,
    args: &'e [Arg],
    keywords: &'e [Keyword],
) -> Vec<Given<'e>> {
    let is_alone = matches!(args, [Arg::Pos(_)]);
    let mut given = Vec::with_capacity(args.len() + keywords.len());
    let mut spread = false;
    for (position, arg) in args.iter().enumerate() {
        let (value, is_spread) = match arg {
            Arg::Pos(value) => (value, false),
            Arg::Spread(value) => (value, true),
            Arg::Omitted => continue,
        };
        spread |= is_spread;
        // Bound arguments of the standard library stand by their parameters, keyword-only ones too.
        let param = param_at(signature, position).or_else(|| signature.get(position));
        let with = match param {
            // How many a `*` spreads is not known.
            Some(param) if !spread => match effects.arg(param.name) {
                Use::WalksAlone if is_alone => Use::Walks,
                Use::WalksAlone => Use::Reads,
                with => with,
            },
            _unknown => effects.any_arg(),
        };
        given.push(Given { value, with, is_spread });
    }
    given.extend(keywords.iter().map(|keyword| {
        let with = effects.arg(&keyword.name);
        Given { value: &keyword.value, with, is_spread: false }
    }));
    given
}

/// A function that a call is given, and the arguments with whose items it is called.
pub struct Applied<'e> {
    pub function: &'e Expr,
    pub items: &'e [Arg],
}

/// `map(f, xs)`, `sorted(xs, key=f)`, `max(a, b, key=f)`.
pub fn applied<'e>(
    row: &BuiltinRow,
    args: &'e [Arg],
    keywords: &'e [Keyword],
) -> Option<Applied<'e>> {
    match (row.returns, args) {
        (Returns::Mapped | Returns::Filtered, [Arg::Pos(function), items @ ..]) => {
            Some(Applied { function, items })
        }
        _by_keyword if row.library.is_none() && row.effects.walks() => {
            let function = called_keyword(&row.effects, keywords)?;
            Some(Applied { function, items: args })
        }
        _other => None,
    }
}

/// The function that a method of a container is given, and calls with the items: `xs.sort(key=f)`.
pub fn applied_by_method<'e>(name: &str, keywords: &'e [Keyword]) -> Option<&'e Expr> {
    methods::named(name).find_map(|row| called_keyword(&row.effects, keywords))
}

/// Whether a method of the name takes such a function: `sort`.
pub fn calls_items(name: &str) -> bool {
    methods::named(name).any(|row| row.effects.calls_back())
}

fn called_keyword<'e>(effects: &Effects, keywords: &'e [Keyword]) -> Option<&'e Expr> {
    let called = keywords.iter().find(|keyword| effects.arg(&keyword.name) == Use::Calls);
    called.map(|keyword| &keyword.value)
}
