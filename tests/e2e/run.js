// Runs the suite: `node run.js [flags of node --test]`, for example
//
//     PULSEC_PULSE_PYTHON=.venv/bin/python node run.js --test-name-pattern=burst
//
// One file after the other, because each starts dev servers of its own.

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { HERE, OUT } from "./servers.js";

rmSync(path.join(OUT, "failures"), { recursive: true, force: true });
const folder = path.join(HERE, "tests");
const files = readdirSync(folder).filter((file) => file.endsWith(".test.js"));
const given = process.argv.slice(2);
const reporter = given.some((flag) => flag.startsWith("--test-reporter")) ? [] : ["--test-reporter=spec"];
const flags = ["--test", "--test-concurrency=1", ...reporter, ...given];
const { status } = spawnSync(process.execPath, [...flags, ...files.sort().map((file) => path.join(folder, file))], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
