//! What a definition is: a function of the program, a component that JavaScript defines, a class
//! that only types see, a constant, or another name of something.
//!
//! ```text
//! @ps.react_component(ps.Import("Button", "@mantine/core"))
//! def Button(*children, **props): ...      the named import, a component; the body is never read
//! class Message(TypedDict): ...            seen by types only
//! js_add = add                             another name of `add`
//! ```

use std::rc::Rc;

use super::candidates::Candidate;
use super::meaning::{Def, Meaning, ModId, Refusal};
use super::namespace::Namespaces;
use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::ImportName;
use crate::resolve::{Binding, ItemKind, JsRef, Marker};
use crate::syntax::ast::{self, ArgKind, ExprKind};
use crate::tables::builtins;
use crate::tables::js_classes::Calls;

/// What a decorator does to a function.
pub(super) enum Decorator {
    Marker(Marker),
    /// The function's name is this component.
    Component(Binding),
    /// Without effect at run time.
    Erased,
    /// Pulse's, on the server.
    Server(Rc<Refusal>),
    Misuse(Refusal),
    /// React's `memo` or `forwardRef`: it makes a component of a component.
    React,
    /// An expression, which runs when the module loads.
    Other,
}

impl Namespaces<'_> {
    /// The meaning of a name or dotted chain at module level, if all of it has one.
    pub(super) fn chain(&mut self, id: ModId, expr: &ast::Expr) -> Option<Meaning> {
        let mut links = Vec::new();
        let mut at = expr;
        while let ExprKind::Attribute { value, attr } = &at.kind {
            links.push(attr);
            at = value;
        }
        let ExprKind::Name(name) = &at.kind else { return None };
        let mut meaning = match self.name(id, name) {
            Some(found) => found,
            // Examples leave `import pulse as ps` out; the item warns.
            None if matches!(&**name, "ps" | "pulse") => Meaning::Pulse("pulse".into()),
            None => Meaning::Value(Binding::Builtin(builtins::builtin(name)?)),
        };
        for attr in links.into_iter().rev() {
            meaning = self.member(&meaning, attr, true)?;
            meaning = self.led(id, meaning);
        }
        Some(meaning)
    }

    pub(super) fn decorator(&mut self, id: ModId, decorator: &ast::Expr) -> Decorator {
        if let ExprKind::Call { func, args } = &decorator.kind {
            return match self.chain(id, func) {
                Some(Meaning::Value(Binding::Marker(None))) => match self.mark_of(id, decorator) {
                    Some(marker) => Decorator::Marker(marker),
                    None => misused(args),
                },
                Some(Meaning::Value(Binding::Special("react_component"))) => {
                    match self.js_call(id, decorator) {
                        Some(Meaning::Value(binding)) => Decorator::Component(binding),
                        Some(Meaning::Refused(refusal)) => Decorator::Misuse((*refusal).clone()),
                        _ => Decorator::Other,
                    }
                }
                Some(meaning) => match self.mark_of(id, decorator) {
                    Some(marker) => Decorator::Marker(marker),
                    None => plain_decorator(meaning),
                },
                None => Decorator::Other,
            };
        }
        if let Some(marker) = self.mark_of(id, decorator) {
            return Decorator::Marker(marker);
        }
        if let Some(binding) = self.typed_import(id, decorator) {
            return Decorator::Component(binding);
        }
        if let ExprKind::Name(name) = &decorator.kind
            && self
                .modules
                .get(id)
                .is_some_and(|it| it.around.as_ref().is_some_and(|it| it.is_class))
            && self.modules.get(id).is_some_and(|it| !it.binds.contains_key(name))
        {
            match &**name {
                "staticmethod" => return Decorator::Erased,
                "classmethod" => return Decorator::Misuse(class_method(decorator)),
                _ => {}
            }
        }
        match self.chain(id, decorator) {
            Some(Meaning::Value(
                binding @ Binding::Js(
                    JsRef::Import { is_component: true, .. } | JsRef::Member { .. },
                ),
            )) => Decorator::Component(binding),
            Some(meaning) => plain_decorator(meaning),
            None => Decorator::Other,
        }
    }

    pub(super) fn define_function(
        &mut self,
        id: ModId,
        found: &Candidate<'_>,
        def: &ast::FunctionDef,
    ) -> Meaning {
        let mut mark = None;
        let mut refusal = None;
        let mut running = Vec::new();
        let mut made_by_react = None;
        let mut above = None;
        for decorator in &def.decorators {
            match self.decorator(id, decorator) {
                Decorator::Marker(marker) => {
                    mark = Some(marker);
                    refusal = refusal.or(above.take());
                }
                Decorator::Component(binding) => return Meaning::Value(binding),
                Decorator::Erased => {}
                Decorator::Misuse(found) => refusal = Some(found),
                Decorator::Server(server) => {
                    let message = format!("`{}` is a server function: {}", def.name.name, {
                        &server.message
                    });
                    let mut found = Refusal::of_use(Code::PSC206, message)
                        .label(decorator.span, "decorated here");
                    found.help = server.help.clone();
                    refusal = Some(found);
                }
                Decorator::React => {
                    made_by_react = Some(decorator);
                    running.push(decorator.clone());
                }
                Decorator::Other => {
                    above.get_or_insert(above_marker(decorator));
                    if mark.is_some_and(|marker| marker.is_jsx) {
                        refusal = Some(of_component(decorator));
                    }
                    running.push(decorator.clone());
                }
            }
        }
        if let Some(mut refusal) = refusal {
            if mark.is_some() && refusal.code == Code::PSC206 {
                // A marked function cannot be Pulse's at the same time.
                refusal.code = Code::PSC306;
                refusal.at = refusal.labels.first().map(|label| label.0);
                refusal.labels.clear();
            }
            return refusal.meaning();
        }
        if let Some(decorator) = made_by_react {
            match mark {
                Some(Marker { is_jsx: true }) => {}
                Some(Marker { is_jsx: false }) => return of_function(decorator).meaning(),
                None if takes_raw_props(def) => {}
                None => mark = Some(Marker { is_jsx: true }),
            }
        }
        let kind = ItemKind::Function { def: def.clone(), marker: mark, decorators: running };
        self.def(id, found, def.name.name.clone(), kind)
    }

    pub(super) fn define_class(
        &mut self,
        id: ModId,
        found: &Candidate<'_>,
        def: &ast::ClassDef,
    ) -> Meaning {
        for decorator in &def.decorators {
            match self.decorator(id, decorator) {
                Decorator::Marker(_) | Decorator::Misuse(_) => {
                    return class_marker(decorator.span).meaning();
                }
                Decorator::Component(binding) => return Meaning::Value(as_class(binding)),
                Decorator::Erased | Decorator::Server(_) | Decorator::React | Decorator::Other => {}
            }
        }
        let mut is_type = false;
        for base in def.bases.iter().filter(|base| base.kind == ArgKind::Positional) {
            let name = match &base.value.kind {
                ExprKind::Subscript { value, .. } => value,
                _ => &base.value,
            };
            match self.chain(id, name) {
                Some(Meaning::Value(Binding::TypeOnly(name))) => is_type |= is_type_base(&name),
                Some(Meaning::Value(Binding::PyMember { name, .. })) => {
                    is_type |= is_type_base(&name);
                }
                Some(Meaning::Def(base)) => {
                    is_type |= matches!(base.kind, ItemKind::TypeClass(_));
                }
                Some(Meaning::Refused(refusal)) if refusal.code == Code::PSC206 => {
                    let message =
                        format!("`{}` is a server class: {}", def.name.name, refusal.message);
                    let mut server =
                        Refusal::of_use(Code::PSC206, message).label(def.name.span, "defined here");
                    server.help = refusal.help.clone();
                    return server.meaning();
                }
                Some(_) | None => {}
            }
        }
        let name = def.name.name.clone();
        let kind = match is_type {
            true => ItemKind::TypeClass(def.clone()),
            false => ItemKind::Class(def.clone()),
        };
        self.def(id, found, name, kind)
    }

    /// `NAME = value`.
    pub(super) fn define_value(
        &mut self,
        id: ModId,
        name: &str,
        found: &Candidate<'_>,
        value: &ast::Expr,
        annotation: Option<&ast::Expr>,
    ) -> Meaning {
        if let Some(meaning) = self.js_call(id, value).or_else(|| self.marking_value(id, value)) {
            return meaning;
        }
        if let ExprKind::Call { func, args } = &value.kind
            && let Some(Meaning::Value(Binding::TypeOnly(dotted))) = self.chain(id, func)
            && &*dotted == "collections.namedtuple"
            && let Some(def) = super::named_tuple::class_of(name, found.span, func, args)
        {
            return self.def(id, found, name.into(), ItemKind::Class(def));
        }
        if let ExprKind::Call { func, args } = &value.kind
            && let Some(Meaning::Value(Binding::TypeOnly(dotted))) = self.chain(id, func)
            && let Some(kind) = dotted.strip_prefix("enum.")
            && let Some(def) = super::named_tuple::enum_of(kind, (name, found.span), func, args)
        {
            return self.def(id, found, name.into(), ItemKind::Class(def));
        }
        if matches!(value.kind, ExprKind::Name(_) | ExprKind::Attribute { .. })
            && let Some(meaning) = self.chain(id, value)
            && is_alias(&meaning)
        {
            return meaning;
        }
        let kind = ItemKind::Constant {
            value: value.clone(),
            annotation: annotation.cloned(),
            is_reassigned: false,
        };
        self.def(id, found, name.into(), kind)
    }

    pub(super) fn def(
        &mut self,
        module: ModId,
        found: &Candidate<'_>,
        name: Name,
        kind: ItemKind,
    ) -> Meaning {
        let span = match kind {
            // The statement's own span may begin at `def`.
            ItemKind::Function { .. } | ItemKind::Class(_) | ItemKind::TypeClass(_) => {
                let decorated = self.modules.get(module).and_then(|it| {
                    let chunk = it.outline().chunks.get(found.chunk)?;
                    (chunk.span.contains(found.stmt.span) && chunk.span.end == found.stmt.span.end)
                        .then_some(chunk.span)
                });
                decorated.unwrap_or(found.stmt.span)
            }
            ItemKind::Constant { .. } | ItemKind::TypeAlias(_) => found.stmt.span,
        };
        let (chunk, name_span) = (found.chunk, found.span);
        Meaning::Def(Rc::new(Def { module, chunk, name, span, name_span, kind }))
    }
}

/// `@ps.Import("Chart", "chart.js").as_` above a class: calls of it are with `new`.
fn as_class(binding: Binding) -> Binding {
    match binding {
        Binding::Js(JsRef::Import { import, is_component: false, .. }) => {
            super::known::js_import(import, false, Calls::Constructor)
        }
        other => other,
    }
}

/// What stands above the marker gets Pulse's object, not a function.
fn above_marker(decorator: &ast::Expr) -> Refusal {
    let message = "a decorator above the marker is not compiled".to_owned();
    Refusal::at(Code::PSC306, decorator.span, message).help("move it beneath the marker")
}

/// Python binds the class, of which the browser has none.
fn class_method(decorator: &ast::Expr) -> Refusal {
    let message = "a class method cannot be marked: its class stays on the server".to_owned();
    let help = "make it a static method, or a function of the module";
    Refusal::at(Code::PSC208, decorator.span, message).help(help)
}

/// A component takes its props as one object, which no decorator of Python expects.
fn of_component(decorator: &ast::Expr) -> Refusal {
    let message = "a component cannot have other decorators".to_owned();
    let help = "remove it, and decorate a function that the component calls";
    Refusal::at(Code::PSC306, decorator.span, message).help(help)
}

/// `@memo` makes a component, and the marker says that the function is none.
fn of_function(decorator: &ast::Expr) -> Refusal {
    let message = "only a component can be given to `memo` and `forwardRef`".to_owned();
    let help = "mark the function as a component: `@ps.javascript(jsx=True)`";
    Refusal::at(Code::PSC306, decorator.span, message).help(help)
}

/// `def Field(props, ref)`: it takes what React gives, as it comes.
fn takes_raw_props(def: &ast::FunctionDef) -> bool {
    let first = def.params.posonly.iter().chain(&def.params.args).next();
    first.is_some_and(|param| &*param.name.name == "props")
}

/// Whether `B = A` makes `B` another name of `A`, rather than a constant with its value.
fn is_alias(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Def(def) => !matches!(def.kind, ItemKind::Constant { .. }),
        Meaning::Value(binding) => !matches!(binding, Binding::Error),
        Meaning::Module(_)
        | Meaning::Package(..)
        | Meaning::Pulse(_)
        | Meaning::JsModule(_)
        | Meaning::PyModule(_) => true,
        Meaning::TypeChecking(..) | Meaning::Broken(..) | Meaning::Refused(_) => false,
    }
}

/// Whether a class derived from it exists for types only.
pub(super) fn is_type_base(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("TypedDict" | "Protocol"))
}

fn plain_decorator(meaning: Meaning) -> Decorator {
    match meaning {
        Meaning::Value(Binding::TypeOnly(_)) => Decorator::Erased,
        Meaning::Refused(refusal) if refusal.code == Code::PSC206 => Decorator::Server(refusal),
        Meaning::Value(Binding::Js(JsRef::Import { import, .. })) => {
            match (&*import.source, &import.name) {
                ("react", ImportName::Named(name)) if matches!(&**name, "memo" | "forwardRef") => {
                    Decorator::React
                }
                _other => Decorator::Other,
            }
        }
        _ => Decorator::Other,
    }
}

/// `@ps.javascript(tsx=True)`.
fn misused(args: &[ast::Arg]) -> Decorator {
    let misuse = |span: Span, message: &str| {
        let help = "write `@ps.javascript`, or `@ps.javascript(jsx=True)` for a component";
        Decorator::Misuse(Refusal::at(Code::PSC208, span, message.to_owned()).help(help))
    };
    for arg in args {
        match &arg.kind {
            ArgKind::Keyword(name) if &*name.name == "jsx" => {
                if matches!(arg.value.kind, ExprKind::Constant(ast::Constant::Bool(_))) {
                    continue;
                }
                let message = "`jsx` must be `True` or `False`: it decides how the function is \
                               compiled";
                return misuse(arg.value.span, message);
            }
            ArgKind::Keyword(name) => {
                let message = format!("the marker has no parameter `{}`", name.name);
                return misuse(name.span, &message);
            }
            ArgKind::Positional | ArgKind::Star | ArgKind::DoubleStar => {
                return misuse(arg.span, "the marker takes only the keyword `jsx`");
            }
        }
    }
    Decorator::Other
}

/// `PSC208` for a marker on a class.
pub(super) fn class_marker(at: Span) -> Refusal {
    Refusal::at(Code::PSC208, at, "only a function can be marked, not a class".to_owned())
        .help("mark the functions that use the class; it comes along with them")
}
