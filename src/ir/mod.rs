//! The intermediate representation: what a module means, with Python's meaning made explicit and
//! nothing decided yet about how JavaScript will say it.
//!
//! ```text
//! bridge = usePulseChannel(channelId)          →  v2 = channel.open v1
//! useEffect(lambda: bridge.on("m", f), [bridge]) →  hook useEffect fn#1 waits [v2], [v2]
//! return ps.p(className="a")[len(xs)]          →  return <p className="a">{builtin len(v3)}</p>
//! ```
//!
//! The kinds of expressions are grouped by file: [`py`] (operations with Python meaning), [`jsx`],
//! [`hook`], [`channel`], [`js`]. Types live in side tables by [`ExprId`], never in the tree.
//!
//! Invariants, checked by [`verify`]:
//! - every expression id of a module is used once;
//! - operands are evaluated once and left to right, so the places an augmented assignment reads and
//!   writes are made of atoms only ([`Expr::is_atom`]);
//! - every variable belongs to the function that declares it, and is used only there or in functions
//!   nested in it.

pub mod callee;
pub mod channel;
pub mod class;
pub mod classes;
pub mod effects;
pub mod floats;
pub mod flow;
pub mod func;
pub mod hook;
pub mod imports;
pub mod js;
pub mod jsx;
pub mod places;
pub mod print;
pub mod py;
pub mod stmt;
pub mod ty;
pub mod verify;
pub mod walk;
pub mod walk_mut;

use num_bigint::BigInt;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Name, Span};
use crate::define_id;

pub use channel::{Channel, ChannelOp};
pub use class::{Class, ClassNames, Data, DataField, Member, MemberKind, Sight, special_methods};
pub use classes::{ClassIndex, Classes};
pub use floats::Marks;
pub use func::{Body, Default, Function, Param, ParamKind, Role};
pub use hook::Hook;
pub use imports::Imports;
pub use js::{Js, JsProp};
pub use jsx::{Child, Element, Prop, Tag};
pub use py::{
    Arg, BinaryOp, Clause, CmpOp, Comp, CompKind, Conversion, DictEntry, Keyword, Part, PatternOp,
    Py, UnaryOp, comp_vars,
};
pub use stmt::{Handler, Place, PlaceKind, Stmt, StmtKind};
pub use ty::{Built, Field, Mapping, Object, Sequence, Shape, Type, View};
pub use ty::{ClassKey, EnumKind, Instance, Kind};

define_id!(
    /// An expression of one module; indexes the side tables.
    ExprId
);
define_id!(
    /// A variable of one module: a parameter, a local or a temporary.
    VarId
);
define_id!(
    /// A function of one module, nested ones and lambdas included.
    FuncId
);
define_id!(
    /// A module-level name of one module, imports included.
    SymbolId
);
define_id!(
    /// A module of the program.
    ModuleId
);

/// Everything that is compiled together, in a stable order.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub modules: Vec<Module>,
}

/// One Python module, of which only what marked functions need is here.
#[derive(Clone, Debug)]
pub struct Module {
    pub id: ModuleId,
    pub file: FileId,
    /// The output path without extension, `/`-separated: `chat/client/format`.
    pub path: Name,
    pub symbols: Vec<Symbol>,
    /// The functions and constants that are defined here, by name.
    pub definitions: FxHashMap<Name, SymbolId>,
    pub vars: Vec<Var>,
    pub funcs: Vec<Function>,
    /// In source order.
    pub items: Vec<Item>,
    /// The variables that hold a class and nothing else, with the names of their keys.
    pub classes: FxHashMap<VarId, Name>,
    /// How many expression ids were given out.
    pub expr_count: u32,
    /// Not emitted: only another module's part is asked for.
    pub is_hidden: bool,
    pub sight: Sight,
    /// Receivers of special methods that are called by their names, with the name and where it stands.
    pub special: FxHashMap<ExprId, (Name, Span)>,
    /// Objects that are called by a method of their own class.
    pub known_receivers: FxHashSet<ExprId>,
}

/// A top-level definition.
#[derive(Clone, Debug)]
pub enum Item {
    Function {
        symbol: SymbolId,
        func: FuncId,
    },
    /// `NAME = value`, with the comment lines right above it in the source.
    Const {
        symbol: SymbolId,
        span: Span,
        value: Expr,
    },
}

impl Item {
    pub fn function(&self) -> Option<FuncId> {
        match self {
            Item::Function { func, .. } => Some(*func),
            Item::Const { .. } => None,
        }
    }
}

/// A module-level name.
#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: Name,
    pub span: Span,
    pub exported: bool,
    pub kind: SymbolKind,
    /// Something imported from JavaScript that is declared as a component.
    pub is_component: bool,
    /// Of a constant: its annotation or inferred type, when known without inference.
    pub annotation: Option<Type>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum SymbolKind {
    Function(FuncId),
    /// `is_reassigned` when some function declares it `global` and assigns it.
    Const {
        is_reassigned: bool,
    },
    /// A name of another module of the program.
    Foreign {
        module: ModuleId,
        name: Name,
    },
    /// Something a JavaScript module exports.
    Import(JsImport),
}

/// An import from a JavaScript module.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct JsImport {
    /// The specifier: a package or, for a local file, `./` and its path from the root of the output
    /// (to be made relative to the importing module).
    pub source: Name,
    pub name: ImportName,
    /// Of `ps.Import(..., lazy=True)`: `() => import(source)`; where it is used as a component, React's
    /// `lazy` of that.
    pub is_lazy: bool,
}

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ImportName {
    Named(Name),
    Default,
    Namespace,
    SideEffect,
}

/// A variable of a function.
#[derive(Clone, Debug)]
pub struct Var {
    pub name: Name,
    /// Where it is first bound.
    pub span: Span,
    pub owner: FuncId,
    pub kind: VarKind,
    /// Whether a nested function reads or writes it.
    pub is_captured: bool,
    /// Whether a nested function writes it (`nonlocal`, a walrus in a comprehension).
    pub is_shared: bool,
    /// How many places bind it, a parameter's own binding included.
    pub writes: u32,
    pub reads: u32,
    pub annotation: Option<Type>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VarKind {
    Param,
    Local,
    /// Made by the compiler so that an operand is evaluated once.
    Temp,
    /// The target of a comprehension clause.
    Comp,
    /// The same, of a name that an earlier clause binds too.
    Rebound,
    /// A nested `def`.
    Function(FuncId),
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    pub id: ExprId,
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// Something refused; a diagnostic tells why.
    Error,
    None,
    Bool(bool),
    Int(BigInt),
    Float(f64),
    Str(Name),
    /// As a text of one character for each byte.
    Bytes(Name),
    Var(VarId),
    Symbol(SymbolId),
    /// A lambda.
    Func(FuncId),
    Class(Box<Class>),
    /// What a method of the base is read of: `super()`.
    Super,
    /// The class that stands around, in its own code.
    OwnClass,
    Py(Py),
    Jsx(Box<Element>),
    Hook(Box<Hook>),
    Channel(Box<Channel>),
    Js(Js),
}

impl Expr {
    /// The number that is written out, with a sign or without.
    pub fn as_int(&self) -> Option<i64> {
        match &self.kind {
            ExprKind::Int(value) => i64::try_from(value).ok(),
            ExprKind::Py(Py::Unary(UnaryOp::Neg, operand)) => operand.as_int().map(|value| -value),
            _other => None,
        }
    }

    /// Whether the expression may stand twice: a literal, a variable, a module-level name.
    pub fn is_atom(&self) -> bool {
        match &self.kind {
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Var(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Symbol(_) => true,
            ExprKind::Js(js) => matches!(js, Js::Undefined | Js::Tag(_) | Js::Global(_)),
            ExprKind::Func(_)
            | ExprKind::Class(_)
            | ExprKind::Py(_)
            | ExprKind::Jsx(_)
            | ExprKind::Hook(_)
            | ExprKind::Channel(_) => false,
        }
    }
}

impl Module {
    pub fn var(&self, id: VarId) -> Option<&Var> {
        self.vars.get(id.index())
    }

    pub fn func(&self, id: FuncId) -> Option<&Function> {
        self.funcs.get(id.index())
    }

    pub fn symbol(&self, id: SymbolId) -> Option<&Symbol> {
        self.symbols.get(id.index())
    }

    /// The function of that name at the top level of the module.
    pub fn function_named(&self, name: &str) -> Option<&Function> {
        match self.symbol(*self.definitions.get(name)?)?.kind {
            SymbolKind::Function(func) => self.func(func),
            SymbolKind::Const { .. } | SymbolKind::Foreign { .. } | SymbolKind::Import(_) => None,
        }
    }
}
