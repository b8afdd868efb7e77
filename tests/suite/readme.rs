//! The README shows what the compiler really does.

use std::path::Path;

use pulsec::driver::{Config, Jsx};
use pulsec::host::MemoryHost;

use crate::loading;

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    std::fs::read_to_string(path).expect("README.md")
}

/// The one block in this language.
fn block(readme: &str, language: &str) -> String {
    let fence = format!("\n```{language}\n");
    let mut parts = readme.split(&fence).skip(1);
    let part = parts.next().unwrap_or_else(|| panic!("no block of {language}"));
    assert!(parts.next().is_none(), "one block of {language}");
    let (code, _) = part.split_once("\n```").expect("an end");
    format!("{code}\n")
}

#[test]
fn the_example_compiles_to_what_is_shown() {
    let readme = readme();
    let host = MemoryHost::new().with("chat.py", block(&readme, "python"));
    let config = Config { jsx: Jsx::Preserve, ..Config::default() };
    let output = loading::compile(&host, &config);
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
    let made = output.files.iter().find(|file| file.path == Path::new("chat.jsx"));
    let made = &made.expect("chat.jsx").contents;
    assert!(block(&readme, "jsx") == *made, "README.md shows something else than this:\n{made}");
}

#[test]
fn links_lead_somewhere() {
    let readme = readme();
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local: Vec<&str> = targets.filter(|target| !target.starts_with("https:")).collect();
    assert!(local.len() > 4, "{local:?}");
    for target in local {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(target);
        assert!(path.exists(), "README.md links to {target}");
    }
}
