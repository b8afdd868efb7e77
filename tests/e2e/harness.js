// What the tests share: a browser, pages, and what is kept of them when a test fails.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM, OUT, WAIT, endAll, missing, startApp } from "./servers.js";

export * from "./servers.js";

let browser;

async function openBrowser() {
  browser ??= await chromium.launch({
    timeout: WAIT,
    executablePath: CHROMIUM.includes("/") ? CHROMIUM : which(CHROMIUM),
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  return browser;
}

function which(name) {
  return spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
}

after(async () => {
  await browser?.close();
  endAll();
});

/** The app of a `describe`: started by its first test, stopped after its last. */
export function appFor(name, compiler, options) {
  let started;
  after(async () => (await started?.catch(() => undefined))?.stop());
  return () => (started ??= startApp(name, compiler, options));
}

/** The end of a test that goes on for ever. Everything that is waited for has its own, and says what it was. */
const PATIENCE = 8 * WAIT;

/**
 * A test with pages of its own. `visit(app, path?, prepare?)` opens one as another visitor would; when the test
 * fails, what the pages showed and said is kept in target/e2e.
 */
export function check(name, body, app, options) {
  const lacking = missing(options);
  const skip = process.env.PULSEC_REQUIRE_TOOLS === "1" ? undefined : lacking;
  test(name, { skip, timeout: PATIENCE }, async (t) => {
    if (lacking) throw new Error(lacking);
    const pages = [];
    const visit = async (app, where = "", prepare = undefined) => {
      const context = await (await openBrowser()).newContext();
      context.setDefaultTimeout(WAIT);
      const page = await context.newPage();
      page.said = [];
      page.on("console", (message) => page.said.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => page.said.push(`uncaught: ${error.stack ?? error}`));
      pages.push(page);
      await prepare?.(page);
      await page.goto(app.url + where);
      return page;
    };
    try {
      await body({ visit, t });
      for (const page of pages) expectNoErrors(page);
    } catch (error) {
      await keep(name, pages, await app?.().catch(() => undefined));
      throw error;
    } finally {
      for (const page of pages) await page.context().close();
    }
  });
}

/** What a browser says of a server that restarts. */
export const RESTART = /ERR_CONNECTION_REFUSED|WebSocket|Connection failed|status of 50\d|Failed to fetch|\[vite\]/;

/** Errors that a test expects are taken out of `page.said` by `page.forgive`. */
export function forgive(page, pattern) {
  const left = page.said.filter((line) => !pattern.test(line));
  const taken = page.said.length - left.length;
  page.said.splice(0, page.said.length, ...left);
  return taken;
}

function expectNoErrors(page) {
  const errors = page.said.filter((line) => /^(error|uncaught)/.test(line));
  if (errors.length > 0) throw new Error(`the page complains:\n${errors.join("\n")}`);
}

async function keep(name, pages, app) {
  const folder = path.join(OUT, "failures", name.replace(/[^\w.-]+/g, "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, page] of pages.entries()) {
    writeFileSync(path.join(folder, `console-${index}.txt`), page.said.join("\n"));
    await page.screenshot({ path: path.join(folder, `page-${index}.png`), timeout: 5_000 }).catch(() => {});
    const html = await page.content().catch(String);
    writeFileSync(path.join(folder, `page-${index}.html`), html);
  }
  if (app) writeFileSync(path.join(folder, "servers.txt"), app.said);
}
