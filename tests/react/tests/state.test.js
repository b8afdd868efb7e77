// State, reducers, refs, memo, context (apps/state.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { h, inEachForm, page } from "../harness.js";

inEachForm("apps", (module) => {
  const open = (t, name, props, options) => page(t, h(module("state")[name], props), options);

  test("state with updater functions", async (t) => {
    const shown = await open(t, "Counter", { start: 3, step: 2 });
    assert.equal(shown.text("output"), "3 6");
    await shown.click("#add");
    assert.equal(shown.text("output"), "7 6");
    await shown.click("#reset");
    assert.equal(shown.text("output"), "0 6");
  });

  test("props have their defaults, also for undefined", async (t) => {
    const shown = await open(t, "Counter", { start: undefined });
    await shown.click("#add");
    assert.equal(shown.text("output"), "2 0");
  });

  test("a reducer on records", async (t) => {
    const shown = await open(t, "Tally");
    const steps = [["#add", "5 of 5 after 1"], ["#add", "10 of 10 after 2"], ["#other", "10 of 10 after 2"]];
    const undo = [["#undo", "5 of 5 after 1"], ["#undo", "0 of 0 after 0"], ["#undo", "0 of 0 after 0"]];
    for (const [button, text] of [...steps, ...undo]) {
      await shown.click(button);
      assert.equal(shown.text("output"), text);
    }
  });

  test("a hook of one's own, an id, children", async (t) => {
    const shown = await page(t, h(module("state").Disclosure, { title: "More" }, h("b", null, "bold"), "text"));
    const button = shown.one("button");
    assert.equal(shown.one("section").getAttribute("aria-labelledby"), button.id);
    assert.notEqual(button.id, "");
    assert.equal(button.getAttribute("aria-expanded"), "false");
    assert.equal(shown.all(".body").length, 0);
    await shown.click("button");
    assert.equal(shown.one(".body").innerHTML, "<b>bold</b>text");
    assert.equal(button.getAttribute("aria-expanded"), "true");
    await shown.click("button");
    assert.equal(shown.all(".body").length, 0);
  });

  test("memo and a stable callback keep rows from rendering", async (t) => {
    const rendered = [];
    const log = (name) => rendered.push(name);
    const shown = await open(t, "Picker", { names: ["a", "b"], log }, { strict: false });
    assert.deepEqual(rendered, ["a", "b"]);
    await shown.click("li:last-child");
    assert.equal(shown.text("output"), "b");
    assert.deepEqual(rendered, ["a", "b"]);
  });

  test("context, with providers in providers", async (t) => {
    const shown = await open(t, "Themes");
    assert.deepEqual(shown.texts("span"), ["light", "dark", "blue"]);
    assert.deepEqual(shown.all("span").map((span) => span.className), ["theme-light", "theme-dark", "theme-blue"]);
  });

  test("refs of elements and of values", async (t) => {
    const shown = await open(t, "Focus");
    assert.equal(shown.text("output"), "0");
    await shown.click("#focus");
    assert.equal(document.activeElement, shown.one("#field"));
    assert.equal(shown.text("output"), "0");
    await shown.click("#focus");
    assert.equal(shown.text("output"), "2");
  });

  test("sets, dicts and tuples as state", async (t) => {
    const shown = await open(t, "Cart");
    assert.equal(shown.text("output"), "[] 0.00 False");
    await shown.click("#item-2");
    await shown.click("#item-1");
    assert.equal(shown.text("output"), "[1, 2] 6.50 False");
    await shown.click("#dearer");
    await shown.click("#item-1");
    await shown.click("#corner");
    assert.equal(shown.text("output"), "[2] 8.00 True");
  });
});
