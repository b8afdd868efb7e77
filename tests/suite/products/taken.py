"""Methods of an object of JavaScript, taken as values, times every way to get them to where they are called."""

import product

# X is `o.tell` or the like; each prints what the call gives
WAYS = {
    "a variable": ["f = X", "print(f(1))"],
    "an annotated variable": ["f: object = X", "print(f(1))"],
    "a chain of variables": ["f = X", "g = f", "print(g(1))"],
    "a walrus": ["if (f := X):", "    print(f(1))"],
    "assigned in branches": ["if o:", "    f = X", "else:", "    f = None", "print(f(1))"],
    "unpacked": ["f, n = (X, 1)", "print(f(n))"],
    "called at once": ["print((X)(1))"],
    "a conditional": ["print((X if o else None)(1))"],
    "a conditional of two": ["print((X if o else o.other)(1), (X if not o else o.other)(2))"],
    "or": ["print((None or X)(1))"],
    "and": ["print((o and X)(1))"],
    "a list": ["fs = [X, o.other]", "print([f(1) for f in fs])"],
    "a loop over a display": ["for f in (X, o.other):", "    print(f(1))"],
    "a subscript": ["print([X][0](1))"],
    "a dict": ["fs = {'a': X, 'b': o.other}", "print(fs['a'](1), fs.get('b')(2))"],
    "values of a dict": ["fs = {'a': X}", "for f in fs.values():", "    print(f(1))"],
    "items of a dict": ["for name, f in {'a': X}.items():", "    print(name, f(1))"],
    "an argument": ["print(run(X, 1))"],
    "an argument of a nested function": ["def go(f):", "    return f(1)", "print(go(X))"],
    "an argument of a lambda": ["go = lambda f: f(1)", "print(go(o.tell_strong))"],
    "a default": ["def go(f=X):", "    return f(1)", "print(go())"],
    "returned": ["def make():", "    return X", "print(make()(1))"],
    "returned by a lambda": ["make = lambda: o.addEventListener", "print(make()(1))"],
    "a closure": ["f = X", "def go():", "    return f(1)", "print(go())"],
    "map": ["print(list(map(X, [1, 2])))"],
    "filter": ["print(list(filter(X, [1, 2])))"],
    "a key": ["print(sorted([2, 1], key=o.rank), max([1, 3], key=o.rank), min([1, 3], key=o.rank))"],
    "a comprehension": ["print([f(1) for f in [X]])"],
    "with star": ["f = X", "print(f(*[1, 2]))"],
    "looked up twice": ["f = X", "g = X", "print(f(1) == g(1))"],
    "is there": ["print(X is not None, callable(X))"],
}

METHODS = {
    "a method": "o.tell",
    "a method with a name of Python's": "o.get",
    "a method that only browsers have": "o.addEventListener",
    "of a part": "o.child.tell",
    "a function the object holds": "o.own",
}

# what is no method stays what it is
DATA = {
    "a number": ["print(o.data, [o.data], o.focus + 1)"],
    "a text": ["print(o.title.upper())"],
    "missing in a condition": ["print('yes' if o.data else 'no')"],
    "the same function": ["f = o.own", "print(f is o.own)"],
}

PRELUDE = "\n\n@ps.javascript\ndef run(f, x):\n    return f(x)\n"


def cases():
    for method, read in METHODS.items():
        for way, lines in WAYS.items():
            lines = [line.replace("o.tell_strong", read if read == "o.addEventListener" else "o.own") for line in lines]
            yield f"{method}: {way}", "o", [line.replace("X", read) for line in lines]
    for label, lines in DATA.items():
        yield label, "o", lines


product.write([product.module("taken", PRELUDE, list(cases()))])
