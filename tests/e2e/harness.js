// What the tests share: a copy of an app with its dev servers, a browser, and what is kept when a test fails.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = path.resolve(HERE, "../..");
export const OUT = path.join(REPOSITORY, "target/e2e");
const WAIT = 30_000;

// -- tools -----------------------------------------------------------------------------------------------

const firstThat = (candidates, test) => candidates.find((candidate) => candidate && test(candidate));
const runs = (...command) => spawnSync(command[0], command.slice(1), { stdio: "ignore" }).status === 0;

export const PYTHON = firstThat(
  [process.env.PULSEC_PULSE_PYTHON, path.join(REPOSITORY, "target/ci-venv/bin/python"), "python3"],
  (python) => runs(python, "-c", "import pulse.version"),
);
const CHROMIUM = firstThat([process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"], (name) =>
  runs(name, "--version"),
);
const PULSEC = path.resolve(process.env.PULSEC_BIN ?? path.join(REPOSITORY, "target/debug/pulsec"));

/** Why the browser tests cannot run here; with PULSEC_REQUIRE_TOOLS that is a failure. */
function missing() {
  if (!PYTHON) return "there is no Python with pulse-framework (PULSEC_PULSE_PYTHON)";
  if (!CHROMIUM) return "there is no chromium (CHROMIUM)";
  if (!existsSync(PULSEC)) return `there is no ${PULSEC} (PULSEC_BIN)`;
  return undefined;
}

const skip = process.env.PULSEC_REQUIRE_TOOLS === "1" ? undefined : missing();

// -- processes -------------------------------------------------------------------------------------------

const running = new Set();

function endAll() {
  for (const server of running) server.stop();
}
process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/** A process with what it said; it ends with its children. */
class Server {
  said = "";
  #child;
  #listeners = new Set();

  constructor(name, command, options) {
    this.name = name;
    this.#child = spawn(command[0], command.slice(1), { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    running.add(this);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        this.said += text;
        for (const listener of this.#listeners) listener();
      });
    }
    this.#child.on("error", (error) => (this.said += `${error}\n`));
    this.#child.on("exit", (code) => {
      this.said += `[${name} ended with ${code}]\n`;
      for (const listener of this.#listeners) listener();
    });
  }

  /** The next text that matches, from `since` (a length of `said`) on. */
  heard(pattern, { since = 0, wait = WAIT } = {}) {
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        settle(value);
      };
      const look = () => {
        const match = this.said.slice(since).match(pattern);
        if (match) done(resolve, match);
        else if (this.#child.exitCode !== null) done(reject, new Error(`${this.name} ended:\n${this.said}`));
      };
      const late = () => done(reject, new Error(`${this.name} did not say ${pattern} in ${wait} ms:\n${this.said.slice(since)}`));
      const timer = setTimeout(late, wait);
      this.#listeners.add(look);
      look();
    });
  }

  stop() {
    running.delete(this);
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // It ended before.
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// -- apps ------------------------------------------------------------------------------------------------

/** Without the plugin Pulse's own transpiler makes the JavaScript. */
export const PLUGIN = "with PulsecPlugin";
export const OWN = "with Pulse's own transpiler";

const APPS = {
  probe: { source: path.join(HERE, "apps/probe"), file: "app.py", target: "app.py:app" },
  chat: { source: path.join(REPOSITORY, "fixtures/apps/chat"), file: "chat/app.py", target: "chat.app:app" },
};

/** Copies an app, makes a web folder for it, starts `pulse run` and the dev server of React Router. */
export async function startApp(name, compiler, { copy = name } = {}) {
  const { source, file, target } = APPS[name];
  const dir = path.join(OUT, "work", `${copy}-${compiler === PLUGIN ? "plugin" : "own"}`);
  rmSync(dir, { recursive: true, force: true });
  cpSync(source, dir, { recursive: true, filter: (from) => !/__pycache__|[/\\]web$/.test(from) });
  cpSync(path.join(HERE, "web"), path.join(dir, "web"), { recursive: true });
  symlinkSync(path.join(HERE, "node_modules"), path.join(dir, "web/node_modules"));
  const app = new App(dir);
  if (compiler === PLUGIN) addPlugin(app, file);
  await app.start(target);
  return app;
}

/** The app of some tests, started by the first of them. */
export function appFor(name, compiler, options) {
  let started;
  return () => (started ??= startApp(name, compiler, options));
}

/** The two lines a user adds. */
function addPlugin(app, file) {
  app.edit(file, "\napp = ps.App(", "\nfrom pulsec.pulse import PulsecPlugin\n\napp = ps.App(\n    plugins=[PulsecPlugin()],");
}

class App {
  constructor(dir) {
    this.dir = dir;
  }

  async start(target) {
    const [port, webPort] = [await freePort(), await freePort()];
    this.url = `http://127.0.0.1:${port}/`;
    const pulse = path.join(path.dirname(PYTHON), "pulse");
    const env = {
      ...process.env,
      PULSEC_BIN: PULSEC,
      PYTHONPATH: [this.dir, path.join(REPOSITORY, "integrations/pulse/python")].join(path.delimiter),
      PYTHONDONTWRITEBYTECODE: "1",
      NO_PROXY: "*",
    };
    const address = ["--address", "127.0.0.1", "--port", `${port}`, "--no-find-port"];
    const web = ["--react-server-address", `http://127.0.0.1:${webPort}`];
    this.pulse = new Server("pulse", [pulse, "run", target, "--server-only", "--plain", ...address, ...web], { cwd: this.dir, env });
    await this.pulse.heard(/Application startup complete/);
    const bin = path.join(HERE, "node_modules/@react-router/dev/bin.js");
    const flags = ["dev", "--host", "127.0.0.1", "--port", `${webPort}`, "--strictPort"];
    this.vite = new Server("vite", [process.execPath, bin, ...flags], { cwd: path.join(this.dir, "web"), env });
    await this.vite.heard(/127\.0\.0\.1:\d+/);
  }

  read(file) {
    return readFileSync(path.join(this.dir, file), "utf8");
  }

  /** Replaces the only occurrence of a text, as an editor saves it. */
  edit(file, from, to) {
    const text = this.read(file);
    if (text.split(from).length !== 2) throw new Error(`${file} has not exactly one ${JSON.stringify(from)}`);
    writeFileSync(path.join(this.dir, file), text.replace(from, () => to));
  }

  get said() {
    return [this.pulse, this.vite].map((server) => `--- ${server?.name} ---\n${server?.said}`).join("\n");
  }

  stop() {
    this.pulse?.stop();
    this.vite?.stop();
  }
}

// -- pages -----------------------------------------------------------------------------------------------

let browser;

async function openBrowser() {
  browser ??= await chromium.launch({
    executablePath: CHROMIUM.includes("/") ? CHROMIUM : which(CHROMIUM),
    args: ["--no-sandbox", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
  return browser;
}

function which(name) {
  return spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
}

after(async () => {
  await browser?.close();
  endAll();
});

/**
 * A test with pages of its own. `visit(app, path?, prepare?)` opens one as another visitor would; when the test fails, what
 * the pages showed and said is kept in target/e2e.
 */
export function check(name, body, app, { timeout = 60_000 } = {}) {
  test(name, { skip, timeout }, async (t) => {
    const lacking = missing();
    if (lacking) throw new Error(lacking);
    const pages = [];
    const visit = async (app, where = "", prepare = undefined) => {
      const context = await (await openBrowser()).newContext();
      context.setDefaultTimeout(WAIT / 2);
      const page = await context.newPage();
      page.said = [];
      page.on("console", (message) => page.said.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => page.said.push(`uncaught: ${error.stack ?? error}`));
      pages.push(page);
      await prepare?.(page);
      await page.goto(app.url + where);
      return page;
    };
    try {
      await body({ visit, t });
      for (const page of pages) expectNoErrors(page);
    } catch (error) {
      await keep(name, pages, await app?.().catch(() => undefined));
      throw error;
    } finally {
      for (const page of pages) await page.context().close();
    }
  });
}

/** Errors that a test expects are taken out of `page.said` by `page.forgive`. */
export function forgive(page, pattern) {
  const left = page.said.filter((line) => !pattern.test(line));
  const taken = page.said.length - left.length;
  page.said.splice(0, page.said.length, ...left);
  return taken;
}

function expectNoErrors(page) {
  const errors = page.said.filter((line) => /^(error|uncaught)/.test(line));
  if (errors.length > 0) throw new Error(`the page complains:\n${errors.join("\n")}`);
}

async function keep(name, pages, app) {
  const folder = path.join(OUT, "failures", name.replace(/[^\w.-]+/g, "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, page] of pages.entries()) {
    writeFileSync(path.join(folder, `console-${index}.txt`), page.said.join("\n"));
    await page.screenshot({ path: path.join(folder, `page-${index}.png`), timeout: 5_000 }).catch(() => {});
    const html = await page.content().catch(String);
    writeFileSync(path.join(folder, `page-${index}.html`), html);
  }
  if (app) writeFileSync(path.join(folder, "servers.txt"), app.said);
}
