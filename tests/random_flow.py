"""More statements for `random_programs.py`: where control goes. Generators that are kept and driven, also while they run;
classes of exceptions as values; `del` and names that are gone; containers changed while they are walked; `with`; guards
that change things; closures made in loops; exceptions raised again and chained.

A generator is always closed before it is dropped, and nothing is sent to one that has not started, as
`docs/differences.md` says.
"""

import textwrap

CLASSES = ["ValueError", "KeyError", "IndexError", "TypeError", "LookupError", "ZeroDivisionError", "RuntimeError", "ArithmeticError", "Exception"]
GUARD = "(Exception, GeneratorExit)"


class Flow:
    def flow(self):
        self.random.choice([self.of_machine] * 5 + [
            self.of_running, self.of_running, self.of_parts, self.of_parts, self.of_classes, self.of_classes, self.of_del, self.of_del,
            self.of_walk, self.of_walk, self.of_with, self.of_guards, self.of_loops, self.of_chained, self.of_recursion,
            self.of_stops, self.of_iterators,
        ])()

    def put(self, text):
        for line in textwrap.dedent(text).strip("\n").split("\n"):
            self.emit(line)

    def raised(self):
        return self.pick(f"{self.pick(*CLASSES)}({self.pick('', repr('m'), '1', '1, 2', self.e1('int'))})", self.pick(*CLASSES))

    # generators that are kept

    def of_machine(self):
        """Functions of random bodies, the later ones run the earlier ones; random calls drive them."""
        run, inner = self.fresh("run"), []
        self.keep, self.stubborn = self.fresh("keep"), set()
        self.put(f"""
            def {run}(what, act):
                try:
                    print(what, act())
                except StopIteration as stop:
                    print(what, 'stop', stop.value)
                except {GUARD} as error:
                    print(what, type(error).__name__, error)
            {self.keep}_all = []
            def {self.keep}(machine):
                {self.keep}_all.append(machine)
                return machine
            """)
        for _ in range(self.random.randint(1, 3)):
            name = self.fresh("gen")
            self.emit(f"def {name}(n):")
            self.indent += 1
            self.emit(f"kept = {self.pick('[n]', 'n', '0')}")
            size = len(self.lines)
            self.resists = False
            for _ in range(self.random.randint(1, 3)):
                self.step(3, inner, False)
            if self.resists:
                self.stubborn.add(name)
            if not any("yield" in line for line in self.lines[size:]):
                self.emit("yield kept")
            if self.chance(50):
                self.emit(f"return {self.pick('kept', 'n', self.e1('str'))}")
            self.indent -= 1
            inner.append(name)
        for _ in range(self.random.randint(1, 2)):
            self.drive(run, self.random.choice(inner[-2:]))

    def drive(self, run, name):
        g = self.fresh("g")
        self.emit(f"{g} = {name}({self.pick(0, 1, 3)})")
        self.emit(f"{run}('next', lambda: next({g}))")
        for _ in range(self.random.randint(1, 6)):
            call = self.pick(
                f"next({g})", f"next({g})", f"next({g}, 'end')", f"{g}.send({self.pick('5', 'None', repr('s'), '[1]')})", f"{g}.send(7)", f"{g}.throw({self.raised()})",
                f"{g}.throw({self.pick('GeneratorExit', 'RuntimeError(3)', 'ValueError(' + repr('in') + ')', 'KeyError')})",
                f"{g}.close()", f"[*itertools.islice({g}, 2)]", f"[q for q, w in zip({g}, range(2))]", f"{self.pick('list', 'tuple')}({g})", f"next(map(str, {g}), None)",
                f"(lambda *q: q)(*{g})", f"dict(enumerate({g}))", f"{self.pick('any', 'all')}({g})", f"7 in {g}", f"max({g}, key=str, default=0)", f"','.join(str(q) for q in {g})")
            self.emit(f"{run}({call.split('(')[0].split('.')[-1]!r}, lambda: {call})")
        self.put(f"""
            for _ in range(20):
                try:
                    {g}.close()
                    break
                except {GUARD} as error:
                    print('close', type(error).__name__, error)
            """)

    def step(self, depth, inner, in_loop):
        e = self.e1
        if depth <= 0 or self.chance(55):
            simple = [
                f"yield {self.pick('n', 'kept', e('int'), e('str'))}", f"yield {self.pick('n', 'kept', '')}", f"kept = yield {self.pick('n', 'kept', e('ints'))}", "print('at', n, kept)", "n += 1",
                f"kept = (yield 1), (yield {self.pick('2', 'n')})", f"kept = (yield n) {self.pick('or', 'and')} (yield -n)", f"print([(yield n), {self.pick('n', '(yield kept)')}])",
                f"kept = {{'k': (yield n), 'z': [n]}}", f"n = len(f'{{n}}{{(yield kept)}}')", f"if n > {self.pick(1, 2, 5)}: return {self.pick('kept', 'n', '')}", f"if n {self.pick('<', '>')} 2: raise {self.raised()}",
                f"yield from {self.pick('[n, n]', repr('ab'), 'range(2)', '()', '(q for q in [n, 2])', 'map(str, [n, 1])', 'iter([n])', '{' + repr('a') + ': n}')}",
                f"kept = yield from {self.pick('[n]', 'zip([n], [2])', repr('c'))}",
            ]
            if inner:
                other = self.random.choice(inner)
                machine = f"{other}(n{self.pick('', ' + 1', ' - 1')})"
                # one that goes on when it is closed is dropped by the `yield from` that closes it
                part = f"{self.keep}({machine})" if other in self.stubborn else machine
                simple += [f"kept = yield from {part}"] * 4 + [f"for item in {other}(n): yield {self.pick('item', '(n, item)')}", f"kept = [*{other}(1)]"]
            if in_loop:
                simple += ["break", "continue", f"if n > 1: {self.pick('break', 'continue')}", f"if kept: {self.pick('break', 'continue')}"]
            line = self.pick(*simple)
            self.resists |= f"yield from {self.keep}" in line
            return self.emit(line)
        match self.random.randrange(6):
            case 0:
                self.emit(f"if {self.pick('n > 1', 'kept', 'n % 2', self.e1('bool'))}:")
                self.steps(depth, inner, in_loop)
                if self.chance(40):
                    self.emit("else:")
                    self.steps(depth, inner, in_loop)
            case 1:
                self.emit(f"for n in {self.pick('[1, 2]', 'range(3)', 'range(n)', 'iter([n, 4])')}:")
                self.steps(depth, inner, True)
                if self.chance(30):
                    self.emit("else:")
                    self.steps(depth, inner, in_loop)
            case 2:
                name = self.fresh("c")
                self.emit(f"{name} = 0")
                self.emit(f"while {self.pick('', 'n and ')}{name} < 2:")
                self.indent += 1
                self.emit(f"{name} += 1")
                self.indent -= 1
                self.steps(depth, inner, True)
            case 3:
                self.emit(f"with {self.pick(f'contextlib.suppress({self.pick(*CLASSES)})', 'contextlib.nullcontext(n) as kept', 'contextlib.suppress(ValueError, KeyError)')}:")
                self.steps(depth, inner, in_loop)
            case _:
                self.emit("try:")
                self.steps(depth, inner, in_loop)
                has_except = self.chance(75)
                if has_except:
                    caught = self.pick(*CLASSES, "GeneratorExit", "(ValueError, KeyError)", GUARD)
                    self.resists |= "GeneratorExit" in caught
                    self.emit(f"except {caught} as caught:")
                    self.emit(f"    {self.pick('print(repr(caught))', 'kept = type(caught).__name__', 'kept = caught.args', 'raise', 'print(caught, caught.__cause__)', 'raise RuntimeError(n) from caught', 'return repr(caught)')}")
                    if self.chance(30):
                        self.emit("else:")
                        self.steps(depth, inner, in_loop)
                if not has_except or self.chance(40):
                    self.emit("finally:")
                    self.emit(f"    {self.pick('print(' + repr('finally') + ', n)', 'n = 9', 'kept = 0', 'print(kept)')}")
                    if self.chance(15):
                        self.resists = True
                        self.steps(depth, inner, in_loop)

    def steps(self, depth, inner, in_loop):
        self.indent += 1
        for _ in range(self.random.randint(1, 2)):
            self.step(depth - 1, inner, in_loop)
        self.indent -= 1

    def of_running(self):
        """Generators that are asked while they run."""
        e, name, g = self.e1, self.fresh("gen"), self.fresh("g")
        asks = self.pick(f"next({g})", f"list({g})", f"{g}.send(None)", f"{g}.close()", f"{g}.throw(KeyError)", f"[q for q in {g}]", f"sum({g})", f"next(iter({g}), 0)", f"1 in {g}", f"[*{g}]", f"next({g}, 'end')")
        match self.random.randrange(5):
            case 0:
                body = f"""
                    def {name}():
                        yield {e('int')}
                        try:
                            yield {asks}
                        except ValueError as error:
                            yield str(error)
                        yield 'last'
                    {g} = {name}()
                    """
            case 1:
                body = f"""
                    def {name}():
                        for q in {e('ints')}:
                            yield q
                            print({asks})
                    {g} = {name}()
                    """
            case 2:
                body = f"{g} = (({asks}) for q in {e('ints')})"
            case 3:
                body = f"""
                    def {name}():
                        yield 1
                        yield from map(lambda q: q if q < 2 else {asks}, {e('ints')})
                    {g} = {name}()
                    """
            case _:
                body = f"""
                    def {name}_inner():
                        yield {e('str')}
                        yield {asks}
                    def {name}():
                        try:
                            got = yield from {name}_inner()
                        finally:
                            print('out')
                        return got
                    {g} = {name}()
                    """
        self.put(body)
        self.put(f"""
            try:
                for q in {g}: print('item', q)
            except {self.pick('ValueError', 'Exception', '(RuntimeError, ValueError)')} as error:
                print(type(error).__name__, error, next({g}, 'over'))
            finally:
                {g}.close()
            """)

    def of_parts(self):
        """Generator expressions that are advanced in part, over what changes meanwhile."""
        e, xs, g, n = self.e1, self.fresh("xs"), self.fresh("g"), self.fresh("n")
        self.emit(f"{xs}, {n} = {e('ints')} + [1, 2], {e('int')}")
        self.emit(f"{g} = {self.pick(f'(q + {n} for q in {xs})', f'(q for q in {xs} if q != {n})', f'((q, w) for q in {xs} for w in {xs}[:2])', f'(q for q in {xs} if q in {xs}[1:])', f'map(lambda q: (q, {n}), {xs})', f'filter(lambda q: q > {n}, {xs})', f'enumerate({xs}, {n})', f'zip({xs}, (q for q in {xs}))', f'iter({xs})', f'reversed({xs})', f'({n} for _ in {xs} for _ in range(2))', f'(q for q in (w for w in {xs} if w) if q < 9)')}")
        for _ in range(self.random.randint(2, 5)):
            self.emit(self.pick(
                f"print(next({g}, 'end'))", f"print(next({g}, 'end'))", f"{xs}.append({e('int')})", f"{xs}.pop()" if self.chance(50) else f"{xs}[:1] = []", f"{xs} = {e('ints')}", f"{n} {self.pick('+=', '-=')} 1", f"{xs}.insert(0, 7)", f"{xs}.clear()", f"{xs}.reverse()", f"print([q for q, _ in zip({g}, range(2))])",
                f"{g} = {self.pick(f'(q for q in {g})', f'map(repr, {g})', f'itertools.chain({g}, [0])', f'itertools.islice({g}, 3)', f'iter({g})')}", f"print(*itertools.islice({g}, 1))", f"for q in {g}:\n{'    ' * (self.indent + 1)}print(q)\n{'    ' * (self.indent + 1)}break"))
        self.emit(f"print(list(itertools.islice({g}, 30)), next({g}, None), {xs}[:9], {n})")

    def of_stops(self):
        """StopIteration that leaves callbacks and generators."""
        e, name = self.e1, self.fresh("stops")
        stops = self.pick("next(iter([]))", "next(it)", "raiser(q)")
        given = e("ints")
        call = self.pick(
            f"list(map(lambda q: {stops}, {given}))", f"list(filter(lambda q: {stops}, {given}))", f"[{stops} for q in {given}]", f"list({stops} for q in {given})", f"sum({stops} for q in {given})", f"sorted({given}, key=lambda q: {stops})", f"dict((q, {stops}) for q in {given})",
            f"max({given}, key=lambda q: {stops}, default=None)", f"[q for q in {given} if {stops}]", f"[*({stops} for q in {given})]", f"any({stops} for q in {given})", f"{{q: {stops} for q in {given}}}", f"'-'.join(str({stops}) for q in {given})",
            f"list(zip({given}, map(lambda q: {stops}, {given})))", f"tuple({stops} for q in {given} for w in [1])", f"next({stops} for q in {given})", f"list(itertools.takewhile(lambda q: {stops}, {given}))", f"functools.reduce(lambda q, w: {stops}, {given})", f"list(map(lambda q: [w for w in [q] if {stops}], {given}))",
            f"list(enumerate({stops} for q in {given}))", f"[w for w in ({stops} for q in {given})]", f"list(iter(lambda: next(it), 4))", f"set({stops} for q in {given}) == {{1}}")
        self.put(f"""
            def {name}():
                it = iter({e('ints')})
                def raiser(q): raise StopIteration(q)
                return {call}
            try:
                print({name}())
            except StopIteration as stop:
                print('stop', stop.value)
            except RuntimeError as error:
                print(error, repr(error.__cause__))
            """)

    def of_iterators(self):
        """One iterator, used by several."""
        e, it = self.e1, self.fresh("it")
        self.emit(f"{it} = iter({self.pick(e('ints') + ' + [4, 5]', e('str'), 'range(6)', e('counts'), 'zip(' + e('ints') + ', ' + e('strs') + ')', 'dict(a=1, b=2, c=3).items()', '(q for q in range(5))', 'reversed([1, 2, 3])', 'enumerate(' + e('strs') + ')', 'itertools.chain([1], ' + e('ints') + ')')})")
        a, b = self.fresh("p"), self.fresh("p")
        for _ in range(self.random.randint(1, 4)):
            self.put(self.pick(
                f"print(list(zip({it}, {it})))", f"print([(q, next({it}, 'none')) for q in {it}])", f"for q in {it}:\n    print(q, next({it}, None))", f"print(next({it}, 'x'), next({it}, 'y'))", f"for q in {it}:\n    if q: break\nelse:\n    print('else')",
                f"try:\n    {a}, {b} = {it}\n    print({a}, {b})\nexcept ValueError as error:\n    print(error)", f"try:\n    {a}, *{b} = {it}\n    print({a}, {b})\nexcept ValueError as error:\n    print(error)", f"print({self.pick('2', repr('a'), '(0, 1)')} in {it}, next({it}, 'after'))",
                f"print([*itertools.islice({it}, 2)], {it} is iter({it}))", f"print(dict(zip({it}, range(2))))", f"{it} = itertools.chain({it}, [0])", f"print(*zip(range(2), {it}))", f"print(sum(1 for q in {it}))", f"{it}, {a} = itertools.tee({it})\nprint(next({a}, 0))"))
        self.emit(f"print(list({it}))")

    # exceptions as values

    def of_classes(self):
        e, name, kinds = self.e1, self.fresh("f"), self.fresh("kinds")
        some = self.random.sample(CLASSES, self.random.randint(2, 4))
        listed = ", ".join(some)
        match self.random.randrange(8):
            case 0:
                self.put(f"""
                    def {name}(klass, *args):
                        try:
                            raise {self.pick('klass', 'klass(*args)', 'klass(*args) from KeyError(1)')}
                        except {self.pick(*CLASSES)} as error:
                            return 'first', repr(error), error.args, {self.pick('type(error) is klass', 'isinstance(error, klass)', 'repr(error.__cause__)')}
                        except klass as error:
                            return 'own', str(error), type(error).__name__
                    for klass in [{listed}]:
                        print({name}(klass{self.pick('', ', ' + e('int'), ', 1, ' + e('str'), ', ' + repr('m'))}))
                    """)
            case 1:
                self.put(f"""
                    {kinds} = {{{', '.join(f'{k!r}: {v}' for k, v in zip('abcd', some))}}}
                    for key, klass in {kinds}.items():
                        try:
                            {self.pick('raise klass(key)', 'raise ' + kinds + '[key]', '[][0]', '{}[key]', '1 // 0', 'raise (klass, ValueError)[len(key) > 1](key)')}
                        except {self.pick('(*' + kinds + '.values(),)', 'tuple(' + kinds + '.values())', kinds + '[' + repr('a') + ']', '(klass, LookupError)', kinds + '.get(key, TypeError)')} as error:
                            print(key, repr(error), klass.__name__)
                        except Exception as error:
                            print('other', repr(error))
                    """)
            case 2:
                self.emit(f"print(list(map({self.pick(*some)}, {e('ints')})), [klass({e('str')}) for klass in [{listed}]], [klass().args for klass in ({listed},)])")
            case 3:
                self.emit(f"print([klass.__name__ for klass in ({listed}) if issubclass(klass, {self.pick(*CLASSES, '(LookupError, ValueError)')})], [isinstance({some[0]}(1), klass) for klass in [{listed}]], sorted([{listed}], key=lambda klass: klass.__name__)[0].__name__)")
            case 4:
                self.put(f"""
                    {kinds} = {some[0]} if {e('bool')} else {some[1]}
                    try:
                        raise {kinds}({e('str')}) {self.pick('', 'from None', f'from {some[-1]}()')}
                    except {self.pick(kinds, f'({kinds}, {some[0]})')} as error:
                        print(type(error) is {some[0]}, type(error) == {kinds}, {kinds} is {some[1]}, error.args, {kinds} in [{listed}], {{{kinds}: 1}}.get({some[0]}))
                    """)
            case 5:
                self.put(f"""
                    def {name}(*kinds, then=None):
                        def wrap(act):
                            try:
                                return act()
                            except kinds as error:
                                return then and then(error) or type(error).__name__
                        return wrap
                    {kinds} = {name}({listed}{self.pick('', ', then=repr', ', then=str', ', then=type', ', then=lambda q: q.args')})
                    print({kinds}(lambda: {self.pick('[][1]', '1 // 0', 'int(' + repr('x') + ')', '{}[1]', e('int'))}))
                    """)
            case 6:
                self.put(f"""
                    {kinds} = []
                    for klass in [{listed}]:
                        try:
                            try:
                                raise klass(len({kinds}))
                            except {some[0]}:
                                raise
                            except {some[-1]} as error:
                                raise {self.pick(some[1], 'klass', 'type(error)')}('again') from error
                        except Exception as error:
                            {kinds}.append(error)
                    print({kinds}, [(q.__cause__, type(q).__name__) for q in {kinds}], {self.pick(f'len({{*{kinds}}})', f'{kinds}[0] == {kinds}[0]', f'{kinds}[0] in {kinds}', f'[str(q) for q in {kinds}]')})
                    """)
            case _:
                self.put(f"""
                    def {name}(q, klass={some[0]}):
                        if {self.pick('q', 'not q', e('bool'))}: raise klass(q)
                        return klass
                    try:
                        print({name}({e('int')}).__name__, {name}({e('str')}, {some[1]}).__name__, {name}({e('ints')}, klass={some[-1]})('r'))
                    except ({listed}) as error:
                        print(repr(error), [klass for klass in ({listed}) if isinstance(error, klass)][0].__name__)
                    """)

    def of_chained(self):
        e, name = self.e1, self.fresh("f")
        first, second, third = self.random.sample(CLASSES[:7], 3)
        match self.random.randrange(5):
            case 0:
                self.put(f"""
                    def {name}(q):
                        {self.pick('raise', f'if q: raise', f'for _ in range(2): raise')}
                        return 'quiet'
                    try:
                        try:
                            raise {first}({e('int')})
                        except {first}:
                            print({name}({e('int')}))
                            {self.pick('raise', 'pass', f'raise {second}')}
                    except Exception as error:
                        print(repr(error), repr(error.__cause__))
                    """)
            case 1:
                self.put(f"""
                    try:
                        try:
                            raise {first}('one')
                        except {first} as one:
                            try:
                                raise {second}('two') {self.pick('', 'from one', 'from None')}
                            except {self.pick(first, second)} as two:
                                raise {third}('three') {self.pick('', 'from one', 'from two')}
                            finally:
                                print('inner')
                    except Exception as error:
                        while error is not None:
                            print(repr(error), repr(error.__cause__))
                            error = error.__cause__
                    """)
            case 2:
                self.put(f"""
                    def {name}(n):
                        for q in range(n):
                            try:
                                try:
                                    if q == 1: raise {first}(q)
                                    if q == 2: {self.pick('continue', 'break', 'return q', 'raise KeyError(q)')}
                                    print('body', q)
                                except {first} as error:
                                    {self.pick('raise', 'continue', 'break', 'return error', f'raise {second}(q)')}
                                else:
                                    {self.pick('continue', 'pass', 'print(q)')}
                                finally:
                                    print('finally', q)
                                    {self.pick('pass', 'pass', 'if q == 2: break', 'if q: continue', 'if q == 1: return -1')}
                            except ({first}, {second}) as error:
                                print('outer', repr(error))
                        else:
                            return 'all'
                        return 'left'
                    try:
                        print({name}({self.pick(1, 2, 4)}))
                    except KeyError as error:
                        print('out', error)
                    """)
            case 3:
                self.put(f"""
                    def {name}(q):
                        try:
                            return {self.pick('q.append(1)', '[q, q.append(2)]', 'len(q)', 'q[5]', '[*q]')}
                        except IndexError as error:
                            q.append(error.args)
                            return q
                        finally:
                            q.append({self.pick('3', 'len(q)')})
                            {self.pick('pass', 'if len(q) > 3: return q', 'q = 0')}
                    {name}_given = {e('ints')}
                    print({name}({name}_given), {name}_given)
                    """)
            case _:
                self.put(f"""
                    try:
                        {self.pick(f'raise {first}(1) from {second}(2)', f'raise {first}(1) from {second}', f'raise {first}(1) from None')}
                    except {self.pick(first, 'Exception')} as error:
                        print(repr(error.__cause__), error.with_traceback(None) is error)
                        {name} = error
                    try:
                        raise {name}
                    except Exception as error:
                        print(error is {name}, error.args)
                    try:
                        error
                    except NameError as gone:
                        print('gone', type(gone).__name__)
                    """)

    # names that are gone

    def of_del(self):
        e, f = self.e1, self.fresh("f")
        match self.random.randrange(7):
            case 0:
                form = self.pick("del a, (b, c)", "del a, b", "del (a, [b, c])", "del [a], b", "del (a), c", "del ((a, b), c)", "del a; del b")
                self.put(f"""
                    def {f}():
                        a, (b, c) = {e('int')}, ({e('str')}, {e('ints')})
                        {form}
                        {self.pick('pass', 'a = 5', 'b = a', 'c = b', 'a = b = c = 1')}
                        return {self.pick('c', 'a', 'b', '(a, b, c)', '[a for _ in range(1)]')}
                    """)
            case 1:
                self.put(f"""
                    def {f}():
                        xs, d = {e('ints')}, {e('counts')}
                        del {self.pick(f'xs[0], d[{e("key")}]', f'xs[-1], (xs[0], d[{e("key")}])', f'd[{e("key")}], xs[1:]', 'xs[:1], xs[0]', f'[xs[0], d[{e("key")}]]', 'xs[0], xs')}
                        return xs, d
                    """)
            case 2:
                self.put(f"""
                    def {f}():
                        for q in {e('ints')}:
                            {self.pick('del q', 'print(q); del q', 'w = q')}
                            {self.pick('pass', 'continue', 'if len(str(0)) > 1: break')}
                        {self.pick('return q', 'del q; return 1', 'return [q, 1]')}
                    """)
            case 3:
                self.put(f"""
                    def {f}():
                        q = {e('int')}
                        def inner(): {self.pick('return q', 'nonlocal q; del q', 'nonlocal q; q = 9; return q', 'return [q for _ in range(2)]')}
                        {self.pick('inner()', 'del q', 'print(inner())')}
                        {self.pick('q = 4', 'pass', 'pass')}
                        return {self.pick('q', 'inner()', '(inner(), q)')}
                    """)
            case 4:
                self.put(f"""
                    def {f}():
                        q = 1
                        try:
                            {self.pick('del q', 'raise ValueError(q)', 'pass')}
                            {self.pick('print(q)', 'q += 1', 'del q', 'pass')}
                        except {self.pick('ValueError', 'UnboundLocalError', 'NameError')} as q:
                            print('caught', type(q).__name__)
                        finally:
                            {self.pick('pass', 'q = 3', 'del q', 'print(q)')}
                        return q
                    """)
            case 5:
                self.put(f"""
                    def {f}():
                        while True:
                            try:
                                {self.pick('print(q)', 'del q', 'q += 1')}
                            except NameError as error:
                                print(type(error).__name__)
                                {self.pick('q = 2', 'q = error', 'break')}
                            else:
                                break
                        return {self.pick('q', 'type(q).__name__')}
                    """)
            case _:
                self.put(f"""
                    def {f}():
                        if {e('bool')}: a = {e('int')}
                        match {e('pair')}:
                            case (0, b): pass
                            case (int(), b) if {e('bool')}: {self.pick('del b', 'a = b', 'pass')}
                            case c: {self.pick('pass', 'del c')}
                        return {self.pick('a', 'b', '[a, b]', 'c', '(lambda: a)()', '[b for _ in [0]]', 'f"{a}{b}"')}
                    """)
        self.put(f"""
            try:
                print({f}())
            except NameError as error:
                print(type(error).__name__, error)
            except (LookupError, ValueError, TypeError) as error:
                print(repr(error))
            """)

    # containers changed while they are walked

    def of_walk(self):
        e, f = self.e1, self.fresh("f")
        guard = "if len(out) > 6: break"
        match self.random.randrange(8):
            case 0:
                walk = self.pick("xs", "xs", "reversed(xs)", "enumerate(xs)", "zip(xs, range(9))", "zip(xs, xs)", "list(xs)", "xs[:]", "iter(xs)", "map(str, xs)", "(w for w in xs)", "sorted(xs, key=str)", "itertools.chain(xs, xs)", "range(len(xs))", "filter(None, xs)", "tuple(xs)")
                change = self.pick("xs.append(7)", "xs.pop()", "xs.pop(0)", "xs.remove(xs[0])", "xs.insert(0, 8)", "xs.clear()", "xs[:] = [1]", "del xs[0]", "xs.reverse()", "xs = [5]", "xs += [6]", "xs[-1] = 0", "xs.sort()", "xs.extend(xs[:1])", "del xs[1:]", "xs[0:0] = [3, 3]", "xs *= 2")
                start = f"xs = {e('ints')} + [1, 2]"
                shown = "xs[:9]"
            case 1 | 2:
                walk = self.pick("d", "d", "d.keys()", "d.values()", "d.items()", "list(d)", "enumerate(d)", "map(str, d)", "(w for w in d)", "zip(d, d.values())", "reversed(d)", "iter(d.items())", "sorted(d)", "[*d]", "d.copy()", "dict(d).items()")
                change = self.pick("d[len(d) + 10] = 1", "d.pop(2)", "d.pop(2, None)", "del d[1]", "d[1] = d.get(1, 0) + 1", "d.clear()", "d.update({2: 5})", "d.setdefault(30, 0)", "d.popitem()", "d |= {1: 0}", "d[q] = 0" if walk in ("d", "d.keys()", "list(d)", "sorted(d)", "[*d]") else "d = {}")
                start = f"d = {self.pick('{1: 1, 2: 2, 3: 3}', 'dict(enumerate(' + e('strs') + '))', e('names'), '{q: q for q in range(4)}')}"
                shown = "list(d.items())[:9]"
            case 3:
                walk = self.pick("s", "s", "list(s)", "sorted(s)", "enumerate(s)", "(w for w in s)", "map(str, s)", "s | s", "s.copy()")
                change = self.pick("s.add(len(s) + 10)", "s.discard(2)", "s.add(2)", "s.clear()", "s.remove(99)", "s = {1}", "s.update([40])", "s -= {1}")
                start = f"s = {self.pick('{2}', '{q for q in [2]}', 'set([2])')}"
                shown = "sorted(s)[:9]"
            case 4:
                walk = self.pick("xs", "xs", "reversed(xs)", "enumerate(xs)", "list(xs)", "xs.copy()", "(w for w in xs)")
                change = self.pick("xs.append(7)", "xs.popleft()", "xs.rotate(1)", "xs.appendleft(1)", "xs.clear()", "xs[0] = 5", "xs.reverse()", "xs.extend([1])", "xs = collections.deque()", "xs.pop()")
                start = f"xs = collections.deque({e('ints')} + [1, 2]{self.pick('', ', maxlen=4')})"
                shown = "list(xs)[:9]"
            case 5:
                walk = self.pick("c", "c.items()", "list(c)", "c.elements()", "c.most_common()", "c.values()")
                change = self.pick("c['new'] += 1", "c['a'] += 1", "del c['zz']", "c.update('a')", "c.subtract('b')", "c['b'] = 0", "c.pop('a', 0)")
                start = f"c = collections.{self.pick('Counter(' + repr('aab') + ')', 'Counter({' + repr('a') + ': 2})')}"
                shown = "dict(c)"
            case 6:
                walk = self.pick("d", "d.items()", "d.values()", "list(d)", "reversed(d)")
                change = self.pick("d['new']", "d['a']", "d.get('zz')", "d['b'] = [2]", "d['new'].append(1)", "d.pop('b', None)")
                start = f"d = collections.defaultdict(list, a=[1], b=[])"
                shown = "dict(d)"
            case _:
                walk = "xs"
                change = self.pick("xs[0].append(q)", "xs.append(q[:1])", "q.append(1)", "q.clear()", "xs = xs + [q]", "xs[-1] = []", "q += [2]", "q = []", "xs.remove(q)")
                start = f"xs = {self.pick('[[1], [2, 3]]', '[[0]] * 2', '[[], [1]]')}"
                shown = "xs[:9]"
        when = self.pick("", "", "if len(out) == 1: ", "if len(out) == 2: ", "if q: ", "if len(out) < 3: ")
        order = [f"out.append({self.pick('q', 'str(q)') if 'xs[0].append' not in change else '1'})", f"{when}{change}", guard]
        if self.chance(30):
            order = [order[1], order[0], order[2]]
        self.put(f"""
            def {f}():
                {start}
                out = []
                try:
                    for q in {walk}:
                        {order[0]}
                        {order[1]}
                        {order[2]}
                    {self.pick('else: out.append(' + repr('else') + ')', 'out.append(0)')}
                except (RuntimeError, LookupError, ValueError) as error:
                    out.append(repr(error))
                return out, {shown}
            print({f}())
            """)

    # with, match, loops

    def of_with(self):
        e, f, log = self.e1, self.fresh("f"), self.fresh("log")
        klass = self.pick(*CLASSES[:6])
        enters = [f"{f}('a')", f"{f}({e('int')})", f"contextlib.suppress({klass})", f"contextlib.nullcontext({e('int')})", f"{f}('b')"]
        items = [self.pick(*enters) + self.pick("", f" as {n}") for n in self.random.sample(["x1", "x2", "x3"], self.random.randint(1, 3))]
        head = self.pick(", ".join(items), "(" + ", ".join(items) + ")")
        self.put(f"""
            {log} = []
            @contextlib.contextmanager
            def {f}(q{self.pick('', ', *rest')}):
                {log}.append(('enter', q))
                try:
                    {self.pick('yield q', 'yield', f'yield {log}', 'yield [q]')}
                {self.pick(f'except {klass} as error: {log}.append(repr(error))', 'except LookupError: raise', f'except KeyError as error: raise {klass}(q) from error', 'except ZeroDivisionError: pass')}
                finally:
                    {log}.append(('exit', q))
            def {f}_use(n):
                for turn in range(n):
                    with {head}:
                        {self.pick(f'{log}.append(turn)', f'raise {klass}(turn)', 'if turn: break', 'return turn', 'continue', '[][turn]', f'if turn == 1: raise {klass}')}
                        {self.pick('pass', 'break', 'return n', 'turn // 0', f'{log}.append(turn)')}
                else:
                    return 'all'
                return 'left'
            try:
                print({f}_use({self.pick(1, 2, 3)}))
            except Exception as error:
                print(repr(error), repr(error.__cause__))
            print({log})
            """)

    def of_guards(self):
        e, f = self.e1, self.fresh("f")
        subject = self.pick("q", "[q, log]", "(q, len(log))", "{'k': q, 'log': log}")
        guard = lambda: self.pick(
            "log.append(1)", "log.append(len(log)) or len(log) > 1", "(q := 5) and False", "note(2)", "note(q) == q", "log", "not log.append(q)", "log.pop() if log else log.append(7)", "len(log) < 2 and note(0)")
        patterns = {
            "q": ["int(x)", "x", "1 | 2", "str() as x", "[x, *_]", "True | None", "(int() | str()) as x"],
            "[q, log]": ["[x, []]", "[x, [_, *_]]", "(x, [1])", "[int(x), y]", "x"],
            "(q, len(log))": ["(x, 0)", "(_, int(x))", "(int(x), 1 | 2)", "[x, y] as z", "x"],
            "{'k': q, 'log': log}": ["{'k': int(x)}", "{'k': x, 'log': []}", "{'log': [1, *_]}", "{'k': x, **rest}", "{'no': _}"],
        }[subject]
        cases = []
        for pattern in self.random.sample(patterns, self.random.randint(2, 4)):
            test = f" if {guard()}" if self.chance(75) or pattern == "x" else ""
            cases.append(f"    case {pattern}{test}: return {pattern!r}, q, log" + (", x" if "x" in pattern.replace("as x", "x").replace("int(x)", "x").split("'")[0] and " x" in " " + pattern.replace("(", " ").replace("[", " ") else ""))
        self.emit(f"def {f}(q):")
        self.emit("    log = []")
        self.emit("    def note(w): log.append(('note', w)); return w")
        self.emit(f"    match {subject}:")
        for case in cases:
            self.emit("    " + case)
        self.emit("    return 'none', q, log")
        self.emit(f"print({f}({self.unknown(e(self.pick('int', 'str', 'ints', 'opt')))}), {f}({self.pick('1', 'True', 'None', repr('a'), '[1]')}))")

    def of_loops(self):
        """Functions made in loops, which share variables or have their own."""
        e, fs = self.e1, self.fresh("fs")
        match self.random.randrange(5):
            case 0:
                self.put(f"""
                    {fs} = []
                    for {fs}_q in {e('ints')}:
                        {fs}_n = 0
                        def {fs}_add(w={self.pick('1', fs + '_q', '[]')}):
                            nonlocal {fs}_n{self.pick('', ', ' + fs + '_q')}
                            {fs}_n += {self.pick('1', fs + '_q')}
                            return {fs}_n, w
                        {fs}.append({fs}_add)
                    print([f() for f in {fs}], [f() for f in {fs}[:1]])
                    """)
            case 1:
                self.put(f"""
                    def {fs}(q):
                        made = []
                        for w in range(q):
                            def count():
                                nonlocal q
                                q += w
                                return q
                            def own(w=w, q=q): return w, q
                            made += [count, own, lambda: (w, q), lambda v={self.pick('w', 'q', 'len(made)')}: {self.pick('v', 'w', 'len(made)')}]
                            {self.pick('pass', 'w += 10', 'q += 1', 'del w')}
                        return made
                    print([f() for f in {fs}({self.pick(1, 2, 3)})])
                    """)
            case 2:
                self.emit(f"{fs} = {self.pick('[lambda: q for q in range(3)]', '[lambda q=q: q for q in range(3)]', '[(lambda w: lambda: (q, w))(q) for q in range(3)]', '{q: (lambda: q + 1) for q in range(3)}.values()', '[f for q in range(2) for f in (lambda: q, lambda: -q)]', '[*(lambda: q for q in range(3))]', '[lambda: [q for _ in range(2)] for q in range(2)]')}")
                self.emit(f"print([f() for f in {fs}])")
            case 3:
                self.put(f"""
                    def {fs}():
                        total = [0]
                        n = {e('int')}
                        while True:
                            n -= {self.pick('7', '40', 'abs(n) + 1')}
                            step = lambda: n
                            total.append(step())
                            if n < 0 or len(total) > 4: break
                            def later(k=len(total)): return n, k
                            total.append(later)
                        return [t() if callable(t) else t for t in total]
                    print({fs}())
                    """)
            case _:
                self.put(f"""
                    def {fs}(q):
                        def outer():
                            def inner():
                                nonlocal q
                                {self.pick('q = [q]', 'q += q', 'q *= 2')}
                                return lambda: q
                            return inner
                        a = outer()
                        return a()(), q, outer()()(), [f() for f in [a(), a()]], q
                    print({fs}({self.unknown(e(self.pick('int', 'str')))}))
                    """)

    def of_recursion(self):
        e, f = self.e1, self.fresh("f")
        self.put(self.pick(
            f"""
            def {f}(q):
                if isinstance(q, (list, tuple)): return [{self.pick('w', 'f_(w)').replace('f_', f)} for w in q {self.pick('', 'if w')}]
                return q
            print({f}([{e('ints')}, ({e('int')}, [{e('nested')}])]))
            """,
            f"""
            def {f}(n, q=()):
                {self.pick('q += (n,)', 'q = (*q, n)', 'q = q + (n, q) if n < 3 else (n,)')}
                return {f}(n - 1, q) if n > 0 else q
            print({f}({self.pick(0, 3, 6)}), len({f}({self.pick(40, 200)})) > 3)
            """,
            f"""
            def {f}(q):
                if len(q) < 2: yield q
                else:
                    for w in range(len(q)):
                        for rest in {f}(q[:w] + q[w + 1:]): yield {self.pick('q[w:w + 1] + rest', 'rest + q[w:w + 1]')}
            print([*{f}({self.pick(repr('abc'), '[1, 2, 3]', '(1, 2)', e('str') + '[:3]')})])
            """,
            f"""
            def {f}_even(n): return True if n == 0 else {f}_odd(n - 1)
            def {f}_odd(n): return False if n == 0 else {f}_even(n - 1)
            print({f}_even({self.pick(7, 50, 120)}), [*map({f}_odd, range(4))])
            """,
            f"""
            def {f}(tree):
                match tree:
                    case [left, q, right]: yield from {f}(left); yield q; yield from {f}(right)
                    case None: return {self.pick('', 'tree')}
                    case q: yield q
            print([*{f}([[None, 1, 2], {e('int')}, [None, {e('str')}, None]])])
            """,
            f"""
            def {f}(n, memo={{}}):
                if n in memo: return memo[n]
                if n < 2: return n
                memo[n] = {f}(n - 1) + {f}(n - 2)
                return memo[n]
            print({f}({self.pick(5, 30)}), {f}(3, {self.pick('{}', '{3: 0}', '{1: 5}')}))
            """,
            f"""
            def {f}(a, b): return a if b == 0 else {f}(b, a % b)
            print({f}({e('int')}, {e('int')}), {f}(True, {e('int')}), (lambda g: g(g, 5))(lambda g, n: 1 if n < 2 else n * g(g, n - 1)))
            """))
