"""Names whose meaning only the imported app knows, written into the source where the compiler asks.

    LIMIT = int(os.environ.get("LIMIT", "25"))      →  LIMIT = 25

    if os.environ.get("STYLE") == "new":            →  from app.charts import NewChart as Chart
        from app.charts import NewChart as Chart
    else:
        from app.charts import OldChart as Chart

Only where the compiler has refused a name and points at a statement outside of functions: what it can
compile from the source stays the source's. The lines keep their numbers.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from typing import Any

from pulsec.pulse import _bindings
from pulsec.pulse._edits import Edits, bound_names, lines_of, parsed, statement_at
from pulsec.pulse._project import Module, Project


class Live:
    """The names that were settled so far."""

    def __init__(self, project: Project, edits: Edits) -> None:
        self.project = project
        self.edits = edits
        self._names: set[str] | None = None
        self._settled: dict[str, set[str]] = {}

    def settle(self, diagnostics: Iterable[dict[str, Any]]) -> bool:
        """Settles what the errors point at; false where there is nothing new to settle."""
        modules = {module.path: module for module in self.project.modules}
        changed = False
        for path, line in self._places(diagnostics):
            statement = statement_at(path, line)
            if path in modules and statement is not None and _is_computed(statement):
                changed |= self._settle(modules[path], statement)
        return changed

    def _places(self, diagnostics: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int]]:
        """Where the errors are, and what they point at. An error about an output is nowhere."""
        for found in diagnostics:
            if found["severity"] != "error":
                continue
            for place in [found, *found["labels"]]:
                if place["path"] and place["start"]:
                    path = os.path.join(self.project.root, place["path"])
                    yield os.path.realpath(path), place["start"]["line"]

    def _settle(self, module: Module, statement: ast.stmt) -> bool:
        if self._names is None:
            self._names = _bindings.used_names(self.project)
        names = bound_names(statement) & self._names & vars(module.module).keys()
        texts = {name: _bindings.statement(module, name) for name in names}
        # All or nothing: half of it would leave the rest without a meaning.
        if not names or None in texts.values():
            return False
        settled = self._settled.setdefault(module.path, set())
        if names <= settled:
            return False
        settled |= names
        text = "; ".join(text for _, text in sorted(texts.items()) if text)
        self.edits.replace(module.path, lines_of(statement), text)
        # The name has one meaning now, so what else binds nothing but settled names goes.
        for other in parsed(module.path).body:
            bound = bound_names(other) & self._names
            is_other = other is not statement and _is_computed(other)
            if is_other and bound & names and bound <= settled:
                self.edits.replace(module.path, lines_of(other))
        return True


def _is_computed(statement: ast.stmt) -> bool:
    """Whether what the statement binds depends on what happens when it runs."""
    return not isinstance(
        statement,
        ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom,
    )
