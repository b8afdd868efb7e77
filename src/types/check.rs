//! placeholder

use crate::diag::Sink;
use crate::ir::Program;
use crate::types::ProgramTypes;

pub fn check(_program: &Program, _types: &ProgramTypes, _sink: &mut Sink) {}
