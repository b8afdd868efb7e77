//! `pulsec.manifest.json`: what a build made, for tools and for the next build.
//!
//! The same project gives the same bytes: every list is sorted and nothing depends on time, version
//! or place. `files` is what makes cleaning safe: a build deletes nothing that is not listed there.

use serde::{Deserialize, Serialize};

use crate::driver::OutputFile;
use crate::driver::config::slashed;

/// The manifest's name in the output folder.
pub const MANIFEST_FILE: &str = "pulsec.manifest.json";

/// Raised when a reader of the older shape would misread the newer one.
pub const MANIFEST_VERSION: u32 = 1;

/// The whole file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    /// By source.
    #[serde(default)]
    pub modules: Vec<ManifestModule>,
    /// By package, then by importing module.
    #[serde(default)]
    pub npm: Vec<NpmPackage>,
    /// By event.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Every file of the build but the manifest, relative to the output folder, `/` between parts.
    pub files: Vec<String>,
}

impl Default for Manifest {
    fn default() -> Manifest {
        let (modules, npm, channels, files) = Default::default();
        Manifest { version: MANIFEST_VERSION, modules, npm, channels, files }
    }
}

/// One ES module.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ManifestModule {
    /// The Python file, relative to the project's folder.
    pub source: String,
    /// The JavaScript file, relative to the output folder.
    pub output: String,
    /// Exported names, functions and components and constants, in source order.
    pub exports: Vec<String>,
    /// The marked functions that are no components.
    pub functions: Vec<String>,
    pub components: Vec<Component>,
}

/// A React component.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Component {
    pub name: String,
    pub props: Vec<Prop>,
}

/// A prop; `default` and `annotation` are Python source text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Prop {
    pub name: String,
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotation: Option<String>,
}

/// An npm package the output imports.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct NpmPackage {
    pub package: String,
    /// The range asked for by `ps.Import` or `ps.require`, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The Python file that asks for it.
    pub from: String,
}

/// What the two sides of the channels say about one event.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Channel {
    pub event: String,
    /// Where it is emitted or requested.
    pub sent: Vec<ChannelEnd>,
    /// Where it is handled.
    pub handled: Vec<ChannelEnd>,
}

/// One place in the Python that sends or handles an event.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct ChannelEnd {
    pub side: Side,
    pub source: String,
    /// From 1.
    pub line: u32,
    /// Sent with `request`: an answer is awaited.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub request: bool,
    /// The keys that are sent, where the source shows them all; those that a handler reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<Vec<String>>,
}

/// Where the code runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Server,
    Client,
}

impl Manifest {
    /// Sorts what has no order of its own and lists the files.
    pub(super) fn normalize(&mut self, files: &[OutputFile]) {
        self.modules.sort_by(|a, b| (&a.source, &a.output).cmp(&(&b.source, &b.output)));
        self.npm.sort();
        self.npm.dedup();
        for channel in &mut self.channels {
            for ends in [&mut channel.sent, &mut channel.handled] {
                ends.sort_by(|a, b| (&a.source, a.line, a).cmp(&(&b.source, b.line, b)));
                ends.dedup();
            }
        }
        self.channels.sort();
        self.files = files.iter().map(|file| slashed(&file.path)).collect();
        self.files.sort();
        self.files.dedup();
    }

    pub fn function_count(&self) -> usize {
        self.modules.iter().map(|module| module.functions.len()).sum()
    }

    pub fn component_count(&self) -> usize {
        self.modules.iter().map(|module| module.components.len()).sum()
    }

    /// The bytes of the file.
    pub fn to_json(&self) -> String {
        // Strings and numbers cannot fail to serialize; an empty object would be read as foreign.
        let text = serde_json::to_string_pretty(self).unwrap_or_else(|_| "{}".to_string());
        text + "\n"
    }

    /// Reads a manifest; the reason where the text is none.
    pub fn parse(text: &str) -> Result<Manifest, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npm(package: &str, from: &str) -> NpmPackage {
        NpmPackage { package: package.into(), version: None, from: from.into() }
    }

    #[test]
    fn order_of_work_does_not_show() {
        let file = |path: &str| OutputFile { path: path.into(), ..empty() };
        let mut one =
            Manifest { npm: vec![npm("b", "x.py"), npm("a", "y.py")], ..Manifest::default() };
        let mut two =
            Manifest { npm: vec![npm("a", "y.py"), npm("b", "x.py")], ..Manifest::default() };
        one.normalize(&[file("a.js"), file("b.js")]);
        two.normalize(&[file("b.js"), file("a.js")]);
        assert_eq!(one.to_json(), two.to_json());
        assert_eq!(one.files, ["a.js", "b.js"]);
    }

    #[test]
    fn it_reads_what_it_writes() {
        let manifest = Manifest {
            modules: vec![ManifestModule {
                source: "app/chat.py".into(),
                output: "app/chat.js".into(),
                exports: vec!["Chat".into()],
                functions: vec![],
                components: vec![Component {
                    name: "Chat".into(),
                    props: vec![Prop {
                        name: "room".into(),
                        required: false,
                        default: Some("\"lobby\"".into()),
                        annotation: None,
                    }],
                }],
            }],
            channels: vec![Channel {
                event: "typing".into(),
                sent: vec![ChannelEnd {
                    side: Side::Client,
                    source: "app/chat.py".into(),
                    line: 7,
                    request: false,
                    keys: Some(vec!["user".into()]),
                }],
                handled: vec![],
            }],
            ..Manifest::default()
        };
        let text = manifest.to_json();
        assert!(text.contains("\"side\": \"client\""), "{text}");
        assert!(!text.contains("annotation"), "{text}");
        assert_eq!(Manifest::parse(&text), Ok(manifest));
        assert!(Manifest::parse("{\"name\": \"vite\"}").is_err());
    }

    fn empty() -> OutputFile {
        OutputFile { path: "x".into(), contents: String::new(), source: None }
    }
}
