import { ValueError } from "./exceptions.js";
import { Dict } from "./dictClass.js";
import { iter } from "./iter.js";
import { asTuple } from "./kinds.js";
import { repr } from "./repr.js";
import { same } from "./eq.js";
import { PyTypeError } from "./exceptions.js";

/** Python's `NamedTuple`: a tuple whose items have names. */
export class NamedTuple extends Array {
  constructor(...items) {
    super();
    // an item may be called `push`
    super.push(...items);
    Object.freeze(this);
  }

  // what is made of its items is a plain array
  static get [Symbol.species]() {
    return Array;
  }

  static _make(items) {
    const given = [...iter(items)];
    const wanted = this._fields.length;
    if (given.length !== wanted) throw new PyTypeError(`Expected ${wanted} arguments, got ${given.length}`);
    return new this(...given);
  }

  _replace(given) {
    const changes = given instanceof Map ? Object.fromEntries(given) : given;
    const wrong = Object.keys(changes).filter((name) => !this.constructor._fields.includes(name));
    if (wrong.length > 0) throw new ValueError(`Got unexpected field names: ${repr(wrong)}`);
    const value = (name) => (Object.hasOwn(changes, name) ? changes[name] : this[name]);
    return new this.constructor(...this.constructor._fields.map(value));
  }

  _asdict() {
    return new Dict(this.constructor._fields.map((name) => [name, this[name]]));
  }

  get _fields() {
    return this.constructor._fields;
  }

  count(x) {
    return this.filter((item) => same(item, x)).length;
  }

  index(x) {
    const at = this.findIndex((item) => same(item, x));
    if (at < 0) throw new ValueError("tuple.index(x): x not in tuple");
    return at;
  }

  __repr__() {
    const { name, _fields, shows = {} } = this.constructor;
    const show = (field) => `${field}=${(Object.hasOwn(shows, field) ? shows[field] : repr)(this[field])}`;
    return `${name}(${_fields.map(show).join(", ")})`;
  }
}

/** Gives the items of a class of tuples their names. */
export function namedFields(Class, names, shows = {}) {
  Class._fields = asTuple(names);
  Class.shows = shows;
  names.forEach((name, at) => {
    Object.defineProperty(Class.prototype, name, {
      get() {
        return this[at];
      },
      configurable: true,
    });
  });
}
