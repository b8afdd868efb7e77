//! Classes that derive from `list`, `dict`, `set` or `frozenset`.
//!
//! ```text
//! class Stack(list):                  class Stack extends ListBase {
//!     def peek(self):                   peek() { return getItem(this, -1); }
//!         return self[-1]
//! ```
//!
//! Whatever is done with lists is done with such an instance as ever, and asks nobody. So what lists have already
//! stays what it is: a class adds methods under names of its own. Instances are of no known type.

use crate::base::{Name, Span};
use crate::diag::Code;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Root};
use crate::lower::sight::is_special;
use crate::syntax::ast;
use crate::tables::builtin_bases::{BuiltinBase, OWN, is_of_collections};
use crate::tables::methods::{MethodType, method};

/// Whether the name is the class's own: nothing that is done with values of the type asks for it.
pub(super) fn leaves(base: &BuiltinBase, name: &str) -> bool {
    if is_special(name) {
        return OWN.contains(&name) || (name == MISSING && base.asks_missing);
    }
    let of = MethodType::from_name(base.name);
    of.is_none_or(|of| method(of, name).is_none()) && !is_of_collections(name)
}

const MISSING: &str = "__missing__";

impl<'a> Lowering<'a> {
    /// Whether the class leaves alone what the type has.
    pub fn fits_builtin(&mut self, def: &ast::ClassDef, family: &Family<'a>) -> bool {
        let Root::Builtin(base) = family.root else { return true };
        let members: Vec<(Name, Span)> = family
            .own_members()
            .iter()
            .map(|member| (member.name.clone(), member.def.name.span))
            .collect();
        let attributes = family.own_attributes();
        let named = members.iter().cloned();
        let named = named.chain(attributes.iter().map(|name| (name.clone(), def.name.span)));
        for (name, span) in named {
            if leaves(base, &name) {
                continue;
            }
            let message = format!("`{name}` of a `{}` stays what it is", base.name);
            let help = "give it another name, and call that";
            self.refuse(Code::PSC303, span, &message, help);
            return false;
        }
        // Names of attributes are those of keys.
        if !base.has_attributes && family.stores_attributes() {
            let message =
                "instances of a class that derives from `dict` have items, and no attributes";
            let help = "keep the dict in an attribute of a class of your own";
            self.refuse(Code::PSC303, def.name.span, message, help);
            return false;
        }
        true
    }
}
