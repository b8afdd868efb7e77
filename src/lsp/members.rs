//! Where code names members of classes: attributes, keys of a `TypedDict`, keywords of calls and of patterns.

use super::known::{Known, Scene, is_decorated};
use super::names::{Names, Target, Visit};
use crate::base::{Name, Span};
use crate::resolve::scope::{LocalKind, ScopeKind};
use crate::resolve::{each_stmt, everywhere};
use crate::syntax::ast::{self, ArgKind, CmpOp, Constant, DictItem, ExprKind, StmtKind};

impl Names<'_> {
    /// Calls `visit` for every place in a statement that names a member.
    pub fn members(&self, scene: Scene<'_>, visit: Visit<'_>) {
        everywhere(scene.stmt, &mut |expr| self.of_expr(scene, expr, visit));
        each_stmt(scene.stmt, &mut |stmt| match &stmt.kind {
            StmtKind::AnnAssign { annotation, value: Some(value), .. } if is_display(value) => {
                self.display(value, &self.annotated(scene, annotation), visit);
            }
            StmtKind::Function(def) => {
                let mut displays = Vec::new();
                returned(&def.body, &mut displays);
                if let Some(returns) = def.returns.as_ref().filter(|_| !displays.is_empty()) {
                    let known = self.annotated(scene, returns);
                    displays.into_iter().for_each(|it| self.display(it, &known, visit));
                }
            }
            StmtKind::Class(def) => self.declared_again(scene, def, visit),
            StmtKind::Match { cases, .. } => {
                cases.iter().for_each(|case| self.pattern(scene, &case.pattern, visit));
            }
            _other => {}
        });
    }

    fn of_expr(&self, scene: Scene<'_>, expr: &ast::Expr, visit: Visit<'_>) {
        match &expr.kind {
            ExprKind::Attribute { value, attr } => {
                let of = |known: &Known| self.member_of_known(known, &attr.name);
                visit(attr.span, &|| {
                    let known = self.known(scene, value);
                    targets(known.iter().filter_map(of).map(|member| member.span))
                });
            }
            ExprKind::Subscript { value, index } => self.of_key(scene, index, value, visit),
            ExprKind::Compare { left, rest } => {
                if let [(CmpOp::In | CmpOp::NotIn, of)] = rest.as_slice() {
                    self.of_key(scene, left, of, visit);
                }
            }
            ExprKind::Call { func, args } => {
                if let ExprKind::Attribute { value, attr } = &func.kind
                    && matches!(&*attr.name, "get" | "pop" | "setdefault")
                    && let Some(first) = args.first()
                {
                    self.of_key(scene, &first.value, value, visit);
                }
                for arg in args {
                    self.of_argument(scene, func, args, arg, visit);
                }
            }
            _other => {}
        }
    }

    fn of_argument(
        &self,
        scene: Scene<'_>,
        func: &ast::Expr,
        args: &[ast::Arg],
        arg: &ast::Arg,
        visit: Visit<'_>,
    ) {
        if let ArgKind::Keyword(keyword) = &arg.kind {
            visit(keyword.span, &|| {
                let known = self.known(scene, func);
                targets(known.iter().filter_map(|known| self.keyword(known, &keyword.name)))
            });
        }
        if !is_display(&arg.value) {
            return;
        }
        let asked = match &arg.kind {
            ArgKind::Keyword(keyword) => self.asked(scene, func, &Asked::Named(&keyword.name)),
            ArgKind::Positional => {
                let at = args.iter().take_while(|it| it.span != arg.span).count();
                self.asked(scene, func, &Asked::At(at))
            }
            ArgKind::Star | ArgKind::DoubleStar => return,
        };
        self.display(&arg.value, &asked, visit);
    }

    /// What a call asks for in an argument.
    fn asked(&self, scene: Scene<'_>, func: &ast::Expr, which: &Asked<'_>) -> Vec<Known> {
        let of = |known: Known| match known {
            Known::Function(function) => {
                let is_bound = self.is_bound(scene, func, function);
                self.parameter_asks(function, which, is_bound)
            }
            Known::Class(class) => match (self.init(class), which) {
                (Some(init), _) => self.parameter_asks(init, which, true),
                (None, Asked::Named(name)) => {
                    let member = self.field(class, name);
                    member.map(|member| self.value_of(&member)).unwrap_or_default()
                }
                (None, Asked::At(_)) => Vec::new(),
            },
            _other => Vec::new(),
        };
        self.known(scene, func).into_iter().flat_map(of).collect()
    }

    /// Whether a call of a method gives the first parameter itself.
    fn is_bound(&self, scene: Scene<'_>, func: &ast::Expr, function: Span) -> bool {
        let is_of = self.with_named(function, |_, stmt| match &stmt.kind {
            StmtKind::Function(def) if is_decorated(def, "staticmethod") => Some(false),
            StmtKind::Function(def) => Some(is_decorated(def, "classmethod")),
            _other => None,
        });
        let (Some(is_of_class), Some(_)) = (is_of, self.declared_at(function)) else {
            return false;
        };
        let ExprKind::Attribute { value, .. } = &func.kind else { return false };
        let is_instance = |known: &Known| matches!(known, Known::Instance(_) | Known::Above(_));
        is_of_class || self.known(scene, value).iter().all(is_instance)
    }

    fn parameter_asks(&self, function: Span, which: &Asked<'_>, is_bound: bool) -> Vec<Known> {
        let asked = self.with_named(function, |scene, stmt| {
            let StmtKind::Function(def) = &stmt.kind else { return None };
            let mut by_position = def.params.posonly.iter().chain(&def.params.args);
            let param = match which {
                Asked::At(at) => by_position.nth(at + usize::from(is_bound)),
                Asked::Named(name) => {
                    super::names::parameters(def).find(|param| param.name.name == **name)
                }
            };
            Some(self.annotated(scene, param?.annotation.as_ref()?))
        });
        asked.unwrap_or_default()
    }

    /// A literal that is a key of what may be a `TypedDict`.
    fn of_key(&self, scene: Scene<'_>, key: &ast::Expr, of: &ast::Expr, visit: Visit<'_>) {
        let ExprKind::Constant(Constant::Str(name)) = &key.kind else { return };
        let Some(span) = self.in_quotes(key) else { return };
        visit(span, &|| {
            let known = self.known(scene, of);
            targets(known.iter().filter_map(|known| self.key_of(known, name)))
        });
    }

    fn key_of(&self, known: &Known, name: &Name) -> Option<Span> {
        let Known::Instance(class) = known else { return None };
        Some(self.key(*class, name)?.span)
    }

    /// The keys of a display that stands where something is asked for.
    fn display(&self, value: &ast::Expr, asked: &[Known], visit: Visit<'_>) {
        let held = |known: &Known| match known {
            Known::Items(all) | Known::Values(all) | Known::Later(all) => all.clone(),
            _other => Vec::new(),
        };
        match &value.kind {
            ExprKind::Dict(items) => {
                for item in items {
                    let DictItem::Pair { key, value } = item else { continue };
                    let ExprKind::Constant(Constant::Str(name)) = &key.kind else { continue };
                    if let Some(span) = self.in_quotes(key) {
                        visit(span, &|| {
                            targets(asked.iter().filter_map(|known| self.key_of(known, name)))
                        });
                    }
                    if is_display(value) {
                        let of_key = |known: &Known| match known {
                            Known::Instance(class) => {
                                self.key(*class, name).map(|it| self.value_of(&it))
                            }
                            Known::Values(all) => Some(all.clone()),
                            _other => None,
                        };
                        let inner: Vec<Known> = asked.iter().filter_map(of_key).flatten().collect();
                        self.display(value, &inner, visit);
                    }
                }
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                let inner: Vec<Known> = asked.iter().flat_map(held).collect();
                items.iter().for_each(|item| self.display(item, &inner, visit));
            }
            ExprKind::ListComp { elt, .. } => {
                let inner: Vec<Known> = asked.iter().flat_map(held).collect();
                self.display(elt, &inner, visit);
            }
            ExprKind::IfElse { body, orelse, .. } => {
                self.display(body, asked, visit);
                self.display(orelse, asked, visit);
            }
            _other => {}
        }
    }

    /// `case Point(x=0)`
    fn pattern(&self, scene: Scene<'_>, pattern: &ast::Pattern, visit: Visit<'_>) {
        if let ast::PatternKind::Class { class, keywords, .. } = &pattern.kind {
            for (keyword, _) in keywords {
                visit(keyword.span, &|| {
                    let known = self.known(scene, class);
                    let of = |known: &Known| self.member_of_known(known, &keyword.name);
                    targets(known.iter().filter_map(of).map(|member| member.span))
                });
            }
        }
        pattern.inner().into_iter().for_each(|inner| self.pattern(scene, inner, visit));
    }

    /// A name that the body of a class defines once more: the setter of a property.
    fn declared_again(&self, scene: Scene<'_>, def: &ast::ClassDef, visit: Visit<'_>) {
        let scope = scene.scopes.scope_at(def.name.span).and_then(|it| scene.scopes.get(it));
        let Some(scope) = scope.filter(|it| it.kind == ScopeKind::Class) else { return };
        for stmt in &def.body {
            let StmtKind::Function(method) = &stmt.kind else { continue };
            let local = scope.local(&method.name.name).and_then(|at| scope.locals.get(at));
            if let Some(local) = local.filter(|it| it.kind != LocalKind::Import) {
                visit(method.name.span, &|| vec![Target::Local(local.span)]);
            }
        }
    }
}

/// Which argument of a call.
enum Asked<'n> {
    At(usize),
    Named(&'n Name),
}

fn targets(spans: impl Iterator<Item = Span>) -> Vec<Target> {
    spans.map(Target::Local).collect()
}

fn is_display(value: &ast::Expr) -> bool {
    match &value.kind {
        ExprKind::Dict(_) => true,
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().any(is_display),
        ExprKind::ListComp { elt, .. } => is_display(elt),
        ExprKind::IfElse { body, orelse, .. } => is_display(body) || is_display(orelse),
        _other => false,
    }
}

/// The displays that a function gives back, those of nested functions left out.
fn returned<'s>(body: &'s [ast::Stmt], found: &mut Vec<&'s ast::Expr>) {
    for stmt in body {
        if let StmtKind::Return(Some(value)) = &stmt.kind {
            found.extend(is_display(value).then_some(value));
        }
        let blocks = crate::resolve::scope::blocks(stmt);
        blocks.into_iter().for_each(|block| returned(block, found));
    }
}
