"""Records what CPython makes of the conformance cases: `python3.12 tests/record.py [--check] [topic ...]`.

A file `fixtures/conformance/<topic>/<name>.py` is a plain module. Below the line `# cases` each line
is one expression. What it gives is written to `<name>.expected`:

    >>> 7 // 2                      the expression
    ... any_(7) // any_(2)          the same with its operands behind a function of unknown type
    | text                          a line it printed
    = 3                             the repr of its value, or
    ! ZeroDivisionError: message    what it raised
    ~ integral-float                the difference in `docs/differences.md` that is expected here

A comment `# differs: integral-float` after an expression makes the last of these lines. Both forms of an
expression must give the same in CPython; `--check` writes nothing and fails where a file would change.
"""

import ast
import asyncio
import contextlib
import io
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fixtures" / "conformance"


def is_literal(node):
    match node:
        case ast.Constant():
            return node.value is not Ellipsis
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant(value=int() | float())):
            return True
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and all(map(is_literal, elts))
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and is_literal(key) for key in keys) and all(map(is_literal, values))
    return False


class Hide(ast.NodeTransformer):
    """Puts literals behind `any_`, whose type is not known."""

    def visit(self, node):
        if is_literal(node) and not (isinstance(node, ast.Constant) and node.value is None):
            return ast.Call(ast.Name("any_", ast.Load()), [node], [])
        return super().visit(node)

    def visit_Call(self, node):
        # A pattern of `re` is compiled with the program.
        kept = 1 if ast.unparse(node.func).startswith("re.") else 0
        node.func = self.visit(node.func)
        node.args[kept:] = [self.visit(arg) for arg in node.args[kept:]]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        return node

    def visit_JoinedStr(self, node):
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
        return node

    def visit_Lambda(self, node):
        node.body = self.visit(node.body)
        return node


def hidden(source):
    tree = Hide().visit(ast.parse(source, mode="eval"))
    return ast.unparse(ast.fix_missing_locations(tree))


def one_line(text):
    return text.replace("\n", "⏎")


def outcome(source, module):
    """The lines that an expression prints, and what becomes of it."""
    scope = {"any_": lambda x: x}
    exec(module, scope)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            code = compile(source, "<case>", "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            value = eval(code, scope)
            if code.co_flags & 0x80:  # a coroutine, because of `await`
                value = asyncio.run(value)
            line = "= " + one_line(repr(value))
        except BaseException as error:
            line = f"! {type(error).__name__}: {one_line(str(error))}"
    return [*("| " + text for text in printed.getvalue().splitlines()), line]


def record(path):
    text = path.read_text(encoding="utf-8")
    source, found, cases = text.partition("\n# cases\n")
    assert found, f"{path}: no line `# cases`"
    module = compile(source, path.name, "exec")
    lines = []
    for line in cases.splitlines():
        case, _, difference = line.partition("  # differs: ")
        if not case.strip() or case.startswith("#"):
            continue
        dynamic = hidden(case)
        expected, again = outcome(case, module), outcome(dynamic, module)
        assert expected == again, f"{path}: {case}: {expected}, but {dynamic}: {again}"
        lines += [">>> " + case, "... " + dynamic, *expected]
        lines += ["~ " + difference.strip()] if difference else []
    return "\n".join(lines) + "\n"


def main(arguments):
    assert sys.version_info[:2] == (3, 12), "the cases are recorded with Python 3.12"
    check = "--check" in arguments
    topics = [topic for topic in arguments if topic != "--check"]
    stale = 0
    for path in sorted(FOLDER.glob("*/*.py")):
        if topics and path.parent.name not in topics:
            continue
        wanted, target = record(path), path.with_suffix(".expected")
        current = target.read_text(encoding="utf-8") if target.exists() else None
        if wanted != current:
            stale += 1
            print(("differs: " if check else "wrote ") + str(target.relative_to(FOLDER)))
            if not check:
                target.write_text(wanted, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
