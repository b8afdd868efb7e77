//! Named tuples: a constructor with a parameter for each item.
//!
//! ```text
//! class Point(NamedTuple):        class Point extends NamedTuple {
//!     x: int                        constructor(x, y = 0) { super(x, y); }
//!     y: int = 0
//! p._replace(x=1)                 p._replace({ x: 1 })
//! ```

use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{self, Default, Expr, Member, MemberKind, Param, ParamKind, Py, Stmt, StmtKind};
use crate::lower::args::Formal;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Root};
use crate::syntax::ast::{self, ArgKind};
use crate::tables::js_members::Holder;

/// An item: its name, where it stands, its annotation and default.
type Part<'a> = (&'a Name, Span, &'a ast::Expr, Option<&'a ast::Expr>);

/// The items of the class that a family of named tuples begins with.
pub(super) fn parts<'a>(family: &Family<'a>) -> Vec<Part<'a>> {
    let Some((_, def)) = family.classes.last().filter(|_| family.root == Root::NamedTuple) else {
        return Vec::new();
    };
    let parts = def.declared().into_iter();
    parts.map(|it| (it.name, it.span, it.annotation, it.value)).collect()
}

pub(super) fn tuple_formals(family: &Family) -> Vec<Formal> {
    let formal = |(name, _, _, default): Part| Formal {
        name: name.clone(),
        kind: ParamKind::Positional,
        is_required: default.is_none(),
    };
    parts(family).into_iter().map(formal).collect()
}

impl<'a> Lowering<'a> {
    /// Whether the class being lowered is the one that names the items.
    pub fn is_own_tuple(&self) -> bool {
        self.class.as_ref().is_some_and(|class| {
            class.family.root == Root::NamedTuple && class.family.classes.len() == 1
        })
    }

    /// The constructor of a named tuple.
    pub fn tuple_class(&mut self, def: &'a ast::ClassDef) -> Option<Member> {
        if !self.is_own_tuple() {
            return None;
        }
        let family = Family::of(self.program, self.item)?;
        let span = def.name.span;
        let id = self.reserve_function();
        let this = self.data_param(id, &"self".into(), span);
        let (mut params, mut args) = (Vec::new(), Vec::new());
        let mut has_default = false;
        for (name, at, annotation, default) in parts(&family) {
            if has_default && default.is_none() {
                let message = format!("`{name}` has no default and stands behind one with one");
                let help = "move it in front of those with defaults, or give it one";
                self.refuse(Code::PSC303, at, &message, help);
            }
            has_default |= default.is_some();
            self.is_free_name(name, at, Holder::Own);
            let var = self.data_param(id, name, at);
            let annotation = self.annotation(annotation);
            self.annotate(var, annotation);
            let default: Option<Default> = default.map(|value| self.default_of(value, name));
            params.push(Param { var, kind: ParamKind::Positional, default });
            args.push(ir::Arg::Pos(self.var_expr(at, var)));
        }
        let call = self.super_constructor(span, args);
        let body = vec![Stmt { span, kind: StmtKind::Expr(call) }];
        let qualname = self.qualname(None, "__init__");
        if let Some(function) = self.builder.module.funcs.get_mut(id.index()) {
            function.name = Some("__init__".into());
            function.qualname = qualname.into();
            function.span = span;
            function.name_span = span;
            function.receiver = Some(this);
            function.params = params;
            function.body = ir::Body::Block(body);
        }
        Some(Member { name: "__init__".into(), span, kind: MemberKind::Init(id) })
    }

    /// The names of the items, of the class that has them.
    pub fn tuple_names(&self) -> Vec<Name> {
        let family = self.class.as_ref().map(|class| &class.family);
        let own = family.filter(|_| self.is_own_tuple());
        own.map(|family| parts(family).into_iter().map(|(name, ..)| name.clone()).collect())
            .unwrap_or_default()
    }

    /// `point._replace(x=1)`
    pub fn tuple_replace(
        &mut self,
        span: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Option<Expr> {
        let is_keyword =
            |arg: &ast::Arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar);
        if !args.iter().all(is_keyword) {
            return None;
        }
        let object = Box::new(self.lower(value));
        let entries = args.iter().map(|arg| {
            let value = self.lower(&arg.value);
            match &arg.kind {
                ArgKind::Keyword(key) => {
                    let key = self.expr(key.span, ir::ExprKind::Str(key.name.clone()));
                    ir::DictEntry::Pair(key, value)
                }
                _spread => ir::DictEntry::Spread(value),
            }
        });
        let entries = entries.collect();
        let changes = self.py(span, Py::Dict { entries, is_record: true });
        let (name, args) = (attr.name.clone(), vec![ir::Arg::Pos(changes)]);
        Some(self.py(
            span,
            Py::Method { object, name, name_span: attr.span, args, keywords: Vec::new() },
        ))
    }
}
