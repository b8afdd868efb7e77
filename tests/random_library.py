"""More statements for `random_programs.py`: the standard library, generators, `match`, exceptions, closures,
aliases, arguments, formats, slices, sets and views, and `async` functions.

Each method prints what it makes. The orders of `async` functions are those that no event loop may change: every
coroutine of a `gather` waits with `sleep(0)` before it does anything else that waits.
"""

IMPORTS = """import asyncio
import bisect
import collections
import contextlib
import copy
import functools
import heapq
import itertools
import json
import math
import operator
import re
import string
"""


class Library:
    def library(self):
        choices = [
            self.of_itertools, self.of_collections, self.of_functools, self.of_json, self.of_text, self.of_math, self.of_heap,
            self.of_re, self.of_generator, self.of_match, self.of_exceptions, self.of_closure, self.of_alias, self.of_arguments,
            self.of_format, self.of_slices, self.of_sets, self.of_views, self.of_methods, self.of_copy,
        ] + [self.of_loose] * 5
        if self.is_async and self.knows_any and len(self.scopes) == 2:
            choices += [self.of_async] * 6
        self.random.choice(choices)()

    def unknown(self, text):
        return f"any_({text})" if self.knows_any else text

    def e1(self, kind):
        return self.expr(kind, 1)

    def of_itertools(self):
        e = self.e1
        text = self.pick(
            lambda: f"list(itertools.accumulate({e('ints')}{self.pick('', ', max', ', operator.mul', ', lambda q, w: q - w', ', initial=5')}))",
            lambda: f"list(itertools.batched({e(self.pick('ints', 'str'))}, {self.pick(1, 2, 3)}))",
            lambda: f"list(itertools.chain({e('ints')}, {e(self.pick('strs', 'str', 'counts'))}))",
            lambda: f"list(itertools.chain.from_iterable({e(self.pick('nested', 'strs'))}))",
            lambda: f"list(itertools.{self.pick('combinations', 'permutations', 'combinations_with_replacement')}({e(self.pick('ints', 'strs'))}[:4], {self.pick(0, 1, 2)}))",
            lambda: f"list(itertools.compress({e('ints')}, {e(self.pick('ints', 'strs'))}))",
            lambda: f"list(itertools.{self.pick('dropwhile', 'takewhile', 'filterfalse')}(lambda q: q {self.pick('<', '>', '!=')} {e('int')}, {e('ints')}))",
            lambda: f"[(q, list(w)) for q, w in itertools.groupby({e('ints')}{self.pick('', ', key=lambda q: q % 2', ', lambda q: q > 1')})]",
            lambda: f"list(itertools.islice({self.pick('itertools.count(3, 2)', 'itertools.cycle([1, 2])', e('ints'))}, {self.pick('3', '1, 4', '0, 6, 2')}))",
            lambda: f"list(itertools.pairwise({e(self.pick('ints', 'str', 'strs'))}))",
            lambda: f"list(itertools.product({e('ints')}[:3], {e('strs')}[:3]{self.pick('', ', [1]')}))",
            lambda: f"list(itertools.product({e('str')}[:3], repeat={self.pick(0, 1, 2)}))",
            lambda: f"list(itertools.starmap({self.pick('max', 'operator.add', 'lambda q, w: (w, q)')}, zip({e('ints')}, {e('ints')})))",
            lambda: f"list(itertools.zip_longest({e('ints')}, {e('strs')}{self.pick('', ', fillvalue=0')}))",
            lambda: f"[list(q) for q in itertools.tee({e('ints')})]",
            lambda: f"list(itertools.repeat({e('str')}, {self.pick(0, 2)}))",
        )()
        self.emit(f"print({text})")

    def of_collections(self):
        e, name = self.e1, self.fresh("z")
        match self.random.randrange(6):
            case 0:
                self.emit(f"{name} = collections.Counter({e(self.pick('ints', 'str', 'strs', 'counts'))})")
                self.emit(f"{name}[{self.pick(1, repr('a'), repr('k'))}] {self.pick('+=', '-=', '=')} {e('int')}")
                self.emit(f"{name}.{self.pick('update', 'subtract')}({e(self.pick('ints', 'str', 'counts'))}{self.pick('', ', a=2')})")
                self.emit(f"print({name}, {name}.most_common({self.pick('', 1, 2)}), {name}.total(), sorted(map(str, {name}.elements())), {name}['none'])")
            case 1:
                self.emit(f"print(collections.Counter({e('str')}) {self.pick('+', '-', '&', '|')} collections.Counter({e('str')}))")
            case 2:
                self.emit(f"{name} = collections.defaultdict({self.pick('list', 'int', 'lambda: 7')})")
                self.emit(f"for q in {e('strs')}: {name}[q[:1]] {self.pick('+= [q]', '+= len(q)', '= q')}")
                self.emit(f"print(dict({name}), len({name}), 'x' in {name}, {name}.get('zz'))")
            case 3:
                self.emit(f"{name} = collections.deque({e('ints')}{self.pick('', ', maxlen=3', ', maxlen=1')})")
                for _ in range(self.random.randint(1, 3)):
                    self.emit(f"{name}." + self.pick(f"append({e('int')})", f"appendleft({e('int')})", f"extend({e('ints')})", f"extendleft({e('ints')})", "rotate(1)", "rotate(-2)", "reverse()", f"remove({e('int')})"))
                self.emit(f"print({name}, len({name}), {name}.count(1), {name}[0], {name}.pop(), list({name}))")
            case 4:
                self.emit(f"{name} = collections.OrderedDict({e('counts')})")
                self.emit(f"{name}.move_to_end({e('key')}{self.pick('', ', last=False')})")
                self.emit(f"print({name}, {name}.popitem({self.pick('', 'last=False')}), {name} == dict({name}))")
            case _:
                self.emit(f"{name} = collections.defaultdict(lambda: collections.defaultdict(int))")
                self.emit(f"for q in {e('strs')}: {name}[q[:1]][len(q)] += 1")
                self.emit(f"print({{q: dict(w) for q, w in {name}.items()}})")

    def of_functools(self):
        e, name = self.e1, self.fresh("z")
        match self.random.randrange(5):
            case 0:
                self.emit(f"print(functools.reduce({self.pick('operator.add', 'max', 'lambda q, w: q * 2 - w')}, {e('ints')}{self.pick('', ', ' + e('int'))}))")
            case 1:
                self.emit(f"@functools.{self.pick('cache', 'lru_cache', 'lru_cache(maxsize=2)')}")
                self.emit(f"def {name}(q, w=1):")
                self.emit("    print('runs', q, w)")
                self.emit(f"    return q if q < 2 else {name}(q - 1) + {name}(q - 2)")
                self.emit(f"print({name}({self.pick(3, 5)}), {name}(2), {name}(2, 2), {name}.cache_info())")
            case 2:
                self.emit(f"{name} = functools.partial({self.pick('max', 'lambda *q: q', 'lambda q, *w: (w, q)')}, {e('int')})")
                self.emit(f"print({name}({e('int')}), list(map({name}, {e('ints')})))")
            case 3:
                self.emit(f"print(sorted({e('strs')}, key=functools.cmp_to_key(lambda q, w: len(w) - len(q))))")
            case _:
                self.emit(f"def {name}(q):")
                self.emit("    @functools.wraps(q)")
                self.emit("    def inner(*args, **rest):")
                self.emit("        print('before', args, rest)")
                self.emit("        return [q(*args, **rest)]")
                self.emit("    return inner")
                self.emit(f"@{name}")
                self.emit(f"@{name}")
                self.emit(f"def {name}_made(q, w={e('int')}): return q, w")
                self.emit(f"print({name}_made({e('str')}), {name}_made(1, 2), {name}_made.__name__)")

    def value(self, depth=2):
        """Something for JSON."""
        if depth and self.chance(60):
            if self.chance(50):
                return "[" + ", ".join(self.value(depth - 1) for _ in range(self.random.randrange(4))) + "]"
            keys = self.random.sample(["a", "b", "c d", "é", "k"], self.random.randrange(4))
            return "{" + ", ".join(f"{key!r}: {self.value(depth - 1)}" for key in keys) + "}"
        return self.pick("None", "True", "False", "1.5", "-2", self.e1("str"), self.e1("int"), self.e1("opt"), self.e1("counts"), self.e1("ints"))

    def of_json(self):
        name = self.fresh("z")
        options = self.pick("", ", indent=2", ", sort_keys=True", ", separators=(',', ':')", ", ensure_ascii=False", ", indent=1, sort_keys=True", ", indent='-'")
        if self.chance(30):
            options += ", default=lambda q: sorted(q)"
        self.emit(f"{name} = json.dumps({self.value()}{options})")
        self.emit(f"print({name}, json.loads({name}))")
        if self.chance(20):
            text = self.pick("[1, 2", '{"a" 1}', "nul", '{"a": [1, {"b": null}], "c": "\\\\u00e9"}', " 12 ", '"x', "[1,]", "1.50", "-0", "1e3", '{"b": 1, "a": 2, "b": 3}')
            self.emit(f"print(json.loads({text!r}))")

    def of_text(self):
        e = self.e1
        text = self.pick(
            lambda: f"string.capwords({e('str')}{self.pick('', ', ' + repr('-'))})",
            lambda: f"[q for q in {e('str')} if q in string.ascii_letters + string.punctuation]",
            lambda: f"{e('str')}.encode" if False else f"{e('str')}.split(None, {self.pick(0, 1, -1)})",
            lambda: f"{e('str')}.{self.pick('isidentifier', 'istitle', 'isnumeric', 'isdecimal', 'isascii', 'isprintable')}()",
            lambda: f"{e('str')}.replace({e('key')}, {e('str')}, {self.pick(0, 1, -1)})",
            lambda: f"{e('str')}.{self.pick('find', 'rfind', 'index', 'rindex', 'count')}({e('key')}, {self.pick(0, 1, -3)}{self.pick('', ', 4', ', -1')})",
            lambda: f"{e('str')}.{self.pick('startswith', 'endswith')}(({e('key')}, {e('str')}))",
            lambda: f"({e('str')}.partition({e('key')}), {e('str')}.rpartition({e('key')}))",
            lambda: f"{e('str')}.format_map({{'a': 1}})",
            lambda: f"'{{0[1]}} {{a[k]!r:>5}} {{b:{{w}}}}'.format({e('strs')}, a={e('counts')}, b={e('int')}, w=5)",
            lambda: f"{self.pick(repr('%s %r %d%%'), repr('%-5s|%5r|%+d'), repr('%.2s|%8r|%x'))} % ({e('str')}, {e('str')}, {e('int')})",
            lambda: f"'%(a)s %(k)05d' % {e('counts')}",
            lambda: f"[ord(q) for q in {e('str')}], {e('str')}[::-1], {e('str')} * 2",
            lambda: f"sorted({e('str')}), max({e('str')}, key=ord), {e('str')} < {e('str')}",
            lambda: f"{e('str')}.center({self.pick(0, 5, 9)}, {self.pick(repr('é'), repr('*'))})",
            lambda: f"{e('str')}.translate({{97: 'A', 98: None, 45: '--'}})",
            lambda: f"repr({e('str')} + {self.pick(repr(chr(10)), repr(chr(39)), repr(chr(34)), repr(chr(92)), repr(chr(7)))})",
        )()
        self.emit(f"print({text})")

    def of_math(self):
        e = self.e1
        text = self.pick(
            lambda: f"math.{self.pick('floor', 'ceil', 'trunc')}({e(self.pick('float', 'int'))})",
            lambda: f"math.{self.pick('gcd', 'lcm')}({e('int')}, {e('int')})",
            lambda: f"math.isqrt(abs({e('int')})), math.sqrt(abs({e('int')}))",
            lambda: f"math.{self.pick('comb', 'perm')}({self.pick(0, 4, 6)}, {self.pick(0, 2, 7)})",
            lambda: f"math.prod({e('ints')}), math.fsum({e('floats')})",
            lambda: f"math.isclose({e('float')}, {e('float')}, abs_tol={self.pick('0.5', '1e-9')})",
            lambda: f"math.{self.pick('hypot', 'copysign', 'fmod')}({e('float')}, {e('float')})",
            lambda: f"divmod({e('float')}, {self.pick('0.5', '-2', '3')}), divmod({e('int')}, {self.pick(3, -4)})",
            lambda: f"round({e('float')}, {self.pick(-1, 0, 2)}), round({e('int')}, {self.pick(-1, 0, 1)})",
            lambda: f"{e('int')}.bit_length(), {e('int')} ** {self.pick(0, 2)}, {e('float')} ** 2",
            lambda: f"sum({e('floats')}), min({e('floats')}), sorted({e('floats')}, reverse=True)",
            lambda: f"int({e('float')}), float({e('int')}), {e('float')} == {e('int')}, {e('float')} < {e('int')}",
            lambda: f"bool({e('float')}), complex" if False else f"bool({e('float')}), -{e('float')}, +{e('int')}, abs(-{e('float')})",
        )()
        self.emit(f"print({text})")

    def of_heap(self):
        e, name = self.e1, self.fresh("z")
        self.emit(f"{name} = {e(self.pick('ints', 'strs'))}")
        match self.random.randrange(4):
            case 0:
                self.emit(f"heapq.heapify({name})")
                self.emit(f"print({name}, heapq.heappop({name}), {name})")
            case 1:
                self.emit(f"print(heapq.nlargest(2, {name}), heapq.nsmallest(2, {name}, key=lambda q: str(q)), list(heapq.merge(sorted({name}), sorted({name}))))")
            case 2:
                self.emit(f"{name} = sorted({e('ints')})")
                self.emit(f"bisect.insort({name}, {e('int')})")
                self.emit(f"print({name}, bisect.bisect_{self.pick('left', 'right')}({name}, {e('int')}{self.pick('', ', 1')}))")
            case _:
                self.emit(f"{name} = []")
                self.emit(f"for q in {e('ints')}: heapq.heappush({name}, (-q, str(q)))")
                self.emit(f"print([heapq.heappop({name}) for _ in range(len({name}))])")

    def of_re(self):
        e = self.e1
        pattern = self.pick(r"r'[a-z]+'", r"r'(\w)(\w*)'", r"r'(?P<first>[A-Za-z])-?'", r"r'\s+'", r"r'a|b'", r"r'^(.)(.)?'", r"r'(?i)x'", r"r'\b'", r"r'-*'")
        text = self.pick(
            lambda: f"re.findall({pattern}, {e('str')})",
            lambda: f"re.split({pattern}, {e('str')}{self.pick('', ', maxsplit=1')})",
            lambda: f"re.sub({pattern}, {self.pick(repr('<>'), repr('[' + chr(92) + 'g<0>]'), 'lambda q: q.group().upper()')}, {e('str')}{self.pick('', ', count=1')})",
            lambda: f"[(q.group(), q.span(), q.groups()) for q in re.finditer({pattern}, {e('str')})]",
            lambda: f"bool(re.{self.pick('match', 'search', 'fullmatch')}({pattern}, {e('str')}))",
            lambda: f"re.subn({pattern}, '.', {e('str')})",
        )()
        self.emit(f"print({text})")

    def of_generator(self):
        e, name, g = self.e1, self.fresh("z"), self.fresh("z")
        match self.random.randrange(5):
            case 0:
                self.emit(f"def {name}(q):")
                self.emit("    total = 0")
                self.emit("    while True:")
                self.emit("        got = yield total")
                self.emit("        if got is None: return total * 10")
                self.emit(f"        total += got{self.pick('', ' * 2')}")
                self.emit(f"{g} = {name}(0)")
                self.emit(f"print(next({g}), {g}.send({e('int')}), {g}.send({e('int')}))")
                self.emit("try:")
                self.emit(f"    {g}.send(None)")
                self.emit("except StopIteration as stop:")
                self.emit("    print('stop', stop.value)")
            case 1:
                self.emit(f"def {name}_inner(q):")
                self.emit("    for w in q: yield w")
                self.emit("    return len(q)")
                self.emit(f"def {name}(q, w):")
                self.emit(f"    first = yield from {name}_inner(q)")
                self.emit("    yield 'then', first")
                self.emit(f"    {self.pick('second = yield from ' + name + '_inner(w)', 'yield from w; second = 0')}")
                self.emit("    yield second")
                self.emit(f"print(list({name}({e('ints')}, {e('strs')})))")
            case 2:
                self.emit(f"def {name}():")
                self.emit("    try:")
                self.emit(f"        yield {e('int')}")
                self.emit(f"        yield {e('str')}")
                self.emit(f"    except {self.pick('ValueError', 'KeyError')} as caught:")
                self.emit("        yield 'caught', repr(caught)")
                self.emit("    finally:")
                self.emit("        print('finally')")
                self.emit(f"{g} = {name}()")
                self.emit(f"print(next({g}))")
                self.emit(self.pick(f"print({g}.throw(ValueError('in')), list({g}))", f"{g}.close()", f"print(list({g}))", f"print(next({g}))\n{'    ' * self.indent}{g}.close()"))
            case 3:
                self.emit(f"{name} = ({self.pick('q * 2', '(q, str(q))', 'q')} for q in {e('ints')}{self.pick('', ' if q', ' if q > 1')})")
                self.emit(f"print(next({name}, None), {self.pick('sum', 'list', 'tuple')}({self.pick('map(len, map(str, ' + name + '))', name if False else '(len(str(w)) for w in ' + name + ')')}), list({name}))")
            case _:
                self.emit(f"def {name}(n):")
                self.emit("    if n > 0:")
                self.emit(f"        yield {self.pick('n', '[n] * n', 'str(n)')}")
                self.emit(f"        yield from {name}(n - 1)")
                self.emit(f"print(list({name}({self.pick(0, 3)})), *{name}(2))")
                self.emit(f"for {g}, w in zip({name}(5), {e('strs')}): print({g}, w)")

    def of_match(self):
        e, name = self.e1, self.fresh("z")
        subject = self.pick(
            lambda: f"{{'kind': {e('key')}, 'value': {e('int')}}}", lambda: e("counts"), lambda: f"[{e('int')}, {e('ints')}]", lambda: e("pair"),
            lambda: f"({e('str')}, {e('opt')})", lambda: e("nested"), lambda: f"({e('pair')}, {e('pair')})", lambda: self.value(),
        )()
        self.emit(f"match {subject}:")
        cases = [
            ("{'kind': 'a' | 'b' as kind, 'value': value}", "kind, value"), ("{'kind': str(kind), **rest}", "kind, rest"), ("{'a': int(n)}", "n"),
            ("{'k': n, 'b': _}", "n"), ("[int(n), [first, *rest]] if n > 0", "n, first, rest"), ("[x, []]", "x"), ("(int() as n, str() as s)", "n, s"),
            ("(str(s), None)", "s"), ("(str(s), int(n)) if n", "s, n"), ("((n, _), (m, s)) if n <= m", "n, m, s"), ("[[*first], *_]", "first"), ("[]", "0"), ("{}", "'dict'"),
            ("None | True | False", "'constant'"), ("1.5 | -2", "'number'"), ("[_, *rest, last]", "rest, last"), ("str() | int() as x", "x"), ("bool(x)", "x"), ("list(x) | tuple(x)", "x"), ("float(x)", "x"),
        ]
        self.indent += 1
        for pattern, shown in self.random.sample(cases, self.random.randint(2, 6)):
            self.emit(f"case {pattern}: print({pattern!r}, {shown})")
        if self.chance(70):
            self.emit("case other: print('other', other)")
        self.indent -= 1
        del name

    def of_exceptions(self):
        e, name = self.e1, self.fresh("z")
        match self.random.randrange(5):
            case 0:
                self.emit(f"def {name}(q):")
                self.emit("    try:")
                self.emit(f"        {self.pick('return q', 'return 10 // q', 'raise KeyError(q)', 'print(q)')}")
                self.emit(f"    except {self.pick('ZeroDivisionError', 'LookupError', '(KeyError, TypeError)')} as error:")
                self.emit(f"        {self.pick('return repr(error)', 'raise', 'print(error)', 'raise ValueError(q) from error')}")
                self.emit("    else:")
                self.emit("        print('else')")
                self.emit("    finally:")
                self.emit(f"        {self.pick('print(1)', 'print(q)', 'return 7' if self.chance(30) else 'pass')}")
                self.emit("    return 'end'")
                self.emit(f"print({name}({e('int')}))")
            case 1:
                self.emit(f"for {name} in {e('ints')}:")
                self.emit("    try:")
                self.emit(f"        if {name} > 1: {self.pick('continue', 'break', 'raise ValueError(' + name + ')')}")
                self.emit(f"        print({name})")
                self.emit("    finally:")
                self.emit(f"        print('after', {name})")
            case 2:
                self.emit("try:")
                self.emit("    try:")
                self.emit(f"        {self.pick('[][0]', '{}[' + e('key') + ']', '1 // 0', 'int(' + repr('z') + ')', 'raise ValueError', 'raise ValueError(1, 2)')}")
                self.emit(f"    except {self.pick('IndexError', 'KeyError', 'ValueError', 'ArithmeticError')} as {name}:")
                self.emit(f"        raise RuntimeError('outer') {self.pick('from ' + name, 'from None', '')}")
                self.emit(f"except Exception as {name}:")
                self.emit(f"    print(type({name}).__name__, {name}, {name}.args, repr({name}.__cause__))")
            case 3:
                self.emit(f"def {name}(q):")
                self.emit(f"    {self.pick('assert q, repr(q)', 'return q[0]', 'return q + 1', 'return len(q)', 'return -q', 'return q.upper()' if False else 'return q < 1')}")
                self.emit("try:")
                self.emit(f"    print({name}({self.unknown(e(self.pick('int', 'str', 'ints', 'opt', 'counts', 'pair')))}))")
                self.emit("except (TypeError, AssertionError, LookupError) as error:")
                self.emit("    print(type(error).__name__, error)")
            case _:
                self.emit("while True:")
                self.emit("    try:")
                self.emit(f"        {name} = {self.pick('1', '[][1]', e('ints') + '[0]')}")
                self.emit("    except IndexError:")
                self.emit("        print('none')")
                self.emit("    else:")
                self.emit(f"        print({name})")
                self.emit("    finally:")
                self.emit("        break")

    def of_closure(self):
        e, name = self.e1, self.fresh("z")
        match self.random.randrange(4):
            case 0:
                self.emit(f"def {name}(q):")
                self.emit("    def step(w=1):")
                self.emit("        nonlocal q")
                self.emit(f"        q {self.pick('+=', '-=')} w")
                self.emit("        return q")
                self.emit("    return step, lambda: q")
                self.emit(f"{name}_step, {name}_now = {name}({e('int')})")
                self.emit(f"print({name}_step(), {name}_step({e('int')}), {name}_now())")
            case 1:
                self.emit(f"{name} = []")
                self.emit(f"for q in {e('ints')}:")
                self.emit(f"    def {name}_f(w{self.pick('', ', q=q')}): return q * w")
                self.emit(f"    {name}.append({name}_f)")
                self.emit(f"print([q(2) for q in {name}])")
            case 2:
                self.emit(f"{name} = {{q: lambda w, q=q: (q, w) for q in {e('strs')}}}")
                self.emit(f"print([w(1) for w in {name}.values()])")
            case _:
                self.emit(f"def {name}(n, seen=[]):")
                self.emit("    seen.append(n)")
                self.emit(f"    return {name}(n - 1) if n > 0 else list(seen)")
                self.emit(f"print({name}({self.pick(0, 2)}), {name}(1))")

    def of_alias(self):
        e, a, b = self.e1, self.fresh("z"), self.fresh("z")
        self.emit(f"{a} = {self.pick('[[1, 2], [3]]', '[[0] * 2] * 2', '[[], []]', '[[q] for q in range(3)]')}")
        self.emit(f"{b} = {self.pick(a, a + '[:]', 'list(' + a + ')', a + '.copy()', 'copy.deepcopy(' + a + ')', 'copy.copy(' + a + ')', '[*' + a + ']', self.unknown(a))}")
        for _ in range(self.random.randint(1, 3)):
            x, y = self.pick(a, b), self.pick(a, b)
            self.emit(self.pick(
                f"{x}[0].append({e('int')})", f"{x}.append({y}[0])", f"{x}[0] = {y}[-1]", f"{x} += [[9]]", f"{x} = {x} + [[8]]", f"{x}[0] += [7]", f"{x}[1:] = []", f"{x}[0], {y}[-1] = {y}[-1], {x}[0]",
                f"for {x}_row in {x}: {x}_row.insert(0, len({x}_row))", f"{x}.extend([{y}[0]] * 2)", f"{x}[-1] *= 2", f"{x}.sort()"))
        self.emit(f"print({a}, {b}, {a} is {b}, {a}[0] is {b}[0], {a} == {b})")

    def of_arguments(self):
        e, name = self.e1, self.fresh("z")
        params, shown = self.pick(
            ("q, w=2, *rest, mark='-', **more", "q, w, rest, mark, more"), ("q, /, w, *, mark", "q, w, mark"), ("*rest, mark=None", "rest, mark"),
            ("q=1, *, mark=3, **more", "q, mark, sorted(more)"), ("q, w=[]", "q, w"), ("**more", "list(more.items())"))
        self.emit(f"def {name}({params}): return {shown}")
        calls = []
        for _ in range(self.random.randint(1, 3)):
            positional = [e("int") for _ in range(self.random.randrange(3))]
            star = self.pick([], [], [f"*{e('ints')}"], [f"*{e('pair')}"])
            named = {key: f"{key}={e('int')}" for key in self.random.sample(["q", "w", "mark", "other"], self.random.randrange(3))}
            double = self.pick([], [], [f"**{{'mark': {e('str')}}}"], [f"**{e('counts')}"])
            if not double and not star:
                # What is wrong for certain is refused, so let it only be known at run time.
                star, double = ["*tuple(" + self.unknown("[]") + ")"], []
            if star and not double:
                double = ["**{}"]
            calls.append(f"{name}({', '.join([*positional, *star, *named.values(), *double])})")
        for call in calls:
            self.emit("try:")
            self.emit(f"    print({call})")
            self.emit("except TypeError as error:")
            self.emit("    print('TypeError', error)")

    def of_format(self):
        e = self.e1
        parts = []
        for _ in range(self.random.randint(1, 4)):
            kind = self.pick("int", "int", "float", "float", "str", "bool")
            fill = self.pick("", "", self.pick("*", "0", " ", "é") + self.pick("<", ">", "^"), self.pick("<", ">", "^"))
            width = self.pick("", "", "6", "11", "1")
            if kind == "str":
                spec = fill + width + self.pick("", ".2", ".0", "s")
            elif kind == "float":
                spec = self.pick("", fill) + self.pick("", "+", " ", "-") + self.pick("", "0") + width + self.pick("", ",", "_") + self.pick(".1", ".3", ".0", "") + self.pick("f", "e", "g", "%", "G", "E")
            else:
                sign = self.pick("", "+", " ", "-")
                form = self.pick(("", "d"), ("", ""), (",", "d"), ("_", "d"), ("", "x"), ("", "X"), ("", "b"), ("", "o"), ("#", "x"), ("#", "b"), ("#", "o"), ("_", "x"))
                spec = fill + sign + (form[0] if form[0] == "#" else "") + self.pick("", "0") + width + (form[0] if form[0] != "#" else "") + form[1]
            value = e(kind)
            parts.append("{" + (" " if value.startswith("{") else "") + value + ":" + spec + "}")
        self.emit('print(f"' + "|".join(parts) + '")')

    def of_slices(self):
        e, name = self.e1, self.fresh("z")
        self.emit(f"{name} = {self.pick('list(range(6))', e('ints'), 'list(' + repr('abcdef') + ')')}")
        for _ in range(self.random.randint(1, 3)):
            bounds = f"{self.pick('', 0, 1, -2, 4, 9)}:{self.pick('', 0, 3, -1, 9)}"
            step = self.pick("", "", ":2", ":-1", ":-2", ":3")
            self.emit("try:")
            self.emit("    " + self.pick(
                f"{name}[{bounds}{step}] = {e('ints')}", f"{name}[{bounds}{step}] = [{e('int')}]", f"del {name}[{bounds}{step}]", f"{name}[{bounds}] += [0, 0]", f"{name}[{bounds}] = {name}", f"{name}[{bounds}{step}] = {e('str')}",
                f"{name} *= {self.pick(0, 1, 2)}"))
            self.emit("except ValueError as error:")
            self.emit("    print(error)")
        self.emit(f"print({name}, {name}[{self.slice(0)}], tuple({name})[{self.slice(0)}])")

    def of_sets(self):
        e, name, more = self.e1, self.fresh("z"), self.fresh("z")
        self.emit(f"{name} = {self.pick('set', 'frozenset')}({e(self.pick('ints', 'set'))})")
        self.emit(f"{more} = {e('set')}")
        text = self.pick(
            lambda: f"sorted({name} {self.pick('|', '&', '-', '^')} {more})", lambda: f"{name}.{self.pick('issubset', 'issuperset', 'isdisjoint')}({e('ints')})", lambda: f"sorted({name}.{self.pick('union', 'difference', 'intersection')}({e('ints')}, {e('set')}))",
            lambda: f"{name} == {more}, {name} <= {more}, {name} < {more}, len({name} | {more})", lambda: f"{e('int')} in {name}, min({name}, default=None), sum({name})", lambda: f"sorted({{(q % 2, str(q)) for q in {name}}})",
            lambda: f"sorted({name}.symmetric_difference({more})), sorted({name}.copy()), bool({name})", lambda: f"{{frozenset({e('ints')}): 1}} == {{frozenset({e('ints')}): 1}}",
            lambda: f"sorted({{1, 1.0, True, {e('int')}}} - {{0}})",
        )()
        self.emit(f"print({text})")

    def of_views(self):
        e, name = self.e1, self.fresh("z")
        self.emit(f"{name} = {e(self.pick('counts', 'names'))}")
        text = self.pick(
            lambda: f"sorted({name}.keys() {self.pick('|', '&', '-', '^')} {self.pick('{1, 2}', repr('ab'), '[' + repr('a') + ']')}, key=str)", lambda: f"list({name}.items()), list({name}.values()), {name}.keys() == set({name})",
            lambda: f"{e('key')} in {name}.keys(), {e('int')} in {name}.values(), (1, 'one') in {name}.items()", lambda: f"list(reversed({name})), list(reversed({name}.items())), len({name}.values())",
            lambda: f"{name} == dict(reversed({name}.items())), {name} | {{'z': 1}}, {name}", lambda: f"dict(sorted({name}.items(), key=lambda q: str(q[1]))), max({name}, default=None, key=str)",
            lambda: f"{{w: q for q, w in {name}.items()}}", lambda: f"dict(zip({name}, {name}.values())) == {name}, sorted({name}, key=str, reverse=True)", lambda: f"{name}.keys().isdisjoint({e('strs')}), repr({name}.keys()), repr({name}.items())",
            lambda: f"[(q, w) for q, w in enumerate({name})], *{name}",
        )()
        self.emit(f"print({text})")

    def of_methods(self):
        e, name = self.e1, self.fresh("z")
        text = self.pick(
            lambda: f"operator.itemgetter({self.pick('0', '1, 0', '-1')})({e('pair')})", lambda: f"sorted(zip({e('ints')}, {e('strs')}), key=operator.itemgetter(1))", lambda: f"list(map(operator.{self.pick('add', 'mul', 'sub')}, {e('ints')}, {e('ints')}))",
            lambda: f"list(map(str.upper, {e('strs')})), list(map(int, ['1', ' 2 ']))", lambda: f"list(filter(None, {e('ints')})), any({e('ints')}), all({e('strs')})", lambda: f"list(zip({e('ints')}, {e('strs')}, {e('str')}))",
            lambda: f"list(zip(*[({e('int')}, {e('str')}), ({e('int')}, {e('str')})]))", lambda: f"[*reversed({e('str')})], [*range(5)[::-2]], range({e('int')}) == range(0, 3), 4 in range(0, 9, 2)", lambda: f"({e('ints')}, {e('pair')}) == ({e('ints')}, {e('pair')})",
            lambda: f"max({e('strs')}, key=lambda q: (len(q), q), default=''), min({e('nested')}, default=None)", lambda: f"hash({e('pair')}) == hash({e('pair')}), {{{e('pair')}: 1}}.get({e('pair')})", lambda: f"isinstance({e('opt')}, (int, type(None))) if False else callable({e('int')})",
            lambda: f"[type(q).__name__ for q in [{e('int')}, {e('str')}, {e('ints')}, {e('pair')}, {e('counts')}, {e('set')}, {e('opt')}, {e('bool')}]]", lambda: f"sum({e('nested')}, []), sorted({e('nested')}), {e('nested')} < {e('nested')}",
            lambda: f"next(iter({e('counts')}), 'none'), next(reversed({e('ints')}), 'none'), list(iter([3, 2, 1, 0].pop, 1))", lambda: f"[q for q in [[], '', 0, None, (), {{}}, {e('ints')}, {e('str')}] if q]", lambda: f"{e('int')} and {e('str')} or {e('ints')}, not {e('counts')}",
            lambda: f"[(q, w) for q in {e('ints')} if q > 0 for w in range(q % 4) if w != 1], {{q: [w for w in range(q % 3)] for q in {e('ints')}}}",
        )()
        self.emit(f"{name} = {text}")
        self.emit(f"print({name})")

    def of_copy(self):
        e, name = self.e1, self.fresh("z")
        self.emit(f"{name} = {{'list': {e('ints')}, 'dict': {e('counts')}, 'pair': {e('pair')}}}")
        self.emit(f"{name}_2 = {self.pick('copy.copy(' + name + ')', 'copy.deepcopy(' + name + ')', 'dict(' + name + ')', '{**' + name + '}', name)}")
        self.emit(f"{name}['list'].append({e('int')})")
        self.emit(f"{name}_2[{self.pick(repr('dict'), repr('new'))}] = {e('int')}")
        self.emit(f"print({name}, {name}_2, {name} == {name}_2)")

    def loose(self):
        # No floats, of which an integral one is an int where the type is not known; no sets, which have no order.
        return self.e1(self.pick("int", "int", "str", "bool", "ints", "strs", "pair", "counts", "opt", "nested", "names"))

    def of_loose(self):
        """Variables that hold values of many types."""
        a, b, f = self.fresh("z"), self.fresh("z"), self.fresh("z")
        self.emit(f"{a}, {b} = {self.loose()}, {self.loose()}")
        for _ in range(self.random.randint(2, 6)):
            self.loose_change(a, b, self.fresh("z"))
        self.emit(f"print({a}, {b}, repr({a}), f'{{{a}}} {{{b}!r}}', bool({a}), {a} == {b}, type({a}).__name__, {a} in [{b}, 1], [{a}, ({b},)])")
        del f

    def loose_change(self, a, b, f):
        v, test = self.loose, self.e1("bool")
        x, y = self.pick((a, b), (b, a))
        lines = self.pick(
            lambda: [f"if {test}: {x} = {v()}", f"else: {x} = {v()}"],
            lambda: [f"if {test}: {x} = {v()}"],
            lambda: [f"for {f} in {self.e1(self.pick('ints', 'strs', 'range' if False else 'ints'))}:", f"    {self.pick(f'{x} = [{x}]', f'{x} = ({y}, {f})', f'{x} = {f}', f'{y}, {x} = {x}, {f}', f'{x} = {v()}')}", f"    if len(repr({x})) > 60: break"],
            lambda: [f"def {f}(q{self.pick('', '=None')}):", f"    nonlocal {x}", f"    {x} = {self.pick('q', v(), '[q, ' + x + ']')}", f"    return {self.pick(x, 'q', y)}", f"{y} = {f}({v()})"],
            lambda: [f"{a}, {b} = {b}, {a}"],
            lambda: [f"{x} = {x} {self.pick('or', 'and')} {v()}"],
            lambda: [f"{x} = {v()} if isinstance({x}, {self.pick('int', 'str', '(list, dict)', 'bool', 'tuple')}) else [{x}]"],
            lambda: [f"{f} = [{x}, {v()}]", f"{f}.append({y})", f"{f}[{self.pick(0, -1)}] = {v()}", f"{x} = {f}{self.pick('', '[0]', '[-1]', '[1:]', '[::-1]')}"],
            lambda: [f"{f} = {{'k': {x}}}", f"{f}['z'] = {v()}", f"{x} = {f}{self.pick('', '.get(' + repr('k') + ')', '[' + repr('z') + ']', '.get(' + repr('no') + ', ' + y + ')')}"],
            lambda: ["try:", f"    {x} = {v()}", f"    {self.pick('raise ValueError(' + y + ')', x + ' = [][' + self.e1('int') + ']', 'pass')}", f"except {self.pick('ValueError as error', 'LookupError as error')}:", f"    {x} = {self.pick('error.args', 'str(error)', v())}", "finally:", f"    {self.pick('pass', y + ' = ' + v())}"],
            lambda: [f"match {x}:", f"    case int(): {x} = {self.pick(f'str({x})', f'{x} + 1', f'[{x}]')}", f"    case str(): {x} = {self.pick(f'{x}.upper()', f'len({x})', f'{x} + chr(33)')}", f"    case [first, *_]: {x} = first", f"    case {{}}: {x} = {v()}", f"    case other: {y} = other"],
            lambda: [f"if isinstance({x}, int): {x} {self.pick('+=', '-=')} 1", f"elif isinstance({x}, str): {x} += {self.e1('str')}", f"elif isinstance({x}, list): {x} = {x} + [{y}]", f"elif isinstance({x}, tuple): {x} += ({y},)", f"elif {x} is None: {x} = {v()}", f"else: {x} = len({x})"],
            lambda: [f"{f} = lambda q, w={x}: {self.pick('(q, w)', 'q or w', '[w][0]', 'q if w else w')}", f"{x} = {f}({v()}{self.pick('', ', ' + y)})"],
            lambda: [f"{x} = [{self.pick('q', '(q, ' + y + ')', y, 'q or ' + y)} for q in [{x}, {v()}, {y}]{self.pick('', ' if q', ' if q != ' + y)}]{self.pick('', '[:1]', '[-1:]')}"],
            lambda: [f"{f} = iter([{x}, {v()}])", f"{x} = next({f})", f"{y} = next({f}, None)"],
            lambda: [f"{x} = {self.pick('max', 'min')}([{x}, {v()}], key=lambda q: len(repr(q)))"],
            lambda: [f"{f} = {x}", f"while len(repr({f})) < 30:", f"    {f} = {self.pick(f'({f}, {y})', f'[{f}, {f}]', f'repr({f}) + str({y})')}", f"    if {f} == {y}: break", f"{x} = {f}"],
            lambda: [f"{x}, *{y} = [{y}, {v()}, {x}]"],
            lambda: [f"if ({f} := {x}) {self.pick('== ' + y, 'is None', 'in (' + y + ', 1)', '')}: {x} = ({f}, {v()})"],
            lambda: [f"def {f}(*q, **w): return {self.pick('q, w', 'q[-1]', 'w or q')}", f"{x} = {f}({y}, {v()}{self.pick('', ', k=' + x)})"],
            lambda: [f"def {f}(q):", f"    if {self.pick('isinstance(q, int)', 'not q', 'q is None')}: return {v()}", f"    yield_ = [q]", f"    return {self.pick('yield_', 'q', f'{f}(None) if q else q' if False else '(q, yield_)')}", f"{x} = {f}({x})"],
        )()
        for line in lines:
            self.emit(line)

    def of_async(self):
        e, name = self.e1, self.fresh("z")
        match self.random.randrange(6):
            case 0:
                self.emit(f"async def {name}(q, n):")
                self.emit("    for w in range(n):")
                self.emit("        print(q, w)")
                self.emit("        await asyncio.sleep(0)")
                self.emit(f"    {self.pick('return q, n', 'return n', 'print(n)')}")
                given = ", ".join(f"({e(self.pick('str', 'int'))}, {self.pick(1, 2, 3)})" for _ in range(self.random.randint(1, 3)))
                self.emit(f"{name}_given = [{given}]")
                self.emit(f"print(await asyncio.gather(*[{name}(*q) for q in {name}_given]))")
            case 1:
                self.emit(f"async def {name}(q):")
                self.emit("    await asyncio.sleep(0)")
                self.emit(f"    {self.pick('return 10 // q', 'return q', 'raise KeyError(q)')}")
                self.emit(f"print(await asyncio.gather({name}({e('int')}), {name}(0), {name}({e('int')}), return_exceptions=True))")
                self.emit("try:")
                self.emit(f"    print(await {name}({e('int')}))")
                self.emit("except (ArithmeticError, LookupError) as error:")
                self.emit("    print(repr(error))")
                self.emit("finally:")
                self.emit("    await asyncio.sleep(0)")
                self.emit("    print('finally')")
            case 2:
                self.emit(f"async def {name}(q):")
                self.emit("    try:")
                self.emit("        for w in q:")
                self.emit("            await asyncio.sleep(0)")
                self.emit(f"            {self.pick('yield w', 'yield w, len(q)')}")
                self.emit("    finally:")
                self.emit("        print('closed')")
                self.emit(f"print([q async for q in {name}({e(self.pick('ints', 'strs', 'counts'))}){self.pick('', ' if q')}])")
                self.emit(f"async for {name}_x in {name}({e('ints')}):")
                self.emit(f"    print({name}_x)")
                self.emit("else:")
                self.emit("    print('else')")
            case 3:
                self.emit(f"async def {name}(q): return q")
                self.emit(f"print([await {name}(q) for q in {e('ints')}], (await {name}({e('int')})) + await {name}({e('int')}), await {name}({e('bool')}) and {e('str')})")
            case 4:
                self.emit(f"async def {name}(q):")
                self.emit("    await asyncio.sleep(0)")
                self.emit("    print('task', q)")
                self.emit("    return q")
                self.emit(f"{name}_given = {e('int')}, {e('str')}")
                self.emit(f"{name}_1 = asyncio.create_task({name}({name}_given[0]))")
                self.emit(f"{name}_2 = asyncio.create_task({name}({name}_given[1]))")
                self.emit(f"print(await {name}_2, await {name}_1)")
            case _:
                self.emit(f"{name}_log = []")
                self.emit(f"async def {name}(q, *rest, mark='-'):")
                self.emit(f"    {name}_log.append(q)")
                self.emit("    await asyncio.sleep(0)")
                self.emit(f"    {name}_log.append((rest, mark))")
                self.emit(f"    return await {name}(q - 1, q, mark=mark) if q > 0 else {name}_log")
                self.emit(f"print(await {name}({self.pick(0, 1, 2)}, {e('int')}, mark={e('str')}))")
