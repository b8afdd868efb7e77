//! No false alarms: components as people write them who know React (`fixtures/idiomatic`) draw no finding of any rule,
//! those left out that are off where nothing is said.

use std::path::Path;

use pulsec::driver::Config;
use pulsec::host::MemoryHost;

use crate::loading;

#[test]
fn components_that_are_right_draw_no_finding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/idiomatic");
    let mut host = MemoryHost::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        host = host.with(name, std::fs::read_to_string(path).unwrap());
    }
    let output = loading::compile(&host, &Config::default());
    let found: Vec<String> = output
        .diagnostics
        .iter()
        .map(|found| format!("{} {} {}", output.path_of(found), found.code.id, found.message))
        .collect();
    assert_eq!(found, [""; 0]);
    let components: usize =
        output.manifest.modules.iter().map(|module| module.components.len()).sum();
    assert!(components >= 40, "{components} components");
}
