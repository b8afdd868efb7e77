"""More statements for `random_programs.py`: loops that do work, of which the compiler proves most. Texts and rows by position,
heaps, queues, keys that are tuples, functions without annotations, dicts of known keys, tuples where lists are annotated.
"""


class Loops:
    def loops(self):
        self.random.choice([
            self.of_positions, self.of_positions, self.of_two_ends, self.of_tables, self.of_tables, self.of_heaps, self.of_heaps, self.of_queues, self.of_pairs,
            self.of_pairs, self.of_pair_sets, self.of_calls_here, self.of_calls_here, self.of_known_keys, self.of_known_keys, self.of_groups, self.of_tuples_as_lists,
        ])()

    def of_positions(self):
        """A text by position, in range and beyond."""
        s, t, i = self.fresh("s"), self.fresh("t"), self.fresh("i")
        end = self.pick(f"len({s})", f"len({s}) - 1", f"len({s}) + 1", f"len({t})", "3", f"min(len({s}), len({t}))")
        at = self.pick(i, i, f"{i} + 1", f"{i} - 1", f"len({s}) - 1 - {i}", f"{i} // 2", f"-{i}", "0", "-1")
        bound = self.pick(f"{s}{self.pick('', ': str')} = {self.e1('str')}", f"{s} = {self.e1('str')} * {self.pick(1, 2, 12)}")
        self.put(f"""
            {bound}
            {t} = {self.e1('str')}
            try:
                for {i} in {self.pick(f'range({end})', f'range(1, {end})', f'range({end}, 0, -1)', f'range(0, {end}, 2)')}:
                    print({s}[{at}], {s}[{i}:{i} + 2], {self.pick(f'{t}[{i}]', f'len({t})', f'{s}[{at}].isalpha()', f'{t}[{i} - 1]')})
            except IndexError as error:
                print(error)
            """)

    def of_two_ends(self):
        """A text or a list from both ends."""
        xs, i, j = self.fresh("xs"), self.fresh("i"), self.fresh("j")
        of_text = self.chance(40)
        do = f"print({xs}[{i}], {xs}[{j}])" if of_text else self.pick(
            f"{xs}[{i}], {xs}[{j}] = {xs}[{j}], {xs}[{i}]", f"{xs}[{i}] += {xs}[{j}]", f"{xs}[{j}] = {self.e1('int')}", f"{xs}.append({xs}[{i}]) if len({xs}) < 9 else None")
        self.put(f"""
            {xs} = {self.e1('str') if of_text else f'list({self.e1("ints")})'}
            {i}, {j} = 0, len({xs}) - 1
            while {i} < {j}:
                {do}
                {i} += 1
                {j} -= {self.pick(1, 1, 2)}
            print({xs}, {i}, {j})
            """)

    def of_tables(self):
        """Rows of one length, and rows that are not."""
        rows, y, x = self.fresh("rows"), self.fresh("y"), self.fresh("x")
        made = self.pick(f"[[{self.pick(0, 1, -1)}] * 4 for _ in range(3)]", f"[list(range(4)) for _ in range(3)]", f"[[0] * 4, [1, 2, 3, 4], [5, 6, 7, 8]]", f"[[*row] for row in {self.e1('nested')}]")
        change = self.pick("pass", f"{rows}[1].pop()", f"{rows}[{y}].append(1)", f"{rows}.append([1])", f"{rows}[{y}] = {rows}[{y}][:2]", f"{rows}[0] = {rows}[-1]")
        self.put(f"""
            {rows} = {made}
            try:
                for {y} in range({self.pick(2, 3, f'len({rows})', 4)}):
                    for {x} in range({self.pick(3, 4, f'len({rows}[0])', f'len({rows}[{y}])')}):
                        {rows}[{y}][{x}] {self.pick('=', '+=', '-=')} {self.pick(f'{rows}[{y} - 1][{x}] + 1', f'{x} * {y}', self.e1('int'), f'{rows}[{y}][{x} - 1]')}
                        {self.pick('pass', f'print({rows}[{y}][{x}])', f'if {x} == 1: {change}' if change != 'pass' else 'pass')}
                    {change if self.chance(25) else 'pass'}
            except IndexError as error:
                print(error)
            print({rows})
            """)

    def of_heaps(self):
        h, a = self.fresh("h"), self.fresh("a")
        item = self.pick(f"({self.e1('int')}, {self.e1('str')})", f"({self.e1('int')} % 3, {self.e1('int')})", self.e1("int"), f"({self.e1('str')}, {self.e1('int')})",
                         f"({self.e1('float')}, {self.e1('str')})", f"({self.e1('int')} % 2, ({self.e1('int')}, {self.e1('str')}))", self.e1("pair"), self.e1("ints"))
        self.put(f"""
            {h} = [{item}]
            for {a} in {self.pick(self.e1('ints'), 'range(5)')}:
                heapq.heappush({h}, {item})
                {self.pick('pass', f'print(heapq.heappop({h}))', f'heapq.heappushpop({h}, {item})')}
            print({h})
            print(sorted({h}) == [heapq.heappop({h}) for _ in range(len({h}))])
            """)

    def of_queues(self):
        q, a, b = self.fresh("q"), self.fresh("a"), self.fresh("b")
        self.put(f"""
            {q} = collections.deque({self.pick('', '[(0, 0)]', '[(0, 0)], maxlen=4')})
            {q}.append(({self.e1('int')}, {self.e1('int')}))
            while {q} and len({q}) < 6:
                {a}, {b} = {q}.{self.pick('popleft', 'pop')}()
                print({a} + {b}, {a} < {b}, {q})
                if 0 <= {a} < 3:
                    {q}.{self.pick('append', 'appendleft')}(({a} + 1, {b}))
                    {q}.append(({a} + 2, {b} - 1))
            print({q})
            """)

    def pair(self):
        return self.pick(f"({self.e1('int')}, {self.e1('int')})", f"({self.e1('int')} % 3, {self.e1('int')} % 3)", self.e1("pair"), f"({self.e1('str')}, {self.e1('bool')})", "(1, True)", "(1.0, 1)",
                         f"({self.e1('int')}, ({self.e1('str')},))", self.unknown(f"({self.e1('int')} % 2, 0)"), "()", f"({self.e1('int')} % 4,)")

    def of_pairs(self):
        d, k = self.fresh("d"), self.fresh("k")
        self.put(f"""
            {d} = {{{self.pair()}: 1, {self.pair()}: 2}}
            for {k} in [{self.pair()}, {self.pair()}, {self.pair()}, {self.pair()}]:
                {self.pick(f'{d}[{k}] = {d}.get({k}, 0) + 1', f'{d}.setdefault({k}, 5)', f'{d}[{k}] = {d}.pop({k}, 0) + 3', f'print({k} in {d}, {d}.get({k}))')}
                {self.pick('pass', f'{d}[{k}] = {d}[{k}] + 1 if {k} in {d} else 7', f'{d}.pop({k}, None)')}
            print({d}, len({d}), list({d}), max({d}.values(), default=0))
            """)

    def of_pair_sets(self):
        s, k = self.fresh("s"), self.fresh("k")
        self.put(f"""
            {s} = {{({self.e1('int')} % 3, {self.e1('int')} % 3)}}
            for {k} in range(4):
                if ({k} % 2, {self.e1('int')} % 2) not in {s}:
                    {s}.add(({k} % 2, {self.e1('int')} % 2))
                {self.pick('pass', f'{s}.discard(({k}, 0))', f'{s} |= {{({k}, 1)}}')}
            print(sorted({s}), len({s}), {{(a + 1, b) for a, b in {s}}} == {s})
            """)

    def of_calls_here(self):
        """A function in the program whose calls tell what it takes."""
        f, a, b = self.fresh("f"), self.fresh("a"), self.fresh("b")
        kind = self.pick("int", "str", "ints", "float", "pair", "counts", "bool", "opt", "nested")
        other = kind if self.chance(70) else self.pick("int", "str", "ints", "pair")
        special = {"int": (f"-{a}", f"{a} // 2", f"{a} + {b} * 2", f"{f}({b}, 0) if {b} else {a}"), "str": (f"len({a})", f"{a}[:1] + {b}"), "ints": (f"len({a})", f"[x + 1 for x in {a}]", f"sorted({a})"),
                   "float": (f"{a} / 2", f"{a} < {b}"), "pair": (f"{a}[0]", f"{a} < {b}", f"{a} + {b}"), "bool": (f"not {a}", f"{a} + {b}"), "nested": (f"[len(x) for x in {a}]",)}
        body = self.pick(*(special.get(kind, ()) if kind == other else ()), f"{a} == {b}", f"[{a}, {b}]", f"({a}, {b})", f"str({a}) + repr({b})", f"{a} or {b}",
                         f"isinstance({a}, {self.pick('int', 'str', 'tuple', '(list, str)')})", f"{a} in ({b}, 1)", f"f'{{{a}}} {{{b}!r}}'", f"type({a}).__name__")
        self.put(f"""
            def {f}({a}, {b}{self.pick('', ' = ' + self.plain(kind) if kind in ('ints', 'counts', 'nested') else '=0')}):
                {self.pick('pass', f'{a} = {a} or {b}', f'{b} = {a}', f'if {a}: {b} = {a}')}
                return {body}

            try:
                print({f}({self.e1(kind)}, {self.e1(other)}))
                print({f}({self.e1(other)}, {self.e1(kind)}), {f}({b}={self.e1(kind)}, {a}={self.e1(kind)}))
            except (TypeError, IndexError, AttributeError, ZeroDivisionError) as error:
                print(type(error).__name__)
            """)

    def of_known_keys(self):
        d, k = self.fresh("d"), self.fresh("k")
        kind, leaf = self.pick(("int", "int"), ("str", "str"), ("int | None", "opt"), ("list[int]", "ints"))
        note = self.pick(f": dict[str, {kind}]", f": dict[str, {kind}]", "")
        change = self.pick(f"{d}['a'] = {self.e1(leaf)}", f"{d}['c'] = {self.e1(leaf)}", f"{d}[{self.e1('key')}] = {self.e1(leaf)}", f"del {d}['b']", f"{d}.pop('a')", f"{d}.update(c={self.e1(leaf)})",
                           f"{d}.clear()", f"{self.unknown(d)}.pop('b', None)", f"{k} = {d}; {k}['z'] = {self.e1(leaf)}", f"{d} = {{'a': {self.e1(leaf)}}}", f"{d} |= {{'q': {self.e1(leaf)}}}", f"{d}.setdefault('s', {self.e1(leaf)})", "pass")
        self.put(f"""
            {d}{note} = {{'a': {self.e1(leaf)}, 'b': {self.e1(leaf)}}}
            try:
                if {self.e1('bool')}:
                    {change}
                print({d}['a'], {d}.get('b'), {d}.get('c'), 'b' in {d}, len({d}))
                for {k} in {d}: print({k}, {d}[{k}])
                print({d}['b'], {d}, list({d}.items()), {{**{d}, 'x': 1}})
            except KeyError as error:
                print(error)
            """)

    def of_groups(self):
        d, k = self.fresh("d"), self.fresh("k")
        make, do = self.pick(("collections.defaultdict(list)", "[KEY].append(VALUE)"), ("collections.defaultdict(int)", "[KEY] += 1"), ("collections.Counter()", "[KEY] += 1"), ("{}", ".setdefault(KEY, []).append(VALUE)"), ("collections.defaultdict(set)", "[KEY].add(1)"))
        do = do.replace("KEY", self.pick(k, f"{k}[:1]", f"len({k})", f"({k}, 1)")).replace("VALUE", self.e1("int"))
        self.put(f"""
            {d} = {make}
            for {k} in {self.e1('strs')}:
                {d}{do}
            print({d}, {self.pick(f'sorted({d}.items())', f'list({d}.values())', f'len({d})', f'{d}.get("a")')})
            """)

    def of_tuples_as_lists(self):
        """What an annotation calls a list stays a tuple, and as it was."""
        t, xs, f = self.fresh("t"), self.fresh("xs"), self.fresh("f")
        item = self.pick("int", "str")
        way = self.pick(f"{xs}: list[{item}] = {t}", f"{xs}: list[{item}] = {self.unknown(t)}", f"{xs} = [{t}][0]", f"{xs} = (lambda q: q)({t})", f"{xs}: list[{item}] = {{'k': {t}}}['k']", f"{xs} = {t} or []")
        change = self.pick(f"{xs}.append({self.e1(item)})", f"{xs}[0] = {self.e1(item)}", f"{xs}[0] += {self.e1(item)}", f"{xs}.pop()", f"{xs}.sort()", f"{xs}.extend([{self.e1(item)}])", f"{xs}[0], {xs}[1] = {xs}[1], {xs}[0]",
                           f"for i in range(len({xs})): {xs}[i] = {self.e1(item)}", f"{xs}.clear()", f"{xs}.insert(0, {self.e1(item)})", f"{f}({xs})")
        self.put(f"""
            def {f}(ys: list[{item}]): ys.append({self.e1(item)})
            {t} = {self.unknown(f'({self.e1(item)}, {self.e1(item)})')}
            try:
                {way}
                {change}
            except (AttributeError, TypeError) as error:
                print(type(error) in (AttributeError, TypeError))
            print({t}, len({t}), {t} == ({t}[0], {t}[1]))
            """)
