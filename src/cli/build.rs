//! `pulsec build`: compile, check that the output may be written, write it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::cli::args::{BuildCommand, Format, OutputArgs};
use crate::cli::render;
use crate::cli::setup::{Input, Job, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::cli::waiting::waiting;
use crate::driver::{
    self, Config, Jsx, Maps, Output, OutputFile, Progress, Stage, Unwritten, WriteError,
};
use crate::host::Host;
use crate::report::{self, Report};

pub fn run(
    command: &BuildCommand,
    output: &OutputArgs,
    terminal: &mut Terminal,
) -> Result<u8, Stop> {
    let start = Instant::now();
    let args = &command.build;
    let input = Input {
        paths: &args.paths,
        out_dir: args.out_dir.as_deref(),
        write: Some(&args.write),
        ..Input::default()
    };
    let job = job(&input, &args.compile)?;
    if let Some(file) = &command.report {
        may_report(&job, file)?;
    }
    let progress = Progress::default();
    let is_shown =
        terminal.err_is_terminal() && output.output_format == Format::Text && !output.quiet;
    let (compiled, is_written, failed) = waiting(is_shown, &progress, || {
        let mut compiled = driver::compile_watched(&job.host, &job.config, &progress);
        progress.enter(Stage::Write);
        let (mut is_written, mut failed) = (false, None);
        if compiled.failures.is_empty() && !compiled.has_errors() {
            match driver::write(&job.host, &job.config, &compiled, |_| false) {
                Ok(_) => is_written = true,
                Err(Unwritten::Refused(refused)) => compiled.add(refused),
                Err(Unwritten::Failed(error)) => failed = Some(error),
            }
        }
        (compiled, is_written, failed)
    });
    let code = render::report(&compiled, output, terminal)?;
    if code == 2 {
        return Ok(code);
    }
    if let Some(WriteError { path, error }) = failed {
        return Err(Stop::Failed(format!("cannot write {}: {error}", path.display())));
    }
    if !is_written {
        let found = render::tally(&compiled).replacen("found", "Found", 1);
        render::summary(&format!("{found}; nothing was written"), output, terminal)?;
        return Ok(code);
    }
    let end = Instant::now();
    let mut told = String::new();
    if !compiled.diagnostics.is_empty() {
        told.push_str(&render::tally(&compiled).replacen("found", "Found", 1));
        told.push('\n');
    }
    told.push_str(&made(&compiled, &job.config, end - start));
    if let Some(file) = &command.report {
        write_report(&job, &compiled, file)?;
        told.push_str(&format!("\nWrote the report to {}", job.config.shown(file).display()));
    }
    if command.timings {
        told.push_str(&chart(&progress.took(end)));
    }
    render::summary(&told, output, terminal)?;
    Ok(code)
}

/// `Compiled 5 modules (12 functions, 4 components, 34.2 kB) into dist/ in 34 ms`
pub fn made(output: &Output, config: &Config, took: Duration) -> String {
    let manifest = &output.manifest;
    let is_code = |file: &&OutputFile| {
        let extension = file.path.extension().and_then(|it| it.to_str());
        matches!(extension, Some("js" | "jsx"))
    };
    let bytes = output.files.iter().filter(is_code).map(|file| file.contents.len()).sum();
    format!(
        "Compiled {} ({}, {}, {}) into {}/ in {} ms",
        render::count(manifest.modules.len(), "module"),
        render::count(manifest.function_count(), "function"),
        render::count(manifest.component_count(), "component"),
        render::bytes(bytes),
        shown_dir(config),
        took.as_millis(),
    )
}

/// The output folder, for people.
pub fn shown_dir(config: &Config) -> String {
    let dir = config.shown(&config.out_dir);
    if dir.as_os_str().is_empty() { ".".to_string() } else { dir.display().to_string() }
}

/// How long each stage took, longest bar for the longest.
fn chart(took: &[(Stage, Duration)]) -> String {
    const WIDTH: f64 = 40.0;
    let most = took.iter().map(|(_, it)| it.as_secs_f64()).fold(0.0, f64::max);
    let all: f64 = took.iter().map(|(_, it)| it.as_secs_f64()).sum();
    let line = |(stage, took): &(Stage, Duration)| {
        let seconds = took.as_secs_f64();
        let share = if all > 0.0 { seconds / all } else { 0.0 };
        let bar = if most > 0.0 {
            "#".repeat((seconds / most * WIDTH).round() as usize)
        } else {
            String::new()
        };
        let (ms, percent) = (seconds * 1e3, share * 100.0);
        format!("\n  {:<8}{ms:>10.1} ms {percent:>5.1} %  {bar}", stage.name())
            .trim_end()
            .to_string()
    };
    took.iter().map(|row| format!("\n{}", line(row).trim_start_matches('\n'))).collect()
}

/// Where a report may be written: a page or its data, in the place of nothing or of an older one.
fn may_report(job: &Job, file: &Path) -> Result<(), Stop> {
    let shown = job.config.shown(file).display().to_string();
    if !is_page(file) && file.extension().is_none_or(|it| it != "json") {
        let message = format!("`{shown}`: a report is a page (`.html`) or its data (`.json`)");
        return Err(Stop::Failed(message));
    }
    let path = job.config.absolute(file);
    if job.host.is_dir(&path) {
        return Err(Stop::Failed(format!("`{shown}` is a folder")));
    }
    if let Some(file) = path.ancestors().skip(1).find(|it| job.host.is_file(it)) {
        let file = job.config.shown(file).display().to_string();
        return Err(Stop::Failed(format!("`{file}` is a file, so `{shown}` cannot be written")));
    }
    let is_ours = || {
        let text = job.host.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.is_some_and(|text| report::is_report(&text))
    };
    if job.host.is_file(&path) && !is_ours() {
        let message = format!("`{shown}` is no report of pulsec, and is not overwritten");
        return Err(Stop::Failed(format!("{message}\nhelp: name another file, or move it away")));
    }
    Ok(())
}

fn is_page(file: &Path) -> bool {
    file.extension().is_some_and(|it| it == "html" || it == "htm")
}

fn write_report(job: &Job, compiled: &Output, file: &Path) -> Result<(), Stop> {
    let config = &job.config;
    let traceable =
        Config { maps: Maps::File, jsx: Jsx::Automatic { dev: false }, ..config.clone() };
    let made: Report = match traceable == *config {
        true => report::report(compiled, compiled, config, file),
        false => {
            let traced = driver::compile(&job.host, &traceable);
            report::report(compiled, &traced, config, file)
        }
    };
    let text = if is_page(file) { report::page(&made) } else { made.to_json() };
    let path: PathBuf = config.absolute(file);
    job.host.write(&path, text.as_bytes()).map_err(|error| {
        Stop::Failed(format!("cannot write {}: {error}", config.shown(file).display()))
    })
}
