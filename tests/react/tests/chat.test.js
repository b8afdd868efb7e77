// The chat app's client (fixtures/apps/chat): rendered, and driven from both ends.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { act, channels, h, inEachForm, page, wait } from "../harness.js";

const DRAFT = "chat:draft:ana/général";

let scrolled;

beforeEach(() => {
  channels.reset();
  localStorage.clear();
  document.title = "chat";
  scrolled = [];
  Element.prototype.scrollIntoView = function scrollIntoView(options) {
    scrolled.push([this.tagName, options]);
  };
});

/** A message as the server sends it. */
function message(id, author, text, more = {}) {
  const meta = { edited: false, lang: null, client: { name: "web", läuft: "ja" } };
  const mentions = new Set([...text.matchAll(/@(\w+)/g)].map(([, name]) => name));
  return { id, author, text, sent_at: 1_700_000_000 + id, reply_to: null, mentions, reactions: {}, meta, ...more };
}

inEachForm("chat", (module) => {
  const parts = () => module("chat/client/components");

  const open = async (t, { answer = { messages: [], more: false, cursor: null }, props = {} } = {}) => {
    const { ChatClient } = module("chat/client/channel");
    const channel = channels.get("chat");
    const shown = await page(t, h(ChatClient, { channelId: "chat", me: "Ana", room: "général", ...props }));
    if (answer) await act(async () => channel.answer(0, answer));
    const deliver = (event, payload) => act(async () => channel.deliver(event, payload));
    return { channel, shown, deliver };
  };

  test("the parts show what they are given", async (t) => {
    const { Avatar, Badge } = parts();
    const avatar = await page(t, h(Avatar, { name: "ada king lovelace", online: true, "data-x": "1" }));
    const span = avatar.one("span");
    assert.equal(span.textContent, "AK");
    assert.equal(span.className, "avatar avatar-online");
    assert.deepEqual([span.title, span.dataset.x], ["ada king lovelace", "1"]);
    assert.deepEqual([span.style.width, span.style.lineHeight, span.style.borderRadius], ["32px", "32px", "50%"]);
    await avatar.render(h(Badge, { tone: "danger", title: "why" }, "a", h("b", null, "c")));
    assert.equal(avatar.one("span").className, "badge badge-danger");
    assert.equal(avatar.one("span").innerHTML, "a<b>c</b>");
  });

  test("a list of messages, grouped by author", async (t) => {
    const { MessageList } = parts();
    const picked = [];
    const messages = [
      message(1, "Bo", "hello @Ana and @bo"),
      message(2, "Bo", "again", { meta: { edited: true, lang: null } }),
      message(3, "Ana", "👍🏽 ok", { reply_to: 1, reactions: { "👍": ["Bo"], "🎉": ["Ana", "Bo"] } }),
    ];
    const props = { messages, me: "Ana", online: new Set(["Bo"]), onReact: (...args) => picked.push(args) };
    const shown = await page(t, h(MessageList, props));
    assert.equal(shown.one("section").getAttribute("aria-label"), "3 messages");
    assert.deepEqual(shown.all("article").map((node) => node.className), ["group other", "group own"]);
    assert.deepEqual(shown.texts("strong"), ["Bo", "Ana"]);
    assert.deepEqual(shown.all(".avatar").map((node) => node.className), ["avatar avatar-online", "avatar"]);
    assert.match(shown.text("time"), /^\d\d:\d\d$/);
    assert.deepEqual(shown.all("li").map((node) => node.id), ["message-1", "message-2", "message-3"]);
    assert.deepEqual(shown.texts("mark"), ["@Ana", "@bo"]);
    assert.equal(shown.text("#message-1 .message-text"), "hello @Ana and @bo");
    assert.equal(shown.text("#message-2 .badge"), "edited");
    assert.deepEqual(shown.all("li").map((node) => node.className), ["message", "message edited", "message own"]);
    assert.deepEqual(shown.texts("small"), ["↪ 1"]);
    assert.deepEqual(shown.texts("#message-3 button"), ["🎉 2", "👍 1"]);
    assert.deepEqual(shown.all("button").map((node) => node.getAttribute("aria-pressed")), ["true", "false"]);
    assert.equal(shown.one("button").title, "Ana, Bo");
    await shown.click("#message-3 button:last-child");
    assert.deepEqual(picked, [[3, "👍"]]);
    await shown.render(h(MessageList, { messages: [], me: "Ana" }));
    assert.equal(shown.host.innerHTML, '<p class="empty">No messages yet</p>');
  });

  test("the composer writes, picks, sends and counts", async (t) => {
    const { Composer } = parts();
    const heard = [];
    const props = { value: "", onChange: (text) => heard.push(text), onSend: () => heard.push("SEND") };
    const shown = await page(t, h(Composer, props));
    assert.equal(shown.one("textarea").placeholder, "Write a message");
    assert.equal(shown.one(".composer > button").disabled, true);
    await shown.type("textarea", "hey");
    await shown.click('[title="Heart"]');
    await shown.key("textarea", "Enter");
    assert.deepEqual(heard, ["hey", "❤️"]);
    assert.deepEqual(shown.texts(".emoji button"), ["👍", "❤️", "🎉", "👩‍👩‍👧‍👦", "🇨🇭"]);
    assert.equal(shown.all(".badge").length, 0);

    heard.length = 0;
    await shown.render(h(Composer, { ...props, value: "hi" }));
    await shown.key("textarea", "Enter", { shiftKey: true });
    assert.deepEqual(heard, []);
    await shown.key("textarea", "Enter");
    await shown.click(".composer > button");
    await shown.click('[title="Party"]');
    assert.deepEqual(heard, ["SEND", "SEND", "hi🎉 "]);

    await shown.render(h(Composer, { ...props, value: "x".repeat(460) }));
    assert.equal(shown.text(".badge"), "+40");
    await shown.render(h(Composer, { ...props, value: "👍".repeat(503) }));
    assert.equal(shown.text(".badge-danger"), "-3");
    assert.equal(shown.one("textarea").getAttribute("aria-invalid"), "true");
    assert.equal(shown.one(".composer > button").disabled, true);
  });

  test("waits for the channel, then asks for the history", async (t) => {
    const channel = channels.get("chat");
    channel.hold();
    const { shown } = await open(t, { answer: null });
    assert.equal(shown.one(".chat").className, "chat chat-waiting");
    assert.equal(shown.one("textarea").disabled, true);
    assert.equal(shown.one("textarea").placeholder, "Message #général as Ana");
    assert.deepEqual(channel.sent, []);
    await act(async () => channel.connect());
    assert.equal(shown.one(".chat").className, "chat chat-ready");
    assert.deepEqual(channel.requests.map(({ event, payload }) => [event, payload]), [
      ["get_history", { before: null, limit: 20 }],
    ]);
    await act(async () => channel.answer(0, { messages: [message(1, "Bo", "one"), message(2, "Ana", "two")], more: true }));
    assert.deepEqual(shown.texts(".message-text"), ["one", "two"]);
    assert.equal(shown.text(".summary"), "2 messages by 2 authors, 50% yours; last: 'two'");
    const { borderColor, borderRadius } = shown.one("header").style;
    assert.deepEqual([borderColor, borderRadius], ["#5b5bd6", "10px"]);
    assert.equal(shown.one(".messages").lastElementChild.outerHTML, "<div></div>");
    assert.deepEqual(scrolled.at(-1), ["DIV", { behavior: "smooth", block: "end" }]);
  });

  test("earlier messages, and a history that cannot be loaded", async (t) => {
    const { channel, shown } = await open(t, { answer: { messages: [message(7, "Bo", "seven")], more: true } });
    await shown.click(".chat > button");
    assert.deepEqual(channel.requests[1].payload, { before: 7, limit: 20 });
    await act(async () => channel.refuse(1, "database gone"));
    assert.equal(shown.text('[role="alert"]'), "The history could not be loaded: database gone");
    assert.deepEqual(shown.said.error.splice(0).map(([what, error]) => [what, error.message]), [
      ["get_history", "database gone"],
    ]);
    await shown.click(".chat > button");
    await act(async () => channel.answer(2, { messages: [message(6, "Bo", "six")], more: false }));
    assert.deepEqual(shown.texts(".message-text"), ["six", "seven"]);
    assert.equal(shown.all('[role="alert"]').length, 0);
    assert.equal(shown.all(".chat > button").length, 0);
  });

  test("messages arrive, change, and mention", async (t) => {
    const { shown, deliver } = await open(t);
    await deliver("new_message", message(2, "Bo", "second"));
    await deliver("new_message", message(1, "Cy", "first, @Ana"));
    await deliver("message_changed", message(2, "Bo", "second, better"));
    assert.deepEqual(shown.texts(".message-text"), ["first, @Ana", "second, better"]);
    assert.equal(document.title, "● Cy");
    assert.equal(
      shown.text(".summary"),
      "2 messages by 2 authors, 0% yours; last: 'second, better' (you were mentioned)",
    );
  });

  test("who types, who is there", async (t) => {
    const { shown, deliver } = await open(t);
    const typing = async (user, typing) => deliver("typing", { user, typing });
    await typing("Bo", true);
    assert.equal(shown.text(".typing"), "Bo is typing…");
    await typing("Ana", true);
    await typing("Cy", true);
    assert.equal(shown.text(".typing"), "Bo and Cy are typing…");
    await typing("Di", true);
    await typing("Ed", true);
    assert.equal(shown.text(".typing"), "Bo, Cy and 2 others are typing…");
    await typing("Cy", false);
    await deliver("new_message", message(1, "Bo", "done"));
    assert.equal(shown.text(".typing"), "Di and Ed are typing…");

    await deliver("presence", { user: "Bo", status: "online", online: new Set(["Ana", "Bo"]) });
    assert.equal(shown.one(".avatar").className, "avatar avatar-online");
    await deliver("presence", { user: "Bo", status: "offline", online: new Set(["Ana"]) });
    assert.equal(shown.one(".avatar").className, "avatar");
    assert.deepEqual(shown.said.info, [["Bo left"]]);
  });

  test("writing tells, sending sends", async (t) => {
    const { channel, shown } = await open(t);
    await shown.type("textarea", "He");
    await shown.type("textarea", " Hey ");
    const typing = { event: "typing", payload: { typing: true, where: { room: "général", thread: null } } };
    const events = () => channel.events.map(({ event, payload }) => ({ event, payload }));
    assert.deepEqual(events(), [typing], "once in two seconds");
    await shown.click(".composer > button");
    const [, { event, payload }] = channel.events;
    assert.equal(event, "send_message");
    assert.deepEqual([payload.text, payload.reply_to, [...payload.tags].sort()], ["Hey", null, ["web", "été"]]);
    assert.equal(shown.one("textarea").value, "");
    await shown.type("textarea", "   ");
    await shown.key("textarea", "Enter");
    assert.equal(channel.events.filter((entry) => entry.event === "send_message").length, 1);
    assert.equal(channel.events.filter((entry) => entry.event === "typing").length, 2);
  });

  test("reactions and visibility", async (t) => {
    const { channel, shown, deliver } = await open(t);
    await deliver("new_message", message(4, "Bo", "yes", { reactions: { "👍": ["Bo"] } }));
    await shown.click(".reactions button");
    await act(async () => document.dispatchEvent(new Event("visibilitychange")));
    assert.deepEqual(channel.events.map(({ event, payload }) => [event, payload]), [
      ["react", { id: 4, emoji: "👍" }],
      ["away", { hidden: false }],
    ]);
    await shown.unmount();
    document.dispatchEvent(new Event("visibilitychange"));
    assert.equal(channel.events.length, 2);
  });

  test("the server asks for the draft and the viewport", async (t) => {
    const { channel, shown } = await open(t);
    await shown.type("textarea", "un brouillon");
    const draft = await channel.requestFromServer("get_draft");
    assert.deepEqual([draft.draft, draft.room, typeof draft.at], ["un brouillon", "général", "number"]);
    const viewport = await channel.requestFromServer("get_viewport", { units: new Set(["px", "em"]) });
    assert.deepEqual(viewport, {
      size: { width: 1024, height: 768 },
      scroll: { x: 0, y: 0 },
      units: ["em", "px"],
      selection: null,
      titre: "fenêtre 1024×768",
    });
  });

  test("what was rejected comes back, another room empties the page", async (t) => {
    const { shown, deliver } = await open(t);
    await deliver("rejected", { text: "bad words", reason: "be nice", reply_to: null });
    assert.equal(shown.text('[role="alert"]'), "be nice");
    assert.equal(shown.one("textarea").value, "bad words");
    await deliver("rejected", { text: "other", reason: "still", reply_to: null });
    assert.equal(shown.one("textarea").value, "bad words");
    await deliver("new_message", message(1, "Bo", "x"));
    await deliver("room_changed", { room: "random", draft: null, topic: "" });
    assert.equal(shown.text(".empty"), "No messages yet");
    assert.equal(shown.one("textarea").value, "");
    assert.equal(shown.text(".summary"), "Nothing here yet");
  });

  test("drafts survive in the browser's storage", async (t) => {
    localStorage.setItem(DRAFT, JSON.stringify({ version: 2, text: "from before 👩‍👩‍👧‍👦", at: 1 }));
    const { shown } = await open(t);
    assert.equal(shown.one("textarea").value, "from before 👩‍👩‍👧‍👦");
    await shown.type("textarea", "new");
    await shown.type("textarea", "newer");
    await wait(300);
    const { version, text } = JSON.parse(localStorage.getItem(DRAFT));
    assert.deepEqual([version, text], [2, "newer"]);
    assert.equal(localStorage.length, 1);
    await shown.type("textarea", "");
    await wait(300);
    assert.equal(localStorage.getItem(DRAFT), null);
  });

  test("drafts as functions: broken ones, all of somebody, too long", () => {
    for (const broken of ["{", JSON.stringify({ version: 1, text: "old" })]) {
      localStorage.setItem(DRAFT, broken);
      const { load_draft } = module("chat/client/storage");
      assert.equal(load_draft("général", "Ana"), "");
    }
    const { all_drafts, save_draft } = module("chat/client/storage");
    assert.equal(save_draft("général", "Ana", "a"), true);
    assert.equal(save_draft("random", "ANA", "b"), true);
    assert.equal(save_draft("random", "Bo", "c"), true);
    const drafts = all_drafts("Ana");
    const entries = drafts instanceof Map ? [...drafts] : Object.entries(drafts);
    assert.deepEqual(entries.sort(), [["général", "a"], ["random", "b"]]);
    assert.equal(save_draft("random", "Bo", "  "), false);
    assert.throws(() => save_draft("random", "Bo", "é".repeat(501)), { message: "a draft of 501 characters is too long" });
  });

  test("the documentation's client in the middle of server code", async (t) => {
    const { ChatClient } = module("chat/notifications");
    const channel = channels.get("notifications");
    const shown = await page(t, h(ChatClient, { channelId: "notifications" }));
    await act(async () => channel.deliver("new_message", { message: "hi", extra: {} }));
    assert.deepEqual(shown.said.log, [["Got message:", { message: "hi", extra: {} }]]);
  });
});
