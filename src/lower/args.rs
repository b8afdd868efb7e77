//! Binding the arguments of a call to the parameters of a function known at compile time, as Python
//! does at run time (Language Reference 6.3.4, "Calls").
//!
//! ```text
//! def f(a, b=1, *, c=2)        f(c=g(), a=h())  →  (c := g(); f(h(), undefined, c))
//! ```

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, Expr, ExprKind, ParamKind, Py};
use crate::lower::context::Lowering;
use crate::lower::func::all_params;
use crate::syntax::ast::{self, ArgKind};

/// A parameter, as far as binding needs it.
#[derive(Clone)]
pub(super) struct Formal {
    pub name: Name,
    pub kind: ParamKind,
    pub is_required: bool,
}

/// The function that is called, for messages.
pub(super) struct Callee<'a> {
    pub name: &'a str,
    pub formals: Vec<Formal>,
    /// Where it is defined.
    pub definition: Option<Span>,
    /// The code of a misfit.
    pub code: &'static Code,
}

/// Arguments in the parameters' order, and what must be evaluated before them.
pub(super) struct Bound {
    pub first: Vec<Expr>,
    pub args: Vec<Arg>,
}

pub(super) fn formals(params: &ast::Params) -> Vec<Formal> {
    all_params(params)
        .map(|(param, kind)| Formal {
            name: param.name.name.clone(),
            kind,
            is_required: param.default.is_none()
                && !matches!(kind, ParamKind::Rest | ParamKind::Keywords),
        })
        .collect()
}

/// What one parameter has been given: where the argument stood in the call, and the argument.
type Slot = Option<(usize, Expr)>;

impl Lowering<'_> {
    /// Binds, or reports every misfit and yields `None`.
    pub fn bind(&mut self, span: Span, callee: &Callee, args: &[ast::Arg]) -> Option<Bound> {
        let mut slots: Vec<Slot> = callee.formals.iter().map(|_| None).collect();
        let mut rest: Vec<Arg> = Vec::new();
        let mut fits = true;
        for (order, arg) in args.iter().enumerate() {
            let value = self.lower(&arg.value);
            let placed = match &arg.kind {
                ArgKind::Positional => {
                    self.place_positional(callee, &mut slots, &mut rest, order, value)
                }
                ArgKind::Star => self.place_star(callee, &slots, &mut rest, arg.span, value),
                ArgKind::Keyword(name) => {
                    self.place_keyword(callee, &mut slots, name, order, value)
                }
                ArgKind::DoubleStar => {
                    self.misfit(
                        callee,
                        arg.span,
                        format!(
                            "`**` in a call of `{}`: the names are not known here",
                            callee.name
                        ),
                        "pass the arguments by name".into(),
                    );
                    false
                }
            };
            fits &= placed;
        }
        let missing: Vec<&Formal> = std::iter::zip(&callee.formals, &slots)
            .filter(|(formal, slot)| formal.is_required && slot.is_none())
            .map(|(formal, _)| formal)
            .collect();
        if fits && !missing.is_empty() {
            let names: Vec<String> =
                missing.iter().map(|formal| format!("`{}`", formal.name)).collect();
            let noun = if names.len() == 1 { "argument" } else { "arguments" };
            let message =
                format!("`{}` is called without its {noun} {}", callee.name, names.join(" and "));
            self.misfit(callee, span, message, signature_help(callee));
            fits = false;
        }
        fits.then(|| self.order(callee, slots, rest))
    }

    fn place_positional(
        &mut self,
        callee: &Callee,
        slots: &mut [Slot],
        rest: &mut Vec<Arg>,
        order: usize,
        value: Expr,
    ) -> bool {
        let span = value.span;
        let free = std::iter::zip(&callee.formals, slots.iter_mut()).find(|(formal, slot)| {
            matches!(formal.kind, ParamKind::Positional | ParamKind::PositionalOnly)
                && slot.is_none()
        });
        if let Some((_, slot)) = free {
            *slot = Some((order, value));
            return true;
        }
        if callee.formals.iter().any(|formal| formal.kind == ParamKind::Rest) {
            rest.push(Arg::Pos(value));
            return true;
        }
        let message = format!("too many positional arguments for `{}`", callee.name);
        self.misfit(callee, span, message, signature_help(callee));
        false
    }

    fn place_star(
        &mut self,
        callee: &Callee,
        slots: &[Slot],
        rest: &mut Vec<Arg>,
        span: Span,
        value: Expr,
    ) -> bool {
        let is_open = std::iter::zip(&callee.formals, slots).any(|(formal, slot)| {
            matches!(formal.kind, ParamKind::Positional | ParamKind::PositionalOnly)
                && slot.is_none()
        });
        let takes_rest = callee.formals.iter().any(|formal| formal.kind == ParamKind::Rest);
        if !is_open && takes_rest {
            rest.push(Arg::Spread(value));
            return true;
        }
        let message =
            format!("how many parameters of `{}` this `*` fills is not known here", callee.name);
        self.misfit(callee, span, message, "pass the arguments one by one".into());
        false
    }

    fn place_keyword(
        &mut self,
        callee: &Callee,
        slots: &mut [Slot],
        name: &ast::Ident,
        order: usize,
        value: Expr,
    ) -> bool {
        let by_name = |kind| matches!(kind, ParamKind::Positional | ParamKind::KeywordOnly);
        let found = std::iter::zip(&callee.formals, slots.iter_mut())
            .find(|(formal, _)| formal.name == name.name && by_name(formal.kind));
        match found {
            Some((_, slot @ None)) => {
                *slot = Some((order, value));
                true
            }
            Some((_, Some(_))) => {
                let message = format!("`{}` gets the argument `{}` twice", callee.name, name.name);
                self.misfit(callee, name.span, message, signature_help(callee));
                false
            }
            None => {
                let message = format!("`{}` has no parameter `{}`", callee.name, name.name);
                let names = callee.formals.iter().filter(|formal| by_name(formal.kind));
                let help = match closest(&name.name, names.map(|formal| &*formal.name)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => signature_help(callee),
                };
                self.misfit(callee, name.span, message, help);
                false
            }
        }
    }

    fn misfit(&mut self, callee: &Callee, span: Span, message: String, help: String) {
        let diagnostic = Diagnostic::new(callee.code, span, message).help(help);
        let diagnostic = match callee.definition {
            Some(at) => diagnostic.label(at, "defined here"),
            None => diagnostic,
        };
        self.report(diagnostic);
    }

    /// Puts the arguments into the parameters' order. Where that is not the order they were written
    /// in, those whose evaluation could be noticed go through temporaries, in the written order.
    fn order(&mut self, callee: &Callee, slots: Vec<Slot>, rest: Vec<Arg>) -> Bound {
        let written: Vec<usize> = slots.iter().flatten().map(|(order, _)| *order).collect();
        let in_order = written.is_sorted() && (rest.is_empty() || !has_gap_in_order(&written));
        let mut first: Vec<(usize, Expr)> = Vec::new();
        let mut args = Vec::new();
        for (formal, slot) in std::iter::zip(&callee.formals, slots) {
            if matches!(formal.kind, ParamKind::Rest | ParamKind::Keywords) {
                continue;
            }
            args.push(match slot {
                None => Arg::Omitted,
                Some((_, value)) if in_order || self.is_quiet(&value) => Arg::Pos(value),
                Some((order, value)) => {
                    let span = value.span;
                    let temp = self.temp(span, &formal.name);
                    first.push((order, self.py(span, Py::Assign(temp, Box::new(value)))));
                    Arg::Pos(self.var_expr(span, temp))
                }
            });
        }
        if rest.is_empty() {
            while matches!(args.last(), Some(Arg::Omitted)) {
                args.pop();
            }
        }
        args.extend(rest);
        first.sort_by_key(|(order, _)| *order);
        Bound { first: first.into_iter().map(|(_, expr)| expr).collect(), args }
    }

    /// A call with bound arguments.
    pub fn with_bound(
        &mut self,
        span: Span,
        bound: Bound,
        make: impl FnOnce(Vec<Arg>) -> ExprKind,
    ) -> Expr {
        let call = self.expr(span, make(bound.args));
        if bound.first.is_empty() {
            return call;
        }
        self.py(span, Py::Seq { first: bound.first, value: Box::new(call) })
    }
}

/// Whether an argument by keyword was written before one that goes into `*rest`.
fn has_gap_in_order(written: &[usize]) -> bool {
    std::iter::zip(written, 0..).any(|(order, position)| *order != position)
}

fn signature_help(callee: &Callee) -> String {
    let mut parts = Vec::new();
    let has_rest = callee.formals.iter().any(|formal| formal.kind == ParamKind::Rest);
    // In Python's order: `*rest` stands before the keyword-only parameters.
    let rank = |kind| match kind {
        ParamKind::PositionalOnly => 0,
        ParamKind::Positional => 1,
        ParamKind::Rest => 2,
        ParamKind::KeywordOnly => 3,
        ParamKind::Keywords => 4,
    };
    let mut formals = callee.formals.clone();
    formals.sort_by_key(|formal| rank(formal.kind));
    let mut star_seen = has_rest;
    for formal in &formals {
        if formal.kind == ParamKind::KeywordOnly && !star_seen {
            parts.push("*".to_owned());
            star_seen = true;
        }
        parts.push(match (formal.kind, formal.is_required) {
            (ParamKind::Rest, _) => format!("*{}", formal.name),
            (ParamKind::Keywords, _) => format!("**{}", formal.name),
            (_, true) => formal.name.to_string(),
            (_, false) => format!("{}=...", formal.name),
        });
    }
    format!("its signature is `{}({})`", callee.name, parts.join(", "))
}

/// The candidate a misspelt name was meant to be, if one is near.
pub(super) fn closest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (b, above) in std::iter::zip(&b, row.iter().skip(1)) {
            let cost = diagonal + usize::from(a != *b);
            left = cost.min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
