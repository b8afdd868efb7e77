"""What stands in a route file in place of a transpiled function: the import of the compiled one.

Pulse writes every marked function into every route file and lists it in the registry under its id. A
stand-in keeps id and name, and where Pulse asks for the function's text it gives

    import { ChatClient as ChatClient_3 } from "../../pulsec/chat/client/channel.js";

which JavaScript allows anywhere at the top level of a module. So what the browser loads are the
modules pulsec wrote, with their source maps, once for all routes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from pulse.transpiler import FUNCTION_CACHE, EmitContext

from pulsec.pulse._project import PulseFunction


class ImportStatement:
    """The node that Pulse emits for a compiled function."""

    def __init__(self, exported: str, local: str, module: Path, pulse_dir: Path) -> None:
        self.exported = exported
        self.local = local
        self.module = module
        self.pulse_dir = pulse_dir

    def emit(self, out: list[str]) -> None:
        context = EmitContext.get()
        route = self.pulse_dir / (context.route_file_path if context else "route.tsx")
        names = self.exported if self.exported == self.local else f"{self.exported} as {self.local}"
        out.append(f'import {{ {names} }} from "{_specifier(self.module, route)}";')


def _specifier(module: Path, route: Path) -> str:
    relative = PurePath(os.path.relpath(module, route.parent)).as_posix()
    return relative if relative.startswith("../") else f"./{relative}"


class CompiledFunction:
    """A marked function to Pulse's code generation: the same id and name, nothing it depends on.

    No subclass of `JsFunction`, whose constructor registers and whose attributes were properties in
    earlier versions; these five are all that is asked for.
    """

    def __init__(self, original: PulseFunction, exported: str, module: Path, pulse_dir: Path) -> None:
        self.fn = original.fn
        self.id = original.id
        self.js_name = original.js_name
        self.deps: dict[str, Any] = {}
        self._statement = ImportStatement(exported, self.js_name, module, pulse_dir)

    def transpile(self) -> ImportStatement:
        return self._statement


@contextlib.contextmanager
def stand_in(functions: Iterable[CompiledFunction | PulseFunction]) -> Iterator[None]:
    """While it lasts, `functions` are all that Pulse knows to be marked."""
    before = dict(FUNCTION_CACHE)
    try:
        FUNCTION_CACHE.clear()
        FUNCTION_CACHE.update({function.fn: function for function in functions})  # type: ignore[misc]
        yield
    finally:
        added = {fn: function for fn, function in FUNCTION_CACHE.items() if fn not in before}
        FUNCTION_CACHE.clear()
        FUNCTION_CACHE.update(before)
        FUNCTION_CACHE.update(
            {fn: it for fn, it in added.items() if not isinstance(it, CompiledFunction)}
        )
