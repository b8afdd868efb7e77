// Effects (apps/effects.py): what runs, in which order, how often, and what is cleaned up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, h, inEachForm, page, wait } from "../harness.js";

inEachForm("apps", (module) => {
  const logger = () => {
    const lines = [];
    return { lines, log: (...args) => lines.push(args.join(" ")) };
  };

  test("clean-up runs once for each run, and dependencies decide", async (t) => {
    const { Steps } = module("effects");
    const { lines, log } = logger();
    const shown = await page(t, h(Steps, { step: 1, log }), { strict: false });
    await shown.render(h(Steps, { step: 1, log }));
    assert.deepEqual(lines, ["start 1"]);
    await shown.render(h(Steps, { step: 2, log }));
    assert.deepEqual(lines, ["start 1", "stop 1", "start 2"]);
    await shown.unmount();
    assert.deepEqual(lines, ["start 1", "stop 1", "start 2", "stop 2"]);
  });

  test("StrictMode runs, cleans up and runs", async (t) => {
    const { lines, log } = logger();
    const shown = await page(t, h(module("effects").Steps, { step: 1, log }));
    assert.deepEqual(lines, ["start 1", "stop 1", "start 1"]);
    await shown.unmount();
    assert.deepEqual(lines.slice(3), ["stop 1"]);
  });

  test("what is no clean-up function is not returned to React", async (t) => {
    const { Returns } = module("effects");
    for (const result of [7, null, "text", { then: 1 }, Promise.resolve(1)]) {
      const { lines, log } = logger();
      const logAndReturn = (...args) => {
        log(...args);
        return result;
      };
      const shown = await page(t, h(Returns, { log: logAndReturn, n: 0 }), { strict: false });
      await shown.render(h(Returns, { log: logAndReturn, n: 1 }));
      await shown.render(h(Returns, { log: logAndReturn, n: 2 }));
      await shown.unmount();
      assert.deepEqual(lines, ["number", "list", "number", "early 1", "early stop 1", "number", "early 2", "early stop 2"]);
    }
    await page(t, h(Returns, { log: () => 1, n: 0 }));
  });

  test("layout effects first, children first", async (t) => {
    const { lines, log } = logger();
    await page(t, h(module("effects").Order, { log }), { strict: false });
    assert.deepEqual(lines, ["child layout", "parent layout", "child effect", "parent effect"]);
  });

  test("a timer ticks and stops", async (t) => {
    const { Clock } = module("effects");
    let started = 0;
    let stopped = 0;
    const { setInterval: set, clearInterval: clear } = window;
    t.after(() => Object.assign(window, { setInterval: set, clearInterval: clear }));
    const ticks = new Map();
    window.setInterval = (run, every) => {
      started += 1;
      ticks.set(started, [run, every]);
      return started;
    };
    window.clearInterval = (id) => {
      stopped += ticks.delete(id) ? 1 : 0;
    };
    const shown = await page(t, h(Clock, { every: 50 }));
    assert.equal(shown.text(), "000");
    assert.equal(ticks.size, 1);
    const [[run, every]] = ticks.values();
    assert.equal(every, 50);
    await act(async () => (run(), run()));
    assert.equal(shown.text(), "002");
    await shown.render(h(Clock, { every: 10 }));
    assert.deepEqual([...ticks.values()].map(([, ms]) => ms), [10]);
    await shown.unmount();
    assert.equal(ticks.size, 0);
    assert.equal(started, stopped);
  });

  test("a late answer is forgotten", async (t) => {
    const { Loader } = module("effects");
    const answers = [];
    const loading = () => new Promise((resolve) => answers.push(resolve));
    const first = () => loading();
    const second = () => loading();
    const shown = await page(t, h(Loader, { load: first }), { strict: false });
    assert.equal(shown.text(), "loading");
    await shown.render(h(Loader, { load: second }));
    answers[1]("second");
    await wait(1);
    answers[0]("first");
    await wait(1);
    assert.equal(shown.text(), "got second");
  });
});
