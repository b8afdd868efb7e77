//! What Pulse's serializer makes of Python's values on their way to the browser. Source: `pulse.serializer`, "Supported
//! types" and "Raises".

use crate::base::ValueKind;

/// What calls of these give is refused with `TypeError`: by the name that is called, with what it is.
const REFUSED: &[(&str, &str)] = &[
    ("Decimal", "a Decimal"),
    ("bytearray", "a bytearray"),
    ("bytes", "a bytes object"),
    ("frozenset", "a frozenset"),
    ("range", "a range"),
];

/// What a call of this name gives that the serializer refuses.
pub fn refused(callee: &str) -> Option<&'static str> {
    REFUSED.iter().find(|(name, _)| *name == callee).map(|(_, what)| *what)
}

/// Classes of Python, by the names they have in annotations, and what their values are in the browser.
const CLASSES: &[(&str, ValueKind)] = &[
    ("Dict", ValueKind::Dict),
    ("List", ValueKind::List),
    ("Mapping", ValueKind::Dict),
    ("Sequence", ValueKind::List),
    ("bool", ValueKind::Number),
    ("dict", ValueKind::Dict),
    ("float", ValueKind::Number),
    ("int", ValueKind::Number),
    ("list", ValueKind::List),
    ("str", ValueKind::Str),
    ("tuple", ValueKind::List),
];

/// What the values of a class are in the browser.
pub fn kind_of(class: &str) -> Option<ValueKind> {
    CLASSES.iter().find(|(name, _)| *name == class).map(|(_, kind)| *kind)
}

/// The method that asks a payload for an item which may be missing.
pub const ASKS: &str = "get";
