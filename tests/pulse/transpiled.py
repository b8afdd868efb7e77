"""Prints what Pulse's own transpiler makes of a marked function, or why it makes nothing:

    python tests/pulse/transpiled.py FILE NAME
"""

import importlib.util
import sys
from pathlib import Path

from pulse.transpiler import TranspileError, emit

path, name = Path(sys.argv[1]), sys.argv[2]
spec = importlib.util.spec_from_file_location(path.stem, path)
try:
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(emit(getattr(module, name).transpile()))
except (TranspileError, TypeError) as problem:
    print(f"// refused: {str(problem).splitlines()[0]}")
