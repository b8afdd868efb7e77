//! What is done with classes and their instances: calls, attributes, classes as values.
//!
//! ```text
//! Point(1, y=2)         new Point(1, 2)
//! self.unit()           this.constructor.unit(): a static method
//! kinds["a"](1)         kinds holds callable forms: withoutNew(Point)
//! shape.radius          attribute(shape, "radius"), where a class in sight has none
//! ```

use rustc_hash::FxHashSet;

use crate::base::{Name, Span, closest};
use crate::diag::Code;
use crate::ir::{self, Expr, ExprKind, Py};
use crate::lower::args::{Callee, formals};
use crate::lower::context::Lowering;
use crate::lower::dataclass::{data_formals, is_data_init};
use crate::lower::family::{self, Family, Kind, Root, without_receiver};
use crate::lower::named_tuple::tuple_formals;
use crate::lower::super_::exception_callee;
use crate::resolve::scope::Scopes;
use crate::resolve::{Binding, Item, ItemKind};
use crate::syntax::ast::{self, ArgKind};
use crate::tables::builtins::GETATTR;
use crate::tables::js_members::is_of_objects;

/// Whether an object may lack an attribute that is read.
pub(super) enum Lacks {
    Never,
    Maybe,
}

impl<'a> Lowering<'a> {
    /// `Point(1, y=2)`.
    pub fn construct(
        &mut self,
        span: Span,
        func: &ast::Expr,
        id: crate::resolve::ItemId,
        args: &[ast::Arg],
    ) -> Expr {
        let Some(item) = self.program.items.get(id.index()) else { return self.error(span) };
        let Some(family) = Family::of(self.program, item) else { return self.error(span) };
        // Where it is defined, that is told.
        if let Root::Refused(_) = family.root {
            return self.error(span);
        }
        if let Root::Enum(_) = family.root {
            return self.enum_call(span, func, args);
        }
        if let Some(name) = family.lacks() {
            let message = format!("`{}` is abstract: it has no `{name}`", item.name);
            let help = "make an object of a class that has it";
            return self.refuse(Code::PSC303, func.span, &message, help);
        }
        let class = self.class_value(func.span, id);
        self.construct_as(span, item, &family, class, args)
    }

    /// The same of a class that is lowered.
    pub fn construct_as(
        &mut self,
        span: Span,
        item: &'a Item,
        family: &Family<'a>,
        class: Expr,
        args: &[ast::Arg],
    ) -> Expr {
        let class = Box::new(class);
        let init = family.find("__init__");
        let params = init.map(|init| without_receiver(init.def)).unwrap_or_default();
        let callee = Callee {
            name: &item.name,
            formals: match (init, family.root) {
                _data if is_data_init(family) => data_formals(family),
                (None, Root::NamedTuple) => tuple_formals(family),
                (None, Root::Exception(_) | Root::Builtin(_)) => exception_callee("").formals,
                _other => formals(&params),
            },
            definition: Some(init.map_or(item.name_span, |init| init.def.name.span)),
            code: Code::PSC401,
            qualname: Some(format!("{}.__init__", item.name)),
        };
        let Some(bound) = self.bind(span, &callee, args) else { return self.error(span) };
        self.with_bound(span, bound, |args| ExprKind::Py(Py::New { class, args }))
    }

    /// `cls(…)`, `type(self)(…)`: the class of the method, or one derived from it.
    pub fn new_of(&mut self, span: Span, class: Expr, args: &[ast::Arg]) -> Expr {
        if self.own_enum().is_some() {
            return self.enum_found(span, class, args);
        }
        if !self.sight.makes_alike(self.item.id) {
            return self.new_of_any(span, class, args);
        }
        let init = self.class.as_ref().and_then(|class| class.family.find("__init__"));
        let params = init.map(|init| without_receiver(init.def)).unwrap_or_default();
        let name = self.class.as_ref().map(|class| class.name.clone()).unwrap_or_default();
        let data = self.class.as_ref().filter(|class| is_data_init(&class.family));
        let data = data.map(|class| data_formals(&class.family));
        let tuple = self.class.as_ref().filter(|it| it.family.root == Root::NamedTuple);
        let data = data.or_else(|| tuple.map(|class| tuple_formals(&class.family)));
        let callee = Callee {
            name: &name,
            formals: data.unwrap_or_else(|| formals(&params)),
            definition: init.map(|init| init.def.name.span),
            code: Code::PSC401,
            qualname: Some(format!("{name}.__init__")),
        };
        let class = Box::new(class);
        let Some(bound) = self.bind(span, &callee, args) else { return self.error(span) };
        self.with_bound(span, bound, |args| ExprKind::Py(Py::New { class, args }))
    }

    /// The same where a class that derives from it takes other arguments.
    fn new_of_any(&mut self, span: Span, class: Expr, args: &[ast::Arg]) -> Expr {
        let by_name =
            args.iter().find(|arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar));
        if let Some(arg) = by_name {
            let message = "which parameter this is depends on the class";
            let help = "pass the arguments by position";
            return self.refuse(Code::PSC303, arg.span, message, help);
        }
        let (args, _) = self.loose_args(args);
        self.py(span, Py::New { class: Box::new(class), args })
    }

    /// `raise NotFound` makes one.
    pub fn raised_class(&mut self, exc: &ast::Expr) -> Option<Expr> {
        let item = self.class_named(exc)?;
        Some(self.construct(exc.span, exc, item.id, &[]))
    }

    /// Whether what is being lowered stands in an `__init__` itself.
    pub fn is_in_init(&self) -> bool {
        let member = self.class.as_ref().and_then(|class| class.member.as_ref());
        self.depth() == 1 && member.is_some_and(|(kind, _)| *kind == Kind::Init)
    }

    /// The class of the program that an expression names.
    pub fn class_named(&self, expr: &ast::Expr) -> Option<&'a crate::resolve::Item> {
        let Some(Binding::Item(id)) = self.binding(expr.span) else { return None };
        let item = self.program.items.get(id.index())?;
        if let ast::ExprKind::Name(name) = &expr.kind
            && item.within.is_none()
            && self.local_var(name).is_some()
        {
            return None;
        }
        matches!(item.kind, ItemKind::Class(_)).then_some(item)
    }

    /// Whether the expression is the first parameter of the method being lowered, which nothing binds anew.
    pub fn receiver_kind(&self, expr: &ast::Expr) -> Option<Kind> {
        let ast::ExprKind::Name(name) = &expr.kind else { return None };
        let (kind, _) = self.class.as_ref()?.member.as_ref()?;
        let var = self.local_var(name)?;
        let func = self.builder.module.func(self.funcs.get(self.class.as_ref()?.depth)?.id)?;
        (self.receiver == Some(var) && func.id == self.builder.module.var(var)?.owner)
            .then_some(*kind)
    }

    /// `self.save(now=True)`, `Point.origin()`, `task.move(to="done")`: a method that is known by its name.
    pub fn known_method_call(
        &mut self,
        span: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Option<Expr> {
        if &*attr.name == "_replace" {
            return self.tuple_replace(span, value, attr, args);
        }
        let name = self.mangled(&attr.name);
        let by_name =
            args.iter().any(|arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar));
        let def = if let Some(item) = self.class_named(value) {
            let family = Family::of(self.program, item)?;
            match family.find(&attr.name) {
                Some(found) if matches!(found.kind, Kind::Static | Kind::OfClass) => found.def,
                Some(found)
                    if found.kind == Kind::Method
                        || (found.kind == Kind::Init && self.sight.is_late(found.item.id)) =>
                {
                    return Some(self.method_of_class(span, value, attr, found, args));
                }
                Some(_) => return None,
                None => return None,
            }
        } else if let Some(kind) = self.receiver_kind(value) {
            let found = self.class.as_ref()?.family.find(&attr.name);
            match (found, kind) {
                (Some(found), Kind::OfClass)
                    if !matches!(found.kind, Kind::Static | Kind::OfClass) =>
                {
                    let message =
                        format!("`{}` is a method of the objects, not of the class", attr.name);
                    let help = "call it on an object";
                    return Some(self.refuse(Code::PSC303, attr.span, &message, help));
                }
                (Some(found), _)
                    if matches!(found.kind, Kind::Method | Kind::Static | Kind::OfClass) =>
                {
                    found.def
                }
                _other => return None,
            }
        } else if let Some(found) = self.held_member(value, &attr.name)
            && matches!(found.kind, Kind::Method | Kind::Static | Kind::OfClass)
        {
            found.def
        } else if let Some(found) = self.made_member(value, &attr.name)
            && matches!(found.kind, Kind::Method | Kind::Static | Kind::OfClass)
        {
            found.def
        } else if self.sight.is_of_class(&attr.name)
            // `data.decode()` may be the one of bytes: the object is asked.
            && crate::tables::methods::named(&attr.name).next().is_none()
        {
            match self.sight.method(&attr.name) {
                Some(def) => def,
                None => {
                    let message = format!("which `{}` this is depends on the object", attr.name);
                    let help = "name the class: `Class.method(...)`";
                    return Some(self.refuse(Code::PSC303, attr.span, &message, help));
                }
            }
        } else if let Some(def) = self.method_by_keyword(attr, args) {
            def
        } else {
            if let Some(object) = self.held_variable(value) {
                self.notes_missing(&object, attr);
            }
            return None;
        };
        let kind = family::kind(def);
        let params = without_receiver(def);
        let mut callee = self.callee_of(&attr.name, def, &params);
        if kind == Kind::Method && self.is_overridden_otherwise(value, def) {
            if by_name {
                return Some(self.refuse_by_name(attr.span));
            }
            callee.formals = exception_callee("").formals;
        }
        // A static member is reached through the class also where an object is given.
        let object = self.lower(value);
        let object = raw(object);
        let object = self.holder(span, kind, value, object);
        let Some(bound) = self.bind(span, &callee, args) else { return Some(self.error(span)) };
        self.builder.module.known_receivers.insert(object.id);
        Some(self.with_bound(span, bound, |args| {
            ExprKind::Py(Py::Method {
                object: Box::new(object),
                name,
                name_span: attr.span,
                args,
                keywords: Vec::new(),
            })
        }))
    }

    pub fn refuse_by_name(&mut self, at: Span) -> Expr {
        let message = "which parameter this is depends on the class";
        self.refuse(Code::PSC303, at, message, "pass the arguments by position")
    }

    /// `task.move(to="done")`, and `cart.add("book", qty=2)`: no method of Python's own types has that keyword.
    fn method_by_keyword(
        &self,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Option<&'a ast::FunctionDef> {
        let is_by_name = |arg: &ast::Arg| !matches!(arg.kind, ArgKind::Positional | ArgKind::Star);
        if !args.iter().any(is_by_name) {
            return None;
        }
        if crate::tables::methods::named(&attr.name).next().is_none()
            && let Some(def) = self.sight.method(&attr.name)
        {
            return Some(def);
        }
        let keywords = keywords_of(args)?;
        let is_builtin = crate::tables::methods::named(&attr.name).any(|row| {
            keywords.iter().all(|key| crate::tables::signature::takes(row.signature, key))
        });
        match is_builtin {
            true => None,
            false => self.sight.method_taking(&attr.name, &keywords),
        }
    }

    /// What has the method: for one that is static the class, also where an object is given.
    fn holder(&mut self, span: Span, kind: Kind, value: &ast::Expr, object: Expr) -> Expr {
        match (kind, self.class_named(value).is_some(), self.receiver_kind(value)) {
            (Kind::Static | Kind::OfClass, false, Some(Kind::OfClass)) => object,
            (Kind::Static | Kind::OfClass, true, _) => object,
            // `self.unit()` is `this.constructor.unit()`.
            (Kind::Static | Kind::OfClass, false, Some(_)) => {
                self.py(span, Py::Attr(Box::new(object), "constructor".into()))
            }
            (Kind::Static | Kind::OfClass, false, None) => {
                let callee = Box::new(self.py(span, Py::Helper("ownClass")));
                self.py(span, Py::Call { callee, args: vec![ir::Arg::Pos(object)] })
            }
            _method => object,
        }
    }

    /// Whether the method may be that of a class below, which takes other arguments.
    fn is_overridden_otherwise(&mut self, value: &ast::Expr, def: &ast::FunctionDef) -> bool {
        let class = match self.receiver_kind(value) {
            Some(_) => Some(self.item.id),
            None => self.held_variable(value).and_then(|it| self.class_held(&it)),
        };
        class.is_some_and(|class| self.sight.is_overridden_otherwise(class, def))
    }

    /// `type(x) is Point`: the classes themselves are compared; what a variable holds may be callable.
    pub fn compared_classes(&mut self, op: ir::CmpOp, left: Expr, right: Expr) -> (Expr, Expr) {
        let is_class = |expr: &Expr| match &expr.kind {
            ExprKind::Py(Py::Call { callee, .. }) => {
                matches!(callee.kind, ExprKind::Py(Py::Helper("withoutNew")))
            }
            _other => false,
        };
        let is_equality =
            matches!(op, ir::CmpOp::Is | ir::CmpOp::IsNot | ir::CmpOp::Eq | ir::CmpOp::NotEq);
        match (is_class(&left), is_class(&right)) {
            (true, true) if is_equality => (raw(left), raw(right)),
            (true, false) if is_equality => {
                let span = right.span;
                (left, self.callable_class(span, right))
            }
            (false, true) if is_equality => {
                let span = left.span;
                (self.callable_class(span, left), right)
            }
            _other => (left, right),
        }
    }

    /// A class as a value: whoever has it may call it.
    pub fn callable_class(&mut self, span: Span, class: Expr) -> Expr {
        if !self.sight.has_classes() {
            return class;
        }
        let callee = Box::new(self.py(span, Py::Helper("withoutNew")));
        self.py(span, Py::Call { callee, args: vec![ir::Arg::Pos(class)] })
    }

    /// Whether the read may raise `AttributeError`; `None` where it always does, which is reported.
    pub fn may_lack(
        &mut self,
        value: &ast::Expr,
        object: &Expr,
        attr: &ast::Ident,
    ) -> Option<Lacks> {
        if !self.sight.has_classes() || self.is_javascript(object) {
            return Some(Lacks::Never);
        }
        if let Some(item) = self.class_named(value) {
            if Family::of(self.program, item)
                .is_some_and(|family| family.perhaps_of_class().contains(&attr.name))
            {
                return Some(Lacks::Maybe);
            }
            let Some(names) = self.sight.names_of_class(item) else { return Some(Lacks::Maybe) };
            return self.known_of_class(&item.name, &names, attr);
        }
        let name = &attr.name;
        if self.sight.is_of_class(name) && self.receiver_kind(value) != Some(Kind::OfClass) {
            // Instances have it by their class.
            return Some(Lacks::Maybe);
        }
        match (self.receiver_kind(value), &self.class) {
            (Some(Kind::OfClass), Some(class)) => {
                let is_known = class.family.of_class().contains(name);
                Some(if is_known { Lacks::Never } else { Lacks::Maybe })
            }
            (Some(_), Some(class)) => {
                let is_deleted = self.sight.is_deleted(self.item.module, name);
                if class.sure.contains(name) && !is_deleted {
                    return Some(Lacks::Never);
                }
                let names = self.sight.names_of(self.item.id);
                let is_of_exception = class.family.root != Root::Object;
                if names.contains("__getattr__") {
                    return Some(if is_of_objects(name) { Lacks::Maybe } else { Lacks::Never });
                }
                match names.contains(name) || is_of_exception || self.sets_by_name() {
                    true => Some(Lacks::Maybe),
                    false => {
                        let owner = class.name.clone();
                        self.unknown_attribute(&owner, &names, attr)
                    }
                }
            }
            _other
                if self.sight.is_unsure(name) || self.sight.is_deleted(self.item.module, name) =>
            {
                Some(Lacks::Maybe)
            }
            _other => match self.notes_missing(object, attr) || self.lacks_of_builtin(object, name)
            {
                true => Some(Lacks::Maybe),
                false => Some(Lacks::Never),
            },
        }
    }

    fn known_of_class(
        &mut self,
        owner: &Name,
        names: &FxHashSet<Name>,
        attr: &ast::Ident,
    ) -> Option<Lacks> {
        match names.contains(&attr.name) {
            true => Some(Lacks::Never),
            false => self.unknown_attribute(owner, names, attr),
        }
    }

    fn unknown_attribute(
        &mut self,
        owner: &Name,
        names: &FxHashSet<Name>,
        attr: &ast::Ident,
    ) -> Option<Lacks> {
        let mut names: Vec<Name> = names.iter().cloned().collect();
        names.sort();
        let message = format!("`{owner}` has no attribute `{}`", attr.name);
        match closest(&attr.name, names.iter().map(|name| &**name)) {
            Some(near) => {
                self.refuse(Code::PSC404, attr.span, &message, &format!("did you mean `{near}`?"))
            }
            None => {
                let help = "give it a value in `__init__` or in the body of the class";
                self.refuse(Code::PSC404, attr.span, &message, help)
            }
        };
        None
    }

    /// Whether the class gives attributes by names that are values.
    fn sets_by_name(&self) -> bool {
        sets_by_name(self.scopes)
    }

    /// `attribute(x, "name")`: the read raises where there is none.
    pub fn asked_attribute(&mut self, span: Span, object: Expr, name: &Name) -> Expr {
        let is_method = self.sight.has_method(name);
        let name = self.expr(span, ExprKind::Str(name.clone()));
        if is_method {
            // It stays with its object.
            return self.builtin_of(span, GETATTR, vec![object, name]);
        }
        let callee = Box::new(self.py(span, Py::Helper("attribute")));
        self.py(span, Py::Call { callee, args: vec![ir::Arg::Pos(object), ir::Arg::Pos(name)] })
    }

    /// `__name` within a class belongs to the class alone.
    pub fn mangled(&self, name: &Name) -> Name {
        match &self.class {
            Some(class) if name.starts_with("__") && !name.ends_with("__") => {
                format!("_{}{name}", class.name.trim_start_matches('_')).into()
            }
            _other => name.clone(),
        }
    }

    /// A name that the body of the class binds.
    pub fn class_name(&mut self, span: Span, name: &Name) -> Expr {
        let name = &self.mangled(name);
        let class = self.class.as_ref();
        let own = class.and_then(|class| class.family.own_member(name));
        let is_known = class.is_some_and(|class| class.attributes.contains(name));
        let may_be = class.is_some_and(|class| class.family.may_have_bound(name, span));
        let is_in_default = class.is_some_and(|class| class.is_in_default);
        match (is_known || may_be) && !is_in_default {
            true if own.is_some_and(|own| own.kind == Kind::Method) => {
                // A function of the body, as one that is taken from the class.
                let class = self.own_class(span);
                let name = self.expr(span, ExprKind::Str(name.clone()));
                let callee = Box::new(self.py(span, Py::Helper("functionOf")));
                let args = [class, name].map(ir::Arg::Pos).into();
                self.py(span, Py::Call { callee, args })
            }
            // A branch or a turn of a loop may have bound it.
            true if !is_known => {
                let class = self.own_class(span);
                let callee = Box::new(self.py(span, Py::Helper("bodyName")));
                let name = self.expr(span, ExprKind::Str(name.clone()));
                let args = [class, name].map(ir::Arg::Pos).into();
                self.py(span, Py::Call { callee, args })
            }
            true => {
                let class = self.own_class(span);
                let value = self.py(span, Py::Attr(Box::new(class), name.clone()));
                match self.own_enum() {
                    // In the body it is no member yet.
                    Some(_) => self.py(span, Py::Attr(Box::new(value), "value".into())),
                    None => value,
                }
            }
            false => {
                let message = format!("`{name}` of the class cannot be named here");
                let help = "define it at the top level of the module";
                self.refuse(Code::PSC303, span, &message, help)
            }
        }
    }
}

/// The class itself, not its callable form: for what asks classes, and for `new`.
pub(super) fn raw(expr: Expr) -> Expr {
    let Expr { id, span, kind } = expr;
    let kind = match kind {
        ExprKind::Py(Py::Call { callee, mut args })
            if matches!(callee.kind, ExprKind::Py(Py::Helper("withoutNew"))) && args.len() == 1 =>
        {
            match args.pop() {
                Some(ir::Arg::Pos(class)) => return class,
                other => {
                    args.extend(other);
                    ExprKind::Py(Py::Call { callee, args })
                }
            }
        }
        ExprKind::Py(Py::Tuple(items)) => {
            ExprKind::Py(Py::Tuple(items.into_iter().map(raw_arg).collect()))
        }
        ExprKind::Py(Py::Binary(op @ ir::BinaryOp::BitOr, left, right)) => {
            ExprKind::Py(Py::Binary(op, Box::new(raw(*left)), Box::new(raw(*right))))
        }
        other => other,
    };
    Expr { id, span, kind }
}

pub(super) fn raw_arg(arg: ir::Arg) -> ir::Arg {
    match arg {
        ir::Arg::Pos(value) => ir::Arg::Pos(raw(value)),
        other @ (ir::Arg::Spread(_) | ir::Arg::Omitted) => other,
    }
}

/// Whether what stands in these scopes gives attributes by names that are values.
pub(super) fn sets_by_name(scopes: &Scopes) -> bool {
    scopes.uses().iter().any(|used| {
        let reads_all = used.chain.iter().any(|link| &*link.attr.name == "__dict__");
        reads_all || matches!(&*used.name, "setattr" | "vars")
    })
}

/// The names of the keywords; none where some are not told.
fn keywords_of(args: &[ast::Arg]) -> Option<Vec<&Name>> {
    let mut names = Vec::new();
    for arg in args {
        match &arg.kind {
            ArgKind::Keyword(key) => names.push(&key.name),
            ArgKind::DoubleStar => return None,
            ArgKind::Positional | ArgKind::Star => {}
        }
    }
    Some(names)
}
