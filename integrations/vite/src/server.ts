// One `pulsec serve`: started when first needed, restarted when it died, never holding Node open while idle.
//
// A request that is under way when the process dies fails with the reason; the next request starts a new
// process. After MAX_DEATHS in DEATH_WINDOW it is not started again until the window has passed: a source
// file that kills the compiler must not make the machine spin.

import { execFile, spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import path from "node:path";

import { INSTALL, PulsecFailure } from "./failure.js";
import {
  METHOD_NOT_FOUND,
  PROTOCOL,
  RESULT_CHECKS,
  UNKNOWN_PROTOCOL,
  type Initialized,
  type Method,
  type Params,
  type Result,
} from "./protocol.js";

const MAX_DEATHS = 5;
const DEATH_WINDOW = 30_000;
const SHUTDOWN_GRACE = 2_000;
const STDERR_KEPT = 2_000;

export interface ServerOptions {
  /** Finds the binary; throws a PulsecFailure when there is none. Called at each start. */
  findBinary: () => string;
  cwd: string;
  /** Milliseconds. */
  timeout: number;
  version: string;
}

interface Pending {
  method: Method;
  resolve: (result: any) => void;
  reject: (reason: Error) => void;
  timer: NodeJS.Timeout;
}

interface Running {
  child: ChildProcessWithoutNullStreams;
  binary: string;
  pending: Map<number, Pending>;
  /** The end of what it wrote to stderr: a panic tells its reason there. */
  stderr: string;
  /** Settles when `initialize` was answered. */
  ready: Promise<void>;
  /** Why we ended it, when it was us. */
  ended: string | null;
  exited: Promise<void>;
}

/** An error answer of JSON-RPC. */
class ErrorAnswer extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data: unknown,
  ) {
    super(message);
  }
}

export class Server {
  /** How many processes were started: what an earlier one knew is gone. */
  generation = 0;
  #running: Running | null = null;
  #deaths: number[] = [];
  #lastDeath = "";
  #nextId = 1;

  constructor(private readonly options: ServerOptions) {}

  /** The id of the process that runs, for tests and messages. */
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  async request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const running = this.#running ?? this.#start();
    await running.ready;
    try {
      return await this.#send(running, method, params);
    } catch (error) {
      if (!(error instanceof ErrorAnswer)) throw error;
      const old = error.code === METHOD_NOT_FOUND ? ` The installed pulsec may be too old. ${INSTALL}.` : "";
      throw new PulsecFailure(`pulsec answered \`${method}\` with an error: ${error.message}.${old}`);
    }
  }

  /**
   * Ends the process unless it is at work for someone else (two environments of one build); a later request
   * starts another. One that is left alone ends with Node, by the end of its input.
   */
  async stop(): Promise<void> {
    const running = this.#running;
    if (!running || running.pending.size > 0) return;
    this.#running = null;
    running.ended = "it was shut down";
    running.child.ref();
    const grace = setTimeout(() => running.child.kill("SIGKILL"), SHUTDOWN_GRACE);
    this.#send(running, "shutdown", {}).catch(() => {});
    running.child.stdin.end();
    await running.exited;
    clearTimeout(grace);
  }

  #start(): Running {
    this.#refuseIfItKeepsDying();
    const binary = this.options.findBinary();
    // A `.cmd` of node_modules/.bin on Windows is run by the shell.
    const shell = /\.cmd$/i.test(binary);
    const child = spawn(shell ? `"${binary}"` : binary, ["serve"], { cwd: this.options.cwd, shell, windowsHide: true });
    const running: Running = {
      child,
      binary,
      pending: new Map(),
      stderr: "",
      ready: Promise.resolve(),
      ended: null,
      exited: Promise.resolve(),
    };
    this.#running = running;
    this.generation += 1;
    running.exited = new Promise((resolve) => {
      child.once("error", (error) => resolve(this.#died(running, `could not be started: ${error.message}`)));
      child.once("close", (code, signal) => {
        resolve(this.#died(running, signal ? `was killed by ${signal}` : `ended with exit code ${code}`));
      });
    });
    // Writing to a process that died meanwhile is told by "close".
    child.stdin.on("error", () => {});
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      running.stderr = (running.stderr + text).slice(-STDERR_KEPT);
    });
    this.#readLines(running);
    hold(running, false);
    running.ready = this.#initialize(running);
    // Each request waits for `ready` and gets the error there.
    running.ready.catch(() => {});
    return running;
  }

  #refuseIfItKeepsDying(): void {
    const now = Date.now();
    this.#deaths = this.#deaths.filter((time) => now - time < DEATH_WINDOW);
    if (this.#deaths.length < MAX_DEATHS) return;
    const seconds = Math.ceil((DEATH_WINDOW - now + (this.#deaths[0] ?? now)) / 1000);
    throw new PulsecFailure(
      `pulsec died ${MAX_DEATHS} times in a row and is not started again for ${seconds} s. The last time it ${this.#lastDeath}`,
    );
  }

  async #initialize(running: Running): Promise<void> {
    let answer: Initialized;
    try {
      const client = { name: "vite-plugin-pulsec", version: this.options.version };
      answer = await this.#send(running, "initialize", { protocol: PROTOCOL, client });
    } catch (error) {
      if (error instanceof ErrorAnswer && error.code === UNKNOWN_PROTOCOL) {
        const { supported } = (error.data ?? {}) as { supported?: unknown };
        throw await this.#wrongVersion(running, Array.isArray(supported) ? supported.join(", ") : "another one");
      }
      if (error instanceof ErrorAnswer) {
        throw this.#end(running, `${running.binary} did not start as \`pulsec serve\`: ${error.message}. ${INSTALL}.`);
      }
      // Clap's exit code of "unrecognized subcommand": a pulsec from before `serve`, or something else by that name.
      if (running.child.exitCode === 2) throw await this.#wrongVersion(running, null);
      throw error;
    }
    if (answer.server.name !== "pulsec") {
      throw this.#end(running, `${running.binary} is not pulsec; it calls itself ${answer.server.name}. ${INSTALL}.`);
    }
    if (answer.protocol !== PROTOCOL) throw await this.#wrongVersion(running, String(answer.protocol));
  }

  async #wrongVersion(running: Running, spoken: string | null): Promise<PulsecFailure> {
    const version = await versionOf(running.binary);
    const speaks = spoken === null ? "has no `serve`" : `speaks protocol ${spoken}`;
    return this.#end(
      running,
      `${running.binary} (${version}) ${speaks}; vite-plugin-pulsec ${this.options.version} wants protocol ${PROTOCOL}. ` +
        `Bring both to the newest version: \`pip install --upgrade pulsec\` and \`npm install --save-dev vite-plugin-pulsec@latest\`.`,
    );
  }

  /** Ends a process that cannot be used, and gives the error that says why. */
  #end(running: Running, message: string): PulsecFailure {
    running.ended = message;
    if (this.#running === running) this.#running = null;
    running.child.kill("SIGKILL");
    return new PulsecFailure(message);
  }

  #send<M extends Method>(running: Running, method: M, params: Params<M>): Promise<Result<M>> {
    return new Promise((resolve, reject) => {
      if (running.child.exitCode !== null || running.child.signalCode !== null) {
        // It died after `ready`, and "close" has told everyone who waited; this one comes too late.
        reject(new PulsecFailure(`pulsec stopped before it was asked to \`${method}\`; try again.`));
        return;
      }
      const id = this.#nextId++;
      const timer = setTimeout(() => {
        this.#break(running, `did not answer \`${method}\` in ${this.options.timeout / 1000} s`);
      }, this.options.timeout);
      running.pending.set(id, { method, resolve, reject, timer });
      hold(running, true);
      running.child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    });
  }

  #readLines(running: Running): void {
    let rest: string[] = [];
    running.child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = text.split("\n");
      const last = lines.pop() ?? "";
      for (const line of lines) {
        this.#answer(running, rest.length ? rest.join("") + line : line);
        rest = [];
      }
      if (last) rest.push(last);
    });
  }

  #answer(running: Running, line: string): void {
    if (running.ended !== null || !line.trim()) return;
    const message = parse(line);
    const pending = typeof message?.id === "number" ? running.pending.get(message.id) : undefined;
    if (!message || !pending) {
      this.#break(running, `wrote something that answers no request: ${line.slice(0, 200)}`);
      return;
    }
    if (!message.error && !RESULT_CHECKS[pending.method](message.result)) {
      this.#break(running, `answered \`${pending.method}\` with something unknown: ${line.slice(0, 200)}`);
      return;
    }
    clearTimeout(pending.timer);
    running.pending.delete(message.id as number);
    if (running.pending.size === 0) hold(running, false);
    if (message.error) {
      const { code, message: text, data } = message.error;
      pending.reject(new ErrorAnswer(Number(code), String(text), data));
    } else {
      // It works: what died before was not this process.
      if (pending.method === "compileFile") this.#deaths = [];
      pending.resolve(message.result);
    }
  }

  /** It does not keep to the protocol: nothing that it says further can be trusted. */
  #break(running: Running, what: string): void {
    this.#died(running, what);
    running.child.kill("SIGKILL");
  }

  /** Fails what is under way. Only the first call for a process tells the reason. */
  #died(running: Running, what: string): void {
    if (this.#running === running) this.#running = null;
    if (running.ended === null) {
      const said = running.stderr.trim();
      running.ended = said ? `${what}. It said:\n${said}` : `${what}.`;
      this.#deaths.push(Date.now());
      this.#lastDeath = running.ended;
    }
    for (const { method, reject, timer } of running.pending.values()) {
      clearTimeout(timer);
      reject(new PulsecFailure(`pulsec could not answer \`${method}\`: it ${running.ended}`));
    }
    running.pending.clear();
  }
}

interface Message {
  id: unknown;
  result?: unknown;
  error?: { code: unknown; message: unknown; data?: unknown };
}

function parse(line: string): Message | null {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === "object" && message !== null ? (message as Message) : null;
  } catch {
    return null;
  }
}

/** Whether Node waits for this process. It must while a request is under way, and must not otherwise. */
function hold({ child }: Running, wait: boolean): void {
  for (const each of [child, child.stdin, child.stdout, child.stderr]) {
    const handle = each as { ref?: () => void; unref?: () => void };
    if (wait) handle.ref?.();
    else handle.unref?.();
  }
}

/** What `--version` prints, for messages. */
function versionOf(binary: string): Promise<string> {
  return new Promise((resolve) => {
    const shell = /\.cmd$/i.test(binary);
    execFile(shell ? `"${binary}"` : binary, ["--version"], { timeout: 5_000, shell }, (error, stdout) => {
      resolve(error || !stdout.trim() ? `${path.basename(binary)} of unknown version` : (stdout.trim().split("\n")[0] ?? ""));
    });
  });
}
