//! `pulsec show FILE[::NAME]`: what a file, or one function of it, compiles to.
//!
//! Standard output carries nothing but the code, so findings go to standard error.

use std::path::{Path, PathBuf};

use crate::base::FileId;
use crate::cli::args::{CompileArgs, Emit, JsxMode, OutputArgs, ShowArgs};
use crate::cli::render;
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::driver::{self, Goal, Maps, Output};
use crate::host::Host;

pub fn run(args: &ShowArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let (file, name) = split(&args.target);
    let paths = [file];
    let stdin_filename = args.stdin_filename.as_deref();
    let input = Input { paths: &paths, stdin_filename, ..Input::default() };
    let jsx = match args.emit {
        Emit::Js => Some(args.compile.jsx.unwrap_or(JsxMode::Automatic)),
        Emit::Jsx => Some(JsxMode::Preserve),
        Emit::Ir | Emit::Dts | Emit::Map => args.compile.jsx,
    };
    let compile = CompileArgs { jsx, ..args.compile.clone() };
    let mut job = job(&input, &compile)?;
    job.config.goal = Goal::Show;
    // What is shown does not depend on what a build writes.
    (job.config.maps, job.config.declarations) = (Maps::File, true);
    job.config.only = name.map(str::to_string);
    job.config.dump_ir = args.emit == Emit::Ir;
    let [file] = &paths;
    if job.host.is_dir(file) {
        return Err(Stop::Failed(format!("`{}` is a folder; name one file", file.display())));
    }
    let compiled = driver::compile(&job.host, &job.config);
    let code = render::report_aside(&compiled, output, terminal)?;
    if code == 2 || compiled.has_errors() {
        return Ok(code);
    }
    let source = job.config.stdin.as_ref().map_or(file, |stdin| &stdin.path);
    let id = compiled.sources.find(&job.config.shown(source));
    let texts = id.map(|id| texts(&compiled, id, args.emit)).unwrap_or_default();
    if texts.is_empty() {
        let what = match name {
            Some(name) => format!("`@ps.javascript` function `{name}`"),
            None => "`@ps.javascript` function".to_string(),
        };
        return Err(Stop::Failed(format!("there is no {what} in `{}`", source.display())));
    }
    for text in texts {
        terminal.out().write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            terminal.out().write_all(b"\n")?;
        }
    }
    Ok(code)
}

/// `app/chat.py::Chat` → the file and the name.
fn split(target: &str) -> (PathBuf, Option<&str>) {
    match target.rsplit_once("::") {
        Some((file, name)) if !file.is_empty() && !name.is_empty() => (file.into(), Some(name)),
        Some(_) | None => (target.into(), None),
    }
}

fn texts(compiled: &Output, id: FileId, emit: Emit) -> Vec<&str> {
    let files = |wanted: fn(&Path) -> bool| {
        let ours = compiled.files.iter().filter(move |file| file.source == Some(id));
        ours.filter(move |file| wanted(&file.path)).map(|file| file.contents.as_str()).collect()
    };
    match emit {
        Emit::Js | Emit::Jsx => {
            files(|path| path.extension().is_some_and(|ext| ext == "js" || ext == "jsx"))
        }
        Emit::Map => files(|path| path.extension().is_some_and(|ext| ext == "map")),
        Emit::Dts => files(|path| path.extension().is_some_and(|ext| ext == "ts")),
        Emit::Ir => {
            let ours = compiled.dumps.iter().filter(|dump| dump.file == id);
            ours.map(|dump| dump.text.as_str()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_name_a_function() {
        assert_eq!(split("app/chat.py::Chat"), ("app/chat.py".into(), Some("Chat")));
        assert_eq!(split("app/chat.py"), ("app/chat.py".into(), None));
        assert_eq!(split("-::Chat"), ("-".into(), Some("Chat")));
        assert_eq!(split("a.py::"), ("a.py::".into(), None));
    }
}
