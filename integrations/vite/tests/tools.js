// What the tests run on: the Vites, the compiler, the browser, and projects in temporary folders.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const HERE = import.meta.dirname;
export const PACKAGE = path.dirname(HERE);
export const REPOSITORY = path.resolve(PACKAGE, "../..");
export const FAKE = path.join(HERE, "fake/pulsec.cjs");

const REQUIRED = process.env.PULSEC_REQUIRE_TOOLS === "1";

/** The real compiler, or null when there is none that serves. */
export const PULSEC = findPulsec();
/** A Chromium, or null. */
export const CHROMIUM = findChromium();

/** `false`, or why a test with the real compiler is skipped. */
export const noPulsec = missing(PULSEC, "no pulsec with `serve`: cargo build, or PULSEC_BIN");
export const noChromium = noPulsec || missing(CHROMIUM, "no chromium: install it, or set PULSEC_CHROMIUM");

function missing(tool, why) {
  if (tool) return false;
  if (REQUIRED) throw new Error(why);
  return why;
}

function findPulsec() {
  const file = path.resolve(process.env.PULSEC_BIN || path.join(REPOSITORY, "target/debug/pulsec"));
  try {
    execFileSync(file, ["serve", "--help"], { stdio: "ignore" });
    return file;
  } catch {
    return null;
  }
}

function findChromium() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [process.env.PULSEC_CHROMIUM, ...candidates].find((file) => file && existsSync(file)) ?? null;
}

/** Loads one of the Vites that the plugin is for, with its React plugin. */
async function load(name, folder) {
  const modules = path.join(folder, "node_modules");
  const main = (pkg, file) => import(pathToFileURL(path.join(modules, pkg, file)).href);
  const vite = await main("vite", "dist/node/index.js");
  const { default: react } = await main("@vitejs/plugin-react", "dist/index.js");
  return { name, modules, vite, react };
}

export const VITES = [
  await load("Vite 7", path.join(HERE, "vite7")),
  await load("Vite 8", PACKAGE),
];

export const PYTHON_OR_JS = /\.(py|[jt]sx?)$/;

/** A project that needs the standard library: of its Python's source, and of what the compiler brings along. */
export const LIBRARY = {
  ".venv/lib/python3.12/site-packages/none.py": "",
  "python/bin/python3": "",
  "python/lib/python3.12/os.py": "",
  "python/lib/python3.12/colorsys.py": "from _third import THIRD\ndef hue(r):\n    return r * THIRD\n",
  "python/lib/python3.12/_third.py": "THIRD = 0.25\n",
  "app/lib.py": `import colorsys
import io
from collections import ChainMap

import pulse as ps


@ps.javascript
def shown(r: float):
    out = io.StringIO()
    out.write(f"{colorsys.hue(r)} {ChainMap({'a': 1}, {'b': 2})['b']}")
    return out.getvalue()
`,
};

/** Its environment names the Python that it was made with. */
export function withPython(made) {
  made.write(".venv/pyvenv.cfg", `home = ${made.at("python/bin")}\nversion = 3.12.0\n`);
  return made;
}

/** The demonstration: Python in `app/`, Vite's root in `web/`. */
export const SAMPLE = {
  "pyproject.toml": "[project]\nname = \"sample\"\n",
  "app/__init__.py": "",
  "app/chat.py": `import os

import pulse as ps
from pulse.js.react import useState

from app.format import money

SECRET = os.environ.get("SECRET")


@ps.javascript(jsx=True)
def Counter(*, label: str = "Count"):
    """Counts clicks."""
    count, set_count = useState(0)
    return ps.button(
        f"{label}: {money(count)}",
        id="counter",
        onClick=lambda: set_count(count + 1),
    )
`,
  "app/format.py": `CURRENCY = "EUR"


def money(amount: int) -> str:
    return f"{amount} {CURRENCY}"
`,
  "web/index.html": `<!doctype html>
<title>Sample</title>
<div id="root"></div>
<script type="module" src="/main.jsx"></script>
`,
  "web/main.jsx": `import { createRoot } from "react-dom/client";
import { Counter } from "../app/chat.py";

createRoot(document.getElementById("root")).render(<Counter label="Clicks" />);
`,
};

/** A project in a temporary folder, removed after the test. */
export function project(test, files, { modules, root = "web" } = {}) {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "pulsec-vite-")));
  test.after(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  const at = (...parts) => path.join(dir, ...parts);
  const write = (file, text) => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  mkdirSync(at(root), { recursive: true });
  if (modules) symlinkSync(modules, at(root, "node_modules"), "junction");
  return {
    dir,
    root: at(root),
    at,
    write,
    read: (file) => readFileSync(at(file), "utf8"),
    /** Replaces a text that must be there, as a person does: Vite's watcher drops a change within 50 ms of another. */
    async edit(file, from, to) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const text = readFileSync(at(file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}:\n${text}`);
      writeFileSync(at(file), text.replace(from, to));
    },
    remove: (file) => rmSync(at(file)),
  };
}

/** A configuration for a project, with what Vite says kept in `said`. */
export function config(made, plugins, more = {}) {
  const said = [];
  const keep = (level) => (message) => said.push(`${level}: ${message.replace(/\x1b\[[0-9;]*m/g, "")}`);
  const customLogger = {
    hasWarned: false,
    info: keep("info"),
    warn: keep("warn"),
    warnOnce: keep("warn"),
    error: keep("error"),
    clearScreen() {},
    hasErrorLogged: () => false,
  };
  return {
    said,
    configFile: false,
    root: made.root,
    // Below a `node_modules`, as by default: plugins tell dependencies by that.
    cacheDir: made.at("node_modules/.vite"),
    envDir: false,
    customLogger,
    plugins,
    ...more,
    server: { host: "127.0.0.1", port: 0, watch: { usePolling: false }, ...more.server },
  };
}

/** Waits until `check` gives something true; fails with `what` when it does not. */
export async function until(what, check, ms = 120_000) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${typeof what === "function" ? what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the dev server watches a file: what lies outside of Vite's root it adds in the background. */
export async function watched(server, file) {
  const isWatched = () => server.watcher.getWatched()[path.dirname(file)]?.includes(path.basename(file));
  await until(`a watcher of ${file}`, isWatched);
  // The system's watch is set up a moment after the file is listed.
  await new Promise((resolve) => setTimeout(resolve, 300));
}
