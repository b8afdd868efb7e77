//! Texts that a loop reads by position.
//!
//! ```text
//! for i in range(len(s)):        const sChars = codePoints(s);
//!     print(s[i])                for (let i = 0; i < sChars.length; i++) { print(sChars[i]); }
//! ```
//!
//! Python counts code points, JavaScript what UTF-16 makes of them. `charAt(s, i)` finds out each time whether these are the
//! same; where a loop asks again and again it is found out once, after the text is bound: `codePoints(s)` is `s` itself, as a
//! rule, else an array of its code points.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Expr, ExprKind, Function, Module, Place, PlaceKind, Py, Stmt, StmtKind, VarId,
};
use crate::types::TypeMap;

use super::emitter::Emitter;
use super::js::{E, S};

/// The texts of a function that a loop reads by position, with the name of their characters once these are there.
pub(super) type Texts = FxHashMap<VarId, Option<Name>>;

impl Emitter<'_> {
    /// `const sChars = codePoints(s);` after the text is bound.
    pub fn bound_text(&mut self, var: VarId) -> Option<S> {
        if !self.func()?.texts.get(&var)?.is_none() {
            return None;
        }
        let text = self.names.var(var);
        let hint =
            if text.contains('_') { format!("{text}_chars") } else { format!("{text}Chars") };
        let name = self.fresh(&hint);
        let quiet = self.js;
        let chars = quiet.call(self.helper("codePoints"), vec![quiet.ident(&text)]);
        if let Some(func) = self.funcs.last_mut() {
            func.texts.insert(var, Some(name.clone()));
        }
        Some(quiet.const_(quiet.bind(&name), chars))
    }

    /// The same for the parameters of a function.
    pub fn given_texts(&mut self, func: &Function) -> Vec<S> {
        func.params.iter().filter_map(|param| self.bound_text(param.var)).collect()
    }

    /// `[...s].reverse()` of what is walked: `reversed(s)`.
    pub fn text_from_end(&mut self, walked: &Expr) -> Option<E> {
        let ExprKind::Py(Py::Builtin { row, args, .. }) = &walked.kind else { return None };
        let [Arg::Pos(text)] = args.as_slice() else { return None };
        if row.name != "reversed" || !self.ty(text).is_str() {
            return None;
        }
        let at = self.at(walked.span);
        let text = self.expr(text);
        let chars = at.array(vec![self.js.spread(text)]);
        Some(at.call(at.member(chars, "reverse"), Vec::<E>::new()))
    }

    /// The characters of the text that the expression names.
    pub fn chars_of(&self, text: &Expr) -> Option<E> {
        let ExprKind::Var(var) = &text.kind else { return None };
        let mut known = self.funcs.iter().rev().filter_map(|func| func.texts.get(var)?.as_ref());
        known.next().map(|name| self.at(text.span).ident(name))
    }

    /// `s[i]`: `sChars[i]` where the position is one for certain, else `sChars[i] ?? charAt(s, i)`.
    pub fn char_at(&mut self, expr: &Expr, text: &Expr, index: &Expr) -> Option<E> {
        let chars = self.chars_of(text)?;
        if !self.ty(index).is_exact_int() {
            return None;
        }
        let at = self.at(expr.span);
        if self.proofs.is_in_range(expr.id) {
            let index = self.expr(index);
            return Some(match self.asserts_proofs {
                true => self.help(expr.span, "provenIndex", vec![chars, index]),
                false => at.index(chars, index),
            });
        }
        if !self.is_near(index) || is_from_end(index) {
            return None;
        }
        let (text, index) = (self.expr(text), self.expr(index));
        let item = at.index(chars, index.clone());
        let checked = self.help(expr.span, "charAt", vec![text, index]);
        Some(at.binary(super::js::ast::BinaryOp::NullishCoalescing, item, checked))
    }
}

fn is_from_end(index: &Expr) -> bool {
    index.as_int().is_some_and(|index| index < 0)
}

/// The texts of the function that are bound once, and read by position in a loop that does not bind them.
pub(super) fn read_by_position(module: &Module, types: &TypeMap, func: &Function) -> Texts {
    let params = func.params.iter().map(|param| (param.var, 0));
    let mut look =
        Look { module, types, loops: 0, bound: params.collect(), found: FxHashSet::default() };
    walk::walk_body(&mut look, func);
    let is_bound_once = |var: &VarId| {
        let row = module.var(*var);
        row.is_some_and(|row| row.owner == func.id && row.writes == 1 && !row.is_shared)
            && !types.vars_that_may_be_unbound().contains(var)
    };
    look.found.into_iter().filter(is_bound_once).map(|var| (var, None)).collect()
}

struct Look<'m> {
    module: &'m Module,
    types: &'m TypeMap,
    loops: u32,
    /// The variables that are parameters or assigned, and in how many loops.
    bound: FxHashMap<VarId, u32>,
    found: FxHashSet<VarId>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Assign { place: Place { kind: PlaceKind::Var(var), .. }, .. } = &stmt.kind
        {
            self.bound.insert(*var, self.loops);
        }
        let is_loop = matches!(stmt.kind, StmtKind::For { .. } | StmtKind::While { .. });
        self.loops += u32::from(is_loop);
        walk::walk_stmt(self, stmt);
        self.loops -= u32::from(is_loop);
    }

    fn expr(&mut self, expr: &'m Expr) {
        let is_loop = matches!(expr.kind, ExprKind::Py(Py::Comp(_)));
        self.loops += u32::from(is_loop);
        if let ExprKind::Py(Py::Index(text, index)) = &expr.kind
            && let ExprKind::Var(var) = text.kind
            && self.types.var(var).is_str()
            && self.types.expr(index.id).is_exact_int()
            && !is_from_end(index)
            && self.bound.get(&var).is_some_and(|loops| *loops < self.loops)
        {
            self.found.insert(var);
        }
        walk::walk_expr(self, expr);
        self.loops -= u32::from(is_loop);
    }

    // A function of its own looks for itself.
    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}
