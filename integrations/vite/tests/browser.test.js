// A real dev server in a real Chromium: edits that keep state, errors in the overlay, and their repair.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { pulsec } from "../dist/index.js";
import { CHROMIUM, config, noChromium, project, PULSEC, PYTHON_OR_JS, SAMPLE, until, VITES } from "./tools.js";

let browser;
before(async () => {
  if (!noChromium) browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});
after(() => browser?.close());

/** Serves the project and opens its page. `loads` counts how often the page was loaded. */
async function open(t, vite, made, { order = ["pulsec", "react"] } = {}) {
  const plugins = { pulsec: pulsec({ bin: PULSEC }), react: vite.react({ include: PYTHON_OR_JS }) };
  const { said, ...rest } = config(made, order.map((name) => plugins[name]));
  const server = await vite.vite.createServer(rest);
  await server.listen();
  t.after(() => server.close());
  const page = await browser.newPage();
  t.after(() => page.close());
  const loads = [];
  const thrown = [];
  page.on("load", () => loads.push(page.url()));
  page.on("pageerror", (error) => thrown.push(error));
  await page.goto(server.resolvedUrls.local[0]);
  return { server, said, page, loads, thrown };
}

const shows = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector("#counter")?.textContent === wanted, text, { timeout: 120_000 });

const overlay = (page) =>
  page.waitForFunction(() => document.querySelector("vite-error-overlay")?.shadowRoot?.textContent, null, { timeout: 120_000 });

const isFree = (page) =>
  page.waitForFunction(() => !document.querySelector("vite-error-overlay"), null, { timeout: 120_000 });

for (const vite of VITES) {
  test(`${vite.name}: an edit replaces the component and keeps its state; an error is shown and repaired`, { skip: noChromium }, async (t) => {
    const made = project(t, SAMPLE, vite);
    const { page, loads, said, thrown } = await open(t, vite, made);
    await shows(page, "Clicks: 0 EUR");
    await page.click("#counter");
    await page.click("#counter");
    await shows(page, "Clicks: 2 EUR");
    // From here on the page must not be loaded again: the mark would be gone.
    await page.evaluate(() => (globalThis.mark = "same page"));

    await made.edit("app/chat.py", "{label}: ", "{label} = ");
    await shows(page, "Clicks = 2 EUR");

    // A file that the component's file imports.
    await made.edit("app/format.py", '"EUR"', '"CHF"');
    await shows(page, "Clicks = 2 CHF");

    await made.edit("app/chat.py", "count + 1", "coun + 1");
    const text = await (await overlay(page)).jsonValue();
    assert.match(text, /\[plugin:pulsec\] PSC201: the name `coun` is not defined/);
    assert.match(text, /help: did you mean `count`\?/);
    assert.ok(text.includes(`${made.at("app/chat.py")}:18:35`) || text.includes(`${made.at("app/chat.py")}:18:34`), text);
    assert.match(text, /18 \| +onClick=lambda: set_count\(coun \+ 1\),\n {3}\| +\^\^\^\^/);

    await made.edit("app/chat.py", "coun + 1", "count + 10");
    await isFree(page);
    await until("the repaired component", async () => {
      await page.click("#counter");
      return /^Clicks = (1|2)\d CHF$/.test(await page.textContent("#counter"));
    });

    // An error in the imported file is told at that file.
    await made.edit("app/format.py", "def money(", "def money(:");
    assert.match(await (await overlay(page)).jsonValue(), /app\/format\.py:4:/);
    await made.edit("app/format.py", "def money(:", "def money(");
    await isFree(page);
    await page.click("#counter");
    await until("the state and the step of the last edit", async () => /^Clicks = [1-9]\d+ CHF$/.test(await page.textContent("#counter")));

    assert.equal(await page.evaluate(() => globalThis.mark), "same page");
    assert.equal(loads.length, 1);
    assert.deepEqual(thrown.map(String), []);
    assert.deepEqual(said.filter((line) => /page reload|optimized dependencies changed/.test(line)), []);
  });

  test(`${vite.name}: a page that starts with an error recovers`, { skip: noChromium }, async (t) => {
    const made = project(t, SAMPLE, vite);
    await made.edit("app/chat.py", "count + 1", "coun + 1");
    const { page } = await open(t, vite, made, { order: ["react", "pulsec"] });
    assert.match(await (await overlay(page)).jsonValue(), /the name `coun` is not defined/);
    await made.edit("app/chat.py", "coun + 1", "count + 1");
    await shows(page, "Clicks: 0 EUR");
    await isFree(page);
  });

  test(`${vite.name}: an exception in the browser leads to the Python`, { skip: noChromium }, async (t) => {
    const made = project(t, SAMPLE, vite);
    await made.edit("app/format.py", 'return f"{amount} {CURRENCY}"', 'raise ValueError("no money")');
    const { page, thrown } = await open(t, vite, made);
    await until("the exception", () => thrown.length > 0);
    assert.match(thrown[0].message, /no money/);
    const frame = thrown[0].stack.split("\n").find((line) => line.includes("format.py"));
    const [, url, line, column] = /(http\S+format\.py\S*?):(\d+):(\d+)/.exec(frame);
    const served = await (await page.request.get(url)).text();
    const { originalPositionFor, TraceMap } = await import("@jridgewell/trace-mapping");
    const map = JSON.parse(Buffer.from(served.slice(served.lastIndexOf("base64,") + 7), "base64").toString());
    const found = originalPositionFor(new TraceMap(map), { line: Number(line), column: Number(column) - 1 });
    assert.equal(found.line, 5);
    assert.match(found.source, /format\.py$/);
    assert.equal(map.sourcesContent[map.sources.indexOf(found.source)], made.read("app/format.py"));
  });
}
