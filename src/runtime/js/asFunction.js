import { signed, takeKeywords } from "./arguments.js";
import { isTuple } from "./kinds.js";
import { toJs } from "./toJs.js";

/** The functions that stand for components and tags, so that each stays the same one. */
const elementFunctions = new Map();

/**
 * A component or a tag as the function that it is in Python: called with children, and with props by keyword, it
 * makes an element. React may render it all the same.
 */
export function asFunction(component, createElement) {
  if (component === null || component === undefined) return component;
  const known = elementFunctions.get(component);
  if (known !== undefined) return known;
  const isTag = typeof component === "string";
  const call = (...children) => {
    if (isProps(children[0])) return createElement(component, children[0]);
    const props = takeKeywords(children);
    return createElement(component, isTag ? tagProps(props) : props, ...children);
  };
  const made = signed(`${isTag ? component : (component.displayName ?? component.name)}(*children, **props)`, call);
  made.__getitem__ = (children) => call(...(isTuple(children) ? children : [children]));
  elementFunctions.set(component, made);
  elementFunctions.set(made, made);
  return made;
}

/** What React calls a component with: no element, and nothing that could be a child. */
function isProps(value) {
  if (typeof value !== "object" || value === null || "$$typeof" in value) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Props of a tag by their names in JSX: `aria_label` is `aria-label`, `class_` is `className`. */
function tagProps(props) {
  const named = Object.entries(props).map(([name, value]) => {
    const plain = name.replace(/(?<=[^_])_$/, "");
    if (/^(aria|data)_/.test(plain)) return [plain.replaceAll("_", "-"), toJs(value)];
    return [{ class: "className", for: "htmlFor" }[plain] ?? plain, toJs(value)];
  });
  return Object.fromEntries(named);
}
