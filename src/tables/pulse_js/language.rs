//! The modules of `pulse.js` that stand for the JavaScript language itself: `Math`, `Map`, `JSON`.

use crate::tables::pulse_js::JsKind::{Constructor, Global, Namespace, TypeOnly};
use crate::tables::pulse_js::{JsModule, Special, Unknown, special};

pub(super) const ARRAY: JsModule = JsModule {
    dotted: "pulse.js.array",
    value: None,
    unknown: Unknown::Global,
    members: &[("Array", Constructor("Array")), ("T", TypeOnly), ("U", TypeOnly)],
};

pub(super) const ARRAY_BUFFER: JsModule = JsModule {
    dotted: "pulse.js.array_buffer",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("ArrayBuffer", Constructor("ArrayBuffer")),
        ("ArrayBufferOptions", TypeOnly),
        ("BigInt64Array", Constructor("BigInt64Array")),
        ("BigUint64Array", Constructor("BigUint64Array")),
        ("DataView", Constructor("DataView")),
        ("Float32Array", Constructor("Float32Array")),
        ("Float64Array", Constructor("Float64Array")),
        ("Int16Array", Constructor("Int16Array")),
        ("Int32Array", Constructor("Int32Array")),
        ("Int8Array", Constructor("Int8Array")),
        ("Uint16Array", Constructor("Uint16Array")),
        ("Uint32Array", Constructor("Uint32Array")),
        ("Uint8Array", Constructor("Uint8Array")),
        ("Uint8ClampedArray", Constructor("Uint8ClampedArray")),
    ],
};

pub(super) const DATE: JsModule = JsModule {
    dotted: "pulse.js.date",
    value: None,
    unknown: Unknown::Global,
    members: &[("Date", Constructor("Date"))],
};

pub(super) const ERROR: JsModule = JsModule {
    dotted: "pulse.js.error",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("Error", Constructor("Error")),
        ("EvalError", Constructor("EvalError")),
        ("RangeError", Constructor("RangeError")),
        ("ReferenceError", Constructor("ReferenceError")),
        ("SyntaxError", Constructor("SyntaxError")),
        ("TypeError", Constructor("TypeError")),
        ("URIError", Constructor("URIError")),
    ],
};

pub(super) const INTL: JsModule = JsModule {
    dotted: "pulse.js.intl",
    value: Some(Namespace("Intl")),
    unknown: Unknown::Property("Intl"),
    members: &[
        ("Collator", Constructor("Intl.Collator")),
        ("DateTimeFormat", Constructor("Intl.DateTimeFormat")),
        ("DisplayNames", Constructor("Intl.DisplayNames")),
        ("DurationFormat", Constructor("Intl.DurationFormat")),
        ("ListFormat", Constructor("Intl.ListFormat")),
        ("Locale", Constructor("Intl.Locale")),
        ("NumberFormat", Constructor("Intl.NumberFormat")),
        ("PluralRules", Constructor("Intl.PluralRules")),
        ("RelativeTimeFormat", Constructor("Intl.RelativeTimeFormat")),
        ("Segmenter", Constructor("Intl.Segmenter")),
    ],
};

pub(super) const JSON: JsModule = JsModule {
    dotted: "pulse.js.json",
    value: Some(Namespace("JSON")),
    unknown: Unknown::Property("JSON"),
    members: &[
        ("T", TypeOnly),
        ("parse", Global("JSON.parse")),
        ("stringify", Global("JSON.stringify")),
    ],
};

pub(super) const MAP: JsModule = JsModule {
    dotted: "pulse.js.map",
    value: None,
    unknown: Unknown::Global,
    members: &[("K", TypeOnly), ("Map", Constructor("Map")), ("V", TypeOnly)],
};

pub(super) const MATH: JsModule = JsModule {
    dotted: "pulse.js.math",
    value: Some(Namespace("Math")),
    unknown: Unknown::Property("Math"),
    members: &[
        ("E", Global("Math.E")),
        ("LN10", Global("Math.LN10")),
        ("LN2", Global("Math.LN2")),
        ("LOG10E", Global("Math.LOG10E")),
        ("LOG2E", Global("Math.LOG2E")),
        ("PI", Global("Math.PI")),
        ("SQRT1_2", Global("Math.SQRT1_2")),
        ("SQRT2", Global("Math.SQRT2")),
        ("abs", Global("Math.abs")),
        ("acos", Global("Math.acos")),
        ("acosh", Global("Math.acosh")),
        ("asin", Global("Math.asin")),
        ("asinh", Global("Math.asinh")),
        ("atan", Global("Math.atan")),
        ("atan2", Global("Math.atan2")),
        ("atanh", Global("Math.atanh")),
        ("cbrt", Global("Math.cbrt")),
        ("ceil", Global("Math.ceil")),
        ("clz32", Global("Math.clz32")),
        ("cos", Global("Math.cos")),
        ("cosh", Global("Math.cosh")),
        ("exp", Global("Math.exp")),
        ("expm1", Global("Math.expm1")),
        ("floor", Global("Math.floor")),
        ("fround", Global("Math.fround")),
        ("hypot", Global("Math.hypot")),
        ("imul", Global("Math.imul")),
        ("log", Global("Math.log")),
        ("log10", Global("Math.log10")),
        ("log1p", Global("Math.log1p")),
        ("log2", Global("Math.log2")),
        ("max", Global("Math.max")),
        ("min", Global("Math.min")),
        ("pow", Global("Math.pow")),
        ("random", Global("Math.random")),
        ("round", Global("Math.round")),
        ("sign", Global("Math.sign")),
        ("sin", Global("Math.sin")),
        ("sinh", Global("Math.sinh")),
        ("sqrt", Global("Math.sqrt")),
        ("tan", Global("Math.tan")),
        ("tanh", Global("Math.tanh")),
        ("trunc", Global("Math.trunc")),
    ],
};

pub(super) const NUMBER: JsModule = JsModule {
    dotted: "pulse.js.number",
    value: None,
    unknown: Unknown::Global,
    members: &[("Number", Constructor("Number"))],
};

pub(super) const OBJ: JsModule = JsModule {
    dotted: "pulse.js.obj",
    value: None,
    unknown: Unknown::Refused,
    members: &[("obj", special(Special::Obj))],
};

pub(super) const OBJECT: JsModule = JsModule {
    dotted: "pulse.js.object",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("K", TypeOnly),
        ("Object", Constructor("Object")),
        ("PropertyDescriptor", TypeOnly),
        ("T", TypeOnly),
    ],
};

pub(super) const PROMISE: JsModule = JsModule {
    dotted: "pulse.js.promise",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("Promise", Constructor("Promise")),
        ("PromiseWithResolvers", Constructor("PromiseWithResolvers")),
        ("T", TypeOnly),
        ("T_co", TypeOnly),
        ("U", TypeOnly),
    ],
};

pub(super) const REGEXP: JsModule = JsModule {
    dotted: "pulse.js.regexp",
    value: None,
    unknown: Unknown::Global,
    members: &[("RegExp", Constructor("RegExp"))],
};

pub(super) const SET: JsModule = JsModule {
    dotted: "pulse.js.set",
    value: None,
    unknown: Unknown::Global,
    members: &[("Set", Constructor("Set")), ("T", TypeOnly)],
};

pub(super) const STRING: JsModule = JsModule {
    dotted: "pulse.js.string",
    value: None,
    unknown: Unknown::Global,
    members: &[("String", Constructor("String"))],
};

pub(super) const URI: JsModule = JsModule {
    dotted: "pulse.js.uri",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("decodeURI", Global("decodeURI")),
        ("decodeURIComponent", Global("decodeURIComponent")),
        ("encodeURI", Global("encodeURI")),
        ("encodeURIComponent", Global("encodeURIComponent")),
    ],
};

pub(super) const WEAKMAP: JsModule = JsModule {
    dotted: "pulse.js.weakmap",
    value: None,
    unknown: Unknown::Global,
    members: &[("K", TypeOnly), ("V", TypeOnly), ("WeakMap", Constructor("WeakMap"))],
};

pub(super) const WEAKSET: JsModule = JsModule {
    dotted: "pulse.js.weakset",
    value: None,
    unknown: Unknown::Global,
    members: &[("T", TypeOnly), ("WeakSet", Constructor("WeakSet"))],
};
