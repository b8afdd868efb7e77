//! What annotations say of attributes: of which class a value is, or what it holds.
//!
//! ```text
//! cart: Cart | None          an instance of `Cart`
//! rows: "dict[str, Row]"     values: instances of `Row`
//! ```

use super::known::{Known, MAX_STEPS, Scene, add, class_around, held, inner, last_name, valued};
use super::names::{Names, Target};
use crate::base::{FileId, Name, Span};
use crate::diag::Sink;
use crate::resolve::scope::{LocalKind, Lookup};
use crate::syntax::ast::{self, BinaryOp, Constant, ExprKind, StmtKind};
use crate::syntax::parse_expression;

impl Names<'_> {
    /// What is stored where the annotation stands.
    pub fn annotated(&self, scene: Scene<'_>, annotation: &ast::Expr) -> Vec<Known> {
        match &annotation.kind {
            ExprKind::Name(name) if &**name == "Self" => {
                let used = scene.scopes.uses().iter().find(|it| it.span == annotation.span);
                let class = used.and_then(|used| class_around(scene.scopes, used.scope));
                class.map(Known::Instance).into_iter().collect()
            }
            ExprKind::Constant(Constant::Str(_)) => {
                let Some(inner) = self.in_quotes(annotation) else { return Vec::new() };
                let text = self.view.text(scene.file);
                let expr = parse_expression(text, inner, &mut Sink::new());
                let is_text = matches!(expr.kind, ExprKind::Constant(_));
                if is_text { Vec::new() } else { self.annotated(scene, &expr) }
            }
            ExprKind::Binary { op: BinaryOp::BitOr, left, right } => {
                let mut found = self.annotated(scene, left);
                add(&mut found, self.annotated(scene, right));
                found
            }
            ExprKind::Subscript { value, index } => {
                let of_head = self.annotated(scene, value);
                if !of_head.is_empty() {
                    return of_head;
                }
                let args = match &index.kind {
                    ExprKind::Tuple(args) => args.iter().collect(),
                    _other => vec![&**index],
                };
                self.generic(scene, last_name(value), &args)
            }
            ExprKind::Name(name) => {
                let target = self.name_of_type(scene, name, annotation.span);
                match target {
                    Some(Target::Top(file, name)) => self.type_at_top(file, &name),
                    Some(Target::Local(span)) => vec![Known::Instance(span)],
                    Some(Target::Module(_)) | None => Vec::new(),
                }
            }
            ExprKind::Attribute { value, attr } => inner(self.known(scene, value), |known| {
                match known {
                    Known::Module(file) => match self.top(file, &attr.name)? {
                        Target::Top(file, name) => Some(self.type_at_top(file, &name)),
                        Target::Local(_) | Target::Module(_) => None,
                    },
                    // `Card.Part`
                    Known::Class(_) => {
                        let member = self.member_of_known(&known, &attr.name)?;
                        let instance = |known| match known {
                            Known::Class(class) => Some(Known::Instance(class)),
                            _other => None,
                        };
                        Some(self.value_of(&member).into_iter().filter_map(instance).collect())
                    }
                    _other => None,
                }
            }),
            _other => Vec::new(),
        }
    }

    /// A name in an annotation: a class of the function around it, or what the module has.
    fn name_of_type(&self, scene: Scene<'_>, name: &Name, span: Span) -> Option<Target> {
        let used = scene.scopes.uses().iter().find(|used| used.span == span);
        let Some(used) = used else { return self.top(scene.file, name) };
        if let Lookup::Local(scope, index) = used.target {
            let local = scene.scopes.local(scope, index)?;
            if !matches!(local.kind, LocalKind::Class | LocalKind::Import) {
                return None;
            }
        }
        self.used(scene.file, scene.scopes, used)
    }

    /// A class, or another name of a type: `type Row = dict[str, User]`, `Row = ...`.
    fn type_at_top(&self, file: FileId, name: &Name) -> Vec<Known> {
        let key = (file, name.clone());
        if let Some(known) = self.types.borrow().get(&key) {
            return known.clone();
        }
        if self.steps.get() >= MAX_STEPS {
            return Vec::new();
        }
        // A type that is made of itself has no attributes by that.
        self.types.borrow_mut().insert(key.clone(), Vec::new());
        self.steps.set(self.steps.get() + 1);
        let page = self.page(file);
        let binding = page.chunks.iter().filter(|(chunk, _)| chunk.binds.contains(name));
        let told = binding.flat_map(|(_, parsed)| &parsed.stmts).map(|(stmt, scopes)| {
            let scene = Scene { file, stmt, scopes };
            match &stmt.kind {
                StmtKind::Class(def) => vec![Known::Instance(def.name.span)],
                StmtKind::TypeAlias { value, .. } => self.annotated(scene, value),
                StmtKind::Assign { targets, value } if targets.len() == 1 => {
                    self.annotated(scene, value)
                }
                StmtKind::AnnAssign { annotation, value: Some(value), .. }
                    if last_name(annotation) == "TypeAlias" =>
                {
                    self.annotated(scene, value)
                }
                _other => Vec::new(),
            }
        });
        let mut told: Vec<Vec<Known>> = told.collect();
        self.steps.set(self.steps.get() - 1);
        // Of two of one name it is not known which is meant.
        let found = if told.len() == 1 { told.pop().unwrap_or_default() } else { Vec::new() };
        self.types.borrow_mut().insert(key, found.clone());
        found
    }

    fn generic(&self, scene: Scene<'_>, head: &str, args: &[&ast::Expr]) -> Vec<Known> {
        let of = |at: usize| args.get(at).map_or_else(Vec::new, |it| self.annotated(scene, it));
        let any = || {
            let mut found = Vec::new();
            args.iter().for_each(|arg| add(&mut found, self.annotated(scene, arg)));
            found
        };
        match head {
            "list" | "List" | "Sequence" | "MutableSequence" | "Iterable" | "Iterator" | "set"
            | "Set" | "frozenset" | "FrozenSet" | "AbstractSet" | "Collection" | "Generator"
            | "deque" | "Deque" => held(of(0)),
            "tuple" | "Tuple" => held(any()),
            "dict" | "Dict" | "Mapping" | "MutableMapping" | "defaultdict" | "OrderedDict" => {
                valued(of(1))
            }
            "Optional" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly"
            | "Annotated" => of(0),
            "Union" => any(),
            "type" | "Type" => inner(of(0), |known| match known {
                Known::Instance(class) => Some(vec![Known::Class(class)]),
                _other => None,
            }),
            "Awaitable" | "Coroutine" => match of(args.len().saturating_sub(1)) {
                known if known.is_empty() => known,
                known => vec![Known::Later(known)],
            },
            _other => Vec::new(),
        }
    }

    /// What a literal has between its quotes, where that is all it says.
    pub fn in_quotes(&self, literal: &ast::Expr) -> Option<Span> {
        let ExprKind::Constant(Constant::Str(value)) = &literal.kind else { return None };
        let inner =
            Span { start: literal.span.start + 1, end: literal.span.end - 1, ..literal.span };
        (inner.text(self.view.text(literal.span.file)) == &**value).then_some(inner)
    }
}
