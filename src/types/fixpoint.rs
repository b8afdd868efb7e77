//! The fixpoint over the program: modules that import each other together, each such group after what it
//! imports, groups that need nothing of each other in parallel.

use rayon::prelude::*;

use crate::ir::flow::Jumps;
use crate::ir::{Imports, ModuleId, Program, Type};
use crate::types::alias::{self, Aliases, ForeignChange};
use crate::types::env::Env;
use crate::types::facts::Facts;
use crate::types::infer::Infer;
use crate::types::slots::Slots;
use crate::types::widened::{self, Widened};
use crate::types::worklist::Worklist;
use crate::types::{TypeMap, assigned, ops};

/// The types of each module, and what modules do to values that others keep.
pub(super) fn infer(program: &Program) -> (Vec<TypeMap>, Vec<ForeignChange>) {
    let facts: Vec<Facts> = program.modules.par_iter().map(Facts::of).collect();
    let graph = alias::graph(program, &facts);
    let mut widened = widened::none(program);
    let mut slots = solve(program, &facts, &graph.imports, &graph.aliases(), &widened);
    // What is known of types tells more of who changes what, and that more of types.
    let mut foreign = Vec::new();
    let mut known: Option<Aliases> = None;
    for _again in 0..2 {
        let mut aliases = graph.aliases_with(&slots);
        let wider = widened::find(program, &aliases, &slots, &widened);
        foreign = std::mem::take(&mut aliases.foreign);
        // The same answers lead to the same types.
        if known.as_ref() == Some(&aliases) && wider == widened {
            break;
        }
        widened = wider;
        slots = solve(program, &facts, &graph.imports, &aliases, &widened);
        known = Some(aliases);
    }
    let maps = slots
        .into_iter()
        .zip(widened)
        .zip(program.modules.iter().zip(&facts))
        .map(|((slots, widened), (module, facts))| {
            let settle = |types: Vec<Type>| types.into_iter().map(ops::settle).collect();
            let unbound = assigned::assigned(module);
            TypeMap {
                exprs: settle(slots.exprs),
                vars: settle(slots.vars),
                returns: settle(slots.returns),
                symbols: settle(slots.symbols),
                updated: slots
                    .updated
                    .into_iter()
                    .map(|(span, ty)| (span, ops::settle(ty)))
                    .collect(),
                unbound_reads: unbound.reads,
                generator_reads: unbound.in_generators,
                unbound_places: unbound.places,
                unbound_vars: unbound.vars,
                maps: facts.maps(),
                widened,
            }
        })
        .collect();
    (maps, foreign)
}

/// Infers modules that import each other together, and after what they import.
fn solve(
    program: &Program,
    facts: &[Facts],
    imports: &Imports,
    aliases: &Aliases,
    widened: &Widened,
) -> Vec<Slots> {
    let mut found: Vec<Option<Slots>> = program.modules.iter().map(|_| None).collect();
    for level in imports.levels() {
        let solved = level.into_par_iter().map(|group| {
            let modules = group.iter().filter_map(|id| program.modules.get(id.index()));
            let own = modules.map(|module| {
                let mut slots = Slots::new(module);
                facts.get(module.id.index()).into_iter().for_each(|it| slots.declare(module, it));
                (module.id, slots)
            });
            let mut slots = GroupSlots { own: own.collect(), imported: &found };
            solve_group(program, facts, aliases, widened, group, &mut slots);
            slots.own
        });
        let solved: Vec<Vec<(ModuleId, Slots)>> = solved.collect();
        for (id, slots) in solved.into_iter().flatten() {
            if let Some(slot) = found.get_mut(id.index()) {
                *slot = Some(slots);
            }
        }
    }
    let modules = program.modules.iter();
    found.into_iter().zip(modules).map(|(it, of)| it.unwrap_or_else(|| Slots::new(of))).collect()
}

/// Infers each definition, and again until nothing changes.
fn solve_group<'p>(
    program: &'p Program,
    facts: &[Facts],
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
