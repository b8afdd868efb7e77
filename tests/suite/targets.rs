//! What is written is of the lowest target, in its syntax; what it asks of the engine is looked at by `suite::conformance`,
//! which takes from the engine what is newer.

use std::path::Path;
use std::process::Command;

use pulsec::driver::Target;
use pulsec::runtime;

use crate::binary::{project, pulsec};
use crate::{loading, react, tools};

/// Parses the files of a folder and tells which editions of ECMAScript each of them fits: `{"2021": [...], "2022": [...]}`.
const PARSE: &str = r#"
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
const [packages, folder] = process.argv.slice(2);
const { parse } = createRequire(path.join(packages, "package.json"))("acorn");
const unread = { 2020: [], 2021: [], 2022: [] };
for (const file of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".js"))) {
  const text = readFileSync(path.join(folder, file), "utf8");
  for (const edition of Object.keys(unread)) {
    try { parse(text, { ecmaVersion: Number(edition), sourceType: "module" }); }
    catch (error) { unread[edition].push(`${file}: ${error.message}`); }
  }
}
console.log(JSON.stringify(unread));
"#;

#[test]
fn all_that_is_written_is_es2022() {
    let (Some(node), Some(packages)) = (tools::node(), react::packages()) else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let mut count = 0;
    let mut write = |text: &str| {
        std::fs::write(dir.path().join(format!("m{count}.js")), text).expect("written");
        count += 1;
    };
    write(&runtime::whole());
    write(&runtime::bundle(&runtime::names()));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for folder in ["language", "react", "typical", "idiomatic", "declarations", "boundary"] {
        for path in tools::files(&fixtures.join(folder), "py") {
            let text = std::fs::read_to_string(path).expect("text");
            let host = pulsec::host::MemoryHost::new().with("app.py", text);
            let output = loading::compile(&host, &pulsec::driver::Config::default());
            let files = output.files.iter().filter(|it| it.path.extension() == Some("js".as_ref()));
            files.for_each(|file| write(&file.contents));
        }
    }
    assert!(count > 200, "{count} files");
    let script = dir.path().join("parse.mjs");
    std::fs::write(&script, PARSE).expect("written");
    let run = Command::new(node).arg(&script).arg(packages).arg(dir.path()).output().expect("node");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let unread: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(unread["2022"], serde_json::json!([]), "{unread:#}");
    // The lowest target is no lower because there is need of it.
    for edition in ["2020", "2021"] {
        assert!(unread[edition].as_array().is_some_and(|all| all.len() > 10), "{edition}");
    }
}

const APP: &str = "import pulse as ps\n\n\n@ps.javascript\ndef twice(n: int):\n    return n * 2\n";

#[test]
fn every_target_is_taken_and_older_ones_are_refused_with_the_way_there() {
    let dir = project(&[("app.py", APP)]);
    let written = |target: &str| {
        pulsec(dir.path(), &["build", "--target", target]).expect(0);
        std::fs::read_to_string(dir.path().join("dist/app.js")).expect("text")
    };
    let lowest = written("es2022");
    for target in Target::ALL {
        assert_eq!(written(target.name()), lowest);
    }
    for older in ["es5", "es6", "es2015", "ES2020", "es2021"] {
        let err = pulsec(dir.path(), &["build", "--target", older]).expect(2).err;
        assert!(err.contains("es2022, es2023, es2024, es2025, esnext"), "{err}");
        assert!(err.contains("`build.target` of Vite"), "{err}");
    }
    let err = pulsec(dir.path(), &["build", "--target", "chrome94"]).expect(2).err;
    assert!(err.contains("es2022, ") && !err.contains("Vite"), "{err}");
    std::fs::write(dir.path().join("pulsec.toml"), "target = \"es2020\"\n").expect("written");
    let err = pulsec(dir.path(), &["build"]).expect(2).err;
    assert!(err.contains("pulsec.toml:1:10: `target`: the targets are es2022"), "{err}");
    std::fs::write(dir.path().join("pulsec.toml"), "target = \"es2024\"\n").expect("written");
    let config = pulsec(dir.path(), &["config"]).expect(0).out;
    assert!(config.lines().any(|line| line.ends_with("es2024           pulsec.toml")), "{config}");
}

/// What the page about targets says of older browsers: a bundler makes the same of it in an older edition.
#[test]
fn a_bundler_lowers_it() {
    let (Some(node), Some(packages)) = (tools::node(), react::packages()) else { return };
    let text = "import pulse as ps\n\n\nclass Point:\n    ORIGIN = 0\n\n    def __init__(self, x):\n        self.x = x\n\n\
                @ps.javascript\ndef shown(d):\n    p = Point(d[0])\n    return [p.x + Point.ORIGIN, f\"{d}\"]\n";
    let dir = project(&[("app.py", text)]);
    pulsec(dir.path(), &["build"]).expect(0);
    let script = "
        const { createRequire } = require('node:module');
        const esbuild = createRequire(process.argv[1] + '/package.json')('esbuild');
        const acorn = createRequire(process.argv[1] + '/package.json')('acorn');
        const made = esbuild.buildSync({ entryPoints: ['dist/app.js'], bundle: true, format: 'esm', target: 'es2020', write: false });
        const text = made.outputFiles[0].text;
        acorn.parse(text, { ecmaVersion: 2020, sourceType: 'module' });
        import('data:text/javascript,' + encodeURIComponent(text)).then((it) => console.log(JSON.stringify(it.shown([1, 2]))));
    ";
    let mut command = Command::new(node);
    command.args(["-e", script]).arg(packages).current_dir(dir.path());
    let run = command.output().expect("node");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "[1,\"[1, 2]\"]\n", "{run:?}");
}

#[test]
fn making_it_small_is_the_work_of_the_bundler() {
    let dir = project(&[("app.py", APP)]);
    let run = pulsec(dir.path(), &["build", "--minify"]).expect(2);
    assert!(run.err.contains("the bundler") && run.err.contains("vite build"), "{}", run.err);
    assert!(!dir.path().join("dist").exists());
    assert!(!pulsec(dir.path(), &["build", "--help"]).expect(0).out.contains("minify"));
}
