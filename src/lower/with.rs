//! `with`: one statement for each item, the later ones inside the earlier (Language Reference 8.5).

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{Stmt, StmtKind};
use crate::lower::context::Lowering;
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn with_stmt(
        &mut self,
        span: Span,
        is_async: bool,
        items: &[ast::WithItem],
        body: &[ast::Stmt],
        out: &mut Vec<Stmt>,
    ) {
        if is_async && !self.may_await() {
            let message = "`async with` outside an `async def`";
            let help = "make the enclosing function `async def`";
            let kind = self.refuse_stmt(Code::PSC101, span, message, help);
            out.push(Stmt { span, kind });
            return;
        }
        let Some((item, rest)) = items.split_first() else {
            let body = self.block(body);
            out.extend(body);
            return;
        };
        // Each statement has a span of its own: declarations are found by it.
        let end = item.target.as_ref().map_or(item.context.span, |target| target.span);
        let own = if rest.is_empty() { span } else { item.context.span.to(end) };
        let context = self.operand(&item.context, out);
        let mut inside = Vec::new();
        let place = item.target.as_ref().map(|target| {
            let place = self.place(target);
            inside.append(&mut self.before);
            place
        });
        self.with_stmt(span, is_async, rest, body, &mut inside);
        // The target may need temporaries, which are made once the manager has been entered.
        out.push(Stmt {
            span: own,
            kind: StmtKind::With { is_async, context, place, body: inside },
        });
    }
}
