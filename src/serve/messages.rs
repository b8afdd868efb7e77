//! Requests, their parameters, and errors of JSON-RPC 2.0.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::driver::{Running, RunningFunction};

pub const PARSE_ERROR: i32 = -32700;
pub const INVALID_REQUEST: i32 = -32600;
pub const METHOD_NOT_FOUND: i32 = -32601;
pub const INVALID_PARAMS: i32 = -32602;
pub const INTERNAL_ERROR: i32 = -32603;
pub const UNKNOWN_PROTOCOL: i32 = -32001;
pub const NOT_INITIALIZED: i32 = -32002;
pub const CANNOT_WRITE: i32 = -32003;

/// Why a request has no result.
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    pub code: i32,
    pub message: String,
    pub data: Option<Value>,
}

impl Refused {
    pub fn new(code: i32, message: impl Into<String>) -> Refused {
        Refused { code, message: message.into(), data: None }
    }

    fn param(key: &str, what: &str) -> Refused {
        Refused::new(INVALID_PARAMS, format!("`{key}` must be {what}"))
    }
}

/// A request, or a notification when it has no id.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    pub id: Option<Value>,
    pub method: String,
    pub params: Params,
}

impl Request {
    /// Reads a message. What is refused comes with the id to answer to, if one can be told.
    pub fn read(bytes: &[u8]) -> Result<Request, Box<(Value, Refused)>> {
        let message: Value = serde_json::from_slice(bytes).map_err(|error| {
            // JavaScript writes half of a character as an escape, which no text of Rust can hold.
            let whole = serde_json::from_slice::<Value>(&without_halves(bytes)).ok();
            let is_half = whole.is_some();
            let id = whole.and_then(|mut it| Some(it.get_mut("id")?.take())).filter(is_id);
            let refused = match is_half {
                true => Refused::new(
                    PARSE_ERROR,
                    "a string holds half of a character (a lone surrogate)",
                ),
                false => Refused::new(PARSE_ERROR, format!("this is no JSON: {error}")),
            };
            Box::new((id.unwrap_or_default(), refused))
        })?;
        let Value::Object(mut message) = message else {
            let what =
                if message.is_array() { "batches are not supported" } else { "not an object" };
            return Err(Box::new((Value::Null, Refused::new(INVALID_REQUEST, what))));
        };
        let id = match message.remove("id") {
            Some(id) if is_id(&id) => Some(id),
            None => None,
            Some(_) => {
                let refused = Refused::new(INVALID_REQUEST, "`id` must be a string or a number");
                return Err(Box::new((Value::Null, refused)));
            }
        };
        let invalid = |message: &str| {
            let id = id.clone().unwrap_or(Value::Null);
            Box::new((id, Refused::new(INVALID_REQUEST, message)))
        };
        if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
            return Err(invalid("`jsonrpc` must be \"2.0\""));
        }
        let Some(Value::String(method)) = message.remove("method") else {
            return Err(invalid("`method` must be a string"));
        };
        let params = match message.remove("params") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(params)) => params,
            Some(_) => {
                let refused = Refused::new(INVALID_PARAMS, "`params` must be an object");
                return Err(Box::new((id.unwrap_or(Value::Null), refused)));
            }
        };
        Ok(Request { id, method, params: Params(params) })
    }
}

fn is_id(id: &Value) -> bool {
    matches!(id, Value::String(_) | Value::Number(_) | Value::Null)
}

/// The same JSON with U+FFFD for each escape of one half of a surrogate pair.
fn without_halves(bytes: &[u8]) -> Vec<u8> {
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let length = match (byte, unit(at)) {
            (b'\\', Some(0xd800..=0xdbff)) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => 12,
            (b'\\', Some(0xd800..=0xdfff)) => {
                out.extend_from_slice(b"\\ufffd");
                at += 6;
                continue;
            }
            (b'\\', _) => 2,
            _ => 1,
        };
        out.extend_from_slice(bytes.get(at..bytes.len().min(at + length)).unwrap_or_default());
        at += length;
    }
    out
}

/// The message that answers a request.
pub fn answer(id: Value, outcome: Result<Value, Refused>) -> Value {
    match outcome {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(refused) => {
            let mut error = json!({ "code": refused.code, "message": refused.message });
            if let (Some(data), Value::Object(error)) = (refused.data, &mut error) {
                error.insert("data".into(), data);
            }
            json!({ "jsonrpc": "2.0", "id": id, "error": error })
        }
    }
}

/// The parameters of a request, by key. A key that is `null` is one that is not there.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Params(Map<String, Value>);

impl Params {
    fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    pub fn flag(&self, key: &str) -> Result<bool, Refused> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(Refused::param(key, "true or false")),
        }
    }

    pub fn text(&self, key: &str) -> Result<Option<&str>, Refused> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refused::param(key, "a string")),
        }
    }

    pub fn number(&self, key: &str) -> Result<u64, Refused> {
        let number = self.get(key).and_then(Value::as_u64);
        number.ok_or_else(|| Refused::param(key, "a whole number"))
    }

    pub fn path(&self, key: &str) -> Result<Option<PathBuf>, Refused> {
        self.text(key)?.map(|text| absolute(key, text)).transpose()
    }

    pub fn needed_path(&self, key: &str) -> Result<PathBuf, Refused> {
        self.path(key)?.ok_or_else(|| Refused::param(key, ABSOLUTE))
    }

    pub fn paths(&self, key: &str) -> Result<Option<Vec<PathBuf>>, Refused> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let list = value.as_array().ok_or_else(|| Refused::param(key, "a list of paths"))?;
        let paths = list.iter().map(|path| match path {
            Value::String(path) => absolute(key, path),
            _ => Err(Refused::param(key, "a list of paths")),
        });
        paths.collect::<Result<_, _>>().map(Some)
    }

    /// `{"/app/chat.py": "text"}`
    pub fn texts(&self, key: &str) -> Result<BTreeMap<PathBuf, String>, Refused> {
        self.by_path(key, "an object of texts by absolute path", |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// `{"/app/chat.py": ["name"]}`
    pub fn lists(&self, key: &str) -> Result<BTreeMap<PathBuf, Vec<String>>, Refused> {
        self.by_path(key, "an object of lists of names by absolute path", |value| {
            let names = value.as_array()?.iter();
            names.map(|name| name.as_str().map(str::to_owned)).collect()
        })
    }

    /// `functions`: those that are marked in a running app; `groups`: what the variables around them are.
    pub fn running(&self) -> Result<Option<Running>, Refused> {
        let Some(value) = self.get("functions") else { return Ok(None) };
        let what = "a list of objects with `file`, `name`, `line`, `jsx` and `group`";
        let list = value.as_array().ok_or_else(|| Refused::param("functions", what))?;
        let functions = list.iter().map(|value| {
            let function = running_function(value);
            let function = function.ok_or_else(|| Refused::param("functions", what))?;
            absolute("functions", &function.path.to_string_lossy())?;
            Ok(function)
        });
        let functions = functions.collect::<Result<_, _>>()?;
        let texts = self.get("groups").and_then(Value::as_array).map(Vec::as_slice);
        let texts = texts.unwrap_or_default().iter().map(|text| {
            let text = text.as_str().map(str::to_owned);
            text.ok_or_else(|| Refused::param("groups", "a list of texts"))
        });
        Ok(Some(Running { functions, groups: texts.collect::<Result<_, _>>()? }))
    }

    fn by_path<T>(
        &self,
        key: &str,
        what: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<BTreeMap<PathBuf, T>, Refused> {
        let Some(value) = self.get(key) else { return Ok(BTreeMap::new()) };
        let object = value.as_object().ok_or_else(|| Refused::param(key, what))?;
        let each = object.iter().map(|(path, value)| {
            let path = absolute(key, path)?;
            Ok((path, read(value).ok_or_else(|| Refused::param(key, what))?))
        });
        each.collect()
    }
}

fn running_function(value: &Value) -> Option<RunningFunction> {
    let group = match value.get("group") {
        None | Some(Value::Null) => None,
        Some(group) => Some(usize::try_from(group.as_u64()?).ok()?),
    };
    Some(RunningFunction {
        path: value.get("file")?.as_str()?.into(),
        name: value.get("name")?.as_str()?.to_owned(),
        line: u32::try_from(value.get("line")?.as_u64()?).ok()?,
        is_jsx: value.get("jsx")?.as_bool()?,
        group,
        in_modules: held(value, "modules", |it| Some(it.as_str()?.into()))?,
        in_groups: held(value, "groups", |it| usize::try_from(it.as_u64()?).ok())?,
    })
}

/// `[["/app/chat.py", "Card"]]`, `[[0, "Card"]]`
fn held<T>(
    value: &Value,
    key: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<Vec<(T, String)>> {
    let Some(list) = value.get(key) else { return Some(Vec::new()) };
    let pairs = list.as_array()?.iter().map(|pair| {
        let [holder, name] = pair.as_array()?.as_slice() else { return None };
        Some((read(holder)?, name.as_str()?.to_owned()))
    });
    pairs.collect()
}

const ABSOLUTE: &str = "an absolute path";

fn absolute(key: &str, text: &str) -> Result<PathBuf, Refused> {
    let path = Path::new(text);
    if !path.is_absolute() || text.contains('\0') {
        return Err(Refused::param(key, ABSOLUTE));
    }
    Ok(path.to_path_buf())
}
