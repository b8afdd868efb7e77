//! Names beyond ASCII.
//!
//! CPython reads a name in its normal form NFKC: `ｗｉｄｔｈ` is `width`, and `µ` (the micro sign) is the
//! Greek `μ`. Here such a name is refused instead, so that it never stands for a second variable.

use crate::base::normal_form;

/// What is wrong with a name, if anything is.
pub fn problem(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && !only.is_alphabetic()
    {
        // The parser's lexer takes an emoji for a name.
        return Some(format!("`{name}` cannot stand in a name"));
    }
    let read = normal_form::identifier(name);
    if *read == *name {
        return None;
    }
    let is_kept = |c: &char| read.contains(*c);
    let odd =
        name.chars().find(|c| !is_kept(c)).or_else(|| name.chars().find(|c| !c.is_ascii()))?;
    Some(format!(
        "`{name}` is not in normal form (NFKC): Python reads `{odd}` as another character"
    ))
}
