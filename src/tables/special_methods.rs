//! Special methods that Python programs may call by name, and what to write instead: the syntax or the
//! builtin that calls them.

use crate::tables::methods::MethodType;

/// The option of `@dataclass` and of `field` that says whether `__repr__` is made, or shows the field.
pub const SHOWN: &str = "repr";

/// What calls the special method of a receiver `x`.
pub fn written_as(special: &str) -> Option<&'static str> {
    SPECIAL_METHODS.iter().find(|(name, _)| *name == special).map(|(_, written)| *written)
}

/// The builtin that calls it with nothing but its object: `len` for `__len__`.
pub fn called_by(special: &str) -> Option<&'static str> {
    written_as(special)?.strip_suffix("(x)")
}

/// Whether values of that type have it: of those that are compiled where they are called by their names.
pub fn has_special(owner: MethodType, special: &str) -> bool {
    use MethodType::{ByteArray, Bytes, Dict, Float, Frozenset, Int, List, Range, Str, Tuple};
    match special {
        "__repr__" | "__str__" => true,
        "__len__" | "__contains__" | "__iter__" => !matches!(owner, Int | Float),
        "__setitem__" | "__delitem__" => matches!(owner, List | Dict | ByteArray),
        "__getitem__" => matches!(owner, Str | List | Tuple | Dict | Range | Bytes | ByteArray),
        "__reversed__" => matches!(owner, List | Dict | Range),
        "__bool__" => matches!(owner, Int | Float | Range),
        "__hash__" => matches!(owner, Str | Tuple | Frozenset | Int | Float | Range | Bytes),
        "__abs__" | "__float__" | "__int__" | "__neg__" | "__pos__" | "__round__" => {
            matches!(owner, Int | Float)
        }
        "__index__" | "__invert__" => owner == Int,
        _other => false,
    }
}

/// Whether it is the method of an operator with two sides, which may give `NotImplemented`.
pub fn is_binary(special: &str) -> bool {
    ARITHMETIC.contains(&special) || EQUALITY.contains(&special) || ORDER.contains(&special)
}

/// Whether the method of an operator gives what the operator gives: it answers for the other side too. An int leaves
/// it to the float.
pub fn answers(special: &str, owner: MethodType, other: MethodType) -> bool {
    use MethodType::{ByteArray, Bytes, Dict, Float, Frozenset, Int, List, Range, Set, Str, Tuple};
    let are_numbers = matches!((owner, other), (Int, Int) | (Float, Int | Float));
    let are_sets = matches!((owner, other), (Set | Frozenset, Set | Frozenset));
    let are_bytes = matches!((owner, other), (Bytes | ByteArray, Bytes | ByteArray));
    let is_one_type = owner == other || are_numbers || are_sets || are_bytes;
    match special {
        "__add__" => {
            are_numbers || are_bytes || (owner == other && matches!(owner, Str | List | Tuple))
        }
        "__mul__" => {
            are_numbers || matches!((owner, other), (Str | List | Tuple | Bytes | ByteArray, Int))
        }
        "__sub__" => are_numbers || are_sets,
        "__floordiv__" | "__mod__" | "__pow__" | "__truediv__" => are_numbers,
        "__lshift__" | "__rshift__" => owner == Int && other == Int,
        "__or__" => are_sets || matches!((owner, other), (Int, Int) | (Dict, Dict)),
        "__and__" | "__xor__" => are_sets || (owner == Int && other == Int),
        special if EQUALITY.contains(&special) => is_one_type,
        special if ORDER.contains(&special) => is_one_type && !matches!(owner, Dict | Range),
        _other => false,
    }
}

const EQUALITY: &[&str] = &["__eq__", "__ne__"];

const ORDER: &[&str] = &["__ge__", "__gt__", "__le__", "__lt__"];

#[rustfmt::skip]
const ARITHMETIC: &[&str] = &[
    "__add__", "__and__", "__floordiv__", "__lshift__", "__mod__", "__mul__", "__or__", "__pow__", "__rshift__",
    "__sub__", "__truediv__", "__xor__",
];

const SPECIAL_METHODS: &[(&str, &str)] = &[
    ("__abs__", "abs(x)"),
    ("__add__", "x + y"),
    ("__and__", "x & y"),
    ("__bool__", "bool(x)"),
    ("__call__", "x(...)"),
    ("__contains__", "key in x"),
    ("__delitem__", "del x[key]"),
    ("__divmod__", "divmod(x, y)"),
    ("__eq__", "x == y"),
    ("__float__", "float(x)"),
    ("__floordiv__", "x // y"),
    ("__format__", "format(x, spec)"),
    ("__ge__", "x >= y"),
    ("__getitem__", "x[key]"),
    ("__gt__", "x > y"),
    ("__hash__", "hash(x)"),
    ("__iadd__", "x += y"),
    ("__iand__", "x &= y"),
    ("__imul__", "x *= y"),
    ("__index__", "int(x)"),
    ("__int__", "int(x)"),
    ("__invert__", "~x"),
    ("__ior__", "x |= y"),
    ("__isub__", "x -= y"),
    ("__iter__", "iter(x)"),
    ("__ixor__", "x ^= y"),
    ("__le__", "x <= y"),
    ("__len__", "len(x)"),
    ("__lshift__", "x << y"),
    ("__lt__", "x < y"),
    ("__mod__", "x % y"),
    ("__mul__", "x * y"),
    ("__ne__", "x != y"),
    ("__neg__", "-x"),
    ("__next__", "next(x)"),
    ("__or__", "x | y"),
    ("__pos__", "+x"),
    ("__pow__", "x ** y"),
    ("__radd__", "y + x"),
    ("__repr__", "repr(x)"),
    ("__reversed__", "reversed(x)"),
    ("__rmul__", "y * x"),
    ("__round__", "round(x)"),
    ("__rshift__", "x >> y"),
    ("__setitem__", "x[key] = value"),
    ("__str__", "str(x)"),
    ("__sub__", "x - y"),
    ("__truediv__", "x / y"),
    ("__xor__", "x ^ y"),
];

/// The builtin that stands for the classes above.
pub const SUPER: &str = "super";

/// The function of `dataclasses` that copies an instance, and its helper.
pub const REPLACE: &str = "replace";

/// The special methods of a class that are called as CPython calls them.
pub const CALLED: &[&str] = &[
    "__init__",
    "__repr__",
    "__str__",
    "__format__",
    "__bool__",
    "__len__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__hash__",
    "__iter__",
    "__next__",
    "__reversed__",
    "__contains__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__enter__",
    "__exit__",
    "__aenter__",
    "__aexit__",
    "__aiter__",
    "__anext__",
    "__add__",
    "__sub__",
    "__mul__",
    "__truediv__",
    "__floordiv__",
    "__mod__",
    "__pow__",
    "__and__",
    "__or__",
    "__xor__",
    "__lshift__",
    "__rshift__",
    "__radd__",
    "__rsub__",
    "__rmul__",
    "__rtruediv__",
    "__rfloordiv__",
    "__rmod__",
    "__rpow__",
    "__rand__",
    "__ror__",
    "__rxor__",
    "__iadd__",
    "__isub__",
    "__imul__",
    "__itruediv__",
    "__ifloordiv__",
    "__imod__",
    "__ipow__",
    "__iand__",
    "__ior__",
    "__ixor__",
    "__neg__",
    "__pos__",
    "__invert__",
    "__abs__",
    "__index__",
    "__int__",
    "__bytes__",
    "__float__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
    "__post_init__",
    "__matmul__",
    "__rmatmul__",
    "__imatmul__",
    "__divmod__",
    "__rdivmod__",
    "__call__",
    "__getattr__",
    "__init_subclass__",
    "__copy__",
    "__deepcopy__",
];

/// The abstract classes of `collections.abc` that add nothing, with what each asks of a class.
pub const ABSTRACT_BASES: &[(&str, &[&str])] = &[
    ("AsyncIterable", &["__aiter__"]),
    ("AsyncIterator", &["__aiter__", "__anext__"]),
    ("Awaitable", &["__await__"]),
    ("Callable", &["__call__"]),
    ("Collection", &["__contains__", "__iter__", "__len__"]),
    ("Container", &["__contains__"]),
    ("Hashable", &["__hash__"]),
    ("Iterable", &["__iter__"]),
    ("Iterator", &["__iter__", "__next__"]),
    ("Reversible", &["__iter__", "__reversed__"]),
    ("Sized", &["__len__"]),
];

/// The class above all: `object.__setattr__(self, ...)` goes past what the class of the instance has.
pub const ROOT_CLASS: &str = "object";
