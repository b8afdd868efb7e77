// import { Chat } from "../app/chat.py"
//
// The plugin compiles a Python file where Vite loads it, under its own id, into plain JavaScript:
//
//     chat.py ─load→ pulsec serve ─→ { code with react/jsx-dev-runtime, map to chat.py }
//             ─transform→ @vitejs/plugin-react adds Fast Refresh, Vite resolves the imports ─→ browser
//
// `load` and not `transform`: no other plugin ever sees Python, in whatever order the plugins stand. An edit
// goes to `pulsec serve` as `invalidate`, and what it says may have changed is what Vite replaces. The plugin
// knows nothing of Python; all of that is in the binary.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import type { EnvironmentModuleNode, Plugin, Rollup, UserConfig, ViteDevServer } from "vite";

import { findBinary } from "./binary.js";
import { Compiler } from "./compiler.js";
import { declarationPath, declarationText, typeSources, writeDeclaration } from "./declarations.js";
import { PulsecFailure } from "./failure.js";
import { checkOptions, type PulsecOptions } from "./options.js";
import { fileOf, isInside, isPython, projectRoot, PYTHON_FILTER, realPath, RESOLVED_RUNTIME, RUNTIME, slash } from "./paths.js";
import { esbuildPlugin, rolldownPlugin } from "./prebundle.js";
import type { CompileFileResult } from "./protocol.js";
import { errorReport, isError, reportOf, Said, type Report } from "./report.js";
import { Server } from "./server.js";

export type { PulsecOptions };

const VERSION: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
const DEFAULT_TIMEOUT = 60_000;
const DEFAULT_CLIENT = "pulse-ui-client";

/** Folders of Python that hold thousands of files and no source of the project. */
const NOT_WATCHED = ["**/.venv/**", "**/__pycache__/**"];

/** Names of npm packages, as Vite tells them: `react`, `@mui/material/Button`. */
const PACKAGE_FILTER = /^(?![a-zA-Z]:)[\w@](?!.*:\/\/)/;

const RUNTIME_FILTER = new RegExp(`${RUNTIME}$`);

/** Any hook's context. */
type Warns = Pick<Rollup.MinimalPluginContext, "warn">;

/** Set up when Vite's configuration is known. */
interface State {
  compiler: Compiler;
  server: Server;
  root: string;
  viteRoot: string;
  /** A file of Vite's root: what is imported from there is found in its `node_modules`. */
  entry: string;
  /** The folder for types; null beside the Python; undefined for none. */
  types: string | null | undefined;
  isBuild: boolean;
}

/** Lets JavaScript and TypeScript import what is marked with `@ps.javascript` in Python files. */
export function pulsec(options: PulsecOptions = {}): Plugin {
  checkOptions(options);
  const said = new Said();
  /** By environment, the last edit that it heard of. */
  const heard = new WeakMap<object, number>();
  /** Modules of which the last compilation failed. */
  const failed = new Set<string>();
  /** Files of which types were written. */
  const declared = new Set<string>();
  let state: State | null = null;
  let devServer: ViteDevServer | null = null;

  function ready(): State {
    if (!state) throw new Error("vite-plugin-pulsec was used before Vite resolved its configuration");
    return state;
  }

  async function peek(id: string): Promise<string | null> {
    const result = await ready().compiler.compile(path.resolve(fileOf(id))).catch(() => null);
    return result?.ok ? result.code : null;
  }

  /** What the edits that this environment has not heard of may have changed. */
  async function changedFor(environment: object): Promise<Set<string>> {
    const { compiler } = ready();
    const changed = await compiler.changedSince(heard.get(environment) ?? 0);
    heard.set(environment, compiler.edits);
    return new Set(changed.map(slash));
  }

  return {
    name: "pulsec",
    enforce: "pre",

    config(user) {
      const prebundle =
        "rolldownVersion" in this.meta
          ? { rolldownOptions: { plugins: [rolldownPlugin(peek)] } }
          : { esbuildOptions: { plugins: [esbuildPlugin(peek)] } };
      const config: UserConfig = {
        optimizeDeps: { extensions: [".py"], ...(prebundle as object) },
        // These break when a page has them twice, and Python is often compiled from outside of Vite's root.
        resolve: { dedupe: ["react", "react-dom", options.clientPackage ?? DEFAULT_CLIENT] },
      };
      // `null` is a user's way to have no watcher at all; an object would bring it back.
      if (user.server?.watch !== null) config.server = { watch: { ignored: NOT_WATCHED } };
      return config;
    },

    configResolved(config) {
      const root = projectRoot(config.root, options.root);
      const server = new Server({
        findBinary: () =>
          findBinary({
            option: options.bin,
            viteRoot: config.root,
            pythonRoot: root,
            env: process.env,
            platform: process.platform,
          }),
        cwd: root,
        timeout: options.timeout ?? DEFAULT_TIMEOUT,
        version: VERSION,
      });
      const compiler = new Compiler(server, {
        projectRoot: root,
        // As Vite itself decides it for JSX.
        jsx: config.isProduction ? "automatic" : "automatic-dev",
        runtime: RUNTIME,
        clientPackage: options.clientPackage,
      });
      const { dts } = options;
      const types = typeof dts === "string" ? path.resolve(config.root, dts) : dts ? null : undefined;
      const entry = path.join(config.root, "index.html");
      state = { compiler, server, root, viteRoot: realPath(config.root), entry, types, isBuild: config.command === "build" };
    },

    configureServer(server) {
      devServer = server;
    },

    resolveId: {
      filter: { id: [RUNTIME_FILTER, PACKAGE_FILTER] },
      async handler(id, importer, resolving) {
        if (id === RUNTIME) return RESOLVED_RUNTIME;
        if (!importer || !isPython(importer) || !PACKAGE_FILTER.test(id)) return null;
        // Python often lies beside Vite's root (`app/` and `web/`), where no `node_modules` is on the way up.
        const options = { ...resolving, skipSelf: true };
        return (await this.resolve(id, importer, options)) ?? this.resolve(id, ready().entry, options);
      },
    },

    load: {
      filter: { id: [PYTHON_FILTER, RUNTIME_FILTER] },
      async handler(id) {
        const isRuntime = id === RESOLVED_RUNTIME;
        if (!isRuntime && !isPython(id)) return null;
        const { compiler, root, isBuild } = ready();
        if (isRuntime) {
          const code = await compiler.runtime().catch((error) => fail(this, error, id));
          return { code, moduleType: "js", moduleSideEffects: false };
        }
        const file = path.resolve(fileOf(id));
        failed.add(slash(file));
        const result = await compiler.compile(file).catch((error) => fail(this, error, slash(file)));

        watch(this, file, result, isBuild);
        for (const each of result.diagnostics) {
          if (!isError(each) && said.isNew(each)) this.warn(forVite(reportOf(each, slash(file))));
        }
        if (!result.ok || result.code === null) {
          return this.error(asError(errorReport(result.diagnostics, file, root)));
        }
        if (result.isEmpty) return this.error(asError({ message: nothingMarked(file, root), id: slash(file) }));
        failed.delete(slash(file));
        await declare(this, file, result);
        return { code: result.code, map: result.map as Rollup.SourceMapInput, moduleType: "js" };
      },
    },

    watchChange(id) {
      if (!isPython(id)) return;
      const file = path.resolve(fileOf(id));
      said.forget(file);
      ready().compiler.touch(file);
    },

    hotUpdate: {
      async handler({ file, modules, type }) {
        if (!isPython(file)) return;
        ready().compiler.touch(path.resolve(file));
        const graph = this.environment.moduleGraph;
        const changed = await changedFor(this.environment);
        if (this.environment.config.consumer === "client") {
          void redeclare(this, new Set([...changed, file].map((each) => path.resolve(each))));
        }
        const updated = affected(changed, file, type, modules, (each) => graph.getModulesByFile(each));
        // What never loaded accepts no update, and Vite sends none for it: the page would keep its error.
        const isStuck = updated.some(({ file, isSelfAccepting }) => isSelfAccepting === undefined && file && failed.has(file));
        if (!isStuck || this.environment.config.consumer !== "client") return updated;
        for (const each of updated) graph.invalidateModule(each);
        this.environment.hot.send({ type: "full-reload" });
        return [];
      },
    },

    // For a Vite that has no `hotUpdate`; one that has it does not call this.
    async handleHotUpdate({ file, modules, server }) {
      if (!isPython(file)) return;
      ready().compiler.touch(path.resolve(file));
      const changed = await changedFor(server);
      return affected(changed, file, "update", modules, (each) => server.moduleGraph.getModulesByFile(each));
    },

    async closeBundle() {
      if (ready().isBuild && this.meta.watchMode) return;
      await ready().server.stop();
    },

    async closeWatcher() {
      await ready().server.stop();
    },
  };

  /** An edit of the other Python files that went into this module must reach it. */
  function watch(context: Rollup.PluginContext, file: string, { watch }: CompileFileResult, isBuild: boolean): void {
    const { compiler, root, viteRoot } = ready();
    devServer?.watcher.add(file);
    // Vite watches its own root. Elsewhere a file that is missing now is noticed when it appears in its package.
    const folder = path.dirname(file);
    if (folder !== root && isInside(root, folder) && !isInside(viteRoot, folder)) devServer?.watcher.add(folder);
    for (const other of watch) {
      if (other === file) continue;
      // Vite takes a watched file for an import, so it must exist; and two files that watch each other look
      // like a circular import to it, after which a failed update reloads the page and loses its state.
      const isEdge = existsSync(other) && !compiler.dependsOn(other, file);
      if (isBuild || isEdge) context.addWatchFile(slash(other));
      else devServer?.watcher.add(other);
    }
  }

  /** Writes the types of a module, and of those that it takes types from. */
  async function declare(context: Warns, file: string, result: CompileFileResult, seen = new Set<string>()): Promise<void> {
    const { compiler, root, types } = ready();
    const target = types === undefined ? null : declarationPath(file, root, types);
    if (!target || seen.has(file) || /[\\/]node_modules[\\/]/.test(file)) return;
    seen.add(file);
    try {
      const written = await writeDeclaration(target, declarationText(file, result));
      if (written === "not ours") {
        context.warn(`${target} was not written by vite-plugin-pulsec and is left as it is; remove it to get the types of ${path.basename(file)}`);
      } else {
        declared.add(file);
      }
    } catch (error) {
      context.warn(`the types of ${path.basename(file)} could not be written: ${(error as Error).message}`);
    }
    for (const source of typeSources(file, result)) {
      const other = seen.has(source) ? null : await compiler.compile(source).catch(() => null);
      if (other?.ok) await declare(context, source, other, seen);
    }
  }

  /** Brings types up to date that no browser asks for: of a file that has nothing but types. */
  async function redeclare(context: Warns, files: Iterable<string>): Promise<void> {
    for (const file of files) {
      const result = declared.has(file) ? await ready().compiler.compile(file).catch(() => null) : null;
      if (result?.ok) await declare(context, file, result);
    }
  }
}

export default pulsec;

/** The modules that Vite replaces: those that may have changed, and what others made of the file (`chat.py?raw`). */
function affected<Node extends Pick<EnvironmentModuleNode, "id">>(
  changed: Set<string>,
  file: string,
  type: "create" | "update" | "delete",
  modules: Node[],
  byFile: (file: string) => Set<Node> | undefined,
): Node[] {
  const kept = modules.filter(({ id }) => type !== "update" || changed.has(file) || !id || !isPython(id));
  const others = [...changed].flatMap((each) => [...(byFile(each) ?? [])]).filter(({ id }) => id && isPython(id));
  return [...new Set([...kept, ...others])];
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
