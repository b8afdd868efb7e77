//! Format specifications that Python refuses, found before it formats.
//!
//! ```text
//! f"{price:.2q}"     PSC406: a float has no format code `q`
//! f"{name:+}"        PSC406: a sign in the format of a str
//! f"{items:>8}"      PSC406: a list takes no format: `f"{str(items):>8}"`
//! ```
//!
//! Only a specification without nested fields is looked at, and only of a value whose type is known.

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{Arg, BinaryOp, Conversion, Expr, ExprKind, Mapping, Part, Py, Type, View};
use crate::types::check::{Check, name};

impl<'m> Check<'m, '_> {
    pub(super) fn fstring(&mut self, parts: &'m [Part]) {
        for part in parts {
            let Part::Field { value, conversion, spec } = part else { continue };
            let text = match spec.as_slice() {
                [] => "",
                [Part::Literal(text)] => text,
                _nested => continue,
            };
            self.formatted(value, *conversion, text);
            self.fstring(spec);
        }
    }

    /// `format(value, "spec")`.
    pub(super) fn format_builtin(&mut self, args: &'m [Arg]) {
        if let [Arg::Pos(value), Arg::Pos(Expr { kind: ExprKind::Str(spec), .. })] = args {
            self.formatted(value, None, spec);
        }
    }

    fn formatted(&mut self, value: &Expr, conversion: Option<Conversion>, spec: &str) {
        if spec.is_empty() {
            return;
        }
        let converted = conversion.map(|_| Type::Str);
        let ty = converted.as_ref().unwrap_or_else(|| self.ty(value));
        if !ty.all(|ty| refused(ty, spec).is_some()) || may_hold_int(ty, value, spec) {
            return;
        }
        let reason = match ty {
            Type::Union(members) => members.iter().find_map(|ty| refused(ty, spec)),
            single => refused(single, spec),
        };
        let reason = reason.unwrap_or_default();
        self.bad_format(value.span, spec, &name(ty), &reason);
    }

    fn bad_format(&mut self, span: Span, spec: &str, ty: &str, reason: &str) {
        let message = format!("`:{spec}` is no format of {ty}: {reason}");
        let help = match ty {
            "str" => "a str takes a width, an alignment and a precision: `:>10`, `:.3`",
            "int" | "bool" => "an int takes a width, `,` and a code for its digits: `:6,d`, `:04x`",
            "float" => "a float takes a width, a precision and a code: `:.2f`, `:8.1%`",
            _other => "make a str of it first: `f\"{str(value):>10}\"`",
        };
        self.report(Code::PSC406, span, message, help);
    }
}

/// `f"{x:05d}"` with `x: float`: an int is good for the annotation, and for the format.
fn may_hold_int(ty: &Type, value: &Expr, spec: &str) -> bool {
    let is_result = match &value.kind {
        ExprKind::Float(_) => true,
        ExprKind::Py(Py::Binary(op, ..)) => *op == BinaryOp::Div,
        _other => false,
    };
    ty.is_float() && !is_result && refused(&Type::INT, spec).is_none()
}

/// Why Python refuses to format a value of the type, `None` where it does not or where that depends.
fn refused(ty: &Type, spec: &str) -> Option<String> {
    let kind = match ty.view() {
        View::Str => Kind::Str,
        View::Number if ty.is_exact_float() => Kind::Float,
        View::Number => Kind::Int,
        View::Mapping(Mapping::Record(_)) => return None,
        View::None | View::Bytes | View::Sequence(_) | View::Set(_) | View::Mapping(_) => {
            return Some("make a str of it first".to_owned());
        }
        View::Unknown
        | View::Iterable(_)
        | View::Function
        | View::Object(_)
        | View::Instance(_)
        | View::Union(_) => {
            return None;
        }
    };
    match Spec::parse(spec) {
        Ok(spec) => spec.refused(kind),
        Err(reason) => Some(reason),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Str,
    Int,
    Float,
}

/// `[[fill]align][sign][z][#][0][width][grouping][.precision][code]`
#[derive(Default)]
struct Spec {
    align: Option<char>,
    sign: Option<char>,
    no_negative_zero: bool,
    alternate: bool,
    grouping: Option<char>,
    has_precision: bool,
    code: Option<char>,
}

impl Spec {
    fn parse(text: &str) -> Result<Spec, String> {
        let mut spec = Spec::default();
        let is_align = |c: &char| "<>=^".contains(*c);
        let mut rest = text.chars().peekable();
        let mut ahead = text.chars();
        let (first, second) = (ahead.next(), ahead.next());
        if second.as_ref().is_some_and(is_align) {
            spec.align = second;
            rest.next();
            rest.next();
        } else if first.as_ref().is_some_and(is_align) {
            spec.align = first;
            rest.next();
        }
        spec.sign = rest.next_if(|c| "+- ".contains(*c));
        spec.no_negative_zero = rest.next_if_eq(&'z').is_some();
        spec.alternate = rest.next_if_eq(&'#').is_some();
        while rest.next_if(char::is_ascii_digit).is_some() {}
        spec.grouping = rest.next_if(|c| ",_".contains(*c));
        if rest.peek().is_some_and(|c| ",_".contains(*c)) {
            return Err("it groups digits in two ways".to_owned());
        }
        if rest.next_if_eq(&'.').is_some() {
            spec.has_precision = rest.next_if(char::is_ascii_digit).is_some();
            if !spec.has_precision {
                return Err("the precision is missing after `.`".to_owned());
            }
            while rest.next_if(char::is_ascii_digit).is_some() {}
        }
        spec.code = rest.next();
        match rest.next() {
            None => Ok(spec),
            Some(_) => Err("the format ends in more than one code".to_owned()),
        }
    }

    fn refused(&self, kind: Kind) -> Option<String> {
        let codes = match kind {
            Kind::Str => "s",
            Kind::Int => "bcdoxXneEfFgG%",
            Kind::Float => "neEfFgG%",
        };
        if let Some(code) = self.code.filter(|code| !codes.contains(*code)) {
            let known: Vec<String> = codes.chars().map(|code| format!("`{code}`")).collect();
            return Some(format!("there is no code `{code}`, only {}", known.join(" ")));
        }
        let code = self.code.unwrap_or(if kind == Kind::Int { 'd' } else { ' ' });
        let is_whole = kind == Kind::Int && "bcdoxXn".contains(code);
        let groups = match self.grouping {
            Some(',') => !"bcoxXn".contains(code),
            Some(_) => !"cn".contains(code),
            None => true,
        };
        let wrong = match kind {
            Kind::Str if self.sign.is_some() => "a str has no sign",
            Kind::Str if self.no_negative_zero => "a str has no zero",
            Kind::Str if self.alternate => "`#` is for numbers",
            Kind::Str if self.align == Some('=') => "`=` aligns numbers only",
            Kind::Str if self.grouping.is_some() => "a str has no digits to group",
            Kind::Int | Kind::Float if !groups => "this code does not group digits",
            Kind::Int if is_whole && self.has_precision => "an int has no precision",
            Kind::Int if is_whole && self.no_negative_zero => "an int has no negative zero",
            Kind::Int if code == 'c' && self.sign.is_some() => "a character has no sign",
            Kind::Int if code == 'c' && self.alternate => "`#` does nothing for a character",
            Kind::Str | Kind::Int | Kind::Float => return None,
        };
        Some(wrong.to_owned())
    }
}
