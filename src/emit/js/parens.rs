//! Parentheses where JavaScript's grammar needs them. `swc_ecma_codegen` prints a tree as it is,
//! so the builder asks [`place`] for each operand it puts somewhere.
//!
//! ```text
//! Binary(Mul, Binary(Add, a, b), c)      → (a + b) * c
//! Arrow([], Object {})                   → () => ({})
//! New(Call(f), [])                       → new (f())()
//! ```

use swc_common::DUMMY_SP;
use swc_ecma_ast::*;

/// The position of an operand, which says how tightly it must bind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    BinaryLeft(BinaryOp),
    BinaryRight(BinaryOp),
    /// The operand of `!`, `-`, `typeof`, `await`.
    Unary,
    /// What `.name`, `[…]`, `(…)` or a template is applied to.
    Object,
    NewCallee,
    /// The class after `extends`.
    Heritage,
    CondTest,
    /// An argument, element, initializer, branch, right side of `=`, operand of `yield` and `...`.
    Assignment,
    ArrowBody,
    Statement,
    /// The first part of a `for (…; …; …)`.
    ForInit,
}

/// The expression, in parentheses if it cannot stand bare at the place.
pub fn place(expr: Box<Expr>, at: Place) -> Box<Expr> {
    if needs_parens(&expr, at) { wrap(expr) } else { expr }
}

pub fn wrap(expr: Box<Expr>) -> Box<Expr> {
    Box::new(Expr::Paren(ParenExpr { span: DUMMY_SP, expr }))
}

const SEQUENCE: u8 = 0;
const ASSIGNMENT: u8 = 1;
const CONDITIONAL: u8 = 2;
const UNARY: u8 = 14;
const UPDATE: u8 = 15;
const CALL: u8 = 16;
const PRIMARY: u8 = 17;

/// How tightly an operator binds (ECMA-262, 13.6 to 13.13).
fn operator(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::NullishCoalescing | BinaryOp::LogicalOr => 3,
        BinaryOp::LogicalAnd => 4,
        BinaryOp::BitOr => 5,
        BinaryOp::BitXor => 6,
        BinaryOp::BitAnd => 7,
        BinaryOp::EqEq | BinaryOp::NotEq | BinaryOp::EqEqEq | BinaryOp::NotEqEq => 8,
        BinaryOp::Lt
        | BinaryOp::LtEq
        | BinaryOp::Gt
        | BinaryOp::GtEq
        | BinaryOp::In
        | BinaryOp::InstanceOf => 9,
        BinaryOp::LShift | BinaryOp::RShift | BinaryOp::ZeroFillRShift => 10,
        BinaryOp::Add | BinaryOp::Sub => 11,
        BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod => 12,
        BinaryOp::Exp => 13,
    }
}

fn strength(expr: &Expr) -> u8 {
    match expr {
        Expr::Seq(_) => SEQUENCE,
        Expr::Assign(_) | Expr::Arrow(_) | Expr::Yield(_) => ASSIGNMENT,
        Expr::Cond(_) => CONDITIONAL,
        Expr::Bin(binary) => operator(binary.op),
        Expr::Unary(_) | Expr::Await(_) => UNARY,
        // a negative number prints with its sign
        Expr::Lit(Lit::Num(number)) if number.value.is_sign_negative() => UNARY,
        Expr::Lit(Lit::Num(number)) if !number.value.is_finite() => operator(BinaryOp::Div),
        Expr::Update(_) => UPDATE,
        Expr::Call(_) | Expr::New(_) | Expr::OptChain(_) => CALL,
        _ => PRIMARY,
    }
}

fn needs_parens(expr: &Expr, at: Place) -> bool {
    let own = strength(expr);
    match at {
        Place::BinaryLeft(BinaryOp::Exp) => own < UPDATE,
        Place::BinaryLeft(op) => own < operator(op) || mixes_nullish(expr, op),
        Place::BinaryRight(BinaryOp::Exp) => own < operator(BinaryOp::Exp),
        // `a && (b && c)` means `a && b && c`; `a + (b + c)` does not mean `a + b + c`
        Place::BinaryRight(op) if op.may_short_circuit() && is_binary(expr, op) => false,
        Place::BinaryRight(op) => own <= operator(op) || mixes_nullish(expr, op),
        Place::Unary => own < UNARY,
        Place::Object => {
            own < CALL
                || matches!(expr, Expr::OptChain(_) | Expr::Lit(Lit::Num(_)))
                // `new X` without arguments would take those of the call
                || matches!(expr, Expr::New(new) if new.args.is_none())
        }
        Place::NewCallee => own < PRIMARY || calls(expr),
        Place::Heritage => own < CALL,
        Place::CondTest => own <= CONDITIONAL,
        Place::Assignment => own < ASSIGNMENT,
        Place::ArrowBody => {
            own < ASSIGNMENT || starts(expr, &|first| matches!(first, First::Brace))
        }
        Place::Statement => starts(expr, &|first| !matches!(first, First::Other)),
        Place::ForInit => bare_in(expr) || starts(expr, &|first| matches!(first, First::Let)),
    }
}

fn is_binary(expr: &Expr, op: BinaryOp) -> bool {
    matches!(expr, Expr::Bin(binary) if binary.op == op)
}

/// `a ?? b || c` is a syntax error however it is meant.
fn mixes_nullish(expr: &Expr, op: BinaryOp) -> bool {
    let nullish = |op| op == BinaryOp::NullishCoalescing;
    let logical = |op| matches!(op, BinaryOp::LogicalOr | BinaryOp::LogicalAnd);
    match expr {
        Expr::Bin(inner) => {
            (nullish(op) && logical(inner.op)) || (logical(op) && nullish(inner.op))
        }
        _ => false,
    }
}

/// Whether a call stands on the way to the leftmost part: `new a.b().c()` would end at `b`.
fn calls(expr: &Expr) -> bool {
    let mut expr = expr;
    loop {
        expr = match expr {
            Expr::Call(_) | Expr::OptChain(_) => return true,
            Expr::Member(member) => &member.obj,
            Expr::TaggedTpl(tagged) => &tagged.tag,
            _ => return false,
        };
    }
}

/// The first token of an expression, as far as a statement cares.
enum First {
    Brace,
    /// `function`, `async function`, `class`.
    Declaration,
    Let,
    Other,
}

fn starts(expr: &Expr, unwanted: &dyn Fn(&First) -> bool) -> bool {
    let mut expr = expr;
    let first = loop {
        expr = match expr {
            Expr::Object(_) => break First::Brace,
            Expr::Fn(_) | Expr::Class(_) => break First::Declaration,
            Expr::Ident(ident) if ident.sym == *"let" => break First::Let,
            Expr::Assign(assign) => match &assign.left {
                AssignTarget::Pat(AssignTargetPat::Object(_)) => break First::Brace,
                AssignTarget::Simple(SimpleAssignTarget::Member(member)) => &member.obj,
                _ => break First::Other,
            },
            Expr::Bin(binary) => &binary.left,
            Expr::Cond(cond) => &cond.test,
            Expr::Member(member) => &member.obj,
            Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => callee,
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => &member.obj,
                OptChainBase::Call(call) => &call.callee,
            },
            Expr::TaggedTpl(tagged) => &tagged.tag,
            Expr::Update(update) if !update.prefix => &update.arg,
            Expr::Seq(seq) => match seq.exprs.first() {
                Some(first) => first,
                None => break First::Other,
            },
            _ => break First::Other,
        };
    };
    unwanted(&first)
}

/// An `in` that would end the head of a `for`.
fn bare_in(expr: &Expr) -> bool {
    match expr {
        Expr::Bin(binary) => {
            binary.op == BinaryOp::In || bare_in(&binary.left) || bare_in(&binary.right)
        }
        Expr::Cond(cond) => bare_in(&cond.test) || bare_in(&cond.alt),
        Expr::Assign(assign) => bare_in(&assign.right),
        Expr::Arrow(arrow) => match &*arrow.body {
            ArrowFunctionBody::Expr(body) => bare_in(body),
            ArrowFunctionBody::FunctionBody(_) => false,
        },
        Expr::Seq(seq) => seq.exprs.iter().any(|expr| bare_in(expr)),
        Expr::Unary(unary) => bare_in(&unary.arg),
        Expr::Await(inner) => bare_in(&inner.arg),
        Expr::Yield(inner) => inner.arg.as_deref().is_some_and(bare_in),
        _ => false,
    }
}
