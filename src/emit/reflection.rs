//! What functions say of themselves at run time, those that are asked ([`crate::facts::asked`]).
//!
//! ```text
//! f.__name__          what `f` may be is `named("greet", greet)`
//! f(*args, **rest)    or `signed("greet(name, mark=)", greet)`: keywords find their parameters
//! ```

use crate::base::Span;
use crate::facts::Questions;
use crate::ir::{
    Arg, Class, ClassKey, Expr, ExprId, ExprKind, Function, Member, MemberKind, Module, ModuleId,
    ParamKind, Py, SymbolId, SymbolKind,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::signature;

use super::emitter::Emitter;
use super::js::{E, S};

impl<'a> Emitter<'a> {
    /// `named("greet", greet);` after the declaration.
    pub fn name_statement(&mut self, func: &Function, name: &str) -> Option<S> {
        if self.asked.of_function(self.module.id, func.id) == Questions::default() {
            return None;
        }
        let value = self.js.ident(name);
        let named = self.with_name(func, value);
        Some(self.js.expression(named))
    }

    /// The function with the name that Python knows it by, and with its parameters.
    pub fn with_name(&mut self, func: &Function, value: E) -> E {
        let questions = self.asked.of_function(self.module.id, func.id);
        self.answered(func.name_span, questions, self.module, func, value)
    }

    /// The same of a function of another module, where it is handed over.
    pub fn with_foreign_name(&mut self, span: Span, expr: ExprId, symbol: SymbolId, value: E) -> E {
        let questions = self.asked.of_use(self.module.id, expr);
        let Some((home, func)) = self.foreign_function(symbol) else { return value };
        self.answered(span, questions, home, func, value)
    }

    /// The same of a builtin.
    pub fn with_builtin_name(&mut self, expr: &Expr, row: &BuiltinRow, mut value: E) -> E {
        let questions = self.asked.of_use(self.module.id, expr.id);
        let name = row.name.rsplit('.').next().unwrap_or(row.name);
        if questions.name {
            let name = self.js.string(name);
            value = self.help(expr.span, "named", vec![name, value]);
        }
        if questions.parameters && signature::is_bound(row.signature) {
            // `sorted` hands its keywords on, and it is `sort` that complains.
            let called = if name == "sorted" { "sort" } else { name };
            let bound = format!("#{called}({})", signature::bound(row.signature));
            let bound = self.js.string(&bound);
            let (helper, value) = self.signed_builtin(row, value);
            return self.help(expr.span, helper, vec![bound, value]);
        }
        value
    }

    /// The same of a class that is handed over: it takes what its `__init__` takes.
    pub fn with_class_parameters(&mut self, expr: &Expr, args: &[Arg], value: E) -> E {
        if !self.asked.of_use(self.module.id, expr.id).parameters {
            return value;
        }
        let [Arg::Pos(class)] = args else { return value };
        let Some(signature) = self.class_signature(class) else { return value };
        let signature = self.js.string(&signature);
        self.help(expr.span, "signedClass", vec![signature, value])
    }

    /// The same of a class that its decorators or the `__init_subclass__` above may keep.
    pub fn class_with_parameters(&mut self, class: &Class) -> Option<E> {
        let is_kept = |member: &Member| match &member.kind {
            MemberKind::Effect(effect) => gives_away_class(effect),
            _other => false,
        };
        if !self.asked.has_askers(self.module.id) || !class.members.iter().any(is_kept) {
            return None;
        }
        let signature = self.signature_of(class.of.as_ref()?.key())?;
        let signature = self.js.string(&signature);
        let this = self.js.this();
        Some(self.help(class.name_span, "signedClass", vec![signature, this]))
    }

    fn class_signature(&self, class: &Expr) -> Option<String> {
        let key = match &class.kind {
            ExprKind::OwnClass => self.own_key.clone()?,
            _named => self.classes.named(self.module, class)?.class.of.as_ref()?.key().clone(),
        };
        self.signature_of(&key)
    }

    fn signature_of(&self, key: &ClassKey) -> Option<String> {
        self.classes.chain(key).into_iter().find_map(|found| {
            let is_init = |member: &&Member| {
                matches!(member.kind, MemberKind::Init(_)) || *member.name == *"__init__"
            };
            let func = found.class.members.iter().find(is_init)?.kind.func()?;
            Some(signature(found.module, found.module.func(func)?))
        })
    }

    /// The helper that gives a builtin its parameters, by how the builtin takes its keywords.
    fn signed_builtin(&mut self, row: &BuiltinRow, value: E) -> (&'static str, E) {
        if let Some(marked) = crate::runtime::name(&format!("{}Marked", row.name)) {
            let marked = self.names.helper(marked);
            return ("signed", self.js.ident(&marked));
        }
        if signature::options_from(row.signature).is_some() {
            return ("signedLast", value);
        }
        let with = row.library.and_then(|library| library.with);
        match with.filter(|_| row.kind == BuiltinKind::Function) {
            Some(with) => {
                let with = self.names.helper(with);
                ("signedFirst", self.js.ident(&with))
            }
            None => ("signed", value),
        }
    }

    fn foreign_function(&self, symbol: SymbolId) -> Option<(&'a Module, &'a Function)> {
        let SymbolKind::Foreign { module, name } = &self.module.symbol(symbol)?.kind else {
            return None;
        };
        let home = self.program.modules.get(ModuleId::index(*module))?;
        Some((home, home.function_named(name)?))
    }

    fn answered(
        &mut self,
        span: Span,
        questions: Questions,
        home: &Module,
        func: &Function,
        mut value: E,
    ) -> E {
        if questions.name {
            let name = self.js.string(func.name.as_deref().unwrap_or("<lambda>"));
            value = self.help(span, "named", vec![name, value]);
        }
        if questions.parameters {
            let signature = self.js.string(&signature(home, func));
            value = self.help(span, "signed", vec![signature, value]);
        }
        value
    }
}

/// `register("a")(withoutNew(Point))`, `super.__init_subclass__()`
fn gives_away_class(effect: &Expr) -> bool {
    let ExprKind::Py(Py::Call { callee, args }) = &effect.kind else { return false };
    let is_class = |arg: &Arg| match arg {
        Arg::Pos(value) => matches!(&value.kind, ExprKind::Py(Py::Call { callee, .. })
            if matches!(callee.kind, ExprKind::Py(Py::Helper("withoutNew")))),
        Arg::Spread(_) | Arg::Omitted => false,
    };
    let is_above = matches!(&callee.kind, ExprKind::Py(Py::Attr(object, _)) if matches!(object.kind, ExprKind::Super));
    is_above || args.iter().any(is_class)
}

/// The parameters as `bindArguments` reads them: `f(a, b=, /, *args, c=, **rest)`.
fn signature(module: &Module, func: &Function) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut is_keyword_only = false;
    let mut params = func.params.iter().peekable();
    while let Some(param) = params.next() {
        let name = module.var(param.var).map_or("_", |var| &var.name);
        let default = if param.default.is_some() { "=" } else { "" };
        match param.kind {
            ParamKind::Rest => {
                is_keyword_only = true;
                parts.push(format!("*{name}"));
            }
            ParamKind::Keywords => parts.push(format!("**{name}")),
            ParamKind::KeywordOnly => {
                if !is_keyword_only {
                    is_keyword_only = true;
                    parts.push("*".to_owned());
                }
                parts.push(format!("{name}{default}"));
            }
            ParamKind::PositionalOnly => {
                parts.push(format!("{name}{default}"));
                if params.peek().is_none_or(|next| next.kind != param.kind) {
                    parts.push("/".to_owned());
                }
            }
            ParamKind::Positional => parts.push(format!("{name}{default}")),
        }
    }
    format!("{}({})", func.qualname, parts.join(", "))
}
