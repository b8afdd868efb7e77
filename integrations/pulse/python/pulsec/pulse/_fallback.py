"""`fallback=True`: which functions go to Pulse's own transpiler when pulsec has found errors.

Those an error lies in or was caused by, and those that use them: a function Pulse transpiles lives in
the route file, and compiled modules cannot import from there. The others are compiled as ever.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Sequence
from typing import Any

from pulse.transpiler import EmitContext, Jsx, JsFunction, TranspileError

from pulsec.pulse import _project, _record
from pulsec.pulse._statements import Lines, bound_names, lines_of, statement_at
from pulsec.pulse._errors import PulsecError
from pulsec.pulse._project import Project, PulseFunction

class Refused:
    """The functions left to Pulse so far."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.functions: list[PulseFunction] = []
        self.codes: dict[str, list[str]] = {}
        """What was found, by the name of the function it was found for."""

    def add(self, diagnostics: Iterable[dict[str, Any]]) -> bool:
        """Takes the functions that the errors are about; false where it has them all already."""
        known = {function.id for function in self.functions}
        hit: list[PulseFunction] = []
        for found in diagnostics:
            if found["severity"] != "error":
                continue
            about = self._about(found)
            hit += about
            place = f"{found['code']} in {found['path']}:{found['start']['line']}"
            for function in about:
                self.codes.setdefault(function.id, []).append(place)
        ids = {function.id for function in hit}
        self.functions = [
            function
            for function in self.project.functions
            if function.id in known or ids & {used.id for used in _graph(function)}
        ]
        return {function.id for function in self.functions} != known

    def others(self, functions: Sequence[PulseFunction]) -> list[PulseFunction]:
        """Those that are not refused."""
        refused = {function.id for function in self.functions}
        return [function for function in functions if function.id not in refused]

    def transpile(self) -> None:
        """Has Pulse transpile them now, so that what it refuses is said in one place."""
        graph = {used.id: used for function in self.functions for used in _graph(function)}
        for function in graph.values():
            error: TranspileError | None = _record.refused.get(function.fn)
            if error is None:
                try:
                    with EmitContext(route_file_path="routes/index.jsx"):
                        function.transpile()
                except TranspileError as refused:
                    error = refused
            if error is not None:
                raise PulsecError(
                    f"Pulse's own transpiler refuses `{function.fn.__qualname__}` "
                    f"({_project.place_of(function.fn)}), too: {error}"
                ) from None

    def report(self) -> str:
        """What the user is told."""
        lines = []
        for function in self.functions:
            if not _project.is_marked(function, self.project):
                continue
            why = "; ".join(self.codes.get(function.id, ["it uses one of the others"]))
            lines.append(f"  {_project.place_of(function.fn)}: {function.fn.__qualname__} ({why})")
        return "\n".join(["left to Pulse's own transpiler (fallback=True):", *lines])

    def _about(self, found: dict[str, Any]) -> list[PulseFunction]:
        """The registered functions that a finding is about; all of them, where that cannot be told."""
        return self._of_place(found) or self.project.functions

    def _of_place(self, found: dict[str, Any]) -> list[PulseFunction]:
        if not found["file"] or not found["start"]:
            return []
        path, line = os.path.realpath(found["file"]), found["start"]["line"]
        holding = [
            function
            for function in self.project.functions
            if _project.file_of(function.fn) == path and _within(line, _lines_of(function))
        ]
        if holding:
            return holding
        # A constant of the module, or `f = ps.javascript(g)`.
        statement = statement_at(path, line)
        if statement is None:
            return []
        # What is around a function that stands in another one.
        within = [
            function
            for function in self.project.functions
            if _project.file_of(function.fn) == path
            and _within(_lines_of(function)[0], lines_of(statement))
        ]
        if within:
            return within
        names = bound_names(statement)
        called = [
            function
            for function in self.project.functions
            for module in self.project.modules
            if module.path == path
            for name in names
            if _project.marked_function(vars(module.module).get(name)) is function.fn
        ]
        if called:
            return called
        return [it for it in self.project.functions if names & it.deps.keys()]


def _graph(function: PulseFunction) -> list[PulseFunction]:
    """The function and all that it uses."""
    found: dict[str, PulseFunction] = {}
    queue: list[Any] = [function]
    while queue:
        value = queue.pop()
        if isinstance(value, Jsx):
            value = value.expr
        is_function = isinstance(value, JsFunction) or type(value).__name__ == "JsxFunction"
        if is_function and value.id not in found:
            found[value.id] = value
            queue += value.deps.values()
    return list(found.values())


def _lines_of(function: PulseFunction) -> Lines:
    try:
        lines, first = inspect.getsourcelines(_project.defined(function.fn))
    except (OSError, TypeError):
        return (0, -1)
    return (first, first + len(lines) - 1)


def _within(line: int, lines: Lines) -> bool:
    return lines[0] <= line <= lines[1]
