//! Names of the standard library: their calls, and they as values.

use crate::base::Span;
use crate::ir::{Arg, Keyword};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::py_modules::library::Library;
use crate::tables::signature::{self, ParamKind};

use super::builtins::helper_name;
use super::emitter::Emitter;
use super::js::{E, Global, Params, ast};

impl Emitter<'_> {
    /// A call of a function of the standard library, whose arguments are bound.
    pub(super) fn library_call(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        library: Library,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        if row.kind == BuiltinKind::Class
            && let Some(with) = library.with
            && let Some(from) = args.iter().position(|arg| matches!(arg, Arg::Omitted))
        {
            let mut values = self.args(args.get(..from).unwrap_or_default());
            let rest = std::iter::zip(row.signature, args).skip(from);
            let named: Vec<_> = rest
                .filter_map(|(param, arg)| match arg {
                    Arg::Pos(value) => {
                        let value = self.expr(value);
                        Some(self.js.property(param.name, value))
                    }
                    Arg::Spread(_) | Arg::Omitted => None,
                })
                .collect();
            if !named.is_empty() {
                values.push(self.at(span).object(named).into());
                return self.help(span, with, values);
            }
            return self.help(span, library.helper, values);
        }
        let with = library.with.filter(|_| !keywords.is_empty());
        let Some(with) = with else {
            let by_name = signature::options_from(row.signature).and_then(|from| {
                let names = row.signature.get(from..)?;
                Some((args.get(..from)?, names, args.get(from..)?))
            });
            let mut values = self.args(by_name.map_or(args, |(args, ..)| args));
            if row.name == "json.dumps" {
                self.mark_first(args, &mut values);
            }
            if row.name == "json.loads"
                && let [Arg::Pos(data), ..] = args
                && self.ty(data).is_bytes_like()
                && let Some(first) = values.first_mut()
            {
                let text = self.help(span, "jsonText", vec![first.expr.clone()]);
                *first = text.into();
            }
            if let Some((_, names, options)) = by_name {
                let given = std::iter::zip(names, options).filter_map(|(param, arg)| match arg {
                    Arg::Pos(value) => Some((param.name, value)),
                    Arg::Spread(_) | Arg::Omitted => None,
                });
                let props: Vec<_> = given
                    .map(|(name, value)| {
                        let value = self.expr(value);
                        self.js.property(name, value)
                    })
                    .collect();
                if !props.is_empty() {
                    values.push(self.at(span).object(props).into());
                }
            }
            return self.help(span, library.helper, values);
        };
        let by_name = row.signature.iter().filter(|param| param.kind == ParamKind::Keyword);
        let mut values: Vec<ast::ExprOrSpread> = by_name
            .map(|param| {
                let found = keywords.iter().find(|keyword| &*keyword.name == param.name);
                match found {
                    Some(keyword) => self.expr(&keyword.value).into(),
                    None => self.js.undefined().into(),
                }
            })
            .collect();
        values.extend(self.args(args));
        self.help(span, with, values)
    }

    /// A builtin as a value.
    pub fn builtin_ref(&mut self, span: Span, row: &'static BuiltinRow) -> E {
        if let Some(library) = row.library
            && !crate::runtime::exists(library.helper)
        {
            // A path of JavaScript: `Math.PI`.
            let at = self.at(span);
            let (head, name) = match library.helper.split_once('.') {
                Some((head, name)) => (head, Some(name)),
                None => (library.helper, None),
            };
            let Some(global) = Global::named(head) else { return at.undefined() };
            return match name {
                Some(name) => at.member(at.nowhere().global(global), name),
                None => at.global(global),
            };
        }
        let helper = self.names.helper(helper_name(row));
        let at = self.at(span);
        let helper = at.ident(&helper);
        if !matches!(row.name, "max" | "min") {
            return helper;
        }
        // The helper takes the items; `max(a, b)` through a value gives them one by one.
        let quiet = at.nowhere();
        let name = self.shadowing("items");
        let items = || quiet.ident(&name);
        let is_one =
            quiet.binary(ast::BinaryOp::EqEqEq, quiet.member(items(), "length"), quiet.number(1.0));
        let first = quiet.index(items(), quiet.number(0.0));
        let all = quiet.conditional(is_one, first, items());
        let params = Params::new(vec![quiet.rest(quiet.bind(&name))]);
        at.arrow(params, at.call(helper, vec![all]))
    }
}
