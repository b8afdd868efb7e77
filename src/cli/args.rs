//! The arguments, as clap reads them.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::driver::Target;

/// Compiles the Python marked with `@ps.javascript` in a Pulse app into JavaScript and React modules.
#[derive(Parser, Debug)]
#[command(name = "pulsec", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 clean, 1 findings, 2 the work could not be done.")]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Compile every marked function and write the modules
    Build(BuildCommand),
    /// Build, then build again what changes
    Watch(BuildArgs),
    /// Report what is wrong; write nothing
    Check(CheckArgs),
    /// Print the JavaScript of a file, or of one function of it
    Show(ShowArgs),
    /// Call one function in the embedded engine
    Run(RunArgs),
    /// Write settings for this folder, and say what to do next
    Init,
    /// Show the settings in force, and the files that would be compiled
    Config(BuildArgs),
    /// Look whether what pulsec works with is there
    Doctor(DoctorArgs),
    /// Compare marked functions in CPython with what is compiled of them
    Verify(VerifyArgs),
    /// Print the page of a diagnostic or of a helper of the runtime, or list them
    Explain(ExplainArgs),
    /// List the rules and what each does in this project
    Rules(RulesArgs),
    /// Print the script that completes commands in a shell
    Completions(CompletionsArgs),
    /// Answer an editor: the language server protocol over standard input and output
    Lsp(LspArgs),
    /// Answer the plugins of Vite and Pulse: JSON-RPC over standard input and output
    Serve,
}

/// How findings are reported.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Reporting")]
pub struct OutputArgs {
    /// The form of the findings
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub output_format: Format,
    /// When to use color; NO_COLOR and FORCE_COLOR are respected
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
    /// Print findings only, no summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print how often each code was found
    #[arg(long, global = true)]
    pub statistics: bool,
    /// Exit with 1 when there are warnings
    #[arg(long, global = true)]
    pub deny_warnings: bool,
    /// Exit with 0 even when there are findings
    #[arg(long, global = true)]
    pub exit_zero: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// Frames of source, for people
    Text,
    /// One line for each finding
    Concise,
    /// One JSON array
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// A SARIF 2.1.0 log
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// What is compiled, and how; a flag wins over the settings file.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct CompileArgs {
    /// How JSX is written
    #[arg(long, value_enum, value_name = "MODE")]
    pub jsx: Option<JsxMode>,
    /// Use react/jsx-dev-runtime, with source positions
    #[arg(long)]
    pub jsx_dev: bool,
    /// The npm package that usePulseChannel is imported from
    #[arg(long, value_name = "PACKAGE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub client_package: Option<String>,
    /// Use this settings file instead of searching for one
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Apply these rules and no others: codes, names, groups, `all`
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Apply these rules besides the others
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub extend_select: Vec<String>,
    /// Do not apply these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum JsxMode {
    /// Calls of react/jsx-runtime, in .js
    Automatic,
    /// JSX as it is, in .jsx
    Preserve,
}

#[derive(clap::Args, Debug)]
pub struct BuildArgs {
    /// Files and folders [default: `paths` of the settings, else `.`]
    pub paths: Vec<PathBuf>,
    /// The folder to write to [default: `out-dir` of the settings, else `dist`]
    #[arg(short, long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
    #[command(flatten)]
    pub write: WriteArgs,
    #[command(flatten)]
    pub compile: CompileArgs,
}

/// What `build` takes beside what `watch` takes, too.
#[derive(clap::Args, Debug)]
pub struct BuildCommand {
    #[command(flatten)]
    pub build: BuildArgs,
    /// Write what the build came to: a page (.html) or its data (.json)
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Show how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// What is written beside the JavaScript.
#[derive(clap::Args, Debug)]
pub struct WriteArgs {
    /// Where source maps go
    #[arg(long, value_enum, value_name = "PLACE")]
    pub source_maps: Option<MapsPlace>,
    /// Write no .d.ts files
    #[arg(long)]
    pub no_dts: bool,
    /// The edition of ECMAScript that may be written: es2022 (the default) to es2025, or esnext
    #[arg(long, value_name = "EDITION", value_parser = Target::of)]
    pub target: Option<Target>,
    /// Known so that it can be said who does that.
    #[arg(long, hide = true)]
    pub minify: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum MapsPlace {
    /// Files beside the modules
    File,
    /// The ends of the modules themselves
    Inline,
    /// Nowhere
    None,
}

#[derive(clap::Args, Debug)]
pub struct CheckArgs {
    /// Files and folders, or `-` for standard input [default: `paths` of the settings, else `.`]
    pub paths: Vec<PathBuf>,
    /// The path that standard input is checked as
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Repair what has a sure fix, then report what is left
    #[arg(long, conflicts_with = "diff")]
    pub fix: bool,
    /// Make fixes that are guesses too, with `--fix` or `--diff`
    #[arg(long)]
    pub unsafe_fixes: bool,

    /// Show as a diff what `--fix` would do; exit with 1 if that is anything
    #[arg(long)]
    pub diff: bool,
    /// Print the events of channels instead, who sends each and who handles it
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub contract: bool,
    #[command(flatten)]
    pub compile: CompileArgs,
}

#[derive(clap::Args, Debug)]
pub struct ShowArgs {
    /// `FILE`, `FILE::NAME`, or `-` for standard input
    pub target: String,
    /// What to print
    #[arg(long, value_enum, default_value_t = Emit::Js)]
    pub emit: Emit,
    /// The path that standard input is compiled as
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub compile: CompileArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Emit {
    /// JavaScript
    Js,
    /// JavaScript with JSX
    Jsx,
    /// The compiler's intermediate form
    Ir,
    /// TypeScript declarations
    Dts,
    /// The source map
    Map,
}

#[derive(clap::Args, Debug)]
pub struct RunArgs {
    /// `FILE::NAME`
    pub target: String,
    /// Literals of Python or JSON; `name=literal` for a keyword
    #[arg(value_name = "ARGUMENT", allow_negative_numbers = true)]
    pub arguments: Vec<String>,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
    /// Stop it after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    pub timeout: f64,
    /// Stop it when it needs more than so many megabytes
    #[arg(long, value_name = "MB", default_value_t = 256, value_parser = megabytes)]
    pub memory: usize,
    #[command(flatten)]
    pub compile: CompileArgs,
}

/// More than none, and less than a clock can count.
fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse::<f64>().ok().filter(|it| *it > 0.0 && *it <= 1e9);
    seconds.ok_or_else(|| "a number of seconds is needed, more than 0".to_string())
}

/// What an engine needs at least, and what can be addressed at most.
fn megabytes(text: &str) -> Result<usize, String> {
    let megabytes = text.parse::<usize>().ok().filter(|it| (4..=1 << 20).contains(it));
    megabytes.ok_or_else(|| "a whole number of megabytes is needed, 4 or more".to_string())
}

#[derive(clap::Args, Debug)]
pub struct VerifyArgs {
    /// Files and folders [default: `paths` of the settings, else `.`]
    pub paths: Vec<PathBuf>,
    /// Compare with this Python instead of searching for one
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// What random inputs begin with; the same seed gives the same inputs
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub seed: u64,
    /// How many inputs each function gets
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    pub examples: usize,
    /// Stop a call after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    pub timeout: f64,
    #[command(flatten)]
    pub compile: CompileArgs,
}

#[derive(clap::Args, Debug)]
pub struct DoctorArgs {
    /// Look at this Python instead of searching for one
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
pub struct RulesArgs {
    #[command(flatten)]
    pub compile: CompileArgs,
}

#[derive(clap::Args, Debug)]
pub struct ExplainArgs {
    /// A code such as PSC203 or its name, or a helper such as getItem
    pub name: Option<String>,
    /// List the helpers of the runtime instead of the codes
    #[arg(long, conflicts_with = "name")]
    pub helpers: bool,
}

#[derive(clap::Args, Debug)]
pub struct LspArgs {
    /// Some editors say so; there is no other way
    #[arg(long, hide = true)]
    pub stdio: bool,
}

#[derive(clap::Args, Debug)]
pub struct CompletionsArgs {
    /// The shell the script is for
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
