//! Functions that are run by themselves: what they are, and the program cut down to what they need.

use std::path::PathBuf;

use crate::base::{Name, Span};
use crate::driver::{Config, Sources};
use crate::facts::{Need, Reached};
use crate::ir;

/// A function to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The module it is exported by, relative to the output folder.
    pub module: PathBuf,
    pub name: String,
    /// What it needs that is not of the language.
    pub needs: Vec<Need>,
}

/// A function of the Python, for tracebacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PythonFunction {
    pub span: Span,
    /// [`LAMBDA`] for one.
    pub name: Name,
    pub is_generator: bool,
}

/// What CPython calls a function without a name.
pub const LAMBDA: &str = "<lambda>";

/// The functions of [`Config::exports`]; the program is left with what they lead to.
pub(super) fn keep(program: &mut ir::Program, sources: &Sources, config: &Config) -> Vec<Entry> {
    let (mut entries, mut all) = (Vec::new(), Vec::new());
    for (path, names) in &config.exports {
        let file = sources.find(&config.shown(path));
        let module = program.modules.iter().find(|module| Some(module.file) == file);
        let Some(module) = module else { continue };
        for name in names {
            let Some(symbol) = module.definitions.get(name.as_str()) else { continue };
            let reached = Reached::from(program, module.id, *symbol);
            entries.push(Entry {
                module: format!("{}.{}", module.path, super::project::extension(config)).into(),
                name: name.clone(),
                needs: reached.needs.clone(),
            });
            all.push(reached);
        }
    }
    Reached::keep(&all, program);
    entries
}

/// The functions of the modules that are left.
pub(super) fn functions(program: &ir::Program) -> Vec<PythonFunction> {
    let shown = program.modules.iter().filter(|module| !module.is_hidden);
    let functions = shown.flat_map(|module| &module.funcs);
    let named = functions.map(|function| PythonFunction {
        span: function.span,
        name: function.name.clone().unwrap_or_else(|| LAMBDA.into()),
        is_generator: function.is_generator,
    });
    named.collect()
}
