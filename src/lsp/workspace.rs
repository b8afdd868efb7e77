//! The projects that open files belong to, kept compiled.
//!
//! ```text
//! folders /app/web, /app/api        a file of /app/api/users.py: settings of /app/api/pulsec.toml, if there are any
//! /tmp/try.py                       in no folder: a project of its own, with what it imports
//! ```
//!
//! A file belongs to the project of the nearest settings, as on the command line; without any, to the folder of the
//! workspace that holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::documents::Documents;
use super::shared::World;
use crate::base::FileId;
use crate::diag::Diagnostic;
use crate::driver::rules::Levels;
use crate::driver::{Config, Jsx, Project, Settings, SettingsError, Sources, find_settings};
use crate::host::{Host, OsHost, Overlay};

/// What tells one project from another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    root: PathBuf,
    /// What is compiled where the settings do not say it.
    paths: PathBuf,
}

pub struct Kept {
    host: OsHost,
    pub project: Project,
    /// Why the settings cannot be used; those before count, or none.
    pub wrong: Option<SettingsError>,
}

/// What is found in an edited file by itself, while the rest is being compiled.
pub struct Told<'t> {
    pub kept: &'t Kept,
    pub documents: &'t Documents,
    pub file: FileId,
    /// The texts of which that is found.
    pub sources: &'t Sources,
    pub found: Vec<Diagnostic>,
}

pub type Early<'e> = &'e (dyn Fn(&Told<'_>) + Sync);

#[derive(Default)]
pub struct Workspace {
    world: World,
    keys: BTreeMap<PathBuf, Key>,
    projects: BTreeMap<Key, Kept>,
}

impl Workspace {
    /// The open texts, as they are compiled.
    pub fn documents(&self) -> &Documents {
        &self.world.documents
    }

    pub fn projects(&self) -> impl Iterator<Item = &Kept> {
        self.projects.values()
    }

    /// The project of a file.
    pub fn project(&self, path: &Path) -> Option<&Kept> {
        self.projects.get(self.key_of(path)?)
    }

    /// Whether what this project says of a file counts: one around it may compile it, too.
    pub fn speaks_for(&self, kept: &Kept, path: &Path) -> bool {
        let own = self.key_of(path).and_then(|key| self.projects.get(key));
        own.is_none_or(|own| own.project.config.root == kept.project.config.root)
    }

    /// The nearest project that has the file.
    fn key_of(&self, path: &Path) -> Option<&Key> {
        let own = self.keys.get(path).filter(|key| self.projects.contains_key(key));
        own.or_else(|| {
            let all = self.projects.iter();
            let with = all.filter(|(_, kept)| kept.project.file(path).is_some());
            with.map(|(key, _)| key).max_by_key(|key| (path.starts_with(&key.root), &key.root))
        })
    }

    pub fn project_mut(&mut self, path: &Path) -> Option<&mut Kept> {
        let key = self.key_of(path).cloned();
        self.projects.get_mut(&key?)
    }

    /// Compiles what is different from the world before.
    pub fn sync(&mut self, now: World, early: Early<'_>) {
        let edited = now.documents.different(&self.world.documents);
        let touched = now.touched.clone();
        let is_other = self.world.folders != now.folders
            || edited.iter().chain(&touched).any(|path| says_what_is_compiled(path));
        self.world = now;
        if edited.is_empty() && touched.is_empty() && !is_other {
            return;
        }
        if is_other {
            self.keys.clear();
        }
        let open: BTreeSet<PathBuf> = self.world.documents.paths().cloned().collect();
        self.keys.retain(|path, _| open.contains(path));
        for path in open.iter().filter(|path| is_python(path)) {
            if !self.keys.contains_key(path) {
                let key = self.key(path);
                self.keys.insert(path.clone(), key);
            }
        }
        let wanted: BTreeSet<Key> = self.keys.values().cloned().collect();
        // A project of a folder stays for the next file of it.
        let folders = &self.world.folders;
        self.projects.retain(|key, _| wanted.contains(key) || folders.contains(&key.paths));
        for key in &wanted {
            if is_other || !self.projects.contains_key(key) {
                let kept = self.analyzed(key);
                self.projects.insert(key.clone(), kept);
            }
        }
        if is_other {
            self.projects.retain(|key, _| wanted.contains(key));
            return;
        }
        let texts = self.world.documents.texts();
        let keys = &self.keys;
        for (key, kept) in &mut self.projects {
            let tell = |told: &Told<'_>| {
                let path = told.kept.project.path(told.file);
                if path.is_some_and(|path| keys.get(&path) == Some(key)) {
                    early(told);
                }
            };
            kept.update(&edited, &touched, &self.world.documents, &texts, &tell);
        }
    }

    fn key(&self, path: &Path) -> Key {
        let above = |folder: &&PathBuf| path.starts_with(folder);
        let folder = self.world.folders.iter().filter(above).max_by_key(|it| it.as_os_str().len());
        let host = self.overlay_host(path);
        let start = path.parent().unwrap_or(path);
        // What is wrong in them is told when they are read.
        let settings = match find_settings(&host, start) {
            Ok(settings) => settings,
            Err(error) => Some(Settings { file: error.file, ..Settings::default() }),
        };
        let root = settings.as_ref().and_then(|settings| settings.file.parent());
        match (root, folder) {
            (Some(root), Some(folder)) if root.starts_with(folder) => {
                Key { root: root.to_path_buf(), paths: root.to_path_buf() }
            }
            (Some(root), Some(folder)) => Key { root: root.to_path_buf(), paths: folder.clone() },
            (None, Some(folder)) => Key { root: folder.clone(), paths: folder.clone() },
            // Whoever wrote settings wants all of the project, whatever the editor was opened with.
            (Some(root), None) if settings.as_ref().is_some_and(says_something) => {
                Key { root: root.to_path_buf(), paths: root.to_path_buf() }
            }
            (Some(root), None) => Key { root: root.to_path_buf(), paths: path.to_path_buf() },
            (None, None) => Key { root: start.to_path_buf(), paths: path.to_path_buf() },
        }
    }

    fn overlay_host(&self, path: &Path) -> Overlay<'static> {
        static PLAIN: std::sync::OnceLock<OsHost> = std::sync::OnceLock::new();
        let host = PLAIN.get_or_init(OsHost::default);
        let root = path.parent().unwrap_or(path).to_path_buf();
        Overlay::new(host, root, self.world.documents.texts())
    }

    fn analyzed(&self, key: &Key) -> Kept {
        let plain = self.overlay_host(&key.root.join("pyproject.toml"));
        let found = find_settings(&plain, &key.root);
        let (settings, wrong) = match found {
            Ok(settings) => (settings.unwrap_or_default(), None),
            Err(error) => (Settings::default(), Some(error)),
        };
        let mut config = config(settings, key);
        if let (Some(_), Some(before)) = (&wrong, self.projects.get(key)) {
            config = before.project.config.clone();
        }
        let host = OsHost::detect(&key.root);
        let project = {
            let overlay = Overlay::new(&host, key.root.clone(), self.world.documents.texts());
            Project::analyze(&overlay, config)
        };
        Kept { host, project, wrong }
    }
}

impl Kept {
    fn update(
        &mut self,
        edited: &[PathBuf],
        touched: &[PathBuf],
        documents: &Documents,
        texts: &BTreeMap<PathBuf, String>,
        early: Early<'_>,
    ) {
        let project = &self.project;
        let is_below = |path: &Path| {
            project.config.paths.iter().any(|it| path.starts_with(project.config.absolute(it)))
        };
        let matters = |path: &&PathBuf| project.file(path).is_some() || is_below(path);
        // What cannot be found may have come.
        let misses = project.output.has_errors();
        let is_read = |path: &&PathBuf| {
            is_python(path) || project.is_asset(path) || (misses && is_script(path))
        };
        let of_editor = edited.iter().filter(matters);
        let named: BTreeSet<PathBuf> = of_editor.chain(touched).filter(is_read).cloned().collect();
        if named.is_empty() {
            return;
        }
        let named: Vec<PathBuf> = named.into_iter().collect();
        // A file that is nowhere but in the editor shows in no folder.
        let is_unsaved = |path: &PathBuf| {
            documents.get(path).is_some() && !self.host.is_file(path) && is_below(path)
        };
        let came = named.iter().any(|path| project.file(path).is_none() && is_unsaved(path));
        let overlay = Overlay::new(&self.host, project.config.root.clone(), texts.clone());
        let tell = |file: FileId, sources: &Sources, found: Vec<Diagnostic>| {
            early(&Told { kept: self, documents, file, sources, found });
        };
        let updated = if came { None } else { project.update_telling(&overlay, &named, &tell) };
        self.project =
            updated.unwrap_or_else(|| Project::analyze(&overlay, project.config.clone()));
    }

    /// The project with other texts in place of some files, for as long as nobody asks for anything else.
    pub fn with(&mut self, documents: &Documents, others: &BTreeMap<PathBuf, String>) {
        let mut texts = documents.texts();
        texts.extend(others.clone());
        let named: Vec<PathBuf> = others.keys().cloned().collect();
        self.update(&named, &[], documents, &texts, &|_| {});
    }

    pub fn host(&self) -> &OsHost {
        &self.host
    }
}

fn config(settings: Settings, key: &Key) -> Config {
    let base = Config::default();
    let jsx = match settings.jsx_preserve {
        Some(true) => Jsx::Preserve,
        Some(false) | None => Jsx::Automatic { dev: settings.jsx_dev.unwrap_or(false) },
    };
    let said = settings.paths.map(|paths| paths.iter().map(|path| key.root.join(path)).collect());
    // A file that is open by itself is not looked for in a project.
    let paths = if key.paths.extension().is_some_and(|it| it == "py") { None } else { said };
    Config {
        cwd: key.root.clone(),
        root: key.root.clone(),
        paths: paths.unwrap_or_else(|| vec![key.paths.clone()]),
        exclude: settings.exclude.unwrap_or_default(),
        rules: Levels {
            project: settings.rules,
            files: settings.per_file_rules,
            flags: Vec::new(),
        },
        out_dir: key.root.join(settings.out_dir.unwrap_or(base.out_dir.clone())),
        jsx,
        client_package: settings.client_package.unwrap_or(base.client_package.clone()),
        ..base
    }
}

fn says_something(settings: &Settings) -> bool {
    let empty = Settings { file: settings.file.clone(), ..Settings::default() };
    *settings != empty || settings.file.file_name().is_some_and(|name| name == "pulsec.toml")
}

fn is_python(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "py")
}

/// What a page may import of local files.
fn is_script(path: &Path) -> bool {
    let all = ["js", "jsx", "mjs", "ts", "tsx", "css", "json"];
    path.extension().is_some_and(|it| all.iter().any(|one| it == *one))
}

/// Whether which files are compiled, and how, may be another thing now.
fn says_what_is_compiled(path: &Path) -> bool {
    let names = ["pulsec.toml", "pyproject.toml", ".gitignore", ".ignore", "pyvenv.cfg"];
    path.file_name().is_some_and(|name| names.iter().any(|it| name == *it))
}
