//! The methods of `bytes` and `bytearray`: both have all of the first list, and each gives what is of its own type.

use crate::tables::effects::{COMPUTES, Change, Put, QUIET, READS, Use};
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, any_opt, any_or, pos, pos_or};

use super::{MethodRow, MethodType, class_method, method_row, static_method};

/// What both have, sorted by name: rows of a type.
macro_rules! shared {
    ($ty:expr) => {
        &[
            same($ty, "capitalize", &[]).does(QUIET),
            same($ty, "center", WIDTH),
            gives($ty, "count", PART, Returns::COUNT),
            gives(
                $ty,
                "decode",
                &[any_or("encoding", "'utf-8'"), any_or("errors", "'strict'")],
                Returns::Str,
            ),
            gives($ty, "endswith", ENDS, Returns::Bool),
            same($ty, "expandtabs", &[any_or("tabsize", "8")]),
            gives($ty, "find", PART, Returns::Found),
            class_method($ty, "fromhex", &[pos("string")]).does(COMPUTES),
            gives($ty, "hex", &[any_opt("sep"), any_or("bytes_per_sep", "1")], Returns::Str),
            gives($ty, "index", PART, Returns::COUNT),
            asks($ty, "isalnum"),
            asks($ty, "isalpha"),
            asks($ty, "isascii"),
            asks($ty, "isdigit"),
            asks($ty, "islower"),
            asks($ty, "isspace"),
            asks($ty, "istitle"),
            asks($ty, "isupper"),
            same($ty, "join", &[pos("iterable_of_bytes")]).does(COMPUTES.all(Use::Walks)),
            same($ty, "ljust", WIDTH),
            same($ty, "lower", &[]).does(QUIET),
            same($ty, "lstrip", SET),
            static_method($ty, "maketrans", &[pos("frm"), pos("to")]).does(COMPUTES),
            gives($ty, "partition", &[pos("sep")], Returns::PartedSame),
            same($ty, "removeprefix", &[pos("prefix")]),
            same($ty, "removesuffix", &[pos("suffix")]),
            same($ty, "replace", &[pos("old"), pos("new"), pos_or("count", "-1")]),
            gives($ty, "rfind", PART, Returns::Found),
            gives($ty, "rindex", PART, Returns::COUNT),
            same($ty, "rjust", WIDTH),
            gives($ty, "rpartition", &[pos("sep")], Returns::PartedSame),
            gives($ty, "rsplit", SPLIT, Returns::Sames),
            same($ty, "rstrip", SET),
            gives($ty, "split", SPLIT, Returns::Sames),
            gives($ty, "splitlines", &[any_or("keepends", "False")], Returns::Sames),
            gives($ty, "startswith", STARTS, Returns::Bool),
            same($ty, "strip", SET),
            same($ty, "swapcase", &[]).does(QUIET),
            same($ty, "title", &[]).does(QUIET),
            same($ty, "translate", &[pos("table"), any_or("delete", "b''")]),
            same($ty, "upper", &[]).does(QUIET),
            same($ty, "zfill", &[pos("width")]),
        ]
    };
}

pub(super) static BYTES: &[MethodRow] = shared!(MethodType::Bytes);
pub(super) static BYTEARRAY: &[MethodRow] = shared!(MethodType::ByteArray);

const ENDS: Signature = &[pos("suffix"), pos_or("start", "None"), pos_or("end", "None")];
const STARTS: Signature = &[pos("prefix"), pos_or("start", "None"), pos_or("end", "None")];
const WIDTH: Signature = &[pos("width"), pos_or("fillchar", "b' '")];
const PART: Signature = &[pos("sub"), pos_or("start", "None"), pos_or("end", "None")];
const SPLIT: Signature = &[any_or("sep", "None"), any_or("maxsplit", "-1")];
const SET: Signature = &[pos_or("bytes", "None")];

/// What changes a `bytearray`; sorted by name.
pub(super) static CHANGING: &[MethodRow] = &[
    changes("append", &[pos("item")], Returns::Nothing, Change::Grows(Put::Item(0))),
    changes("clear", &[], Returns::Nothing, Change::Shrinks),
    same(MethodType::ByteArray, "copy", &[]),
    method_row(MethodType::ByteArray, "extend", &[pos("iterable_of_ints")], Returns::Nothing)
        .does(READS.changes(Change::Grows(Put::Items)).all(Use::Walks)),
    changes("insert", &[pos("index"), pos("item")], Returns::Nothing, Change::Grows(Put::Item(1))),
    changes("pop", &[pos_or("index", "-1")], Returns::Item, Change::Shrinks),
    changes("remove", &[pos("value")], Returns::Nothing, Change::Shrinks),
    changes("reverse", &[], Returns::Nothing, Change::Moves),
];

const fn gives(
    ty: MethodType,
    name: &'static str,
    signature: Signature,
    returns: Returns,
) -> MethodRow {
    method_row(ty, name, signature, returns).does(COMPUTES)
}

const fn same(ty: MethodType, name: &'static str, signature: Signature) -> MethodRow {
    gives(ty, name, signature, Returns::Same)
}

const fn asks(ty: MethodType, name: &'static str) -> MethodRow {
    gives(ty, name, &[], Returns::Bool).does(QUIET)
}

const fn changes(
    name: &'static str,
    signature: Signature,
    returns: Returns,
    change: Change,
) -> MethodRow {
    method_row(MethodType::ByteArray, name, signature, returns).does(READS.changes(change))
}
