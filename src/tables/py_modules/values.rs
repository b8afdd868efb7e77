//! Modules about numbers, text and identifiers.

use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{Planned, Refused};
use crate::tables::py_modules::library::{Returns, constant, pure};
use crate::tables::signature::{any, any_or};

pub(super) const JSON: PyModuleRow = PyModuleRow {
    name: "json",
    members: &[
        ("JSONDecodeError", Planned),
        (
            "JSONDecoder",
            Refused("is the machinery behind `json.loads` and `json.dumps`; use those"),
        ),
        (
            "JSONEncoder",
            Refused("is the machinery behind `json.loads` and `json.dumps`; use those"),
        ),
        (
            "dump",
            Refused(
                "works on files, and a browser has no file system; use `json.dumps` or `json.loads`",
            ),
        ),
        ("dumps", Planned),
        (
            "load",
            Refused(
                "works on files, and a browser has no file system; use `json.dumps` or `json.loads`",
            ),
        ),
        ("loads", Planned),
    ],
};

pub(super) const RANDOM: PyModuleRow = PyModuleRow {
    name: "random",
    members: &[
        ("Random", Planned),
        (
            "SystemRandom",
            Refused(
                "needs the random source of the operating system; use `crypto.getRandomValues` from `pulse.js`",
            ),
        ),
        ("betavariate", Planned),
        ("binomialvariate", Planned),
        ("choice", Planned),
        ("choices", Planned),
        ("expovariate", Planned),
        ("gammavariate", Planned),
        ("gauss", Planned),
        ("getrandbits", Planned),
        (
            "getstate",
            Refused(
                "reads or sets the state of Python's generator; make a `random.Random(seed)` of your own",
            ),
        ),
        ("lognormvariate", Planned),
        ("normalvariate", Planned),
        ("paretovariate", Planned),
        (
            "randbytes",
            Refused(
                "is not compiled, as `bytes` is not; use `crypto.getRandomValues` from `pulse.js`",
            ),
        ),
        ("randint", Planned),
        ("random", Planned),
        ("randrange", Planned),
        ("sample", Planned),
        ("seed", Planned),
        (
            "setstate",
            Refused(
                "reads or sets the state of Python's generator; make a `random.Random(seed)` of your own",
            ),
        ),
        ("shuffle", Planned),
        ("triangular", Planned),
        ("uniform", Planned),
        ("vonmisesvariate", Planned),
        ("weibullvariate", Planned),
    ],
};

pub(super) const RE: PyModuleRow = PyModuleRow {
    name: "re",
    members: &[
        ("A", Planned),
        ("ASCII", Planned),
        ("DOTALL", Planned),
        ("I", Planned),
        ("IGNORECASE", Planned),
        ("L", Refused("depends on the locale of the process, which a browser has not")),
        ("LOCALE", Refused("depends on the locale of the process, which a browser has not")),
        ("M", Planned),
        ("MULTILINE", Planned),
        ("Match", Planned),
        ("NOFLAG", Planned),
        ("Pattern", Planned),
        ("RegexFlag", Planned),
        ("S", Planned),
        ("U", Planned),
        ("UNICODE", Planned),
        ("VERBOSE", Planned),
        ("X", Planned),
        ("compile", Planned),
        ("error", Planned),
        ("escape", Planned),
        ("findall", Planned),
        ("finditer", Planned),
        ("fullmatch", Planned),
        ("match", Planned),
        ("purge", Planned),
        ("search", Planned),
        ("split", Planned),
        ("sub", Planned),
        ("subn", Planned),
        ("template", Refused("is undocumented")),
    ],
};

pub(super) const STATISTICS: PyModuleRow = PyModuleRow {
    name: "statistics",
    members: &[
        ("NormalDist", Planned),
        ("StatisticsError", Planned),
        ("correlation", Planned),
        ("covariance", Planned),
        ("fmean", Planned),
        ("geometric_mean", Planned),
        ("harmonic_mean", Planned),
        ("linear_regression", Planned),
        ("mean", Planned),
        ("median", Planned),
        ("median_grouped", Planned),
        ("median_high", Planned),
        ("median_low", Planned),
        ("mode", Planned),
        ("multimode", Planned),
        ("pstdev", Planned),
        ("pvariance", Planned),
        ("quantiles", Planned),
        ("stdev", Planned),
        ("variance", Planned),
    ],
};

pub(super) const STRING: PyModuleRow = PyModuleRow {
    name: "string",
    members: &[
        ("Formatter", Refused("is the machinery behind `str.format`; use that")),
        ("Template", Refused("is not compiled; use an f-string or `str.format`")),
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
        ("UUID", Planned),
        ("getnode", Refused("needs the network card; use `uuid.uuid4`")),
        ("uuid1", Refused("needs the network card; use `uuid.uuid4`")),
        ("uuid3", Planned),
        ("uuid4", Planned),
        ("uuid5", Planned),
    ],
};
