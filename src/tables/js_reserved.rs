//! Words an ES module cannot use as a name, and names it must not redefine.
//!
//! `delete` in Python is a fine name; in JavaScript it becomes `delete_`. `async`, `as`, `of`, `get`
//! and `set` are reserved only in places where no name of ours stands.

/// Whether the word cannot name a variable, a function or a parameter of an ES module (ECMA-262,
/// 12.7.2, strict mode, module goal).
pub fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name).is_ok()
}

/// Whether a variable of this name would hide (or may not hide) what emitted code relies on.
pub fn must_not_shadow(name: &str) -> bool {
    NEVER_SHADOW.binary_search(&name).is_ok()
}

/// Sorted.
#[rustfmt::skip]
pub const RESERVED: &[&str] = &[
    "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "default", "delete", "do", "else", "enum", "export", "extends", "false",
    "finally", "for", "function", "if", "implements", "import", "in", "instanceof",
    "interface", "let", "new", "null", "package", "private", "protected", "public",
    "return", "static", "super", "switch", "this", "throw", "true", "try",
    "typeof", "var", "void", "while", "with", "yield",
];

/// Sorted. `arguments` and `eval` may not be bound in strict mode; the others can be, and would then
/// change the meaning of the code around them.
pub const NEVER_SHADOW: &[&str] =
    &["Infinity", "NaN", "arguments", "eval", "globalThis", "undefined"];
