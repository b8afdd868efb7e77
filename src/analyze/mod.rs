//! What is legal and yet wrong: passes over the IR that report findings and change nothing.
//!
//! ```text
//! if open: n, set_n = useState(0)          PSC504  React tells hooks apart by their order
//! useEffect(lambda: draw(xs), [])          PSC508  `xs` changes, the effect does not run again
//! for x in xs: fs.append(lambda: x)        PSC307  all of them see the last `x`
//! ```
//!
//! One file per rule. What several rules ask of a module (who captures what, which variables come from
//! which hook) is collected once, in [`facts`].

mod accessibility;
mod called_handler;
mod channel_in_render;
mod channel_uses;
mod conditional_hook;
mod dependencies;
mod dependency_list;
mod effect_bridge;
mod effect_event;
mod effect_return;
mod facts;
mod hook_calls;
mod impure_render;
mod invalid_child;
mod invalid_nesting;
mod invalid_value;
mod lazy_value;
mod lost_element;
mod misnamed_prop;
mod missing_bridge;
mod missing_cleanup;
mod missing_dependency;
mod missing_key;
mod mutated_state;
mod outside_change;
mod project;
mod props;
mod ref_in_cleanup;
mod ref_in_render;
mod render;
mod repeated_key;
mod set_in_effect;
mod set_in_render;
mod shared_loop_variable;

mod stale_set;
#[cfg(test)]
mod tests;
mod uncontrolled_input;
mod unhandled_request;
mod unstable_dependency;
mod void_memo;
mod wrong_prop_type;

use rayon::prelude::*;

use crate::base::EventUse;
use crate::diag::Sink;
use crate::ir::{Function, Module, Program};
use crate::types::{ProgramTypes, TypeMap};

use facts::Facts;
use project::Project;

/// Reports what every rule finds; what the program does with events of channels is asked together with what the server
/// does with them, elsewhere.
pub fn analyze(program: &Program, types: &ProgramTypes, sink: &mut Sink) -> Vec<EventUse> {
    let project = Project::of(program, types);
    conditional_hook::check(&project, sink);
    let of_module =
        |facts: &Facts| (module(&project, facts), channel_uses::of_module(&project, facts));
    let found: Vec<_> = project.modules.par_iter().map(of_module).collect();
    let mut events = Vec::new();
    for (found, uses) in found {
        sink.extend(found);
        events.extend(uses);
    }
    events
}

/// What rules ask of the body of a function that another module names, in words.
pub fn told(module: &Module, types: &TypeMap, func: &Function) -> String {
    let facts = Facts::of(module, types);
    let handed_on = func.params.iter().map(|param| facts.handed_on.contains(&param.var));
    let handed_on: Vec<bool> = handed_on.collect();
    format!("{handed_on:?} {:?}", channel_uses::taken(&facts, func))
}

fn module(project: &Project, facts: &Facts) -> Sink {
    let mut sink = Sink::new();
    shared_loop_variable::check(project, facts, &mut sink);
    effect_return::check(facts, &mut sink);
    missing_key::check(facts, &mut sink);
    mutated_state::check(facts, &mut sink);
    lazy_value::check(project, facts, &mut sink);
    misnamed_prop::check(facts, &mut sink);
    ref_in_cleanup::check(facts, &mut sink);
    missing_dependency::check(project, facts, &mut sink);
    unstable_dependency::check(facts, &mut sink);
    let called = called_handler::check(facts, &mut sink);
    set_in_render::check(facts, &called, &mut sink);
    ref_in_render::check(facts, &mut sink);
    impure_render::check(facts, &mut sink);
    missing_cleanup::check(facts, &mut sink);
    invalid_child::check(facts, &mut sink);
    invalid_nesting::check(facts, &mut sink);
    uncontrolled_input::check(facts, &mut sink);
    accessibility::check(facts, &mut sink);
    stale_set::check(facts, &mut sink);
    wrong_prop_type::check(project, facts, &mut sink);
    lost_element::check(facts, &mut sink);
    repeated_key::check(facts, &mut sink);
    invalid_value::check(facts, &mut sink);
    outside_change::check(facts, &mut sink);
    void_memo::check(facts, &mut sink);
    set_in_effect::check(facts, &mut sink);
    effect_event::check(facts, &mut sink);
    dependency_list::check(facts, &mut sink);
    let reported = effect_bridge::check(facts, &mut sink);
    let in_render = channel_in_render::check(facts, &mut sink);
    unhandled_request::check(facts, &mut sink);
    missing_bridge::check(facts, &reported, &in_render, &mut sink);
    sink
}
