//! Statements and the places they assign to.

use crate::base::Span;
use crate::ir::{BinaryOp, Expr, FuncId, SymbolId, VarId};

#[derive(Clone, Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

#[derive(Clone, Debug)]
pub enum StmtKind {
    /// Something refused; a diagnostic tells why.
    Error,
    Expr(Expr),
    /// The value is evaluated before the place's own operands, as in Python.
    Assign {
        place: Place,
        value: Expr,
    },
    /// `place op= value`. The operands of the place are atoms.
    AugAssign {
        place: Place,
        op: BinaryOp,
        value: Expr,
    },
    Delete(Place),
    Return(Option<Expr>),
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    For {
        is_async: bool,
        place: Place,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finally: Vec<Stmt>,
    },
    /// `with context as place:`, of one item.
    With {
        is_async: bool,
        context: Expr,
        place: Option<Place>,
        body: Vec<Stmt>,
    },
    /// Without an exception: raises again the one being handled, which the enclosing handler's
    /// variable holds.
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    Assert {
        test: Expr,
        msg: Option<Expr>,
    },
    /// A nested `def`, bound to `var`.
    Def {
        var: VarId,
        func: FuncId,
    },
    Break,
    Continue,
    Pass,
}

/// `except classes as var:`.
#[derive(Clone, Debug)]
pub struct Handler {
    pub span: Span,
    /// Empty for a bare `except:`; one entry for each class of a tuple.
    pub classes: Vec<Expr>,
    pub var: Option<VarId>,
    pub body: Vec<Stmt>,
}

/// Where an assignment stores.
#[derive(Clone, Debug)]
pub struct Place {
    pub span: Span,
    pub kind: PlaceKind,
}

#[derive(Clone, Debug)]
pub enum PlaceKind {
    Error,
    /// A part of a target whose value nobody sees, because a later part binds the same variable: the
    /// first `_` of `name, _, _ = row`.
    Ignored,
    Var(VarId),
    /// A module-level variable that a function declares `global`.
    Symbol(SymbolId),
    Attr {
        object: Box<Expr>,
        name: crate::base::Name,
    },
    Index {
        object: Box<Expr>,
        index: Box<Expr>,
    },
    Slice {
        object: Box<Expr>,
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    /// `a, (b, c), *d, e`.
    Unpack {
        before: Vec<Place>,
        star: Option<Box<Place>>,
        after: Vec<Place>,
    },
}

/// The lists of statements directly inside a statement.
pub fn blocks_mut(stmt: &mut Stmt) -> Vec<&mut Vec<Stmt>> {
    match &mut stmt.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => vec![body, orelse],
        StmtKind::With { body, .. } => vec![body],
        StmtKind::Try { body, handlers, orelse, finally } => {
            let mut blocks = vec![body];
            blocks.extend(handlers.iter_mut().map(|handler| &mut handler.body));
            blocks.extend([orelse, finally]);
            blocks
        }
        StmtKind::Error
        | StmtKind::Expr(_)
        | StmtKind::Assign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::Delete(_)
        | StmtKind::Return(_)
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Def { .. }
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Pass => Vec::new(),
    }
}

/// The same, to look at.
pub fn blocks(stmt: &Stmt) -> Vec<&[Stmt]> {
    match &stmt.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => vec![body.as_slice(), orelse],
        StmtKind::With { body, .. } => vec![body.as_slice()],
        StmtKind::Try { body, handlers, orelse, finally } => {
            let mut blocks = vec![body.as_slice()];
            blocks.extend(handlers.iter().map(|handler| handler.body.as_slice()));
            blocks.extend([orelse.as_slice(), finally]);
            blocks
        }
        StmtKind::Error
        | StmtKind::Expr(_)
        | StmtKind::Assign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::Delete(_)
        | StmtKind::Return(_)
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Def { .. }
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Pass => Vec::new(),
    }
}

impl Place {
    /// Adds the variables that it binds.
    pub fn vars(&self, out: &mut Vec<VarId>) {
        match &self.kind {
            PlaceKind::Var(var) => out.push(*var),
            PlaceKind::Unpack { before, star, after } => {
                let parts = before.iter().chain(star.as_deref()).chain(after);
                parts.for_each(|part| part.vars(out));
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => {}
        }
    }
}
