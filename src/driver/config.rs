//! What a compilation is asked to do, and the one spelling of every path.
//!
//! A file is named by its path relative to the working folder, or absolute when it lies outside:
//! `app/chat.py`, not `./app/chat.py` and not `/home/me/proj/app/chat.py`. Two spellings would be two
//! modules, so every path goes through [`Config::shown`] before it is compared or read.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::driver::rules::Levels;

/// How JSX leaves the compiler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jsx {
    /// `.js` with calls of `react/jsx-runtime`, or of `react/jsx-dev-runtime` with source positions.
    Automatic { dev: bool },
    /// `.jsx` with the JSX left in place.
    Preserve,
}

/// Where the map of a module goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Maps {
    /// A file beside the module.
    File,
    /// The end of the module itself.
    Inline,
    /// Nowhere.
    None,
}

impl Maps {
    pub const ALL: [Maps; 3] = [Maps::File, Maps::Inline, Maps::None];

    /// As settings and flags spell it.
    pub fn name(self) -> &'static str {
        match self {
            Maps::File => "file",
            Maps::Inline => "inline",
            Maps::None => "none",
        }
    }
}

/// The edition of ECMAScript that may be written. What is written today is of the lowest one, for every target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    Es2022,
    Es2023,
    Es2024,
    Es2025,
    EsNext,
}

impl Target {
    pub const ALL: [Target; 5] =
        [Target::Es2022, Target::Es2023, Target::Es2024, Target::Es2025, Target::EsNext];

    /// As settings and flags spell it.
    pub fn name(self) -> &'static str {
        match self {
            Target::Es2022 => "es2022",
            Target::Es2023 => "es2023",
            Target::Es2024 => "es2024",
            Target::Es2025 => "es2025",
            Target::EsNext => "esnext",
        }
    }

    /// The target of that name, in any case; why there is none.
    pub fn of(word: &str) -> Result<Target, String> {
        let found = Target::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(word));
        found.ok_or_else(|| Target::refusal(word))
    }

    fn refusal(word: &str) -> String {
        let edition = word.to_ascii_lowercase();
        let edition = edition.strip_prefix("es").and_then(|it| it.parse::<u32>().ok());
        let is_older =
            edition.is_some_and(|it| (3..=14).contains(&it) || (2015..2022).contains(&it));
        let names = Target::ALL.map(Target::name).join(", ");
        match is_older {
            true => format!(
                "the targets are {names}; what is written has class fields, static blocks and `Object.hasOwn`, \
                 so older than es2022 is the work of the bundler (`build.target` of Vite, `--target` of esbuild)"
            ),
            false => format!("the targets are {names}"),
        }
    }
}

/// A text that stands in for a file, such as standard input or an editor's buffer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stdin {
    /// The path it is compiled as; the file need not exist.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// One compilation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// The working folder, absolute; empty for a host in memory whose paths have no root.
    pub cwd: PathBuf,
    /// The project's folder: absolute imports start here and output paths are relative to it.
    pub root: PathBuf,
    /// Files and folders to compile.
    pub paths: Vec<PathBuf>,
    /// gitignore patterns, relative to `root`, for files found in folders.
    pub exclude: Vec<String>,
    /// What the rules do.
    pub rules: Levels,
    pub out_dir: PathBuf,
    pub jsx: Jsx,
    pub maps: Maps,
    pub target: Target,
    /// Whether TypeScript is told of the modules.
    pub declarations: bool,
    /// The package that `usePulseChannel` is imported from.
    pub client_package: String,
    /// Compiled instead of `paths`.
    pub stdin: Option<Stdin>,
    /// Compile only this function or component, and what it needs.
    pub only: Option<String>,
    /// Keep a dump of each module's intermediate form.
    pub dump_ir: bool,
    pub goal: Goal,
    /// Ask again at run time what was proved when compiling: for the tests of the compiler.
    pub asserts_proofs: bool,
    /// Python texts that say what names of a module are at run time, by its path.
    pub bindings: BTreeMap<PathBuf, String>,
    /// Functions to export though nothing marks them, by the path of their module.
    pub exports: BTreeMap<PathBuf, Vec<String>>,
    /// The functions that are marked in a running app, all of them; none where the source tells.
    pub running: Option<Running>,
}

/// What a compilation is for; what is not needed for it is not made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// The findings.
    Check,
    /// The text of a module.
    Show,
    /// All files, with the helpers that they import.
    Build,
    /// What the functions of [`Config::exports`] need, and no more.
    Run,
}

/// The marked functions of a running app.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Running {
    pub functions: Vec<RunningFunction>,
    /// What the variables of the functions around them are, as a Python text, by group.
    pub groups: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunningFunction {
    pub path: PathBuf,
    pub name: String,
    /// Of its first decorator, or of its `def`; the first line is 1.
    pub line: u32,
    pub is_jsx: bool,
    /// The index into the groups.
    pub group: Option<usize>,
    /// The names of modules, and of variables of groups, that hold it.
    pub in_modules: Vec<(PathBuf, String)>,
    pub in_groups: Vec<(usize, String)>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            cwd: PathBuf::new(),
            root: PathBuf::new(),
            paths: vec![PathBuf::from(".")],
            exclude: Vec::new(),
            rules: Levels::default(),
            out_dir: PathBuf::from("dist"),
            jsx: Jsx::Automatic { dev: false },
            maps: Maps::File,
            target: Target::Es2022,
            declarations: true,
            client_package: "pulse-ui-client".to_string(),
            stdin: None,
            only: None,
            dump_ir: false,
            goal: Goal::Build,
            asserts_proofs: false,
            bindings: BTreeMap::new(),
            exports: BTreeMap::new(),
            running: None,
        }
    }
}

impl Config {
    /// The one spelling of a path: relative to the working folder, or absolute outside of it. The
    /// working folder itself is the empty path.
    pub fn shown(&self, path: &Path) -> PathBuf {
        let absolute = self.absolute(path);
        match absolute.strip_prefix(&self.cwd) {
            Ok(inside) => inside.to_path_buf(),
            Err(_) => absolute,
        }
    }

    /// The path with the working folder in front, without `.` and `..`.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let mut clean = PathBuf::new();
        for part in self.cwd.join(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    let above =
                        matches!(clean.components().next_back(), Some(Component::Normal(_)));
                    if above {
                        clean.pop();
                    } else if !clean.has_root() {
                        clean.push(part);
                    }
                }
                Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                    clean.push(part);
                }
            }
        }
        clean
    }

    /// A path relative to the project's folder, when it lies there.
    pub fn relative_to_root(&self, path: &Path) -> Option<PathBuf> {
        let absolute = self.absolute(path);
        absolute.strip_prefix(self.absolute(&self.root)).ok().map(Path::to_path_buf)
    }

    /// Where the module of a Python file goes, relative to the output folder and without an
    /// extension: `app/chat.py` → `app/chat`; a file of site-packages → `_packages/mantine/button`;
    /// any other file outside the project → `_external/…` by its full path.
    pub fn output_stem(&self, source: &Path, site_packages: &[PathBuf]) -> PathBuf {
        let absolute = self.absolute(source);
        let packaged = site_packages.iter().find_map(|dir| {
            let inside = absolute.strip_prefix(self.absolute(dir)).ok()?;
            Some(Path::new("_packages").join(inside))
        });
        let place = packaged.or_else(|| self.relative_to_root(source)).unwrap_or_else(|| {
            let names = absolute.components().filter(|part| matches!(part, Component::Normal(_)));
            Path::new("_external").join(names.collect::<PathBuf>())
        });
        place.with_extension("")
    }
}

/// A path with `/` between its parts on every platform, for output that must not depend on one.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        let (cwd, root) = (PathBuf::from("/proj/web"), PathBuf::from("/proj"));
        Config { cwd, root, ..Config::default() }
    }

    #[test]
    fn a_file_has_one_spelling() {
        let config = config();
        for spelling in
            ["app/chat.py", "./app/chat.py", "app/../app/chat.py", "/proj/web/app/chat.py"]
        {
            assert_eq!(config.shown(Path::new(spelling)), Path::new("app/chat.py"), "{spelling}");
        }
        assert_eq!(config.shown(Path::new("../lib/a.py")), Path::new("/proj/lib/a.py"));
        assert_eq!(config.shown(Path::new(".")), Path::new(""));
        assert_eq!(config.shown(Path::new("/../..")), Path::new("/"));
    }

    #[test]
    fn without_a_working_folder_paths_stay_relative() {
        let config = Config::default();
        assert_eq!(config.shown(Path::new("./a/../b.py")), Path::new("b.py"));
        assert_eq!(config.shown(Path::new("../b.py")), Path::new("../b.py"));
    }

    #[test]
    fn modules_keep_their_place_under_the_root() {
        let config = config();
        let stem = |path: &str| config.output_stem(Path::new(path), &["/env/site".into()]);
        assert_eq!(stem("app/chat.py"), Path::new("web/app/chat"));
        assert_eq!(stem("../chat.py"), Path::new("chat"));
        assert_eq!(stem("/env/site/mantine/button.py"), Path::new("_packages/mantine/button"));
        assert_eq!(stem("/else/x.py"), Path::new("_external/else/x"));
    }
}
