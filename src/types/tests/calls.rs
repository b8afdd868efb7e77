//! Functions, builtins, methods.

use super::check;

#[test]
fn functions() {
    check(
        r#"
        def plain(u):
            if u:
                return "a"

        def declared(u) -> list[str]:
            return u

        async def later() -> int:
            return 1

        @ps.javascript
        async def f(cb: Callable[[int], str], u):
            plain(1)  # type: str | None
            declared(1)  # type: list[str]
            await later()  # type: int
            later()  # type: Awaitable[int]
            g = lambda: 1.5
            g()  # type: float
            cb(1)  # type: str
            u(1)  # type: Any
            plain  # type: (...) -> str | None
        "#,
    );
}

#[test]
fn builtins() {
    check(
        r#"
        @ps.javascript
        def f(xs: list[str], d: dict[str, int], u):
            len(xs)  # type: int32
            sorted(d)  # type: list[str]
            list(xs)  # type: list[str]
            [i for i in range(len(xs))]  # type: list[int32]
            max(1, 2.5)  # type: int1 | float
            max(xs, default=None)  # type: str | None
            sum([1, 2])  # type: int
            sum([1.5])  # type: float
            sum([1, 1.5])  # type: int | float
            sum([1.5], 0.0)  # type: float
            round(2.5)  # type: int
            round(2.5, 1)  # type: float
            abs(-3)  # type: int2
            int(u)  # type: int
            str(u)  # type: str
            dict(a=1)  # type: dict[str, int1]
            dict(zip(xs, [1]))  # type: dict[str, int1]
            set(xs)  # type: set[str]
            tuple(xs)  # type: tuple[str, ...]
            divmod(7, 2)  # type: tuple[int3, int2]
            list(map(lambda s: len(s), xs))  # type: list[int32]
            list(filter(None, [1, None]))  # type: list[int1]
            sorted(xs, key=lambda s: s)  # type: list[str]
            isinstance(u, str)  # type: bool
            print(u)  # type: None
            ValueError("x")  # type: ValueError
        "#,
    );
}

#[test]
fn lambdas_see_their_items() {
    check(
        r#"
        @ps.javascript
        def f(xs: list[str]):
            map(lambda s: s.upper(), xs)  # var s: str
            sorted(xs, key=lambda t: len(t))  # var t: str
            ps.For(xs, lambda item, i: ps.li(item, key=i))  # var item: str; var i: int32
            ps.For(xs, lambda item: item)  # type: list[str]
            k = lambda v: v  # var v: Any
        "#,
    );
}

#[test]
fn methods() {
    check(
        r#"
        class Msg(TypedDict):
            text: str
            size: int

        @ps.javascript
        def f(s: str, xs: list[int], d: dict[str, int], m: Msg, st: set[int], u):
            s.upper()  # type: str
            s.split(",")  # type: list[str]
            s.find("a")  # type: int32
            s.startswith("a")  # type: bool
            s.partition(",")  # type: tuple[str, str, str]
            xs.pop()  # type: int
            xs.sort()  # type: None
            d.get("a")  # type: int | None
            d.get("a", "x")  # type: int | str
            d.items()  # type: Iterable[tuple[str, int]]
            d.keys()  # type: Iterable[str]
            m["text"]  # type: str
            m.get("size")  # type: int
            m.get("other")  # type: Any
            st.union([1.5])  # type: set[int | float]
            u.upper()  # type: Any
        "#,
    );
}

#[test]
fn javascript() {
    check(
        r#"
        @ps.javascript
        def f(u):
            JSON.stringify(u)  # type: str
            Date.now()  # type: int
            Math.random()  # type: float
            document.title  # type: str
            obj(a=1)  # type: JS
            document  # type: Document
        "#,
    );
}

/// A class that answers other operators, or none, leaves arithmetic as it is.
#[test]
fn operators_that_no_class_answers() {
    check(
        r#"
        class Point:
            def __init__(self, x):
                self.x = x

            def __len__(self):
                return 2

            def __sub__(self, other):
                return self

        @ps.javascript
        def f(u):
            def walk(at):
                at += 1
                at  # type: int
                return at * 2  # type: int

            def back(at):
                at -= 1
                at  # type: int

            walk(0)
            back(0)
            u - 1  # type: Any
            Point(1)
        "#,
    );
}
