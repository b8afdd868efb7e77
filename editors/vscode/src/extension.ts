// The extension: starts `pulsec lsp`, and shows the JavaScript that it compiles.

import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { find } from "./binary";
import { Preview } from "./preview";
import type { Shown } from "./shown";

const PAGES = "pulsec-page";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const preview = new Preview(async (params) => (await client?.sendRequest<Shown | null>("pulsec/javascript", params)) ?? null);
  context.subscriptions.push(
    preview,
    vscode.commands.registerCommand("pulsec.showJavaScript", async (uri?: string, name?: string) => {
      const source = uri ?? vscode.window.activeTextEditor?.document.uri.toString();
      if (source) {
        await preview.open(source, name);
      }
    }),
    vscode.commands.registerCommand("pulsec.restart", restart),
    vscode.commands.registerCommand("pulsec.explain", explain),
    vscode.workspace.registerTextDocumentContentProvider(PAGES, { provideTextDocumentContent: page }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pulsec.path")) {
        void restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const setting = vscode.workspace.getConfiguration("pulsec").get<string>("path", "");
  const command = find(setting, folders.map((folder) => folder.uri.fsPath), existsSync);
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "python" },
      { scheme: "file", pattern: "**/{pyproject,pulsec}.toml" },
    ],
    // The commands above stand in for those of the server.
    initializationOptions: { commands: ["pulsec.showJavaScript", "pulsec.explain"] },
  };
  client = new LanguageClient("pulsec", "pulsec", server, options);
  try {
    await client.start();
  } catch {
    const message = `\`${command} lsp\` does not start. \`pip install pulsec\` brings it; the setting "pulsec.path" says where it is.`;
    void vscode.window.showErrorMessage(message);
    client = undefined;
  }
  await vscode.commands.executeCommand("setContext", "pulsec.isRunning", client !== undefined);
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

/** Opens the page of a code. */
async function explain(code: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: PAGES, path: `/${code}.md` });
  await vscode.commands.executeCommand("markdown.showPreview", uri);
}

async function page(uri: vscode.Uri): Promise<string> {
  const code = uri.path.slice(1).replace(/\.md$/, "");
  const params = { command: "pulsec.explain", arguments: [code] };
  return (await client?.sendRequest<string | null>("workspace/executeCommand", params)) ?? "";
}
