//! The house rules, checked on the text of the source: layers, ownership of crates, sizes, headers.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The modules of each layer; a module uses only layers before its own. `docs/architecture.md`
/// says why.
const LAYERS: [&[&str]; 15] = [
    &["base"],
    &["diag"],
    &["host", "runtime"],
    &["tables"],
    &["outline", "regex"],
    &["syntax"],
    &["resolve", "ir"],
    &["lower", "types"],
    &["facts"],
    &["analyze", "emit"],
    &["driver"],
    &["around", "engine", "report", "serve", "watch"],
    &["lsp", "run"],
    &["verify"],
    &["cli"],
];

/// Names that only one part of the source may write, and the part.
const OWNED: [(&str, &str); 15] = [
    ("rustpython_", "src/syntax/"),
    ("swc_", "src/emit/"),
    ("miette::", "src/cli/render/"),
    ("clap::", "src/cli/"),
    ("clap_complete::", "src/cli/"),
    ("std::fs", "src/host/"),
    ("rquickjs::", "src/engine/"),
    ("notify::", "src/watch/"),
    ("lsp_types::", "src/lsp/"),
    ("lsp_server::", "src/lsp/"),
    ("ctrlc::", "src/cli/"),
    ("indicatif::", "src/cli/"),
    ("flate2::", "src/report/"),
    ("std::process::exit", "nowhere"),
    ("println!", "nowhere"),
];

/// Exceptions to the layers, each with its reason: (file prefix, module).
const LAYER_EXCEPTIONS: [(&str, &str); 1] = [
    // A resolved module carries the id that its lowered form will have.
    ("src/resolve/", "ir"),
];

/// Rooms of `emit` that make and print trees of JavaScript, and what they know nothing of.
const BLIND: [(&str, &[&str]); 2] = [
    ("src/emit/js/", &["ir", "types", "facts"]),
    ("src/emit/print/", &["ir", "types", "facts", "tables"]),
];

const MAX_FILE: usize = 800;
const MAX_FUNCTION: usize = 100;

struct File {
    /// Relative to the repository, `/` between parts.
    path: String,
    text: String,
}

/// The files below `dirs` with one of the extensions.
fn files(dirs: &[&str], extensions: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = dirs.iter().map(|dir| root.join(dir)).collect();
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["node_modules", "target", "dist", ".git"].contains(&name.as_str())
            {
                open.push(path);
            } else if extensions.iter().any(|ext| name.ends_with(ext)) && path.is_file() {
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(File { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn rust() -> Vec<File> {
    let found = files(&["src", "tests", "benches"], &[".rs"]);
    assert!(found.len() > 20, "the source is found");
    found
}

/// Rust text with comments, strings and characters blanked, line ends kept.
fn blank(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let hashes = (i + 1..).take_while(|&j| at(j) == '#').count();
        if at(i) == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if at(i) == 'r'
            && at(i + 1 + hashes) == '"'
            && (i == 0 || !is_word(at(i - 1)) || at(i - 1) == 'b')
        {
            i += hashes + 2;
            while i < chars.len() && !(at(i) == '"' && (1..=hashes).all(|j| at(i + j) == '#')) {
                i += 1;
            }
            i += hashes + 1;
        } else if at(i) == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else {
            out.push(at(i));
            i += 1;
            continue;
        }
        out.extend((start..i.min(chars.len())).filter(|&j| at(j) == '\n').map(|_| '\n'));
        out.push(' ');
    }
    out
}

/// The part of a source file that is shipped: without tests, comments and strings.
fn shipped(file: &File) -> Option<String> {
    let is_test = ["tests.rs", "_tests.rs"].iter().any(|end| file.path.ends_with(end))
        || file.path.contains("/tests/")
        || !file.path.starts_with("src/");
    if is_test {
        return None;
    }
    let text = blank(&file.text);
    Some(text.split("#[cfg(test)]").next().unwrap_or("").to_string())
}

/// The modules that a text names through `crate::`.
fn uses(text: &str) -> Vec<String> {
    let word = |text: &str| {
        let text = text.trim_start();
        text.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect::<String>()
    };
    let mut found = Vec::new();
    for part in text.split("crate::").skip(1) {
        let Some(group) = part.strip_prefix('{') else {
            found.push(word(part));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(word(&item));
                    item.clear();
                    continue;
                }
                _ => {}
            }
            item.push(c);
        }
        found.push(word(&item));
    }
    found.retain(|name| !name.is_empty());
    found
}

/// Every function with its length in lines: (name, length).
fn functions(text: &str) -> Vec<(String, usize)> {
    let text = blank(text);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("fn ") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at..];
        let name: String =
            rest[3..].chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect();
        let (mut depth, mut parens) = (0, 0);
        for (end, c) in rest.char_indices() {
            match c {
                '(' | '[' => parens += 1,
                ')' | ']' => parens -= 1,
                ';' if depth == 0 && parens == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if parens < 0 {
                break;
            }
            if c == '}' && depth == 0 {
                found.push((name, rest[..end].matches('\n').count() + 1));
                break;
            }
        }
    }
    found
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

#[test]
fn a_module_uses_only_the_layers_before_its_own() {
    let mut wrong = Vec::new();
    for file in rust() {
        let Some(text) = shipped(&file) else { continue };
        let Some((module, _)) = file.path["src/".len()..].split_once('/') else { continue };
        let own = layer(module).unwrap_or_else(|| panic!("{}: `{module}` has no layer", file.path));
        for used in uses(&text) {
            // What is no module is a macro of `base`.
            let Some(other) = layer(&used) else { continue };
            let excused = LAYER_EXCEPTIONS
                .iter()
                .any(|(prefix, module)| file.path.starts_with(prefix) && used == *module);
            let is_blind = BLIND
                .iter()
                .any(|(room, to)| file.path.starts_with(room) && to.contains(&used.as_str()));
            if (used != module && other >= own && !excused) || is_blind {
                wrong.push(format!("{} uses `crate::{used}`", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stay_with_their_owners() {
    let mut wrong = Vec::new();
    for file in rust() {
        let Some(text) = shipped(&file) else { continue };
        for (name, owner) in OWNED {
            if text.contains(name) && !file.path.starts_with(owner) {
                wrong.push(format!("{} writes `{name}`, which belongs to {owner}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_have_headers_and_are_not_long() {
    let mut wrong = Vec::new();
    for file in rust() {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{} does not start with `//! `", file.path));
        }
        let lines = file.text.lines().count();
        if lines > MAX_FILE {
            wrong.push(format!("{} has {lines} lines", file.path));
        }
        for (name, lines) in functions(&file.text) {
            if lines > MAX_FUNCTION {
                wrong.push(format!("{}: `{name}` has {lines} lines", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a test compiles is loaded by an engine too: see `suite::loading`.
#[test]
fn tests_load_what_they_compile() {
    let call = concat!("driver::", "compile(");
    let of_tests = |file: &&File| file.path.starts_with("tests/suite/");
    let calls: Vec<_> = rust();
    let calls = calls.iter().filter(of_tests).filter(|file| file.text.contains(call));
    let paths: Vec<_> = calls.map(|file| &*file.path).collect();
    assert_eq!(paths, ["tests/suite/loading.rs"]);
}

/// What a variable of the program could hide is a `Global`; all other names are made by `emit::names`.
#[test]
fn emitted_names_are_no_literals() {
    let mut wrong = Vec::new();
    for file in rust() {
        let Some(text) = shipped(&file) else { continue };
        let is_emitter = file.path.starts_with("src/emit/") && !file.path.contains("/tests/");
        // Strings are blanked to one space.
        for call in ["ident( )", "bind( )"] {
            if is_emitter && text.contains(call) {
                wrong.push(format!("{} calls `{call}` with a literal", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The builtins and methods whose names stand in more than three files, with the number of files. Some are words of other
/// languages too (`map` and `filter` of arrays, the `any` of TypeScript), some name types in annotations.
const NAMED_OFTEN: &[(&str, usize)] = &[
    ("any", 5),
    ("append", 4),
    ("bool", 8),
    ("dict", 7),
    ("filter", 4),
    ("float", 9),
    ("format", 6),
    ("frozenset", 4),
    ("get", 4),
    ("int", 8),
    ("isinstance", 4),
    ("list", 6),
    ("map", 7),
    ("object", 5),
    ("print", 4),
    ("range", 4),
    ("set", 12),
    ("slice", 5),
    ("step", 4),
    ("str", 9),
    ("tuple", 7),
    ("type", 5),
];

/// What passes ask of a builtin or a method is in its row: its name stands in the file that says how it is emitted, and
/// hardly anywhere else.
#[test]
fn rows_know_their_facts() {
    use pulsec::tables::{builtins::BUILTINS, methods};
    let mut texts = Vec::new();
    for file in rust() {
        let elsewhere = ["tables", "runtime", "cli", "lsp", "report", "run", "serve", "verify"];
        let elsewhere = elsewhere.map(|room| format!("src/{room}/"));
        if shipped(&file).is_none()
            || elsewhere.iter().any(|dir| file.path.starts_with(dir.as_str()))
        {
            continue;
        }
        let text = file.text.split("#[cfg(test)]").next().unwrap_or("");
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        texts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    let files = |name: &&str| {
        let literal = format!("\"{name}\"");
        texts.iter().filter(|text| text.contains(&literal)).count()
    };
    let builtins = BUILTINS.iter().filter(|row| row.refused.is_none()).map(|row| row.name);
    let mut names: Vec<&str> = builtins.chain(methods::all().map(|row| row.name)).collect();
    names.sort_unstable();
    names.dedup();
    let mut often: Vec<(&str, usize)> = names.iter().map(|name| (*name, files(name))).collect();
    let mut counts: Vec<usize> = often.iter().map(|(_, count)| *count).collect();
    counts.sort_unstable();
    assert!(counts[counts.len() / 2] <= 1, "half of the rows are named in one file or in none");
    let most = |name: &str| NAMED_OFTEN.iter().find(|row| row.0 == name).map_or(3, |row| row.1);
    often.retain(|(name, count)| *count > most(name));
    assert!(often.is_empty(), "named in more files than before, ask the row: {often:?}");
}

/// Words that name the machine the project was written on instead of the project.
#[test]
fn the_text_names_no_workplace() {
    // Written apart, so that this file does not hold them.
    let words = [
        concat!("/wo", "rk/"),
        concat!("/tmp/", "wt"),
        concat!("/ro", "ot/"),
        concat!("crates-", "io-"),
    ];
    let dirs = [
        "src",
        "tests",
        "docs",
        "fixtures",
        "integrations",
        "editors",
        "benches",
        "fuzz",
        ".ci",
        ".github",
    ];
    let extensions = [
        ".rs", ".md", ".py", ".js", ".ts", ".tsx", ".lua", ".toml", ".json", ".yml", ".snap", "run",
    ];
    let mut wrong = Vec::new();
    for file in files(&dirs, &extensions) {
        for word in words {
            if file.text.contains(word) {
                wrong.push(format!("{} holds `{word}`", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each code of the table is given by some pass, and no module is an empty shell.
#[test]
fn nothing_is_left_open() {
    for file in rust() {
        assert!(!file.text.starts_with("//! (placeholder)"), "{} is a placeholder", file.path);
    }
    let source: Vec<String> = rust().iter().filter_map(shipped).collect();
    for code in pulsec::diag::ALL {
        let name = format!("Code::{}", code.id);
        let used = source.iter().any(|text| text.contains(&name));
        assert!(used, "{} {} is given by no pass", code.id, code.name);
    }
}

/// What a dependency's licence may be: nothing that asks more of a user than to keep a notice.
pub const LICENCES: [&str; 13] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Whether an SPDX expression offers a licence of the list: `(MIT OR LGPL-2.1) AND ISC` does.
fn is_permissive(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    let offered = |all: &str| all.split(" OR ").any(|one| LICENCES.contains(&one.trim()));
    plain.split(" AND ").all(offered)
}

#[test]
fn dependencies_are_permissive() {
    for good in ["MIT", "MIT/Apache-2.0", "(MIT OR LGPL-2.1) AND Unicode-3.0"] {
        assert!(is_permissive(good), "{good}");
    }
    for bad in ["LGPL-3.0-only", "MIT AND GPL-2.0", "", "Apache-2.0 WITH other"] {
        assert!(!is_permissive(bad), "{bad}");
    }
    let run = |program: &str, args: &[&str]| {
        let mut command =
            Command::new(std::env::var_os(program.to_uppercase()).unwrap_or(program.into()));
        let done =
            command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect(program);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    // Only what is built here is sure to be on this machine.
    let about = run("rustc", &["-vV"]);
    let target = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let args = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform"];
    let told = run("cargo", &[&args[..], &[target]].concat());
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let packages = told["packages"].as_array().expect("packages");
    assert!(packages.len() > 50, "the dependencies are listed");
    let wrong: Vec<String> = packages
        .iter()
        .filter(|package| !is_permissive(package["license"].as_str().unwrap_or("")))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_rust_is_not_fooled() {
    let text = "// crate::cli\nuse crate::{base::{Span, x}, diag};\nlet s = \"crate::driver {\";\n\
                let r = r#\"crate::emit \" {\"#; let c = '{'; let l: &'a str; /* { /* { */ */\n\
                fn f(a: [u8; 2]) -> T {\n  if x {\n  }\n}\nfn g();";
    assert_eq!(uses(&blank(text)), ["base", "diag"]);
    assert_eq!(functions(text), [("f".to_string(), 4)]);
    assert_eq!(blank(text).matches('\n').count(), text.matches('\n').count());
}
