//! The transcripts in the docs are what the commands say.
//!
//! A page has a project of its own: a block ```` ```python prices.py ```` is a file of it, and the lines of a
//! ```` ```console ```` block that begin with `$ ` are run there one after the other. Times are shown as `N ms`.
//! `PULSEC_ACCEPT=1 cargo test --test suite transcripts` writes down what they say.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

/// The pages with transcripts.
const PAGES: &[&str] = &["docs/cli.md"];

#[test]
fn commands_say_what_the_docs_show() {
    let mut count = 0;
    for page in PAGES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let text = std::fs::read_to_string(&path).expect("a page");
        let project = tempfile::tempdir().expect("a folder");
        let dir = project.path().join("shop");
        std::fs::create_dir(&dir).expect("a folder");
        let said = played(&text, &dir, &mut count);
        if said != text && std::env::var_os("PULSEC_ACCEPT").is_some() {
            std::fs::write(&path, &said).expect("written");
            continue;
        }
        let lines = std::iter::zip(text.lines(), said.lines());
        let differs = lines.enumerate().find(|(_, (shown, said))| shown != said);
        assert!(said == text, "{page}: {differs:?}\n{said}");
    }
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
            Some(("python" | "toml", name)) => {
                let path = dir.join(name);
                std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                std::fs::write(path, block.concat()).expect("written");
                out.push_str(&block.concat());
            }
            None if info == "console" => {
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

/// What a command says, both streams in their order.
fn said(command: &str, dir: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_pulsec"));
    let path = std::env::var("PATH").unwrap_or_default();
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

/// `in 34 ms` → `in N ms`, `"milliseconds":3.1}` → `"milliseconds":N}`
pub fn without_times(line: &str) -> String {
    if let Some((before, after)) = line.split_once("\"milliseconds\":") {
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        return format!("{before}\"milliseconds\":N{rest}");
    }
    let Some((before, rest)) = line.split_once(" in ") else { return line.to_owned() };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    match rest[digits..].strip_prefix(" ms") {
        Some(after) if digits > 0 => format!("{before} in N ms{after}"),
        Some(_) | None => line.to_owned(),
    }
}
