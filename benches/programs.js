// How fast whole small programs are, beside the same programs written by hand (programs/):
//
//     cargo build && node benches/programs.js [--rounds 31] [--json FILE] [program ...]
//
// The programs are measured annotated and, by unannotated.py, without annotations; one Node process per program, in which the
// three versions take turns, and the table shows the median of their ratios. PULSEC_BIN names another
// compiler than target/debug/pulsec, PULSEC_PYTHON a Python.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(HERE);
const OUT = path.join(ROOT, "target/bench-programs");
const PROGRAMS = path.join(HERE, "programs");
// Keys that are tuples: nothing in JavaScript compares them by value.
const BY_VALUE = ["life_set", "flood_fill", "pivot"];

const options = process.argv.slice(2);
const take = (name) => (options.includes(name) ? options.splice(options.indexOf(name), 2)[1] : undefined);
const rounds = take("--rounds") ?? "15";
const json = take("--json");

const python = process.env.PULSEC_PYTHON ?? "python3";
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/debug/pulsec"));
rmSync(OUT, { recursive: true, force: true });
const files = readdirSync(PROGRAMS).filter((name) => name.endsWith(".py"));
for (const file of files) {
  const plain = path.join(OUT, "plain");
  mkdirSync(plain, { recursive: true });
  const text = execFileSync(python, [path.join(HERE, "unannotated.py"), path.join(PROGRAMS, file)]);
  writeFileSync(path.join(plain, file), text);
  for (const [kind, folder] of [["typed", PROGRAMS], ["untyped", plain]]) {
    const out = path.join(OUT, kind, path.basename(file, ".py"));
    execFileSync(binary, ["build", file, "--out-dir", out], { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
    writeFileSync(path.join(out, "package.json"), '{ "type": "module" }\n');
  }
}

console.log(`${"program".padEnd(18)}${"written".padStart(12)}${"annotated".padStart(12)}${"unannotated".padStart(14)}`);
const found = {};
for (const file of files) {
  const module = path.basename(file, ".py");
  const names = Object.keys((await import(path.join(PROGRAMS, `${module}.js`))));
  for (const name of names) {
    if (name === "inputs" || (options.length > 0 && !options.includes(name) && !options.includes(module))) continue;
    const args = [path.join(HERE, "program.js"), OUT, module, name, rounds];
    const { written, typed, untyped } = JSON.parse(execFileSync("node", args, { encoding: "utf8" }));
    found[name] = { written, typed, untyped };
    const mark = (value, aim) => `${value.toFixed(2)}${value > aim ? " !" : "  "}`;
    const base = `${(written / 1e6).toFixed(3)} ms`;
    const aim = BY_VALUE.includes(name) ? 2 : 1.2;
    console.log(`${name.padEnd(18)}${base.padStart(12)}${mark(typed, aim).padStart(12)}${mark(untyped, 3).padStart(14)}`);
  }
}
console.log("ratios to the written one; ! is above the aim: 1.2 annotated (2 with keys that are tuples), 3 unannotated");
if (json !== undefined) writeFileSync(json, JSON.stringify(found, null, 1));
