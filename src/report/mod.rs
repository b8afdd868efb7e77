//! What a build came to, as data and as a page: for `pulsec build --report`.
//!
//! ```text
//! modules    app/chat.js  2,114 bytes, 804 gzipped   from app/chat.py
//! helpers    getItem      171 bytes                  because of app/chat.py:19
//!            KeyError     64 bytes                   because `getItem` needs it
//! ```
//!
//! All of it is read from what is written: the helpers of a module are the names that it imports, the line of a call is
//! where the source map leads. So the report cannot say anything else than the files do.

mod page;
mod sites;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::driver::{Config, MANIFEST_FILE, Output, OutputFile, way};
use crate::emit::RUNTIME_FILE;
use crate::runtime;
pub use page::page;

/// Raised when a reader of the older shape would misread the newer one.
pub const VERSION: u32 = 1;

/// The whole report; the same project gives the same one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// [`VERSION`], under a name that tells the file from any other.
    #[serde(rename = "pulsec-report")]
    pub version: u32,
    pub total: Size,
    pub modules: Vec<Module>,
    /// Absent where no module needs a helper.
    pub runtime: Option<Runtime>,
    /// What else is written: source maps, declarations, copied files.
    pub others: Vec<Other>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Size {
    pub bytes: usize,
    pub gzip: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Module {
    /// Relative to the project's folder.
    pub source: String,
    /// From the report to the Python file.
    pub link: String,
    pub output: String,
    pub size: Size,
    pub functions: Vec<String>,
    pub components: Vec<String>,
    /// The lines that call a helper, in their order.
    pub calls: Vec<Call>,
    pub python: String,
    pub javascript: String,
}

/// A line of Python that is not plain JavaScript.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Call {
    /// From 1.
    pub line: u32,
    pub helper: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Runtime {
    pub output: String,
    pub size: Size,
    pub helpers: Vec<Helper>,
}

/// A declaration of the runtime that is in the bundle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Helper {
    pub name: String,
    pub bytes: usize,
    /// The Python it stands for.
    pub says: String,
    /// The lines that call it.
    pub because: Vec<Place>,
    /// Where no line does: the way from a helper that is called to this one.
    pub through: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Place {
    pub source: String,
    pub line: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Other {
    pub output: String,
    pub bytes: usize,
}

/// The report about what is written. `traced` is the same project with source maps in files of their own and without JSX.
pub fn report(written: &Output, traced: &Output, config: &Config, file: &Path) -> Report {
    let by_path: FxHashMap<String, &OutputFile> =
        written.files.iter().map(|file| (slashed(&file.path), file)).collect();
    let traces = sites::Traces::of(traced);
    let modules: Vec<Module> = written
        .manifest
        .modules
        .iter()
        .filter_map(|module| {
            let made = by_path.get(&module.output)?;
            let source = written.sources.get(made.source?)?;
            let report = config.absolute(file);
            Some(Module {
                source: module.source.clone(),
                link: way(&report, &config.absolute(&source.path)),
                output: module.output.clone(),
                size: size(&made.contents),
                functions: module.functions.clone(),
                components: module.components.iter().map(|it| it.name.clone()).collect(),
                calls: traces.calls(made.source?),
                python: source.text.to_string(),
                javascript: made.contents.clone(),
            })
        })
        .collect();
    let runtime = by_path.get(RUNTIME_FILE).map(|file| Runtime {
        output: RUNTIME_FILE.to_string(),
        size: size(&file.contents),
        helpers: helpers(&modules, &sites::imported(traced)),
    });
    let code: BTreeSet<&str> = modules.iter().map(|module| module.output.as_str()).collect();
    let is_other = |file: &&OutputFile| {
        let path = slashed(&file.path);
        path != RUNTIME_FILE && path != MANIFEST_FILE && !code.contains(path.as_str())
    };
    let others = written.files.iter().filter(is_other);
    let others =
        others.map(|file| Other { output: slashed(&file.path), bytes: file.contents.len() });
    let sizes = modules.iter().map(|it| it.size).chain(runtime.iter().map(|it| it.size));
    let total = sizes.fold(Size::default(), |sum, one| Size {
        bytes: sum.bytes + one.bytes,
        gzip: sum.gzip + one.gzip,
    });
    Report { version: VERSION, total, others: others.collect(), modules, runtime }
}

impl Report {
    /// The data as a file.
    pub fn to_json(&self) -> String {
        // Strings and numbers cannot fail to serialize.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Whether a text is one that was written here, and so may be replaced.
pub fn is_report(text: &str) -> bool {
    text.starts_with(page::START) || text.starts_with("{\n  \"pulsec-report\": ")
}

/// The declarations of the bundle, with why each is there.
fn helpers(modules: &[Module], imported: &BTreeSet<String>) -> Vec<Helper> {
    let mut because: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for module in modules {
        for call in &module.calls {
            let place = Place { source: module.source.clone(), line: call.line };
            because.entry(&call.helper).or_default().push(place);
        }
    }
    let needed: Vec<&str> = imported.iter().map(String::as_str).collect();
    let parts = runtime::parts(&needed).into_iter().map(|part| Helper {
        name: part.name.to_string(),
        bytes: part.bytes,
        says: part.says,
        because: because.get(part.name).cloned().unwrap_or_default(),
        through: part.through.into_iter().map(str::to_string).collect(),
    });
    parts.collect()
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn size(text: &str) -> Size {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    // Memory takes all that is written to it.
    let packed = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    Size { bytes: text.len(), gzip: packed.map_or(0, |packed| packed.len()) }
}
