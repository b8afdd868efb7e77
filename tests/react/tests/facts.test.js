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

  test("a dict that a prop is called with is an object to JavaScript", async (t) => {
    const got = [];
    const keep = (...values) => got.push(...values);
    const shown = await open(t, "Asks", { names: ["ana", "bo"], onDone: keep, onMore: keep });
    await shown.click("button");
    const counts = { ana: 3, bo: 2 };
    assert.deepEqual(got.slice(0, 3), [counts, [counts], { of: counts }]);
    assert.deepEqual([...got[3]], ["p", { ana: "ana", bo: "bo" }]);
    assert.ok(got[4] instanceof Map && got[5] instanceof Set);
    assert.deepEqual(got[6], { ana: 0, bo: 0 });
  });

  test("to Python it is the dict that it was", async (t) => {
    const shown = await open(t, "Answers", { names: ["ana", "bo"] });
    await shown.click("button");
    const pairs = "[('ana', 3), ('bo', 2)]";
    assert.equal(shown.text(".done"), `[3, ${pairs}, [2], 2, True, ['ana', 'bo'], 'one', True]`);
    assert.equal(shown.text(".more"), "{'ana': 0, 'bo': 0}");
  });

  test("what a lambda gives to a component of JavaScript is an object", async (t) => {
    const shown = await open(t, "Rows", { names: ["ana", "bo"] });
    const kept = '{"ana":3,"bo":2}';
    assert.deepEqual(shown.texts("li"), ['{"bo":1}', kept, `[${kept},["ana",1]]`]);
  });

  test("an element takes its children later", async (t) => {
    const shown = await open(t, "Held", { names: ["ana", "bo"] });
    const texts = [".held", ".kept", "section", "em.either", ".frame li", "s"].map((name) => shown.texts(name));
    assert.deepEqual(texts, [["abanabo"], ["text"], ["namesfirstanabo"], ["ANABO"], ["ana", "bo"], ["ana", "bo"]]);
    await shown.render(h(module("facts").Held, { names: ["cy"], big: true }));
    assert.deepEqual([shown.text(".held"), shown.text("b.either"), shown.text(".frame.big")], ["abcy", "CY", "cy"]);
  });
});
