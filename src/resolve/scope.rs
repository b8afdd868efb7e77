//! The variables of a function: Python's scope analysis (Language Reference 4.2, "Naming and
//! binding"; PEP 572 for the walrus, PEP 709 changes nothing in meaning).
//!
//! Filled in by the resolver's author: the lowering asks which scope binds a name.
