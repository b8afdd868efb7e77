//! `pulsec check --contract`: the events of channels, who sends each and who handles it, on both ends.
//!
//! ```text
//! message  browser -> server
//!   sent     chat/client.py:12  text, room
//!   handled  chat/app.py:40
//! ```

use std::io::Write;

use serde_json::json;

use crate::cli::args::{Format, OutputArgs};
use crate::cli::render;
use crate::cli::terminal::{Stop, Terminal, printable};
use crate::driver::{Channel, ChannelEnd, Output, Side};

/// Prints the contract on standard output; what was found goes aside.
pub fn print(compiled: &Output, output: &OutputArgs, terminal: &mut Terminal) -> Result<u8, Stop> {
    let code = render::report_aside(compiled, output, terminal)?;
    if code == 2 {
        return Ok(code);
    }
    let channels = &compiled.manifest.channels;
    let to = terminal.out();
    let is_partial = compiled.has_errors();
    if output.output_format == Format::Json {
        let all = json!({
            "channels": channels,
            "computed": compiled.computed,
            "partial": is_partial,
        });
        writeln!(to, "{all:#}")?;
        return Ok(code);
    }
    for channel in channels {
        writeln!(to, "{}  {}", printable(&channel.event), direction(channel))?;
        for (word, ends) in [("sent", &channel.sent), ("handled", &channel.handled)] {
            ends.iter().try_for_each(|end| line(to, word, end))?;
            if ends.is_empty() {
                writeln!(to, "  {word:<7}  nowhere")?;
            }
        }
    }
    if channels.is_empty() {
        writeln!(to, "No events")?;
    }
    if is_partial {
        writeln!(to, "What has mistakes may send and handle more")?;
    }
    if !compiled.computed.is_empty() {
        writeln!(to, "computed, and so not compared")?;
        compiled.computed.iter().try_for_each(|end| line(to, side(end.side), end))?;
    }
    Ok(code)
}

fn line(to: &mut dyn Write, word: &str, end: &ChannelEnd) -> std::io::Result<()> {
    let ChannelEnd { source, line, request, keys, .. } = end;
    let place = format!("{}:{line}", printable(source));
    let keys = keys.as_ref().map(|keys| format!("  {{{}}}", keys.join(", ")));
    let asks = if *request { "  asks for an answer" } else { "" };
    writeln!(to, "  {word:<7}  {place}{}{asks}", keys.as_deref().unwrap_or(""))
}

/// Which way the event goes, by who sends it, else by who handles it.
fn direction(channel: &Channel) -> &'static str {
    let from_browser = channel.sent.iter().any(|end| end.side == Side::Client)
        || channel.handled.iter().any(|end| end.side == Side::Server);
    let from_server = channel.sent.iter().any(|end| end.side == Side::Server)
        || channel.handled.iter().any(|end| end.side == Side::Client);
    match (from_browser, from_server) {
        (true, true) => "both ways",
        (true, false) => "browser -> server",
        _server => "server -> browser",
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Client => "browser",
        Side::Server => "server",
    }
}
