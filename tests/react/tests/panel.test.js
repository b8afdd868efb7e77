// Events, requests and answers through a channel (apps/panel.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, channels, h, inEachForm, page, pageErrors, wait } from "../harness.js";

inEachForm("apps", (module) => {
  const open = async (t, { held = false } = {}) => {
    channels.reset();
    const channel = channels.get("panel");
    if (held) channel.hold();
    const shown = await page(t, h(module("panel").Panel, { channelId: "panel" }));
    return { channel, shown };
  };

  test("an event takes its nested payload along", async (t) => {
    const { channel, shown } = await open(t);
    await shown.click("#send");
    const [{ event, payload }] = channel.sent;
    assert.equal(event, "send_message");
    assert.equal(payload.text, "hé");
    assert.ok(payload.tags instanceof Set);
    assert.deepEqual([...payload.tags].sort(), ["web", "é"].sort());
    assert.equal(payload.where.room, "a-b");
    assert.deepEqual(payload.where.path, [1, [2, null]]);
    assert.equal(payload.reply, null);
    assert.equal(Object.getPrototypeOf(payload), Object.prototype);
  });

  test("an event without payload", async (t) => {
    const { channel, shown } = await open(t);
    await shown.click("#twice");
    await shown.click("#knock");
    assert.deepEqual(
      channel.sent.map(({ event, payload }) => [event, payload ?? null]),
      [["knock", null], ["knock", null], ["knock", 1]],
    );
  });

  test("a request is answered", async (t) => {
    const { channel, shown } = await open(t);
    await shown.click("#load");
    assert.deepEqual(channel.requests[0].payload, { limit: 2, before: null });
    await act(async () => channel.answer(0, { lines: [{ id: 1, text: "a" }, { id: 2, text: "b" }] }));
    assert.deepEqual(shown.texts("li"), ["a", "b"]);
  });

  test("a rejected request is caught", async (t) => {
    const { channel, shown } = await open(t);
    await shown.click("#carefully");
    await act(async () => channel.refuse(0, "too many"));
    assert.equal(shown.text("#problem"), "failed: too many");
    await shown.click("#carefully");
    await act(async () => channel.answer(1, { lines: [] }));
    assert.equal(shown.text("#problem"), "");
  });

  test("before the channel is there nothing is dropped silently", async (t) => {
    const errors = pageErrors(t);
    const { channel, shown } = await open(t, { held: true });
    assert.equal(shown.all(".waiting").length, 1);
    for (const button of ["#send", "#knock", "#twice", "#load"]) await shown.click(button);
    await wait(1);
    assert.deepEqual(errors.map((error) => error.name), Array(4).fill("ChannelNotConnected"));
    for (const error of errors) assert.ok(error instanceof Error && /not connected/.test(error.message), error.message);
    await shown.click("#carefully");
    assert.match(shown.text("#problem"), /^failed: .*not connected/);
    await shown.click("#maybe");
    assert.equal(shown.text("#problem"), "not yet");
    assert.deepEqual(channel.sent, []);
    assert.equal(shown.all("button").length, 6, "the tree is still there");

    await act(async () => channel.connect());
    await shown.click("#maybe");
    assert.deepEqual(channel.events.map(({ payload }) => payload), [{ text: "panel" }]);
  });

  test("after the server closed the channel, using it says so", async (t) => {
    const errors = pageErrors(t);
    const { channel, shown } = await open(t);
    channel.close();
    await shown.click("#send");
    await shown.click("#carefully");
    assert.deepEqual(errors.map(String), ["PulseChannelResetError: Channel is closed"]);
    assert.equal(shown.text("#problem"), "failed: Channel is closed");
  });

  const EVENTS = ["plain", "guarded", "conditional", "early", "nested", "double", "fail"];

  test("each way to subscribe works, early events included", async (t) => {
    channels.reset();
    const channel = channels.get("pinger");
    channel.hold();
    channel.deliver("plain", "early bird");
    const got = [];
    const shown = await page(t, h(module("panel").Pinger, { channelId: "pinger", log: (...args) => got.push(args) }));
    assert.deepEqual(got, []);
    await act(async () => channel.connect());
    for (const event of ["plain", "guarded", "conditional", "early"]) channel.deliver(event, event);
    channel.deliver("nested", { a: { b: "deep" } });
    assert.deepEqual(
      got,
      [["plain", "early bird"], ...["plain", "guarded", "conditional", "early"].map((e) => [e, e]), ["nested", "deep"]],
    );
    assert.deepEqual(EVENTS.map((event) => channel.handlerCount(event)), EVENTS.map(() => 1));
    got.length = 0;
    const { bridge } = channel;
    await shown.unmount();
    assert.deepEqual(got, [["stop", null]]);
    assert.deepEqual(EVENTS.map((event) => bridge.handlersOf(event).length), EVENTS.map(() => 0));
  });

  test("requests of the server are answered", async (t) => {
    channels.reset();
    const channel = channels.get("pinger");
    await page(t, h(module("panel").Pinger, { channelId: "pinger", log: () => {} }));
    const answer = await channel.requestFromServer("double", { n: 4 });
    assert.equal(answer.double, 8);
    assert.deepEqual([...answer.seen], [4]);
    assert.equal((await channel.requestFromServer("double", { n: -1 })) ?? null, null);
    await assert.rejects(channel.requestFromServer("fail"), { message: "no such thing" });
  });

  test("hiding and showing subscribes anew", async (t) => {
    channels.reset();
    const channel = channels.get("host");
    const got = [];
    const shown = await page(t, h(module("panel").Host, { channelId: "host", log: (...args) => got.push(args) }));
    await shown.click("#toggle");
    assert.equal(channel.bridge, null);
    channel.deliver("plain", "while away");
    await shown.click("#toggle");
    assert.deepEqual(got.filter(([event]) => event === "plain"), [["plain", "while away"]]);
    assert.equal(channel.handlerCount("plain"), 1);
  });

  test("an effect that asks for the bridge itself runs without it", async (t) => {
    channels.reset();
    const channel = channels.get("status");
    channel.hold();
    const got = [];
    const log = (...args) => got.push(args.join(" "));
    const shown = await page(t, h(module("panel").Status, { channelId: "status", log }), { strict: false });
    assert.equal(shown.text(), "waiting");
    assert.deepEqual(got, ["not ready", "always"]);
    await act(async () => channel.connect());
    assert.equal(shown.text(), "connected");
    channel.deliver("x", "event");
    channel.deliver("y", "other");
    assert.deepEqual(got.splice(0), ["not ready", "always", "ready", "always", "event", "other"]);
    await shown.unmount();
    assert.deepEqual(got, ["gone"]);
  });
});
