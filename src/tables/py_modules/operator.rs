//! The functions of `operator`.

use crate::tables::effects::{COMPUTES, Change, Effects, Put, READS, Use};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::Refused;
use crate::tables::py_modules::library::function;
use crate::tables::returns::Returns;
use crate::tables::signature::{args, pos};

/// `xs += ys`: a list, dict or set is changed, and what is given walked.
const IN_PLACE: Effects =
    READS.with(&[("a", Use::Changes(Change::Both(Put::Items))), ("b", Use::Walks)]);

pub(super) const OPERATOR: PyModuleRow = PyModuleRow {
    name: "operator",
    members: &[
        ("abs", function("operator.abs", "abs", &[pos("a")], Returns::Unknown).does(COMPUTES)),
        (
            "add",
            function("operator.add", "add", &[pos("a"), pos("b")], Returns::Unknown).does(READS),
        ),
        (
            "and_",
            function("operator.and_", "bitand", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS),
        ),
        (
            "attrgetter",
            function(
                "operator.attrgetter",
                "operatorAttrgetter",
                &[pos("attr"), args("attrs")],
                Returns::Unknown,
            )
            .does(READS),
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
            function("operator.concat", "operatorConcat", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS),
        ),
        (
            "contains",
            function("operator.contains", "contains", &[pos("a"), pos("b")], Returns::Bool)
                .does(COMPUTES.with(&[("a", Use::Walks)])),
        ),
        (
            "countOf",
            function("operator.countOf", "operatorCountOf", &[pos("a"), pos("b")], Returns::Int)
                .does(COMPUTES.with(&[("a", Use::Walks)])),
        ),
        (
            "delitem",
            function(
                "operator.delitem",
                "operatorDelitem",
                &[pos("a"), pos("b")],
                Returns::Nothing,
            )
            .does(READS.with(&[("a", Use::Changes(Change::Shrinks))])),
        ),
        ("eq", function("operator.eq", "eq", &[pos("a"), pos("b")], Returns::Bool).does(COMPUTES)),
        (
            "floordiv",
            function("operator.floordiv", "floordiv", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS),
        ),
        ("ge", function("operator.ge", "ge", &[pos("a"), pos("b")], Returns::Bool).does(COMPUTES)),
        (
            "getitem",
            function("operator.getitem", "getItem", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS.with(&[("a", Use::Asks)])),
        ),
        ("gt", function("operator.gt", "gt", &[pos("a"), pos("b")], Returns::Bool).does(COMPUTES)),
        (
            "iadd",
            function("operator.iadd", "iadd", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "iand",
            function("operator.iand", "iand", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "iconcat",
            function(
                "operator.iconcat",
                "operatorIconcat",
                &[pos("a"), pos("b")],
                Returns::Unknown,
            )
            .does(IN_PLACE),
        ),
        (
            "ifloordiv",
            function("operator.ifloordiv", "ifloordiv", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "ilshift",
            function("operator.ilshift", "ilshift", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        ("imatmul", Refused("is not compiled, as no builtin type has the operator")),
        (
            "imod",
            function("operator.imod", "imod", &[pos("a"), pos("b")], Returns::Unknown).does(
                READS.with(&[("a", Use::Changes(Change::Both(Put::Items))), ("b", Use::Asks)]),
            ),
        ),
        (
            "imul",
            function("operator.imul", "imul", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        ("index", function("operator.index", "asIndex", &[pos("a")], Returns::Int).does(COMPUTES)),
        (
            "indexOf",
            function("operator.indexOf", "operatorIndexOf", &[pos("a"), pos("b")], Returns::Int)
                .does(COMPUTES.with(&[("a", Use::Walks)])),
        ),
        ("inv", function("operator.inv", "invert", &[pos("a")], Returns::Unknown).does(COMPUTES)),
        (
            "invert",
            function("operator.invert", "invert", &[pos("a")], Returns::Unknown).does(COMPUTES),
        ),
        (
            "ior",
            function("operator.ior", "ior", &[pos("a"), pos("b")], Returns::Unknown).does(IN_PLACE),
        ),
        (
            "ipow",
            function("operator.ipow", "ipow", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "irshift",
            function("operator.irshift", "irshift", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "is_",
            function("operator.is_", "operatorIs", &[pos("a"), pos("b")], Returns::Bool)
                .does(COMPUTES),
        ),
        (
            "is_not",
            function("operator.is_not", "operatorIsNot", &[pos("a"), pos("b")], Returns::Bool)
                .does(COMPUTES),
        ),
        (
            "isub",
            function("operator.isub", "isub", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "itemgetter",
            function(
                "operator.itemgetter",
                "operatorItemgetter",
                &[pos("item"), args("items")],
                Returns::Unknown,
            )
            .does(READS),
        ),
        (
            "itruediv",
            function("operator.itruediv", "idiv", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        (
            "ixor",
            function("operator.ixor", "ixor", &[pos("a"), pos("b")], Returns::Unknown)
                .does(IN_PLACE),
        ),
        ("le", function("operator.le", "le", &[pos("a"), pos("b")], Returns::Bool).does(COMPUTES)),
        ("length_hint", Refused("is for the insides of iterators")),
        (
            "lshift",
            function("operator.lshift", "lshift", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS),
        ),
        ("lt", function("operator.lt", "lt", &[pos("a"), pos("b")], Returns::Bool).does(COMPUTES)),
        ("matmul", Refused("is not compiled, as no builtin type has the operator")),
        (
            "methodcaller",
            Refused("finds the method by its name at run time; use a lambda: `lambda o: o.name()`"),
        ),
        (
            "mod",
            function("operator.mod", "mod", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS.with(&[("b", Use::Asks)])),
        ),
        (
            "mul",
            function("operator.mul", "mul", &[pos("a"), pos("b")], Returns::Unknown).does(READS),
        ),
        ("ne", function("operator.ne", "ne", &[pos("a"), pos("b")], Returns::Bool).does(COMPUTES)),
        ("neg", function("operator.neg", "neg", &[pos("a")], Returns::Unknown).does(COMPUTES)),
        (
            "not_",
            function("operator.not_", "operatorNot", &[pos("a")], Returns::Bool).does(COMPUTES),
        ),
        (
            "or_",
            function("operator.or_", "bitor", &[pos("a"), pos("b")], Returns::Unknown).does(READS),
        ),
        ("pos", function("operator.pos", "pos", &[pos("a")], Returns::Unknown).does(COMPUTES)),
        (
            "pow",
            function("operator.pow", "pow", &[pos("a"), pos("b")], Returns::Unknown).does(READS),
        ),
        (
            "rshift",
            function("operator.rshift", "rshift", &[pos("a"), pos("b")], Returns::Unknown)
                .does(READS),
        ),
        (
            "setitem",
            function(
                "operator.setitem",
                "operatorSetitem",
                &[pos("a"), pos("b"), pos("c")],
                Returns::Nothing,
            )
            .does(READS.with(&[("a", Use::Unknown)])),
        ),
        (
            "sub",
            function("operator.sub", "sub", &[pos("a"), pos("b")], Returns::Unknown).does(READS),
        ),
        (
            "truediv",
            function("operator.truediv", "div", &[pos("a"), pos("b")], Returns::Float).does(READS),
        ),
        ("truth", function("operator.truth", "truthy", &[pos("a")], Returns::Bool).does(COMPUTES)),
        (
            "xor",
            function("operator.xor", "bitxor", &[pos("a"), pos("b")], Returns::Unknown).does(READS),
        ),
    ],
};
