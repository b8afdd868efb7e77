//! Findings of Python snippets: `# PSC307 item` on a line says that the finding's text is `item`; there
//! must be no other finding of this module's rules.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::{FileId, LineIndex};
use crate::diag::rules::{self, Level};
use crate::diag::{Diagnostic, Sink};
use crate::host::MemoryHost;
use crate::resolve::{Input, Source, resolve};

const PRELUDE: &str = "\
import math
import random
import time
from datetime import date
import pulse as ps
from typing import Any, Callable, Iterable
from pulse.js.react import useState, useEffect, useRef, useMemo, useCallback, useReducer
from pulse.js.pulse import usePulseChannel
from pulse.js import Date, Math, Promise, console, document, obj, window
";

/// Compiles up to the analyses; the text and what was found.
pub(super) fn compile(body: &str) -> (String, Vec<Diagnostic>) {
    let text = format!("{PRELUDE}{}", dedent(body));
    let source =
        Source { file: FileId(0), path: PathBuf::from("app.py"), text: Arc::from(text.as_str()) };
    let host = MemoryHost::new().with("app.py", &text);
    let mut sink = Sink::new();
    let mut load = |_: &Path| None;
    let input = Input {
        host: &host,
        root: Path::new(""),
        sources: vec![source],
        client_package: "pulse-ui-client",
        load: &mut load,
        demanded: Vec::new(),
        around: &crate::resolve::Alone,
    };
    let resolved = resolve(input, &mut sink);
    let program = crate::lower::lower(&resolved, &mut sink);
    let types = crate::types::infer(&program);
    assert_eq!(sink.into_sorted(), [], "the snippet is in order so far");
    let mut sink = Sink::new();
    super::analyze(&program, &types, &mut sink);
    let mut found = sink.into_sorted();
    // Rules that are off where nothing is said, unless the snippet asks for them.
    if !text.contains("# all rules") {
        found.retain(|found| rules::default_level(found.code) != Level::Off);
    }
    (text, found)
}

fn dedent(body: &str) -> String {
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    let indent = lines.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    body.lines().map(|line| format!("{}\n", line.get(indent..).unwrap_or(""))).collect()
}

/// Compares the findings with the comments.
#[track_caller]
pub(super) fn finds(body: &str) {
    let (text, found) = compile(body);
    let lines = LineIndex::new(&text);
    let mut wanted: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let Some((_, marks)) = line.split_once("  # ") else { continue };
        wanted.extend(marks.split("; ").map(|mark| (at, mark.to_owned())));
    }
    let mut got: Vec<(usize, String)> = Vec::new();
    for one in &found {
        let span = one.span.unwrap();
        let line = lines.line(span.start) as usize;
        assert!(one.help.is_some(), "{} has no help", one.message);
        got.push((line, format!("{} {}", one.code.id, span.text(&text))));
    }
    wanted.sort();
    got.sort();
    assert_eq!(wanted, got);
    assert!(!wanted.is_empty(), "nothing is marked");
}

#[track_caller]
pub(super) fn clean(body: &str) {
    let (_, found) = compile(body);
    let found: Vec<_> = found.iter().map(|found| (found.code.id, &found.message)).collect();
    assert_eq!(found, []);
}

/// The help of the only finding.
#[track_caller]
pub(super) fn help(body: &str) -> String {
    let (_, found) = compile(body);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    one.help.clone().unwrap()
}
