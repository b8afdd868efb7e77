// The stand-in's envelope against the server's own serializer (`pulse/serializer.py`), both ways: what the tests
// in the browser say of payloads is worth as much as this.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { HERE, PYTHON, wire } from "../servers.js";

const { serialize, deserialize } = await wire();

const skip =
  !PYTHON && process.env.PULSEC_REQUIRE_TOOLS !== "1" ? "there is no Python with pulse-framework" : undefined;

function python(mode, input) {
  const script = path.join(HERE, "tests/serializer.py");
  const { stdout, stderr, status } = spawnSync(PYTHON, [script, mode], {
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** A text of a value; the same as `describe` in serializer.py gives for the same value there. */
function describe(value, seen = new Map()) {
  if (value === undefined || value === null) return "null";
  if (typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return general(value);
  if (value instanceof Date) return `@${value.getTime()}`;
  if (seen.has(value)) return `#${seen.get(value)}`;
  seen.set(value, seen.size);
  if (value instanceof Set)
    return `{${[...value]
      .map((item) => describe(item, seen))
      .sort()
      .join(", ")}}`;
  if (Array.isArray(value)) return `[${value.map((item) => describe(item, seen)).join(", ")}]`;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return `(${entries.map(([key, item]) => `${key}=${describe(item, seen)}`).join(", ")})`;
}

/** Python's `:g` for the numbers used here. */
function general(value) {
  if (Math.abs(value) < 1e6) return String(value);
  const [digits, exponent] = value.toExponential(5).split("e");
  return `${Number(digits)}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

test("what the server sends arrives", { skip }, () => {
  const cases = python("encode", null);
  assert.ok(cases.length > 20);
  for (const [envelope, description] of cases) {
    assert.equal(describe(deserialize(envelope)), description);
  }
});

test("what the browser sends arrives", { skip }, () => {
  const shared = { n: 1 };
  const loop = { name: "loop" };
  loop.self = loop;
  const at = new Date(Date.UTC(2024, 1, 29, 23, 59, 59, 123));
  const values = [
    undefined,
    true,
    -7,
    0.5,
    2 ** 53 - 1,
    'été 日本語 👩‍👩‍👧‍👦 \u2028 \x00 "\\',
    [],
    {},
    [undefined, null],
    { tags: new Set(["web", "été", 3]), none: new Set() },
    { at, again: at },
    [shared, shared, { deep: [shared] }],
    loop,
    new Map([
      ["a", 1],
      ["b", new Map([["c", [shared, shared]]])],
    ]),
    { "": 1, "with space": 2, é: 4 },
    Array.from({ length: 200 }, (_, index) => index),
  ];
  const arrived = python("decode", values.map(serialize));
  assert.deepEqual(
    arrived,
    values.map((value) => describe(value)),
  );
});

test("what is no JSON becomes None, or is absent, or is refused before it is sent", { skip }, () => {
  class Point {
    constructor() {
      this.x = 1;
    }
    get y() {
      return 2;
    }
  }
  const failure = Object.assign(new Error("hidden"), { code: 3 });
  const values = [NaN, () => 1, Symbol("s"), { a: undefined, b: 1 }, new Map([[1, "x"]]), new Point(), failure, -0];
  const arrived = python("decode", values.map(serialize));
  assert.deepEqual(arrived, ["null", "null", "null", "(b=1)", '(1="x")', "(x=1)", "(code=3)", "0"]);
  for (const value of [Infinity, -Infinity, 1n, new Date(NaN)]) assert.throws(() => serialize({ deep: [value] }));
});
