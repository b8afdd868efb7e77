// How long from saving a marked function until the dev server serves the new module, with the plugin and with
// Pulse's own transpiler: the median of 20 edits each.
//
//     npm ci --prefix tests/e2e
//     PULSEC_BIN=target/release/pulsec PULSEC_PULSE_PYTHON=.venv/bin/python node benches/e2e.js [edits]

import { readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { OWN, PLUGIN, startApp } from "../tests/e2e/servers.js";

const EDITS = Number(process.argv[2] ?? 20);
const LIMIT = 30_000;
const headline = (word) => `return f"{GREETING}: {count} ${word}"`;

console.log(`${EDITS} edits each, milliseconds from saving to serving`);
const rows = [];
for (const compiler of [PLUGIN, OWN]) {
  const app = await startApp("probe", compiler, { copy: "bench" });
  await served(app, "ticks");
  rows.push({ compiler, app, times: [], word: "ticks" });
}
// In turn, so that what else the machine does is the same for both.
for (let edit = 1; edit <= EDITS; edit += 1) {
  for (const row of rows) row.times.push(await measure(row, `ticks${edit}x`));
}
for (const { compiler, times, app } of rows) {
  app.stop();
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.floor((times.length - 1) * share)]);
  console.log(`${compiler.padEnd(30)} median ${at(0.5)}, fastest ${at(0)}, slowest ${at(1)}`);
}
process.exit();

async function measure(row, word) {
  const { app } = row;
  const since = app.pulse.said.length;
  const start = performance.now();
  app.edit("client.py", headline(row.word), headline(word));
  row.word = word;
  await served(app, word);
  const time = performance.now() - start;
  await app.pulse.heard(/Application startup complete/, { since });
  return time;
}

/** Waits until one of the generated modules is served with the word. */
async function served(app, word) {
  const folder = path.join(app.dir, "web/app");
  const limit = performance.now() + LIMIT;
  while (performance.now() < limit) {
    const files = readdirSync(folder, { recursive: true }).filter((file) => /\.jsx?$/.test(file));
    for (const file of files) {
      const response = await fetch(`${app.webUrl}app/${file}`).catch(() => undefined);
      if (response?.ok && (await response.text()).includes(word)) return;
    }
    await pause(5);
  }
  throw new Error(`${word} was not served:\n${app.said}`);
}
