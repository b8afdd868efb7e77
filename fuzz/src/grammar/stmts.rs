//! Statements, functions and classes.

use super::{Class, Function, Grammar, Kind};

const DEEP: usize = 3;

impl Grammar<'_> {
    pub fn function(&mut self, is_marked: bool) {
        let name = self.fresh("f");
        let count = self.random.below(4);
        let params: Vec<(String, Kind)> = (0..count)
            .map(|_| {
                let kind = self.kind();
                let mut name = self.fresh("a");
                if name.starts_with("__") {
                    name = format!("a{}", self.count);
                }
                (name, kind)
            })
            .collect();
        let optional = if count == 0 { 0 } else { self.random.below(count + 1) };
        let mut parts = Vec::new();
        for (at, (param, kind)) in params.iter().enumerate() {
            let annotation = match self.random.chance(70) {
                true => format!(": {}", kind.annotation()),
                false => String::new(),
            };
            let default = match at >= count - optional {
                true => format!(" = {}", self.leaf_of(*kind)),
                false => String::new(),
            };
            parts.push(format!("{param}{annotation}{default}"));
        }
        match self.random.below(8) {
            0 => parts.push("*args".into()),
            1 => parts.push("**kw".into()),
            _ => {}
        }
        let gives = self.kind();
        let before = (self.is_async, self.is_generator, self.gives, self.loops);
        (self.is_async, self.is_generator, self.gives, self.loops) =
            (self.random.chance(15), self.random.chance(10), gives, 0);
        if is_marked {
            self.line("");
            self.line("");
            self.line("@ps.javascript");
        }
        let word = if self.is_async { "async def" } else { "def" };
        let returns = match self.random.chance(50) && !self.is_generator {
            true => format!(" -> {}", gives.annotation()),
            false => String::new(),
        };
        let head = format!("{word} {name}({}){returns}:", parts.join(", "));
        self.line(&head);
        self.indent += 1;
        if self.random.chance(20) {
            let text = self.string();
            self.line(&text);
        }
        self.scopes.push(params.clone());
        self.block(1 + self.indent);
        if self.is_generator {
            let value = self.expr(gives, 2);
            let text = format!("yield {value}");
            self.line(&text);
        } else {
            let value = self.expr(gives, DEEP);
            let text = format!("return {value}");
            self.line(&text);
        }
        self.scopes.pop();
        self.indent -= 1;
        let is_plain = !self.is_async && !self.is_generator;
        (self.is_async, self.is_generator, self.gives, self.loops) = before;
        if is_plain && is_marked {
            self.functions.push(Function { name, params, optional, gives });
        }
    }

    fn leaf_of(&mut self, kind: Kind) -> String {
        // Names in scope are evaluated where the `def` runs: fine at the margin.
        self.expr(kind, 0)
    }

    pub fn class(&mut self) {
        let name = self.fresh("Card");
        let is_dataclass = self.random.chance(60);
        self.line("");
        self.line("");
        if is_dataclass {
            let options =
                self.random.pick(&["", "(frozen=True)", "(order=True)", "(kw_only=False)"]);
            let text = format!("@dataclass{options}");
            self.line(&text);
        }
        let base = match self.classes.last() {
            Some(class) if self.random.chance(25) && !is_dataclass => format!("({})", class.name),
            _ => String::new(),
        };
        let head = format!("class {name}{base}:");
        self.line(&head);
        self.indent += 1;
        let count = 1 + self.random.below(3);
        let fields: Vec<(String, Kind)> = (0..count)
            .map(|_| {
                let kind = self.kind();
                (self.fresh("x"), kind)
            })
            .filter(|(name, _)| !name.starts_with('_'))
            .collect();
        if is_dataclass {
            for (field, kind) in &fields {
                let text = format!("{field}: {}", kind.annotation());
                self.line(&text);
            }
            if fields.is_empty() {
                self.line("pass");
            }
        } else {
            let params: Vec<String> = fields
                .iter()
                .map(|(name, kind)| format!("{name}: {}", kind.annotation()))
                .collect();
            let text = format!("def __init__(self, {}):", params.join(", "));
            self.line(&text);
            self.indent += 1;
            self.line("self.seen = 0");
            for (field, _) in &fields {
                let text = format!("self.{field} = {field}");
                self.line(&text);
            }
            self.indent -= 1;
        }
        let mut methods = Vec::new();
        for _ in 0..self.random.below(3) {
            let method = match self.random.below(5) {
                0 => self
                    .random
                    .pick(&["__str__", "__eq__", "__len__", "__iter__", "__call__"])
                    .to_owned(),
                _ => self.fresh("m"),
            };
            let kind = self.kind();
            let gives = match method.as_str() {
                "__str__" => Kind::Str,
                "__eq__" => Kind::Bool,
                "__len__" => Kind::Int,
                _ => kind,
            };
            let other = if method == "__eq__" { ", other" } else { "" };
            let head = format!("def {method}(self{other}):");
            self.line(&head);
            self.indent += 1;
            self.scopes.push(vec![("self".into(), Kind::Any)]);
            if let Some((field, kind)) = fields.first() {
                let name = self.fresh("v");
                let text = format!("{name} = self.{field}");
                self.line(&text);
                self.bind(name, *kind);
            }
            let value = self.expr(gives, 2);
            let text = match method.as_str() {
                "__iter__" => format!("return iter([{value}])"),
                _ => format!("return {value}"),
            };
            self.line(&text);
            self.scopes.pop();
            self.indent -= 1;
            if !method.starts_with("__") {
                methods.push((method, gives));
            }
        }
        self.indent -= 1;
        if base.is_empty() {
            self.classes.push(Class { name, fields, methods });
        }
    }

    pub fn block(&mut self, depth: usize) {
        for _ in 0..1 + self.random.below(4) {
            self.statement(depth);
        }
    }

    fn nested(&mut self, depth: usize) {
        self.indent += 1;
        self.block(depth + 1);
        self.indent -= 1;
    }

    fn say(&mut self, text: String) {
        self.line(&text);
    }

    fn statement(&mut self, depth: usize) {
        if !self.burn() {
            return self.line("pass");
        }
        let is_deep = depth > 5;
        match self.random.below(if is_deep { 10 } else { 22 }) {
            0..=3 => self.assign(),
            4 => self.augmented(),
            5 => self.unpack(),
            6 => {
                let value = self.expr(Kind::Any, DEEP);
                self.say(format!("print({value})"));
            }
            7 => self.change(),
            8 if self.loops > 0 => {
                let test = self.expr(Kind::Bool, 2);
                let word = self.random.pick(&["break", "continue"]);
                self.say(format!("if {test}:"));
                self.say(format!("    {word}"));
            }
            9 if self.is_generator => {
                let value = self.expr(self.gives, 2);
                let text = self.random.pick(&["yield ", "got = yield ", "yield from [] or ["]);
                let close = if text.ends_with('[') { "]" } else { "" };
                self.say(format!("{text}{value}{close}"));
            }
            8 | 9 => {
                let (a, b) = (self.expr(Kind::Bool, 2), self.string());
                self.say(format!("assert {a}, {b}"));
            }
            10..=12 => self.branch(depth),
            13 | 14 => self.for_loop(depth),
            15 => {
                let test = self.expr(Kind::Bool, 2);
                self.say(format!("while {test}:"));
                self.in_loop(depth);
                self.line("    break");
            }
            16 | 17 => self.tried(depth),
            18 => self.matched(depth),
            19 => self.inner(),
            20 => {
                let value = self.expr(Kind::Any, 2);
                self.say(format!("del_{} = lambda: {value}", self.count));
            }
            _ => {
                let test = self.expr(Kind::Bool, 2);
                let value = self.expr(self.gives, 2);
                self.say(format!("if {test}:"));
                let word = if self.is_generator { "yield" } else { "return" };
                self.say(format!("    {word} {value}"));
            }
        }
    }

    fn assign(&mut self) {
        let kind = self.kind();
        let value = self.expr(kind, DEEP);
        let name = match self.scopes.last().and_then(|scope| scope.last().cloned()) {
            Some((name, held)) if held == kind && self.random.chance(40) => name,
            _ => self.fresh("v"),
        };
        match self.random.below(6) {
            0 => self.say(format!("{name}: {} = {value}", kind.annotation())),
            1 => {
                let other = self.fresh("v");
                self.say(format!("{name} = {other} = {value}"));
                self.bind(other, kind);
            }
            2 if self.is_async => self.say(format!("{name} = (await asyncio.sleep(0)) or {value}")),
            _ => self.say(format!("{name} = {value}")),
        }
        self.bind(name, kind);
    }

    fn own(&mut self, kind: Kind) -> Option<String> {
        let scope = self.scopes.last()?;
        scope.iter().rev().find(|(_, held)| *held == kind).map(|(name, _)| name.clone())
    }

    fn augmented(&mut self) {
        let kind = *self.random.of(&[Kind::Int, Kind::Str, Kind::Ints, Kind::Float, Kind::Set]);
        let Some(name) = self.own(kind) else { return self.assign() };
        let value = self.expr(kind, 2);
        let operator = match kind {
            Kind::Int | Kind::Float => self.random.pick(&["+", "-", "*"]),
            Kind::Set => self.random.pick(&["|", "&"]),
            _ => "+",
        };
        self.say(format!("{name} {operator}= {value}"));
    }

    fn unpack(&mut self) {
        let (a, b, c) = (self.fresh("u"), self.fresh("u"), self.fresh("u"));
        match self.random.below(4) {
            0 => {
                let pair = self.expr(Kind::Pair, 2);
                self.say(format!("{a}, {b} = {pair}"));
                self.bind(a, Kind::Int);
                self.bind(b, Kind::Str);
            }
            1 => {
                let items = self.expr(Kind::Ints, 2);
                self.say(format!("{a}, *{b} = [0, *{items}]"));
                self.bind(a, Kind::Int);
                self.bind(b, Kind::Ints);
            }
            2 => {
                let (pair, n) = (self.expr(Kind::Pair, 2), self.expr(Kind::Int, 2));
                self.say(format!("({a}, {b}), {c} = {pair}, {n}"));
                self.bind(a, Kind::Int);
                self.bind(b, Kind::Str);
                self.bind(c, Kind::Int);
            }
            _ => {
                let (x, y) = (self.expr(Kind::Int, 2), self.expr(Kind::Int, 2));
                self.say(format!("{a}, {b} = {x}, {y}"));
                self.say(format!("{a}, {b} = {b}, {a}"));
                self.bind(a, Kind::Int);
                self.bind(b, Kind::Int);
            }
        }
    }

    fn change(&mut self) {
        if let Some(name) = self.own(Kind::Ints) {
            let value = self.expr(Kind::Int, 2);
            let text = match self.random.below(4) {
                0 => format!("{name}.append({value})"),
                1 => format!("{name}[1:2] = [{value}]"),
                2 => format!("{name}.sort(key=lambda n: -n)"),
                _ => format!("{name}.extend([{value}])"),
            };
            self.say(text);
        } else if let Some(name) = self.own(Kind::Counts) {
            let (key, value) = (self.expr(Kind::Str, 2), self.expr(Kind::Int, 2));
            let text = match self.random.below(3) {
                0 => format!("{name}[{key}] = {value}"),
                1 => format!("{name}.setdefault({key}, {value})"),
                _ => format!("{name}.update({{{key}: {value}}})"),
            };
            self.say(text);
        } else {
            self.assign();
        }
    }

    fn branch(&mut self, depth: usize) {
        let test = self.expr(Kind::Bool, DEEP);
        self.say(format!("if {test}:"));
        self.nested(depth);
        if self.random.chance(30) {
            let test = self.expr(Kind::Any, 2);
            self.say(format!("elif {test}:"));
            self.nested(depth);
        }
        if self.random.chance(50) {
            self.line("else:");
            self.nested(depth);
        }
    }

    fn in_loop(&mut self, depth: usize) {
        self.loops += 1;
        self.nested(depth);
        self.loops -= 1;
    }

    fn for_loop(&mut self, depth: usize) {
        let name = self.fresh("i");
        match self.random.below(5) {
            0 => {
                let count = self.expr(Kind::Int, 2);
                self.say(format!("for {name} in range({count}):"));
                self.bind(name, Kind::Int);
            }
            1 => {
                let (key, dict) = (self.fresh("k"), self.expr(Kind::Counts, 2));
                self.say(format!("for {key}, {name} in {dict}.items():"));
                self.bind(key, Kind::Str);
                self.bind(name, Kind::Int);
            }
            2 => {
                let (at, items) = (self.fresh("n"), self.expr(Kind::Strs, 2));
                self.say(format!("for {at}, {name} in enumerate({items}):"));
                self.bind(at, Kind::Int);
                self.bind(name, Kind::Str);
            }
            _ => {
                let items = self.expr(Kind::Ints, 2);
                self.say(format!("for {name} in {items}:"));
                self.bind(name, Kind::Int);
            }
        }
        self.in_loop(depth);
        if self.random.chance(10) {
            self.line("else:");
            self.nested(depth);
        }
    }

    fn tried(&mut self, depth: usize) {
        self.line("try:");
        self.nested(depth);
        let kind =
            self.random.pick(&["ValueError", "(KeyError, IndexError)", "Exception", "TypeError"]);
        let name = self.fresh("e");
        self.say(format!("except {kind} as {name}:"));
        self.nested(depth);
        if self.random.chance(20) {
            self.line("else:");
            self.nested(depth);
        }
        if self.random.chance(30) {
            self.line("finally:");
            let loops = std::mem::take(&mut self.loops);
            self.nested(depth);
            self.loops = loops;
        }
    }

    fn matched(&mut self, depth: usize) {
        let subject = self.expr(Kind::Any, 2);
        self.say(format!("match {subject}:"));
        self.indent += 1;
        for _ in 0..1 + self.random.below(3) {
            let (name, rest) = (self.fresh("q"), self.fresh("q"));
            let text = match self.random.below(8) {
                0 => "case 0 | 1:".to_owned(),
                1 => format!("case [{name}, *{rest}]:"),
                2 => format!("case {{'k': {name}, **{rest}}}:"),
                3 => format!("case str() as {name}:"),
                4 => format!("case int({name}) if {name} > 1:"),
                5 => format!("case ('a', {name}):"),
                6 => "case None | True | 'x' | -1.5:".to_owned(),
                _ => "case 3:".to_owned(),
            };
            self.say(text);
            self.nested(depth);
        }
        self.line("case _:");
        self.nested(depth);
        self.indent -= 1;
    }

    /// A function within the function.
    fn inner(&mut self) {
        let name = self.fresh("g");
        let own = self.own(Kind::Int);
        self.say(format!("def {name}(n=1):"));
        self.indent += 1;
        if let Some(own) = own
            && self.random.chance(50)
        {
            let is_local =
                !self.scopes.first().is_some_and(|all| all.iter().any(|(it, _)| *it == own));
            if is_local && self.scopes.len() == 2 {
                self.say(format!("nonlocal {own}"));
                self.say(format!("{own} += n"));
            }
        }
        let depth = self.scopes.len();
        self.scopes.push(vec![("n".into(), Kind::Int)]);
        let value = self.expr(Kind::Int, 2);
        self.scopes.truncate(depth);
        self.say(format!("return {value}"));
        self.indent -= 1;
        self.say(format!("{name}(2)"));
    }
}
