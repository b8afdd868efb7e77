//! Classes of places that may hold the same values, joined as values are seen to flow (Steensgaard).
//!
//! A container has one class for its content, and one for each field that is only ever named by a
//! literal. A field that is read by a computed key joins all of them.

use std::collections::BTreeMap;

use crate::base::{Name, Span};
use crate::define_id;
use crate::ir::ExprId;

define_id!(
    /// A class of places; two ids mean the same class once they are joined.
    ClassId
);

/// What a class may hold, as far as calling it is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Holds {
    /// Tags of HTML and SVG.
    pub tag: bool,
    /// Components whose props are read by Python that is compiled too.
    pub own: bool,
    /// Components of JavaScript.
    pub js: bool,
    /// React's contexts: their calls make elements, but they are handed over as what they are, because
    /// `useContext` wants them so.
    pub context: bool,
    pub element: bool,
    /// Classes of JavaScript that the engine tells from functions; what is written like one, and may be.
    pub class: bool,
    pub class_or_function: bool,
    /// What only the program says to be a class: `Old = ps.Import("Old", "x").as_(type[Old])`.
    pub declared_class: bool,
    /// Functions that are no components.
    pub function: bool,
    /// What comes from where nothing is known: a parameter, JavaScript.
    pub unknown: bool,
}

impl Holds {
    pub const UNKNOWN: Holds = Holds {
        tag: false,
        own: false,
        js: false,
        context: false,
        element: false,
        class: false,
        class_or_function: false,
        declared_class: false,
        function: false,
        unknown: true,
    };
    pub const FUNCTION: Holds = Holds { function: true, unknown: false, ..Holds::UNKNOWN };
    pub const ELEMENT: Holds = Holds { element: true, unknown: false, ..Holds::UNKNOWN };
    pub const TAG: Holds = Holds { tag: true, unknown: false, ..Holds::UNKNOWN };
    pub const OWN: Holds = Holds { own: true, unknown: false, ..Holds::UNKNOWN };
    pub const JS: Holds = Holds { js: true, unknown: false, ..Holds::UNKNOWN };
    pub const CONTEXT: Holds = Holds { context: true, unknown: false, ..Holds::UNKNOWN };

    pub const CLASS: Holds = Holds { class: true, unknown: false, ..Holds::UNKNOWN };
    pub const CLASS_OR_FUNCTION: Holds =
        Holds { class_or_function: true, unknown: false, ..Holds::UNKNOWN };
    pub const DECLARED_CLASS: Holds =
        Holds { declared_class: true, unknown: false, ..Holds::UNKNOWN };

    pub fn has_component(self) -> bool {
        self.tag || self.own || self.js || self.context
    }

    /// Whether it can be made a function.
    fn can_be_function(self) -> bool {
        self.tag || self.own || self.js
    }

    /// Whether calling it makes an element, whatever it is.
    pub fn only_components(self) -> bool {
        self.has_component()
            && !self.element
            && !self.function
            && !self.unknown
            && !self.has_class()
    }

    pub fn has_class(self) -> bool {
        self.class || self.class_or_function || self.declared_class
    }

    /// Whether calling it makes an instance, whatever it is.
    pub fn only_classes(self) -> bool {
        self.has_class()
            && !self.class_or_function
            && !self.element
            && !self.function
            && !self.unknown
            && !self.has_component()
    }

    /// Its declared classes were made callable.
    pub fn made_callable(&mut self) {
        self.class_or_function |= self.declared_class;
        self.declared_class = false;
    }

    fn join(&mut self, other: Holds) {
        self.tag |= other.tag;
        self.own |= other.own;
        self.js |= other.js;
        self.context |= other.context;
        self.element |= other.element;
        self.class |= other.class;
        self.class_or_function |= other.class_or_function;
        self.declared_class |= other.declared_class;
        self.function |= other.function;
        self.unknown |= other.unknown;
    }
}

#[derive(Clone, Default, Debug)]
pub(super) struct Class {
    pub holds: Holds,
    /// The expressions that put a component or a class of JavaScript there.
    pub sources: Vec<ExprId>,
    /// Somebody calls it.
    pub called: bool,
    /// It reaches code that may call it as a function.
    pub escapes: bool,
    /// Where a container of another module comes in whose components are no functions.
    pub foreign: Option<Span>,
    content: Option<ClassId>,
    fields: BTreeMap<Name, ClassId>,
    /// Whether some field is read by a computed key.
    is_open: bool,
    /// Whether walking it gives keys, which are no components; whether it gives its content.
    pub is_mapping: bool,
    pub is_sequence: bool,
    /// Whether somebody walked its keys.
    keys_walked: bool,
}

impl Class {
    /// Whether its components must be callable as functions: somebody may do so.
    pub fn wants_functions(&self) -> bool {
        let plain =
            self.called && (self.holds.function || self.holds.unknown || self.holds.has_class());
        self.holds.can_be_function() && (self.escapes || plain)
    }

    /// Whether its classes must be callable without `new`: by somebody who is not seen, or by a call that
    /// cannot tell.
    pub fn wants_callable_classes(&self) -> bool {
        self.holds.has_class()
            && (self.escapes || self.holds.declared_class && !self.holds.only_classes())
    }

    /// The classes of its parts: what stands for any of them, then each by its name.
    pub fn parts(&self) -> (Option<ClassId>, &BTreeMap<Name, ClassId>) {
        (self.content, &self.fields)
    }
}

#[derive(Default, Debug)]
pub(super) struct Classes {
    parents: Vec<ClassId>,
    /// How many were joined into each.
    sizes: Vec<u32>,
    classes: Vec<Class>,
}

impl Classes {
    pub fn fresh(&mut self) -> ClassId {
        let id = ClassId(self.classes.len() as u32);
        self.parents.push(id);
        self.sizes.push(1);
        self.classes.push(Class::default());
        id
    }

    pub fn fresh_holding(&mut self, holds: Holds) -> ClassId {
        let id = self.fresh();
        self.get_mut(id).holds = holds;
        id
    }

    pub fn find(&self, mut id: ClassId) -> ClassId {
        while let Some(&parent) = self.parents.get(id.index())
            && parent != id
        {
            id = parent;
        }
        id
    }

    fn root(&mut self, id: ClassId) -> ClassId {
        let root = self.find(id);
        let mut at = id;
        while let Some(parent) = self.parents.get_mut(at.index())
            && *parent != root
        {
            at = std::mem::replace(parent, root);
        }
        root
    }

    pub fn get(&self, id: ClassId) -> &Class {
        static NOTHING: std::sync::LazyLock<Class> = std::sync::LazyLock::new(Class::default);
        self.classes.get(self.find(id).index()).unwrap_or(&NOTHING)
    }

    #[expect(clippy::indexing_slicing, reason = "an id is only made together with its class")]
    pub fn get_mut(&mut self, id: ClassId) -> &mut Class {
        let root = self.root(id);
        &mut self.classes[root.index()]
    }

    /// What either holds may be in both.
    pub fn join(&mut self, a: ClassId, b: ClassId) {
        let mut open = vec![(a, b)];
        while let Some((a, b)) = open.pop() {
            let (mut keep, mut gone) = (self.root(a), self.root(b));
            if keep == gone {
                continue;
            }
            let size = |id: ClassId| self.sizes.get(id.index()).copied().unwrap_or(0);
            let (kept, lost) = (size(keep), size(gone));
            if kept < lost {
                std::mem::swap(&mut keep, &mut gone);
            }
            if let Some(size) = self.sizes.get_mut(keep.index()) {
                *size = kept.saturating_add(lost);
            }
            let old = std::mem::take(self.get_mut(gone));
            if let Some(parent) = self.parents.get_mut(gone.index()) {
                *parent = keep;
            }
            let into = self.get_mut(keep);
            into.holds.join(old.holds);
            into.sources.extend(old.sources);
            into.called |= old.called;
            into.escapes |= old.escapes;
            into.foreign = into.foreign.or(old.foreign);
            let is_open = into.is_open || old.is_open;
            into.is_mapping |= old.is_mapping;
            into.is_sequence |= old.is_sequence;
            into.keys_walked |= old.keys_walked;
            if into.keys_walked && into.is_sequence {
                // What was taken for a key may have been an item.
                into.escapes = true;
            }
            match (into.content, old.content) {
                (Some(a), Some(b)) => open.push((a, b)),
                (None, content) => into.content = content,
                (Some(_), None) => {}
            }
            for (name, field) in old.fields {
                match into.fields.get(&name) {
                    Some(known) => open.push((*known, field)),
                    None => drop(into.fields.insert(name, field)),
                }
            }
            if is_open {
                self.content(keep);
            }
        }
    }

    /// What a computed key finds: any of the parts.
    pub fn content(&mut self, id: ClassId) -> ClassId {
        let content = match self.get(id).content {
            Some(content) => content,
            None => {
                let content = self.fresh();
                self.get_mut(id).content = Some(content);
                content
            }
        };
        let class = self.get_mut(id);
        class.is_open = true;
        for field in std::mem::take(&mut class.fields).into_values() {
            self.join(content, field);
        }
        content
    }

    /// What walking it gives: the items of a sequence; the keys of a dict are nothing that is called.
    pub fn walked(&mut self, id: ClassId) -> Option<ClassId> {
        let class = self.get_mut(id);
        if class.is_mapping && !class.is_sequence {
            class.keys_walked = true;
            return None;
        }
        Some(self.content(id))
    }

    pub fn field(&mut self, id: ClassId, name: &str) -> ClassId {
        if self.get(id).is_open {
            return self.content(id);
        }
        if let Some(field) = self.get(id).fields.get(name) {
            return *field;
        }
        let field = self.fresh();
        self.get_mut(id).fields.insert(name.into(), field);
        field
    }

    /// Whether something is in it: not every subscript is one of a container.
    pub fn is_container(&self, id: ClassId) -> bool {
        let class = self.get(id);
        let mut parts = class.content.iter().chain(class.fields.values());
        parts.any(|part| self.get(*part).holds != Holds::default())
    }

    /// Makes a class what one of another module is.
    pub fn fill(
        &mut self,
        id: ClassId,
        like: &Class,
        (content, fields): (Option<ClassId>, BTreeMap<Name, ClassId>),
        foreign: Option<Span>,
    ) {
        let Class { holds, is_open, is_mapping, is_sequence, keys_walked, .. } = *like;
        *self.get_mut(id) = Class {
            holds,
            foreign,
            content,
            fields,
            is_open,
            is_mapping,
            is_sequence,
            keys_walked,
            escapes: false,
            called: false,
            sources: Vec::new(),
        };
    }

    /// The classes whose components must be functions.
    pub fn wanting_functions(&self) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(|class| class.wants_functions())
    }

    /// Those whose classes of JavaScript must be.
    pub fn wanting_callable_classes(&self) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(|class| class.wants_callable_classes())
    }

    /// Once all is joined: of a container that unknown code holds, the parts are unknown, and known to
    /// that code.
    pub fn settle(&mut self) {
        let all = (0..self.classes.len() as u32).map(ClassId);
        let mut open: Vec<ClassId> =
            all.filter(|id| self.find(*id) == *id && self.is_shared(*id)).collect();
        while let Some(id) = open.pop() {
            let class = self.get(id);
            let parts: Vec<ClassId> =
                class.content.iter().chain(class.fields.values()).copied().collect();
            for part in parts {
                let class = self.get_mut(part);
                if !(class.escapes && class.holds.unknown) {
                    class.escapes = true;
                    class.holds.unknown = true;
                    open.push(part);
                }
            }
        }
    }

    fn is_shared(&self, id: ClassId) -> bool {
        let class = self.get(id);
        class.escapes || class.holds.unknown || class.holds.has_class()
    }
}
