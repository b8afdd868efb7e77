import { same } from "./eq.js";
import { AttributeError, IndexError, ValueError } from "./exceptions.js";
import { asIndex, sliceIndices } from "./indices.js";
import { iadd } from "./add.js";
import { isMarked, isTuple } from "./kinds.js";
import { repr } from "./repr.js";

/** Called before a list changes: a tuple that comes where an annotation says list has no such method. */
export function changing(xs, method) {
  if (isMarked(xs)) throw new AttributeError(`'tuple' object has no attribute '${method}'`);
  return xs;
}

/** `xs.append(item)`; returns None. */
export function listAppend(xs, item) {
  // a class that derives from `list` may have a `push` of its own
  changing(xs, "append")[xs.length] = item;
  return null;
}

/** `xs.extend(items)`. */
export function listExtend(xs, items) {
  iadd(changing(xs, "extend"), items);
  return null;
}

/** `xs.insert(i, item)`. */
export function listInsert(xs, i, item) {
  changing(xs, "insert").splice(asIndex(i), 0, item);
  return null;
}

/** `xs.remove(item)`. */
export function listRemove(xs, item) {
  const at = changing(xs, "remove").findIndex((x) => same(x, item));
  if (at < 0) throw new ValueError("list.remove(x): x not in list");
  xs.splice(at, 1);
  return null;
}

/** `xs.pop(i)`. */
export function listPop(xs, i = -1) {
  return i === -1 && changing(xs, "pop").length > 0 ? xs.pop() : listPopAt(xs, i);
}

function listPopAt(xs, i) {
  if (changing(xs, "pop").length === 0) throw new IndexError("pop from empty list");
  const at = asIndex(i);
  const from = at < 0 ? at + xs.length : at;
  if (from < 0 || from >= xs.length) throw new IndexError("pop index out of range");
  return xs.splice(from, 1)[0];
}

/** `xs.clear()`. */
export function listClear(xs) {
  changing(xs, "clear").length = 0;
  return null;
}

/** `xs.index(item, start, end)` of a list or tuple. */
export function listIndex(xs, item, start = null, end = null) {
  const [from, to] = sliceIndices(xs.length, start, end, null);
  for (let i = from; i < to; i++) if (same(xs[i], item)) return i;
  throw new ValueError(
    isTuple(xs) ? "tuple.index(x): x not in tuple" : `${repr(item)} is not in list`,
  );
}

/** `xs.count(item)` of a list or tuple. */
export function listCount(xs, item) {
  return xs.filter((x) => same(x, item)).length;
}

/** `xs.reverse()`. */
export function listReverse(xs) {
  changing(xs, "reverse").reverse();
  return null;
}
