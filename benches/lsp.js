// How much processor time `pulsec lsp` takes from an edit until all that it changes is told: the median of some
// edits of each kind, in a project of 2,000 files of which a hundred hang together through imports, components and
// channels.
//
//     cargo build --release
//     PULSEC_BIN=target/release/pulsec node benches/lsp.js [files] [edits] [words of a kind]
//
// An edit is a `textDocument/didChange` with the whole text. The time is that of all threads of the process, as Linux counts
// it (`/proc/PID/task/*/schedstat`), until it has rested for a moment. Beside it stands how much of that had passed when the
// edited file's own findings came; `-` where they stayed as they were.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { range, server } from "./modules.js";

const ROOT = path.dirname(import.meta.dirname);
const FILES = Number(process.argv[2] ?? 2000);
const EDITS = Number(process.argv[3] ?? 9);
const ONLY = process.argv[4] ?? "";
const PAGES = 100;
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/release/pulsec"));

const WORDS = `
def weight(n: int):
    return n * 2


def label(name: str, count: int):
    words = [name.title()]
    if count > 1:
        words.append(f"({weight(count)})")
    return " ".join(words)
`;

const CARD = `import pulse as ps
from pulse.js.react import useState
from shared.words import label


@ps.javascript(jsx=True)
def Card(*, title: str, count: int = 0):
    isOpen, setOpen = useState(False)
    text = label(title, count)
    return ps.section(className="card")[
        ps.h2(text),
        ps.button(onClick=lambda: setOpen(not isOpen))["less" if isOpen else "more"],
    ]
`;

/** A page uses the component and the helper of all, a helper of the page before it, and both ways of a channel. */
const page = (at) => `import pulse as ps
from pulse.js.react import useEffect, useState
from pulse.js.pulse import usePulseChannel
from shared.words import label, weight
from ui.card import Card
${at % 5 ? `from pages.page${at - 1} import total_${at - 1}\n` : ""}

def total_${at}(rows: list[dict[str, int]]):
    found = 0
    for row in rows:
        found += weight(row["n"]) * ${at + 1}
    return ${at % 5 ? `found + total_${at - 1}(rows)` : "found"}


@ps.javascript(jsx=True)
def Page${at}(*, channelId: str, names: list[str]):
    rows, setRows = useState([{"n": 1}])
    query, setQuery = useState("")
    bridge = usePulseChannel(channelId)

    def listen():
        if not bridge:
            return
        def took(payload: dict):
            setRows(lambda before: [*before, {"n": payload["n"]}])
        return bridge.on("took${at}", took)

    useEffect(listen, [bridge])

    def send():
        if bridge:
            bridge.emit("send${at}", {"query": query, "n": len(rows)})

    shown = [name for name in names if query in name]
    return ps.main(className="page")[
        ps.input(value=query, onChange=lambda event: setQuery(event.target.value)),
        ps.button(onClick=send)["Send"],
        ps.p(f"{len(shown)} of {total_${at}(rows)}"),
        ps.ul([ps.li(Card(title=label(name, len(shown)), count=${at}), key=name) for name in shown]),
    ]


def rooms_${at}():
    channel = ps.channel("page${at}")
    @channel.on("send${at}")
    def took(payload):
        channel.emit("took${at}", {"n": payload["n"]})
${server(at)}`;

const APP = `import pulse as ps
${range(PAGES).map((at) => `from pages.page${at} import Page${at}\n`).join("")}

@ps.javascript(jsx=True)
def App(*, channelId: str, names: list[str]):
    title = f"{len(names)} names"
    return ps.div(title=title)[
${range(PAGES).map((at) => `        Page${at}(channelId=channelId, names=names),\n`).join("")}    ]
`;

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pulsec-lsp-")));
const texts = new Map();
let child;
try {
  write("pyproject.toml", "");
  write("shared/words.py", WORDS);
  write("ui/card.py", CARD);
  write("app.py", APP);
  for (const at of range(PAGES)) write(`pages/page${at}.py`, page(at));
  for (const at of range(FILES - PAGES - 3)) write(`pkg${at % 40}/mod${at}.py`, server(at));
  await measure();
} finally {
  child?.kill();
  rmSync(folder, { recursive: true, force: true });
}

function write(file, text) {
  texts.set(file, text);
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

async function measure() {
  child = spawn(binary, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const uri = (file) => `file://${path.join(folder, file)}`;
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const notify = (method, params) => send({ method, params });
  let rest = Buffer.alloc(0);
  const told = new Map();
  let awaited, cameAt;
  child.stdout.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = rest.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, head).toString())[1]);
      if (rest.length < head + 4 + length) return;
      const message = JSON.parse(rest.subarray(head + 4, head + 4 + length).toString());
      rest = rest.subarray(head + 4 + length);
      if (message.method === "textDocument/publishDiagnostics") {
        told.set(message.params.uri, message.params.diagnostics);
        if (message.params.uri === awaited) cameAt ??= used();
      } else if (message.method) {
        send({ id: message.id, result: null });
      }
    }
  });
  /** Waits until nothing is computed any more. */
  const rested = async () => {
    let [last, since] = [used(), Date.now()];
    while (Date.now() - since < 200) {
      await sleep(5);
      const now = used();
      if (now - last > 0.5) [last, since] = [now, Date.now()];
    }
    return used();
  };
  const findings = () => [...told].flatMap(([file, all]) => all.map((one) => `${file.slice(uri("").length)}: ${one.code} ${one.message}`));

  send({ id: 1, method: "initialize", params: {
    capabilities: { general: { positionEncodings: ["utf-8"] } }, rootUri: uri(""),
    workspaceFolders: [{ uri: uri(""), name: "app" }],
  } });
  notify("initialized", {});
  const versions = new Map();
  const open = (file) => notify("textDocument/didOpen", {
    textDocument: { uri: uri(file), languageId: "python", version: 1, text: texts.get(file) },
  });
  const change = (file, text) => {
    versions.set(file, (versions.get(file) ?? 1) + 1);
    notify("textDocument/didChange", {
      textDocument: { uri: uri(file), version: versions.get(file) }, contentChanges: [{ text }],
    });
  };
  for (const file of ["pages/page7.py", "pages/page99.py", "shared/words.py", "ui/card.py", "app.py", "pkg1/mod1.py"]) open(file);
  await sleep(500);
  console.log(`${FILES} files, ${PAGES + 3} of them connected; milliseconds of processor time of an edit`);
  console.log(`${"the first time".padEnd(56)} ${(await rested()).toFixed(0)}`);
  if (findings().length) throw new Error(findings().slice(0, 5).join("\n"));

  const each = (from, to) => (text, at) => text.replace(from, to(at));
  const kinds = [
    ["a file of the server: a method's body", "pkg1/mod1.py", each("self.limit = limit", (at) => `self.limit = limit + ${at}`)],
    ["a page: its body", "pages/page7.py", each("if query in name", (at) => `if query in name and ${at}`)],
    ["a page that nobody imports: its body", "pages/page99.py", each("if query in name", (at) => `if query in name and ${at}`)],
    ["a page: a helper that the next page uses, its body", "pages/page7.py", each("found = 0", (at) => `found = ${at}`)],
    ["a page: the name of an event", "pages/page7.py", each('emit("send7"', (at) => `emit("send7${at}"`)],
    ["the helper of all: its body", "shared/words.py", each("n * 2", (at) => `n * ${at + 3}`)],
    ["the helper of all: one more parameter", "shared/words.py", each("(n: int)", (at) => `(n: int, by: int = ${at})`)],
    ["the helper of all: the type it gives", "shared/words.py", each("return n * 2", (at) => `return n / ${at + 2}`)],
    ["the component of all: its body", "ui/card.py", each('"less"', (at) => `"less ${at}"`)],
    ["the component of all: one more prop", "ui/card.py", each("count: int = 0", (at) => `count: int = 0, size: int = ${at}`)],
    ["the app that uses all pages: its body", "app.py", each("} names", (at) => `} names ${at}`)],
    ["a page: an unknown name", "pages/page7.py", each("len(rows)", (at) => `rowz${at}`)],
    ["a page: half a statement", "pages/page7.py", each("shown = [", (at) => `shown${at} = = [`)],
    ["a page: a finding of a rule", "pages/page7.py", each("[bridge]", (at) => `[bridge, names, ${"bridge, ".repeat(at % 2 + 1)}]`)],
    ["the helper of all: an unknown name", "shared/words.py", each("n * 2", (at) => `n * two${at}`)],
    ["the helper of all: half a statement", "shared/words.py", each("n * 2", (at) => `n * ${at} +`)],
    ["the helper of all: another name", "shared/words.py", each("def weight", (at) => `def weigh${at}`)],
    ["the component of all: an unknown name", "ui/card.py", each("title, count)", (at) => `title, counted${at})`)],
    ["the component of all: a prop less", "ui/card.py", each(", count: int = 0", (at) => `, counted${at}: int = 0`)],
    ["the app: an unknown name", "app.py", each("len(names)", (at) => `len(namez${at})`)],
  ];
  for (const [title, file, edit] of kinds.filter(([title]) => title.includes(ONLY))) {
    const [spent, repaired, own] = [[], [], []];
    let found = 0;
    for (const at of range(EDITS)) {
      for (const [times, text] of [[spent, edit(texts.get(file), at + 1)], [repaired, texts.get(file)]]) {
        const before = await rested();
        [awaited, cameAt] = [uri(file), undefined];
        change(file, text);
        await sleep(60);
        times.push((await rested()) - before);
        if (cameAt) own.push(cameAt - before);
        if (times === spent) found = Math.max(found, findings().length);
      }
      if (findings().length) throw new Error(`${title}: ${findings().slice(0, 5).join("\n")}`);
    }
    const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]?.toFixed(1) ?? "-";
    console.log(`${title.padEnd(56)} ${median(spent).padStart(7)} ${median(repaired).padStart(7)} ${median(own).padStart(7)}   (${found} findings)`);
  }
}

/** The processor time of all threads so far, in milliseconds. */
function used() {
  const tasks = `/proc/${child.pid}/task`;
  const spent = (task) => Number(readFileSync(path.join(tasks, task, "schedstat"), "utf8").split(" ")[0]);
  return readdirSync(tasks).reduce((sum, task) => sum + spent(task), 0) / 1e6;
}
