//! Which function of the program an expression is for certain.

use crate::ir::{Expr, ExprKind, FuncId, Module, ModuleId, Program, SymbolId, SymbolKind, VarKind};

/// The function that calling the expression runs. A `def` that is bound again may be another one.
pub fn function_of(
    program: &Program,
    module: &Module,
    callee: &Expr,
) -> Option<(ModuleId, FuncId)> {
    match &callee.kind {
        ExprKind::Func(func) => Some((module.id, *func)),
        ExprKind::Var(var) => {
            let row = module.var(*var).filter(|row| row.writes == 1)?;
            match row.kind {
                VarKind::Function(func) => Some((module.id, func)),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => None,
            }
        }
        ExprKind::Symbol(symbol) => function_of_symbol(program, module, *symbol),
        _other => None,
    }
}

/// The function of the program that a name of the module means.
pub fn function_of_symbol(
    program: &Program,
    module: &Module,
    symbol: SymbolId,
) -> Option<(ModuleId, FuncId)> {
    match &module.symbol(symbol)?.kind {
        SymbolKind::Function(func) => Some((module.id, *func)),
        SymbolKind::Foreign { module, name } => {
            let home = program.modules.get(module.index())?;
            Some((home.id, home.function_named(name)?.id))
        }
        SymbolKind::Const { .. } | SymbolKind::Import(_) => None,
    }
}
