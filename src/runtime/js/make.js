// What classes of JavaScript and of the browser have in common: nobody can give them another prototype.
// These convert when they are called, though they have one.
const CONVERSIONS = new Set([BigInt, Boolean, Number, String, Symbol]);

function isConstructor(value) {
  if (typeof value !== "function" || CONVERSIONS.has(value)) return false;
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/** A call of something of JavaScript that may be a class. */
export function make(callee, ...args) {
  return isConstructor(callee) ? new callee(...args) : callee(...args);
}

/** `object.Name(...)`, where `Name` may be a class. */
export function makeMember(object, name, ...args) {
  const callee = object[name];
  return isConstructor(callee) ? new callee(...args) : object[name](...args);
}
