"""What the compiler cannot read off the source: the values names have once the app is imported.

    LIMIT = int(os.environ.get("LIMIT", "25"))      LIMIT = 25
    if THEME == "new":                              from app.charts import NewChart as Chart
        from app.charts import NewChart as Chart

On the left the module, on the right what is handed over for it: Python source of simple statements,
which the compiler consults for the names that the source alone does not settle. Only names that
appear somewhere in the text of a marked function, or of what it calls, are handed over, and only
values that can be written down exactly.
"""

from __future__ import annotations

import ast
import inspect
import math
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from pulse.transpiler import Identifier, Import, Jsx, JsModule
from pulse.transpiler.js_module import Class

from pulsec.pulse import _closures
from pulsec.pulse._project import Module, Project, marked_function

MAX_LITERAL = 1 << 20
"""In characters: a larger constant is data for a server, not for a browser."""

MAX_DEPTH = 50

_STUBS = {"react": "pulse.js.react", "pulse-ui-client": "pulse.js.pulse"}

_IDENTIFIER = re.compile(r"[^\W\d]\w*")


def of(project: Project) -> dict[str, str]:
    """The text for each file of the project that has one."""
    names = _used_names(project)
    texts = {}
    for module in project.modules:
        lines = list(_statements(module, names))
        if lines:
            texts[module.path] = "\n".join(lines) + "\n"
    return texts


# -- which names ---------------------------------------------------------------------------------


def _used_names(project: Project) -> set[str]:
    """Every identifier in the source of the marked functions and of what they reach.

    Too many rather than too few: `item.title` makes a module-level `title` a candidate, too. The
    compiler takes only what it looks up.
    """
    modules = {module.module.__name__: module for module in project.modules}
    renamed = [pair for module in project.modules for pair in _renamed(module)]
    names: set[str] = set()
    seen: set[int] = set()
    queue: list[Any] = [function.fn for function in project.functions]
    while queue:
        value = queue.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if inspect.isfunction(value):
            queue += _closures.with_helpers(inspect.unwrap(value))[1:]
        found = set(_IDENTIFIER.findall(_source(value)))
        found |= {original for alias, original in renamed if alias in found}
        new = found - names
        names |= found
        for module in modules.values():
            for name in new & vars(module.module).keys():
                if (code := _code_behind(vars(module.module)[name])) is not None:
                    queue.append(code)
    return names


def _code_behind(value: Any) -> Any:
    """The Python function or class that a module-level value is, if it is one of the app."""
    value = marked_function(value) or value
    if (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__ in sys.modules:
        return value
    return None


def _source(value: Any) -> str:
    try:
        return inspect.getsource(value)
    except (OSError, TypeError, SyntaxError):
        return ""


def _renamed(module: Module) -> Iterator[tuple[str, str]]:
    """`("fmt", "initials")` for `from app.format import initials as fmt`."""
    try:
        tree = ast.parse(_source(module.module))
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.asname:
                    yield alias.asname, alias.name


# -- what they are -------------------------------------------------------------------------------


def _statements(module: Module, names: set[str]) -> Iterator[str]:
    for name in sorted(names & vars(module.module).keys()):
        if name.startswith("__"):
            continue
        if (text := statement(module, name, vars(module.module)[name])) is not None:
            yield text


def statement(module: Module, name: str, value: Any, *, is_around: bool = False) -> str | None:
    """Binds `name` to what it means in the running app, where that can be said.

    It is a name of the module, or of a function around (`is_around`).
    """
    if isinstance(value, ModuleType):
        return f"import {value.__name__} as {name}"
    if isinstance(value, JsModule) and value.py_name:
        return f"import {value.py_name} as {name}"
    if isinstance(value, Class | Identifier) and value.name:
        return f"from pulse.js import {value.name} as {name}"
    if isinstance(value, Import) and value.kind == "named" and value.src in _STUBS:
        # By its name in Pulse the compiler knows that it is a hook, and which.
        return f"from {_STUBS[value.src]} import {value.name} as {name}"
    if (expression := _imported(value)) is not None:
        return f"import pulse as _pulse; {name} = {expression}"
    definition = marked_function(value) or value
    if inspect.isfunction(definition) or inspect.isclass(definition):
        return _definition(module, name, value, definition, is_around)
    if (text := literal(value)) is not None:
        return f"{name} = {text}"
    return None


def _definition(
    module: Module, name: str, value: Any, definition: Any, is_around: bool
) -> str | None:
    """An import of a function or class from where it is defined."""
    home, own_name = definition.__module__, definition.__qualname__
    if not is_around and (home, own_name) == (module.module.__name__, name):
        return None  # that is the definition itself, which the source has
    home_module = sys.modules.get(home)
    if home_module is None or vars(home_module).get(own_name) is not value:
        return None  # local to a function, or its name means something else by now
    home = module.name if home == module.module.__name__ else home
    return f"from {home} import {own_name} as {name}"


def _imported(value: Any) -> str | None:
    """`ps.Import(...)`, and its component."""
    if isinstance(value, Jsx):
        inner = _imported(value.expr)
        return None if inner is None else f"_pulse.Jsx({inner})"
    if not isinstance(value, Import):
        return None
    match value.kind:
        case "named":
            arguments = [repr(value.name), repr(value.src)]
        case "namespace":
            arguments = ["'*'", repr(value.src)]
        case "default":
            arguments = [repr(value.src)]
        case _:
            return None
    if value.lazy:
        arguments.append("lazy=True")
    if value.version is not None:
        arguments.append(f"version={value.version!r}")
    return f"_pulse.Import({', '.join(arguments)})"


def literal(value: Any) -> str | None:
    """The Python text of a constant; `None` where it has none that means exactly the same."""
    try:
        text = _literal(value, 0)
    except _NoLiteral:
        return None
    return text if len(text) <= MAX_LITERAL else None


class _NoLiteral(Exception):
    pass


def _literal(value: Any, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise _NoLiteral  # or a list that holds itself
    # By exact type: a subclass (an `IntEnum`, a `defaultdict`) means more than its literal.
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return repr(value)
    if kind is float:
        return repr(value) if math.isfinite(value) else f"float({str(value)!r})"
    if kind is dict:
        pairs = [
            f"{_literal(key, depth + 1)}: {_literal(item, depth + 1)}" for key, item in value.items()
        ]
        return "{" + ", ".join(pairs) + "}"
    if kind not in (list, tuple, set, frozenset):
        raise _NoLiteral
    # The order of a set is not its own: sorted, the text is the same in every process.
    texts = [_literal(item, depth + 1) for item in value]
    if kind in (set, frozenset):
        texts.sort()
    items = ", ".join(texts)
    if kind is list:
        return f"[{items}]"
    if kind is tuple:
        return f"({items},)" if len(texts) == 1 else f"({items})"
    if kind is set:
        return f"{{{items}}}" if texts else "set()"
    return f"frozenset({{{items}}})" if texts else "frozenset()"
