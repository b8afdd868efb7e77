// What of the extension needs no editor.

const assert = require("node:assert");
const path = require("node:path");
const { test } = require("node:test");
const { candidates, find } = require("../out/binary");
const { linesAt, text } = require("../out/shown");

test("the binary is that of the setting, of the environment, or of the PATH", () => {
  assert.deepEqual(candidates("/x/pulsec", ["/app"]), ["/x/pulsec"]);
  assert.deepEqual(candidates("", ["/app"], "linux"), ["/app/.venv/bin/pulsec", "/app/venv/bin/pulsec"]);
  assert.ok(candidates("", ["/app"], "win32")[0].endsWith(path.join("Scripts", "pulsec.exe")));
  assert.equal(find("", ["/a", "/b"], (file) => file.startsWith(path.join("/b", "venv"))), path.join("/b", "venv", "bin", "pulsec"));
  assert.equal(find("", ["/a"], () => false), "pulsec");
});

test("the preview keeps what it has while there is nothing right", () => {
  const shown = { code: "f();\n", message: null, languageId: "javascript", functions: [], name: null };
  assert.equal(text(shown, ""), "f();\n");
  const broken = { ...shown, code: null, message: "there is no JavaScript while there are errors" };
  const kept = text(broken, "f();\n");
  assert.equal(kept, "// (there is no JavaScript while there are errors)\n\nf();\n");
  assert.equal(text(broken, kept), kept);
  assert.equal(text(null, ""), "// (this file is in no project of pulsec)\n");
});

test("the function at the cursor is found", () => {
  const functions = [{ name: "f", range: { start: { line: 2 }, end: { line: 5 } }, lines: [10, 14] }];
  assert.deepEqual(linesAt({ functions }, 5), [10, 14]);
  assert.equal(linesAt({ functions }, 6), null);
});
