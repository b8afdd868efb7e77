//! Names that Python does not bind: those every browser or React has (a warning that adds the
//! import), and the rest (an error that guesses what was meant).

use super::known::{Elsewhere, Implicit};
use super::meaning::ModId;
use super::modules::{ModuleData, Modules};
use super::scope::{Scopes, Use};
use crate::base::Span;
use crate::base::closest;
use crate::diag::{Code, Diagnostic};
use crate::outline::ChunkKind;
use crate::tables::{builtins, hooks, js_globals, tags};

/// What every Python module binds by itself.
const MODULE_NAMES: [&str; 9] = [
    "__file__",
    "__doc__",
    "__package__",
    "__spec__",
    "__loader__",
    "__path__",
    "__builtins__",
    "__annotations__",
    "__dict__",
];

/// `PSC202`.
pub(super) fn implicit(
    modules: &Modules<'_>,
    module: ModId,
    used: &Use,
    found: &Implicit,
) -> Diagnostic {
    let whose = match &*used.name {
        "ps" | "pulse" => "Pulse",
        name if hooks::hook(name).is_some() || hooks::react_export(name).is_some() => "React's",
        _ => "the browser's",
    };
    let message = format!("`{}` is not bound in Python; {whose} is taken", used.name);
    let warning = Diagnostic::new(Code::PSC202, used.span, message);
    let Some(line) = &found.import else {
        return warning.help(format!(
            "write `window.{}` (`from pulse.js import window`): a type checker does not know the bare name",
            used.name
        ));
    };
    let warning = warning.help(format!("add `{line}`"));
    match modules.get(module) {
        Some(module) => {
            let (at, replacement) = insertion(module, line);
            warning.fix("add the import", at, replacement)
        }
        None => warning,
    }
}

/// Where an import goes, and the text to insert: after the first run of imports, else after the
/// docstring, else at the start.
fn insertion(module: &ModuleData, line: &str) -> (Span, String) {
    let is_import = |kind| matches!(kind, ChunkKind::Import | ChunkKind::FromImport);
    let chunks = &module.outline().chunks;
    let start = chunks.iter().position(|chunk| is_import(chunk.kind));
    let last = start.and_then(|start| {
        chunks.iter().skip(start).take_while(|chunk| is_import(chunk.kind)).last()
    });
    let docstring = chunks
        .first()
        .filter(|chunk| chunk.kind == ChunkKind::Expr && is_string(module.text(chunk.span)));
    let newline = if module.source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let point = |at| Span::new(module.file(), at, at);
    match (last, docstring) {
        (Some(last), _) => (point(last.span.end), format!("{newline}{line}")),
        (None, Some(doc)) => (point(doc.span.end), format!("{newline}{newline}{line}")),
        (None, None) => {
            let at = chunks.first().map_or(0, |chunk| chunk.span.start);
            (point(at), format!("{line}{newline}"))
        }
    }
}

/// Whether a statement's text begins with a string.
pub(super) fn is_string(text: &str) -> bool {
    text.trim_start_matches(['r', 'R', 'u', 'U']).starts_with(['"', '\''])
}

/// `PSC201`.
pub(super) fn name(
    modules: &Modules<'_>,
    module: ModId,
    scopes: &Scopes,
    used: &Use,
    elsewhere: Option<Elsewhere>,
) -> Diagnostic {
    if MODULE_NAMES.contains(&&*used.name) {
        let message =
            format!("`{}` tells of the Python module, which a browser has not", used.name);
        return Diagnostic::new(Code::PSC205, used.span, message)
            .help("write the value as a string, or pass it in as a prop");
    }
    let found = Diagnostic::new(
        Code::PSC201,
        used.span,
        format!("the name `{}` is not defined", used.name),
    );
    if tags::tag(&used.name).is_some() && used.call.is_some() {
        return found.help(format!("did you mean `ps.{}`?", used.name));
    }
    let mut names: Vec<&str> = Vec::new();
    let mut at = Some(used.scope);
    while let Some(scope) = at.and_then(|id| scopes.get(id)) {
        names.extend(scope.locals.iter().map(|local| &*local.name));
        at = scope.parent;
    }
    if let Some(module) = modules.get(module) {
        names.extend(module.binds.keys().map(|name| &**name));
    }
    names.sort_unstable();
    names.dedup();
    let near = closest(&used.name, names);
    let found = match near {
        Some(close) => found.help(format!("did you mean `{close}`?")).suggest(
            format!("write `{close}`"),
            used.span,
            close,
        ),
        None => found,
    };
    match (near, elsewhere) {
        (Some(_), _) => found,
        (None, Some(Elsewhere::Import(line))) => {
            let found = found.help(format!("if JavaScript's is meant, add `{line}`"));
            let Some(module) = modules.get(module) else { return found };
            let (at, replacement) = insertion(module, &line);
            found.suggest("add the import", at, replacement)
        }
        (None, Some(Elsewhere::Write(text))) => {
            let window = match text.starts_with("window.") {
                true => " (`from pulse.js import window`)",
                false => "",
            };
            found.help(format!("if JavaScript's is meant, write `{text}`{window}"))
        }
        (None, None) => {
            let builtins = builtins::BUILTINS.iter().map(|row| row.name);
            let hooks = hooks::HOOKS.iter().map(|row| row.name);
            let globals = js_globals::UNMISTAKABLE.iter().copied();
            match closest(&used.name, builtins.chain(hooks).chain(globals)) {
                Some(close) => found.help(format!("did you mean `{close}`?")).suggest(
                    format!("write `{close}`"),
                    used.span,
                    close,
                ),
                None => found.help(format!(
                    "define it, or import it from where it is: `from module import {}`",
                    used.name
                )),
            }
        }
    }
}
