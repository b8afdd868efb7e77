//! What `check --fix` makes of a component with eleven mistakes, and what it makes when guesses are asked for
//! (`fixtures/fixes`).

use std::path::Path;

use pulsec::driver::{self, Config, Fixes};
use pulsec::host::MemoryHost;

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fixes").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The repaired text, how many findings that repaired, and the codes of what is left.
fn repaired(fixes: Fixes) -> (String, usize, Vec<&'static str>) {
    let host = MemoryHost::new().with("field.py", text("before.py"));
    let done = driver::repair(&host, &Config::default(), fixes);
    let [change] = done.changes.as_slice() else { panic!("{:?}", done.changes) };
    let left = done.output.diagnostics.iter().map(|found| found.code.id).collect();
    (change.after.clone(), done.count, left)
}

#[test]
fn sure_fixes_are_made_and_guesses_left() {
    let (after, count, left) = repaired(Fixes::Sure);
    assert_eq!(after, text("after.py"));
    assert_eq!(count, 8);
    assert_eq!(left, ["PSC508", "PSC511", "PSC528"]);
}

#[test]
fn guesses_are_made_where_they_are_asked_for() {
    let (after, count, left) = repaired(Fixes::All);
    assert_eq!(after, text("guessed.py"));
    assert_eq!(count, 11);
    assert_eq!(left, [""; 0]);
}
