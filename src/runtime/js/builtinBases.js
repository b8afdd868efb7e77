import { dict } from "./dict.js";
import { Dict } from "./dictClass.js";
import { PyTypeError } from "./exceptions.js";
import { iter } from "./iter.js";
import { repr } from "./repr.js";
import { FrozenSet, PySet } from "./setClasses.js";

/** What a class of the program that derives from `list` has above it. What is made of a list is a list again. */
export class ListBase extends Array {
  static get [Symbol.species]() {
    return Array;
  }

  constructor(...given) {
    super();
    if (given.length > 0) for (const item of iter(only("list", given))) this[this.length] = item;
  }
}

/** What a class of the program is derived from for `dict`: a name of its own, and fields. */
export class DictBase extends Dict {
  static pyName = undefined;

  constructor(...given) {
    super(given.length === 0 ? [] : dict(only("dict", given)));
  }
}

/** What a class of the program is derived from for `set`: a name of its own, and fields. */
export class SetBase extends PySet {
  static pyName = undefined;

  constructor(...given) {
    super(given.length === 0 ? [] : iter(only(new.target.name, given)));
  }

  __repr__() {
    const { name } = this.constructor;
    return this.size ? `${name}({${Array.from(this, repr).join(", ")}})` : `${name}()`;
  }
}

/** What a class of the program is derived from for `frozenset`: a name of its own, and fields. */
export class FrozenSetBase extends FrozenSet {
  static pyName = undefined;

  constructor(...given) {
    super(given.length === 0 ? [] : iter(only(new.target.name, given)));
  }

  __repr__() {
    const { name } = this.constructor;
    return this.size ? `${name}({${Array.from(this, repr).join(", ")}})` : `${name}()`;
  }
}

function only(name, given) {
  if (given.length > 1) throw new PyTypeError(`${name} expected at most 1 argument, got ${given.length}`);
  return given[0];
}
