// The client of `pulsec serve` against a server that misbehaves.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Server } from "../dist/server.js";
import { FAKE, HERE, project } from "./tools.js";

function server(t, { fake = "", timeout = 120_000, log } = {}) {
  // The process takes the environment of the moment it is started.
  process.env.FAKE = fake;
  if (log) process.env.FAKE_LOG = log;
  t.after(() => {
    delete process.env.FAKE;
    delete process.env.FAKE_LOG;
  });
  const made = new Server({ findBinary: () => FAKE, cwd: HERE, timeout, version: "0.1.0" });
  t.after(() => made.stop());
  return made;
}

function files(t, texts) {
  const made = project(t, texts, { root: "." });
  return (name) => ({ root: made.dir, file: made.at(name), jsx: "automatic", runtime: "r" });
}

const GOOD = { "good.py": "#js export const a = 1;\n" };

test("one process answers many requests, in flight together", async (t) => {
  const params = files(t, GOOD);
  const made = server(t);
  const results = await Promise.all(Array.from({ length: 20 }, () => made.request("compileFile", params("good.py"))));
  assert.deepEqual(new Set(results.map((result) => result.exports.join())), new Set(["a"]));
  assert.equal(made.generation, 1);
});

for (const [way, expected] of [
  ["die", /was killed by SIGKILL/],
  ["panic", /exit code 101[^]*panicked at src\/fake\.rs/],
  ["half", /ended with exit code 0/],
  ["garbage", /answers no request: Segmentation fault/],
  ["unknown", /answers no request: \{"jsonrpc":"2\.0","id":1\d\d\d/],
  ["odd", /answered `compileFile` with something unknown: .*"fine":true/],
  ["hang", /did not answer `compileFile` in 5 s/],
]) {
  test(`${way}: the requests in flight fail with the reason, the next one is answered by a new process`, async (t) => {
    const params = files(t, { ...GOOD, "bad.py": `#do ${way}\n`, "stuck.py": "#do hang\n" });
    const made = server(t, { timeout: way === "hang" ? 5_000 : 120_000 });
    await made.request("compileFile", params("good.py"));
    const other = made.request("compileFile", params("stuck.py"));
    const bad = made.request("compileFile", params("bad.py"));
    await assert.rejects(bad, (error) => error.name === "PulsecFailure" && expected.test(error.message));
    await assert.rejects(other, /pulsec could not answer `compileFile`/);
    const after = await made.request("compileFile", params("good.py"));
    assert.deepEqual(after.exports, ["a"]);
    assert.equal(made.generation, 2);
  });
}

test("an error answer fails only its request", async (t) => {
  const params = files(t, { ...GOOD, "bad.py": "#do refuse\n" });
  const made = server(t);
  await assert.rejects(made.request("compileFile", params("bad.py")), /answered `compileFile` with an error: params: unknown key/);
  await made.request("compileFile", params("good.py"));
  assert.equal(made.generation, 1);
});

test("a process that keeps dying is not started for ever", async (t) => {
  const params = files(t, { ...GOOD, "bad.py": "#do die\n" });
  const made = server(t);
  for (let nth = 0; nth < 5; nth++) {
    await assert.rejects(made.request("compileFile", params("bad.py")), /was killed by SIGKILL/);
  }
  await assert.rejects(made.request("compileFile", params("good.py")), /died 5 times in a row and is not started again for \d+ s.*SIGKILL/);
  assert.equal(made.generation, 5);
});

test("a compilation that succeeds ends the count of deaths", async (t) => {
  const params = files(t, { ...GOOD, "bad.py": "#do die\n" });
  const made = server(t);
  for (let nth = 0; nth < 7; nth++) {
    await assert.rejects(made.request("compileFile", params("bad.py")), /was killed by SIGKILL/);
    await made.request("compileFile", params("good.py"));
  }
});

for (const [fake, expected] of [
  ["protocol 2", /pulsec\.cjs \(pulsec 9\.8\.7\) speaks protocol 2; vite-plugin-pulsec 0\.1\.0 wants protocol 1\. .*pip install --upgrade pulsec/],
  ["old", /\(pulsec 9\.8\.7\) has no `serve`; .*pip install --upgrade pulsec/],
  ["stranger", /pulsec\.cjs is not pulsec; it calls itself someone\. .*pip install pulsec/],
  ["dead", /ended with exit code 3/],
  ["mute", /did not answer `initialize` in 0\.5 s/],
]) {
  test(`${fake}: refused at the start`, async (t) => {
    const params = files(t, GOOD);
    const made = server(t, { fake, timeout: fake === "mute" ? 500 : 120_000 });
    const both = ["good.py", "good.py"].map((file) => assert.rejects(made.request("compileFile", params(file)), expected));
    await Promise.all(both);
  });
}

test("a binary that cannot be executed is an error, not a crash", async (t) => {
  const made = new Server({ findBinary: () => HERE, cwd: HERE, timeout: 120_000, version: "0.1.0" });
  await assert.rejects(made.request("runtime", {}), /could not be started: spawn .*EACCES/);
});

test("stop ends the process and a later request starts another", async (t) => {
  const params = files(t, GOOD);
  const log = params("log").file;
  const made = server(t, { log });
  await made.request("compileFile", params("good.py"));
  const { pid } = made;
  await made.stop();
  assert.throws(() => process.kill(pid, 0), /ESRCH/);
  assert.match(readFileSync(log, "utf8"), /shutdown/);
  await made.request("compileFile", params("good.py"));
  assert.notEqual(made.pid, pid);
});

test("stop leaves a process alone that is at work", async (t) => {
  const params = files(t, GOOD);
  const made = server(t);
  await made.request("compileFile", params("good.py"));
  const running = made.request("compileFile", params("good.py"));
  await Promise.resolve();
  await made.stop();
  assert.deepEqual((await running).exports, ["a"]);
});

test("an idle process does not keep Node running, and ends with it", (t) => {
  const params = files(t, GOOD);
  const script = `
    import { Server } from ${JSON.stringify(new URL("../dist/server.js", import.meta.url).href)};
    const made = new Server({ findBinary: () => ${JSON.stringify(FAKE)}, cwd: ".", timeout: 120000, version: "0" });
    await made.request("compileFile", ${JSON.stringify(params("good.py"))});
    console.log(made.pid);`;
  const pid = Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", timeout: 120_000 }));
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
  }
  assert.fail("the server outlived Node");
});
