// Python modules on the server: `ssrLoadModule` and the module runner, with the real compiler.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pulsec } from "../dist/index.js";
import { config, noPulsec, project, PULSEC, PYTHON_OR_JS, SAMPLE, until, VITES, watched } from "./tools.js";

const FILES = {
  ...SAMPLE,
  "web/entry.jsx": `import { renderToString } from "react-dom/server";
import { Counter } from "../app/chat.py";
export const render = () => renderToString(<Counter label="Clicks" />);
`,
};

for (const vite of VITES) {
  test(`${vite.name}: ssrLoadModule renders, follows edits, and its errors lead to the Python`, { skip: noPulsec }, async (t) => {
    const made = project(t, FILES, vite);
    const { said, ...rest } = config(made, [pulsec({ bin: PULSEC }), vite.react({ include: PYTHON_OR_JS })], {
      appType: "custom",
      server: { middlewareMode: true, ws: false, hmr: { port: 0 } },
    });
    const server = await vite.vite.createServer(rest);
    t.after(() => server.close());

    const render = async () => (await server.ssrLoadModule("/entry.jsx")).render();
    assert.equal(await render(), '<button id="counter">Clicks: 0 EUR</button>');
    const { ssr } = server.environments;
    assert.doesNotMatch((await ssr.transformRequest(made.at("app/chat.py"))).code, /\$RefreshReg\$/);

    await watched(server, made.at("app/format.py"));
    await made.edit("app/format.py", "EUR", "CHF");
    await until("the new text", async () => (await render()) === '<button id="counter">Clicks: 0 CHF</button>');

    await made.edit("app/format.py", 'return f"{amount} {CURRENCY}"', 'raise ValueError("no money")');
    let stack;
    await until(() => `the error: ${stack}`, () => render().then(() => false, (error) => /no money/.test(error.message) && traced(error)));
    function traced(error) {
      server.ssrFixStacktrace(error);
      stack = error.stack;
      // Vite, still busy with the edit, may have forgotten a map for a moment.
      return error.stack.includes(`${made.at("app/format.py")}:5:`) && error.stack.includes(`${made.at("app/chat.py")}:16:`);
    }
  });

  test(`${vite.name}: the module runner renders and follows edits`, { skip: noPulsec }, async (t) => {
    const made = project(t, FILES, vite);
    const { said, ...rest } = config(made, [pulsec({ bin: PULSEC }), vite.react({ include: PYTHON_OR_JS })], {
      appType: "custom",
      server: { middlewareMode: true, ws: false, hmr: { port: 0 } },
    });
    const server = await vite.vite.createServer(rest);
    t.after(() => server.close());
    const { runner } = server.environments.ssr;
    const render = async () => (await runner.import("/entry.jsx")).render();
    assert.equal(await render(), '<button id="counter">Clicks: 0 EUR</button>');
    await watched(server, made.at("app/format.py"));
    await made.edit("app/format.py", "EUR", "CHF");
    await until("the new text", async () => (await render()) === '<button id="counter">Clicks: 0 CHF</button>');
  });

  test(`${vite.name}: packages that only Python outside of Vite's root names are found by the server, too`, { skip: noPulsec }, async (t) => {
    const made = project(t, {
      ...FILES,
      "app/pads.py": `import pulse as ps

pad = ps.Import("pad", "some-esm")
trim = ps.Import("trim", "some-cjs")


@ps.javascript
def shape(text: str) -> str:
    return pad(trim(text))
`,
      "web/node_modules/some-esm/package.json": '{ "name": "some-esm", "version": "1.0.0", "type": "module", "main": "index.js" }',
      "web/node_modules/some-esm/index.js": "export const pad = (text) => `[${text}]`;\n",
      "web/node_modules/some-cjs/package.json": '{ "name": "some-cjs", "version": "1.0.0", "main": "index.js" }',
      "web/node_modules/some-cjs/index.js": "exports.trim = (text) => text.trim();\n",
    });
    // As docs/vite.md says it of CommonJS.
    const { said, ...rest } = config(made, [pulsec({ bin: PULSEC })], {
      appType: "custom",
      resolve: { dedupe: ["some-cjs"] },
      server: { middlewareMode: true, ws: false, hmr: { port: 0 } },
    });
    const server = await vite.vite.createServer(rest);
    t.after(() => server.close());
    const { shape } = await server.ssrLoadModule(made.at("app/pads.py"));
    assert.equal(shape("  a "), "[a]");
  });
}
