"""Imports the chat app with the real Pulse and says what Pulse's own transpiler makes of it.

    python tests/pulse/import_chat.py [--strict]

Prints one line per registered function: `ok`, or `refused` with the reason. Exits 0 when the app
imports and has its client functions; `--strict` also wants every function transpiled.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "fixtures" / "apps" / "chat"

# The functions that must be there, whatever else the app has. Fewer would mean that the app
# imports only because nothing is marked any more.
EXPECTED = {
    "ChatClient",
    "MessageList",
    "MessageItem",
    "Avatar",
    "Composer",
    "EmojiPicker",
    "group_by_author",
    "save_draft",
}


def main(arguments: list[str]) -> int:
    os.environ.setdefault("PULSE_DISABLE_CODEGEN", "1")
    sys.path.insert(0, str(APP))
    sys.dont_write_bytecode = True

    import pulse as ps
    from pulse.transpiler import TranspileError, emit, registered_functions

    from chat.app import app

    if not isinstance(app, ps.App):
        print(f"chat.app.app is {type(app).__name__}, not ps.App")
        return 1

    functions = registered_functions()
    refused = 0
    for function in functions:
        module, name = function.fn.__module__, function.fn.__qualname__
        kind = "component" if type(function).__name__ == "JsxFunction" else "function"
        try:
            emit(function.transpile())
        except TranspileError as error:
            refused += 1
            reason = str(error).strip().splitlines()[0]
            print(f"refused  {kind:9}  {module}.{name}: {reason}")
        else:
            print(f"ok       {kind:9}  {module}.{name}")

    routes = sorted(app.routes.flat_tree)
    print(f"{len(functions)} functions, {refused} refused by Pulse; routes: {', '.join(routes)}")
    missing = EXPECTED - {function.fn.__name__ for function in functions}
    if missing:
        print(f"not registered: {', '.join(sorted(missing))}")
        return 1
    return 1 if refused and "--strict" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
