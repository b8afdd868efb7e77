//! Runs the statements of modules in the mind: which names hold which values, and what changes them.
//!
//! It follows names, displays, items, calls of functions in sight, and what the tables say of builtins and
//! methods. A function that is not in sight may change all that it is given; Pulse, tags and JavaScript
//! only read.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::calls::Summary;
use super::held::{Held, Root};
use super::values::is_starred;
use crate::base::{Name, Span};
use crate::resolve::ItemKind;
use crate::resolve::conditions::{Branch, branch};
use crate::resolve::meaning::{Def, Meaning, ModId};
use crate::resolve::namespace::Namespaces;
use crate::syntax::ast::{self, ExprKind, StmtKind};
use crate::tables::builtins;
use crate::tables::effects::Use;

/// How deep calls are followed; what lies deeper may do anything.
pub(super) const MAX_DEPTH: usize = 40;

pub(super) struct Loading<'g, 'a> {
    pub names: &'g mut Namespaces<'a>,
    pub watched: FxHashMap<(ModId, Name), Rc<Def>>,
    /// By the place of the definition; `None` while it is looked at.
    pub summaries: FxHashMap<Span, Option<Rc<Summary>>>,
    /// What definitions hold: `PAIR = [FIRST, FIRST]` asks `FIRST` once. Empty while a definition is looked at.
    pub held: FxHashMap<(ModId, Name), Held>,
    pub depth: usize,
}

/// The code that is looked at.
pub(super) struct Frame {
    pub module: ModId,
    pub names: FxHashMap<Name, Held>,
    /// The names that the function binds; the others are the module's.
    pub locals: FxHashSet<Name>,
    pub globals: FxHashSet<Name>,
    pub changes: Vec<(Root, Span)>,
    pub gives: Held,
    is_module: bool,
}

impl Frame {
    pub fn new(module: ModId, is_module: bool) -> Frame {
        Frame {
            module,
            names: FxHashMap::default(),
            locals: FxHashSet::default(),
            globals: FxHashSet::default(),
            changes: Vec::new(),
            gives: Held::default(),
            is_module,
        }
    }

    /// Adds what a name of this code holds.
    pub fn bind(&mut self, name: &Name, held: Held) {
        if !self.is_module && !self.globals.contains(name) {
            self.locals.insert(name.clone());
        }
        self.names.entry(name.clone()).or_default().add(held);
    }

    pub fn change<'r>(&mut self, roots: impl IntoIterator<Item = &'r Root>, span: Span) {
        self.changes.extend(roots.into_iter().map(|root| (root.clone(), span)));
    }
}

impl<'g, 'a> Loading<'g, 'a> {
    pub fn new(names: &'g mut Namespaces<'a>, watched: Vec<Rc<Def>>) -> Loading<'g, 'a> {
        let watched = watched.into_iter().map(|def| ((def.module, def.name.clone()), def));
        Loading {
            names,
            watched: watched.collect(),
            summaries: FxHashMap::default(),
            held: FxHashMap::default(),
            depth: 0,
        }
    }

    /// The changes that the chunks make.
    pub fn run(&mut self, chunks: &[(ModId, usize)]) -> Vec<(Rc<Def>, Span)> {
        let mut found: Vec<(Rc<Def>, Span)> = Vec::new();
        let mut frames: FxHashMap<ModId, Frame> = FxHashMap::default();
        // Twice: a name may hold a value only by a later round of a loop.
        for is_last in [false, true] {
            for (module, chunk) in chunks {
                self.names.asking = self.names.modules.home(*module);
                let Some(parsed) = self.names.modules.parse(*module, *chunk) else { continue };
                let frame = frames.entry(*module).or_insert_with(|| Frame::new(*module, true));
                frame.changes.clear();
                self.block(frame, &parsed.stmts);
                if !is_last {
                    continue;
                }
                for (root, span) in std::mem::take(&mut frame.changes) {
                    let Root::Value(home, name) = root else { continue };
                    let Some(def) = self.watched.get(&(home, name)) else { continue };
                    let is_body = self.names.modules.home(*module) != *module;
                    if is_body && home != *module {
                        continue;
                    }
                    let is_it =
                        |(other, at): &(Rc<Def>, Span)| Rc::ptr_eq(other, def) && *at == span;
                    // Its own definition does not change it.
                    if !def.span.contains(span) && !found.iter().any(is_it) {
                        found.push((def.clone(), span));
                    }
                }
            }
        }
        found
    }

    /// The compiled value that keeps what a decorator is given, for what is known: one that its function changes, itself or by what
    /// it gives, or one of which it is a method.
    pub fn keeper(&mut self, module: ModId, decorator: &ast::Expr) -> Option<Name> {
        self.names.asking = self.names.modules.home(module);
        let (mut at, mut is_method) = (decorator, false);
        loop {
            at = match &at.kind {
                ast::ExprKind::Call { func, .. } => func,
                ast::ExprKind::Name(_) | ast::ExprKind::Attribute { .. } => {
                    if let Some(Meaning::Def(def)) = self.names.chain(module, at) {
                        return self.kept_by(&def, is_method);
                    }
                    let ast::ExprKind::Attribute { value, .. } = &at.kind else { return None };
                    is_method = true;
                    value
                }
                _computed => return None,
            };
        }
    }

    fn kept_by(&mut self, def: &Def, is_method: bool) -> Option<Name> {
        match &def.kind {
            ItemKind::Function { def: function, .. } if !is_method => {
                let (params, body) = (&function.params, &function.body);
                let summary = self.summary(def.module, def.span, params, body);
                summary.changed.iter().find_map(|root| match root {
                    Root::Value(module, name) => {
                        let def = self.watched.get(&(*module, name.clone()))?;
                        let keeps =
                            matches!(def.kind, ItemKind::Constant { .. } | ItemKind::Class(_));
                        keeps.then(|| def.name.clone())
                    }
                    Root::Param(_) | Root::Inside(_) => None,
                })
            }
            ItemKind::Constant { .. } | ItemKind::Class(_) if is_method => {
                let is_watched = self.watched.contains_key(&(def.module, def.name.clone()));
                is_watched.then(|| def.name.clone())
            }
            _other => None,
        }
    }

    pub(super) fn block(&mut self, frame: &mut Frame, stmts: &[ast::Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(frame, stmt));
    }

    fn stmt(&mut self, frame: &mut Frame, stmt: &ast::Stmt) {
        match &stmt.kind {
            StmtKind::Expr(value) => drop(self.value(frame, value)),
            StmtKind::Assign { targets, value } => {
                let held = self.value(frame, value);
                targets.iter().for_each(|target| self.bind(frame, target, Some(value), &held));
            }
            StmtKind::AnnAssign { target, value: Some(value), .. } => {
                let held = self.value(frame, value);
                self.bind(frame, target, Some(value), &held);
            }
            StmtKind::AugAssign { target, value, .. } => {
                let held = self.value(frame, value);
                let before = self.value(frame, target);
                frame.change(&before.whole, stmt.span);
                self.bind(frame, target, None, &held.held());
            }
            StmtKind::Delete(targets) => {
                targets.iter().for_each(|target| self.stored(frame, target));
            }
            StmtKind::Return(Some(value)) => {
                let held = self.value(frame, value);
                frame.gives.add(held);
            }
            StmtKind::If { test, body, orelse } => {
                drop(self.value(frame, test));
                match branch(test) {
                    Branch::TypeChecking | Branch::Never => self.block(frame, orelse),
                    Branch::Running | Branch::Always => self.block(frame, body),
                    Branch::Unknown => {
                        self.block(frame, body);
                        self.block(frame, orelse);
                    }
                }
            }
            StmtKind::While { test, body, orelse } => {
                drop(self.value(frame, test));
                self.block(frame, body);
                self.block(frame, orelse);
            }
            StmtKind::For(node) => {
                let held = self.walked(frame, &node.iter);
                self.bind(frame, &node.target, None, &held.item());
                self.block(frame, &node.body);
                self.block(frame, &node.orelse);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    let held = self.value(frame, &item.context);
                    if let Some(target) = &item.target {
                        self.bind(frame, target, None, &held.unknown());
                    }
                }
                self.block(frame, body);
            }
            StmtKind::Match { subject, cases } => {
                let held = self.value(frame, subject).unknown();
                for case in cases {
                    captured(&case.pattern, &mut |name| {
                        frame.bind(name, held.clone());
                    });
                    case.guard.iter().for_each(|guard| drop(self.value(frame, guard)));
                    self.block(frame, &case.body);
                }
            }
            StmtKind::Raise { exc, cause } => {
                exc.iter().chain(cause).for_each(|expr| drop(self.value(frame, expr)));
            }
            StmtKind::Assert { test, msg } => {
                drop(self.value(frame, test));
                msg.iter().for_each(|msg| drop(self.value(frame, msg)));
            }
            StmtKind::Try(node) => {
                self.block(frame, &node.body);
                node.handlers.iter().for_each(|handler| self.block(frame, &handler.body));
                self.block(frame, &node.orelse);
                self.block(frame, &node.finally);
            }
            StmtKind::Global(names) => {
                frame.globals.extend(names.iter().map(|name| name.name.clone()));
            }
            // A nested one is taken to be called by whoever gets it.
            StmtKind::Function(def) if !frame.is_module => self.block(frame, &def.body),
            StmtKind::Class(def) => self.block(frame, &def.body),
            StmtKind::Function(_)
            | StmtKind::AnnAssign { value: None, .. }
            | StmtKind::Return(None)
            | StmtKind::Missing
            | StmtKind::TypeAlias { .. }
            | StmtKind::Import(_)
            | StmtKind::ImportFrom(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue => {}
        }
    }

    /// Binds a target; `value` is what is unpacked, where it is written out.
    pub(super) fn bind(
        &mut self,
        frame: &mut Frame,
        target: &ast::Expr,
        value: Option<&ast::Expr>,
        held: &Held,
    ) {
        match &target.kind {
            ExprKind::Name(name) => {
                if frame.globals.contains(name) {
                    let root = Root::Value(frame.module, name.clone());
                    frame.change([&root], target.span);
                }
                frame.bind(name, held.clone());
            }
            ExprKind::Starred(inner) => self.bind(frame, inner, None, &held.clone().held()),
            ExprKind::Tuple(parts) | ExprKind::List(parts) => {
                let values = match value.map(|value| &value.kind) {
                    Some(ExprKind::Tuple(values) | ExprKind::List(values))
                        if values.len() == parts.len()
                            && !parts.iter().chain(values).any(is_starred) =>
                    {
                        values.as_slice()
                    }
                    _other => &[],
                };
                for (at, part) in parts.iter().enumerate() {
                    match values.get(at) {
                        Some(value) => {
                            let held = self.value(frame, value);
                            self.bind(frame, part, Some(value), &held);
                        }
                        None => self.bind(frame, part, None, &held.clone().item()),
                    }
                }
            }
            ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => {
                self.stored(frame, target);
                self.put(frame, value, held);
            }
            _other => {}
        }
    }

    /// A store to an item or attribute changes what holds it.
    fn stored(&mut self, frame: &mut Frame, target: &ast::Expr) {
        match &target.kind {
            ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => {
                let held = self.value(frame, value);
                frame.change(&held.whole, target.span);
            }
            ExprKind::Tuple(parts) | ExprKind::List(parts) => {
                parts.iter().for_each(|part| self.stored(frame, part));
            }
            _other => {}
        }
    }

    /// The value goes into what the expression names.
    pub(super) fn put(&mut self, frame: &mut Frame, into: &ast::Expr, held: &Held) {
        match &into.kind {
            ExprKind::Name(name) => {
                frame.names.entry(name.clone()).or_default().add(held.clone().held());
            }
            ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => {
                self.put(frame, value, held);
            }
            _other => {}
        }
    }

    /// Walks the value: that changes an iterator.
    pub(super) fn walked(&mut self, frame: &mut Frame, expr: &ast::Expr) -> Held {
        let held = self.value(frame, expr);
        let iterators = held.whole.iter().filter(|root| self.is_iterator(root));
        let iterators: Vec<Root> = iterators.cloned().collect();
        frame.change(&iterators, expr.span);
        held
    }

    pub(super) fn is_iterator(&self, root: &Root) -> bool {
        let Root::Value(module, name) = root else { return false };
        let def = self.watched.get(&(*module, name.clone()));
        let Some(ItemKind::Constant { value, .. }) = def.map(|def| &def.kind) else { return false };
        match &value.kind {
            ExprKind::Generator { .. } => true,
            ExprKind::Call { func, .. } => match &func.kind {
                ExprKind::Name(name) => builtins::builtin(name).is_some_and(|row| {
                    matches!(row.effects.any_arg(), Use::Later | Use::CallsLater)
                }),
                _other => false,
            },
            _other => false,
        }
    }
}

/// The names that a pattern binds.
fn captured(pattern: &ast::Pattern, each: &mut dyn FnMut(&Name)) {
    match &pattern.kind {
        ast::PatternKind::Value(_) | ast::PatternKind::Singleton(_) => {}
        ast::PatternKind::Sequence(parts) | ast::PatternKind::Or(parts) => {
            parts.iter().for_each(|part| captured(part, each));
        }
        ast::PatternKind::Mapping { patterns, rest, .. } => {
            patterns.iter().for_each(|part| captured(part, each));
            rest.iter().for_each(|name| each(&name.name));
        }
        ast::PatternKind::Class { patterns, keywords, .. } => {
            patterns.iter().for_each(|part| captured(part, each));
            keywords.iter().for_each(|(_, part)| captured(part, each));
        }
        ast::PatternKind::Star(name) => name.iter().for_each(|name| each(&name.name)),
        ast::PatternKind::As { pattern, name } => {
            pattern.iter().for_each(|part| captured(part, each));
            name.iter().for_each(|name| each(&name.name));
        }
    }
}
