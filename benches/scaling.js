// How the cost of `pulsec check` grows with the size of one thing: CPU seconds, and the exponent of growth.
//
//     cargo build --release && node benches/scaling.js [SHAPE...]
//
// `SIZES=250,500,1000` chooses the sizes, `COUNT=instructions` counts instructions by valgrind's callgrind in
// place of seconds (slow, but the same on a noisy machine), `LIMIT=20` ends a shape after a run of so many seconds.
// The exponent is that of the two largest sizes, with the cost of the smallest taken off as the cost of a start.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WORK = path.join(ROOT, "target/scaling");
const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(ROOT, "target/release/pulsec"));
const sizes = (process.env.SIZES ?? "250,500,1000,2000,4000,8000,16000").split(",").map(Number);
const limit = Number(process.env.LIMIT ?? 20);
const counts = process.env.COUNT === "instructions";

const HEAD = "import pulse as ps\n\n\n";
const MARK = "@ps.javascript\n";
const times = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join("");
const one = (body, parameters = "n: int") => ({ "main.py": `${HEAD}${MARK}def main(${parameters}):\n${body}` });
const several = (text) => ({ "main.py": HEAD + text });

const SHAPES = {
  statements: (n) => one(`    x = n\n${times(n, (at) => `    x = x * 2 + ${at} if x < 100 else 1\n`)}    return x\n`),
  unknown: (n) => one(`    x = a\n${times(n, (at) => `    x += a[${at % 7}]\n`)}    return x\n`, "a"),
  variables: (n) => one(`${times(n, (at) => `    v${at} = n + ${at}\n`)}    return v${n - 1}\n`),
  conditions: (n) => one(`    x = 0\n${times(n, (at) => `    if n > ${at}:\n        x = ${at}\n`)}    return x\n`),
  loops: (n) => one(`    x = 0\n${times(n, (at) => `    for i${at} in range(n):\n        x = max(x, i${at})\n`)}    return x\n`),
  appends: (n) => one(`    xs = []\n${times(n, (at) => `    xs.append(${at})\n`)}    return xs\n`),
  lists: (n) => one(`${times(n, (at) => `    l${at} = [n]\n    l${at}.append(${at})\n`)}    return l0\n`),
  records: (n) => one(`${times(n, (at) => `    r${at} = {"a": n, "b": "x"}\n    r${at}["a"] = ${at}\n`)}    return r0\n`),
  indexed: (n) => one(`    x = 0\n${times(n, (at) => `    if len(xs) > ${at % 9}:\n        x += xs[${at % 9}]\n`)}    return x\n`, "xs: list[int]"),
  strings: (n) => one(`    s = ""\n${times(n, (at) => `    s += f"{n} of {s} ${at}"\n`)}    return s\n`),
  closures: (n) => one(`    x = 0\n${times(n, (at) => `    f${at} = lambda y: y + x + ${at}\n`)}    return f0(n)\n`),
  nonlocals: (n) => one(`    x = 0\n${times(n, (at) => `    def f${at}():\n        nonlocal x\n        x += 1\n        return ${at === 0 ? "x" : `f${at - 1}()`}\n`)}    return f${n - 1}()\n`),
  comprehensions: (n) => one(`${times(n, (at) => `    c${at} = [x + ${at} for x in range(n) if x % 2]\n`)}    return c0\n`),
  tries: (n) => one(`    x = 0\n${times(n, (at) => `    try:\n        x = int(str(n))\n    except ValueError:\n        x = ${at}\n`)}    return x\n`),
  nesting: (n) => one(`    return ${"[".repeat(Math.min(n, 60))}n${"]".repeat(Math.min(n, 60))}\n`),
  elifs: (n) => one(`    if n == 0:\n        x = 0\n${times(n, (at) => `    elif n == ${at + 1}:\n        x = ${at}\n`)}    else:\n        x = 1\n    return x\n`),
  cases: (n) => one(`    match n:\n${times(n, (at) => `        case ${at}:\n            return ${at + 1}\n`)}    return 0\n`),
  display: (n) => one(`    return [\n${times(n, (at) => `        ${at},\n`)}    ]\n`),
  entries: (n) => one(`    return {\n${times(n, (at) => `        "k${at}": n,\n`)}    }\n`),
  elements: (n) => ({ "main.py": `${HEAD}@ps.javascript(jsx=True)\ndef Main(*, n: int):\n    return ps.div(\n${times(n, (at) => `        ps.p(f"{n} ${at}", className="x"),\n`)}    )\n` }),
  undefined_names: (n) => one(`    x = 0\n${times(n, (at) => `    x += nothing${at}\n`)}    return x\n`),
  functions: (n) => several(times(n, (at) => `${MARK}def f${at}(n: int):\n    total = 0\n    for i in range(n):\n        total += i * ${at}\n    return f"{total} items"\n\n\n`)),
  chain: (n) => several(times(n, (at) => `${at === n - 1 ? MARK : ""}def f${at}(n: int):\n    return ${at === 0 ? "n" : `f${at - 1}(n) + 1`}\n\n\n`)),
  mutual: (n) => several(times(n, (at) => `${at === 0 ? MARK : ""}def f${at}(n: int):\n    return n if n < 1 else f${(at + 1) % n}(n - 1)\n\n\n`)),
  callers: (n) => several(`def helper(x, y=1):\n    return x + y\n\n\n${times(n, (at) => `${MARK}def f${at}(n: int):\n    return helper(n, ${at})\n\n\n`)}`),
  constants: (n) => several(`${times(n, (at) => `C${at} = ${at === 0 ? "1" : `C${at - 1} + 1`}\n`)}\n\n${MARK}def main():\n    return C${n - 1}\n`),
  held: (n) => several(`${times(n, (at) => `C${at} = ${at === 0 ? "[1]" : `[C${at - 1}, C${at - 1}]`}\n`)}C${n - 1}.append(2)\n\n\n${MARK}def main():\n    return C0\n`),
  files: (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`m${at}.py`, `${HEAD}${at % 10 === 0 ? MARK : ""}def f${at}(n: int):\n    return n + ${at}\n`])),
  modules: (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`m${at}.py`, `import pulse as ps\n${at === 0 ? "" : `from m${at - 1} import f${at - 1}\n`}\n\n${MARK}def f${at}(n: int):\n    return ${at === 0 ? "n" : `f${at - 1}(n) + 1`}\n`])),
  imports: (n) => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, at) => [`m${at}.py`, `def f${at}(n: int):\n    return n + ${at}\n`])),
    "main.py": `import pulse as ps\n${times(n, (at) => `from m${at} import f${at}\n`)}\n\n${MARK}def main(n: int):\n    x = 0\n${times(n, (at) => `    x = f${at}(n)\n`)}    return x\n`,
  }),
  classes: (n) => several(`${times(n, (at) => `class C${at}:\n    def __init__(self, n: int):\n        self.v = n\n\n    def get(self):\n        return self.v + ${at}\n\n\n`)}${MARK}def main(n: int):\n    x = 0\n${times(n, (at) => `    x += C${at}(n).get()\n`)}    return x\n`),
  methods: (n) => several(`class C:\n    def __init__(self, n: int):\n        self.v = n\n\n${times(n, (at) => `    def m${at}(self):\n        return self.v + ${at}\n\n`)}\n${MARK}def main(n: int):\n    return C(n).m0()\n`),
  attributes: (n) => several(`class C:\n    def __init__(self, n: int):\n${times(n, (at) => `        self.v${at} = n\n`)}\n    def get(self):\n        return [\n${times(n, (at) => `            self.v${at},\n`)}        ]\n\n\n${MARK}def main(n: int):\n    return C(n).get()\n`),
  subclasses: (n) => several(`class C0:\n    def __init__(self, n: int):\n        self.v = n\n\n\n${times(n, (at) => `class C${at + 1}(C${at}):\n    def m${at}(self):\n        return self.v\n\n\n`)}${MARK}def main(n: int):\n    return C${n}(n).m0()\n`),
  instances: (n) => several(`class C:\n    def __init__(self, n: int):\n        self.v = n\n\n    def get(self):\n        return self.v\n\n\n${MARK}def main(n: int):\n${times(n, (at) => `    c${at} = C(n + ${at})\n`)}    return c0.get()\n`),
  class_modules: (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`m${at}.py`, `import pulse as ps\n${at === 0 ? "" : `from m${at - 1} import C${at - 1}\n`}\n\nclass C${at}:\n    def __init__(self, n: int):\n        self.v${at} = n\n        self.items = []\n\n    def get(self):\n        self.items.append(self.v${at})\n        return self.v${at}${at === 0 ? "" : ` + C${at - 1}(1).get()`}\n\n\n${MARK}def f${at}(n: int):\n    return C${at}(n).get()\n`])),
  fields: (n) => ({ "main.py": `import pulse as ps\nfrom dataclasses import dataclass\n\n\n@dataclass\nclass C:\n${times(n, (at) => `    v${at}: int = ${at}\n`)}\n\n${MARK}def main():\n    return C().v0\n` }),
  dataclasses: (n) => ({ "main.py": `import pulse as ps\nfrom dataclasses import dataclass\n\n\n${times(n, (at) => `@dataclass\nclass C${at}:\n    v: int = ${at}\n    name: str = ""\n\n\n`)}${MARK}def main():\n    return [\n${times(n, (at) => `        C${at}(),\n`)}    ]\n` }),
  enums: (n) => ({ "main.py": `import pulse as ps\nfrom enum import Enum\n\n\nclass E(Enum):\n${times(n, (at) => `    V${at} = ${at}\n`)}\n\n${MARK}def main():\n    return [\n${times(n, (at) => `        E.V${at}.value,\n`)}    ]\n` }),
  overrides: (n) => several(`class Base:\n    def get(self) -> int:\n        return 0\n\n\n${times(n, (at) => `class C${at}(Base):\n    def get(self) -> int:\n        return super().get() + ${at}\n\n\n`)}${MARK}def main():\n    return [\n${times(n, (at) => `        C${at}().get(),\n`)}    ]\n`),
  calls: (n) => several(`def helper(x: int, y: int = 1, *, z: int = 2):\n    return x + y + z\n\n\n${MARK}def main(n: int):\n    x = 0\n${times(n, (at) => `    x = helper(n, z=${at})\n`)}    return x\n`),
  keywords: (n) => several(`def helper(**kw):\n    return len(kw)\n\n\n${MARK}def main(n: int):\n    return helper(\n${times(n, (at) => `        k${at}=n,\n`)}    )\n`),
  parameters: (n) => several(`def helper(\n${times(n, (at) => `    k${at}=0,\n`)}):\n    return k0\n\n\n${MARK}def main(n: int):\n    return helper(\n${times(n, (at) => `        k${at}=n,\n`)}    )\n`),
  decorators: (n) => several(`def twice(f):\n    def run(x):\n        return f(f(x))\n    return run\n\n\n${MARK}def main(n: int):\n${times(n, (at) => `    @twice\n    def f${at}(x):\n        return x + ${at}\n`)}    return f0(n)\n`),
  withs: (n) => ({ "main.py": `import contextlib\nimport pulse as ps\n\n\n${MARK}def main(n: int):\n    x = 0\n${times(n, (at) => `    with contextlib.suppress(ValueError):\n        x = int(str(n + ${at}))\n`)}    return x\n` }),
  yields: (n) => one(`    def parts():\n${times(n, (at) => `        yield n + ${at}\n`)}    return list(parts())\n`),
  awaits: (n) => ({ "main.py": `import asyncio\nimport pulse as ps\n\n\n${MARK}async def main(n: int):\n    x = 0\n${times(n, (at) => `    await asyncio.sleep(0)\n    x += ${at}\n`)}    return x\n` }),
  unpackings: (n) => one(`    a, b = n, 1\n${times(n, (at) => `    a, b = b, a + ${at}\n`)}    return a\n`),
  dicts: (n) => one(`    d: dict[str, int] = {}\n${times(n, (at) => `    d[f"k{n}"] = d.get("k${at}", 0) + ${at}\n`)}    return d\n`),
  slices: (n) => one(`${times(n, (at) => `    xs = xs[${at % 5}:] + xs[:${at % 7}]\n`)}    return xs\n`, "xs: list[int]"),
  chained: (n) => one(`    return (\n        s\n${times(n, () => `        .replace("a", "b")\n`)}    )\n`, "s: str"),
  sums: (n) => one(`    return (\n        n\n${times(n, (at) => `        + ${at}\n`)}    )\n`),
  globals: (n) => several(`total = 0\n\n\n${times(n, (at) => `def f${at}(n: int):\n    global total\n    total += n\n\n\n`)}${MARK}def main(n: int):\n${times(n, (at) => `    f${at}(n)\n`)}    return total\n`),
  printed: (n) => one(`    s = ""\n${times(n, (at) => `    s = f"{s:>10} {n:05d} {n / 3:.2f} ${at}"\n`)}    return s\n`),
  hooks: (n) => ({ "main.py": `import pulse as ps\nfrom pulse.js.react import useEffect, useState\n\n\n@ps.javascript(jsx=True)\ndef Main(*, n: int):\n${times(n, (at) => `    v${at}, set_v${at} = useState(n)\n    useEffect(lambda: set_v${at}(v${at} + 1), [v${at}])\n`)}    return ps.div(v0)\n` }),
  handlers: (n) => ({ "main.py": `import pulse as ps\nfrom pulse.js.react import useState\n\n\n@ps.javascript(jsx=True)\ndef Main(*, n: int):\n    v, set_v = useState(n)\n${times(n, (at) => `\n    def on${at}():\n        set_v(v + ${at})\n`)}\n    return ps.div(\n${times(n, (at) => `        ps.button("x", onClick=on${at}),\n`)}    )\n` }),
  components: (n) => ({ "main.py": `${HEAD}${times(n, (at) => `@ps.javascript(jsx=True)\ndef C${at}(*, n: int):\n    return ps.div(f"{n}", ${at === 0 ? '""' : `C${at - 1}(n=n)`})\n\n\n`)}` }),
  stars: (n) => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, at) => [`m${at}.py`, `def f${at}(n: int):\n    return n + ${at}\n`])),
    "main.py": `import pulse as ps\n${times(n, (at) => `from m${at} import *\n`)}\n\n${MARK}def main(n: int):\n    return f0(n) + f${n - 1}(n)\n`,
  }),
};

function cost(folder) {
  if (counts) {
    const out = path.join(WORK, "callgrind.out");
    const run = spawnSync("valgrind", ["--tool=callgrind", `--callgrind-out-file=${out}`, binary, "check", "."], { cwd: folder });
    const total = /^(?:summary|totals): (\d+)/m.exec(readFileSync(out, "utf8"));
    return { cost: Number(total[1]) / 1e6, status: run.status };
  }
  const before = process.resourceUsage();
  const run = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$0" check . > out.txt 2>&1', binary], { cwd: folder, timeout: 120_000 });
  void before;
  const [user, system] = (String(run.stderr).trim().split("\n").pop() ?? "").split(" ").map(Number);
  return { cost: user + system || NaN, status: run.status };
}

const chosen = process.argv.slice(2);
const unit = counts ? "million instructions" : "seconds of CPU";
console.log(`${unit.padEnd(22)}${sizes.map((size) => String(size).padStart(9)).join("")}   exponent`);
for (const [name, shape] of Object.entries(SHAPES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const costs = [];
  let note = "";
  for (const size of sizes) {
    const folder = path.join(WORK, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "pyproject.toml"), "");
    for (const [file, text] of Object.entries(shape(size))) writeFileSync(path.join(folder, file), text);
    const run = cost(folder);
    costs.push(run.cost);
    if (run.status !== 0) note = ` (exit ${run.status})`;
    if (!counts && !(run.cost < limit)) break;
  }
  const [first, ...rest] = costs;
  const [less, more] = rest.slice(-2);
  const start = Math.min(first, less) * (counts ? 0.5 : 0);
  const ratio = sizes[costs.length - 1] / sizes[costs.length - 2];
  const exponent = Math.log((more - start) / (less - start)) / Math.log(ratio);
  console.log(`${name.padEnd(22)}${costs.map((value) => value.toFixed(counts ? 0 : 2).padStart(9)).join("")}${" ".repeat(9 * (sizes.length - costs.length))}   ${exponent.toFixed(2)}${note}`);
}
