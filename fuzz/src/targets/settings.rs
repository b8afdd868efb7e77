//! `pulsec.toml` and `pyproject.toml`: read, or refused at a place.

use std::path::Path;

use pulsec::driver::parse_settings;

use super::{Case, Target, Verdict};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

pub const TARGET: Target = Target { name: "settings", share: 1, make, run };

const KEYS: &[&str] = &[
    "paths",
    "exclude",
    "out-dir",
    "jsx",
    "client-package",
    "maps",
    "source-maps",
    "declarations",
    "rules",
    "per-file-rules",
    "select",
    "ignore",
    "PSC301",
    "all",
    "\"a b\"",
    "'c'",
    "a.b",
    "",
];
const VALUES: &[&str] = &[
    "\"app\"",
    "[\"app\", \"lib\"]",
    "\"\"",
    "[]",
    "true",
    "1",
    "-1.5e9",
    "\"automatic\"",
    "\"preserve\"",
    "\"inline\"",
    "\"none\"",
    "\"error\"",
    "\"warn\"",
    "\"off\"",
    "{ a = 1 }",
    "\"é😀\"",
    "\"../../etc\"",
    "\"/\"",
    "'''x\ny'''",
    "\"\\u0000\"",
    "1979-05-27",
    "[[",
    "\"",
    "[\"**/*.py\"]",
    "inf",
];
const HEADS: &[&str] = &[
    "[tool.pulsec]",
    "[rules]",
    "[per-file-rules]",
    "[[x]]",
    "[tool.pulsec.rules]",
    "[",
    "[a]",
    "# é",
    "[per-file-rules.\"a/*.py\"]",
];

fn make(random: &mut Random, _: &Corpus) -> Case {
    let mut text = String::new();
    for _ in 0..random.below(8) {
        text += &match random.chance(25) {
            true => format!("{}\n", random.pick(HEADS)),
            false => format!("{} = {}\n", random.pick(KEYS), random.pick(VALUES)),
        };
    }
    if random.chance(30) {
        text = mutate::once(&text, random.pick(VALUES), random);
    }
    let name = random.pick(&["pulsec.toml", "pyproject.toml"]);
    Case { files: vec![(name.to_owned(), text.into_bytes())], choice: 0 }
}

fn run(case: &Case) -> Verdict {
    let Some((name, text)) = case.files.first() else { return Verdict::Refused };
    let Ok(text) = std::str::from_utf8(text) else { return Verdict::Refused };
    match parse_settings(Path::new(name), text) {
        Ok(found) => Verdict::of(found.is_some(), None),
        Err(error) => Verdict::of(false, error.message.is_empty().then(|| "no words".to_owned())),
    }
}
