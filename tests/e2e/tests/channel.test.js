// Every way to use a channel, with the plugin and with Pulse's own transpiler: an app that worked before works
// unchanged after.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { OWN, PLUGIN, appFor, check, forgive } from "../harness.js";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const press = (page, name) => button(page, name).click();
const logged = (page, line) => page.locator("#log li").getByText(line, { exact: true }).waitFor();

for (const compiler of [PLUGIN, OWN]) {
  describe(`the probe app ${compiler}`, () => {
    const app = appFor("probe", compiler);
    const checkHere = (name, body) => check(`${name}, ${compiler}`, body, app);
    const open = async (visit, where, prepare) => {
      const page = await visit(await app(), where, prepare);
      await page.locator(".state").getByText("connected").waitFor();
      return page;
    };

    checkHere("the marked functions are compiled by whom they should be", async ({ visit }) => {
      await open(visit);
      const route = (await app()).read("web/app/pulse/routes/index.jsx");
      assert.equal(/function headline_\d+\(/.test(route), compiler === OWN);
    });

    checkHere("an event of the server reaches the browser", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Greet");
      await page.locator(".heard").getByText("Grüße, 世界 👋 / 1, zwei / 2 / 86400000").waitFor();
    });

    checkHere(
      "an event of the browser reaches the server: nested, None, tuple, set, date, any text",
      async ({ visit }) => {
        const page = await open(visit);
        await press(page, "Send");
        await logged(
          page,
          `note {'text': 'été 日本語 👩\\u200d👩\\u200d👧\\u200d👦 "quoted" \\\\ \\n', 'nothing': None, 'pair': [1, 'zwei'], ` +
            "'tags': {'web', 'été'}, 'deep': {'list': [1, [2, {'x': None}]], 'empty': {}}, 'counts': {'probe 1': 1, 'fixed': 2}, 'at': 1970-01-01T00:00:00+00:00, 'fine': True, 'ratio': 0.5}",
        );
      },
    );

    checkHere("the browser asks, the server answers", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Ask");
      await page.locator(".answer").getByText("42 für a").waitFor();
    });

    checkHere("the browser asks, the server raises", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Ask in vain");
      await page.locator(".answer").getByText("refused because").waitFor();
    });

    checkHere("the server asks, the browser answers", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Sum");
      await logged(page, "sum {'sum': 42, 'by': 'probe 1', 'nothing': None}");
    });

    checkHere("the server asks what nobody handles", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Nobody");
      await logged(page, "nobody None");
    });

    checkHere("the browser is slow: ChannelTimeout on the server", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Slow");
      await logged(page, "slow ChannelTimeout: Channel request timed out");
    });

    checkHere("a handler in the browser raises: RuntimeError with its message on the server", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Fail");
      await logged(page, "fail RuntimeError: no luck here, désolé");
    });

    checkHere("the server calls marked functions: in its tree, and by run_js", async ({ visit }) => {
      const page = await open(visit);
      await page.locator("small").getByText("Grüße: 7 ticks", { exact: true }).waitFor();
      await press(page, "Run");
      await logged(page, "ran 42");
    });

    checkHere("the server closes the channel while it asks", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Close");
      await logged(page, "closed ChannelClosed: Channel closed");
      // The page stands; what uses the channel fails, on both sides, and says why.
      await press(page, "Tick");
      await logged(page, "ChannelClosed");
      const failed = page.waitForEvent("pageerror");
      await press(page, "Send");
      assert.match(String(await failed), /Channel is closed/);
      assert.equal(forgive(page, /Channel is closed/), 1);
      assert.equal(await page.locator(".probe").count(), 1);
    });

    checkHere("1,000 events of the server in a burst: none lost, in order", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Burst");
      await logged(page, "burst of 1000, in order");
      await page.getByText("Grüße: 1000 ticks").waitFor();
    });

    checkHere("1,000 events of the browser in a burst: none lost, in order", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Flood");
      await logged(page, "flooded with 1000, in order");
    });

    // Then Pulse's client says that the view is left after it said that it is there, so nothing of the server arrives.
    checkHere("StrictMode runs effects twice, and cleans up between", async ({ visit }) => {
      const page = await open(visit, "?mount=fresh");
      await press(page, "Count");
      await page.locator(".answer").getByText("runs 2, ends 1").waitFor();
    });

    checkHere("without StrictMode effects run once", async ({ visit }) => {
      const page = await open(visit, "?mount=plain");
      await press(page, "Count");
      await page.locator(".answer").getByText("runs 1, ends 0").waitFor();
    });

    checkHere("an effect that runs again leaves nothing behind: an event arrives once", async ({ visit }) => {
      const page = await open(visit);
      await press(page, "Rename");
      await page.locator(".probe[title='renamed']").waitFor();
      await press(page, "Tick");
      await page.getByText("Grüße: 1 ticks").waitFor();
      await press(page, "Sum");
      await logged(page, "sum {'sum': 42, 'by': 'renamed', 'nothing': None}");
      await press(page, "Report");
      await logged(page, "ticks [0]");
    });

    checkHere("unmounted, the channel is closed; mounted again with a fresh one, it works", async ({ visit }) => {
      const page = await open(visit, "?mount=plain");
      await press(page, "Hide or show");
      await page.getByText("hidden").waitFor();
      await press(page, "Tick");
      await logged(page, "ChannelClosed");
      await press(page, "Fresh channel");
      await page.locator(".probe[title='probe 2']").getByText("connected").waitFor();
      await press(page, "Sum");
      await logged(page, "sum {'sum': 42, 'by': 'probe 2', 'nothing': None}");
    });

    checkHere("an event sent before anybody listens waits", async ({ visit }) => {
      const page = await open(visit, "?mount=plain");
      await press(page, "Fresh channel and greet");
      await page.locator(".probe[title='probe 2'] .heard").getByText("early / 1, 2 / 0 / 86400000").waitFor();
    });

    checkHere("the connection breaks and comes back", async ({ visit }) => {
      const sockets = [];
      const page = await open(visit, "?mount=plain", async (opened) => {
        await opened.routeWebSocket(/socket\.io/, (socket) => {
          sockets.push(socket);
          socket.connectToServer();
        });
      });
      await press(page, "Ask and wait");
      await sockets[0].close({ code: 4000, reason: "the test" });
      await page.locator(".answer").getByText("Connection lost").waitFor();
      await page.getByText("Reconnecting...").waitFor();
      await page.getByText("Reconnecting...").waitFor({ state: "detached" });
      assert.equal(sockets.length, 2);
      // The page goes on; its channel has ended, and a fresh one works.
      const failed = page.waitForEvent("pageerror");
      await press(page, "Send");
      assert.match(String(await failed), /Channel is closed/);
      assert.equal(forgive(page, /Channel is closed/), 1);
      await press(page, "Fresh channel");
      await page.locator(".probe[title='probe 2']").getByText("connected").waitFor();
      await press(page, "Greet");
      await page.locator(".heard").getByText("Grüße, 世界").waitFor();
      await press(page, "Sum");
      await logged(page, "sum {'sum': 42, 'by': 'probe 2', 'nothing': None}");
      await press(page, "Ask");
      await page.locator(".answer").getByText("42 für a").waitFor();
    });
  });
}
