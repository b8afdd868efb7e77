// Components as values (../values.js): each case renders what the direct call renders, keeps its state, and React
// has nothing to say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, h, inEachForm, page } from "../harness.js";
import { FORMS_OF } from "../paths.js";
import { CASES, FORMS } from "../values.js";

inEachForm("values", (module) => {
  for (const form of Object.keys(FORMS)) {
    test(form, async (t) => {
      const { Suspense } = await import("react");
      const shown = await page(t, null);
      // A list without keys, which the case and the direct call have alike.
      const isExpected = (args) => String(args[0]).includes('unique "key" prop');
      for (const { name } of CASES.filter((it) => it.form === form)) {
        const parts = module(form);
        const draw = (component) => shown.render(h(Suspense, { key: component.name, fallback: null }, h(component)));
        await draw(parts[`direct_${name}`]);
        const direct = shown.host.innerHTML;
        await draw(parts[name]);
        assert.equal(shown.host.innerHTML, direct, name);
        const button = shown.all("button")[0];
        if (button) {
          await act(async () => button.click());
          await draw(parts[name]);
          assert.equal(button.textContent, "1", `${name} keeps its state`);
          assert.ok(shown.host.contains(button), `${name} keeps its node`);
        }
        shown.said.error.splice(0, Infinity, ...shown.said.error.filter((args) => !isExpected(args)));
        assert.deepEqual(shown.said.error, [], name);
      }
    });
  }
}, FORMS_OF.values);
