// A real production build with the real compiler, on each Vite.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

import { originalPositionFor, sourceContentFor, TraceMap } from "@jridgewell/trace-mapping";

import { pulsec } from "../dist/index.js";
import { config, LIBRARY, noPulsec, project, PULSEC, PYTHON_OR_JS, SAMPLE, VITES, withPython } from "./tools.js";

/** Builds, and gives what was written. */
async function build(vite, made, options = {}, more = {}) {
  const { said, ...rest } = config(made, [pulsec({ bin: PULSEC, ...options }), vite.react({ include: PYTHON_OR_JS })], {
    ...more,
    build: { outDir: made.at("dist"), emptyOutDir: true, sourcemap: true, ...more.build },
  });
  const result = await vite.vite.build({ logLevel: "silent", ...rest });
  const output = [result].flat().flatMap((each) => each.output);
  return { said, output, chunk: output.find(({ type, isEntry }) => type === "chunk" && isEntry) };
}

/** Where a text of the bundle comes from. */
function origin(chunk, text) {
  const at = chunk.code.indexOf(text);
  assert.ok(at >= 0, `${text} is in the bundle`);
  const before = chunk.code.slice(0, at).split("\n");
  const map = new TraceMap(chunk.map);
  const found = originalPositionFor(map, { line: before.length, column: before.at(-1).length });
  return { ...found, content: found.source === null ? null : sourceContentFor(map, found.source) };
}

for (const vite of VITES) {
  test(`${vite.name}: a production build is one small bundle whose map leads to the Python`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    const { chunk, said, output } = await build(vite, made);
    assert.deepEqual(said.filter((text) => !text.startsWith("info")), []);
    assert.doesNotMatch(chunk.code, /SECRET|jsxDEV|pulsec-runtime/);
    const css = output.map(({ fileName }) => path.extname(fileName));
    assert.ok(css.includes(".map"));

    for (const [text, file, line] of [
      ['"counter"', "app/chat.py", 17],
      ["EUR", "app/format.py", 1],
    ]) {
      const found = origin(chunk, text.replaceAll('"', chunk.code.includes(text) ? '"' : "`"));
      assert.equal(path.resolve(made.at("dist/assets"), found.source), made.at(file), text);
      assert.equal(found.content, made.read(file));
      assert.ok(Math.abs(found.line - line) <= 1, `${text} leads to line ${found.line} of ${file}, not to ${line}`);
    }
  });

  test(`${vite.name}: the standard library is bundled from its source, and from what the compiler brings along`, { skip: noPulsec }, async (t) => {
    const main = 'import { shown } from "../app/lib.py";\nconsole.log(shown(8));\n';
    const made = withPython(project(t, { ...SAMPLE, ...LIBRARY, "web/main.jsx": main }, vite));
    const { chunk } = await build(vite, made, {}, { build: { ssr: "main.jsx", minify: false }, ssr: { noExternal: true } });
    const printed = execFileSync(process.execPath, [made.at("dist", chunk.fileName)], { encoding: "utf8" });
    assert.match(printed, /^2(\.0)? 2\n$/);
  });

  test(`${vite.name}: the bundle runs`, { skip: noPulsec }, async (t) => {
    const made = project(t, {
      ...SAMPLE,
      "web/main.jsx": `import { renderToString } from "react-dom/server";
import { Counter } from "../app/chat.py";
console.log(renderToString(<Counter label="Clicks" />));
`,
    }, vite);
    const { chunk } = await build(vite, made, {}, { build: { ssr: "main.jsx" }, ssr: { noExternal: true } });
    const printed = execFileSync(process.execPath, [made.at("dist", chunk.fileName)], { encoding: "utf8" });
    assert.equal(printed, '<button id="counter">Clicks: 0 EUR</button>\n');
  });

  test(`${vite.name}: the runtime's helpers that are used are in the bundle, once, and no others`, { skip: noPulsec }, async (t) => {
    const python = (name) => `import pulse as ps\n\n\n@ps.javascript\ndef ${name}(a, b):\n    return a == b\n`;
    const made = project(t, {
      "app/one.py": python("one"),
      "app/two.py": python("two"),
      "web/index.html": SAMPLE["web/index.html"],
      "web/main.jsx": `import { one } from "../app/one.py";\nimport { two } from "../app/two.py";\nglobalThis.out = [one([1], [1]), two([1], [2])];\n`,
    });
    const { chunk } = await build(vite, made, {}, { build: { minify: false, modulePreload: { polyfill: false } } });
    const out = new Function(`${chunk.code.replace(/^export .*$/gm, "")}\nreturn globalThis.out;`)();
    assert.deepEqual(out, [true, false]);
    assert.equal(chunk.code.match(/function eq\b/g)?.length, 1);
    assert.ok(chunk.code.length < 20_000, `${chunk.code.length} characters`);
  });

  test(`${vite.name}: an error names code, file, line, column and shows the line`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    await made.edit("app/chat.py", "count + 1", "coun + 1");
    await assert.rejects(build(vite, made), (error) => {
      assert.match(error.message, /PSC201: the name `coun` is not defined\nhelp: did you mean `count`\?/);
      const all = JSON.stringify({ ...error, errors: error.errors?.map((each) => ({ ...each })) });
      assert.ok(all.includes(made.at("app/chat.py")), all);
      const first = error.errors?.[0] ?? error;
      assert.deepEqual({ line: first.loc.line, column: first.loc.column }, { line: 18, column: 34 });
      assert.match(first.frame, /^18 \| +onClick=lambda: set_count\(coun \+ 1\),\n {3}\| +\^\^\^\^$/m);
      return true;
    });
  });

  test(`${vite.name}: syntax errors of several places are all told`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    await made.edit("app/chat.py", "count + 1", "coun + 1");
    await made.edit("app/chat.py", "f\"{label}: {money(count)}\"", "f\"{lable}\"");
    await assert.rejects(build(vite, made), /lable[^]*There is another error:\n {2}app\/chat\.py:18:35: PSC201: the name `coun`/);
  });

  test(`${vite.name}: a server-only file, a broken one, and one that is not there`, { skip: noPulsec }, async (t) => {
    const made = project(t, { ...SAMPLE, "app/server.py": "import os\n\n\ndef run():\n    return os.getcwd()\n" }, vite);
    made.write("web/main.jsx", `import { run } from "../app/server.py";\nrun();\n`);
    await assert.rejects(build(vite, made), /app\/server\.py has nothing to import: no function in it is marked/);
    made.write("app/server.py", "import pulse as ps\n\n\n@ps.javascript\ndef run(:\n    return 1\n");
    await assert.rejects(build(vite, made), (error) => {
      assert.match(error.message, /PSC\d+: /);
      assert.equal((error.errors?.[0] ?? error).loc.line, 5);
      return true;
    });
    made.write("web/main.jsx", `import { run } from "../app/nope.py";\nrun();\n`);
    await assert.rejects(build(vite, made), /nope\.py/);
  });
}
