//! The project's own settings: `[tool.pulsec]` in `pyproject.toml`, or `pulsec.toml`.
//!
//! ```toml
//! [tool.pulsec]
//! paths = ["app"]
//! out-dir = "web/src/generated"
//! ```
//!
//! The nearest file with settings at or above the start counts, and its folder is the project's root;
//! where none has settings, the folder of the nearest `pyproject.toml` is. So a package of a workspace
//! is compiled with the settings of the workspace, and a project needs none to have a root. A key that
//! is not known is an error: a misspelt setting that is passed over is one that is silently wrong.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::base::{LineIndex, closest};
use crate::diag::ALL;
use crate::diag::rules::{Level, Selector};
use crate::driver::rules::{Lines, is_pattern};
use crate::driver::{Maps, Target};
use crate::host::Host;

/// What a settings file may say; `None` where it says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The file they came from; its folder is the root of the project.
    pub file: PathBuf,
    pub paths: Option<Vec<PathBuf>>,
    pub exclude: Option<Vec<String>>,
    pub out_dir: Option<PathBuf>,
    /// `"automatic"` is false, `"preserve"` is true.
    pub jsx_preserve: Option<bool>,
    pub jsx_dev: Option<bool>,
    pub client_package: Option<String>,
    pub maps: Option<Maps>,
    pub target: Option<Target>,
    pub declarations: Option<bool>,
    pub rules: Lines,
    /// By gitignore patterns.
    pub per_file_rules: Vec<(String, Lines)>,
}

/// Why a settings file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingsError {
    pub file: PathBuf,
    /// Line and column, from 1.
    pub place: Option<(u32, u32)>,
    pub message: String,
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let SettingsError { file, place, message } = self;
        match place {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {message}", file.display()),
            None => write!(f, "{}: {message}", file.display()),
        }
    }
}

/// The keys, for suggestions and for the schema.
pub(crate) const KEYS: &[&str] = &[
    "paths",
    "exclude",
    "out-dir",
    "jsx",
    "jsx-dev",
    "client-package",
    "source-maps",
    "target",
    "declarations",
    "rules",
    "per-file-rules",
];

/// The settings of the nearest `pulsec.toml`, or `pyproject.toml` with `[tool.pulsec]`, at or above
/// `start`; else empty ones that name the nearest `pyproject.toml`.
pub fn find_settings(host: &dyn Host, start: &Path) -> Result<Option<Settings>, SettingsError> {
    let mut nearest = None;
    for dir in start.ancestors() {
        for name in ["pulsec.toml", "pyproject.toml"] {
            let file = dir.join(name);
            if !host.is_file(&file) {
                continue;
            }
            let fail = |message: String| SettingsError { file: file.clone(), place: None, message };
            let bytes = host.read(&file).map_err(|error| fail(error.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|_| fail("not valid UTF-8".to_string()))?;
            if let Some(settings) = parse_settings(&file, &text)? {
                return Ok(Some(settings));
            }
            nearest = nearest.or(Some(Settings { file, ..Settings::default() }));
        }
    }
    Ok(nearest)
}

/// The settings in a file's text; `None` for a `pyproject.toml` without `[tool.pulsec]`.
pub fn parse_settings(file: &Path, text: &str) -> Result<Option<Settings>, SettingsError> {
    let lines = LineIndex::new(text);
    let fail = |span: Option<std::ops::Range<usize>>, message: String| {
        let place = span.map(|span| {
            let at = lines.chars(text, span.start as u32);
            (at.line + 1, at.column + 1)
        });
        SettingsError { file: file.to_path_buf(), place, message }
    };
    let document = DeTable::parse(text)
        .map_err(|error| fail(error.span(), error.message().trim().replace('\n', "; ")))?;
    let mut table = document.get_ref();
    if file.file_name().is_some_and(|name| name == "pyproject.toml") {
        let inner = table.get("tool").and_then(|tool| tool.get_ref().get("pulsec"));
        let Some(inner) = inner else { return Ok(None) };
        let Some(inside) = inner.get_ref().as_table() else {
            return Err(fail(Some(inner.span()), "`tool.pulsec` must be a table".to_string()));
        };
        table = inside;
    }
    let mut settings = Settings { file: file.to_path_buf(), ..Settings::default() };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let found = settings.set(name, value.get_ref());
        found.map_err(|wrong| match wrong {
            Wrong::Key => fail(Some(key.span()), unknown_key(name)),
            Wrong::Inside(span, message) => fail(Some(span), message),
            Wrong::Reason(why) => fail(Some(value.span()), format!("`{name}`: {why}")),
            Wrong::Value(wanted) => fail(Some(value.span()), format!("`{name}` must be {wanted}")),
        })?;
    }
    Ok(Some(settings))
}

enum Wrong {
    Key,
    Value(&'static str),
    /// Why the value cannot be.
    Reason(String),
    /// What is wrong within the value, and where.
    Inside(std::ops::Range<usize>, String),
}

const PER_FILE: &str = "a table of gitignore patterns, each with a table of rules and levels";

impl Settings {
    fn set(&mut self, key: &str, value: &DeValue<'_>) -> Result<(), Wrong> {
        match key {
            "paths" => {
                let paths = strings(value)?.into_iter().map(PathBuf::from).collect::<Vec<_>>();
                if paths.is_empty() {
                    return Err(Wrong::Value("an array with at least one path"));
                }
                self.paths = Some(paths);
            }
            "exclude" => self.exclude = Some(strings(value)?),
            "out-dir" => self.out_dir = Some(PathBuf::from(string(value)?)),
            "jsx" => {
                self.jsx_preserve = Some(match value.as_str() {
                    Some("automatic") => false,
                    Some("preserve") => true,
                    Some(_) | None => {
                        return Err(Wrong::Value("\"automatic\" or \"preserve\""));
                    }
                });
            }
            "jsx-dev" => {
                let flag = value.as_bool().ok_or(Wrong::Value("true or false"))?;
                self.jsx_dev = Some(flag);
            }
            "client-package" => self.client_package = Some(string(value)?),
            "source-maps" => {
                let found = Maps::ALL.into_iter().find(|it| value.as_str() == Some(it.name()));
                let wanted = Wrong::Value("\"file\", \"inline\" or \"none\"");
                self.maps = Some(found.ok_or(wanted)?);
            }
            "target" => {
                let name = string(value)?;
                self.target = Some(Target::of(&name).map_err(Wrong::Reason)?);
            }
            "declarations" => {
                self.declarations = Some(value.as_bool().ok_or(Wrong::Value("true or false"))?);
            }
            "rules" => self.rules = rule_lines(value)?,
            "per-file-rules" => {
                let table = value.as_table().ok_or(Wrong::Value(PER_FILE))?;
                for (pattern, lines) in table {
                    let pattern = pattern.get_ref().as_ref();
                    if !is_pattern(pattern) {
                        return Err(Wrong::Value(PER_FILE));
                    }
                    self.per_file_rules.push((pattern.to_owned(), rule_lines(lines.get_ref())?));
                }
            }
            _ => return Err(Wrong::Key),
        }
        Ok(())
    }
}

/// `{ missing-key = "error", hooks = "off" }`.
fn rule_lines(value: &DeValue<'_>) -> Result<Lines, Wrong> {
    let table = value.as_table().ok_or(Wrong::Value("a table of rules and levels"))?;
    let line = |(word, level): (
        &toml::Spanned<std::borrow::Cow<'_, str>>,
        &toml::Spanned<DeValue<'_>>,
    )| {
        let name = word.get_ref().as_ref();
        let selector =
            Selector::of(name).ok_or_else(|| Wrong::Inside(word.span(), unknown_rule(name)))?;
        let text = level.get_ref().as_str();
        let known = Level::ALL.into_iter().find(|known| text == Some(known.name()));
        let wanted = || format!("`{name}` must be \"error\", \"warn\" or \"off\"");
        Ok((selector, known.ok_or_else(|| Wrong::Inside(level.span(), wanted()))?))
    };
    table.iter().map(line).collect()
}

/// What a word is that selects no rule.
pub fn unknown_rule(word: &str) -> String {
    let is_code = ALL.iter().any(|code| code.id == word || code.name == word);
    match closest(word, Selector::words()) {
        _ if is_code => {
            format!("`{word}` is no rule: there is no right output with it, or nothing to turn off")
        }
        Some(near) => format!("unknown rule `{word}`; did you mean `{near}`?"),
        None => format!("unknown rule `{word}`; `pulsec rules` lists them"),
    }
}

fn string(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = value.as_str().filter(|text| !text.is_empty());
    text.map(str::to_string).ok_or(Wrong::Value("a string that is not empty"))
}

fn strings(value: &DeValue<'_>) -> Result<Vec<String>, Wrong> {
    let wrong = || Wrong::Value("an array of strings");
    let items = value.as_array().ok_or_else(wrong)?;
    items.iter().map(|item| item.get_ref().as_str().map(str::to_string).ok_or_else(wrong)).collect()
}

fn unknown_key(name: &str) -> String {
    let known = || KEYS.join("`, `");
    match closest(name, KEYS.iter().copied()) {
        Some(near) => format!("unknown key `{name}`; did you mean `{near}`?"),
        None => format!("unknown key `{name}`; the keys are `{}`", known()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::diag::rules::Group;
    use crate::host::MemoryHost;

    fn error(text: &str) -> String {
        parse_settings(Path::new("pulsec.toml"), text).expect_err("an error").to_string()
    }

    #[test]
    fn every_key_is_read() {
        let text = "paths = [\"app\"]\nexclude = [\"gen\"]\nout-dir = \"web\"\njsx = \"preserve\"\n\
                    jsx-dev = true\nclient-package = \"client\"\n\
                    source-maps = \"inline\"\ntarget = \"es2023\"\ndeclarations = false\n\
                    rules = { missing-key = \"error\" }\n\
                    per-file-rules = { \"old/**\" = { hooks = \"off\" } }";
        let read = parse_settings(Path::new("pulsec.toml"), text).expect("good").expect("some");
        let wanted = Settings {
            file: "pulsec.toml".into(),
            paths: Some(vec!["app".into()]),
            exclude: Some(vec!["gen".into()]),
            out_dir: Some("web".into()),
            jsx_preserve: Some(true),
            jsx_dev: Some(true),
            client_package: Some("client".into()),
            maps: Some(Maps::Inline),
            target: Some(Target::Es2023),
            declarations: Some(false),
            rules: vec![(Selector::Rule(Code::PSC506), Level::Error)],
            per_file_rules: vec![(
                "old/**".into(),
                vec![(Selector::Group(Group::Hooks), Level::Off)],
            )],
        };
        assert_eq!(read, wanted);
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        assert_eq!(
            error("paths = [\"a\"]\noutdir = \"x\""),
            "pulsec.toml:2:1: unknown key `outdir`; did you mean `out-dir`?"
        );
        assert!(error("colour = 1").contains("the keys are `paths`"));
        assert_eq!(
            error("jsx = \"classic\""),
            "pulsec.toml:1:7: `jsx` must be \"automatic\" or \"preserve\""
        );
        assert_eq!(
            error("paths = \"app\""),
            "pulsec.toml:1:9: `paths` must be an array of strings"
        );
        assert!(error("paths = [").starts_with("pulsec.toml:1:"), "{}", error("paths = ["));
    }

    /// Every value the schema gives as an example of a key is read, and one of another type is not.
    #[test]
    fn the_schema_says_what_is_read() {
        let schema = include_str!("../../docs/pulsec.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).expect("JSON");
        let keys = schema["properties"].as_object().expect("properties");
        assert_eq!(keys.keys().map(String::as_str).collect::<Vec<_>>(), KEYS);
        for (key, rules) in keys {
            let parse = |value: &serde_json::Value| {
                parse_settings(Path::new("pulsec.toml"), &format!("{key} = {value}"))
            };
            for good in rules["enum"].as_array().into_iter().flatten().chain([&rules["default"]]) {
                assert!(parse(good).is_ok(), "{key} = {good}");
            }
            for bad in [serde_json::json!(7), serde_json::json!(""), serde_json::json!([7])] {
                assert!(parse(&bad).is_err(), "{key} = {bad}");
            }
        }
    }

    #[test]
    fn the_nearest_file_counts() {
        let host = MemoryHost::new()
            .with("/p/pyproject.toml", "[project]\nname = 'x'\n[tool.pulsec]\nout-dir = 'far'")
            .with("/p/web/pyproject.toml", "[project]\nname = 'y'")
            .with("/p/api/pulsec.toml", "out-dir = 'near'")
            .with("/r/a/pyproject.toml", "[project]\nname = 'z'")
            .with("/r/pyproject.toml", "[project]\nname = 'w'");
        let out = |start: &str| {
            let found = find_settings(&host, Path::new(start)).expect("good");
            found.and_then(|settings| settings.out_dir)
        };
        assert_eq!(out("/p/web/src"), Some("far".into()));
        assert_eq!(out("/p/api/src"), Some("near".into()));
        assert_eq!(out("/q"), None);
        let plain = find_settings(&host, Path::new("/r/a/b.py")).expect("good");
        let wanted = Settings { file: "/r/a/pyproject.toml".into(), ..Settings::default() };
        assert_eq!(plain, Some(wanted));
        assert_eq!(find_settings(&host, Path::new("/q")), Ok(None));
    }
}
