//! Objects of the browser and what is known of their members.
//!
//! ```text
//! def keydown(event): event.key          str: a KeyboardEvent, by the prop `onKeyDown`
//! response = await fetch(url)            Response
//! if response.ok: ...                    bool, no helper asks for its truth
//! ```
//!
//! A number of the browser is an `int` or a `float`, as its value is. A member that is not listed, or
//! that may be missing, is unknown.

/// An interface of the browser.
pub struct HostRow {
    pub name: &'static str,
    /// The interface it adds members to.
    pub base: Option<&'static HostRow>,
    pub members: &'static [(&'static str, Member)],
}

#[derive(PartialEq, Eq, Debug)]
pub enum Member {
    Property(HostValue),
    /// What a call gives.
    Method(HostValue),
}

#[derive(PartialEq, Eq, Debug)]
pub enum HostValue {
    Nothing,
    Bool,
    /// An `int` of at most 32 bits, 0 or more.
    Count,
    /// An `int` or a `float`.
    Number,
    Text,
    TextOrNone,
    Object(&'static HostRow),
    /// A promise of it.
    Later(&'static HostValue),
    Unknown,
}

// One may lead back to itself: `response.clone()`.
impl PartialEq for HostRow {
    fn eq(&self, other: &HostRow) -> bool {
        self.name == other.name
    }
}

impl Eq for HostRow {}

impl std::fmt::Debug for HostRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl HostRow {
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        let own = self.members.iter().find(|(known, _)| *known == name).map(|(_, member)| member);
        own.or_else(|| self.base.and_then(|base| base.member(name)))
    }
}

/// The event that React passes to a handler of the prop, on a tag of HTML.
pub fn event_of(prop: &str) -> Option<&'static HostRow> {
    let name = prop.strip_prefix("on")?;
    let name =
        name.strip_suffix("Capture").filter(|name| !name.ends_with("Pointer")).unwrap_or(name);
    Some(match name {
        "Click" | "DoubleClick" | "ContextMenu" | "AuxClick" => &MOUSE_EVENT,
        name if name.starts_with("Mouse") => &MOUSE_EVENT,
        name if name.starts_with("Pointer") => &POINTER_EVENT,
        name if name.starts_with("Key") => &KEYBOARD_EVENT,
        name if name.starts_with("Drag") || name == "Drop" => &DRAG_EVENT,
        name if name.starts_with("Touch") => &TOUCH_EVENT,
        "Wheel" => &WHEEL_EVENT,
        _other => &EVENT,
    })
}

/// What a global of the browser is: `document`, `window.location`, `innerWidth` of `window`.
pub fn global(path: &str) -> Option<&'static Member> {
    let mut parts = path.split('.').skip_while(|part| *part == "window");
    let mut found = WINDOW.member(parts.next()?)?;
    for part in parts {
        found = match found {
            Member::Property(HostValue::Object(row)) => row.member(part)?,
            Member::Property(_) | Member::Method(_) => return None,
        };
    }
    Some(found)
}

const fn text(name: &'static str) -> (&'static str, Member) {
    (name, Member::Property(HostValue::Text))
}

const fn number(name: &'static str) -> (&'static str, Member) {
    (name, Member::Property(HostValue::Number))
}

const fn count(name: &'static str) -> (&'static str, Member) {
    (name, Member::Property(HostValue::Count))
}

const fn flag(name: &'static str) -> (&'static str, Member) {
    (name, Member::Property(HostValue::Bool))
}

const fn object(name: &'static str, row: &'static HostRow) -> (&'static str, Member) {
    (name, Member::Property(HostValue::Object(row)))
}

const fn gives(name: &'static str, value: HostValue) -> (&'static str, Member) {
    (name, Member::Method(value))
}

const fn does(name: &'static str) -> (&'static str, Member) {
    gives(name, HostValue::Nothing)
}

/// React's synthetic event.
pub static EVENT: HostRow = HostRow {
    name: "Event",
    base: None,
    members: &[
        text("type"),
        flag("bubbles"),
        flag("cancelable"),
        flag("defaultPrevented"),
        flag("isTrusted"),
        number("timeStamp"),
        does("preventDefault"),
        does("stopPropagation"),
        does("persist"),
        gives("isDefaultPrevented", HostValue::Bool),
        gives("isPropagationStopped", HostValue::Bool),
    ],
};

/// The keys held while something else happens.
static WITH_KEYS: HostRow = HostRow {
    name: "UIEvent",
    base: Some(&EVENT),
    members: &[
        flag("altKey"),
        flag("ctrlKey"),
        flag("metaKey"),
        flag("shiftKey"),
        gives("getModifierState", HostValue::Bool),
    ],
};

static KEYBOARD_EVENT: HostRow = HostRow {
    name: "KeyboardEvent",
    base: Some(&WITH_KEYS),
    members: &[text("key"), text("code"), flag("repeat"), count("location")],
};

static MOUSE_EVENT: HostRow = HostRow {
    name: "MouseEvent",
    base: Some(&WITH_KEYS),
    members: &[
        number("clientX"),
        number("clientY"),
        number("pageX"),
        number("pageY"),
        number("screenX"),
        number("screenY"),
        number("movementX"),
        number("movementY"),
    ],
};

static POINTER_EVENT: HostRow = HostRow {
    name: "PointerEvent",
    base: Some(&MOUSE_EVENT),
    members: &[
        number("pressure"),
        number("width"),
        number("height"),
        text("pointerType"),
        flag("isPrimary"),
    ],
};

static WHEEL_EVENT: HostRow = HostRow {
    name: "WheelEvent",
    base: Some(&MOUSE_EVENT),
    members: &[number("deltaX"), number("deltaY"), number("deltaZ")],
};

static DRAG_EVENT: HostRow = HostRow {
    name: "DragEvent",
    base: Some(&MOUSE_EVENT),
    members: &[object("dataTransfer", &DATA_TRANSFER)],
};

static DATA_TRANSFER: HostRow = HostRow {
    name: "DataTransfer",
    base: None,
    members: &[
        text("dropEffect"),
        text("effectAllowed"),
        gives("getData", HostValue::Text),
        does("setData"),
        does("clearData"),
        does("setDragImage"),
    ],
};

static TOUCH_EVENT: HostRow = HostRow { name: "TouchEvent", base: Some(&WITH_KEYS), members: &[] };

static RESPONSE: HostRow = HostRow {
    name: "Response",
    base: None,
    members: &[
        flag("ok"),
        flag("redirected"),
        flag("bodyUsed"),
        count("status"),
        text("statusText"),
        text("type"),
        text("url"),
        object("headers", &HEADERS),
        gives("json", HostValue::Later(&HostValue::Unknown)),
        gives("text", HostValue::Later(&HostValue::Text)),
        gives("clone", HostValue::Object(&RESPONSE)),
    ],
};

static HEADERS: HostRow = HostRow {
    name: "Headers",
    base: None,
    members: &[gives("get", HostValue::TextOrNone), gives("has", HostValue::Bool)],
};

static STORAGE: HostRow = HostRow {
    name: "Storage",
    base: None,
    members: &[
        count("length"),
        gives("key", HostValue::TextOrNone),
        gives("getItem", HostValue::TextOrNone),
        does("setItem"),
        does("removeItem"),
        does("clear"),
    ],
};

static LOCATION: HostRow = HostRow {
    name: "Location",
    base: None,
    members: &[
        text("href"),
        text("protocol"),
        text("host"),
        text("hostname"),
        text("port"),
        text("pathname"),
        text("search"),
        text("hash"),
        text("origin"),
        does("assign"),
        does("replace"),
        does("reload"),
    ],
};

static NAVIGATOR: HostRow = HostRow {
    name: "Navigator",
    base: None,
    members: &[text("language"), text("userAgent"), flag("onLine"), flag("cookieEnabled")],
};

static DOCUMENT: HostRow = HostRow {
    name: "Document",
    base: None,
    members: &[
        text("title"),
        text("cookie"),
        text("readyState"),
        text("visibilityState"),
        text("URL"),
        text("referrer"),
        flag("hidden"),
        gives("hasFocus", HostValue::Bool),
        does("addEventListener"),
        does("removeEventListener"),
    ],
};

static WINDOW: HostRow = HostRow {
    name: "Window",
    base: None,
    members: &[
        object("document", &DOCUMENT),
        object("location", &LOCATION),
        object("navigator", &NAVIGATOR),
        object("localStorage", &STORAGE),
        object("sessionStorage", &STORAGE),
        number("innerWidth"),
        number("innerHeight"),
        number("outerWidth"),
        number("outerHeight"),
        number("scrollX"),
        number("scrollY"),
        number("devicePixelRatio"),
        gives("fetch", HostValue::Later(&HostValue::Object(&RESPONSE))),
        gives("confirm", HostValue::Bool),
        gives("prompt", HostValue::TextOrNone),
        does("alert"),
        does("addEventListener"),
        does("removeEventListener"),
        does("scrollTo"),
        does("scrollBy"),
        does("clearTimeout"),
        does("clearInterval"),
        does("cancelAnimationFrame"),
        does("queueMicrotask"),
    ],
};
