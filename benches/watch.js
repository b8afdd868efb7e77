// How long `pulsec watch` takes from the moment a file is saved until what changes is written: the median and the largest
// of some edits of each kind, in a project of 2,000 files (25 MB), a tenth of them with marked functions.
//
//     cargo build --release
//     PULSEC_BIN=target/release/pulsec node benches/watch.js [files] [edits]
//
// That is time on the wall, in milliseconds, until the line of JSON that comes after the files are written; of it 2 ms are
// waited for more to happen, where the system tells that a file is closed (`src/watch/events.rs`). Beside it stands what the build itself took, writing included.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { client, range, server } from "./modules.js";

const ROOT = path.dirname(import.meta.dirname);
const FILES = Number(process.argv[2] ?? 2000);
const EDITS = Number(process.argv[3] ?? 15);
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/release/pulsec"));

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pulsec-watch-")));
const texts = new Map();
let child;
try {
  write("pyproject.toml", "");
  write("shared/words.py", "def weight(n: int):\n    return n * 2\n");
  for (const at of range(FILES - 1)) {
    const isMarked = at % 10 === 0;
    write(`pkg${at % 40}/mod${at}.py`, (isMarked ? client(at, at % 20 === 0) : "") + server(at));
  }
  await measure();
} finally {
  child?.kill();
  rmSync(folder, { recursive: true, force: true });
}

function write(file, text) {
  texts.set(file, text);
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

async function measure() {
  child = spawn(binary, ["watch", "--output-format", "json"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  let told;
  lines.on("line", (line) => told?.({ ...JSON.parse(line), at: performance.now() }));
  const next = () => new Promise((resolve) => (told = resolve));
  const started = performance.now();
  const first = await next();
  if (!first.ok) throw new Error(JSON.stringify(first).slice(0, 300));
  console.log(`${FILES} files; milliseconds from an edit until its files are written`);
  console.log(`${"the first build".padEnd(48)} ${(first.at - started).toFixed(0)}`);
  const kinds = [
    ["the body of a marked function", "pkg10/mod10.py", (text, at) => text.replace("total = 0", `total = ${at}`)],
    ["a comment in a marked file", "pkg10/mod10.py", (text, at) => `${text}# ${at}\n`],
    ["the body of a function that uses the helper", "pkg20/mod20.py", (text, at) => text.replace("at >= limit", `at >= limit + ${at}`)],
    ["a method in a file of the server", "pkg1/mod1.py", (text, at) => text.replace("self.limit = limit", `self.limit = limit + ${at}`)],
    ["the helper of a hundred files: its body", "shared/words.py", (text, at) => text.replace("n * 2", `n * ${at + 3}`)],
    ["the helper of a hundred files: what it returns", "shared/words.py", (text, at) => text.replace("n * 2", `n / ${at + 2}`)],
    ["a mistake in a marked file", "pkg10/mod10.py", (text, at) => text.replace("total = 0", `total = unknown${at}`)],
  ];
  for (const [title, file, edit] of kinds) {
    const [waited, built, counts] = [[], [], new Set()];
    for (const at of range(EDITS)) {
      for (const text of [edit(texts.get(file), at + 1), texts.get(file)]) {
        await sleep(50);
        const came = next();
        const saved = performance.now();
        writeFileSync(path.join(folder, file), text);
        const turn = await came;
        waited.push(turn.at - saved);
        built.push(turn.milliseconds);
        counts.add(turn.written.length);
      }
    }
    const sorted = (times) => times.sort((a, b) => a - b);
    const of = (times, part) => sorted(times)[Math.floor((times.length - 1) * part)].toFixed(1).padStart(7);
    const wrote = [...counts].join(" or ");
    console.log(`${title.padEnd(48)} ${of(waited, 0.5)} ${of(waited, 1)}   built ${of(built, 0.5)}   (${wrote} files written)`);
  }
}
