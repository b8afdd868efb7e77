//! Methods and attributes of values whose Python type is known, and keywords of methods of values whose
//! type is not.
//!
//! | written | told |
//! |---|---|
//! | `items.push(x)` of a list | `append` |
//! | `items.length` | `len(items)` |
//! | `text.upper` without a call | a method is not compiled as a value |
//! | `"a".split(by=",")` | the signature of `str.split` |
//! | `editor.open(line=3)` of an unknown object | `obj(line=...)` |

use crate::base::{Span, closest};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, Expr, ExprKind, Keyword, Place, PlaceKind, Py, Type};
use crate::tables::library_methods::library_method;
use crate::tables::methods::{
    MethodKind, MethodRow, MethodType, dynamic_helper_name, helper_name, instead_of_method, method,
    named, of_type,
};
use crate::tables::signature::{self, ParamDefault, ParamKind, Signature};
use crate::tables::special_methods::written_as;
use crate::types::check::{Check, name};

impl<'m> Check<'m, '_> {
    pub(super) fn method(
        &mut self,
        object: &'m Expr,
        method_name: &str,
        span: Span,
        args: &[Arg],
        keywords: &[Keyword],
    ) {
        let ty = self.ty(object);
        if self.module.known_receivers.contains(&object.id) && !ty.is_builtin() {
            return;
        }
        if let Some(of) = ty.without_none().library() {
            return self.library_method(of, method_name, span, args, keywords);
        }
        if method_name == "__init__"
            && (ty.is_builtin() || ty.is_any() && !self.module.sight.has_method("__init__"))
        {
            let message = format!("`__init__` of {} is not compiled as a call", name(ty));
            let help = "make a new object: call its class";
            return self.report(Code::PSC404, span, message, help);
        }
        let Some(owners) = owners(ty) else {
            if self.is_refused(object) {
                return;
            }
            if let Some(instead) = written_as(method_name) {
                return self.special_method("a value".to_owned(), method_name, instead, span);
            }
            return self.unknown_receiver(method_name, args, keywords);
        };
        let rows: Vec<&MethodRow> =
            owners.iter().filter_map(|owner| row(*owner, method_name)).collect();
        let Some(first) = rows.first() else {
            if let Some(instead) = written_as(method_name) {
                return self.special_method(name(ty), method_name, instead, span);
            }
            return self.no_such_method(ty, &owners, method_name, span);
        };
        if !rows.iter().any(|row| is_compiled(row)) {
            let message = format!("`{}.{method_name}` is not compiled", first.ty.name());
            let help = instead_of_method(method_name);
            return self.report(Code::PSC404, span, message, help);
        }
        if rows.iter().any(|row| row.signature.first().is_some_and(|it| it.name == "encoding")) {
            self.encoding(args, keywords);
        }
        if rows.iter().all(|row| misfit(row, args, keywords).is_some())
            && let Some((at, message)) = misfit(first, args, keywords)
        {
            let shown = signature::display(first.signature);
            let help = format!("its signature is `{}.{method_name}{shown}`", first.ty.name());
            self.report(Code::PSC401, at.unwrap_or(span), message, &help);
        }
    }

    /// A method of an object of which nothing is known: a keyword only has a meaning where the name is
    /// that of a Python method that takes it.
    fn unknown_receiver(&mut self, method_name: &str, args: &[Arg], keywords: &[Keyword]) {
        let Some(keyword) = keywords.first() else { return };
        if named(method_name).any(|row| misfit(row, args, keywords).is_none()) {
            return;
        }
        if let Some(row) = library_method(method_name)
            && misfit_of(row.name, row.signature, args, keywords).is_none()
        {
            return;
        }
        if let Some(row) = named(method_name).find(|row| !row.signature.is_empty()) {
            let shown = signature::display(row.signature);
            let message = format!("`{method_name}` has no keyword `{}`", keyword.name);
            let help = format!("its signature is `{}.{method_name}{shown}`", row.ty.name());
            return self.report(Code::PSC401, keyword.span, message, &help);
        }
        let message = format!(
            "whose method this is is not known here, and those of JavaScript take no keyword arguments: `{}=`",
            keyword.name
        );
        let help = format!(
            "pass the value by position or, if the method takes an options object, write `obj({}=...)` (`from pulse.js import obj`)",
            keyword.name
        );
        self.report(Code::PSC402, keyword.span, message, &help);
    }

    /// `d.__setitem__("a", 1)`: the statement that calls it is compiled.
    pub(super) fn special_method(&mut self, of: String, written: &str, instead: &str, span: Span) {
        let message = format!("`{written}` of {of} is not compiled as a call");
        let help = format!("write `{instead}`");
        self.report(Code::PSC404, span, message, &help);
    }

    /// Whether nothing is known of the value because it was refused itself, and reported.
    pub(super) fn is_refused(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Error => true,
            ExprKind::Var(var) => self.refused.contains(var),
            ExprKind::Py(
                Py::Attr(object, _) | Py::Index(object, _) | Py::Method { object, .. },
            ) => self.is_refused(object),
            ExprKind::Py(Py::Call { callee, .. }) => self.is_refused(callee),
            ExprKind::Py(Py::Await(value)) => self.is_refused(value),
            _other => false,
        }
    }

    /// Remembers a variable that holds what was refused.
    pub(super) fn assigned(&mut self, place: &Place, value: &Expr) {
        if let PlaceKind::Var(var) = place.kind
            && self.is_refused(value)
        {
            self.refused.insert(var);
        }
    }

    fn no_such_method(&mut self, ty: &Type, owners: &[MethodType], written: &str, span: Span) {
        let message = format!("{} has no method `{written}`", name(ty));
        let Some(owner) = owners.first().copied() else { return };
        let help = match javascript_method(owner, written) {
            Some(instead) => format!("write {instead}"),
            None => {
                let rows = of_type(owner);
                match closest(written, rows.map(|row| row.name)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("call a function with it: `{written}(value)`"),
                }
            }
        };
        self.report(Code::PSC404, span, message, &help);
    }

    /// `object.name`, read or stored to.
    pub(super) fn attribute(&mut self, span: Span, object: &'m Expr, attr: &str, is_store: bool) {
        let ty = self.ty(object);
        // The name stands at the end of the chain.
        let len = u32::try_from(attr.len()).unwrap_or(0);
        let at = Span::new(span.file, span.end.saturating_sub(len).max(span.start), span.end);
        if let Some(of) = ty.without_none().library() {
            return self.library_attribute(of, attr, at, is_store);
        }
        let Some(owners) = owners(ty) else { return };
        let Some(owner) = owners.first().copied() else { return };
        let rows: Vec<&MethodRow> = owners.iter().filter_map(|owner| row(*owner, attr)).collect();
        let is_attribute = |row: &&MethodRow| row.kind == MethodKind::Attribute;
        let is_bound = |row: &&MethodRow| {
            row.kind == MethodKind::Method
                && (row.ty.has_members() || crate::runtime::exists(&dynamic_helper_name(row.name)))
        };
        if rows.iter().any(|row| is_attribute(row) || is_bound(row)) && !is_store {
            return;
        }
        let message = match rows.first() {
            Some(_) if !is_store => format!("`{}.{attr}` is not compiled as a value", owner.name()),
            Some(_) | None if attr.starts_with("__") => {
                format!("`{attr}` of {} is not compiled", name(ty))
            }
            Some(_) | None => format!("{} has no attribute `{attr}`", name(ty)),
        };
        let near = || closest(attr, of_type(owner).map(|row| row.name));
        let help = match (attr, owner, near()) {
            _ if !rows.is_empty() && !is_store => match rows.iter().any(|row| is_compiled(row)) {
                true => format!("call it, or write a lambda: `lambda x: value.{attr}(x)`"),
                false => instead_of_method(attr).to_owned(),
            },
            (dunder, ..) if dunder.starts_with("__") => {
                "keep what it says in a variable or a dict of your own".to_owned()
            }
            ("length" | "size", ..) if !is_store => "write `len(...)`".to_owned(),
            (_, MethodType::Dict, _) => format!("a dict's values are subscripts: `[\"{attr}\"]`"),
            (.., Some(near)) if !is_store => format!("did you mean `{near}`?"),
            _other => format!("a {} holds nothing but its items: keep it in a dict", owner.name()),
        };
        self.sink.push(Diagnostic::new(Code::PSC404, at, message).help(help));
    }
}

/// The Python types a value may have; `None` unless every member of the type is one (or `None`, of which
/// it is not certain that it gets here).
pub(super) fn owners(ty: &Type) -> Option<Vec<MethodType>> {
    let found: Option<Vec<MethodType>> = match ty {
        Type::Union(members) => {
            members.iter().filter(|member| !member.is_none()).map(Type::method_type).collect()
        }
        ty => ty.method_type().map(|owner| vec![owner]),
    };
    found.filter(|owners| !owners.is_empty())
}

fn row(owner: MethodType, name: &str) -> Option<&'static MethodRow> {
    let found = method(owner, name);
    match owner {
        MethodType::Set => found.or_else(|| method(MethodType::Frozenset, name)),
        MethodType::Str
        | MethodType::List
        | MethodType::Dict
        | MethodType::Frozenset
        | MethodType::Tuple
        | MethodType::Range
        | MethodType::Int
        | MethodType::Float
        | MethodType::Bytes
        | MethodType::ByteArray => found,
    }
}

/// Whether the runtime has a helper for the method.
fn is_compiled(row: &MethodRow) -> bool {
    if row.ty.has_members() {
        return true;
    }
    let typed = helper_name(row.ty, row.name).is_some_and(|name| crate::runtime::exists(&name));
    typed || crate::runtime::exists(&dynamic_helper_name(row.name))
}

/// Why the arguments do not fit, and where.
fn misfit(row: &MethodRow, args: &[Arg], keywords: &[Keyword]) -> Option<(Option<Span>, String)> {
    misfit_of(row.name, row.signature, args, keywords)
}

pub(super) fn misfit_of(
    name: &str,
    params: Signature,
    args: &[Arg],
    keywords: &[Keyword],
) -> Option<(Option<Span>, String)> {
    let positional = params.iter().filter(|param| {
        matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOrKeyword)
    });
    let takes_rest = params.iter().any(|param| param.kind == ParamKind::Args);
    let has_spread = args.iter().any(|arg| matches!(arg, Arg::Spread(_)));
    if !takes_rest && !has_spread && args.len() > positional.clone().count() {
        let at = args.get(positional.count()).and_then(|arg| match arg {
            Arg::Pos(value) | Arg::Spread(value) => Some(value.span),
            Arg::Omitted => None,
        });
        return Some((at, format!("too many arguments for `{name}`")));
    }
    for keyword in keywords {
        let takes = |param: &signature::Param| match param.kind {
            ParamKind::Kwargs => true,
            ParamKind::PositionalOrKeyword | ParamKind::Keyword => param.name == &*keyword.name,
            ParamKind::Positional | ParamKind::Args => false,
        };
        if !params.iter().any(takes) {
            let message = format!("`{name}` has no keyword `{}`", keyword.name);
            return Some((Some(keyword.span), message));
        }
    }
    let missing = positional
        .skip(args.len())
        .filter(|param| param.default == ParamDefault::Required)
        .find(|param| !keywords.iter().any(|keyword| &*keyword.name == param.name));
    match missing {
        Some(param) if !has_spread => {
            Some((None, format!("`{name}` is called without its argument `{}`", param.name)))
        }
        Some(_) | None => None,
    }
}

/// What Python has for a method of JavaScript.
fn javascript_method(owner: MethodType, written: &str) -> Option<&'static str> {
    let is_text = owner == MethodType::Str;
    Some(match written {
        "push" => "`append(x)`",
        "unshift" => "`insert(0, x)`",
        "shift" => "`pop(0)`",
        "splice" => "a slice: `items[a:b] = [...]`, or `del items[a:b]`",
        "slice" | "substring" | "substr" => "a slice: `value[a:b]`",
        "concat" => "`a + b`",
        "includes" | "has" | "hasOwnProperty" => "`x in value`",
        "indexOf" if is_text => "`find(x)`",
        "indexOf" => "`index(x)`, which raises ValueError when it is not there",
        "lastIndexOf" => "`rfind(x)`",
        "map" | "flatMap" => "a comprehension: `[f(x) for x in items]`",
        "filter" => "a comprehension: `[x for x in items if test(x)]`",
        "forEach" => "a loop: `for x in items:`",
        "find" if !is_text => "`next((x for x in items if test(x)), None)`",
        "some" => "`any(test(x) for x in items)`",
        "every" => "`all(test(x) for x in items)`",
        "reduce" => "a loop, or `sum(...)`",
        "join" if !is_text => "`separator.join(items)`",
        "toSorted" => "`sorted(items)`",
        "toReversed" => "`list(reversed(items))`",
        "entries" if owner == MethodType::Dict => "`items()`",
        "entries" => "`enumerate(items)`",
        "at" | "charAt" => "a subscript: `value[i]`",
        "charCodeAt" | "codePointAt" => "`ord(text[i])`",
        "toUpperCase" | "toLocaleUpperCase" => "`upper()`",
        "toLowerCase" | "toLocaleLowerCase" => "`lower()`",
        "trim" => "`strip()`",
        "trimStart" | "trimLeft" => "`lstrip()`",
        "trimEnd" | "trimRight" => "`rstrip()`",
        "padStart" => "`rjust(width)`",
        "padEnd" => "`ljust(width)`",
        "startsWith" => "`startswith(x)`",
        "endsWith" => "`endswith(x)`",
        "replaceAll" => "`replace(old, new)`",
        "repeat" => "`text * n`",
        "toString" | "toLocaleString" => "`str(value)`, or an f-string",
        "toFixed" => "an f-string: `f\"{value:.2f}\"`",
        "set" if owner == MethodType::Dict => "`d[key] = value`",
        "delete" if owner == MethodType::Dict => "`del d[key]`",
        "delete" => "`discard(x)`",
        _unknown => return None,
    })
}
