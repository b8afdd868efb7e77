//! Patterns of `re` are translated twice: by the compiler where they are known, by the runtime where they are not. Both make
//! the same `RegExp` of the same pattern, and refuse the same. That it matches as in CPython is shown by
//! `random_patterns` and by `fixtures/conformance/re`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use pulsec::driver::{Config, Emission, Project};
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;
use pulsec::runtime;
use serde_json::Value;

use crate::tools;

const COUNT: &str = "1500";

const DRIVER: &str = "
import { translatePattern } from './runtime.js';
export async function run(cases) {
  const all = [];
  for (const { name, pattern } of cases) {
    const known = name === null ? null : (await import(`./${name}`)).pattern();
    let late = null;
    try {
      const made = translatePattern(pattern, 0);
      late = [made.source, made.jsFlags, pattern, made.flags, ...(made.prefersNothing ? [true] : [])];
    } catch {}
    if (JSON.stringify(known) !== JSON.stringify(late)) all.push([pattern, known, late]);
  }
  return all;
}
";

#[test]
fn both_translations_of_a_pattern_are_the_same() {
    let Some(python) = tools::python_3_12() else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/random_patterns.py");
    let arguments = [&*script.to_string_lossy(), "7", COUNT, "patterns"].map(str::to_owned);
    let listed = tools::run(python, &arguments.each_ref().map(String::as_str), "");
    let patterns: Vec<String> = serde_json::from_str(&listed).unwrap();
    let mut host = MemoryHost::new();
    for (at, pattern) in patterns.iter().enumerate() {
        let mut literal = String::new();
        for c in pattern.chars() {
            let _ = write!(literal, "\\U{:08x}", u32::from(c));
        }
        let text = format!(
            "import re\nimport pulse as ps\n\n\n@ps.javascript\ndef pattern():\n    return re.compile(\"{literal}\")\n"
        );
        host = host.with(format!("m{at}.py"), text);
    }
    let project = Project::analyze(&host, Config::default());
    let mut modules = BTreeMap::new();
    let mut cases = Vec::new();
    for (at, pattern) in patterns.iter().enumerate() {
        let file = project.file(Path::new(&format!("m{at}.py"))).unwrap();
        let name = match project.emit(file, "./given.js") {
            Emission::Module(module) => {
                let name = format!("m{at}.js");
                modules.insert(name.clone(), module.code);
                Some(name)
            }
            Emission::Broken => None,
            Emission::Empty => panic!("{pattern}"),
        };
        cases.push(serde_json::json!({ "name": name, "pattern": pattern }));
    }
    let known = modules.len();
    assert!(known * 2 > patterns.len() && known < patterns.len(), "{known} are translated");
    modules.insert("given.js".into(), "export const reCompile = (...args) => args;".into());
    modules.insert("runtime.js".into(), runtime::bundle(&["translatePattern"]));
    modules.insert("driver.js".into(), DRIVER.into());
    let arguments = serde_json::to_string(&[cases]).unwrap();
    let found = Engine::new(modules).call("driver.js", "run", &arguments).result.unwrap();
    let found: Vec<Value> = serde_json::from_str(&found).unwrap();
    let shown: Vec<String> = found.iter().take(20).map(Value::to_string).collect();
    assert!(found.is_empty(), "{} differ\n{}", found.len(), shown.join("\n"));
}
