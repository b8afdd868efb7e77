//! The type of instances of a class of the program: of the class, or of one that derives from it.

use std::sync::Arc;

use crate::base::Name;
use crate::ir::ModuleId;

/// Which class it is.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ClassKey {
    pub module: ModuleId,
    pub name: Name,
}

/// What types ask of a class. It is the same wherever the class is named.
#[derive(Debug)]
pub struct Kind {
    pub key: ClassKey,
    /// The classes it derives from.
    pub above: Vec<ClassKey>,
    /// Whether the truth of an instance is asked of it: it has a `__bool__` or a `__len__`, or may be of a class that
    /// has one.
    pub asks_truth: bool,
    pub is_exception: bool,
    /// Of an enum, what its members are besides.
    pub members: Option<EnumKind>,
    /// Whether instances are equal to nothing but themselves.
    pub is_itself: bool,
    /// Whether it has members of classes that JavaScript does not have above it.
    pub is_mixed: bool,
    /// Whether another module may derive from it, or do what it likes to its instances.
    pub is_open: bool,
}

/// What the members of an enum are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnumKind {
    /// Nothing else.
    Plain,
    /// Ints, or texts.
    Int,
    Str,
    /// Sets of bits.
    Flag,
}

#[derive(Clone, Debug)]
pub struct Instance(Arc<Kind>);

impl Instance {
    pub fn new(kind: Kind) -> Instance {
        Instance(Arc::new(kind))
    }

    pub fn kind(&self) -> &Kind {
        &self.0
    }

    pub fn key(&self) -> &ClassKey {
        &self.0.key
    }

    /// Whether it is of that class for certain.
    pub fn is_of(&self, class: &ClassKey) -> bool {
        self.0.key == *class || self.0.above.contains(class)
    }
}

impl PartialEq for Instance {
    fn eq(&self, other: &Instance) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.key == other.0.key
    }
}
