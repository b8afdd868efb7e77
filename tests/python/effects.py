"""Tries what the tables claim that operations do: reads the rows as JSON, prints the claims that are false.

Each operation is called with many mixes of values. Among them are probes that notice when they are walked,
called or asked for a missing key, and containers that are compared before and after; the receiver is watched
in the same way, and the result is walked and called to see what happens only then.
"""

import collections
import contextlib
import importlib
import io
import itertools
import json
import random
import sys

ORDER = ["reads", "asks", "later", "calls later", "walks alone", "walks", "calls", "changes", "unknown"]
SAMPLES = 150


class Probe:
    """Notes what is done to it."""

    def __init__(self):
        self.events = set()


class Walked(Probe):
    def __init__(self, items):
        super().__init__()
        self.items = iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        self.events.add("walks")
        return next(self.items)


class Called(Probe):
    def __call__(self, *args, **kwargs):
        self.events.add("calls")
        return args[0] if args else 0


class Asked(dict):
    def __init__(self, *args):
        super().__init__(*args)
        self.events = set()

    def __missing__(self, key):
        self.events.add("asks")
        return "z"


class Watched:
    """A container and what it was."""

    def __init__(self, value):
        self.value = value
        self.before = list(value.items()) if isinstance(value, dict) else list(value)

    def change(self):
        now = list(self.value.items()) if isinstance(self.value, dict) else list(self.value)
        if now == self.before:
            return None
        if len(now) > len(self.before):
            return "grows"
        return "shrinks" if len(now) < len(self.before) else "moves"


POOL = [
    lambda: 0, lambda: 2, lambda: 0.5, lambda: "ab", lambda: "%(k)s {0[k]} {k}", lambda: None, lambda: "sum",
    lambda: [3, 1, 2], lambda: ["b", "a"], lambda: (1, 2), lambda: {"k": 1}, lambda: {1, 2}, lambda: [[1, 2], [3, 4]],
    lambda: Walked([1, 2, 3]), lambda: Walked(["a", "b"]), lambda: Walked([(1, 2), (3, 4)]), Called, Asked,
    lambda: Asked({"k": 1}),
    lambda: b"a", lambda: [b"a"], lambda: 97, lambda: [], lambda: ["{0[k]}"], lambda: ValueError, lambda: int,
]

RECEIVERS = {
    "str": ["", "ab", "a,b", "%(k)s", "{0[q]}{x[q]}", "12", "aBc d\n"],
    "list": [[], [3, 1, 2], ["b", "a"], [[1]]],
    "dict": [{}, {"k": 1}, {1: 2, 3: 4}],
    "set": [set(), {1, 2}, {"a"}],
    "frozenset": [frozenset(), frozenset({1, 2})],
    "tuple": [(), (1, 2, 1)],
    "range": [range(0), range(1, 9, 3)],
    "int": [0, 5, -7],
    "float": [0.0, 2.5, -1.0],
    "bytes": [b"", b"ab", b"a,b\n"],
    "bytearray": [bytearray(), bytearray(b"ab"), bytearray(b"a,b\n")],
}


def receivers(owner):
    for value in RECEIVERS[owner]:
        yield value
    if owner == "dict":
        yield Asked({"k": 1})


def copied(value):
    return value.copy() if isinstance(value, (list, dict, set, bytearray)) and not isinstance(value, Asked) else value


def target(row, receiver):
    if row["owner"]:
        return getattr(receiver, row["name"])
    module, _, name = row["name"].rpartition(".")
    return getattr(importlib.import_module(module or "builtins"), name)


def positional(row):
    """The names of the parameters that positional arguments fill, `*args` thrice."""
    names = []
    for param in row["params"]:
        if param["kind"] in ("Positional", "PositionalOrKeyword"):
            names.append(param["name"])
        elif param["kind"] == "Args":
            names += [param["name"]] * 3
    return names[:4]


def calls(row, rng):
    """Mixes of arguments: the names they fill, and what makes them."""
    names = positional(row)
    keywords = [param["name"] for param in row["params"] if param["kind"] in ("Keyword", "PositionalOrKeyword")]
    for count in range(min(len(names), 1) + 1):
        for makers in itertools.product(POOL, repeat=count):
            yield names[:count], makers, {}
    for count in range(2, len(names) + 1):
        for _ in range(SAMPLES):
            yield names[:count], [rng.choice(POOL) for _ in range(count)], {}
    for keyword in keywords:
        for maker in POOL:
            for count in range(min(len(names), 3) + 1):
                filled = names[:count]
                if keyword in filled:
                    continue
                for _ in range(2):
                    yield filled, [rng.choice(POOL) for _ in range(count)], {keyword: maker}


def claimed(row, name):
    return row["named"].get(name, row["others"])


def rank(use):
    return ORDER.index("changes" if isinstance(use, dict) else use)


def use_up(result):
    """Walks and calls what came out."""
    with contextlib.suppress(Exception):
        for _ in zip(range(5), result):
            pass
    if callable(result):
        with contextlib.suppress(Exception):
            result(1)
        with contextlib.suppress(Exception):
            for _ in zip(range(5), result(1)):
                pass


def is_scalar(value):
    if isinstance(value, (tuple, list)):
        return all(is_scalar(item) for item in value)
    if isinstance(value, range) or type(value) is object:
        return True
    return value is None or isinstance(value, (bool, int, float, complex, str, bytes, bytearray)) or value is NotImplemented


def check(row, rng, say):
    owner = row["owner"]
    for receiver in receivers(owner) if owner else [None]:
        for names, makers, keywords in calls(row, rng):
            subject = copied(receiver)
            args = [make() for make in makers]
            extra = {name: make() for name, make in keywords.items()}
            given = [*zip(names, args), *extra.items()]
            watched = [(name, Watched(value)) for name, value in given if isinstance(value, (list, dict, set))]
            watched_subject = Watched(subject) if isinstance(subject, (list, dict, set, bytearray)) else None
            out, state = io.StringIO(), random.getstate()
            raised, result = None, None
            try:
                with contextlib.redirect_stdout(out):
                    result = target(row, subject)(*args, **extra)
            except Exception as error:
                raised = error
            except (SystemExit, KeyboardInterrupt):
                continue
            shown = f"{args!r} {extra!r} on {receiver!r}"
            for name, value in given:
                is_alone = len(args) == 1
                claim = claimed(row, name)
                events = getattr(value, "events", set())
                for event in events:
                    claim_here = "reads" if claim == "walks alone" and not is_alone else claim
                    claim_here = "walks" if claim == "walks alone" and is_alone else claim_here
                    if rank(event) > rank(claim_here):
                        say(f"{event} `{name}`", shown)
            for name, watch in watched:
                change = watch.change()
                claim = claimed(row, name)
                if change and not (isinstance(claim, dict) or claim == "unknown"):
                    say(f"changes `{name}`", shown)
                elif change and isinstance(claim, dict) and not fits(change, claim):
                    say(f"`{name}` {change}", shown)
            if watched_subject and (change := watched_subject.change()):
                claim = row["receiver"]
                if not (claim == "unknown" or isinstance(claim, dict) and fits(change, claim)):
                    say(f"the receiver {change}", shown)
            if isinstance(subject, Asked) and subject.events and row["receiver"] == "reads":
                say("asks the receiver", shown)
            if not row["acts"] and (out.getvalue() or random.getstate() != state):
                say("acts", shown)
            random.setstate(state)
            if raised is None and row["gives"] == "scalar" and not is_scalar(result):
                say("gives no scalar", shown)
            if raised is None and row["gives"] == "parts":
                if any(result is value for _, value in given if isinstance(value, (list, dict, set, Asked))):
                    say("gives its argument", shown)
                if result is subject and isinstance(subject, (list, dict, set)):
                    say("gives its receiver", shown)
            is_typed = all(isinstance(value, str) for _, value in given)
            if raised is not None and not row["raises"] and is_typed and not isinstance(raised, TypeError):
                say(f"raises {raised!r}", shown)
            if raised is None:
                later(row, given, result, say, shown)


def later(row, given, result, say, shown):
    for _, value in given:
        if isinstance(value, (Probe, Asked)):
            value.events.clear()
    use_up(result)
    for name, value in given:
        claim = claimed(row, name)
        events = getattr(value, "events", set())
        # What is given as it is, or as a part, may be walked by whoever gets it.
        if result is value or isinstance(result, (Probe, list, tuple, dict, set, frozenset, collections.deque)):
            continue
        if "walks" in events and rank(claim) < rank("later"):
            say(f"walks `{name}` later", shown)
        if "calls" in events and rank(claim) < rank("calls later"):
            say(f"calls `{name}` later", shown)


def fits(change, claim):
    return {
        "moves": change == "moves",
        "grows": change in ("grows", "moves"),
        "shrinks": change in ("shrinks",),
        "both": True,
    }[claim["changes"]]


def main():
    rows = json.load(sys.stdin)
    rng = random.Random(1)
    for row in rows:
        said = {}
        check(row, random.Random(rng.random()), lambda what, how: said.setdefault(what, how))
        name = f"{row['owner']}.{row['name']}" if row["owner"] else row["name"]
        for what, how in said.items():
            print(f"{name}: {what}: {how}")


main()
