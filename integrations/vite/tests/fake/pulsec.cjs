#!/usr/bin/env node
// A stand-in for `pulsec serve` that misbehaves on demand, for the tests of what the plugin makes of that.
//
// It compiles nothing: of a Python file it takes the comments.
//
//     #js export const a = 1;      a line of the code
//     #error text   #warning text  a diagnostic at that line
//     #watch other.py              a file that the result depends on
//     #do die | garbage | unknown | hang | half | panic | refuse | odd
//
// FAKE in the environment is how it starts: "old" (no `serve`), "protocol 2", "stranger", "mute", "dead".

const { appendFileSync, readFileSync } = require("node:fs");
const path = require("node:path");

const start = process.env.FAKE ?? "";
const changed = [];
const seen = new Set();

if (process.argv[2] === "--version") {
  console.log("pulsec 9.8.7");
  process.exit(0);
}
if (start === "old") {
  console.error("error: unrecognized subcommand 'serve'");
  process.exit(2);
}
if (start === "dead") process.exit(3);
if (process.env.FAKE_LOG) appendFileSync(process.env.FAKE_LOG, `start ${process.pid}\n`);

let rest = "";
process.stdin.setEncoding("utf8").on("data", (text) => {
  rest += text;
  for (let at = rest.indexOf("\n"); at >= 0; at = rest.indexOf("\n")) {
    const message = JSON.parse(rest.slice(0, at));
    rest = rest.slice(at + 1);
    if (process.env.FAKE_LOG) appendFileSync(process.env.FAKE_LOG, `${message.method} ${JSON.stringify(message.params)}\n`);
    const answer = handle(message);
    if (answer) write({ jsonrpc: "2.0", id: message.id, ...answer });
  }
});
process.stdin.on("end", () => process.exit(0));

function write(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function handle({ method, params, id }) {
  switch (method) {
    case "initialize":
      if (start === "mute") return null;
      if (start.startsWith("protocol")) {
        return { error: { code: -32001, message: "unknown protocol", data: { supported: [Number(start.split(" ")[1])] } } };
      }
      return { result: { protocol: 1, server: { name: start === "stranger" ? "someone" : "pulsec", version: "9.8.7" } } };
    case "compileFile":
      return compile(params, id);
    case "runtime":
      return { result: { code: "export const helper = 1;" } };
    case "invalidate":
      return { result: { changed: params.files.filter((file) => seen.has(file)) } };
    case "shutdown":
      setImmediate(() => process.exit(0));
      return { result: null };
  }
  return { error: { code: -32601, message: `no method ${method}` } };
}

function compile({ file, jsx, root }, id) {
  seen.add(file);
  const lines = readFileSync(file, "utf8").split("\n");
  const all = (word) => lines.flatMap((line) => (line.startsWith(`#${word} `) ? [line.slice(word.length + 2)] : []));
  switch (all("do")[0]) {
    case "die":
      process.kill(process.pid, "SIGKILL");
      return null;
    case "panic":
      console.error("thread 'main' panicked at src/fake.rs:1:1");
      process.exit(101);
    case "garbage":
      process.stdout.write("Segmentation fault (core dumped)\n");
      return null;
    case "unknown":
      write({ jsonrpc: "2.0", id: id + 1000, result: {} });
      return null;
    case "hang":
      return null;
    case "half":
      process.stdout.write('{"jsonrpc": "2.0", "id"');
      process.exit(0);
    case "refuse":
      return { error: { code: -32602, message: "params: unknown key `jsx`" } };
    case "odd":
      return { result: { fine: true } };
  }
  const found = lines.flatMap((line, at) =>
    ["error", "warning"].flatMap((severity) =>
      line.startsWith(`#${severity} `)
        ? [{
            code: "PSC999",
            name: "fake",
            severity,
            message: line.slice(severity.length + 2),
            help: "ask someone",
            start: { line: at + 1, column: 2 },
            file,
            frame: `${at + 1} | ${line}\n    ^^^^`,
          }]
        : [],
    ),
  );
  const ok = found.every(({ severity }) => severity !== "error");
  const code = all("js").join("\n");
  const result = {
    ok,
    code: ok ? `/* ${jsx} ${root} */\n${code}` : null,
    map: null,
    dts: null,
    exports: [...code.matchAll(/export (?:const|function) (\w+)/g)].map((match) => match[1]),
    components: [...code.matchAll(/export function ([A-Z]\w*)/g)].map((match) => match[1]),
    isEmpty: ok && code === "",
    diagnostics: found,
    watch: [file, ...all("watch").map((other) => path.resolve(path.dirname(file), other))],
  };
  return { result };
}
