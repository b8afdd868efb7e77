// The text of what is emitted: every file parses with an independent parser, and the source maps lead
// back to the Python.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { AnyMap, eachMapping, originalPositionFor } from "@jridgewell/trace-mapping";
import { parse } from "acorn";
import { transformSync } from "esbuild";
import { emitted } from "../bundle.js";
import { APPS, FORMS, FORMS_OF, outDir } from "../paths.js";

for (const form of Object.keys(FORMS)) {
  for (const app of Object.keys(APPS)) {
    if (FORMS_OF[app]?.includes(form) === false) continue;
    describe(`${app}, --jsx ${form}`, () => {
      test("every file parses", () => {
        const files = emitted(app, form);
        assert.ok(files.length > 0);
        for (const file of files) {
          const text = read(app, form, file);
          if (file.endsWith(".jsx")) transformSync(text, { loader: "jsx", sourcefile: file });
          else parse(text, { ecmaVersion: 2022, sourceType: "module" });
        }
      });

      test("preserved JSX is in .jsx, and only there", () => {
        const modules = emitted(app, form).filter((file) => existsSync(path.join(outDir(app, form), `${file}.map`)));
        assert.ok(modules.length > 0);
        const users = (runtime) => modules.filter((file) => read(app, form, file).includes(`"react/${runtime}"`));
        // JSX cannot write a component with a small initial (`pill` of apps/elements.py) and children that
        // are spread (`Spreads` of apps/interop.py).
        const preserved = app === "apps" ? ["elements.jsx", "interop.jsx"] : [];
        if (form !== "dev") assert.deepEqual(users("jsx-dev-runtime"), []);
        if (form === "dev") assert.deepEqual(users("jsx-runtime"), []);
        // A component that is no name: `views[name]()`.
        if (form === "preserve" && app !== "values") assert.deepEqual(users("jsx-runtime"), preserved);
        else if (app !== "seed") assert.notDeepEqual(users(form === "dev" ? "jsx-dev-runtime" : "jsx-runtime"), []);
        if (form !== "preserve") assert.deepEqual(modules.filter((file) => file.endsWith(".jsx")), []);
        else assert.ok(modules.some((file) => file.endsWith(".jsx")));
      });

      test("every source map leads to the files as they are", () => {
        for (const { file, dir, map } of maps(app, form)) {
          assert.ok(map.sources.length > 0, file);
          map.sources.forEach((source, index) => {
            assert.ok(!path.isAbsolute(source) && !/^\w+:/.test(source), `${file}: ${source}`);
            const python = path.resolve(dir, map.sourceRoot ?? "", source);
            assert.equal(map.sourcesContent[index], readFileSync(python, "utf8"), `${file}: ${source}`);
          });
        }
      });

      test("a mapping with a name leads to that name", () => {
        let names = 0;
        for (const { file, map } of maps(app, form)) {
          eachMapping(new AnyMap(map), ({ source, originalLine, originalColumn, name }) => {
            if (name === null || source === null) return;
            const text = map.sourcesContent[map.sources.indexOf(source)];
            const rest = text.split("\n")[originalLine - 1].slice(originalColumn);
            assert.ok(rest.startsWith(name), `${file}: ${name} leads to ${source}:${originalLine}: ${rest}`);
            names += 1;
          });
        }
        assert.ok(names > 0);
      });

      test("mapped places exist", () => {
        for (const { file, text, map } of maps(app, form)) {
          const generated = text.split("\n");
          eachMapping(new AnyMap(map), (mapping) => {
            const { source, originalLine, originalColumn, generatedLine, generatedColumn } = mapping;
            assert.ok(generatedColumn <= generated[generatedLine - 1].length, `${file}:${generatedLine}`);
            if (source === null) return;
            const line = map.sourcesContent[map.sources.indexOf(source)].split("\n")[originalLine - 1];
            assert.ok(line !== undefined && originalColumn <= line.length, `${file}: ${originalLine}:${originalColumn}`);
          });
        }
      });
    });
  }

  describe(`places in the chat app, --jsx ${form}`, () => {
    // What stands in the JavaScript, where it stands in the Python.
    const PLACES = {
      "chat/client/channel": [
        ['"get_history"', '"get_history"'],
        ['"send_message"', '"send_message"'],
        ['"été"', '"été"'],
        ["on_presence(", "on_presence(payload: PresencePayload)"],
        ["load_history(", "load_history():"],
        ['"chat-waiting"', "'chat-waiting'"],
        ['"smooth"', '"smooth"'],
      ],
      "chat/client/format": [
        ["group_by_author(", "group_by_author("],
        ["9973", "9973"],
        ['"just now"', '"just now"'],
      ],
      "chat/client/storage": [
        ["JSON.stringify(", "JSON.stringify("],
        ['"chat:draft:"', '"chat:draft:"'],
      ],
      "chat/client/components": [
        ["EmojiPicker(", "EmojiPicker(*"],
        ['"avatar-online"', '"avatar-online"'],
        ['"No messages yet"', '"No messages yet"'],
      ],
    };

    for (const [module, places] of Object.entries(PLACES)) {
      test(module, () => {
        const found = maps("chat", form).find(({ file }) => file.replace(/\.jsx?$/, "") === module);
        assert.ok(found, module);
        const python = readFileSync(path.join(APPS.chat, `${module}.py`), "utf8");
        for (const [emittedText, pythonText] of places) {
          const at = position(found.text, emittedText);
          const want = position(python, pythonText);
          const got = originalPositionFor(new AnyMap(found.map), at);
          assert.deepEqual([got.line, got.column], [want.line, want.column], `${module}: ${emittedText}`);
          assert.match(got.source, new RegExp(`${module}\\.py$`));
        }
      });
    }
  });
}

function read(app, form, file) {
  return readFileSync(path.join(outDir(app, form), file), "utf8");
}

/** Each emitted module that has a source map. */
function maps(app, form) {
  const files = emitted(app, form).filter((file) => existsSync(path.join(outDir(app, form), `${file}.map`)));
  assert.ok(files.length > 0, "there are source maps");
  return files.map((file) => {
    const full = path.join(outDir(app, form), file);
    const text = read(app, form, file);
    assert.match(text, new RegExp(`\\n//# sourceMappingURL=${path.basename(file)}\\.map\\n?$`));
    return { file, dir: path.dirname(full), text, map: JSON.parse(readFileSync(`${full}.map`, "utf8")) };
  });
}

/** Line (from 1) and column (from 0, in UTF-16 units, as source maps count) of the first occurrence. */
function position(text, needle) {
  const at = text.indexOf(needle);
  assert.ok(at >= 0, `${needle} is not there`);
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1).length };
}
