//! What code may do to the length of lists, dicts and sets that others hold too.
//!
//! ```text
//! xs.append(1)       something grows
//! xs.pop(), f(xs)    anything: unknown code may shorten what it can reach, and so may what runs
//!                    between an `await` and the next line
//! xs.index(1)        nothing
//! ```
//!
//! Everything that is not known to leave lengths alone counts as a change. Walking a generator runs code,
//! so only what is known to be none may be walked.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, BinaryOp, Child, CmpOp, Expr, ExprKind, FuncId, Function, Item, Js, Module, ModuleId,
    Place, PlaceKind, Program, Py, Stmt, StmtKind, SymbolKind, Type, VarId, VarKind,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::types::{ProgramTypes, TypeMap};

use super::super::comprehension::{item_type, part_type};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Change {
    Nothing,
    /// Something may have become longer, nothing shorter.
    Grows,
    Anything,
}

/// What calls of the program's functions change.
#[derive(Debug, Default)]
pub struct FuncChanges {
    /// Functions that are not listed change nothing.
    funcs: FxHashMap<(ModuleId, FuncId), Change>,
    /// Whether reading a dict may run code: the factory of a `defaultdict`.
    has_factories: bool,
}

impl FuncChanges {
    /// Takes all functions for harmless, then looks until nothing new is found.
    pub fn of(program: &Program, types: &ProgramTypes) -> FuncChanges {
        let mut changes = FuncChanges::default();
        loop {
            let mut is_new = false;
            for module in &program.modules {
                let types = types.module(module.id);
                let found = Look { program, module, types, changes: &changes }.functions();
                is_new |= found.has_factories && !changes.has_factories;
                changes.has_factories |= found.has_factories;
                for (func, change) in found.funcs {
                    is_new |= changes.funcs.insert(func, change) != Some(change);
                }
            }
            if !is_new {
                return changes;
            }
        }
    }
}

/// Looks at the code of one module.
#[derive(Clone, Copy)]
pub(super) struct Look<'m> {
    pub program: &'m Program,
    pub module: &'m Module,
    pub types: &'m TypeMap,
    pub changes: &'m FuncChanges,
}

/// What a piece of code does, wherever control goes in it.
pub(super) struct Done {
    pub vars: FxHashSet<VarId>,
    pub change: Change,
}

struct Scan<'m> {
    look: Look<'m>,
    done: Done,
    has_factories: bool,
}

impl<'m> Scan<'m> {
    fn new(look: Look<'m>) -> Scan<'m> {
        let done = Done { vars: FxHashSet::default(), change: Change::Nothing };
        Scan { look, done, has_factories: false }
    }

    fn add(&mut self, change: Change) {
        self.done.change = self.done.change.max(change);
    }
}

impl<'m> Visitor<'m> for Scan<'m> {
    fn module(&self) -> &'m Module {
        self.look.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Def { var, .. } => {
                self.done.vars.insert(*var);
            }
            StmtKind::Try { handlers, .. } => {
                self.done.vars.extend(handlers.iter().filter_map(|handler| handler.var));
            }
            _other => {}
        }
        self.add(self.look.stmt(stmt));
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(Py::Assign(var, _)) => {
                self.done.vars.insert(*var);
            }
            ExprKind::Py(Py::Builtin { row, .. } | Py::BuiltinRef(row)) => {
                self.has_factories |= row.name.ends_with("defaultdict");
            }
            _other => {}
        }
        self.add(self.look.expr(expr));
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.done.vars.insert(var);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

impl<'m> Look<'m> {
    /// What every function of the module changes when it is called.
    fn functions(self) -> FuncChanges {
        let mut found = FuncChanges::default();
        for item in &self.module.items {
            if let Item::Const { value, .. } = item {
                let mut scan = Scan::new(self);
                scan.expr(value);
                found.has_factories |= scan.has_factories;
            }
        }
        for func in &self.module.funcs {
            let mut scan = Scan::new(self);
            walk::walk_body(&mut scan, func);
            found.has_factories |= scan.has_factories;
            if scan.done.change != Change::Nothing {
                found.funcs.insert((self.module.id, func.id), scan.done.change);
            }
        }
        found
    }

    pub fn block(self, stmts: &'m [Stmt]) -> Done {
        let mut scan = Scan::new(self);
        walk::walk_block(&mut scan, stmts);
        scan.done
    }

    pub fn whole_stmt(self, stmt: &'m Stmt) -> Done {
        self.block(std::slice::from_ref(stmt))
    }

    pub fn whole_expr(self, expr: &'m Expr) -> Done {
        let mut scan = Scan::new(self);
        scan.expr(expr);
        scan.done
    }

    /// What the statement itself changes, the expressions and statements in it apart.
    pub fn stmt(self, stmt: &'m Stmt) -> Change {
        match &stmt.kind {
            StmtKind::For { is_async, place, iter, .. } => {
                let walks = if *is_async { Change::Anything } else { self.walking(iter) };
                walks.max(self.items_store(place, iter))
            }
            StmtKind::With { .. } => Change::Anything,
            StmtKind::Assign { place, value } => match &place.kind {
                PlaceKind::Unpack { before, star, after } => {
                    let parts = before.iter().chain(star.as_deref()).chain(after).enumerate();
                    let ty = self.types.expr(value.id);
                    let parts = parts.map(|(at, part)| self.item_store(part, &part_type(ty, at)));
                    self.walking(value).max(parts.max().unwrap_or(Change::Nothing))
                }
                _other => self.store(place),
            },
            StmtKind::AugAssign { place, op, value } => {
                self.store(place).max(self.in_place(place, *op, value))
            }
            StmtKind::Delete(place) => match &place.kind {
                PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) => Change::Nothing,
                PlaceKind::Symbol(_)
                | PlaceKind::Attr { .. }
                | PlaceKind::Index { .. }
                | PlaceKind::Slice { .. }
                | PlaceKind::Unpack { .. } => Change::Anything,
            },
            StmtKind::Error
            | StmtKind::Expr(_)
            | StmtKind::Return(_)
            | StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::Try { .. }
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. }
            | StmtKind::Def { .. }
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Pass => Change::Nothing,
        }
    }

    fn store(self, place: &Place) -> Change {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {
                Change::Nothing
            }
            PlaceKind::Attr { object, .. } => match self.types.expr(object.id) {
                Type::Ref(_) => Change::Nothing,
                // `xs.length = 0`
                _object => Change::Anything,
            },
            PlaceKind::Index { object, .. } => match self.types.expr(object.id) {
                Type::List(_) => Change::Nothing,
                _dict => Change::Grows,
            },
            PlaceKind::Slice { .. } | PlaceKind::Unpack { .. } => Change::Anything,
        }
    }

    /// The target of a loop over the expression.
    fn items_store(self, place: &Place, iter: &Expr) -> Change {
        self.item_store(place, &item_type(self.types.expr(iter.id)))
    }

    /// A target that gets a value of the type: what is unpacked may be a generator.
    fn item_store(self, place: &Place, ty: &Type) -> Change {
        match &place.kind {
            PlaceKind::Unpack { before, star, after } if is_walked_quietly(ty) => {
                let parts = before.iter().chain(star.as_deref()).chain(after).enumerate();
                let parts = parts.map(|(at, part)| self.item_store(part, &part_type(ty, at)));
                parts.max().unwrap_or(Change::Nothing)
            }
            _other => self.store(place),
        }
    }

    /// `xs += ys`, `xs *= 0`
    fn in_place(self, place: &Place, op: BinaryOp, value: &'m Expr) -> Change {
        let ty = match &place.kind {
            PlaceKind::Var(var) => {
                self.types.updated(place.span).unwrap_or_else(|| self.types.var(*var))
            }
            PlaceKind::Symbol(symbol) => self.types.symbol(*symbol),
            PlaceKind::Index { object, .. } => match self.types.expr(object.id) {
                Type::List(item) | Type::Dict(_, item) => item,
                _other => &Type::Any,
            },
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Attr { .. }
            | PlaceKind::Slice { .. }
            | PlaceKind::Unpack { .. } => &Type::Any,
        };
        let reads = match &place.kind {
            PlaceKind::Index { object, .. } => self.reading(object),
            _other => Change::Nothing,
        };
        reads.max(match op {
            _ if ty.all(|ty| ty.is_number() || ty.is_str()) => Change::Nothing,
            BinaryOp::Add | BinaryOp::BitOr => self.walking(value).max(Change::Grows),
            _other => Change::Anything,
        })
    }

    /// Walking what the expression gives to the end.
    fn walking(self, iter: &'m Expr) -> Change {
        if is_walked_quietly(self.types.expr(iter.id)) {
            return Change::Nothing;
        }
        match &iter.kind {
            ExprKind::Py(Py::Comp(_)) => self.whole_expr(iter).change,
            ExprKind::Py(Py::Builtin { row, args, keywords }) => {
                let values = args.iter().map(|arg| match arg {
                    Arg::Pos(value) => Some(value),
                    Arg::Spread(_) | Arg::Omitted => None,
                });
                let values = values.chain(keywords.iter().map(|keyword| Some(&keyword.value)));
                let of = |value: Option<&'m Expr>| {
                    value.map_or(Change::Anything, |value| self.argument(value))
                };
                match row.name {
                    "zip" | "enumerate" | "reversed" | "range" | "map" | "filter" => {
                        values.map(of).max().unwrap_or(Change::Nothing)
                    }
                    _other => Change::Anything,
                }
            }
            ExprKind::Py(Py::Method { object, name, args, .. })
                if args.is_empty() && matches!(&**name, "items" | "keys" | "values") =>
            {
                match self.types.expr(object.id) {
                    Type::Dict(..) | Type::Record(_) => Change::Nothing,
                    _object => Change::Anything,
                }
            }
            _other => Change::Anything,
        }
    }

    /// An argument of a builtin, which is walked or called.
    fn argument(self, value: &'m Expr) -> Change {
        match self.target(value) {
            Some(target) => self.call(target),
            None => match &value.kind {
                ExprKind::Py(Py::BuiltinRef(row)) if only_reads(row.name) => Change::Nothing,
                _walked => self.walking(value),
            },
        }
    }

    fn arguments(self, args: &'m [Arg]) -> Change {
        let changes = args.iter().map(|arg| match arg {
            Arg::Pos(value) | Arg::Spread(value) => self.argument(value),
            Arg::Omitted => Change::Nothing,
        });
        changes.max().unwrap_or(Change::Nothing)
    }

    fn spreads(self, args: &'m [Arg]) -> Change {
        let changes = args.iter().map(|arg| match arg {
            Arg::Spread(value) => self.walking(value),
            Arg::Pos(_) | Arg::Omitted => Change::Nothing,
        });
        changes.max().unwrap_or(Change::Nothing)
    }

    /// Reading an item.
    fn reading(self, object: &Expr) -> Change {
        let is_plain = self.types.expr(object.id).all(|ty| {
            matches!(ty, Type::List(_) | Type::Str | Type::Record(_) | Type::Range) || ty.is_tuple()
        });
        match self.changes.has_factories && !is_plain {
            true => Change::Anything,
            false => Change::Nothing,
        }
    }

    /// What evaluating the expression itself changes, its operands apart.
    pub fn expr(self, expr: &'m Expr) -> Change {
        match &expr.kind {
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Var(_)
            | ExprKind::Symbol(_)
            | ExprKind::Func(_) => Change::Nothing,
            ExprKind::Jsx(element) => {
                let spread = element.children.iter().map(|child| match child {
                    Child::Spread(value) => self.walking(value),
                    Child::One(_) => Change::Nothing,
                });
                spread.max().unwrap_or(Change::Nothing)
            }
            ExprKind::Hook(_) | ExprKind::Channel(_) => Change::Anything,
            ExprKind::Js(js) => match js {
                Js::Undefined
                | Js::Global(_)
                | Js::DynamicImport(_)
                | Js::ImportFactory(_)
                | Js::Member(..)
                | Js::Object(_)
                | Js::ToJs(_)
                | Js::Throw(_) => Change::Nothing,
                Js::Call { callee, .. } if is_math(callee) => Change::Nothing,
                Js::New { .. } | Js::Call { .. } => Change::Anything,
            },
            ExprKind::Py(py) => self.py(py),
        }
    }

    fn py(self, py: &'m Py) -> Change {
        match py {
            Py::List(items) | Py::Tuple(items) | Py::Set(items) => self.spreads(items),
            Py::Dict { .. }
            | Py::FString(_)
            | Py::Unary(..)
            | Py::Binary(..)
            | Py::And(_)
            | Py::Or(_)
            | Py::Cond { .. }
            | Py::Attr(..)
            | Py::BuiltinRef(_)
            | Py::Helper(_)
            | Py::Assign(..)
            | Py::Seq { .. } => Change::Nothing,
            Py::Compare(CmpOp::In | CmpOp::NotIn, _, right) => self.walking(right),
            Py::Compare(..) => Change::Nothing,
            Py::Index(object, _) => self.reading(object),
            Py::Slice { .. } => Change::Nothing,
            Py::Pattern(..) => Change::Nothing,
            Py::Call { callee, args } => match self.target(callee) {
                Some(target) => self.call(target).max(self.spreads(args)),
                None => Change::Anything,
            },
            Py::Method { object, name, args, keywords, .. } => {
                let keywords = keywords.iter().map(|keyword| self.argument(&keyword.value));
                let given = self.arguments(args).max(keywords.max().unwrap_or(Change::Nothing));
                self.method(object, name, args).max(match &**name {
                    "append" | "insert" | "add" | "get" | "setdefault" | "index" | "count" => {
                        self.spreads(args)
                    }
                    _walks_or_calls => given,
                })
            }
            Py::Builtin { row, args, keywords } => {
                let keywords = keywords.iter().map(|keyword| self.argument(&keyword.value));
                let given = self.arguments(args).max(keywords.max().unwrap_or(Change::Nothing));
                builtin(row, self.spreads(args), given)
            }
            Py::ForEach { .. } | Py::Await(_) | Py::Yield(_) | Py::YieldFrom(_) => Change::Anything,
            Py::Comp(comp) => {
                let walks = comp.clauses.iter().map(|clause| match clause.is_async {
                    true => Change::Anything,
                    false => self
                        .walking(&clause.iter)
                        .max(self.items_store(&clause.place, &clause.iter)),
                });
                walks.max().unwrap_or(Change::Nothing)
            }
        }
    }

    fn method(self, object: &Expr, name: &str, args: &[Arg]) -> Change {
        let ty = self.types.expr(object.id);
        let is_dict = matches!(ty, Type::Dict(..) | Type::Record(_));
        match name {
            _ if ty.is_str() => Change::Nothing,
            _ if ty.is_number() && !matches!(ty, Type::Never) => Change::Nothing,
            "append" | "insert" | "extend" if ty.is_list() => Change::Grows,
            "index" | "count" | "copy" | "sort" | "reverse" if ty.is_list() => Change::Nothing,
            "index" | "count" if ty.is_tuple() => Change::Nothing,
            "get" | "items" | "keys" | "values" | "copy" if is_dict => Change::Nothing,
            "setdefault" | "update" if is_dict && !args.is_empty() => Change::Grows,
            "add" | "update" if ty.is_set() => Change::Grows,
            "copy"
            | "union"
            | "issubset"
            | "issuperset"
            | "isdisjoint"
            | "difference"
            | "intersection"
            | "symmetric_difference"
                if ty.is_set() =>
            {
                Change::Nothing
            }
            _unknown => Change::Anything,
        }
    }

    fn call(self, target: (ModuleId, FuncId)) -> Change {
        self.changes.funcs.get(&target).copied().unwrap_or(Change::Nothing)
    }

    /// The function of the program that an expression is.
    fn target(self, callee: &Expr) -> Option<(ModuleId, FuncId)> {
        match &callee.kind {
            ExprKind::Func(func) => Some((self.module.id, *func)),
            ExprKind::Var(var) => match self.module.var(*var) {
                Some(row) if row.writes == 1 => match row.kind {
                    VarKind::Function(func) => Some((self.module.id, func)),
                    VarKind::Param
                    | VarKind::Local
                    | VarKind::Temp
                    | VarKind::Comp
                    | VarKind::Rebound => None,
                },
                _rebound => None,
            },
            ExprKind::Symbol(symbol) => match &self.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => Some((self.module.id, *func)),
                SymbolKind::Foreign { module, name } => {
                    let home = self.program.modules.get(module.index())?;
                    home.symbols.iter().find_map(|symbol| match &symbol.kind {
                        SymbolKind::Function(func) if symbol.name == *name => {
                            Some((home.id, *func))
                        }
                        _other => None,
                    })
                }
                SymbolKind::Const { .. } | SymbolKind::Import(_) => None,
            },
            _other => None,
        }
    }
}

/// Whether walking a value of the type, or calling it in vain, runs no code of others.
fn is_walked_quietly(ty: &Type) -> bool {
    ty.all(|ty| {
        matches!(
            ty,
            Type::None
                | Type::Bool
                | Type::Int { .. }
                | Type::Float
                | Type::Str
                | Type::List(_)
                | Type::Tuple(_)
                | Type::TupleOf(_)
                | Type::Set(_)
                | Type::Dict(..)
                | Type::Record(_)
                | Type::Range
        )
    })
}

/// A builtin, by what spreading its arguments changes and what walking or calling them does.
fn builtin(row: &BuiltinRow, spreads: Change, given: Change) -> Change {
    match row.kind {
        BuiltinKind::Exception { .. } | BuiltinKind::ExceptionAlias { .. } => return spreads,
        BuiltinKind::Constant => return Change::Nothing,
        BuiltinKind::Function | BuiltinKind::Class => {}
    }
    if only_reads(row.name) {
        return spreads;
    }
    match row.name {
        // What these give is walked elsewhere, where it counts.
        "map" | "filter" | "zip" | "enumerate" | "reversed" => spreads,
        "all" | "any" | "dict" | "frozenset" | "list" | "max" | "min" | "set" | "sorted"
        | "sum" | "tuple" => given,
        _other => match row.library {
            Some(library) if library.is_pure => given,
            _unknown => Change::Anything,
        },
    }
}

/// Builtins that neither walk nor call their arguments.
fn only_reads(name: &str) -> bool {
    matches!(
        name,
        "abs"
            | "ascii"
            | "bin"
            | "bool"
            | "callable"
            | "chr"
            | "divmod"
            | "float"
            | "format"
            | "hash"
            | "hex"
            | "id"
            | "int"
            | "isinstance"
            | "issubclass"
            | "len"
            | "math.ceil"
            | "math.floor"
            | "math.sqrt"
            | "oct"
            | "ord"
            | "pow"
            | "print"
            | "range"
            | "repr"
            | "round"
            | "slice"
            | "str"
    )
}

/// `Math.floor`, `console.log`
fn is_math(callee: &Expr) -> bool {
    let path = match &callee.kind {
        ExprKind::Js(Js::Global(path)) => path,
        ExprKind::Js(Js::Member(object, _)) => match &object.kind {
            ExprKind::Js(Js::Global(path)) => path,
            _other => return false,
        },
        _other => return false,
    };
    matches!(
        path.split('.').next(),
        Some("Math" | "console" | "Number" | "parseInt" | "parseFloat")
    )
}
