//! Modules, packages, re-exports, star imports, conditions.

use super::project;

#[test]
fn every_form_of_import_leads_to_the_definition() {
    let it = project(
        "--- app/__init__.py
--- app/sub/__init__.py
from .deep import passed_on as renamed
--- app/sub/deep.py
def passed_on(): return 1
--- app/utils.py
def fmt(): return 2
--- space/tool.py
def hammer(): return 3
--- app/main.py
import app.utils
import app.utils as u
import app.sub.deep
import space.tool
from app import utils
from app.sub import renamed
from . import utils as again
from .sub.deep import passed_on
from .. import space as above
import pulse as ps

@ps.javascript
def f():
    app.utils.fmt(); u.fmt(); utils.fmt(); again.fmt()
    renamed(); passed_on(); app.sub.deep.passed_on(); app.sub.renamed()
    space.tool.hammer()
",
    );
    it.assert_clean();
    let utils = "item app/utils:fmt";
    let deep = "item app/sub/deep:passed_on";
    assert_eq!(
        it.refs("f"),
        [
            format!("app.utils.fmt: {utils}"),
            format!("u.fmt: {utils}"),
            format!("utils.fmt: {utils}"),
            format!("again.fmt: {utils}"),
            format!("renamed: {deep}"),
            format!("passed_on: {deep}"),
            format!("app.sub.deep.passed_on: {deep}"),
            format!("app.sub.renamed: {deep}"),
            "space.tool.hammer: item space/tool:hammer".to_owned(),
        ]
    );
}

#[test]
fn roots_are_src_and_the_folder_of_the_top_package_and_site_packages() {
    let it = project(
        "--- src/shared/a.py
def a(): return 1
--- lib/pkg/__init__.py
def b(): return 1
--- lib/pkg/main.py
import pulse as ps
from pkg import b
from shared.a import a
from third.party import c
@ps.javascript
def f(): return [a(), b(), c()]
--- site/third/party.py
def c(): return 1
",
    );
    it.assert_clean();
    assert_eq!(
        it.items(),
        [
            "lib/pkg/__init__:b function",
            "lib/pkg/main:f marked",
            "shared/a:a function",
            "third/party:c function",
        ]
    );
}

#[test]
fn star_imports_honour_all_and_underscores_and_order() {
    let it = project(
        "--- one.py
__all__ = ['shown']
def shown(): return 1
def hidden(): return 1
--- two.py
from one import *
def _private(): return 1
def own(): return 1
--- main.py
def own(): return 0
from two import *
from pulse.js.math import *
import pulse as ps
@ps.javascript
def f(): return [shown(), own(), floor(1)]
@ps.javascript
def g(): return [hidden(), _private()]
",
    );
    assert_eq!(
        it.refs("f"),
        ["shown: item one:shown", "own: item two:own", "floor: global Math.floor"]
    );
    assert_eq!(it.refs("g"), ["hidden: error", "_private: error"]);
    assert_eq!(
        it.findings(),
        [
            "main.py: PSC201 `hidden` the name `hidden` is not defined \
             (define it, or import it from where it is: `from module import hidden`)",
            "main.py: PSC201 `_private` the name `_private` is not defined \
             (define it, or import it from where it is: `from module import _private`)",
        ]
    );
}

#[test]
fn cycles_end() {
    let it = project(
        "--- a.py
from b import x, y
from b import *
def x(): return y()
--- b.py
from a import x
from a import *
from a import nothing
def y(): return x()
--- main.py
import pulse as ps
from a import x, nothing
@ps.javascript
def f(): return x()
@ps.javascript
def g(): return nothing()
",
    );
    assert_eq!(it.refs("x"), ["y: item b:y"]);
    assert_eq!(it.refs("y"), ["x: item a:x"]);
    assert_eq!(it.refs("g"), ["nothing: error"]);
    let findings = it.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("PSC203"), "{findings:?}");
}

#[test]
fn known_conditions_choose_a_branch() {
    let it = project(
        "--- one.py
def new(): return 1
--- main.py
import sys
import pulse as ps
from typing import TYPE_CHECKING
try:
    from missing import new as a
except ImportError:
    from one import new as a
try:
    from one import new as b
except ImportError:
    b = None
if sys.version_info >= (3, 11):
    from one import new as c
else:
    from missing import c
if TYPE_CHECKING:
    from one import new as d
if __name__ == '__main__':
    from missing import new as a
@ps.javascript
def f() -> 'd': return [a(), b(), c()]
@ps.javascript
def g(x: d): return d()
",
    );
    let new = "item one:new";
    let expected = ["d", "a", "b", "c"].map(|name| format!("{name}: {new}"));
    assert_eq!(it.refs("f"), expected);
    assert_eq!(
        it.findings(),
        [
            "main.py: PSC201 `d` `d` is only there for type checkers (move the import out of the `if`) \
          [bound under `if TYPE_CHECKING`: `d`]"
        ]
    );
}

#[test]
fn imports_within_functions_resolve_as_at_module_level() {
    let it = project(
        "--- one.py
def new(): return 1
--- main.py
import pulse as ps
@ps.javascript
def f():
    from one import new
    import math
    def g():
        return new() + math.pi
    return g
",
    );
    it.assert_clean();
    assert_eq!(it.refs("f"), ["new: item one:new", "math.pi: python math.pi"]);
}

#[test]
fn what_is_missing_is_reported_at_the_module_name() {
    let it = project(
        "--- app/__init__.py
--- app/a.py
def initials(): return 1
--- app/main.py
import pulse as ps
from app.fromat import x
from app.a import initals
from typed import y
import app.a
@ps.javascript
def f():
    return [x(), initals(), y(), app.a.init]
--- site/typed.pyi
y: int
",
    );
    assert_eq!(
        it.findings(),
        [
            "app/main.py: PSC203 `app.fromat` cannot find the module `app.fromat` (make \
             `app/fromat.py`, or install the package that has it into the active environment) [needed here: `x`]",
            "app/main.py: PSC204 `initals` `app.a` has no `initals` (did you mean `initials`?) \
             [needed here: `initals`]",
            "app/main.py: PSC203 `typed` `typed` is only a stub (`site/typed.pyi`), not Python \
             source (call it on the server, and pass the result in as a prop) [needed here: `y`]",
            "app/main.py: PSC204 `init` `app.a` has no `init` (define `init` in that module, or \
             import it from where it is)",
        ]
    );
}

#[test]
fn relative_imports_stay_within_the_project() {
    let it = project(
        "--- main.py
import pulse as ps
from ...far import x
@ps.javascript
def f(): return x()
",
    );
    assert_eq!(
        it.findings(),
        ["main.py: PSC203 `far` this relative import reaches above the top package \
             (remove a dot, or import the module by its whole name) \
          [needed here: `x`]"]
    );
}

#[test]
fn an_import_that_nobody_needs_is_no_error() {
    let it = project(
        "--- main.py
import pulse as ps
import sqlalchemy, os
from missing import thing
@ps.javascript
def f(): return 1
def server(): return thing(os, sqlalchemy)
",
    );
    it.assert_clean();
}

#[test]
fn imports_within_functions_are_checked_and_bind_once() {
    let it = project(
        "--- app/__init__.py
--- app/a.py
x = 1
--- app/b.py
y = 2
--- main.py
import pulse as ps
@ps.javascript
def f():
    import missing
    import app.a
    import app.b
    return app.a.x + app.b.y
@ps.javascript
def g(c):
    if c:
        from app.a import x as v
    else:
        from app.b import y as v
    return v
",
    );
    assert_eq!(it.refs("f"), ["app.a.x: item app/a:x", "app.b.y: item app/b:y"]);
    let findings = it.findings();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].starts_with("main.py: PSC203 `missing`"), "{findings:?}");
    assert!(findings[1].starts_with("main.py: PSC207 `v` `v` is bound by an import and by"));
}

#[test]
fn a_package_may_import_its_own_submodules() {
    let it = project(
        "--- app/__init__.py
from . import parts
from app import more
--- app/parts.py
def x(): return 1
--- app/more.py
def y(): return 1
--- main.py
import pulse as ps
import app
@ps.javascript
def f(): return [app.parts.x(), app.more.y()]
",
    );
    it.assert_clean();
    assert_eq!(it.refs("f"), ["app.parts.x: item app/parts:x", "app.more.y: item app/more:y"]);
}

#[test]
fn a_lazy_package_says_in_its_stub_where_names_come_from() {
    let it = project(
        "--- site/kit/__init__.py
def __getattr__(name): return load(name)
--- site/kit/__init__.pyi
from kit.cards import Card as Card
from .cards import size as size
def unknown() -> int: ...
--- site/kit/cards.py
import pulse as ps
Card = ps.Jsx(ps.Import('Card', 'kit'))
def size(): return 3
--- main.py
import pulse as ps
from kit import Card, size
@ps.javascript(jsx=True)
def Page(): return Card(width=size())
",
    );
    it.assert_clean();
    assert_eq!(it.refs("Page"), ["Card: component kit#Card", "size: item kit/cards:size"]);
}

#[test]
fn modules_from_source_are_those_of_the_standard_library() {
    let it = project(
        "--- site/lib/colorsys.py
from _ratio import THIRD
def rgb_to_hsv(r, g, b): return r * THIRD
def unused(): return syntax error
--- site/lib/_ratio.py
THIRD = 1 / 3
--- site/lib/packages/kit.py
def x(): return 1
--- site/lib/socket.py
def socket(): return 1
--- colorsys.py
def rgb_to_hsv(r, g, b): return 'shadowed'
--- main.py
import pulse as ps
import colorsys
from colorsys import rgb_to_hsv as hsv
from kit import x
@ps.javascript
def f(): return [colorsys.rgb_to_hsv(1, 2, 3), hsv(1, 2, 3), x()]
",
    );
    it.assert_clean();
    assert_eq!(
        it.items(),
        [
            "_python/_ratio:THIRD constant",
            "_python/colorsys:rgb_to_hsv function",
            "kit:x function",
            "main:f marked",
        ]
    );
    let it = project(
        "--- site/lib/colorsys.py
def rgb_to_hsv(r, g, b): return r
--- site/lib/socket.py
def socket(): return 1
--- main.py
import pulse as ps
import socket
from colorsys import rgb_to_hvs
@ps.javascript
def f(): return [socket.socket(), rgb_to_hvs()]
",
    );
    let findings = it.findings().join("\n");
    for wanted in [
        "PSC204 `rgb_to_hvs` `colorsys` has no",
        "PSC205 `socket.socket` `socket` is not available",
    ] {
        assert!(findings.contains(wanted), "{findings}");
    }
}

#[test]
fn without_a_python_there_is_no_source() {
    let it = project(
        "--- main.py
import pulse as ps
import colorsys
@ps.javascript
def f(): return colorsys.rgb_to_hsv(1, 2, 3)
",
    );
    let findings = it.findings();
    let wanted =
        "main.py: PSC205 `colorsys` `colorsys` is compiled from Python's own source, and no Python";
    assert!(findings.len() == 1 && findings[0].starts_with(wanted), "{findings:?}");
}
