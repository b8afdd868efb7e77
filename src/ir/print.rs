//! A readable dump of a module, for `--emit ir` and for tests.
//!
//! ```text
//! component Chat(channelId.0: str) -> Element          names with their variable's number
//!   bridge.1 = channel.open channelId.0                channel operations and hooks stand out
//!   hook useEffect fn#1(), [bridge.1]
//!     effect fn#1() waits [bridge.1]                   nested functions after their statement
//!   return <div className="a">{builtin len(xs.2)}</div>
//! ```

use std::fmt::Write;

use crate::ir::{
    Arg, Body, ChannelOp, Child, Class, CmpOp, Comp, CompKind, Conversion, Default, DictEntry,
    Element, Expr, ExprKind, FuncId, Function, Handler, ImportName, Item, Js, JsProp, Keyword,
    MemberKind, Module, Param, ParamKind, Part, PatternOp, Place, PlaceKind, Prop, Py, Role, Stmt,
    StmtKind, Symbol, SymbolId, SymbolKind, Tag, UnaryOp, VarId,
};

/// What [`print()`] asks for types, so that this layer need not know who infers them.
pub trait Types {
    fn var(&self, var: VarId) -> String;
    fn returns(&self, func: FuncId) -> String;
    fn symbol(&self, symbol: SymbolId) -> String;
}

/// The dump; with types of variables, results and constants where they are given.
pub fn print(module: &Module, types: Option<&dyn Types>) -> String {
    let mut printer = Printer { module, types, out: String::new(), indent: 0, nested: Vec::new() };
    printer.module();
    printer.out
}

struct Printer<'m> {
    module: &'m Module,
    types: Option<&'m dyn Types>,
    out: String,
    indent: usize,
    /// Functions met in the statement being printed.
    nested: Vec<FuncId>,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn module(&mut self) {
        self.line(&format!("module {}", self.module.path));
        for symbol in &self.module.symbols {
            let text = match &symbol.kind {
                SymbolKind::Import(import) => {
                    let name = match &import.name {
                        ImportName::Named(name) => name.to_string(),
                        ImportName::Default => "default".to_owned(),
                        ImportName::Namespace => "*".to_owned(),
                        ImportName::SideEffect => String::new(),
                    };
                    let lazy = if import.is_lazy { "lazy " } else { "" };
                    format!("import {lazy}{name} from {:?} as {}", import.source, symbol.name)
                }
                SymbolKind::Foreign { module, name } => {
                    format!("from module#{} import {name}", module.0)
                }
                SymbolKind::Function(_) | SymbolKind::Const { .. } => continue,
            };
            self.line(&text);
        }
        for item in &self.module.items {
            self.out.push('\n');
            match item {
                Item::Function { symbol, func } => {
                    let exported = self.module.symbol(*symbol).is_some_and(|row| row.exported);
                    self.function(*func, if exported { "export " } else { "" });
                }
                Item::Const { symbol, value, .. } => self.constant(*symbol, value),
            }
        }
    }

    fn constant(&mut self, symbol: SymbolId, value: &Expr) {
        let name = self.symbol(symbol);
        let exported = self.module.symbol(symbol).is_some_and(|row| row.exported);
        let export = if exported { "export " } else { "" };
        let ty = self.types.map_or(String::new(), |types| format!(": {}", types.symbol(symbol)));
        let value = self.expr(value);
        self.line(&format!("{export}const {name}{ty} = {value}"));
        self.nested_functions();
    }

    fn function(&mut self, id: FuncId, prefix: &str) {
        let module = self.module;
        let Some(func) = module.func(id) else { return self.line("fn that does not exist") };
        let header = self.header(func);
        self.line(&format!("{prefix}{header}"));
        // What the defaults hold belongs to the statement around.
        let outer = std::mem::take(&mut self.nested);
        self.indent += 1;
        match &func.body {
            Body::Block(stmts) => self.block(stmts),
            Body::Expr(value) => {
                let value = self.expr(value);
                self.line(&format!("=> {value}"));
                self.nested_functions();
            }
        }
        self.indent -= 1;
        self.nested = outer;
    }

    fn header(&mut self, func: &Function) -> String {
        let kind = match (&func.role, func.is_async) {
            (Role::Component, _) => "component",
            (Role::Effect { .. }, _) => "effect",
            (Role::Plain, true) => "async fn",
            (Role::Plain, false) => "fn",
            (Role::Body, _) => "body",
        };
        let name = func.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let params: Vec<String> = func.params.iter().map(|param| self.param(param)).collect();
        let returns = match self.types {
            Some(types) => format!(" -> {}", types.returns(func.id)),
            None => func.returns.as_ref().map_or(String::new(), |ty| format!(" -> {ty}")),
        };
        let waits = match &func.role {
            Role::Effect { waits_for } if !waits_for.is_empty() => {
                let vars: Vec<String> = waits_for.iter().map(|var| self.var(*var)).collect();
                format!(" waits [{}]", vars.join(", "))
            }
            Role::Plain | Role::Body | Role::Component | Role::Effect { .. } => String::new(),
        };
        format!("{kind}{name} fn#{}({}){returns}{waits}", func.id.0, params.join(", "))
    }

    fn param(&mut self, param: &Param) -> String {
        let name = self.typed_var(param.var);
        let prefix = match param.kind {
            ParamKind::Rest => "*",
            ParamKind::Keywords => "**",
            ParamKind::PositionalOnly | ParamKind::Positional => "",
            ParamKind::KeywordOnly => "kw ",
        };
        let default = match &param.default {
            None => String::new(),
            Some(Default::Inline(value)) => format!(" = {}", self.expr(value)),
            Some(Default::Once { temp, value }) => {
                format!(" = once {} = {}", self.var(*temp), self.expr(value))
            }
        };
        format!("{prefix}{name}{default}")
    }

    fn nested_functions(&mut self) {
        let nested = std::mem::take(&mut self.nested);
        self.indent += 1;
        for func in nested {
            self.function(func, "");
        }
        self.indent -= 1;
    }

    fn var(&self, var: VarId) -> String {
        let name = self.module.var(var).map_or("?", |row| &row.name);
        format!("{name}.{}", var.0)
    }

    fn typed_var(&self, var: VarId) -> String {
        let annotation = self.module.var(var).and_then(|row| row.annotation.as_ref());
        let name = self.var(var);
        match (self.types, annotation) {
            (Some(types), _) => format!("{name}: {}", types.var(var)),
            (None, Some(ty)) => format!("{name}: {ty}"),
            (None, None) => name,
        }
    }

    fn symbol(&self, symbol: SymbolId) -> String {
        self.module.symbol(symbol).map_or("?", |row: &Symbol| &row.name).to_owned()
    }

    fn block(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    fn inner(&mut self, stmts: &[Stmt]) {
        self.indent += 1;
        self.block(stmts);
        self.indent -= 1;
    }

    fn head(&mut self, text: &str) {
        self.line(text);
        self.nested_functions();
    }

    fn orelse(&mut self, stmts: &[Stmt], word: &str) {
        if !stmts.is_empty() {
            self.line(word);
            self.inner(stmts);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let text = match &stmt.kind {
            StmtKind::Error => "error".to_owned(),
            StmtKind::Break => "break".to_owned(),
            StmtKind::Continue => "continue".to_owned(),
            StmtKind::Pass => "pass".to_owned(),
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Assign { place, value } => {
                let value = self.expr(value);
                format!("{} = {value}", self.stored(place))
            }
            StmtKind::AugAssign { place, op, value } => {
                let place = self.place(place);
                format!("{place} {}= {}", op.sign(), self.expr(value))
            }
            StmtKind::Delete(place) => format!("del {}", self.place(place)),
            StmtKind::Return(value) => format!("return{}", self.optional(value.as_ref())),
            StmtKind::Raise { exc, cause } => {
                let exc = self.optional(exc.as_ref());
                let cause = cause
                    .as_ref()
                    .map_or(String::new(), |cause| format!(" from {}", self.expr(cause)));
                format!("raise{exc}{cause}")
            }
            StmtKind::Assert { test, msg } => {
                let test = self.expr(test);
                let msg = msg.as_ref().map_or(String::new(), |msg| format!(", {}", self.expr(msg)));
                format!("assert {test}{msg}")
            }
            StmtKind::Def { var, func } => {
                self.line(&format!("def {}", self.var(*var)));
                self.nested.push(*func);
                return self.nested_functions();
            }
            StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::For { .. }
            | StmtKind::With { .. }
            | StmtKind::Try { .. } => return self.compound(stmt),
        };
        self.head(&text);
    }

    fn compound(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::If { test, body, orelse } => {
                let test = self.expr(test);
                self.head(&format!("if {test}"));
                self.inner(body);
                self.orelse(orelse, "else");
            }
            StmtKind::While { test, body, orelse } => {
                let test = self.expr(test);
                self.head(&format!("while {test}"));
                self.inner(body);
                self.orelse(orelse, "else");
            }
            StmtKind::For { is_async, place, iter, body, orelse } => {
                let iter = self.expr(iter);
                let place = self.stored(place);
                let word = if *is_async { "async for" } else { "for" };
                self.head(&format!("{word} {place} in {iter}"));
                self.inner(body);
                self.orelse(orelse, "else");
            }
            StmtKind::With { is_async, context, place, body } => {
                let context = self.expr(context);
                let word = if *is_async { "async with" } else { "with" };
                let place = place.as_ref().map(|place| format!(" as {}", self.stored(place)));
                self.head(&format!("{word} {context}{}", place.unwrap_or_default()));
                self.inner(body);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.line("try");
                self.inner(body);
                handlers.iter().for_each(|handler| self.handler(handler));
                self.orelse(orelse, "else");
                self.orelse(finally, "finally");
            }
            _simple => {}
        }
    }

    fn handler(&mut self, handler: &Handler) {
        let classes: Vec<String> = handler.classes.iter().map(|class| self.expr(class)).collect();
        let var = handler.var.map_or(String::new(), |var| format!(" as {}", self.var(var)));
        self.head(format!("except {}{var}", classes.join(", ")).trim_end());
        self.inner(&handler.body);
    }

    fn optional(&mut self, expr: Option<&Expr>) -> String {
        expr.map_or(String::new(), |expr| format!(" {}", self.expr(expr)))
    }

    /// A place whose variables are shown with their types.
    fn stored(&mut self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Var(var) => self.typed_var(*var),
            _other => self.place(place),
        }
    }

    fn place(&mut self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Error => "error".to_owned(),
            PlaceKind::Ignored => "_".to_owned(),
            PlaceKind::Var(var) => self.var(*var),
            PlaceKind::Symbol(symbol) => format!("global {}", self.symbol(*symbol)),
            PlaceKind::Attr { object, name } => format!("{}.{name}", self.expr(object)),
            PlaceKind::Index { object, index } => {
                format!("{}[{}]", self.expr(object), self.expr(index))
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                self.slice(object, [lower, upper, step])
            }
            PlaceKind::Unpack { before, star, after } => {
                let mut parts: Vec<String> =
                    before.iter().map(|place| self.stored(place)).collect();
                parts.extend(star.as_ref().map(|star| format!("*{}", self.stored(star))));
                parts.extend(after.iter().map(|place| self.stored(place)));
                format!("({})", parts.join(", "))
            }
        }
    }

    fn slice(&mut self, object: &Expr, bounds: [&Option<Box<Expr>>; 3]) -> String {
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

    fn expr(&mut self, expr: &Expr) -> String {
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
