//! From the paths of the command line to the texts of their Python files.
//!
//! A folder gives the `.py` files below it that neither gitignore nor `exclude` leaves out; a file
//! named outright is taken whatever its name. Files are read in parallel, but their order, and so
//! their ids, is the order of their paths.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rayon::prelude::*;

use crate::base::{FileId, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::driver::{Config, Failure, Sources, Stdin};
use crate::host::{Host, Listing};
use crate::tables::encodings::keeps_ascii;

/// The largest file that is compiled. Spans are 32-bit offsets; far below that bound, a file of this
/// size is data and not code.
const MAX_BYTES: usize = 32 << 20;

pub(super) struct Found {
    pub sources: Sources,
    pub failures: Vec<Failure>,
    /// The folders that were looked through.
    pub folders: Vec<PathBuf>,
}

/// Finds and reads the files to compile.
pub(super) fn discover(host: &dyn Host, config: &Config, sink: &mut Sink) -> Found {
    let mut sources = Sources::new(host.standard_library());
    let mut failures = Vec::new();
    if let Some(Stdin { path, bytes }) = &config.stdin {
        add(&mut sources, config.shown(path), Ok(bytes.clone()), sink);
        return Found { sources, failures, folders: Vec::new() };
    }
    let Listing { files, folders, .. } = list(host, config, &mut failures, sink);
    let read: Vec<_> = files.into_par_iter().map(|path| (host.read(&path), path)).collect();
    for (bytes, path) in read {
        // It went after it was found.
        if bytes.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            continue;
        }
        add(&mut sources, path, bytes.map_err(|error| error.to_string()), sink);
    }
    Found { sources, failures, folders }
}

/// Reads one more file of the project, such as an imported module.
pub fn load(
    host: &dyn Host,
    sources: &mut Sources,
    path: PathBuf,
    sink: &mut Sink,
) -> Option<FileId> {
    if let Some(known) = sources.find(&path) {
        return Some(known);
    }
    let bytes = host.read(&path).map_err(|error| error.to_string());
    add(sources, path, bytes, sink)
}

/// The files that would be compiled, sorted; what cannot be found is among the failures.
pub fn files(host: &dyn Host, config: &Config) -> (Vec<PathBuf>, Vec<Failure>) {
    let (mut failures, mut sink) = (Vec::new(), Sink::new());
    let listed = list(host, config, &mut failures, &mut sink);
    (listed.files, failures)
}

/// The files to compile, sorted, each once.
pub(super) fn list(
    host: &dyn Host,
    config: &Config,
    failures: &mut Vec<Failure>,
    sink: &mut Sink,
) -> Listing {
    let excluded = exclusion(config, failures);
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for given in &config.paths {
        let path = config.shown(given);
        let dir = if path.as_os_str().is_empty() { Path::new(".") } else { path.as_path() };
        if host.is_dir(dir) {
            let listing = host.python_files(dir);
            folders.extend(listing.folders);
            found.extend(listing.files.iter().map(|file| config.shown(file)).filter(|file| {
                let inside = config.relative_to_root(file);
                !inside.is_some_and(|file| {
                    excluded.matched_path_or_any_parents(&file, false).is_ignore()
                })
            }));
            for (path, reason) in listing.unreadable {
                sink.push(*unreadable_file(&config.shown(&path), &reason));
            }
        } else if host.is_file(&path) {
            found.push(path);
        } else {
            let reason = "no such file or folder".to_string();
            failures.push(Failure { path: given.clone(), reason });
        }
    }
    found.sort();
    found.dedup();
    Listing { files: found, folders, unreadable: Vec::new() }
}

fn exclusion(config: &Config, failures: &mut Vec<Failure>) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for pattern in &config.exclude {
        if let Err(error) = builder.add_line(None, pattern) {
            let reason = format!("bad pattern in `exclude`: {error}");
            failures.push(Failure { path: PathBuf::from(pattern), reason });
        }
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Adds a file whose bytes are Python source; reports it where they are not.
fn add(
    sources: &mut Sources,
    path: PathBuf,
    bytes: Result<Vec<u8>, String>,
    sink: &mut Sink,
) -> Option<FileId> {
    match bytes.map_err(|reason| unreadable_file(&path, &reason)).and_then(|it| decode(&path, it)) {
        Ok(text) => {
            let nul = text.find('\0');
            let id = sources.push(path, text);
            if let Some(at) = nul {
                let span = Span::new(id, at as u32, at as u32 + 1);
                sink.push(
                    Diagnostic::new(Code::PSC003, span, "Python source cannot hold a NUL byte")
                        .help("remove the byte; inside a string write `\\0`"),
                );
            }
            Some(id)
        }
        Err(found) => {
            sink.push(*found);
            None
        }
    }
}

fn unreadable_file(path: &Path, reason: &str) -> Box<Diagnostic> {
    let message = format!("cannot read the file: {reason}");
    let help = "let it be read, or name it in `exclude`";
    Box::new(Diagnostic::about_path(Code::PSC001, path.display().to_string(), message).help(help))
}

pub(super) fn decode(path: &Path, bytes: Vec<u8>) -> Result<Arc<str>, Box<Diagnostic>> {
    let refuse = |code, message: String, help: &str| {
        Err(Box::new(Diagnostic::about_path(code, path.display().to_string(), message).help(help)))
    };
    if bytes.len() > MAX_BYTES {
        let message = format!("the file is larger than {} MiB", MAX_BYTES >> 20);
        return refuse(
            Code::PSC007,
            message,
            "move the data out of the Python source, or name the file in `exclude`",
        );
    }
    let help = "save the file as UTF-8 and remove any other `coding:` comment";
    let declared = declared_encoding(&bytes);
    let declared = declared.filter(|name| !(bytes.is_ascii() && keeps_ascii(name)));
    if let Some(encoding) = declared {
        let message = format!("the file declares the encoding `{encoding}`, not UTF-8");
        return refuse(Code::PSC002, message, help);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Arc::from(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            let message = format!("line {line} is not valid UTF-8");
            refuse(Code::PSC002, message, help)
        }
    }
}

/// The encoding named by a comment on the first two lines, unless it is UTF-8 (PEP 263). A file that
/// says `latin-1` may well be valid UTF-8 and mean other characters.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let (first, rest) = bytes.split_at(bytes.iter().position(ends).unwrap_or(bytes.len()));
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    let second = rest.split(ends).next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    let is_blank = first.trim_start_matches([' ', '\t', '\x0c']);
    let is_blank = is_blank.is_empty() || is_blank.starts_with('#');
    let named = encoding_in(&first);
    // The second line counts where nothing but a comment stands on the first.
    let name =
        named.or_else(|| encoding_in(&String::from_utf8_lossy(second)).filter(|_| is_blank))?;
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let utf8 = matches!(plain.as_str(), "utf-8" | "utf8" | "utf-8-sig" | "u8");
    (!utf8).then_some(name)
}

/// The name after the first `coding:` or `coding=` in the comment that the line is.
fn encoding_in(line: &str) -> Option<String> {
    let comment = line.trim_start_matches([' ', '\t', '\x0c']).strip_prefix('#')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let names = comment.split("coding").skip(1).filter_map(|after| {
        let after = after.strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
        let name: String = after.chars().take_while(|&c| is_part(c)).collect();
        (!name.is_empty()).then_some(name)
    });
    names.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::MemoryHost;

    fn run(host: &MemoryHost, config: &Config) -> (Vec<String>, Vec<String>, Vec<Failure>) {
        let mut sink = Sink::new();
        let found = discover(host, config, &mut sink);
        let codes = sink.into_sorted().iter().map(|d| d.code.id.to_string()).collect();
        (found.sources.iter().map(|(_, file)| file.shown()).collect(), codes, found.failures)
    }

    #[test]
    fn files_come_once_and_in_order() {
        let host = MemoryHost::new().with("b.py", "").with("a/z.py", "").with("a/n.txt", "");
        let paths = ["b.py", ".", "./b.py", "a/../b.py", "a"].map(PathBuf::from).to_vec();
        let (files, codes, failures) = run(&host, &Config { paths, ..Config::default() });
        assert_eq!(
            (files, codes, failures),
            (vec!["a/z.py".into(), "b.py".into()], vec![], vec![])
        );
    }

    #[test]
    fn exclude_spares_files_named_outright() {
        let host = MemoryHost::new().with("a/gen/x.py", "").with("a/y.py", "");
        let exclude = vec!["gen/".to_string()];
        let config = Config { exclude, paths: vec!["a".into()], ..Config::default() };
        assert_eq!(run(&host, &config).0, ["a/y.py"]);
        let config = Config { paths: vec!["a/gen/x.py".into()], ..config };
        assert_eq!(run(&host, &config).0, ["a/gen/x.py"]);
    }

    #[test]
    fn a_missing_path_is_a_failure() {
        let config = Config { paths: vec!["none.py".into()], ..Config::default() };
        let (_, _, failures) = run(&MemoryHost::new(), &config);
        assert_eq!(failures.len(), 1);
        assert_eq!(failures[0].path, Path::new("none.py"));
    }

    #[test]
    fn bytes_that_are_no_python_source_are_reported() {
        let cases: [(&[u8], &str); 7] = [
            (b"a = '\xff'", "PSC002"),
            (b"a = '\0'", "PSC003"),
            ("# -*- coding: latin-1 -*-\na = 'é'".as_bytes(), "PSC002"),
            ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\na = 'é'".as_bytes(), "PSC002"),
            (b"# coding: utf-7\na = '+AD0-'", "PSC002"),
            (b"# what coding is this? coding=utf-16\na = 1", "PSC002"),
            (b"# coding: no-such-thing\na = 1", "PSC002"),
        ];
        for (bytes, code) in cases {
            let (_, codes, _) = run(&MemoryHost::new().with("x.py", bytes), &Config::default());
            assert_eq!(codes, [code]);
        }
        let good = [
            "\u{feff}a = 'é'",
            "# coding: UTF_8\na = 'é'",
            "# coding: latin-1\na = 1",
            "a = 1\n# coding: utf-7",
        ];
        for text in good {
            let (files, codes, _) = run(&MemoryHost::new().with("x.py", text), &Config::default());
            assert_eq!((files.len(), codes.len()), (1, 0), "{text}");
        }
    }

    #[test]
    fn a_text_stands_in_for_a_file() {
        let stdin = Some(Stdin { path: "./app/x.py".into(), bytes: b"a = 1".to_vec() });
        let mut sink = Sink::new();
        let config = Config { stdin, ..Config::default() };
        let host = MemoryHost::new().with("app/x.py", "old").with("other.py", "");
        let found = discover(&host, &config, &mut sink);
        assert_eq!(found.sources.len(), 1);
        assert_eq!(found.sources.find(Path::new("app/x.py")), Some(FileId(0)));
        assert_eq!(found.sources.text(FileId(0)), "a = 1");
    }
}
