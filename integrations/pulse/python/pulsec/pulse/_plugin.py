"""`PulsecPlugin`: from the functions Pulse has registered to the compiled modules its routes import."""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pulse as ps

import pulsec
from pulsec._binary import BinaryNotFound, find_binary
from pulsec._server import Server, ServerError, wants_color
from pulsec.pulse import _bindings, _fallback, _project, _routes, _running, _versions
from pulsec.pulse._errors import PulsecError
from pulsec.pulse._project import Project, PulseFunction


class PulsecPlugin(ps.Plugin):
    """Compiles the functions marked with `@ps.javascript` with pulsec.

    Args:
        fallback: Leave a function that pulsec refuses, and those that use it, to Pulse's own
            transpiler, and say so. By default the app does not start.
        binary: The path of the binary `pulsec`. By default `PULSEC_BIN`, then the one that was
            installed with this package, then the one on PATH.
        out_dir: Where the modules are written, relative to the web folder. It must lie outside the
            folder Pulse generates into, which Pulse keeps to itself.
        client_package: The npm package that `usePulseChannel` is imported from.
        untested_pulse: Work with versions of pulse-framework outside the tested range, too.
        timeout: How many seconds the compiler may take.
    """

    def __init__(
        self,
        *,
        fallback: bool = False,
        binary: str | os.PathLike[str] | None = None,
        out_dir: str | os.PathLike[str] = "app/pulsec",
        client_package: str = "pulse-ui-client",
        untested_pulse: bool = False,
        timeout: float = 120.0,
    ) -> None:
        _versions.check_parts()
        if not untested_pulse:
            _versions.check()
        self.fallback = fallback
        self.out_dir = Path(out_dir)
        self.client_package = client_package
        self.timeout = timeout
        # Looked for when it is needed: a server that generates nothing does without.
        self.binary = binary

    @contextlib.contextmanager
    def compiled(self, app: ps.App) -> Iterator[None]:
        """Compiles; while it lasts, Pulse's code generation writes what came out."""
        project = _project.find() if _project.has_functions() else None
        if project is None:
            _say("PulsecPlugin: the app has no function marked with @ps.javascript")
            yield
            return
        config = app.codegen.cfg
        out_dir = self._out_dir(config)
        result, taken, left = self._compile(project, out_dir)
        modules = _modules(result, out_dir)
        named = dict(zip((function.id for function in taken), result["functions"], strict=True))
        others = [function for function in project.functions if function not in left]
        compiled = _stand_ins(others, named, modules, Path(config.pulse_path))
        _ignore(Path(config.web_root), out_dir)
        with _routes.stand_in([*compiled, *left]):
            yield

    def _out_dir(self, config: ps.CodegenConfig) -> Path:
        web_root = Path(os.path.abspath(config.web_root))
        out_dir = Path(os.path.abspath(web_root / self.out_dir))
        if out_dir.is_relative_to(os.path.abspath(config.pulse_path)):
            raise PulsecError(
                f"PulsecPlugin: `{out_dir}` lies in `{config.pulse_path}`, where Pulse deletes what it "
                'has not written.\n  help: choose another folder, such as out_dir="app/compiled"'
            )
        return out_dir

    def _compile(
        self, project: Project, out_dir: Path
    ) -> tuple[dict[str, Any], list[PulseFunction], list[PulseFunction]]:
        """What the compiler answers once it has no errors, the functions that are for it, and those that
        are left to Pulse."""
        params: dict[str, Any] = {
            "root": project.root,
            "paths": project.paths,
            "search": _project.search_path(project.root),
            "library": os.path.realpath(sysconfig.get_path("stdlib")),
            "outDir": str(out_dir),
            "write": True,
            "clientPackage": self.client_package,
            "bindings": _bindings.of(project),
            "color": wants_color(sys.stderr),
        }
        refused = _fallback.Refused(project)
        taken = _project.marked(project)
        try:
            binary = find_binary(self.binary)
            with Server(binary, version=pulsec.__version__, timeout=self.timeout) as server:
                result = server.request("compile", params | _running.of(project, taken))
                first = result
                while not result["ok"]:
                    if not self.fallback or not refused.add(result["diagnostics"]):
                        if any(found["code"] == "PSC006" for found in result["diagnostics"]):
                            raise PulsecError(_not_compiled(taken))
                        raise PulsecError(_failure(result))
                    taken = refused.others(taken)
                    if not taken:
                        result = {"functions": [], "files": [], "manifest": {"modules": []}}
                        result |= {"rendered": "", "diagnostics": []}
                        break
                    result = server.request("compile", params | _running.of(project, taken))
        except (BinaryNotFound, ServerError) as error:
            raise PulsecError(f"PulsecPlugin: {error}") from None
        _say(first["rendered"])
        if refused.functions:
            refused.transpile()
            _say(refused.report())
        if any(found not in first["diagnostics"] for found in result["diagnostics"]):
            _say(result["rendered"])
        _say(_summary(result, out_dir))
        return result, taken, refused.functions


@dataclass(frozen=True)
class Compiled:
    """A module that was written."""

    path: Path
    exports: frozenset[str]


def plugin_of(app: ps.App) -> PulsecPlugin | None:
    """The plugin of an app that has one."""
    found = [plugin for plugin in app.plugins if isinstance(plugin, PulsecPlugin)]
    if len(found) > 1:
        raise PulsecError(
            f"the app has {len(found)} PulsecPlugins, and only one can compile it.\n"
            "  help: remove all but one from `plugins=[...]`"
        )
    return found[0] if found else None


def _failure(result: dict[str, Any]) -> str:
    rendered = str(result["rendered"]).rstrip()
    return f"{rendered}\n\npulsec refused the app's marked functions; no route was generated."


def _summary(result: dict[str, Any], out_dir: Path) -> str:
    modules = result["manifest"]["modules"]
    if not modules:
        return ""
    functions = sum(len(module["functions"]) for module in modules)
    components = sum(len(module["components"]) for module in modules)
    counts = [_count(len(modules), "module"), _count(functions, "function")]
    return (
        f"pulsec compiled {counts[0]} ({counts[1]}, {_count(components, 'component')}) "
        f"into {_project.shown(str(out_dir))}"
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _modules(result: dict[str, Any], out_dir: Path) -> dict[str, Compiled]:
    """The written modules by the Python file they came from."""
    exports = {it["output"]: it["exports"] for it in result["manifest"]["modules"]}
    return {
        os.path.realpath(file["source"]): Compiled(
            out_dir / file["path"], frozenset(exports.get(file["path"], ()))
        )
        for file in result["files"]
        if file["kind"] == "module" and file["source"]
    }


def _stand_ins(
    functions: Sequence[PulseFunction],
    named: Mapping[str, str | None],
    modules: Mapping[str, Compiled],
    pulse_dir: Path,
) -> list[_routes.CompiledFunction]:
    """One for each marked function, whose exports are `named` by id. What Pulse registered on its own, the unmarked
    functions that marked ones call, is in the compiled modules already, and some of it is exported."""
    stand_ins: list[_routes.CompiledFunction] = []
    missing = []
    marked = {_project.defined(function.fn) for function in functions if function.id in named}
    for function in functions:
        fn = function.fn
        module = modules.get(_project.file_of(fn))
        is_own = fn.__qualname__ == fn.__name__ and fn not in marked
        own = fn.__name__ if is_own else None
        name = named.get(function.id, own)
        if module is not None and name in module.exports:
            stand_ins.append(_routes.CompiledFunction(function, name, module.path, pulse_dir))
        elif function.id in named:
            missing.append(function)
    if missing:
        raise PulsecError(_not_compiled(missing))
    return stand_ins


def _listed(functions: Sequence[PulseFunction | _routes.CompiledFunction]) -> str:
    return "\n".join(
        f"  {_project.place_of(function.fn)}: {function.fn.__qualname__}" for function in functions
    )


def _not_compiled(functions: list[PulseFunction]) -> str:
    return (
        "these functions are marked in the running app, and pulsec found no such function in their file:\n"
        f"{_listed(functions)}\n"
        "  help: write the function as a `def`, in a file that is as it was when the app imported it"
    )


def _ignore(web_root: Path, out_dir: Path) -> None:
    """Lists the folder in the web folder's .gitignore, as Pulse does for its own."""
    if not out_dir.is_relative_to(os.path.abspath(web_root)):
        return
    line = out_dir.relative_to(os.path.abspath(web_root)).as_posix() + "/"
    path = web_root / ".gitignore"
    # A convenience: that it cannot be written is no reason not to start.
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if line not in text.split():
            end = "" if not text or text.endswith("\n") else "\n"
            path.write_text(f"{text}{end}{line}\n", encoding="utf-8")


def _say(text: str, stream: TextIO | None = None) -> None:
    if text.strip():
        print(text.rstrip(), file=stream or sys.stderr, flush=True)
