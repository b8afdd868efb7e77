//! `math`: all of it by name. What C computes is computed by JavaScript's `Math`; errors, ints and exact
//! sums are Python's.

use crate::tables::effects::{COMPUTES, READS, Use};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::Refused;
use crate::tables::py_modules::library::{constant, function, pure};
use crate::tables::returns::Returns;
use crate::tables::signature::{any, args, kw_or, pos, pos_opt, pos_or};

pub(super) const MATH: PyModuleRow = PyModuleRow {
    name: "math",
    members: &[
        ("acos", pure("math.acos", "mathAcos", &[pos("x")], Returns::Float)),
        ("acosh", pure("math.acosh", "mathAcosh", &[pos("x")], Returns::Float)),
        ("asin", pure("math.asin", "mathAsin", &[pos("x")], Returns::Float)),
        ("asinh", pure("math.asinh", "mathAsinh", &[pos("x")], Returns::Float)),
        ("atan", pure("math.atan", "mathAtan", &[pos("x")], Returns::Float)),
        ("atan2", pure("math.atan2", "mathAtan2", &[pos("y"), pos("x")], Returns::Float)),
        ("atanh", pure("math.atanh", "mathAtanh", &[pos("x")], Returns::Float)),
        ("cbrt", pure("math.cbrt", "mathCbrt", &[pos("x")], Returns::Float)),
        ("ceil", function("math.ceil", "mathCeil", &[pos("x")], Returns::Int).does(COMPUTES)),
        ("comb", pure("math.comb", "mathComb", &[pos("n"), pos("k")], Returns::LargeInt)),
        ("copysign", pure("math.copysign", "mathCopysign", &[pos("x"), pos("y")], Returns::Float)),
        ("cos", pure("math.cos", "mathCos", &[pos("x")], Returns::Float)),
        ("cosh", pure("math.cosh", "mathCosh", &[pos("x")], Returns::Float)),
        ("degrees", pure("math.degrees", "mathDegrees", &[pos("x")], Returns::Float)),
        (
            "dist",
            pure("math.dist", "mathDist", &[pos("p"), pos("q")], Returns::Float)
                .does(COMPUTES.all(Use::Walks)),
        ),
        ("e", constant("math.e", "Math.E", Returns::Float)),
        ("erf", Refused("is not compiled: no function of JavaScript gives the same digits")),
        ("erfc", Refused("is not compiled: no function of JavaScript gives the same digits")),
        ("exp", pure("math.exp", "mathExp", &[pos("x")], Returns::Float)),
        ("exp2", pure("math.exp2", "mathExp2", &[pos("x")], Returns::Float)),
        ("expm1", pure("math.expm1", "mathExpm1", &[pos("x")], Returns::Float)),
        ("fabs", pure("math.fabs", "mathFabs", &[pos("x")], Returns::Float)),
        ("factorial", pure("math.factorial", "mathFactorial", &[pos("n")], Returns::LargeInt)),
        ("floor", function("math.floor", "mathFloor", &[pos("x")], Returns::Int).does(COMPUTES)),
        ("fmod", pure("math.fmod", "mathFmod", &[pos("x"), pos("y")], Returns::Float)),
        ("frexp", pure("math.frexp", "mathFrexp", &[pos("x")], Returns::FloatInt)),
        (
            "fsum",
            function("math.fsum", "mathFsum", &[pos("seq")], Returns::Float)
                .does(COMPUTES.all(Use::Walks)),
        ),
        ("gamma", pure("math.gamma", "mathGamma", &[pos("x")], Returns::Float)),
        ("gcd", pure("math.gcd", "mathGcd", &[args("integers")], Returns::LargeInt)),
        ("hypot", pure("math.hypot", "mathHypot", &[args("coordinates")], Returns::Float)),
        ("inf", constant("math.inf", "Infinity", Returns::Float)),
        (
            "isclose",
            pure(
                "math.isclose",
                "mathIsclose",
                &[any("a"), any("b"), kw_or("rel_tol", "1e-09"), kw_or("abs_tol", "0.0")],
                Returns::Bool,
            ),
        ),
        ("isfinite", pure("math.isfinite", "mathIsfinite", &[pos("x")], Returns::Bool)),
        ("isinf", pure("math.isinf", "mathIsinf", &[pos("x")], Returns::Bool)),
        ("isnan", pure("math.isnan", "mathIsnan", &[pos("x")], Returns::Bool)),
        ("isqrt", pure("math.isqrt", "mathIsqrt", &[pos("n")], Returns::LargeInt)),
        ("lcm", pure("math.lcm", "mathLcm", &[args("integers")], Returns::LargeInt)),
        ("ldexp", pure("math.ldexp", "mathLdexp", &[pos("x"), pos("i")], Returns::Float)),
        ("lgamma", pure("math.lgamma", "mathLgamma", &[pos("x")], Returns::Float)),
        ("log", pure("math.log", "mathLog", &[pos("x"), pos_opt("base")], Returns::Float)),
        ("log10", pure("math.log10", "mathLog10", &[pos("x")], Returns::Float)),
        ("log1p", pure("math.log1p", "mathLog1p", &[pos("x")], Returns::Float)),
        ("log2", pure("math.log2", "mathLog2", &[pos("x")], Returns::Float)),
        ("modf", pure("math.modf", "mathModf", &[pos("x")], Returns::Floats)),
        ("nan", constant("math.nan", "NaN", Returns::Float)),
        (
            "nextafter",
            pure(
                "math.nextafter",
                "mathNextafter",
                &[pos("x"), pos("y"), kw_or("steps", "None")],
                Returns::Float,
            ),
        ),
        (
            "perm",
            pure("math.perm", "mathPerm", &[pos("n"), pos_or("k", "None")], Returns::LargeInt),
        ),
        ("pi", constant("math.pi", "Math.PI", Returns::Float)),
        ("pow", pure("math.pow", "mathPow", &[pos("x"), pos("y")], Returns::Float)),
        (
            "prod",
            function(
                "math.prod",
                "mathProd",
                &[pos("iterable"), kw_or("start", "1")],
                Returns::OfNumbers,
            )
            .does(READS.with(&[("iterable", Use::Walks)])),
        ),
        ("radians", pure("math.radians", "mathRadians", &[pos("x")], Returns::Float)),
        (
            "remainder",
            pure("math.remainder", "mathRemainder", &[pos("x"), pos("y")], Returns::Float),
        ),
        ("sin", pure("math.sin", "mathSin", &[pos("x")], Returns::Float)),
        ("sinh", pure("math.sinh", "mathSinh", &[pos("x")], Returns::Float)),
        ("sqrt", pure("math.sqrt", "mathSqrt", &[pos("x")], Returns::Float)),
        (
            "sumprod",
            function("math.sumprod", "mathSumprod", &[pos("p"), pos("q")], Returns::OfNumbers)
                .does(COMPUTES.all(Use::Walks)),
        ),
        ("tan", pure("math.tan", "mathTan", &[pos("x")], Returns::Float)),
        ("tanh", pure("math.tanh", "mathTanh", &[pos("x")], Returns::Float)),
        ("tau", constant("math.tau", "mathTau", Returns::Float)),
        ("trunc", function("math.trunc", "mathTrunc", &[pos("x")], Returns::Int).does(COMPUTES)),
        ("ulp", pure("math.ulp", "mathUlp", &[pos("x")], Returns::Float)),
    ],
};
