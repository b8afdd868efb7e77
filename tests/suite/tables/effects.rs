//! What the rows claim that operations do, tried on CPython; and which rows claim nothing.

use pulsec::tables::builtins::{BUILTINS, BuiltinRow, EXCEPTIONS};
use pulsec::tables::effects::{Change, Effects, Gives, Use};
use pulsec::tables::methods::{self, MethodKind};
use pulsec::tables::py_modules::{MODULES, PyStatus};
use pulsec::tables::signature::Signature;
use serde_json::{Value, json};

use crate::tools;

fn shown_use(with: Use) -> Value {
    let change = match with {
        Use::Reads => return json!("reads"),
        Use::Asks => return json!("asks"),
        Use::Later => return json!("later"),
        Use::CallsLater => return json!("calls later"),
        Use::WalksAlone => return json!("walks alone"),
        Use::Walks => return json!("walks"),
        Use::Calls => return json!("calls"),
        Use::Unknown => return json!("unknown"),
        Use::Changes(change) => change,
    };
    json!({ "changes": match change {
        Change::Moves => "moves",
        Change::Grows(_) => "grows",
        Change::Shrinks => "shrinks",
        Change::Both(_) => "both",
    }})
}

fn shown(owner: &str, name: &str, signature: Signature, effects: &Effects) -> Value {
    let named: serde_json::Map<String, Value> =
        effects.named.iter().map(|(name, with)| ((*name).to_owned(), shown_use(*with))).collect();
    let params = signature.iter().map(|param| {
        let is_named = |(name, _): &&(&str, Use)| *name == param.name;
        assert!(effects.named.iter().filter(is_named).count() < 2, "{name} {}", param.name);
        json!({ "name": param.name, "kind": format!("{:?}", param.kind) })
    });
    for (param, _) in effects.named {
        assert!(signature.iter().any(|known| known.name == *param), "{name} has no `{param}`");
    }
    json!({
        "owner": owner,
        "name": name,
        "params": params.collect::<Vec<_>>(),
        "receiver": shown_use(effects.receiver),
        "named": named,
        "others": shown_use(effects.others),
        "acts": effects.acts,
        "raises": effects.raises,
        "gives": match effects.gives { Gives::Scalar => "scalar", Gives::Parts => "parts", Gives::Any => "any" },
    })
}

/// Builtins, and the compiled names of modules.
fn builtins() -> impl Iterator<Item = &'static BuiltinRow> {
    let members = MODULES.iter().flat_map(|module| module.members);
    let compiled = members.filter_map(|(_, status)| match status {
        PyStatus::Compiled(row) => Some(row),
        PyStatus::Typing | PyStatus::Source | PyStatus::Planned | PyStatus::Refused(_) => None,
    });
    BUILTINS.iter().chain(EXCEPTIONS).chain(compiled).filter(|row| row.refused.is_none())
}

#[test]
fn no_claim_is_false() {
    let Some(python) = tools::python_3_12() else { return };
    let builtins = builtins()
        .filter(|row| row.effects.others != Use::Unknown)
        .map(|row| shown("", row.name, row.signature, &row.effects));
    let methods = methods::all().filter(|row| row.kind != MethodKind::Attribute);
    let methods = methods.map(|row| shown(row.ty.name(), row.name, row.signature, &row.effects));
    let rows: Vec<Value> = builtins.chain(methods).collect();
    assert!(rows.len() > 400, "{}", rows.len());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/effects.py");
    let said = tools::run(python, &["-W", "ignore", script], &Value::Array(rows).to_string());
    assert_eq!(said, "");
}

/// An operation that is new here has a row with what it does, or stands in this list.
#[test]
fn few_rows_claim_nothing() {
    let unknown = builtins().filter(|row| row.effects.others == Use::Unknown);
    let unknown: Vec<&str> = unknown.map(|row| row.name).collect();
    assert_eq!(
        unknown,
        [
            // They call a coroutine, or change an object by name.
            "aiter",
            "anext",
            "delattr",
            "setattr",
            "asyncio.create_task",
            "asyncio.ensure_future",
            "asyncio.gather",
            "asyncio.shield",
            "asyncio.wait_for",
            "functools.update_wrapper",
            "operator.call",
        ]
    );
    let methods = methods::all().filter(|row| row.effects.receiver == Use::Unknown);
    assert_eq!(methods.map(|row| row.name).collect::<Vec<_>>(), [""; 0]);
}
