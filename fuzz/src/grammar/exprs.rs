//! Expressions of a type.

use super::{Grammar, Kind};

/// What may stand in a string: all that means something elsewhere.
const TEXTS: &[&str] = &[
    "",
    "a",
    "hello",
    "x y",
    "é😀",
    "*/",
    "//",
    "</script>",
    "<!--",
    "${x}",
    "`",
    "\\\\",
    "\\n",
    "\\u2028",
    "\\'",
    "\\\"",
    "\\ud800",
    "__proto__",
    "constructor",
    "{{}}",
    "%",
    "%s",
    "\\0",
    "\\x07",
    "\\N{BULLET}",
    "{",
    "}",
];

const SPECS: &[&str] = &[
    "",
    ":",
    ":5",
    ":<5",
    ":>{w}",
    ":^8.3",
    ":,",
    ":_",
    ":.2f",
    ":e",
    ":g",
    ":%",
    ":x",
    ":#x",
    ":b",
    ":c",
    ":d",
    ":n",
    ":+",
    ":08.3f",
    ":=+10",
    "!r",
    "!s:>4",
    "!a",
    "=",
    "=!r:^9",
    ":é^9",
    ":{w}.{w}",
    ":%Y-%m-%d",
    ":}}",
    ":z.1f",
];

impl Grammar<'_> {
    pub fn expr(&mut self, kind: Kind, depth: usize) -> String {
        if depth == 0 || !self.burn() {
            return self.leaf(kind);
        }
        if self.random.below(200) == 0 {
            let other = self.kind();
            return self.expr(other, depth - 1);
        }
        match self.random.below(12) {
            0 | 1 => self.leaf(kind),
            2 => self.conditional(kind, depth),
            3 => self.called(kind, depth),
            4 => format!("({})", self.walrus(kind, depth)),
            _ => self.made(kind, depth),
        }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        if self.random.chance(60)
            && let Some(name) = self.variable(kind)
        {
            return name;
        }
        match kind {
            Kind::Int => self
                .random
                .pick(&[
                    "0",
                    "1",
                    "-1",
                    "7",
                    "255",
                    "0xff",
                    "1_000",
                    "9007199254740993",
                    "2 ** 70",
                    "True",
                ])
                .into(),
            Kind::Float => self
                .random
                .pick(&["0.0", "1.5", "-2.25", "1e16", "1e-7", "float('inf')", ".5", "3."])
                .into(),
            Kind::Str => self.string(),
            Kind::Bool => self.random.pick(&["True", "False", "not 0"]).into(),
            Kind::Ints => self
                .random
                .pick(&["[]", "[1, 2, 3]", "list(range(5))", "[0] * 3", "[*range(2)]"])
                .into(),
            Kind::Strs => self.random.pick(&["['a', 'b']", "'a b'.split()", "list('abc')"]).into(),
            Kind::Counts => self
                .random
                .pick(&[
                    "{}",
                    "{'a': 1}",
                    "dict(a=1, b=2)",
                    "{'__proto__': 1}",
                    "{'constructor': 2, '1': 3}",
                ])
                .into(),
            Kind::Set => self.random.pick(&["{1, 2}", "set()", "frozenset([1])"]).into(),
            Kind::Pair => self.random.pick(&["(1, 'a')", "(0, '')", "tuple([1, 'b'])"]).into(),
            Kind::Bytes => {
                self.random.pick(&["b''", "b'ab\\x00'", "bytes(3)", "bytearray(b'x')"]).into()
            }
            Kind::Maybe => self.random.pick(&["None", "3", "{'a': 1}.get('b')"]).into(),
            Kind::Any => {
                let kind = self.kind();
                if kind == Kind::Any { "None".into() } else { self.leaf(kind) }
            }
        }
    }

    pub fn string(&mut self) -> String {
        let text = self.random.pick(TEXTS);
        let text = text.replace("{{}}", "{}");
        match self.random.below(8) {
            0 => format!("\"{text}\""),
            1 => format!("'''{text}'''"),
            2 if !text.ends_with('\\') => format!("r'{}'", text.replace("\\'", "")),
            3 => format!("('{text}' '{text}')"),
            4 => format!("\"\"\"{text}\n{text} \"\"\""),
            _ => format!("'{text}'"),
        }
    }

    fn fstring(&mut self, depth: usize) -> String {
        let mut text = String::from("f'");
        for _ in 0..1 + self.random.below(3) {
            let piece = self.random.pick(TEXTS);
            let piece = piece.replace('{', "{{").replace('}', "}}").replace("{{{{}}}}", "{{}}");
            let piece = piece.replace("\\N{{BULLET}}", "\\N{BULLET}");
            text += &piece;
            let kind = self.kind();
            // A `:` or `!` at the top of a field would end it.
            let field = format!("({})", self.expr(kind, depth - 1));
            let width = self.leaf(Kind::Int);
            let specs = match kind {
                Kind::Int | Kind::Float | Kind::Str => SPECS,
                _ => &["", "!r", "!s:>4", "!r:^9", "=", "=!r:>9"],
            };
            let spec = self.random.pick(specs).replace("{w}", &format!("{{{width}}}"));
            text += &format!("{{{field}{spec}}}");
        }
        text + "'"
    }

    fn conditional(&mut self, kind: Kind, depth: usize) -> String {
        let (yes, test, no) = (
            self.expr(kind, depth - 1),
            self.expr(Kind::Bool, depth - 1),
            self.expr(kind, depth - 1),
        );
        match self.random.below(3) {
            0 => format!("({yes} if {test} else {no})"),
            1 => format!("({yes} or {no})"),
            _ => format!("({yes} if {test} else {no})"),
        }
    }

    fn walrus(&mut self, kind: Kind, depth: usize) -> String {
        let value = self.expr(kind, depth - 1);
        if self.indent == 0 || self.in_comprehension() {
            return value;
        }
        let name = self.fresh("w");
        // Nothing reads it: whether it is bound there is not followed.
        format!("{name} := {value}")
    }

    fn in_comprehension(&self) -> bool {
        self.scopes.len() > 2
    }

    /// A call of a function or a class of the program.
    fn called(&mut self, kind: Kind, depth: usize) -> String {
        let fitting: Vec<usize> = (0..self.functions.len())
            .filter(|&at| self.functions[at].gives == kind || kind == Kind::Any)
            .collect();
        if self.random.chance(30)
            && let Some(class) =
                (!self.classes.is_empty()).then(|| self.random.below(self.classes.len()))
        {
            return self.of_instance(class, kind, depth);
        }
        if fitting.is_empty() {
            return self.made(kind, depth);
        }
        let at = *self.random.of(&fitting);
        let function = &self.functions[at];
        let (name, params, optional) =
            (function.name.clone(), function.params.clone(), function.optional);
        let given = params.len() - self.random.below(optional + 1);
        let mut args = Vec::new();
        let mut by_keyword = false;
        for (param, kind) in params.into_iter().take(given) {
            let value = self.expr(kind, depth - 1);
            by_keyword |= self.random.chance(15);
            args.push(if by_keyword { format!("{param}={value}") } else { value });
        }
        format!("{name}({})", args.join(", "))
    }

    fn of_instance(&mut self, class: usize, kind: Kind, depth: usize) -> String {
        let (name, fields) = (self.classes[class].name.clone(), self.classes[class].fields.clone());
        let methods = self.classes[class].methods.clone();
        let args: Vec<String> =
            fields.iter().map(|(_, kind)| self.expr(*kind, depth - 1)).collect();
        let made = format!("{name}({})", args.join(", "));
        let member = fields.iter().find(|(_, held)| *held == kind || kind == Kind::Any);
        let method = methods.iter().find(|(_, held)| *held == kind || kind == Kind::Any);
        match (member, method) {
            (Some((field, _)), _) if self.random.chance(60) => format!("{made}.{field}"),
            (_, Some((method, _))) => format!("{made}.{method}()"),
            _ if kind == Kind::Any => made,
            _ => self.made(kind, depth),
        }
    }

    fn made(&mut self, kind: Kind, depth: usize) -> String {
        let depth = depth - 1;
        match kind {
            Kind::Int => self.int(depth),
            Kind::Float => {
                let (a, b) = (self.expr(Kind::Float, depth), self.expr(Kind::Int, depth));
                match self.random.below(6) {
                    0 => format!("({a} * {b})"),
                    1 => format!("({b} / ({b} or 1))"),
                    2 => format!("abs({a})"),
                    3 => format!("round({a}, 2)"),
                    4 => format!("float({b})"),
                    _ => format!("({a} - {b})"),
                }
            }
            Kind::Str => self.text(depth),
            Kind::Bool => self.test(depth),
            Kind::Ints => self.ints(depth),
            Kind::Strs => {
                let (a, b) = (self.expr(Kind::Strs, depth), self.expr(Kind::Str, depth));
                match self.random.below(6) {
                    0 => format!("{b}.split({})", self.random.pick(&["", "','", "None, 1"])),
                    1 => format!("sorted({a}, key=len, reverse=True)"),
                    2 => format!("({a} + [{b}])"),
                    3 => format!("list(map(str, {}))", self.expr(Kind::Ints, depth)),
                    4 => self.comprehension(Kind::Str, "[", "]", depth),
                    _ => format!("{a}[::-1]"),
                }
            }
            Kind::Counts => {
                let (a, b) = (self.expr(Kind::Counts, depth), self.expr(Kind::Str, depth));
                let n = self.expr(Kind::Int, depth);
                match self.random.below(7) {
                    0 => format!("{{**{a}, {b}: {n}}}"),
                    1 => format!("{{{b}: {n}}}"),
                    2 => format!("({a} | {{{b}: {n}}})"),
                    3 => format!("dict({a}, k={n})"),
                    4 => format!(
                        "dict(zip({}, {}))",
                        self.expr(Kind::Strs, depth),
                        self.expr(Kind::Ints, depth)
                    ),
                    5 => format!("{{k: v for k, v in {a}.items() if v}}"),
                    _ => format!("{a}.copy()"),
                }
            }
            Kind::Set => {
                let (a, b) = (self.expr(Kind::Set, depth), self.expr(Kind::Ints, depth));
                let operator = self.random.pick(&["|", "&", "-", "^"]);
                match self.random.below(3) {
                    0 => format!("({a} {operator} set({b}))"),
                    1 => self.comprehension(Kind::Int, "{", "}", depth),
                    _ => format!("set({b})"),
                }
            }
            Kind::Pair => {
                format!("({}, {})", self.expr(Kind::Int, depth), self.expr(Kind::Str, depth))
            }
            Kind::Bytes => {
                let text = self.expr(Kind::Str, depth);
                match self.random.below(3) {
                    0 => format!("{text}.encode()"),
                    1 => format!("({} + b'\\xff')", self.expr(Kind::Bytes, depth)),
                    _ => format!("bytes({})", self.leaf(Kind::Ints)),
                }
            }
            Kind::Maybe => {
                format!("{}.get({})", self.expr(Kind::Counts, depth), self.expr(Kind::Str, depth))
            }
            Kind::Any => self.any(depth),
        }
    }

    fn int(&mut self, depth: usize) -> String {
        let (a, b) = (self.expr(Kind::Int, depth), self.expr(Kind::Int, depth));
        match self.random.below(14) {
            0 => format!("({a} + {b})"),
            1 => format!("({a} * {b})"),
            2 => format!("({a} // ({b} or 1))"),
            3 => format!("({a} % ({b} or 1))"),
            4 => format!("({a} {} {b})", self.random.pick(&["&", "|", "^"])),
            5 => format!("(-{a})"),
            6 => format!("len({})", self.expr(Kind::Strs, depth)),
            7 => format!("sum({})", self.expr(Kind::Ints, depth)),
            8 => format!("max({a}, {b})"),
            9 => format!("{}[0]", self.expr(Kind::Pair, depth)),
            10 => format!("({} or [0])[-1]", self.expr(Kind::Ints, depth)),
            11 => format!("sum({} for _ in {})", a, self.expr(Kind::Ints, depth)),
            12 => format!("int({})", self.expr(Kind::Float, depth)),
            _ => format!("{}.count({})", self.expr(Kind::Str, depth), self.expr(Kind::Str, depth)),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        let (a, b) = (self.expr(Kind::Str, depth), self.expr(Kind::Str, depth));
        match self.random.below(14) {
            0 => format!("({a} + {b})"),
            1 => format!("({a} * {})", self.leaf(Kind::Int)),
            2..=4 if depth > 0 => self.fstring(depth),
            5 => format!("{a}.upper()"),
            6 => format!("{a}[{}:{}]", self.leaf(Kind::Int), self.leaf(Kind::Int)),
            7 => format!("', '.join({})", self.expr(Kind::Strs, depth)),
            8 => format!("{a}.replace({b}, 'x')"),
            9 => format!("str({})", self.expr(Kind::Any, depth)),
            10 => format!("repr({})", self.expr(Kind::Any, depth)),
            11 => format!("'%s %d' % ({a}, {})", self.expr(Kind::Int, depth)),
            12 => format!("'{{}} {{n!r:>5}}'.format({a}, n={})", self.expr(Kind::Int, depth)),
            _ => format!("{a}.strip()"),
        }
    }

    fn test(&mut self, depth: usize) -> String {
        let (a, b) = (self.expr(Kind::Int, depth), self.expr(Kind::Int, depth));
        match self.random.below(10) {
            0 => format!("({a} {} {b})", self.random.pick(&["<", "<=", "==", "!=", ">"])),
            1 => format!("(0 <= {a} < {b})"),
            2 => format!("(not {})", self.expr(Kind::Any, depth)),
            3 => format!("({} and {})", self.expr(Kind::Bool, depth), self.expr(Kind::Bool, depth)),
            4 => format!("({} in {})", self.expr(Kind::Str, depth), self.expr(Kind::Strs, depth)),
            5 => format!("({} is not None)", self.expr(Kind::Maybe, depth)),
            6 => format!(
                "isinstance({}, {})",
                self.expr(Kind::Any, depth),
                self.random.pick(&["int", "str", "(list, dict)", "float"])
            ),
            7 => format!("any({})", self.expr(Kind::Ints, depth)),
            8 => format!("({} == {})", self.expr(Kind::Any, depth), self.expr(Kind::Any, depth)),
            _ => format!(
                "{}.startswith({})",
                self.expr(Kind::Str, depth),
                self.expr(Kind::Str, depth)
            ),
        }
    }

    fn ints(&mut self, depth: usize) -> String {
        let a = self.expr(Kind::Ints, depth);
        match self.random.below(9) {
            0 => format!("[{}, *{a}]", self.expr(Kind::Int, depth)),
            1 => format!("{a}[1:]"),
            2 => format!("sorted({a})"),
            3 | 4 => self.comprehension(Kind::Int, "[", "]", depth),
            5 => format!("list(reversed({a}))"),
            6 => format!("({a} + {})", self.expr(Kind::Ints, depth)),
            7 => format!("list(filter(lambda n: n % 2, {a}))"),
            _ => format!("[i * n for i, n in enumerate({a})]"),
        }
    }

    fn comprehension(&mut self, kind: Kind, open: &str, close: &str, depth: usize) -> String {
        let source = self.expr(Kind::Ints, depth);
        self.scopes.push(Vec::new());
        let name = self.fresh("c");
        self.bind(name.clone(), Kind::Int);
        let test = match self.random.below(3) {
            0 => format!(" if {}", self.expr(Kind::Bool, depth)),
            _ => String::new(),
        };
        let inner = match self.random.below(6) {
            0 => format!(" for {} in range({name})", self.fresh("d")),
            _ => String::new(),
        };
        let element = self.expr(kind, depth);
        self.scopes.pop();
        format!("{open}{element} for {name} in {source}{test}{inner}{close}")
    }

    fn any(&mut self, depth: usize) -> String {
        match self.random.below(7) {
            0 => {
                self.scopes.push(Vec::new());
                let name = self.fresh("p");
                self.bind(name.clone(), Kind::Int);
                let kind = self.kind();
                let body = self.expr(kind, depth);
                self.scopes.pop();
                format!("(lambda {name}, *rest, q=1, **kw: {body})")
            }
            1 => format!("[{}, {}]", self.expr(Kind::Any, depth), self.expr(Kind::Any, depth)),
            2 => format!(
                "{{'k': {}, 'ns': {}}}",
                self.expr(Kind::Any, depth),
                self.expr(Kind::Ints, depth)
            ),
            3 => format!("({},)", self.expr(Kind::Any, depth)),
            _ => {
                let kind = self.kind();
                self.expr(kind, depth)
            }
        }
    }
}
