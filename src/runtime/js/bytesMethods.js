import {
  asByte,
  compareViews,
  concatViews,
  isAt,
  latin,
  reprView,
  searchBytes,
  searchBack,
  unlatin,
  viewOf,
  viewOrNull,
} from "./bytesViews.js";
import { IndexError, PyTypeError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { asSize, index, sliceIndices } from "./indices.js";
import { isIterable, iter } from "./iter.js";
import { asTuple, hasMethod, isIntOrBool, isTuple } from "./kinds.js";
import { len } from "./len.js";
import { repeat } from "./mul.js";
import { NotImplemented } from "./notImplemented.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

const isLetter = (byte) => (byte | 32) >= 97 && (byte | 32) <= 122;

const isDigit = (byte) => byte >= 48 && byte <= 57;

const isUpper = (byte) => byte >= 65 && byte <= 90;

const isLower = (byte) => byte >= 97 && byte <= 122;

const isSpaceByte = (byte) => byte === 32 || (byte >= 9 && byte <= 13);

function allBytes(view, test) {
  return view.length > 0 && view.every(test);
}

// what is looked for: bytes, or one of them
function wanted(x) {
  const view = viewOrNull(x);
  if (view !== null) return view;
  if (!isIntOrBool(x) && !hasMethod(x, "__index__"))
    throw new PyTypeError(`argument should be integer or bytes-like object, not '${typeName(x)}'`);
  return [asByte(x)];
}

function bounded(view, start, end) {
  const [from] = sliceIndices(view.length, start, null);
  const [, to] = sliceIndices(view.length, null, end);
  // a start beyond the end finds nothing, not even what is empty
  return [Number(start) > view.length ? view.length + 1 : from, to];
}

function upper(byte) {
  return isLower(byte) ? byte - 32 : byte;
}

function lower(byte) {
  return isUpper(byte) ? byte + 32 : byte;
}

/** The methods that `bytes` and `bytearray` share, above a class. */
export function bytesMethods(Base) {
  return class extends Base {
    __len__() {
      return this.length;
    }

    __eq__(other) {
      const [a, b] = [this.view__(), viewOrNull(other)];
      return b === null ? NotImplemented : a.length === b.length && isAt(a, b, 0);
    }

    __lt__(other) {
      return compared(this, other, (order) => order < 0);
    }

    __le__(other) {
      return compared(this, other, (order) => order <= 0);
    }

    __gt__(other) {
      return compared(this, other, (order) => order > 0);
    }

    __ge__(other) {
      return compared(this, other, (order) => order >= 0);
    }

    __contains__(x) {
      if (isIntOrBool(x)) return this.view__().includes(asByte(x));
      return searchBytes(this.view__(), viewOf(x), 0, this.length) >= 0;
    }

    // where an index points to, or the errors that Python has for the type
    at__(k) {
      const [name, what] = this.constructor.words__;
      const at = index(k, `${name} indices must be integers or slices, not `, "");
      const from = at < 0 ? at + this.length : at;
      if (from >= 0 && from < this.length) return from;
      throw new IndexError(`${what}index out of range`);
    }

    __getitem__(k) {
      return this.view__()[this.at__(k)];
    }

    __getslice__(lo, hi, step) {
      const view = this.view__();
      const [start, stop, by] = sliceIndices(view.length, lo, hi, step);
      if (by === 1) return likeIt(this, view.slice(start, Math.max(start, stop)));
      const picked = [];
      for (let i = start; by > 0 ? i < stop : i > stop; i += by) picked.push(view[i]);
      return likeIt(this, Uint8Array.from(picked));
    }

    __add__(other) {
      const view = viewOrNull(other);
      if (view !== null) return likeIt(this, concatViews([this.view__(), view]));
      if (hasMethod(other, "__radd__")) return NotImplemented;
      throw new PyTypeError(`can't concat ${typeName(other)} to ${typeName(this)}`);
    }

    __mul__(count) {
      if (isIntOrBool(count) || hasMethod(count, "__index__")) {
        const times = Math.max(asSize(count), 0);
        return likeIt(this, concatViews(new Array(times).fill(this.view__())));
      }
      if (hasMethod(count, "__rmul__") && viewOrNull(count) === null) return NotImplemented;
      throw new PyTypeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
    }

    __rmul__(count) {
      // of two sequences it is the left one that is to be multiplied
      const isSequence = typeof count === "string" || Array.isArray(count);
      return isSequence ? repeat(count, this) : this.__mul__(count);
    }

    capitalize() {
      return mapped(this, (byte, i) => (i === 0 ? upper(byte) : lower(byte)));
    }

    center(width, fill) {
      return padded(this, width, fill, "center", (missing) => (missing >> 1) + (missing & asSize(width) & 1));
    }

    ljust(width, fill) {
      return padded(this, width, fill, "ljust", () => 0);
    }

    rjust(width, fill) {
      return padded(this, width, fill, "rjust", (missing) => missing);
    }

    zfill(width) {
      const filled = this.rjust(width, unlatin("0"));
      const view = filled.view__();
      const sign = this.view__()[0];
      if (sign === 43 || sign === 45) [view[view.length - this.length], view[0]] = [view[0], sign];
      return filled;
    }

    count(sub, start, end) {
      const [view, part] = [this.view__(), wanted(sub)];
      const [from, to] = bounded(view, start, end);
      if (part.length === 0) return Math.max(to - from + 1, 0);
      let count = 0;
      for (let at = searchBytes(view, part, from, to); at >= 0; at = searchBytes(view, part, at + part.length, to)) count++;
      return count;
    }

    find(sub, start, end) {
      const view = this.view__();
      return searchBytes(view, wanted(sub), ...bounded(view, start, end));
    }

    rfind(sub, start, end) {
      const view = this.view__();
      return searchBack(view, wanted(sub), ...bounded(view, start, end));
    }

    index(sub, start, end) {
      return found(this.find(sub, start, end));
    }

    rindex(sub, start, end) {
      return found(this.rfind(sub, start, end));
    }

    startswith(prefix, start, end) {
      return stands(this, prefix, start, end, "startswith", (from) => from);
    }

    endswith(suffix, start, end) {
      return stands(this, suffix, start, end, "endswith", (from, to, part) => to - part.length);
    }

    removeprefix(prefix) {
      const part = viewOf(prefix);
      return this.__getslice__(isAt(this.view__(), part, 0) ? part.length : 0);
    }

    removesuffix(suffix) {
      const [part, end] = [viewOf(suffix), this.length];
      return this.__getslice__(0, end >= part.length && isAt(this.view__(), part, end - part.length) ? end - part.length : end);
    }

    replace(old, by, count) {
      const [view, from, to] = [this.view__(), viewOf(old), viewOf(by)];
      let left = count === undefined ? -1 : asSize(count);
      if (left < 0) left = Infinity;
      const parts = [];
      let start = 0;
      for (let at = searchBytes(view, from, 0, view.length); at >= 0 && left > 0; left--) {
        parts.push(view.subarray(start, at), to);
        start = at + from.length;
        // between any two bytes there is an empty one
        at = searchBytes(view, from, Math.max(start, at + 1), view.length);
      }
      return likeIt(this, concatViews([...parts, view.subarray(start)]));
    }

    strip(chars) {
      return stripped(this, chars, true, true);
    }

    lstrip(chars) {
      return stripped(this, chars, true, false);
    }

    rstrip(chars) {
      return stripped(this, chars, false, true);
    }

    split(sep = null, maxsplit = -1) {
      const most = asSize(maxsplit);
      const view = this.view__();
      const part = sep === null ? null : separator(sep);
      const parts = [];
      let at = 0;
      if (part === null) {
        for (;;) {
          while (at < view.length && isSpaceByte(view[at])) at++;
          if (at >= view.length) return pieces(this, parts);
          if (parts.length === most) return pieces(this, [...parts, view.subarray(at)]);
          const start = at;
          while (at < view.length && !isSpaceByte(view[at])) at++;
          parts.push(view.subarray(start, at));
        }
      }
      for (let to = searchBytes(view, part, 0, view.length); to >= 0 && parts.length !== most; to = searchBytes(view, part, at, view.length)) {
        parts.push(view.subarray(at, to));
        at = to + part.length;
      }
      return pieces(this, [...parts, view.subarray(at)]);
    }

    rsplit(sep = null, maxsplit = -1) {
      const most = asSize(maxsplit);
      const view = this.view__();
      const part = sep === null ? null : separator(sep);
      const parts = [];
      let end = view.length;
      if (part === null) {
        for (;;) {
          while (end > 0 && isSpaceByte(view[end - 1])) end--;
          if (end === 0) break;
          if (parts.length === most) {
            parts.push(view.subarray(0, end));
            break;
          }
          const stop = end;
          while (end > 0 && !isSpaceByte(view[end - 1])) end--;
          parts.push(view.subarray(end, stop));
        }
        return pieces(this, parts.reverse());
      }
      for (let at = searchBack(view, part, 0, end); at >= 0 && parts.length !== most; at = searchBack(view, part, 0, end)) {
        parts.push(view.subarray(at + part.length, end));
        end = at;
      }
      return pieces(this, [...parts, view.subarray(0, end)].reverse());
    }

    splitlines(keepends = false) {
      const view = this.view__();
      const lines = [];
      for (let start = 0; start < view.length; ) {
        let end = start;
        while (end < view.length && view[end] !== 10 && view[end] !== 13) end++;
        const next = end + (view[end] === 13 && view[end + 1] === 10 ? 2 : 1);
        lines.push(view.subarray(start, truthy(keepends) ? next : end));
        start = next;
      }
      return pieces(this, lines);
    }

    partition(sep) {
      return cutInThree(this, this.find(separator(sep)), sep, [this.length, this.length]);
    }

    rpartition(sep) {
      return cutInThree(this, this.rfind(separator(sep)), sep, [0, 0]);
    }

    join(items) {
      if (!isIterable(items)) throw new PyTypeError("can only join an iterable");
      const parts = Array.from(iter(items), (item, i) => {
        const view = viewOrNull(item);
        if (view !== null) return view;
        throw new PyTypeError(`sequence item ${i}: expected a bytes-like object, ${typeName(item)} found`);
      });
      return likeIt(this, concatViews(parts.flatMap((part, i) => (i === 0 ? [part] : [this.view__(), part]))));
    }

    translate(table, gone) {
      const map = table === null ? null : viewOf(table);
      if (map !== null && map.length !== 256)
        throw new ValueError("translation table must be 256 characters long");
      const without = gone === undefined ? [] : viewOf(gone);
      const kept = this.view__().filter((byte) => !without.includes(byte));
      return likeIt(this, map === null ? kept : kept.map((byte) => map[byte]));
    }

    expandtabs(tabsize = 8) {
      const size = asSize(tabsize);
      let column = 0;
      const expand = (c) => {
        const width = c !== "\t" ? 1 : size > 0 ? size - (column % size) : 0;
        column = c === "\n" || c === "\r" ? 0 : column + width;
        return c === "\t" ? " ".repeat(width) : c;
      };
      return likeIt(this, unlatin(latin(this.view__()).replace(/[^]/g, expand)));
    }

    hex(sep, group = 1) {
      const digits = Array.from(this.view__(), (byte) => byte.toString(16).padStart(2, "0"));
      if (sep === undefined) return digits.join("");
      if (len(sep) !== 1) throw new ValueError("sep must be length 1.");
      const mark = typeof sep === "string" ? sep : latin(viewOf(sep));
      if (mark > "\x7f") throw new ValueError("sep must be ASCII.");
      const [size, by] = [asSize(group), Math.abs(asSize(group))];
      // a positive size counts from the end
      const first = size > 0 ? digits.length % by : 0;
      return digits.map((pair, i) => (by > 0 && i > 0 && (i - first) % by === 0 ? mark + pair : pair)).join("");
    }

    isalnum() {
      return allBytes(this.view__(), (byte) => isLetter(byte) || isDigit(byte));
    }

    isalpha() {
      return allBytes(this.view__(), isLetter);
    }

    isascii() {
      return this.view__().every((byte) => byte < 128);
    }

    isdigit() {
      return allBytes(this.view__(), isDigit);
    }

    islower() {
      return this.view__().some(isLower) && !this.view__().some(isUpper);
    }

    isspace() {
      return allBytes(this.view__(), isSpaceByte);
    }

    istitle() {
      return this.view__().some(isLetter) && isAt(this.view__(), this.title().view__(), 0);
    }

    isupper() {
      return this.view__().some(isUpper) && !this.view__().some(isLower);
    }

    lower() {
      return mapped(this, lower);
    }

    upper() {
      return mapped(this, upper);
    }

    swapcase() {
      return mapped(this, (byte) => (isUpper(byte) ? lower(byte) : upper(byte)));
    }

    title() {
      return mapped(this, (byte, i, view) => (i > 0 && isLetter(view[i - 1]) ? lower(byte) : upper(byte)));
    }

    __repr__() {
      return this.literal__();
    }

    literal__() {
      return reprView(this.view__());
    }

    __hash__() {
      return hash(latin(this.view__()));
    }

    // the text that `int`, `float` and `ord` read
    text__() {
      return latin(this.view__());
    }
  };
}

function separator(sep) {
  const view = viewOf(sep);
  if (view.length === 0) throw new ValueError("empty separator");
  return view;
}

function found(at) {
  if (at < 0) throw new ValueError("subsection not found");
  return at;
}

// one of the same class, around bytes that are nobody else's
function likeIt(self, view) {
  return self.constructor.around__(view);
}

function pieces(self, views) {
  return views.map((view) => likeIt(self, view.slice()));
}

function mapped(self, change) {
  return likeIt(self, self.view__().map(change));
}

function compared(self, other, answer) {
  const view = viewOrNull(other);
  return view === null ? NotImplemented : answer(compareViews(self.view__(), view));
}

function padded(self, width, fill, name, before) {
  const missing = Math.max(asSize(width) - self.length, 0);
  const view = fill === undefined ? [32] : viewOrNull(fill);
  if (view?.length !== 1)
    throw new PyTypeError(`${name}() argument 2 must be a byte string of length 1, not ${typeName(fill)}`);
  const padded = new Uint8Array(self.length + missing).fill(view[0]);
  padded.set(self.view__(), before(missing));
  return likeIt(self, padded);
}

function stands(self, fix, start, end, name, place) {
  const [from, to] = bounded(self.view__(), start, end);
  const fits = (part) => from <= to - part.length && isAt(self.view__(), part, place(from, to, part));
  const view = viewOrNull(fix);
  if (view !== null) return fits(view);
  if (isTuple(fix)) return fix.some((one) => fits(viewOf(one)));
  throw new PyTypeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeName(fix)}`);
}

function stripped(self, chars, isLeft, isRight) {
  const view = self.view__();
  const set = (chars ?? null) === null ? null : viewOf(chars);
  const goes = (byte) => (set === null ? isSpaceByte(byte) : set.includes(byte));
  let [start, end] = [0, view.length];
  while (isLeft && start < end && goes(view[start])) start++;
  while (isRight && end > start && goes(view[end - 1])) end--;
  return likeIt(self, view.slice(start, end));
}

function cutInThree(self, at, sep, otherwise) {
  const view = self.view__();
  const places = at < 0 ? otherwise : [at, at + viewOf(sep).length];
  const parts = [view.subarray(0, places[0]), view.subarray(...places), view.subarray(places[1])];
  const [before, between, after] = pieces(self, parts);
  // `bytes` give the separator that they were given
  return asTuple([before, at >= 0 && self === view ? sep : between, after]);
}
