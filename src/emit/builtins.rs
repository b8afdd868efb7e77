//! Calls of Python builtins.
//!
//! Without a case of its own a builtin is a call of the helper of its name, with its arguments in the
//! order of its signature.

use crate::base::Span;
use crate::ir::{Arg, Expr, ExprKind, Keyword, Py, Type};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::returns::Returns;
use crate::tables::signature::{Param, ParamKind, Signature};

use super::emitter::Emitter;
use super::js::{E, Global, ast};
use super::patterns::pattern_text;

impl Emitter<'_> {
    pub fn builtin(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        match row.kind {
            BuiltinKind::Exception { .. } | BuiltinKind::ExceptionAlias { .. } => {
                let has_number =
                    args.len() > 1 || args.iter().any(|arg| matches!(arg, Arg::Spread(_)));
                if is_system_error(row) && has_number {
                    let args = self.exception_args(args);
                    return self.help(span, "osError", args);
                }
                let class = self.builtin_ref(span, row);
                let args = self.exception_args(args);
                return self.at(span).new_object(class, args);
            }
            BuiltinKind::Function | BuiltinKind::Class | BuiltinKind::Constant => {}
        }
        if row.name == "re.compile" && pattern_text(args).is_some() {
            if let Some(constant) = self.pattern_constant(span, args) {
                return constant;
            }
            let args = self.args(args);
            return self.help(span, "reCompile", args);
        }
        if let Some(library) = row.library {
            return self.library_call(span, row, library, args, keywords);
        }
        if let Some(plain) = self.consumed(span, row, args, keywords) {
            return plain;
        }
        if let Some(coded) = self.coded_text(span, row, args, keywords) {
            return coded;
        }
        if let Some(plain) = self.plain_builtin(span, row, args, keywords) {
            return plain;
        }
        self.helper_builtin(span, row, args, keywords)
    }

    /// What the types allow to be written without a helper, and builtins of a shape of their own.
    fn plain_builtin(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let at = self.at(span);
        let one = match args {
            [Arg::Pos(value)] if keywords.is_empty() => Some(value),
            _other => None,
        };
        match (row.name, one) {
            ("len", Some(value)) => {
                if let Some(chars) = self.chars_of(value) {
                    return Some(at.member(chars, "length"));
                }
                let ty = self.ty(value).clone();
                let property = match ty {
                    _ if self.types.is_map(value) => "size",
                    _ if ty.is_array() || ty.is_bytes_like() => "length",
                    Type::Set(_) => "size",
                    _other => return None,
                };
                let value = self.expr(value);
                Some(at.member(value, property))
            }
            ("str", Some(value)) => Some(self.str_of(value)),
            ("repr", Some(value)) => Some(self.repr_of(value)),
            ("bool", Some(value)) => Some(self.bool_of(span, value)),
            ("type", Some(value)) if self.ty(value).is_exact_float() => {
                let float = self.helper("float");
                Some(self.after(value, float))
            }
            ("float", Some(Expr { kind: ExprKind::Str(text), .. })) => {
                Some(at.number(float_literal(text)?))
            }
            ("int", Some(value)) if self.ty(value).is_exact_int() => Some(self.expr(value)),
            ("abs", Some(value)) if self.ty(value).is_plain_number() => {
                let value = self.expr(value);
                Some(at.call(at.nowhere().member(at.global(Global::Math), "abs"), vec![value]))
            }
            ("list", Some(value)) => {
                let walked = self.iterable(value);
                Some(at.array(vec![self.js.spread(walked)]))
            }
            ("list", None) if args.is_empty() => Some(at.array(Vec::<E>::new())),
            ("tuple", Some(value)) => {
                let items = vec![self.expr(value)];
                Some(self.help(span, "tupleFrom", items))
            }
            ("tuple", None) if args.is_empty() => Some(self.help(span, "tuple", Vec::<E>::new())),
            ("isinstance", _) => self.isinstance(span, args),
            ("min" | "max", _) => Some(self.extreme(span, row, args, keywords)),
            ("print", _) => Some(self.print(span, args, keywords)),
            ("zip", _) => Some(self.zip(span, args, keywords)),
            ("dict", None) if args.is_empty() && keywords.is_empty() => {
                Some(self.new_dict(span, None))
            }
            ("dict", _) if !keywords.is_empty() => {
                let mut values = self.args(args);
                if values.is_empty() {
                    values.push(at.nowhere().array(Vec::<E>::new()).into());
                }
                let props = keywords.iter().map(|keyword| {
                    let value = self.expr(&keyword.value);
                    at.property(&keyword.name, value)
                });
                let record = props.collect();
                values.push(at.nowhere().object(record).into());
                Some(self.help(span, "dict", values))
            }
            ("range", _) => {
                let values = match args {
                    [Arg::Pos(stop)] => vec![at.int(0), self.expr(stop)],
                    _other => return None,
                };
                Some(self.help(span, "range", values))
            }
            ("slice", _) => match args {
                [Arg::Pos(stop)] => {
                    let values = vec![at.null(), self.expr(stop)];
                    Some(self.help(span, "slice", values))
                }
                _other => None,
            },
            ("iter", _) => match args {
                [_callable, _sentinel] => {
                    let values = self.args(args);
                    Some(self.help(span, "iterCall", values))
                }
                _other => {
                    let values = self.args(args);
                    Some(self.help(span, "iterator", values))
                }
            },
            _other => None,
        }
    }

    /// `bytes(numbers)` and `str(data, "ascii")`: without an encoding there is no need of those that are known.
    fn coded_text(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let helper = match row.returns {
            Returns::Bytes => "bytesFrom",
            Returns::ByteArray => "bytearrayFrom",
            Returns::Str if row.kind == BuiltinKind::Class && args.len() + keywords.len() > 1 => {
                let values = self.in_signature_order(row.signature, args, keywords);
                return Some(self.help(span, "strDecoded", values));
            }
            _other => return None,
        };
        let values = match args {
            [] if keywords.is_empty() => Vec::new(),
            [Arg::Pos(value)] if keywords.is_empty() => vec![self.expr(value)],
            _encoded => return None,
        };
        Some(self.help(span, helper, values))
    }

    fn helper_builtin(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        let mut values = self.in_signature_order(row.signature, args, keywords);
        if let "format" | "ascii" | "type" | "hasattr" | "getattr" = row.name {
            self.mark_first(args, &mut values);
        }
        if row.name == "getattr"
            && let [Arg::Pos(object), Arg::Pos(name), ..] = args
            && let ExprKind::Str(name) = &name.kind
            && let Some(helper) = self.bound_helper(object, name)
        {
            if values.len() == 2 {
                values.push(self.js.undefined().into());
            }
            values.push(self.helper(helper).into());
        }
        self.mark_shower(row, args, keywords, &mut values);
        let helper = self.helper_for(row, args, keywords);
        self.help(span, helper, values)
    }

    /// Positional and keyword arguments in the order of a signature; a gap is `undefined`.
    pub fn in_signature_order(
        &mut self,
        signature: Signature,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Vec<ast::ExprOrSpread> {
        let mut values = self.args(args);
        let takes_rest = signature.iter().any(|param| param.kind == ParamKind::Args);
        let given = if takes_rest { 0 } else { values.len() };
        let params = signature.iter().filter(|param| param.kind != ParamKind::Args);
        values.extend(self.by_name(params.skip(given), keywords));
        values
    }

    /// What keywords give for the parameters, in their order; a gap is `undefined`.
    pub(super) fn by_name(
        &mut self,
        params: impl Iterator<Item = &'static Param>,
        keywords: &[Keyword],
    ) -> Vec<ast::ExprOrSpread> {
        let params = params.filter(|param| param.kind != ParamKind::Kwargs);
        let mut found: Vec<Option<&Expr>> = params
            .map(|param| {
                let keyword = keywords.iter().find(|keyword| &*keyword.name == param.name);
                keyword.map(|keyword| &keyword.value)
            })
            .collect();
        while matches!(found.last(), Some(None)) {
            found.pop();
        }
        let value = |value: Option<&Expr>| match value {
            Some(value) => self.expr(value).into(),
            None => self.js.undefined().into(),
        };
        found.into_iter().map(value).collect()
    }

    /// The helper of a builtin for what is known of its arguments.
    pub(super) fn helper_for(
        &self,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> &'static str {
        let is_plain = |value: &Expr| self.ty(value).is_plain_number();
        match (row.returns, args) {
            (Returns::Sum, [Arg::Pos(items), start @ ..])
                if self.ty(items).item().is_exact_float()
                    && start
                        .iter()
                        .all(|start| matches!(start, Arg::Pos(start) if is_plain(start)))
                    && keywords.iter().all(|start| is_plain(&start.value)) =>
            {
                "sumFloats"
            }
            _other => helper_name(row),
        }
    }

    fn bool_of(&mut self, span: Span, value: &Expr) -> E {
        if self.ty(value).is_bool() {
            return self.expr(value);
        }
        let test = self.test(value);
        let at = self.at(span);
        let is_choice = matches!(value.kind, ExprKind::Py(Py::And(_) | Py::Or(_)));
        match self.ty(value).is_any() && !is_choice {
            // `truthy` yields a boolean already.
            true => test,
            false => at.not(at.not(test)),
        }
    }

    fn print(&mut self, span: Span, args: &[Arg], keywords: &[Keyword]) -> E {
        let find = |wanted: &str| keywords.iter().find(|keyword| &*keyword.name == wanted);
        let (sep, end) = (find("sep"), find("end"));
        let together = self.marked_together(args).map(|all| vec![all]);
        let each = |arg: &Arg| match arg {
            Arg::Pos(value) if self.ty(value).float_from().is_some() => self.str_of(value).into(),
            Arg::Pos(value) => self.marked(value).into(),
            Arg::Spread(value) => self.marked_spread(value),
            Arg::Omitted => self.js.undefined().into(),
        };
        let values = together.unwrap_or_else(|| args.iter().map(each).collect());
        if sep.is_none() && end.is_none() {
            return self.help(span, "print", values);
        }
        let mut call: Vec<ast::ExprOrSpread> = [sep, end]
            .into_iter()
            .map(|keyword| match keyword {
                Some(keyword) => self.expr(&keyword.value).into(),
                None => self.js.null().into(),
            })
            .collect();
        call.extend(values);
        self.help(span, "printWith", call)
    }

    fn zip(&mut self, span: Span, args: &[Arg], keywords: &[Keyword]) -> E {
        let values = self.args(args);
        let strict = keywords.iter().find(|keyword| &*keyword.name == "strict");
        match strict.map(|keyword| &keyword.value.kind) {
            None | Some(ExprKind::Bool(false)) => self.help(span, "zip", values),
            Some(_true) => self.help(span, "zipStrict", values),
        }
    }
}

/// Whether its number says what class it is of.
fn is_system_error(row: &BuiltinRow) -> bool {
    matches!(row.name, "OSError" | "EnvironmentError" | "IOError")
}

/// The helper of a builtin where nothing is known of its arguments.
pub(super) fn helper_name(row: &'static BuiltinRow) -> &'static str {
    if let Some(library) = row.library {
        return library.helper;
    }
    crate::runtime::helper_for_builtin(row.name).unwrap_or(row.name)
}

/// What `float` makes of a text, where JavaScript reads it alike: `float("-inf")`.
fn float_literal(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    match digits {
        "inf" | "infinity" => Some(sign * f64::INFINITY),
        "nan" => Some(f64::NAN),
        digits if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            digits.parse::<f64>().ok().map(|value| sign * value)
        }
        _other => None,
    }
}

/// The keys and values of `dict(kind=kind)`.
pub(super) fn dict_of_keywords(expr: &Expr) -> Option<&[Keyword]> {
    let ExprKind::Py(Py::Builtin { row, args, keywords }) = &expr.kind else { return None };
    let is_plain = keywords.iter().all(|keyword| &*keyword.name != "__proto__");
    (row.name == "dict" && args.is_empty() && !keywords.is_empty() && is_plain)
        .then_some(keywords.as_slice())
}
