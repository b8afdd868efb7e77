//! Type parameters: who declares them, and what becomes of one that nobody does.
//!
//! ```text
//! def first(xs: list[T], default: T) -> T        function first<T>(xs: T[], default_: T): T
//! class Stack(Generic[T]): ...                   class Stack<T> { … }
//! def sizes(s: Stack) -> int                     function sizes(s: Stack<any>): number
//! ```

use crate::resolve::{Binding, Item, ItemKind, Program, TYPE_VARIABLE};
use crate::syntax::ast::{self, ArgKind, ExprKind, StmtKind};

use super::annotation::Annotations;
use super::ts::{Member, Param, Signature, Ts};

/// The type parameter that a name in an annotation is.
pub(super) fn param(item: &Item, name: &ast::Expr, binding: &Binding) -> Option<Ts> {
    let (ExprKind::Name(text), Binding::TypeOnly(known)) = (&name.kind, binding) else {
        return None;
    };
    // `class Box[T]`: nothing at the top of the module has that name.
    let is_own = *known == *text && own(item).any(|it| it == &**text);
    (is_own || **known == *TYPE_VARIABLE).then(|| Ts::Param(text.to_string()))
}

/// The type parameters that a definition and its methods declare in brackets.
fn own(item: &Item) -> Box<dyn Iterator<Item = &str> + '_> {
    match &item.kind {
        ItemKind::Function { def, .. } => Box::new(def.type_params.iter().map(|name| &**name)),
        ItemKind::Class(def) | ItemKind::TypeClass(def) => {
            let methods = def.body.iter().filter_map(|stmt| match &stmt.kind {
                StmtKind::Function(def) => Some(&def.type_params),
                _other => None,
            });
            Box::new(std::iter::once(&def.type_params).chain(methods).flatten().map(|name| &**name))
        }
        ItemKind::Constant { .. } | ItemKind::TypeAlias(_) => Box::new(std::iter::empty()),
    }
}

/// The parameters of a class: those in its brackets, those of `Generic[...]`, or those that its bases are given.
pub(super) fn of_class(program: &Program, item: &Item) -> Vec<String> {
    let (ItemKind::Class(def) | ItemKind::TypeClass(def)) = &item.kind else { return Vec::new() };
    if !def.type_params.is_empty() {
        return def.type_params.iter().map(|name| name.to_string()).collect();
    }
    let annotations = Annotations { program, item };
    let mut found = Vec::new();
    for base in def.bases.iter().filter(|base| base.kind == ArgKind::Positional) {
        let ExprKind::Subscript { value, index } = &base.value.kind else { continue };
        let args = match &index.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            _one => vec![&**index],
        };
        let mut params = Vec::new();
        for arg in args {
            annotations.ts(arg, super::annotation::Flow::In).params(&mut params);
        }
        let declares = matches!(item.refs.get(&value.span),
            Some(Binding::TypeOnly(name)) if name.ends_with(".Generic") || name.ends_with(".Protocol"));
        if declares && !params.is_empty() {
            return params;
        }
        found.extend(params);
    }
    found.dedup();
    found
}

/// `<T, U>` of the parameters in the types that nobody around declares.
pub(super) fn header<'t>(types: impl IntoIterator<Item = &'t Ts>, around: &[String]) -> String {
    let mut found = Vec::new();
    types.into_iter().for_each(|ty| ty.params(&mut found));
    found.retain(|name| !around.contains(name));
    brackets(&found)
}

pub(super) fn brackets(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("<{}>", names.join(", ")) }
}

impl Ts {
    /// Adds the type parameters in it, each once.
    pub fn params(&self, found: &mut Vec<String>) {
        if let Ts::Param(name) = self
            && !found.contains(name)
        {
            found.push(name.clone());
        }
        self.parts().into_iter().for_each(|part| part.params(found));
    }

    fn parts(&self) -> Vec<&Ts> {
        match self {
            Ts::Word(_)
            | Ts::Literal(_)
            | Ts::React(_)
            | Ts::Bridge
            | Ts::Item(_)
            | Ts::Param(_) => Vec::new(),
            Ts::Lib(_, parts) | Ts::Tuple(parts) | Ts::Union(parts) | Ts::Generic(_, parts) => {
                parts.iter().collect()
            }
            Ts::Record(key, value) => vec![key, value],
            Ts::Array(item) | Ts::ReadonlyArray(item) => vec![item],
            Ts::Object(members) => members.iter().map(|member| &member.ty).collect(),
            Ts::Function(signature) => {
                let params = signature.params.iter().map(|param| &param.ty);
                params.chain([&signature.result]).collect()
            }
        }
    }

    /// With `any` for the type parameters that nobody around declares.
    pub fn within(self, around: &[String]) -> Ts {
        self.replaced(&|name| if around.contains(&name) { Ts::Param(name) } else { Ts::ANY })
    }

    /// With another type for each type parameter.
    pub fn replaced(self, by: &dyn Fn(String) -> Ts) -> Ts {
        let each = |parts: Vec<Ts>| -> Vec<Ts> {
            parts.into_iter().map(|part| part.replaced(by)).collect()
        };
        let boxed = |part: Box<Ts>| Box::new(part.replaced(by));
        match self {
            Ts::Param(name) => by(name),
            Ts::Word(_) | Ts::Literal(_) | Ts::React(_) | Ts::Bridge | Ts::Item(_) => self,
            Ts::Lib(name, parts) => Ts::Lib(name, each(parts)),
            Ts::Generic(id, parts) => Ts::Generic(id, each(parts)),
            Ts::Tuple(parts) => Ts::Tuple(each(parts)),
            Ts::Union(parts) => Ts::union(each(parts)),
            Ts::Record(key, value) => Ts::Record(boxed(key), boxed(value)),
            Ts::Array(item) => Ts::Array(boxed(item)),
            Ts::ReadonlyArray(item) => Ts::ReadonlyArray(boxed(item)),
            Ts::Object(members) => {
                let member = |it: Member| Member { ty: it.ty.replaced(by), ..it };
                Ts::Object(members.into_iter().map(member).collect())
            }
            Ts::Function(signature) => {
                let param = |it: Param| Param { ty: it.ty.replaced(by), ..it };
                Ts::Function(Box::new(Signature {
                    params: signature.params.into_iter().map(param).collect(),
                    result: signature.result.replaced(by),
                }))
            }
        }
    }
}
