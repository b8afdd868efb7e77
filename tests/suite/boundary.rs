//! The boundary to JavaScript, as tables: what Python's operations make of each kind of value that comes
//! from JavaScript, and what JavaScript is given for each value of Python's.
//!
//! The functions stand in `fixtures/boundary/*.py`, every cell in the `.txt` beside; `PULSEC_ACCEPT=1`
//! writes them anew, to be read cell by cell.

use std::path::PathBuf;

use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;

use crate::loading;

/// What arrives, and a line for each operation on it.
const ARRIVING: &str = r#"
import * as functions from "./arriving.js";
class Point { constructor() { this.a = 1; } toString() { return "Point!"; } }
class NodeList {
  constructor() { this[0] = "n0"; this.length = 1; }
  *[Symbol.iterator]() { yield this[0]; }
}
const values = {
  "a plain object": { a: 1 },
  "an object without a prototype": Object.assign(Object.create(null), { a: 1 }),
  "an empty object": {},
  "a Map": new Map([["a", 1]]),
  "a Map of numbers": new Map([[1, "n"]]),
  "undefined": undefined,
  "null": null,
  "a Date": Object.assign(new Date(0), { toString: () => "1970" }),
  "an instance": new Point(),
  "an Array": [1, "a"],
  "a frozen Array": Object.freeze([1]),
  "an Array with undefined": [undefined, 1],
  "a Set": new Set(["a"]),
  "a Uint8Array": new Uint8Array([7]),
  "a NodeList": new NodeList(),
  "a function": function go() {},
  "a bigint": 12n,
  "a nested object": { a: { b: [1, undefined] }, u: undefined },
  "an Error": new TypeError("bad"),
  "a string": "abc",
  "NaN": NaN,
  "-0": -0,
  "a Promise": Promise.resolve(1),
  "a symbol": Symbol("s"),
};
export function run() {
  let out = "";
  for (const [name, value] of Object.entries(values)) {
    out += `${name}\n`;
    for (const [operation, f] of Object.entries(functions)) {
      let cell;
      try {
        cell = functions.show(f(value));
      } catch (e) {
        // Engines word their own errors differently.
        const isOwn = Object.getPrototypeOf(e) === TypeError.prototype;
        cell = isOwn ? "! TypeError of JavaScript" : `! ${e.name}: ${e.message}`;
      }
      out += `  ${operation.padEnd(12)}${cell}\n`;
    }
  }
  return out;
}
"#;

/// What leaves: the probe tells what it was given.
const LEAVING: &str = r#"
import * as functions from "./leaving.js";
import { described } from "probe";
const map = new Map([["a", 1]]);
const given = {
  call: [map],
  call_dict: [map],
  call_list: [[map, { b: 2 }]],
  call_spread: [[map, 1]],
  use_emitted: [map],
  prop_of_dict: [map],
  dumped: [map],
};
export function run() {
  let out = "";
  for (const [name, f] of Object.entries(functions)) {
    out += `${name.padEnd(20)}${described(f(...(given[name] ?? [])))}\n`;
  }
  return out;
}
"#;

/// What dates are on both sides.
const DATES: &str = r#"
import * as functions from "./dates.js";
const show = (x) => Array.isArray(x) ? `[${x.map(show).join(", ")}]` : String(x);
const day = new Date(Date.UTC(2026, 10, 30));
const values = {
  "1970": [new Date(0), { at: new Date(0), all: [day, new Date(0)] }, [new Date(0), day]],
  "a moment": [new Date(Date.UTC(2024, 1, 29, 13, 5, 7, 89)), { at: day, all: [day] }, [day]],
  "no date": [new Date(NaN), { at: new Date(NaN), all: [] }, [new Date(NaN)]],
};
export function run() {
  let out = "";
  for (const [name, [at, event, all]] of Object.entries(values)) {
    out += `${name}\n`;
    for (const [operation, f] of Object.entries(functions)) {
      if (/^class |^function year_of/.test(String(f))) continue;
      let cell;
      try {
        cell = show(f(operation === "in_dict" ? event : operation === "in_list" ? all : at));
      } catch (e) {
        cell = `! ${e.name}: ${e.message}`;
      }
      out += `  ${operation.padEnd(18)}${cell}\n`;
    }
  }
  return out;
}
"#;

/// What of dates JavaScript looks at: `JSON` and Pulse's client ask for `toISOString`.
const DATES_PROBE: &str = r#"
export const described = (x) =>
  x instanceof Date ? `${JSON.stringify(x)} ${x.getTime()} ${x.getUTCFullYear()}` : JSON.stringify(x);
"#;

/// What arrays of bytes are on both sides.
const BYTES: &str = r#"
import * as functions from "./bytes.js";
import { described } from "probe";
const shown = (x) => (x instanceof Uint8Array ? `${x.constructor.name}[${[...x]}]` : typeof x?.data === "object" ? `${x.constructor.name}[${[...x]}]` : Array.isArray(x) ? `[${x.map(shown).join(", ")}]` : described(x));
const array = new Uint8Array([97, 98, 99]);
const values = {
  "an array": array,
  "part of a buffer": new Uint8Array(new Uint8Array([1, 97, 98, 99, 1]).buffer, 1, 3),
  "no array": null,
  "a text": "abc",
};
export function run() {
  let out = "";
  for (const [name, value] of Object.entries(values)) {
    out += `${name}\n`;
    for (const [operation, f] of Object.entries(functions)) {
      let cell;
      try {
        cell = shown(f(operation === "in_list" ? [value, array] : value));
      } catch (e) {
        const isOwn = Object.getPrototypeOf(e) === TypeError.prototype;
        cell = isOwn ? "! TypeError of JavaScript" : `! ${e.name}: ${e.message}`;
      }
      out += `  ${operation.padEnd(12)}${cell}\n`;
    }
  }
  return out;
}
"#;

/// JavaScript reads and fills what it is given.
const BYTES_PROBE: &str = r#"
export const described = (x) => `${x instanceof Uint8Array} ${x.length} ${String(x)} ${x.map((b) => b + 1)[0]} ${x.subarray(1).length}`;
export const filled = (x) => x.fill(7);
"#;

const PROBE: &str = r#"
export function described(x) {
  if (typeof x === "string") return x;
  if (Array.isArray(x)) return `${Object.isFrozen(x) ? "frozen " : ""}[${x.map(described).join(", ")}]`;
  if (x instanceof Map || x instanceof Set) return `${x.constructor.name}(${described([...x])})`;
  if (typeof x !== "object" || x === null) return String(x);
  return `{${Object.entries(x).map(([k, v]) => `${k}: ${described(v)}`).join(", ")}}`;
}
export const probe = (...values) => values.map(described).join("; ");
probe.made = (value) => `made ${described(value)}`;
"#;

const CLIENT: &str = r#"
import { described } from "probe";
export const usePulseChannel = () => ({ emit: (event, payload) => `${event} ${described(payload)}` });
"#;

const JSX: &str = "export const jsx = (tag, props) => ({ tag, props });";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/boundary")
}

/// What the driver says of the module `name`.
fn table(name: &str, script: &str) -> String {
    let source = std::fs::read_to_string(folder().join(format!("{name}.py"))).unwrap();
    let host = MemoryHost::new().with(format!("{name}.py"), source);
    let output = loading::compile(&host, &Config::default());
    let errors: Vec<&str> = output.diagnostics.iter().map(|found| &*found.message).collect();
    assert!(!output.files.is_empty(), "{errors:?}");
    let mut modules: Vec<(String, String)> = output
        .files
        .into_iter()
        .map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents))
        .collect();
    let more = [
        ("run.js", script),
        ("probe", PROBE),
        ("dates", DATES_PROBE),
        ("bytes", BYTES_PROBE),
        ("pulse-ui-client", CLIENT),
        ("react/jsx-runtime", JSX),
    ];
    modules.extend(more.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let run = Engine::new(modules).call("run.js", "run", "[]");
    let text = run.result.unwrap_or_else(|error| panic!("{error}\n{}", error.stack));
    serde_json::from_str(&text).unwrap()
}

fn compare(name: &str, script: &str) {
    let found = table(name, script);
    let path = folder().join(format!("{name}.txt"));
    if std::env::var_os("PULSEC_ACCEPT").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    for (known, found) in std::iter::zip(known.lines(), found.lines()) {
        assert_eq!(known, found, "fixtures/boundary/{name}.txt");
    }
    assert_eq!(known, found);
}

#[test]
fn values_of_javascript_answer_pythons_operations() {
    compare("arriving", ARRIVING);
}

#[test]
fn dates_of_javascript_are_datetimes() {
    compare("dates", DATES);
}

#[test]
fn arrays_of_bytes_are_bytes() {
    compare("bytes", BYTES);
}

#[test]
fn javascript_is_given_plain_objects() {
    compare("leaving", LEAVING);
}
