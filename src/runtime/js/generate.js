import { stopped } from "./generators.js";
import { iter } from "./iter.js";

/** The generator expression `(element(x) for x in xs)`. */
export function generate(xs, element) {
  return generateAll(iter(xs), null, element);
}

/** The generator expression `(element(x) for x in xs if test(x))`; without `element`, `(x for x in xs if test(x))`. */
export function generateIf(xs, test, element = (item) => item) {
  return generateAll(iter(xs), test, element);
}

function* generateAll(items, test, element) {
  try {
    for (const item of items) if (test === null || test(item)) yield element(item);
  } catch (error) {
    throw stopped(error);
  }
}

/** The list comprehension `[element(x) for x in xs if test(x)]`: both in turn for each item, as long as there are some. */
export function collect(xs, test, element = (item) => item) {
  const list = [];
  for (const item of iter(xs)) if (test(item)) list.push(element(item));
  return list;
}
