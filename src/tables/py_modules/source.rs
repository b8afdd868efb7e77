//! Modules of the standard library that are compiled from the source of the Python that the project uses,
//! definition by definition, as modules of site-packages are.

/// By dotted name; sorted.
pub const FROM_SOURCE: &[&str] = &[
    "calendar",
    "colorsys",
    "decimal",
    "difflib",
    "fnmatch",
    "fractions",
    "graphlib",
    "html",
    "html.entities",
    "io",
    "keyword",
    "logging",
    "pprint",
    "shlex",
    "textwrap",
    "urllib",
    "urllib.parse",
];

/// Whether the module of this dotted name is compiled from its source.
pub fn is_from_source(dotted: &str) -> bool {
    FROM_SOURCE.binary_search(&dotted).is_ok()
}
