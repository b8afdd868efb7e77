//! Hostile texts in every place where a text of the source, or one from outside, reaches the output: what comes out says
//! what the Python says, and only that. Compared with CPython, text by text and place by place.

use std::fmt::Write as _;

use pulsec::driver::Config;
use pulsec::host::MemoryHost;

use crate::hostile::engine;
use crate::{loading, tools};

/// Ends of strings, comments, templates, scripts and regular expressions; what a prototype has; halves and joins of
/// characters; names of the language and of the output.
const TEXTS: &[&str] = &[
    "",
    "\"",
    "'",
    "'''",
    "\\",
    "\\\\\"",
    "`",
    "${alert(1)}",
    "*/ throw 1; /*",
    "// x",
    "<!--",
    "-->",
    "</script><script>",
    "]]>",
    "&lt;&#60;",
    "{x}",
    "{{}}",
    "%s%%",
    "\n",
    "\r\n",
    "\u{b}\u{c}\0\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{202e}\u{2066}",
    "😀",
    "e\u{301}",
    "ﬁ",
    "\u{fffd}\u{ffff}",
    "\u{10ffff}",
    "/a/g",
    "(?:)[]",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "__defineGetter__",
    "then",
    "length",
    "name",
    "1",
    "-1",
    "01",
    "4294967295",
    "null",
    "undefined",
    "default",
    "use strict",
    "import(\"x\")",
    "//# sourceMappingURL=x",
    "@license",
    "#!/bin/sh",
];

/// Halves of characters, which only an escape can write: JavaScript would join the first two of the third.
const HALVES: &[&str] = &["\\ud800", "\\udc00", "\\ud83d\\ude00", "x\\udfffy"];

/// Expressions in which `S` is the text as a literal, `R` the text as it stands in a triple-quoted one, `F` in an f-string,
/// `C` in a comment. What is not said of a text of this kind is left out.
const PLACES: &[&str] = &[
    "S",
    "[S, (S,), {1: S}]",
    "S + '|' + S",
    "\"\"\"R \"\"\"",
    "'''\nR\n'''",
    "f\"\"\"{1}F{2!r:>3}F \"\"\"",
    "f'{S}', f'{S!r}', f'{S:>9}'",
    "'{}|{!r}|{k}'.format(S, S, k=S)",
    "'%s|%r' % (S, S)",
    "'%(k)s' % {'k': S}",
    "repr(S), ascii(S), len(S)",
    "S in [S], S == S, S in {S}, S in {S: 1}, S in 'a' + S + 'b'",
    "list({S: 1, 'z': 2}.items())",
    "{S: 1}[S], {S: 1}.get(S), {S: {S: 2}}[S][S]",
    "{'z': 0}.get(S), S in {'z': 0}, {}.get(S, 5), S in {}",
    "missing({'z': 0}), missing({}), missing(dict(z=1))",
    "stored({}), stored({'z': 0}), stored(dict(z=0))",
    "taken({S: 1, 'z': 2}), taken(dict([(S, 1), ('z', 2)]))",
    "kept(**{S: 1}), kept(z=3, **{S: 4})",
    "partial(kept, **{S: 1})(), (lambda **kw: sorted(kw.items()))(**{S: 1})",
    "sorted({**{S: 1}, 'z': 2}.items()), {S: 1} | {S: 2}, dict(**{S: 1}), dict({S: 1}, z=2)",
    "{k: v for k, v in [(S, 1)]}, dict.fromkeys([S], 1), dict(zip([S], [1]))",
    "Counter([S, S])[S], Counter([S]).most_common(), defaultdict(list, {S: [1]})[S]",
    "copy.copy({S: 1}), copy.deepcopy({S: {S: 1}})",
    "json.loads(json.dumps({S: [S]})), json.dumps(S), json.dumps({S: 1})",
    "kept(**json.loads(json.dumps({S: {'isAdmin': True}})))",
    "json.loads(json.dumps({S: {'isAdmin': True}})).get('isAdmin'), 'isAdmin' in json.loads(json.dumps({S: {'isAdmin': 1}}))",
    "stored(json.loads('{}')), missing(json.loads('{\"z\": 1}')), taken(json.loads(json.dumps({S: 1, 'z': 2})))",
    "re.fullmatch(re.escape(S), S) is not None, re.sub(re.escape(S) + '$', 'n', 'x' + S), re.split('(' + re.escape(S) + 'q)', 'a' + S + 'qb')",
    "matched(S), matched({'k': S}), matched([S])",
    "Box(S), Box(S).text, Box(S) == Box(S)",
    "attributes(Plain()), attributes(SimpleNamespace())",
    "S.upper(), S.encode('utf-8', 'replace'), S.split('x'), S.join(['a', 'b']), 'aQb'.replace('Q', S), S.partition('a')",
    "sorted([S, 'm', '']), max(S, 'm'), hash(S) == hash(S)",
    "{S, 'z'} - {'z'}, frozenset([S]), (S, 1) in {(S, 1): 2}",
    "raising()",
    "commented()",
    "documented()",
];

const HEAD: &str = "\
import copy
import json
import re
import pulse as ps
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace


@dataclass
class Box:
    text: str


class Plain:
    pass


def missing(d):
    try:
        return d[S]
    except KeyError as error:
        return [str(error), d.get(S), d.pop(S, 7), S in d]


def stored(d):
    d[S] = {'isAdmin': 1}
    d.setdefault(S, 2)
    d.update({S: d[S]})
    d |= {'z': 1}
    return [sorted(d.items()), len(d), 'isAdmin' in d, d.get('isAdmin')]


def taken(d):
    value = d.pop(S)
    before = S in d
    d[S] = value
    del d[S]
    return [value, before, S in d, list(d)]


def kept(z=0, **kw):
    return [z, sorted(kw.items()), len(kw), 'isAdmin' in kw, kw.get('isAdmin'), {**kw}, S in kw]


def matched(value):
    match value:
        case M:
            return 'text'
        case {'k': M}:
            return 'dict'
        case [M]:
            return 'list'
    return 'none'


def attributes(o):
    found = getattr(o, ATTR, 'none')
    setattr(o, ATTR, {'isAdmin': 1})
    return [found, getattr(o, ATTR), hasattr(o, ATTR), getattr(o, 'isAdmin', 'none'), getattr(Plain(), ATTR, 'none')]


def raising():
    try:
        raise ValueError(S)
    except ValueError as error:
        return [str(error), repr(error), error.args]


def commented():
    # C
    value = 1  # C
    return value


def documented():
    \"\"\"R \"\"\"
    return 1


";

/// A literal of Python, and the text for a comment.
struct Text {
    literal: String,
    /// As it stands between three quotes; none where it can only be escaped.
    raw: String,
    comment: String,
}

fn text(raw: &str) -> Text {
    let mut literal = String::from("'");
    for c in raw.chars() {
        let _ = match c {
            ' '..='~' if c != '\'' && c != '\\' => write!(literal, "{c}"),
            _ => write!(literal, "\\U{:08x}", c as u32),
        };
    }
    let escaped = |c: char| match c {
        '\\' | '"' | '\'' => format!("\\{c}"),
        '\0' | '\r' => format!("\\x{:02x}", c as u32),
        _ => c.to_string(),
    };
    let is_no_line = |c: &char| !matches!(c, '\n' | '\r' | '\0');
    Text {
        literal: literal + "'",
        raw: raw.chars().map(escaped).collect(),
        comment: raw.chars().filter(is_no_line).collect(),
    }
}

/// A program that prints what stands in each place.
fn program(text: &Text) -> String {
    // An attribute is named as Python allows one to be; `__class__` and its like are its own.
    let put = |template: &str| {
        let braces = text.raw.replace('{', "{{").replace('}', "}}");
        let mut out = String::new();
        let mut before = ' ';
        let chars: Vec<char> = template.chars().collect();
        for (at, &c) in chars.iter().enumerate() {
            let after = chars.get(at + 1).copied().unwrap_or(' ');
            let is_alone = |c: char| !c.is_alphanumeric() && c != '_';
            let alone = is_alone(before) && is_alone(after);
            match c {
                'S' | 'M' if alone => out += &text.literal,
                'R' if alone => out += &text.raw,
                // Between fields it stands by itself.
                'F' if !before.is_alphanumeric() && !after.is_alphanumeric() => out += &braces,
                'C' if alone && before == ' ' => out += &text.comment,
                _ => out.push(c),
            }
            before = c;
        }
        out.replace("ATTR", &text.literal)
    };
    let mut out = put(HEAD);
    let mut names = String::new();
    for (at, place) in PLACES.iter().enumerate() {
        let _ = write!(out, "def p{at}():\n    return {}\n\n\n", put(place));
        let _ = write!(names, "p{at}, ");
    }
    let _ = write!(
        out,
        "@ps.javascript\ndef main():\n    for at, place in enumerate([{names}]):\n        try:\n            \
         print(at, ascii(place()))\n        except Exception as error:\n            \
         print(at, type(error).__name__, ascii(str(error)))\n"
    );
    out
}

const CPYTHON: &str = "\
import contextlib, io, json, sys, types
stub = types.ModuleType('pulse')
stub.javascript = lambda f: f
sys.modules['pulse'] = stub
for line in sys.stdin.readlines():
    space = {'__name__': 'app'}
    module = types.ModuleType('app')
    module.__dict__.update(space)
    sys.modules['app'] = module
    out = io.StringIO()
    exec(compile(json.loads(line), 'app.py', 'exec'), module.__dict__)
    with contextlib.redirect_stdout(out):
        module.main()
    print(json.dumps(out.getvalue()))
";

#[test]
fn a_text_is_what_it_is_wherever_it_stands() {
    let Some(python) = tools::python_3_12() else { return };
    let texts: Vec<Text> = TEXTS.iter().map(|it| text(it)).collect();
    let programs: Vec<String> = texts.iter().map(program).collect();
    let lines: String =
        programs.iter().map(|it| serde_json::to_string(it).unwrap() + "\n").collect();
    let told = tools::run(python, &["-c", CPYTHON], &lines);
    let told: Vec<String> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), programs.len());
    let mut wrong = Vec::new();
    let mut compared = 0;
    for ((program, wanted), text) in programs.iter().zip(&told).zip(&texts) {
        let output =
            loading::compile(&MemoryHost::new().with("app.py", program), &Config::default());
        for file in &output.files {
            let is_raw = |c: char| c.is_control() && c != '\n' || "\u{2028}\u{2029}".contains(c);
            let lower = file.contents.to_ascii_lowercase();
            let is_code = !file.path.ends_with("app.js.map");
            if is_code
                && (file.contents.contains(is_raw)
                    || lower.contains("</script")
                    || lower.contains("<!--"))
            {
                wrong.push(format!("{}: raw in {}", text.literal, file.path.display()));
            }
        }
        if output.has_errors() {
            wrong.push(format!("{}: {:?}", text.literal, output.diagnostics.first()));
            continue;
        }
        let run = engine(&output).call("app.js", "main", "[]");
        if let Err(error) = &run.result {
            wrong.push(format!("{}: {error}", text.literal));
        }
        let got: Vec<&str> = run.printed.lines().collect();
        for (at, line) in wanted.lines().enumerate() {
            compared += 1;
            if got.get(at) != Some(&line) {
                let place = PLACES.get(at).unwrap_or(&"");
                wrong.push(format!(
                    "{} in {place}\n  CPython:  {line}\n  compiled: {:?}",
                    text.literal,
                    got.get(at)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared >= TEXTS.len() * PLACES.len(), "{compared}");
}

#[test]
fn half_a_character_is_refused() {
    for half in HALVES {
        for place in
            ["'H'", "f'{1}H'", "{'H': 1}", "ps.div('H')", "ps.div(title='H')", "g(**{'H': 1})"]
        {
            let place = place.replace('H', half);
            let program = format!(
                "import pulse as ps\n\n\ndef g(**kw):\n    return kw\n\n\n@ps.javascript\ndef f():\n    return {place}\n"
            );
            let output =
                loading::compile(&MemoryHost::new().with("app.py", program), &Config::default());
            let codes: Vec<&str> = output.diagnostics.iter().map(|found| found.code.id).collect();
            assert_eq!(codes, ["PSC302"], "{place}");
        }
    }
}

/// Texts as children, props, names of props, keys and events: the element has them as they are.
#[test]
fn elements_have_texts_as_they_are() {
    for raw in TEXTS.iter().filter(|it| !it.is_empty()) {
        let Text { literal: s, raw: r, .. } = text(raw);
        let program = format!(
            "import pulse as ps\n\n\n@ps.javascript(jsx=True)\ndef F(*, given: str):\n    return ps.div({s}, \"\"\"{r} \"\"\", given, \
             [ps.b(given, key={s})], title={s}, style={{\"content\": {s}}}, **{{{s}: 1}})\n"
        );
        let output =
            loading::compile(&MemoryHost::new().with("app.py", &program), &Config::default());
        assert!(!output.has_errors(), "{raw:?}: {:?}", output.diagnostics.first());
        let given = serde_json::to_string(raw).unwrap();
        let run = engine(&output).call("app.js", "F", &format!("[{{\"given\": {given}}}]"));
        let got: serde_json::Value = serde_json::from_str(&run.result.expect(raw)).unwrap();
        let children = &got["props"]["children"];
        assert_eq!(children[0], *raw);
        assert_eq!(children[1], format!("{raw} "));
        assert_eq!(children[2], *raw);
        assert_eq!(children[3][0]["props"]["children"], *raw, "{raw:?}");
        assert_eq!(got["props"]["title"], *raw);
        assert_eq!(got["props"]["style"]["content"], *raw);
        if !["style", "title", "children"].contains(raw) {
            assert_eq!(got["props"][*raw], 1, "{raw:?}: {got}");
        }
    }
}

/// What a package exports, and where it lies.
#[test]
fn imports_are_named_as_they_are() {
    for raw in TEXTS.iter().filter(|it| !it.is_empty() && !it.starts_with(['.', '/'])) {
        let s = text(raw).literal;
        let program = format!(
            "import pulse as ps\nodd = ps.Import({s}, \"pkg\")\n\n\n@ps.javascript\ndef f(a):\n    return odd(a)\n"
        );
        let output =
            loading::compile(&MemoryHost::new().with("app.py", &program), &Config::default());
        if output.has_errors() {
            continue;
        }
        let modules = output
            .files
            .iter()
            .map(|file| (file.path.to_string_lossy().into_owned(), file.contents.clone()));
        let name = serde_json::to_string(raw).unwrap();
        let pkg = format!("const odd = (n) => n + 1; export {{ odd as {name} }};");
        let run = pulsec::engine::Engine::new(modules.chain([("pkg".to_owned(), pkg)]))
            .call("app.js", "f", "[1]");
        assert_eq!(run.result.as_deref(), Ok("2"), "{raw:?}");
    }
}

/// Modules that are named like the runtime, like words of JavaScript, or like each other but for case.
#[test]
fn modules_may_have_any_name() {
    const NAMES: &[&str] = &[
        "runtime",
        "pulsec_runtime",
        "_pulsec",
        "index",
        "react",
        "default",
        "new_",
        "constructor",
        "__proto__",
        "con",
        "null",
        "undefined",
        "await_",
        "größe",
        "fi",
        "jsx",
        "Map",
        "arguments",
        "let",
        "static",
        "package",
        "prototype",
    ];
    let mut host = MemoryHost::new();
    let mut program = String::from("import pulse as ps\n");
    for (at, name) in NAMES.iter().enumerate() {
        let module = format!(
            "import pulse as ps\n\n\n@ps.javascript\ndef f(n):\n    return [n + n, {at}]\n\n\n@ps.javascript\ndef {name}(n):\n    return f(n)\n"
        );
        host = host.with(format!("{name}.py"), module);
        let _ = writeln!(program, "from {name} import {name}\nimport {name} as m{at}");
    }
    let calls: Vec<String> =
        NAMES.iter().enumerate().map(|(at, name)| format!("{name}(n)[1], m{at}.f(n)[1]")).collect();
    let _ =
        write!(program, "\n\n@ps.javascript\ndef main(n):\n    return [{}]\n", calls.join(", "));
    let output = loading::compile(&host.with("app.py", program), &Config::default());
    assert!(!output.has_errors(), "{:?}", output.diagnostics.first());
    pulsec::driver::plan(&MemoryHost::new(), &Config::default(), &output).expect("written");
    let run = engine(&output).call("app.js", "main", "[1]");
    let wanted: Vec<String> = (0..NAMES.len()).map(|at| format!("{at},{at}")).collect();
    assert_eq!(run.result.as_deref(), Ok(&*format!("[{}]", wanted.join(","))));
}
