//! Classes of the program.
//!
//! ```text
//! class Point(Shape):                       class Point(Shape)
//!     def __init__(self, x):                  init fn#1: super(); self.x = x
//!         super().__init__()
//!         self.x = x
//!     def moved(self, by=1): ...              method moved fn#2
//! Point(2).moved(by=3)                      new Point(2), then its method with 3
//! ```
//!
//! What cannot be said exactly by a class of JavaScript is refused, with what to write instead.

use rustc_hash::FxHashSet;

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Expr, ExprKind, Member, MemberKind, Py};
use crate::lower::builtin_base::leaves;
use crate::lower::context::Lowering;
use crate::lower::dataclass;
use crate::lower::enums::Known;
use crate::lower::family::{self, Base, Family, Kind, Root, base_of, receiver};
use crate::lower::sight::is_special;
use crate::resolve::{Binding, ItemId};
use crate::syntax::ast;
use crate::tables::builtins::BuiltinRow;
use crate::tables::js_members::{Holder, is_of_arrays, is_taken};
use crate::tables::library_types::library_type;
use crate::tables::special_methods::CALLED;

/// The class being lowered.
pub(super) struct ClassContext<'a> {
    pub item: ItemId,
    /// What CPython calls it, with the way to it.
    pub qualname: String,
    /// How many functions are around it.
    pub depth: usize,
    /// Whether its own code needs a name for it.
    pub names_itself: bool,
    pub family: Family<'a>,
    /// What every instance has, whoever asks and whenever.
    pub sure: FxHashSet<Name>,
    pub name: Name,
    /// Whether what is lowered is a default of one of its functions, which is evaluated before the class is there.
    pub is_in_default: bool,
    /// The names that its body has bound so far, for certain.
    pub attributes: Vec<Name>,
    /// The kind of the member being lowered, and its name.
    pub member: Option<(Kind, Name)>,
    /// Whether it derives from a class at run time.
    pub has_base: bool,
    /// How often the member calls the constructor above.
    pub super_inits: u32,
    /// Whether the constructor of an exception has run before `__init__` calls it.
    pub is_late: bool,
    /// Of an enum, the values of the members so far.
    pub values: Vec<(Name, Known)>,
}

impl<'a> Lowering<'a> {
    /// The class of an item, and the one around it.
    pub fn class_of(
        &mut self,
        def: &'a ast::ClassDef,
        around: Option<ClassContext<'a>>,
    ) -> (Option<Expr>, Option<ClassContext<'a>>) {
        self.class = around;
        let qualname = self.qualname(None, &def.name.name);
        let Some(family) = Family::of(self.program, self.item) else {
            return (None, self.class.take());
        };
        let header = self.class_header(def, &family);
        let around = self.class.take();
        let Some(base) = header else { return (None, around) };
        self.class = Some(ClassContext {
            item: self.item.id,
            qualname,
            depth: self.funcs.len(),
            names_itself: false,
            has_base: base.is_some(),
            sure: family.sure(),
            family,
            name: def.name.name.clone(),
            attributes: Vec::new(),
            is_in_default: false,
            member: None,
            super_inits: 0,
            is_late: false,
            values: Vec::new(),
        });
        self.scope = self.scopes.scope_at(def.name.span);
        let value = self.class_body(def, base);
        self.class = None;
        (value, around)
    }

    /// What the class derives from in JavaScript; `None` where that is refused.
    fn class_header(
        &mut self,
        def: &'a ast::ClassDef,
        family: &Family<'a>,
    ) -> Option<Option<Expr>> {
        let span = self.item.span;
        if !self.are_known_bases(def, family) {
            return None;
        }
        let bases: Vec<&ast::Expr> = def
            .bases
            .iter()
            .filter(|arg| {
                let base = base_of(self.program, self.item, &arg.value);
                matches!(base, Base::Own(..) | Base::Exception(_))
            })
            .map(|arg| &arg.value)
            .collect();
        let native = family.base.map(|(item, _)| item.id);
        let base = bases.into_iter().find(|base| match base_of(self.program, self.item, base) {
            Base::Own(item) => native == Some(item.id),
            _builtin => native.is_none(),
        });
        let base = base.map(|base| self.raw_class(base));
        let of_runtime = match family.root {
            Root::Enum(members) => Some(members.helper),
            Root::NamedTuple => Some("NamedTuple"),
            Root::Builtin(base) => Some(base.helper),
            Root::Object if self.is_callable_family(family) => Some("Callable"),
            Root::Object | Root::Exception(_) | Root::Refused(_) => None,
        };
        Some(base.or_else(|| of_runtime.map(|name| self.py(span, Py::Helper(name)))))
    }

    fn class_body(&mut self, def: &'a ast::ClassDef, base: Option<Expr>) -> Option<Expr> {
        let span = self.item.span;
        let is_data = dataclass::options(self.item, def).is_some();
        let (sure, stored) = self.attributes_of(def);
        let (told, empty) = self.given(def);
        let mut members = self.members(def, is_data);
        self.check_hash(def, &members);
        self.check_frozen(def);
        let frozen_above = self.frozen_above(def);
        self.check_unique(def);
        let effects = self.class_effects(def);
        members.splice(0..0, self.tuple_class(def));
        let data = self.data_class(def).map(|(data, init)| {
            members.splice(0..0, init);
            data
        });
        members.extend(effects?);
        members.extend(self.completed_properties(def));
        let items = self.tuple_names();
        let context = self.class.as_ref();
        let of = self.sight.kind(self.item.id).cloned();
        let class = ir::Class {
            name: def.name.name.clone(),
            key: self.item.key.clone(),
            qualname: context.map(|it| it.qualname.as_str().into()).unwrap_or_default(),
            names_itself: context.is_some_and(|class| class.names_itself),
            name_span: def.name.span,
            docstring: def.docstring.as_ref().map(|doc| doc.text.clone()),
            base,
            members,
            data,
            frozen_above,
            items,
            initializes: self.initializes(),
            of,
            declared: self.declared(def),
            stored,
            told,
            empty,
            sure,
        };
        Some(self.expr(span, ExprKind::Class(Box::new(class))))
    }

    fn refuse_base(&mut self, def: &ast::ClassDef, at: Span) -> Expr {
        let message = format!("what `{}` derives from is not compiled", def.name.name);
        let is_of_library = |arg: &ast::Arg| match self.binding(arg.value.span) {
            Some(Binding::Builtin(row)) => library_type(row.name).is_some(),
            _other => false,
        };
        if def.bases.iter().any(is_of_library) {
            let help = "keep its object in an attribute, and write what is added as functions";
            return self.refuse(Code::PSC303, at, &message, help);
        }
        let named = |last: fn(&str) -> bool| {
            def.bases.iter().any(|arg| {
                let base = match &arg.value.kind {
                    ast::ExprKind::Subscript { value, .. } => value,
                    _plain => &arg.value,
                };
                matches!(self.binding(base.span), Some(Binding::TypeOnly(name)) if name.rsplit('.').next().is_some_and(last))
            })
        };
        let help = if named(|name| name.ends_with("Mapping")) {
            "derive it from `collections.UserDict`, whose `data` is the dict, or write the methods without a base"
        } else if named(|name| name.ends_with("Sequence")) {
            "derive it from `collections.UserList`, whose `data` is the list, or write the methods without a base"
        } else {
            "derive it from classes of your own, or from nothing"
        };
        self.refuse(Code::PSC303, at, &message, help)
    }

    /// Whether what the class derives from, and how, is compiled.
    fn are_known_bases(&mut self, def: &ast::ClassDef, family: &Family<'a>) -> bool {
        match family.root {
            Root::Object | Root::Enum(_) | Root::NamedTuple => {}
            Root::Builtin(_) if self.fits_builtin(def, family) => {}
            Root::Builtin(_) => return false,
            Root::Exception(row) if is_of_exceptions(row) => {}
            Root::Exception(_) | Root::Refused(_) => {
                let at = match family.root {
                    Root::Refused(at) if family.classes.len() == 1 => at,
                    _other => def.name.span,
                };
                self.refuse_base(def, at);
                return false;
            }
        }
        if family.is_configured && family.find_above("__init_subclass__").is_none() {
            let message = "no `__init_subclass__` above takes the keywords of the class";
            let help = "remove them, or write an `__init_subclass__`";
            self.refuse(Code::PSC303, def.name.span, message, help);
            return false;
        }
        let is_callable =
            family.find("__call__").is_some() || family.find_above("__call__").is_some();
        if is_callable && !self.makes_functions(family) {
            let message = "instances of this class cannot be functions";
            let help = "write a method under a name of your own, and call it";
            self.refuse(Code::PSC303, def.name.span, message, help);
            return false;
        }
        !family.is_mixed() || self.can_mix(def, family)
    }

    /// In Python an `__eq__` takes away the `__hash__` of the class above; in JavaScript it would stay.
    fn check_hash(&mut self, def: &ast::ClassDef, members: &[Member]) {
        let has = |name: &str| members.iter().any(|member| &*member.name == name);
        let family = self.class.as_ref().map(|class| &class.family);
        let is_hashed = family.is_some_and(|family| family.find_above("__hash__").is_some());
        if has("__eq__") && !has("__hash__") && is_hashed {
            let message =
                format!("`{}` has an `__eq__` of its own, and no `__hash__`", def.name.name);
            self.refuse(Code::PSC303, def.name.span, &message, "write a `__hash__` that fits it");
        }
    }

    /// Names that mean something else to JavaScript.
    pub fn is_free_name(&mut self, name: &str, span: Span, holder: Holder) -> bool {
        let root = self.class.as_ref().map(|class| class.family.root);
        let keeper = match (root, holder) {
            _any if is_taken(name, holder) => "a class of JavaScript",
            // A member may be called so.
            (Some(Root::Enum(_)), Holder::Prototype) if matches!(name, "name" | "value") => {
                "an enum"
            }
            (Some(Root::NamedTuple), Holder::Own | Holder::Prototype) if is_of_arrays(name) => {
                "an array of JavaScript"
            }
            // Engines take nothing but texts for it.
            (Some(Root::Exception(_)), Holder::Own) if name == "stack" => "an error of JavaScript",
            _free => return true,
        };
        let message = format!("{keeper} keeps `{name}` for itself");
        self.refuse(Code::PSC303, span, &message, "give it another name");
        false
    }

    pub fn refuse_special(&mut self, name: &str, span: Span) {
        let message = format!("`{name}` is not compiled yet");
        let help = "write a method under a name of your own, and call it";
        self.refuse(Code::PSC303, span, &message, help);
    }

    pub fn member_function(&mut self, def: &'a ast::FunctionDef, span: Span) -> Option<Member> {
        let kind = match family::kind(def) {
            // The members are there before.
            Kind::Init if self.own_enum().is_some() => Kind::Method,
            kind => kind,
        };
        if !self.are_known_decorators(def, kind) {
            return None;
        }
        let name = self.mangled(&def.name.name);
        let root = self.class.as_ref().map(|class| class.family.root);
        let is_asked = matches!(root, Some(Root::Builtin(base)) if leaves(base, &name));
        if is_special(&name) && !CALLED.contains(&&*name) && !is_asked {
            self.refuse_special(&name, def.name.span);
            return None;
        }
        let holder = match kind {
            Kind::Static | Kind::OfClass => Holder::Class,
            _of_instances => Holder::Prototype,
        };
        if !self.is_free_name(&name, def.name.span, holder) {
            return None;
        }
        if !self.fits_property(def, kind) {
            return None;
        }
        if kind != Kind::Static && receiver(def).is_none() {
            let message = format!("`{name}` has no parameter for its object");
            let help = "give it a first parameter `self`";
            self.refuse(Code::PSC303, def.name.span, &message, help);
            return None;
        }
        let is_constructor = kind == Kind::Init && !self.sight.is_late(self.item.id);
        if is_constructor && !self.is_exact_init(def) {
            return None;
        }
        if !self.fits_base(def, kind) {
            return None;
        }
        if let Some(class) = &mut self.class {
            class.member = Some((kind, name.clone()));
            class.super_inits = 0;
        }
        let func = self.method_function(def, span);
        if let Some(class) = &mut self.class {
            class.member = None;
        }
        let func = func?;
        if is_constructor {
            let calls = self.class.as_ref().map_or(0, |class| class.super_inits);
            let is_exception = self
                .class
                .as_ref()
                .is_some_and(|it| !matches!(it.family.root, Root::Object | Root::Builtin(_)));
            let is_builtin =
                self.class.as_ref().is_some_and(|it| matches!(it.family.root, Root::Builtin(_)));
            let is_late = self.class.as_ref().is_some_and(|class| class.is_late);
            let fits = match is_late {
                true => calls > 0,
                false => calls == 1,
            };
            let is_wrong = match is_builtin && !self.has_base_init() {
                // Without a call it is empty.
                true => calls > u32::from(self.begins_above(def)),
                false => (self.has_base_init() || is_exception) && !fits,
            };
            if is_wrong {
                let receiver = receiver(def).map(|it| it.name.name.clone()).unwrap_or_default();
                self.refuse_init(def, &receiver);
                return None;
            }
            self.begin_with_super(func, def.name.span);
        }
        let kind = match kind {
            Kind::Init if is_constructor => MemberKind::Init(func),
            Kind::Init | Kind::Method => MemberKind::Method(func),
            Kind::Static => MemberKind::Static(func),
            Kind::OfClass => MemberKind::OfClass(func),
            Kind::Getter if family::is_cached(def) => MemberKind::Cached(func),
            Kind::Getter => MemberKind::Getter(func),
            Kind::Setter => MemberKind::Setter(func),
            Kind::Deleter => {
                let name = format!("{DELETER}{name}").into();
                let kind = MemberKind::Method(func);
                return Some(Member { name, span: def.name.span, kind });
            }
        };
        Some(Member { name, span: def.name.span, kind })
    }

    /// What reads a property takes nothing but its object, what stores it one value.
    fn fits_property(&mut self, def: &ast::FunctionDef, kind: Kind) -> bool {
        let params = crate::lower::family::without_receiver(def);
        let mut others = crate::lower::func::all_params(&params);
        let fits = match kind {
            Kind::Getter | Kind::Deleter => others.next().is_none(),
            Kind::Setter => {
                let is_plain = others.next().is_some_and(|(param, kind)| {
                    param.default.is_none()
                        && matches!(kind, ir::ParamKind::Positional | ir::ParamKind::PositionalOnly)
                });
                is_plain && others.next().is_none()
            }
            Kind::Init | Kind::Method | Kind::Static | Kind::OfClass => true,
        };
        if !fits {
            let message = format!("the property `{}` is never given these", def.name.name);
            let help = match kind {
                Kind::Setter => "give it its object and one value: `def name(self, value)`",
                _getter => "give it its object alone: `def name(self)`",
            };
            self.refuse(Code::PSC303, def.name.span, &message, help);
        }
        fits
    }

    /// One of `@property`, `@name.setter`, `@staticmethod`, `@classmethod`, and what has no effect.
    fn are_known_decorators(&mut self, def: &ast::FunctionDef, kind: Kind) -> bool {
        let mut rest = 0;
        let mut fits = true;
        for decorator in &def.decorators {
            let is_known = match &decorator.kind {
                ast::ExprKind::Name(name)
                    if matches!(&**name, "staticmethod" | "classmethod" | "property") =>
                {
                    rest += 1;
                    matches!(self.binding(decorator.span), Some(Binding::Builtin(_)))
                }
                _cached if family::is_cached_decorator(decorator) => {
                    rest += 1;
                    matches!(self.binding(decorator.span), Some(Binding::TypeOnly(name)) if &**name == "functools.cached_property")
                }
                ast::ExprKind::Attribute { value, .. } if kind.is_of_property() => {
                    rest += 1;
                    self.is_own_property(def, value) || self.is_property_above(def, value)
                }
                _other => matches!(
                    self.binding(decorator.span),
                    Some(Binding::TypeOnly(_) | Binding::Marker(_))
                ),
            };
            if !is_known || rest > 1 {
                let message = "this decorator of a method is not compiled yet";
                let help = "remove it, and write what it does into the method";
                self.refuse(Code::PSC303, decorator.span, message, help);
                fits = false;
            }
        }
        let is_plain = !def.is_async || matches!(kind, Kind::Method | Kind::Static | Kind::OfClass);
        if !is_plain {
            let message = format!("`{}` cannot be `async`", def.name.name);
            let help = "write an `async` method, and await it";
            self.refuse(Code::PSC303, def.name.span, &message, help);
        }
        fits && is_plain
    }

    /// `@area.setter`, where the class has an `area` before.
    fn is_own_property(&self, def: &ast::FunctionDef, of: &ast::Expr) -> bool {
        let members = self.class.as_ref().map(|class| class.family.own_members());
        let is_getter = |it: &family::MemberOf| {
            it.kind == Kind::Getter
                && *it.name == def.name.name
                && it.def.name.span.start < def.name.span.start
                && !family::is_cached(it.def)
        };
        matches!(&of.kind, ast::ExprKind::Name(name) if *name == def.name.name)
            && members.is_some_and(|members| members.iter().any(is_getter))
    }

    /// `@Shape.area.setter`, where the property of a class above gets another part.
    fn is_property_above(&self, def: &ast::FunctionDef, of: &ast::Expr) -> bool {
        let ast::ExprKind::Attribute { value, attr } = &of.kind else { return false };
        let Some(named) = self.class_named(value).map(|item| item.id) else { return false };
        let Some(class) = &self.class else { return false };
        let family = &class.family;
        let found = family.find_above(&attr.name);
        attr.name == def.name.name
            && found.is_some_and(|it| {
                it.kind.is_of_property() && !family::is_cached(it.def)
            })
            // The nearest class that has it is the one named, or one above that.
            && family.native.contains(&named)
            && !family.is_mixed()
            && family.own_members().iter().filter(|it| *it.name == attr.name).count() == 1
    }

    /// The parts of properties that the class takes from those above it: `completeProperty(Square, "area")`.
    pub fn completed_properties(&mut self, def: &'a ast::ClassDef) -> Vec<Member> {
        let parts = def.body.iter().filter_map(|stmt| match &stmt.kind {
            ast::StmtKind::Function(def) if family::kind(def).is_of_property() => Some(&**def),
            _other => None,
        });
        let from_above: Vec<&ast::FunctionDef> = parts
            .filter(|def| {
                def.decorators.iter().any(|it| match &it.kind {
                    ast::ExprKind::Attribute { value, .. } => self.is_property_above(def, value),
                    _other => false,
                })
            })
            .collect();
        let complete = from_above.into_iter().map(|def| {
            let span = def.name.span;
            let callee = Box::new(self.py(span, Py::Helper("completeProperty")));
            let class = self.own_class(span);
            let name = self.mangled(&def.name.name);
            let name = self.expr(span, ExprKind::Str(name));
            let args = [class, name].map(ir::Arg::Pos).into();
            let call = self.py(span, Py::Call { callee, args });
            Member { name: "".into(), span, kind: MemberKind::Effect(call) }
        });
        complete.collect()
    }

    /// A member that takes the place of another one is read or called as that one is.
    fn fits_base(&mut self, def: &ast::FunctionDef, kind: Kind) -> bool {
        let Some(above) =
            self.class.as_ref().and_then(|class| class.family.find_above(&def.name.name))
        else {
            return true;
        };
        if kind == Kind::Init {
            return true;
        }
        if above.kind != kind && !(above.kind.is_of_property() && kind.is_of_property()) {
            let message =
                format!("`{}` is something else in the class it derives from", def.name.name);
            let at = above.def.name.span;
            let found = Diagnostic::new(Code::PSC303, def.name.span, message);
            self.report(found.label(at, "defined here").help("give one of the two another name"));
            return false;
        }
        true
    }
}

/// `Exception`, or a class derived from it: `except Exception` catches all others there are.
fn is_of_exceptions(row: &BuiltinRow) -> bool {
    !matches!(row.name, "BaseException" | "KeyboardInterrupt" | "SystemExit" | "GeneratorExit")
        && !row.name.starts_with("Unicode")
}

/// What `@name.deleter` is called in JavaScript begins with it.
const DELETER: &str = "del ";

/// What makes a class take types in brackets.
pub(super) const CLASS_GETITEM: &str = "__class_getitem__";

/// `def __class_getitem__(cls, item): return cls`: types are erased.
pub(super) fn is_class_itself(def: &ast::FunctionDef) -> bool {
    let Some(cls) = def.params.posonly.first().or(def.params.args.first()) else { return false };
    &*def.name.name == CLASS_GETITEM
        && matches!(def.body.as_slice(), [ast::Stmt { kind: ast::StmtKind::Return(Some(value)), .. }]
            if matches!(&value.kind, ast::ExprKind::Name(name) if *name == cls.name.name))
}
