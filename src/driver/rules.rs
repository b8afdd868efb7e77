//! What a project wants of the rules: levels for all files, and for some.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::diag::rules::{self, Level, Selector};
use crate::diag::{Code, Diagnostic};
use crate::driver::{Config, Sources};

/// Lines of settings and flags, in the order in which they count.
pub type Lines = Vec<(Selector, Level)>;

/// The levels of the rules. The last list of lines that says something of a rule decides.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Levels {
    /// `[tool.pulsec.rules]`.
    pub project: Lines,
    /// `[tool.pulsec.per-file-rules]`: gitignore patterns, relative to the root.
    pub files: Vec<(String, Lines)>,
    /// `--select`, `--extend-select`, `--ignore`.
    pub flags: Lines,
}

impl Levels {
    /// The level of a rule in a file.
    pub fn level(&self, config: &Config, code: &Code, path: &Path) -> Level {
        self.for_files(config).level(code, path)
    }

    /// The levels with their patterns read.
    pub(super) fn for_files<'a>(&'a self, config: &'a Config) -> Known<'a> {
        let files = self.files.iter().map(|(pattern, lines)| (matcher(pattern), lines)).collect();
        Known { levels: self, config, files }
    }
}

fn matcher(pattern: &str) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    // A pattern that is none matches nothing; the settings refuse it.
    let _ = builder.add_line(None, pattern);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Whether the text is a pattern.
pub fn is_pattern(pattern: &str) -> bool {
    GitignoreBuilder::new("").add_line(None, pattern).is_ok()
}

pub(super) struct Known<'a> {
    levels: &'a Levels,
    config: &'a Config,
    files: Vec<(Gitignore, &'a Lines)>,
}

impl Known<'_> {
    /// The level of a rule in a file.
    pub fn level(&self, code: &Code, path: &Path) -> Level {
        let mut level = rules::default_level(code);
        let path = self.config.absolute(path);
        let root = self.config.absolute(&self.config.root);
        let of_files = self.files.iter().filter(|(pattern, _)| {
            let inside = path.strip_prefix(&root).ok();
            inside.is_some_and(|path| pattern.matched_path_or_any_parents(path, false).is_ignore())
        });
        let lists = std::iter::once(&self.levels.project)
            .chain(of_files.map(|(_, lines)| *lines))
            .chain([&self.levels.flags]);
        for lines in lists {
            level = rules::level_of(lines, code).unwrap_or(level);
        }
        level
    }

    /// The findings as they count: without those of rules that are off.
    pub fn apply(&self, sources: &Sources, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let counted = found.into_iter().filter_map(|mut found| {
            if rules::group_of(found.code).is_none() {
                return Some(found);
            }
            let source = found.span.and_then(|span| sources.get(span.file));
            let path = source.map_or(Path::new(""), |source| &source.path);
            found.severity = self.level(found.code, path).severity()?;
            Some(found)
        });
        counted.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_before_the_project_and_flags_before_both() {
        let line = |word: &str, level| (Selector::of(word).unwrap(), level);
        let mut levels = Levels {
            project: vec![line("missing-key", Level::Error)],
            files: vec![("legacy/**".to_owned(), vec![line("elements", Level::Off)])],
            flags: Vec::new(),
        };
        let key = Code::PSC506;
        let config = Config { cwd: "/home".into(), root: "/home/web".into(), ..Config::default() };
        let level = |levels: &Levels, code, path: &str| {
            levels.level(&config, code, &Path::new("web").join(path))
        };
        assert_eq!(level(&levels, key, "app/a.py"), Level::Error);
        assert_eq!(level(&levels, key, "legacy/a.py"), Level::Off);
        assert_eq!(level(&levels, Code::PSC508, "legacy/a.py"), Level::Warn);
        assert_eq!(level(&levels, Code::PSC522, "app/a.py"), Level::Off);
        levels.flags = vec![line("all", Level::Warn)];
        assert_eq!(level(&levels, key, "legacy/a.py"), Level::Warn);
        assert_eq!(level(&levels, Code::PSC522, "app/a.py"), Level::Warn);
    }
}
