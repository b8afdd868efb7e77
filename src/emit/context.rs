//! `with`.
//!
//! ```text
//! with open_(x) as f:           const context = enter(open_(x));
//!     use(f)                    try {
//!                                 const f = context.value;
//!                                 use(f);
//!                               } catch (error) {
//!                                 context.failed(error);     raises it again unless `__exit__` says no
//!                               } finally {
//!                                 context.leave();           unless it failed
//!                               }
//! ```

use crate::base::Span;
use crate::ir::{Expr, Place, Stmt, Type};

use super::emitter::Emitter;
use super::js::{E, S};

impl Emitter<'_> {
    pub fn with_stmt(
        &mut self,
        span: Span,
        is_async: bool,
        context: &Expr,
        place: Option<&Place>,
        body: &[Stmt],
        out: &mut Vec<S>,
    ) {
        let at = self.at(span);
        let quiet = at.nowhere();
        let helper = if is_async { "enterAsync" } else { "enter" };
        let manager = self.expr(context);
        let entered = self.help(context.span, helper, vec![manager]);
        let entered = if is_async { quiet.await_(entered) } else { entered };
        let name = self.fresh("context");
        out.push(at.const_(quiet.bind(&name), entered));
        let call = |method: &str, args: Vec<E>| {
            let call = quiet.call(quiet.member(quiet.ident(&name), method), args);
            quiet.expression(if is_async { quiet.await_(call) } else { call })
        };
        let body = self.block(body);
        let mut guarded = Vec::new();
        if let Some(place) = place {
            let value = quiet.member(quiet.ident(&name), "value");
            self.store(place, value, &Type::Any, span, &mut guarded);
        }
        guarded.extend(body);
        let error = self.shadowing("error");
        let failed = vec![call("failed", vec![quiet.ident(&error)])];
        let left = vec![call("leave", Vec::new())];
        out.push(quiet.try_(guarded, Some((Some(quiet.bind(&error)), failed)), Some(left)));
    }
}
