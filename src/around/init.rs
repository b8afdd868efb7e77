//! Makes a folder a project: the settings, and the line that keeps what is built out of git. What is there stays as it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::gitignore::GitignoreBuilder;

use super::{has_vite, text};
use crate::driver::{Config, Sources, find_settings, load, parse_settings};
use crate::host::Host;
use crate::{diag::Sink, outline};

/// What was done, or was done already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub told: String,
    pub is_new: bool,
}

/// Begins a project in this folder: the steps, and what to do next.
pub fn begin(host: &dyn Host, dir: &Path) -> Result<(Vec<Step>, Vec<String>), String> {
    let found = find_settings(host, dir).map_err(|error| error.to_string())?;
    let found = found.filter(|it| it.file.ends_with("pulsec.toml") || has_section(host, &it.file));
    let mut steps = Vec::new();
    let out_dir = match &found {
        Some(settings) => {
            let told = format!(
                "{} has settings of pulsec; they stay as they are",
                named(&settings.file, dir)
            );
            steps.push(Step { told, is_new: false });
            settings.out_dir.clone()
        }
        None => {
            steps.push(settings(host, dir)?);
            None
        }
    };
    let root = found.as_ref().and_then(|it| it.file.parent()).unwrap_or(dir);
    steps.extend(gitignore(host, root, dir, &out_dir.unwrap_or_else(|| PathBuf::from("dist")))?);
    Ok((steps, next(host, root)))
}

fn has_section(host: &dyn Host, file: &Path) -> bool {
    let text = text(host, file).unwrap_or_default();
    parse_settings(file, &text).is_ok_and(|settings| settings.is_some())
}

fn named(file: &Path, dir: &Path) -> String {
    file.strip_prefix(dir).unwrap_or(file).display().to_string()
}

/// Writes the settings into `pyproject.toml` where there is one, else into a file of their own.
fn settings(host: &dyn Host, dir: &Path) -> Result<Step, String> {
    let paths = marked(host, dir);
    let paths = match paths.is_empty() {
        true => String::new(),
        false => format!("paths = {}\n", serde_json::json!(paths).to_string().replace(',', ", ")),
    };
    let keys = format!("{paths}out-dir = \"dist\"\n");
    let project = dir.join("pyproject.toml");
    let Some(before) = text(host, &project) else {
        if host.is_file(&project) {
            return Err(format!("{}: it cannot be read as UTF-8", project.display()));
        }
        let file = dir.join("pulsec.toml");
        host.write(&file, keys.as_bytes())
            .map_err(|error| format!("{}: {error}", file.display()))?;
        return Ok(Step { told: "pulsec.toml is new".to_owned(), is_new: true });
    };
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let gap = if before.is_empty() { "" } else { "\n" };
    let after = format!("{before}{end}{gap}[tool.pulsec]\n{keys}");
    // `tool = {}` takes no section.
    if let Err(error) = parse_settings(&project, &after) {
        return Err(format!("`[tool.pulsec]` cannot be added: {error}"));
    }
    let written = host.rewrite(&project, after.as_bytes());
    written.map_err(|error| format!("{}: {error}", project.display()))?;
    Ok(Step { told: "pyproject.toml has a section [tool.pulsec] now".to_owned(), is_new: true })
}

/// The folders of this one that hold marked functions; none where they stand in it directly.
fn marked(host: &dyn Host, dir: &Path) -> BTreeSet<String> {
    let config = Config { cwd: dir.to_path_buf(), ..Config::default() };
    let mut found = BTreeSet::new();
    for file in host.python_files(dir).files {
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        let read = load(host, &mut sources, config.shown(&file), &mut sink);
        if !read.is_some_and(|id| outline::mentions_marker(sources.text(id))) {
            continue;
        }
        let inside = config.shown(&file);
        let mut parts = inside.iter();
        match (parts.next(), parts.next()) {
            (Some(folder), Some(_)) => found.insert(folder.to_string_lossy().into_owned()),
            _ => return BTreeSet::new(),
        };
    }
    found
}

/// Adds the output folder to `.gitignore`, where git is used.
fn gitignore(
    host: &dyn Host,
    root: &Path,
    dir: &Path,
    out_dir: &Path,
) -> Result<Option<Step>, String> {
    let file = root.join(".gitignore");
    let before = text(host, &file);
    let is_repository = root.ancestors().any(|dir| {
        let git = dir.join(".git");
        host.is_dir(&git) || host.is_file(&git)
    });
    if (before.is_none() && !is_repository) || out_dir.is_absolute() {
        return Ok(None);
    }
    let before = before.unwrap_or_default();
    let mut builder = GitignoreBuilder::new(root);
    for line in before.lines() {
        // What is no pattern ignores nothing.
        let _ = builder.add_line(None, line);
    }
    let rules = builder.build().map_err(|error| format!("{}: {error}", file.display()))?;
    let shown = out_dir.display().to_string().replace('\\', "/");
    let line = format!("{}/", shown.trim_end_matches('/'));
    let name = named(&file, dir);
    if rules.matched_path_or_any_parents(out_dir, true).is_ignore() {
        return Ok(Some(Step { told: format!("{name} leaves out {line} already"), is_new: false }));
    }
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let after = format!("{before}{end}{line}\n");
    let written = match host.is_file(&file) {
        true => host.rewrite(&file, after.as_bytes()),
        false => host.write(&file, after.as_bytes()),
    };
    written.map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(Some(Step { told: format!("{name} leaves out {line} now"), is_new: true }))
}

/// What somebody does next, by what the project is.
fn next(host: &dyn Host, root: &Path) -> Vec<String> {
    let names_pulse =
        |text: &str| text.contains("pulse-framework") || text.contains("pulsec[pulse]");
    let manifests = ["pyproject.toml", "requirements.txt"];
    let is_pulse =
        manifests.iter().filter_map(|it| text(host, &root.join(it))).any(|it| names_pulse(&it));
    let mut steps = Vec::new();
    let vite = ["", "web", "frontend", "client", "ui"];
    if let Some(folder) = vite.iter().find(|folder| has_vite(host, &root.join(folder))) {
        let at = if folder.is_empty() { String::new() } else { format!(" in {folder}/") };
        steps.push(format!(
            "Vite{at}: `npm install --save-dev vite-plugin-pulsec`, and `pulsec()` among the plugins of its config"
        ));
    }
    if is_pulse {
        steps
            .push("Pulse: `ps.App(..., plugins=[PulsecPlugin()])`, from `pulsec.pulse`".to_owned());
    }
    if steps.is_empty() {
        steps.push("`pulsec watch` builds what is marked with `@ps.javascript`, and builds again what changes".to_owned());
    }
    steps
}
