//! `pulsec init`, `pulsec config` and `pulsec doctor`.

use std::path::Path;

use serde_json::Value;

use crate::binary::{Run, command, finish, project, pulsec, tree};

const MARKED: &str = "import pulse as ps\n\n\n@ps.javascript\ndef f():\n    return 1\n";

fn read(dir: &Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).unwrap_or_default()
}

/// The second time nothing is written, whatever there was the first time.
#[test]
fn init_adds_what_is_not_there() {
    let project_ = "[project]\nname = \"x\" # no line end";
    let whole = "[project]\nname = \"x\"\n\n[tool.other]\na = 1\n";
    let has = "[tool.pulsec]\nout-dir = \"web/js\"\n# mine\n";
    // Before: pyproject.toml, pulsec.toml, .gitignore. After: the same.
    type Files = [Option<&'static str>; 3];
    let added = "\n[tool.pulsec]\npaths = [\"app\"]\nout-dir = \"dist\"\n";
    let cases: [(Files, [Option<String>; 3]); 8] = [
        ([None, None, None], [None, Some(added.replacen("\n[tool.pulsec]\n", "", 1)), None]),
        ([Some(project_), None, None], [Some(format!("{project_}\n{added}")), None, None]),
        (
            [Some(whole), None, Some("")],
            [Some(format!("{whole}{added}")), None, Some("dist/\n".into())],
        ),
        (
            [Some(has), None, Some("*.pyc")],
            [Some(has.into()), None, Some("*.pyc\nweb/js/\n".into())],
        ),
        ([Some(has), None, Some("web/\n")], [Some(has.into()), None, Some("web/\n".into())]),
        (
            [Some(whole), Some("jsx = \"preserve\"\n"), Some("dist\n")],
            [Some(whole.into()), Some("jsx = \"preserve\"\n".into()), Some("dist\n".into())],
        ),
        (
            [Some(""), None, Some("/dist\n!x\n")],
            [Some(added[1..].into()), None, Some("/dist\n!x\n".into())],
        ),
        (
            [Some(whole), None, Some("node_modules\r\n")],
            [Some(format!("{whole}{added}")), None, Some("node_modules\r\ndist/\n".into())],
        ),
    ];
    for (before, after) in cases {
        let names = ["pyproject.toml", "pulsec.toml", ".gitignore"];
        let dir = project(&[("app/deep/a.py", MARKED), ("scripts/b.py", "x = 1\n")]);
        for (name, text) in names.iter().zip(before) {
            if let Some(text) = text {
                std::fs::write(dir.path().join(name), text).expect("written");
            }
        }
        for time in 1..3 {
            let run = pulsec(dir.path(), &["init"]).expect(0);
            for (name, text) in names.iter().zip(&after) {
                let there = dir.path().join(name).exists().then(|| read(dir.path(), name));
                assert_eq!(&there, text, "{name}, time {time} of {before:?}");
            }
            assert!(time == 1 || !run.out.contains("+ "), "{}", run.out);
            assert!(run.out.contains("\nNext:\n  "), "{}", run.out);
            pulsec(dir.path(), &["config"]).expect(0);
        }
    }
}

#[test]
fn init_that_cannot_write_leaves_all_as_it_is() {
    for (text, wanted) in [
        ("tool = {}\n", "`[tool.pulsec]` cannot be added"),
        ("[project\n", "pyproject.toml:1:"),
        ("[tool.pulsec]\nnope = 1\n", "unknown key `nope`"),
        ("tool = 1\n", "`[tool.pulsec]` cannot be added"),
    ] {
        let dir = project(&[("pyproject.toml", text), (".gitignore", "a\n")]);
        let run = pulsec(dir.path(), &["init"]).expect(2);
        assert!(run.err.contains(wanted), "{text}: {}", run.err);
        assert_eq!(
            (read(dir.path(), "pyproject.toml").as_str(), read(dir.path(), ".gitignore").as_str()),
            (text, "a\n")
        );
        assert_eq!(tree(dir.path()).len(), 2);
    }
}

#[test]
fn init_says_what_comes_next() {
    let next = |files: &[(&str, &str)]| {
        let run = pulsec(project(files).path(), &["init"]).expect(0).out;
        run.split_once("Next:\n").expect("what comes next").1.to_owned()
    };
    assert!(next(&[]).starts_with("  `pulsec watch` builds"));
    assert!(next(&[("vite.config.ts", "")]).starts_with("  Vite: `npm install"));
    let package = "{\"devDependencies\": {\"vite\": \"8\"}}";
    assert!(next(&[("web/package.json", package)]).starts_with("  Vite in web/: "));
    let pulse = "[project]\ndependencies = [\"pulse-framework\"]\n";
    let both = next(&[("package.json", package), ("pyproject.toml", pulse)]);
    assert!(both.lines().count() == 2 && both.contains("plugins=[PulsecPlugin()]"), "{both}");
    assert!(next(&[("package.json", "{ broken")]).starts_with("  `pulsec watch`"));
}

#[test]
fn config_tells_where_settings_come_from() {
    let settings =
        "[tool.pulsec]\npaths = [\"app\"]\nexclude = [\"gen\"]\nclient-package = \"client\"\n";
    let dir = project(&[
        ("pyproject.toml", settings),
        ("app/a.py", ""),
        ("app/gen/b.py", ""),
        ("c.py", ""),
    ]);
    let json = |from: &str, args: &[&str]| -> Value {
        let args = [&["config", "--output-format", "json"], args].concat();
        serde_json::from_str(&pulsec(&dir.path().join(from), &args).expect(0).out).expect("JSON")
    };
    let told = json("", &["--out-dir", "x", "--jsx-dev"]);
    let row = |told: &Value, name: &str| {
        let row = &told["settings"][name];
        format!("{} {}", row["value"], row["from"].as_str().expect("text"))
    };
    for (name, wanted) in [
        ("root", "\".\" pyproject.toml"),
        ("paths", "[\"app\"] pyproject.toml"),
        ("exclude", "[\"gen\"] pyproject.toml"),
        ("out-dir", "\"x\" --out-dir"),
        ("jsx", "\"automatic\" default"),
        ("jsx-dev", "true --jsx-dev"),
        ("client-package", "\"client\" pyproject.toml"),
    ] {
        assert_eq!(row(&told, name), wanted);
    }
    assert_eq!(told["files"], serde_json::json!(["app/a.py"]));
    let keys = told["settings"].as_object().expect("settings").keys();
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/pulsec.schema.json")).expect("JSON");
    let known: Vec<_> = schema["properties"].as_object().expect("properties").keys().collect();
    assert_eq!(keys.skip(1).collect::<Vec<_>>(), known);
    let inside = json("app", &["../c.py"]);
    assert_eq!(row(&inside, "paths").split(' ').next_back(), Some("arguments"));
    assert_eq!(inside["files"].as_array().map(Vec::len), Some(1));
    let missing = pulsec(dir.path(), &["config", "none"]).expect(2);
    assert!(missing.err.contains("no such file or folder"));
    pulsec(dir.path(), &["config", "--output-format", "sarif"]).expect(2);
}

/// A program that says one thing.
#[cfg(unix)]
fn says(dir: &Path, path: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = dir.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(&path, format!("#!/bin/sh\nprintf '%s\\n' '{text}'\n")).expect("written");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
        .expect("made executable");
}

#[cfg(unix)]
fn doctor(dir: &Path, args: &[&str]) -> Run {
    let mut command = command(dir, &[&["doctor"], args].concat());
    // Nothing of this machine.
    command.env("PATH", dir.join("bin"));
    let run = finish(&mut command);
    let (program, here) = (env!("CARGO_BIN_EXE_pulsec"), dir.canonicalize().expect("a folder"));
    let out =
        run.out.replace(program, "/usr/bin/pulsec").replace(&format!("{}/", here.display()), "");
    Run { out: out.replace(&format!("{}/", dir.display()), ""), ..run }
}

#[cfg(unix)]
fn python(version: &str, packages: &str) -> String {
    format!("{{\"version\": {version}, \"packages\": {{{packages}}}}}")
}

#[cfg(unix)]
#[test]
fn doctor_finds_what_does_not_fit() {
    let version = env!("CARGO_PKG_VERSION");
    let dir = project(&[
        ("pulsec.toml", ""),
        ("web/package.json", "{\"dependencies\": {\"vite\": \"8\"}}"),
    ]);
    let installed = |name: &str, version: &str| {
        let path = dir.path().join(format!("web/node_modules/{name}/package.json"));
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, format!("{{\"version\": \"{version}\"}}")).expect("written");
    };
    says(
        dir.path(),
        ".venv/bin/python",
        &python("[3, 11, 2]", "\"pulse-framework\": \"0.2.0\", \"pulsec\": \"0.0.9\""),
    );
    says(dir.path(), "bin/node", "v18.1.0");
    says(dir.path(), "bin/pulsec", "pulsec 0.0.8");
    says(dir.path(), "web/node_modules/.bin/pulsec", "something");
    installed("vite", "6.0.0");
    installed("vite-plugin-pulsec", "0.0.7");
    let all = doctor(dir.path(), &["-q"]).expect(1).out;
    for wanted in [
        "bad     Python 3.11.2 at .venv/bin/python\n",
        "bad     pulse-framework 0.2.0\n        help: the plugin of Pulse takes 0.1.86 and newer, below 0.2\n",
        &format!("bad     the package pulsec in it is 0.0.9, and this program {version}\n"),
        "bad     Node 18.1.0\n        help: Vite needs Node 20.19 or newer\n",
        "bad     Vite 6.0.0\n",
        &format!("bad     vite-plugin-pulsec is 0.0.7, and this program {version}\n"),
        &format!("bad     pulsec 0.0.8 at bin/pulsec, and this program is {version}\n"),
        "bad     web/node_modules/.bin/pulsec does not tell its version\n",
    ] {
        assert!(all.contains(wanted), "{wanted}\n{all}");
    }
    assert_eq!(all.matches("bad  ").count(), 8, "{all}");
    doctor(dir.path(), &["--exit-zero"]).expect(0);

    says(
        dir.path(),
        ".venv/bin/python",
        &python(
            "[3, 12, 7]",
            &format!("\"pulse-framework\": \"0.1.111\", \"pulsec\": \"{version}\""),
        ),
    );
    says(dir.path(), "bin/node", "v22.12.0");
    says(dir.path(), "bin/pulsec", &format!("pulsec {version}"));
    std::fs::remove_file(dir.path().join("web/node_modules/.bin/pulsec")).expect("removed");
    installed("vite", "8.3.8");
    installed("vite-plugin-pulsec", version);
    let good = doctor(dir.path(), &[]).expect(0).out;
    assert!(!good.contains("bad") && !good.contains("absent"), "{good}");
    let found: Value =
        serde_json::from_str(&doctor(dir.path(), &["--output-format", "json"]).expect(0).out)
            .expect("JSON");
    assert_eq!(
        (&found[1]["state"], found.as_array().map(Vec::len)),
        (&"good".into(), Some(good.lines().count()))
    );

    let page = read(Path::new(env!("CARGO_MANIFEST_DIR")), "docs/cli.md");
    let shown = page.split("```text doctor\n$ pulsec doctor\n").nth(1).expect("a transcript");
    let (shown, _) = shown.split_once("```").expect("an end");
    assert!(shown == good, "docs/cli.md shows something else than this:\n{good}");
}

#[cfg(unix)]
#[test]
fn doctor_goes_on_without_python_and_node() {
    let dir = project(&[("pulsec.toml", "")]);
    let run = doctor(dir.path(), &[]).expect(0).out;
    assert!(run.contains("absent  no Python was found: activate an environment"), "{run}");
    assert!(run.contains("absent  Node is not found\n"), "{run}");
    says(dir.path(), "bin/odd", "nothing of use");
    let odd = dir.path().join("bin/odd");
    let odd = doctor(dir.path(), &["--python", odd.to_str().expect("UTF-8")]).expect(1).out;
    assert!(
        odd.contains("bin/odd cannot be used as Python: it does not tell its version"),
        "{odd}"
    );
    let none = doctor(dir.path(), &["--python", "/none"]).expect(1).out;
    assert!(none.contains("/none cannot be used as Python: cannot start: "), "{none}");
}
