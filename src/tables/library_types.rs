//! Classes of the standard library whose objects have a type of their own: attributes, methods, and what these give.
//!
//! ```text
//! due.year                int, read as it is
//! due.isoformat()         str
//! due.replace(day=1)      another `datetime`; keywords go as one object: due.replace({ day: 1 })
//! ```
//!
//! What operators give is in [`operation`]. An object of one of these classes cannot change, apart from a hash that is
//! given more bytes.

use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, any, any_or, args, kw_or, pos};

/// A class of the standard library.
pub struct LibraryType {
    /// `datetime.date`.
    pub name: &'static str,
    /// The class it derives from.
    pub base: Option<&'static LibraryType>,
    pub members: &'static [(&'static str, Member)],
    /// The helper that makes one of what may be an object of JavaScript.
    pub from_js: Option<&'static str>,
    /// Whether some of them are false.
    pub asks_truth: bool,
    /// Whether it is a tuple whose items have names.
    pub is_tuple: bool,
}

#[derive(PartialEq, Eq, Debug)]
pub enum Member {
    Attribute(Returns),
    /// A method with what it takes and gives.
    Method(Signature, Returns),
}

impl PartialEq for LibraryType {
    fn eq(&self, other: &LibraryType) -> bool {
        self.name == other.name
    }
}

impl Eq for LibraryType {}

impl std::fmt::Debug for LibraryType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl LibraryType {
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        let own = self.members.iter().find(|(known, _)| *known == name).map(|(_, member)| member);
        own.or_else(|| self.base.and_then(|base| base.member(name)))
    }

    /// The names of all members.
    pub fn names(&self) -> Vec<&'static str> {
        let own = self.members.iter().map(|(name, _)| *name);
        own.chain(self.base.map(LibraryType::names).unwrap_or_default()).collect()
    }

    /// Whether it is that class or derives from it.
    pub fn is_of(&self, other: &LibraryType) -> bool {
        self == other || self.base.is_some_and(|base| base.is_of(other))
    }
}

/// The class of a dotted name.
pub fn library_type(dotted: &str) -> Option<&'static LibraryType> {
    TYPES.iter().find(|row| row.name == dotted).copied()
}

/// A side of an operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    Int,
    /// An int or a float.
    Number,
    Of(&'static LibraryType),
}

/// What an operator gives, where it works for these classes and those that derive from them.
pub fn operation(op: &str, left: Operand, right: Operand) -> Option<Returns> {
    let is = |operand: Operand, class: &LibraryType| match operand {
        Operand::Of(of) => of.is_of(class),
        Operand::Int | Operand::Number => false,
    };
    let delta = |operand: Operand| is(operand, &TIMEDELTA);
    let day = |operand: Operand| is(operand, &DATE);
    let itself = |operand: Operand| match operand {
        Operand::Of(of) => Returns::Library(of),
        Operand::Int | Operand::Number => Returns::Unknown,
    };
    let is_number = |operand: Operand| matches!(operand, Operand::Int | Operand::Number);
    Some(match op {
        "+" if day(left) && delta(right) => itself(left),
        "+" if delta(left) && day(right) => itself(right),
        "-" if day(left) && delta(right) => itself(left),
        "-" if day(left) && day(right) => DELTA,
        "+" | "-" | "%" if delta(left) && delta(right) => DELTA,
        "*" if delta(left) && is_number(right) => DELTA,
        "*" if is_number(left) && delta(right) => DELTA,
        "/" if delta(left) && delta(right) => Returns::Float,
        "/" if delta(left) && is_number(right) => DELTA,
        "//" if delta(left) && right == Operand::Int => DELTA,
        "//" if delta(left) && delta(right) => Returns::LargeInt,
        _other => return None,
    })
}

/// All of them.
pub const TYPES: &[&LibraryType] = &[
    &DATE,
    &DATETIME,
    &TIME,
    &TIMEDELTA,
    &TIMEZONE,
    &ZONE_INFO,
    &TZINFO,
    &ISO_DATE,
    &STRUCT_TIME,
    &HASH,
    &STRUCT,
    &FLOAT_INFO,
    &VERSION_INFO,
];

const YEAR: Returns = Returns::Natural(14);
const SMALL: Returns = Returns::Natural(6);
const MICROS: Returns = Returns::Natural(20);
const DELTA: Returns = Returns::Library(&TIMEDELTA);
const DELTA_OR_NONE: Returns = Returns::LibraryOrNone(&TIMEDELTA);

const fn field(name: &'static str, returns: Returns) -> (&'static str, Member) {
    (name, Member::Attribute(returns))
}

const fn gives(name: &'static str, returns: Returns) -> (&'static str, Member) {
    method(name, &[], returns)
}

const fn method(
    name: &'static str,
    signature: Signature,
    returns: Returns,
) -> (&'static str, Member) {
    (name, Member::Method(signature, returns))
}

const FORMAT: Signature = &[any("format")];

pub static DATE: LibraryType = LibraryType {
    name: "datetime.date",
    base: None,
    from_js: Some("asDate"),
    asks_truth: false,
    is_tuple: false,
    members: &[
        field("year", YEAR),
        field("month", SMALL),
        field("day", SMALL),
        gives("isoformat", Returns::Str),
        gives("ctime", Returns::Str),
        method("strftime", FORMAT, Returns::Str),
        gives("weekday", SMALL),
        gives("isoweekday", SMALL),
        gives("isocalendar", Returns::Library(&ISO_DATE)),
        gives("toordinal", Returns::Natural(22)),
        gives("timetuple", Returns::Library(&STRUCT_TIME)),
        method(
            "replace",
            &[any_or("year", "..."), any_or("month", "..."), any_or("day", "...")],
            Returns::Same,
        ),
    ],
};

const CLOCK: Signature = &[
    any_or("hour", "..."),
    any_or("minute", "..."),
    any_or("second", "..."),
    any_or("microsecond", "..."),
    any_or("tzinfo", "..."),
    kw_or("fold", "..."),
];

pub static DATETIME: LibraryType = LibraryType {
    name: "datetime.datetime",
    base: Some(&DATE),
    from_js: Some("asDatetime"),
    asks_truth: false,
    is_tuple: false,
    members: &[
        field("hour", SMALL),
        field("minute", SMALL),
        field("second", SMALL),
        field("microsecond", MICROS),
        field("tzinfo", Returns::LibraryOrNone(&TZINFO)),
        field("fold", SMALL),
        gives("date", Returns::Library(&DATE)),
        gives("time", Returns::Library(&TIME)),
        gives("timetz", Returns::Library(&TIME)),
        gives("utcoffset", DELTA_OR_NONE),
        gives("dst", DELTA_OR_NONE),
        gives("tzname", Returns::StrOrNone),
        gives("timestamp", Returns::Float),
        gives("utctimetuple", Returns::Library(&STRUCT_TIME)),
        method("astimezone", &[any_or("tz", "None")], Returns::Same),
        method("isoformat", &[any_or("sep", "'T'"), any_or("timespec", "'auto'")], Returns::Str),
        method(
            "replace",
            &[
                any_or("year", "..."),
                any_or("month", "..."),
                any_or("day", "..."),
                any_or("hour", "..."),
                any_or("minute", "..."),
                any_or("second", "..."),
                any_or("microsecond", "..."),
                any_or("tzinfo", "..."),
                kw_or("fold", "..."),
            ],
            Returns::Same,
        ),
    ],
};

pub static TIME: LibraryType = LibraryType {
    name: "datetime.time",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: false,
    members: &[
        field("hour", SMALL),
        field("minute", SMALL),
        field("second", SMALL),
        field("microsecond", MICROS),
        field("tzinfo", Returns::LibraryOrNone(&TZINFO)),
        field("fold", SMALL),
        gives("utcoffset", DELTA_OR_NONE),
        gives("dst", DELTA_OR_NONE),
        gives("tzname", Returns::StrOrNone),
        method("isoformat", &[any_or("timespec", "'auto'")], Returns::Str),
        method("strftime", FORMAT, Returns::Str),
        method("replace", CLOCK, Returns::Same),
    ],
};

pub static TIMEDELTA: LibraryType = LibraryType {
    name: "datetime.timedelta",
    base: None,
    from_js: None,
    asks_truth: true,
    is_tuple: false,
    members: &[
        field("days", Returns::Int),
        field("seconds", Returns::Natural(17)),
        field("microseconds", MICROS),
        gives("total_seconds", Returns::Float),
    ],
};

pub static TZINFO: LibraryType = LibraryType {
    name: "datetime.tzinfo",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: false,
    members: &[
        method("utcoffset", &[pos("dt")], DELTA_OR_NONE),
        method("dst", &[pos("dt")], DELTA_OR_NONE),
        method("tzname", &[pos("dt")], Returns::StrOrNone),
        method("fromutc", &[pos("dt")], Returns::Library(&DATETIME)),
    ],
};

pub static TIMEZONE: LibraryType = LibraryType {
    name: "datetime.timezone",
    base: Some(&TZINFO),
    from_js: None,
    asks_truth: false,
    is_tuple: false,
    members: &[],
};

pub static ZONE_INFO: LibraryType = LibraryType {
    name: "zoneinfo.ZoneInfo",
    base: Some(&TZINFO),
    from_js: None,
    asks_truth: false,
    is_tuple: false,
    members: &[field("key", Returns::Str)],
};

pub static ISO_DATE: LibraryType = LibraryType {
    name: "datetime.IsoCalendarDate",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: true,
    members: &[field("year", YEAR), field("week", SMALL), field("weekday", SMALL)],
};

pub static STRUCT_TIME: LibraryType = LibraryType {
    name: "time.struct_time",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: true,
    members: &[
        field("tm_year", Returns::Int),
        field("tm_mon", SMALL),
        field("tm_mday", SMALL),
        field("tm_hour", SMALL),
        field("tm_min", SMALL),
        field("tm_sec", SMALL),
        field("tm_wday", SMALL),
        field("tm_yday", Returns::Natural(9)),
        field("tm_isdst", Returns::Int),
        field("tm_zone", Returns::StrOrNone),
        field("tm_gmtoff", Returns::Unknown),
    ],
};

pub static HASH: LibraryType = LibraryType {
    name: "hashlib.HASH",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: false,
    members: &[
        field("block_size", Returns::Natural(8)),
        field("digest_size", Returns::Natural(7)),
        field("name", Returns::Str),
        gives("copy", Returns::Same),
        gives("digest", Returns::Bytes),
        gives("hexdigest", Returns::Str),
        method("update", &[pos("obj")], Returns::Nothing),
    ],
};

pub static STRUCT: LibraryType = LibraryType {
    name: "struct.Struct",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: false,
    members: &[
        field("format", Returns::Str),
        field("size", Returns::COUNT),
        method("iter_unpack", &[pos("buffer")], Returns::Iterable),
        method("pack", &[args("values")], Returns::Bytes),
        method("pack_into", &[pos("buffer"), pos("offset"), args("values")], Returns::Nothing),
        method("unpack", &[pos("buffer")], Returns::AnyTuple),
        method("unpack_from", &[any("buffer"), any_or("offset", "0")], Returns::AnyTuple),
    ],
};

pub static FLOAT_INFO: LibraryType = LibraryType {
    name: "sys.float_info",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: true,
    members: &[
        field("dig", SMALL),
        field("epsilon", Returns::Float),
        field("mant_dig", SMALL),
        field("max", Returns::Float),
        field("max_10_exp", Returns::Int),
        field("max_exp", Returns::Int),
        field("min", Returns::Float),
        field("min_10_exp", Returns::Int),
        field("min_exp", Returns::Int),
        field("radix", SMALL),
        field("rounds", SMALL),
    ],
};

pub static VERSION_INFO: LibraryType = LibraryType {
    name: "sys.version_info",
    base: None,
    from_js: None,
    asks_truth: false,
    is_tuple: true,
    members: &[
        field("major", SMALL),
        field("micro", SMALL),
        field("minor", SMALL),
        field("releaselevel", Returns::Str),
        field("serial", SMALL),
    ],
};

/// The containers of `collections`, as they are called.
pub const COLLECTIONS: &[&str] = &["ChainMap", "Counter", "OrderedDict", "defaultdict", "deque"];
