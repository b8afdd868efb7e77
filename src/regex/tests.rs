//! Patterns and what becomes of them; that they match the same is shown by `fixtures/conformance/re`.

use super::{DOTALL, IGNORECASE, MULTILINE, Problem, VERBOSE, translate};

fn source(pattern: &str, flags: u32) -> String {
    translate(pattern, flags).map_or_else(|problem| format!("{problem:?}"), |it| it.source)
}

#[test]
fn patterns_are_written_for_javascript() {
    let cases = [
        ("a.b", 0, "a[^\\n]b"),
        ("a.b", DOTALL, "a[^]b"),
        ("^a$", 0, "(?<![^])a(?![^\\n]|\\n[^])"),
        ("^a$", MULTILINE, "(?<![^\\n])a(?![^\\n])"),
        (r"(?P<y>\d+)-(?P=y)", 0, r"(?<y>[\p{Nd}]+)-(?:\1)"),
        ("(?s).(?#no)", 0, "[^]"),
        (
            r"[\w.-]+@[^\s]",
            0,
            "[\\p{L}\\p{N}_.\\-]+@[^\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]",
        ),
        (r"(?a)[\W\d]", 0, "(?:[^a-zA-Z0-9_]|[0-9])"),
        ("a{,3}b{2}c{2,}?", 0, "a{0,3}b{2}c{2,}?"),
        ("{x}", 0, "\\{x\\}"),
        ("[]a]/", 0, "[\\]a]\\/"),
        (" a b # c\n d", VERBOSE, "abd"),
        ("", 0, ""),
        (r"\x41\u00e9\101\0", 0, "AéA\\u0000"),
    ];
    for (pattern, flags, expected) in cases {
        assert_eq!(source(pattern, flags), expected, "{pattern}");
    }
    assert_eq!(translate("a", IGNORECASE).map(|it| it.flags), Ok("diu"));
}

#[test]
fn what_differs_is_refused() {
    for pattern in [
        "(?>a)",
        "a*+",
        "(?(1)a|b)",
        "a(?i:b)",
        r"\N{DASH}",
        "(?:(a)|b)*",
        "(a*)*",
        r"(a)?\1",
        "(?:(a)?b)+",
        r"(?<=(a))b",
    ] {
        assert!(matches!(translate(pattern, 0), Err(Problem::Unsupported(_))), "{pattern}");
    }
    for pattern in [
        "(a", "a)", "*", "a**", "[a", "[b-a]", r"\1", r"\q", "(?P<1>a)", "(?<=a+)b", "a{3,2}", "\\",
    ] {
        assert!(matches!(translate(pattern, 0), Err(Problem::Invalid(_))), "{pattern}");
    }
    let walks = |pattern| translate(pattern, 0).map(|it| it.may_prefer_nothing);
    assert_eq!(walks("a*"), Ok(false));
    assert_eq!(walks("a*?"), Ok(true));
    assert_eq!(walks("|a"), Ok(true));
    assert_eq!(walks("a|b"), Ok(false));
}

#[test]
fn nothing_panics() {
    let deep = "(".repeat(500);
    assert!(translate(&deep, 0).is_err());
    for pattern in [
        "(?",
        "(?P",
        "(?P<",
        "(?P=",
        "[^",
        "[a-",
        "a{",
        "a{1",
        "a{99999999999}",
        r"\x1",
        r"\U00110000",
    ] {
        let _ = translate(pattern, VERBOSE);
    }
}
