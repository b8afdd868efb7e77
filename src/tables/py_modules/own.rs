//! Modules of the standard library that the compiler brings along as Python of its own, where what CPython has cannot
//! be compiled: it is written in C, asks the operating system, or takes classes apart. Which of their names are seen is
//! said by `FROM_SOURCE` and the rows with `Source`.

/// The text of each file, by name; sorted.
pub const OWN: &[(&str, &str)] = &[
    ("asyncio.py", include_str!("own/asyncio.py")),
    ("calendar.py", include_str!("own/calendar.py")),
    ("collections.py", include_str!("own/collections.py")),
    ("contextlib.py", include_str!("own/contextlib.py")),
    ("decimal.py", include_str!("own/decimal.py")),
    ("fnmatch.py", include_str!("own/fnmatch.py")),
    ("fractions.py", include_str!("own/fractions.py")),
    ("io.py", include_str!("own/io.py")),
    ("logging.py", include_str!("own/logging.py")),
    ("pprint.py", include_str!("own/pprint.py")),
    ("shlex.py", include_str!("own/shlex.py")),
    ("statistics.py", include_str!("own/statistics.py")),
    ("string.py", include_str!("own/string.py")),
    ("types.py", include_str!("own/types.py")),
    ("urllib/__init__.py", include_str!("own/urllib/__init__.py")),
    ("urllib/parse.py", include_str!("own/urllib/parse.py")),
];
