// The runtime that `pulsec serve` hands to a bundler holds every helper; a page pays for those it imports.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { build } from "esbuild";
import { REPOSITORY } from "../paths.js";

const binary = process.env.PULSEC_BIN ?? path.join(REPOSITORY, "target/debug/pulsec");

function whole() {
  const requests = [
    { id: 1, method: "initialize", params: { protocol: 1, client: { name: "test", version: "0" } } },
    { id: 2, method: "runtime", params: {} },
  ];
  const input = requests.map((request) => JSON.stringify({ jsonrpc: "2.0", ...request }) + "\n").join("");
  const answers = execFileSync(binary, ["serve"], { input, encoding: "utf8" }).trim().split("\n");
  return answers.map((line) => JSON.parse(line)).find(({ id }) => id === 2).result.code;
}

async function bundled(code, entry) {
  const result = await build({
    stdin: { contents: entry },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    plugins: [
      {
        name: "runtime",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^runtime$/ }, () => ({ path: "runtime", namespace: "pulsec" }));
          onLoad({ filter: /.*/, namespace: "pulsec" }, () => ({ contents: code }));
        },
      },
    ],
  });
  assert.deepEqual(result.warnings, []);
  return result.outputFiles[0].text;
}

test("a bundler drops the helpers that nobody imports", async () => {
  const code = whole();
  assert.equal(await bundled(code, `import "runtime";`), "");
  const one = await bundled(code, `import { eq } from "runtime"; console.log(eq([1], [1]));`);
  assert.ok(one.length < 2500, `${one.length} bytes`);
  for (const unused of ["KeyError", "Counter", "UUID", "lower"]) assert.ok(!one.includes(unused), unused);
});
