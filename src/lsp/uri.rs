//! From the URIs of the protocol to paths and back.
//!
//! Clients differ in what they encode: `file:///c%3A/a`, `file:///app/[id].py`. What no URI may hold is encoded before
//! a message is read, so that such a file is a file.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;
use serde_json::Value;

/// The path of a file; none for what is no file (`untitled:`, `git:`).
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme()?.as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let text = decoded(uri.path().as_str())?;
    let is_drive = text.as_bytes().get(2) == Some(&b':');
    let text = if cfg!(windows) && is_drive { text.get(1..)?.to_owned() } else { text };
    let path = crate::base::normal(Path::new(&text));
    path.has_root().then_some(path)
}

/// The URI of an absolute path; none for one that is no text.
pub fn of_path(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    let mut out = String::from("file://");
    if !text.starts_with('/') {
        out.push('/');
    }
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            true => out.push(char::from(byte)),
            false => out += &format!("%{byte:02X}"),
        }
    }
    Uri::from_str(&out).ok()
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let value = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match value.filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..)?;
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Encodes what no URI may hold, in everything that is called one.
pub fn mend(message: &mut Value) {
    match message {
        Value::Object(members) => {
            for (key, value) in members {
                let is_uri = key.ends_with("uri") || key.ends_with("Uri");
                match value.as_str().filter(|_| is_uri).map(encoded) {
                    Some(text) => *value = text.into(),
                    None => mend(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mend),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after = text.as_bytes().get(at + 1..at + 3).unwrap_or_default();
        let is_code = after.len() == 2 && after.iter().all(u8::is_ascii_hexdigit);
        let is_plain = c.is_ascii_alphanumeric()
            || "-._~:/?#@!$&'()*+,;=".contains(c)
            || (c == '%' && is_code);
        match is_plain {
            true => out.push(c),
            false => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    out += &format!("%{byte:02X}");
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back() {
        for path in ["/app/chat.py", "/a b/ü/[id].py", "/100%/x#y?.py", "/a:b/c\\d.py"] {
            let uri = of_path(Path::new(path)).unwrap();
            assert_eq!(to_path(&uri).as_deref(), Some(Path::new(path)), "{}", uri.as_str());
        }
        let mut message = serde_json::json!({"textDocument": {"uri": "file:///a/[id] ü%20.py"}});
        mend(&mut message);
        let uri: Uri = serde_json::from_value(message["textDocument"]["uri"].clone()).unwrap();
        assert_eq!(to_path(&uri).as_deref(), Some(Path::new("/a/[id] ü .py")));
        assert_eq!(to_path(&Uri::from_str("untitled:Untitled-1").unwrap()), None);
    }
}
