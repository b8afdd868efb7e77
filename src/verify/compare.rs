//! Whether two results are one: sets have no order, and what `docs/differences.md` lists is told apart.
//!
//! ```text
//! {'b', 'a'}       {'a', 'b'}        same
//! [1.0, 'x']       [1, 'x']          known: integral-float
//! ValueError       KeyError          differs
//! ```

use super::python::Ran;
use crate::base::{FileId, Span};
use crate::diag::Sink;
use crate::syntax;
use crate::syntax::ast::{DictItem, Expr, ExprKind};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Same,
    /// A difference of the list, by its name.
    Known(&'static str),
    Differs,
}

/// Compares what CPython made of a call with what the compiled function did.
pub fn compare(text: &str, python: &Ran, compiled: &Ran) -> Verdict {
    let result = match (&python.result, &compiled.result) {
        (Ok(ours), Ok(theirs)) => values(ours, theirs),
        // The class is compared, by its last name; words differ where JavaScript itself raises.
        (Err(ours), Err(theirs)) if last(ours) == last(theirs) => Verdict::Same,
        (Ok(value), Err(raised))
            if raised == "TypeError" && has_large_number(&format!("{text} {value}")) =>
        {
            Verdict::Known("integer-range")
        }
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Verdict::Differs,
    };
    // A last line without an end has one in JavaScript.
    let (ours, theirs) =
        (python.printed.trim_end_matches('\n'), compiled.printed.trim_end_matches('\n'));
    let printed = match ours == theirs {
        true => Verdict::Same,
        false if without_points(ours) == without_points(theirs) => Verdict::Known("integral-float"),
        false => Verdict::Differs,
    };
    match (result, printed) {
        (Verdict::Differs, _) | (_, Verdict::Differs) => Verdict::Differs,
        (Verdict::Known(name), _) | (_, Verdict::Known(name)) => Verdict::Known(name),
        (Verdict::Same, Verdict::Same) => Verdict::Same,
    }
}

fn values(ours: &str, theirs: &str) -> Verdict {
    if ours == theirs {
        return Verdict::Same;
    }
    let (ours, theirs) = (ordered(ours), ordered(theirs));
    match ours == theirs {
        true => Verdict::Same,
        false if without_points(&ours) == without_points(&theirs) => {
            Verdict::Known("integral-float")
        }
        false => Verdict::Differs,
    }
}

/// `asyncio.exceptions.CancelledError` → `CancelledError`
fn last(class: &str) -> &str {
    class.rsplit('.').next().unwrap_or(class)
}

/// A number whose square JavaScript does not hold exactly.
fn has_large_number(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | 'e' | '+'));
    let mut numbers = numbers.filter_map(|number| number.parse::<f64>().ok());
    numbers.any(|number| number >= f64::from(1 << 26))
}

/// With integral floats as ints: `-1.0` → `-1`, `1e+16` → `10000000000000000`.
fn without_points(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | '+');
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let (number, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        out.push_str(before);
        match number.parse::<f64>() {
            Ok(value)
                if value.fract() == 0.0 && value.abs() < 1e22 && number.contains(['.', 'e']) =>
            {
                out.push_str(&format!("{value:.0}"));
            }
            Ok(_) | Err(_) => out.push_str(number),
        }
        rest = after;
    }
    (out + rest).replace("-0,", "0,").replace("-0]", "0]")
}

/// A `repr` with the items of its sets sorted; what is no expression stays as it is.
fn ordered(text: &str) -> String {
    let span = Span::new(FileId(0), 0, text.len() as u32);
    let mut sink = Sink::new();
    let expr = syntax::parse_expression(text, span, &mut sink);
    if sink.has_errors() { text.to_owned() } else { write(&expr, text) }
}

fn write(expr: &Expr, text: &str) -> String {
    let all = |items: &[Expr]| items.iter().map(|item| write(item, text)).collect::<Vec<_>>();
    match &expr.kind {
        ExprKind::Set(items) => {
            let mut items = all(items);
            items.sort();
            format!("{{{}}}", items.join(", "))
        }
        ExprKind::List(items) => format!("[{}]", all(items).join(", ")),
        ExprKind::Tuple(items) => format!("({},)", all(items).join(", ")),
        ExprKind::Dict(items) => {
            let pairs = items.iter().map(|item| match item {
                DictItem::Pair { key, value } => {
                    format!("{}: {}", write(key, text), write(value, text))
                }
                DictItem::Spread(value) => format!("**{}", write(value, text)),
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        ExprKind::Call { func, args } => {
            let args = args.iter().map(|arg| write(&arg.value, text)).collect::<Vec<_>>();
            format!("{}({})", func.span.text(text), args.join(", "))
        }
        _other => expr.span.text(text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(ours: &str, theirs: &str) -> Verdict {
        values(ours, theirs)
    }

    #[test]
    fn sets_have_no_order() {
        assert_eq!(verdict("[{'b', 'a'}, 1]", "[{'a', 'b'}, 1]"), Verdict::Same);
        assert_eq!(verdict("f({1, 2})", "f({2, 1})"), Verdict::Same);
        assert_eq!(verdict("[1, 2]", "[2, 1]"), Verdict::Differs);
        assert_eq!(verdict("(1,)", "1"), Verdict::Differs);
        assert_eq!(verdict("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}"), Verdict::Differs);
    }

    #[test]
    fn what_is_listed_is_known() {
        let known = Verdict::Known("integral-float");
        for (ours, theirs) in [
            ("[1.0]", "[1]"),
            ("-2.0", "-2"),
            ("1e+16", "10000000000000000"),
            ("{1.0, 'a'}", "{'a', 1}"),
        ] {
            assert_eq!(verdict(ours, theirs), known, "{ours} {theirs}");
        }
        assert_eq!(verdict("1.5", "1"), Verdict::Differs);
        assert_eq!(verdict("'1.5'", "'15'"), Verdict::Differs);
        let ran = |result: Result<&str, &str>| Ran {
            result: result.map(str::to_owned).map_err(str::to_owned),
            printed: String::new(),
        };
        let big = compare("f(1)", &ran(Ok("9007199254740993")), &ran(Err("TypeError")));
        assert_eq!(big, Verdict::Known("integer-range"));
        assert_eq!(compare("f(1)", &ran(Ok("1")), &ran(Err("TypeError"))), Verdict::Differs);
        assert_eq!(compare("f(1)", &ran(Err("a.B")), &ran(Err("B"))), Verdict::Same);
    }
}
