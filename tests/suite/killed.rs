//! Builds that are cut off, and builds that meet: each file is the old or the new one and whole, the manifest lists what
//! is there, and the next build makes it good.
//!
//! `PULSEC_KILLS=1000 PULSEC_SEED=7 cargo test --release --test suite killed` kills more of them, and has more meet.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use pulsec::driver::{Config, MANIFEST_FILE, Manifest};
use pulsec::host::{OsHost, Overlay};

use crate::binary::{command, finish, project, pulsec, tree};
use crate::edits::{Random, number};
use crate::loading;

const MODULES: usize = 30;

/// The sources of one generation: most modules say something else than in the one before, some go and come.
fn generation(dir: &Path, stem: &str, at: usize) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for module in 0..MODULES {
        let name = format!("app/{stem}{}/{stem}{module}.py", module % 4);
        let path = dir.join(&name);
        if (module + at).is_multiple_of(7) {
            let _ = std::fs::remove_file(&path);
            continue;
        }
        let text = match module % 3 {
            0 => "import pulse as ps\n\n\n@ps.javascript\ndef f(n):\n    return n\n".to_owned(),
            _ => {
                format!("import pulse as ps\n\n\n@ps.javascript\ndef f(n):\n    return [n, {at}]\n")
            }
        };
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        names.insert(name);
    }
    names
}

/// What a build from nothing writes, without the manifest.
fn wanted(dir: &Path) -> BTreeMap<String, String> {
    let dir = dir.canonicalize().unwrap();
    let config =
        Config { cwd: dir.clone(), root: dir, paths: vec!["app".into()], ..Config::default() };
    let inner = OsHost::detect(&config.root);
    let host = Overlay::new(&inner, config.root.clone(), BTreeMap::new());
    let output = loading::compile(&host, &config);
    let files = output.files.into_iter();
    files.map(|file| (file.path.to_string_lossy().into_owned(), file.contents)).collect()
}

/// What stands in the output folder, temporary files left out.
fn standing(out: &Path) -> BTreeMap<String, String> {
    if !out.exists() {
        return BTreeMap::new();
    }
    let names = tree(out).into_iter().filter(|name| !name.ends_with(".tmp"));
    names.map(|name| (name.clone(), std::fs::read_to_string(out.join(name)).unwrap())).collect()
}

/// The files that the manifest lists.
fn listed(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let manifest = files.get(MANIFEST_FILE).map(|text| Manifest::parse(text).expect("whole"));
    manifest.map(|it| it.files.into_iter().collect()).unwrap_or_default()
}

/// Every file is one of ours as some build wrote it, and is listed.
#[track_caller]
fn is_sound(out: &Path, known: &BTreeMap<String, BTreeSet<String>>) {
    let files = standing(out);
    let listed = listed(&files);
    for (name, text) in files.iter().filter(|(name, _)| *name != MANIFEST_FILE) {
        assert!(listed.contains(name), "{name} is in no manifest");
        let is_whole = known.get(name).is_some_and(|all| all.contains(text));
        assert!(is_whole, "{name} is torn:\n{text}\n{:?}", known.get(name));
    }
}

/// The folder is as a build from nothing makes it.
#[track_caller]
fn is_good(out: &Path, wanted: &BTreeMap<String, String>) {
    let mut files = standing(out);
    assert_eq!(listed(&files), wanted.keys().cloned().collect());
    files.remove(MANIFEST_FILE);
    assert_eq!(&files, wanted);
    let left: Vec<_> = tree(out).into_iter().filter(|name| name.contains(".pulsec-")).collect();
    assert_eq!(left, [""; 0], "what the killed left is swept away");
}

/// Builds, without the loading that `pulsec` does each time.
#[track_caller]
fn build(dir: &Path) {
    finish(command(dir, &["build", "app"]).stdin(Stdio::null())).expect(0);
}

fn note(known: &mut BTreeMap<String, BTreeSet<String>>, files: &BTreeMap<String, String>) {
    for (name, text) in files {
        known.entry(name.clone()).or_default().insert(text.clone());
    }
}

#[test]
fn a_killed_build_tears_nothing() {
    let kills = number("PULSEC_KILLS", 24);
    let mut random = Random(number("PULSEC_SEED", 20) as u64);
    let dir = project(&[]);
    let (out, mut known) = (dir.path().join("dist"), BTreeMap::new());
    generation(dir.path(), "m", 0);
    let started = Instant::now();
    build(dir.path());
    let took = started.elapsed();
    note(&mut known, &wanted(dir.path()));
    let (mut cut, mut partial) = (0, 0);
    for at in 1..=kills {
        generation(dir.path(), "m", at);
        let now = wanted(dir.path());
        note(&mut known, &now);
        let before = standing(&out);
        let mut child = command(dir.path(), &["build", "app"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let micros = took.as_micros() as usize;
        std::thread::sleep(Duration::from_micros(random.below(micros * 5 / 4) as u64));
        let _ = child.kill();
        cut += usize::from(child.wait().unwrap().code().is_none());
        is_sound(&out, &known);
        let after = standing(&out);
        partial += usize::from(after != before && after.len() != now.len() + 1);
        if at.is_multiple_of(4) || at == kills {
            build(dir.path());
            is_good(&out, &now);
        }
    }
    eprintln!("{kills} builds, {cut} killed before their end, {partial} with files of both");
    assert!(cut * 4 > kills, "{cut} of {kills} were killed before they ended");
}

#[test]
fn a_killed_watch_tears_nothing() {
    let kills = number("PULSEC_KILLS", 24) / 6;
    let mut random = Random(number("PULSEC_SEED", 20) as u64);
    let dir = project(&[]);
    let (out, mut known) = (dir.path().join("dist"), BTreeMap::new());
    for at in 0..kills {
        generation(dir.path(), "m", at * 2);
        note(&mut known, &wanted(dir.path()));
        let mut child = command(dir.path(), &["watch", "app"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From the second one on it is killed while it writes what was edited, or before.
        let until = Instant::now() + Duration::from_secs(300);
        while at > 0 && listed(&standing(&out)).is_empty() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(random.below(300) as u64));
        generation(dir.path(), "m", at * 2 + 1);
        note(&mut known, &wanted(dir.path()));
        std::thread::sleep(Duration::from_millis(random.below(400) as u64));
        let _ = child.kill();
        child.wait().unwrap();
        // A turn may have seen the edit by half, but each file comes of one module.
        is_sound(&out, &known);
    }
    build(dir.path());
    is_good(&out, &wanted(dir.path()));
}

#[test]
fn builds_that_meet_leave_what_one_of_them_makes() {
    let pairs = number("PULSEC_KILLS", 24) / 4;
    let dir = project(&[]);
    let (one, other) = (dir.path().join("one"), dir.path().join("other"));
    let out = dir.path().join("dist");
    for at in 0..pairs {
        generation(&one, "a", at);
        generation(&other, "b", at);
        let start = |folder: &Path| {
            let mut command =
                command(folder, &["build", "app", "--out-dir", out.to_str().unwrap()]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        for child in [start(&one), start(&other)] {
            let done = child.wait_with_output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
        }
        let mut files = standing(&out);
        let names = listed(&files);
        files.remove(MANIFEST_FILE);
        assert_eq!(names, files.keys().cloned().collect(), "round {at}");
        let modules: BTreeSet<&str> =
            names.iter().filter_map(|name| name.strip_prefix("app/")?.get(..1)).collect();
        assert_eq!(modules.len(), 1, "the files of one build: {names:?}");
    }
    assert_eq!(tree(&out).iter().find(|name| name.contains(".pulsec-")), None);
}

#[test]
fn a_disk_that_is_full_keeps_the_old_files() {
    let dir = project(&[("app/a.py", &marked(1))]);
    pulsec(dir.path(), &["build", "app"]).expect(0);
    let before = standing(&dir.path().join("dist"));
    std::fs::write(dir.path().join("app/a.py"), marked(2)).unwrap();
    // No file may grow beyond one block, and whoever tries is told so.
    let mut shell = std::process::Command::new("sh");
    shell.args([
        "-c",
        "trap '' XFSZ; ulimit -f 0; exec \"$0\" build app",
        env!("CARGO_BIN_EXE_pulsec"),
    ]);
    let run = finish(shell.current_dir(dir.path())).expect(2);
    assert!(run.err.starts_with("error: cannot write dist/"), "{}", run.err);
    assert_eq!(standing(&dir.path().join("dist")), before);
    pulsec(dir.path(), &["build", "app"]).expect(0);
    assert!(standing(&dir.path().join("dist"))["app/a.js"].contains("[n, 2]"));
}

fn marked(number: u32) -> String {
    format!("import pulse as ps\n\n\n@ps.javascript\ndef f(n):\n    return [n, {number}]\n")
}

#[test]
fn only_temporary_files_of_ours_are_swept_away() {
    let dir = project(&[("app/a.py", &marked(1)), ("dist/.pulsec-Ab3dE6.tmp", "half a mod")]);
    let theirs =
        ["dist/.pulsec-notes.tmp", "dist/.pulsec-Ab3dE6", "dist/app/other/.pulsec-Ab3dE6.tmp"];
    for name in theirs.iter().chain(&["dist/app/.pulsec-000000.tmp"]) {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    }
    pulsec(dir.path(), &["build", "app"]).expect(0);
    assert!(!dir.path().join("dist/.pulsec-Ab3dE6.tmp").exists());
    assert!(!dir.path().join("dist/app/.pulsec-000000.tmp").exists());
    assert!(theirs.iter().all(|name| dir.path().join(name).exists()));
}

#[test]
fn files_have_the_permissions_that_the_umask_leaves() {
    for (mask, mode) in [("022", 0o644), ("077", 0o600), ("002", 0o664)] {
        let dir = project(&[("app/a.py", &marked(1))]);
        let mut shell = std::process::Command::new("sh");
        shell.args([
            "-c",
            &format!("umask {mask}; exec \"$0\" build app"),
            env!("CARGO_BIN_EXE_pulsec"),
        ]);
        assert!(shell.current_dir(dir.path()).stdout(Stdio::null()).status().unwrap().success());
        for name in ["dist/app/a.js", "dist/pulsec.manifest.json"] {
            let known = std::fs::metadata(dir.path().join(name)).unwrap();
            assert_eq!(known.permissions().mode() & 0o777, mode, "{name} under {mask}");
        }
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    let dir =
        project(&[("app/a.py", &marked(1)), ("theirs/a.js", "theirs"), ("theirs/b.js", "theirs")]);
    let at = |name: &str| dir.path().join(name);
    let theirs =
        || (std::fs::read_to_string(at("theirs/a.js")).unwrap(), tree(&at("theirs")).len());
    let before = theirs();
    pulsec(dir.path(), &["build", "app"]).expect(0);
    // One of our files became a link: it is ours, and becomes a file again.
    std::fs::remove_file(at("dist/app/a.js")).unwrap();
    symlink("../../theirs/a.js", at("dist/app/a.js")).unwrap();
    pulsec(dir.path(), &["build", "app"]).expect(0);
    assert!(!at("dist/app/a.js").is_symlink());
    // The folder became a link: nothing is written there, and nothing removed.
    std::fs::rename(at("dist/app"), at("kept")).unwrap();
    symlink("../theirs", at("dist/app")).unwrap();
    let run = pulsec(dir.path(), &["build", "app"]).expect(1);
    assert!(run.out.contains("PSC005") && run.out.contains("there is a link"), "{}", run.out);
    std::fs::rename(at("app/a.py"), at("app/c.py")).unwrap();
    std::fs::write(at("main.py"), marked(3)).unwrap();
    let run = pulsec(dir.path(), &["build", "main.py"]).expect(0);
    assert!(run.out.starts_with("Compiled 1 module"), "{}", run.out);
    assert_eq!(theirs(), before);
    // A link that leads nowhere, where a file of no build of ours would be made.
    std::fs::remove_file(at("dist/app")).unwrap();
    std::fs::create_dir(at("dist/app")).unwrap();
    symlink("nowhere", at("dist/app/c.js")).unwrap();
    let run = pulsec(dir.path(), &["build", "app"]).expect(1);
    assert!(run.out.contains("PSC005"), "{}", run.out);
    // The output folder itself may be one: that is who runs the build who says so.
    std::fs::remove_dir_all(at("dist")).unwrap();
    std::fs::create_dir(at("real")).unwrap();
    symlink("real", at("dist")).unwrap();
    pulsec(dir.path(), &["build", "app"]).expect(0);
    assert!(at("real/app/c.js").is_file());
    // Or lead nowhere, or be a file.
    for leads in ["nowhere", "main.py"] {
        std::fs::remove_file(at("dist")).unwrap();
        symlink(leads, at("dist")).unwrap();
        let run = pulsec(dir.path(), &["build", "app"]);
        assert!(matches!(run.code, 1 | 2), "{}: {}{}", run.code, run.out, run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
    }
    assert_eq!(std::fs::read_to_string(at("main.py")).unwrap(), marked(3));
}

#[test]
fn strange_paths_are_compiled_or_refused() {
    use std::os::unix::ffi::OsStrExt;
    let text = marked(1);
    let names: [&[u8]; 8] = [
        b"a b.py",
        b"it's \"quoted\".py",
        b"a\nb.py",
        "größe.py".as_bytes(),
        b"caf\xe9.py",
        b"-x.py",
        b"a%20b#c?d.py",
        b"a;b&c$(d).py",
    ];
    for name in names {
        let dir = project(&[]);
        let path = dir.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(&path, &text).unwrap();
        let run = pulsec(dir.path(), &["build", "."]);
        let told = String::from_utf8_lossy(name).into_owned();
        assert!(!run.err.contains("panicked"), "{told}: {}", run.err);
        assert!(run.code == 0 || !run.out.is_empty(), "{told}: {} {}", run.out, run.err);
        if run.code == 0 {
            let files = standing(&dir.path().join("dist"));
            let js = files.keys().filter(|name| name.ends_with(".js")).count();
            assert_eq!(js, 1, "{told}: {:?}", files.keys());
        }
        loading::folder(&dir.path().join("dist"));
    }
    let dir = project(&[("a.py", &text)]);
    let long = "x/".repeat(2000) + "y.py";
    let run = pulsec(dir.path(), &["build", &long]).expect(2);
    assert!(run.err.starts_with("error: "), "{}", run.err);
    let run = pulsec(dir.path(), &["build", ".", "--out-dir", &"z".repeat(4000)]);
    assert!(run.code == 2 && run.err.contains("cannot write"), "{} {}", run.out, run.err);
}

#[test]
fn a_path_of_the_program_leads_nowhere_else() {
    let secret = "root:x:0:0";
    for path in [
        "../../../etc/passwd",
        "../secret.js",
        "/etc/passwd",
        "./../secret.js",
        "../out/../secret.js",
    ] {
        let dir = project(&[("secret.js", secret)]);
        let text = format!(
            "import pulse as ps\nthing = ps.Import(\"default\", \"{path}\")\n\n\n@ps.javascript\ndef f():\n    return thing\n"
        );
        std::fs::create_dir_all(dir.path().join("proj/app")).unwrap();
        std::fs::write(dir.path().join("proj/pulsec.toml"), "").unwrap();
        std::fs::write(dir.path().join("proj/app/a.py"), text).unwrap();
        let run = pulsec(&dir.path().join("proj"), &["build", "app"]);
        assert!(!run.err.contains("panicked"), "{path}: {}", run.err);
        let written = tree(dir.path());
        let outside: Vec<_> = written
            .iter()
            .filter(|name| !name.starts_with("proj/") && *name != "secret.js")
            .collect();
        assert!(outside.is_empty(), "{path}: {outside:?}");
        for (name, text) in standing(&dir.path().join("proj/dist")) {
            assert!(!text.contains(secret), "{path}: {name} holds what is outside of the project");
        }
    }
}
