// How much processor time `pulsec serve` takes from an edit until the new module is there: the median of
// some edits of each kind, in a project of 2,000 files (25 MB), a tenth of them with marked functions.
//
//     cargo build --release
//     PULSEC_BIN=target/release/pulsec node benches/edits.js [files] [edits]
//
// An edit is `invalidate` with the name of the file, and `compileFile` of it. Half of the marked files use one
// helper. The time is that of all threads of the process, as Linux counts it (`/proc/PID/task/*/schedstat`).

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { client, range, server } from "./modules.js";

const ROOT = path.dirname(import.meta.dirname);
const FILES = Number(process.argv[2] ?? 2000);
const EDITS = Number(process.argv[3] ?? 15);
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/release/pulsec"));

const HELPER = "def weight(n: int):\n    return n * 2\n";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pulsec-edits-")));
const texts = new Map();
let process_;
try {
  write("pyproject.toml", "");
  write("shared/words.py", HELPER);
  for (const at of range(FILES - 1)) {
    const isMarked = at % 10 === 0;
    write(name(at), (isMarked ? client(at, at % 20 === 0) : "") + server(at));
  }
  await measure();
} finally {
  process_?.kill();
  rmSync(folder, { recursive: true, force: true });
}

function name(at) {
  return `pkg${at % 40}/mod${at}.py`;
}

function write(file, text) {
  texts.set(file, text);
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

async function measure() {
  process_ = spawn(binary, ["serve"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map();
  createInterface({ input: process_.stdout }).on("line", (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)(error ? Promise.reject(new Error(error.message)) : result);
    waiting.delete(id);
  });
  let last = 0;
  const request = (method, params) =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      process_.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: last, method, params })}\n`);
    });
  const compile = (file) =>
    request("compileFile", { root: folder, file: path.join(folder, file), runtime: "virtual:runtime" });

  await request("initialize", { protocol: 1 });
  let before = used();
  const marked = range(FILES - 1).filter((at) => at % 10 === 0);
  for (const at of marked) if (!(await compile(name(at))).ok) throw new Error(`${name(at)} does not compile`);
  await compile("shared/words.py");
  console.log(`${FILES} files, ${marked.length} of them marked and served; milliseconds of processor time`);
  console.log(`${"the first time, all marked files".padEnd(48)} ${(used() - before).toFixed(1)}`);

  const alone = name(10);
  const kinds = [
    ["a marked function's body", alone, (text, at) => text.replace("total = 0", `total = ${at}`), 1],
    ["a comment in a marked file", alone, (text, at) => text.replace("    seen = {}", `    # ${at}\n    seen = {}`), 1],
    ["a server file's comment", name(1), (text, at) => `${text}# ${at}\n`, 0],
    ["a server file's class", name(1), (text, at) => text.replace("Service0", `Service${at}_0`), 0],
    ["a body of a function that uses the helper", name(0), (text, at) => text.replace("seen[name] = at", `seen[name] = at + ${at}`), 1],
    ["a helper of half of them: the body", "shared/words.py", () => HELPER, 1, (at) => HELPER.replace("2", `${at + 3}`)],
    ["a helper of half of them: the type it returns", "shared/words.py", () => HELPER, marked.length, (at) =>
      at % 2 ? HELPER.replace("n * 2", "str(n)") : HELPER],
  ];
  for (const [title, file, change, changes, own] of kinds) {
    const text = texts.get(file);
    const spent = [];
    let changed = 0;
    for (const at of range(EDITS)) {
      write(file, own ? own(at) : change(text, at + 1));
      before = used();
      const files = [path.join(folder, file)];
      changed = (await request("invalidate", { files })).changed.length;
      await compile(file);
      spent.push(used() - before);
    }
    write(file, text);
    await request("invalidate", { files: [path.join(folder, file)] });
    for (const at of marked) await compile(name(at));
    await compile("shared/words.py");
    spent.sort((a, b) => a - b);
    const [median, most] = [spent[Math.floor(spent.length / 2)], spent.at(-1)];
    console.log(`${title.padEnd(48)} ${median.toFixed(1)}   (at most ${most.toFixed(1)}; ${changed} files changed)`);
  }
  await comesAndGoes(["a file with marked functions", client(FILES, false) + server(FILES)]);
  await comesAndGoes(["a file of the server", server(FILES)]);

  /** A file that nobody imports comes, and goes again. */
  async function comesAndGoes([title, text]) {
    const [came, went] = [[], []];
    const files = [path.join(folder, "pkg0/extra.py")];
    for (const _ of range(EDITS)) {
      for (const [times, act] of [[came, () => writeFileSync(files[0], text)], [went, () => rmSync(files[0])]]) {
        act();
        before = used();
        await request("invalidate", { files });
        if (times === came) await compile("pkg0/extra.py");
        times.push(used() - before);
      }
    }
    const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)].toFixed(1);
    console.log(`${`${title} comes`.padEnd(48)} ${median(came)}`);
    console.log(`${`${title} goes`.padEnd(48)} ${median(went)}`);
  }
}

/** The processor time of all threads so far, in milliseconds. */
function used() {
  const tasks = `/proc/${process_.pid}/task`;
  const spent = (task) => Number(readFileSync(path.join(tasks, task, "schedstat"), "utf8").split(" ")[0]);
  return readdirSync(tasks).reduce((sum, task) => sum + spent(task), 0) / 1e6;
}
