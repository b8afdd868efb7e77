//! JavaScript: calls and constructors, `obj(...)`, dynamic imports, `ps.For` and `ps.If`.

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{Arg, Body, Expr, ExprKind, Js, JsProp, Py, SymbolKind};
use crate::lower::classes::is_loaded;
use crate::lower::context::Lowering;
use crate::resolve::Binding;
use crate::syntax::ast::{self, ArgKind};
use crate::tables::js_classes::Calls;

impl Lowering<'_> {
    /// Whether the value is JavaScript's for certain, so that its members and calls are.
    pub fn is_javascript(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Js(js) => match js {
                Js::Global(_)
                | Js::New { .. }
                | Js::Make { .. }
                | Js::Call { .. }
                | Js::Member(..)
                | Js::DynamicImport(_)
                | Js::ImportFactory(_) => true,
                Js::Undefined | Js::Tag(_) | Js::Object(_) | Js::Throw(_) | Js::ToJs(_) => false,
            },
            ExprKind::Symbol(symbol) => {
                let kind = self.builder.module.symbol(*symbol).map(|symbol| &symbol.kind);
                matches!(kind, Some(SymbolKind::Import(_)))
            }
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Func(_)
            | ExprKind::Class(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Jsx(_)
            | ExprKind::Hook(_)
            | ExprKind::Channel(_) => false,
            ExprKind::Var(var) => self.js_modules.contains(var),
            // `(await import_("chart.js")).Chart`
            ExprKind::Py(_) => is_loaded(expr),
        }
    }

    pub fn js_call(&mut self, span: Span, callee: Expr, calls: Calls, args: &[ast::Arg]) -> Expr {
        let (args, keywords) = self.loose_args(args);
        if let Some(keyword) = keywords.first() {
            return self.refuse_keyword(span, keyword);
        }
        let args = args.into_iter().map(|arg| self.cross(arg)).collect();
        let callee = Box::new(callee);
        let js = match calls {
            Calls::Constructor => Js::New { callee, args },
            Calls::Ask => Js::Make { callee, args },
            Calls::Function => Js::Call { callee, args },
        };
        self.js(span, js)
    }

    /// An argument on its way to JavaScript.
    fn cross(&mut self, arg: Arg) -> Arg {
        match arg {
            Arg::Pos(value) => Arg::Pos(self.to_js(value)),
            Arg::Spread(value) => Arg::Spread(self.to_js(value)),
            Arg::Omitted => Arg::Omitted,
        }
    }

    /// Marks a value that JavaScript will interpret; what can hold no dict stays as it is.
    pub fn to_js(&mut self, value: Expr) -> Expr {
        if crosses_as_it_is(&value) {
            return value;
        }
        let span = value.span;
        self.js(span, Js::ToJs(Box::new(value)))
    }

    /// A prop of a component of JavaScript. What a lambda gives is JavaScript's too: `rowOf=lambda row: {row: 1}`.
    pub fn callback_to_js(&mut self, value: Expr) -> Expr {
        let ExprKind::Func(id) = value.kind else { return self.to_js(value) };
        let func = self.builder.module.funcs.get_mut(id.index());
        let Some(Body::Expr(body)) = func.map(|func| &mut func.body) else { return value };
        if !is_display(body) {
            return value;
        }
        let like = Expr { id: body.id, span: body.span, kind: ExprKind::Error };
        let given = std::mem::replace(&mut **body, like);
        let given = self.to_js(given);
        if let Some(func) = self.builder.module.funcs.get_mut(id.index()) {
            func.body = Body::Expr(Box::new(given));
        }
        value
    }

    /// A call of one of Pulse's own constructs.
    pub fn special_call(
        &mut self,
        span: Span,
        func: &ast::Expr,
        name: &str,
        args: &[ast::Arg],
    ) -> Expr {
        match name {
            "obj" => self.object(span, args),
            "For" => self.for_each(span, args),
            "If" => self.if_(span, args),
            "import_" => self.dynamic_import(span, args),
            "Fragment" | "fragment" => self.element_call(span, func, args),
            "lazy" => {
                let callee = self.bound(func.span, name, &Binding::Special("lazy"));
                self.js_call(span, callee, Calls::Function, args)
            }
            "throw" => self.refuse(
                Code::PSC302,
                span,
                "`throw(...)` is a statement",
                "put it on a line of its own, or use `raise`",
            ),
            "undefined" => {
                self.refuse(Code::PSC302, span, "`undefined` is not callable", "remove the `()`")
            }
            _other => {
                let message = format!("`{name}` is not compiled inside a function");
                self.refuse(Code::PSC209, span, &message, "move it to the top level of the module")
            }
        }
    }

    fn object(&mut self, span: Span, args: &[ast::Arg]) -> Expr {
        let mut props = Vec::new();
        for arg in args {
            let value = self.lower(&arg.value);
            let value = self.to_js(value);
            match &arg.kind {
                ArgKind::Keyword(name) => props.push(JsProp::Named(name.name.clone(), value)),
                ArgKind::DoubleStar => props.push(JsProp::Spread(value)),
                ArgKind::Positional | ArgKind::Star => {
                    let message = "`obj` only takes keyword arguments";
                    return self.refuse(Code::PSC401, arg.span, message, "write `obj(key=value)`");
                }
            }
        }
        self.js(span, Js::Object(props))
    }

    fn for_each(&mut self, span: Span, args: &[ast::Arg]) -> Expr {
        let [items, function] = args else {
            let message = "`For` takes the items and a function";
            return self.refuse(
                Code::PSC401,
                span,
                message,
                "write `ps.For(items, lambda item: ...)`",
            );
        };
        let items = Box::new(self.lower(&items.value));
        let function = Box::new(self.lower(&function.value));
        self.py(span, Py::ForEach { items, function })
    }

    /// `ps.If(condition, then, else_)`. Python evaluates all three; elements have no effects, so the
    /// branch that is not shown need not be built.
    fn if_(&mut self, span: Span, args: &[ast::Arg]) -> Expr {
        let mut parts: [Option<Expr>; 3] = [None, None, None];
        let names = ["condition", "then", "else_"];
        for (position, arg) in args.iter().enumerate() {
            let value = self.lower(&arg.value);
            let at = match &arg.kind {
                ArgKind::Positional => Some(position),
                ArgKind::Keyword(name) => names.iter().position(|known| **known == *name.name),
                ArgKind::Star | ArgKind::DoubleStar => None,
            };
            match at.and_then(|at| parts.get_mut(at)) {
                Some(slot @ None) => *slot = Some(value),
                Some(Some(_)) | None => {
                    let message =
                        "`If` takes a condition, what to show, and what to show otherwise";
                    let help = "write `ps.If(condition, then, else_)`";
                    return self.refuse(Code::PSC401, arg.span, message, help);
                }
            }
        }
        let [Some(test), Some(then), orelse] = parts else {
            let message = "`If` takes a condition and what to show";
            return self.refuse(
                Code::PSC401,
                span,
                message,
                "write `ps.If(condition, then, else_)`",
            );
        };
        let orelse = match orelse {
            Some(orelse) => orelse,
            None => self.expr(span, ExprKind::None),
        };
        let (test, then, orelse) = (Box::new(test), Box::new(then), Box::new(orelse));
        self.py(span, Py::Cond { test, then, orelse })
    }

    fn dynamic_import(&mut self, span: Span, args: &[ast::Arg]) -> Expr {
        let source = match args {
            [ast::Arg { kind: ArgKind::Positional, value, .. }] => match &value.kind {
                ast::ExprKind::Constant(ast::Constant::Str(source)) => Some(source.clone()),
                _computed => None,
            },
            _other => None,
        };
        match source {
            Some(source) => self.js(span, Js::DynamicImport(source)),
            None => {
                let message = "`import_` takes one string literal, so that bundlers can follow it";
                self.refuse(Code::PSC209, span, message, "write `import_(\"package\")`")
            }
        }
    }
}

/// A display, a comprehension or a variable; calls are made for what they do.
fn is_display(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Var(_) | ExprKind::Symbol(_) => true,
        ExprKind::Py(py) => matches!(
            py,
            Py::Dict { .. } | Py::List(_) | Py::Tuple(_) | Py::Comp(_) | Py::Cond { .. }
        ),
        ExprKind::Error
        | ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Func(_)
        | ExprKind::Class(_)
        | ExprKind::Super
        | ExprKind::OwnClass
        | ExprKind::Jsx(_)
        | ExprKind::Hook(_)
        | ExprKind::Channel(_)
        | ExprKind::Js(_) => false,
    }
}

/// Whether the value can hold no dict.
pub(super) fn crosses_as_it_is(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Error
        | ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Func(_)
        | ExprKind::Class(_)
        | ExprKind::Super
        | ExprKind::OwnClass
        | ExprKind::Jsx(_)
        | ExprKind::Channel(_)
        | ExprKind::Js(_)
        | ExprKind::Py(Py::FString(_)) => true,
        ExprKind::Var(_) | ExprKind::Symbol(_) | ExprKind::Py(_) | ExprKind::Hook(_) => false,
    }
}
