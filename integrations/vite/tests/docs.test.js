// docs/vite.md, followed to the letter in an empty folder: its files, its commands, its error.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { CHROMIUM, noChromium, noPulsec, PACKAGE, project, PULSEC, REPOSITORY, until } from "./tools.js";

const PAGE = readFileSync(path.join(REPOSITORY, "docs/vite.md"), "utf8");

/** The blocks that stand below a line ending in `name`: */
function file(name) {
  const match = new RegExp(`\`${name.replace(".", "\\.")}\`:\n\n\`\`\`\\w+\n([^]*?)\n\`\`\``).exec(PAGE);
  assert.ok(match, `docs/vite.md shows ${name}`);
  return `${match[1]}\n`;
}

const commands = [...PAGE.matchAll(/```sh\n([^]*?)\n```/g)].flatMap((match) => match[1].split("\n"));
const NAMES = ["counter.py", "main.jsx", "index.html", "vite.config.js"];
const env = { ...process.env, PULSEC_BIN: PULSEC ?? "", NO_COLOR: "1", NODE_ENV: "", npm_config_audit: "false", npm_config_fund: "false" };

test("the page's commands and files make a page and a build", { skip: noPulsec || noChromium, timeout: 1_200_000 }, async (t) => {
  const made = project(t, Object.fromEntries(NAMES.map((name) => [name, file(name)])), { root: "." });
  const run = (command) => execFileSync(command, { cwd: made.dir, env, shell: true, encoding: "utf8", stdio: "pipe" });

  const tarball = run(`npm pack ${JSON.stringify(PACKAGE)} --ignore-scripts --silent`).trim();
  assert.deepEqual(commands.slice(0, 2), ["pip install pulsec", "npm init --yes"]);
  const [, ...rest] = commands;
  assert.deepEqual(rest.splice(-2), ["npx vite", "npx vite build"]);
  for (const command of rest) run(command.replace("vite-plugin-pulsec", `./${tarball}`));

  run("npx vite build");
  const bundle = readdirSync(made.at("dist/assets")).find((name) => name.endsWith(".js"));
  assert.match(made.read(`dist/assets/${bundle}`), /Clicks/);

  const server = spawn("npx", ["vite", "--host", "127.0.0.1", "--port", "0"], { cwd: made.dir, env, detached: true });
  t.after(() => process.kill(-server.pid));
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (said += text));
  const url = await until(() => `vite to start: ${said}`, () => /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0]);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(url);
  const shows = async (text) => {
    const where = () => page.evaluate(() => `${document.body.innerText} ${document.querySelector("vite-error-overlay") ? "(with an overlay)" : ""}`);
    await page.getByText(text, { exact: true }).waitFor({ timeout: 120_000 }).catch(async () => assert.fail(`${text} is not shown: ${await where()}\n${said}`));
  };
  await shows("Clicks: 0");
  await page.click("button");
  await shows("Clicks: 1");
  await made.edit("counter.py", 'f"{label}: {count}"', 'f"{label} = {count}"');
  await shows("Clicks = 1");

  await made.edit("counter.py", 'f"{label} = {count}"', 'f"{label}: {cuont}"');
  const overlay = await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("vite-error-overlay") ?? {};
    return shadowRoot && [".message", ".file", ".frame"].map((each) => shadowRoot.querySelector(each).textContent.trim());
  }, null, { timeout: 120_000 });
  const shown = (await overlay.jsonValue()).join("\n").replaceAll(`${made.dir}/`, "");
  const documented = /```text\n([^]*?)\n```/.exec(PAGE)[1];
  assert.equal(shown, documented);

  await made.edit("counter.py", "{cuont}", "{count}");
  await shows("Clicks: 1");
});

test("the package that npm gets has all that is needed, and nothing else", () => {
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: PACKAGE, encoding: "utf8", shell: process.platform === "win32" }));
  const names = packed.files.map((each) => each.path);
  for (const wanted of ["package.json", "README.md", "LICENSE", "client.d.ts", "dist/index.js", "dist/index.d.ts"]) {
    assert.ok(names.includes(wanted), wanted);
  }
  assert.deepEqual(names.filter((name) => !/^(package\.json|README\.md|LICENSE|client\.d\.ts|dist\/\w+(\.d\.ts|\.js))$/.test(name)), []);
  const { exports, types } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const targets = [types, ...Object.values(exports).flatMap((each) => (typeof each === "string" ? [each] : Object.values(each)))];
  for (const target of targets) assert.ok(names.includes(target.slice(2)), target);
});

/** The section of `docs/guide/first-hour.md` that ends with a page of Vite, with the plugin packed from the source. */
test("the first hour's commands and files make a page and a build", { skip: noPulsec || noChromium, timeout: 1_200_000 }, async (t) => {
  const hour = readFileSync(path.join(REPOSITORY, "docs/guide/first-hour.md"), "utf8");
  const [before, section] = hour.split("## In a Pulse app")[0].split("## In a Vite page");
  const files = [...(before + section).matchAll(/```\w+ ([\w.]+)\n([^]*?\n)```/g)].map(([, name, text]) => [name, text]);
  assert.deepEqual(files.map(([name]) => name), ["money.py", "stock.py", "vite.config.js", "index.html", "main.jsx"]);
  const made = project(t, Object.fromEntries(files.map(([name, text]) => [`shop/${name}`, text])), { root: "shop" });
  // The clone beside it. Its packages and what is compiled of it are there.
  symlinkSync(REPOSITORY, made.at("pulsec"));
  const shop = made.at("shop");
  const run = (command) => execFileSync(command, { cwd: shop, env, shell: true, encoding: "utf8", stdio: "pipe" });
  const all = [...section.matchAll(/```sh\n([^]*?)\n```/g)].flatMap((match) => match[1].split("\n"));
  assert.deepEqual([all.shift(), all.pop()], ["npm ci --prefix ../pulsec/integrations/vite", "npx vite"]);
  for (const command of all) run(command);
  run("npx vite build");

  const server = spawn("npx", ["vite", "--host", "127.0.0.1", "--port", "0"], { cwd: shop, env, detached: true });
  t.after(() => process.kill(-server.pid));
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (said += text));
  const url = await until(() => `vite to start: ${said}`, () => /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0]);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(url);
  const shows = (text) => page.getByText(text, { exact: true }).waitFor({ timeout: 120_000 });
  await shows("2.50 EUR");
  await page.click("button");
  await shows("5.00 EUR");
  await made.edit("shop/stock.py", '"One more"', '"And one"');
  await shows("And one");
  await shows("2 of tea");
  assert.doesNotMatch(said, /CommonJS/, "Vite has nothing to say of the configuration");
});
