const types = new Map();

/** Marks the function that makes values of a builtin type, so that `isinstance(x, t)` knows `t = int`. */
export function builtinType(name, make) {
  types.set(name, make);
  return Object.assign(make, { pyName: name });
}

/** The builtin type of that name. One that the program never mentions has nothing to make it with. */
export function typeNamed(name) {
  const stub = () => {
    throw new TypeError(`cannot create '${name}' instances`);
  };
  return types.get(name) ?? builtinType(name, stub);
}
