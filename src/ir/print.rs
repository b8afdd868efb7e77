//! A readable dump of a module, for `--emit ir` and for tests.
//!
//! ```text
//! component Chat(channelId.0: str) -> Element          names with their variable's number
//!   bridge.1 = channel.open channelId.0                channel operations and hooks stand out
//!   hook useEffect fn#1(), [bridge.1]
//!     effect fn#1() waits [bridge.1]                   nested functions after their statement
//!   return <div className="a">{builtin len(xs.2)}</div>
//! ```

mod exprs;

use crate::ir::{
    Body, Default, Expr, FuncId, Function, Handler, ImportName, Item, Module, Param, ParamKind,
    Place, PlaceKind, Role, Stmt, StmtKind, Symbol, SymbolId, SymbolKind, VarId,
};

/// What [`print()`] asks for types, so that this layer need not know who infers them.
pub trait Types {
    fn var(&self, var: VarId) -> String;
    fn returns(&self, func: FuncId) -> String;
    fn symbol(&self, symbol: SymbolId) -> String;
}

/// The dump; with types of variables, results and constants where they are given.
pub fn print(module: &Module, types: Option<&dyn Types>) -> String {
    let mut printer = Printer { module, types, out: String::new(), indent: 0, nested: Vec::new() };
    printer.module();
    printer.out
}

struct Printer<'m> {
    module: &'m Module,
    types: Option<&'m dyn Types>,
    out: String,
    indent: usize,
    /// Functions met in the statement being printed.
    nested: Vec<FuncId>,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn module(&mut self) {
        self.line(&format!("module {}", self.module.path));
        for symbol in &self.module.symbols {
            let text = match &symbol.kind {
                SymbolKind::Import(import) => {
                    let name = match &import.name {
                        ImportName::Named(name) => name.to_string(),
                        ImportName::Default => "default".to_owned(),
                        ImportName::Namespace => "*".to_owned(),
                        ImportName::SideEffect => String::new(),
                    };
                    let lazy = if import.is_lazy { "lazy " } else { "" };
                    format!("import {lazy}{name} from {:?} as {}", import.source, symbol.name)
                }
                SymbolKind::Foreign { module, name } => {
                    format!("from module#{} import {name}", module.0)
                }
                SymbolKind::Function(_) | SymbolKind::Const { .. } => continue,
            };
            self.line(&text);
        }
        for item in &self.module.items {
            self.out.push('\n');
            match item {
                Item::Function { symbol, func } => {
                    let exported = self.module.symbol(*symbol).is_some_and(|row| row.exported);
                    self.function(*func, if exported { "export " } else { "" });
                }
                Item::Const { symbol, value, .. } => self.constant(*symbol, value),
            }
        }
    }

    fn constant(&mut self, symbol: SymbolId, value: &Expr) {
        let name = self.symbol(symbol);
        let exported = self.module.symbol(symbol).is_some_and(|row| row.exported);
        let export = if exported { "export " } else { "" };
        let ty = self.types.map_or(String::new(), |types| format!(": {}", types.symbol(symbol)));
        let value = self.expr(value);
        self.line(&format!("{export}const {name}{ty} = {value}"));
        self.nested_functions();
    }

    fn function(&mut self, id: FuncId, prefix: &str) {
        let module = self.module;
        let Some(func) = module.func(id) else { return self.line("fn that does not exist") };
        let header = self.header(func);
        self.line(&format!("{prefix}{header}"));
        // What the defaults hold belongs to the statement around.
        let outer = std::mem::take(&mut self.nested);
        self.indent += 1;
        match &func.body {
            Body::Block(stmts) => self.block(stmts),
            Body::Expr(value) => {
                let value = self.expr(value);
                self.line(&format!("=> {value}"));
                self.nested_functions();
            }
        }
        self.indent -= 1;
        self.nested = outer;
    }

    fn header(&mut self, func: &Function) -> String {
        let kind = match (&func.role, func.is_async) {
            (Role::Component, _) => "component",
            (Role::Effect { .. }, _) => "effect",
            (Role::Plain, true) => "async fn",
            (Role::Plain, false) => "fn",
            (Role::Body, _) => "body",
        };
        let name = func.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let params: Vec<String> = func.params.iter().map(|param| self.param(param)).collect();
        let returns = match self.types {
            Some(types) => format!(" -> {}", types.returns(func.id)),
            None => func.returns.as_ref().map_or(String::new(), |ty| format!(" -> {ty}")),
        };
        let waits = match &func.role {
            Role::Effect { waits_for } if !waits_for.is_empty() => {
                let vars: Vec<String> = waits_for.iter().map(|var| self.var(*var)).collect();
                format!(" waits [{}]", vars.join(", "))
            }
            Role::Plain | Role::Body | Role::Component | Role::Effect { .. } => String::new(),
        };
        format!("{kind}{name} fn#{}({}){returns}{waits}", func.id.0, params.join(", "))
    }

    fn param(&mut self, param: &Param) -> String {
        let name = self.typed_var(param.var);
        let prefix = match param.kind {
            ParamKind::Rest => "*",
            ParamKind::Keywords => "**",
            ParamKind::PositionalOnly | ParamKind::Positional => "",
            ParamKind::KeywordOnly => "kw ",
        };
        let default = match &param.default {
            None => String::new(),
            Some(Default::Inline(value)) => format!(" = {}", self.expr(value)),
            Some(Default::Once { temp, value }) => {
                format!(" = once {} = {}", self.var(*temp), self.expr(value))
            }
        };
        format!("{prefix}{name}{default}")
    }

    fn nested_functions(&mut self) {
        let nested = std::mem::take(&mut self.nested);
        self.indent += 1;
        for func in nested {
            self.function(func, "");
        }
        self.indent -= 1;
    }

    fn var(&self, var: VarId) -> String {
        let name = self.module.var(var).map_or("?", |row| &row.name);
        format!("{name}.{}", var.0)
    }

    fn typed_var(&self, var: VarId) -> String {
        let annotation = self.module.var(var).and_then(|row| row.annotation.as_ref());
        let name = self.var(var);
        match (self.types, annotation) {
            (Some(types), _) => format!("{name}: {}", types.var(var)),
            (None, Some(ty)) => format!("{name}: {ty}"),
            (None, None) => name,
        }
    }

    fn symbol(&self, symbol: SymbolId) -> String {
        self.module.symbol(symbol).map_or("?", |row: &Symbol| &row.name).to_owned()
    }

    fn block(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    fn inner(&mut self, stmts: &[Stmt]) {
        self.indent += 1;
        self.block(stmts);
        self.indent -= 1;
    }

    fn head(&mut self, text: &str) {
        self.line(text);
        self.nested_functions();
    }

    fn orelse(&mut self, stmts: &[Stmt], word: &str) {
        if !stmts.is_empty() {
            self.line(word);
            self.inner(stmts);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let text = match &stmt.kind {
            StmtKind::Error => "error".to_owned(),
            StmtKind::Break => "break".to_owned(),
            StmtKind::Continue => "continue".to_owned(),
            StmtKind::Pass => "pass".to_owned(),
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Assign { place, value } => {
                let value = self.expr(value);
                format!("{} = {value}", self.stored(place))
            }
            StmtKind::AugAssign { place, op, value } => {
                let place = self.place(place);
                format!("{place} {}= {}", op.sign(), self.expr(value))
            }
            StmtKind::Delete(place) => format!("del {}", self.place(place)),
            StmtKind::Return(value) => format!("return{}", self.optional(value.as_ref())),
            StmtKind::Raise { exc, cause } => {
                let exc = self.optional(exc.as_ref());
                let cause = cause
                    .as_ref()
                    .map_or(String::new(), |cause| format!(" from {}", self.expr(cause)));
                format!("raise{exc}{cause}")
            }
            StmtKind::Assert { test, msg } => {
                let test = self.expr(test);
                let msg = msg.as_ref().map_or(String::new(), |msg| format!(", {}", self.expr(msg)));
                format!("assert {test}{msg}")
            }
            StmtKind::Def { var, func } => {
                self.line(&format!("def {}", self.var(*var)));
                self.nested.push(*func);
                return self.nested_functions();
            }
            StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::For { .. }
            | StmtKind::With { .. }
            | StmtKind::Try { .. } => return self.compound(stmt),
        };
        self.head(&text);
    }

    fn compound(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::If { test, body, orelse } => {
                let test = self.expr(test);
                self.head(&format!("if {test}"));
                self.inner(body);
                self.orelse(orelse, "else");
            }
            StmtKind::While { test, body, orelse } => {
                let test = self.expr(test);
                self.head(&format!("while {test}"));
                self.inner(body);
                self.orelse(orelse, "else");
            }
            StmtKind::For { is_async, place, iter, body, orelse } => {
                let iter = self.expr(iter);
                let place = self.stored(place);
                let word = if *is_async { "async for" } else { "for" };
                self.head(&format!("{word} {place} in {iter}"));
                self.inner(body);
                self.orelse(orelse, "else");
            }
            StmtKind::With { is_async, context, place, body } => {
                let context = self.expr(context);
                let word = if *is_async { "async with" } else { "with" };
                let place = place.as_ref().map(|place| format!(" as {}", self.stored(place)));
                self.head(&format!("{word} {context}{}", place.unwrap_or_default()));
                self.inner(body);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.line("try");
                self.inner(body);
                handlers.iter().for_each(|handler| self.handler(handler));
                self.orelse(orelse, "else");
                self.orelse(finally, "finally");
            }
            _simple => {}
        }
    }

    fn handler(&mut self, handler: &Handler) {
        let classes: Vec<String> = handler.classes.iter().map(|class| self.expr(class)).collect();
        let var = handler.var.map_or(String::new(), |var| format!(" as {}", self.var(var)));
        self.head(format!("except {}{var}", classes.join(", ")).trim_end());
        self.inner(&handler.body);
    }

    fn optional(&mut self, expr: Option<&Expr>) -> String {
        expr.map_or(String::new(), |expr| format!(" {}", self.expr(expr)))
    }

    /// A place whose variables are shown with their types.
    fn stored(&mut self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Var(var) => self.typed_var(*var),
            _other => self.place(place),
        }
    }

    fn place(&mut self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Error => "error".to_owned(),
            PlaceKind::Ignored => "_".to_owned(),
            PlaceKind::Var(var) => self.var(*var),
            PlaceKind::Symbol(symbol) => format!("global {}", self.symbol(*symbol)),
            PlaceKind::Attr { object, name } => format!("{}.{name}", self.expr(object)),
            PlaceKind::Index { object, index } => {
                format!("{}[{}]", self.expr(object), self.expr(index))
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                self.slice(object, [lower, upper, step])
            }
            PlaceKind::Unpack { before, star, after } => {
                let mut parts: Vec<String> =
                    before.iter().map(|place| self.stored(place)).collect();
                parts.extend(star.as_ref().map(|star| format!("*{}", self.stored(star))));
                parts.extend(after.iter().map(|place| self.stored(place)));
                format!("({})", parts.join(", "))
            }
        }
    }
}
