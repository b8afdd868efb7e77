//! Classes that are there at run time: `export class Point { … }`.

use crate::ir::{self, ExprKind, MemberKind};
use crate::resolve::{Binding, ItemKind};
use crate::syntax::ast::{self, ArgKind, StmtKind};

use super::File;
use super::annotation::{Annotations, Flow};
use super::function::params;
use super::inferred::inferred;
use super::names::value_name;
use super::ts::{Naming as _, key, show, show_params};

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
        let base = bases.filter_map(|base| self.base_class(annotations, &base.value)).next();
        let base = base.map(|base| format!(" extends {base}")).unwrap_or_default();
        let name = self.names.item(annotations.item.id);
        self.out.push('\n');
        self.doc(class.docstring.as_deref(), "");
        self.out += &format!("export class {name}{base} {{\n");
        for member in &class.members {
            self.class_member(annotations, def, member);
        }
        self.fields(annotations, def);
        self.out += "}\n";
        if *name != *value_name(&annotations.item.name) {
            self.is_closed = true;
        }
    }

    fn base_class(&mut self, annotations: Annotations<'_>, base: &ast::Expr) -> Option<String> {
        let name = match &base.kind {
            ast::ExprKind::Subscript { value, .. } => value,
            _plain => base,
        };
        let Some(Binding::Item(id)) = annotations.item.refs.get(&name.span) else { return None };
        let item = self.target.resolved.items.get(id.index())?;
        matches!(item.kind, ItemKind::Class(_)).then(|| self.names.item(*id))
    }

    fn class_member(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::ClassDef,
        member: &ir::Member,
    ) {
        let name = key(&member.name);
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
        let (Some(written), Some(func)) = (written, func) else { return };
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
            MemberKind::Method(_) => format!("{name}({params}): {result};"),
            MemberKind::Static(_) | MemberKind::OfClass(_) => {
                format!("static {name}({params}): {result};")
            }
            MemberKind::Getter(_) => format!("get {name}(): {result};"),
            MemberKind::Setter(_) => format!("set {name}({params});"),
            MemberKind::Attribute(_) => return,
        };
        self.out += &format!("  {line}\n");
    }

    /// What is declared in the body without a value, and what methods store.
    fn fields(&mut self, annotations: Annotations<'_>, def: &ast::ClassDef) {
        for stmt in &def.body {
            let StmtKind::AnnAssign { target, annotation, value: None } = &stmt.kind else {
                continue;
            };
            if let ast::ExprKind::Name(field) = &target.kind {
                let ty = show(&annotations.ts(annotation, Flow::Out), &mut self.names);
                self.out += &format!("  {}: {ty};\n", key(field));
            }
        }
        self.out += "  [attribute: string]: any;\n";
    }
}
