// Measures one program for programs.js: `node program.js OUT MODULE NAME ROUNDS` prints its times as JSON.

import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [out, module, name, rounds] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(file));
const written = await load(path.join(path.dirname(fileURLToPath(import.meta.url)), "programs", `${module}.js`));
const versions = { written: { run: written[name], tuple: (...items) => items, dict: (pairs) => new Map(pairs) } };
for (const kind of ["typed", "untyped"]) {
  const folder = path.join(out, kind, module);
  const runtime = await load(path.join(folder, "pulsec-runtime.js"));
  const tuple = runtime.tuple ?? ((...items) => Object.freeze(items));
  const dict = (pairs) => (runtime.Dict ? new runtime.Dict(pairs) : new Map(pairs));
  versions[kind] = { run: (await load(path.join(folder, `${module}.js`)))[name], tuple, dict };
}

// The same numbers on every machine and in every run.
function inputs({ tuple, dict }) {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const fill = (n, item) => Array.from({ length: n }, (_, i) => item(i));
  return written.inputs({ fill, random, tuple, dict })[name];
}

// Python adds floats up more exactly than `+` does: the last digits do not count.
const simple = (_, it) =>
  it instanceof Map || it instanceof Set
    ? [...it]
    : it?.constructor === Object
      ? Object.entries(it)
      : typeof it === "number" ? Number(it.toPrecision(9)) : it;
const plain = (value) => JSON.parse(JSON.stringify(value, simple));

// Each version is called from a loop of its own, so that what engines learn of one does not slow another;
// the result is kept, or they would leave the call out. Processor time: the machine may have other work.
const timer = () =>
  new Function(
    "run, args, times, now",
    `const from = now();
    for (let i = 0; i < times; i++) globalThis.result = run(...args);
    return (now() - from) / times;`,
  );
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const expected = plain(versions.written.run(...inputs(versions.written)));
const time = {};
for (const [kind, version] of Object.entries(versions)) {
  const args = inputs(version);
  assert.deepEqual(plain(version.run(...args)), expected, `${name}, ${kind}`);
  const timed = timer();
  time[kind] = (times) => timed(version.run, args, times, now);
  time[kind](20);
}
const times = Math.max(1, Math.round(8e6 / time.written(20)));
for (const kind of Object.keys(time)) time[kind](times);
const took = { written: [], typed: [], untyped: [] };
for (let round = 0; round < Number(rounds); round++) {
  const base = time.written(times);
  took.written.push(base);
  for (const kind of ["typed", "untyped"]) took[kind].push(time[kind](times) / base);
}
console.log(JSON.stringify({ written: median(took.written), typed: median(took.typed), untyped: median(took.untyped) }));
