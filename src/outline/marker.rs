//! A cheap test that lets a build step over files without marked functions.

use rustc_hash::FxHashSet;

use super::token::{is_name_part, is_name_start};

/// Whether the file may hold a marked function. Errs on the side of true: true when the text contains `javascript`, or has a decorator whose head (`a` of `@a.b()`)
/// may come from another file, that is, when the head
///
/// - stands in a statement with `import`, or the text imports `*`
///   (`from .markers import js`, then `@js`), or
/// - stands left of an `=`, or after `as` (`js = markers.js`), or
/// - is not a plain ASCII name (`@(f or g)`, `@ｊｓ`).
///
/// A decorator that the file itself defines by `def` or `class`, and builtins such as `@property`,
/// leave it false. It looks into strings and comments too. What it cannot see is a marker bound by
/// targets over many lines or by a loop: `for mark in marks: …`, then `@mark`.
pub fn mentions_marker(text: &str) -> bool {
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b"javascript").is_some() {
        return true;
    }
    let mut heads = FxHashSet::default();
    for at in memchr::memchr_iter(b'@', bytes).filter(|&at| begins_line(bytes, at)) {
        match decorator_head(bytes, at + 1) {
            Some(head) => heads.insert(head),
            None => return true,
        };
    }
    !heads.is_empty() && (imports_any(bytes, &heads) || assigns_any(bytes, &heads))
}

/// Whether only blanks stand between the line's start and `at`.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\x0c' | b'\xef' | b'\xbb' | b'\xbf');
    match before.iter().rev().find(|byte| !blank(byte)) {
        None | Some(b'\n' | b'\r') => true,
        Some(_) => false,
    }
}

/// The first name of a decorator; `None` when it does not begin with a plain name.
fn decorator_head(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..)?;
    let start = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'))?;
    let head = rest.get(start..)?;
    let head =
        words(head.get(..head.iter().position(|&b| !is_name_part(b)).unwrap_or(head.len()))?)
            .next()?;
    (rest.get(start).is_some_and(|&byte| is_name_start(byte)) && head.is_ascii()).then_some(head)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|&byte| !is_name_part(byte)).filter(|word| !word.is_empty())
}

/// Whether a statement with `import` names one of the heads, or imports `*`.
fn imports_any(bytes: &[u8], heads: &FxHashSet<&[u8]>) -> bool {
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| memchr::memmem::find(rest, b"import"))
    {
        let start = from + found + b"import".len();
        let rest = bytes.get(start..).unwrap_or_default();
        let end = start + import_end(rest);
        let names = bytes.get(start..end).unwrap_or_default();
        if names.contains(&b'*') || words(names).any(|word| heads.contains(word)) {
            return true;
        }
        from = end;
    }
    false
}

/// The end of the names after `import`: the closing parenthesis, or the end of the logical line.
fn import_end(rest: &[u8]) -> usize {
    let mut open = false;
    let mut previous = b' ';
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            b'(' => open = true,
            b')' => return at,
            b'\n' | b'\r' if !open && !matches!(previous, b'\\' | b'\r') => return at,
            _ => {}
        }
        previous = byte;
    }
    rest.len()
}

/// Whether one of the heads stands left of an `=` in its line, or after `as`.
fn assigns_any(bytes: &[u8], heads: &FxHashSet<&[u8]>) -> bool {
    bytes.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| {
        let assigned = memchr::memrchr(b'=', line).and_then(|end| line.get(..end));
        let renamed = memchr::memmem::find(line, b" as ").and_then(|start| line.get(start..));
        // A decorator's own keyword arguments do not assign its head.
        let decorator = line.trim_ascii_start().first() == Some(&b'@');
        let skip = usize::from(decorator);
        let assigned = words(assigned.unwrap_or_default()).skip(skip);
        assigned.chain(words(renamed.unwrap_or_default())).any(|word| heads.contains(word))
    })
}
