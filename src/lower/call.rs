//! Calls: what is called decides what a call is.
//!
//! | callee | node |
//! |---|---|
//! | a tag, a component | [`crate::ir::Element`] |
//! | a hook | [`crate::ir::Hook`], a channel operation |
//! | a function of the program, a nested `def` | a call with its arguments bound |
//! | a builtin | [`Py::Builtin`] |
//! | a JavaScript global, import or member of one | [`Js::Call`], `new` for a constructor |
//! | `object.name` of a value | [`Py::Method`] |
//! | anything else | a call by position |

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, Expr, ExprKind, Keyword, Py};
use crate::lower::args::{Callee, formals};
use crate::lower::classes::{asked, called_by_name};
use crate::lower::context::Lowering;
use crate::lower::dataclass::function_of;
use crate::lower::expr::is_type;
use crate::lower::family::{Kind, without_receiver};
use crate::lower::instances::raw;
use crate::resolve::{Binding, ItemKind, JsRef, Marker};
use crate::syntax::ast::{self, ArgKind};
use crate::tables::js_classes::Calls;

impl Lowering<'_> {
    pub fn call(&mut self, span: Span, func: &ast::Expr, args: &[ast::Arg]) -> Expr {
        // `ps.Import(...)` and the like: the whole call is a JavaScript value.
        if let Some(binding) = self.binding(span) {
            return self.bound(span, last_name(func), binding);
        }
        // `Box[int](3)`
        if let ast::ExprKind::Subscript { value, .. } = &func.kind
            && self.is_generic_class(value)
        {
            return self.call(span, value, args);
        }
        if let ast::ExprKind::Name(name) = &func.kind
            && let Some(var) = self.local_var(name)
            && !self.builder.module.classes.contains_key(&var)
            && !self.is_local_type(func.span)
        {
            // `cls(…)`
            if self.receiver_kind(func) == Some(Kind::OfClass) {
                let class = self.var_expr(func.span, var);
                return self.new_of(span, class, args);
            }
            return self.call_variable(span, func.span, name, var, args);
        }
        if let Some(binding) = self.binding(func.span) {
            return self.call_bound(span, func, binding, args);
        }
        if let ast::ExprKind::Attribute { value, attr } = &func.kind {
            return self.call_attribute(span, func.span, value, attr, args);
        }
        let callee = self.lower(func);
        // `type(self)(…)`
        if matches!(callee.kind, ExprKind::Py(Py::Call { .. }))
            && let callee = raw(callee.clone())
            && matches!(callee.kind, ExprKind::Py(Py::Builtin { row, .. }) if is_type(row))
        {
            return self.new_of(span, callee, args);
        }
        self.call_value(span, callee, args)
    }

    fn call_bound(
        &mut self,
        span: Span,
        func: &ast::Expr,
        binding: &Binding,
        args: &[ast::Arg],
    ) -> Expr {
        let local = last_name(func);
        match binding {
            Binding::Item(id) => {
                let item = self.program.items.get(id.index());
                match item.map(|item| (&item.kind, item)) {
                    Some((ItemKind::Function { def, marker, decorators }, item))
                        if decorators.is_empty() || is_component(marker) =>
                    {
                        if is_component(marker) {
                            return self.component_call(
                                span,
                                func,
                                args,
                                &def.params,
                                item.name_span,
                            );
                        }
                        let callee = Callee {
                            name: &def.name.name,
                            formals: formals(&def.params),
                            definition: Some(item.name_span),
                            code: Code::PSC401,
                            qualname: Some(def.name.name.to_string()),
                        };
                        let Some(bound) = self.bind(span, &callee, args) else {
                            return self.error(span);
                        };
                        let callee = Box::new(self.bound(func.span, local, binding));
                        self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }))
                    }
                    Some((ItemKind::TypeClass(class), _)) => {
                        self.typed_dict_call(span, class, args)
                    }
                    Some((ItemKind::Constant { .. }, _)) if self.made_by_react(func).is_some() => {
                        self.element_call(span, func, args)
                    }
                    Some((ItemKind::Function { .. }, _)) => {
                        let callee = self.bound(func.span, local, binding);
                        self.call_value(span, callee, args)
                    }
                    Some((ItemKind::Class(_), _)) => self.construct(span, func, *id, args),
                    Some((ItemKind::Constant { .. } | ItemKind::TypeAlias(_), _)) | None => {
                        let callee = self.bound(func.span, local, binding);
                        self.call_value(span, callee, args)
                    }
                }
            }
            Binding::Tag(_) => self.element_call(span, func, args),
            Binding::Special(name) => self.special_call(span, func, name, args),
            Binding::Js(reference) => self.call_js(span, func, reference, binding, args),
            Binding::Builtin(row)
                if row.name == "vars"
                    && let [ast::Arg { kind: ArgKind::Positional, value, .. }] = args =>
            {
                let object = self.lower(value);
                self.helper(span, "varsOf", object)
            }
            Binding::Builtin(row) => self.builtin_call(span, func.span, row, args),
            // `ps.javascript(f)` in a compiled function: `f` is one of JavaScript already.
            Binding::Marker(marker)
                if !marker.is_some_and(|it| it.is_jsx)
                    && let [ast::Arg { kind: ArgKind::Positional, value, .. }] = args =>
            {
                self.lower(value)
            }
            Binding::TypeOnly(name) if function_of(name).is_some() => {
                self.data_call(span, name, args)
            }
            Binding::PyMember { module, name } if &**module == "typing" && &**name == "cast" => {
                self.cast(span, args)
            }
            Binding::Module(_)
            | Binding::PyModule(_)
            | Binding::PyMember { .. }
            | Binding::TypeOnly(_)
            | Binding::Marker(_)
            | Binding::Error => {
                let error = self.bound(func.span, local, binding);
                // The arguments may hold mistakes of their own.
                for arg in args {
                    self.lower(&arg.value);
                }
                error
            }
        }
    }

    /// A call of something of JavaScript.
    fn call_js(
        &mut self,
        span: Span,
        func: &ast::Expr,
        reference: &JsRef,
        binding: &Binding,
        args: &[ast::Arg],
    ) -> Expr {
        let calls = match reference {
            JsRef::Import { is_component: true, .. } | JsRef::Member { .. } => {
                return self.element_call(span, func, args);
            }
            JsRef::Import { import, calls, .. } => {
                if let Some(row) = react_hook(import) {
                    let callee = self.bound(func.span, last_name(func), binding);
                    return self.hook_call(span, callee, row, args);
                }
                if is_channel_hook(import) {
                    let callee = self.bound(func.span, last_name(func), binding);
                    return self.open_channel(span, callee, args);
                }
                match calls {
                    Calls::Ask => asked(last_name(func), &import.name),
                    Calls::Function | Calls::Constructor => *calls,
                }
            }
            JsRef::Global { calls, .. } => *calls,
        };
        let callee = self.bound(func.span, last_name(func), binding);
        self.js_call(span, callee, calls, args)
    }

    fn call_variable(
        &mut self,
        span: Span,
        name_span: Span,
        name: &Name,
        var: crate::ir::VarId,
        args: &[ast::Arg],
    ) -> Expr {
        let callee = self.var_expr(name_span, var);
        let definition = self.builder.module.var(var).map(|row| row.span);
        let Some(params) = self.signatures.get(&var).cloned() else {
            if let Some(found) = self.member_of_held(&callee, "__call__") {
                let params = without_receiver(found.def);
                let known = self.callee_of("__call__", found.def, &params);
                let Some(bound) = self.bind(span, &known, args) else { return self.error(span) };
                let callee = Box::new(callee);
                return self
                    .with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }));
            }
            return self.call_value(span, callee, args);
        };
        let is_lambda = self.lambdas.contains(&var);
        let qualname = Some(self.qualname(Some(var), if is_lambda { "<lambda>" } else { name }));
        let formals = formals(&params);
        let known = Callee { name, formals, definition, code: Code::PSC401, qualname };
        let Some(bound) = self.bind(span, &known, args) else { return self.error(span) };
        let callee = Box::new(callee);
        self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }))
    }

    fn call_attribute(
        &mut self,
        span: Span,
        func_span: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Expr {
        // A cast: `ps.Import("clsx").as_(Callable[..., str])`.
        if &*attr.name == "as_"
            && matches!(self.binding(value.span), Some(Binding::Js(JsRef::Import { .. })))
        {
            return self.lower(value);
        }
        if let Some(refused) = self.refused_attribute(value, attr) {
            return refused;
        }
        if self.is_component_chain(value) {
            return self.element_from_member(span, func_span, value, attr, args);
        }
        if let Some(member) = self.library_member(value, attr) {
            return match member {
                Ok(row) => self.builtin_call(span, func_span, row, args),
                Err(refused) => refused,
            };
        }
        if let Some(callee) = self.class_method(func_span, value, attr) {
            return self.call_value(span, callee, args);
        }
        if self.is_super(value) {
            return self.super_call(span, value.span, attr, args);
        }
        if let Some(args) = self.above_by_name(value, args)
            && self.is_in_member()
        {
            return self.super_call(span, value.span, attr, args);
        }
        let is_by_name =
            |arg: &ast::Arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar);
        if self.sight.is_made(&attr.name) && args.iter().any(is_by_name) {
            return self.made_call(span, func_span, value, attr, args);
        }
        if let Some(call) = self.known_method_call(span, value, attr, args) {
            return call;
        }
        // `self.Part(1)`: a class in a class.
        if self.sight.is_nested_class(&attr.name) {
            if let Some(made) = self.construct_own(span, func_span, value, attr, args) {
                return made;
            }
            let callee =
                ast::ExprKind::Attribute { value: Box::new(value.clone()), attr: attr.clone() };
            let callee = self.lower(&ast::Expr { kind: callee, span: func_span });
            return self.call_value(span, callee, args);
        }
        let object = self.lower(value);
        let object = raw(object);
        if let Some(channel) = self.channel_call(span, &object, attr, args) {
            return channel;
        }
        if self.is_javascript(&object) && !crate::tables::methods::is_python_only(&attr.name) {
            let callee = self.member(func_span, object, &attr.name);
            return self.js_call(span, callee, called_by_name(&attr.name), args);
        }
        let object = match self.dunder_call(span, value, object, attr, args) {
            Ok(operation) => return operation,
            Err(object) => object,
        };
        if let Some(mapping) = args.iter().find(|arg| arg.kind == ArgKind::DoubleStar) {
            if &*attr.name == "format" {
                return self.call_with_mappings(span, "formatWith", Some(object), args);
            }
            // The attribute may be a component: `registry.View(**props)`.
            let callee = self.py(func_span, Py::Attr(Box::new(object), attr.name.clone()));
            let call = self.call_with(span, callee, args);
            self.builder.noted.by_keyword.insert(call.id, mapping_refused(mapping.span));
            return call;
        }
        let (args, keywords) = self.loose_args(args);
        self.py(
            span,
            Py::Method {
                object: Box::new(object),
                name: self.mangled(&attr.name),
                name_span: attr.span,
                args,
                keywords,
            },
        )
    }

    /// Positional and keyword arguments, unbound. `**` is refused.
    pub fn loose_args(&mut self, args: &[ast::Arg]) -> (Vec<Arg>, Vec<Keyword>) {
        let mut positional = Vec::new();
        let mut keywords = Vec::new();
        for arg in args {
            let value = self.lower(&arg.value);
            match &arg.kind {
                ArgKind::Positional => positional.push(Arg::Pos(value)),
                ArgKind::Star => positional.push(Arg::Spread(value)),
                ArgKind::Keyword(name) => {
                    keywords.push(Keyword { name: name.name.clone(), span: name.span, value })
                }
                ArgKind::DoubleStar => self.report(mapping_refused(arg.span)),
            }
        }
        (positional, keywords)
    }

    /// A call of a value of which nothing is known. Keywords find their parameters at run time, by what
    /// the function says of itself then.
    pub(super) fn call_value(&mut self, span: Span, callee: Expr, args: &[ast::Arg]) -> Expr {
        if self.is_javascript(&callee) {
            let calls = self.calls_of(&callee).unwrap_or(Calls::Function);
            return self.js_call(span, callee, calls, args);
        }
        if let Some(call) = self.call_of_either(span, &callee, args) {
            return call;
        }
        if let Some(calls) = self.calls_of(&callee) {
            return self.js_call(span, callee, calls, args);
        }
        let by_name =
            |arg: &ast::Arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar);
        if args.iter().any(by_name) {
            return self.call_with(span, callee, args);
        }
        let (args, _) = self.loose_args(args);
        self.py(span, Py::Call { callee: Box::new(callee), args })
    }

    pub fn refuse_keyword(&mut self, span: Span, keyword: &Keyword) -> Expr {
        self.report(keyword_refused(&keyword.name, keyword.span));
        self.error(span)
    }

    /// A call by keyword of a method that decorators make: what parameters it has is known when it is called.
    fn made_call(
        &mut self,
        span: Span,
        func_span: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Expr {
        // A plain method of that name does not say which it has.
        if self.sight.has_method(&attr.name) {
            return self.refuse_by_name(attr.span);
        }
        let callee =
            ast::ExprKind::Attribute { value: Box::new(value.clone()), attr: attr.clone() };
        let callee = self.lower(&ast::Expr { kind: callee, span: func_span });
        self.call_value(span, callee, args)
    }

    /// `MessagePayload(text="a")` of a `TypedDict` is the dict with these keys.
    fn typed_dict_call(&mut self, span: Span, class: &ast::ClassDef, args: &[ast::Arg]) -> Expr {
        let mut entries = Vec::new();
        for arg in args {
            let value = self.lower(&arg.value);
            match &arg.kind {
                ArgKind::Keyword(name) => {
                    let key = self.expr(name.span, ExprKind::Str(name.name.clone()));
                    entries.push(crate::ir::DictEntry::Pair(key, value));
                }
                ArgKind::DoubleStar => entries.push(crate::ir::DictEntry::Spread(value)),
                ArgKind::Positional | ArgKind::Star => {
                    let message = format!("`{}` takes its keys by name", class.name.name);
                    return self.refuse(Code::PSC401, arg.span, &message, "write `key=value`");
                }
            }
        }
        let is_record = !entries.is_empty();
        self.py(span, Py::Dict { entries, is_record })
    }

    /// `cast(T, value)` is the value.
    fn cast(&mut self, span: Span, args: &[ast::Arg]) -> Expr {
        match args {
            [_, value] => self.lower(&value.value),
            _other => {
                let message = "`cast` takes a type and a value";
                self.refuse(Code::PSC401, span, message, "write `cast(T, value)`")
            }
        }
    }
}

/// Its decorators are React's and make a component of it again.
fn is_component(marker: &Option<Marker>) -> bool {
    marker.is_some_and(|marker| marker.is_jsx)
}

fn mapping_refused(at: Span) -> Diagnostic {
    Diagnostic::new(Code::PSC402, at, "which arguments this `**` gives is not known here")
        .help("pass the arguments by name")
}

pub(super) fn keyword_refused(name: &Name, at: Span) -> Diagnostic {
    Diagnostic::new(
        Code::PSC402,
        at,
        format!("this function is JavaScript's, which takes no keyword arguments: `{name}=`"),
    )
    .help(format!(
        "pass the value by position or, if the function takes an options object, write `obj({name}=...)` \
         (`from pulse.js import obj`)"
    ))
}

/// The last name of a dotted chain: how the source calls the thing.
pub(super) fn last_name(expr: &ast::Expr) -> &str {
    match &expr.kind {
        ast::ExprKind::Name(name) => name,
        ast::ExprKind::Attribute { attr, .. } => &attr.name,
        _other => "value",
    }
}

fn react_hook(import: &crate::ir::JsImport) -> Option<&'static crate::tables::hooks::HookRow> {
    match (&*import.source, &import.name) {
        ("react", crate::ir::ImportName::Named(name)) => crate::tables::hooks::hook(name),
        _other => None,
    }
}

/// Whatever package the client comes from, its hook has this name.
fn is_channel_hook(import: &crate::ir::JsImport) -> bool {
    match &import.name {
        crate::ir::ImportName::Named(name) => &**name == crate::tables::channel::HOOK,
        crate::ir::ImportName::Default
        | crate::ir::ImportName::Namespace
        | crate::ir::ImportName::SideEffect => false,
    }
}
