//! The modules of `pulse.js` that stand for what a browser adds: `window`, `document`, `fetch`.

use crate::tables::pulse_js::JsKind::{Constructor, Global, Namespace, TypeOnly};
use crate::tables::pulse_js::{JsModule, Unknown};

pub(super) const TYPES: JsModule = JsModule {
    dotted: "pulse.js._types",
    value: None,
    unknown: Unknown::Refused,
    members: &[
        ("ArrayCallback", TypeOnly),
        ("ArrayCallbackNoIndex", TypeOnly),
        ("ArrayComparator", TypeOnly),
        ("ArrayPredicate", TypeOnly),
        ("ArrayReducer", TypeOnly),
        ("CSSStyleDeclaration", TypeOnly),
        ("Clipboard", TypeOnly),
        ("ClipboardItem", TypeOnly),
        ("Element", TypeOnly),
        ("Event", TypeOnly),
        ("HTMLCollection", TypeOnly),
        ("HTMLElement", TypeOnly),
        ("JSArray", TypeOnly),
        ("JSIterable", TypeOnly),
        ("JSIterator", TypeOnly),
        ("JSIteratorResult", TypeOnly),
        ("JSMap", TypeOnly),
        ("JSONReplacer", TypeOnly),
        ("JSONReviver", TypeOnly),
        ("JSONValue", TypeOnly),
        ("JSSet", TypeOnly),
        ("K", TypeOnly),
        ("MapForEachCallback", TypeOnly),
        ("NodeList", TypeOnly),
        ("PromiseSettledResult", TypeOnly),
        ("R", TypeOnly),
        ("Range", TypeOnly),
        ("Selection", TypeOnly),
        ("SetForEachCallback", TypeOnly),
        ("T", TypeOnly),
        ("T_co", TypeOnly),
        ("T_contra", TypeOnly),
        ("V", TypeOnly),
        ("V_co", TypeOnly),
    ],
};

pub(super) const ABORT_CONTROLLER: JsModule = JsModule {
    dotted: "pulse.js.abort_controller",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("AbortController", Constructor("AbortController")),
        ("AbortSignal", Constructor("AbortSignal")),
    ],
};

pub(super) const ANIMATION: JsModule = JsModule {
    dotted: "pulse.js.animation",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("Animation", Constructor("Animation")),
        ("ComputedEffectTiming", TypeOnly),
        ("DocumentTimeline", Constructor("DocumentTimeline")),
        ("DocumentTimelineOptions", TypeOnly),
        ("EffectTiming", TypeOnly),
        ("KeyframeEffect", Constructor("KeyframeEffect")),
        ("KeyframeEffectOptions", TypeOnly),
        ("OptionalEffectTiming", TypeOnly),
    ],
};

pub(super) const BLOB: JsModule = JsModule {
    dotted: "pulse.js.blob",
    value: None,
    unknown: Unknown::Global,
    members: &[("Blob", Constructor("Blob")), ("BlobPropertyBag", TypeOnly)],
};

pub(super) const CONSOLE: JsModule = JsModule {
    dotted: "pulse.js.console",
    value: Some(Namespace("console")),
    unknown: Unknown::Property("console"),
    members: &[
        ("assert_", Global("console.assert")),
        ("clear", Global("console.clear")),
        ("count", Global("console.count")),
        ("countReset", Global("console.countReset")),
        ("debug", Global("console.debug")),
        ("dir", Global("console.dir")),
        ("dirxml", Global("console.dirxml")),
        ("error", Global("console.error")),
        ("group", Global("console.group")),
        ("groupCollapsed", Global("console.groupCollapsed")),
        ("groupEnd", Global("console.groupEnd")),
        ("info", Global("console.info")),
        ("log", Global("console.log")),
        ("table", Global("console.table")),
        ("time", Global("console.time")),
        ("timeEnd", Global("console.timeEnd")),
        ("timeLog", Global("console.timeLog")),
        ("trace", Global("console.trace")),
        ("warn", Global("console.warn")),
    ],
};

pub(super) const CRYPTO: JsModule = JsModule {
    dotted: "pulse.js.crypto",
    value: Some(Namespace("crypto")),
    unknown: Unknown::Property("crypto"),
    members: &[
        ("CryptoKey", TypeOnly),
        ("SubtleCrypto", TypeOnly),
        ("getRandomValues", Global("crypto.getRandomValues")),
        ("randomUUID", Global("crypto.randomUUID")),
        ("subtle", Global("crypto.subtle")),
    ],
};

pub(super) const CUSTOM_EVENT: JsModule = JsModule {
    dotted: "pulse.js.custom_event",
    value: None,
    unknown: Unknown::Global,
    members: &[("CustomEvent", Constructor("CustomEvent")), ("CustomEventInit", TypeOnly)],
};

pub(super) const DOCUMENT: JsModule = JsModule {
    dotted: "pulse.js.document",
    value: Some(Namespace("document")),
    unknown: Unknown::Property("document"),
    members: &[
        ("URL", Global("document.URL")),
        ("activeElement", Global("document.activeElement")),
        ("addEventListener", Global("document.addEventListener")),
        ("adoptNode", Global("document.adoptNode")),
        ("body", Global("document.body")),
        ("cookie", Global("document.cookie")),
        ("createComment", Global("document.createComment")),
        ("createDocumentFragment", Global("document.createDocumentFragment")),
        ("createElement", Global("document.createElement")),
        ("createTextNode", Global("document.createTextNode")),
        ("dispatchEvent", Global("document.dispatchEvent")),
        ("documentElement", Global("document.documentElement")),
        ("domain", Global("document.domain")),
        ("exitFullscreen", Global("document.exitFullscreen")),
        ("fullscreenElement", Global("document.fullscreenElement")),
        ("getAnimations", Global("document.getAnimations")),
        ("getElementById", Global("document.getElementById")),
        ("getElementsByClassName", Global("document.getElementsByClassName")),
        ("getElementsByName", Global("document.getElementsByName")),
        ("getElementsByTagName", Global("document.getElementsByTagName")),
        ("getSelection", Global("document.getSelection")),
        ("hasFocus", Global("document.hasFocus")),
        ("head", Global("document.head")),
        ("importNode", Global("document.importNode")),
        ("querySelector", Global("document.querySelector")),
        ("querySelectorAll", Global("document.querySelectorAll")),
        ("readyState", Global("document.readyState")),
        ("referrer", Global("document.referrer")),
        ("removeEventListener", Global("document.removeEventListener")),
        ("timeline", Global("document.timeline")),
        ("title", Global("document.title")),
    ],
};

pub(super) const DOM_PARSER: JsModule = JsModule {
    dotted: "pulse.js.dom_parser",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("DOMParser", Constructor("DOMParser")),
        ("XMLSerializer", Constructor("XMLSerializer")),
    ],
};

pub(super) const FETCH_API: JsModule = JsModule {
    dotted: "pulse.js.fetch_api",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("Headers", Constructor("Headers")),
        ("Request", Constructor("Request")),
        ("RequestInit", TypeOnly),
        ("Response", Constructor("Response")),
        ("ResponseInit", TypeOnly),
        ("fetch", Global("fetch")),
    ],
};

pub(super) const FILE: JsModule = JsModule {
    dotted: "pulse.js.file",
    value: None,
    unknown: Unknown::Global,
    members: &[("File", Constructor("File")), ("FilePropertyBag", TypeOnly)],
};

pub(super) const FILE_READER: JsModule = JsModule {
    dotted: "pulse.js.file_reader",
    value: None,
    unknown: Unknown::Global,
    members: &[("FileReader", Constructor("FileReader"))],
};

pub(super) const FORM_DATA: JsModule = JsModule {
    dotted: "pulse.js.form_data",
    value: None,
    unknown: Unknown::Global,
    members: &[("FormData", Constructor("FormData"))],
};

pub(super) const INTERSECTION_OBSERVER: JsModule = JsModule {
    dotted: "pulse.js.intersection_observer",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("IntersectionObserver", Constructor("IntersectionObserver")),
        ("IntersectionObserverEntry", TypeOnly),
        ("IntersectionObserverInit", TypeOnly),
    ],
};

pub(super) const MUTATION_OBSERVER: JsModule = JsModule {
    dotted: "pulse.js.mutation_observer",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("MutationObserver", Constructor("MutationObserver")),
        ("MutationObserverInit", TypeOnly),
        ("MutationRecord", TypeOnly),
    ],
};

pub(super) const NAVIGATOR: JsModule = JsModule {
    dotted: "pulse.js.navigator",
    value: Some(Namespace("navigator")),
    unknown: Unknown::Property("navigator"),
    members: &[
        ("appName", Global("navigator.appName")),
        ("appVersion", Global("navigator.appVersion")),
        ("canShare", Global("navigator.canShare")),
        ("clipboard", Global("navigator.clipboard")),
        ("cookieEnabled", Global("navigator.cookieEnabled")),
        ("deviceMemory", Global("navigator.deviceMemory")),
        ("geolocation", Global("navigator.geolocation")),
        ("hardwareConcurrency", Global("navigator.hardwareConcurrency")),
        ("language", Global("navigator.language")),
        ("languages", Global("navigator.languages")),
        ("maxTouchPoints", Global("navigator.maxTouchPoints")),
        ("mediaDevices", Global("navigator.mediaDevices")),
        ("onLine", Global("navigator.onLine")),
        ("pdfViewerEnabled", Global("navigator.pdfViewerEnabled")),
        ("permissions", Global("navigator.permissions")),
        ("platform", Global("navigator.platform")),
        ("sendBeacon", Global("navigator.sendBeacon")),
        ("serviceWorker", Global("navigator.serviceWorker")),
        ("share", Global("navigator.share")),
        ("storage", Global("navigator.storage")),
        ("userAgent", Global("navigator.userAgent")),
        ("vendor", Global("navigator.vendor")),
        ("vibrate", Global("navigator.vibrate")),
    ],
};

pub(super) const PERFORMANCE_OBSERVER: JsModule = JsModule {
    dotted: "pulse.js.performance_observer",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("PerformanceObserver", Constructor("PerformanceObserver")),
        ("PerformanceObserverEntryList", TypeOnly),
        ("PerformanceObserverInit", TypeOnly),
    ],
};

pub(super) const RESIZE_OBSERVER: JsModule = JsModule {
    dotted: "pulse.js.resize_observer",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("ResizeObserver", Constructor("ResizeObserver")),
        ("ResizeObserverEntry", TypeOnly),
        ("ResizeObserverOptions", TypeOnly),
    ],
};

pub(super) const TEXT_ENCODING: JsModule = JsModule {
    dotted: "pulse.js.text_encoding",
    value: None,
    unknown: Unknown::Global,
    members: &[
        ("TextDecodeOptions", TypeOnly),
        ("TextDecoder", Constructor("TextDecoder")),
        ("TextDecoderOptions", TypeOnly),
        ("TextEncoder", Constructor("TextEncoder")),
    ],
};

pub(super) const URL: JsModule = JsModule {
    dotted: "pulse.js.url",
    value: None,
    unknown: Unknown::Global,
    members: &[("URL", Constructor("URL")), ("URLSearchParams", Constructor("URLSearchParams"))],
};

pub(super) const WINDOW: JsModule = JsModule {
    dotted: "pulse.js.window",
    value: Some(Namespace("window")),
    unknown: Unknown::Property("window"),
    members: &[
        ("addEventListener", Global("window.addEventListener")),
        ("alert", Global("window.alert")),
        ("atob", Global("window.atob")),
        ("blur", Global("window.blur")),
        ("btoa", Global("window.btoa")),
        ("cancelAnimationFrame", Global("window.cancelAnimationFrame")),
        ("clearInterval", Global("window.clearInterval")),
        ("clearTimeout", Global("window.clearTimeout")),
        ("close", Global("window.close")),
        ("confirm", Global("window.confirm")),
        ("devicePixelRatio", Global("window.devicePixelRatio")),
        ("dispatchEvent", Global("window.dispatchEvent")),
        ("document", Global("window.document")),
        ("focus", Global("window.focus")),
        ("getComputedStyle", Global("window.getComputedStyle")),
        ("getSelection", Global("window.getSelection")),
        ("history", Global("window.history")),
        ("innerHeight", Global("window.innerHeight")),
        ("innerWidth", Global("window.innerWidth")),
        ("localStorage", Global("window.localStorage")),
        ("location", Global("window.location")),
        ("matchMedia", Global("window.matchMedia")),
        ("navigator", Global("window.navigator")),
        ("open", Global("window.open")),
        ("outerHeight", Global("window.outerHeight")),
        ("outerWidth", Global("window.outerWidth")),
        ("pageXOffset", Global("window.pageXOffset")),
        ("pageYOffset", Global("window.pageYOffset")),
        ("performance", Global("window.performance")),
        ("postMessage", Global("window.postMessage")),
        ("print_", Global("window.print")),
        ("prompt", Global("window.prompt")),
        ("removeEventListener", Global("window.removeEventListener")),
        ("requestAnimationFrame", Global("window.requestAnimationFrame")),
        ("scroll", Global("window.scroll")),
        ("scrollBy", Global("window.scrollBy")),
        ("scrollTo", Global("window.scrollTo")),
        ("scrollX", Global("window.scrollX")),
        ("scrollY", Global("window.scrollY")),
        ("sessionStorage", Global("window.sessionStorage")),
        ("setInterval", Global("window.setInterval")),
        ("setTimeout", Global("window.setTimeout")),
    ],
};
