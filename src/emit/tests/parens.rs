//! Random expressions: as the builder prints them they mean what the fully parenthesised text
//! means, to a real engine.

use rquickjs::{Context, Runtime};

use super::*;
use crate::emit::js::parens::wrap;
use crate::emit::js::{Params, ast::*};

/// A small generator with a fixed seed: the same trees in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const BINARY: [BinaryOp; 22] = [
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::Div,
    BinaryOp::Mod,
    BinaryOp::Exp,
    BinaryOp::LogicalAnd,
    BinaryOp::LogicalOr,
    BinaryOp::NullishCoalescing,
    BinaryOp::EqEqEq,
    BinaryOp::NotEqEq,
    BinaryOp::EqEq,
    BinaryOp::Lt,
    BinaryOp::GtEq,
    BinaryOp::BitAnd,
    BinaryOp::BitOr,
    BinaryOp::BitXor,
    BinaryOp::LShift,
    BinaryOp::RShift,
    BinaryOp::ZeroFillRShift,
    BinaryOp::Add,
    BinaryOp::Sub,
];

/// A tree printed twice: `all` puts every operand in parentheses itself.
fn tree(js: Js<'_>, random: &mut Random, depth: usize) -> (E, E) {
    if depth == 0 {
        let make: fn(Js<'_>, usize) -> E = match random.below(6) {
            0 => |js, n| js.number(n as f64 - 2.5),
            1 => |js, n| js.int(n as i64 - 3),
            2 => |js, _| js.ident("a"),
            3 => |js, _| js.ident("n"),
            4 => |js, n| js.string(["x", "\"'", "3", "", "`${"][n % 5]),
            _ => |js, n| js.boolean(n > 3),
        };
        let n = random.below(7);
        return (make(js, n), wrap(make(js, n)));
    }
    let below = |random: &mut Random| {
        let depth = random.below(depth);
        tree(js, random, depth)
    };
    let (bare, all) = match random.below(14) {
        0..=4 => {
            let op = BINARY[random.below(BINARY.len())];
            let (l, r) = (below(random), below(random));
            (js.binary(op, l.0, r.0), js.binary(op, l.1, r.1))
        }
        5 => {
            let op = [
                UnaryOp::Minus,
                UnaryOp::Plus,
                UnaryOp::Bang,
                UnaryOp::Tilde,
                UnaryOp::TypeOf,
                UnaryOp::Void,
            ][random.below(6)];
            let x = below(random);
            (js.unary(op, x.0), js.unary(op, x.1))
        }
        6 => {
            let (t, y, n) = (below(random), below(random), below(random));
            (js.conditional(t.0, y.0, n.0), js.conditional(t.1, y.1, n.1))
        }
        7 => {
            let x = below(random);
            let params = || Params::default();
            let none = Vec::<E>::new;
            (
                js.call(js.arrow(params(), x.0), none()),
                js.call(wrap(js.arrow(params(), x.1)), none()),
            )
        }
        8 => {
            let x = below(random);
            let target = || js.bind("t");
            (js.assign(AssignOp::Assign, target(), x.0), js.assign(AssignOp::Assign, target(), x.1))
        }
        9 => {
            let (x, y) = (below(random), below(random));
            (js.sequence(vec![x.0, y.0]), js.sequence(vec![x.1, y.1]))
        }
        10 => {
            let x = below(random);
            let make = |x| js.object(vec![js.property("k", x)]);
            (js.member(make(x.0), "k"), js.member(wrap(make(x.1)), "k"))
        }
        11 => {
            let x = below(random);
            // optional chains, continued from outside their parentheses
            (
                js.optional_member(js.optional_member(x.0, "length"), "foo"),
                js.optional_member(wrap(js.optional_member(x.1, "length")), "foo"),
            )
        }
        12 => {
            let (x, y) = (below(random), below(random));
            let make = |x, y| js.array([js.spread(js.array([x])), ExprOrSpread::from(y)]);
            (js.index(make(x.0, y.0), js.int(1)), js.index(wrap(make(x.1, y.1)), js.int(1)))
        }
        _ => {
            let x = below(random);
            let class = || js.member(js.call(js.ident("box"), Vec::<E>::new()), "Box");
            (
                js.member(js.new_object(class(), [x.0]), "value"),
                js.member(wrap(js.new_object(class(), [x.1])), "value"),
            )
        }
    };
    (bare, wrap(all))
}

const PRELUDE: &str = "var a = 5, n = null, t;
var box = () => ({ Box: class { constructor(value) { this.value = value } } });
var show = (f) => { try { const v = f(); return typeof v + ':' + (Object.is(v, -0) ? '-0' : String(v)) }
  catch (e) { return e.name + e.message } };";

/// What the statement `value = <expr>;` computes, as text with its type.
fn run(context: &Context, statement: &str) -> String {
    let source = format!("{PRELUDE}\nshow(() => {{ let value;\n{statement}\nreturn value; }})");
    context.with(|ctx| {
        ctx.eval::<String, _>(source.as_str())
            .unwrap_or_else(|error| panic!("{error} {:?}\n{statement}", ctx.catch()))
    })
}

#[test]
fn random_expressions_keep_their_meaning() {
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    let sources = Sources::new();
    let js = Js::new(&sources);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..3000 {
        let (bare, all) = tree(js, &mut random, 1 + round % 5);
        let text = |value: E| {
            let target = js.bind("value");
            let assign = js.assign(AssignOp::Assign, target, value);
            print(&js.module(vec![item(js.expression(assign))]), &sources).code
        };
        let (bare, all) = (text(bare), text(all));
        assert_eq!(run(&context, &bare), run(&context, &all), "\n{bare}\n{all}");
    }
}

#[test]
fn parentheses_stand_where_the_grammar_wants_them() {
    let none = Vec::<E>::new;
    let cases: Vec<(String, &str)> = vec![
        (expression(|js| js.arrow(Params::default(), js.object(vec![]))), "() => ({});"),
        (expression(|js| js.member(js.object(vec![]), "a")), "({}.a);"),
        (
            expression(|js| {
                js.call(js.function_expression(None, Params::default(), vec![]), none())
            }),
            "(function () {}());",
        ),
        (
            expression(|js| js.new_object(js.member(js.call(js.ident("f"), none()), "G"), none())),
            "new (f().G)();",
        ),
        (
            expression(|js| js.call(js.member(js.new_object(js.ident("A"), none()), "b"), none())),
            "new A().b();",
        ),
        (expression(|js| js.member(js.int(1), "toFixed")), "(1).toFixed;"),
        (expression(|js| js.member(js.optional_member(js.ident("a"), "b"), "c")), "(a?.b).c;"),
        (
            expression(|js| {
                js.binary(
                    BinaryOp::NullishCoalescing,
                    js.ident("a"),
                    js.binary(BinaryOp::LogicalOr, js.ident("b"), js.ident("c")),
                )
            }),
            "a ?? (b || c);",
        ),
        (
            expression(|js| {
                js.binary(BinaryOp::Exp, js.int(-2), js.binary(BinaryOp::Exp, js.int(3), js.int(2)))
            }),
            "(-2) ** 3 ** 2;",
        ),
        (
            expression(|js| js.await_(js.binary(BinaryOp::Add, js.ident("a"), js.int(1)))),
            "await (a + 1);",
        ),
        (expression(|js| js.unary(UnaryOp::Minus, js.int(-1))), "- -1;"),
        (
            expression(|js| {
                js.assign(
                    AssignOp::Assign,
                    js.object_pattern(vec![js.pattern_property("a", js.bind("a"))]),
                    js.ident("b"),
                )
            }),
            "({ a } = b);",
        ),
    ];
    for (printed, wanted) in cases {
        assert_eq!(printed.trim_end(), wanted);
    }
    let for_in = printed(|js| {
        let test = js.binary(BinaryOp::In, js.string("a"), js.ident("o"));
        vec![item(js.for_(vec![(js.bind("i"), test)], None, None, vec![]))]
    });
    assert_eq!(for_in, "for (let i = (\"a\" in o);;) {}\n");
}
