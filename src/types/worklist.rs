//! Which definitions are inferred, and which again: those that asked for a type that has grown since.
//!
//! ```text
//! def first(n): return second(n)      asks what `second` returns: not known yet
//! def second(n): return n * 2         returns an int: `first` is looked at again
//! def third(n): return n              nobody asked for it
//! ```
//!
//! A type that grows again and again, each time its readers were looked at, gets room to; whatever still
//! grows after that becomes `Any`.

use std::cell::RefCell;
use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::ir::{ExprId, FuncId, Module, ModuleId, Program, SymbolId, VarId};

/// A type that is found bit by bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Var(ModuleId, VarId),
    Returns(ModuleId, FuncId),
    Symbol(ModuleId, SymbolId),
    /// Of an expression whose value is stored somewhere.
    Expr(ModuleId, ExprId),
    /// Of an attribute of instances.
    Attribute(ModuleId, u32),
}

/// A definition: an item of a module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub module: ModuleId,
    pub item: usize,
}

#[derive(Default, Debug)]
struct Watch {
    /// The units that asked for the type since it last grew.
    readers: Vec<u32>,
    /// The last look in which it was asked for.
    asked_in: u32,
    /// The last look in which it grew, and how many there were.
    grown_in: u32,
    growths: u32,
}

#[derive(Default, Debug)]
struct ModuleWatches {
    vars: Vec<Watch>,
    returns: Vec<Watch>,
    symbols: Vec<Watch>,
    exprs: FxHashMap<ExprId, Watch>,
    attributes: FxHashMap<u32, Watch>,
}

#[derive(Debug)]
pub(super) struct Worklist {
    units: Vec<Unit>,
    queue: VecDeque<u32>,
    is_queued: Vec<bool>,
    /// What is looked at, and the number of the look.
    unit: u32,
    look: u32,
    watches: RefCell<Vec<(ModuleId, ModuleWatches)>>,
}

impl Worklist {
    /// All definitions of modules that are inferred together.
    pub fn of(program: &Program, group: &[ModuleId]) -> Worklist {
        let modules = || group.iter().filter_map(|id| program.modules.get(id.index()));
        let watches = modules().map(|module| {
            let watches = ModuleWatches {
                vars: watches(module.vars.len()),
                returns: watches(module.funcs.len()),
                symbols: watches(module.symbols.len()),
                exprs: FxHashMap::default(),
                attributes: FxHashMap::default(),
            };
            (module.id, watches)
        });
        let watches = RefCell::new(watches.collect());
        let of_module = |module: &Module| {
            let id = module.id;
            (0..module.items.len()).map(move |item| Unit { module: id, item })
        };
        let units: Vec<Unit> = modules().flat_map(of_module).collect();
        let queue = (0..units.len()).map(|unit| unit as u32).collect();
        Worklist { is_queued: vec![true; units.len()], units, queue, unit: 0, look: 0, watches }
    }

    /// The next to look at.
    pub fn take(&mut self) -> Option<Unit> {
        let unit = self.queue.pop_front()?;
        if let Some(is_queued) = self.is_queued.get_mut(unit as usize) {
            *is_queued = false;
        }
        self.unit = unit;
        self.look = self.look.saturating_add(1);
        self.units.get(unit as usize).copied()
    }

    pub fn asked(&self, slot: Slot) {
        with(&mut self.watches.borrow_mut(), slot, |watch| {
            if watch.asked_in != self.look {
                watch.asked_in = self.look;
                watch.readers.push(self.unit);
            }
        });
    }

    /// The type has grown: how many looks have made it grow by now.
    pub fn grown(&mut self, slot: Slot) -> u32 {
        let (unit, look) = (self.unit, self.look);
        let (readers, growths) = with(self.watches.get_mut(), slot, |watch| {
            if watch.grown_in != look {
                watch.grown_in = look;
                watch.growths += 1;
            }
            let mut readers = std::mem::take(&mut watch.readers);
            // What it asked for in an earlier look, it asks for again in this one.
            readers.retain(|reader| *reader != unit || watch.asked_in == look);
            watch.asked_in = 0;
            (readers, watch.growths)
        })
        .unwrap_or_default();
        for reader in readers {
            if let Some(is_queued) = self.is_queued.get_mut(reader as usize)
                && !std::mem::replace(is_queued, true)
            {
                self.queue.push_back(reader);
            }
        }
        growths
    }
}

fn watches(count: usize) -> Vec<Watch> {
    std::iter::repeat_with(Watch::default).take(count).collect()
}

/// The types of other modules do not grow any more.
fn with<T>(
    modules: &mut [(ModuleId, ModuleWatches)],
    slot: Slot,
    change: impl FnOnce(&mut Watch) -> T,
) -> Option<T> {
    let (Slot::Var(of, _)
    | Slot::Returns(of, _)
    | Slot::Symbol(of, _)
    | Slot::Expr(of, _)
    | Slot::Attribute(of, _)) = slot;
    let (_, module) = modules.iter_mut().find(|(id, _)| *id == of)?;
    let watch = match slot {
        Slot::Var(_, var) => module.vars.get_mut(var.index()),
        Slot::Returns(_, func) => module.returns.get_mut(func.index()),
        Slot::Symbol(_, symbol) => module.symbols.get_mut(symbol.index()),
        Slot::Expr(_, expr) => Some(module.exprs.entry(expr).or_default()),
        Slot::Attribute(_, id) => Some(module.attributes.entry(id).or_default()),
    };
    watch.map(change)
}
