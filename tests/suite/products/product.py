"""Builds modules of many small cases, runs each in CPython, and prints all of it as JSON for the Rust test.

A case is a label, the lines of a function, and the code it must be refused with, if it must be; "may" allows to refuse
what is not compiled, by a code or at run time by a NotImplementedError that names it.
"""

import contextlib
import io
import json
import sys
import types

pulse = types.ModuleType("pulse")
pulse.javascript = lambda f: f
sys.modules["pulse"] = pulse


class Thing:
    """What a case gets as `o` is one of these: in JavaScript an object of a class, as browsers have them."""

    def __init__(self, name):
        self.name = name
        self.data = 5
        self.focus = 1
        self.title = "a title"
        self.own = lambda *args: ["own", *args]
        self.child = Thing("child") if name == "parent" else None

    def tell(self, *args):
        return [self.name, *args]

    def other(self, *args):
        return ["other", self.name, *args]

    def rank(self, x):
        return -x if self.name else x

    get = addEventListener = tell


def outcome(function):
    """What the call prints, line by line; an exception is the last."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            code = function.__code__
            function(*[Thing("parent")][: code.co_argcount and code.co_varnames[0] == "o"])
        except BaseException as error:
            print(f"! {type(error).__name__}: {error}")
    return out.getvalue().splitlines()


def module(name, prelude, cases):
    """`cases` are `(label, parameters, lines)`, or `(label, parameters, lines, code)`, or with what stands before them."""
    texts = ["import pulse as ps\n" + prelude]
    for at, (_, params, lines, *more) in enumerate(cases):
        body = "".join(f"    {line}\n" for line in lines)
        before = more[1] if len(more) > 1 else ""
        texts.append(f"\n\n{before}@ps.javascript\ndef case_{at}({params}):\n{body}")
    namespace = {"__name__": name}
    exec(compile("".join(texts), name, "exec"), namespace)
    rows = []
    for at, (label, _, _, *code) in enumerate(cases):
        refused = code[0] if code else None
        expected = [] if refused not in (None, "may") else outcome(namespace[f"case_{at}"])
        rows.append({"label": label, "refused": refused, "expected": expected})
    return {"name": name, "texts": texts, "cases": rows}


def write(modules):
    json.dump(modules, sys.stdout)
