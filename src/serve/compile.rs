//! `compile`: a whole project at once, into memory or into a folder.

use std::path::Path;

use serde_json::{Value, json};

use super::messages::{CANNOT_WRITE, INVALID_PARAMS, Params, Refused};
use super::session::Session;
use super::{Render, frame};
use crate::diag::{Code, Diagnostic};
use crate::driver::{
    self, Config, Failure, Jsx, MANIFEST_FILE, Output, OutputFile, Unwritten, WriteError, Written,
};
use crate::emit::RUNTIME_FILE;
use crate::host::{OsHost, Overlay};

/// What `compile` and `compileFile` are asked in common.
pub(super) fn base(params: &Params) -> Result<Config, Refused> {
    let root = params.needed_path("root")?;
    let jsx = match params.text("jsx")? {
        None | Some("automatic") => Jsx::Automatic { dev: false },
        Some("automatic-dev") => Jsx::Automatic { dev: true },
        Some("preserve") => Jsx::Preserve,
        Some(_) => {
            let message = "`jsx` must be \"automatic\", \"automatic-dev\" or \"preserve\"";
            return Err(Refused::new(INVALID_PARAMS, message));
        }
    };
    let mut config = Config { jsx, ..Config::default() };
    config.cwd = config.absolute(&root);
    config.root.clone_from(&config.cwd);
    if let Some(package) = params.text("clientPackage")? {
        if package.is_empty() {
            return Err(Refused::new(INVALID_PARAMS, "`clientPackage` must not be empty"));
        }
        config.client_package = package.to_owned();
    }
    Ok(config)
}

pub(super) fn compile(session: &Session<'_>, params: &Params) -> Result<Value, Refused> {
    let mut config = base(params)?;
    config.paths = params.paths("paths")?.unwrap_or_else(|| vec![config.root.clone()]);
    let write = params.flag("write")?;
    match params.path("outDir")? {
        Some(dir) => config.out_dir = dir,
        None if write => {
            let message = "`outDir` must be an absolute path where `write` is true";
            return Err(Refused::new(INVALID_PARAMS, message));
        }
        None => config.out_dir = config.root.join(config.out_dir),
    }
    config.bindings = params.texts("bindings")?;
    config.exports = params.lists("exports")?;
    config.running = params.running()?;
    let (overlay, color) = (params.texts("overlay")?, params.flag("color")?);
    let search = params.paths("search")?;
    let mut inner = OsHost::detect(&config.root);
    if let Some(search) = search {
        inner = inner.with_site_packages(search);
    }
    if let Some(library) = params.path("library")? {
        inner = inner.with_standard_library(library);
    }
    let host = Overlay::new(&inner, config.root.clone(), overlay);
    let mut output = driver::compile(&host, &config);
    let failed = std::mem::take(&mut output.failures);
    output.add(failed.iter().map(finding));
    let mut written = None;
    if write && !output.has_errors() {
        match driver::write(&host, &config, &output, |_| false) {
            Ok((_, done)) => written = Some(told(done, &config)),
            Err(Unwritten::Refused(refused)) => output.add(refused),
            Err(Unwritten::Failed(WriteError { path, error })) => {
                let message = format!("cannot write {}: {error}", path.display());
                return Err(Refused::new(CANNOT_WRITE, message));
            }
        }
    }
    Ok(result(session.render, &config, &output, written, color))
}

fn told(done: Written, config: &Config) -> Value {
    let Written { written, new, removed, unchanged } = done;
    json!({
        "outDir": config.out_dir.to_string_lossy(),
        "new": new,
        "changed": written - new,
        "same": unchanged,
        "removed": removed,
    })
}

fn result(
    render: &dyn Render,
    config: &Config,
    output: &Output,
    written: Option<Value>,
    color: bool,
) -> Value {
    let ok = !output.has_errors();
    let has_contents = written.is_none();
    let file = |path: String, kind: &str, source: Option<String>, contents: &str| {
        let mut object = json!({ "path": path, "kind": kind, "source": source });
        if let (true, Value::Object(object)) = (has_contents, &mut object) {
            object.insert("contents".into(), contents.into());
        }
        object
    };
    let mut files = Vec::new();
    if ok {
        for made in &output.files {
            let source = made.source.and_then(|id| output.sources.get(id));
            let source = source.map(|it| config.absolute(&it.path).to_string_lossy().into_owned());
            let path: Vec<_> = made.path.iter().map(|part| part.to_string_lossy()).collect();
            files.push(file(path.join("/"), kind(made), source, &made.contents));
        }
        files.push(file(MANIFEST_FILE.to_owned(), "manifest", None, &output.manifest.to_json()));
    }
    let files_read = output.sources.iter().filter(|(_, source)| !is_live(&source.shown()));
    let mut watch: Vec<_> = files_read.map(|(_, source)| config.absolute(&source.path)).collect();
    watch.extend(output.assets.iter().map(|path| config.absolute(path)));
    watch.sort();
    let watch: Vec<_> = watch.iter().map(|path| path.to_string_lossy()).collect();
    json!({
        "ok": ok,
        "files": files,
        "written": written,
        "manifest": serde_json::to_value(&output.manifest).unwrap_or_default(),
        "functions": output.running,
        "diagnostics": objects(render, output, &config.root),
        "rendered": render.text(output, color),
        "watch": watch,
    })
}

/// A text of `bindings` is no file.
fn is_live(shown: &str) -> bool {
    shown.starts_with("<live values of ")
}

fn kind(file: &OutputFile) -> &'static str {
    let name = file.path.to_string_lossy();
    match file.source {
        _ if name == RUNTIME_FILE => "runtime",
        Some(_) if name.ends_with(".map") => "map",
        Some(_) if name.ends_with(".d.ts") => "dts",
        Some(_) => "module",
        None => "asset",
    }
}

/// A path that cannot be compiled, as a finding.
fn finding(failure: &Failure) -> Diagnostic {
    let message = format!("cannot read the file: {}", failure.reason);
    Diagnostic::about_path(Code::PSC001, failure.path.display().to_string(), message)
}

/// The object of such a finding.
pub(super) fn failure(render: &dyn Render, failure: &Failure) -> Value {
    let output = Output { diagnostics: vec![finding(failure)], ..Output::default() };
    objects(render, &output, Path::new("")).pop().unwrap_or_default()
}

/// The findings as they are sent: with absolute paths and excerpts of the source.
pub(super) fn objects(render: &dyn Render, output: &Output, root: &Path) -> Vec<Value> {
    let mut objects = render.objects(output);
    for (found, object) in std::iter::zip(&output.diagnostics, &mut objects) {
        let Value::Object(object) = object else { continue };
        let path = output.path_of(found);
        let is_file = !path.is_empty() && !is_live(&path);
        let file = is_file.then(|| root.join(path).to_string_lossy().into_owned());
        let excerpt = found
            .span
            .and_then(|span| Some(frame::frame(&output.sources.get(span.file)?.text, span)));
        object.insert("file".into(), file.into());
        object.insert("frame".into(), excerpt.into());
    }
    objects
}
