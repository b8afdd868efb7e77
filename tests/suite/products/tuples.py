"""Everything that gives tuples one after the other, times every way to walk it and every way to see such a tuple whole."""

import product

SOURCES = [
    "enumerate(xs)", "enumerate(xs, 1)", "enumerate(t)", "enumerate(s)", "enumerate(range(2))", "enumerate(d)", "enumerate(u)", "enumerate(d.items())",
    "enumerate(enumerate(xs))", "enumerate(zip(xs, t))", "zip(xs, t)", "zip(xs)", "zip(enumerate(xs))", "zip(s, u, t)", "d.items()", "e.items()",
    "dict(d).items()", "sorted(d.items())", "reversed(list(enumerate(xs)))", "list(enumerate(xs))", "[p for p in enumerate(xs)]",
    "[(i, x) for i, x in enumerate(xs)]", "((i, x) for i, x in zip(xs, xs))", "itertools.product(xs, t)", "itertools.pairwise(xs)",
    "itertools.combinations(xs, 2)", "itertools.permutations(xs, 2)", "itertools.zip_longest(xs, [1])", "itertools.batched(xs, 2)",
    "itertools.chain(enumerate(xs), zip(xs, xs))", "itertools.islice(enumerate(xs), 1)", "itertools.accumulate(enumerate(xs), max)",
    "filter(None, enumerate(xs))", "map(lambda p: p, enumerate(xs))", "Counter(s).most_common()", "Counter(s).items()", "defaultdict(int, d).items()",
    "re.findall('(a)(b)', s)", "[s.partition('a')]", "[divmod(7, 2)]", "tuple(enumerate(xs))", "deque(enumerate(xs))", "[*enumerate(xs)]",
    "[pair for x in [xs, xs] for pair in enumerate(x)]", "enumerate(sorted(xs))", "enumerate(xs[:1])", "enumerate([*xs, 'c'])", "enumerate(s.split('b'))",
]

# SRC is what is walked
WAYS = {
    "for": ["for p in SRC:", "    print(USE)"],
    "for, a list": ["out = []", "for p in SRC:", "    out.append(p)", "for p in out:", "    print(USE)"],
    "for, starred": ["for (*p,) in zip(SRC):", "    p = p[0]", "    print(USE)"],
    "for, numbered": ["for i, p in enumerate(SRC):", "    print(i, USE)"],
    "for, unpacked and whole": ["for p, q in zip(SRC, xs):", "    print(q, USE)"],
    "for, kept": ["p = None", "for p in SRC:", "    pass", "print(USE)"],
    "for, captured": ["fs = []", "for p in SRC:", "    fs.append(lambda: p)", "p = fs[0]()", "print(USE)"],
    "comprehension": ["print([USE for p in SRC])"],
    "set": ["print({str(USE) for p in SRC} == {str(p) for p in SRC})"],
    "dict": ["print({i: USE for i, p in enumerate(SRC)})"],
    "generator": ["print(list(USE for p in SRC))"],
    "nested": ["print([[USE for p in [q]] for q in SRC])"],
    "two clauses": ["print([USE for q in [SRC] for p in q])"],
    "next": ["p = next(iter(SRC))", "print(USE)"],
    "unpacked": ["p, *rest = SRC", "print(USE, rest)"],
    "spread": ["def go(p, *rest):", "    print(USE, rest)", "go(*SRC)"],
    "an item": ["p = list(SRC)[0]", "print(USE)"],
    "a function's": ["def go(p):", "    return USE", "print(list(map(go, SRC)))"],
    "by key": ["print(sorted(SRC, key=lambda p: str(USE)))"],
    "max": ["p = max(SRC, key=str)", "print(USE)"],
    "by another name": ["it = SRC", "for p in it:", "    print(USE)"],
    "yielded": ["def go():", "    yield from SRC", "for p in go():", "    print(USE)"],
}

USES = ["p", "repr(p)", "f'{p}'", "p == tuple(p)", "[*p] == p", "isinstance(p, tuple)", "type(p).__name__", "len({p, tuple(p)})", "{p: 1}.get(tuple(p))",
        "p in [tuple(p)]", "p + (1,)", "hash(p) == hash(tuple(p))", "p[-1:]", "[p]", "p * 2"]

PRELUDE = "import itertools, re\nfrom collections import Counter, defaultdict, deque\n"
GIVEN = ["xs = ['a', 'b']", "t = (1, 2)", "s = 'ab'", "d = {'k': 1, 'l': 2}", "e = {1: 'x'}", "u = list(map(len, xs)) + [1]"]


def cases():
    for at, source in enumerate(SOURCES):
        for way, lines in WAYS.items():
            # each way with some of the uses in turn
            for use in USES[at % 7 :: 7]:
                body = [line.replace("USE", use).replace("SRC", source) for line in lines]
                yield f"{source}, {way}, {use}", "", [*GIVEN, *body]


def modules():
    every = list(cases())
    return [product.module(f"tuples_{at}", PRELUDE, every[at : at + 60]) for at in range(0, len(every), 60)]


product.write(modules())
