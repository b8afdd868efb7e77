//! The body of a class: what becomes a member, and what runs when the class is made.
//!
//! ```text
//! class Table:
//!     size = 3                        static size = 3;
//!     squares = []                    static squares = [];
//!     for n in range(size):           static {
//!         squares.append(n * n)         for (Table.n of range(Table.size)) …
//!                                       bodyAttributes(this, ["n"]);
//!     def get(self, n): ...           }
//!     read = get                      static { otherNames(this, { read: "get" }); }
//! ```
//!
//! The names of the body are attributes of the class from the start (`ExprKind::OwnClass`). What the statements
//! between its members do is a function of its own (`MemberKind::Run`), which nothing but the class calls.

use rustc_hash::FxHashSet;

use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{self, Body, Expr, ExprKind, Member, MemberKind, PlaceKind, Py};
use crate::lower::class::{CLASS_GETITEM, is_class_itself};
use crate::lower::class_pattern::literal_names;
use crate::lower::context::{FuncContext, Lowering};
use crate::lower::dataclass;
use crate::lower::family::{alias_of, bound_names, is_made};
use crate::lower::sight::is_special;
use crate::resolve::Binding;
use crate::resolve::scope::LocalKind;
use crate::syntax::ast::{self, ExprKind as AstKind, StmtKind};
use crate::tables::js_members::Holder;

impl<'a> Lowering<'a> {
    pub fn members(&mut self, def: &'a ast::ClassDef, is_data: bool) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let family = self.class.as_ref().filter(|_| is_data).map(|class| &class.family);
        let fields = family.map(dataclass::fields).unwrap_or_default();
        let fields: FxHashSet<Span> = fields.into_iter().map(|field| field.span).collect();
        // Without a constructor of its own, instances see the defaults by their class.
        let has_init = dataclass::options(self.item, def).is_none_or(|options| options.init);
        let mut running: Vec<&'a ast::Stmt> = Vec::new();
        for stmt in &def.body {
            if self.refuses_twice(def, stmt) {
                continue;
            }
            if self.is_run(def, stmt) {
                match self.own_enum() {
                    Some(_) => members.extend(self.enum_statement(stmt)),
                    None => {
                        self.refuse_field_change(stmt, &fields);
                        running.push(stmt);
                    }
                }
                continue;
            }
            let is_evaluated =
                !matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Pass | StmtKind::Expr(_));
            if is_evaluated {
                members.extend(self.run_block(&std::mem::take(&mut running)));
            }
            match &stmt.kind {
                StmtKind::Function(function) if is_class_itself(function) => {}
                StmtKind::Function(function) => {
                    if let Some(member) = self.member_function(function, stmt.span) {
                        take_away(&mut members, &member);
                        members.push(member);
                    }
                }
                StmtKind::Assign { targets, value } => {
                    if let [ast::Expr { kind: AstKind::Name(name), span }] = targets.as_slice() {
                        members.extend(self.body_value(def, name, *span, value));
                    }
                }
                // A field.
                StmtKind::AnnAssign { target, value, .. }
                    if fields.contains(&target.span)
                        && (has_init || value.as_ref().is_none_or(is_call)) => {}
                StmtKind::AnnAssign { .. } if self.is_own_tuple() => {}
                StmtKind::AnnAssign { target, value: Some(value), .. } => {
                    if let AstKind::Name(name) = &target.kind {
                        members.extend(self.body_value(def, name, target.span, value));
                    }
                }
                StmtKind::Class(def) => members.extend(self.class_in_class(def)),
                _nothing => {}
            }
        }
        members.extend(self.run_block(&running));
        members
    }

    /// What a name is, a function or a value, is said once.
    fn refuses_twice(&mut self, def: &ast::ClassDef, stmt: &ast::Stmt) -> bool {
        if matches!(stmt.kind, StmtKind::Function(_)) {
            return false;
        }
        let is_function = |name: &Name| {
            def.body.iter().any(|other| match &other.kind {
                StmtKind::Function(other) => other.name.name == *name,
                _other => false,
            })
        };
        let names = all_bound(stmt);
        let Some(name) = names.iter().find(|name| is_function(name)) else { return false };
        let message = format!("the class has a `{name}` already");
        self.refuse(Code::PSC303, stmt.span, &message, "give it another name");
        true
    }

    /// `name = value` in the body.
    fn body_value(
        &mut self,
        def: &'a ast::ClassDef,
        name: &Name,
        span: Span,
        value: &ast::Expr,
    ) -> Option<Member> {
        if self.own_enum().is_some() {
            return self.enum_member(name, span, value);
        }
        if let Some(of) = alias_of(def, name, value) {
            let name = self.mangled(name);
            let kind = MemberKind::Alias(self.mangled(&of.name.name));
            if let Some(class) = &mut self.class {
                class.attributes.push(name.clone());
            }
            return Some(Member { name, span, kind });
        }
        self.class_attribute(name, span, value)
    }

    /// `R, W, X = 4, 2, 1`: members of an enum. What else runs there is not compiled.
    fn enum_statement(&mut self, stmt: &ast::Stmt) -> Vec<Member> {
        let parts = |expr: &ast::Expr| match &expr.kind {
            AstKind::Tuple(items) | AstKind::List(items) => Some(items.clone()),
            _other => None,
        };
        if let StmtKind::Assign { targets, value } = &stmt.kind
            && let [target] = targets.as_slice()
            && let (Some(names), Some(values)) = (parts(target), parts(value))
            && names.len() == values.len()
        {
            let pairs: Vec<_> = std::iter::zip(&names, &values).collect();
            let is_plain = pairs.iter().all(|(name, value)| {
                matches!(name.kind, AstKind::Name(_)) && !matches!(value.kind, AstKind::Starred(_))
            });
            if is_plain {
                let made = pairs.into_iter().filter_map(|(name, value)| match &name.kind {
                    AstKind::Name(text) => self.enum_member(text, name.span, value),
                    _other => None,
                });
                return made.collect();
            }
        }
        let message = "only members and methods are compiled in the body of an enum";
        self.refuse(Code::PSC303, stmt.span, message, "give each member its value: `RED = 1`");
        Vec::new()
    }

    /// The constructor takes the default of a field as it is written.
    fn refuse_field_change(&mut self, stmt: &ast::Stmt, fields: &FxHashSet<Span>) {
        let family = self.class.as_ref().map(|class| &class.family);
        let named = family.map(dataclass::fields).unwrap_or_default();
        let is_field = |name: &Name| {
            named.iter().any(|field| field.name == name && fields.contains(&field.span))
        };
        if let Some(name) = all_bound(stmt).iter().find(|name| is_field(name)) {
            let message = format!("the field `{name}` gets another default here");
            self.refuse(Code::PSC303, stmt.span, &message, "write the default with the field");
        }
    }

    /// Whether the statement is none that a member of the class comes of.
    fn is_run(&self, def: &ast::ClassDef, stmt: &ast::Stmt) -> bool {
        let is_name = |target: &ast::Expr| matches!(target.kind, AstKind::Name(_));
        match &stmt.kind {
            StmtKind::Assign { targets, value } => match targets.as_slice() {
                [ast::Expr { kind: AstKind::Name(name), .. }] => {
                    let is_outer = !self.is_of_class_body(name);
                    is_outer
                        || self.own_enum().is_none()
                            && !is_known_special(name, value)
                            && alias_of(def, name, value).is_none()
                            && (self.is_method_value(value) || is_bound_before(def, name, stmt))
                }
                _several => true,
            },
            StmtKind::AnnAssign { target, value, .. } => !is_name(target) && value.is_some(),
            StmtKind::Expr(ast::Expr { kind, .. }) => {
                !matches!(kind, AstKind::Constant(ast::Constant::Ellipsis | ast::Constant::Str(_)))
            }
            StmtKind::Function(function) => {
                self.own_enum().is_none() && !self.is_own_tuple() && is_made(self.item, function)
            }
            StmtKind::Class(_)
            | StmtKind::Pass
            | StmtKind::Missing
            | StmtKind::TypeAlias { .. }
            | StmtKind::Import(_)
            | StmtKind::ImportFrom(_)
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_) => false,
            StmtKind::Return(_)
            | StmtKind::Delete(_)
            | StmtKind::AugAssign { .. }
            | StmtKind::For(_)
            | StmtKind::While { .. }
            | StmtKind::If { .. }
            | StmtKind::With { .. }
            | StmtKind::Match { .. }
            | StmtKind::Raise { .. }
            | StmtKind::Try(_)
            | StmtKind::Assert { .. }
            | StmtKind::Break
            | StmtKind::Continue => true,
        }
    }

    /// A function that is no `def` of the class: an instance takes it for a method all the same.
    fn is_method_value(&self, value: &ast::Expr) -> bool {
        match &value.kind {
            AstKind::Lambda { .. } => true,
            AstKind::Name(_) => match self.binding(value.span) {
                Some(crate::resolve::Binding::Item(id)) => {
                    let item = self.program.items.get(id.index());
                    item.is_some_and(|item| {
                        matches!(item.kind, crate::resolve::ItemKind::Function { .. })
                    })
                }
                _other => false,
            },
            _other => false,
        }
    }

    /// Statements that run when the class is made.
    fn run_block(&mut self, stmts: &[&'a ast::Stmt]) -> Option<Member> {
        let first = stmts.first()?;
        let span = first.span;
        let id = self.reserve_function();
        let inner = self.class.as_ref().map(|class| format!("{}.", class.qualname));
        let context = FuncContext::new(id, false);
        let inner = inner.unwrap_or_default();
        self.funcs.push(FuncContext { inner, ..context });
        let before = std::mem::take(&mut self.before);
        self.own_handlers(id);
        let mut block = Vec::new();
        for stmt in stmts {
            let known = self.class.as_ref().map_or(0, |class| class.attributes.len());
            block.extend(self.block(std::slice::from_ref(*stmt)));
            // What a branch or a turn of a loop binds is not sure behind it.
            if let Some(class) = &mut self.class {
                class.attributes.truncate(known);
            }
            let (sure, _) = bound_names(stmt);
            let sure: Vec<Name> = sure.iter().map(|name| self.mangled(name)).collect();
            if let Some(class) = &mut self.class {
                class.attributes.extend(sure);
            }
            let mut deleted = Vec::new();
            deleted_names(stmt, &mut deleted);
            if let Some(class) = &mut self.class {
                class.attributes.retain(|name| !deleted.contains(&name));
            }
        }
        self.before = before;
        let context = self.funcs.pop()?;
        if let Some(function) = self.builder.module.funcs.get_mut(id.index()) {
            function.role = ir::Role::Body;
            function.span = span;
            function.name_span = span;
            function.locals = context.locals;
            function.body = Body::Block(block);
        }
        let mut names: Vec<Name> = Vec::new();
        let bound = stmts.iter().flat_map(|stmt| all_bound(stmt));
        // Not those of the functions around, or of the module.
        let bound: Vec<Name> = bound.filter(|name| self.is_of_class_body(name)).collect();
        for name in bound {
            let name = self.mangled(&name);
            if !names.contains(&name) && self.is_free_name(&name, span, Holder::Class) {
                names.push(name);
            }
        }
        Some(Member { name: "".into(), span, kind: MemberKind::Run { func: id, names } })
    }

    /// What `except … as error` binds is gone behind the handler: it is a variable, and no attribute.
    fn own_handlers(&mut self, id: ir::FuncId) {
        let Some(scope) = self.scope else { return };
        let Some(locals) = self.scopes.get(scope).map(|scope| scope.locals.clone()) else { return };
        for (index, local) in locals.into_iter().enumerate() {
            if local.kind != LocalKind::Except {
                continue;
            }
            let var = self.new_var(ir::Var {
                name: local.name.clone(),
                span: local.span,
                owner: id,
                kind: ir::VarKind::Local,
                is_captured: false,
                is_shared: false,
                writes: local.writes,
                reads: local.reads,
                annotation: None,
            });
            self.vars.insert((scope, index), var);
            if let Some(func) = self.funcs.last_mut() {
                func.locals.push(var);
            }
        }
    }

    /// Where a name of the body is stored: the class has it from then on.
    pub fn body_place(&mut self, span: Span, name: &Name) -> Option<PlaceKind> {
        if !self.is_of_class_body(name) {
            return None;
        }
        let name = self.mangled(name);
        if is_special(&name) {
            self.refuse_special(&name, span);
            return Some(PlaceKind::Error);
        }
        if let Some(class) = &mut self.class {
            class.attributes.push(name.clone());
        }
        let object = Box::new(self.own_class(span));
        Some(PlaceKind::Attr { object, name })
    }

    /// `__class_getitem__ = classmethod(GenericAlias)`: types are erased.
    fn is_generic_alias(&self, name: &str, value: &ast::Expr) -> bool {
        let AstKind::Call { args, .. } = &value.kind else { return false };
        let [alias] = args.as_slice() else { return false };
        let binding = self.binding(alias.value.span);
        name == CLASS_GETITEM
            && matches!(binding, Some(Binding::TypeOnly(of)) if &**of == "types.GenericAlias")
    }

    /// `name = value` in the body of the class.
    fn class_attribute(&mut self, name: &Name, span: Span, value: &ast::Expr) -> Option<Member> {
        let name = self.mangled(name);
        if is_special(&name) {
            let family = self.class.as_ref().map(|class| &class.family);
            let is_compared = family.is_some_and(|it| it.own_member("__eq__").is_some());
            let is_bare_hash = &*name == "__hash__" && !is_compared;
            let is_known = is_known_special(&name, value) || self.is_generic_alias(&name, value);
            if !is_known || is_bare_hash {
                self.refuse_special(&name, span);
            }
            return None;
        }
        if !self.is_free_name(&name, span, Holder::Class) {
            return None;
        }
        let lowered = self.lower(value);
        if let Some(class) = &mut self.class {
            class.attributes.push(name.clone());
        }
        if self.may_be_function(&lowered) {
            let message =
                format!("`{name}` is a function, which an instance would take for a method");
            let help = "write it as a method: `def name(self, ...)`";
            self.refuse(Code::PSC303, value.span, &message, help);
            return None;
        }
        Some(Member { name, span, kind: MemberKind::Attribute(lowered) })
    }

    fn may_be_function(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Func(_) | ExprKind::Py(Py::Helper(_)) => true,
            ExprKind::Symbol(symbol) => {
                let kind = self.builder.module.symbol(*symbol).map(|symbol| &symbol.kind);
                !matches!(kind, Some(ir::SymbolKind::Const { .. }))
            }
            _other => false,
        }
    }
}

/// Names that mean something, with values that the compiler reads.
fn is_known_special(name: &str, value: &ast::Expr) -> bool {
    match name {
        "__slots__" => true,
        // As it is beside an `__eq__`.
        "__hash__" => matches!(value.kind, AstKind::Constant(ast::Constant::None)),
        // Patterns ask the source.
        "__match_args__" => literal_names(value).is_some(),
        _other => false,
    }
}

fn is_call(value: &ast::Expr) -> bool {
    matches!(value.kind, AstKind::Call { .. })
}

/// A later `def` of a name takes the place of what stood there; the parts of a property belong together.
fn take_away(members: &mut Vec<Member>, next: &Member) {
    let is_setter = matches!(next.kind, MemberKind::Setter(_));
    members.retain(|member| {
        let stays = is_setter && matches!(member.kind, MemberKind::Getter(_));
        member.name != next.name || stays || next.name.is_empty()
    });
}

/// Whether another statement of the body binds the name before.
fn is_bound_before(def: &ast::ClassDef, name: &Name, stmt: &ast::Stmt) -> bool {
    let mut before = def.body.iter().filter(|other| other.span.start < stmt.span.start);
    before.any(|other| all_bound(other).iter().any(|it| it == name))
}

fn all_bound(stmt: &ast::Stmt) -> Vec<Name> {
    let (mut sure, maybe) = bound_names(stmt);
    sure.extend(maybe);
    sure
}

fn deleted_names<'s>(stmt: &'s ast::Stmt, out: &mut Vec<&'s Name>) {
    if let StmtKind::Delete(targets) = &stmt.kind {
        for target in targets {
            if let AstKind::Name(name) = &target.kind {
                out.push(name);
            }
        }
    }
    for block in crate::resolve::scope::blocks(stmt) {
        block.iter().for_each(|stmt| deleted_names(stmt, out));
    }
}
