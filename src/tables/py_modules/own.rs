//! Modules of the standard library that the compiler brings along as Python of its own, where what CPython has cannot
//! be compiled: it is written in C, asks the operating system, or takes classes apart. Which of their names are seen is
//! said by `FROM_SOURCE` and the rows with `Source`.

/// The text of each file, by name; sorted.
pub const OWN: &[(&str, &str)] = &[
    ("asyncio.py", include_str!("own/asyncio.py")),
    ("collections.py", include_str!("own/collections.py")),
    ("contextlib.py", include_str!("own/contextlib.py")),
    ("fnmatch.py", include_str!("own/fnmatch.py")),
    ("fractions.py", include_str!("own/fractions.py")),
    ("io.py", include_str!("own/io.py")),
    ("statistics.py", include_str!("own/statistics.py")),
    ("types.py", include_str!("own/types.py")),
];
