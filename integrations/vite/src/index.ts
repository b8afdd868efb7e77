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

import { readFileSync } from "node:fs";

import type { EnvironmentModuleNode, Plugin, UserConfig } from "vite";

import { checkOptions, type PulsecOptions } from "./options.js";
import { isPython, PYTHON_FILTER, RESOLVED_RUNTIME, RUNTIME, suppliedFile } from "./paths.js";
import { esbuildPlugin, rolldownPlugin } from "./prebundle.js";
import { Project } from "./project.js";

export type { PulsecOptions };

const VERSION: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
const DEFAULT_CLIENT = "pulse-ui-client";

/** Folders of Python that hold thousands of files and no source of the project. */
const NOT_WATCHED = ["**/.venv/**", "**/__pycache__/**"];

/** Names of npm packages, as Vite tells them: `react`, `@mui/material/Button`. */
const PACKAGE_FILTER = /^(?![a-zA-Z]:)[\w@](?!.*:\/\/)/;

const RUNTIME_FILTER = new RegExp(`${RUNTIME}(?:/.+)?$`);

/** Lets JavaScript and TypeScript import what is marked with `@ps.javascript` in Python files. */
export function pulsec(options: PulsecOptions = {}): Plugin {
  checkOptions(options);
  let resolved: Project | null = null;
  const project = (): Project => {
    if (!resolved) throw new Error("vite-plugin-pulsec was used before Vite resolved its configuration");
    return resolved;
  };

  return {
    name: "pulsec",
    enforce: "pre",

    config(user) {
      return configuration(user, options, "rolldownVersion" in this.meta, (id) => project().peek(id));
    },

    configResolved(config) {
      resolved = new Project(config, options, VERSION);
    },

    configureServer(server) {
      project().devServer = server;
    },

    resolveId: {
      filter: { id: [RUNTIME_FILTER, PACKAGE_FILTER] },
      async handler(id, importer, resolving) {
        if (id === RUNTIME || id.startsWith(`${RUNTIME}/`)) return `\0${id}`;
        if (!importer || !isPython(importer) || !PACKAGE_FILTER.test(id)) return null;
        // Python often lies beside Vite's root (`app/` and `web/`), where no `node_modules` is on the way up.
        const options = { ...resolving, skipSelf: true };
        return (await this.resolve(id, importer, options)) ?? this.resolve(id, project().entry, options);
      },
    },

    load: {
      filter: { id: [PYTHON_FILTER, RUNTIME_FILTER] },
      async handler(id) {
        if (id === RESOLVED_RUNTIME) {
          return { code: await project().runtime(this, id), moduleType: "js", moduleSideEffects: false };
        }
        const supplied = suppliedFile(id);
        if (supplied !== null) return { ...(await project().supplied(this, supplied, id)), moduleType: "js" };
        return isPython(id) ? { ...(await project().load(this, id)), moduleType: "js" } : null;
      },
    },

    // Vite calls this for each environment, before `hotUpdate`.
    watchChange(id) {
      if (isPython(id)) project().edited(id);
    },

    hotUpdate: {
      async handler({ file, modules, type }) {
        if (!isPython(file)) return;
        const graph = this.environment.moduleGraph;
        const isClient = this.environment.config.consumer === "client";
        const changed = await project().changedFor(this.environment);
        if (isClient) void project().redeclare(this, new Set([...changed, file]));
        const updated = affected(changed, file, type, modules, (each) => graph.getModulesByFile(each));
        if (!isClient || !updated.some((each) => project().isStuck(each))) return updated;
        // No update would be sent, and the page would keep its error.
        for (const each of updated) graph.invalidateModule(each);
        this.environment.hot.send({ type: "full-reload" });
        return [];
      },
    },

    // For a Vite that has no `hotUpdate`; one that has it does not call this.
    async handleHotUpdate({ file, modules, server }) {
      if (!isPython(file)) return;
      const changed = await project().changedFor(server);
      return affected(changed, file, "update", modules, (each) => server.moduleGraph.getModulesByFile(each));
    },

    async closeBundle() {
      if (project().isBuild && this.meta.watchMode) return;
      await project().server.stop();
    },

    async closeWatcher() {
      await project().server.stop();
    },
  };
}

export default pulsec;

function configuration(
  user: UserConfig,
  options: PulsecOptions,
  isRolldown: boolean,
  peek: (id: string) => Promise<string | null>,
): UserConfig {
  const prebundle = isRolldown
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
}

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
