//! Data only: builtins, methods, modules, hooks, `pulse.js`, tags, reserved words.
//!
//! One fact is one row; the only code here looks rows up. Every table is compared by a test with the
//! thing it describes: what pulse-framework says of itself (`tests/pulse/tables.json`), and what
//! Python 3.12 says of itself (`tests/python/tables.json`).

pub mod aria;
pub mod builtin_bases;
pub mod builtins;
pub mod channel;
pub mod css;
pub mod dom_props;
pub mod dom_values;
pub mod effects;
pub mod encodings;
pub mod hooks;
pub mod host_methods;
pub mod host_types;
pub mod impure;
pub mod js_classes;
pub mod js_globals;
pub mod js_members;
pub mod js_reserved;
pub mod library_methods;
pub mod library_types;
pub mod methods;
pub mod nesting;
pub mod pulse_api;
pub mod pulse_js;
pub mod py_modules;
pub mod reason;
pub mod returns;
pub mod signature;
pub mod special_methods;
pub mod tags;
pub mod ts_types;
pub mod wire;
