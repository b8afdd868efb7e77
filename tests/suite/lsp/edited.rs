//! What an editor shows after any edits, mistakes among them, and in which order it is told.

use serde_json::json;

use super::findings::{checked, said};
use super::{Client, uri};
use crate::binary::project;
use crate::edits::{Random, edit_layers, layers, number, written};

/// As many edits as every run of the tests makes.
const EDITS: usize = 25;

#[test]
fn after_any_edits_what_is_shown_is_what_check_says() {
    let seed = number("PULSEC_SEED", 1) as u64;
    let mut random = Random(0x9e37_79b9_97f4_a7c1 ^ seed.wrapping_mul(0xff51_afd7_ed55_8ccd));
    let mut slots = layers(&mut random);
    let mut files = written(&slots);
    files.insert("pyproject.toml".to_owned(), String::new());
    let all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let dir = project(&all);
    let mut client = Client::new(&[dir.path()]);
    for (path, text) in all.iter().filter(|(path, _)| path.ends_with(".py")) {
        client.open(&uri(&dir.path().join(path)), text);
    }
    let mut mistakes = 0;
    for _ in 0..number("PULSEC_EDITS", EDITS) {
        let (name, change) = edit_layers(&mut random, &mut slots);
        let now = written(&slots);
        client.replace(&uri(&dir.path().join(&name)), &now[&name]);
        std::fs::write(dir.path().join(&name), &now[&name]).unwrap();
        for (path, text) in &now {
            let file = uri(&dir.path().join(path));
            client.settle(&file);
            let found = client.published.get(&file).map(|it| it["diagnostics"].clone());
            let found = found.unwrap_or_else(|| json!([]));
            let shown = said(&client, found.as_array().unwrap(), text);
            mistakes += shown.len();
            assert_eq!(shown, checked(dir.path(), path), "{change}\n{path}:\n{text}");
        }
    }
    assert!(mistakes > 20, "{mistakes}");
}

/// What is found in the edited file does not wait for what the edit is to others.
#[test]
fn the_edited_file_is_told_of_first() {
    let helper = "def weight(n: int):\n    return n * 2\n";
    let user = "import pulse as ps\nfrom zone import weight\n\n\n@ps.javascript\ndef use(n: int):\n    return weight(n).upper()\n";
    let dir = project(&[("pyproject.toml", ""), ("zone.py", helper), ("area.py", user)]);
    let of = |name: &str| uri(&dir.path().join(name));
    let mut client = Client::new(&[dir.path()]);
    client.open(&of("zone.py"), helper);
    client.open(&of("area.py"), user);
    assert_eq!(client.codes(&of("area.py")), ["PSC404 upper"]);
    client.settle(&of("area.py"));
    client.order.clear();
    client.replace(&of("zone.py"), &helper.replace("n * 2", "[n, nope]"));
    while client.order.len() < 2 {
        client.next_published();
    }
    assert_eq!(client.order, [of("zone.py"), of("area.py")]);
    assert_eq!(client.codes(&of("zone.py")), ["PSC201 nope"]);
}
