"""Every public attribute that CPython's `dir()` knows of the objects the runtime makes, read as it is and through a
value of unknown type. It is what CPython says it is, or it is refused by its name; it never reads as None.
"""

import collections
import functools
import random
import re

import product

# what makes the object; its lines may stand alone
OBJECTS = {
    "int": "7",
    "bool": "True",
    "float": "2.5",
    "str": "'text'",
    "list": "[1, 2]",
    "tuple": "(1, 2)",
    "range": "range(1, 9, 2)",
    "dict": "dict([(1, 2)])",
    "record": "{'a': 1}",
    "set": "{1}",
    "frozenset": "frozenset([1])",
    "match": "re.match('(?P<word>a)(b)?', 'ab')",
    "pattern": "re.compile('(?P<word>a)', re.I)",
    "counter": "collections.Counter('aab')",
    "defaultdict": "collections.defaultdict(int)",
    "ordered": "collections.OrderedDict([(1, 2)])",
    "deque": "collections.deque([1, 2], 5)",
    "random": "random.Random(1)",
    "keys": "dict([(1, 2)]).keys()",
    "values": "dict([(1, 2)]).values()",
    "items": "dict([(1, 2)]).items()",
    "generator": "(i for i in [1])",
    "partial": "functools.partial(pow, 2)",
    "ValueError": "ValueError('why')",
    "KeyError": "KeyError('k')",
    "StopIteration": "StopIteration(5)",
    "SystemExit": "SystemExit(3)",
    "SystemExit without": "SystemExit()",
    "SystemExit with two": "SystemExit(1, 2)",
    "OSError": "OSError('why')",
    "OSError with a number": "OSError(2, 'no such file')",
    "OSError with a file": "OSError(13, 'no', 'a.txt')",
    "OSError with two files": "OSError(17, 'no', 'a.txt', None, 'b.txt')",
    "OSError of no class": "OSError(5, 'io')",
    "FileNotFoundError": "FileNotFoundError('gone')",
    "TimeoutError": "TimeoutError(110, 'late')",
    "ConnectionResetError": "ConnectionResetError(104, 'reset')",
    "ImportError": "ImportError('no module')",
    "SyntaxError": "SyntaxError('bad')",
    "SyntaxError with a place": "SyntaxError('bad', ('a.py', 1, 2, 'text'))",
    "UnicodeEncodeError": "UnicodeEncodeError('ascii', 'h\\xe9', 1, 2, 'ordinal not in range')",
    "RecursionError": "RecursionError('deep')",
    "ZeroDivisionError": "ZeroDivisionError('by zero')",
}

# JavaScript's own property of that name answers: the name of the class of an error, as of every error of a browser
OWN = {("ImportError", "name"), ("NameError", "name"), ("Random", "gauss_next")}

TYPES = {
    "list_iterator": "iter([1])",
    "dict_keys": "{1: 2}.keys()",
    "dict_values": "{1: 2}.values()",
    "dict_items": "{1: 2}.items()",
    "enumerate": "enumerate([])",
    "map": "map(str, [])",
    "filter": "filter(None, [])",
    "zip": "zip([1], [2])",
    "reversed": "reversed([1])",
    "generator": "(i for i in [])",
    "tuple_iterator": "iter((1,))",
    "str_ascii_iterator": "iter('a')",
    "str_iterator": "iter('h\xe9')",
    "range_iterator": "iter(range(3))",
    "dict_valueiterator": "iter({1: 2}.values())",
    "dict_itemiterator": "iter({1: 2}.items())",
    "list_reverseiterator": "reversed([1])",
    "reversed of a tuple": "reversed((1, 2))",
    "reversed of a str": "reversed('ab')",
    "dict_reversekeyiterator": "reversed({1: 2})",
    "dict_reverseitemiterator": "reversed({1: 2}.items())",
    "dict_reversevalueiterator": "reversed({1: 2}.values())",
    "iterator of a record": "iter({'a': 1})",
    "reversed of a record": "reversed({'a': 1})",
    "callable_iterator": "iter(int, 0)",
    "slice": "slice(1, 2)",
    "method of a list": "[1].append",
    "method of a str": "''.join",
    "set_iterator": "iter({1})",
    "dict_keyiterator": "iter({1: 2})",
    "range": "range(3)",
    "NoneType": "None",
    "function": "lambda: 1",
    "type": "int",
    "OSError": "OSError(2, 'x')",
    "BlockingIOError": "OSError(11, 'x')",
    "deque": "collections.deque()",
    "Counter": "collections.Counter()",
    "OrderedDict": "collections.OrderedDict()",
    "defaultdict": "collections.defaultdict(int)",
    "Match": "re.match('a', 'a')",
    "Pattern": "re.compile('a')",
}

# those that are made of the arguments that stand there: (expression, what it is called with)
TAKEN = {
    "list": ("[3, 1, 2]", {"append": "4", "index": "1", "count": "1", "sort": "", "pop": "", "extend": "[1]"}),
    "str": ("'a,b'", {"split": "','", "upper": "", "join": "['x', 'y']", "find": "'b'", "format": "1", "startswith": "'a'"}),
    "dict": ("dict([(1, 2)])", {"get": "1", "items": "", "setdefault": "3, 4", "update": "{5: 6}", "pop": "1"}),
    "record": ("{'a': 1}", {"get": "'a'", "items": "", "keys": "", "setdefault": "'b', 4", "update": "{'c': 6}", "pop": "'a'"}),
    "set": ("{1}", {"add": "2", "union": "[2]", "discard": "1", "issubset": "[1]"}),
    "tuple": ("(1, 2)", {"index": "2", "count": "2"}),
    "float": ("2.0", {"is_integer": "", "hex": "", "as_integer_ratio": ""}),
    "int": ("7", {"bit_length": "", "as_integer_ratio": ""}),
    "OrderedDict": ("collections.OrderedDict([(1, 2)])", {"get": "1", "items": "", "move_to_end": "1"}),
    "deque": ("collections.deque([1])", {"append": "2", "popleft": "", "count": "1"}),
    "Counter": ("collections.Counter('aab')", {"most_common": "1", "get": "'a'"}),
}

# methods of these are of the type `function` (docs/differences.md)
LIBRARY = ("OrderedDict", "deque", "Counter")

VALUES = [
    "[]", "[int]", "[ValueError]", "1", "'int'", "None", "{}", "(int, 1)", "(ValueError, 'a')", "int", "ValueError", "()",
    "(int, str)", "(KeyError, ValueError)", "((int, str), float)", "(ValueError, [KeyError])", "(str, [int])", "lambda: 1",
    "[x for x in (int, ValueError)]", "tuple([int, ValueError])", "(int, ValueError)[0]", "[ValueError, int][0]",
]

CHECKS = [
    "print(type(o).__name__)",
    "print(repr(type(o)))",
    "print(type(o) == type(o), type(o) is str, isinstance(o, object))",
]

CLASSES = ["map", "filter", "zip", "enumerate", "reversed", "range", "dict", "list", "int", "float", "str", "set"]

PRELUDE = "import collections, functools, random, re\n\n\n@ps.javascript\ndef unknown(x):\n    return x\n"


def cases():
    for label, source in OBJECTS.items():
        value = eval(source)
        for name in dir(value):
            if name.startswith("_") or not hasattr(value, name) or (type(value).__name__, name) in OWN:
                continue
            if repr(getattr(value, name)).startswith("mappingproxy") and label == "pattern":
                continue
            shown = "callable(o.{})" if callable(getattr(value, name)) else "o.{}"
            for way, text in {"known": source, "unknown": f"unknown({source})"}.items():
                if (label, name, way) == ("float", "imag", "unknown"):
                    continue  # 0.0 of a float of unknown type is the int 0
                yield f"{label}.{name}, {way}", "", [f"o = {text}", f"print(repr({shown.format(name)}))"], "may"
            if callable(getattr(value, name)):
                lines = [f"o = SOURCE", f"print(callable(getattr(o, {name!r})), callable(getattr(o, {name!r}, None)))"]
                for way, text in {"known": source, "unknown": f"unknown({source})"}.items():
                    asked = [lines[0].replace("SOURCE", text), lines[1]]
                    yield f"getattr {label}.{name}, {way}", "", asked, "may"
            for way, text in {"known": source, "unknown": f"unknown({source})"}.items():
                yield f"hasattr {label}.{name}, {way}", "", [f"o = {text}", f"print(hasattr(o, {name!r}))"]
        for way, text in {"known": source, "unknown": f"unknown({source})"}.items():
            for name in ("nope", "append", "upper", "items", "real"):
                yield f"hasattr {label}.{name} or not, {way}", "", [f"o = {text}", f"print(hasattr(o, {name!r}))"]
                if not hasattr(value, name):
                    yield f"getattr {label}.{name}, {way}", "", [f"o = {text}", f"print(getattr(o, {name!r}, 'none'))"]
        if isinstance(value, BaseException):
            for line in ("print(str(o))", "print(repr(o))", "print(o.args)", "print(type(o).__name__)", "print(o.with_traceback(None) is o)", "o.add_note('n')"):
                yield f"{label}: {line}", "", [f"o = {source}", line]
            yield f"{label}: raised", "", ["try:", f"    raise {source}", "except BaseException as e:", "    print(type(e).__name__, e, e.args)"]
    for name, source in TYPES.items():
        for check in CHECKS:
            yield f"type {name}: {check}", "", [f"o = {source}", check]
            yield f"type {name}, unknown: {check}", "", [f"o = unknown({source})", check]
        for kind in CLASSES:
            lines = [f"o = {source}", f"print(isinstance(o, {kind}), type(o) == {kind})"]
            yield f"type {name}: is it a {kind}", "", lines
    for label, (source, calls) in TAKEN.items():
        for name, given in calls.items():
            for way, text in {"known": source, "unknown": f"unknown({source})"}.items():
                if (label, way) == ("float", "unknown"):
                    continue  # 2.0 of unknown type is the int 2
                for taken in (f"getattr(o, {name!r})", f"getattr(o, {name!r}, None)", f"o.{name}"):
                    lines = [f"o = {text}", f"m = {taken}", f"print(m({given}))", "print(o)"]
                    yield f"{taken}({given}) of {label}, {way}", "", lines, "may"
                shown = "m.__name__" if label in LIBRARY else "m.__name__, type(m).__name__"
                lines = [f"o = {text}", f"m = o.{name}", f"print({shown})"]
                yield f"the name of {label}.{name}, {way}", "", lines, "may"
    for value in VALUES:
        for way, text in {"known": value, "unknown": f"unknown({value})"}.items():
            yield f"isinstance of {value}, {way}", "", [f"o = {text}", "print(isinstance(1, o), isinstance('a', o))"]
            yield f"isinstance of {value}, {way}, at once", "", [f"print(isinstance(1, {text}))"], "may"
            caught = ["try:", "    raise ValueError('v')", "except C:", "    print('caught')"]
            yield f"except {value}, {way}", "", [f"o = {text}", *[line.replace("C", "o") for line in caught]]
            yield f"except {value}, {way}, at once", "", [line.replace("C", text) for line in caught], "may"
            yield f"except {value}, {way}, nothing raised", "", ["try:", "    print(1)", f"except {text}:", "    print(2)"]
    for number in (*range(1, 40), 103, 104, 108, 110, 111, 114, 115, 500):
        lines = ["try:", "    raise SOURCE", "except OSError as e:", "    print(type(e).__name__, e.errno, e)"]
        for way, made in {
            "a variable": "OSError(o, 'text')", "a spread": "OSError(*(o, 'text'))",
            "one": "OSError(o)", "a subclass": "ConnectionError(o, 'text')",
        }.items():
            yield f"OSError {number}, {way}", "", [f"o = {number}", *[line.replace("SOURCE", made) for line in lines]]
    for call in (
        "{1: 2}.fromkeys('ab', 0)", "dict([(1, 2)]).fromkeys([3])", "'ab'.maketrans('ab', 'xy')", "''.maketrans({'a': 'b'})",
        "'abc'.translate('ab'.maketrans('ab', 'xy'))", "unknown('').maketrans('a', 'b')", "unknown({}).fromkeys('a')",
        "unknown(7).real", "unknown(True).numerator", "unknown(3).denominator", "getattr(7, 'real')",
        "(255).bit_length()", "(7).as_integer_ratio()", "(0.75).as_integer_ratio()", "(1.5).hex()", "(-0.1).hex()",
        "(5e-324).hex()", "(1e300).hex()", "unknown(2.5).hex()", "unknown(2.5).as_integer_ratio()", "(7).conjugate()",
    ):
        yield call, "", [f"print({call})"]


product.write([product.module("attributes", PRELUDE, list(cases()))])
