//! Conditions at module level that are known when compiling.

use crate::syntax::ast::{self, CmpOp, Constant, ExprKind, UnaryOp};

/// The Python whose meaning is compiled.
const VERSION: [u32; 2] = [3, 12];

/// Which branch of an `if` runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Branch {
    /// The body is for type checkers only; the `else` runs.
    TypeChecking,
    /// The body runs; the `else` is for type checkers only.
    Running,
    Always,
    Never,
    Unknown,
}

/// The branch that `test` selects.
pub(super) fn branch(test: &ast::Expr) -> Branch {
    match &test.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } if last_name(test) == "TYPE_CHECKING" => {
            Branch::TypeChecking
        }
        ExprKind::Constant(Constant::Bool(true)) => Branch::Always,
        ExprKind::Constant(Constant::Bool(false)) => Branch::Never,
        ExprKind::Unary { op: UnaryOp::Not, operand } => match branch(operand) {
            Branch::TypeChecking => Branch::Running,
            Branch::Running => Branch::TypeChecking,
            Branch::Always => Branch::Never,
            Branch::Never => Branch::Always,
            Branch::Unknown => Branch::Unknown,
        },
        ExprKind::Compare { left, rest } => match rest.as_slice() {
            [(op, right)] => compare(left, *op, right),
            _ => Branch::Unknown,
        },
        _ => Branch::Unknown,
    }
}

/// `sys.version_info >= (3, 11)`, `__name__ == "__main__"`.
fn compare(left: &ast::Expr, op: CmpOp, right: &ast::Expr) -> Branch {
    match (last_name(left), &right.kind) {
        ("version_info", ExprKind::Tuple(items)) => {
            let wanted: Option<Vec<u32>> = items.iter().map(small_int).collect();
            let Some(wanted) = wanted.filter(|it| (1..=2).contains(&it.len())) else {
                return Branch::Unknown;
            };
            // As tuples compare: `(3, 12, …) >= (3, 12)`, and it is greater than `(3, 12)`.
            let ordering = VERSION.iter().copied().take(wanted.len()).cmp(wanted);
            match op {
                CmpOp::GtE => known(ordering.is_ge()),
                CmpOp::Lt => known(ordering.is_lt()),
                CmpOp::Gt => known(ordering.is_ge()),
                CmpOp::LtE => known(ordering.is_lt()),
                CmpOp::Eq | CmpOp::NotEq | CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => {
                    Branch::Unknown
                }
            }
        }
        ("__name__", ExprKind::Constant(Constant::Str(text))) if &**text == "__main__" => {
            if op == CmpOp::Eq { Branch::Never } else { Branch::Unknown }
        }
        _ => Branch::Unknown,
    }
}

fn known(is_true: bool) -> Branch {
    if is_true { Branch::Always } else { Branch::Never }
}

fn small_int(expr: &ast::Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Constant(Constant::Int(value)) => u32::try_from(value).ok(),
        _ => None,
    }
}

/// The name, or the attribute of a name.
fn last_name(expr: &ast::Expr) -> &str {
    match &expr.kind {
        ExprKind::Name(name) => name,
        ExprKind::Attribute { value, attr } if matches!(value.kind, ExprKind::Name(_)) => {
            &attr.name
        }
        _ => "",
    }
}

/// Whether an `except` is for a module that is not there.
pub(super) fn catches_import_error(handler: &ast::Handler) -> bool {
    let Some(class) = &handler.class else { return true };
    let is_import_error = |class: &ast::Expr| {
        matches!(last_name(class), "ImportError" | "ModuleNotFoundError" | "Exception")
    };
    match &class.kind {
        ExprKind::Tuple(classes) => classes.iter().any(is_import_error),
        _ => is_import_error(class),
    }
}
