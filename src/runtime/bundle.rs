//! Tree-shaking over the helper files, by top-level declaration.
//!
//! The files keep to one layout, which the tests check: import lines first, then declarations that
//! begin in the first column after a blank line, comment attached. So a declaration is a run of
//! lines, what it needs are the imported or neighbouring names among its words, and no JavaScript
//! parser is wanted.

use super::File;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// A top-level declaration of a helper file.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) name: &'static str,
    exported: bool,
    /// The file it stands in.
    pub(super) file: &'static str,
    /// Its comment, and that of the declaration before it.
    pub(super) comment: &'static str,
    pub(super) before: &'static str,
    /// With its comment and without `export`.
    pub(super) text: String,
    /// The declarations its text names.
    needs: Vec<usize>,
}

impl Unit {
    /// The declarations its text names.
    pub(super) fn needs(&self) -> &[usize] {
        &self.needs
    }
}

/// All declarations, in an order in which they can be evaluated.
#[derive(Debug)]
pub(super) struct Library {
    pub(super) units: Vec<Unit>,
    by_name: FxHashMap<&'static str, usize>,
}

impl Library {
    pub(super) fn read(files: &'static [File]) -> Self {
        let mut units = Vec::new();
        let mut scopes = Vec::new();
        for file in files {
            let (imports, body) = split_imports(file.source);
            let declared: Vec<_> = declarations(body).collect();
            let mut scope: Vec<&str> =
                imports.iter().flat_map(|(names, _)| names.clone()).collect();
            scope.extend(declared.iter().filter_map(|text| head(text)).map(|(name, _)| name));
            let mut before = "";
            for text in declared {
                let (comment, _) = split_comment(text);
                if let Some((name, exported)) = head(text) {
                    let (text, needs) = (unexported(text), Vec::new());
                    let file = file.name;
                    units.push(Unit { name, exported, file, comment, before, text, needs });
                    scopes.push(scope.clone());
                }
                before = comment;
            }
        }
        let by_name: FxHashMap<_, _> =
            units.iter().enumerate().map(|(i, unit)| (unit.name, i)).collect();
        for (unit, scope) in units.iter_mut().zip(scopes) {
            unit.needs = words(&unit.text)
                .filter(|word| *word != unit.name && scope.contains(word))
                .filter_map(|word| by_name.get(word).copied())
                .collect();
            unit.needs.sort_unstable();
            unit.needs.dedup();
        }
        Self::ordered(units)
    }

    /// Needed declarations before those that need them, so that `class A extends B` finds its `B`.
    /// Functions may need each other in a circle: they are hoisted.
    fn ordered(units: Vec<Unit>) -> Self {
        fn visit(at: usize, units: &[Unit], seen: &mut [bool], order: &mut Vec<usize>) {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                Some(_) | None => return,
            }
            for need in units.get(at).map_or(&[][..], |unit| &unit.needs) {
                visit(*need, units, seen, order);
            }
            order.push(at);
        }
        let mut order = Vec::new();
        let mut seen = vec![false; units.len()];
        for at in 0..units.len() {
            visit(at, &units, &mut seen, &mut order);
        }
        let mut place = vec![0; units.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old) {
                *slot = new;
            }
        }
        let mut rows: Vec<(usize, Unit)> = units.into_iter().enumerate().collect();
        rows.sort_by_key(|(old, _)| place.get(*old).copied());
        let mut units: Vec<Unit> = rows.into_iter().map(|(_, unit)| unit).collect();
        for unit in &mut units {
            unit.needs = unit.needs.iter().filter_map(|need| place.get(*need).copied()).collect();
        }
        let by_name = units.iter().enumerate().map(|(i, unit)| (unit.name, i)).collect();
        Self { units, by_name }
    }

    pub(super) fn exported(&self, name: &str) -> Option<usize> {
        let at = *self.by_name.get(name)?;
        self.units.get(at).filter(|unit| unit.exported).map(|_| at)
    }

    pub(super) fn name(&self, name: &str) -> Option<&'static str> {
        let at = self.exported(name)?;
        self.units.get(at).map(|unit| unit.name)
    }

    pub(super) fn names(&self) -> Vec<&'static str> {
        let exported = self.units.iter().filter(|unit| unit.exported);
        let mut names: Vec<_> = exported.map(|unit| unit.name).collect();
        names.sort_unstable();
        names
    }

    /// Everything, for a bundler that drops what a page does not use. It must be told that the calls
    /// that make a declaration do nothing else.
    pub(super) fn whole(&self) -> String {
        self.write(&self.names(), pure)
    }

    pub(super) fn bundle(&self, needed: &[&str]) -> String {
        self.write(needed, str::to_owned)
    }

    /// Each declaration with whether these lead to it.
    pub(super) fn reached(&self, wanted: &[usize]) -> Vec<bool> {
        let mut kept = vec![false; self.units.len()];
        let mut open = wanted.to_vec();
        while let Some(at) = open.pop() {
            if let (Some(slot), Some(unit)) = (kept.get_mut(at), self.units.get(at))
                && !*slot
            {
                *slot = true;
                open.extend(&unit.needs);
            }
        }
        kept
    }

    /// The exported declarations that name this one.
    pub(super) fn users(&self, at: usize) -> Vec<&'static str> {
        let users = self.units.iter().filter(|unit| unit.exported && unit.needs.contains(&at));
        users.map(|unit| unit.name).collect()
    }

    fn write(&self, needed: &[&str], mark: fn(&str) -> String) -> String {
        let wanted: Vec<usize> = needed.iter().filter_map(|name| self.exported(name)).collect();
        let kept = self.reached(&wanted);
        let mut out = String::from(
            "// Python's meaning where JavaScript has no operator for it. Written by pulsec.\n",
        );
        for (at, unit) in self.units.iter().enumerate() {
            if kept.get(at) == Some(&true) {
                let (comment, code) = split_comment(&unit.text);
                let export = if wanted.contains(&at) { "export " } else { "" };
                let _ = write!(out, "\n{comment}{export}{}\n", mark(code));
            }
        }
        out
    }
}

/// `const x = /* @__PURE__ */ f(...)`, `class X extends /* @__PURE__ */ f(Y) {`; what is no call becomes one where a
/// bundler cannot tell.
fn pure(code: &str) -> String {
    if let Some((head, base)) = code.split_once(" extends ").filter(|_| code.starts_with("class "))
        && base.split_once(" {").is_some_and(|(base, _)| base.ends_with(')'))
    {
        return format!("{head} extends /* @__PURE__ */ {base}");
    }
    let parts = code.split_once(" = ").filter(|(head, _)| head.starts_with("const "));
    let Some((head, value)) = parts else { return code.to_owned() };
    let callee = value.strip_prefix("new ").unwrap_or(value);
    let after = callee.trim_start_matches(|c: char| c.is_alphanumeric() || "_$.".contains(c));
    // What stands in a function is not evaluated.
    let is_plain = after.contains('\n') || !(after.contains("new ") || after.contains("${"));
    // What it is given may be calls.
    let assigns = value.starts_with("Object.assign(");
    if after.len() < callee.len() && after.starts_with('(') && is_plain && !assigns {
        return format!("{head} = /* @__PURE__ */ {value}");
    }
    let is_sum = !value.contains("=>") && [" + ", " * "].iter().any(|sign| value.contains(sign));
    // Copying an object may call a getter.
    let is_copy = value.starts_with('{') && value.contains("...");
    let is_unclear = is_sum
        || is_copy
        || assigns
        || !is_plain
        || value.contains("${")
        || value.contains("class ");
    match value.strip_suffix(';') {
        Some(value) if is_unclear && !value.starts_with('(') && !value.starts_with("async ") => {
            format!("{head} = /* @__PURE__ */ (() => ({value}))();")
        }
        _other => code.to_owned(),
    }
}

/// The names of an import line and its file: `import { a, b } from "./file.js";`.
pub(super) type Import = (Vec<&'static str>, &'static str);

/// The imports of a file, and the text after them.
pub(super) fn split_imports(source: &'static str) -> (Vec<Import>, &'static str) {
    let mut imports = Vec::new();
    let mut rest = source;
    while let Some((line, after)) =
        rest.strip_prefix("import {").and_then(|text| text.split_once(";\n"))
    {
        if let Some((names, file)) = line.split_once("} from \"./") {
            let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
            imports.push((names.collect(), file.trim_end_matches(".js\"")));
        }
        rest = after;
    }
    (imports, rest.trim_start())
}

/// The declarations of a file's body, each with the comment above it.
fn declarations(body: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let mut from = 0;
        if rest.is_empty() {
            return None;
        }
        // a blank line followed by a line that is not indented ends a declaration
        while let Some(found) = rest.get(from..).and_then(|text| text.find("\n\n")) {
            let next = from + found + 2;
            if !rest.get(next..).is_some_and(|text| text.starts_with([' ', '}'])) {
                let (text, after) = rest.split_at_checked(next)?;
                rest = after;
                return Some(text.trim_end());
            }
            from = next;
        }
        Some(std::mem::take(&mut rest).trim_end())
    })
}

/// The comment lines before a declaration, and its code.
pub(super) fn split_comment(text: &str) -> (&str, &str) {
    let comment = text
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("/") || line.starts_with(" *"));
    text.split_at_checked(comment.map(str::len).sum()).unwrap_or(("", text))
}

/// The name a declaration binds, and whether it is exported.
fn head(text: &'static str) -> Option<(&'static str, bool)> {
    let (_, code) = split_comment(text);
    let bare = code.strip_prefix("export ");
    let plain = bare.unwrap_or(code);
    let (keyword, rest) = plain.strip_prefix("async ").unwrap_or(plain).split_once(' ')?;
    let known = matches!(keyword, "function" | "function*" | "class" | "const" | "let");
    let name = rest.split(|c: char| !is_word(c)).next()?;
    (known && !name.is_empty()).then_some((name, bare.is_some()))
}

fn unexported(text: &str) -> String {
    let (comment, code) = split_comment(text);
    format!("{comment}{}", code.strip_prefix("export ").unwrap_or(code))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// The identifiers of a declaration that may refer to another one: no comments, no texts, no
/// `.property`.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    words_at(text).map(|(_, word)| word)
}

/// The same with the place of each.
pub(super) fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut scan = Scan { text, at: 0, last: '\n', braces: Vec::new() };
    std::iter::from_fn(move || {
        let word = scan.next_word()?;
        Some((scan.at - word.len(), word))
    })
}

/// A scan over the code of a declaration.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// The last character of code that is no space.
    last: char,
    /// For each `${` around, how many braces are open in it.
    braces: Vec<u32>,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next_word(&mut self) -> Option<&'t str> {
        loop {
            let rest = self.rest();
            let c = rest.chars().next()?;
            if is_word(c) {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let is_property = self.last == '.' && !self.text_before().ends_with("...");
                self.at += length;
                self.last = c;
                if !is_property {
                    return rest.get(..length);
                }
                continue;
            }
            self.skip(c, rest);
        }
    }

    fn text_before(&self) -> &'t str {
        self.text.get(..self.at).unwrap_or_default().trim_end()
    }

    fn skip(&mut self, c: char, rest: &str) {
        let comment = match rest {
            rest if rest.starts_with("//") => rest.find('\n'),
            rest if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            _code => Some(0),
        };
        let is_pattern = c == '/'
            && ("(,=>:[!&|?{};\n".contains(self.last) || self.text_before().ends_with("return"));
        match (c, comment) {
            (_, None) => self.at = self.text.len(),
            (_, Some(end @ 1..)) => self.at += end,
            ('"' | '\'', _) => self.quoted(c),
            ('/', _) if is_pattern => self.quoted(c),
            ('`', _) => self.template(),
            ('}', _) if self.braces.last() == Some(&0) => {
                self.braces.pop();
                self.template();
            }
            (c, _) => {
                match (c, self.braces.last_mut()) {
                    ('{', Some(open)) => *open += 1,
                    ('}', Some(open)) => *open -= 1,
                    _other => {}
                }
                self.at += c.len_utf8();
                if !c.is_whitespace() {
                    self.last = c;
                }
            }
        }
    }

    /// A string or a regular expression; in `[...]` of the latter a slash is no end.
    fn quoted(&mut self, mark: char) {
        let mut in_class = false;
        let mut is_escaped = false;
        let mut chars = self.rest().char_indices().skip(1);
        let end = chars.find(|(_, c)| {
            let is_end = *c == mark && !in_class && !is_escaped;
            match c {
                '[' if mark == '/' && !is_escaped => in_class = true,
                ']' if !is_escaped => in_class = false,
                _other => {}
            }
            is_escaped = *c == '\\' && !is_escaped;
            is_end || *c == '\n'
        });
        self.at = end.map_or(self.text.len(), |(end, _)| self.at + end + 1);
        self.last = mark;
    }

    /// The text of a template up to its end or the next `${`.
    fn template(&mut self) {
        let mut is_escaped = false;
        let mut before = '`';
        for (end, c) in self.rest().char_indices().skip(1) {
            let is_field = before == '$' && c == '{';
            if !is_escaped && (c == '`' || is_field) {
                self.at += end + 1;
                self.last = if is_field { '{' } else { '`' };
                if is_field {
                    self.braces.push(0);
                }
                return;
            }
            is_escaped = c == '\\' && !is_escaped;
            before = c;
        }
        self.at = self.text.len();
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
