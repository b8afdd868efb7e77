// What comes from JavaScript (apps/interop.py, apps/widgets.js).

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, h, inEachForm, page, wait } from "../harness.js";

inEachForm("apps", (module) => {
  test("components, members of components, hooks and functions", async (t) => {
    const picked = [];
    const shown = await page(t, h(module("interop").Library, { onPick: (...args) => picked.push(args) }));
    assert.equal(shown.one("figure").outerHTML, '<figure id="chart">6.5 6.5</figure>');
    assert.equal(shown.one("nav").className, "plain calm");
    assert.deepEqual(shown.all("i").map((node) => node.outerHTML), [
      '<i class="on">first</i>',
      '<i class="off">second</i>',
    ]);
    await shown.click("nav button:nth-child(2)");
    assert.deepEqual(picked, [[2, "b"]]);
    assert.equal(shown.one("#classes").className, "a b d");
    await shown.click("#more");
    assert.equal(shown.text("output"), "3");
    assert.equal(shown.one("#classes").className, "a b c d");
  });

  test("a lazy component behind Suspense", async (t) => {
    const shown = await page(t, h(module("interop").Late));
    await wait(5);
    assert.equal(shown.host.innerHTML, "<figure>1</figure>");
  });

  test("an imperative handle", async (t) => {
    const shown = await page(t, h(module("interop").Remote), { strict: false });
    assert.deepEqual(shown.said.info, [["song 1"]]);
    await shown.click("button");
    assert.equal(shown.text("output"), "song 2");
  });

  test("promises and transitions", async (t) => {
    const fetch_page = async (n) => `page ${n}`;
    const shown = await page(t, h(module("interop").Slow, { fetch_page }));
    await shown.click("#both");
    assert.equal(shown.text("output"), "page 1, page 2");
    await shown.click("#then");
    assert.equal(shown.text("output"), "page 1, page 2, page 3");
    await act(async () => shown.one("#clear").click());
    assert.equal(shown.text("output"), "");
  });

  test("the browser's own objects are written to", async (t) => {
    document.title = "before";
    const shown = await page(t, h(module("interop").Titled, { title: "now" }));
    assert.deepEqual([document.title, document.body.className], ["now!", "page now"]);
    assert.equal(document.documentElement.dataset.theme, "dark");
    await shown.unmount();
    assert.equal(document.title, "before");
    assert.equal(document.documentElement.dataset.theme, undefined);
  });

  test("refs, elements and lists are handed on as they are, dicts as objects", async (t) => {
    const calls = [];
    const shown = await page(t, h(module("interop").Slots, { seen: (...args) => calls.push(args) }), { strict: false });
    assert.equal(shown.text("output"), "U");
    assert.equal(shown.one("u").style.color, "red");
    assert.deepEqual(shown.texts("em"), ["title t, color red, object", "icon"]);
    const own = calls.find((args) => args.length === 1)[0];
    const [numbers, icon, notes, table] = calls.find((args) => args.length > 1);
    assert.equal(numbers, own);
    assert.equal(icon.type, "i");
    assert.ok(notes.current instanceof Map);
    assert.deepEqual(table, { 1: { a: [1, 2] } });
    assert.equal(Object.isFrozen(table[1].a), false);
  });

  test("children behind a star, and the state of what follows them", async (t) => {
    const { Spreads } = module("interop");
    const shown = await page(t, h(Spreads, { names: ["a", "b"], more: true }));
    assert.deepEqual(shown.texts("p > *"), ["first", "a", "b", "a", "b", "", "more", "and more"]);
    const input = shown.one("input");
    input.value = "something else";
    await shown.render(h(Spreads, { names: ["a", "b", "c"] }));
    assert.deepEqual(shown.texts("p > *"), ["first", "a", "b", "c", "a", "b", "c", ""]);
    assert.equal(shown.one("input"), input);
    assert.equal(input.value, "something else");
  });
});
