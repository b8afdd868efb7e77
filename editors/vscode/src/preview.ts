// The JavaScript of a Python file, in an editor beside it that follows what is typed and where the cursor is.

import * as vscode from "vscode";
import { linesAt, text, type Shown } from "./shown";

export const SCHEME = "pulsec-javascript";

/** How long after the last key the preview is asked for. */
const QUIET = 150;

export type Ask = (params: { textDocument: { uri: string }; name?: string }) => Promise<Shown | null>;

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();
  private readonly shown = new Map<string, Shown>();
  private readonly marked: vscode.TextEditorDecorationType;
  private readonly disposables: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ask: Ask) {
    this.marked = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    });
    this.disposables.push(
      this.marked,
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.query) ?? "";
  }

  /** Opens the preview of a file beside it, at the function of this name. */
  async open(source: string, name?: string): Promise<void> {
    await this.refresh(source);
    const document = await vscode.workspace.openTextDocument(previewOf(source));
    await vscode.languages.setTextDocumentLanguage(document, this.shown.get(source)?.languageId ?? "javascript");
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
    const lines = this.shown.get(source)?.functions.find((one) => one.name === name)?.lines;
    if (lines) {
      this.reveal(editor, lines);
    }
  }

  private async refresh(source: string): Promise<void> {
    let shown: Shown | null;
    try {
      shown = await this.ask({ textDocument: { uri: source } });
    } catch {
      // The text is another one by now; the next key asks again.
      return;
    }
    if (shown) {
      this.shown.set(source, shown);
    }
    this.texts.set(source, text(shown, this.texts.get(source) ?? ""));
    this.changed.fire(previewOf(source));
  }

  private later(document: vscode.TextDocument): void {
    const source = document.uri.toString();
    if (!this.texts.has(source)) {
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(source), QUIET);
  }

  private forget(document: vscode.TextDocument): void {
    if (document.uri.scheme === SCHEME) {
      this.texts.delete(document.uri.query);
      this.shown.delete(document.uri.query);
    }
  }

  private follow(source: vscode.TextEditor): void {
    const shown = this.shown.get(source.document.uri.toString());
    const at = previewOf(source.document.uri.toString()).toString();
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === at);
    const lines = shown && linesAt(shown, source.selection.active.line);
    if (editor && lines) {
      this.reveal(editor, lines);
    }
  }

  private reveal(editor: vscode.TextEditor, [start, end]: [number, number]): void {
    const range = new vscode.Range(start, 0, Math.max(start, end - 1), 0);
    editor.setDecorations(this.marked, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.disposables.forEach((one) => one.dispose());
  }
}

/** The preview of a file: named as the module would be, the file itself in the query. */
function previewOf(source: string): vscode.Uri {
  const { path } = vscode.Uri.parse(source);
  return vscode.Uri.from({ scheme: SCHEME, path: path.replace(/\.py$/, ".js"), query: source });
}
