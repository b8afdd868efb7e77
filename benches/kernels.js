// How fast emitted code is, beside the same kernels written by hand (written.js):
//
//     cargo build && node benches/kernels.js [kernel]
//
// One Node process; the three versions take turns, and the table shows the median of their ratios.
// PULSEC_BIN names another compiler than target/debug/pulsec (what it emits does not depend on how it
// was built). `--rounds 41` measures longer.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as written from "./written.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(HERE);
const OUT = path.join(ROOT, "target/bench");
const AIMS = { typed: 1.2, untyped: 3 };

const options = process.argv.slice(2);
const rounds = options[0] === "--rounds" ? Number(options.splice(0, 2)[1]) : 15;

const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/debug/pulsec"));
rmSync(OUT, { recursive: true, force: true });
const emitted = {};
for (const name of Object.keys(AIMS)) {
  // Two programs: what one does with values from anywhere says nothing of the other.
  const out = path.join(OUT, name);
  const args = ["build", `${name}.py`, "--out-dir", out];
  execFileSync(binary, args, { cwd: path.join(HERE, "kernels"), stdio: "ignore" });
  writeFileSync(path.join(out, "package.json"), '{ "type": "module" }\n');
  emitted[name] = await import(pathToFileURL(path.join(out, `${name}.js`)));
}

// The same numbers on every machine and in every run.
let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const fill = (n, item) => Array.from({ length: n }, (_, i) => item(i));
const matrix = (n) => fill(n, () => fill(n, () => random() * 10));
const bodies = fill(2000, (i) => ({
  name: `body ${i}`,
  mass: random() * 100,
  position: { x: random(), y: random() },
}));
const INPUTS = {
  fib: [24],
  sieve: [60_000],
  matmul: [matrix(70), matrix(70)],
  word_count: [fill(20_000, () => `word${Math.floor(random() * 500)}`)],
  sort_key: [bodies],
  pipeline: [fill(20_000, (i) => i % 1000)],
  build_text: [10_000],
  records: [fill(20, () => bodies).flat()],
};

// Each version is called from a loop of its own, so that what engines learn of one does not slow another;
// the result is kept, or they would leave the call out.
const timer = () =>
  new Function(
    "run, args, times",
    `const from = process.hrtime.bigint();
    for (let i = 0; i < times; i++) globalThis.result = run(...args);
    return Number(process.hrtime.bigint() - from) / times;`,
  );

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

function measure(name) {
  const args = INPUTS[name];
  const versions = { written: written[name] };
  for (const kind of Object.keys(AIMS)) {
    versions[kind] = emitted[kind][name];
    assert.deepEqual(plain(versions[kind](...args)), plain(written[name](...args)), `${name}, ${kind}`);
  }
  const time = {};
  for (const [kind, run] of Object.entries(versions)) {
    const timed = timer();
    time[kind] = (times) => timed(run, args, times);
    time[kind](30);
  }
  const times = Math.max(1, Math.round(3e6 / time.written(10)));
  const ratios = { typed: [], untyped: [] };
  const base = [];
  for (let round = 0; round < rounds; round++) {
    const took = {};
    for (const kind of Object.keys(versions)) took[kind] = time[kind](times);
    base.push(took.written);
    for (const kind of Object.keys(ratios)) ratios[kind].push(took[kind] / took.written);
  }
  return { written: median(base), typed: median(ratios.typed), untyped: median(ratios.untyped) };
}

const plain = (value) => JSON.parse(JSON.stringify(value));

console.log(`${"kernel".padEnd(12)}${"written".padStart(12)}${"annotated".padStart(12)}${"unannotated".padStart(14)}`);
for (const name of Object.keys(INPUTS)) {
  if (options.length > 0 && !options.includes(name)) continue;
  const found = measure(name);
  const mark = (kind) => `${found[kind].toFixed(2)}${found[kind] > AIMS[kind] ? " !" : "  "}`;
  const base = `${(found.written / 1e6).toFixed(3)} ms`;
  console.log(`${name.padEnd(12)}${base.padStart(12)}${mark("typed").padStart(12)}${mark("untyped").padStart(14)}`);
}
console.log(`ratios to the written one; aims: ${AIMS.typed} annotated, ${AIMS.untyped} unannotated (! above)`);
