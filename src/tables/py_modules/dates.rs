//! `datetime`, `time` and `zoneinfo`.

use crate::tables::effects::{COMPUTES, READS};
use crate::tables::library_types::{
    DATE, DATETIME as STAMP, STRUCT_TIME, TIME as CLOCK, TIMEDELTA, TIMEZONE, TZINFO, ZONE_INFO,
};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{self, Refused};
use crate::tables::py_modules::library::{
    class, class_by_name, constant, exception, function, pure,
};
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, any, any_opt, any_or, kw_or, pos, pos_or};

const A_DATE: Returns = Returns::Library(&DATE);
const A_STAMP: Returns = Returns::Library(&STAMP);
const A_CLOCK: Returns = Returns::Library(&CLOCK);
const A_DELTA: Returns = Returns::Library(&TIMEDELTA);
const A_ZONE: Returns = Returns::Library(&TIMEZONE);

const CLOCK_FIELDS: Signature = &[
    any_or("hour", "0"),
    any_or("minute", "0"),
    any_or("second", "0"),
    any_or("microsecond", "0"),
    any_or("tzinfo", "None"),
    kw_or("fold", "0"),
];

pub(super) const DATETIME: PyModuleRow = PyModuleRow {
    name: "datetime",
    members: &[
        ("MAXYEAR", constant("datetime.MAXYEAR", "datetimeMAXYEAR", Returns::Natural(14))),
        ("MINYEAR", constant("datetime.MINYEAR", "datetimeMINYEAR", Returns::Natural(14))),
        ("UTC", constant("datetime.UTC", "datetimeUTC", A_ZONE)),
        (
            "date",
            class(
                "datetime.date",
                "datetimeDate",
                &[any("year"), any("month"), any("day")],
                A_DATE,
            )
            .does(READS),
        ),
        (
            "datetime",
            class_by_name(
                "datetime.datetime",
                "datetimeDatetime",
                "datetimeDatetimeBy",
                &[
                    any("year"),
                    any("month"),
                    any("day"),
                    any_or("hour", "0"),
                    any_or("minute", "0"),
                    any_or("second", "0"),
                    any_or("microsecond", "0"),
                    any_or("tzinfo", "None"),
                    kw_or("fold", "0"),
                ],
                A_STAMP,
            )
            .does(READS),
        ),
        (
            "time",
            class_by_name("datetime.time", "datetimeTime", "datetimeTimeBy", CLOCK_FIELDS, A_CLOCK)
                .does(READS),
        ),
        (
            "timedelta",
            class_by_name(
                "datetime.timedelta",
                "datetimeTimedelta",
                "datetimeTimedeltaBy",
                &[
                    any_or("days", "0"),
                    any_or("seconds", "0"),
                    any_or("microseconds", "0"),
                    any_or("milliseconds", "0"),
                    any_or("minutes", "0"),
                    any_or("hours", "0"),
                    any_or("weeks", "0"),
                ],
                A_DELTA,
            )
            .does(READS),
        ),
        (
            "timezone",
            class(
                "datetime.timezone",
                "datetimeTimezone",
                &[any("offset"), any_opt("name")],
                A_ZONE,
            )
            .does(READS),
        ),
        (
            "tzinfo",
            class("datetime.tzinfo", "datetimeTzinfo", &[], Returns::Library(&TZINFO)).does(READS),
        ),
    ],
};

pub(super) const ZONEINFO: PyModuleRow = PyModuleRow {
    name: "zoneinfo",
    members: &[
        (
            "InvalidTZPathWarning",
            Refused("is about paths to files of time zones, and a browser has no file system"),
        ),
        (
            "TZPATH",
            Refused("is about paths to files of time zones, and a browser has no file system"),
        ),
        (
            "ZoneInfo",
            class(
                "zoneinfo.ZoneInfo",
                "zoneinfoZoneInfo",
                &[any("key")],
                Returns::Library(&ZONE_INFO),
            )
            .does(READS),
        ),
        (
            "ZoneInfoNotFoundError",
            exception(
                "zoneinfo.ZoneInfoNotFoundError",
                "zoneinfoZoneInfoNotFoundError",
                "KeyError",
            ),
        ),
        (
            "available_timezones",
            Refused(
                "lists what files of time zones there are; use `Intl.supportedValuesOf(\"timeZone\")` from `pulse.js`",
            ),
        ),
        (
            "reset_tzpath",
            Refused("is about paths to files of time zones, and a browser has no file system"),
        ),
    ],
};

const SECONDS: Signature = &[pos_or("seconds", "None")];
const TUPLE: Returns = Returns::Library(&STRUCT_TIME);

pub(super) const TIME: PyModuleRow = PyModuleRow {
    name: "time",
    members: &[
        (
            "altzone",
            Refused(
                "is of the zone that the process started in; use `-time.localtime().tm_gmtoff`",
            ),
        ),
        (
            "asctime",
            function("time.asctime", "timeAsctime", &[pos_or("t", "...")], Returns::Str)
                .does(COMPUTES.acts()),
        ),
        ("ctime", function("time.ctime", "timeCtime", SECONDS, Returns::Str).does(COMPUTES.acts())),
        (
            "daylight",
            Refused("is of the zone that the process started in; use `time.localtime().tm_isdst`"),
        ),
        (
            "get_clock_info",
            Refused("measures the process, which a browser cannot; use `time.perf_counter`"),
        ),
        ("gmtime", function("time.gmtime", "timeGmtime", SECONDS, TUPLE).does(READS.acts())),
        (
            "localtime",
            function("time.localtime", "timeLocaltime", SECONDS, TUPLE).does(READS.acts()),
        ),
        ("mktime", pure("time.mktime", "timeMktime", &[pos("t")], Returns::Float)),
        (
            "monotonic",
            function("time.monotonic", "timePerfCounter", &[], Returns::Float)
                .does(COMPUTES.acts()),
        ),
        (
            "monotonic_ns",
            function("time.monotonic_ns", "timePerfCounterNs", &[], Returns::LargeInt)
                .does(COMPUTES.acts()),
        ),
        (
            "perf_counter",
            function("time.perf_counter", "timePerfCounter", &[], Returns::Float)
                .does(COMPUTES.acts()),
        ),
        (
            "perf_counter_ns",
            function("time.perf_counter_ns", "timePerfCounterNs", &[], Returns::LargeInt)
                .does(COMPUTES.acts()),
        ),
        (
            "process_time",
            Refused("measures the process, which a browser cannot; use `time.perf_counter`"),
        ),
        (
            "process_time_ns",
            Refused("measures the process, which a browser cannot; use `time.perf_counter`"),
        ),
        ("sleep", Refused("blocks, and a browser must not; use `await asyncio.sleep(seconds)`")),
        (
            "strftime",
            function(
                "time.strftime",
                "timeStrftime",
                &[pos("format"), pos_or("t", "...")],
                Returns::Str,
            )
            .does(COMPUTES.acts()),
        ),
        (
            "strptime",
            made(
                "time.strptime",
                "timeStrptime",
                &[pos("string"), pos_or("format", "'%a %b %d %H:%M:%S %Y'")],
                TUPLE,
            ),
        ),
        (
            "struct_time",
            class("time.struct_time", "timeStructTime", &[pos("iterable")], TUPLE)
                .does(READS.all(crate::tables::effects::Use::Walks)),
        ),
        (
            "thread_time",
            Refused("measures the process, which a browser cannot; use `time.perf_counter`"),
        ),
        (
            "thread_time_ns",
            Refused("measures the process, which a browser cannot; use `time.perf_counter`"),
        ),
        ("time", function("time.time", "timeTime", &[], Returns::Float).does(COMPUTES.acts())),
        (
            "time_ns",
            function("time.time_ns", "timeTimeNs", &[], Returns::LargeInt).does(COMPUTES.acts()),
        ),
        (
            "timezone",
            Refused(
                "is of the zone that the process started in; use `-time.localtime().tm_gmtoff`",
            ),
        ),
        (
            "tzname",
            Refused("is of the zone that the process started in; use `time.localtime().tm_zone`"),
        ),
        ("tzset", Refused("sets the time zone of the process, which a browser cannot")),
    ],
};

const WEEK: Signature = &[any("year"), any("week"), any("day")];

const fn now(
    name: &'static str,
    helper: &'static str,
    signature: Signature,
    of: Returns,
) -> PyStatus {
    function(name, helper, signature, of).does(READS.acts())
}

const fn made(
    name: &'static str,
    helper: &'static str,
    signature: Signature,
    of: Returns,
) -> PyStatus {
    function(name, helper, signature, of).does(READS)
}

/// What the classes of these modules have themselves, sorted by its dotted name.
pub(super) const STATICS: &[(&str, PyStatus)] = &[
    (
        "datetime.date.fromisocalendar",
        made("datetime.date.fromisocalendar", "datetimeDateFromisocalendar", WEEK, A_DATE),
    ),
    (
        "datetime.date.fromisoformat",
        made(
            "datetime.date.fromisoformat",
            "datetimeDateFromisoformat",
            &[pos("date_string")],
            A_DATE,
        ),
    ),
    (
        "datetime.date.fromordinal",
        made("datetime.date.fromordinal", "datetimeDateFromordinal", &[pos("ordinal")], A_DATE),
    ),
    (
        "datetime.date.fromtimestamp",
        made(
            "datetime.date.fromtimestamp",
            "datetimeDateFromtimestamp",
            &[pos("timestamp")],
            A_DATE,
        ),
    ),
    ("datetime.date.max", constant("datetime.date.max", "datetimeDateMax", A_DATE)),
    ("datetime.date.min", constant("datetime.date.min", "datetimeDateMin", A_DATE)),
    (
        "datetime.date.resolution",
        constant("datetime.date.resolution", "datetimeDateResolution", A_DELTA),
    ),
    ("datetime.date.today", now("datetime.date.today", "datetimeDateToday", &[], A_DATE)),
    (
        "datetime.datetime.combine",
        made(
            "datetime.datetime.combine",
            "datetimeDatetimeCombine",
            &[any("date"), any("time"), any_opt("tzinfo")],
            A_STAMP,
        ),
    ),
    (
        "datetime.datetime.fromisocalendar",
        made("datetime.datetime.fromisocalendar", "datetimeDatetimeFromisocalendar", WEEK, A_STAMP),
    ),
    (
        "datetime.datetime.fromisoformat",
        made(
            "datetime.datetime.fromisoformat",
            "datetimeDatetimeFromisoformat",
            &[pos("date_string")],
            A_STAMP,
        ),
    ),
    (
        "datetime.datetime.fromordinal",
        made(
            "datetime.datetime.fromordinal",
            "datetimeDatetimeFromordinal",
            &[pos("ordinal")],
            A_STAMP,
        ),
    ),
    (
        "datetime.datetime.fromtimestamp",
        made(
            "datetime.datetime.fromtimestamp",
            "datetimeDatetimeFromtimestamp",
            &[any("timestamp"), any_or("tz", "None")],
            A_STAMP,
        ),
    ),
    ("datetime.datetime.max", constant("datetime.datetime.max", "datetimeDatetimeMax", A_STAMP)),
    ("datetime.datetime.min", constant("datetime.datetime.min", "datetimeDatetimeMin", A_STAMP)),
    (
        "datetime.datetime.now",
        now("datetime.datetime.now", "datetimeDatetimeNow", &[any_or("tz", "None")], A_STAMP),
    ),
    (
        "datetime.datetime.resolution",
        constant("datetime.datetime.resolution", "datetimeTimedeltaResolution", A_DELTA),
    ),
    (
        "datetime.datetime.strptime",
        made(
            "datetime.datetime.strptime",
            "datetimeDatetimeStrptime",
            &[pos("date_string"), pos("format")],
            A_STAMP,
        ),
    ),
    (
        "datetime.datetime.today",
        now("datetime.datetime.today", "datetimeDatetimeToday", &[], A_STAMP),
    ),
    (
        "datetime.datetime.utcfromtimestamp",
        made(
            "datetime.datetime.utcfromtimestamp",
            "datetimeDatetimeUtcfromtimestamp",
            &[pos("timestamp")],
            A_STAMP,
        ),
    ),
    (
        "datetime.datetime.utcnow",
        now("datetime.datetime.utcnow", "datetimeDatetimeUtcnow", &[], A_STAMP),
    ),
    (
        "datetime.time.fromisoformat",
        made(
            "datetime.time.fromisoformat",
            "datetimeTimeFromisoformat",
            &[pos("time_string")],
            A_CLOCK,
        ),
    ),
    ("datetime.time.max", constant("datetime.time.max", "datetimeTimeMax", A_CLOCK)),
    ("datetime.time.min", constant("datetime.time.min", "datetimeTimeMin", A_CLOCK)),
    (
        "datetime.time.resolution",
        constant("datetime.time.resolution", "datetimeTimedeltaResolution", A_DELTA),
    ),
    ("datetime.timedelta.max", constant("datetime.timedelta.max", "datetimeTimedeltaMax", A_DELTA)),
    ("datetime.timedelta.min", constant("datetime.timedelta.min", "datetimeTimedeltaMin", A_DELTA)),
    (
        "datetime.timedelta.resolution",
        constant("datetime.timedelta.resolution", "datetimeTimedeltaResolution", A_DELTA),
    ),
    ("datetime.timezone.max", constant("datetime.timezone.max", "datetimeTimezoneMax", A_ZONE)),
    ("datetime.timezone.min", constant("datetime.timezone.min", "datetimeTimezoneMin", A_ZONE)),
    ("datetime.timezone.utc", constant("datetime.timezone.utc", "datetimeUTC", A_ZONE)),
    (
        "zoneinfo.ZoneInfo.clear_cache",
        Refused("empties a cache that a browser keeps for itself; remove the call"),
    ),
    (
        "zoneinfo.ZoneInfo.from_file",
        Refused("reads a file, and a browser has no file system; use `ZoneInfo(key)`"),
    ),
    (
        "zoneinfo.ZoneInfo.no_cache",
        Refused("makes a zone that is not the same object; use `ZoneInfo(key)`"),
    ),
];
