//! The resolver over projects in memory.
//!
//! A project is written as one text with `--- path` lines between its files; what comes back is a
//! line per item, per distinct meaning and per finding, with the text under each span.

mod constants;
mod findings;
mod imports;
mod js;
mod markers;
mod places;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::diag::Diagnostic;
use crate::host::MemoryHost;
use crate::tables::js_classes::Calls;

/// A resolved project, for asking.
struct Project {
    program: Program,
    found: Vec<Diagnostic>,
    texts: Vec<(PathBuf, Arc<str>)>,
}

/// Resolves a project whose sources are all its `.py` files outside `site/`.
fn project(text: &str) -> Project {
    project_of(text, |path| !path.starts_with("site"))
}

fn project_of(text: &str, is_source: impl Fn(&Path) -> bool) -> Project {
    let mut host = MemoryHost::new().with_site_packages("site");
    if text.contains("--- site/lib/") {
        // Packages may be installed below the library, and the library be installed beside them.
        host = host.with_site_packages("site/lib/packages").with_standard_library("site/lib");
    }
    let mut files: Vec<(PathBuf, Arc<str>)> = Vec::new();
    for part in text.split("--- ").skip(1) {
        let (path, body) = part.split_once('\n').unwrap();
        host = host.with(path.trim(), body);
        files.push((PathBuf::from(path.trim()), body.into()));
    }
    files.sort();
    let mut texts: Vec<(PathBuf, Arc<str>)> = Vec::new();
    let mut add = |path: &Path, text: &Arc<str>| {
        let file = FileId(texts.len() as u32);
        texts.push((path.to_path_buf(), text.clone()));
        Source { file, path: path.to_path_buf(), text: text.clone() }
    };
    let is_python = |path: &Path| path.extension().is_some_and(|ext| ext == "py");
    let sources = files
        .iter()
        .filter(|(path, _)| is_python(path) && is_source(path))
        .map(|(path, text)| add(path, text))
        .collect();
    let mut load = |path: &Path| {
        let (_, text) = files.iter().find(|file| file.0 == path)?;
        Some(add(path, text))
    };
    let mut sink = Sink::new();
    let input = Input {
        host: &host,
        root: Path::new(""),
        sources,
        client_package: "pulse-ui-client",
        load: &mut load,
        demanded: Vec::new(),
        around: &Alone,
    };
    let program = resolve(input, &mut sink);
    Project { program, found: sink.into_sorted(), texts }
}

impl Project {
    fn text(&self, span: Span) -> &str {
        span.text(&self.texts[span.file.index()].1)
    }

    fn item(&self, name: &str) -> &Item {
        self.program.items.iter().find(|item| &*item.name == name).expect(name)
    }

    /// `path.name kind`, in order.
    fn items(&self) -> Vec<String> {
        let show = |item: &Item| {
            let kind = match &item.kind {
                ItemKind::Function { marker: None, .. } => "function",
                ItemKind::Function { marker: Some(Marker { is_jsx: false }), .. } => "marked",
                ItemKind::Function { marker: Some(Marker { is_jsx: true }), .. } => "component",
                ItemKind::Constant { is_reassigned: false, .. } => "constant",
                ItemKind::Constant { is_reassigned: true, .. } => "variable",
                ItemKind::TypeClass(_) => "type",
                ItemKind::TypeAlias(_) => "alias",
                ItemKind::Class(_) => "class",
            };
            let module = &self.program.modules[item.module.index()];
            format!("{}:{} {kind}", module.path, item.name)
        };
        self.program.items.iter().map(show).collect()
    }

    /// `text: meaning` of an item, in order, each once.
    fn refs(&self, name: &str) -> Vec<String> {
        let item = self.item(name);
        let mut refs: Vec<_> = item.refs.iter().collect();
        refs.sort_by_key(|(span, _)| **span);
        let mut lines = Vec::new();
        for (span, binding) in refs {
            let line = format!("{}: {}", self.text(*span), self.show(binding));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    fn show(&self, binding: &Binding) -> String {
        match binding {
            Binding::Item(id) => {
                let item = &self.program.items[id.index()];
                let module = &self.program.modules[item.module.index()];
                format!("item {}:{}", module.path, item.name)
            }
            Binding::Module(_) => "module".into(),
            Binding::Tag(tag) => format!("<{tag}>"),
            Binding::Special(name) => format!("special {name}"),
            Binding::Js(JsRef::Global { path, calls }) => match calls {
                Calls::Constructor => format!("new {path}"),
                Calls::Function | Calls::Ask => format!("global {path}"),
            },
            Binding::Js(JsRef::Member { import, path }) => {
                format!("component {} {:?}.{}", import.source, import.name, path.join("."))
            }
            Binding::Js(JsRef::Import { import, is_component, calls }) => format!(
                "{}{}{}{}",
                if *calls == Calls::Constructor { "new " } else { "" },
                if *is_component { "component " } else { "" },
                if import.is_lazy { "lazy " } else { "" },
                match &import.name {
                    crate::ir::ImportName::Named(name) => format!("{}#{name}", import.source),
                    crate::ir::ImportName::Default => format!("{}#default", import.source),
                    crate::ir::ImportName::Namespace => format!("{}#*", import.source),
                    crate::ir::ImportName::SideEffect => import.source.to_string(),
                }
            ),
            Binding::Builtin(row) if row.library.is_some() => format!("python {}", row.name),
            Binding::Builtin(row) => format!("builtin {}", row.name),
            Binding::PyModule(name) => format!("python {name}"),
            Binding::PyMember { module, name } => format!("python {module}.{name}"),
            Binding::TypeOnly(name) => format!("type {name}"),
            Binding::Marker(_) => "marker".into(),
            Binding::Error => "error".into(),
        }
    }

    /// `path: code `text` message (help) [label `text`]`, in order.
    fn findings(&self) -> Vec<String> {
        let show = |found: &Diagnostic| {
            let mut line = String::new();
            if let Some(span) = found.span {
                let path = self.texts[span.file.index()].0.display();
                line +=
                    &format!("{path}: {} `{}` {}", found.code.id, self.text(span), found.message);
            }
            if let Some(help) = &found.help {
                line += &format!(" ({help})");
            }
            for label in &found.labels {
                line += &format!(" [{}: `{}`]", label.text, self.text(label.span));
            }
            line
        };
        self.found.iter().map(show).collect()
    }

    fn assert_clean(&self) -> &Project {
        assert_eq!(self.findings(), Vec::<String>::new());
        self
    }
}

#[test]
fn the_graph_grows_from_marked_functions_only() {
    let it = project(
        "--- app/format.py
import os
def initials(name: str) -> str:
    return name[:LIMIT]
LIMIT = 2
def unused():
    return os.environ
SECRET = os.environ['SECRET']
--- app/main.py
import pulse as ps
from app.format import initials

@ps.javascript(jsx=True)
def Avatar(name: str):
    return ps.span(initials(name), className=f'{len(name)!r}')

@ps.component
def Page():
    return Avatar('x' if server else unknown)
",
    );
    it.assert_clean();
    assert_eq!(
        it.items(),
        ["app/format:initials function", "app/format:LIMIT constant", "app/main:Avatar component",]
    );
    assert_eq!(
        it.refs("Avatar"),
        [
            "str: builtin str",
            "ps.span: <span>",
            "initials: item app/format:initials",
            "len: builtin len",
        ]
    );
    assert_eq!(it.refs("initials"), ["str: builtin str", "LIMIT: item app/format:LIMIT"]);
}

#[test]
fn the_same_program_comes_of_any_order() {
    let text = "--- b.py
import pulse as ps
@ps.javascript
def g(): return 1
--- a.py
import pulse as ps
from b import g
@ps.javascript
def f(): return g()
";
    let one = project(text);
    assert_eq!(one.items(), ["a:f marked", "b:g marked"]);
    let files: Vec<&str> = text.split("--- ").skip(1).collect();
    let other = project(&format!("--- {}--- {}", files[1], files[0]));
    assert_eq!(format!("{:?}", one.program.items), format!("{:?}", other.program.items));
}
