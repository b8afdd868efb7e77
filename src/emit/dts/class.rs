//! What only types see: `TypedDict`s and `Protocol`s become interfaces, names for types remain names.

use crate::resolve::{Binding, ItemKind};
use crate::syntax::ast::{self, ArgKind, Constant, ExprKind, StmtKind};

use super::annotation::{Annotations, Flow};
use super::called::Callbacks;
use super::function::params;
use super::generics;
use super::ts::{Member, Naming as _, Ts, show, show_member, show_params};
use super::{File, ts};

impl File<'_> {
    /// `Status = Literal["open", "done"]`.
    pub(super) fn alias(&mut self, annotations: Annotations<'_>, value: &ast::Expr) {
        let ty = annotations.alias(value);
        let name = self.names.item(annotations.item.id);
        let ty = show(&ty, &mut self.names);
        self.out += &format!("\nexport type {name} = {ty};\n");
    }

    pub(super) fn class(&mut self, annotations: Annotations<'_>, class: &ast::ClassDef) {
        let name = self.names.item(annotations.item.id);
        let bases: Vec<String> = class
            .bases
            .iter()
            .filter(|base| base.kind == ArgKind::Positional)
            .filter_map(|base| self.base(annotations, &base.value))
            .collect();
        let bases = match bases.is_empty() {
            true => String::new(),
            false => format!(" extends {}", bases.join(", ")),
        };
        let around = generics::of_class(self.target.resolved, annotations.item);
        let generics = generics::brackets(&around);
        self.out.push('\n');
        self.doc(class.docstring.as_ref().map(|doc| &*doc.text), "");
        self.out += &format!("export interface {name}{generics}{bases} {{\n");
        let is_partial = is_partial(class);
        let mut declared = class.declared().into_iter().peekable();
        for stmt in &class.body {
            match &stmt.kind {
                StmtKind::AnnAssign { target, .. } => {
                    if let Some(field) = declared.next_if(|it| it.span == target.span) {
                        let member =
                            field_of(annotations, field.name, field.annotation, is_partial);
                        let member = Member { ty: member.ty.within(&around), ..member };
                        let member = show_member(&member, &mut self.names);
                        self.out += &format!("  {member};\n");
                    }
                }
                StmtKind::Function(def) => self.method(annotations, def, &around),
                _other => {}
            }
        }
        self.out += "}\n";
    }

    /// A base that has an interface of its own.
    fn base(&mut self, annotations: Annotations<'_>, base: &ast::Expr) -> Option<String> {
        let name = match &base.kind {
            ExprKind::Subscript { value, .. } => value,
            _plain => base,
        };
        let Some(Binding::Item(id)) = annotations.item.refs.get(&name.span) else { return None };
        let item = self.target.resolved.items.get(id.index())?;
        if !matches!(item.kind, ItemKind::TypeClass(_)) {
            return None;
        }
        let around = generics::of_class(self.target.resolved, annotations.item);
        let base = annotations.ts(base, Flow::Out).within(&around);
        Some(show(&base, &mut self.names))
    }

    /// A method of a `Protocol`.
    fn method(&mut self, annotations: Annotations<'_>, def: &ast::FunctionDef, around: &[String]) {
        let mut of = def.params.clone();
        // `self`.
        if of.posonly.is_empty() {
            of.args.drain(..of.args.len().min(1));
        } else {
            of.posonly.remove(0);
        }
        let result = match &def.returns {
            Some(ast::Expr { kind: ExprKind::Constant(Constant::None), .. }) => Ts::VOID,
            Some(returns) => annotations.ts(returns, Flow::In),
            None => Ts::ANY,
        };
        let result = if def.is_async { Ts::lib("PromiseLike", [result]) } else { result };
        let shown = show(&result, &mut self.names);
        self.doc(def.docstring.as_ref().map(|doc| &*doc.text), "  ");
        if def.decorators.iter().any(is_property) {
            let member = Member {
                name: def.name.name.to_string(),
                is_optional: false,
                is_readonly: true,
                ty: Ts::Literal(shown),
            };
            let member = show_member(&member, &mut self.names);
            self.out += &format!("  {member};\n");
            return;
        }
        let callbacks = Callbacks::none(self.module, self.types);
        let (params, _) = params(annotations, &of, &callbacks);
        let of = params.iter().map(|param| &param.ty).chain([&result]);
        let generics = generics::header(of, around);
        let params = show_params(&params, &mut self.names);
        let name = match &*def.name.name {
            "__call__" => String::new(),
            name => ts::key(name),
        };
        self.out += &format!("  {name}{generics}({params}): {shown};\n");
    }
}

fn is_property(decorator: &ast::Expr) -> bool {
    matches!(&decorator.kind, ExprKind::Name(name) if &**name == "property")
}

/// `class Options(TypedDict, total=False)`.
fn is_partial(class: &ast::ClassDef) -> bool {
    class.bases.iter().any(|base| {
        matches!(&base.kind, ArgKind::Keyword(key) if &*key.name == "total")
            && matches!(base.value.kind, ExprKind::Constant(Constant::Bool(false)))
    })
}

fn field_of(
    annotations: Annotations<'_>,
    name: &str,
    annotation: &ast::Expr,
    is_partial: bool,
) -> Member {
    let head = annotations.head(annotation);
    Member {
        name: name.to_owned(),
        is_optional: head == Some("NotRequired") || (is_partial && head != Some("Required")),
        is_readonly: head == Some("ReadOnly"),
        // The compiled code reads it; what it makes fits too.
        ty: annotations.ts(annotation, Flow::In),
    }
}
