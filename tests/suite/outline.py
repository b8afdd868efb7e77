"""What CPython makes of each file named on the command line: one JSON line per file.

`{"path": …, "chunks": [[kind, start, end, [bound names], [[decorator start, end], …]], …]}` with byte
offsets into the UTF-8 text; `{"path": …, "error": …}` for a file that Python refuses.
"""

import ast
import io
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(100_000)

KINDS = {
    "FunctionDef": "Function",
    "AsyncFunctionDef": "AsyncFunction",
    "ClassDef": "Class",
    "Import": "Import",
    "ImportFrom": "FromImport",
    "Assign": "Assign",
    "AnnAssign": "Assign",
    "AugAssign": "Assign",
    "TypeAlias": "TypeAlias",
    "If": "If",
    "Try": "Try",
    "TryStar": "Try",
    "For": "For",
    "AsyncFor": "For",
    "While": "While",
    "With": "With",
    "AsyncWith": "With",
    "Match": "Match",
    "Expr": "Expr",
}


class Bound(ast.NodeVisitor):
    """The names a statement binds in the module."""

    def __init__(self):
        self.names = set()

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.names.add(node.id)

    def definition(self, node):
        self.names.add(node.name)
        for field, value in ast.iter_fields(node):
            if field in ("body", "type_params"):
                continue
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, ast.AST):
                    self.visit(item)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = definition

    def visit_Lambda(self, node):
        self.visit(node.args)

    def visit_comprehension(self, node):
        # The targets live in the scope of the comprehension; a walrus in it does not.
        self.visit(node.iter)
        for condition in node.ifs:
            self.visit(condition)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.target)
            self.visit(node.value)
        self.visit(node.annotation)

    def visit_alias(self, node):
        self.names.add(node.asname or node.name.split(".")[0])

    def visit_ExceptHandler(self, node):
        if node.name:
            self.names.add(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self.names.add(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node):
        if node.rest:
            self.names.add(node.rest)
        self.generic_visit(node)

    def visit_TypeAlias(self, node):
        self.names.add(node.name.id)


def describe(text):
    data = text.encode()
    tree = ast.parse(text.removeprefix("\ufeff"))
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    starts = [mark] + [end.end() for end in re.finditer(rb"\r\n|\n|\r", data)]
    offset = lambda line, column: starts[line - 1] + column
    chunks = []
    for node in tree.body:
        start = offset(node.lineno, node.col_offset)
        end = offset(node.end_lineno, node.end_col_offset)
        decorators = [
            [offset(each.lineno, each.col_offset), offset(each.end_lineno, each.end_col_offset)]
            for each in getattr(node, "decorator_list", [])
        ]
        # A parenthesis around a decorator belongs to no node: widen over it.
        for span in decorators:
            while data[: span[0]].rstrip().endswith(b"("):
                span[0] = len(data[: span[0]].rstrip()) - 1
                span[1] = data.index(b")", span[1]) + 1
        if decorators:
            start = data.rindex(b"@", 0, decorators[0][0])
        bound = Bound()
        bound.visit(node)
        kind = KINDS.get(type(node).__name__, "Other")
        chunks.append([kind, start, end, sorted(bound.names), decorators])
    return chunks


for path in sys.stdin.read().splitlines():
    answer = {"path": path}
    try:
        with open(path, "rb") as file:
            answer["chunks"] = describe(file.read().decode())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        answer["error"] = str(error)
    print(json.dumps(answer))
