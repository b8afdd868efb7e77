//! Encodings of Python that are not compiled, and error handlers.

/// How the names begin of encodings that Python has besides those that the runtime knows, without their signs.
const ELSEWHERE: &[&str] = &[
    "base64",
    "big5",
    "bz2",
    "charmap",
    "cp",
    "euc",
    "gb",
    "hex",
    "hz",
    "idna",
    "iso2022",
    "iso8859",
    "johab",
    "koi8",
    "kz1048",
    "latin",
    "mac",
    "mbcs",
    "oem",
    "palmos",
    "ptcp154",
    "punycode",
    "quopri",
    "rawunicodeescape",
    "rot13",
    "shiftjis",
    "tis620",
    "unicodeescape",
    "utf7",
    "uu",
    "windows",
    "zip",
    "zlib",
];

/// Those that begin so and are known.
const KNOWN: &[&str] = &["cp65001", "cp819", "iso88591", "latin", "latin1"];

/// How the names begin of encodings in which ASCII bytes are ASCII characters, whatever stands around them.
const KEEPS_ASCII: &[&str] = &[
    "646",
    "ascii",
    "big5",
    "cp125",
    "cp437",
    "cp775",
    "cp85",
    "cp86",
    "cp932",
    "cp949",
    "cp950",
    "euc",
    "gb",
    "iso8859",
    "koi8",
    "kz1048",
    "l1",
    "latin",
    "mac",
    "tis620",
    "usascii",
    "utf8",
    "windows125",
];

/// Those that begin so and do not: `"` is another character in `cp864`.
const CHANGES_ASCII: &[&str] = &["cp864"];

/// Whether Python knows the encoding and the runtime does not.
pub fn is_elsewhere(name: &str) -> bool {
    let plain = plain(name);
    let is_known = KNOWN.contains(&plain.as_str());
    !is_known && ELSEWHERE.iter().any(|begin| plain.starts_with(begin))
}

/// Whether a text of ASCII bytes is the same in this encoding as in UTF-8: `utf-7` reads `+AD0-` as `=`.
pub fn keeps_ascii(name: &str) -> bool {
    let plain = plain(name);
    !CHANGES_ASCII.contains(&plain.as_str())
        && KEEPS_ASCII.iter().any(|begin| plain.starts_with(begin))
}

/// The name without signs, as Python compares names of encodings.
fn plain(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !"-_ ".contains(*c)).collect();
    plain.to_ascii_lowercase()
}

/// The error handler that Python has and the runtime has not.
pub const HANDLER_ELSEWHERE: &str = "namereplace";
