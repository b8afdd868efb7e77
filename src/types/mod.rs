//! Static types: forward inference over the IR, to choose between a JavaScript operator and a helper.
//!
//! ```text
//! n = len(xs)             n: int below 2^32
//! total = n + 1           int, exact without a check
//! bridge = usePulseChannel(id)
//! if bridge: bridge.id    bridge: Bridge | None, narrowed to Bridge at the read
//! ```
//!
//! Annotations are trusted. `Any` is the honest answer whenever nothing is known.

pub mod acts;
mod alias;
mod assigned;
mod attributes;
mod binds;
mod callers;
mod calls;
mod check;
mod declared;
mod displays;
mod env;
mod expected;
mod exprs;
mod facts;
mod fixpoint;
mod hooks;
mod host;
mod infer;
mod methods;
mod narrow;
mod ops;
mod results;
mod slots;
mod special;
mod stmts;
mod stored;
#[cfg(test)]
mod tests;
mod widened;
mod worklist;

pub use check::check;
pub use narrow::is_instance;

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, Span};
use crate::ir::{Expr, ExprId, ExprKind, FuncId, Module, ModuleId, Program, SymbolId, Type, VarId};

/// The types of a whole program.
#[derive(Debug, Default)]
pub struct ProgramTypes {
    modules: Vec<TypeMap>,
    /// Answers for a module that does not exist.
    unknown: TypeMap,
    /// What modules do to values that others keep.
    foreign: Vec<alias::ForeignChange>,
}

impl ProgramTypes {
    pub fn module(&self, id: ModuleId) -> &TypeMap {
        self.modules.get(id.index()).unwrap_or(&self.unknown)
    }
}

/// The side tables of one module.
#[derive(Debug, Default)]
pub struct TypeMap {
    exprs: Vec<Type>,
    vars: Vec<Type>,
    returns: Vec<Type>,
    symbols: Vec<Type>,
    attributes: FxHashMap<(Option<Name>, Name), Type>,
    updated: FxHashMap<Span, Type>,
    given_reads: FxHashSet<ExprId>,
    unbound_reads: FxHashSet<ExprId>,
    generator_reads: FxHashSet<ExprId>,
    unbound_places: FxHashSet<Span>,
    unbound_vars: FxHashSet<VarId>,
    maps: FxHashSet<VarId>,
    widened: FxHashSet<ExprId>,
    lists: FxHashSet<ExprId>,
    told: alias::Told,
}

static ANY: Type = Type::Any;

impl TypeMap {
    /// The type of the value an expression yields; of a variable's read, narrowed at that point.
    pub fn expr(&self, id: ExprId) -> &Type {
        self.exprs.get(id.index()).unwrap_or(&ANY)
    }

    /// The type of everything a variable may hold.
    pub fn var(&self, id: VarId) -> &Type {
        self.vars.get(id.index()).unwrap_or(&ANY)
    }

    /// The type of what the variable, which is the place with this span of an augmented assignment,
    /// holds before; narrowed at that point.
    pub fn updated(&self, span: Span) -> Option<&Type> {
        self.updated.get(&span)
    }

    /// What a call of the function yields: of an `async` one an awaitable.
    pub fn returns(&self, id: FuncId) -> &Type {
        self.returns.get(id.index()).unwrap_or(&ANY)
    }

    /// What is stored into the attribute of instances of the class, or through objects of unknown type.
    pub fn attribute(&self, class: Option<&Name>, name: &Name) -> Type {
        let found = self.attributes.get(&(class.cloned(), name.clone()));
        found.cloned().unwrap_or(Type::Never)
    }

    pub fn symbol(&self, id: SymbolId) -> &Type {
        self.symbols.get(id.index()).unwrap_or(&ANY)
    }

    /// Whether the expression is a variable that only ever holds a `Dict`: a `Map` in JavaScript.
    pub fn is_map(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Var(var) if self.maps.contains(&var))
    }

    /// Whether the display makes a `Dict` although its keys are literal strings: it gets other ones.
    pub fn is_widened(&self, display: ExprId) -> bool {
        self.widened.contains(&display)
    }

    /// Whether the expression, which something is stored into, is a list whatever annotations say, and no tuple:
    /// JavaScript lets a tuple be changed.
    pub fn is_certain_list(&self, list: ExprId) -> bool {
        self.lists.contains(&list)
    }

    /// What importers are told of the module beside the types of its names: those of its methods and attributes, and what
    /// becomes of values that its functions are given, but for some.
    pub fn told(&self, module: &Module, methods: &[FuncId], but_for: &BTreeSet<Name>) -> String {
        let mut attributes: Vec<_> = self.attributes.iter().collect();
        attributes.sort_by_key(|(key, _)| *key);
        let funcs = methods.iter().filter_map(|id| module.func(*id));
        let funcs = funcs.map(|func| {
            let params = func.params.iter().map(|param| self.var(param.var));
            (self.returns(func.id), params.collect::<Vec<_>>())
        });
        let funcs: Vec<_> = funcs.collect();
        format!("{funcs:?} {attributes:?} {}", self.told.words(but_for))
    }

    /// Whether values lead through the function: what it is given goes on, or what it gives is not its own.
    pub fn is_open(&self, func: &Name) -> bool {
        self.told.is_open(func)
    }

    /// Whether this reads what JavaScript may have made, so that it is converted.
    pub fn is_given(&self, id: ExprId) -> bool {
        self.given_reads.contains(&id)
    }

    /// Whether this read of a variable may come before anything was assigned to it.
    pub fn may_be_unbound(&self, id: ExprId) -> bool {
        self.unbound_reads.contains(&id)
    }

    /// Whether such a read stands in a generator expression.
    pub fn is_in_generator(&self, id: ExprId) -> bool {
        self.generator_reads.contains(&id)
    }

    /// The same for a variable that is the place, with this span, of an augmented assignment or `del`.
    pub fn may_be_unbound_place(&self, span: Span) -> bool {
        self.unbound_places.contains(&span)
    }

    /// The variables that some read may find unbound, or that a `del` unbinds.
    pub fn vars_that_may_be_unbound(&self) -> &FxHashSet<VarId> {
        &self.unbound_vars
    }
}

/// Infers the types of every module.
pub fn infer(program: &Program) -> ProgramTypes {
    let (modules, foreign) = fixpoint::infer(program);
    ProgramTypes { modules, unknown: TypeMap::default(), foreign }
}

impl crate::ir::print::Types for TypeMap {
    fn var(&self, var: VarId) -> String {
        TypeMap::var(self, var).to_string()
    }

    fn returns(&self, func: FuncId) -> String {
        TypeMap::returns(self, func).to_string()
    }

    fn symbol(&self, symbol: SymbolId) -> String {
        TypeMap::symbol(self, symbol).to_string()
    }
}
