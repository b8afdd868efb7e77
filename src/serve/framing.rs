//! From a stream of bytes to messages and back.
//!
//! ```text
//! {"jsonrpc":"2.0","id":1,…}⏎                        one message a line
//! Content-Length: 26⏎⏎{"jsonrpc":"2.0","id":1,…}     or with headers, as language servers talk
//! ```
//!
//! The first line tells which of the two it is, and the answers come the same way. Bytes that are no
//! message give an error, and reading goes on at what looks like the next one.

use std::io::{self, BufRead, BufReader, Read, Write};

use serde_json::Value;

use super::messages::{INVALID_REQUEST, PARSE_ERROR, Refused};

/// A longer message is not read.
pub const MAX_BYTES: usize = 256 << 20;

const LENGTH: &[u8] = b"content-length:";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Framing {
    Lines,
    Headers,
}

/// What comes next.
#[derive(PartialEq, Debug)]
pub enum Incoming {
    Message(Vec<u8>),
    Bad(Refused),
    /// The other side has gone.
    End,
}

pub struct Reader<R> {
    input: BufReader<R>,
    framing: Option<Framing>,
}

impl<R: Read> Reader<R> {
    pub fn new(input: R) -> Reader<R> {
        Reader { input: BufReader::new(input), framing: None }
    }

    /// How messages come; known once the first has come.
    pub fn framing(&self) -> Framing {
        self.framing.unwrap_or(Framing::Lines)
    }

    pub fn next(&mut self) -> Incoming {
        loop {
            let line = match self.line() {
                Ok(Some(line)) => line,
                Ok(None) => return Incoming::Bad(too_large()),
                Err(_) => return Incoming::End,
            };
            if line.is_empty() {
                return Incoming::End;
            }
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let framing = *self.framing.get_or_insert_with(|| match is_header(line) {
                true => Framing::Headers,
                false => Framing::Lines,
            });
            return match framing {
                Framing::Lines => Incoming::Message(line.to_vec()),
                Framing::Headers => self.body(line),
            };
        }
    }

    /// The rest of a message whose first header line is read.
    fn body(&mut self, first: &[u8]) -> Incoming {
        let mut length = None;
        let mut line = first.to_vec();
        while !line.is_empty() {
            if !is_header(&line) {
                return self.resync("a header is expected: `Content-Length: 123`");
            }
            if let Some(value) = header(&line, LENGTH) {
                length = std::str::from_utf8(value).ok().and_then(|it| it.parse::<usize>().ok());
                if length.is_none() {
                    return self.resync("`Content-Length` is no number of bytes");
                }
            }
            line = match self.line() {
                Ok(Some(line)) if line.is_empty() => return Incoming::End,
                Ok(Some(line)) => line.trim_ascii().to_vec(),
                Ok(None) => return self.resync("the headers are too long"),
                Err(_) => return Incoming::End,
            };
        }
        match length {
            None => self.resync("there is no `Content-Length`"),
            Some(length) if length > MAX_BYTES => {
                let _ = self.resync("");
                Incoming::Bad(too_large())
            }
            Some(length) => {
                let mut bytes = Vec::new();
                match (&mut self.input).take(length as u64).read_to_end(&mut bytes) {
                    Ok(read) if read == length => Incoming::Message(bytes),
                    Ok(_) | Err(_) => Incoming::End,
                }
            }
        }
    }

    /// A line with its end, empty at the end of the input; `None` for one that is too long.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.input).take(MAX_BYTES as u64 + 1).read_until(b'\n', &mut line)?;
        if line.len() <= MAX_BYTES {
            return Ok(Some(line));
        }
        while !line.is_empty() && !line.ends_with(b"\n") {
            line.clear();
            (&mut self.input).take(1 << 16).read_until(b'\n', &mut line)?;
        }
        Ok(None)
    }

    /// Skips to what may be the start of the next message, without waiting for it.
    fn resync(&mut self, message: &str) -> Incoming {
        let waiting = self.input.buffer();
        let mut windows = waiting.windows(LENGTH.len());
        let next = windows.position(|bytes| bytes.eq_ignore_ascii_case(LENGTH));
        let skip = next.unwrap_or(waiting.len());
        self.input.consume(skip);
        Incoming::Bad(Refused::new(PARSE_ERROR, message))
    }
}

fn is_header(line: &[u8]) -> bool {
    header(line, LENGTH).is_some() || header(line, b"content-type:").is_some()
}

/// The value of a header of that name.
fn header<'l>(line: &'l [u8], name: &[u8]) -> Option<&'l [u8]> {
    let (head, value) = line.split_at_checked(name.len())?;
    head.eq_ignore_ascii_case(name).then(|| value.trim_ascii())
}

fn too_large() -> Refused {
    Refused::new(INVALID_REQUEST, format!("the message is larger than {} MiB", MAX_BYTES >> 20))
}

/// Writes a message whole.
pub fn write(to: &mut dyn Write, framing: Framing, message: &Value) -> io::Result<()> {
    // One call: whoever reads a pipe sees no half of a message, if it can be helped.
    let mut bytes = Vec::new();
    let body = serde_json::to_vec(message)?;
    match framing {
        Framing::Headers => {
            bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
            bytes.extend(body);
        }
        Framing::Lines => {
            bytes.extend(body);
            bytes.push(b'\n');
        }
    }
    to.write_all(&bytes)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> Vec<String> {
        let mut reader = Reader::new(input);
        let mut found = Vec::new();
        loop {
            match reader.next() {
                Incoming::Message(bytes) => found.push(String::from_utf8_lossy(&bytes).into()),
                Incoming::Bad(refused) => found.push(format!("! {}", refused.message)),
                Incoming::End => return found,
            }
        }
    }

    #[test]
    fn lines_and_headers() {
        assert_eq!(read(b"\n{}\r\n  \n[1]\n{"), ["{}", "[1]", "{"]);
        let input = b"content-length: 2\r\n\r\n{}Content-Type: x\r\nContent-Length:3\r\n\r\n[1]";
        assert_eq!(read(input), ["{}", "[1]"]);
        assert_eq!(read(b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["", "{}"]);
    }

    #[test]
    fn reading_goes_on_after_bad_headers() {
        let good = "Content-Length: 2\r\n\r\n{}";
        let bad = "Content-Length: 999999999999999\r\n\r\n{}";
        let large = "! the message is larger than 256 MiB";
        assert_eq!(read(format!("{bad}{good}").as_bytes()), [large, "{}"]);
        for bad in ["Content-Length: -1\r\n\r\n{}", "Content-Length: 2\r\nwhat\r\n\r\n{}"] {
            let found = read(format!("{good}{bad}{good}").as_bytes());
            assert!(found.len() == 3 && found[1].starts_with("! "), "{found:?}");
            assert_eq!((&*found[0], &*found[2]), ("{}", "{}"));
        }
    }
}
