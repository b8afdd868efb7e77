//! Modules about data structures and functions.

use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{Planned, Refused};

pub(super) const BISECT: PyModuleRow = PyModuleRow {
    name: "bisect",
    members: &[
        ("bisect", Planned),
        ("bisect_left", Planned),
        ("bisect_right", Planned),
        ("insort", Planned),
        ("insort_left", Planned),
        ("insort_right", Planned),
    ],
};

pub(super) const COLLECTIONS: PyModuleRow = PyModuleRow {
    name: "collections",
    members: &[
        ("ChainMap", Planned),
        ("Counter", Planned),
        ("OrderedDict", Planned),
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
        ("defaultdict", Planned),
        ("deque", Planned),
        ("namedtuple", Planned),
    ],
};

pub(super) const COPY: PyModuleRow = PyModuleRow {
    name: "copy",
    members: &[("Error", Planned), ("copy", Planned), ("deepcopy", Planned)],
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
        ("WRAPPER_ASSIGNMENTS", Planned),
        ("WRAPPER_UPDATES", Planned),
        ("cache", Planned),
        ("cached_property", Planned),
        ("cmp_to_key", Planned),
        ("lru_cache", Planned),
        ("partial", Planned),
        ("partialmethod", Planned),
        ("reduce", Planned),
        ("singledispatch", Refused("dispatches on run-time types; use `isinstance` or `match`")),
        (
            "singledispatchmethod",
            Refused("dispatches on run-time types; use `isinstance` or `match`"),
        ),
        ("total_ordering", Planned),
        ("update_wrapper", Planned),
        ("wraps", Planned),
    ],
};

pub(super) const HEAPQ: PyModuleRow = PyModuleRow {
    name: "heapq",
    members: &[
        ("heapify", Planned),
        ("heappop", Planned),
        ("heappush", Planned),
        ("heappushpop", Planned),
        ("heapreplace", Planned),
        ("merge", Planned),
        ("nlargest", Planned),
        ("nsmallest", Planned),
    ],
};

pub(super) const ITERTOOLS: PyModuleRow = PyModuleRow {
    name: "itertools",
    members: &[
        ("accumulate", Planned),
        ("batched", Planned),
        ("chain", Planned),
        ("combinations", Planned),
        ("combinations_with_replacement", Planned),
        ("compress", Planned),
        ("count", Planned),
        ("cycle", Planned),
        ("dropwhile", Planned),
        ("filterfalse", Planned),
        ("groupby", Planned),
        ("islice", Planned),
        ("pairwise", Planned),
        ("permutations", Planned),
        ("product", Planned),
        ("repeat", Planned),
        ("starmap", Planned),
        ("takewhile", Planned),
        ("tee", Planned),
        ("zip_longest", Planned),
    ],
};

pub(super) const OPERATOR: PyModuleRow = PyModuleRow {
    name: "operator",
    members: &[
        ("abs", Planned),
        ("add", Planned),
        ("and_", Planned),
        ("attrgetter", Planned),
        ("call", Planned),
        ("concat", Planned),
        ("contains", Planned),
        ("countOf", Planned),
        ("delitem", Planned),
        ("eq", Planned),
        ("floordiv", Planned),
        ("ge", Planned),
        ("getitem", Planned),
        ("gt", Planned),
        ("iadd", Planned),
        ("iand", Planned),
        ("iconcat", Planned),
        ("ifloordiv", Planned),
        ("ilshift", Planned),
        ("imatmul", Refused("is not compiled, as no builtin type has the operator")),
        ("imod", Planned),
        ("imul", Planned),
        ("index", Planned),
        ("indexOf", Planned),
        ("inv", Planned),
        ("invert", Planned),
        ("ior", Planned),
        ("ipow", Planned),
        ("irshift", Planned),
        ("is_", Planned),
        ("is_not", Planned),
        ("isub", Planned),
        ("itemgetter", Planned),
        ("itruediv", Planned),
        ("ixor", Planned),
        ("le", Planned),
        ("length_hint", Refused("is for the insides of iterators")),
        ("lshift", Planned),
        ("lt", Planned),
        ("matmul", Refused("is not compiled, as no builtin type has the operator")),
        ("methodcaller", Planned),
        ("mod", Planned),
        ("mul", Planned),
        ("ne", Planned),
        ("neg", Planned),
        ("not_", Planned),
        ("or_", Planned),
        ("pos", Planned),
        ("pow", Planned),
        ("rshift", Planned),
        ("setitem", Planned),
        ("sub", Planned),
        ("truediv", Planned),
        ("truth", Planned),
        ("xor", Planned),
    ],
};
