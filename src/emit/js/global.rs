//! The globals of JavaScript that emitted code uses of its own accord.
//!
//! ```text
//! js.global(Global::Math)     Math     in Math.abs(n); a variable of that name becomes Math_
//! ```
//!
//! No other way leads to a free name: what [`Js::ident`] is given comes from [`crate::emit::names`]. So
//! a variable of the program can hide none of them.

use super::{E, Js};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Global {
    Array,
    Infinity,
    Math,
    NaN,
    Object,
    String,
    Uint8Array,
    Undefined,
}

impl Global {
    pub const ALL: [Global; 8] = [
        Global::Array,
        Global::Infinity,
        Global::Math,
        Global::NaN,
        Global::Object,
        Global::String,
        Global::Uint8Array,
        Global::Undefined,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Global::Array => "Array",
            Global::Infinity => "Infinity",
            Global::Math => "Math",
            Global::NaN => "NaN",
            Global::Object => "Object",
            Global::String => "String",
            Global::Uint8Array => "Uint8Array",
            Global::Undefined => "undefined",
        }
    }

    /// The global of a path in the tables: `Math` of `Math.PI`.
    pub fn named(name: &str) -> Option<Global> {
        Global::ALL.into_iter().find(|global| global.name() == name)
    }
}

impl Js<'_> {
    pub fn global(self, global: Global) -> E {
        self.ident(global.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Global;
    use crate::tables::builtins::BuiltinKind;
    use crate::tables::py_modules::{MODULES, PyStatus};

    #[test]
    fn paths_in_the_tables_begin_with_a_global() {
        let members = MODULES.iter().flat_map(|module| module.members);
        for (_, status) in members {
            let PyStatus::Compiled(row) = status else { continue };
            let Some(library) = row.library else { continue };
            if row.kind == BuiltinKind::Constant && !crate::runtime::exists(library.helper) {
                let head = library.helper.split('.').next().unwrap();
                assert!(Global::named(head).is_some(), "{}: {head}", row.name);
            }
        }
    }
}
