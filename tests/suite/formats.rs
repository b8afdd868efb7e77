//! Format specifications against CPython: what it raises for, and only that, is found when compiling.

use pulsec::base::LineIndex;
use pulsec::driver::Config;
use pulsec::host::MemoryHost;

use crate::{loading, tools};

/// What is formatted: the type of the parameter `value`, the expression, and the values that it may be. An
/// `int` is a `float` to an annotation, so only what Python refuses for both is refused there.
const VALUES: [(&str, &str, &[&str]); 5] = [
    ("str", "value", &["'ab'"]),
    ("int", "value", &["65"]),
    ("float", "value", &["6.5", "6"]),
    ("float", "6.5", &["6.5"]),
    ("bool", "value", &["True"]),
];

/// Every combination of a few choices for each part of the mini-language, and broken ones.
fn specs() -> Vec<String> {
    let mut specs: Vec<String> = [
        "qq", ".", ".f", "10.x", ",,", "_,", ",_", "__", "5,,d", "<<<", "x<5", "=5", "0=5", "é^9",
        "d5", "s ", "10.2.3f",
    ]
    .map(String::from)
    .to_vec();
    for align in ["", "<", "*=", "^"] {
        for flags in ["", "+", " ", "z", "#", "+#", "0"] {
            for width in ["", "8", "8,", "_"] {
                for precision in ["", ".2"] {
                    for code in ["", "s", "d", "b", "c", "x", "n", "f", "g", "%", "e", "q", "r"] {
                        specs.push(format!("{align}{flags}{width}{precision}{code}"));
                    }
                }
            }
        }
    }
    specs
}

#[test]
fn formats_are_refused_as_cpython_refuses_them() {
    let Some(python) = tools::python() else { return };
    let specs = specs();
    let mut differences = Vec::new();
    for (ty, value, values) in VALUES {
        let mut source = String::from("import pulse as ps\n");
        let mut places = Vec::new();
        for (nth, some) in specs.chunks(50).enumerate() {
            source += &format!("\n\n@ps.javascript\ndef run_{nth}(value: {ty}):\n    out = []\n");
            for spec in some {
                places.push(source.lines().count());
                source += &format!("    out.append(f\"{{{value}:{spec}}}\")\n");
            }
        }
        let host = MemoryHost::new().with("app.py", source.clone());
        let output = loading::compile(&host, &Config::default());
        let lines = LineIndex::new(&source);
        let mut refused = vec![false; specs.len()];
        for found in &output.diagnostics {
            assert_eq!(found.code.id, "PSC406", "{found:?}");
            let line = lines.line(found.span.expect("a place").start) as usize;
            refused[places.iter().position(|place| *place == line).expect("a format")] = true;
        }
        let script = format!(
            "import json, sys\n\
             def fails(value, spec):\n    try: format(value, spec)\n    except ValueError: return True\n    return False\n\
             print(json.dumps([all(fails(value, spec) for value in [{}]) for spec in json.load(sys.stdin)]))",
            values.join(", ")
        );
        let answer =
            tools::run(python, &["-c", &script], &serde_json::to_string(&specs).expect("JSON"));
        let expected: Vec<bool> = serde_json::from_str(&answer).expect("JSON");
        assert!(expected.contains(&true) && expected.contains(&false));
        for ((spec, ours), theirs) in specs.iter().zip(refused).zip(expected) {
            if ours != theirs {
                differences
                    .push(format!("{ty} {value} {spec:?}: refused {ours}, Python raises {theirs}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
