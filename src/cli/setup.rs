//! From flags and settings to a [`Config`] and a host.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::args::{CompileArgs, JsxMode, MapsPlace, WriteArgs};
use crate::cli::terminal::Stop;
use crate::diag::rules::{Level, Selector, default_level};
use crate::driver::rules::{Levels, Lines};
use crate::driver::{
    Config, Jsx, Maps, Settings, Stdin, find_settings, parse_settings, unknown_rule,
};
use crate::host::{Host, OsHost};

/// What a command compiles.
pub struct Job {
    pub host: OsHost,
    pub config: Config,
    /// What the settings file says; empty without one.
    pub settings: Settings,
}

/// What a command says about its input, beside the flags all share.
#[derive(Default)]
pub struct Input<'a> {
    pub paths: &'a [PathBuf],
    pub stdin_filename: Option<&'a Path>,
    pub out_dir: Option<&'a Path>,
    pub write: Option<&'a WriteArgs>,
}

/// Reads the settings and puts the flags on top. A project without settings has the working folder as
/// its root; where the paths lie outside of that, the folder they share.
pub fn job(input: &Input<'_>, args: &CompileArgs) -> Result<Job, Stop> {
    let cwd = std::env::current_dir()
        .map_err(|error| Stop::Failed(format!("cannot find the working folder: {error}")))?;
    let mut config = Config { cwd: cwd.clone(), ..Config::default() };
    let stdin = stdin(input)?;
    let searcher = OsHost::default();
    let given = stdin.as_ref().map(|stdin| std::slice::from_ref(&stdin.path));
    let start = start(&config, given.unwrap_or(input.paths));
    let settings = match &args.config {
        Some(file) => Some(read_settings(&searcher, &config.absolute(file))?),
        None => {
            find_settings(&searcher, &start).map_err(|error| Stop::Failed(error.to_string()))?
        }
    };
    let root = match &settings {
        Some(settings) => settings.file.parent().unwrap_or(&cwd).to_path_buf(),
        None if start.starts_with(&cwd) => cwd,
        None if searcher.is_dir(&start) => start,
        None => start.parent().unwrap_or(&cwd).to_path_buf(),
    };
    let settings = settings.unwrap_or_default();
    let read = settings.clone();
    config.root = config.shown(&root);
    config.paths = match (input.paths, &settings.paths) {
        ([], Some(paths)) => paths.iter().map(|path| root.join(path)).collect(),
        ([], None) => vec![PathBuf::from(".")],
        (given, _) => given.to_vec(),
    };
    config.stdin = stdin;
    config.exclude = settings.exclude.unwrap_or_default();
    config.rules =
        Levels { project: settings.rules, files: settings.per_file_rules, flags: flags(args)? };
    config.out_dir = match input.out_dir {
        Some(dir) => dir.to_path_buf(),
        None => root.join(settings.out_dir.unwrap_or(config.out_dir)),
    };
    let maps = input.write.and_then(|write| write.source_maps).map(|place| match place {
        MapsPlace::File => Maps::File,
        MapsPlace::Inline => Maps::Inline,
        MapsPlace::None => Maps::None,
    });
    config.maps = maps.or(settings.maps).unwrap_or(config.maps);
    if input.write.is_some_and(|write| write.minify) {
        let message = "what is written is to be read; the bundler makes it small\n\
                       help: `vite build` does it, or `esbuild --bundle --minify`";
        return Err(Stop::Failed(message.to_string()));
    }
    let target = input.write.and_then(|write| write.target).or(settings.target);
    config.target = target.unwrap_or(config.target);
    let is_silent = input.write.is_some_and(|write| write.no_dts);
    config.declarations = !is_silent && settings.declarations.unwrap_or(true);
    let preserve = match args.jsx {
        Some(mode) => mode == JsxMode::Preserve,
        None => settings.jsx_preserve.unwrap_or(false),
    };
    let dev = args.jsx_dev || settings.jsx_dev.unwrap_or(false);
    if preserve && args.jsx_dev {
        return Err(Stop::Failed("`--jsx-dev` needs `--jsx automatic`".to_string()));
    }
    config.jsx = if preserve { Jsx::Preserve } else { Jsx::Automatic { dev } };
    let package = args.client_package.clone().or(settings.client_package);
    config.client_package = package.unwrap_or(config.client_package);
    Ok(Job { host: OsHost::detect(&root), config, settings: read })
}

/// What the flags say of rules: `--select` first turns all off, `--ignore` has the last word.
fn flags(args: &CompileArgs) -> Result<Lines, Stop> {
    let mut lines = Lines::new();
    if !args.select.is_empty() {
        lines.push((Selector::All, Level::Off));
    }
    let selector =
        |word: &String| Selector::of(word).ok_or_else(|| Stop::Failed(unknown_rule(word)));
    for word in args.select.iter().chain(&args.extend_select) {
        let on = selector(word)?
            .rules()
            .map(|code| (Selector::Rule(code), default_level(code).max(Level::Warn)));
        lines.extend(on);
    }
    for word in &args.ignore {
        lines.extend(selector(word)?.rules().map(|code| (Selector::Rule(code), Level::Off)));
    }
    Ok(lines)
}

/// The folder or file that the search for the project starts at: what all the paths have in common,
/// the working folder without any.
fn start(config: &Config, paths: &[PathBuf]) -> PathBuf {
    let absolute = paths.iter().map(|path| config.absolute(path));
    let common = absolute.reduce(|common, path| {
        let parts = std::iter::zip(common.components(), path.components());
        parts.take_while(|(ours, theirs)| ours == theirs).map(|(part, _)| part).collect()
    });
    common.unwrap_or_else(|| config.cwd.clone())
}

fn read_settings(host: &OsHost, file: &Path) -> Result<Settings, Stop> {
    let fail = |reason: String| Stop::Failed(format!("{}: {reason}", file.display()));
    let bytes = host.read(file).map_err(|error| fail(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| fail("not valid UTF-8".to_string()))?;
    let settings = parse_settings(file, &text).map_err(|error| Stop::Failed(error.to_string()))?;
    settings.ok_or_else(|| fail("there is no `[tool.pulsec]` in it".to_string()))
}

/// Reads standard input where it is asked for with `-`.
fn stdin(input: &Input<'_>) -> Result<Option<Stdin>, Stop> {
    let dash = Path::new("-");
    match input.paths {
        [only] if only == dash => {}
        paths if paths.iter().any(|path| path == dash) => {
            return Err(Stop::Failed("`-` cannot be combined with other paths".to_string()));
        }
        _ if input.stdin_filename.is_some() => {
            return Err(Stop::Failed("`--stdin-filename` needs `-` as the path".to_string()));
        }
        _ => return Ok(None),
    }
    let path = input.stdin_filename.unwrap_or(Path::new("stdin.py")).to_path_buf();
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::Failed(format!("cannot read standard input: {error}")))?;
    Ok(Some(Stdin { path, bytes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_starts_at_what_the_paths_share() {
        let config = Config { cwd: "/home/web".into(), ..Config::default() };
        let start = |paths: &[&str]| {
            let paths: Vec<_> = paths.iter().map(PathBuf::from).collect();
            start(&config, &paths).display().to_string()
        };
        assert_eq!(start(&[]), "/home/web");
        assert_eq!(start(&["app/a.py"]), "/home/web/app/a.py");
        assert_eq!(start(&["app/a.py", "app/b"]), "/home/web/app");
        assert_eq!(start(&["app", "../api/c.py"]), "/home");
        assert_eq!(start(&["app/ab", "app/a"]), "/home/web/app");
    }
}
