"""Annotated dicts of which several displays are seen, some with the key that is read and some without, times every way to
read or change one, times types of values: floats stay floats, bools bools, whatever of it the displays tell."""

import product

# what comes to be `d`; VALUE and OTHER are values of the annotated type
DICTS = {
    "without the key": ["{'b': VALUE}"],
    "one with, one without": ["{'a': VALUE}", "{'b': OTHER}"],
    "a display and a dict": ["{'b': VALUE}", "{'1': VALUE, 'a': OTHER}"],
    "two displays and none": ["{'a': VALUE, 'b': OTHER}", "{}", "{'b': VALUE}"],
    "a display and one made": ["{'b': VALUE}", "dict([('a', VALUE)])"],
    "a display and one of keys": ["{'c': VALUE}", "{k: OTHER for k in ['a', 'b']}"],
    "a display and one that is filled": ["{'b': VALUE}", "filled('a', VALUE)"],
    "a display and a loaded one": ["{'b': VALUE}", "json.loads(json.dumps({'a': VALUE}))"],
    "a display and a merged one": ["{'b': VALUE}", "{'b': VALUE} | {'a': OTHER}", "{**{'c': VALUE}, 'a': OTHER}"],
    "a display and an ordered one": ["{'b': VALUE}", "OrderedDict(a=OTHER)"],
}

VALUES = {
    "float": ("2.0", "1e15"),
    "list[float]": ("[2.0]", "[1e15, 1.5]"),
    "float | None": ("2.0", "None"),
    "tuple[int, float]": ("(1, 2.0)", "(1, 1e15)"),
    "bool | int": ("True", "2"),
    "dict[str, float]": ("{'x': 2.0}", "{'y': 1e15}"),
}

# how `d` becomes what is printed
USES = [
    "print(d['a'])", "v = d['a']; print([v])", "print(str(d['a']), f'{d['b']!r}')", "print(d.get('a'))", "print(d.get('a', d.get('b')))",
    "k = 'a' if len(d) else 'b'; print(d[k])", "print(d.pop('a'))", "print(d.setdefault('a', VALUE))", "print(d.pop('b', OTHER))",
    "print(list(d.values()))", "print(sorted(d.items(), key=lambda p: p[0]))", "print([v for v in d.values()])", "print([d[k] for k in d])",
    "print({**d}, d | {'z': VALUE}, dict(d))", "print({k: v for k, v in d.items()})", "for k, v in d.items(): print(k, v)",
    "d['a'] = VALUE; print(d['a'], d)", "d['z'] = VALUE; print(d['z'], d)", "d.update(a=OTHER); print(d)", "del d['b']; print(d)",
    "print(copied(d)['a'])", "print(next(iter(d.values())), d.popitem())", "print(d == {'a': VALUE}, 'a' in d, [*d], len(d))",
    "print(json.dumps(d))", "print(max(d.values(), key=str))", "e = d; e['b'] = OTHER; print(d['b'])",
    "print('a' in d and d['a'], 'b' in d and [d['b']])", "print(*d.values(), sep=';')",
    "match d:\n        case {'a': v}: print(v)\n        case {'b': v}: print([v])\n        case _: print(d)",
    "def go():\n        return d['a'] if 'a' in d else d.get('b')\n    print(go(), [go()])",
]

PRELUDE = """
import json
from collections import OrderedDict
from typing import Any


def filled(key: str, value: Any) -> Any:
    d = {}
    d[key] = value
    return d
"""


def ways(name, kind, use, dicts):
    """What stands before the case, and the lines of it, for each way in which all of the dicts come to be `d`."""
    tried = lambda line: ["try:", f"    {line}", "except KeyError as error:", "    print(repr(error))"]
    use = f"    {use}\n"
    head = f"def {name}(d: dict[str, {kind}]) -> None:\n{use}"
    yield "a parameter", head, [line for made in dicts for line in tried(f"{name}({made})")]
    chosen = "".join(f"    if n == {at}:\n        d = {made}\n" for at, made in enumerate(dicts[1:], 1))
    local = f"def {name}(n: int) -> None:\n    d: dict[str, {kind}] = {dicts[0]}\n{chosen}{use}"
    yield "a variable", local, [line for at in range(len(dicts)) for line in tried(f"{name}({at})")]
    shared = f"def {name}_d(n: int) -> dict[str, {kind}]:\n    d: dict[str, {kind}] = {dicts[0]}\n{chosen}    return d\n\n\n"
    result = f"{shared}def {name}(n: int) -> None:\n    d = {name}_d(n)\n{use}"
    yield "a result", result, [line for at in range(len(dicts)) for line in tried(f"{name}({at})")]
    items = f"rows: list[dict[str, {kind}]] = [{', '.join(dicts)}]"
    yield "an item", head, [items, "for d in rows:", *(f"    {line}" for line in tried(f"{name}(d)"))]
    within = f"def {name}(n: int) -> None:\n    rows: list[dict[str, {kind}]] = [{', '.join(dicts)}]\n    d = rows[n]\n{use}"
    yield "an item of its own", within, [line for at in range(len(dicts)) for line in tried(f"{name}({at})")]


def modules():
    for at, (title, dicts) in enumerate(DICTS.items()):
        for to, (kind, (value, other)) in enumerate(VALUES.items()):
            if "tuple" in kind and "json" in "".join(dicts):
                # it would be a list
                continue
            prelude, cases = PRELUDE, []
            put = lambda text: text.replace("VALUE", value).replace("OTHER", other)
            prelude += f"\n\ndef copied(d: dict[str, {kind}]) -> dict[str, {kind}]:\n    return {{**d}}\n"
            for use in USES:
                for way, text, lines in ways("use_NAME", kind, put(use), [put(made) for made in dicts]):
                    if "setdefault" in use and way not in ("a parameter", "a variable", "an item"):
                        # without an annotation of its own, `d` does not say what the new value is
                        continue
                    name = str(len(cases))
                    prelude += f"\n\n{text.replace('NAME', name)}"
                    lines = [line.replace("NAME", name) for line in lines]
                    cases.append((f"{title}, {kind}, {way}, {use}", "", lines))
            yield product.module(f"displays_{at}_{to}", prelude, cases)


product.write(list(modules()))
