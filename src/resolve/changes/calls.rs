//! Calls: what the tables say of them, and what a function in sight does.

use std::rc::Rc;

use super::held::{Held, Root, filled};
use super::loading::{Frame, Loading, MAX_DEPTH};
use crate::base::{Name, Span};
use crate::host::SUPPLIED;
use crate::resolve::meaning::{Def, Meaning, ModId};
use crate::resolve::{Binding, ItemKind};
use crate::syntax::ast::{self, ArgKind, ExprKind, StmtKind};
use crate::tables::builtins::{self, BuiltinRow};
use crate::tables::effects::{Effects, Gives, Use};
use crate::tables::library_methods::READING_METHODS;
use crate::tables::methods::{self, MethodType};
use crate::tables::py_modules::{self, READING_MODULES};
use crate::tables::signature::{Signature, param_at};

/// What calling a function does.
#[derive(Clone, Default)]
pub(super) struct Summary {
    pub changed: Vec<Root>,
    pub gives: Held,
}

/// What a callee is.
pub(super) enum Callee {
    Row(&'static BuiltinRow),
    /// `list.append`
    Method(&'static methods::MethodRow),
    Function(ModId, Rc<Def>),
    Class(ModId, Rc<Def>),
    /// `f = lambda: ...`
    Lambda(ModId, Rc<Def>),
    Reads,
    Unknown,
}

struct Given<'e> {
    arg: &'e ast::Arg,
    held: Held,
}

impl Loading<'_, '_> {
    /// What a dotted name leads to.
    pub(super) fn meaning(&mut self, frame: &Frame, expr: &ast::Expr) -> Option<Meaning> {
        match &expr.kind {
            ExprKind::Name(name) if frame.locals.contains(name) => None,
            ExprKind::Name(name) => self.known(frame.module, name).or_else(|| {
                builtins::builtin(name).map(|row| Meaning::Value(Binding::Builtin(row)))
            }),
            ExprKind::Attribute { value, attr } => match self.meaning(frame, value)? {
                Meaning::Module(id) => self.known(id, &attr.name),
                Meaning::PyModule(module) => {
                    Some(match py_modules::library(&format!("{module}.{}", attr.name)) {
                        Some(row) => Meaning::Value(Binding::Builtin(row)),
                        None => Meaning::PyModule(module),
                    })
                }
                found @ (Meaning::Pulse(_) | Meaning::JsModule(_)) => Some(found),
                Meaning::Value(
                    binding @ (Binding::Tag(_) | Binding::Special(_) | Binding::Js(_)),
                ) => Some(Meaning::Value(binding)),
                _value => None,
            },
            _other => None,
        }
    }

    /// Whether it is of a module that the compiler brings along, whose functions change nothing of what they are given.
    fn is_reading(&self, def: &Def) -> bool {
        let module = self.names.modules.get(def.module);
        module.is_some_and(|module| {
            module.source.path.starts_with(SUPPLIED) && READING_MODULES.contains(&&*module.dotted)
        })
    }

    pub(super) fn callee(&mut self, frame: &Frame, func: &ast::Expr) -> Callee {
        if let ExprKind::Attribute { value, attr } = &func.kind
            && let Some(Meaning::Value(Binding::Builtin(row))) = self.meaning(frame, value)
            && let Some(row) =
                MethodType::from_name(row.name).and_then(|ty| methods::method(ty, &attr.name))
        {
            return Callee::Method(row);
        }
        match self.meaning(frame, func) {
            // What is logged while a module loads is the server's business.
            Some(Meaning::Def(def)) if self.is_reading(&def) => Callee::Reads,
            Some(Meaning::Def(def)) => match &def.kind {
                ItemKind::Function { .. } => Callee::Function(def.module, def),
                ItemKind::Class(_) | ItemKind::TypeClass(_) => Callee::Class(def.module, def),
                ItemKind::Constant { value, .. }
                    if matches!(value.kind, ExprKind::Lambda { .. }) =>
                {
                    Callee::Lambda(def.module, def)
                }
                ItemKind::Constant { .. } | ItemKind::TypeAlias(_) => Callee::Unknown,
            },
            Some(Meaning::Value(Binding::Builtin(row))) => Callee::Row(row),
            Some(Meaning::Value(Binding::PyMember { module, name })) => {
                match py_modules::library(&format!("{module}.{name}")) {
                    Some(row) => Callee::Row(row),
                    None if READING_MODULES.contains(&&*module) => Callee::Reads,
                    None => Callee::Unknown,
                }
            }
            Some(Meaning::PyModule(module)) if READING_MODULES.contains(&&*module) => Callee::Reads,
            Some(
                Meaning::Pulse(_)
                | Meaning::JsModule(_)
                | Meaning::Value(
                    Binding::Tag(_) | Binding::Special(_) | Binding::Js(_) | Binding::Marker(_),
                ),
            ) => Callee::Reads,
            Some(
                Meaning::Value(_)
                | Meaning::Module(_)
                | Meaning::Package(..)
                | Meaning::PyModule(_)
                | Meaning::TypeChecking(..)
                | Meaning::Broken(..)
                | Meaning::Refused(_),
            )
            | None => Callee::Unknown,
        }
    }

    pub(super) fn call(
        &mut self,
        frame: &mut Frame,
        call: &ast::Expr,
        func: &ast::Expr,
        args: &[ast::Arg],
    ) -> Held {
        let given: Vec<Given> =
            args.iter().map(|arg| Given { arg, held: self.value(frame, &arg.value) }).collect();
        let callee = self.callee(frame, func);
        match callee {
            Callee::Row(row) => self.effects(frame, call, &row.effects, row.signature, &given),
            Callee::Method(row) => {
                let Some((receiver, rest)) = given.split_first() else { return Held::default() };
                let held = self.receiver(frame, call, receiver.held.clone(), row.effects.receiver);
                self.put_all(frame, &receiver.arg.value, row.effects.receiver, rest);
                let mut gives = self.effects(frame, call, &row.effects, row.signature, rest);
                gives.add(held);
                gives
            }
            Callee::Function(module, def) => {
                let ItemKind::Function { def: function, .. } = &def.kind else {
                    return Held::default();
                };
                let summary = self.summary(module, def.span, &function.params, &function.body);
                self.applied(frame, call, &summary, &function.params, &given, false)
            }
            Callee::Lambda(module, def) => {
                let ItemKind::Constant { value, .. } = &def.kind else { return Held::default() };
                let ExprKind::Lambda { params, body } = &value.kind else { return Held::default() };
                let body =
                    ast::Stmt { span: body.span, kind: StmtKind::Return(Some((**body).clone())) };
                let summary = self.summary(module, def.span, params, &[body]);
                self.applied(frame, call, &summary, params, &given, false)
            }
            Callee::Class(module, def) => self.made(frame, call, module, &def, &given),
            Callee::Reads => Held { is_pulse: true, ..Held::default() },
            Callee::Unknown => match &func.kind {
                ExprKind::Attribute { value, attr } => {
                    self.method(frame, call, value, &attr.name, &given)
                }
                _value => {
                    let held = self.value(frame, func);
                    frame.change(&held.bound, call.span);
                    // `getattr(NAMES, "append")(1)`
                    if matches!(func.kind, ExprKind::Call { .. }) {
                        frame.change(&held.whole, call.span);
                    }
                    self.unknown(frame, call, held, &given)
                }
            },
        }
    }

    /// A call of which nothing is known.
    fn unknown(
        &mut self,
        frame: &mut Frame,
        call: &ast::Expr,
        held: Held,
        given: &[Given],
    ) -> Held {
        if held.is_pulse {
            return Held { is_pulse: true, ..Held::default() };
        }
        let mut all = held;
        for Given { arg, held } in given {
            frame.change(held.all(), call.span);
            self.called(frame, &arg.value);
            all.add(held.clone());
        }
        all.unknown()
    }

    /// A method of a value.
    fn method(
        &mut self,
        frame: &mut Frame,
        call: &ast::Expr,
        object: &ast::Expr,
        name: &str,
        given: &[Given],
    ) -> Held {
        let held = self.value(frame, object);
        let rows: Vec<_> = match self.kind(frame, object) {
            Some(ty) => methods::method(ty, name).into_iter().collect(),
            None => methods::named(name).collect(),
        };
        if rows.is_empty() {
            if READING_METHODS.contains(&name) || held.is_pulse {
                let is_pulse = held.is_pulse;
                return Held { is_pulse, ..held.unknown() };
            }
            frame.change(&held.whole, call.span);
            return self.unknown(frame, call, held, given);
        }
        let mut gives = Held::default();
        for row in rows {
            gives.add(self.receiver(frame, call, held.clone(), row.effects.receiver));
            self.put_all(frame, object, row.effects.receiver, given);
            gives.add(self.effects(frame, call, &row.effects, row.signature, given));
        }
        gives
    }

    fn receiver(&mut self, frame: &mut Frame, call: &ast::Expr, held: Held, with: Use) -> Held {
        if with.may_change() {
            frame.change(&held.whole, call.span);
        }
        // No method of Python gives its receiver; what it holds may come out.
        held.item()
    }

    /// `OTHER.append(NAMES)`: the receiver holds the arguments from now on.
    fn put_all(&mut self, frame: &mut Frame, object: &ast::Expr, with: Use, given: &[Given]) {
        if with.may_change() {
            for Given { held, .. } in given.iter().filter(|given| !given.held.is_empty()) {
                self.put(frame, object, held);
            }
        }
    }

    fn effects(
        &mut self,
        frame: &mut Frame,
        call: &ast::Expr,
        effects: &Effects,
        signature: Signature,
        given: &[Given],
    ) -> Held {
        let mut gives = Held::default();
        for (position, Given { arg, held }) in given.iter().enumerate() {
            let with = match &arg.kind {
                ArgKind::Positional => param_at(signature, position)
                    .map_or(effects.any_arg(), |param| effects.arg(param.name)),
                ArgKind::Keyword(name) => effects.arg(&name.name),
                ArgKind::Star | ArgKind::DoubleStar => effects.any_arg(),
            };
            match with {
                Use::Reads | Use::Asks | Use::Later => {}
                Use::WalksAlone | Use::Walks => {
                    let iterators: Vec<Root> =
                        held.whole.iter().filter(|root| self.is_iterator(root)).cloned().collect();
                    frame.change(&iterators, call.span);
                }
                Use::CallsLater | Use::Calls => self.called(frame, &arg.value),
                Use::Changes(_) => {
                    frame.change(&held.whole, call.span);
                    self.put_all(frame, &arg.value, with, given);
                }
                Use::Unknown => {
                    frame.change(held.all(), call.span);
                    self.called(frame, &arg.value);
                }
            }
            gives.add(match effects.gives {
                Gives::Scalar => Held::default(),
                Gives::Parts => held.clone().copied(),
                Gives::Any => held.clone().unknown(),
            });
        }
        gives
    }

    /// A function that is handed over may be called there.
    fn called(&mut self, frame: &mut Frame, function: &ast::Expr) {
        match &function.kind {
            ExprKind::Lambda { body, .. } => drop(self.value(frame, body)),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let summary = match self.callee(frame, function) {
                    Callee::Function(module, def) => match &def.kind {
                        ItemKind::Function { def: it, .. } => {
                            Some(self.summary(module, def.span, &it.params, &it.body))
                        }
                        _other => None,
                    },
                    _other => None,
                };
                if let Some(summary) = summary {
                    frame.change(&summary.changed, function.span);
                }
                // `key=NAMES.remove`
                let held = self.value(frame, function);
                frame.change(&held.bound, function.span);
            }
            _other => {}
        }
    }

    /// What a class of the project makes of its arguments.
    fn made(
        &mut self,
        frame: &mut Frame,
        call: &ast::Expr,
        module: ModId,
        def: &Rc<Def>,
        given: &[Given],
    ) -> Held {
        let (ItemKind::Class(class) | ItemKind::TypeClass(class)) = &def.kind else {
            return Held::default();
        };
        let init = class.body.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Function(def) if &*def.name.name == "__init__" => Some(def),
            _other => None,
        });
        let mut all = Held::default();
        given.iter().for_each(|given| all.add(given.held.clone().held()));
        if let Some(init) = init {
            let summary = self.summary(module, init.header, &init.params, &init.body);
            drop(self.applied(frame, call, &summary, &init.params, given, true));
        }
        all
    }

    /// What a call of the function does here.
    fn applied(
        &mut self,
        frame: &mut Frame,
        call: &ast::Expr,
        summary: &Summary,
        params: &ast::Params,
        given: &[Given],
        has_self: bool,
    ) -> Held {
        let names: Vec<&Name> = all_params(params).map(|param| &param.name.name).collect();
        let positional = params.posonly.len() + params.args.len();
        let rest = params.vararg.iter().chain(params.kwarg.as_ref());
        let rest: Vec<usize> = rest
            .filter_map(|param| names.iter().position(|name| **name == param.name.name))
            .collect();
        let mut args = vec![Held::default(); names.len()];
        for (position, Given { arg, held }) in given.iter().enumerate() {
            let at = match &arg.kind {
                ArgKind::Positional => {
                    Some(position + usize::from(has_self)).filter(|at| *at < positional)
                }
                ArgKind::Keyword(name) => names.iter().position(|known| **known == name.name),
                ArgKind::Star | ArgKind::DoubleStar => None,
            };
            match (at.and_then(|at| args.get_mut(at)), &arg.kind) {
                (Some(slot), _) => slot.add(held.clone()),
                // What is spread may be any argument.
                (None, ArgKind::Star | ArgKind::DoubleStar) => {
                    args.iter_mut().for_each(|slot| slot.add(held.clone().item()));
                }
                (None, ArgKind::Positional | ArgKind::Keyword(_)) => {
                    for at in &rest {
                        args.get_mut(*at)
                            .into_iter()
                            .for_each(|slot| slot.add(held.clone().held()));
                    }
                }
            }
        }
        for root in &summary.changed {
            frame.change(&filled(root, &args), call.span);
        }
        summary.gives.filled(&args)
    }

    pub(super) fn summary(
        &mut self,
        module: ModId,
        at: Span,
        params: &ast::Params,
        body: &[ast::Stmt],
    ) -> Rc<Summary> {
        match self.summaries.get(&at) {
            Some(Some(done)) => return done.clone(),
            // It calls itself.
            Some(None) => return Rc::default(),
            None => {}
        }
        if self.depth >= MAX_DEPTH {
            let all = (0..all_params(params).count())
                .flat_map(|at| [Root::Param(at), Root::Inside(at)])
                .collect();
            return Rc::new(Summary { changed: all, gives: Held::default() });
        }
        self.summaries.insert(at, None);
        self.depth += 1;
        let mut frame = Frame::new(module, false);
        for (at, param) in all_params(params).enumerate() {
            let mut held = Held {
                whole: [Root::Param(at)].into(),
                inside: [Root::Inside(at)].into(),
                ..Held::default()
            };
            if let Some(default) = &param.default {
                held.add(self.value(&mut Frame::new(module, true), default));
            }
            frame.bind(&param.name.name, held);
        }
        for _ in 0..2 {
            frame.changes.clear();
            self.block(&mut frame, body);
        }
        self.depth -= 1;
        let mut changed: Vec<Root> = frame.changes.into_iter().map(|(root, _)| root).collect();
        changed.sort();
        changed.dedup();
        let summary = Rc::new(Summary { changed, gives: frame.gives });
        self.summaries.insert(at, Some(summary.clone()));
        summary
    }

    /// The builtin type of a name's initializer.
    fn kind(&mut self, frame: &Frame, object: &ast::Expr) -> Option<MethodType> {
        let value = match self.meaning(frame, object) {
            Some(Meaning::Def(def)) => match &def.kind {
                ItemKind::Constant { value, .. } => value.clone(),
                _other => return None,
            },
            _other => object.clone(),
        };
        match &value.kind {
            ExprKind::List(_) | ExprKind::ListComp { .. } => Some(MethodType::List),
            ExprKind::Dict(_) | ExprKind::DictComp { .. } => Some(MethodType::Dict),
            ExprKind::Set(_) | ExprKind::SetComp { .. } => Some(MethodType::Set),
            ExprKind::Tuple(_) => Some(MethodType::Tuple),
            ExprKind::FString(_) | ExprKind::Constant(ast::Constant::Str(_)) => {
                Some(MethodType::Str)
            }
            ExprKind::Call { func, .. } => match &func.kind {
                ExprKind::Name(name) => MethodType::from_name(name),
                _other => None,
            },
            _other => None,
        }
    }
}

fn all_params(params: &ast::Params) -> impl Iterator<Item = &ast::Param> {
    let positional = params.posonly.iter().chain(&params.args);
    positional.chain(&params.vararg).chain(&params.kwonly).chain(&params.kwarg)
}
