//! Where the printed tokens lead.

use super::*;
use crate::base::{FileId, Span};
use crate::emit::js::Params;

#[test]
fn tokens_lead_to_their_python() {
    let python = "é = '😀'; items = f(class_)\n\ndef g(): return items[0]\n";
    let at = |text: &str| {
        let start = python.find(text).unwrap() as u32;
        Span::new(FileId(1), start, start + text.len() as u32)
    };
    let mut sources = Sources::new();
    sources.add(FileId(0), "other.py", "x = 1\n");
    sources.add(FileId(1), "app/chat.py", python);
    let js = Js::new(&sources);
    let mut comments = Comments::new();
    comments.header.push("header".into());
    let call = js
        .at(at("f(class_)"))
        .call(js.at(at("f(")).ident("f"), [js.at(at("class_")).ident("class")]);
    let first = item(js.at(at("items = ")).const_(js.at(at("items")).bind("items"), call));
    let get = js.at(at("items[0]"));
    let body = get.call(get.ident("getItem"), [get.ident("items"), js.at(at("0]")).int(0)]);
    let function = js.at(at("def g")).documented(&mut comments, "Doc.").export(
        js.at(at("def g")).function_declaration(
            "g",
            Params::default(),
            vec![js.at(at("return")).return_(Some(body))],
        ),
    );
    let printed = crate::emit::print(&js.module(vec![first, function]), &comments, &sources);
    assert_eq!(
        printed.code,
        "// header\n\nconst items = f(class);\n\n/** Doc. */\nexport function g() {\n  return getItem(items, 0);\n}\n"
    );
    let found = |line: u32, column: u32| {
        let mapping =
            printed.mappings.iter().rfind(|m| (m.line, m.column) == (line, column)).unwrap();
        let rest = python.get(mapping.offset as usize..).unwrap();
        (rest.chars().take(5).collect::<String>(), mapping.name.as_deref().map(str::to_owned))
    };
    assert_eq!(found(2, 6), ("items".into(), Some("items".into())));
    assert_eq!(found(2, 14), ("f(cla".into(), Some("f".into())));
    assert_eq!(found(2, 16), ("class".into(), Some("class_".into())));
    assert_eq!(found(5, 0).0, "def g");
    assert_eq!(found(6, 2).0, "retur");
    assert_eq!(found(6, 9), ("items".into(), None));

    let json = crate::emit::print::source_map::to_json(&printed, &sources, "chat.js");
    let map = swc_sourcemap::SourceMap::from_slice(json.as_bytes()).unwrap();
    let token = map.lookup_token(2, 6).unwrap();
    assert_eq!(token.get_source().map(|source| source.to_string()).as_deref(), Some("app/chat.py"));
    // after `é = '😀'; ` in UTF-16 code units
    assert_eq!((token.get_src_line(), token.get_src_col()), (0, 10));
    assert_eq!(token.get_name().map(|name| name.to_string()).as_deref(), Some("items"));
    assert!(json.contains("\"sourcesContent\""));
}

#[test]
fn blank_lines_of_the_python_are_kept() {
    let python = "a()\nb()\n\n# why\nc()\n";
    let mut sources = Sources::new();
    sources.add(FileId(0), "a.py", python);
    let js = Js::new(&sources);
    let call = |name: &str| {
        let start = python.find(name).unwrap() as u32;
        let js = js.at(Span::new(FileId(0), start, start + 1));
        js.expression(js.call(js.ident(name), Vec::<E>::new()))
    };
    let body = vec![call("a"), call("b"), call("c")];
    let module = js.module(vec![item(js.function_declaration("f", Params::default(), body))]);
    assert_eq!(print(&module, &sources).code, "function f() {\n  a();\n  b();\n\n  c();\n}\n");
}
