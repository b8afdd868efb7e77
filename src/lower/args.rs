//! Binding the arguments of a call to the parameters of a function known at compile time, as Python
//! does at run time (Language Reference 6.3.4, "Calls").
//!
//! ```text
//! def f(a, b=1, *, c=2)        f(c=g(), a=h())  →  (c := g(); f(h(), undefined, c))
//! ```

use crate::base::{Name, Span, closest};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, DictEntry, Expr, ExprKind, ParamKind, Py};
use crate::lower::context::Lowering;
use crate::lower::func::all_params;
use crate::syntax::ast::{self, ArgKind};
use crate::tables::signature;

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
    /// Of a function written in Python: how CPython calls it in messages.
    pub qualname: Option<String>,
}

impl Callee<'_> {
    fn takes(&self, kind: ParamKind) -> bool {
        self.formals.iter().any(|formal| formal.kind == kind)
    }

    /// Whether keywords come in one marked object after the rest: JavaScript could not tell them from
    /// what the rest takes otherwise.
    fn marks_keywords(&self) -> bool {
        self.qualname.is_some()
            && self.takes(ParamKind::Rest)
            && (self.takes(ParamKind::KeywordOnly) || self.takes(ParamKind::Keywords))
    }
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
        if let Some(qualname) = &callee.qualname
            && is_bound_at_run_time(callee, args)
        {
            return Some(self.bind_at_run_time(span, callee, qualname, args));
        }
        let mut slots: Vec<Slot> = callee.formals.iter().map(|_| None).collect();
        let mut rest: Vec<Arg> = Vec::new();
        let mut extra: Vec<(usize, Name, Expr)> = Vec::new();
        let mut fits = true;
        for (order, arg) in args.iter().enumerate() {
            let value = self.lower(&arg.value);
            let placed = match &arg.kind {
                ArgKind::Positional => {
                    self.place_positional(callee, &mut slots, &mut rest, order, value)
                }
                ArgKind::Star => self.place_star(callee, &slots, &mut rest, arg.span, value),
                ArgKind::Keyword(name) => {
                    let is_known = !callee.takes(ParamKind::Keywords)
                        || callee.formals.iter().any(|formal| {
                            formal.name == name.name
                                && matches!(
                                    formal.kind,
                                    ParamKind::Positional | ParamKind::KeywordOnly
                                )
                        });
                    match is_known {
                        true => self.place_keyword(callee, &mut slots, name, order, value),
                        false => self.place_extra(callee, &mut extra, name, order, value),
                    }
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
        fits.then(|| self.order(callee, slots, rest, extra))
    }

    /// A keyword for `**rest`.
    fn place_extra(
        &mut self,
        callee: &Callee,
        extra: &mut Vec<(usize, Name, Expr)>,
        name: &ast::Ident,
        order: usize,
        value: Expr,
    ) -> bool {
        let is_new = extra.iter().all(|(_, known, _)| *known != name.name);
        if !is_new {
            let message = format!("`{}` gets the argument `{}` twice", callee.name, name.name);
            self.misfit(callee, name.span, message, signature_help(callee));
        }
        extra.push((order, name.name.clone(), value));
        is_new
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
    fn order(
        &mut self,
        callee: &Callee,
        slots: Vec<Slot>,
        rest: Vec<Arg>,
        extra: Vec<(usize, Name, Expr)>,
    ) -> Bound {
        let marks = callee.marks_keywords();
        let mut by_position = Vec::new();
        let mut by_name = extra;
        for (formal, slot) in std::iter::zip(&callee.formals, slots) {
            match (formal.kind, slot) {
                (ParamKind::Rest | ParamKind::Keywords, _) => {}
                (ParamKind::KeywordOnly, None) if marks => {}
                (ParamKind::KeywordOnly, Some((order, value))) if marks => {
                    by_name.push((order, formal.name.clone(), value));
                }
                (_, slot) => by_position.push((formal.name.clone(), slot)),
            }
        }
        by_name.sort_by_key(|(order, ..)| *order);
        let slots = by_position.iter().filter_map(|(_, slot)| slot.as_ref());
        let written: Vec<usize> = slots.map(|(order, _)| *order).collect();
        let named = by_name.iter().map(|(order, ..)| *order);
        let in_order = written.iter().copied().chain(named).is_sorted()
            && (rest.is_empty() || !has_gap_in_order(&written));
        let mut first: Vec<(usize, Expr)> = Vec::new();
        let mut args = Vec::new();
        for (name, slot) in by_position {
            args.push(match slot {
                None => Arg::Omitted,
                Some((order, value)) => {
                    Arg::Pos(self.in_turn(in_order, order, &name, value, &mut first))
                }
            });
        }
        if rest.is_empty() && by_name.is_empty() {
            while matches!(args.last(), Some(Arg::Omitted)) {
                args.pop();
            }
        }
        args.extend(rest);
        if let Some((_, _, value)) = by_name.first() {
            let span = value.span;
            let mut entries = Vec::new();
            for (order, name, value) in by_name {
                let key = self.expr(value.span, ExprKind::Str(name.clone()));
                let value = self.in_turn(in_order, order, &name, value, &mut first);
                entries.push(DictEntry::Pair(key, value));
            }
            let record = self.py(span, Py::Dict { entries, is_record: true });
            args.push(Arg::Pos(match marks {
                true => self.helper_call(span, "keywords", vec![record]),
                false => record,
            }));
        }
        first.sort_by_key(|(order, _)| *order);
        Bound { first: first.into_iter().map(|(_, expr)| expr).collect(), args }
    }

    /// The argument where it goes, or a temporary that `first` evaluates in the written order.
    fn in_turn(
        &mut self,
        in_order: bool,
        order: usize,
        name: &Name,
        value: Expr,
        first: &mut Vec<(usize, Expr)>,
    ) -> Expr {
        if in_order || self.is_quiet(&value) {
            return value;
        }
        let span = value.span;
        let temp = self.temp(span, name);
        first.push((order, self.py(span, Py::Assign(temp, Box::new(value)))));
        self.var_expr(span, temp)
    }

    fn helper_call(&mut self, span: Span, helper: &'static str, args: Vec<Expr>) -> Expr {
        let callee = Box::new(self.py(span, Py::Helper(helper)));
        let args = args.into_iter().map(Arg::Pos).collect();
        self.py(span, Py::Call { callee, args })
    }

    /// `f(*xs, k=1, **d)` is `f(...bindArguments("f(a, k=)", [...xs], { k: 1 }, d))`.
    fn bind_at_run_time(
        &mut self,
        span: Span,
        callee: &Callee,
        qualname: &str,
        args: &[ast::Arg],
    ) -> Bound {
        let (positional, mut mappings) = self.gathered(span, args);
        let signature = format!("{qualname}({})", parameter_list(callee));
        let signature = self.expr(span, ExprKind::Str(signature.into()));
        let mut all = vec![signature, positional];
        all.append(&mut mappings);
        let bound = self.helper_call(span, "bindArguments", all);
        Bound { first: Vec::new(), args: vec![Arg::Spread(bound)] }
    }

    /// A call of a function that is known at run time only, and tells its parameters then:
    /// `callWith(f, [...xs], { k: 1 }, d)`.
    pub fn call_with(&mut self, span: Span, callee: Expr, args: &[ast::Arg]) -> Expr {
        let (positional, mut mappings) = self.gathered(span, args);
        let mut all = vec![callee, positional];
        all.append(&mut mappings);
        self.helper_call(span, "callWith", all)
    }

    /// A helper that takes positional arguments and keywords as they come: `dictWith([...xs], { k: 1 }, d)`.
    pub fn call_with_mappings(
        &mut self,
        span: Span,
        helper: &'static str,
        receiver: Option<Expr>,
        args: &[ast::Arg],
    ) -> Expr {
        let (positional, mut mappings) = self.gathered(span, args);
        let mut all: Vec<Expr> = receiver.into_iter().chain([positional]).collect();
        all.append(&mut mappings);
        self.helper_call(span, helper, all)
    }

    /// `partial(f, *xs, k=1)`: `partialWith(f, [...xs], { k: 1 })`.
    pub fn partial_with(&mut self, span: Span, args: &[ast::Arg]) -> Option<Expr> {
        let (func, rest) = args.split_first()?;
        let by_name =
            |arg: &ast::Arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar);
        if func.kind != ArgKind::Positional || !rest.iter().any(by_name) {
            return None;
        }
        let func = self.lower(&func.value);
        if let ExprKind::Py(Py::BuiltinRef(row)) = &func.kind
            && !signature::is_bound(row.signature)
        {
            let message = format!("`partial({}, ...)` with keywords is not compiled", row.name);
            let help = format!("write a lambda: `lambda *values: {}(*values, ...)`", row.name);
            return Some(self.refuse(Code::PSC403, span, &message, &help));
        }
        let (positional, mut mappings) = self.gathered(span, rest);
        let mut all = vec![func, positional];
        all.append(&mut mappings);
        Some(self.helper_call(span, "partialWith", all))
    }

    /// The arguments as a list, and as dicts of keywords.
    fn gathered(&mut self, span: Span, args: &[ast::Arg]) -> (Expr, Vec<Expr>) {
        let mut positional = Vec::new();
        let mut mappings: Vec<Expr> = Vec::new();
        let mut entries: Vec<DictEntry> = Vec::new();
        for arg in args {
            let value = self.lower(&arg.value);
            match &arg.kind {
                ArgKind::Positional => positional.push(Arg::Pos(value)),
                ArgKind::Star => positional.push(Arg::Spread(value)),
                ArgKind::Keyword(name) => {
                    let key = self.expr(name.span, ExprKind::Str(name.name.clone()));
                    entries.push(DictEntry::Pair(key, value));
                }
                ArgKind::DoubleStar => {
                    self.flush_keywords(span, &mut entries, &mut mappings);
                    mappings.push(value);
                }
            }
        }
        self.flush_keywords(span, &mut entries, &mut mappings);
        (self.py(span, Py::List(positional)), mappings)
    }

    fn flush_keywords(
        &mut self,
        span: Span,
        entries: &mut Vec<DictEntry>,
        mappings: &mut Vec<Expr>,
    ) {
        if !entries.is_empty() {
            let entries = std::mem::take(entries);
            mappings.push(self.py(span, Py::Dict { entries, is_record: true }));
        }
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
/// Whether only the values decide which parameter gets what: `**d`, or `*xs` before a parameter that
/// is not the rest.
fn is_bound_at_run_time(callee: &Callee, args: &[ast::Arg]) -> bool {
    let by_position = |kind| matches!(kind, ParamKind::Positional | ParamKind::PositionalOnly);
    let count = callee.formals.iter().filter(|formal| by_position(formal.kind)).count();
    let mut before = 0;
    args.iter().any(|arg| match &arg.kind {
        ArgKind::DoubleStar => true,
        ArgKind::Star => before < count || !callee.takes(ParamKind::Rest),
        ArgKind::Positional => {
            before += 1;
            false
        }
        ArgKind::Keyword(_) => false,
    })
}

/// The parameters as `bindArguments` reads them: `a, b=, /, *args, c=, **rest`.
fn parameter_list(callee: &Callee) -> String {
    let mut parts = Vec::new();
    let mut is_keyword_only = false;
    let mut formals = callee.formals.iter().peekable();
    while let Some(formal) = formals.next() {
        let default = if formal.is_required { "" } else { "=" };
        match formal.kind {
            ParamKind::Rest => {
                is_keyword_only = true;
                parts.push(format!("*{}", formal.name));
            }
            ParamKind::Keywords => parts.push(format!("**{}", formal.name)),
            ParamKind::KeywordOnly => {
                if !is_keyword_only {
                    is_keyword_only = true;
                    parts.push("*".to_owned());
                }
                parts.push(format!("{}{default}", formal.name));
            }
            ParamKind::PositionalOnly => {
                parts.push(format!("{}{default}", formal.name));
                let is_last = formals.peek().is_none_or(|next| next.kind != formal.kind);
                if is_last {
                    parts.push("/".to_owned());
                }
            }
            ParamKind::Positional => parts.push(format!("{}{default}", formal.name)),
        }
    }
    parts.join(", ")
}

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
