"""The scopes of each top-level `def` and `class`, as CPython's `symtable` has them.

Reads paths from standard input; writes one JSON line per file:
`{"path": …, "statements": [[first line, last line, [scope, …]], …]}`, where a scope is
`[kind and line, locals, names of outer scopes, global names]`. The line of a generator expression is
left out (it may begin at the bracket of a call), and so are mangled names and `__class__`. List, set
and dict comprehensions have no scope here: CPython merges them into the scope around them.
"""

import ast
import json
import symtable
import sys
import warnings

warnings.simplefilter("ignore")
COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp"}


def is_compared(name):
    if name in (".0", "__class__"):
        return False
    return "__" not in name or (name.startswith("__") and name.endswith("__"))


def walk(table, first, out):
    for child in table.get_children():
        kind = child.get_name() if child.get_type() == "function" else "class"
        if kind in COMPREHENSIONS:
            raise ValueError("comprehensions are not merged before Python 3.13")
        if kind not in ("lambda", "genexpr", "class"):
            kind = "def"
        if kind != "genexpr":
            kind += f" {child.get_lineno() + first - 1}"
        local, outer, glob = [], [], []
        for symbol in child.get_symbols():
            name = symbol.get_name()
            if not is_compared(name):
                continue
            if symbol.is_free():
                outer.append(name)
            elif symbol.is_global():
                glob.append(name)
            elif symbol.is_local():
                local.append(name)
        out.append([kind, sorted(local), sorted(outer), sorted(glob)])
        walk(child, first, out)


def scopes(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    lines = text.split("\n")
    found = []
    for node in ast.parse(text).body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        has_types = any(getattr(inner, "type_params", None) for inner in ast.walk(node))
        if has_types or any(isinstance(inner, ast.TypeAlias) for inner in ast.walk(node)):
            continue
        first = min([node.lineno, *(it.lineno for it in node.decorator_list)])
        source = "\n".join(lines[first - 1 : node.end_lineno])
        out = []
        try:
            walk(symtable.symtable(source, path, "exec"), first, out)
        except (SyntaxError, ValueError):
            continue  # several statements share a line, or Python is 3.12
        found.append([first, node.end_lineno, sorted(out)])
    return found


for path in sys.stdin.read().splitlines():
    try:
        print(json.dumps({"path": path, "statements": scopes(path)}))
    except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError):
        pass
