// How many bytes of runtime a page loads, minified by esbuild and gzipped (level 9):
//
//     npm ci --prefix tests/react && cargo build && node benches/sizes.js
//
// For a component without helpers, for the twenty typical functions (fixtures/typical), for every helper
// there is, with and without the modules of the standard library; of the last, what each file adds. Of the typical ones
// also what each helper brings that no other does, and the first line that calls for it.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WORK = path.join(ROOT, "target/sizes");
const HELPERS = path.join(ROOT, "src/runtime/js");
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/debug/pulsec"));
const tools = process.env.PULSEC_NODE_MODULES ?? path.join(ROOT, "tests/react/node_modules");
const esbuild = createRequire(path.join(tools, "x.js"))("esbuild");

// What only modules of the standard library need.
const OF_MODULES = /Module\.js$|^(math|json|collections)/;

const HELLO = `import pulse as ps


@ps.javascript(jsx=True)
def Hello(*, name: str = "world"):
    return ps.h1(f"Hello {name}")
`;

rmSync(WORK, { recursive: true, force: true });
mkdirSync(path.join(WORK, "hello"), { recursive: true });
writeFileSync(path.join(WORK, "hello/hello.py"), HELLO);

function runtimeOf(folder, name) {
  const out = path.join(WORK, `${name}-out`);
  execFileSync(binary, ["build", ".", "--out-dir", out], { cwd: folder, stdio: "ignore" });
  return path.join(out, "pulsec-runtime.js");
}

function minified(options) {
  const built = esbuild.buildSync({ bundle: true, minify: true, format: "esm", write: false, metafile: true, ...options });
  return { code: built.outputFiles[0].contents, parts: Object.values(built.metafile.outputs)[0].inputs };
}

function show(what, code) {
  const zipped = code.length === 0 ? 0 : gzipSync(code, { level: 9 }).length;
  console.log(`${what.padEnd(34)}${String(code.length).padStart(8)}${String(zipped).padStart(9)}`);
}

console.log(`${"runtime of".padEnd(34)}${"minified".padStart(8)}${"gzipped".padStart(9)}`);
const hello = runtimeOf(path.join(WORK, "hello"), "hello");
show("a component without helpers", existsSync(hello) ? readFileSync(hello) : Buffer.alloc(0));
const typical = runtimeOf(path.join(ROOT, "fixtures/typical"), "typical");
show("the twenty typical functions", minified({ entryPoints: [typical] }).code);
const files = readdirSync(HELPERS).filter((name) => name.endsWith(".js"));
const bundled = (names) => {
  const contents = names.map((name) => `export * from "./${name}";`).join("\n");
  return minified({ stdin: { contents, resolveDir: HELPERS } });
};
const everything = bundled(files);
show("all of the language, no modules", bundled(files.filter((name) => !OF_MODULES.test(name))).code);
show("every helper there is", everything.code);

console.log("\nminified bytes by file, the largest");
const parts = Object.entries(everything.parts).map(([name, { bytesInOutput }]) => [path.basename(name), bytesInOutput]);
for (const [name, bytes] of parts.sort((a, b) => b[1] - a[1]).slice(0, 16)) {
  console.log(`  ${name.padEnd(24)}${String(bytes).padStart(8)}`);
}

console.log("\ngzipped bytes that only this helper of the typical functions brings, and a line that calls for it");
const zipped = (names) => {
  const contents = `export { ${names.join(", ")} } from ${JSON.stringify(typical)};`;
  return gzipSync(minified({ stdin: { contents, resolveDir: WORK } }).code, { level: 9 }).length;
};
const lines = readdirSync(path.dirname(typical), { recursive: true })
  .filter((name) => name.endsWith(".js") && !name.endsWith("pulsec-runtime.js"))
  .flatMap((name) => {
    const text = readFileSync(path.join(path.dirname(typical), name), "utf8");
    return text.split("\n").map((line, at) => ({ line: line.trim(), place: `${name}:${at + 1}` }));
  });
const helpers = [...readFileSync(typical, "utf8").matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name]) => name);
const whole = zipped(helpers);
const rows = helpers.map((name) => {
  const call = lines.find(({ line }) => new RegExp(`\\b${name}\\(`).test(line));
  return { name, bytes: whole - zipped(helpers.filter((other) => other !== name)), call };
});
for (const { name, bytes, call } of rows.sort((a, b) => b.bytes - a.bytes).slice(0, 24)) {
  const from = call === undefined ? "" : `${call.place}  ${call.line.slice(0, 70)}`;
  console.log(`  ${name.padEnd(20)}${String(bytes).padStart(6)}  ${from}`);
}
