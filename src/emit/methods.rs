//! Method calls on values.
//!
//! | receiver | `x.name(...)` becomes |
//! |---|---|
//! | a str, list, dict, set by type | the JavaScript method where it does the same, else a helper |
//! | of unknown type, a Python method's name | a helper that asks at run time |
//! | anything else | the JavaScript method |

use crate::base::{Name, Span};
use crate::ir::{
    Arg, CompKind, EnumKind, Expr, ExprKind, Keyword, MemberKind, Object, Py, Type, View,
};
use crate::tables::effects::{Change, Put};
use crate::tables::library_methods::library_method;
use crate::tables::methods::{self, MethodKind, MethodType};
use crate::tables::signature::{Param, ParamKind, Signature};

use super::emitter::Emitter;
use super::js::{E, ast};

impl Emitter<'_> {
    pub fn method(
        &mut self,
        span: Span,
        object: &Expr,
        name: &Name,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        let ty = self.ty(object).clone();
        if keywords.is_empty() && self.is_instance(object) && !self.is_of_mixin(&ty, name) {
            // One that is static is its class's, also where an object is given.
            let is_static = ty.instances().any(|of| {
                let found = self.classes.member(of.key(), name);
                found.is_some_and(|(_, member)| {
                    matches!(member.kind, MemberKind::Static(_) | MemberKind::OfClass(_))
                })
            });
            let (object, args) = (self.expr(object), self.args(args));
            let at = self.at(span);
            let holder = match is_static {
                true => self.help(span, "ownClass", vec![object]),
                false => object,
            };
            return at.call(at.member(holder, name), args);
        }
        if keywords.is_empty()
            && let Some(call) = self.generator_method(span, object, name, args)
        {
            return call;
        }
        if &**name == "astimezone" && !self.has_zone(args, keywords) {
            let mut values = vec![self.expr(object).into()];
            values.extend(self.args(args));
            if !keywords.is_empty() {
                values.push(self.keyword_record(keywords).into());
            }
            return self.help(span, "datetimeAstimezone", values);
        }
        if let Some(call) = self.library_object_method(span, object, name, args, keywords) {
            return call;
        }
        if let Some(plain) = self.plain_method(span, object, &ty, name, args, keywords) {
            return plain;
        }
        if let Some(owner) = ty.method_type()
            && let Some(helper) = typed_helper(owner, name)
        {
            return self.method_helper(span, helper, Some(owner), object, name, args, keywords);
        }
        if let Some(row) = ty.method_type().and_then(|owner| methods::method(owner, name))
            && row.ty.has_members()
        {
            let (object, values) =
                (self.expr(object), self.in_signature_order(row.signature, args, keywords));
            let at = self.at(span);
            return at.call(at.member(object, name), values);
        }
        if !keywords.is_empty()
            && let Some(call) = self.library_method(span, object, name, args, keywords)
        {
            return call;
        }
        // What JavaScript made keeps its own methods.
        let is_javascript = ty.is_js() && !methods::is_python_only(name);
        if let Some(helper) = dynamic_helper(name)
            && !is_javascript
            && (may_be_python(&ty) || self.is_of_mixin(&ty, name))
        {
            return self.method_helper(
                span,
                helper,
                ty.method_type(),
                object,
                name,
                args,
                keywords,
            );
        }
        let object = self.expr(object);
        let args = self.args(args);
        let at = self.at(span);
        at.call(at.member(object, name), args)
    }

    /// `Color.RED.title()`: a member of an enum that is a text or an int besides has the methods of one.
    fn is_of_mixin(&self, ty: &Type, name: &str) -> bool {
        methods::named(name).next().is_some()
            && ty.instances().all(|of| {
                let is_mixin = matches!(of.kind().members, Some(EnumKind::Str | EnumKind::Int));
                is_mixin && self.classes.member(of.key(), name).is_none()
            })
    }

    /// `key=counts.get`: a method as a value, bound to its object. What JavaScript made is read as it is.
    pub fn bound_method(&mut self, span: Span, object: &Expr, name: &Name) -> Option<E> {
        let helper = self.bound_helper(object, name);
        let ty = self.ty(object);
        let is_method = methods::named(name).any(|row| row.kind != MethodKind::Attribute);
        let is_library = OF_LIBRARY_ONLY.contains(&&**name);
        let may_be_ours = (is_method || is_library) && !ty.is_js() && may_be_python(ty);
        if helper.is_none() && !may_be_ours {
            return None;
        }
        let js = match ty.is_float() {
            true => self.marked(object),
            false => self.expr(object),
        };
        let mut args = vec![js, self.js.string(name)];
        args.extend(helper.map(|helper| self.helper(helper)));
        Some(self.help(span, "boundMethod", args))
    }

    /// The helper that a method of a Python value is called by, where the object may be one.
    pub fn bound_helper(&self, object: &Expr, name: &str) -> Option<&'static str> {
        let ty = self.ty(object);
        let may_be_ours = !ty.is_js() && may_be_python(ty);
        if (matches!(ty, Type::Iterable(_)) || may_be_ours)
            && let Some((_, helper, _)) = super::generator::resumption(name)
        {
            return Some(helper);
        }
        let is_method = methods::named(name).any(|row| row.kind != MethodKind::Attribute);
        match name {
            _ if !may_be_ours || !is_method || OF_LIBRARY_ONLY.contains(&name) => None,
            "format" => Some("callFormatOf"),
            name => dynamic_helper(name),
        }
    }

    /// A method by keyword of something that a module of the standard library made.
    fn library_method(
        &mut self,
        span: Span,
        object: &Expr,
        name: &Name,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let row = library_method(name)?;
        if methods::named(name).any(|row| takes_all(row.signature, keywords)) {
            return None;
        }
        let object = self.expr(object);
        let at = self.at(span);
        let callee = at.member(object, name);
        if row.by_object {
            let mut values = self.args(args);
            values.push(self.keyword_record(keywords).into());
            return Some(at.call(callee, values));
        }
        let takes_any = row.signature.iter().any(|param| param.kind == ParamKind::Kwargs);
        if !takes_any {
            let values = self.in_signature_order(row.signature, args, keywords);
            return Some(at.call(callee, values));
        }
        let mut values = self.args(args);
        if values.is_empty() {
            values.push(self.js.undefined().into());
        }
        values.push(self.keyword_record(keywords).into());
        Some(at.call(callee, values))
    }

    #[allow(clippy::too_many_arguments)]
    fn method_helper(
        &mut self,
        span: Span,
        helper: &'static str,
        owner: Option<MethodType>,
        object: &Expr,
        name: &str,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        if name == "format" {
            return self.format_method(span, helper, object, args, keywords);
        }
        if let Some(row) = owner.and_then(|owner| methods::method(owner, name))
            && matches!(row.kind, MethodKind::ClassMethod | MethodKind::StaticMethod)
        {
            // Of an object it is that of its class, which may derive from this one.
            let is_class = matches!(object.kind, ExprKind::Py(Py::BuiltinRef(_)));
            if owner == Some(MethodType::Dict)
                && !is_class
                && let Some(helper) = dynamic_helper(name)
            {
                let mut values = vec![self.expr(object).into()];
                values.extend(self.in_signature_order(row.signature, args, keywords));
                return self.help(span, helper, values);
            }
            let values = self.in_signature_order(row.signature, args, keywords);
            let call = self.help(span, helper, values);
            return self.after(object, call);
        }
        let receiver = self.expr(object);
        let row = match owner {
            Some(owner) => methods::method(owner, name),
            None => {
                let takes = |row: &&methods::MethodRow| takes_all(row.signature, keywords);
                methods::named(name).find(takes).or_else(|| methods::named(name).next())
            }
        };
        let mut values: Vec<ast::ExprOrSpread> = vec![receiver.into()];
        match row {
            Some(row) if !keywords.is_empty() && name == "update" => {
                let _ = row;
                values.extend(self.args(args));
                if args.is_empty() {
                    values.push(self.js.array(Vec::<E>::new()).into());
                }
                values.push(self.keyword_record(keywords).into());
            }
            Some(row) => values.extend(self.in_signature_order(row.signature, args, keywords)),
            None => values.extend(self.args(args)),
        }
        self.help(span, helper, values)
    }

    pub(super) fn keyword_record(&mut self, keywords: &[Keyword]) -> E {
        let props = keywords.iter().map(|keyword| {
            let value = self.expr(&keyword.value);
            self.js.property(&keyword.name, value)
        });
        let props = props.collect();
        self.js.object(props)
    }

    fn marked_record(&mut self, keywords: &[Keyword]) -> E {
        let props = keywords.iter().map(|keyword| {
            let value = self.marked(&keyword.value);
            self.js.property(&keyword.name, value)
        });
        let props = props.collect();
        self.js.object(props)
    }

    /// `"{} {name}".format(a, name=b)`.
    fn format_method(
        &mut self,
        span: Span,
        helper: &'static str,
        template: &Expr,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        if let Some(text) = self.format_template(span, template, args, keywords) {
            return text;
        }
        let receiver = self.expr(template);
        let shows_types = super::floats::shows_types(template);
        let positional = if shows_types { self.marked_args(args) } else { self.args(args) };
        let mut values = vec![receiver, self.js.array(positional)];
        if !keywords.is_empty() {
            values.push(match shows_types {
                true => self.marked_record(keywords),
                false => self.keyword_record(keywords),
            });
        }
        self.help(span, helper, values)
    }

    /// Methods that JavaScript has with the same meaning for these types and arguments.
    fn plain_method(
        &mut self,
        span: Span,
        object: &Expr,
        ty: &Type,
        name: &str,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        if !keywords.is_empty() {
            return None;
        }
        let values: Vec<&Expr> = args
            .iter()
            .map(|arg| match arg {
                Arg::Pos(value) => Some(value),
                Arg::Spread(_) | Arg::Omitted => None,
            })
            .collect::<Option<_>>()?;
        let is_str = |this: &Self, value: &Expr| this.ty(value).is_str();
        let js_name = match (ty, name, values.as_slice()) {
            (Type::Str, "upper", []) => "toUpperCase",
            (Type::Str, "lower", []) => "toLowerCase",
            (Type::Str, "startswith", [prefix]) if is_str(self, prefix) => "startsWith",
            (Type::Str, "endswith", [suffix]) if is_str(self, suffix) => "endsWith",
            (Type::Str, "split", [separator]) if is_nonempty_literal(separator) => "split",
            (Type::Str, "replace", [old, new])
                if is_nonempty_literal(old) && is_plain_replacement(new) =>
            {
                "replaceAll"
            }
            (Type::Str, "join", [items]) => return self.join(span, object, items),
            (Type::Dict(_, value), "get", [_key] | [_key, _]) if self.types.is_map(object) => {
                return self.map_get(span, object, value, &values);
            }
            (Type::List(_), "append", [_value]) => {
                // The value of `append` is None; only a statement may show what `push` returns.
                return None;
            }
            _other => return None,
        };
        let object = self.expr(object);
        let values: Vec<E> = values.into_iter().map(|value| self.expr(value)).collect();
        let at = self.at(span);
        Some(at.call(at.member(object, js_name), values))
    }

    /// `d.get(k, 0)` is `d.get(k) ?? 0` where no value is None and the default costs nothing.
    fn map_get(&mut self, span: Span, map: &Expr, value: &Type, args: &[&Expr]) -> Option<E> {
        let (key, default) = match args {
            [key] => (key, None),
            [key, default] => (key, Some(default)),
            _other => return None,
        };
        if default.is_some_and(|default| value.may_be_none() || !default.is_atom()) {
            return None;
        }
        let (map, key) = (self.expr(map), self.expr(key));
        let default = default.map(|default| self.expr(default));
        let at = self.at(span);
        let found = at.call(at.member(map, "get"), vec![key]);
        let default = default.unwrap_or_else(|| at.nowhere().null());
        Some(at.binary(ast::BinaryOp::NullishCoalescing, found, default))
    }

    /// `sep.join(items)` of a list of strings is `items.join(sep)`.
    fn join(&mut self, span: Span, separator: &Expr, items: &Expr) -> Option<E> {
        if let ExprKind::Py(Py::Comp(comp)) = &items.kind
            && let CompKind::Generator(elt) = &comp.kind
            && !self.stops.leaves_comp(self.program, self.module, comp)
            && self.may_swap(separator, items)
        {
            let is_str = self.ty(elt).is_str();
            let items = self.mapped_list(span, &comp.clauses, elt)?;
            let separator = self.expr(separator);
            let at = self.at(span);
            return Some(match is_str {
                true => at.call(at.member(items, "join"), vec![separator]),
                false => self.help(span, "strJoin", vec![separator, items]),
            });
        }
        let fits = match self.ty(items) {
            Type::List(item) | Type::TupleOf(item) => item.is_str(),
            _other => false,
        };
        if !fits || !self.may_swap(separator, items) {
            return None;
        }
        let items = self.expr(items);
        let separator = self.expr(separator);
        let at = self.at(span);
        Some(at.call(at.member(items, "join"), vec![separator]))
    }

    /// A method call whose value nobody uses; `None` when it is like any other.
    pub fn method_statement(
        &mut self,
        span: Span,
        object: &Expr,
        name: &str,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let ty = self.ty(object);
        let [Arg::Pos(value)] = args else { return None };
        let js_name = match (ty, name) {
            (Type::List(_), "append") if self.types.is_certain_list(object.id) => "push",
            (Type::Set(_), name) if puts_item(MethodType::Set, name) => name,
            _other => return None,
        };
        if !keywords.is_empty() {
            return None;
        }
        let object = self.expr(object);
        let value = self.expr(value);
        let at = self.at(span);
        Some(at.call(at.member(object, js_name), vec![value]))
    }
}

/// Whether a method has parameters of the names of all keywords.
fn takes_all(signature: Signature, keywords: &[Keyword]) -> bool {
    keywords.iter().all(|keyword| {
        let takes = |param: &Param| param.kind == ParamKind::Kwargs || *param.name == *keyword.name;
        signature.iter().any(takes)
    })
}

/// Whether the method does no more than put its argument into the container.
fn puts_item(owner: MethodType, name: &str) -> bool {
    let change = methods::method(owner, name).and_then(|row| row.effects.receiver.change());
    change == Some(Change::Grows(Put::Item(0)))
}

/// Methods that only classes of the standard library have.
const OF_LIBRARY_ONLY: &[&str] = &[
    "appendleft",
    "astimezone",
    "cache_clear",
    "choices",
    "extendleft",
    "findall",
    "finditer",
    "fullmatch",
    "getrandbits",
    "isocalendar",
    "isoformat",
    "isoweekday",
    "most_common",
    "move_to_end",
    "popleft",
    "randint",
    "randrange",
    "rotate",
    "shuffle",
    "strftime",
    "subtract",
    "timetuple",
    "timetz",
    "toordinal",
    "total_seconds",
    "tzname",
    "uniform",
    "utcoffset",
    "utctimetuple",
];

fn is_nonempty_literal(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Str(text) if !text.is_empty())
}

/// JavaScript gives `$` in a replacement a meaning.
fn is_plain_replacement(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Str(text) if !text.contains('$'))
}

/// Whether a receiver of this type may be a value with Python's methods.
fn may_be_python(ty: &Type) -> bool {
    match ty.view() {
        View::Function => false,
        View::Object(
            Object::Element | Object::Bridge | Object::Ref | Object::Host | Object::Library,
        ) => false,
        View::Instance(_) => false,
        View::Object(Object::Awaitable | Object::Exception) => true,
        View::Unknown
        | View::None
        | View::Number
        | View::Str
        | View::Bytes
        | View::Sequence(_)
        | View::Set(_)
        | View::Mapping(_)
        | View::Iterable(_)
        | View::Union(_) => true,
    }
}

/// `strUpper`, `listPop`, `dictGet`: the helper for a receiver of a known type.
fn typed_helper(owner: MethodType, name: &str) -> Option<&'static str> {
    crate::runtime::name(&methods::helper_name(owner, name)?)
}

/// `callUpper`: the helper for a receiver of unknown type.
fn dynamic_helper(name: &str) -> Option<&'static str> {
    methods::named(name).next()?;
    crate::runtime::name(&methods::dynamic_helper_name(name))
}
