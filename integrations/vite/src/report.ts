// From diagnostics to what Vite shows: overlay and terminal.

import path from "node:path";

import type { Diagnostic } from "./protocol.js";

/** The fields of Rollup's log that Vite shows; `line` counts from 1, `column` from 0. */
export interface Report {
  message: string;
  id?: string;
  loc?: { file: string; line: number; column: number };
  frame?: string;
}

/** How many further errors are listed below the first. */
const LISTED = 10;

/** One error for all of a file: the bundler takes a single one. */
export function errorReport(diagnostics: Diagnostic[], file: string, root: string): Report {
  const errors = diagnostics.filter(isError);
  const first = errors.find((each) => each.file === file) ?? errors[0];
  if (!first) return { message: `pulsec could not compile ${path.basename(file)} and did not say why`, id: file };
  const report = reportOf(first, file);
  const others = errors.filter((each) => each !== first);
  if (others.length === 0) return report;
  const lines = others.slice(0, LISTED).map((each) => `  ${placeOf(each, root)}: ${each.code}: ${each.message}`);
  if (others.length > LISTED) lines.push(`  and ${others.length - LISTED} more`);
  const heading = others.length === 1 ? "There is another error:" : `There are ${others.length} other errors:`;
  return { ...report, message: `${report.message}\n\n${heading}\n${lines.join("\n")}` };
}

export function reportOf(diagnostic: Diagnostic, id: string): Report {
  const help = diagnostic.help ? `\nhelp: ${diagnostic.help}` : "";
  const report: Report = { message: `${diagnostic.code}: ${diagnostic.message}${help}`, id };
  if (diagnostic.file && diagnostic.start) {
    const { line, column } = diagnostic.start;
    report.loc = { file: diagnostic.file, line, column: column - 1 };
  }
  if (diagnostic.frame) report.frame = diagnostic.frame;
  return report;
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

function placeOf({ file, start }: Diagnostic, root: string): string {
  if (!file) return "project";
  const shown = path.relative(root, file);
  return start ? `${shown}:${start.line}:${start.column}` : shown;
}

/** What is said once: the same finding is reported for every module that depends on the file. */
export class Said {
  #keys = new Map<string, Set<string>>();

  isNew({ file, start, code, message }: Diagnostic): boolean {
    const keys = this.#keys.get(file ?? "") ?? new Set();
    const key = JSON.stringify([start, code, message]);
    if (keys.has(key)) return false;
    this.#keys.set(file ?? "", keys.add(key));
    return true;
  }

  /** The file was edited: what is still wrong there is said again. */
  forget(file: string): void {
    this.#keys.delete(file);
  }
}
