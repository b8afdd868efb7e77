//! Types of JavaScript's and the browser's library, as TypeScript's `lib.dom.d.ts` names them: what an
//! annotation such as `el: HTMLElement` becomes in a declaration.

/// How many type arguments a type must have; `None` when there is no such type.
pub fn arity(name: &str) -> Option<usize> {
    let at = TYPES.binary_search_by(|row| row.0.cmp(name)).ok()?;
    TYPES.get(at).map(|row| row.1)
}

/// Sorted. `Number`, `String` and `Object` are left out: nobody means the wrapper objects.
#[rustfmt::skip]
pub const TYPES: &[(&str, usize)] = &[
    ("AbortController", 0), ("AbortSignal", 0), ("Animation", 0), ("Array", 1), ("ArrayBuffer", 0),
    ("Blob", 0), ("BlobPropertyBag", 0), ("CSSStyleDeclaration", 0), ("Clipboard", 0),
    ("ClipboardEvent", 0), ("ClipboardItem", 0), ("ComputedEffectTiming", 0),
    ("ComputedKeyframe", 0), ("CryptoKey", 0), ("CustomEvent", 0), ("DOMParser", 0),
    ("DOMRect", 0), ("DataTransfer", 0), ("DataView", 0), ("Date", 0), ("Document", 0),
    ("DocumentTimeline", 0), ("DocumentTimelineOptions", 0), ("DragEvent", 0),
    ("EffectTiming", 0), ("Element", 0), ("Error", 0), ("EvalError", 0), ("Event", 0),
    ("EventSource", 0), ("EventTarget", 0), ("File", 0), ("FileList", 0), ("FilePropertyBag", 0),
    ("FileReader", 0), ("FocusEvent", 0), ("FormData", 0), ("HTMLAnchorElement", 0),
    ("HTMLAudioElement", 0), ("HTMLButtonElement", 0), ("HTMLCanvasElement", 0),
    ("HTMLCollection", 0), ("HTMLDialogElement", 0), ("HTMLDivElement", 0), ("HTMLElement", 0),
    ("HTMLFormElement", 0), ("HTMLIFrameElement", 0), ("HTMLImageElement", 0),
    ("HTMLInputElement", 0), ("HTMLSelectElement", 0), ("HTMLTextAreaElement", 0),
    ("HTMLVideoElement", 0), ("Headers", 0), ("InputEvent", 0), ("IntersectionObserver", 0),
    ("IntersectionObserverEntry", 0), ("IntersectionObserverInit", 0), ("KeyboardEvent", 0),
    ("Keyframe", 0), ("KeyframeEffect", 0), ("KeyframeEffectOptions", 0), ("Map", 2),
    ("MessageEvent", 0), ("MouseEvent", 0), ("MutationObserver", 0), ("MutationObserverInit", 0),
    ("MutationRecord", 0), ("Node", 0), ("NodeList", 0), ("OptionalEffectTiming", 0),
    ("PerformanceObserver", 0), ("PerformanceObserverEntryList", 0),
    ("PerformanceObserverInit", 0), ("PointerEvent", 0), ("PopStateEvent", 0), ("Promise", 1),
    ("PropertyDescriptor", 0), ("PropertyIndexedKeyframes", 0), ("Range", 0), ("RangeError", 0),
    ("ReferenceError", 0), ("RegExp", 0), ("Request", 0), ("RequestInit", 0),
    ("ResizeObserver", 0), ("ResizeObserverEntry", 0), ("ResizeObserverOptions", 0),
    ("Response", 0), ("ResponseInit", 0), ("SVGElement", 0), ("Selection", 0), ("Set", 1),
    ("Storage", 0), ("StorageEvent", 0), ("SubtleCrypto", 0), ("SyntaxError", 0),
    ("TextDecodeOptions", 0), ("TextDecoder", 0), ("TextDecoderOptions", 0), ("TextEncoder", 0),
    ("TouchEvent", 0), ("TypeError", 0), ("URIError", 0), ("URL", 0), ("URLSearchParams", 0),
    ("WeakMap", 2), ("WeakSet", 1), ("WebSocket", 0), ("WheelEvent", 0), ("Window", 0),
    ("Worker", 0), ("XMLSerializer", 0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_are_sorted() {
        assert!(TYPES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!((arity("Map"), arity("URL"), arity("Number")), (Some(2), Some(0), None));
    }
}
