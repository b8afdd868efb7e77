import { NotImplementedError } from "./exceptions.js";
import { typeName } from "./typeName.js";

/** An attribute that Python's object has and ours has not: it is named, where `undefined` would pass for None. */
export function notCompiled(o, name) {
  throw new NotImplementedError(`'${name}' of a ${typeName(o)} is not compiled`);
}
