//! The tags of `ps.*` and `pulse.dom.tags`.
//!
//! `ps.del_(...)` is `<del>`; `ps.fragment(...)` is `<>...</>`, a tag whose JSX name is empty.

/// A tag.
#[derive(PartialEq, Eq, Debug)]
pub struct TagRow {
    /// As Python calls it: `del_`.
    pub name: &'static str,
    /// As JSX writes it: `del`; empty for a fragment.
    pub jsx: &'static str,
    /// Takes no children.
    pub is_void: bool,
    pub is_svg: bool,
}

impl TagRow {
    pub const fn is_fragment(&self) -> bool {
        self.jsx.is_empty()
    }
}

const fn html(name: &'static str, jsx: &'static str) -> TagRow {
    TagRow { name, jsx, is_void: false, is_svg: false }
}

const fn void(name: &'static str, jsx: &'static str) -> TagRow {
    TagRow { name, jsx, is_void: true, is_svg: false }
}

const fn svg(name: &'static str, jsx: &'static str) -> TagRow {
    TagRow { name, jsx, is_void: false, is_svg: true }
}

/// The modules the tags are imported from.
pub const MODULES: [&str; 2] = ["pulse", "pulse.dom.tags"];

/// The tag of a Python name.
pub fn tag(name: &str) -> Option<&'static TagRow> {
    let at = TAGS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    TAGS.get(at)
}

/// The row of a JSX name.
pub fn by_jsx(jsx: &str) -> Option<&'static TagRow> {
    TAGS.iter().find(|row| row.jsx == jsx)
}

/// Sorted by name.
pub const TAGS: &[TagRow] = &[
    html("a", "a"),
    html("abbr", "abbr"),
    html("address", "address"),
    void("area", "area"),
    html("article", "article"),
    html("aside", "aside"),
    html("audio", "audio"),
    html("b", "b"),
    void("base", "base"),
    html("bdi", "bdi"),
    html("bdo", "bdo"),
    html("blockquote", "blockquote"),
    html("body", "body"),
    void("br", "br"),
    html("button", "button"),
    html("canvas", "canvas"),
    html("caption", "caption"),
    svg("circle", "circle"),
    html("cite", "cite"),
    svg("clipPath", "clipPath"),
    html("code", "code"),
    void("col", "col"),
    html("colgroup", "colgroup"),
    html("data", "data"),
    html("datalist", "datalist"),
    html("dd", "dd"),
    svg("defs", "defs"),
    html("del_", "del"),
    html("details", "details"),
    html("dfn", "dfn"),
    html("dialog", "dialog"),
    html("div", "div"),
    html("dl", "dl"),
    html("dt", "dt"),
    svg("ellipse", "ellipse"),
    html("em", "em"),
    void("embed", "embed"),
    html("fieldset", "fieldset"),
    html("figcaption", "figcaption"),
    html("figure", "figure"),
    html("footer", "footer"),
    html("form", "form"),
    html("fragment", ""),
    svg("g", "g"),
    html("h1", "h1"),
    html("h2", "h2"),
    html("h3", "h3"),
    html("h4", "h4"),
    html("h5", "h5"),
    html("h6", "h6"),
    html("head", "head"),
    html("header", "header"),
    html("hgroup", "hgroup"),
    void("hr", "hr"),
    html("html", "html"),
    html("i", "i"),
    html("iframe", "iframe"),
    void("img", "img"),
    void("input", "input"),
    html("ins", "ins"),
    html("kbd", "kbd"),
    html("label", "label"),
    html("legend", "legend"),
    html("li", "li"),
    svg("line", "line"),
    void("link", "link"),
    html("main", "main"),
    html("map_", "map"),
    html("mark", "mark"),
    svg("mask", "mask"),
    html("menu", "menu"),
    void("meta", "meta"),
    html("meter", "meter"),
    html("nav", "nav"),
    html("noscript", "noscript"),
    html("object_", "object"),
    html("ol", "ol"),
    html("optgroup", "optgroup"),
    html("option", "option"),
    html("output", "output"),
    html("p", "p"),
    void("param", "param"),
    svg("path", "path"),
    svg("pattern", "pattern"),
    html("picture", "picture"),
    svg("polygon", "polygon"),
    svg("polyline", "polyline"),
    html("pre", "pre"),
    html("progress", "progress"),
    html("q", "q"),
    svg("rect", "rect"),
    html("rp", "rp"),
    html("rt", "rt"),
    html("ruby", "ruby"),
    html("s", "s"),
    html("samp", "samp"),
    html("script", "script"),
    html("section", "section"),
    html("select", "select"),
    html("small", "small"),
    void("source", "source"),
    html("span", "span"),
    html("strong", "strong"),
    html("style", "style"),
    html("sub", "sub"),
    html("summary", "summary"),
    html("sup", "sup"),
    svg("svg", "svg"),
    html("table", "table"),
    html("tbody", "tbody"),
    html("td", "td"),
    html("template", "template"),
    svg("text", "text"),
    html("textarea", "textarea"),
    html("tfoot", "tfoot"),
    html("th", "th"),
    html("thead", "thead"),
    html("time", "time"),
    html("title", "title"),
    html("tr", "tr"),
    void("track", "track"),
    svg("tspan", "tspan"),
    html("u", "u"),
    html("ul", "ul"),
    svg("use", "use"),
    html("var", "var"),
    html("video", "video"),
    void("wbr", "wbr"),
];
