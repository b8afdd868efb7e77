//! What the classes of bytes and ints have themselves.

use crate::tables::effects::{COMPUTES, Use};
use crate::tables::py_modules::PyStatus;
use crate::tables::py_modules::library::pure;
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, any, any_or, kw_or, pos};

const TABLE: Signature = &[pos("frm"), pos("to")];
const TEXT: Signature = &[pos("string")];

/// Sorted by its dotted name.
pub(super) const STATICS: &[(&str, PyStatus)] = &[
    ("bytearray.fromhex", pure("bytearray.fromhex", "bytearrayFromhex", TEXT, Returns::ByteArray)),
    ("bytearray.maketrans", pure("bytearray.maketrans", "bytesMaketrans", TABLE, Returns::Bytes)),
    ("bytes.fromhex", pure("bytes.fromhex", "bytesFromhex", TEXT, Returns::Bytes)),
    ("bytes.maketrans", pure("bytes.maketrans", "bytesMaketrans", TABLE, Returns::Bytes)),
    (
        "int.from_bytes",
        pure(
            "int.from_bytes",
            "intFromBytes",
            &[any("bytes"), any_or("byteorder", "'big'"), kw_or("signed", "False")],
            Returns::LargeInt,
        )
        .does(COMPUTES.with(&[("bytes", Use::Walks)])),
    ),
];
