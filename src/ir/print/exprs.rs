//! Expressions: calls, displays, elements, what is JavaScript's.

use std::fmt::Write;

use super::Printer;
use crate::ir::{
    Arg, ChannelOp, Child, Class, CmpOp, Comp, CompKind, Conversion, DictEntry, Element, Expr,
    ExprKind, Js, JsProp, Keyword, MemberKind, Part, PatternOp, Prop, Py, Tag, UnaryOp,
};

impl Printer<'_> {
    pub(super) fn slice(&mut self, object: &Expr, bounds: [&Option<Box<Expr>>; 3]) -> String {
        let object = self.expr(object);
        let bound = |bound: &Option<Box<Expr>>| match bound {
            Some(bound) => self.expr(bound),
            None => String::new(),
        };
        format!("{object}[{}]", bounds.map(bound).join(":"))
    }

    fn exprs(&mut self, exprs: &[Expr], between: &str) -> String {
        let exprs: Vec<String> = exprs.iter().map(|expr| self.expr(expr)).collect();
        exprs.join(between)
    }

    fn args(&mut self, args: &[Arg]) -> String {
        let arg = |arg: &Arg| match arg {
            Arg::Pos(value) => self.expr(value),
            Arg::Spread(value) => format!("*{}", self.expr(value)),
            Arg::Omitted => "omitted".to_owned(),
        };
        let args: Vec<String> = args.iter().map(arg).collect();
        args.join(", ")
    }

    fn call_args(&mut self, args: &[Arg], keywords: &[Keyword]) -> String {
        let mut text = self.args(args);
        for Keyword { name, value, .. } in keywords {
            let between = if text.is_empty() { "" } else { ", " };
            let value = self.expr(value);
            let _ = write!(text, "{between}{name}={value}");
        }
        text
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Error => "error".to_owned(),
            ExprKind::None => "None".to_owned(),
            ExprKind::Bool(true) => "True".to_owned(),
            ExprKind::Bool(false) => "False".to_owned(),
            ExprKind::Int(value) => value.to_string(),
            ExprKind::Float(value) => format!("{value:?}"),
            ExprKind::Str(value) => format!("{value:?}"),
            ExprKind::Bytes(value) => format!("b{value:?}"),
            ExprKind::Var(var) => self.var(*var),
            ExprKind::Symbol(symbol) => self.symbol(*symbol),
            ExprKind::Func(func) => {
                self.nested.push(*func);
                format!("fn#{}", func.0)
            }
            ExprKind::Class(class) => self.class(class),
            ExprKind::Super => "super".to_owned(),
            ExprKind::OwnClass => "class".to_owned(),
            ExprKind::Py(py) => self.py(py),
            ExprKind::Jsx(element) => self.element(element),
            ExprKind::Hook(hook) => format!("hook {} {}", hook.row.name, self.args(&hook.args)),
            ExprKind::Channel(channel) => self.channel(&channel.op),
            ExprKind::Js(js) => self.js(js),
        }
    }

    fn class(&mut self, class: &Class) -> String {
        let mut text = format!("class {}", class.name);
        if let Some(base) = &class.base {
            let base = self.expr(base);
            let _ = write!(text, "({base})");
        }
        for member in &class.members {
            let kind = match &member.kind {
                MemberKind::Init(_) => "init",
                MemberKind::Method(_) => "method",
                MemberKind::Static(_) => "static",
                MemberKind::OfClass(_) => "of class",
                MemberKind::Getter(_) => "getter",
                MemberKind::Cached(_) => "cached",
                MemberKind::Effect(_) => "effect",
                MemberKind::Alias(_) => "alias",
                MemberKind::Run { .. } => "run",
                MemberKind::Setter(_) => "setter",
                MemberKind::Attribute(_) => "attribute",
                MemberKind::EnumMember(_) => "enum member",
            };
            let value = match &member.kind {
                MemberKind::Attribute(value)
                | MemberKind::EnumMember(value)
                | MemberKind::Effect(value) => self.expr(value),
                kind => match kind.func() {
                    Some(func) => {
                        self.nested.push(func);
                        format!("fn#{}", func.0)
                    }
                    None => String::new(),
                },
            };
            let _ = write!(text, " {kind} {} {value};", member.name);
        }
        text
    }

    fn channel(&mut self, op: &ChannelOp) -> String {
        match op {
            ChannelOp::Open { callee: _, id } => format!("channel.open {}", self.expr(id)),
            ChannelOp::On { bridge, event, handler } => {
                let (bridge, event) = (self.expr(bridge), self.expr(event));
                format!("channel.on {bridge} {event} {}", self.expr(handler))
            }
            ChannelOp::Emit { bridge, event, payload } => {
                let (bridge, event) = (self.expr(bridge), self.expr(event));
                format!("channel.emit {bridge} {event}{}", self.optional(payload.as_ref()))
            }
            ChannelOp::Request { bridge, event, payload } => {
                let (bridge, event) = (self.expr(bridge), self.expr(event));
                format!("channel.request {bridge} {event}{}", self.optional(payload.as_ref()))
            }
        }
    }

    fn py(&mut self, py: &Py) -> String {
        match py {
            Py::New { class, args } => format!("new {} {}", self.expr(class), self.args(args)),
            Py::List(items) => format!("[{}]", self.args(items)),
            Py::Tuple(items) => format!("tuple({})", self.args(items)),
            Py::Set(items) => format!("set({})", self.args(items)),
            Py::Dict { entries, is_record } => self.dict(entries, *is_record),
            Py::FString(parts) => format!("f\"{}\"", self.parts(parts)),
            Py::Unary(op, operand) => format!("({}{})", unary_sign(*op), self.expr(operand)),
            Py::Binary(op, left, right) => {
                format!("({} {} {})", self.expr(left), op.sign(), self.expr(right))
            }
            Py::Compare(op, left, right) => {
                format!("({} {} {})", self.expr(left), compare_sign(*op), self.expr(right))
            }
            Py::And(values) => format!("({})", self.exprs(values, " and ")),
            Py::Or(values) => format!("({})", self.exprs(values, " or ")),
            Py::Cond { test, then, orelse } => {
                let test = self.expr(test);
                format!("(if {test} then {} else {})", self.expr(then), self.expr(orelse))
            }
            Py::Attr(object, name) => format!("{}.{name}", self.expr(object)),
            Py::Index(object, index) => format!("{}[{}]", self.expr(object), self.expr(index)),
            Py::Slice { object, lower, upper, step } => self.slice(object, [lower, upper, step]),
            Py::Call { callee, args } => format!("{}({})", self.expr(callee), self.args(args)),
            Py::Method { object, name, args, keywords, .. } => {
                let object = self.expr(object);
                format!("method {object}.{name}({})", self.call_args(args, keywords))
            }
            Py::Builtin { row, args, keywords } => {
                format!("builtin {}({})", row.name, self.call_args(args, keywords))
            }
            Py::BuiltinRef(row) => format!("builtin {}", row.name),
            Py::Assign(var, value) => {
                let value = self.expr(value);
                format!("({} := {value})", self.typed_var(*var))
            }
            Py::Seq { first, value } => {
                format!("({}; {})", self.exprs(first, "; "), self.expr(value))
            }
            Py::ForEach { items, function } => {
                format!("for-each {} {}", self.expr(items), self.expr(function))
            }
            Py::Pattern(op, subject) => {
                let subject = self.expr(subject);
                match op {
                    PatternOp::Sequence { count, is_open } => {
                        let more = if *is_open { "+" } else { "" };
                        format!("(pattern {subject} sequence {count}{more})")
                    }
                    PatternOp::Mapping => format!("(pattern {subject} mapping)"),
                    PatternOp::Rest(keys) => {
                        format!("(pattern {subject} rest {})", self.exprs(keys, ", "))
                    }
                }
            }
            Py::Comp(comp) => self.comp(comp),
            Py::Await(value) => format!("await {}", self.expr(value)),
            Py::Yield(value) => format!("yield{}", self.optional(value.as_deref())),
            Py::Helper(name) => format!("helper {name}"),
            Py::YieldFrom(value) => format!("yield from {}", self.expr(value)),
        }
    }

    fn dict(&mut self, entries: &[DictEntry], is_record: bool) -> String {
        let entry = |entry: &DictEntry| match entry {
            DictEntry::Pair(key, value) => format!("{}: {}", self.expr(key), self.expr(value)),
            DictEntry::Spread(value) => format!("**{}", self.expr(value)),
        };
        let entries: Vec<String> = entries.iter().map(entry).collect();
        let kind = if is_record { "record" } else { "dict" };
        format!("{kind} {{{}}}", entries.join(", "))
    }

    fn parts(&mut self, parts: &[Part]) -> String {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Literal(literal) => {
                    let _ = write!(text, "{}", literal.escape_debug());
                }
                Part::Field { value, conversion, spec } => {
                    let mark = match conversion {
                        Some(Conversion::Str) => "!s",
                        Some(Conversion::Repr) => "!r",
                        Some(Conversion::Ascii) => "!a",
                        None => "",
                    };
                    let value = self.expr(value);
                    let spec = self.parts(spec);
                    let colon = if spec.is_empty() { "" } else { ":" };
                    let _ = write!(text, "{{{value}{mark}{colon}{spec}}}");
                }
            }
        }
        text
    }

    fn comp(&mut self, comp: &Comp) -> String {
        let (kind, result) = match &comp.kind {
            CompKind::List(elt) => ("list", self.expr(elt)),
            CompKind::Set(elt) => ("set", self.expr(elt)),
            CompKind::Generator(elt) => ("generator", self.expr(elt)),
            CompKind::Dict(key, value) => {
                ("dict", format!("{}: {}", self.expr(key), self.expr(value)))
            }
        };
        let mut text = format!("{kind}({result}");
        for clause in &comp.clauses {
            let place = self.stored(&clause.place);
            let iter = self.expr(&clause.iter);
            let _ = write!(text, " for {place} in {iter}");
            for condition in &clause.conditions {
                let condition = self.expr(condition);
                let _ = write!(text, " if {condition}");
            }
        }
        text.push(')');
        text
    }

    fn element(&mut self, element: &Element) -> String {
        let tag = match &element.tag {
            Tag::Intrinsic(tag) => (*tag).to_owned(),
            Tag::Fragment => String::new(),
            Tag::Component(component) => self.expr(component),
        };
        let mut text = format!("<{tag}");
        for prop in &element.props {
            let prop = match prop {
                Prop::Named { name, value, .. } => format!(" {name}={{{}}}", self.expr(value)),
                Prop::Spread(value) => format!(" {{...{}}}", self.expr(value)),
            };
            text.push_str(&prop);
        }
        if let Some(key) = &element.key {
            let key = self.expr(key);
            let _ = write!(text, " key={{{key}}}");
        }
        text.push('>');
        for child in &element.children {
            let child = match child {
                Child::One(value) => format!("{{{}}}", self.expr(value)),
                Child::Spread(value) => format!("{{*{}}}", self.expr(value)),
            };
            text.push_str(&child);
        }
        let _ = write!(text, "</{tag}>");
        text
    }

    fn js(&mut self, js: &Js) -> String {
        match js {
            Js::Undefined => "undefined".to_owned(),
            Js::Tag(name) => format!("tag <{name}>"),
            Js::Global(path) => format!("js {path}"),
            Js::New { callee, args } => {
                format!("new {}({})", self.expr(callee), self.args(args))
            }
            Js::Make { callee, args } => {
                format!("make {}({})", self.expr(callee), self.args(args))
            }
            Js::Call { callee, args } => {
                format!("{}({})", self.expr(callee), self.args(args))
            }
            Js::Member(object, name) => format!("{}.{name}", self.expr(object)),
            Js::Object(props) => {
                let prop = |prop: &JsProp| match prop {
                    JsProp::Named(name, value) => format!("{name}: {}", self.expr(value)),
                    JsProp::Computed(key, value) => {
                        format!("[{}]: {}", self.expr(key), self.expr(value))
                    }
                    JsProp::Spread(value) => format!("...{}", self.expr(value)),
                };
                let props: Vec<String> = props.iter().map(prop).collect();
                format!("object {{{}}}", props.join(", "))
            }
            Js::Throw(value) => format!("throw {}", self.expr(value)),
            Js::ImportFactory(source) => format!("js.factory {source}"),
            Js::DynamicImport(source) => format!("import({source:?})"),
            Js::ToJs(value) => format!("to-js({})", self.expr(value)),
        }
    }
}

fn unary_sign(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Not => "not ",
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
    }
}

fn compare_sign(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "==",
        CmpOp::NotEq => "!=",
        CmpOp::Lt => "<",
        CmpOp::LtE => "<=",
        CmpOp::Gt => ">",
        CmpOp::GtE => ">=",
        CmpOp::Is => "is",
        CmpOp::IsNot => "is not",
        CmpOp::In => "in",
        CmpOp::NotIn => "not in",
    }
}
