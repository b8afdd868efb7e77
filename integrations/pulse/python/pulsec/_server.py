"""The talk to `pulsec serve`: JSON-RPC 2.0, one message a line, over stdin and stdout.

    with Server(find_binary()) as server:
        result = server.request("compile", {"root": "/app", "outDir": "/app/out"})

Whatever goes wrong on the way (no such binary, another version, killed, silent, no JSON) is a
`ServerError` whose message names the binary and the way out. What is wrong in the source is no error
here: it is in the results.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
from types import TracebackType
from typing import Any

PROTOCOL = 1


class ServerError(Exception):
    """`pulsec serve` did not do its work."""


class Server:
    """One `pulsec serve`, of exactly the version that is asked for."""

    def __init__(self, binary: str, *, version: str, timeout: float = 120.0) -> None:
        self.binary = binary
        self.timeout = timeout
        self._last_id = 0
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        # A file, not a pipe: nobody has to read it for the process to go on.
        self._stderr = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                [binary, "serve"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
            )
        except OSError as error:
            self._stderr.close()
            raise ServerError(f"`{binary}` cannot be run: {error.strerror}") from None
        self._reader = threading.Thread(target=self._read, name="pulsec serve", daemon=True)
        self._reader.start()
        try:
            self._initialize(version)
        except BaseException:
            self.close()
            raise

    def _initialize(self, version: str) -> None:
        client = {"name": "pulsec (PyPI)", "version": version}
        result = self.request("initialize", {"protocol": PROTOCOL, "client": client})
        server = result.get("server")
        found = server.get("version") if isinstance(server, dict) else None
        if found != version:
            raise ServerError(
                f"`{self.binary}` is pulsec {found or 'of no version'}, but the Python package is "
                f"{version}; install both together with "
                f"`pip install --force-reinstall pulsec=={version}`"
            )

    def request(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """The result of a request; every request is awaited before the next one."""
        self._last_id += 1
        message = {"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params}
        self._send(json.dumps(message).encode() + b"\n", method)
        while True:
            answer = self._receive(method)
            if answer.get("id") != self._last_id:
                continue
            if (error := answer.get("error")) is not None:
                text = error.get("message") if isinstance(error, dict) else error
                raise ServerError(f"`{self.binary} serve` refused `{method}`: {text}")
            result = answer.get("result")
            if not isinstance(result, dict):
                raise ServerError(f"`{self.binary} serve` answered `{method}` without a result")
            return result

    def _send(self, line: bytes, method: str) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            raise ServerError(self._ended(method)) from None

    def _receive(self, method: str) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=self.timeout)
        except queue.Empty:
            raise ServerError(
                f"`{self.binary} serve` did not answer `{method}` within {self.timeout:g} seconds"
            ) from None
        if line is None:
            raise ServerError(self._ended(method))
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            start = line[:80].decode(errors="replace").strip()
            raise ServerError(f"`{self.binary} serve` answered `{method}` with no JSON: {start!r}")
        return answer

    def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            for line in self._process.stdout:
                if line.strip():
                    self._lines.put(line)
        except (OSError, ValueError):
            pass  # closed by us
        self._lines.put(None)

    def _ended(self, method: str) -> str:
        """What is known about a process that ended before it answered."""
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return f"`{self.binary} serve` closed its output before it answered `{method}`"
        how = f"ended with exit code {code}"
        if code < 0:
            try:
                how = f"was killed by {signal.Signals(-code).name}"
            except ValueError:
                how = f"was killed by signal {-code}"
        self._stderr.seek(0)
        said = self._stderr.read(4000).decode(errors="replace").strip()
        hint = f"; it said:\n{said}" if said else ""
        return f"`{self.binary} serve` {how} before it answered `{method}`{hint}"

    def close(self) -> None:
        """Ends the process; the end of its input tells it to."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.close()
        except OSError:
            pass
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # Its reader ends with the process, unless a child of it still holds the pipe.
        self._reader.join(timeout=1)
        if not self._reader.is_alive():
            process.stdout.close()
        self._stderr.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def wants_color(stream: Any) -> bool:
    """Whether text written to `stream` may have colours: NO_COLOR, FORCE_COLOR, then the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return bool(getattr(stream, "isatty", lambda: False)())
