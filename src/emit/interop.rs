//! Operations with JavaScript's own meaning.

use crate::base::{Name, Span};
use crate::ir::{Arg, Expr, ExprKind, Js, JsProp, Py, SymbolKind};

use super::emitter::Emitter;
use super::js::E;

impl Emitter<'_> {
    /// `make(Chart, canvas)`, `makeMember(charts, "Chart", canvas)`.
    fn make(&mut self, span: Span, callee: &Expr, args: &[Arg]) -> E {
        let at = self.at(span);
        let (helper, mut given) = match &callee.kind {
            ExprKind::Js(Js::Member(object, name)) => {
                let object = self.expr(object);
                ("makeMember", vec![object.into(), at.nowhere().string(name).into()])
            }
            // `window[name](url)`: a method is called on its object.
            ExprKind::Py(Py::Index(object, key)) if self.is_host(object) => {
                let (object, key) = (self.expr(object), self.expr(key));
                ("makeItem", vec![object.into(), key.into()])
            }
            _value => {
                let callee = self.expr(callee);
                ("make", vec![callee.into()])
            }
        };
        given.extend(self.args(args));
        let helper = self.helper(helper);
        at.call(helper, given)
    }

    /// What is an object of JavaScript by itself: a global, an import, a member of one.
    fn is_host(&self, object: &Expr) -> bool {
        match &object.kind {
            ExprKind::Js(Js::Global(_) | Js::Member(..)) => true,
            ExprKind::Symbol(symbol) => self
                .module
                .symbol(*symbol)
                .is_some_and(|row| matches!(row.kind, SymbolKind::Import(_))),
            _other => false,
        }
    }

    pub fn javascript(&mut self, expr: &Expr, js: &Js) -> E {
        let span = expr.span;
        let at = self.at(span);
        match js {
            Js::Undefined => at.undefined(),
            Js::Tag("") => at.ident(&self.names.import("react", "Fragment")),
            Js::Tag(name) => at.string(name),
            Js::Global(path) => self.global_value(expr, path),
            Js::New { callee, args } => {
                let callee = self.callee(callee);
                let args = self.args(args);
                at.new_object(callee, args)
            }
            Js::Make { callee, args } => self.make(span, callee, args),
            Js::Call { callee, args } => {
                let timer = self.timer_args(callee, args);
                let callee = self.callee(callee);
                let args = match timer {
                    Some(args) => args,
                    None => self.args(args),
                };
                at.call(callee, args)
            }
            Js::Member(object, name) => self.property(expr, object, name),
            Js::Object(props) => {
                let props = props.iter().map(|prop| match prop {
                    JsProp::Named(name, value) => {
                        let value = self.expr(value);
                        at.property(name, value)
                    }
                    JsProp::Computed(key, value) => {
                        let key = self.expr(key);
                        let value = self.expr(value);
                        at.computed_property(key, value)
                    }
                    JsProp::Spread(value) => {
                        let value = self.expr(value);
                        at.spread_property(value)
                    }
                });
                let props = props.collect();
                at.object(props)
            }
            // As an expression it cannot stand; the statement is made in `statement`.
            Js::Throw(value) => self.expr(value),
            Js::DynamicImport(source) => {
                let source = self.specifier(source);
                at.import_call(at.nowhere().string(&source))
            }
            Js::ImportFactory(source) => {
                let source = self.specifier(source);
                let load = at.import_call(at.nowhere().string(&source));
                at.arrow(super::js::Params::new(Vec::new()), load)
            }
            Js::ToJs(value) => self.to_js(value),
        }
    }

    pub fn global(&mut self, span: Span, path: &str) -> E {
        let at = self.at(span);
        let mut parts = path.split('.');
        let mut expr = at.ident(parts.next().unwrap_or(path));
        for part in parts {
            expr = at.member(expr, part);
        }
        expr
    }

    /// An import specifier: a package as it is, a file of the output relative to this module.
    pub fn specifier(&self, source: &Name) -> String {
        match source.strip_prefix("./") {
            Some(path) => self.link.file(self.module, path),
            None => source.to_string(),
        }
    }
}
