//! How the emitted modules name each other in their import lines.
//!
//! ```text
//! built:     import { initials } from "./format.js";      from "../pulsec-runtime.js";
//! bundled:   import { initials } from "./format.py";      from "virtual:pulsec-runtime";
//! ```
//!
//! A build writes files whose places the compiler chooses ([`Linked`]). A bundler asks for one Python
//! file at a time and finds the others by the Python files' own places; the driver knows those.

use crate::ir::Module;

use super::RUNTIME_FILE;

/// Gives the specifiers of what is imported from within the project.
pub trait Link: Sync {
    /// Of another module of the program.
    fn module(&self, from: &Module, to: &Module) -> String;
    /// Of a local JavaScript file, by its path from the root of the output.
    fn file(&self, from: &Module, path: &str) -> String;
    /// Of the helpers.
    fn runtime(&self, from: &Module) -> String;
}

/// The files of a build, by their places in the output folder.
pub struct Linked {
    /// The extension of the modules.
    pub extension: &'static str,
}

impl Link for Linked {
    fn module(&self, from: &Module, to: &Module) -> String {
        relative(&from.path, &format!("{}.{}", to.path, self.extension))
    }

    fn file(&self, from: &Module, path: &str) -> String {
        relative(&from.path, path)
    }

    fn runtime(&self, from: &Module) -> String {
        relative(&from.path, RUNTIME_FILE)
    }
}

/// The way from one module of the output to a file of it: `chat/client/a` to `chat/b.js` is `../b.js`.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let shared = std::iter::zip(&from, &to).take_while(|(a, b)| a == b).count();
    let shared = shared.min(to.len().saturating_sub(1));
    let ups = from.len() - shared;
    let rest = to.get(shared..).unwrap_or(&[]).join("/");
    match ups {
        0 => format!("./{rest}"),
        ups => format!("{}{rest}", "../".repeat(ups)),
    }
}
