//! What a function needs and the engine has not: a page, React, the channel, packages.

use std::sync::OnceLock;

use crate::base::{LineIndex, Span};
use crate::driver::Output;
use crate::engine::Engine;
use crate::facts::{Need, NeedKind};

/// Why a function cannot run here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lack {
    pub function: String,
    /// `the hook `useState` of React, which only a page has`
    pub what: String,
    /// `app/counter.py:12`; none where the source does not show it.
    pub place: Option<String>,
    /// What to do instead.
    pub way_out: &'static str,
}

impl std::fmt::Display for Lack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Lack { function, what, place, way_out } = self;
        write!(f, "`{function}` needs {what}")?;
        if let Some(place) = place {
            write!(f, " ({place})")?;
        }
        write!(f, "\nhelp: {way_out}")
    }
}

const IN_A_PAGE: &str = "open it in a page, through the plugin of Vite or of Pulse; what needs no page can run here as a function of its own";
const BUNDLED: &str = "open it in a page, through the plugin of Vite or of Pulse; what needs no package can run here as a function of its own";

/// The first need that the engine does not fill. What `is_added` tells is the call, not the function.
pub fn lack(
    needs: &[Need],
    output: &Output,
    function: &str,
    is_added: impl Fn(Span) -> bool,
) -> Option<Lack> {
    // A component is an element where it is called.
    let is_component = needs.iter().any(|need| is_added(need.span));
    let own = needs.iter().filter(|need| !is_added(need.span));
    let mut found = own.filter_map(|need| {
        let what = match &need.kind {
            NeedKind::Hook(name) => format!("the hook `{name}` of React"),
            NeedKind::Element => "an element".to_owned(),
            NeedKind::Channel => "the channel to the server".to_owned(),
            NeedKind::Package(name) if **name == *"react" => "React".to_owned(),
            NeedKind::Package(name) => {
                let what = format!("the npm package `{name}`, which is not loaded here");
                return Some((need, what, BUNDLED));
            }
            NeedKind::Global(name) if !is_there(name) => format!("`{name}` of the browser"),
            NeedKind::Global(_) | NeedKind::File(_) => return None,
        };
        Some((need, format!("{what}, which only a page has"), IN_A_PAGE))
    });
    let Some((need, what, way_out)) = found.next() else {
        let what = "React, as it is a component".to_owned();
        let lack = Lack { function: function.to_owned(), what, place: None, way_out: IN_A_PAGE };
        return is_component.then_some(lack);
    };
    let place = place(need, output);
    Some(Lack { function: function.to_owned(), what, place, way_out })
}

/// What a function has of JavaScript, which CPython has not: it cannot be run on both sides.
pub fn foreign(needs: &[Need], output: &Output) -> Option<String> {
    let need = needs.first()?;
    let what = match &need.kind {
        NeedKind::Hook(name) => format!("the hook `{name}` of React"),
        NeedKind::Element => "an element".to_owned(),
        NeedKind::Channel => "the channel to the server".to_owned(),
        NeedKind::Package(name) => format!("the npm package `{name}`"),
        NeedKind::File(name) => format!("the JavaScript file `{name}`"),
        NeedKind::Global(name) => format!("`{name}` of JavaScript"),
    };
    let place = place(need, output).map(|place| format!(" ({place})")).unwrap_or_default();
    Some(format!("it needs {what}, which CPython has not{place}"))
}

fn place(need: &Need, output: &Output) -> Option<String> {
    let source = output.sources.get(need.span.file)?;
    let line = LineIndex::new(&source.text).line(need.span.start) + 1;
    Some(format!("{}:{line}", source.shown()))
}

/// Whether the engine has the global that the path begins with.
fn is_there(path: &str) -> bool {
    let name = path.split('.').next().unwrap_or(path);
    static GLOBALS: OnceLock<Vec<String>> = OnceLock::new();
    GLOBALS.get_or_init(Engine::globals).iter().any(|global| global == name)
}
