//! Texts broken on purpose: pieces moved, doubled, taken out, thrown in, spliced with another text.

use crate::random::Random;

/// Pieces that mean something to the compiler, to be thrown in anywhere.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "==",
    ":=",
    "->",
    "@",
    "*",
    "**",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'{",
    "f\"\"\"",
    "rb'",
    "#",
    "\\",
    "\\\n",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "    ",
    ";",
    "\0",
    "\x0c",
    "é",
    "😀",
    "ﬁ",
    "e\u{301}",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "\u{200b}",
    "None",
    "True",
    "def ",
    "async ",
    "await ",
    "lambda ",
    "lambda x: ",
    "return ",
    "yield ",
    "yield from ",
    "if ",
    "else ",
    "else:",
    "elif ",
    "for x in ",
    "async for x in ",
    " in ",
    " is ",
    " not ",
    " and ",
    " or ",
    "import ",
    "from ",
    "from . import *",
    " as ",
    "class A:",
    "class A(B):",
    "global ",
    "nonlocal ",
    "del ",
    "raise ",
    "assert ",
    "try:",
    "except:",
    "except* E:",
    "finally:",
    "with ",
    "while ",
    "pass",
    "break",
    "continue",
    "match ",
    "case _:",
    "case {**r}:",
    "type X = ",
    "ps.javascript",
    "@ps.javascript\n",
    "@ps.javascript(jsx=True)\n",
    "@property\n",
    "@dataclass\n",
    "ps.div",
    "ps.div(",
    "useState",
    "useEffect(",
    "len(",
    "range(",
    "print(",
    "super().",
    "zip(",
    "map(",
    "sorted(",
    "isinstance(x, ",
    "str",
    "int",
    "list[",
    "dict[str, ",
    "1",
    "0",
    "-1",
    "1.5",
    "1e400",
    "1j",
    "b''",
    "f''",
    "...",
    "new",
    "this",
    "delete",
    "arguments",
    "self",
    "cls",
    "__class__",
    "__proto__",
    "constructor",
    "super()",
    "0xff",
    "0o",
    "1_",
    "99999999999999999999",
    "%",
    "//",
    "@=",
    "**kw",
    "*args",
    "/",
    "|",
    "~",
    "!=",
    "<",
    ">>",
    "!r",
    ":>{",
    "{{",
    "}}",
    "${",
    "`",
    "*/",
    "</script>",
    "# noqa",
    "# pulsec: ignore",
    "# error: PSC203",
];

/// The places between which a text may be cut: at characters, words or lines.
fn cuts(text: &str, how: usize) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut cuts = vec![0];
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        let cut = match how {
            0 => true,
            1 => !(is_word(before) && is_word(c)),
            _ => before == '\n',
        };
        if cut && at > 0 {
            cuts.push(at);
        }
        before = c;
    }
    cuts.push(text.len());
    cuts
}

/// One change.
pub fn once(text: &str, other: &str, random: &mut Random) -> String {
    let how = [0, 1, 1, 1, 2, 2][random.below(6)];
    let cuts = cuts(text, how);
    if cuts.len() < 4 {
        return text.to_owned() + random.pick(PIECES);
    }
    let at = random.below(cuts.len() - 1);
    let (start, end) = (cuts[at], cuts[at + 1]);
    let (head, piece, tail) = (&text[..start], &text[start..end], &text[end..]);
    match random.below(10) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{piece}{piece}{tail}"),
        2 => head.to_owned(),
        3 | 4 => format!("{head}{}{piece}{tail}", random.pick(PIECES)),
        5 => format!("{head}{}{tail}", random.pick(PIECES)),
        6 => swapped(text, &cuts, at, random.below(cuts.len() - 1)),
        7 => {
            let last = (at + 1 + random.below(6)).min(cuts.len() - 1);
            format!("{head}{}", &text[cuts[last]..])
        }
        _ => format!("{head}{}{tail}", taken(other, how, random)),
    }
}

/// Two pieces change places, which is what moves an operand or a keyword.
fn swapped(text: &str, cuts: &[usize], one: usize, other: usize) -> String {
    let (a, b) = (one.min(other), one.max(other));
    if a == b {
        return text.to_owned();
    }
    let part = |from: usize, to: usize| &text[cuts[from]..cuts[to]];
    [part(0, a), part(b, b + 1), part(a + 1, b), part(a, a + 1), part(b + 1, cuts.len() - 1)]
        .concat()
}

/// A few pieces of another text.
fn taken<'t>(other: &'t str, how: usize, random: &mut Random) -> &'t str {
    let cuts = cuts(other, how);
    let from = random.below(cuts.len());
    let to = (from + 1 + random.below(4)).min(cuts.len() - 1);
    &other[cuts[from.min(to)]..cuts[to]]
}

/// The top-level statements of two texts, mixed.
pub fn spliced(one: &str, other: &str, random: &mut Random) -> String {
    let mut all = statements(one);
    let wanted = statements(other);
    for statement in wanted {
        let is_import = statement.starts_with("import ") || statement.starts_with("from ");
        let at = if is_import { 0 } else { random.below(all.len() + 1) };
        if is_import || random.chance(60) {
            all.insert(at, statement);
        }
    }
    if random.chance(40) && !all.is_empty() {
        all.remove(random.below(all.len()));
    }
    all.concat()
}

/// Cut where a line starts at the margin with no decorator above it.
fn statements(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut at, mut is_decorated) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let starts = line.starts_with(|c: char| c.is_alphabetic() || c == '@' || c == '_');
        if starts && !is_decorated && at > from {
            found.push(&text[from..at]);
            from = at;
        }
        if starts {
            is_decorated = line.starts_with('@');
        }
        at += line.len();
    }
    found.push(&text[from..]);
    found
}

/// Bytes changed, whatever they mean.
pub fn bytes(text: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..1 + random.below(4) {
        let at = random.below(text.len() + 1);
        match random.below(4) {
            0 if at < text.len() => text[at] = random.next() as u8,
            1 if at < text.len() => drop(text.remove(at)),
            2 => text.insert(at, random.next() as u8),
            _ => {
                let from = random.below(text.len() + 1);
                let piece = text[from..(from + random.below(20)).min(text.len())].to_vec();
                text.splice(at..at, piece);
            }
        }
    }
}
