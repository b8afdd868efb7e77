"""The package as it is installed, and the hooks for pre-commit."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, environment

import pulsec

WHEEL = os.environ.get("PULSEC_WHEEL")
only_installed = pytest.mark.skipif(WHEEL is None, reason="PULSEC_WHEEL is not set: no wheel is installed")


def test_one_version() -> None:
    cargo = (REPOSITORY / "Cargo.toml").read_text()
    version = re.search(r'^version = "(.*)"$', cargo, re.MULTILINE)
    assert version is not None and version.group(1) == pulsec.__version__


@only_installed
def test_the_wheel() -> None:
    assert WHEEL is not None
    assert re.fullmatch(r"pulsec-[\d.]+-py3-none-(manylinux|musllinux|linux|macosx|win)\w*\.whl", Path(WHEEL).name)
    metadata = importlib.metadata.metadata("pulsec")
    assert metadata["Version"] == pulsec.__version__
    assert metadata["Requires-Python"] == ">=3.12"
    assert metadata.get_all("Provides-Extra") == ["pulse"]
    files = {str(file) for file in importlib.metadata.files("pulsec") or []}
    assert "pulsec/py.typed" in files
    assert not any("test" in file for file in files)


@only_installed
def test_it_is_the_installed_one_that_is_tested() -> None:
    assert not Path(pulsec.__file__).is_relative_to(REPOSITORY / "integrations")
    assert "PULSEC_BIN" not in os.environ
    assert pulsec.find_binary() == str(Path(sys.executable).parent / "pulsec")


def test_the_base_package_needs_no_pulse() -> None:
    script = "import sys, pulsec; pulsec.find_binary; print('pulse' in sys.modules)"
    folder = str(Path(pulsec.__file__).parents[1])
    # `-S`: without site-packages.
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        env=environment(PYTHONPATH=folder),
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False\n", done.stderr


def test_importing_the_plugin_registers_nothing() -> None:
    """Ids of an app's functions are the same with and without the import."""
    script = (
        "import pulse.transpiler as t\nbefore = t.next_id()\nimport pulsec.pulse\n"
        "print(int(t.next_id()) - int(before), t.registered_functions())"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment(), capture_output=True, text=True)
    assert done.stdout == "1 []\n", done.stderr


def test_the_hooks_of_pre_commit(tmp_path: Path) -> None:
    """`pulsec-check-installed` as pre-commit runs it: in a repository with a mistake."""
    _need("pre_commit")
    hooks = REPOSITORY / ".pre-commit-hooks.yaml"
    run = lambda *command: subprocess.run(  # noqa: E731
        command, cwd=tmp_path, env=_git_environment(tmp_path), capture_output=True, text=True
    )
    valid = run(sys.executable, "-m", "pre_commit", "validate-manifest", str(hooks))
    assert valid.returncode == 0, valid.stdout
    source = tmp_path / "hooks"
    source.mkdir()
    (source / ".pre-commit-hooks.yaml").write_text(hooks.read_text())
    app = tmp_path / "app"
    app.mkdir()
    (app / "app.py").write_text("import pulse as ps\n@ps.javascript\ndef f(x):\n    return open(x)\n")
    for folder in (source, app):
        run("git", "init", "-q", str(folder))
        run("git", "-C", str(folder), "add", ".")
        run("git", "-C", str(folder), "commit", "-q", "-m", "x")
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(source), "pulsec-check-installed", "-a"]
    done = subprocess.run(command, cwd=app, env=_git_environment(tmp_path), capture_output=True, text=True)
    assert done.returncode == 1 and "PSC403" in done.stdout, done.stdout + done.stderr


def _need(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        if os.environ.get("PULSEC_REQUIRE_TOOLS"):
            pytest.fail(f"{module} is not installed")
        pytest.skip(f"{module} is not installed")


def _git_environment(folder: Path) -> dict[str, str]:
    scripts = folder / "scripts"
    scripts.mkdir(exist_ok=True)
    if not (scripts / "pulsec").exists():
        (scripts / "pulsec").symlink_to(pulsec.find_binary())
    return environment(
        PATH=os.pathsep.join([str(scripts), os.environ["PATH"]]),
        HOME=str(folder),
        PRE_COMMIT_HOME=str(folder / "pre-commit"),
        GIT_AUTHOR_NAME="a",
        GIT_AUTHOR_EMAIL="a@b",
        GIT_COMMITTER_NAME="a",
        GIT_COMMITTER_EMAIL="a@b",
    )
