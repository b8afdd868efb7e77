"""What stops an app, what it is told, and what goes on nevertheless."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import App, one_page

import pulsec.pulse
from pulsec.pulse import PulsecError, PulsecPlugin, _versions

BROKEN = """
@ps.javascript
def first(x):
    return eval(x)

@ps.javascript
def second(x):
    return open(x)
"""


def test_all_errors_at_once_and_no_route(app: App) -> None:
    app.write("app.py", one_page(BROKEN))
    said = app.refused()
    assert said.count("PSC403 ") == 2
    assert "app.py:7:12" in said and "app.py:11:12" in said
    assert "pulsec refused the app's marked functions; no route was generated." in said
    assert not app.route().exists()


def test_what_stood_there_stays(app: App) -> None:
    app.write("app.py", one_page("@ps.javascript\ndef one():\n    return 1"))
    app.generated()
    before = app.route().read_text(), app.read("web/app/pulsec/app.js")
    app.write("app.py", one_page(BROKEN))
    app.refused()
    assert (app.route().read_text(), app.read("web/app/pulsec/app.js")) == before


def test_the_marker_as_a_call(app: App) -> None:
    app.write("app.py", one_page("def one():\n    return 1\n\nmarked = ps.javascript(one)"))
    app.generated()
    assert app.call(["one", []]) == ["1"]
    app.write("app.py", one_page("marked = [ps.javascript(lambda: 1)]"))
    said = app.refused()
    assert "pulsec found no such function in their file" in said and "app.py:4: <lambda>" in said


def test_two_functions_of_one_name(app: App) -> None:
    app.write(
        "app.py",
        one_page("@ps.javascript\ndef one():\n    return 1\n\nkept = one\n\n@ps.javascript\ndef one():\n    return 2"),
    )
    app.generated()
    assert app.call(*[[name, []] for name in app.compiled()]) == ["1", "2"]


def test_a_function_without_a_file(app: App) -> None:
    head = "exec('@ps.javascript\\ndef one():\\n    return 1')\n"
    app.write("app.py", one_page("", head=head))
    assert "`one` is marked with @ps.javascript, and its source is not in a file" in app.refused()


def test_an_app_without_marked_functions(app: App) -> None:
    app.write("app.py", one_page(""))
    assert "no function marked with @ps.javascript" in app.generated()
    assert app.route().exists()


def test_two_plugins_in_one_app(app: App) -> None:
    app.write("app.py", one_page("@ps.javascript\ndef one():\n    return 1", plugin="PulsecPlugin(), PulsecPlugin()"))
    assert "the app has 2 PulsecPlugins, and only one can compile it" in app.refused()


def test_two_apps_in_one_process(app: App) -> None:
    app.write("app.py", one_page("@ps.javascript\ndef one():\n    return 7 // -2"))
    app.write(
        "two.py",
        "from app import app as first, page\nimport pulse as ps\nfrom pulsec.pulse import PulsecPlugin\n"
        "app = ps.App(routes=[ps.Route('/', page)], plugins=[PulsecPlugin()],\n"
        "    codegen=ps.CodegenConfig(web_dir='second'))\n"
        "first.run_codegen('http://localhost:1')\n",
    )
    app.generated("two.py")
    assert app.call(["one", []]) == ["-4"]
    assert (app.folder / "second/app/pulsec/app.js").read_text() == app.read("web/app/pulsec/app.js")
    assert 'from "../../pulsec/app.js"' in app.read("second/app/pulse/routes/index.jsx")


def test_the_folder_pulse_keeps_to_itself(app: App) -> None:
    app.write("app.py", one_page("@ps.javascript\ndef one():\n    return 1", plugin='PulsecPlugin(out_dir="app/pulse/js")'))
    assert "where Pulse deletes what it has not written" in app.refused()


def test_a_file_of_somebody_else_is_not_overwritten(app: App) -> None:
    app.write("app.py", one_page("@ps.javascript\ndef one():\n    return 1"))
    app.write("web/app/pulsec/app.js", "mine\n")
    assert "PSC005" in app.refused()
    assert app.read("web/app/pulsec/app.js") == "mine\n"


# -- what Pulse refuses at import --------------------------------------------------------------------

LENIENT = """
@ps.javascript
def digits(text: str):
    return [int(it) for it in re.findall(r"\\d+", text)]
"""
LENIENT_HEAD = "import re\n"


def test_modules_that_pulse_does_not_know(app: App) -> None:
    app.write("app.py", one_page(LENIENT, head=LENIENT_HEAD))
    app.generated()
    assert app.call(["digits", ["a1b22"]]) == ["[ 1, 22 ]"]


def test_without_the_plugin_they_are_refused_as_before(app: App) -> None:
    text = one_page(LENIENT, head=LENIENT_HEAD)
    app.write("app.py", text.replace(", plugins=[PulsecPlugin()]", ""))
    done = app.generate()
    assert done.returncode == 1
    assert "Could not resolve module 're'" in done.stdout + done.stderr
    assert not app.route().exists()


# -- fallback ----------------------------------------------------------------------------------------


FALLBACK = """
SIZE = 2

def helper(x):
    return x + SIZE

@ps.javascript
def good(x: int):
    return x % 3

def make(n):
    @ps.javascript
    def inner(x):
        return helper(x) + n + len("".padEnd(0))
    return inner

inner = make(10)

@ps.javascript
def uses(x):
    return inner(x) + good(-x)
"""


def test_fallback(app: App) -> None:
    app.write("app.py", one_page(FALLBACK, plugin="PulsecPlugin(fallback=True)"))
    said = app.generated()
    assert "PSC404" in said
    assert "left to Pulse's own transpiler (fallback=True):" in said
    assert "make.<locals>.inner (PSC404 in app.py:" in said
    assert "uses (it uses one of the others)" in said
    assert " good (" not in said
    assert app.imports() == {"good": "../../pulsec/app.js"}
    assert app.call(["good", [-1]], ["inner", [1]], ["uses", [1]]) == ["2", "13", "15"]
    assert "uses" not in app.read("web/app/pulsec/app.js")


def test_without_fallback_the_same_app_does_not_start(app: App) -> None:
    app.write("app.py", one_page(FALLBACK))
    assert "PSC404" in app.refused()


def test_fallback_for_all(app: App) -> None:
    marked = "def make(n):\n    @ps.javascript\n    def inner(x):\n        return x + n + len(''.padEnd(0))\n    return inner\nmake(1)"
    app.write("app.py", one_page(marked, plugin="PulsecPlugin(fallback=True)"))
    app.generated()
    assert app.call(["inner", [1]]) == ["2"]


def test_fallback_where_pulse_refuses_too(app: App) -> None:
    marked = (
        "import re\ndef make(n):\n    @ps.javascript\n    def inner(x):\n        return re.sub('a', n, ''.padEnd(0))\n"
        "    return inner\nmake('b')"
    )
    app.write("app.py", one_page(marked, plugin="PulsecPlugin(fallback=True)"))
    said = app.refused()
    assert "PSC404" in said
    assert "Pulse's own transpiler refuses `make.<locals>.inner`" in said
    assert "Could not resolve module 're'" in said


# -- versions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["0.1.85", "0.2.0", "1.0", "0.0.0"])
def test_versions_of_pulse_outside_the_range(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_versions, "PULSE_VERSION", version)
    with pytest.raises(PulsecError) as caught:
        PulsecPlugin()
    assert f"and {version} is installed" in str(caught.value)
    PulsecPlugin(untested_pulse=True)


@pytest.mark.parametrize("version", ["0.1.86", "0.1.111", "0.1.112", "0.1.200rc1"])
def test_versions_of_pulse_inside_the_range(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_versions, "PULSE_VERSION", version)
    PulsecPlugin()


def test_a_pulse_without_the_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("pulse.transpiler.EmitContext")
    with pytest.raises(PulsecError, match="its `pulse.transpiler` has no EmitContext"):
        PulsecPlugin(untested_pulse=True)


def test_without_pulse(app: App) -> None:
    """Only with the package itself: `-S` leaves out site-packages."""
    shutil.copytree(Path(pulsec.pulse.__file__).parents[1], app.folder / "pulsec")
    done = app.python("-S", "-c", "import pulsec.pulse", PYTHONPATH=str(app.folder))
    assert done.returncode == 1
    assert "pip install 'pulsec[pulse]'" in done.stderr
