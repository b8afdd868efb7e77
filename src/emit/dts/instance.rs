//! Classes that are there at run time: `export class Point { … }`.
//!
//! Attributes come first, then methods. A name with an underscore before it is `protected`: Python leaves it to the
//! class by agreement, TypeScript by a word.

use crate::base::Name;
use crate::ir::{self, EnumKind, ExprKind, MemberKind, Py, Type, places};
use crate::resolve::{Binding, Item, ItemKind};
use crate::syntax::ast::{self, ArgKind, StmtKind};

use super::File;
use super::annotation::{Annotations, Flow};
use super::function::{or_default, params};
use super::generics;
use super::inferred::inferred;
use super::names::value_name;
use super::stored::{Says, stored};
use super::ts::{Member, Naming as _, Param, ParamKind, Ts, key, show, show_member, show_params};

/// Methods that Python calls while it makes instances and classes, and nobody else.
const OF_MAKING: &[&str] = &["__post_init__", "__init_subclass__", "__set_name__"];

/// What `Error` declares, by its own types.
const OF_ERRORS: &[&str] = &["name", "message", "stack", "cause"];

/// A class of the program with what its annotations mean.
type Written<'a> = (Annotations<'a>, &'a ast::ClassDef);

impl<'a> File<'a> {
    pub(super) fn class_of_instances(
        &mut self,
        annotations: Annotations<'a>,
        def: &'a ast::ClassDef,
    ) {
        let Some((symbol, ir::Item::Const { value, .. })) =
            self.items.get(&annotations.item.name_span).copied()
        else {
            return;
        };
        let ExprKind::Class(class) = &value.kind else { return };
        if !symbol.exported {
            return;
        }
        let above = self.above(annotations, def, class);
        let base = match above.first() {
            Some((base, _)) => format!(" extends {}", self.extended(annotations, def, base.item)),
            None if is_exception(class) => " extends Error".to_owned(),
            None => String::new(),
        };
        let name = self.names.item(annotations.item.id);
        self.around = generics::of_class(self.target.resolved, annotations.item);
        let generics = generics::brackets(&self.around);
        self.out.push('\n');
        self.doc(class.docstring.as_deref(), "");
        self.out += &format!("export class {name}{generics}{base} {{\n");
        self.attributes((annotations, def), class, &above);
        if let Some(kind) = class.of.as_ref().and_then(|of| of.kind().members) {
            self.members_of_enum(&name, class, kind);
        }
        for member in &class.members {
            self.class_member((annotations, def), member, &above);
        }
        if self.has_more(def, class, &above) {
            self.out += "  [attribute: string]: any;\n";
        }
        self.out += "}\n";
        if *name != *value_name(&annotations.item.name) {
            self.is_closed = true;
        }
    }

    /// The classes of the program that are above it in JavaScript, the next one first.
    fn above(
        &self,
        annotations: Annotations<'a>,
        def: &'a ast::ClassDef,
        class: &ir::Class,
    ) -> Vec<Written<'a>> {
        let mut above: Vec<Written<'a>> = Vec::new();
        let Some(native) = self.native_base(class) else { return above };
        let mut next =
            self.bases(annotations, def).into_iter().find(|(it, _)| it.item.name == native);
        while let Some((annotations, def)) = next {
            if above.iter().any(|(known, _)| known.item.id == annotations.item.id) {
                break;
            }
            above.push((annotations, def));
            next = self.bases(annotations, def).into_iter().next();
        }
        above
    }

    /// What the class extends: `Stack<T>`.
    fn extended(
        &mut self,
        annotations: Annotations<'a>,
        def: &'a ast::ClassDef,
        base: &Item,
    ) -> String {
        let around = generics::of_class(self.target.resolved, annotations.item);
        let name = |arg: &'a ast::Arg| annotations.ts(&arg.value, Flow::Out).within(&around);
        let found = def.bases.iter().map(name).find(|ty| match ty {
            Ts::Item(id) | Ts::Generic(id, _) => *id == base.id,
            _other => false,
        });
        show(&found.unwrap_or(Ts::Item(base.id)), &mut self.names)
    }

    /// The class of the program that is above it in JavaScript.
    fn native_base(&self, class: &ir::Class) -> Option<Name> {
        let ExprKind::Symbol(symbol) = class.base.as_ref()?.kind else { return None };
        let row = self.module.symbol(symbol)?;
        Some(match &row.kind {
            ir::SymbolKind::Foreign { name, .. } => name.clone(),
            ir::SymbolKind::Function(_)
            | ir::SymbolKind::Const { .. }
            | ir::SymbolKind::Import(_) => row.name.clone(),
        })
    }

    /// The bases that are classes of the program.
    fn bases(&self, annotations: Annotations<'a>, def: &'a ast::ClassDef) -> Vec<Written<'a>> {
        let bases = def.bases.iter().filter(|base| base.kind == ArgKind::Positional);
        let bases = bases.filter_map(|base| {
            let name = match &base.value.kind {
                ast::ExprKind::Subscript { value, .. } => value,
                _plain => &base.value,
            };
            let Some(Binding::Item(id)) = annotations.item.refs.get(&name.span) else {
                return None;
            };
            let item: &'a Item = self.target.resolved.items.get(id.index())?;
            let ItemKind::Class(def) = &item.kind else { return None };
            Some((Annotations { program: self.target.resolved, item }, def))
        });
        bases.collect()
    }

    /// Whether instances may have attributes that are not declared: those of what TypeScript does not see above the
    /// class, those that are stored by names that are values.
    fn has_more(&self, def: &ast::ClassDef, class: &ir::Class, above: &[Written<'_>]) -> bool {
        let asks = |name: &str| {
            def.body.iter().any(
                |stmt| matches!(&stmt.kind, StmtKind::Function(def) if *def.name.name == *name),
            )
        };
        let is_seen = match class.base.as_ref().map(|base| &base.kind) {
            None => true,
            Some(ExprKind::Symbol(_)) => !above.is_empty(),
            Some(ExprKind::Py(Py::Helper(_))) => {
                let of = class.of.as_ref().map(|of| of.kind());
                is_exception(class)
                    || !class.items.is_empty()
                    || of.is_some_and(|of| of.members.is_some())
            }
            Some(_other) => is_exception(class),
        };
        let is_mixed = class.of.as_ref().is_some_and(|of| of.kind().is_mixed);
        !is_seen
            || is_mixed
            || ["__getattr__", "__setattr__", "__getattribute__"].into_iter().any(asks)
            || self.types.attribute(None, &"".into()) != Type::Never
    }

    /// What is declared in the body without a value, and what methods store.
    fn attributes(
        &mut self,
        (annotations, def): Written<'a>,
        class: &ir::Class,
        above: &[Written<'a>],
    ) {
        let is_member = |name: &Name| class.members.iter().any(|member| member.name == *name);
        let is_readonly =
            class.data.as_ref().is_some_and(|data| data.frozen) || !class.items.is_empty();
        let mut known: Vec<&Name> = Vec::new();
        for ast::Declared { name, annotation, .. } in def.declared() {
            // One with a value is an attribute of the class, unless `@dataclass` made a field of it.
            let head = annotations.head(annotation);
            if is_member(name) || matches!(head, Some("InitVar" | "ClassVar")) {
                continue;
            }
            known.push(name);
            let ty = annotations.ts(annotation, Flow::Out);
            self.attribute(name, ty, is_readonly || head == Some("Final"), is_exception(class));
        }
        for attribute in stored(def) {
            let name = attribute.name;
            let is_above = || above.iter().any(|(_, def)| names(def).contains(&name));
            if known.contains(&name)
                || is_member(name)
                || !class.stored.contains(name)
                || is_above()
            {
                continue;
            }
            let (ty, is_readonly) = match attribute.says {
                Says::Annotation(annotation) => {
                    let head = annotations.head(annotation);
                    (annotations.ts(annotation, Flow::Out), head == Some("Final"))
                }
                Says::Param(param) if class.told.contains(name) => {
                    let ty = param.annotation.as_ref().map(|it| annotations.ts(it, Flow::In));
                    (or_default(ty.unwrap_or(Ts::ANY), param), false)
                }
                Says::Param(_) | Says::Nothing if class.empty.contains(name) => (Ts::ANY, false),
                Says::Param(_) | Says::Nothing => (inferred(&self.stored_in(class, name)), false),
            };
            self.attribute(name, ty, is_readonly, is_exception(class));
        }
    }

    fn attribute(&mut self, name: &str, ty: Ts, is_readonly: bool, of_error: bool) {
        let ty = if of_error && OF_ERRORS.contains(&name) { Ts::ANY } else { ty };
        let ty = ty.within(&self.around);
        let member = Member { name: name.to_owned(), is_optional: false, is_readonly, ty };
        let member = show_member(&member, &mut self.names);
        self.out += &format!("  {}{member};\n", access(name));
    }

    /// What the module stores there, into instances of the class and of those that derive from it.
    fn stored_in(&self, class: &ir::Class, name: &Name) -> Type {
        let is_below = |it: &ir::Class| match (&it.of, &class.of) {
            (Some(of), Some(class)) => of.is_of(class.key()),
            _unknown => false,
        };
        let family =
            places::all(self.module).into_iter().map(|(_, it)| it).filter(|it| is_below(it));
        let stored = family
            .fold(Type::Never, |known, it| known.join(self.types.attribute(Some(&it.key), name)));
        if stored == Type::Never { Type::Any } else { stored }
    }

    fn members_of_enum(&mut self, name: &str, class: &ir::Class, kind: EnumKind) {
        let values = class.members.iter().filter_map(|member| match &member.kind {
            MemberKind::EnumMember(value) => Some(self.types.expr(value.id).clone()),
            _other => None,
        });
        let values: Vec<Type> = values.collect();
        if values.is_empty() {
            return;
        }
        let value = match kind {
            EnumKind::Int | EnumKind::Flag => Ts::NUMBER,
            EnumKind::Str => Ts::STRING,
            EnumKind::Plain => inferred(&Type::union(values)),
        };
        let value = show(&value, &mut self.names);
        self.out += &format!(
            "  protected constructor();\n  readonly name: string;\n  readonly value: {value};\n"
        );
        self.out += "  /** The member of that value; raises `ValueError` where there is none. */\n";
        self.out += &format!("  static from(value: {value} | {name}): {name};\n");
        self.out += &format!("  static [Symbol.iterator](): IterableIterator<{name}>;\n");
    }

    fn class_member(
        &mut self,
        (annotations, def): Written<'a>,
        member: &ir::Member,
        above: &[Written<'a>],
    ) {
        let name = key(&member.name);
        let access = access(&member.name);
        if let MemberKind::EnumMember(_) = &member.kind {
            let of = self.names.item(annotations.item.id);
            self.out += &format!("  static readonly {name}: {of};\n");
            return;
        }
        if let MemberKind::Attribute(value) = &member.kind {
            let declared = def.declared().into_iter().find(|it| *it.name == member.name);
            let ty = match declared {
                Some(declared) => annotations.ts(declared.annotation, Flow::Out),
                None => inferred(self.types.expr(value.id)),
            };
            let ty = show(&ty.within(&[]), &mut self.names);
            self.out += &format!("  {access}static {name}: {ty};\n  {access}{name}: {ty};\n");
            return;
        }
        let written = def.body.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Function(def) if def.name.span == member.span => Some(def),
            _other => None,
        });
        let func = member.kind.func().and_then(|func| self.module.func(func));
        let Some(func) = func else { return };
        let Some(written) = written else {
            return self.data_constructor((annotations, def), func, above);
        };
        if OF_MAKING.contains(&&*member.name) {
            return;
        }
        let mut of = written.params.clone();
        if func.receiver.is_some() {
            if of.posonly.is_empty() {
                of.args.drain(..of.args.len().min(1));
            } else {
                of.posonly.remove(0);
            }
        }
        let (params, note) = params(annotations, &of, &self.callbacks(annotations, written, func));
        let result = self.result(annotations, written, func);
        let is_of_class = matches!(member.kind, MemberKind::Static(_) | MemberKind::OfClass(_));
        let around = if is_of_class { &[] } else { self.around.as_slice() };
        let of = params.iter().map(|param| &param.ty).chain([&result]);
        let generics = generics::header(of, around);
        let makes = *member.name == *"__init__";
        let params: Vec<Param> = match makes {
            true => params.into_iter().map(|it| Param { ty: it.ty.within(around), ..it }).collect(),
            false => params,
        };
        let params = show_params(&params, &mut self.names);
        let result = show(&result, &mut self.names);
        let line = match &member.kind {
            MemberKind::Init(_) => format!("constructor({params});"),
            // The constructor hands over what it is given.
            MemberKind::Method(_) if name == "__init__" => format!("constructor({params});"),
            // What deletes a property.
            MemberKind::Method(_) if member.name.contains(' ') => return,
            MemberKind::Method(_) => format!("{access}{name}{generics}({params}): {result};"),
            MemberKind::Static(_) | MemberKind::OfClass(_) => {
                format!("{access}static {name}{generics}({params}): {result};")
            }
            MemberKind::Cached(_) => format!("{access}readonly {name}: {result};"),
            MemberKind::Getter(_) => format!("{access}get {name}(): {result};"),
            MemberKind::Setter(_) => format!("{access}set {name}({params});"),
            MemberKind::Attribute(_)
            | MemberKind::EnumMember(_)
            | MemberKind::Effect(_)
            | MemberKind::Alias(_)
            | MemberKind::Run { .. } => return,
        };
        let doc = [func.docstring.as_deref(), note.as_deref()];
        let doc = doc.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        self.doc((!doc.is_empty()).then_some(doc.as_str()), "  ");
        self.out += &format!("  {line}\n");
    }

    /// The constructor that `@dataclass` makes.
    fn data_constructor(&mut self, own: Written<'a>, func: &ir::Function, above: &[Written<'a>]) {
        let annotated = |name: &str| {
            std::iter::once(&own).chain(above).find_map(|(annotations, def)| {
                let declared = def.declared().into_iter().find(|it| **it.name == *name)?;
                Some(annotations.ts(declared.annotation, Flow::In))
            })
        };
        let required = func.params.iter().rposition(|param| param.default.is_none());
        let params = func.params.iter().enumerate().filter_map(|(at, param)| {
            let name = &self.module.var(param.var)?.name;
            let ty = annotated(name).unwrap_or(Ts::ANY).within(&self.around);
            let (ty, kind) = match (&param.default, required.is_some_and(|last| at < last)) {
                (None, _) => (ty, ParamKind::Required),
                (Some(_), true) => (ty.or_undefined(), ParamKind::Required),
                (Some(_), false) => (ty, ParamKind::Optional),
            };
            Some(Param { name: value_name(name), ty, kind })
        });
        let params: Vec<Param> = params.collect();
        let params = show_params(&params, &mut self.names);
        self.out += &format!("  constructor({params});\n");
    }
}

fn is_exception(class: &ir::Class) -> bool {
    class.of.as_ref().is_some_and(|of| of.kind().is_exception)
}

/// What the body of a class and its methods give instances.
fn names(def: &ast::ClassDef) -> Vec<&Name> {
    let mut names: Vec<&Name> = stored(def).into_iter().map(|it| it.name).collect();
    for stmt in &def.body {
        match &stmt.kind {
            StmtKind::Function(def) => names.push(&def.name.name),
            StmtKind::AnnAssign { target, .. } => {
                names.extend(named(target));
            }
            StmtKind::Assign { targets, .. } => names.extend(targets.iter().filter_map(named)),
            _other => {}
        }
    }
    names
}

fn named(target: &ast::Expr) -> Option<&Name> {
    match &target.kind {
        ast::ExprKind::Name(name) => Some(name),
        _other => None,
    }
}

fn access(name: &str) -> &'static str {
    let is_special = name.starts_with("__") && name.ends_with("__");
    if name.starts_with('_') && !is_special { "protected " } else { "" }
}
