//! Every method and attribute of the builtin types, by Python 3.12.
//!
//! ```text
//! "a,b".split(",")    method_row(MethodType::Str, "split", &[any_or("sep", "None"), ...], Returns::Strs)
//! ```

mod bytes;

use crate::tables::effects::{COMPUTES, Change, Effects, Gives, Put, QUIET, READS, UNKNOWN, Use};
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, any, any_or, args, kw_or, kwargs, pos, pos_opt, pos_or};

/// A method or attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MethodRow {
    pub ty: MethodType,
    pub name: &'static str,
    pub kind: MethodKind,
    /// Without `self` or `cls`; empty for an attribute.
    pub signature: Signature,
    pub returns: Returns,
    pub effects: Effects,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MethodType {
    Str,
    List,
    Dict,
    Set,
    Frozenset,
    Tuple,
    Range,
    Int,
    Float,
    Bytes,
    ByteArray,
}

impl MethodType {
    pub const ALL: [Self; 11] = [
        Self::Str,
        Self::List,
        Self::Dict,
        Self::Set,
        Self::Frozenset,
        Self::Tuple,
        Self::Range,
        Self::Int,
        Self::Float,
        Self::Bytes,
        Self::ByteArray,
    ];

    /// As Python names the type.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::List => "list",
            Self::Dict => "dict",
            Self::Set => "set",
            Self::Frozenset => "frozenset",
            Self::Tuple => "tuple",
            Self::Range => "range",
            Self::Int => "int",
            Self::Float => "float",
            Self::Bytes => "bytes",
            Self::ByteArray => "bytearray",
        }
    }

    /// Whether its values have their methods as members in JavaScript, as far as there is no helper.
    pub const fn has_members(self) -> bool {
        match self {
            Self::Bytes | Self::ByteArray => true,
            Self::Str
            | Self::List
            | Self::Dict
            | Self::Set
            | Self::Frozenset
            | Self::Tuple
            | Self::Range
            | Self::Int
            | Self::Float => false,
        }
    }

    /// The type of a name: `str`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ty| ty.name() == name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MethodKind {
    Method,
    /// Also called on the class: `dict.fromkeys(...)`.
    ClassMethod,
    StaticMethod,
    /// Not called: `range(3).stop`.
    Attribute,
}

/// The row of a method of a type.
pub fn method(ty: MethodType, name: &str) -> Option<&'static MethodRow> {
    let find = |rows: &'static [MethodRow]| {
        let at = rows.binary_search_by(|row| (row.ty, row.name).cmp(&(ty, name))).ok()?;
        rows.get(at)
    };
    LISTS.into_iter().find_map(find)
}

/// All rows.
pub fn all() -> impl Iterator<Item = &'static MethodRow> {
    LISTS.into_iter().flatten()
}

/// The rows of a type.
pub fn of_type(ty: MethodType) -> impl Iterator<Item = &'static MethodRow> {
    all().filter(move |row| row.ty == ty)
}

/// The rows of that name, of whatever type: what a call on a value of unknown type may mean.
pub fn named(name: &str) -> impl Iterator<Item = &'static MethodRow> {
    all().filter(move |row| row.name == name)
}

/// Each is sorted by type (in the order of [`MethodType`]) and name.
pub static LISTS: [&[MethodRow]; 4] = [METHODS, bytes::BYTES, bytes::BYTEARRAY, bytes::CHANGING];

const fn row(
    ty: MethodType,
    name: &'static str,
    kind: MethodKind,
    signature: Signature,
) -> MethodRow {
    // The methods of what never changes can only look at things.
    let returns = Returns::Unknown;
    let effects = match ty {
        MethodType::List | MethodType::Dict | MethodType::Set | MethodType::ByteArray => UNKNOWN,
        MethodType::Str
        | MethodType::Frozenset
        | MethodType::Tuple
        | MethodType::Range
        | MethodType::Int
        | MethodType::Float
        | MethodType::Bytes => READS,
    };
    MethodRow { ty, name, kind, signature, returns, effects }
}

impl MethodRow {
    /// With what it does.
    const fn does(self, effects: Effects) -> MethodRow {
        MethodRow { effects, ..self }
    }
}

const fn method_row(
    ty: MethodType,
    name: &'static str,
    signature: Signature,
    returns: Returns,
) -> MethodRow {
    MethodRow { returns, ..row(ty, name, MethodKind::Method, signature) }
}

const fn class_method(ty: MethodType, name: &'static str, signature: Signature) -> MethodRow {
    row(ty, name, MethodKind::ClassMethod, signature)
}

const fn static_method(ty: MethodType, name: &'static str, signature: Signature) -> MethodRow {
    row(ty, name, MethodKind::StaticMethod, signature)
}

const fn attribute(ty: MethodType, name: &'static str) -> MethodRow {
    row(ty, name, MethodKind::Attribute, &[])
}

const METHODS: &[MethodRow] = &[
    // str
    method_row(MethodType::Str, "capitalize", &[], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "casefold", &[], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "center", &[pos("width"), pos_or("fillchar", "' '")], Returns::Str)
        .does(COMPUTES),
    method_row(
        MethodType::Str,
        "count",
        &[pos("sub"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::COUNT,
    )
    .does(COMPUTES),
    method_row(
        MethodType::Str,
        "encode",
        &[any_or("encoding", "'utf-8'"), any_or("errors", "'strict'")],
        Returns::Bytes,
    )
    .does(COMPUTES),
    method_row(
        MethodType::Str,
        "endswith",
        &[pos("suffix"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::Bool,
    )
    .does(QUIET),
    method_row(MethodType::Str, "expandtabs", &[any_or("tabsize", "8")], Returns::Str)
        .does(COMPUTES),
    method_row(
        MethodType::Str,
        "find",
        &[pos("sub"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::Found,
    )
    .does(COMPUTES),
    method_row(MethodType::Str, "format", &[args("args"), kwargs("kwargs")], Returns::Str)
        .does(COMPUTES.all(Use::Asks)),
    method_row(MethodType::Str, "format_map", &[pos("mapping")], Returns::Str)
        .does(COMPUTES.all(Use::Asks)),
    method_row(
        MethodType::Str,
        "index",
        &[pos("sub"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::COUNT,
    )
    .does(COMPUTES),
    method_row(MethodType::Str, "isalnum", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isalpha", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isascii", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isdecimal", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isdigit", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isidentifier", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "islower", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isnumeric", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isprintable", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isspace", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "istitle", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "isupper", &[], Returns::Bool).does(COMPUTES),
    method_row(MethodType::Str, "join", &[pos("iterable")], Returns::Str)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Str, "ljust", &[pos("width"), pos_or("fillchar", "' '")], Returns::Str)
        .does(COMPUTES),
    method_row(MethodType::Str, "lower", &[], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "lstrip", &[pos_or("chars", "None")], Returns::Str).does(QUIET),
    static_method(MethodType::Str, "maketrans", &[pos("x"), pos_opt("y"), pos_opt("z")])
        .does(READS),
    method_row(MethodType::Str, "partition", &[pos("sep")], Returns::Parted).does(COMPUTES),
    method_row(MethodType::Str, "removeprefix", &[pos("prefix")], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "removesuffix", &[pos("suffix")], Returns::Str).does(QUIET),
    method_row(
        MethodType::Str,
        "replace",
        &[pos("old"), pos("new"), pos_or("count", "-1")],
        Returns::Str,
    )
    .does(COMPUTES),
    method_row(
        MethodType::Str,
        "rfind",
        &[pos("sub"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::Found,
    )
    .does(COMPUTES),
    method_row(
        MethodType::Str,
        "rindex",
        &[pos("sub"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::COUNT,
    )
    .does(COMPUTES),
    method_row(MethodType::Str, "rjust", &[pos("width"), pos_or("fillchar", "' '")], Returns::Str)
        .does(COMPUTES),
    method_row(MethodType::Str, "rpartition", &[pos("sep")], Returns::Parted).does(COMPUTES),
    method_row(
        MethodType::Str,
        "rsplit",
        &[any_or("sep", "None"), any_or("maxsplit", "-1")],
        Returns::Strs,
    )
    .does(COMPUTES),
    method_row(MethodType::Str, "rstrip", &[pos_or("chars", "None")], Returns::Str).does(QUIET),
    method_row(
        MethodType::Str,
        "split",
        &[any_or("sep", "None"), any_or("maxsplit", "-1")],
        Returns::Strs,
    )
    .does(COMPUTES),
    method_row(MethodType::Str, "splitlines", &[any_or("keepends", "False")], Returns::Strs)
        .does(COMPUTES),
    method_row(
        MethodType::Str,
        "startswith",
        &[pos("prefix"), pos_or("start", "None"), pos_or("end", "None")],
        Returns::Bool,
    )
    .does(QUIET),
    method_row(MethodType::Str, "strip", &[pos_or("chars", "None")], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "swapcase", &[], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "title", &[], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "translate", &[pos("table")], Returns::Str)
        .does(COMPUTES.all(Use::Asks)),
    method_row(MethodType::Str, "upper", &[], Returns::Str).does(QUIET),
    method_row(MethodType::Str, "zfill", &[pos("width")], Returns::Str).does(COMPUTES),
    // list
    method_row(MethodType::List, "append", &[pos("object")], Returns::Nothing)
        .does(READS.changes(Change::Grows(Put::Item(0)))),
    method_row(MethodType::List, "clear", &[], Returns::Nothing)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::List, "copy", &[], Returns::Same).does(READS.gives(Gives::Parts)),
    method_row(MethodType::List, "count", &[pos("value")], Returns::COUNT).does(COMPUTES),
    method_row(MethodType::List, "extend", &[pos("iterable")], Returns::Nothing)
        .does(READS.changes(Change::Grows(Put::Items)).all(Use::Walks)),
    method_row(
        MethodType::List,
        "index",
        &[pos("value"), pos_or("start", "0"), pos_or("stop", "9223372036854775807")],
        Returns::COUNT,
    )
    .does(COMPUTES),
    method_row(MethodType::List, "insert", &[pos("index"), pos("object")], Returns::Nothing)
        .does(READS.changes(Change::Grows(Put::Item(1)))),
    method_row(MethodType::List, "pop", &[pos_or("index", "-1")], Returns::Item)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::List, "remove", &[pos("value")], Returns::Nothing)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::List, "reverse", &[], Returns::Nothing)
        .does(READS.changes(Change::Moves)),
    method_row(
        MethodType::List,
        "sort",
        &[kw_or("key", "None"), kw_or("reverse", "False")],
        Returns::Nothing,
    )
    .does(READS.changes(Change::Moves).with(&[("key", Use::Calls)])),
    // dict
    method_row(MethodType::Dict, "clear", &[], Returns::Nothing)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::Dict, "copy", &[], Returns::Same).does(READS.gives(Gives::Parts)),
    class_method(MethodType::Dict, "fromkeys", &[pos("iterable"), pos_or("value", "None")])
        .does(READS.all(Use::Walks)),
    method_row(
        MethodType::Dict,
        "get",
        &[pos("key"), pos_or("default", "None")],
        Returns::ValueOrNone,
    )
    .does(READS),
    method_row(MethodType::Dict, "items", &[], Returns::Pairs).does(READS),
    method_row(MethodType::Dict, "keys", &[], Returns::Walk).does(READS),
    method_row(MethodType::Dict, "pop", &[pos("key"), pos_opt("default")], Returns::ValueOr)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::Dict, "popitem", &[], Returns::Pair)
        .does(READS.changes(Change::Shrinks)),
    method_row(
        MethodType::Dict,
        "setdefault",
        &[pos("key"), pos_or("default", "None")],
        Returns::ValueOrNone,
    )
    .does(READS.changes(Change::Grows(Put::Pair))),
    method_row(
        MethodType::Dict,
        "update",
        &[pos_opt("iterable"), kwargs("kwargs")],
        Returns::Nothing,
    )
    .does(READS.changes(Change::Grows(Put::Items)).with(&[("iterable", Use::Walks)])),
    method_row(MethodType::Dict, "values", &[], Returns::Values).does(READS),
    // set
    method_row(MethodType::Set, "add", &[pos("object")], Returns::Nothing)
        .does(READS.changes(Change::Grows(Put::Item(0)))),
    method_row(MethodType::Set, "clear", &[], Returns::Nothing)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::Set, "copy", &[], Returns::Same).does(READS.gives(Gives::Parts)),
    method_row(MethodType::Set, "difference", &[args("others")], Returns::Same)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Set, "difference_update", &[args("others")], Returns::Nothing)
        .does(READS.changes(Change::Shrinks).all(Use::Walks)),
    method_row(MethodType::Set, "discard", &[pos("object")], Returns::Nothing)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::Set, "intersection", &[args("others")], Returns::Same)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Set, "intersection_update", &[args("others")], Returns::Nothing)
        .does(READS.changes(Change::Shrinks).all(Use::Walks)),
    method_row(MethodType::Set, "isdisjoint", &[pos("other")], Returns::Bool)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Set, "issubset", &[pos("other")], Returns::Bool)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Set, "issuperset", &[pos("other")], Returns::Bool)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Set, "pop", &[], Returns::Item).does(READS.changes(Change::Shrinks)),
    method_row(MethodType::Set, "remove", &[pos("object")], Returns::Nothing)
        .does(READS.changes(Change::Shrinks)),
    method_row(MethodType::Set, "symmetric_difference", &[pos("other")], Returns::Union)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Set, "symmetric_difference_update", &[pos("other")], Returns::Nothing)
        .does(READS.changes(Change::Both(Put::Items)).all(Use::Walks)),
    method_row(MethodType::Set, "union", &[args("others")], Returns::Union)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Set, "update", &[args("others")], Returns::Nothing)
        .does(READS.changes(Change::Grows(Put::Items)).all(Use::Walks)),
    // frozenset
    method_row(MethodType::Frozenset, "copy", &[], Returns::Same).does(READS),
    method_row(MethodType::Frozenset, "difference", &[args("others")], Returns::Same)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Frozenset, "intersection", &[args("others")], Returns::Same)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Frozenset, "isdisjoint", &[pos("other")], Returns::Bool)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Frozenset, "issubset", &[pos("other")], Returns::Bool)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Frozenset, "issuperset", &[pos("other")], Returns::Bool)
        .does(COMPUTES.all(Use::Walks)),
    method_row(MethodType::Frozenset, "symmetric_difference", &[pos("other")], Returns::Union)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    method_row(MethodType::Frozenset, "union", &[args("others")], Returns::Union)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    // tuple
    method_row(MethodType::Tuple, "count", &[pos("value")], Returns::COUNT).does(COMPUTES),
    method_row(
        MethodType::Tuple,
        "index",
        &[pos("value"), pos_or("start", "0"), pos_or("stop", "9223372036854775807")],
        Returns::COUNT,
    )
    .does(COMPUTES),
    // range
    method_row(MethodType::Range, "count", &[pos("value")], Returns::COUNT).does(COMPUTES),
    method_row(MethodType::Range, "index", &[pos("value")], Returns::COUNT).does(COMPUTES),
    attribute(MethodType::Range, "start"),
    attribute(MethodType::Range, "step"),
    attribute(MethodType::Range, "stop"),
    // int
    method_row(MethodType::Int, "as_integer_ratio", &[], Returns::Ratio).does(COMPUTES),
    method_row(MethodType::Int, "bit_count", &[], Returns::COUNT).does(COMPUTES),
    method_row(MethodType::Int, "bit_length", &[], Returns::COUNT).does(COMPUTES),
    method_row(MethodType::Int, "conjugate", &[], Returns::Number),
    attribute(MethodType::Int, "denominator"),
    class_method(
        MethodType::Int,
        "from_bytes",
        &[any("bytes"), any_or("byteorder", "'big'"), kw_or("signed", "False")],
    )
    .does(COMPUTES.with(&[("bytes", Use::Walks)])),
    attribute(MethodType::Int, "imag"),
    method_row(MethodType::Int, "is_integer", &[], Returns::Bool).does(COMPUTES),
    attribute(MethodType::Int, "numerator"),
    attribute(MethodType::Int, "real"),
    method_row(
        MethodType::Int,
        "to_bytes",
        &[any_or("length", "1"), any_or("byteorder", "'big'"), kw_or("signed", "False")],
        Returns::Bytes,
    )
    .does(COMPUTES),
    // float
    method_row(MethodType::Float, "as_integer_ratio", &[], Returns::Ratio).does(COMPUTES),
    method_row(MethodType::Float, "conjugate", &[], Returns::Number),
    class_method(MethodType::Float, "fromhex", &[pos("string")]).does(COMPUTES),
    method_row(MethodType::Float, "hex", &[], Returns::Str).does(COMPUTES),
    attribute(MethodType::Float, "imag"),
    method_row(MethodType::Float, "is_integer", &[], Returns::Bool).does(COMPUTES),
    attribute(MethodType::Float, "real"),
];

/// Whether only Python values have a method of this name: `input.value.strip()` on a string that came
/// from JavaScript means Python's. A name both sides have (`split`, `get`) is JavaScript's there.
pub fn is_python_only(name: &str) -> bool {
    const SHARED: &[&str] = &[
        "add",
        "append",
        "clear",
        "close",
        "copy",
        "count",
        "decode",
        "difference",
        "encode",
        "find",
        "format",
        "get",
        "index",
        "insert",
        "intersection",
        "items",
        "join",
        "keys",
        "pop",
        "remove",
        "replace",
        "reverse",
        "send",
        "sort",
        "split",
        "title",
        "union",
        "update",
        "values",
    ];
    named(name).next().is_some() && !SHARED.contains(&name)
}

/// Methods that the runtime has no helper for, and what to write instead.
pub const NOT_COMPILED: &[(&str, &str)] = &[("fromhex", "write the number in decimal digits")];

/// What to write instead of a method without a helper.
pub fn instead_of_method(name: &str) -> &'static str {
    let row = NOT_COMPILED.iter().find(|row| row.0 == name);
    row.map_or(crate::tables::reason::ON_THE_SERVER, |row| row.1)
}

/// The name of the runtime's helper for a method of a receiver of known type: `strUpper`. The methods of floats have
/// none, and those of bytes are members of their class, but for a few.
pub fn helper_name(ty: MethodType, method: &str) -> Option<String> {
    let prefix = match ty {
        MethodType::Str => "str",
        MethodType::List => "list",
        MethodType::Tuple => "tuple",
        MethodType::Dict => "dict",
        MethodType::Set | MethodType::Frozenset => "set",
        MethodType::Range => "range",
        MethodType::Bytes => "bytes",
        MethodType::ByteArray if method == "fromhex" => "bytearray",
        MethodType::ByteArray => "bytes",
        MethodType::Int => "int",
        MethodType::Float => return None,
    };
    Some(format!("{prefix}{}", camel(method)))
}

/// The method that a helper is for, as a value: `str.upper` is `strUpper`.
pub fn of_helper(helper: &str) -> Option<&'static MethodRow> {
    all().find(|row| helper_name(row.ty, row.name).is_some_and(|name| name == helper))
}

/// The name of the helper for a method of a receiver of unknown type: `callUpper`.
pub fn dynamic_helper_name(method: &str) -> String {
    format!("call{}", camel(method))
}

/// `is_integer` → `IsInteger`.
fn camel(name: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        let head: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{head}{}", chars.as_str())
    };
    name.split('_').map(capital).collect()
}
