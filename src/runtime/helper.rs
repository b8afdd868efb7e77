//! What is to be said of a helper: for `pulsec explain getItem` and for reports of what is in a bundle.
//!
//! ```text
//! helper("getItem")  →  says "Python's `o[k]`.", file "items", example `any_([1, 2])[any_(-1)]` → `2`, 41 others it brings
//! ```
//!
//! What it stands for is its comment in `js/`. The examples are cases of `fixtures/conformance` that call it, with what
//! CPython was recorded to say; `suite::conformance` finds them and holds them to be so.

use super::LIBRARY;
use std::collections::{BTreeMap, VecDeque};
use std::sync::LazyLock;

/// A helper, for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Helper {
    pub name: &'static str,
    /// Its file in `js/`, without `.js`.
    pub file: &'static str,
    /// The Python it stands for, or what it does for other helpers.
    pub says: String,
    /// What the comment before says, where this one says "the same".
    pub before: Option<String>,
    /// Its own text, without comment.
    pub bytes: usize,
    /// What a bundle with nothing else in it weighs.
    pub bundled: usize,
    /// The helpers that come along.
    pub brings: Vec<&'static str>,
    /// The helpers that call it themselves.
    pub users: Vec<&'static str>,
    pub example: Option<&'static Example>,
}

/// Python that is compiled to a call of a helper, and what CPython says to it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Example {
    /// A definition the expression calls, where the helper stands in that.
    pub definition: String,
    /// `any_(x)` is `x` of a type that is not known.
    pub expression: String,
    pub result: String,
}

/// The text of the examples: `## name`, a definition or none, `>>> expression`, and what it gives.
pub const EXAMPLES: &str = include_str!("examples.txt");

static BY_NAME: LazyLock<BTreeMap<&'static str, Example>> = LazyLock::new(|| examples(EXAMPLES));

/// The examples of such a text, by helper.
#[must_use]
pub fn examples(text: &str) -> BTreeMap<&str, Example> {
    let parts = text.split("## ").skip(1).filter_map(|part| part.split_once('\n'));
    let example = |(name, rest)| {
        let (definition, rest): (&str, &str) = str::split_once(rest, ">>> ")?;
        let (expression, result) = rest.split_once('\n')?;
        let example = Example {
            definition: definition.trim_end().to_string(),
            expression: expression.to_string(),
            result: result.trim_end().to_string(),
        };
        Some((name, example))
    };
    parts.filter_map(example).collect()
}

/// All that is known of a helper.
#[must_use]
pub fn helper(name: &str) -> Option<Helper> {
    let library = &*LIBRARY;
    let at = library.exported(name)?;
    let unit = library.units.get(at)?;
    let says = plain(unit.comment);
    let is_same = says.starts_with("The same") && !unit.before.is_empty();
    let kept = library.reached(&[at]);
    let others = library.units.iter().zip(kept).filter(|(other, kept)| *kept && other.name != name);
    let (_, code) = super::bundle::split_comment(&unit.text);
    Some(Helper {
        name: unit.name,
        file: unit.file,
        before: is_same.then(|| plain(unit.before)),
        says,
        bytes: code.len(),
        bundled: library.bundle(&[name]).len(),
        brings: sorted(others.map(|(other, _)| other.name).filter(|it| super::exists(it))),
        users: sorted(library.users(at).into_iter()),
        example: BY_NAME.get(name),
    })
}

fn sorted(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

/// A declaration of a bundle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    pub name: &'static str,
    /// What it adds to the bundle, comment and blank line included.
    pub bytes: usize,
    pub says: String,
    /// The way to it from what was asked for, itself left out; empty for what was asked for.
    pub through: Vec<&'static str>,
}

/// What a bundle of these is made of, in its order.
#[must_use]
pub fn parts(needed: &[&str]) -> Vec<Part> {
    let library = &*LIBRARY;
    let wanted: Vec<usize> = needed.iter().filter_map(|name| library.exported(name)).collect();
    let mut from: BTreeMap<usize, Option<usize>> = wanted.iter().map(|at| (*at, None)).collect();
    let mut open = VecDeque::from(wanted);
    while let Some(at) = open.pop_front() {
        for need in library.units.get(at).map_or(&[][..], |unit| unit.needs()) {
            if !from.contains_key(need) {
                from.insert(*need, Some(at));
                open.push_back(*need);
            }
        }
    }
    let name = |at: usize| library.units.get(at).map(|unit| unit.name);
    let part = |(at, parent): (&usize, &Option<usize>)| {
        let unit = library.units.get(*at)?;
        let mut through = Vec::new();
        let mut above = *parent;
        while let Some(at) = above {
            through.extend(name(at));
            above = from.get(&at).copied().flatten();
        }
        through.reverse();
        let export = if parent.is_none() { "export ".len() } else { 0 };
        let bytes = unit.text.len() + export + "\n\n".len();
        Some(Part { name: unit.name, bytes, says: plain(unit.comment), through })
    };
    from.iter().filter_map(part).collect()
}

/// The words of a JavaScript text that may be names of variables, with their offsets.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    super::bundle::words_at(text)
}

/// A comment of JavaScript as text; without one, nothing.
fn plain(comment: &str) -> String {
    let Some((_, doc)) = comment.split_once("/**") else { return String::new() };
    let lines = doc.trim_end().trim_end_matches("*/").lines();
    let lines = lines.map(|line| line.trim().trim_start_matches("* ").trim_start_matches('*'));
    lines.collect::<Vec<_>>().join("\n").trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::names;

    #[test]
    fn every_helper_says_what_it_stands_for() {
        for name in names() {
            let helper = helper(name).expect("a helper");
            assert!(
                helper.says.len() > 5,
                "{name} of {}.js has no comment `/** ... */`",
                helper.file
            );
            assert!(helper.says.ends_with(['.', ':', ')']), "{name}: {}", helper.says);
            let is_clear = !helper.says.starts_with("The same") || helper.before.is_some();
            assert!(is_clear, "{name} of {}.js: the same as what?", helper.file);
        }
    }

    #[test]
    fn a_comment_of_many_lines_is_a_text() {
        assert_eq!(plain("// x\n/** One. */\n"), "One.");
        assert_eq!(plain("/**\n * One\n * two.\n */\n"), "One\ntwo.");
        assert_eq!(plain("// not said to anybody\n"), "");
        assert!(helper("noSuchHelper").is_none());
    }
}
