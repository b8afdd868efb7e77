//! A manifest that somebody else may have written: a build keeps within its folder whatever it says.

use std::path::Path;

use pulsec::driver::{self, Config, Manifest};
use pulsec::host::{Host, MemoryHost};

use super::{Case, Target, Verdict};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

pub const TARGET: Target = Target { name: "manifest", share: 1, make, run };

const PROGRAM: &str = "import pulse as ps\n\n\n@ps.javascript\ndef f(a):\n    return a\n";
/// Files that no build may touch.
const THEIRS: &[&str] = &["app.py", "secret.txt", "dist/theirs.txt", "/etc/passwd"];
const FILES: &[&str] = &[
    "app.js",
    "app.js.map",
    "old.js",
    "a/b.js",
    "../app.py",
    "../secret.txt",
    "/etc/passwd",
    "",
    ".",
    "..",
    "a/../../app.py",
    "./app.js",
    "C:\\\\x",
    "a\\\\..\\\\b",
    "pulsec.manifest.json",
    "app.js/",
    "\\u0000",
    "\\ud800",
    "é",
];

fn make(random: &mut Random, _: &Corpus) -> Case {
    let files: Vec<String> =
        (0..random.below(6)).map(|_| format!("\"{}\"", random.pick(FILES))).collect();
    let version = random.pick(&["1", "1", "1", "2", "-1", "\"1\"", "1e999"]);
    let more = random.pick(&[
        "",
        ", \"modules\": []",
        ", \"npm\": [{}]",
        ", \"channels\": null",
        ", \"x\": {\"y\": [1]}",
    ]);
    let mut text = format!("{{\"version\": {version}, \"files\": [{}]{more}}}", files.join(", "));
    if random.chance(30) {
        text = mutate::once(&text, random.pick(FILES), random);
    }
    Case::one(text)
}

fn run(case: &Case) -> Verdict {
    thread_local! {
        static OUTPUT: driver::Output =
            driver::compile(&MemoryHost::new().with("app.py", PROGRAM), &Config::default());
    }
    let mut host =
        MemoryHost::new().with("app.py", PROGRAM).with("dist/pulsec.manifest.json", case.first());
    for path in THEIRS.iter().skip(1) {
        host = host.with(path, "theirs");
    }
    let text = String::from_utf8_lossy(case.first());
    let is_manifest = Manifest::parse(&text).is_ok();
    let planned = OUTPUT.with(|output| driver::plan(&host, &Config::default(), output));
    let done = match planned {
        Err(_) => false,
        Ok(plan) => match plan.apply(&host) {
            Ok(_) => true,
            Err(error) => {
                return Verdict::Fault(format!("{}: {}", error.path.display(), error.error));
            }
        },
    };
    let gone = THEIRS.iter().find(|path| !host.is_file(Path::new(path)));
    let fault = gone.map(|path| format!("{path} was removed"));
    let fault = fault
        .or((done && !is_manifest).then(|| "what is no manifest was taken for one".to_owned()));
    Verdict::of(done, fault)
}
