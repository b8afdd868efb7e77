// The dev server while somebody edits: new behaviour, an error and its repair, and a breakpoint in the Python.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { TraceMap, generatedPositionFor, originalPositionFor } from "@jridgewell/trace-mapping";
import { OWN, PLUGIN, RESTART, appFor, check, forgive } from "../harness.js";

const HEADLINE = 'return f"{GREETING}: {count} ticks"';
const title = (page, text) => page.getByRole("heading", { name: text, exact: true }).waitFor();

/** How an error of each compiler looks in the terminal. */
const ERRORS = { [PLUGIN]: /PSC308[^]*client\.py:\d+/, [OWN]: /TranspileError/ };

for (const compiler of [PLUGIN, OWN]) {
  describe(`an edit ${compiler}`, () => {
    const app = appFor("probe", compiler, { copy: "edit" });
    // The text is put back while no page is open: a page that connects while the server goes down keeps it from ending.
    const checkHere = (name, body) => check(`${name}, ${compiler}`, (pages) => restore().then(() => body(pages)), app);

    checkHere("a marked function is edited: the page shows the new behaviour", async ({ visit }) => {
      const page = await open(visit);
      await save(HEADLINE, 'return f"{GREETING}, {count + 1}. Takt"');
      await title(page, "Grüße, 1. Takt");
      forgive(page, RESTART);
    });

    checkHere("an error is shown in the terminal, and the next edit repairs it", async ({ visit }) => {
      const page = await open(visit);
      const { pulse } = await app();
      const since = await save(HEADLINE, 'return f"{GREETING}: {count} ticks {1j}"');
      await pulse.heard(ERRORS[compiler], { since });
      await page.getByText("Reconnecting...").waitFor();
      await save('return f"{GREETING}: {count} ticks {1j}"', 'return f"{GREETING}: {count} times"');
      await title(page, "Grüße: 0 times");
      await page.locator(".state").getByText("connected").waitFor();
      forgive(page, RESTART);
    });

    /** A page that stands: what the server renders shows before the browser has anything to run. */
    async function open(visit) {
      const page = await visit(await app());
      await title(page, "Grüße: 0 ticks");
      await page.locator(".state").getByText("connected").waitFor();
      return page;
    }

    async function save(from, to) {
      const running = await app();
      const since = running.pulse.said.length;
      running.edit("client.py", from, to);
      return since;
    }

    async function restore() {
      const { pulse } = await app();
      const now = (await app()).read("client.py").match(/return f"{GREETING}.*/)[0];
      if (now === HEADLINE) return;
      await pulse.heard(/Application startup complete/, { since: await save(now, HEADLINE) });
    }

    if (compiler === PLUGIN) {
      checkHere("a breakpoint in the emitted code is a line of the Python file", async ({ visit }) => {
        const page = await open(visit);
        const cdp = await page.context().newCDPSession(page);
        const scripts = [];
        cdp.on("Debugger.scriptParsed", (script) => scripts.push(script));
        await cdp.send("Debugger.enable");
        const { script, map } = await emittedScript(cdp, scripts, "client.py");

        const python = (await app()).read("client.py").split("\n");
        const line = python.findIndex((text) => text.includes("result = result + number")) + 1;
        const source = map.sources.find((name) => name.endsWith("client.py"));
        assert.equal(map.sourcesContent[map.sources.indexOf(source)], python.join("\n"));
        const at = generatedPositionFor(map, { source, line, column: python[line - 1].search(/\S/) });
        assert.ok(at.line, `line ${line} of the Python has no place in the emitted code`);

        // Vite may still replace the module after the edit before this test: under `?t=…`, with the same text.
        const urlRegex = `^${script.url.replace(/\?.*/, "").replace(/[^\w/:]/g, "\\$&")}(\\?|$)`;
        const stop = { urlRegex, lineNumber: at.line - 1, columnNumber: at.column };
        await cdp.send("Debugger.setBreakpointByUrl", stop);
        const paused = new Promise((resolve) => cdp.once("Debugger.paused", resolve));
        // A click may not be over before its handler is, which stands at the breakpoint until the debugger is left.
        const clicked = page.getByRole("button", { name: "Sum" }).click();
        const { callFrames } = await paused;
        const { lineNumber, columnNumber } = callFrames[0].location;
        const original = originalPositionFor(map, { line: lineNumber + 1, column: columnNumber });
        assert.equal(original.source, source);
        assert.equal(original.line, line);
        assert.match(callFrames[0].functionName, /^total/);
        const number = await cdp.send("Debugger.evaluateOnCallFrame", {
          callFrameId: callFrames[0].callFrameId,
          expression: "number",
        });
        assert.equal(number.result.value, 1);
        await cdp.send("Debugger.disable");
        await clicked;
        await page.locator("#log li").getByText("sum {'sum': 42").waitFor();
      });
    }
  });
}

/** The script of the page that was made from a Python file, with its source map. */
async function emittedScript(cdp, scripts, python) {
  for (const script of scripts) {
    if (!script.sourceMapURL || !/\/app\//.test(script.url)) continue;
    const map = new TraceMap(await readMap(script));
    if (map.sources.some((name) => name?.endsWith(python))) return { script, map };
  }
  const seen = scripts.map((script) => `${script.url} ${script.sourceMapURL.slice(0, 60)}`).join("\n");
  throw new Error(`no script of the page comes from ${python}:\n${seen}`);
}

async function readMap({ url, sourceMapURL }) {
  const inline = sourceMapURL.match(/^data:application\/json[^,]*;base64,(.*)$/);
  if (inline) return JSON.parse(Buffer.from(inline[1], "base64").toString("utf8"));
  return (await fetch(new URL(sourceMapURL, url))).json();
}
