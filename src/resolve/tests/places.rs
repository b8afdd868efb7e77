//! Every way to mark a function, in every place where one may stand.

use super::project;

const HEAD: &str = "import functools
import pulse as ps
mark = ps.javascript()
jsx = ps.javascript(jsx=True)
part = functools.partial(ps.javascript, jsx=True)
short = lambda fn: ps.javascript(fn)
LOG = []
def client(fn):
    LOG.append(fn)
    return ps.javascript(fn)
def chosen(fn=None, *, view=False):
    def wrap(it):
        return ps.javascript(it, jsx=view)
    return wrap if fn is None else wrap(fn)
";

/// The decorator, the call, and whether it makes a component.
const WAYS: &[(&str, &str, bool)] = &[
    ("@ps.javascript", "IT", false),
    ("@ps.javascript()", "IT", false),
    ("@ps.javascript(jsx=True)", "IT", true),
    ("@mark", "IT", false),
    ("@jsx", "IT", true),
    ("@part", "IT", true),
    ("@short", "IT", false),
    ("@client", "IT", false),
    ("@chosen", "IT", false),
    ("@chosen()", "IT", false),
    ("@chosen(view=True)", "IT", true),
    ("", "ps.javascript(IT)", false),
    ("", "ps.javascript(IT, jsx=True)", true),
    ("", "ps.javascript(jsx=True)(IT)", true),
    ("", "jsx(IT)", true),
    ("", "client(IT)", false),
    ("", "chosen(view=True)(IT)", true),
    ("", "[client(IT)]", false),
];

const PLACES: &[&str] = &[
    "MARK\ndef Run(): return LIMIT\nLIMIT = 3\nfound = USE\n",
    "LIMIT = 3\nif True:\n    MARK\n    def Run(): return LIMIT\n    found = USE\n",
    "def make(x):\n    LIMIT = 3\n    MARK\n    def Run(): return LIMIT\n    return USE\n",
    "def make(x):\n    def inner(y):\n        LIMIT = 3\n        MARK\n        def Run(): return LIMIT\n        LOG.append(USE)\n",
    "class Tools:\n    LIMIT = 4\n    MARK\n    def Run(): return LIMIT\n    found = USE\nLIMIT = 3\n",
    "LIMIT = 3\ndef make(x):\n    class Tools:\n        @staticmethod\n        MARK\n        def Run(): return LIMIT\n        found = USE\n",
    "class Tools:\n    def method(self):\n        LIMIT = 3\n        MARK\n        def Run(): return LIMIT\n        return {'a': USE}\n",
];

#[test]
fn every_way_in_every_place() {
    for place in PLACES {
        for (decorator, call, is_component) in WAYS {
            let text = place.replace("MARK", decorator).replace("USE", &call.replace("IT", "Run"));
            let it = project(&format!("--- main.py\n{HEAD}{text}"));
            it.assert_clean();
            let items = it.items();
            let kind = if *is_component { "component" } else { "marked" };
            let marked: Vec<_> = items.iter().filter(|item| item.ends_with(kind)).collect();
            assert!(
                marked.len() == 1 && marked[0].starts_with("main:"),
                "{decorator} {call}\n{text}{items:?}"
            );
            let value = it.item("LIMIT");
            let is_constant = it.items().iter().filter(|item| item.ends_with("constant")).count();
            assert_eq!((is_constant, it.text(value.span)), (1, "LIMIT = 3"), "{text}");
        }
    }
}

#[test]
fn names_that_are_taken_are_numbered() {
    let it = project(
        "--- main.py
import pulse as ps
@ps.javascript
def show(): return LIMIT
LIMIT = 1
def one():
    LIMIT = 2
    @ps.javascript
    def show(): return LIMIT
def two():
    LIMIT = 3
    @ps.javascript
    def show(): return LIMIT
def show_2(): pass
class A:
    @ps.javascript
    def own(): return LIMIT
",
    );
    it.assert_clean();
    assert_eq!(
        it.items(),
        [
            "main:show marked",
            "main:LIMIT constant",
            "main:LIMIT_2 constant",
            "main:show_3 marked",
            "main:LIMIT_3 constant",
            "main:show_4 marked",
            "main:own marked",
        ]
    );
}

#[test]
fn what_a_factory_returns_is_known_by_its_name() {
    let it = project(
        "--- main.py
import pulse as ps
def make():
    @ps.javascript(jsx=True)
    def Inner(): return None
    return Inner
Card = make()
@ps.javascript(jsx=True)
def Page(): return Card()
",
    );
    it.assert_clean();
    assert_eq!(it.items(), ["main:Card component", "main:Page component"]);
    assert_eq!(it.refs("Page"), ["Card: item main:Card"]);
}

#[test]
fn variables_of_the_server_are_refused() {
    let it = project(
        "--- main.py
import pulse as ps
def make(a, b=1, *c, d, **e):
    f = a
    for g in c: pass
    with e as h: pass
    a2, b2 = b
    @ps.javascript
    def run(): return [a, b, c, d, e, f, g, h, a2, later]
    later = 5
    return run
",
    );
    let findings = it.findings();
    let names = |code: &str| -> Vec<_> {
        let of_code = findings.iter().filter(|it| it.contains(code));
        of_code.map(|it| it.split('`').nth(1).unwrap().to_owned()).collect()
    };
    assert_eq!(names("PSC212"), ["a", "a", "b", "c", "d", "e"]);
    assert_eq!(names("PSC207"), ["g", "h", "a2"]);
    assert_eq!(findings.len(), 9, "{findings:#?}");
}

#[test]
fn what_a_body_changes_is_not_lost() {
    let it = project(
        "--- main.py
import pulse as ps
LOG = []
def log(): LOG.append(1)
def make():
    items = []
    items.append(1)
    LOG.append(2)
    @ps.javascript
    def run(): return items, LOG
    return run
",
    );
    let findings = it.findings();
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].starts_with("main.py: PSC211 `items.append(1)`"), "{findings:#?}");
}

#[test]
fn a_value_is_followed_through_many_names_once_each() {
    // Each holds the one before twice: 2 to the power of 60 ways lead to the first.
    let pairs: String = (1..60).map(|at| format!("N{at} = [N{0}, N{0}]\n", at - 1)).collect();
    let names: String = (1..12).map(|at| format!("M{at} = M{}\n", at - 1)).collect();
    let it = project(&format!(
        "--- main.py
import pulse as ps
N0 = [1]
{pairs}M0 = [1]
{names}M11.append(2)
N59[0].append(3)
@ps.javascript
def run(): return N0, M0
"
    ));
    let findings = it.findings();
    assert!(findings.iter().any(|found| found.contains("PSC211 `M11.append(2)`")), "{findings:#?}");
}

#[test]
fn what_the_server_does_with_a_marked_function_is_no_change_of_it() {
    let it = project(
        "--- main.py
import pulse as ps
from server import register
@ps.javascript
def f(x): return x
register(f)
f.transpile()
KNOWN = [f]
KNOWN.append(f)
def make():
    @ps.javascript
    def inner(x): return x
    inner.transpile()
    register(inner)
--- server.py
def register(fn): fn.marks = []; fn.transpile()
",
    );
    it.assert_clean();
}
