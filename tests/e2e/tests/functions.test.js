// Functions that Pulse hands to components of JavaScript, marked wherever Python allows it.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { PLUGIN, appFor, check } from "../harness.js";

describe("the functions", () => {
  const app = appFor("functions", PLUGIN);
  const functions = (name, body) => check(`the functions: ${name}`, async ({ visit }) => body(await open(visit)), app);

  const open = async (visit) => {
    const page = await visit(await app());
    await page.locator(".tester[data-mounted=true]").first().waitFor();
    return page;
  };

  functions("each answers in the page as in Python", async (page) => {
    const rows = await page.locator(".tester").evaluateAll((testers) =>
      testers.map((row) => [row.querySelector("b"), ...row.querySelectorAll("code")].map((cell) => cell.textContent)),
    );
    assert.equal(rows.length, 27);
    for (const [label, result, expected] of rows) {
      assert.deepEqual(JSON.parse(result), JSON.parse(expected), `${label} gives ${result}`);
    }
  });

  functions("the defaults of a typed component are props of what the server renders", async (page) => {
    const tester = page.locator(".tester").first();
    assert.equal(await tester.getAttribute("data-sign"), "=");
    assert.equal(await tester.getAttribute("data-note"), "undefined");
  });

  functions("components of one factory keep their own values and states", async (page) => {
    const shown = (selector) => page.locator(selector).isVisible();
    assert.deepEqual([await shown(".calm .count"), await shown(".loud .secret")], [true, false]);
    await page.getByRole("button", { name: "Closed: show" }).click();
    await page.locator(".loud .secret").waitFor();
    await page.getByRole("button", { name: "+1" }).click();
    await page.locator(".count").getByText("count 1").waitFor();
    await page.getByRole("button", { name: "Kept: hide" }).click();
    await page.locator(".calm .count").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Closed: hide" }).waitFor();
  });

  functions("a call on the server runs the function of its factory", async (page) => {
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.locator("#ran").getByText("42.5").waitFor();
  });
});
