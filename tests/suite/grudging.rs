//! Folders and files that may not be written or read, and sources that go while they are read: nothing is torn, what is wrong is
//! said with the path that is meant, and the next build makes it good.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::binary::{Run, command, finish, project, pulsec, tree};
use crate::edits::number;

fn marked(value: usize) -> String {
    format!("import pulse as ps\n\n\n@ps.javascript\ndef f():\n    return {value}\n")
}

/// Runs as somebody who is not root, whom no permission holds back.
fn as_anybody(dir: &Path, args: &[&str]) -> Option<Run> {
    let mut command = command(dir, args);
    let is_root =
        String::from_utf8(Command::new("id").arg("-u").output().unwrap().stdout).unwrap().trim()
            == "0";
    if is_root {
        command.uid(65534).gid(65534);
    }
    let may_run = command.stdin(Stdio::null()).output();
    if is_root && may_run.is_err() {
        eprintln!("skipped: nobody else may run the binary");
        return None;
    }
    Some(finish(&mut command))
}

fn let_all(dir: &Path) {
    for name in tree(dir) {
        set_mode(&dir.join(&name), 0o666);
        for above in dir.join(&name).ancestors().skip(1).take_while(|it| it.starts_with(dir)) {
            set_mode(above, 0o777);
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// The files of the output folder, with what they hold.
fn written(dir: &Path) -> Vec<(String, String)> {
    let out = dir.join("dist");
    if !out.exists() {
        return Vec::new();
    }
    let names = tree(&out).into_iter();
    names.map(|name| (name.clone(), std::fs::read_to_string(out.join(name)).unwrap())).collect()
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    // What is closed, its mode, and what is said.
    let cases: [(&str, u32, &str); 10] = [
        (
            "app/b.py",
            0o000,
            "app/b.py: error[PSC001] cannot read the file: Permission denied (os error 13)\n",
        ),
        (
            "app/deep",
            0o000,
            "app/deep: error[PSC001] cannot read the file: Permission denied (os error 13)\n",
        ),
        (
            "app",
            0o000,
            "app: error[PSC001] cannot read the file: Permission denied (os error 13)\n",
        ),
        ("pulsec.toml", 0o000, "error: "),
        (
            "dist/pulsec.manifest.json",
            0o000,
            "dist/pulsec.manifest.json: error[PSC005] the manifest cannot be read: Permission denied (os error 13)\n",
        ),
        ("dist/app/b.js", 0o000, ""),
        ("dist/app", 0o555, "error: cannot write dist/app/b.js: Permission denied (os error 13)\n"),
        (
            "dist/app",
            0o000,
            "error: cannot write dist/app/a.d.ts: Permission denied (os error 13)\n",
        ),
        (
            "dist",
            0o555,
            "error: cannot write dist/pulsec.manifest.json: Permission denied (os error 13)\n",
        ),
        (
            "dist",
            0o000,
            "error: cannot write dist/pulsec.manifest.json: Permission denied (os error 13)\n",
        ),
    ];
    for (closed, mode, wanted) in cases {
        let dir = project(&[
            ("pulsec.toml", ""),
            ("app/a.py", &marked(1)),
            ("app/b.py", &marked(1)),
            ("app/deep/c.py", &marked(1)),
        ]);
        let build = |dir: &Path| as_anybody(dir, &["build", "app", "--output-format", "concise"]);
        let_all(dir.path());
        let Some(first) = build(dir.path()) else { return };
        first.expect(0);
        let before = written(dir.path());
        std::fs::write(dir.path().join("app/b.py"), marked(2)).unwrap();
        std::fs::write(dir.path().join("app/new.py"), marked(3)).unwrap();
        let_all(&dir.path().join("app"));
        let inside = dir.path().join(closed);
        let usual = std::fs::metadata(&inside).unwrap().permissions();
        set_mode(&inside, mode);
        let run = build(dir.path()).unwrap();
        std::fs::set_permissions(&inside, usual).unwrap();
        let said = format!("{}{}", run.err, run.out);
        assert!(said.contains(wanted), "{closed}: {said}");
        assert!(!said.contains(".pulsec-"), "{closed}: {said}");
        assert_eq!(run.code == 0, wanted.is_empty(), "{closed}: {said}");
        if run.code != 0 {
            let after = written(dir.path());
            let kept =
                |name: &str| after.iter().find(|(other, _)| other == name).map(|(_, text)| text);
            for (name, text) in before.iter().filter(|(name, _)| name != "pulsec.manifest.json") {
                assert_eq!(kept(name), Some(text), "{closed}: {name}");
            }
        }
        build(dir.path()).unwrap().expect(0);
        let good = written(dir.path());
        pulsec(dir.path(), &["build", "app", "--out-dir", "dist"]).expect(0);
        assert_eq!(good, written(dir.path()), "{closed}");
        assert!(good.iter().any(|(name, text)| name == "app/b.js" && text.contains("return 2;")));
    }
}

#[test]
fn a_folder_that_nobody_may_change_is_checked_and_built_elsewhere() {
    let dir = project(&[("pulsec.toml", ""), ("app/a.py", &marked(1))]);
    let elsewhere = tempfile::tempdir().unwrap();
    // The whole project on a file system that is read-only: seen by this process alone.
    let run = |line: &str| {
        let mut shell = Command::new("unshare");
        let mounted =
            format!("mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\" && {line}");
        shell.args([
            "--mount",
            "--map-root-user",
            "sh",
            "-c",
            &mounted,
            env!("CARGO_BIN_EXE_pulsec"),
        ]);
        finish(shell.current_dir(dir.path()).env("OUT", elsewhere.path()).env_remove("VIRTUAL_ENV"))
    };
    if !Command::new("unshare")
        .args([
            "--mount",
            "--map-root-user",
            "sh",
            "-c",
            "mount --bind . . && mount -o remount,bind,ro .",
        ])
        .current_dir(dir.path())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
    {
        eprintln!("skipped: nothing can be mounted here");
        return;
    }
    let before = tree(dir.path());
    run("exec \"$0\" check app").expect(0);
    let refused = run("exec \"$0\" build app").expect(2);
    assert_eq!(refused.err, "error: cannot write dist: Read-only file system (os error 30)\n");
    run("exec \"$0\" run app/a.py::f").expect(0);
    run("exec \"$0\" build app --out-dir \"$OUT\"").expect(0);
    assert!(elsewhere.path().join("app/a.js").is_file());
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn sources_that_go_while_they_are_read_were_never_there() {
    let dir = project(&[("app/stays.py", &marked(1))]);
    let root = dir.path();
    let is_over = AtomicBool::new(false);
    let name = |at: usize| root.join(format!("app/{}/m{at}.py", at % 5));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut at = 0;
            while !is_over.load(Ordering::Relaxed) {
                at += 1;
                let path = name(at % 40);
                let _ = std::fs::create_dir_all(path.parent().unwrap());
                // Whole at once, as editors write.
                let text = root.join("text");
                std::fs::write(&text, marked(at)).unwrap();
                let _ = std::fs::rename(&text, &path);
                if at % 3 == 0 {
                    let _ = std::fs::remove_file(name(at * 7 % 40));
                }
                if at % 50 == 0 {
                    let _ = std::fs::remove_dir_all(name(at / 50).parent().unwrap());
                }
            }
        });
        for round in 0..number("PULSEC_KILLS", 24) {
            let run = finish(command(root, &["build", "app"]).stdin(Stdio::null()));
            if run.code != 0 {
                is_over.store(true, Ordering::Relaxed);
                panic!("round {round}: {}{}", run.out, run.err);
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
    pulsec(root, &["build", "app"]).expect(0);
    let modules = |dir: &Path, end: &str| {
        let names = tree(&dir.join("app")).into_iter();
        let mut names: Vec<_> =
            names.filter_map(|it| it.strip_suffix(end).map(str::to_owned)).collect();
        names.sort();
        names
    };
    assert_eq!(modules(&root.join("dist"), ".js"), modules(root, ".py"));
}

/// A disk that is full while something is written: it is said, and what was built before stands as it was.
#[test]
fn a_full_disk_leaves_what_was_built() {
    let dir = project(&[("pulsec.toml", ""), ("app/a.py", &marked(1)), ("dist/.keep", "")]);
    let elsewhere = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=128k none dist || exit 77
        \"$0\" build app && cp -r dist \"$OUT/before\"
        dd if=/dev/zero of=dist/fill bs=1k 2> /dev/null
        sed -i 's/return 1/return 2/' app/a.py
        \"$0\" build app; code=$?
        rm dist/fill
        diff -r dist \"$OUT/before\" || exit 3
        \"$0\" build app && grep -q 'return 2' dist/app/a.js && exit $code";
    let shell = ["--mount", "--map-root-user", "sh", "-c", script, env!("CARGO_BIN_EXE_pulsec")];
    let mut command = Command::new("unshare");
    command.args(shell).current_dir(dir.path()).env("OUT", elsewhere.path());
    let tried = command.env_remove("VIRTUAL_ENV").output();
    let Ok(tried) = tried.map_err(drop) else {
        eprintln!("skipped: there is no unshare");
        return;
    };
    if !elsewhere.path().join("before").exists() {
        eprintln!("skipped: nothing can be mounted here");
        return;
    }
    let err = String::from_utf8_lossy(&tried.stderr);
    assert_eq!(tried.status.code(), Some(2), "{err}");
    assert!(err.starts_with("error: cannot write dist/"), "{err}");
    assert!(err.ends_with("No space left on device (os error 28)\n"), "{err}");
}
