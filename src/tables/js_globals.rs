//! Names every browser has, which code may use without importing them.
//!
//! ```text
//! console.log("hi")      Value, to be imported by `from pulse.js import console`
//! setTimeout(f, 100)     Function, `from pulse.js.window import setTimeout`
//! URL(text)              Constructor: the call becomes `new URL(text)`
//! ```
//!
//! A name that is a Python builtin (`open`, `print`, `TypeError`) is not here: Python wins.

/// A global of JavaScript.
#[derive(PartialEq, Eq, Debug)]
pub struct GlobalRow {
    pub name: &'static str,
    pub kind: GlobalKind,
    /// The module of `pulse.js` that offers it.
    pub module: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GlobalKind {
    Value,
    /// Called without `new`.
    Function,
    /// A class that may be called with and without `new`; a call gets `new`, as Pulse has it.
    Callable,
    /// A class that must be called with `new`.
    Constructor,
    /// A class that cannot be called: good for `isinstance` and its attributes.
    Class,
}

impl GlobalKind {
    /// Whether a call becomes `new`.
    pub const fn is_constructor(self) -> bool {
        match self {
            Self::Callable | Self::Constructor => true,
            Self::Value | Self::Function | Self::Class => false,
        }
    }
}

impl GlobalRow {
    /// The import to suggest: `from pulse.js import console`.
    pub fn import_line(&self) -> Option<String> {
        self.module.map(|module| format!("from {module} import {}", self.name))
    }
}

/// The globals that code may use without an import: nobody writes these names and means something else.
/// What may as well be a slip (`Number`, `Node`, `history`, `name`) is an unknown name. Sorted.
pub const UNMISTAKABLE: &[&str] = &[
    "cancelAnimationFrame",
    "clearInterval",
    "clearTimeout",
    "console",
    "document",
    "fetch",
    "globalThis",
    "localStorage",
    "matchMedia",
    "navigator",
    "queueMicrotask",
    "requestAnimationFrame",
    "sessionStorage",
    "setInterval",
    "setTimeout",
    "structuredClone",
    "window",
];

/// The global of a name.
pub fn js_global(name: &str) -> Option<&'static GlobalRow> {
    let at = GLOBALS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    GLOBALS.get(at)
}

const fn row(name: &'static str, kind: GlobalKind, module: Option<&'static str>) -> GlobalRow {
    GlobalRow { name, kind, module }
}

/// Sorted by name.
pub const GLOBALS: &[GlobalRow] = &[
    row("AbortController", GlobalKind::Constructor, Some("pulse.js")),
    row("AbortSignal", GlobalKind::Constructor, Some("pulse.js")),
    row("AggregateError", GlobalKind::Callable, None),
    row("Animation", GlobalKind::Constructor, Some("pulse.js")),
    row("Array", GlobalKind::Callable, Some("pulse.js")),
    row("ArrayBuffer", GlobalKind::Constructor, Some("pulse.js")),
    row("Atomics", GlobalKind::Value, None),
    row("Audio", GlobalKind::Constructor, None),
    row("AudioContext", GlobalKind::Constructor, None),
    row("BigInt", GlobalKind::Function, None),
    row("BigInt64Array", GlobalKind::Constructor, Some("pulse.js")),
    row("BigUint64Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Blob", GlobalKind::Constructor, Some("pulse.js")),
    row("Boolean", GlobalKind::Callable, None),
    row("BroadcastChannel", GlobalKind::Constructor, None),
    row("CSS", GlobalKind::Value, None),
    row("CSSStyleDeclaration", GlobalKind::Class, None),
    row("CSSStyleSheet", GlobalKind::Constructor, None),
    row("ClipboardItem", GlobalKind::Constructor, None),
    row("CompressionStream", GlobalKind::Constructor, None),
    row("CustomEvent", GlobalKind::Constructor, Some("pulse.js")),
    row("DOMException", GlobalKind::Constructor, None),
    row("DOMParser", GlobalKind::Constructor, Some("pulse.js")),
    row("DOMRect", GlobalKind::Constructor, None),
    row("DataTransfer", GlobalKind::Constructor, None),
    row("DataView", GlobalKind::Constructor, Some("pulse.js")),
    row("Date", GlobalKind::Callable, Some("pulse.js")),
    row("DecompressionStream", GlobalKind::Constructor, None),
    row("DocumentFragment", GlobalKind::Constructor, None),
    row("DocumentTimeline", GlobalKind::Constructor, Some("pulse.js")),
    row("Element", GlobalKind::Class, None),
    row("Error", GlobalKind::Callable, Some("pulse.js")),
    row("EvalError", GlobalKind::Callable, Some("pulse.js.error")),
    row("Event", GlobalKind::Constructor, None),
    row("EventSource", GlobalKind::Constructor, None),
    row("EventTarget", GlobalKind::Constructor, None),
    row("File", GlobalKind::Constructor, Some("pulse.js")),
    row("FileReader", GlobalKind::Constructor, Some("pulse.js")),
    row("FinalizationRegistry", GlobalKind::Constructor, None),
    row("Float32Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Float64Array", GlobalKind::Constructor, Some("pulse.js")),
    row("FontFace", GlobalKind::Constructor, None),
    row("FormData", GlobalKind::Constructor, Some("pulse.js")),
    row("Function", GlobalKind::Callable, None),
    row("HTMLButtonElement", GlobalKind::Class, None),
    row("HTMLCanvasElement", GlobalKind::Class, None),
    row("HTMLDivElement", GlobalKind::Class, None),
    row("HTMLElement", GlobalKind::Class, None),
    row("HTMLFormElement", GlobalKind::Class, None),
    row("HTMLInputElement", GlobalKind::Class, None),
    row("HTMLSelectElement", GlobalKind::Class, None),
    row("HTMLTextAreaElement", GlobalKind::Class, None),
    row("Headers", GlobalKind::Constructor, Some("pulse.js")),
    row("Image", GlobalKind::Constructor, None),
    row("ImageData", GlobalKind::Constructor, None),
    row("Int16Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Int32Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Int8Array", GlobalKind::Constructor, Some("pulse.js")),
    row("IntersectionObserver", GlobalKind::Constructor, Some("pulse.js")),
    row("Intl", GlobalKind::Value, Some("pulse.js")),
    row("JSON", GlobalKind::Value, Some("pulse.js")),
    row("KeyboardEvent", GlobalKind::Constructor, None),
    row("KeyframeEffect", GlobalKind::Constructor, Some("pulse.js")),
    row("Map", GlobalKind::Constructor, Some("pulse.js")),
    row("Math", GlobalKind::Value, Some("pulse.js")),
    row("MediaRecorder", GlobalKind::Constructor, None),
    row("MediaStream", GlobalKind::Constructor, None),
    row("MessageChannel", GlobalKind::Constructor, None),
    row("MouseEvent", GlobalKind::Constructor, None),
    row("MutationObserver", GlobalKind::Constructor, Some("pulse.js")),
    row("Node", GlobalKind::Class, None),
    row("NodeList", GlobalKind::Class, None),
    row("Notification", GlobalKind::Constructor, None),
    row("Number", GlobalKind::Callable, Some("pulse.js")),
    row("Object", GlobalKind::Callable, Some("pulse.js")),
    row("OffscreenCanvas", GlobalKind::Constructor, None),
    row("Option", GlobalKind::Constructor, None),
    row("Path2D", GlobalKind::Constructor, None),
    row("PerformanceObserver", GlobalKind::Constructor, Some("pulse.js")),
    row("PointerEvent", GlobalKind::Constructor, None),
    row("Promise", GlobalKind::Constructor, Some("pulse.js")),
    row("Proxy", GlobalKind::Constructor, None),
    row("RTCPeerConnection", GlobalKind::Constructor, None),
    row("Range", GlobalKind::Class, None),
    row("RangeError", GlobalKind::Callable, Some("pulse.js.error")),
    row("ReadableStream", GlobalKind::Constructor, None),
    row("Reflect", GlobalKind::Value, None),
    row("RegExp", GlobalKind::Callable, Some("pulse.js")),
    row("Request", GlobalKind::Constructor, Some("pulse.js")),
    row("ResizeObserver", GlobalKind::Constructor, Some("pulse.js")),
    row("Response", GlobalKind::Constructor, Some("pulse.js")),
    row("SVGElement", GlobalKind::Class, None),
    row("Selection", GlobalKind::Class, None),
    row("Set", GlobalKind::Constructor, Some("pulse.js")),
    row("SharedArrayBuffer", GlobalKind::Constructor, None),
    row("SharedWorker", GlobalKind::Constructor, None),
    row("SpeechSynthesisUtterance", GlobalKind::Constructor, None),
    row("String", GlobalKind::Callable, Some("pulse.js")),
    row("Symbol", GlobalKind::Function, None),
    row("TextDecoder", GlobalKind::Constructor, Some("pulse.js")),
    row("TextEncoder", GlobalKind::Constructor, Some("pulse.js")),
    row("TransformStream", GlobalKind::Constructor, None),
    row("URIError", GlobalKind::Callable, Some("pulse.js.error")),
    row("URL", GlobalKind::Constructor, Some("pulse.js")),
    row("URLSearchParams", GlobalKind::Constructor, Some("pulse.js")),
    row("Uint16Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Uint32Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Uint8Array", GlobalKind::Constructor, Some("pulse.js")),
    row("Uint8ClampedArray", GlobalKind::Constructor, Some("pulse.js")),
    row("WeakMap", GlobalKind::Constructor, Some("pulse.js")),
    row("WeakRef", GlobalKind::Constructor, None),
    row("WeakSet", GlobalKind::Constructor, Some("pulse.js")),
    row("WebAssembly", GlobalKind::Value, None),
    row("WebSocket", GlobalKind::Constructor, None),
    row("Worker", GlobalKind::Constructor, None),
    row("WritableStream", GlobalKind::Constructor, None),
    row("XMLHttpRequest", GlobalKind::Constructor, None),
    row("XMLSerializer", GlobalKind::Constructor, Some("pulse.js")),
    row("addEventListener", GlobalKind::Function, Some("pulse.js.window")),
    row("alert", GlobalKind::Function, Some("pulse.js.window")),
    row("atob", GlobalKind::Function, Some("pulse.js.window")),
    row("btoa", GlobalKind::Function, Some("pulse.js.window")),
    row("caches", GlobalKind::Value, None),
    row("cancelAnimationFrame", GlobalKind::Function, Some("pulse.js.window")),
    row("cancelIdleCallback", GlobalKind::Function, None),
    row("clearInterval", GlobalKind::Function, Some("pulse.js.window")),
    row("clearTimeout", GlobalKind::Function, Some("pulse.js.window")),
    row("confirm", GlobalKind::Function, Some("pulse.js.window")),
    row("console", GlobalKind::Value, Some("pulse.js")),
    row("createImageBitmap", GlobalKind::Function, None),
    row("crypto", GlobalKind::Value, Some("pulse.js")),
    row("customElements", GlobalKind::Value, None),
    row("decodeURI", GlobalKind::Function, Some("pulse.js")),
    row("decodeURIComponent", GlobalKind::Function, Some("pulse.js")),
    row("devicePixelRatio", GlobalKind::Value, Some("pulse.js.window")),
    row("dispatchEvent", GlobalKind::Function, Some("pulse.js.window")),
    row("document", GlobalKind::Value, Some("pulse.js")),
    row("encodeURI", GlobalKind::Function, Some("pulse.js")),
    row("encodeURIComponent", GlobalKind::Function, Some("pulse.js")),
    row("escape", GlobalKind::Function, None),
    row("fetch", GlobalKind::Function, Some("pulse.js")),
    row("getComputedStyle", GlobalKind::Function, Some("pulse.js.window")),
    row("getSelection", GlobalKind::Function, Some("pulse.js.window")),
    row("globalThis", GlobalKind::Value, None),
    row("history", GlobalKind::Value, Some("pulse.js.window")),
    row("indexedDB", GlobalKind::Value, None),
    row("innerHeight", GlobalKind::Value, Some("pulse.js.window")),
    row("innerWidth", GlobalKind::Value, Some("pulse.js.window")),
    row("isFinite", GlobalKind::Function, None),
    row("isNaN", GlobalKind::Function, None),
    row("localStorage", GlobalKind::Value, Some("pulse.js.window")),
    row("location", GlobalKind::Value, Some("pulse.js.window")),
    row("matchMedia", GlobalKind::Function, Some("pulse.js.window")),
    row("navigator", GlobalKind::Value, Some("pulse.js")),
    row("outerHeight", GlobalKind::Value, Some("pulse.js.window")),
    row("outerWidth", GlobalKind::Value, Some("pulse.js.window")),
    row("parseFloat", GlobalKind::Function, None),
    row("parseInt", GlobalKind::Function, None),
    row("performance", GlobalKind::Value, Some("pulse.js.window")),
    row("postMessage", GlobalKind::Function, Some("pulse.js.window")),
    row("prompt", GlobalKind::Function, Some("pulse.js.window")),
    row("queueMicrotask", GlobalKind::Function, None),
    row("removeEventListener", GlobalKind::Function, Some("pulse.js.window")),
    row("reportError", GlobalKind::Function, None),
    row("requestAnimationFrame", GlobalKind::Function, Some("pulse.js.window")),
    row("requestIdleCallback", GlobalKind::Function, None),
    row("screen", GlobalKind::Value, None),
    row("scrollBy", GlobalKind::Function, Some("pulse.js.window")),
    row("scrollTo", GlobalKind::Function, Some("pulse.js.window")),
    row("scrollX", GlobalKind::Value, Some("pulse.js.window")),
    row("scrollY", GlobalKind::Value, Some("pulse.js.window")),
    row("sessionStorage", GlobalKind::Value, Some("pulse.js.window")),
    row("setInterval", GlobalKind::Function, Some("pulse.js.window")),
    row("setTimeout", GlobalKind::Function, Some("pulse.js.window")),
    row("speechSynthesis", GlobalKind::Value, None),
    row("structuredClone", GlobalKind::Function, None),
    row("unescape", GlobalKind::Function, None),
    row("visualViewport", GlobalKind::Value, None),
    row("window", GlobalKind::Value, Some("pulse.js")),
];
