//! `pulsec build --report`: the page and its data say what was written, and a browser draws it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::binary::{project, pulsec};
use crate::tools;

const SHOP: &str = "\
import pulse as ps

from shop.words import shown


@ps.javascript
def total(prices: list[float], rate: float) -> float:
    return sum(prices) * (1 + rate)


@ps.javascript
def pick(rows, at):
    first = rows[at]
    return shown(first)


@ps.javascript(jsx=True)
def Page(*, title: str):
    return ps.h1(f\"<{title}>\")
";

const WORDS: &str = "\
import pulse as ps


@ps.javascript
def shown(row):
    return row[\"</script>\"] + row[\"b\"]
";

fn shop() -> tempfile::TempDir {
    project(&[("shop/page.py", SHOP), ("shop/words.py", WORDS), ("pulsec.toml", "")])
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The data of a page.
fn data(page: &str) -> Value {
    let (_, rest) =
        page.split_once("<script type=\"application/json\" id=\"data\">").expect("data");
    json(rest.split_once("</script>").expect("an end").0)
}

#[test]
fn the_data_is_what_the_files_are() {
    let dir = shop();
    let read = |path: &str| std::fs::read_to_string(dir.path().join(path)).expect("text");
    for flags in [&[][..], &["--source-maps", "none"], &["--jsx", "preserve", "--no-dts"]] {
        let args = [&["build", "--report", "out/report.json"][..], flags].concat();
        pulsec(dir.path(), &args).expect(0);
        let report = json(&read("out/report.json"));
        let modules = report["modules"].as_array().expect("modules");
        let runtime = &report["runtime"];
        let mut listed = BTreeSet::new();
        let mut total = 0;
        let all = modules.iter().chain([runtime]);
        for file in all {
            let name = file["output"].as_str().expect("a path");
            let text = read(&format!("dist/{name}"));
            assert_eq!(file["size"]["bytes"], text.len(), "{name}");
            assert!(file["size"]["gzip"].as_u64().expect("a size") > 0, "{name}");
            total += text.len();
            listed.insert(name.to_string());
        }
        assert_eq!(report["total"]["bytes"], total);
        for file in report["others"].as_array().expect("files") {
            let name = file["output"].as_str().expect("a path");
            assert_eq!(file["bytes"], read(&format!("dist/{name}")).len(), "{name}");
            listed.insert(name.to_string());
        }
        let manifest = json(&read("dist/pulsec.manifest.json"));
        let files = manifest["files"].as_array().expect("files").iter();
        assert_eq!(listed, files.map(|it| it.as_str().expect("a path").to_string()).collect());
        // The parts of the runtime are all of it but its first line.
        let helpers = runtime["helpers"].as_array().expect("helpers");
        let sum: u64 = helpers.iter().map(|it| it["bytes"].as_u64().expect("a size")).sum();
        let first = read("dist/pulsec-runtime.js").lines().next().expect("a line").len() as u64 + 1;
        assert_eq!(sum + first, runtime["size"]["bytes"].as_u64().expect("a size"));
        assert_eq!(modules[0]["link"], "../shop/page.py");
    }
}

#[test]
fn each_helper_is_there_because_of_a_line_or_of_another() {
    let dir = shop();
    pulsec(dir.path(), &["build", "--report", "report.json"]).expect(0);
    let text = std::fs::read_to_string(dir.path().join("report.json")).expect("text");
    let report = json(&text);
    let helpers = report["runtime"]["helpers"].as_array().expect("helpers");
    let by_name: BTreeMap<&str, &Value> =
        helpers.iter().map(|it| (it["name"].as_str().expect("a name"), it)).collect();
    let lines = |name: &str| {
        let places = by_name[name]["because"].as_array().expect("places").iter();
        places
            .map(|it| format!("{}:{}", it["source"].as_str().unwrap(), it["line"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines("getItem"), ["shop/page.py:13", "shop/words.py:6"]);
    assert_eq!(lines("add"), ["shop/words.py:6"]);
    for (name, helper) in &by_name {
        let through = helper["through"].as_array().expect("names");
        let is_called = !helper["because"].as_array().expect("places").is_empty();
        assert_ne!(is_called, !through.is_empty(), "{name}: {helper}");
        for step in through {
            assert!(by_name.contains_key(step.as_str().expect("a name")), "{name}: {helper}");
        }
    }
    // The lines of a module are those that its helpers name.
    let calls = report["modules"][1]["calls"].as_array().expect("calls");
    let calls: Vec<String> =
        calls.iter().map(|it| format!("{} {}", it["line"], it["helper"])).collect();
    assert_eq!(calls, ["6 \"add\"", "6 \"getItem\""]);
    // Nothing in it depends on when or where.
    pulsec(dir.path(), &["build", "--report", "report.json"]).expect(0);
    assert_eq!(std::fs::read_to_string(dir.path().join("report.json")).expect("text"), text);
}

#[test]
fn the_page_needs_nothing_else_and_a_browser_draws_it() {
    let dir = shop();
    pulsec(dir.path(), &["build", "--report", "report.json"]).expect(0);
    let run = pulsec(dir.path(), &["build", "--report", "report.html"]).expect(0);
    assert!(run.out.ends_with("Wrote the report to report.html\n"), "{}", run.out);
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).expect("text");
    let page = read("report.html");
    assert_eq!(data(&page), json(&read("report.json")));
    for outside in ["http://", "https://", " src=", "@import", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let Some(chromium) = tools::chromium() else { return };
    let address = format!("file://{}", dir.path().join("report.html").display());
    let profile = format!("--user-data-dir={}", dir.path().join("profile").display());
    let flags = ["--headless", "--no-sandbox", "--disable-gpu", &profile, "--dump-dom", &address];
    let run = Command::new(chromium).args(flags).output().expect("a browser");
    let dom = String::from_utf8_lossy(&run.stdout);
    let report = json(&read("report.json"));
    let count = |kind: &str| dom.matches(&format!("<a class=\"{kind}\" href=\"#shop%2F")).count();
    assert_eq!(count("module"), report["modules"].as_array().expect("modules").len(), "{dom}");
    assert_eq!(count("helper"), report["runtime"]["helpers"].as_array().expect("helpers").len());
    assert!(dom.contains("<td><a href=\"#shop%2Fpage.py:13\">shop/page.py:13</a></td>"), "{dom}");
    assert!(dom.contains(
        "<span id=\"shop%2Fpage.py:13\" class=\"called\">  13      first = rows[at]</span>"
    ));
}

#[test]
fn what_is_no_report_is_not_overwritten() {
    let dir = shop();
    std::fs::write(dir.path().join("package.json"), "{}").expect("written");
    let refused = |file: &str| pulsec(dir.path(), &["build", "--report", file]).expect(2).err;
    assert!(refused("package.json").contains("is no report of pulsec, and is not overwritten"));
    let inside = refused("package.json/report.html");
    let wanted =
        "error: `package.json` is a file, so `package.json/report.html` cannot be written\n";
    assert_eq!(inside, wanted);
    assert!(refused("report.txt").contains("a page (`.html`) or its data (`.json`)"));
    assert!(refused("shop").contains("a page"));
    assert!(!dir.path().join("dist").exists());
    for name in ["report.html", "report.json", "report.html", "report.json"] {
        pulsec(dir.path(), &["build", "--report", name]).expect(0);
    }
    // Without an output there is none.
    std::fs::write(dir.path().join("shop/words.py"), WORDS.replace("row[", "rows["))
        .expect("written");
    pulsec(dir.path(), &["build", "--report", "other.html"]).expect(1);
    assert!(!dir.path().join("other.html").exists());
}

/// The stages are those of the way of the data, each with a bar; nothing is said of how long they take.
#[test]
fn timings_show_each_stage() {
    let dir = shop();
    let out = pulsec(dir.path(), &["build", "--timings"]).expect(0).out;
    let mut lines = out.lines();
    assert!(lines.next().expect("a line").contains("(3 functions, 1 component, "), "{out}");
    let stages: Vec<&str> =
        lines.map(|line| line.split_whitespace().next().expect("a name")).collect();
    assert_eq!(
        stages,
        ["discover", "resolve", "lower", "infer", "check", "emit", "declare", "write"]
    );
    assert!(out.contains("########################################"), "{out}");
    assert!(!pulsec(dir.path(), &["build"]).expect(0).out.contains('#'));
}
