//! Members of classes of the standard library that are taken from the class itself.
//!
//! ```text
//! datetime.now(UTC)       a function, as `json.dumps` is one
//! date.max                a constant
//! date.isoformat          refused: it is called on an object
//! ```

use crate::base::closest;
use crate::diag::Code;
use crate::ir::Expr;
use crate::lower::context::Lowering;
use crate::resolve::Binding;
use crate::syntax::ast;
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::library_types::{LibraryType, library_type};
use crate::tables::py_modules::{self, PyStatus};
use crate::tables::reason;

impl Lowering<'_> {
    /// The row of a name that a class of the standard library has, or why there is none; `None` where `value` is
    /// no such class. Those of builtin classes that are in no table of methods are found here too: `int.from_bytes`.
    pub fn library_member(
        &mut self,
        value: &ast::Expr,
        attr: &ast::Ident,
    ) -> Option<Result<&'static BuiltinRow, Expr>> {
        if matches!(&value.kind, ast::ExprKind::Name(name) if self.local_var(name).is_some()) {
            return None;
        }
        let Some(Binding::Builtin(class)) = self.binding(value.span) else { return None };
        // A constant is read of as any object is: `sys.float_info.max`.
        if class.kind == BuiltinKind::Constant {
            return None;
        }
        let of = library_type(class.name);
        Some(match py_modules::static_member(class.name, &attr.name) {
            Some(PyStatus::Compiled(row)) => Ok(row),
            Some(PyStatus::Refused(reason)) => {
                let message = format!("`{}.{}` {}", class.name, attr.name, reason::why(reason));
                Err(self.refuse(Code::PSC403, attr.span, &message, reason::instead(reason)))
            }
            Some(PyStatus::Typing | PyStatus::Source | PyStatus::Planned) | None => {
                Err(self.no_such_member(of?, attr))
            }
        })
    }

    fn no_such_member(&mut self, of: &LibraryType, attr: &ast::Ident) -> Expr {
        if attr.name.starts_with("__") {
            return self.refuse_dunder(attr);
        }
        if of.member(&attr.name).is_some() {
            let message = format!("`{}.{}` is taken from the class", of.name, attr.name);
            let help = format!(
                "call it on an object: `x.{0}(...)`, or `lambda x: x.{0}(...)` where a function is wanted",
                attr.name
            );
            return self.refuse(Code::PSC303, attr.span, &message, &help);
        }
        let message = format!("`{}` has no `{}`", of.name, attr.name);
        let names = of.names().into_iter().chain(py_modules::statics_of(of.name));
        let help = match closest(&attr.name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write a function of your own for it".to_owned(),
        };
        self.refuse(Code::PSC404, attr.span, &message, &help)
    }
}
