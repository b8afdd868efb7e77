//! A whole project in memory, of one file or several: found or compiled, and what comes out loads.

use std::path::PathBuf;

use pulsec::cli::Forms;
use pulsec::driver::{self, Config, Goal, Jsx, Maps};
use pulsec::host::MemoryHost;
use pulsec::serve::Render;

use super::{Case, Target, Verdict, changed, python};
use crate::corpus::Corpus;
use crate::random::Random;
use crate::{comes_out, grammar, mutate};

pub const TARGET: Target = Target { name: "check", share: 8, make, run };

fn make(random: &mut Random, corpus: &Corpus) -> Case {
    let choice = random.next();
    let mut files: Vec<(String, Vec<u8>)> = match random.below(10) {
        0..=5 => {
            let files = grammar::project(random);
            let is_broken = random.chance(15);
            let text = |random: &mut Random, text: String| match is_broken {
                true => changed(text, random, corpus),
                false => text,
            };
            files.into_iter().map(|(path, it)| (path, text(random, it).into_bytes())).collect()
        }
        6..=8 => vec![("app.py".to_owned(), python(random, corpus).into_bytes())],
        _ => {
            let names = ["app.py", "app/__init__.py", "lib/a.py"];
            names
                .iter()
                .map(|name| (name.to_string(), python(random, corpus).into_bytes()))
                .collect()
        }
    };
    if random.chance(3)
        && let Some((_, text)) = files.first_mut()
    {
        mutate::bytes(text, random);
    }
    Case { files, choice }
}

fn run(case: &Case) -> Verdict {
    let mut host = MemoryHost::new();
    for (path, text) in &case.files {
        host = host.with(path, text);
    }
    let jsx = match case.choice % 8 {
        0 => Jsx::Preserve,
        1 => Jsx::Automatic { dev: true },
        _ => Jsx::Automatic { dev: false },
    };
    let goal = match (case.choice >> 8) % 8 {
        0 => Goal::Check,
        // The runtime is that of many others: few cases look at it.
        1 => Goal::Build,
        _ => Goal::Show,
    };
    let config = Config {
        jsx,
        goal,
        maps: if (case.choice >> 16).is_multiple_of(4) { Maps::Inline } else { Maps::File },
        asserts_proofs: (case.choice >> 24).is_multiple_of(8),
        out_dir: PathBuf::from("dist"),
        ..Config::default()
    };
    compiled(&host, &config)
}

/// Compiles, tells what was found, and looks at what came out.
pub fn compiled(host: &MemoryHost, config: &Config) -> Verdict {
    let output = driver::compile(host, config);
    if let Some(fault) = comes_out::spans(&output) {
        return Verdict::Fault(fault);
    }
    if output.diagnostics.iter().any(|found| found.code.id == "PSC011") {
        return Verdict::Fault("an error node without an error".to_owned());
    }
    if !output.diagnostics.is_empty() {
        let objects = Forms.objects(&output);
        let text = Forms.text(&output, false);
        if objects.len() != output.diagnostics.len() || text.is_empty() {
            return Verdict::Fault("findings that are not told".to_owned());
        }
    }
    if output.has_errors() {
        return Verdict::of(
            false,
            (!output.files.is_empty()).then(|| "emitted beside an error".to_owned()),
        );
    }
    Verdict::of(true, comes_out::fault(&output))
}
