"""What is said when the binary is not what it should be."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import App, one_page

import pulsec
from pulsec._server import Server, ServerError, wants_color

ONE = "@ps.javascript\ndef one():\n    return 1"


def fake(folder: Path, body: str, version: str = pulsec.__version__) -> str:
    """A `pulsec` that answers `initialize`, and does `body` with every other message."""
    path = folder / "fake-pulsec"
    path.write_text(
        f"#!{sys.executable}\n"
        "import json, os, signal, sys, time\n"
        "def answer(**more): print(json.dumps({'jsonrpc': '2.0', 'id': message['id'], **more}), flush=True)\n"
        "for line in sys.stdin:\n"
        "    message = json.loads(line)\n"
        "    if message['method'] == 'initialize':\n"
        f"        answer(result={{'protocol': 1, 'server': {{'name': 'pulsec', 'version': {version!r}}}}})\n"
        "        continue\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"
    )
    path.chmod(0o755)
    return str(path)


def refusal(folder: Path, body: str, *, timeout: float = 120, **options: str) -> str:
    with pytest.raises(ServerError) as caught:
        with Server(fake(folder, body, **options), version=pulsec.__version__, timeout=timeout) as server:
            server.request("compile", {})
    return str(caught.value)


def test_an_answer(tmp_path: Path) -> None:
    body = "answer(id=99, result={}); answer(result={'params': message['params']})"
    with Server(fake(tmp_path, body), version=pulsec.__version__) as server:
        assert server.request("compile", {"root": "é\n"}) == {"params": {"root": "é\n"}}
        assert server.request("compile", {"nth": 2}) == {"params": {"nth": 2}}


def test_another_version(tmp_path: Path) -> None:
    said = refusal(tmp_path, "pass", version="9.9.9")
    assert f"is pulsec 9.9.9, but the Python package is {pulsec.__version__}" in said
    assert f"pip install --force-reinstall pulsec=={pulsec.__version__}" in said


def test_killed(tmp_path: Path) -> None:
    said = refusal(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    assert said.endswith("was killed by SIGKILL before it answered `compile`")


def test_ended_with_a_word(tmp_path: Path) -> None:
    said = refusal(tmp_path, "sys.exit('no memory')")
    assert said.endswith("ended with exit code 1 before it answered `compile`; it said:\nno memory")


def test_silent(tmp_path: Path) -> None:
    said = refusal(tmp_path, "time.sleep(3600)", timeout=5)
    assert "did not answer `compile` within 5 seconds" in said


def test_no_json(tmp_path: Path) -> None:
    assert "answered `compile` with no JSON: 'hello'" in refusal(tmp_path, "print('hello', flush=True)")
    assert "with no JSON" in refusal(tmp_path, "print('[1]', flush=True)")


def test_an_error(tmp_path: Path) -> None:
    said = refusal(tmp_path, "answer(error={'code': -32602, 'message': 'unknown key `x`'})")
    assert said.endswith("refused `compile`: unknown key `x`")
    assert "without a result" in refusal(tmp_path, "answer()")


def test_a_large_answer_and_a_large_question(tmp_path: Path) -> None:
    """More than a pipe holds, both ways at once."""
    body = "sys.stderr.write('e' * 1000000); answer(result={'text': message['params']['text'] * 4})"
    with Server(fake(tmp_path, body), version=pulsec.__version__, timeout=120) as server:
        assert len(server.request("compile", {"text": "x" * 500_000})["text"]) == 2_000_000


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    server = Server(fake(tmp_path, "time.sleep(3600)"), version=pulsec.__version__, timeout=5)
    with pytest.raises(ServerError):
        server.request("compile", {})
    server.close()
    assert server._process.poll() is not None


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """The compiler sees the end of its input when the app is killed."""
    script = (
        "import os, sys; from pulsec._server import Server; import pulsec\n"
        "server = Server(pulsec.find_binary(), version=pulsec.__version__)\n"
        "print(server._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    pid = int(done.stdout)
    for _ in range(2400):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and " Z " in Path(f"/proc/{pid}/stat").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the compiler is still running")


def test_an_app_says_it_in_one_line(app: App) -> None:
    app.write("app.py", one_page(ONE))
    said = app.refused(PULSEC_BIN="/nowhere/pulsec")
    assert "PulsecPlugin: PULSEC_BIN names `/nowhere/pulsec`, which does not exist" in said
    said = app.refused(PULSEC_BIN=fake(app.folder, "os.kill(os.getpid(), signal.SIGTERM)"))
    assert "was killed by SIGTERM before it answered `compile`" in said
    said = app.refused(PULSEC_BIN=fake(app.folder, "pass", version="9.9.9"))
    assert "is pulsec 9.9.9" in said
    said = app.refused(PULSEC_BIN="/bin/true")
    assert "ended with exit code 0 before it answered `initialize`" in said
    assert not app.route().exists()


def test_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert wants_color(Terminal()) and not wants_color(object())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_color(object())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color(Terminal())
