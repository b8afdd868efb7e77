// The chat of fixtures/apps/chat, as people use it. Pulse's own transpiler refuses it, so there is one column.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { io } from "socket.io-client";
import { PLUGIN, appFor, check, wire } from "../harness.js";

const { serialize, deserialize } = await wire();

const FAMILY = "👩‍👩‍👧‍👦";

describe("the chat", () => {
  const app = appFor("chat", PLUGIN);
  const chat = (name, body) => check(`the chat: ${name}`, body, app);

  const enter = async (visit, name, more = "") => {
    const page = await visit(await app(), `?name=${name}${more}`);
    await page.locator(".chat-ready").waitFor();
    return page;
  };
  const textarea = (page) => page.locator(".composer textarea");
  const say = async (page, text) => {
    await textarea(page).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
  };
  const sees = (page, text) => page.locator(".message-text").getByText(text).first().waitFor();

  chat("the first page is rendered on the server, by what was emitted", async ({ visit }) => {
    await enter(visit, "Zoé");
    const html = await (await fetch(`${(await app()).url}?name=Zo%C3%A9`)).text();
    assert.match(html, /placeholder="Message #général as Zoé"/);
    assert.match(html, /class="chat chat-waiting"/);
  });

  chat("two visitors read, are told who types, and are mentioned", async ({ visit }) => {
    const ana = await enter(visit, "Ana");
    const bo = await enter(visit, "Bo");
    await textarea(ana).fill("Hal");
    await bo.locator(".typing").getByText("Ana is typing…").waitFor();
    await say(ana, `Hallo @Bo, été ${FAMILY} <b>&`);
    await sees(bo, `Hallo @Bo, été ${FAMILY} <b>&`);
    await sees(ana, `Hallo @Bo, été ${FAMILY} <b>&`);
    await bo.locator("mark").getByText("@Bo").waitFor();
    await bo.waitForFunction(() => document.title === "● Ana");
    await bo.locator(".typing").getByText("Ana is typing…").waitFor({ state: "detached" });
    await textarea(bo).fill("Salut");
    await textarea(bo).press("Enter");
    await sees(ana, "Salut");
    assert.equal(await textarea(bo).inputValue(), "");
    // Ana was there when Bo came, so her page was told of him.
    await ana.locator(".avatar-online[title=Bo]").waitFor();
  });

  chat("who comes later asks for the history", async ({ visit }) => {
    const cleo = await enter(visit, "Cleo");
    for (const word of ["premier", "deuxième", "troisième"]) {
      await say(cleo, word);
      await sees(cleo, word);
    }
    const dan = await enter(visit, "Dan");
    await sees(dan, "troisième");
    const texts = await dan.locator(".message-text").allTextContents();
    assert.deepEqual(texts.slice(-3), ["premier", "deuxième", "troisième"]);
    await dan.locator(".summary").getByText("0% yours; last: 'troisième'").waitFor();
  });

  chat("a refused message comes back with the reason", async ({ visit }) => {
    const page = await enter(visit, "Eve");
    await say(page, "tabu finally");
    await page.getByRole("alert").getByText("“tabu” is not welcome here").waitFor();
    await page.waitForFunction(() => document.querySelector("textarea").value === "tabu finally");
  });

  chat("what is too long cannot be sent", async ({ visit }) => {
    const page = await enter(visit, "Finn");
    await textarea(page).fill(FAMILY.repeat(71));
    await page.locator(".badge").getByText("+3").waitFor();
    await textarea(page).fill(`${FAMILY.repeat(71)}1234`);
    await page.locator(".badge").getByText("-1").waitFor();
    assert.equal(await page.getByRole("button", { name: "Send" }).isDisabled(), true);
  });

  chat("rooms: the server asks for the draft, and it is there when one returns", async ({ visit }) => {
    const page = await enter(visit, "Gil");
    const draft = (text) => page.waitForFunction((value) => document.querySelector("textarea").value === value, text);
    await textarea(page).fill("à suivre…");
    await page.waitForFunction(() => {
      const saved = window.localStorage.getItem("chat:draft:gil/général");
      return saved !== null && JSON.parse(saved).text === "à suivre…";
    });
    await page.getByRole("button", { name: "#日本語" }).click();
    await page.getByPlaceholder("Message #日本語 as Gil").waitFor();
    await page.getByText("No messages yet").waitFor();
    await draft("");
    await page.getByRole("button", { name: "#général" }).click();
    await page.getByPlaceholder("Message #général as Gil").waitFor();
    await draft("à suivre…");
    assert.doesNotMatch((await app()).pulse.said, /no draft from/);
  });

  chat("the server asks for the viewport", async ({ visit }) => {
    const page = await enter(visit, "Hans");
    await page.getByRole("button", { name: "Measure" }).click();
    const small = page.locator("nav small");
    await small.waitFor();
    assert.equal(
      await small.textContent(),
      "{'size': {'width': 1280, 'height': 720}, 'scroll': {'x': 0, 'y': 0}, 'units': ['em', 'px'], " +
        "'selection': None, 'titre': 'fenêtre 1280×720'}",
    );
  });

  chat("a visitor without a browser reacts, by the protocol alone, and is answered", async ({ visit, t }) => {
    const page = await enter(visit, "Kim");
    await say(page, "on vote?");
    const item = page.locator("li.message").filter({ hasText: "on vote?" });
    await item.waitFor();
    const id = Number((await item.getAttribute("id")).replace("message-", ""));
    const lu = await visitor((await app()).url, "Lu");
    t.after(() => lu.socket.close());
    lu.emit("react", { id, emoji: "👍" });
    const reaction = item.getByRole("button", { name: "👍" });
    await reaction.getByText("👍 1").waitFor();
    assert.equal(await reaction.getAttribute("title"), "Lu");
    assert.equal(await reaction.getAttribute("aria-pressed"), "false");
    await reaction.click();
    await reaction.getByText("👍 2").waitFor();
    assert.equal(await reaction.getAttribute("title"), "Kim, Lu");
    assert.equal(await reaction.getAttribute("aria-pressed"), "true");
    lu.emit("react", { id, emoji: "👍" });
    await reaction.getByText("👍 1").waitFor();
  });

  chat("an emoji is picked", async ({ visit }) => {
    const page = await enter(visit, "Ida");
    await page.getByRole("menu").getByTitle("Family").click();
    await page.getByRole("menu").getByTitle("Flag").click();
    assert.equal(await textarea(page).inputValue(), `${FAMILY}🇨🇭 `);
  });

  chat("one leaves for another page and comes back", async ({ visit }) => {
    // StrictMode would mount the returning client twice, and Pulse closes a channel at its first unmount.
    const page = await enter(visit, "Jo", "&mount=plain");
    const leave = async () => {
      await page.getByRole("link", { name: "About" }).click();
      await page.getByRole("heading", { name: "About" }).waitFor();
    };
    const isBack = async () => {
      await pause(300);
      await page.goBack();
      const ready = page.locator(".chat-ready").waitFor({ timeout: 5_000 });
      return ready.then(() => true, () => false);
    };
    // Pulse keeps the page that was left for 100 ms, with its channel closed, and nothing tells of the end: on a machine that
    // has much to do one may come back too early.
    do await leave();
    while (!(await isBack()));
    await say(page, "wieder da");
    await sees(page, "wieder da");
  });
});

/** Somebody who enters the chat with nothing but HTTP and a socket. */
async function visitor(url, name) {
  const routeInfo = { pathname: "/", hash: "", query: "", queryParams: { name }, pathParams: {}, catchall: [] };
  const response = await fetch(`${url}_pulse/prerender`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ paths: ["/"], routeInfo }),
  });
  const { views, directives } = deserialize(await response.json());
  const [, channel] = JSON.stringify(views["/"].vdom).match(/"channelId":"(chat-\w+)"/);
  const [cookie] = response.headers.getSetCookie();
  const { auth } = directives.socketio;
  const socket = io(url, { transports: ["websocket"], auth, extraHeaders: { cookie: cookie.split(";")[0] } });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  const emit = (event, payload) =>
    socket.emit("message", serialize({ type: "channel_message", channel, event, payload }));
  return { socket, emit };
}
