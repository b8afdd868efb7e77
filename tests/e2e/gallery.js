// The components of fixtures/apps/gallery on a page: compiled, bundled by Vite, served from memory.
//
//     const app = gallery();
//     (await app()).url + "?kanban"      the page that shows one of them

import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { after } from "node:test";
import { build } from "vite";
import { HERE, OUT, PULSEC, REPOSITORY } from "./servers.js";

const SOURCES = path.join(REPOSITORY, "fixtures/apps/gallery");
const STAND_IN = path.join(REPOSITORY, "tests/react/stand-in/pulse-ui-client.js");

/** What the page shows: `component` of `module`, in StrictMode unless that would close its channel for good. */
export const PAGES = {
  drawing: { component: "Drawing" },
  kanban: { component: "Kanban" },
  markdown: { component: "Markdown" },
  month: { component: "Month" },
  poll: { component: "Poll" },
  room: { component: "Room", props: { channelId: "room", me: "Ann Lee" }, strict: false },
  search: { component: "Search" },
  sheet: { component: "Sheet" },
  table: { component: "Table" },
  timer: { component: "Timers" },
  todo: { component: "Todo" },
  wizard: { component: "Wizard" },
};

const HTML = `<!doctype html><meta charset="utf-8"><div id="root"></div><script type="module" src="/entry.js"></script>`;

/** The server, started by the first who asks. */
export function gallery() {
  let started;
  after(async () => (await started?.catch(() => undefined))?.stop());
  return () => (started ??= start());
}

async function start() {
  const dist = path.join(OUT, "gallery");
  rmSync(dist, { recursive: true, force: true });
  execFileSync(PULSEC, ["build", ".", "--out-dir", dist, "--output-format", "concise"], {
    cwd: SOURCES,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const files = await bundle(dist);
  const app = { said: "", searches: 0 };
  const server = http.createServer((request, response) => answer(app, files, request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  app.url = `http://127.0.0.1:${server.address().port}/`;
  app.stop = () => server.close();
  return app;
}

async function bundle(dist) {
  const entry = path.join(dist, "entry.js");
  writeFileSync(entry, entryOf(PAGES));
  const output = await build({
    root: dist,
    configFile: false,
    logLevel: "error",
    mode: "development",
    define: { "process.env.NODE_ENV": '"development"' },
    resolve: {
      alias: {
        "pulse-ui-client": STAND_IN,
        // The folder of what is emitted has no packages of its own.
        "react-dom": path.join(HERE, "node_modules/react-dom"),
        react: path.join(HERE, "node_modules/react"),
      },
    },
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: entry, output: { entryFileNames: "entry.js", format: "es" } },
    },
  });
  return new Map(output.output.map((file) => [`/${file.fileName}`, file.code ?? file.source]));
}

function entryOf(pages) {
  const names = Object.keys(pages);
  return `import { StrictMode, createElement } from "react";
import { createRoot } from "react-dom/client";
import { channels } from "pulse-ui-client";
${names.map((name) => `import { ${pages[name].component} as ${name} } from "./${name}.js";`).join("\n")}

globalThis.channels = channels;
const components = { ${names.join(", ")} };
const pages = ${JSON.stringify(pages)};
const name = location.search.slice(1);
const { props, strict } = pages[name];
const element = createElement(components[name], props);
createRoot(document.getElementById("root")).render(strict === false ? element : createElement(StrictMode, null, element));
`;
}

/** The files of the bundle, and the service that `search.py` asks: its first answer is a failure. */
function answer(app, files, request, response) {
  const { pathname } = new URL(request.url, app.url);
  const send = (type, text, status = 200) => response.writeHead(status, { "content-type": type }).end(text);
  if (files.has(pathname)) return send("text/javascript", files.get(pathname));
  if (pathname === "/") return send("text/html", HTML);
  if (pathname !== "/api/search") return response.writeHead(204).end();
  app.searches += 1;
  if (app.searches === 1) return send("text/plain", "not now", 503);
  const items = ["banana", "bandana", "cabana", "zebra"];
  return send("application/json", JSON.stringify({ total: 12345, items }));
}
