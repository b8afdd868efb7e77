"""More statements for `random_programs.py`: what operators, calls and builtins make of values, and in which order.
Operands and indexes that print when they are asked, numbers of all kinds mixed, keys that are equal, slices as
values, text with its rarely used arguments, calls with stars, sorting by keys that raise.
"""

from random_flow import Flow

NUMBERS = ["0", "1", "2", "-1", "7", "-7", "10", "True", "False", "0.5", "-0.5", "2.5", "-2.5", "1.5", "-7.5", "3.7", "0.1", "1e3", "-3.25", "100"]


class Values(Flow):
    def values(self):
        self.random.choice([
            self.of_order, self.of_order, self.of_order, self.of_numbers, self.of_numbers, self.of_numbers, self.of_keys, self.of_slice_values, self.of_slice_values,
            self.of_targets, self.of_targets, self.of_calls, self.of_calls, self.of_sorting, self.of_builtins, self.of_builtins, self.of_words, self.of_words, self.of_mappings,
            self.of_walrus, self.of_dict_views, self.of_choices,
        ])()

    def tried(self, text, errors="Exception", shown="error"):
        self.put(f"""
            try:
                print({text})
            except {errors} as error:
                print(type(error).__name__, {shown})
            """)

    def of_order(self):
        """Operands that say when they are evaluated."""
        e, n, xs = self.e1, self.fresh("note"), self.fresh("xs")
        self.emit(f"def {n}(*q): print('note', *q); return q[-1]")
        v = lambda: f"{n}({self.pick('0', '1', '2', '-1', e('int'), e('int'), 'True')})"
        w = lambda: self.pick(v(), v(), e("int"), "1")
        at = lambda: f"{n}({self.pick('0', '0', '1', '-1', '5')})"
        t = lambda: f"{n}({self.pick(e('str'), repr('k'))})"
        self.emit(f"{xs} = {self.pick('[3, 4]', e('ints') + ' + [1]', '[5]')}")
        d = self.fresh("d")
        self.emit(f"{d} = {{'k': 1, 2: 2}}")
        self.emit("try:")
        self.indent += 1
        for _ in range(self.random.randint(1, 3)):
            self.put(self.pick(
                f"print({v()} {self.pick('<', '<=', '==')} {w()} {self.pick('<', '>', '!=', '>=')} {v()} {self.pick('', '< ' + v(), 'is not None')})",
                f"print({v()} in {xs} {self.pick('!= ' + xs, '', '== ' + xs)}, {t()} not in {d})", f"{xs}[{at()}] {self.pick('+=', '-=', '*=', '|=', '//=', '<<=')} {w()}", f"{xs}[{at()}] = {v()}", f"{d}[{t()}] {self.pick('=', '+=', '-=')} {w()}", f"{d}[{v()}], {xs}[{at()}] = {v()}, {w()}",
                f"{xs}[{at()}], {xs}[{at()}] = {xs}[{at()}], {v()}", f"print({v()} if {v()} {self.pick('', '> 0')} else {v()}, {w()} and {v()} or {v()}, not {v()})", f"print({{{t()}: {v()}, {t()}: {v()}}}, [{v()}, *[{v()}]], ({v()},))",
                f"{xs}[{at()}:{at()}] = [{v()}]", f"del {xs}[{at()}], {d}[{t()}]", f"print(f'{{{v()}}}{{{v()}:>{{{n}(4)}}}}', '%s %s' % ({v()}, {t()}))", f"print({n}({v()}, *[{v()}, {w()}]), dict([({t()}, {v()})], z={v()}))", f"print(max({v()}, {v()}, key=lambda q: {n}(-q)), {xs}[{at()}:{v()}:{self.pick('', n + '(1)')}])",
                f"print((lambda q={v()}, *, w={v()}: (q, w))(w={v()}))", f"{xs}.insert({at()}, {v()})", f"print({d}.get({t()}, {v()}), {d}.setdefault({t()}, {v()}), {d}.pop({t()}, {v()}))", f"print([{v()} for q in [{v()}, {w()}] if {v()}], {{{v()}: q for q in {xs}[:2]}}, {{{v()} for q in {xs}[:1]}} == {{1}})", f"print(any({v()} for q in {xs}), all([{v()}, {v()}]), sum({v()} for q in {xs}))",
                f"q = {xs}[{at()}] = {d}[{t()}] = {v()}", f"assert {v()}, {t()}", f"print({v()} {self.pick('+', '-', '*', '//', '%', '&', '|', '^')} {v()} {self.pick('+', '-', '*', '//', '%')} {w()}, -{v()}, ~{v()})", f"for {xs}[{at()}] in [{v()}, {w()}]: print({xs})", f"{xs}[{at()}] = {xs}[{at()}] = {n}({v()}, {v()})", f"print({n}(q := {v()}, q, (q := q + 1), q), {t()}[{at()}] == {t()}[{at()}:])",
                f"{d}[{t()}] = {d}.pop({t()}, {v()})", f"({xs}[{at()}], *{d}['z']), {xs} = [{v()}, {v()}], {xs} + [{v()}]", f"print(divmod({v()}, {v()}), pow({v()}, {n}(2)), round({v()}, {n}(-1)), [{v()}] * {n}(2), {v()} ** {n}(2))", f"raise {n}({self.pick('KeyError', 'ValueError')})({v()}) from {n}(None)"))
        self.indent -= 1
        self.put(f"""
            except Exception as error:
                print(type(error).__name__, error)
            print({xs}, {d})
            """)

    def of_numbers(self):
        """Ints, floats and bools mixed."""
        known = self.pick(True, True, False)
        number = lambda: self.pick(self.pick(*NUMBERS), self.pick(*NUMBERS), self.e1("int"), self.e1("bool"), self.e1("float"))
        whole = lambda: self.pick("0", "1", "2", "-1", "3", "-7", "10", "True", "False", self.e1("int"), self.e1("bool"))
        a, b = number(), number()
        if not known:
            a, b = self.unknown(whole()), self.unknown(whole())
        x, y = self.fresh("a"), self.fresh("b")
        self.emit(f"{x}, {y} = {a}, {b}")
        op = lambda: self.pick("+", "-", "*", "//", "%")
        for _ in range(self.random.randint(1, 3)):
            self.tried(self.pick(
                f"{x} {op()} {y}, {y} {op()} {x}, {x} {op()} {x}", f"{x} // {y}, {x} % {y}, divmod({x}, {y})", f"round({x}, {self.pick(-1, -2, 0, 1, 'None')}), round({y}), round({x} * {self.pick('5', '2.5', '15')}, -1)", f"True + {x}, {x} - False, {x} * True, -(-{y}), +{x}, True + True, sum([True, {x}, {y}])",
                f"{x} == {y}, {x} < {y}, {x} <= {y}, {x} != {x}, {x} is True, max({x}, {y}), min({y}, {x}), sorted([{x}, {y}, 1, True, 0.5])", f"int({x}), float({y}), bool({x}), str({x}), repr({y}), f'{{{x}}} {{{y}!r}}', '%s' % {x}", f"abs({x}), {x} ** 2, {y} ** {self.pick('0', '2', '3', '-1')}, 2 ** abs(int({x})) % 7, pow(2, 3, 5)",
                f"{whole()} & {whole()}, {whole()} | {whole()}, {whole()} ^ {whole()}, True & {whole()}, False | True, ~{whole()}, {whole()} << {self.pick('True', '2')}, {whole()} >> {self.pick('1', 'True')}", f"{self.pick(*NUMBERS)} {op()} {self.pick(*NUMBERS)}, {self.pick(*NUMBERS)} {op()} {self.pick(*NUMBERS)}, {self.pick(*NUMBERS)} / {self.pick(*NUMBERS)}",
                f"math.floor({x}), math.ceil({y}), math.trunc({x}), int({y}), {x} // 1, -{x} // 2, -{y} % 3", f"sum([{x}, {y}], {self.pick('0', '0.5', '0.0')}), sum([[{x}], [{y}]], []), sum(q for q in [{x}, True]), math.prod([{x}, {y}])", f"[{x}, {y}].count(1), 1 in [{x}, {y}], [True, {x}].index(1), {{{x}: 'x', {y}: 'y', 1: 'one', True: 'true'}}, len({{{x}, {y}, 0, False, 0.0}})",
                f"isinstance({whole()}, bool), isinstance({whole()}, int), isinstance({x}, (int, float)), type({whole()}).__name__, type({self.pick('True', '1', '0.5', '2')} {op()} {self.pick('True', '1', '0.5', '2')}).__name__, {whole()} is {self.pick('True', 'False', 'None')}", f"f'{{{x}:.2f}} {{{x}:>8.1f}} {{{y}:+.3g}} {{{y}:08.2f}} {{{x}:e}} {{{whole()}:d}} {{{whole()}:5}} {{True:d}} {{True}} {{True!s:>5}}'", f"({x}).is_integer() or isinstance({x}, float)",
                f"hash({x}) == hash({y}), {x} == {y}, hash(True) == hash(1), ({x}, 1) == ({y}, True), [{x}] < [{y}], ({x}, {y}) < ({y}, {x}), ({x},) <= ({y}, 0)", f"range({whole()}, {whole()}, {self.pick('1', '2', '-1', 'True')}), list(range({whole()}, 4))[:4], [1, 2][{self.pick('True', 'False', '-True')}], 'abc'[{self.pick('True', 'False')}:], 'ab' * True, [0] * {self.pick('True', 'False', '2')}",
                f"int('{self.pick('12', '-7', ' 3 ', '0x1f', '1_000', 'z', '', '1.5')}'{self.pick('', '', ', 10', ', 16', ', 0', ', 36')}), float('{self.pick('1.5', '-2', ' 1e3 ', 'inf', 'nan', 'x', '', '1_0', '.5', '5.')}')", f"{x} and {y}, {x} or {y}, not {x}, {x} if {y} else 'no', bool({x} * {y}), any([{x}, {y}]), all([{x}, {y}])", f"divmod({self.pick(*NUMBERS)}, {self.pick(*NUMBERS)}), {self.pick(*NUMBERS)} % {self.pick(*NUMBERS)}, {self.pick(*NUMBERS)} // {self.pick(*NUMBERS)}"), shown="0")
        if self.chance(40):
            self.put(f"""
                try:
                    {x} {self.pick('+=', '-=', '*=', '//=', '%=', '/=')} {self.pick(y, 'True', '0.5', '2')}
                    {y} {self.pick('+=', '*=', '-=')} {x}
                except ZeroDivisionError as error:
                    print('zero')
                print({x}, {y})
                """)

    def of_keys(self):
        """Keys and members that are equal though they do not look so."""
        d, e = self.fresh("d"), self.e1
        key = lambda: self.pick("1", "True", "1.0", "0", "False", "(1,)", "(True,)", "(1.0, 'a')", "(1, 'a')", "None", "'1'", "''", "frozenset([1])", "frozenset([True])", "((1,), 0)", "(1, (True,))", "2.5", e("int"), e("bool"), e("str"), e("pair"), "()")
        match self.random.randrange(3):
            case 0:
                self.emit(f"{d} = {{" + ", ".join(f"{key()}: {at}" for at in range(self.random.randint(1, 4))) + "}")
                for _ in range(self.random.randint(1, 4)):
                    self.emit(self.pick(f"{d}[{key()}] = {self.pick(7, 8)}", f"{d}.pop({key()}, None)", f"print({key()} in {d}, {d}.get({key()}, 'no'))", f"{d}.setdefault({key()}, [])", f"{d} |= {{{key()}: 9}}", f"{d}[{key()}] = {d}.get({key()}, 0)", f"{d}.update({{{key()}: 5}})", f"{d} = {{**{d}, {key()}: 6}}"))
                self.emit(f"print({d}, len({d}), list({d}), {d} == dict(reversed({d}.items())))")
            case 1:
                self.emit(f"{d} = {{{', '.join(key() for _ in range(self.random.randint(1, 4)))}}}")
                for _ in range(self.random.randint(1, 3)):
                    self.emit(self.pick(f"{d}.add({key()})", f"{d}.discard({key()})", f"print({key()} in {d}, len({d}))", f"{d} {self.pick('|=', '-=', '^=', '&=')} {{{key()}, {key()}}}", f"print({d} == {{{key()}}}, {d} <= {{{key()}, {key()}}}, {d}.isdisjoint([{key()}]))"))
                self.emit(f"print(len({d}), {d} == set(list({d})), frozenset({d}) in {{frozenset({d})}}, sorted(map(str, {d})) == sorted(str(q) for q in {d}))")
            case _:
                self.emit(f"print({key()} == {key()}, [{key()}] == [{key()}], {key()} in ({key()}, {key()}), [{key()}, {key()}].count({key()}), {{{key()}: 1}} == {{{key()}: True}}, collections.Counter([{key()}, {key()}, {key()}]).total(), len({{{key()}, {key()}, {key()}}}))")

    def of_slice_values(self):
        e, s, xs = self.e1, self.fresh("s"), self.fresh("xs")
        part = lambda: self.pick("None", "0", "1", "2", "-1", "-2", "5", e("int"))
        self.emit(f"{s} = {self.pick(f'slice({part()})', f'slice({part()}, {part()})', f'slice({part()}, {part()}, {self.pick(1, 2, -1, -2, None)})', f'slice(*[{part()}, {part()}])')}")
        self.emit(f"{xs} = {self.pick('[1, 2, 3, 4, 5]', e('ints'), 'list(' + repr('abcd') + ')')}")
        for _ in range(self.random.randint(1, 4)):
            self.put("try:\n    " + self.pick(
                f"print({xs}[{s}], {self.pick(repr('héllo😀'), e('str'))}[{s}], (1, 2, 3)[{s}], range(6)[{s}])", f"{xs}[{s}] = {self.pick(e('ints'), '[]', repr('xy'), '[7]', 'range(2)', '(q for q in [8, 9])', xs, f'{xs}[{s}][::-1]')}", f"del {xs}[{s}]", f"{xs}[{s}] += {self.pick('[0]', '(1, 2)', e('ints'))}", f"print({s}, {s}.start, {s}.stop, {s}.step, {s}.indices({self.pick('len(' + xs + ')', 4, 0)}))", f"print({s} == slice(1, 2), {s} == {s}, slice(None) == slice(None, None, None))",
                f"{xs}[{s}], {xs}[0:1] = [1], [2]", f"print([{xs}[q] for q in ({s}, slice(0, 1), -1)])", f"print({{'a': {s}}}['a'], [{s}, 1][0].stop)", f"print((lambda q, w: q[w])({xs}, {s}), type({s}).__name__)", f"for {xs}[{s}] in [[1, 2], [3]]: print({xs})", f"print(list(range(10)[{s}]) == list(range(10))[{s}], {xs}[{s}] == {xs})")
                + "\nexcept (ValueError, LookupError, TypeError) as error:\n    print(repr(error))")
        self.emit(f"print({xs}[:9])")

    def of_targets(self):
        """Targets within targets, subscripts and starred ones among them."""
        e, a, b, xs, d = self.e1, self.fresh("a"), self.fresh("b"), self.fresh("xs"), self.fresh("d")
        self.emit(f"{xs}, {d} = {self.pick('[0, 1, 2]', 'list(range(4))')}, {self.pick('{}', '{1: 1}', 'dict(k=1)')}")
        self.emit(f"{a} = {b} = {self.pick('0', '1', '[5]')}")
        flat = lambda: self.pick(a, b, f"{xs}[0]", f"{xs}[-1]", f"{d}['k']", f"{d}[1]", f"{xs}[1]", "_")
        shapes = [
            (lambda: f"{flat()}, ({flat()}, {flat()})", lambda: f"{e('int')}, {self.pick(e('pair'), '[1, 2]', repr('ab'), 'range(2)')}"),
            (lambda: f"{flat()}, *{flat()}", lambda: self.pick(e("ints"), e("str"), e("counts"), "range(3)", "zip([1], [2])", "(q for q in [1, 2])")),
            (lambda: f"*{flat()}, {flat()}", lambda: self.pick(e("ints"), e("strs"), "iter([1, 2, 3])", "{1: 2}.items()")),
            (lambda: f"({flat()}, *{flat()}), {flat()}", lambda: f"{e('ints')}, {e('str')}"),
            (lambda: f"[{flat()}, [{flat()}, *{flat()}]]", lambda: f"{e('str')}, {e('strs')}"),
            (lambda: f"{flat()}, {flat()}, {flat()}", lambda: self.pick(f"{flat_value()}, {e('int')}, {e('str')}", "'xyz'", "[*'ab', 3]", "map(str, range(3))")),
            (lambda: f"{flat()}, {xs}[{self.pick(0, 1)}:{self.pick(1, 2)}], *{flat()}", lambda: f"{e('int')}, {self.pick(e('ints'), e('str'))}, {e('int')}"),
            (lambda: flat(), lambda: self.pick(e("int"), xs + "[:]", e("pair"))),
        ]
        flat_value = lambda: self.pick(a, b, f"{xs}[0]")
        for _ in range(self.random.randint(1, 3)):
            target, value = self.random.choice(shapes)
            form = self.random.randrange(5)
            if form == 0:
                line = f"{target()} = {target()} = {self.pick('list', 'tuple')}(({value()}))" if self.chance(50) else f"{flat()} = {target()} = [*({value()})]"
            elif form == 1:
                line = f"for {target()} in [({value()}), ({value()})]: print({self.pick(a, b)})"
            elif form == 2:
                line = f"{target()} = {value()}"
            elif form == 3:
                line = self.pick(f"{a}, {b} = {b}, {a}", f"{xs}[0], {xs}[-1] = {xs}[-1], {xs}[0]", f"{a}, {xs}[0], {b} = {xs}[0], {b}, {a}", f"{xs}[0], {xs} = {a}, {b}, ".rstrip(", "), f"{a}, {d}['k'] = {d}.get('k'), {a}", f"{a} = {xs}[0], {b} = {e('pair')}", f"{xs}[:], {b} = [7, 8], {xs}[:1]")
            else:
                line = f"print([{self.pick('(p, r)', 'r', 'p')} for p, *r in [({e('int')}, {e('str')}), {e('strs')} + ['z']]], [q for q, (w, *_) in enumerate([{e('ints')} + [1], 'ab'])])"
            self.put(f"try:\n    {line}\nexcept (ValueError, TypeError, IndexError) as error:\n    print(repr(error))")
        self.emit(f"print({a}, {b}, {xs}, {d})")

    def of_calls(self):
        e, f = self.e1, self.fresh("f")
        params = self.pick("a, b=2, *args, c=3, **kw", "a, /, b=1, *, c=4", "*args, **kw", "a=1, b=[], **kw", "a, b, c=5", "a=0, *, b=0, c=0", "a, *args", "a, b={}, *, c=None")
        names = [p.strip(" *").split("=")[0] for p in params.split(",") if p.strip(" *") not in ("", "/")]
        change = [n for n in ("b=[]", "b={}") if n in params]
        body = {"b=[]": "b.append(a); ", "b={}": "b[a] = len(b); "}[change[0]] if change else ""
        self.emit(f"def {f}({params}): {body}return {', '.join(names)},")
        xs, kw = self.fresh("xs"), self.fresh("kw")
        self.emit(f"{xs}, {kw} = {self.unknown(self.pick('[1, 2]', e('ints'), '(3,)', '[]'))}, {self.unknown(self.pick('{}', '{' + repr('c') + ': 1}', '{' + repr('b') + ': [9]}', e('counts'), 'dict(a=1, c=2)'))}")
        for _ in range(self.random.randint(1, 3)):
            # The number of arguments of a call through a value is not checked.
            handed = [f"functools.partial({f}, *{xs}, **{kw})()", f"list(map({f}, {xs}, {xs}))", f"list(itertools.starmap({f}, [{xs}, [5, 6]]))"] if params[0] == "*" else []
            self.tried(self.pick(
                *handed, f"{f}(*{xs}, **{kw})", f"{f}({e('int')}, *{xs}, **{kw})", f"{f}(*{xs}, *{xs}, **{kw})", f"{f}(*{xs}, **{{**{kw}, 'c': 7}})", f"{f}(*{xs}[:1], **{kw})", f"{f}(*(q for q in {xs}), **dict({kw}))", f"{f}(*{e('str')}, **{kw})", f"(lambda *q, **w: {f}(*q, **w))(*{xs}, **{kw})",
                f"[{f}(*q, **{kw}) for q in [{xs}, [1], (1, 2)]]", f"{f}(*{xs}, **{kw}, **{{'c': 1}})"), "TypeError")
        if change:
            self.emit(f"print({f}(5), {f}({self.pick(6, 'a=7')}), {f}(8, {self.pick('[0]' if '[]' in change[0] else '{}', 'b=' + ('[0]' if '[]' in change[0] else '{}'))}))")

    def of_sorting(self):
        e, log = self.e1, self.fresh("log")
        self.emit(f"{log} = []")
        key = self.pick(f"lambda q: {log}.append(q) or len(str(q))", "lambda q: 10 // q", "lambda q: -q", "lambda q: q % 3", "lambda q: (q > 1, -q)", "str", "abs", "lambda q: [q, 1][q > 2]", "bool", "lambda q: (str(q)[::-1], q)", "lambda q: None if q > 5 else 1", "lambda q: {0: 1, 1: 0}[q % 4]", "float")
        given = self.pick(e("ints"), e("ints"), "[3, 1, 2, 1, True, 0]", "range(5, 0, -1)", "{4: 1, 2: 2}", "(q * 3 % 7 for q in range(7))")
        self.tried(self.pick(
            f"sorted({given}, key={key}{self.pick('', ', reverse=True')}), {log}", f"max({given}, key={key}), {log}", f"min({given}, key={key}), {log}", f"sorted(sorted({given}, reverse=True), key={key})", f"[(q, list(w)) for q, w in itertools.groupby(sorted({given}, key={key}), {key})]", f"sorted([(1, 'b'), (1, 'a'), (0, 'c')], key=lambda q: q[{self.pick(0, 1, -1, 2)}]{self.pick('', ', reverse=True')})",
            f"sorted([{e('pair')}, {e('pair')}, (1, 'z')]), max([(0, 'a'), {e('pair')}]), min({e('strs')}, {e('strs')})", f"sorted([{e('ints')}, {e('ints')}, [1]]{self.pick('', ', key=len', ', reverse=True', ', key=lambda q: (len(q), q)', ', key=sum')})", f"sorted([{self.pick('1, None', '1, ' + repr('a'), '[1], (1,)', 'None, None', e('int') + ', ' + e('opt'), '(1, 2), (1, None)', '(1, None), (2, ' + repr('a') + ')')}])", f"sorted({e('strs')} + ['B', 'a'], key=lambda q: (q.lower(), q)), sorted({e('str')}, reverse=True)",
            f"sorted({e('counts')}.items(), key=lambda q: q[1], reverse=True), sorted({e('counts')}, key={e('counts')}.get)"), "(TypeError, ZeroDivisionError, KeyError, IndexError, ValueError)")
        xs = self.fresh("xs")
        if self.chance(50):
            self.emit(f"{xs} = {e('ints')} + [2, 0, 1]")
            self.put(f"try:\n    {xs}.sort(key={key}{self.pick('', ', reverse=True')})\nexcept (ArithmeticError, LookupError, TypeError) as error:\n    print(repr(error))\nprint(sorted({xs}), len({log}))")

    def of_builtins(self):
        e = self.e1
        it = lambda: self.pick(e("ints"), e("ints"), "range(3)", f"(q for q in {e('ints')})", "iter([1, 2])", e("str"), "map(str, [1, 2])", e("counts"), f"{e('counts')}.values()", e("strs"), "()", "reversed([1, 2])", "zip('ab', [1, 2])")
        self.tried(self.pick(
            lambda: f"list(zip({it()}, {it()}, strict={self.pick('True', 'True', 'False')}))", lambda: f"sum({e('nested')}, {self.pick('[]', '[9]', 'start=[0]')}), sum([({e('int')},), (1, 2)], ())", lambda: f"max({it()}, default={self.pick('None', '0', repr('none'))}{self.pick('', ', key=str')})", lambda: f"min({it()}{self.pick('', ', key=lambda q: str(q)', ', default=7')})",
            lambda: f"list(iter([3, 2, 1, {e('int')}, 0].pop, {self.pick(0, 1, e('int'), 99)}))", lambda: f"', '.join({self.pick('str(q)', 'repr(q)', 'q')} for q in {it()})", lambda: f"'-'.join({it()})", lambda: f"list(map(lambda *q: q, {it()}, {it()})), list(map(max, {e('ints')}, {e('ints')}))", lambda: f"list(enumerate({it()}, {self.pick(1, 'start=5', e('int'))}))", lambda: f"[*{it()}, *{it()}], {{*{e('ints')}}} == set({e('ints')}), (*{it()},)",
            lambda: f"dict({self.pick('[(1, 2), [3, 4]]', '[' + repr('ab') + ', ' + repr('cd') + ']', '{1: 2}.items()', 'zip(' + e('strs') + ', ' + e('ints') + ')', '[(1, 2, 3)]', '[1]', 'enumerate(' + e('str') + ')')})", lambda: f"tuple({it()}), list({it()}), len(list({it()})), list(reversed(list({it()})))", lambda: f"next({self.pick('iter(' + it() + ')', '(q for q in ' + it() + ')', 'reversed(' + e('ints') + ')')}{self.pick('', ', None', ', ' + repr('end'))})", lambda: f"any({it()}), all({it()}), any(q == 1 for q in {e('ints')}), all(not q for q in {it()})",
            lambda: f"list(filter({self.pick('None', 'lambda q: q', 'bool', 'str')}, {it()})), [q for q in {it()} if q]", lambda: f"isinstance({self.loose()}, {self.pick('int', 'str', 'list', '(int, str)', 'int | str', 'dict', 'tuple', 'bool', 'type(None)', '(list, (int, tuple))')}), callable({self.pick('len', '1', 'lambda: 0', 'int', 'print')}), hasattr({self.pick('[]', repr('a'), '{}', '1')}, {self.pick(repr('append'), repr('upper'), repr('items'), repr('zzz'))})", lambda: f"[*map(int, {e('str')} if {e('str')}.isdigit() else '12')], [*map(list, {e('strs')})], list(map(str.strip, {e('strs')})), list(map(tuple, {e('nested')}))",
            lambda: f"range({self.pick('3', '1, 9, 3', '5, 0, -2', '0', '-3', '2, 2')}){self.pick('', '[1:]', '[::-1]', '[-1:]')}, {e('int')} in range(0, 10, 2), list(range(3))[{e('int')}:], range(3).index(2), range(2, 8, 2).count(4), len(range({e('int')}))", lambda: f"{self.loose()} == {self.loose()}, {self.loose()} in [{self.loose()}, {self.loose()}], [{self.loose()}, {self.loose()}].index({self.loose()})", lambda: f"{self.unknown(self.loose())} {self.pick('<', '+', '*', '-', '%', '>=')} {self.unknown(self.loose())}", lambda: f"len({self.unknown(self.loose())}), sorted({self.unknown(self.loose())}), {self.unknown(self.loose())}[{self.unknown(self.pick('0', repr('a'), '-1'))}]",
            lambda: f"list({self.unknown(self.loose())}), {self.unknown(self.loose())}[1:], sum({self.unknown(self.loose())}), max({self.unknown(self.loose())})", lambda: f"chr({e('int')} % 90 + 33), ord({e('str')}), hex({e('int')}), bin({e('int')}), format({e('int')}, {self.pick(repr('04x'), repr('>+6'), repr('b'), repr(',') , repr('x^7'))}), ascii({e('str')})", lambda: f"({e('ints')}, {e('str')}) {self.pick('<', '>', '<=', '==')} ({e('ints')}, {e('str')}), [{e('pair')}] {self.pick('<', '>=', '==')} [{e('pair')}], ((1, {e('int')}), 2) < ((1, {e('int')}), {e('int')})",
            lambda: f"[q for q in ({self.loose()}, {self.loose()}, {self.loose()}) if q is not None and q != 1 and q], bool({self.unknown(self.loose())}), not {self.unknown(self.loose())}, {self.unknown(self.loose())} or 'other'", lambda: f"str({self.unknown(self.loose())}), repr(({self.unknown(self.loose())},)), type({self.unknown(self.loose())}).__name__",
        )())

    def of_words(self):
        e = self.e1
        s = self.pick(e("str"), e("str"), "'a,b,,c'", "'  x y  '", "'Straße ǅ'", "'line\\nnext\\r\\nlast\\x0bv'", "'aXbXc'", "('ab' * 3)", "'tab\\there'", "'12é34'", "'🙂é🙂'", "'HELLO wORLD'")
        i = lambda: self.pick("0", "1", "2", "-1", "-2", "5", "None", "99")
        sub = lambda: self.pick("'a'", "'X'", "''", "'b'", "' '", "','", "'é'", e("key"), e("str"))
        self.tried(self.pick(
            lambda: f"{s}.{self.pick('find', 'rfind', 'count', 'index', 'rindex')}({sub()}, {i()}, {i()})", lambda: f"{s}.{self.pick('startswith', 'endswith')}({self.pick(sub(), '(' + sub() + ', ' + sub() + ')', '()')}, {i()}{self.pick('', ', ' + i())})", lambda: f"{s}.{self.pick('split', 'rsplit')}({self.pick(sub(), 'None', repr(','), repr('X'))}, {self.pick(0, 1, 2, -1)}), {s}.split(maxsplit=1), {s}.rsplit(sep=',', maxsplit=1)", lambda: f"{s}.splitlines({self.pick('', 'True', 'keepends=True', 'False')})", lambda: f"{s}.{self.pick('strip', 'lstrip', 'rstrip')}({self.pick('', 'None', sub(), repr(' axb'))})",
            lambda: f"{s}.replace({sub()}, {sub()}{self.pick('', ', 1', ', 0', ', -1', ', 2')})", lambda: f"{s}.{self.pick('center', 'ljust', 'rjust')}({self.pick(0, 7, 12)}{self.pick('', ', ' + repr('.'), ', ' + sub())}), {s}.zfill(9), '-7'.zfill(4), '+'.zfill(3)", lambda: f"{s}.{self.pick('partition', 'rpartition')}({sub()}), {s}.removeprefix({sub()}), {s}.removesuffix({sub()})", lambda: f"{s}.expandtabs({self.pick('', 0, 3, 'tabsize=2')}), {s}.title(), {s}.swapcase(), {s}.casefold(), {s}.capitalize()", lambda: f"[{s}.upper(), {s}.lower(), {s}.isalnum(), {s}.isidentifier(), {s}.isprintable(), {s}.istitle(), {s}.isspace(), {s}.isupper(), {s}.islower()]",
            lambda: f"{s}.translate({self.pick('{97: None}', '{ord(' + repr('a') + '): ' + repr('zz') + ', 32: 95}', 'str.maketrans({' + repr('a') + ': 1 and ' + repr('q') + '})', 'str.maketrans(' + repr('ab') + ', ' + repr('ba') + ', ' + repr('x') + ')')})", lambda: f"{s}[{i()}:{i()}:{self.pick('1', '2', '-1', 'None')}], {s}[::-1], {s}[{self.pick(0, 1, -1)}]", lambda: f"{s}.join({self.pick('[]', '[' + repr('x') + ']', '[*' + repr('abc') + ']', 'map(str, range(3))', e('strs'), e('counts'))}), {sub()} in {s}, {s} * {self.pick(0, 2, -1)}, {s} < {e('str')}, min({s}, default=''), sorted({s})[:3]", lambda: f"list({s}), len({s}), [ord(q) for q in {s}][:3], {s} == {s}[:], [*enumerate({s})][:2], [*zip({s}, {s}[1:])][:2], dict.fromkeys({s})",
            lambda: f"repr({s}), ascii({s}), f'{{{s}!r:>12}}|{{{s}:.3}}|{{{s}:^{{{self.pick(4, 12)}}}}}|{{{s}!a}}'", lambda: f"string.capwords({s}), {s}.maketrans('a', 'b'), {s}.isascii(), {s}.isdecimal(), {s}.isnumeric(), {s}.isdigit(), {s}.isalpha()",
        )())

    def of_mappings(self):
        """Formats that take a mapping."""
        e, d = self.e1, self.fresh("d")
        self.emit(f"{d} = {self.pick(f'dict(a={e('int')}, b={e('str')}, c={e('ints')})', f'{{{chr(39)}a{chr(39)}: {e('int')}, {chr(39)}b{chr(39)}: {e('str')}, {chr(39)}c{chr(39)}: {e('ints')}}}', f'{{**{e('counts')}, {chr(39)}b{chr(39)}: {e('str')}}}', e('counts'), f'dict(zip({chr(39)}abc{chr(39)}, [{e('int')}, {e('str')}, {e('ints')}]))')}")
        self.tried(self.pick(
            lambda: f"'%(a)s|%(b)s' % {d}", lambda: f"'%(a){self.pick('d', '5d', '-5d', '05d', 'x', '+d', 'r', '.1f', '#x', 'o', 'e')}|%(b){self.pick('s', 'r', '9s', '-9s|', '.2s', 'a')}|%%' % {d}", lambda: f"'{{a}}|{{b!r}}|{{c}}'.format(**{d})", lambda: f"'{{a:{self.pick('>5', '05d', 'x', '+', ',', '^7')}}}|{{b:{self.pick('<6', '^6', '.2', '*>8')}}}'.format(**{d})", lambda: f"'{{0[a]}}|{{0[b]!r:>5}}|{{d[c]}}'.format({d}, d={d})", lambda: f"'{{a}} {{b}} {{zz}}'.format_map({self.pick(d, 'collections.defaultdict(int, ' + d + ')')})",
            lambda: f"'{{0}} {{a}} {{1}} {{0!r}}'.format({e('int')}, {e('str')}, **{d})", lambda: f"'{{}} {{}}'.format(*{self.pick(d, '[1]', '[1, 2]', '[1, 2, 3]')})", lambda: f"'%s %s' % ({self.pick(e('int'), d)}, {self.pick(e('str'), 'None', '(1,)')}), '%s' % {self.unknown(self.pick(e('int'), e('pair'), e('ints'), d, 'None'))}", lambda: f"'%d%% %i %u' % ({e('int')}, {e('int')}, {self.pick(e('int'), e('float'), 'True', e('str'))}), '%c%c' % (65, 'b'), '%5.1f|%-8.3e|%g' % ({e('float')}, {e('float')}, {e('float')})", lambda: f"'{{:{{w}}.{{p}}}}|{{:{{f}}^{{w}}}}'.format({e('str')}, {e('int')}, w={self.pick(3, 8)}, p=2, f='*')", lambda: f"'{{c[0]}} {{c[1]}}'.format(**{d}), '%s' % {d}, '%r' % [{d}], '%(c)s' % {{'c': ({e('int')}, 2)}}",
            lambda: f"'%*d|%-*s|%.*f' % ({self.pick(4, -4)}, {e('int')}, 5, {e('str')}, 1, {e('float')})", lambda: f"f'{{{d}!r:.9}} {{{d}[\"a\"]}} {{{d}.get(\"b\")!r}} {{len({d}):>3}} {{{d} and 1}} {{{self.pick('1', 'True', 'None')}=}} {{ {{1: 2}}[1] }} {{[q for q in {d}]}}'",
        )())

    def of_walrus(self):
        e, a, b = self.e1, self.fresh("a"), self.fresh("b")
        self.emit(f"{a} = {b} = {self.pick('0', e('int'))}")
        for _ in range(self.random.randint(1, 2)):
            self.tried(self.pick(
                f"[{a} := {a} + q for q in {e('ints')}], {a}", f"[({a} := q, {b} := {a}) for q in {e('strs')}], {a}, {b}", f"[{a} for q in {e('ints')} if ({a} := q * 2) > {e('int')}], {a}", f"any(({a} := q) > 1 for q in {e('ints')}), {a}", f"all(({b} := q) for q in {e('strs')}), {b}", f"{{({a} := q): ({b} := {a} + 1) for q in {e('ints')}}}, {a}, {b}", f"({a} := {e('int')}) + {a}, ({a} := {a} + 1, {a}), {b}", f"(lambda: ({a} := 5) + {a})(), {a}", f"[[{a} := w for w in range(q % 3)] for q in {e('ints')}], {a}", f"next((q for q in {e('ints')} if ({a} := q) > 2), None), {a}",
                f"max(({a} := q) for q in {e('ints')}), {a}", f"list(q for q in {e('ints')} if ({b} := q) and ({a} := {b} + 1)), {a}, {b}", f"({a} := {e('ints')})[:1] + {a}[1:], len({a})", f"{a} if ({a} := {e('opt')}) else {b}, {a}", f"f'{{({a} := {e('int')})}}{{{a}}}', {a}", f"sorted([{a} := q, {b}] for q in {e('ints')}), {a}", f"not ({a} := {e('str')}) or {a}[0], {a}", f"[{a}, {a} := {e('int')}, {a}], ({b} := {a}) is {a}", f"[q for q in range(5) if q != ({a} := {a} + 1 if isinstance({a}, int) else 0)], {a}"))
        if self.chance(40):
            it = self.fresh("it")
            self.put(f"""
                {it} = iter({e('ints')} + [0, 1, 2])
                while ({a} := next({it}, None)) is not None {self.pick('', f'and {a} < 50')}:
                    if ({b} := {a}) {self.pick('> 1', '== 0')}: {self.pick('break', 'continue')}
                    print({a})
                else:
                    print('else', {a})
                print({a}, {b})
                """)

    def of_dict_views(self):
        e, d, k = self.e1, self.fresh("d"), self.fresh("k")
        made = self.pick(e('counts'), e('names'), '{1: ' + repr('a') + ', True: ' + repr('b') + ', (1, 2): None}', 'dict(a=1, b=2)')
        # A record takes no keys but strings.
        wide = self.chance(50)
        self.emit(f"{d} = dict({made})" if wide else f"{d} = {made}")
        view = self.pick("keys", "keys", "items", "values")
        self.emit(f"{k} = {d}.{view}()")
        for _ in range(self.random.randint(1, 4)):
            other = self.pick("{1, 'a'}", "['a', 1]", f"{{1: 0, 'a': 1}}.keys()", e("strs"), f"[(1, 'one'), ('a', 1)]", f"{d}.keys()", "()")
            self.emit(self.pick(f"{d}['new'] = {e('int')}", f"{d}.pop(1, None)", f"print(len({k}), list({k}), list(reversed({k})))", f"print({k})", f"{d}[(0, 1)] = []" if wide else f"{d}['k'] = []", f"print(1 in {k}, 'a' in {k}, (1, 'one') in {k})", f"{d} = {{'x': 1}}", f"{d}.clear()", f"print({k} == {d}.{view}(), {d}.items() == dict({d}).items())") if view == "values" or self.chance(50) else self.pick(
                f"print(sorted({d}.keys() {self.pick('&', '|', '-', '^')} {other}, key=str))", f"print(len({d}.items() {self.pick('&', '|', '-', '^')} [(1, 'one'), ('a', 1)]) >= 0)", f"print({d}.keys() {self.pick('<', '<=', '==', '>=', '!=')} {{1, 'a'}}, {d}.keys().isdisjoint({other}))", f"print(sorted({other} {self.pick('&', '|', '-', '^')} {d}.keys(), key=str))" if not other.startswith(("[", "(")) and "{" in other else f"print({{*{d}}} == set({d}.keys()))", f"print({{q: w for q, w in {d}.items() if q in {k}}}, [*{k}][:2], max(map(str, {k}), default=0))"))
        self.emit(f"print({d}, len({k}), {self.pick(f'{d}.keys() == set({d})', f'list({d}.items())[-1:]', f'{d} == dict({d}.items())')})")

    def of_choices(self):
        """Functions chosen and made by conditions."""
        e, f = self.e1, self.fresh("f")
        made = lambda: self.pick("lambda q: q + 1", "lambda q, w=2: (q, w)", "abs", "str", "lambda q: [q] * 2", "lambda *q: q", "(lambda q: lambda w: (q, w))(1)", "lambda q: q if q else -1", "repr", "bool", "lambda q: (yield_ := q) and yield_", "[].append", "{1: 2}.get", "int")
        match self.random.randrange(4):
            case 0:
                self.emit(f"{f} = ({made()}) if {e('bool')} else ({made()})")
                self.emit(f"print({f}({e('int')}), [*map({f}, {e('ints')})], {self.pick(f'{f} is {f}', f'callable({f})')})")
            case 1:
                self.emit(f"{f} = {{'a': {made()}, 'b': {made()}, 'k': {made()}}}")
                self.emit(f"print([w({e('int')}) for w in {f}.values()], {f}[{self.pick(repr('a'), repr('b'))}](3), {f}.get({e('key')}, {made()})(2))")
            case 2:
                self.emit(f"print(*[q({e('int')}) for q in ({made()}, {made()})], (({made()}) if {e('int')} else ({made()}))({e('int')}), ({e('opt')} or ({made()}) and {e('int')}))")
            case _:
                self.put(f"""
                    def {f}(q, then=None, *more):
                        then = then or (lambda w: (q, w))
                        return then(q) if not more else {f}(then(q), *more)
                    print({f}({e('int')}), {f}({e('int')}, {made()}), {f}({self.unknown('2')}, {made()}, {made()}))
                    """)
