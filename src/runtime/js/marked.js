import { signed, takeKeywords } from "./arguments.js";
import { printBy } from "./byMapping.js";
import { PyTypeError } from "./exceptions.js";
import { max, min, zipAll } from "./sequences.js";
import { truthy } from "./truthy.js";

/** `signed(…)` of a helper that takes its keywords before the values. */
export function signedFirst(signature, f) {
  const names = namesAfterStar(signature);
  return signed(signature, (...args) => {
    const given = takeKeywords(args);
    return f(...names.map((name) => given[name]), ...args);
  });
}

/** `signed(…)` of a helper that takes its keywords as one object behind the values. */
export function signedLast(signature, f) {
  const names = namesAfterStar(signature);
  const count = signature.split(", *,")[0].split(", ").length;
  return signed(signature, (...args) => {
    const given = names.map((name, i) => [name, args[count + i]]).filter(([, value]) => value !== undefined);
    return f(...args.slice(0, count), Object.fromEntries(given));
  });
}

function namesAfterStar(signature) {
  const [, names] = /\*\w*, (.*)\)$/.exec(signature);
  return names.split(", ").map((name) => name.replace("=", ""));
}

/** `max(*args, **keywords)`. */
export function maxMarked(...args) {
  return bestMarked(max, "max", args);
}

/** `min(*args, **keywords)`. */
export function minMarked(...args) {
  return bestMarked(min, "min", args);
}

function bestMarked(of, name, args) {
  const given = takeKeywords(args);
  if (args.length === 0) throw new PyTypeError(`${name} expected at least 1 argument, got 0`);
  if (args.length === 1) return of(args[0], given.key ?? undefined, given.default);
  if ("default" in given)
    throw new PyTypeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
  return of(args, given.key ?? undefined);
}

/** `zip(*iterables, **keywords)`. */
export function zipMarked(...iterables) {
  const { strict = false } = takeKeywords(iterables);
  return zipAll(iterables, truthy(strict));
}

/** `print(*args, **keywords)`. */
export function printMarked(...args) {
  const given = takeKeywords(args);
  return printBy(args, given);
}
