//! Tests of the report: what a person sees and what a program reads.

use super::*;
use crate::diag::{Code, Diagnostic};

const PLAIN: Look = Look { color: false, unicode: false, width: 100 };

fn span(output: &Output, path: &str, word: &str) -> Span {
    let file = output.sources.find(std::path::Path::new(path)).expect("file");
    let at = output.sources.text(file).find(word).expect("word") as u32;
    Span::new(file, at, at + word.len() as u32)
}

fn project(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    for (path, text) in files {
        output.sources.push((*path).into(), *text);
    }
    output
}

fn drawn(output: &Output) -> String {
    let mut bytes = Vec::new();
    text::write(output, PLAIN, &mut bytes).expect("written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn machine(output: &Output, form: fn(&Output, &mut dyn Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    form(output, &mut bytes).expect("written");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Two files, an error with a label in the other file, a warning, a finding without a place.
fn sample() -> Output {
    let mut output = project(&[
        ("app/chat.py", "import pulse as ps\r\n\r\nx = \"é😀\"; title(1)\r\n\tuse(y)\r\n"),
        ("app/lib.py", "def title():\n    pass\n"),
    ]);
    let call = span(&output, "app/chat.py", "title(1)");
    let def = span(&output, "app/lib.py", "title");
    let name = span(&output, "app/chat.py", "y");
    output.add([
        Diagnostic::new(Code::PSC202, name, "`y` is no name of this file").caption("a global"),
        Diagnostic::new(Code::PSC401, call, "`title` takes no argument, but 1 is given")
            .caption("called here")
            .label(def, "`title` is defined here")
            .help("call `title()`")
            .fix("remove the argument", call, "title()"),
        Diagnostic::about_path(Code::PSC005, "dist/a.js", "the file was not made by pulsec"),
    ]);
    output
}

#[test]
fn a_report_for_people() {
    insta::assert_snapshot!(drawn(&sample()));
}

#[test]
fn one_line_each() {
    assert_eq!(
        machine(&sample(), machine::concise),
        "app/chat.py:3:11: error[PSC401] `title` takes no argument, but 1 is given\n\
         app/chat.py:4:6: warning[PSC202] `y` is no name of this file\n\
         dist/a.js: error[PSC005] the file was not made by pulsec\n"
    );
}

#[test]
fn json_says_everything() {
    insta::assert_snapshot!(machine(&sample(), machine::json));
    assert_eq!(machine(&Output::default(), machine::json), "[]\n");
}

#[test]
fn sarif_has_rules_places_and_related_places() {
    let log: serde_json::Value =
        serde_json::from_str(&machine(&sample(), sarif::write)).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(3));
    let first = &run["results"][0];
    assert_eq!(first["locations"][0]["physicalLocation"]["region"]["startColumn"], 11);
    assert_eq!(first["relatedLocations"][0]["message"]["text"], "`title` is defined here");
    let place = &run["results"][2]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "dist/a.js");
}

#[test]
fn github_annotations_are_escaped() {
    let mut output = project(&[("a,b:c.py", "x")]);
    let place = span(&output, "a,b:c.py", "x");
    output.add([Diagnostic::new(Code::PSC201, place, "100% wrong\nreally")]);
    assert_eq!(
        machine(&output, machine::github),
        "::error file=a%2Cb%3Ac.py,line=1,endLine=1,col=1,endColumn=2,title=PSC201 unknown-name\
         ::100%25 wrong%0Areally\n"
    );
}

#[test]
fn wide_and_control_characters_do_not_move_the_underline() {
    let mut output = project(&[("a.py", "\u{feff}s = '日本\u{1b}[31m'; name\n")]);
    let place = span(&output, "a.py", "name");
    output.add([Diagnostic::new(Code::PSC201, place, "no \u{1b}[2J name").caption("here")]);
    let text = drawn(&output);
    assert!(!text.contains('\u{1b}'), "{text}");
    let width = |line: &str, stop: &str| {
        let before = line.split(stop).next().unwrap_or("");
        before
            .chars()
            .map(|c| if c == '日' || c == '本' { 2 } else { usize::from(c != '\u{feff}') })
            .sum::<usize>()
    };
    let source = text.lines().find(|line| line.contains("日本")).expect("source line");
    let under = text.lines().find(|line| line.contains("^^")).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(width(source, "name"), width(under, "^^"), "{text}");
    assert!(text.contains("a.py:1:"), "{text}");
}

#[test]
fn places_at_the_edge_are_drawn() {
    let mut output =
        project(&[("a.py", "x = (\n"), ("empty.py", ""), ("tall.py", &"(\n".repeat(50))]);
    let file = |output: &Output, path: &str| {
        output.sources.find(std::path::Path::new(path)).expect("file")
    };
    let (a, empty, tall) =
        (file(&output, "a.py"), file(&output, "empty.py"), file(&output, "tall.py"));
    output.add([
        Diagnostic::new(Code::PSC101, Span::new(a, 6, 6), "the file ends here"),
        Diagnostic::new(Code::PSC101, Span::new(a, 90, 99), "beyond"),
        Diagnostic::new(Code::PSC101, Span::new(empty, 0, 0), "nothing"),
        Diagnostic::new(Code::PSC102, Span::new(tall, 0, 100), "deep"),
    ]);
    let text = drawn(&output);
    assert!(!text.contains("Failed to read"), "{text}");
    assert!(text.lines().count() < 50, "{text}");
}
