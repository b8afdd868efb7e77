//! Special methods that Python programs may call by name, and what to write instead: the syntax or the
//! builtin that calls them.

/// The option of `@dataclass` and of `field` that says whether `__repr__` is made, or shows the field.
pub const SHOWN: &str = "repr";

/// What calls the special method of a receiver `x`.
pub fn written_as(special: &str) -> Option<&'static str> {
    SPECIAL_METHODS.iter().find(|(name, _)| *name == special).map(|(_, written)| *written)
}

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
