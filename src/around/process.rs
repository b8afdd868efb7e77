//! Other programs, within limits: one that hangs is ended, one that prints without end is cut off.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// What a program said.
pub struct Said {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

/// No more than this is kept of a stream.
const MOST: u64 = 4 << 20;

/// Runs it to its end; the reason where it does not start or does not end in time.
pub fn run(program: &Path, args: &[&str], dir: &Path, time: Duration) -> Result<Said, String> {
    let mut command = Command::new(program);
    command.args(args).current_dir(dir);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("cannot start: {error}"))?;
    let (send, received) = channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|it| Box::new(it) as Box<dyn Read + Send>),
        child.stderr.take().map(|it| Box::new(it) as Box<dyn Read + Send>),
    ];
    for (at, stream) in streams.into_iter().enumerate() {
        let send = send.clone();
        let read = move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                let _ = stream.by_ref().take(MOST).read_to_end(&mut bytes);
                // The rest is read too, so that the program does not wait for somebody to read it.
                let _ = std::io::copy(&mut stream, &mut std::io::sink());
            }
            let _ = send.send((at, String::from_utf8_lossy(&bytes).into_owned()));
        };
        std::thread::Builder::new().spawn(read).map_err(|error| format!("{error}"))?;
    }
    let (mut out, mut err) = (String::new(), String::new());
    for _ in 0..2 {
        match received.recv_timeout(time) {
            Ok((0, text)) => out = text,
            Ok((_, text)) => err = text,
            Err(_) => {
                end(&mut child);
                return Err(format!("did not end within {} s", time.as_secs_f64()));
            }
        }
    }
    let status = child.wait().map_err(|error| format!("{error}"))?;
    Ok(Said { ok: status.success(), out, err })
}

/// Ends a program.
pub fn end(child: &mut Child) {
    // One that has ended by itself is well, too.
    let _ = child.kill();
    let _ = child.wait();
}
