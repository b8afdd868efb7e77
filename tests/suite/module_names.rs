//! Modules whose names are one name to Python, or one file to a file system: what is imported is what CPython imports, and no
//! output takes the place of another.
//!
//! Python reads a name in its normal form NFKC and looks for a file of just that name; macOS takes names that differ in NFC or
//! in case for one file, so a project that has both is refused everywhere.

use std::path::Path;
use std::process::Command;

use pulsec::engine::Engine;

use crate::binary::{project, pulsec};
use crate::tools;

/// `é` as one character, and as a letter with an accent beside it.
const ONE: &str = "\u{e9}";
const TWO: &str = "e\u{301}";
/// A ligature, which Python reads as its letters.
const LIGATURE: &str = "\u{fb01}";

/// A module whose `who` gives the name of its file.
fn told(name: &str) -> (String, String) {
    let text =
        format!("import pulse as ps\n\n\n@ps.javascript\ndef who():\n    return \"{name}\"\n");
    (format!("app/{name}.py"), text)
}

/// As Python reads it.
fn read(name: &str) -> &str {
    if name == LIGATURE { "fi" } else { name }
}

fn entry(imports: &str, call: &str) -> (String, String) {
    let text = format!(
        "import pulse as ps\n{imports}\n\n\n@ps.javascript\ndef main():\n    return {call}\n"
    );
    ("app/main.py".to_owned(), text)
}

/// Stands in for Pulse, so that CPython runs what is compiled.
const PULSE: (&str, &str) = ("pulse.py", "def javascript(f):\n    return f\n");

/// What CPython answers; `None` where it finds no module.
fn in_python(dir: &Path) -> Option<Option<String>> {
    let mut command = Command::new(tools::python()?);
    let ask = "import json\ntry:\n    from app.main import main\n    print(json.dumps(main(), ensure_ascii=False))\nexcept ImportError:\n    pass\n";
    let done = command.args(["-B", "-c", ask]).current_dir(dir).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8(done.stdout).unwrap().trim().to_owned();
    Some((!said.is_empty()).then_some(said))
}

#[track_caller]
fn agrees(label: &str, files: &[(String, String)], wanted: Result<&str, &str>) {
    let mut all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    all.push(PULSE);
    let dir = project(&all);
    let run = pulsec(dir.path(), &["build", "app", "--output-format", "concise"]);
    match wanted {
        Ok(value) => {
            assert_eq!(run.code, 0, "{label}: {}{}", run.out, run.err);
            let out = dir.path().join("dist");
            let modules =
                crate::binary::tree(&out).into_iter().filter(|name| name.ends_with(".js"));
            let modules: Vec<_> = modules
                .map(|name| (name.clone(), std::fs::read_to_string(out.join(name)).unwrap()))
                .collect();
            let ran = Engine::new(modules).call("app/main.js", "main", "[]");
            assert_eq!(ran.result.as_deref(), Ok(value), "{label}");
        }
        Err(code) => {
            assert_eq!(run.code, 1, "{label}: {}{}", run.out, run.err);
            assert!(run.out.contains(code), "{label}: {}", run.out);
            assert!(!dir.path().join("dist").exists(), "{label}");
        }
    }
    let Some(python) = in_python(dir.path()) else { return };
    match wanted {
        Ok(value) => {
            assert_eq!(python.map(|it| it.replace(", ", ",")).as_deref(), Some(value), "{label}")
        }
        Err("PSC203" | "PSC20") => assert_eq!(python, None, "{label}"),
        Err(_) => {}
    }
}

#[test]
fn an_import_finds_what_python_finds() {
    let every_import = |name: &str| {
        [
            entry(&format!("from app.{name} import who"), "who()"),
            entry(&format!("from app.{name} import who as {name}"), &format!("{}()", read(name))),
            entry(&format!("from .{name} import who"), "who()"),
            entry(&format!("import app.{name} as other"), "other.who()"),
            entry(&format!("from app import {name} as other"), "other.who()"),
            entry(&format!("from app import {name}"), &format!("{}.who()", read(name))),
            entry(
                &format!("\n\ndef inner():\n    from app.{name} import who\n    return who()"),
                "inner()",
            ),
        ]
    };
    for main in every_import(LIGATURE).into_iter().chain(every_import("fi")) {
        let label = main.1.clone();
        agrees(&label, &[main.clone(), told(LIGATURE), told("fi")], Ok("\"fi\""));
        agrees(&label, &[main.clone(), told("fi")], Ok("\"fi\""));
        agrees(&label, &[main, told(LIGATURE)], Err("PSC20"));
    }
    for name in [ONE, TWO] {
        let main = entry(&format!("from app.{name} import who"), "who()");
        agrees(name, &[main.clone(), told(ONE)], Ok(&format!("\"{ONE}\"")));
        if !cfg!(target_os = "macos") {
            agrees(name, &[main, told(TWO)], Err("PSC203"));
        }
    }
}

#[test]
fn a_name_of_a_module_is_bound_as_python_reads_it() {
    for bound in [
        format!("def fi():\n    return 1\n\n\ndef {LIGATURE}():\n    return 2\n"),
        format!("fi = lambda: 1\n{LIGATURE} = lambda: 2\n"),
        format!("{LIGATURE} = lambda: 2\n"),
        format!("for {LIGATURE} in [lambda: 2]:\n    pass\n"),
    ] {
        // The spelling is refused where it is needed; what it hides is never used in its place.
        agrees(&bound, &[entry(&bound, "fi()")], Err("PSC"));
    }
    // Nor does what is not needed keep anything from being compiled.
    agrees("unused", &[entry(&format!("{LIGATURE}le = 1"), "2")], Ok("2"));
}

#[test]
fn no_output_takes_the_place_of_another() {
    if cfg!(any(target_os = "macos", windows)) {
        return; // There the two are one file.
    }
    let pairs = [
        (ONE, TWO),
        ("util", "Util"),
        ("\u{c9}", TWO), // É and é
        ("\u{1e9b}\u{323}", "\u{17f}\u{323}\u{307}"),
        ("\u{ac00}", "\u{1100}\u{1161}"), // a syllable of Hangul, and its parts
        ("a\u{323}\u{307}", "a\u{307}\u{323}"),
        ("\u{e9}t\u{e9}/x", "e\u{301}t\u{e9}/x"),
    ];
    for (one, other) in pairs {
        let main = entry("", "1");
        agrees(&format!("{one} {other}"), &[main, told(one), told(other)], Err("PSC004"));
    }
    // These are two files everywhere.
    for (one, other) in [("fi", LIGATURE), ("\u{b5}", "\u{3bc}"), ("e", ONE)] {
        agrees(&format!("{one} {other}"), &[entry("", "1"), told(one), told(other)], Ok("1"));
    }
}
