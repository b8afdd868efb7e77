import { str } from "./str.js";

// console.log ends the line itself, so text waits here for its newline
let line = "";

/** Python's `print(*values)`. */
export function print(...values) {
  printWith(" ", "\n", ...values);
}

/** Python's `print(*values, sep=, end=)`. */
export function printWith(sep, end, ...values) {
  line += values.map((value) => str(value)).join(sep ?? " ") + (end ?? "\n");
  const cut = line.lastIndexOf("\n");
  if (cut < 0) return;
  console.log(line.slice(0, cut));
  line = line.slice(cut + 1);
}
