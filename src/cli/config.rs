//! `pulsec config`: each setting in force with where it comes from, and the files that would be compiled.

use serde_json::{Value, json};

use crate::cli::args::{BuildArgs, Format, OutputArgs};
use crate::cli::render;
use crate::cli::setup::{Input, Job, job};
use crate::cli::terminal::{Stop, Terminal, printable};
use crate::diag::rules::{Level, Selector};
use crate::driver::rules::Lines;
use crate::driver::{self, Jsx};

/// A setting, its value, and who says so.
struct Row {
    name: &'static str,
    value: Value,
    from: String,
}

pub fn run(args: &BuildArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let input = Input {
        paths: &args.paths,
        out_dir: args.out_dir.as_deref(),
        write: Some(&args.write),
        ..Input::default()
    };
    let job = job(&input, &args.compile)?;
    let rows = rows(args, &job);
    let (files, failures) = driver::files(&job.host, &job.config);
    let files: Vec<String> =
        files.iter().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    match output.output_format {
        Format::Json => {
            let settings = rows
                .iter()
                .map(|row| (row.name.to_string(), json!({ "value": row.value, "from": row.from })));
            let settings: serde_json::Map<String, Value> = settings.collect();
            let all = json!({ "settings": settings, "files": files });
            writeln!(terminal.out(), "{all:#}")?;
        }
        Format::Text | Format::Concise => {
            let value =
                |row: &Row| row.value.as_str().map_or(row.value.to_string(), str::to_string);
            let width = rows.iter().map(|row| value(row).chars().count()).max().unwrap_or(0);
            for row in &rows {
                let value = value(row);
                writeln!(terminal.out(), "{:<14}  {value:<width$}  {}", row.name, row.from)?;
            }
            writeln!(terminal.out(), "\n{}", render::count(files.len(), "file"))?;
            for file in &files {
                writeln!(terminal.out(), "  {}", printable(file))?;
            }
        }
        Format::Github | Format::Sarif => {
            let message = "`pulsec config` reports as text, concise or json";
            return Err(Stop::Failed(message.to_string()));
        }
    }
    for failure in &failures {
        terminal.complain(&format!("{}: {}", failure.path.display(), failure.reason));
    }
    Ok(if failures.is_empty() { 0 } else { 2 })
}

fn rows(args: &BuildArgs, job: &Job) -> Vec<Row> {
    let Job { config, settings, .. } = job;
    let file = config.shown(&settings.file).to_string_lossy().replace('\\', "/");
    let from = |flag: Option<&str>, is_set: bool| match flag {
        Some(flag) => flag.to_string(),
        None if is_set => file.clone(),
        None => "default".to_string(),
    };
    let shown = |path: &std::path::Path| {
        let path = config.shown(path).to_string_lossy().replace('\\', "/");
        if path.is_empty() { ".".to_string() } else { path }
    };
    let compile = &args.compile;
    let (jsx, dev) = match config.jsx {
        Jsx::Preserve => ("preserve", false),
        Jsx::Automatic { dev } => ("automatic", dev),
    };
    let paths: Vec<String> = config.paths.iter().map(|path| shown(path)).collect();
    let row = |name, value: Value, from: String| Row { name, value, from };
    vec![
        row("root", shown(&config.root).into(), from(None, !file.is_empty())),
        row(
            "paths",
            paths.into(),
            from((!args.paths.is_empty()).then_some("arguments"), settings.paths.is_some()),
        ),
        row("exclude", config.exclude.clone().into(), from(None, settings.exclude.is_some())),
        row(
            "out-dir",
            shown(&config.out_dir).into(),
            from(args.out_dir.as_ref().map(|_| "--out-dir"), settings.out_dir.is_some()),
        ),
        row("jsx", jsx.into(), from(compile.jsx.map(|_| "--jsx"), settings.jsx_preserve.is_some())),
        row(
            "jsx-dev",
            dev.into(),
            from(compile.jsx_dev.then_some("--jsx-dev"), settings.jsx_dev.is_some()),
        ),
        row(
            "client-package",
            config.client_package.clone().into(),
            from(
                compile.client_package.as_ref().map(|_| "--client-package"),
                settings.client_package.is_some(),
            ),
        ),
        row(
            "source-maps",
            config.maps.name().into(),
            from(args.write.source_maps.map(|_| "--source-maps"), settings.maps.is_some()),
        ),
        row(
            "target",
            config.target.name().into(),
            from(args.write.target.map(|_| "--target"), settings.target.is_some()),
        ),
        row(
            "declarations",
            config.declarations.into(),
            from(args.write.no_dts.then_some("--no-dts"), settings.declarations.is_some()),
        ),
        row("rules", levels(&config.rules.project), from(None, !settings.rules.is_empty())),
        row(
            "per-file-rules",
            config.rules.files.iter().map(|(name, lines)| (name.clone(), levels(lines))).collect(),
            from(None, !settings.per_file_rules.is_empty()),
        ),
    ]
}

/// `{"missing-key": "error"}`.
fn levels(lines: &Lines) -> Value {
    let line = |(selector, level): &(Selector, Level)| {
        (selector.name().to_string(), Value::from(level.name()))
    };
    lines.iter().map(line).collect()
}
