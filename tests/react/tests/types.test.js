// The declarations are what the compiler of TypeScript takes in strict mode, all of them and in every
// form; `types/use.tsx` uses them rightly, and wrongly where it says so.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { emitted } from "../bundle.js";
import { APPS, FORMS, FORMS_OF, HERE, outDir } from "../paths.js";

test("each module has its declarations", () => {
  for (const form of Object.keys(FORMS)) {
    for (const app of Object.keys(APPS)) {
      if (FORMS_OF[app]?.includes(form) === false) continue;
      const dir = outDir(app, form);
      const modules = emitted(app, form).filter((file) => existsSync(path.join(dir, `${file}.map`)));
      assert.ok(modules.length > 0);
      for (const file of modules) {
        assert.ok(existsSync(path.join(dir, file.replace(/\.jsx?$/, ".d.ts"))), `${app}/${file}, ${form}`);
      }
    }
  }
});

test("TypeScript takes them", () => {
  const tsc = path.join(HERE, "node_modules/typescript/bin/tsc");
  const run = spawnSync(process.execPath, [tsc, "--project", path.join(HERE, "types"), "--pretty", "false"], {
    encoding: "utf8",
  });
  assert.equal(run.stdout + run.stderr, "");
  assert.equal(run.status, 0);
});
