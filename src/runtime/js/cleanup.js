/** What an effect may return: its clean-up function, or nothing. */
export function cleanup(value) {
  return typeof value === "function" ? value : undefined;
}
