"""The table in fixtures/apps/scores/README.md is what the three really answer."""

from __future__ import annotations

import ast
import os
import re
from typing import Any

from conftest import APPS, App

README = APPS / "scores" / "README.md"
CALLS = [
    "average([])",
    "average([1, 2])",
    "latest([3, 5])",
    "stars(5)",
    "team(-1)",
    "tied([5, 3], [3, 5])",
    "both_halves([1, 2], [3])",
    "wins(['Ana', 'Bo', 'Ana'])",
    "badge('🦊 Fox')",
    "result(True, 2.0)",
    "score_of({'Ana': 3}, 'Bo')",
    "reminders(2)",
]


def test_the_table(scores: App) -> None:
    rows = [
        f"| `{call}` | `{own}` | `{theirs}` | `{ours}` |"
        for call, own, theirs, ours in zip(
            CALLS,
            _python(scores),
            _browser(scores, "with_pulse.py"),
            _browser(scores, "with_pulsec.py"),
            strict=True,
        )
    ]
    text = README.read_text(encoding="utf-8")
    head = re.match(r"(?s).*?\|---\|---\|---\|---\|\n", text)
    assert head is not None
    wanted = head.group() + "\n".join(rows) + "\n"
    if os.environ.get("UPDATE_README"):
        README.write_text(wanted, encoding="utf-8")
        text = wanted
    assert text == wanted


def test_pulsec_answers_what_python_answers(scores: App) -> None:
    answers = zip(CALLS, _python(scores), _browser(scores, "with_pulsec.py"), strict=True)
    assert [call for call, own, ours in answers if _plain(own) != _plain(ours)] == []


def test_pulses_transpiler_does_not_and_says_nothing(scores: App) -> None:
    said = scores.generated("with_pulse.py")
    assert re.search("warn|error", said, re.IGNORECASE) is None, said
    theirs = _browser(scores, "with_pulse.py")
    wrong = [
        call
        for call, own, answer in zip(CALLS, _python(scores), theirs, strict=True)
        if _plain(own) != _plain(answer)
    ]
    assert len(wrong) == len(CALLS) - 1, wrong  # all but average([1, 2])


def test_ids_and_props_are_the_same(scores: App) -> None:
    scores.generated("with_pulse.py")
    theirs = scores.registry()
    scores.generated("with_pulsec.py")
    assert scores.registry() == theirs
    assert "Board" in {name.rsplit("_", 1)[0] for name in theirs.values()}


def _arguments(call: str) -> tuple[str, list[Any]]:
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)
    return tree.func.id, [ast.literal_eval(argument) for argument in tree.args]


def _browser(app: App, target: str) -> list[str]:
    app.generated(target)
    answers = app.call(*[list(_arguments(call)) for call in CALLS])
    return [answer.splitlines()[0].removeprefix("! ") for answer in answers]


def _python(app: App) -> list[str]:
    """In a process of its own, as importing the app registers its functions."""
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "import scores\n"
        f"for call in {CALLS!r}:\n"
        "    name = call.split('(')[0]\n"
        "    try: print(repr(eval(call, {name: getattr(scores, name).fn})))\n"
        "    except Exception as e: print(f'{type(e).__name__}: {e}')\n"
    )
    done = app.python("-c", script, PYTHONIOENCODING="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def _plain(text: str) -> str:
    """One spelling for both languages: `[1, 2]` and `[ 1, 2 ]`, `True` and `true`."""
    text = re.sub(r"^Dict\(\d+\) \[Map\] ", "", text).replace(" => ", ": ")
    text = {"True": "true", "False": "false", "None": "null"}.get(text, text)
    return re.sub(r"\s+", "", text)
