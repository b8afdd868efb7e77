//! What the layout of the helper files promises, checked on the files as they are.

use super::super::{FILES, bundle};
use super::{declarations, head, split_imports, words};
use std::collections::{BTreeMap, BTreeSet};

/// Name → (file, exported).
fn declared() -> BTreeMap<&'static str, (&'static str, bool)> {
    let mut all = BTreeMap::new();
    for file in FILES {
        for text in declarations(split_imports(file.source).1) {
            let (name, exported) = head(text)
                .unwrap_or_else(|| panic!("{}.js: not a declaration:\n{text}", file.name));
            let before = all.insert(name, (file.name, exported));
            assert!(before.is_none(), "{name} is declared in {before:?} and in {}", file.name);
        }
    }
    all
}

#[test]
fn every_import_exists_and_is_used() {
    let declared = declared();
    for file in FILES {
        let (imports, body) = split_imports(file.source);
        assert!(!body.contains("\nimport "), "{}.js: import lines come first", file.name);
        let used: BTreeSet<_> =
            declarations(body).flat_map(|text| words(text).collect::<Vec<_>>()).collect();
        for (names, from) in imports {
            for name in names {
                assert_eq!(
                    declared.get(name),
                    Some(&(from, true)),
                    "{}.js imports {name}",
                    file.name
                );
                assert!(used.contains(name), "{}.js imports {name} and does not use it", file.name);
            }
        }
    }
}

/// The helpers a declaration calls. A method of that name, a parameter, a local
/// variable or a word in a message is none.
fn calls(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.starts_with('/') && !line.starts_with(" *"));
    let code: Vec<String> = code.map(|line| line.split('"').step_by(2).collect()).collect();
    let head = code.first().map_or("", String::as_str);
    let parameters: Vec<_> = words(head.split_once('(').map_or("", |(_, rest)| rest)).collect();
    let mut found = Vec::new();
    for line in &code {
        for word in words(line).filter(|word| !parameters.contains(word)) {
            let called = [format!("{word}("), format!("new {word}")];
            let method = line.trim_start().starts_with(word) && line.ends_with('{');
            let local =
                text.contains(&format!("const {word} =")) || line.contains(&format!("{word}(...)"));
            if called.iter().any(|call| line.contains(call)) && !method && !local {
                found.push(word.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_helper_called_is_imported() {
    let declared = declared();
    for file in FILES {
        let (imports, body) = split_imports(file.source);
        let scope: BTreeSet<_> = imports.iter().flat_map(|(names, _)| names).copied().collect();
        for word in declarations(body).flat_map(calls) {
            let word = word.as_str();
            let of = declared.get(word).map(|(of, _)| *of);
            let known = of.is_none_or(|of| of == file.name) || scope.contains(word);
            assert!(known, "{}.js calls {word} and does not import it", file.name);
        }
    }
}

#[test]
fn a_bundle_holds_what_is_needed_and_no_more() {
    let text = bundle(&["truthy"]);
    assert!(text.contains("\nexport function truthy("));
    assert!(text.contains("\nfunction isRecord("));
    assert!(!text.contains("function add(") && !text.contains("import "));
    assert_eq!(bundle(&["lt", "add"]), bundle(&["add", "lt", "nonsense", "add"]));
}
