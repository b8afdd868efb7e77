//! Tests of the outline on its own; `tests/suite/outline.rs` compares it with CPython.

use std::time::{Duration, Instant};

use super::*;

/// `Kind[names] text` of each chunk, the text cut to its first line.
fn outline(text: &str) -> Vec<String> {
    let describe = |chunk: &Chunk| {
        let first = chunk.span.text(text).split(['\n', '\r']).next().unwrap_or("");
        format!("{:?}[{}] {first}", chunk.kind, chunk.binds.join(" "))
    };
    scan(FileId(0), text).chunks.iter().map(describe).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(text), expected, "{text:?}");
}

#[test]
fn empty_texts_hold_no_chunk() {
    for text in ["", "\u{feff}", "\n\r\n \t\x0c\n# only\r# comments", "\\\n", "   "] {
        check(text, &[]);
    }
}

#[test]
fn span_of_a_definition_reaches_from_its_decorator_to_its_last_token() {
    let text = "# a\n@b(1)  # c\n\n@ d\nasync def f():\n    pass # e\n    # f\n\n# g\nx";
    let outline = scan(FileId(0), text);
    let function = &outline.chunks[0];
    assert_eq!(function.kind, ChunkKind::AsyncFunction);
    assert_eq!(function.span.text(text), "@b(1)  # c\n\n@ d\nasync def f():\n    pass");
    let decorators: Vec<&str> = function.decorators.iter().map(|span| span.text(text)).collect();
    assert_eq!(decorators, ["b(1)", "d"]);
    assert_eq!(outline.chunks.len(), 2);
}

#[test]
fn open_bracket_does_not_swallow_the_next_definition() {
    for start in ["def ", "async def ", "@a\ndef ", "@a(\n  b,\n)\n# c\n@d\nclass "] {
        let text = format!("x = f(1,\n  2\n{start}g(): pass\n");
        let found = outline(&text);
        assert_eq!(found.len(), 2, "{text:?}: {found:?}");
        assert_eq!(found[0], "Assign[x] x = f(1,");
        let whole = scan(FileId(0), &text).chunks[1].span;
        assert_eq!(whole.text(&text), format!("{start}g(): pass"));
    }
}

#[test]
fn open_bracket_ends_where_only_a_statement_can_begin() {
    check("f(\nimport a\nx", &["Expr[] f(", "Import[a] import a", "Expr[] x"]);
    check("f(a\nfrom b import c", &["Expr[] f(a", "FromImport[c] from b import c"]);
    check("f(a,\nif b: c = 1", &["Expr[] f(a,", "If[c] if b: c = 1"]);
    check("f(a\n@b\n@c\n", &["Expr[] f(a"]);
    check("try:\n  f(\nexcept A as e: pass\nx", &["Try[e] try:", "Expr[] x"]);
    check(
        "def f():\n  g([\n  x = 1\n\nclass A: pass",
        &["Function[f] def f():", "Class[A] class A: pass"],
    );
    check("x = 1 + \\\ndef f(): pass", &["Assign[x] x = 1 +", "Function[f] def f(): pass"]);
}

#[test]
fn open_string_ends_with_its_line_and_takes_its_brackets_along() {
    check("x = f('a)\ny = 2", &["Assign[x] x = f('a)", "Assign[y] y = 2"]);
    check("x = f(\n 'a,\n b)\ny = 2", &["Assign[x] x = f(", "Assign[y] y = 2"]);
    check("x = f\"{a\"\ny = 2", &["Assign[x] x = f\"{a\"", "Assign[y] y = 2"]);
    check(
        "x = f'{a\ny = 2\ndef f(): pass",
        &["Assign[x] x = f'{a", "Assign[y] y = 2", "Function[f] def f(): pass"],
    );
    check(
        "x = f'''function() { return \"x; '''\ny = 2",
        &["Assign[x] x = f'''function() { return \"x; '''", "Assign[y] y = 2"],
    );
    check("x = 1\ny = '''a\ndef f(): pass\n", &["Assign[x] x = 1", "Assign[y] y = '''a"]);
}

#[test]
fn template_strings_nest_like_f_strings() {
    check(
        "x = t\"{a[\"b\"]:{(w := 1)}} {{\" ; y = Rt'{c}\\''",
        &["Assign[x w] x = t\"{a[\"b\"]:{(w := 1)}} {{\"", "Assign[y] y = Rt'{c}\\''"],
    );
    // No prefix, so the quote before `b` closes.
    check("x = u\"{a[\"; b = \"]}\"", &["Assign[x] x = u\"{a[\"", "Assign[b] b = \"]}\""]);
}

#[test]
fn what_is_no_statement_is_broken_and_alone() {
    check("x = 1\n  y = 2\n  z = 3\nw", &["Assign[x] x = 1", "Broken[y z] y = 2", "Expr[] w"]);
    check("else: x = 1\ny", &["Broken[x] else: x = 1", "Expr[] y"]);
    check(") + 1\ny", &["Broken[] ) + 1", "Expr[] y"]);
    check("@a\nx = 1", &["Broken[] @a", "Assign[x] x = 1"]);
    check("@a\n  def f(): pass\nx", &["Broken[] @a", "Broken[f] def f(): pass", "Expr[] x"]);
    check("x = 1; if y: z = 2\nw", &["Broken[x z] x = 1; if y: z = 2", "Expr[] w"]);
    check("x = 1;; y = 2\nw", &["Broken[x y] x = 1;; y = 2", "Expr[] w"]);
    check("\0\n?\nx", &["Broken[] \0", "Broken[] ?", "Expr[] x"]);
}

#[test]
fn depth_counts_brackets_and_replacement_fields() {
    assert_eq!(max_depth("x = 1"), 0);
    assert_eq!(max_depth("f([{1: (2)}])\n(a)"), 4);
    assert_eq!(max_depth("'((((' # ((((\n()"), 1);
    assert!(max_depth("f'{f\"{(1)}\"}'") >= 3);
    assert_eq!(max_depth(&"[".repeat(100_000)), 100_000);
}

#[test]
fn marker_may_come_under_any_imported_name() {
    for text in [
        "import pulse as ps\n@ps.javascript\ndef f(): pass",
        "from .markers import js\n@js\ndef f(): pass",
        "from .markers import (a,\n  js)\nif x:\n\t@ js()\n\tdef f(): pass",
        "from .markers import \\\n  js\r\r@js\rdef f(): pass",
        "from .markers import *\n@js\ndef f(): pass",
        "import m\njs = m.js\n@js\ndef f(): pass",
        "@(f or g)\ndef f(): pass",
        "@ｊｓ\ndef f(): pass",
    ] {
        assert!(mentions_marker(text), "{text:?}");
    }
    for text in [
        "",
        "import os\nx = a @ b",
        "import os\nclass A:\n    @property\n    def x(self): pass",
        "import os\ndef wrap(f): return f\n@wrap(key=os)\ndef g(): pass",
    ] {
        assert!(!mentions_marker(text), "{text:?}");
    }
}

/// Everything the module offers, on one text.
fn everything(text: &str) {
    let chunks = scan(FileId(0), text).chunks;
    let mut end = 0;
    for chunk in &chunks {
        assert!(chunk.span.start >= end && !chunk.span.is_empty(), "in order: {chunk:?}");
        end = chunk.span.end;
        let slice = text.get(chunk.span.start as usize..chunk.span.end as usize);
        assert!(slice.is_some(), "on character boundaries: {chunk:?}");
        assert!(chunk.decorators.iter().all(|&decorator| chunk.span.contains(decorator)));
    }
    max_depth(text);
    mentions_marker(text);
}

#[test]
fn hostile_texts_take_linear_time() {
    let pieces = [
        "(",
        "[",
        "{",
        ")",
        "\"",
        "'",
        "\"\"\"",
        "f\"{",
        "f'{f\"{",
        "f'''{",
        "f\"\"\"{'",
        "f'{x:{",
        "f\"{a:",
        "\\",
        "\\\n",
        "\n",
        "\r",
        "@a(x\n",
        "(x\n@b",
        "(\n@b\ndef f(",
        "x(\ndef f():\n",
        "@\n",
        "a = ",
        "a, ",
        "(a).",
        "lambda: (",
        "(lambda: (x := ",
        "x := ",
        "not ",
        ";",
        "if x:\n ",
        "\t",
        " ",
        "\0",
        "é",
        "with a as ",
        "case ",
        "match x:\n case ",
        "import ",
        "from . import (",
        "@a\n@b.c\n",
        "f'{\n",
        "f'{(\nx",
        "'\n(",
        ": ",
        "async ",
        "async\n(",
        "(\nasync ",
        "f\"\"\"{f'''{",
        "}",
        "f'{'",
        "\x0c",
        "a: ",
        "{lambda:",
        "#",
        "type X[",
        "elif x:\n",
    ];
    for piece in pieces {
        for tail in ["", "\ndef f(): pass\n"] {
            let text = piece.repeat(200_000 / piece.len()) + tail;
            let started = Instant::now();
            everything(&text);
            // An unoptimized build takes a fraction of a second, a quadratic scan minutes.
            assert!(started.elapsed() < Duration::from_secs(20), "{piece:?} {tail:?}");
        }
    }
}

#[test]
fn megabyte_of_brackets_quotes_or_nested_templates_is_no_trouble() {
    for piece in ["[", "\"", "f'{f\"{", "f\"\"\"{'", "@a(x\n"] {
        everything(&piece.repeat(1_000_000 / piece.len()));
    }
}

#[test]
fn random_texts_neither_panic_nor_break_the_spans() {
    let pieces = [
        "(", ")", "[", "]", "{", "}", "\"", "'", "\"\"\"", "'''", "f\"", "rf'", "t'''", "\\", "\n",
        "\r\n", "\r", " ", "    ", "\t", "\x0c", "\0", "é", "\u{feff}", "def ", "class ", "async ",
        "@", "if ", "else", "match ", "case ", "import ", "from ", "as ", "lambda ", ":", ":=",
        "=", "+=", ";", ",", ".", "*", "x", "y1", "1.", "# ", "!r", "type ", "for ", " in ",
        "with ",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for _ in 0..20_000 {
        let length = random() % 40;
        let text: String = (0..length).map(|_| pieces[random() % pieces.len()]).collect();
        everything(&text);
    }
}
