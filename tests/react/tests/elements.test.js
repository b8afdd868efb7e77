// Elements (apps/elements.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { h, inEachForm, page } from "../harness.js";

inEachForm("apps", (module) => {
  const open = (t, name, props) => page(t, h(module("elements")[name], props));
  const items = [
    { id: 1, text: "write", done: true },
    { id: 2, text: "test", done: false },
  ];

  test("lists by comprehension, by For, of fragments", async (t) => {
    const shown = await open(t, "Todo", { items });
    assert.equal(shown.one("ul").outerHTML, '<ul class="all"><li class="done">write</li><li>test</li></ul>');
    assert.deepEqual(shown.texts("ol li"), ["1. write", "2. test"]);
    assert.equal(shown.text(".count"), "1/2");
    assert.equal(shown.one("dl").innerHTML, "<dt>todo</dt><dd>To do</dd><dt>done</dt><dd>Done</dd>");
  });

  test("an empty list is false", async (t) => {
    const shown = await open(t, "Todo", { items: [] });
    assert.equal(shown.host.innerHTML, '<p class="empty">Nothing to do</p>');
  });

  test("children, defaults, rest and spread props", async (t) => {
    const shown = await open(t, "Cards");
    const [empty, two, rest] = shown.all("section");
    assert.equal(empty.className, "card plain");
    assert.equal(empty.querySelector(".content").innerHTML, "");
    assert.equal(empty.querySelector("small").textContent, "no footer");
    assert.equal(two.id, "two");
    assert.equal(two.className, "card warm wide");
    assert.equal(two.querySelector(".content").innerHTML, "<p>one</p><p>two</p>");
    assert.equal(two.style.padding, "4px");
    assert.equal(two.style.lineHeight, "1.5");
    assert.equal(two.style.borderTopWidth, "2px");
    assert.equal(two.style.getPropertyValue("--card-tone"), "warm");
    assert.equal(rest.dataset.kind, "extra");
    assert.equal(rest.getAttribute("aria-live"), "polite");
    assert.equal(rest.querySelector(".content").innerHTML, "text3<b>bold</b>");
    assert.equal(rest.lastElementChild.outerHTML, "<em>end</em>");
  });

  test("what conditions show", async (t) => {
    const shown = await open(t, "Conditions", { n: 0, name: "", tags: [] });
    assert.equal(
      shown.one("div").innerHTML,
      '<span class="if">none</span><span class="or">anonymous</span><span class="number">0</span>' +
        '<span class="blank"></span><span class="else">else</span>',
    );
    await shown.render(h(module("elements").Conditions, { n: 3, name: "Ana", tags: ["a", "b"] }));
    assert.deepEqual(shown.texts("span"), ["many", "and", "Ana", "3", "", "a, b", "then"]);
  });

  test("no return shows nothing", async (t) => {
    const { Nothing } = module("elements");
    const shown = await page(t, h(Nothing));
    assert.equal(shown.host.innerHTML, "");
    assert.equal(Nothing({}), null);
  });

  test("attributes as React knows them", async (t) => {
    const shown = await open(t, "Attributes", { url: "/x" });
    assert.equal(shown.one("label").htmlFor, "name");
    const input = shown.one("input");
    assert.deepEqual([input.tabIndex, input.readOnly, input.value, input.maxLength], [2, true, "x", 5]);
    assert.equal(input.getAttribute("aria-describedby"), "help");
    assert.equal(shown.one("a").getAttribute("data-track"), "yes");
    assert.equal(shown.one("img").getAttribute("src"), "/x");
    assert.equal(shown.one("#raw").innerHTML, "<i>raw</i>");
    assert.equal(shown.one("svg").getAttribute("viewBox"), "0 0 10 10");
    assert.equal(shown.one("path").getAttribute("stroke-width"), "2");
    assert.equal(shown.text("del"), "gone");
    assert.equal(shown.text("p"), 'a bé <&> "q" {x}');
    const { style } = shown.one("div");
    assert.deepEqual([style.display, style.gap, style.marginTop], ["flex", "8px", "-1px"]);
    assert.equal(shown.one("div").hidden, false);
  });

  test("texts are what they are, in each form", async (t) => {
    const shown = await open(t, "Texts");
    assert.deepEqual(shown.texts("p"), [
      "&amp; &nbsp; <b> {x} 'q' \"d\" \\n `${y}` //",
      "  two  spaces  ",
      "line\nbreak\ttab",
      "👩‍👩‍👧‍👦 é e\u0301 \u200b\u00a0\u2028|",
      "ab c",
      "n = 1, 2.5.",
      "2xxx",
    ]);
    assert.deepEqual(shown.all("[title]").map((node) => node.title), [
      "a \"q\" 'r' & &lt; {x} \\ <b>",
      "line\nbreak",
    ]);
    assert.equal(shown.one("div").hidden, true);
  });

  test("a component may have a name that begins with a small letter, or be a variable", async (t) => {
    const shown = await open(t, "Texts");
    assert.deepEqual(shown.all("i").map((node) => node.outerHTML), [
      '<i class="gray">plain</i>',
      '<i class="red">red</i>',
      '<i class="own">own</i>',
    ]);
    const Inner = ({ tone, children }) => h("u", { id: tone }, children);
    await shown.render(h(module("elements").Texts, { Inner }));
    assert.equal(shown.one("u").outerHTML, '<u id="own">own</u>');
  });

  test("keys keep what belongs to an item", async (t) => {
    const { Stateful } = module("elements");
    const shown = await page(t, h(Stateful, { items: ["a", "b"] }));
    const [first, second] = shown.all("input");
    await shown.render(h(Stateful, { items: ["b", "a"] }));
    assert.deepEqual(shown.all("input"), [second, first]);
  });
});
