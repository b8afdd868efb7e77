//! Whole projects: findings all at once, files that go wrong, the same output every time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pulsec::base::LineIndex;
use pulsec::driver::{self, Config, Output};
use pulsec::host::{Host, MemoryHost};

use crate::hostile::{check_spans, engine};
use crate::{loading, tools};

const MARKED: &str = "import pulse as ps\n\n\n@ps.javascript\ndef f(a):\n    return a\n";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn run(command: &mut Command) -> Run {
    for name in ["NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV", "CONDA_PREFIX"] {
        command.env_remove(name);
    }
    // The width of the frames.
    let done = command.env("COLUMNS", "100").stdin(Stdio::null()).output().expect("run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(done.stdout), text(done.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Run { code: done.status.code().expect("ended by itself"), out, err }
}

fn pulsec(dir: &Path, args: &[&str]) -> Run {
    run(Command::new(env!("CARGO_BIN_EXE_pulsec")).args(args).current_dir(dir))
}

fn memory(files: &[(&str, &str)]) -> MemoryHost {
    files.iter().fold(MemoryHost::new(), |host, (path, text)| host.with(path, text))
}

fn compile(files: &[(&str, &str)]) -> Output {
    let output = loading::compile(&memory(files), &Config::default());
    check_spans(&output);
    output
}

/// `a.py:2 PSC201` for each finding.
fn found(output: &Output) -> Vec<String> {
    let each = output.diagnostics.iter().map(|found| {
        let line = found.span.and_then(|span| {
            let source = output.sources.get(span.file)?;
            Some(LineIndex::new(&source.text).line(span.start) + 1)
        });
        format!("{}:{} {}", output.path_of(found), line.unwrap_or_default(), found.code.id)
    });
    each.collect()
}

/// All files under a folder with their texts.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).expect("a folder").flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(dir).expect("inside").display().to_string();
                files.insert(name, std::fs::read(entry.path()).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn ten_mistakes_are_reported_at_once() {
    let folder = fixtures().join("projects/ten_mistakes");
    let mut wanted = Vec::new();
    for (path, text) in tree(&folder) {
        for (at, line) in String::from_utf8_lossy(&text).lines().enumerate() {
            if let Some((_, code)) = line.split_once("# error: ")
                && path.ends_with(".py")
            {
                wanted.push(format!("{path}:{} {code}", at + 1));
            }
        }
    }
    assert_eq!(wanted.len(), 10);
    let json = pulsec(&folder, &["check", "--output-format", "json"]);
    assert_eq!(json.code, 1, "{}", json.err);
    let all: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let mut found = Vec::new();
    let mut marked = Vec::new();
    for one in all.as_array().expect("a list") {
        let (path, start, end) = (one["path"].as_str().unwrap(), &one["start"], &one["end"]);
        found.push(format!("{path}:{} {}", start["line"], one["code"].as_str().unwrap()));
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        let line: Vec<char> = text
            .lines()
            .nth(start["line"].as_u64().unwrap() as usize - 1)
            .unwrap()
            .chars()
            .collect();
        let column = |place: &serde_json::Value| place["column"].as_u64().unwrap() as usize - 1;
        marked.push(line[column(start)..column(end)].iter().collect::<String>());
    }
    assert_eq!(found, wanted);
    let texts = [
        "=",
        "hourly_rate",
        "dvi",
        "board.labels",
        "length",
        "then",
        "return [text]",
        "REGION",
        "load",
        "top",
    ];
    assert_eq!(marked, texts);
}

#[test]
fn ten_mistakes_read_well() {
    let folder = fixtures().join("projects/ten_mistakes");
    let run = pulsec(&folder, &["check", "--color", "never"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out);
}

#[test]
fn the_examples_of_the_page_on_channels() {
    let mut paths: Vec<_> = std::fs::read_dir(fixtures().join("seed")).unwrap().flatten().collect();
    paths.sort_by_key(|entry| entry.path());
    let mut count = 0;
    for entry in paths {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        count += 1;
        let path = path.to_str().unwrap();
        let run = pulsec(&fixtures(), &["check", path, "--output-format", "concise"]);
        assert_eq!(run.code, 0, "{path}: {}", run.out);
        if path.contains("07_") {
            assert!(run.out.contains(" warning[") && !run.out.contains(" error["), "{}", run.out);
            continue;
        }
        assert_eq!(run.out, "Checked 1 file: no problems found\n", "{path}");
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let built = pulsec(&fixtures(), &["build", path, "--out-dir", out.to_str().unwrap()]);
        assert_eq!(built.code, 1);
        assert!(built.out.contains("no `@ps.javascript` function"), "{}", built.out);
        assert!(!out.exists());
    }
    assert_eq!(count, 9);
}

#[test]
fn the_chat_app_is_the_same_every_time() {
    let app = fixtures().join("apps/chat");
    let dir = tempfile::tempdir().unwrap();
    let mut first: Option<BTreeMap<String, Vec<u8>>> = None;
    let paths = [
        vec!["chat"],
        vec!["chat/client", "chat/app.py", "chat"],
        vec!["chat", "chat/client/components.py", "./chat/client"],
    ];
    for threads in ["1", "2", "8"] {
        for given in &paths {
            let out = dir.path().join("out");
            let mut command = Command::new(env!("CARGO_BIN_EXE_pulsec"));
            command.arg("build").args(given).arg("--out-dir").arg(&out);
            let done = run(command.current_dir(&app).env("RAYON_NUM_THREADS", threads));
            assert_eq!(done.code, 0, "{}{}", done.out, done.err);
            let files = tree(&out);
            std::fs::remove_dir_all(&out).unwrap();
            let known = first.get_or_insert_with(|| files.clone());
            assert!(*known == files, "{threads} threads, {given:?}");
        }
    }
    assert!(first.is_some_and(|files| files.contains_key("pulsec.manifest.json")));
}

#[test]
fn a_second_build_writes_nothing_and_removes_what_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let at = |path: &str| dir.path().join(path);
    let stamp = |path: &str| std::fs::metadata(at(path)).unwrap().modified().unwrap();
    for name in ["a.py", "b.py"] {
        std::fs::write(at(name), MARKED).unwrap();
    }
    assert_eq!(pulsec(dir.path(), &["build"]).code, 0);
    std::fs::write(at("dist/mine.js"), "mine").unwrap();
    let before = ["dist/a.js", "dist/a.js.map", "dist/pulsec.manifest.json"].map(stamp);
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(pulsec(dir.path(), &["build"]).code, 0);
    assert_eq!(before, ["dist/a.js", "dist/a.js.map", "dist/pulsec.manifest.json"].map(stamp));
    std::fs::remove_file(at("b.py")).unwrap();
    assert_eq!(pulsec(dir.path(), &["build"]).code, 0);
    let left: Vec<_> = tree(&at("dist")).into_keys().collect();
    assert_eq!(left, ["a.d.ts", "a.js", "a.js.map", "mine.js", "pulsec.manifest.json"]);
    // An error leaves everything as it was.
    std::fs::write(at("a.py"), MARKED.replace("return a", "return b")).unwrap();
    let stands = tree(&at("dist"));
    assert_eq!(pulsec(dir.path(), &["build"]).code, 1);
    assert_eq!(tree(&at("dist")), stands);
}

#[test]
fn what_is_in_the_way_is_left_alone() {
    let build = |prepare: &dyn Fn(&Path)| {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.py"), MARKED).unwrap();
        prepare(dir.path());
        let before = tree(dir.path());
        let run = pulsec(dir.path(), &["build"]);
        assert_eq!(run.code, 1, "{}{}", run.out, run.err);
        assert!(
            run.out.contains("PSC005") && run.out.contains("nothing was written"),
            "{}",
            run.out
        );
        assert_eq!(tree(dir.path()), before);
    };
    let write = |path: PathBuf| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "mine").unwrap();
    };
    build(&|dir| write(dir.join("dist")));
    build(&|dir| write(dir.join("dist/a.js")));
    build(&|dir| write(dir.join("dist/a.js/x")));
    build(&|dir| write(dir.join("dist/pulsec.manifest.json")));
}

#[test]
fn paths_that_cannot_be_read() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("x.py")).unwrap();
    std::fs::write(dir.path().join("a.py"), MARKED).unwrap();
    assert_eq!(pulsec(dir.path(), &["check", "none.py"]).code, 2);
    assert!(pulsec(dir.path(), &["check"]).out.starts_with("Checked 1 file:"));
    assert_eq!(pulsec(dir.path(), &["show", "x.py"]).code, 2);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", dir.path().join("b.py")).unwrap();
        std::os::unix::fs::symlink(".", dir.path().join("loop")).unwrap();
        assert!(pulsec(dir.path(), &["check"]).out.starts_with("Checked 1 file:"));
        assert_eq!(pulsec(dir.path(), &["check", "b.py"]).code, 2);
    }
}

/// A host whose reads of some files fail, as when they vanish after they were listed.
struct Vanishing<'a>(MemoryHost, &'a str);

impl Host for Vanishing<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path.ends_with(self.1) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "permission denied"));
        }
        self.0.read(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.is_file(path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.0.is_dir(path)
    }

    fn python_files(&self, dir: &Path) -> pulsec::host::Listing {
        self.0.python_files(dir)
    }

    fn site_packages(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.write(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }
}

#[test]
fn files_that_vanish_are_findings() {
    let uses =
        "import pulse as ps\nfrom lib.b import g\n\n\n@ps.javascript\ndef f(a):\n    return g(a)\n";
    let files = [("a.py", uses), ("lib/b.py", "def g(a):\n    return a\n"), ("c.py", MARKED)];
    let at = |name, paths: &[&str]| {
        let paths = paths.iter().map(PathBuf::from).collect();
        let output = loading::compile(
            &Vanishing(memory(&files), name),
            &Config { paths, ..Config::default() },
        );
        assert!(output.files.is_empty());
        found(&output)
    };
    assert_eq!(at("c.py", &["."]), ["c.py:0 PSC001"]);
    // Found by an import, not by the search.
    let found = at("b.py", &["a.py"]);
    assert!(found.contains(&"lib/b.py:0 PSC001".to_owned()), "{found:?}");
}

#[test]
fn imports_that_lead_nowhere_or_in_circles() {
    let head = "import pulse as ps\n";
    let gone =
        format!("{head}from gone import g\n\n\n@ps.javascript\ndef f(a):\n    return g(a)\n");
    assert_eq!(found(&compile(&[("a.py", &gone)])), ["a.py:2 PSC203"]);

    let even = format!(
        "{head}from b import odd\n@ps.javascript\ndef even(n):\n    return True if n == 0 else odd(n - 1)\n"
    );
    let odd = "from a import even\ndef odd(n):\n    return False if n == 0 else even(n - 1)\n";
    let output = compile(&[("a.py", &even), ("b.py", odd)]);
    assert_eq!(found(&output), [""; 0]);
    assert_eq!(engine(&output).call("a.js", "even", "[7]").result.as_deref(), Ok("false"));

    let own = format!(
        "{head}from a import f as g\n@ps.javascript\ndef f(a):\n    return g(a - 1) if a else 'end'\n"
    );
    let output = compile(&[("a.py", &own)]);
    assert_eq!(engine(&output).call("a.js", "f", "[3]").result.as_deref(), Ok("\"end\""));
}

#[test]
fn constants_need_their_values_in_order() {
    let with = |constants: &str| {
        format!("import pulse as ps\n{constants}\n\n@ps.javascript\ndef f(a):\n    return X\n")
    };
    let of_one = |constants: &str| found(&compile(&[("a.py", &with(constants))]));
    assert_eq!(of_one("X = X + 1"), ["a.py:2 PSC201"]);
    assert_eq!(of_one("X = Y\nY = X"), ["a.py:2 PSC201"]);
    assert_eq!(of_one("X = [Y]\nY = 1"), ["a.py:2 PSC201"]);
    assert_eq!(of_one("Y = 1\nX = [Y]"), [""; 0]);
    assert_eq!(of_one("X = lambda: Y\nY = 1"), [""; 0]);
    let a = with("from b import Y\nZ = 1\nX = Y + 1");
    assert_eq!(
        found(&compile(&[("a.py", &a), ("b.py", "from a import Z\nY = Z\n")])),
        ["a.py:4 PSC201", "b.py:2 PSC201"]
    );
    let output = compile(&[("a.py", &a), ("b.py", "Y = 1\n")]);
    assert_eq!(engine(&output).call("a.js", "f", "[0]").result.as_deref(), Ok("2"));
}

#[test]
fn two_modules_for_one_output() {
    let output = compile(&[("a.py", MARKED), ("A.py", MARKED)]);
    let refused = driver::plan(&MemoryHost::new(), &Config::default(), &output).unwrap_err();
    assert!(refused.iter().all(|found| found.code.id == "PSC004"), "{refused:?}");
    // A package and a module of one name have outputs of their own.
    let output = compile(&[("a.py", MARKED), ("a/__init__.py", MARKED)]);
    driver::plan(&MemoryHost::new(), &Config::default(), &output).unwrap();
}

#[test]
fn one_file_is_shown_in_every_form() {
    let dir = tempfile::tempdir().unwrap();
    let text = "import pulse as ps\nfrom pulse.js.pulse import usePulseChannel\n\n\n@ps.javascript(jsx=True)\ndef Box(*, id: str):\n    bridge = usePulseChannel(id)\n    return ps.div('ready' if bridge else 'wait')\n\n\n@ps.javascript\ndef other(a):\n    return a\n";
    std::fs::write(dir.path().join("a.py"), text).unwrap();
    let show = |args: &[&str]| {
        let run = pulsec(dir.path(), &[&["show", "a.py::Box"], args].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let mut all = String::new();
    for args in [
        &[][..],
        &["--emit", "js", "--jsx-dev"],
        &["--emit", "jsx", "--client-package", "@my/client"],
        &["--emit", "ir"],
    ] {
        let _ = writeln!(all, "──── {}\n{}", args.join(" "), show(args));
    }
    insta::assert_snapshot!(all);
    let map: serde_json::Value = serde_json::from_str(&show(&["--emit", "map"])).unwrap();
    assert_eq!((&map["version"], &map["sourcesContent"][0]), (&3.into(), &text.into()));
    assert_eq!(pulsec(dir.path(), &["show", "a.py::Bax"]).code, 2);
}

/// The Python that made the environment beside the project gives the source; without any the finding says what to do.
#[test]
fn the_standard_library_is_that_of_the_environment() {
    let (Some(python), Some(library)) = (tools::python_3_12(), tools::library_3_12()) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let app = "import colorsys\nimport pulse as ps\n\n\n@ps.javascript\ndef hue(r: float):\n    return colorsys.rgb_to_hsv(r, 0.5, 0.25)\n";
    std::fs::write(folder.path().join("app.py"), app).expect("written");
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pulsec"));
        run(command.args(["build", "app.py"]).current_dir(folder.path()).env("PATH", ""))
    };
    let without = build();
    assert_eq!(without.code, 1, "{}", without.err);
    for wanted in ["no Python is found", "`python3 -m venv .venv`"] {
        assert!(without.out.contains(wanted), "{}", without.out);
    }
    let mut made = Command::new(python);
    made.args(["-m", "venv", "--without-pip", ".venv"]);
    assert!(made.current_dir(folder.path()).status().expect("Python starts").success());
    let with = build();
    assert_eq!(with.code, 0, "{}", with.err);
    let files = tree(&folder.path().join("dist"));
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let name = library.file_name().expect("a folder").to_string_lossy();
    let source = format!("{name}/colorsys.py");
    assert!(text("pulsec.manifest.json").contains(&format!("\"source\": \"{source}\"")));
    assert!(text("_python/colorsys.js.map").contains(&format!("\"sources\":[\"{source}\"]")));
    assert!(
        !files.values().any(|it| String::from_utf8_lossy(it).contains(&*library.to_string_lossy()))
    );
}
