//! The fixpoint over the program: modules that import each other together, each such group after what it
//! imports, groups that need nothing of each other in parallel.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::flow::Jumps;
use crate::ir::{ClassIndex, Classes, ExprId, Module, ModuleId, Program, Type};
use crate::types::alias::{self, Aliases, ForeignChange, Graph, Settled, Solved, Told};
use crate::types::env::Env;
use crate::types::facts::Facts;
use crate::types::infer::Infer;
use crate::types::slots::Slots;
use crate::types::widened::{self, Widened};
use crate::types::worklist::Worklist;
use crate::types::{TypeMap, assigned, methods, ops};

/// The types of each module, and what modules do to values that others keep.
pub(super) fn infer(program: &Program) -> (Vec<TypeMap>, Vec<ForeignChange>) {
    let mut facts: Vec<Facts> = program.modules.par_iter().map(Facts::of).collect();
    let graph = alias::graph(program, &facts);
    let index = ClassIndex::of(program, &graph.imports);
    let classes = Classes::new(program, &index);
    for (facts, seen) in facts.iter_mut().zip(methods::seen(program, classes)) {
        facts.seen.extend(seen);
    }
    let mut found: Vec<Option<Slots>> = program.modules.iter().map(|_| None).collect();
    let mut settled = Settled::new(&graph);
    let (mut widened, mut foreign) = (Widened::default(), Vec::new());
    let mut told: FxHashMap<ModuleId, Told> = FxHashMap::default();
    let mut lists: FxHashMap<ModuleId, FxHashSet<ExprId>> = FxHashMap::default();
    for level in graph.imports.levels() {
        let together =
            Together { program, facts: &facts, classes, graph: &graph, settled: &settled };
        let solved = level.into_par_iter().map(|group| together.group(group, &found));
        let solved: Vec<Group> = solved.collect();
        for group in solved {
            told.extend(group.told);
            lists.extend(group.lists);
            let slots = group.slots.iter().map(|(id, slots)| (*id, slots));
            settled.take(&graph, group.solved, slots, group.widens_world);
            widened.extend(group.widened);
            foreign.extend(group.foreign);
            for (id, slots) in group.slots {
                if let Some(slot) = found.get_mut(id.index()) {
                    *slot = Some(slots);
                }
            }
        }
    }
    let maps = found.into_iter().zip(program.modules.iter().zip(&facts));
    let maps = maps.map(|(slots, (module, facts))| {
        let slots = slots.unwrap_or_else(|| Slots::new(module));
        TypeMap {
            widened: widened.remove(&module.id).unwrap_or_default(),
            lists: lists.remove(&module.id).unwrap_or_default(),
            told: told.remove(&module.id).unwrap_or_default(),
            ..type_map(module, facts, slots)
        }
    });
    (maps.collect(), foreign)
}

fn type_map(module: &Module, facts: &Facts, slots: Slots) -> TypeMap {
    let settle = |types: Vec<Type>| types.into_iter().map(ops::settle).collect();
    let unbound = assigned::assigned(module);
    let updated = slots.updated.into_iter().map(|(span, ty)| (span, ops::settle(ty)));
    TypeMap {
        exprs: settle(slots.exprs),
        vars: settle(slots.vars),
        returns: settle(slots.returns),
        symbols: settle(slots.symbols),
        attributes: slots.attributes.into_types(),
        updated: updated.collect(),
        given_reads: slots.given_reads,
        unbound_reads: unbound.reads,
        generator_reads: unbound.in_generators,
        unbound_places: unbound.places,
        unbound_vars: unbound.vars,
        maps: facts.maps(),
        ..TypeMap::default()
    }
}

/// What is found of modules that import each other.
struct Group {
    slots: Vec<(ModuleId, Slots)>,
    widened: Widened,
    /// Whether they give dicts of the world other keys than strings.
    widens_world: bool,
    told: Vec<(ModuleId, Told)>,
    lists: Vec<(ModuleId, FxHashSet<ExprId>)>,
    solved: Solved,
    foreign: Vec<ForeignChange>,
}

/// What groups of one level are inferred with.
struct Together<'p> {
    program: &'p Program,
    facts: &'p [Facts],
    classes: Classes<'p, 'p>,
    graph: &'p Graph,
    settled: &'p Settled,
}

impl Together<'_> {
    /// What is known of types tells more of who changes what, and that more of types.
    fn group(&self, group: &[ModuleId], imported: &[Option<Slots>]) -> Group {
        let modules = || group.iter().filter_map(|id| self.program.modules.get(id.index()));
        let of_world = self.settled.widens(self.graph, group);
        let mut widened = Widened::default();
        let mut slots = GroupSlots { own: Vec::new(), imported };
        slots.own = self.solve(group, &self.graph.aliases(group, self.settled), &widened, imported);
        let mut found = (Aliases::default(), Solved::default());
        for again in 0..2 {
            let now = self.graph.aliases_with(group, self.settled, slots.own());
            let wider = widened::find(modules(), &now.0, &slots, &widened, of_world);
            // The same answers lead to the same types.
            let is_known = again > 0 && found.0 == now.0 && wider == widened;
            found = now;
            widened = wider;
            if is_known {
                break;
            }
            slots.own = self.solve(group, &found.0, &widened, imported);
        }
        let (aliases, solved) = found;
        let widens_world = of_world || widened::widens_world(&aliases, &slots);
        let type_of = |source| widened::type_of(&slots, source);
        let told = group
            .iter()
            .map(|id| (*id, solved.told(self.program, self.graph, *id, widens_world, &type_of)));
        let told = told.collect();
        let lists = group.iter().map(|id| (*id, aliases.lists(*id))).collect();
        let foreign = aliases.foreign;
        Group { told, lists, slots: slots.own, widened, widens_world, solved, foreign }
    }

    /// The types of the group, by what is known of who changes what.
    fn solve(
        &self,
        group: &[ModuleId],
        aliases: &Aliases,
        widened: &Widened,
        imported: &[Option<Slots>],
    ) -> Vec<(ModuleId, Slots)> {
        let modules = group.iter().filter_map(|id| self.program.modules.get(id.index()));
        let own = modules.map(|module| {
            let mut slots = Slots::new(module);
            let facts = self.facts.get(module.id.index());
            facts.into_iter().for_each(|it| slots.declare(module, it, self.classes));
            (module.id, slots)
        });
        let mut slots = GroupSlots { own: own.collect(), imported };
        let known = (self.program, self.facts, self.classes);
        solve_group(known, aliases, widened, group, &mut slots);
        slots.own
    }
}

/// Infers each definition, and again until nothing changes.
fn solve_group<'p>(
    (program, facts, classes): (&'p Program, &[Facts], Classes<'p, '_>),
    aliases: &Aliases,
    widened: &Widened,
    group: &[ModuleId],
    slots: &mut GroupSlots<'p>,
) {
    let mut worklist = Worklist::of(program, group);
    // It ends: a type that has grown `GIVE_UP` times is `Any` for good.
    while let Some(unit) = worklist.take() {
        let at = unit.module.index();
        let (Some(module), Some(facts)) = (program.modules.get(at), facts.get(at)) else {
            continue;
        };
        let Some(item) = module.items.get(unit.item) else { continue };
        let mut infer = Infer {
            program,
            module,
            facts,
            classes,
            aliases,
            widened,
            slots: &mut *slots,
            worklist: &mut worklist,
            env: Env::new(),
            funcs: Vec::new(),
            jumps: Jumps::default(),
        };
        infer.item(item);
    }
}

/// The types of modules that are inferred together, and those of what they import, which are known.
pub(super) struct GroupSlots<'s> {
    own: Vec<(ModuleId, Slots)>,
    imported: &'s [Option<Slots>],
}

impl GroupSlots<'_> {
    fn own(&self) -> impl Iterator<Item = (ModuleId, &Slots)> {
        self.own.iter().map(|(id, slots)| (*id, slots))
    }

    pub fn get(&self, module: ModuleId) -> Option<&Slots> {
        match self.own.iter().find(|(id, _)| *id == module) {
            Some((_, slots)) => Some(slots),
            None => self.imported.get(module.index())?.as_ref(),
        }
    }

    /// A name of another module is not assigned.
    pub fn get_mut(&mut self, module: ModuleId) -> Option<&mut Slots> {
        self.own.iter_mut().find(|(id, _)| *id == module).map(|(_, slots)| slots)
    }
}
