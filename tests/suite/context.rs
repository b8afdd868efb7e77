//! `with` and `async with` call a context manager just as CPython does: each function of
//! `fixtures/context` is given managers that write down every call, in both languages.

use std::path::PathBuf;
use std::process::Command;

use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;

use crate::{loading, tools};

const JAVASCRIPT: &str = r#"
import * as functions from "./functions.js";
import { repr, str } from "./driver-runtime.js";
class Manager {
  constructor(value, swallows, log) { Object.assign(this, { value, swallows, log }); }
  __enter__() { this.log.push(`enter ${str(this.value)}`); return this.value; }
  __exit__(type, error) {
    this.log.push(`exit ${str(this.value)} ${type === null ? "None" : type.name} ${str(error)}`);
    return this.swallows;
  }
  async __aenter__() { return this.__enter__(); }
  async __aexit__(type, error) { return this.__exit__(type, error); }
}
export async function run() {
  const lines = [];
  for (const name of Object.keys(functions).sort())
    for (const swallows of [false, true]) {
      const log = [];
      let result;
      try {
        result = repr(await functions[name]((value) => new Manager(value, swallows, log), log));
      } catch (error) {
        result = `${error.name}: ${str(error)}`;
      }
      lines.push(`${name} ${repr(swallows)} ${result} ${repr(log)}`);
    }
  return lines.join("\n");
}
"#;

const PYTHON: &str = r#"
import asyncio, inspect, sys, types
ps = types.ModuleType("pulse")
ps.javascript = lambda function: function
sys.modules["pulse"] = ps
functions = {}
exec(open(sys.argv[1]).read(), functions)
class Manager:
    def __init__(self, value, swallows, log):
        self.value, self.swallows, self.log = value, swallows, log
    def __enter__(self):
        self.log.append(f"enter {self.value}")
        return self.value
    def __exit__(self, type, error, traceback):
        self.log.append(f"exit {self.value} {type and type.__name__} {error}")
        return self.swallows
    async def __aenter__(self):
        return self.__enter__()
    async def __aexit__(self, *details):
        return self.__exit__(*details)
async def main():
    for name in sorted(name for name, value in functions.items() if inspect.isfunction(value)):
        for swallows in [False, True]:
            log = []
            try:
                result = functions[name](lambda value: Manager(value, swallows, log), log)
                result = repr(await result if inspect.isawaitable(result) else result)
            except Exception as error:
                result = f"{type(error).__name__}: {error}"
            print(name, swallows, result, log)
asyncio.run(main())
"#;

#[test]
fn managers_are_called_as_in_cpython() {
    let Some(python) = tools::python_3_12() else { return };
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/context/functions.py");
    let wanted = Command::new(python).args(["-c", PYTHON]).arg(&fixture).output().expect("run");
    assert!(wanted.status.success(), "{}", String::from_utf8_lossy(&wanted.stderr));
    let source = std::fs::read_to_string(&fixture).expect("the functions");
    let host = MemoryHost::new().with("functions.py", &source);
    let output = loading::compile(&host, &Config::default());
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
    let mut modules: Vec<(String, String)> = output
        .files
        .into_iter()
        .map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents))
        .collect();
    modules.push(("driver.js".into(), JAVASCRIPT.into()));
    modules.push(("driver-runtime.js".into(), pulsec::runtime::bundle(&["repr", "str"])));
    let run = Engine::new(modules).call("driver.js", "run", "[]");
    let found: String = serde_json::from_str(&run.result.expect("run")).expect("text");
    let wanted = String::from_utf8(wanted.stdout).expect("text").replace("\r\n", "\n");
    assert!(wanted.lines().count() > 20, "{wanted}");
    for (found, wanted) in found.lines().zip(wanted.lines()) {
        assert_eq!(found, wanted);
    }
    assert_eq!(found.lines().count(), wanted.lines().count());
}
