//! Enums: what their bodies give values is a member.
//!
//! ```text
//! class Color(Enum):          class Color extends Enum {
//!     RED = 1                   static RED = new this("RED", 1);
//!     GREEN = auto()            static GREEN = new this("GREEN", 2);
//! Color(1), Color["RED"]      Color.from(1), getItem(Color, "RED")
//! ```

use num_bigint::BigInt;

use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{Arg, EnumKind, Expr, ExprKind, Member, MemberKind, Py};
use crate::lower::context::Lowering;
use crate::lower::family::{Family, GENERATE, Root};
use crate::lower::instances::raw;
use crate::resolve::{Binding, Item};
use crate::syntax::ast::{self, ArgKind, BinaryOp, Constant, ExprKind as AstKind, UnaryOp};
use crate::tables::js_members::Holder;

/// What an enum derives from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Members {
    pub kind: EnumKind,
    /// The class of the runtime.
    pub helper: &'static str,
}

impl Members {
    pub const INTS: Members = Members { kind: EnumKind::Int, helper: "IntMember" };
    pub const TEXTS: Members = Members { kind: EnumKind::Str, helper: "StrMember" };

    /// Whether members are ints or texts besides.
    pub fn is_value(self) -> bool {
        match self.kind {
            EnumKind::Int | EnumKind::Str => true,
            EnumKind::Plain | EnumKind::Flag => false,
        }
    }

    pub fn named(name: &str) -> Option<Members> {
        let (kind, helper) = match name {
            "Enum" => (EnumKind::Plain, "Enum"),
            "IntEnum" => (EnumKind::Int, "IntEnum"),
            "StrEnum" => (EnumKind::Str, "StrEnum"),
            "Flag" => (EnumKind::Flag, "Flag"),
            _other => return None,
        };
        Some(Members { kind, helper })
    }
}

/// The value of a member as far as it is known here.
#[derive(Clone)]
pub(super) enum Known {
    Int(BigInt),
    Other,
}

impl<'a> Lowering<'a> {
    /// The enum that the class being lowered is.
    pub fn own_enum(&self) -> Option<Members> {
        match self.class.as_ref()?.family.root {
            Root::Enum(members) => Some(members),
            Root::Object
            | Root::Exception(_)
            | Root::Builtin(_)
            | Root::NamedTuple
            | Root::Refused(_) => None,
        }
    }

    /// The enum that the expression names.
    pub fn enum_named(&self, expr: &ast::Expr) -> Option<&'a Item> {
        let item = self.class_named(expr)?;
        matches!(Family::of(self.program, item)?.root, Root::Enum(_)).then_some(item)
    }

    /// What is walked: an enum gives its members, and is no function there.
    pub fn walked(&self, written: &ast::Expr, value: Expr) -> Expr {
        match self.enum_named(written) {
            Some(_) => raw(value),
            None => value,
        }
    }

    /// `RED = 1`
    pub fn enum_member(&mut self, name: &Name, span: Span, value: &ast::Expr) -> Option<Member> {
        let members = self.own_enum()?;
        if name.starts_with('_') && name.ends_with('_') {
            let message = format!("`{name}` of an enum is not compiled");
            self.refuse(Code::PSC303, span, &message, "give the members their values one by one");
            return None;
        }
        let is_known = self.class.as_ref().is_some_and(|class| class.attributes.contains(name));
        if is_known {
            let message = format!("the enum has a `{name}` already");
            self.refuse(Code::PSC303, span, &message, "give it another name");
            return None;
        }
        if !self.is_free_name(name, span, Holder::Class) {
            return None;
        }
        let (lowered, known) = match self.is_auto(value) {
            true => self.next_value(members, name, value.span)?,
            false => {
                let known = self.known_value(value);
                let lowered = match &known {
                    Known::Int(value) => self.expr(span, ExprKind::Int(value.clone())),
                    Known::Other => self.lower(value),
                };
                (lowered, known)
            }
        };
        if let Some(class) = &mut self.class {
            class.attributes.push(name.clone());
            class.values.push((name.clone(), known));
        }
        Some(Member { name: name.clone(), span, kind: MemberKind::EnumMember(lowered) })
    }

    /// `Color._generate_next_value_("RED", 1, 0, [])`
    fn generated_value(&mut self, name: &Name, at: Span) -> Expr {
        let known = self.class.as_ref().map(|class| class.attributes.clone()).unwrap_or_default();
        let own = self.own_class(at);
        let count = self.expr(at, ExprKind::Int(BigInt::from(known.len())));
        let values: Vec<Arg> = known
            .into_iter()
            .map(|name| {
                let class = self.own_class(at);
                let member = self.py(at, Py::Attr(Box::new(class), name));
                Arg::Pos(self.py(at, Py::Attr(Box::new(member), "value".into())))
            })
            .collect();
        let values = self.py(at, Py::List(values));
        let name = self.expr(at, ExprKind::Str(name.clone()));
        let first = self.expr(at, ExprKind::Int(BigInt::from(1)));
        let args = [name, first, count, values].map(Arg::Pos).into();
        let (object, keywords) = (Box::new(own), Vec::new());
        self.py(at, Py::Method { object, name: GENERATE.into(), name_span: at, args, keywords })
    }

    /// `auto()`
    fn is_auto(&self, value: &ast::Expr) -> bool {
        let AstKind::Call { func, args } = &value.kind else { return false };
        args.is_empty()
            && matches!(self.binding(func.span), Some(Binding::TypeOnly(name)) if &**name == "enum.auto")
    }

    fn next_value(&mut self, members: Members, name: &Name, at: Span) -> Option<(Expr, Known)> {
        let generates = self.class.as_ref().and_then(|class| class.family.find(GENERATE));
        if generates
            .is_some_and(|it| it.item.id == self.item.id && it.def.name.span.start > at.start)
        {
            let message = format!("`{GENERATE}` stands behind a member that asks for it");
            self.refuse(Code::PSC303, at, &message, "define it before the members");
            return None;
        }
        if generates.is_some() {
            return Some((self.generated_value(name, at), Known::Other));
        }
        if members.kind == EnumKind::Str && members.helper == "StrEnum" {
            let text = self.expr(at, ExprKind::Str(name.to_lowercase().into()));
            return Some((text, Known::Other));
        }
        let values = self.class.as_ref().map(|class| class.values.as_slice()).unwrap_or_default();
        let mut most = BigInt::from(0);
        for (_, known) in values {
            match known {
                Known::Int(value) => most = most.max(value.clone()),
                Known::Other => {
                    let message = "which value comes next is not known here";
                    let help = "write the value";
                    self.refuse(Code::PSC303, at, message, help);
                    return None;
                }
            }
        }
        let next = match members.kind {
            EnumKind::Flag if most == BigInt::from(0) => BigInt::from(1),
            EnumKind::Flag => BigInt::from(1) << most.bits(),
            EnumKind::Plain | EnumKind::Int | EnumKind::Str => most + 1,
        };
        let value = self.expr(at, ExprKind::Int(next.clone()));
        Some((value, Known::Int(next)))
    }

    fn known_value(&self, value: &ast::Expr) -> Known {
        self.known_int(value).map_or(Known::Other, Known::Int)
    }

    fn known_int(&self, value: &ast::Expr) -> Option<BigInt> {
        match &value.kind {
            AstKind::Constant(Constant::Int(value)) => value.to_string().parse().ok(),
            AstKind::Unary { op: UnaryOp::Neg, operand } => self.known_int(operand).map(|it| -it),
            AstKind::Name(name) => {
                let values = self.class.as_ref().map(|class| class.values.as_slice())?;
                values.iter().find_map(|(known, value)| match value {
                    Known::Int(value) if known == name => Some(value.clone()),
                    Known::Int(_) | Known::Other => None,
                })
            }
            AstKind::Binary { op, left, right } => {
                let (left, right) = (self.known_int(left)?, self.known_int(right)?);
                Some(match op {
                    BinaryOp::BitOr => left | right,
                    BinaryOp::BitAnd => left & right,
                    BinaryOp::Add => left + right,
                    BinaryOp::LShift => left << u64::try_from(right).ok().filter(|by| *by < 64)?,
                    BinaryOp::Sub
                    | BinaryOp::Mul
                    | BinaryOp::MatMul
                    | BinaryOp::Div
                    | BinaryOp::Mod
                    | BinaryOp::Pow
                    | BinaryOp::RShift
                    | BinaryOp::BitXor
                    | BinaryOp::FloorDiv => return None,
                })
            }
            _other => None,
        }
    }

    /// `Color(1)`
    pub fn enum_call(&mut self, span: Span, class: &ast::Expr, args: &[ast::Arg]) -> Expr {
        let class = self.lower(class);
        self.enum_found(span, class, args)
    }

    /// The same of a class that is lowered.
    pub fn enum_found(&mut self, span: Span, class: Expr, args: &[ast::Arg]) -> Expr {
        let [ast::Arg { kind: ArgKind::Positional, value, .. }] = args else {
            let message = "an enum is called with the value of one of its members";
            return self.refuse(Code::PSC303, span, message, "write `Color(value)`");
        };
        let value = self.lower(value);
        let object = Box::new(raw(class));
        let name_span = object.span;
        let args = vec![crate::ir::Arg::Pos(value)];
        let name = "from".into();
        self.py(span, Py::Method { object, name, name_span, args, keywords: Vec::new() })
    }

    /// Members cannot be bound anew, nor get other values.
    pub fn refuses_enum_store(&mut self, target: &ast::Expr) -> bool {
        let AstKind::Attribute { value, attr } = &target.kind else { return false };
        let is_member = self.enum_named(value).is_some();
        if is_member {
            let message = format!("the members of an enum stay what they are: `{}`", attr.name);
            let help = "keep what changes in a variable";
            self.refuse(Code::PSC303, target.span, &message, help);
        }
        is_member
    }

    /// `@unique`: no two members have one value.
    pub fn is_unique_decorator(&self, decorator: &ast::Expr) -> bool {
        matches!(self.binding(decorator.span), Some(Binding::TypeOnly(name)) if &**name == "enum.unique")
    }

    pub fn check_unique(&mut self, def: &ast::ClassDef) {
        let Some(decorator) = def.decorators.iter().find(|it| self.is_unique_decorator(it)) else {
            return;
        };
        let values = self.class.as_ref().map(|class| class.values.clone()).unwrap_or_default();
        let mut known: Vec<BigInt> = Vec::new();
        for (name, value) in values {
            match value {
                Known::Int(value) if !known.contains(&value) => known.push(value),
                Known::Int(_) => {
                    let message = format!("`{name}` has the value of another member");
                    self.refuse(Code::PSC303, decorator.span, &message, "give it another value");
                }
                Known::Other => {}
            }
        }
    }
}
