// What goes wrong with the tool, not with the user's Python.

/** Has a message for people and no use for a stack: the cause lies outside this program. */
export class PulsecFailure extends Error {
  override name = "PulsecFailure";
}

export const INSTALL = "Install it with `pip install pulsec` (or `uv add --dev pulsec`)";
