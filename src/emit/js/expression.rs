//! Expressions.

use swc_common::{DUMMY_SP, SyntaxContext};
use swc_ecma_ast::*;

use super::{E, Js, P, argument, arguments, is_identifier_name};
use crate::emit::js::parens::{Place, place};

impl Js<'_> {
    pub fn ident(self, name: &str) -> E {
        Box::new(Expr::Ident(self.name(name)))
    }

    /// `obj.name`, or `obj["odd-name"]`.
    pub fn member(self, obj: E, name: &str) -> E {
        Box::new(Expr::Member(self.member_expr(place(obj, Place::Object), self.prop(name))))
    }

    /// `obj[index]`.
    pub fn index(self, obj: E, index: E) -> E {
        Box::new(Expr::Member(self.member_expr(place(obj, Place::Object), computed(index))))
    }

    /// `obj?.name`.
    pub fn optional_member(self, obj: E, name: &str) -> E {
        let base = self.member_expr(chain_object(obj), self.prop(name));
        self.chain(true, OptChainBase::Member(base))
    }

    /// `(…)` inside the chain of `callee`.
    pub fn chained_call(
        self,
        callee: E,
        args: impl IntoIterator<Item = impl Into<ExprOrSpread>>,
    ) -> E {
        self.chain(false, self.chain_call_base(callee, arguments(args)))
    }

    fn chain(self, optional: bool, base: OptChainBase) -> E {
        Box::new(Expr::OptChain(OptChainExpr { span: self.span, optional, base: Box::new(base) }))
    }

    fn chain_call_base(self, callee: E, args: Vec<ExprOrSpread>) -> OptChainBase {
        OptChainBase::Call(OptCall {
            span: self.span,
            ctxt: SyntaxContext::empty(),
            callee: chain_object(callee),
            args,
            type_args: None,
        })
    }

    fn member_expr(self, obj: E, prop: MemberProp) -> MemberExpr {
        MemberExpr { span: self.span, obj, prop }
    }

    pub(super) fn prop(self, name: &str) -> MemberProp {
        if is_identifier_name(name) {
            MemberProp::Ident(self.ident_name(name))
        } else {
            computed(self.string(name))
        }
    }

    pub fn call(self, callee: E, args: impl IntoIterator<Item = impl Into<ExprOrSpread>>) -> E {
        self.call_expr(Callee::Expr(place(callee, Place::Object)), arguments(args))
    }

    /// `import(source)`.
    pub fn import_call(self, source: E) -> E {
        let import = Import { span: self.span, phase: ImportPhase::Evaluation };
        self.call_expr(Callee::Import(import), arguments([source]))
    }

    pub(super) fn call_expr(self, callee: Callee, args: Vec<ExprOrSpread>) -> E {
        Box::new(Expr::Call(CallExpr {
            span: self.span,
            ctxt: SyntaxContext::empty(),
            callee,
            args,
            type_args: None,
        }))
    }

    pub fn new_object(
        self,
        callee: E,
        args: impl IntoIterator<Item = impl Into<ExprOrSpread>>,
    ) -> E {
        Box::new(Expr::New(NewExpr {
            span: self.span,
            ctxt: SyntaxContext::empty(),
            callee: place(callee, Place::NewCallee),
            args: Some(arguments(args)),
            type_args: None,
        }))
    }

    /// `...expr` in arguments and arrays.
    pub fn spread(self, expr: E) -> ExprOrSpread {
        argument(ExprOrSpread { spread: Some(self.span), expr })
    }

    pub fn array(self, items: impl IntoIterator<Item = impl Into<ExprOrSpread>>) -> E {
        let elems = arguments(items).into_iter().map(Some).collect();
        Box::new(Expr::Array(ArrayLit { span: self.span, elems }))
    }

    pub fn object(self, props: Vec<PropOrSpread>) -> E {
        Box::new(Expr::Object(ObjectLit { span: self.span, props }))
    }

    /// `key: value`, `value` alone when it is an identifier of that name.
    pub fn property(self, key: &str, value: E) -> PropOrSpread {
        match *value {
            Expr::Ident(ident) if ident.sym == *key => {
                PropOrSpread::Prop(Box::new(Prop::Shorthand(ident)))
            }
            value => key_value(self.key(key), Box::new(value)),
        }
    }

    /// `[key]: value`.
    pub fn computed_property(self, key: E, value: E) -> PropOrSpread {
        let expr = place(key, Place::Assignment);
        key_value(PropName::Computed(ComputedPropName { span: self.span, expr }), value)
    }

    /// `...expr` in an object.
    pub fn spread_property(self, expr: E) -> PropOrSpread {
        let expr = place(expr, Place::Assignment);
        PropOrSpread::Spread(SpreadElement { dot3_token: self.span, expr })
    }

    /// A property key: bare when it can be. `__proto__` is computed, as bare it sets the
    /// prototype.
    pub fn key(self, key: &str) -> PropName {
        if key == "__proto__" {
            let expr = self.string(key);
            PropName::Computed(ComputedPropName { span: self.span, expr })
        } else if is_identifier_name(key) {
            PropName::Ident(self.ident_name(key))
        } else {
            PropName::Str(self.str(key))
        }
    }

    pub fn unary(self, op: UnaryOp, operand: E) -> E {
        let arg = place(operand, Place::Unary);
        Box::new(Expr::Unary(UnaryExpr { span: self.span, op, arg }))
    }

    /// `!value`, `a !== b` of `a === b`, `a !== b && a !== c` of `a === b || a === c`.
    pub fn not(self, operand: E) -> E {
        match is_of_equalities(&operand, None) {
            true => opposite(operand),
            false => self.unary(UnaryOp::Bang, operand),
        }
    }

    pub fn type_of(self, operand: E) -> E {
        self.unary(UnaryOp::TypeOf, operand)
    }

    pub fn await_(self, operand: E) -> E {
        let arg = place(operand, Place::Unary);
        Box::new(Expr::Await(AwaitExpr { span: self.span, arg }))
    }

    /// `yield value`.
    pub fn yield_(self, value: Option<E>) -> E {
        self.yield_expr(value, false)
    }

    /// `yield* values`.
    pub fn yield_from(self, values: E) -> E {
        self.yield_expr(Some(values), true)
    }

    fn yield_expr(self, arg: Option<E>, delegate: bool) -> E {
        let arg = arg.map(|arg| place(arg, Place::Assignment));
        Box::new(Expr::Yield(YieldExpr { span: self.span, arg, delegate }))
    }

    /// Any binary or logical operator.
    pub fn binary(self, op: BinaryOp, left: E, right: E) -> E {
        let left = place(left, Place::BinaryLeft(op));
        let right = place(right, Place::BinaryRight(op));
        Box::new(Expr::Bin(BinExpr { span: self.span, op, left, right }))
    }

    pub fn conditional(self, test: E, yes: E, no: E) -> E {
        Box::new(Expr::Cond(CondExpr {
            span: self.span,
            test: place(test, Place::CondTest),
            cons: place(yes, Place::Assignment),
            alt: place(no, Place::Assignment),
        }))
    }

    /// `target op value`, the target a name or a member.
    pub fn assign(self, op: AssignOp, target: P, value: E) -> E {
        let left = assign_target(target);
        let right = place(value, Place::Assignment);
        Box::new(Expr::Assign(AssignExpr { span: self.span, op, left, right }))
    }

    /// `name++` and `name--`, or with the operator in front.
    pub fn update(self, op: UpdateOp, prefix: bool, operand: E) -> E {
        Box::new(Expr::Update(UpdateExpr { span: self.span, op, prefix, arg: operand }))
    }

    /// `(a, b)`.
    pub fn sequence(self, exprs: Vec<E>) -> E {
        let exprs = exprs.into_iter().map(|expr| place(expr, Place::Assignment)).collect();
        Box::new(Expr::Seq(SeqExpr { span: self.span, exprs }))
    }
}

fn computed(index: E) -> MemberProp {
    MemberProp::Computed(ComputedPropName { span: DUMMY_SP, expr: index })
}

/// What a chain goes on from: another chain stays open.
fn chain_object(obj: E) -> E {
    if matches!(*obj, Expr::OptChain(_)) { obj } else { place(obj, Place::Object) }
}

fn key_value(key: PropName, value: E) -> PropOrSpread {
    let value = place(value, Place::Assignment);
    PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value })))
}

/// The left side of an assignment, from a pattern.
fn assign_target(target: P) -> AssignTarget {
    match AssignTarget::try_from(target) {
        Ok(target) => target,
        Err(other) => AssignTarget::Simple(SimpleAssignTarget::Paren(ParenExpr {
            span: DUMMY_SP,
            expr: other
                .expr()
                .unwrap_or_else(|| Box::new(Expr::Invalid(Invalid { span: DUMMY_SP }))),
        })),
    }
}

/// Whether an expression is an equality, or all of `op` joins equalities.
fn is_of_equalities(expr: &Expr, op: Option<BinaryOp>) -> bool {
    let Expr::Bin(bin) = expr else { return false };
    match bin.op {
        BinaryOp::EqEq | BinaryOp::NotEq | BinaryOp::EqEqEq | BinaryOp::NotEqEq => true,
        BinaryOp::LogicalAnd | BinaryOp::LogicalOr => {
            let is_same = op.is_none_or(|op| op == bin.op);
            let is_fit = |side: &Expr| is_of_equalities(side, Some(bin.op));
            is_same && is_fit(&bin.left) && is_fit(&bin.right)
        }
        _other => false,
    }
}

/// The negation of what [`is_of_equalities`] accepts.
fn opposite(expr: E) -> E {
    let Expr::Bin(bin) = *expr else { return expr };
    let op = match bin.op {
        BinaryOp::EqEq => BinaryOp::NotEq,
        BinaryOp::NotEq => BinaryOp::EqEq,
        BinaryOp::EqEqEq => BinaryOp::NotEqEq,
        BinaryOp::NotEqEq => BinaryOp::EqEqEq,
        BinaryOp::LogicalAnd => BinaryOp::LogicalOr,
        BinaryOp::LogicalOr => BinaryOp::LogicalAnd,
        other => other,
    };
    let is_joined = matches!(op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr);
    let side = |it| if is_joined { opposite(it) } else { it };
    Box::new(Expr::Bin(BinExpr { op, left: side(bin.left), right: side(bin.right), ..bin }))
}
