"""`docs/pulse.md`: its files make an app, its commands run, its table is that of the options."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import REPOSITORY, App, environment

from pulsec.pulse import PulsecPlugin, _versions

TEXT = (REPOSITORY / "docs" / "pulse.md").read_text(encoding="utf-8")
FILES: list[tuple[str, str]] = re.findall(r"`([\w./-]+)`:\n\n```\w+\n(.*?)```\n", TEXT, re.DOTALL)
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```\n", TEXT, re.DOTALL) for line in block.splitlines()
]

NOT_RUN = {
    # .ci/run does these three with the wheel it has built, for the environment these tests run in.
    "python3.12 -m venv .venv",
    ". .venv/bin/activate",
    "pip install 'pulsec[pulse]'",
    # Installs packages from npm; tests/e2e runs the dev server in Chromium.
    "pulse run app.py",
}


def written(app: App) -> App:
    for path, text in FILES:
        app.write(path, text)
    return app


def shell(app: App, command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # `pulsec` is in the environment's scripts where the wheel is installed.
    if command.startswith("pulsec "):
        command = f"python -m {command}"
    env = environment(PATH=path)
    return subprocess.run(command, shell=True, cwd=app.folder, env=env, capture_output=True, text=True)


def test_the_app(app: App) -> None:
    assert [path for path, _ in FILES] == [
        "app.py",
        "web/package.json",
        "web/vite.config.ts",
        "web/react-router.config.ts",
        "web/app/routes.ts",
        "web/app/root.tsx",
    ]
    written(app)
    ran = []
    for command in COMMANDS:
        if command not in NOT_RUN:
            done = shell(app, command)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            ran.append(command)
    assert ran == ["pulse generate app.py", "pulsec check"]
    assert NOT_RUN <= set(COMMANDS)
    split, share = app.call(["Split", {"cents": 1000}, "render"], ["share", [-7, 3]])
    assert split.endswith("<ul><li>3.34</li><li>3.33</li><li>3.33</li></ul></section>")
    assert share == "[ -2, -2, -3 ]"
    assert app.imports()["Split"] == "../../pulsec/app.js"
    # routes.ts of the page imports what Pulse generates beside our folder.
    assert (app.folder / "web/app/pulse/routes.ts").exists()


def test_what_it_says(app: App) -> None:
    shown = re.search(r"```text\n(pulsec compiled .*)\n```", TEXT)
    assert shown is not None
    assert shown.group(1) in written(app).generated()


def test_the_error(app: App) -> None:
    shown = re.search(r"```text\n(PSC403.*?)\n```", TEXT, re.DOTALL)
    assert shown is not None
    app.write("app.py", "import pulse as ps\n@ps.javascript\ndef first(name: str):\n    return open(name)\n")
    done = shell(app, "pulsec check")
    assert done.returncode == 1
    assert shown.group(1) in done.stdout + done.stderr


def test_the_options() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S*) ?\|", TEXT, re.MULTILINE))
    parameters = inspect.signature(PulsecPlugin).parameters
    assert {name: rows[name] for name in rows} == {
        name: "" if it.default is None else f"`{it.default!r}`".replace("'", '"').replace("120.0", "120")
        for name, it in parameters.items()
    }


def test_the_versions() -> None:
    first, before = (".".join(map(str, it)) for it in (_versions.FIRST, _versions.BEFORE))
    assert f"pulse-framework {first} up to, not including, {before}, with Python" in TEXT
    project = (REPOSITORY / "integrations/pulse/pyproject.toml").read_text()
    assert f'pulse = ["pulse-framework>={first},<{before}"]' in project
