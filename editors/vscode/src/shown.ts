// What the server answers to `pulsec/javascript`, and what the preview makes of it.

export interface Shown {
  code: string | null;
  message: string | null;
  languageId: string;
  functions: {
    name: string;
    range: { start: { line: number }; end: { line: number } };
    /** The first line of its JavaScript, and the one behind the last. */
    lines: [number, number] | null;
  }[];
  name: string | null;
}

/** The text of the preview. While there is none, what was there stays, with a line above it. */
export function text(shown: Shown | null, before: string): string {
  if (shown?.code != null) {
    return shown.code;
  }
  const why = shown?.message ?? "this file is in no project of pulsec";
  const old = before.replace(/^\/\/ \(.*\)\n\n?/, "");
  return old === "" ? `// (${why})\n` : `// (${why})\n\n${old}`;
}

/** The lines of the JavaScript of the function at a line of the Python. */
export function linesAt(shown: Shown, line: number): [number, number] | null {
  const around = shown.functions.find(({ range }) => range.start.line <= line && line <= range.end.line);
  return around?.lines ?? null;
}
