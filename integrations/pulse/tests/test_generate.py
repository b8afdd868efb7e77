"""What `pulse generate` writes with the plugin in the app."""

from __future__ import annotations

import json
import os
import re

from conftest import App, one_page


def test_the_chat_imports_what_pulsec_compiled(chat: App) -> None:
    said = chat.generated("chat/app.py")
    assert "6 modules (12 functions, 8 components)" in said
    assert "PSC602" in said  # the warnings are shown, too
    imports = chat.imports()
    assert imports["save_draft"] == "../../pulsec/chat/client/storage.js"
    assert imports["MessageList"] == "../../pulsec/chat/client/components.js"
    # A layout lies one folder deeper.
    layout = chat.read("web/app/pulse/layouts/layout/_layout.jsx")
    assert 'from "../../../pulsec/chat/client/channel.js";' in layout


def test_the_chat_works(chat: App) -> None:
    chat.generated("chat/app.py")
    rendered, plural, described = chat.call(
        ["Avatar", {"name": "Ana Bo", "online": True}, "render"],
        ["plural", [2, "message"]],
        ["describe_typing", [["Ana", "Bo", "Cy", "Di"]]],
    )
    assert re.fullmatch(r'<span class="avatar avatar-online" title="Ana Bo" .*>AB</span>', rendered)
    assert plural == "'2 messages'"
    assert described == "'Ana, Bo and 2 others are typing…'"


def test_every_marked_function_keeps_its_id(chat: App) -> None:
    chat.generated("chat/app.py")
    script = (
        "from chat.app import app\n"
        "from pulse.transpiler import registered_functions\n"
        "import json; print(json.dumps({f.id: f.js_name for f in registered_functions()}))"
    )
    done = chat.python("-c", script, PULSE_DISABLE_CODEGEN="1")
    before: dict[str, str] = json.loads(done.stdout)
    after = chat.registry()
    gone = {name.rsplit("_", 1)[0] for id, name in before.items() if after.get(id) != name}
    # Pulse's own copies of unmarked functions that marked ones call: nobody refers to them.
    assert gone == {"truncate", "draft_key"}


def test_errors_lead_to_the_python(scores: App) -> None:
    scores.generated("with_pulsec.py")
    (answer,) = scores.call(["score_of", [{"Ana": 1}, "Bo"]])
    line = scores.read("scores.py").splitlines().index("    return scores[name]") + 1
    assert re.search(rf"at score_of \(.*scores\.py:{line}:", answer), answer


def test_the_compiled_folder_is_ignored_by_git(scores: App) -> None:
    scores.write("web/.gitignore", "node_modules")
    scores.generated("with_pulsec.py")
    scores.generated("with_pulsec.py")
    assert scores.read("web/.gitignore").split() == ["node_modules", "app/pulsec/", "app/pulse/"]


def test_another_folder(app: App) -> None:
    marked = "@ps.javascript\ndef one():\n    return 1"
    app.write("app.py", one_page(marked, plugin='PulsecPlugin(out_dir="app/js")'))
    app.generated()
    assert app.call(["one", []]) == ["1"]
    assert (app.folder / "web/app/js/app.js").is_file()


def test_imports_in_server_rendered_trees_stay(app: App) -> None:
    app.write("local.js", "export const double = (x) => 2 * x;\nexport default double;\n")
    app.write(
        "app.py",
        one_page(
            """
            from pulse.js.react import lazy
            double = ps.Import("double", "./local.js")
            clsx = ps.Import("clsx", version="^2.1.1")
            Lazy = lazy(ps.Import("./local.js", lazy=True))
            SIZES = [1, 2]

            @ps.javascript
            def quadruple(x: int) -> int:
                return double(double(x))

            @ps.javascript
            def names(on: bool) -> str:
                return clsx("a", {"b": on})
            """
        ),
    )
    app.generated()
    registry = {name.rsplit("_", 1)[0] for name in app.registry().values()}
    assert {"double", "clsx", "quadruple", "names"} <= registry
    assert any((app.folder / "web/app/pulse/assets").iterdir())
    assert app.call(["quadruple", [3]], ["names", [True]], ["double", [4]]) == ["12", "'a b'", "8"]


def test_functions_marked_after_the_app_is_made(app: App) -> None:
    late = "\n@ps.javascript\ndef late():\n    return -7 // 2\n"
    app.write("app.py", one_page("@ps.javascript\ndef early():\n    return 1") + late)
    app.generated()
    assert app.call(["early", []], ["late", []]) == ["1", "-4"]


def test_names_that_are_reserved_in_javascript(app: App) -> None:
    app.write("app.py", one_page("@ps.javascript\ndef delete(new: int):\n    return -new"))
    app.generated()
    (answer,) = app.call(["delete", [2]])
    assert answer == "-2"


def test_a_package_beside_the_app(app: App) -> None:
    """The app's file is in one folder, and imports start in another."""
    app.write("shared/__init__.py", "")
    app.write(
        "shared/math.py",
        "import pulse as ps\n@ps.javascript\ndef half(x: int) -> int:\n    return x // 2\n",
    )
    head = "from shared.math import half\n"
    marked = "@ps.javascript\ndef quarter(x: int):\n    return half(half(x))"
    app.write("main/__init__.py", "")
    app.write("main/app.py", one_page(marked, head=head))
    app.generated("main.app:app", PYTHONPATH=os.pathsep.join([str(app.folder), os.environ.get("PYTHONPATH", "")]))
    app.folder /= "main"
    assert app.call(["quarter", [-9]], ["half", [-9]]) == ["-3", "-5"]
    assert app.imports()["half"] == "../../pulsec/shared/math.js"


def test_a_package_on_another_path(app: App) -> None:
    """As `pip install -e ../libs` leaves it: another folder on `sys.path`."""
    app.write("libs/shared/__init__.py", "")
    app.write(
        "libs/shared/math.py",
        "import pulse as ps\nfrom shared.numbers import TWO\n"
        "@ps.javascript\ndef half(x: int) -> int:\n    return x // TWO\n",
    )
    app.write("libs/shared/numbers.py", "import os\nTWO = len(os.sep) + 1\n")
    head = "from shared.math import half\n"
    app.write("main/app.py", one_page("@ps.javascript\ndef quarter(x: int):\n    return half(half(x))", head=head))
    libs = [str(app.folder / "libs"), os.environ.get("PYTHONPATH", "")]
    app.generated("main/app.py", PYTHONPATH=os.pathsep.join(libs))
    app.folder /= "main"
    assert app.call(["quarter", [-9]], ["half", [-9]]) == ["-3", "-5"]


def test_a_server_that_generates_nothing_needs_no_binary(scores: App) -> None:
    script = (
        "from with_pulsec import app; app.run_codegen('http://localhost:1'); print('went by')"
    )
    done = scores.python("-c", script, PULSE_DISABLE_CODEGEN="1", PULSEC_BIN="/nowhere/pulsec")
    assert "went by" in done.stdout, done.stderr
