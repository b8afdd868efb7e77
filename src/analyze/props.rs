//! The props of an element, as far as they are named.

use crate::base::{Name, Span};
use crate::ir::{DictEntry, Element, Expr, ExprKind, Js, JsProp, Prop, Py};
use crate::tables::dom_props;

/// A prop with a name, also one of a dict that is spread: `**{"aria-label": text}`.
pub(super) struct Named<'m> {
    pub name: &'m Name,
    pub span: Span,
    pub value: &'m Expr,
    written: Written,
}

/// How the name stands where the span is.
#[derive(Clone, Copy)]
enum Written {
    Keyword,
    /// A key of a dict.
    Text,
    /// The span is that of the value: `obj(font_size=12)`.
    Elsewhere,
}

impl Named<'_> {
    /// Another name as it is written in this place.
    pub fn respelled(&self, name: &str) -> Option<String> {
        match self.written {
            Written::Text => Some(format!("\"{name}\"")),
            Written::Keyword => Some(name.replace('-', "_")),
            Written::Elsewhere => None,
        }
    }
}

/// Every prop of the element that has a name.
pub(super) fn named(element: &Element) -> impl Iterator<Item = Named<'_>> {
    element.props.iter().flat_map(|prop| match prop {
        Prop::Named { name, span, value } => {
            vec![Named { name, span: *span, value: plain(value), written: Written::Keyword }]
        }
        Prop::Spread(value) => entries(value),
    })
}

/// Whether the element has that prop, or one that is meant for it: of `onchange` another rule speaks, and one is enough.
pub(super) fn is_meant(element: &Element, wanted: &str) -> bool {
    named(element).any(|prop| {
        &**prop.name == wanted
            || dom_props::right_name(prop.name) == Some(wanted)
            || dom_props::near_name(prop.name) == Some(wanted)
    })
}

/// The entries of a display whose keys are written out.
pub(super) fn entries(value: &Expr) -> Vec<Named<'_>> {
    match &plain(value).kind {
        ExprKind::Py(Py::Dict { entries, .. }) => entries
            .iter()
            .filter_map(|entry| match entry {
                DictEntry::Pair(key, value) => match &key.kind {
                    ExprKind::Str(name) => Some(Named {
                        name,
                        span: key.span,
                        value: plain(value),
                        written: Written::Text,
                    }),
                    _computed => None,
                },
                DictEntry::Spread(_) => None,
            })
            .collect(),
        ExprKind::Js(Js::Object(props)) => props
            .iter()
            .filter_map(|prop| match prop {
                JsProp::Named(name, value) => Some(Named {
                    name,
                    span: value.span,
                    value: plain(value),
                    written: Written::Elsewhere,
                }),
                JsProp::Computed(..) | JsProp::Spread(_) => None,
            })
            .collect(),
        _other => Vec::new(),
    }
}

/// A value that is on its way to JavaScript, as it is written.
pub(super) fn plain(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Js(Js::ToJs(inner)) => inner,
        _other => value,
    }
}
