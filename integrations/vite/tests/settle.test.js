// Files that are still being written.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { settled } from "../dist/settle.js";
import { project } from "./tools.js";

test("a file is whole when it is neither empty nor growing", async (t) => {
  const made = project(t, { "a.py": "" });
  const file = made.at("a.py");
  const waiting = settled(file).then(() => readFileSync(file, "utf8"));
  await pause(20);
  let text = "";
  for (const part of ["one\n", "two\n", "three\n"]) {
    writeFileSync(file, (text += part));
    await pause(2);
  }
  assert.equal(await waiting, "one\ntwo\nthree\n");
});

test("a file that is meant to be empty, and one that is gone, are not waited for long", async (t) => {
  const made = project(t, { "empty.py": "", "gone.py": "x" });
  await settled(made.at("empty.py"));
  rmSync(made.at("gone.py"));
  await settled(made.at("gone.py"));
});
