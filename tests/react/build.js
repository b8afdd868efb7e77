// Compiles every app in every form with the `pulsec` that the environment names:
//
//     PULSEC_BIN=target/debug/pulsec node build.js

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { write } from "./values.js";
import { APPS, FORMS, FORMS_OF, OUT, REPOSITORY, outDir } from "./paths.js";

const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(REPOSITORY, "target/debug/pulsec"));

rmSync(OUT, { recursive: true, force: true });
write(APPS.values);
for (const [form, flags] of Object.entries(FORMS)) {
  for (const [app, dir] of Object.entries(APPS)) {
    if (FORMS_OF[app]?.includes(form) === false) continue;
    const args = ["build", ".", "--out-dir", outDir(app, form), ...flags, "--output-format", "concise"];
    try {
      execFileSync(binary, args, { cwd: dir, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
    } catch (error) {
      process.stderr.write(`pulsec ${args.join(" ")} in ${dir}\n${error.stdout ?? ""}${error.stderr ?? error}\n`);
      process.exitCode = 1;
    }
  }
}
