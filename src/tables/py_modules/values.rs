//! Modules about numbers, text and identifiers.

use crate::tables::effects::{COMPUTES, Change, Gives, READS, Use};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{Planned, Refused, Source, Typing};
use crate::tables::py_modules::library::{class, constant, exception, function, pure};
use crate::tables::returns::Returns;
use crate::tables::signature::{any, any_or, kw_or, pos};

pub(super) const JSON: PyModuleRow = PyModuleRow {
    name: "json",
    members: &[
        ("JSONDecodeError", exception("json.JSONDecodeError", "jsonJSONDecodeError", "ValueError")),
        (
            "JSONDecoder",
            Refused("is the machinery behind `json.loads` and `json.dumps`; use these two"),
        ),
        (
            "JSONEncoder",
            Refused("is the machinery behind `json.loads` and `json.dumps`; use these two"),
        ),
        (
            "dump",
            Refused(
                "works on files, and a browser has no file system; use `json.dumps` or `json.loads`",
            ),
        ),
        (
            "dumps",
            function(
                "json.dumps",
                "jsonDumps",
                &[
                    any("obj"),
                    kw_or("skipkeys", "False"),
                    kw_or("ensure_ascii", "True"),
                    kw_or("check_circular", "True"),
                    kw_or("allow_nan", "True"),
                    kw_or("indent", "None"),
                    kw_or("separators", "None"),
                    kw_or("default", "None"),
                    kw_or("sort_keys", "False"),
                ],
                Returns::Str,
            )
            .does(COMPUTES.with(&[("separators", Use::Walks), ("default", Use::Calls)])),
        ),
        (
            "load",
            Refused(
                "works on files, and a browser has no file system; use `json.dumps` or `json.loads`",
            ),
        ),
        (
            "loads",
            function(
                "json.loads",
                "jsonLoads",
                &[
                    any("s"),
                    kw_or("object_hook", "None"),
                    kw_or("parse_float", "None"),
                    kw_or("parse_int", "None"),
                    kw_or("parse_constant", "None"),
                    kw_or("object_pairs_hook", "None"),
                ],
                Returns::Unknown,
            )
            .does(READS.with(&[
                ("object_hook", Use::Calls),
                ("parse_float", Use::Calls),
                ("parse_int", Use::Calls),
                ("parse_constant", Use::Calls),
                ("object_pairs_hook", Use::Calls),
            ])),
        ),
    ],
};

pub(super) const RANDOM: PyModuleRow = PyModuleRow {
    name: "random",
    members: &[
        (
            "Random",
            class("random.Random", "randomNew", &[any_or("x", "None")], Returns::Unknown)
                .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "SystemRandom",
            Refused(
                "needs the random source of the operating system; use `crypto.getRandomValues` from `pulse.js`",
            ),
        ),
        ("betavariate", Planned),
        ("binomialvariate", Planned),
        (
            "choice",
            function("random.choice", "randomChoice", &[any("seq")], Returns::Item)
                .does(READS.all(Use::Asks).acts()),
        ),
        (
            "choices",
            function(
                "random.choices",
                "randomChoices",
                &[
                    any("population"),
                    any_or("weights", "None"),
                    kw_or("cum_weights", "None"),
                    kw_or("k", "1"),
                ],
                Returns::Items,
            )
            .does(
                READS
                    .with(&[
                        ("population", Use::Asks),
                        ("weights", Use::Walks),
                        ("cum_weights", Use::Asks),
                    ])
                    .acts(),
            ),
        ),
        (
            "expovariate",
            function(
                "random.expovariate",
                "randomExpovariate",
                &[any_or("lambd", "1.0")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
        ("gammavariate", Planned),
        (
            "gauss",
            function(
                "random.gauss",
                "randomGauss",
                &[any_or("mu", "0.0"), any_or("sigma", "1.0")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "getrandbits",
            function("random.getrandbits", "randomGetrandbits", &[pos("k")], Returns::LargeInt)
                .does(COMPUTES.acts()),
        ),
        (
            "getstate",
            Refused(
                "reads or sets the state of Python's generator; make a `random.Random(seed)` of your own",
            ),
        ),
        (
            "lognormvariate",
            function(
                "random.lognormvariate",
                "randomLognormvariate",
                &[any_or("mu", "0.0"), any_or("sigma", "1.0")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "normalvariate",
            function(
                "random.normalvariate",
                "randomNormalvariate",
                &[any_or("mu", "0.0"), any_or("sigma", "1.0")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "paretovariate",
            function(
                "random.paretovariate",
                "randomParetovariate",
                &[any("alpha")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "randbytes",
            function("random.randbytes", "randomRandbytes", &[any("n")], Returns::Bytes)
                .does(COMPUTES.acts()),
        ),
        (
            "randint",
            function("random.randint", "randomRandint", &[any("a"), any("b")], Returns::Int)
                .does(COMPUTES.acts()),
        ),
        (
            "random",
            function("random.random", "randomRandom", &[], Returns::Float).does(COMPUTES.acts()),
        ),
        (
            "randrange",
            function(
                "random.randrange",
                "randomRandrange",
                &[any("start"), any_or("stop", "None"), any_or("step", "1")],
                Returns::Int,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "sample",
            function(
                "random.sample",
                "randomSample",
                &[any("population"), any("k")],
                Returns::Items,
            )
            .does(READS.acts()),
        ),
        (
            "seed",
            function("random.seed", "randomSeed", &[any_or("a", "None")], Returns::Nothing)
                .does(COMPUTES.acts()),
        ),
        (
            "setstate",
            Refused(
                "reads or sets the state of Python's generator; make a `random.Random(seed)` of your own",
            ),
        ),
        (
            "shuffle",
            function("random.shuffle", "randomShuffle", &[any("x")], Returns::Nothing)
                .does(COMPUTES.all(Use::Changes(Change::Moves)).acts()),
        ),
        (
            "triangular",
            function(
                "random.triangular",
                "randomTriangular",
                &[any_or("low", "0.0"), any_or("high", "1.0"), any_or("mode", "None")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "uniform",
            function("random.uniform", "randomUniform", &[any("a"), any("b")], Returns::Float)
                .does(COMPUTES.acts()),
        ),
        ("vonmisesvariate", Planned),
        (
            "weibullvariate",
            function(
                "random.weibullvariate",
                "randomWeibullvariate",
                &[any("alpha"), any("beta")],
                Returns::Float,
            )
            .does(COMPUTES.acts()),
        ),
    ],
};

pub(super) const RE: PyModuleRow = PyModuleRow {
    name: "re",
    members: &[
        ("A", constant("re.A", "reASCII", Returns::Int)),
        ("ASCII", constant("re.ASCII", "reASCII", Returns::Int)),
        ("DOTALL", constant("re.DOTALL", "reDOTALL", Returns::Int)),
        ("I", constant("re.I", "reIGNORECASE", Returns::Int)),
        ("IGNORECASE", constant("re.IGNORECASE", "reIGNORECASE", Returns::Int)),
        (
            "L",
            Refused(
                "depends on the locale of the process, which a browser has not; leave the flag away",
            ),
        ),
        (
            "LOCALE",
            Refused(
                "depends on the locale of the process, which a browser has not; leave the flag away",
            ),
        ),
        ("M", constant("re.M", "reMULTILINE", Returns::Int)),
        ("MULTILINE", constant("re.MULTILINE", "reMULTILINE", Returns::Int)),
        ("Match", Typing),
        ("NOFLAG", constant("re.NOFLAG", "reNOFLAG", Returns::Int)),
        ("Pattern", Typing),
        ("RegexFlag", Planned),
        ("S", constant("re.S", "reDOTALL", Returns::Int)),
        ("U", constant("re.U", "reUNICODE", Returns::Int)),
        ("UNICODE", constant("re.UNICODE", "reUNICODE", Returns::Int)),
        ("VERBOSE", constant("re.VERBOSE", "reVERBOSE", Returns::Int)),
        ("X", constant("re.X", "reVERBOSE", Returns::Int)),
        (
            "compile",
            function(
                "re.compile",
                "rePattern",
                &[any("pattern"), any_or("flags", "0")],
                Returns::Unknown,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        ("error", exception("re.error", "reError", "Exception")),
        (
            "escape",
            function("re.escape", "reEscape", &[any("pattern")], Returns::Str).does(COMPUTES),
        ),
        (
            "findall",
            function(
                "re.findall",
                "reFindall",
                &[any("pattern"), any("string"), any_or("flags", "0")],
                Returns::List,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "finditer",
            function(
                "re.finditer",
                "reFinditer",
                &[any("pattern"), any("string"), any_or("flags", "0")],
                Returns::Iterable,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "fullmatch",
            function(
                "re.fullmatch",
                "reFullmatch",
                &[any("pattern"), any("string"), any_or("flags", "0")],
                Returns::Unknown,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "match",
            function(
                "re.match",
                "reMatch",
                &[any("pattern"), any("string"), any_or("flags", "0")],
                Returns::Unknown,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        ("purge", Planned),
        (
            "search",
            function(
                "re.search",
                "reSearch",
                &[any("pattern"), any("string"), any_or("flags", "0")],
                Returns::Unknown,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "split",
            function(
                "re.split",
                "reSplit",
                &[any("pattern"), any("string"), any_or("maxsplit", "0"), any_or("flags", "0")],
                Returns::List,
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "sub",
            function(
                "re.sub",
                "reSub",
                &[
                    any("pattern"),
                    any("repl"),
                    any("string"),
                    any_or("count", "0"),
                    any_or("flags", "0"),
                ],
                Returns::Str,
            )
            .does(COMPUTES.with(&[("repl", Use::Calls)])),
        ),
        (
            "subn",
            function(
                "re.subn",
                "reSubn",
                &[
                    any("pattern"),
                    any("repl"),
                    any("string"),
                    any_or("count", "0"),
                    any_or("flags", "0"),
                ],
                Returns::Unknown,
            )
            .does(COMPUTES.with(&[("repl", Use::Calls)])),
        ),
        ("template", Refused("is undocumented; leave it away")),
    ],
};

pub(super) const STATISTICS: PyModuleRow = PyModuleRow {
    name: "statistics",
    members: &[
        ("NormalDist", Planned),
        (
            "StatisticsError",
            exception("statistics.StatisticsError", "statisticsStatisticsError", "ValueError"),
        ),
        ("correlation", Source),
        ("covariance", Source),
        (
            "fmean",
            function(
                "statistics.fmean",
                "statisticsFmean",
                &[any("data"), any_or("weights", "None")],
                Returns::Float,
            )
            .does(READS.all(Use::Walks)),
        ),
        (
            "geometric_mean",
            function(
                "statistics.geometric_mean",
                "statisticsGeometricMean",
                &[any("data")],
                Returns::Float,
            )
            .does(READS.all(Use::Walks)),
        ),
        ("harmonic_mean", Source),
        ("linear_regression", Source),
        (
            "mean",
            function("statistics.mean", "statisticsMean", &[any("data")], Returns::OfNumbers)
                .does(READS.all(Use::Walks)),
        ),
        (
            "median",
            function("statistics.median", "statisticsMedian", &[any("data")], Returns::OfNumbers)
                .does(READS.all(Use::Walks)),
        ),
        ("median_grouped", Source),
        (
            "median_high",
            function(
                "statistics.median_high",
                "statisticsMedianHigh",
                &[any("data")],
                Returns::Item,
            )
            .does(READS.all(Use::Walks)),
        ),
        (
            "median_low",
            function("statistics.median_low", "statisticsMedianLow", &[any("data")], Returns::Item)
                .does(READS.all(Use::Walks)),
        ),
        (
            "mode",
            function("statistics.mode", "statisticsMode", &[any("data")], Returns::Item)
                .does(READS.all(Use::Walks)),
        ),
        (
            "multimode",
            function("statistics.multimode", "statisticsMultimode", &[any("data")], Returns::Items)
                .does(READS.all(Use::Walks)),
        ),
        (
            "pstdev",
            function("statistics.pstdev", "statisticsPstdev", &[any("data")], Returns::Float)
                .does(READS.all(Use::Walks)),
        ),
        (
            "pvariance",
            function(
                "statistics.pvariance",
                "statisticsPvariance",
                &[any("data")],
                Returns::OfNumbers,
            )
            .does(READS.all(Use::Walks)),
        ),
        (
            "quantiles",
            function(
                "statistics.quantiles",
                "statisticsQuantiles",
                &[any("data"), kw_or("n", "4"), kw_or("method", "\"exclusive\"")],
                Returns::List,
            )
            .does(READS.all(Use::Walks)),
        ),
        (
            "stdev",
            function("statistics.stdev", "statisticsStdev", &[any("data")], Returns::Float)
                .does(READS.all(Use::Walks)),
        ),
        (
            "variance",
            function(
                "statistics.variance",
                "statisticsVariance",
                &[any("data")],
                Returns::OfNumbers,
            )
            .does(READS.all(Use::Walks)),
        ),
    ],
};

pub(super) const STRING: PyModuleRow = PyModuleRow {
    name: "string",
    members: &[
        ("Formatter", Refused("is the machinery behind `str.format`; use `str.format` itself")),
        ("Template", Source),
        ("ascii_letters", constant("string.ascii_letters", "stringAsciiLetters", Returns::Str)),
        (
            "ascii_lowercase",
            constant("string.ascii_lowercase", "stringAsciiLowercase", Returns::Str),
        ),
        (
            "ascii_uppercase",
            constant("string.ascii_uppercase", "stringAsciiUppercase", Returns::Str),
        ),
        (
            "capwords",
            pure(
                "string.capwords",
                "stringCapwords",
                &[any("s"), any_or("sep", "None")],
                Returns::Str,
            ),
        ),
        ("digits", constant("string.digits", "stringDigits", Returns::Str)),
        ("hexdigits", constant("string.hexdigits", "stringHexdigits", Returns::Str)),
        ("octdigits", constant("string.octdigits", "stringOctdigits", Returns::Str)),
        ("printable", constant("string.printable", "stringPrintable", Returns::Str)),
        ("punctuation", constant("string.punctuation", "stringPunctuation", Returns::Str)),
        ("whitespace", constant("string.whitespace", "stringWhitespace", Returns::Str)),
    ],
};

pub(super) const UUID: PyModuleRow = PyModuleRow {
    name: "uuid",
    members: &[
        ("NAMESPACE_DNS", Planned),
        ("NAMESPACE_OID", Planned),
        ("NAMESPACE_URL", Planned),
        ("NAMESPACE_X500", Planned),
        ("RESERVED_FUTURE", Planned),
        ("RESERVED_MICROSOFT", Planned),
        ("RESERVED_NCS", Planned),
        ("RFC_4122", Planned),
        ("SafeUUID", Refused("tells how `uuid1` was made, which is not compiled")),
        ("UUID", class("uuid.UUID", "uuidUUID", &[pos("hex")], Returns::Unknown).does(READS)),
        ("getnode", Refused("needs the network card; use `uuid.uuid4`")),
        ("uuid1", Refused("needs the network card; use `uuid.uuid4`")),
        ("uuid3", Planned),
        ("uuid4", function("uuid.uuid4", "uuidUuid4", &[], Returns::Unknown).does(READS.acts())),
        ("uuid5", Planned),
    ],
};
