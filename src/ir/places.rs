//! Where the classes of a module stand: at its top, in functions, in other classes.
//!
//! ```text
//! class Card: ...                item 0
//!     class Part: ...            item 0, its member 1
//! def make():
//!     if big:
//!         class Point: ...       fn#2, statement 0, its block 0, statement 0
//! ```

use crate::ir::stmt::blocks;
use crate::ir::{
    Arg, Body, Class, Expr, ExprKind, FuncId, Item, MemberKind, Module, Py, Stmt, StmtKind,
};

/// The way to a class.
#[derive(Clone, Debug)]
pub struct ClassPlace {
    root: Root,
    /// From a list of statements: the statement, then the block of it, and so on.
    stmts: Vec<(usize, usize)>,
    /// From a class to one in its body: the member.
    members: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Root {
    Item(usize),
    Func(FuncId),
}

impl ClassPlace {
    /// What stands there.
    pub fn class<'m>(&self, module: &'m Module) -> Option<&'m Class> {
        let value = match self.root {
            Root::Item(at) => match module.items.get(at)? {
                Item::Const { value, .. } => value,
                Item::Function { .. } => return None,
            },
            Root::Func(id) => {
                let Body::Block(block) = &module.func(id)?.body else { return None };
                value_in(block, &self.stmts)?
            }
        };
        let mut class = class_in(value)?;
        for at in &self.members {
            class = class_in(class.members.get(*at)?.kind.value()?)?;
        }
        Some(class)
    }
}

fn value_in<'m>(mut block: &'m [Stmt], way: &[(usize, usize)]) -> Option<&'m Expr> {
    let (last, way) = way.split_last()?;
    for (stmt, inner) in way {
        block = blocks(block.get(*stmt)?).get(*inner)?;
    }
    match &block.get(last.0)?.kind {
        StmtKind::Assign { value, .. } => Some(value),
        _other => None,
    }
}

/// The class that the expression is, or of which something is made: `register(class Point)`.
pub fn class_in(value: &Expr) -> Option<&Class> {
    match &value.kind {
        ExprKind::Class(class) => Some(class),
        ExprKind::Py(Py::Call { args, .. }) => match args.as_slice() {
            [Arg::Pos(arg)] => class_in(arg),
            _other => None,
        },
        _other => None,
    }
}

/// All classes of the module.
pub fn all(module: &Module) -> Vec<(ClassPlace, &Class)> {
    let mut found = Vec::new();
    for (at, item) in module.items.iter().enumerate() {
        if let Item::Const { value, .. } = item {
            let place = ClassPlace { root: Root::Item(at), stmts: Vec::new(), members: Vec::new() };
            add(place, value, &mut found);
        }
    }
    for func in &module.funcs {
        if let Body::Block(block) = &func.body {
            in_block(func.id, block, &mut Vec::new(), &mut found);
        }
    }
    found
}

fn in_block<'m>(
    func: FuncId,
    block: &'m [Stmt],
    way: &mut Vec<(usize, usize)>,
    found: &mut Vec<(ClassPlace, &'m Class)>,
) {
    for (at, stmt) in block.iter().enumerate() {
        if let StmtKind::Assign { value, .. } = &stmt.kind
            && class_in(value).is_some()
        {
            let mut stmts = way.clone();
            stmts.push((at, 0));
            add(ClassPlace { root: Root::Func(func), stmts, members: Vec::new() }, value, found);
        }
        for (inner, block) in blocks(stmt).into_iter().enumerate() {
            way.push((at, inner));
            in_block(func, block, way, found);
            way.pop();
        }
    }
}

fn add<'m>(place: ClassPlace, value: &'m Expr, found: &mut Vec<(ClassPlace, &'m Class)>) {
    let Some(class) = class_in(value) else { return };
    for (at, member) in class.members.iter().enumerate() {
        if let MemberKind::Attribute(value) = &member.kind {
            let mut inner = place.clone();
            inner.members.push(at);
            add(inner, value, found);
        }
    }
    found.push((place, class));
}
