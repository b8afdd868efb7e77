//! Calls of Python builtins.
//!
//! Without a case of its own a builtin is a call of the helper of its name, with its arguments in the
//! order of its signature.

use crate::base::Span;
use crate::ir::{Arg, CompKind, Expr, ExprKind, Keyword, Py, Type};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::py_modules::library::Library;
use crate::tables::returns::Returns;
use crate::tables::signature::{self, Param, ParamKind, Signature};

use super::emitter::Emitter;
use super::js::{E, Global, Params, ast};

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
        if row.name == "re.compile"
            && let Some(constant) = self.pattern_constant(span, args)
        {
            return constant;
        }
        if let Some(library) = row.library {
            return self.library_call(span, row, library, args, keywords);
        }
        if let Some(plain) = self.consumed(span, row, args, keywords) {
            return plain;
        }
        if let Some(plain) = self.plain_builtin(span, row, args, keywords) {
            return plain;
        }
        self.helper_builtin(span, row, args, keywords)
    }

    /// A builtin that walks a generator expression to its end at once may as well walk a list; `any`
    /// and `all` stop early, as `some` and `every` do.
    fn consumed(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let (value, default) = match args {
            [Arg::Pos(value)] => (value, None),
            [Arg::Pos(value), Arg::Pos(default)] if row.returns == Returns::Next => {
                (value, Some(default))
            }
            _other => return None,
        };
        let ExprKind::Py(Py::Comp(comp)) = &value.kind else { return None };
        let CompKind::Generator(elt) = &comp.kind else { return None };
        if self.stops.leaves_comp(self.program, self.module, comp) {
            return None;
        }
        match row.name {
            "any" if keywords.is_empty() => self.quantified(span, comp, "some"),
            "all" if keywords.is_empty() => self.quantified(span, comp, "every"),
            "any" | "all" => None,
            "list" => self.mapped_list(span, &comp.clauses, elt),
            "next" => self.found(span, &comp.clauses, elt, default?),
            "sum" if keywords.is_empty() && self.counts(elt) => {
                self.counted(span, &comp.clauses, elt)
            }
            _walks if row.library.is_none() && row.effects.walks() => {
                let items = self.mapped_list(span, &comp.clauses, elt)?;
                if row.returns == Returns::Tuple {
                    let items = vec![self.js.spread(items)];
                    return Some(self.help(span, "tuple", items));
                }
                let mut call = vec![items.into()];
                let by_name = row.signature.iter().skip(1);
                call.extend(self.by_name(by_name, keywords));
                Some(self.help(span, helper_name(row), call))
            }
            _other => None,
        }
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
                let ty = self.ty(value).clone();
                let property = match ty {
                    _ if self.types.is_map(value) => "size",
                    _ if ty.is_array() => "length",
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
        self.help(span, helper_name(row), values)
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
    fn by_name(
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

    /// `min(xs)` takes an iterable, `min(a, b)` the values.
    fn extreme(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        let at = self.at(span);
        if keywords.is_empty()
            && let Some(plain) = self.plain_extreme(span, row, args)
        {
            return plain;
        }
        let items = match args {
            [Arg::Pos(iterable)] => self.expr(iterable),
            values => {
                let is_one = |arg: &&Arg| matches!(arg, Arg::Pos(_));
                let may_be_one = values.iter().filter(is_one).count() < 2;
                let values = self.elements(values);
                let items = at.array(values);
                match may_be_one {
                    true => {
                        let name = self.js.string(row.name);
                        self.help(span, "oneOrAll", vec![items, name])
                    }
                    false => items,
                }
            }
        };
        let find = |wanted: &str| {
            keywords.iter().find(|keyword| &*keyword.name == wanted).map(|keyword| &keyword.value)
        };
        let mut call = vec![items];
        let (key, default) = (find("key"), find("default"));
        if key.is_some() || default.is_some() {
            call.push(match key {
                Some(key) => self.expr(key),
                None => self.js.undefined(),
            });
        }
        if let Some(default) = default {
            call.push(self.expr(default));
        }
        self.help(span, helper_name(row), call)
    }

    /// `min(a, b)` and `min([a, b])` of numbers.
    fn plain_extreme(&mut self, span: Span, row: &BuiltinRow, args: &[Arg]) -> Option<E> {
        let operands = match args {
            [Arg::Pos(Expr { kind: ExprKind::Py(Py::List(items) | Py::Tuple(items)), .. })] => {
                items
            }
            several => several,
        };
        let all = |fits: fn(&Type) -> bool| {
            let fits = |arg: &Arg| matches!(arg, Arg::Pos(value) if fits(self.ty(value)));
            operands.len() > 1 && operands.iter().all(fits)
        };
        let at = self.at(span);
        if all(Type::is_exact_int) {
            let values = self.args(operands);
            return Some(at.call(at.nowhere().member(at.global(Global::Math), row.name), values));
        }
        // `Math.min` makes an int of a bool, and takes NaN for the least.
        let [Arg::Pos(first), Arg::Pos(second)] = operands else { return None };
        if !all(Type::is_number) || !first.is_atom() || !second.is_atom() {
            return None;
        }
        let op = if row.returns == Returns::Least { ast::BinaryOp::Lt } else { ast::BinaryOp::Gt };
        let test = at.binary(op, self.expr(second), self.expr(first));
        let (first, second) = (self.expr(first), self.expr(second));
        Some(at.conditional(test, second, first))
    }

    fn print(&mut self, span: Span, args: &[Arg], keywords: &[Keyword]) -> E {
        let find = |wanted: &str| keywords.iter().find(|keyword| &*keyword.name == wanted);
        let (sep, end) = (find("sep"), find("end"));
        let values: Vec<ast::ExprOrSpread> = args
            .iter()
            .map(|arg| match arg {
                Arg::Pos(value) if self.ty(value).float_from().is_some() => {
                    self.str_of(value).into()
                }
                Arg::Pos(value) => self.marked(value).into(),
                Arg::Spread(value) => self.marked_spread(value),
                Arg::Omitted => self.js.undefined().into(),
            })
            .collect();
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

    fn isinstance(&mut self, span: Span, args: &[Arg]) -> Option<E> {
        let [Arg::Pos(value), Arg::Pos(classes)] = args else { return None };
        let at = self.at(span);
        if let Some(known) = self.float_instance(span, value, classes) {
            return Some(known);
        }
        if let ExprKind::Py(Py::BuiltinRef(row)) = &classes.kind {
            let plain = match row.name {
                "str" => Some("string"),
                "bool" => Some("boolean"),
                _other => None,
            };
            if let Some(kind) = plain {
                let value = self.expr(value);
                let kind_of = at.type_of(value);
                return Some(at.binary(ast::BinaryOp::EqEqEq, kind_of, at.string(kind)));
            }
        }
        let value = self.expr(value);
        Some(self.instance_of(span, value, classes))
    }

    pub fn instance_of(&mut self, span: Span, value: E, classes: &Expr) -> E {
        if super::exceptions::is_value(classes) {
            let classes = self.expr(classes);
            return self.help(span, "isInstanceOf", vec![value, classes]);
        }
        let classes = self.class(classes);
        self.help(span, "isInstance", vec![value, classes])
    }

    /// A class as `isInstance` wants it: builtin types by name.
    pub fn class(&mut self, class: &Expr) -> E {
        let at = self.at(class.span);
        match &class.kind {
            ExprKind::Py(Py::BuiltinRef(row))
                if row.kind == BuiltinKind::Class && row.library.is_none() =>
            {
                at.string(row.name)
            }
            ExprKind::Py(Py::Call { .. }) => self.expr(class),
            ExprKind::Py(Py::Tuple(items)) => {
                let items: Vec<E> = items
                    .iter()
                    .filter_map(|item| match item {
                        Arg::Pos(item) => Some(self.class(item)),
                        Arg::Spread(_) | Arg::Omitted => None,
                    })
                    .collect();
                at.array(items)
            }
            ExprKind::Py(Py::Binary(crate::ir::BinaryOp::BitOr, left, right)) => {
                let both = [left, right].map(|side| match &side.kind {
                    ExprKind::None => at.string("NoneType"),
                    _class => self.class(side),
                });
                at.array(both)
            }
            _value => self.expr(class),
        }
    }

    /// A call of a function of the standard library, whose arguments are bound.
    fn library_call(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        library: Library,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        let with = library.with.filter(|_| !keywords.is_empty());
        let Some(with) = with else {
            let by_name = signature::options_from(row.signature).and_then(|from| {
                let names = row.signature.get(from..)?;
                Some((args.get(..from)?, names, args.get(from..)?))
            });
            let mut values = self.args(by_name.map_or(args, |(args, ..)| args));
            if row.name == "json.dumps" {
                self.mark_first(args, &mut values);
            }
            if let Some((_, names, options)) = by_name {
                let given = std::iter::zip(names, options).filter_map(|(param, arg)| match arg {
                    Arg::Pos(value) => Some((param.name, value)),
                    Arg::Spread(_) | Arg::Omitted => None,
                });
                let props: Vec<_> = given
                    .map(|(name, value)| {
                        let value = self.expr(value);
                        self.js.property(name, value)
                    })
                    .collect();
                if !props.is_empty() {
                    values.push(self.at(span).object(props).into());
                }
            }
            return self.help(span, library.helper, values);
        };
        let by_name = row.signature.iter().filter(|param| param.kind == ParamKind::Keyword);
        let mut values: Vec<ast::ExprOrSpread> = by_name
            .map(|param| {
                let found = keywords.iter().find(|keyword| &*keyword.name == param.name);
                match found {
                    Some(keyword) => self.expr(&keyword.value).into(),
                    None => self.js.undefined().into(),
                }
            })
            .collect();
        values.extend(self.args(args));
        self.help(span, with, values)
    }

    /// A builtin as a value.
    pub fn builtin_ref(&mut self, span: Span, row: &'static BuiltinRow) -> E {
        if let Some(library) = row.library
            && !crate::runtime::exists(library.helper)
        {
            // A path of JavaScript: `Math.PI`.
            let at = self.at(span);
            let (head, name) = match library.helper.split_once('.') {
                Some((head, name)) => (head, Some(name)),
                None => (library.helper, None),
            };
            let Some(global) = Global::named(head) else { return at.undefined() };
            return match name {
                Some(name) => at.member(at.nowhere().global(global), name),
                None => at.global(global),
            };
        }
        let helper = self.names.helper(helper_name(row));
        let at = self.at(span);
        let helper = at.ident(&helper);
        if !matches!(row.name, "max" | "min") {
            return helper;
        }
        // The helper takes the items; `max(a, b)` through a value gives them one by one.
        let quiet = at.nowhere();
        let name = self.shadowing("items");
        let items = || quiet.ident(&name);
        let is_one =
            quiet.binary(ast::BinaryOp::EqEqEq, quiet.member(items(), "length"), quiet.number(1.0));
        let first = quiet.index(items(), quiet.number(0.0));
        let all = quiet.conditional(is_one, first, items());
        let params = Params::new(vec![quiet.rest(quiet.bind(&name))]);
        at.arrow(params, at.call(helper, vec![all]))
    }
}

/// Whether its number says what class it is of.
fn is_system_error(row: &BuiltinRow) -> bool {
    matches!(row.name, "OSError" | "EnvironmentError" | "IOError")
}

fn helper_name(row: &'static BuiltinRow) -> &'static str {
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
