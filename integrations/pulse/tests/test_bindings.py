"""Names whose meaning only the imported app knows: computed constants, aliases, conditions."""

from __future__ import annotations

import pytest
from conftest import App, one_page

from pulsec.pulse._bindings import literal


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        1e300,
        0.1,
        "a\n'\"\\ é 🎉",
        [1, [2]],
        (1,),
        (),
        {"a": {1: 2.5}},
        {3, 1, 2},
        set(),
        frozenset({1}),
        frozenset(),
    ],
)
def test_a_literal_means_the_same(value: object) -> None:
    text = literal(value)
    assert text is not None
    found = eval(text)
    assert found == value and type(found) is type(value)


def test_numbers_that_are_no_literals() -> None:
    assert literal(float("inf")) == "float('inf')"
    assert literal([float("-inf"), float("nan")]) == "[float('-inf'), float('nan')]"


def test_what_has_no_exact_literal() -> None:
    import collections
    import enum

    class Color(enum.IntEnum):
        RED = 1

    endless: list[object] = []
    endless.append(endless)
    for value in (Color.RED, collections.OrderedDict(), endless, b"x", object(), [1j], "x" * 2**21):
        assert literal(value) is None


def test_a_set_reads_the_same_in_every_process() -> None:
    assert literal({"b", "a", "c"}) == "{'a', 'b', 'c'}"


def test_constants_computed_at_import(app: App) -> None:
    app.write("settings.py", "import os\nLIMIT = int(os.environ.get('LIMIT', '3'))\nSTEP = LIMIT * 2\n")
    app.write(
        "app.py",
        one_page(
            """
            @ps.javascript
            def limits():
                return [LIMIT, STEP, settings.LIMIT, names, TAGS]
            """,
            head="import os\nimport settings\nfrom settings import LIMIT, STEP\n"
            "names = [word.upper() for word in os.environ['NAMES'].split()]\n"
            "TAGS = {'a': os.path.basename('x/y')}\n",
        ),
    )
    app.generated(LIMIT="7", NAMES="ana bo")
    assert app.call(["limits", []]) == ["[ 7, 14, 7, [ 'ANA', 'BO' ], { a: 'y' } ]"]


def test_what_a_condition_chose(app: App) -> None:
    app.write(
        "texts.py",
        "def short(name: str): return name[:2]\ndef long(name: str): return name * 2\n",
    )
    app.write(
        "app.py",
        one_page(
            """
            @ps.javascript
            def shown(name: str):
                return show(name) + SEPARATOR
            """,
            head="import os\n"
            "if os.environ.get('STYLE') == 'long':\n"
            "    from texts import long as show\n"
            "    SEPARATOR = '!'\n"
            "else:\n"
            "    from texts import short as show\n"
            "    SEPARATOR = '?'\n",
        ),
    )
    app.generated(STYLE="long")
    assert app.call(["shown", ["ab🎉"]]) == ["'ab🎉ab🎉!'"]
    app.generated()
    assert app.call(["shown", ["ab🎉"]]) == ["'ab?'"]


def test_an_import_that_was_chosen(app: App) -> None:
    app.write("one.js", "export const version = () => 1;\n")
    app.write("two.js", "export const version = () => 2;\n")
    app.write(
        "app.py",
        one_page(
            """
            @ps.javascript
            def which():
                return version()
            """,
            head="import os\n"
            "if os.environ.get('TWO'):\n    version = ps.Import('version', './two.js')\n"
            "else:\n    version = ps.Import('version', './one.js')\n",
        ),
    )
    app.generated(TWO="1")
    assert app.call(["which", []]) == ["2"]
    app.generated()
    assert app.call(["which", []]) == ["1"]


def test_a_server_value_without_a_literal_is_explained(app: App) -> None:
    app.write(
        "app.py",
        one_page(
            """
            @ps.javascript
            def where():
                return HOME
            """,
            head="import pathlib\nHOME = pathlib.Path.home()\n",
        ),
    )
    said = app.refused()
    assert "PSC206" in said or "PSC207" in said
    assert "`HOME`" in said


def test_a_constant_that_is_changed_afterwards(app: App) -> None:
    head = "import os\nTOTAL = 1\nBASE = int(os.environ['BASE'])\nTOTAL += BASE\nfor _ in range(2):\n    TOTAL += 1\n"
    marked = "@ps.javascript\ndef total():\n    return [TOTAL, BASE]"
    app.write("app.py", one_page(marked, head=head))
    app.generated(BASE="4")
    assert app.call(["total", []]) == ["[ 7, 4 ]"]


def test_positions_stay_where_they_are(app: App) -> None:
    head = "import os\nLIMITS = {\n    'a': int(os.environ['BASE']),\n}\n"
    marked = "@ps.javascript\ndef total(name: str):\n    return LIMITS[name]"
    app.write("app.py", one_page(marked, head=head))
    app.generated(BASE="4")
    first, second = app.call(["total", ["a"]], ["total", ["b"]])
    line = app.read("app.py").splitlines().index("    return LIMITS[name]") + 1
    assert first == "4" and f"app.py:{line}:" in second


def test_a_secret_that_no_marked_function_uses_stays_on_the_server(app: App) -> None:
    head = "import os\nSECRET = os.environ['SECRET']\nSHOWN = os.environ['SHOWN']\n"
    app.write("app.py", one_page("@ps.javascript\ndef shown():\n    return SHOWN", head=head))
    app.generated(SECRET="do not tell", SHOWN="hello")
    assert app.call(["shown", []]) == ["'hello'"]
    for file in (app.folder / "web").rglob("*"):
        assert not file.is_file() or "do not tell" not in file.read_text()


def test_every_kind_of_value(app: App) -> None:
    head = (
        "import math, os\n"
        "words = os.environ['WORDS'].split()\n"
        "TAGS = frozenset(words)\nEMPTY = set(words[5:])\nLARGEST = float(words[0])\n"
        "PAIR = tuple(words)\nONE = tuple(words[:1])\nTABLE = {len(word): word for word in words}\n"
        "NONE = os.environ.get('NOT THERE')\nON = bool(words)\nTEXT = words[1] * 2 + '\\n\\'é🎉'\n"
    )
    marked = """
    @ps.javascript
    def values():
        return [sorted(TAGS), len(EMPTY), str(LARGEST), PAIR, ONE, TABLE[2], str(NONE), str(ON), TEXT]
    """
    app.write("app.py", one_page(marked, head=head))
    app.generated(WORDS="inf ab c")
    assert app.call(["values", []]) == [
        "[ [ 'ab', 'c', 'inf' ], 0, 'inf', [ 'inf', 'ab', 'c', [Symbol(python.tuple)]: undefined ], "
        "[ 'inf', [Symbol(python.tuple)]: undefined ], 'ab', 'None', 'True', \"abab\\n'é🎉\" ]"
    ]


def test_a_component_that_was_chosen(app: App) -> None:
    app.write("fancy.jsx", "export const Box = ({ children }) => <b>{children}</b>;\n")
    head = (
        "import os\n"
        "if os.environ.get('FANCY'):\n    Box = ps.Jsx(ps.Import('Box', './fancy.jsx'))\n"
        "else:\n    Box = ps.Jsx(ps.Import('Box', './plain.jsx'))\n"
    )
    marked = "@ps.javascript(jsx=True)\ndef Shown(*, text: str):\n    return Box(text)"
    app.write("app.py", one_page(marked, head=head))
    app.generated(FANCY="1")
    assert app.call(["Shown", {"text": "hi"}, "render"]) == ["<b>hi</b>"]
