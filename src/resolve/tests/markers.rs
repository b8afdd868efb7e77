//! Markers by every name, and markers where none may stand.

use super::project;

#[test]
fn a_marker_is_found_by_any_name() {
    let it = project(
        "--- marks.py
from pulse import javascript as client
import pulse as p
component = p.javascript
--- main.py
import pulse, pulse as ps
import pulse.transpiler.function as f
from pulse import javascript as js
from pulse.transpiler import javascript
from marks import client, component
import marks
@ps.javascript
def a(): pass
@ps.javascript()
def b(): pass
@ps.javascript(jsx=True)
def C(): pass
@pulse.javascript
def d(): pass
@js(jsx=False)
async def e(): pass
@javascript
def g(): pass
@f.javascript
def h(): pass
@client
def i(): pass
@marks.client(jsx=True)
def J(): pass
@component(jsx=True)
def K(): pass
@ps.component
def server(): pass
if ps:
    pass
try:
    import one
    @ps.javascript
    def l(): pass
except ImportError:
    pass
",
    );
    it.assert_clean();
    let names: Vec<_> =
        it.items().iter().map(|item| item.replace("main:", "").replace(" marked", "")).collect();
    assert_eq!(
        names,
        ["a", "b", "C component", "d", "e", "g", "h", "i", "J component", "K component", "l"]
    );
}

#[test]
fn misused_markers_are_reported() {
    let it = project(
        "--- main.py
import pulse as ps
FLAG = True
@ps.javascript
class A: pass
class B:
    '''Not this:
    @ps.javascript
    '''
    @classmethod
    @ps.javascript
    def method(cls): pass
@ps.javascript(jsx=FLAG + 1)
def c(): pass
@ps.javascript(tsx=True)
def d(): pass
@ps.javascript('x')
def e(): pass
h = ps.javascript(lambda: 1)
for fn in (c, d):
    ps.javascript(fn)
@ps.javascript
def i():
    @ps.javascript(jsx=True)
    def j(): pass
    return j
",
    );
    let findings: Vec<_> =
        it.findings().iter().map(|it| it.split(" (").next().unwrap().to_owned()).collect();
    assert_eq!(
        findings,
        [
            "main.py: PSC208 `ps.javascript` only a function can be marked, not a class",
            "main.py: PSC208 `classmethod` a class method cannot be marked: its class stays on the server",
            "main.py: PSC208 `FLAG + 1` `jsx` must be `True` or `False`: it decides how the function \
             is compiled",
            "main.py: PSC208 `tsx` the marker has no parameter `tsx`",
            "main.py: PSC208 `'x'` the marker takes only the keyword `jsx`",
            "main.py: PSC208 `ps.javascript(lambda: 1)` which function is marked here cannot be told \
             from the source",
            "main.py: PSC208 `ps.javascript(fn)` which function is marked here cannot be told from \
             the source",
            "main.py: PSC208 `ps.javascript` a component that is defined in a compiled function is \
             another one at each call, and React forgets its state",
        ]
    );
}

#[test]
fn decorators_that_cannot_run_are_refused() {
    let it = project(
        "--- main.py
import functools
import pulse as ps
from typing import override
@functools.cache
@ps.javascript
def a(): return c()
@override
@ps.javascript
def b(): return d()
@functools.cache
def c(): pass
@ps.component
def d(): pass
@functools.cache
def unused(): pass
@ps.javascript(jsx=True)
@functools.cache
def e(): pass
",
    );
    assert_eq!(
        it.findings(),
        [
            "main.py: PSC306 `functools.cache` a decorator above the marker is not compiled (move \
             it beneath the marker)",
            "main.py: PSC206 `d` `d` is a server function: `ps.component` renders on the server \
             (mark the component with `@ps.javascript(jsx=True)`, or pass its element in as \
             children) [decorated here: `ps.component`]",
            "main.py: PSC306 `functools.cache` a component cannot have other decorators (remove it, \
             and decorate a function that the component calls)",
        ]
    );
}

#[test]
fn what_a_decorator_names_is_needed() {
    let it = project(
        "--- main.py
import functools
import pulse as ps
def twice(f): return lambda: [f(), f()]
SIZE = 3
@ps.javascript
@functools.lru_cache(maxsize=SIZE)
@twice
def a(): return 1
",
    );
    it.assert_clean();
    assert_eq!(it.item("twice").name.as_ref(), "twice");
    assert_eq!(it.item("SIZE").name.as_ref(), "SIZE");
}

#[test]
fn a_decorated_function_has_no_value_before_it_is_defined() {
    let it = project(
        "--- main.py
import functools
import pulse as ps
@ps.javascript
@later
def a(): return 1
@functools.cache
def later(f): return f
@ps.javascript
@(lambda f: later(f))
def b(): return 1
",
    );
    assert_eq!(
        it.findings(),
        ["main.py: PSC201 `later` `later` has no value yet where this runs (define `later` above \
             `a`) [defined here: `later`]"]
    );
}

#[test]
fn the_last_of_two_functions_wins() {
    let it = project(
        "--- main.py
from typing import overload
import pulse as ps
@overload
def a(x: int) -> int: ...
def a(x): return x
@ps.javascript
def f(): return a(1)
",
    );
    it.assert_clean();
    let item = it.item("a");
    assert_eq!(it.text(item.span), "def a(x): return x");
}

#[test]
fn spans_cover_decorators() {
    let it = project("--- main.py\nimport pulse as ps\n\n@ps.javascript\ndef f():\n    return 1\n");
    let item = it.item("f");
    assert_eq!(it.text(item.span), "@ps.javascript\ndef f():\n    return 1");
    assert_eq!(it.text(item.name_span), "f");
}

#[test]
fn a_marked_function_whose_name_is_taken_is_reported() {
    let it = project(
        "--- main.py
import pulse as ps
@ps.javascript
def f(): return 1
from os import path as f
",
    );
    let findings = it.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("PSC20"), "{findings:?}");
}
