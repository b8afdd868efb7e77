// What the server renders: a JSON tree, the operations that change it, and the React elements it stands for.
//
//     { tag: "button", key: "a", props: { onClick: "$cb" }, eval: ["onClick"], children: ["Go"] }
//
// `$$12` as a tag is entry 12 of the registry of the generated route file, "" a fragment. Props that `eval`
// lists are callbacks (`$cb`), expressions (`{ t: ... }`) or elements; a callback is called by the path of its
// prop ("0.1.onClick").

import { Fragment, createElement } from "react";

const isElement = (node) => typeof node === "object" && node !== null && "tag" in node;
const isExpression = (node) => typeof node === "object" && node !== null && "t" in node;
const join = (path, step) => (path ? `${path}.${step}` : String(step));

/** The tree after the operations; no node of the old one is changed. */
export function applyOperations(tree, operations) {
  return operations.reduce((current, op) => changeAt(current, op.path ? op.path.split(".") : [], op), tree);
}

function changeAt(node, [step, ...rest], op) {
  if (step === undefined) return change(node, op);
  if (/^\d+$/.test(step)) {
    const children = [...(node.children ?? [])];
    children[step] = changeAt(children[step], rest, op);
    return { ...node, children };
  }
  return { ...node, props: { ...node.props, [step]: changeAt(node.props?.[step], rest, op) } };
}

function change(node, op) {
  switch (op.type) {
    case "replace":
      return op.data;
    case "update_props": {
      const props = { ...node.props, ...op.data.set };
      for (const name of op.data.remove ?? []) delete props[name];
      return { ...node, props, eval: op.data.eval ?? node.eval };
    }
    case "reconciliation": {
      const old = node.children ?? [];
      const children = Array.from({ length: op.N }, (_, index) => old[index]);
      op.new[0].forEach((index, at) => (children[index] = op.new[1][at]));
      op.reuse[0].forEach((index, at) => (children[index] = old[op.reuse[1][at]]));
      return { ...node, children };
    }
    default:
      throw new Error(`an operation that nobody knows: ${op.type}`);
  }
}

export class Renderer {
  #registry;
  #call;
  #callbacks = new Map();

  /** `call(path, args)` runs a callback of the server. */
  constructor(registry, call) {
    this.#registry = registry;
    this.#call = call;
  }

  render(node, path = "") {
    if (typeof node !== "object" || node === null) return node;
    if (isExpression(node)) return this.evaluate(node);
    const evaluated = new Set(node.eval ?? []);
    const props = {};
    for (const [name, value] of Object.entries(node.props ?? {})) {
      props[name] = evaluated.has(name) ? this.#prop(value, join(path, name)) : value;
    }
    if (node.key !== undefined) props.key = node.key;
    const children = (node.children ?? []).map((child, index) => this.render(child, join(path, index)));
    return createElement(this.#component(node.tag), props, ...children);
  }

  #component(tag) {
    if (typeof tag !== "string") return this.evaluate(tag);
    if (tag === "") return Fragment;
    return tag.startsWith("$$") ? this.#entry(tag.slice(2)) : tag;
  }

  #entry(key) {
    if (!(key in this.#registry)) throw new Error(`the registry of the route has no entry ${key}`);
    return this.#registry[key];
  }

  #prop(value, path) {
    if (value === "$cb") return this.#callback(path);
    if (isElement(value)) return this.render(value, path);
    return isExpression(value) ? this.evaluate(value) : value;
  }

  /** The same function for the same path, so that nothing below renders anew without need. */
  #callback(path) {
    if (!this.#callbacks.has(path)) {
      this.#callbacks.set(path, (...args) => this.#call(path, args.map(plainEvent)));
    }
    return this.#callbacks.get(path);
  }

  /** The expressions that calls of marked functions on the server send (`run_js`, props). */
  evaluate(node) {
    if (typeof node !== "object" || node === null) return node;
    if (isElement(node)) return this.render(node);
    switch (node.t) {
      case "ref":
        return this.#entry(node.key);
      case "id":
        return globalThis[node.name];
      case "lit":
        return node.value;
      case "undef":
        return undefined;
      case "array":
        return node.items.map((item) => this.evaluate(item));
      case "object":
        return Object.fromEntries(Object.entries(node.props).map(([key, value]) => [key, this.evaluate(value)]));
      case "member":
        return this.evaluate(node.obj)[node.prop];
      case "sub":
        return this.evaluate(node.obj)[this.evaluate(node.key)];
      case "call":
        return this.#invoke(node);
      default:
        throw new Error(`an expression that nobody needs here: ${node.t}`);
    }
  }

  #invoke({ callee, args }) {
    const values = args.map((arg) => this.evaluate(arg));
    if (callee.t !== "member") return this.evaluate(callee)(...values);
    return this.evaluate(callee.obj)[callee.prop](...values);
  }
}

/** What the server hears of an event of React. */
function plainEvent(value) {
  if (!value?.nativeEvent) return value;
  const { value: text, checked, name, id } = value.target ?? {};
  return { type: value.type, key: value.key, target: { value: text, checked, name, id } };
}
