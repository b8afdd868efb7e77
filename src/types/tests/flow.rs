//! Variables, loops, narrowing.

use super::check;

#[test]
fn literals_and_operators() {
    check(
        r#"
        @ps.javascript
        def f(n: int, x: float, s: str, u):
            a = 5  # type: int3
            b = a + 1  # type: int4
            c = a * b  # type: int7
            n + 1  # type: int
            n / 2  # type: float
            n // 2  # type: int
            n % 10  # type: int4
            n + x  # type: float
            2 ** 3  # type: int6
            n ** n  # type: int | float
            s + "!"  # type: str
            s * 3  # type: str
            "%d" % n  # type: str
            f"{u}"  # type: str
            u + 1  # type: Any
            n < u  # type: bool
            not u  # type: bool
            -x  # type: float
            [1] + [2.5]  # type: list[int1 | float]
            (1, "a") + (None,)  # type: tuple[int1, str, None]
            True + True  # type: int2
            True & False  # type: bool
        "#,
    );
}

#[test]
fn variables_join_what_is_assigned() {
    check(
        r#"
        @ps.javascript
        def f(u, n: int):
            total = 0
            for x in range(10):
                total += x
            i = 0
            while i < n:
                i += 1
            if u:
                v = 1  # type: int1
            else:
                v = "a"
            v  # type: int1 | str
            v = None
            return v  # type: None
        "#,
    );
    check(
        r#"
        @ps.javascript
        def f(u):
            total = 0  # var total: int
            for x in range(10):  # var x: int4
                total += x
            v = None  # var v: None | int1
            def g():
                nonlocal v
                v = 1
            g()
            v  # type: None | int1
            return total  # type: int
        "#,
    );
}

#[test]
fn annotations_win() {
    check(
        r#"
        @ps.javascript
        def f(xs: list[str], d: dict[str, int], o: int | None = None, w: str = None, q=1):
            x: float = 1
            x  # type: float
            y: int | None = None
            y  # type: None
            y = o  # type: int | None
            y  # type: int | None
            xs[0]  # type: str
            d["a"]  # type: int
            w  # type: str | None
            q  # type: Any
            ys: list[int] = []  # type: list[int]
            ys.append(1)
            ys  # type: list[int]
        "#,
    );
}

#[test]
fn none_and_truth() {
    check(
        r#"
        @ps.javascript
        def f(o: str | None, p: int | None, u):
            if o is None:
                o  # type: None
                return 0
            o  # type: str
            if p:
                p  # type: int
            else:
                p  # type: int0 | None
            if not p or o == "":
                p  # type: int | None
            a = p and p + 1
            a  # type: int | None
            b = p or "x"  # type: int | str
            c = p if p is not None else 0
            c  # type: int
            while p is None:
                p = 5
            p  # type: int
            assert u is None
            u  # type: None
        "#,
    );
}

#[test]
fn instances() {
    check(
        r#"
        @ps.javascript
        def f(x: int | str | list[int] | None, u):
            if isinstance(x, (int, str)):
                x  # type: int | str
            elif isinstance(x, list):
                x  # type: list[int]
            else:
                x  # type: None
            if isinstance(u, str):
                u  # type: str
            elif isinstance(u, int):
                u  # type: int
            else:
                u  # type: Any
            if not isinstance(u, dict):
                return
            u  # type: dict[Any, Any]
        "#,
    );
}

#[test]
fn narrowing_ends() {
    check(
        r#"
        @ps.javascript
        def f(a: str | None, b: str | None, u):
            if a and b:
                a  # type: str
                a = u
                a  # type: str | None
                def g():
                    nonlocal b
                    b = None
                b  # type: str
                g()
                b  # type: str | None
        "#,
    );
    check(
        r#"
        @ps.javascript
        def f(a: str | None, b: str | None, us):
            if a is None or b is None:
                return
            def g():
                return a  # type: str
            b = us[0]
            h = lambda: b  # type: (...) -> str | None
            for c in us:
                d = us[0] or None
                if d is not None:
                    k = lambda: d  # type: (...) -> Any
        "#,
    );
}

#[test]
fn loops_forget() {
    check(
        r#"
        @ps.javascript
        def f(a: str | None, xs: list[int]):
            if a is None:
                return
            for x in xs:
                a  # type: str | None
                a = None
            try:
                n = xs[0]
                m = "a"
            except (KeyError, ValueError) as e:
                e  # type: KeyError | ValueError
                n = None
            n  # type: int | None
            while True:
                k = 1
                if n:
                    break
            n  # type: int
        "#,
    );
}

#[test]
fn unpacking() {
    check(
        r#"
        @ps.javascript
        def f(t: tuple[int, str], xs: list[str], u):
            a, b = t
            a  # type: int
            b  # type: str
            (c, *d), e = (xs, 1)
            c  # type: str
            d  # type: list[str]
            e  # type: int1
            g, *h = t
            h  # type: list[str]
            i, j = u
            i  # type: Any
            for k, (l, m) in enumerate([(1, "a")]):
                k  # type: int32
                m  # type: str
        "#,
    );
}

#[test]
fn recursion_ends() {
    check(
        r#"
        def fact(n: int):
            if n <= 1:
                return 1
            return n * fact(n - 1)

        def nest(u):
            x = []
            while u:
                x = [x]
            return x

        @ps.javascript
        def f(u):
            fact(5)  # type: int
            def odd(n):
                return n > 0 and even(n - 1)
            def even(n):
                return n == 0 or odd(n - 1)
            even(3)  # type: bool
        "#,
    );
}
