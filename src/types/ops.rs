//! Result types of operators, and how a type is iterated, indexed and sliced.
//!
//! Every function takes and gives whole types; unions are worked through member by member. `None`
//! means that the operation raises `TypeError` whatever the values are.

use num_bigint::BigInt;
use rustc_hash::FxHashMap;

use crate::base::Name;
use crate::ir::{BinaryOp, Field, Mapping, Sequence, Shape, Type, UnaryOp, View};
use crate::tables::library_types::{Operand, TIMEDELTA, operation};
use crate::tables::returns::Returns;

/// The most bits of an `int` that a number holds exactly.
const MAX_BITS: u8 = 53;

fn int(bits: u8) -> Type {
    match bits {
        0..=MAX_BITS => Type::Int { bits, natural: false },
        _more => Type::LARGE,
    }
}

/// The bits of what is counted up by literals, and of nothing else: no program gets further. What an operation
/// brings to so many has one more, as a literal added to it would leave them.
pub const COUNTED: u8 = 52;

/// An int that an operation makes larger.
fn grown(bits: u8) -> Type {
    int(if bits == COUNTED { MAX_BITS } else { bits })
}

/// A factor of fewer bits leaves of an int what is no larger, as a rule: `seconds * 1000`.
const SMALL_FACTOR: u64 = 21;

/// `left op right` where one of them is this literal; of a power, the exponent.
pub fn by_literal(op: BinaryOp, left: &Type, right: &Type, literal: &BigInt) -> Option<Type> {
    if op == BinaryOp::Pow {
        return power(left, right, literal);
    }
    let ty = binary(op, left, right)?;
    let most = left.members().iter().chain(right.members()).filter_map(bits).max();
    Some(match (op, most) {
        (BinaryOp::Add | BinaryOp::Sub, Some(most)) if literal.bits() <= 31 => {
            below(ty, if most > COUNTED { most } else { COUNTED })
        }
        (BinaryOp::Mul, Some(..=MAX_BITS)) if literal.bits() <= SMALL_FACTOR => below(ty, MAX_BITS),
        _other => ty,
    })
}

fn below(ty: Type, most: u8) -> Type {
    match ty {
        Type::Int { bits, natural } => Type::Int { bits: bits.min(most), natural },
        Type::Union(members) => Type::union(members.into_iter().map(|ty| below(ty, most))),
        ty => ty,
    }
}

/// Bits of an int or bool.
fn bits(ty: &Type) -> Option<u8> {
    match ty {
        Type::Bool => Some(1),
        Type::Int { bits, .. } => Some(*bits),
        _other => None,
    }
}

/// Works through the members of both; `None` only when no pair of members can work.
fn pairwise(
    left: &Type,
    right: &Type,
    pair: impl Fn(&Type, &Type) -> Option<Type>,
) -> Option<Type> {
    if matches!(left, Type::Never) || matches!(right, Type::Never) {
        return Some(Type::Never);
    }
    let lefts = left.members().iter();
    let pairs = lefts.flat_map(|left| right.members().iter().map(move |right| (left, right)));
    pairs.filter_map(|(left, right)| pair(left, right)).reduce(Type::join)
}

/// `left op right`.
pub fn binary(op: BinaryOp, left: &Type, right: &Type) -> Option<Type> {
    pairwise(&computed(left), &computed(right), |left, right| binary_pair(op, left, right))
}

/// `base ** exponent` with a literal, which is not negative.
fn power(base: &Type, exponent: &Type, literal: &BigInt) -> Option<Type> {
    let most = base.members().iter().filter_map(bits).max();
    let (true, Some(most)) = (base.is_int(), most) else {
        return binary(BinaryOp::Pow, base, exponent);
    };
    let times = u8::try_from(literal).unwrap_or(u8::MAX);
    let natural = base.is_natural() || !literal.bit(0);
    Some(as_natural(grown(most.saturating_mul(times).max(1)), natural))
}

/// An operand as arithmetic takes it: the `bool` that stands for a `float` is a number there, and what comes
/// of it is a float as far as it is known.
pub fn computed(ty: &Type) -> Type {
    match ty.any(Type::is_exact_float) {
        true => ty.filter(|member| !member.is_bool()),
        false => ty.clone(),
    }
}

fn binary_pair(op: BinaryOp, left: &Type, right: &Type) -> Option<Type> {
    if op == BinaryOp::Mod && (left.is_str() || left.is_bytes_like()) {
        return Some(left.clone());
    }
    if let Some(result) = library_pair(op, left, right) {
        return Some(result);
    }
    if !is_python(left) || !is_python(right) {
        // What can be divided are numbers.
        let is_quotient = op == BinaryOp::Div && !left.is_js() && !right.is_js();
        return Some(if is_quotient { Type::Float } else { Type::Any });
    }
    if left.is_number() && right.is_number() {
        return number_pair(op, left, right);
    }
    match op {
        BinaryOp::Add => concat(left, right),
        BinaryOp::Mul if bits(right).is_some() => repeat(left),
        BinaryOp::Mul if bits(left).is_some() => repeat(right),
        BinaryOp::Sub | BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => {
            set_or_dict_pair(op, left, right)
        }
        BinaryOp::Mul
        | BinaryOp::MatMul
        | BinaryOp::Div
        | BinaryOp::FloorDiv
        | BinaryOp::Mod
        | BinaryOp::Pow
        | BinaryOp::LShift
        | BinaryOp::RShift => None,
    }
}

/// What the operators of classes of the standard library give, where they work.
fn library_pair(op: BinaryOp, left: &Type, right: &Type) -> Option<Type> {
    let operand = |ty: &Type| match ty {
        ty if ty.is_int() || ty.is_bool() => Some(Operand::Int),
        ty if ty.is_number() => Some(Operand::Number),
        ty => ty.library().map(Operand::Of),
    };
    let returns = operation(op.sign(), operand(left)?, operand(right)?)?;
    Some(match returns {
        Returns::Library(of) => Type::Library { of, is_given: false },
        Returns::Float => Type::Float,
        _int => Type::LARGE,
    })
}

/// Whether all that operators do with the type is known. `dict.keys()` is an iterable, and takes the operators of sets.
fn is_python(ty: &Type) -> bool {
    ty.is_builtin() || ty.is_function()
}

fn number_pair(op: BinaryOp, left: &Type, right: &Type) -> Option<Type> {
    let (Some(l), Some(r)) = (bits(left), bits(right)) else {
        return match op {
            BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::Div
            | BinaryOp::FloorDiv
            | BinaryOp::Mod => Some(Type::Float),
            // A negative base with a fractional exponent gives a complex number.
            BinaryOp::Pow => Some(Type::Float),
            BinaryOp::MatMul
            | BinaryOp::LShift
            | BinaryOp::RShift
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::BitAnd => None,
        };
    };
    let natural = |ty: &Type| ty.is_natural() || ty.is_bool();
    let (l_natural, r_natural) = (natural(left), natural(right));
    let both = |ty: Type| as_natural(ty, l_natural && r_natural);
    // Adding 0 makes nothing greater.
    let sum = match (l.min(r), l.max(r)) {
        (0, most) => most,
        // It is checked, and rarely large: what grows in a loop is seen to, see `infer::widen`.
        (_, MAX_BITS) => MAX_BITS,
        (_, most) => most.saturating_add(1),
    };
    Some(match op {
        BinaryOp::Add => both(grown(sum)),
        BinaryOp::Sub => grown(sum),
        BinaryOp::Mul if l.min(r) == 0 => both(int(0)),
        BinaryOp::Mul => both(grown(l.saturating_add(r))),
        BinaryOp::Div => Type::Float,
        // `-1 // 2` is -1: no further from zero than the dividend.
        BinaryOp::FloorDiv => both(int(l)),
        // Below the divisor, and of its sign.
        BinaryOp::Mod if l == 0 || (l_natural && r_natural) => as_natural(int(l.min(r)), true),
        BinaryOp::Mod => as_natural(int(r), r_natural),
        BinaryOp::Pow if r_natural => both(Type::LARGE),
        // `2 ** -1` is a float.
        BinaryOp::Pow => Type::LARGE.join(Type::Float),
        BinaryOp::LShift => both(Type::LARGE),
        BinaryOp::RShift => both(int(l.max(1))),
        BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::BitAnd
            if left.is_bool() && right.is_bool() =>
        {
            Type::Bool
        }
        // No more bits than one that is not negative.
        BinaryOp::BitAnd if l_natural && r_natural => as_natural(int(l.min(r)), true),
        BinaryOp::BitAnd if l_natural => as_natural(int(l), true),
        BinaryOp::BitAnd if r_natural => as_natural(int(r), true),
        BinaryOp::BitOr | BinaryOp::BitXor if l_natural && r_natural => {
            as_natural(int(l.max(r)), true)
        }
        // `1 ^ -1` is -2.
        BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::BitAnd => {
            int(if l.max(r) == MAX_BITS { MAX_BITS } else { l.max(r).saturating_add(1) })
        }
        BinaryOp::MatMul => return None,
    })
}

fn as_natural(ty: Type, natural: bool) -> Type {
    match ty {
        Type::Int { bits, .. } => Type::Int { bits, natural },
        ty => ty,
    }
}

fn concat(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Str, Type::Str) => Some(Type::Str),
        // Of the type of the left one.
        (a, b) if a.is_bytes_like() && b.is_bytes_like() => Some(a.clone()),
        (Type::List(a), Type::List(b)) => {
            Some(Type::List(Box::new(Type::join((**a).clone(), (**b).clone()))))
        }
        (Type::Tuple(a), Type::Tuple(b)) => Some(Type::Tuple(a.iter().chain(b).cloned().collect())),
        (a, b) if a.is_tuple() && b.is_tuple() => {
            let items = a.walked()?.join(b.walked()?);
            Some(Type::TupleOf(Box::new(items)))
        }
        _misfit => None,
    }
}

fn repeat(ty: &Type) -> Option<Type> {
    match ty {
        Type::Str | Type::Bytes { .. } | Type::ByteArray => Some(ty.clone()),
        Type::List(_) | Type::TupleOf(_) => Some(ty.clone()),
        Type::Tuple(_) => Some(Type::TupleOf(Box::new(ty.walked()?))),
        _other => None,
    }
}

fn set_or_dict_pair(op: BinaryOp, left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Set(a), Type::Set(b)) => Some(Type::Set(match op {
            BinaryOp::Sub | BinaryOp::BitAnd => a.clone(),
            _union => Box::new(Type::join((**a).clone(), (**b).clone())),
        })),
        // A plain object, if both are.
        (Type::Record(a), Type::Record(b)) if op == BinaryOp::BitOr => {
            let mut fields = Fields::of(a.fields.clone());
            if !b.is_closed {
                fields.forget_values();
            }
            b.fields.iter().for_each(|field| fields.put(field.clone()));
            let fields = fields.into_fields();
            let (built, is_closed) = (a.built.max(b.built), a.is_closed && b.is_closed);
            Some(Type::Record(Shape { fields, built, is_closed }))
        }
        (a, b) if op == BinaryOp::BitOr && a.is_mapping() && b.is_mapping() => {
            let (k, v) = pair_of(a);
            let (l, w) = pair_of(b);
            Some(Type::Dict(Box::new(k.join(l)), Box::new(v.join(w))))
        }
        _misfit => None,
    }
}

/// Key and value of a mapping.
pub fn pair_of(ty: &Type) -> (Type, Type) {
    match ty.view() {
        View::Mapping(of) => (of.key(), of.value()),
        _other => (Type::Any, Type::Any),
    }
}

pub fn unary(op: UnaryOp, operand: &Type) -> Option<Type> {
    let one = |ty: &Type, _: &Type| match (op, ty) {
        (UnaryOp::Not, _) => Some(Type::Bool),
        (UnaryOp::Neg | UnaryOp::Pos, Type::Float) => Some(Type::Float),
        (UnaryOp::Pos, ty) if ty.is_natural() => Some(ty.clone()),
        (UnaryOp::Neg | UnaryOp::Pos, ty) if bits(ty).is_some() => bits(ty).map(int),
        (UnaryOp::Invert, ty) if bits(ty).is_some() => {
            bits(ty).map(|bits| int(bits.saturating_add(1)))
        }
        (_, ty) if is_python(ty) => None,
        (UnaryOp::Neg | UnaryOp::Pos, Type::Library { of, .. }) if **of == TIMEDELTA => {
            Some(ty.clone())
        }
        _unknown => Some(Type::Any),
    };
    pairwise(&computed(operand), &Type::None, one)
}

/// A subscript that is a literal.
#[derive(Clone, Copy)]
pub enum Literal<'a> {
    Str(&'a str),
    Int(i64),
}

/// `object[index]`.
pub fn index(object: &Type, index: &Type, literal: Option<Literal>) -> Option<Type> {
    if index.is_any() && literal.is_none() {
        return pairwise(object, &Type::None, |object, _| {
            let item = index_pair(object, &Type::Any, None);
            // It may be a slice.
            let is_cut = matches!(object.view(), View::Sequence(_) | View::Bytes);
            if is_cut { Some(Type::Any) } else { item }
        });
    }
    pairwise(object, index, |object, index| index_pair(object, index, literal))
}

fn index_pair(object: &Type, index: &Type, literal: Option<Literal>) -> Option<Type> {
    let is_position = bits(index).is_some() || !is_python(index);
    match object.view() {
        View::Str => is_position.then_some(Type::Str),
        View::Sequence(Sequence::Tuple(items)) if let Some(Literal::Int(at)) = literal => {
            let from_end = items.len().checked_add_signed(at as isize);
            let at = usize::try_from(at).ok().or(from_end);
            // Out of range raises `IndexError`.
            Some(at.and_then(|at| items.get(at)).cloned().unwrap_or(Type::Any))
        }
        View::Bytes => is_position.then_some(Type::BYTE),
        View::Sequence(of) => is_position.then(|| of.item()),
        View::Mapping(Mapping::Dict(_, value)) => Some(value.clone()),
        View::Mapping(Mapping::Record(shape)) => Some(match literal {
            Some(Literal::Str(key)) => match object.field(key) {
                Some(field) => field.ty.clone(),
                // `KeyError`: where it may be one of several dicts, the value is that of another.
                None if shape.is_closed => Type::Never,
                None => Type::Any,
            },
            Some(Literal::Int(_)) => Type::Any,
            None => shape.value(),
        }),
        View::None | View::Number | View::Set(_) => None,
        View::Unknown
        | View::Iterable(_)
        | View::Function
        | View::Object(_)
        | View::Instance(_)
        | View::Union(_) => Some(Type::Any),
    }
}

/// `min(a, b)`, `max(a, b)`: of ints that are 0 or more the least has no more bits than any, and what is
/// above one of those is not negative.
pub fn extreme(types: &[Type], is_min: bool) -> Type {
    let joined = Type::union(types.iter().cloned());
    let Type::Int { bits: most, natural } = joined else { return joined };
    let least = types.iter().filter_map(bits).min().unwrap_or(most);
    match is_min {
        true if natural => Type::Int { bits: least, natural },
        true => joined,
        false => Type::Int { bits: most, natural: types.iter().any(Type::is_natural) },
    }
}

/// `object[a:b:c]`.
pub fn slice(object: &Type) -> Option<Type> {
    pairwise(object, &Type::None, |object, _| match object.view() {
        View::Sequence(Sequence::Tuple(_)) => Some(Type::TupleOf(Box::new(object.walked()?))),
        View::Str | View::Bytes | View::Sequence(_) => Some(object.clone()),
        View::None | View::Number | View::Set(_) => None,
        View::Unknown
        | View::Mapping(_)
        | View::Iterable(_)
        | View::Function
        | View::Object(_)
        | View::Instance(_)
        | View::Union(_) => Some(Type::Any),
    })
}

/// What the type is when the value is false.
pub fn falsy(ty: &Type) -> Type {
    match ty {
        Type::Union(members) => Type::union(members.iter().map(falsy)),
        Type::Int { .. } => Type::Int { bits: 0, natural: true },
        Type::Function { .. } | Type::Element | Type::Bridge | Type::Ref(_) => Type::Never,
        Type::Instance(of) if !of.kind().asks_truth => Type::Never,
        Type::Library { of, .. } if !of.asks_truth => Type::Never,
        other => other.clone(),
    }
}

/// What the type is when the value is true.
pub fn truthy(ty: &Type) -> Type {
    ty.without_none()
}

/// The fields of a record in the making: `{**a, "k": 1}`, where later ones win.
#[derive(Default)]
pub struct Fields {
    fields: Vec<Field>,
    index: FxHashMap<Name, usize>,
}

impl Fields {
    pub fn of(fields: Vec<Field>) -> Fields {
        let names = fields.iter().enumerate().map(|(at, field)| (field.name.clone(), at));
        Fields { index: names.collect(), fields }
    }

    pub fn put(&mut self, field: Field) {
        let known = self.index.get(&field.name).and_then(|at| self.fields.get_mut(*at));
        match known {
            Some(known) if field.is_optional => known.ty = known.ty.clone().join(field.ty),
            Some(known) => *known = field,
            None => {
                self.index.insert(field.name.clone(), self.fields.len());
                self.fields.push(field);
            }
        }
    }

    /// Of what is there by now only the names are known.
    pub fn forget_values(&mut self) {
        self.fields.iter_mut().for_each(|field| field.ty = Type::Any);
    }

    pub fn into_fields(self) -> Vec<Field> {
        self.fields
    }
}

/// How deep a type may nest before its inside counts as unknown.
const MAX_DEPTH: u32 = 5;

/// Cuts what is nested too deeply, so that inference ends: `x = [x]`.
pub fn limit(ty: Type) -> Type {
    limit_at(ty, 0)
}

fn limit_at(ty: Type, depth: u32) -> Type {
    if depth > MAX_DEPTH {
        return Type::Any;
    }
    ty.map_parts(&|inner| limit_at(inner, depth + 1))
}

/// The type as the passes after this one see it: what is never reached is unknown.
pub fn settle(ty: Type) -> Type {
    match ty.map_parts(&settle) {
        Type::Never => Type::Any,
        ty => ty,
    }
}
