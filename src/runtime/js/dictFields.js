const fields = { names: new Set(), tellers: [] };

/**
 * Names the keys that a module reads as properties of what it knows as a TypedDict, `user.name`: a `Dict`
 * that stands for one answers to them as a plain object does.
 */
export function dictFields(...names) {
  for (const name of names) {
    if (fields.names.has(name)) continue;
    fields.names.add(name);
    fields.tellers.forEach((tell) => tell(name));
  }
}

/** Tells of each key that is named, and of each that was. */
export function onDictField(tell) {
  fields.tellers.push(tell);
  fields.names.forEach(tell);
}
