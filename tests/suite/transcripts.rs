//! The transcripts in the docs are what the commands say, and the JavaScript in the guide is what is written.
//!
//! A page has a project of its own: a block ```` ```python prices.py ```` is a file of it, and the lines of a
//! ```` ```console ```` block that begin with `$ ` are run there one after the other. Times are shown as `N ms`.
//! ```` ```jsx prices.py::Cart ```` holds what `pulsec show` prints of that file or function, and with `pulse` before the name what
//! Pulse's own transpiler makes of it. The files of a page of the guide
//! have no findings. `PULSEC_ACCEPT=1 cargo test --test suite transcripts` writes down what they say.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The pages with transcripts: those of the guide, and this one.
const PAGE: &str = "docs/cli.md";

/// Pages, and whether all Python of a page is to be without findings.
fn pages() -> Vec<(PathBuf, bool)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = crate::tools::files(&root.join("docs/guide"), "md");
    guide.into_iter().map(|path| (path, true)).chain([(root.join(PAGE), false)]).collect()
}

/// A guide that catches whatever may go wrong shows nothing else.
const ALL_BUT_CATCHING: &str =
    "pulsec check . --extend-select all --ignore unhandled-request,request-timeout";

#[test]
fn commands_say_what_the_docs_show() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (path, is_clean) in pages() {
        let page = path.display();
        let text = std::fs::read_to_string(&path).expect("a page");
        let project = tempfile::tempdir().expect("a folder");
        let dir = project.path().join("shop");
        std::fs::create_dir(&dir).expect("a folder");
        let said = played(&text, &dir, &mut count);
        if is_clean && text.contains("\n```python") {
            let is_named = !text.contains("\n```python\n");
            assert!(is_named, "{page}: a block of Python has the name of a file");
            let found = self::said(ALL_BUT_CATCHING, &dir);
            if !found.ends_with("no problems found\n") {
                wrong.push(format!("{page}: {found}"));
            }
        }
        if said != text && std::env::var_os("PULSEC_ACCEPT").is_some() {
            std::fs::write(&path, &said).expect("written");
            continue;
        }
        let lines = std::iter::zip(text.lines(), said.lines());
        if let Some(differs) = lines.enumerate().find(|(_, (shown, said))| shown != said) {
            wrong.push(format!("{page}: {differs:?}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 4, "{count} commands");
}

/// The page with what its commands say.
fn played(page: &str, dir: &Path, count: &mut usize) -> String {
    let mut out = String::new();
    let mut parts = page.split_inclusive('\n').peekable();
    while let Some(line) = parts.next() {
        out.push_str(line);
        let Some(info) = line.strip_prefix("```").map(str::trim).filter(|it| !it.is_empty()) else {
            continue;
        };
        let mut block = Vec::new();
        for inner in parts.by_ref() {
            if inner.starts_with("```") {
                break;
            }
            block.push(inner);
        }
        match info.split_once(' ') {
            Some((form @ ("js" | "jsx"), target)) if target.contains(".py") => {
                match target.strip_prefix("pulse ") {
                    Some(target) => match by_pulse(target, dir) {
                        Some(code) => out.push_str(&code),
                        None => out.push_str(&block.concat()),
                    },
                    None => out.push_str(&shown(form, target, dir)),
                }
                *count += 1;
            }
            Some((_, name)) if name.contains('.') => {
                let path = dir.join(name);
                std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                std::fs::write(path, block.concat()).expect("written");
                out.push_str(&block.concat());
            }
            None if info == "console" => {
                let needs_python = block.iter().any(|it| it.starts_with("$ pulsec verify"));
                if needs_python && crate::tools::python().is_none() {
                    out.push_str(&block.concat());
                    out.push_str("```\n");
                    continue;
                }
                for command in block.iter().filter(|it| it.starts_with("$ ")) {
                    out.push_str(command);
                    out.push_str(&said(command[2..].trim_end(), dir));
                    *count += 1;
                }
            }
            Some(_) | None => out.push_str(&block.concat()),
        }
        out.push_str("```\n");
    }
    out
}

/// What is written of a file or of a function, without the lines that every file has.
fn shown(form: &str, target: &str, dir: &Path) -> String {
    let text = said(&format!("pulsec show '{target}' --emit {form}"), dir);
    let (_, rest) =
        text.split_once(". Do not edit.\n\n").unwrap_or_else(|| panic!("{target}: {text}"));
    let (code, _) = rest.rsplit_once("//# sourceMappingURL=").expect("an end");
    code.to_string()
}

/// What Pulse's own transpiler writes of `FILE::NAME`, where there is a Python with Pulse.
fn by_pulse(target: &str, dir: &Path) -> Option<String> {
    let python = std::env::var_os("PULSEC_PULSE_PYTHON")?;
    let (file, name) = target.split_once("::").expect("a name");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pulse/transpiled.py");
    let run = Command::new(python).args([script, file, name]).current_dir(dir).output();
    let run = run.expect("Python");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).expect("UTF-8"))
}

/// What a command says, both streams in their order.
fn said(command: &str, dir: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_pulsec"));
    let path = std::env::var("PATH").unwrap_or_default();
    let python = crate::tools::python().and_then(Path::parent).map(|it| it.display().to_string());
    let path = python.map_or(path.clone(), |python| format!("{python}:{path}"));
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{command} 2>&1")]).current_dir(dir).stdin(Stdio::null());
    shell.env("PATH", format!("{}:{path}", program.parent().expect("a folder").display()));
    for name in ["NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV", "CONDA_PREFIX", "COLUMNS"] {
        shell.env_remove(name);
    }
    let done = shell.output().expect("a shell");
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    assert!(!text.contains("panicked"), "{text}");
    text.split_inclusive('\n').map(without_times).collect()
}

/// `7.8 kB) into dist/ in 34 ms` → `N kB) into dist/ in N ms`, `"milliseconds":3.1}` → `"milliseconds":N}`
pub fn without_times(line: &str) -> String {
    if let Some((before, after)) = line.split_once("\"milliseconds\":") {
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        return format!("{before}\"milliseconds\":N{rest}");
    }
    // What a build weighs is another thing with each change of the runtime.
    let weighed = line.split_once(") into ").and_then(|(before, after)| {
        let (counts, _) = before.rsplit_once(", ")?;
        Some(format!("{counts}, N kB) into {after}"))
    });
    let line = weighed.filter(|_| line.starts_with("Compiled ")).unwrap_or(line.to_owned());
    let Some((before, rest)) = line.split_once(" in ") else { return line };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    match rest[digits..].strip_prefix(" ms") {
        Some(after) if digits > 0 => format!("{before} in N ms{after}"),
        Some(_) | None => line,
    }
}
