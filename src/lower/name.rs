//! Names: variables, definitions, and what the resolver found.

use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{Expr, ExprKind, ImportName, Js, JsImport, Py, VarId};
use crate::lower::context::Lowering;
use crate::lower::family::Kind;
use crate::resolve::scope::Lookup;
use crate::resolve::{Binding, ItemKind, JsRef, MODULE_NAME};
use crate::tables::js_classes::Calls;
use crate::tables::py_modules;

impl Lowering<'_> {
    /// The variable a name means in the current scope, if it is one.
    pub fn local_var(&self, name: &str) -> Option<VarId> {
        match self.scopes.lookup(self.scope?, name) {
            Lookup::Local(scope, index) => self.vars.get(&(scope, index)).copied(),
            Lookup::Global => None,
        }
    }

    pub fn name(&mut self, span: Span, name: &Name) -> Expr {
        if let Some(var) = self.local_var(name) {
            if let Some(class) = self.class_as_value(span, var) {
                return class;
            }
            if self.is_local_type(span)
                && let Some(binding) = self.binding(span)
            {
                return self.bound(span, name, binding);
            }
            let value = self.var_expr(span, var);
            let is_class = self.receiver == Some(var)
                && self
                    .class
                    .as_ref()
                    .and_then(|it| it.member.as_ref())
                    .is_some_and(|(kind, _)| *kind == Kind::OfClass);
            return if is_class { self.callable_class(span, value) } else { value };
        }
        if let Some(Binding::Item(id)) = self.binding(span)
            && self.program.items.get(id.index()).is_some_and(|item| item.within.is_some())
        {
            let class = self.class_value(span, *id);
            return self.callable_class(span, class);
        }
        // What the body binds only later is the module's.
        if self.is_of_class_body(name) && self.binding(span).is_none() {
            return self.class_name(span, name);
        }
        match self.binding(span) {
            Some(binding) => self.bound(span, name, binding),
            // The resolver reports every free name that it cannot resolve.
            None => self.error(span),
        }
    }

    fn refuse_uncalled(&mut self, span: Span, name: &str) -> Expr {
        let message = format!("`{name}` is only compiled as a call");
        self.refuse(Code::PSC302, span, &message, &format!("call it: `{name}(...)`"))
    }

    /// The value of a name or chain that the resolver gave a meaning.
    pub fn bound(&mut self, span: Span, local: &str, binding: &Binding) -> Expr {
        match binding {
            Binding::Item(id) => {
                let item = self.program.items.get(id.index());
                if let Some(ItemKind::TypeClass(class)) = item.map(|item| &item.kind) {
                    let message = format!("`{}` is a type, not a value", class.name.name);
                    return self.refuse(
                        Code::PSC303,
                        span,
                        &message,
                        "use it in annotations only; write a dict display for a value of it",
                    );
                }
                if let Some(ItemKind::TypeAlias(_)) = item.map(|item| &item.kind) {
                    let message = format!("`{local}` is a type, not a value");
                    return self.refuse(Code::PSC303, span, &message, "use it in annotations only");
                }
                let is_class = matches!(item.map(|item| &item.kind), Some(ItemKind::Class(_)));
                if is_class {
                    let class = self.class_value(span, *id);
                    return self.callable_class(span, class);
                }
                match self.item_symbol(*id) {
                    Some(symbol) => self.expr(span, ExprKind::Symbol(symbol)),
                    None => self.error(span),
                }
            }
            Binding::Js(JsRef::Global { path, .. }) => self.js(span, Js::Global(path.clone())),
            // `ps.Import("./Chart", lazy=True)` on its own is the function that loads the module.
            Binding::Js(JsRef::Import { import, is_component: false, .. }) if import.is_lazy => {
                self.js(span, Js::ImportFactory(import.source.clone()))
            }
            Binding::Js(JsRef::Member { import, path }) => {
                let first = match &import.name {
                    ImportName::Named(name) => name.clone(),
                    ImportName::Default | ImportName::Namespace | ImportName::SideEffect => {
                        local.into()
                    }
                };
                let symbol = self.import_symbol(import, &first);
                let whole = self.expr(span, ExprKind::Symbol(symbol));
                path.iter().fold(whole, |object, name| self.member(span, object, name))
            }
            Binding::Js(JsRef::Import { import, is_component, calls }) => {
                let symbol = self.import_symbol(import, local);
                if *is_component
                    && let Some(row) = self.builder.module.symbols.get_mut(symbol.index())
                {
                    row.is_component = true;
                }
                let value = self.expr(span, ExprKind::Symbol(symbol));
                if *calls != Calls::Ask {
                    self.builder.noted.js_calls.insert(value.id, *calls);
                }
                value
            }
            Binding::Builtin(row) => self.builtin_value(span, row),
            Binding::Special("undefined") => self.js(span, Js::Undefined),
            Binding::Tag(tag) => self.js(span, Js::Tag(tag)),
            Binding::Special("Fragment" | "fragment") => self.js(span, Js::Tag("")),
            Binding::Special("lazy") => {
                let import = JsImport {
                    source: "react".into(),
                    name: ImportName::Named("lazy".into()),
                    is_lazy: false,
                };
                let symbol = self.import_symbol(&import, local);
                self.expr(span, ExprKind::Symbol(symbol))
            }
            Binding::Special(MODULE_NAME) => self.module_name(span),
            Binding::Special(name) => self.refuse_uncalled(span, name),
            Binding::Module(_) | Binding::PyModule(_) => self.refuse(
                Code::PSC302,
                span,
                &format!("the module `{local}` is not a value in browser code"),
                "name the function or constant you need from it",
            ),
            Binding::TypeOnly(name) if &**name == "dataclasses.FrozenInstanceError" => {
                self.py(span, Py::Helper("FrozenInstanceError"))
            }
            Binding::PyMember { module, name } => {
                let message = format!("`{module}.{name}` is not compiled yet");
                self.refuse(Code::PSC205, span, &message, py_modules::planned_instead(module))
            }
            Binding::TypeOnly(name) if is_dataclass_function(name) => {
                self.refuse_uncalled(span, name)
            }
            Binding::TypeOnly(name) => self.type_value(span, name),
            Binding::Marker(_) => {
                let message = "a marker is not a value in browser code";
                self.refuse(Code::PSC208, span, message, "use it as a decorator of a function")
            }
            Binding::Error => self.error(span),
        }
    }

    fn builtin_value(
        &mut self,
        span: Span,
        row: &'static crate::tables::builtins::BuiltinRow,
    ) -> Expr {
        match row.name {
            // What a special method answers that leaves the question to the other operand.
            "NotImplemented" if self.class.is_some() => self.py(span, Py::Helper("NotImplemented")),
            "NotImplemented" | "Ellipsis" | "__debug__" => {
                let message = format!("`{}` is not compiled", row.name);
                self.refuse(Code::PSC302, span, &message, "use `None` or raise an exception")
            }
            "isinstance" | "issubclass" => {
                let message = format!("`{}` is not compiled as a value", row.name);
                self.refuse(Code::PSC403, span, &message, "call it inside a lambda")
            }
            _known => {
                if !self.builtin_is_compiled(span, row) {
                    return self.error(span);
                }
                self.py(span, Py::BuiltinRef(row))
            }
        }
    }
}

impl Lowering<'_> {
    /// `Mapping` in `isinstance(x, Mapping)`.
    fn type_value(&mut self, span: Span, name: &str) -> Expr {
        if let Some(helper) = py_modules::abstract_type(name) {
            return self.py(span, Py::Helper(helper));
        }
        let message = format!("`{name}` is a type, not a value in browser code");
        self.refuse(Code::PSC303, span, &message, "use it in annotations only")
    }

    /// `__name__`
    fn module_name(&mut self, span: Span) -> Expr {
        let module = self.program.modules.get(self.item.module.index());
        let dotted = module.map(|module| module.dotted.clone()).unwrap_or_default();
        self.expr(span, ExprKind::Str(dotted))
    }
}

/// `asdict` and its like: they are compiled with the class that their argument is of.
fn is_dataclass_function(name: &str) -> bool {
    name.strip_prefix("dataclasses.")
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
}
