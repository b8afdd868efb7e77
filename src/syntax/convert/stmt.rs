//! Statements.

use rustpython_parser::ast::{self as py, Ranged};

use crate::base::{Name, Span, normal_form};
use crate::syntax::ast::{
    Alias, ClassDef, Expr, ExprKind, For, FunctionDef, Handler, Ident, ImportFrom, Stmt, StmtKind,
    Try, WithItem,
};
use crate::syntax::convert::Converter;
use crate::syntax::convert::expr::binary_op;
use crate::syntax::docstring;
use crate::syntax::tokens::Kind;

impl Converter<'_> {
    pub fn body(&mut self, body: Vec<py::Stmt>) -> Vec<Stmt> {
        body.into_iter().map(|node| self.stmt(node)).collect()
    }

    fn stmt(&mut self, node: py::Stmt) -> Stmt {
        let span = self.span(node.range());
        let kind = match node {
            py::Stmt::FunctionDef(node) => self.function(node, false, span),
            py::Stmt::AsyncFunctionDef(node) => {
                let node = py::StmtFunctionDef {
                    range: node.range,
                    name: node.name,
                    args: node.args,
                    body: node.body,
                    decorator_list: node.decorator_list,
                    returns: node.returns,
                    type_comment: node.type_comment,
                    type_params: node.type_params,
                };
                self.function(node, true, span)
            }
            py::Stmt::ClassDef(node) => self.class(node, span),
            py::Stmt::Return(node) => StmtKind::Return(node.value.map(|value| self.expr(*value))),
            py::Stmt::Delete(node) => {
                StmtKind::Delete(node.targets.into_iter().map(|node| self.deleted(node)).collect())
            }
            py::Stmt::Assign(node) => self.assign(node),
            py::Stmt::TypeAlias(node) => self.type_alias(node),
            py::Stmt::AugAssign(node) => StmtKind::AugAssign {
                target: self.single_target(*node.target, "assign to"),
                op: binary_op(node.op),
                value: self.expr(*node.value),
            },
            py::Stmt::AnnAssign(node) => StmtKind::AnnAssign {
                target: self.single_target(*node.target, "annotate"),
                annotation: self.expr(*node.annotation),
                value: node.value.map(|value| self.expr(*value)),
            },
            py::Stmt::For(node) => self.for_loop(node, false),
            py::Stmt::AsyncFor(node) => {
                let node = py::StmtFor {
                    range: node.range,
                    target: node.target,
                    iter: node.iter,
                    body: node.body,
                    orelse: node.orelse,
                    type_comment: node.type_comment,
                };
                self.for_loop(node, true)
            }
            py::Stmt::While(node) => StmtKind::While {
                test: self.expr(*node.test),
                body: self.body(node.body),
                orelse: self.body(node.orelse),
            },
            py::Stmt::If(node) => StmtKind::If {
                test: self.expr(*node.test),
                body: self.body(node.body),
                orelse: self.body(node.orelse),
            },
            py::Stmt::With(node) => self.with(node.items, node.body, false),
            py::Stmt::AsyncWith(node) => self.with(node.items, node.body, true),
            py::Stmt::Match(node) => self.match_stmt(node, span),
            py::Stmt::Raise(node) => StmtKind::Raise {
                exc: node.exc.map(|exc| self.expr(*exc)),
                cause: node.cause.map(|cause| self.expr(*cause)),
            },
            py::Stmt::Try(node) => {
                self.try_stmt(node.body, node.handlers, node.orelse, node.finalbody, false)
            }
            py::Stmt::TryStar(node) => {
                self.try_stmt(node.body, node.handlers, node.orelse, node.finalbody, true)
            }
            py::Stmt::Assert(node) => StmtKind::Assert {
                test: self.expr(*node.test),
                msg: node.msg.map(|msg| self.expr(*msg)),
            },
            py::Stmt::Import(node) => StmtKind::Import(self.aliases(node.names)),
            py::Stmt::ImportFrom(node) => self.import_from(node, span),
            py::Stmt::Global(node) => StmtKind::Global(self.name_list(&node.names, span)),
            py::Stmt::Nonlocal(node) => StmtKind::Nonlocal(self.name_list(&node.names, span)),
            py::Stmt::Expr(node) => StmtKind::Expr(self.expr(*node.value)),
            py::Stmt::Pass(_) => StmtKind::Pass,
            py::Stmt::Break(_) => StmtKind::Break,
            py::Stmt::Continue(_) => StmtKind::Continue,
        };
        Stmt { span, kind }
    }

    fn function(&mut self, node: py::StmtFunctionDef, is_async: bool, span: Span) -> StmtKind {
        let name = self.ident_at_start(&node.name, span);
        let colon = self.tokens.header_colon(name.span.end);
        let header_end = colon.map_or(span.end, |colon| colon.end);
        let decorators = node.decorator_list.into_iter().map(|node| self.expr(node)).collect();
        let type_params = type_params(&node.type_params);
        let params = self.params(*node.args);
        let returns = node.returns.map(|node| self.expr(*node));
        let mut body = self.body(node.body);
        StmtKind::Function(Box::new(FunctionDef {
            name,
            is_async,
            decorators,
            type_params,
            params,
            returns,
            docstring: docstring::take(&mut body),
            body,
            header: Span::new(span.file, span.start, header_end),
        }))
    }

    fn class(&mut self, node: py::StmtClassDef, span: Span) -> StmtKind {
        let name = self.ident_at_start(&node.name, span);
        let decorators = node.decorator_list.into_iter().map(|node| self.expr(node)).collect();
        let bases = self.args(node.bases, node.keywords);
        let mut body = self.body(node.body);
        let docstring = docstring::take(&mut body);
        let type_params = type_params(&node.type_params);
        StmtKind::Class(Box::new(ClassDef {
            name,
            decorators,
            bases,
            type_params,
            docstring,
            body,
        }))
    }

    fn assign(&mut self, node: py::StmtAssign) -> StmtKind {
        let targets = node.targets.into_iter().map(|target| self.target(target)).collect();
        StmtKind::Assign { targets, value: self.expr(*node.value) }
    }

    fn type_alias(&mut self, node: py::StmtTypeAlias) -> StmtKind {
        let span = self.span(node.name.range());
        let name = match *node.name {
            py::Expr::Name(name) => self.ident_at_start(&name.id, span),
            // The grammar takes nothing but a name.
            _ => return StmtKind::Missing,
        };
        StmtKind::TypeAlias { name, value: self.expr(*node.value) }
    }

    fn for_loop(&mut self, node: py::StmtFor, is_async: bool) -> StmtKind {
        StmtKind::For(Box::new(For {
            is_async,
            target: self.target(*node.target),
            iter: self.expr(*node.iter),
            body: self.body(node.body),
            orelse: self.body(node.orelse),
        }))
    }

    fn with(&mut self, items: Vec<py::WithItem>, body: Vec<py::Stmt>, is_async: bool) -> StmtKind {
        let item = |item: py::WithItem| WithItem {
            context: self.expr(item.context_expr),
            target: item.optional_vars.map(|target| self.target(*target)),
        };
        let items = items.into_iter().map(item).collect();
        StmtKind::With { is_async, items, body: self.body(body) }
    }

    fn match_stmt(&mut self, node: py::StmtMatch, span: Span) -> StmtKind {
        let mut subject = self.item(*node.subject);
        let first = self.tokens.from(span.start + 1).first().copied();
        let colon = self.tokens.header_colon(span.start).map_or(span.end, |colon| colon.start);
        let last = self.tokens.before(colon).last().copied();
        if let (Some(first), Some(last)) = (first, last) {
            let whole = Span::new(span.file, first.start, last.end);
            if subject.span.start == span.start {
                // The parser gives `match a, b:` the span of the whole statement.
                subject.span = whole;
            } else if last.kind == Kind::Comma {
                // The parser drops the comma of `match a,:`, which makes a tuple of one.
                subject = Expr { span: whole, kind: ExprKind::Tuple(vec![subject]) };
            }
        }
        if let ExprKind::Starred(_) = subject.kind {
            subject = self.missing(
                subject.span,
                "a starred expression cannot stand here",
                "put it into a list or a tuple: `[*items]`",
            );
        }
        let cases = node.cases.into_iter().map(|case| self.match_case(case)).collect();
        StmtKind::Match { subject, cases }
    }

    fn try_stmt(
        &mut self,
        body: Vec<py::Stmt>,
        handlers: Vec<py::ExceptHandler>,
        orelse: Vec<py::Stmt>,
        finally: Vec<py::Stmt>,
        is_star: bool,
    ) -> StmtKind {
        let body = self.body(body);
        let count = handlers.len();
        let mut converted = Vec::with_capacity(count);
        for (at, py::ExceptHandler::ExceptHandler(handler)) in handlers.into_iter().enumerate() {
            converted.push(self.handler(handler, at + 1 == count));
        }
        StmtKind::Try(Box::new(Try {
            body,
            handlers: converted,
            orelse: self.body(orelse),
            finally: self.body(finally),
            is_star,
        }))
    }

    fn handler(&mut self, node: py::ExceptHandlerExceptHandler, last: bool) -> Handler {
        let span = self.span(node.range);
        if node.type_.is_none() && !last {
            let word = Span::new(span.file, span.start, span.start + "except".len() as u32);
            let message = "an `except:` without a class must be the last";
            self.refuse(word, message, "move it behind the others");
        }
        let colon = self.tokens.header_colon(span.start).map_or(span.end, |colon| colon.start);
        let header = Span::new(span.file, span.start, colon);
        Handler {
            span,
            class: node.type_.map(|class| self.expr(*class)),
            name: node.name.map(|name| self.ident_at_end(&name, header)),
            body: self.body(node.body),
        }
    }

    fn aliases(&mut self, aliases: Vec<py::Alias>) -> Vec<Alias> {
        aliases.into_iter().map(|alias| self.alias(alias)).collect()
    }

    fn alias(&mut self, alias: py::Alias) -> Alias {
        let span = self.span(alias.range);
        let asname = alias.asname.map(|name| {
            let token = self.tokens.name_before(span.end);
            self.imported(&name, token.map_or(span, |it| Span::new(span.file, it.start, it.end)))
        });
        // A dotted name reaches as far as its tokens do.
        let tokens = self.tokens.within(span.start, span.end);
        let dotted = tokens.iter().take_while(|token| token.kind != Kind::Keyword);
        let end = dotted.last().map_or(span.end, |token| token.end);
        let place = Span::new(span.file, span.start, end);
        Alias { name: self.imported(&alias.name, place), asname }
    }

    fn import_from(&mut self, node: py::StmtImportFrom, span: Span) -> StmtKind {
        let module = node.module.map(|module| {
            // Behind `from`.
            let tokens = self.tokens.from(span.start + 1);
            let end = tokens.iter().position(|token| token.kind == Kind::Keyword);
            let dotted = tokens.get(..end.unwrap_or(0)).unwrap_or(&[]);
            let first = dotted.iter().find(|token| token.kind == Kind::Name);
            let place = match (first, dotted.last()) {
                (Some(first), Some(last)) => Span::new(span.file, first.start, last.end),
                _ => span,
            };
            self.imported(&module, place)
        });
        StmtKind::ImportFrom(ImportFrom {
            module,
            level: node.level.map_or(0, |level| level.to_u32()),
            names: self.aliases(node.names),
        })
    }

    /// The name of a module, or of what it has, in the form in which Python looks for it.
    fn imported(&mut self, name: &py::Identifier, span: Span) -> Ident {
        Ident { name: self.name(&normal_form::identifier(name.as_str()), span), span }
    }

    fn name_list(&mut self, names: &[py::Identifier], span: Span) -> Vec<Ident> {
        let mut at = span.start;
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            let token = self.tokens.name_from(at);
            at = token.map_or(span.end, |token| token.end);
            found.push(self.ident(name, token, span));
        }
        found
    }
}

fn type_params(nodes: &[py::TypeParam]) -> Vec<Name> {
    let name = |node: &py::TypeParam| match node {
        py::TypeParam::TypeVar(node) => Name::from(node.name.as_str()),
        py::TypeParam::ParamSpec(node) => Name::from(node.name.as_str()),
        py::TypeParam::TypeVarTuple(node) => Name::from(node.name.as_str()),
    };
    nodes.iter().map(name).collect()
}
