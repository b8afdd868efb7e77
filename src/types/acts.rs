//! What evaluating an expression, or running a statement, does besides giving a value: the operands apart,
//! which are asked in turn.
//!
//! ```text
//! any(g)                 walks `g`
//! sorted(xs, key=f)      walks `xs`, calls `f`
//! xs[i]                  asks `xs` for an item
//! a, b = row             walks `row`
//! heappush(heap, x)      changes `heap`: it grows
//! chart.update(x)        anything
//! ```
//!
//! Everybody who asks whether code acts, changes a length or may trade places reads these. Operators call
//! code of the program where classes with special methods are in sight: of values that may be instances,
//! `==` and `+` do anything.

use crate::ir::effects::{self, Given};
use crate::ir::{
    Arg, BinaryOp, Child, CmpOp, DictEntry, Expr, ExprKind, Js, JsProp, Module, Part, Place,
    PlaceKind, Program, Py, Stmt, StmtKind, Type, UnaryOp,
};
use crate::tables::effects::{Change, Effects, JS_ACTING, JS_COMPUTING, JS_WALKING, Put, Use};
use crate::tables::methods;
use crate::types::TypeMap;

/// One thing that code does.
#[derive(Clone, Copy, Debug)]
pub enum Act<'m> {
    /// Walks a value whose type does not say that it is a container: runs the code of a generator, uses an
    /// iterator up.
    Walks(&'m Expr),
    /// Walks, as soon as it is made, what a generator expression in it makes.
    Runs(&'m Expr),
    /// Calls what the expression gives.
    Calls(&'m Expr),
    /// Asks the value for an item by key.
    Asks(&'m Expr),
    /// Changes the container.
    Changes(&'m Expr, Change),
    /// Replaces an item of the container.
    Stores(&'m Expr),
    /// Changes what the place holds: `xs += ys`.
    Updates(&'m Place, Change),
    /// Prints, reads a clock: nothing of the program changes.
    Outside,
    /// Anything.
    Unknown,
}

/// Looks at the code of one module.
#[derive(Clone, Copy)]
pub struct Acts<'m> {
    pub program: &'m Program,
    pub module: &'m Module,
    pub types: &'m TypeMap,
}

impl<'m> Acts<'m> {
    pub fn ty(&self, expr: &Expr) -> &'m Type {
        self.types.expr(expr.id)
    }

    /// What evaluating the expression itself does.
    pub fn of_expr(&self, expr: &'m Expr, each: &mut dyn FnMut(Act<'m>)) {
        match &expr.kind {
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Var(_)
            | ExprKind::Symbol(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Func(_) => {}
            ExprKind::Class(_) => each(Act::Unknown),
            ExprKind::Jsx(element) => {
                for child in &element.children {
                    if let Child::Spread(value) = child {
                        self.walk(value, each);
                    }
                }
            }
            ExprKind::Hook(_) | ExprKind::Channel(_) => each(Act::Unknown),
            ExprKind::Js(js) => self.of_js(js, each),
            ExprKind::Py(py) => self.of_py(py, each),
        }
    }

    /// What operators and attributes do where classes of the program are in sight, whose special methods and
    /// properties they may call.
    fn of_instances(&self, py: &'m Py, each: &mut dyn FnMut(Act<'m>)) {
        let sight = &self.module.sight;
        let calls = match py {
            Py::Attr(object, name) => sight.has_property(name) && may_be_instance(self.ty(object)),
            _operation if !sight.has_operators => false,
            Py::Unary(UnaryOp::Not, value) => {
                sight.may_answer(&TRUTH) && may_be_instance(self.ty(value))
            }
            Py::Unary(_, value) => sight.may_answer(&UNARY) && may_be_instance(self.ty(value)),
            Py::Slice { object: value, .. } | Py::Index(value, _) => {
                sight.may_answer(&ITEMS) && may_be_instance(self.ty(value))
            }
            Py::Pattern(_, value) => may_be_instance(self.ty(value)),
            Py::Binary(op, left, right) => {
                (sight.may_answer_operator(*op) || sight.may_answer(asked_of_parts(*op)))
                    && (may_be_instance(self.ty(left)) || may_be_instance(self.ty(right)))
            }
            Py::Compare(_, left, right) => {
                sight.may_answer(&COMPARISONS)
                    && (may_be_instance(self.ty(left)) || may_be_instance(self.ty(right)))
            }
            Py::And(values) | Py::Or(values) => {
                sight.may_answer(&TRUTH)
                    && values.iter().any(|value| may_be_instance(self.ty(value)))
            }
            Py::Cond { test, .. } => sight.may_answer(&TRUTH) && may_be_instance(self.ty(test)),
            Py::Builtin { args, keywords, .. } => {
                self.any_instance(args)
                    || keywords.iter().any(|keyword| may_be_instance(self.ty(&keyword.value)))
            }
            Py::Set(items) => self.any_instance(items),
            Py::FString(parts) => self.shows_instance(parts),
            Py::Dict { entries, .. } => entries.iter().any(|entry| match entry {
                DictEntry::Pair(key, _) | DictEntry::Spread(key) => may_be_instance(self.ty(key)),
            }),
            Py::New { .. }
            | Py::List(_)
            | Py::Tuple(_)
            | Py::Call { .. }
            | Py::Method { .. }
            | Py::BuiltinRef(_)
            | Py::Helper(_)
            | Py::Assign(..)
            | Py::Seq { .. }
            | Py::ForEach { .. }
            | Py::Comp(_)
            | Py::Await(_)
            | Py::Yield(_)
            | Py::YieldFrom(_) => false,
        };
        if calls {
            each(Act::Unknown);
        }
    }

    fn any_instance(&self, items: &[Arg]) -> bool {
        items.iter().any(|item| match item {
            Arg::Pos(value) | Arg::Spread(value) => may_be_instance(self.ty(value)),
            Arg::Omitted => false,
        })
    }

    fn shows_instance(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| match part {
            Part::Literal(_) => false,
            Part::Field { value, spec, .. } => {
                may_be_instance(self.ty(value)) || self.shows_instance(spec)
            }
        })
    }

    fn of_py(&self, py: &'m Py, each: &mut dyn FnMut(Act<'m>)) {
        self.of_instances(py, each);
        match py {
            Py::Unary(..)
            | Py::And(_)
            | Py::Or(_)
            | Py::Cond { .. }
            | Py::Attr(..)
            | Py::BuiltinRef(_)
            | Py::Helper(_)
            | Py::Assign(..)
            | Py::Seq { .. }
            | Py::Slice { .. }
            | Py::Pattern(..)
            | Py::FString(_) => {}
            Py::List(items) | Py::Tuple(items) | Py::Set(items) => self.spreads(items, each),
            Py::Dict { entries, .. } => {
                for entry in entries {
                    match entry {
                        DictEntry::Pair(..) => {}
                        DictEntry::Spread(value) => self.walk(value, each),
                    }
                }
            }
            // `"%(name)s" % values`
            Py::Binary(BinaryOp::Mod, left, right) if self.ty(left).any(may_be_str) => {
                self.ask(right, each);
            }
            Py::Binary(..) => {}
            Py::Compare(CmpOp::In | CmpOp::NotIn, _, right) => self.walk(right, each),
            Py::Compare(..) => {}
            Py::Index(object, _) => self.ask(object, each),
            Py::New { .. } => each(Act::Unknown),
            Py::Call { callee, args } => {
                each(Act::Calls(callee));
                self.spreads(args, each);
            }
            Py::Method { object, name, args, keywords, .. } => {
                let (effects, signature) = effects::of_method(self.ty(object), name);
                self.receiver(object, effects.receiver, each);
                let given = effects::given(&effects, signature, args, keywords);
                self.call(&effects, given, each);
            }
            Py::Builtin { row, args, keywords } => {
                let given = effects::given(&row.effects, row.signature, args, keywords);
                self.call(&row.effects, given, each);
            }
            Py::ForEach { items, function } => {
                self.walk(items, each);
                each(Act::Calls(function));
            }
            Py::Await(_) | Py::Yield(_) | Py::YieldFrom(_) => each(Act::Unknown),
            Py::Comp(comp) => {
                for clause in &comp.clauses {
                    if clause.is_async {
                        each(Act::Unknown);
                    }
                    self.walk(&clause.iter, each);
                    self.store_item(&clause.place, &self.ty(&clause.iter).item(), each);
                }
            }
        }
    }

    fn of_js(&self, js: &'m Js, each: &mut dyn FnMut(Act<'m>)) {
        match js {
            Js::Undefined
            | Js::Tag(_)
            | Js::Global(_)
            | Js::DynamicImport(_)
            | Js::ImportFactory(_)
            | Js::Member(..)
            | Js::ToJs(_)
            | Js::Throw(_) => {}
            Js::Object(props) => {
                for prop in props {
                    match prop {
                        JsProp::Named(..) | JsProp::Computed(..) => {}
                        JsProp::Spread(value) => self.walk(value, each),
                    }
                }
            }
            Js::New { callee, args } | Js::Make { callee, args } | Js::Call { callee, args } => {
                match global_of(callee) {
                    Some(path) if JS_COMPUTING.contains(&path) => self.given_to_js(args, each),
                    Some(path) if JS_WALKING.contains(&path) => {
                        self.given_to_js(args, each);
                        args.iter().for_each(|arg| match arg {
                            Arg::Pos(value) => self.walk(value, each),
                            Arg::Spread(_) | Arg::Omitted => {}
                        });
                    }
                    Some(path)
                        if JS_ACTING.contains(&path)
                            && !matches!(js, Js::New { .. } | Js::Make { .. }) =>
                    {
                        each(Act::Outside);
                        self.given_to_js(args, each);
                    }
                    _unknown => each(Act::Unknown),
                }
            }
        }
    }

    /// Arguments of JavaScript that only computes: `JSON.parse(text, reviver)` calls one of them.
    fn given_to_js(&self, args: &'m [Arg], each: &mut dyn FnMut(Act<'m>)) {
        self.spreads(args, each);
        for arg in args {
            match arg {
                Arg::Pos(value) if self.ty(value).any(Type::is_function) => each(Act::Calls(value)),
                Arg::Pos(_) | Arg::Spread(_) | Arg::Omitted => {}
            }
        }
    }

    fn spreads(&self, args: &'m [Arg], each: &mut dyn FnMut(Act<'m>)) {
        for arg in args {
            match arg {
                Arg::Spread(value) => self.walk(value, each),
                Arg::Pos(_) | Arg::Omitted => {}
            }
        }
    }

    fn receiver(&self, object: &'m Expr, with: Use, each: &mut dyn FnMut(Act<'m>)) {
        match with {
            Use::Reads | Use::Later | Use::CallsLater => {}
            Use::Asks => self.ask(object, each),
            Use::WalksAlone | Use::Walks => self.walk(object, each),
            Use::Changes(change) => each(Act::Changes(object, change)),
            Use::Calls | Use::Unknown => each(Act::Unknown),
        }
    }

    fn call(&self, effects: &Effects, given: Vec<Given<'m>>, each: &mut dyn FnMut(Act<'m>)) {
        if effects.others == Use::Unknown {
            each(Act::Unknown);
        }
        if effects.acts {
            each(Act::Outside);
        }
        for Given { value, with, is_spread } in given {
            if is_spread {
                self.walk(value, each);
                // What the items are walked or called for is not known of them.
                match with {
                    Use::Reads | Use::Later | Use::CallsLater => {}
                    Use::Asks | Use::WalksAlone | Use::Walks
                        if self.ty(value).item().is_builtin() => {}
                    _unknown => each(Act::Unknown),
                }
                continue;
            }
            match with {
                Use::Reads | Use::Later | Use::CallsLater => {}
                Use::Asks => self.ask(value, each),
                Use::WalksAlone | Use::Walks => self.walk(value, each),
                Use::Calls => each(Act::Calls(value)),
                Use::Changes(change) => each(Act::Changes(value, change)),
                Use::Unknown => each(Act::Unknown),
            }
        }
    }

    fn ask(&self, object: &'m Expr, each: &mut dyn FnMut(Act<'m>)) {
        let is_plain = self.ty(object).all(|ty| {
            let has_no_factory =
                matches!(ty, Type::List(_) | Type::Record(_) | Type::Range) || ty.is_bytes_like();
            has_no_factory || ty.is_tuple() || ty.is_primitive()
        });
        if !is_plain {
            each(Act::Asks(object));
        }
    }

    /// Walking what the expression gives to the end.
    pub fn walk(&self, iter: &'m Expr, each: &mut dyn FnMut(Act<'m>)) {
        if self.ty(iter).is_builtin() {
            return;
        }
        match &iter.kind {
            ExprKind::Py(Py::Comp(_)) => each(Act::Runs(iter)),
            ExprKind::Py(Py::Builtin { row, args, keywords }) => {
                let given = effects::given(&row.effects, row.signature, args, keywords);
                for Given { value, with, is_spread } in given {
                    match with {
                        Use::Reads | Use::Asks | Use::WalksAlone | Use::Walks => {}
                        Use::Later | Use::CallsLater if !is_spread => {
                            self.walk_or_call(value, each);
                        }
                        _unknown => each(Act::Walks(iter)),
                    }
                }
                if row.effects.others == Use::Unknown {
                    each(Act::Walks(iter));
                }
            }
            // `d.items()`: new, and nobody else has it.
            ExprKind::Py(Py::Method { object, name, .. })
                if !effects::of_method(self.ty(object), name).0.receiver.may_change()
                    && self.ty(object).is_builtin() => {}
            ExprKind::Py(Py::Cond { then, orelse, .. }) => {
                self.walk(then, each);
                self.walk(orelse, each);
            }
            _other => each(Act::Walks(iter)),
        }
    }

    /// Whether calling it runs no code of the program, whatever it is called with: `str`, `str.upper`.
    pub fn only_reads(&self, callee: &Expr) -> bool {
        match &callee.kind {
            ExprKind::Py(Py::BuiltinRef(row)) => {
                row.effects.any_arg() == Use::Reads && !row.effects.acts
            }
            // A component or a class as the function that stands for it.
            ExprKind::Py(Py::Helper("asFunction" | "withoutNew")) => true,
            ExprKind::Py(Py::Helper(helper)) => methods::of_helper(helper).is_some_and(|row| {
                row.effects.receiver == Use::Reads && row.effects.any_arg() == Use::Reads
            }),
            _other => self.ty(callee).all(Type::is_none),
        }
    }

    /// An argument of `zip` or `iter`, when what that gives is walked.
    fn walk_or_call(&self, value: &'m Expr, each: &mut dyn FnMut(Act<'m>)) {
        let is_callable = match &value.kind {
            ExprKind::Func(_) | ExprKind::Py(Py::BuiltinRef(_) | Py::Helper(_)) => true,
            _other => self.ty(value).any(Type::is_function),
        };
        match is_callable {
            true => each(Act::Calls(value)),
            false => self.walk(value, each),
        }
    }

    /// What the statement itself does, the expressions and statements in it apart.
    pub fn of_stmt(&self, stmt: &'m Stmt, each: &mut dyn FnMut(Act<'m>)) {
        match &stmt.kind {
            StmtKind::For { is_async, place, iter, .. } => {
                if *is_async {
                    each(Act::Unknown);
                }
                self.walk(iter, each);
                self.store_item(place, &self.ty(iter).item(), each);
            }
            StmtKind::With { place, .. } => {
                each(Act::Unknown);
                if let Some(place) = place {
                    self.store_item(place, &Type::Any, each);
                }
            }
            StmtKind::Assign { place, value } => {
                if let PlaceKind::Unpack { .. } = place.kind {
                    self.walk(value, each);
                }
                match self.ty(value) {
                    // What unpacking walks has been said.
                    ty if ty.is_builtin() => self.store_item(place, ty, each),
                    ty => match &place.kind {
                        PlaceKind::Unpack { before, star, after } => {
                            let parts = before.iter().chain(star.as_deref()).chain(after);
                            parts.for_each(|part| self.store_item(part, &ty.item(), each));
                        }
                        _other => self.store_item(place, ty, each),
                    },
                }
            }
            StmtKind::AugAssign { place, op, value } => self.in_place(place, *op, value, each),
            StmtKind::Delete(place) => match &place.kind {
                PlaceKind::Error
                | PlaceKind::Ignored
                | PlaceKind::Var(_)
                | PlaceKind::Symbol(_) => {}
                PlaceKind::Index { object, .. } | PlaceKind::Slice { object, .. } => {
                    each(Act::Changes(object, Change::Shrinks));
                }
                PlaceKind::Attr { .. } | PlaceKind::Unpack { .. } => each(Act::Unknown),
            },
            StmtKind::Error
            | StmtKind::Expr(_)
            | StmtKind::Return(_)
            | StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::Try { .. }
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. }
            | StmtKind::Def { .. }
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Pass => {}
        }
    }

    /// A target that gets a value of the type; what is unpacked may be a generator.
    fn store_item(&self, place: &'m Place, ty: &Type, each: &mut dyn FnMut(Act<'m>)) {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Var(_) | PlaceKind::Symbol(_) => {}
            PlaceKind::Unpack { before, star, after } => {
                if !ty.is_builtin() {
                    each(Act::Unknown);
                }
                let parts = before.iter().chain(star.as_deref()).chain(after).enumerate();
                parts.for_each(|(at, part)| self.store_item(part, &ty.part(at), each));
            }
            PlaceKind::Attr { object, .. } => match self.ty(object) {
                Type::Ref(_) => each(Act::Outside),
                // `xs.length = 0`
                _object => each(Act::Unknown),
            },
            PlaceKind::Index { object, index } => each(match self.ty(object) {
                // `xs[cut] = []` with a `slice`, or with what may be one
                Type::List(_) if self.ty(index).is_number() => Act::Stores(object),
                Type::Dict(..) | Type::Record(_) => Act::Changes(object, Change::Grows(Put::Pair)),
                _object => Act::Unknown,
            }),
            PlaceKind::Slice { object, .. } => {
                each(Act::Changes(object, Change::Shrinks));
                // The items may come from a generator.
                if !ty.is_builtin() {
                    each(Act::Unknown);
                }
            }
        }
    }

    /// `xs += ys`, `xs *= 0`
    fn in_place(
        &self,
        place: &'m Place,
        op: BinaryOp,
        value: &'m Expr,
        each: &mut dyn FnMut(Act<'m>),
    ) {
        let ty = match &place.kind {
            PlaceKind::Var(var) => {
                self.types.updated(place.span).unwrap_or_else(|| self.types.var(*var))
            }
            PlaceKind::Symbol(symbol) => self.types.symbol(*symbol),
            PlaceKind::Index { object, .. } => match self.ty(object) {
                Type::List(item) | Type::Dict(_, item) => item,
                _other => &Type::Any,
            },
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Attr { .. }
            | PlaceKind::Slice { .. }
            | PlaceKind::Unpack { .. } => &Type::Any,
        };
        if let PlaceKind::Index { object, .. } = &place.kind {
            self.ask(object, each);
        }
        self.store_item(place, ty, each);
        if op == BinaryOp::Mod && ty.any(may_be_str) {
            self.ask(value, each);
        }
        let sight = &self.module.sight;
        let may_ask = sight.may_answer_operator(op) || sight.may_answer(asked_of_parts(op));
        if may_ask && may_be_instance(ty) {
            each(Act::Unknown);
        }
        // A number and a string are replaced, never changed.
        if ty.all(|ty| ty.is_number() || ty.is_str()) {
            return;
        }
        match op {
            BinaryOp::Add | BinaryOp::BitOr => {
                self.walk(value, each);
                each(Act::Updates(place, Change::Grows(Put::Items)));
            }
            BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::MatMul
            | BinaryOp::Div
            | BinaryOp::Mod
            | BinaryOp::Pow
            | BinaryOp::LShift
            | BinaryOp::RShift
            | BinaryOp::BitXor
            | BinaryOp::BitAnd
            | BinaryOp::FloorDiv => each(Act::Updates(place, Change::Both(Put::Items))),
        }
    }
}

const TRUTH: [&str; 2] = ["__bool__", "__len__"];
const UNARY: [&str; 3] = ["__neg__", "__pos__", "__invert__"];
const ITEMS: [&str; 5] = ["__getitem__", "__missing__", "__index__", "__hash__", "__eq__"];
// `in` asks by these too.
const COMPARISONS: [&str; 11] = [
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__contains__",
    "__hash__",
    "__iter__",
    "__next__",
    "__getitem__",
];

/// What the operator of a builtin type asks the members of its operands: of sets, or of what is formatted.
fn asked_of_parts(op: BinaryOp) -> &'static [&'static str] {
    match op {
        BinaryOp::Sub | BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::BitAnd => {
            &["__hash__", "__eq__"]
        }
        BinaryOp::Mod => {
            &["__str__", "__repr__", "__getitem__", "__int__", "__index__", "__float__"]
        }
        // How often a list is repeated.
        BinaryOp::Mul => &["__index__"],
        BinaryOp::Add
        | BinaryOp::MatMul
        | BinaryOp::Div
        | BinaryOp::FloorDiv
        | BinaryOp::Pow
        | BinaryOp::LShift
        | BinaryOp::RShift => &[],
    }
}

/// Whether it is, or holds, what may be an instance of a class of the program.
pub fn may_be_instance(ty: &Type) -> bool {
    match ty {
        Type::Any | Type::Js | Type::Never | Type::Instance(_) => true,
        Type::List(item)
        | Type::TupleOf(item)
        | Type::Set(item)
        | Type::Iterable(item)
        | Type::Ref(item)
        | Type::Awaitable(item) => may_be_instance(item),
        Type::Tuple(items) | Type::Union(items) => items.iter().any(may_be_instance),
        Type::Dict(key, value) => may_be_instance(key) || may_be_instance(value),
        Type::Record(shape) => may_be_instance(&shape.value()),
        Type::None
        | Type::Bool
        | Type::Int { .. }
        | Type::Float
        | Type::Str
        | Type::Bytes { .. }
        | Type::ByteArray
        | Type::Range
        | Type::Function { .. }
        | Type::Element
        | Type::Bridge
        | Type::Exception(_)
        | Type::Host(_)
        | Type::Library { .. } => false,
    }
}

fn may_be_str(ty: &Type) -> bool {
    matches!(ty, Type::Str | Type::Any | Type::Js | Type::Never)
}

/// The first part of the path of a global of JavaScript: `Math` of `Math.floor`, also of `window.Math`.
pub fn global_of(callee: &Expr) -> Option<&str> {
    let path = match &callee.kind {
        ExprKind::Js(Js::Global(path)) => path,
        ExprKind::Js(Js::Member(object, _)) => match &object.kind {
            ExprKind::Js(Js::Global(path)) => path,
            _other => return None,
        },
        _other => return None,
    };
    let path = path.strip_prefix("window.").unwrap_or(path);
    path.split('.').next()
}
