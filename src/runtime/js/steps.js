import { StopIteration } from "./exceptions.js";

/**
 * The iterators of builtin types. A StopIteration that a callback raises ends the walk, as in Python, where the walk
 * may be taken up again. There is no `return`, by which a `for … of` that is left early would close them.
 */
class Steps {
  constructor(step) {
    this.step__ = step;
  }

  next() {
    try {
      return this.step__();
    } catch (e) {
      if (e instanceof StopIteration) return { done: true, value: e.value };
      throw e;
    }
  }

  [Symbol.iterator]() {
    return this;
  }
}

const classes = new Map();

/** An iterator of the type of that name; `step` gives what a JavaScript iterator's `next` does. */
export function steps(pyName, step) {
  let Class = classes.get(pyName);
  if (Class === undefined) {
    Class = class extends Steps {
      static pyName = pyName;
    };
    classes.set(pyName, Class);
  }
  return new Class(step);
}

/** A step that gives an item. */
export function yielded(value) {
  return { done: false, value };
}

/** The step that ends a walk. */
export const end = Object.freeze({ done: true, value: undefined });
