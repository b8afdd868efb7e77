//! `pulsec doctor`: whether Python, Pulse, Node, Vite and the plugins are there, in versions that go together.

use serde_json::json;

use crate::around::{self, State};
use crate::cli::args::{CompileArgs, DoctorArgs, Format, OutputArgs};
use crate::cli::setup::{Input, job};
use crate::cli::terminal::{Stop, Terminal, printable};

pub fn run(args: &DoctorArgs, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let job = job(&Input::default(), &CompileArgs::default())?;
    let root = job.config.absolute(&job.config.root);
    let checks = around::examine(&job.host, &root, args.python.as_deref());
    let is_bad = checks.iter().any(|check| check.state == State::Bad);
    match output.output_format {
        Format::Json => {
            let all = checks.iter().map(|check| {
                json!({ "state": word(check.state), "message": check.told, "help": check.help })
            });
            let all = serde_json::Value::Array(all.collect());
            writeln!(terminal.out(), "{all:#}")?;
        }
        Format::Text | Format::Concise => {
            for check in checks.iter().filter(|it| !output.quiet || it.state == State::Bad) {
                let word = word(check.state);
                writeln!(terminal.out(), "{word:<6}  {}", printable(&check.told))?;
                if let Some(help) = &check.help {
                    writeln!(terminal.out(), "        help: {help}")?;
                }
            }
        }
        Format::Github | Format::Sarif => {
            let message = "`pulsec doctor` reports as text, concise or json";
            return Err(Stop::Failed(message.to_string()));
        }
    }
    Ok(u8::from(is_bad && !output.exit_zero))
}

fn word(state: State) -> &'static str {
    match state {
        State::Good => "good",
        State::Absent => "absent",
        State::Bad => "bad",
    }
}
