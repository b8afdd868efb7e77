//! PSC612: a question to the server that nothing catches.
//!
//! ```text
//! answer = await bridge.request("save", draft)        the channel closes, or the handler raises: nobody hears of it
//! try: answer = await bridge.request("save", draft)
//! bridge.request("save", draft).catch(show)
//! ```

use crate::analyze::facts::Facts;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{ChannelOp, Expr, ExprKind, Function, Module, Py, Stmt, StmtKind};
use crate::tables::channel;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let mut walk = Requests { module: facts.module, tries: 0, sink };
    walk::walk_module(&mut walk);
}

struct Requests<'m, 's> {
    module: &'m Module,
    /// How many `try`s with clauses stand around, in the function.
    tries: u32,
    sink: &'s mut Sink,
}

impl<'m> Visitor<'m> for Requests<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn func(&mut self, func: &'m Function) {
        let around = std::mem::take(&mut self.tries);
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
        self.tries = around;
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        let StmtKind::Try { body, handlers, orelse, finally } = &stmt.kind else {
            return walk::walk_stmt(self, stmt);
        };
        let is_caught = u32::from(!handlers.is_empty());
        self.tries += is_caught;
        walk::walk_block(self, body);
        self.tries -= is_caught;
        for handler in handlers {
            walk::walk_block(self, &handler.body);
        }
        walk::walk_block(self, orelse);
        walk::walk_block(self, finally);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Channel(channel) if self.tries == 0 => {
                if let ChannelOp::Request { .. } = &channel.op {
                    let message = "nothing catches what this raises when the channel is closed";
                    let help = "put it in a `try`, or write `bridge.request(...).catch(...)`";
                    self.sink.push(Diagnostic::new(Code::PSC612, expr.span, message).help(help));
                }
                walk::walk_expr(self, expr);
            }
            ExprKind::Py(Py::Method { name, args, .. })
                if channel::is_handled(name, args.len()) =>
            {
                self.tries += 1;
                walk::walk_expr(self, expr);
                self.tries -= 1;
            }
            _other => walk::walk_expr(self, expr),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn nobody_catches() {
        finds(
            "
            # all rules
            @ps.javascript(jsx=True)
            def Save(*, id: str):
                bridge = usePulseChannel(id)
                async def save():
                    if not bridge:
                        return
                    print(await bridge.request('save'))  # PSC612 bridge.request('save')
                    bridge.request('a').then(print)  # PSC612 bridge.request('a')
                    try:
                        later = lambda: bridge and bridge.request('b')  # PSC612 bridge.request('b')
                        later()
                    except Exception:
                        await bridge.request('c')  # PSC612 bridge.request('c')
                return ps.button('a', onClick=save)
            ",
        );
    }

    #[test]
    fn somebody_does() {
        clean(
            "
            # all rules
            @ps.javascript(jsx=True)
            def Save(*, id: str):
                bridge = usePulseChannel(id)
                async def save():
                    try:
                        if bridge:
                            print(await bridge.request('save'))
                    except Exception as error:
                        print(error)
                def ask():
                    if bridge:
                        bridge.request('a').then(print).catch(print)
                        bridge.request('a').then(print, print)
                return ps.button('a', onClick=save, onBlur=ask)
            ",
        );
    }
}
