//! Throws millions of cases at the compiler: what panics, hangs, takes too long, or emits what does not load.
//!
//! ```text
//! cargo run -- check --count 1000000 --seed 7
//! check     1000000 cases, 412033 accepted, 0 faults, 1650 s, 606 a second; slowest 0.21 s (case 7712)
//! ```
//!
//! Cases are made from a seed and a number, so that each comes back by itself (`--case 7712`). They run in a
//! child: it may overflow its stack, be killed for what it eats, or never end, and the next one goes on behind.
//! `docs/testing.md` tells why it is made so.

mod comes_out;
mod corpus;
mod grammar;
mod mutate;
mod random;
mod supervise;
mod targets;
mod work;

use std::process::ExitCode;
use std::time::Duration;

use targets::TARGETS;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "fuzz [TARGET…] [--count N | --seconds N] [--seed N] [--from N] [--case N] [--slow SECONDS] [--kept]
  --count    cases of each target (1000 unless given)
  --seconds  go on for so long instead, all targets together
  --from     the first case
  --case     run this one only and print it
  --slow     a case that takes more time of the processor is a fault
  --kept     only the cases in `fuzz/kept`";

/// What is asked for.
#[derive(Clone)]
pub struct Options {
    pub targets: Vec<&'static str>,
    pub count: u64,
    pub seconds: Option<Duration>,
    pub seed: u64,
    pub from: u64,
    pub case: Option<u64>,
    pub slow: Option<f64>,
    pub kept: bool,
    /// Where a child notes the case that it is at: this makes it one.
    pub child: Option<String>,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let faults = match (&options.child, options.case) {
        (Some(_), _) => work::child(&options),
        (None, Some(case)) => work::one(&options, case),
        (None, None) => supervise::all(&options),
    };
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        targets: Vec::new(),
        count: 1000,
        seconds: None,
        seed: 1,
        from: 0,
        case: None,
        slow: None,
        kept: false,
        child: None,
    };
    while let Some(arg) = args.next() {
        let mut number = || {
            let value = args.next().ok_or(format!("{arg} wants a number"))?;
            value.replace('_', "").parse::<f64>().map_err(|error| format!("{arg} {value}: {error}"))
        };
        match arg.as_str() {
            "--count" => options.count = number()? as u64,
            "--seconds" => options.seconds = Some(Duration::from_secs_f64(number()?)),
            "--seed" => options.seed = number()? as u64,
            "--from" => options.from = number()? as u64,
            "--case" => options.case = Some(number()? as u64),
            "--slow" => options.slow = Some(number()?),
            "--kept" => options.kept = true,
            "--child" => options.child = args.next(),
            name => match TARGETS.iter().find(|target| target.name == name) {
                Some(target) => options.targets.push(target.name),
                None => {
                    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
                    return Err(format!("`{name}` is none of {}", names.join(", ")));
                }
            },
        }
    }
    if options.targets.is_empty() {
        options.targets = TARGETS.iter().map(|target| target.name).collect();
    }
    Ok(options)
}
