//! `match`: a chain of `if`s over a subject that is evaluated once.
//!
//! ```text
//! match f():                         subject := f()
//!     case [x, "a"] if x > 0: …      if sequence 2 of subject and subject[1] == "a"
//!                                       and (x := subject[0]; x > 0): …
//!     case {"k": int(n)}: …          else if mapping subject and "k" in subject
//!                                       and isinstance(part := subject["k"], int): n = part; …
//!     case _: …                      else: …
//! ```
//!
//! Names are bound when the whole pattern has matched, before the guard (PEP 634). What Python finds
//! out about a pattern when it compiles, such as cases that can never be reached, is an error here too.

use rustc_hash::FxHashSet;

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{
    Arg, CmpOp, Expr, ExprKind, PatternOp, Place, PlaceKind, Py, Stmt, StmtKind, VarId,
};
use crate::lower::context::Lowering;
use crate::syntax::ast::{self, Constant, Pattern, PatternKind};
use crate::tables::builtins;

/// The builtin classes whose one positional pattern is matched against the subject itself.
pub(super) const SELF_MATCHING: [&str; 11] = [
    "bool",
    "bytearray",
    "bytes",
    "dict",
    "float",
    "frozenset",
    "int",
    "list",
    "set",
    "str",
    "tuple",
];

/// What a pattern comes to.
#[derive(Default)]
pub(super) struct Matcher {
    /// All must hold; none for a pattern that always matches.
    pub tests: Vec<Expr>,
    /// Names with the values they get.
    pub captures: Vec<(ast::Ident, Expr)>,
}

/// The value a pattern is matched against: an atom, or something that is evaluated into a temporary
/// where it is first looked at.
pub(super) enum Subject {
    Atom(Expr),
    Fresh(Option<Expr>, VarId),
    /// The same where the first look stores it already.
    Stored(Option<Expr>, VarId),
    /// Looked at once only.
    Once(Expr),
}

impl Lowering<'_> {
    pub fn match_stmt(
        &mut self,
        span: Span,
        subject: &ast::Expr,
        cases: &[ast::MatchCase],
        out: &mut Vec<Stmt>,
    ) {
        let lowered = self.operand(subject, out);
        let subject = self.settled_subject(lowered, cases);
        out.append(&mut self.before);
        let mut branches: Vec<(Option<Expr>, Vec<Stmt>, Span)> = Vec::new();
        for (position, case) in cases.iter().enumerate() {
            let is_last = position + 1 == cases.len();
            if !is_last && case.guard.is_none() {
                self.check_reachable(&case.pattern);
            }
            branches.push(self.case(case, &subject));
        }
        let mut rest: Vec<Stmt> = Vec::new();
        for (test, body, at) in branches.into_iter().rev() {
            rest = match test {
                None => body,
                Some(test) => {
                    vec![Stmt { span: at, kind: StmtKind::If { test, body, orelse: rest } }]
                }
            };
        }
        if rest.is_empty() {
            rest.push(Stmt { span, kind: StmtKind::Pass });
        }
        out.extend(rest);
    }

    /// The subject as an atom that no case can change.
    fn settled_subject(&mut self, subject: Expr, cases: &[ast::MatchCase]) -> Expr {
        let is_settled = match &subject.kind {
            ExprKind::Var(var) => {
                let row = self.builder.module.var(*var);
                let mut names = FxHashSet::default();
                cases.iter().for_each(|case| captured_names(&case.pattern, &mut names));
                let has_guard = cases.iter().any(|case| case.guard.is_some());
                row.is_some_and(|row| {
                    !row.is_shared && !names.contains(&row.name) && (!has_guard || row.writes <= 1)
                })
            }
            // Tests narrow the type of a variable, not that of a literal.
            _other => false,
        };
        if is_settled {
            return subject;
        }
        let span = subject.span;
        let temp = self.temp(span, "subject");
        let place = Place { span, kind: PlaceKind::Var(temp) };
        self.before.push(Stmt { span, kind: StmtKind::Assign { place, value: subject } });
        self.var_expr(span, temp)
    }

    fn case(&mut self, case: &ast::MatchCase, subject: &Expr) -> (Option<Expr>, Vec<Stmt>, Span) {
        let span = case.pattern.span;
        let mut names = FxHashSet::default();
        let mut matcher = Matcher::default();
        let subject = self.copy_atom(subject);
        self.pattern(&case.pattern, Subject::Atom(subject), &mut matcher, &mut names);
        let Matcher { mut tests, captures } = matcher;
        let mut body = Vec::new();
        match &case.guard {
            None => {
                for (name, value) in captures {
                    let place = self.name_place(name.span, &name.name);
                    let place = Place { span: name.span, kind: place };
                    let kind = StmtKind::Assign { place, value };
                    body.push(Stmt { span: name.span, kind });
                }
            }
            Some(guard) => {
                let mut first = Vec::new();
                for (name, value) in captures {
                    let Some(var) = self.local_var(&name.name) else {
                        let message = "a pattern with a guard cannot capture a `global` name";
                        let help = "capture a local name, and assign it in the body";
                        self.report(Diagnostic::new(Code::PSC304, name.span, message).help(help));
                        continue;
                    };
                    first.push(self.py(name.span, Py::Assign(var, Box::new(value))));
                }
                let guard = self.lower(guard);
                tests.push(match first.is_empty() {
                    true => guard,
                    false => {
                        let at = guard.span;
                        self.py(at, Py::Seq { first, value: Box::new(guard) })
                    }
                });
            }
        }
        let lowered = self.block(&case.body);
        body.extend(lowered);
        if body.is_empty() {
            body.push(Stmt { span, kind: StmtKind::Pass });
        }
        (self.all_of(span, tests), body, span)
    }

    fn all_of(&mut self, span: Span, mut tests: Vec<Expr>) -> Option<Expr> {
        match tests.len() {
            0 => None,
            1 => tests.pop(),
            _many => Some(self.py(span, Py::And(tests))),
        }
    }

    pub fn pattern(
        &mut self,
        pattern: &Pattern,
        subject: Subject,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => {
                let left = Box::new(self.take(subject));
                let right = Box::new(self.lower(value));
                out.tests.push(self.py(span, Py::Compare(CmpOp::Eq, left, right)));
            }
            PatternKind::Singleton(constant) => {
                let left = Box::new(self.take(subject));
                let kind = match constant {
                    Constant::Bool(value) => ExprKind::Bool(*value),
                    _none => ExprKind::None,
                };
                let right = Box::new(self.expr(span, kind));
                out.tests.push(self.py(span, Py::Compare(CmpOp::Is, left, right)));
            }
            PatternKind::Sequence(items) => self.sequence(span, items, subject, out, names),
            PatternKind::Mapping { keys, patterns, rest } => {
                let parts = (keys.as_slice(), patterns.as_slice(), rest.as_ref());
                self.mapping(span, parts, subject, out, names);
            }
            PatternKind::Class { class, patterns, keywords } => {
                let parts = (patterns.as_slice(), keywords.as_slice());
                self.class_pattern(span, class, parts, subject, out, names);
            }
            // Only within a sequence, which takes it by itself.
            PatternKind::Star(_) => {
                let message = "a starred pattern outside a sequence";
                self.refuse_pattern(span, message, "write a sequence: `[*items]`");
            }
            PatternKind::As { pattern, name } => {
                let mut subject = subject;
                if let Some(pattern) = pattern {
                    let value = self.again(&mut subject);
                    self.pattern(pattern, value, out, names);
                }
                if let Some(name) = name {
                    let value = self.take(subject);
                    self.capture(name, value, out, names);
                }
            }
            PatternKind::Or(alternatives) => {
                self.alternatives(span, alternatives, subject, out, names);
            }
        }
    }

    fn capture(
        &mut self,
        name: &ast::Ident,
        value: Expr,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        if !names.insert(name.name.clone()) {
            let message = format!("multiple assignments to name '{}' in pattern", name.name);
            self.refuse_pattern(name.span, &message, "give one of them another name");
        }
        out.captures.push((name.clone(), value));
    }

    /// What Python calls a SyntaxError.
    pub fn refuse_pattern(&mut self, span: Span, message: &str, help: &str) {
        self.report(Diagnostic::new(Code::PSC101, span, message).help(help));
    }

    /// The value of the subject, which is not looked at again.
    pub fn take(&mut self, subject: Subject) -> Expr {
        match subject {
            Subject::Atom(value)
            | Subject::Once(value)
            | Subject::Fresh(Some(value), _)
            | Subject::Stored(Some(value), _) => value,
            Subject::Fresh(None, temp) | Subject::Stored(None, temp) => {
                let span = self.builder.module.var(temp).map_or(self.item.span, |row| row.span);
                self.var_expr(span, temp)
            }
        }
    }

    /// The subject for one more look: a fresh value goes into its temporary with the first.
    pub fn again(&mut self, subject: &mut Subject) -> Subject {
        match subject {
            Subject::Atom(atom) => Subject::Atom(self.copy_atom(atom)),
            Subject::Fresh(value, temp) => match value.take() {
                Some(value) => {
                    let span = value.span;
                    let kept = self.py(span, Py::Assign(*temp, Box::new(value)));
                    Subject::Stored(Some(kept), *temp)
                }
                None => Subject::Stored(None, *temp),
            },
            Subject::Stored(value, temp) => Subject::Stored(value.take(), *temp),
            Subject::Once(value) => {
                let span = value.span;
                let left = self.error(span);
                Subject::Once(std::mem::replace(value, left))
            }
        }
    }

    pub fn look(&mut self, subject: &mut Subject) -> Expr {
        let subject = self.again(subject);
        self.take(subject)
    }

    /// A part of a subject, to be matched by a pattern of its own.
    pub fn part(
        &mut self,
        pattern: &Pattern,
        value: Expr,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        if is_wildcard(pattern) {
            return;
        }
        let subject = match looks_often(pattern) {
            true => Subject::Fresh(Some(value), self.temp(pattern.span, "part")),
            false => Subject::Once(value),
        };
        self.pattern(pattern, subject, out, names);
    }

    fn sequence(
        &mut self,
        span: Span,
        items: &[Pattern],
        mut subject: Subject,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        let is_star = |item: &Pattern| matches!(item.kind, PatternKind::Star(_));
        let stars = items.iter().filter(|item| is_star(item)).count();
        if stars > 1 {
            let message = "multiple starred expressions in sequence pattern";
            self.refuse_pattern(span, message, "remove one of the stars");
            return;
        }
        let fixed = items.len() - stars;
        let value = Box::new(self.look(&mut subject));
        let op = PatternOp::Sequence { count: fixed, is_open: stars > 0 };
        out.tests.push(self.py(span, Py::Pattern(op, value)));
        let mut is_after = false;
        for (position, item) in items.iter().enumerate() {
            let from_end = position as i64 - items.len() as i64;
            if let PatternKind::Star(name) = &item.kind {
                is_after = true;
                let Some(name) = name else { continue };
                let object = self.look(&mut subject);
                let value = self.middle(item.span, object, position as i64, from_end + 1);
                self.capture(name, value, out, names);
                continue;
            }
            if is_wildcard(item) {
                continue;
            }
            let object = Box::new(self.look(&mut subject));
            let at = if is_after { from_end } else { position as i64 };
            let index = Box::new(self.expr(item.span, ExprKind::Int(at.into())));
            let value = self.py(item.span, Py::Index(object, index));
            self.part(item, value, out, names);
        }
    }

    /// `list(object[from:to])`; `to` is negative, or 0 for the end.
    fn middle(&mut self, span: Span, object: Expr, from: i64, to: i64) -> Expr {
        let mut bound = |at: i64| match at {
            0 => None,
            at => Some(Box::new(self.expr(span, ExprKind::Int(at.into())))),
        };
        let (lower, upper) = (bound(from), bound(to));
        let slice = Py::Slice { object: Box::new(object), lower, upper, step: None };
        let slice = self.py(span, slice);
        self.builtin_of(span, "list", vec![slice])
    }

    /// A call of the builtin of that name.
    pub fn builtin_of(&mut self, span: Span, name: &str, args: Vec<Expr>) -> Expr {
        let Some(row) = builtins::builtin(name) else { return self.error(span) };
        let args = args.into_iter().map(Arg::Pos).collect();
        self.py(span, Py::Builtin { row, args, keywords: Vec::new() })
    }

    fn mapping(
        &mut self,
        span: Span,
        (keys, patterns, rest): (&[ast::Expr], &[Pattern], Option<&ast::Ident>),
        mut subject: Subject,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        let value = Box::new(self.look(&mut subject));
        out.tests.push(self.py(span, Py::Pattern(PatternOp::Mapping, value)));
        let mut seen: Vec<&ast::Expr> = Vec::new();
        for key in keys {
            let is_literal = matches!(key.kind, ast::ExprKind::Constant(_));
            if is_literal && seen.iter().any(|other| other.kind == key.kind) {
                let message = "mapping pattern checks duplicate key";
                self.refuse_pattern(key.span, message, "remove one of the two");
            }
            seen.push(key);
            let left = Box::new(self.lower(key));
            let right = Box::new(self.look(&mut subject));
            out.tests.push(self.py(key.span, Py::Compare(CmpOp::In, left, right)));
        }
        for (key, pattern) in std::iter::zip(keys, patterns) {
            if is_wildcard(pattern) {
                continue;
            }
            let object = Box::new(self.look(&mut subject));
            let index = Box::new(self.lower(key));
            let value = self.py(pattern.span, Py::Index(object, index));
            self.part(pattern, value, out, names);
        }
        if let Some(rest) = rest {
            let object = Box::new(self.look(&mut subject));
            let keys = keys.iter().map(|key| self.lower(key)).collect();
            let value = self.py(rest.span, Py::Pattern(PatternOp::Rest(keys), object));
            self.capture(rest, value, out, names);
        }
    }

    /// `a | b`: names are the same in each; they go through temporaries until one has matched.
    fn alternatives(
        &mut self,
        span: Span,
        alternatives: &[Pattern],
        mut subject: Subject,
        out: &mut Matcher,
        names: &mut FxHashSet<Name>,
    ) {
        let mut temps: Vec<(ast::Ident, VarId)> = Vec::new();
        let mut tests = Vec::new();
        let mut bound: Option<FxHashSet<Name>> = None;
        for (position, pattern) in alternatives.iter().enumerate() {
            if position + 1 < alternatives.len() {
                self.check_reachable(pattern);
            }
            let mut own = FxHashSet::default();
            let mut matcher = Matcher::default();
            let value = self.again(&mut subject);
            self.pattern(pattern, value, &mut matcher, &mut own);
            let mut first = Vec::new();
            for (name, value) in matcher.captures {
                let known = temps.iter().find(|(known, _)| known.name == name.name);
                let temp = match known.map(|(_, temp)| *temp) {
                    Some(temp) => temp,
                    None => {
                        let temp = self.temp(name.span, &name.name);
                        temps.push((name.clone(), temp));
                        temp
                    }
                };
                first.push(self.py(name.span, Py::Assign(temp, Box::new(value))));
            }
            if *bound.get_or_insert_with(|| own.clone()) != own {
                let message = "alternative patterns bind different names";
                self.refuse_pattern(
                    pattern.span,
                    message,
                    "capture the same names in each of them",
                );
            }
            let mut all = matcher.tests;
            if !first.is_empty() {
                let value = Box::new(self.expr(pattern.span, ExprKind::Bool(true)));
                all.push(self.py(pattern.span, Py::Seq { first, value }));
            }
            match self.all_of(pattern.span, all) {
                Some(test) => tests.push(test),
                None => tests.push(self.expr(pattern.span, ExprKind::Bool(true))),
            }
        }
        let test = match tests.len() {
            1 => tests.pop(),
            _many => Some(self.py(span, Py::Or(tests))),
        };
        out.tests.extend(test);
        for (name, temp) in temps {
            let value = self.var_expr(name.span, temp);
            self.capture(&name, value, out, names);
        }
    }

    /// Reports a pattern that always matches where others come after it.
    fn check_reachable(&mut self, pattern: &Pattern) {
        let message = match irrefutable(pattern) {
            None => return,
            Some(Some(name)) => {
                format!("name capture '{name}' makes remaining patterns unreachable")
            }
            Some(None) => "wildcard makes remaining patterns unreachable".to_owned(),
        };
        self.refuse_pattern(pattern.span, &message, "move it behind the others");
    }
}

pub(super) fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(&pattern.kind, PatternKind::As { pattern: None, name: None })
}

/// Whether matching the pattern looks at its subject more than once.
fn looks_often(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(_) => false,
        PatternKind::Sequence(items) => items
            .iter()
            .any(|item| !is_wildcard(item) && !matches!(item.kind, PatternKind::Star(None))),
        PatternKind::Mapping { keys, rest, .. } => !keys.is_empty() || rest.is_some(),
        PatternKind::Class { patterns, keywords, .. } => {
            !keywords.is_empty() || patterns.iter().any(|pattern| !is_wildcard(pattern))
        }
        PatternKind::As { pattern, name } => match pattern {
            Some(pattern) => name.is_some() || looks_often(pattern),
            None => false,
        },
        PatternKind::Or(alternatives) => {
            alternatives.len() > 1 || alternatives.iter().any(looks_often)
        }
    }
}

/// Whether the pattern always matches, and the name it captures.
fn irrefutable(pattern: &Pattern) -> Option<Option<&Name>> {
    match &pattern.kind {
        PatternKind::As { pattern: None, name } => Some(name.as_ref().map(|name| &name.name)),
        PatternKind::As { pattern: Some(pattern), .. } => irrefutable(pattern),
        PatternKind::Or(alternatives) => alternatives.last().and_then(irrefutable),
        PatternKind::Value(_)
        | PatternKind::Singleton(_)
        | PatternKind::Sequence(_)
        | PatternKind::Mapping { .. }
        | PatternKind::Class { .. }
        | PatternKind::Star(_) => None,
    }
}

fn captured_names(pattern: &Pattern, out: &mut FxHashSet<Name>) {
    match &pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) => {}
        PatternKind::Sequence(items) | PatternKind::Or(items) => {
            items.iter().for_each(|item| captured_names(item, out));
        }
        PatternKind::Mapping { patterns, rest, .. } => {
            patterns.iter().for_each(|item| captured_names(item, out));
            out.extend(rest.iter().map(|rest| rest.name.clone()));
        }
        PatternKind::Class { patterns, keywords, .. } => {
            patterns.iter().for_each(|item| captured_names(item, out));
            keywords.iter().for_each(|(_, item)| captured_names(item, out));
        }
        PatternKind::Star(name) => out.extend(name.iter().map(|name| name.name.clone())),
        PatternKind::As { pattern, name } => {
            if let Some(pattern) = pattern {
                captured_names(pattern, out);
            }
            out.extend(name.iter().map(|name| name.name.clone()));
        }
    }
}
