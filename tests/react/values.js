// Components as values, as a product: every way in which a value comes about × every kind of component × every
// way to call it. Each case is a component of its own, beside one that names the component directly; both
// must render the same. `CASES` lists them, `write` makes the Python.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Kinds of components, by the expression that names one. */
const KINDS = {
  marked: "Card",
  tag: "ps.section",
  fragment: "ps.fragment",
  npm: "Widget",
  member: "Widget.Part",
  stub: "Stub",
  memo: "Fast",
  decorated: "Total",
  forwarded: "Forwarded",
  lazy: "Late",
};

/** Ways to call it; `V` is replaced by the value. */
const CALLS = {
  plain: "V()",
  child: 'V("kid")',
  children: 'V("kid", ps.b("two"))',
  spread: "V(*kids)",
  subscript: 'V["kid", ps.b("two")]',
  props: 'V(title="x")',
  all: 'V("kid", *kids, title="x", key="k")',
  mapping: "V(**given)",
  both: 'V(title="x")["kid", 3]',
};

/** Calls that say more than a value of which nothing is known can be asked for without being refused. */
const BY_NAME = ["props", "all", "both"];

/** Ways in which the value comes about: statements, and the expression of the call. */
const FORMS = {
  local: { before: ["View = T"] },
  condition: { before: ["View = T if on else Other"] },
  branches: { before: ["if on:", "    View = T", "else:", "    View = Other"] },
  either: { before: ["View = None or T"] },
  walrus: { before: ["if (View := T) is None:", "    return None"] },
  dict: { before: ['views = {"a": T, "b": Other}', 'View = views[name]'] },
  dictAtOnce: { before: ['views = {"a": T, "b": Other}'], value: "views[name]" },
  get: { before: ['views = {"a": T}', 'View = views.get(name, Other)'] },
  made: { before: ["views = dict(a=T, b=Other)"], value: 'views["a"]' },
  assigned: { before: ["views = {}", 'views["a"] = T'], value: "views[name]" },
  records: { before: ['tabs = [{"label": "A", "view": T, "count": lambda: 3}]', 'View = tabs[0]["view"]'] },
  list: { before: ["views = [T, Other]"], value: "views[0]" },
  negative: { before: ["views = [Other, T]"], value: "views[-1]" },
  appended: { before: ["views = []", "views.append(T)", "View = views[0]"] },
  tuple: { before: ["View, size = (T, 3)"] },
  starred: { before: ["first, *rest = [Other, T]", "View = rest[0]"] },
  pairs: { before: ['rows = [("a", T)]'], call: "[CALL for label, View in rows]" },
  items: { before: ['views = {"a": T}'], call: "[CALL for label, View in views.items()]" },
  keys: { before: ['views = {"a": T}'], call: "[CALL for label in views]", value: "views[label]" },
  values: { before: ['views = {"a": T}'], call: "[CALL for View in views.values()]" },
  enumerate: { before: ["views = [T]"], call: "[CALL for at, View in enumerate(views)]" },
  zip: { before: ["views = [T]"], call: "[CALL for at, View in zip([1], views)]" },
  comprehension: { before: [], call: "[CALL for View in (T,)]" },
  loop: { before: ["shown = []", "for View in [T]:", "    shown.append(CALL)"], call: "shown" },
  next: { before: ["View = next(view for view in [T])"] },
  filtered: { before: ["View = [view for view in [T, None] if view][0]"] },
  attribute: { before: ["registry = obj(View=T)"], value: "registry.View" },
  nested: { before: ["def show(View):", "    return CALL"], call: "show(T)" },
  parameter: { helper: ["def NAME(View, given, kids):", "    return CALL"], call: "NAME(T, given, kids)", open: true },
  default: { before: ["def show(View=T):", "    return CALL"], call: "show()" },
  imported: { shared: ["def NAME(View, given, kids):", "    return CALL"], call: "NAME(T, given, kids)", open: true },
  result: { helper: ["def NAME():", "    return T"], before: ["View = NAME()"] },
  resultOf: { before: ["def pick(wanted):", "    return T if wanted else Other", "View = pick(on)"] },
  lambda: { before: ["pick = lambda: T"], value: "pick()", open: true },
  constant: { helper: ['NAME = {"a": T, "b": Other}'], value: "NAME[name]" },
  module: { shared: ['NAME = {"a": T, "b": Other}'], value: "NAME[name]" },
  moduleList: { shared: ['NAME = [{"label": "A", "view": T}]'], before: ['View = NAME[0]["view"]'] },
  moduleResult: { shared: ["def NAME():", "    return T"], before: ["View = NAME()"] },
  moduleToHelper: { shared: ['NAME = {"a": T}'], helper: ["def show_NAME(View, given, kids):", "    return CALL"], call: "show_NAME(NAME[name], given, kids)", open: true },
  prop: {
    helper: ["@ps.javascript(jsx=True)", "def NAME(*, body, given, kids):", "    return CALL"],
    call: "NAME(body=T, given=given, kids=kids)",
    value: "body",
    open: true,
  },
  sharedProp: {
    shared: ["@ps.javascript(jsx=True)", "def NAME(*, body, given, kids):", "    return CALL"],
    call: "NAME(body=T, given=given, kids=kids)",
    value: "body",
    open: true,
  },
  listProp: {
    helper: ["@ps.javascript(jsx=True)", "def NAME(*, views, given, kids):", "    return ps.fragment(*[CALL for View in views])"],
    call: "NAME(views=[T], given=given, kids=kids)",
    open: true,
  },
  child: {
    helper: ["@ps.javascript(jsx=True)", "def NAME(*, children, given, kids):", "    return CALL"],
    call: "NAME(T, given=given, kids=kids)",
    value: "children",
    open: true,
  },
  context: {
    helper: ["NAME = createContext(None)", "@ps.javascript(jsx=True)", "def In_NAME(*, given, kids):", "    View = useContext(NAME)", "    return CALL"],
    call: "NAME(value=T)[In_NAME(given=given, kids=kids)]",
    open: true,
  },
  state: { before: ["View, set_view = useState(T)"] },
  stateMade: { before: ["View, set_view = useState(lambda: T)"] },
  memo: { before: ["View = useMemo(lambda: T, [])"] },
  ref: { before: ["held = useRef(T)", "View = held.current"] },
  mixed: { before: ["View = T if on else (lambda *children, **props: ps.i())"], open: true },
};

// A third of the product, in which every pair of two comes up; PULSEC_PRODUCT=all takes all of it.
const CASES = [];
const isTaken = (...at) => process.env.PULSEC_PRODUCT === "all" || at.reduce((a, b) => a + b) % 3 === 0;
Object.entries(FORMS).forEach(([form, { open }], i) => {
  Object.keys(KINDS).forEach((kind, j) => {
    Object.entries(CALLS).forEach(([how, call], k) => {
      if (kind === "fragment" && /title|given/.test(call)) return;
      if (open && BY_NAME.includes(how)) return;
      if (isTaken(i, j, k)) CASES.push({ form, kind, how, name: `${form}_${kind}_${how}` });
    });
  });
});

const HEAD = `"""Written by values.js."""

from functools import partial

import pulse as ps
from pulse.js import obj
from pulse.js.react import createContext, forwardRef, lazy, memo, useContext, useMemo, useRef, useState
`;

const PARTS = `
Widget = ps.Jsx(ps.Import("Widget", "./widgets.js"))
Late = lazy(ps.Import("./widgets.js", lazy=True))


@ps.react_component(ps.Import("Widget", "./widgets.js"))
def Stub(*children, title: str = "", key: str | None = None): ...


@ps.javascript(jsx=True)
def Card(*children, title: str = "none", **rest):
    n, set_n = useState(0)
    return ps.article(ps.button(n, onClick=lambda: set_n(n + 1)), *children, title=title, **rest)


@memo
@ps.javascript(jsx=True)
def Total(*children, title: str = "none"):
    n, set_n = useState(0)
    return ps.aside(ps.button(n, onClick=lambda: set_n(n + 1)), *children, title=title)


@ps.javascript(jsx=True)
def Other(*children, **rest):
    return ps.b("other", *children)


def draw(props, ref):
    return ps.i(props.title, props.children)


Fast = memo(Card)
Forwarded = forwardRef(draw)
`;

const WIDGETS = `
import { createElement, useState } from "react";

export function Widget({ title = "none", children }) {
  const [n, setN] = useState(0);
  return createElement("u", { title }, createElement("button", { onClick: () => setN(n + 1) }, n), children);
}

Widget.Part = function WidgetPart({ title = "none", children }) {
  return createElement("s", { title }, children);
};

export default Widget;
`;

const fill = (text, { target, value, call, name }) =>
  text
    .replaceAll("CALL", call)
    .replaceAll("NAME", name)
    .replace(/\bT\b/g, target)
    .replace(/\bV\b/g, value);

function lines(given, words) {
  return (given ?? []).map((line) => fill(line, words));
}

/** The Python of all cases below a folder, one module for each form. */
function write(dir) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, "widgets.js"), WIDGETS);
  writeFileSync(path.join(dir, "parts.py"), HEAD + PARTS);
  const names = "Card, Fast, Forwarded, Late, Other, Stub, Total, Widget";
  for (const [form, { before, helper, shared, call = "CALL", value = "View" }] of Object.entries(FORMS)) {
    let main = `${HEAD}from parts import ${names}\n`;
    let beside = `${HEAD}from parts import ${names}\n`;
    const imports = [];
    for (const { kind, how, name } of CASES.filter((it) => it.form === form)) {
      const helperName = `the_${name}`;
      const calls = fill(CALLS[how], { target: "", value, call: "", name: helperName });
      const words = { target: KINDS[kind], value, call: calls, name: helperName };
      if (shared) {
        beside += `\n\n${lines(shared, words).join("\n")}\n`;
        imports.push(helperName);
      }
      if (helper) main += `\n\n${lines(helper, words).join("\n")}\n`;
      const body = [...lines(before, words), `return ps.div(${fill(call, words)})`];
      main += component(name, body);
      main += component(`direct_${name}`, [`return ps.div(${CALLS[how].replace(/\bV\b/g, KINDS[kind])})`]);
    }
    if (shared) {
      writeFileSync(path.join(dir, `beside_${form}.py`), beside);
      main = main.replace("\n\n", `\n\n`).replace(`from parts import ${names}\n`, `from parts import ${names}\nfrom beside_${form} import (\n    ${imports.join(",\n    ")},\n)\n`);
    }
    writeFileSync(path.join(dir, `${form}.py`), main);
  }
}

function component(name, body) {
  const text = body.map((line) => `    ${line}`).join("\n");
  return `

@ps.javascript(jsx=True)
def ${name}(*, name: str = "a", on: bool = True):
    kids = ["one", "two"]
    given = {"title": "given", "className": "wide"}
${text}
`;
}

export { CASES, FORMS, write };
