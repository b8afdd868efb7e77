"""Prints what pulse-framework itself knows, as sorted JSON: the record `tables.json`.

    python tests/pulse/tables.py > tests/pulse/tables.json

Nothing here is read off the sources of Pulse where Pulse can be asked: every name of `pulse.js` is
transpiled by Pulse in a function of its own, and the record holds what came out, as one of

    global PATH              the expression `Math.floor`
    new PATH                 a class: a call of it came out as `new Map(...)`
    import SRC NAME          a named import
    import-new SRC NAME      the same, and a call came out with `new`
    import-component SRC NAME  the same, and a call came out as JSX
    special NAME             Pulse has code of its own for it
    type                     a TypedDict, a Protocol, a TypeVar, or a name of the type stub only
"""

import ast
import importlib
import importlib.metadata
import inspect
import json
import pathlib
import pkgutil
import re
import sys
import tempfile
import types

import pulse
import pulse.dom.events
import pulse.dom.props
import pulse.js
from pulse.transpiler import javascript
from pulse.transpiler.imports import Import, get_registered_imports
from pulse.transpiler.js_module import JsModule
from pulse.transpiler.nodes import EXPR_REGISTRY, emit
from pulse.transpiler.modules.pulse.module import PulseModule
from pulse.transpiler.modules.pulse.tags import PulseTags, TagExpr


def stub_classes(module):
    """Classes of a module that are types only: TypedDict or Protocol, or derived from one."""
    tree = ast.parse(inspect.getsource(module))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {re.split(r"[\[.]", ast.unparse(base))[0].lstrip("_") for base in node.bases}
            if bases & ({"TypedDict", "Protocol"} | found):
                found.add(node.name)
    return found


def type_vars(module):
    tree = ast.parse(inspect.getsource(module))
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func).lstrip("_") in ("TypeVar", "ParamSpec")
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def transpiled(directory, lines):
    """What Pulse makes of each `(import line, expression)`, in a function of its own."""
    out = []
    for line, expression in lines:
        path = directory / f"tiny_{len(list(directory.iterdir()))}.py"
        path.write_text(f"{line}\ndef use(): return {expression}\n")
        module = importlib.import_module(path.stem)
        out.append(described(javascript(module.use)))
    return out


def described(function):
    text = re.sub(r"\s+", " ", emit(function.transpile()))
    body = re.search(r"\{ return (.*); \}$", text).group(1)
    imports = {imp.js_name: imp for imp in get_registered_imports()}
    for prefix, kind in (("new ", "new"), ("<", "component"), ("", "value")):
        if body.startswith(prefix):
            path = re.match(r"[\w$.]+", body[len(prefix):]).group(0)
            break
    if path in imports:
        assert imports[path].kind == "named", path
        suffix = {"new": "-new", "component": "-component", "value": ""}[kind]
        return f"import{suffix} {imports[path].src} {imports[path].name}"
    assert kind != "component", body
    return f"{'new' if kind == 'new' else 'global'} {path}"


def pulse_js(directory):
    record = {}
    for info in pkgutil.iter_modules(pulse.js.__path__):
        dotted = f"pulse.js.{info.name}"
        module = importlib.import_module(dotted)
        entry = EXPR_REGISTRY.get(id(module))
        members = {}
        if not isinstance(entry, JsModule):
            if info.name == "obj":
                members["obj"] = "special obj"
            else:
                tree = ast.parse(inspect.getsource(module))
                local = {n.name for n in tree.body if isinstance(n, ast.ClassDef)} | type_vars(module)
                local |= {
                    t.id for n in tree.body if isinstance(n, ast.Assign)
                    for t in n.targets if isinstance(t, ast.Name)
                }
                for name in sorted(local):
                    if not name.startswith("_"):
                        members[name] = "type"
            record[dotted] = {"value": None, "unknown": None, "members": members}
            continue
        hidden = inspect.getclosurevars(module.__getattr__).nonlocals
        names = sorted(hidden["local_names"] | set(hidden["overrides"]))
        stubs = stub_classes(module) | type_vars(module)
        real = [name for name in names if name not in stubs and name != "lazy"]
        as_names = transpiled(directory, [(f"from {dotted} import {n}", f"{n}(1)") for n in real])
        # Read, not called: Pulse takes `M.clear(1)` for a method of a Python value.
        as_members = transpiled(directory, [(f"import {dotted} as M", f"M.{n}") for n in real])
        assert [n.split(" ")[1:] for n in as_names] == [n.split(" ")[1:] for n in as_members], dotted
        members = dict(zip(real, as_names))
        members |= {name: "type" for name in names if name in stubs}
        if "lazy" in names:
            (as_member,) = transpiled(directory, [(f"import {dotted} as M", "M.lazy")])
            assert as_member == "import react lazy"
            members["lazy"] = "special lazy"
        if entry.name is None:
            value = None
        elif entry.src is None:
            value = f"namespace {entry.name}"
        else:
            value = f"import * {entry.src}"
        # What Pulse makes of a name it does not list, reached through the module.
        (unknown,) = transpiled(directory, [(f"import {dotted} as M", "M.pulsec_")])
        record[dotted] = {"value": value, "unknown": unknown.replace("pulsec", "?"), "members": members}
    members = {"obj": "special obj", "throw": "special throw", "undefined": "special undefined"}
    for name, target in pulse.js._MODULE_EXPORTS_NAMESPACE.items():
        members[name] = record[target]["value"]
    # `React` stands in both tables of Pulse; the namespace wins.
    classes = sorted(n for n in pulse.js._MODULE_EXPORTS_ATTRIBUTE if n not in members)
    members |= dict(zip(classes, transpiled(directory, [(f"from pulse.js import {n}", f"{n}(1)") for n in classes])))
    stub = ast.parse((pathlib.Path(pulse.js.__file__).parent / "__init__.pyi").read_text())
    for node in stub.body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.asname and alias.asname[0].isupper():
                    members.setdefault(alias.asname or alias.name, "type")
    record["pulse.js"] = {"value": None, "unknown": None, "members": members}
    return record


def tags():
    record = {}
    for name in sorted(vars(pulse.dom.tags)):
        value = getattr(pulse.dom.tags, name)
        if name.startswith("_") or not inspect.isfunction(value) or name.startswith("define_"):
            continue
        client = getattr(PulseTags, name)
        assert isinstance(client, TagExpr), name
        element = value()
        assert element.tag == client.tag, name
        void = not any(p.kind == p.VAR_POSITIONAL for p in inspect.signature(value).parameters.values())
        record[name] = {"jsx": client.tag, "void": void}
    return record


def pulse_names():
    """Every public name of `pulse`, with the module it comes from and a rough kind."""
    record = {}
    for name in sorted(dir(pulse)):
        if name.startswith("_"):
            continue
        value = getattr(pulse, name)
        home = getattr(value, "__module__", None)
        if isinstance(value, types.ModuleType):
            kind, home = "module", value.__name__
        elif home == "pulse.dom.tags":
            kind = "tag"
        elif type(value).__name__ == "_TypedDictMeta" or not (callable(value) or home) or home in (
            "typing", "types", "builtins", "collections.abc",
        ):
            kind = "type" if name not in ("MISSING", "HOOK_CONTEXT") else "value"
        elif type(value).__name__ == "_ProtocolMeta":
            kind = "type"
        elif isinstance(value, type):
            kind = "class"
        elif inspect.isfunction(value):
            kind = "function"
        else:
            kind = "value"
        record[name] = kind
    return record


def homes():
    """Every module of Pulse (loaded by `import pulse`) from which a name of client code comes."""
    names = ("For If Import Jsx Link Outlet ReactComponent default_signature import_ javascript "
             "react_component require Element PulseNode JsFunction div").split()
    values = {n: getattr(pulse, n, None) or getattr(pulse.transpiler, n) for n in names}
    return {
        module: sorted(n for n in names if vars(loaded).get(n) is values[n])
        for module, loaded in sorted(sys.modules.items())
        if module == "pulse" or module.startswith("pulse.")
    }


def component(value):
    while not isinstance(value, Import):
        value = value.expr
    return f"{value.src} {value.name} {value.version or ''}".strip()


def prop_names():
    """Every prop the tags are typed with; event props with the type of their event."""
    names, events = set(), {}
    for space in (pulse.dom.props, pulse.dom.events):
        for value in vars(space).values():
            if type(value).__name__ == "_TypedDictMeta" and not value.__name__.endswith("Event"):
                if space is pulse.dom.events and not value.__name__.endswith("Events"):
                    continue
                for name, annotation in value.__annotations__.items():
                    names.add(name)
                    text = annotation.__forward_arg__ if hasattr(annotation, "__forward_arg__") else str(annotation)
                    if re.match(r"on[A-Z]", name):
                        found = re.search(r"\.?(\w+Event)\b", text)
                        if found:
                            events.setdefault(name, set()).add(found.group(1))
    return {"props": sorted(n for n in names if n not in events), "events": {n: sorted(t) for n, t in sorted(events.items())}}


def channel():
    tree = ast.parse(inspect.getsource(importlib.import_module("pulse.js.pulse")))
    (bridge,) = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "ChannelBridge"]
    return {
        n.name: "property" if n.decorator_list else [
            a.arg for a in n.args.args[1: len(n.args.args) - len(n.args.defaults)]
        ] + [f"{a.arg}={ast.unparse(d)}" for a, d in zip(n.args.args[-len(n.args.defaults):] if n.args.defaults else [], n.args.defaults)]
        for n in bridge.body if isinstance(n, ast.FunctionDef)
    }


def main():
    with tempfile.TemporaryDirectory() as temporary:
        sys.path.insert(0, temporary)
        record = {
            "version": importlib.metadata.version("pulse-framework"),
            "pulse_js": pulse_js(pathlib.Path(temporary)),
            "tags": tags(),
            "pulse": pulse_names(),
            "components": {
                "Link": component(PulseModule.Link),
                "Outlet": component(PulseModule.Outlet),
            },
            "dom": prop_names(),
            "channel": channel(),
            "homes": homes(),
            "markers": sorted(
                f"{name}.javascript"
                for name in ("pulse", "pulse.transpiler", "pulse.transpiler.function")
                if getattr(importlib.import_module(name), "javascript", None) is javascript
            ),
        }
    json.dump(record, sys.stdout, indent=1, sort_keys=True)
    print()


main()
