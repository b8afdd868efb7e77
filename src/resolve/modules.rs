//! The modules found so far: their texts, outlines, parsed chunks, and the search for a module's
//! file.
//!
//! ```text
//! import app.format            app/format/__init__.py, app/format.py, then the folder app/format
//!   seen from src/app/main.py  in src/ (it holds the top package), the root, root/src, site-packages
//! ```

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::bodies::Around;
use super::meaning::ModId;
use crate::base::{FileId, Name, Span, normal};
use crate::diag::Sink;
use crate::host::{Host, SUPPLIED};
use crate::outline::{ChunkKind, Outline};
use crate::resolve::{Around as Files, Scan, Source};
use crate::syntax::{self, ast};

/// A module.
pub(super) struct ModuleData {
    pub source: Source,
    pub scan: Arc<Scan>,
    /// As Python imports it, and the output path without extension.
    pub dotted: Name,
    pub path: Name,
    pub is_package: bool,
    /// The chunks that bind a name, in order.
    pub binds: FxHashMap<Name, Vec<usize>>,
    /// The chunks with `from m import *`.
    pub stars: Vec<usize>,
    /// Of a body: what is around it, and its trees.
    pub around: Option<Around>,
    parsed: Vec<Arc<Parsed>>,
}

/// A parsed chunk and what the parser said of it, which is reported once the chunk is needed.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub stmts: Vec<ast::Stmt>,
    pub sink: Sink,
}

impl Parsed {
    fn of(text: &str, chunk: Span) -> Parsed {
        let mut sink = Sink::new();
        let mut stmts = syntax::parse_chunk(text, chunk, &mut sink);
        syntax::annotations::unquote(text, &mut stmts);
        Parsed { stmts, sink }
    }
}

impl ModuleData {
    pub fn new(source: Source, scan: Arc<Scan>, dotted: Name, path: Name) -> ModuleData {
        let mut binds: FxHashMap<Name, Vec<usize>> = FxHashMap::default();
        let mut stars = Vec::new();
        for (index, chunk) in scan.outline.chunks.iter().enumerate() {
            for name in &chunk.binds {
                match &**name {
                    "*" => stars.push(index),
                    _ => binds.entry(name.clone()).or_default().push(index),
                }
            }
        }
        let is_package = source.path.file_name().is_some_and(|name| name == "__init__.py");
        let (around, parsed) = (None, Vec::new());
        ModuleData { source, scan, dotted, path, is_package, binds, stars, around, parsed }
    }

    pub fn outline(&self) -> &Outline {
        &self.scan.outline
    }

    /// Whether it is of the standard library.
    pub fn is_of_library(&self) -> bool {
        let of_python = self.path.strip_prefix(LIBRARY);
        self.is_own() || of_python.is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether the compiler brings it along.
    pub fn is_own(&self) -> bool {
        self.path.strip_prefix(OWN).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether the text may hold a marked function.
    pub fn may_mark(&self) -> bool {
        self.scan.may_mark
    }

    /// Whether the module, or the body, binds the name itself.
    pub fn binds_here(&self, name: &str) -> bool {
        self.around.as_ref().is_none_or(|around| around.binds(name))
    }

    /// The trees of all chunks, in order.
    pub fn set_parsed(&mut self, parsed: Vec<Arc<Parsed>>) {
        self.parsed = parsed;
    }

    pub fn file(&self) -> FileId {
        self.source.file
    }

    pub fn text(&self, span: Span) -> &str {
        span.text(&self.source.text)
    }

    pub fn kind(&self, chunk: usize) -> Option<ChunkKind> {
        self.outline().chunks.get(chunk).map(|chunk| chunk.kind)
    }

    pub fn chunk_text(&self, chunk: usize) -> &str {
        self.outline().chunks.get(chunk).map_or("", |chunk| self.text(chunk.span))
    }

    /// The trees of a chunk. Those of a file are kept with what one look over its text tells.
    pub fn parse(&self, chunk: usize) -> Arc<Parsed> {
        if let Some(known) = self.parsed.get(chunk) {
            return known.clone();
        }
        let of = self.outline().chunks.get(chunk).zip(self.scan.parsed.get(chunk));
        let parse = |span| Arc::new(Parsed::of(&self.source.text, span));
        of.map(|(of, known)| known.get_or_init(|| parse(of.span)).clone()).unwrap_or_default()
    }

    /// The dotted name of the package that relative imports start from.
    pub fn package(&self) -> &str {
        if self.is_package {
            return &self.dotted;
        }
        self.dotted.rsplit_once('.').map_or("", |(package, _)| package)
    }

    pub fn dir(&self) -> &Path {
        self.source.path.parent().unwrap_or(Path::new(""))
    }
}

/// The folder of the output with what is compiled from the standard library.
const LIBRARY: &str = "_python";

/// The one with what the compiler brings along.
const OWN: &str = "_pulsec";

/// The table of modules.
pub(super) struct Modules<'a> {
    pub host: &'a dyn Host,
    root: PathBuf,
    site_packages: Vec<PathBuf>,
    standard_library: Option<PathBuf>,
    load: &'a mut dyn FnMut(&Path) -> Option<Source>,
    pub(super) files: &'a dyn Files,
    all: Vec<ModuleData>,
    by_path: FxHashMap<PathBuf, Option<ModId>>,
    /// By what is around it, and the span of its name.
    pub(super) bodies: FxHashMap<(ModId, Span), ModId>,
}

/// What a dotted name leads to.
pub(super) enum Search {
    Module(ModId),
    /// A folder without `__init__.py`.
    Folder(PathBuf),
    /// Only a stub or a compiled module, at this path.
    NotSource(PathBuf),
    /// The file is there but cannot be read; reported by whoever reads it.
    Unreadable,
    Missing,
}

impl<'a> Modules<'a> {
    pub fn new(
        host: &'a dyn Host,
        root: &Path,
        load: &'a mut dyn FnMut(&Path) -> Option<Source>,
        files: &'a dyn Files,
    ) -> Modules<'a> {
        Modules {
            host,
            root: root.to_path_buf(),
            site_packages: host.site_packages(),
            standard_library: host.standard_library().map(|dir| normal(&dir)),
            load,
            files,
            all: Vec::new(),
            by_path: FxHashMap::default(),
            bodies: FxHashMap::default(),
        }
    }

    pub fn add(&mut self, source: Source, scan: Arc<Scan>) -> ModId {
        let dotted = self.dotted(&source.path);
        let path: Name = match self.library_of(&source.path) {
            Some(folder) => format!("{folder}/{}", dotted.replace('.', "/")).into(),
            None => dotted.replace('.', "/").into(),
        };
        let is_package = source.path.file_name().is_some_and(|name| name == "__init__.py");
        let path = match (is_package, path.is_empty()) {
            (true, true) => "__init__".into(),
            (true, false) => format!("{path}/__init__").into(),
            (false, _) => path,
        };
        let at = normal(&source.path);
        let id = self.push(ModuleData::new(source, scan, dotted.into(), path));
        self.by_path.insert(at, Some(id));
        id
    }

    /// Adds what no import leads to.
    pub(super) fn push(&mut self, data: ModuleData) -> ModId {
        let id = ModId(self.all.len() as u32);
        self.all.push(data);
        id
    }

    /// Adds a text about the module of the same path: the ids of both. No import leads to it.
    pub fn add_live(&mut self, text: Source) -> Option<(ModId, ModId)> {
        let about = self.at_path(&text.path)?;
        Some((about, self.add_live_about(about, text)?))
    }

    /// Adds a text about a module or a body.
    pub fn add_live_about(&mut self, about: ModId, text: Source) -> Option<ModId> {
        let module = self.get(about)?;
        let (dotted, path) = (module.dotted.clone(), module.path.clone());
        let scan = self.files.scan(&text);
        Some(self.push(ModuleData::new(text, scan, dotted, path)))
    }

    pub fn get(&self, id: ModId) -> Option<&ModuleData> {
        self.all.get(id.index())
    }

    pub fn ids(&self) -> impl Iterator<Item = ModId> + use<> {
        (0..self.all.len() as u32).map(ModId)
    }

    pub fn parse(&self, id: ModId, chunk: usize) -> Option<Arc<Parsed>> {
        self.get(id).map(|module| module.parse(chunk))
    }

    /// `app.format` of `root/src/app/format.py`: relative to the root or its `src`, else to the
    /// site-packages folder, else to the folder that holds the top package.
    fn dotted(&self, path: &Path) -> String {
        let path = normal(path);
        let bases = [normal(&self.root.join("src")), normal(&self.root)];
        let mut relative = (self.installation(&path).into_iter())
            .chain(bases)
            .find_map(|base| path.strip_prefix(&base).ok().map(Path::to_path_buf))
            .unwrap_or_else(|| {
                let top = self.top_folder(&path);
                path.strip_prefix(&top).map_or_else(|_| path.clone(), Path::to_path_buf)
            });
        relative.set_extension("");
        let mut parts: Vec<String> = (relative.components())
            .filter(|part| matches!(part, Component::Normal(_)))
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        if parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        parts.join(".")
    }

    /// The folder of packages, or of the standard library, that a file is below: the nearest, as packages
    /// may be installed below the library.
    fn installation(&self, path: &Path) -> Option<PathBuf> {
        let sites = self.site_packages.iter().map(|site| normal(site));
        let library = self.standard_library.clone();
        let folders = sites.chain(library).chain([PathBuf::from(SUPPLIED)]);
        let above = folders.filter(|folder| path.starts_with(folder));
        above.max_by_key(|folder| folder.components().count())
    }

    /// The folder of the output for a file of the standard library, or of what stands for it.
    fn library_of(&self, path: &Path) -> Option<&'static str> {
        let folder = self.installation(&normal(path))?;
        if folder == Path::new(SUPPLIED) {
            return Some(OWN);
        }
        (Some(folder) == self.standard_library).then_some(LIBRARY)
    }

    /// The folder above the outermost package around a file.
    fn top_folder(&self, file: &Path) -> PathBuf {
        let mut dir = file.parent().unwrap_or(Path::new(""));
        while self.host.is_file(&dir.join("__init__.py")) {
            let Some(above) = dir.parent() else { break };
            dir = above;
        }
        dir.to_path_buf()
    }

    /// The folders an absolute import of `from` is looked up in.
    fn bases(&self, from: ModId) -> Vec<PathBuf> {
        let mut bases = Vec::new();
        if let Some(module) = self.get(from) {
            bases.push(self.top_folder(&normal(&module.source.path)));
        }
        bases.extend([normal(&self.root), normal(&self.root.join("src"))]);
        bases.extend(self.site_packages.iter().map(|site| normal(site)));
        let mut seen = Vec::new();
        bases.retain(|base| {
            let is_new = !seen.contains(base);
            seen.push(base.clone());
            is_new
        });
        bases
    }

    /// The module of a file, read when it was not yet.
    pub fn at_path(&mut self, path: &Path) -> Option<ModId> {
        let path = normal(path);
        if let Some(known) = self.by_path.get(&path) {
            return *known;
        }
        // Entered first: a file that cannot be read is asked for once.
        self.by_path.insert(path.clone(), None);
        let source = (self.load)(&path)?;
        let scan = self.files.scan(&source);
        Some(self.add(source, scan))
    }

    /// Like [`Modules::at_path`], for a file that may not be there.
    pub fn at_path_if_file(&mut self, path: &Path) -> Option<ModId> {
        let path = normal(path);
        let is_there = self.by_path.contains_key(&path) || self.host.is_file(&path);
        is_there.then(|| self.at_path(&path))?
    }

    /// A path for people: within the project relative to its folder.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(normal(&self.root)).unwrap_or(path).display().to_string()
    }

    /// The path of a file beside the output: as [`Modules::dotted`] places modules.
    pub fn asset_path(&self, file: &Path) -> String {
        let bases = [normal(&self.root.join("src")), normal(&self.root)];
        let inside = bases.iter().find_map(|base| file.strip_prefix(base).ok());
        let parts = |path: &Path| -> Vec<String> {
            (path.components())
                .filter(|part| matches!(part, Component::Normal(_)))
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect()
        };
        match inside.filter(|path| !path.starts_with("..")) {
            Some(path) => parts(path).join("/"),
            None => format!("_external/{}", parts(file).join("/")),
        }
    }

    /// Finds a module by its absolute dotted name as seen from `from`.
    pub fn search(&mut self, from: ModId, dotted: &str) -> Search {
        let bases = self.bases(from);
        self.search_in(&bases, dotted)
    }

    /// Finds a module of the standard library by its absolute name; none where there is no Python.
    pub fn search_library(&mut self, dotted: &str) -> Option<Search> {
        let library = self.standard_library.clone()?;
        Some(self.search_in(&[library], dotted))
    }

    /// The module that the compiler brings along for one of the standard library.
    pub fn own(&mut self, dotted: &str) -> Option<ModId> {
        let stem = Path::new(SUPPLIED).join(dotted.replace('.', "/"));
        let package = self.at_path_if_file(&stem.join("__init__.py"));
        package.or_else(|| self.at_path_if_file(&with_suffix(&stem, ".py")))
    }

    /// Finds a module below `dir`: `dotted` is the name relative to that folder.
    pub fn search_below(&mut self, dir: &Path, dotted: &str) -> Search {
        self.search_in(&[normal(dir)], dotted)
    }

    fn search_in(&mut self, bases: &[PathBuf], dotted: &str) -> Search {
        let relative: PathBuf = dotted.split('.').collect();
        if dotted.split('.').any(str::is_empty) {
            return Search::Missing;
        }
        for base in bases {
            let stem = base.join(&relative);
            for file in [stem.join("__init__.py"), with_suffix(&stem, ".py")] {
                if self.by_path.contains_key(&file) || self.host.is_file(&file) {
                    return match self.at_path(&file) {
                        Some(id) => Search::Module(id),
                        None => Search::Unreadable,
                    };
                }
            }
        }
        for base in bases {
            let stem = base.join(&relative);
            let suffixes = [".pyi", ".so", ".abi3.so", ".pyd", "/__init__.pyi"];
            let found = suffixes.iter().map(|suffix| with_suffix(&stem, suffix));
            if let Some(path) = found.into_iter().find(|path| self.host.is_file(path)) {
                return Search::NotSource(path);
            }
            if self.host.is_dir(&stem) {
                return Search::Folder(stem);
            }
        }
        Search::Missing
    }
}

/// The file of a module, by its name as it is written in the file `from`: with so many dots before it, or none.
pub fn locate(
    host: &dyn Host,
    root: &Path,
    from: &Path,
    level: u32,
    dotted: &str,
) -> Option<PathBuf> {
    // Where a file is is asked, not what it says.
    let unread = |path: &Path| Source { file: FileId(0), path: path.into(), text: "".into() };
    let mut load = |path: &Path| Some(unread(path));
    let mut modules = Modules::new(host, root, &mut load, &super::Alone);
    let source = unread(from);
    let scan = Arc::new(Scan::of(&source));
    let from = modules.add(source, scan);
    let found = match level {
        0 => modules.search(from, dotted),
        _dots => {
            let dir = modules.get(from)?.dir().ancestors().nth(level as usize - 1)?.to_path_buf();
            match dotted {
                "" => Search::Module(modules.at_path_if_file(&dir.join("__init__.py"))?),
                _name => modules.search_below(&dir, dotted),
            }
        }
    };
    match found {
        Search::Module(id) => Some(modules.get(id)?.source.path.clone()),
        Search::Folder(_) | Search::NotSource(_) | Search::Unreadable | Search::Missing => None,
    }
}

fn with_suffix(stem: &Path, suffix: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
}
