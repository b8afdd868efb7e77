//! The compile step: the sources of a project to its modules, manifest and findings.

use crate::diag::Sink;
use crate::driver::{Config, Dump, Manifest, OutputFile, Sources};
use crate::host::Host;

/// What the step makes. The driver sorts the files, completes the manifest and sorts the findings.
#[derive(Default, Debug)]
pub struct Compiled {
    pub files: Vec<OutputFile>,
    pub manifest: Manifest,
    pub dumps: Vec<Dump>,
}

/// Compiles the marked functions of `sources` and whatever they need; files found on the way are
/// pushed to `sources`.
pub(super) fn compile_project(
    host: &dyn Host,
    config: &Config,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Compiled {
    let _ = (host, config, sources, sink);
    Compiled::default()
}
