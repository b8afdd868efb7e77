// Twelve components as people write them (fixtures/apps/gallery), used as people use them.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { gallery } from "../gallery.js";
import { check, forgive } from "../harness.js";

describe("the gallery", () => {
  const app = gallery();
  const shown = (name, body) =>
    check(`the gallery: ${name}`, async ({ visit }) => body(pageOf(await visit(await app(), `?${name}`))), app);

  shown("drawing", async ({ page, reads, count }) => {
    await reads(".info", "0 strokes, 0.0px");
    const box = await page.locator("canvas").boundingBox();
    const to = (x, y) => page.mouse.move(box.x + x, box.y + y);
    await to(10, 10);
    await page.mouse.down();
    await to(50, 10);
    await to(50, 40);
    await page.mouse.up();
    await reads(".info", "1 strokes, 70.0px, box 10,10–50,40");
    await page.waitForFunction(() => {
      const [red, , , alpha] = document.querySelector("canvas").getContext("2d").getImageData(30, 10, 1, 1).data;
      return alpha > 0 && red < 100;
    });
    await page.click(".undo");
    await reads(".info", "0 strokes, 0.0px");
    await page.click(".redo");
    await reads(".info", "1 strokes, 70.0px, box 10,10–50,40");
    await reads(".size", "200×120");
    await page.evaluate(() => (document.querySelector("canvas").style.width = "300px"));
    await reads(".size", "300×180");
    assert.equal(await count("button"), 6);
  });

  shown("kanban", async ({ page, reads, count }) => {
    await reads(".total", "0 cards, 0 hours");
    for (const title of ["Write #docs #2.5h", "Test #3h", "Ship"]) {
      await page.fill("input", title);
      await page.click("button[type=submit]");
    }
    await reads(".total", "3 cards, 5.5 hours");
    await reads(".todo h3", "To do (3)");
    await reads("#card-1 .title", "Write");
    await reads("#card-1 .hours", "2.5h");
    assert.equal(await count("#card-1 em"), 2);
    for (const id of [1, 2, 3]) await page.click(`#card-${id} >> text=In progress`);
    await reads(".doing h3", "In progress (2)");
    await reads(".todo h3", "To do (1)");
    await page.click("#card-1 .remove");
    await reads(".total", "2 cards, 3 hours");
  });

  shown("markdown", async ({ page, reads }) => {
    const html = [
      '<h1 id="hello-_there_">Hello <em>there</em></h1>',
      "<p>Some <strong>bold</strong> text with <code>code</code>\n",
      'and a <a href="https://example.com/?a=1&amp;b=2">link</a>.</p>',
      "<ul><li>one</li><li><strong>two</strong></li><li>three</li></ul>",
      '<blockquote>quoted</blockquote><h2 id="end">End</h2>',
    ];
    assert.equal(await page.locator("article").innerHTML(), html.join(""));
    const select = (from, to) => page.locator("textarea").evaluate((area, [a, b]) => area.setSelectionRange(a, b), [from, to]);
    await page.fill("textarea", "abc def");
    await select(4, 7);
    await page.click("button");
    assert.equal(await page.inputValue("textarea"), "abc **def**");
    await reads("footer", "words: 2 · lines: 0 · longest: 3");
    await select(0, 3);
    await page.press("textarea", "Control+i");
    assert.equal(await page.inputValue("textarea"), "_abc_ **def**");
  });

  shown("month", async ({ page, reads, count }) => {
    await reads("h2", "February 2024");
    assert.equal(await count("tbody tr"), 5);
    assert.equal(await count("tbody button"), 29);
    assert.equal(await count("tbody tr:first-child button"), 4);
    await reads(".summary", "2 fun, 1 work");
    await reads(".lengths", "{6: ['Report'], 8: ['Leap day'], 9: ['Valentine']}");
    await page.click("tbody button >> text=14");
    await reads(".chosen", "14 Feb: ['Report', 'Valentine']");
    assert.equal(await count("td.selected"), 1);
    await page.click(".next");
    await reads("h2", "March 2024");
    await reads(".summary", "1 fun");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await reads("h2", "January 2024");
    await page.keyboard.press("Home");
    await reads("h2", "February 2024");
    await page.click(".back");
    await page.click(".back");
    await reads("h2", "December 2023");
    await reads(".summary", "nothing planned");
  });

  shown("poll", async ({ page, reads, texts, count }) => {
    await reads(".total", "No votes");
    await reads(".leader", "Leader:       none|");
    for (const option of ["Rust", "Rust", "Go"]) await page.click(`button >> text=${option}`);
    await reads(".total", "Total 100%, ticks [0, 1, 2]");
    assert.deepEqual(await texts(".bars text"), [
      "Python: 0 (0%)",
      "JavaScript: 0 (0%)",
      "Rust: 2 (67%)",
      "Go: 1 (33%)",
    ]);
    await reads(".leader", "Leader:       Rust|");
    await reads(".last", "Last: Go ← Rust ← Rust");
    assert.equal(await count(".pie path"), 2);
    const slice = page.locator(".pie path").first();
    assert.equal(await slice.getAttribute("data-name"), "Rust");
    assert.equal(await slice.getAttribute("d"), "M0 0L0.000 -1.000A1 1 0 1 1 -0.876 0.482Z");
    await page.click(".crowd");
    await page.waitForFunction(() => {
      const votes = [...document.querySelectorAll(".bars text")].map((text) => Number(/: (\d+)/.exec(text.textContent)[1]));
      return votes.reduce((sum, one) => sum + one) === 13;
    });
  });

  shown("room", async ({ page, reads, texts, count }) => {
    await page.locator(".load:enabled").waitFor();
    const deliver = (event, payload) =>
      page.evaluate(([event, payload]) => channels.get("room").deliver(event, payload), [event, payload]);
    for (const [author, text] of [
      ["Bob", "Bob is typing…"],
      ["Cy", "Bob and Cy are typing…"],
      ["Di", "Bob and 2 others are typing…"],
    ]) {
      await deliver("typing", { author });
      await reads(".typing", text);
    }
    await deliver("message", { id: "2", author: "Bob", text: "hi", likes: 0 });
    await deliver("message", { id: "1", author: "Ann Lee", text: "first", likes: 3 });
    await page.locator("li.bubble").nth(1).waitFor();
    assert.deepEqual(await texts("li.bubble"), ["ALfirst♥ 3", "Bhi♥"]);
    assert.equal(await count("li.mine"), 1);
    await reads(".typing", "");
    for (const text of ["/shout now", "hello"]) {
      await page.fill("form input", text);
      await page.click("form button");
    }
    await page.click("li >> nth=0 >> button");
    const sent = await page.evaluate(() =>
      channels
        .get("room")
        .sent.filter(({ event }) => event !== "typing")
        .map(({ event, payload }) => [event, payload]),
    );
    assert.deepEqual(sent, [
      ["command", { name: "shout", args: ["now"], raw: '{"text": "/shout now"}' }],
      ["send", { author: "Ann Lee", text: "hello" }],
      ["like", { id: "1" }],
    ]);
    const request = (nth, answer) =>
      page.evaluate(([nth, answer]) => {
        const { resolve, reject } = channels.get("room").sent.filter(({ kind }) => kind === "request")[nth];
        return answer ? resolve(answer) : reject(new Error("gone"));
      }, [nth, answer]);
    await page.click(".load");
    await request(0, { messages: [{ id: "0", author: "Old One", text: "past", likes: 0 }] });
    await page.locator("li.bubble").nth(2).waitFor();
    await page.click(".load");
    await request(1, null);
    await reads(".error", "Exception: gone");
  });

  shown("search", async ({ page, reads, texts }) => {
    await reads(".recent", "Recent: none");
    await page.fill("input", "ban");
    await reads("output", "12,345 found");
    assert.deepEqual(await texts("li"), ["banana", "bandana", "cabana"]);
    assert.equal(await page.locator("li").first().innerHTML(), "<mark>ban</mark>ana");
    const press = (key) => page.press("input", key);
    await press("ArrowDown");
    await press("ArrowDown");
    await reads("li.active", "bandana");
    await press("ArrowUp");
    await press("ArrowUp");
    await reads("li.active", "cabana");
    await press("Enter");
    assert.equal(await page.inputValue("input"), "cabana");
    assert.equal(await page.evaluate(() => localStorage.getItem("search-cache")), '["cabana"]');
    await page.fill("input", "");
    await reads(".recent", "Recent: cabana");
    // The service was down at first, and the component says that it asks again.
    assert.ok(forgive(page, /503|again after status 503/) >= 2);
  });

  shown("sheet", async ({ page, reads }) => {
    await reads("#A3", "6");
    await reads("#B1", "2.38");
    await reads("#C1", "");
    await reads("output", "A1 is used by A3, B1");
    await reads(".longest", "Longest: =sum(A1:A3)/4");
    await page.click("#C2");
    for (const [formula, text] of [
      ["=1/0", "#DIV/0"],
      ["=C2+1", "#CYCLE AT C2"],
      ["=(1+2)*-3+A3", "-3"],
      ["=2 3", "#ERR too much"],
      ["abc", "#ERR could not convert string to float: 'abc'"],
      ["", ""],
    ]) {
      await page.fill(".formula", formula);
      await reads("#C2", text);
    }
    await page.click("#A1");
    await page.fill(".formula", "1234567.5");
    await reads("#A1", "1,234,567.5");
    await reads("#A3", "1,234,572.5");
  });

  shown("table", async ({ page, reads, texts }) => {
    const column = (nth) => texts(`tbody tr td:nth-child(${nth})`);
    assert.deepEqual(await column(1), ["Chair", "Clock", "Desk"]);
    await reads(".summary", "8; worth 2761.10; Chair–Vase");
    await page.click("thead th >> text=Price");
    await reads("thead th:nth-child(2)", "Price ▲");
    assert.deepEqual(await column(2), ["€1800", "€3990", "€4500"]);
    await page.click("thead th >> text=Price");
    await reads("thead th:nth-child(2)", "Price ▼");
    assert.deepEqual(await column(1), ["Desk", "Rug", "Chair"]);
    await page.hover("meter >> nth=0");
    await page.locator("meter.hot").waitFor();
    await page.click("nav button >> nth=2");
    await page.locator("td >> text=Vase").waitFor();
    assert.deepEqual(await column(1), ["Lamp", "Vase"]);
    await page.fill("input", "ch");
    await reads(".summary", "1; worth 1194.00; -–-");
    await page.fill("input", "zzz");
    await reads(".summary", "0; worth 0.00; -–-");
    await reads("tbody", "");
  });

  shown("timer", async ({ page, reads, texts, count }) => {
    await reads(".left", "Time is up!");
    await reads(".rang", "rang after 3s");
    assert.equal(await page.locator(".bar").getAttribute("style"), "width: 0%; height: 4px;");
    await page.click(".toggle");
    for (const laps of [1, 2]) {
      await pause(100);
      await page.click(".lap");
      await page.waitForFunction((laps) => document.querySelectorAll("ol li").length === laps, laps);
    }
    await page.click(".toggle");
    for (const text of await texts("ol li")) assert.match(text, /^#[12] 00:\d\d\.\d\d$/);
    assert.ok((await count("li.best")) >= 1);
    assert.match((await texts(".average"))[0], /^Average 00:\d\d\.\d\d$/);
    await page.click(".reset");
    await reads(".time", "00:00.00");
  });

  shown("todo", async ({ page, reads, texts, count }) => {
    const tasks = () => texts("li span");
    await page.fill(".new", "milk, , bread,eggs");
    await page.press(".new", "Enter");
    await reads(".left", "3 items left");
    assert.deepEqual(await tasks(), ["milk", "bread", "eggs"]);
    await page.click("li >> nth=1 >> .up");
    await reads("li:nth-child(1) span", "bread");
    await page.click("li >> nth=0 >> input");
    await reads(".left", "2 items left");
    assert.match(await page.locator("li span").first().getAttribute("style"), /line-through/);
    await page.click(".show-open");
    await page.waitForFunction(() => document.querySelectorAll("li").length === 2);
    await page.click(".show-all");
    const third = "li:nth-child(3) span";
    for (const [text, key] of [[" six eggs ", "Enter"], ["no", "Escape"]]) {
      await page.dblclick(third);
      await page.fill(".edit", text);
      await page.press(".edit", key);
      await reads(third, "six eggs");
    }
    await page.keyboard.press("Control+z");
    await reads(third, "eggs");
    await page.keyboard.press("Control+Shift+z");
    await reads(third, "six eggs");
    await page.click(".clear");
    await page.waitForFunction(() => document.querySelectorAll("li").length === 2);
    assert.equal(await count(".clear"), 0);
    await page.click(".undo");
    await page.waitForFunction(() => document.querySelectorAll("li").length === 3);
    const saved = [
      { id: 2, text: "bread", done: true },
      { id: 1, text: "milk", done: false },
      { id: 3, text: "six eggs", done: false },
    ];
    assert.equal(await page.evaluate(() => localStorage.getItem("tasks")), JSON.stringify(saved, null, 2));
    await page.reload();
    await reads(".left", "2 items left");
  });

  shown("wizard", async ({ page, reads, texts, count }) => {
    await reads("h2", "1/3 You");
    await page.click(".next");
    await reads(".count", "2 problems");
    assert.deepEqual(await texts(".error"), ["Name is required", "Email is required"]);
    await page.fill("[name=name]", "A");
    await reads(".error", "Name needs 2 characters, has 1");
    await page.fill("[name=name]", "Ann");
    await page.fill("[name=email]", "ann@x");
    await reads(".error", "Email is no address");
    await reads(".count", "1 problem");
    await page.fill("[name=email]", "ann@x.ORG");
    await page.click(".next");
    await reads("h2", "2/3 Order");
    await page.fill("[name=amount]", "11");
    await reads(".error", "Amount must be between 1 and 10");
    await page.fill("[name=amount]", "x");
    await reads(".error", "Amount is no number");
    await page.fill("[name=amount]", "5");
    assert.equal(await count(".field.dark"), 2);
    assert.equal(await page.locator("[name=note]").getAttribute("placeholder"), "Your note");
    await page.click(".next");
    await reads("h2", "3/3 Done");
    assert.deepEqual(await texts("dl div"), ["amount5", "emailann@x.ORG", "nameAnn"]);
    await page.click(".again");
    await reads("h2", "1/3 You");
    assert.equal(await count(".count"), 0);
  });
});

/** What the checks ask of a page. `reads` waits until the first that matches shows the text. */
function pageOf(page) {
  return {
    page,
    reads: (selector, text) =>
      page
        .waitForFunction(([selector, text]) => document.querySelector(selector)?.textContent === text, [selector, text])
        .catch(async () => assert.equal(await page.locator(selector).first().textContent(), text, selector)),
    texts: (selector) => page.locator(selector).allTextContents(),
    count: (selector) => page.locator(selector).count(),
  };
}
