//! What decorators leave of a signature.
//!
//! ```text
//! def logged(fn: F) -> F: ...                             all of it
//! def timed(fn: Callable[P, R]) -> Callable[P, float]:    its parameters
//! def traced(fn):                                         its parameters, and its result
//!     def inner(*args, **kwargs):
//!         return fn(*args, **kwargs)
//!     return inner
//! ```
//!
//! Bodies are read in the module that is told of alone: of a decorator elsewhere its annotations tell, as an edit of a body
//! there is no edit of what imports it.

use crate::resolve::scope::blocks;
use crate::resolve::{Binding, Item, ItemKind};
use crate::syntax::ast::{self, ArgKind, ExprKind, StmtKind};

use super::annotation::{Annotations, Flow};
use super::ts::Ts;

/// What is called instead of the function takes its parameters.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kept {
    All,
    /// The result is another one, in which the type parameter of that name is what it was.
    Params(Ts, Option<String>),
}

/// What the decorators leave of `def`, the lowest first; `None` where one takes other parameters, or is not understood.
pub(super) fn kept(
    annotations: Annotations<'_>,
    def: &ast::FunctionDef,
    decorators: &[ast::Expr],
) -> Option<Kept> {
    decorators.iter().rev().try_fold(Kept::All, |kept, decorator| {
        Some(match one(annotations, def, decorator)? {
            Kept::All => kept,
            other => other,
        })
    })
}

fn one(
    annotations: Annotations<'_>,
    def: &ast::FunctionDef,
    decorator: &ast::Expr,
) -> Option<Kept> {
    let (name, is_called) = match &decorator.kind {
        ExprKind::Call { func, .. } => (&**func, true),
        _plain => (decorator, false),
    };
    match annotations.item.refs.get(&name.span)? {
        Binding::Builtin(row) => {
            matches!(row.name, "functools.cache" | "functools.lru_cache").then_some(Kept::All)
        }
        Binding::Item(id) => {
            let item: &Item = annotations.program.items.get(id.index())?;
            let ItemKind::Function { def: decorator, .. } = &item.kind else { return None };
            let there = Annotations { program: annotations.program, item };
            match is_called {
                true => left_by_what_it_gives(there, def, decorator, is_here(annotations, item)),
                false => left(there, def, decorator, is_here(annotations, item)),
            }
        }
        _other => None,
    }
}

fn is_here(annotations: Annotations<'_>, item: &Item) -> bool {
    item.module == annotations.item.module
}

/// The same of `@decorator(…)`, whose call gives the decorator.
fn left_by_what_it_gives(
    annotations: Annotations<'_>,
    def: &ast::FunctionDef,
    decorator: &ast::FunctionDef,
    is_here: bool,
) -> Option<Kept> {
    match decorator.returns.as_ref().and_then(callable) {
        Some((given, returns)) => match &given.kind {
            ExprKind::List(given) if given.len() == 1 => {
                annotated(annotations, given.first()?, returns)
            }
            _other => None,
        },
        None if is_here => left(annotations, def, returned_def(decorator)?, is_here),
        None => None,
    }
}

/// What the decorator leaves of what it is given.
fn left(
    annotations: Annotations<'_>,
    def: &ast::FunctionDef,
    decorator: &ast::FunctionDef,
    is_here: bool,
) -> Option<Kept> {
    let mut params = decorator.params.posonly.iter().chain(&decorator.params.args);
    let (given, None) = (params.next()?, params.next()) else { return None };
    match (&given.annotation, &decorator.returns) {
        (Some(given), Some(returns)) => annotated(annotations, given, returns),
        _not_annotated if !is_here => None,
        _not_annotated => {
            if decorator.body.iter().any(|stmt| returns_name(stmt, &given.name.name)) {
                return Some(Kept::All);
            }
            passed_on(def, &given.name.name, returned_def(decorator)?)
        }
    }
}

/// `(fn: F) -> F` and `(fn: Callable[P, R]) -> Callable[P, S]`.
fn annotated(annotations: Annotations<'_>, given: &ast::Expr, returns: &ast::Expr) -> Option<Kept> {
    if let (Some(given), Some(returns)) = (name(given), name(returns)) {
        return (given == returns).then_some(Kept::All);
    }
    let (of_given, of_returns) = (callable(given)?, callable(returns)?);
    if name(of_given.0)? != name(of_returns.0)? {
        return None;
    }
    Some(match (name(of_given.1), name(of_returns.1)) {
        (Some(given), Some(returns)) if given == returns => Kept::All,
        (given, _) => {
            Kept::Params(annotations.ts(of_returns.1, Flow::Out), given.map(str::to_owned))
        }
    })
}

fn name(expr: &ast::Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        _other => None,
    }
}

/// The parameters and the result of `Callable[P, R]`.
fn callable(expr: &ast::Expr) -> Option<(&ast::Expr, &ast::Expr)> {
    let ExprKind::Subscript { index, .. } = &expr.kind else { return None };
    match &index.kind {
        ExprKind::Tuple(parts) => match parts.as_slice() {
            [params, result] => Some((params, result)),
            _other => None,
        },
        _other => None,
    }
}

/// The function in it that it returns.
fn returned_def(def: &ast::FunctionDef) -> Option<&ast::FunctionDef> {
    def.body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::Function(inner) => {
            let is_returned = def.body.iter().any(|stmt| returns_name(stmt, &inner.name.name));
            is_returned.then_some(&**inner)
        }
        _other => None,
    })
}

fn returns_name(stmt: &ast::Stmt, wanted: &str) -> bool {
    matches!(&stmt.kind, StmtKind::Return(Some(value)) if name(value) == Some(wanted))
}

/// `def inner(*args, **kwargs): return fn(*args, **kwargs)`
fn passed_on(def: &ast::FunctionDef, given: &str, inner: &ast::FunctionDef) -> Option<Kept> {
    let of = &inner.params;
    let (Some(rest), Some(named)) = (&of.vararg, &of.kwarg) else { return None };
    if !of.posonly.is_empty() || !of.args.is_empty() || !of.kwonly.is_empty() {
        return None;
    }
    let passes = |value: &ast::Expr| {
        let value = match (&value.kind, inner.is_async) {
            (ExprKind::Await(awaited), true) if def.is_async => awaited,
            (_, true) => return false,
            (_, false) => value,
        };
        let ExprKind::Call { func, args } = &value.kind else { return false };
        let wanted = [(ArgKind::Star, &rest.name.name), (ArgKind::DoubleStar, &named.name.name)];
        name(func) == Some(given)
            && args.len() == wanted.len()
            && args.iter().zip(wanted).all(|(arg, (kind, wanted))| {
                arg.kind == kind && name(&arg.value) == Some(&**wanted)
            })
    };
    let all = returns(&inner.body);
    let is_last =
        matches!(inner.body.last(), Some(last) if matches!(last.kind, StmtKind::Return(_)));
    let is_kept = is_last && all.iter().all(|value| value.is_some_and(passes));
    Some(if is_kept { Kept::All } else { Kept::Params(Ts::ANY, None) })
}

fn returns(stmts: &[ast::Stmt]) -> Vec<Option<&ast::Expr>> {
    let mut found = Vec::new();
    for stmt in stmts {
        if let StmtKind::Return(value) = &stmt.kind {
            found.push(value.as_ref());
        }
        blocks(stmt).into_iter().for_each(|block| found.extend(returns(block)));
    }
    found
}
