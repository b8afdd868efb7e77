//! Each rule has cases that it speaks of and cases that it does not, and `docs/rules.md` says how many.
//!
//! A case that it speaks of is a mark: `# PSC506 <code>` in the tests of the file it stands in and in
//! `fixtures/planted`, `# warning: PSC506` on its page, the first half of an example in `fixtures/helps`. One that it
//! does not is a snippet that is clean, a corrected example, the second half. `fixtures/idiomatic` is not counted.

use std::path::{Path, PathBuf};

use pulsec::diag::rules;

fn texts(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    found
}

/// How many cases a rule has: those it speaks of, and those it does not.
fn cases(rule: &str, sources: &[String], planted: &[String], helps: &[String]) -> (usize, usize) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/errors/{rule}.md"));
    let page = std::fs::read_to_string(page).expect("a page");
    let mut speaks = page.matches(&format!(": {rule}\n")).count();
    let mut silent = page.matches("## Corrected").count();
    speaks += planted.iter().map(|text| text.matches(&format!("{rule} ")).count()).sum::<usize>();
    for help in helps.iter().flat_map(|text| text.split("\n# PSC")) {
        if help.starts_with(&format!("{} ", rule.trim_start_matches("PSC"))) {
            speaks += 1;
            silent += help.matches("\n# followed").count();
        }
    }
    for source in sources.iter().filter(|text| text.contains(&format!("Code::{rule}"))) {
        let tests = source.split_once("mod tests").map_or("", |(_, tests)| tests);
        speaks += tests.matches(&format!("{rule} ")).count();
        silent += tests.matches("clean(\n").count() + tests.matches("clean(\"").count();
    }
    (speaks, silent)
}

#[test]
fn rules_have_cases() {
    let sources = [texts("src/analyze", "rs"), texts("src/driver", "rs")].concat();
    let (planted, helps) = (texts("fixtures/planted", "py"), texts("fixtures/helps", "py"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let text = std::fs::read_to_string(&path).expect("the page of rules");
    let mut told = String::new();
    let mut few = Vec::new();
    for line in text.lines() {
        let row = line.strip_prefix("| PSC").and_then(|rest| rest.split(' ').next());
        let Some(rule) = row.map(|digits| format!("PSC{digits}")) else {
            told += &format!("{line}\n");
            continue;
        };
        assert!(rules::Selector::of(&rule).is_some(), "{rule} is no rule");
        let (speaks, silent) = cases(&rule, &sources, &planted, &helps);
        if speaks < 2 || silent < 2 {
            few.push(format!("{rule}: {speaks}, {silent}"));
        }
        let (kept, _counts) = line.trim_end_matches(" |").rsplit_once(" | ").expect("columns");
        told += &format!("{kept} | {speaks}, {silent} |\n");
    }
    assert!(few.is_empty(), "rules with few cases: {few:?}");
    if told != text && std::env::var_os("PULSEC_ACCEPT").is_some() {
        std::fs::write(&path, told).expect("written");
    } else {
        assert_eq!(text, told, "the last column of docs/rules.md: PULSEC_ACCEPT=1 writes it");
    }
}
