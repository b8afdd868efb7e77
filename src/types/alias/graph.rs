//! The graph: what may hold what, and what is changed.

use std::sync::Arc;

use crate::ir::{ExprId, Imports, ModuleId};
use crate::types::alias::kinds::{ALL, Kinds};
use crate::types::alias::{Base, Source, Store};

/// The node of all that is known to hands outside of the program.
pub(super) const WORLD: usize = 0;

/// What may hold what, and what is changed.
pub(in crate::types) struct Graph {
    /// By holder: what it may hold, how, and the module whose code says so.
    pub(super) sources: Vec<Vec<(usize, Edge, ModuleId)>>,
    /// The same of what it holds as a part: a search for who is the holder itself passes these by.
    pub(super) parts: Vec<Vec<(usize, ModuleId)>>,
    pub(super) bases: Arc<Vec<Base>>,
    pub(super) modules: Vec<OfModule>,
    pub(in crate::types) imports: Imports,
}

/// What the code of one module does.
#[derive(Default)]
pub(super) struct OfModule {
    pub changes: Vec<Change>,
    /// What the world may get from it.
    pub leaks: Vec<(usize, Edge)>,
    /// The names that keep what they hold.
    pub kept: Vec<usize>,
    /// The parameters of its functions that importers may call.
    pub params: Vec<usize>,
    /// The parameters of other modules' functions that it gives something to.
    pub given: Vec<usize>,
    /// The names, and the results, of other modules that it asks for.
    pub doors: Vec<usize>,
}

/// How a value got to its holder.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edge {
    /// It is the same value.
    Same,
    /// The holder has it as a part: `[x]`.
    Holds,
    /// The holder has parts of it as its own: `xs + ys`, `xs[1:]`.
    Shares,
    /// It is a part of what the edge leads to: `xs[0]`, an item of a loop.
    Part,
    /// Any of these.
    Any,
}

/// What a change reaches in a node: the value itself, and parts of it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub(super) struct Mark {
    pub whole: Kinds,
    pub inside: Kinds,
}

impl Mark {
    pub const ALL: Mark = Mark { whole: ALL, inside: ALL };

    /// The same, of no kinds but these.
    pub fn of(self, kinds: Kinds) -> Mark {
        Mark { whole: self.whole & kinds, inside: self.inside & kinds }
    }

    pub fn kinds(self) -> Kinds {
        self.whole | self.inside
    }

    pub fn is_empty(self) -> bool {
        self == Mark::default()
    }

    pub fn and(self, other: Mark) -> Mark {
        Mark { whole: self.whole & other.whole, inside: self.inside & other.inside }
    }

    pub fn or(self, other: Mark) -> Mark {
        Mark { whole: self.whole | other.whole, inside: self.inside | other.inside }
    }

    pub fn without(self, other: Mark) -> Mark {
        Mark { whole: self.whole & !other.whole, inside: self.inside & !other.inside }
    }

    pub fn along(self, edge: Edge) -> Mark {
        let all = self.whole | self.inside;
        match edge {
            Edge::Same => self,
            Edge::Holds => Mark { whole: self.inside, inside: self.inside },
            Edge::Shares => Mark { whole: 0, inside: self.inside },
            Edge::Part => Mark { whole: 0, inside: all },
            Edge::Any => Mark { whole: all, inside: all },
        }
    }
}

/// What of its receiver a change may change.
#[derive(Clone, Copy)]
pub(super) enum Reach {
    Whole,
    /// What the receiver holds, not the receiver.
    Inside,
    All,
}

impl Reach {
    pub fn mark(self, kinds: Kinds) -> Mark {
        match self {
            Reach::Whole => Mark { whole: kinds, inside: 0 },
            Reach::Inside => Mark { whole: 0, inside: kinds },
            Reach::All => Mark { whole: kinds, inside: kinds },
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Change {
    /// The module whose code does it.
    pub module: ModuleId,
    pub receiver: usize,
    /// What it can change: displays of which kinds.
    pub mark: Mark,
    /// What it stores; `None` when that is unknown.
    pub store: Option<Store>,
    /// Whether it may remove keys.
    pub shrinks: bool,
    /// Whether it may change what the receiver holds, too.
    pub is_deep: bool,
}

impl Graph {
    pub fn node(&self, source: Source) -> Option<usize> {
        self.bases.get(source.module.index()).map(|base| base.expr(source.expr))
    }

    /// The module that a node belongs to.
    pub fn owner(&self, node: usize) -> Option<ModuleId> {
        let at = self.bases.partition_point(|base| base.exprs <= node).checked_sub(1)?;
        Some(ModuleId(at as u32))
    }

    /// The expression that a node stands for.
    pub fn expression(&self, node: usize) -> Option<Source> {
        let module = self.owner(node)?;
        let base = self.bases.get(module.index())?;
        let is_expr = node < base.vars;
        is_expr.then(|| Source { module, expr: ExprId((node - base.exprs) as u32) })
    }

    /// Whether values of the node's module enter other modules by it: a name, what a function returns.
    pub fn is_door(&self, node: usize) -> bool {
        let base = self.owner(node).and_then(|id| self.bases.get(id.index()));
        base.is_some_and(|base| node >= base.symbols)
    }

    /// What the code of the modules does.
    pub(super) fn of<'g>(&'g self, group: &'g [ModuleId]) -> impl Iterator<Item = &'g OfModule> {
        group.iter().filter_map(|id| self.modules.get(id.index()))
    }
}
