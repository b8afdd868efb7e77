//! What is thrown at: one file for each part of the compiler that reads what others wrote.

mod check;
mod formats;
mod manifest;
mod outline;
mod parse;
mod patterns;
mod serve;
mod settings;
mod strings;

use crate::corpus::Corpus;
use crate::random::Random;

pub struct Target {
    pub name: &'static str,
    /// How much of the time it gets, beside the others.
    pub share: usize,
    pub make: fn(&mut Random, &Corpus) -> Case,
    pub run: fn(&Case) -> Verdict,
}

pub const TARGETS: &[Target] = &[
    outline::TARGET,
    strings::TARGET,
    parse::TARGET,
    check::TARGET,
    formats::TARGET,
    patterns::TARGET,
    settings::TARGET,
    manifest::TARGET,
    serve::TARGET,
];

pub enum Verdict {
    Accepted,
    /// Said to be wrong, as it may be.
    Refused,
    Fault(String),
}

impl Verdict {
    pub fn of(accepted: bool, fault: Option<String>) -> Verdict {
        match (fault, accepted) {
            (Some(fault), _) => Verdict::Fault(fault),
            (None, true) => Verdict::Accepted,
            (None, false) => Verdict::Refused,
        }
    }
}

/// One input: files, or one text without a name.
pub struct Case {
    pub files: Vec<(String, Vec<u8>)>,
    /// What else is chosen: the options of a project.
    pub choice: u64,
}

const MARK: &[u8] = b"\n#### ";

impl Case {
    pub fn one(text: impl Into<Vec<u8>>) -> Case {
        Case { files: vec![(String::new(), text.into())], choice: 0 }
    }

    pub fn first(&self) -> &[u8] {
        self.files.first().map_or(&[], |(_, text)| text)
    }

    /// As it is kept: the choice and the files, each below a line with its name.
    pub fn bytes(&self) -> Vec<u8> {
        if let [(name, text)] = self.files.as_slice()
            && name.is_empty()
        {
            return text.clone();
        }
        let mut out = format!("#### {}", self.choice).into_bytes();
        for (name, text) in &self.files {
            out.extend_from_slice(MARK);
            out.extend(name.bytes());
            out.push(b'\n');
            out.extend(text);
        }
        out
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    pub fn read(bytes: &[u8]) -> Case {
        let Some(rest) = bytes.strip_prefix(&MARK[1..]) else { return Case::one(bytes) };
        let mut parts = Vec::new();
        let mut from = 0;
        for at in 0..rest.len() {
            if rest[at..].starts_with(MARK) {
                parts.push(&rest[from..at]);
                from = at + MARK.len();
            }
        }
        parts.push(&rest[from..]);
        let choice = std::str::from_utf8(parts[0]).ok().and_then(|it| it.trim().parse().ok());
        let file = |part: &&[u8]| {
            let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
            let name = String::from_utf8_lossy(&part[..end]).into_owned();
            (name, part.get(end + 1..).unwrap_or_default().to_vec())
        };
        Case { files: parts.iter().skip(1).map(file).collect(), choice: choice.unwrap_or(0) }
    }
}

/// A Python text: by grammar, of a fixture, changed, spliced, or bytes.
pub fn python(random: &mut Random, corpus: &Corpus) -> String {
    let text = match random.below(10) {
        0..=3 => {
            let mut files = crate::grammar::project(random);
            files.pop().map(|(_, text)| text).unwrap_or_default()
        }
        4 => {
            let (one, other) = (random.of(&corpus.python).clone(), random.of(&corpus.python));
            crate::mutate::spliced(&one, other, random)
        }
        _ => random.of(&corpus.python).clone(),
    };
    changed(text, random, corpus)
}

/// With a few changes, or none.
pub fn changed(mut text: String, random: &mut Random, corpus: &Corpus) -> String {
    for _ in 0..[0, 0, 1, 1, 2, 4][random.below(6)] {
        let other = random.of(&corpus.python);
        text = crate::mutate::once(&text, other, random);
    }
    text
}

/// Some lines of a text, cut anywhere: most cases of scanners are short.
pub fn window<'t>(text: &'t str, most: usize, random: &mut Random) -> &'t str {
    let (from, length) = (random.below(text.len() + 1), 1 + random.below(most));
    let bound = |at: usize| (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at));
    let (from, to) = (bound(from).unwrap_or(0), bound(from + length).unwrap_or(text.len()));
    &text[from..to]
}
