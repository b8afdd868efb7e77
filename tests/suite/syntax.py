"""CPython's syntax tree of each file named on standard input: one JSON line per file.

`{"path": …, "statements": ["(Assign …)", …]}` in the form that `tree.rs` prints ours in, or
`{"path": …, "statements": null}` for a file that Python refuses. Places are `line:column` in bytes.
"""

import ast
import inspect
import io
import json
import struct
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(100_000)


def place(node):
    return f"@{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"


def double(value):
    return struct.pack(">d", value).hex()


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is Ellipsis:
        return "Ellipsis"
    if isinstance(value, int):
        return f"int:{value:x}"
    if isinstance(value, float):
        return f"float:{double(value)}"
    if isinstance(value, complex):
        return f"complex:{double(value.imag)}"
    if isinstance(value, str):
        return f"str:{text(value)}"
    return f"bytes:{value.hex()}"


def text(value):
    return json.dumps(value, ensure_ascii=True)


def many(nodes, show):
    return "[" + " ".join(show(node) for node in nodes) + "]"


def maybe(node, show):
    return "-" if node is None else show(node)


def fstring(node):
    """The parts, with neighbouring texts joined and empty ones left away."""
    parts = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            if parts and isinstance(parts[-1], str):
                parts[-1] += value.value
            elif value.value:
                parts.append(value.value)
        else:
            parts.append((value.value, value.conversion, value.format_spec))
    shown = []
    for part in parts:
        if isinstance(part, str):
            shown.append(text(part))
        else:
            value, conversion, spec = part
            letter = "-" if conversion == -1 else chr(conversion)
            shown.append(f"(Field {expr(value)} {letter} {maybe(spec, fstring)})")
    return "[" + " ".join(shown) + "]"


def arguments(args, keywords):
    found = []
    for arg in args:
        if isinstance(arg, ast.Starred):
            found.append((arg, f"(* {expr(arg.value)} {place(arg)})"))
        elif isinstance(arg, ast.GeneratorExp):
            found.append((arg, generator(arg)))
        else:
            found.append((arg, expr(arg)))
    for keyword in keywords:
        name = "**" if keyword.arg is None else f"{keyword.arg}="
        found.append((keyword, f"({name} {expr(keyword.value)} {place(keyword)})"))
    found.sort(key=lambda pair: (pair[0].lineno, pair[0].col_offset))
    return "[" + " ".join(shown for _, shown in found) + "]"


def generator(node):
    return f"(GeneratorExp {expr(node.elt)} {clauses(node.generators)})"


def clauses(generators):
    return many(
        generators,
        lambda c: f"(for {int(c.is_async)} {expr(c.target)} {expr(c.iter)} {many(c.ifs, expr)})",
    )


def param(arg, default=None):
    start = f"@{arg.lineno}:{arg.col_offset}"
    return f"({arg.arg} {start} {maybe(arg.annotation, expr)} {maybe(default, expr)})"


def params(args):
    positional = args.posonlyargs + args.args
    defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
    shown = [param(arg, default) for arg, default in zip(positional, defaults)]
    only = len(args.posonlyargs)
    keyword_only = [param(arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults)]
    return "({} / {} * {} {} ** {})".format(
        " ".join(shown[:only]),
        " ".join(shown[only:]),
        maybe(args.vararg, param),
        " ".join(keyword_only),
        maybe(args.kwarg, param),
    )


def op(node):
    return type(node).__name__


def expr(node):
    if isinstance(node, ast.GeneratorExp):
        return generator(node)
    return f"({type(node).__name__} {inner(node)} {place(node)})"


def inner(n):
    match n:
        case ast.Name():
            return n.id
        case ast.Constant():
            return constant(n.value)
        case ast.JoinedStr():
            return fstring(n)
        case ast.List() | ast.Tuple() | ast.Set():
            return many(n.elts, expr)
        case ast.Dict():
            pairs = zip(n.keys, n.values)
            return " ".join(f"{maybe(k, expr)}:{expr(v)}" for k, v in pairs)
        case ast.Starred() | ast.Await() | ast.YieldFrom():
            return expr(n.value)
        case ast.Yield():
            return maybe(n.value, expr)
        case ast.UnaryOp():
            return f"{op(n.op)} {expr(n.operand)}"
        case ast.BinOp():
            return f"{op(n.op)} {expr(n.left)} {expr(n.right)}"
        case ast.BoolOp():
            return f"{op(n.op)} {many(n.values, expr)}"
        case ast.Compare():
            rest = " ".join(f"{op(o)} {expr(c)}" for o, c in zip(n.ops, n.comparators))
            return f"{expr(n.left)} {rest}"
        case ast.IfExp():
            return f"{expr(n.test)} {expr(n.body)} {expr(n.orelse)}"
        case ast.Lambda():
            return f"{params(n.args)} {expr(n.body)}"
        case ast.Call():
            return f"{expr(n.func)} {arguments(n.args, n.keywords)}"
        case ast.Attribute():
            return f"{expr(n.value)} {n.attr}"
        case ast.Subscript():
            return f"{expr(n.value)} {expr(n.slice)}"
        case ast.Slice():
            return f"{maybe(n.lower, expr)} {maybe(n.upper, expr)} {maybe(n.step, expr)}"
        case ast.NamedExpr():
            return f"{n.target.id} {expr(n.value)}"
        case ast.ListComp() | ast.SetComp():
            return f"{expr(n.elt)} {clauses(n.generators)}"
        case ast.DictComp():
            return f"{expr(n.key)} {expr(n.value)} {clauses(n.generators)}"
    raise TypeError(n)


def pattern(node):
    return f"({type(node).__name__} {inner_pattern(node)} {place(node)})"


def inner_pattern(n):
    match n:
        case ast.MatchValue():
            return expr(n.value)
        case ast.MatchSingleton():
            return constant(n.value)
        case ast.MatchSequence() | ast.MatchOr():
            return many(n.patterns, pattern)
        case ast.MatchMapping():
            pairs = zip(n.keys, n.patterns)
            shown = " ".join(f"{expr(k)}:{pattern(p)}" for k, p in pairs)
            return f"{shown} {n.rest or '-'}"
        case ast.MatchClass():
            pairs = zip(n.kwd_attrs, n.kwd_patterns)
            shown = " ".join(f"{k}={pattern(p)}" for k, p in pairs)
            return f"{expr(n.cls)} {many(n.patterns, pattern)} {shown}"
        case ast.MatchStar():
            return n.name or "-"
        case ast.MatchAs():
            return f"{maybe(n.pattern, pattern)} {n.name or '-'}"
    raise TypeError(n)


def body(statements):
    return many(statements, stmt)


def block(statements):
    """A body whose docstring is apart."""
    match statements:
        case [ast.Expr(value=ast.Constant(value=str(doc)) as node), *rest]:
            return f"doc:{text(inspect.cleandoc(doc))}{place(node)} {body(rest)}"
    return f"- {body(statements)}"


def alias(node):
    return f"({node.name} {node.asname or '-'} {place(node)})"


def stmt(node):
    if hasattr(node, "body"):
        # CPython counts a `;` behind the last statement of a block to the block.
        return f"({type(node).__name__} {inner_stmt(node)} @{node.lineno}:{node.col_offset})"
    if isinstance(node, ast.Match):
        return f"(Match {inner_stmt(node)} @{node.lineno}:{node.col_offset})"
    return f"({type(node).__name__} {inner_stmt(node)} {place(node)})"


def handler(h):
    return f"(except {maybe(h.type, expr)} {h.name or '-'} {body(h.body)} @{h.lineno}:{h.col_offset})"


def item(i):
    return f"({expr(i.context_expr)} {maybe(i.optional_vars, expr)})"


def case_(c):
    return f"(case {pattern(c.pattern)} {maybe(c.guard, expr)} {body(c.body)})"


def inner_stmt(n):
    match n:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            head = f"{n.name} {many(n.decorator_list, expr)} {params(n.args)}"
            return f"{head} {maybe(n.returns, expr)} {block(n.body)}"
        case ast.ClassDef():
            head = f"{n.name} {many(n.decorator_list, expr)} {arguments(n.bases, n.keywords)}"
            return f"{head} {block(n.body)}"
        case ast.Return():
            return maybe(n.value, expr)
        case ast.Delete():
            return many(n.targets, expr)
        case ast.Assign():
            return f"{many(n.targets, expr)} {expr(n.value)}"
        case ast.AugAssign():
            return f"{expr(n.target)} {op(n.op)} {expr(n.value)}"
        case ast.AnnAssign():
            return f"{expr(n.target)} {expr(n.annotation)} {maybe(n.value, expr)}"
        case ast.TypeAlias():
            return f"{n.name.id} {expr(n.value)}"
        case ast.For() | ast.AsyncFor():
            return f"{expr(n.target)} {expr(n.iter)} {body(n.body)} {body(n.orelse)}"
        case ast.While() | ast.If():
            return f"{expr(n.test)} {body(n.body)} {body(n.orelse)}"
        case ast.With() | ast.AsyncWith():
            return f"{many(n.items, item)} {body(n.body)}"
        case ast.Match():
            return f"{expr(n.subject)} {many(n.cases, case_)}"
        case ast.Raise():
            return f"{maybe(n.exc, expr)} {maybe(n.cause, expr)}"
        case ast.Try() | ast.TryStar():
            head = f"{body(n.body)} {many(n.handlers, handler)}"
            return f"{head} {body(n.orelse)} {body(n.finalbody)}"
        case ast.Assert():
            return f"{expr(n.test)} {maybe(n.msg, expr)}"
        case ast.Import():
            return many(n.names, alias)
        case ast.ImportFrom():
            return f"{n.level} {n.module or '-'} {many(n.names, alias)}"
        case ast.Global() | ast.Nonlocal():
            return " ".join(n.names)
        case ast.Expr():
            return expr(n.value)
        case ast.Pass() | ast.Break() | ast.Continue():
            return "-"
    raise TypeError(n)


# A text that ours cannot hold: it refuses the literal.
LONE = "lone surrogate"


def has_lone_surrogate(tree):
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return any("\ud800" <= char < "\ue000" for text in found if isinstance(text, str) for char in text)


def answer(path):
    try:
        with io.open(path, encoding="utf-8", newline="") as file:
            source = file.read()
        with io.open(path, "rb") as file:
            tree = ast.parse(file.read())
        source.encode()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return [LONE if has_lone_surrogate(node) else stmt(node) for node in tree.body]


if __name__ == "__main__":
    for path in sys.stdin.read().splitlines():
        print(json.dumps({"path": path, "statements": answer(path)}))
