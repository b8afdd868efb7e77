"""How many functions per second of processor time pulsec compiles, beside Pulse's own transpiler in process.

    cargo build --release
    pip install pulse-framework
    PULSEC_BIN=target/release/pulsec python benches/throughput.py [copies]

The functions are those of `fixtures/typical` that both accept, in as many copies of each file. Pulse's time is from
a function to its text (dependencies, parsing, transpiling, writing), without importing the modules; pulsec's is that
of the whole process with one thread, starting and writing its files (also `.d.ts` and source maps) included.
"""

import importlib.util
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

from pulse.transpiler import function as transpiler
from pulse.transpiler.nodes import emit

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("PULSEC_BIN", str(ROOT / "target/release/pulsec"))
COPIES = int(sys.argv[1]) if len(sys.argv) > 1 else 20


def marked(path: pathlib.Path):
    """The marked functions of a file, as Pulse's decorator gives them; none where it refuses one."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    before = set(transpiler.FUNCTION_CACHE)
    try:
        spec.loader.exec_module(module)
        found = [fn for fn in transpiler.FUNCTION_CACHE if fn not in before]
        for fn in found:
            text_of(fn)
        return found
    except Exception as error:
        print(f"  without {path.name}: Pulse says {str(error).splitlines()[0]}")
        return []


def text_of(fn) -> str:
    kind = type(transpiler.FUNCTION_CACHE[fn])
    again = kind.__new__(kind)
    if kind is transpiler.JsFunction:
        again.__init__(fn, _register=False)
    else:
        again.__init__(fn)
    return emit(again.transpile())


def children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    files = [file for file in sorted((ROOT / "fixtures/typical").glob("*.py")) if marked(file)]
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder, "app")
        tree.mkdir()
        copies = [tree / f"{file.stem}_{copy}.py" for file in files for copy in range(COPIES)]
        for copy in copies:
            shutil.copy(ROOT / "fixtures/typical" / f"{copy.stem.rpartition('_')[0]}.py", copy)
        functions = [fn for copy in copies for fn in marked(copy)]

        began = time.process_time()
        for fn in functions:
            text_of(fn)
        theirs = time.process_time() - began

        command = [BINARY, "build", ".", "--out-dir", str(pathlib.Path(folder, "out"))]
        began = children()
        subprocess.run(command, cwd=tree, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "RAYON_NUM_THREADS": "1"})
        ours = children() - began
        began = children()
        subprocess.run([BINARY, "check", "."], cwd=tree, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "RAYON_NUM_THREADS": "1"})
        check = children() - began

    count = len(functions)
    print(f"{count} functions of {len(copies)} files")
    print(f"Pulse's transpiler  {count / theirs:8.0f} functions per second of CPU")
    print(f"pulsec build        {count / ours:8.0f}, {theirs / ours:.1f} times as many")
    print(f"pulsec check        {count / check:8.0f}, {theirs / check:.1f} times as many")


main()
