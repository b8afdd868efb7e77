//! Modules about data structures and functions.

use crate::tables::effects::{COMPUTES, Change, Gives, Put, READS, Use};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{Planned, Refused, Source, Typing};
use crate::tables::py_modules::library::{class, exception, function, variadic};
use crate::tables::returns::Returns;
use crate::tables::signature::{any, any_opt, any_or, args, kw_or, kwargs, pos, pos_opt, pos_or};

pub(super) const BISECT: PyModuleRow = PyModuleRow {
    name: "bisect",
    members: &[
        (
            "bisect",
            function(
                "bisect.bisect",
                "bisectBisectRight",
                &[
                    any("a"),
                    any("x"),
                    any_or("lo", "0"),
                    any_or("hi", "None"),
                    kw_or("key", "None"),
                ],
                Returns::Int,
            )
            .does(COMPUTES.with(&[("a", Use::Asks), ("key", Use::Calls)])),
        ),
        (
            "bisect_left",
            function(
                "bisect.bisect_left",
                "bisectBisectLeft",
                &[
                    any("a"),
                    any("x"),
                    any_or("lo", "0"),
                    any_or("hi", "None"),
                    kw_or("key", "None"),
                ],
                Returns::Int,
            )
            .does(COMPUTES.with(&[("a", Use::Asks), ("key", Use::Calls)])),
        ),
        (
            "bisect_right",
            function(
                "bisect.bisect_right",
                "bisectBisectRight",
                &[
                    any("a"),
                    any("x"),
                    any_or("lo", "0"),
                    any_or("hi", "None"),
                    kw_or("key", "None"),
                ],
                Returns::Int,
            )
            .does(COMPUTES.with(&[("a", Use::Asks), ("key", Use::Calls)])),
        ),
        (
            "insort",
            function(
                "bisect.insort",
                "bisectInsortRight",
                &[
                    any("a"),
                    any("x"),
                    any_or("lo", "0"),
                    any_or("hi", "None"),
                    kw_or("key", "None"),
                ],
                Returns::Nothing,
            )
            .does(
                COMPUTES
                    .with(&[("a", Use::Changes(Change::Grows(Put::Item(1)))), ("key", Use::Calls)]),
            ),
        ),
        (
            "insort_left",
            function(
                "bisect.insort_left",
                "bisectInsortLeft",
                &[
                    any("a"),
                    any("x"),
                    any_or("lo", "0"),
                    any_or("hi", "None"),
                    kw_or("key", "None"),
                ],
                Returns::Nothing,
            )
            .does(
                COMPUTES
                    .with(&[("a", Use::Changes(Change::Grows(Put::Item(1)))), ("key", Use::Calls)]),
            ),
        ),
        (
            "insort_right",
            function(
                "bisect.insort_right",
                "bisectInsortRight",
                &[
                    any("a"),
                    any("x"),
                    any_or("lo", "0"),
                    any_or("hi", "None"),
                    kw_or("key", "None"),
                ],
                Returns::Nothing,
            )
            .does(
                COMPUTES
                    .with(&[("a", Use::Changes(Change::Grows(Put::Item(1)))), ("key", Use::Calls)]),
            ),
        ),
    ],
};

pub(super) const COLLECTIONS: PyModuleRow = PyModuleRow {
    name: "collections",
    members: &[
        ("ChainMap", Source),
        (
            "Counter",
            class(
                "collections.Counter",
                "collectionsCounter",
                &[pos_or("iterable", "None"), kwargs("kwds")],
                Returns::Unknown,
            )
            .does(READS.with(&[("iterable", Use::Walks)])),
        ),
        (
            "OrderedDict",
            class(
                "collections.OrderedDict",
                "collectionsOrderedDict",
                &[pos_opt("mapping"), kwargs("kwds")],
                Returns::Unknown,
            )
            .does(READS.with(&[("mapping", Use::Walks)])),
        ),
        ("UserDict", Source),
        ("UserList", Source),
        ("UserString", Refused("is a base class for texts; keep a str in an attribute instead")),
        (
            "defaultdict",
            class(
                "collections.defaultdict",
                "collectionsDefaultdict",
                &[pos_or("default_factory", "None"), pos_opt("mapping"), kwargs("kwds")],
                Returns::Unknown,
            )
            .does(READS.with(&[("mapping", Use::Walks)])),
        ),
        (
            "deque",
            class(
                "collections.deque",
                "collectionsDeque",
                &[any_opt("iterable"), any_or("maxlen", "None")],
                Returns::Unknown,
            )
            .does(READS.with(&[("iterable", Use::Walks)])),
        ),
        ("namedtuple", Typing),
    ],
};

pub(super) const COPY: PyModuleRow = PyModuleRow {
    name: "copy",
    members: &[
        ("Error", exception("copy.Error", "copyError", "Exception")),
        ("copy", function("copy.copy", "copyCopy", &[any("x")], Returns::Same).does(READS)),
        (
            "deepcopy",
            function(
                "copy.deepcopy",
                "copyDeepcopy",
                &[any("x"), any_or("memo", "None")],
                Returns::Same,
            )
            .does(READS.with(&[("memo", Use::Unknown)])),
        ),
    ],
};

pub(super) const DATACLASSES: PyModuleRow = PyModuleRow {
    name: "dataclasses",
    members: &[
        ("Field", Planned),
        ("FrozenInstanceError", Typing),
        ("InitVar", Typing),
        ("KW_ONLY", Typing),
        ("MISSING", Planned),
        ("asdict", Typing),
        ("astuple", Typing),
        ("dataclass", Typing),
        ("field", Typing),
        ("fields", Typing),
        ("is_dataclass", Typing),
        ("make_dataclass", Refused("makes a class at run time; write the class")),
        ("replace", Typing),
    ],
};

pub(super) const ENUM: PyModuleRow = PyModuleRow {
    name: "enum",
    members: &[
        ("CONFORM", Planned),
        ("CONTINUOUS", Planned),
        ("EJECT", Planned),
        ("Enum", Typing),
        (
            "EnumCheck",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        ("EnumMeta", Refused("is machinery of metaclasses, which are not compiled; leave it away")),
        ("EnumType", Refused("is machinery of metaclasses, which are not compiled; leave it away")),
        ("Flag", Typing),
        ("FlagBoundary", Planned),
        ("IntEnum", Typing),
        ("IntFlag", Planned),
        ("KEEP", Planned),
        ("NAMED_FLAGS", Planned),
        ("ReprEnum", Refused("is machinery of metaclasses, which are not compiled; leave it away")),
        ("STRICT", Planned),
        ("StrEnum", Typing),
        ("UNIQUE", Planned),
        ("auto", Typing),
        (
            "global_enum",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        (
            "global_enum_repr",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        (
            "global_flag_repr",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        (
            "global_str",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        ("member", Planned),
        ("nonmember", Planned),
        (
            "pickle_by_enum_name",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        (
            "pickle_by_global_name",
            Refused("is machinery of metaclasses, which are not compiled; leave it away"),
        ),
        ("property", Planned),
        ("unique", Typing),
        ("verify", Planned),
    ],
};

pub(super) const FUNCTOOLS: PyModuleRow = PyModuleRow {
    name: "functools",
    members: &[
        (
            "WRAPPER_ASSIGNMENTS",
            Refused("names attributes that functions of JavaScript do not have"),
        ),
        ("WRAPPER_UPDATES", Refused("names attributes that functions of JavaScript do not have")),
        (
            "cache",
            function(
                "functools.cache",
                "functoolsCache",
                &[pos("user_function")],
                Returns::Unknown,
            )
            .does(READS.all(Use::CallsLater)),
        ),
        ("cached_property", Typing),
        (
            "cmp_to_key",
            function(
                "functools.cmp_to_key",
                "functoolsCmpToKey",
                &[any("mycmp")],
                Returns::Unknown,
            )
            .does(READS.all(Use::CallsLater)),
        ),
        (
            "lru_cache",
            function(
                "functools.lru_cache",
                "functoolsLruCache",
                &[any_or("maxsize", "128"), any_or("typed", "False")],
                Returns::Unknown,
            )
            .does(READS.all(Use::CallsLater)),
        ),
        (
            "partial",
            function(
                "functools.partial",
                "functoolsPartial",
                &[pos("func"), args("args"), kwargs("keywords")],
                Returns::Unknown,
            )
            .does(READS.all(Use::CallsLater)),
        ),
        ("partialmethod", Planned),
        (
            "reduce",
            function(
                "functools.reduce",
                "functoolsReduce",
                &[pos("function"), pos("iterable"), pos_opt("initial")],
                Returns::Unknown,
            )
            .does(READS.with(&[("function", Use::Calls), ("iterable", Use::Walks)])),
        ),
        ("singledispatch", Refused("dispatches on run-time types; use `isinstance` or `match`")),
        (
            "singledispatchmethod",
            Refused("dispatches on run-time types; use `isinstance` or `match`"),
        ),
        ("total_ordering", Typing),
        (
            "update_wrapper",
            function(
                "functools.update_wrapper",
                "functoolsUpdateWrapper",
                &[any("wrapper"), any("wrapped")],
                Returns::Unknown,
            ),
        ),
        (
            "wraps",
            function("functools.wraps", "functoolsWraps", &[any("wrapped")], Returns::Unknown)
                .does(READS.all(Use::CallsLater)),
        ),
    ],
};

pub(super) const HEAPQ: PyModuleRow = PyModuleRow {
    name: "heapq",
    members: &[
        (
            "heapify",
            function("heapq.heapify", "heapqHeapify", &[pos("heap")], Returns::Nothing)
                .does(COMPUTES.all(Use::Changes(Change::Moves))),
        ),
        (
            "heappop",
            function("heapq.heappop", "heapqHeappop", &[pos("heap")], Returns::Item)
                .does(READS.all(Use::Changes(Change::Shrinks))),
        ),
        (
            "heappush",
            function(
                "heapq.heappush",
                "heapqHeappush",
                &[pos("heap"), pos("item")],
                Returns::Nothing,
            )
            .does(COMPUTES.with(&[("heap", Use::Changes(Change::Grows(Put::Item(1))))])),
        ),
        (
            "heappushpop",
            function(
                "heapq.heappushpop",
                "heapqHeappushpop",
                &[pos("heap"), pos("item")],
                Returns::Item,
            )
            .does(READS.with(&[("heap", Use::Changes(Change::Both(Put::Item(1))))])),
        ),
        (
            "heapreplace",
            function(
                "heapq.heapreplace",
                "heapqHeapreplace",
                &[pos("heap"), pos("item")],
                Returns::Item,
            )
            .does(READS.with(&[("heap", Use::Changes(Change::Both(Put::Item(1))))])),
        ),
        (
            "merge",
            variadic(
                "heapq.merge",
                "heapqMerge",
                "heapqMergeWith",
                &[args("iterables"), kw_or("key", "None"), kw_or("reverse", "False")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("key", Use::CallsLater)])),
        ),
        (
            "nlargest",
            function(
                "heapq.nlargest",
                "heapqNlargest",
                &[any("n"), any("iterable"), any_or("key", "None")],
                Returns::List,
            )
            .does(READS.with(&[("iterable", Use::Walks), ("key", Use::Calls)]).gives(Gives::Parts)),
        ),
        (
            "nsmallest",
            function(
                "heapq.nsmallest",
                "heapqNsmallest",
                &[any("n"), any("iterable"), any_or("key", "None")],
                Returns::List,
            )
            .does(READS.with(&[("iterable", Use::Walks), ("key", Use::Calls)]).gives(Gives::Parts)),
        ),
    ],
};

pub(super) const ITERTOOLS: PyModuleRow = PyModuleRow {
    name: "itertools",
    members: &[
        (
            "accumulate",
            function(
                "itertools.accumulate",
                "itertoolsAccumulate",
                &[any("iterable"), any_or("func", "None"), kw_or("initial", "None")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("func", Use::CallsLater)])),
        ),
        (
            "batched",
            function(
                "itertools.batched",
                "itertoolsBatched",
                &[any("iterable"), any("n")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "chain",
            function("itertools.chain", "itertoolsChain", &[args("iterables")], Returns::Iterable)
                .does(READS.all(Use::Later)),
        ),
        (
            "combinations",
            function(
                "itertools.combinations",
                "itertoolsCombinations",
                &[any("iterable"), any("r")],
                Returns::Iterable,
            )
            .does(READS.with(&[("iterable", Use::Walks)])),
        ),
        (
            "combinations_with_replacement",
            function(
                "itertools.combinations_with_replacement",
                "itertoolsCombinationsWithReplacement",
                &[any("iterable"), any("r")],
                Returns::Iterable,
            )
            .does(READS.with(&[("iterable", Use::Walks)])),
        ),
        (
            "compress",
            function(
                "itertools.compress",
                "itertoolsCompress",
                &[any("data"), any("selectors")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "count",
            function(
                "itertools.count",
                "itertoolsCount",
                &[any_or("start", "0"), any_or("step", "1")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "cycle",
            function("itertools.cycle", "itertoolsCycle", &[pos("iterable")], Returns::Iterable)
                .does(READS.all(Use::Later)),
        ),
        (
            "dropwhile",
            function(
                "itertools.dropwhile",
                "itertoolsDropwhile",
                &[pos("predicate"), pos("iterable")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("predicate", Use::CallsLater)])),
        ),
        (
            "filterfalse",
            function(
                "itertools.filterfalse",
                "itertoolsFilterfalse",
                &[pos("function"), pos("iterable")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("function", Use::CallsLater)])),
        ),
        (
            "groupby",
            function(
                "itertools.groupby",
                "itertoolsGroupby",
                &[any("iterable"), any_or("key", "None")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("key", Use::CallsLater)])),
        ),
        (
            "islice",
            function(
                "itertools.islice",
                "itertoolsIslice",
                &[pos("iterable"), pos("start"), pos_opt("stop"), pos_opt("step")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "pairwise",
            function(
                "itertools.pairwise",
                "itertoolsPairwise",
                &[pos("iterable")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "permutations",
            function(
                "itertools.permutations",
                "itertoolsPermutations",
                &[any("iterable"), any_or("r", "None")],
                Returns::Iterable,
            )
            .does(READS.with(&[("iterable", Use::Walks)])),
        ),
        (
            "product",
            variadic(
                "itertools.product",
                "itertoolsProduct",
                "itertoolsProductWith",
                &[args("iterables"), kw_or("repeat", "1")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Walks)),
        ),
        (
            "repeat",
            function(
                "itertools.repeat",
                "itertoolsRepeat",
                &[any("object"), any_opt("times")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "starmap",
            function(
                "itertools.starmap",
                "itertoolsStarmap",
                &[pos("function"), pos("iterable")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("function", Use::CallsLater)])),
        ),
        (
            "takewhile",
            function(
                "itertools.takewhile",
                "itertoolsTakewhile",
                &[pos("predicate"), pos("iterable")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later).with(&[("predicate", Use::CallsLater)])),
        ),
        (
            "tee",
            function(
                "itertools.tee",
                "itertoolsTee",
                &[pos("iterable"), pos_or("n", "2")],
                Returns::Unknown,
            )
            .does(READS.all(Use::Later)),
        ),
        (
            "zip_longest",
            variadic(
                "itertools.zip_longest",
                "itertoolsZipLongest",
                "itertoolsZipLongestWith",
                &[args("iterables"), kw_or("fillvalue", "None")],
                Returns::Iterable,
            )
            .does(READS.all(Use::Later)),
        ),
    ],
};
