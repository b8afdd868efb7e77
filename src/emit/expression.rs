//! Expressions.

use crate::base::Span;
use crate::ir::{
    Arg, BinaryOp, Conversion, DictEntry, Expr, ExprKind, Part, Py, Type, UnaryOp, VarId, VarKind,
};
use crate::tables::library_types::LibraryType;
use crate::tables::special_methods::{has_special, is_binary};

use super::crossing::Crossing;
use super::emitter::Emitter;
use super::js::{E, Global, ast};

impl Emitter<'_> {
    pub fn expr(&mut self, expr: &Expr) -> E {
        let js = self.as_it_comes(expr);
        let js = self.with_special(expr, js);
        let is_converted = matches!(expr.kind, ExprKind::Var(var) if self.converted.contains(&var));
        if is_converted || !self.types.is_given(expr.id) {
            return js;
        }
        let ty = self.ty(expr).clone();
        self.converted(expr.span, &ty, js)
    }

    /// The receiver of a special method that is called by its name: `special(rows, "__len__")`, where it may have none.
    fn with_special(&mut self, expr: &Expr, js: E) -> E {
        let Some((name, _)) = self.module.special.get(&expr.id) else { return js };
        let ty = self.ty(expr);
        // Everything has these two.
        let is_had = matches!(&**name, "__str__" | "__repr__")
            || ty.all(|ty| {
                ty.method_type().is_some_and(|of| is_binary(name) || has_special(of, name))
            });
        let has = |of: &crate::ir::Instance| self.classes.member(of.key(), name).is_some();
        if is_had || (ty.is_instance() && ty.instances().all(has)) {
            return js;
        }
        let name = self.js.string(name);
        self.help(expr.span, "special", vec![js, name])
    }

    /// The value, which JavaScript may have made.
    fn as_it_comes(&mut self, expr: &Expr) -> E {
        let span = expr.span;
        let at = self.at(span);
        match &expr.kind {
            // Never printed: a module with an error is not emitted.
            ExprKind::Error => at.undefined(),
            ExprKind::None => at.null(),
            ExprKind::Bool(value) => at.boolean(*value),
            ExprKind::Int(value) => at.integer(value),
            ExprKind::Float(value) => at.number(*value),
            ExprKind::Str(value) => at.string(value),
            ExprKind::Bytes(value) => {
                let text = at.string(value);
                self.help(span, "bytesOf", vec![text])
            }
            ExprKind::Var(var) => self.read(expr, *var),
            ExprKind::Symbol(symbol) => {
                let value = self.symbol(span, *symbol);
                self.with_foreign_name(span, expr.id, *symbol, value)
            }
            ExprKind::Func(func) => self.lambda(span, *func),
            ExprKind::Class(class) => self.class_expression(span, class, None),
            // Only ever what a member is read of.
            ExprKind::Super => at.this(),
            ExprKind::OwnClass => at.ident(&self.own_class),
            ExprKind::Py(py) => self.py(expr, py),
            ExprKind::Jsx(element) => self.element(span, element),
            ExprKind::Hook(hook) => self.hook(span, hook),
            ExprKind::Channel(channel) => self.channel(span, channel),
            ExprKind::Js(js) => self.javascript(expr, js),
        }
    }

    fn read(&mut self, expr: &Expr, var: VarId) -> E {
        let value = self.var(expr.span, var);
        let Some(row) = self.module.var(var) else { return value };
        if !self.types.may_be_unbound(expr.id) {
            // JavaScript's `undefined` is a `None`.
            let is_told = row.kind == VarKind::Local && !self.ty(expr).may_be_none();
            return match self.asserts_proofs && is_told {
                true => {
                    let name = self.js.string(&row.name);
                    self.help(expr.span, "provenBound", vec![value, name])
                }
                false => value,
            };
        }
        self.checked(expr.span, var, value, self.types.is_in_generator(expr.id))
    }

    /// The value of a variable that may have none. A generator expression is a function to Python.
    pub fn checked(&mut self, span: Span, var: VarId, value: E, is_in_generator: bool) -> E {
        let Some(row) = self.module.var(var) else { return value };
        let is_own = self.func().is_some_and(|func| func.id == row.owner) && !is_in_generator;
        let helper = if is_own { "bound" } else { "boundFree" };
        let name = self.js.string(&row.name);
        self.help(span, helper, vec![value, name])
    }

    fn py(&mut self, expr: &Expr, py: &Py) -> E {
        let js = self.python(expr, py);
        let js = self.asserted(expr, py, js);
        match (py, self.types.is_widened(expr.id)) {
            (Py::Dict { .. }, _) | (_, false) => js,
            (_copy, true) => self.help(expr.span, "toDict", vec![js]),
        }
    }

    /// An int that an operator gives has the bits that its type says.
    fn asserted(&mut self, expr: &Expr, py: &Py, js: E) -> E {
        match (py, self.ty(expr)) {
            (Py::Binary(..), Type::Int { bits, natural }) if self.asserts_proofs && *bits < 53 => {
                let (bits, natural) = (*bits, *natural);
                let args = vec![js, self.js.number(f64::from(bits)), self.js.boolean(natural)];
                self.help(expr.span, "provenInt", args)
            }
            _other => js,
        }
    }

    fn python(&mut self, expr: &Expr, py: &Py) -> E {
        let span = expr.span;
        let at = self.at(span);
        match py {
            Py::List(items) => {
                let items = self.elements(items);
                at.array(items)
            }
            Py::Tuple(items) => {
                let items = self.elements(items);
                match self.only_unpacked.contains(&expr.id) {
                    true => at.array(items),
                    false => self.help(span, "tuple", items),
                }
            }
            Py::Set(items) => {
                let items = self.elements(items);
                let items = at.array(items);
                self.help(span, "set", vec![items])
            }
            Py::Dict { entries, is_record } => {
                let is_record = *is_record && !self.types.is_widened(expr.id);
                self.dict(span, entries, is_record)
            }
            Py::FString(parts) => self.fstring(span, parts),
            Py::Unary(op, operand) => self.unary(span, *op, operand),
            Py::Binary(op, left, right) => self.binary(span, *op, left, right),
            Py::Compare(op, left, right) => self.compare(span, *op, left, right),
            Py::And(parts) => self.choice(span, true, parts),
            Py::Or(parts) => self.choice(span, false, parts),
            Py::Cond { test, then, orelse } => {
                let test = self.test(test);
                let (then, orelse) = (self.expr(then), self.expr(orelse));
                at.conditional(test, then, orelse)
            }
            Py::Attr(object, name) => self.attribute(expr, object, name),
            Py::Index(object, index) => self.index(expr, object, index),
            Py::Slice { object, lower, upper, step } => {
                self.slice(span, object, [lower.as_deref(), upper.as_deref(), step.as_deref()])
            }
            Py::Call { callee, args } => {
                let value = self.call(span, callee, args);
                self.with_class_parameters(expr, args, value)
            }
            Py::New { class, args } => self.new_instance(span, class, args),
            Py::Method { object, name, args, keywords, .. } => {
                self.method(span, object, name, args, keywords)
            }
            Py::Builtin { row, args, keywords } => self.builtin(span, row, args, keywords),
            Py::BuiltinRef(row) => {
                let value = self.builtin_ref(span, row);
                self.with_builtin_name(expr, row, value)
            }
            Py::Helper(name) => {
                let name = self.names.helper(name);
                at.ident(&name)
            }
            Py::Assign(var, value) => {
                let value = self.expr(value);
                let name = self.names.var(*var);
                at.assign(ast::AssignOp::Assign, at.nowhere().bind(&name), value)
            }
            Py::Seq { first, value } => {
                let mut parts: Vec<E> = first.iter().map(|expr| self.expr(expr)).collect();
                parts.push(self.expr(value));
                at.sequence(parts)
            }
            Py::ForEach { items, function } => self.for_each(span, items, function),
            Py::Pattern(op, subject) => self.pattern(span, op, subject),
            Py::Comp(comp) => match self.used_up_generator(expr) {
                Some(generated) => generated,
                None => self.comprehension(span, comp),
            },
            Py::Await(value) => self.awaited(span, value),
            Py::Yield(_) | Py::YieldFrom(_) => self.yield_value(expr),
        }
    }

    fn call(&mut self, span: Span, callee: &Expr, args: &[Arg]) -> E {
        let at = self.at(span);
        if let (ExprKind::Py(Py::Helper("typeNameOf")), [Arg::Pos(of)]) = (&callee.kind, args) {
            if self.ty(of).is_exact_float() {
                return self.after(of, at.string("float"));
            }
            let callee = self.expr(callee);
            let of = self.marked(of);
            return at.call(callee, vec![of]);
        }
        if matches!(callee.kind, ExprKind::Py(Py::Helper("attribute")))
            && let Some(read) = self.sure_attribute(span, args)
        {
            return read;
        }
        if matches!(callee.kind, ExprKind::Super) {
            let args = self.args(args);
            return at.super_call(args);
        }
        if let Some(call) = self.call_of_either(span, callee, args) {
            return call;
        }
        let is_prop = self.is_prop(callee);
        let callee = self.callee(callee);
        let args = match is_prop {
            true => self.args_of_prop(args),
            false => self.args(args),
        };
        at.call(callee, args)
    }

    /// Whether `Array.prototype.slice` does with these bounds what Python does.
    fn are_plain_bounds(&self, [lower, upper, step]: [Option<&Expr>; 3]) -> bool {
        step.is_none() && [lower, upper].into_iter().flatten().all(|bound| self.ty(bound).is_int())
    }

    fn slice(&mut self, span: Span, object: &Expr, bounds: [Option<&Expr>; 3]) -> E {
        let is_str = self.ty(object).is_str();
        let ty = self.ty(object);
        let is_plain = (ty.is_list() || ty.is_bytes()) && self.are_plain_bounds(bounds);
        let object = self.expr(object);
        if !is_plain {
            let mut args = vec![object];
            args.extend(self.bounds(bounds));
            return self.help(span, if is_str { "strSlice" } else { "getSlice" }, args);
        }
        let at = self.at(span);
        let args = match bounds {
            [None, None, _] => Vec::new(),
            [Some(lower), None, _] => vec![self.plain_bound(lower)],
            [lower, Some(upper), _] => {
                let zero = at.nowhere().int(0);
                let lower = lower.map_or(zero, |lower| self.plain_bound(lower));
                vec![lower, self.plain_bound(upper)]
            }
        };
        at.call(at.member(object, "slice"), args)
    }

    /// A bound of `Array.prototype.slice`, for which -0 is 0.
    fn plain_bound(&mut self, bound: &Expr) -> E {
        match &bound.kind {
            ExprKind::Py(Py::Unary(UnaryOp::Neg, operand)) if self.ty(operand).is_int() => {
                let operand = self.expr(operand);
                self.at(bound.span).unary(ast::UnaryOp::Minus, operand)
            }
            _other => self.expr(bound),
        }
    }

    /// The bounds of a slice; trailing ones that were left out are left out again.
    pub fn bounds(&mut self, bounds: [Option<&Expr>; 3]) -> Vec<E> {
        let last = bounds.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let bounds = bounds.into_iter().take(last);
        bounds
            .map(|bound| match bound {
                Some(bound) => self.expr(bound),
                None => self.js.null(),
            })
            .collect()
    }

    /// Elements of a display or arguments: `*x` is spread.
    /// The items of a list, tuple or set display.
    pub fn elements(&mut self, items: &[Arg]) -> Vec<ast::ExprOrSpread> {
        self.spreading(items, "spreadItems")
    }

    pub fn args(&mut self, args: &[Arg]) -> Vec<ast::ExprOrSpread> {
        self.spreading(args, "iter")
    }

    fn spreading(&mut self, items: &[Arg], helper: &'static str) -> Vec<ast::ExprOrSpread> {
        items
            .iter()
            .map(|item| match item {
                Arg::Pos(value) => self.expr(value).into(),
                Arg::Spread(value) => {
                    let value = self.iterable_by(value, helper);
                    self.js.spread(value)
                }
                Arg::Omitted => self.js.undefined().into(),
            })
            .collect()
    }

    /// The value as something JavaScript's `for … of` and spread walk the way Python would.
    pub fn iterable(&mut self, expr: &Expr) -> E {
        self.iterable_by(expr, "iter")
    }

    /// The same, by a helper that differs from `iter` in what it says of a value that cannot be walked.
    fn iterable_by(&mut self, expr: &Expr, helper: &'static str) -> E {
        if let Some(backwards) = self.text_from_end(expr) {
            return backwards;
        }
        let ty = self.ty(expr);
        let walks_alike = ty.walks_alike() || self.is_enum(expr);
        let js = self.expr(expr);
        match walks_alike {
            true => js,
            false => self.help(expr.span, helper, vec![js]),
        }
    }

    fn dict(&mut self, span: Span, entries: &[DictEntry], is_record: bool) -> E {
        if is_record && entries.iter().all(|entry| self.spreads_plain(entry)) {
            return self.record(span, entries, None);
        }
        let is_pure = |entry: &DictEntry| match entry {
            DictEntry::Pair(key, value) => {
                self.purity.is_pure(self.module, key) && self.purity.is_pure(self.module, value)
            }
            DictEntry::Spread(value) => self.purity.is_pure(self.module, value),
        };
        if is_record && entries.iter().all(is_pure) {
            return self.spread_parts(span, entries);
        }
        let at = self.at(span);
        if entries.is_empty() {
            return self.new_dict(span, None);
        }
        let pairs: Vec<ast::ExprOrSpread> = entries
            .iter()
            .map(|entry| match entry {
                DictEntry::Pair(key, value) => {
                    let pair = vec![self.expr(key), self.expr(value)];
                    at.nowhere().array(pair).into()
                }
                DictEntry::Spread(value) => {
                    let is_dict = self.ty(value).is_mapping();
                    let helper = if is_dict { "dictItems" } else { "mappingItems" };
                    let value = self.expr(value);
                    let items = self.help(span, helper, vec![value]);
                    self.js.spread(items)
                }
            })
            .collect();
        let pairs = at.nowhere().array(pairs);
        self.new_dict(span, Some(pairs))
    }

    /// `new Dict(pairs)`; `dict(x)` is for an argument of which nothing is known.
    pub fn new_dict(&mut self, span: Span, pairs: Option<E>) -> E {
        let class = self.helper("Dict");
        self.at(span).new_object(class, pairs)
    }

    /// `spread(state, { n: 1 })`: whether it is a plain object depends on what is spread. The parts are
    /// copied after all of them are evaluated, which only what is pure cannot tell.
    fn spread_parts(&mut self, span: Span, entries: &[DictEntry]) -> E {
        let mut parts: Vec<E> = Vec::new();
        let is_spread = |entry: &DictEntry| matches!(entry, DictEntry::Spread(_));
        for run in entries.chunk_by(|a, b| !is_spread(a) && !is_spread(b)) {
            parts.push(match run {
                [DictEntry::Spread(value)] => self.expr(value),
                pairs => self.record(span, pairs, None),
            });
        }
        self.help(span, "spread", parts)
    }

    /// Whether an entry of a record display may be written in an object literal: what is spread must
    /// be a plain object.
    fn spreads_plain(&self, entry: &DictEntry) -> bool {
        match entry {
            DictEntry::Pair(..) => true,
            DictEntry::Spread(value) => self.ty(value).is_plain_object(),
        }
    }

    /// An object literal; its values may be on their way to somebody.
    pub fn record(&mut self, span: Span, entries: &[DictEntry], crossing: Option<Crossing>) -> E {
        let at = self.at(span);
        let props = entries.iter().map(|entry| match entry {
            DictEntry::Pair(key, value) => {
                let js = match crossing {
                    Some(crossing) => self.crossing(value, crossing),
                    None => self.expr(value),
                };
                match &key.kind {
                    ExprKind::Str(name) => self.at(key.span).property(name, js),
                    _computed => {
                        let key = self.expr(key);
                        at.computed_property(key, js)
                    }
                }
            }
            DictEntry::Spread(value) => {
                let js = match crossing {
                    Some(crossing) => self.crossing(value, crossing),
                    None => self.expr(value),
                };
                at.spread_property(js)
            }
        });
        let props = props.collect();
        at.object(props)
    }

    pub fn fstring(&mut self, span: Span, parts: &[Part]) -> E {
        let at = self.at(span);
        let mut texts = vec![String::new()];
        let mut fields = Vec::new();
        for part in parts {
            match part {
                Part::Literal(text) => {
                    if let Some(last) = texts.last_mut() {
                        last.push_str(text);
                    }
                }
                Part::Field { value, conversion, spec } => {
                    fields.push(self.field(value, *conversion, spec));
                    texts.push(String::new());
                }
            }
        }
        if fields.is_empty() {
            return at.string(&texts.concat());
        }
        if let ([Part::Field { value, conversion, spec }], Some(only)) = (parts, fields.last())
            && (conversion.is_some()
                || !spec.is_empty()
                || self.ty(value).is_str()
                || !self.shows_alike(value))
        {
            // A string already.
            return only.clone();
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        at.template(&texts, fields)
    }

    fn field(&mut self, value: &Expr, conversion: Option<Conversion>, spec: &[Part]) -> E {
        let span = value.span;
        let text = match conversion {
            Some(Conversion::Str) => self.str_of(value),
            Some(Conversion::Repr) => self.repr_of(value),
            Some(Conversion::Ascii) => {
                let js = self.marked(value);
                self.help(span, "ascii", vec![js])
            }
            None if spec.is_empty() => return self.template_field(value),
            None if self.ty(value).is_float() || super::floats::is_of_floats(spec) => {
                self.expr(value)
            }
            None => self.marked(value),
        };
        if spec.is_empty() {
            return text;
        }
        if let Some(width) = zeros_before(spec)
            && conversion.is_none()
            && self.ty(value).is_natural()
        {
            let at = self.at(span);
            let text = at.call(at.global(Global::String), vec![text]);
            let args = vec![at.nowhere().int(width), at.nowhere().string("0")];
            return at.call(at.member(text, "padStart"), args);
        }
        let is_dated = |of: &LibraryType| of.member("strftime").is_some();
        if conversion.is_none()
            && self.ty(value).library().is_some_and(is_dated)
            && matches!(spec, [Part::Literal(_)])
        {
            let spec = self.fstring(span, spec);
            let at = self.at(span);
            return at.call(at.member(text, "strftime"), vec![spec]);
        }
        let is_float =
            conversion.is_none() && self.ty(value).is_float() && !super::floats::is_of_ints(spec);
        let spec = self.fstring(span, spec);
        self.help(span, if is_float { "formatFloat" } else { "format" }, vec![text, spec])
    }

    /// A field without conversion and spec: what a template literal shows as Python would goes as it is.
    fn template_field(&mut self, value: &Expr) -> E {
        // What a class says of itself in an f-string is asked with an empty spec.
        let formats = self.module.sight.has_method("__format__")
            && crate::types::acts::may_be_instance(self.ty(value));
        match self.shows_alike(value) {
            true => self.expr(value),
            false if formats => {
                let args = vec![self.marked(value), self.js.string("")];
                self.help(value.span, "format", args)
            }
            false => self.str_of(value),
        }
    }

    fn shows_alike(&self, value: &Expr) -> bool {
        self.ty(value).all(|ty| ty.is_str() || ty.is_exact_int() || ty.shows_itself())
    }

    fn index(&mut self, expr: &Expr, object: &Expr, index: &Expr) -> E {
        let span = expr.span;
        let ty = self.ty(object).clone();
        let index_type = self.ty(index);
        let index_is_int = index_type.is_int();
        let is_map = self.types.is_map(object);
        if let Some(plain) = self.known_property(span, object, index) {
            return plain;
        }
        if ty.is_str()
            && let Some(char) = self.char_at(expr, object, index)
        {
            return char;
        }
        // `xs[True]` is no index in JavaScript.
        let is_exact = index_type.is_exact_int();
        let reads_twice = is_exact && self.is_read_where_it_counts(object, index);
        let (object, index) = (self.expr(object), self.expr(index));
        let has_places = ty.is_array() || ty.is_bytes();
        if is_exact && has_places && self.proofs.is_in_range(expr.id) {
            return match self.asserts_proofs {
                true => self.help(span, "provenIndex", vec![object, index]),
                false => self.at(span).index(object, index),
            };
        }
        if is_exact && has_places && self.proofs.is_in_range_from_end(expr.id) {
            if self.asserts_proofs {
                return self.help(span, "provenEnd", vec![object, index]);
            }
            let at = self.at(span);
            return at.call(at.member(object, "at"), vec![index]);
        }
        let helper = match ty {
            Type::List(item) if reads_twice && !item.may_be_none() => {
                return self.item_or_checked(span, "getIndex", object, index);
            }
            Type::Bytes { .. } if reads_twice => {
                return self.item_or_checked(span, "getItem", object, index);
            }
            Type::List(_) | Type::Tuple(_) | Type::TupleOf(_) if index_is_int => "getIndex",
            Type::Str if index_is_int => "charAt",
            _dict if is_map => "getKey",
            _other => "getItem",
        };
        self.help(span, helper, vec![object, index])
    }

    /// Whether the item is read in a loop, by names that cost nothing to repeat: `xs[i] ?? getIndex(xs, i)`, of which
    /// engines learn what each place reads, not what all of them do.
    pub fn is_read_where_it_counts(&self, object: &Expr, index: &Expr) -> bool {
        let is_in_loop = self.func().is_some_and(|func| !func.loops.is_empty());
        let is_row = |object: &Expr| match &object.kind {
            ExprKind::Py(Py::Index(rows, at)) => {
                self.is_name(rows) && self.is_near(at) && self.proofs.is_in_range(object.id)
            }
            _other => false,
        };
        is_in_loop && self.is_near(index) && (self.is_name(object) || is_row(object))
    }

    fn is_name(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Var(_)) && !self.types.may_be_unbound(expr.id)
    }

    /// A name, or what is next to it: it costs nothing to repeat.
    pub fn is_near(&self, index: &Expr) -> bool {
        match &index.kind {
            ExprKind::Py(Py::Binary(BinaryOp::Add | BinaryOp::Sub, left, right)) => {
                self.is_name(left) && right.as_int().is_some()
            }
            _other => self.is_name(index) || index.as_int().is_some(),
        }
    }

    /// `xs[i] ?? getIndex(xs, i)`: what is in range is read at once.
    pub fn item_or_checked(&mut self, span: Span, helper: &'static str, list: E, index: E) -> E {
        let at = self.at(span);
        let item = at.index(list.clone(), index.clone());
        let checked = self.help(span, helper, vec![list, index]);
        at.binary(ast::BinaryOp::NullishCoalescing, item, checked)
    }

    /// A subscript that is there for certain: a known key of a record, an item of a tuple display.
    fn known_property(&mut self, span: Span, object: &Expr, index: &Expr) -> Option<E> {
        let ty = self.ty(object).clone();
        match (&ty, &index.kind) {
            (Type::Record(_), ExprKind::Str(key)) => {
                // An optional one raises `KeyError`.
                match ty.field(key)?.is_optional {
                    true => None,
                    false => self.record_field(span, object, key),
                }
            }
            (Type::Tuple(items), _literal) => {
                let position = index.as_int()?;
                let in_range = usize::try_from(position).is_ok_and(|at| at < items.len());
                in_range.then(|| {
                    let object = self.expr(object);
                    let at = self.at(span);
                    at.index(object, at.nowhere().int(position))
                })
            }
            _other => None,
        }
    }
}

/// The width of a spec such as `02d`, which fills up with zeros and does no more for an int of 0 or more.
fn zeros_before(spec: &[Part]) -> Option<i64> {
    let [Part::Literal(text)] = spec else { return None };
    let width = text.strip_prefix('0')?;
    let width = width.strip_suffix('d').unwrap_or(width);
    let is_plain =
        matches!(width.len(), 1..=3) && width.bytes().all(|digit| digit.is_ascii_digit());
    width.parse().ok().filter(|_| is_plain)
}
