"""Which statement of a file stands where, and what it binds."""

from __future__ import annotations

import ast
import functools
import tokenize

Lines = tuple[int, int]
"""The first and the last."""


@functools.cache
def source(path: str) -> str:
    """The file's text; empty where it has none."""
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (OSError, SyntaxError, UnicodeDecodeError):
        return ""


@functools.cache
def parsed(path: str) -> ast.Module:
    """Its tree; empty where it has none."""
    try:
        return ast.parse(source(path))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def lines_of(statement: ast.stmt) -> Lines:
    return statement.lineno, statement.end_lineno or statement.lineno


def statement_at(path: str, line: int) -> ast.stmt | None:
    """The top-level statement that a line is part of."""
    for statement in parsed(path).body:
        first, last = lines_of(statement)
        if first <= line <= last:
            return statement
    return None


def bound_names(statement: ast.stmt) -> set[str]:
    """The names of the module that a statement binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    names: set[str] = set()
    queue: list[ast.AST] = [statement]
    while queue:
        node = queue.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
                continue  # what is bound within is its own
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                continue
            case ast.Name(ctx=ast.Store()):
                names.add(node.id)
            case ast.alias():
                names.add(node.asname or node.name.split(".")[0])
        queue += ast.iter_child_nodes(node)
    return names
