//! A session in a real editor, Neovim: `tests/neovim/session.lua` does what a person does.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{APP, CLIENT, SERVER};
use crate::binary::{project, pulsec};
use crate::tools;

#[test]
fn a_session_in_neovim() {
    let Some(nvim) = tools::neovim() else { return };
    let dir = project(APP);
    let log = tempfile::tempdir().unwrap();
    let log = log.path().join("steps.json");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/neovim/session.lua");
    let mut command = Command::new(nvim);
    command.args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c"]);
    command.arg(format!("luafile {}", script.display())).current_dir(dir.path());
    command.env("PULSEC_BIN", env!("CARGO_BIN_EXE_pulsec")).env("PULSEC_LOG", &log);
    command.env("XDG_STATE_HOME", dir.path()).env("XDG_CACHE_HOME", dir.path());
    let done = command.stdin(Stdio::null()).output().expect("it starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let steps: Vec<Value> = serde_json::from_slice(&std::fs::read(&log).unwrap()).unwrap();
    let told = |step: &Value| ["name", "codes"].map(|key| step[key].as_str().unwrap().to_owned());
    let wanted = [
        ("a word is misspelt", "PSC201 cuont"),
        ("and mended", ""),
        ("behind an emoji", "PSC201 nmae"),
        ("taken back", ""),
        ("half a condition", "PSC101 ("),
        ("without it", ""),
        ("a name of the browser", "PSC202 console"),
        ("imported", ""),
        ("another", "PSC202 document"),
        ("ignored", ""),
        ("not there any more", ""),
        ("a third", "PSC202 window"),
        ("all fixed", ""),
        ("an event is renamed", ""),
        ("at its other end", ""),
        ("one end only", "PSC604 \"chat:send\""),
        ("both again", ""),
        ("defined", ""),
    ];
    let found: Vec<[String; 2]> = steps.iter().map(told).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|[a, b]| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, wanted, "{steps:#?}");
    let text = |name: &str| {
        let step = steps.iter().find(|step| step["name"] == name).unwrap();
        step["text"].as_str().unwrap()
    };
    for name in ["and mended", "taken back", "without it"] {
        assert_eq!(text(name), CLIENT, "{name}");
    }
    let with_log = CLIENT.replace("def send():\n", "def send():\n        console.log(1)\n");
    assert!(text("ignored").contains("document.title = name  # pulsec: ignore[PSC202]\n"));
    assert_eq!(text("imported").replace("from pulse.js import console\n", ""), with_log);
    let renamed = text("an event is renamed");
    assert_eq!(renamed, text("all fixed").replace("\"send\"", "\"chat:send\""));
    assert_eq!(text("at its other end"), SERVER.replace("\"send\"", "\"chat:send\""));
    assert_eq!(text("defined"), "parts.py:5");
    // What was saved is what was seen.
    let saved = std::fs::read_to_string(dir.path().join("client.py")).unwrap();
    assert_eq!(saved, renamed);
    assert_eq!(pulsec(dir.path(), &["check", "--deny-warnings"]).code, 0);
}
