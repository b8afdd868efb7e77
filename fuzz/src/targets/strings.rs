//! String literals: prefixes, escapes, f-strings in f-strings, parsed as one expression.

use pulsec::base::{FileId, Span};
use pulsec::diag::Sink;
use pulsec::syntax;

use super::{Case, Target, Verdict};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

pub const TARGET: Target = Target { name: "strings", share: 2, make, run };

const PREFIXES: &[&str] =
    &["", "f", "f", "f", "F", "rf", "fR", "r", "b", "rb", "Br", "u", "t", "ft", "bf"];
const QUOTES: &[&str] = &["'", "\"", "'''", "\"\"\""];
const PIECES: &[&str] = &[
    "a",
    " ",
    "{",
    "}",
    "{{",
    "}}",
    "{x}",
    "{x!r}",
    "{x=}",
    "{x:>5}",
    "{x:{y}}",
    "{x!s:{y}.{z}}",
    "{'a'}",
    "{x",
    "x}",
    "\\n",
    "\\",
    "\\x4",
    "\\x41",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\N{BULLET}",
    "\\N{",
    "\\777",
    "\\\n",
    "\n",
    "\r\n",
    "#",
    "# '",
    "é",
    "😀",
    "\u{2028}",
    "\0",
    ":",
    "!",
    "!=",
    "==",
    "=",
    ":=",
    "{x:=5}",
    "{(x:=5)}",
    "{lambda x: 1}",
    "{yield}",
    "{*x}",
    "{}",
    "{{x}",
    "{x}}",
    "{x:}}",
    "{'\\n'}",
    "{x!}",
    "{x!z}",
    "{x :%Y-%m}",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "%s",
    "await x",
    "1 if x else 2",
];

fn make(random: &mut Random, _: &Corpus) -> Case {
    let mut text = literal(random, 0);
    while random.chance(15) {
        text += random.pick(&[" ", "", "\n", " + ", ", "]);
        text += &literal(random, 0);
    }
    if random.chance(20) {
        text = mutate::once(&text, random.pick(PIECES), random);
    }
    Case::one(text)
}

fn literal(random: &mut Random, depth: usize) -> String {
    let (prefix, quote) = (random.pick(PREFIXES), random.pick(QUOTES));
    let mut text = format!("{prefix}{quote}");
    for _ in 0..random.below(6) {
        if depth < 4 && random.chance(12) {
            text += "{";
            text += &literal(random, depth + 1);
            text += random.pick(&["}", "!r}", ":}", ":{w}}", "="]);
        } else {
            text += random.pick(PIECES);
        }
    }
    if random.chance(95) {
        text += quote;
    }
    text
}

fn run(case: &Case) -> Verdict {
    let Ok(text) = std::str::from_utf8(case.first()) else { return Verdict::Refused };
    let mut sink = Sink::new();
    let span = Span::new(FileId(0), 0, text.len() as u32);
    let _ = syntax::parse_expression(text, span, &mut sink);
    Verdict::of(!sink.has_errors(), super::parse::places(text, &sink))
}
