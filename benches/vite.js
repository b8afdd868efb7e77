// How long from saving a marked function until Vite's dev server has served the new module: the median of 20
// edits, in the chat app and in an app of 200 more files.
//
//     npm ci --prefix integrations/vite && npm run build --prefix integrations/vite
//     PULSEC_BIN=target/release/pulsec node benches/vite.js [edits]
//
// "told" is when the browser is told of the update; of that, most is the system's and Vite's file watcher.
// "served" is when the module, fetched then, is there in full.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createServer } from "../integrations/vite/node_modules/vite/dist/node/index.js";
import react from "../integrations/vite/node_modules/@vitejs/plugin-react/dist/index.js";
import { pulsec } from "../integrations/vite/dist/index.js";

const ROOT = path.dirname(import.meta.dirname);
const EDITS = Number(process.argv[2] ?? 20);
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/debug/pulsec"));

const PANEL = `import pulse as ps
from pulse.js.react import useState


@ps.javascript(jsx=True)
def Panel():
    count, set_count = useState(0)
    return ps.button(f"word0: {count}", onClick=lambda: set_count(count + 1))
`;

/** A file of 40 lines, half of it the server's, that uses the one before it. */
const filler = (n) => `import os
import pulse as ps
${n > 0 ? `from more.file${n - 1} import total${n - 1}\n` : ""}
LIMIT${n} = ${n}


def store${n}(path):
    with open(os.path.join(path, "data")) as file:
        return [line.strip() for line in file if line]


def total${n}(items: list[int]) -> int:
    result = LIMIT${n}
    for item in items:
        if item > LIMIT${n}:
            result += item * 2
        else:
            result -= 1
    return result${n > 0 ? ` + total${n - 1}(items[1:])` : ""}


@ps.javascript(jsx=True)
def Card${n}(*, items: list[int]):
    names = [f"{item:>4}" for item in items if item % 2 == 0]
    return ps.section(
        ps.h2(f"Card ${n}: {total${n}(items)}"),
        ps.ul([ps.li(name, key=name) for name in names]),
    )
`;

console.log(`${EDITS} edits each, milliseconds from saving`);
for (const files of [0, 200]) {
  const { name, told, served } = await measure(files);
  console.log(`${name.padEnd(30)} told: ${summary(told)};  served: ${summary(served)}`);
}
process.exit();

function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] * 10) / 10;
  return `median ${at(0.5)}, fastest ${at(0)}, slowest ${at(1)}`;
}

async function measure(files) {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "pulsec-bench-")));
  cpSync(path.join(ROOT, "fixtures/apps/chat"), dir, { recursive: true });
  mkdirSync(path.join(dir, "more"));
  for (let n = 0; n < files; n += 1) writeFileSync(path.join(dir, `more/file${n}.py`), filler(n));
  const panel = path.join(dir, "panel.py");
  writeFileSync(panel, PANEL);
  mkdirSync(path.join(dir, "web"));
  symlinkSync(path.join(ROOT, "integrations/vite/node_modules"), path.join(dir, "web/node_modules"), "junction");
  const server = await createServer({
    configFile: false,
    root: path.join(dir, "web"),
    cacheDir: path.join(dir, "cache"),
    logLevel: "silent",
    server: { port: 0, host: "127.0.0.1" },
    plugins: [pulsec({ bin: binary }), react({ include: /\.(py|[jt]sx?)$/ })],
  });
  try {
    await server.listen();
    const url = new URL(`/@fs${panel}?import`, server.resolvedUrls.local[0]);
    let heard = () => {};
    const { hot } = server.environments.client;
    hot.send = (payload) => heard(payload);
    const fetched = async (stamp) => (await fetch(`${url}${stamp ? `&t=${stamp}` : ""}`)).text();
    if (!(await fetched()).includes("word0")) throw new Error(`the module is not served: ${await fetched()}`);
    await pause(500);
    const told = [];
    const served = [];
    for (let edit = 1; edit <= EDITS; edit += 1) {
      const update = new Promise((resolve) => (heard = resolve));
      const text = readFileSync(panel, "utf8").replace(/word\d+/, `word${edit}`);
      const start = performance.now();
      writeFileSync(panel, text);
      const { updates } = await update;
      told.push(performance.now() - start);
      const code = await fetched(updates[0].timestamp);
      served.push(performance.now() - start);
      if (!code.includes(`word${edit}:`)) throw new Error(`an old module is served:\n${code}`);
      await pause(100);
    }
    return { name: files ? `chat and ${files} more files` : "chat", told, served };
  } finally {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
