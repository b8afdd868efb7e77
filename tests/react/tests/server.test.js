// Emitted modules on a server, where there is no page: Pulse renders there first.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createElement as h } from "react";
import { renderToString } from "react-dom/server";
import { bundle } from "../bundle.js";
import { FORMS } from "../paths.js";

for (const form of Object.keys(FORMS)) {
  describe(`on a server, --jsx ${form}`, () => {
    test("the chat waits for its channel", async (t) => {
      const errors = t.mock.method(console, "error", () => {});
      const { ChatClient } = (await bundle("chat", form, "node"))["chat/client/channel"];
      const html = renderToString(h(ChatClient, { channelId: "chat", me: "Ana", room: "général" }));
      assert.match(html, /^<div class="chat chat-waiting"><header style="border-color:#5b5bd6;border-radius:10px">/);
      assert.match(html, /<h2>#général<\/h2><p class="summary">Nothing here yet<\/p>/);
      assert.equal(errors.mock.callCount(), 0);
      assert.equal(globalThis.window, undefined);
    });

    test("elements and channels", async () => {
      const { elements, panel, state } = await bundle("apps", form, "node");
      const items = [{ id: 1, text: "<b>", done: true }];
      assert.match(renderToString(h(elements.Todo, { items })), /<li class="done">&lt;b&gt;<\/li>/);
      assert.match(renderToString(h(panel.Panel, { channelId: "x" })), /^<div class="waiting">/);
      assert.equal(renderToString(h(panel.Pinger, { channelId: "x", log: () => {} })), "");
      assert.match(renderToString(h(state.Themes)), /theme-blue/);
      const { ChatClient } = (await bundle("seed", form, "node"))["07_channel_client"];
      assert.equal(renderToString(h(ChatClient, { channelId: "x" })), "");
    });
  });
}
