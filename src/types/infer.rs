//! The inference of one definition: functions, variables, places.
//!
//! A variable's type is the join of all that is assigned to it, a function's result the join of all
//! that it returns. Both start at `Never` and grow until nothing changes; whoever asked for a type that
//! grew is inferred again ([`Worklist`]).

use crate::ir::flow::{Flow, Jumps};
use crate::ir::{
    Arg, Body, Built, Classes, Default, Expr, ExprId, ExprKind, FuncId, Function, Item, Module,
    ModuleId, Place, PlaceKind, Program, Py, Role, SymbolId, SymbolKind, Type, VarId,
};
use crate::tables::returns::Returns;
use crate::types::alias::{self, Aliases, Door};
use crate::types::declared::{given, refine};
use crate::types::env::{Env, Lasting};
use crate::types::facts::{self, Facts};
use crate::types::fixpoint::GroupSlots;
use crate::types::slots::Slots;
use crate::types::widened::Widened;
use crate::types::worklist::{Slot, Worklist};
use crate::types::{ops, stored};

/// After it has grown in so many looks, a growing `int` grows to 16, 32 or all bits.
const WIDEN_INTS: u32 = 4;
/// After it has grown in so many looks, what grows is `Any`.
const GIVE_UP: u32 = 16;

/// The inference of one definition.
pub(super) struct Infer<'p, 's> {
    pub program: &'p Program,
    pub module: &'p Module,
    pub facts: &'s Facts,
    pub classes: Classes<'p, 's>,
    pub aliases: &'s Aliases,
    pub widened: &'s Widened,
    pub slots: &'s mut GroupSlots<'p>,
    pub worklist: &'s mut Worklist,
    pub env: Env,
    /// The functions around, with what each has returned so far.
    pub funcs: Vec<(FuncId, Type)>,
    pub jumps: Jumps<Env>,
}

impl<'p> Infer<'p, '_> {
    pub fn own(&self) -> Option<&Slots> {
        self.slots.get(self.module.id)
    }

    pub fn own_mut(&mut self) -> Option<&mut Slots> {
        self.slots.get_mut(self.module.id)
    }

    pub fn type_of(&self, expr: &Expr) -> Type {
        self.expr_type(expr.id)
    }

    fn expr_type(&self, id: ExprId) -> Type {
        self.own().and_then(|slots| slots.exprs.get(id.index())).cloned().unwrap_or(Type::Any)
    }

    /// The type of an expression of any module.
    pub fn type_in(&self, source: alias::Source) -> Type {
        self.worklist.asked(Slot::Expr(source.module, source.expr));
        let slots = self.slots.get(source.module);
        slots.and_then(|slots| slots.exprs.get(source.expr.index())).cloned().unwrap_or(Type::Any)
    }

    pub fn var_type(&self, var: VarId) -> Type {
        self.worklist.asked(Slot::Var(self.module.id, var));
        self.own().and_then(|slots| slots.vars.get(var.index())).cloned().unwrap_or(Type::Any)
    }

    pub fn record(&mut self, expr: &Expr, ty: Type) -> Type {
        let mut ty = ops::limit(ty);
        if self.aliases.is_stored(self.module.id, expr.id) {
            let known = self.type_of(expr);
            let slot = Slot::Expr(self.module.id, expr.id);
            ty = self.grown(slot, &known, ty, None).unwrap_or(known);
        }
        if let Some(slot) = self.own_mut().and_then(|slots| slots.exprs.get_mut(expr.id.index())) {
            *slot = ty.clone();
        }
        ty
    }

    /// Joins what is already known with more; what grows without end is all that is declared.
    pub fn grown(
        &mut self,
        slot: Slot,
        known: &Type,
        more: Type,
        declared: Option<Type>,
    ) -> Option<Type> {
        let joined = ops::limit(known.clone().join(more));
        if joined == *known {
            return None;
        }
        Some(match self.worklist.grown(slot) {
            looks if looks > GIVE_UP => declared.unwrap_or(Type::Any),
            looks if looks > WIDEN_INTS => widen(joined),
            _early => joined,
        })
    }

    pub fn grow_var(&mut self, var: VarId, ty: Type) {
        let Some(slots) = self.own() else { return };
        if slots.fixed_vars.contains(&var) {
            return;
        }
        let declared = slots.declared_vars.get(&var).cloned();
        let ty = declared.as_ref().map_or(ty.clone(), |declared| refine(declared, &ty));
        let Some(known) = slots.vars.get(var.index()).cloned() else { return };
        let grown = self.grown(Slot::Var(self.module.id, var), &known, ty, declared);
        if let (Some(ty), Some(slots)) = (grown, self.own_mut())
            && let Some(slot) = slots.vars.get_mut(var.index())
        {
            *slot = ty;
        }
    }

    fn grow_returns(&mut self, func: FuncId, ty: Type) {
        let Some(slots) = self.own() else { return };
        if slots.fixed_returns.contains(&func) {
            return;
        }
        let declared = slots.declared_returns.get(&func).cloned();
        let ty = declared.as_ref().map_or(ty.clone(), |declared| refine(declared, &ty));
        let Some(known) = slots.returns.get(func.index()).cloned() else { return };
        let grown = self.grown(Slot::Returns(self.module.id, func), &known, ty, declared);
        if let (Some(ty), Some(slots)) = (grown, self.own_mut())
            && let Some(slot) = slots.returns.get_mut(func.index())
        {
            *slot = ty;
        }
    }

    fn grow_symbol(&mut self, symbol: SymbolId, ty: Type) {
        let Some((home, id, _)) = alias::home(self.program, self.module, symbol) else { return };
        let Some(slots) = self.slots.get(home.id) else { return };
        if slots.fixed_symbols.contains(&id) {
            return;
        }
        let declared = slots.declared_symbols.get(&id).cloned();
        let ty = declared.as_ref().map_or(ty.clone(), |declared| refine(declared, &ty));
        let Some(known) = slots.symbols.get(id.index()).cloned() else { return };
        let grown = self.grown(Slot::Symbol(home.id, id), &known, ty, declared);
        if let (Some(ty), Some(slots)) = (grown, self.slots.get_mut(home.id))
            && let Some(slot) = slots.symbols.get_mut(id.index())
        {
            *slot = ty;
        }
    }

    pub fn symbol_type(&mut self, symbol: SymbolId) -> Type {
        let Some((home, id, row)) = alias::home(self.program, self.module, symbol) else {
            return Type::Any;
        };
        let Some(slots) = self.slots.get(home.id) else { return Type::Any };
        let ty = match &row.kind {
            SymbolKind::Function(func) => {
                let returns = self.returns(home.id, *func);
                // Whoever calls the value may give anything.
                function_type(given(returns, Built::Either))
            }
            SymbolKind::Const { .. } | SymbolKind::Foreign { .. } | SymbolKind::Import(_) => {
                self.worklist.asked(Slot::Symbol(home.id, id));
                slots.symbols.get(id.index()).cloned().unwrap_or(Type::Any)
            }
        };
        let ty = match home.id == self.module.id {
            true => ty,
            false => self.arrived(ty, Door::Symbol(home.id, id)),
        };
        // The side table of this module answers for the names of others too.
        if let Some(slot) = self.own_mut().and_then(|own| own.symbols.get_mut(symbol.index())) {
            *slot = ty.clone();
        }
        ty
    }

    /// The type of a value that comes from another module, after what is done to it here.
    pub fn arrived(&self, ty: Type, door: Door) -> Type {
        match self.aliases.arrived(door) {
            Some(entered) => stored::arrived(ty, entered, &|source| self.type_in(source)),
            None => ty,
        }
    }

    pub fn item(&mut self, item: &'p Item) {
        match item {
            Item::Function { symbol, func } => {
                self.function(*func);
                self.symbol_type(*symbol);
            }
            Item::Const { symbol, value, .. } => {
                let declared =
                    self.module.symbol(*symbol).and_then(|symbol| symbol.annotation.clone());
                let ty = self.expr_as(value, declared.as_ref());
                self.grow_symbol(*symbol, ty);
            }
        }
    }

    /// Infers a function where it is defined, and yields the type of the function as a value.
    pub fn function(&mut self, id: FuncId) -> Type {
        let Some(func) = self.module.func(id) else { return Type::Any };
        for param in &func.params {
            if let Some(Default::Inline(value) | Default::Once { value, .. }) = &param.default {
                let declared = self.module.var(param.var).and_then(|var| var.annotation.clone());
                let ty = self.expr_as(value, declared.as_ref());
                let is_told = self.facts.told.contains(&id) && facts::is_told_by_calls(param);
                if is_told || self.facts.seen.contains(&id) && declared.is_some() {
                    self.grow_var(param.var, ty.clone());
                }
                if let Some(Default::Once { temp, .. }) = &param.default {
                    self.grow_var(*temp, ty);
                }
            }
        }
        let inner = self.env_inside(func);
        let outer = std::mem::replace(&mut self.env, inner);
        let outer_jumps = std::mem::take(&mut self.jumps);
        self.funcs.push((id, Type::Never));
        match &func.body {
            Body::Block(stmts) => self.block(stmts),
            Body::Expr(value) => {
                let ty = self.expr_as(value, func.returns.as_ref());
                self.returned(ty);
                self.env.live = false;
            }
        }
        if self.env.live && !func.is_generator {
            self.returned(Type::None);
        }
        let returns = self.funcs.pop().map_or(Type::Any, |(_, returns)| returns);
        let returns = match (func.is_async, func.is_generator) {
            (_, true) => Type::Iterable(Box::new(returns)),
            (true, false) => Type::Awaitable(Box::new(returns)),
            (false, false) => returns,
        };
        self.grow_returns(id, returns);
        self.env = outer;
        self.jumps = outer_jumps;
        self.function_value(id)
    }

    pub fn function_value(&self, id: FuncId) -> Type {
        let returns = self.returns(self.module.id, id);
        function_type(match self.is_global(self.module.id, id) {
            true => given(returns, Built::Either),
            false => returns,
        })
    }

    /// Whether the function is a definition of that module.
    pub fn is_global(&self, module: ModuleId, id: FuncId) -> bool {
        self.slots.get(module).is_some_and(|slots| slots.is_global(id))
    }

    /// What a call of a function of any module yields, by what is known so far.
    pub fn returns(&self, module: ModuleId, id: FuncId) -> Type {
        self.worklist.asked(Slot::Returns(module, id));
        let slots = self.slots.get(module);
        slots.and_then(|slots| slots.returns.get(id.index())).cloned().unwrap_or(Type::Any)
    }

    /// A nested function runs later: of what is known here only that of variables bound once, and not
    /// in a loop, still holds.
    fn env_inside(&self, func: &Function) -> Env {
        let mut env = match self.funcs.is_empty() {
            true => Env::new(),
            false => self.env.inside(),
        };
        if let Role::Effect { waits_for } = &func.role {
            for var in waits_for {
                let ty = env.narrowed(*var).cloned().unwrap_or_else(|| self.var_type(*var));
                env.narrow(*var, self.lasting_in(*var, Some(func.id)), ty.without_none());
            }
        }
        env
    }

    /// How long what is known of the variable in the innermost function lasts.
    pub fn lasting(&self, var: VarId) -> Lasting {
        self.lasting_in(var, self.funcs.last().map(|(func, _)| *func))
    }

    fn lasting_in(&self, var: VarId, inside: Option<FuncId>) -> Lasting {
        let Some(row) = self.module.var(var).filter(|row| !row.is_shared) else {
            return Lasting::UntilCall;
        };
        let is_once = self.facts.writes.get(&var) == Some(&1);
        match () {
            () if is_once && !self.facts.in_loop.contains(&var) => Lasting::Always,
            () if is_once || Some(row.owner) == inside => Lasting::InFunction,
            () => Lasting::UntilCall,
        }
    }

    /// What the innermost function returns, or yields when it is a generator.
    pub fn returned(&mut self, ty: Type) {
        if let Some((_, returns)) = self.funcs.last_mut() {
            let known = std::mem::replace(returns, Type::Never);
            *returns = known.join(ty);
        }
    }

    /// After a call: whatever another function may have assigned is not what it was.
    pub fn called(&mut self) {
        self.env.after_call();
    }

    /// The operands of a place that is stored to.
    pub fn place_operands(&mut self, place: &'p Place) {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {}
            PlaceKind::Attr { object, .. } => {
                self.expr(object);
            }
            PlaceKind::Index { object, index } => {
                self.expr(object);
                self.expr(index);
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                self.expr(object);
                for bound in [lower, upper, step].into_iter().flatten() {
                    self.expr(bound);
                }
            }
            PlaceKind::Unpack { before, star, after } => {
                for place in before.iter().chain(star.as_deref()).chain(after) {
                    self.place_operands(place);
                }
            }
        }
    }

    /// The value that a place holds before it is stored to.
    pub fn read_place(&mut self, place: &'p Place) -> Type {
        self.place_operands(place);
        match &place.kind {
            PlaceKind::Var(var) => self.read_var(*var),
            PlaceKind::Symbol(symbol) => self.symbol_type(*symbol),
            PlaceKind::Index { object, index } => {
                let (object, at) = (self.type_of(object), self.type_of(index));
                ops::index(&object, &at, literal(index)).unwrap_or(Type::Any)
            }
            PlaceKind::Slice { object, .. } => {
                ops::slice(&self.type_of(object)).unwrap_or(Type::Any)
            }
            PlaceKind::Attr { object, name } => self.read_attribute(object, name),
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Unpack { .. } => Type::Any,
        }
    }

    /// `ref.current`.
    pub fn read_current(&self, var: VarId) -> Type {
        match (self.env.current(var), self.var_type(var)) {
            (Some(ty), _) => ty.clone(),
            (None, Type::Ref(inner)) => *inner,
            (None, Type::Never) => Type::Never,
            (None, _unknown) => Type::Any,
        }
    }

    pub fn read_var(&self, var: VarId) -> Type {
        match self.env.narrowed(var) {
            Some(ty) => ty.clone(),
            None => self.var_type(var),
        }
    }

    pub fn bind_var(&mut self, var: VarId, ty: Type) {
        self.grow_var(var, ty.clone());
        let declared = self.module.var(var).and_then(|row| row.annotation.as_ref());
        let narrowed = match declared {
            Some(declared) => meet(&refine(declared, &ty), &ty),
            None => ty,
        };
        self.env.narrow(var, self.lasting(var), narrowed);
    }

    /// Stores a value of the type; the operands of the place have been visited.
    pub fn bind(&mut self, place: &'p Place, ty: Type) {
        match &place.kind {
            PlaceKind::Attr { object, name } => match self.facts.ref_in(object) {
                Some(var) => {
                    self.grow_var(var, Type::Ref(Box::new(ty.clone())));
                    self.env.narrow_current(var, ty);
                }
                None => self.store_attribute(object, name, &ty),
            },
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => {}
            PlaceKind::Var(var) => self.bind_var(*var, ty),
            PlaceKind::Symbol(symbol) => self.grow_symbol(*symbol, ty),
            PlaceKind::Unpack { before, star, after } => self.unpack(before, star, after, &ty),
        }
    }

    fn unpack(
        &mut self,
        before: &'p [Place],
        star: &'p Option<Box<Place>>,
        after: &'p [Place],
        ty: &Type,
    ) {
        if let Type::Tuple(items) = ty
            && let Some(extra) = items.len().checked_sub(before.len() + after.len())
            && (star.is_some() || extra == 0)
        {
            let mut items = items.iter().cloned();
            for (place, ty) in before.iter().zip(items.by_ref().take(before.len())) {
                self.bind(place, ty);
            }
            let middle = Type::union(items.by_ref().take(extra));
            if let Some(star) = star {
                self.bind(star, Type::List(Box::new(middle)));
            }
            for (place, ty) in after.iter().zip(items) {
                self.bind(place, ty);
            }
            return;
        }
        let item = ty.walked().unwrap_or(Type::Any);
        for place in before.iter().chain(after) {
            self.bind(place, item.clone());
        }
        if let Some(star) = star {
            self.bind(star, Type::List(Box::new(item)));
        }
    }

    /// What a `for` over the expression gets; more is known of `range(...)` than its type says.
    pub fn item_type(&mut self, iter: &Expr) -> Type {
        if let Some(item) = self.instance_items(iter) {
            return item;
        }
        if let ExprKind::Py(Py::Builtin { row, args, .. }) = &iter.kind
            && row.returns == Returns::Range
        {
            let bits = |arg: &Arg| match arg {
                Arg::Pos(value) => match self.type_of(value) {
                    Type::Int { bits, .. } => bits,
                    Type::Bool => 1,
                    Type::Never => 0,
                    _other => 53,
                },
                Arg::Spread(_) | Arg::Omitted => 53,
            };
            let (stop, others) = match args.as_slice() {
                [start, stop, step @ ..] => {
                    (bits(stop), bits(start).max(step.first().map_or(0, bits)))
                }
                [stop] => (bits(stop), 0),
                [] => (53, 0),
            };
            // From a number no loop gets further than numbers do.
            let stop = if others > 53 { stop } else { stop.min(53) };
            // Upwards from 0 or more.
            let natural = match args.as_slice() {
                [Arg::Pos(_)] => true,
                [Arg::Pos(start), Arg::Pos(_)] => self.type_of(start).is_natural(),
                [Arg::Pos(start), Arg::Pos(_), Arg::Pos(step)] => {
                    self.type_of(start).is_natural() && self.type_of(step).is_natural()
                }
                _other => false,
            };
            let bits = if natural { stop } else { stop.max(others) };
            return Type::Int { bits, natural };
        }
        self.type_of(iter).walked().unwrap_or(Type::Any)
    }
}

pub(super) fn function_type(returns: Type) -> Type {
    Type::Function { params: Vec::new(), returns: Box::new(returns) }
}

fn widen(ty: Type) -> Type {
    match ty {
        // Step by step: `min(2 * wait, 5000)` stays below 2^16.
        Type::Int { bits, natural } => {
            let bits = [16, 32, 52].into_iter().find(|limit| bits <= *limit).unwrap_or(u8::MAX);
            Type::Int { bits, natural }
        }
        ty => ty.map_parts(&widen),
    }
}

/// What is left of a declared type once the value assigned is known: of `int | None` after `x = None`
/// only `None`.
fn meet(declared: &Type, value: &Type) -> Type {
    if declared.is_any() {
        return value.clone();
    }
    let fits = |member: &Type| {
        value.any(|value| std::mem::discriminant(value) == std::mem::discriminant(member))
    };
    let is_known = value.all(|value| {
        declared.any(|member| std::mem::discriminant(value) == std::mem::discriminant(member))
    });
    match declared.filter(fits) {
        Type::Never => declared.clone(),
        met if is_known => met,
        _unsure => declared.clone(),
    }
}

/// The literal that an index is.
pub(super) fn literal(index: &Expr) -> Option<ops::Literal<'_>> {
    match &index.kind {
        ExprKind::Str(key) => Some(ops::Literal::Str(key)),
        ExprKind::Int(at) => i64::try_from(at).ok().map(ops::Literal::Int),
        ExprKind::Py(Py::Unary(crate::ir::UnaryOp::Neg, operand)) => match literal(operand) {
            Some(ops::Literal::Int(at)) => at.checked_neg().map(ops::Literal::Int),
            _other => None,
        },
        _computed => None,
    }
}
