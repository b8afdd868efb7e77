import { asSize } from "./indices.js";
import { intToBytes } from "./intBytes.js";
import { randomGetrandbits } from "./randomModule.js";

/** Python's `random.randbytes(n)`. */
export function randomRandbytes(n) {
  return intToBytes(randomGetrandbits(8 * asSize(n)), n, "little");
}
