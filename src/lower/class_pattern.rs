//! Class patterns: the type is asked first, then one attribute after the other.
//!
//! ```text
//! case int(n):             isinstance(subject, int), and n is the subject itself
//! case Point(0, y=top):    isinstance(subject, Point), subject.x == 0, top = subject.y
//! ```
//!
//! Which attributes stand at which position is in the class: its `__match_args__`, what `@dataclass` or
//! `NamedTuple` makes of the fields. What the class is sure to have is not asked for; what code has to give, a
//! property, is read once.

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, CmpOp, ExprKind, Py, VarId};
use crate::lower::context::Lowering;
use crate::lower::dataclass::{in_init, options};
use crate::lower::family::{Family, Root};
use crate::lower::instances::raw;
use crate::lower::named_tuple::parts;
use crate::lower::pattern::{Matcher, SELF_MATCHING, Subject, is_wildcard};
use crate::resolve::{Binding, Item};
use crate::syntax::ast::{self, Constant, Pattern};

use rustc_hash::FxHashSet;

/// What the positional patterns of a class are matched against.
enum Positions {
    /// The subject itself.
    Subject,
    Attributes(Vec<Name>),
}

impl<'a> Lowering<'a> {
    pub fn class_pattern(
        &mut self,
        span: Span,
        class: &ast::Expr,
        (patterns, keywords): (&[Pattern], &[(ast::Ident, Pattern)]),
        mut subject: Subject,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        let builtin = match self.binding(class.span) {
            Some(Binding::Builtin(row)) => {
                if row.name != "object" && !crate::lower::builtin::is_compiled(row) {
                    let message = format!("no value in the browser is a `{}`", row.name);
                    let help = "match a type that a value there may have: `str`, `int`, `list`";
                    self.report(Diagnostic::new(Code::PSC304, class.span, message).help(help));
                    return;
                }
                Some(row.name)
            }
            _other => None,
        };
        let item = self.class_named(class);
        let positions = self.positions(builtin, item);
        if !self.are_distinct(span, class, &positions, patterns, keywords) {
            return;
        }
        // Everything is an `object`.
        if builtin != Some("object") {
            let class = self.lower(class);
            let class = raw(class);
            let value = self.look(&mut subject);
            let test = self.builtin_of(span, "isinstance", vec![value, class]);
            out.tests.push(test);
        }
        let by_position = match positions {
            Positions::Subject => {
                for pattern in patterns.iter().filter(|pattern| !is_wildcard(pattern)) {
                    let value = self.again(&mut subject);
                    self.pattern(pattern, value, out, names);
                }
                Vec::new()
            }
            Positions::Attributes(attributes) => attributes,
        };
        let at = |name, pattern: &Pattern| ast::Ident { name, span: pattern.span };
        let by_position = std::iter::zip(by_position, patterns);
        let by_position = by_position.map(|(name, pattern)| (at(name, pattern), pattern));
        let by_name = keywords.iter().map(|(name, pattern)| (name.clone(), pattern));
        let parts: Vec<(ast::Ident, &Pattern)> = by_position.chain(by_name).collect();
        // All properties are read before anything is compared.
        let read: Vec<Option<VarId>> =
            parts.iter().map(|(attr, _)| self.property_read(attr, &mut subject, out)).collect();
        for ((attr, pattern), read) in std::iter::zip(parts, read) {
            match read {
                Some(_) if is_wildcard(pattern) => {}
                Some(temp) => {
                    let value = self.var_expr(attr.span, temp);
                    self.pattern(pattern, Subject::Atom(value), out, names);
                }
                None => self.attribute_pattern(item, (&attr, pattern), &mut subject, out, names),
            }
        }
    }

    fn positions(&self, builtin: Option<&'static str>, item: Option<&'a Item>) -> Positions {
        if builtin.is_some_and(|name| SELF_MATCHING.contains(&name)) {
            return Positions::Subject;
        }
        let Some(family) = item.and_then(|item| Family::of(self.program, item)) else {
            return Positions::Attributes(Vec::new());
        };
        match (match_args(self.program, &family), family.root) {
            (Some(names), _) => Positions::Attributes(names),
            // A `str` or an `int` by its first base.
            (None, Root::Enum(members)) if members.is_value() => Positions::Subject,
            (None, _) => Positions::Attributes(Vec::new()),
        }
    }

    /// What CPython says of too many patterns, and of two for one attribute.
    fn are_distinct(
        &mut self,
        span: Span,
        class: &ast::Expr,
        positions: &Positions,
        patterns: &[Pattern],
        keywords: &[(ast::Ident, Pattern)],
    ) -> bool {
        let name = crate::lower::call::last_name(class);
        let (allowed, attributes) = match positions {
            Positions::Subject => (1, &[][..]),
            Positions::Attributes(names) => (names.len(), names.as_slice()),
        };
        if patterns.len() > allowed {
            let s = if allowed == 1 { "" } else { "s" };
            let message = format!(
                "`{name}()` accepts {allowed} positional sub-pattern{s} ({} given)",
                patterns.len()
            );
            let help = "name the attributes: `Name(attribute=pattern)`";
            self.report(Diagnostic::new(Code::PSC304, span, message).help(help));
            return false;
        }
        let mut seen: Vec<&Name> = attributes.iter().take(patterns.len()).collect();
        for (keyword, _) in keywords {
            if seen.contains(&&keyword.name) {
                let message = format!(
                    "`{name}()` got multiple sub-patterns for attribute `{}`",
                    keyword.name
                );
                self.refuse_pattern(keyword.span, &message, "remove one of the two");
                return false;
            }
            seen.push(&keyword.name);
        }
        true
    }

    /// `(length = attributeOr(subject, "length", unbound)) !== unbound`, where a property may give it.
    fn property_read(
        &mut self,
        attr: &ast::Ident,
        subject: &mut Subject,
        out: &mut Matcher,
    ) -> Option<VarId> {
        // It is looked up as it is written, `__name` too.
        let (name, span) = (attr.name.clone(), attr.span);
        if !self.sight.has_property(&name) {
            return None;
        }
        let temp = self.temp(span, &name);
        let object = self.look(subject);
        let key = self.expr(span, ExprKind::Str(name));
        let missing = self.py(span, Py::Helper("unbound"));
        let callee = Box::new(self.py(span, Py::Helper("attributeOr")));
        let args = [object, key, missing].map(Arg::Pos).into();
        let read = Box::new(self.py(span, Py::Call { callee, args }));
        let kept = Box::new(self.py(span, Py::Assign(temp, read)));
        let missing = Box::new(self.py(span, Py::Helper("unbound")));
        out.tests.push(self.py(span, Py::Compare(CmpOp::IsNot, kept, missing)));
        Some(temp)
    }

    /// `name=pattern`.
    fn attribute_pattern(
        &mut self,
        item: Option<&'a Item>,
        (attr, pattern): (&ast::Ident, &Pattern),
        subject: &mut Subject,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        // It is looked up as it is written, `__name` too.
        let (name, span) = (attr.name.clone(), attr.span);
        if !self.is_sure_of(item, &name) {
            let object = self.look(subject);
            let key = self.expr(span, ExprKind::Str(name.clone()));
            let test = self.builtin_of(span, "hasattr", vec![object, key]);
            out.tests.push(test);
        }
        if is_wildcard(pattern) {
            return;
        }
        let object = Box::new(self.look(subject));
        let value = self.py(span, Py::Attr(object, name));
        self.part(pattern, value, out, names);
    }

    /// Whether every instance of the class has the attribute.
    fn is_sure_of(&self, item: Option<&'a Item>, name: &Name) -> bool {
        let Some(family) = item.and_then(|item| Family::of(self.program, item)) else {
            return false;
        };
        family.sure().contains(name) && !self.sight.is_deleted(self.item.module, name)
    }
}

/// The attributes that stand at the positions of a class pattern, as the nearest class says.
fn match_args(program: &crate::resolve::Program, family: &Family) -> Option<Vec<Name>> {
    for (item, def) in &family.classes {
        if let Some(value) = own_match_args(def) {
            return literal_names(value);
        }
        if options(item, def).is_some_and(|options| options.match_args) {
            let family = Family::of(program, item)?;
            let plain = in_init(&family).into_iter().filter(|field| !field.is_keyword);
            return Some(plain.map(|field| field.name.clone()).collect());
        }
    }
    let is_tuple = family.root == Root::NamedTuple;
    is_tuple.then(|| parts(family).into_iter().map(|(name, ..)| name.clone()).collect())
}

/// `__match_args__ = …` in the body of the class.
fn own_match_args(def: &ast::ClassDef) -> Option<&ast::Expr> {
    let is_it = |target: &ast::Expr| matches!(&target.kind, ast::ExprKind::Name(name) if &**name == "__match_args__");
    def.body.iter().find_map(|stmt| match &stmt.kind {
        ast::StmtKind::Assign { targets, value } if targets.iter().any(is_it) => Some(value),
        ast::StmtKind::AnnAssign { target, value: Some(value), .. } if is_it(target) => Some(value),
        _other => None,
    })
}

/// The names that a tuple of literals lists.
pub(super) fn literal_names(value: &ast::Expr) -> Option<Vec<Name>> {
    let ast::ExprKind::Tuple(items) = &value.kind else { return None };
    let names = items.iter().map(|item| match &item.kind {
        ast::ExprKind::Constant(Constant::Str(text)) => Some(text.clone()),
        _other => None,
    });
    names.collect()
}
