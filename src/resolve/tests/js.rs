//! `ps.Import` and its like, `pulse.js`, tags, the standard library, side effects, events.

use super::project;

#[test]
fn imports_of_javascript() {
    let it = project(
        "--- app/util.ts
--- app/style.css
--- app/chart/index.tsx
--- app/ui.py
import pulse as ps
from pulse import Import
SRC = 'pkg'
named = Import('n', 'pkg@^1/sub')
default = ps.Import('pkg')
star = ps.Import('*', './util')
style = ps.Import('./style.css', side_effect=True)
ps.Import('reset.css', side_effect=True)
ps.require({'left-pad': '^2'})
lazy = ps.Import('./chart', lazy=True)
Chart = ps.React.lazy(lazy) if False else None
Button = ps.Jsx(Import(name='Button', src=SRC, version='7'))
typed = ps.Import('Props', 'pkg', is_type=True)
@ps.react_component(ps.Import('Menu', '@x/ui'))
def Menu(*children: ps.Node, **props): ...
@ps.react_component('Tab', '@x/ui', lazy=True)
def Tab(): ...
Card = ps.ReactComponent('card', lazy=True)
--- app/main.py
import pulse as ps
from app.ui import *
from pulse.js.react import lazy as react_lazy
Big = react_lazy(lazy)
inline = [ps.Import('x', 'y')]
@ps.javascript(jsx=True)
def F():
    named(); default(); star.one.two(); star.default(); lazy()
    inline[0]
    Button(); Menu.Item(); Tab(); Card(); Big()
    ps.Import('z', 'y')(1)
    return ps.Link()
",
    );
    it.assert_clean();
    assert_eq!(
        it.refs("F"),
        [
            "named: pkg/sub#n",
            "default: pkg#default",
            "star.one: ./app/util.ts#one",
            "star.default: ./app/util.ts#default",
            "lazy: lazy ./app/chart/index.tsx#default",
            "inline: item app/main:inline",
            "Button: component pkg#Button",
            "Menu: component @x/ui#Menu",
            "Tab: component lazy @x/ui#Tab",
            "Card: component lazy card#default",
            "Big: component lazy ./app/chart/index.tsx#default",
            "ps.Import: special Import",
            "ps.Import('z', 'y'): y#z",
            "ps.Link: component react-router#Link",
        ]
    );
    assert!(it.refs("inline").contains(&"ps.Import('x', 'y'): y#x".to_owned()));
    let assets: Vec<_> = it.program.assets.iter().map(|it| it.1.to_string()).collect();
    assert_eq!(assets, ["app/chart/index.tsx", "app/util.ts"]);
    let npm: Vec<_> = (it.program.npm.iter())
        .map(|it| format!("{} {}", it.package, it.version.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(npm, ["@x/ui -", "card -", "pkg -", "pkg 7", "pkg ^1", "react-router ^7", "y -"]);
}

#[test]
fn statements_of_reached_modules_count() {
    let it = project(
        "--- a.css
--- ui.py
import pulse as ps
ps.Import('./a.css', side_effect=True)
_ = ps.Import('reset.css', side_effect=True)
ps.require({'left-pad': '^2'})
def helper(): return 1
--- unreached.py
import pulse as ps
ps.require({'right-pad': '^2'})
--- main.py
import pulse as ps
from ui import helper
@ps.javascript
def f(): return helper()
",
    );
    it.assert_clean();
    let ui = it.program.modules.iter().find(|module| &*module.path == "ui").unwrap();
    let sources: Vec<_> = ui.side_effects.iter().map(|it| it.source.to_string()).collect();
    assert_eq!(sources, ["./a.css", "reset.css"]);
    let npm: Vec<_> = it.program.npm.iter().map(|it| it.package.to_string()).collect();
    assert_eq!(npm, ["left-pad", "reset.css"]);
}

#[test]
fn unsupported_forms_are_refused() {
    let it = project(
        "--- main.py
import pulse as ps
a = ps.Import(f'{1}', 'x')
b = ps.Import('x', kind='default')
c = ps.Import('*')
d = ps.Import('./none')
e = ps.Import(*args)
@ps.javascript
def f(): return [a, b, c, d, e]
",
    );
    let findings: Vec<_> =
        it.findings().iter().map(|it| it.split(" (").next().unwrap().to_owned()).collect();
    assert_eq!(
        findings,
        [
            "main.py: PSC209 `f'{1}'` the import must be a string literal",
            "main.py: PSC209 `kind` `ps.Import` has no parameter `kind`",
            "main.py: PSC209 `'*'` `*` needs a source: `ps.Import(\"*\", \"pkg\")`",
            "main.py: PSC203 `'./none'` cannot find the file `./none`",
            "main.py: PSC209 `*args` the arguments must be written out",
        ]
    );
}

#[test]
fn names_of_pulse_js() {
    let it = project(
        "--- main.py
import pulse as ps
import pulse.js.math as M
import pulse.js.set
from pulse.js import Map, React, console, document, obj, throw, undefined, math
from pulse.js.pulse import usePulseChannel, PulseChannelResetError
from pulse.js.react import useState as state, Suspense
@ps.javascript
def f():
    M.floor(M.PI); M; Map(); React.useState(0); React.useOptimistic(1); console.log(document.body)
    obj(); throw(1); undefined; math.abs(1)
    usePulseChannel('x'); PulseChannelResetError(); state(); Suspense(); ps.del_(); ps.For
    React.memo.x
",
    );
    it.assert_clean();
    assert_eq!(
        it.refs("f"),
        [
            "M.floor: global Math.floor",
            "M.PI: global Math.PI",
            "M: global Math",
            "Map: new Map",
            "React.useState: react#useState",
            "React.useOptimistic: react#useOptimistic",
            "console.log: global console.log",
            "document.body: global document.body",
            "obj: special obj",
            "throw: special throw",
            "undefined: special undefined",
            "math.abs: global Math.abs",
            "usePulseChannel: pulse-ui-client#usePulseChannel",
            "PulseChannelResetError: new pulse-ui-client#PulseChannelResetError",
            "state: react#useState",
            "Suspense: component react#Suspense",
            "ps.del_: <del>",
            "ps.For: special For",
            "React.memo: react#memo",
        ]
    );
}

#[test]
fn names_of_the_standard_library() {
    let it = project(
        "--- main.py
from __future__ import annotations
import math, json, asyncio, collections.abc, datetime, time
from typing import Any, Optional as Opt
import pulse as ps
@ps.javascript
async def f(a: Any, b: Opt[int], c: collections.abc.Callable) -> datetime.date:
    json.dumps(math.pi); await asyncio.sleep(1); datetime.datetime.now()
@ps.javascript
def g(): time.sleep(1); math.flor(1)
",
    );
    assert_eq!(
        it.refs("f"),
        [
            "Any: type typing.Any",
            "Opt: type typing.Optional",
            "int: builtin int",
            "collections.abc.Callable: type collections.abc.Callable",
            "datetime.date: python datetime.date",
            "json.dumps: python json.dumps",
            "math.pi: python math.pi",
            "asyncio.sleep: python asyncio.sleep",
            "datetime.datetime: python datetime.datetime",
        ]
    );
    let findings = it.findings();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].starts_with("main.py: PSC403 `time.sleep` `time.sleep` blocks"));
    assert_eq!(findings[1], "main.py: PSC204 `flor` `math` has no `flor` (did you mean `floor`?)");
}

#[test]
fn a_name_of_another_module_of_javascript_comes_with_its_import() {
    let it = project(
        "--- main.py
import pulse as ps
from pulse.js import setTimeout, useState
@ps.javascript
def f(): return setTimeout(useState, 1)
",
    );
    let help = |name: &str, module: &str| {
        format!(
            "main.py: PSC204 `{name}` `pulse.js` has no `{name}` (write `from {module} import {name}`) \
             [needed here: `{name}`]"
        )
    };
    let expected = [help("setTimeout", "pulse.js.window"), help("useState", "pulse.js.react")];
    assert_eq!(it.findings(), expected);
}

#[test]
fn server_events_are_those_of_server_code() {
    let it = project(
        "--- main.py
import pulse as ps
@ps.javascript
def client(bridge):
    bridge.emit('client', 1)
@ps.component
def Page():
    chat = ps.channel('chat')
    chat.on('send', lambda p: chat.emit('new', p))
    async def ask():
        return [await self.chat.request('where', {}) for x in y]
    chat.on(name, ask)
--- other.py
def f(socket): socket.on('something else')
",
    );
    let events: Vec<_> = (it.program.server_events.iter())
        .map(|event| format!("{:?} {:?} {}", event.op, event.event, it.text(event.span)))
        .collect();
    assert_eq!(
        events,
        [
            "On Some(\"send\") 'send'",
            "Emit Some(\"new\") 'new'",
            "Request Some(\"where\") 'where'",
            "On None name"
        ]
    );
}
