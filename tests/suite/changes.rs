//! What changes a compiled value while its module loads is refused, or the browser has the changed value;
//! what only reads it is accepted.

use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;

use crate::{loading, tools};

/// `V` is the value; what it is afterwards is printed by `main`.
const CHANGING: &[&str] = &[
    r#"V = [3, 1, 2]
heapq.heappush(V, 0)"#,
    r#"V = [3, 1, 2]
heapq.heapify(V)"#,
    r#"V = [3, 1, 2]
heapq.heappop(V)"#,
    r#"V = [3, 1, 2]
heapq.heapreplace(V, 9)"#,
    r#"V = [3, 1, 2]
bisect.insort(V, 9)"#,
    r#"V = [3, 1, 2]
random.shuffle(V)"#,
    r#"V = [3, 1, 2]
list.append(V, 2)"#,
    r#"V = [3, 1, 2]
list.sort(V)"#,
    r#"V = {"a": 1}
dict.update(V, b=2)"#,
    r#"V = [3, 1, 2]
K = V
K.append(2)"#,
    r#"V = [3, 1, 2]
K = V
J = K
J.append(2)"#,
    r#"V = [3, 1, 2]
K, J = V, 1
K.append(2)"#,
    r#"V = [3, 1, 2]
print(K := V)
K.append(2)"#,
    r#"V = [3, 1, 2]
K = V if len(V) else []
K.append(1)"#,
    r#"V = [3, 1, 2]
K = V or []
K.append(1)"#,
    r#"V = [3, 1, 2]
K = [V]
K[0].append(1)"#,
    r#"V = [3, 1, 2]
K = {"a": V}
K["a"].append(1)"#,
    r#"V = [3, 1, 2]
for K in [V]:
    K.append(1)"#,
    r#"V = [3, 1, 2]
for K, J in [(V, 1)]:
    K.append(1)"#,
    r#"V = [3, 1, 2]
V += [4]"#,
    r#"V = [3, 1, 2]
K = V
K += [4]"#,
    r#"V = [3, 1, 2]
del V[0]"#,
    r#"V = [3, 1, 2]
del V[:1]"#,
    r#"V = [3, 1, 2]
V[0] = 9"#,
    r#"V = [3, 1, 2]
V[:] = []"#,
    r#"V = [3, 1, 2]
V[0], *K = [7, 8]"#,
    r#"V = {"a": 1}
V["a"], *V["b"] = [7, 8]"#,
    r#"def V():
    return 1
V.x = 1"#,
    r#"V = {"a": 1}
V |= {"b": 2}"#,
    r#"V = {1}
V |= {2}"#,
    r#"V = {1}
V.symmetric_difference_update({1, 2})"#,
    r#"V = {1}
V.intersection_update({2})"#,
    r#"V = {1}
V.difference_update({1})"#,
    r#"V = deque([1, 2])
V.rotate(1)"#,
    r#"V = deque([1])
V.appendleft(3)"#,
    r#"V = Counter("a")
V.subtract("a")"#,
    r#"V = OrderedDict(a=1, b=2)
V.move_to_end("a")"#,
    r#"V = [3, 1, 2]
def f():
    V.append(1)
f()"#,
    r#"V = [3, 1, 2]
def f():
    V.append(1)
def g():
    f()
g()"#,
    r#"V = [3, 1, 2]
def f(x):
    x.append(1)
f(V)"#,
    r#"V = [3, 1, 2]
def f(x):
    x.append(1)
def g(y):
    f(y)
g(V)"#,
    r#"V = [3, 1, 2]
def f(*, x):
    x.append(1)
f(x=V)"#,
    r#"V = [3, 1, 2]
def f(*a):
    a[0].append(1)
f(V)"#,
    r#"V = [3, 1, 2]
def f(**a):
    a["x"].append(1)
f(x=V)"#,
    r#"V = [3, 1, 2]
def f(x):
    return x
f(V).append(1)"#,
    r#"V = [3, 1, 2]
def f():
    return V
f().append(1)"#,
    r#"V = [3, 1, 2]
def f():
    global V
    V = []
f()"#,
    r#"V = [3, 1, 2]
def f(x):
    heapq.heappush(x, 1)
f(V)"#,
    r#"V = [3, 1, 2]
f = lambda x: x.append(1)
f(V)"#,
    r#"V = [3, 1, 2]
f = lambda: V.append(1)
f()"#,
    r#"V = [3, 1, 2]
print(sorted([1], key=V.append))"#,
    r#"V = [3, 1, 2]
print(sorted([1, 2], key=lambda x: V.append(x) or 0))"#,
    r#"V = [3, 1, 2]
print(list(map(V.append, [1])))"#,
    r#"V = [3, 1, 2]
add = V.append
add(1)"#,
    r#"V = [3, 1, 2]
import contextlib
with contextlib.nullcontext(V) as K:
    K.append(1)"#,
    r#"V = [3, 1, 2]
if len(V) == 3:
    V.append(1)"#,
    r#"V = [3, 1, 2]
while len(V) < 5:
    V.append(1)"#,
    r#"V = [3, 1, 2]
try:
    V.append(1)
finally:
    pass"#,
    r#"V = [3, 1, 2]
match V:
    case [*_] as K:
        K.append(1)"#,
    r#"V = [3, 1, 2]
class C:
    V.append(1)"#,
    r#"V = [3, 1, 2]
class C:
    x = V
    x.append(1)"#,
    r#"V = [3, 1, 2]
class C:
    def __init__(self, x):
        x.append(1)
C(V)"#,
    r#"V = [3, 1, 2]
[V.append(i) for i in range(2)]"#,
    r#"V = [3, 1, 2]
list(V.append(i) for i in range(2))"#,
    r#"V = [3, 1, 2]
[k.append(1) for k in [V]]"#,
    r#"V = [3, 1, 2]
import somewhere
somewhere.fill(V)"#,
    r#"V = [3, 1, 2]
from somewhere import fill
fill(V)"#,
    r#"V = [3, 1, 2]
operator.iadd(V, [1])"#,
    r#"V = [3, 1, 2]
operator.setitem(V, 0, 9)"#,
    r#"V = [3, 1, 2]
operator.delitem(V, 0)"#,
    r#"V = {"a": [1]}
V["a"].append(2)"#,
    r#"V = [[1]]
for x in V:
    x.append(2)"#,
    r#"V = [[1]]
first, = V
first.append(2)"#,
    r#"V = [[1]]
def f(x):
    x.append(2)
f(V[0])"#,
    r#"V = {"a": [1]}
for x in V.values():
    x.append(2)"#,
    r#"V = {"a": [1]}
for k, x in V.items():
    x.append(2)"#,
    r#"V = {"a": [1]}
V.get("a").append(2)"#,
    r#"V = {}
V.setdefault("a", []).append(2)"#,
    r#"V = [[1]]
list(V)[0].append(2)"#,
    r#"V = [[1]]
V[:][0].append(2)"#,
    r#"V = [[1], [2]]
V.pop()"#,
    r#"V = iter([1, 2, 3])
next(V)"#,
    r#"V = iter([1, 2, 3])
print(list(V))"#,
    r#"V = (x for x in [1, 2, 3])
for y in V:
    break"#,
    r#"V = [3, 1, 2]
def d(f):
    V.append(1)
    return f
@d
def other():
    return 1"#,
    r#"V = [3, 1, 2]
def d(n):
    def w(f):
        V.append(n)
        return f
    return w
@d(1)
def other():
    return 1"#,
    r#"V = [3, 1, 2]
getattr(V, "append")(1)"#,
    r#"V = [3, 1, 2]
V.__setitem__(0, 5)"#,
    r#"V = [3, 1, 2]
V.reverse()"#,
    r#"V = [3, 1, 2]
assert V.pop()"#,
    r#"V = [3, 1, 2]
def f():
    try:
        return 1
    finally:
        V.append(1)
f()"#,
    r#"V = [3, 1, 2]
def f():
    V.append(1)
    yield 1
list(f())"#,
    r#"V = [3, 1, 2]
import functools
functools.partial(V.append, 1)()"#,
    r#"V = [3, 1, 2]
import functools
functools.reduce(lambda a, b: V.append(b), [1, 2])"#,
    r#"V = [3, 1, 2]
def f(x=V):
    x.append(1)
f()"#,
    r#"V = [3, 1, 2]
def f(x):
    x.append(1)
f(*[V])"#,
    r#"V = [3, 1, 2]
def f(x):
    x.append(1)
f(**{"x": V})"#,
];

const READING: &[&str] = &[
    r#"V = [3, 1, 2]
print(V, len(V), sorted(V), sum(V))"#,
    r#"V = [3, 1, 2]
K = tuple(V)"#,
    r#"V = [3, 1, 2]
K = list(V)
K.append(1)"#,
    r#"V = [3, 1, 2]
K = V[:]
K.append(1)"#,
    r#"V = [3, 1, 2]
K = [*V]
K.append(1)"#,
    r#"V = [3, 1, 2]
K = V + [1]
K.append(2)"#,
    r#"V = [3, 1, 2]
R = [ps.Route("/", lambda: V)]"#,
    r#"V = [3, 1, 2]
app = ps.App(routes=V)"#,
    r#"V = [3, 1, 2]
app = ps.App(routes=[1])
app.use(V)"#,
    r#"V = [3, 1, 2]
import logging
logging.info("x", V)"#,
    r#"V = [3, 1, 2]
print(json.dumps(V))"#,
    r#"V = "a"
import somewhere
somewhere.post(V)"#,
    r#"V = (1, "a")
import somewhere
somewhere.post(V)"#,
    r#"V = [3, 1, 2]
def f(x):
    print(x)
    return len(x)
f(V)"#,
    r#"V = [[1]]
K = copy.deepcopy(V)"#,
    r#"V = [3, 1, 2]
if __name__ == "__main__":
    V.append(1)"#,
    r#"V = [3, 1, 2]
K = V[0]
print(K)"#,
    r#"V = [3, 1, 2]
for x in V:
    print(x)"#,
    r#"V = [3, 1, 2]
K = []
for x in V:
    K.append(x)"#,
    r#"V = [3, 1, 2]
K = {}
K["a"] = len(V)"#,
    r#"V = {"a": 1}
for k, v in V.items():
    print(k, v)
print(V.get("a"), V.keys())"#,
    r#"V = ["a"]
print(V[0].upper())
K = [x.upper() for x in V]"#,
    r#"V = [3, 1, 2]
K = V
print(K)"#,
    r#"V = [3, 1, 2]
class C:
    x = V
    def m(self):
        self.x.append(1)"#,
    r#"V = [3, 1, 2]
print(min(V), max(V, key=lambda x: -x))"#,
    r#"V = [3, 1, 2]
for i, x in enumerate(V):
    print(i, x)"#,
    r#"V = [3, 1, 2]
K = f"{V}""#,
    r#"V = [3, 1, 2]
K = dict(zip(V, V))
K[1] = 2"#,
    r#"A = 1
V = [A]
print(A)"#,
];

const IMPORTS: &str = "\
import heapq, random, bisect, operator, copy, json
from collections import deque, Counter, OrderedDict
import pulse as ps
";

fn source(body: &str) -> String {
    let read = match () {
        () if body.contains("def V") => "V()",
        () if body.starts_with("V = iter") || body.starts_with("V = (x") => "list(V)",
        () => "V",
    };
    format!("{IMPORTS}{body}\n\n@ps.javascript\ndef main():\n    return str({read})\n")
}

/// What `main` gives, or the codes of the errors.
fn outcome(body: &str) -> Result<String, Vec<&'static str>> {
    let host = MemoryHost::new().with("m.py", source(body));
    let output = loading::compile(&host, &Config::default());
    let errors = output.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let codes: Vec<&'static str> = errors.map(|found| found.code.id).collect();
    if !codes.is_empty() {
        return Err(codes);
    }
    let run = Engine::new(loading::modules(&output)).call("m.js", "main", "[]");
    let text = run.result.unwrap_or_else(|error| panic!("{body}\n{error}"));
    Ok(serde_json::from_str(&text).unwrap())
}

/// What CPython's `main` gives for each.
fn expected(bodies: &[&str]) -> Option<Vec<String>> {
    const SCRIPT: &str = r#"
import contextlib, io, json, sys, types
pulse = types.ModuleType("pulse")
pulse.javascript = lambda fn: fn
class Anything:
    def __getattr__(self, name): return Anything()
    def __call__(self, *args, **kwargs): return Anything()
pulse.__getattr__ = lambda name: Anything()
sys.modules["pulse"] = pulse
for name in ["somewhere"]:
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].fill = lambda x: x.clear()
    sys.modules[name].post = lambda x: None
results = []
for source in json.load(sys.stdin):
    scope = {"__name__": "m"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(source, scope)
        results.append(scope["main"]())
print(json.dumps(results))
"#;
    let python = tools::python_3_12()?;
    let sources: Vec<String> = bodies.iter().map(|body| source(body)).collect();
    let said = tools::run(python, &["-c", SCRIPT], &serde_json::to_string(&sources).unwrap());
    Some(serde_json::from_str(&said).unwrap())
}

#[test]
fn what_changes_a_value_while_loading_is_refused_or_right() {
    let Some(expected) = expected(CHANGING) else { return };
    let mut refused = 0;
    for (body, expected) in CHANGING.iter().zip(expected) {
        match outcome(body) {
            Ok(found) => assert_eq!(found, expected, "{body}"),
            Err(codes) => {
                refused += 1;
                assert!(
                    codes.iter().all(|code| ["PSC207", "PSC211"].contains(code)),
                    "{body} {codes:?}"
                );
            }
        }
    }
    assert!(refused > 80, "{refused}");
}

#[test]
fn what_reads_a_value_while_loading_is_accepted() {
    let Some(expected) = expected(READING) else { return };
    for (body, expected) in READING.iter().zip(expected) {
        assert_eq!(outcome(body), Ok(expected), "{body}");
    }
}

const REGISTRY: &str = "HANDLERS = {}\n\ndef handler(name):\n    def keep(fn):\n        HANDLERS[name] = fn\n        return fn\n\n    return keep\n\n\
    class Kinds:\n    def __init__(self):\n        self.all = []\n\n    def kind(self, fn):\n        self.all.append(fn)\n        return fn\n\nKINDS = Kinds()\n\n\
    def counted(fn):\n    return fn\n";

/// The codes that are found where `handlers` decorates a function and `app` imports it so.
fn kept_elsewhere(import: &str, decorator: &str, used: &str) -> Vec<(&'static str, String)> {
    let app = format!(
        "import pulse as ps\n{import}\nfrom registry import HANDLERS, KINDS\n\n@ps.javascript\ndef main():\n    return len(HANDLERS) + len(KINDS.all){used}\n"
    );
    let handlers = format!(
        "import registry\nfrom registry import KINDS, counted, handler\n\n{decorator}\ndef one():\n    return 1\n"
    );
    let host = MemoryHost::new()
        .with("app.py", &app)
        .with("registry.py", REGISTRY)
        .with("handlers.py", &handlers)
        .with("plugins/__init__.py", "from . import first\n")
        .with("plugins/first.py", &handlers)
        .with("tests/test_handlers.py", &handlers);
    let output = loading::compile(&host, &Config::default());
    let place = |span: Option<pulsec::base::Span>| {
        span.and_then(|span| output.sources.get(span.file)).map(|it| it.path.display().to_string())
    };
    output.diagnostics.iter().map(|it| (it.code.id, place(it.span).unwrap_or_default())).collect()
}

#[test]
fn what_decorators_keep_in_a_module_that_is_not_loaded_is_told() {
    let kept = [
        "@handler('a')",
        "@registry.handler('a')",
        "@KINDS.kind",
        "@registry.KINDS.kind",
        "@counted\n@handler('b')",
    ];
    for decorator in kept {
        let found = kept_elsewhere("import handlers", decorator, "");
        assert_eq!(found, [("PSC211", "handlers.py".to_owned())], "{decorator}");
        let found = kept_elsewhere("from plugins import first", decorator, "");
        assert_eq!(found, [("PSC211", "plugins/first.py".to_owned())], "{decorator}");
        let found = kept_elsewhere("import plugins", decorator, "");
        assert_eq!(found, [("PSC211", "plugins/first.py".to_owned())], "{decorator}");
        // Nobody loads the others, or the browser does.
        assert_eq!(kept_elsewhere("", decorator, ""), [], "{decorator}");
        assert_eq!(
            kept_elsewhere("import handlers", decorator, " + handlers.one()"),
            [],
            "{decorator}"
        );
    }
    assert_eq!(kept_elsewhere("import handlers", "@counted", ""), []);
}
