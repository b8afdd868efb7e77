// The project as the bundler sees it: compiled modules, and which of them an edit changes.

import { rootOf } from "./paths.js";
import type { CompileFileParams, CompileFileResult } from "./protocol.js";
import type { Server } from "./server.js";
import { settled } from "./settle.js";

export interface CompilerOptions {
  projectRoot: string;
  jsx: CompileFileParams["jsx"];
  runtime: string;
  clientPackage: string | undefined;
}

interface Known {
  /** Of the process that compiled it. */
  generation: number;
  root: string;
  watch: Set<string>;
}

export class Compiler {
  /** Edited since `invalidate` was sent last. */
  #edited = new Set<string>();
  #flushed: Promise<void> = Promise.resolve();
  /** For each file that may compile to something else: the edit (numbered) that did it. */
  #changed = new Map<string, number>();
  #edits = 0;
  #known = new Map<string, Known>();

  constructor(
    private readonly server: Server,
    private readonly options: CompilerOptions,
  ) {}

  async compile(file: string): Promise<CompileFileResult> {
    await this.#flush();
    const { clientPackage, jsx, runtime } = this.options;
    const root = this.#rootOf(file);
    const result = await this.server.request("compileFile", {
      root,
      file,
      jsx,
      runtime,
      ...(clientPackage === undefined ? {} : { clientPackage }),
    });
    this.#known.set(file, { generation: this.server.generation, root, watch: new Set(result.watch) });
    return result;
  }

  /** A file outside of the project that a module of it needs, of the standard library for one, is compiled with that. */
  #rootOf(file: string): string {
    const root = rootOf(file, this.options.projectRoot);
    if (root === this.options.projectRoot) return root;
    const importer = [...this.#known].find(([other, { watch }]) => other !== file && watch.has(file));
    return importer?.[1].root ?? root;
  }

  async runtime(): Promise<string> {
    return (await this.server.request("runtime", {})).code;
  }

  /** Whether, as far as is known, a change of `file` changes what `other` compiles to. */
  dependsOn(other: string, file: string): boolean {
    return this.#known.get(other)?.watch.has(file) ?? false;
  }

  /** Notes an edit; it is told to the server with the next question. */
  touch(file: string): void {
    this.#edited.add(file);
  }

  /** The number of the last edit that changed something. */
  get edits(): number {
    return this.#edits;
  }

  /** The files whose compiled form may differ since the edit with that number. */
  async changedSince(edit: number): Promise<string[]> {
    await this.#flush();
    return [...this.#changed].filter(([, at]) => at > edit).map(([file]) => file);
  }

  /** Tells the server what was edited. Whoever comes meanwhile waits for the same. */
  #flush(): Promise<void> {
    if (this.#edited.size > 0) {
      const files = [...this.#edited];
      this.#edited.clear();
      this.#flushed = this.#flushed.then(() => this.#invalidate(files));
    }
    return this.#flushed;
  }

  async #invalidate(files: string[]): Promise<void> {
    await Promise.all(files.map(settled));
    let changed: string[] = [];
    try {
      changed = (await this.server.request("invalidate", { files })).changed;
    } catch {
      // A process that is gone knows nothing to forget. Why it is gone is told by the next compilation.
      this.#known.forEach((known) => (known.generation = -1));
    }
    this.#edits += 1;
    const dependents = [...this.#known].filter(
      ([, { generation, watch }]) => generation !== this.server.generation && files.some((file) => watch.has(file)),
    );
    for (const file of [...changed, ...dependents.map(([file]) => file)]) this.#changed.set(file, this.#edits);
  }
}
