//! Where each variable of a function is declared.
//!
//! Python's variables belong to the function; JavaScript's to a block. A variable is declared by its
//! first assignment when that stands in the block which holds all its uses, else by a `let` right
//! before the first statement that mentions it:
//!
//! ```text
//! total = 0                 let total = 0;          (assigned again below)
//! name = user["name"]       const name = …;
//! if ok: sign = "+"         let sign;
//! else: sign = "-"          if (ok) { sign = "+"; } else { sign = "-"; }
//! ```
//!
//! A closure must see the one variable Python has, so what a nested function may see later (see
//! [`crate::facts::turns`]) is never declared inside a loop, where each turn would have its own.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::{self, Body, Expr, ExprKind, PlaceKind, Py, Stmt, StmtKind, VarId};

/// How the variables of one function are declared.
#[derive(Default, Debug)]
pub(super) struct Declarations {
    /// Statements (by span and variable) that declare the variable they assign.
    at_assign: FxHashSet<(Span, VarId)>,
    /// Variables that need a `let` before a statement of a block.
    before: FxHashMap<(BlockId, usize), Vec<VarId>>,
    /// Variables declared as `const`.
    constant: FxHashSet<VarId>,
}

/// A list of statements, numbered in the order of the walk.
pub(super) type BlockId = u32;

impl Declarations {
    /// Whether the statement with this span declares the variable, and has not done so yet: of
    /// `a = a = 1` both assignments have that span.
    pub fn is_declared_by(&self, stmt: Span, var: VarId) -> bool {
        self.at_assign.contains(&(stmt, var))
    }

    /// The declaration is written: whatever else the statement stores into the variable is an assignment.
    pub fn declared(&mut self, stmt: Span, var: VarId) {
        self.at_assign.remove(&(stmt, var));
    }

    pub fn is_const(&self, var: VarId) -> bool {
        self.constant.contains(&var)
    }

    /// The variables to declare before a statement.
    pub fn before(&self, block: BlockId, index: usize) -> &[VarId] {
        self.before.get(&(block, index)).map_or(&[], Vec::as_slice)
    }
}

/// A statement's place: block and index.
type At = (BlockId, usize);

struct Block {
    parent: Option<At>,
    is_loop: bool,
    /// The `else` of an `if` that holds only another `if`.
    is_elif: bool,
}

struct Uses<'m> {
    module: &'m ir::Module,
    outlived: &'m FxHashSet<VarId>,
    blocks: Vec<Block>,
    /// The statement being walked.
    at: At,
    /// Where each variable is mentioned.
    mentions: FxHashMap<VarId, Vec<At>>,
    /// What may declare a variable.
    bindings: FxHashMap<VarId, Vec<(At, Binding)>>,
    order: Vec<VarId>,
    /// What a class is stored into: its methods name it only when it is there.
    class_vars: FxHashSet<VarId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    /// An assignment or a `def`.
    Statement(Span),
    /// The target of a `for`; declares it for the body only.
    Loop(Span),
    /// `except … as`; declares it for the handler only.
    Handler(Span),
}

/// Decides for all locals of a function. `unbound` are the variables that may be read before they are
/// assigned: they are declared at the top, where they get the sentinel.
pub(super) fn declarations(
    module: &ir::Module,
    func: &ir::Function,
    unbound: &FxHashSet<VarId>,
    outlived: &FxHashSet<VarId>,
) -> Declarations {
    let mut uses = Uses {
        module,
        outlived,
        blocks: Vec::new(),
        at: (0, 0),
        mentions: FxHashMap::default(),
        bindings: FxHashMap::default(),
        order: Vec::new(),
        class_vars: FxHashSet::default(),
    };
    if let Body::Block(stmts) = &func.body {
        uses.block(stmts, None, false);
    }
    let owned: FxHashSet<VarId> = func.locals.iter().copied().collect();
    let mut declarations = Declarations::default();
    for var in std::mem::take(&mut uses.order) {
        if owned.contains(&var) {
            uses.place(var, unbound.contains(&var), &mut declarations);
        }
    }
    declarations
}

impl<'m> Uses<'m> {
    fn block(&mut self, stmts: &'m [Stmt], parent: Option<At>, is_loop: bool) -> BlockId {
        let id = self.blocks.len() as BlockId;
        self.blocks.push(Block { parent, is_loop, is_elif: false });
        let outer = self.at;
        for (index, stmt) in stmts.iter().enumerate() {
            self.at = (id, index);
            self.outer_stmt(stmt);
        }
        self.at = outer;
        id
    }

    fn mention(&mut self, var: VarId, at: At) {
        let mentions = self.mentions.entry(var).or_insert_with(|| {
            self.order.push(var);
            Vec::new()
        });
        mentions.push(at);
    }

    fn bind(&mut self, var: VarId, at: At, binding: Binding) {
        self.mention(var, at);
        self.bindings.entry(var).or_default().push((at, binding));
    }

    /// A statement of the function itself.
    fn outer_stmt(&mut self, stmt: &'m Stmt) {
        let at = self.at;
        match &stmt.kind {
            StmtKind::Assign { place, value } => {
                if let (PlaceKind::Var(var), ExprKind::Class(_)) = (&place.kind, &value.kind) {
                    self.class_vars.insert(*var);
                }
                self.expr(value);
                self.target(place, Binding::Statement(stmt.span));
            }
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                self.target(place, Binding::Loop(stmt.span));
                self.block(body, Some(at), true);
                self.block(orelse, Some(at), false);
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.block(body, Some(at), true);
                self.block(orelse, Some(at), false);
            }
            StmtKind::If { test, body, orelse } => {
                self.expr(test);
                self.block(body, Some(at), false);
                let block = self.block(orelse, Some(at), false);
                let is_elif = matches!(orelse.as_slice(), [only] if is_if(only));
                if let Some(block) = self.blocks.get_mut(block as usize) {
                    block.is_elif = is_elif;
                }
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.block(body, Some(at), false);
                for handler in handlers {
                    handler.classes.iter().for_each(|class| self.expr(class));
                    let block = self.block(&handler.body, Some(at), false);
                    if let Some(var) = handler.var {
                        self.bind(var, (block, 0), Binding::Handler(handler.span));
                    }
                }
                self.block(orelse, Some(at), false);
                self.block(finally, Some(at), false);
            }
            StmtKind::With { is_async: _, context, place, body } => {
                self.expr(context);
                let block = self.block(body, Some(at), false);
                if let Some(place) = place {
                    // It is stored to at the head of the body.
                    self.at = (block, 0);
                    self.target(place, Binding::Handler(stmt.span));
                    self.at = at;
                }
            }
            StmtKind::Def { var, .. } => {
                self.bind(*var, at, Binding::Statement(stmt.span));
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Error
            | StmtKind::Expr(_)
            | StmtKind::AugAssign { .. }
            | StmtKind::Delete(_)
            | StmtKind::Return(_)
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. }
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Pass => walk::walk_stmt(self, stmt),
        }
    }

    /// A target that binds the variables in it.
    fn target(&mut self, place: &'m ir::Place, binding: Binding) {
        match &place.kind {
            PlaceKind::Var(var) => self.bind(*var, self.at, binding),
            PlaceKind::Unpack { before, star, after } => {
                let parts = before.iter().chain(star.as_deref()).chain(after);
                parts.for_each(|part| self.target(part, binding));
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => self.place(place),
        }
    }
}

impl<'m> Visitor<'m> for Uses<'m> {
    fn module(&self) -> &'m ir::Module {
        self.module
    }

    /// A statement of a nested function.
    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Def { var, .. } => self.mention(*var, self.at),
            StmtKind::Try { handlers, .. } => {
                let vars = handlers.iter().filter_map(|handler| handler.var);
                vars.for_each(|var| self.mention(var, self.at));
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) = &expr.kind {
            self.mention(*var, self.at);
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m ir::Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.mention(var, self.at);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m ir::Function) {
        // The temporaries of the defaults are declared where the function is.
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
    }
}

impl Uses<'_> {
    /// Decides for one variable.
    fn place(&self, var: VarId, is_unbound: bool, out: &mut Declarations) {
        let Some(row) = self.module.var(var) else { return };
        let mentions = self.mentions.get(&var).map_or(&[][..], Vec::as_slice);
        let Some(mut home) = self.common(mentions) else { return };
        if self.outlived.contains(&var) {
            home = self.out_of_loops(home);
        }
        if is_unbound {
            out.before.entry((0, 0)).or_default().push(var);
            return;
        }
        let bindings = self.bindings.get(&var).map_or(&[][..], Vec::as_slice);
        if self.declares(var, home, mentions, bindings, out) {
            if bindings.len() == 1 && row.writes <= 1 && !row.is_shared {
                out.constant.insert(var);
            }
            return;
        }
        let mut home = match self.handler_only(home, bindings) {
            true => self.parent(home.0).unwrap_or(home),
            false => home,
        };
        // A declaration would tear `else if` apart.
        while let Some(Block { parent: Some(parent), is_elif: true, .. }) =
            self.blocks.get(home.0 as usize)
        {
            home = *parent;
        }
        out.before.entry(home).or_default().push(var);
    }

    /// Lets the first statement of `home` declare the variable, if it can.
    fn declares(
        &self,
        var: VarId,
        home: At,
        mentions: &[At],
        bindings: &[(At, Binding)],
        out: &mut Declarations,
    ) -> bool {
        let Some((at, binding)) = bindings.iter().find(|(at, _)| *at == home) else { return false };
        let here = mentions.iter().filter(|mention| *mention == at).count();
        match binding {
            // One mention is the binding itself; more would be reads in its own value.
            Binding::Statement(span)
                if here == 1 || self.is_def(var) || self.class_vars.contains(&var) =>
            {
                out.at_assign.insert((*span, var));
                true
            }
            Binding::Loop(span) if here == 1 && self.all_within_first_child(*at, mentions) => {
                if self.outlived.contains(&var) {
                    return false;
                }
                out.at_assign.insert((*span, var));
                true
            }
            Binding::Handler(span) if at.1 == 0 && !self.in_loop_and_captured(var, home) => {
                out.at_assign.insert((*span, var));
                true
            }
            Binding::Statement(_) | Binding::Loop(_) | Binding::Handler(_) => false,
        }
    }

    fn is_def(&self, var: VarId) -> bool {
        self.module.var(var).is_some_and(|var| matches!(var.kind, ir::VarKind::Function(_)))
    }

    fn in_loop_and_captured(&self, var: VarId, home: At) -> bool {
        self.outlived.contains(&var) && self.out_of_loops(home) != home
    }

    fn handler_only(&self, home: At, bindings: &[(At, Binding)]) -> bool {
        bindings
            .iter()
            .any(|(at, binding)| at.0 == home.0 && matches!(binding, Binding::Handler(_)))
    }

    /// Whether every mention but the target itself lies in the body of the loop at `at`, which is the
    /// first block made below it.
    fn all_within_first_child(&self, at: At, mentions: &[At]) -> bool {
        let body = self.blocks.iter().position(|block| block.parent == Some(at));
        let Some(body) = body.map(|body| body as BlockId) else { return false };
        mentions.iter().all(|mention| *mention == at || self.is_within(mention.0, body))
    }

    fn is_within(&self, mut block: BlockId, outer: BlockId) -> bool {
        loop {
            if block == outer {
                return true;
            }
            match self.parent(block) {
                Some((parent, _)) => block = parent,
                None => return false,
            }
        }
    }

    fn parent(&self, block: BlockId) -> Option<At> {
        self.blocks.get(block as usize).and_then(|block| block.parent)
    }

    /// The innermost block that holds all mentions, and the first statement of it with one.
    fn common(&self, mentions: &[At]) -> Option<At> {
        let (first, rest) = mentions.split_first()?;
        let mut home = *first;
        for mention in rest {
            home = self.meet(home, *mention)?;
        }
        Some(home)
    }

    fn meet(&self, a: At, b: At) -> Option<At> {
        let above = |mut at: At| {
            let mut chain = vec![at];
            while let Some(parent) = self.parent(at.0) {
                chain.push(parent);
                at = parent;
            }
            chain
        };
        let (left, right) = (above(a), above(b));
        left.iter().find_map(|l| right.iter().find(|r| r.0 == l.0).map(|r| (l.0, l.1.min(r.1))))
    }

    /// The place just outside the outermost loop around `at`, in the same function.
    fn out_of_loops(&self, at: At) -> At {
        let mut outside = at;
        let mut current = at;
        while let Some(block) = self.blocks.get(current.0 as usize) {
            let Some(parent) = block.parent else { break };
            if block.is_loop {
                outside = parent;
            }
            current = parent;
        }
        outside
    }
}

fn is_if(stmt: &Stmt) -> bool {
    matches!(stmt.kind, StmtKind::If { .. })
}
