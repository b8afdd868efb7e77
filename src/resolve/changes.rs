//! Statements of a module that change what is compiled. Only definitions are compiled, so what such a
//! statement does would be missing in the browser; it is refused.
//!
//! ```text
//! NAMES = []
//! NAMES.append("a")        PSC211: `NAMES` would be empty in the browser
//! heappush(NAMES, "a")     the same: the rows of the tables say what a call does to its arguments
//! OTHER = NAMES; fill(OTHER)  the same, by another name and in a function
//! print(NAMES)             reads
//! store(NAMES)             a function that is not Python's and not in sight may do anything
//!
//! ```

mod calls;
mod held;
mod loading;
mod mention;
mod registered;
mod values;

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::graph::Graph;
use super::meaning::{Def, Meaning, ModId};
use crate::base::Name;
use crate::diag::{Code, Diagnostic};
use crate::host::SUPPLIED;
use crate::outline::ChunkKind;
use crate::resolve::ItemKind;
use crate::syntax::{ast, ast::BinaryOp, ast::ExprKind};
use crate::tables::builtins;
use crate::tables::effects::Gives;

use loading::Loading;
pub(super) use mention::Searched;

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    mention::words(text).map(|(_, word)| word)
}

impl Graph<'_, '_> {
    /// Needs the classes that derive from a needed one whose `__init_subclass__` may keep them.
    pub(super) fn need_subclasses(&mut self) {
        let classes = self.origins.iter().map(|(def, _)| def);
        let hooked: FxHashSet<(ModId, Name)> = classes
            .filter(|def| matches!(&def.kind, ItemKind::Class(class) if has_hook(class)))
            .map(|def| (def.module, def.name.clone()))
            .collect();
        if hooked.is_empty() {
            return;
        }
        let needed: BTreeSet<ModId> = self.origins.iter().map(|(def, _)| def.module).collect();
        let mut derived = Vec::new();
        for id in needed {
            let Some(module) = self.names.modules.get(id) else { continue };
            let classes = module.outline().chunks.iter().filter(|it| it.kind == ChunkKind::Class);
            derived.extend(classes.filter_map(|it| Some((id, it.binds.first()?.clone()))));
        }
        let known = self.names.set_aside();
        let mut found = Vec::new();
        for (id, name) in derived {
            self.names.asking = self.names.modules.home(id);
            let Some(Meaning::Def(def)) = self.names.name(id, &name) else { continue };
            if !hooked.contains(&(def.module, def.name.clone())) && self.derives(&def, &hooked) {
                found.push(def);
            }
        }
        self.names.take_back(known);
        for def in found {
            self.names.asking = self.names.modules.home(def.module);
            self.need(&def, None);
        }
    }

    fn derives(&mut self, def: &Rc<Def>, hooked: &FxHashSet<(ModId, Name)>) -> bool {
        let mut open = vec![def.clone()];
        let mut seen = FxHashSet::default();
        while let Some(def) = open.pop() {
            let ItemKind::Class(class) = &def.kind else { continue };
            for base in class.bases.iter().filter(|it| it.kind == ast::ArgKind::Positional) {
                let Some(Meaning::Def(above)) = self.names.chain(def.module, named(&base.value))
                else {
                    continue;
                };
                let key = (above.module, above.name.clone());
                if hooked.contains(&key) {
                    return true;
                }
                if seen.insert(key) {
                    open.push(above);
                }
            }
        }
        false
    }

    /// Reports the statements that change what is needed when their module loads.
    pub(super) fn report_changes(&mut self) {
        let watched = self.watched();
        if watched.is_empty() {
            return;
        }
        let mut searched = mention::search(&mut self.names.modules, &watched);
        let kept = mention::decorated(&mut self.names.modules, &watched, &mut searched);
        // What is looked up on the way is no name that anybody needs.
        let known = self.names.set_aside();
        let mut loading = Loading::new(&mut self.names, watched);
        let found = loading.run(&searched.chunks);
        self.names.take_back(known);
        self.report_registered(&kept);
        self.searched = searched;
        for (def, span) in found {
            // A live value has seen the change.
            if def.name_span.file != span.file && def.chunk == super::live::NO_CHUNK {
                continue;
            }
            let message =
                format!("`{}` is changed here, but only definitions are compiled", def.name);
            let help = "write its whole value where it is defined, change it in a function that the browser calls, \
                        or hand out a copy";
            let found = Diagnostic::new(Code::PSC211, span, message);
            self.report(found.label(def.name_span, "defined here").help(help));
        }
    }

    /// The values that are compiled, and may be another one when their module has loaded.
    fn watched(&self) -> Vec<Rc<Def>> {
        let is_value = |def: &Def| match &def.kind {
            ItemKind::Constant { value, .. } => may_change(value),
            // To the server it is an object of Pulse's, and what is done to that is done on the server.
            ItemKind::Function { marker: Some(_), .. } => false,
            // `fn.attribute = 1`
            ItemKind::Function { .. } | ItemKind::Class(_) => true,
            ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => false,
        };
        // What a module that the compiler brings along keeps for itself: loggers by their names.
        let is_internal = |def: &Def| {
            let module = self.names.modules.get(def.module);
            def.name.starts_with('_')
                && module.is_some_and(|module| module.source.path.starts_with(SUPPLIED))
        };
        let values = self.origins.iter().map(|(def, _)| def).filter(|def| is_value(def));
        values.filter(|def| !is_internal(def)).cloned().collect()
    }
}

fn has_hook(class: &ast::ClassDef) -> bool {
    class.body.iter().any(|stmt| {
        matches!(&stmt.kind, ast::StmtKind::Function(def) if &*def.name.name == "__init_subclass__")
    })
}

/// `Base` of `Base[int]`.
fn named(base: &ast::Expr) -> &ast::Expr {
    match &base.kind {
        ExprKind::Subscript { value, .. } => value,
        _plain => base,
    }
}

fn is_number(expr: &ast::Expr) -> bool {
    use ast::Constant;
    matches!(&expr.kind, ExprKind::Constant(Constant::Int(_) | Constant::Float(_)))
}

/// Whether the value that an initializer gives can be changed.
fn may_change(value: &ast::Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_)
        | ExprKind::FString(_)
        | ExprKind::Compare { .. }
        | ExprKind::Unary { .. }
        | ExprKind::Lambda { .. } => false,
        ExprKind::Tuple(items) => items.iter().any(may_change),
        ExprKind::Starred(value) => may_change(value),
        // What a number is added to is a number; `[x] * 2` is a list.
        ExprKind::Binary { op, left, right }
            if *op != BinaryOp::Mul && (is_number(left) || is_number(right)) =>
        {
            false
        }
        ExprKind::Binary { left, right, .. } => may_change(left) || may_change(right),
        ExprKind::IfElse { body, orelse, .. } => may_change(body) || may_change(orelse),
        ExprKind::Bool { values, .. } => values.iter().any(may_change),
        ExprKind::Call { func, args } => match &func.kind {
            ExprKind::Name(name) => builtins::builtin(name).is_none_or(|row| {
                let is_fixed = matches!(row.name, "frozenset" | "tuple")
                    && !args.iter().any(|arg| may_change(&arg.value));
                row.effects.gives != Gives::Scalar && !is_fixed
            }),
            // `", ".join(xs)`, `re.compile(p)`
            ExprKind::Attribute { value, attr } => {
                let is_str = matches!(value.kind, ExprKind::Constant(_) | ExprKind::FString(_));
                let is_pattern = matches!(&value.kind, ExprKind::Name(name) if &**name == "re");
                !(is_str && !matches!(&*attr.name, "split" | "rsplit" | "splitlines")
                    || is_pattern && &*attr.name == "compile")
            }
            _other => true,
        },
        _ => true,
    }
}
