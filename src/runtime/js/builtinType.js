const types = new Map();

/** Marks the function that makes values of a builtin type, so that `isinstance(x, t)` knows `t = int`. */
export function builtinType(name, make) {
  types.set(name, make);
  return Object.assign(make, { pyName: name });
}

/** The same of a type that derives from another, or that another derives from: `classOf` tells that of its values. */
export function derivedType(classOf, name, make) {
  return Object.assign(builtinType(name, make), { class__: classOf });
}

/** The builtin type of that name. One that the program never mentions has nothing to make it with. */
export function typeNamed(name) {
  const stub = () => {
    throw new TypeError(`cannot create '${name}' instances`);
  };
  return types.get(name) ?? builtinType(name, stub);
}
