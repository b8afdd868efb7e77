//! `pulsec watch`: after any edits what is built is what a build from nothing gives, and the binary writes it.
//!
//! `PULSEC_EDITS=3000 PULSEC_SEED=7 cargo test --test suite watch` makes more edits, or others.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use pulsec::driver::{Config, Jsx, Maps, Output, Project};

use crate::binary::{command, finish, project, pulsec, tree};
use crate::edits::{Files, Random, host, number};
use crate::loading;

/// All that a build says: findings, files, manifest.
fn said(output: &Output) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let findings = output.diagnostics.iter().map(|found| {
        format!("{} {} {} {:?}\n", output.path_of(found), found.code.id, found.message, found.help)
    });
    said.push(("findings".to_owned(), findings.collect()));
    said.push(("failures".to_owned(), format!("{:?}", output.failures)));
    if output.has_errors() {
        return said;
    }
    said.push(("manifest".to_owned(), output.manifest.to_json()));
    let files = output.files.iter();
    said.extend(files.map(|file| (file.path.display().to_string(), file.contents.clone())));
    said
}

#[track_caller]
fn compare(kept: &Output, config: &Config, files: &Files, told: &str) {
    let anew = said(&loading::compile_broken(&host(files), config));
    let kept = said(kept);
    for (ours, theirs) in kept.iter().zip(&anew) {
        assert!(
            ours == theirs,
            "{told}\n{}, kept:\n{}\n{}, anew:\n{}",
            ours.0,
            ours.1,
            theirs.0,
            theirs.1
        );
    }
    assert_eq!(kept.len(), anew.len(), "{told}");
}

/// What a module of the shop may say: `N` is a number, `M` and `F` another module and a function of it. Most of it compiles.
const FORMS: &[&str] = &[
    "",
    "def FN(n: int):\n    return n + N",
    "def FN(n: int):\n    return [n, N]",
    "@ps.javascript\ndef FN(n: int):\n    return n * N",
    "from shop.M import F\n\n\n@ps.javascript\ndef gN(n: int):\n    return F(n)",
    "from shop import M\n\n\n@ps.javascript\ndef gN(n: int):\n    return [M.F(n), N]",
    "VALUES = [1, N]\n\n\n@ps.javascript\ndef hN():\n    return VALUES",
    "@ps.javascript(jsx=True)\ndef Card(*, n: int = N, label: str):\n    return ps.p(label, n)",
    "@ps.javascript(jsx=True)\ndef Live(*, channelId: str):\n    bridge = usePulseChannel(channelId)\n    return \
     ps.button(onClick=lambda: bridge and bridge.emit(\"eventN\", {\"n\": N}))",
    "channel = ps.channel(\"c\")\nchannel.on(\"eventN\", print)",
    "Chart = ps.Import(\"Chart\", \"chart\")\n\n\n@ps.javascript\ndef charts():\n    return [Chart, N]",
    "Chart = ps.Import(\"Chart\", \"chart@^N\")\n\n\n@ps.javascript\ndef charts():\n    return [Chart, N]",
    "Chart = ps.Import(\"Chart\", \"chart@^N\")",
    "Local = ps.Import(\"Local\", \"./local.js\")\n\n\n@ps.javascript\ndef locals_():\n    return [Local, N]",
    "Local = ps.Import(\"Local\", \"./local.js\")",
    "Lazy = ps.Import(\"Lazy\", \"./lazy.js\", lazy=True)\n\n\n@ps.javascript\ndef lazies():\n    return Lazy",
    "ps.Import(\"./style.css\", side_effect=True)",
    "ps.require({\"left-pad\": \"^N\"})",
    "@ps.javascript\nasync def loaded():\n    return await import_(\"./lazy.js\")",
    "from shop.m0 import Chart, Local\n\n\n@ps.javascript\ndef both():\n    return [Chart, Local]",
    "class Row(TypedDict):\n    a: int\n    bN: str",
    "@ps.javascript\ndef rows(row: dict[str, float]):\n    return sorted(row.items()), sum(row.values()) / N",
    "print(N)",
];

/// How many of them, from the first on, name nothing of JavaScript.
const PLAIN: usize = 10;

const HEAD: &str = "import pulse as ps\nfrom typing import TypedDict\nfrom pulse.transpiler.dynamic_import import import_\n\
                    from pulse.js.pulse import usePulseChannel\n";

fn form(random: &mut Random) -> String {
    let (module, number) = (random.below(9), random.below(4));
    let count = if random.below(2) == 0 { PLAIN } else { FORMS.len() };
    let text = random.of(&FORMS[..count]).replace("N", &number.to_string());
    text.replace('M', &format!("m{module}")).replace('F', &format!("f{}", random.below(4)))
}

/// A module by its statements.
type Slots = Vec<String>;

fn shop(random: &mut Random) -> BTreeMap<String, Slots> {
    let mut modules = BTreeMap::new();
    for at in 0..9 {
        let all = (0..4).map(|name| format!("def f{name}(n: int):\n    return n + {at}"));
        let mut slots: Slots = all.collect();
        slots.extend((0..2).map(|_| form(random)));
        if at == 0 {
            slots.extend(
                [
                    "Chart = ps.Import(\"Chart\", \"chart\")",
                    "Local = ps.Import(\"Local\", \"./local.js\")",
                ]
                .map(str::to_owned),
            );
        }
        modules.insert(format!("shop/m{at}.py"), slots);
    }
    modules
}

fn files(modules: &BTreeMap<String, Slots>, others: &Files) -> Files {
    let text = |slots: &Slots| format!("{HEAD}\n\n{}\n", slots.join("\n\n\n"));
    let mut files: Files =
        modules.iter().map(|(path, slots)| (path.clone(), text(slots))).collect();
    files.extend(others.clone());
    files
}

#[test]
fn after_any_edits_a_build_is_as_if_made_anew() {
    let seed = number("PULSEC_SEED", 1);
    let edits = number("PULSEC_EDITS", 60);
    let mut random =
        Random(0x9e37_79b9_7f4a_7c15 ^ (seed as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let (mut done, mut updated, mut built) = (0, 0, 0);
    while done < edits {
        let mut modules = shop(&mut random);
        let mut others: Files = ["local.js", "lazy.js", "style.css"]
            .map(|name| (format!("shop/{name}"), "export const Local = 1;\n".to_owned()))
            .into();
        let now = host(&files(&modules, &others));
        // Some projects have no maps and no declarations, or JSX as it is.
        let (maps, jsx) =
            (*random.of(&Maps::ALL), *random.of(&[Jsx::Automatic { dev: false }, Jsx::Preserve]));
        let config = Config { maps, jsx, declarations: random.below(3) > 0, ..Config::default() };
        let mut kept = Project::analyze(&now, config.clone());
        compare(&kept.build(&now), &config, &files(&modules, &others), "at first");
        for _ in 0..40 {
            let (were, others_were) = (modules.clone(), others.clone());
            let name = random.of(&modules.keys().cloned().collect::<Vec<_>>()).clone();
            let mut named = vec![PathBuf::from(&name)];
            match random.below(12) {
                0 => drop(modules.remove(&name)),
                1 => {
                    let slots = modules.remove(&name).expect("a module");
                    let other = format!("shop/m{}.py", random.below(12));
                    named.push(PathBuf::from(&other));
                    modules.insert(other, slots);
                }
                2 => {
                    let other = format!("shop/m{}.py", 9 + random.below(3));
                    named = vec![PathBuf::from(&other)];
                    modules.insert(other, vec![form(&mut random), form(&mut random)]);
                }
                3 => {
                    let text = format!("export const Local = {};\n", random.below(9));
                    named = vec![PathBuf::from("shop/local.js")];
                    others.insert("shop/local.js".to_owned(), text);
                }
                _ => {
                    let slots = modules.get_mut(&name).expect("a module");
                    let at = random.below(slots.len());
                    slots[at] = form(&mut random);
                }
            }
            let all = files(&modules, &others);
            let now = host(&all);
            let next = kept.rebuilt(&now, &named);
            updated += usize::from(next.is_some());
            kept = next.unwrap_or_else(|| Project::analyze(&now, config.clone()));
            done += 1;
            let output = kept.build(&now);
            built += usize::from(!output.files.is_empty());
            compare(
                &output,
                &config,
                &all,
                &format!("seed {seed}, edit {done} of {named:?}: {all:#?}"),
            );
            // What is broken is not written: most of it is taken back.
            if output.has_errors() && random.below(8) > 0 {
                (modules, others) = (were, others_were);
                let all = files(&modules, &others);
                let now = host(&all);
                let next = kept.rebuilt(&now, &named);
                kept = next.unwrap_or_else(|| Project::analyze(&now, config.clone()));
                let told = format!("seed {seed}, edit {done} of {named:?} taken back");
                compare(&kept.build(&now), &config, &all, &told);
            }
        }
    }
    println!("{done} edits, {updated} of them compiled in part, {built} builds");
    assert!(updated * 3 > done, "{updated} of {done} compiled in part");
    assert!(built * 5 > done, "{built} builds in {done} edits");
}

/// The binary, watching.
pub struct Watching {
    pub child: Child,
    lines: Receiver<Value>,
}

/// Whatever is waited for comes sooner, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

impl Watching {
    pub fn start(dir: &Path, args: &[&str]) -> Watching {
        let args = [&["watch", "--output-format", "json"], args].concat();
        let mut command = command(dir, &args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("spawned");
        let out = child.stdout.take().expect("stdout");
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).expect("a line of JSON");
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Watching { child, lines }
    }

    /// The first report that is so.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("it never comes: {what}"));
            if is_so(&line) {
                return line;
            }
        }
    }

    /// Ends it by the end of its input; the exit code.
    pub fn close(mut self) -> Option<i32> {
        drop(self.child.stdin.take());
        self.ended()
    }

    fn ended(&mut self) -> Option<i32> {
        let status = self.child.wait().expect("ended");
        let mut said = String::new();
        let err = self.child.stderr.take().expect("stderr");
        BufReader::new(err).read_to_string(&mut said).expect("UTF-8");
        assert_eq!(said, "");
        status.code()
    }
}

/// The output folder, file by file.
fn made(dir: &Path) -> BTreeMap<String, String> {
    if !dir.exists() {
        return BTreeMap::new();
    }
    let names = tree(dir).into_iter().filter(|name| !name.contains(".pulsec-"));
    // One may be replaced between the two looks.
    names
        .filter_map(|name| Some((name.clone(), std::fs::read_to_string(dir.join(&name)).ok()?)))
        .collect()
}

/// Waits until the output is that of a build from nothing.
#[track_caller]
fn settle(dir: &Path, what: &str) {
    let anew = tempfile::tempdir().expect("a folder");
    let args = ["build", "--quiet", "--out-dir", anew.path().to_str().expect("UTF-8")];
    finish(command(dir, &args).stdin(Stdio::null())).expect(0);
    // The maps tell the way from where they are.
    let plain = |files: BTreeMap<String, String>| -> BTreeMap<String, String> {
        files.into_iter().filter(|(name, _)| !name.ends_with(".map")).collect()
    };
    let wanted = plain(made(anew.path()));
    let started = Instant::now();
    while plain(made(&dir.join("dist"))) != wanted {
        assert!(
            started.elapsed() < PATIENCE,
            "{what}: {:?}\n{:?}",
            made(&dir.join("dist")).keys(),
            wanted.keys()
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn marked(name: &str, value: usize) -> String {
    format!("import pulse as ps\n\n\n@ps.javascript\ndef {name}():\n    return {value}\n")
}

#[test]
fn what_is_edited_is_written() {
    let dir = project(&[
        ("pyproject.toml", "[tool.pulsec]\n"),
        ("app/a.py", &marked("a", 1)),
        ("app/deep/b.py", &marked("b", 1)),
        ("node_modules/x/c.py", "def"),
    ]);
    let at = |path: &str| dir.path().join(path);
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(at(path).parent().expect("a parent")).expect("a folder");
        std::fs::write(at(path), text).expect("written");
    };
    let watching = Watching::start(dir.path(), &[]);
    let first = watching.until("the first build", |_| true);
    assert_eq!(
        (&first["event"], &first["ok"], &first["files"]),
        (&"built".into(), &true.into(), &2.into())
    );
    settle(dir.path(), "the first build");

    write("app/a.py", &marked("a", 2));
    let edited = watching.until("an edit", |line| line["written"] != serde_json::json!([]));
    let written = edited["written"].as_array().expect("a list");
    assert!(
        written.iter().all(|it| it.as_str().is_some_and(|it| it.starts_with("app/a.js"))),
        "{edited}"
    );
    settle(dir.path(), "an edit");

    // As editors save: the text goes to a file beside it, which takes its place.
    write("app/.a.py.swp", &marked("a", 3));
    std::fs::rename(at("app/.a.py.swp"), at("app/a.py")).expect("renamed");
    settle(dir.path(), "a file that takes the place of another");
    std::fs::rename(at("app/a.py"), at("app/a.py~")).expect("renamed");
    write("app/a.py", &marked("a", 4));
    settle(dir.path(), "a backup, then a new file");

    std::fs::rename(at("app/a.py"), at("app/renamed.py")).expect("renamed");
    settle(dir.path(), "a renamed file");
    std::fs::rename(at("app/deep"), at("app/moved")).expect("renamed");
    settle(dir.path(), "a moved folder");
    write("app/moved/b.py", &marked("b", 5));
    settle(dir.path(), "an edit in a moved folder");
    for at in 0..60 {
        write(&format!("app/new{}/inner/m{at}.py", at % 7), &marked("f", at));
    }
    settle(dir.path(), "many files in new folders");
    write("app/new3/inner/m3.py", &marked("f", 99));
    settle(dir.path(), "an edit in a new folder");
    std::fs::remove_dir_all(at("app/new1")).expect("removed");
    std::fs::remove_file(at("app/new2/inner/m2.py")).expect("removed");
    settle(dir.path(), "folders and files that go");
    std::fs::remove_dir_all(at("app/new3")).expect("removed");
    write("app/new3/other.py", &marked("other", 1));
    settle(dir.path(), "a folder that another of its name replaces");
    write("app/new3/other.py", &marked("other", 2));
    settle(dir.path(), "an edit in it");
    // No wait between them: some come while others are built.
    for value in 0..40 {
        write("app/renamed.py", &marked("a", value));
    }
    settle(dir.path(), "edits while it builds");
    std::fs::remove_dir_all(at("dist")).expect("removed");
    settle(dir.path(), "the output folder removed");
    assert_eq!(watching.close(), Some(0));
}

#[test]
fn settings_are_read_again() {
    let dir = project(&[
        ("pyproject.toml", "[tool.pulsec]\n"),
        ("app/a.py", &marked("a", 1)),
        ("other/b.py", &marked("b", 1)),
    ]);
    let write =
        |path: &str, text: &str| std::fs::write(dir.path().join(path), text).expect("written");
    let watching = Watching::start(dir.path(), &[]);
    watching.until("the first build", |line| line["ok"] == true);
    write("pyproject.toml", "[tool.pulsec]\njsx = \"preserve\"\n");
    settle(dir.path(), "other settings");
    write("pyproject.toml", "[tool.pulsec]\njs = 1\n");
    let failed = watching.until("broken settings", |line| line["event"] == "failed");
    assert!(
        failed["message"].as_str().is_some_and(|it| it.contains("unknown key `js`")),
        "{failed}"
    );
    // Until they are mended nothing is built by the old ones.
    write("app/a.py", &marked("a", 2));
    write("pyproject.toml", "[tool.pulsec]\npaths = [\"app\"]\n");
    settle(dir.path(), "mended settings");
    write("pulsec.toml", "paths = [\"other\"]\n");
    settle(dir.path(), "a new file of settings");
    write("other/b.py", &marked("b", 2));
    settle(dir.path(), "an edit under new settings");
    write(".gitignore", "dist/\n");
    write("other/b.py", &marked("b", 3).replace("return 3", "return three"));
    // It may be read while it is still empty.
    let is_of_file = |line: &Value| line["diagnostics"][0]["path"] == "other/b.py";
    let broken = watching.until("a mistake", is_of_file);
    assert_eq!((&broken["ok"], &broken["written"]), (&false.into(), &serde_json::json!([])));
    write("other/b.py", &marked("b", 3));
    settle(dir.path(), "a mended mistake");
    assert_eq!(watching.close(), Some(0));
}

/// What it writes is no edit: after a build comes nothing.
#[test]
fn its_own_output_is_no_edit() {
    let dir = project(&[("app/a.py", &marked("a", 1))]);
    let watching = Watching::start(dir.path(), &["app", "--out-dir", "app/made"]);
    watching.until("the first build", |line| line["ok"] == true);
    for value in 2..6 {
        std::fs::write(dir.path().join("app/a.py"), marked("a", value)).expect("written");
        let line = watching.until("an edit", |line| line["written"] != serde_json::json!([]));
        let names = line["written"].as_array().expect("a list").len();
        assert!(names <= 3, "{line}");
    }
    std::fs::write(dir.path().join("app/notes.txt"), "x").expect("written");
    // All that is said until the end is about a file that was written twice at most.
    assert_eq!(made(&dir.path().join("app/made")).len(), 4);
    let lines = {
        let Watching { mut child, lines } = watching;
        drop(child.stdin.take());
        child.wait().expect("ended");
        lines.iter().collect::<Vec<_>>()
    };
    assert!(lines.iter().all(|line| line["written"] == serde_json::json!([])), "{lines:?}");
}

#[test]
fn two_watchers_write_whole_files() {
    let dir = project(&[("a.py", &marked("a", 0)), ("b.py", &marked("b", 0))]);
    let both = [Watching::start(dir.path(), &[]), Watching::start(dir.path(), &[])];
    for watching in &both {
        watching.until("the first build", |line| line["ok"] == true);
    }
    for value in 1..25 {
        for name in ["a", "b"] {
            std::fs::write(dir.path().join(format!("{name}.py")), marked(name, value))
                .expect("written");
        }
        for (name, text) in made(&dir.path().join("dist")) {
            let is_whole = match name.rsplit_once('.').expect("an extension").1 {
                "js" => text.ends_with(".js.map\n"),
                "json" | "map" => serde_json::from_str::<Value>(&text).is_ok(),
                _ => text.ends_with('\n'),
            };
            assert!(is_whole, "{name}: {text}");
        }
    }
    settle(dir.path(), "two watchers");
    for watching in both {
        assert_eq!(watching.close(), Some(0));
    }
    assert!(tree(&dir.path().join("dist")).iter().all(|name| !name.contains(".pulsec-")));
}

#[cfg(unix)]
#[test]
fn signals_end_it() {
    let dir = project(&[("a.py", &marked("a", 0))]);
    for signal in ["-INT", "-TERM"] {
        let mut watching = Watching::start(dir.path(), &[]);
        watching.until("the first build", |line| line["ok"] == true);
        let id = watching.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill").success());
        assert_eq!(watching.ended(), Some(0), "{signal}");
    }
}

#[test]
fn what_cannot_be_watched_is_two() {
    let dir = project(&[("a.py", &marked("a", 0)), ("pulsec.toml", "nope = 1\n")]);
    let said = |args: &[&str]| pulsec(dir.path(), &[&["watch"], args].concat()).expect(2).err;
    assert!(said(&[]).contains("unknown key `nope`"));
    std::fs::remove_file(dir.path().join("pulsec.toml")).unwrap();
    assert_eq!(said(&["a.py", "shp"]), "error: shp: no such file or folder\n");
    assert!(said(&["--output-format", "sarif"]).contains("text, concise or json"));
}

/// The session that `docs/cli.md` shows.
#[cfg(unix)]
#[test]
fn the_docs_show_a_session() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let page = std::fs::read_to_string(page).expect("a page");
    let shown = page.split("```text watch\n").nth(1).and_then(|rest| rest.split("```").next());
    let (_, shown) = shown.expect("a session").split_once('\n').expect("a command");

    let dir = project(&[("shop/a.py", &marked("a", 1)), ("shop/b.py", &marked("b", 1))]);
    let mut command = command(dir.path(), &["watch", "shop"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("spawned");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines();
    let mut said = String::new();
    let mut more = || {
        for line in lines.by_ref().map_while(Result::ok) {
            said.push_str(&crate::transcripts::without_times(&line));
            said.push('\n');
            if line.starts_with("Watching ") {
                return;
            }
        }
    };
    more();
    // In one step, so that it is not read half written.
    let edit = |text: String| {
        std::fs::write(dir.path().join("shop/new"), text).expect("written");
        std::fs::rename(dir.path().join("shop/new"), dir.path().join("shop/a.py"))
            .expect("renamed");
    };
    edit(marked("a", 2));
    more();
    edit(marked("a", 2).replace("return 2", "return two"));
    more();
    edit(marked("a", 3));
    more();
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    assert!(child.wait().expect("ended").success());
    assert!(said == shown, "docs/cli.md shows another session than this:\n{said}");
}

/// Runs the watch on a terminal, edits, and presses Ctrl+C.
#[cfg(unix)]
const ON_A_TERMINAL: &str = r#"
import os, pty, select, sys, time
program, file = sys.argv[1:]
child, screen = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execv(program, [program, "watch", "."])
shown = b""
def until(word, count):
    global shown
    ends = time.time() + 60
    while shown.count(word) < count and time.time() < ends:
        if select.select([screen], [], [], 0.1)[0]:
            shown += os.read(screen, 65536)
until(b"Ctrl+C", 1)
text = open(file).read()
with open(file + ".new", "w") as new:
    new.write(text.replace("return 1", "return one"))
os.rename(file + ".new", file)
until(b"Ctrl+C", 2)
os.write(screen, b"\x03")
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
sys.stdout.write(shown.decode("utf-8").replace("\x1b", "ESC").replace("\r", ""))
"#;

#[cfg(unix)]
#[test]
fn a_terminal_shows_how_it_stands_and_nothing_older() {
    let Some(python) = crate::tools::python() else { return };
    let dir = project(&[("a.py", &marked("a", 1))]);
    let mut driver = Command::new(python);
    driver.args(["-c", ON_A_TERMINAL, env!("CARGO_BIN_EXE_pulsec"), "a.py"]);
    driver.current_dir(dir.path()).stdin(Stdio::null()).env_remove("NO_COLOR");
    let run = finish(&mut driver).expect(0);
    let screens: Vec<&str> = run.out.split("ESC[HESC[2JESC[3J").collect();
    let [code, first, second] = screens[..] else { panic!("{}", run.out) };
    assert_eq!(code, "0\n");
    assert!(first.starts_with("Compiled 1 module (1 function, 0 components, "), "{first}");
    assert!(
        second.contains("ESC[31mPSC201 unknown-name") && !second.contains("Compiled"),
        "{second}"
    );
    assert!(second.contains("nothing was written\nWatching 1 file; Ctrl+C ends it"), "{second}");
}

#[test]
fn two_that_watch_one_project_write_the_same() {
    let dir = project(&[("pyproject.toml", "[tool.pulsec]\n"), ("app/a.py", &marked("a", 0))]);
    let both = [Watching::start(dir.path(), &[]), Watching::start(dir.path(), &[])];
    for one in &both {
        one.until("the first build", |line| line["ok"] == true);
    }
    for at in 1..6 {
        let name = format!("app/{}.py", ["a", "b", "c"][at % 3]);
        std::fs::write(dir.path().join(name), marked("f", at)).expect("written");
        settle(dir.path(), "an edit");
    }
    for one in both {
        assert_eq!(one.close(), Some(0));
    }
    settle(dir.path(), "the end");
}
