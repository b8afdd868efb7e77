// What one Vite (a dev server, or a build) knows of the Python: everything of the plugin that is no hook.

import { existsSync } from "node:fs";
import path from "node:path";

import type { ResolvedConfig, Rollup, ViteDevServer } from "vite";

import { findBinary } from "./binary.js";
import { Compiler } from "./compiler.js";
import { Declarations } from "./declarations.js";
import { PulsecFailure } from "./failure.js";
import type { PulsecOptions } from "./options.js";
import { fileOf, isInside, projectRoot, realPath, RUNTIME, slash } from "./paths.js";
import type { CompileFileResult } from "./protocol.js";
import { errorReport, isError, reportOf, Said, type Report } from "./report.js";
import { Server } from "./server.js";

const DEFAULT_TIMEOUT = 60_000;

export class Project {
  readonly server: Server;
  readonly compiler: Compiler;
  readonly isBuild: boolean;
  /** A file of Vite's root: what is imported from there is found in its `node_modules`. */
  readonly entry: string;
  devServer: ViteDevServer | null = null;
  /** Where Python's imports start. */
  #root: string;
  #viteRoot: string;
  #declarations: Declarations | null;
  #said = new Said();
  /** By environment, the last edit that it heard of. */
  #heard = new WeakMap<object, number>();
  /** Modules of which the last compilation failed. */
  #failed = new Set<string>();

  constructor(config: ResolvedConfig, options: PulsecOptions, version: string) {
    const root = projectRoot(config.root, options.root);
    const search = { option: options.bin, viteRoot: config.root, pythonRoot: root, env: process.env, platform: process.platform };
    this.server = new Server({
      findBinary: () => findBinary(search),
      cwd: root,
      timeout: options.timeout ?? DEFAULT_TIMEOUT,
      version,
    });
    this.compiler = new Compiler(this.server, {
      projectRoot: root,
      // As Vite itself decides it for JSX.
      jsx: config.isProduction ? "automatic" : "automatic-dev",
      runtime: RUNTIME,
      clientPackage: options.clientPackage,
    });
    const { dts } = options;
    const folder = typeof dts === "string" ? path.resolve(config.root, dts) : null;
    this.#declarations = dts ? new Declarations(this.compiler, root, folder) : null;
    this.#root = root;
    this.#viteRoot = realPath(config.root);
    this.entry = path.join(config.root, "index.html");
    this.isBuild = config.command === "build";
  }

  /** The module that a Python file becomes; ends the hook with an error when it becomes none. */
  async load(context: Rollup.PluginContext, id: string): Promise<{ code: string; map: Rollup.SourceMapInput }> {
    const file = path.resolve(fileOf(id));
    this.#failed.add(slash(file));
    const result = await this.compiler.compile(file).catch((error) => fail(context, error, slash(file)));
    this.#watch(context, file, result);
    for (const each of result.diagnostics) {
      if (!isError(each) && this.#said.isNew(each)) context.warn(forVite(reportOf(each, slash(file))));
    }
    if (!result.ok || result.code === null) return context.error(asError(errorReport(result.diagnostics, file, this.#root)));
    if (result.isEmpty) return context.error(asError({ message: nothingMarked(file, this.#root), id: slash(file) }));
    this.#failed.delete(slash(file));
    await this.#declarations?.write(context, file, result);
    return { code: result.code, map: result.map as Rollup.SourceMapInput };
  }

  /** A module that the compiler brings along. */
  async supplied(context: Rollup.PluginContext, file: string, id: string): Promise<{ code: string; map: Rollup.SourceMapInput }> {
    const result = await this.compiler.compile(file).catch((error) => fail(context, error, id));
    if (!result.ok || result.code === null) return context.error(asError(errorReport(result.diagnostics, file, this.#root)));
    return { code: result.code, map: result.map as Rollup.SourceMapInput };
  }

  async runtime(context: Rollup.PluginContext, id: string): Promise<string> {
    return this.compiler.runtime().catch((error) => fail(context, error, id));
  }

  /** The code of a file when it compiles. */
  async peek(id: string): Promise<string | null> {
    const result = await this.compiler.compile(path.resolve(fileOf(id))).catch(() => null);
    return result?.ok ? result.code : null;
  }

  edited(id: string): void {
    const file = path.resolve(fileOf(id));
    this.#said.forget(file);
    this.compiler.touch(file);
  }

  /** What may have changed by edits that this environment has not heard of. */
  async changedFor(environment: object): Promise<Set<string>> {
    const changed = await this.compiler.changedSince(this.#heard.get(environment) ?? 0);
    this.#heard.set(environment, this.compiler.edits);
    return new Set(changed.map(slash));
  }

  /** Brings types up to date, also those of files that no browser asks for. */
  async redeclare(context: Pick<Rollup.MinimalPluginContext, "warn">, files: Set<string>): Promise<void> {
    await this.#declarations?.refresh(context, [...files].map((each) => path.resolve(each)));
  }

  /** A module that failed before it ever ran. It accepts no update, and Vite sends none for it. */
  isStuck({ file, isSelfAccepting }: { file: string | null; isSelfAccepting?: boolean | undefined }): boolean {
    return isSelfAccepting === undefined && file !== null && this.#failed.has(file);
  }

  /** An edit of the other Python files that went into this module must reach it. */
  #watch(context: Rollup.PluginContext, file: string, { watch }: CompileFileResult): void {
    const watcher = this.devServer?.watcher;
    watcher?.add(file);
    // Vite watches its own root. Elsewhere a file that is missing now is noticed when it appears in its package.
    const folder = path.dirname(file);
    if (folder !== this.#root && isInside(this.#root, folder) && !isInside(this.#viteRoot, folder)) watcher?.add(folder);
    for (const other of watch) {
      if (other === file) continue;
      // Vite takes a watched file for an import, so it must exist; and two files that watch each other look
      // like a circular import to it, after which a failed update reloads the page and loses its state.
      const isEdge = existsSync(other) && !this.compiler.dependsOn(other, file);
      if (this.isBuild || isEdge) context.addWatchFile(slash(other));
      else watcher?.add(other);
    }
  }
}

function nothingMarked(file: string, root: string): string {
  const shown = isInside(root, file) ? path.relative(root, file) : file;
  return (
    `${shown} has nothing to import: no function in it is marked with \`@ps.javascript\`, and only marked functions ` +
    `are compiled to JavaScript. Mark what is to be imported:\n\n` +
    `    import pulse as ps\n\n    @ps.javascript(jsx=True)\n    def Name(): ...`
  );
}

/** Ends the hook: the tool's failures as plain messages, everything else as it came. */
function fail(context: Rollup.PluginContext, error: unknown, id: string): never {
  if (!(error instanceof PulsecFailure)) throw error;
  return context.error(asError({ message: error.message, id }));
}

/** An error without the frames of this plugin, which tell a user nothing. */
function asError(report: Report): Rollup.RollupError {
  const error = Object.assign(new Error(report.message), forVite(report));
  error.stack = "";
  return error as Rollup.RollupError;
}

function forVite(report: Report): Report {
  return report.loc ? { ...report, loc: { ...report.loc, file: slash(report.loc.file) } } : report;
}
