/** Python's `time.time()`. */
export function timeTime() {
  return Date.now() / 1000;
}

/** Python's `time.perf_counter()` and `time.monotonic()`. */
export function timePerfCounter() {
  return (typeof performance === "object" ? performance.now() : Date.now()) / 1000;
}
