// The client component of Pulse's page on channels, as it stands there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, channels, h, inEachForm, page } from "../harness.js";

inEachForm("seed", (module) => {
  test("a message of the server reaches the handler", async (t) => {
    const { ChatClient } = module("07_channel_client");
    const channel = channels.get(t.name);
    const shown = await page(t, h(ChatClient, { channelId: t.name }));
    assert.equal(shown.host.innerHTML, "");
    assert.equal(channel.handlerCount("new_message"), 1);
    await act(async () => channel.deliver("new_message", { text: "hi", from: null }));
    assert.deepEqual(shown.said.log, [["Got message:", { text: "hi", from: undefined }]]);
    assert.deepEqual(channel.sent, []);
    channels.reset();
  });

  test("events sent before the effect subscribed are not lost", async (t) => {
    const { ChatClient } = module("07_channel_client");
    const channel = channels.get(t.name);
    channel.hold();
    channel.deliver("new_message", { text: "before the page" });
    const shown = await page(t, h(ChatClient, { channelId: t.name }));
    channel.deliver("new_message", { text: "before the bridge" });
    assert.deepEqual(shown.said.log, []);
    await act(async () => channel.connect());
    const texts = shown.said.log.map(([, payload]) => payload.text);
    assert.deepEqual(texts, ["before the page", "before the bridge"]);
    assert.deepEqual(channel.waiting, []);
    channels.reset();
  });

  test("rendering again and unmounting leave one subscription, then none", async (t) => {
    const { ChatClient } = module("07_channel_client");
    const channel = channels.get(t.name);
    const shown = await page(t, h(ChatClient, { channelId: t.name }));
    await shown.render(h(ChatClient, { channelId: t.name }));
    assert.equal(channel.handlerCount("new_message"), 1);
    const { bridge } = channel;
    await shown.unmount();
    assert.equal(bridge.handlersOf("new_message").length, 0);
    assert.equal(bridge.isClosed, true);
    channels.reset();
  });

  test("another channel takes the place of the first", async (t) => {
    const { ChatClient } = module("07_channel_client");
    const shown = await page(t, h(ChatClient, { channelId: "one" }));
    await shown.render(h(ChatClient, { channelId: "two" }));
    await act(async () => channels.get("two").deliver("new_message", 2));
    channels.get("one").deliver("new_message", 1);
    assert.deepEqual(shown.said.log, [["Got message:", 2]]);
    channels.reset();
  });
});
