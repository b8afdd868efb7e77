//! `pulsec build`: compile, check that the output may be written, write it.

use std::time::{Duration, Instant};

use crate::cli::args::{BuildArgs, OutputArgs};
use crate::cli::render;
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal};
use crate::driver::{self, Config, Manifest};

pub fn run(args: &BuildArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let start = Instant::now();
    let input = Input {
        paths: &args.paths,
        out_dir: args.out_dir.as_deref(),
        write: Some(&args.write),
        ..Input::default()
    };
    let job = job(&input, &args.compile)?;
    let mut compiled = driver::compile(&job.host, &job.config);
    let mut plan = None;
    if compiled.failures.is_empty() && !compiled.has_errors() {
        match driver::plan(&job.host, &job.config, &compiled) {
            Ok(good) => plan = Some(good),
            Err(refused) => compiled.add(refused),
        }
    }
    let code = render::report(&compiled, output, terminal)?;
    if code == 2 {
        return Ok(code);
    }
    let Some(plan) = plan else {
        let found = render::tally(&compiled).replacen("found", "Found", 1);
        render::summary(&format!("{found}; nothing was written"), output, terminal)?;
        return Ok(code);
    };
    plan.apply(&job.host).map_err(|error| {
        Stop::Failed(format!("cannot write {}: {}", error.path.display(), error.error))
    })?;
    let warned = if compiled.diagnostics.is_empty() {
        String::new()
    } else {
        format!("{}\n", render::tally(&compiled).replacen("found", "Found", 1))
    };
    let made = made(&compiled.manifest, &job.config, start.elapsed());
    render::summary(&format!("{warned}{made}"), output, terminal)?;
    Ok(code)
}

/// `Compiled 5 modules (12 functions, 4 components) into dist/ in 34 ms`
pub fn made(manifest: &Manifest, config: &Config, took: Duration) -> String {
    let dir = shown_dir(config);
    format!(
        "Compiled {} ({}, {}) into {dir}/ in {} ms",
        render::count(manifest.modules.len(), "module"),
        render::count(manifest.function_count(), "function"),
        render::count(manifest.component_count(), "component"),
        took.as_millis(),
    )
}

/// The output folder, for people.
pub fn shown_dir(config: &Config) -> String {
    let dir = config.shown(&config.out_dir);
    if dir.as_os_str().is_empty() { ".".to_string() } else { dir.display().to_string() }
}
