//! From the syntax tree to the IR: every construct gets its Python meaning, or is refused.
//!
//! One file per construct. The lowering knows what names mean (from the resolver) and which scope a
//! variable lives in; it knows no types and no JavaScript syntax. What it cannot compile rightly it
//! reports, puts an error node there, and goes on, so that all mistakes of a project show at once.
//!
//! ```text
//! a < f() < b        →  (a < (t := f())) and (t < b)
//! xs[i()] += 1       →  t = i(); xs[t] += 1
//! f(b=g(), a=h())    →  (t := g(); f(h(), t))
//! ```

mod annotation;
mod args;
mod assign;
mod bases;
mod builtin;
mod builtin_base;
mod call;
mod class;
mod class_body;
mod class_decorators;
mod class_pattern;
mod classes;
mod comp;
mod components;
mod context;
mod dataclass;
mod dataclass_checks;
mod declared;
mod dicts;
mod dynamic;
mod enums;
mod except_star;
mod expr;
mod family;
mod frozen;
mod func;
mod generator;
mod handler;
mod held;
mod init;
mod instances;
mod item;
mod js;
mod jsx;
mod kinds;
mod library;
mod mixed;
mod name;
mod named_tuple;
mod nested;
mod pattern;
mod react;
mod regex;
mod reused;
mod sight;
mod special_calls;
mod stmt;
mod stores;
mod super_;
mod target;
mod unbound;
mod with;

use rayon::prelude::*;

use crate::diag::Sink;
use crate::{ir, resolve};

/// Lowers a resolved program. The modules keep their order and ids.
pub fn lower(program: &resolve::Program, sink: &mut Sink) -> ir::Program {
    let used = item::used_elsewhere(program);
    let index = sight::Index::of(program);
    let lowered = program.modules.par_iter().map(|module| {
        let sight = sight::Sight::of(&index, module.id);
        let mut found = Sink::new();
        (item::lower_module(program, module, &used, &sight, &mut found), found)
    });
    let lowered: Vec<_> = lowered.collect();
    let (mut modules, mut noted) = (Vec::new(), Vec::new());
    for ((module, of_module), found) in lowered {
        modules.push(module);
        noted.push(of_module);
        sink.extend(found);
    }
    let mut program = ir::Program { modules };
    components::settle(&mut program, noted, sink);
    program.modules.par_iter_mut().for_each(reused::split);
    program
}
