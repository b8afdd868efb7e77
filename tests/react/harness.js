// What the tests share: a page (happy-dom), React's root in StrictMode, a console that listens, and the
// emitted modules in each form of JSX.

import assert from "node:assert/strict";
import { before, describe } from "node:test";
import { GlobalRegistrator } from "@happy-dom/global-registrator";
import { bundle } from "./bundle.js";

GlobalRegistrator.register({ url: "http://localhost/", width: 1024, height: 768 });
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

// After the page, because React looks for one when it is loaded.
const { StrictMode, act, createElement } = await import("react");
const { createRoot } = await import("react-dom/client");
export const { channels, PulseChannelResetError } = await import("./stand-in/pulse-ui-client.js");
export { act, createElement as h };

/** The forms of JSX; what is emitted behaves the same in all of them. */
export const FORMS = ["automatic", "preserve", "dev"];

/** The body once for each form, with a function that gives the exports of an emitted module. */
export function inEachForm(app, body, forms = FORMS) {
  for (const form of forms) {
    describe(`${app}, --jsx ${form}`, () => {
      let modules;
      before(async () => {
        modules = await bundle(app, form);
      });
      body((name) => {
        assert.ok(modules[name], `no module ${name} among ${Object.keys(modules).join(", ")}`);
        return modules[name];
      });
    });
  }
}

/** Records what is written to the console; `expectQuiet` says that nothing unexpected is there. */
function listen(t) {
  const said = { log: [], info: [], warn: [], error: [] };
  for (const level of Object.keys(said)) {
    t.mock.method(console, level, (...args) => said[level].push(args));
  }
  return said;
}

function expectQuiet(said) {
  assert.deepEqual(said.error.map(readable), [], "console.error");
  assert.deepEqual(said.warn.map(readable), [], "console.warn");
}

function readable(args) {
  return args.map((arg) => (arg instanceof Error ? `${arg.name}: ${arg.message}` : String(arg))).join(" ");
}

/**
 * Renders an element in StrictMode, as a page of its own. An error that would take down the tree rejects
 * the step that caused it. When the test ends the tree is unmounted, and React must have had nothing to
 * say; a test takes expected messages out of `said`.
 */
export async function page(t, element, { strict = true } = {}) {
  const said = listen(t);
  const host = document.createElement("div");
  document.body.append(host);
  const root = createRoot(host);
  const wrapped = (inner) => (strict ? createElement(StrictMode, null, inner) : inner);
  const render = (inner) => act(async () => root.render(wrapped(inner)));
  let mounted = true;
  const unmount = async () => {
    if (!mounted) return;
    mounted = false;
    await act(async () => root.unmount());
  };
  t.after(async () => {
    await unmount();
    host.remove();
    expectQuiet(said);
  });
  await render(element);
  return {
    said,
    host,
    render,
    unmount,
    one: (selector) => found(host, selector),
    all: (selector) => [...host.querySelectorAll(selector)],
    text: (selector) => (selector ? found(host, selector) : host).textContent,
    texts: (selector) => [...host.querySelectorAll(selector)].map((node) => node.textContent),
    click: (selector) => act(async () => found(host, selector).click()),
    type: (selector, value) => act(async () => setValue(found(host, selector), value)),
    key: (selector, key, more = {}) =>
      act(async () => {
        const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
        found(host, selector).dispatchEvent(event);
      }),
  };
}

function found(host, selector) {
  const node = host.querySelector(selector);
  assert.ok(node, `${selector} is not in ${host.innerHTML}`);
  return node;
}

/** As a person types: React hears of a value that was set behind its back by the event. */
function setValue(node, value) {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), "value");
  set.call(node, value);
  node.dispatchEvent(new Event(node.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}

/** The errors that reach the page: thrown in event handlers, and rejections nobody handles. */
export function pageErrors(t) {
  const errors = [];
  const thrown = (event) => {
    event.preventDefault();
    errors.push(event.error);
  };
  const rejected = (reason) => errors.push(reason);
  const others = process.listeners("unhandledRejection");
  window.addEventListener("error", thrown);
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", rejected);
  t.after(() => {
    window.removeEventListener("error", thrown);
    process.off("unhandledRejection", rejected);
    for (const other of others) process.on("unhandledRejection", other);
  });
  return errors;
}

/** Time passes, inside React's `act`. */
export function wait(ms) {
  return act(() => new Promise((done) => setTimeout(done, ms)));
}
