//! React hooks.

use crate::ir::{Arg, Expr};
use crate::tables::hooks::HookRow;

/// A call of a React hook. The row tells which argument is the callback and which the dependency
/// list. The callback of an effect is a function with [`crate::ir::Role::Effect`] where the compiler
/// sees it (a lambda, or a nested `def` used nowhere else), else any expression, whose result the
/// emitter turns into a clean-up function or nothing.
#[derive(Clone, Debug)]
pub struct Hook {
    pub row: &'static HookRow,
    /// The imported hook.
    pub callee: Expr,
    pub args: Vec<Arg>,
}
