// Takes from the engine what is newer than ES2022: compiled code and its helpers must do without.

const iterators = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const typed = Object.getPrototypeOf(Uint8Array);
const newer = [
  // ES2023
  [Array.prototype, "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"],
  [typed.prototype, "findLast", "findLastIndex", "toReversed", "toSorted", "with"],
  // ES2024
  [Object, "groupBy"],
  [Map, "groupBy"],
  [Promise, "withResolvers"],
  [String.prototype, "isWellFormed", "toWellFormed"],
  [ArrayBuffer.prototype, "resize", "resizable", "maxByteLength", "transfer", "transferToFixedLength", "detached"],
  // ES2025
  [Set.prototype, "union", "intersection", "difference", "symmetricDifference"],
  [Set.prototype, "isSubsetOf", "isSupersetOf", "isDisjointFrom"],
  [iterators, "map", "filter", "take", "drop", "flatMap", "reduce", "toArray", "forEach", "some", "every", "find"],
  [globalThis, "Iterator", "Float16Array"],
  [Promise, "try"],
  [RegExp, "escape"],
  [Math, "f16round"],
  // Newer
  [Array, "fromAsync"],
  [Math, "sumPrecise"],
  [Error, "isError"],
  [JSON, "rawJSON", "isRawJSON"],
  [Uint8Array, "fromBase64", "fromHex"],
  [Uint8Array.prototype, "toBase64", "toHex", "setFromBase64", "setFromHex"],
  [Map.prototype, "getOrInsert", "getOrInsertComputed"],
  [globalThis, "Temporal", "DisposableStack", "AsyncDisposableStack", "SuppressedError"],
];
for (const [holder, ...names] of newer) for (const name of names) delete holder[name];
if ([].toSorted || new Set().union) throw new Error("newer names stay");
