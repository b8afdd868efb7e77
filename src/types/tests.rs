//! Types of Python snippets. `# type: T` on a line gives the type of the widest expression on it,
//! `# var x: T` that of everything the variable `x` may hold, `# unbound: x` the reads on the line that
//! may come before an assignment.

mod assigned;
mod calls;
mod displays;
mod dump;
mod flow;
mod mistakes;
mod react;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::{FileId, LineIndex, Span};
use crate::diag::{Diagnostic, Sink};
use crate::host::MemoryHost;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, Module, Place, PlaceKind, Program, VarId};
use crate::resolve::{Input, Source, resolve};
use crate::types::{ProgramTypes, infer};

pub(super) const PRELUDE: &str = "\
import pulse as ps
from typing import Any, TypedDict, Callable
from pulse.js.react import useState, useEffect, useRef, useMemo, useCallback
from pulse.js.pulse import usePulseChannel
from pulse.js import obj, document, console, JSON, Date, Math
";

/// A snippet that has been through the compiler up to types.
pub(super) struct Snippet {
    text: String,
    program: Program,
    types: ProgramTypes,
    pub found: Vec<Diagnostic>,
}

/// Compiles the Python after the usual imports.
pub(super) fn snippet(body: &str) -> Snippet {
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
    for module in &program.modules {
        assert_eq!(crate::ir::verify::verify(module), Vec::<String>::new());
    }
    let types = infer(&program);
    super::check::check(&program, &types, &mut sink);
    Snippet { text, program, types, found: sink.into_sorted() }
}

fn dedent(body: &str) -> String {
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    let indent = lines.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    body.lines().map(|line| format!("{}\n", line.get(indent..).unwrap_or(""))).collect()
}

/// Checks every comment of the snippet, and that nothing was reported.
#[track_caller]
pub(super) fn check(body: &str) {
    let snippet = snippet(body);
    assert_eq!(snippet.findings(), Vec::<String>::new());
    snippet.assert_comments();
}

impl Snippet {
    pub fn findings(&self) -> Vec<String> {
        let text = |span: Option<Span>| span.map_or("", |span| span.text(&self.text)).to_owned();
        let line = |found: &Diagnostic| {
            let help = found.help.as_deref().unwrap_or("");
            format!("{} `{}` {}; {help}", found.code.id, text(found.span), found.message)
        };
        self.found.iter().map(line).collect()
    }

    #[track_caller]
    fn assert_comments(&self) {
        let module = &self.program.modules[0];
        let types = self.types.module(module.id);
        let mut reads = Reads { module, exprs: Vec::new(), places: Vec::new() };
        walk::walk_module(&mut reads);
        let lines = LineIndex::new(&self.text);
        let line_of = |span: Span| lines.line(span.start) as usize;
        let mut asked = 0;
        let mut wrong: Vec<String> = Vec::new();
        let mut compare = |got: String, expected: &str, line: &str| {
            if got != expected {
                wrong.push(format!("{line}\n      it is {got}"));
            }
        };
        for (at, line) in self.text.lines().enumerate() {
            let Some((_, comments)) = line.split_once("  # ") else { continue };
            let on_line = |span: Span| line_of(span) == at && !span.text(&self.text).contains('\n');
            for comment in comments.split("; ") {
                asked += 1;
                if let Some(expected) = comment.strip_prefix("type: ") {
                    let exprs = reads.exprs.iter().filter(|expr| on_line(expr.span));
                    let widest = exprs.rev().max_by_key(|expr| expr.span.len());
                    let Some(widest) = widest else { panic!("no expression: {line}") };
                    compare(types.expr(widest.id).to_string(), expected, line);
                } else if let Some(rest) = comment.strip_prefix("var ") {
                    let (name, expected) = rest.split_once(": ").unwrap();
                    let var = module.vars.iter().position(|var| &*var.name == name).unwrap();
                    let ty = types.var(VarId(var as u32)).to_string();
                    compare(ty, expected, line);
                } else if let Some(expected) = comment.strip_prefix("unbound: ") {
                    let reads = reads.exprs.iter().filter(|expr| on_line(expr.span));
                    let unbound = reads.filter(|expr| types.may_be_unbound(expr.id));
                    let mut names: Vec<&str> =
                        unbound.map(|expr| expr.span.text(&self.text)).collect();
                    let places = self.unbound_places(&reads_places(module), &on_line);
                    names.extend(places);
                    let expected = expected.trim_matches('-');
                    compare(names.join(", "), expected, line);
                } else {
                    panic!("what is `{comment}`?");
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        assert!(asked > 0, "no comment to check");
    }

    fn unbound_places(&self, places: &[Span], on_line: &dyn Fn(Span) -> bool) -> Vec<&str> {
        let types = self.types.module(self.program.modules[0].id);
        let places = places.iter().filter(|span| on_line(**span));
        places
            .filter(|span| types.may_be_unbound_place(**span))
            .map(|span| span.text(&self.text))
            .collect()
    }
}

fn reads_places(module: &Module) -> Vec<Span> {
    let mut reads = Reads { module, exprs: Vec::new(), places: Vec::new() };
    walk::walk_module(&mut reads);
    reads.places
}

struct Reads<'m> {
    module: &'m Module,
    exprs: Vec<&'m Expr>,
    places: Vec<Span>,
}

impl<'m> Visitor<'m> for Reads<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        // A temporary stands where the operand does.
        let is_temp = |var: &VarId| {
            self.module.var(*var).is_some_and(|var| var.kind == crate::ir::VarKind::Temp)
        };
        if !matches!(&expr.kind, ExprKind::Var(var) if is_temp(var)) {
            self.exprs.push(expr);
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(_) = place.kind {
            self.places.push(place.span);
        }
        walk::walk_place(self, place);
    }
}
