//! Every planted fault is found, at its span, and nothing else: one mistake, one finding (`fixtures/planted`). What a line
//! is to draw stands at its end: `# PSC513 set_n(n + 1)`.

use std::path::Path;

use pulsec::base::LineIndex;
use pulsec::diag::rules::{Level, Selector};
use pulsec::driver::Config;
use pulsec::driver::rules::Levels;
use pulsec::host::MemoryHost;

use crate::binary::{project, pulsec};
use crate::{loading, tools};

/// A finding: file, line, code and the text it is about, of which the last may go on in the next line.
type Found = (String, usize, String);

#[test]
fn every_fault_of_components_is_found_where_it_is() {
    let count = compare("components");
    assert!(count >= 90, "{count} faults");
}

#[test]
fn every_fault_between_the_ends_of_a_channel_is_found_where_it_is() {
    let count = compare("contract");
    assert!(count >= 30, "{count} faults");
}

/// Compares the findings with the marks of a project; gives how many they are.
fn compare(project: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/planted").join(project);
    let mut host = MemoryHost::new();
    let mut marked: Vec<Found> = Vec::new();
    for path in tools::files(&root, "py") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, line) in text.lines().enumerate() {
            let Some((_, marks)) = line.split_once("  # PSC") else { continue };
            marked.extend(marks.split("; PSC").map(|it| (name.clone(), at, format!("PSC{it}"))));
        }
        host = host.with(name, text);
    }
    let rules = Levels { flags: vec![(Selector::All, Level::Warn)], ..Levels::default() };
    let output = loading::compile(&host, &Config { rules, ..Config::default() });
    let mut found: Vec<Found> = output
        .diagnostics
        .iter()
        .map(|found| {
            let span = found.span.unwrap();
            let text = &output.sources.get(span.file).unwrap().text;
            let line = LineIndex::new(text).line(span.start) as usize;
            let said = format!("{} {}", found.code.id, span.text(text));
            (output.path_of(found).to_string(), line, said)
        })
        .collect();
    marked.sort();
    found.sort();
    assert_eq!(found, marked);
    marked.len()
}

/// A mistake elsewhere in the file hides nothing of the contract.
#[test]
fn the_contract_is_shown_beside_mistakes() {
    let app = "\
import pulse as ps
from pulse.js.pulse import usePulseChannel


@ps.javascript(jsx=True)
def Chat(*, id: str):
    bridge = usePulseChannel(id)

    def say():
        if bridge:
            bridge.emit('say', {'text': 'a'})

    return ps.p(lost, onClick=say)


class Room(ps.State):
    def __init__(self):
        self.channel = ps.channel('room')
        self.channel.on('say', lambda payload: print(payload['text']))
";
    let dir = project(&[("app.py", app)]);
    let ran = pulsec(dir.path(), &["check", "--contract"]).expect(1);
    let shown = "say  browser -> server\n  sent     app.py:11  {text}\n  handled  app.py:19  {text}\n\
                 What has mistakes may send and handle more\n";
    assert_eq!(ran.out, shown);
    assert!(ran.err.contains("lost"), "{}", ran.err);
    let dir = project(&[("app.py", &app.replace("lost", "'lost'"))]);
    let ran = pulsec(dir.path(), &["check", "--contract"]).expect(0);
    assert_eq!(ran.out, shown.replace("What has mistakes may send and handle more\n", ""));
}
