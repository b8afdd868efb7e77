"""Every way to walk with a callback."""

import pulse as ps


@ps.javascript
def walks():
    def each(f):
        return [x for x in map(f, [1, 2, 3])]
    def gen(f):
        for x in [1, 2, 3]:
            yield f(x)
    def loop(f):
        got = []
        for x in map(f, [1, 2, 3]):
            got.append(x)
        return got
    return {
        "list map": lambda f: list(map(f, [1, 2, 3])),
        "list filter": lambda f: list(filter(f, [1, 2, 3])),
        "sorted": lambda f: sorted([1, 2], key=f),
        "min": lambda f: min([1, 2], key=f),
        "list": lambda f: [f(x) for x in [1, 2]],
        "set": lambda f: {f(x) for x in [1, 2]},
        "dict": lambda f: {f(x): 1 for x in [1, 2]},
        "each": each,
        "loop": loop,
        "gen": lambda f: list(gen(f)),
        "sum map": lambda f: sum(map(f, [1, 2])),
        "zip": lambda f: list(zip(map(f, [1, 2]), [1, 2])),
        "enumerate": lambda f: list(enumerate(map(f, [1, 2]))),
        "unpack": lambda f: [*map(f, [1, 2])],
        "any": lambda f: any(map(f, [0, 2])),
        "genexp": lambda f: list(f(x) for x in [1, 2]),
        "sum": lambda f: sum(f(x) for x in [1, 2]),
        "join": lambda f: ",".join(str(f(x)) for x in [1, 2]),
        "in": lambda f: 5 in map(f, [1, 2]),
        "max": lambda f: max(map(f, [1, 2])),
        "tuple": lambda f: tuple(map(f, [1, 2])),
        "call": lambda f: f(2),
        "dict map": lambda f: dict.fromkeys(map(f, [1, 2])),
    }


@ps.javascript
def handled(f):
    try:
        raise KeyError("k")
    except KeyError:
        f(1)
