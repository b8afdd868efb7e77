// Calls a function of the program, and tells what came of it.
import { caught, exceptionClass, str } from "./pulsec-runtime.js";

const className = (Class) => (Object.hasOwn(Class, "path__") ? Class.path__ : Class.name);

function told(thrown) {
  const error = caught(thrown);
  const trace = thrown instanceof Error ? thrown.stack : undefined;
  return {
    name: className(exceptionClass(error)),
    message: str(error),
    notes: (error.__notes__ ?? []).map((note) => str(note)),
    stack: String(trace ?? ""),
  };
}

// the exception, and what it was raised from
function chain(thrown) {
  const all = [];
  for (let e = thrown; e !== null && e !== undefined && all.length < 16; e = e.__cause__) all.push(told(e));
  return all;
}

export async function run(name) {
  try {
    // Loading it may raise too.
    const program = await import("./MODULE");
    return { value: await program[name]() };
  } catch (e) {
    // What has no memory left cannot tell either.
    if (e === null || e === undefined || e?.message === "out of memory") throw e ?? new Error("out of memory");
    return { raised: chain(e) };
  }
}

/** Calls several, one after the other; a line that begins with a zero tells which one is next. */
export async function runAll(names) {
  const all = [];
  for (const name of names) {
    console.log(`\0${name}`);
    all.push(await run(name));
  }
  return all;
}
