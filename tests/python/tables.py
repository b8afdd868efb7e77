"""Prints what Python 3.12 says of its builtins, methods and modules: the record `tables.json`.

    python3.12 tests/python/tables.py > tests/python/tables.json

A signature is that of `inspect.signature` without `self`, or null where CPython gives none.
"""

import builtins
import importlib
import inspect
import json
import sys
import types

# Added by `site` for the interactive interpreter.
SITE = {"copyright", "credits", "exit", "help", "license", "quit"}
TYPES = (str, list, dict, set, frozenset, tuple, range, int, float, bytes, bytearray)
MODULES = """abc asyncio base64 binascii bisect collections collections.abc contextlib copy dataclasses datetime enum
    functools hashlib heapq itertools json math operator random re statistics string struct sys time types typing
    uuid zlib zoneinfo __future__""".split()
KINDS = {
    "method_descriptor": "Method",
    "classmethod_descriptor": "ClassMethod",
    "staticmethod": "StaticMethod",
    "member_descriptor": "Attribute",
    "getset_descriptor": "Attribute",
}


def signature(value, has_self=False):
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return None
    if has_self:
        found = found.replace(parameters=list(found.parameters.values())[1:])
    return str(found)


def builtin(name):
    value = getattr(builtins, name)
    if isinstance(value, type) and issubclass(value, BaseException):
        if value.__name__ != name:
            return {"kind": "alias", "of": value.__name__}
        return {"kind": "exception", "parent": value.__base__.__name__}
    if isinstance(value, type):
        return {"kind": "class", "signature": signature(value)}
    if callable(value):
        return {"kind": "function", "signature": signature(value)}
    return {"kind": "constant"}


def methods(cls):
    record = {}
    for name, raw in vars(cls).items():
        if not name.startswith("_"):
            kind = KINDS[type(raw).__name__]
            text = None if kind == "Attribute" else signature(getattr(cls, name), kind == "Method")
            record[name] = {"kind": kind, "signature": text}
    return record


def module(name):
    value = importlib.import_module(name)
    names = getattr(value, "__all__", None)
    if names is None:
        names = [n for n in dir(value) if not n.startswith("_")]
        # What the module imports for itself is not its own.
        names = [n for n in names if not isinstance(getattr(value, n), types.ModuleType)]
    # These differ between systems, or are leftovers of the module's own imports.
    skipped = {"uuid": ("Enum", "bytes_", "int_", "main"), "time": ("CLOCK_", "clock_", "pthread_")}
    return sorted({n for n in names if not n.startswith(skipped.get(name, ("/",)))})


def main():
    assert sys.version_info[:2] == (3, 12), "the tables are those of Python 3.12"
    names = {n for n in dir(builtins) if not n.startswith("_")} - SITE
    names = (names | {"__import__"}) - {"None", "True", "False"}
    record = {
        "builtins": {name: builtin(name) for name in names},
        "methods": {cls.__name__: methods(cls) for cls in TYPES},
        "modules": {name: module(name) for name in MODULES},
        "stdlib": sorted(n for n in sys.stdlib_module_names if n[0] != "_" or n == "__future__"),
    }
    json.dump(record, sys.stdout, indent=1, sort_keys=True)
    print()


main()
