"""What tools that bring Python to a browser make of the programs of `cases.py`, beside what CPython does.

    npm ci --prefix tests/compare
    python -m pip install pulse-framework==0.1.111 pscript==0.8.1 Transcrypt==3.9.5 brython==3.15.0
    PULSEC_BIN=target/debug/pulsec python tests/compare/compare.py            # compares with the page
    PULSEC_BIN=target/debug/pulsec python tests/compare/compare.py --accept   # writes it

Each tool runs with the settings that it has when nothing is said.
"""

import gzip
import html
import importlib.metadata
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs/guide/comparison.md"
MARKS = ("<!-- recorded by tests/compare/compare.py -->", "<!-- end -->")

sys.path.insert(0, str(HERE))
import cases  # noqa: E402

CASES = {name: function for name, function in vars(cases).items() if inspect.isfunction(function)}


def run(*command, cwd=None, **options):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, **options)
    return done.returncode, done.stdout, done.stderr


def node(script: str, folder: Path, name: str = "run.mjs") -> str:
    """What a script of JavaScript prints last, or how it fails."""
    (folder / name).write_text(script)
    code, out, err = run("node", name, cwd=folder, timeout=600)
    if code == 0:
        return out.rstrip("\n").split("\n")[-1]
    errors = [line for line in err.splitlines() if re.match(r"(Uncaught )?\w*(Error|Exception|Warning)\b", line)]
    return "raises " + (errors[0].split(":")[0] if errors else "something")


def by_cpython(name: str, folder: Path) -> str:
    return CASES[name]()


def by_pulsec(name: str, folder: Path) -> str:
    binary = os.environ.get("PULSEC_BIN", "pulsec")
    code, out, err = run(Path(binary).resolve(), "run", f"{HERE / 'cases.py'}::{name}", "--json", cwd=folder)
    if code == 0:
        return json.loads(out)
    return "refused" if code == 2 or "PSC" in out + err else f"raises {err.strip().splitlines()[-1]}"


def by_pulse(name: str, folder: Path) -> str:
    from pulse.transpiler import emit
    from pulse.transpiler.function import JsFunction

    try:
        code = emit(JsFunction(CASES[name]).transpile())
    except Exception:
        return "refused"
    called = re.match(r"(async )?function (\w+)", code)
    call = f"{called[2]}()" if called else f"({code})()"
    return node(f"{code if called else ''}\nconsole.log(String({call}));", folder)


def by_pscript(name: str, folder: Path) -> str:
    import pscript

    try:
        code = pscript.py2js(inspect.getsource(CASES[name]))
    except Exception:
        return "refused"
    return node(f"{code}\nconsole.log(String({name}()));", folder)


def by_transcrypt(name: str, folder: Path) -> str:
    (folder / "case.py").write_text(inspect.getsource(CASES[name]))
    code, out, err = run(sys.executable, "-m", "transcrypt", "-b", "-n", "case.py", cwd=folder)
    made = folder / "__target__/case.js"
    if code != 0 or not made.exists():
        return "refused"
    (folder / "package.json").write_text('{"type": "module"}')
    return node(f'import {{ {name} }} from "./__target__/case.js";\nconsole.log(String({name}()));', folder)


def all_by_brython(folder: Path) -> dict[str, str]:
    """All in one page, in Chromium."""
    data = Path(importlib.metadata.distribution("brython").locate_file("brython/data"))
    calls = "\n".join(
        f"try:\n    said[{name!r}] = {name}()\nexcept BaseException as e:\n    said[{name!r}] = 'raises ' + type(e).__name__" for name in CASES
    )
    # Without a module of its library, so that one file is all that it loads.
    shown = "from browser import document\ndocument['said'].text = '\\n'.join(name + '=' + said[name] for name in said)\n"
    program = f"{(HERE / 'cases.py').read_text()}\nsaid = {{}}\n{calls}\n{shown}"
    (folder / "page.html").write_text(
        f'<meta charset="utf-8"><body><pre id="said"></pre><script src="{(data / "brython.js").as_uri()}"></script>'
        f'<script type="text/python">\n{program}</script></body>'
    )
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=20000", "--dump-dom"]
    _, out, _ = run(os.environ.get("CHROMIUM", "chromium"), *flags, (folder / "page.html").as_uri(), timeout=600)
    text = re.search(r'<pre id="said">(.*?)</pre>', out, re.S)
    said = dict(line.split("=", 1) for line in html.unescape(text[1]).splitlines())
    assert set(said) == set(CASES), out
    return said


def all_by_pyodide(folder: Path) -> dict[str, str]:
    code, out, err = run("node", HERE / "pyodide.mjs", HERE / "cases.py", json.dumps(list(CASES)), cwd=HERE, timeout=600)
    assert code == 0, err
    return json.loads(out)


def each(tool) -> dict[str, str]:
    said = {}
    for name in CASES:
        with tempfile.TemporaryDirectory() as folder:
            said[name] = tool(name, Path(folder))
    return said


def at_once(tool) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        return tool(Path(folder))


def loaded() -> dict[str, int]:
    """What a page loads for a program of one line, gzipped."""
    packed = lambda *files: sum(len(gzip.compress(Path(file).read_bytes(), 6, mtime=0)) for file in files)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "app.py").write_text("import pulse as ps\n\n\n@ps.javascript\ndef last_item():\n    items = [1, 2, 3]\n    return str(items[-1])\n")
        run(Path(os.environ.get("PULSEC_BIN", "pulsec")).resolve(), "build", "app.py", cwd=folder)
        ours = packed(*(folder / "dist").glob("*.js"))
        (folder / "case.py").write_text(inspect.getsource(CASES["last_item"]))
        run(sys.executable, "-m", "transcrypt", "-b", "-n", "case.py", cwd=folder)
        transcrypt = packed(*(folder / "__target__").glob("*.js"))
    import pscript

    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "case.js").write_text(pscript.py2js(inspect.getsource(CASES["last_item"])))
        theirs = packed(Path(name) / "case.js")
    data = Path(importlib.metadata.distribution("brython").locate_file("brython/data"))
    pyodide = HERE / "node_modules/pyodide"
    core = HERE / "node_modules/@pyscript/core/dist"
    pyscript = packed(*sorted(core.glob("core*.js"))) + packed(
        pyodide / "pyodide.asm.mjs", pyodide / "pyodide.asm.wasm", pyodide / "pyodide.mjs", pyodide / "python_stdlib.zip"
    )
    return {"pulsec": ours, "pscript": theirs, "Transcrypt": transcrypt, "Brython": packed(data / "brython.js"), "PyScript": pyscript}


def rounded(size: int) -> str:
    """In two digits: the last ones depend on the version of zlib."""
    size = float(f"{size:.1e}")
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB" if size >= 1e4 else f"{size / 1e3:.1f} kB"


def table() -> str:
    said = {
        "CPython": each(by_cpython),
        "pulsec": each(by_pulsec),
        "Pulse": each(by_pulse),
        "pscript": each(by_pscript),
        "Transcrypt": each(by_transcrypt),
        "Brython": at_once(all_by_brython),
        "PyScript": at_once(all_by_pyodide),
    }
    wanted = said.pop("CPython")

    def cell(text: str, name: str) -> str:
        if text == wanted[name]:
            return "the same"
        if text == "refused" or text.startswith("raises "):
            return text
        text = text.replace("|", "\\|")
        return f"`{text}`" if text else "an empty text"

    lines = ["| | CPython | " + " | ".join(said) + " |", "|---|---|" + "---|" * len(said)]
    for name, function in CASES.items():
        about = inspect.getdoc(function)
        shown = wanted[name].replace("|", "\\|")
        cells = [cell(results[name], name) for results in said.values()]
        lines.append(f"| {about} | `{shown}` | " + " | ".join(cells) + " |")
    same = [sum(results[name] == wanted[name] for name in CASES) for results in said.values()]
    lines.append(f"| **the same, of {len(CASES)}** | | " + " | ".join(f"**{count}**" for count in same) + " |")
    sizes = loaded()
    lines += ["", "| | " + " | ".join(sizes) + " |", "|---|" + "---|" * len(sizes)]
    lines.append("| `items[-1]` as a program, gzipped | " + " | ".join(rounded(size) for size in sizes.values()) + " |")
    return "\n".join(lines)


def main() -> None:
    before, rest = PAGE.read_text().split(MARKS[0])
    _, after = rest.split(MARKS[1])
    page = f"{before}{MARKS[0]}\n\n{table()}\n\n{MARKS[1]}{after}"
    if "--accept" in sys.argv:
        PAGE.write_text(page)
    elif page != PAGE.read_text():
        import difflib

        sys.exit("\n".join(difflib.unified_diff(PAGE.read_text().splitlines(), page.splitlines(), "recorded", "found", lineterm="", n=0)))
    print(f"{len(CASES)} programs, as {PAGE.name} says")


if __name__ == "__main__":
    main()
