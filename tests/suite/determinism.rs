//! The same sources give the same bytes: whatever the order in which their files were made or are named, the folder they
//! lie in, the locale, the time zone, the number of threads; twenty times over.
//!
//! `PULSEC_RUNS=200 PULSEC_SEED=7 cargo test --test suite determinism` makes more runs, or others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::binary::{command, finish, tree};
use crate::edits::{Random, number};
use crate::tools;

/// Components as people write them, and many modules that need each other.
fn sources() -> Vec<(String, String)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for (folder, name) in [("apps/gallery", "gallery"), ("typical", "typical")] {
        let mut paths: Vec<PathBuf> = Vec::new();
        tools::python_files(&fixtures.join(folder), &mut paths);
        for path in paths {
            let inside = path.strip_prefix(fixtures.join(folder)).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((format!("{name}/{}", inside.display()), text));
        }
    }
    for at in 0..12 {
        let text = format!(
            "import pulse as ps\nfrom many.m{next} import f{next}\n\nTABLE = {{\"k{at}\": {{{at}, 1}}, \"l\": {at}}}\n\n\n\
             @ps.javascript\ndef f{at}(n):\n    return sorted(TABLE) if n > {at} else [f{next}(n + 1), {{**TABLE}}]\n",
            next = (at * 5 + 3) % 12
        );
        found.push((format!("many/m{at}.py"), text));
    }
    found
}

fn shuffled<T>(mut all: Vec<T>, random: &mut Random) -> Vec<T> {
    for at in (1..all.len()).rev() {
        all.swap(at, random.below(at + 1));
    }
    all
}

fn built(folder: &Path) -> BTreeMap<String, String> {
    let out = folder.join("dist");
    let read = |name: String| (name.clone(), std::fs::read_to_string(out.join(name)).unwrap());
    tree(&out).into_iter().map(read).collect()
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let runs = number("PULSEC_RUNS", 20);
    let mut random = Random(number("PULSEC_SEED", 20) as u64);
    let mut first: Option<BTreeMap<String, String>> = None;
    for run in 0..runs {
        let dir = tempfile::tempdir().unwrap();
        let folder =
            dir.path().join(random.of(&["p", "a b", "größe", "deep/er/still", "node", "x.y"]));
        for (path, text) in shuffled(sources(), &mut random) {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        std::fs::write(folder.join("pulsec.toml"), "").unwrap();
        let paths = shuffled(vec!["gallery", "typical", "many"], &mut random);
        let mut command = match random.below(3) {
            0 => {
                let up: Vec<String> = paths.iter().map(|path| format!("../{path}")).collect();
                let args: Vec<&str> = up.iter().map(String::as_str).collect();
                command(
                    &folder.join("many"),
                    &[&["build", "--out-dir", "../dist"], &args[..]].concat(),
                )
            }
            1 => command(&folder, &["build", ".", "--out-dir", "dist"]),
            _ => command(&folder, &[&["build"], &paths[..]].concat()),
        };
        command
            .env("RAYON_NUM_THREADS", random.of(&["1", "2", "8"]))
            .env("LC_ALL", random.of(&["C", "tr_TR.UTF-8", "de_DE.UTF-8", "ja_JP.eucJP"]))
            .env("TZ", random.of(&["UTC", "Asia/Kolkata", "America/St_Johns"]))
            .stdin(Stdio::null());
        finish(&mut command).expect(0);
        let now = built(&folder);
        assert!(now.len() > 100, "{} files", now.len());
        match &first {
            None => first = Some(now),
            Some(first) => {
                assert_eq!(
                    first.keys().collect::<Vec<_>>(),
                    now.keys().collect::<Vec<_>>(),
                    "run {run}"
                );
                for (name, text) in first {
                    assert_eq!(text, &now[name], "{name} of run {run}");
                }
            }
        }
    }
}
