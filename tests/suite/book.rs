//! The documentation is one site: each page is reached from `docs/SUMMARY.md`, and each link leads somewhere.
//!
//! `mdbook build` makes the site (`book.toml`); what it would find wrong is found here without it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::tools;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The targets of the links of a page, code left out.
fn links(page: &str) -> Vec<String> {
    let mut text = String::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code && !line.starts_with("    ") {
            text.push_str(line);
            text.push('\n');
        }
    }
    let plain: String = text.split('`').step_by(2).collect();
    let targets = plain.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_string).collect()
}

/// The name that mdBook and GitHub give a heading: `## What is written` → `what-is-written`.
fn anchor(heading: &str) -> String {
    let plain = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = plain.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().replace(' ', "-")
}

#[test]
fn each_page_is_reached_from_the_summary() {
    let summary = links(&read(&root().join("docs/SUMMARY.md")));
    let listed: BTreeSet<String> = summary.iter().cloned().collect();
    assert_eq!(listed.len(), summary.len(), "a page is listed twice");
    let docs = root().join("docs");
    let pages = tools::files(&docs, "md")
        .into_iter()
        .map(|path| path.strip_prefix(&docs).unwrap().to_string_lossy().replace('\\', "/"));
    let pages: BTreeSet<String> = pages.filter(|path| path != "SUMMARY.md").collect();
    let missing: Vec<_> = pages.difference(&listed).collect();
    assert!(missing.is_empty(), "docs/SUMMARY.md does not list {missing:?}");
    let absent: Vec<_> = listed.difference(&pages).collect();
    assert!(absent.is_empty(), "docs/SUMMARY.md lists {absent:?}");
}

#[test]
fn each_link_leads_somewhere() {
    let mut pages = tools::files(&root().join("docs"), "md");
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)));
    let (mut wrong, mut count) = (Vec::new(), 0);
    for page in pages {
        for link in links(&read(&page)) {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            count += 1;
            let (path, place) = link.split_once('#').unwrap_or((&link, ""));
            let target =
                if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let leads = target.exists()
                && (place.is_empty() || {
                    let text = read(&target);
                    text.lines().any(|line| line.starts_with('#') && anchor(line) == place)
                });
            // A site has nothing but its own folder.
            let is_inside = !page.starts_with(root().join("docs"))
                || target
                    .canonicalize()
                    .is_ok_and(|it| it.starts_with(root().canonicalize().unwrap().join("docs")));
            if !leads || !is_inside {
                wrong.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 100, "{count} links");
}

/// The rows of the page about what users expect name tests and steps that are there.
#[test]
fn what_users_expect_is_shown_by_tests_that_are_there() {
    let page = read(&root().join("docs/guide/expected.md"));
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| |"))
        .skip(1)
        .collect();
    assert_eq!(rows.len(), 20, "{rows:#?}");
    let ci = read(&root().join(".ci/run"));
    for row in rows {
        let shown = row.rsplit('|').nth(1).expect("a last cell");
        let names: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            let Some((module, test)) =
                name.strip_prefix("suite::").and_then(|it| it.rsplit_once("::"))
            else {
                assert!(root().join(name).exists(), "{row}: {name}");
                assert!(
                    ci.contains(name)
                        || name.starts_with("integrations/")
                        || name.starts_with("benches/")
                        || name.starts_with(".github/"),
                    "{row}: {name}"
                );
                continue;
            };
            let file = root().join("tests/suite").join(module.replace("::", "/"));
            let file =
                [file.with_extension("rs"), file.join("mod.rs")].into_iter().find(|it| it.exists());
            let text = read(&file.unwrap_or_else(|| panic!("{row}: {name}")));
            assert!(text.contains(&format!("fn {test}(")), "{row}: {name}");
        }
    }
}
