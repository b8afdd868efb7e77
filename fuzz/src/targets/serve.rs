//! `pulsec serve`: whatever the bytes, it goes on, and answers each request once.

use std::collections::BTreeMap;

use pulsec::cli::Forms;
use pulsec::serve;
use serde_json::{Value, json};

use super::{Case, Target, Verdict};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

pub const TARGET: Target = Target { name: "serve", share: 2, make, run };

const METHODS: &[&str] =
    &["initialize", "compile", "compileFile", "runtime", "invalidate", "nope", ""];
const ROOT: &str = "/no-such-folder/x";
const PROGRAM: &str = "import pulse as ps\n\n@ps.javascript\ndef f(a: int):\n    return a + 1\n";
const STRANGE: &[&str] = &[
    "null",
    "[]",
    "{}",
    "1",
    "\"x\"",
    "true",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "-1",
    "1e400",
    "{\"a\": 1}",
    "[\"/no-such-folder/x/a.py\"]",
    "\"relative\"",
    "\"\"",
];
const NOISE: &[&str] = &[
    "\n",
    "{",
    "}",
    "[]\n",
    "nonsense\n",
    "Content-Length: 2\r\n\r\n{}",
    "Content-Length: -1\r\n\r\n",
    "Content-Length: 99\r\n\r\n",
    "\0",
    "\u{feff}",
    "{}\n",
    "Content-Type: x\r\n",
    "[{\"jsonrpc\":\"2.0\"}]\n",
    "{\"jsonrpc\":\"2.0\",\"id\":{}}\n",
    "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"runtime\"}\n",
];

fn params(method: &str, random: &mut Random) -> Value {
    let file = format!("{ROOT}/a.py");
    match method {
        "initialize" => json!({ "protocol": 1 }),
        "compile" | "compileFile" => json!({
            "root": ROOT, "file": file, "runtime": "virtual:r", "search": [], "overlay": { file.clone(): PROGRAM },
            "jsx": random.pick(&["automatic", "preserve", "automatic-dev", "x"]),
        }),
        "invalidate" => json!({ "files": [file] }),
        _ => json!({}),
    }
}

fn make(random: &mut Random, _: &Corpus) -> Case {
    let has_headers = random.chance(30);
    let mut bytes: Vec<u8> = Vec::new();
    let mut methods: Vec<&str> = (0..random.below(4)).map(|_| random.pick(METHODS)).collect();
    if random.chance(90) {
        methods.insert(0, "initialize");
    }
    for (id, method) in methods.into_iter().enumerate() {
        let mut params = params(method, random);
        if random.chance(30)
            && let Some(object) = params.as_object_mut()
            && !object.is_empty()
        {
            let at = random.below(object.len());
            let strange = serde_json::from_str(random.pick(STRANGE)).unwrap_or(Value::Null);
            if let Some(value) = object.values_mut().nth(at) {
                *value = strange;
            }
        }
        let message =
            json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string();
        let message = match random.chance(15) {
            true => mutate::once(&message, random.pick(STRANGE), random),
            false => message,
        };
        if random.chance(20) {
            bytes.extend(random.pick(NOISE).bytes());
        }
        match has_headers {
            true => {
                bytes.extend(format!("Content-Length: {}\r\n\r\n{message}", message.len()).bytes())
            }
            false => bytes.extend(format!("{message}\n").bytes()),
        }
    }
    if random.chance(10) {
        mutate::bytes(&mut bytes, random);
    }
    // A case may not write into a folder.
    let text = String::from_utf8_lossy(&bytes);
    if text.contains("\"write\"") { Case::one("") } else { Case::one(bytes) }
}

fn run(case: &Case) -> Verdict {
    let mut out: Vec<u8> = Vec::new();
    if let Err(error) = serve::run(std::io::Cursor::new(case.first().to_vec()), &mut out, &Forms) {
        return Verdict::Fault(format!("it stopped: {error}"));
    }
    let Some(answers) = answers(&out) else {
        return Verdict::Fault(format!("no frames: {:?}", String::from_utf8_lossy(&out)));
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for answer in &answers {
        let is_result = answer.get("result").is_some();
        if answer["jsonrpc"] != "2.0" || is_result == answer.get("error").is_some() {
            return Verdict::Fault(format!("no answer: {answer}"));
        }
        if answer["error"]["code"] == -32603 {
            return Verdict::Fault(format!("a defect: {answer}"));
        }
        // A changed message may have the id of another, spelled otherwise.
        if answer["id"].is_number() {
            *counts.entry(answer["id"].to_string()).or_default() += 1;
        }
    }
    let asked =
        |id: &str| String::from_utf8_lossy(case.first()).matches(&format!("\"id\":{id}")).count();
    let fault = counts.iter().find(|(id, count)| **count > asked(id).max(1));
    let accepted = answers.iter().any(|it| it.get("result").is_some());
    Verdict::of(accepted, fault.map(|(id, count)| format!("{count} answers to {id}")))
}

fn answers(mut bytes: &[u8]) -> Option<Vec<Value>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&bytes[..end]).ok()?.trim();
        if let Some(length) = line.strip_prefix("Content-Length: ") {
            let start = end + 3;
            let stop = start + length.parse::<usize>().ok()?;
            found.push(serde_json::from_slice(bytes.get(start..stop)?).ok()?);
            bytes = &bytes[stop..];
        } else {
            found.push(serde_json::from_str(line).ok()?);
            bytes = &bytes[end + 1..];
        }
    }
    Some(found)
}
