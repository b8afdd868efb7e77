// `chat.d.py.ts`, where TypeScript's `allowArbitraryExtensions` looks for the types of `./chat.py`.

import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Compiler } from "./compiler.js";
import { isInside } from "./paths.js";
import type { CompileFileResult } from "./protocol.js";

/** Any hook's context. */
interface Context {
  warn(message: string): void;
}

/** The types of a project, as far as they were written. */
export class Declarations {
  #written = new Set<string>();

  /** Without a folder, types lie beside the Python. */
  constructor(
    private readonly compiler: Compiler,
    private readonly projectRoot: string,
    private readonly folder: string | null,
  ) {}

  /** Writes the types of a module, and of those that it takes types from. */
  async write(context: Context, file: string, result: CompileFileResult, seen = new Set<string>()): Promise<void> {
    const target = declarationPath(file, this.projectRoot, this.folder);
    if (!target || seen.has(file) || /[\\/]node_modules[\\/]/.test(file)) return;
    seen.add(file);
    await this.#writeOne(context, file, target, result);
    for (const source of typeSources(file, result)) {
      const other = seen.has(source) ? null : await this.compiler.compile(source).catch(() => null);
      if (other?.ok) await this.write(context, source, other, seen);
    }
  }

  /** Writes again what was written before. */
  async refresh(context: Context, files: Iterable<string>): Promise<void> {
    for (const file of files) {
      const result = this.#written.has(file) ? await this.compiler.compile(file).catch(() => null) : null;
      if (result?.ok) await this.write(context, file, result);
    }
  }

  async #writeOne(context: Context, file: string, target: string, result: CompileFileResult): Promise<void> {
    const name = path.basename(file);
    try {
      const written = await writeDeclaration(target, declarationText(file, result));
      if (written !== "not ours") this.#written.add(file);
      else context.warn(`${target} was not written by vite-plugin-pulsec and is left as it is; remove it to get the types of ${name}`);
    } catch (error) {
      context.warn(`the types of ${name} could not be written: ${(error as Error).message}`);
    }
  }
}

const MARK = "// Written by vite-plugin-pulsec";

/** Where the types of a Python file go; null for a file outside of what a folder of types mirrors. */
export function declarationPath(file: string, projectRoot: string, folder: string | null): string | null {
  const name = `${path.basename(file, ".py")}.d.py.ts`;
  if (folder === null) return path.join(path.dirname(file), name);
  if (!isInside(projectRoot, file)) return null;
  return path.join(folder, path.relative(projectRoot, path.dirname(file)), name);
}

export function declarationText(file: string, result: CompileFileResult): string {
  const heading = `${MARK} from ${path.basename(file)}. Do not edit.\n`;
  // Without the compiler's own heading, which says the same.
  return `${heading}\n${result.dts === null ? untyped(result) : result.dts.replace(/^(\/\/.*)?\n+/, "")}`;
}

/** The Python files that these types take types from: a file with nothing but types is no module of the page. */
export function typeSources(file: string, { dts }: CompileFileResult): string[] {
  const specifiers = [...(dts ?? "").matchAll(/^(?:import|export) .* from "(\.[^"]*\.py)";$/gm)];
  return specifiers.map((match) => path.resolve(path.dirname(file), match[1] ?? ""));
}

/** Names without types, for a pulsec that writes none: better than an import TypeScript does not know. */
function untyped({ exports, components }: CompileFileResult): string {
  const lines = exports.map((name) =>
    components.includes(name)
      ? `export declare function ${name}(props: Record<string, any>): any;`
      : `export declare const ${name}: any;`,
  );
  return lines.length ? `${lines.join("\n")}\n` : "export {};\n";
}

export type Written = "written" | "same" | "not ours";

/** Writes the file whole or not at all, only when it differs, and never over one that someone else wrote. */
export async function writeDeclaration(target: string, text: string): Promise<Written> {
  const old = await readFile(target, "utf8").catch(() => null);
  if (old === text) return "same";
  if (old !== null && !old.startsWith(MARK)) return "not ours";
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return "written";
}
