//! The builtin types that classes of the program derive from.

/// A type, and the class of the runtime that stands between it and a class that derives from it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BuiltinBase {
    pub name: &'static str,
    pub helper: &'static str,
    /// Whether its values are asked for keys that are missing.
    pub asks_missing: bool,
    /// Whether instances may have attributes: those of a `dict` would be keys.
    pub has_attributes: bool,
}

const fn base(name: &'static str, helper: &'static str) -> BuiltinBase {
    BuiltinBase { name, helper, asks_missing: false, has_attributes: true }
}

const BASES: &[BuiltinBase] = &[
    BuiltinBase { asks_missing: true, has_attributes: false, ..base("dict", "DictBase") },
    base("frozenset", "FrozenSetBase"),
    base("list", "ListBase"),
    base("set", "SetBase"),
];

/// The row of the type of that name.
pub fn builtin_base(name: &str) -> Option<&'static BuiltinBase> {
    BASES.iter().find(|base| base.name == name)
}

/// Whether arrays, maps or sets of JavaScript have it, and the runtime may ask for it.
pub fn is_of_collections(name: &str) -> bool {
    OF_COLLECTIONS.binary_search(&name).is_ok()
}

/// Sorted.
#[rustfmt::skip]
const OF_COLLECTIONS: &[&str] = &[
    "add", "at", "clear", "concat", "copyWithin", "delete", "difference", "entries", "every", "fill",
    "filter", "find", "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "forEach", "get",
    "has", "includes", "indexOf", "intersection", "isDisjointFrom", "isSubsetOf", "isSupersetOf",
    "join", "keys", "lastIndexOf", "length", "map", "reduce", "reduceRight", "set", "shift", "size",
    "slice", "some", "splice", "symmetricDifference", "toReversed", "toSorted", "toSpliced", "union",
    "unshift", "values", "with",
];

/// The special methods that nothing but the class itself is asked for.
pub const OWN: &[&str] = &[
    "__class_getitem__",
    "__enter__",
    "__exit__",
    "__init__",
    "__init_subclass__",
    "__match_args__",
    "__repr__",
    "__slots__",
    "__str__",
];
