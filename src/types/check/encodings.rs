//! Encodings that are written out: those that the runtime does not know.
//!
//! ```text
//! text.encode("cp1252")    PSC404: `TextDecoder` knows some of them
//! ```

use crate::diag::Code;
use crate::ir::{Arg, Expr, ExprKind, Keyword};
use crate::tables::encodings::{HANDLER_ELSEWHERE, is_elsewhere};
use crate::types::check::Check;

impl Check<'_, '_> {
    /// `x.encode(encoding, errors)` and `x.decode(encoding, errors)`.
    pub(super) fn encoding(&mut self, args: &[Arg], keywords: &[Keyword]) {
        let given = |position: usize, name: &str| match args.get(position) {
            Some(Arg::Pos(value)) => Some(value),
            Some(Arg::Spread(_) | Arg::Omitted) => None,
            None => keywords.iter().find(|it| &*it.name == name).map(|it| &it.value),
        };
        if let Some((value, name)) = given(0, "encoding").and_then(text)
            && is_elsewhere(name)
        {
            let message = format!("the encoding `{name}` is not compiled");
            let help = "use `utf-8`, or `TextDecoder` from `pulse.js` to read it";
            self.report(Code::PSC404, value.span, message, help);
        }
        if let Some((value, name)) = given(1, "errors").and_then(text)
            && name == HANDLER_ELSEWHERE
        {
            let message = format!("the error handler `{name}` is not compiled");
            let help = "use `backslashreplace`";
            self.report(Code::PSC404, value.span, message, help);
        }
    }
}

fn text(expr: &Expr) -> Option<(&Expr, &str)> {
    match &expr.kind {
        ExprKind::Str(text) => Some((expr, text)),
        _other => None,
    }
}
