//! Lists, dicts and records, and who may change them.

use super::check;

#[test]
fn displays_that_nobody_changes() {
    check(
        r#"
        OPTIONS = [{"label": "a", "value": 1}, {"label": "b", "value": 20}]
        LIMIT = 10

        @ps.javascript
        def f(n: int):
            for option in OPTIONS:
                option["label"]  # type: str
                option["value"]  # type: int5
            LIMIT  # type: int4
            xs = [1, 2]
            xs  # type: list[int2]
            d = {"a": 1, **{"b": "x"}}
            d["b"]  # type: str
            e = {1: "a"}
            e  # type: dict[int1, str]
            [x * 2 for x in xs if x]  # type: list[int4]
            {x: str(x) for x in xs}  # type: dict[int2, str]
            {1, 2}  # type: set[int2]
        "#,
    );
}

/// What `make` gives may be handed to `push` by an importer.
#[test]
fn displays_that_are_changed() {
    check(
        r#"
        SHARED = [1]

        def push(target, value):
            target.append(value)

        def make():
            return [1]

        @ps.javascript
        def f(u):
            a = []  # type: list[str]
            a.append("x")
            b = [1]  # type: list[int1 | str]
            c = b
            c.append("x")
            d = {"k": [1]}
            d["k"].append("x")
            d["k"]  # type: list[int1 | str]
            push(SHARED, "x")
            SHARED  # type: list[Any]
            e = [1]  # type: list[int1 | str]
            e += ["x"]
            g = {"k": 1}
            g["k"] = "x"
            g["k"]  # type: int1 | str
            g["j"] = None
            h = [1]  # type: list[Any]
            u.swap(h)
            i = make()
            i  # type: list[Any]
            rows = [[1]]
            for row in rows:
                row.append("x")
            rows  # type: list[list[int1 | str]]
            record = {"n": 1}
            table = []
            table.append(record)
            table[0]["n"] = "x"
            record["n"]  # type: int1 | str
            lost = []
            inner = {"n": 1}  # type: dict[Any, Any]
            u.take(lost)
            lost.append(inner)
            counts = {}  # type: dict[str, int]
            for word in "a b".split():
                counts[word] = counts.get(word, 0) + 1
            less = [2]  # type: list[int2]
            less.pop()
            return i[0]  # type: Any
        "#,
    );
}

#[test]
fn keys_that_may_go() {
    check(
        r#"
        @ps.javascript
        def f(u):
            a = {"k": 1}  # type: dict[str, int1]
            del a["k"]
            b = {"k": 1}  # type: {k: int1}
            c = {"k": 1}  # type: dict[str, int1]
            c.pop("k")
            d = {"k": 1}
            u.items = d
            d  # type: dict[Any, Any]
        "#,
    );
}

#[test]
fn what_leaves_may_come_back_changed() {
    check(
        r#"
        @ps.javascript
        def make():
            return [1]  # type: list[Any]

        @ps.javascript
        def take(xs):
            xs.append("x")
        "#,
    );
    check(
        r#"
        @ps.javascript
        def make():
            return [1]  # type: list[int1]

        @ps.javascript
        def take(xs):
            return len(xs)
        "#,
    );
}

#[test]
fn records_join() {
    check(
        r#"
        @ps.javascript
        def f(u):
            a = {"x": 1} if u else {"x": "s", "y": 2}
            a  # type: {x: int1 | str, y?: int2}
            a["x"]  # type: int1 | str
        "#,
    );
}
