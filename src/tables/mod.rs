//! Data only: builtins, methods, modules, hooks, `pulse.js`, tags, reserved words.

pub mod builtins;
pub mod hooks;
