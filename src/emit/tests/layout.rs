//! How realistic modules read.

use super::*;
use crate::emit::js::{Params, ast::*};

fn names(js: Js<'_>, names: &[&str]) -> Vec<Pat> {
    names.iter().map(|name| js.bind(name)).collect()
}

/// `const [state, setState] = useState(init)`.
fn state(js: Js<'_>, name: &str, setter: &str, init: E) -> Stmt {
    let pattern = js.array_pattern(vec![Some(js.bind(name)), Some(js.bind(setter))]);
    js.const_(pattern, js.call(js.ident("useState"), [init]))
}

fn chat_body(js: Js<'_>, rendered: E) -> Vec<Stmt> {
    let bridge = js.call(js.ident("usePulseChannel"), [js.ident("channel_id")]);
    let handler = js.arrow(
        Params::new(names(js, &["message"])),
        js.call(
            js.ident("set_messages"),
            [js.arrow(
                Params::new(names(js, &["previous"])),
                js.array([js.spread(js.ident("previous")), js.ident("message").into()]),
            )],
        ),
    );
    let off = js.call(js.member(js.ident("bridge"), "on"), [js.string("message"), handler]);
    let effect = js.arrow_block(
        Params::default(),
        vec![
            js.if_short(
                js.binary(BinaryOp::EqEqEq, js.ident("bridge"), js.null()),
                js.return_(None),
            ),
            js.const_(js.bind("off"), off),
            js.return_(Some(
                js.arrow(Params::default(), js.call(js.ident("off"), Vec::<E>::new())),
            )),
        ],
    );
    let send = js.arrow_block(
        Params::new(vec![]).asynchronous(true),
        vec![js.expression(js.await_(js.call(
            js.member(js.ident("bridge"), "request"),
            [
                js.string("send"),
                js.object(vec![
                    js.property(
                        "text",
                        js.call(js.member(js.ident("draft"), "trim"), Vec::<E>::new()),
                    ),
                    js.property("channel_id", js.ident("channel_id")),
                    js.property(
                        "a very odd key that makes it long",
                        js.ident("somethingElseEntirely"),
                    ),
                ]),
            ],
        )))],
    );
    vec![
        js.const_(js.bind("bridge"), bridge),
        state(js, "messages", "set_messages", js.array(Vec::<E>::new())),
        state(js, "draft", "set_draft", js.string("")),
        js.expression(js.call(js.ident("useEffect"), [effect, js.array([js.ident("bridge")])])),
        js.const_(js.bind("send"), send),
        js.return_(Some(rendered)),
    ]
}

fn chat_params(js: Js<'_>) -> Params {
    Params::new(vec![js.object_pattern(vec![
        js.pattern_property("channel_id", js.bind("channel_id")),
        js.pattern_property("title", js.with_default(js.bind("title"), js.string("Chat"))),
    ])])
}

#[test]
fn a_component_with_jsx_calls() {
    let code = printed(|js| {
        let jsx =
            |tag: E, props: Vec<PropOrSpread>| js.call(js.ident("jsx"), [tag, js.object(props)]);
        let row = js.arrow(
            Params::new(names(js, &["message"])),
            js.call(
                js.ident("jsx"),
                [
                    js.string("li"),
                    js.object(vec![
                        js.property("className", js.string("message")),
                        js.property(
                            "children",
                            jsx(
                                js.string("p"),
                                vec![js.property(
                                    "children",
                                    jsx(
                                        js.string("b"),
                                        vec![js.property(
                                            "children",
                                            js.member(js.ident("message"), "text"),
                                        )],
                                    ),
                                )],
                            ),
                        ),
                    ]),
                    js.member(js.ident("message"), "id"),
                ],
            ),
        );
        let list = js.call(js.member(js.ident("messages"), "map"), [row]);
        let rendered = js.call(
            js.ident("jsxs"),
            [
                js.string("div"),
                js.object(vec![
                    js.property("className", js.string("chat")),
                    js.property(
                        "children",
                        js.array([
                            jsx(js.string("h1"), vec![js.property("children", js.ident("title"))]),
                            jsx(js.string("ul"), vec![js.property("children", list)]),
                        ]),
                    ),
                ]),
            ],
        );
        vec![
            js.import(None, &[("useEffect", "useEffect"), ("useState", "useState")], "react"),
            js.import(None, &[("jsx", "jsx"), ("jsxs", "jsxs")], "react/jsx-runtime"),
            js.export(js.function_declaration("Chat", chat_params(js), chat_body(js, rendered))),
            js.export(js.function_declaration(
                "Empty",
                Params::default(),
                vec![js.return_(Some(js.null()))],
            )),
        ]
    });
    insta::assert_snapshot!(code);
}

#[test]
fn a_component_in_preserved_jsx() {
    let code = printed(|js| {
        let row = js.arrow(
            Params::new(names(js, &["message"])),
            js.element(
                "li",
                vec![
                    js.attribute("key", Some(js.member(js.ident("message"), "id"))),
                    js.attribute("className", Some(js.string("message"))),
                ],
                vec![js.child(js.member(js.ident("message"), "text"))],
            ),
        );
        let list = js.call(js.member(js.ident("messages"), "map"), [row]);
        let change = js.arrow(
            Params::new(names(js, &["event"])),
            js.call(
                js.ident("set_draft"),
                [js.member(js.member(js.ident("event"), "target"), "value")],
            ),
        );
        let rendered = js.element(
            "div",
            vec![js.attribute("className", Some(js.string("chat")))],
            vec![
                js.child(js.element(
                    "h1",
                    vec![],
                    vec![js.child(js.string("Hello ")), js.child(js.ident("title"))],
                )),
                js.child(js.element("ul", vec![], vec![js.child(list)])),
                js.child(js.binary(
                    BinaryOp::LogicalAnd,
                    js.ident("busy"),
                    js.element("Spinner", vec![], vec![]),
                )),
                js.child(js.conditional(
                    js.ident("error"),
                    js.element(
                        "p",
                        vec![js.attribute("className", Some(js.string("error")))],
                        vec![js.child(js.ident("error"))],
                    ),
                    js.null(),
                )),
                js.child(js.element(
                    "input",
                    vec![
                        js.attribute("value", Some(js.ident("draft"))),
                        js.attribute(
                            "placeholder",
                            Some(js.string("Write a \"message\" & send it")),
                        ),
                        js.attribute("onChange", Some(change)),
                        js.attribute("disabled", None),
                        js.attribute_spread(js.ident("rest")),
                    ],
                    vec![],
                )),
                js.child(js.element(
                    "p",
                    vec![],
                    vec![
                        js.child(js.string("You have a rather long text here, with ")),
                        js.child(js.element("b", vec![], vec![js.child(js.ident("count"))])),
                        js.child(
                            js.string(" messages in it and some more words to make it break."),
                        ),
                        js.child(js.string(" {braces} ")),
                    ],
                )),
            ],
        );
        vec![
            js.import(None, &[("useEffect", "useEffect"), ("useState", "useState")], "react"),
            js.export(js.function_declaration("Chat", chat_params(js), chat_body(js, rendered))),
        ]
    });
    insta::assert_snapshot!(code);
}

fn class_with_each_member(js: Js<'_>) -> Stmt {
    js.class_declaration(
        "Point",
        Some(js.ident("Base")),
        vec![
            js.field(true, js.key("origin"), Some(js.null())),
            js.constructor(
                names(js, &["x"]),
                vec![
                    js.expression(js.super_call(Vec::<E>::new())),
                    js.expression(js.assign(
                        AssignOp::Assign,
                        js.target(js.member(js.this(), "x")),
                        js.ident("x"),
                    )),
                ],
            ),
            js.method(
                crate::emit::js::Method::Getter,
                js.key("size"),
                Params::default(),
                vec![js.return_(Some(js.int(2)))],
            ),
            js.method(
                crate::emit::js::Method::Static,
                js.key("of"),
                Params::default().asynchronous(true),
                vec![],
            ),
            js.method(
                crate::emit::js::Method::Plain,
                js.key("each"),
                Params::default().generator(true),
                vec![],
            ),
        ],
    )
}

#[test]
fn every_kind_of_statement() {
    let code = printed(|js| {
        let none = Vec::<E>::new;
        let call = |name: &str| js.expression(js.call(js.ident(name), none()));
        let body = vec![
            js.let_(js.bind("total"), Some(js.int(0))),
            js.labeled(
                "outer",
                js.for_of(
                    VarDeclKind::Const,
                    js.array_pattern(vec![Some(js.bind("key")), Some(js.bind("value"))]),
                    js.call(js.member(js.ident("Object"), "entries"), [js.ident("items")]),
                    vec![js.if_(
                        js.not(js.ident("value")),
                        vec![js.continue_(Some("outer"))],
                        vec![js.if_(js.ident("key"), vec![call("f")], vec![js.break_(None)])],
                    )],
                ),
            ),
            js.for_(
                vec![
                    (js.bind("i"), js.int(0)),
                    (js.bind("n"), js.member(js.ident("items"), "length")),
                ],
                Some(js.binary(BinaryOp::Lt, js.ident("i"), js.ident("n"))),
                Some(js.update(UpdateOp::PlusPlus, false, js.ident("i"))),
                vec![js.expression(js.assign(
                    AssignOp::AddAssign,
                    js.bind("total"),
                    js.index(js.ident("items"), js.ident("i")),
                ))],
            ),
            js.while_(js.boolean(true), vec![js.break_(None)]),
            js.try_(
                vec![call("f")],
                Some((
                    Some(js.bind("error")),
                    vec![js.throw(js.new_object(js.ident("Error"), [js.string("no")]))],
                )),
                Some(vec![call("g")]),
            ),
            js.try_(vec![call("f")], Some((None, vec![])), None),
            js.expression(js.yield_(Some(js.ident("total")))),
            js.expression(js.yield_from(js.ident("rest"))),
            js.const_(
                js.bind("message"),
                js.template(
                    &["Hello ", ", you have ", " new\n"],
                    vec![js.ident("name"), js.binary(BinaryOp::Add, js.ident("n"), js.int(1))],
                ),
            ),
            js.return_(Some(js.conditional(
                js.binary(BinaryOp::Gt, js.ident("total"), js.int(10)),
                js.call(
                    js.member(js.ident("console"), "log"),
                    [js.string("a long text to break the line"), js.ident("total")],
                ),
                js.call(
                    js.member(js.ident("console"), "warn"),
                    [js.string("another long text to break it"), js.ident("total")],
                ),
            ))),
        ];
        let generator = Params::new(vec![
            js.bind("items"),
            js.with_default(js.bind("name"), js.string("you")),
            js.rest(js.bind("rest")),
        ])
        .generator(true);
        vec![
            js.import_effect("./side.css"),
            js.import_namespace(None, "React", "react"),
            js.import(
                Some("Day"),
                &[
                    ("default", "d"),
                    ("aVeryLongImportedNameNumberOne", "one"),
                    ("aVeryLongImportedNameNumberTwo", "two"),
                ],
                "day",
            ),
            item(js.const_(js.bind("LIMIT"), js.int(10))),
            item(js.const_(js.bind("NAMES"), js.array([js.string("a"), js.string("b")]))),
            item(js.function_declaration("run", generator, body)),
            item(class_with_each_member(js)),
            js.export_names(&[("run", "run"), ("LIMIT", "max")], None),
        ]
    });
    insta::assert_snapshot!(code);
}

#[test]
fn long_expressions_break_where_a_person_would() {
    let code = printed(|js| {
        let none = Vec::<E>::new;
        let long = |at: usize| {
            js.ident(
                [
                    "firstRatherLongName",
                    "secondRatherLongName",
                    "thirdRatherLongName",
                    "fourthRatherLongName",
                    "fifthRatherLongName",
                ][at],
            )
        };
        let and = |l, r| js.binary(BinaryOp::LogicalAnd, l, r);
        let sum = || {
            and(
                and(and(long(0), long(1)), js.binary(BinaryOp::LogicalOr, long(2), long(3))),
                long(4),
            )
        };
        let step = |e: E, name: &str| {
            js.call(
                js.member(e, name),
                [js.arrow(
                    Params::new(names(js, &["x"])),
                    js.binary(BinaryOp::Add, js.ident("x"), js.int(1)),
                )],
            )
        };
        let chain = step(
            step(step(step(js.member(js.ident("store"), "items"), "filter"), "map"), "flatMap"),
            "toSorted",
        );
        let promise = js.call(
            js.member(
                js.call(
                    js.member(js.call(js.ident("fetch"), [js.string("/api")]), "then"),
                    [js.arrow_block(
                        Params::new(names(js, &["r"])),
                        vec![js.return_(Some(js.ident("r")))],
                    )],
                ),
                "catch",
            ),
            [js.ident("report")],
        );
        vec![
            item(js.const_(js.bind("ok"), sum())),
            item(js.if_(sum(), vec![js.return_(Some(sum()))], vec![])),
            item(js.const_(js.bind("sorted"), chain)),
            item(js.expression(promise)),
            item(js.expression(js.call(
                js.ident("setTimeout"),
                [
                    js.arrow_block(
                        Params::default(),
                        vec![js.expression(js.call(js.ident("tick"), none()))],
                    ),
                    js.int(500),
                ],
            ))),
            item(js.expression(
                js.call(js.ident("combine"), [long(0), long(1), long(2), long(3), long(4)]),
            )),
            item(js.const_(
                js.bind("options"),
                js.object(vec![js.property("a", sum()), js.spread_property(js.ident("defaults"))]),
            )),
            item(js.const_(
                js.object_pattern(vec![
                    js.pattern_property("firstRatherLongName", js.bind("one")),
                    js.pattern_property(
                        "secondRatherLongName",
                        js.with_default(js.bind("two"), js.int(2)),
                    ),
                    js.rest_property(js.bind("everythingElseThatWasPassed")),
                ]),
                js.ident("props"),
            )),
        ]
    });
    insta::assert_snapshot!(code);
}

#[test]
fn comments_and_header() {
    let sources = Sources::new();
    let js = Js::new(&sources);
    let mut comments = Comments::new();
    comments.header.push("Compiled by pulsec from chat.py".into());
    let first = js.documented(&mut comments, "Adds one.\n\nEnds a comment: */").export(
        js.function_declaration(
            "add",
            Params::default(),
            vec![js.commented(&mut comments, "why").return_(Some(js.int(1)))],
        ),
    );
    let second =
        item(js.documented(&mut comments, "The limit.").const_(js.bind("LIMIT"), js.int(3)));
    let code = crate::emit::print(&js.module(vec![first, second]), &comments, &sources).code;
    insta::assert_snapshot!(code);
}

#[test]
fn jsx_keeps_the_spaces_that_count() {
    let code = printed(|js| {
        let b = || js.child(js.element("b", vec![], vec![js.child(js.string("x"))]));
        let p = |children| item(js.expression(js.element("p", vec![], children)));
        let long =
            "words enough to fill the line to its very end, that is, about one hundred of them";
        vec![
            p(vec![b(), js.child(js.string(" ")), b()]),
            p(vec![js.child(js.string(" a ")), b(), js.child(js.string("c "))]),
            p(vec![
                js.child(js.string(&format!("{long} "))),
                b(),
                js.child(js.string(&format!(" {long}"))),
            ]),
            p(vec![js.child(js.ident("a")), js.child(js.ident("b"))]),
            p(vec![js.child(js.string("two ")), js.child(js.string(" spaces"))]),
            p(vec![js.child(js.string(" "))]),
            p(vec![js.child(js.string("it's \"so\""))]),
            p(vec![
                js.child(js.string("a  b")),
                js.child(js.string("&amp;")),
                js.child(js.string("no\u{a0}break")),
            ]),
            item(js.expression(js.fragment(vec![js.child(js.element(
                "Menu.Item",
                vec![js.attribute("xlink:href", Some(js.string("#")))],
                vec![],
            ))]))),
        ]
    });
    insta::assert_snapshot!(code);
}

/// Alternatives share their parts: an exponential layout would not come back from this.
#[test]
fn deep_callbacks_are_laid_out_in_time() {
    let code = printed(|js| {
        let mut expr = js.ident("x");
        for depth in 0..60 {
            let call = js.call(js.ident("f"), [expr, js.ident("y")]);
            let params = Params::new(names(js, &["p"]));
            let callback = match depth % 3 {
                0 => js.arrow(params, call),
                1 => js.arrow_block(params, vec![js.expression(call)]),
                _ => js.arrow(params, js.object(vec![js.property("key", call)])),
            };
            expr = js.call(js.ident("g"), [js.ident("first"), callback]);
        }
        vec![item(js.expression(expr))]
    });
    assert!(code.lines().count() > 100);
}
