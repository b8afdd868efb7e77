// An app as somebody develops it: a copy of its own in target/e2e/work, `pulse run`, and the web server.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = path.resolve(HERE, "../..");
export const OUT = path.join(REPOSITORY, "target/e2e");
/** Milliseconds for what should take a second: a machine may have other things to do. */
export const WAIT = 120_000;

// -- tools -----------------------------------------------------------------------------------------------

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const firstThat = (candidates, test) => candidates.find((candidate) => candidate && test(candidate));
const runs = (...command) => spawnSync(command[0], command.slice(1), { stdio: "ignore" }).status === 0;

export const PYTHON = firstThat(
  [process.env.PULSEC_PULSE_PYTHON, path.join(REPOSITORY, "target/ci-venv/bin/python"), "python3"],
  (python) => runs(python, "-c", "import pulse.version"),
);
export const CHROMIUM = firstThat([process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"], (name) =>
  runs(name, "--version"),
);
/** `pulse run` calls it by this name. */
export const BUN = firstThat([process.env.BUN, "bun"], (bun) => path.basename(bun) === "bun" && runs(bun, "--version"));
export const PULSEC = path.resolve(process.env.PULSEC_BIN ?? path.join(REPOSITORY, "target/debug/pulsec"));

/** Pulse's own client package, built. */
export const REAL_CLIENT = process.env.PULSEC_REAL_CLIENT && path.resolve(process.env.PULSEC_REAL_CLIENT);

/** The package `pulse-ui-client`: the stand-in, or Pulse's own where PULSEC_REAL_CLIENT names its folder. */
const CLIENT = REAL_CLIENT || path.join(HERE, "client");
const CLIENT_PACKAGE = readJson(path.join(CLIENT, "package.json"));
const CLIENT_FILE = path.join(CLIENT, CLIENT_PACKAGE.main);

/** How the client says a message, and how it reads one of the server. */
export async function wire() {
  const { serialize, deserialize } = await import(CLIENT_FILE);
  return { serialize, deserialize: (envelope) => deserialize(envelope, { coerceNullsToUndefined: true }) };
}

/** Why the browser tests cannot run here; with PULSEC_REQUIRE_TOOLS that is a failure. */
export function missing({ started = "apart" } = {}) {
  if (!PYTHON) return "there is no Python with pulse-framework (PULSEC_PULSE_PYTHON)";
  if (!CHROMIUM) return "there is no chromium (CHROMIUM)";
  if (!existsSync(PULSEC)) return `there is no ${PULSEC} (PULSEC_BIN)`;
  if (!existsSync(CLIENT_FILE)) return `there is no ${CLIENT_FILE}; Pulse's client is to be built (PULSEC_REAL_CLIENT)`;
  if (started === "whole" && !BUN) return "there is no bun (BUN)";
  return undefined;
}

// -- processes -------------------------------------------------------------------------------------------

const running = new Set();

export function endAll() {
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
    this.#child = spawn(command[0], command.slice(1), {
      ...options,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(this);
    let said = "";
    const hear = (text) => {
      said += text;
      this.said = stripVTControlCharacters(said);
      for (const listener of this.#listeners) listener();
    };
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", hear);
    }
    this.#child.on("error", (error) => hear(`${error}\n`));
    this.#child.on("exit", (code) => hear(`[${name} ended with ${code}]\n`));
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
      const late = () =>
        done(reject, new Error(`${this.name} did not say ${pattern} in ${wait} ms:\n${this.said.slice(since)}`));
      const timer = setTimeout(late, wait);
      this.#listeners.add(look);
      look();
    });
  }

  /** Pulse gives its server a terminal, and with it a session of its own: the group of this process is not all. */
  stop() {
    running.delete(this);
    for (const pid of withDescendants(this.#child.pid)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended before.
      }
    }
  }
}

function withDescendants(root) {
  const { stdout } = spawnSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = (stdout ?? "")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) {
    for (const [pid, ppid] of pairs) if (ppid === parent) found.push(pid);
  }
  return found;
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
  functions: { source: path.join(HERE, "apps/functions"), file: "app.py", target: "app.py:app" },
  chat: { source: path.join(REPOSITORY, "fixtures/apps/chat"), file: "chat/app.py", target: "chat.app:app" },
};

/**
 * Copies an app, makes a web folder for it, and starts it. `started` says how: `pulse run` and the dev server of React Router
 * "apart"; "built" for production, and served; "whole", by a `pulse run` that installs and starts all there is.
 */
export async function startApp(name, compiler, { copy = name, started = "apart" } = {}) {
  const { source, file, target } = APPS[name] ?? name;
  const dir = path.join(OUT, "work", `${copy}-${compiler === PLUGIN ? "plugin" : "own"}`);
  rmSync(dir, { recursive: true, force: true });
  cpSync(source, dir, { recursive: true, filter: (from) => !/__pycache__|[/\\]web$/.test(from) });
  cpSync(path.join(HERE, "web"), path.join(dir, "web"), { recursive: true });
  if (started === "whole") addClient(path.join(dir, "web/client"));
  else symlinkSync(path.join(HERE, "node_modules"), path.join(dir, "web/node_modules"));
  const components = path.join(dir, "components");
  if (existsSync(components)) cpSync(components, path.join(dir, "web/app/components"), { recursive: true });
  const app = new App(dir);
  if (compiler === PLUGIN) addPlugin(app, file);
  await app.start(target, started);
  return app;
}

/** The client as a package of the web folder, as the lock file there has it. */
function addClient(folder) {
  cpSync(CLIENT, folder, { recursive: true, filter: (from) => path.basename(from) !== "node_modules" });
  const { name, version, type, main } = CLIENT_PACKAGE;
  const { dependencies } = readJson(path.join(HERE, "client/package.json"));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version, type, main, dependencies }));
}

/** The two lines a user adds. */
function addPlugin(app, file) {
  app.edit(file, "\nimport pulse as ps\n", "\nimport pulse as ps\nfrom pulsec.pulse import PulsecPlugin\n");
  app.edit(file, "\napp = ps.App(", "\napp = ps.App(\n    plugins=[PulsecPlugin()],");
}

class App {
  constructor(dir) {
    this.dir = dir;
  }

  async start(target, started) {
    const [port, webPort] = [await freePort(), await freePort()];
    this.url = `http://127.0.0.1:${port}/`;
    const pulse = path.join(path.dirname(PYTHON), "pulse");
    const env = {
      ...process.env,
      PULSEC_BIN: PULSEC,
      PYTHONPATH: [this.dir, path.join(REPOSITORY, "integrations/pulse/python")].join(path.delimiter),
      PYTHONDONTWRITEBYTECODE: "1",
      CHAT_BANNED_WORDS: "tabu",
    };
    const run = [pulse, "run", target, "--plain", "--address", "127.0.0.1", "--port", `${port}`, "--no-find-port"];
    if (started === "whole") {
      env.PATH = [path.dirname(BUN), env.PATH].join(path.delimiter);
      this.pulse = new Server("pulse", run, { cwd: this.dir, env });
      await this.pulse.heard(/Ready: /, { wait: 2 * WAIT });
      return;
    }
    Object.assign(env, { PULSEC_CLIENT_FILE: CLIENT_FILE, NO_PROXY: "*" });
    const server = ["--server-only", "--react-server-address", `http://127.0.0.1:${webPort}`];
    this.pulse = new Server("pulse", [...run, ...server], { cwd: this.dir, env });
    await this.pulse.heard(/Application startup complete/);
    await (started === "built" ? this.#serveBuild(env, webPort) : this.#serveSource(env, webPort));
  }

  async #serveSource(env, port) {
    const flags = ["dev", "--host", "127.0.0.1", "--port", `${port}`, "--strictPort"];
    this.web = this.#node("web", ["@react-router/dev/bin.js", ...flags], env);
    await this.web.heard(/127\.0\.0\.1:\d+/);
  }

  async #serveBuild(env, port) {
    const build = this.#node("build", ["@react-router/dev/bin.js", "build"], { ...env, NODE_ENV: "production" });
    await build.heard(/\[build ended with 0\]/, { wait: 2 * WAIT });
    this.built = build.said;
    const own = { ...env, NODE_ENV: "production", HOST: "127.0.0.1", PORT: `${port}` };
    this.web = this.#node("web", ["@react-router/serve/dist/cli.js", "build/server/index.js"], own);
    await this.web.heard(/\[react-router-serve\]/);
  }

  #node(name, [script, ...flags], env) {
    const file = path.join(HERE, "node_modules", script);
    return new Server(name, [process.execPath, file, ...flags], { cwd: path.join(this.dir, "web"), env });
  }

  read(file) {
    return readFileSync(path.join(this.dir, file), "utf8");
  }

  /** Replaces the only occurrence of a text, as an editor saves it. */
  edit(file, from, to) {
    const text = this.read(file);
    if (text.split(from).length !== 2) throw new Error(`${file} has not exactly one ${JSON.stringify(from)}`);
    writeFileSync(
      path.join(this.dir, file),
      text.replace(from, () => to),
    );
  }

  get said() {
    return [this.pulse, this.web].map((server) => `--- ${server?.name} ---\n${server?.said}`).join("\n");
  }

  stop() {
    this.pulse?.stop();
    this.web?.stop();
  }
}
