//! Who calls a function: where all calls are seen, they tell what the parameters are made of.
//!
//! ```text
//! def price(line: Line): ...     called in this module only: what its calls pass
//! def area(w, h): ...            in a function, without annotations: of the types of what its calls pass
//! bridge.on("add", added)        called with payloads, which are plain objects
//! handlers = {"add": added}      anyone may call it
//! ```

use rustc_hash::FxHashSet;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, ChannelOp, Expr, ExprKind, FuncId, Item, Module, Py, Role, Stmt, StmtKind, SymbolKind,
    VarKind,
};

/// The functions of which every call is seen.
#[derive(Default)]
pub(super) struct Seen {
    /// Or is a channel's.
    pub all: FxHashSet<FuncId>,
    /// In a function: what importers need of a module changes nothing of these.
    pub nested: FxHashSet<FuncId>,
}

pub(super) fn seen(module: &Module) -> Seen {
    let mut uses = Uses {
        module,
        defined: FxHashSet::default(),
        escaped: FxHashSet::default(),
        handed: FxHashSet::default(),
    };
    for item in &module.items {
        if let Item::Function { symbol, func } = item
            && module.symbol(*symbol).is_some_and(|symbol| !symbol.exported)
        {
            uses.defined.insert(*func);
        }
    }
    walk::walk_module(&mut uses);
    let Uses { mut defined, escaped, handed, .. } = uses;
    defined.retain(|func| {
        let is_plain = module.func(*func).is_some_and(|func| func.role == Role::Plain);
        is_plain && !escaped.contains(func)
    });
    let globals: FxHashSet<FuncId> = module.items.iter().filter_map(Item::function).collect();
    let nested = defined.difference(&handed).filter(|func| !globals.contains(func));
    Seen { nested: nested.copied().collect(), all: defined }
}

struct Uses<'m> {
    module: &'m Module,
    defined: FxHashSet<FuncId>,
    escaped: FxHashSet<FuncId>,
    /// The handlers of channels.
    handed: FxHashSet<FuncId>,
}

impl<'m> Uses<'m> {
    fn function(&self, expr: &Expr) -> Option<FuncId> {
        match &expr.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => Some(func),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => None,
            },
            ExprKind::Symbol(symbol) => match self.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => Some(func),
                SymbolKind::Const { .. } | SymbolKind::Foreign { .. } | SymbolKind::Import(_) => {
                    None
                }
            },
            ExprKind::Func(func) => Some(*func),
            _other => None,
        }
    }

    /// A handler: the server's payload is what it is called with.
    fn handed(&mut self, value: &'m Expr) {
        self.handed.extend(self.function(value));
        match (&value.kind, self.function(value)) {
            (ExprKind::Func(func), _) => {
                self.defined.insert(*func);
                if let Some(func) = self.module.func(*func) {
                    self.func(func);
                }
            }
            (_, Some(_)) => {}
            (_, None) => self.expr(value),
        }
    }
}

impl<'m> Visitor<'m> for Uses<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Def { func, .. } = &stmt.kind {
            self.defined.insert(*func);
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(Py::Call { callee, args }) if self.function(callee).is_some() => {
                let is_bound = args.iter().all(|arg| !matches!(arg, Arg::Spread(_)));
                if let (false, Some(func)) = (is_bound, self.function(callee)) {
                    self.escaped.insert(func);
                }
                if let ExprKind::Func(_) = callee.kind {
                    self.expr(callee);
                }
                walk::walk_args(self, args);
            }
            ExprKind::Channel(channel) => match &channel.op {
                ChannelOp::On { bridge, event, handler } => {
                    self.expr(bridge);
                    self.expr(event);
                    self.handed(handler);
                }
                ChannelOp::Open { .. } | ChannelOp::Emit { .. } | ChannelOp::Request { .. } => {
                    walk::walk_expr(self, expr);
                }
            },
            _other => {
                self.escaped.extend(self.function(expr));
                walk::walk_expr(self, expr);
            }
        }
    }
}
