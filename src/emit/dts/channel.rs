//! The events of a channel, as the functions of a module use them: an interface that the bridge of
//! Pulse's client has, with the names and payloads the Python shows.
//!
//! ```text
//! bridge.on("message", show)                export interface ChatClientChannel {
//! bridge.emit("typing", {"user": me})         on(event: "message", handler: (payload: Message) => any): () => void;
//!                                             emit(event: "typing", payload: { user: string }): void;
//!                                           }
//! ```
//!
//! A component in TypeScript that takes the same part is checked against it:
//! `const channel: ChatClientChannel | null = usePulseChannel(channelId);`. Events whose name is
//! computed are left out.

use crate::base::Name;
use crate::ir::walk::{self, Visitor};
use crate::ir::{self, ChannelOp, Expr, ExprKind, VarKind};
use crate::syntax::ast;

use super::annotation::{Annotations, Flow};
use super::inferred::sample;
use super::ts::{Ts, show, string};
use super::{File, Sender};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    On,
    Emit,
    Request,
}

/// One event, with the payloads of all the places that use it in one way.
struct Event {
    name: Name,
    how: Use,
    payload: Option<Ts>,
}

impl File<'_> {
    pub(super) fn channel(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::FunctionDef,
        func: &ir::Function,
    ) {
        let mut uses = Uses { module: self.module, found: Vec::new() };
        uses.func(func);
        let mut events: Vec<Event> = Vec::new();
        for op in uses.found {
            let (event, how, payload) = match op {
                ChannelOp::Open { .. } => continue,
                ChannelOp::On { event, handler, .. } => {
                    (event, Use::On, Some(self.handled(annotations, def, handler)))
                }
                ChannelOp::Emit { event, payload, .. } => {
                    (event, Use::Emit, payload.as_ref().map(|payload| self.sent(payload)))
                }
                ChannelOp::Request { event, payload, .. } => {
                    (event, Use::Request, payload.as_ref().map(|payload| self.sent(payload)))
                }
            };
            let ExprKind::Str(name) = &event.kind else { continue };
            let known = events.iter_mut().find(|known| known.name == *name && known.how == how);
            match known {
                Some(known) => {
                    known.payload = match (known.payload.take(), payload) {
                        (Some(a), Some(b)) => Some(Ts::union([a, b])),
                        (Some(one), None) | (None, Some(one)) => Some(one.or_undefined()),
                        (None, None) => None,
                    }
                }
                None => events.push(Event { name: name.clone(), how, payload }),
            }
        }
        if !events.is_empty() {
            events.sort_by(|a, b| (a.how, &a.name).cmp(&(b.how, &b.name)));
            self.interface(&annotations.item.name, &events);
        }
    }

    fn interface(&mut self, owner: &str, events: &[Event]) {
        let name = self.names.fresh(format!("{owner}Channel"));
        self.out.push('\n');
        let about = format!("The channel of `{owner}`, as the browser sees it.");
        self.doc(Some(&about), "");
        self.out += &format!("export interface {name} {{\n  readonly id: string;\n");
        for event in events {
            let sender = if event.how == Use::On { Sender::Server } else { Sender::Browser };
            let files = (self.target.server)(&event.name, sender);
            let files: Vec<String> = files.iter().map(|file| format!("`{file}`")).collect();
            if !files.is_empty() {
                let verb = if sender == Sender::Server { "Sent" } else { "Handled" };
                self.doc(Some(&format!("{verb} by {}.", files.join(", "))), "  ");
            }
            let literal = string(&event.name);
            let payload = event.payload.clone().map(|ty| {
                let mark = if ty.members().contains(&Ts::UNDEFINED) { "?" } else { "" };
                let ty = ty.without(|ty| *ty == Ts::UNDEFINED);
                (mark, show(&ty, &mut self.names))
            });
            let promise = show(&Ts::lib("Promise", [Ts::ANY]), &mut self.names);
            self.out += &match (event.how, payload) {
                (Use::On, payload) => {
                    let payload = payload.map_or("any".to_owned(), |(mark, ty)| match mark {
                        "" => ty,
                        _may_be_missing => format!("{ty} | undefined"),
                    });
                    format!(
                        "  on(event: {literal}, handler: (payload: {payload}) => any): () => void;\n"
                    )
                }
                (Use::Emit, Some((mark, ty))) => {
                    format!("  emit(event: {literal}, payload{mark}: {ty}): void;\n")
                }
                (Use::Emit, None) => format!("  emit(event: {literal}): void;\n"),
                (Use::Request, Some((mark, ty))) => {
                    format!("  request(event: {literal}, payload{mark}: {ty}): {promise};\n")
                }
                (Use::Request, None) => format!("  request(event: {literal}): {promise};\n"),
            };
        }
        self.out += "}\n";
    }

    fn sent(&self, payload: &Expr) -> Ts {
        sample(self.types.expr(payload.id))
    }

    /// The annotation of a handler's first parameter.
    fn handled(&self, annotations: Annotations<'_>, def: &ast::FunctionDef, handler: &Expr) -> Ts {
        let func = match &handler.kind {
            ExprKind::Func(func) => Some(*func),
            ExprKind::Var(var) => match self.module.var(*var).map(|var| var.kind) {
                Some(VarKind::Function(func)) => Some(func),
                Some(
                    VarKind::Param
                    | VarKind::Local
                    | VarKind::Temp
                    | VarKind::Comp
                    | VarKind::Rebound,
                )
                | None => None,
            },
            _elsewhere => None,
        };
        let Some(func) = func.and_then(|func| self.module.func(func)) else { return Ts::ANY };
        let Some(nested) = nested(&def.body, func.name_span) else { return Ts::ANY };
        let first = nested.params.posonly.first().or(nested.params.args.first());
        let annotation = first.and_then(|param| param.annotation.as_ref());
        annotation.map_or(Ts::ANY, |annotation| annotations.ts(annotation, Flow::Out))
    }
}

struct Uses<'m> {
    module: &'m ir::Module,
    found: Vec<&'m ChannelOp>,
}

impl<'m> Visitor<'m> for Uses<'m> {
    fn module(&self) -> &'m ir::Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Channel(channel) = &expr.kind {
            self.found.push(&channel.op);
        }
        walk::walk_expr(self, expr);
    }
}

/// The nested function whose name stands at the place.
fn nested(body: &[ast::Stmt], name: crate::base::Span) -> Option<&ast::FunctionDef> {
    let mut open: Vec<&[ast::Stmt]> = vec![body];
    while let Some(block) = open.pop() {
        for stmt in block {
            match &stmt.kind {
                ast::StmtKind::Function(def) if def.name.span == name => return Some(def),
                ast::StmtKind::Function(def) => open.push(&def.body),
                ast::StmtKind::If { body, orelse, .. }
                | ast::StmtKind::While { body, orelse, .. } => open.extend([&**body, orelse]),
                ast::StmtKind::For(node) => open.extend([&*node.body, &node.orelse]),
                ast::StmtKind::With { body, .. } => open.push(body),
                ast::StmtKind::Try(node) => {
                    open.extend([&*node.body, &node.orelse, &node.finally]);
                    open.extend(node.handlers.iter().map(|handler| &*handler.body));
                }
                ast::StmtKind::Match { cases, .. } => {
                    open.extend(cases.iter().map(|case| &*case.body));
                }
                _simple => {}
            }
        }
    }
    None
}
