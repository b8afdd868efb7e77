//! The binary as its users run it: exit codes, streams, settings.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::binary::{command, finish, project, pulsec, tree, with_stdin};

#[test]
fn usage_errors_are_two() {
    let dir = project(&[("app.py", "")]);
    let run = pulsec(dir.path(), &["check", "--no-such-flag"]).expect(2);
    assert!(run.err.contains("--no-such-flag") && run.out.is_empty());
    assert!(pulsec(dir.path(), &["bild"]).expect(2).err.contains("'build'"));
    pulsec(dir.path(), &[]).expect(2);
    pulsec(dir.path(), &["check", "--jsx", "classic"]).expect(2);
    pulsec(dir.path(), &["build", "--jsx", "preserve", "--jsx-dev"]).expect(2);
    assert!(pulsec(dir.path(), &["--help"]).expect(0).out.contains("Exit codes"));
    assert!(pulsec(dir.path(), &["--version"]).expect(0).out.starts_with("pulsec "));
}

#[test]
fn a_missing_path_is_two_and_nothing_is_written() {
    let dir = project(&[("app.py", "")]);
    let run = pulsec(dir.path(), &["build", "app.py", "nope/chat.py"]).expect(2);
    assert_eq!(run.err, "error: nope/chat.py: no such file or folder\n");
    assert!(!dir.path().join("dist").exists());
}

#[test]
fn a_bad_settings_file_is_two() {
    let dir = project(&[("pyproject.toml", "[tool.pulsec]\noutdir = \"x\"\n"), ("a/b.py", "")]);
    let run = pulsec(&dir.path().join("a"), &["check"]).expect(2);
    assert!(run.err.contains("pyproject.toml:2:1: unknown key `outdir`"), "{}", run.err);
    assert!(run.err.contains("did you mean `out-dir`?"), "{}", run.err);
    pulsec(dir.path(), &["check", "--config", "none.toml"]).expect(2);
}

#[test]
fn settings_choose_the_paths() {
    let settings = "paths = [\"app\"]\nexclude = [\"skip.py\"]\n";
    let files = [("pulsec.toml", settings), ("app/a.py", ""), ("app/skip.py", ""), ("b.py", "")];
    let dir = project(&files);
    assert_eq!(pulsec(dir.path(), &["check"]).expect(0).out, "Checked 1 file: no problems found\n");
    let inside = pulsec(&dir.path().join("app"), &["check"]).expect(0);
    assert_eq!(inside.out, "Checked 1 file: no problems found\n");
    let all = pulsec(dir.path(), &["check", "app", "b.py", "app/skip.py"]).expect(0);
    assert_eq!(all.out, "Checked 3 files: no problems found\n");
    assert_eq!(pulsec(dir.path(), &["check", "-q"]).expect(0).out, "");
}

const RULES_APP: &str = "\
import random
import pulse as ps
from pulse.js.react import useState

@ps.javascript(jsx=True)
def Page(*, open: bool):
    if open:
        n, set_n = useState(0)
    return ps.div(ps.p(ps.div('a')), ps.img(src='x'), random.random())
";

/// The codes that a check finds, each with its grade.
fn graded(dir: &std::path::Path, flags: &[&str], code: i32) -> Vec<String> {
    let mut args = vec!["check", "-q", "--output-format", "concise"];
    args.extend(flags);
    let out = pulsec(dir, &args).expect(code).out;
    let grade = |line: &str| {
        let (_, rest) = line.split_once(": ").expect("place");
        rest.split(']').next().expect("code").replace('[', " ")
    };
    out.lines().map(grade).collect()
}

#[test]
fn a_project_says_what_rules_do() {
    let dir = project(&[("app/a.py", RULES_APP)]);
    let root = dir.path();
    let plain = ["error PSC504", "warning PSC520", "warning PSC516"];
    assert_eq!(graded(root, &[], 1), plain);
    assert_eq!(graded(root, &["--select", "elements"], 0), ["warning PSC520"]);
    assert_eq!(graded(root, &["--select", "conditional-hook"], 1), ["error PSC504"]);
    assert_eq!(graded(root, &["--ignore", "hooks,PSC516"], 0), ["warning PSC520"]);
    let more = graded(root, &["--extend-select", "accessibility", "--ignore", "PSC504"], 0);
    assert_eq!(more, ["warning PSC520", "warning PSC522", "warning PSC516"]);
    let settings = "[rules]\nall = \"off\"\nrendering = \"error\"\nPSC520 = \"warn\"\n\
                    [per-file-rules]\n\"app/**\" = { invalid-nesting = \"off\" }\n";
    std::fs::write(root.join("pulsec.toml"), settings).expect("settings");
    assert_eq!(graded(root, &[], 1), ["error PSC516"]);
    assert_eq!(
        graded(&root.join("app"), &["--extend-select", "PSC520"], 1),
        ["warning PSC520", "error PSC516"]
    );
    let listed = pulsec(root, &["rules"]).expect(0).out;
    assert!(listed.contains("  PSC516  impure-render           error  (changed)\n"), "{listed}");
    let rules = pulsec(root, &["rules", "--output-format", "json"]).expect(0).out;
    let rules: Vec<serde_json::Value> = serde_json::from_str(&rules).expect("json");
    let impure = rules.iter().find(|it| it["code"] == "PSC516").expect("a rule");
    assert_eq!((&impure["level"], &impure["default"]), (&"error".into(), &"warn".into()));
    pulsec(root, &["rules", "--output-format", "sarif"]).expect(2);
    // What a rule finds keeps a build back only where it is an error.
    pulsec(root, &["build", "-o", "out"]).expect(1);
    assert!(!root.join("out").exists());
    pulsec(root, &["build", "-o", "out", "--ignore", "PSC516"]).expect(0);
    assert!(root.join("out/app/a.js").is_file());
}

#[test]
fn a_rule_that_is_an_error_can_be_ignored_where_it_stands() {
    let ignored = RULES_APP
        .replace("useState(0)\n", "useState(0)  # pulsec: ignore[PSC504]\n")
        .replace("random.random())", "random.random())  # pulsec: ignore[PSC516, PSC520]");
    let dir = project(&[("a.py", &ignored)]);
    assert_eq!(graded(dir.path(), &[], 0), [""; 0]);
    pulsec(dir.path(), &["build"]).expect(0);
    // A comment for a rule that is off may stay, one for nothing may not.
    assert_eq!(graded(dir.path(), &["--ignore", "PSC516"], 0), [""; 0]);
    let useless = ignored.replace("random.random()", "'b'");
    std::fs::write(dir.path().join("a.py"), useless).expect("file");
    assert_eq!(graded(dir.path(), &[], 0), ["warning PSC210"]);
}

#[test]
fn what_selects_no_rule_is_two() {
    let dir = project(&[("a.py", "")]);
    let wrong = pulsec(dir.path(), &["check", "--select", "mising-key"]).expect(2);
    assert!(
        wrong.err.contains("unknown rule `mising-key`; did you mean `missing-key`?"),
        "{}",
        wrong.err
    );
    let error = pulsec(dir.path(), &["check", "--ignore", "PSC203"]).expect(2);
    assert!(error.err.contains("`PSC203` is no rule"), "{}", error.err);
    for (settings, wanted) in [
        (
            "[rules]\nhook = \"off\"\n",
            "pulsec.toml:2:1: unknown rule `hook`; did you mean `hooks`?",
        ),
        ("[rules]\nhooks = \"no\"\n", "2:9: `hooks` must be \"error\", \"warn\" or \"off\""),
        ("rules = 1\n", "`rules` must be a table of rules and levels"),
        ("[per-file-rules]\na = \"off\"\n", "`per-file-rules` must be a table of rules and levels"),
    ] {
        std::fs::write(dir.path().join("pulsec.toml"), settings).expect("settings");
        let wrong = pulsec(dir.path(), &["check"]).expect(2);
        assert!(wrong.err.contains(wanted), "{}", wrong.err);
    }
}

#[test]
fn gitignore_and_links_are_respected() {
    let dir = project(&[
        ("app/a.py", ""),
        ("app/gen/b.py", ""),
        (".gitignore", "gen/\n"),
        ("env/pyvenv.cfg", ""),
        ("env/lib/c.py", ""),
        ("node_modules/x/d.py", ""),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(dir.path(), dir.path().join("app/loop")).expect("link");
    assert!(pulsec(dir.path(), &["check"]).expect(0).out.starts_with("Checked 1 file:"));
    assert!(pulsec(dir.path(), &["check", "env"]).expect(0).out.starts_with("Checked 1 file:"));
}

#[test]
fn findings_are_one_in_every_form() {
    let dir = project(&[]);
    std::fs::write(dir.path().join("bad.py"), b"a = '\xff'\n").expect("file");
    let text = pulsec(dir.path(), &["check"]).expect(1);
    assert!(text.out.starts_with("PSC002 not-utf8\n\n  x bad.py: line 1"), "{}", text.out);
    assert!(text.out.ends_with("found 1 error in 1 file (`pulsec explain PSC002` tells more)\n"));
    let concise = pulsec(dir.path(), &["check", "-q", "--output-format", "concise"]).expect(1);
    assert_eq!(concise.out, "bad.py: error[PSC002] line 1 is not valid UTF-8\n");
    let json = pulsec(dir.path(), &["check", "--output-format", "json"]).expect(1);
    let found: serde_json::Value = serde_json::from_str(&json.out).expect("JSON alone");
    assert_eq!((&found[0]["code"], &found[0]["path"]), (&"PSC002".into(), &"bad.py".into()));
    let github = pulsec(dir.path(), &["check", "--output-format", "github"]).expect(1);
    assert!(
        github.out.starts_with("::error file=bad.py,title=PSC002 not-utf8::"),
        "{}",
        github.out
    );
    let sarif = pulsec(dir.path(), &["check", "--output-format", "sarif"]).expect(1);
    let log: serde_json::Value = serde_json::from_str(&sarif.out).expect("JSON alone");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "PSC002");
    pulsec(dir.path(), &["check", "--exit-zero"]).expect(0);
    let counts = pulsec(dir.path(), &["check", "-q", "--statistics"]).expect(1);
    assert!(counts.out.ends_with("    1  PSC002  not-utf8\n"), "{}", counts.out);
    let built = pulsec(dir.path(), &["build"]).expect(1);
    assert!(built.out.contains("nothing was written"), "{}", built.out);
}

#[test]
fn color_is_for_terminals_or_on_demand() {
    let dir = project(&[]);
    std::fs::write(dir.path().join("bad.py"), b"\xff").expect("file");
    let colored = |args: &[&str], env: &[(&str, &str)]| {
        finish(command(dir.path(), args).envs(env.iter().copied())).expect(1).out.contains('\u{1b}')
    };
    assert!(!colored(&["check"], &[]));
    assert!(colored(&["check", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&["check"], &[("FORCE_COLOR", "1")]));
    assert!(!colored(&["check"], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["check", "--color", "never"], &[("FORCE_COLOR", "1")]));
}

#[test]
fn standard_input_is_a_file() {
    let dir = project(&[("app.py", "")]);
    let args = ["check", "-", "--stdin-filename", "app/x.py", "--output-format", "concise"];
    let run = with_stdin(dir.path(), &args, b"a = '\xff'").expect(1);
    assert!(run.out.starts_with("app/x.py: error[PSC002]"), "{}", run.out);
    assert!(with_stdin(dir.path(), &["check", "-"], b"x = 1\n").expect(0).out.contains("1 file"));
    pulsec(dir.path(), &["check", "-", "app.py"]).expect(2);
    pulsec(dir.path(), &["check", "app.py", "--stdin-filename", "x.py"]).expect(2);
}

#[test]
fn explain_prints_pages() {
    let dir = project(&[]);
    let page = pulsec(dir.path(), &["explain", "PSC203"]).expect(0).out;
    assert!(page.starts_with("# PSC203: unresolved-import\n"), "{page}");
    assert_eq!(pulsec(dir.path(), &["explain", "psc203"]).expect(0).out, page);
    assert_eq!(pulsec(dir.path(), &["explain", "203"]).expect(0).out, page);
    assert_eq!(pulsec(dir.path(), &["explain", "unresolved-import"]).expect(0).out, page);
    let unknown = pulsec(dir.path(), &["explain", "PSC20"]).expect(2);
    assert!(unknown.err.contains("did you mean `PSC20"), "{}", unknown.err);
    assert!(
        pulsec(dir.path(), &["explain", "banana"]).expect(2).err.contains("--helpers` the helpers")
    );
    let near = pulsec(dir.path(), &["explain", "getitem"]).expect(2).err;
    assert!(near.contains("did you mean `getItem`?"), "{near}");
    let all = pulsec(dir.path(), &["explain"]).expect(0).out;
    assert_eq!(all.lines().count(), pulsec::diag::ALL.len());
    assert!(all.contains("PSC202  warning  implicit-global\n"), "{all}");
}

/// Each helper that the runtime exports has a page, with the Python it stands for and what comes along with it.
#[test]
fn explain_prints_what_a_helper_stands_for() {
    let dir = project(&[("app.py", "")]);
    let page = pulsec(dir.path(), &["explain", "getItem"]).expect(0).out;
    for part in
        ["# getItem\n\nPython's `o[k]`.\n", "\n    >>> ", "`src/runtime/js/items.js`", " KeyError "]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let helpers = pulsec(dir.path(), &["explain", "--helpers"]).expect(0).out;
    let names = pulsec::runtime::names();
    assert_eq!(helpers.lines().count(), names.len());
    for (line, name) in helpers.lines().zip(names) {
        let (listed, says) = line.split_once(' ').expect("a name and what it is");
        assert!(listed == name && says.trim().len() > 5, "{line}");
    }
}

#[test]
fn show_names_what_it_cannot_show() {
    let dir = project(&[("app.py", "x = 1\n"), ("pkg/a.py", "")]);
    let run = pulsec(dir.path(), &["show", "app.py::Chat"]).expect(2);
    assert!(run.err.contains("`@ps.javascript` function `Chat` in `app.py`"), "{}", run.err);
    assert!(run.out.is_empty());
    assert!(pulsec(dir.path(), &["show", "pkg"]).expect(2).err.contains("name one file"));
    pulsec(dir.path(), &["show", "none.py"]).expect(2);
}

#[test]
fn a_build_without_marked_functions_is_a_finding() {
    let dir = project(&[("app.py", "x = 1\n")]);
    let run = pulsec(dir.path(), &["build"]).expect(1);
    assert!(run.out.contains("PSC006") && run.out.contains("nothing was written"), "{}", run.out);
    assert!(!dir.path().join("dist").exists());
}

const WEB: &str = "import pulse as ps\n\nfrom lib.words import twice\n\n\n@ps.javascript\ndef \
                   shout(text: str):\n    return twice(text).upper()\n";
const WORDS: &str = "def twice(text: str):\n    return text + text\n";

/// Wherever it is started and however the paths are written, the build is the same.
#[test]
fn the_project_gives_the_output_its_shape() {
    let files = [
        ("apps/web/pyproject.toml", "[project]\nname = \"web\"\n"),
        ("apps/web/pages/home.py", WEB),
        ("apps/web/lib/words.py", WORDS),
    ];
    let dir = project(&files);
    let (top, web) = (dir.path().to_path_buf(), dir.path().join("apps/web"));
    let out = top.join("out");
    let to = out.to_str().expect("UTF-8");
    let runs: [(&Path, &[&str]); 6] = [
        (&top, &["build", "apps/web", "--out-dir", "out"]),
        (&top, &["build", "apps/web/pages/home.py", "apps/web/lib", "--out-dir", "out"]),
        (&web, &["build", "--out-dir", to]),
        (&web, &["build", "pages/home.py", "--out-dir", "../../out"]),
        (&web.join("pages"), &["build", "home.py", "--out-dir", to]),
        (&web.join("lib"), &["build", "../pages", "--out-dir", to]),
    ];
    let mut first: Option<Vec<(String, String)>> = None;
    for (from, args) in runs {
        pulsec(from, args).expect(0);
        let names = tree(&out);
        let wanted = ["d.ts", "js", "js.map"];
        let wanted = ["lib/words", "pages/home"].map(|it| wanted.map(|ext| format!("{it}.{ext}")));
        assert_eq!(names[..6], wanted.concat(), "{args:?}");
        let read = |name: &String| std::fs::read_to_string(out.join(name)).expect("text");
        let texts: Vec<_> = names.iter().map(|name| (name.clone(), read(name))).collect();
        assert_eq!(*first.get_or_insert_with(|| texts.clone()), texts, "{args:?}");
        std::fs::remove_dir_all(&out).expect("removed");
    }
    let texts = first.expect("a build");
    let text = |name: &str| texts.iter().find(|(it, _)| it == name).expect("listed").1.as_str();
    let header = "// Compiled by pulsec from pages/home.py. Do not edit.\n";
    assert!(text("pages/home.js").starts_with(header), "{}", text("pages/home.js"));
    let map: serde_json::Value = serde_json::from_str(text("pages/home.js.map")).expect("JSON");
    assert_eq!(map["sources"], serde_json::json!(["../../apps/web/pages/home.py"]));
}

#[test]
fn paths_elsewhere_without_a_project_are_one() {
    let words = format!("import pulse as ps\n\n\n@ps.javascript\n{WORDS}");
    let dir = project(&[("here/x.txt", ""), ("there/words.py", &words)]);
    let here = dir.path().join("here");
    pulsec(&here, &["build", "../there/words.py", "--out-dir", "one"]).expect(0);
    let names = tree(&here.join("one"));
    assert_eq!(names, ["pulsec.manifest.json", "words.d.ts", "words.js", "words.js.map"]);
    let text = std::fs::read_to_string(here.join("one/words.js")).expect("text");
    assert!(text.starts_with("// Compiled by pulsec from words.py."), "{text}");
}

#[test]
fn an_output_folder_is_relative_to_who_names_it() {
    let settings = "[tool.pulsec]\nout-dir = \"js\"\n";
    let words = format!("import pulse as ps\n\n\n@ps.javascript\n{WORDS}");
    let dir = project(&[("web/pyproject.toml", settings), ("web/words.py", &words)]);
    let made = |from: &str, args: &[&str]| {
        let run = pulsec(&dir.path().join(from), args).expect(0);
        assert!(run.out.contains("Compiled 1 module "), "{}", run.out);
    };
    made("", &["build", "web"]);
    assert!(dir.path().join("web/js/words.js").is_file());
    made("", &["build", "web", "--out-dir", "js"]);
    assert!(dir.path().join("js/words.js").is_file());
    made("web", &["build", "--out-dir", "here"]);
    assert!(dir.path().join("web/here/words.js").is_file());
}

/// A module of which the browser needs only the types is no module there: it has declarations alone.
#[test]
fn modules_with_nothing_to_run_are_not_written() {
    let models = "from typing import TypedDict\n\n\nclass Message(TypedDict):\n    text: str\n";
    let main = "import pulse as ps\n\nfrom models import Message\n\n\n@ps.javascript\ndef \
                read(message: Message):\n    return message[\"text\"]\n";
    let dir = project(&[("models.py", models), ("main.py", main)]);
    pulsec(dir.path(), &["build", ".", "--out-dir", "js"]).expect(0);
    let names = tree(&dir.path().join("js"));
    assert!(names.contains(&"main.js".to_string()), "{names:?}");
    let models: Vec<_> = names.iter().filter(|name| name.starts_with("models")).collect();
    assert_eq!(models, ["models.d.ts"]);
    let manifest = std::fs::read_to_string(dir.path().join("js/pulsec.manifest.json"));
    let manifest: serde_json::Value = serde_json::from_str(&manifest.expect("it")).expect("JSON");
    assert_eq!(manifest["modules"].as_array().map(Vec::len), Some(1), "{manifest}");
}

/// Files beside the modules are wanted or not; what a build made before and is not wanted goes.
#[test]
fn maps_and_declarations_are_written_where_they_are_wanted() {
    let words = format!("import pulse as ps\n\n\n@ps.javascript\n{WORDS}");
    let dir = project(&[("words.py", &words), ("pulsec.toml", "")]);
    let made = |args: &[&str]| {
        pulsec(dir.path(), &[&["build"], args].concat()).expect(0);
        let text = std::fs::read_to_string(dir.path().join("dist/words.js")).expect("text");
        let last = text.lines().last().expect("a line").to_string();
        (tree(&dir.path().join("dist")), last)
    };
    let (all, last) = made(&[]);
    assert_eq!(all, ["pulsec.manifest.json", "words.d.ts", "words.js", "words.js.map"]);
    assert_eq!(last, "//# sourceMappingURL=words.js.map");
    let map = std::fs::read(dir.path().join("dist/words.js.map")).expect("a map");
    let (inline, last) = made(&["--source-maps", "inline", "--no-dts"]);
    assert_eq!(inline, ["pulsec.manifest.json", "words.js"]);
    let start = "//# sourceMappingURL=data:application/json;charset=utf-8;base64,";
    let encoded = last.strip_prefix(start).expect("an address");
    let mut decoder = Command::new("base64");
    decoder.arg("-d").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut decoder = decoder.spawn().expect("base64");
    std::io::Write::write_all(&mut decoder.stdin.take().expect("stdin"), encoded.as_bytes())
        .expect("fed");
    assert_eq!(decoder.wait_with_output().expect("decoded").stdout, map);
    let (none, last) = made(&["--source-maps", "none"]);
    assert_eq!((none.len(), last.as_str()), (3, "}"));
    let settings = "source-maps = \"none\"\ndeclarations = false\n";
    std::fs::write(dir.path().join("pulsec.toml"), settings).expect("written");
    assert_eq!(made(&[]).0, ["pulsec.manifest.json", "words.js"]);
    assert_eq!(made(&["--source-maps", "file"]).0.len(), 3);
    // What is shown is the same, whatever is written.
    let map = pulsec(dir.path(), &["show", "words.py", "--emit", "map"]).expect(0).out;
    assert!(map.contains("\"mappings\""), "{map}");
    assert!(
        pulsec(dir.path(), &["show", "words.py", "--emit", "dts"]).expect(0).out.contains("twice")
    );
    assert_eq!(pulsec(dir.path(), &["run", "words.py::twice", "'a'"]).expect(0).out, "'aa'\n");
    std::fs::write(dir.path().join("pulsec.toml"), "source-maps = true\n").expect("written");
    assert!(pulsec(dir.path(), &["build"]).expect(2).err.contains("\"inline\""));
}

/// `pulsec check | head` closes the pipe before everything is written.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_panic() {
    let dir = project(&[]);
    for number in 0..400 {
        std::fs::write(dir.path().join(format!("bad{number}.py")), b"\xff").expect("file");
    }
    let mut command = command(dir.path(), &["check"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("spawned");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("run");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert!(done.status.code().is_some(), "ended by a signal");
}

#[test]
fn every_shell_has_a_script() {
    let dir = project(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = pulsec(dir.path(), &["completions", shell]).expect(0).out;
        for known in ["pulsec", "completions", "deny-warnings", "client-package"] {
            assert!(script.contains(known), "{known}\n{script}");
        }
    }
    let unknown = pulsec(dir.path(), &["completions", "cmd"]).expect(2);
    assert!(unknown.err.contains("[possible values: bash, elvish, fish, powershell, zsh]"));
}

/// The script, sourced by the shell it is for.
#[test]
#[cfg(unix)]
fn bash_completes_what_is_there() {
    let dir = project(&[]);
    let script = pulsec(dir.path(), &["completions", "bash"]).expect(0).out;
    let complete = |line: &str| {
        let ask = format!(
            "COMP_WORDS=({line})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_pulsec pulsec \
             \"${{COMP_WORDS[$COMP_CWORD]}}\" \"${{COMP_WORDS[$COMP_CWORD - 1]}}\"\necho \"${{COMPREPLY[@]}}\"\n"
        );
        let mut bash = Command::new("bash");
        bash.arg("-c").arg(format!("{script}\n{ask}")).current_dir(dir.path());
        finish(&mut bash).expect(0).out.trim().to_owned()
    };
    assert_eq!(complete("pulsec ch"), "check");
    assert_eq!(complete("pulsec show app.py --emit d"), "dts");
    assert_eq!(complete("pulsec build --deny"), "--deny-warnings");
}

const TO_FIX: &str = "import pulse as ps\n\n\n@ps.javascript\ndef f(a):\n    \
                      console.log(a)\n    return totl if a&&a else None\n";

#[test]
fn fixes_are_shown_then_made() {
    let dir = project(&[("app/a.py", TO_FIX), ("app/b.py", WORDS)]);
    let path = dir.path().join("app/a.py");
    let read = || std::fs::read_to_string(&path).expect("text");
    let shown = pulsec(dir.path(), &["check", "--diff"]).expect(1);
    assert!(shown.out.starts_with("--- app/a.py\n+++ app/a.py\n@@ "), "{}", shown.out);
    assert!(shown.out.contains("-    return totl if a&&a else None\n"), "{}", shown.out);
    assert!(shown.out.contains("+    return totl if a and a else None\n"), "{}", shown.out);
    assert!(shown.err.starts_with("Would fix 2 problems in 1 file; "), "{}", shown.err);
    assert_eq!(read(), TO_FIX);

    let fixed = pulsec(dir.path(), &["check", "--fix", "--output-format", "concise"]).expect(1);
    assert!(
        fixed.out.starts_with("Fixed 2 problems in 1 file\napp/a.py:8:12: error[PSC201]"),
        "{}",
        fixed.out
    );
    let text = read();
    assert!(text.contains("from pulse.js import console\n") && text.contains("a and a"), "{text}");

    let again = pulsec(dir.path(), &["check", "--diff"]).expect(1);
    assert_eq!((again.out.as_str(), again.err.starts_with("Nothing to fix: ")), ("", true));
    assert_eq!(read(), text);
    pulsec(dir.path(), &["check", "--fix", "--diff"]).expect(2);
}

#[test]
fn standard_input_is_never_fixed_in_place() {
    let dir = project(&[]);
    let shown = with_stdin(dir.path(), &["check", "-", "--diff"], TO_FIX.as_bytes());
    assert_eq!((shown.code, shown.out.starts_with("--- stdin.py\n")), (1, true), "{}", shown.out);
    let refused = with_stdin(dir.path(), &["check", "-", "--fix"], TO_FIX.as_bytes());
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(refused.err.contains("`--diff`"), "{}", refused.err);
}

#[test]
#[cfg(unix)]
fn a_fixed_file_stays_the_file_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let dir = project(&[("real/a.py", TO_FIX)]);
    let (real, link) = (dir.path().join("real/a.py"), dir.path().join("a.py"));
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o755)).expect("mode");
    pulsec(dir.path(), &["check", "--fix", "a.py"]).expect(1);
    assert!(link.symlink_metadata().expect("it").is_symlink());
    assert_eq!(std::fs::metadata(&real).expect("it").permissions().mode() & 0o777, 0o755);
    assert!(std::fs::read_to_string(&real).expect("text").contains("a and a"));
}
