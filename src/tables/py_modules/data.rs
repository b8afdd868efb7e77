//! Modules about data structures and functions.

use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{Planned, Refused};
use crate::tables::py_modules::library::{Returns, class, exception, function, variadic};
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
            ),
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
            ),
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
            ),
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
            ),
        ),
    ],
};

pub(super) const COLLECTIONS: PyModuleRow = PyModuleRow {
    name: "collections",
    members: &[
        ("ChainMap", Planned),
        (
            "Counter",
            class(
                "collections.Counter",
                "collectionsCounter",
                &[pos_or("iterable", "None"), kwargs("kwds")],
                Returns::Unknown,
            ),
        ),
        (
            "OrderedDict",
            class(
                "collections.OrderedDict",
                "collectionsOrderedDict",
                &[pos_opt("mapping"), kwargs("kwds")],
                Returns::Unknown,
            ),
        ),
        (
            "UserDict",
            Refused(
                "is a base class for containers; keep a list, dict or str in an attribute instead",
            ),
        ),
        (
            "UserList",
            Refused(
                "is a base class for containers; keep a list, dict or str in an attribute instead",
            ),
        ),
        (
            "UserString",
            Refused(
                "is a base class for containers; keep a list, dict or str in an attribute instead",
            ),
        ),
        (
            "defaultdict",
            class(
                "collections.defaultdict",
                "collectionsDefaultdict",
                &[pos_or("default_factory", "None"), pos_opt("mapping"), kwargs("kwds")],
                Returns::Unknown,
            ),
        ),
        (
            "deque",
            class(
                "collections.deque",
                "collectionsDeque",
                &[any_opt("iterable"), any_or("maxlen", "None")],
                Returns::Unknown,
            ),
        ),
        ("namedtuple", Planned),
    ],
};

pub(super) const COPY: PyModuleRow = PyModuleRow {
    name: "copy",
    members: &[
        ("Error", exception("copy.Error", "copyError", "Exception")),
        ("copy", function("copy.copy", "copyCopy", &[any("x")], Returns::Unknown)),
        ("deepcopy", function("copy.deepcopy", "copyDeepcopy", &[any("x")], Returns::Unknown)),
    ],
};

pub(super) const DATACLASSES: PyModuleRow = PyModuleRow {
    name: "dataclasses",
    members: &[
        ("Field", Planned),
        ("FrozenInstanceError", Planned),
        ("InitVar", Planned),
        ("KW_ONLY", Planned),
        ("MISSING", Planned),
        ("asdict", Planned),
        ("astuple", Planned),
        ("dataclass", Planned),
        ("field", Planned),
        ("fields", Planned),
        ("is_dataclass", Planned),
        ("make_dataclass", Refused("makes a class at run time; write the class")),
        ("replace", Planned),
    ],
};

pub(super) const ENUM: PyModuleRow = PyModuleRow {
    name: "enum",
    members: &[
        ("CONFORM", Planned),
        ("CONTINUOUS", Planned),
        ("EJECT", Planned),
        ("Enum", Planned),
        ("EnumCheck", Refused("is machinery of metaclasses, which are not compiled")),
        ("EnumMeta", Refused("is machinery of metaclasses, which are not compiled")),
        ("EnumType", Refused("is machinery of metaclasses, which are not compiled")),
        ("Flag", Planned),
        ("FlagBoundary", Planned),
        ("IntEnum", Planned),
        ("IntFlag", Planned),
        ("KEEP", Planned),
        ("NAMED_FLAGS", Planned),
        ("ReprEnum", Refused("is machinery of metaclasses, which are not compiled")),
        ("STRICT", Planned),
        ("StrEnum", Planned),
        ("UNIQUE", Planned),
        ("auto", Planned),
        ("global_enum", Refused("is machinery of metaclasses, which are not compiled")),
        ("global_enum_repr", Refused("is machinery of metaclasses, which are not compiled")),
        ("global_flag_repr", Refused("is machinery of metaclasses, which are not compiled")),
        ("global_str", Refused("is machinery of metaclasses, which are not compiled")),
        ("member", Planned),
        ("nonmember", Planned),
        ("pickle_by_enum_name", Refused("is machinery of metaclasses, which are not compiled")),
        ("pickle_by_global_name", Refused("is machinery of metaclasses, which are not compiled")),
        ("property", Planned),
        ("unique", Planned),
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
            ),
        ),
        ("cached_property", Planned),
        (
            "cmp_to_key",
            function(
                "functools.cmp_to_key",
                "functoolsCmpToKey",
                &[any("mycmp")],
                Returns::Unknown,
            ),
        ),
        (
            "lru_cache",
            function(
                "functools.lru_cache",
                "functoolsLruCache",
                &[any_or("maxsize", "128"), any_or("typed", "False")],
                Returns::Unknown,
            ),
        ),
        (
            "partial",
            function(
                "functools.partial",
                "functoolsPartial",
                &[pos("func"), args("args"), kwargs("keywords")],
                Returns::Unknown,
            ),
        ),
        ("partialmethod", Planned),
        (
            "reduce",
            function(
                "functools.reduce",
                "functoolsReduce",
                &[pos("function"), pos("iterable"), pos_opt("initial")],
                Returns::Unknown,
            ),
        ),
        ("singledispatch", Refused("dispatches on run-time types; use `isinstance` or `match`")),
        (
            "singledispatchmethod",
            Refused("dispatches on run-time types; use `isinstance` or `match`"),
        ),
        ("total_ordering", Planned),
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
            function("functools.wraps", "functoolsWraps", &[any("wrapped")], Returns::Unknown),
        ),
    ],
};

pub(super) const HEAPQ: PyModuleRow = PyModuleRow {
    name: "heapq",
    members: &[
        ("heapify", function("heapq.heapify", "heapqHeapify", &[pos("heap")], Returns::Nothing)),
        ("heappop", function("heapq.heappop", "heapqHeappop", &[pos("heap")], Returns::Unknown)),
        (
            "heappush",
            function(
                "heapq.heappush",
                "heapqHeappush",
                &[pos("heap"), pos("item")],
                Returns::Nothing,
            ),
        ),
        (
            "heappushpop",
            function(
                "heapq.heappushpop",
                "heapqHeappushpop",
                &[pos("heap"), pos("item")],
                Returns::Unknown,
            ),
        ),
        (
            "heapreplace",
            function(
                "heapq.heapreplace",
                "heapqHeapreplace",
                &[pos("heap"), pos("item")],
                Returns::Unknown,
            ),
        ),
        (
            "merge",
            variadic(
                "heapq.merge",
                "heapqMerge",
                "heapqMergeWith",
                &[args("iterables"), kw_or("key", "None"), kw_or("reverse", "False")],
                Returns::Iterable,
            ),
        ),
        (
            "nlargest",
            function(
                "heapq.nlargest",
                "heapqNlargest",
                &[any("n"), any("iterable"), any_or("key", "None")],
                Returns::List,
            ),
        ),
        (
            "nsmallest",
            function(
                "heapq.nsmallest",
                "heapqNsmallest",
                &[any("n"), any("iterable"), any_or("key", "None")],
                Returns::List,
            ),
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
            ),
        ),
        (
            "batched",
            function(
                "itertools.batched",
                "itertoolsBatched",
                &[any("iterable"), any("n")],
                Returns::Iterable,
            ),
        ),
        (
            "chain",
            function("itertools.chain", "itertoolsChain", &[args("iterables")], Returns::Iterable),
        ),
        (
            "combinations",
            function(
                "itertools.combinations",
                "itertoolsCombinations",
                &[any("iterable"), any("r")],
                Returns::Iterable,
            ),
        ),
        (
            "combinations_with_replacement",
            function(
                "itertools.combinations_with_replacement",
                "itertoolsCombinationsWithReplacement",
                &[any("iterable"), any("r")],
                Returns::Iterable,
            ),
        ),
        (
            "compress",
            function(
                "itertools.compress",
                "itertoolsCompress",
                &[any("data"), any("selectors")],
                Returns::Iterable,
            ),
        ),
        (
            "count",
            function(
                "itertools.count",
                "itertoolsCount",
                &[any_or("start", "0"), any_or("step", "1")],
                Returns::Iterable,
            ),
        ),
        (
            "cycle",
            function("itertools.cycle", "itertoolsCycle", &[pos("iterable")], Returns::Iterable),
        ),
        (
            "dropwhile",
            function(
                "itertools.dropwhile",
                "itertoolsDropwhile",
                &[pos("predicate"), pos("iterable")],
                Returns::Iterable,
            ),
        ),
        (
            "filterfalse",
            function(
                "itertools.filterfalse",
                "itertoolsFilterfalse",
                &[pos("function"), pos("iterable")],
                Returns::Iterable,
            ),
        ),
        (
            "groupby",
            function(
                "itertools.groupby",
                "itertoolsGroupby",
                &[any("iterable"), any_or("key", "None")],
                Returns::Iterable,
            ),
        ),
        (
            "islice",
            function(
                "itertools.islice",
                "itertoolsIslice",
                &[pos("iterable"), pos("start"), pos_opt("stop"), pos_opt("step")],
                Returns::Iterable,
            ),
        ),
        (
            "pairwise",
            function(
                "itertools.pairwise",
                "itertoolsPairwise",
                &[pos("iterable")],
                Returns::Iterable,
            ),
        ),
        (
            "permutations",
            function(
                "itertools.permutations",
                "itertoolsPermutations",
                &[any("iterable"), any_or("r", "None")],
                Returns::Iterable,
            ),
        ),
        (
            "product",
            variadic(
                "itertools.product",
                "itertoolsProduct",
                "itertoolsProductWith",
                &[args("iterables"), kw_or("repeat", "1")],
                Returns::Iterable,
            ),
        ),
        (
            "repeat",
            function(
                "itertools.repeat",
                "itertoolsRepeat",
                &[any("object"), any_opt("times")],
                Returns::Iterable,
            ),
        ),
        (
            "starmap",
            function(
                "itertools.starmap",
                "itertoolsStarmap",
                &[pos("function"), pos("iterable")],
                Returns::Iterable,
            ),
        ),
        (
            "takewhile",
            function(
                "itertools.takewhile",
                "itertoolsTakewhile",
                &[pos("predicate"), pos("iterable")],
                Returns::Iterable,
            ),
        ),
        (
            "tee",
            function(
                "itertools.tee",
                "itertoolsTee",
                &[pos("iterable"), pos_or("n", "2")],
                Returns::Unknown,
            ),
        ),
        (
            "zip_longest",
            variadic(
                "itertools.zip_longest",
                "itertoolsZipLongest",
                "itertoolsZipLongestWith",
                &[args("iterables"), kw_or("fillvalue", "None")],
                Returns::Iterable,
            ),
        ),
    ],
};

pub(super) const OPERATOR: PyModuleRow = PyModuleRow {
    name: "operator",
    members: &[
        ("abs", function("operator.abs", "abs", &[pos("a")], Returns::Unknown)),
        ("add", function("operator.add", "add", &[pos("a"), pos("b")], Returns::Unknown)),
        ("and_", function("operator.and_", "bitand", &[pos("a"), pos("b")], Returns::Unknown)),
        (
            "attrgetter",
            function(
                "operator.attrgetter",
                "operatorAttrgetter",
                &[pos("attr"), args("attrs")],
                Returns::Unknown,
            ),
        ),
        (
            "call",
            function(
                "operator.call",
                "operatorCall",
                &[pos("obj"), args("args")],
                Returns::Unknown,
            ),
        ),
        (
            "concat",
            function("operator.concat", "operatorConcat", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        (
            "contains",
            function("operator.contains", "contains", &[pos("a"), pos("b")], Returns::Bool),
        ),
        (
            "countOf",
            function("operator.countOf", "operatorCountOf", &[pos("a"), pos("b")], Returns::Int),
        ),
        (
            "delitem",
            function(
                "operator.delitem",
                "operatorDelitem",
                &[pos("a"), pos("b")],
                Returns::Nothing,
            ),
        ),
        ("eq", function("operator.eq", "eq", &[pos("a"), pos("b")], Returns::Bool)),
        (
            "floordiv",
            function("operator.floordiv", "floordiv", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        ("ge", function("operator.ge", "ge", &[pos("a"), pos("b")], Returns::Bool)),
        (
            "getitem",
            function("operator.getitem", "getItem", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        ("gt", function("operator.gt", "gt", &[pos("a"), pos("b")], Returns::Bool)),
        ("iadd", function("operator.iadd", "iadd", &[pos("a"), pos("b")], Returns::Unknown)),
        ("iand", function("operator.iand", "iand", &[pos("a"), pos("b")], Returns::Unknown)),
        (
            "iconcat",
            function(
                "operator.iconcat",
                "operatorIconcat",
                &[pos("a"), pos("b")],
                Returns::Unknown,
            ),
        ),
        (
            "ifloordiv",
            function("operator.ifloordiv", "ifloordiv", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        (
            "ilshift",
            function("operator.ilshift", "ilshift", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        ("imatmul", Refused("is not compiled, as no builtin type has the operator")),
        ("imod", function("operator.imod", "imod", &[pos("a"), pos("b")], Returns::Unknown)),
        ("imul", function("operator.imul", "imul", &[pos("a"), pos("b")], Returns::Unknown)),
        ("index", function("operator.index", "asIndex", &[pos("a")], Returns::Int)),
        (
            "indexOf",
            function("operator.indexOf", "operatorIndexOf", &[pos("a"), pos("b")], Returns::Int),
        ),
        ("inv", function("operator.inv", "invert", &[pos("a")], Returns::Unknown)),
        ("invert", function("operator.invert", "invert", &[pos("a")], Returns::Unknown)),
        ("ior", function("operator.ior", "ior", &[pos("a"), pos("b")], Returns::Unknown)),
        ("ipow", function("operator.ipow", "ipow", &[pos("a"), pos("b")], Returns::Unknown)),
        (
            "irshift",
            function("operator.irshift", "irshift", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        ("is_", function("operator.is_", "operatorIs", &[pos("a"), pos("b")], Returns::Bool)),
        (
            "is_not",
            function("operator.is_not", "operatorIsNot", &[pos("a"), pos("b")], Returns::Bool),
        ),
        ("isub", function("operator.isub", "isub", &[pos("a"), pos("b")], Returns::Unknown)),
        (
            "itemgetter",
            function(
                "operator.itemgetter",
                "operatorItemgetter",
                &[pos("item"), args("items")],
                Returns::Unknown,
            ),
        ),
        (
            "itruediv",
            function("operator.itruediv", "idiv", &[pos("a"), pos("b")], Returns::Unknown),
        ),
        ("ixor", function("operator.ixor", "ixor", &[pos("a"), pos("b")], Returns::Unknown)),
        ("le", function("operator.le", "le", &[pos("a"), pos("b")], Returns::Bool)),
        ("length_hint", Refused("is for the insides of iterators")),
        ("lshift", function("operator.lshift", "lshift", &[pos("a"), pos("b")], Returns::Unknown)),
        ("lt", function("operator.lt", "lt", &[pos("a"), pos("b")], Returns::Bool)),
        ("matmul", Refused("is not compiled, as no builtin type has the operator")),
        (
            "methodcaller",
            Refused("finds the method by its name at run time; use a lambda: `lambda o: o.name()`"),
        ),
        ("mod", function("operator.mod", "mod", &[pos("a"), pos("b")], Returns::Unknown)),
        ("mul", function("operator.mul", "mul", &[pos("a"), pos("b")], Returns::Unknown)),
        ("ne", function("operator.ne", "ne", &[pos("a"), pos("b")], Returns::Bool)),
        ("neg", function("operator.neg", "neg", &[pos("a")], Returns::Unknown)),
        ("not_", function("operator.not_", "operatorNot", &[pos("a")], Returns::Bool)),
        ("or_", function("operator.or_", "bitor", &[pos("a"), pos("b")], Returns::Unknown)),
        ("pos", function("operator.pos", "pos", &[pos("a")], Returns::Unknown)),
        ("pow", function("operator.pow", "pow", &[pos("a"), pos("b")], Returns::Unknown)),
        ("rshift", function("operator.rshift", "rshift", &[pos("a"), pos("b")], Returns::Unknown)),
        (
            "setitem",
            function(
                "operator.setitem",
                "operatorSetitem",
                &[pos("a"), pos("b"), pos("c")],
                Returns::Nothing,
            ),
        ),
        ("sub", function("operator.sub", "sub", &[pos("a"), pos("b")], Returns::Unknown)),
        ("truediv", function("operator.truediv", "div", &[pos("a"), pos("b")], Returns::Unknown)),
        ("truth", function("operator.truth", "truthy", &[pos("a")], Returns::Bool)),
        ("xor", function("operator.xor", "bitxor", &[pos("a"), pos("b")], Returns::Unknown)),
    ],
};
