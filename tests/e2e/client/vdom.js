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

export class Renderer {
  #registry;
  #call;
  /** Of each node that stands in a tree: where, its callbacks, and its element. What did not change is not made anew. */
  #places = new WeakMap();

  /** `call(path, args)` runs a callback of the server. */
  constructor(registry, call) {
    this.#registry = registry;
    this.#call = call;
  }

  /** The tree after the operations; no node of the old one is changed. */
  apply(tree, operations) {
    return operations.reduce((now, op) => this.#changeAt(now, op.path ? op.path.split(".") : [], op), tree);
  }

  #changeAt(node, [step, ...rest], op) {
    if (step === undefined) return this.#change(node, op);
    if (/^\d+$/.test(step)) {
      const children = [...(node.children ?? [])];
      children[step] = this.#changeAt(children[step], rest, op);
      return this.#copy(node, { children });
    }
    return this.#copy(node, { props: { ...node.props, [step]: this.#changeAt(node.props?.[step], rest, op) } });
  }

  #change(node, op) {
    switch (op.type) {
      case "replace":
        return op.data;
      case "update_props": {
        const props = { ...node.props, ...op.data.set };
        for (const name of op.data.remove ?? []) delete props[name];
        return this.#copy(node, { props, eval: op.data.eval ?? node.eval });
      }
      case "reconciliation": {
        const old = node.children ?? [];
        const children = Array.from({ length: op.N }, (_, index) => old[index]);
        op.new[0].forEach((index, at) => (children[index] = op.new[1][at]));
        op.reuse[0].forEach((index, at) => (children[index] = old[op.reuse[1][at]]));
        return this.#copy(node, { children });
      }
      default:
        throw new Error(`an operation that nobody knows: ${op.type}`);
    }
  }

  /** Another version of a node keeps its callbacks: what hands them on renders nothing anew for them. */
  #copy(node, changed) {
    const copy = { ...node, ...changed };
    const place = this.#places.get(node);
    if (place) this.#places.set(copy, { ...place, element: undefined });
    return copy;
  }

  render(node, path = "") {
    if (typeof node !== "object" || node === null) return node;
    if (isExpression(node)) return this.evaluate(node);
    const place = this.#places.get(node) ?? { at: {}, callbacks: new Map() };
    this.#places.set(node, place);
    const isMoved = place.at.path !== path;
    place.at.path = path;
    if (isMoved || !place.element) place.element = this.#element(node, place, path);
    return place.element;
  }

  #element(node, place, path) {
    const evaluated = new Set(node.eval ?? []);
    const props = {};
    for (const [name, value] of Object.entries(node.props ?? {})) {
      props[name] = evaluated.has(name) ? this.#prop(value, name, place) : value;
    }
    if (node.key) props.key = node.key;
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

  #prop(value, name, place) {
    if (value === "$cb") return this.#callback(name, place);
    if (isElement(value)) return this.render(value, join(place.at.path, name));
    return isExpression(value) ? this.evaluate(value) : value;
  }

  /** The same function as long as the node stands, wherever it is moved to. */
  #callback(name, { at, callbacks }) {
    if (!callbacks.has(name)) {
      callbacks.set(name, (...args) => this.#call(join(at.path, name), args.map(plainEvent)));
    }
    return callbacks.get(name);
  }

  /** The expressions that calls of marked functions on the server send (`run_js`, props). */
  evaluate(node) {
    if (typeof node !== "object" || node === null) return node;
    if (isElement(node)) return this.render(node);
    switch (node.t) {
      case "ref":
        return this.#entry(node.key);
      case "id":
        if (globalThis[node.name] === undefined) throw new Error(`there is no ${node.name}`);
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
        return this.evaluate(node.obj)?.[node.prop];
      case "sub":
        return this.evaluate(node.obj)?.[this.evaluate(node.key)];
      case "call": {
        const callee = this.evaluate(node.callee);
        return callee(...node.args.map((arg) => this.evaluate(arg)));
      }
      default:
        throw new Error(`an expression that nobody needs here: ${node.t}`);
    }
  }
}

/** What the server hears of an event of React. */
function plainEvent(value) {
  if (!value?.nativeEvent) return value;
  const { value: text, checked, name, id } = value.target ?? {};
  return { type: value.type, key: value.key, target: { value: text, checked, name, id } };
}
