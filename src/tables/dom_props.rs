//! The props Pulse types its tags with, and the event behind each event prop.
//!
//! Pulse passes prop names through as they are: `className` is `className`. A name that Python cannot
//! write has a trailing underscore in the types (`as_`, `async_`, `in_`), which JSX must not see.

use crate::base::{closest, within};

/// An event prop and the React event its handler gets.
#[derive(PartialEq, Eq, Debug)]
pub struct EventRow {
    pub name: &'static str,
    /// The types of `pulse.dom.events`; two where tags differ.
    pub events: &'static [&'static str],
}

const fn event(name: &'static str, events: &'static [&'static str]) -> EventRow {
    EventRow { name, events }
}

/// The row of an event prop: `onClick`.
pub fn event_prop(name: &str) -> Option<&'static EventRow> {
    let at = EVENTS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    EVENTS.get(at)
}

/// The event prop that a name is meant for which is none: `onKeyPressed`.
pub fn near_event(name: &str) -> Option<&'static str> {
    closest(name, EVENTS.iter().map(|row| row.name))
}

/// Whether Pulse types this prop on some tag, events left out.
pub fn is_prop(name: &str) -> bool {
    PROPS.binary_search(&name).is_ok()
}

/// The prop that a name is meant for which React does not know: `class_name`, `tabindex`, `on_click`. None for a
/// name that is right, and for one that is like no other.
pub fn right_name(name: &str) -> Option<&'static str> {
    if name.contains('-') || is_prop(name) || event_prop(name).is_some() {
        return None;
    }
    match name {
        "class" => return Some("className"),
        "for" => return Some("htmlFor"),
        _other => {}
    }
    let props = PROPS.iter().copied().chain(EVENTS.iter().map(|row| row.name));
    let same = |known: &&str| letters(known).eq(letters(name));
    props.chain(REACT_ONLY.iter().copied()).find(same).filter(|known| *known != name)
}

/// The prop that is one letter away from a name that React does not know: `vlaue`. Short names, and those that are
/// like a known one whatever joins its words, are left alone.
pub fn near_name(name: &str) -> Option<&'static str> {
    let is_own = name.contains('-') || name.starts_with("data_") || name.starts_with("aria_");
    let is_known = is_prop(name) || event_prop(name).is_some() || REACT_ONLY.contains(&name);
    if is_own || is_known || name.len() < 5 || right_name(name).is_some() {
        return None;
    }
    let props = PROPS.iter().copied().chain(EVENTS.iter().map(|row| row.name));
    within(1, name, props.chain(REACT_ONLY.iter().copied()).filter(|known| known.len() > 4))
}

/// The letters of a name, whatever joins its words.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase())
}

/// Props of React that Pulse does not type.
const REACT_ONLY: &[&str] =
    &["autoFocus", "dangerouslySetInnerHTML", "defaultChecked", "defaultValue", "spellCheck"];

/// What kind of input it is.
pub const TYPE: &str = "type";

/// Inputs whose `value` is no text that somebody types.
pub const WITH_FIXED_VALUE: &[&str] =
    &["button", "checkbox", "hidden", "image", "radio", "reset", "submit"];

/// Props that are there or not: React takes any string for yes.
pub const IS_FLAG: &[&str] = &[
    "autoFocus",
    "checked",
    "disabled",
    "hidden",
    "multiple",
    "open",
    "readOnly",
    "required",
    "selected",
];

/// Sorted by name.
pub const EVENTS: &[EventRow] = &[
    event("onAbort", &["SyntheticEvent"]),
    event("onAbortCapture", &["SyntheticEvent"]),
    event("onAnimationEnd", &["AnimationEvent"]),
    event("onAnimationEndCapture", &["AnimationEvent"]),
    event("onAnimationIteration", &["AnimationEvent"]),
    event("onAnimationIterationCapture", &["AnimationEvent"]),
    event("onAnimationStart", &["AnimationEvent"]),
    event("onAnimationStartCapture", &["AnimationEvent"]),
    event("onAuxClick", &["MouseEvent"]),
    event("onAuxClickCapture", &["MouseEvent"]),
    event("onBeforeInput", &["FormEvent"]),
    event("onBeforeInputCapture", &["FormEvent"]),
    event("onBeforeToggle", &["ToggleEvent"]),
    event("onBlur", &["FocusEvent"]),
    event("onBlurCapture", &["FocusEvent"]),
    event("onCanPlay", &["SyntheticEvent"]),
    event("onCanPlayCapture", &["SyntheticEvent"]),
    event("onCanPlayThrough", &["SyntheticEvent"]),
    event("onCanPlayThroughCapture", &["SyntheticEvent"]),
    event("onCancel", &["SyntheticEvent"]),
    event("onChange", &["ChangeEvent", "FormEvent"]),
    event("onChangeCapture", &["FormEvent"]),
    event("onClick", &["MouseEvent"]),
    event("onClickCapture", &["MouseEvent"]),
    event("onClose", &["SyntheticEvent"]),
    event("onCompositionEnd", &["CompositionEvent"]),
    event("onCompositionEndCapture", &["CompositionEvent"]),
    event("onCompositionStart", &["CompositionEvent"]),
    event("onCompositionStartCapture", &["CompositionEvent"]),
    event("onCompositionUpdate", &["CompositionEvent"]),
    event("onCompositionUpdateCapture", &["CompositionEvent"]),
    event("onContextMenu", &["MouseEvent"]),
    event("onContextMenuCapture", &["MouseEvent"]),
    event("onCopy", &["ClipboardEvent"]),
    event("onCopyCapture", &["ClipboardEvent"]),
    event("onCut", &["ClipboardEvent"]),
    event("onCutCapture", &["ClipboardEvent"]),
    event("onDoubleClick", &["MouseEvent"]),
    event("onDoubleClickCapture", &["MouseEvent"]),
    event("onDrag", &["DragEvent"]),
    event("onDragCapture", &["DragEvent"]),
    event("onDragEnd", &["DragEvent"]),
    event("onDragEndCapture", &["DragEvent"]),
    event("onDragEnter", &["DragEvent"]),
    event("onDragEnterCapture", &["DragEvent"]),
    event("onDragExit", &["DragEvent"]),
    event("onDragExitCapture", &["DragEvent"]),
    event("onDragLeave", &["DragEvent"]),
    event("onDragLeaveCapture", &["DragEvent"]),
    event("onDragOver", &["DragEvent"]),
    event("onDragOverCapture", &["DragEvent"]),
    event("onDragStart", &["DragEvent"]),
    event("onDragStartCapture", &["DragEvent"]),
    event("onDrop", &["DragEvent"]),
    event("onDropCapture", &["DragEvent"]),
    event("onDurationChange", &["SyntheticEvent"]),
    event("onDurationChangeCapture", &["SyntheticEvent"]),
    event("onEmptied", &["SyntheticEvent"]),
    event("onEmptiedCapture", &["SyntheticEvent"]),
    event("onEncrypted", &["SyntheticEvent"]),
    event("onEncryptedCapture", &["SyntheticEvent"]),
    event("onEnded", &["SyntheticEvent"]),
    event("onEndedCapture", &["SyntheticEvent"]),
    event("onError", &["SyntheticEvent"]),
    event("onErrorCapture", &["SyntheticEvent"]),
    event("onFocus", &["FocusEvent"]),
    event("onFocusCapture", &["FocusEvent"]),
    event("onGotPointerCapture", &["PointerEvent"]),
    event("onGotPointerCaptureCapture", &["PointerEvent"]),
    event("onInput", &["FormEvent"]),
    event("onInputCapture", &["FormEvent"]),
    event("onInvalid", &["FormEvent"]),
    event("onInvalidCapture", &["FormEvent"]),
    event("onKeyDown", &["KeyboardEvent"]),
    event("onKeyDownCapture", &["KeyboardEvent"]),
    event("onKeyPress", &["KeyboardEvent"]),
    event("onKeyPressCapture", &["KeyboardEvent"]),
    event("onKeyUp", &["KeyboardEvent"]),
    event("onKeyUpCapture", &["KeyboardEvent"]),
    event("onLoad", &["SyntheticEvent"]),
    event("onLoadCapture", &["SyntheticEvent"]),
    event("onLoadStart", &["SyntheticEvent"]),
    event("onLoadStartCapture", &["SyntheticEvent"]),
    event("onLoadedData", &["SyntheticEvent"]),
    event("onLoadedDataCapture", &["SyntheticEvent"]),
    event("onLoadedMetadata", &["SyntheticEvent"]),
    event("onLoadedMetadataCapture", &["SyntheticEvent"]),
    event("onLostPointerCapture", &["PointerEvent"]),
    event("onLostPointerCaptureCapture", &["PointerEvent"]),
    event("onMouseDown", &["MouseEvent"]),
    event("onMouseDownCapture", &["MouseEvent"]),
    event("onMouseEnter", &["MouseEvent"]),
    event("onMouseLeave", &["MouseEvent"]),
    event("onMouseMove", &["MouseEvent"]),
    event("onMouseMoveCapture", &["MouseEvent"]),
    event("onMouseOut", &["MouseEvent"]),
    event("onMouseOutCapture", &["MouseEvent"]),
    event("onMouseOver", &["MouseEvent"]),
    event("onMouseOverCapture", &["MouseEvent"]),
    event("onMouseUp", &["MouseEvent"]),
    event("onMouseUpCapture", &["MouseEvent"]),
    event("onPaste", &["ClipboardEvent"]),
    event("onPasteCapture", &["ClipboardEvent"]),
    event("onPause", &["SyntheticEvent"]),
    event("onPauseCapture", &["SyntheticEvent"]),
    event("onPlay", &["SyntheticEvent"]),
    event("onPlayCapture", &["SyntheticEvent"]),
    event("onPlaying", &["SyntheticEvent"]),
    event("onPlayingCapture", &["SyntheticEvent"]),
    event("onPointerCancel", &["PointerEvent"]),
    event("onPointerCancelCapture", &["PointerEvent"]),
    event("onPointerDown", &["PointerEvent"]),
    event("onPointerDownCapture", &["PointerEvent"]),
    event("onPointerEnter", &["PointerEvent"]),
    event("onPointerLeave", &["PointerEvent"]),
    event("onPointerMove", &["PointerEvent"]),
    event("onPointerMoveCapture", &["PointerEvent"]),
    event("onPointerOut", &["PointerEvent"]),
    event("onPointerOutCapture", &["PointerEvent"]),
    event("onPointerOver", &["PointerEvent"]),
    event("onPointerOverCapture", &["PointerEvent"]),
    event("onPointerUp", &["PointerEvent"]),
    event("onPointerUpCapture", &["PointerEvent"]),
    event("onProgress", &["SyntheticEvent"]),
    event("onProgressCapture", &["SyntheticEvent"]),
    event("onRateChange", &["SyntheticEvent"]),
    event("onRateChangeCapture", &["SyntheticEvent"]),
    event("onReset", &["FormEvent"]),
    event("onResetCapture", &["FormEvent"]),
    event("onResize", &["SyntheticEvent"]),
    event("onResizeCapture", &["SyntheticEvent"]),
    event("onScroll", &["UIEvent"]),
    event("onScrollCapture", &["UIEvent"]),
    event("onScrollEnd", &["UIEvent"]),
    event("onScrollEndCapture", &["UIEvent"]),
    event("onSeeked", &["SyntheticEvent"]),
    event("onSeekedCapture", &["SyntheticEvent"]),
    event("onSeeking", &["SyntheticEvent"]),
    event("onSeekingCapture", &["SyntheticEvent"]),
    event("onSelect", &["SyntheticEvent"]),
    event("onSelectCapture", &["SyntheticEvent"]),
    event("onStalled", &["SyntheticEvent"]),
    event("onStalledCapture", &["SyntheticEvent"]),
    event("onSubmit", &["FormEvent"]),
    event("onSubmitCapture", &["FormEvent"]),
    event("onSuspend", &["SyntheticEvent"]),
    event("onSuspendCapture", &["SyntheticEvent"]),
    event("onTimeUpdate", &["SyntheticEvent"]),
    event("onTimeUpdateCapture", &["SyntheticEvent"]),
    event("onToggle", &["ToggleEvent"]),
    event("onTouchCancel", &["TouchEvent"]),
    event("onTouchCancelCapture", &["TouchEvent"]),
    event("onTouchEnd", &["TouchEvent"]),
    event("onTouchEndCapture", &["TouchEvent"]),
    event("onTouchMove", &["TouchEvent"]),
    event("onTouchMoveCapture", &["TouchEvent"]),
    event("onTouchStart", &["TouchEvent"]),
    event("onTouchStartCapture", &["TouchEvent"]),
    event("onTransitionCancel", &["TransitionEvent"]),
    event("onTransitionCancelCapture", &["TransitionEvent"]),
    event("onTransitionEnd", &["TransitionEvent"]),
    event("onTransitionEndCapture", &["TransitionEvent"]),
    event("onTransitionRun", &["TransitionEvent"]),
    event("onTransitionRunCapture", &["TransitionEvent"]),
    event("onTransitionStart", &["TransitionEvent"]),
    event("onTransitionStartCapture", &["TransitionEvent"]),
    event("onVolumeChange", &["SyntheticEvent"]),
    event("onVolumeChangeCapture", &["SyntheticEvent"]),
    event("onWaiting", &["SyntheticEvent"]),
    event("onWaitingCapture", &["SyntheticEvent"]),
    event("onWheel", &["WheelEvent"]),
    event("onWheelCapture", &["WheelEvent"]),
];

/// Sorted.
#[rustfmt::skip]
pub const PROPS: &[&str] = &[
    "aLink", "abbr", "about", "accentHeight", "accept", "acceptCharset", "accessKey",
    "accessKeyLabel", "accumulate", "action", "additive", "align", "alignmentBaseline", "allow",
    "allowFullScreen", "allowFullscreen", "allowReorder", "allowTransparency", "allowpopups",
    "alphabetic", "alt", "amplitude", "arabicForm", "archive", "as_", "ascent", "async_",
    "attributeName", "attributeType", "autoCapitalize", "autoComplete", "autoCorrect",
    "autoFocus", "autoPlay", "autoReverse", "autoSave", "autocapitalize", "autocomplete",
    "autofocus", "autoplay", "autosize", "axis", "azimuth", "background", "baseFrequency",
    "baseProfile", "baselineShift", "bbox", "begin", "bgColor", "bgcolor", "bias",
    "blinkfeatures", "border", "by", "calcMode", "capHeight", "capture", "cellIndex",
    "cellPadding", "cellSpacing", "ch", "chOff", "challenge", "charSet", "charset", "checked",
    "cite", "classId", "className", "clear", "clientHeight", "clientLeft", "clientTop",
    "clientWidth", "clip", "clipPath", "clipPathUnits", "clipRule", "code", "codeBase",
    "codeType", "colSpan", "color", "colorInterpolation", "colorInterpolationFilters",
    "colorProfile", "colorRendering", "cols", "compact", "complete", "content", "contentEditable",
    "contentScriptType", "contentStyleType", "contextMenu", "controls", "controlsList", "coords",
    "crossOrigin", "currentSrc", "currentTime", "cursor", "cx", "cy", "d", "data", "datatype",
    "dateTime", "datetime", "decelerate", "declare", "decoding", "default", "defaultChecked",
    "defaultMuted", "defaultPlaybackRate", "defaultSelected", "defaultValue", "defer", "descent",
    "diffuseConstant", "dir", "dirName", "direction", "disablePictureInPicture",
    "disableRemotePlayback", "disableblinkfeatures", "disabled", "disableguestresize",
    "disablewebsecurity", "display", "divisor", "dominantBaseline", "download", "draggable",
    "dur", "duration", "dx", "dy", "edgeMode", "elevation", "enableBackground", "encType",
    "encoding", "enctype", "end", "ended", "enterKeyHint", "event", "exponent", "exportparts",
    "externalResourcesRequired", "fetchPriority", "fill", "fillOpacity", "fillRule", "filter",
    "filterRes", "filterUnits", "floodColor", "floodOpacity", "focusable", "fontFamily",
    "fontSize", "fontSizeAdjust", "fontStretch", "fontStyle", "fontVariant", "fontWeight", "form",
    "formAction", "formEncType", "formEnctype", "formMethod", "formNoValidate", "formTarget",
    "format", "fr", "frame", "frameBorder", "from_", "fx", "fy", "g1", "g2", "glyphName",
    "glyphOrientationHorizontal", "glyphOrientationVertical", "glyphRef", "gradientTransform",
    "gradientUnits", "guestinstance", "hanging", "hash", "headers", "height", "hidden", "high",
    "horizAdvX", "horizOriginX", "host", "hostname", "href", "hrefLang", "hreflang", "hspace",
    "htmlFor", "httpEquiv", "httpreferrer", "id", "ideographic", "imageRendering", "imageSizes",
    "imageSrcSet", "imageSrcset", "in2", "in_", "index", "inert", "inlist", "inputMode",
    "integrity", "intercept", "isContentEditable", "isMap", "is_", "itemId", "itemProp",
    "itemRef", "itemScope", "itemType", "k", "k1", "k2", "k3", "k4", "kernelMatrix",
    "kernelUnitLength", "kerning", "keyParams", "keyPoints", "keySplines", "keyTimes", "keyType",
    "kind", "label", "lang", "length", "lengthAdjust", "letterSpacing", "lightingColor",
    "limitingConeAngle", "link", "list", "loading", "local", "localName", "longDesc", "loop",
    "low", "lowsrc", "manifest", "marginHeight", "marginWidth", "markerEnd", "markerHeight",
    "markerMid", "markerStart", "markerUnits", "markerWidth", "mask", "maskContentUnits",
    "maskUnits", "mathematical", "max", "maxLength", "media", "mediaGroup", "method", "min",
    "minLength", "mode", "multiple", "muted", "name", "naturalHeight", "naturalWidth",
    "networkState", "noModule", "noShade", "noValidate", "noWrap", "nodeintegration", "nonce",
    "numOctaves", "offset", "offsetHeight", "offsetLeft", "offsetTop", "offsetWidth", "opacity",
    "open", "operator", "optimum", "order", "orient", "orientation", "origin", "overflow",
    "overlinePosition", "overlineThickness", "paintOrder", "panose1", "part", "partition",
    "password", "path", "pathLength", "pathname", "pattern", "patternContentUnits",
    "patternTransform", "patternUnits", "paused", "ping", "placeholder", "playbackRate",
    "playsInline", "plugins", "pointerEvents", "points", "pointsAtX", "pointsAtY", "pointsAtZ",
    "popover", "popoverTarget", "popoverTargetAction", "port", "position", "poster", "precedence",
    "prefix", "preload", "preserveAlpha", "preserveAspectRatio", "preservesPitch",
    "primitiveUnits", "property", "protocol", "r", "radioGroup", "radius", "readOnly",
    "readyState", "ref", "refX", "refY", "referrerPolicy", "rel", "renderingIntent",
    "repeatCount", "repeatDur", "required", "requiredExtensions", "requiredFeatures", "resource",
    "restart", "result", "results", "rev", "reversed", "role", "rotate", "rowSpan", "rows",
    "rules", "rx", "ry", "sandbox", "scale", "scheme", "scope", "scoped", "scrollHeight",
    "scrollLeft", "scrollTop", "scrollWidth", "scrolling", "seamless", "search", "security",
    "seed", "seeking", "selected", "shape", "shapeRendering", "size", "sizes", "slope", "slot",
    "spacing", "span", "specularConstant", "specularExponent", "speed", "spellCheck",
    "spellcheck", "spreadMethod", "src", "srcDoc", "srcLang", "srcSet", "srcdoc", "srclang",
    "srcset", "standby", "start", "startOffset", "stdDeviation", "stemh", "stemv", "step",
    "stitchTiles", "stopColor", "stopOpacity", "strikethroughPosition", "strikethroughThickness",
    "string", "stroke", "strokeDasharray", "strokeDashoffset", "strokeLinecap", "strokeLinejoin",
    "strokeMiterlimit", "strokeOpacity", "strokeWidth", "style", "summary",
    "suppressContentEditableWarning", "suppressHydrationWarning", "surfaceScale",
    "systemLanguage", "tabIndex", "tableValues", "tagName", "target", "targetX", "targetY",
    "text", "textAnchor", "textDecoration", "textLength", "textRendering", "title", "to",
    "transform", "translate", "type", "typeof", "u1", "u2", "underlinePosition",
    "underlineThickness", "unicode", "unicodeBidi", "unicodeRange", "unitsPerEm", "unselectable",
    "useMap", "useragent", "username", "vAlign", "vAlphabetic", "vHanging", "vIdeographic",
    "vLink", "vMathematical", "validationMessage", "valign", "value", "values", "vectorEffect",
    "version", "vertAdvY", "vertOriginX", "vertOriginY", "viewBox", "viewTarget", "visibility",
    "vocab", "volume", "vspace", "webpreferences", "width", "widths", "willValidate", "wmode",
    "wordSpacing", "wrap", "writingMode", "writingSuggestions", "x", "x1", "x2",
    "xChannelSelector", "xHeight", "xlinkActuate", "xlinkArcrole", "xlinkHref", "xlinkRole",
    "xlinkShow", "xlinkTitle", "xlinkType", "xmlBase", "xmlLang", "xmlSpace", "xmlns",
    "xmlnsXlink", "y", "y1", "y2", "yChannelSelector", "z", "zoomAndPan",
];
