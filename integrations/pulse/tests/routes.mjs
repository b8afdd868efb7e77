// Loads a route file that Pulse generated, as a bundler does, and calls what its registry holds.
//
//     echo '[["average", [[1, 2]]]]' | node --enable-source-maps routes.mjs ROUTE.jsx
//
// prints { ids: { average: "8", average_8: "8" }, answers: ["'1.5'"] }. A call is [name, arguments], or
// [name, props, "render"] for a component. What throws answers "! Name: message" and the stack.

import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";

const packages = path.resolve(import.meta.dirname, "../../../tests/react/node_modules");
const require = createRequire(path.join(packages, "index.js"));
const esbuild = require("esbuild");

const [route] = process.argv.slice(2);
const calls = JSON.parse(readFileSync(0, "utf8"));

// What a Pulse page gets from npm and these calls do not need.
const stubs = {
  "pulse-ui-client": "export const PulseView = 'view', PulseForm = 'form', usePulseChannel = () => null;",
  "react-router": "export const Link = 'a', Outlet = 'div';",
};
const stub = {
  name: "stubs",
  setup(build) {
    build.onResolve({ filter: /^(pulse-ui-client|react-router)$/ }, ({ path }) => ({ path, namespace: "stub" }));
    build.onLoad({ filter: /.*/, namespace: "stub" }, ({ path }) => ({ contents: stubs[path] }));
  },
};

const folder = mkdtempSync(path.join(tmpdir(), "routes-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const outfile = path.join(folder, "route.cjs");
await esbuild.build({
  stdin: {
    contents: `
      export { createElement } from "react";
      export { renderToStaticMarkup } from "react-dom/server";
      export { default as Route } from ${JSON.stringify(path.resolve(route))};`,
    resolveDir: packages,
  },
  bundle: true,
  format: "cjs",
  platform: "node",
  jsx: "automatic",
  sourcemap: "inline",
  logLevel: "silent",
  nodePaths: [packages],
  plugins: [stub],
  outfile,
});

const { Route, createElement, renderToStaticMarkup } = require(outfile);
const { registry } = Route().props;
// "8": average_8,
const ids = Object.fromEntries(
  [...readFileSync(route, "utf8").matchAll(/^ {2}"(\d+)": ((\w+)_\d+),$/gm)].flatMap(([, id, local, name]) => [
    [name, id],
    [local, id],
  ]),
);

async function answer([name, args, how]) {
  try {
    const value = registry[ids[name]];
    if (how === "render") return renderToStaticMarkup(createElement(value, args));
    return inspect(await value(...args), { depth: null, breakLength: Infinity, compact: 99 });
  } catch (error) {
    return `! ${error.name}: ${error.message}\n${error.stack}`;
  }
}

const answers = [];
for (const call of calls) answers.push(await answer(call));
console.log(JSON.stringify({ ids, answers }));
