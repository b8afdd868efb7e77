//! Constants, classes, aliases, variables of the module.

use super::project;

#[test]
fn constants_come_along_with_what_they_need() {
    let it = project(
        "--- main.py
import pulse as ps
A: int = 1
B, C = A, [2]
D = E = {}
F = add = len
def plus(a): return a
js_plus = plus
class T: pass
@ps.javascript
def f(): return [A, B, C, D, E, F('x'), add('y'), js_plus(1), T()]
",
    );
    it.assert_clean();
    assert_eq!(
        it.items(),
        [
            "main:A constant",
            "main:B constant",
            "main:C constant",
            "main:D constant",
            "main:plus function",
            "main:T class",
            "main:f marked",
        ]
    );
    let refs = it.refs("f");
    assert!(refs.contains(&"E: item main:D".to_owned()), "{refs:?}");
    assert!(refs.contains(&"F: builtin len".to_owned()), "{refs:?}");
    assert!(refs.contains(&"add: builtin len".to_owned()), "{refs:?}");
    assert!(refs.contains(&"js_plus: item main:plus".to_owned()), "{refs:?}");
    assert_eq!(it.refs("B"), ["A: item main:A"]);
}

#[test]
fn a_constant_must_have_one_definition() {
    let it = project(
        "--- main.py
import pulse as ps
A = 1
A = 2
B = 0
B += 1
for C in range(3): pass
if input():
    D = 1
x = (1, 2)
E, G = x
@ps.javascript
def f(): return [A, B, C, D, E]
",
    );
    assert_eq!(
        it.findings(),
        [
            "main.py: PSC207 `A` `A` has 2 definitions (assign the name once, at the top level of \
             the module) [defined here: `A`] [defined here: `A`]",
            "main.py: PSC207 `B` the value of `B` is not known at compile time: it is changed by \
             an augmented assignment (assign the name once, at the top level of the module) \
             [defined here: `B`] [defined here: `B`]",
            "main.py: PSC207 `C` the value of `C` is not known at compile time: it is bound by a \
             loop (assign the name once, at the top level of the module) [defined here: `C`]",
            "main.py: PSC207 `D` `D` is defined under a condition that is not known at compile \
             time (assign the name once, at the top level of the module) [defined here: `D`]",
            "main.py: PSC207 `E` the value of `E` is not known at compile time: it is bound by \
             unpacking a value (assign the name once, at the top level of the module) \
             [defined here: `E`]",
        ]
    );
}

#[test]
fn server_values_show_use_and_definition() {
    let it = project(
        "--- main.py
import os
from pathlib import Path
import pulse as ps
HOME = os.environ['HOME']
HERE = Path('.')
class S(ps.State): pass
state = S()
@ps.javascript
def f(): return [HOME, HERE, state, os.getcwd(), ps.Channel]
",
    );
    let findings = it.findings();
    let expected = [
        "main.py: PSC206 `HOME` `HOME` has no value in a browser: `os` is not available",
        "main.py: PSC206 `HERE` `HERE` has no value in a browser: `pathlib` is not available",
        "main.py: PSC206 `state` `state` has no value in a browser: `S` is a server class: \
         `ps.State` keeps",
        "main.py: PSC205 `os.getcwd` `os` is not available in a browser",
        "main.py: PSC206 `ps.Channel` `ps.Channel` is the server end of a channel",
    ];
    assert_eq!(findings.len(), expected.len(), "{findings:#?}");
    for (found, start) in findings.iter().zip(expected) {
        assert!(found.starts_with(start), "{found}");
    }
    assert!(findings[0].ends_with("[its value comes from here: `os.environ`]"), "{}", findings[0]);
}

#[test]
fn classes_that_only_types_see() {
    let it = project(
        "--- types_.py
from typing import Generic, NamedTuple, Protocol, TypedDict, TypeVar
T = TypeVar('T')
class Message(TypedDict):
    text: str
    author: 'Author'
    user: User
class User(TypedDict, total=False): name: str
class Sub(Message): extra: int
class P(Protocol[T]): pass
class Server: pass
class Point(NamedTuple): x: int
--- main.py
import pulse as ps
from types_ import Message, Sub, P, Server, Point
@ps.javascript
def f(m: Message, s: list[Sub], p: P, x: Server, y: Unknown.thing, z: Point): return 1
@ps.javascript
def g(z: Point): return Point(1)
",
    );
    it.assert_clean();
    assert_eq!(
        it.items(),
        [
            "main:f marked",
            "main:g marked",
            "types_:Message type",
            "types_:User type",
            "types_:Sub type",
            "types_:P type",
            "types_:Point class",
        ]
    );
    assert_eq!(
        it.refs("f"),
        [
            "Message: item types_:Message",
            "list: builtin list",
            "Sub: item types_:Sub",
            "P: item types_:P",
            "Server: type types_.Server",
            "Unknown: type Unknown",
            "Point: item types_:Point",
        ]
    );
    assert!(it.refs("Message").contains(&"User: item types_:User".to_owned()));
    assert!(it.refs("Sub").contains(&"Message: item types_:Message".to_owned()));
}

#[test]
fn global_makes_a_variable_of_a_constant() {
    let it = project(
        "--- main.py
import pulse as ps
import math
count = 0
@ps.javascript
def f():
    global count
    count += 1
@ps.javascript
def g():
    global fresh, math
    fresh = 1
    math = 2
",
    );
    assert_eq!(it.items(), ["main:count variable", "main:f marked", "main:g marked"]);
    assert_eq!(it.refs("f"), ["count: item main:count"]);
    assert_eq!(
        it.findings(),
        [
            "main.py: PSC201 `fresh` the module has no variable `fresh` (write `fresh = None` at \
             the top level of the module)",
            "main.py: PSC207 `math` `math` is no variable of the module, so it cannot be assigned \
             (keep what changes in a variable of its own: `current: Any = None`)",
        ]
    );
}
