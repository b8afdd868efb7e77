// The stand-in and the harness, with components written by hand: what the emitted ones are measured by.

import assert from "node:assert/strict";
import { test } from "node:test";
import { useEffect } from "react";
import { channels, h, page, pageErrors, wait } from "../harness.js";
import { PulseChannelResetError, usePulseChannel } from "../stand-in/pulse-ui-client.js";

test("the bridge is null first, then there", async (t) => {
  const seen = [];
  function Client({ id }) {
    const bridge = usePulseChannel(id);
    seen.push(bridge?.id ?? null);
    return null;
  }
  await page(t, h(Client, { id: "first" }), { strict: false });
  assert.deepEqual(seen, [null, "first"]);
});

test("translated word for word, the documentation's effect crashes the page", async (t) => {
  function Client() {
    const bridge = usePulseChannel("crash");
    useEffect(() => bridge.on("x", () => {}), [bridge]);
    return null;
  }
  await assert.rejects(page(t, h(Client), { strict: false }), /reading 'on'/);
});

test("an effect that returns null crashes at its clean-up", async (t) => {
  function Client() {
    useEffect(() => null, []);
    return null;
  }
  const shown = await page(t, h(Client), { strict: false });
  assert.match(String(shown.said.error[0]), /must not return anything besides a function/);
  shown.said.error.length = 0;
  await assert.rejects(shown.unmount(), /destroy is not a function/);
});

test("events wait for a handler, a closed channel refuses", async (t) => {
  const channel = channels.get("waits");
  const got = [];
  channel.deliver("early", { a: null, b: [null, { c: null }] });
  function Client() {
    const bridge = usePulseChannel("waits");
    useEffect(() => bridge?.on("early", (payload) => got.push(payload)), [bridge]);
    return null;
  }
  const shown = await page(t, h(Client));
  assert.deepEqual(got, [{ a: undefined, b: [undefined, { c: undefined }] }]);
  const { bridge } = channel;
  const request = bridge.request("never", {});
  const rejected = assert.rejects(request, PulseChannelResetError);
  await shown.unmount();
  await rejected;
  assert.equal(bridge.isClosed, true);
  assert.throws(() => bridge.emit("x"), PulseChannelResetError);
  assert.throws(() => bridge.on("x", () => {}), { message: "Channel is closed" });
});

test("the first answer counts, and what cannot be sent is refused", async (t) => {
  const channel = channels.get("answers");
  function Client() {
    const bridge = usePulseChannel("answers");
    useEffect(() => bridge?.on("ask", () => undefined), [bridge]);
    useEffect(() => bridge?.on("ask", async (n) => n + 1), [bridge]);
    useEffect(() => bridge?.on("ask", () => assert.fail("not reached")), [bridge]);
    return null;
  }
  await page(t, h(Client));
  assert.equal(await channel.requestFromServer("ask", 1), 2);
  assert.equal(await channel.requestFromServer("unknown", 1), undefined);
  for (const bad of [Infinity, { a: [1n] }, new Map([["a", new Date(NaN)]])]) {
    assert.throws(() => channel.bridge.emit("x", bad), TypeError);
  }
});

test("errors of handlers reach the page", async (t) => {
  const errors = pageErrors(t);
  const raise = () => {
    throw new Error("now");
  };
  const reject = async () => {
    throw new Error("later");
  };
  const shown = await page(
    t,
    h("div", null, h("button", { id: "raise", onClick: raise }), h("button", { id: "reject", onClick: reject })),
  );
  await shown.click("#raise");
  await shown.click("#reject");
  await wait(1);
  assert.deepEqual(errors.map((error) => error.message), ["now", "later"]);
});
