//! Scopes as CPython's `symtable` sees them.
