// The envelope of every message: `[[refs, dates, sets, maps], payload]`.
//
//     serialize({ at: new Date(0), tags: new Set(["a"]) })
//     // [[[], [1], [2], []], { at: "1970-01-01T00:00:00.000Z", tags: ["a"] }]
//
// Every node of the payload has an index in depth-first order, from 0, containers before what they hold;
// the four lists name the nodes that are more than JSON. A node in `refs` holds the index of an earlier one.

export function serialize(value) {
  const refs = [];
  const dates = [];
  const sets = [];
  const maps = [];
  const seen = new Map();
  let next = 0;

  function node(item) {
    const index = next++;
    switch (typeof item) {
      case "boolean":
      case "string":
        return item;
      case "number":
        if (Number.isNaN(item)) return null;
        if (!Number.isFinite(item)) throw new Error(`cannot send ${item}`);
        return item;
      case "bigint":
        throw new Error("cannot send a BigInt");
      case "object":
        break;
      case "undefined":
        return undefined; // in an array JSON makes it `null`
      default: // function, symbol
        return null;
    }
    if (item === null) return null;
    if (globalThis.Node && item instanceof globalThis.Node) throw new Error("cannot send a node of the page");
    if (seen.has(item)) {
      refs.push(index);
      return seen.get(item);
    }
    seen.set(item, index);
    if (item instanceof Date) {
      dates.push(index);
      return item.toISOString(); // throws for an invalid one
    }
    if (Array.isArray(item)) return Array.from(item, node);
    if (item instanceof Set) {
      sets.push(index);
      return Array.from(item, node);
    }
    if (item instanceof Map) {
      maps.push(index);
      return record([...item].map(([key, entry]) => [String(key), entry]));
    }
    return record(Object.entries(item));
  }

  function record(entries) {
    const out = {};
    for (const [key, entry] of entries) out[key] = node(entry);
    return out;
  }

  const payload = node(value);
  return [[refs, dates, sets, maps], payload];
}

/** The server's `None` is `null`; with `coerceNullsToUndefined`, as in every message of a socket, `undefined`, at every depth. */
export function deserialize([[refs, dates, sets, maps], payload], { coerceNullsToUndefined = false } = {}) {
  const [isRef, isDate, isSet, isMap] = [refs, dates, sets, maps].map((indexes) => new Set(indexes));
  const built = new Map();
  let next = 0;

  function keep(index, container) {
    built.set(index, container);
    return container;
  }

  function node(item) {
    const index = next++;
    if (isRef.has(index)) {
      if (!built.has(item)) throw new Error(`node ${index} refers to ${item}, which there is not`);
      return built.get(item);
    }
    if (isDate.has(index)) return keep(index, new Date(item));
    if (item === null || item === undefined) return coerceNullsToUndefined ? undefined : item;
    if (typeof item !== "object") return item;
    if (Array.isArray(item)) {
      const out = keep(index, isSet.has(index) ? new Set() : []);
      for (const entry of item) {
        const made = node(entry);
        if (out instanceof Set) out.add(made);
        else out.push(made);
      }
      return out;
    }
    const out = keep(index, isMap.has(index) ? new Map() : {});
    for (const [key, entry] of Object.entries(item)) {
      const made = node(entry);
      if (out instanceof Map) out.set(key, made);
      else out[key] = made;
    }
    return out;
  }

  return node(payload);
}
