//! Compiles for the tests, and has a JavaScript engine load whatever comes out.
//!
//! Text that looks right may still be no module: `([name, _, _]) => name` is a syntax error. So no test
//! calls `driver::compile` itself (`suite::tidy` looks), and none can forget to load what it compares.
//! Loading means that the engine parses all modules and links their imports; nothing of them runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pulsec::diag::rules::{Level, RULES, Selector, default_level};
use pulsec::driver::rules::Levels;
use pulsec::driver::{self, Config, Jsx, Output};
use pulsec::engine::Engine;
use pulsec::host::{Host, OsHost, Overlay};

use crate::{helps, tools};

/// A project of these texts, for a Python whose standard library the host knows.
pub fn project<'h>(
    installed: &'h OsHost,
    texts: impl IntoIterator<Item = (String, String)>,
) -> (Overlay<'h>, Config) {
    let folder = Path::new("/project");
    let texts = texts.into_iter().map(|(path, text)| (folder.join(path), text));
    let host = Overlay::new(installed, folder.into(), texts.collect());
    (host, Config { cwd: folder.into(), root: folder.into(), ..Config::default() })
}

/// A configuration in which the rule is on, though it be off where nothing is said.
pub fn with_rule(code: &str) -> Config {
    let rule = Selector::of(code).filter(|_| {
        RULES.iter().any(|(rule, _)| rule.id == code && default_level(rule) == Level::Off)
    });
    let flags = rule.map(|rule| (rule, Level::Warn)).into_iter().collect();
    Config { rules: Levels { flags, ..Levels::default() }, ..Config::default() }
}

/// The standard library of Python 3.12; an empty host where that is not installed.
pub fn installed() -> OsHost {
    let found = tools::library_3_12();
    found.map_or_else(OsHost::default, |it| OsHost::default().with_standard_library(it))
}

/// Compiles, and loads every module of the output.
#[track_caller]
pub fn compile(host: &dyn Host, config: &Config) -> Output {
    let (output, faults) = compile_with_faults(host, config);
    assert!(faults.is_empty(), "{}", faults.into_values().collect::<Vec<_>>().join("\n"));
    output
}

/// Compiles a text that chance broke, and loads every module of the output; which of the helps about syntax chance
/// draws is no matter of the cases.
#[track_caller]
pub fn compile_broken(host: &dyn Host, config: &Config) -> Output {
    let output = driver::compile(host, config);
    let faults = faults(&modules(&output));
    assert!(faults.is_empty(), "{}", faults.into_values().collect::<Vec<_>>().join("\n"));
    output
}

/// The same, with what does not load.
pub fn compile_with_faults(host: &dyn Host, config: &Config) -> (Output, BTreeMap<String, String>) {
    let output = driver::compile(host, config);
    helps::known(&output.diagnostics);
    let faults = match config.jsx {
        // No engine reads JSX: the same modules are loaded in the form without it.
        Jsx::Preserve => {
            let jsx = Jsx::Automatic { dev: false };
            faults(&modules(&driver::compile(host, &Config { jsx, ..config.clone() })))
        }
        Jsx::Automatic { .. } => faults(&modules(&output)),
    };
    (output, faults)
}

/// The modules of an output by their paths.
pub fn modules(output: &Output) -> BTreeMap<String, String> {
    let files = output
        .files
        .iter()
        .map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents.clone()));
    files.filter(|(path, _)| path.ends_with(".js")).collect()
}

/// Loads the modules that the tool wrote below a folder.
#[track_caller]
pub fn folder(folder: &Path) {
    let mut modules = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|it| it == "js") {
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                if text.starts_with("// Compiled by pulsec") {
                    modules.insert(path.to_string_lossy().replace('\\', "/"), text);
                }
            }
        }
    }
    loads(&modules);
}

/// Loads the modules.
#[track_caller]
pub fn loads(modules: &BTreeMap<String, String>) {
    let faults = faults(modules);
    assert!(faults.is_empty(), "{}", faults.into_values().collect::<Vec<_>>().join("\n"));
}

/// The modules that do not load, with the reason and the text.
pub fn faults(modules: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let all: Vec<&String> = modules.keys().collect();
    if modules.is_empty() || fault(modules, &all).is_none() {
        return BTreeMap::new();
    }
    let each = modules.iter().filter_map(|(path, text)| {
        let fault = fault(modules, &[path])?;
        Some((path.clone(), format!("{path} does not load: {fault}\n{text}")))
    });
    each.collect()
}

/// Links the modules named. What they import first throws, so that none of them runs.
fn fault(modules: &BTreeMap<String, String>, names: &[&String]) -> Option<String> {
    let mut all = stand_ins(modules);
    all.extend(modules.clone());
    let mut entry = String::from("import \"stop\";\n");
    for name in names {
        entry += &format!("import {};\n", serde_json::to_string(name).unwrap());
    }
    all.insert("stop".into(), "throw new EvalError(\"all is linked\");".into());
    all.insert("entry".into(), entry);
    let error = Engine::new(all).run("entry").result.unwrap_err();
    (error.name != "EvalError").then(|| error.to_string())
}

/// Modules with the exports that are imported from elsewhere: packages, local JavaScript.
fn stand_ins(modules: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in modules {
        for line in imports(text) {
            let Some((clause, source)) =
                line.rsplit_once('"').and_then(|(line, _)| line.rsplit_once('"'))
            else {
                continue;
            };
            let source = joined(path, source);
            if modules.contains_key(&source) {
                continue;
            }
            let named = clause.split_once('{').and_then(|(_, names)| names.rsplit_once('}'));
            let named = named.map_or("", |(names, _)| names).split(',');
            let names = named.map(|name| name.split(" as ").next().unwrap_or("").trim().to_owned());
            wanted.entry(source).or_default().extend(names.filter(|name| !name.is_empty()));
        }
    }
    let stand_in = |names: BTreeSet<String>| {
        let mut text = String::from("const it = 0;\nexport { it as default };\n");
        for name in names.iter().filter(|name| *name != "default") {
            text += &format!("export {{ it as {name} }};\n");
        }
        text
    };
    wanted.into_iter().map(|(source, names)| (source, stand_in(names))).collect()
}

/// The import declarations, which stand at the head.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = String::new();
    for line in text.lines() {
        match open.is_empty() {
            true if line.starts_with("import ") => open = line.to_owned(),
            true if line.is_empty() || line.starts_with("//") => {}
            true => break,
            false => open += line,
        }
        if open.ends_with(';') {
            found.push(std::mem::take(&mut open));
        }
    }
    found
}

/// The module that a specifier means in the module at `path`.
fn joined(path: &str, specifier: &str) -> String {
    if !specifier.starts_with('.') {
        return specifier.to_owned();
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn what_does_not_load_is_told() {
    let module = |text: &str| BTreeMap::from([("a/b.js".to_owned(), text.to_owned())]);
    let good = "// Compiled\n\nimport c, { d as e, \"f-g\" as h } from \"../i.js\";\nimport {\n  j,\n} from \"k\";\n\nexport const l = c + e + h + j;\nthrow 1;\n";
    assert_eq!(faults(&module(good)), BTreeMap::new());
    for bad in ["const f = ([a, _, _]) => a;", "let a; let a;", "import { x } from \"./b.js\";"] {
        assert_eq!(faults(&module(bad)).len(), 1, "{bad}");
    }
    let both = [("a.js", "import { x } from \"./b.js\";"), ("b.js", "export const y = 1;")];
    let both = both.map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(faults(&BTreeMap::from(both)).into_keys().collect::<Vec<_>>(), ["a.js"]);
}
