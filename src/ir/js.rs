//! Operations with JavaScript's meaning: what the user reached for through `pulse.js`.

use crate::base::Name;
use crate::ir::{Arg, Expr};

#[derive(Clone, Debug)]
// `ToJs` is what `toJs` of the runtime does.
#[allow(clippy::enum_variant_names)]
pub enum Js {
    Undefined,
    /// A tag as a value: `Heading = ps.h1`. The string of its JSX name; `""` is the fragment.
    Tag(&'static str),
    /// A global by its path: `console`, `Math.floor`.
    Global(Name),
    /// `new callee(args)`.
    New {
        callee: Box<Expr>,
        args: Vec<Arg>,
    },
    /// A call of something of JavaScript that may be a class: what it is, is asked when it runs.
    Make {
        callee: Box<Expr>,
        args: Vec<Arg>,
    },
    /// A call of something that is JavaScript for certain: a global, an import, a member of one.
    /// Arguments cross the boundary: each one is wrapped in `ToJs` where it may hold a dict.
    Call {
        callee: Box<Expr>,
        args: Vec<Arg>,
    },
    /// A property of something that is JavaScript for certain.
    Member(Box<Expr>, Name),
    /// `obj(a=1, **rest)`: an object literal.
    Object(Vec<JsProp>),
    /// `throw(x)`: raises any value; only as a statement.
    Throw(Box<Expr>),
    /// `import_("./x")`: a dynamic import of a package, or of a file by its path relative to the root
    /// of the output.
    DynamicImport(Name),
    /// `() => import(source)`: what React's `lazy` takes.
    ImportFactory(Name),
    /// A value handed to JavaScript: displays become plain objects and arrays on the spot, variables
    /// that may hold a `Dict` are converted by one call.
    ToJs(Box<Expr>),
}

#[derive(Clone, Debug)]
pub enum JsProp {
    Named(Name, Expr),
    Computed(Expr, Expr),
    Spread(Expr),
}
