//! Servers that run for long: through hundreds of requests and edits every answer is right, memory stays flat once all is
//! warm, and no descriptor is left open.
//!
//! `PULSEC_REQUESTS=10000 PULSEC_SEED=7 cargo test --test suite long_life -- --nocapture` goes on for longer.
#![cfg(target_os = "linux")]

use serde_json::{Value, json};

use crate::edits::{Random, number};
use crate::serve::{App, Server};
use crate::watch::Watching;

/// What a process holds: its memory in KiB, and its open descriptors.
#[derive(Clone, Copy, Debug)]
struct Held {
    memory: usize,
    descriptors: usize,
}

fn held(id: u32) -> Held {
    let told = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let memory = told.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let memory = memory.trim().trim_end_matches(" kB").parse().unwrap();
    let descriptors = std::fs::read_dir(format!("/proc/{id}/fd")).unwrap().count();
    Held { memory, descriptors }
}

/// Nothing grows with the number of requests: an allocator may keep a part more than it had.
#[track_caller]
fn is_flat(what: &str, warm: Held, last: Held, count: usize) {
    eprintln!("{what}: {count} times, {warm:?} when warm, {last:?} at the end");
    assert!(last.memory < warm.memory * 5 / 4 + 16_000, "{what}: {warm:?}, then {last:?}");
    assert!(last.descriptors <= warm.descriptors + 2, "{what}: {warm:?}, then {last:?}");
}

fn module(name: &str, number: usize) -> String {
    format!(
        "import pulse as ps\nfrom app.lib import shared\n\n\n@ps.javascript\ndef {name}(n: int):\n    return [shared(n), {number}]\n"
    )
}

/// What no client should send, and what must come of it.
const BAD: &[(&str, i64)] = &[
    ("nonsense", -32700),
    ("{\"jsonrpc\":\"2.0\",\"id\":7", -32700),
    ("[]", -32600),
    ("{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"runtime\"}", -32600),
    ("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"nope\"}", -32601),
    ("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"compileFile\",\"params\":{\"root\":1}}", -32602),
    ("Content-Length: 5", -32700),
];

#[test]
fn a_server_through_many_requests() {
    let count = number("PULSEC_REQUESTS", 400);
    let mut random = Random(number("PULSEC_SEED", 20) as u64);
    let names = ["a", "b", "c", "d", "e", "f"];
    let app = App::new(&[("app/lib.py", "def shared(n: int):\n    return n + 1\n")]);
    let mut numbers = [0; 6];
    for name in names {
        app.write(&format!("app/{name}.py"), &module(name, 0));
    }
    // Two servers of one project know nothing of each other, and say the same.
    let (mut server, mut other) = (Server::new(), Server::new());
    let mut warm = None;
    for at in 0..count {
        let which = random.below(names.len());
        let (name, file) = (names[which], format!("app/{}.py", names[which]));
        match random.below(10) {
            0..=2 => {
                numbers[which] = at;
                let text = match random.below(12) {
                    0 => format!("{}    return nope\n", module(name, at)),
                    _ => module(name, at),
                };
                let is_broken = text.contains("nope");
                app.write(&file, &text);
                let changed = server.ask("invalidate", json!({ "files": [app.path(&file)] }));
                assert!(changed["changed"].is_array());
                if is_broken {
                    assert_eq!(server.file(&app, &file)["ok"], false);
                    app.write(&file, &module(name, at));
                    server.ask("invalidate", json!({ "files": [app.path(&file)] }));
                }
            }
            3 => {
                let (text, code) = BAD[random.below(BAD.len())];
                assert_eq!(server.error(format!("{text}\n").as_bytes()).0, code, "{text}");
            }
            4 => assert!(server.ask("runtime", json!({}))["code"].as_str().unwrap().len() > 1000),
            5 => {
                let told = server.ask("compile", json!({ "root": app.path("") }));
                assert_eq!(told["ok"], true);
            }
            6 => {
                other.ask("invalidate", json!({ "files": null }));
                assert_eq!(other.file(&app, &file)["code"], server.file(&app, &file)["code"]);
            }
            _ => {
                let told = server.file(&app, &file);
                let code = told["code"].as_str().unwrap();
                assert!(code.contains(&format!(", {}]", numbers[which])), "request {at}: {code}");
            }
        }
        if at == count / 3 {
            warm = Some((held(server.child.id()), held(other.child.id())));
        }
    }
    let (one, two) = warm.unwrap();
    is_flat("serve", one, held(server.child.id()), count);
    is_flat("another server of the project", two, held(other.child.id()), count / 10);
    assert_eq!((server.end(), other.end()), (0, 0));
}

#[test]
fn a_watch_through_many_edits() {
    let count = number("PULSEC_REQUESTS", 400) / 8;
    let app = App::new(&[("app/lib.py", "def shared(n: int):\n    return n + 1\n")]);
    app.write("app/a.py", &module("a", 0));
    let watching = Watching::start(&app.path(""), &["app"]);
    let is_built = |line: &Value| line["event"] == "built" || line.get("written").is_some();
    watching.until("the first build", is_built);
    let out = app.path("dist/app/a.js");
    let mut warm = None;
    for at in 1..=count {
        app.write("app/a.py", &module("a", at));
        let wanted = format!(", {at}]");
        let until = std::time::Instant::now() + std::time::Duration::from_secs(300);
        while !std::fs::read_to_string(&out).is_ok_and(|text| text.contains(&wanted)) {
            assert!(std::time::Instant::now() < until, "edit {at} is never built");
            std::thread::sleep(std::time::Duration::from_millis(3));
        }
        if at == count / 3 {
            warm = Some(held(watching.child.id()));
        }
    }
    is_flat("watch", warm.unwrap(), held(watching.child.id()), count);
    assert_eq!(watching.close(), Some(0));
}

#[test]
fn a_server_ends_with_whoever_started_it() {
    // A shell starts it and is killed: nothing but the end of its streams tells the server.
    let mut shell = std::process::Command::new("sh")
        .args([
            "-c",
            "exec 3<&0; \"$0\" serve <&3 & exec 3<&-; echo $!; wait",
            env!("CARGO_BIN_EXE_pulsec"),
        ])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = std::io::BufReader::new(shell.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    let id: u32 = line.trim().parse().unwrap();
    shell.kill().unwrap();
    shell.wait().unwrap();
    drop(shell.stdin.take());
    let until = std::time::Instant::now() + std::time::Duration::from_secs(300);
    let is_there = || {
        let told = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        !told.is_empty() && !told.contains(") Z ")
    };
    while is_there() {
        assert!(std::time::Instant::now() < until, "it goes on without anybody");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}
