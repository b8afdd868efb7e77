//! Calls of Python builtins: checked against the signature here, so that what comes after may rely on
//! it.

use crate::base::{Name, Span, closest};
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Arg, Expr, ExprKind, Keyword, Py};
use crate::lower::args::{Callee, Formal};
use crate::lower::context::Lowering;
use crate::lower::expr::is_type;
use crate::lower::instances::raw_arg;
use crate::syntax::ast;
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::reason;
use crate::tables::signature::{self, ParamDefault, ParamKind};

impl Lowering<'_> {
    pub fn builtin_call(
        &mut self,
        span: Span,
        func_span: Span,
        row: &'static BuiltinRow,
        args: &[ast::Arg],
    ) -> Expr {
        let is_exception = matches!(row.kind, BuiltinKind::Exception { .. });
        if row.library.is_some() && !is_exception {
            return self.library_call(span, func_span, row, args);
        }
        if !is_exception && let Some(call) = self.call_by_mapping(span, func_span, row, args) {
            return call;
        }
        let written = args;
        let (mut args, keywords) = self.loose_args(args);
        // `list(Color)`: an enum that is walked is no function.
        if !row.effects.calls_back()
            && let Some(ast::Arg { kind: ast::ArgKind::Positional, value, .. }) = written.first()
            && self.enum_named(value).is_some()
            && !args.is_empty()
        {
            let first = args.remove(0);
            args.insert(0, raw_arg(first));
        }
        if !self.builtin_is_compiled(func_span, row) {
            return self.error(span);
        }
        if !self.fits(span, row, &args, &keywords) {
            return self.error(span);
        }
        // Classes that are asked about are no values.
        let args = match row.signature.get(1) {
            Some(param) if param.name == "class_or_tuple" => {
                args.into_iter().map(raw_arg).collect()
            }
            _other => args,
        };
        if let ([ir::Arg::Pos(_)], true) = (args.as_slice(), is_type(row)) {
            let class = self.py(span, Py::Builtin { row, args, keywords });
            return self.callable_class(span, class);
        }
        let (first, args, keywords) = self.in_written_order(row, args, keywords);
        let call = self.py(span, Py::Builtin { row, args, keywords });
        if first.is_empty() {
            return call;
        }
        self.py(span, Py::Seq { first, value: Box::new(call) })
    }

    /// `dict(a=1, **b)`, `print(*xs, **options)`, `sorted(xs, **options)`, `math.pow(*pair)`: which argument
    /// goes where is known at run time only.
    fn call_by_mapping(
        &mut self,
        span: Span,
        func_span: Span,
        row: &'static BuiltinRow,
        args: &[ast::Arg],
    ) -> Option<Expr> {
        let is_filled_by_star = || {
            let takes_many = row.signature.iter().any(|param| param.kind == ParamKind::Args);
            row.library.is_some()
                && !takes_many
                && args.iter().any(|arg| arg.kind == ast::ArgKind::Star)
        };
        if !args.iter().any(|arg| arg.kind == ast::ArgKind::DoubleStar) && !is_filled_by_star() {
            return None;
        }
        let helper = match row.name {
            "dict" => "dictWith",
            "print" => "printBy",
            _other => {
                let is_bound = is_compiled(row) && signature::is_bound(row.signature);
                let callee = is_bound.then(|| self.py(func_span, Py::BuiltinRef(row)))?;
                return Some(self.call_with(span, callee, args));
            }
        };
        Some(self.call_with_mappings(span, helper, None, args))
    }

    /// A helper takes its arguments in the order of the signature, `print` its keywords first. Where
    /// that is not the order they are written in and evaluating them could be noticed, they go through
    /// temporaries.
    fn in_written_order(
        &mut self,
        row: &BuiltinRow,
        args: Vec<Arg>,
        keywords: Vec<Keyword>,
    ) -> (Vec<Expr>, Vec<Arg>, Vec<Keyword>) {
        let position =
            |keyword: &Keyword| row.signature.iter().position(|param| *param.name == *keyword.name);
        let is_ordered = keywords.iter().map(position).is_sorted() && row.name != "print";
        if is_ordered || keywords.iter().all(|keyword| self.is_quiet(&keyword.value)) {
            return (Vec::new(), args, keywords);
        }
        let mut first = Vec::new();
        let args = args
            .into_iter()
            .map(|arg| match arg {
                Arg::Pos(value) => Arg::Pos(self.evaluated_first(value, &mut first)),
                Arg::Spread(value) => Arg::Spread(self.evaluated_first(value, &mut first)),
                Arg::Omitted => Arg::Omitted,
            })
            .collect();
        let keywords = keywords
            .into_iter()
            .map(|Keyword { name, span, value }| {
                let value = self.evaluated_first(value, &mut first);
                Keyword { name, span, value }
            })
            .collect();
        (first, args, keywords)
    }

    fn evaluated_first(&mut self, value: Expr, first: &mut Vec<Expr>) -> Expr {
        if self.is_quiet(&value) {
            return value;
        }
        let span = value.span;
        let temp = self.temp(span, "value");
        first.push(self.py(span, Py::Assign(temp, Box::new(value))));
        self.var_expr(span, temp)
    }

    /// A call of a name of the standard library: its arguments are bound as those of a function of the
    /// program. Keyword-only ones beside `*args` stay apart.
    fn library_call(
        &mut self,
        span: Span,
        func_span: Span,
        row: &'static BuiltinRow,
        args: &[ast::Arg],
    ) -> Expr {
        if row.kind == BuiltinKind::Constant {
            let (args, _) = self.loose_args(args);
            let callee = Box::new(self.py(func_span, Py::BuiltinRef(row)));
            return self.py(span, Py::Call { callee, args });
        }
        if row.name == "functools.partial"
            && let Some(call) = self.partial_with(span, args)
        {
            return call;
        }
        // A pattern of `re` is translated here, where it must be known.
        if !row.name.starts_with("re.")
            && let Some(call) = self.call_by_mapping(span, func_span, row, args)
        {
            return call;
        }
        let formals: Vec<Formal> = row
            .signature
            .iter()
            .map(|param| Formal {
                name: param.name.into(),
                kind: match param.kind {
                    ParamKind::Positional => ir::ParamKind::PositionalOnly,
                    ParamKind::PositionalOrKeyword => ir::ParamKind::Positional,
                    ParamKind::Keyword => ir::ParamKind::KeywordOnly,
                    ParamKind::Args => ir::ParamKind::Rest,
                    ParamKind::Kwargs => ir::ParamKind::Keywords,
                },
                is_required: param.default == ParamDefault::Required,
            })
            .collect();
        let takes_rest = formals.iter().any(|formal| formal.kind == ir::ParamKind::Rest);
        let by_name: Vec<Name> = formals
            .iter()
            .filter(|formal| takes_rest && formal.kind == ir::ParamKind::KeywordOnly)
            .map(|formal| formal.name.clone())
            .collect();
        let callee = Callee {
            name: row.name,
            formals,
            definition: None,
            code: Code::PSC401,
            qualname: None,
        };
        let Some(mut bound) = self.bind(span, &callee, args) else { return self.error(span) };
        if row.name.starts_with("re.") {
            let Some(args) = self.regex_args(row, bound.args) else { return self.error(span) };
            bound.args = args;
        }
        self.with_bound(span, bound, |args| {
            let mut args = args.into_iter();
            let keywords = by_name.into_iter().zip(args.by_ref());
            let keywords = keywords.filter_map(|(name, arg)| match arg {
                Arg::Pos(value) => Some(Keyword { name, span: value.span, value }),
                Arg::Spread(_) | Arg::Omitted => None,
            });
            let keywords = keywords.collect();
            ExprKind::Py(Py::Builtin { row, args: args.collect(), keywords })
        })
    }

    /// Reports a builtin that is refused, or not compiled yet.
    pub fn builtin_is_compiled(&mut self, span: Span, row: &'static BuiltinRow) -> bool {
        let reason = match row.refused {
            Some(reason) => reason,
            None if is_compiled(row) => return true,
            None => "is not compiled yet; write it with other builtins, or with `pulse.js`",
        };
        let message = format!("`{}` {}", row.name, reason::why(reason));
        self.report(Diagnostic::new(Code::PSC403, span, message).help(reason::instead(reason)));
        false
    }

    /// Checks the arguments against the signature, as far as they are known by count and name.
    fn fits(&mut self, span: Span, row: &BuiltinRow, args: &[Arg], keywords: &[Keyword]) -> bool {
        if matches!(row.kind, BuiltinKind::Exception { .. } | BuiltinKind::ExceptionAlias { .. }) {
            return self.no_keywords(row, keywords);
        }
        let params = row.signature;
        let takes_rest = params.iter().any(|param| param.kind == ParamKind::Args);
        let positional = params.iter().filter(|param| {
            matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOrKeyword)
        });
        let has_spread = args.iter().any(|arg| matches!(arg, Arg::Spread(_)));
        let signature = signature::display(params);
        if !takes_rest && args.len() > positional.clone().count() {
            let message = format!("too many arguments for `{}`", row.name);
            return self.misfit_builtin(span, row, message, &signature);
        }
        for keyword in keywords {
            let by_name = |param: &&signature::Param| {
                param.name == &*keyword.name
                    && matches!(param.kind, ParamKind::PositionalOrKeyword | ParamKind::Keyword)
            };
            let takes_any = params.iter().any(|param| param.kind == ParamKind::Kwargs);
            if !takes_any && !params.iter().any(|param| by_name(&param)) {
                let message = format!("`{}` has no keyword `{}`", row.name, keyword.name);
                let near = closest(&keyword.name, params.iter().map(|param| param.name));
                return match near {
                    Some(near) => {
                        let help = format!("did you mean `{near}`?");
                        self.report(
                            Diagnostic::new(Code::PSC401, keyword.span, message).help(help),
                        );
                        false
                    }
                    None => self.misfit_builtin(keyword.span, row, message, &signature),
                };
            }
        }
        let missing = positional
            .skip(args.len())
            .filter(|param| param.default == ParamDefault::Required)
            .find(|param| !keywords.iter().any(|keyword| &*keyword.name == param.name));
        match missing {
            // `range(stop)` and `slice(stop)` take their only argument as the second parameter.
            Some(_) if matches!(row.name, "range" | "slice") && args.len() == 1 => true,
            Some(param) if !has_spread => {
                let message =
                    format!("`{}` is called without its argument `{}`", row.name, param.name);
                self.misfit_builtin(span, row, message, &signature)
            }
            Some(_) | None => true,
        }
    }

    fn no_keywords(&mut self, row: &BuiltinRow, keywords: &[Keyword]) -> bool {
        let Some(keyword) = keywords.first() else { return true };
        let message = format!("`{}` takes no keyword arguments", row.name);
        self.report(
            Diagnostic::new(Code::PSC401, keyword.span, message)
                .help("pass the message by position"),
        );
        false
    }

    fn misfit_builtin(
        &mut self,
        span: Span,
        row: &BuiltinRow,
        message: String,
        signature: &str,
    ) -> bool {
        let help = format!("its signature is `{}{signature}`", row.name);
        self.report(Diagnostic::new(Code::PSC401, span, message).help(help));
        false
    }
}

/// A builtin is compiled when the runtime has a helper for it.
pub(super) fn is_compiled(row: &BuiltinRow) -> bool {
    if row.library.is_some() {
        return true;
    }
    match row.kind {
        BuiltinKind::Exception { .. }
        | BuiltinKind::ExceptionAlias { .. }
        | BuiltinKind::Function
        | BuiltinKind::Class => crate::runtime::helper_for_builtin(row.name).is_some(),
        BuiltinKind::Constant => false,
    }
}
