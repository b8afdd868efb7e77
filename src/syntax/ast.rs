//! The Python syntax tree: what the parser's own tree says, in our words.
//!
//! It follows CPython's abstract grammar (Library Reference, `ast`), with three differences: an
//! f-string is a node whose fields are parsed, a node that did not parse is `Missing` (reported when
//! it was made), and every span is a range of bytes in its file. Type parameters (PEP 695) are erased.

use num_bigint::BigInt;
use rustc_hash::FxHashMap;

use crate::base::{Name, Span};

/// A name with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Ident {
    pub name: Name,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum StmtKind {
    /// Text that did not parse.
    Missing,
    Function(Box<FunctionDef>),
    Class(Box<ClassDef>),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    /// `a = b = value`.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    AugAssign {
        target: Expr,
        op: BinaryOp,
        value: Expr,
    },
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
    },
    /// PEP 695 `type X = ...`.
    TypeAlias {
        name: Ident,
        value: Expr,
    },
    For(Box<For>),
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    If {
        test: Expr,
        body: Vec<Stmt>,
        /// An `elif` is one `If` statement here.
        orelse: Vec<Stmt>,
    },
    With {
        is_async: bool,
        items: Vec<WithItem>,
        body: Vec<Stmt>,
    },
    Match {
        subject: Expr,
        cases: Vec<MatchCase>,
    },
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    Try(Box<Try>),
    Assert {
        test: Expr,
        msg: Option<Expr>,
    },
    Import(Vec<Alias>),
    ImportFrom(ImportFrom),
    Global(Vec<Ident>),
    Nonlocal(Vec<Ident>),
    Expr(Expr),
    Pass,
    Break,
    Continue,
}

#[derive(Clone, PartialEq, Debug)]
pub struct FunctionDef {
    pub name: Ident,
    pub is_async: bool,
    pub decorators: Vec<Expr>,
    /// The names of its type parameters: `def first[T](xs: list[T]) -> T`.
    pub type_params: Vec<Name>,
    pub params: Params,
    pub returns: Option<Expr>,
    /// The docstring, taken out of the body.
    pub docstring: Option<Docstring>,
    pub body: Vec<Stmt>,
    /// The span from `def` (or `async`) to the end of the header's colon.
    pub header: Span,
}

/// The first string of a body, with indentation removed as `inspect.cleandoc` does.
#[derive(Clone, PartialEq, Debug)]
pub struct Docstring {
    pub text: Name,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ClassDef {
    pub name: Ident,
    pub decorators: Vec<Expr>,
    pub bases: Vec<Arg>,
    /// The names of its type parameters: `class Box[T]`.
    pub type_params: Vec<Name>,
    pub docstring: Option<Docstring>,
    pub body: Vec<Stmt>,
}

/// A name that the body of a class annotates.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    pub name: &'a Name,
    /// Where it is annotated first: that is its place among the others.
    pub span: Span,
    /// The last one, and the last value.
    pub annotation: &'a Expr,
    pub value: Option<&'a Expr>,
}

impl ClassDef {
    /// The names that the body annotates, each once, as in `__annotations__`: `x: int` and `x: str = ""` below it declare one.
    pub fn declared(&self) -> Vec<Declared<'_>> {
        let mut found: Vec<Declared<'_>> = Vec::new();
        let mut places: FxHashMap<&Name, usize> = FxHashMap::default();
        for stmt in &self.body {
            let StmtKind::AnnAssign { target, annotation, value } = &stmt.kind else { continue };
            let ExprKind::Name(name) = &target.kind else { continue };
            match places.get(name).and_then(|at| found.get_mut(*at)) {
                Some(known) => {
                    known.annotation = annotation;
                    known.value = value.as_ref().or(known.value);
                }
                None => {
                    places.insert(name, found.len());
                    let (span, value) = (target.span, value.as_ref());
                    found.push(Declared { name, span, annotation, value });
                }
            }
        }
        found
    }
}

/// Parameters in source order within each group.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Params {
    pub posonly: Vec<Param>,
    pub args: Vec<Param>,
    pub vararg: Option<Param>,
    pub kwonly: Vec<Param>,
    pub kwarg: Option<Param>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    pub name: Ident,
    pub annotation: Option<Expr>,
    pub default: Option<Expr>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct For {
    pub is_async: bool,
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<Handler>,
    pub orelse: Vec<Stmt>,
    pub finally: Vec<Stmt>,
    /// `except*`.
    pub is_star: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Handler {
    pub span: Span,
    pub class: Option<Expr>,
    pub name: Option<Ident>,
    pub body: Vec<Stmt>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Pattern {
    pub span: Span,
    pub kind: PatternKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum PatternKind {
    /// A literal, or a dotted name: compared with `==`.
    Value(Expr),
    /// `None`, `True`, `False`: compared with `is`.
    Singleton(Constant),
    Sequence(Vec<Pattern>),
    Mapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Ident>,
    },
    Class {
        class: Expr,
        patterns: Vec<Pattern>,
        keywords: Vec<(Ident, Pattern)>,
    },
    /// `*name` or `*_` within a sequence.
    Star(Option<Ident>),
    /// `pattern as name`, `name`, or `_` when both are absent.
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<Ident>,
    },
    Or(Vec<Pattern>),
}

impl Pattern {
    /// The patterns directly in it.
    pub fn inner(&self) -> Vec<&Pattern> {
        match &self.kind {
            PatternKind::Sequence(patterns)
            | PatternKind::Mapping { patterns, .. }
            | PatternKind::Or(patterns) => patterns.iter().collect(),
            PatternKind::Class { patterns, keywords, .. } => {
                patterns.iter().chain(keywords.iter().map(|(_, pattern)| pattern)).collect()
            }
            PatternKind::As { pattern, .. } => pattern.as_deref().into_iter().collect(),
            PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(_) => Vec::new(),
        }
    }
}

/// `import a.b as c`, or one name of `from m import a as b`.
#[derive(Clone, PartialEq, Debug)]
pub struct Alias {
    pub name: Ident,
    pub asname: Option<Ident>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ImportFrom {
    /// The dotted name after `from`, without the leading dots.
    pub module: Option<Ident>,
    /// How many leading dots.
    pub level: u32,
    /// `*` is one alias named `*`.
    pub names: Vec<Alias>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// Text that did not parse.
    Missing,
    Name(Name),
    Constant(Constant),
    FString(Vec<FStringPart>),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Set(Vec<Expr>),
    Dict(Vec<DictItem>),
    /// `*xs` where it may stand: displays, calls, targets, subscripts.
    Starred(Box<Expr>),
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `a and b and c`: at least two values.
    Bool {
        op: BoolOp,
        values: Vec<Expr>,
    },
    /// `a < b <= c`.
    Compare {
        left: Box<Expr>,
        rest: Vec<(CmpOp, Expr)>,
    },
    /// `body if test else orelse`.
    IfElse {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    Lambda {
        params: Box<Params>,
        body: Box<Expr>,
    },
    Call {
        func: Box<Expr>,
        /// Positional, keyword and starred arguments in source order.
        args: Vec<Arg>,
    },
    Attribute {
        value: Box<Expr>,
        attr: Ident,
    },
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    /// `(name := value)`.
    Named {
        target: Ident,
        value: Box<Expr>,
    },
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    ListComp {
        elt: Box<Expr>,
        clauses: Vec<Clause>,
    },
    SetComp {
        elt: Box<Expr>,
        clauses: Vec<Clause>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        clauses: Vec<Clause>,
    },
    Generator {
        elt: Box<Expr>,
        clauses: Vec<Clause>,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    None,
    Bool(bool),
    Ellipsis,
    Int(BigInt),
    Float(f64),
    /// An imaginary number, by its imaginary part.
    Complex(f64),
    Str(Name),
    Bytes(Vec<u8>),
}

#[derive(Clone, PartialEq, Debug)]
pub enum FStringPart {
    Literal { text: Name, span: Span },
    Field(Box<FStringField>),
}

/// `{value!r:spec}`, or `{value=}`.
#[derive(Clone, PartialEq, Debug)]
pub struct FStringField {
    pub span: Span,
    pub value: Expr,
    /// The text of the field with its `=` and white space, when it is self-documenting.
    pub debug: Option<Name>,
    /// A self-documenting field without conversion and spec has `Repr` here, as it is shown.
    pub conversion: Option<Conversion>,
    /// The format spec after `:`, itself made of parts; `None` without a colon.
    pub spec: Option<Vec<FStringPart>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

#[derive(Clone, PartialEq, Debug)]
pub enum DictItem {
    Pair { key: Expr, value: Expr },
    Spread(Expr),
}

/// One argument of a call or one base of a class.
#[derive(Clone, PartialEq, Debug)]
pub struct Arg {
    pub span: Span,
    pub kind: ArgKind,
    pub value: Expr,
}

#[derive(Clone, PartialEq, Debug)]
pub enum ArgKind {
    Positional,
    Keyword(Ident),
    /// `*value`.
    Star,
    /// `**value`.
    DoubleStar,
}

/// `for target in iter if cond if cond`.
#[derive(Clone, PartialEq, Debug)]
pub struct Clause {
    pub is_async: bool,
    pub target: Expr,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnaryOp {
    Not,
    Neg,
    Pos,
    Invert,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BoolOp {
    And,
    Or,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

impl BinaryOp {
    /// As Python writes it.
    pub fn sign(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::MatMul => "@",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::LShift => "<<",
            BinaryOp::RShift => ">>",
            BinaryOp::BitOr => "|",
            BinaryOp::BitXor => "^",
            BinaryOp::BitAnd => "&",
        }
    }
}
