//! Scopes as CPython's `symtable` sees them.

use super::*;
use crate::base::FileId;
use crate::syntax::{self, ast::StmtKind};

/// The scopes of the first statement of a text.
fn scopes(text: &str) -> (Scopes, Vec<String>) {
    let span = Span::new(FileId(0), 0, text.len() as u32);
    let mut sink = Sink::new();
    let stmts = syntax::parse_chunk(text, span, &mut sink);
    let scopes = match &stmts[0].kind {
        StmtKind::Function(def) => Scopes::of_function(def, &mut sink),
        StmtKind::Class(def) => Scopes::of_class(def, &mut sink),
        StmtKind::Expr(value) => Scopes::of_expr(value, &mut sink),
        other => panic!("{other:?}"),
    };
    let found = sink.into_sorted();
    let show = |it: &crate::diag::Diagnostic| {
        format!("{} `{}`", it.message, it.span.map_or("", |span| span.text(text)))
    };
    let found = found.iter().map(show).collect();
    (scopes, found)
}

/// `name(flags)` of the locals of the function or class `key`, or of the expression with that text.
fn locals(text: &str, scopes: &Scopes, key: &str) -> Vec<String> {
    let named = ["def ", "class "]
        .iter()
        .find_map(|word| text.find(&format!("{word}{key}")).map(|at| at + word.len()));
    let at = named.or_else(|| text.find(key)).unwrap() as u32;
    let id = scopes.scope_at(Span::new(FileId(0), at, at + key.len() as u32)).expect(key);
    let show = |local: &Local| {
        let mut out = format!("{} {:?} {}w{}r", local.name, local.kind, local.writes, local.reads);
        for (is, flag) in [
            (local.is_captured, " captured"),
            (local.is_shared, " shared"),
            (local.is_deleted, " deleted"),
        ] {
            out += if is { flag } else { "" };
        }
        out
    };
    scopes.get(id).unwrap().locals.iter().map(show).collect()
}

fn free(scopes: &Scopes) -> Vec<String> {
    let mut names: Vec<_> = (scopes.free())
        .map(|used| {
            used.chain.iter().fold(used.name.to_string(), |text, link| text + "." + &link.attr.name)
        })
        .collect();
    names.dedup();
    names
}

#[test]
fn everything_that_binds() {
    let text = "def f(a, /, b, *c, d=dd, **e):
    g = 1
    h: int
    i: int = 2
    j += 3
    for k, *l in m: pass
    with n as (o, p): pass
    try: pass
    except E as q: pass
    import r.s, t as u
    from v import w as x, y
    def z(): pass
    class A: pass
    match B:
        case [C, *D, {'x': G, **H}] | I(J) as K if L: pass
    (M := 1)
    del N
    O.P = Q[R] = 1
    lambda: S
";
    let (scopes, found) = scopes(text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        locals(text, &scopes, "f"),
        [
            "a Param 1w0r",
            "b Param 1w0r",
            "c Param 1w0r",
            "d Param 1w0r",
            "e Param 1w0r",
            "g Assigned 1w0r",
            "h Assigned 0w0r",
            "i Assigned 1w0r",
            "j Assigned 1w1r",
            "k Assigned 1w0r",
            "l Assigned 1w0r",
            "o Assigned 1w0r",
            "p Assigned 1w0r",
            "q Except 1w0r",
            "r Import 1w0r",
            "u Import 1w0r",
            "x Import 1w0r",
            "y Import 1w0r",
            "z Function 1w0r",
            "A Class 1w0r",
            "C Match 1w0r",
            "D Match 1w0r",
            "G Match 1w0r",
            "H Match 1w0r",
            "J Match 1w0r",
            "K Match 1w0r",
            "M Assigned 1w0r",
            "N Assigned 1w0r deleted",
        ]
    );
    assert_eq!(
        free(&scopes),
        ["dd", "f", "int", "m", "n", "E", "B", "I", "L", "O.P", "Q", "R", "S"]
    );
}

#[test]
fn nested_functions_capture_and_share() {
    let text = "def f(a, b):
    n = 0
    m = 0
    def g():
        nonlocal n
        n += 1
        return a
    def h():
        m = 1
        global k
        k = m
        def deeper(): return k
        return g
    return [n for b2 in m], (lambda b=b: b + m)
";
    let (scopes, found) = scopes(text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        locals(text, &scopes, "f"),
        [
            "a Param 1w1r captured",
            "b Param 1w1r",
            "n Assigned 2w2r captured shared",
            "m Assigned 1w2r captured",
            "g Function 1w1r captured",
            "h Function 1w0r",
        ]
    );
    assert_eq!(locals(text, &scopes, "h"), ["m Assigned 1w1r", "deeper Function 1w0r"]);
    assert_eq!(free(&scopes), ["f", "k"]);
}

#[test]
fn comprehensions() {
    let text = "def f(x, ys):
    a = [x for x in x if (w := x) for y in ys]
    b = (x + y for y in ys)
    c = {k: [k for k in x] for k in ys}
    return y
";
    let (scopes, found) = scopes(text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        locals(text, &scopes, "f"),
        [
            // The iterables of `a` and `b` are evaluated outside; `b`'s body runs later.
            "x Param 1w3r captured",
            "ys Param 1w3r",
            "w Assigned 1w0r shared",
            "a Assigned 1w0r",
            "b Assigned 1w0r",
            "c Assigned 1w0r",
        ]
    );
    let of_a = locals(text, &scopes, "[x for x in x if (w := x) for y in ys]");
    assert_eq!(of_a, ["x Comp 1w2r", "y Comp 1w0r"]);
    assert_eq!(free(&scopes), ["f", "y"]);
}

#[test]
fn classes_hide_their_names_from_what_is_nested() {
    let text = "def f(x):
    class A(x):
        y = x
        z = [y for _ in y]
        def g(self): return y
    return A
";
    let (scopes, found) = scopes(text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        locals(text, &scopes, "A"),
        ["y Assigned 1w1r", "z Assigned 1w0r", "g Function 1w0r"]
    );
    // `y` of the element and of the method.
    assert_eq!(scopes.free().filter(|used| &*used.name == "y").count(), 2);
    assert_eq!(locals(text, &scopes, "f"), ["x Param 1w2r", "A Class 1w1r"]);
}

#[test]
fn what_symtable_rejects() {
    let check = |text: &str| scopes(text).1;
    assert_eq!(
        check("def f():\n    def g():\n        nonlocal n\n        n = 1\n"),
        ["no binding for nonlocal `n` found `n`"]
    );
    for (text, found) in [
        (
            "def f(xs):\n    return [y for y in (z := xs)]\n",
            "an assignment expression cannot stand in the iterable of a comprehension `z`",
        ),
        (
            "def f(xs):\n    return [y for x in xs for y in [lambda: (z := x)]]\n",
            "an assignment expression cannot stand in the iterable of a comprehension `z`",
        ),
        (
            "def f():\n    global X\n    X: int = 1\n",
            "`X` is declared global and cannot be annotated here `X`",
        ),
        (
            "def f(x):\n    def g():\n        nonlocal x\n        x: int = 1\n",
            "`x` is declared nonlocal and cannot be annotated here `x`",
        ),
        (
            "def f(x):\n    def g():\n        global x\n        nonlocal x\n",
            "`x` is declared both `nonlocal` and `global` `x`",
        ),
        ("def f():\n    from math import *\n", "`import *` must stand at the top of a module `*`"),
        ("def f():\n    __debug__ = 1\n", "`__debug__` cannot be assigned to `__debug__`"),
        ("def f(__debug__): pass\n", "`__debug__` cannot be assigned to `__debug__`"),
    ] {
        assert_eq!(check(text), [found], "{text}");
    }
    assert_eq!(check("def f(xs):\n    return [(z := y) for y in xs if (w := y)]\n"), [""; 0]);
    assert_eq!(check("def f():\n    nonlocal n\n"), ["no binding for nonlocal `n` found `n`"]);
    assert_eq!(
        check("def f():\n    n = 1\n    global n\n"),
        ["`n` is used before its global declaration `n`"]
    );
    assert_eq!(check("def f(n):\n    global n\n"), ["`n` is a parameter and global `n`"]);
    assert_eq!(
        check("def f(x):\n    return [i := 1 for i in x]\n"),
        ["assignment expression cannot rebind the iteration variable `i` `i`"]
    );
    assert_eq!(check("def f(n):\n    class A:\n        nonlocal n\n        n = 1\n"), [""; 0]);
}

#[test]
fn chains_and_calls() {
    let text = "f(a.b.c, (d).e, g().h, i[0].j, a.b())";
    let (scopes, _) = scopes(text);
    let show = |used: &Use| {
        let chain: Vec<_> = used.chain.iter().map(|link| link.span.text(text)).collect();
        let call = used.call.map_or("", |span| span.text(text));
        format!("{} {} | {call}", used.name, chain.join(" "))
    };
    let uses: Vec<_> = scopes.uses().iter().map(show).collect();
    assert_eq!(
        uses,
        [
            format!("f  | {text}"),
            "a a.b a.b.c | ".into(),
            "d (d).e | ".into(),
            "g  | g()".into(),
            "i  | ".into(),
            "a a.b | a.b()".into(),
        ]
    );
}
