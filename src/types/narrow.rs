//! Narrowing: what a test tells of the variables in it.
//!
//! ```text
//! if bridge is None: return      bridge: Bridge from here on
//! if isinstance(x, (int, str))   x: int | bool | str
//! a and a.b                      a is true where `a.b` is evaluated
//! ```

use crate::ir::flow::Facts as _;
use crate::ir::{
    Arg, Classes, CmpOp, Expr, ExprKind, Instance, Js, Module, Object, PatternOp, Py, Type,
    UnaryOp, VarId, View,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::library_types::library_type;
use crate::tables::methods::MethodType;
use crate::types::env::Env;
use crate::types::infer::Infer;
use crate::types::ops;

impl<'p> Infer<'p, '_> {
    /// Evaluates a test: what holds where it is true, and where it is false.
    pub fn test(&mut self, test: &'p Expr) -> (Env, Env) {
        let (yes, no) = self.test_kind(test);
        self.env = yes.clone().join(no.clone());
        (yes, no)
    }

    /// The same where the result is used as a value.
    pub fn test_joined(&mut self, test: &'p Expr) {
        self.test_kind(test);
    }

    fn test_kind(&mut self, test: &'p Expr) -> (Env, Env) {
        match &test.kind {
            ExprKind::Py(Py::And(values)) => {
                let (yes, no) = self.chain(values, true);
                let ty = self.chain_type(values, ops::falsy);
                self.record(test, ty);
                (yes, no)
            }
            ExprKind::Py(Py::Or(values)) => {
                let (no, yes) = self.chain(values, false);
                let ty = self.chain_type(values, ops::truthy);
                self.record(test, ty);
                (yes, no)
            }
            ExprKind::Py(Py::Unary(UnaryOp::Not, operand)) => {
                let (yes, no) = self.test(operand);
                self.record(test, Type::Bool);
                (no, yes)
            }
            ExprKind::Py(Py::Compare(op, left, right)) => {
                self.expr(left);
                self.expr(right);
                self.record(test, Type::Bool);
                self.compare(*op, left, right)
            }
            ExprKind::Py(Py::Builtin { row, args, keywords: _ })
                if row.name == "isinstance" || row.name == "callable" =>
            {
                self.expr(test);
                self.instance_test(row, args)
            }
            ExprKind::Py(Py::Pattern(op, subject)) => {
                self.expr(test);
                let no = self.env.clone();
                let mut yes = no.clone();
                for subject in self.subjects(subject) {
                    let ty = self.read(subject);
                    self.narrow(subject, &mut yes, ty.filter(|ty| may_match(op, ty)));
                }
                (yes, no)
            }
            ExprKind::Bool(value) => self.constant(test, *value),
            ExprKind::Int(value) => {
                let is_true = value.bits() > 0;
                self.constant(test, is_true)
            }
            _other => {
                self.expr(test);
                let (mut yes, mut no) = (self.env.clone(), self.env.clone());
                for subject in self.subjects(test) {
                    let ty = self.read(subject);
                    self.narrow(subject, &mut yes, ops::truthy(&ty));
                    self.narrow(subject, &mut no, ops::falsy(&ty));
                }
                (yes, no)
            }
        }
    }

    fn constant(&mut self, test: &'p Expr, value: bool) -> (Env, Env) {
        self.expr(test);
        match value {
            true => (self.env.clone(), Env::dead()),
            false => (Env::dead(), self.env.clone()),
        }
    }

    /// `and` (`or`): each operand is evaluated where all before it were true (false). What holds when
    /// all of them were, and what holds when one was not.
    fn chain(&mut self, values: &'p [Expr], go_on: bool) -> (Env, Env) {
        let mut stopped = Env::dead();
        for value in values {
            let (yes, no) = self.test(value);
            let (next, stop) = if go_on { (yes, no) } else { (no, yes) };
            stopped = stopped.join(stop);
            self.env = next;
        }
        let all = self.env.clone();
        self.env = all.clone().join(stopped.clone());
        (all, stopped)
    }

    fn chain_type(&self, values: &[Expr], early: fn(&Type) -> Type) -> Type {
        let Some((last, rest)) = values.split_last() else { return Type::Any };
        let early = rest.iter().map(|value| early(&self.type_of(value)));
        Type::union(early).join(self.type_of(last))
    }

    fn compare(&mut self, op: CmpOp, left: &'p Expr, right: &'p Expr) -> (Env, Env) {
        let (mut yes, mut no) = (self.env.clone(), self.env.clone());
        let is_equal = match op {
            CmpOp::Is | CmpOp::Eq => true,
            CmpOp::IsNot | CmpOp::NotEq => false,
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE | CmpOp::In | CmpOp::NotIn => {
                return (yes, no);
            }
        };
        let subject = match (is_none(left), is_none(right)) {
            (false, true) => left,
            (true, false) => right,
            _neither => return (yes, no),
        };
        for subject in self.subjects(subject) {
            let ty = self.read(subject);
            self.narrow(subject, &mut yes, only_none(&ty));
            self.narrow(subject, &mut no, ty.without_none());
        }
        if is_equal { (yes, no) } else { (no, yes) }
    }

    fn instance_test(&mut self, row: &BuiltinRow, args: &'p [Arg]) -> (Env, Env) {
        let (mut yes, mut no) = (self.env.clone(), self.env.clone());
        let Some(Arg::Pos(subject)) = args.first() else { return (yes, no) };
        let classes = match (row.name, args.get(1)) {
            ("isinstance", Some(Arg::Pos(classes))) => {
                classes_of(Some((self.classes, self.module)), classes)
            }
            _other => None,
        };
        let Some(classes) = classes else { return (yes, no) };
        for subject in self.subjects(subject) {
            let ty = self.read(subject);
            let is_one = |ty: &Type| classes.iter().any(|class| class.has(ty) == Some(true));
            let may_be = |ty: &Type| classes.iter().any(|class| class.has(ty) != Some(false));
            let known = match &ty {
                Type::Any => Type::union(classes.iter().map(|class| class.instance())),
                ty if ty.any(|ty| may_be(ty) && !is_one(ty)) => {
                    let members = ty.members().iter().filter(|ty| may_be(ty));
                    Type::union(members.map(|ty| {
                        match is_one(ty) {
                            true => ty.clone(),
                            false => Type::union(
                                classes
                                    .iter()
                                    .filter(|it| it.has(ty) != Some(false))
                                    .map(|it| it.within(ty)),
                            ),
                        }
                    }))
                }
                ty => ty.filter(is_one),
            };
            self.narrow(subject, &mut yes, known);
            self.narrow(subject, &mut no, ty.filter(|ty| !is_one(ty)));
        }
        (yes, no)
    }

    /// The variables whose value the expression is.
    fn subjects(&self, expr: &Expr) -> Vec<Subject> {
        match &expr.kind {
            ExprKind::Var(var) => vec![Subject::Var(*var)],
            ExprKind::Py(Py::Assign(var, value)) => {
                let mut all = self.subjects(value);
                all.push(Subject::Var(*var));
                all
            }
            ExprKind::Py(Py::Attr(object, name)) if &**name == "current" => {
                self.facts.ref_in(object).map(Subject::Current).into_iter().collect()
            }
            _other => Vec::new(),
        }
    }

    fn read(&self, subject: Subject) -> Type {
        match subject {
            Subject::Var(var) => self.read_var(var),
            Subject::Current(var) => self.read_current(var),
        }
    }

    fn narrow(&self, subject: Subject, env: &mut Env, ty: Type) {
        match subject {
            Subject::Var(var) => env.narrow(var, self.lasting(var), ty),
            Subject::Current(var) => env.narrow_current(var, ty),
        }
    }
}

/// What a test tells something of.
#[derive(Clone, Copy)]
enum Subject {
    Var(VarId),
    /// `.current` of a ref.
    Current(VarId),
}

fn is_none(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::None | ExprKind::Js(Js::Undefined))
}

fn only_none(ty: &Type) -> Type {
    match ty.may_be_none() {
        true => Type::None,
        false => Type::Never,
    }
}

/// Whether a value of the type may match the pattern.
fn may_match(op: &PatternOp, ty: &Type) -> bool {
    let is_sequence = matches!(op, PatternOp::Sequence { .. });
    match ty.view() {
        View::Sequence(_) => is_sequence,
        View::Mapping(_) => !is_sequence,
        View::None | View::Number | View::Str | View::Bytes | View::Set(_) | View::Function => {
            false
        }
        View::Object(Object::Element | Object::Host) | View::Instance(_) => false,
        // Some are tuples.
        View::Object(Object::Library) => true,
        View::Object(Object::Bridge | Object::Ref | Object::Awaitable | Object::Exception) => true,
        View::Unknown | View::Iterable(_) | View::Union(_) => true,
    }
}

/// What `isinstance(x, classes)` is for every `x` of the type, if it is always the same. Of classes of the program
/// nothing is said.
pub fn is_instance(ty: &Type, classes: &Expr) -> Option<bool> {
    let classes = classes_of(None, classes)?;
    let of_member = |ty: &Type| -> Option<bool> {
        let verdicts: Vec<Option<bool>> = classes.iter().map(|class| class.has(ty)).collect();
        match verdicts.contains(&Some(true)) {
            true => Some(true),
            false if verdicts.contains(&None) => None,
            false => Some(false),
        }
    };
    match (ty.all(|ty| of_member(ty) == Some(true)), ty.all(|ty| of_member(ty) == Some(false))) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _mixed => None,
    }
}

/// A class of an `isinstance`.
enum Class {
    Builtin(&'static BuiltinRow),
    /// Of the program.
    Own(Instance),
}

impl Class {
    /// Whether values of the type are instances; `None` when it depends on the value.
    fn has(&self, ty: &Type) -> Option<bool> {
        match self {
            Class::Builtin(row) => has(row, ty),
            Class::Own(of) => match ty.view() {
                View::Instance(value) if value.is_of(of.key()) => Some(true),
                // A class may derive from both.
                View::Instance(_) => None,
                View::None
                | View::Number
                | View::Str
                | View::Bytes
                | View::Sequence(_)
                | View::Set(_)
                | View::Mapping(_)
                | View::Function => Some(false),
                View::Object(Object::Element | Object::Bridge | Object::Ref | Object::Library) => {
                    Some(false)
                }
                View::Object(Object::Awaitable | Object::Exception | Object::Host)
                | View::Unknown
                | View::Iterable(_)
                | View::Union(_) => None,
            },
        }
    }

    /// What is known of a value of which nothing was known before.
    fn instance(&self) -> Type {
        let row = match self {
            Class::Builtin(row) => row,
            Class::Own(of) => return Type::Instance(of.clone()),
        };
        if let Some(of) = library_type(row.name) {
            return Type::Library { of, is_given: of.from_js.is_some() };
        }
        match row.name {
            "bool" => Type::Bool,
            name => match (MethodType::from_name(name), row.kind) {
                (Some(class), _) => Type::of_class(class),
                (None, BuiltinKind::Exception { .. }) => Type::Exception(name.into()),
                (None, BuiltinKind::ExceptionAlias { of }) => Type::Exception(of.into()),
                (None, BuiltinKind::Function | BuiltinKind::Class | BuiltinKind::Constant) => {
                    Type::Any
                }
            },
        }
    }

    /// What is left of an instance that may be of the class: more is known of it where the class derives from its own.
    fn within(&self, ty: &Type) -> Type {
        match (self, ty) {
            (Class::Own(own), Type::Instance(of)) if own.is_of(of.key()) => {
                Type::Instance(own.clone())
            }
            (Class::Builtin(row), Type::Library { of, is_given }) => match library_type(row.name) {
                Some(class) if class.is_of(of) => Type::Library { of: class, is_given: *is_given },
                Some(_) | None => ty.clone(),
            },
            _other => ty.clone(),
        }
    }
}

/// Whether values of the type are instances of the builtin class.
fn has(row: &BuiltinRow, ty: &Type) -> Option<bool> {
    let name = row.name;
    // An abstract class: what counts as a number, a collection, a callable.
    if row.library.is_some() {
        let (class, of) = (library_type(name), ty.library());
        return class.zip(of).and_then(|(class, of)| of.is_of(class).then_some(true));
    }
    let is_object = name == "object";
    let of_class = MethodType::from_name(name);
    match ty.view() {
        View::None | View::Function | View::Object(Object::Element) => Some(is_object),
        // A frozenset has this type too.
        View::Set(_) if matches!(of_class, Some(MethodType::Set | MethodType::Frozenset)) => None,
        View::Number
        | View::Str
        | View::Bytes
        | View::Sequence(_)
        | View::Set(_)
        | View::Mapping(_) => {
            let is_own = of_class.is_some() && ty.method_type() == of_class;
            Some(is_object || is_own || (ty.is_bool() && name == "bool"))
        }
        View::Instance(_) if is_object => Some(true),
        View::Instance(_)
        | View::Object(
            Object::Bridge
            | Object::Ref
            | Object::Awaitable
            | Object::Exception
            | Object::Host
            | Object::Library,
        ) => None,
        View::Unknown | View::Iterable(_) | View::Union(_) => None,
    }
}

fn classes_of(known: Option<(Classes, &Module)>, expr: &Expr) -> Option<Vec<Class>> {
    match &expr.kind {
        ExprKind::Py(Py::BuiltinRef(row)) => Some(vec![Class::Builtin(row)]),
        ExprKind::Symbol(_) => {
            let found = known.and_then(|(known, module)| known.named(module, expr))?;
            Some(vec![Class::Own(found.class.of.clone()?)])
        }
        ExprKind::Py(Py::Tuple(items)) => {
            let mut all = Vec::new();
            for item in items {
                let Arg::Pos(item) = item else { return None };
                all.extend(classes_of(known, item)?);
            }
            Some(all)
        }
        ExprKind::Py(Py::Binary(crate::ir::BinaryOp::BitOr, left, right)) => {
            let mut all = classes_of(known, left)?;
            all.extend(classes_of(known, right)?);
            Some(all)
        }
        ExprKind::None => None,
        _unknown => None,
    }
}
