//! The values that an attribute of HTML takes which takes no other. Source: HTML Living Standard, "Attributes" (index),
//! and the sections of the elements; WAI-ARIA 1.2, "Definitions of States and Properties".

/// The words that a prop takes.
#[derive(Debug)]
pub struct WordsRow {
    pub prop: &'static str,
    /// None: of any tag.
    pub tags: Option<&'static [&'static str]>,
    pub words: &'static [&'static str],
}

const fn of(
    prop: &'static str,
    tags: &'static [&'static str],
    words: &'static [&'static str],
) -> WordsRow {
    WordsRow { prop, tags: Some(tags), words }
}

const fn any(prop: &'static str, words: &'static [&'static str]) -> WordsRow {
    WordsRow { prop, tags: None, words }
}

/// The words that a prop of a tag takes; None where it takes any text. Capitals do not matter in HTML.
pub fn words(tag: &str, prop: &str) -> Option<&'static [&'static str]> {
    let row = WORDS
        .iter()
        .find(|row| row.prop == prop && row.tags.is_none_or(|tags| tags.contains(&tag)))?;
    Some(row.words)
}

const FORM_METHODS: &[&str] = &["dialog", "get", "post"];
const ENCODINGS: &[&str] =
    &["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
const REFERRERS: &[&str] = &[
    "",
    "no-referrer",
    "no-referrer-when-downgrade",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
];

const WORDS: &[WordsRow] = &[
    of("type", &["button"], &["button", "reset", "submit"]),
    of(
        "type",
        &["input"],
        &[
            "button",
            "checkbox",
            "color",
            "date",
            "datetime-local",
            "email",
            "file",
            "hidden",
            "image",
            "month",
            "number",
            "password",
            "radio",
            "range",
            "reset",
            "search",
            "submit",
            "tel",
            "text",
            "time",
            "url",
            "week",
        ],
    ),
    of("method", &["form"], FORM_METHODS),
    of("formMethod", &["button", "input"], FORM_METHODS),
    of("encType", &["form"], ENCODINGS),
    of("formEncType", &["button", "input"], ENCODINGS),
    of("loading", &["img", "iframe"], &["eager", "lazy"]),
    of("decoding", &["img"], &["async", "auto", "sync"]),
    of("fetchPriority", &["img", "link", "script"], &["auto", "high", "low"]),
    of(
        "crossOrigin",
        &["audio", "img", "link", "script", "video"],
        &["", "anonymous", "use-credentials"],
    ),
    of("referrerPolicy", &["a", "area", "iframe", "img", "link", "script"], REFERRERS),
    of("scope", &["th"], &["col", "colgroup", "row", "rowgroup"]),
    of("wrap", &["textarea"], &["hard", "off", "soft"]),
    of("preload", &["audio", "video"], &["", "auto", "metadata", "none"]),
    of("kind", &["track"], &["captions", "chapters", "descriptions", "metadata", "subtitles"]),
    of("shape", &["area"], &["circle", "default", "poly", "rect"]),
    of("popoverTargetAction", &["button", "input"], &["hide", "show", "toggle"]),
    any("autoCapitalize", &["characters", "none", "off", "on", "sentences", "words"]),
    any("dir", &["auto", "ltr", "rtl"]),
    any("enterKeyHint", &["done", "enter", "go", "next", "previous", "search", "send"]),
    any("inputMode", &["decimal", "email", "none", "numeric", "search", "tel", "text", "url"]),
    any("popover", &["", "auto", "hint", "manual"]),
    any("translate", &["no", "yes"]),
    any("aria-autocomplete", &["both", "inline", "list", "none"]),
    any("aria-current", &["date", "false", "location", "page", "step", "time", "true"]),
    any("aria-haspopup", &["dialog", "false", "grid", "listbox", "menu", "tree", "true"]),
    any("aria-live", &["assertive", "off", "polite"]),
    any("aria-orientation", &["horizontal", "undefined", "vertical"]),
    any("aria-sort", &["ascending", "descending", "none", "other"]),
];

/// Props that are whole numbers.
pub const NUMBERS: &[&str] =
    &["colSpan", "cols", "maxLength", "minLength", "rowSpan", "rows", "span", "start", "tabIndex"];

/// Props with the address of something.
pub const ADDRESSES: &[&str] = &["action", "formAction", "href", "src"];
