import { addInt } from "./add.js";
import { bisectBisectRight } from "./bisectModule.js";
import { floordivNum } from "./div.js";
import { IndexError, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { toInt } from "./ints.js";
import { getItem } from "./items.js";
import { iter } from "./iter.js";
import { isIntOrBool, isTuple } from "./kinds.js";
import { len } from "./len.js";
import { mulInt } from "./mul.js";
import { notCompiled } from "./notCompiled.js";
import { subInt } from "./sub.js";
import { typeName } from "./typeName.js";
import { abs } from "./unary.js";

const stateSize = 624;

/** Python's `random.Random`: the Mersenne Twister, with the sequences CPython gives for a seed. */
export class Random {
  static pyName = "Random";

  #state = new Uint32Array(stateSize);

  #at = stateSize;

  // the second value that `gauss` makes at a time
  #spare = null;

  constructor(seed = null) {
    // as values they are bound, too
    for (const name of ["choice", "gauss", "random", "sample", "seed"]) this[name] = this[name].bind(this);
    this.seed(seed);
  }

  VERSION = 3;

  get betavariate() {
    return notCompiled(this, "betavariate");
  }

  get binomialvariate() {
    return notCompiled(this, "binomialvariate");
  }

  get gammavariate() {
    return notCompiled(this, "gammavariate");
  }

  get getstate() {
    return notCompiled(this, "getstate");
  }

  get randbytes() {
    return notCompiled(this, "randbytes");
  }

  get setstate() {
    return notCompiled(this, "setstate");
  }

  get vonmisesvariate() {
    return notCompiled(this, "vonmisesvariate");
  }

  seed(a = null) {
    this.#spare = null;
    if (a === null || a === undefined) {
      const words = new Uint32Array(8);
      if (globalThis.crypto?.getRandomValues) globalThis.crypto.getRandomValues(words);
      else words.forEach((_, i) => (words[i] = Math.random() * 2 ** 32));
      this.#start([...words]);
      return null;
    }
    if (!isIntOrBool(a))
      throw new PyTypeError(`a seed is an int or None in browser code, not ${typeName(a)}`);
    const words = [];
    for (let rest = BigInt(abs(a)); rest > 0n || words.length === 0; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
    this.#start(words);
    return null;
  }

  // Matsumoto's init_by_array
  #start(key) {
    const state = this.#state;
    state[0] = 19650218;
    for (let i = 1; i < stateSize; i++)
      state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    let [i, j] = [1, 0];
    const step = () => {
      i++;
      if (i >= stateSize) {
        state[0] = state[stateSize - 1];
        i = 1;
      }
    };
    const before = () => state[i - 1] ^ (state[i - 1] >>> 30);
    for (let k = Math.max(stateSize, key.length); k > 0; k--) {
      state[i] = (state[i] ^ Math.imul(before(), 1664525)) + key[j] + j;
      step();
      j = (j + 1) % key.length;
    }
    for (let k = stateSize - 1; k > 0; k--) {
      state[i] = (state[i] ^ Math.imul(before(), 1566083941)) - i;
      step();
    }
    state[0] = 0x80000000;
    this.#at = stateSize;
  }

  #word() {
    const state = this.#state;
    if (this.#at >= stateSize) {
      for (let k = 0; k < stateSize; k++) {
        const y = (state[k] & 0x80000000) | (state[(k + 1) % stateSize] & 0x7fffffff);
        state[k] = state[(k + 397) % stateSize] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      this.#at = 0;
    }
    let y = state[this.#at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  random() {
    const [a, b] = [this.#word() >>> 5, this.#word() >>> 6];
    return (a * 67108864 + b) / 9007199254740992;
  }

  getrandbits(k) {
    const bits = asCount(k);
    if (bits < 0) throw new ValueError("number of bits must be non-negative");
    if (bits === 0) return 0;
    if (bits <= 32) return this.#word() >>> (32 - bits);
    if (bits <= 53) {
      const low = this.#word();
      return (this.#word() >>> (64 - bits)) * 2 ** 32 + low;
    }
    let result = 0n;
    for (let at = 0; at < bits; at += 32)
      result |= BigInt(this.#word() >>> Math.max(0, 32 - (bits - at))) << BigInt(at);
    return toInt(result);
  }

  #below(n) {
    const bits = n.toString(2).length;
    let r = this.getrandbits(bits);
    while (r >= n) r = this.getrandbits(bits);
    return r;
  }

  randrange(start, stop = null, step = 1) {
    const first = asCount(start);
    if (stop === null) {
      if (first > 0) return this.#below(first);
      throw new ValueError("empty range for randrange()");
    }
    const [last, by] = [asCount(stop), asCount(step)];
    const width = subInt(last, first);
    if (by === 1) {
      if (width > 0) return addInt(first, this.#below(width));
      throw new ValueError(`empty range in randrange(${first}, ${last})`);
    }
    if (by === 0) throw new ValueError("zero step for randrange()");
    const n = floordivNum(addInt(width, by > 0 ? subInt(by, 1) : addInt(by, 1)), by);
    if (n <= 0) throw new ValueError(`empty range in randrange(${first}, ${last}, ${by})`);
    return addInt(first, mulInt(by, this.#below(n)));
  }

  randint(a, b) {
    return this.randrange(a, addInt(asCount(b), 1));
  }

  choice(seq) {
    const size = len(seq);
    if (size === 0) throw new IndexError("Cannot choose from an empty sequence");
    return getItem(seq, this.#below(size));
  }

  shuffle(x) {
    if (!Array.isArray(x)) throw new PyTypeError(`'${typeName(x)}' object does not support item assignment`);
    if (isTuple(x)) throw new PyTypeError("'tuple' object does not support item assignment");
    for (let i = x.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      [x[i], x[j]] = [x[j], x[i]];
    }
    return null;
  }

  sample(population, k) {
    if (population instanceof Set || population instanceof Map)
      throw new PyTypeError("Population must be a sequence.  For dicts or sets, use sorted(d).");
    const n = len(population);
    const count = asCount(k);
    if (count < 0 || count > n) throw new ValueError("Sample larger than population or is negative");
    const setSize = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
    if (n <= setSize) {
      const pool = [...iter(population)];
      return Array.from({ length: count }, (_, i) => {
        const j = this.#below(n - i);
        const chosen = pool[j];
        pool[j] = pool[n - i - 1];
        return chosen;
      });
    }
    const selected = new Set();
    return Array.from({ length: count }, () => {
      let j = this.#below(n);
      while (selected.has(j)) j = this.#below(n);
      selected.add(j);
      return getItem(population, j);
    });
  }

  choices(population, weights = null, cumulative = null, k = 1) {
    const n = len(population);
    const pick = (at) => getItem(population, at);
    if (cumulative === null && weights === null) {
      return Array.from({ length: k }, () => pick(Math.floor(this.random() * n)));
    }
    if (cumulative !== null && weights !== null)
      throw new PyTypeError("Cannot specify both weights and cumulative weights");
    let total = 0;
    const sums = cumulative === null ? [...iter(weights)].map((w) => (total += w)) : [...iter(cumulative)];
    if (sums.length !== n) throw new ValueError("The number of weights does not match the population");
    total = Number(sums.at(-1));
    if (total <= 0) throw new ValueError("Total of weights must be greater than zero");
    if (!Number.isFinite(total)) throw new ValueError("Total of weights must be finite");
    return Array.from({ length: k }, () => pick(bisectBisectRight(sums, this.random() * total, 0, n - 1)));
  }

  uniform(a, b) {
    return a + (b - a) * this.random();
  }

  triangular(low = 0, high = 1, mode = null) {
    let u = this.random();
    if (mode !== null && high === low) return low;
    let c = mode === null ? 0.5 : (mode - low) / (high - low);
    let [from, to] = [low, high];
    if (u > c) {
      u = 1 - u;
      c = 1 - c;
      [from, to] = [high, low];
    }
    return from + (to - from) * Math.sqrt(u * c);
  }

  normalvariate(mu = 0, sigma = 1) {
    const magic = (4 * Math.exp(-0.5)) / Math.sqrt(2);
    for (;;) {
      const u1 = this.random();
      const u2 = 1 - this.random();
      const z = (magic * (u1 - 0.5)) / u2;
      if ((z * z) / 4 <= -Math.log(u2)) return mu + z * sigma;
    }
  }

  gauss(mu = 0, sigma = 1) {
    let z = this.#spare;
    this.#spare = null;
    if (z === null) {
      const x2pi = this.random() * 2 * Math.PI;
      const g2rad = Math.sqrt(-2 * Math.log(1 - this.random()));
      z = Math.cos(x2pi) * g2rad;
      this.#spare = Math.sin(x2pi) * g2rad;
    }
    return mu + z * sigma;
  }

  lognormvariate(mu = 0, sigma = 1) {
    return Math.exp(this.normalvariate(mu, sigma));
  }

  expovariate(lambd = 1) {
    return -Math.log(1 - this.random()) / lambd;
  }

  paretovariate(alpha) {
    return (1 - this.random()) ** (-1 / alpha);
  }

  weibullvariate(alpha, beta) {
    return alpha * (-Math.log(1 - this.random())) ** (1 / beta);
  }
}

function asCount(x) {
  return asIndex(x);
}

let sharedRandom = null;

function shared() {
  sharedRandom ??= new Random();
  return sharedRandom;
}

/** Python's `random.Random(seed)`. */
export function randomNew(seed = null) {
  return new Random(seed);
}

/** Python's `random.choice`. */
export function randomChoice(...args) {
  return shared().choice(...args);
}

/** Python's `random.choices`. */
export function randomChoices(...args) {
  return shared().choices(...args);
}

/** Python's `random.expovariate`. */
export function randomExpovariate(...args) {
  return shared().expovariate(...args);
}

/** Python's `random.gauss`. */
export function randomGauss(...args) {
  return shared().gauss(...args);
}

/** Python's `random.getrandbits`. */
export function randomGetrandbits(...args) {
  return shared().getrandbits(...args);
}

/** Python's `random.lognormvariate`. */
export function randomLognormvariate(...args) {
  return shared().lognormvariate(...args);
}

/** Python's `random.normalvariate`. */
export function randomNormalvariate(...args) {
  return shared().normalvariate(...args);
}

/** Python's `random.paretovariate`. */
export function randomParetovariate(...args) {
  return shared().paretovariate(...args);
}

/** Python's `random.randint`. */
export function randomRandint(...args) {
  return shared().randint(...args);
}

/** Python's `random.random`. */
export function randomRandom(...args) {
  return shared().random(...args);
}

/** Python's `random.randrange`. */
export function randomRandrange(...args) {
  return shared().randrange(...args);
}

/** Python's `random.sample`. */
export function randomSample(...args) {
  return shared().sample(...args);
}

/** Python's `random.seed`. */
export function randomSeed(...args) {
  return shared().seed(...args);
}

/** Python's `random.shuffle`. */
export function randomShuffle(...args) {
  return shared().shuffle(...args);
}

/** Python's `random.triangular`. */
export function randomTriangular(...args) {
  return shared().triangular(...args);
}

/** Python's `random.uniform`. */
export function randomUniform(...args) {
  return shared().uniform(...args);
}

/** Python's `random.weibullvariate`. */
export function randomWeibullvariate(...args) {
  return shared().weibullvariate(...args);
}
