//! Functions: `def`, `lambda`, components, effects.

use crate::base::{Name, Span};
use crate::ir::{Expr, FuncId, Stmt, Type, VarId};

#[derive(Clone, Debug)]
pub struct Function {
    pub id: FuncId,
    /// `None` for a lambda.
    pub name: Option<Name>,
    /// How CPython calls it in messages: `outer.<locals>.inner`, `<lambda>`.
    pub qualname: Name,
    pub span: Span,
    /// The span of the name, or of the whole lambda.
    pub name_span: Span,
    pub docstring: Option<Name>,
    pub is_async: bool,
    pub is_generator: bool,
    /// A component that `forwardRef` gives its `ref` behind the props.
    pub takes_ref: bool,
    pub role: Role,
    /// Of a method: its first parameter, which JavaScript calls `this`.
    pub receiver: Option<VarId>,
    pub params: Vec<Param>,
    /// Locals and temporaries it owns, parameters and comprehension targets not included.
    pub locals: Vec<VarId>,
    pub body: Body,
    pub returns: Option<Type>,
}

/// What a function is for; decides how it takes its parameters and what it may return.
#[derive(Clone, PartialEq, Debug)]
pub enum Role {
    Plain,
    /// A React component: parameters are destructured from its one props object, `*children` is the
    /// prop `children`, `**rest` the remaining props; it returns `null` where Python returns nothing.
    Component,
    /// Statements in the body of a class: they run once, where the class is made.
    Body,
    /// The callback of an effect: it returns a clean-up function or `undefined`, never anything else.
    /// It returns at once while one of `waits_for` (bridges the effect depends on) is missing; inside
    /// it these are known to be there.
    Effect {
        waits_for: Vec<VarId>,
    },
}

#[derive(Clone, Debug)]
pub enum Body {
    Block(Vec<Stmt>),
    /// Of a lambda.
    Expr(Box<Expr>),
}

#[derive(Clone, Debug)]
pub struct Param {
    pub var: VarId,
    pub kind: ParamKind,
    pub default: Option<Default>,
}

/// How a parameter receives its argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    PositionalOnly,
    Positional,
    /// `*args`.
    Rest,
    /// Passed by position in JavaScript too, after the positional ones, in source order; where there
    /// is a rest, by name in a marked object behind what the rest takes.
    KeywordOnly,
    /// `**kwargs`: one more argument, an object; where there is a rest, the same marked object.
    Keywords,
}

/// Python evaluates a default once, when the function is defined.
#[derive(Clone, Debug)]
pub enum Default {
    /// An immutable literal or a module-level name: it may stand in the parameter list.
    Inline(Expr),
    /// Evaluated into `temp` where the function is defined; the parameter's default is `temp`.
    Once { temp: VarId, value: Expr },
}
