//! What is repaired, what is left alone, and how files are written.

use super::*;
use crate::base::Span;
use crate::host::MemoryHost;

fn fix(start: u32, end: u32, replacement: &str) -> Fix {
    let span = Span::new(FileId(0), start, end);
    Fix { title: String::new(), span, replacement: replacement.into(), is_sure: true }
}

fn applied(text: &str, fixes: &[Fix]) -> (String, usize) {
    apply(text, fixes.iter().collect())
}

#[test]
fn fixes_that_touch_wait_for_the_next_round() {
    assert_eq!(applied("abcdef", &[fix(4, 5, "E"), fix(0, 2, "x")]), ("xcdEf".into(), 2));
    assert_eq!(applied("abcdef", &[fix(0, 3, "x"), fix(2, 4, "y")]), ("xdef".into(), 1));
    assert_eq!(applied("abcdef", &[fix(0, 2, "x"), fix(2, 4, "y")]), ("xcdef".into(), 1));
    assert_eq!(applied("abcdef", &[fix(1, 1, "x"), fix(1, 1, "y")]), ("axbcdef".into(), 1));
    // One insertion that two findings ask for.
    assert_eq!(applied("abcdef", &[fix(1, 1, "x"), fix(1, 1, "x")]), ("axbcdef".into(), 2));
}

#[test]
fn a_fix_outside_of_the_text_is_none() {
    assert_eq!(applied("é", &[fix(1, 2, "x")]), ("é".into(), 0));
    assert_eq!(applied("a", &[fix(1, 9, "x")]), ("a".into(), 0));
    assert_eq!(applied("a", &[fix(1, 0, "x")]), ("a".into(), 0));
}

/// The repaired text of `a.py`, and the codes that are left.
fn repaired(text: &str) -> (String, Vec<&'static str>) {
    let host = MemoryHost::new().with("a.py", text);
    let done = repair(&host, &Config::default(), Fixes::Sure);
    let left = done.output.diagnostics.iter().map(|found| found.code.id).collect();
    let text = done.changes.first().map_or(text.to_owned(), |change| change.after.clone());
    (text, left)
}

const HEAD: &str = "import pulse as ps\n\n\n@ps.javascript\ndef f(a):\n";

#[test]
fn imports_are_added_until_none_is_missing() {
    let hook = HEAD.replace("f(a)", "useIt(a)");
    let (text, left) = repaired(&format!(
        "{hook}    console.log(a)\n    console.log(document.title)\n    return useState(a)\n"
    ));
    assert_eq!(left, [""; 0], "{text}");
    for line in [
        "from pulse.js import console\n",
        "from pulse.js import document\n",
        "from pulse.js.react import useState\n",
    ] {
        assert_eq!(text.matches(line).count(), 1, "{text}");
    }
}

#[test]
fn line_ends_and_other_letters_stay() {
    let text = format!("\u{feff}# größe\r\n{HEAD}    return console.log('ä', a)\n");
    let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let (fixed, left) = repaired(&crlf);
    assert_eq!(left, [""; 0], "{fixed}");
    assert!(fixed.contains("from pulse.js import console\r\n"), "{fixed:?}");
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count(), "{fixed:?}");
    assert!(fixed.starts_with("\u{feff}# größe\r\n") && fixed.contains("'ä'"), "{fixed:?}");
}

#[test]
fn signs_of_other_languages_become_pythons() {
    let (text, left) = repaired(&format!("{HEAD}    return a&&a === 1 or a||2\n"));
    assert_eq!(left, [""; 0], "{text}");
    assert!(text.ends_with("return a and a == 1 or a or 2\n"), "{text}");
    let (text, left) = repaired(&format!("{HEAD}    if a\n        return 1\n"));
    assert_eq!((left.len(), text.contains("if a:\n")), (0, true), "{text}");
}

#[test]
fn guesses_and_accepted_warnings_are_left_alone() {
    let typo = format!("{HEAD}    total = a\n    return totl\n");
    assert_eq!(repaired(&typo), (typo.clone(), vec!["PSC201"]));
    let ignored = format!("{HEAD}    console.log(a)  # pulsec: ignore[PSC202]\n");
    assert_eq!(repaired(&ignored), (ignored.clone(), vec![]));
}

#[test]
fn a_comment_that_ignores_nothing_goes() {
    let with = |comment: &str| repaired(&format!("{HEAD}    return a{comment}\n")).0;
    let plain = format!("{HEAD}    return a\n");
    assert_eq!(with("  # pulsec: ignore[PSC202]"), plain);
    assert_eq!(with("  # pulsec: ignore[PSC202, PSC307]"), plain);
    assert_eq!(repaired(&format!("{HEAD}    # pulsec: ignore[PSC202]\n    return a\n")).0, plain);
    let kept = format!("{HEAD}    console.log(a)  # pulsec: ignore[PSC202]\n");
    for list in ["PSC307, PSC202", "PSC202, PSC307"] {
        assert_eq!(repaired(&kept.replace("PSC202", list)).0, kept);
    }
    let reason = "  # pulsec: ignore[PSC202] because";
    assert!(with(reason).ends_with(&format!("{reason}\n")));
    // No comment at all.
    let text = format!("{HEAD}    return '# pulsec: ignore[PSC202]'\n");
    assert_eq!(repaired(&text), (text.clone(), vec![]));
}

#[test]
fn only_the_files_that_were_named_are_repaired() {
    let lib = "def g(a):\n    console.log(a)\n    return a\n";
    let main = "import pulse as ps\nfrom lib import g\n\n\n@ps.javascript\ndef f(a):\n    return g(console.log(a))\n";
    let host = MemoryHost::new().with("lib.py", lib).with("main.py", main);
    let config = Config { paths: vec!["main.py".into()], ..Config::default() };
    let done = repair(&host, &config, Fixes::Sure);
    let paths: Vec<_> = done.changes.iter().map(|change| change.path.as_path()).collect();
    assert_eq!(paths, [Path::new("main.py")]);
    assert_eq!((done.count, done.output.diagnostics.len()), (1, 1));
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let text = format!("{HEAD}    return console.log(a)\n");
    let host = MemoryHost::new().with("a.py", &text);
    let done = repair(&host, &Config::default(), Fixes::Sure);
    host.write(Path::new("a.py"), b"mine").expect("written");
    let refused = done.changes[0].write(&host).expect_err("changed").to_string();
    assert!(refused.contains("has changed"), "{refused}");
    assert_eq!(host.read(Path::new("a.py")).expect("read"), b"mine");
    host.write(Path::new("a.py"), text.as_bytes()).expect("written");
    done.changes[0].write(&host).expect("written");
    assert_eq!(host.read(Path::new("a.py")).expect("read"), done.changes[0].after.as_bytes());
}

#[test]
fn a_diff_shows_what_would_change() {
    let change = Change {
        path: "a.py".into(),
        before: "a\nb\nc\nd\ne\nf".into(),
        after: "a\nb\nc\nd\nE\nf".into(),
    };
    let wanted = "--- a.py\n+++ a.py\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n\\ No newline at end of file\n";
    assert_eq!(change.diff("a.py"), wanted);
}
