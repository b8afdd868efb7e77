// The dev server with the real compiler, without a browser.

import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

import { pulsec } from "../dist/index.js";
import { config, LIBRARY, noPulsec, project, PULSEC, PYTHON_OR_JS, SAMPLE, until, VITES, watched, withPython } from "./tools.js";

async function serve(t, vite, made, options = {}, more = {}) {
  const { said, ...rest } = config(made, [vite.react({ include: PYTHON_OR_JS }), pulsec({ bin: PULSEC, ...options })], more);
  const server = await vite.vite.createServer(rest);
  t.after(() => server.close());
  const sent = [];
  const { hot } = server.environments.client;
  const send = hot.send.bind(hot);
  hot.send = (...args) => {
    sent.push(args[0]);
    return send(...args);
  };
  const load = async (file) => server.environments.client.transformRequest(`/@fs${made.at(file)}`);
  return { server, said, sent, load };
}

for (const vite of VITES) {
  test(`${vite.name}: components get Fast Refresh whatever the order of the plugins, helpers do not`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    const { load } = await serve(t, vite, made);
    const { code, map } = await load("app/chat.py");
    assert.match(code, /jsxDEV/);
    assert.match(code, /\$RefreshReg\$\(\w+, "Counter"\)/);
    assert.match(code, /import\.meta\.hot\.accept/);
    assert.doesNotMatch((await load("app/format.py")).code, /import\.meta\.hot\.accept/);

    const traced = new TraceMap(map);
    const lines = code.split("\n");
    const line = lines.findIndex((each) => each.includes("set_count(count + 1)"));
    const column = lines[line].indexOf("set_count");
    const found = originalPositionFor(traced, { line: line + 1, column });
    assert.equal(found.line, 18);
    assert.equal(path.resolve(made.at("app"), found.source), made.at("app/chat.py"));
  });

  test(`${vite.name}: the standard library is served`, { skip: noPulsec }, async (t) => {
    const made = withPython(project(t, { ...SAMPLE, ...LIBRARY }, vite));
    const { server } = await serve(t, vite, made);
    await server.listen(0);
    const origin = `http://localhost:${server.httpServer.address().port}`;
    const seen = new Map();
    const open = [`/@fs${made.at("app/lib.py")}?import`];
    while (open.length > 0) {
      const url = open.pop();
      if (seen.has(url) || url.startsWith("/@vite") || url.startsWith("/@react")) continue;
      const answer = await fetch(origin + url);
      const code = await answer.text();
      assert.equal(answer.status, 200, `${url}: ${code}`);
      assert.match(answer.headers.get("content-type"), /javascript/, url);
      seen.set(url, code);
      open.push(...[...code.matchAll(/^import .*?"([^"]+)"/gm)].map(([, found]) => found));
    }
    const names = [...seen.keys()].join("\n");
    for (const name of ["colorsys.py", "_third.py", "pulsec-runtime/io.py", "pulsec-runtime/collections.py"]) {
      assert.ok(names.includes(name), `${name} is among ${names}`);
    }
  });

  test(`${vite.name}: an edit updates the component that depends on it; of server code, nothing`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    const { server, sent, load } = await serve(t, vite, made);
    await load("app/chat.py");
    await load("app/format.py");
    await watched(server, made.at("app/chat.py"));
    await watched(server, made.at("app/format.py"));
    await made.edit("app/format.py", '"EUR"', '"CHF"');
    const { updates } = await until("an update", () => sent.find(({ type }) => type === "update"));
    assert.deepEqual(updates.map((each) => [each.path, each.acceptedPath]), [
      [`/@fs${made.at("app/chat.py")}`, `/@fs${made.at("app/chat.py")}`],
    ]);
    assert.match((await load("app/format.py")).code, /CHF/);
  });

  test(`${vite.name}: an edit in two steps, as editors save, is seen whole`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    const { server, sent, load } = await serve(t, vite, made);
    await load("app/chat.py");
    await watched(server, made.at("app/chat.py"));
    const text = made.read("app/chat.py");
    made.write("app/chat.py", "");
    await new Promise((resolve) => setTimeout(resolve, 25));
    made.write("app/chat.py", text.replace("{label}: ", "{label} = "));
    await until("an update", () => sent.find(({ type }) => type === "update"));
    assert.match((await load("app/chat.py")).code, /\$\{label\} = /);
  });

  test(`${vite.name}: a helper is exported as soon as another file needs it`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    made.write("app/format.py", `${SAMPLE["app/format.py"]}\n\ndef coins(amount: int) -> str:\n    return f"{amount} coins"\n`);
    const { server, sent, load } = await serve(t, vite, made);
    await load("app/chat.py");
    assert.doesNotMatch((await load("app/format.py")).code, /coins/);
    await watched(server, made.at("app/chat.py"));
    const text = made.read("app/chat.py").replace("import money", "import coins").replace("money(count)", "coins(count)");
    made.write("app/chat.py", text);
    await until("an update", () => sent.find(({ type }) => type === "update" || type === "full-reload"));
    assert.match((await load("app/chat.py")).code, /coins\(count\)/);
    assert.match((await load("app/format.py")).code, /export function coins/);
  });

  test(`${vite.name}: an error in a file that is imported is told at that file, and repaired there`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    await made.edit("app/format.py", "def money(", "def money(:");
    const { server, load } = await serve(t, vite, made);
    await assert.rejects(load("app/chat.py"), (error) => {
      assert.equal(error.loc.file, made.at("app/format.py"));
      assert.equal(error.loc.line, 4);
      assert.match(error.frame, /4 \| def money\(:/);
      return true;
    });
    await watched(server, made.at("app/format.py"));
    await made.edit("app/format.py", "def money(:", "def money(");
    await until("the repaired module", () => load("app/chat.py").then(() => true, () => false));
    assert.match((await load("app/format.py")).code, /export function money/);
  });

  test(`${vite.name}: a module that is missing is noticed when it appears, and when it goes`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    made.remove("app/format.py");
    const { server, sent, load } = await serve(t, vite, made);
    await server.environments.client.transformRequest("/main.jsx");
    await assert.rejects(load("app/chat.py"), /cannot find the module `app\.format`/);
    await watched(server, made.at("app/chat.py"));
    await watched(server, made.at("app/__init__.py"));
    made.write("app/format.py", SAMPLE["app/format.py"]);
    await until("the module", () => load("app/chat.py").then(() => true, () => false));
    await until("the page that failed to be loaded again", () => sent.some(({ type }) => type === "full-reload"));
    await load("app/format.py");
    await watched(server, made.at("app/format.py"));
    made.remove("app/format.py");
    await until("the error", () => load("app/chat.py").then(() => false, (error) => /cannot find the module/.test(error.message)));
  });

  test(`${vite.name}: two servers on one project, both follow an edit`, { skip: noPulsec }, async (t) => {
    const made = project(t, SAMPLE, vite);
    const both = await Promise.all([
      serve(t, vite, made, { dts: true }, { cacheDir: made.at("node_modules/.one") }),
      serve(t, vite, made, { dts: true }, { cacheDir: made.at("node_modules/.two") }),
    ]);
    const codes = await Promise.all(both.flatMap(({ load }) => [load("app/chat.py"), load("app/format.py")]));
    assert.equal(codes[1].code, codes[3].code);
    for (const { server } of both) await watched(server, made.at("app/format.py"));
    await made.edit("app/format.py", '"EUR"', '"CHF"');
    for (const { load } of both) {
      await until("the new text", async () => (await load("app/format.py")).code.includes("CHF"));
    }
    assert.match(readFileSync(made.at("app/chat.d.py.ts"), "utf8"), /Counter/);
  });

  test(`${vite.name}: types follow edits, also of a file that has nothing but types`, { skip: noPulsec }, async (t) => {
    const made = project(t, {
      ...SAMPLE,
      "app/model.py": "from typing import TypedDict\n\n\nclass Item(TypedDict):\n    name: str\n",
      "app/items.py": `import pulse as ps
from app.model import Item


@ps.javascript(jsx=True)
def Items(*, items: list[Item]):
    return ps.ul([ps.li(item["name"], key=item["name"]) for item in items])
`,
    }, vite);
    const { server, load } = await serve(t, vite, made, { dts: true });
    await load("app/items.py");
    assert.match(made.read("app/items.d.py.ts"), /^\/\/ Written by vite-plugin-pulsec from items\.py\. Do not edit\.\n\nimport type/);
    assert.match(made.read("app/items.d.py.ts"), /import type \{ Item \} from "\.\/model\.py";/);
    assert.match(made.read("app/model.d.py.ts"), /name: string;\n\}/);
    await watched(server, made.at("app/model.py"));
    await made.edit("app/model.py", "name: str", "name: str\n    price: int");
    await until("the new types", () => made.read("app/model.d.py.ts").includes("price: number"));
  });

  test(`${vite.name}: packages that only Python names are found before the first page`, { skip: noPulsec }, async (t) => {
    const made = project(t, {
      ...SAMPLE,
      "app/chart.py": `import pulse as ps

Chart = ps.Jsx(ps.Import("Chart", "some-charts"))


@ps.javascript(jsx=True)
def Panel():
    return Chart(points=[1, 2])
`,
      "app/broken.py": "import pulse as ps\n\n\n@ps.javascript\ndef broken(:\n    pass\n",
      "web/main.jsx": `import { broken } from "../app/broken.py";\nimport { Panel } from "../app/chart.py";\nconsole.log(Panel, broken);\n`,
      "web/node_modules/some-charts/package.json": '{ "name": "some-charts", "version": "1.0.0", "type": "module", "main": "index.js" }',
      "web/node_modules/some-charts/index.js": "export const Chart = () => null;\n",
    });
    for (const name of ["react", "react-dom"]) symlinkSync(path.join(vite.modules, name), made.at("web/node_modules", name), "junction");
    const { server, said } = await serve(t, { ...vite, react: () => null }, made, {}, { optimizeDeps: { noDiscovery: false } });
    await server.listen();
    const { depsOptimizer } = server.environments.client;
    const found = await until(() => `some-charts to be found: ${said.join("\n")}`, () => {
      const { discovered, optimized } = depsOptimizer.metadata;
      return discovered["some-charts"] ?? optimized["some-charts"];
    });
    await found.processing;
    await server.waitForRequestsIdle();
  });
}
