import { iter } from "./iter.js";
import { str } from "./str.js";

// console.log ends the line itself, so text waits here for its newline
let line = "";

/** Python's `print(*values)`. */
export function print(...values) {
  printWithAll(" ", "\n", values);
}

/** `print(*values)` of any number of values. */
export function printAll(values) {
  printWithAll(" ", "\n", values);
}

/** Python's `print(*values, sep=, end=)`. */
export function printWith(sep, end, ...values) {
  printWithAll(sep, end, values);
}

/** `print(*values, sep=, end=)` of any number of values. */
export function printWithAll(sep, end, values) {
  const waits = line !== "";
  line += Array.from(iter(values), (value) => str(value)).join(sep ?? " ") + (end ?? "\n");
  const cut = line.lastIndexOf("\n");
  if (cut >= 0) console.log(line.slice(0, cut));
  line = line.slice(cut + 1);
  // what has no newline when the program pauses or ends is shown all the same
  if (line !== "" && !waits) Promise.resolve().then(flush);
}

function flush() {
  if (line !== "") console.log(line);
  line = "";
}
