//! What the server's code sends with an event, and what its handlers read: see [`crate::base::EventUse`].
//!
//! ```text
//! channel.emit("news", {"title": t})       keys: title
//! def heard(message): print(message["text"])      reads `text`, always
//! channel.on("message", heard)
//! ```
//!
//! A handler is followed where its name means one function of the file. What cannot be seen is unknown.

use super::exprs;
use super::scope::{self, Lookup, Role, Scopes};
use crate::base::{Answers, Handled, Name, Need, Payload, Read, Sent, SentKey, Span, ValueKind};
use crate::diag::Sink;
use crate::outline::Outline;
use crate::resolve::Source;
use crate::syntax;
use crate::syntax::ast::{self, ArgKind, Constant, DictItem, ExprKind, StmtKind};
use crate::tables::wire;

/// What a payload that is sent is. The first argument is the name, whose span stands for a payload that is missing.
pub(super) fn sent(args: &[ast::Arg], name: Span) -> Payload {
    let is_unknown = |arg: &ast::Arg| matches!(arg.kind, ArgKind::Star | ArgKind::DoubleStar);
    if args.iter().any(is_unknown) {
        return Payload::Unknown;
    }
    let is_it = |(at, arg): &(usize, &ast::Arg)| match &arg.kind {
        ArgKind::Positional => *at == 1,
        ArgKind::Keyword(name) => &*name.name == "payload",
        ArgKind::Star | ArgKind::DoubleStar => false,
    };
    let Some((_, payload)) = args.iter().enumerate().find(is_it) else {
        let (kind, refused) = (Some(ValueKind::None), Vec::new());
        return Payload::Sent(Sent { span: name, kind, keys: None, refused });
    };
    let value = &payload.value;
    let mut refused = Vec::new();
    refuse(value, &mut refused);
    Payload::Sent(Sent { span: value.span, kind: kind(value), keys: keys(value), refused })
}

/// What a value is for certain.
fn kind(value: &ast::Expr) -> Option<ValueKind> {
    Some(match &value.kind {
        ExprKind::Constant(Constant::None) => ValueKind::None,
        ExprKind::Constant(Constant::Bool(_) | Constant::Int(_) | Constant::Float(_)) => {
            ValueKind::Number
        }
        ExprKind::Constant(Constant::Str(_)) | ExprKind::FString(_) => ValueKind::Str,
        ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::ListComp { .. } => ValueKind::List,
        ExprKind::Dict(_) | ExprKind::DictComp { .. } => ValueKind::Dict,
        ExprKind::Call { func, .. } => match &func.kind {
            ExprKind::Name(name) => wire::kind_of(name)?,
            _other => return None,
        },
        _other => return None,
    })
}

/// The keys of a dict that is written out: `{"text": t}`, `dict(text=t)`.
fn keys(value: &ast::Expr) -> Option<Vec<SentKey>> {
    let of = |name: &Name, span: Span, value: &ast::Expr| SentKey {
        name: name.clone(),
        span,
        kind: kind(value),
    };
    match &value.kind {
        ExprKind::Dict(items) => items
            .iter()
            .map(|item| match item {
                DictItem::Pair { key, value } => match &key.kind {
                    ExprKind::Constant(Constant::Str(name)) => Some(of(name, key.span, value)),
                    _computed => None,
                },
                DictItem::Spread(_) => None,
            })
            .collect(),
        ExprKind::Call { func, args } if matches!(&func.kind, ExprKind::Name(name) if &**name == "dict") => {
            args.iter()
                .map(|arg| match &arg.kind {
                    ArgKind::Keyword(name) => Some(of(&name.name, name.span, &arg.value)),
                    ArgKind::Positional | ArgKind::Star | ArgKind::DoubleStar => None,
                })
                .collect()
        }
        _other => None,
    }
}

/// What Pulse's serializer raises at (`pulse.serializer`): only what is written out.
fn refuse(value: &ast::Expr, found: &mut Vec<(Span, &'static str)>) {
    match &value.kind {
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Pair { key, value } => {
                        if matches!(
                            kind(key),
                            Some(ValueKind::None | ValueKind::Number | ValueKind::List)
                        ) {
                            found.push((key.span, "a key that is no str"));
                        }
                        refuse(value, found);
                    }
                    DictItem::Spread(value) => refuse(value, found),
                }
            }
        }
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            items.iter().for_each(|item| refuse(item, found));
        }
        ExprKind::IfElse { test: _, body, orelse } => {
            refuse(body, found);
            refuse(orelse, found);
        }
        ExprKind::Constant(Constant::Bytes(_)) => found.push((value.span, "a bytes object")),
        ExprKind::Constant(Constant::Complex(_)) => found.push((value.span, "a complex number")),
        ExprKind::Lambda { .. } => found.push((value.span, "a function")),
        ExprKind::Generator { .. } => found.push((value.span, "a generator")),
        ExprKind::Call { func, .. } => {
            let name = match &func.kind {
                ExprKind::Name(name) => name,
                ExprKind::Attribute { attr, .. } => &attr.name,
                _other => return,
            };
            let Some(what) = wire::refused(name) else { return };
            // `self.range()` is anybody's.
            let is_plain =
                matches!(func.kind, ExprKind::Name(_)) || name.starts_with(char::is_uppercase);
            if is_plain {
                found.push((value.span, what));
            }
        }
        _other => {}
    }
}

/// Where a handler is looked for.
pub(super) struct Around<'a> {
    pub source: &'a Source,
    pub outline: &'a Outline,
    /// The statement at the top of the file that the call stands in.
    pub stmts: &'a [ast::Stmt],
}

impl Around<'_> {
    /// What the handler of `channel.on(name, handler)` does.
    pub fn handled(&self, args: &[ast::Arg]) -> Payload {
        let is_it = |(at, arg): &(usize, &ast::Arg)| match &arg.kind {
            ArgKind::Positional => *at == 1,
            ArgKind::Keyword(name) => &*name.name == "handler",
            ArgKind::Star | ArgKind::DoubleStar => false,
        };
        let Some((_, handler)) = args.iter().enumerate().find(is_it) else {
            return Payload::Unknown;
        };
        match &handler.value.kind {
            ExprKind::Lambda { params, body } => self.of_lambda(&handler.value, params, body),
            ExprKind::Name(name) => self.of_function(name, false),
            ExprKind::Attribute { value, attr } => match &value.kind {
                ExprKind::Name(name) if &**name == "self" => self.of_function(&attr.name, true),
                _other => Payload::Unknown,
            },
            _other => Payload::Unknown,
        }
    }

    fn of_lambda(&self, lambda: &ast::Expr, params: &ast::Params, body: &ast::Expr) -> Payload {
        let Some(param) = params.posonly.iter().chain(&params.args).next() else {
            return Payload::Unknown;
        };
        let scopes = Scopes::of_expr(lambda, &mut Sink::new());
        let mut reads = Reads::of(&scopes, lambda.span, &param.name.name);
        reads.expr(body, true);
        // What a lambda gives may be meant for nobody.
        Payload::Handled(Handled { reads: reads.found, ..Handled::default() })
    }

    fn of_function(&self, name: &Name, is_method: bool) -> Payload {
        let mut found = Vec::new();
        functions(self.stmts, false, &mut |def, of_class| {
            if def.name.name == *name && of_class == is_method {
                found.push(def.clone());
            }
        });
        if found.is_empty() && !is_method {
            found = self.at_top(name);
        }
        match found.as_slice() {
            [def] if def.decorators.is_empty() => self.of_definition(def, is_method),
            _none_or_several => Payload::Unknown,
        }
    }

    /// The functions of that name at the top of the file.
    fn at_top(&self, name: &Name) -> Vec<ast::FunctionDef> {
        let chunks = self.outline.chunks.iter().filter(|chunk| chunk.binds.contains(name));
        let stmts = chunks
            .flat_map(|chunk| syntax::parse_chunk(&self.source.text, chunk.span, &mut Sink::new()));
        let defs = stmts.filter_map(|stmt| match stmt.kind {
            StmtKind::Function(def) => Some(*def),
            _other => None,
        });
        defs.collect()
    }

    fn of_definition(&self, def: &ast::FunctionDef, is_method: bool) -> Payload {
        let mut params =
            def.params.posonly.iter().chain(&def.params.args).skip(usize::from(is_method));
        let Some(param) = params.next() else { return Payload::Unknown };
        let scopes = Scopes::of_nested_function(def, &mut Sink::new());
        let mut reads = Reads::of(&scopes, def.name.span, &param.name.name);
        reads.body(&def.body);
        let (takes, fields) = match &param.annotation {
            Some(annotation) => self.annotated(annotation),
            None => (None, Vec::new()),
        };
        let reads = reads.found;
        Payload::Handled(Handled { takes, fields, reads, answers: answers(def) })
    }

    /// What an annotation says: a class of Python, or a `TypedDict` of the file.
    fn annotated(&self, annotation: &ast::Expr) -> (Option<ValueKind>, Vec<(Name, ValueKind)>) {
        let name = match &annotation.kind {
            ExprKind::Name(name) => name,
            ExprKind::Subscript { value, .. } => match &value.kind {
                ExprKind::Name(name) => name,
                _other => return (None, Vec::new()),
            },
            _other => return (None, Vec::new()),
        };
        if let Some(kind) = wire::kind_of(name) {
            return (Some(kind), Vec::new());
        }
        let chunks = self.outline.chunks.iter().filter(|chunk| chunk.binds.contains(name));
        for chunk in chunks {
            let stmts = syntax::parse_chunk(&self.source.text, chunk.span, &mut Sink::new());
            for stmt in &stmts {
                let StmtKind::Class(class) = &stmt.kind else { continue };
                let is_typed_dict = class.bases.iter().any(|base| match &base.value.kind {
                    ExprKind::Name(name) => &**name == "TypedDict",
                    ExprKind::Attribute { attr, .. } => &*attr.name == "TypedDict",
                    _other => false,
                });
                if is_typed_dict {
                    return (Some(ValueKind::Dict), fields(class));
                }
            }
        }
        (None, Vec::new())
    }
}

fn fields(class: &ast::ClassDef) -> Vec<(Name, ValueKind)> {
    let fields = class.body.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::AnnAssign { target, annotation, .. } => {
            let ExprKind::Name(name) = &target.kind else { return None };
            let class = match &annotation.kind {
                ExprKind::Name(class) => class,
                ExprKind::Subscript { value, .. } => match &value.kind {
                    ExprKind::Name(class) => class,
                    _other => return None,
                },
                _other => return None,
            };
            Some((name.clone(), wire::kind_of(class)?))
        }
        _other => None,
    });
    fields.collect()
}

/// Every function in statements, also nested, with whether it is one of a class.
fn functions(stmts: &[ast::Stmt], in_class: bool, visit: &mut dyn FnMut(&ast::FunctionDef, bool)) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Function(def) => {
                visit(def, in_class);
                functions(&def.body, false, visit);
            }
            StmtKind::Class(class) => functions(&class.body, true, visit),
            _other => {}
        }
        scope::for_each_block(stmt, &mut |block| functions(block, in_class, visit));
    }
}

/// What a function returns. A generator answers nothing that is known here.
fn answers(def: &ast::FunctionDef) -> Answers {
    let mut values = 0;
    let mut others = 0;
    returns(&def.body, &mut |value| match value.map(kind) {
        // `return None` is said on purpose, where others return a value.
        Some(Some(ValueKind::None)) => {}
        None => others += 1,
        Some(_) => values += 1,
    });
    let mut yields = false;
    exprs::of_body(&def.body, &mut |expr| {
        yields |= matches!(expr.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
    });
    match (values, others) {
        _ if yields => Answers::Unknown,
        (0, _) if !ends_by_raising(&def.body) => Answers::Never,
        (0, _) => Answers::Unknown,
        (_, 0) if !falls_through(&def.body) => Answers::Always,
        _some => Answers::Sometimes,
    }
}

fn returns(stmts: &[ast::Stmt], visit: &mut dyn FnMut(Option<&ast::Expr>)) {
    for stmt in stmts {
        if let StmtKind::Return(value) = &stmt.kind {
            visit(value.as_ref());
        }
        scope::for_each_block(stmt, &mut |block| returns(block, visit));
    }
}

/// `def handle(payload): raise NotImplementedError`: nobody waits for an answer of it.
fn ends_by_raising(stmts: &[ast::Stmt]) -> bool {
    stmts.last().is_some_and(|last| matches!(last.kind, StmtKind::Raise { .. }))
}

/// Whether the end of the statements may be reached.
fn falls_through(stmts: &[ast::Stmt]) -> bool {
    let Some(last) = stmts.last() else { return true };
    match &last.kind {
        StmtKind::Return(_) | StmtKind::Raise { .. } => false,
        StmtKind::If { body, orelse, .. } => falls_through(body) || falls_through(orelse),
        StmtKind::With { body, .. } => falls_through(body),
        StmtKind::Try(node) => {
            let body = match node.orelse.is_empty() {
                true => &node.body,
                false => &node.orelse,
            };
            let handlers = node.handlers.iter().any(|handler| falls_through(&handler.body));
            (falls_through(body) || handlers)
                && (node.finally.is_empty() || falls_through(&node.finally))
        }
        StmtKind::While { test, .. } => {
            !matches!(test.kind, ExprKind::Constant(Constant::Bool(true)))
        }
        StmtKind::Match { cases, .. } => {
            let is_any = |case: &ast::MatchCase| {
                matches!(&case.pattern.kind, ast::PatternKind::As { pattern: None, .. })
                    && case.guard.is_none()
            };
            !cases.iter().any(is_any) || cases.iter().any(|case| falls_through(&case.body))
        }
        _other => true,
    }
}

/// Whether the statement may end the function.
fn leaves(stmt: &ast::Stmt) -> bool {
    let is_end = matches!(stmt.kind, StmtKind::Return(_) | StmtKind::Raise { .. });
    is_end || scope::blocks(stmt).into_iter().flatten().any(leaves)
}

/// The keys that a function reads of its parameter.
struct Reads {
    /// Where the parameter is named; nothing where it is bound again.
    uses: Vec<Span>,
    found: Vec<Read>,
}

impl Reads {
    fn of(scopes: &Scopes, at: Span, param: &Name) -> Reads {
        let uses = scopes.scope_at(at).and_then(|scope| {
            let index = scopes.get(scope)?.local(param)?;
            let local = scopes.local(scope, index)?;
            let is_it = |it: &&scope::Use| {
                it.role == Role::Load && it.target == Lookup::Local(scope, index)
            };
            let is_one = local.writes == 1 && !local.is_deleted && !local.is_shared;
            is_one.then(|| scopes.uses().iter().filter(is_it).map(|it| it.span).collect())
        });
        Reads { uses: uses.unwrap_or_default(), found: Vec::new() }
    }

    /// What runs one after the other, until something may end it or run it again.
    fn body(&mut self, stmts: &[ast::Stmt]) {
        let mut is_sure = true;
        for stmt in stmts {
            let is_plain = scope::blocks(stmt).is_empty()
                && !matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_));
            let always = is_sure && is_plain;
            let mut all = Vec::new();
            exprs::of_body(std::slice::from_ref(stmt), &mut |expr| all.push(expr));
            self.exprs(&all, always);
            is_sure &= !leaves(stmt);
        }
    }

    fn expr(&mut self, expr: &ast::Expr, is_sure: bool) {
        let mut all = Vec::new();
        exprs::of_expr(expr, &mut |expr| all.push(expr));
        self.exprs(&all, is_sure);
    }

    fn exprs(&mut self, all: &[&ast::Expr], is_sure: bool) {
        let perhaps: Vec<Span> = all.iter().flat_map(|expr| conditional(expr)).collect();
        for expr in all {
            let Some((key, need)) = self.read(expr) else { continue };
            let ExprKind::Constant(Constant::Str(name)) = &key.kind else { continue };
            let is_always = is_sure && !perhaps.iter().any(|span| span.contains(expr.span));
            let need = match need {
                Need::Always if !is_always => Need::Sometimes,
                other => other,
            };
            self.found.push(Read { key: name.clone(), span: key.span, need, is_quoted: true });
        }
    }

    /// The key of `payload[key]`, `payload.get(key)`, `key in payload`.
    fn read<'e>(&self, expr: &'e ast::Expr) -> Option<(&'e ast::Expr, Need)> {
        let is_payload = |value: &ast::Expr| {
            matches!(value.kind, ExprKind::Name(_)) && self.uses.contains(&value.span)
        };
        match &expr.kind {
            ExprKind::Subscript { value, index } if is_payload(value) => {
                Some((index, Need::Always))
            }
            ExprKind::Call { func, args } => match &func.kind {
                ExprKind::Attribute { value, attr }
                    if is_payload(value) && &*attr.name == wire::ASKS =>
                {
                    Some((&args.first()?.value, Need::Never))
                }
                _other => None,
            },
            ExprKind::Compare { left, rest } => match rest.as_slice() {
                [(ast::CmpOp::In | ast::CmpOp::NotIn, right)] if is_payload(right) => {
                    Some((left, Need::Never))
                }
                _other => None,
            },
            _other => None,
        }
    }
}

/// The parts of an expression that may not be evaluated when it is.
fn conditional(expr: &ast::Expr) -> Vec<Span> {
    match &expr.kind {
        ExprKind::Bool { values, .. } => values.iter().skip(1).map(|value| value.span).collect(),
        ExprKind::IfElse { test: _, body, orelse } => vec![body.span, orelse.span],
        ExprKind::Lambda { body, .. } => vec![body.span],
        ExprKind::ListComp { elt, .. }
        | ExprKind::SetComp { elt, .. }
        | ExprKind::Generator { elt, .. } => vec![elt.span],
        ExprKind::DictComp { key, value, .. } => vec![key.span, value.span],
        ExprKind::Compare { rest, .. } => {
            rest.iter().skip(1).map(|(_, value)| value.span).collect()
        }
        _other => Vec::new(),
    }
}
