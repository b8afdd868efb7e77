//! Classes that are there at run time: `export class Point { … }`.

use crate::base::Name;
use crate::ir::{self, ExprKind, MemberKind};
use crate::resolve::{Binding, ItemKind};
use crate::syntax::ast::{self, ArgKind, StmtKind};

use super::File;
use super::annotation::{Annotations, Flow};
use super::function::params;
use super::inferred::inferred;
use super::names::value_name;
use super::ts::{Naming as _, Param, ParamKind, Ts, key, show, show_params};

impl File<'_> {
    pub(super) fn class_of_instances(&mut self, annotations: Annotations<'_>, def: &ast::ClassDef) {
        let Some((symbol, ir::Item::Const { value, .. })) =
            self.items.get(&annotations.item.name_span).copied()
        else {
            return;
        };
        let ExprKind::Class(class) = &value.kind else { return };
        if !symbol.exported {
            return;
        }
        let bases = def.bases.iter().filter(|base| base.kind == ArgKind::Positional);
        let bases: Vec<_> =
            bases.filter_map(|base| self.base_class(annotations, &base.value)).collect();
        let native = self.native_base(class);
        // Whatever else it is made of stands for `any`, as all attributes do that are not declared.
        let base = bases.iter().find(|(name, _)| native.as_ref() == Some(name));
        let base = base.map(|(_, base)| format!(" extends {base}")).unwrap_or_default();
        let name = self.names.item(annotations.item.id);
        self.out.push('\n');
        self.doc(class.docstring.as_deref(), "");
        self.out += &format!("export class {name}{base} {{\n");
        for member in &class.members {
            self.class_member(annotations, def, member);
        }
        self.fields(annotations, def, class);
        self.out += "}\n";
        if *name != *value_name(&annotations.item.name) {
            self.is_closed = true;
        }
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

    /// The name of a base, and what it is called in the file.
    fn base_class(
        &mut self,
        annotations: Annotations<'_>,
        base: &ast::Expr,
    ) -> Option<(Name, String)> {
        let name = match &base.kind {
            ast::ExprKind::Subscript { value, .. } => value,
            _plain => base,
        };
        let Some(Binding::Item(id)) = annotations.item.refs.get(&name.span) else { return None };
        let item = self.target.resolved.items.get(id.index())?;
        let is_class = matches!(item.kind, ItemKind::Class(_));
        is_class.then(|| (item.name.clone(), self.names.item(*id)))
    }

    fn class_member(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::ClassDef,
        member: &ir::Member,
    ) {
        let name = key(&member.name);
        if let MemberKind::EnumMember(_) = &member.kind {
            let of = self.names.item(annotations.item.id);
            self.out += &format!("  static readonly {name}: {of};\n");
            return;
        }
        if let MemberKind::Attribute(value) = &member.kind {
            let ty = show(&inferred(self.types.expr(value.id)), &mut self.names);
            self.out += &format!("  static {name}: {ty};\n  {name}: {ty};\n");
            return;
        }
        let written = def.body.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Function(def) if def.name.span == member.span => Some(def),
            _other => None,
        });
        let func = member.kind.func().and_then(|func| self.module.func(func));
        let Some(func) = func else { return };
        let Some(written) = written else { return self.data_constructor(annotations, def, func) };
        let mut of = written.params.clone();
        if func.receiver.is_some() {
            if of.posonly.is_empty() {
                of.args.drain(..of.args.len().min(1));
            } else {
                of.posonly.remove(0);
            }
        }
        let (params, note) = params(annotations, &of);
        let params = show_params(&params, &mut self.names);
        let result = self.result(annotations, written, func);
        let result = show(&result, &mut self.names);
        let doc = [func.docstring.as_deref(), note.as_deref()];
        let doc = doc.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        self.doc((!doc.is_empty()).then_some(doc.as_str()), "  ");
        let line = match &member.kind {
            MemberKind::Init(_) => format!("constructor({params});"),
            // The constructor hands over what it is given.
            MemberKind::Method(_) if name == "__init__" => format!("constructor({params});"),
            MemberKind::Method(_) => format!("{name}({params}): {result};"),
            MemberKind::Static(_) | MemberKind::OfClass(_) => {
                format!("static {name}({params}): {result};")
            }
            MemberKind::Cached(_) => format!("{name}: {result};"),
            MemberKind::Getter(_) => format!("get {name}(): {result};"),
            MemberKind::Setter(_) => format!("set {name}({params});"),
            MemberKind::Attribute(_)
            | MemberKind::EnumMember(_)
            | MemberKind::Effect(_)
            | MemberKind::Alias(_)
            | MemberKind::Run { .. } => return,
        };
        self.out += &format!("  {line}\n");
    }

    /// The constructor that `@dataclass` makes: fields of the classes above are of any type.
    fn data_constructor(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::ClassDef,
        func: &ir::Function,
    ) {
        let declared = def.declared();
        let annotation =
            |name: &str| declared.iter().find(|it| **it.name == *name).map(|it| it.annotation);
        let required = func.params.iter().rposition(|param| param.default.is_none());
        let params = func.params.iter().enumerate().filter_map(|(at, param)| {
            let name = &self.module.var(param.var)?.name;
            let ty = annotation(name).map_or(Ts::ANY, |it| annotations.ts(it, Flow::In));
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

    /// What is declared in the body without a value, and what methods store.
    fn fields(&mut self, annotations: Annotations<'_>, def: &ast::ClassDef, class: &ir::Class) {
        for ast::Declared { name: field, annotation, .. } in def.declared() {
            // One with a value is an attribute of the class, unless `@dataclass` made a field of it.
            let is_member = class.members.iter().any(|member| member.name == *field);
            if !is_member {
                let ty = show(&annotations.ts(annotation, Flow::Out), &mut self.names);
                self.out += &format!("  {}: {ty};\n", key(field));
            }
        }
        self.out += "  [attribute: string]: any;\n";
    }
}
