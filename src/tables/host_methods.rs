//! Names that are methods wherever an object of the browser has them, and that data is not called.
//!
//! ```text
//! return observer.disconnect     () => observer.disconnect(): the method stays with its object
//! item.open, node.text           may well be data, and are read as they are
//! ```

/// Sorted.
const METHODS: &[&str] = &[
    "abort",
    "addEventListener",
    "appendChild",
    "arcTo",
    "attachShadow",
    "beginPath",
    "bezierCurveTo",
    "blur",
    "cancelAnimationFrame",
    "checkValidity",
    "clearInterval",
    "clearRect",
    "clearTimeout",
    "clearWatch",
    "cloneNode",
    "closePath",
    "createElement",
    "createRange",
    "createTextNode",
    "disconnect",
    "dispatchEvent",
    "drawImage",
    "exitFullscreen",
    "fillRect",
    "fillText",
    "focus",
    "getAttribute",
    "getBoundingClientRect",
    "getComputedStyle",
    "getContext",
    "getCurrentPosition",
    "getElementById",
    "getElementsByClassName",
    "getElementsByTagName",
    "getItem",
    "getRandomValues",
    "getSelection",
    "getUserMedia",
    "hasAttribute",
    "hidePopover",
    "insertAdjacentHTML",
    "insertBefore",
    "lineTo",
    "matchMedia",
    "moveTo",
    "observe",
    "pause",
    "play",
    "postMessage",
    "preventDefault",
    "pushState",
    "quadraticCurveTo",
    "querySelector",
    "querySelectorAll",
    "randomUUID",
    "readText",
    "releasePointerCapture",
    "reload",
    "removeAttribute",
    "removeChild",
    "removeEventListener",
    "removeItem",
    "replaceChild",
    "replaceState",
    "reportValidity",
    "requestAnimationFrame",
    "requestFullscreen",
    "requestSubmit",
    "scrollBy",
    "scrollIntoView",
    "scrollTo",
    "sendBeacon",
    "setAttribute",
    "setItem",
    "setPointerCapture",
    "setSelectionRange",
    "showModal",
    "showPopover",
    "stopImmediatePropagation",
    "stopPropagation",
    "strokeRect",
    "strokeText",
    "takeRecords",
    "terminate",
    "toBlob",
    "toDataURL",
    "toggleAttribute",
    "unobserve",
    "watchPosition",
    "writeText",
];

/// Whether a property of that name is a method.
pub fn is_method(name: &str) -> bool {
    METHODS.binary_search(&name).is_ok()
}

/// Globals whose functions do without their object: `Math.max` as a value is as good as called.
pub fn is_namespace(global: &str) -> bool {
    matches!(
        global,
        "Array"
            | "BigInt"
            | "CSS"
            | "Date"
            | "Intl"
            | "JSON"
            | "Math"
            | "Number"
            | "Object"
            | "React"
            | "Reflect"
            | "String"
            | "Symbol"
            | "URL"
            | "console"
            | "globalThis"
            | "window"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_sorted() {
        assert!(super::METHODS.is_sorted());
    }
}
