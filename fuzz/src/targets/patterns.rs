//! Patterns of `re`: what is translated must be a pattern of JavaScript.

use oxc_span::SourceType;
use pulsec::regex::{self, Problem};

use super::{Case, Target, Verdict};
use crate::comes_out;
use crate::corpus::Corpus;
use crate::random::Random;

pub const TARGET: Target = Target { name: "patterns", share: 2, make, run };

const PIECES: &[&str] = &[
    "a",
    "b",
    "é",
    "😀",
    ".",
    "^",
    "$",
    "|",
    "(",
    ")",
    "(?:",
    "(?P<n>",
    "(?P=n)",
    "(?P<é>",
    "(?=",
    "(?!",
    "(?<=",
    "(?<!",
    "(?>",
    "(?#c)",
    "(?i)",
    "(?i:",
    "(?-i:",
    "(?x)",
    "(?a)",
    "(?(1)a|b)",
    "[",
    "]",
    "[^",
    "[]a]",
    "[a-z]",
    "[\\w-]",
    "[a-\\d]",
    "[[:alpha:]]",
    "&&",
    "--",
    "~~",
    "*",
    "+",
    "?",
    "*?",
    "+?",
    "??",
    "*+",
    "++",
    "{2}",
    "{2,}",
    "{,3}",
    "{2,1}",
    "{",
    "}",
    "{a}",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\b",
    "\\B",
    "\\A",
    "\\Z",
    "\\n",
    "\\t",
    "\\\\",
    "\\/",
    "/",
    "\\.",
    "\\-",
    "\\1",
    "\\2",
    "\\0",
    "\\07",
    "\\777",
    "\\x41",
    "\\x4",
    "\\u00e9",
    "\\U0001f600",
    "\\N{BULLET}",
    "\\p{L}",
    "\\k<n>",
    "\\q",
    "\\",
    "#",
    " ",
    "\n",
    "\u{2028}",
    "-",
    "=",
    "!",
    "<",
    ">",
    "99999999999",
];

fn make(random: &mut Random, _: &Corpus) -> Case {
    let mut text = String::new();
    let mut open = 0;
    for _ in 0..random.below(12) {
        let piece = random.pick(PIECES);
        open += usize::from(piece.starts_with('(') && !piece.ends_with(')'));
        text += piece;
        if open > 0 && random.chance(30) {
            text += ")";
            open -= 1;
        }
    }
    if random.chance(90) {
        text += &")".repeat(open);
    }
    let flags = random.pick(&["0", "2", "8", "16", "64", "256", "26", "90"]);
    Case { files: vec![(flags.to_owned(), text.into_bytes())], choice: 0 }
}

fn run(case: &Case) -> Verdict {
    let Some((flags, text)) = case.files.first() else { return Verdict::Refused };
    let Ok(text) = std::str::from_utf8(text) else { return Verdict::Refused };
    match regex::translate(text, flags.parse().unwrap_or(0)) {
        Err(Problem::Invalid(message)) => {
            Verdict::of(false, message.is_empty().then(|| "no words".to_owned()))
        }
        Err(Problem::Unsupported(_)) => Verdict::Refused,
        Ok(done) => {
            let source = if done.source.is_empty() { "(?:)" } else { &done.source };
            let literal = format!("/{source}/{};", done.flags);
            let found = comes_out::parsed(&literal, SourceType::mjs());
            Verdict::of(true, found.map(|what| format!("{text:?}: {literal}: {what}")))
        }
    }
}
