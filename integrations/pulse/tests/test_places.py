"""Marked functions wherever Python allows them, with the values of the variables around them."""

from __future__ import annotations

import textwrap

import pytest
from conftest import App, one_page

# -- the product of places and ways to mark ----------------------------------------------------------

MARKERS = {
    "decorator": ("@ps.javascript", "{}"),
    "call of the decorator": ("@ps.javascript()", "{}"),
    "alias": ("@mark", "{}"),
    "own decorator": ("@client", "{}"),
    "own decorator with options": ("@chosen(jsx=False)", "{}"),
    "decorator that the source does not show": ("@MARKERS['plain']", "{}"),
    "call": ("", "ps.javascript({})"),
    "call of an own marker": ("", "client({})"),
    "call in a display": ("", "[ps.javascript({})][0]"),
    "under another decorator": ("@ps.javascript\n@twice", "{}"),
}

HEAD = """
import functools

mark = ps.javascript()
MARKERS = {"plain": ps.javascript}

def client(fn):
    KNOWN.append(fn)
    return ps.javascript(fn)

def chosen(*, jsx):
    def wrap(fn):
        return ps.javascript(fn, jsx=jsx)
    return wrap

def twice(fn):
    @functools.wraps(fn)
    def run(n):
        return fn(fn(n))
    return run

KNOWN = []
"""

PLACES = {
    "module": "{mark}\ndef add(n: int):\n    return n + 1\nfound = {use}\n",
    "function": "def make():\n    {mark}\n    def add(n: int):\n        return n + 1\n    return {use}\nfound = make()\n",
    "closure": (
        "def make(step: int):\n    {mark}\n    def add(n: int):\n        return n + step\n"
        "    return {use}\nfound = make(1)\n"
    ),
    "default": (
        "def make(step: int):\n    {mark}\n    def add(n: int, step=step):\n        return n + step\n"
        "    return {use}\nfound = make(1)\n"
    ),
    "two functions deep": (
        "def make(step: int):\n    def within():\n        {mark}\n        def add(n: int):\n            return n + step\n"
        "        return {use}\n    return within()\nfound = make(1)\n"
    ),
    "loop": "made = []\nfor _ in range(1):\n    {mark}\n    def add(n: int):\n        return n + 1\n    made.append({use})\nfound = made[0]\n",
    "condition": "if KNOWN is not None:\n    {mark}\n    def add(n: int):\n        return n + 1\n    found = {use}\n",
    "class": "class Tools:\n    {mark}\n    def add(n: int):\n        return n + 1\n    found = {use}\nfound = Tools.found\n",
    "static method": (
        "class Tools:\n    @staticmethod\n    {mark}\n    def add(n: int):\n        return n + 1\n"
        "Tools.found = {use_of_tools}\nfound = Tools.found\n"
    ),
    "method of a class in a function": (
        "def make(step: int):\n    class Tools:\n        {mark}\n        def add(n: int):\n            return n + step\n"
        "        found = {use}\n    return Tools.found\nfound = make(1)\n"
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_way_to_mark(app: App, place: str) -> None:
    """All ways in one app, each in a module of its own."""
    names = []
    for index, (decorator, use) in enumerate(MARKERS.values()):
        text = PLACES[place]
        lines = []
        for line in text.split("\n"):
            indent = line[: len(line) - len(line.lstrip())]
            mark = ("\n" + indent).join(decorator.split("\n"))
            lines.append(line.replace("{mark}", mark))
        text = "\n".join(line for line in lines if line.strip())
        text = text.replace("{use_of_tools}", use.format("Tools.add")).replace("{use}", use.format("add"))
        app.write(f"m{index}.py", "import pulse as ps\n" + textwrap.dedent(HEAD) + text + "\n")
        names.append(f"m{index}")
    head = "".join(f"import {name}\n" for name in names)
    app.write("app.py", one_page("", head=head))
    app.generated()
    expected = ["4" if "twice" in decorator else "3" for decorator, _ in MARKERS.values()]
    compiled = [name for name in app.compiled() if name.startswith("add_")]
    assert app.call(*[[name, [2]] for name in compiled]) == expected


# -- variables ---------------------------------------------------------------------------------------


def test_each_call_has_its_own_values(app: App) -> None:
    marked = """
    def make(label, sizes):
        @ps.javascript
        def add(size: int):
            sizes.append(size)
            return len(sizes)

        @ps.javascript
        def show():
            return f"{label}: {sizes}"

        return add, show

    add, show = make("one", [1])
    add_other, show_other = make("two", [])
    """
    app.write("app.py", one_page(marked))
    app.generated()
    functions = app.compiled()
    assert [name.rsplit("_", 1)[0] for name in functions] == ["add", "show", "add", "show"]
    add, show, add_other, show_other = functions
    assert app.call([add, [5]], [add, [6]], [show, []], [add_other, [7]], [show_other, []]) == [
        "2",
        "3",
        "'one: [1, 5, 6]'",
        "1",
        "'two: [7]'",
    ]


def test_a_component_of_a_factory_is_used_by_another(app: App) -> None:
    marked = """
    def make(title):
        @ps.javascript(jsx=True)
        def Card(*children):
            return ps.div(ps.b(title), *children, className=NAMES[title])
        return Card

    NAMES = {"A": "first", "B": "second"}
    First = make("A")
    Second = make("B")

    def page_of(Inner):
        @ps.javascript(jsx=True)
        def Page():
            return ps.main(First("x"), Inner("y"))
        return Page

    Page = page_of(Second)
    """
    app.write("app.py", one_page(marked))
    app.generated()
    assert app.call(["Page", {}, "render"]) == [
        '<main><div class="first"><b>A</b>x</div><div class="second"><b>B</b>y</div></main>'
    ]


def test_functions_and_imports_in_variables(app: App) -> None:
    app.write("helpers.py", "def double(n: int) -> int:\n    return n * 2\n")
    marked = """
    def triple(n: int) -> int:
        return n * 3

    def make(first, second, math):
        from pulse.js import Math as js_math
        LIMIT = 10

        def within(n: int) -> int:
            return js_math.min(n, LIMIT)

        @ps.javascript
        def run(n: int):
            return [first(n), second(n), within(n), math.max(n, 2)]

        return run

    run = make(double, triple, Math)
    """
    app.write("app.py", one_page(marked, head="from helpers import double\nfrom pulse.js import Math\n"))
    app.generated()
    assert app.call(["run", [40]]) == ["[ 80, 120, 10, 40 ]"]


def test_helpers_that_stand_beside_close_over_values_too(app: App) -> None:
    marked = """
    def pricing(currency, *, discount=0):
        def reduced(amount: float) -> float:
            return amount * (1 - discount)

        tax = lambda amount: reduced(amount) * RATES[currency]

        def text(amount):
            return f"{tax(amount) + LIMIT} {currency}"

        def within():
            @ps.javascript
            def price(amount: float) -> str:
                return text(amount)

            return price

        return within()

    LIMIT = int("1")
    RATES = {name: len(name) for name in ["EUR", "DKKR"]}
    euro = pricing("EUR", discount=0.5)
    krone = pricing("DKKR")
    """
    app.write("app.py", one_page(marked))
    app.generated()
    assert app.call(*[[name, [3]] for name in app.compiled()]) == ["'5.5 EUR'", "'13.0 DKKR'"]


def test_two_variables_of_one_name_are_refused(app: App) -> None:
    marked = """
    def outer(n):
        def helper(x: int) -> int:
            return x * n

        def inner(n):
            @ps.javascript
            def run(x: int) -> int:
                return helper(x) + n

            return run

        return inner

    run = outer(10)(1)
    """
    app.write("app.py", one_page(marked))
    assert "`n` is a variable of" in app.refused()
    app.write("app.py", one_page(marked.replace("inner(n)", "inner(m)").replace("+ n", "+ m")))
    app.generated()
    assert app.call(["run", [4]]) == ["41"]


def test_a_variable_that_went_on_is_refused(app: App) -> None:
    marked = """
    def make():
        made = []
        for label in ["a", "b"]:
            @ps.javascript
            def show():
                return label
            made.append(show)
        return made

    shown = make()
    """
    app.write("app.py", one_page(marked))
    assert "`label` is not known at compile time: it is bound by a loop" in app.refused()
    app.write("app.py", one_page(marked.replace("def show():", "def show(label=label):")))
    app.generated()
    assert app.call(*[[name, []] for name in app.compiled()]) == ["'a'", "'b'"]


def test_a_value_that_has_no_text_is_refused(app: App) -> None:
    marked = """
    def make(path):
        @ps.javascript
        def show():
            return path
        return show

    show = make(Path("x"))
    """
    app.write("app.py", one_page(marked, head="from pathlib import Path\n"))
    said = app.refused()
    assert "PSC212" in said and "`path` is a variable of `make`" in said


def test_fallback_takes_it_over(app: App) -> None:
    marked = """
    def make(items):
        @ps.javascript
        def show(n: int):
            return open(items[n])
        return show

    def fine(n: int):
        @ps.javascript
        def add(m: int):
            return n // m
        return add

    show = make(["a"])
    add = fine(-7)
    """
    app.write("app.py", one_page(marked, plugin="PulsecPlugin(fallback=True)"))
    said = app.refused()
    # Pulse has no `open` either.
    assert "Pulse's own transpiler refuses `make.<locals>.show`" in said
    refused = marked.replace("open(items[n])", "items[n].title(1)")
    app.write("app.py", one_page(refused, plugin="PulsecPlugin(fallback=True)"))
    said = app.generated()
    assert "make.<locals>.show (PSC" in said and "fine.<locals>.add" not in said
    assert [name.rsplit("_", 1)[0] for name in app.compiled()] == ["add"]
    assert app.call(["add", [2]]) == ["-4"]


def test_warnings_are_said_once(app: App) -> None:
    marked = """
    @ps.javascript
    def one():
        return console.log("a")

    @ps.javascript
    def two():
        return open("a")
    """
    refused = marked.replace('open("a")', '"a".title(1)')
    app.write("app.py", one_page(refused, plugin="PulsecPlugin(fallback=True)"))
    assert app.generated().count("PSC202") == 1


# -- what Pulse's own examples are made of -------------------------------------------------------------


def test_the_forms_of_pulses_examples(app: App) -> None:
    """Plain functions of `pulse._examples`, a typed import, member components, a number that is an int."""
    app.write("names.js", "export default (...names) => names.filter(Boolean).join(' ');\n")
    app.write("shell.js", "export const Shell = { Head: ({ children }) => children };\n")
    head = """
    from pulse._examples import clamp, cube, factorial, is_even, square
    from pulse.js.number import Number

    @ps.Import("./names.js").as_
    def names(*classes: str) -> str: ...

    _Shell = ps.Import("Shell", "./shell.js")

    @ps.react_component(_Shell.Head)
    def Head(*children: ps.Node): ...
    """
    marked = """
    @ps.javascript
    def numbers(x: float):
        return [square(x), cube(x), clamp(x, 0, 2), is_even(4), factorial(5), Number.parseInt("42", 10)]

    @ps.javascript
    def formats(x: float) -> str:
        return f"Fixed: {x:.2f}, Hex: {x:#x}, Padded: {x:05d}"

    @ps.javascript
    def classes(active: bool) -> str:
        return names("btn", "active" if active else "")

    @ps.javascript(jsx=True)
    def Page():
        return ps.main(Head("shown"))
    """
    app.write("app.py", one_page(marked, head=head))
    app.generated()
    numbers, formats, classes, page = app.call(
        ["numbers", [3]], ["formats", [42]], ["classes", [True]], ["Page", {}, "render"]
    )
    assert numbers == "[ 9, 27, 2, true, 120, 42 ]"
    assert formats == "'Fixed: 42.00, Hex: 0x2a, Padded: 00042'"
    assert classes == "'btn active'"
    assert page == "<main>shown</main>"
