//! What a module tells those that import it: the classes of its names, as the module left them.
//!
//! A module is looked at after those it imports, so what it decides never depends on who imports it. In a
//! circle one of them comes first all the same: what it takes from the others counts as unknown, and they
//! give it functions.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, Span};
use crate::ir::ModuleId;
use crate::lower::components::classes::{ClassId, Classes, Holds};

pub(super) struct Summary {
    pub classes: Classes,
    /// Constants by their names, what functions give by `name()`.
    pub names: FxHashMap<Name, ClassId>,
}

#[derive(Default)]
pub(super) struct Summaries {
    modules: FxHashMap<ModuleId, Summary>,
    /// What a module took from one that comes later.
    pub taken_early: FxHashSet<(ModuleId, Name)>,
    /// The classes copied into a module so far.
    copied: FxHashMap<(ModuleId, ModuleId, ClassId), ClassId>,
}

impl Summaries {
    pub fn add(&mut self, module: ModuleId, summary: Summary) {
        self.modules.insert(module, summary);
    }

    /// The class of a name of `home`, for the module `into`.
    pub fn class(
        &mut self,
        classes: &mut Classes,
        (into, home): (ModuleId, ModuleId),
        name: &Name,
        at: Span,
    ) -> ClassId {
        let Some(summary) = self.modules.get(&home) else {
            self.taken_early.insert((home, name.clone()));
            return unknown(classes);
        };
        let Some(id) = summary.names.get(name) else { return unknown(classes) };
        let copy = Copy { from: &summary.classes, into: classes, key: (into, home), at };
        copy.class(*id, &mut self.copied)
    }
}

fn unknown(classes: &mut Classes) -> ClassId {
    let class = classes.fresh_holding(Holds::UNKNOWN);
    classes.get_mut(class).escapes = true;
    class
}

struct Copy<'a> {
    from: &'a Classes,
    into: &'a mut Classes,
    key: (ModuleId, ModuleId),
    at: Span,
}

impl Copy<'_> {
    fn class(
        self,
        root: ClassId,
        copied: &mut FxHashMap<(ModuleId, ModuleId, ClassId), ClassId>,
    ) -> ClassId {
        let mut open = Vec::new();
        let (importer, home) = self.key;
        let mut copy_of = |id: ClassId, open: &mut Vec<(ClassId, ClassId)>, into: &mut Classes| {
            let id = self.from.find(id);
            *copied.entry((importer, home, id)).or_insert_with(|| {
                let copy = into.fresh();
                open.push((id, copy));
                copy
            })
        };
        let first = copy_of(root, &mut open, self.into);
        while let Some((id, copy)) = open.pop() {
            let class = self.from.get(id);
            let (content, fields) = class.parts();
            let content = content.map(|id| copy_of(id, &mut open, self.into));
            let fields = fields
                .iter()
                .map(|(name, id)| (name.clone(), copy_of(*id, &mut open, self.into)))
                .collect();
            let is_raw = class.holds.has_component() && !class.wants_functions()
                || class.holds.has_class() && !class.escapes;
            let foreign = is_raw.then_some(self.at);
            self.into.fill(copy, class, (content, fields), foreign);
            if class.wants_callable_classes() {
                self.into.get_mut(copy).holds.made_callable();
            }
        }
        first
    }
}
