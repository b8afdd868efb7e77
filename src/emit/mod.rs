//! From IR to JavaScript text; sole owner of `swc_*`.
//!
//! [`js`] makes a JavaScript syntax tree with the parentheses it needs, [`print`](mod@print) lays it out and leads each token
//! back to the Python. The files beside them choose what is written for each construct, by what `types` and
//! `facts` know:
//!
//! ```text
//! js.at(span).call(js.ident("f"), vec![js.number(1.0).into()])   →   f(1)   →   chat.py:3:4
//! ```

mod attributes;
mod bound;
mod builtins;
mod class;
mod comparison;
mod comprehension;
mod consumed;
mod context;
mod crossing;
mod declare;
pub mod dts;
mod element;
mod emitter;
mod exceptions;
mod expression;
mod field;
mod floats;
mod function;
mod generator;
mod indexed;
mod instance;
mod interop;
pub mod js;
mod library;
mod library_object;
mod link;
mod mapping;
mod methods;
mod module;
mod names;
mod object;
mod operators;
mod order;
mod pattern;
mod patterns;
mod percent;
mod place;
pub mod print;
mod react;
mod reflection;
mod statement;
mod template;
mod texts;
mod truth;

pub use emitter::JsxMode;
pub use link::{Link, Linked};
pub use module::{RUNTIME_FILE, Target, emit};
pub use print::{Comments, Sources, print};

#[cfg(test)]
mod tests;
