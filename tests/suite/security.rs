//! What the page on security promises, and that the tests it names exist.

use std::path::Path;

use crate::binary::{project, pulsec, tree};
use crate::tools;

#[test]
fn the_page_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/security.md")).unwrap();
    let mut count = 0;
    for (at, _) in page.match_indices("`suite::") {
        let named = page[at + 1..].split('`').next().unwrap();
        let [_, module, name] = named.split("::").collect::<Vec<_>>()[..] else {
            panic!("`{named}` is no test");
        };
        let text = std::fs::read_to_string(root.join(format!("tests/suite/{module}.rs"))).unwrap();
        assert!(text.contains(&format!("#[test]\nfn {name}()")), "there is no test `{named}`");
        count += 1;
    }
    assert!(count > 15, "{count} tests");
}

#[test]
fn compiling_runs_nothing() {
    let tells =
        "import os, pathlib, subprocess\npathlib.Path('ran').touch()\nos.system('touch ran')\n";
    let marked =
        "import pulse as ps\nfrom lib import g\n\n\n@ps.javascript\ndef f(a):\n    return g(a)\n";
    let dir = project(&[
        ("app.py", &format!("{tells}{marked}\npathlib.Path('ran').touch()\n")),
        ("lib.py", &format!("{tells}def g(a):\n    return a\n")),
        ("conftest.py", tells),
        ("sitecustomize.py", tells),
        ("node_modules/x/index.js", "require('fs').writeFileSync('ran', '')"),
        ("pulsec.toml", ""),
    ]);
    for command in
        [&["check", "."][..], &["build", "."], &["show", "app.py"], &["check", "--contract"]]
    {
        let run = pulsec(dir.path(), command);
        assert!(matches!(run.code, 0 | 1), "{command:?}: {}{}", run.out, run.err);
    }
    assert!(tree(dir.path()).iter().any(|name| name == "dist/app.js"));
    assert!(!dir.path().join("ran").exists());
}

#[test]
fn nothing_here_opens_a_connection() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in tools::files(&root.join("src"), "rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        for way in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!text.contains(way), "{}: {way}", path.display());
        }
    }
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    for client in ["reqwest", "hyper", "ureq", "curl", "tokio", "rustls"] {
        assert!(!manifest.contains(client), "{client}");
    }
}

/// `cargo deny` and the test of licences say the same.
#[test]
fn licences_are_listed_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny = std::fs::read_to_string(root.join("deny.toml")).unwrap();
    let deny: toml::Table = deny.parse().unwrap();
    let listed: Vec<&str> =
        deny["licenses"]["allow"].as_array().unwrap().iter().filter_map(|it| it.as_str()).collect();
    assert_eq!(listed, crate::tidy::LICENCES);
}
