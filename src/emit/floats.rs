//! Where the static type says float and the value cannot: what is printed, and what is asked for its type.
//!
//! ```text
//! str(price)               strFloat(price)
//! print(prices)            print(floats(prices))
//! f"{row}"                 str(floats(row, "tuple[str, int, float]"))
//! isinstance(price, int)   false
//! map(str, prices)         map(strFloat, prices)
//! ```

use crate::base::Span;
use crate::ir::effects::{Applied, applied};
use crate::ir::{Arg, Expr, ExprKind, Keyword, Marks, Part, Py, Type};
use crate::tables::builtins::BuiltinRow;
use crate::tables::returns::Returns;
use crate::types;

use super::emitter::Emitter;
use super::js::{E, Global, Params, ast};

impl Emitter<'_> {
    /// The value with its floats marked, for a helper that prints it or asks for its type.
    pub fn marked(&mut self, value: &Expr) -> E {
        let marks = self.marks(value);
        let js = self.expr(value);
        self.with_marks(value.span, js, marks)
    }

    /// What the printer of the value must be told. Of a display each item is known by itself:
    /// `[1.0, 2]` is `list[int | float]`, which does not say which is which.
    fn marks(&self, value: &Expr) -> Marks {
        if let ExprKind::Py(Py::Builtin { row, args, keywords }) = &value.kind
            && let (Returns::Dict, [Arg::Pos(of)], []) =
                (row.returns, args.as_slice(), keywords.as_slice())
            && self.ty(of).is_record()
        {
            return self.marks(of);
        }
        let whole = self.ty(value).float_marks();
        let (ExprKind::Py(Py::List(items) | Py::Tuple(items)), false) =
            (&value.kind, whole == Marks::All)
        else {
            return whole;
        };
        let each = items.iter().map(|item| match item {
            Arg::Pos(item) => Some(item),
            Arg::Spread(_) | Arg::Omitted => None,
        });
        let Some(each) = each.collect::<Option<Vec<&Expr>>>() else { return whole };
        if each.iter().all(|item| self.marks(item) == Marks::None) {
            return Marks::None;
        }
        let shapes: Vec<String> = each.into_iter().map(|item| self.shape(item)).collect();
        Marks::Some(match shapes.split_first() {
            _ if !self.ty(value).is_list() => format!("tuple[{}]", shapes.join(", ")),
            Some((one, rest)) if rest.iter().all(|other| other == one) => format!("list[{one}]"),
            Some(_) | None => format!("[{}]", shapes.join(", ")),
        })
    }

    /// The same of an expression that is emitted already.
    pub fn marked_js(&mut self, span: Span, js: E, ty: &Type) -> E {
        self.with_marks(span, js, ty.float_marks())
    }

    fn with_marks(&mut self, span: Span, js: E, marks: Marks) -> E {
        match marks {
            Marks::None => js,
            Marks::All => self.help(span, "floats", vec![js]),
            Marks::Some(shape) => {
                let shape = self.js.string(&shape);
                self.help(span, "floats", vec![js, shape])
            }
        }
    }

    /// Arguments whose floats are marked.
    pub fn marked_args(&mut self, args: &[Arg]) -> Vec<ast::ExprOrSpread> {
        if let Some(all) = self.marked_together(args) {
            return vec![all];
        }
        args.iter()
            .map(|arg| match arg {
                Arg::Pos(value) => self.marked(value).into(),
                Arg::Spread(value) => self.marked_spread(value),
                Arg::Omitted => self.js.undefined().into(),
            })
            .collect()
    }

    /// All arguments as one, marked when the last of them is there: `print(prices, prices.pop())` shows what is left.
    pub fn marked_together(&mut self, args: &[Arg]) -> Option<ast::ExprOrSpread> {
        let values = args.iter().map(|arg| match arg {
            Arg::Pos(value) => Some(value),
            Arg::Spread(_) | Arg::Omitted => None,
        });
        let values: Vec<&Expr> = values.collect::<Option<_>>()?;
        let is_copied = |value: &&Expr| {
            self.ty(value).float_from().is_none() && self.marks(value) != Marks::None
        };
        let first = values.iter().position(is_copied)?;
        let later = values.get(first + 1..)?;
        if later.iter().all(|value| self.purity.is_pure(self.module, value)) {
            return None;
        }
        let span = values.iter().map(|value| value.span).reduce(Span::to)?;
        let shapes: Vec<String> = values.iter().map(|value| self.shape(value)).collect();
        let items: Vec<ast::ExprOrSpread> =
            values.iter().map(|value| self.expr(value).into()).collect();
        let items = self.js.array(items);
        let marks = Marks::Some(format!("[{}]", shapes.join(", ")));
        let marked = self.with_marks(span, items, marks);
        Some(self.js.spread(marked))
    }

    /// Where the floats of the value are.
    fn shape(&self, value: &Expr) -> String {
        match self.marks(value) {
            Marks::Some(shape) => shape,
            Marks::None | Marks::All => self.ty(value).float_shape(),
        }
    }

    /// Marks the floats of the first argument, which is emitted already.
    pub fn mark_first(&mut self, args: &[Arg], values: &mut [ast::ExprOrSpread]) {
        let (Some(Arg::Pos(value)), Some(first)) = (args.first(), values.first_mut()) else {
            return;
        };
        let marks = self.marks(value);
        first.expr = self.with_marks(value.span, first.expr.clone(), marks);
    }

    /// The arguments of an exception, of which its text is made: only what is a float itself is marked, so
    /// that `e.args` has the objects it was given.
    pub fn exception_args(&mut self, args: &[Arg]) -> Vec<ast::ExprOrSpread> {
        args.iter()
            .map(|arg| match arg {
                Arg::Pos(value) if self.ty(value).float_from().is_some() => {
                    self.marked(value).into()
                }
                Arg::Pos(value) => self.expr(value).into(),
                Arg::Spread(value) => {
                    let items = self.iterable(value);
                    self.js.spread(items)
                }
                Arg::Omitted => self.js.undefined().into(),
            })
            .collect()
    }

    /// `*values` among such arguments.
    pub fn marked_spread(&mut self, values: &Expr) -> ast::ExprOrSpread {
        let is_array = self.ty(values).is_array();
        let items = match self.ty(values).float_marks() {
            Marks::None => self.iterable(values),
            Marks::All | Marks::Some(_) if is_array => self.marked(values),
            Marks::All | Marks::Some(_) => {
                let items = self.iterable(values);
                let items = self.js.array(vec![self.js.spread(items)]);
                let item = self.ty(values).walked().unwrap_or(Type::Any);
                self.marked_js(values.span, items, &Type::List(Box::new(item)))
            }
        };
        self.js.spread(items)
    }

    /// `str(value)`.
    pub fn str_of(&mut self, value: &Expr) -> E {
        let ty = self.ty(value);
        if ty.is_str() {
            return self.expr(value);
        }
        if ty.is_exact_int() {
            let js = self.expr(value);
            let at = self.at(value.span);
            return at.call(at.global(Global::String), vec![js]);
        }
        if ty.shows_itself() {
            let js = self.expr(value);
            let at = self.at(value.span);
            return at.call(at.global(Global::String), vec![js]);
        }
        if let Some(from) = plain_float(ty) {
            let mut args = vec![self.expr(value)];
            if from > 0 {
                args.push(self.js.int(i64::from(from)));
            }
            return self.help(value.span, "strFloat", args);
        }
        let js = self.marked(value);
        self.help(value.span, "str", vec![js])
    }

    /// `repr(value)`.
    pub fn repr_of(&mut self, value: &Expr) -> E {
        if self.ty(value).is_float() {
            let shower = float_shower("repr", self.ty(value));
            let js = self.expr(value);
            return self.help(value.span, shower, vec![js]);
        }
        let js = self.marked(value);
        self.help(value.span, "repr", vec![js])
    }

    /// What shows values of the type as `repr` does, where that is not `repr` itself.
    pub fn shower(&mut self, span: Span, ty: &Type) -> Option<E> {
        if ty.without_none().is_float() {
            return Some(self.helper("strFloat"));
        }
        if ty.float_marks() == Marks::None {
            return None;
        }
        let at = self.at(span).nowhere();
        let name = self.shadowing("value");
        let value = self.marked_js(span, at.ident(&name), ty);
        let shown = self.help(span, "repr", vec![value]);
        Some(at.arrow(super::js::Params::new(vec![at.bind(&name)]), shown))
    }

    /// `isinstance(value, classes)`, where the type knows what the value does not.
    pub fn float_instance(&mut self, span: Span, value: &Expr, classes: &Expr) -> Option<E> {
        let ty = self.ty(value);
        let from = ty.float_from()?;
        let verdict = types::is_instance(ty, classes).filter(|_| from == 0);
        if let Some(verdict) = verdict {
            let verdict = self.at(span).boolean(verdict);
            return Some(self.after(value, verdict));
        }
        if from == 0 && is_a_number(ty, classes) {
            let value = self.expr(value);
            let at = self.at(span);
            let kind = at.type_of(value);
            return Some(at.binary(ast::BinaryOp::EqEqEq, kind, at.string("number")));
        }
        let value = self.marked(value);
        Some(self.instance_of(span, value, classes))
    }

    /// What is known without the value, after the value was evaluated.
    pub fn after(&mut self, value: &Expr, known: E) -> E {
        match self.purity.is_pure(self.module, value) {
            true => known,
            false => {
                let parts = vec![self.expr(value), known];
                self.at(value.span).sequence(parts)
            }
        }
    }

    /// `map(str, prices)`, `sorted(prices, key=str)`: the function is one that knows the type of the items.
    pub fn mark_shower(
        &mut self,
        row: &BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
        values: &mut [ast::ExprOrSpread],
    ) {
        let Some(Applied { function, items: [Arg::Pos(items)] }) = applied(row, args, keywords)
        else {
            return;
        };
        // By keyword it comes after the items.
        let at = usize::from(!matches!(row.returns, Returns::Mapped | Returns::Filtered));
        let item = self.ty(items).walked().unwrap_or(Type::Any);
        if let (Some(shower), Some(value)) = (self.shower_of(function, &item), values.get_mut(at)) {
            value.expr = shower;
        }
    }

    /// `str` or `repr` as a value, for items of a known type.
    fn shower_of(&mut self, function: &Expr, item: &Type) -> Option<E> {
        let ExprKind::Py(Py::BuiltinRef(row)) = &function.kind else { return None };
        let marks = item.float_marks();
        let at = self.at(function.span);
        Some(match row.name {
            "str" | "repr" if item.is_float() => self.helper(float_shower(row.name, item)),
            "str" | "repr" | "ascii" | "format" if marks != Marks::None => {
                let name = self.shadowing("value");
                let shown = self.with_marks(function.span, at.nowhere().ident(&name), marks);
                let shower = self.builtin_ref(function.span, row);
                let params = Params::new(vec![at.nowhere().bind(&name)]);
                at.arrow(params, at.call(shower, vec![shown]))
            }
            _other => return None,
        })
    }
}

/// Whether what the template makes of a number depends on its type: not where every field is one of
/// floats, such as `%.2f` and `{:.2f}`.
pub(super) fn shows_types(template: &Expr) -> bool {
    let ExprKind::Str(text) = &template.kind else { return true };
    let is_spec =
        |field: &str| field.contains(':') && field.ends_with(OF_FLOATS) && !field.contains('!');
    let by_braces = text
        .split('{')
        .skip(1)
        .all(|field| field.split_once('}').is_some_and(|(field, _)| is_spec(field)));
    let by_percent = text.split('%').skip(1).all(|field| {
        let field = field.trim_start_matches(|c: char| c.is_ascii_digit() || "-+ #.*".contains(c));
        field.is_empty() || field.starts_with(['d', 'i', 'u', 'e', 'E', 'f', 'F', 'g', 'G'])
    });
    match text.contains('{') {
        true => !by_braces,
        false => !by_percent,
    }
}

/// Whether the spec of a field is one of floats: `.2f`.
pub(super) fn is_of_floats(spec: &[Part]) -> bool {
    matches!(spec, [.., Part::Literal(text)] if text.ends_with(OF_FLOATS))
}

/// Whether the spec is one of ints: what is annotated as a float may hold one.
pub(super) fn is_of_ints(spec: &[Part]) -> bool {
    matches!(spec, [.., Part::Literal(text)] if text.ends_with(OF_INTS))
}

const OF_INTS: [char; 6] = ['b', 'c', 'd', 'o', 'x', 'X'];

/// The letters of specs that print an int as the float it is equal to.
const OF_FLOATS: [char; 7] = ['e', 'E', 'f', 'F', 'g', 'G', '%'];

/// `str` and `repr` of what `float` annotates. Both show a `bool` alike.
fn float_shower(name: &str, ty: &Type) -> &'static str {
    if name == "repr" && ty.is_exact_float() { "reprFloat" } else { "strFloat" }
}

/// A known float, or something that `strFloat` prints as `str` does.
fn plain_float(ty: &Type) -> Option<u32> {
    let is_plain = |ty: &Type| ty.is_number() || ty.is_none() || ty.is_str();
    ty.float_from().filter(|_| ty.all(is_plain))
}

/// Whether the value is an instance of the classes exactly when it is a number.
fn is_a_number(ty: &Type, classes: &Expr) -> bool {
    let Type::Union(members) = ty else { return false };
    members
        .iter()
        .all(|member| types::is_instance(member, classes) == Some(member.is_exact_float()))
}
