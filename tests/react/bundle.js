// The emitted modules of an app, loaded as a bundler loads them: esbuild resolves their imports and
// compiles the JSX that `--jsx preserve` leaves. React and the stand-in stay outside, so that there is
// one of each.

import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { HERE, OUT, outDir } from "./paths.js";

const STAND_IN = path.join(HERE, "stand-in/pulse-ui-client.js");
const REACT = ["react", "react/jsx-runtime", "react/jsx-dev-runtime", "react-dom"];

/** The JavaScript files of an app, relative to its output folder. */
export function emitted(app, form) {
  const dir = outDir(app, form);
  return readdirSync(dir, { recursive: true })
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => /\.jsx?$/.test(file))
    .sort();
}

/** Module (`chat/client/format`) to its exports, bundled for a browser or (`"node"`) for a server. */
export async function bundle(app, form, platform = "browser") {
  const dir = outDir(app, form);
  const files = emitted(app, form);
  const entry = files
    .map((file) => `export * as ${JSON.stringify(file.replace(/\.jsx?$/, ""))} from ${JSON.stringify(`./${file}`)};`)
    .join("\n");
  const outfile = path.join(OUT, "bundles", `${app}-${form}-${platform}-${process.pid}.mjs`);
  const result = await build({
    stdin: { contents: entry, resolveDir: dir, sourcefile: "entry.js" },
    outfile,
    bundle: true,
    format: "esm",
    platform,
    jsx: "automatic",
    conditions: ["development"],
    define: { "process.env.NODE_ENV": '"development"' },
    plugins: [outside],
    // Packages in CommonJS ask for React with `require`.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "silent",
  });
  if (result.warnings.length > 0) throw new Error(JSON.stringify(result.warnings, null, 2));
  return import(pathToFileURL(outfile));
}

const outside = {
  name: "outside",
  setup(build) {
    build.onResolve({ filter: /^pulse-ui-client$/ }, () => ({ path: pathToFileURL(STAND_IN).href, external: true }));
    build.onResolve({ filter: /^react/ }, ({ path: name }) => {
      if (REACT.includes(name)) return { path: name, external: true };
      return undefined;
    });
  },
};
