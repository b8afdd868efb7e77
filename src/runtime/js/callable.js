import { classOf } from "./kinds.js";

/**
 * What classes with a `__call__` derive from: their instances are functions, so that whoever is given one calls it. They
 * have nothing else that functions have.
 */
export class Callable {
  constructor() {
    if (typeof this.__call__ !== "function") return;
    const instance = (...args) => instance.__call__(...args);
    delete instance.name;
    delete instance.length;
    return Object.setPrototypeOf(instance, new.target.prototype);
  }

  get type__() {
    return classOf(this).name;
  }
}
