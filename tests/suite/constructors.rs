//! Calls of what JavaScript may have as a class: every value × every form in which it may be called.
//!
//! A class must be made with `new`, a function must not: an arrow function has no `new`, a class has no
//! call. Which one a value is, the engine tells when the emitted code runs.

use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;

use crate::loading;

/// How the source names the value, and what a call with `7` gives.
const VALUES: &[(&str, &str, &str)] = &[
    ("window.Socket", "made Socket 7", "a class of the browser that no table lists"),
    ("window.WebSocket", "made WebSocket 7", "one that the table lists"),
    ("window.window.URL", "made URL 7", "through the window of the window"),
    ("pulse.js.window.URL", "made URL 7", "through the module"),
    ("globalThis.URL", "made URL 7", ""),
    ("window.Intl.NumberFormat", "made NumberFormat 7", "a class in a family"),
    ("Intl.NumberFormat", "made NumberFormat 7", ""),
    ("URL", "made URL 7", "a name of pulse.js"),
    ("window.String", "7", "a conversion"),
    ("String", "7", ""),
    ("window.BigInt", "7", "`new BigInt` raises"),
    ("window.Helper", "called Helper 7", "a function that is written as a class"),
    ("window.helper", "called helper 7", ""),
    ("Chart", "made Chart 7", "a class of a package"),
    ("Old.as_(type[object])", "made Old 7", "a function that is a class, and says so"),
    ("OldStub", "made Old 7", "the same by a typed stub"),
    ("Build", "called Build 7", "a function of a package"),
    ("build", "called build 7", ""),
    ("Build.as_(Callable[..., str])", "called Build 7", "one that says so"),
    ("OldConst", "made Old 7", "a constant that says so"),
    ("ps.Import(\"Old\", \"charts\").as_(type[object])", "made Old 7", "where it is used"),
    ("old.as_(type[object])", "made old 7", "one that is written as a function"),
    ("shelf.SHELVED", "made Old 7", "a constant of another module"),
    ("shelf.KINDS[\"old\"]", "made Old 7", "in a dict of another module"),
    ("shelf.KINDS[\"url\"]", "made URL 7", ""),
    ("shelf.CLASSES[\"old\"]", "made Old 7", "in one that holds nothing else"),
    ("shelf.pick(\"old\")", "made Old 7", "what a function of another module gives"),
    ("shelf.pick(\"chart\")", "made Chart 7", ""),
    ("window[\"Socket\"]", "made Socket 7", "by a name that may be computed"),
    ("window[\"helper\"]", "called helper 7", ""),
    ("getattr(window, \"URL\")", "made URL 7", ""),
    ("charts[\"Chart\"]", "made Chart 7", ""),
    ("charts[\"build\"]", "called build 7", ""),
    ("Default", "made Default 7", "the default export"),
    ("charts.Chart", "made Chart 7", "a member of a namespace"),
    ("charts.build", "called build 7", ""),
    ("Default.Part", "made Part 7", "a member of a class"),
    ("default_.Part", "made Part 7", ""),
];

/// `IT` is the value.
const FORMS: &[&str] = &[
    "    return show(IT(7))\n",
    "    made = IT\n    return show(made(7))\n",
    "    Made = IT\n    def later(): return Made(7)\n    return show(later())\n",
    "    return show((IT if flag else IT)(7))\n",
    "    return show((IT if flag else Other)(7))\n",
    "    if flag:\n        Made = IT\n    else:\n        Made = window.Map\n    return show(Made(7))\n",
    "    return show(ALIAS(7))\n",
    "    return show(PICKED(7))\n",
    "    return show([IT(n) for n in [7]][0])\n",
    "    return show((lambda n: IT(n))(7))\n",
    "    return show(IT(*[7]))\n",
    // Held in something, alone and among others.
    "    kinds = {\"it\": IT, \"other\": build}\n    return show(kinds[\"it\"](7))\n",
    "    kinds = {\"it\": IT, \"other\": build}\n    return show(kinds[key](7))\n",
    "    kinds = {\"it\": IT}\n    return show(kinds[key](7))\n",
    "    kinds = {key: IT}\n    Made = kinds.get(key) or build\n    return show(Made(7))\n",
    "    kinds = [build, IT]\n    return show(kinds[-1](7))\n",
    "    kinds = [IT, Other]\n    return show(kinds[0](7))\n",
    "    pair = (\"x\", IT)\n    name, made = pair\n    return show(made(7))\n",
    "    return show([made(7) for made in [IT, build]][0])\n",
    "    return show([made(7) for made in (IT,)][0])\n",
    "    out = []\n    for made in [IT, build]:\n        out.append(made(7))\n    return show(out[0])\n",
    "    kinds = []\n    kinds.append(IT)\n    return show(kinds[0](7))\n",
    "    kinds = {}\n    kinds[key] = IT\n    return show([made(7) for made in kinds.values()][0])\n",
    "    kinds = {\"it\": IT}\n    return show([made(7) for name, made in kinds.items()][0])\n",
    "    made = (IT if flag else build) or build\n    return show(made(7))\n",
    "    if (made := IT):\n        return show(made(7))\n",
    "    match key:\n        case \"it\":\n            made = IT\n        case _:\n            made = build\n    return show(made(7))\n",
    "    held = obj(make=IT)\n    return show(held.make(7))\n",
    // Handed over, given back.
    "    def run(made): return made(7)\n    return show(run(IT))\n",
    "    def run(made, n): return made(n)\n    return show([run(IT, 7), run(build, 7)][0])\n",
    "    run = lambda made: made(7)\n    return show(run(IT))\n",
    "    def run(made=IT): return made(7)\n    return show(run())\n",
    "    def pick(): return IT\n    return show(pick()(7))\n",
    "    def pick(other): return build if other else IT\n    return show(pick(False)(7))\n",
    "    return show(applied(IT))\n",
    "    return show(applied_by_name(made=IT))\n",
    "    return show(shelf.applied(IT))\n",
    "    return show(PICKS_NTH()(7))\n",
    "    return show(HELD_NTH[key](7))\n",
    "    return show(MIXED_NTH[key](7))\n",
    "    return show(list(map(IT, [7]))[0])\n",
    "    made = IT\n    return show([*map(made, [7])][0])\n",
    "    return show(partial(IT, 7)())\n",
    "    return show(max([7], key=lambda n: 0) and IT(7))\n",
    "    def outer():\n        made = IT\n        def inner(): return made(7)\n        return inner\n    return show(outer()())\n",
    "    made = build\n    made = IT\n    return show(made(7))\n",
    "    made = None\n    if flag:\n        made = IT\n    return show(made(7)) if made else None\n",
];

const HEAD: &str = "from collections.abc import Callable
from functools import partial
import shelf
import pulse as ps
import pulse.js.window
from pulse.js import Intl, String, URL, obj, window
show = ps.Import(\"show\", \"charts\")
Chart = ps.Import(\"Chart\", \"charts\")
Other = ps.Import(\"Chart\", \"charts\")
Old = ps.Import(\"Old\", \"charts\")
old = ps.Import(\"old\", \"charts\")
OldConst = ps.Import(\"Old\", \"charts\").as_(type[object])
Build = ps.Import(\"Build\", \"charts\")
build = ps.Import(\"build\", \"charts\")
Default = ps.Import(\"charts\")
default_ = ps.Import(\"charts\")
charts = ps.Import(\"*\", \"charts\")
@ps.Import(\"Old\", \"charts\").as_
class OldStub:
    def __init__(self, n: int) -> None: ...
def applied(made): return made(7)
def applied_by_name(*, made): return made(7)
";

const SHELF: &str = "import pulse as ps
from pulse.js import URL
Chart = ps.Import(\"Chart\", \"charts\")
build = ps.Import(\"build\", \"charts\")
SHELVED = ps.Import(\"Old\", \"charts\").as_(type[object])
KINDS = {\"old\": SHELVED, \"url\": URL, \"build\": build}
CLASSES = {\"old\": SHELVED, \"url\": URL}
def pick(name): return {\"old\": SHELVED, \"chart\": Chart}[name]
def applied(made): return made(7)
";

const CHARTS: &str = "
export class Chart { constructor(n) { this.n = n; } }
export function Old(n) { this.n = n; }
export function old(n) { this.n = n; }
export const Build = (n) => `called Build ${n}`;
export const build = (n) => `called build ${n}`;
export const show = (value) => {
  const isMade = typeof value === \"object\";
  return isMade ? `made ${value.constructor.name} ${value.n}` : String(value);
};
export default class Default { constructor(n) { this.n = n; } }
Default.Part = class Part { constructor(n) { this.n = n; } };
";

const RUN: &str = "
import * as functions from \"./main.js\";
const made = (name) => ({ [name]: class { constructor(n) { this.n = n; } } })[name];
globalThis.window = globalThis;
for (const name of [\"Socket\", \"WebSocket\", \"URL\"]) globalThis[name] = made(name);
globalThis.Intl = { NumberFormat: made(\"NumberFormat\") };
globalThis.Helper = (n) => `called Helper ${n}`;
globalThis.helper = (n) => `called helper ${n}`;
export const run = () => Object.entries(functions).map(([name, f]) => {
  try { return `${name} ${f(true, \"it\")}`; } catch (e) { return `${name} ! ${e.message}`; }
});
";

#[test]
fn every_value_in_every_form() {
    let mut source = HEAD.to_owned();
    let mut expected = Vec::new();
    for (nth, (value, answer, _)) in VALUES.iter().enumerate() {
        for (form_nth, form) in FORMS.iter().enumerate() {
            let name = format!("f{nth}_{form_nth}");
            let alias = format!("ALIAS_{nth}");
            let picked = format!("PICKED_{nth}");
            if form_nth == 0 {
                source += &format!("{alias} = {value}\n{picked} = {value} if 1 < 2 else build\n");
                source += &format!("HELD_{nth} = {{\"it\": {value}}}\n");
                source += &format!("MIXED_{nth} = {{\"it\": {value}, \"other\": build}}\n");
                source += &format!("def PICKS_{nth}(): return {value}\n");
            }
            let form = form.replace("NTH", &nth.to_string());
            let form =
                form.replace("IT", value).replace("ALIAS", &alias).replace("PICKED", &picked);
            source += &format!("@ps.javascript\ndef {name}(flag: bool, key: str):\n{form}");
            expected.push(format!("{name} {answer}"));
        }
    }
    let host = MemoryHost::new().with("main.py", source).with("shelf.py", SHELF);
    let output = loading::compile(&host, &Config::default());
    let errors: Vec<&str> = output.diagnostics.iter().map(|found| &*found.message).collect();
    assert!(!output.files.is_empty(), "{errors:?}");
    let mut modules: Vec<(String, String)> = loading::modules(&output).into_iter().collect();
    // The globals must be there before the module that uses them is loaded.
    let globals = RUN.replace("import * as functions from \"./main.js\";", "");
    let globals = globals.split("export const run").next().unwrap().to_owned();
    modules.push(("globals.js".to_owned(), globals));
    modules.push(("run.js".to_owned(), format!("import \"./globals.js\";\n{RUN}")));
    modules.push(("charts".to_owned(), CHARTS.to_owned()));
    let run = Engine::new(modules).call("run.js", "run", "[]");
    let text = run.result.unwrap_or_else(|error| panic!("{error}\n{}", error.stack));
    let found: Vec<String> = serde_json::from_str(&text).unwrap();
    let mut found: Vec<&str> = found.iter().map(|line| &**line).collect();
    found.sort_unstable();
    expected.sort_unstable();
    let wrong: Vec<_> = expected.iter().filter(|line| !found.contains(&&***line)).collect();
    let instead = |line: &String| {
        let name = line.split(' ').next().unwrap_or_default().to_owned() + " ";
        found.iter().find(|line| line.starts_with(&name)).copied().unwrap_or_default()
    };
    let wrong: Vec<_> = wrong.into_iter().map(|line| (line, instead(line))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(found.len(), VALUES.len() * FORMS.len());
}

#[test]
fn instances_of_browser_classes() {
    let source = "import pulse as ps\nfrom pulse.js import window, URL\n\
        @ps.javascript\ndef f(x):\n    return [isinstance(x, window.Socket), isinstance(x, (window.URL, str)), isinstance(x, URL)]\n";
    let host = MemoryHost::new().with("main.py", source);
    let output = loading::compile(&host, &Config::default());
    let mut modules: Vec<(String, String)> = loading::modules(&output).into_iter().collect();
    let globals =
        "globalThis.window = globalThis; globalThis.Socket = class {}; globalThis.URL = class {};";
    modules.push(("globals.js".to_owned(), globals.to_owned()));
    let run = "import \"./globals.js\"; import { f } from \"./main.js\"; export const run = () => f(new Socket());";
    modules.push(("run.js".to_owned(), run.to_owned()));
    let run = Engine::new(modules).call("run.js", "run", "[]");
    assert_eq!(run.result.unwrap(), "[true,false,false]");
}
