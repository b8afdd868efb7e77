// Controlled inputs and handlers (apps/forms.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, h, inEachForm, page, pageErrors } from "../harness.js";

inEachForm("apps", (module) => {
  const open = async (t, onSubmit) => {
    const shown = await page(t, h(module("forms").Signup, { onSubmit, taken: ["ÉVA"] }));
    await shown.type("#name", " Ana ");
    await shown.click("#agreed");
    return shown;
  };

  test("inputs are controlled", async (t) => {
    const shown = await open(t, async () => ({}));
    assert.equal(shown.one("#name").value, " Ana ");
    assert.equal(shown.one("#agreed").checked, true);
    assert.equal(shown.one("button").disabled, false);
    await shown.type("#color", "green");
    assert.equal(shown.one("#color").value, "green");
    assert.deepEqual(shown.texts("option"), ["Red", "Green"]);
    await shown.type("#name", "  ");
    assert.equal(shown.text(".error"), "Name missing");
    await shown.type("#name", "éva");
    assert.equal(shown.text(".error"), "'éva' is taken");
    assert.equal(shown.one("button").disabled, true);
  });

  test("an async handler awaits", async (t) => {
    let finish;
    let sent;
    const shown = await open(t, (value) => {
      sent = value;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await shown.click("button");
    assert.equal(shown.text("output"), "sending");
    assert.deepEqual(sent, { name: "Ana", color: "red", agreed: true });
    await act(async () => finish({ name: "Ana" }));
    assert.equal(shown.text("output"), "welcome Ana");
    assert.equal(shown.one("#name").value, "");
  });

  test("an async handler catches", async (t) => {
    // JavaScript's errors count as the Python ones that they come closest to.
    for (const [Kind, text] of [[Error, "failed: server down"], [RangeError, "bad value: server down"]]) {
      const shown = await open(t, async () => {
        throw new Kind("server down");
      });
      await shown.click("button");
      assert.equal(shown.text("output"), text);
      assert.equal(shown.one("#name").value, "");
      await shown.unmount();
    }
  });

  test("no event takes the place of a default", async (t) => {
    const logged = [];
    const shown = await page(t, h(module("forms").Choices, { log: (line) => logged.push(line), words: ["a", "b"] }));
    const rows = {
      "loop-a": "loop a", "loop-b": "loop b", "comp-a": "comp a", "event-b": "click b",
      named: "save False", event: "click 2", literal: "literal 5", either: "save False", both: "both True",
      module: "first", rest: "rest 1 1",
    };
    for (const id of Object.keys(rows)) await shown.click(`#${id}`);
    assert.deepEqual(logged, Object.values(rows));
  });

  test("a missing key is Python's error", async (t) => {
    const shown = await open(t, async () => ({}));
    await shown.click("button");
    assert.equal(shown.text("output"), "failed: 'name'");
  });

  test("events bubble, and errors of handlers reach the page", async (t) => {
    const errors = pageErrors(t);
    const lines = [];
    const shown = await page(t, h(module("forms").Bubbles, { log: (line) => lines.push(line) }));
    for (const id of ["stops", "bubbles", "many"]) await shown.click(`#${id}`);
    await shown.key("#stops", "Enter", { shiftKey: true });
    assert.deepEqual(lines, ["inner", "bubbles", "outer", "1", "outer", "Enter True"]);
    await shown.click("#raises");
    assert.deepEqual(errors.map((error) => `${error.name}: ${error.message}`), ["IndexError: list index out of range"]);
    assert.equal(shown.all("button").length, 4);
  });
});
