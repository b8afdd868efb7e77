"""Values of two types, seen through a union, times everything that may be asked of any object or of one that was narrowed."""

import itertools

import product

TYPES = {
    "int": ["3", "0", "-12"], "str": ["'a'", "''"], "float": ["0.5", "1e21"], "bool": ["True", "False"], "None": ["None"],
    "list[int]": ["[1, 2]", "[]"], "tuple[int, str]": ["(1, 'a')"], "dict[str, int]": ["{'k': 1}", "{}"], "set[int]": ["{5}"],
}

USES = {
    "f-string": "f'{x}'", "f-string, in text": "f'<{x}>'", "f-string, twice": "f'{x}{x}'", "f-string, two of them": "[f'{x}', f'{x}']", "f-string, !s": "f'{x!s}'", "f-string, !r": "f'{x!r}'",
    "f-string, !s padded": "f'{x!s:>5}|'", "nested f-string": "f'{f\"{x}\"}'", "a comprehension's": "[f'{y}' for y in [x, x]]", "a comprehension's repr": "[repr(y) for y in [x]]",
    "str": "str(x)", "str + str": "str(x) + '!'", "repr": "repr(x)", "ascii": "ascii(x)", "%s": "'%s' % (x,)", "%r": "'%r|%s' % (x, x)", "format": "'{}'.format(x)", "format()": "'{0!r}{0}'.format(x)",
    "print": "print(x)", "print, several": "print(x, [x], sep='/')", "in a list": "[x]", "in a tuple": "(x, 1)", "in a dict": "{'k': x}", "join": "', '.join([str(x), str(x)])", "join, map": "','.join(map(str, [x, x]))",
    "bool": "bool(x)", "not": "not x", "or": "x or 'else'", "and": "x and 'then'", "if": "1 if x else 2", "any": "any([x])", "all": "all([x, x])", "filter": "len(list(filter(None, [x, x])))",
    "== int": "x == 1", "== str": "x == 'a'", "== bool": "x == True", "== None": "x == None", "is None": "x is None", "== list": "x == [1, 2]", "== tuple": "x == (1, 'a')", "== dict": "x == {'k': 1}", "== set": "x == {5}", "== float": "x == 0.5",
    "!= itself": "x != x", "in list": "x in [0, 'a', None, True]", "in tuple": "x not in (3, '', [])", "index": "[0.5, x].index(x)", "count": "[x, 1, x].count(x)", "type": "type(x).__name__", "type is": "type(x) is int",
    "isinstance int": "isinstance(x, int)", "isinstance str": "isinstance(x, str)", "isinstance float": "isinstance(x, float)", "isinstance bool": "isinstance(x, bool)", "isinstance list": "isinstance(x, (list, tuple))", "isinstance dict": "isinstance(x, dict)",
    "narrowed int": "x + 1 if isinstance(x, int) else 'none'", "narrowed str": "x.upper() if isinstance(x, str) else 'none'", "narrowed float": "x / 2 if isinstance(x, float) else 'none'", "narrowed list": "x[:1] if isinstance(x, list) else 'none'",
    "narrowed dict": "list(x.items()) if isinstance(x, dict) else 'none'", "narrowed set": "sorted(x) if isinstance(x, set) else 'none'", "narrowed tuple": "x[0] if isinstance(x, tuple) else 'none'", "narrowed sized": "len(x) if isinstance(x, (str, list, tuple, dict, set)) else -1",
    "narrowed number": "x * 2 == 6 if isinstance(x, (int, float)) else 'none'", "narrowed number, text": "f'{x:.1f}' if isinstance(x, (int, float)) else f'{x}'", "a number's text": "f'{x}' if isinstance(x, (int, float)) else 'none'", "callable": "callable(x)",
    "copied": "[*[x]]", "first of": "next(iter([x]))", "walrus": "[y := x, y]", "lambda": "(lambda y: f'{y}')(x)", "default": "(lambda y=x: str(y))()", "captured": "[(lambda: f'{x}')()]", "unpacked": "[f'{b}' for a, b in [(1, x)]]",
    "of a dict": "{'k': x}['k']", "got": "f\"{({'k': x}).get('k')}\"", "of a list": "f'{[x][0]}'", "max": "max([x], key=str)", "sorted": "sorted([x, x], key=repr)", "json": "json.dumps(x) if not isinstance(x, set) else 'none'", "hasattr": "hasattr(x, 'append'), hasattr(x, 'upper')",
    "match": "MATCH", "repr of str": "repr(f'{x}')", "length of text": "len(f'{x}')", "text's method": "f'{x}'.upper()", "text == text": "f'{x}' == str(x)", "text + text": "f'{x}' + f'{x}'", "text as a key": "{f'{x}': 1}",
}

MATCH = ["match x:", "    case None: return 'None'", "    case bool(): return 'bool'", "    case int(): return f'int {x}'", "    case str(s): return f'str {s}'", "    case float(): return 'float'", "    case [a, *_]: return f'seq {a}'", "    case dict(): return 'dict'", "    case _: return 'other'"]


def cases():
    for at, (one, other) in enumerate(itertools.combinations(TYPES, 2)):
        values = TYPES[one] + TYPES[other]
        for turn, (label, use) in enumerate(USES.items()):
            body = MATCH if use == "MATCH" else [f"return {use}"]
            # closed: every value is seen to come; else what the annotation lets in; each pair has a third of the uses as the other
            is_open = (at + turn) % 3 == 0
            annotation = f"{one} | {other}"
            given = [f"print(h({value}))" for value in values]
            source = [f"def h(x: {annotation}):", *[f"    {line}" for line in body]]
            if is_open:
                source += ["f: Any = h", *[f"print(f({value}))" for value in values]]
            else:
                source += given
            yield f"{annotation}, {label}, {'any callers' if is_open else 'known callers'}", "", source


def modules():
    every = list(cases())
    return [product.module(f"unions_{at}", "import json\nfrom typing import Any\n", every[at : at + 60]) for at in range(0, len(every), 60)]


product.write(modules())
