//! What CPython refuses when it makes a dataclass.

use crate::diag::{Code, Diagnostic};
use crate::lower::context::Lowering;
use crate::lower::dataclass::{Field, Options, is_decorator, options};
use crate::lower::family::Family;
use crate::syntax::ast::{self, ArgKind, Constant, ExprKind as AstKind, StmtKind as AstStmt};
use crate::tables::js_members::Holder;

/// What `order=True` makes.
const ORDERS: [&str; 4] = ["__lt__", "__le__", "__gt__", "__ge__"];

impl<'a> Lowering<'a> {
    pub(super) fn check_options(
        &mut self,
        def: &ast::ClassDef,
        options: Options,
        family: &Family<'a>,
    ) {
        self.check_flags(def);
        self.check_frozen_bases(def, options, family);
        let name = &def.name.name;
        if options.order && !options.eq {
            let message = format!("`{name}` has an order and no equality");
            self.refuse(Code::PSC303, def.name.span, &message, "leave `eq=False` out");
        }
        for stmt in &def.body {
            let AstStmt::Function(method) = &stmt.kind else { continue };
            let own = &*method.name.name;
            let option = match own {
                "__hash__" if options.unsafe_hash => "unsafe_hash",
                own if options.order && ORDERS.contains(&own) => "order",
                _other => continue,
            };
            let message = format!("`{option}=True` makes the `{own}` that `{name}` has itself");
            let help = match option {
                "order" => "leave `order=True` out, and decorate with `functools.total_ordering`",
                _hash => "leave `unsafe_hash=True` out",
            };
            self.refuse(Code::PSC303, method.name.span, &message, help);
        }
    }

    /// Options decide what the class has, so they are known when it is compiled.
    fn check_flags(&mut self, def: &ast::ClassDef) {
        let Some(decorator) = def.decorators.iter().find(|it| is_decorator(self.item, it)) else {
            return;
        };
        let AstKind::Call { args, .. } = &decorator.kind else { return };
        for arg in args {
            let is_flag = matches!(arg.kind, ArgKind::Keyword(_))
                && matches!(arg.value.kind, AstKind::Constant(Constant::Bool(_)));
            if !is_flag {
                let message = "the options of a dataclass are known only when the program runs";
                let help = "write each as `name=True` or `name=False`";
                self.report(Diagnostic::new(Code::PSC303, arg.value.span, message).help(help));
            }
        }
    }

    fn check_frozen_bases(&mut self, def: &ast::ClassDef, own: Options, family: &Family<'a>) {
        let above = family.classes.iter().skip(1);
        let mut above = above.filter_map(|(item, base)| Some((base, options(item, base)?)));
        let Some((base, _)) = above.find(|(_, options)| options.frozen != own.frozen) else {
            return;
        };
        let (kind, other) = if own.frozen { ("frozen", "is not") } else { ("not frozen", "is") };
        let message = format!(
            "`{}` is {kind}, and `{}`, which it derives from, {other}",
            def.name.name, base.name.name
        );
        let help = match own.frozen {
            true => format!("write `@dataclass(frozen=True)` before `{}` as well", base.name.name),
            false => format!("write `@dataclass(frozen=True)` before `{}`", def.name.name),
        };
        self.refuse(Code::PSC303, def.name.span, &message, &help);
    }

    /// What CPython refuses when it makes the class.
    pub(super) fn check_fields(&mut self, fields: &[Field<'_>]) {
        for field in fields {
            self.is_free_name(field.name, field.span, Holder::Own);
            if field.default.is_some() && field.factory.is_some() {
                let message =
                    format!("`{}` has both a `default` and a `default_factory`", field.name);
                self.refuse(Code::PSC303, field.span, &message, "leave one of them out");
            }
            let is_mutable = field.default.is_some_and(|value| {
                matches!(
                    value.kind,
                    AstKind::List(_)
                        | AstKind::Dict(_)
                        | AstKind::Set(_)
                        | AstKind::ListComp { .. }
                        | AstKind::DictComp { .. }
                        | AstKind::SetComp { .. }
                )
            });
            if is_mutable {
                let message = format!("all instances would share the default of `{}`", field.name);
                let help = "write `field(default_factory=...)`";
                self.refuse(Code::PSC303, field.span, &message, help);
            }
        }
        let plain = fields.iter().filter(|field| field.in_init && !field.is_keyword);
        let mut has_default = false;
        for field in plain {
            if has_default && !field.has_default() {
                let message =
                    format!("`{}` has no default and stands behind a field with one", field.name);
                let help = "move it in front of those with defaults, or give it one";
                self.refuse(Code::PSC303, field.span, &message, help);
            }
            has_default |= field.has_default();
        }
    }
}
