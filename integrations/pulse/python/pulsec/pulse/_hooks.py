"""The two places where Pulse is changed, both when `pulsec.pulse` is imported.

`App.run_codegen` (public) is wrapped: for an app with a `PulsecPlugin` the plugin compiles first, and
Pulse's code generation then runs with what it made. Nothing else knows the app, its settings and all
marked functions at once: `Plugin.routes()` runs before the app has settings and, in an app whose
modules are imported late, before all functions are marked.

`analyze_deps` is wrapped: `@ps.javascript` analyses a function at import and raises where it uses
something Pulse cannot transpile, long before anybody could say that somebody else will. The error is
kept, and raised at code generation if Pulse has to transpile the function after all.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from typing import Any

import pulse as ps
import pulse.transpiler.function as pulse_function
from pulse.env import env
from pulse.transpiler import Expr, TranspileError

from pulsec.pulse import _closures, _record
from pulsec.pulse._plugin import plugin_of

AnalyzeDeps = Callable[[Callable[..., Any]], dict[str, Expr]]


def install() -> None:
    """Wraps both, once."""
    if getattr(ps.App.run_codegen, "_is_pulsec", False):
        return
    _wrap_run_codegen()
    _wrap_analyze_deps()


def _wrap_run_codegen() -> None:
    original = ps.App.run_codegen

    @functools.wraps(original)
    def run_codegen(self: ps.App, *args: Any, **kwargs: Any) -> None:
        if env.codegen_disabled:
            return original(self, *args, **kwargs)
        plugin = plugin_of(self)
        if plugin is None:
            for error in _record.refused.values():
                raise error
            return original(self, *args, **kwargs)
        with plugin.compiled(self):
            return original(self, *args, **kwargs)

    run_codegen._is_pulsec = True  # type: ignore[attr-defined]
    ps.App.run_codegen = run_codegen  # type: ignore[method-assign]


def _wrap_analyze_deps() -> None:
    original: AnalyzeDeps | None = getattr(pulse_function, "analyze_deps", None)
    if original is None:
        return  # a Pulse that the plugin refuses when it is made
    depth = 0

    @functools.wraps(original)
    def analyze_deps(fn: Callable[..., Any]) -> dict[str, Expr]:
        nonlocal depth
        # Pulse analyses what a function calls within the analysis of the function.
        _record.analysed[fn] = depth == 0
        _record.cells[fn] = _values(fn)
        depth += 1
        try:
            return original(fn)
        except TranspileError as error:
            _record.refused[fn] = error
            return {}
        finally:
            depth -= 1

    pulse_function.analyze_deps = analyze_deps


def _values(fn: Callable[..., Any]) -> dict[str, list[Any]]:
    values: dict[str, list[Any]] = {}
    for name, cells in _closures.reached(fn).items():
        for cell in cells:
            with contextlib.suppress(ValueError):  # not bound yet
                values.setdefault(name, []).append(cell.cell_contents)
    return values
