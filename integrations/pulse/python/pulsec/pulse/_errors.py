"""What stops an app from starting."""

from __future__ import annotations


class PulsecError(SystemExit):
    """Pulse's code generation cannot go on; the message says why and what to do.

    A `SystemExit` with a message, because of who is above: `pulse run`, `pulse generate`, and the
    process that the dev server starts anew after each edit. All three print a traceback for any other
    exception; for this one the interpreter prints the message and ends with 1, and the dev server
    waits for the next edit.
    """

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(f"\n{message}")

    def __str__(self) -> str:
        return self.message
