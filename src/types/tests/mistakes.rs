//! Mistakes that only types can tell.

use super::snippet;

/// The findings in a function of typed parameters, one line each.
fn findings(body: &str) -> Vec<String> {
    let body: String = body.lines().map(|line| format!("    {}\n", line.trim_start())).collect();
    let header = "@ps.javascript\n\
        def f(n: int, x: float, s: str, xs: list[int], d: dict[str, int], t: tuple[int, str], st: set[int], o: str | None, e: int | str, u, js: Any):\n";
    snippet(&format!("{header}{body}")).findings()
}

#[track_caller]
fn fine(body: &str) {
    assert_eq!(findings(body), Vec::<String>::new());
}

#[track_caller]
fn each_wrong(code: &str, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let found = findings(line);
        assert!(found.len() == 1 && found[0].starts_with(code), "{line}: {found:?}");
    }
}

#[test]
fn operators_that_cannot_work() {
    each_wrong(
        "PSC405",
        r#"
        "count: " + n
        n + "a"
        xs + 1
        xs + t
        s - "a"
        n & x
        -s
        ~x
        n < s
        xs < 1
        1 in s
        1 in n
        n[0]
        s["a"]
        xs["a"]
        n[1:2]
        for i in n: pass
        [i for i in n]
        len(n)
        len(None)
        sorted(5)
        sum(n)
        int(None)
        float(xs)
        None()
        "a"()
        s += 1
        s[0] = "a"
        t[0] = 1
        "#,
    );
    fine(
        r#"
        n + True
        x * n
        s * n
        e + 1
        u + 1
        "a" + u
        o + "a"
        s % 1
        n < x
        e < 1
        o < "a"
        u < 1
        s in s
        o in s
        u in n if u is not None else 0
        xs[u]
        t[0]
        d["a"]
        js["a"]
        for i in u: pass
        len(o)
        int(s)
        u()
        xs += "ab"
        if isinstance(s, int): s + 1
        "#
        .replace("u in n if u is not None else 0", "u in xs")
        .as_str(),
    );
}

#[test]
fn the_message_names_the_types() {
    assert_eq!(
        findings("\"count: \" + n"),
        ["PSC405 `\"count: \" + n` `+` of str and int raises TypeError; \
          make a str of the other one: `str(...)`, or write an f-string"]
    );
}

#[test]
fn methods_of_javascript() {
    for (line, help) in [
        ("xs.push(1)", "write `append(x)`"),
        ("s.toUpperCase()", "write `upper()`"),
        ("s.trim()", "write `strip()`"),
        ("xs.map(u)", "write a comprehension: `[f(x) for x in items]`"),
        ("xs.includes(1)", "write `x in value`"),
        ("s.uper()", "did you mean `upper`?"),
        ("xs.length", "write `len(...)`"),
        ("d.text", "a dict's values are subscripts: `[\"text\"]`"),
        ("o.trim()", "write `strip()`"),
    ] {
        let found = findings(line);
        assert!(found.len() == 1 && found[0].starts_with("PSC404"), "{line}: {found:?}");
        assert!(found[0].ends_with(help), "{line}: {found:?}");
    }
    fine("js.push(1)\njs.length\nu.trim()\no.strip()\nd.items()\nrange(3).stop\ns.upper");
}

#[test]
fn arguments_of_methods() {
    each_wrong(
        "PSC401",
        r#"
        s.split(",", 1, 2)
        s.split(by=",")
        s.startswith()
        xs.append()
        xs.append(1, 2)
        d.get()
        u.split(by=",")
        "#,
    );
    each_wrong("PSC402", "js.open(line=3)\nu.scroll(top=0)");
    fine(
        r#"
        s.split(sep=",", maxsplit=1)
        s.split(*u)
        xs.sort(key=len, reverse=True)
        u.sort(reverse=True)
        "{a}".format(a=1)
        d.update(a=1)
        u.update(a=1)
        "#
        .replace("key=len, ", "")
        .as_str(),
    );
}

#[test]
fn methods_without_a_helper() {
    let found = findings("s.fromhex()");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("PSC404"), "{found:?}");
}
