//! Which displays may be changed by someone else than the code that made them, and how.
//!
//! ```text
//! xs = [1, 2]; total = sum(xs)         nobody changes the list: list[int]
//! ys = []; ys.append("a")              it gets a str: list[str]
//! zs = [1, 2]; change(zs)              JavaScript may do anything to it: list[Any]
//! o = {"a": 1}; del o["a"]             not even the key is known: dict[str, Any]
//! ```
//!
//! A graph whose edges lead from what may hold a value to where the value comes from: a variable to the
//! expressions assigned to it, an expression to its parts, a call to what the function returns. A
//! change (a store, `append`, an argument of unknown JavaScript) marks its receiver; the mark runs along
//! the edges to every display that may be the one changed. What goes to unknown hands (returned to
//! JavaScript or to an importer, a prop, a context) meets what comes from there in one node, the *world*.
//! The edges are coarse: a part of a value stands for the whole.
//!
//! A change says what it stores. As long as no unknown hand is involved, the display's type is what it
//! starts with joined with all that is stored.

mod build;
mod calls;
mod effects;
mod foreign;
mod graph;
mod home;
pub(super) mod kinds;
mod search;
mod settled;
mod solve;
mod told;

pub(super) use build::graph;
pub(super) use foreign::ForeignChange;
pub(super) use graph::Graph;
pub(super) use home::{home, known_function};
pub(super) use settled::{Settled, Solved};
pub(super) use told::Told;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir::{BinaryOp, ExprId, FuncId, ModuleId, SymbolId};
use crate::types::alias::kinds::{Kinds, MAP};

/// What may happen to the displays of some modules behind their makers' backs.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Aliases {
    bases: Arc<Vec<Base>>,
    /// By node: displays of which kinds anything may be stored into.
    changed: FxHashMap<usize, Kinds>,
    /// By node: displays of which kinds may lose keys.
    shrunk: FxHashMap<usize, Kinds>,
    /// By node: the classes of what is known to be stored into it, where nothing unknown is.
    stores: FxHashMap<usize, Vec<usize>>,
    classes: Vec<Vec<Store>>,
    /// The nodes that are changed and are lists, whatever annotations say.
    lists: FxHashSet<usize>,
    /// The class of what is stored into the world.
    of_world: Option<usize>,
    /// The nodes whose values are stored.
    stored: FxHashSet<usize>,
    /// What happens to values of other modules, by the door they enter through.
    entered: FxHashMap<usize, Entered>,
    /// What the modules do to the values that others keep.
    pub foreign: Vec<ForeignChange>,
}

/// What a module does to the values that come through a door: a name of another module, or the result of
/// its function.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Entered {
    pub changed: Kinds,
    pub shrunk: Kinds,
    /// The kinds of parts that are changed, in whatever way.
    pub inside: Kinds,
    pub stores: Vec<Store>,
}

impl Entered {
    fn join(&mut self, other: &Entered) {
        self.changed |= other.changed;
        self.shrunk |= other.shrunk;
        self.inside |= other.inside;
        self.stores.extend(other.stores.iter().cloned());
    }
}

/// Where a value comes into a module from.
#[derive(Clone, Copy)]
pub(super) enum Door {
    Symbol(ModuleId, SymbolId),
    Result(ModuleId, FuncId),
}

/// What a change puts into a display.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Store {
    /// `xs.append(x)`
    Item(Source),
    /// `xs.extend(ys)`, `d.update(e)`
    All(Source),
    /// `d[k] = v`, `xs[i] = v`
    Pair(Source, Source),
    /// `d["k"] = v`
    Field(Name, Source),
    /// `xs[i] += v`, and `d["k"] += v`: what the operator makes of the item and the value.
    Updated(BinaryOp, Source, Source),
    UpdatedField(BinaryOp, Name, Source),
    /// What the display had before, in another order or less of it: `xs.sort()`, `xs.pop()`.
    Nothing,
}

/// The expression whose value is stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Source {
    pub module: ModuleId,
    pub expr: ExprId,
}

impl Store {
    fn sources(&self) -> impl Iterator<Item = Source> {
        let (first, second) = match self {
            Store::Item(one)
            | Store::All(one)
            | Store::Field(_, one)
            | Store::UpdatedField(_, _, one) => (Some(*one), None),
            Store::Pair(key, value) | Store::Updated(_, key, value) => (Some(*key), Some(*value)),
            Store::Nothing => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Aliases {
    /// Whether anything may be stored into what the expression makes, which is of one of the kinds.
    pub fn is_changed(&self, module: ModuleId, expr: ExprId, own: Kinds) -> bool {
        self.get(&self.changed, module, expr) & own != 0
    }

    pub fn is_shrunk(&self, module: ModuleId, expr: ExprId) -> bool {
        self.get(&self.shrunk, module, expr) & MAP != 0
    }

    /// What else is stored into what the expression makes.
    pub fn stores(&self, module: ModuleId, expr: ExprId) -> impl Iterator<Item = &Store> + Clone {
        self.store_classes(module, expr).iter().flat_map(|class| self.class(*class))
    }

    /// The same as classes, each of which many expressions may get.
    pub fn store_classes(&self, module: ModuleId, expr: ExprId) -> &[usize] {
        let classes = self.node(module, expr).and_then(|node| self.stores.get(&node));
        classes.map_or(&[], Vec::as_slice)
    }

    pub fn class(&self, class: usize) -> &[Store] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }

    pub fn is_of_world(&self, class: usize) -> bool {
        self.of_world == Some(class)
    }

    pub fn world(&self) -> &[Store] {
        self.of_world.map_or(&[], |class| self.class(class))
    }

    /// The expressions of the module that are changed by name or index, and are lists for certain.
    pub fn lists(&self, module: ModuleId) -> FxHashSet<ExprId> {
        let Some(base) = self.bases.get(module.index()) else { return FxHashSet::default() };
        let exprs = base.exprs..base.vars;
        let lists = self.lists.iter().filter(|node| exprs.contains(node));
        lists.map(|node| ExprId((node - base.exprs) as u32)).collect()
    }

    /// Whether the type of a display somewhere depends on this expression's.
    pub fn is_stored(&self, module: ModuleId, expr: ExprId) -> bool {
        self.node(module, expr).is_some_and(|node| self.stored.contains(&node))
    }

    /// What is done to the values that come through the door, beside what their own module does.
    pub fn arrived(&self, door: Door) -> Option<&Entered> {
        let node = match door {
            Door::Symbol(home, id) => self.bases.get(home.index())?.symbols + id.index(),
            Door::Result(home, id) => self.bases.get(home.index())?.funcs + id.index(),
        };
        self.entered.get(&node)
    }

    fn node(&self, module: ModuleId, expr: ExprId) -> Option<usize> {
        self.bases.get(module.index()).map(|base| base.expr(expr))
    }

    fn get(&self, marks: &FxHashMap<usize, Kinds>, module: ModuleId, expr: ExprId) -> Kinds {
        let node = self.node(module, expr);
        node.map_or(kinds::ALL, |node| marks.get(&node).copied().unwrap_or(0))
    }
}

/// Where the nodes of a module start.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Base {
    exprs: usize,
    vars: usize,
    symbols: usize,
    funcs: usize,
    end: usize,
}

impl Base {
    fn has(self, node: usize) -> bool {
        self.exprs <= node && node < self.end
    }

    fn expr(self, id: ExprId) -> usize {
        self.exprs + id.index()
    }
}
