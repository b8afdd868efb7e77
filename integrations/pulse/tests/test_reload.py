"""The dev server of `pulse run`: an edit, an error, its repair."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from conftest import App, environment, one_page


class DevServer:
    """`pulse run --server-only`, and what it says."""

    def __init__(self, app: App, process: subprocess.Popen[str]) -> None:
        self.app = app
        self.process = process
        self.said = ""
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def heard(self) -> str:
        """What was said and not waited for."""
        heard = ""
        while not self._lines.empty():
            heard += self._lines.get()
        return heard

    def wait_for(self, text: str, seconds: float = 300) -> str:
        """Everything up to the next line that holds `text`."""
        heard = ""
        end = time.monotonic() + seconds
        while text not in heard:
            try:
                heard += self._lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"{text!r} was not said; but:\n{heard}")
        self.said += heard
        return heard


@contextmanager
def dev_server(app: App) -> Iterator[DevServer]:
    (app.folder / "web").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *[sys.executable, "-m", "pulse.cli.cmd", "run", "app.py", "--plain", "--server-only"],
            *["--react-server-address", "http://127.0.0.1:1", "--address", "127.0.0.1"],
            *["--port", str(port)],
        ],
        cwd=app.folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield DevServer(app, process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


ONE = "@ps.javascript\ndef one(x: int):\n    return x // 2"


def test_edit_error_repair(app: App) -> None:
    app.write("app.py", one_page(ONE))
    with dev_server(app) as server:
        server.wait_for("Application startup complete")
        assert app.call(["one", [-3]]) == ["-2"]
        ids = app.registry()

        app.edit("app.py", "x // 2", "x % 2")
        server.wait_for("Application startup complete")
        assert app.call(["one", [-3]]) == ["1"]

        app.edit("app.py", "x % 2", "open(x)")
        heard = server.wait_for("no route was generated")
        assert "PSC403" in heard and "return open(x)" in heard
        assert app.call(["one", [-3]]) == ["1"]

        app.edit("app.py", "open(x)", "x % 5")
        server.wait_for("Application startup complete")
        assert app.call(["one", [-3]]) == ["2"]
        assert app.registry() == ids
        assert "Traceback" not in server.said


def test_an_error_at_the_start(app: App) -> None:
    app.write("app.py", one_page(ONE.replace("x // 2", "open(x)")))
    with dev_server(app) as server:
        server.wait_for("no route was generated")
        app.edit("app.py", "open(x)", "x + 1")
        server.wait_for("Application startup complete")
        assert app.call(["one", [1]]) == ["2"]
        assert "Traceback" not in server.said


def test_what_is_written_does_not_restart_the_server(app: App) -> None:
    app.write("app.py", one_page(ONE))
    with dev_server(app) as server:
        server.wait_for("Application startup complete")
        # The watcher looks at the web folder, too, and says what it saw within a second or two.
        time.sleep(3)
        assert "Reloading" not in server.heard()
