//! What the engine gives back, and where it stops.

use super::{Engine, Limits};
use std::time::Duration;

fn engine(modules: &[(&str, &str)]) -> Engine {
    Engine::new(modules.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
}

#[test]
fn prints_in_order_over_modules_and_timers() {
    let engine = engine(&[
        (
            "app/main.js",
            "import { two } from './two.js'; setTimeout(() => console.log('late', [1]), 5); setTimeout(() => console.log('soon'), 1); console.log(two);",
        ),
        ("app/two.js", "export const two = 2;"),
    ]);
    let run = engine.run("app/main.js");
    assert_eq!(run.printed, "2\nsoon\nlate [1]\n");
    assert_eq!(run.result, Ok(()));
}

#[test]
fn calls_and_awaits() {
    let engine = engine(&[(
        "main.js",
        "export const add = (a, b) => a + b;
         export async function later(x) { await new Promise((done) => setTimeout(done, 1000)); return { x }; }
         export const nothing = () => {};
         export const stuck = () => new Promise(() => {});",
    )]);
    assert_eq!(engine.call("main.js", "add", "[1, 2]").result.as_deref(), Ok("3"));
    assert_eq!(engine.call("main.js", "later", "[[1]]").result.as_deref(), Ok("{\"x\":[1]}"));
    assert_eq!(engine.call("main.js", "nothing", "[]").result.as_deref(), Ok("null"));
    assert!(engine.call("main.js", "stuck", "[]").result.is_err());
    assert!(engine.call("main.js", "absent", "[]").result.is_err());
}

#[test]
fn tells_what_was_thrown() {
    let engine = engine(&[("main.js", "console.log('before'); throw new RangeError('too far');")]);
    let run = engine.run("main.js");
    assert_eq!(run.printed, "before\n");
    let error = run.result.unwrap_err();
    assert_eq!(error.to_string(), "RangeError: too far");
    assert!(error.stack.contains("main.js"), "{error:?}");
}

#[test]
fn a_missing_module_is_named() {
    let error = engine(&[("main.js", "import './gone.js';")]).run("main.js").result.unwrap_err();
    assert!(error.to_string().contains("gone.js"), "{error}");
}

#[test]
fn runaway_code_is_stopped() {
    let limits = Limits { time: Duration::from_millis(200), memory: 16 << 20, ..Limits::default() };
    // What stops for another reason must have the time for it on a busy machine too.
    let patient = Limits { time: Duration::from_secs(60), ..limits };
    let within = |limits, text| {
        engine(&[("main.js", text)]).with_limits(limits).run("main.js").result.unwrap_err()
    };
    assert_eq!(within(limits, "for (;;) {}").name, "Timeout");
    assert_eq!(within(limits, "setInterval(() => {}, 1)").name, "Timeout");
    let run = |text| within(patient, text);
    let deep = run("const f = () => f() + 1; f();");
    assert!(deep.message.contains("stack"), "{deep:?}");
    let full = run("const a = []; for (;;) a.push(new Array(1000).fill(1));");
    assert_ne!(full.name, "Timeout");
    assert_eq!(run("for (;;) console.log('x'.repeat(1e6))").message, "too much was printed");
}
