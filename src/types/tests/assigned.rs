//! Definite assignment.

use super::check;

#[test]
fn branches_and_loops() {
    check(
        r#"
        @ps.javascript
        def f(u, xs):
            if u:
                a = 1
            a  # unbound: a
            if u:
                b = 1
            else:
                return
            b  # unbound: -
            for x in xs:
                c = x
            c + x  # unbound: c, x
            while True:
                d = 1
                if u:
                    break
            d  # unbound: -
            e += 1  # unbound: e
            if u and (g := xs):
                g  # unbound: -
            g  # unbound: g
        "#,
    );
}

#[test]
fn handlers_and_deletion() {
    check(
        r#"
        @ps.javascript
        def f(u):
            try:
                a = u()
            except ValueError as e:
                e  # unbound: -
                b = 1
            else:
                a  # unbound: -
                b = 2
            finally:
                a  # unbound: a
                c = 1
            a + b + c  # unbound: a
            e = 1
            d = 1
            d  # unbound: -
            for x in u:
                d  # unbound: d
                del d  # unbound: d
            d  # unbound: d
        "#,
    );
}

#[test]
fn nested_functions() {
    check(
        r#"
        @ps.javascript
        def f(u):
            late()  # unbound: late
            def early():
                return value + late() + sure  # unbound: value, sure
            sure = 1
            def late():
                return sure + early()  # unbound: -
            value = 1
            return early() + late()  # unbound: -
        "#,
    );
}
