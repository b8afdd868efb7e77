//! Special methods that are called by their names (`lower::special_calls`).
//!
//! | written | told |
//! |---|---|
//! | `(5).__len__()` | what calls it |
//! | `a.__eq__(b)` of unknown values | the operator: the method may give `NotImplemented` |

use crate::ir::{Arg, CmpOp, Expr, Py};
use crate::tables::methods::MethodType;
use crate::tables::special_methods::{answers, has_special, is_binary, written_as};
use crate::types::check::methods::owners;
use crate::types::check::{Check, name};

impl<'m> Check<'m, '_> {
    pub(super) fn special(&mut self, py: &'m Py) {
        let (receiver, other) = match py {
            Py::Compare(CmpOp::In, other, receiver)
            | Py::Binary(_, receiver, other)
            | Py::Compare(_, receiver, other)
            | Py::Index(receiver, other) => (&**receiver, Some(&**other)),
            Py::Unary(_, receiver) => (&**receiver, None),
            Py::Builtin { args, .. } => match args.as_slice() {
                // As a value: `partial(operator.contains, rows)`.
                [_, Arg::Pos(receiver)] if self.module.special.contains_key(&receiver.id) => {
                    (receiver, None)
                }
                [Arg::Pos(receiver), ..] => (receiver, None),
                _none => return,
            },
            _other => return,
        };
        let Some((special, span)) = self.module.special.get(&receiver.id) else { return };
        if self.is_refused(receiver) || self.works(special, receiver, other) {
            return;
        }
        let instead = written_as(special).unwrap_or_default();
        let ty = self.ty(receiver);
        let of = if ty.is_any() { "a value".to_owned() } else { name(ty) };
        self.special_method(of, special, instead, *span);
    }

    /// Whether the method does what its operation does, or raises as it does.
    fn works(&self, special: &str, receiver: &Expr, other: Option<&Expr>) -> bool {
        let ty = self.ty(receiver);
        if ty.without_none().library().is_some() {
            return false;
        }
        let known = owners(ty);
        if !is_binary(special) {
            // What is not known is asked when it runs.
            return known.is_none_or(|all| all.iter().any(|owner| has_special(*owner, special)));
        }
        let other = other.and_then(|other| owners(self.ty(other)));
        let (Some(left), Some(right)) = (known, other) else { return false };
        let fits = |left: &MethodType| right.iter().all(|right| answers(special, *left, *right));
        left.iter().all(fits)
    }
}
