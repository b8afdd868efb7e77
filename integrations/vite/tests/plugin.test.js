// What the plugin does with Vite, whatever the compiler does: a stand-in for it (fake/pulsec.cjs) answers.

import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { test } from "node:test";

import pulsecDefault, { pulsec } from "../dist/index.js";
import { config, FAKE, project, until, VITES, watched } from "./tools.js";

const FILES = {
  "pyproject.toml": "",
  "app/chat.py": "#js import { b } from './format.py';\n#js export const a = b + 1;\n#watch format.py\n",
  "app/format.py": "#js export const b = 41;\n",
  "app/server.py": "SECRET = 1\n",
  "web/index.html": "<script type=module src=/main.js></script>",
  "web/main.js": "export { a } from '../app/chat.py';\n",
};

/** A dev server of this Vite for the files, with the stand-in. */
async function serve(t, vite, files, options = {}, env = {}) {
  const made = project(t, files);
  const log = made.at("log");
  Object.assign(process.env, { FAKE_LOG: log, ...env });
  const { said, ...rest } = config(made, [pulsec({ bin: FAKE, ...options })]);
  const server = await vite.vite.createServer(rest);
  t.after(async () => {
    await server.close();
    for (const name of ["FAKE_LOG", ...Object.keys(env)]) delete process.env[name];
  });
  const load = (url) => server.environments.client.transformRequest(url);
  return { ...made, said, server, load, log: () => readFileSync(log, "utf8") };
}

const at = (made, file) => `/@fs${made.at(file)}`;

test("an option that does not exist, or of a wrong type, is an error", () => {
  assert.equal(pulsecDefault, pulsec);
  assert.throws(() => pulsec({ binary: "x" }), /has no option "binary"; there are bin, root, clientPackage, dts, timeout/);
  assert.throws(() => pulsec({ dts: 1 }), /the option "dts" of vite-plugin-pulsec wants a boolean or string, not 1/);
});

for (const vite of VITES) {
  test(`${vite.name}: a Python file is a module under its own id`, async (t) => {
    const made = await serve(t, vite, FILES);
    const { code } = await made.load(at(made, "app/chat.py"));
    assert.match(code, /automatic-dev/);
    assert.match(code, /import \{ b \} from "[^"]*\/app\/format\.py\?import"/);
    const graph = made.server.environments.client.moduleGraph;
    assert.ok(graph.getModuleById(made.at("app/chat.py")));
    assert.match(made.log(), new RegExp(`"root":"${made.dir}"`));
  });

  test(`${vite.name}: ?raw and ?url are Vite's`, async (t) => {
    const made = await serve(t, vite, { ...FILES, "web/own.py": FILES["app/format.py"] });
    assert.match((await made.load("/own.py?raw")).code, /export default "#js export const b/);
    assert.match((await made.load("/own.py?url")).code, /export default "\/own\.py"/);
    assert.match((await made.load("/own.py")).code, /export const b = 41/);
  });

  test(`${vite.name}: errors carry place and frame; warnings are said once until the next edit`, async (t) => {
    const made = await serve(t, vite, {
      ...FILES,
      "app/bad.py": "import pulse\n#error it is wrong\n#error this too\n",
      "app/careful.py": "#warning take care\n#js export const c = 1;\n",
    });
    await assert.rejects(made.load(at(made, "app/bad.py")), (error) => {
      assert.match(error.message, /^PSC999: it is wrong\nhelp: ask someone\n\nThere is another error:\n {2}app\/bad\.py:3:2: PSC999: this too$/);
      assert.equal(error.plugin, "pulsec");
      assert.equal(error.id, made.at("app/bad.py"));
      assert.deepEqual(error.loc, { file: made.at("app/bad.py"), line: 2, column: 1 });
      assert.match(error.frame, /^2 \| #error it is wrong\n {4}\^{4}$/);
      assert.doesNotMatch(error.stack, /^\s+at /m);
      return true;
    });
    const warnings = () => made.said.filter((text) => text.includes("take care")).length;
    await made.load(at(made, "app/careful.py"));
    await made.server.environments.ssr.transformRequest(made.at("app/careful.py"));
    assert.equal(warnings(), 1);
    assert.match(made.said.find((text) => text.includes("take care")), /PSC999: take care[^]*careful\.py:1:1/);
    await made.server.environments.client.pluginContainer.watchChange(made.at("app/careful.py"), { event: "update" });
    made.server.environments.client.moduleGraph.invalidateAll();
    await made.load(at(made, "app/careful.py"));
    assert.equal(warnings(), 2);
  });

  test(`${vite.name}: a file in which nothing is marked is explained`, async (t) => {
    const made = await serve(t, vite, FILES);
    await assert.rejects(made.load(at(made, "app/server.py")), (error) => {
      assert.match(error.message, /^app\/server\.py has nothing to import: no function in it is marked with `@ps\.javascript`/);
      return true;
    });
  });

  test(`${vite.name}: a compiler that dies is an error of that module, and the next one is compiled`, async (t) => {
    const made = await serve(t, vite, { ...FILES, "app/bad.py": "#do die\n" });
    await assert.rejects(made.load(at(made, "app/bad.py")), (error) => {
      assert.match(error.message, /^pulsec could not answer `compileFile`: it was killed by SIGKILL/);
      assert.equal(error.id, made.at("app/bad.py"));
      return true;
    });
    assert.match((await made.load(at(made, "app/format.py"))).code, /b = 41/);
  });

  test(`${vite.name}: a missing binary, or one of another version, is an error with the command to install`, async (t) => {
    const absent = await serve(t, vite, FILES, { bin: "./nope" });
    await assert.rejects(absent.load(at(absent, "app/chat.py")), /names .*nope, which is no program\. Install it with `pip install pulsec`/);
    const other = await serve(t, vite, FILES, {}, { FAKE: "protocol 7" });
    await assert.rejects(other.load(at(other, "app/chat.py")), /speaks protocol 7; .*pip install --upgrade pulsec/);
  });

  for (const older of [false, true]) {
    test(`${vite.name}: an edit reaches the modules it changes${older ? " (handleHotUpdate)" : ""}`, async (t) => {
      const made = project(t, FILES);
      process.env.FAKE_LOG = made.at("log");
      const plugin = pulsec({ bin: FAKE });
      if (older) delete plugin.hotUpdate;
      const { said, ...rest } = config(made, [plugin]);
      const server = await vite.vite.createServer(rest);
      t.after(() => server.close());
      const load = async (file) => (await server.environments.client.transformRequest(`/@fs${made.at(file)}`)).code;
      await load("app/chat.py");
      assert.match(await load("app/format.py"), /b = 41/);
      await watched(server, made.at("app/format.py"));
      const sent = [];
      server.environments.client.hot.send = (payload) => sent.push(payload);
      await made.edit("app/format.py", "41", "99");
      // Nothing accepts the change here, so the page is reloaded.
      await until("a message to the browser", () => sent.length > 0);
      assert.match(await load("app/format.py"), /b = 99/);
      assert.match(readFileSync(made.at("log"), "utf8"), new RegExp(`invalidate {"files":\\["${made.at("app/format.py")}"\\]}`));
      assert.equal(sent[0].type, "full-reload");
      // An edit of a file that no module comes from is nobody's business.
      sent.length = 0;
      await made.edit("app/server.py", "1", "2");
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(sent, []);
    });
  }

  test(`${vite.name}: the runtime is one module, which side effects do not keep`, async (t) => {
    const made = await serve(t, vite, FILES);
    const { client } = made.server.environments;
    const resolved = await client.pluginContainer.resolveId("virtual:pulsec-runtime", made.at("app/chat.py"));
    assert.equal(resolved.id, "\0virtual:pulsec-runtime");
    const loaded = await client.pluginContainer.load(resolved.id);
    assert.equal(loaded.moduleSideEffects, false);
    assert.match(loaded.code, /helper/);
  });

  test(`${vite.name}: an npm package that ships Python passes Vite's own bundler, with the runtime of all`, async (t) => {
    const made = await serve(t, vite, {
      ...FILES,
      "web/main.js": "import { kit } from 'some-kit'; console.log(kit);\n",
      "web/node_modules/some-kit/package.json": '{ "name": "some-kit", "version": "1.0.0", "type": "module", "main": "index.js" }',
      "web/node_modules/some-kit/index.js": "export { kit } from './kit.py';\n",
      "web/node_modules/some-kit/kit.py":
        "#js import { helper } from 'virtual:pulsec-runtime';\n#js export const kit = helper + 1;\n",
    });
    await made.server.listen();
    const { code } = await made.load("/main.js");
    const [url] = /"[^"]*some-kit\.js[^"]*"/.exec(code) ?? assert.fail(code);
    const bundled = (await made.load(JSON.parse(url))).code;
    assert.match(bundled, /kit = helper \+ 1/);
    assert.match(bundled, /import .*helper.* from "\/@id\/__x00__virtual:pulsec-runtime"/);
    assert.match(made.log(), new RegExp(`"root":"${made.at("web/node_modules/some-kit")}"`));
  });

  test(`${vite.name}: import.meta.glob, a linked root, and no watcher`, async (t) => {
    const made = project(t, {
      ...FILES,
      "web/parts/one.py": "#js export const one = 1;\n",
      "web/parts/two.py": "#js export const two = 2;\n",
      "web/main.js": "export const parts = import.meta.glob('./parts/*.py', { eager: true });\n",
    });
    symlinkSync(made.root, made.at("link"), "junction");
    const { said, ...rest } = config({ ...made, root: made.at("link") }, [pulsec({ bin: FAKE })], {
      server: { watch: null, middlewareMode: true, ws: false },
      appType: "custom",
    });
    const server = await vite.vite.createServer(rest);
    t.after(() => server.close());
    assert.equal(server.config.server.watch, null);
    const { parts } = await server.ssrLoadModule("/main.js");
    assert.deepEqual(Object.entries(parts).map(([file, part]) => [file, { ...part }]), [
      ["./parts/one.py", { one: 1 }],
      ["./parts/two.py", { two: 2 }],
    ]);
  });

  test(`${vite.name}: types beside the Python, or in a folder, and never over a file of someone else`, async (t) => {
    const files = {
      ...FILES,
      "app/card.py": "#js export function Card() {}\n#js export const size = 1;\n",
      "app/own.py": "#js export const own = 1;\n",
      "app/own.d.py.ts": "export declare const own: 1;\n",
    };
    const beside = await serve(t, vite, files, { dts: true });
    await beside.load(at(beside, "app/card.py"));
    assert.equal(
      beside.read("app/card.d.py.ts"),
      `// Written by vite-plugin-pulsec from card.py. Do not edit.\n\n` +
        `export declare function Card(props: Record<string, any>): any;\n` +
        `export declare const size: any;\n`,
    );
    await beside.load(at(beside, "app/own.py"));
    assert.equal(beside.read("app/own.d.py.ts"), files["app/own.d.py.ts"]);
    assert.match(beside.said.join("\n"), /own\.d\.py\.ts was not written by vite-plugin-pulsec and is left as it is/);
    const folder = await serve(t, vite, files, { dts: "types" });
    await folder.load(at(folder, "app/card.py"));
    assert.match(folder.read("web/types/app/card.d.py.ts"), /Card/);
    assert.throws(() => folder.read("app/card.d.py.ts"));
  });

  test(`${vite.name}: a build says what is wrong and where, and ends the compiler`, async (t) => {
    const made = project(t, { ...FILES, "app/format.py": "#error it is wrong\n" });
    process.env.FAKE_LOG = made.at("log");
    const { said, ...rest } = config(made, [pulsec({ bin: FAKE })], { build: { write: false } });
    await assert.rejects(vite.vite.build(rest), (error) => {
      assert.match(error.message, /PSC999: it is wrong/);
      assert.match(`${error.message}\n${error.id}\n${JSON.stringify(error.loc)}`, /app\/format\.py/);
      return true;
    });
    made.write("app/format.py", FILES["app/format.py"]);
    const result = await vite.vite.build(rest);
    const chunks = (Array.isArray(result) ? result : [result]).flatMap(({ output }) => output);
    assert.ok(chunks.some(({ code }) => code !== undefined));
    const [pid] = made.read("log").match(/start (\d+)(?![^]*start)/).slice(1);
    await until("the end of the compiler", () => {
      try {
        process.kill(Number(pid), 0);
        return false;
      } catch {
        return true;
      }
    });
  });

  test(`${vite.name}: build --watch builds again when Python changes that is not a module`, async (t) => {
    const made = project(t, {
      ...FILES,
      "app/chat.py": "#js export const a = 1;\n#watch settings.py\n",
      "app/settings.py": "LIMIT = 1\n",
      "web/main.js": "import { a } from '../app/chat.py'; console.log(a);\n",
    });
    process.env.FAKE_LOG = made.at("log");
    const { said, ...rest } = config(made, [pulsec({ bin: FAKE })], { build: { watch: {}, outDir: made.at("dist"), emptyOutDir: true } });
    const watcher = await vite.vite.build(rest);
    t.after(() => watcher.close());
    const ends = [];
    watcher.on("event", (event) => {
      if (event.code === "BUNDLE_END") event.result?.close();
      if (event.code === "END") ends.push(event);
    });
    await until(() => `the first build: ${said}`, () => ends.length === 1);
    const compilations = () => made.read("log").match(/compileFile/g).length;
    const before = compilations();
    made.write("app/settings.py", "LIMIT = 2\n");
    await until(() => `the second build: ${said}`, () => ends.length === 2);
    assert.ok(compilations() > before);
    assert.equal(made.read("log").match(/start/g).length, 1, "one compiler for all builds");
  });
}
