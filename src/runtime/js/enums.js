import { add } from "./add.js";
import { bitand, bitor, bitxor } from "./bits.js";
import { ge, gt, le, lt } from "./compare.js";
import { contains } from "./contains.js";
import { div, floordiv, mod } from "./div.js";
import { Dict } from "./dictClass.js";
import { same } from "./eq.js";
import { KeyError, PyTypeError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { format } from "./format.js";
import { getItem } from "./items.js";
import { isTuple } from "./kinds.js";
import { len } from "./len.js";
import { mul } from "./mul.js";
import { NotImplemented } from "./notImplemented.js";
import { pow } from "./pow.js";
import { repr } from "./repr.js";
import { round } from "./round.js";
import { str } from "./str.js";
import { sub } from "./sub.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";
import { abs, neg } from "./unary.js";

function membersOf(Class) {
  return Object.hasOwn(Class, "members__") ? Class.members__ : new Map();
}

function setOnce(o, name, value) {
  Object.defineProperty(o, name, { value });
}

/** Python's `Enum`: `static RED = new this("RED", 1)` makes a member, or gives the one that has the value already. */
export class Enum {
  constructor(name, value) {
    const Class = this.constructor;
    if (!Object.hasOwn(Class, "members__")) setOnce(Class, "members__", new Map());
    for (const member of Class.members__.values()) {
      if (same(member.value, value)) {
        Class.members__.set(name, member);
        return member;
      }
    }
    setOnce(this, "name", name);
    setOnce(this, "value", value);
    Class.members__.set(name, this);
    if ("__init__" in this) this.__init__(...(isTuple(value) ? value : [value]));
  }

  /** Its members are made: a call finds one. */
  static get made__() {
    return true;
  }

  /** The member of that value. */
  static from(value) {
    if (value instanceof this) return value;
    for (const member of membersOf(this).values()) if (same(member.value, value)) return member;
    const found = this._missing_(value);
    if (found instanceof this) return found;
    const reason = new ValueError(`${repr(value)} is not a valid ${this.name}`);
    if (found === null || found === undefined) throw reason;
    throw new PyTypeError(
      `error in ${this.name}._missing_: returned ${repr(found)} instead of None or a valid member`,
    );
  }

  static _missing_() {
    return null;
  }

  static get __members__() {
    return new Dict([...membersOf(this)]);
  }

  static *[Symbol.iterator]() {
    yield* new Set(membersOf(this).values());
  }

  static __reversed__() {
    return [...this].reverse();
  }

  static __len__() {
    return [...this].length;
  }

  static __contains__(x) {
    return x instanceof this || [...this].some((member) => same(member.value, x));
  }

  static __getitem__(name) {
    if (!membersOf(this).has(name)) throw new KeyError(name);
    return membersOf(this).get(name);
  }

  get _name_() {
    return this.name;
  }

  get _value_() {
    return this.value;
  }

  __copy__() {
    return this;
  }

  __deepcopy__() {
    return this;
  }

  __repr__() {
    return `<${this.constructor.name}.${this.name}: ${repr(this.value)}>`;
  }

  __str__() {
    return `${this.constructor.name}.${this.name}`;
  }

  __format__(spec) {
    return format(this.__str__(), spec);
  }

  toString() {
    return this.__str__();
  }
}

// what an operand that may be such a member comes to
function valueIn(x) {
  return x instanceof Mixed ? x.value : x;
}

class Mixed extends Enum {
  __eq__(other) {
    return this === other || same(this.value, valueIn(other));
  }

  __hash__() {
    return hash(this.value);
  }

  __bool__() {
    return truthy(this.value);
  }

  toJSON() {
    return this.value;
  }

  [Symbol.toPrimitive]() {
    return this.value;
  }
}

// the class with special methods that do with the value what the operators do
function withOperators(own, both, Class) {
  for (const [name, operator] of Object.entries({ ...own, ...both })) {
    Class.prototype[`__${name}__`] = function (other) {
      return operator(this.value, valueIn(other));
    };
  }
  for (const [name, operator] of Object.entries(both)) {
    Class.prototype[`__r${name}__`] = function (other) {
      return operator(valueIn(other), this.value);
    };
  }
  return Class;
}

/** `class Level(int, Enum)`: an int in all but what it is shown as. */
export const IntMember = withOperators(
  { lt, le, gt, ge, neg, abs, round },
  { add, sub, mul, truediv: div, floordiv, mod, pow, and: bitand, or: bitor, xor: bitxor },
  class IntMember extends Mixed {
    get mixin__() {
      return "int";
    }

    __index__() {
      return this.value;
    }

    __int__() {
      return this.value;
    }

    __float__() {
      return this.value;
    }
  },
);

/** Python's `IntEnum`. */
export class IntEnum extends IntMember {
  __str__() {
    return str(this.value);
  }

  __format__(spec) {
    return format(this.value, spec);
  }
}

/** `class Kind(str, Enum)`: a text in all but what it is shown as. */
export const StrMember = withOperators({ lt, le, gt, ge, mod }, { add, mul }, class StrMember extends Mixed {
  get mixin__() {
    return "str";
  }

  __len__() {
    return len(this.value);
  }

  __getitem__(at) {
    return getItem(this.value, at);
  }

  __contains__(x) {
    return contains(this.value, valueIn(x));
  }

  [Symbol.iterator]() {
    return this.value[Symbol.iterator]();
  }
});

/** Python's `StrEnum`. */
export class StrEnum extends StrMember {
  __str__() {
    return this.value;
  }
}

/** Python's `Flag`: sets of bits, those too that have no name of their own. */
export class Flag extends Enum {
  /** The members that are one bit each. */
  static *[Symbol.iterator]() {
    for (const member of new Set(membersOf(this).values())) if (isBit(member.value)) yield member;
  }

  static from(value) {
    if (value instanceof this) return value;
    for (const member of membersOf(this).values()) if (member.value === value) return member;
    const all = [...membersOf(this).values()].reduce((bits, member) => bits | member.value, 0);
    if (typeof value !== "number" || value < 0 || (value & ~all) !== 0) {
      throw invalidFlag(this, value, all);
    }
    if (!Object.hasOwn(this, "sets__")) setOnce(this, "sets__", new Map());
    if (!this.sets__.has(value)) {
      const set = Object.create(this.prototype);
      const names = [...this].filter((member) => member.value & value).map((member) => member.name);
      setOnce(set, "name", names.length > 0 ? names.join("|") : null);
      setOnce(set, "value", value);
      this.sets__.set(value, set);
    }
    return this.sets__.get(value);
  }

  static __contains__(x) {
    return x instanceof this || membersOf(this).values().some((member) => member.value === x);
  }

  combined__(other, bits) {
    return other instanceof this.constructor ? this.constructor.from(bits) : NotImplemented;
  }

  __or__(other) {
    return this.combined__(other, this.value | other?.value);
  }

  __and__(other) {
    return this.combined__(other, this.value & other?.value);
  }

  __xor__(other) {
    return this.combined__(other, this.value ^ other?.value);
  }

  __invert__() {
    const bits = [...this.constructor].reduce((bits, member) => bits | member.value, 0);
    return this.constructor.from(bits & ~this.value);
  }

  __bool__() {
    return this.value !== 0;
  }

  __contains__(other) {
    if (!(other instanceof this.constructor)) {
      const [own, given] = [this.constructor.name, typeName(other)];
      throw new PyTypeError(`unsupported operand type(s) for 'in': '${given}' and '${own}'`);
    }
    return (this.value & other.value) === other.value;
  }

  __len__() {
    return [...this].length;
  }

  *[Symbol.iterator]() {
    for (const member of this.constructor) if (member.value & this.value) yield member;
  }

  __repr__() {
    const name = this.name === null ? "" : `.${this.name}`;
    return `<${this.constructor.name}${name}: ${this.value}>`;
  }

  __str__() {
    return this.name === null ? `${this.constructor.name}(${this.value})` : `${this.constructor.name}.${this.name}`;
  }
}

function isBit(value) {
  return value > 0 && (value & (value - 1)) === 0;
}

function invalidFlag(Class, value, all) {
  if (typeof value !== "number") return new ValueError(`${repr(value)} is not a valid ${Class.name}`);
  const width = Math.max(value, all).toString(2).length;
  const bits = (n) => `0b${n < 0 ? 1 : 0} ${n.toString(2).padStart(width, "0")}`;
  return new ValueError(
    `<flag '${Class.name}'> invalid value ${value}\n    given ${bits(value)}\n  allowed ${bits(all)}`,
  );
}
