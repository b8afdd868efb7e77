import { same } from "./eq.js";
import { hasMethod } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { truthy } from "./truthy.js";

// the one that the others are made from: the first a class has
const ROOTS = ["__lt__", "__le__", "__gt__", "__ge__"];

// what each says where the root says `is`
const ANSWERS = {
  __lt__: {
    __gt__: (is, a, b) => !is && !same(a, b),
    __le__: (is, a, b) => is || same(a, b),
    __ge__: (is) => !is,
  },
  __le__: {
    __ge__: (is, a, b) => !is || same(a, b),
    __lt__: (is, a, b) => is && !same(a, b),
    __gt__: (is) => !is,
  },
  __gt__: {
    __lt__: (is, a, b) => !is && !same(a, b),
    __ge__: (is, a, b) => is || same(a, b),
    __le__: (is) => !is,
  },
  __ge__: {
    __le__: (is, a, b) => !is || same(a, b),
    __gt__: (is, a, b) => is && !same(a, b),
    __lt__: (is) => !is,
  },
};

/** Python's `functools.total_ordering`. */
export function totalOrdering(Class) {
  const own = ROOTS.filter((name) => hasMethod(Class.prototype, name));
  const [root] = own;
  for (const [name, answer] of Object.entries(ANSWERS[root])) {
    if (own.includes(name)) continue;
    const value = function (other) {
      const said = this[root](other);
      return said === NotImplemented ? said : answer(truthy(said), this, other);
    };
    Object.defineProperty(Class.prototype, name, { value, writable: true, configurable: true });
  }
}
