//! The runtime: the small JavaScript helpers that emitted code calls where no plain JavaScript
//! operator does what Python does. `add(a, b)`, `getItem(o, k)`, `strSplit(s, sep)`.
//!
//! Each file of `js/` holds one idea and imports what it uses, so it can be read, linted and tested
//! alone. A build gets one `pulsec-runtime.js` with only the declarations it needs:
//!
//! ```text
//! bundle(&["truthy"])  →  function hasMethod(…) …  function isRecord(…) …  export function truthy(…) …
//! ```
//!
//! Names: a helper has the name of the builtin (`sorted`) or operator (`add`, in place `iadd`) it is.
//! A suffix says which static types it is for (`addInt`, `divNum`, `powFloat`); a method of a known type
//! is that type and the method (`strSplit`, `listPop`, `dictGet`, `setUnion`), and the same method of a
//! receiver of unknown type is `callSplit`. A function of a module of the standard library is the module and
//! the function (`mathFloor`, `jsonDumps`). `helper_for_builtin` knows the few that differ.
//!
//! The edges between helpers are not written down anywhere: they are read from the import lines and
//! from the words of each declaration. A row here is only the name of a file.

mod bundle;
mod helper;

use bundle::Library;
pub use helper::{EXAMPLES, Example, Helper, Part, examples, helper, parts, words};
use std::sync::LazyLock;

macro_rules! files {
    ($($name:literal)*) => {
        &[$(File { name: $name, source: include_str!(concat!("js/", $name, ".js")) }),*]
    };
}

/// One file of `js/`.
#[derive(Debug)]
pub struct File {
    /// Its name without `.js`, as import lines spell it after `./`.
    pub name: &'static str,
    /// Its text.
    pub source: &'static str,
}

/// Every file of `js/`, by name; those of the modules of the standard library come last.
pub const FILES: &[File] = files![
    "abstractTypes" "add" "arguments" "asFunction" "attributes" "bits" "builtinBases" "builtinType" "byMapping" "calls" "chars" "cleanup" "compare"
    "connected" "contains" "context" "decimals" "dict" "dictClass" "dictFields" "div" "either" "eq" "exceptionGroups" "exceptions" "floats" "format" "generate" "generators" "hash"
    "indices" "ints" "is" "isInstance" "items" "iter" "keys" "kinds" "len" "lists" "marked" "matches" "methodOf" "mul"
    "names" "notCompiled" "notImplemented" "numbers" "operate" "pattern" "percent" "pow" "print" "proven" "raise" "range" "repr" "reprFloat"
    "round" "sequences" "set" "setClasses" "slices" "spread" "steps" "store" "str" "strCase" "strFind" "strFormat" "strPad"
    "strSplit" "strStrip" "strTranslate" "sub" "sum" "toJs" "truthy" "tuple" "type" "typeName" "unary"
    "unbound" "unpack" "views"
    "bytes" "bytearrayClass" "bytesClass" "bytesFields" "bytesMethods" "bytesPercent" "bytesViews" "decode" "encode" "encodings" "intBytes"
    // A call of what may be a class of JavaScript.
    "make"
    // Classes of the program.
    "instances" "dataclasses" "enums" "namedTuple" "special"
    // Modules of the standard library.
    "bisectModule" "contextlibModule" "copyModule" "functoolsModule" "heapqModule"
    "itertoolsModule" "math" "mathGamma" "mathInts"
    "mathSums" "operatorModule" "stringModule"
    "asyncioModule" "collectionsDeque" "collectionsDicts" "jsonDumps" "jsonLoads"
    "base64Module" "binasciiModule" "hashlibModule" "randomBytes" "randomModule" "reModule" "rePattern" "statisticsModule" "structModule" "sysModule" "timeModule" "callable" "dynamic" "mixIn" "totalOrdering" "uuidModule" "zoneinfoModule"
    "datetimeCalendar" "datetimeClock" "datetimeDate" "datetimeDelta" "datetimeHere" "datetimeIso" "datetimeLocal" "datetimeOrdered" "datetimeStamp"
    "datetimeStrftime" "datetimeStrptime" "datetimeTuples" "datetimeZone" "datetimeZoneName"
];

/// What whoever runs a program asks, to tell what it raised.
pub const FOR_REPORTS: [&str; 3] = ["caught", "exceptionClass", "str"];

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::read(FILES));

/// Whether there is a helper of that name to import from `pulsec-runtime.js`.
#[must_use]
pub fn exists(name: &str) -> bool {
    LIBRARY.exported(name).is_some()
}

/// The helper that stands for a builtin of Python: its own name, unless JavaScript needs that one.
#[must_use]
pub fn helper_for_builtin(name: &'static str) -> Option<&'static str> {
    let helper = match name {
        "EnvironmentError" | "IOError" => "OSError",
        "ImportError" => "PyImportError",
        "ReferenceError" => "PyReferenceError",
        "SyntaxError" => "PySyntaxError",
        "TimeoutError" => "PyTimeoutError",
        "TypeError" => "PyTypeError",
        "isinstance" => "isInstance",
        "issubclass" => "isSubclass",
        "iter" => "iterator",
        "tuple" => "tupleFrom",
        other => other,
    };
    exists(helper).then_some(helper)
}

/// For a helper that takes any number of arguments: the one that takes them as one iterable, and after how
/// many others. Engines put the arguments of a call on the stack, where `zip(*rows)` soon has no room.
#[must_use]
pub fn for_spread(helper: &str) -> Option<(&'static str, usize)> {
    SPREAD.iter().find(|(many, ..)| *many == helper).map(|(_, one, before)| (*one, *before))
}

const SPREAD: &[(&str, &str, usize)] = &[
    ("heapqMerge", "heapqMergeAll", 0),
    ("heapqMergeWith", "heapqMergeWithAll", 2),
    ("itertoolsChain", "itertoolsChainAll", 0),
    ("itertoolsZipLongest", "itertoolsZipLongestAll", 0),
    ("itertoolsZipLongestWith", "itertoolsZipLongestWithAll", 1),
    ("mathGcd", "mathGcdAll", 0),
    ("mathHypot", "mathHypotAll", 0),
    ("mathLcm", "mathLcmAll", 0),
    ("print", "printAll", 0),
    ("printWith", "printWithAll", 2),
    ("setDifference", "setDifferenceAll", 1),
    ("setDifferenceUpdate", "setDifferenceUpdateAll", 1),
    ("setIntersection", "setIntersectionAll", 1),
    ("setIntersectionUpdate", "setIntersectionUpdateAll", 1),
    ("setUnion", "setUnionAll", 1),
    ("setUpdate", "setUpdateAll", 1),
    ("structPack", "structPackAll", 1),
    ("structPackInto", "structPackIntoAll", 3),
    ("tuple", "tupleFrom", 0),
    ("zip", "zipAll", 0),
    ("zipStrict", "zipStrictAll", 0),
];

/// The name of a helper, if there is one, for as long as the program runs.
#[must_use]
pub fn name(name: &str) -> Option<&'static str> {
    LIBRARY.name(name)
}

/// The names of all helpers, sorted.
#[must_use]
pub fn names() -> Vec<&'static str> {
    LIBRARY.names()
}

/// The text of a `pulsec-runtime.js` with every helper, from which a bundler takes what it needs.
#[must_use]
pub fn whole() -> String {
    LIBRARY.whole()
}

/// The text of a `pulsec-runtime.js` that exports the needed helpers and holds nothing they do not
/// use. The order of `needed` does not matter; names that do not exist are left out.
#[must_use]
pub fn bundle(needed: &[&str]) -> String {
    LIBRARY.bundle(needed)
}
