//! What functions say of themselves at run time, in programs that ask.
//!
//! ```text
//! f.__name__          every function is `named("greet", greet)`
//! f(*args, **rest)    and `signed("greet(name, mark=)", greet)`: keywords find their parameters
//! ```

use crate::ir::{Function, ParamKind, Role};

use super::build::{E, S};
use super::emitter::Emitter;

impl Emitter<'_> {
    /// `named("greet", greet);` after the declaration.
    pub fn name_statement(&mut self, func: &Function, name: &str) -> Option<S> {
        if func.role != Role::Plain || !(self.reads_names || self.reads_signatures) {
            return None;
        }
        let value = self.js.ident(name);
        let named = self.with_name(func, value);
        Some(self.js.expression(named))
    }

    /// The function with the name that Python knows it by, and with its parameters.
    pub fn with_name(&mut self, func: &Function, mut value: E) -> E {
        if func.role != Role::Plain {
            return value;
        }
        if self.reads_names {
            let name = self.js.string(func.name.as_deref().unwrap_or("<lambda>"));
            value = self.help(func.name_span, "named", vec![name, value]);
        }
        if self.reads_signatures {
            let signature = self.js.string(&self.signature(func));
            value = self.help(func.name_span, "signed", vec![signature, value]);
        }
        value
    }

    /// The parameters as `bindArguments` reads them: `f(a, b=, /, *args, c=, **rest)`.
    fn signature(&self, func: &Function) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut is_keyword_only = false;
        let mut params = func.params.iter().peekable();
        while let Some(param) = params.next() {
            let name = self.module.var(param.var).map_or("_", |var| &var.name);
            let default = if param.default.is_some() { "=" } else { "" };
            match param.kind {
                ParamKind::Rest => {
                    is_keyword_only = true;
                    parts.push(format!("*{name}"));
                }
                ParamKind::Keywords => parts.push(format!("**{name}")),
                ParamKind::KeywordOnly => {
                    if !is_keyword_only {
                        is_keyword_only = true;
                        parts.push("*".to_owned());
                    }
                    parts.push(format!("{name}{default}"));
                }
                ParamKind::PositionalOnly => {
                    parts.push(format!("{name}{default}"));
                    if params.peek().is_none_or(|next| next.kind != param.kind) {
                        parts.push("/".to_owned());
                    }
                }
                ParamKind::Positional => parts.push(format!("{name}{default}")),
            }
        }
        format!("{}({})", func.qualname, parts.join(", "))
    }
}
