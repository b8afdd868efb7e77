//! What may be written at a place.
//!
//! ```text
//! bridge.emit("|            the events that the server handles
//! ps.div(cla|               the props of tags; those of a component where one is called
//! React.|, ps.|             the names of `pulse.js` and of Pulse
//! from pulse.js.react import |
//! useSta|                   hooks, with the import that they need
//! ```
//!
//! The text before the cursor tells; what stands there is half written, so no tree of it would be right.

use lsp_types::{CompletionItem, CompletionParams};

use super::cursor::{Bracket, Cursor};
use super::names::{Names, Target};
use super::offers;
use super::view::{At, View};
use crate::base::FileId;
use crate::diag::Sink;
use crate::outline::{self, Chunk, ChunkKind};
use crate::syntax::ast::StmtKind;
use crate::syntax::parse_chunk;
use crate::tables::{pulse_js, tags};

pub fn complete(view: &View<'_>, params: &CompletionParams) -> Option<Vec<CompletionItem>> {
    let asked = &params.text_document_position;
    let at = view.at(&asked.text_document.uri, asked.position)?;
    let text = view.text(at.file);
    let chunks = outline::scan(at.file, text).chunks;
    let chunk = chunks.iter().rev().find(|chunk| chunk.span.start <= at.offset);
    let start = chunk.map_or(0, |chunk| chunk.span.start as usize);
    let cursor = Cursor::at_end(text.get(start..at.offset as usize)?);
    if cursor.is_in_comment {
        return None;
    }
    let place = Place { view, at, start, cursor, chunks: &chunks };
    Some(place.items())
}

struct Place<'v> {
    view: &'v View<'v>,
    at: At,
    /// Where the text that the cursor has read begins.
    start: usize,
    cursor: Cursor<'v>,
    chunks: &'v [Chunk],
}

impl Place<'_> {
    fn items(&self) -> Vec<CompletionItem> {
        let cursor = &self.cursor;
        if let Some(content) = cursor.text {
            return match &cursor.bracket {
                Some(bracket) if bracket.before == 0 => self.events(bracket, content),
                Some(_) | None => Vec::new(),
            };
        }
        if let Some(items) = self.of_import() {
            return items;
        }
        if let Some(base) = cursor.base {
            return self.members(base);
        }
        let mut items = match &cursor.bracket {
            Some(bracket) if cursor.is_first_word => self.props(bracket),
            Some(_) | None => Vec::new(),
        };
        if !cursor.word.is_empty() {
            items.extend(self.hooks());
        }
        items
    }

    /// The events of the other end.
    fn events(&self, bracket: &Bracket<'_>, content: usize) -> Vec<CompletionItem> {
        let method = bracket.callee.rsplit_once('.').map(|(_, method)| method);
        let is_sent = match method {
            Some("emit" | "request") => true,
            Some("on") => false,
            _other => return Vec::new(),
        };
        let start = (self.start + content) as u32;
        let range = crate::base::Span::new(self.at.file, start, self.at.offset);
        offers::events(self.view, range, is_sent, self.is_client())
    }

    /// Whether the code runs in the browser.
    fn is_client(&self) -> bool {
        let text = self.view.text(self.at.file);
        let offset = self.at.offset;
        let around = self.chunks.iter().rev().find(|chunk| chunk.span.start <= offset);
        let is_marked = around.is_some_and(|chunk| {
            chunk.decorators.iter().any(|span| span.text(text).contains("javascript"))
        });
        is_marked || self.view.project().is_compiled(self.at.file, offset)
    }

    /// In an import; none elsewhere.
    fn of_import(&self) -> Option<Vec<CompletionItem>> {
        let line = self.cursor.line.trim_start();
        if let Some(rest) = line.strip_prefix("from ") {
            return Some(match rest.split_once(" import") {
                Some((module, _)) => offers::of_module(module.trim()),
                None => offers::modules(rest.trim_start()),
            });
        }
        line.strip_prefix("import ").map(|rest| offers::modules(rest.trim_start()))
    }

    /// What an import has bound to a name: the module, and the member of it.
    fn bound(&self, name: &str) -> Option<(String, Option<String>)> {
        let text = self.view.text(self.at.file);
        let imports = self.chunks.iter().rev().filter(|chunk| {
            matches!(chunk.kind, ChunkKind::Import | ChunkKind::FromImport)
                && chunk.binds.iter().any(|bound| &**bound == name)
        });
        let stmts = imports.flat_map(|chunk| parse_chunk(text, chunk.span, &mut Sink::new()));
        for stmt in stmts {
            match stmt.kind {
                StmtKind::Import(aliases) => {
                    let alias = aliases.into_iter().find(|alias| {
                        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                        bound.name.split('.').next() == Some(name)
                    })?;
                    let module = match alias.asname {
                        Some(_) => alias.name.name.to_string(),
                        None => name.to_owned(),
                    };
                    return Some((module, None));
                }
                StmtKind::ImportFrom(import) if import.level == 0 => {
                    let alias = import.names.into_iter().find(|alias| {
                        &*alias.asname.as_ref().unwrap_or(&alias.name).name == name
                    })?;
                    let module = import.module?.name.to_string();
                    return Some((module, Some(alias.name.name.to_string())));
                }
                _other => {}
            }
        }
        None
    }

    fn members(&self, base: &str) -> Vec<CompletionItem> {
        let (first, rest) = base.split_once('.').unwrap_or((base, ""));
        match self.bound(first) {
            Some((module, None)) => offers::of_module(&dotted(&module, rest)),
            Some((module, Some(member))) if rest.is_empty() => {
                let namespace = pulse_js::namespace_module(&member);
                match namespace.filter(|_| module == "pulse.js") {
                    Some(namespace) => offers::of_module(namespace.dotted),
                    None => offers::of_module(&dotted(&module, &member)),
                }
            }
            Some(_) => Vec::new(),
            None if self.is_bridge(base) => offers::bridge(),
            None => Vec::new(),
        }
    }

    /// Whether a variable is what the hook of channels gave.
    fn is_bridge(&self, name: &str) -> bool {
        let text = self.view.text(self.at.file);
        let makes = [" = usePulseChannel(", "=usePulseChannel("];
        makes.iter().any(|made| text.contains(&format!("{name}{made}")))
    }

    /// The props of what is called.
    fn props(&self, bracket: &Bracket<'_>) -> Vec<CompletionItem> {
        let callee = bracket.callee;
        if callee.is_empty() {
            return Vec::new();
        }
        let (first, member) = callee.split_once('.').unwrap_or((callee, ""));
        let bound = self.bound(first);
        let of_pulse = match &bound {
            Some((module, None)) if tags::MODULES.contains(&module.as_str()) => Some(member),
            Some((module, Some(name))) if tags::MODULES.contains(&module.as_str()) => Some(&**name),
            Some(_) | None => None,
        };
        if let Some(tag) = of_pulse.and_then(tags::tag) {
            return offers::props_of_tag(tag, &bracket.keywords);
        }
        let names = Names::new(self.view);
        match self.callee(&names, callee) {
            Some(target) => offers::parameters(self.view, &names, &target, &bracket.keywords),
            None => Vec::new(),
        }
    }

    fn callee(&self, names: &Names<'_>, callee: &str) -> Option<Target> {
        let file: FileId = self.at.file;
        let mut parts = callee.split('.');
        let mut target = names.top(file, &parts.next()?.into())?;
        for part in parts {
            let Target::Module(module) = target else { return None };
            target = names.top(module, &part.into())?;
        }
        Some(target)
    }

    fn hooks(&self) -> Vec<CompletionItem> {
        let is_bound = |name: &str| self.bound(name).is_some();
        offers::hooks(self.view, self.at.file, self.chunks, is_bound)
    }
}

fn dotted(module: &str, rest: &str) -> String {
    match rest {
        "" => module.to_owned(),
        rest => format!("{module}.{rest}"),
    }
}
