"""Where the binary is looked for, and `python -m pulsec`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from conftest import environment

import pulsec
from pulsec import BinaryNotFound, _binary, find_binary


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No binary anywhere, until a test puts one there."""
    monkeypatch.delenv("PULSEC_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr(_binary, "_script_folders", lambda: iter([tmp_path / "scripts"]))


def executable(path: Path, text: str = "#!/bin/sh\necho fake \"$@\"\nexit 3\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_the_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(BinaryNotFound, match="pip install --force-reinstall pulsec"):
        find_binary()
    on_path = executable(tmp_path / "path" / "pulsec")
    monkeypatch.setenv("PATH", str(on_path.parent))
    assert find_binary() == str(on_path)
    installed = executable(tmp_path / "scripts" / "pulsec")
    assert find_binary() == str(installed)
    by_variable = executable(tmp_path / "variable" / "pulsec")
    monkeypatch.setenv("PULSEC_BIN", str(by_variable))
    assert find_binary() == str(by_variable)
    given = executable(tmp_path / "given" / "compiler")
    assert find_binary(given) == str(given)


def test_what_is_named_is_not_replaced_by_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    executable(tmp_path / "scripts" / "pulsec")
    monkeypatch.setenv("PULSEC_BIN", str(tmp_path / "gone"))
    with pytest.raises(BinaryNotFound, match="PULSEC_BIN names `.*gone`, which does not exist"):
        find_binary()
    plain = tmp_path / "plain"
    plain.write_text("")
    with pytest.raises(BinaryNotFound, match="the option `binary` names `.*plain`, which cannot be"):
        find_binary(plain)


def test_a_bare_name_is_looked_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = executable(tmp_path / "path" / "my-pulsec")
    monkeypatch.setenv("PATH", str(mine.parent))
    monkeypatch.setenv("PULSEC_BIN", "my-pulsec")
    assert find_binary() == str(mine)


def test_the_folders_of_installers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    folders = list(_binary._script_folders())
    assert folders[0] == Path(sysconfig.get_path("scripts"))
    user = sysconfig.get_path("scripts", scheme=sysconfig.get_preferred_scheme("user"))
    assert Path(user) in folders


def test_beside_a_target(tmp_path: Path) -> None:
    """`pip install --target DIR`: the package in DIR, the binary in DIR/bin."""
    target = tmp_path / "target"
    shutil.copytree(Path(pulsec.__file__).parent, target / "pulsec")
    executable(target / "bin" / "pulsec")
    env = environment(PYTHONPATH=str(target), PULSEC_BIN=None, PATH="/nowhere")
    # Not the scripts of this environment, which may hold a real one.
    script = (
        "import sysconfig; get = sysconfig.get_path\n"
        "sysconfig.get_path = lambda name, *a, **k: '/nowhere' if name == 'scripts' else get(name, *a, **k)\n"
        "from pulsec import find_binary; print(find_binary())"
    )
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert done.stdout.strip() == str(target / "bin" / "pulsec"), done.stderr


def run_module(*arguments: str, **env: str | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pulsec", *arguments],
        env=environment(**env),
        capture_output=True,
        text=True,
    )


def test_the_module_is_the_command(tmp_path: Path) -> None:
    fake = executable(tmp_path / "fake")
    done = run_module("check", "a b", PULSEC_BIN=str(fake))
    assert (done.returncode, done.stdout) == (3, "fake check a b\n")


def test_the_module_without_a_binary() -> None:
    done = run_module(PULSEC_BIN="/nowhere/pulsec")
    assert done.returncode == 2
    assert done.stderr == "pulsec: PULSEC_BIN names `/nowhere/pulsec`, which does not exist\n"


def test_the_module_with_something_else_as_binary(tmp_path: Path) -> None:
    broken = executable(tmp_path / "broken", "\x7fELF nonsense")
    done = run_module(PULSEC_BIN=str(broken))
    assert done.returncode == 2 and "cannot be run" in done.stderr


def test_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = subprocess.run(
        [sys.executable, "-m", "pulsec", "--version"], capture_output=True, text=True, env=os.environ
    )
    assert done.stdout == f"pulsec {pulsec.__version__}\n", done.stderr
