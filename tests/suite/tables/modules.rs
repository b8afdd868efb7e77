//! `docs/modules.md` says of every name of the known modules what the tables say; `PULSEC_ACCEPT=1`
//! writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use pulsec::tables::builtins::BuiltinKind;
use pulsec::tables::py_modules::{self, MODULES, PyModuleRow, PyStatus};
use pulsec::tables::signature;

const HEAD: &str = "\
# Modules of the standard library

What becomes of each public name of the modules that the compiler knows, by Python 3.12. A *compiled* name works
as in CPython, as a call and as a value (`map(math.sqrt, xs)`), under `import m` and `from m import name as n`.
Keyword arguments are bound when the code is compiled, so what does not fit the signature is an error then. Methods
of what a module makes (`deque`, `Counter`, `Random`) take keywords as in CPython. An *erased* name is seen by
types only. Where a class of a module has functions and constants of its own (`datetime.now`), they are listed as *of* it; its
objects have all attributes and methods of CPython's. Every other name is refused, with PSC403 or, while it is *not compiled yet*, with PSC205. Modules that are
not listed are refused as a whole (PSC205).

A pattern of `re` that stands where it is used, or in a constant, is translated by the compiler, which reports what is wrong with it.
Another one, `re.compile(re.escape(word), flags)`, is translated when the program runs: `re.error` is raised as in CPython,
and a `NotImplementedError` names what JavaScript has no counterpart of. Only programs with such a pattern load the translation
(4.3 kB gzipped).

This page is written from the compiler's tables; a test keeps it so.
";

const SOURCE: &str = "
## From the source of Python

These modules are compiled from the files of the standard library that comes with the Python of the project, definition by
definition, as modules of site-packages are: {}. So are the names that are listed below as *from source*.

It is the Python that the active environment was made with (`VIRTUAL_ENV`, `CONDA_PREFIX`, else `.venv` or `venv` at or above the
project), without one the first `python3` on the `PATH`; no process is run. The output stands in the folder `_python`, and the
manifest names its source by version: `python3.12/colorsys.py`. Where no Python is found, such a module is refused (PSC205).

Where what Python has there is written in C, asks the operating system or takes classes apart, the compiler brings Python of its own
along, which does what CPython 3.12 does; it is compiled in the same way, into the folder `_pulsec`, and needs no Python: OWN.
";

fn from_source() -> String {
    let names: Vec<_> = py_modules::FROM_SOURCE.iter().map(|name| format!("`{name}`")).collect();
    let of_tables = |module: &str| {
        let row = py_modules::py_module(module);
        let members = row.into_iter().flat_map(|row| row.members);
        let names = members.filter(|row| row.1 == PyStatus::Source).map(|row| row.0);
        names.map(|name| format!("`{module}.{name}`")).collect::<Vec<_>>()
    };
    let binds = |text: &str, name: &str| {
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name).trim_end_matches('`');
        ["def", "class"].iter().any(|word| {
            ["(", ":"].iter().any(|end| text.contains(&format!("\n{word} {name}{end}")))
        })
    };
    let own = py_modules::OWN.iter().flat_map(|(file, text)| {
        let module = file.trim_end_matches(".py");
        match py_modules::is_from_source(module) {
            true => vec![format!("`{module}`")],
            false => of_tables(module).into_iter().filter(|name| binds(text, name)).collect(),
        }
    });
    let own: Vec<String> = own.collect();
    let is_own = |name: &&String| !own.contains(name);
    let names: Vec<&str> = names.iter().filter(is_own).map(String::as_str).collect();
    SOURCE.replace("{}", &names.join(", ")).replace("OWN", &own.join(", "))
}

fn section(module: &PyModuleRow) -> String {
    let mut out = format!("\n## `{}`\n", module.name);
    let mut compiled = Vec::new();
    let (mut erased, mut source, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut refused: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, status) in module.members {
        match status {
            PyStatus::Compiled(row) => compiled.push(match row.kind {
                BuiltinKind::Function | BuiltinKind::Class => {
                    format!("`{name}{}`", signature::display(row.signature))
                }
                BuiltinKind::Exception { .. }
                | BuiltinKind::ExceptionAlias { .. }
                | BuiltinKind::Constant => format!("`{name}`"),
            }),
            // A call of it is the value, so it is no type only.
            PyStatus::Planned if *name == "cast" => erased.push(format!("`{name}`")),
            // Lowered with the class that they are about.
            PyStatus::Typing
                if matches!(module.name, "dataclasses" | "enum")
                    || matches!(*name, "NamedTuple" | "namedtuple") =>
            {
                compiled.push(format!("`{name}`"));
            }
            PyStatus::Typing => erased.push(format!("`{name}`")),
            PyStatus::Source => source.push(format!("`{name}`")),
            PyStatus::Planned => open.push(format!("`{name}`")),
            PyStatus::Refused(reason) => match refused.iter_mut().find(|row| row.0 == *reason) {
                Some((_, names)) => names.push(format!("`{name}`")),
                None => refused.push((reason, vec![format!("`{name}`")])),
            },
        }
    }
    let lists = [
        ("Compiled", compiled),
        ("From source", source),
        ("Erased", erased),
        ("Not compiled yet", open),
    ];
    for (what, names) in lists {
        if !names.is_empty() {
            let _ = write!(out, "\n{what}: {}.\n", names.join(", "));
        }
    }
    for (class, _) in module.members {
        let class = format!("{}.{class}", module.name);
        let statics = py_modules::statics_of(&class).filter_map(|name| {
            let status = py_modules::static_member(&class, name)?;
            match status {
                PyStatus::Compiled(row) if row.kind == BuiltinKind::Constant => {
                    Some(format!("`{name}`"))
                }
                PyStatus::Compiled(row) => {
                    Some(format!("`{name}{}`", signature::display(row.signature)))
                }
                PyStatus::Refused(reason) => {
                    refused.push((reason, vec![format!("`{class}.{name}`")]));
                    None
                }
                PyStatus::Typing | PyStatus::Source | PyStatus::Planned => None,
            }
        });
        let statics: Vec<String> = statics.collect();
        if !statics.is_empty() {
            let _ = write!(out, "\nOf `{class}`: {}.\n", statics.join(", "));
        }
    }
    if !refused.is_empty() {
        out.push_str("\n| Refused | Why, and what to write |\n|---|---|\n");
    }
    for (reason, names) in refused {
        let _ = writeln!(out, "| {} | {} |", names.join(", "), reason.replace('|', "\\|"));
    }
    out
}

#[test]
fn the_page_of_modules_is_what_the_tables_say() {
    let page: String =
        [HEAD.to_owned(), from_source()].into_iter().chain(MODULES.iter().map(section)).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/modules.md");
    if std::env::var_os("PULSEC_ACCEPT").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let current = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(current == page, "docs/modules.md is stale: run this test with PULSEC_ACCEPT=1");
}
