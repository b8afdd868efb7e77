//! What the client can, as it says when it begins.

use lsp_types::{InitializeParams, Uri};
use serde_json::Value;

use super::position::Encoding;

/// The command that shows the JavaScript of a function.
pub const SHOW: &str = "pulsec.showJavaScript";
/// The command that gives the page of a diagnostic.
pub const EXPLAIN: &str = "pulsec.explain";

#[derive(Clone, Debug)]
pub struct Client {
    pub encoding: Encoding,
    /// Edits may name the version of the text they are for.
    pub takes_versions: bool,
    pub takes_related: bool,
    pub takes_tags: bool,
    /// Code actions may be completed when they are chosen.
    pub resolves_edits: bool,
    /// Code actions may be more than commands.
    pub takes_actions: bool,
    /// It can be asked to tell of files that change.
    pub watches: bool,
    /// It asks for diagnostics itself, and is not sent any.
    pub pulls: bool,
    pub refreshes_diagnostics: bool,
    /// Commands that the editor's extension has code of its own for.
    pub own_commands: Vec<String>,
    /// The folders of the workspace, as URIs.
    pub folders: Vec<Uri>,
}

impl Client {
    /// `raw` are the parameters as they came: some capabilities have other names in the types of the protocol.
    pub fn new(params: &InitializeParams, raw: &Value) -> Client {
        let value = raw.get("capabilities").cloned().unwrap_or_default();
        let has = |pointer: &str| value.pointer(pointer) == Some(&Value::Bool(true));
        let is_there = |pointer: &str| value.pointer(pointer).is_some_and(|it| !it.is_null());
        let general = params.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let resolved = value.pointer("/textDocument/codeAction/resolveSupport/properties");
        let resolved = resolved.and_then(Value::as_array);
        let options = params.initialization_options.clone().unwrap_or_default();
        let commands = options.get("commands").and_then(Value::as_array).into_iter().flatten();
        let is_pulled = options.get("diagnostics").is_some_and(|it| it == "pull");
        Client {
            encoding: Encoding::choose(offered),
            takes_versions: has("/workspace/workspaceEdit/documentChanges"),
            takes_related: has("/textDocument/publishDiagnostics/relatedInformation"),
            takes_tags: is_there("/textDocument/publishDiagnostics/tagSupport"),
            resolves_edits: resolved.is_some_and(|all| all.contains(&"edit".into())),
            takes_actions: is_there("/textDocument/codeAction/codeActionLiteralSupport"),
            watches: has("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            pulls: is_pulled && is_there("/textDocument/diagnostic"),
            refreshes_diagnostics: has("/workspace/diagnostics/refreshSupport"),
            own_commands: commands.filter_map(Value::as_str).map(str::to_owned).collect(),
            folders: folders(params),
        }
    }
}

#[expect(deprecated, reason = "older clients name one folder only")]
fn folders(params: &InitializeParams) -> Vec<Uri> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().map(|folder| folder.uri.clone()).collect(),
        None => params.root_uri.iter().cloned().collect(),
    }
}
