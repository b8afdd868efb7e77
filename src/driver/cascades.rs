//! One mistake, one finding: what only follows from a syntax error is not told.
//!
//! ```text
//! *items = values      PSC101: a starred target must stand in a list
//! return items         nothing: that `items` is not bound follows from it
//!
//! from shop import     PSC101: names are missing
//! total(cart)          nothing: that `total` is not bound follows from it, here and everywhere in the file
//!
//! def use_cart(         PSC101
//! cart = use_cart()    no rule is asked of a statement that uses what is half written
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Name};
use crate::diag::rules::group_of;
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::driver::Sources;
use crate::outline::{self, Chunk, ChunkKind, Outline};
use crate::resolve::has_word;
use crate::syntax;

/// The findings, in their order, without those that a syntax error in the same statement of the module, in an import or
/// in a definition that the statement uses has made. Of syntax errors with the same words in one statement, the first stays.
pub(super) fn without(sources: &Sources, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut files: FxHashMap<FileId, Broken> = FxHashMap::default();
    for it in found.iter().filter(|found| is_syntax(found) || is_unbound(found)) {
        let Some(file) = it.span.map(|span| span.file) else { continue };
        if let Some(source) = sources.get(file) {
            files.entry(file).or_insert_with(|| Broken::new(file, &source.text));
        }
    }
    for it in found.iter().filter(|found| is_syntax(found)) {
        if let Some((file, at)) = it.span.map(|span| (span.file, span.start))
            && let Some(broken) = files.get_mut(&file)
        {
            broken.chunks.extend(broken.chunk(at));
        }
    }
    let mut sink = Sink::new();
    for (file, broken) in &mut files {
        let mut here = found.iter().filter(|it| it.span.is_some_and(|span| span.file == *file));
        if here.any(is_unbound) {
            broken.imports(sources.text(*file), &mut sink);
        }
    }
    if !sink.is_empty() {
        found.into_iter().for_each(|it| sink.push(it));
        found = sink.into_sorted();
    }
    let mut told: FxHashSet<((FileId, usize), String)> = FxHashSet::default();
    let mut follows = |found: &Diagnostic| {
        let Some(span) = found.span else { return false };
        let Some(broken) = files.get(&span.file) else { return false };
        let Some(at) = broken.chunk(span.start) else { return false };
        if is_syntax(found) {
            return !told.insert(((span.file, at), found.message.clone()));
        }
        broken.chunks.contains(&at)
            || (is_unbound(found) && broken.lacks_imports)
            || (group_of(found.code).is_some() && broken.uses(at, sources.text(span.file)))
    };
    found.retain(|found| !follows(found));
    found
}

/// The statements of a file that do not parse.
struct Broken {
    outline: Outline,
    chunks: FxHashSet<usize>,
    /// Whether an import is among them.
    lacks_imports: bool,
}

impl Broken {
    fn new(file: FileId, text: &str) -> Broken {
        let outline = outline::scan(file, text);
        Broken { outline, chunks: FxHashSet::default(), lacks_imports: false }
    }

    fn chunk(&self, at: u32) -> Option<usize> {
        self.outline.chunks.partition_point(|chunk| chunk.span.start <= at).checked_sub(1)
    }

    /// Names are not bound: maybe by an import that nobody has looked at, since what it binds cannot be told.
    fn imports(&mut self, text: &str, told: &mut Sink) {
        let is_import =
            |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Import | ChunkKind::FromImport);
        let all = self.outline.chunks.iter().enumerate();
        for (at, chunk) in all.filter(|(_, chunk)| is_import(chunk)) {
            let mut sink = Sink::new();
            syntax::parse_chunk(text, chunk.span, &mut sink);
            if sink.is_empty() {
                continue;
            }
            self.lacks_imports = true;
            if self.chunks.insert(at) {
                told.extend(sink);
            }
        }
    }

    /// Whether a statement uses what a broken one defines.
    fn uses(&self, at: usize, text: &str) -> bool {
        let broken = self.chunks.iter().filter_map(|chunk| self.outline.chunks.get(*chunk));
        let names: Vec<&Name> = broken.flat_map(|chunk| &chunk.binds).collect();
        let own = self.outline.chunks.get(at).map_or("", |chunk| chunk.span.text(text));
        names.into_iter().any(|name| has_word(own, name))
    }
}

fn is_syntax(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && found.code.id.starts_with("PSC1")
}

fn is_unbound(found: &Diagnostic) -> bool {
    found.code == Code::PSC201 || found.code == Code::PSC202
}

#[cfg(test)]
mod tests {
    use crate::driver::{Config, compile};
    use crate::host::MemoryHost;

    /// What is found in a text: code, line and the text that is underlined.
    fn found(text: &str) -> Vec<String> {
        let parts = "def total(n: int):\n    return n\ndef use_it():\n    return 1\n";
        let host = MemoryHost::new().with("a.py", text).with("parts.py", parts);
        let output = compile(&host, &Config::default());
        let said = output.diagnostics.iter().map(|found| {
            let span = found.span.expect("a place");
            let line = text[..span.start as usize].matches('\n').count() + 1;
            format!("{}:{line} {}", found.code.id, span.text(text))
        });
        said.collect()
    }

    const MARKED: &str =
        "import pulse as ps\n@ps.javascript\ndef f():\n    return total(2) + total(3)\n";

    #[test]
    fn what_a_broken_import_binds_is_not_missed() {
        for import in
            ["from", "from parts", "from parts import", "from parts import (total", "import"]
        {
            let said = found(&format!("{import}\n{MARKED}"));
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].starts_with("PSC101:1"), "{said:?}");
        }
        let none: [&str; 0] = [];
        assert_eq!(found(&format!("from parts import total\n{MARKED}")), none);
        // Without a name that is missed, nobody asks for the import.
        assert_eq!(found(&format!("from\n{}", MARKED.replace("total", "abs"))), none);
        assert_eq!(found(MARKED), ["PSC201:4 total"]);
    }

    #[test]
    fn rules_are_not_asked_of_what_uses_half_a_definition() {
        let component = |name: &str, state: &str| {
            format!(
                "@ps.javascript(jsx=True)
def {name}():
    a, set_a = {state}
    def act():
        print(a)
    useEffect(act, [])
    return ps.div(a)
"
            )
        };
        let hook =
            "@ps.javascript\ndef useIt():\n    a, set_a = useState(0)\n    return a, set_a\n";
        let imports = "import pulse as ps\nfrom pulse.js.react import useEffect, useState\n";
        let app = |hook: &str| {
            let (uses, other) = (component("A", "useIt()"), component("B", "useState(0)"));
            format!("{imports}{hook}{uses}{other}")
        };
        let whole = found(&app(hook));
        assert!(whole.iter().all(|it| it.starts_with("PSC508")), "{whole:?}");
        let half = found(&app(&hook.replace("useIt()", "useIt(")));
        let of_use = |it: &&String| it.starts_with("PSC101");
        assert_eq!(half.iter().filter(of_use).count(), 1, "{half:?}");
        // What does not use it is asked.
        let of_rule: Vec<&String> = half.iter().filter(|it| !of_use(it)).collect();
        let lines = of_rule.iter().map(|it| it.split([':', ' ']).nth(1));
        assert!(lines.clone().all(|line| line == Some("19")), "{half:?} {whole:?}");
        assert_eq!(lines.count(), 1, "{half:?} {whole:?}");
    }
}
