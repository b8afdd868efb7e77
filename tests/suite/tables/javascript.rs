//! `js_reserved`, `js_globals` and `hooks` against a JavaScript engine and against each other.

use pulsec::tables::js_globals::{self, GlobalKind};
use pulsec::tables::js_reserved::{self, NEVER_SHADOW, RESERVED};
use pulsec::tables::pulse_js::{self, JsKind};
use pulsec::tables::{builtins, hooks};
use rquickjs::{Context, Module, Runtime};

use super::assert_sorted;

fn in_engine<T>(run: impl FnOnce(&rquickjs::Ctx<'_>) -> T) -> T {
    let runtime = Runtime::new().expect("an engine");
    let context = Context::full(&runtime).expect("a context");
    context.with(|ctx| run(&ctx))
}

/// Whether an ES module may bind the name.
fn may_bind(name: &str) -> bool {
    in_engine(|ctx| {
        let source = format!("(function () {{ let {name} = 1; return {name}; }});");
        Module::declare(ctx.clone(), "probe", source).is_ok()
    })
}

#[test]
fn reserved_words_are_those_an_engine_refuses() {
    assert_sorted("reserved", RESERVED.iter().copied());
    assert_sorted("never shadow", NEVER_SHADOW.iter().copied());
    for word in RESERVED {
        assert!(!may_bind(word), "{word}");
        assert!(js_reserved::is_reserved(word));
    }
    let contextual = "as async from get of set type undefined NaN Infinity globalThis constructor \
        abstract boolean int native final goto transient print self None elif lambda pass";
    for word in contextual.split_whitespace() {
        assert!(may_bind(word), "{word}");
        assert!(!js_reserved::is_reserved(word), "{word}");
    }
    for word in ["arguments", "eval"] {
        assert!(!may_bind(word) && js_reserved::must_not_shadow(word), "{word}");
    }
}

#[test]
fn globals_of_the_language_are_called_as_the_table_says() {
    let mut seen = 0;
    for row in js_globals::GLOBALS {
        let probe = format!(
            "(() => {{ const v = globalThis[{:?}]; if (v === undefined) return 'missing';
              if (typeof v !== 'function') return 'value';
              try {{ v(); return 'called'; }}
              catch (e) {{ return /new/.test(e.message) ? 'needs new' : 'called'; }} }})()",
            row.name
        );
        let answer: String = in_engine(|ctx| ctx.eval(probe)).expect("the probe runs");
        let expected = match row.kind {
            GlobalKind::Value => "value",
            GlobalKind::Function | GlobalKind::Callable => "called",
            GlobalKind::Constructor | GlobalKind::Class => "needs new",
        };
        if answer != "missing" {
            seen += 1;
            assert_eq!(answer, expected, "{}", row.name);
        }
    }
    assert!(seen > 50, "the engine knows only {seen}");
}

#[test]
fn globals_agree_with_pulse_js_and_python() {
    assert_sorted("globals", js_globals::GLOBALS.iter().map(|row| row.name));
    for row in js_globals::GLOBALS {
        assert!(builtins::builtin(row.name).is_none(), "{} is Python's", row.name);
        assert!(hooks::hook(row.name).is_none(), "{} is React's", row.name);
        let Some(module) = row.module else {
            assert!(
                matches!(pulse_js::root(row.name), None | Some(JsKind::TypeOnly)),
                "{}",
                row.name
            );
            continue;
        };
        let kind = pulse_js::module(module).and_then(|module| module.member(row.name));
        match kind {
            Some(JsKind::Constructor(path)) => {
                assert_eq!(path, row.name);
                assert!(row.kind.is_constructor(), "{}", row.name);
            }
            Some(JsKind::Global(_) | JsKind::Namespace(_)) => {
                assert!(!row.kind.is_constructor(), "{}", row.name);
            }
            other => panic!("{}: {other:?}", row.name),
        }
    }
    let line = js_globals::js_global("setTimeout").and_then(js_globals::GlobalRow::import_line);
    assert_eq!(line.as_deref(), Some("from pulse.js.window import setTimeout"));
}

#[test]
fn hooks_agree_with_pulse_js() {
    assert_sorted("hooks", hooks::HOOKS.iter().map(|row| row.name));
    assert_sorted("exports", hooks::EXPORTS.iter().map(|row| row.0));
    let react = pulse_js::module("pulse.js.react").expect("a module");
    for (name, kind) in react.members {
        if *kind != JsKind::TypeOnly {
            let known = hooks::hook(name).is_some() || hooks::react_export(name).is_some();
            assert!(known, "{name}");
        }
    }
    for row in hooks::HOOKS {
        assert!(hooks::is_hook_name(row.name));
        let named = |at: Option<usize>| at.and_then(|at| row.signature.get(at)).map(|p| p.name);
        assert_eq!(row.callback.is_some(), named(row.callback).is_some(), "{}", row.name);
        let deps = row.signature.iter().any(|param| param.name == "deps");
        assert_eq!(deps, named(row.deps) == Some("deps"), "{}", row.name);
    }
    assert!(!hooks::is_hook_name("user") && !hooks::is_hook_name("reuse"));
}
