// Which ids the plugin takes, and where Python's imports start.

import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { test } from "node:test";

import { fileOf, isPython, projectRoot, rootOf } from "../dist/paths.js";
import { project } from "./tools.js";

test("ids that are Python modules, and those that are Vite's", () => {
  for (const id of ["/a/chat.py", "/a/chat.py?t=1", "/a/chat.py?v=abc", "/a/chat.py?import&t=1", "C:/a/chat.py", "/a b/ü.py"]) {
    assert.ok(isPython(id), id);
  }
  for (const id of [
    "/a/chat.py?raw", "/a/chat.py?url", "/a/chat.py?import&raw", "/a/chat.py?worker", "/a/chat.py?v=1&inline",
    "\0/a/chat.py", "/a/chat.pyc", "/a/chat.pyi", "/a/py", "/a/chat.js?from=x.py", "/a/chat.py.js",
  ]) {
    assert.ok(!isPython(id), id);
  }
  assert.equal(fileOf("/a/chat.py?import&t=1"), "/a/chat.py");
  assert.equal(fileOf("/a/chat.py"), "/a/chat.py");
});

test("the project's root: option, project file, Vite's root", (t) => {
  const made = project(t, { "app/pyproject.toml": "", "app/web/src/main.js": "", "other/main.js": "" }, { root: "app/web" });
  assert.equal(projectRoot(made.root, undefined), made.at("app"));
  assert.equal(projectRoot(made.at("app"), undefined), made.at("app"));
  assert.equal(projectRoot(made.root, "src"), made.at("app/web/src"));
  assert.equal(projectRoot(made.at("other"), undefined), made.at("other"));
  assert.throws(() => projectRoot(made.root, "nope"), /the option "root" .* names .*nope, which does not exist/);
  symlinkSync(made.at("app"), made.at("link"));
  assert.equal(projectRoot(made.at("link/web"), undefined), made.at("app"));
});

test("the root of a file outside of the project, and of one in node_modules", (t) => {
  const made = project(t, {
    "node_modules/kit/package.json": "{}",
    "node_modules/kit/src/kit.py": "",
    "elsewhere/pulsec.toml": "",
    "elsewhere/ui/a.py": "",
    "bare/top/__init__.py": "",
    "bare/top/sub/__init__.py": "",
    "bare/top/sub/b.py": "",
    "p/app/chat.py": "",
    "p/node_modules/kit/package.json": "{}",
    "p/node_modules/kit/kit.py": "",
  }, { root: "p" });
  const root = (file) => rootOf(made.at(file), made.at("p")).slice(made.dir.length + 1);
  assert.equal(root("p/app/chat.py"), "p");
  assert.equal(root("p/node_modules/kit/kit.py"), "p/node_modules/kit");
  assert.equal(root("node_modules/kit/src/kit.py"), "node_modules/kit");
  assert.equal(root("elsewhere/ui/a.py"), "elsewhere");
  assert.equal(root("bare/top/sub/b.py"), "bare");
});
