//! Which tags may stand in which.
//!
//! Sources: HTML Living Standard, sections 13.1.2.4 ("Optional tags": what ends a `p`), 4.9 (tables), 4.10.7 (`select`)
//! and the content models of `a`, `button`, `form`; React warns about the same at run time.

/// What is wrong with a tag where it stands.
#[derive(PartialEq, Eq, Debug)]
pub enum Fault {
    /// Its parent takes other tags.
    Parent { parent: &'static str, wanted: &'static str },
    /// It cannot stand anywhere in that tag.
    Within { outer: &'static str },
}

/// Tags that end a paragraph.
const ENDS_P: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "table",
    "ul",
];

/// Tags that cannot stand within themselves.
const NOT_IN_ITSELF: &[&str] = &["a", "button", "form"];

/// Where a tag is looked at afresh: a paragraph around it is not ended by what is in it.
const SCOPES: &[&str] =
    &["button", "caption", "foreignObject", "object", "svg", "td", "template", "th"];

/// The parents that a tag wants, and how they are called.
const PARENTS: &[(&str, &[&str], &str)] = &[
    ("caption", &["table"], "a `table`"),
    ("col", &["colgroup"], "a `colgroup`"),
    ("colgroup", &["table"], "a `table`"),
    ("tbody", &["table"], "a `table`"),
    ("td", &["tr"], "a `tr`"),
    ("tfoot", &["table"], "a `table`"),
    ("th", &["tr"], "a `tr`"),
    ("thead", &["table"], "a `table`"),
    ("tr", &["tbody", "thead", "tfoot"], "a `tbody`, `thead` or `tfoot`"),
];

/// The children that a tag takes and no others, and where others belong.
const CHILDREN: &[(&str, &[&str], &str)] = &[
    ("colgroup", &["col", "template"], "a cell, or beside the table"),
    ("optgroup", &["option"], "an `option`, or beside the `select`"),
    (
        "select",
        &["button", "hr", "optgroup", "option", "script", "template"],
        "an `option`, or beside the `select`",
    ),
    (
        "table",
        &["caption", "colgroup", "script", "style", "tbody", "template", "tfoot", "thead"],
        "a cell, or beside the table",
    ),
    ("tbody", &["script", "style", "template", "tr"], "a cell, or beside the table"),
    ("tfoot", &["script", "style", "template", "tr"], "a cell, or beside the table"),
    ("thead", &["script", "style", "template", "tr"], "a cell, or beside the table"),
    ("tr", &["script", "style", "td", "template", "th"], "a `td`"),
];

/// What is wrong with `tag` in the tags around it, the innermost last. Without any its place is not known.
pub fn fault(tag: &'static str, around: &[&'static str]) -> Option<Fault> {
    let parent = *around.last()?;
    let wants = PARENTS.iter().find(|row| row.0 == tag);
    if let Some((_, parents, wanted)) = wants
        && !parents.contains(&parent)
    {
        return Some(Fault::Parent { parent, wanted });
    }
    if let Some((_, children, wanted)) = CHILDREN.iter().find(|row| row.0 == parent)
        && !children.contains(&tag)
    {
        return Some(Fault::Parent { parent, wanted });
    }
    if ENDS_P.contains(&tag) {
        let p = around.iter().rev().take_while(|it| !SCOPES.contains(it)).find(|it| **it == "p");
        if let Some(outer) = p {
            return Some(Fault::Within { outer });
        }
    }
    let is_drawn = around.contains(&"svg");
    let outer =
        around.iter().find(|it| NOT_IN_ITSELF.contains(&tag) && **it == tag && !is_drawn)?;
    Some(Fault::Within { outer })
}
