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

#[test]
fn a_bundle_holds_what_is_needed_and_no_more() {
    let text = bundle(&["truthy"]);
    assert!(text.contains("\nexport function truthy("));
    assert!(text.contains("\nfunction isRecord("));
    assert!(!text.contains("function add(") && !text.contains("import "));
    assert_eq!(bundle(&["lt", "add"]), bundle(&["add", "lt", "nonsense", "add"]));
}

#[test]
fn words_are_those_of_code() {
    let of = |text| words(text).collect::<Vec<_>>();
    assert_eq!(of("/** A float. */\nf(x) // int\n  + a.b + ...c"), ["f", "x", "a", "c"]);
    assert_eq!(of(r#"f("an \"int\"", 'b', /[/"]a/.test(x) / y)"#), ["f", "x", "y"]);
    assert_eq!(of("g(`an ${h({ a: `b ${c}` })} int`, d)"), ["g", "h", "a", "c", "d"]);
}

#[test]
fn no_two_files_declare_a_name() {
    let mut seen = std::collections::BTreeMap::new();
    for file in crate::runtime::FILES {
        let (_, body) = split_imports(file.source);
        for (name, _) in declarations(body).filter_map(head) {
            let other = seen.insert(name, file.name);
            assert_eq!(other, None, "`{name}` of {}", file.name);
        }
    }
}
