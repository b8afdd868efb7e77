//! Mutated sources: thousands of broken variants of every fixture are compiled in memory.
//!
//! None may panic, every span must lie on the bounds of characters within its file, and what compiles
//! without an error must load in the embedded engine. The generator is seeded, so a failure comes back.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pulsec::driver::{Config, Output};
use pulsec::host::MemoryHost;

use crate::hostile::check_spans;
use crate::{loading, tools};

/// How long the test goes on; `PULSEC_FUZZ_SECONDS` sets another.
const SECONDS: u64 = 6;

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
    "f'{",
    "#",
    "\\",
    "\n",
    "\r",
    "\t",
    "    ",
    ";",
    "\0",
    "é",
    "😀",
    "\u{2028}",
    "\u{feff}",
    "None",
    "True",
    "def ",
    "async ",
    "await ",
    "lambda ",
    "lambda x: ",
    "return ",
    "yield ",
    "if ",
    "else ",
    "for x in ",
    " in ",
    " is ",
    " not ",
    " and ",
    " or ",
    "import ",
    "from ",
    "class A:",
    "global ",
    "nonlocal ",
    "del ",
    "raise ",
    "try:",
    "except:",
    "finally:",
    "with ",
    "while ",
    "pass",
    "break",
    "continue",
    "match ",
    "case _:",
    "ps.javascript",
    "@ps.javascript\n",
    "@ps.javascript(jsx=True)\n",
    "ps.div",
    "ps.div(",
    "useState",
    "useEffect(",
    "len(",
    "range(",
    "print(",
    "str",
    "1",
    "0",
    "1.5",
    "1j",
    "b''",
    "f''",
    "...",
    "new",
    "this",
    "delete",
    "arguments",
    "self",
    "__class__",
    "super()",
    "0xff",
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
];

/// A small generator (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

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

fn mutate(text: &str, random: &mut Random) -> String {
    let how = [0, 1, 1, 1, 2, 2][random.below(6)];
    let cuts = cuts(text, how);
    if cuts.len() < 4 {
        return text.to_owned() + random.pick(PIECES);
    }
    let at = random.below(cuts.len() - 1);
    let (start, end) = (cuts[at], cuts[at + 1]);
    let (head, piece, tail) = (&text[..start], &text[start..end], &text[end..]);
    match random.below(8) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{piece}{piece}{tail}"),
        2 => head.to_owned(),
        3 | 4 => format!("{head}{}{piece}{tail}", random.pick(PIECES)),
        5 => format!("{head}{}{tail}", random.pick(PIECES)),
        6 => {
            // Swapped with another piece, which is what moves an operand or a keyword.
            let other = random.below(cuts.len() - 1);
            let (a, b) = (at.min(other), at.max(other));
            if a == b {
                return text.to_owned();
            }
            let part = |from: usize, to: usize| &text[cuts[from]..cuts[to]];
            [
                part(0, a),
                part(b, b + 1),
                part(a + 1, b),
                part(a, a + 1),
                part(b + 1, cuts.len() - 1),
            ]
            .concat()
        }
        _ => {
            // A run of pieces taken out.
            let last = (at + 1 + random.below(6)).min(cuts.len() - 1);
            format!("{head}{}", &text[cuts[last]..])
        }
    }
}

fn compile(path: &str, text: &str) -> Output {
    loading::compile_broken(&MemoryHost::new().with(path, text), &Config::default())
}

/// What is wrong with a text; `None` where all is well.
fn fault(text: &str) -> Option<String> {
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let output = compile("app.py", text);
        check_spans(&output);
        if output.diagnostics.iter().any(|found| found.code.id == "PSC011") {
            return Some("an error node without an error".to_owned());
        }
        if output.has_errors() {
            return None;
        }
        loads(&output)
    }));
    checked.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        Some(text.or(panic.downcast_ref::<&str>().map(|it| it.to_string())).unwrap_or_default())
    })
}

/// The syntax error of the first module that has one. Running them is not asked for: what a mutation
/// does at run time is as wrong as the mutation.
fn loads(output: &Output) -> Option<String> {
    let code = output.files.iter().filter(|file| file.path.ends_with("app.js"));
    let run = code.map(|_| crate::hostile::engine(output).run("app.js").result.err());
    let error = run.flatten().find(|error| error.name == "SyntaxError")?;
    // Packages that the test has no stand-in for.
    let is_missing =
        error.message.contains("Could not find export") || error.message.contains("resolving");
    (!is_missing).then(|| error.to_string())
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths = Vec::new();
    tools::python_files(&root, &mut paths);
    paths.retain(|path| !path.components().any(|part| part.as_os_str() == "snapshots"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a readable fixture");
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn broken_sources_are_reported_and_nothing_worse() {
    let seconds = std::env::var("PULSEC_FUZZ_SECONDS").ok().and_then(|it| it.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(SECONDS));
    let seed = std::env::var("PULSEC_FUZZ_SEED").ok().and_then(|it| it.parse().ok());
    let mut random = Random(seed.unwrap_or(20));
    let sources = sources();
    let mut faults: BTreeMap<String, (PathBuf, String)> = BTreeMap::new();
    let mut count = 0;
    while Instant::now() < end && faults.len() < 20 {
        let (path, text) = &sources[random.below(sources.len())];
        // One change finds what compiles wrongly, several find what panics.
        let mut text = text.clone();
        for _ in 0..[1, 1, 1, 2, 4][random.below(5)] {
            text = mutate(&text, &mut random);
        }
        if let Some(fault) = fault(&text) {
            let fault: String = fault.chars().take(300).collect();
            faults.entry(fault).or_insert_with(|| (path.clone(), text));
        }
        count += 1;
    }
    assert!(count > 100, "only {count} cases");
    for (fault, (path, text)) in &faults {
        eprintln!("==== {}: {fault}\n{text}\n{text:?}\n", path.display());
    }
    assert!(faults.is_empty(), "{} faults in {count} cases: {:#?}", faults.len(), faults.keys());
}
