//! Known keys of a record, as properties.
//!
//! ```text
//! {"name": "a"}["name"]      { name: "a" }.name
//! user["name"]               user.name, whatever made what is annotated as a `TypedDict`:
//!                            dictFields("name") makes a `Dict` answer to it as an object does
//! item["size"]               getItem(item, "size"): a `Map` has a `size` of its own
//! ```

use crate::base::Span;
use crate::ir::{Built, Expr, Type};

use super::emitter::Emitter;
use super::js::{E, S};

/// What every `Map` has.
const MAP_MEMBERS: [&str; 17] = [
    "clear",
    "constructor",
    "delete",
    "entries",
    "forEach",
    "get",
    "has",
    "hasOwnProperty",
    "isPrototypeOf",
    "keys",
    "propertyIsEnumerable",
    "set",
    "size",
    "toLocaleString",
    "toString",
    "valueOf",
    "values",
];

impl Emitter<'_> {
    /// The record's property of that name, if its type lists the key and it is read, or stored, so.
    pub fn record_field(&mut self, span: Span, object: &Expr, key: &str) -> Option<E> {
        let Type::Record(shape) = self.ty(object) else { return None };
        let field = shape.fields.iter().find(|field| &*field.name == key)?;
        if shape.built != Built::Plain {
            if MAP_MEMBERS.contains(&key) || (key.starts_with("__") && key.ends_with("__")) {
                return None;
            }
            self.fields.insert(field.name.clone());
        }
        let object = self.expr(object);
        Some(self.at(span).member(object, key))
    }

    /// `dictFields("name", …)`, for the keys that were read so.
    pub(super) fn field_names(&mut self) -> Option<S> {
        if self.fields.is_empty() {
            return None;
        }
        let names: Vec<E> = self.fields.iter().map(|name| self.js.string(name)).collect();
        let helper = self.helper("dictFields");
        Some(self.js.expression(self.js.call(helper, names)))
    }
}
