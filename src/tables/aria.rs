//! Roles of WAI-ARIA 1.2 and 1.3, and tags that have none.

/// Every role that an author may write. Sorted.
pub const ROLES: &[&str] = &[
    "alert",
    "alertdialog",
    "application",
    "article",
    "banner",
    "blockquote",
    "button",
    "caption",
    "cell",
    "checkbox",
    "code",
    "columnheader",
    "combobox",
    "comment",
    "complementary",
    "contentinfo",
    "definition",
    "deletion",
    "dialog",
    "directory",
    "document",
    "emphasis",
    "feed",
    "figure",
    "form",
    "generic",
    "grid",
    "gridcell",
    "group",
    "heading",
    "image",
    "img",
    "insertion",
    "link",
    "list",
    "listbox",
    "listitem",
    "log",
    "main",
    "mark",
    "marquee",
    "math",
    "menu",
    "menubar",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "meter",
    "navigation",
    "none",
    "note",
    "option",
    "paragraph",
    "presentation",
    "progressbar",
    "radio",
    "radiogroup",
    "region",
    "row",
    "rowgroup",
    "rowheader",
    "scrollbar",
    "search",
    "searchbox",
    "separator",
    "slider",
    "spinbutton",
    "status",
    "strong",
    "subscript",
    "suggestion",
    "superscript",
    "switch",
    "tab",
    "table",
    "tablist",
    "tabpanel",
    "term",
    "textbox",
    "time",
    "timer",
    "toolbar",
    "tooltip",
    "tree",
    "treegrid",
    "treeitem",
];

/// Tags that say nothing of what they do.
pub const PLAIN_TAGS: &[&str] =
    &["article", "div", "img", "li", "p", "section", "span", "td", "tr", "ul"];

/// Every state and property of WAI-ARIA 1.2 and 1.3, without `aria-`. Sorted.
const ATTRIBUTES: &[&str] = &[
    "activedescendant",
    "atomic",
    "autocomplete",
    "braillelabel",
    "brailleroledescription",
    "busy",
    "checked",
    "colcount",
    "colindex",
    "colindextext",
    "colspan",
    "controls",
    "current",
    "describedby",
    "description",
    "details",
    "disabled",
    "dropeffect",
    "errormessage",
    "expanded",
    "flowto",
    "grabbed",
    "haspopup",
    "hidden",
    "invalid",
    "keyshortcuts",
    "label",
    "labelledby",
    "level",
    "live",
    "modal",
    "multiline",
    "multiselectable",
    "orientation",
    "owns",
    "placeholder",
    "posinset",
    "pressed",
    "readonly",
    "relevant",
    "required",
    "roledescription",
    "rowcount",
    "rowindex",
    "rowindextext",
    "rowspan",
    "selected",
    "setsize",
    "sort",
    "valuemax",
    "valuemin",
    "valuenow",
    "valuetext",
];

/// Whether a prop is called as the attributes of ARIA are, and is none.
pub fn is_unknown_attribute(name: &str) -> bool {
    name.strip_prefix("aria-").is_some_and(|rest| ATTRIBUTES.binary_search(&rest).is_err())
}

/// The attribute that such a name is meant for.
pub fn near_attribute(name: &str) -> Option<String> {
    let rest = name.strip_prefix("aria-")?;
    let near = crate::base::closest(rest, ATTRIBUTES.iter().copied())?;
    Some(format!("aria-{near}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_is_sorted() {
        assert!(ATTRIBUTES.is_sorted());
        assert!(is_unknown_attribute("aria-labell") && !is_unknown_attribute("aria-label"));
        assert_eq!(near_attribute("aria-labell").as_deref(), Some("aria-label"));
        assert_eq!(near_attribute("aria-labeledby").as_deref(), Some("aria-labelledby"));
        assert_eq!(near_attribute("aria-xyzzy"), None);
    }
}
