// What React says when components run that have a mistake (warned/warned.py), and that the compiler said it before.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { h, inEachForm, page } from "../harness.js";
import { APPS, REPOSITORY } from "../paths.js";

const names = ["a", "b"];

/** Component: its props, the rule that finds the mistake, what React says or shows, and the props it gets later. */
const WARNED = {
  NoKey: [{ names }, "PSC506", /unique "key" prop/],
  SameKey: [{ names }, "PSC529", /two children with the same key/],
  SmallCase: [{}, "PSC511", /Invalid event handler property|Did you mean/],
  // React says nothing: the page has an attribute that does nothing.
  SnakeCase: [{}, "PSC511", /^<div tab_index="0">/],
  UnknownEvent: [{}, "PSC511", /Unknown event handler property/],
  UnknownAria: [{}, "PSC511", /Invalid aria prop/],
  StyleKey: [{}, "PSC511", /Unsupported style property/],
  TextHandler: [{}, "PSC528", /to be a function/],
  FalseHandler: [{}, "PSC528", /to be a function, instead got `false`/],
  Address: [{}, "PSC528", /React has blocked a javascript: URL/],
  Nested: [{}, "PSC520", /cannot be a descendant/],
  Row: [{}, "PSC520", /cannot be a child/],
  NoChange: [{}, "PSC521", /without an `onChange` handler/],
  TwoValues: [{}, "PSC521", /both value and defaultValue/],
  FunctionChild: [{}, "PSC517", /Functions are not valid as a React child/],
  ObjectChild: [{}, "PSC517", /Objects are not valid as a React child/],
  SetInRender: [{}, "PSC514", /Too many re-renders/],
  // Not run: it never ends.
  ForEver: [null, "PSC525"],
  OtherLength: [{ names }, "PSC523", /changed size between renders/, { names: ["a"] }],
  LengthChild: [{ names: [] }, "PSC517", /^<div>0<\/div>$/],
};

inEachForm(
  "warned",
  (module) => {
    for (const [name, [props, , expected, later]] of Object.entries(WARNED)) {
      if (props === null) continue;
      test(`React at ${name}`, async (t) => {
        const said = [];
        let shown;
        try {
          shown = await page(t, h(module("warned")[name], props));
          if (later) await shown.render(h(module("warned")[name], later));
        } catch (error) {
          said.push(String(error.message));
        }
        const errors = shown?.said.error.splice(0) ?? [];
        said.push(...errors.map((args) => args.map(String).join(" ")));
        shown?.said.warn.splice(0);
        if (shown) said.push(shown.host.innerHTML);
        assert.ok(said.some((text) => expected.test(text)), `${expected} is not in:\n${said.join("\n")}`);
      });
    }
  },
  ["dev"],
);

test("each is found when it is compiled", () => {
  const binary = path.resolve(process.env.PULSEC_BIN ?? path.join(REPOSITORY, "target/debug/pulsec"));
  const args = ["check", ".", "--output-format", "json", "--exit-zero"];
  const findings = JSON.parse(execFileSync(binary, args, { cwd: APPS.warned, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const lines = readFileSync(path.join(APPS.warned, "warned.py"), "utf8").split("\n");
  const found = {};
  for (const { code, start } of findings) {
    const head = lines.slice(0, start.line).findLast((line) => line.startsWith("def "));
    const name = /^def (\w+)/.exec(head)[1];
    (found[name] ??= []).push(code);
  }
  const wanted = Object.fromEntries(Object.entries(WARNED).map(([name, [, code]]) => [name, [code]]));
  assert.deepEqual(found, wanted);
});
