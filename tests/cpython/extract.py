"""The methods of CPython's own tests, each as a program of its own.

    python tests/cpython/extract.py test_list test_dict ...

They are read from the running interpreter's `test` package (`Lib/test`, where it is installed), and nothing of them is
kept. One line of JSON per method: `file`, `method`, and either `program` (a module with a function `run_case`, that passes
in this interpreter) or `left`, why there is none. A program has the class of the test with those it derives from, of
each only what the method needs, and the definitions of the file that are named; `case.py` stands for `unittest`.
"""

import ast
import builtins
import contextlib
import importlib
import inspect
import io
import json
import pathlib
import sys
import types
import unittest
import warnings

HERE = pathlib.Path(__file__).resolve().parent
ALWAYS = ("__init__", "setUp", "tearDown")
# What only the interpreter has, or the machine that it runs on.
DECORATED = "decorated"


class File:
    """A file of tests, and which statements bind its names."""

    def __init__(self, path):
        self.tree = ast.parse(pathlib.Path(path).read_text("utf-8"))
        self.binds = {}
        for stmt in self.tree.body:
            for name in bound(stmt):
                self.binds.setdefault(name, []).append(stmt)
        self.stars = [stmt for stmt in self.tree.body if isinstance(stmt, ast.ImportFrom) and stmt.names[0].name == "*"]

    def class_of(self, name):
        found = [stmt for stmt in self.binds.get(name, []) if isinstance(stmt, ast.ClassDef)]
        return found[-1] if found else None


def bound(stmt):
    match stmt:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [alias.asname or alias.name.split(".")[0] for alias in names]
        case ast.If() | ast.Try() | ast.With() | ast.For() | ast.While():
            inner = [part for part in ast.iter_child_nodes(stmt) if isinstance(part, ast.stmt)]
            inner += [part for handler in getattr(stmt, "handlers", []) for part in handler.body]
            own = [node.id for part in ast.walk(stmt) if isinstance(part, ast.stmt) for node in targets(part)]
            return own + [name for part in inner for name in bound(part)]
    return [node.id for node in targets(stmt)]


def targets(stmt):
    match stmt:
        case ast.Assign(targets=found):
            pass
        case ast.AnnAssign(target=one) | ast.AugAssign(target=one) | ast.For(target=one):
            found = [one]
        case _:
            found = []
    return [node for part in found for node in ast.walk(part) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def named(nodes):
    return {node.id for part in nodes for node in ast.walk(part) if isinstance(node, ast.Name)}


class Left(Exception):
    """Why a method is no program."""


class Extract:
    def __init__(self, files):
        self.files = files

    def file(self, module):
        path = sys.modules[module].__file__
        if path not in self.files:
            self.files[path] = File(path)
        return self.files[path]

    def program(self, cls, method):
        chain = [base for base in cls.__mro__ if base is not object and base.__module__ != "unittest.case"]
        defs = []
        for base in chain:
            found = self.file(base.__module__).class_of(base.__qualname__)
            if found is None:
                raise Left("a class that is made at run time")
            defs.append((base, found))
        wanted, members = [method, *ALWAYS], {}
        while wanted:
            name = wanted.pop()
            for at, (base, found) in enumerate(defs):
                for stmt in found.body:
                    if (at, id(stmt)) in members or name not in bound(stmt):
                        continue
                    decorators = getattr(stmt, "decorator_list", [])
                    if name == method and decorators:
                        raise Left(DECORATED)
                    members[at, id(stmt)] = stmt
                    wanted += [node.attr for node in ast.walk(stmt) if isinstance(node, ast.Attribute)]
                    wanted += [node.id for node in ast.walk(stmt) if isinstance(node, ast.Name)]
        renamed = {}
        for at, (base, _) in enumerate(defs):
            renamed.setdefault(base.__name__, f"Case{at}")
        body, homes = [], {}
        classes = []
        for at, (base, found) in reversed(list(enumerate(defs))):
            own = [stmt for stmt in found.body if (at, id(stmt)) in members]
            bases = [self.base(defs, parent) for parent in base.__bases__]
            text = ast.unparse(ast.ClassDef(f"Case{at}", [ast.Name(name) for name in bases], [], own or [ast.Pass()], [], type_params=[]))
            classes.append((text, [found_ for found_ in own], base.__module__))
        for text, own, module in classes:
            self.needed(module, named(own), homes, renamed)
        statements = sorted(homes.values(), key=lambda home: (home[0], home[1].lineno))
        seen, lines = set(), []
        for _, stmt in statements:
            if id(stmt) not in seen:
                seen.add(id(stmt))
                lines.append(ast.unparse(stmt))
        stars = [ast.unparse(stmt) for file in {id(self.file(base.__module__)): self.file(base.__module__) for base in chain}.values() for stmt in file.stars]
        text = "\n".join(["import pulse as ps", "from case import SkipTest, TestCase as UnitTest", *stars, *lines, *(text for text, _, _ in classes)])
        for name, new in renamed.items():
            text = rename(text, name, new)
        return f"{text}\n\n\n@ps.javascript\ndef run_case():\n    case = Case0()\n    try:\n        case.setUp()\n        case.{method}()\n        case.tearDown()\n        case.doCleanups()\n    except SkipTest:\n        return 'skipped'\n    return 'passed'\n"

    def base(self, defs, parent):
        for at, (base, _) in enumerate(defs):
            if base is parent:
                return f"Case{at}"
        if parent is unittest.TestCase or parent is object:
            return "UnitTest" if parent is unittest.TestCase else "object"
        raise Left("a base that is none of the tests'")

    def needed(self, module, names, homes, renamed):
        """Adds the statements of the module that bind the names, and what those name."""
        file, wanted = self.file(module), set(names)
        done = set()
        while wanted:
            name = wanted.pop()
            if name in done or name in renamed:
                continue
            done.add(name)
            for stmt in file.binds.get(name, []):
                known = homes.get(name)
                if known and known[0] != module and name not in vars(builtins):
                    raise Left("two files define a name")
                homes[name if len(file.binds[name]) == 1 else (name, id(stmt))] = (module, stmt)
                wanted |= named([stmt])


def rename(text, name, new):
    class Rename(ast.NodeTransformer):
        def visit_Name(self, node):
            return ast.Name(new, node.ctx) if node.id == name else node

        def visit_Attribute(self, node):
            node = self.generic_visit(node)
            if node.attr == "TestCase" and isinstance(node.value, ast.Name) and node.value.id == "unittest":
                return ast.Name("UnitTest", node.ctx)
            if node.attr == name and isinstance(node.value, ast.Name) and node.value.id.endswith(("_tests", "tester")):
                return ast.Name(new, node.ctx)
            return node

    return ast.unparse(Rename().visit(ast.parse(text)))


def passes(program):
    """Whether the program passes here."""
    module = types.ModuleType("program")
    module.__dict__["__name__"] = "program"
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(program, "program", "exec"), module.__dict__)
            return module.run_case()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def tests_of(cls):
    return [name for name in dir(cls) if name.startswith("test") and callable(getattr(cls, name))]


def main(names):
    sys.path.insert(0, str(HERE))
    pulse = types.ModuleType("pulse")
    pulse.javascript = lambda function=None, **_: function if function else (lambda inner: inner)
    sys.modules["pulse"] = pulse
    extract = Extract({})
    for name in names:
        module = importlib.import_module(f"test.{name}")
        classes = [cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, unittest.TestCase) and cls.__module__ == module.__name__]
        for cls in sorted(set(classes), key=lambda cls: inspect.getsourcelines(cls)[1] if inspect.isclass(cls) else 0):
            for method in tests_of(cls):
                line = {"file": name, "method": f"{cls.__name__}.{method}"}
                try:
                    program = extract.program(cls, method)
                    outcome = passes(program)
                    line["program" if outcome == "passed" else "left"] = program if outcome == "passed" else f"does not pass alone: {outcome}"[:200]
                except Left as why:
                    line["left"] = str(why)
                print(json.dumps(line), flush=True)


main(sys.argv[1:])
