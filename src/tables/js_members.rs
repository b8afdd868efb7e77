//! Names that JavaScript gives an object itself: a member of that name would hide what the code relies on, or be
//! hidden by it.
//!
//! ```text
//! class Span(NamedTuple):
//!     length: int         `span.length` is how many items the array has
//!     map: str            `[str(x) for x in span]` is `span.map(str)`
//! ```

/// What has the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// An instance keeps it, as a field of a dataclass or what is stored through `self`.
    Own,
    /// The prototype: methods and properties.
    Prototype,
    /// The class itself: class attributes, static and class methods, members of an enum.
    Class,
}

/// Whether an object of the program cannot have a member of that name of its own.
pub fn is_taken(name: &str, holder: Holder) -> bool {
    match holder {
        // `this.constructor` leads to the class.
        Holder::Own => name == "constructor",
        // What has a `then` is waited for by `await`.
        Holder::Prototype => matches!(name, "constructor" | "__proto__" | "then"),
        Holder::Class => {
            is_taken(name, Holder::Prototype)
                || matches!(name, "name" | "length" | "prototype" | "caller" | "arguments")
                // By it the runtime tells its own classes.
                || name == "pyName"
        }
    }
}

/// Whether arrays have it, and whoever is given a tuple may ask for it: what changes an array in place is never
/// asked of a tuple, nor are `keys` and `values`.
pub fn is_of_arrays(name: &str) -> bool {
    ARRAYS.binary_search(&name).is_ok()
}

/// Whether every object of JavaScript has it.
pub fn is_of_objects(name: &str) -> bool {
    OBJECTS.binary_search(&name).is_ok()
}

/// Sorted.
pub const OBJECTS: &[&str] = &[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// Sorted.
#[rustfmt::skip]
pub const ARRAYS: &[&str] = &[
    "at", "concat", "entries", "every", "filter", "find", "findIndex", "flat", "flatMap", "forEach",
    "includes", "indexOf", "join", "lastIndexOf", "length", "map", "reduce", "slice", "some",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_a_search_that_halves() {
        for names in [ARRAYS, OBJECTS] {
            assert!(names.is_sorted(), "{names:?}");
        }
    }
}
