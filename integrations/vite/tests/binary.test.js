// Where the binary is found.

import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { findBinary } from "../dist/binary.js";
import { project } from "./tools.js";

/** A folder with programs at the places, and a search in it. */
function place(t, programs) {
  const made = project(t, Object.fromEntries(programs.map((file) => [file, "#!/bin/sh\n"])));
  for (const file of programs) chmodSync(made.at(file), 0o755);
  const search = (env = {}, option) =>
    path.relative(made.dir, findBinary({ option, viteRoot: made.root, pythonRoot: made.dir, env, platform: "linux" }));
  return { ...made, search };
}

const PLACES = {
  option: "own/pulsec",
  PULSEC_BIN: "env/pulsec",
  "the nearest node_modules": "web/node_modules/.bin/pulsec",
  "node_modules further up": "node_modules/.bin/pulsec",
  PATH: "path/pulsec",
  VIRTUAL_ENV: "venv/bin/pulsec",
  CONDA_PREFIX: "conda/bin/pulsec",
  ".venv of the project": ".venv/bin/pulsec",
};

test("option, PULSEC_BIN, node_modules, PATH, the active environment: the first that is there", (t) => {
  const order = Object.entries(PLACES);
  for (let from = 0; from < order.length; from++) {
    const made = place(t, order.slice(from).map(([, file]) => file));
    const env = {
      PATH: [made.at("nowhere"), made.at("path")].join(path.delimiter),
      VIRTUAL_ENV: made.at("venv"),
      CONDA_PREFIX: made.at("conda"),
      ...(from <= 1 ? { PULSEC_BIN: made.at("env/pulsec") } : {}),
    };
    assert.equal(made.search(env, from === 0 ? "../own/pulsec" : undefined), order[from][1], order[from][0]);
  }
});

test("an option without a slash is looked up on PATH", (t) => {
  const made = place(t, ["path/pulsec-dev", "path/pulsec"]);
  assert.equal(made.search({ PATH: made.at("path") }, "pulsec-dev"), "path/pulsec-dev");
});

test("what is named but absent is an error, even when another one is there", (t) => {
  const made = place(t, ["path/pulsec"]);
  const env = { PATH: made.at("path") };
  assert.throws(() => made.search(env, "./nope"), /the option "bin" of vite-plugin-pulsec names .*web\/nope, which is no program\. .*pip install pulsec/);
  assert.throws(() => made.search(env, "nope"), /names nope, which is not on PATH/);
  assert.throws(() => made.search({ ...env, PULSEC_BIN: "/nope/pulsec" }), /PULSEC_BIN names \/nope\/pulsec, which is no program/);
});

test("files that are no programs are passed over, and the error tells how to install", (t) => {
  const made = place(t, []);
  made.write("path/pulsec", "not executable");
  made.write("node_modules/.bin/pulsec/folder", "");
  assert.throws(() => made.search({ PATH: made.at("path") }), (error) => {
    assert.equal(error.name, "PulsecFailure");
    assert.match(error.message, /needs the program `pulsec`, and it is not installed\. Install it with `pip install pulsec`/);
    return true;
  });
});

test("on Windows a program has an ending", (t) => {
  const made = place(t, ["web/node_modules/.bin/pulsec", "web/node_modules/.bin/pulsec.cmd", "venv/Scripts/pulsec.exe"]);
  const find = (env) => path.relative(made.dir, findBinary({ option: undefined, viteRoot: made.root, pythonRoot: made.dir, env, platform: "win32" }));
  assert.equal(find({}), "web/node_modules/.bin/pulsec.cmd");
  made.remove("web/node_modules/.bin/pulsec.cmd");
  assert.equal(find({ VIRTUAL_ENV: made.at("venv") }), "venv/Scripts/pulsec.exe");
});
