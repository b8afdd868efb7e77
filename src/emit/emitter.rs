//! What the emission of one module carries along.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::base::{Name, Span};
use crate::facts::{Asked, BaseExceptions, Callbacks, Proofs, Purity, Stops, Turns};
use crate::ir::{self, Expr, FuncId, Type};
use crate::types::TypeMap;

use super::declare::{BlockId, Declarations};
use super::js::{E, Js, ast};
use super::link::Link;
use super::names::{Made, Names};
use super::patterns::Pattern;
use super::print::Comments;
use super::print::Sources;

/// How elements are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsxMode {
    /// `jsx("p", {…})` of `react/jsx-runtime`, or of `react/jsx-dev-runtime`.
    Automatic { dev: bool },
    /// `<p>…</p>`.
    Preserve,
}

pub(super) struct Emitter<'a> {
    pub program: &'a ir::Program,
    pub module: &'a ir::Module,
    pub types: &'a TypeMap,
    pub jsx: JsxMode,
    pub link: &'a dyn Link,
    pub sources: &'a Sources,
    /// The cursor without a place.
    pub js: Js<'a>,
    pub names: Names,
    pub comments: Comments,
    /// Symbols that some emitted expression mentions.
    pub used_symbols: BTreeSet<ir::SymbolId>,
    pub funcs: Vec<FuncState>,
    /// The names made up at the top level.
    pub made: Made,
    pub purity: &'a Purity,
    /// Tuple displays that are plain arrays.
    pub only_unpacked: FxHashSet<ir::ExprId>,
    /// Parameters that JavaScript may have made, and that are converted where their function begins.
    pub converted: FxHashSet<ir::VarId>,
    /// What is called later.
    pub callbacks: Callbacks,
    /// The patterns of `re` in functions, in the order of their use.
    pub patterns: Vec<Pattern>,
    /// Which closures outlive the turn of a loop that made them.
    pub turns: Turns,
    /// Indexes that are in range, divisors that are not 0.
    pub proofs: Proofs,
    /// Whether each of these is asked again at run time.
    pub asserts_proofs: bool,
    /// The keys read as properties of what may be a `Dict`: see [`super::field`].
    pub fields: BTreeSet<Name>,
    pub base_exceptions: &'a BaseExceptions,
    /// What functions are asked at run time.
    pub asked: &'a Asked,
    /// The functions that a StopIteration may leave.
    pub stops: &'a Stops,
    /// Whether what is handled is kept at run time, for a bare `raise` in a function that is called.
    pub keeps_handled: bool,
    /// Of the method being emitted.
    pub receiver: Option<super::class::Receiver>,
    /// Those of the methods around it, where a class stands in one.
    pub receivers: Vec<Option<super::class::Receiver>>,
    /// What the class around is called in its own code.
    pub own_class: crate::base::Name,
    /// Its key.
    pub own_key: Option<crate::ir::ClassKey>,
    pub classes: ir::Classes<'a, 'a>,
}

/// The function being emitted.
pub(super) struct FuncState {
    pub id: FuncId,
    pub declarations: Declarations,
    /// Numbers the blocks in the order in which [`super::declare`] walked them.
    pub next_block: BlockId,
    pub role: ir::Role,
    /// The label that `break` needs in each loop around, innermost last.
    pub loops: Vec<Option<Name>>,
    /// The JavaScript name of the exception each `except` around is handling, innermost last.
    pub handling: Vec<Name>,
    /// The variable that holds what the caller is handling, in an `except` that keeps what it handles.
    pub outer_handling: Option<Name>,
    /// The names made up in it.
    pub made: Made,
    pub texts: super::texts::Texts,
}

impl<'a> Emitter<'a> {
    pub fn at(&self, span: Span) -> Js<'a> {
        self.js.at(span)
    }

    pub fn ty(&self, expr: &Expr) -> &'a Type {
        self.types.expr(expr.id)
    }

    /// A call of a runtime helper.
    pub fn help(
        &mut self,
        span: Span,
        helper: &'static str,
        args: Vec<impl Into<ast::ExprOrSpread>>,
    ) -> E {
        let (helper, args) = self.gathered(helper, args.into_iter().map(Into::into).collect());
        let name = self.names.helper(helper);
        let js = self.at(span);
        js.call(js.nowhere().ident(&name), args)
    }

    /// `zipAll(rows)` for `zip(...rows)`, which has no room for many.
    fn gathered(
        &self,
        helper: &'static str,
        mut args: Vec<ast::ExprOrSpread>,
    ) -> (&'static str, Vec<ast::ExprOrSpread>) {
        let Some((gathers, before)) = crate::runtime::for_spread(helper) else {
            return (helper, args);
        };
        let is_spread = |arg: &ast::ExprOrSpread| arg.spread.is_some();
        if args.iter().take(before).any(is_spread) || !args.iter().any(is_spread) {
            return (helper, args);
        }
        let mut rest = args.split_off(before);
        let one = match (rest.pop(), rest.is_empty()) {
            (Some(only), true) => E::from(*only.expr),
            (last, _) => {
                rest.extend(last);
                self.js.array(rest)
            }
        };
        args.push(one.into());
        (gathers, args)
    }

    /// A runtime helper as a value.
    pub fn helper(&mut self, helper: &'static str) -> E {
        let name = self.names.helper(helper);
        self.js.ident(&name)
    }

    /// A name for something the emitted code needs; nothing else in the function has it.
    pub fn fresh(&mut self, hint: &str) -> Name {
        match self.funcs.last_mut() {
            Some(func) => self.names.fresh(hint, &mut func.made),
            None => self.names.fresh(hint, &mut self.made),
        }
    }

    /// A name that may hide the same name further out: the exception of a `catch`.
    pub fn shadowing(&mut self, hint: &str) -> Name {
        let mut made = self.funcs.last().map_or_else(Made::default, |func| func.made.anew());
        self.names.fresh(hint, &mut made)
    }

    pub fn func(&self) -> Option<&FuncState> {
        self.funcs.last()
    }

    pub fn var(&mut self, span: Span, var: ir::VarId) -> E {
        match self.receiver(span, var) {
            Some(this) => this,
            None => self.at(span).ident(&self.names.var(var)),
        }
    }

    pub fn symbol(&mut self, span: Span, symbol: ir::SymbolId) -> E {
        self.used_symbols.insert(symbol);
        self.at(span).ident(&self.names.symbol(symbol))
    }
}
