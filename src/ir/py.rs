//! Operations with Python's meaning.

use crate::base::{Name, Span};
use crate::ir::{Expr, Place, VarId};
use crate::tables::builtins::BuiltinRow;

pub use crate::syntax::ast::{BinaryOp, CmpOp, Conversion, UnaryOp};

#[derive(Clone, Debug)]
pub enum Py {
    /// Elements may be `Arg::Spread`.
    List(Vec<Arg>),
    Tuple(Vec<Arg>),
    Set(Vec<Arg>),
    /// `is_record` when every key is a string literal that a plain object keeps in order (not
    /// integer-like, not `__proto__`), or a spread.
    Dict {
        entries: Vec<DictEntry>,
        is_record: bool,
    },
    FString(Vec<Part>),
    /// `UnaryOp::Not` is here too.
    Unary(UnaryOp, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// A chain is lowered to `And` over temporaries.
    Compare(CmpOp, Box<Expr>, Box<Expr>),
    /// Yields the operand that decides. At least two.
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Cond {
        test: Box<Expr>,
        then: Box<Expr>,
        orelse: Box<Expr>,
    },
    Attr(Box<Expr>, Name),
    Index(Box<Expr>, Box<Expr>),
    Slice {
        object: Box<Expr>,
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    /// A call whose arguments are bound: of a known function in its parameters' order, of an unknown
    /// callable by position.
    Call {
        callee: Box<Expr>,
        args: Vec<Arg>,
    },
    /// A call of a class of the program, with bound arguments.
    New {
        class: Box<Expr>,
        args: Vec<Arg>,
    },
    /// `object.name(...)` where `object` is a value: a Python method when the receiver is a Python
    /// value, else a JavaScript one.
    Method {
        object: Box<Expr>,
        name: Name,
        name_span: Span,
        args: Vec<Arg>,
        keywords: Vec<Keyword>,
    },
    /// A call of a builtin; the arguments fit its signature.
    Builtin {
        row: &'static BuiltinRow,
        args: Vec<Arg>,
        keywords: Vec<Keyword>,
    },
    /// A builtin as a value: `map(str, xs)`, `except ValueError`.
    BuiltinRef(&'static BuiltinRow),
    /// A runtime helper as a value: `str.upper`.
    Helper(&'static str),
    /// `(name := value)`, also of a temporary.
    Assign(VarId, Box<Expr>),
    /// Evaluates `first` for its effects, then `value`: keeps Python's order of evaluation where the
    /// arguments of a call change places.
    Seq {
        first: Vec<Expr>,
        value: Box<Expr>,
    },
    /// `ps.For(items, function)`: a list of `function(item, index)`.
    ForEach {
        items: Box<Expr>,
        function: Box<Expr>,
    },
    /// What a `case` asks of its subject.
    Pattern(PatternOp, Box<Expr>),
    Comp(Box<Comp>),
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
}

#[derive(Clone, Debug)]
pub enum Arg {
    Pos(Expr),
    /// `*iterable`.
    Spread(Expr),
    /// A parameter that takes its default although a later one has an argument: `undefined`.
    Omitted,
}

#[derive(Clone, Debug)]
pub enum PatternOp {
    /// Whether it is a list, tuple or range of `count` items, or of at least as many.
    Sequence { count: usize, is_open: bool },
    /// Whether it is a dict.
    Mapping,
    /// `**rest`: a new dict of what the pattern does not name by these keys.
    Rest(Vec<Expr>),
}

#[derive(Clone, Debug)]
pub struct Keyword {
    pub name: Name,
    pub span: Span,
    pub value: Expr,
}

#[derive(Clone, Debug)]
pub enum DictEntry {
    Pair(Expr, Expr),
    /// `**mapping`.
    Spread(Expr),
}

#[derive(Clone, Debug)]
pub enum Part {
    Literal(Name),
    /// `{value!conversion:spec}`.
    Field {
        value: Expr,
        conversion: Option<Conversion>,
        spec: Vec<Part>,
    },
}

/// A comprehension. Python makes a function scope of it: its targets are its own, and closures in it
/// share them.
#[derive(Clone, Debug)]
pub struct Comp {
    pub kind: CompKind,
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
pub enum CompKind {
    List(Expr),
    Set(Expr),
    Dict(Expr, Expr),
    Generator(Expr),
}

#[derive(Clone, Debug)]
pub struct Clause {
    pub is_async: bool,
    pub place: Place,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
}

/// The variables that the clauses of a comprehension bind.
pub fn comp_vars(clauses: &[Clause]) -> Vec<VarId> {
    let mut vars = Vec::new();
    clauses.iter().for_each(|clause| clause.place.vars(&mut vars));
    vars
}
