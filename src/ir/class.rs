//! Classes: what becomes an ES class.
//!
//! ```text
//! class Point(Shape):              class Point extends Shape {
//!     unit = "px"                    static unit = "px";
//!     def __init__(self, x): ...     constructor(x) { … }
//!     @property
//!     def area(self): ...            get area() { … }
//! ```

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, Places, Span};
use crate::ir::{
    BinaryOp, Expr, ExprKind, FuncId, Item, Module, Program, Py, SymbolId, SymbolKind,
};
use crate::ir::{Instance, Type};

#[derive(Clone, Debug)]
pub struct Class {
    pub name: Name,
    /// The name of its key.
    pub key: Name,
    /// What CPython calls it, with the way to it: `make.<locals>.Point`.
    pub qualname: Name,
    /// Whether its own code names it (`ExprKind::OwnClass`).
    pub names_itself: bool,
    pub name_span: Span,
    pub docstring: Option<Name>,
    /// The class it derives from, if that is one at run time.
    pub base: Option<Expr>,
    /// In source order.
    pub members: Vec<Member>,
    /// What `@dataclass` adds.
    pub data: Option<Data>,
    /// Of a class that is no dataclass and derives from a frozen one: the fields of that.
    pub frozen_above: Vec<Name>,
    /// The names of the items, of a class of named tuples.
    pub items: Vec<Name>,
    /// Whether its constructor calls `__init__`, which is a method.
    pub initializes: bool,
    /// The type of its instances, of which nothing is known where it is a `Protocol`.
    pub of: Option<Instance>,
    /// The attributes of instances that the class itself annotates.
    pub declared: FxHashMap<Name, Type>,
    /// What its methods store into their first parameter.
    pub stored: FxHashSet<Name>,
    /// Those of them that are given parameters of `__init__` with annotations, and nothing else in the class.
    pub told: FxHashSet<Name>,
    /// Those that the class gives `None` and nothing else: others fill them.
    pub empty: FxHashSet<Name>,
    /// What every instance has, whoever asks and whenever.
    pub sure: FxHashSet<Name>,
}

/// A dataclass.
#[derive(Clone, Debug)]
pub struct Data {
    pub fields: Vec<DataField>,
    /// What the constructor takes, in its order.
    pub init: Vec<Name>,
    /// Those of `init` that are no fields and have no default: `replace` must be given them.
    pub asked: Vec<Name>,
    pub repr: bool,
    pub eq: bool,
    pub order: bool,
    pub frozen: bool,
    /// Whether instances have a hash of their fields.
    pub is_hashed: bool,
}

#[derive(Clone, Debug)]
pub struct DataField {
    pub name: Name,
    pub is_shown: bool,
    pub is_compared: bool,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub name: Name,
    pub span: Span,
    pub kind: MemberKind,
}

#[derive(Clone, Debug)]
pub enum MemberKind {
    /// `__init__`.
    Init(FuncId),
    Method(FuncId),
    /// `@staticmethod`.
    Static(FuncId),
    /// `@classmethod`: its receiver is the class.
    OfClass(FuncId),
    /// `@property`.
    Getter(FuncId),
    /// `@cached_property`: its value is kept.
    Cached(FuncId),
    /// `@name.setter`.
    Setter(FuncId),
    /// `name = value` in the body of the class.
    Attribute(Expr),
    /// The same in the body of an enum.
    EnumMember(Expr),
    /// The same as another member: `__radd__ = __add__`.
    Alias(Name),
    /// Statements of the body that run when the class is made, and the names that they bind.
    Run {
        func: FuncId,
        names: Vec<Name>,
    },
    /// What runs when the class is made; it has no name.
    Effect(Expr),
}

impl MemberKind {
    /// What is called on an object or on the class.
    pub fn method(&self) -> Option<FuncId> {
        match self {
            MemberKind::Method(func) | MemberKind::Static(func) | MemberKind::OfClass(func) => {
                Some(*func)
            }
            MemberKind::Init(_)
            | MemberKind::Getter(_)
            | MemberKind::Cached(_)
            | MemberKind::Setter(_)
            | MemberKind::Attribute(_)
            | MemberKind::EnumMember(_)
            | MemberKind::Alias(_)
            | MemberKind::Run { .. }
            | MemberKind::Effect(_) => None,
        }
    }

    pub fn func(&self) -> Option<FuncId> {
        match self {
            MemberKind::Init(func)
            | MemberKind::Method(func)
            | MemberKind::Static(func)
            | MemberKind::OfClass(func)
            | MemberKind::Getter(func)
            | MemberKind::Cached(func)
            | MemberKind::Setter(func) => Some(*func),
            MemberKind::Run { func, .. } => Some(*func),
            MemberKind::Attribute(_)
            | MemberKind::EnumMember(_)
            | MemberKind::Alias(_)
            | MemberKind::Effect(_) => None,
        }
    }

    /// What the body of the class gives the name.
    pub fn value(&self) -> Option<&Expr> {
        match self {
            MemberKind::Attribute(value) | MemberKind::EnumMember(value) => Some(value),
            MemberKind::Init(_)
            | MemberKind::Method(_)
            | MemberKind::Static(_)
            | MemberKind::OfClass(_)
            | MemberKind::Getter(_)
            | MemberKind::Cached(_)
            | MemberKind::Setter(_)
            | MemberKind::Alias(_)
            | MemberKind::Run { .. }
            | MemberKind::Effect(_) => None,
        }
    }
}

impl Class {
    /// The functions of its members.
    pub fn funcs(&self) -> impl Iterator<Item = FuncId> {
        self.members.iter().filter_map(|member| member.kind.func())
    }
}

/// What the classes of the module and of those it imports have: an object of unknown type may be an instance.
#[derive(Clone, Default, Debug)]
pub struct Sight {
    pub names: Arc<ClassNames>,
    /// The modules in sight.
    pub reach: Arc<FixedBitSet>,
    /// Whether operators and builtins may run code of the program.
    pub has_operators: bool,
    /// Whether an operand of unknown type may be a date or a duration.
    pub has_dates: bool,
}

/// What the classes of a program have, each with the modules of such classes.
#[derive(Default, Debug)]
pub struct ClassNames {
    pub methods: FxHashMap<Name, Places>,
    pub properties: FxHashMap<Name, Places>,
    /// Where operators and builtins may run code of the program.
    pub operators: Places,
    /// The special methods that are written, however they came to their names.
    pub specials: FxHashMap<Name, Places>,
    /// Where operators have instances that may answer any of them.
    pub answering: Places,
    /// Where dates and durations come from.
    pub dates: Places,
}

impl Sight {
    pub fn has_method(&self, name: &str) -> bool {
        self.names.methods.get(name).is_some_and(|places| places.meets(&self.reach))
    }

    /// Whether what asks for one of these special methods may run code of the program.
    pub fn may_answer(&self, names: &[&str]) -> bool {
        let is_seen = |places: &Places| places.meets(&self.reach);
        let has = |name: &&str| self.names.specials.get(*name).is_some_and(is_seen);
        self.has_operators && (is_seen(&self.names.answering) || names.iter().any(has))
    }

    /// Whether the operator may, with one of them at either side.
    pub fn may_answer_operator(&self, op: BinaryOp) -> bool {
        self.may_answer(&special_methods(op))
    }

    /// Whether reading or storing such an attribute may run code.
    pub fn has_property(&self, name: &str) -> bool {
        self.names.properties.get(name).is_some_and(|places| places.meets(&self.reach))
    }
}

/// The method of an operator, the one by which the right side answers, and that of the operator in place.
pub fn special_methods(op: BinaryOp) -> [&'static str; 3] {
    match op {
        BinaryOp::Add => ["__add__", "__radd__", "__iadd__"],
        BinaryOp::Sub => ["__sub__", "__rsub__", "__isub__"],
        BinaryOp::Mul => ["__mul__", "__rmul__", "__imul__"],
        BinaryOp::MatMul => ["__matmul__", "__rmatmul__", "__imatmul__"],
        BinaryOp::Div => ["__truediv__", "__rtruediv__", "__itruediv__"],
        BinaryOp::FloorDiv => ["__floordiv__", "__rfloordiv__", "__ifloordiv__"],
        BinaryOp::Mod => ["__mod__", "__rmod__", "__imod__"],
        BinaryOp::Pow => ["__pow__", "__rpow__", "__ipow__"],
        BinaryOp::LShift => ["__lshift__", "__rlshift__", "__ilshift__"],
        BinaryOp::RShift => ["__rshift__", "__rrshift__", "__irshift__"],
        BinaryOp::BitOr => ["__or__", "__ror__", "__ior__"],
        BinaryOp::BitXor => ["__xor__", "__rxor__", "__ixor__"],
        BinaryOp::BitAnd => ["__and__", "__rand__", "__iand__"],
    }
}

/// Whether the class, by its name, derives from an exception of Python.
pub fn is_exception(program: &Program, module: &Module, class: &Expr) -> bool {
    let mut at = (module, class);
    // As many bases as a chain may have.
    for _ in 0..64 {
        let (module, class) = at;
        let symbol = match &class.kind {
            ExprKind::Symbol(symbol) => *symbol,
            ExprKind::Py(Py::BuiltinRef(_)) => return true,
            _other => return false,
        };
        let Some((home, found)) = named(program, module, symbol) else { return false };
        let Some(base) = &found.base else { return false };
        at = (home, base);
    }
    false
}

/// Whether the expression names a class of the program.
pub fn is_class(program: &Program, module: &Module, expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Symbol(symbol) if named(program, module, symbol).is_some())
}

/// The class that a name of the module means.
pub fn named<'p>(
    program: &'p Program,
    module: &'p Module,
    symbol: SymbolId,
) -> Option<(&'p Module, &'p Class)> {
    let (home, id) = match &module.symbol(symbol)?.kind {
        SymbolKind::Foreign { module, name } => {
            let home = program.modules.get(module.index())?;
            (home, *home.definitions.get(name)?)
        }
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => {
            (module, symbol)
        }
    };
    home.items.iter().find_map(|item| match item {
        Item::Const { symbol, value: Expr { kind: ExprKind::Class(class), .. }, .. }
            if *symbol == id =>
        {
            Some((home, &**class))
        }
        Item::Const { .. } | Item::Function { .. } => None,
    })
}
