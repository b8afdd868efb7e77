"""The marked functions as they are handed over: each by its place in the source, with the values that the
variables around it have.

    def make(label):            make("a"), make("b"): two functions of one text
        @ps.javascript          the variables of the one: label = "a"
        def greet(name): ...    of the other: label = "b"

Functions that share a variable form a group, so that they share it in the browser, too.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import sys
from collections.abc import Iterator, Sequence
from types import CellType
from typing import Any

from pulsec.pulse import _bindings, _closures, _project, _record
from pulsec.pulse._project import Module, Project, PulseFunction


def of(project: Project, functions: Sequence[PulseFunction]) -> dict[str, Any]:
    """The parameters of the request."""
    modules = {module.path: module for module in project.modules}
    held = _held(project)
    groups: list[dict[str, str]] = []
    by_cell: dict[int, int] = {}
    listed = []
    for function in functions:
        fn = _project.defined(function.fn)
        cells = _closures.reached(fn)
        statements = dict(_statements(fn, cells, modules.get(_project.file_of(fn))))
        group = None
        if cells or statements:
            ids = [id(cell) for of_name in cells.values() for cell in of_name]
            group = _group(groups, [by_cell[key] for key in ids if key in by_cell], statements)
            by_cell.update(dict.fromkeys(ids, group))
        listed.append(
            {
                "file": _project.file_of(fn),
                "name": fn.__name__,
                "line": fn.__code__.co_firstlineno,
                "jsx": type(function).__name__ == "JsxFunction",
                "group": group,
                "modules": held.get(function.fn, []),
                "groups": [],
            }
        )
    places = {function.fn: entry for function, entry in zip(functions, listed, strict=True)}
    for function, entry in zip(functions, listed, strict=True):
        for name, cell in _closures.own(_project.defined(function.fn)).items():
            with contextlib.suppress(ValueError):
                fn = _project.marked_function(cell.cell_contents)
                if fn in places and [entry["group"], name] not in places[fn]["groups"]:
                    places[fn]["groups"].append([entry["group"], name])
    return {"functions": listed, "groups": ["\n".join([*it.values(), ""]) for it in groups]}


def _held(project: Project) -> dict[_project.PyFunction, list[list[str]]]:
    """The names of modules that hold a function under another name than its own, or a local one."""
    held: dict[_project.PyFunction, list[list[str]]] = {}
    for module in project.modules:
        for name, value in vars(module.module).items():
            fn = _project.marked_function(value)
            if fn is None or _is_its_own(fn, module, name):
                continue
            held.setdefault(fn, []).append([module.path, name])
    return held


def _is_its_own(fn: _project.PyFunction, module: Module, name: str) -> bool:
    """Whether the module's source tells what the name is: its own function, or an import of one."""
    if "." in _project.defined(fn).__qualname__:
        return False
    return _project.file_of(fn) != module.path or _project.defined(fn).__name__ == name


def _group(groups: list[dict[str, str]], known: list[int], statements: dict[str, str]) -> int:
    """One of those that share a cell, unless a name means something else there."""
    for index in known:
        group = groups[index]
        if all(group.get(name, text) == text for name, text in statements.items()):
            group.update(statements)
            return index
    groups.append(dict(statements))
    return len(groups) - 1


def _statements(
    fn: _project.PyFunction, cells: dict[str, list[CellType]], module: Module | None
) -> Iterator[tuple[str, str]]:
    if module is None:
        # Of a package that is installed: its names are those of the source.
        loaded = sys.modules.get(fn.__module__)
        if loaded is None:
            return
        module = Module(fn.__module__, _project.file_of(fn), loaded)
    values = dict(_defaults(fn, module))
    before = _record.cells.get(fn, {})
    unsettled = set()
    for name, of_name in cells.items():
        known = []
        for cell in of_name:
            with contextlib.suppress(ValueError):  # not bound yet, or no longer
                known.append(cell.cell_contents)
        if not known:
            continue
        values[name] = known[0]
        # A loop that went on, or two variables of one name: the source has to tell.
        if not all(_is_same(known[0], other) for other in [*known[1:], *before.get(name, [])]):
            unsettled.add(name)
    for name, value in values.items():
        if name in unsettled:
            yield name, ""
        elif (text := _bindings.statement(module, name, value, is_around=True)) is not None:
            yield name, text


def _is_same(before: Any, now: Any) -> bool:
    if before is now:
        return True
    text = _bindings.literal(now)
    return text is not None and text == _bindings.literal(before)


def _defaults(fn: _project.PyFunction, module: Module) -> Iterator[tuple[str, Any]]:
    """`def greet(name, label=label)`: what `label` was."""
    try:
        tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(fn)))
    except (OSError, TypeError, SyntaxError):
        return
    definition = next((it for it in tree.body if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef)), None)
    if definition is None:
        return
    positional = definition.args.defaults
    given = list(zip(positional, fn.__defaults__ or (), strict=False))
    names = [arg.arg for arg in definition.args.kwonlyargs]
    keywords = fn.__kwdefaults__ or {}
    given += [
        (default, keywords[name])
        for name, default in zip(names, definition.args.kw_defaults, strict=False)
        if default is not None and name in keywords
    ]
    for default, value in given:
        if isinstance(default, ast.Name) and default.id not in vars(module.module):
            yield default.id, value
