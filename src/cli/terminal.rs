//! The streams of the process, and what the terminal behind them can show.
//!
//! Nothing in the CLI uses `println!`: it panics when the reader has gone (`pulsec check | head`).
//! Here a closed pipe is [`Stop::Closed`], which ends the command quietly.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::Arc;

use crate::cli::args::When;
use crate::engine::{Console, Stream};

/// Why a command ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads our output any more.
    Closed,
    /// The tool could not do its work; exit code 2.
    Failed(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::Closed,
            _ => Stop::Failed(format!("cannot write the output: {error}")),
        }
    }
}

/// How the report is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    pub color: bool,
    /// Lines and signs beyond ASCII.
    pub unicode: bool,
    pub width: usize,
}

pub struct Terminal {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    out_is_terminal: bool,
    err_is_terminal: bool,
    color: When,
}

impl Terminal {
    pub fn of_process() -> Terminal {
        Terminal {
            out: Box::new(BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            out_is_terminal: io::stdout().is_terminal(),
            err_is_terminal: io::stderr().is_terminal(),
            color: When::Auto,
        }
    }

    pub fn set_color(&mut self, when: When) {
        self.color = when;
    }

    pub fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Empties the screen, with what is above it; nothing where there is no screen.
    pub fn clear(&mut self) -> io::Result<()> {
        match self.out_is_terminal {
            true => self.out.write_all(b"\x1b[H\x1b[2J\x1b[3J"),
            false => Ok(()),
        }
    }

    /// Standard error, for what belongs to no report: summaries beside JSON, findings beside code.
    pub fn err(&mut self) -> &mut dyn Write {
        &mut self.err
    }

    pub fn err_is_terminal(&self) -> bool {
        self.err_is_terminal
    }

    pub fn out_look(&self) -> Look {
        self.look(self.out_is_terminal)
    }

    pub fn err_look(&self) -> Look {
        self.look(self.err_is_terminal)
    }

    fn look(&self, is_terminal: bool) -> Look {
        let width = env("COLUMNS").and_then(|columns| columns.parse().ok()).unwrap_or(100usize);
        Look {
            color: match self.color {
                When::Always => true,
                When::Never => false,
                When::Auto => color_by_environment(is_terminal),
            },
            unicode: is_terminal && locale_is_utf8(),
            width: width.clamp(40, 200),
        }
    }

    /// Says on standard error why the tool could not do its work.
    pub fn complain(&mut self, message: &str) {
        let paint = self.err_look().color;
        let (on, off) = if paint { ("\u{1b}[31;1m", "\u{1b}[0m") } else { ("", "") };
        for line in message.lines() {
            let line = printable(line);
            // Standard error is the last resort: there is nowhere left to report that it failed.
            let _ = match line.starts_with("help: ") {
                true => writeln!(self.err, "{line}"),
                false => writeln!(self.err, "{on}error{off}: {line}"),
            };
        }
    }

    /// Flushes, and gives the exit code: output that could not be written is a failure, unless its
    /// reader just went away.
    pub fn finish(&mut self, code: u8) -> u8 {
        match self.out.flush().map_err(Stop::from) {
            Ok(()) | Err(Stop::Closed) => code,
            Err(Stop::Failed(message)) => {
                self.complain(&message);
                2
            }
        }
    }
}

/// The streams of the process, for what a program prints while it runs.
pub fn outlet() -> Console {
    Arc::new(|stream, line| {
        let written = match stream {
            Stream::Out => writeln!(io::stdout().lock(), "{line}"),
            Stream::Err => writeln!(io::stderr().lock(), "{line}"),
        };
        written.is_ok()
    })
}

/// A text whose control characters cannot drive the terminal; tabs and line ends stay.
pub fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let drives = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.contains(drives) { text.replace(drives, "?").into() } else { text.into() }
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn color_by_environment(is_terminal: bool) -> bool {
    if env("NO_COLOR").is_some() {
        return false;
    }
    match env("FORCE_COLOR") {
        Some(value) => value != "0",
        None => is_terminal && env("TERM").is_none_or(|term| term != "dumb"),
    }
}

fn locale_is_utf8() -> bool {
    if cfg!(windows) {
        return env("WT_SESSION").is_some();
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env(name));
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
