// What React makes of components (apps/facts.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { h, inEachForm, page } from "../harness.js";

inEachForm("apps", (module) => {
  const open = (t, name, props) => page(t, h(module("facts")[name], props));

  test("memo and forwardRef give components, refs reach them", async (t) => {
    const shown = await open(t, "Made");
    assert.deepEqual(shown.texts(".total"), ["total 3", "other 3"]);
    await shown.click(".red");
    assert.equal(shown.text(".red"), "clicks 1");
    await shown.click("#look");
    assert.equal(shown.text("output"), "field raw plain");
  });

  test("a component that is called with arguments gets them as its props", async (t) => {
    const shown = await open(t, "Given", { name: "ana" });
    assert.equal(shown.text(".label"), "ana 0");
    await shown.click(".label");
    assert.equal(shown.text(".label"), "ana 1");
    assert.deepEqual(shown.texts("li"), ["1. a", "2. b"]);
    await shown.render(h(module("facts").Given, { name: "bo" }));
    assert.equal(shown.text(".label"), "bo 1");
  });

  test("what can be walked once is a list among children", async (t) => {
    const shown = await open(t, "Walked", { numbers: [1, 2, 3, 4], names: { a: "x", b: "y" } });
    for (const later of ["", "24"]) {
      const texts = ["map", "odd", "evens", "later", "spread", "reversed", "values", "either", "keys"];
      assert.deepEqual(
        texts.map((name) => shown.text(`.${name}`)),
        ["1234", "13", "24", later, "1234", "4321", "xy", "1234", "ab"],
      );
      await shown.click("button");
    }
  });
});
