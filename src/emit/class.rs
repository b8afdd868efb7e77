//! Classes of the program as classes of JavaScript.
//!
//! | Python | JavaScript |
//! |---|---|
//! | `__init__` | `constructor` |
//! | a method, a property, its setter | `name() { … }`, `get name() { … }`, `set name(v) { … }` |
//! | `@staticmethod`, `@classmethod` | `static name() { … }` |
//! | `limit = 3` in the body | `static limit = 3;`, which `classAttributes` lets instances see |
//! | the first parameter | `this`, or `const self = this;` where a function inside has a `this` of its own |

use crate::base::{Name, Span};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Class, Data, Expr, ExprKind, FuncId, Function, Member, MemberKind, Module, Place,
    PlaceKind, Py, VarId,
};

use super::emitter::Emitter;
use super::js::ast::{BinaryOp, Callee, ClassMember, Expr as JsExpr, Stmt as JsStmt, VarDeclKind};
use super::js::{E, Global, Method, Params, S};
use super::names::Names;

/// Whether a name is written somewhere.
struct Mentions<'m> {
    module: &'m Module,
    names: &'m Names,
    of: &'m str,
    found: bool,
}

impl<'m> Visitor<'m> for Mentions<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found |= match &expr.kind {
            ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) => {
                *self.names.var(*var) == *self.of
            }
            ExprKind::Symbol(symbol) => *self.names.symbol(*symbol) == *self.of,
            ExprKind::Js(_) => true,
            _other => false,
        };
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        self.found |= match &place.kind {
            PlaceKind::Var(var) => *self.names.var(*var) == *self.of,
            PlaceKind::Symbol(symbol) => *self.names.symbol(*symbol) == *self.of,
            _other => false,
        };
        walk::walk_place(self, place);
    }
}

/// The receiver of the method being emitted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Receiver {
    var: VarId,
    /// Whether `this` is it where the emitter is: not in a `function` inside.
    is_this: bool,
    /// Whether something needs it under its own name.
    is_named: bool,
}

impl Emitter<'_> {
    pub fn class_declaration(&mut self, span: Span, class: &Class, name: &str) -> S {
        let (heritage, body) = self.class_parts(class, name);
        self.at(span).class_declaration(name, heritage, body)
    }

    /// A class that is a value. It is called as what it is stored into (`target`), unless it names itself: the name
    /// that it has within itself is always its own.
    pub fn class_expression(&mut self, span: Span, class: &Class, target: Option<&str>) -> E {
        let is_frozen = class.data.as_ref().is_some_and(|data| data.frozen);
        let needs_name = class.names_itself || is_frozen;
        let own = match (needs_name, target) {
            // Nothing in it means something else by that name.
            (_, None) if !self.mentions_name(class) => Some(class.name.clone()),
            (true, _) => Some(self.fresh(&class.name)),
            (false, _) => None,
        };
        let name = own.as_deref().or(target).unwrap_or_default();
        let (heritage, body) = self.class_parts(class, name);
        self.at(span).class_expression(own.as_deref(), heritage, body)
    }

    /// Whether something in the class is written with its name.
    fn mentions_name(&self, class: &Class) -> bool {
        let mut names =
            Mentions { module: self.module, names: &self.names, of: &class.name, found: false };
        walk::walk_class(&mut names, class);
        names.found
    }

    /// `class Point { … }` in a function, or what the variable is given.
    pub fn class_statement(&mut self, stmt: Span, var: VarId, class: &Class, out: &mut Vec<S>) {
        out.extend(self.class_defaults(class));
        let name = self.names.var(var);
        if let Some(VarDeclKind::Const) = self.declares(stmt, var) {
            self.take_declaration(stmt, var);
            let (heritage, body) = self.class_parts(class, &name);
            let at = match &class.docstring {
                Some(text) => self.at(class.name_span).documented(&mut self.comments, text),
                None => self.at(class.name_span),
            };
            out.push(at.class_declaration(&name, heritage, body));
            return;
        }
        let value = self.class_expression(class.name_span, class, Some(&name));
        out.push(self.store_var(class.name_span, var, value, stmt));
    }

    /// The values of defaults that are kept from one call to the next, before the class.
    pub fn class_defaults(&mut self, class: &Class) -> Vec<S> {
        let funcs: Vec<&Function> =
            class.funcs().filter_map(|func| self.module.func(func)).collect();
        let mut out: Vec<S> =
            funcs.into_iter().flat_map(|func| self.default_constants(func)).collect();
        for value in class.members.iter().filter_map(|member| member.kind.value()) {
            out.extend(self.defaults_within(value));
        }
        out
    }

    /// The same of a class that something is made of: `register(class { … })`.
    pub fn defaults_within(&mut self, value: &Expr) -> Vec<S> {
        match &value.kind {
            ExprKind::Class(class) => self.class_defaults(class),
            ExprKind::Py(Py::Call { args, .. }) => match args.as_slice() {
                [Arg::Pos(arg)] => self.defaults_within(arg),
                _other => Vec::new(),
            },
            _other => Vec::new(),
        }
    }

    fn class_parts(&mut self, class: &Class, name: &str) -> (Option<E>, Vec<ClassMember>) {
        let heritage = class.base.as_ref().map(|base| self.expr(base));
        let outer = std::mem::replace(&mut self.own_class, name.into());
        let key = class.of.as_ref().map(|of| of.key().clone());
        let outer_key = std::mem::replace(&mut self.own_key, key);
        let body = self.in_function(|this| this.class_body(class, name));
        self.own_class = outer;
        self.own_key = outer_key;
        (heritage, body)
    }

    fn class_body(&mut self, class: &Class, name: &str) -> Vec<ClassMember> {
        let mut body = Vec::new();
        if *name != *class.name {
            let at = self.at(class.name_span).nowhere();
            let shown = at.string(&class.name);
            body.push(at.field(true, at.key("name"), Some(shown)));
        }
        if self.shows_qualname(class) {
            let at = self.at(class.name_span).nowhere();
            let shown = at.string(&class.qualname);
            body.push(at.field(true, at.key("__qualname__"), Some(shown)));
        }
        for member in &class.members {
            if let MemberKind::Run { func, names } = &member.kind {
                body.extend(self.run_block(class, *func, names));
            }
            if let MemberKind::Attribute(value) = &member.kind {
                let value = match &value.kind {
                    ExprKind::Class(inner) => {
                        self.class_expression(member.span, inner, Some(&member.name))
                    }
                    _other => self.expr(value),
                };
                let at = self.at(member.span);
                body.push(at.field(true, at.key(&member.name), Some(value)));
            }
        }
        for member in &class.members {
            if let MemberKind::EnumMember(value) = &member.kind {
                body.push(self.enum_member(member, value));
            }
        }
        body.extend(self.class_attributes(class));
        body.extend(self.named_fields(class));
        body.extend(class.data.as_ref().map(|data| self.data_block(class, data)));
        body.extend(self.frozen_block(class));
        body.extend(class.initializes.then(|| self.initializer(class)));
        let methods = class.members.iter().filter(|it| !matches!(it.kind, MemberKind::Run { .. }));
        for member in methods {
            body.extend(
                member.kind.func().and_then(|func| self.class_member((class, name), member, func)),
            );
        }
        body.extend(self.aliases(class));
        body.extend(self.cached_properties(class));
        body.extend(self.effects(class));
        body
    }

    /// What `@dataclass` shows of an instance begins with the way to its class.
    fn shows_qualname(&self, class: &Class) -> bool {
        let chain: Vec<_> = class
            .of
            .iter()
            .flat_map(|of| self.classes.chain(of.key()))
            .map(|it| it.class)
            .collect();
        chain.iter().any(|it| it.qualname != it.name)
            && chain.iter().any(|it| it.data.as_ref().is_some_and(|data| data.repr))
    }

    /// `constructor(...args) { initialize(this, args); }`
    fn initializer(&mut self, class: &Class) -> ClassMember {
        let js = self.js;
        let name = self.fresh("args");
        let rest = js.rest(js.bind(&name));
        let mut body = Vec::new();
        if class.base.is_some() {
            body.push(js.expression(js.super_call(Vec::<E>::new())));
        }
        let args = vec![js.this(), js.ident(&name)];
        let call = self.help(class.name_span, "initialize", args);
        body.push(js.expression(call));
        js.constructor(vec![rest], body)
    }

    /// `static { …; bodyAttributes(this, ["n"]); }`
    fn run_block(&mut self, class: &Class, func: FuncId, names: &[Name]) -> Option<ClassMember> {
        let func = self.module.func(func)?;
        let (_, mut block) = self.function_parts(func);
        if !names.is_empty() {
            let names: Vec<E> = names.iter().map(|name| self.js.string(name)).collect();
            let args = vec![self.js.this(), self.js.array(names)];
            let call = self.help(class.name_span, "bodyAttributes", args);
            block.push(self.js.expression(call));
        }
        Some(self.js.static_block(block))
    }

    /// `static { otherNames(this, { __radd__: "__add__" }); }`
    fn aliases(&mut self, class: &Class) -> Option<ClassMember> {
        let js = self.js;
        let named = class.members.iter().filter_map(|member| match &member.kind {
            MemberKind::Alias(of) => Some(js.property(&member.name, js.string(of))),
            _other => None,
        });
        let named: Vec<_> = named.collect();
        if named.is_empty() {
            return None;
        }
        let args = vec![js.this(), js.object(named)];
        let call = self.help(class.name_span, "otherNames", args);
        Some(js.static_block(vec![js.expression(call)]))
    }

    /// `static { cachedProperties(this, ["area"]); }`
    fn cached_properties(&mut self, class: &Class) -> Option<ClassMember> {
        let names = class.members.iter().filter(|it| matches!(it.kind, MemberKind::Cached(_)));
        let names: Vec<E> = names.map(|it| self.js.string(&it.name)).collect();
        if names.is_empty() {
            return None;
        }
        let args = vec![self.js.this(), self.js.array(names)];
        let call = self.help(class.name_span, "cachedProperties", args);
        Some(self.js.static_block(vec![self.js.expression(call)]))
    }

    /// `static { register(Point); }`
    fn effects(&mut self, class: &Class) -> Option<ClassMember> {
        let signed = self.class_with_parameters(class);
        let mut block: Vec<S> = signed.map(|call| self.js.expression(call)).into_iter().collect();
        for member in &class.members {
            if let MemberKind::Effect(value) = &member.kind {
                let value = self.expr(value);
                block.push(self.at(member.span).expression(value));
            }
        }
        (!block.is_empty()).then(|| self.js.static_block(block))
    }

    /// `static { namedFields(this, ["x", "y"]); }`
    fn named_fields(&mut self, class: &Class) -> Option<ClassMember> {
        if class.items.is_empty() {
            return None;
        }
        let span = class.name_span;
        let names: Vec<E> = class.items.iter().map(|name| self.js.string(name)).collect();
        let mut args = vec![self.js.this(), self.js.array(names)];
        let items: Vec<&Name> = class.items.iter().collect();
        args.extend(self.shows(class, &items));
        let call = self.help(span, "namedFields", args);
        Some(self.js.static_block(vec![self.js.expression(call)]))
    }

    /// `static RED = new this("RED", 1);`
    fn enum_member(&mut self, member: &Member, value: &Expr) -> ClassMember {
        let value = self.expr(value);
        let at = self.at(member.span);
        let quiet = at.nowhere();
        let made = quiet.new_object(quiet.this(), vec![quiet.string(&member.name), value]);
        at.field(true, at.key(&member.name), Some(made))
    }

    /// `static { classAttributes(this, "limit"); }`
    fn class_attributes(&mut self, class: &Class) -> Option<ClassMember> {
        let names = class.members.iter().filter(|it| matches!(it.kind, MemberKind::Attribute(_)));
        let names: Vec<E> = names.map(|it| self.js.string(&it.name)).collect();
        if names.is_empty() {
            return None;
        }
        let mut args = vec![self.js.this(), self.js.array(names)];
        // Functions of the library are no methods of whoever has them.
        let library = class.members.iter().filter(|it| {
            it.kind.value().is_some_and(|it| matches!(it.kind, ExprKind::Py(Py::BuiltinRef(_))))
        });
        let library: Vec<E> = library.map(|it| self.js.string(&it.name)).collect();
        if !library.is_empty() {
            args.push(self.js.array(library));
        }
        let call = self.help(class.name_span, "classAttributes", args);
        Some(self.js.static_block(vec![self.js.expression(call)]))
    }

    /// `static { frozenFields(this, ["id"]); }`
    fn frozen_block(&mut self, class: &Class) -> Option<ClassMember> {
        if class.frozen_above.is_empty() {
            return None;
        }
        let js = self.js;
        let names: Vec<E> = class.frozen_above.iter().map(|name| js.string(name)).collect();
        let args = vec![js.this(), js.array(names)];
        let call = self.help(class.name_span, "frozenFields", args);
        Some(js.static_block(vec![js.expression(call)]))
    }

    /// `static { dataclass(this, ["id", "title"]); }`
    fn data_block(&mut self, class: &Class, data: &Data) -> ClassMember {
        let (span, js) = (class.name_span, self.js);
        let list = |names: &mut dyn Iterator<Item = &Name>| {
            js.array(names.map(|name| js.string(name)).collect::<Vec<E>>())
        };
        let all = || data.fields.iter().map(|field| &field.name);
        let shown = || data.fields.iter().filter(|field| field.is_shown).map(|field| &field.name);
        let compared =
            || data.fields.iter().filter(|field| field.is_compared).map(|field| &field.name);
        let mut options = Vec::new();
        if !data.repr {
            options.push(js.property("shown", js.null()));
        } else if shown().count() < data.fields.len() {
            options.push(js.property("shown", list(&mut shown())));
        }
        if data.repr {
            let names: Vec<&Name> = shown().collect();
            let shows = self.shows(class, &names);
            options.extend(shows.map(|shows| js.property("shows", shows)));
        }
        if !data.eq {
            options.push(js.property("compare", js.null()));
        } else if compared().count() < data.fields.len() {
            options.push(js.property("compare", list(&mut compared())));
        }
        if !all().eq(data.init.iter()) {
            options.push(js.property("init", list(&mut data.init.iter())));
        }
        if !data.asked.is_empty() {
            options.push(js.property("asked", list(&mut data.asked.iter())));
        }
        let mut args = vec![js.this(), list(&mut all())];
        if !options.is_empty() {
            args.push(js.object(options));
        }
        let mut block = Vec::new();
        if data.is_hashed {
            let args = vec![js.this(), list(&mut compared())];
            let call = self.help(span, "hashedBy", args);
            block.push(js.expression(call));
        }
        let call = self.help(span, "dataclass", args);
        block.push(js.expression(call));
        if data.order {
            let args = vec![js.this(), list(&mut compared())];
            let call = self.help(span, "orderedBy", args);
            block.push(js.expression(call));
        }
        js.static_block(block)
    }

    /// `{ price: strFloat }`: how fields are shown that hold floats.
    fn shows(&mut self, class: &Class, names: &[&Name]) -> Option<E> {
        let of = class.of.as_ref()?;
        let mut shows = Vec::new();
        for name in names {
            let Some(ty) = self.classes.declared(of.key(), name) else { continue };
            if let Some(show) = self.shower(class.name_span, ty) {
                shows.push(self.js.property(name, show));
            }
        }
        (!shows.is_empty()).then(|| self.js.object(shows))
    }

    /// `if (this.constructor === Point) Object.freeze(this);`: not before a class below has stored its own.
    fn freezes(&mut self, class: &Class, name: &str) -> Option<S> {
        if !class.data.as_ref()?.frozen {
            return None;
        }
        let js = self.js;
        let own = js.member(js.this(), "constructor");
        let is_own = js.binary(BinaryOp::EqEqEq, own, js.ident(name));
        let freeze = js.member(js.global(Global::Object), "freeze");
        Some(js.if_short(is_own, js.expression(js.call(freeze, vec![js.this()]))))
    }

    fn class_member(
        &mut self,
        (class, name): (&Class, &str),
        member: &Member,
        func: FuncId,
    ) -> Option<ClassMember> {
        let func = self.module.func(func)?;
        let (params, mut body) = self.method_parts(func, class.base.is_some());
        if matches!(member.kind, MemberKind::Init(_)) {
            body.extend(self.freezes(class, name));
        }
        let at = self.at(member.span);
        let at = match &func.docstring {
            Some(text) => at.documented(&mut self.comments, text),
            None => at,
        };
        let method = match &member.kind {
            MemberKind::Init(_) => return Some(at.constructor(params.patterns, body)),
            MemberKind::Method(_) => Method::Plain,
            MemberKind::Static(_) | MemberKind::OfClass(_) => Method::Static,
            MemberKind::Getter(_) | MemberKind::Cached(_) => Method::Getter,
            MemberKind::Setter(_) => Method::Setter,
            MemberKind::Attribute(_)
            | MemberKind::EnumMember(_)
            | MemberKind::Effect(_)
            | MemberKind::Alias(_)
            | MemberKind::Run { .. } => {
                return None;
            }
        };
        Some(at.method(method, at.key(&member.name), params, body))
    }

    fn method_parts(&mut self, func: &Function, is_derived: bool) -> (Params, Vec<S>) {
        let receiver = func.receiver.map(|var| {
            let is_stored = self.module.var(var).is_some_and(|row| row.writes > 1 || row.is_shared);
            Receiver { var, is_this: true, is_named: is_stored }
        });
        let outer = std::mem::replace(&mut self.receiver, receiver);
        self.receivers.push(outer);
        let (params, mut body) = self.function_parts(func);
        let outer = self.receivers.pop().flatten();
        let receiver = std::mem::replace(&mut self.receiver, outer);
        if let Some(Receiver { var, is_named: true, .. }) = receiver {
            let js = self.js;
            let name = self.names.var(var);
            let is_stored = self.module.var(var).is_some_and(|row| row.writes > 1 || row.is_shared);
            let declared = match is_stored {
                true => js.let_(js.bind(&name), Some(js.this())),
                false => js.const_(js.bind(&name), js.this()),
            };
            // JavaScript has no `this` before `super(…)`.
            let at = body.iter().position(calls_super).filter(|_| is_derived);
            body.insert(at.map_or(0, |at| at + 1), declared);
        }
        (params, body)
    }

    /// The receiver by the name it has where the emitter is; `None` for any other variable.
    pub fn receiver(&mut self, span: Span, var: VarId) -> Option<E> {
        let at = self.at(span);
        let around = self.receivers.iter_mut().flatten();
        if let Some(outer) = around.into_iter().find(|receiver| receiver.var == var) {
            outer.is_named = true;
            return None;
        }
        let receiver = self.receiver.as_mut().filter(|receiver| receiver.var == var)?;
        if receiver.is_this && !receiver.is_named {
            return Some(at.this());
        }
        receiver.is_named = true;
        None
    }

    /// Emits something in which `this` is another one.
    pub fn in_function<T>(&mut self, emit: impl FnOnce(&mut Self) -> T) -> T {
        let was_this = self.receiver.map(|receiver| receiver.is_this);
        if let Some(receiver) = &mut self.receiver {
            receiver.is_this = false;
        }
        let emitted = emit(self);
        if let (Some(receiver), Some(was_this)) = (&mut self.receiver, was_this) {
            receiver.is_this = was_this;
        }
        emitted
    }

    /// `new Point(1, 2)`
    pub fn new_instance(&mut self, span: Span, class: &Expr, args: &[Arg]) -> E {
        let class = self.callee(class);
        let args = self.args(args);
        self.at(span).new_object(class, args)
    }
}

fn calls_super(stmt: &S) -> bool {
    let JsStmt::Expr(stmt) = stmt else { return false };
    let last = match &*stmt.expr {
        JsExpr::Seq(parts) => parts.exprs.last(),
        _one => Some(&stmt.expr),
    };
    let last = last.map(|expr| match &**expr {
        JsExpr::Paren(inner) => &inner.expr,
        _plain => expr,
    });
    matches!(last.map(|expr| &**expr), Some(JsExpr::Call(call)) if matches!(call.callee, Callee::Super(_)))
}
