//! Prints our syntax tree in the form in which `syntax.py` prints CPython's.

use pulsec::base::{LineIndex, Span};
use pulsec::syntax::ast::*;

pub struct Printer<'a> {
    pub source: &'a str,
    pub lines: &'a LineIndex,
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" "))
}

fn words<T>(items: impl IntoIterator<Item = T>, show: impl Fn(T) -> String) -> String {
    items.into_iter().map(show).collect::<Vec<_>>().join(" ")
}

fn maybe<T>(item: Option<T>, show: impl Fn(T) -> String) -> String {
    item.map_or_else(|| "-".to_owned(), show)
}

/// `json.dumps(text, ensure_ascii=True)`.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for unit in text.encode_utf16() {
        match char::from_u32(unit.into()) {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\x08') => out.push_str("\\b"),
            Some('\x0c') => out.push_str("\\f"),
            Some(c @ ' '..='~') => out.push(c),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out + "\""
}

fn constant(value: &Constant) -> String {
    match value {
        Constant::None => "None".to_owned(),
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
        Constant::Ellipsis => "Ellipsis".to_owned(),
        Constant::Int(value) => format!("int:{value:x}"),
        Constant::Float(value) => format!("float:{:016x}", value.to_bits()),
        Constant::Complex(value) => format!("complex:{:016x}", value.to_bits()),
        Constant::Str(text) => format!("str:{}", json(text)),
        Constant::Bytes(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("bytes:{hex}")
        }
    }
}

impl Printer<'_> {
    fn point(&self, offset: u32) -> String {
        let line = self.lines.line(offset);
        let mut start = self.lines.line_start(line).unwrap();
        if line == 0 && self.source.starts_with('\u{feff}') {
            start = 3;
        }
        format!("{}:{}", line + 1, offset - start)
    }

    fn place(&self, span: Span) -> String {
        format!("@{}-{}", self.point(span.start), self.point(span.end))
    }

    /// The name, which must be what stands at its place.
    fn ident(&self, ident: &Ident) -> String {
        let text = ident.span.text(self.source);
        let found: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect();
        let mark = if found == *ident.name { "" } else { "<misplaced>" };
        format!("{}{mark}", ident.name)
    }

    fn fstring(&self, parts: &[FStringPart]) -> String {
        let mut shown: Vec<String> = Vec::new();
        let mut text = String::new();
        for part in parts {
            match part {
                FStringPart::Literal { text: more, .. } => text.push_str(more),
                FStringPart::Field(field) => {
                    text.push_str(field.debug.as_deref().unwrap_or(""));
                    if !text.is_empty() {
                        shown.push(json(&std::mem::take(&mut text)));
                    }
                    let letter = match field.conversion {
                        None => "-",
                        Some(Conversion::Str) => "s",
                        Some(Conversion::Repr) => "r",
                        Some(Conversion::Ascii) => "a",
                    };
                    let spec = maybe(field.spec.as_ref(), |spec| self.fstring(spec));
                    shown.push(format!("(Field {} {letter} {spec})", self.expr(&field.value)));
                }
            }
        }
        if !text.is_empty() {
            shown.push(json(&text));
        }
        format!("[{}]", shown.join(" "))
    }

    fn args(&self, args: &[Arg]) -> String {
        list(args, |arg| {
            let head = match &arg.kind {
                ArgKind::Positional => return self.expr(&arg.value),
                ArgKind::Keyword(name) => format!("{}=", self.ident(name)),
                ArgKind::Star => "*".to_owned(),
                ArgKind::DoubleStar => "**".to_owned(),
            };
            format!("({head} {} {})", self.expr(&arg.value), self.place(arg.span))
        })
    }

    fn clauses(&self, clauses: &[Clause]) -> String {
        list(clauses, |clause| {
            format!(
                "(for {} {} {} {})",
                u8::from(clause.is_async),
                self.expr(&clause.target),
                self.expr(&clause.iter),
                self.exprs(&clause.conditions)
            )
        })
    }

    fn param(&self, param: &Param) -> String {
        let annotation = maybe(param.annotation.as_ref(), |node| self.expr(node));
        let default = maybe(param.default.as_ref(), |node| self.expr(node));
        let start = self.point(param.name.span.start);
        format!("({} @{start} {annotation} {default})", self.ident(&param.name))
    }

    fn params(&self, params: &Params) -> String {
        format!(
            "({} / {} * {} {} ** {})",
            words(&params.posonly, |param| self.param(param)),
            words(&params.args, |param| self.param(param)),
            maybe(params.vararg.as_ref(), |param| self.param(param)),
            words(&params.kwonly, |param| self.param(param)),
            maybe(params.kwarg.as_ref(), |param| self.param(param))
        )
    }

    fn exprs(&self, nodes: &[Expr]) -> String {
        list(nodes, |node| self.expr(node))
    }

    fn optional(&self, node: Option<&Expr>) -> String {
        maybe(node, |node| self.expr(node))
    }

    pub fn expr(&self, node: &Expr) -> String {
        let (kind, inner) = self.inner(node);
        if kind == "GeneratorExp" {
            // In a call CPython counts the parentheses of the call to it.
            return format!("({kind} {inner})");
        }
        format!("({kind} {inner} {})", self.place(node.span))
    }

    fn inner(&self, node: &Expr) -> (&'static str, String) {
        let boxed = |node: &Option<Box<Expr>>| self.optional(node.as_deref());
        match &node.kind {
            ExprKind::Missing => ("Missing", String::new()),
            ExprKind::Name(name) => ("Name", name.to_string()),
            ExprKind::Constant(value) => ("Constant", constant(value)),
            ExprKind::FString(parts) => ("JoinedStr", self.fstring(parts)),
            ExprKind::List(items) => ("List", self.exprs(items)),
            ExprKind::Tuple(items) => ("Tuple", self.exprs(items)),
            ExprKind::Set(items) => ("Set", self.exprs(items)),
            ExprKind::Dict(items) => ("Dict", words(items, |item| self.dict_item(item))),
            ExprKind::Starred(value) => ("Starred", self.expr(value)),
            ExprKind::Unary { op, operand } => {
                ("UnaryOp", format!("{} {}", unary(*op), self.expr(operand)))
            }
            ExprKind::Binary { op, left, right } => {
                ("BinOp", format!("{} {} {}", binary(*op), self.expr(left), self.expr(right)))
            }
            ExprKind::Bool { op, values } => {
                let op = if *op == BoolOp::And { "And" } else { "Or" };
                ("BoolOp", format!("{op} {}", self.exprs(values)))
            }
            ExprKind::Compare { left, rest } => {
                let rest = words(rest, |(op, value)| format!("{op:?} {}", self.expr(value)));
                ("Compare", format!("{} {rest}", self.expr(left)))
            }
            ExprKind::IfElse { test, body, orelse } => {
                let (test, body) = (self.expr(test), self.expr(body));
                ("IfExp", format!("{test} {body} {}", self.expr(orelse)))
            }
            ExprKind::Lambda { params, body } => {
                ("Lambda", format!("{} {}", self.params(params), self.expr(body)))
            }
            ExprKind::Call { func, args } => {
                ("Call", format!("{} {}", self.expr(func), self.args(args)))
            }
            ExprKind::Attribute { value, attr } => {
                ("Attribute", format!("{} {}", self.expr(value), self.ident(attr)))
            }
            ExprKind::Subscript { value, index } => {
                ("Subscript", format!("{} {}", self.expr(value), self.expr(index)))
            }
            ExprKind::Slice { lower, upper, step } => {
                ("Slice", format!("{} {} {}", boxed(lower), boxed(upper), boxed(step)))
            }
            ExprKind::Named { target, value } => {
                ("NamedExpr", format!("{} {}", self.ident(target), self.expr(value)))
            }
            ExprKind::Await(value) => ("Await", self.expr(value)),
            ExprKind::Yield(value) => ("Yield", boxed(value)),
            ExprKind::YieldFrom(value) => ("YieldFrom", self.expr(value)),
            ExprKind::ListComp { elt, clauses } => {
                ("ListComp", format!("{} {}", self.expr(elt), self.clauses(clauses)))
            }
            ExprKind::SetComp { elt, clauses } => {
                ("SetComp", format!("{} {}", self.expr(elt), self.clauses(clauses)))
            }
            ExprKind::DictComp { key, value, clauses } => {
                let pair = format!("{} {}", self.expr(key), self.expr(value));
                ("DictComp", format!("{pair} {}", self.clauses(clauses)))
            }
            ExprKind::Generator { elt, clauses } => {
                ("GeneratorExp", format!("{} {}", self.expr(elt), self.clauses(clauses)))
            }
        }
    }

    fn dict_item(&self, item: &DictItem) -> String {
        match item {
            DictItem::Pair { key, value } => format!("{}:{}", self.expr(key), self.expr(value)),
            DictItem::Spread(value) => format!("-:{}", self.expr(value)),
        }
    }

    fn pattern(&self, node: &Pattern) -> String {
        let name = |name: &Option<Ident>| maybe(name.as_ref(), |name| self.ident(name));
        let all = |nodes: &[Pattern]| list(nodes, |node| self.pattern(node));
        let (kind, inner) = match &node.kind {
            PatternKind::Value(value) => ("MatchValue", self.expr(value)),
            PatternKind::Singleton(value) => ("MatchSingleton", constant(value)),
            PatternKind::Sequence(patterns) => ("MatchSequence", all(patterns)),
            PatternKind::Or(patterns) => ("MatchOr", all(patterns)),
            PatternKind::Mapping { keys, patterns, rest } => {
                let pairs = keys.iter().zip(patterns);
                let pairs = words(pairs, |(k, p)| format!("{}:{}", self.expr(k), self.pattern(p)));
                ("MatchMapping", format!("{pairs} {}", name(rest)))
            }
            PatternKind::Class { class, patterns, keywords } => {
                let pairs =
                    words(keywords, |(k, p)| format!("{}={}", self.ident(k), self.pattern(p)));
                ("MatchClass", format!("{} {} {pairs}", self.expr(class), all(patterns)))
            }
            PatternKind::Star(rest) => ("MatchStar", name(rest)),
            PatternKind::As { pattern, name: bound } => {
                let inner = maybe(pattern.as_ref(), |pattern| self.pattern(pattern));
                ("MatchAs", format!("{inner} {}", name(bound)))
            }
        };
        format!("({kind} {inner} {})", self.place(node.span))
    }

    fn body(&self, body: &[Stmt]) -> String {
        list(body, |stmt| self.stmt(stmt))
    }

    fn block(&self, docstring: Option<&Docstring>, body: &[Stmt]) -> String {
        let docstring =
            maybe(docstring, |doc| format!("doc:{}{}", json(&doc.text), self.place(doc.span)));
        format!("{docstring} {}", self.body(body))
    }

    fn aliases(&self, aliases: &[Alias]) -> String {
        list(aliases, |alias| {
            let whole =
                alias.asname.as_ref().map_or(alias.name.span, |n| alias.name.span.to(n.span));
            let asname = maybe(alias.asname.as_ref(), |name| self.ident(name));
            format!("({} {asname} {})", self.ident(&alias.name), self.place(whole))
        })
    }

    pub fn stmt(&self, stmt: &Stmt) -> String {
        if let Some((kind, inner)) = self.simple(stmt) {
            return format!("({kind} {inner} {})", self.place(stmt.span));
        }
        // CPython counts a `;` behind the last statement of a block to the block.
        let (kind, inner) = self.compound(stmt);
        format!("({kind} {inner} @{})", self.point(stmt.span.start))
    }

    fn simple(&self, stmt: &Stmt) -> Option<(&'static str, String)> {
        let opt = |node: &Option<Expr>| self.optional(node.as_ref());
        Some(match &stmt.kind {
            StmtKind::Missing => ("Missing", String::new()),
            StmtKind::Return(value) => ("Return", opt(value)),
            StmtKind::Delete(targets) => ("Delete", self.exprs(targets)),
            StmtKind::Assign { targets, value } => {
                ("Assign", format!("{} {}", self.exprs(targets), self.expr(value)))
            }
            StmtKind::AugAssign { target, op, value } => {
                let (target, value) = (self.expr(target), self.expr(value));
                ("AugAssign", format!("{target} {} {value}", binary(*op)))
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                let (target, annotation) = (self.expr(target), self.expr(annotation));
                ("AnnAssign", format!("{target} {annotation} {}", opt(value)))
            }
            StmtKind::TypeAlias { name, value } => {
                ("TypeAlias", format!("{} {}", self.ident(name), self.expr(value)))
            }
            StmtKind::Raise { exc, cause } => ("Raise", format!("{} {}", opt(exc), opt(cause))),
            StmtKind::Assert { test, msg } => {
                ("Assert", format!("{} {}", self.expr(test), opt(msg)))
            }
            StmtKind::Import(names) => ("Import", self.aliases(names)),
            StmtKind::ImportFrom(import) => {
                let module = maybe(import.module.as_ref(), |name| self.ident(name));
                let names = self.aliases(&import.names);
                ("ImportFrom", format!("{} {module} {names}", import.level))
            }
            StmtKind::Global(names) => ("Global", words(names, |name| self.ident(name))),
            StmtKind::Nonlocal(names) => ("Nonlocal", words(names, |name| self.ident(name))),
            StmtKind::Expr(value) => ("Expr", self.expr(value)),
            StmtKind::Pass => ("Pass", "-".to_owned()),
            StmtKind::Break => ("Break", "-".to_owned()),
            StmtKind::Continue => ("Continue", "-".to_owned()),
            _ => return None,
        })
    }

    fn compound(&self, stmt: &Stmt) -> (&'static str, String) {
        match &stmt.kind {
            StmtKind::Function(def) => {
                let kind = if def.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
                let name = self.ident(&def.name);
                let head =
                    format!("{name} {} {}", self.exprs(&def.decorators), self.params(&def.params));
                let block = self.block(def.docstring.as_ref(), &def.body);
                (kind, format!("{head} {} {block}", self.optional(def.returns.as_ref())))
            }
            StmtKind::Class(def) => {
                let name = self.ident(&def.name);
                let head =
                    format!("{name} {} {}", self.exprs(&def.decorators), self.args(&def.bases));
                ("ClassDef", format!("{head} {}", self.block(def.docstring.as_ref(), &def.body)))
            }
            StmtKind::For(node) => {
                let kind = if node.is_async { "AsyncFor" } else { "For" };
                let head = format!("{} {}", self.expr(&node.target), self.expr(&node.iter));
                (kind, format!("{head} {} {}", self.body(&node.body), self.body(&node.orelse)))
            }
            StmtKind::While { test, body, orelse } => {
                let (test, body) = (self.expr(test), self.body(body));
                ("While", format!("{test} {body} {}", self.body(orelse)))
            }
            StmtKind::If { test, body, orelse } => {
                let (test, body) = (self.expr(test), self.body(body));
                ("If", format!("{test} {body} {}", self.body(orelse)))
            }
            StmtKind::With { is_async, items, body } => {
                let kind = if *is_async { "AsyncWith" } else { "With" };
                let items = list(items, |item| {
                    let target = self.optional(item.target.as_ref());
                    format!("({} {target})", self.expr(&item.context))
                });
                (kind, format!("{items} {}", self.body(body)))
            }
            StmtKind::Match { subject, cases } => {
                let cases = list(cases, |case| {
                    let guard = self.optional(case.guard.as_ref());
                    format!(
                        "(case {} {guard} {})",
                        self.pattern(&case.pattern),
                        self.body(&case.body)
                    )
                });
                ("Match", format!("{} {cases}", self.expr(subject)))
            }
            StmtKind::Try(node) => {
                let kind = if node.is_star { "TryStar" } else { "Try" };
                let handlers = list(&node.handlers, |handler| self.handler(handler));
                let (orelse, finally) = (self.body(&node.orelse), self.body(&node.finally));
                (kind, format!("{} {handlers} {orelse} {finally}", self.body(&node.body)))
            }
            other => panic!("{other:?} is simple"),
        }
    }

    fn handler(&self, handler: &Handler) -> String {
        let class = self.optional(handler.class.as_ref());
        let name = maybe(handler.name.as_ref(), |name| self.ident(name));
        format!(
            "(except {class} {name} {} @{})",
            self.body(&handler.body),
            self.point(handler.span.start)
        )
    }
}

fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Not => "Not",
        UnaryOp::Neg => "USub",
        UnaryOp::Pos => "UAdd",
        UnaryOp::Invert => "Invert",
    }
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "Add",
        BinaryOp::Sub => "Sub",
        BinaryOp::Mul => "Mult",
        BinaryOp::MatMul => "MatMult",
        BinaryOp::Div => "Div",
        BinaryOp::FloorDiv => "FloorDiv",
        BinaryOp::Mod => "Mod",
        BinaryOp::Pow => "Pow",
        BinaryOp::LShift => "LShift",
        BinaryOp::RShift => "RShift",
        BinaryOp::BitOr => "BitOr",
        BinaryOp::BitXor => "BitXor",
        BinaryOp::BitAnd => "BitAnd",
    }
}
