//! Python's regular expressions as JavaScript's: a pattern is read, checked, and written again so that a
//! `RegExp` with the flag `u` means the same, or refused by the construct that has no counterpart.
//!
//! ```text
//! (?P<year>\d{4})$      (?<year>\p{Nd}{4})(?![^\n]|\n[^])
//! (?>a+)b               Unsupported: atomic groups
//! (a                    Invalid: missing ), unterminated subpattern
//! ```
//!
//! What differs without a difference in syntax is refused as well: groups that a repetition may leave out
//! (Python keeps what they held, JavaScript forgets it) and references to groups that may not have matched
//! (Python fails, JavaScript matches nothing).

mod check;
mod parse;
#[cfg(test)]
mod tests;
mod write;

/// The flags of `re`, with Python's values.
pub const IGNORECASE: u32 = 2;
pub const MULTILINE: u32 = 8;
pub const DOTALL: u32 = 16;
pub const UNICODE: u32 = 32;
pub const VERBOSE: u32 = 64;
pub const ASCII: u32 = 256;

/// The value of a flag by its name in the module `re`.
#[must_use]
pub fn flag(name: &str) -> Option<u32> {
    Some(match name {
        "I" | "IGNORECASE" => IGNORECASE,
        "M" | "MULTILINE" => MULTILINE,
        "S" | "DOTALL" => DOTALL,
        "U" | "UNICODE" => UNICODE,
        "X" | "VERBOSE" => VERBOSE,
        "A" | "ASCII" => ASCII,
        "NOFLAG" => 0,
        _other => return None,
    })
}

/// A pattern in JavaScript's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Translated {
    pub source: String,
    /// The flags of the `RegExp`.
    pub flags: &'static str,
    /// Python's flags, those within the pattern included.
    pub python_flags: u32,
    /// Whether it may match nothing where something could match as well: then walking from match to
    /// match differs, as Python looks again at the same place.
    pub may_prefer_nothing: bool,
}

/// Why a pattern is not translated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// `re.compile` raises this.
    Invalid(String),
    /// It means something that JavaScript has no words for.
    Unsupported(&'static str),
}

/// See [`Translated`].
///
/// # Errors
/// When Python refuses the pattern, or JavaScript has no counterpart.
pub fn translate(pattern: &str, flags: u32) -> Result<Translated, Problem> {
    let parsed = parse::parse(pattern, flags)?;
    check::check(&parsed.node)?;
    let flags = parsed.flags;
    Ok(Translated {
        source: write::write(&parsed.node, flags),
        flags: if flags & IGNORECASE == 0 { "du" } else { "diu" },
        python_flags: if flags & ASCII == 0 { flags | UNICODE } else { flags },
        may_prefer_nothing: check::may_prefer_nothing(&parsed.node),
    })
}

/// A part of a pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Node {
    Char(char),
    /// `.`
    Any,
    Class(Class),
    /// `^`, `$`, `\A`, `\Z`, `\b`, `\B`.
    Start,
    End,
    First,
    Last,
    Boundary,
    NoBoundary,
    Group {
        /// The number and perhaps the name of a capturing one.
        capture: Option<(u32, Option<String>)>,
        node: Box<Node>,
    },
    Look {
        is_ahead: bool,
        is_negative: bool,
        node: Box<Node>,
    },
    Back(u32),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        is_lazy: bool,
    },
    Concat(Vec<Node>),
    Alt(Vec<Node>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Class {
    is_negated: bool,
    items: Vec<ClassItem>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ClassItem {
    Range(char, char),
    /// `\d`, `\w`, `\s`, and their opposites.
    Set(char),
}
