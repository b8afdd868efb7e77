//! Tuples of which nothing is seen but their parts.
//!
//! ```text
//! pairs = [(i, x) for i, x in enumerate(xs)]     const pairs = xs.map((x, i) => [i, x]);
//! for i, x in pairs: …                           for (const [i, x] of pairs) …
//! ```
//!
//! A tuple is a marked array, so that `repr`, `==` and `hash` can tell it from a list, and marking takes
//! as long as making the array. A list whose tuples are only ever unpacked needs none of it: one
//! that is walked where it stands, or that a variable holds of which every use is known.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, CompKind, Expr, ExprId, ExprKind, Module, Place, PlaceKind, Py, Stmt, StmtKind, VarId,
    VarKind,
};
use crate::tables::returns::Returns;

/// The tuple displays that may be plain arrays.
pub fn only_unpacked(module: &Module) -> FxHashSet<ExprId> {
    let mut look = Look { module, found: FxHashSet::default(), lists: FxHashMap::default() };
    walk::walk_module(&mut look);
    let mut found = look.found;
    for (var, list) in look.lists {
        let is_known = module.var(var).is_some_and(|row| {
            row.kind == VarKind::Local && row.writes == list.writes && list.reads == list.known
        });
        if is_known {
            found.extend(list.tuples);
        }
    }
    found
}

/// What was seen of a variable.
#[derive(Default)]
struct List {
    /// The tuples in the displays it is assigned, and those appended to it.
    tuples: Vec<ExprId>,
    /// Assignments of such displays.
    writes: u32,
    reads: u32,
    /// Reads that do not get at a tuple as a whole.
    known: u32,
}

struct Look<'m> {
    module: &'m Module,
    found: FxHashSet<ExprId>,
    lists: FxHashMap<VarId, List>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::For { is_async: false, place, iter, .. } => self.walks(place, iter),
            StmtKind::Assign { place: Place { kind: PlaceKind::Var(var), .. }, value } => {
                if let Some(tuples) = tuples_of(value) {
                    let list = self.lists.entry(*var).or_default();
                    list.writes += 1;
                    list.tuples.extend(tuples);
                }
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Var(var) => self.lists.entry(*var).or_default().reads += 1,
            ExprKind::Py(Py::Comp(comp)) => {
                for clause in comp.clauses.iter().filter(|clause| !clause.is_async) {
                    self.walks(&clause.place, &clause.iter);
                }
            }
            ExprKind::Py(Py::Builtin { row, args, .. }) if row.returns == Returns::Length => {
                if let [Arg::Pos(Expr { kind: ExprKind::Var(var), .. })] = args.as_slice() {
                    self.lists.entry(*var).or_default().known += 1;
                }
            }
            ExprKind::Py(Py::Method { object, name, args, keywords, .. }) => {
                if let (ExprKind::Var(var), "append", [Arg::Pos(item)], []) =
                    (&object.kind, &**name, args.as_slice(), keywords.as_slice())
                    && matches!(item.kind, ExprKind::Py(Py::Tuple(_)))
                {
                    let list = self.lists.entry(*var).or_default();
                    list.known += 1;
                    list.tuples.push(item.id);
                }
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

impl<'m> Look<'m> {
    /// `for place in iter`.
    fn walks(&mut self, place: &'m Place, iter: &'m Expr) {
        // Of a tuple that is walked where it stands only the items are seen.
        if let ExprKind::Py(Py::Tuple(_)) = &iter.kind {
            self.found.insert(iter.id);
        }
        let PlaceKind::Unpack { before, star: None, .. } = &place.kind else { return };
        match &iter.kind {
            ExprKind::Var(var) => self.lists.entry(*var).or_default().known += 1,
            ExprKind::Py(Py::Builtin { row, args, .. }) if row.returns == Returns::Numbered => {
                if let ([_index, item], [Arg::Pos(items), ..]) =
                    (before.as_slice(), args.as_slice())
                {
                    self.walks(item, items);
                }
            }
            _display => self.found.extend(tuples_of(iter).into_iter().flatten()),
        }
    }
}

/// The tuples of a list display or comprehension all of whose items are tuple displays.
fn tuples_of(expr: &Expr) -> Option<Vec<ExprId>> {
    let tuple = |item: &Expr| match &item.kind {
        ExprKind::Py(Py::Tuple(_)) => Some(item.id),
        _other => None,
    };
    match &expr.kind {
        ExprKind::Py(Py::List(items) | Py::Tuple(items)) => {
            let item = |arg: &Arg| match arg {
                Arg::Pos(item) => tuple(item),
                Arg::Spread(_) | Arg::Omitted => None,
            };
            items.iter().map(item).collect()
        }
        ExprKind::Py(Py::Comp(comp)) => match &comp.kind {
            CompKind::List(item) | CompKind::Generator(item) => Some(vec![tuple(item)?]),
            CompKind::Set(_) | CompKind::Dict(..) => None,
        },
        _other => None,
    }
}
