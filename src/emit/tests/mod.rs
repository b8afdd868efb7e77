//! The printed text of modules made with the builder.

mod layout;
mod parens;
mod positions;
mod tokens;

use super::js::{E, Js, ast};
use super::print::Printed;
use super::{Comments, Sources};

/// Prints a module made by `make`, without sources.
fn printed(make: impl FnOnce(Js<'_>) -> Vec<ast::ModuleItem>) -> String {
    let sources = Sources::new();
    let js = Js::new(&sources);
    let module = js.module(make(js));
    print(&module, &sources).code
}

fn print(module: &ast::Module, sources: &Sources) -> Printed {
    let printed = super::print(module, &Comments::new(), sources);
    tokens::check(module, &printed.code);
    printed
}

fn item(statement: ast::Stmt) -> ast::ModuleItem {
    ast::ModuleItem::Stmt(statement)
}

/// Prints one expression as a statement.
fn expression(make: impl FnOnce(Js<'_>) -> E) -> String {
    printed(|js| vec![item(js.expression(make(js)))])
}
