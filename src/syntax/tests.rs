//! Tests of the module as a whole.

use super::*;
use crate::base::FileId;
use ast::{Constant, ExprKind, FStringPart, StmtKind};

fn parse(text: &str) -> (Vec<ast::Stmt>, Sink) {
    let mut sink = Sink::new();
    let span = Span::new(FileId(0), 0, text.len() as u32);
    let body = parse_chunk(text, span, &mut sink);
    (body, sink)
}

/// `code start..end message` of the only finding.
fn finding(text: &str) -> String {
    let (_, sink) = parse(text);
    let found: Vec<String> = sink
        .as_slice()
        .iter()
        .map(|found| {
            let span = found.span.unwrap();
            format!("{} [{}] {}", found.code.id, span.text(text), found.message)
        })
        .collect();
    found.join("\n")
}

fn value(text: &str) -> ast::Expr {
    let (body, sink) = parse(text);
    assert!(sink.is_empty(), "{sink:?}");
    match body.into_iter().next().map(|stmt| stmt.kind) {
        Some(StmtKind::Expr(expr)) => expr,
        other => panic!("{other:?}"),
    }
}

#[test]
fn spans_are_offsets_in_the_file() {
    let text = "import x\n@deco\nasync def f(a, /, *b: int) -> str:\n    return a.b\n";
    let span = Span::new(FileId(3), 9, text.len() as u32 - 1);
    let mut sink = Sink::new();
    let body = parse_chunk(text, span, &mut sink);
    assert!(sink.is_empty(), "{sink:?}");
    let StmtKind::Function(def) = &body[0].kind else { panic!() };
    assert_eq!(def.name.span.text(text), "f");
    assert_eq!(def.header.text(text), "async def f(a, /, *b: int) -> str:");
    assert_eq!(def.params.vararg.as_ref().unwrap().name.span.text(text), "b");
    let StmtKind::Return(Some(value)) = &def.body[0].kind else { panic!() };
    let ExprKind::Attribute { attr, .. } = &value.kind else { panic!() };
    assert_eq!((attr.span.text(text), attr.span.file), ("b", FileId(3)));
}

#[test]
fn arguments_stay_in_source_order() {
    let text = "f(a, *b, k=c, *d, **e)";
    let ExprKind::Call { args, .. } = value(text).kind else { panic!() };
    let spans: Vec<&str> = args.iter().map(|arg| arg.span.text(text)).collect();
    assert_eq!(spans, ["a", "*b", "k=c", "*d", "**e"]);
}

#[test]
fn fields_of_f_strings_are_parsed() {
    let text = r#"f"a{x + 1!r:>{w}}b" 'c{' f"{y = }""#;
    let ExprKind::FString(parts) = value(text).kind else { panic!() };
    assert_eq!(parts.len(), 4, "{parts:?}");
    let FStringPart::Field(field) = &parts[1] else { panic!() };
    assert_eq!(field.value.span.text(text), "x + 1");
    assert_eq!(field.spec.as_ref().unwrap().len(), 2);
    let FStringPart::Literal { text: joined, .. } = &parts[2] else { panic!() };
    assert_eq!(&**joined, "bc{");
    let FStringPart::Field(debug) = &parts[3] else { panic!() };
    assert_eq!(debug.debug.as_deref(), Some("y = "));
    assert_eq!(debug.conversion, Some(ast::Conversion::Repr));
}

#[test]
fn docstrings_leave_the_body() {
    let (body, _) = parse("def f():\n    'a' \"b\\n  c\"\n    return 1\n");
    let StmtKind::Function(def) = &body[0].kind else { panic!() };
    assert_eq!(def.docstring.as_ref().map(|doc| &*doc.text), Some("ab\nc"));
    assert_eq!(def.body.len(), 1);
    let (body, _) = parse("def f():\n    f'a'\n");
    let StmtKind::Function(def) = &body[0].kind else { panic!() };
    assert_eq!((def.docstring.is_none(), def.body.len()), (true, 1));
}

#[test]
fn mistakes_are_told_in_plain_words() {
    let cases = [
        ("if x = 1:\n  pass", "PSC101 [=] `=` assigns and cannot stand in an expression"),
        ("if x\n  pass", "PSC101 [x] expected `:` after the header of this `if`"),
        ("x = (1,\ny = 2", "PSC101 [(] this `(` is never closed"),
        ("x = (1]", "PSC101 []] `]` does not close `(`"),
        ("x = 1)", "PSC101 [)] `)` closes no bracket"),
        ("print 'x'", "PSC101 [print] `print` is a function"),
        ("if a:\n  b\nelse if c:\n  d", "PSC101 [else if] `else if` is written `elif`"),
        ("a && b", "PSC101 [&&] `&&` is no operator"),
        ("x = ", "PSC101 [=] expected an expression after `=`"),
        ("x = 1 + 😀", "PSC101 [😀] `😀` cannot stand in a name"),
        ("x = 1 +* 2", "PSC101 [*] expected an expression, found `*`"),
        ("x = 'abc", "PSC101 ['] this string is never closed"),
        ("1 = x", "PSC101 [1] cannot assign to a number"),
        ("f() = x", "PSC101 [f()] cannot assign to a function call"),
        ("x = 012", "PSC101 [012] this is no number"),
        ("x = t'a'", "PSC101 [t'a'] template strings are not supported"),
        (
            "try:\n  a\nexcept A, B:\n  b",
            "PSC101 [,] the classes of an `except` must stand in parentheses",
        ),
        ("def f[T = int](): pass", "PSC101 [=] defaults of type parameters are not supported"),
        ("if x:\n  a\n\tb", "PSC104 [\t] tabs and spaces are mixed in the indentation"),
        ("def f():\npass", "PSC101 [:] expected an indented block after this colon"),
        ("x = '\\ud800'", "PSC302 [\\ud800] a lone surrogate cannot be represented"),
        ("x = 1 if 2", "PSC101 [2] the line ends here, but something is missing"),
        ("def f(*, **k): pass", "PSC101 [*] a bare `*` must be followed by a named parameter"),
        ("lambda **: 0", "PSC101 [**] expected a name after `**`"),
        ("x = *a", "PSC101 [*a] a starred expression cannot stand here"),
        (
            "f(x for x in y, 1)",
            "PSC101 [x for x in y] a generator beside other arguments needs parentheses",
        ),
        ("x = 'a' b'c'", "PSC101 ['a'] bytes and text cannot be joined"),
        ("x = f'{a b}'", "PSC103 [b] `b` is not expected here"),
        ("x = f'{}'", "PSC103 [{}] this f-string field is empty"),
        ("x = f'{a!x}'", "PSC103 [!x] unknown conversion in an f-string field"),
        ("x = f'a}'", "PSC103 [}] a single `}` stands in an f-string"),
        ("x = f'{a'", "PSC103 [{] this `{` of the f-string is never closed"),
        ("x = f'{a'\ny = 1", "PSC103 [{] this `{` of the f-string is never closed"),
        ("x = 😀", "PSC101 [😀] `😀` cannot stand in a name"),
        ("x = “a”", "PSC101 [“] `“` is a typographic quote"),
    ];
    for (text, expected) in cases {
        assert_eq!(finding(text), expected, "{text}");
    }
}

#[test]
fn an_error_in_one_field_leaves_the_rest() {
    let (body, sink) = parse("x = f'{a b}{c}'\ny = 1\n");
    assert_eq!((sink.as_slice().len(), body.len()), (1, 2));
}

#[test]
fn depth_is_bounded() {
    let deep = [
        "(".repeat(100_000),
        format!("x = {}y", "-".repeat(100_000)),
        format!("x = {}y", "not ".repeat(100_000)),
        format!("x = y{}", ".a".repeat(100_000)),
        format!("x = {}1", "1 + ".repeat(100_000)),
        format!("x = {}1{}", "(".repeat(1000), ")".repeat(1000)),
        format!("x = {}1", "lambda a, b: ".repeat(100_000)),
        format!("if a:\n b\n{}", "elif c:\n d\n".repeat(100_000)),
        (0..150).map(|n| format!("{}if x:\n", " ".repeat(n))).collect::<String>()
            + &" ".repeat(150)
            + "y",
    ];
    for text in deep {
        assert!(finding(&text).starts_with("PSC102"), "{}", finding(&text));
    }
    let mut nested = "1".to_owned();
    for _ in 0..400 {
        nested = format!("f'{{{nested}}}'");
    }
    assert!(finding(&nested).contains("too deep"), "{}", finding(&nested));
}

#[test]
fn long_chains_work() {
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(|| {
            value(&format!("{}1", "1 + ".repeat(2500)));
            value(&format!("a{}", ".b".repeat(2500)));
            value(&format!("a{}", " or b".repeat(100_000)));
            value(&format!("[{}]", "f(a.b, 'c'), ".repeat(20_000)));
            value(&format!("{}1{}", "[".repeat(199), "]".repeat(199)));
            let mut nested = "1".to_owned();
            for _ in 0..100 {
                nested = format!("f'{{{nested}}}'");
            }
            value(&nested);
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn odd_texts() {
    let texts =
        ["a = 1\r\nb = '''x\r\ny'''\r\n", "\u{feff}a = 1\n", "a = \\\n  1\n", "\x0ca = 1\n"];
    for text in texts {
        assert_eq!(finding(text), "", "{text:?}");
    }
    let ExprKind::Constant(Constant::Str(text)) = value("'''a\r\nb'''").kind else { panic!() };
    assert_eq!(&*text, "a\nb");
    let joined = value("''\"a\"'b'\"\"''r'c'");
    assert_eq!(joined.kind, ExprKind::Constant(Constant::Str("abc".into())));
    assert!(finding("a = 1\0").starts_with("PSC003"));
}

/// What needs no parser is what the parser makes of it, and nothing else is taken.
#[test]
fn dotted_names_are_what_the_parser_makes_of_them() {
    let taken = ["a", "_", "a.b", "ps.javascript", "a1.b_2.C", "match", "type.case", "print.soft"];
    let left = [
        "", ".", "a.", ".a", "a..b", "a .b", "a. b", " a", "a ", "1", "1.a", "a.1", "None",
        "True.x", "a.None", "a.if", "lambda", "not", "await", "yield", "a()", "a[0]", "a.b()", "é",
        "a.ﬁ", "a\n", "(a)", "a,", "'a'",
    ];
    for (at, text) in taken.into_iter().chain(left).enumerate() {
        // Within a file, not at its start.
        let source = format!("@{text}");
        let span = Span::new(FileId(2), 1, source.len() as u32);
        let found = dotted::parse(&source, span);
        assert_eq!(found.is_some(), at < taken.len(), "{text:?}");
        if let Some(found) = found {
            let job = Job {
                source: &source,
                span,
                wrapped: false,
                mode: Mode::Expression,
                fstrings: 0,
                depth: 0,
            };
            assert_eq!(job.expression(&mut Sink::new()), Some(found), "{text:?}");
        }
    }
}
