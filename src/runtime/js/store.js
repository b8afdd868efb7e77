/**
 * `o[key] = value` for a key that comes from outside: every such store goes through here, because a plain one to
 * `__proto__` would change the prototype.
 */
export function store(o, key, value) {
  if (key === "__proto__")
    Object.defineProperty(o, key, { value, writable: true, enumerable: true, configurable: true });
  else o[key] = value;
}
