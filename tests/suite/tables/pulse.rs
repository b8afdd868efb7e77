//! `pulse_js`, `pulse_api`, `tags`, `dom_props` and `channel` against pulse-framework 0.1.111.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use pulsec::tables::pulse_api::{self, PulseKind};
use pulsec::tables::pulse_js::{self, ImportRole, JsKind, Unknown};
use pulsec::tables::{channel, dom_props, signature, tags};

use super::{assert_same, assert_sorted, list, record, recorded_again, text, texts};
use crate::tools;

const SCRIPT: &str = "tests/pulse/tables.py";
const RECORD: &str = "tests/pulse/tables.json";

/// In the words of the script.
fn kind(kind: JsKind) -> String {
    match kind {
        JsKind::Global(path) => format!("global {path}"),
        JsKind::Constructor(path) => format!("new {path}"),
        JsKind::Namespace(path) => format!("namespace {path}"),
        JsKind::Named { source, name, role } => {
            let suffix = match role {
                ImportRole::Value => "",
                ImportRole::Constructor => "-new",
                ImportRole::Component => "-component",
            };
            format!("import{suffix} {source} {name}")
        }
        JsKind::NamespaceImport(source) => format!("import * {source}"),
        JsKind::Special(special) => format!("special {}", special.name()),
        JsKind::TypeOnly => "type".to_owned(),
    }
}

#[test]
fn every_name_of_pulse_js_is_what_pulse_emits() {
    let record = record(RECORD);
    let modules = record["pulse_js"].as_object().expect("an object");
    let ours: Vec<&str> = pulse_js::MODULES.iter().map(|module| module.dotted).collect();
    let mut theirs: Vec<&str> = modules.keys().map(String::as_str).collect();
    theirs.sort_unstable();
    assert_eq!(ours, theirs);
    for module in pulse_js::MODULES {
        let theirs = &modules[module.dotted];
        let members: BTreeMap<String, String> =
            module.members.iter().map(|row| (row.0.to_owned(), kind(row.1))).collect();
        assert_same(module.dotted, &members, &texts(&theirs["members"]));
        let value = module.value.map_or("null".to_owned(), kind);
        assert_eq!(value, text(&theirs["value"]), "{}", module.dotted);
        let unknown = match module.unknown {
            Unknown::Refused => "null".to_owned(),
            Unknown::Global => "global ?".to_owned(),
            Unknown::Property(object) => format!("global {object}.?"),
            Unknown::Import(source) => format!("import {source} ?"),
        };
        assert_eq!(unknown, text(&theirs["unknown"]), "{}", module.dotted);
        assert_sorted(module.dotted, module.members.iter().map(|row| row.0));
    }
}

#[test]
fn names_of_pulse_js_are_found() {
    assert_eq!(pulse_js::root("Map"), Some(JsKind::Constructor("Map")));
    assert_eq!(pulse_js::root("math"), None);
    let math = pulse_js::module("pulse.js.math").expect("a module");
    assert_eq!(math.member("floor"), Some(JsKind::Global("Math.floor")));
    assert_eq!(math.member("f16round"), None);
    let react = pulse_js::namespace_module("React").expect("a namespace");
    assert_eq!(react.dotted, "pulse.js.react");
    assert_eq!(pulse_js::namespace_module("document").map(|m| m.dotted), Some("pulse.js.document"));
    assert!(pulse_js::namespace_module("Map").is_none());
    assert_eq!(pulse_js::js_name("assert_"), "assert");
}

#[test]
fn every_tag_is_there() {
    let record = record(RECORD);
    let theirs: BTreeMap<String, String> = record["tags"]
        .as_object()
        .expect("an object")
        .iter()
        .map(|(name, tag)| (name.clone(), format!("<{}> void {}", text(&tag["jsx"]), tag["void"])))
        .collect();
    let ours = tags::TAGS
        .iter()
        .map(|row| (row.name.to_owned(), format!("<{}> void {}", row.jsx, row.is_void)))
        .collect();
    assert_same("tags", &ours, &theirs);
    assert_sorted("tags", tags::TAGS.iter().map(|row| row.name));
    assert_eq!(tags::tag("del_").map(|row| row.jsx), Some("del"));
    assert!(tags::tag("fragment").is_some_and(tags::TagRow::is_fragment));
    assert!(tags::tag("clipPath").is_some_and(|row| row.is_svg));
}

#[test]
fn every_name_of_pulse_has_a_row() {
    let record = record(RECORD);
    assert_sorted("pulse", pulse_api::NAMES.iter().map(|row| row.0));
    let theirs = texts(&record["pulse"]);
    for (name, kind) in &theirs {
        let row = pulse_api::member("pulse", name);
        match kind.as_str() {
            "tag" => {
                assert!(row.is_none(), "{name}");
                assert!(tags::tag(name).is_some(), "{name}");
            }
            "type" => assert_eq!(row, Some(PulseKind::TypeOnly), "{name}"),
            // Where a module and a function share a name, Python sees the function.
            "module" => assert_eq!(row, Some(PulseKind::Module), "{name}"),
            _ => assert!(!matches!(row, None | Some(PulseKind::Module)), "{name}"),
        }
    }
    for (name, kind) in pulse_api::NAMES {
        assert!(theirs.contains_key(*name), "{name} is not of pulse");
        if let PulseKind::Component(component) = kind {
            let version = component.version.map(|version| format!(" {version}"));
            let ours =
                format!("{} {}{}", component.source, component.name, version.unwrap_or_default());
            assert_eq!(ours, text(&record["components"][name]));
        }
    }
    let components = record["components"].as_object().expect("an object").keys();
    for name in components {
        assert!(matches!(pulse_api::member("pulse", name), Some(PulseKind::Component(_))));
    }
}

#[test]
fn markers_are_where_pulse_has_them() {
    let record = record(RECORD);
    let found: Vec<String> =
        ["pulse", "pulse.transpiler", "pulse.transpiler.function", "pulse.app"]
            .iter()
            .filter(|module| pulse_api::member(module, "javascript") == Some(PulseKind::Marker))
            .map(|module| format!("{module}.javascript"))
            .collect();
    let mut theirs = list(&record["markers"]);
    theirs.sort_unstable();
    let mut ours: Vec<&str> = found.iter().map(String::as_str).collect();
    ours.sort_unstable();
    assert_eq!(ours, theirs);
    assert!(pulse_api::member("pulse_mantine", "Button").is_none());
    let state = pulse_api::member("pulse.state.state", "State");
    assert_eq!(state, pulse_api::member("pulse", "State"));
    assert!(matches!(state, Some(PulseKind::Server(_))));
}

/// A name has its meaning only in modules that Pulse has it in, and in the module that defines it.
#[test]
fn names_mean_the_same_where_they_come_from() {
    let record = record(RECORD);
    let names = "For If Import Jsx Link Outlet ReactComponent default_signature javascript \
        react_component require Element PulseNode JsFunction";
    let mut found = 0;
    for (module, theirs) in record["homes"].as_object().expect("an object") {
        for name in names.split_whitespace() {
            let meaning = pulse_api::member(module, name).expect("an answer for all of pulse");
            let server = PulseKind::Server(&pulse_api::SERVER);
            if meaning == server || meaning == PulseKind::TypeOnly {
                continue;
            }
            found += 1;
            assert!(list(theirs).contains(&name), "{module}.{name}");
            assert_eq!(Some(meaning), pulse_api::member("pulse", name), "{module}.{name}");
        }
        let dynamic = pulse_api::member(module, "import_");
        let is_special = matches!(dynamic, Some(PulseKind::Special(_)));
        assert!(!is_special || list(theirs).contains(&"import_"), "{module}.import_");
        found += usize::from(is_special);
        assert_eq!(
            tags::MODULES.contains(&module.as_str()),
            list(theirs).contains(&"div"),
            "{module}"
        );
    }
    assert_eq!(found, 25, "the rows of HOMES, and those of pulse itself");
}

#[test]
fn props_and_events_are_those_pulse_types() {
    let record = record(RECORD);
    let ours: BTreeMap<String, String> =
        dom_props::EVENTS.iter().map(|row| (row.name.to_owned(), row.events.join(" "))).collect();
    let events = record["dom"]["events"].as_object().expect("an object");
    let theirs = events.iter().map(|(name, types)| (name.clone(), list(types).join(" "))).collect();
    assert_same("events", &ours, &theirs);
    assert_sorted("events", dom_props::EVENTS.iter().map(|row| row.name));
    let props = list(&record["dom"]["props"]);
    assert_eq!(dom_props::PROPS, props);
    assert_sorted("props", dom_props::PROPS.iter().copied());
    assert!(dom_props::is_prop("className") && !dom_props::is_prop("class_"));
    assert_eq!(dom_props::event_prop("onClick").map(|row| row.events), Some(&["MouseEvent"][..]));
    for (name, right) in [("class_name", "className"), ("for", "htmlFor"), ("onclick", "onClick")] {
        assert_eq!(dom_props::right_name(name), Some(right));
    }
    for row in dom_props::PROPS.iter().chain(dom_props::EVENTS.iter().map(|row| &row.name)) {
        assert_eq!(dom_props::right_name(row), None);
    }
}

#[test]
fn the_bridge_has_pulses_methods() {
    let record = record(RECORD);
    let theirs: BTreeMap<String, String> = record["channel"]
        .as_object()
        .expect("an object")
        .iter()
        .map(|(name, row)| {
            let parameters = row.as_array().map(|_| format!("({})", list(row).join(", ")));
            (name.clone(), parameters.unwrap_or_else(|| text(row)))
        })
        .collect();
    let ours = channel::BRIDGE_ROWS
        .iter()
        .map(|row| {
            let shown = match row.kind {
                channel::BridgeKind::Id => "property".to_owned(),
                channel::BridgeKind::On
                | channel::BridgeKind::Emit
                | channel::BridgeKind::Request => signature::display(row.signature),
            };
            (row.name.to_owned(), shown)
        })
        .collect();
    assert_same("bridge", &ours, &theirs);
    let module = pulse_js::module(channel::MODULE).expect("a module");
    for (name, role) in [
        (channel::HOOK, ImportRole::Value),
        (channel::BRIDGE, ImportRole::Constructor),
        (channel::RESET_ERROR, ImportRole::Constructor),
    ] {
        let source = channel::CLIENT_PACKAGE;
        assert_eq!(module.member(name), Some(JsKind::Named { source, name, role }));
    }
}

#[test]
fn pulse_still_says_what_is_recorded() {
    let Some(python) = python_with_pulse() else { return };
    let record = record(RECORD);
    let now = recorded_again(&python, SCRIPT);
    for part in ["version", "pulse_js", "tags", "pulse", "components", "dom", "channel", "markers"]
    {
        assert_eq!(now[part], record[part], "{part}: record again and bring the tables along");
    }
}

/// `PULSEC_PULSE_PYTHON`, or the Python of the other tests where it has pulse-framework.
fn python_with_pulse() -> Option<PathBuf> {
    let candidates = std::env::var_os("PULSEC_PULSE_PYTHON").map(PathBuf::from);
    let candidates = candidates.into_iter().chain(tools::python().map(PathBuf::from));
    for python in candidates {
        let check = Command::new(&python).args(["-c", "import pulse"]).output();
        if check.is_ok_and(|check| check.status.success()) {
            return Some(python);
        }
    }
    tools::skipped("a Python with pulse-framework (PULSEC_PULSE_PYTHON)")
}
