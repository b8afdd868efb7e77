//! Attributes and methods of instances: what is stored into them, and what reading and calling them gives.
//!
//! ```text
//! self.x = 1                      the `x` of a `Point` is an int
//! p.x                             what the class declares, else what is stored into it, or into those it is related to
//! p.area()                        what `area` gives, of the class or of one that derives from it
//! def f(o): o.x = "a"             every class whose `x` is not declared may have got it
//! ```

use crate::base::Name;
use crate::ir::classes::Found;
use crate::ir::{
    Arg, Built, Expr, ExprKind, FuncId, Function, Instance, MemberKind, Module, ModuleId, Py, Type,
};
use crate::types::declared::{built, refine};
use crate::types::hooks::returned;
use crate::types::infer::Infer;
use crate::types::worklist::Slot;

/// The attribute that stands for those whose names are values: `setattr(o, name, 1)`.
const ANY_NAME: &str = "";

impl<'p> Infer<'p, '_> {
    /// `object.name`, where the object is an instance.
    pub fn instance_attribute(&mut self, of: &Instance, name: &Name) -> Type {
        let classes = self.classes;
        let mut known = Type::Never;
        let mut is_known = false;
        for (found, member) in classes.members(of.key(), name) {
            is_known = true;
            known = known.join(match &member.kind {
                MemberKind::Getter(func) | MemberKind::Cached(func) => {
                    self.results_of(found, *func)
                }
                // Its value is one of those stored.
                MemberKind::Attribute(_) => Type::Never,
                MemberKind::EnumMember(_) => Type::Instance(of.clone()),
                // A bound method.
                MemberKind::Init(_)
                | MemberKind::Method(_)
                | MemberKind::Static(_)
                | MemberKind::OfClass(_)
                | MemberKind::Effect(_)
                | MemberKind::Alias(_)
                | MemberKind::Run { .. }
                | MemberKind::Setter(_) => Type::Any,
            });
        }
        let family = classes.family(of.key());
        let is_empty = family.iter().any(|found| found.class.empty.contains(name));
        let is_told = family.iter().any(|found| found.class.told.contains(name));
        for found in family {
            is_known |= found.class.stored.contains(name);
            known = known.join(self.cell(found.module.id, Some(&found.class.key), name));
        }
        // A type checker knows what an annotated parameter leaves there.
        let unknown = classes.known_in(of.key()).iter().filter(|_| !is_told);
        for module in unknown {
            known = known.join(self.cell(*module, None, name));
            known = known.join(self.cell(*module, None, &ANY_NAME.into()));
        }
        if of.kind().members.is_some() {
            match &**name {
                "name" | "_name_" => return Type::Str,
                "_value_" => return self.instance_attribute(of, &"value".into()),
                _other => is_known |= &**name == "value",
            }
        }
        match classes.declared(of.key(), name) {
            Some(ty) if of.kind().is_open => built(ty, Built::Either),
            Some(ty) => refine(ty, &known),
            // A place that others fill: `self.on_change = None`.
            None if is_empty && of.kind().is_open => Type::Any,
            None if is_known && of.kind().is_open => open(known),
            None if is_known => known,
            None if of.kind().is_exception && &**name == "args" => {
                Type::TupleOf(Box::new(Type::Any))
            }
            None => Type::Any,
        }
    }

    /// What calling the method gives; `None` where the class has none.
    pub fn instance_call(&mut self, of: &Instance, name: &str, args: &'p [Arg]) -> Option<Type> {
        let classes = self.classes;
        let members = classes.members(of.key(), name);
        let mut known = Type::Never;
        let mut declared = None;
        for (at, (found, member)) in members.iter().enumerate() {
            let func = match &member.kind {
                MemberKind::Method(func) | MemberKind::Static(func) | MemberKind::OfClass(func) => {
                    *func
                }
                MemberKind::Getter(func) | MemberKind::Cached(func) => {
                    known = known.join(returned(&self.results_of(*found, *func)));
                    continue;
                }
                MemberKind::Attribute(_)
                | MemberKind::EnumMember(_)
                | MemberKind::Effect(_)
                | MemberKind::Alias(_)
                | MemberKind::Run { .. }
                | MemberKind::Init(_)
                | MemberKind::Setter(_) => {
                    return Some(Type::Any);
                }
            };
            known = known.join(self.known_call((found.module, func), args));
            if at == 0 {
                declared = found.module.func(func).and_then(declared_result);
            }
        }
        match (members.is_empty(), declared) {
            (true, _) => None,
            // Another module may derive a class that gives whatever is declared.
            (false, Some(ty)) if of.kind().is_open => Some(built(&ty, Built::Either)),
            (false, _) if matches!(known, Type::Never) && of.kind().is_open => Some(Type::Any),
            (false, _) if of.kind().is_open => Some(open(known)),
            (false, _) => Some(known),
        }
    }

    /// The same of what the class calls a special method: of every member of the type that is an instance, `Any` where
    /// one is not.
    pub fn special(&mut self, ty: &Type, name: &str) -> Option<Type> {
        let mut known = None;
        for member in ty.members() {
            let of = match member {
                Type::Instance(of) => of,
                Type::None => continue,
                _other => return None,
            };
            let result = self.instance_call(of, name, &[])?;
            known = Some(known.unwrap_or(Type::Never).join(result));
        }
        known
    }

    fn results_of(&self, found: Found<'p>, func: FuncId) -> Type {
        let returns = self.returns(found.module.id, func);
        match found.module.func(func).and_then(declared_result) {
            Some(ty) if found.class.of.as_ref().is_some_and(|of| of.kind().is_open) => {
                built(&ty, Built::Either)
            }
            _own => returns,
        }
    }

    /// `object.name(…)` on an object of that type.
    pub fn method_of(&mut self, object: &'p Expr, name: &Name, args: &'p [Arg]) -> Option<Type> {
        let class = self.classes.named(self.module, object);
        if let Some(of) = class.and_then(|found| found.class.of.as_ref()) {
            let is_lookup = of.kind().members.is_some() && &**name == "from";
            return match is_lookup {
                true => Some(Type::Instance(of.clone())),
                false => self.instance_call(of, name, args),
            };
        }
        let object = &self.type_of(object);
        let mut known = None;
        for member in object.members() {
            let result = match member {
                Type::Instance(of) => match self.instance_call(of, name, args) {
                    Some(result) => result,
                    None => returned(&self.instance_attribute(of, name)),
                },
                Type::None => continue,
                Type::Any => {
                    self.called_by_name(name, args);
                    return None;
                }
                _other => return None,
            };
            known = Some(known.unwrap_or(Type::Never).join(result));
        }
        known
    }

    /// A method of an object of unknown type: any of the module that has the name.
    fn called_by_name(&mut self, name: &Name, args: &'p [Arg]) {
        if self.classes.is_empty() {
            return;
        }
        for (found, func) in self.classes.methods_named(self.module.id, name) {
            self.known_call((found.module, func), args);
        }
    }

    /// `Point(…)`, `cls(…)`
    pub fn made(&mut self, class: &'p Expr, args: &'p [Arg]) -> Type {
        let found = match &class.kind {
            ExprKind::Var(var) => {
                let owner = self.method().filter(|(_, func)| func.receiver == Some(*var));
                let known = owner.map(|(found, _)| found);
                known.or_else(|| self.classes.named(self.module, class))
            }
            _named => self.classes.named(self.module, class),
        };
        let Some(of) = found.and_then(|found| found.class.of.as_ref()) else { return Type::Any };
        self.initialized(of, args);
        Type::Instance(of.clone())
    }

    /// The arguments of a constructor tell of its parameters.
    fn initialized(&mut self, of: &Instance, args: &'p [Arg]) {
        if let Some((found, member)) = self.classes.member(of.key(), "__init__")
            && let Some(func) = member.kind.func()
        {
            self.known_call((found.module, func), args);
        }
    }

    /// `super().__init__(…)` and `super().name(…)`.
    pub fn super_call(&mut self, callee: &'p Expr, args: &'p [Arg]) -> Option<Type> {
        let (found, _) = self.method()?;
        let above = found.class.of.as_ref()?.kind().above.first()?;
        let above = self.classes.get(above)?.class.of.as_ref()?;
        match &callee.kind {
            ExprKind::Super => {
                self.initialized(above, args);
                Some(Type::None)
            }
            ExprKind::Py(Py::Attr(object, name)) if matches!(object.kind, ExprKind::Super) => {
                let (found, member) = self.classes.member(above.key(), name)?;
                let func = member.kind.func()?;
                Some(self.known_call((found.module, func), args))
            }
            _other => None,
        }
    }

    /// The method that is being inferred, and its class.
    fn method(&self) -> Option<(Found<'p>, &'p Function)> {
        let (func, _) = self.funcs.first()?;
        Some((self.classes.owner(self.module.id, *func)?, self.module.func(*func)?))
    }

    /// What is known of the attribute of that one class; without a class, of what is stored into objects of unknown
    /// type.
    fn cell(&mut self, module: ModuleId, class: Option<&Name>, name: &Name) -> Type {
        match self.slots.get_mut(module) {
            Some(slots) => {
                let (id, ty) = slots.attributes.get_or_make(class, name);
                self.worklist.asked(Slot::Attribute(module, id));
                ty
            }
            None => {
                let slots = self.slots.get(module);
                slots.map_or(Type::Any, |slots| slots.attributes.get(class, name))
            }
        }
    }

    /// `object.name = value`
    pub fn store_attribute(&mut self, object: &'p Expr, name: &Name, ty: &Type) {
        if self.classes.is_empty() {
            return;
        }
        if let Some(found) = self.classes.named(self.module, object) {
            self.grow_attribute(found.module, Some(&found.class.key), name, ty);
            return;
        }
        let of = self.type_of(object);
        for member in of.members() {
            match member {
                Type::Instance(of) => {
                    let found = self.classes.get(of.key());
                    if let Some(found) = found {
                        self.grow_attribute(found.module, Some(&found.class.key), name, ty);
                    }
                }
                Type::Any => self.grow_attribute(self.module, None, name, ty),
                _other => {}
            }
        }
    }

    /// The same by a name that may be a value.
    pub fn store_by_name(&mut self, args: &'p [Arg]) {
        let [Arg::Pos(object), Arg::Pos(name), Arg::Pos(value)] = args else { return };
        let ty = self.type_of(value);
        match &name.kind {
            ExprKind::Str(name) => self.store_attribute(object, name, &ty),
            _value if self.classes.is_empty() => {}
            _value => self.grow_attribute(self.module, None, &ANY_NAME.into(), &Type::Any),
        }
    }

    /// Any attribute may get any value.
    pub fn store_anything(&mut self) {
        if !self.classes.is_empty() {
            self.grow_attribute(self.module, None, &ANY_NAME.into(), &Type::Any);
        }
    }

    /// What another module stores into its own objects is not looked at where their class is.
    pub fn grow_attribute(&mut self, home: &Module, class: Option<&Name>, name: &Name, ty: &Type) {
        let Some(slots) = self.slots.get_mut(home.id) else { return };
        let (id, known) = slots.attributes.get_or_make(class, name);
        let grown = self.grown(Slot::Attribute(home.id, id), &known, ty.clone(), None);
        if let (Some(ty), Some(slots)) = (grown, self.slots.get_mut(home.id)) {
            slots.attributes.set(id, ty);
        }
    }
}

/// The type where another module may do the same: how large its ints are is not known.
pub(super) fn open(ty: Type) -> Type {
    match ty {
        Type::Int { .. } => Type::INT,
        ty => ty.map_parts(&open),
    }
}

/// What an annotation says that a call of the function gives.
fn declared_result(func: &Function) -> Option<Type> {
    let returns = func.returns.as_ref()?;
    Some(match (func.is_async, func.is_generator) {
        (true, true) => Type::Any,
        (true, false) => Type::Awaitable(Box::new(returns.clone())),
        (false, _) => returns.clone(),
    })
}
