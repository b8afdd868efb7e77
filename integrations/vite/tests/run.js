// Runs the tests: node run.js [flags of node --test]. The plugin must be built (npm run build).
//
// PULSEC_BIN (default: target/debug/pulsec of this repository) is the compiler, PULSEC_CHROMIUM the browser
// (default: chromium on PATH). With PULSEC_REQUIRE_TOOLS=1 a missing one fails instead of skipping.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const HERE = import.meta.dirname;
const names = process.argv.slice(2).filter((each) => !each.startsWith("-"));
const flags = process.argv.slice(2).filter((each) => each.startsWith("-"));

if (!existsSync(path.join(HERE, "vite7/node_modules"))) {
  // npm ci in this folder's parent does not reach the second Vite.
  const args = ["ci", "--no-audit", "--no-fund", "--prefix", path.join(HERE, "vite7")];
  spawnSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
}
const tests = readdirSync(HERE)
  .filter((file) => file.endsWith(".test.js") && (names.length === 0 || names.some((name) => file.startsWith(name))))
  .map((file) => path.join(HERE, file));
// Vite's file watcher, closed while it still reads a folder, may leave a watch behind that keeps Node running.
const fixed = ["--test", "--test-concurrency=1", "--test-timeout=1200000", "--test-force-exit"];
const { status, error } = spawnSync(process.execPath, [...fixed, ...flags, ...tests], {
  cwd: HERE,
  stdio: "inherit",
});
if (error) throw error;
process.exitCode = status ?? 1;
