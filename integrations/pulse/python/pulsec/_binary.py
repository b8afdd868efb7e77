"""Where the binary is.

In this order: what the caller says, `PULSEC_BIN`, the folders an installer puts scripts in (of this
environment, of `pip install --user`, beside a `pip install --target`), PATH. What is named outright
and is not there is an error: falling through to another binary would hide the mistake.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

NAME = "pulsec" + (sysconfig.get_config_var("EXE") or "")


class BinaryNotFound(Exception):
    """There is no `pulsec` to run; the message says what to do."""


def find_binary(given: str | os.PathLike[str] | None = None) -> str:
    """The path of the binary `pulsec`; `given` wins over everything else."""
    if given is not None:
        return _named(os.fspath(given), "the option `binary`")
    if variable := os.environ.get("PULSEC_BIN"):
        return _named(variable, "PULSEC_BIN")
    for folder in _script_folders():
        if _is_executable(folder / NAME):
            return str(folder / NAME)
    if on_path := shutil.which(NAME):
        return on_path
    looked = ", ".join(str(folder) for folder in _script_folders())
    raise BinaryNotFound(
        f"there is no binary `{NAME}` in {looked} or on PATH; "
        "install it with `pip install --force-reinstall pulsec`, or set PULSEC_BIN to its path"
    )


def _named(path: str, by: str) -> str:
    if _is_executable(Path(path)):
        return os.path.abspath(path)
    # A bare name is looked up, as a shell would.
    if os.path.basename(path) == path and (found := shutil.which(path)):
        return found
    problem = "cannot be executed" if os.path.exists(path) else "does not exist"
    raise BinaryNotFound(f"{by} names `{path}`, which {problem}")


def _script_folders() -> Iterator[Path]:
    yield Path(sysconfig.get_path("scripts"))
    yield Path(sysconfig.get_path("scripts", scheme=sysconfig.get_preferred_scheme("user")))
    # `pip install --target DIR` puts the package into DIR and scripts into DIR/bin.
    target = Path(__file__).resolve().parent.parent
    yield target / ("Scripts" if sys.platform == "win32" else "bin")
    # `pip install --prefix DIR`: DIR/lib/python3.12/site-packages and DIR/bin.
    if target.name in ("site-packages", "dist-packages"):
        up = 2 if sys.platform == "win32" else 3
        if len(target.parents) >= up:
            yield target.parents[up - 1] / ("Scripts" if sys.platform == "win32" else "bin")


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
