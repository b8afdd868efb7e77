// Vite looks for the npm packages of a project before it serves the first page, by a bundler of its own that
// knows no plugins. These two let that bundler see through Python, so that a package which only Python names
// (`ps.Import("Chart", "recharts")`) does not reload the page when it is found later. An npm package that
// ships `.py` files passes through the same bundler.

import { PYTHON_FILTER, RUNTIME, isPython } from "./paths.js";

/** The JavaScript of a file; null when it does not compile. Of a file of the project that is told when it is served. */
export type Peek = (file: string) => Promise<string | null>;

// Exports are looked up in it when the program runs, and it never does: a file with an error does not end the
// search for packages.
const NOTHING = "module.exports = {};";

async function codeOf(peek: Peek, file: string): Promise<string> {
  const code = await peek(file);
  // A package is bundled for good, so there an error must be one.
  if (code === null && /[\\/]node_modules[\\/]/.test(file)) throw new Error(`pulsec cannot compile ${file}`);
  return code ?? NOTHING;
}

/** For Rolldown (Vite 8). */
export function rolldownPlugin(peek: Peek) {
  return {
    name: "pulsec:prebundle",
    resolveId(id: string) {
      // One runtime for all: what is bundled beforehand imports the same that the project does.
      return id === RUNTIME || id.startsWith(`${RUNTIME}/`) ? { id, external: true } : null;
    },
    load: {
      filter: { id: PYTHON_FILTER },
      async handler(id: string) {
        return isPython(id) ? { code: await codeOf(peek, id), moduleType: "js" as const } : null;
      },
    },
  };
}

interface EsbuildLike {
  onResolve(options: { filter: RegExp }, callback: (args: { path: string }) => { path: string; external: boolean }): void;
  onLoad(
    options: { filter: RegExp; namespace: string },
    callback: (args: { path: string }) => Promise<{ contents: string; loader: "js" }>,
  ): void;
}

/** For esbuild (Vite 7). */
export function esbuildPlugin(peek: Peek) {
  return {
    name: "pulsec:prebundle",
    setup(build: EsbuildLike) {
      build.onResolve({ filter: new RegExp(`^${RUNTIME}(?:/.+)?$`) }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /\.py$/, namespace: "file" }, async ({ path }) => ({
        contents: await codeOf(peek, path),
        loader: "js",
      }));
    },
  };
}
