// What Pulse generates, built for production: emitted modules and their runtime go through a real bundler.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { PLUGIN, appFor, check } from "../harness.js";

describe("the probe app, built for production", () => {
  const app = appFor("probe", PLUGIN, { copy: "production", started: "built" });

  const body = async ({ visit }) => {
    const { built } = await app();
    assert.doesNotMatch(built, /warn|error/i);
    const page = await visit(await app());
    await page.locator(".state").getByText("connected").waitFor();
    await page.getByRole("button", { name: "Greet", exact: true }).click();
    await page.locator(".heard").getByText("Grüße, 世界 👋 / 1, zwei / 2").waitFor();
    await page.getByRole("button", { name: "Sum", exact: true }).click();
    await page.locator("#log li").getByText("sum {'sum': 42, 'by': 'probe 1', 'nothing': None}").waitFor();
  };
  check("the production build works, without a warning", body, app);
});
