//! Methods of what the modules of the standard library make, as far as they take keyword arguments, and
//! the few that the names of the modules have themselves.
//!
//! The type of such a value is not known when the code is compiled, so the name of the method has to be
//! enough: `rng.choices(xs, k=3)` is `rng.choices(xs, undefined, undefined, 3)`.

use crate::tables::signature::{
    Signature, any, any_opt, any_or, args, kw_opt, kw_or, kwargs, pos_or,
};

/// A method and the classes that have it with this signature.
#[derive(Debug)]
pub struct LibraryMethod {
    pub classes: &'static [&'static str],
    pub name: &'static str,
    pub signature: Signature,
    /// Whether the keywords go as one object after the arguments: `d.replace({ day: 1 })`.
    pub by_object: bool,
}

const fn of(
    classes: &'static [&'static str],
    name: &'static str,
    signature: Signature,
) -> LibraryMethod {
    LibraryMethod { classes, name, signature, by_object: false }
}

/// A method whose parameters differ from class to class: whatever is given by name goes as one object.
const fn by_object(
    classes: &'static [&'static str],
    name: &'static str,
    signature: Signature,
) -> LibraryMethod {
    LibraryMethod { classes, name, signature, by_object: true }
}

const DATES: &[&str] = &["datetime.date", "datetime.datetime", "datetime.time"];
const FIELDS: Signature = &[
    args("values"),
    kw_opt("year"),
    kw_opt("month"),
    kw_opt("day"),
    kw_opt("hour"),
    kw_opt("minute"),
    kw_opt("second"),
    kw_opt("microsecond"),
    kw_opt("tzinfo"),
    kw_opt("fold"),
];

const COUNTER: &[&str] = &["collections.Counter"];
const ORDERED: &[&str] = &["collections.OrderedDict"];
const RANDOM: &[&str] = &["random.Random"];
const PATTERN: &[&str] = &["re.Pattern"];
const MATCH: &[&str] = &["re.Match"];
const NORMAL: Signature = &[any_or("mu", "0.0"), any_or("sigma", "1.0")];
const SEARCHED: Signature = &[any("string"), any_or("pos", "0"), any_opt("endpos")];

/// Sorted by name.
pub const LIBRARY_METHODS: &[LibraryMethod] = &[
    by_object(&["datetime.datetime"], "astimezone", &[args("values"), kw_opt("tz")]),
    of(RANDOM, "choice", &[any("seq")]),
    of(
        RANDOM,
        "choices",
        &[
            any("population"),
            any_or("weights", "None"),
            kw_or("cum_weights", "None"),
            kw_or("k", "1"),
        ],
    ),
    of(RANDOM, "expovariate", &[any_or("lambd", "1.0")]),
    of(PATTERN, "findall", SEARCHED),
    of(PATTERN, "finditer", SEARCHED),
    of(PATTERN, "fullmatch", SEARCHED),
    of(RANDOM, "gauss", NORMAL),
    of(MATCH, "groupdict", &[any_or("default", "None")]),
    of(MATCH, "groups", &[any_or("default", "None")]),
    by_object(DATES, "isoformat", &[args("values"), kw_opt("sep"), kw_opt("timespec")]),
    of(RANDOM, "lognormvariate", NORMAL),
    of(PATTERN, "match", SEARCHED),
    of(COUNTER, "most_common", &[any_or("n", "None")]),
    of(ORDERED, "move_to_end", &[any("key"), any_or("last", "True")]),
    of(RANDOM, "normalvariate", NORMAL),
    of(RANDOM, "paretovariate", &[any("alpha")]),
    of(ORDERED, "popitem", &[any_or("last", "True")]),
    of(RANDOM, "randint", &[any("a"), any("b")]),
    of(RANDOM, "randrange", &[any("start"), any_or("stop", "None"), any_or("step", "1")]),
    by_object(DATES, "replace", FIELDS),
    of(RANDOM, "sample", &[any("population"), any("k")]),
    of(PATTERN, "search", SEARCHED),
    of(RANDOM, "seed", &[any_or("a", "None")]),
    of(RANDOM, "shuffle", &[any("x")]),
    of(PATTERN, "split", &[any("string"), any_or("maxsplit", "0")]),
    by_object(DATES, "strftime", &[args("values"), kw_opt("format")]),
    of(PATTERN, "sub", &[any("repl"), any("string"), any_or("count", "0")]),
    of(PATTERN, "subn", &[any("repl"), any("string"), any_or("count", "0")]),
    of(COUNTER, "subtract", &[pos_or("iterable", "None"), kwargs("kwds")]),
    of(
        RANDOM,
        "triangular",
        &[any_or("low", "0.0"), any_or("high", "1.0"), any_or("mode", "None")],
    ),
    of(RANDOM, "uniform", &[any("a"), any("b")]),
    of(&["struct.Struct"], "unpack_from", &[any("buffer"), any_or("offset", "0")]),
    of(RANDOM, "weibullvariate", &[any("alpha"), any("beta")]),
];

/// Methods that a name of a module has by itself, not what it makes; its helper has them too.
pub const STATIC_METHODS: &[(&str, &str)] = &[("itertools.chain", "from_iterable")];

/// Whether the helper of the name has the method: `chain.from_iterable`.
pub fn is_static_method(owner: &str, name: &str) -> bool {
    STATIC_METHODS.contains(&(owner, name))
}

/// The method of that name.
pub fn library_method(name: &str) -> Option<&'static LibraryMethod> {
    let at = LIBRARY_METHODS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    LIBRARY_METHODS.get(at)
}

/// Methods of other classes of the standard library that only read.
pub const READING_METHODS: &[&str] = &[
    "as_integer_ratio",
    "as_posix",
    "astimezone",
    "date",
    "elements",
    "findall",
    "finditer",
    "fullmatch",
    "group",
    "groupdict",
    "groups",
    "isoformat",
    "match",
    "most_common",
    "search",
    "strftime",
    "sub",
    "subn",
    "timestamp",
    "total",
];
