//! Where a name of a module is defined.

use crate::ir::{FuncId, Module, Program, Symbol, SymbolId, SymbolKind};

/// The definition a symbol leads to: its module, its symbol there.
pub(in crate::types) fn home<'p>(
    program: &'p Program,
    module: &'p Module,
    symbol: SymbolId,
) -> Option<(&'p Module, SymbolId, &'p Symbol)> {
    let row = module.symbol(symbol)?;
    match &row.kind {
        SymbolKind::Foreign { module, name } => {
            let home = program.modules.get(module.index())?;
            let id = *home.definitions.get(name)?;
            Some((home, id, home.symbol(id)?))
        }
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => {
            Some((module, symbol, row))
        }
    }
}

/// The function a symbol is.
pub(in crate::types) fn known_function<'p>(
    program: &'p Program,
    module: &'p Module,
    symbol: SymbolId,
) -> Option<(&'p Module, FuncId)> {
    match home(program, module, symbol)? {
        (home, _, Symbol { kind: SymbolKind::Function(func), .. }) => Some((home, *func)),
        _constant => None,
    }
}
