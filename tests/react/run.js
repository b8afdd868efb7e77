// Compiles the apps with PULSEC_BIN (default: target/debug/pulsec of this repository) and runs the tests:
//
//     PULSEC_BIN=... node run.js [flags of node --test]

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { HERE } from "./paths.js";

const tests = readdirSync(path.join(HERE, "tests")).map((file) => path.join(HERE, "tests", file));
const built = node("build.js");
const tested = node("--test", ...process.argv.slice(2), ...tests);
process.exitCode = built || tested;

function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: HERE, stdio: "inherit" });
  if (error) throw error;
  return status ?? 1;
}
