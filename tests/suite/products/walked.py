"""Every way to walk a container, times every container and every way to change it meanwhile."""

import product

LISTS = ["c.append(9)", "c.pop()", "c.pop(0)", "c.insert(0, 7)", "c.clear()", "c.extend([4, 5])", "c.reverse()", "c.sort(reverse=True)", "c.remove(max(c))"]
# what is made, how it is changed, and how it may be walked besides by itself
DICTS = ["c.update({K: 9})", "c.pop(F, None)", "c.popitem()", "c.clear()", "c.setdefault(K, 1)", "c.update({F: 5})", "c.update({K: 1, L: 2})"]
VIEWS = ["c.keys()", "c.values()", "c.items()", "reversed(c)", "reversed(c.items())"]


def keyed(changes, first, new, other):
    return [change.replace("K", new).replace("F", first).replace("L", other) for change in changes]


CONTAINERS = {
    "list": ("[1, 2, 3]", LISTS, ["reversed(c)", "c[:]"]),
    # that its keys change goes unnoticed: `docs/differences.md`
    "record": ("{'a': 1, 'b': 2, 'c': 3}", ["c.update({'a': 5})", "c.update({'c': 5})"], VIEWS),
    "dict": ("{1: 1, 2: 2, 3: 3}", keyed(DICTS, "1", "8", "9"), VIEWS),
    "dict()": ("dict(a=1, b=2, c=3)", keyed(DICTS, "'a'", "'k'", "'l'"), VIEWS),
    "set": ("{1, 2, 3}", ["c.add(9)", "c.discard(3)", "c.clear()", "c.update({8, 9})", "c.add(1)", "c.difference_update({3})"], []),
    "deque": ("deque([1, 2, 3])", ["c.append(9)", "c.appendleft(0)", "c.pop()", "c.popleft()", "c.clear()", "c.rotate(1)", "c.extend([4])", "c.reverse()"], ["reversed(c)"]),
    "OrderedDict": ("OrderedDict(a=1, b=2, c=3)", keyed(DICTS, "'a'", "'k'", "'l'") + ["c.move_to_end('a')"], VIEWS[:3]),
    "Counter": ("Counter({'a': 1, 'b': 2, 'c': 3})", ["c.update(['k'])", "c.pop('a', None)", "c.clear()", "c.update(['a'])"], VIEWS[:3]),
    "defaultdict": ("defaultdict(int, {'a': 1, 'b': 2})", ["c['k']", "c['a']", "c.pop('b', None)", "c.clear()"], VIEWS[:3]),
}

# W is what is walked, K the change; at most six items, so that every walk ends
WALKS = {
    "for": ["for x in W:", "    print(x)", "    if len(c) < 6:", "        K"],
    "for, late": ["for x in W:", "    if x == 2 or x == 'b' or x == ('b', 2):", "        K", "    print(x)", "    if len(c) > 8:", "        break"],
    "for, else": ["for x in W:", "    if len(c) < 5:", "        K", "else:", "    print('else')"],
    "for, left at once": ["for x in W:", "    K", "    break", "print(x)"],
    "for, in a function": ["def go(items):", "    for x in items:", "        print(x)", "        if len(c) < 6:", "            K", "go(W)"],
    "for, by a function": ["def change():", "    K", "for x in W:", "    print(x)", "    if len(c) < 6:", "        change()"],
    "for, by another name": ["d = c", "for x in W:", "    c = d", "    print(x)", "    if len(d) < 6:", "        K"],
    "nested for": ["for x in W:", "    for y in W:", "        print(x, y)", "        if len(c) < 5:", "            K", "        if len(c) > 9:", "            return"],
    "enumerate": ["for i, x in enumerate(W):", "    print(i, x)", "    if len(c) < 6:", "        K"],
    "zip": ["for x, y in zip(W, range(8)):", "    print(x, y)", "    if len(c) < 6:", "        K"],
    "zip with itself": ["for x, y in zip(W, W):", "    print(x, y)", "    if len(c) < 6:", "        K"],
    "list comprehension": ["print([(x, K) for x in W if len(c) < 6])"],
    "list comprehension, test": ["print([x for x in W if len(c) < 6 and [K]])"],
    "list comprehension, test of the rest": ["print([x for x in W if len(c) > 5 or [K]])"],
    "list comprehension, two clauses": ["print([(x, y) for x in W if len(c) < 6 for y in [K]])"],
    "list comprehension, of pairs": ["print([(i, x, K) for i, x in enumerate(W) if len(c) < 6])"],
    "dict comprehension": ["print({str(x): K for x in W if len(c) < 6})"],
    "set comprehension": ["print(len({(str(x), str(K)) for x in W if len(c) < 6}))"],
    "generator": ["print(list((x, K) for x in W if len(c) < 6))"],
    "generator, a test": ["print(list(x for x in W if len(c) < 6 and [K]))"],
    "generator function": ["def go():", "    for x in W:", "        yield x", "for x in go():", "    print(x)", "    if len(c) < 6:", "        K"],
    "yield from": ["def go():", "    yield from W", "for x in go():", "    print(x)", "    if len(c) < 6:", "        K"],
    "next": ["it = iter(W)", "print(next(it))", "K", "print(next(it, 'end'))", "print(next(it, 'end'))", "print(list(it))"],
    "next, at the end": ["it = iter(W)", "print(list(it))", "K", "print(next(it, 'end'))"],
    "next, of a generator": ["it = (x for x in W)", "print(next(it))", "K", "print(list(it))"],
    "made before": ["it = iter(W)", "K", "print(list(it))"],
    "any": ["print(any([K] == 0 for x in W if len(c) < 6))"],
    "all": ["print(all([K] for x in W if len(c) < 6))"],
    "sum": ["print(sum(len([K]) for x in W if len(c) < 6))"],
    "join": ["print(','.join(str((x, K)) for x in W if len(c) < 6))"],
    "map": ["print(list(map(lambda x: (x, K if len(c) < 6 else 0), W)))"],
    "map, walked": ["for x in map(str, W):", "    print(x)", "    if len(c) < 6:", "        K"],
    "filter": ["print(list(filter(lambda x: [K] if len(c) < 6 else 0, W)))"],
    "filter, walked": ["for x in filter(None, W):", "    print(x)", "    if len(c) < 6:", "        K"],
    "sorted": ["print(sorted(W, key=lambda x: (str(K if len(c) < 6 else 0) and str(x))))"],
    "min and max": ["print(min(W, key=lambda x: (K if len(c) < 6 else 0, str(x))[1]), len(c))"],
    "unpacked": ["x, *rest = ((x, K) for x in W if len(c) < 6)", "print(x, rest)"],
    "spread": ["print([*(K for x in W if len(c) < 6)])"],
    "a copy": ["for x in list(W):", "    print(x)", "    if len(c) < 6:", "        K"],
    "a sorted copy": ["for x in sorted(W, key=str):", "    print(x)", "    if len(c) < 6:", "        K"],
    "chain": ["for x in itertools.chain(W, [0]):", "    print(x)", "    if len(c) < 6:", "        K"],
    "islice": ["for x in itertools.islice(W, 5):", "    print(x)", "    if len(c) < 6:", "        K"],
    "reduce": ["print(functools.reduce(lambda a, x: a + [str(x), str(K if len(c) < 6 else 0)], W, []))"],
    "next of a search": ["print(next((x for x in W if len(c) > 4 or [K] == 0), 'none'))"],
    "while": ["it = iter(W)", "while (x := next(it, None)) is not None:", "    print(x)", "    if len(c) < 6:", "        K"],
}

PRELUDE = "import functools, itertools\nfrom collections import Counter, OrderedDict, defaultdict, deque\n"


def cases():
    for container, (made, changes, views) in CONTAINERS.items():
        for change in changes:
            for walked in ["c", *views]:
                # every way to walk the container itself, and of each view some in turn
                for at, (walk, lines) in enumerate(WALKS.items(), len(changes) * len(change) + len(walked)):
                    if container != "record" and walked != "c" and at % 5:
                        continue
                    body = [line.replace("K", change).replace("W", walked) for line in lines]
                    yield f"{container}, {change}, {walked}, {walk}", "", [f"c = {made}", *body, "print(c, len(c))"]


def modules():
    every = list(cases())
    return [product.module(f"walked_{at}", PRELUDE, every[at : at + 40]) for at in range(0, len(every), 40)]


product.write(modules())
