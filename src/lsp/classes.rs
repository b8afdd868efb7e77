//! What classes have: attributes, methods, fields, members of enums, keys of a `TypedDict`, and where each is declared.
//!
//! ```text
//! class Shape:                   Shape.unit      declared in the body
//!     unit = "px"
//!     def __init__(self):
//!         self.sides = 0         Shape.sides     declared by what is stored first
//! class Square(Shape): ...       Square.sides    that of `Shape`
//! ```

use std::rc::Rc;

use super::known::{Known, Scene, is_decorated, last_name};
use super::names::Names;
use super::stores::{self, Stored};
use crate::base::{Name, Span};
use crate::resolve::each_stmt;
use crate::resolve::scope::LocalKind;
use crate::syntax::ast::{self, ArgKind, StmtKind};

/// What a class declares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Where the class is named.
    pub class: Span,
    pub name: Name,
    /// Where it is declared.
    pub span: Span,
    is_in_body: bool,
}

impl Names<'_> {
    /// The attribute of what is known.
    pub fn member_of_known(&self, known: &Known, name: &Name) -> Option<Member> {
        match known {
            Known::Instance(class) | Known::Class(class) if !self.is_typed_dict(*class) => {
                self.member(&self.line(*class), name)
            }
            Known::Above(class) => self.member(self.line(*class).get(1..)?, name),
            _other => None,
        }
    }

    /// The key of a `TypedDict`.
    pub fn key(&self, class: Span, name: &Name) -> Option<Member> {
        let line = self.is_typed_dict(class).then(|| self.line(class))?;
        self.member(&line, name)
    }

    /// What a function or class that is called takes by that name.
    pub fn keyword(&self, callee: &Known, name: &Name) -> Option<Span> {
        let of_function = |function: Span| {
            self.with_named(function, |_, stmt| match &stmt.kind {
                StmtKind::Function(def) => super::names::parameter(def, name),
                _other => None,
            })
        };
        match callee {
            Known::Function(function) => of_function(*function),
            Known::Class(class) => match self.init(*class) {
                Some(init) => of_function(init),
                None => Some(self.field(*class, name)?.span),
            },
            _other => None,
        }
    }

    /// What makes an instance, where the project says it.
    pub fn init(&self, class: Span) -> Option<Span> {
        Some(self.member(&self.line(class), &"__init__".into())?.span)
    }

    /// A field that the body annotates.
    pub fn field(&self, class: Span, name: &Name) -> Option<Member> {
        let member = self.member(&self.line(class), name)?;
        let is_field = self.with_class(member.class, |_, def| {
            Some(def.declared().iter().any(|declared| declared.name == name))
        });
        is_field.unwrap_or_default().then_some(member)
    }

    /// The nearest declaration in a body; where there is none, what the methods of the class that is highest up store.
    fn member(&self, line: &[Span], name: &Name) -> Option<Member> {
        let of = |class: &Span, is_in_body: bool| {
            let declares = |scene: Scene<'_>, def: &ast::ClassDef| match is_in_body {
                true => in_body(scene, def, name),
                false => in_methods(def, name).first().map(|(at, _)| *at),
            };
            let span = self.with_class(*class, declares)?;
            Some(Member { class: *class, name: name.clone(), span, is_in_body })
        };
        let in_body = line.iter().find_map(|class| of(class, true));
        in_body.or_else(|| line.iter().rev().find_map(|class| of(class, false)))
    }

    /// What a member is for who asks an instance or the class for it.
    pub fn value_of(&self, member: &Member) -> Vec<Known> {
        let known = self.with_class(member.class, |scene, def| {
            if !member.is_in_body {
                let stored = in_methods(def, &member.name);
                // What a class that derives from it stores has no say.
                let stored: Vec<Stored<'_>> =
                    stored.into_iter().map(|(_, stored)| stored).collect();
                return Some(self.stored(scene, &stored, stored.len()));
            }
            let named = def.body.iter().find_map(|stmt| match &stmt.kind {
                StmtKind::Function(def) if def.name.span == member.span => Some(if is_read(def) {
                    self.given(def.name.span)
                } else {
                    vec![Known::Function(def.name.span)]
                }),
                StmtKind::Class(def) if def.name.span == member.span => {
                    Some(vec![Known::Class(def.name.span)])
                }
                _other => None,
            });
            named.or_else(|| {
                let stored = stores::of_name(&def.body, &member.name);
                if self.is_enum(member.class) && !stored.iter().any(Stored::is_annotation) {
                    return Some(vec![Known::Instance(member.class)]);
                }
                Some(self.stored(scene, &stored, stored.len()))
            })
        });
        known.unwrap_or_default()
    }

    /// The member that is declared at a place.
    pub fn declared_at(&self, span: Span) -> Option<Member> {
        let (parsed, at) = self.statement_with(span)?;
        let (stmt, scopes) = parsed.stmts.get(at)?;
        let scene = Scene { file: span.file, stmt, scopes };
        let name: Name = span.text(self.view.text(span.file)).into();
        let mut found = None;
        each_stmt(stmt, &mut |stmt| {
            let StmtKind::Class(def) = &stmt.kind else { return };
            let is_in_body = in_body(scene, def, &name) == Some(span);
            let first = in_methods(def, &name).first().map(|(at, _)| *at);
            if is_in_body || first == Some(span) {
                let (class, name) = (def.name.span, name.clone());
                found = Some(Member { class, name, span, is_in_body });
            }
        });
        found
    }

    /// A declaration in few words: `Point.x: float`, `def Shape.area(self) -> float`.
    pub fn in_words(&self, member: &Member) -> Option<String> {
        let text = self.view.text(member.span.file);
        let class = member.class.text(text);
        let name = format!("{class}.{}", member.name);
        let typed = |ty: &str| format!("{name}: {ty}");
        self.with_class(member.class, |_, def| {
            if !member.is_in_body {
                return match in_methods(def, &member.name).first()?.1 {
                    Stored::As(annotation) => Some(typed(annotation.span.text(text))),
                    Stored::Value(value) => Some(typed(&self.view.project().type_of(value.span)?)),
                    Stored::Item(_) | Stored::Otherwise => None,
                };
            }
            def.body.iter().find_map(|stmt| match &stmt.kind {
                StmtKind::Function(method) if method.name.span == member.span => {
                    let start = member.span.end;
                    let header = Span { start, ..method.header }.text(text).trim_end_matches(':');
                    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
                    let is_async = if method.is_async { "async " } else { "" };
                    Some(format!("{is_async}def {name}{header}"))
                }
                StmtKind::AnnAssign { target, annotation, .. } if target.span == member.span => {
                    Some(typed(annotation.span.text(text)))
                }
                StmtKind::Assign { targets, value }
                    if targets.iter().any(|target| target.span == member.span) =>
                {
                    let first = value.span.text(text).lines().next().unwrap_or_default();
                    let ty = match self.is_enum(member.class) {
                        true => Some(class.to_owned()),
                        false => self.view.project().type_of(value.span),
                    };
                    let ty = ty.map(|ty| format!(": {ty}")).unwrap_or_default();
                    Some(format!("{name}{ty} = {first}"))
                }
                _other => None,
            })
        })
    }

    pub fn with_class<T>(
        &self,
        class: Span,
        look: impl FnOnce(Scene<'_>, &ast::ClassDef) -> Option<T>,
    ) -> Option<T> {
        self.with_named(class, |scene, stmt| match &stmt.kind {
            StmtKind::Class(def) => look(scene, def),
            _other => None,
        })
    }

    /// The class and those above it, as Python looks through them; as far as they are of the project.
    pub fn line(&self, class: Span) -> Rc<[Span]> {
        if let Some(known) = self.lines.borrow().get(&class) {
            return known.clone();
        }
        // A class that derives from itself does not exist.
        let alone: Rc<[Span]> = Rc::from([class]);
        self.lines.borrow_mut().insert(class, alone.clone());
        let bases = self.with_class(class, |scene, def| {
            let given = def.bases.iter().filter(|base| base.kind == ArgKind::Positional);
            let known = given.flat_map(|base| self.known(scene, &base.value));
            let classes = known.filter_map(|known| match known {
                Known::Class(class) => Some(class),
                _other => None,
            });
            Some(classes.collect::<Vec<Span>>())
        });
        let bases = bases.unwrap_or_default();
        let mut lines: Vec<Vec<Span>> =
            bases.iter().map(|base| self.line(*base).to_vec()).collect();
        lines.push(bases);
        let found: Rc<[Span]> = std::iter::once(class).chain(merged(lines)).collect();
        self.lines.borrow_mut().insert(class, found.clone());
        found
    }

    /// Whether a class derives from one of those names that is of no file of the project.
    fn derives(&self, class: Span, names: &[&str]) -> bool {
        self.line(class).iter().any(|class| {
            let is_one = self.with_class(*class, |_, def| {
                Some(def.bases.iter().any(|base| names.contains(&last_name(&base.value))))
            });
            is_one.unwrap_or_default()
        })
    }

    pub fn is_typed_dict(&self, class: Span) -> bool {
        self.derives(class, &["TypedDict"])
    }

    pub fn is_enum(&self, class: Span) -> bool {
        self.derives(class, &["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"])
    }
}

/// Where the body of a class binds a name.
fn in_body(scene: Scene<'_>, def: &ast::ClassDef, name: &Name) -> Option<Span> {
    let scope = scene.scopes.get(scene.scopes.scope_at(def.name.span)?)?;
    let local = scope.locals.get(scope.local(name)?)?;
    (local.kind != LocalKind::Import).then_some(local.span)
}

/// What the methods of a class store to an attribute of their first parameter.
fn in_methods<'d>(def: &'d ast::ClassDef, name: &Name) -> Vec<(Span, Stored<'d>)> {
    let mut found = Vec::new();
    for stmt in &def.body {
        let StmtKind::Function(method) = &stmt.kind else { continue };
        let params = &method.params;
        let Some(first) = params.posonly.first().or(params.args.first()) else { continue };
        if is_decorated(method, "staticmethod") {
            continue;
        }
        let stored = stores::of_attributes(&method.body, &first.name.name).into_iter();
        found.extend(stored.filter(|(at, _)| at.name == *name).map(|(at, it)| (at.span, it)));
    }
    found
}

/// Whether naming a method reads it.
fn is_read(def: &ast::FunctionDef) -> bool {
    is_decorated(def, "property") || is_decorated(def, "cached_property")
}

/// Several lines as one that keeps the order of each (C3). Where there is none, Python refuses the class.
fn merged(mut lines: Vec<Vec<Span>>) -> Vec<Span> {
    let mut found = Vec::new();
    loop {
        lines.retain(|line| !line.is_empty());
        let heads = lines.iter().filter_map(|line| line.first().copied());
        let is_free =
            |head: &Span| !lines.iter().any(|line| line.iter().skip(1).any(|it| it == head));
        let Some(next) = heads.clone().find(is_free) else { return found };
        found.push(next);
        lines.iter_mut().for_each(|line| line.retain(|it| *it != next));
    }
}
