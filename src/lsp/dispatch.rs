//! From the method of a request to who answers it.

use lsp_server::ErrorCode;
use lsp_types::Uri;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{Client, EXPLAIN, SHOW};
use super::shared::{Answer, Refused};
use super::view::View;
use super::workspace::Workspace;
use super::{actions, channels, completion, hover, javascript, navigation};
use crate::diag::ALL;

pub fn answer(workspace: &mut Workspace, client: &Client, method: &str, params: Value) -> Answer {
    match method {
        "codeAction/resolve" => return actions::resolve(workspace, client, read(params)?),
        "textDocument/codeAction" => {
            return Ok(json!(actions::offered(workspace, client, &read(params)?)));
        }
        "workspace/executeCommand" => return command(workspace, client, read(params)?),
        _other => {}
    }
    let Some(answer) = feature(method) else {
        let message = format!("there is no method `{method}`");
        return Err(Refused::new(ErrorCode::MethodNotFound, message));
    };
    let uri = params.pointer("/textDocument/uri").cloned().unwrap_or_default();
    let uri: Uri = read(uri)?;
    match View::of(workspace, client, &uri) {
        Some(view) => answer(&view, params),
        // Of a file of no project nothing is known.
        None => Ok(Value::Null),
    }
}

type Feature = fn(&View<'_>, Value) -> Answer;

/// What is asked of one document.
fn feature(method: &str) -> Option<Feature> {
    Some(match method {
        "textDocument/hover" => |view, params| Ok(json!(hover::hover(view, &read(params)?))),
        "textDocument/definition" => {
            |view, params| Ok(json!(navigation::definition(view, &read(params)?)))
        }
        "textDocument/references" => {
            |view, params| Ok(json!(navigation::references(view, &read(params)?)))
        }
        "textDocument/completion" => {
            |view, params| Ok(json!(completion::complete(view, &read(params)?)))
        }
        "textDocument/prepareRename" => {
            |view, params| Ok(json!(channels::prepare(view, &read(params)?)?))
        }
        "textDocument/rename" => |view, params| Ok(json!(channels::rename(view, &read(params)?)?)),
        "textDocument/codeLens" => {
            |view, params| Ok(json!(javascript::lenses(view, &read(params)?)))
        }
        "pulsec/javascript" => |view, params| Ok(json!(javascript::asked(view, &read(params)?))),
        _other => return None,
    })
}

pub fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refused> {
    serde_json::from_value(params)
        .map_err(|error| Refused::new(ErrorCode::InvalidParams, error.to_string()))
}

fn command(
    workspace: &Workspace,
    client: &Client,
    params: lsp_types::ExecuteCommandParams,
) -> Answer {
    let mut arguments = params.arguments.into_iter();
    match params.command.as_str() {
        SHOW => {
            let uri: Uri = read(arguments.next().unwrap_or_default())?;
            let name = arguments.next().and_then(|name| name.as_str().map(str::to_owned));
            let view = View::of(workspace, client, &uri);
            Ok(json!(view.map(|view| javascript::of_file(&view, &uri, name.as_deref(), None))))
        }
        EXPLAIN => {
            let code = arguments.next().unwrap_or_default();
            let known = ALL.iter().find(|known| code == known.id);
            Ok(json!(known.map(|code| code.page)))
        }
        other => {
            let message = format!("there is no command `{other}`");
            Err(Refused::new(ErrorCode::InvalidParams, message))
        }
    }
}
