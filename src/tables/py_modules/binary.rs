//! Modules about bytes: `base64`, `binascii`, `hashlib`, `struct` and the sums of `zlib`.

use crate::tables::effects::{COMPUTES, Change, Effects, Gives, READS, Use};
use crate::tables::library_types::{HASH, STRUCT as A_STRUCT};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{self, Refused};
use crate::tables::py_modules::library::{class, exception, function, pure};
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, any, any_opt, any_or, args, kw_or, pos, pos_or};

const DATA: Signature = &[any("s")];
const FOLDED: Signature = &[any("s"), any_or("casefold", "False")];

/// Bytes of bytes.
const fn bytes(name: &'static str, helper: &'static str, signature: Signature) -> PyStatus {
    pure(name, helper, signature, Returns::Bytes)
}

const ASCII85: PyStatus = Refused("is not compiled; use `base64.b85encode` and `base64.b85decode`");
const STREAMS: PyStatus = Refused(
    "works on files, and a browser has no file system; use `base64.b64encode` or `base64.b64decode`",
);

pub(super) const BASE64: PyModuleRow = PyModuleRow {
    name: "base64",
    members: &[
        ("a85decode", ASCII85),
        ("a85encode", ASCII85),
        ("b16decode", bytes("base64.b16decode", "base64B16decode", FOLDED)),
        ("b16encode", bytes("base64.b16encode", "base64B16encode", DATA)),
        (
            "b32decode",
            bytes(
                "base64.b32decode",
                "base64B32decode",
                &[any("s"), any_or("casefold", "False"), any_or("map01", "None")],
            ),
        ),
        ("b32encode", bytes("base64.b32encode", "base64B32encode", DATA)),
        ("b32hexdecode", bytes("base64.b32hexdecode", "base64B32hexdecode", FOLDED)),
        ("b32hexencode", bytes("base64.b32hexencode", "base64B32hexencode", DATA)),
        (
            "b64decode",
            bytes(
                "base64.b64decode",
                "base64B64decode",
                &[any("s"), any_or("altchars", "None"), any_or("validate", "False")],
            ),
        ),
        (
            "b64encode",
            bytes("base64.b64encode", "base64B64encode", &[any("s"), any_or("altchars", "None")]),
        ),
        ("b85decode", bytes("base64.b85decode", "base64B85decode", &[any("b")])),
        (
            "b85encode",
            bytes("base64.b85encode", "base64B85encode", &[any("b"), any_or("pad", "False")]),
        ),
        ("decode", STREAMS),
        ("decodebytes", bytes("base64.decodebytes", "base64Decodebytes", DATA)),
        ("encode", STREAMS),
        ("encodebytes", bytes("base64.encodebytes", "base64Encodebytes", DATA)),
        ("standard_b64decode", bytes("base64.standard_b64decode", "base64StandardB64decode", DATA)),
        ("standard_b64encode", bytes("base64.standard_b64encode", "base64StandardB64encode", DATA)),
        ("urlsafe_b64decode", bytes("base64.urlsafe_b64decode", "base64UrlsafeB64decode", DATA)),
        ("urlsafe_b64encode", bytes("base64.urlsafe_b64encode", "base64UrlsafeB64encode", DATA)),
    ],
};

const HEXED: Signature = &[any("data"), any_opt("sep"), any_or("bytes_per_sep", "1")];
const CRC: Signature = &[pos("data"), pos_or("crc", "0")];
const SUM: Returns = Returns::Natural(32);
const MAIL: PyStatus =
    Refused("is an encoding of mails, which is not compiled; use `base64` or `binascii.hexlify`");

pub(super) const BINASCII: PyModuleRow = PyModuleRow {
    name: "binascii",
    members: &[
        ("Error", exception("binascii.Error", "binasciiError", "ValueError")),
        ("Incomplete", exception("binascii.Incomplete", "binasciiIncomplete", "Exception")),
        (
            "a2b_base64",
            bytes(
                "binascii.a2b_base64",
                "binasciiA2bBase64",
                &[pos("data"), kw_or("strict_mode", "False")],
            ),
        ),
        ("a2b_hex", bytes("binascii.a2b_hex", "binasciiUnhexlify", &[pos("hexstr")])),
        ("a2b_qp", MAIL),
        ("a2b_uu", MAIL),
        (
            "b2a_base64",
            bytes(
                "binascii.b2a_base64",
                "binasciiB2aBase64",
                &[pos("data"), kw_or("newline", "True")],
            ),
        ),
        ("b2a_hex", bytes("binascii.b2a_hex", "binasciiHexlify", HEXED)),
        ("b2a_qp", MAIL),
        ("b2a_uu", MAIL),
        ("crc32", pure("binascii.crc32", "zlibCrc32", CRC, SUM)),
        ("crc_hqx", pure("binascii.crc_hqx", "binasciiCrcHqx", &[pos("data"), pos("crc")], SUM)),
        ("hexlify", bytes("binascii.hexlify", "binasciiHexlify", HEXED)),
        ("unhexlify", bytes("binascii.unhexlify", "binasciiUnhexlify", &[pos("hexstr")])),
    ],
};

const HASHED: Signature = &[any_or("string", "b''"), kw_or("usedforsecurity", "True")];

const fn hash(name: &'static str, helper: &'static str) -> PyStatus {
    function(name, helper, HASHED, Returns::Library(&HASH)).does(COMPUTES.gives(Gives::Any))
}

const OTHER_HASH: PyStatus = Refused("is not compiled; use `hashlib.sha256` or `hashlib.sha512`");
const NAMES: PyStatus =
    Refused("lists what OpenSSL has; use `hashlib.sha256`, or another function by its name");

pub(super) const HASHLIB: PyModuleRow = PyModuleRow {
    name: "hashlib",
    members: &[
        ("algorithms_available", NAMES),
        ("algorithms_guaranteed", NAMES),
        ("blake2b", OTHER_HASH),
        ("blake2s", OTHER_HASH),
        (
            "file_digest",
            Refused(
                "works on files, and a browser has no file system; use `hashlib.sha256` on the bytes",
            ),
        ),
        ("md5", hash("hashlib.md5", "hashlibMd5")),
        (
            "new",
            function(
                "hashlib.new",
                "hashlibNew",
                &[any("name"), any_or("data", "b''"), kw_or("usedforsecurity", "True")],
                Returns::Library(&HASH),
            )
            .does(COMPUTES.gives(Gives::Any)),
        ),
        (
            "pbkdf2_hmac",
            Refused(
                "would keep the page waiting; use `crypto.subtle` from `pulse.js`, which works beside it",
            ),
        ),
        ("sha1", hash("hashlib.sha1", "hashlibSha1")),
        ("sha224", hash("hashlib.sha224", "hashlibSha224")),
        ("sha256", hash("hashlib.sha256", "hashlibSha256")),
        ("sha384", hash("hashlib.sha384", "hashlibSha384")),
        ("sha3_224", OTHER_HASH),
        ("sha3_256", OTHER_HASH),
        ("sha3_384", OTHER_HASH),
        ("sha3_512", OTHER_HASH),
        ("sha512", hash("hashlib.sha512", "hashlibSha512")),
        ("shake_128", OTHER_HASH),
        ("shake_256", OTHER_HASH),
    ],
};

const UNPACKED: Signature = &[pos("format"), pos("buffer")];
/// `__index__`, `__float__` and `__bool__` of the values are asked.
const ASKS_VALUES: Effects = COMPUTES.with(&[("values", Use::Asks)]);

pub(super) const STRUCT: PyModuleRow = PyModuleRow {
    name: "struct",
    members: &[
        (
            "Struct",
            class("struct.Struct", "structStruct", &[any("format")], Returns::Library(&A_STRUCT))
                .does(COMPUTES.gives(Gives::Any)),
        ),
        ("calcsize", pure("struct.calcsize", "structCalcsize", &[pos("format")], Returns::COUNT)),
        ("error", exception("struct.error", "structError", "Exception")),
        (
            "iter_unpack",
            function("struct.iter_unpack", "structIterUnpack", UNPACKED, Returns::Iterable)
                .does(READS),
        ),
        (
            "pack",
            bytes("struct.pack", "structPack", &[pos("format"), args("values")]).does(ASKS_VALUES),
        ),
        (
            "pack_into",
            function(
                "struct.pack_into",
                "structPackInto",
                &[pos("format"), pos("buffer"), pos("offset"), args("values")],
                Returns::Nothing,
            )
            .does(READS.with(&[("buffer", Use::Changes(Change::Moves)), ("values", Use::Asks)])),
        ),
        ("unpack", pure("struct.unpack", "structUnpack", UNPACKED, Returns::Unpacked)),
        (
            "unpack_from",
            pure(
                "struct.unpack_from",
                "structUnpackFrom",
                &[pos("format"), any("buffer"), any_or("offset", "0")],
                Returns::Unpacked,
            ),
        ),
    ],
};

const PACKED: PyStatus = Refused(
    "is for compressed data, which is not compiled; decompress it on the server, and pass the result in as a prop",
);

pub(super) const ZLIB: PyModuleRow = PyModuleRow {
    name: "zlib",
    members: &[
        ("DEFLATED", PACKED),
        ("DEF_BUF_SIZE", PACKED),
        ("DEF_MEM_LEVEL", PACKED),
        ("MAX_WBITS", PACKED),
        ("ZLIB_RUNTIME_VERSION", PACKED),
        ("ZLIB_VERSION", PACKED),
        ("Z_BEST_COMPRESSION", PACKED),
        ("Z_BEST_SPEED", PACKED),
        ("Z_BLOCK", PACKED),
        ("Z_DEFAULT_COMPRESSION", PACKED),
        ("Z_DEFAULT_STRATEGY", PACKED),
        ("Z_FILTERED", PACKED),
        ("Z_FINISH", PACKED),
        ("Z_FIXED", PACKED),
        ("Z_FULL_FLUSH", PACKED),
        ("Z_HUFFMAN_ONLY", PACKED),
        ("Z_NO_COMPRESSION", PACKED),
        ("Z_NO_FLUSH", PACKED),
        ("Z_PARTIAL_FLUSH", PACKED),
        ("Z_RLE", PACKED),
        ("Z_SYNC_FLUSH", PACKED),
        ("Z_TREES", PACKED),
        ("adler32", pure("zlib.adler32", "zlibAdler32", &[pos("data"), pos_or("value", "1")], SUM)),
        ("compress", PACKED),
        ("compressobj", PACKED),
        ("crc32", pure("zlib.crc32", "zlibCrc32", &[pos("data"), pos_or("value", "0")], SUM)),
        ("decompress", PACKED),
        ("decompressobj", PACKED),
        ("error", PACKED),
    ],
};
