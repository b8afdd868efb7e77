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

/// Whether Python knows the encoding and the runtime does not.
pub fn is_elsewhere(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| !"-_ ".contains(*c)).collect();
    let plain = plain.to_ascii_lowercase();
    let is_known = KNOWN.contains(&plain.as_str());
    !is_known && ELSEWHERE.iter().any(|begin| plain.starts_with(begin))
}

/// The error handler that Python has and the runtime has not.
pub const HANDLER_ELSEWHERE: &str = "namereplace";
