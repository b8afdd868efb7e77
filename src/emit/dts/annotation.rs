//! Annotations: from the Python expression to the TypeScript type of the values it stands for.
//!
//! ```text
//! list[tuple[str, int]]            (readonly [string, number])[]
//! Literal["info", "error"] | None  "info" | "error" | null | undefined
//! Callable[[Message], None]        (arg: Message) => void
//! dict[str, int]                   Record<string, number> | Map<string, number>
//! ```
//!
//! What is not understood is `any`, as it is for a person who reads no further.

use crate::resolve::{Binding, Item, ItemKind, JsRef, Program};
use crate::syntax::ast::{self, Constant, ExprKind};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::{channel, ts_types};

use super::generics;
use super::ts::{Param, ParamKind, Signature, Ts, string};

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// From TypeScript to the compiled code: what the code can take.
    In,
    /// From the compiled code: what it gives.
    Out,
}

impl Flow {
    fn turned(self) -> Flow {
        match self {
            Flow::In => Flow::Out,
            Flow::Out => Flow::In,
        }
    }
}

/// The annotations of one definition.
#[derive(Clone, Copy)]
pub(super) struct Annotations<'a> {
    pub program: &'a Program,
    pub item: &'a Item,
}

/// Nesting beyond this is `any`.
const MAX_DEPTH: u32 = 24;

impl Annotations<'_> {
    pub fn ts(&self, expr: &ast::Expr, flow: Flow) -> Ts {
        self.at(expr, flow, 0)
    }

    fn at(&self, expr: &ast::Expr, flow: Flow, depth: u32) -> Ts {
        if depth > MAX_DEPTH {
            return Ts::ANY;
        }
        match &expr.kind {
            ExprKind::Constant(Constant::None) => Ts::none(),
            ExprKind::Binary { op: ast::BinaryOp::BitOr, left, right } => {
                Ts::union([self.at(left, flow, depth + 1), self.at(right, flow, depth + 1)])
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } => self.named(expr, &[], flow, depth),
            ExprKind::Subscript { value, index } => {
                let args: Vec<&ast::Expr> = match &index.kind {
                    ExprKind::Tuple(items) => items.iter().collect(),
                    _one => vec![&**index],
                };
                self.named(value, &args, flow, depth)
            }
            _other => Ts::ANY,
        }
    }

    fn named(&self, name: &ast::Expr, args: &[&ast::Expr], flow: Flow, depth: u32) -> Ts {
        let Some(binding) = self.item.refs.get(&name.span) else { return Ts::ANY };
        if let Some(param) = generics::param(self.item, name, binding) {
            return param;
        }
        let uses = Args { of: self, args, flow, depth: depth + 1 };
        match binding {
            Binding::Item(id) => match self.program.items.get(id.index()) {
                Some(item) => self.defined(item, &uses, flow, depth),
                None => Ts::ANY,
            },
            Binding::Builtin(row) => builtin(row, &uses),
            Binding::TypeOnly(dotted) => match dotted.rsplit_once('.') {
                Some((module, name)) => type_only(module, name, &uses),
                None => Ts::ANY,
            },
            Binding::PyMember { module, name } => type_only(module, name, &uses),
            Binding::Js(JsRef::Global { path, .. }) => lib(path),
            Binding::Js(JsRef::Import { import, .. }) => match &import.name {
                crate::ir::ImportName::Named(name) if &**name == channel::BRIDGE => Ts::Bridge,
                _other => Ts::ANY,
            },
            Binding::Js(JsRef::Member { .. })
            | Binding::Module(_)
            | Binding::Tag(_)
            | Binding::Special(_)
            | Binding::PyModule(_)
            | Binding::Marker(_)
            | Binding::Error => Ts::ANY,
        }
    }

    /// A type of the project by its name.
    fn defined(&self, item: &Item, args: &Args, flow: Flow, depth: u32) -> Ts {
        let there = Annotations { program: self.program, item };
        match &item.kind {
            // By name, not by what it stands for: it may be recursive.
            ItemKind::TypeClass(_) | ItemKind::Class(_) => {
                match generics::of_class(self.program, item).len() {
                    0 => Ts::Item(item.id),
                    count => Ts::Generic(item.id, (0..count).map(|at| args.get(at)).collect()),
                }
            }
            ItemKind::TypeAlias(_) => Ts::Item(item.id),
            // It is a value elsewhere in the program, and cannot be a type by the same name.
            ItemKind::Constant { value, .. } => there.at(value, flow, depth + 1),
            ItemKind::Function { .. } => Ts::ANY,
        }
    }

    /// What a name for a type stands for.
    pub fn alias(&self, value: &ast::Expr) -> Ts {
        let ty = match &value.kind {
            // `UserId = NewType("UserId", int)`
            ExprKind::Call { args, .. } => {
                args.get(1).map_or(Ts::ANY, |base| self.ts(&base.value, Flow::In))
            }
            _type => self.ts(value, Flow::In),
        };
        let is_itself = ty.members().contains(&Ts::Item(self.item.id));
        if is_itself { Ts::ANY } else { ty.within(&[]) }
    }

    /// The canonical last name of a generic: `NotRequired` of `NotRequired[int]`.
    pub fn head(&self, expr: &ast::Expr) -> Option<&str> {
        let ExprKind::Subscript { value, .. } = &expr.kind else { return None };
        match self.item.refs.get(&value.span)? {
            Binding::TypeOnly(dotted) => dotted.rsplit('.').next(),
            _other => None,
        }
    }
}

/// The arguments of a generic.
struct Args<'a> {
    of: &'a Annotations<'a>,
    args: &'a [&'a ast::Expr],
    flow: Flow,
    depth: u32,
}

impl Args<'_> {
    fn get(&self, position: usize) -> Ts {
        self.args.get(position).map_or(Ts::ANY, |arg| self.of.at(arg, self.flow, self.depth))
    }

    fn last(&self) -> Ts {
        self.args.len().checked_sub(1).map_or(Ts::ANY, |last| self.get(last))
    }

    fn all(&self) -> impl Iterator<Item = Ts> + '_ {
        (0..self.args.len()).map(|position| self.get(position))
    }
}

fn builtin(row: &BuiltinRow, args: &Args) -> Ts {
    if matches!(row.kind, BuiltinKind::Exception { .. }) {
        return Ts::lib("Error", []);
    }
    match row.name.rsplit_once('.') {
        Some((module, name)) => type_only(module, name, args),
        None => generic(row.name, args),
    }
}

/// A name that only annotations use, by the module that has it.
fn type_only(module: &str, name: &str, args: &Args) -> Ts {
    match module {
        "datetime" if matches!(name, "date" | "datetime") => Ts::lib("Date", []),
        "collections.abc" if name == "Set" => Ts::lib("ReadonlySet", [args.get(0)]),
        "typing" | "typing_extensions" | "collections.abc" | "collections" | "types" => {
            generic(name, args)
        }
        pulse if pulse.starts_with("pulse.js") => lib(name),
        pulse if pulse == "pulse" || pulse.starts_with("pulse.") => of_pulse(name),
        _a_class_of_the_server => Ts::ANY,
    }
}

fn generic(name: &str, args: &Args) -> Ts {
    match name {
        "str" | "LiteralString" | "Text" | "AnyStr" => Ts::STRING,
        "int" | "float" | "SupportsInt" | "SupportsFloat" | "SupportsIndex" => Ts::NUMBER,
        "bool" | "TypeGuard" | "TypeIs" => Ts::BOOLEAN,
        "NoneType" => Ts::none(),
        "object" => Ts::UNKNOWN,
        "Never" | "NoReturn" => Ts::NEVER,
        "list" | "List" | "MutableSequence" => Ts::array(args.get(0)),
        "Sequence" => Ts::readonly_array(args.get(0)),
        "tuple" | "Tuple" => tuple(args),
        "dict" | "Dict" | "Mapping" | "MutableMapping" | "DefaultDict" | "defaultdict"
        | "OrderedDict" => Ts::dict(args.get(0), args.get(1)),
        "Counter" => Ts::dict(args.get(0), Ts::NUMBER),
        "set" | "Set" | "MutableSet" => Ts::lib("Set", [args.get(0)]),
        "frozenset" | "FrozenSet" | "AbstractSet" => Ts::lib("ReadonlySet", [args.get(0)]),
        "Iterable" | "Collection" | "Reversible" | "KeysView" | "ValuesView" => {
            Ts::lib("Iterable", [args.get(0)])
        }
        "ItemsView" => Ts::lib("Iterable", [Ts::Tuple(vec![args.get(0), args.get(1)])]),
        "Iterator" | "Generator" => Ts::lib("IterableIterator", [args.get(0)]),
        "AsyncIterable" => Ts::lib("AsyncIterable", [args.get(0)]),
        "AsyncIterator" | "AsyncGenerator" => Ts::lib("AsyncIterableIterator", [args.get(0)]),
        "bytes" => Ts::lib("Uint8Array", []),
        "range" | "bytearray" => Ts::lib("Iterable", [Ts::NUMBER]),
        "Optional" => args.get(0).or_none(),
        "Union" => Ts::union(args.all()),
        "Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly" => args.get(0),
        "Literal" => Ts::union(args.args.iter().map(|arg| literal(arg))),
        "Callable" => callable(args),
        "FunctionType" | "LambdaType" | "MethodType" => Ts::any_function(Ts::ANY),
        "Awaitable" | "Coroutine" | "CoroutineType" => match args.flow {
            Flow::In => Ts::lib("PromiseLike", [args.last()]),
            Flow::Out => Ts::lib("Promise", [args.last()]),
        },
        _unknown => Ts::ANY,
    }
}

fn tuple(args: &Args) -> Ts {
    match args.args {
        [] => Ts::readonly_array(Ts::ANY),
        [_, rest] if matches!(rest.kind, ExprKind::Constant(Constant::Ellipsis)) => {
            Ts::readonly_array(args.get(0))
        }
        // `tuple[()]`.
        [only] if matches!(&only.kind, ExprKind::Tuple(items) if items.is_empty()) => {
            Ts::Tuple(Vec::new())
        }
        items if items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_))) => {
            Ts::readonly_array(Ts::ANY)
        }
        _items => Ts::Tuple(args.all().collect()),
    }
}

fn literal(expr: &ast::Expr) -> Ts {
    match &expr.kind {
        ExprKind::Constant(Constant::None) => Ts::none(),
        ExprKind::Constant(Constant::Bool(true)) => Ts::Word("true"),
        ExprKind::Constant(Constant::Bool(false)) => Ts::Word("false"),
        ExprKind::Constant(Constant::Str(text)) => Ts::Literal(string(text)),
        ExprKind::Constant(Constant::Int(value)) => Ts::Literal(value.to_string()),
        ExprKind::Unary { op: ast::UnaryOp::Neg, operand } => match &operand.kind {
            ExprKind::Constant(Constant::Int(value)) => Ts::Literal(format!("-{value}")),
            _other => Ts::ANY,
        },
        // `Literal[Literal["a"], Color.RED]`.
        _other => Ts::ANY,
    }
}

/// `Callable[[A, B], R]`: the caller of the function gives its parameters.
fn callable(args: &Args) -> Ts {
    let result = match args.args.get(1) {
        Some(ast::Expr { kind: ExprKind::Constant(Constant::None), .. }) => Ts::VOID,
        _value => args.get(1),
    };
    let Some(ast::Expr { kind: ExprKind::List(params), .. }) = args.args.first() else {
        return Ts::any_function(result);
    };
    let several = params.len() > 1;
    let params = params.iter().enumerate().map(|(at, param)| {
        let name = if several { format!("arg{}", at + 1) } else { "arg".to_owned() };
        let ty = args.of.at(param, args.flow.turned(), args.depth);
        Param { name, ty, kind: ParamKind::Required }
    });
    Ts::Function(Box::new(Signature { params: params.collect(), result }))
}

/// A type of Pulse.
fn of_pulse(name: &str) -> Ts {
    match name {
        "Element" | "Node" | "PulseNode" | "Child" | "Children" | "Jsx" => Ts::NODE,
        "CSSProperties" => Ts::React("CSSProperties"),
        "ClassName" => Ts::STRING.or_none(),
        handler if handler.starts_with("EventHandler") => Ts::any_function(Ts::ANY),
        _other => Ts::ANY,
    }
}

/// A type of the browser, where it has one of this name.
fn lib(name: &str) -> Ts {
    match ts_types::arity(name) {
        Some(arity) => Ts::lib(name, std::iter::repeat_n(Ts::ANY, arity)),
        None => Ts::ANY,
    }
}
