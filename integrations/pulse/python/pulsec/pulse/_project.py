"""What the app consists of: its marked functions and the Python files that it imported.

The files are those of the modules that are loaded, not those that lie in a folder: an example or
another app next door is none of this one, and a server module without a marked function is part of it,
because the other ends of the channels are there.
"""

from __future__ import annotations

import functools
import inspect
import os
import site
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pulse.env import env
from pulse.transpiler import JsFunction, Jsx, registered_functions

from pulsec.pulse import _record
from pulsec.pulse._errors import PulsecError

PyFunction = Callable[..., Any]
# `JsxFunction` has the same attributes, and Pulse does not export it.
PulseFunction = JsFunction[Any, Any]


@dataclass(frozen=True)
class Module:
    """A loaded module of the app."""

    name: str
    """As other modules import it: `__main__` is the name of its file."""
    path: str
    """Real and absolute."""
    module: ModuleType


@dataclass(frozen=True)
class Project:
    root: str
    functions: list[PulseFunction]
    modules: list[Module]

    @property
    def paths(self) -> list[str]:
        """The files to compile."""
        return sorted(
            {module.path for module in self.modules} | {file_of(fn.fn) for fn in self.functions}
        )


def find() -> Project:
    """The project of the functions that are registered now."""
    functions: list[PulseFunction] = list(registered_functions())  # type: ignore[arg-type]
    for function in functions:
        if not os.path.isfile(file_of(function.fn)):
            raise PulsecError(
                f"`{function.fn.__qualname__}` is marked with @ps.javascript, and its source is not "
                f"in a file ({defined(function.fn).__code__.co_filename}).\n"
                "  help: write the function in a module of the app"
            )
    roots = [_root(function.fn.__module__, file_of(function.fn)) for function in functions]
    root = _main_root(roots)
    modules = [
        Module(_import_name(name, path), path, module)
        for name, module in sorted(sys.modules.items())
        if (path := _project_file(module, {root, *roots}))
    ]
    # `python app.py` makes the app's module `__main__`, and it may be imported by its name, too.
    unique = {module.path: module for module in modules}
    return Project(root, functions, list(unique.values()))


def search_path(root: str) -> list[str]:
    """Where this Python looks for modules, but for its own library and what holds the root."""
    paths = sysconfig.get_paths()
    library = {os.path.realpath(paths[key]) for key in ("stdlib", "platstdlib")}
    folders = dict.fromkeys(os.path.realpath(entry) for entry in sys.path)
    return [
        folder
        for folder in folders
        if os.path.isdir(folder)
        and folder not in library
        and os.path.basename(folder) != "lib-dynload"
        and not Path(root).is_relative_to(folder)
    ]


def defined(fn: PyFunction) -> PyFunction:
    """What the source defines, beneath the decorators that wrap it."""
    return inspect.unwrap(fn)


def file_of(fn: PyFunction) -> str:
    return os.path.realpath(defined(fn).__code__.co_filename)


def place_of(fn: PyFunction) -> str:
    """`app/chat.py:12`, for people."""
    return f"{shown(file_of(fn))}:{defined(fn).__code__.co_firstlineno}"


def shown(path: str) -> str:
    """Relative to the working folder where it lies there."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _import_name(name: str, path: str) -> str:
    return Path(path).stem if name == "__main__" else name


def _root(name: str, path: str) -> str:
    """Where imports start: `/app` for the module `chat.client.format` in `/app/chat/client/format.py`."""
    parts = Path(path).with_suffix("").parts
    dotted = tuple(name.split("."))
    if parts[-1] == "__init__":
        parts = parts[:-1]
    if parts[-len(dotted) :] == dotted:
        return str(Path(*parts[: len(parts) - len(dotted)]))
    return os.path.dirname(path)


def _main_root(roots: list[str]) -> str:
    """The root that holds the app's file, else the one of most functions."""
    own = [root for root in roots if not is_installed(root)] or roots
    app_file = env.pulse_app_file
    if app_file:
        holding = [root for root in own if Path(os.path.realpath(app_file)).is_relative_to(root)]
        own = holding or own
    return max(sorted(set(own)), key=own.count)


def _project_file(module: ModuleType, roots: set[str]) -> str | None:
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or not file.endswith(".py"):
        return None
    path = os.path.realpath(file)
    if is_installed(path) or not os.path.isfile(path):
        return None
    return path if any(Path(path).is_relative_to(root) for root in roots) else None


def is_installed(path: str) -> bool:
    """Whether a file belongs to Python or to a package that is installed, not to the app."""
    if {"site-packages", "dist-packages"} & set(Path(path).parts):
        return True
    return any(Path(path).is_relative_to(folder) for folder in _installed_folders())


@functools.cache
def _installed_folders() -> list[str]:
    paths = sysconfig.get_paths()
    folders = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
    return [os.path.realpath(folder) for folder in [*folders, *site.getsitepackages()]]


def has_functions() -> bool:
    return bool(registered_functions())


def is_marked(function: PulseFunction, project: Project) -> bool:
    """Whether the function carries a mark. Pulse also registers, on its own, what marked functions call."""
    if _record.analysed.get(function.fn):
        return True
    # Marked after Pulse had registered it by itself, or before `pulsec.pulse` was imported: then some
    # module has it by a name.
    names = (vars(module.module) for module in project.modules)
    return any(marked_function(value) is function.fn for it in names for value in it.values())


def marked(project: Project) -> list[PulseFunction]:
    return [function for function in project.functions if is_marked(function, project)]


def marked_function(value: Any) -> PyFunction | None:
    """The Python function behind what `@ps.javascript` returned."""
    if isinstance(value, Jsx):
        value = value.expr
    if isinstance(value, JsFunction) or type(value).__name__ == "JsxFunction":
        fn: PyFunction = value.fn
        return fn
    return None
