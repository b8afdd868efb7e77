/** Marks the function that makes values of a builtin type, so that `isinstance(x, t)` knows `t = int`. */
export function builtinType(name, make) {
  return Object.assign(make, { pyName: name });
}
