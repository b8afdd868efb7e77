// `pulse run` as users start it: it installs what the web folder asks for, generates, starts both servers, and sees edits.

import { describe } from "node:test";
import { PLUGIN, RESTART, appFor, check, forgive } from "../harness.js";

describe("the probe app, started by pulse run alone", () => {
  const how = { copy: "run", started: "whole" };
  const app = appFor("probe", PLUGIN, how);
  const checkHere = (name, body) => check(`pulse run: ${name}`, body, app, how);
  const open = async (visit) => {
    const page = await visit(await app());
    await page.locator(".state").getByText("connected").waitFor();
    return page;
  };

  checkHere("the page works", async ({ visit }) => {
    const page = await open(visit);
    await page.getByRole("button", { name: "Greet", exact: true }).click();
    await page.locator(".heard").getByText("Grüße, 世界 👋 / 1, zwei / 2").waitFor();
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.locator(".answer").getByText("42 für a").waitFor();
    await page.getByRole("button", { name: "Sum", exact: true }).click();
    await page.locator("#log li").getByText("sum {'sum': 42, 'by': 'probe 1', 'nothing': None}").waitFor();
  });

  checkHere("an edit shows", async ({ visit }) => {
    const page = await open(visit);
    (await app()).edit("client.py", 'f"{GREETING}: {count} ticks"', 'f"{GREETING}, {count + 1}. Takt"');
    await page.getByRole("heading", { name: "Grüße, 1. Takt", exact: true }).waitFor();
    forgive(page, RESTART);
  });
});
