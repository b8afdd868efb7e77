//! Why a row refuses a name, and what to write instead, in one sentence of the table:
//! `"opens a file, and a browser has no file system; use `fetch` from `pulse.js`"`.

/// Where a row names nothing better.
pub const ON_THE_SERVER: &str = "call it on the server, and pass the result in as a prop";

/// What goes on after the name: "opens a file, and a browser has no file system".
pub fn why(reason: &'static str) -> &'static str {
    reason.split_once("; ").map_or(reason, |(why, _)| why)
}

/// What to write: "use `fetch` from `pulse.js`".
pub fn instead(reason: &'static str) -> &'static str {
    reason.split_once("; ").map_or(ON_THE_SERVER, |(_, instead)| instead)
}
