//! Unknown names, implicit globals, syntax errors.

use super::project;

#[test]
fn names_of_the_browser_are_taken_with_a_warning() {
    let it = project(
        "--- main.py
\"\"\"Doc.\"\"\"
import pulse as ps
from os import path

@ps.javascript(jsx=True)
def F():
    n, set_n = useState(0)
    useEffect(lambda: console.log(n), [useState])
    localStorage.getItem('x')
    return usePulseChannel('x')
",
    );
    assert_eq!(
        it.refs("F"),
        [
            "useState: react#useState",
            "useEffect: react#useEffect",
            "console.log: global console.log",
            "localStorage: global localStorage",
            "usePulseChannel: pulse-ui-client#usePulseChannel",
        ]
    );
    let fixes: Vec<_> = (it.found.iter())
        .map(|it| (it.code.id, it.fix.as_ref().unwrap().replacement.as_str()))
        .collect();
    assert_eq!(
        fixes,
        [
            ("PSC202", "\nfrom pulse.js.react import useState"),
            ("PSC202", "\nfrom pulse.js.react import useEffect"),
            ("PSC202", "\nfrom pulse.js import console"),
            ("PSC202", "\nfrom pulse.js.window import localStorage"),
            ("PSC202", "\nfrom pulse.js.pulse import usePulseChannel"),
        ]
    );
    let at = it.found[0].fix.as_ref().unwrap().span;
    let before = it.texts[0].1.get(..at.start as usize);
    assert!(before.unwrap().ends_with("from os import path"));
}

#[test]
fn a_module_name_hides_builtins_and_globals() {
    let it = project(
        "--- main.py
import pulse as ps
def len(x): return 1
def console(): return 2
@ps.javascript
def f(print):
    return [len(1), console(), print(1), str(2)]
",
    );
    it.assert_clean();
    assert_eq!(
        it.refs("f"),
        ["len: item main:len", "console: item main:console", "str: builtin str"]
    );
}

#[test]
fn unknown_names_are_guessed() {
    let it = project(
        "--- main.py
import pulse as ps
def initials(): return 1
@ps.javascript
def f(author):
    atuhor; initals(); usestate(); div(); zzzzzzz; zzzzzzz
    ps.dvi()
",
    );
    let findings: Vec<_> = it.findings().iter().map(|it| it.replace("main.py: ", "")).collect();
    assert_eq!(
        findings,
        [
            "PSC201 `atuhor` the name `atuhor` is not defined (did you mean `author`?)",
            "PSC201 `initals` the name `initals` is not defined (did you mean `initials`?)",
            "PSC201 `usestate` the name `usestate` is not defined (did you mean `useState`?)",
            "PSC201 `div` the name `div` is not defined (did you mean `ps.div`?)",
            "PSC201 `zzzzzzz` the name `zzzzzzz` is not defined \
             (define it, or import it from where it is: `from module import zzzzzzz`)",
            "PSC204 `dvi` `pulse` has no `dvi` (did you mean `div`?)",
        ]
    );
}

#[test]
fn only_needed_chunks_must_parse() {
    let it = project(
        "--- main.py
import pulse as ps
def broken(:
    pass
def also broken():
    pass
@ps.javascript
def f():
    return 1 +
@ps.javascript
def g(): return broken()
@ps.javascript
def h(): return 1
",
    );
    let findings = it.findings();
    assert!(findings.iter().all(|it| it.contains("PSC101")), "{findings:?}");
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert_eq!(it.items(), ["main:g marked", "main:h marked"]);
    assert_eq!(it.refs("g"), ["broken: error"]);
}

#[test]
fn a_name_from_a_missing_star_import_is_blamed_on_it() {
    let it = project(
        "--- main.py
import pulse as ps
from missing import *
@ps.javascript
def f(): return [thing, len]
",
    );
    let findings = it.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("main.py: PSC203 `missing`"), "{findings:?}");
}

#[test]
fn pulse_itself_may_be_left_out() {
    let it = project(
        "--- main.py
from pulse.js.pulse import usePulseChannel


@ps.javascript(jsx=True)
def ChatClient():
    return ps.div()
",
    );
    assert_eq!(it.items(), ["main:ChatClient component"]);
    assert_eq!(it.refs("ChatClient"), ["ps.div: <div>"]);
    assert_eq!(
        it.findings(),
        ["main.py: PSC202 `ps` `ps` is not bound in Python; Pulse is taken \
          (add `import pulse as ps`)"]
    );
}

#[test]
fn names_of_the_server_say_so() {
    let it = project(
        "--- main.py
import pulse as ps
from tkinter import *
@ps.javascript
def f(): return [Button, __file__]
",
    );
    let findings = it.findings();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].starts_with("main.py: PSC205 `Button` `tkinter` is not available"));
    assert!(findings[1].starts_with("main.py: PSC205 `__file__` `__file__` tells of the Python"));
}
