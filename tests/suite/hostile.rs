//! Bad input: whatever the bytes, the compiler reports or compiles rightly, and it never panics.
//!
//! Each case is one source with what must come of it. What compiles is loaded by the embedded engine,
//! so that a name JavaScript reserves or a string it reads otherwise shows.

use std::fmt::Write as _;

use pulsec::driver::{Config, Jsx, Output};
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;

use crate::{loading, tools};

const HEAD: &str = "import pulse as ps\n\n\n@ps.javascript\ndef f(a):\n";
const JSX: &str = "import pulse as ps\n\n\n@ps.javascript(jsx=True)\ndef F(*, a):\n";

fn compile(text: impl AsRef<[u8]>) -> Output {
    loading::compile(&MemoryHost::new().with("app.py", text), &Config::default())
}

fn codes(output: &Output) -> Vec<&str> {
    let mut codes: Vec<_> = output.diagnostics.iter().map(|found| found.code.id).collect();
    codes.dedup();
    codes
}

/// The modules of a build for the engine, with the least of React that a module can be loaded with.
pub fn engine(output: &Output) -> Engine {
    let files = output.files.iter();
    let files = files.map(|file| (file.path.to_string_lossy().into_owned(), file.contents.clone()));
    let element = "(type, props, key) => ({ type, props, key })";
    let runtime = format!(
        "export const Fragment = 'fragment'; export const jsx = {element}, jsxs = {element}, jsxDEV = {element};"
    );
    let stand_ins = [
        ("react/jsx-runtime", runtime.clone()),
        ("react/jsx-dev-runtime", runtime),
        (
            "react",
            "export const useState = (first) => [first, () => {}]; export const useEffect = () => {};"
                .to_owned(),
        ),
    ];
    Engine::new(files.chain(stand_ins.map(|(name, text)| (name.to_owned(), text))))
}

#[track_caller]
fn refused(name: &str, text: impl AsRef<[u8]>, code: &str) {
    let output = compile(text);
    assert_eq!(codes(&output), [code], "{name}: {:?}", output.diagnostics.first());
    assert!(output.files.is_empty(), "{name}: something was emitted beside an error");
    check_spans(&output);
}

/// Compiles without a finding, and gives what `f` gives for `argument`, as JSON.
#[track_caller]
fn gives(name: &str, text: impl AsRef<[u8]>, argument: &str, wanted: &str) {
    calls(name, text, "f", &format!("[{argument}]"), wanted);
}

#[track_caller]
fn calls(name: &str, text: impl AsRef<[u8]>, export: &str, arguments: &str, wanted: &str) {
    let output = compile(text);
    assert!(output.diagnostics.is_empty(), "{name}: {:?}", output.diagnostics.first());
    let run = engine(&output).call("app.js", export, arguments);
    assert_eq!(run.result.as_deref(), Ok(wanted), "{name}");
}

/// Every span lies inside its file, on the bounds of characters.
pub fn check_spans(output: &Output) {
    for found in &output.diagnostics {
        let labels = found.labels.iter().map(|label| label.span);
        let fix = found.fix.iter().map(|fix| fix.span);
        for span in found.span.into_iter().chain(labels).chain(fix) {
            let source = output.sources.get(span.file).expect("the span's file is a source");
            let text = source.text.get(span.start as usize..span.end as usize);
            assert!(text.is_some(), "{span:?} of {found:?} is no place in\n{}", source.text);
        }
    }
}

#[test]
fn what_nests_too_deeply_is_refused() {
    const N: usize = 100_000;
    let many = |part: &str, count: usize| part.repeat(count);
    let returns = |text: String| format!("{HEAD}    return {text}\n");
    let around = |open: &str, close: &str, count: usize| {
        returns(format!("{}a{}", many(open, count), many(close, count)))
    };
    let cases = [
        ("brackets", around("[", "]", N)),
        ("open brackets", returns(many("[", N))),
        ("parentheses", around("(", ")", N)),
        ("a sum", returns(format!("a{}", many(" + a", 20_000)))),
        ("a conjunction", returns(format!("a{}", many(" and a", 20_000)))),
        ("a comparison", returns(format!("a{}", many(" < a", 20_000)))),
        ("calls", around("f(", ")", 5_000)),
        ("methods", returns(format!("a{}", many(".strip()", 3_000)))),
        ("subscripts", returns(format!("a{}", many("[0]", 3_000)))),
        ("comprehensions", around("[", " for x in a]", 2_000)),
        ("conditions", returns(format!("{}a", many("1 if a else ", 5_000)))),
        ("not", returns(format!("{}a", many("not ", N)))),
        ("minus", returns(format!("{}a", many("-", N)))),
        ("powers", returns(format!("{}a", many("a ** ", 5_000)))),
        ("dicts", around("{1: ", "}", 5_000)),
        ("targets", format!("{HEAD}    {}b{} = a\n", many("(", 5_000), many(",)", 5_000))),
        (
            "annotations",
            HEAD.replace("(a)", &format!("(a: {}int{})", many("list[", N), many("]", N)))
                + "    return a\n",
        ),
        (
            "a union",
            HEAD.replace("(a)", &format!("(a: int{})", many(" | int", N))) + "    return a\n",
        ),
        (
            "a constant",
            format!("X = {}{}\n{HEAD}    return X\n", many("[", 5_000), many("]", 5_000)),
        ),
        ("elements", format!("{JSX}    return {}a{}\n", many("ps.div(", 2_000), many(")", 2_000))),
        ("children", format!("{JSX}    return {}a{}\n", many("ps.div[", 2_000), many("]", 2_000))),
        ("functions", nested(300, |depth| format!("def g{depth}():"))),
        ("blocks", nested(3_000, |_| "if a:".to_owned())),
        ("elif", elifs(5_000)),
    ];
    for (name, text) in cases {
        refused(name, text, "PSC102");
    }
    let strings = around("f'{", "}'", 5_000);
    refused("f-strings", strings, "PSC103");
    let specs = returns(format!("f'{}{}'", many("{a:", 5_000), many("}", 5_000)));
    refused("format specs", specs, "PSC103");
    let text =
        format!("{HEAD}    if a:\n        pass\n{}", many("    else: if a:\n        pass\n", N));
    refused("else: if", text, "PSC101");
}

fn nested(depth: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = HEAD.to_owned();
    for at in 0..depth {
        let _ = writeln!(text, "{}{}", " ".repeat(at + 1), line(at));
    }
    text + &" ".repeat(depth + 1) + "return a\n"
}

fn elifs(count: usize) -> String {
    let mut text = format!("{HEAD}    if a == 'none':\n        return -1\n");
    for at in 0..count {
        let _ = write!(text, "    elif a == {at}:\n        return {at}\n");
    }
    text + "    return a\n"
}

#[test]
fn what_nests_as_people_do_runs() {
    let many = |part: &str, count: usize| part.repeat(count);
    let returns = |text: String| format!("{HEAD}    return {text}\n");
    gives("a sum", returns(format!("a{}", many(" + a", 500))), "1", "501");
    gives("a conjunction", returns(format!("a{}", many(" and a", 400))), "7", "7");
    gives("a comparison", returns(format!("a{}", many(" <= a", 400))), "7", "true");
    gives("brackets", returns(format!("len({}a{})", many("[", 150), many("]", 150))), "1", "1");
    gives("methods", returns(format!("a{}", many(".strip()", 200))), "\" x \"", "\"x\"");
    gives("conditions", returns(format!("{}a", many("1 if not a else ", 150))), "5", "5");
    gives(
        "comprehensions",
        returns(format!("len({}a{})", many("[", 30), many(" for x in [1]]", 30))),
        "1",
        "1",
    );
    gives("elif", elifs(100), "99", "99");
    gives("blocks", nested(90, |_| "if a:".to_owned()), "3", "3");
    gives("loops", nested(90, |_| "for x in [1]:".to_owned()), "3", "3");
    let lambdas = format!("{HEAD}    g = {}a\n    return callable(g)\n", many("lambda x: ", 1_000));
    gives("lambdas", lambdas, "1", "true");
    let list = (0..20_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    gives("a long list", returns(format!("len([{list}])")), "1", "20000");
    gives("a long string", returns(format!("len('{}')", many("x", 1_000_000))), "1", "1000000");
}

#[test]
fn many_definitions_are_no_trouble() {
    let mut functions = "import pulse as ps\n".to_owned();
    let mut constants = "import pulse as ps\nX0 = 1\n".to_owned();
    let mut statements = HEAD.to_owned();
    for at in 0..1_000 {
        let next = at + 1;
        let _ = write!(
            functions,
            "@ps.javascript\ndef f{at}(a):\n    return f{next}(a) if a else {at}\n"
        );
        let _ = writeln!(constants, "X{next} = X{at} + 1");
        let _ = writeln!(statements, "    x{at} = a + {at}");
    }
    functions += "@ps.javascript\ndef f1000(a):\n    return 'end'\n";
    constants += "@ps.javascript\ndef f(a):\n    return X1000\n";
    statements += "    return x999\n";
    calls("functions", functions, "f0", "[1]", "\"end\"");
    gives("constants", constants, "1", "1001");
    gives("statements", statements, "1", "1000");
    let mut big = format!("{HEAD}    return a\n");
    while big.len() < 5 << 20 {
        let _ = write!(
            big,
            "\n\ndef server{}(x):\n    return [x] * 2  # {}\n",
            big.len(),
            "y".repeat(90)
        );
    }
    gives("five megabytes", big, "4", "4");
}

#[test]
fn bytes_and_lines() {
    let returns = |text: &str| format!("{HEAD}    return {text}\n");
    refused("NUL in use", returns("'a\0b'"), "PSC003");
    refused("NUL elsewhere", format!("x = 'a\0b'\n{}", returns("1")), "PSC003");
    refused("not UTF-8", [returns("'").as_bytes(), b"\xff'\n"].concat(), "PSC002");
    refused("tabs and spaces", format!("{HEAD}\tif a:\n        return 1\n\treturn 2\n"), "PSC104");
    for (name, tail) in [("one line", "'abc"), ("three quotes", "'''abc"), ("a bracket", "(a")] {
        refused(name, returns(tail), "PSC101");
    }
    refused("a backslash", format!("{HEAD}    return a \\"), "PSC101");
    refused("f-string", returns("f'{a"), "PSC103");
    refused("a zero-width space", returns("a\u{200b}"), "PSC101");
    refused("a no-break space", returns("a +\u{a0}a"), "PSC101");
    gives("BOM", format!("\u{feff}{}", returns("a")), "2", "2");
    gives("tabs alone", format!("{HEAD}\tif a:\n\t\treturn 1\n\treturn 2\n"), "0", "2");
    let lines = format!("{HEAD}    text = '''q\nw'''\n    return text\n");
    gives("LF", &lines, "1", r#""q\nw""#);
    gives("CRLF", lines.replace('\n', "\r\n"), "1", r#""q\nw""#);
    gives("CR", lines.replace('\n', "\r"), "1", r#""q\nw""#);
    for text in ["", "\n", "# only\n# comments", "\u{feff}", "   \n\t\n", "\\\n"] {
        let output = compile(text);
        assert!(!output.has_errors() && output.files.is_empty(), "{text:?}");
    }
}

/// A text of ASCII under each encoding that Python knows: read where Python reads the same text, refused else.
#[test]
fn ascii_under_another_encoding() {
    let Some(python) = tools::python_3_12() else { return };
    let ask = "\
import encodings.aliases, sys
body = bytes(range(32, 127)) + b'\\x1b$B+AD0-'
for name in sorted({*encodings.aliases.aliases, *encodings.aliases.aliases.values(), 'no_such_encoding'}):
    try:
        same = body.decode(name) == body.decode('ascii')
    except Exception:
        same = False
    print(name, int(same))
";
    let told = tools::run(python, &["-c", ask], "");
    let mut read = Vec::new();
    for line in told.lines() {
        let (name, same) = line.split_once(' ').unwrap();
        let output = compile(format!("# coding: {name}\n{HEAD}    return a\n"));
        match codes(&output).as_slice() {
            [] => {
                assert_eq!(same, "1", "{name} is another text in Python");
                read.push(name);
            }
            found => assert_eq!(found, ["PSC002"], "{name}"),
        }
    }
    for common in ["ascii", "latin_1", "iso8859_15", "windows_1252", "cp1251", "euc_jp", "gbk"] {
        assert!(read.contains(&common), "{common} keeps ASCII");
    }
}

#[test]
fn strings_arrive_as_they_were_written() {
    let text = format!(
        "{HEAD}    return ['😀', '\u{2028}\u{2029}', '</script><!--', '\\x00\\x07', '`${{a}}`', '\\\\', '\\'\"', '\\N{{BULLET}}', 'é', len('😀'), '😀x'[1]]\n"
    );
    let wanted = serde_json::json!([
        "😀",
        "\u{2028}\u{2029}",
        "</script><!--",
        "\0\u{7}",
        "`${a}`",
        "\\",
        "'\"",
        "•",
        "é",
        1,
        "x"
    ]);
    let output = compile(&text);
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
    let run = engine(&output).call("app.js", "f", "[1]");
    let got: serde_json::Value = serde_json::from_str(&run.result.expect("a value")).expect("JSON");
    assert_eq!(got, wanted);
    let text = format!(
        "{JSX}    return ps.div('</script>', '{{a}}', '<b>', '&amp;', ' \\n x ', title='\"q\\n')\n"
    );
    let wanted = r#"{"type":"div","props":{"title":"\"q\n","children":["</script>","{a}","<b>","&amp;"," \n x "]}}"#;
    calls("JSX text", text, "F", "[{\"a\": 1}]", wanted);
}

/// Words that JavaScript reserves, that it or a browser defines, and that the output itself uses.
const NAMES: &str = "add eq truthy getItem new function var this null true false undefined NaN Infinity \
    export enum super typeof void interface package static let switch case throw catch do of get set \
    constructor prototype toString Object Array Map Set Symbol Promise Error globalThis window console \
    React Fragment jsx jsxs _jsx default arguments eval delete len_ document undefined_ await_ useState";

#[test]
fn names_that_mean_something_in_javascript() {
    let names: Vec<&str> = NAMES.split_whitespace().collect();
    let count = names.len();
    let list = names.join(", ");
    let mut locals = HEAD.to_owned();
    let mut functions = "import pulse as ps\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        let _ = writeln!(locals, "    {name} = a + {at}");
        let _ = write!(functions, "\n\n@ps.javascript\ndef {name}(a):\n    return [a, {at}]\n");
    }
    let wanted = |from: usize| {
        let all: Vec<_> = (from..from + count).map(|n| n.to_string()).collect();
        format!("[{}]", all.join(","))
    };
    let _ = writeln!(locals, "    return [{list}]");
    gives("locals", locals, "5", &wanted(5));
    let parameters =
        format!("import pulse as ps\n\n\n@ps.javascript\ndef f({list}):\n    return [{list}]\n");
    calls("parameters", parameters, "f", &wanted(1), &wanted(1));
    let indexed: Vec<_> = names.iter().map(|name| format!("{name}(b)[1]")).collect();
    let _ = write!(
        functions,
        "\n\n@ps.javascript\ndef f(b):\n    return [b + b, b == b, b < 2, not b, {}]\n",
        indexed.join(", ")
    );
    let rest = wanted(0);
    gives("functions", &functions, "1", &format!("[2,true,true,false,{}", &rest[1..]));
    for (at, name) in names.iter().enumerate() {
        calls("an export", &functions, name, "[3]", &format!("[3,{at}]"));
    }
}

#[test]
fn names_the_compiler_makes_make_way() {
    // `middle` is what the temporary of a chained comparison is called.
    let text = "import pulse as ps\n\n\n@ps.javascript\ndef f(middle):\n    get = lambda n: n\n    return [1 < get(2) < middle, middle]\n";
    calls("a parameter", text, "f", "[9]", "[true,9]");
    let text = "import pulse as ps\n\n\n@ps.javascript\ndef f(a):\n    get = lambda n: n\n    r = 1 < get(2) < 3\n    middle = a\n    return [r, 1 < get(2) < middle, middle]\n";
    calls("a local below", text, "f", "[9]", "[true,true,9]");
    // `new` becomes `new_`; a variable that has that name keeps it.
    let text = "import pulse as ps\n\n\n@ps.javascript\ndef f(new):\n    def inner():\n        new_ = 2\n        return [new, new_]\n    return inner()\n";
    calls("a renamed variable", text, "f", "[1]", "[1,2]");
}

#[test]
fn a_component_may_have_any_name_for_a_prop() {
    let names =
        "class_ default new delete typeof arguments jsx useState document len str children_";
    let names = names.split_whitespace().collect::<Vec<_>>();
    let text = format!(
        "import pulse as ps\n\n\n@ps.javascript(jsx=True)\ndef F(*, {}):\n    return ps.div([{}])\n",
        names.join(", "),
        names.join(", ")
    );
    let props: Vec<_> = names.iter().map(|name| format!("\"{name}\": \"{name}\"")).collect();
    let children: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let wanted = format!(r#"{{"type":"div","props":{{"children":[{}]}}}}"#, children.join(","));
    calls("props", text, "F", &format!("[{{{}}}]", props.join(", ")), &wanted);
}

#[test]
fn unicode_identifiers_have_one_spelling() {
    // Python reads names in NFKC: `ﬁ` would be `fi`, and the micro sign the Greek letter.
    refused("a ligature", format!("{HEAD}    ﬁ = 1\n    return a\n"), "PSC101");
    refused("the micro sign", format!("{HEAD}    µ = 1\n    return a\n"), "PSC101");
    let text = "import pulse as ps\n\n\n@ps.javascript\ndef größe(ñ, 变量, fi, μ):\n    return [ñ, 变量, fi, μ]\n";
    calls("names", text, "größe", "[1, 2, 3, 4]", "[1,2,3,4]");
}

#[test]
fn a_name_taken_for_granted_is_no_value_all_the_same() {
    let output = compile("import pulse as p\n\n\n@p.javascript\ndef f(a):\n    return ps in a\n");
    assert_eq!(codes(&output), ["PSC202", "PSC209"]);
}

#[test]
fn imports_may_have_any_name_outside() {
    let text = format!(
        "import pulse as ps\nodd = ps.Import(\"a-b/😀\", \"pkg\")\n{}    return odd(a)\n",
        &HEAD[18..]
    );
    let output = compile(text);
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
    let modules = output
        .files
        .iter()
        .map(|file| (file.path.to_string_lossy().into_owned(), file.contents.clone()));
    let pkg = "const odd = (n) => n + 1; export { odd as \"a-b/😀\" };".to_owned();
    let run = Engine::new(modules.chain([("pkg".to_owned(), pkg)])).call("app.js", "f", "[1]");
    assert_eq!(run.result.as_deref(), Ok("2"));
}

#[test]
fn the_last_definition_counts() {
    gives(
        "two functions",
        format!("{HEAD}    return 1\n\n\n@ps.javascript\ndef f(a):\n    return 2\n"),
        "1",
        "2",
    );
}

#[test]
fn the_name_of_a_file_is_no_code() {
    for name in
        ["a\nthrow 1\n.py", "a\rthrow 1.py", "a\u{2028}throw 1.py", "a\u{2029}throw 1;\u{85}.py"]
    {
        let host = MemoryHost::new().with(name, format!("{HEAD}    return a\n"));
        let output = loading::compile(&host, &Config::default());
        assert!(output.diagnostics.is_empty(), "{name:?}: {:?}", output.diagnostics.first());
        let code =
            output.files.iter().find(|file| file.path.extension().is_some_and(|it| it == "js"));
        let code = &code.unwrap().contents;
        assert!(code.starts_with("// Compiled by pulsec from a"), "{code}");
        let is_ended =
            |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
        assert!(!code.contains(is_ended), "{name:?}: {code:?}");
        let code = code.replace(' ', "");
        assert!(!code.lines().any(|line| line.starts_with("throw")), "{name:?}: {code}");
    }
}

#[test]
fn modes_of_jsx_and_packages() {
    let text = format!("{JSX}    return ps.div(a)\n");
    let host = MemoryHost::new().with("app.py", text);
    let dev = Config { jsx: Jsx::Automatic { dev: true }, ..Config::default() };
    let output = loading::compile(&host, &dev);
    assert!(output.files.iter().any(|file| file.contents.contains("react/jsx-dev-runtime")));
    assert!(engine(&output).run("app.js").result.is_ok());
    let output = loading::compile(&host, &Config { jsx: Jsx::Preserve, ..Config::default() });
    let file = output.files.iter().find(|file| file.path.ends_with("app.jsx")).expect("a .jsx");
    assert!(file.contents.contains("<div>{a}</div>"), "{}", file.contents);
}
