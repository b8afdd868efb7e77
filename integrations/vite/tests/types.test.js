// What TypeScript makes of it: of imports from Python, and of the plugin's own types, with each Vite.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { pulsec } from "../dist/index.js";
import { config, noPulsec, PACKAGE, project, PULSEC, SAMPLE, VITES } from "./tools.js";

const OPTIONS = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "bundler",
  jsx: "react-jsx",
  strict: true,
  noEmit: true,
  lib: ["ES2023"],
  types: [],
};

/** A project with packages of its own, so that each Vite meets its own types. */
function typed(t, vite, files, options) {
  const made = project(t, { ...SAMPLE, ...files, "web/tsconfig.json": JSON.stringify({ compilerOptions: { ...OPTIONS, ...options } }) });
  const modules = made.at("web/node_modules");
  mkdirSync(path.join(modules, "@types"), { recursive: true });
  const link = (from, name) => symlinkSync(path.join(from, name), path.join(modules, name), "junction");
  for (const name of readdirSync(vite.modules)) if (!/^[.@]/.test(name)) link(vite.modules, name);
  link(vite.modules, "@vitejs");
  for (const name of ["@types/react", "@types/node"]) link(path.join(PACKAGE, "node_modules"), name);
  mkdirSync(path.join(modules, "vite-plugin-pulsec"));
  for (const name of ["dist", "package.json", "client.d.ts"]) {
    cpSync(path.join(PACKAGE, name), path.join(modules, "vite-plugin-pulsec", name), { recursive: true });
  }
  return made;
}

/** What `tsc` finds wrong. */
function check(made) {
  try {
    execFileSync(process.execPath, [path.join(PACKAGE, "node_modules/typescript/bin/tsc"), "-p", made.at("web")], { encoding: "utf8" });
    return "";
  } catch (error) {
    return error.stdout;
  }
}

async function build(vite, made, dts) {
  const { said, ...rest } = config(made, [pulsec({ bin: PULSEC, dts })], { build: { write: false } });
  await vite.vite.build({ ...rest, logLevel: "silent" });
}

const MAIN = `import { createRoot } from "react-dom/client";
import { Counter } from "../app/chat.py";

createRoot(null!).render(<Counter label="Clicks" />);
`;
const HTML = SAMPLE["web/index.html"].replace("main.jsx", "main.tsx");
// The types of react-dom are not installed, and are not what is tested.
const DOM = `declare module "react-dom/client" { export function createRoot(at: null): { render(what: unknown): void } }\n`;

for (const vite of VITES) {
  test(`${vite.name}: TypeScript accepts the plugin in a configuration, and no option that does not exist`, async (t) => {
    const made = typed(t, vite, {
      "web/vite.config.ts": `import { defineConfig } from "vite";
import named, { pulsec, type PulsecOptions } from "vite-plugin-pulsec";

const options: PulsecOptions = { bin: "x", root: "..", clientPackage: "c", dts: "types", timeout: 1 };
export default defineConfig({ plugins: [pulsec(), named(options), pulsec({ dts: true })] });
// @ts-expect-error
pulsec({ binary: "x" });
`,
    }, { skipLibCheck: true, types: ["node"], lib: ["ES2023", "DOM"] });
    assert.equal(check(made), "");
  });

}

// The types of React are needed where the Python is, too, and no `node_modules` is on the way up from there.
const PATHS = { react: ["./node_modules/@types/react"], "react/*": ["./node_modules/@types/react/*"] };

for (const [where, dts, options] of [
  ["beside the Python", true, {}],
  ["in a folder", "../types", { rootDirs: ["..", "../types"] }],
]) {
  test(`types ${where} tell what a Python file exports`, { skip: noPulsec }, async (t) => {
    const [vite] = VITES;
    const made = typed(t, vite, {
      "web/index.html": HTML,
      "web/main.tsx": MAIN,
      "web/dom.d.ts": DOM,
    }, { allowArbitraryExtensions: true, paths: PATHS, ...options });
    await build(vite, made, dts);
    assert.equal(check(made), "");
    made.write("web/wrong.tsx", `import { Counter, Nope } from "../app/chat.py";\nexport const wrong = [Nope, <Counter label={1} />];\n`);
    const wrong = check(made);
    assert.match(wrong, /wrong\.tsx\(1,19\): error TS2305: .*no exported member 'Nope'/);
    assert.match(wrong, /wrong\.tsx\(2,\d+\): error TS2322: Type 'number' is not assignable to type 'string/);
  });
}

test("without types, a reference to the client types lets any Python file be imported", (t) => {
  const made = typed(t, VITES[0], {
    "web/main.tsx": MAIN,
    "web/dom.d.ts": DOM,
    "web/env.d.ts": `/// <reference types="vite-plugin-pulsec/client" />\n`,
  }, {});
  assert.equal(check(made), "");
  made.remove("web/env.d.ts");
  assert.match(check(made), /main\.tsx\(2,25\): error TS/);
});
