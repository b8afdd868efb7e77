//! Methods and attributes of objects of the standard library whose class is known.
//!
//! | written | told |
//! |---|---|
//! | `due.add(days=1)` of a datetime | it has no such method |
//! | `due.replace(hours=1)` | the signature of `replace` |
//! | `due.year = 2027` | it cannot change |

use crate::base::{Span, closest};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, Keyword};
use crate::tables::library_types::{LibraryType, Member};
use crate::tables::signature;
use crate::tables::special_methods::written_as;
use crate::types::check::Check;
use crate::types::check::methods::misfit_of;

impl Check<'_, '_> {
    pub(super) fn library_method(
        &mut self,
        of: &LibraryType,
        name: &str,
        span: Span,
        args: &[Arg],
        keywords: &[Keyword],
    ) {
        match of.member(name) {
            Some(Member::Method(params, _)) => {
                if let Some((at, message)) = misfit_of(name, params, args, keywords) {
                    let shown = signature::display(params);
                    let help = format!("its signature is `{}.{name}{shown}`", of.name);
                    self.report(Code::PSC401, at.unwrap_or(span), message, &help);
                }
            }
            Some(Member::Attribute(_)) => {
                let message = format!("`{}.{name}` is no method", of.name);
                let help = "read it without a call";
                self.report(Code::PSC404, span, message, help);
            }
            None if of.is_tuple => {}
            None => match written_as(name) {
                Some(instead) => {
                    let message = format!("`{name}` of a `{}` is not compiled as a call", of.name);
                    let help = format!("write `{instead}`");
                    self.report(Code::PSC404, span, message, &help);
                }
                None => self.no_such(of, name, span, "method"),
            },
        }
    }

    /// `object.name`, read or stored to; the name stands at the end.
    pub(super) fn library_attribute(
        &mut self,
        of: &LibraryType,
        name: &str,
        span: Span,
        is_store: bool,
    ) {
        if of.member(name).is_none() && !of.is_tuple {
            return self.no_such(of, name, span, "attribute");
        }
        if is_store {
            let message = format!("an object of `{}` cannot change", of.name);
            let help = match of.member("replace") {
                Some(_) => format!("make another one: `x = x.replace({name}=...)`"),
                None => "make another one, and assign it".to_owned(),
            };
            self.sink.push(Diagnostic::new(Code::PSC404, span, message).help(help));
        }
    }

    fn no_such(&mut self, of: &LibraryType, name: &str, span: Span, what: &str) {
        let message = format!("`{}` has no {what} `{name}`", of.name);
        let help = match closest(name, of.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write a function of your own: `{name}(x)`"),
        };
        self.report(Code::PSC404, span, message, &help);
    }
}
