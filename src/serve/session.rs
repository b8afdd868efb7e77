//! What the server knows between requests: the projects that are kept compiled, and what was served.
//!
//! A result is kept until `invalidate`. That request is noted by the thread that reads, so whatever is
//! asked after it sees the files as they are then, whichever worker comes first. What the named files leave
//! as it was is not compiled again ([`Project::update`]).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::messages::{
    METHOD_NOT_FOUND, NOT_INITIALIZED, Params, Refused, Request, UNKNOWN_PROTOCOL,
};
use super::{Render, compile, lock};
use crate::base::FileId;
use crate::driver::rules::Levels;
use crate::driver::{Bundled, Config, Emission, Jsx, Project, find_settings};
use crate::host::{Host, OsHost, Overlay, SUPPLIED};
use crate::runtime;

/// The version of this protocol.
const PROTOCOL: u64 = 1;

/// How many projects are kept.
const KEPT: usize = 8;

/// How many `invalidate`s a project may miss and still be told file by file.
const TOLD: usize = 64;

type Outcome = Result<Value, Refused>;

pub(super) struct Session<'r> {
    pub render: &'r dyn Render,
    is_initialized: AtomicBool,
    told: Mutex<Told>,
    /// Those used last come last.
    projects: Mutex<Vec<Arc<Slot>>>,
}

/// The `invalidate`s so far.
#[derive(Default)]
struct Told {
    count: u64,
    /// The files that the last ones named; none for all.
    last: VecDeque<Option<Vec<PathBuf>>>,
}

impl Told {
    fn add(&mut self, files: Option<Vec<PathBuf>>) {
        self.count += 1;
        self.last.push_back(files);
        if self.last.len() > TOLD {
            self.last.pop_front();
        }
    }

    /// The files named since there were so many; none for all.
    fn since(&self, count: u64) -> Option<Vec<PathBuf>> {
        let missed = usize::try_from(self.count - count).ok()?;
        let first = self.last.len().checked_sub(missed)?;
        let named: Option<Vec<_>> = self.last.iter().skip(first).cloned().collect();
        named.map(|files| files.concat())
    }
}

/// What a project is compiled with: other parameters make another project.
#[derive(Clone, PartialEq)]
struct Key {
    root: PathBuf,
    jsx: Jsx,
    client_package: String,
    overlay: BTreeMap<PathBuf, String>,
}

struct Slot {
    key: Key,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Arc<Kept>>,
    /// Files that discovery does not find and that were asked for.
    asked: BTreeSet<PathBuf>,
    /// What was answered last, by file and runtime.
    served: BTreeMap<(PathBuf, String), Served>,
}

/// An answer, and the version of the project's part that it came from; none for a file that is not there.
#[derive(Clone)]
struct Served {
    version: Option<Vec<u64>>,
    result: Arc<Value>,
}

/// A project with its findings as they are sent.
struct Kept {
    project: Project,
    generation: u64,
    /// The objects of the findings, with the file each is about.
    found: Vec<(Option<FileId>, Value)>,
    /// Files that were asked for and cannot be read.
    unreadable: Vec<(PathBuf, Value)>,
    site_packages: Vec<PathBuf>,
    standard_library: Option<PathBuf>,
}

impl<'r> Session<'r> {
    pub fn new(render: &'r dyn Render) -> Session<'r> {
        Session {
            render,
            is_initialized: AtomicBool::new(false),
            told: Mutex::default(),
            projects: Mutex::new(Vec::new()),
        }
    }

    pub fn is_initialized(&self) -> bool {
        self.is_initialized.load(Ordering::SeqCst)
    }

    /// What is answered by the thread that reads; none for what is work.
    pub fn at_once(&self, request: &Request) -> Option<Outcome> {
        if request.method == "initialize" {
            return Some(self.initialize(&request.params));
        }
        if !self.is_initialized() {
            let message = "the first request must be `initialize`";
            return Some(Err(Refused::new(NOT_INITIALIZED, message)));
        }
        if request.method == "invalidate" {
            // A list that is none is refused by the worker.
            lock(&self.told).add(request.params.paths("files").ok().flatten());
        }
        None
    }

    fn initialize(&self, params: &Params) -> Outcome {
        let wanted = params.number("protocol")?;
        if wanted != PROTOCOL {
            let message = format!("protocol {wanted} is not spoken here");
            let refused = Refused::new(UNKNOWN_PROTOCOL, message);
            return Err(Refused { data: Some(json!({ "supported": [PROTOCOL] })), ..refused });
        }
        self.is_initialized.store(true, Ordering::SeqCst);
        let server = json!({ "name": "pulsec", "version": env!("CARGO_PKG_VERSION") });
        Ok(json!({ "protocol": PROTOCOL, "server": server }))
    }

    pub fn answer(&self, request: &Request) -> Outcome {
        let params = &request.params;
        match request.method.as_str() {
            "compile" => compile::compile(self, params),
            "compileFile" => self.compile_file(params),
            "runtime" => Ok(json!({ "code": runtime::whole() })),
            "invalidate" => self.invalidate(params),
            other => Err(Refused::new(METHOD_NOT_FOUND, format!("there is no method `{other}`"))),
        }
    }

    fn compile_file(&self, params: &Params) -> Outcome {
        let base = compile::base(params)?;
        let Config { root, jsx, client_package, .. } = base;
        let overlay = params.texts("overlay")?;
        let file = params.needed_path("file")?;
        let Some(runtime) = params.text("runtime")? else {
            return Err(Refused::new(
                super::messages::INVALID_PARAMS,
                "`runtime` must be a string",
            ));
        };
        let slot = self.slot(Key { root, jsx, client_package, overlay });
        loop {
            let kept = self.project(&slot, Some(&file));
            let result = Arc::new(kept.result(&file, runtime));
            let mut state = lock(&slot.state);
            // Invalidated meanwhile: what is told to have changed must be what was served.
            let is_current = state.kept.as_ref().is_some_and(|now| Arc::ptr_eq(now, &kept));
            if is_current {
                let served = Served { version: kept.version(&file), result: result.clone() };
                state.served.insert((file, runtime.to_owned()), served);
                return Ok((*result).clone());
            }
        }
    }

    fn slot(&self, key: Key) -> Arc<Slot> {
        let mut slots = lock(&self.projects);
        let known = slots.iter().position(|slot| slot.key == key);
        let slot = match known {
            Some(at) => slots.remove(at),
            None => Arc::new(Slot { key, state: Mutex::default() }),
        };
        if slots.len() >= KEPT {
            slots.remove(0);
        }
        slots.push(slot.clone());
        slot
    }

    /// The project as it is now, with this file in it.
    fn project(&self, slot: &Slot, file: Option<&Path>) -> Arc<Kept> {
        let mut state = lock(&slot.state);
        let (generation, named) = {
            let told = lock(&self.told);
            let since = state.kept.as_ref().map(|kept| told.since(kept.generation));
            (told.count, since.flatten())
        };
        let inner = OsHost::detect(&slot.key.root);
        let current = match state.kept.clone() {
            Some(kept) if kept.generation == generation => Some(kept),
            Some(kept) => {
                let updated = named.and_then(|named| self.update(slot, &kept, &inner, &named));
                let updated = updated.map(|it| Arc::new(Kept { generation, ..it }));
                state.kept.clone_from(&updated);
                updated
            }
            None => None,
        };
        if let Some(kept) = &current
            && file.is_none_or(|file| kept.has(file, &inner))
        {
            return kept.clone();
        }
        let kept = current.unwrap_or_else(|| self.analyze(slot, &state.asked, &inner, generation));
        let kept = match file {
            Some(file) if !kept.has(file, &inner) => {
                state.asked.insert(file.to_path_buf());
                self.analyze(slot, &state.asked, &inner, generation)
            }
            _ => kept,
        };
        state.kept = Some(kept.clone());
        kept
    }

    fn analyze(
        &self,
        slot: &Slot,
        asked: &BTreeSet<PathBuf>,
        inner: &OsHost,
        generation: u64,
    ) -> Arc<Kept> {
        let Key { root, jsx, client_package, overlay } = &slot.key;
        let host = Overlay::new(inner, root.clone(), overlay.clone());
        // What is wrong in the settings, the command line tells.
        let settings = find_settings(inner, root).ok().flatten().unwrap_or_default();
        let config = Config {
            rules: Levels {
                project: settings.rules,
                files: settings.per_file_rules,
                flags: Vec::new(),
            },
            cwd: root.clone(),
            root: root.clone(),
            paths: std::iter::once(root.clone()).chain(asked.iter().cloned()).collect(),
            jsx: *jsx,
            client_package: client_package.clone(),
            ..Config::default()
        };
        let kept = self.kept(Project::analyze(&host, config), inner, root);
        Arc::new(Kept { generation, ..kept })
    }

    fn kept(&self, mut project: Project, inner: &OsHost, root: &Path) -> Kept {
        let failures = std::mem::take(&mut project.output.failures);
        let unreadable = failures.into_iter().map(|failure| {
            let object = compile::failure(self.render, &failure);
            (failure.path, object)
        });
        let unreadable = unreadable.collect();
        let objects = compile::objects(self.render, &project.output, root);
        let files = project.output.diagnostics.iter().map(|found| match found.span {
            Some(span) => Some(span.file),
            None => project.file(Path::new(found.path.as_deref().unwrap_or_default())),
        });
        let found = files.zip(objects).collect();
        let (site_packages, standard_library) = (inner.site_packages(), inner.standard_library());
        Kept { project, generation: 0, found, unreadable, site_packages, standard_library }
    }

    /// The project after edits of the named files, where it need not be analyzed anew.
    fn update(&self, slot: &Slot, kept: &Kept, inner: &OsHost, named: &[PathBuf]) -> Option<Kept> {
        let Key { root, overlay, .. } = &slot.key;
        let host = Overlay::new(inner, root.clone(), overlay.clone());
        let is_same_python = kept.site_packages == inner.site_packages()
            && kept.standard_library == inner.standard_library();
        if !kept.unreadable.is_empty() || !is_same_python {
            return None;
        }
        Some(self.kept(kept.project.update(&host, named)?, inner, root))
    }

    /// Compiles anew, and tells which files that were served are different now.
    fn invalidate(&self, params: &Params) -> Outcome {
        let files = params.paths("files")?.unwrap_or_default();
        let slots = lock(&self.projects).clone();
        let is_python = |file: &&PathBuf| file.extension().is_some_and(|ext| ext == "py");
        let mut served: BTreeSet<PathBuf> = BTreeSet::new();
        let mut changed: BTreeSet<PathBuf> = BTreeSet::new();
        for slot in slots {
            let before = lock(&slot.state).served.clone();
            if before.is_empty() {
                continue;
            }
            let kept = self.project(&slot, None);
            served.extend(before.keys().map(|(file, _)| file.clone()));
            // Of the same parts comes the same.
            let is_other = |((file, _), old): &(&(PathBuf, String), &Served)| {
                old.version.is_none() || old.version != kept.version(file)
            };
            let others: Vec<_> = before.iter().filter(is_other).collect();
            let wanted: Vec<_> = others.iter().map(|((file, it), _)| (&**file, &**it)).collect();
            let now = kept.results(&wanted);
            for ((key, old), new) in std::iter::zip(others, now) {
                if *old.result != new {
                    changed.insert(key.0.clone());
                }
            }
        }
        // What nobody asked us for may still be known to who asks, from a server before this one.
        changed.extend(files.iter().filter(is_python).filter(|it| !served.contains(*it)).cloned());
        let changed: Vec<_> = changed.iter().map(|file| file.to_string_lossy()).collect();
        Ok(json!({ "changed": changed }))
    }
}

impl Kept {
    fn version(&self, file: &Path) -> Option<Vec<u64>> {
        Some(self.project.version(self.project.file(file)?))
    }

    /// Whether what a file compiles to can be told from this project.
    fn has(&self, file: &Path, host: &OsHost) -> bool {
        let folders = || {
            let own = Some(PathBuf::from(SUPPLIED));
            host.site_packages().into_iter().chain(host.standard_library()).chain(own)
        };
        let is_installed = || folders().any(|folder| file.starts_with(folder));
        match self.project.file(file) {
            // The functions of a package that nobody needs are left alone.
            Some(id) => self.project.is_given(id) || is_installed(),
            None => {
                self.unreadable.iter().any(|(path, _)| path == file)
                    || self.project.config.paths.iter().skip(1).any(|path| path == file)
                    || self.found.iter().any(|(_, it)| it["file"].as_str() == file.to_str())
            }
        }
    }

    fn result(&self, file: &Path, runtime: &str) -> Value {
        self.results(&[(file, runtime)]).pop().unwrap_or_default()
    }

    /// The results of `compileFile`.
    fn results(&self, wanted: &[(&Path, &str)]) -> Vec<Value> {
        let ids: Vec<_> = wanted.iter().map(|(file, _)| self.project.file(file)).collect();
        let known: Vec<_> = std::iter::zip(&ids, wanted)
            .filter_map(|(id, (_, runtime))| Some(((*id)?, *runtime)))
            .collect();
        let mut emitted = self.project.emit_all(&known).into_iter();
        let each = std::iter::zip(ids, wanted).map(|(id, (file, _))| match id {
            Some(id) => self.of_file(id, emitted.next().unwrap_or(Emission::Broken)),
            None => self.of_unreadable(file),
        });
        each.collect()
    }

    fn of_file(&self, id: FileId, emission: Emission) -> Value {
        let reach = self.project.reach(id);
        let paths = reach.iter().filter_map(|file| self.project.path(*file));
        let watch: Vec<_> = paths.map(|path| path.to_string_lossy().into_owned()).collect();
        let about = |file: &Option<FileId>| file.is_some_and(|file| reach.contains(&file));
        let found = self.found.iter().filter(|(file, _)| about(file));
        let found: Vec<&Value> = found.map(|(_, object)| object).collect();
        let (ok, is_empty) = (emission != Emission::Broken, emission == Emission::Empty);
        let Bundled { code, map, exports, components } = match emission {
            Emission::Module(module) => module,
            Emission::Empty => Bundled { code: "export {};\n".to_owned(), ..Bundled::default() },
            Emission::Broken => Bundled::default(),
        };
        let map: Value = serde_json::from_str(&map).unwrap_or_default();
        json!({
            "ok": ok,
            "code": ok.then_some(code),
            "map": map,
            "dts": self.project.declarations(id),
            "exports": exports,
            "components": components,
            "isEmpty": is_empty,
            "diagnostics": found,
            "watch": watch,
        })
    }

    /// A file that is not there, or no Python text.
    fn of_unreadable(&self, file: &Path) -> Value {
        let path = file.to_string_lossy();
        let missing = self.unreadable.iter().filter(|(path, _)| path == file).map(|(_, it)| it);
        let found = self.found.iter().map(|(_, it)| it);
        let found = missing.chain(found.filter(|it| it["file"].as_str() == Some(&path)));
        let found: Vec<&Value> = found.collect();
        json!({
            "ok": false,
            "code": null,
            "map": null,
            "dts": null,
            "exports": [],
            "components": [],
            "isEmpty": false,
            "diagnostics": found,
            "watch": [path],
        })
    }
}
