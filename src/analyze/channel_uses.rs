//! What the browser's code does with events of channels: which it names, what it sends with them, what its handlers read.
//!
//! ```text
//! bridge.emit("send", {"text": draft})              sends `text`
//! bridge.on("news", lambda news: show(news["title"]))      reads `title`
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::facts::{At, Facts};
use crate::analyze::project::Project;
use crate::analyze::props::{Named, entries, plain};
use crate::analyze::render::{Node, runs};
use crate::base::{
    Answers, EventOp, EventUse, Handled, Name, Need, Payload, Read, Sent, SentKey, Span, ValueKind,
};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Channel, ChannelOp, CmpOp, DictEntry, Expr, ExprId, ExprKind, Function, Js, JsProp,
    Module, Py, Stmt, StmtKind, Type, VarId, View,
};
use crate::tables::wire;

/// The events that a module names.
pub(super) fn of_module(project: &Project, facts: &Facts) -> Vec<EventUse> {
    if facts.channels.is_empty() {
        return Vec::new();
    }
    let mut dropped = Dropped { module: facts.module, found: FxHashSet::default() };
    walk::walk_module(&mut dropped);
    let uses =
        facts.channels.iter().filter_map(|at| of_channel(project, facts, at, &dropped.found));
    uses.collect()
}

fn of_channel(
    project: &Project,
    facts: &Facts,
    at: &At<Channel>,
    dropped: &FxHashSet<ExprId>,
) -> Option<EventUse> {
    let (event, op) = match &at.node.op {
        ChannelOp::Open { .. } => return None,
        ChannelOp::On { event, .. } => (event, EventOp::On),
        ChannelOp::Emit { event, .. } => (event, EventOp::Emit),
        ChannelOp::Request { event, .. } => (event, EventOp::Request),
    };
    let span = event.span;
    let event = match &event.kind {
        ExprKind::Str(name) => Some(name.clone()),
        _computed => None,
    };
    let payload = match &at.node.op {
        ChannelOp::Open { .. } => Payload::Unknown,
        ChannelOp::On { handler, .. } => handled(project, facts, handler),
        ChannelOp::Emit { payload, .. } | ChannelOp::Request { payload, .. } => {
            Payload::Sent(sent(facts, payload.as_ref(), span))
        }
    };
    let is_answer_used = !dropped.contains(&at.expr.id);
    Some(EventUse { event, span, op, payload, is_answer_used, is_timed: false, closed: None })
}

fn sent(facts: &Facts, payload: Option<&Expr>, name: Span) -> Sent {
    let Some(payload) = payload.map(plain) else {
        let (kind, refused) = (Some(ValueKind::None), Vec::new());
        return Sent { span: name, kind, keys: None, refused };
    };
    let is_closed = match &payload.kind {
        ExprKind::Py(Py::Dict { entries, .. }) => entries.iter().all(|entry| match entry {
            DictEntry::Pair(key, _) => matches!(key.kind, ExprKind::Str(_)),
            DictEntry::Spread(_) => false,
        }),
        ExprKind::Js(Js::Object(props)) => {
            props.iter().all(|prop| matches!(prop, JsProp::Named(..)))
        }
        _other => false,
    };
    let key = |Named { name, span, value, .. }: Named| SentKey {
        name: name.clone(),
        span,
        kind: kind(facts.types.expr(value.id)),
    };
    Sent {
        span: payload.span,
        kind: kind(facts.types.expr(payload.id)),
        keys: is_closed.then(|| entries(payload).into_iter().map(key).collect()),
        refused: Vec::new(),
    }
}

/// What all values of a type are.
fn kind(ty: &Type) -> Option<ValueKind> {
    match ty.view() {
        View::None => Some(ValueKind::None),
        View::Number => Some(ValueKind::Number),
        View::Str => Some(ValueKind::Str),
        View::Sequence(_) => Some(ValueKind::List),
        View::Mapping(_) => Some(ValueKind::Dict),
        View::Union(types) => {
            let first = kind(types.first()?)?;
            types.iter().all(|ty| kind(ty) == Some(first)).then_some(first)
        }
        View::Unknown
        | View::Bytes
        | View::Set(_)
        | View::Iterable(_)
        | View::Function
        | View::Object(_)
        | View::Instance(_) => None,
    }
}

fn handled(project: &Project, facts: &Facts, handler: &Expr) -> Payload {
    let handler = plain(handler);
    let (module, func) = match &handler.kind {
        ExprKind::Symbol(symbol) => match project.function(facts.module, *symbol) {
            Some(found) => found,
            None => return Payload::Unknown,
        },
        _other => match facts.function(handler) {
            Some(func) => (facts.module.id, func),
            None => return Payload::Unknown,
        },
    };
    let Some(facts) = project.facts(module) else { return Payload::Unknown };
    facts.module.func(func).map_or(Payload::Unknown, |func| taken(facts, func))
}

/// What a function does with the payload that it is given.
pub(super) fn taken(facts: &Facts, func: &Function) -> Payload {
    let Some(param) = func.params.first().filter(|_| func.receiver.is_none()) else {
        return Payload::Unknown;
    };
    let answers = match &func.body {
        Body::Block(_) if !facts.returns.contains_key(&func.id) && !func.is_generator => {
            Answers::Never
        }
        Body::Expr(value) if facts.types.expr(value.id).is_none() => Answers::Never,
        Body::Block(_) | Body::Expr(_) => Answers::Unknown,
    };
    let takes = kind(facts.types.var(param.var));
    let mut handled = Handled { takes, answers, ..Handled::default() };
    if facts.writes.get(&param.var) == Some(&1) {
        handled.reads = reads(facts, func, param.var);
    }
    Payload::Handled(handled)
}

fn reads(facts: &Facts, func: &Function, param: VarId) -> Vec<Read> {
    let mut always = FxHashSet::default();
    runs(facts, func, &mut |it| {
        if let (Node::Expr(expr), true) = (it.node, it.is_sure) {
            always.insert(expr.id);
        }
    });
    let mut look = Look { module: facts.module, param, always, found: Vec::new() };
    walk::walk_body(&mut look, func);
    look.found
}

struct Look<'m> {
    module: &'m Module,
    param: VarId,
    /// What runs whenever the handler does.
    always: FxHashSet<ExprId>,
    found: Vec<Read>,
}

impl Look<'_> {
    fn read(&mut self, key: &Name, span: Span, need: Need, is_quoted: bool) {
        self.found.push(Read { key: key.clone(), span, need, is_quoted });
    }
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        let param = self.param;
        let is_payload = |value: &Expr| matches!(value.kind, ExprKind::Var(var) if var == param);
        let need = match self.always.contains(&expr.id) {
            true => Need::Always,
            false => Need::Sometimes,
        };
        match &expr.kind {
            ExprKind::Py(Py::Index(object, key)) if is_payload(object) => {
                if let ExprKind::Str(name) = &key.kind {
                    self.read(name, key.span, need, true);
                }
            }
            ExprKind::Py(Py::Attr(object, name)) | ExprKind::Js(Js::Member(object, name))
                if is_payload(object) =>
            {
                let at = Span { start: object.span.end.saturating_add(1), ..expr.span };
                self.read(name, at, need, false);
            }
            ExprKind::Py(Py::Method { object, name, args, .. })
                if is_payload(object) && &**name == wire::ASKS =>
            {
                if let Some(Arg::Pos(Expr { kind: ExprKind::Str(name), span, .. })) = args.first() {
                    self.read(name, *span, Need::Never, true);
                }
            }
            ExprKind::Py(Py::Compare(CmpOp::In | CmpOp::NotIn, key, object))
                if is_payload(object) =>
            {
                if let ExprKind::Str(name) = &key.kind {
                    self.read(name, key.span, Need::Never, true);
                }
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

/// Requests whose answers nobody takes: `await bridge.request("save")`.
struct Dropped<'m> {
    module: &'m Module,
    found: FxHashSet<ExprId>,
}

impl<'m> Visitor<'m> for Dropped<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Expr(value) = &stmt.kind {
            self.found.insert(match &value.kind {
                ExprKind::Py(Py::Await(value)) => value.id,
                _other => value.id,
            });
        }
        walk::walk_stmt(self, stmt);
    }

    fn func(&mut self, func: &'m Function) {
        // `onClick=lambda: bridge.request("save")`: React takes nothing of it.
        if let Body::Expr(value) = &func.body {
            self.found.insert(value.id);
        }
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
    }
}
